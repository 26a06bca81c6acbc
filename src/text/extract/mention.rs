//! Where a text names a document: 《…》 with what belongs to it.
//!
//! Owns: nested and half-closed title marks, the bracket after a title (number, short name,
//! 见附件), provisions in all their forms. Must not know: what a mention means, or what it refers
//! to.

use super::provisions::provisions;
use crate::model::day::Day;
use crate::model::numeral::find_date;
use crate::model::span::floor;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::tidy_number;
use crate::text::words::{ABOUT, JOINS};
use memchr::memmem;
use std::ops::Range;

/// One place where a document is named. Offsets are into the text that was searched.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// Where 《 stands, or the number begins.
    pub open: usize,
    /// One past 》, or past the number.
    pub close: usize,
    /// One past what belongs to it: bracket and provisions.
    pub end: usize,
    /// The title without its outer marks; empty if only a number is printed.
    pub title: String,
    /// Its number, if printed with it.
    pub number: Option<String>,
    /// The short name defined for it.
    pub alias: Option<String>,
    /// The provisions named right after it.
    pub provisions: Vec<String>,
    /// Ranges among them, as positions of their first and last: 第五条至第八条.
    pub ranges: Vec<(String, String)>,
    /// The day it was passed or issued, if the bracket after the title says so.
    pub dated: Option<Day>,
    /// Whether it stands without title marks.
    pub unmarked: bool,
}

impl Mention {
    /// A title that stands at `place`, and no more.
    pub(super) fn new(title: String, place: Range<usize>) -> Self {
        Self {
            open: place.start,
            close: place.end,
            end: place.end,
            title,
            number: None,
            alias: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            dated: None,
            unmarked: false,
        }
    }
}

/// A title longer than this, in bytes, is a mark that was never closed.
const LONGEST_TITLE: usize = 420;

/// A document number in the bracket after a title.
pub(super) static BRACKET_NUMBER: Pattern = Pattern::new(
    "bracket-number",
    r"[\p{Han}、]{0,60}(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年)(?:第)?[0-9]{1,5}号|[\p{Han}]{1,30}(?:政府|部|局|委|厅|署|行)[0-9]{1,4}号令|[\p{Han}]{2,40}令第?[0-9]{1,4}号|[\p{Han}]{2,40}公告第?[0-9]{1,4}号|[（〔](?:19)?[0-9]{2}[）〕][\p{Han}]{2,14}第?[0-9]{1,5}号",
    &[
        "（财税〔2019〕13号）",
        "（某部令第58号）",
        "（（96）某资函字第187号文印发）",
        "（〔89〕某税地字第140号）",
        "（某发（2007）20号）",
        "（市政府55号令）",
    ],
    &["（以下简称《通知》）", "（见附件1）"],
);
/// The code of a standard in the bracket after its title.
static STANDARD_CODE: Pattern = Pattern::new(
    "standard-code",
    concat!(
        r"^((?:GB|GM|JR|HAF|HJ|DB[0-9]{2}|DBJ|GA|MZ|WS|NY|YY|YD|SB|JT|CJJ|JGJ|AQ|LY|SL|QX|SJ|MH|TB|DL|ISO|IEC)",
        r"(?:/[A-Z]{1,2})?[ -]?[0-9]{1,6}(?:[./][0-9]{1,4})*(?:[—–-][0-9]{1,4})*)(?:$|[，；、])",
    ),
    &[
        "GB/T26341-2010",
        "JR/T 0124—2014",
        "HAF001/02/01",
        "JR0052-2009，以下简称《规范》",
    ],
    &["V1.0", "RCEP", "ACS专用凭证", "以下简称DCMM"],
);
/// Short names that the bracket after a title defines.
static BRACKET_ALIAS: Pattern = Pattern::new(
    "bracket-alias",
    r"(?:(?:以下|下文|下)(?:统|均|分别)?(?:简)?称|(?:^|[，,、；])(?:统|均|分别)?简称)(?:为|：|:)?((?:[“《〈「][^”》〉」）]{1,40}[”》〉」][、和及与]?)+|[^“《〈「）”》〉」，；。]{1,40})",
    &[
        "某发〔2019〕13号，以下简称《通知》",
        "简称《方案》",
        "以下简称《甲法》、《乙法》、《丙条例》",
        "下称“办法”",
    ],
    &["某局2019年发布", "本机关的简称"],
);
/// One of them, in its marks.
static ALIAS: Pattern = Pattern::new(
    "alias",
    r"[“《〈「]([^”》〉」）]{1,40})[”》〉」]",
    &["《甲法》、《乙法》", "“办法”"],
    &["行动方案"],
);

