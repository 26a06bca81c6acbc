//! The rules by which terms of validity are found (lexicon of terms).
//!
//! Owns: the patterns of clauses on force and expiry, the words around them, their examples. Must
//! not know: documents, how a day follows from a clause.

use crate::text::marks::{AnyOf, any_of};
use crate::text::rule::{Pattern, Words};

/// Entry into force on a stated day.
#[rustfmt::skip]
pub(super) static FORCE: Pattern = Pattern::new(
    "effective",
    concat!(
        r"(?:(本[\p{Han}（）《》]{1,12}?)(?:正式)?(?:从|自|定于自|定于|于自|于)?|(?:((?:以上|上述)\p{Han}{1,8}?)",
        r"|(现予?以?(?:公布|发布)(?:[\p{Han}]{0,6}《[^《》]{2,60}》)?，|(?:公布|发布|批准|通过|修订)[，；]?)|第[一二三四五六七八九十百零]{1,6}条|^|[。；，、后])",
        r"(?:正式)?(?:从|自|于|定于))",
        r"((?:[12][0-9]{3}|[一二〇○零三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)",
        r"(?:零时)?(?:起|开始)?(?:正式|开始)?(?:施行|实施|执行|生效|实行|试行)",
    ),
    &["本办法定于2025年1月1日起施行。", "本条例自2025年1月1日起施行。", "第九条自二〇二五年一月一日起施行。", "以上标准自2025年1月1日起执行。", "本办法从2025年1月1日起试行2年。", "本办法2025年1月1日起施行。", "本规定于自2025年1月1日起执行。", "现公布修订后的《示例条例》，自2025年1月1日起施行。"],
    &["《示例法》规定的期限自2025年1月1日起计算。", "本办法自公布之日起施行。"],
);
/// Entry into force on the day of publication.
#[rustfmt::skip]
pub(super) static ON_PUBLICATION: Pattern = Pattern::new(
    "effective-on-publication",
    concat!(
        r"(?:本[\p{Han}（）]{1,12}|(?:以上|上述)\p{Han}{1,8}|^|[。；，]|条)(?:从|自)",
        r"(?:公布|发布|印发|颁布|下发|签发|发文|下文|通过|批准公布|批准)(?:(?:之?日)?(?:起|开始|起开始)|之日)",
        r"(?:正式)?(?:施行|实施|执行|生效|实行|试行)",
        r"|现(?:予以?)?(?:公布|发布|颁布)(?:施行|实施|执行)(?:[。，；]|$)",
    ),
    &["本办法自公布之日起施行。", "以上标准自印发之日起执行。", "本办法自发布之日开始实施。", "本规定自公布之日起开始实施。", "本方案自印发起实施，有效期5年。", "第九条 本规则自发布之日实施。", "试行期为一年，自发文之日起实施。", "制定了《示例办法》，现予以发布施行。"],
    &["自收到通知之日起施行。", "自公布之日起三十日内申报。", "本办法自公布之日起30日后施行。", "现予公布，自2020年1月1日起施行。"],
);
/// Entry into force with an event, whose day is not told.
pub(super) static ON_EVENT: Pattern = Pattern::new(
    "effective-on-event",
    concat!(
        r"(本[\p{Han}（）]{1,12}?)(?:从|自)([^。；，、自从起]{2,30})之(?:日|时)起",
        r"(?:正式)?(?:施行|实施|执行|生效|实行|试行)",
    ),
    &[
        "本办法自示例系统（二期）运行之日起施行。",
        "本规程自 DEMO 系统上线之时起正式执行。",
    ],
    &[
        "本办法自2025年1月1日起施行。",
        "示例合同自登记之日起生效。",
        "本办法自公布之日起三十日内申报。",
    ],
);
/// An event that approves a text, and does not publish it.
pub(super) static APPROVAL: Words = Words::new(
    "approval",
    &["批准之", "批准起", "批准后"],
    &["自批准之日起施行"],
    &["自批准公布之日起施行"],
);
/// Events by which those who must follow a text get it.
pub(super) static RECEIVES: Words = Words::new(
    "receives",
    &["收到", "文到", "到达"],
    &["收到", "文到"],
    &["示例系统运行"],
);
/// A term with its last day.
#[rustfmt::skip]
pub(super) static UNTIL: Pattern = Pattern::new(
    "expires-term",
    concat!(
        r"(?:(?:执行期限|有效期限?|实施期限|执行期|政策期限|施行期限|适用期限|试行期限?|(?:实施|执行|施行)时间)(?:为|是|自|从|：|暂定)*",
        r"((?:[12][0-9]{3})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)?(?:起)?(?:施行|实施|执行)?，?(?:有效期)?(?:延长|延续)?",
        r"(?:截止(?:至|到|日期为|时间为)?|至|到|截至|—|-|－)|((?:本|以上|上述)\p{Han}{1,8})(?:执行|施行|有效)(?:至|到)",
        r"|日起(?:施行|实施|执行)，延续至",
        r"|有效期(?:为|是)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年[，（]?(?:有效期|自[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日起?)?(?:至|到)",
        r"|本\p{Han}{1,8}自\p{Han}{2,4}之?日起(?:施行|实施|执行)，(?:有效期)?(?:至|到))",
    ),
    &["有效期至2025年12月31日。", "执行期限为2021年1月1日至2022年12月31日。", "实施期限至2021年底。", "试行期至2025年6月。", "有效期截止2024年12月31日。", "本通知执行至2022年12月31日。", "本公告自发布之日起施行，至2021年12月31日止。", "上述政策执行至2022年底。", "施行期限为2020年至2022年。", "自2020年1月1日起执行，延续至2022年底。", "有效期5年，至2025年12月31日。", "有效期5年（至2025年12月31日）。", "有效期5年，自2020年1月1日至2024年12月31日。", "实施时间为2020年1月1日至2021年12月31日。"],
    &["有效期5年。", "有效期满前三个月至六个月。", "自2020年1月1日起，延续至今。"],
);
/// A policy from a day to a day.
pub(super) static FROM_UNTIL: Pattern = Pattern::new(
    "expires-policy",
    concat!(
        r"(本[\p{Han}]{1,8}|^(?:[一二三四五六七八九十]{1,3}、)?)(?:自|从)",
        r"([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(?:起)?(?:施行|实施|执行)?，?(?:至|到)",
    ),
    &[
        "本公告自2021年4月1日起至2022年12月31日止执行。",
        "一、自2021年4月1日至2022年12月31日，免征示例税。",
    ],
    &["企业自2021年4月1日至2022年12月31日购置的设备。"],
);
/// A policy of an announcement from a day on.
pub(super) static POLICY_FROM: Pattern = Pattern::new(
    "effective-policy",
    r"^(?:[一二三四五六七八九十]{1,3}、)?自([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)起",
    &[
        "自2021年4月1日起，提高示例扣除比例。",
        "一、自2021年4月1日起，免征示例税。",
    ],
    &["企业自2021年4月1日起可以申报。"],
);
/// A day on which a text ends itself.
pub(super) static ENDS: Pattern = Pattern::new(
    "expires-stated",
    concat!(
        r"(?:(?:施行|实施|执行|生效|试行)，|本\p{Han}{1,8}?，?)(?:至|到|于|自)?",
        r"([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(起)?(?:自动|自行|即行)?(?:予以)?(?:废止|失效|终止执行|停止执行|终止)",
        r"(?:[。；，]|$)",
    ),
    &[
        "本办法自2020年1月1日起施行，2024年12月31日废止。",
        "本通知自2025年1月1日起自动失效。",
    ],
    &[
        "《示例办法》自2025年1月1日起废止。",
        "本办法自2025年1月1日起施行。",
    ],
);
/// A term of which only the length is stated.
#[rustfmt::skip]
pub(super) static LENGTH: Pattern = Pattern::new(
    "expires-reckoned",
    concat!(
        r"(?:(?:(本\p{Han}{1,10}?)(?:（[^）]{1,8}）)?的?|(?:施行|实施|执行|生效|实行|试行|试用)[，；。、（]?)",
        r"(?:有效期限?|(?:试行|暂行|施行|实施|执行|试用)期限?|期限|为期|暂定(?:执行|施行|实施|试行)?)(?:为|是|：|暂定|自(?:施行|实施|执行|生效)之日起)*|试行|暂行)",
        r"([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)(?:零?([0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月)?(?:[。，；、（）.]|$)",
        r"|(?:月[0-9]{1,2}日起|施行|实施|执行|生效)，?([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)(?:内有效|(?:后|期满)(?:自动|自行|即行)?(?:失效|废止|终止))",
    ),
    &["本办法自2020年1月1日起施行，有效期5年。", "本通知有效期为五年。", "本办法自2020年1月1日起试行2年。", "自2020年1月1日起试行，试行期两年。", "自2020年1月1日起施行，3年内有效。", "自2020年1月1日起施行。有效期5年。", "自2020年1月1日起施行（有效期5年）。", "自2020年1月1日起施行，有效期5年（含试行期）。", "自2020年1月1日起施行，执行期3年。", "自2020年1月1日起试行，为期2年。", "自2020年1月1日起施行，5年后自动失效。", "自2020年1月1日起施行，有效期1年6个月。", "自2020年1月1日起施行，有效期为自施行之日起5年。", "自2020年1月1日起执行，暂定3年。"],
    &["示范平台有效期三年。", "许可证有效期为5年。", "本人开户满3个月，", "自本通知实施之日起2年；", "自签发之日起6个月内有效，", "有效期至2025年。", "本办法有效期不超过5年。", "实施5年后的评估"],
);
/// The day from which a term is counted, stated beside its length.
#[rustfmt::skip]
pub(super) static COUNTED_FROM: Pattern = Pattern::new(
    "effective-term",
    concat!(
        r"(本\p{Han}{1,10}?)(?:（[^）]{1,8}）)?的?有效期限?(?:(?:为|是)?([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)，?)?",
        r"(?:自|从)([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)起(?:计算?|算)?",
        r"(?:，?(?:为|是|有效)?([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)|[。，；]|$)",
    ),
    &["本办法有效期自2020年1月1日起5年。", "本办法有效期为5年，自2020年1月1日起计算。", "本规定（试行）有效期2年，自2020年1月1日起。"],
    &["许可证有效期自2020年1月1日起5年。", "本办法有效期为5年。", "本办法有效期自2020年1月1日起至2024年12月31日止。"],
);
/// In front of 生效，有效期: from what event on, which is not a day.
pub(super) static FROM_EVENT: Pattern = Pattern::new(
    "from-event",
    r"(?:自|从)([^。；，、自从]{2,30})之日起$",
    &["示例备案自主管部门准予备案之日起", "本办法自公布之日起"],
    &["本办法自2020年1月1日起", "自备案之日起，"],
);
/// Events that begin the force of a document; others begin that of something else.
pub(super) static PUBLISHES: Words = Words::new(
    "publishes",
    &[
        "公布", "发布", "印发", "颁布", "下发", "签发", "发文", "下文", "通过", "批准", "施行",
        "实施", "执行",
    ],
    &["自公布之日起", "自示例局发布之日起"],
    &["自准予备案之日起", "自领取之日起"],
);
/// The day from which a term is counted that begins with the printing.
pub(super) static PRINTING: Words = Words::new(
    "from-printing",
    &["印发"],
    &["自印发之日起施行"],
    &["自公布之日起施行"],
);
/// The document as it calls itself in a clause on its term.
pub(super) static ITSELF: Pattern = Pattern::new(
    "itself",
    r"本(?:办法|规定|细则|通知|意见|公告|通告|方案|措施|条例|政策|规则|决定|规程|指引|标准|实施\p{Han}{1,4})",
    &["本办法有效期延长至", "本实施细则"],
    &["本市", "《示例办法》有效期延长至"],
);

