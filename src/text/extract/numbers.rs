//! Numbers of documents that a text names outside the bracket of a title.
//!
//! Owns: where a number begins that stands alone, the title without marks before its bracket,
//! numbers beside the marks of a title. Must not know: what a mention means, or what it refers to.

use super::mention::{Covered, Mention};
use super::provisions::provisions;
use crate::model::doctype::{Class, noun};
use crate::model::lexicon::lexicon;
use crate::model::span::floor;
use crate::text::rule::{Pattern, Words};
use crate::text::words::JOINS;
use memchr::memmem;
use std::ops::Range;

/// A number that may stand alone.
static LONE_NUMBER: Pattern = Pattern::new(
    "lone-number",
    r"^〔[12][0-9]{3}〕第?[0-9]{1,5}号",
    &["〔2020〕177号文件"],
    &["〔2020〕", "2020年"],
);

/// A title without marks before the bracket with its number, behind another title of a list.
static BARE_TITLE: Pattern = Pattern::new(
    "bare-title-of-a-list",
    r"[）》](?:、|，|和|及|与|以及)(\p{Han}[^、，；。：《》（）〔〕\n]{5,60})（$",
    &["》（示发〔2004〕1号）、示例登记有关事项公告（"],
    &[
        "按照示例登记有关事项公告（",
        "》（示发〔2004〕1号）。示例登记有关事项公告（",
        "》，2012-3-27〔16〕示例业务管理办法（",
    ],
);
/// What stands behind the number in such a bracket.
static BRACKET_ENDS: Pattern = Pattern::new(
    "bracket-ends",
    r"^(?:文?(?:印发|公布|发布))?）",
    &["）", "文印发）", "公布）"],
    &["，以下简称《通知》）", "号）"],
);
/// What may stand before a number without being part of it: verbs, prepositions, and whom a letter
/// speaks to.
static BEFORE_NUMBER: Pattern = Pattern::new(
    "before-number",
    concat!(
        r".*(?:落实|按照|根据|执行|依据|依照|参照|贯彻|以及|遵照|遵循|符合|文件|下发|印发|通知|复函|通报|",
        r"[年月]\d{0,2}日|^日|[你我贵该本](?:院|局|厅|部|委|省|市|县|区|行|会|公司|办)|",
        r"[和及与对在将见原是为由的了按即以或从于])"
    ),
    &[
        "落实国市监质",
        "发布了国土资发",
        "你院鄂高法",
        "通知国办函",
        "按照银发",
    ],
    &["财税", "粤财社"],
);
/// The code of a body in a number, behind the name of the body itself.
static CODE: Pattern = Pattern::new(
    "code-of-a-body",
    r"^\p{Han}{1,8}[发函字规办文通]$",
    &["国发", "银办发"],
    &["发", "办公厅"],
);
/// Joint decrees and announcements, whose numbers name all their bodies.
static JOINT: Pattern = Pattern::new(
    "joint-number",
    r"(?:令|公告)$",
    &["某银行公安部令"],
    &["银发"],
);

/// How many characters the name of a body before 、 has at most.
const LONGEST_BODY: usize = 30;
/// A joint number has so many bodies at most.
const MOST_BODIES: usize = 40;

/// Document numbers that stand alone, outside the mentions in `taken`:
/// 落实国市监质〔2020〕177号文件要求.
pub(crate) fn numbers(text: &str, taken: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    let taken = Covered::by(taken);
    for open in memmem::find_iter(text.as_bytes(), "〔") {
        let Some(tail) = LONE_NUMBER.find(&text[open..]) else {
            continue;
        };
        let close = open + tail.end();
        if taken.holds(open) {
            continue;
        }
        let Some(start) = number_start(text, open) else {
            continue;
        };
        let number = Some(text[start..close].to_owned());
        if let Some((title, end)) = bare_title(text, start..close) {
            found.push(Mention {
                end,
                number,
                ..Mention::new(text[title.clone()].to_owned(), title)
            });
            continue;
        }
        let (provisions, ranges, end) = provisions(text, close);
        found.push(Mention {
            end,
            number,
            provisions,
            ranges,
            ..Mention::new(String::new(), start..close)
        });
    }
    found
}

