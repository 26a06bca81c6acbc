//! Entry into force: the day on which the life of a document begins.
//!
//! Owns: the first day of force and what it rests on (stated, publication, day of the document, day
//! of what carries it), carriers. Must not know: what ends a life.
//!
//! An annex, and an instrument issued together with others, begin with what carries them, unless
//! they say otherwise. What bears a number of an earlier year than its carrier was issued before
//! and only printed again: it began on a day that is not told.

use super::state::Basis;
use crate::analyze::family::Families;
use crate::analyze::network::{Document, Network, Relation};
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// How far up carriers are asked: annex of an annex of a notice.
const CARRIERS: usize = 4;

/// The first day of a family.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) day: Option<Day>,
    pub(super) basis: Basis,
    /// Whether it begins with an event, whose day is not told.
    pub(super) on_event: bool,
    /// The day the text is from: nothing older can speak of it.
    pub(super) issued: Option<Day>,
    /// Of what tells no day, the first and the last day on which it can have begun: in the year of
    /// its number or the next, for what is numbered late in a year may be signed in the next.
    pub(super) within: Option<(Day, Day)>,
}

/// The first days of all families, and what carries what.
#[derive(Debug)]
pub(super) struct Starts {
    starts: Vec<Start>,
    /// Family → what it is an annex of or was issued with, sorted.
    carriers: Vec<(u32, u32)>,
}

impl Starts {
    pub(super) fn of_all(network: &Network, families: &Families) -> Self {
        let mut starts = Self {
            starts: (0..families.count())
                .map(|family| own(network, families, family))
                .collect(),
            carriers: carriers(network, families),
        };
        starts.lend(network, families);
        starts
    }

    pub(super) fn of(&self, family: usize) -> Start {
        self.starts.get(family).copied().unwrap_or(Start {
            day: None,
            basis: Basis::Unknown,
            on_event: false,
            issued: None,
            within: None,
        })
    }

    /// What has no day of its own begins with what carries it.
    fn lend(&mut self, network: &Network, families: &Families) {
        let carried: Vec<usize> = self.carriers.iter().map(|(it, _)| *it as usize).collect();
        let lent: Vec<(usize, Start)> = carried
            .into_iter()
            .filter(|family| self.of(*family).day.is_none() && !self.of(*family).on_event)
            .filter_map(|family| {
                let mut above = self.carriers_of(family).into_iter().map(|it| self.of(it));
                let from = above.find(|start| start.day.is_some())?;
                let numbered = year_of(network, families, family);
                if numbered
                    .zip(from.day)
                    .is_some_and(|(year, day)| year < day.year())
                {
                    return None;
                }
                let basis = Basis::Carrier;
                Some((family, Start { basis, ..from }))
            })
            .collect();
        for (family, start) in lent {
            if let Some(slot) = self.starts.get_mut(family) {
                *slot = start;
            }
        }
    }

    /// What carries a family, and what carries that, nearest first.
    pub(super) fn carriers_of(&self, family: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if self.carriers.is_empty() {
            return found;
        }
        let above = |family: &usize| {
            let is_before = |pair: &(u32, u32)| (pair.0 as usize) < *family;
            let start = self.carriers.partition_point(is_before);
            let rest = self.carriers.get(start..).unwrap_or_default();
            let family = *family;
            rest.iter()
                .take_while(move |(carried, _)| *carried as usize == family)
                .map(|(_, carrier)| *carrier as usize)
        };
        let mut border = vec![family];
        for _ in 0..CARRIERS {
            let next: Vec<usize> = border
                .iter()
                .flat_map(above)
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
}

/// What a family says of its own first day.
fn own(network: &Network, families: &Families, family: usize) -> Start {
    let documents = || families.documents(network, family);
    if let Some(start) = documents().find_map(of_versions) {
        return start;
    }
    let issued = documents().filter_map(|document| document.dated).min();
    // The day of the cover, which comes last, rather than the day the instrument was adopted.
    let dated = documents().filter_map(|document| document.dated).last();
    let stated = documents().find_map(|document| document.effective);
    let made_public = documents().find_map(|document| document.versions.first()?.made_public);
    let on_event = stated.is_none() && documents().any(|document| document.on_event);
    let (day, basis) = match (stated, dated) {
        (Some(day), _) => (Some(day), Basis::Stated),
        _ if on_event => (None, Basis::Unknown),
        (None, Some(day)) if made_public > Some(day) => (made_public, Basis::MadePublic),
        (None, Some(day)) if documents().any(|document| document.on_publication) => {
            (Some(day), Basis::Publication)
        }
        (None, Some(day)) => (Some(day), Basis::Document),
        (None, None) => (None, Basis::Unknown),
    };
    let year = || year_of(network, families, family).filter(|_| day.is_none() && !on_event);
    Start {
        day,
        basis,
        on_event,
        issued,
        within: year().and_then(|year| Some((Day::new(year, 1, 1)?, Day::new(year + 1, 12, 31)?))),
    }
}

/// A work that was changed begins with its first version, not with the day of the order that puts
/// out a later one.
fn of_versions(work: &Document) -> Option<Start> {
    let first = work.versions.first().filter(|_| work.versions.len() > 1)?;
    if work.on_event {
        return None;
    }
    let (day, basis) = match (first.effective.or(work.effective), first.on_publication) {
        (Some(day), _) => (day, Basis::Stated),
        (None, _) if first.made_public.is_some() => (first.begins(), Basis::MadePublic),
        (None, true) => (first.day, Basis::Publication),
        (None, false) => (first.day, Basis::Document),
    };
    Some(Start {
        day: Some(day),
        basis,
        on_event: false,
        issued: Some(first.day),
        within: None,
    })
}

/// The year of the first number in a family.
fn year_of(network: &Network, families: &Families, family: usize) -> Option<u32> {
    families.documents(network, family).find_map(|document| {
        let number = document.number.as_deref();
        let number = number.or(document.promulgated_under.as_deref())?;
        Some(DocumentNumber::typed(number)?.year()?.into())
    })
}

fn carriers(network: &Network, families: &Families) -> Vec<(u32, u32)> {
    let pair = |carried: NodeIndex, carrier: NodeIndex| {
        (
            families.number(carried) as u32,
            families.number(carrier) as u32,
        )
    };
    let edges = network.graph.edge_references();
    let mut carriers: Vec<(u32, u32)> = edges
        .filter(|edge| edge.weight().relation == Relation::AnnexOf)
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