/// A title whose number is printed inside its marks, in a bracket that may never be closed.
static NUMBER_INSIDE: Pattern = Pattern::new(
    "number-inside-marks",
    r"^(.{6,}[^（])（([\p{Han}、]{1,60}〔[12][0-9]{3}〕第?[0-9]{1,5}号)）?$",
    &[
        "示例市关于示例工作的通知（示府〔2015〕9号",
        "示例市关于示例工作的通知（示府〔2015〕9号）",
    ],
    &[
        "示例办法（试行）",
        "示府〔2015〕9号",
        "关于修改（示府〔2015〕9号）的通知",
    ],
);

/// What stands before the title in that of a decision.
static DECISION_BEGINS: Words = Words::tails(
    "decision-begins",
    &["关于修改", "关于修订", "关于修正"],
    &["示例市人民代表大会常务委员会关于修改"],
    &["关于修改部分规定", "关于废止"],
);
/// What tells the day of a title in the bracket behind it.
static DATED: Words = Words::new(
    "bracket-dated",
    &["通过", "发布", "公布", "印发"],
    &["2020年1月2日示例部发布"],
    &["2020年1月2日起施行"],
);
/// What else speaks of the title before the bracket.
static OF_TITLE: Words = Words::new(
    "bracket-of-title",
    &["附件", "号"],
    &["见附件1", "示发〔2020〕1号"],
    &["示例事项"],
);
/// The decree by which a title was issued, right before it, and what changed it since.
static ISSUED_AS: Pattern = Pattern::new(
    "issued-as",
    concat!(
        r"([\p{Han}--[日经由以]]{2,30}令第?[0-9]{1,4}号)(?:公布|发布|颁布|颁发)",
        r"(?:的|[、，][^。；《》]{0,60}(?:修改|修正|修订)的)$",
    ),
    &[
        "1993年11月9日市政府令第67号发布的",
        "2002年7月24日示例市人民政府令第120号发布、2006年12月8日示例市人民政府令第160号修改的",
    ],
    &["根据示例市人民政府令第120号", "市政府令第67号发布的规定和"],
);
/// How the names of documents end that are known by a serial.
static NUMBERED: Words = Words::tails(
    "known-by-serial",
    &["公告", "通告", "令"],
    &["示例银行公告", "示例部令"],
    &["关于示例公告的通知", "示例条例"],
);
static DECISION_ENDS: Pattern = Pattern::new(
    "decision-ends",
    r"^([^《》。；\n]{0,20}?(?:决定|决议))(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)",
    &["的决定第一次修正", "等十件地方性法规的决定修正"],
    &["的决定草案", "的建议"],
);

/// All marked titles of `text`, in order.
pub(crate) fn marked(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut after = 0;
    for open in memmem::find_iter(text.as_bytes(), "《") {
        if open < after {
            continue;
        }
        let Some(close) = closing(text, open) else {
            continue;
        };
        let title = text[open + 3..close - 3].replace('\n', "");
        if title.is_empty() {
            continue;
        }
        let mut mention = Mention::new(title, open..close);
        if let Some(found) = NUMBER_INSIDE.captures(&mention.title) {
            let (title, number) = (found[1].to_owned(), tidy_number(&found[2]));
            (mention.title, mention.number) = (title, Some(number));
        }
        let aliases = read_bracket(text, &mut mention);
        share_aliases(&mut found, &mention, text, &aliases);
        let (found_provisions, ranges, end) = provisions(text, mention.end);
        if !found_provisions.is_empty() {
            (mention.provisions, mention.ranges, mention.end) = (found_provisions, ranges, end);
            if mention.number.is_none() {
                read_bracket(text, &mut mention);
            }
        }
        if mention.number.is_none() {
            mention.number = issued_as(&text[..open]);
        }
        // A short name that the bracket defines is no mention of its own.
        after = mention.end;
        found.push(mention);
    }
    found
}

