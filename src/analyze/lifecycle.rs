//! The lives of documents: when each begins, and what changes or ends it.
//!
//! Owns: reckoning days (a stated day; else that of the document that speaks, and which of its
//! days), stretches of validity, the state of a document on a day. Must not know: rows, files, the
//! command line.
//!
//! A notice and its one instrument live one life. An annex, and an instrument issued together with
//! others, begin and end with what carries them, unless they say otherwise. An act that is older
//! than what it is said to end cannot mean it (most likely an earlier text of the same name): it is
//! kept as disputed and does not count.

use super::ENDING;
use super::family::Families;
use super::interval::Spans;
use crate::analyze::network::{Document, Evidence, Fact, Link, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// How far up carriers are asked: annex of an annex of a notice.
const CARRIERS: usize = 4;

/// What a day rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The statement names it.
    Stated,
    /// The day the speaking document says it comes into force.
    InForce,
    /// The day of a document that comes into force when published.
    Publication,
    /// The day of the document, which does not say when it comes into force.
    Document,
    /// The day of what carries the document.
    Carrier,
    /// None: the day is not known.
    Unknown,
}

impl Basis {
    /// How a reader is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::InForce => "not stated, day the acting document comes into force",
            Self::Publication => "in force on publication, day of the document",
            Self::Document => "not stated, day of the document",
            Self::Carrier => "not stated, day of what it was issued with",
            Self::Unknown => "unknown",
        }
    }
}

/// The state of a document on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its first day is still to come.
    NotYetInForce,
    /// In force, nothing said against it.
    InForce,
    /// In force as amended.
    Amended,
    /// Some of its provisions are gone.
    PartlyRepealed,
    /// Set aside for a time.
    Suspended,
    /// Some of its provisions are set aside for a time.
    SuspendedInPart,
    /// Its own or an extended term has run out.
    Expired,
    /// Its term has run out but for some provisions, which were extended.
    ExtendedInPart,
    /// Repealed or declared lapsed.
    Repealed,
    /// Another has taken its place.
    Replaced,
    /// The collection cannot tell.
    Unknown,
}

impl State {
    /// All of them, in the order of the issue of a text's life.
    pub const ALL: [Self; 11] = [
        Self::NotYetInForce,
        Self::InForce,
        Self::Amended,
        Self::PartlyRepealed,
        Self::SuspendedInPart,
        Self::Suspended,
        Self::ExtendedInPart,
        Self::Expired,
        Self::Repealed,
        Self::Replaced,
        Self::Unknown,
    ];

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYetInForce => "not yet in force",
            Self::InForce => "in force",
            Self::Amended => "amended",
            Self::PartlyRepealed => "partly repealed",
            Self::Suspended => "suspended",
            Self::SuspendedInPart => "suspended in part",
            Self::Expired => "expired",
            Self::ExtendedInPart => "extended in part",
            Self::Repealed => "repealed",
            Self::Replaced => "replaced",
            Self::Unknown => "unknown",
        }
    }

    /// Its name in Chinese, as `ontology/zhengtu.ttl` has it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYetInForce => "尚未生效",
            Self::InForce => "有效",
            Self::Amended => "已被修改",
            Self::PartlyRepealed => "部分废止",
            Self::Suspended => "暂停适用",
            Self::SuspendedInPart => "部分暂停适用",
            Self::Expired => "已过有效期",
            Self::ExtendedInPart => "部分延期",
            Self::Repealed => "已废止",
            Self::Replaced => "已被取代",
            Self::Unknown => "无从判断",
        }
    }

    /// Whether it is over for certain.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Expired | Self::Repealed | Self::Replaced)
    }
}

