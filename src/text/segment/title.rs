//! What a line or a title looks like by itself: document numbers, decrees, notes, items of lists,
//! tables of contents; the parts of a title.
//!
//! Owns: the patterns of [`segment`](super) and the judgements that need no neighbour lines. Must
//! not know: where in a text a line stands.

use crate::model::doctype::{Class, noun};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::date_prefix;
use crate::text::marks::{AnyOf, any_of};
use crate::text::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// A number that is alone on its line: 国办发〔2024〕49号, 财政部税务总局公告2021年第11号,
/// （苏政办发〔2024〕10号）.
pub(super) static NUMBER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（?((?:[\p{Han}、]{1,80})?(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年|(?:公告|通告|令))第?[0-9]{1,5}号)）?$",
    )
});
/// The first line of a decree, with the regulation's name or the number behind it or not.
pub(super) static DECREE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:中华人民共和国)?((?:国务院|主席|[\p{Han}、]{2,60}(?:部|委员会|总局|局|署|银行|会|院|办公室|人民政府|政府))令)(?:[《（]([^》）]{2,60})[》）])?(?:(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零]{1,6})号)?(?:[《（][^》）]{2,60}[》）])?$",
    )
});
/// A decree or an announcement that has its number behind its name, and a subject in brackets or
/// not: 示例银行公告〔2023〕第4号（修订…）, 主席令（十届第41号）.
pub(super) static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:中华人民共和国)?([\p{Han}、]{2,60}?(?:公告|通告|令))((?:(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年)?第?[0-9]{1,4}号|（[一二三四五六七八九十]{1,3}届第[0-9]{1,3}号）))?(?:（[^（）]{2,60}）)?$",
    )
});
/// The serial of a decree or an announcement alone on its line.
pub(super) static SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年)第?[0-9]{1,4}号|（?第[0-9]{1,4}号）?)$",
    )
});
/// A number behind a title, in brackets of its own.
pub(super) static NUMBER_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"（((?:[\p{Han}、]{1,80})?(?:〔[12][0-9]{3}〕|[12][0-9]{3}年|(?:公告|通告|令))第?[0-9]{1,5}号)）$",
    )
});
/// A date with who issued behind a title: （某部一九九七年一月二十日）
pub(super) static DATED_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"（[^（）《》]{0,60}(?:[12][0-9]{3}|[一二][一二三四五六七八九〇○零]{3})年[^（）《》]{1,12}日[^（）《》]{0,40}）$",
    )
});
pub(super) static DECREE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零]{1,6})号$",
    )
});
static DECREE_BODY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:《(.{2,80}?)》(?:已经|已于|经|于|业经|已由)|现(?:予以?|将)?(?:公布|发布|颁布)(?:修订后的|修改后的|修正后的)?《(.{2,80}?)》|《([^《》]{2,80})》，(?:已|业)?经[^。]{4,60}(?:通过|批准)，现(?:予以?|将)?(?:公布|发布|颁布))",
    )
});
/// What a decree says of the regulation it promulgates: its title.
pub(super) fn promulgated(sentence: &str) -> Option<&str> {
    let found = DECREE_BODY.captures(sentence)?;
    let title = found.get(1).or(found.get(2)).or(found.get(3));
    Some(title?.as_str())
}
/// A decree told only in the note under the title:
/// （中华人民共和国民政部令第69号已经2024年1月4日民政部部务会议通过…
pub(super) static NOTE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（(?:[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)?(?:中华人民共和国)?([\p{Han}]{2,20}令(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)?第[0-9]{1,4}号)(?:已经|公布|发布)",
    )
});
/// A note of adoption or publication in brackets under a title.
pub(super) static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:（.{0,60}?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.{0,80}?(?:通过|公布|发布|印发|修订|修正|批准|令|施行)|[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日\p{Han}{4,50}(?:通过|批准|公布|人民代表大会(?:常务委员会)?$))",
    )
});
pub(super) static NEWS_LEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:新华社|本报|人民日报|中新社|(?:近日|日前)，)"));
pub(super) static NEWS_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^([\p{Han}、]{2,60}?)(?:联合)?(?:印发|发布|公布|出台)《(.{4,100})》$")
});
pub(super) static CONTENTS_LINE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:…{2,}|·{3,}|\.{4,}|．{3,}|-{5,}|_{5,})[0-9]*$"));
static INTERPRETATION_MARK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:【[^】]{0,6}(?:解读|问答|图解)】|(?:政策解读)[：:])"));
pub(super) static ANNEX_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^附(?:件|录)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?(?:-[0-9])?[：:]?$")
});
pub(super) static ANNEX_LABEL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^附件(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?[.．：:、]?"));
pub(super) static ANNEX_ITEM: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[^0-9.])[0-9]{1,2}[.．、]"));
pub(super) static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"《((?:[^《》]|《[^《》]*》)+)》"));

