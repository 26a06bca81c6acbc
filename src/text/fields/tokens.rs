//! Tokens of a note: dates, verbs, marks, gaps, commas, and the words between.
//!
//! Owns: the verbs and patterns of notes, and the cutting. Must not know: clauses, events.

use super::event::{EventKind, When};
use crate::model::numeral::{find_date, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::rule::Pattern;
use std::ops::Range;

/// A verb of notes, with a clause in which it tells an event and one in which it does not.
#[derive(Debug)]
pub(super) struct Verb {
    /// The verb.
    pub(super) word: &'static str,
    /// What it tells.
    pub(super) kind: EventKind,
    /// A clause of which it makes an event of this kind.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub(super) yes: &'static str,
    /// A clause of which it makes none.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub(super) no: &'static str,
}

const fn verb(word: &'static str, kind: EventKind, yes: &'static str, no: &'static str) -> Verb {
    Verb {
        word,
        kind,
        yes,
        no,
    }
}

/// The verbs of notes.
pub(super) const VERBS: &[Verb] = {
    use EventKind::{Adopted, Amended, Approved, InForce, Published, Repealed, Revised};
    &[
        verb(
            "通过",
            Adopted,
            "2020年1月2日示例市人民代表大会通过",
            "《通过办法》",
        ),
        verb(
            "批准",
            Approved,
            "2020年1月2日国务院批准",
            "关于批准示例的决定",
        ),
        verb(
            "公布",
            Published,
            "2020年1月2日示例部令第1号公布",
            "自公布之日起",
        ),
        verb(
            "发布",
            Published,
            "2020年1月2日示例部令第1号发布",
            "自发布之日起",
        ),
        verb("颁布", Published, "2020年1月2日示例部颁布", "《颁布办法》"),
        verb("颁发", Published, "2020年1月2日示例部颁发", "《颁发办法》"),
        verb("印发", Published, "2020年1月2日示例部印发", "自印发之日起"),
        verb("下发", Published, "2020年1月2日示例部下发", "自下发之日起"),
        verb("施行", InForce, "自2020年1月2日起施行", "《施行办法》"),
        verb("实施", InForce, "自2020年1月2日起实施", "《实施办法》"),
        verb("执行", InForce, "自2020年1月2日起执行", "《执行办法》"),
        verb("生效", InForce, "自2020年1月2日起生效", "《生效办法》"),
        verb(
            "修正",
            Amended,
            "根据2020年1月2日示例市人民政府《决定》修正",
            "《修正案》",
        ),
        verb(
            "修改",
            Amended,
            "2020年1月2日示例市人民代表大会修改",
            "关于修改示例的决定",
        ),
        verb(
            "修订",
            Revised,
            "2020年1月2日示例市人民代表大会修订",
            "《修订办法》",
        ),
        verb(
            "废止",
            Repealed,
            "2020年1月2日示例市人民政府废止",
            "《废止办法》",
        ),
    ]
};

/// An amending decision without marks.
static DECISION: Pattern = Pattern::new(
    "note-decision",
    concat!(
        r"关于(?:[^　，。；《》]|《(?:[^《》]|《[^《》]*》)*》){2,120}?",
        r"的?(?:决定|决议|修正案)(?:（[一二三四五六七八九十]{1,3}）)?》?",
    ),
    &[
        "关于修改《示例条例》的决定",
        "关于修改部分地方性法规的决定（二）",
    ],
    &["关于示例，决定施行", "根据决定修正"],
);
/// The day of publication.
pub(super) static PUBLICATION_DAY: Pattern = Pattern::new(
    "publication-day",
    r"(?:自|从)?(?:公布|发布|颁布|印发|批准|通过|签发|下发)(?:之)?日",
    &["自公布之日起", "发布日"],
    &["公布于8月5日", "自8月5日起"],
);
/// A day of the year that was named last.
static MONTH_DAY: Pattern = Pattern::new(
    "month-day",
    r"^([0-9]{1,2})月([0-9]{1,2})日",
    &["8月5日公布"],
    &["2020年8月5日", "8月底"],
);

/// A piece of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Date(When),
    Mark,
    Verb(EventKind),
    Gap,
    Comma,
    Words,
}

pub(super) struct Piece {
    pub(super) token: Token,
    pub(super) range: Range<usize>,
}

