//! Tokens of a note: dates, verbs, marks, gaps, commas, and the words between.
//!
//! Owns: the verbs and patterns of notes, and the cutting. Must not know: clauses, events.

use super::event::{EventKind, When};
use crate::model::day::Day;
use crate::model::numeral::{find_date, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::pattern::Places;
use crate::text::rule::{Pattern, Words};
use regex::Captures;
use std::iter::{Copied, Peekable};
use std::ops::Range;
use std::slice;

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

/// What a gap in a note stands behind when it parts two clauses.
pub(super) static CLOSED: Words = Words::tails(
    "closed",
    &["公告", "号"],
    &["主席团公告", "令第1号"],
    &["公告第", "示例省第十届"],
);
/// Verbs that a misprint draws into the title before them: 《…的决定修正》.
static SLIPPED: Words = Words::tails(
    "slipped",
    &["修正", "修订"],
    &["关于修改《示例条例》的决定修正"],
    &["关于修改的决定"],
);
/// … where the act that amends is a decision.
static DECIDES: Words = Words::tails(
    "decides",
    &["决定"],
    &["关于修改《示例条例》的决定"],
    &["示例条例"],
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

/// The pieces of a note, in order; `gaps` are the offsets before which the source has white space.
pub(super) fn pieces(text: &str, gaps: &[usize]) -> Vec<Piece> {
    let mut cutter = Cutter::new(text, gaps);
    let mut out: Vec<Piece> = Vec::new();
    let mut put = |token, range: Range<usize>| out.push(Piece { token, range });
    let (mut at, mut words) = (0, 0);
    while at < text.len() {
        cutter.pass(at);
        let found = cutter.token(at);
        // a gap inside a name parts nothing, one after 公告 does
        let name = &text[words..at];
        let whole = name.is_empty() || CLOSED.stand_in(name);
        let gap = cutter.gaps.peek() == Some(&at) && whole && at > 0;
        if (gap || found.is_some()) && words < at {
            put(Token::Words, words..at);
            words = at;
        }
        if gap {
            put(Token::Gap, at..at);
        }
        match found {
            Some((token, end)) => {
                put(token, at..end);
                (at, words) = (end, end);
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    if words < text.len() {
        put(Token::Words, words..text.len());
    }
    out
}

/// A note while it is cut. Patterns are looked for once each; what was found waits until the pass
/// arrives there.
struct Cutter<'t> {
    text: &'t str,
    gaps: Peekable<Copied<slice::Iter<'t, usize>>>,
    decisions: Peekable<Places<'static, 't>>,
    own_days: Peekable<Places<'static, 't>>,
    date: Option<(Day, Range<usize>)>,
    /// The year that was named last.
    year: Option<u32>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, gaps: &'t [usize]) -> Self {
        Self {
            text,
            gaps: gaps.iter().copied().peekable(),
            decisions: DECISION.find_iter(text).peekable(),
            own_days: PUBLICATION_DAY.find_iter(text).peekable(),
            date: find_date(text, 0),
            year: None,
        }
    }

    /// Leave behind what begins before `at`.
    fn pass(&mut self, at: usize) {
        while self.gaps.next_if(|gap| *gap < at).is_some() {}
        while self.decisions.next_if(|found| found.start() < at).is_some() {}
        while self.own_days.next_if(|found| found.start() < at).is_some() {}
        while self.date.as_ref().is_some_and(|(_, r)| r.start < at) {
            self.date = find_date(self.text, at);
        }
    }

    /// The token that begins at `at`, and where it ends.
    fn token(&mut self, at: usize) -> Option<(Token, usize)> {
        let rest = &self.text[at..];
        let c = rest.chars().next()?;
        if let Some((day, range)) = self.date.as_ref().filter(|(_, r)| r.start == at) {
            self.year = Some(day.year());
            return Some((Token::Date(When::On(*day)), range.end));
        }
        if let Some(found) = self.decisions.peek().filter(|m| m.start() == at) {
            return Some((Token::Mark, found.end()));
        }
        if c == '《' {
            return mark(rest).map(|length| (Token::Mark, at + length));
        }
        if let Some(found) = self.own_days.peek().filter(|m| m.start() == at) {
            return Some((Token::Date(When::OnPublication), found.end()));
        }
        if let Some(verb) = VERBS.iter().find(|v| rest.starts_with(v.word)) {
            return Some((Token::Verb(verb.kind), at + verb.word.len()));
        }
        if let Some((found, year)) = self.month_day(at, c) {
            let part = |i: usize| found[i].parse().unwrap_or(0);
            let day = stated_day(year, part(1), part(2))?;
            return Some((Token::Date(When::On(day)), at + found[0].len()));
        }
        matches!(c, '，' | '；' | '。' | ',' | ';' | '（' | '）' | '\n')
            .then(|| (Token::Comma, at + c.len_utf8()))
    }

    /// A month and a day at `at`, where `c` stands, of the year that was named last.
    fn month_day(&self, at: usize, c: char) -> Option<(Captures<'t>, u32)> {
        let year = self.year.filter(|_| c.is_ascii_digit())?;
        let (before, rest) = self.text.split_at(at);
        let inside = before.ends_with(|c: char| c.is_ascii_digit() || c == '年');
        let found = (!inside).then(|| MONTH_DAY.captures(rest)).flatten()?;
        Some((found, year))
    }
}

/// How long the mark 《…》 is with which `text` begins. In 《…的决定修正》 the verb has slipped inside.
fn mark(text: &str) -> Option<usize> {
    let length = mark_end(text)?;
    let inner = &text[..length - '》'.len_utf8()];
    let slipped = SLIPPED.strip(inner).filter(|act| DECIDES.stand_in(act));
    Some(slipped.map_or(length, str::len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&DECISION, &PUBLICATION_DAY, &MONTH_DAY]);
        rule::check_words(&[&CLOSED, &SLIPPED, &DECIDES]);
    }
}