/// Words of readings, of acts that issue, of menus, and of the foot of a page of the web.
pub(super) const READING: AnyOf = any_of!["解读", "答记者问", "负责人就", "负责同志就", "一图读懂"];
pub(super) const ISSUES: AnyOf = any_of!["印发", "转发", "公布", "发布", "现将", "现予"];
#[rustfmt::skip]
pub(super) const MENU: AnyOf = any_of![
    "首页", "导航", "打印", "分享", "收藏", "登录", "注册", "搜索", "下载", "网站", "栏目", "版权",
    "上一", "下一", "返回", "频道", "专栏",
];
/// What of a title stands on a line of its own under it: （试行）, （2021—2023年）.
pub(super) static SUBTITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（(?:试行|暂行|草案|征求意见稿|修订(?:稿|版)?|[12][0-9]{3}年?[—–－～~至-]{1,2}(?:[12][0-9]{3})年?|[12][0-9]{3}年?(?:版|修订|修正|修订版))）$",
    )
});
/// The heading of a part of a compilation: 第二部分 示例政策.
pub(super) static PART: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^第[一二三四五六七八九十]{1,3}(?:部分|编|篇|辑|单元)[^。；，：]{0,20}$")
});
#[rustfmt::skip]
pub(super) const PAGE_FOOT: AnyOf = any_of![
    "ICP备", "版权所有", "主办单位", "技术支持", "网站标识码", "浏览次数", "点击", "公网安备",
];

/// Whether what stands before 关于 in a title can be its issuers: nothing, known bodies,
/// 某部等9部门, or a body by its shape.
pub(super) fn issuer_fits(title: &str) -> bool {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:等(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?个?(?:部门|部委|单位)?|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})部门)(?:办公厅|办公室|办公厅（室）)?$",
        )
    });
    let Some(cut) = ["关于", "印发", "转发"]
        .iter()
        .filter_map(|w| title.find(w))
        .min()
    else {
        return true;
    };
    if title[..cut].contains('《') {
        return false;
    }
    let head = title[..cut].trim_end_matches("联合");
    let named = OTHERS.find(head).map_or(head, |m| &head[..m.start()]);
    let foreign = ["部门", "人员", "清单", "名单", "附件"]
        .iter()
        .any(|w| named.contains(w))
        || named.contains('表') && !named.contains("代表");
    named.is_empty()
        || lexicon().agencies_in(named, &['、', '，']).is_some()
        || !foreign
            && (looks_like_body(named) || named.len() < head.len() && named.chars().count() <= 24)
}

/// Whether a line is a date and nothing else.
pub(crate) fn is_date_line(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

pub(super) fn is_contents_line(words: &str) -> bool {
    words.len() > 12
        && words.ends_with(|c: char| matches!(c, '0'..='9' | '…' | '·' | '.' | '．' | '-' | '_'))
        && CONTENTS_LINE.is_match(words)
}

/// A title with 关于 or 印发 and an act's noun, or any title an issuing body stands in front of.
pub(super) fn is_act_title(text: &str) -> bool {
    let Some((_, class)) = noun(text) else {
        return false;
    };
    let subject = text
        .find("关于")
        .or_else(|| text.find("印发"))
        .or_else(|| text.find("转发"));
    matches!(class, Class::Act | Class::Instrument)
        && subject.is_some_and(|i| {
            i == 0 || text[..i].chars().count() <= 80 && !text[..i].contains(['，', '。', '：'])
        })
        && (class == Class::Act
            || subject == Some(0)
            || subject.is_some_and(|i| {
                lexicon()
                    .agencies_in(text[..i].trim_end_matches("等部门"), &['、', '，'])
                    .is_some()
            }))
}

/// Whether a line is an item of a list or a part of a body: 一、 （一） 1. 第一条 ——
pub(super) fn begins_item(words: &str) -> bool {
    #[rustfmt::skip]
    let is_numeral =
        |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let is_digit = |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '百' | '零');
    let goes_on = |rest: Option<&str>, marks: &[char]| rest.is_some_and(|r| r.starts_with(marks));
    let rest = |lead: &str| &words[lead.len()..];
    match words.chars().next() {
        Some('（') => {
            let is = |c: char| c.is_ascii_digit() || is_numeral(c);
            goes_on(after_run(rest("（"), is, 3), &['）'])
        }
        Some('第') => goes_on(after_run(rest("第"), is_digit, 5), &['条', '章', '节']),
        Some('-' | '0'..='9') => {
            let digits = words.strip_prefix('-').unwrap_or(words);
            let is = |c: char| c.is_ascii_digit();
            goes_on(after_run(digits, is, 3), &['.', '．', '、'])
        }
        Some('—') => rest("—").starts_with('—'),
        Some('①'..='⑳' | '●' | '■' | '◆' | '☆' | '★' | '※' | '•') => true,
        Some(c) if is_numeral(c) => goes_on(after_run(words, is_numeral, 3), &['、']),
        _ => false,
    }
}