/// What may stand between a number and the title after it.
static FILE: Words = Words::whole("file", &["文", "文件"], &["文", "文件"], &["的", "和"]);

/// The number of a decree or an announcement, but for its body, before what it puts out.
static DECREE_NUMBER: Pattern = Pattern::new(
    "decree-number-before",
    concat!(
        r"(?:(?:令|公告)(?:[12][0-9]{3}年)?第[0-9]{1,4}号",
        r"|(?:[12][0-9]{3}年)?第[0-9]{1,4}号(?:令|公告))$",
    ),
    &["商务部2015年第11号令", "国务院令第588号", "某银行第3号公告"],
    &["第11号提案", "国务院令", "第3号令公布的"],
);
/// Such a number has so many bytes at most.
const LONGEST_DECREE: usize = 40;

/// Where the number of a decree of a known body begins that ends at `end`.
fn decree_number(text: &str, end: usize) -> Option<usize> {
    let from = floor(text, end.saturating_sub(LONGEST_DECREE));
    let serial = from + DECREE_NUMBER.find(&text[from..end])?.start();
    longest_body(&text[..serial])
}

/// Joins titles in marks with the numbers printed right before or after them without a bracket, or
/// with one that is never closed: 法释〔2002〕14号《示例批复》, 《示例通知》示发〔2016〕12号.
pub(super) fn join_numbers(text: &str, mentions: &mut Vec<Mention>) {
    let is_number = |m: &Mention| m.title.is_empty() && m.provisions.is_empty() && !m.unmarked;
    let open = |m: &Mention| {
        let marked = !m.title.is_empty() && !m.unmarked;
        marked && m.number.is_none() && m.alias.is_none() && m.provisions.is_empty()
    };
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mut next in mentions.drain(..) {
        let taken = joined.last().map_or(0, |last| last.end);
        let decree = open(&next)
            .then(|| decree_number(text, next.open))
            .flatten();
        if let Some(start) = decree.filter(|start| *start >= taken) {
            next.number = Some(text[start..next.open].to_owned());
            next.open = start;
        }
        let Some(last) = joined.last_mut().filter(|last| last.end <= next.open) else {
            joined.push(next);
            continue;
        };
        let gap = &text[last.end..next.open];
        if is_number(last) && open(&next) && (gap.is_empty() || FILE.stand_in(gap)) {
            let (number, place) = (last.number.take(), last.open);
            *last = Mention {
                open: place,
                number,
                ..next
            };
        } else if open(last) && is_number(&next) && matches!(gap, "" | "（") {
            (last.number, last.end) = (next.number, next.end);
        } else {
            joined.push(next);
        }
    }
    *mentions = joined;
}

/// What the bracket behind the last of several titles says of the notice that put them all out.
static PUT_OUT_BY: Words = Words::tails(
    "put-out-by",
    &["号文印发）", "号文件印发）"],
    &["（示发〔2009〕8号文印发）"],
    &["（示发〔2009〕8号）", "（示例部令第8号发布）"],
);

/// The number of the notice that the bracket behind the last of several titles of rules tells, and
/// which is the last: 《甲办法》、《乙办法》（示发〔2009〕8号文印发）. None before has a bracket.
pub(super) fn shared_number(text: &str, list: &[&Mention]) -> Option<(usize, String)> {
    let last = list.iter().position(|m| m.number.is_some())?;
    let bare = |m: &Mention| {
        let rules = noun(&m.title).is_some_and(|(_, class)| class == Class::Instrument);
        rules && m.end == m.close && !m.unmarked
    };
    let own = list[last];
    let told = text.get(own.close..own.end)?;
    let joined = |pair: &[&Mention]| {
        let gap = text.get(pair[0].end..pair[1].open);
        gap.is_some_and(|it| it.is_empty() || JOINS.stand_in(it))
    };
    let shares = PUT_OUT_BY.stand_in(told)
        && list[..last].iter().all(|m| bare(m))
        && list[..=last].windows(2).all(joined);
    own.number
        .clone()
        .filter(|_| shares)
        .map(|number| (last, number))
}