/// The title of the decision by which a document was changed, where the marks stand around the
/// title in it only: 根据…关于修改《甲条例》等十件地方性法规的决定第一次修正.
pub(crate) fn unmarked_decisions(text: &str, mentions: &mut [Mention]) {
    for mention in mentions {
        let before = &text[..mention.open];
        let Some(start) = DECISION_BEGINS
            .words
            .iter()
            .find_map(|words| before.strip_suffix(words))
            .map(str::len)
        else {
            continue;
        };
        let Some(found) = DECISION_ENDS.captures(&text[mention.close..]) else {
            continue;
        };
        let end = mention.close + found.get(1).map_or(0, |title| title.end());
        let title = text[start..end]
            .replace('\n', "")
            .replace('《', "〈")
            .replace('》', "〉");
        *mention = Mention::new(title, start..end);
    }
}

/// One past the 》 that closes the mark at `open`. Marks nest; an inner 《 that is never closed
/// ends with the outer one.
fn closing(text: &str, open: usize) -> Option<usize> {
    let window = &text[open..floor(text, open + LONGEST_TITLE)];
    let (mut depth, mut last) = (0, None);
    for (i, c) in window.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => {
                depth -= 1;
                last = Some(open + i + c.len_utf8());
                if depth == 0 {
                    let end = i + c.len_utf8();
                    return outer_close(window, end).map(|end| open + end).or(last);
                }
            }
            '。' | '；' if depth <= 1 || last.is_some() => break,
            _ => {}
        }
    }
    last
}

/// After an inner title that the outer mark closes: the rest of the title around it.
static REST_OF_TITLE: Pattern = Pattern::new(
    "rest-of-title",
    r"^(?:（[^（）]{1,20}）)?的(?:通知|公告|决定|函|批复|通告|意见|解释|答复)》",
    &["的通知》（示发〔2016〕2号）", "（试行）的通知》"],
    &["的规定，以及《示例办法》", "的通知"],
);

/// Where 》 closes a title for good whose inner 〈 was closed by the 》 that ends at `end`:
/// 《关于印发〈示例规范》的通知》.
fn outer_close(window: &str, end: usize) -> Option<usize> {
    let inside = &window[..end];
    let open = inside.matches('〈').count() > inside.matches('〉').count();
    let rest = open.then(|| REST_OF_TITLE.find(&window[end..])).flatten()?;
    Some(end + rest.end())
}

/// The marks of status that may stand behind the marks of a title: they belong to it.
static STATUS: Words = Words::heads(
    "status",
    &["（试行）", "（暂行）"],
    &["（试行）同时废止"],
    &["（以下简称《办法》）", "试行"],
);

/// Read （财税〔2019〕13号，以下简称《通知》） after a title, or the same in two brackets; all the
/// short names it defines.
fn read_bracket(text: &str, mention: &mut Mention) -> Vec<String> {
    let rest = &text[mention.end..];
    if let Some(after) = STATUS.strip(rest).filter(|_| mention.end == mention.close) {
        let status = &rest[..rest.len() - after.len()];
        mention.title.push_str(status);
        mention.end += status.len();
    }
    let mut aliases = read_one_bracket(text, mention);
    if aliases.is_empty() && mention.number.is_some() && mention.end > mention.close {
        aliases = read_one_bracket(text, mention);
    }
    aliases
}