/// What follows the run of characters that `text` begins with, if it has one to `most` of them.
fn after_run(text: &str, is: impl Fn(char) -> bool, most: usize) -> Option<&str> {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    let run = text[..end].chars().take(most + 1).count();
    (1..=most).contains(&run).then(|| &text[end..])
}

/// Whether a text's first part begins with this line: 第一条, 第一章, 一、, 总则.
pub(super) fn is_first_part(words: &str) -> bool {
    let first = words.strip_prefix('第');
    let unit = first.and_then(|w| w.strip_prefix(['一', '1']));
    unit.is_some_and(|w| w.starts_with(['章', '条', '编', '节']) || w.starts_with("部分"))
        || words.starts_with("一、")
        || ["总则", "目录", "前言", "序言", "引言"].contains(&words)
}

/// Where the mark of a reading ends that `words` begin with: 【政策解读】
pub(super) fn interpretation_mark(words: &str) -> Option<usize> {
    let may = words.starts_with(['【', '政']);
    let found = may.then(|| INTERPRETATION_MARK.find(words)).flatten();
    found.map(|m| m.end())
}

pub(super) fn balanced(text: &str) -> bool {
    let (mut titles, mut brackets, mut quotes) = (0i32, 0i32, 0i32);
    for c in text.chars() {
        match c {
            '《' => titles += 1,
            '》' => titles -= 1,
            '（' => brackets += 1,
            '）' => brackets -= 1,
            '“' => quotes += 1,
            '”' => quotes -= 1,
            _ => {}
        }
    }
    titles == 0 && brackets == 0 && quotes == 0
}

pub(super) fn strip_label(text: &str) -> &str {
    let rest = &text[interpretation_mark(text).unwrap_or(0)..];
    rest.strip_prefix('《')
        .and_then(|r| r.strip_suffix('》'))
        .filter(|r| !r.contains('》'))
        .unwrap_or(rest)
}

/// 国务院令 + 790 → 国务院令第790号; with a year 中国人民银行令〔2019〕第3号.
pub(super) fn decree_number(
    order: &str,
    year: Option<regex::Match>,
    serial: Option<regex::Match>,
) -> Option<String> {
    let serial = serial?.as_str();
    Some(match year {
        Some(year) => format!("{order}〔{}〕第{serial}号", year.as_str()),
        None => format!("{order}第{serial}号"),
    })
}

/// A number without the name of the state before it.
pub(crate) fn tidy_number(number: &str) -> String {
    number
        .strip_prefix("中华人民共和国")
        .unwrap_or(number)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [
            &NUMBER_LINE,
            &DECREE_LINE,
            &DECREE_NUMBER,
            &DECREE_BODY,
            &NOTE_NUMBER,
            &NOTE,
            &NEWS_LEAD,
            &NEWS_TITLE,
            &CONTENTS_LINE,
        ] {
            assert!(!pattern.as_str().is_empty());
        }
        assert!(SUBTITLE.is_match("（试行）") && SUBTITLE.is_match("（2021—2023年）"));
        assert!(!SUBTITLE.is_match("（一）") && !SUBTITLE.is_match("（2021年9月22日）"));
        assert!(PART.is_match("第二部分示例市政策"));
        assert!(!PART.is_match("第二部分应当做好示例工作。"));
        let made = "制定了《示例办法》，经2002年12月3日第43次示例会议通过，现予公布，";
        assert_eq!(promulgated(made), Some("示例办法"));
        assert_eq!(
            promulgated("制定了《示例办法》，经批准，现印发给你们"),
            None
        );
        assert!(NUMBER_LINE.is_match("财政部税务总局公告2021年第11号"));
        assert!(NUMBER_LINE.is_match("（苏政办发〔2024〕10号）"));
        assert!(!NUMBER_LINE.is_match("联系电话010号"));
    }
}