/// What another document did to one, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act {
    /// The family it was done to.
    family: u32,
    /// How.
    pub(super) relation: Relation,
    /// Its first day.
    pub(super) day: Option<Day>,
    /// What that day rests on.
    pub(super) basis: Basis,
    /// Its last day, of a suspension or an extension.
    until: Option<Day>,
    /// Whether it touches some provisions only.
    pub(super) in_part: bool,
    /// Whether it is older than what it is said to touch.
    pub(super) disputed: bool,
    /// The link that says so.
    pub(super) link: EdgeIndex,
}

/// What the state of a document is, since when, and why.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) state: State,
    /// Its first day in that state.
    pub(super) since: Option<Day>,
    /// What `since` rests on.
    pub(super) basis: Basis,
    /// The last day of force that is known.
    pub(super) until: Option<Day>,
    /// The acts that made it so, the decisive one first.
    pub(super) acts: Vec<Act>,
    /// What should be said besides.
    pub(super) notes: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Start {
    day: Option<Day>,
    basis: Basis,
    /// The day the text is from: nothing older can speak of it.
    issued: Option<Day>,
}

/// All lives of a network.
#[derive(Debug)]
pub struct Lifecycles {
    pub(super) families: Families,
    starts: Vec<Start>,
    /// Sorted by family, then day.
    acts: Vec<Act>,
    /// Family → what it is an annex of or was issued with, sorted.
    carriers: Vec<(u32, u32)>,
    horizon: Option<Day>,
}

impl Lifecycles {
    /// Reckons all days.
    pub fn of(network: &Network) -> Self {
        let families = Families::of(network);
        let carriers = carriers(network, &families);
        let mut lives = Self {
            starts: starts(network, &families),
            families,
            acts: Vec::new(),
            carriers,
            horizon: horizon(network),
        };
        lives.lend_starts();
        lives.acts = lives.collect_acts(network);
        lives
    }

    /// The latest day of a document of the collection.
    pub fn horizon(&self) -> Option<Day> {
        self.horizon
    }

    /// What has no day of its own begins with what carries it.
    fn lend_starts(&mut self) {
        let lent: Vec<(usize, Start)> = (0..self.starts.len())
            .filter(|family| {
                self.starts
                    .get(*family)
                    .is_some_and(|start| start.day.is_none())
            })
            .filter_map(|family| {
                let from = self.carriers_of(family).into_iter().find_map(|carrier| {
                    self.starts.get(carrier).filter(|start| start.day.is_some())
                })?;
                Some((
                    family,
                    Start {
                        basis: Basis::Carrier,
                        ..*from
                    },
                ))
            })
            .collect();
        for (family, start) in lent {
            if let Some(slot) = self.starts.get_mut(family) {
                *slot = start;
            }
        }
    }

    fn collect_acts(&self, network: &Network) -> Vec<Act> {
        let mut acts = Vec::new();
        for edge in network.graph.edge_references() {
            let link = edge.weight();
            if !(super::SUPERSEDING.contains(&link.relation)
                || matches!(link.relation, Relation::Suspends | Relation::Extends))
            {
                continue;
            }
            let (from, to) = (
                self.families.number(edge.source()),
                self.families.number(edge.target()),
            );
            if from != to {
                acts.push(self.act(from, to, link, edge.id()));
                if ENDING.contains(&link.relation) {
                    let instruments = self
                        .families
                        .several_instruments(edge.target())
                        .iter()
                        .map(|node| self.families.number(*node));
                    acts.extend(
                        instruments
                            .filter(|family| *family != from)
                            .map(|family| self.act(from, family, link, edge.id())),
                    );
                }
            }
        }
        acts.sort_unstable_by_key(|act| {
            (
                act.family,
                act.day.unwrap_or(Day::LAST),
                act.relation,
                act.link,
            )
        });
        acts
    }

