//! Renamed resources (owl:sameAs): under which IRI a new graph has what an old one named otherwise.
//!
//! Owns: how documents and versions of two graphs are told to be one: the same lines of the same
//! file; for documents that are only mentioned their number, else their title. Must not know:
//! files, how IRIs are made.
//!
//! Nothing is said where it cannot be: of a document that is now several, and of an IRI that the
//! new graph gives to another document.

use super::network::{Document, Network, Printing};
use crate::model::number::DocumentNumber;
use crate::model::title::Title;
use std::collections::{BTreeMap, BTreeSet};

/// The file and the first line of a printing.
type Place<'a> = (&'a str, u64);

/// The old IRIs with the new ones, in order; and how many old ones now name something else.
pub fn renamed<'a>(old: &'a Network, new: &'a Network) -> (Vec<(&'a str, &'a str)>, usize) {
    let known = Names::of(new);
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut taken = 0;
    let mut note = |was: &'a str, now: Option<&'a str>| {
        let Some(now) = now.filter(|now| *now != was) else {
            return;
        };
        if known.iris.contains(was) {
            taken += 1;
        } else {
            pairs.insert((was, now));
        }
    };
    let several = texts_by_work(old, &known);
    for document in old.graph.node_weights() {
        let works = known.at(old, &document.printings, &known.works);
        let work = one(works);
        // What were several documents and are versions of one work now stay several.
        let is_several = work.is_some_and(|work| several.get(work).is_some_and(|n| *n > 1));
        let now = match is_several {
            true => one(known.at(old, &document.printings, &known.versions)),
            false => work,
        };
        note(&document.iri, now.or_else(|| known.mentioned(document)));
        for version in &document.versions {
            note(
                &version.iri,
                one(known.at(old, &version.printings, &known.versions)),
            );
        }
    }
    (pairs.into_iter().collect(), taken)
}

/// How many old documents are printed where the new graph has one work.
fn texts_by_work<'a>(old: &Network, known: &Names<'a>) -> BTreeMap<&'a str, usize> {
    let mut several = BTreeMap::new();
    for document in old.graph.node_weights() {
        if let Some(work) = one(known.at(old, &document.printings, &known.works)) {
            *several.entry(work).or_default() += 1;
        }
    }
    several
}

/// The only one of them.
fn one(found: BTreeSet<&str>) -> Option<&str> {
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// What a graph has, by what it can be known by.
struct Names<'a> {
    iris: BTreeSet<&'a str>,
    works: BTreeMap<Place<'a>, &'a str>,
    versions: BTreeMap<Place<'a>, &'a str>,
    /// Documents by number; by title where no number is known.
    numbers: BTreeMap<DocumentNumber, BTreeSet<&'a str>>,
    titles: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(network: &'a Network) -> Self {
        let mut names = Self {
            iris: BTreeSet::new(),
            works: BTreeMap::new(),
            versions: BTreeMap::new(),
            numbers: BTreeMap::new(),
            titles: BTreeMap::new(),
        };
        for document in network.graph.node_weights() {
            let iri = document.iri.as_str();
            names.iris.insert(iri);
            let places = places(network, &document.printings);
            names.works.extend(places.map(|place| (place, iri)));
            for version in &document.versions {
                names.iris.insert(&version.iri);
                let places = self::places(network, &version.printings);
                names
                    .versions
                    .extend(places.map(|place| (place, version.iri.as_str())));
            }
            match number(document) {
                Some(number) => names.numbers.entry(number).or_default().insert(iri),
                None => names.titles.entry(title(document)).or_default().insert(iri),
            };
        }
        names
    }

    /// What the graph has at the places where another prints something.
    fn at(
        &self,
        other: &Network,
        printings: &[Printing],
        known: &BTreeMap<Place<'a>, &'a str>,
    ) -> BTreeSet<&'a str> {
        let places = places(other, printings);
        places
            .filter_map(|place| known.get(&place).copied())
            .collect()
    }

    /// A document that is only mentioned.
    fn mentioned(&self, document: &Document) -> Option<&'a str> {
        if !document.printings.is_empty() {
            return None;
        }
        let found = match number(document) {
            Some(number) => self.numbers.get(&number),
            None => self.titles.get(&title(document)),
        };
        one(found.cloned().unwrap_or_default())
    }
}

fn places<'n>(network: &'n Network, printings: &'n [Printing]) -> impl Iterator<Item = Place<'n>> {
    printings.iter().filter_map(|it| {
        let file = network.sources.get(&it.source)?;
        Some((file.sha256.as_str(), it.first))
    })
}

fn number(document: &Document) -> Option<DocumentNumber> {
    let number = document
        .number
        .as_ref()
        .or(document.promulgated_under.as_ref());
    DocumentNumber::typed(number?)
}

fn title(document: &Document) -> String {
    Title::new(document.title.as_str()).key().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::network::{TextFile, Version};

    fn network(
        documents: &[(&str, &[(&str, u64)])],
        versions: &[(&str, &str, (&str, u64))],
    ) -> Network {
        let printing = |(file, first): &(&str, u64)| Printing {
            source: (*file).to_owned(),
            first: *first,
            last: *first + 9,
        };
        let document = |(iri, places): &(&str, &[(&str, u64)])| {
            let own = versions.iter().filter(|(work, ..)| work == iri);
            let version = |(_, iri, place): &(&str, &str, (&str, u64))| Version {
                printings: vec![printing(place)],
                ..Version::bare((*iri).to_owned(), crate::model::day::Day::LAST)
            };
            Document {
                iri: (*iri).to_owned(),
                title: iri.rsplit('/').next().unwrap_or_default().to_owned(),
                printings: places.iter().map(printing).collect(),
                versions: own.map(version).collect(),
                ..Document::default()
            }
        };
        let mut network = Network::of(documents.iter().map(document).collect(), Vec::new());
        for file in ["f1", "f2"] {
            let text = TextFile {
                path: format!("{file}.txt"),
                sha256: file.to_owned(),
                url: None,
            };
            network.sources.insert(file.to_owned(), text);
        }
        network
    }

    #[test]
    fn what_stands_at_the_same_place_is_the_same() {
        let old = network(
            &[
                ("b/h/1", &[("f1", 1)]),
                ("b/h/2", &[("f2", 1)]),
                ("b/same", &[("f1", 50)]),
                ("b/x/甲", &[]),
            ],
            &[],
        );
        let new = network(
            &[
                ("b/law", &[("f1", 1), ("f2", 1)]),
                ("b/same", &[("f1", 50)]),
                ("b/y/甲", &[]),
            ],
            &[
                ("b/law", "b/law/v/1", ("f1", 1)),
                ("b/law", "b/law/v/2", ("f2", 1)),
            ],
        );
        let (pairs, taken) = renamed(&old, &new);
        assert_eq!(
            pairs,
            [
                ("b/h/1", "b/law/v/1"),
                ("b/h/2", "b/law/v/2"),
                ("b/x/甲", "b/y/甲")
            ]
        );
        assert_eq!(taken, 0);
        // One text of the law alone was the law.
        let one = network(&[("b/h/1", &[("f1", 1)])], &[]);
        assert_eq!(renamed(&one, &new).0, [("b/h/1", "b/law")]);
        // A name that now is another's cannot be said.
        let moved = network(&[("b/same", &[("f1", 1)])], &[]);
        assert_eq!(renamed(&moved, &new), (Vec::new(), 1));
    }
}
