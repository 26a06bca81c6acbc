//! Triples by the numbers of their terms, in the orders in which they are asked for.
//!
//! Owns: which rows fit a pattern, which named graphs state a triple. Must not know: terms.
//!
//! A triple that several files state is there once; the graphs that state it are told beside it.

use super::terms::Id;
use rayon::slice::ParallelSliceMut;
use std::ops::Range;

/// The graph of a quad that is in none.
pub(super) const NO_GRAPH: Id = Id::MAX;

/// Subject, predicate and object.
pub(super) type Triple = [Id; 3];

/// Triples and the graphs that state them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Triples {
    /// Sorted, three numbers each.
    pub(super) rows: Vec<Triple>,
    /// For each term, and after the last, where the rows begin of which it is the subject.
    pub(super) by_subject: Vec<u32>,
    /// Places in `rows`, sorted by object, predicate and subject.
    pub(super) objects: Vec<u32>,
    /// For each term, and after the last, where the places in `objects` begin.
    pub(super) by_object: Vec<u32>,
    /// Places in `rows`, sorted by predicate.
    pub(super) predicates: Vec<u32>,
    /// The named graphs, sorted.
    pub(super) graphs: Vec<Id>,
    /// For each row, and after the last, where its graphs begin in `stated`.
    pub(super) by_row: Vec<u32>,
    /// Places in `graphs`.
    pub(super) stated: Vec<u32>,
}

/// Places of rows in one of the orders.
#[derive(Debug, Clone)]
pub(super) enum Places {
    /// Of the rows themselves.
    Rows(Range<usize>),
    /// In the order of objects.
    Objects(Range<usize>),
    /// In the order of predicates.
    Predicates(Range<usize>),
}

impl Places {
    /// The next of them.
    fn next(&mut self) -> Option<usize> {
        match self {
            Self::Rows(range) | Self::Objects(range) | Self::Predicates(range) => range.next(),
        }
    }
}

impl Triples {
    /// Takes quads in any order, with `terms` terms; none if there are more than numbers.
    pub(super) fn of(mut quads: Vec<[Id; 4]>, terms: usize) -> Option<Self> {
        u32::try_from(quads.len())
            .ok()
            .filter(|it| *it < u32::MAX)?;
        quads.par_sort_unstable();
        quads.dedup();
        let named = quads.iter().map(|it| it[3]).filter(|it| *it != NO_GRAPH);
        let mut graphs: Vec<Id> = named.collect();
        graphs.sort_unstable();
        graphs.dedup();
        let mut all = Self::default();
        for [subject, predicate, object, graph] in quads {
            let row = [subject, predicate, object];
            if all.rows.last() != Some(&row) {
                all.rows.push(row);
                all.by_row.push(all.stated.len() as u32);
            }
            let place = graphs.binary_search(&graph).ok();
            all.stated.extend(place.map(|it| it as u32));
        }
        all.by_row.push(all.stated.len() as u32);
        all.graphs = graphs;
        all.by_subject = starts(all.rows.iter().map(|row| row[0]), terms);
        all.objects = order(&all.rows, |row| (row[2], row[1]));
        let objects = all.objects.iter().map(|it| all.rows[*it as usize][2]);
        all.by_object = starts(objects, terms);
        all.predicates = order(&all.rows, |row| (row[1], 0));
        Some(all)
    }

    /// The row at a place, and where it stands among the rows.
    fn at(&self, places: &Places, place: usize) -> Option<(usize, Triple)> {
        let order = match places {
            Places::Rows(_) => return self.rows.get(place).map(|row| (place, *row)),
            Places::Objects(_) => &self.objects,
            Places::Predicates(_) => &self.predicates,
        };
        let row = *order.get(place)? as usize;
        self.rows.get(row).map(|it| (row, *it))
    }

    /// The next of the rows at `places` that fits the pattern, and where it stands among the rows.
    pub(super) fn next(
        &self,
        places: &mut Places,
        pattern: [Option<Id>; 3],
    ) -> Option<(usize, Triple)> {
        loop {
            let place = places.next()?;
            let found = self.at(places, place)?;
            if fits(found.1, pattern) {
                return Some(found);
            }
        }
    }