/// The offsets in the note before which the source has white space or a line break that the clean
/// text has not.
pub(super) fn gaps(source: &str, clean: &CleanText, place: TextRange) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = None;
    for (i, c) in place.of(clean.text()).char_indices() {
        let at = place.start + i;
        let span = clean.to_source(TextRange::new(at, at + c.len_utf8()));
        let between = last.and_then(|end| source.get(end..span.start));
        if between.is_some_and(|gap: &str| gap.contains(['　', ' ', '\t', '\u{a0}'])) {
            found.push(i);
        }
        last = Some(span.end);
    }
    found
}

/// Where the mark that opens at the start of `text` closes, one past 》.
fn mark_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(i + c.len_utf8());
        }
    }
    None
}

pub(super) fn pieces(text: &str, gaps: &[usize]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut year = None;
    let (mut at, mut words) = (0, 0);
    let mut gaps = gaps.iter().copied().peekable();
    // Patterns are looked for once each; what was found waits until the pass arrives there.
    let mut decisions = DECISION.find_iter(text).map(|m| m.range()).peekable();
    let mut own_days = PUBLICATION_DAY
        .find_iter(text)
        .map(|m| m.range())
        .peekable();
    let mut date = find_date(text, 0);
    while at < text.len() {
        while gaps.peek().is_some_and(|g| *g < at) {
            gaps.next();
        }
        while decisions.peek().is_some_and(|d| d.start < at) {
            decisions.next();
        }
        while own_days.peek().is_some_and(|d| d.start < at) {
            own_days.next();
        }
        while date.as_ref().is_some_and(|(_, r)| r.start < at) {
            date = find_date(text, at);
        }
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or('\n');
        let mut found = None;
        if let Some((day, range)) = date.as_ref().filter(|(_, r)| r.start == at) {
            year = Some(day.year());
            found = Some((Token::Date(When::On(*day)), range.end));
        } else if let Some(range) = decisions.peek().filter(|d| d.start == at) {
            found = Some((Token::Mark, range.end));
        } else if c == '《' {
            found = mark_end(rest).map(|len| {
                // 《…的决定修正》: the verb has slipped inside the mark
                let inner = &rest[..len - '》'.len_utf8()];
                let slipped = ["修正", "修订"]
                    .iter()
                    .find(|v| inner.strip_suffix(**v).is_some_and(|i| i.ends_with("决定")));
                (
                    Token::Mark,
                    at + slipped.map_or(len, |v| inner.len() - v.len()),
                )
            });
        } else if let Some(range) = own_days.peek().filter(|d| d.start == at) {
            found = Some((Token::Date(When::OnPublication), range.end));
        } else if let Some(verb) = VERBS.iter().find(|v| rest.starts_with(v.word)) {
            found = Some((Token::Verb(verb.kind), at + verb.word.len()));
        } else if let (Some(year), true) = (year, c.is_ascii_digit())
            && !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '年')
            && let Some(m) = MONTH_DAY.captures(rest)
        {
            let part = |i: usize| m[i].parse().unwrap_or(0);
            found = stated_day(year, part(1), part(2))
                .map(|day| (Token::Date(When::On(day)), at + m[0].len()));
        } else if matches!(c, '，' | '；' | '。' | ',' | ';' | '（' | '）' | '\n') {
            found = Some((Token::Comma, at + c.len_utf8()));
        }
        // a gap inside a name parts nothing, one after 公告 does
        let name = &text[words..at];
        let whole = name.is_empty() || name.ends_with("公告") || name.ends_with('号');
        let gap = gaps.peek() == Some(&at) && whole && at > 0;
        if (gap || found.is_some()) && words < at {
            out.push(Piece {
                token: Token::Words,
                range: words..at,
            });
            words = at;
        }
        if gap {
            out.push(Piece {
                token: Token::Gap,
                range: at..at,
            });
        }
        match found {
            Some((token, end)) => {
                out.push(Piece {
                    token,
                    range: at..end,
                });
                (at, words) = (end, end);
            }
            None => at += c.len_utf8(),
        }
    }
    if words < text.len() {
        out.push(Piece {
            token: Token::Words,
            range: words..text.len(),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&DECISION, &PUBLICATION_DAY, &MONTH_DAY]);
    }
}
