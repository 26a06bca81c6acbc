//! Terms of validity: when a document enters into force and the last day it gives itself.
//!
//! Owns: clauses on force (自…起施行, 自公布之日起), on expiry (至2021年底, 至2025年), and terms that
//! are reckoned from a stated start (有效期5年). Must not know: the note under the title, other
//! documents' terms, today's date.
//!
//! Only paragraphs with one of a few characters are looked at by patterns.

mod rules;

use super::fact::Fact;
use crate::model::day::Day;
use crate::model::doctype::{Class, noun};
use crate::model::numeral::{date_prefix, number, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::marks::Marks;
use crate::text::segment::{Document, Role, fold_title};
use crate::text::wording::Wording;
use regex::{Captures, Match};
use rules::{
    ANNOUNCEMENT, APPROVAL, COUNTED_FROM, CUT_SELF, END_OF, END_WORDS, ENDS, ENTRY, FORCE,
    FROM_EVENT, FROM_UNTIL, IN_FORCE, ITSELF, LENGTH, LENGTH_WORDS, ON_EVENT, ON_PUBLICATION, OWN,
    OWN_WITHIN, POLICY_FROM, PRINTING, PROLONGS, PUBLISHES, PUT_OUT, RECEIVES, SELF_NOUNS, UNTIL,
    UNTIL_WORDS, VALID, YEARS,
};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;

/// When a document enters into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Effective {
    /// On a stated day.
    On(Day),
    /// 自公布之日起: on the day of publication, which the text need not state.
    OnPublication,
    /// 自示例系统运行之日起: with an event, of whose day the text tells nothing.
    OnEvent,
}

impl Effective {
    /// How little is known of the day; the smaller, the more.
    pub(crate) fn vagueness(self) -> u8 {
        match self {
            Self::On(_) => 0,
            // It says more than 现予发布施行 of what puts the text out.
            Self::OnEvent => 1,
            Self::OnPublication => 2,
        }
    }

    /// The day, if it is stated.
    pub(crate) fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::OnPublication | Self::OnEvent => None,
        }
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::OnPublication => f.write_str("on_publication"),
            Self::OnEvent => f.write_str("on_event"),
        }
    }
}

/// The last day of validity, as exactly as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expiry {
    /// A day; 至2021年底 is the last of the year.
    On(Day),
    /// A day that follows from a stated start and a stated length: 自2020年1月1日起施行，有效期5年.
    Reckoned(Day),
    /// 至2025年6月: only the month is stated.
    InMonth(u16, u8),
    /// 至2025年: only the year is stated; the whole of it is within.
    InYear(u16),
}

impl Expiry {
    /// How exactly it is known; the smaller, the more.
    pub fn vagueness(self) -> u8 {
        match self {
            Self::On(_) => 0,
            Self::Reckoned(_) => 1,
            Self::InMonth(..) => 2,
            Self::InYear(_) => 3,
        }
    }
}

/// `2022-12-31`, `2025-06` or `2025`.
impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) | Self::Reckoned(day) => day.fmt(f),
            Self::InMonth(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::InYear(year) => write!(f, "{year}"),
        }
    }
}

/// One paragraph in which something on validity may stand.
struct Paragraph<'t> {
    /// Where it begins in the text.
    at: usize,
    words: &'t str,
    marks: Marks,
}

/// The terms of a document.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Entry into force.
    pub(super) effective: Option<Fact<Effective>>,
    /// Last day of validity.
    pub(super) expires: Option<Fact<Expiry>>,
}

