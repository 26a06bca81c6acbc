//! Mentions made ready for comparison, and documents known by them only.
//!
//! Owns: [`Mention`], [`Stub`], the version that a mention means. Must not know: how the document
//! is found.

use super::collection::{Node, NodeId, Target};
use super::life::{Version, in_force_on};
use super::place::Kind;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::numeral::stated_day;
use crate::model::relation::Relation;
use crate::model::title::Title;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// One row of one document, made ready for comparison.
pub(super) struct Mention {
    pub(super) file: usize,
    pub(super) document: usize,
    pub(super) row: usize,
    pub(super) relation: Relation,
    /// Whether it speaks of some provisions only.
    pub(super) part: bool,
    pub(super) short: bool,
    pub(super) title: Rc<Title>,
    /// The printed number, or the number of the notice that prints the title.
    pub(super) number: Option<DocumentNumber>,
    pub(super) printed_number: Option<String>,
    /// Whether the row itself prints a number that can be read.
    pub(super) is_numbered: bool,
    /// What tells apart acts that share a general title: the day of an amendment and the place of
    /// the amended text.
    pub(super) apart: Option<String>,
    pub(super) date: Option<Day>,
    /// An earlier act of the citing document's own title.
    pub(super) earlier: bool,
    /// The day on which that act was passed or issued.
    pub(super) version: Option<Day>,
    /// The day of the change that made the wording which is meant.
    pub(super) state: Option<Day>,
    pub(super) citing: NodeId,
    /// The citing document's printing, among all.
    pub(super) from: usize,
    /// The first and the last day on which the citing text can have been written: the day of the
    /// last event that made it, or the year of its number.
    pub(super) written: Option<(Day, Day)>,
    /// From when the citing text holds, if it says so: it may speak of a law that comes into force
    /// with it.
    pub(super) holds: Option<Day>,
}

impl Mention {
    /// The version that a mention of `target` means: the one it names by day, year or number, else
    /// the one in force on the day of the citing text, or on that of its force if that is later;
    /// `citing` is the version that speaks. Of a text of an unknown day it is the one that was in
    /// force on every day on which the text can have been written.
    pub(super) fn cited_version(
        &self,
        target: &Target,
        citing: Option<&Version>,
        nodes: &[Node],
    ) -> Option<usize> {
        let Target::Known(node, _) = target else {
            return None;
        };
        let node = &nodes[*node];
        let made_by = |day: Day| node.versions.iter().rposition(|v| v.day <= day);
        if let Some(day) = self.state.or(self.version) {
            return made_by(day);
        }
        if let Some(year) = self.title.version() {
            return node.versions.iter().rposition(|v| v.day.year() == year);
        }
        let read = |printed: &String| DocumentNumber::read(printed);
        let named = node
            .events
            .iter()
            .find(|e| self.number.is_some() && e.number.as_ref().and_then(read) == self.number);
        match named {
            Some(event) => made_by(event.day),
            None => {
                let begins = citing.map(Version::start);
                let counts = |day: Day| Some(day).max(self.holds).max(begins);
                let on = |day: Day| in_force_on(&node.versions, counts(day)?);
                let (first, last) = self.written?;
                on(first).filter(|version| on(last) == Some(*version))
            }
        }
    }
}

/// A document known by mention only, while mentions are collected.
#[derive(Default)]
pub(super) struct Stub {
    pub(super) keys: BTreeSet<String>,
    pub(super) about: Option<String>,
    /// Its titles, and how often each is printed.
    pub(super) titles: BTreeMap<Rc<Title>, usize>,
    /// The number that it is cited under, in the ways in which it is quoted.
    pub(super) numbers: BTreeSet<DocumentNumber>,
    pub(super) printed: BTreeSet<String>,
    pub(super) apart: Option<String>,
    pub(super) act: bool,
    pub(super) order: bool,
}

impl Stub {
    pub(super) fn takes(&mut self, mention: &Mention) {
        let title = &mention.title;
        if !title.key().is_empty() {
            self.keys.insert(title.key().to_owned());
            let full = title.official().filter(|full| *full != title.printed());
            let full = full.map_or_else(|| Rc::clone(title), |full| Rc::new(Title::new(full)));
            *self.titles.entry(full).or_default() += 1;
            self.about = self
                .about
                .take()
                .or_else(|| title.about().map(str::to_owned));
        }
        self.printed.extend(mention.printed_number.clone());
    }

    pub(super) fn new(mention: &Mention, number: Option<DocumentNumber>) -> Self {
        let mut stub = Self {
            numbers: number.into_iter().collect(),
            apart: mention.apart.clone(),
            act: mention.title.key().is_empty() || mention.title.is_act(),
            ..Self::default()
        };
        stub.takes(mention);
        stub
    }

    pub(super) fn year(&self) -> Option<Day> {
        stated_day(self.number()?.year()?.into(), 1, 1)
    }

    /// The number, as it is quoted with most of its makers.
    fn number(&self) -> Option<&DocumentNumber> {
        let numbers = self.numbers.iter();
        numbers.max_by_key(|it| (it.key().chars().count(), Reverse(*it)))
    }

    /// The number as a text prints it.
    fn printed_number(&self) -> Option<String> {
        let is_chosen = |it: &&String| DocumentNumber::read(it).as_ref() == self.number();
        let mut printed = self.printed.iter();
        let chosen = printed.clone().find(is_chosen);
        chosen.or_else(|| printed.next()).cloned()
    }

    pub(super) fn node(self) -> Node {
        let titles = self
            .titles
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        let printed = self.printed_number();
        let (number, under) = if self.act {
            (printed, None)
        } else {
            (None, printed)
        };
        let number_keys = self.numbers.iter().map(|n| format!("n:{n}"));
        Node {
            // Not yet an IRI, but it tells stubs of one title apart.
            path: self.apart.clone().unwrap_or_default(),
            aliases: BTreeSet::new(),
            events: Vec::new(),
            learnt: None,
            versions: Vec::new(),
            kind: if self.order {
                Kind::Order
            } else {
                Kind::Document
            },
            printings: Vec::new(),
            title: titles.map(|(t, _)| (**t).clone()).unwrap_or_default(),
            number,
            under,
            keys: self
                .keys
                .iter()
                .map(|k| format!("t:{k}"))
                .chain(number_keys)
                .collect(),
            role: None,
            signed: None,
            adopted: None,
            amended: None,
            effective: None,
            expires: None,
            day: self
                .apart
                .as_deref()
                .and_then(|a| Day::parse(a.split('@').next()?)),
        }
    }
}
