//! Where a text names a document: 《…》 with what belongs to it, and numbers that stand alone.
//!
//! Owns: nested and half-closed title marks, the bracket after a title (number, short name,
//! 见附件), provisions in all their forms. Must not know: what a mention means, or what it refers
//! to.

use crate::model::day::Day;
use crate::model::numeral::find_date;
use crate::model::provision::{Step, Unit};
use crate::text::segment::{regex, tidy_number};
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

/// One place where a document is named. Offsets are into the text that was searched.
#[derive(Debug, Clone)]
pub struct Mention {
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

/// A title longer than this, in bytes, is a mark that was never closed.
const LONGEST_TITLE: usize = 420;

static BRACKET_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[\p{Han}、]{0,60}(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)(?:第)?[0-9]{1,5}号|[\p{Han}]{2,40}令第?[0-9]{1,4}号|[\p{Han}]{2,40}公告第?[0-9]{1,4}号",
    )
});
static BRACKET_ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:以下|下)(?:统|均)?(?:简)?称(?:为|：)?[“《〈「]?([^）”》〉」，；。]{1,40})")
});
static LONE_NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"^〔[12][0-9]{3}〕第?[0-9]{1,5}号"));

/// What stands before the title in that of a decision.
const DECISION_BEGINS: [&str; 3] = ["关于修改", "关于修订", "关于修正"];
static DECISION_ENDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^([^《》。；\n]{0,20}?(?:决定|决议))(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)")
});

/// All marked titles of `text`, in order.
pub fn marked(text: &str) -> Vec<Mention> {
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
        let mut mention = Mention {
            open,
            close,
            end: close,
            title,
            number: None,
            alias: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            dated: None,
            unmarked: false,
        };
        read_bracket(text, &mut mention);
        let (found_provisions, ranges, end) = provisions(text, mention.end);
        if !found_provisions.is_empty() {
            (mention.provisions, mention.ranges, mention.end) = (found_provisions, ranges, end);
            if mention.number.is_none() {
                read_bracket(text, &mut mention);
            }
        }
        // A short name that the bracket defines is no mention of its own.
        after = mention.end;
        found.push(mention);
    }
    found
}

/// The title of the decision by which a document was changed, where the marks stand around the
/// title in it only: 根据…关于修改《甲条例》等十件地方性法规的决定第一次修正.
pub fn unmarked_decisions(text: &str, mentions: &mut [Mention]) {
    for mention in mentions {
        let before = &text[..mention.open];
        let Some(start) = DECISION_BEGINS
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
        let (number, dated) = (None, None);
        *mention = Mention {
            open: start,
            close: end,
            end,
            title,
            number,
            dated,
            alias: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            unmarked: false,
        };
    }
}

/// One past the 》 that closes the mark at `open`. Marks nest; an inner 《 that is never closed
/// ends with the outer one.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut end = text.len().min(open + LONGEST_TITLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[open..end];
    let (mut depth, mut last) = (0, None);
    for (i, c) in window.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => {
                depth -= 1;
                last = Some(open + i + c.len_utf8());
                if depth == 0 {
                    return last;
                }
            }
            '。' | '；' if depth <= 1 || last.is_some() => break,
            _ => {}
        }
    }
    last
}

/// Read （财税〔2019〕13号，以下简称《通知》） after a title.
fn read_bracket(text: &str, mention: &mut Mention) {
    let Some(inside) = text[mention.end..].strip_prefix('（') else {
        return;
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
        return;
    };
    let content = inside[..len].replace('\n', "");
    mention.number = BRACKET_NUMBER
        .find(&content)
        .map(|m| tidy_number(m.as_str().trim_start_matches('、')));
    mention.alias = BRACKET_ALIAS.captures(&content).map(|c| c[1].to_owned());
    if ["通过", "发布", "公布", "印发"]
        .iter()
        .any(|w| content.contains(w))
    {
        mention.dated = find_date(&content, 0).map(|(date, _)| date);
    }
    let about = mention.number.is_some()
        || mention.alias.is_some()
        || content.contains("附件")
        || content.contains('号')
        || mention.dated.is_some()
        || content.len() <= 60;
    if about {
        mention.end += '（'.len_utf8() + len + '）'.len_utf8();
    }
}

/// One step 第三条, 第十七条之一, 第（二）项 or （二）项 at the start of `text`: its words and
/// unit.
fn step(text: &str) -> Option<(&str, Unit)> {
    let (step, len) = Step::read(text)?;
    Some((&text[..len], step.unit))
}