/// The words of which one stands before a last day.
pub(super) const UNTIL_WORDS: AnyOf = any_of![
    "期",
    "行至",
    "行到",
    "效至",
    "效到",
    "，至",
    "行，延",
    "施，延",
    "时间"
];
/// The words of which one ends a text.
pub(super) const END_WORDS: AnyOf = any_of!["止", "失效"];
/// The words of which one states a length.
pub(super) const LENGTH_WORDS: AnyOf = any_of!["期", "行", "效", "施"];
/// The words of entry into force.
pub(super) const ENTRY: AnyOf = any_of!["施行", "实施", "执行", "生效", "实行", "试行"];

/// How the title of an announcement ends, which speaks of its policy without 本公告.
pub(super) static ANNOUNCEMENT: Words = Words::tails(
    "announcement",
    &["公告"],
    &["关于示例政策的公告"],
    &["公告管理办法"],
);
/// How a decree's sentence goes on when it speaks of the text that it puts out.
pub(super) static PUT_OUT: Words = Words::heads(
    "put-out",
    &["现予"],
    &["现予公布，"],
    &["现公布，", "公布，"],
);
/// How a text calls itself: 本公告自….
pub(super) static OWN: Words = Words::heads("own", &["本"], &["本公告"], &["一、", "基本目录"]);
/// The same within a sentence.
pub(super) static OWN_WITHIN: Words = Words::new(
    "own-within",
    &["本"],
    &["自本通知印发之日起"],
    &["示范平台"],
);
/// Units of a term that are not months.
pub(super) static YEARS: Words = Words::whole("years", &["年"], &["年"], &["个月"]);
/// What stands behind a year or a month whose last day is meant.
pub(super) static END_OF: Words = Words::heads(
    "end-of",
    &["底", "末", "年底", "年末"],
    &["底前完成", "年末"],
    &["6月", "前"],
);
/// What is said of a term that was stated before, which may be another text's.
pub(super) static PROLONGS: Words = Words::new(
    "prolongs",
    &["延长", "延续"],
    &["有效期延长至", "执行期限延续至"],
    &["有效期至"],
);
/// A term of validity without words on force in front of it.
pub(super) static VALID: Words = Words::heads("valid", &["有效期"], &["有效期至"], &["执行期限至"]);
/// Words on force.
pub(super) static IN_FORCE: Words = Words::new(
    "in-force",
    &["施行", "实施", "执行"],
    &["自2020年1月1日起施行"],
    &["示范平台"],
);
/// How a text may call itself besides the nouns that end titles.
pub(super) static SELF_NOUNS: Words = Words::tails(
    "self-nouns",
    &["文件", "政策", "规定", "标准", "措施"],
    &["以上标准", "本政策"],
    &["本市", "本行政区域"],
);
/// What 定于 leaves of the names that a document has for itself.
pub(super) static CUT_SELF: Words = Words::whole(
    "cut-self-names",
    &["本规", "本决", "本协"],
    &["本规", "本决"],
    &["本市规", "本条规", "本"],
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn every_rule_finds_its_clauses_and_no_others() {
        rule::check(&[
            &FORCE,
            &ON_PUBLICATION,
            &ON_EVENT,
            &UNTIL,
            &FROM_EVENT,
            &FROM_UNTIL,
            &POLICY_FROM,
            &ENDS,
            &LENGTH,
            &COUNTED_FROM,
            &ITSELF,
        ]);
        rule::check_words(&[&CUT_SELF]);
        rule::check_words(&[&ANNOUNCEMENT, &PUT_OUT, &OWN, &OWN_WITHIN, &YEARS, &END_OF]);
        rule::check_words(&[
            &PRINTING,
            &PUBLISHES,
            &PROLONGS,
            &VALID,
            &IN_FORCE,
            &SELF_NOUNS,
            &APPROVAL,
            &RECEIVES,
        ]);
        rule::check_hints(&[
            (&UNTIL_WORDS, &[&UNTIL]),
            (&ENTRY, &[&FORCE, &ON_PUBLICATION, &ON_EVENT]),
            (&END_WORDS, &[&ENDS]),
            (&LENGTH_WORDS, &[&LENGTH, &COUNTED_FROM]),
        ]);
    }
}