/// Read the clauses on validity of `document`; `effective` is what the note has told, and stays;
/// `printed` is its 印发日期, and `approved` says that its approval is told.
pub(super) fn read(
    clean: &CleanText,
    document: &Document,
    effective: Option<Fact<Effective>>,
    printed: Option<Day>,
    approved: bool,
) -> Terms {
    let first = document.text_start(clean);
    let range = clean.range(first, document.lines.end - 1);
    let reader = Reader {
        clean,
        lines: first..document.lines.end,
        text: range.of(clean.text()),
        start: range.start,
        announcement: document.role == Role::Act && ANNOUNCEMENT.stand_in(&document.title),
        title: &document.title,
        approved,
        wording: OnceCell::new(),
    };
    let paragraphs = reader.paragraphs();
    let mut out = Terms {
        effective: effective.or_else(|| reader.effective(&paragraphs)),
        expires: None,
    };
    reader.until(&paragraphs, &mut out);
    reader.between(&paragraphs, &mut out);
    if out.expires.is_none() {
        out.expires = reader.ends(&paragraphs);
    }
    if reader.announcement && out.effective.is_none() {
        out.effective = reader.policy_from(&paragraphs);
    }
    if out.expires.is_none() {
        reader.counted(&paragraphs, &mut out);
    }
    if out.expires.is_none() {
        out.expires = reader.reckoned(&paragraphs, out.effective.as_ref(), printed);
    }
    out
}

struct Reader<'t> {
    clean: &'t CleanText,
    /// The lines of `text`.
    lines: Range<usize>,
    text: &'t str,
    /// Where it begins in the clean text.
    start: usize,
    /// Whether the document is an announcement, which speaks of its policy without 本公告.
    announcement: bool,
    title: &'t str,
    /// Whether the day of its approval is told.
    approved: bool,
    /// The words that are put into other texts, which tell of the force of those.
    wording: OnceCell<Wording>,
}

