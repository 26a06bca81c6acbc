//! One sentence of a decision: the forms that stand in it, with the provisions they name.
//!
//! Owns: where sentences end, which form fits where, lists and ranges of provisions. Must not know:
//! which act is spoken of, what was said before.

use super::quotes::MARK;
use super::rules::{Does, FORMS, Form, LABEL, PROVISIONS};
use crate::model::provision::{Provision, Unit};
use regex::Captures;
use std::ops::Range;

/// The most provisions that a range may stand for: 第十条至第二十条.
const LONGEST_RANGE: u32 = 100;

/// What a form tells in a sentence; places are those of the masked text.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) does: Does,
    pub(super) rule: &'static str,
    /// What stands between the form before, or the beginning of the sentence, and this one.
    pub(super) gap: Range<usize>,
    pub(super) place: Range<usize>,
    /// Where the first provision is named, behind the name of the act if there is one.
    pub(super) spoken: usize,
    /// The provisions named, as they are printed; with the numbers afterwards.
    pub(super) at: Vec<Provision>,
    pub(super) becomes: Vec<Provision>,
    pub(super) old: Option<Range<usize>>,
    pub(super) new: Option<Range<usize>>,
    pub(super) anchor: Option<Range<usize>>,
    pub(super) is_before_anchor: bool,
    pub(super) unit: Option<Unit>,
    pub(super) is_whole: bool,
}

/// The sentences of a masked text. An item that follows on a quotation begins one.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let item = || text[..end].ends_with(MARK) && LABEL.is_match(&text[end..]);
        if matches!(c, '。' | '；' | '\n') || c == '”' && item() {
            found.push(from..end);
            from = end;
        }
    }
    found.push(from..text.len());
    found.retain(|it| !text[it.clone()].trim().is_empty());
    found
}

/// What the forms tell in a sentence, in order.
pub(super) fn told<'t>(text: &'t str, sentence: &Range<usize>) -> Vec<Told> {
    let find = |form: &'static Form, from: usize| {
        let groups = form.pattern.captures(&text[from..sentence.end])?;
        Some(Next { form, from, groups })
    };
    let mut at = sentence.start;
    let mut next: Vec<Next<'_>> = FORMS.iter().filter_map(|form| find(form, at)).collect();
    let mut found = Vec::new();
    // Of several that begin at one place, the first of the table.
    while let Some(first) = next.iter().min_by_key(|it| it.start()) {
        let it = first.read(at);
        at = it.place.end;
        found.push(it);
        // What stands behind it stays found.
        let again = |it: Next<'t>| match it.start() < at {
            true => find(it.form, at),
            false => Some(it),
        };
        next = next.into_iter().filter_map(again).collect();
    }
    found
}

/// Where a form stands next.
struct Next<'t> {
    form: &'static Form,
    /// From where on it was looked for.
    from: usize,
    groups: Captures<'t>,
}

impl Next<'_> {
    fn start(&self) -> usize {
        self.from + self.groups.get(0).map_or(0, |it| it.start())
    }

    /// What it tells, behind what ended at `end`.
    fn read(&self, end: usize) -> Told {
        let Self { form, groups, .. } = self;
        let place = |it: regex::Match<'_>| self.from + it.start()..self.from + it.end();
        let named = |name| groups.name(name).map(place);
        let listed = |name| {
            groups
                .name(name)
                .map_or_else(Vec::new, |it| list(it.as_str()))
        };
        let whole = groups.get(0).map_or(end..end, place);
        let unit = groups
            .name("unit")
            .and_then(|it| it.as_str().chars().next());
        Told {
            does: form.does,
            rule: form.pattern.name,
            gap: end..whole.start,
            spoken: named("at").map_or(whole.start, |it: Range<usize>| it.start),
            place: whole,
            at: listed("at"),
            becomes: listed("to"),
            old: named("old"),
            new: named("new"),
            anchor: named("anchor"),
            is_before_anchor: groups
                .name("side")
                .is_some_and(|it| it.as_str().starts_with('前')),
            unit: unit.and_then(Unit::of),
            is_whole: groups.name("whole").is_some(),
        }
    }
}

/// The provisions that words list: 第三条第一款、第三款, 第十条至第十二条.
pub(super) fn list(words: &str) -> Vec<Provision> {
    let (mut found, mut rest): (Vec<Provision>, _) = (Vec::new(), words);
    let mut is_range = false;
    while let Some(c) = rest.chars().next() {
        let Some((provision, len)) = Provision::read_prefix(rest) else {
            is_range |= matches!(c, '至' | '到');
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = &rest[len..];
        let last = found.last();
        let provision = last.map_or_else(|| provision.clone(), |last| provision.within(last));
        let between = last.filter(|_| is_range);
        match between.and_then(|last| last.to(&provision, LONGEST_RANGE)) {
            Some(all) => found.extend(all.into_iter().skip(1)),
            None => found.push(provision),
        }
        is_range = false;
    }
    found
}

/// The last provisions that words name in passing, and what follows them.
pub(super) fn last_named(words: &str) -> Option<(Vec<Provision>, &str)> {
    let found = PROVISIONS.find_iter(words).last()?;
    Some((list(found.as_str()), &words[found.end()..]))
}