    /// Places of all rows that fit a pattern, and of others; [`Self::next`] passes over these.
    pub(super) fn places(&self, [subject, predicate, object]: [Option<Id>; 3]) -> Places {
        if let Some(subject) = subject {
            let range = bounds(&self.by_subject, subject);
            let rows = self.rows.get(range.clone()).unwrap_or_default();
            let within = match (predicate, object) {
                (None, _) => 0..rows.len(),
                (Some(it), None) => equal(rows, |row| (row[1], 0).cmp(&(it, 0))),
                (Some(it), Some(object)) => equal(rows, |row| (row[1], row[2]).cmp(&(it, object))),
            };
            return Places::Rows(range.start + within.start..range.start + within.end);
        }
        let row = |it: &u32| self.rows.get(*it as usize).copied().unwrap_or_default();
        if let Some(object) = object {
            let range = bounds(&self.by_object, object);
            let Some(predicate) = predicate else {
                return Places::Objects(range);
            };
            let those = self.objects.get(range.clone()).unwrap_or_default();
            let within = equal(those, |it| row(it)[1].cmp(&predicate));
            return Places::Objects(range.start + within.start..range.start + within.end);
        }
        match predicate {
            Some(predicate) => {
                let within = equal(&self.predicates, |it| row(it)[1].cmp(&predicate));
                Places::Predicates(within)
            }
            None => Places::Rows(0..self.rows.len()),
        }
    }

    /// All lists of numbers, in the order in which they are kept.
    pub(super) fn lists(&self) -> [&Vec<u32>; 7] {
        let Self {
            rows: _,
            by_subject,
            objects,
            by_object,
            predicates,
            graphs,
            by_row,
            stated,
        } = self;
        [
            by_subject, objects, by_object, predicates, graphs, by_row, stated,
        ]
    }

    /// The graphs that state a row, as places in `graphs`.
    pub(super) fn graphs_of(&self, row: usize) -> &[u32] {
        let range = bounds(&self.by_row, row as u32);
        self.stated.get(range).unwrap_or_default()
    }
}

/// Whether a row fits a pattern.
fn fits(row: Triple, pattern: [Option<Id>; 3]) -> bool {
    let mut pairs = row.iter().zip(pattern);
    pairs.all(|(it, wanted)| wanted.is_none_or(|wanted| wanted == *it))
}

/// Places of rows, sorted by a part of them, and those that are equal in it by all.
fn order(rows: &[Triple], key: impl Fn(&Triple) -> (Id, Id)) -> Vec<u32> {
    let mut keyed: Vec<((Id, Id), u32)> = rows.iter().map(key).zip(0..).collect();
    keyed.par_sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// For each number below `count`, and after the last, where it begins in a sorted list.
fn starts(sorted: impl Iterator<Item = Id>, count: usize) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for id in sorted {
        if let Some(next) = starts.get_mut(id as usize + 1) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

fn bounds(starts: &[u32], id: Id) -> Range<usize> {
    let at = |place: usize| starts.get(place).map_or(0, |it| *it as usize);
    let start = at(id as usize);
    start..at(id as usize + 1).max(start)
}

/// The part of a sorted list that is equal to what is sought.
fn equal<T>(sorted: &[T], compare: impl Fn(&T) -> std::cmp::Ordering) -> Range<usize> {
    let start = sorted.partition_point(|it| compare(it).is_lt());
    let rest = sorted.get(start..).unwrap_or_default();
    start..start + rest.partition_point(|it| compare(it).is_eq())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pattern_finds_what_a_scan_finds(
            quads in prop::collection::vec([0_u32..5, 0..5, 0..5, 0..4], 0..60),
            pattern in prop::array::uniform3(prop::option::of(0_u32..6)),
        ) {
            let quads: Vec<[u32; 4]> = quads.into_iter().map(|[s, p, o, g]| {
                [s, p, o, if g == 3 { NO_GRAPH } else { g }]
            }).collect();
            let triples = Triples::of(quads.clone(), 5).unwrap();
            let mut places = triples.places(pattern);
            let mut found = Vec::new();
            while let Some(place) = places.next() {
                let (row, triple) = triples.at(&places, place).unwrap();
                if fits(triple, pattern) {
                    let graphs = triples.graphs_of(row).iter();
                    let graphs: Vec<_> = graphs.map(|it| triples.graphs[*it as usize]).collect();
                    found.push((triple, graphs));
                }
            }
            found.sort();
            let mut expected: Vec<(Triple, Vec<u32>)> = Vec::new();
            let mut sorted = quads;
            sorted.sort_unstable();
            sorted.dedup();
            for [s, p, o, g] in sorted {
                let triple = [s, p, o];
                if !fits(triple, pattern) {
                    continue;
                }
                if expected.last().is_none_or(|it| it.0 != triple) {
                    expected.push((triple, Vec::new()));
                }
                let graphs = &mut expected.last_mut().unwrap().1;
                graphs.extend((g != NO_GRAPH).then_some(g));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