/// Read the bracket at the end of `mention`. A line may break before it where it holds a number.
fn read_one_bracket(text: &str, mention: &mut Mention) -> Vec<String> {
    let mut aliases = Vec::new();
    let rest = &text[mention.end..];
    let broken = rest.starts_with('\n');
    let lead = '（'.len_utf8() + usize::from(broken);
    let Some(inside) = rest.trim_start_matches('\n').strip_prefix('（') else {
        return aliases;
    };
    let mut depth = 1;
    let Some(len) = inside.char_indices().take(160).find_map(|(i, c)| {
        depth += match c {
            '（' => 1,
            '）' => -1,
            _ => 0,
        };
        (depth == 0).then_some(i)
    }) else {
        return aliases;
    };
    let content = inside[..len].replace('\n', "");
    let number = BRACKET_NUMBER.find(&content).map(|m| {
        // 2009年6月27日示例部令第1号: the 日 is that of a date.
        let dated = content[..m.start()].ends_with(|c: char| c.is_ascii_digit());
        let day = m.as_str().strip_prefix('日').filter(|_| dated);
        day.unwrap_or(m.as_str())
    });
    if broken && number.is_none() {
        return aliases;
    }
    let number = number.map(|n| {
        whole_number(
            &mention.title,
            tidy_number(n.trim_start_matches(['、', '年'])),
        )
    });
    let code = || Some(tidy_number(&STANDARD_CODE.captures(&content)?[1]));
    mention.number = mention.number.take().or(number).or_else(code);
    if let Some(named) = BRACKET_ALIAS.captures(&content) {
        let marked = ALIAS.captures_iter(&named[1]).map(|c| c[1].to_owned());
        aliases.extend(marked);
        if aliases.is_empty() {
            aliases.push(named[1].to_owned());
        }
        mention.alias = aliases.last().cloned();
    }
    if DATED.stand_in(&content) {
        mention.dated = find_date(&content, 0).map(|(date, _)| date);
    }
    let about = mention.number.is_some()
        || mention.alias.is_some()
        || OF_TITLE.stand_in(&content)
        || mention.dated.is_some()
        || content.len() <= 60;
    if about {
        mention.end += lead + len + '）'.len_utf8();
    }
    aliases
}

/// The number of the decree that the words end with by which what follows them was issued.
fn issued_as(before: &str) -> Option<String> {
    /// How far back, in bytes, it may stand.
    const REACH: usize = 240;
    let tail = &before[floor(before, before.len().saturating_sub(REACH))..];
    let found = tail
        .ends_with('的')
        .then(|| ISSUED_AS.captures(tail))
        .flatten()?;
    Some(tidy_number(&found[1]))
}

/// The number of an announcement or an order that its name and a serial alone make:
/// 《示例银行公告》（〔2014〕第31号）.
fn whole_number(title: &str, number: String) -> String {
    let serial = number.starts_with(|c: char| c == '〔' || c.is_ascii_digit());
    match serial && is_known_by_serial(title) {
        true => format!("{title}{number}"),
        false => number,
    }
}

/// Whether a title names those who issue and what kind of document, and no subject.
pub(super) fn is_known_by_serial(title: &str) -> bool {
    NUMBERED.stand_in(title) && !ABOUT.stand_in(title)
}

/// （以下简称《甲法》、《乙法》） after two titles names them in their order; `last` is the second.
fn share_aliases(found: &mut [Mention], last: &Mention, text: &str, aliases: &[String]) {
    let mut next = last.open;
    let others = aliases.iter().rev().skip(1);
    for (mention, alias) in found.iter_mut().rev().zip(others) {
        let gap = &text[mention.end..next];
        if !(gap.is_empty() || JOINS.stand_in(gap)) {
            return;
        }
        mention.alias.get_or_insert_with(|| alias.clone());
        next = mention.open;
    }
}

/// What mentions cover of a text.
pub(super) struct Covered(Vec<(usize, usize)>);

impl Covered {
    pub(super) fn by(mentions: &[Mention]) -> Self {
        let mut spans: Vec<(usize, usize)> = mentions.iter().map(|m| (m.open, m.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(spans)
    }

    /// Whether `at` is inside one of them.
    pub(super) fn holds(&self, at: usize) -> bool {
        let before = self.0.partition_point(|(open, _)| *open <= at);
        let last = before.checked_sub(1).and_then(|last| self.0.get(last));
        last.is_some_and(|(_, end)| at < *end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    /// Titles in `text` as `title|number|alias|provisions`.
    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = marked(text)
            .iter()
            .map(|m| {
                format!(
                    "{}|{}|{}|{}",
                    m.title,
                    m.number.as_deref().unwrap_or(""),
                    m.alias.as_deref().unwrap_or(""),
                    m.provisions.join(" ")
                )
            })
            .collect();
        assert_eq!(got, want, "in {text}");
    }

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &BRACKET_NUMBER,
            &BRACKET_ALIAS,
            &ALIAS,
            &DECISION_ENDS,
            &ISSUED_AS,
            &NUMBER_INSIDE,
            &REST_OF_TITLE,
            &STANDARD_CODE,
        ]);
        rule::check_words(&[&DECISION_BEGINS, &DATED, &OF_TITLE, &NUMBERED, &STATUS]);
    }