    fn act(&self, from: usize, to: usize, link: &Link, id: EdgeIndex) -> Act {
        let stated = link.date.as_deref().and_then(Day::parse);
        let acting = self.starts.get(from);
        let (day, basis) = match (stated, acting) {
            (Some(day), _) => (Some(day), Basis::Stated),
            (
                None,
                Some(Start {
                    day: Some(day),
                    basis,
                    ..
                }),
            ) => (
                Some(*day),
                if *basis == Basis::Stated {
                    Basis::InForce
                } else {
                    *basis
                },
            ),
            _ => (None, Basis::Unknown),
        };
        let disputed = day
            .zip(self.issued_or_started(to))
            .is_some_and(|(day, issued)| day < issued);
        let in_part = link.relation == Relation::RepealsPartOf || !link.provisions.is_empty();
        let until = link.until.as_deref().and_then(Day::parse);
        Act {
            family: to as u32,
            relation: link.relation,
            day,
            basis,
            until,
            in_part,
            disputed,
            link: id,
        }
    }

    /// What was done to a family itself, by day.
    pub(super) fn acts(&self, family: usize) -> &[Act] {
        let start = self
            .acts
            .partition_point(|act| (act.family as usize) < family);
        let end = self
            .acts
            .partition_point(|act| (act.family as usize) <= family);
        self.acts.get(start..end).unwrap_or_default()
    }

    /// Whether anything but an act on the family itself may end it: a term, or what carries it.
    pub(super) fn may_end(&self, network: &Network, family: usize) -> bool {
        !self.carriers_of(family).is_empty() || self.term(network, family).is_some()
    }

    /// What carries a family, and what carries that, nearest first.
    fn carriers_of(&self, family: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if self.carriers.is_empty() {
            return found;
        }
        let mut border = vec![family];
        for _ in 0..CARRIERS {
            let next: Vec<usize> = border
                .iter()
                .flat_map(|family| {
                    let start = self
                        .carriers
                        .partition_point(|(carried, _)| (*carried as usize) < *family);
                    self.carriers
                        .iter()
                        .skip(start)
                        .take_while(|(carried, _)| *carried as usize == *family)
                        .map(|(_, carrier)| *carrier as usize)
                })
                .filter(|carrier| *carrier != family && !found.contains(carrier))
                .collect();
            if next.is_empty() {
                break;
            }
            found.extend(&next);
            border = next;
        }
        found
    }

    /// The first day of force and what it rests on.
    pub(super) fn start(&self, family: usize) -> (Option<Day>, Basis) {
        self.starts
            .get(family)
            .map_or((None, Basis::Unknown), |start| (start.day, start.basis))
    }

    /// Whether a family has been issued by the day; one without a day always counts.
    pub(super) fn speaks(&self, family: usize, as_of: AsOf) -> bool {
        as_of
            .day()
            .is_none_or(|last| self.issued(family).is_none_or(|day| day <= last))
    }

    /// The day the text is from.
    pub(super) fn issued(&self, family: usize) -> Option<Day> {
        self.starts.get(family).and_then(|start| start.issued)
    }

    /// The day the text is from, or at least had begun.
    pub(super) fn issued_or_started(&self, family: usize) -> Option<Day> {
        self.issued(family).or_else(|| self.start(family).0)
    }

    /// The last day a family gives itself, between two bounds.
    fn term(&self, network: &Network, family: usize) -> Option<(Day, Day)> {
        let own = |family: usize| {
            self.families
                .documents(network, family)
                .find_map(|document| document.expires.as_deref().and_then(Day::bounds))
        };
        own(family).or_else(|| self.carriers_of(family).into_iter().find_map(own))
    }

    /// Acts on the family and, if they touch the whole of what carries it, on that.
    fn all_acts(&self, family: usize) -> Vec<Act> {
        let own = self.acts(family).iter().copied();
        let carried = self
            .carriers_of(family)
            .into_iter()
            .flat_map(|carrier| self.acts(carrier))
            .filter(|act| !act.in_part && act.relation != Relation::Amends);
        let mut acts: Vec<Act> = own
            .chain(carried.copied())
            .filter(|act| !act.disputed)
            .collect();
        acts.sort_by_key(|act| (act.day.unwrap_or(Day::LAST), act.relation, act.link));
        acts
    }