impl<'t> Reader<'t> {
    /// The paragraphs that can hold a clause on validity.
    fn paragraphs(&self) -> Vec<Paragraph<'t>> {
        const TERMS: Marks = Marks::telltales("起期至于行效施");
        const TIMES: Marks = Marks::telltales("年日起现");
        let mut found: Vec<Paragraph> = Vec::new();
        for line in &self.clean.lines()[self.lines.clone()] {
            match found.last_mut().filter(|_| line.joined) {
                Some(paragraph) => {
                    let start = self.start + paragraph.at;
                    paragraph.words = &self.clean.text()[start..line.text.end];
                    paragraph.marks = paragraph.marks.and(line.marks);
                }
                None => found.push(Paragraph {
                    at: line.text.start - self.start,
                    words: line.text.of(self.clean.text()),
                    marks: line.marks,
                }),
            }
        }
        found.retain(|p| p.marks.any(TERMS) && p.marks.any(TIMES));
        found
    }

    fn place(&self, paragraph: &Paragraph, m: Match) -> TextRange {
        let start = self.start + paragraph.at;
        TextRange::new(start + m.start(), start + m.end())
    }

    fn is_wording(&self, paragraph: &Paragraph, m: &Match) -> bool {
        let wording = self.wording.get_or_init(|| Wording::of(self.text));
        wording.holds(paragraph.at + m.start())
    }

    fn effective(&self, paragraphs: &[Paragraph]) -> Option<Fact<Effective>> {
        let mut loose = None;
        let (mut on_publication, mut on_event) = (None, None);
        for paragraph in paragraphs
            .iter()
            .filter(|p| p.marks.any(const { Marks::telltales("行效施") }))
        {
            // Both patterns need a day, or 起 or 现 alone, and one of these words behind it.
            let Some(day) = paragraph.words.find(['日', '起', '现']) else {
                continue;
            };
            let words = &paragraph.words[day..];
            if !ENTRY.stands_in(words, paragraph.marks) {
                continue;
            }
            for found in FORCE.captures_iter(paragraph.words) {
                let Some(m) = found.get(4).filter(|m| !self.is_wording(paragraph, m)) else {
                    continue;
                };
                let Some((date, _)) = date_prefix(m.as_str()) else {
                    continue;
                };
                let fact = |rule| Fact::new(Effective::On(date), self.place(paragraph, m), rule);
                // In a decree's sentence 公布，自…起施行 speaks of the text itself.
                let put_out = |h: &str| PUT_OUT.stand_in(h) || self.puts_out_itself(h);
                let decree = found.get(3).is_some_and(|h| put_out(h.as_str()));
                let named = found.get(1).or(found.get(2));
                if named.is_some_and(|s| is_self_named(paragraph.words, s)) || decree {
                    return Some(fact("effective-own"));
                }
                let before = &paragraph.words[..found.get(0).map_or(0, |f| f.start())];
                let tail = (paragraph.at + m.start()) * 10 >= self.text.len() * 7;
                if tail && named.is_none() && !names_other(before) {
                    loose = Some(fact("effective-last-clause"));
                }
            }
            let published = ON_PUBLICATION.find_iter(paragraph.words);
            let own = published.filter(|m| !self.is_wording(paragraph, m));
            if let Some(m) = own.last() {
                let place = self.place(paragraph, m);
                on_publication = Some(match !self.approved && APPROVAL.stand_in(m.as_str()) {
                    true => Fact::new(Effective::OnEvent, place, "effective-on-event"),
                    false => Fact::new(Effective::OnPublication, place, "effective-on-publication"),
                });
            }
            on_event = self.on_event(paragraph).or(on_event);
        }
        on_publication.or(on_event).or(loose)
    }

    /// 本办法自示例系统运行之日起施行
    fn on_event(&self, paragraph: &Paragraph) -> Option<Fact<Effective>> {
        let found = ON_EVENT.captures(paragraph.words)?;
        let (whole, own, event) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let is_own = has_term(own.as_str()) && !self.is_wording(paragraph, &whole);
        // Who gets a text gets it with its printing.
        let approves = APPROVAL.stand_in(whole.as_str());
        let is_told = RECEIVES.stand_in(event.as_str())
            || PUBLISHES.stand_in(event.as_str()) && (self.approved || !approves);
        (is_own && !is_told).then(|| {
            let place = self.place(paragraph, whole);
            Fact::new(Effective::OnEvent, place, "effective-on-event")
        })
    }

    /// Whether 现公布《示例条例》， names this very text.
    fn puts_out_itself(&self, words: &str) -> bool {
        let named = words.strip_suffix("》，").map(fold_title);
        named.is_some_and(|n| !self.title.is_empty() && n.ends_with(&fold_title(self.title)))
    }

    /// 有效期至2025年12月31日
    fn until(&self, paragraphs: &[Paragraph], out: &mut Terms) {
        for paragraph in paragraphs
            .iter()
            .filter(|p| UNTIL_WORDS.stands_in(p.words, p.marks))
        {
            for found in UNTIL.captures_iter(paragraph.words) {
                let Some(lead) = found.get(0) else { continue };
                let Some((expiry, len)) = last_day(&paragraph.words[lead.end()..]) else {
                    continue;
                };
                if !own_term(&found, &paragraph.words[..lead.start()]) {
                    continue;
                }
                let from = found
                    .get(1)
                    .and_then(|m| Some((date_prefix(m.as_str())?.0, m)));
                if let (None, Some((day, m))) = (&out.effective, from) {
                    let place = self.place(paragraph, m);
                    out.effective = Some(Fact::new(Effective::On(day), place, "effective-term"));
                }
                let mut place = self.place(paragraph, lead);
                place.end += len;
                out.expires = Some(Fact::new(expiry, place, "expires-term"));
                return;
            }
        }
    }

    /// 本公告自2021年4月1日起至2022年12月31日止执行
    fn between(&self, paragraphs: &[Paragraph], out: &mut Terms) {
        let found = paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = words.contains(['自', '从']) && words.contains(['至', '到']);
            let found = may.then(|| FROM_UNTIL.captures(words)).flatten()?;
            let (lead, from) = (found.get(0)?, found.get(2)?);
            let (expiry, len) = last_day(&paragraph.words[lead.end()..])?;
            let (day, _) = date_prefix(from.as_str())?;
            let mut until = self.place(paragraph, lead);
            (until.start, until.end) = (until.end, until.end + len);
            let own = self.announcement || OWN.stand_in(&found[1]);
            own.then_some((day, self.place(paragraph, from), expiry, until))
        });
        let Some((day, from, expiry, until)) = found.filter(|_| out.expires.is_none()) else {
            return;
        };
        if out.effective.is_none() {
            out.effective = Some(Fact::new(Effective::On(day), from, "effective-policy"));
        }
        out.expires = Some(Fact::new(expiry, until, "expires-policy"));
    }

    /// 2024年12月31日废止: the day is the last; 自2025年1月1日起废止: the day before it is.
    fn ends(&self, paragraphs: &[Paragraph]) -> Option<Fact<Expiry>> {
        paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = END_WORDS.stands_in(words, paragraph.marks);
            let found = may.then(|| ENDS.captures(words)).flatten()?;
            if names_other(&words[..found.get(0)?.start()]) {
                return None;
            }
            let (day, _) = date_prefix(&found[1])?;
            let last = found.get(2).map_or(day, |_| day.previous());
            let place = self.place(paragraph, found.get(1)?);
            Some(Fact::new(Expiry::On(last), place, "expires-stated"))
        })
    }

    /// The one day on which all paragraphs of an announcement begin that begin with one.
    fn policy_from(&self, paragraphs: &[Paragraph]) -> Option<Fact<Effective>> {
        let mut days = paragraphs
            .iter()
            .filter_map(|p| Some((p, POLICY_FROM.captures(p.words)?.get(1)?)));
        let (paragraph, first) = days.next()?;
        let (day, _) = date_prefix(first.as_str())?;
        days.all(|(_, m)| m.as_str() == first.as_str()).then(|| {
            Fact::new(
                Effective::On(day),
                self.place(paragraph, first),
                "effective-policy",
            )
        })
    }

    /// 有效期5年 from a stated day, or 自印发之日起 from the stated 印发日期; without one, nobody
    /// can tell.
    fn reckoned(
        &self,
        paragraphs: &[Paragraph],
        start: Option<&Fact<Effective>>,
        printed: Option<Day>,
    ) -> Option<Fact<Expiry>> {
        let start = start?;
        let from_printing = || PRINTING.stand_in(start.range.of(self.clean.text()));
        let start = match start.value {
            Effective::On(day) => day,
            Effective::OnPublication => printed.filter(|_| from_printing())?,
            Effective::OnEvent => return None,
        };
        paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = LENGTH_WORDS.stands_in(words, paragraph.marks);
            let found = may.then(|| LENGTH.captures(words)).flatten()?;
            let own = found.get(1).is_none_or(|m| has_term(m.as_str()));
            let before = &words[..found.get(0)?.start()];
            if !own || names_other(before) || is_from_other(before) {
                return None;
            }
            let months = months(&found, [(2, 3), (5, 6)])?
                + found.get(4).map_or(Some(0), |m| number(m.as_str()))?;
            let last = last_of_term(start, u16::try_from(months).ok()?);
            Some(Fact::new(
                Expiry::Reckoned(last),
                self.place(paragraph, found.get(0)?),
                "expires-reckoned",
            ))
        })
    }

    /// 有效期自2020年1月1日起5年: the first day and the last.
    fn counted(&self, paragraphs: &[Paragraph], out: &mut Terms) {
        let found = paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = LENGTH_WORDS.stands_in(words, paragraph.marks);
            let found = may.then(|| COUNTED_FROM.captures(words)).flatten()?;
            let from = found.get(4).filter(|_| has_term(&found[1]))?;
            let (day, _) = date_prefix(from.as_str())?;
            let months = months(&found, [(2, 3), (5, 6)])?;
            let last = last_of_term(day, u16::try_from(months).ok()?);
            let place = self.place(paragraph, found.get(0)?);
            Some((day, self.place(paragraph, from), last, place))
        });
        let Some((day, from, last, place)) = found else {
            return;
        };
        if out.effective.is_none() {
            out.effective = Some(Fact::new(Effective::On(day), from, "effective-term"));
        }
        out.expires = Some(Fact::new(Expiry::Reckoned(last), place, "expires-reckoned"));
    }
}