/// The title without marks whose number stands at `number`, and one past the bracket:
/// 《甲规则》（…）、示例登记有关事项公告（示例银行公告〔2005〕第30号）.
fn bare_title(text: &str, number: Range<usize>) -> Option<(Range<usize>, usize)> {
    /// How far back, in bytes, it may begin.
    const REACH: usize = 220;
    let from = floor(text, number.start.saturating_sub(REACH));
    let before = &text[from..number.start];
    let title = before
        .ends_with('（')
        .then(|| BARE_TITLE.captures(before))
        .flatten()?
        .get(1)?;
    let end = BRACKET_ENDS.find(&text[number.end..])?.end();
    let class = noun(title.as_str()).map(|(_, class)| class);
    let named = matches!(class, Some(Class::Act | Class::Instrument));
    let title = from + title.start()..from + title.end();
    named.then_some((title, number.end + end))
}

/// Where a joint number begins whose last body stands at `start`: 示例银行、示例部公告〔2009〕第14号.
fn with_bodies(text: &str, start: usize) -> usize {
    let mut first = start;
    for _ in 0..MOST_BODIES {
        let Some(before) = text[..first].strip_suffix('、') else {
            break;
        };
        match longest_body(before) {
            Some(body) => first = body,
            None => break,
        }
    }
    first
}

/// Where the longest name, or row of names, of known bodies begins at the end of `text`.
fn longest_body(text: &str) -> Option<usize> {
    han_before(text, LONGEST_BODY)
        .filter(|i| lexicon().agencies_in(&text[*i..], &[]).is_some())
        .last()
}

/// Where the Chinese characters begin that end `text`, the last first, so many at most.
fn han_before(text: &str, most: usize) -> impl Iterator<Item = usize> {
    let last = text.char_indices().rev().take(most);
    let han = last.take_while(|(_, c)| ('\u{4e00}'..='\u{9fff}').contains(c));
    han.map(|(i, _)| i)
}