    /// The days on which a family is in force as a whole, as far as they are known; nothing when
    /// its start is not.
    pub(super) fn validity(&self, network: &Network, family: usize) -> Option<Spans> {
        let start = self.start(family).0?;
        let acts = self.all_acts(family);
        let term = self.term(network, family);
        let extended = || {
            acts.iter()
                .filter(|act| act.relation == Relation::Extends && !act.in_part)
        };
        // Who prolongs a document to a day says that it has a term, even if the document itself is
        // silent.
        let last = match term {
            Some((_, last)) => Some(last),
            None if extended().all(|act| act.until.is_some()) => {
                extended().filter_map(|act| act.until).max()
            }
            None => None,
        };
        let mut days = Spans::one(start, last.map_or(Day::LAST, Day::next));
        for act in extended().filter(|_| term.is_some()) {
            let from = if act.basis == Basis::Stated {
                act.day.unwrap_or(start)
            } else {
                start
            };
            days = days.union(&Spans::one(from, act.until.map_or(Day::LAST, Day::next)));
        }
        for act in &acts {
            if let Some(day) = act.day {
                match act.relation {
                    relation if ENDING.contains(&relation) && !act.in_part => {
                        days = days.minus(&Spans::one(day, Day::LAST))
                    }
                    Relation::Suspends if !act.in_part => {
                        days = days.minus(&Spans::one(day, act.until.map_or(Day::LAST, Day::next)))
                    }
                    _ => {}
                }
            }
        }
        Some(days)
    }