/// Whether what is said next holds from an event that begins no document's force: 自准予备案之日起.
fn is_from_other(before: &str) -> bool {
    let event = FROM_EVENT.captures(before);
    event.is_some_and(|it| !PUBLISHES.stand_in(&it[1]))
}

/// The months of the first of the pairs of groups, a count and its unit, that `found` has.
fn months(found: &Captures, pairs: [(usize, usize); 2]) -> Option<u32> {
    let (count, unit) = pairs
        .into_iter()
        .find_map(|(count, unit)| found.get(count).zip(found.get(unit)))?;
    let count = number(count.as_str())?;
    Some(match YEARS.stand_in(unit.as_str()) {
        true => 12 * count,
        false => count,
    })
}

/// The last of so many months from `start` on.
fn last_of_term(start: Day, months: u16) -> Day {
    let next = start.plus_months(months);
    // A month that is too short for the day ends the term with its own end.
    let short = next.civil().2 < start.civil().2;
    if short { next } else { next.previous() }
}

/// The day that `text` begins with, if it states one: 2021年底 is the last of the year.
pub(crate) fn last_day_stated(text: &str) -> Option<Day> {
    match last_day(text)? {
        (Expiry::On(day), _) => Some(day),
        _ => None,
    }
}

/// The day, month or year at the start of `text` until which something holds, and its length:
/// 2021年底, 2025年6月, 2025年12月31日.
fn last_day(text: &str) -> Option<(Expiry, usize)> {
    if let Some((day, len)) = date_prefix(text) {
        return Some((Expiry::On(day), len));
    }
    let is_digit = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let run = |s: &str| s.find(|c| !is_digit(c)).unwrap_or(s.len());
    let digits = run(text);
    let year = number(&text[..digits]).filter(|y| (1900..2200).contains(y))? as u16;
    let rest = text[digits..].strip_prefix('年')?;
    let end_of = |rest: &str| END_OF.strip(rest).map(|after| rest.len() - after.len());
    let taken = text.len() - rest.len();
    if let Some(len) = end_of(rest) {
        return Some((Expiry::On(stated_day(year.into(), 12, 31)?), taken + len));
    }
    let digits = run(rest);
    let month = number(&rest[..digits]).filter(|m| (1..=12).contains(m));
    let Some((month, after)) = month.zip(rest[digits..].strip_prefix('月')) else {
        return Some((Expiry::InYear(year), taken));
    };
    let taken = text.len() - after.len();
    Some(match end_of(after) {
        Some(len) => {
            let first = stated_day(year.into(), month, 1)?;
            (Expiry::On(last_of_term(first, 1)), taken + len)
        }
        None => (Expiry::InMonth(year, month as u8), taken),
    })
}