    #[test]
    fn short_names_in_one_bracket_go_in_order() {
        check(
            "《示例甲法》、《示例乙法》和《示例丙条例》（以下简称《甲法》、《乙法》、《丙条例》）",
            &["示例甲法||甲法|", "示例乙法||乙法|", "示例丙条例||丙条例|"],
        );
        check("《示例方案》（简称《方案》）", &["示例方案||方案|"]);
    }

    #[test]
    fn titles_nest_and_carry_their_brackets() {
        check(
            "按照《关于印发〈某办法〉的通知》（财税〔2019〕13号，以下简称《通知》）第一条",
            &["关于印发〈某办法〉的通知|财税〔2019〕13号|通知|第一条"],
        );
        check(
            "《关于印发《某办法》的通知》（国家发展改革委令第58号）",
            &["关于印发《某办法》的通知|国家发展改革委令第58号||"],
        );
        check(
            "1993年11月9日市政府令第67号发布的《示例规定》同时废止",
            &["示例规定|市政府令第67号||"],
        );
        check(
            "《示例办法》（2003年市人民政府令第11号）",
            &["示例办法|市人民政府令第11号||"],
        );
        check(
            "《示例银行 示例署公告》（〔2014〕第31号）",
            &["示例银行 示例署公告|示例银行 示例署公告〔2014〕第31号||"],
        );
        check(
            "《关于印发〈示例规范（V1.0）》的通知》（示发〔2016〕2号）和《示例办法》（试行）（示发〔2017〕3号）",
            &[
                "关于印发〈示例规范（V1.0）》的通知|示发〔2016〕2号||",
                "示例办法（试行）|示发〔2017〕3号||",
            ],
        );
        check(
            "《甲法》第三条第二款、《乙法》",
            &["甲法|||第三条第二款", "乙法|||"],
        );
        check(
            "《价格办法》（中国银监会国家发展改革委令2014年第1号发布）",
            &["价格办法|中国银监会国家发展改革委令2014年第1号||"],
        );
    }

    #[test]
    fn a_decision_is_named_whole_though_only_the_title_in_it_is_marked() {
        for (text, title) in [
            (
                "根据2004年某会议关于修改《甲条例》等十件地方性法规的决定第一次修正",
                "关于修改〈甲条例〉等十件地方性法规的决定",
            ),
            (
                "第十二次会议通过的关于修改《甲条例》的决定修正",
                "关于修改〈甲条例〉的决定",
            ),
            (
                "会议《关于修改〈甲条例〉的决定》修正",
                "关于修改〈甲条例〉的决定",
            ),
            ("审议关于修改《甲条例》的决定草案", "甲条例"),
            ("研究关于修改《甲条例》的建议", "甲条例"),
        ] {
            let mut mentions = marked(text);
            unmarked_decisions(text, &mut mentions);
            assert_eq!(mentions[0].title, title, "{text}");
            assert!(text[mentions[0].open..mentions[0].end].contains("甲条例"));
        }
    }

    #[test]
    fn a_number_inside_the_marks_is_none_of_the_title() {
        for close in ["", "）"] {
            check(
                &format!("落实《示例市关于示例工作的通知（示府〔2015〕9号{close}》要求"),
                &["示例市关于示例工作的通知|示府〔2015〕9号||"],
            );
        }
    }

    #[test]
    fn a_mark_that_is_never_closed_is_no_title() {
        check("《某办法。第二条 本办法自《乙法》施行", &["乙法|||"]);
    }
}