/// Where the letters of the number begin whose year stands at `open`.
fn number_start(text: &str, open: usize) -> Option<usize> {
    /// The longest code of a body, and the longest list of bodies before 令 or 公告, in characters.
    const LONGEST: (usize, usize) = (14, 60);
    let kind = JOINT.find(&text[..open]).map(|m| m.start());
    let reach = if kind.is_some() { LONGEST.1 } else { LONGEST.0 };
    let head = han_before(&text[..open], reach).last()?;
    let cut = BEFORE_NUMBER.find(&text[head..open]).map_or(0, |m| m.end());
    let named = head + cut;
    let start = match kind {
        // 和 in 工业和信息化部公告 joins no two names.
        Some(kind) => longest_body(&text[..kind]).map_or(named, |body| body.min(named)),
        // 国务院国发: who issued stands before the code.
        None => {
            let body = lexicon().agency_prefix(&text[named..open]);
            let code = body.map_or(named, |len| named + len);
            let whole = text[code..open].chars().count() >= 2 && CODE.is_match(&text[code..open]);
            if whole { code } else { named }
        }
    };
    let short = text[start..open].chars().count() < 2;
    let start = if kind.is_some() {
        with_bodies(text, start)
    } else {
        start
    };
    (!short && !text[..start].ends_with(['〔', '《'])).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::super::mention::marked;
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &DECREE_NUMBER,
            &LONE_NUMBER,
            &BARE_TITLE,
            &BRACKET_ENDS,
            &BEFORE_NUMBER,
            &CODE,
            &JOINT,
        ]);
        rule::check_words(&[&FILE, &PUT_OUT_BY]);
    }

    #[test]
    fn a_title_without_marks_goes_on_a_list_with_its_number() {
        let text = "《甲规则》（示例银行公告〔2004〕第19号）、示例登记有关事项公告（示例银行公告〔2005〕第30号）同时废止";
        let found = numbers(text, &marked(text));
        assert_eq!(found[0].title, "示例登记有关事项公告");
        assert!(text[found[0].end..].starts_with("同时废止"));
        let text = "按照示例登记有关事项公告（示例银行公告〔2005〕第30号）执行";
        assert_eq!(numbers(text, &[])[0].title, "");
    }

    #[test]
    fn numbers_beside_marks_belong_to_the_title() {
        for (text, want) in [
            (
                "按照法释〔2002〕14号《示例批复》办理",
                &["法释〔2002〕14号|示例批复"][..],
            ),
            (
                "按照示发〔2002〕14号文《示例批复》",
                &["示发〔2002〕14号|示例批复"],
            ),
            (
                "《示例通知》示发〔2016〕12号",
                &["示发〔2016〕12号|示例通知"],
            ),
            (
                "《示例通知》（示发〔2016〕12号的精神",
                &["示发〔2016〕12号|示例通知"],
            ),
            (
                "根据商务部2015年第11号令《示例办法》",
                &["商务部2015年第11号令|示例办法"],
            ),
            (
                "按照国务院令第588号《示例条例》、财政部第3号公告《示例公告》",
                &["国务院令第588号|示例条例", "财政部第3号公告|示例公告"],
            ),
            ("关于第11号令《示例办法》", &["|示例办法"]),
            (
                "示发〔2016〕12号、《示例办法》",
                &["示发〔2016〕12号|", "|示例办法"],
            ),
            (
                "示发〔2016〕12号第二条《示例办法》",
                &["示发〔2016〕12号|", "|示例办法"],
            ),
            (
                "《示例甲》（示发〔2015〕1号）示发〔2016〕12号",
                &["示发〔2015〕1号|示例甲", "示发〔2016〕12号|"],
            ),
        ] {
            let mut all = marked(text);
            all.extend(numbers(text, &all));
            all.sort_by_key(|m| m.open);
            join_numbers(text, &mut all);
            let told = |m: &Mention| format!("{}|{}", m.number.as_deref().unwrap_or(""), m.title);
            assert_eq!(all.iter().map(told).collect::<Vec<_>>(), want, "{text}");
        }
    }

    #[test]
    fn a_number_alone_is_a_mention_and_its_verb_is_not_part_of_it() {
        let text = "落实国市监质〔2020〕177号文件要求，《某法》（国发〔2016〕34号）";
        for (text, want) in [
            ("你院示高法〔2002〕158号请示收悉", "示高法〔2002〕158号"),
            ("根据国务院国发〔1996〕45号文件精神", "国发〔1996〕45号"),
            (
                "（2018年2月8日某某银行令〔2018〕第1号公布）",
                "某某银行令〔2018〕第1号",
            ),
            (
                "按照中国人民银行、财政部公告〔2009〕第14号办理",
                "中国人民银行、财政部公告〔2009〕第14号",
            ),
            (
                "按照工业和信息化部、财政部公告〔2009〕第14号办理",
                "工业和信息化部、财政部公告〔2009〕第14号",
            ),
            (
                "现转发中国人民银行、国家发展和改革委员会公告〔2009〕第14号",
                "中国人民银行、国家发展和改革委员会公告〔2009〕第14号",
            ),
            (
                "根据工业和信息化部公告〔2009〕第14号",
                "工业和信息化部公告〔2009〕第14号",
            ),
            (
                "教育部和财政部公告〔2009〕第14号",
                "财政部公告〔2009〕第14号",
            ),
            (
                "本办法、财政部公告〔2009〕第14号",
                "财政部公告〔2009〕第14号",
            ),
            (
                "某某银行某某示范监督管理委员会某某保险监督管理委员会令〔2007〕第2号",
                "某某银行某某示范监督管理委员会某某保险监督管理委员会令〔2007〕第2号",
            ),
        ] {
            assert_eq!(numbers(text, &[])[0].number.as_deref(), Some(want));
        }
        let got: Vec<String> = numbers(text, &marked(text))
            .into_iter()
            .filter_map(|m| m.number)
            .collect();
        assert_eq!(got, ["国市监质〔2020〕177号"]);
    }
}