/// Whether a term is the document's own: 执行期限延长至 speaks of another policy's, unless the
/// sentence up to it names no other text than this one.
fn own_term(found: &Captures, before: &str) -> bool {
    let sentence = &before[before.rfind(['。', '；']).unwrap_or(0)..];
    if found.get(2).is_some_and(|m| !has_term(m.as_str())) {
        return false;
    }
    // What is prolonged in the same clause is something else; 延长示例政策，实施期限至 is this one's.
    let clause = &sentence[sentence.rfind('，').unwrap_or(0)..];
    if PROLONGS.stand_in(&found[0]) || found.get(2).is_none() && PROLONGS.stand_in(clause) {
        return ITSELF.is_match(sentence) && !sentence.contains('》');
    }
    !VALID.stand_in(&found[0]) || OWN_WITHIN.stand_in(sentence) || IN_FORCE.stand_in(sentence)
}

/// 本条例, 本办法, 本公告, 以上标准 … but not 本市, 本行政区域.
fn is_self_name(words: &str) -> bool {
    let bare = words.trim_end_matches('》');
    noun(bare).is_some() || SELF_NOUNS.stand_in(bare)
}

/// Whether `name` in `words` is one of the document for itself. 定于 takes the end of 本规定 from
/// it: 本规定于2020年1月1日起施行, but not 本市规定于.
fn is_self_named(words: &str, name: Match) -> bool {
    let cut = || CUT_SELF.stand_in(name.as_str()) && words[name.end()..].starts_with('定');
    is_self_name(name.as_str()) || cut()
}