/// The provisions that begin at byte `from` of `text`, the ranges among them, and where they end.
///
/// ```
/// use zhengtu::text::extract::mention::provisions;
/// let (found, ranges, _) = provisions("第三条第一款第（二）项、第五条至第七条的规定", 0);
/// assert_eq!(found, ["第三条第一款第（二）项", "第五条", "第七条"]);
/// assert_eq!(ranges, [("第五条".to_owned(), "第七条".to_owned())]);
/// let (found, ..) = provisions("第三条第一款、第二款和第九条", 0);
/// assert_eq!(found, ["第三条第一款", "第三条第二款", "第九条"]);
/// ```
pub fn provisions(text: &str, from: usize) -> (Vec<String>, Vec<(String, String)>, usize) {
    let mut found: Vec<String> = Vec::new();
    let mut ranges = Vec::new();
    let (mut at, mut end) = (from, from);
    let mut range = false;
    loop {
        let rest = &text[at..];
        let rest = rest
            .strip_prefix('的')
            .filter(|_| found.is_empty())
            .unwrap_or(rest);
        let start = text.len() - rest.len();
        let mut words = String::new();
        let mut next = start;
        let (mut first_unit, mut last_unit) = (None, None);
        while let Some((part, unit)) = step(&text[next..]) {
            if first_unit.is_some_and(|first| first >= unit) && last_unit >= Some(unit) {
                break;
            }
            first_unit.get_or_insert(unit);
            last_unit = Some(unit);
            words.push_str(part);
            next += part.len();
        }
        let Some(unit) = first_unit else { break };
        let full = with_parent(&words, unit, found.last());
        if let (true, Some(first)) = (range, found.last()) {
            ranges.push((first.clone(), full.clone()));
        }
        if !found.contains(&full) {
            found.push(full);
        }
        end = next;
        let after = &text[next..];
        let separator = [
            "至", "到", "、", "和", "及", "与", "以及", "或者", "或", "，",
        ]
        .iter()
        .find(|s| after.strip_prefix(**s).is_some_and(|t| step(t).is_some()));
        let Some(separator) = separator else { break };
        range = matches!(*separator, "至" | "到");
        at = next + separator.len();
    }
    (found, ranges, end)
}

/// 第二款 after 第三条第一款 means 第三条第二款.
fn with_parent(words: &str, unit: Unit, before: Option<&String>) -> String {
    let Some(before) = before.filter(|_| unit > Unit::Article) else {
        return words.to_owned();
    };
    let mut parent = String::new();
    let mut rest = before.as_str();
    while let Some((part, u)) = step(rest) {
        if u >= unit {
            break;
        }
        parent.push_str(part);
        rest = &rest[part.len()..];
    }
    parent + words
}

/// The items of a list of documents without title marks that begins at byte `from`:
/// 2.关于某事项的通知（财企〔2002〕12号）.
pub fn listed(text: &str, from: usize) -> Vec<Mention> {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:[0-9]{1,4}[.．、]?)?([^（）。；\n]{6,160}?)(（[^（）\n]{4,60}号[^（）\n]{0,20}）)",
        )
    });
    let mut found = Vec::new();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if let Some((title, bracket)) = ITEM
            .captures(line)
            .and_then(|c| Some((c.get(1)?, c.get(2)?)))
        {
            let number = BRACKET_NUMBER
                .find(bracket.as_str())
                .map(|m| tidy_number(m.as_str().trim_start_matches('、')));
            if number.is_some() && crate::model::doctype::noun(title.as_str()).is_some() {
                let (open, close, end) = (at + title.start(), at + title.end(), at + bracket.end());
                let title = title.as_str().trim_matches(['《', '》']).to_owned();
                found.push(Mention {
                    open,
                    close,
                    end,
                    title,
                    number,
                    alias: None,
                    provisions: Vec::new(),
                    ranges: Vec::new(),
                    dated: None,
                    unmarked: false,
                });
            }
        }
        at += line.len();
    }
    found
}

/// Words that may stand before a number without being part of it.
const LEADS: &[&str] = &[
    "落实", "按照", "根据", "执行", "依据", "依照", "参照", "贯彻", "以及", "遵照", "遵循", "符合",
    "文件", "和", "及", "与", "对", "在", "将", "见", "原", "是", "为", "由", "的", "按", "即",
    "以", "或", "从", "于", "下发", "印发",
];

/// Document numbers that stand alone, outside the mentions in `taken`:
/// 落实国市监质〔2020〕177号文件要求.
pub fn numbers(text: &str, taken: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    for open in memmem::find_iter(text.as_bytes(), "〔") {
        let Some(tail) = LONE_NUMBER.find(&text[open..]) else {
            continue;
        };
        let close = open + tail.end();
        if taken.iter().any(|m| m.open <= open && open < m.end) {
            continue;
        }
        let head_start = text[..open]
            .char_indices()
            .rev()
            .take(14)
            .take_while(|(_, c)| ('\u{4e00}'..='\u{9fff}').contains(c))
            .map(|(i, _)| i)
            .last();
        let Some(mut start) = head_start else {
            continue;
        };
        if let Some(cut) = LEADS
            .iter()
            .filter_map(|l| text[start..open].rfind(l).map(|i| start + i + l.len()))
            .max()
        {
            start = cut;
        }
        if text[start..open].chars().count() < 2 || text[..start].ends_with(['〔', '《']) {
            continue;
        }
        let (provisions, ranges, end) = provisions(text, close);
        found.push(Mention {
            open: start,
            close,
            end,
            title: String::new(),
            number: Some(text[start..close].to_owned()),
            alias: None,
            provisions,
            ranges,
            dated: None,
            unmarked: false,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_mark_that_is_never_closed_is_no_title() {
        check("《某办法。第二条 本办法自《乙法》施行", &["乙法|||"]);
    }

    #[test]
    fn a_number_alone_is_a_mention_and_its_verb_is_not_part_of_it() {
        let text = "落实国市监质〔2020〕177号文件要求，《某法》（国发〔2016〕34号）";
        let got: Vec<String> = numbers(text, &marked(text))
            .into_iter()
            .filter_map(|m| m.number)
            .collect();
        assert_eq!(got, ["国市监质〔2020〕177号"]);
    }
}