    /// The stretches of days on which a document is in force, first and last day included, as
    /// exactly as they are known: a side that is not known is not there.
    pub fn stretches(&self, network: &Network, node: NodeIndex) -> Vec<(Option<Day>, Option<Day>)> {
        let family = self.families.number(node);
        let term = self.term(network, family);
        // A term to the end of a year or month that names no day has no last day that could be
        // told.
        let vague = term
            .filter(|(first, last)| first != last)
            .map(|(_, last)| last.next());
        let last = |end: Day| (end != Day::LAST && Some(end) != vague).then(|| end.previous());
        match self.validity(network, family) {
            Some(spans) => spans
                .stretches()
                .iter()
                .map(|(from, end)| (Some(*from), last(*end)))
                .collect(),
            None => {
                let ends = self
                    .all_acts(family)
                    .into_iter()
                    .filter(|act| ENDING.contains(&act.relation) && !act.in_part)
                    .filter_map(|act| act.day);
                let end = ends.chain(term.map(|(_, last)| last.next())).min();
                end.and_then(last)
                    .map(|last| (None, Some(last)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// The first day of force of a document, as far as known.
    pub fn begins(&self, node: NodeIndex) -> Option<Day> {
        self.start(self.families.number(node)).0
    }

    /// The state of a family on the day.
    pub(super) fn standing(&self, network: &Network, family: usize, as_of: AsOf) -> Standing {
        let (start, basis) = self.start(family);
        let last = as_of.last();
        // Most documents: nothing was ever done to them, and they set themselves no term.
        let acts = self.all_acts(family);
        let term = self.term(network, family);
        let mut standing = Standing {
            state: State::Unknown,
            since: None,
            basis,
            until: None,
            acts: Vec::new(),
            notes: Vec::new(),
        };
        if start.is_some_and(|start| start > last) {
            return Standing {
                state: State::NotYetInForce,
                until: None,
                since: None,
                notes: start.map(|day| format!("from {day}")).into_iter().collect(),
                ..standing
            };
        }
        let happened = |act: &&Act| act.day.is_some_and(|day| day <= last);
        let ends = || {
            acts.iter()
                .filter(|act| ENDING.contains(&act.relation) && !act.in_part)
        };
        let end = ends().find(happened);
        // Of 至2025年 all of the year is within the term.
        let running = self.running_out(&acts, term.map(|(_, last)| last), as_of);
        standing.until = running
            .last
            .filter(|_| running.state != Some(State::Unknown));
        let run_out = matches!(running.state, Some(State::Expired | State::ExtendedInPart))
            .then(|| running.last.map(Day::next))
            .flatten();
        if let Some(end) =
            end.filter(|end| run_out.is_none_or(|day| end.day.is_some_and(|end| end <= day)))
        {
            let together = ends().filter(|act| act.day == end.day);
            let replaced = together
                .clone()
                .any(|act| act.relation == Relation::Replaces)
                && !together
                    .clone()
                    .any(|act| act.relation == Relation::Repeals);
            standing.state = if replaced {
                State::Replaced
            } else {
                State::Repealed
            };
            return Standing {
                since: end.day,
                basis: end.basis,
                until: None,
                acts: together.copied().collect(),
                ..standing
            };
        }
        let undated: Vec<Act> = ends().filter(|act| act.day.is_none()).copied().collect();
        if let Some(state) = running.state {
            let since = if state == State::Unknown {
                None
            } else {
                run_out
            };
            return Standing {
                state,
                since,
                basis: Basis::Stated,
                acts: running.acts,
                notes: running.notes,
                ..standing
            };
        }
        standing.notes.extend(running.notes);
        if let Some(first) = undated.first() {
            if as_of.day().is_none() {
                let state = if first.relation == Relation::Replaces {
                    State::Replaced
                } else {
                    State::Repealed
                };
                return Standing {
                    state,
                    since: None,
                    basis: Basis::Unknown,
                    until: None,
                    acts: undated,
                    ..standing
                };
            }
            standing
                .notes
                .push("ended on a day that the collection does not tell".to_owned());
            return Standing {
                state: State::Unknown,
                basis: Basis::Unknown,
                acts: undated,
                ..standing
            };
        }
        let next_end = ends().find_map(|act| act.day).filter(|day| *day > last);
        if let Some(day) = next_end {
            standing.notes.push(format!("to end on {day}"));
        }
        let acts_of = |relation: Relation, in_part: Option<bool>| -> Vec<Act> {
            let fits = |act: &&Act| {
                act.relation == relation && in_part.is_none_or(|part| part == act.in_part)
            };
            acts.iter().filter(fits).filter(happened).copied().collect()
        };
        let moment = as_of.day().or(self.horizon).unwrap_or(Day::LAST);
        let still = |mut acts: Vec<Act>| {
            acts.retain(|act| act.until.is_none_or(|until| until >= moment));
            acts
        };
        let amended = acts_of(Relation::Amends, None);
        let parts: Vec<Act> = acts
            .iter()
            .filter(|act| {
                act.relation == Relation::RepealsPartOf
                    || ENDING.contains(&act.relation) && act.in_part
            })
            .filter(happened)
            .copied()
            .collect();
        let undated_changes = acts
            .iter()
            .filter(|act| act.day.is_none() && !ENDING.contains(&act.relation))
            .count();
        if undated_changes > 0 {
            standing.notes.push(format!(
                "{undated_changes} changes on days that the collection does not tell"
            ));
        }
        let (state, since, mut causes) = if let (Some(first), true) = (
            still(acts_of(Relation::Suspends, Some(false))).first(),
            start.is_some(),
        ) {
            (State::Suspended, first.day, vec![*first])
        } else if let Some(first) = parts.first() {
            if start.is_none() {
                // That part is gone for certain; of the rest nothing is known.
                standing
                    .notes
                    .push("the collection does not tell whether the rest is in force".to_owned());
            }
            (State::PartlyRepealed, first.day, parts.clone())
        } else if let (Some(first), true) = (
            still(acts_of(Relation::Suspends, Some(true))).first(),
            start.is_some(),
        ) {
            (State::SuspendedInPart, first.day, vec![*first])
        } else if let (Some(latest), true) = (amended.last(), start.is_some()) {
            (
                State::Amended,
                latest.day,
                amended.iter().rev().copied().collect(),
            )
        } else if start.is_some() {
            (State::InForce, start, Vec::new())
        } else {
            standing
                .notes
                .push("the collection does not tell when it came into force".to_owned());
            (
                State::Unknown,
                None,
                amended
                    .iter()
                    .copied()
                    .chain(still(acts_of(Relation::Suspends, None)))
                    .collect(),
            )
        };
        if state == State::PartlyRepealed && !amended.is_empty() {
            standing.notes.push("also amended".to_owned());
        }
        if let Some(first) = causes.first() {
            standing.basis = first.basis;
        }
        causes.extend(running.acts);
        Standing {
            state,
            since,
            acts: causes,
            ..standing
        }
    }

    /// How a document stands to its own term.
    fn running_out(&self, acts: &[Act], term: Option<Day>, as_of: AsOf) -> Running {
        let moment = as_of.day().or(self.horizon);
        let known = |act: &&Act| {
            act.relation == Relation::Extends
                && act.day.is_none_or(|day| {
                    as_of.day().is_none_or(|last| day <= last) || act.until.is_some()
                })
        };
        let (parts, whole): (Vec<Act>, Vec<Act>) = acts
            .iter()
            .filter(known)
            .copied()
            .partition(|act| act.in_part);
        let until = whole.iter().filter_map(|act| act.until).max();
        let open = whole.iter().any(|act| act.until.is_none());
        let last = match (term, until) {
            (Some(own), Some(until)) => Some(own.max(until)),
            (None, until) => until,
            (own, None) => own,
        };
        let mut running = Running {
            state: None,
            last,
            acts: whole,
            notes: Vec::new(),
        };
        let (Some(last), Some(moment)) = (last, moment) else {
            return running;
        };
        if let Some(own) = term.filter(|own| moment > *own) {
            let covers = |act: &&Act| {
                act.until.is_none_or(|until| until >= moment)
                    && (act.basis != Basis::Stated || act.day.is_none_or(|day| day <= moment))
            };
            if moment <= last && !running.acts.iter().any(|act| covers(&act)) {
                // Taken up again only later: the days between are a gap.
                let before = running
                    .acts
                    .iter()
                    .filter_map(|act| act.until)
                    .filter(|until| *until < moment)
                    .max();
                running.last = Some(before.map_or(own, |day| day.max(own)));
                running.state = Some(State::Expired);
                running
                    .notes
                    .push(format!("taken up again later, until {last}"));
                return running;
            }
        }
        if moment <= last {
            return running;
        }
        if open {
            running.state = Some(State::Unknown);
            running
                .notes
                .push(format!("extended past {last}, until when is not said"));
        } else if parts
            .iter()
            .any(|act| act.until.is_none_or(|until| until >= moment))
        {
            running.state = Some(State::ExtendedInPart);
            running.acts.extend(parts);
        } else {
            running.state = Some(State::Expired);
        }
        running
    }

    /// What took the place of an ended family, not counting what only ended it.
    pub(super) fn successors(&self, network: &Network, family: usize, as_of: AsOf) -> Vec<usize> {
        let ends = self.all_acts(family);
        let ends = ends.iter().filter(|act| {
            ENDING.contains(&act.relation)
                && !act.in_part
                && act.day.is_none_or(|day| day <= as_of.last())
        });
        let acting = |act: &&Act| {
            network
                .graph
                .edge_endpoints(act.link)
                .map(|(from, _)| self.families.number(from))
        };
        let replaces: Vec<usize> = ends
            .clone()
            .filter(|act| act.relation == Relation::Replaces)
            .filter_map(|act| acting(&act))
            .collect();
        let others = ends
            .filter(|act| act.relation == Relation::Repeals)
            .filter_map(|act| acting(&act));
        let mut found = if replaces.is_empty() {
            others
                .filter(|family| !self.only_ends(network, *family))
                .collect()
        } else {
            replaces
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A decision whose title says that it ends others: nothing has come in their place by it.
    fn only_ends(&self, network: &Network, family: usize) -> bool {
        self.families.documents(network, family).any(|document| {
            ["废止", "失效", "清理"]
                .iter()
                .any(|word| document.title.contains(word))
        })
    }

    /// The ends of the chains of successors that are not over on the day.
    pub(super) fn current(
        &self,
        network: &Network,
        families: &[usize],
        as_of: AsOf,
    ) -> BTreeSet<usize> {
        let mut seen: BTreeSet<usize> = families.iter().copied().collect();
        let mut open = families.to_vec();
        let mut current = BTreeSet::new();
        while let Some(family) = open.pop() {
            let next = self.successors(network, family, as_of);
            if next.is_empty() && !self.standing(network, family, as_of).state.is_over() {
                current.insert(family);
            }
            open.extend(next.into_iter().filter(|family| seen.insert(*family)));
        }
        current
    }
}

struct Running {
    state: Option<State>,
    last: Option<Day>,
    acts: Vec<Act>,
    notes: Vec<String>,
}

fn horizon(network: &Network) -> Option<Day> {
    let latest = network
        .graph
        .node_weights()
        .filter(|document| !document.stub)
        .filter_map(|document| document.dated.as_deref())
        .max()?;
    Day::parse(latest)
}

/// The day a document is from.
fn dated(document: &Document) -> Option<Day> {
    document.dated.as_deref().and_then(Day::parse)
}

fn starts(network: &Network, families: &Families) -> Vec<Start> {
    let start = |family: usize| {
        let documents = || families.documents(network, family);
        let issued = documents().filter_map(dated).min();
        // The day of the cover, which comes last, rather than the day the instrument was adopted.
        let day = documents().filter_map(dated).last();
        let stated =
            documents().find_map(|document| document.effective.as_deref().and_then(Day::parse));
        match (stated, day) {
            (Some(day), _) => Start {
                day: Some(day),
                basis: Basis::Stated,
                issued,
            },
            (None, Some(day)) if documents().any(|document| document.on_publication) => Start {
                day: Some(day),
                basis: Basis::Publication,
                issued,
            },
            (None, Some(day)) => Start {
                day: Some(day),
                basis: Basis::Document,
                issued,
            },
            (None, None) => Start {
                day: None,
                basis: Basis::Unknown,
                issued,
            },
        }
    };
    (0..families.count()).map(start).collect()
}

fn carriers(network: &Network, families: &Families) -> Vec<(u32, u32)> {
    let pair = |carried: NodeIndex, carrier: NodeIndex| {
        (
            families.number(carried) as u32,
            families.number(carrier) as u32,
        )
    };
    let annexes = network
        .graph
        .edge_references()
        .filter(|edge| edge.weight().relation == Relation::AnnexOf);
    let mut carriers: Vec<(u32, u32)> = annexes
        .map(|edge| pair(edge.source(), edge.target()))
        .collect();
    carriers.extend(families.covers().flat_map(|(cover, instruments)| {
        instruments
            .iter()
            .map(move |instrument| pair(*instrument, cover))
    }));
    carriers.retain(|(carried, carrier)| carried != carrier);
    carriers.sort_unstable();
    carriers.dedup();
    carriers
}

/// Where a family says something of itself: the first of these that it says.
pub(super) fn fact<'a>(
    network: &'a Network,
    families: &Families,
    family: usize,
    facts: &[Fact],
) -> Option<&'a Evidence> {
    let told = |fact| {
        families
            .members(family)
            .iter()
            .filter_map(|node| network.graph.node_weight(*node))
            .find_map(|document| document.facts.get(fact))
    };
    facts.iter().find_map(told)
}