/// Whether the document calls itself so in a clause on its term: not 本证, 本卡, which have terms of
/// their own.
fn has_term(words: &str) -> bool {
    is_self_name(words) && noun(words).is_none_or(|(_, class)| class != Class::Paper)
}

/// Whether the clause before speaks of another document: 《某法》自…起施行.
fn names_other(before: &str) -> bool {
    let sentence = before.rfind(['。', '；']).unwrap_or(0);
    before[sentence..].contains('》')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::segment::segment;

    /// Entry into force, expiry and the rule of the latter of 示例办法 that ends with `clause`.
    fn told(clause: &str) -> String {
        let text = format!("示例办法\n第一条 为了示例，制定本办法。\n第二条 {clause}\n");
        let clean = clean(&text);
        let documents = segment(&clean);
        let out = read(&clean, &documents[0], None, Day::parse("2020-02-03"), false);
        let effective = out
            .effective
            .map_or("-".to_owned(), |f| f.value.to_string());
        let expires = out
            .expires
            .map_or("-".to_owned(), |f| format!("{} {}", f.value, f.rule));
        format!("{effective} {expires}")
    }

    #[test]
    fn the_sentence_that_puts_a_text_out_tells_its_force() {
        let force = |text: &str| {
            let clean = clean(text);
            let documents = segment(&clean);
            let out = read(&clean, &documents[0], None, None, false);
            out.effective.map(|f| f.value.to_string())
        };
        let own = "示例院令\n第1号\n现公布《示例登记条例》，自2015年3月1日起施行。\n总理　某某某\n\
                   2014年11月24日\n示例登记条例\n第一条 为了示例，制定本条例。\n";
        assert_eq!(force(own).as_deref(), Some("2015-03-01"));
        let other = "示例市政府通知\n各区：\n现公布《示例登记条例》，自2015年3月1日起施行。\n\
                     示例市人民政府\n2014年11月24日\n";
        assert_eq!(force(other), None);
    }

    #[test]
    fn terms_are_read_as_exactly_as_they_are_stated() {
        for (clause, want) in [
            (
                "本办法自2020年1月1日起施行，有效期至2021年底。",
                "2020-01-01 2021-12-31 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2025年。",
                "2020-01-01 2025 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2025年6月。",
                "2020-01-01 2025-06 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2024年2月末。",
                "2020-01-01 2024-02-29 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至二〇二五年十二月三十一日。",
                "2020-01-01 2025-12-31 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期5年。",
                "2020-01-01 2024-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年2月29日起施行，有效期一年。",
                "2020-02-29 2021-02-28 expires-reckoned",
            ),
            (
                "本办法自2020年8月31日起施行，有效期6个月。",
                "2020-08-31 2021-02-28 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起试行2年。",
                "2020-01-01 2021-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起试行，试行期两年。",
                "2020-01-01 2021-12-31 expires-reckoned",
            ),
            (
                "本办法自印发之日起施行，有效期5年。",
                "on_publication 2025-02-02 expires-reckoned",
            ),
            ("本办法自公布之日起施行，有效期5年。", "on_publication -"),
            ("本方案自印发起实施。", "on_publication -"),
            ("本规则自发布之日实施。", "on_publication -"),
            ("本规定于2020年1月1日起执行。", "2020-01-01 -"),
            ("本规定于自2020年1月1日起执行。", "2020-01-01 -"),
            ("本市定于2020年1月1日起施行示例制度。", "- -"),
            ("本规定于2020年1月1日起施行。", "2020-01-01 -"),
            ("本市规定于2020年1月1日起实行示例制度。", "- -"),
            (
                "本条规定于2022年1月1日起施行。本办法自2020年1月1日起施行。",
                "2020-01-01 -",
            ),
            ("本办法自示例系统（二期）运行之日起施行。", "on_event -"),
            ("本规定自批准之日起施行。", "on_event -"),
            ("本通知自收到之日起执行。", "- -"),
            ("示例合同自登记之日起生效。", "- -"),
            ("本卡自领取之日起生效。", "- -"),
            (
                "本办法自公布之日起施行。本规定自示例系统运行之日起执行。",
                "on_publication -",
            ),
            ("现予公布施行。", "on_publication -"),
            ("将第九条修改为：“本办法自2020年1月1日起施行。”", "- -"),
            ("本办法定于2020年1月1日起施行。", "2020-01-01 -"),
            (
                "本办法有效期为2年，自2020年1月1日起计算。",
                "2020-01-01 2021-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起施行，有效期1年6个月。",
                "2020-01-01 2021-06-30 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起施行，5年后自动失效。",
                "2020-01-01 2024-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起施行，有效期5年（至2024年12月31日）。",
                "2020-01-01 2024-12-31 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行。本卡有效期5年。",
                "2020-01-01 -",
            ),
            ("本条执行至2016年止。", "- -"),
            ("上述政策执行至2022年底。", "- 2022-12-31 expires-term"),
            ("延长示例工具实施期限至2024年末。", "- -"),
            (
                "会议决定延长示例政策，实施期限至2021年底。",
                "- 2021-12-31 expires-term",
            ),
            ("本办法施行期限为2020年至2022年。", "- 2022 expires-term"),
            (
                "本办法自2020年1月1日起施行，有效期延长至2023年12月31日。",
                "2020-01-01 2023-12-31 expires-term",
            ),
            ("本办法有效期延长至2021年底。", "- 2021-12-31 expires-term"),
            ("《示例规定》有效期延长至2021年底。", "- -"),
            (
                "本意见自2020年1月1日起执行，有效期截止2024年12月31日。",
                "2020-01-01 2024-12-31 expires-term",
            ),
            (
                "本办法从2020年1月1日至2024年12月31日施行。",
                "2020-01-01 2024-12-31 expires-policy",
            ),
            (
                "本办法自2020年1月1日起施行，2024年12月31日失效。",
                "2020-01-01 2024-12-31 expires-stated",
            ),
            (
                "本办法自2020年1月1日起施行，自2025年1月1日起废止。",
                "2020-01-01 2024-12-31 expires-stated",
            ),
            (
                "本办法自2020年1月1日起施行，《示例规定》2020年1月1日起废止。",
                "2020-01-01 -",
            ),
            ("本通知执行至2022年12月31日。", "- 2022-12-31 expires-term"),
            (
                "本公告自发布之日起施行，至2021年12月31日止。",
                "on_publication 2021-12-31 expires-term",
            ),
            ("本办法2020年1月1日起施行。", "2020-01-01 -"),
            (
                "示范平台有效期三年。本办法自2020年1月1日起施行。",
                "2020-01-01 -",
            ),
            ("以上标准自2020年1月1日起执行。", "2020-01-01 -"),
            (
                "示例备案自主管部门准予之日起生效，有效期为10年。本办法自2020年1月1日起施行。",
                "2020-01-01 -",
            ),
        ] {
            assert_eq!(told(clause), want, "{clause}");
        }
    }
}
