//! Renamed resources (owl:sameAs): under which IRI a new graph has what an old one named otherwise.
//!
//! Owns: how documents and versions of two graphs are told to be one: the same lines of the same
//! file; for documents that are only mentioned their number, else their title; how references are:
//! the same words of the same file, taken for the same relation. Must not know: files, how IRIs are
//! made.
//!
//! Nothing is said where it cannot be: of a document that is now several, and of an IRI that the
//! new graph gives to another document.

use super::network::{Document, Network, Printing};
use crate::model::number::DocumentNumber;
use crate::model::title::Title;
use crate::model::vocab::term;
use crate::rdf::store::{Description, Store};
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

/// The same of references: a new one has all the words of the old.
pub fn renamed_references(old: &Store, new: &Store) -> (Vec<(String, String)>, usize) {
    let known = references(new);
    let iris: BTreeSet<&str> = known.iter().map(|(iri, _)| iri.as_str()).collect();
    let mut by_words: BTreeMap<&Words, BTreeSet<&str>> = BTreeMap::new();
    for (iri, told) in &known {
        for words in told {
            by_words.entry(words).or_default().insert(iri);
        }
    }
    let at = |words: &Words| by_words.get(words).cloned().unwrap_or_default();
    let (mut pairs, mut taken) = (BTreeSet::new(), 0);
    for (was, told) in references(old) {
        let now = told.iter().map(at).reduce(|all, other| &all & &other);
        match one(now.unwrap_or_default()) {
            Some(now) if now == was => {}
            Some(_) if iris.contains(was.as_str()) => taken += 1,
            Some(now) => drop(pairs.insert((was, now.to_owned()))),
            None => {}
        }
    }
    (pairs.into_iter().collect(), taken)
}

/// Words of a file in a reference: the relation, what is printed of the target, the place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Words {
    sha256: String,
    relation: String,
    printed: [Option<String>; 2],
    place: (String, String),
}

/// All references, each with its words in all files.
fn references(graph: &Store) -> Vec<(String, Vec<Words>)> {
    graph.all_of(term::A, term::REFERENCE, |iri, facts| {
        let text = |of: &Description<'_>, property| of.one(property).map(str::to_owned);
        let relation = text(facts, term::CHARACTERIZATION)?;
        let words = facts.nodes(term::EVIDENCE).filter_map(|(_, span)| {
            let (_, source) = span.nodes(term::HAS_SOURCE).next()?;
            Some(Words {
                sha256: text(&source, term::SHA256)?,
                relation: relation.clone(),
                printed: [term::PRINTED_TITLE, term::PRINTED_NUMBER].map(|it| text(facts, it)),
                place: text(&span, term::CHAR_START).zip(text(&span, term::CHAR_END))?,
            })
        });
        let words = words.collect();
        Some((iri, words))
    })
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
    use crate::analyze::network::tests::store;
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

    /// A reference: IRI, property, title, places in files `fa`, `fb`.
    type Row<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, usize)]);

    fn graph_of(references: &[Row]) -> Store {
        let mut text = String::from("<src/all> {\n");
        for file in ["fa", "fb"] {
            text += &format!("<src/{file}> a zt:SourceFile ; zt:sha256 \"{file}\" .\n");
        }
        for (iri, property, title, places) in references {
            text += &format!(
                "<{iri}> a zt:Reference ; cito:hasCitationCharacterization {property} ; \
                 zt:printedTitle \"{title}\" .\n"
            );
            for (file, start) in *places {
                text += &format!(
                    "<{iri}> zt:evidence <src/{file}/span/{start}-9> . <src/{file}/span/{start}-9> \
                     oa:hasSource <src/{file}> ; zt:charStart {start} ; zt:charEnd 9 .\n"
                );
            }
        }
        store(&(text + "}\n"))
    }

    #[test]
    fn references_by_the_same_words_are_the_same() {
        let old = graph_of(&[
            (
                "src/fa/ref/1-9/cites/1",
                "eli:cites",
                "甲",
                &[("fa", 1), ("fa", 3)],
            ),
            ("src/fa/ref/1-9/cites/2", "eli:cites", "乙", &[("fa", 1)]),
            ("src/fb/ref/5-9/cites/1", "eli:cites", "甲", &[("fb", 5)]),
            // Two that are one now.
            ("src/fb/ref/6-9/cites/1", "eli:cites", "甲", &[("fb", 6)]),
            ("src/fb/ref/7-9/cites/1", "eli:cites", "丙", &[("fb", 7)]),
            ("same", "eli:cites", "丁", &[("fb", 1)]),
        ]);
        let new = graph_of(&[
            (
                "act/x/ref/cites/甲",
                "eli:cites",
                "甲",
                &[("fa", 1), ("fa", 3), ("fb", 5), ("fb", 6)],
            ),
            ("act/x/ref/cites/乙", "eli:cites", "乙", &[("fa", 1)]),
            ("act/x/ref/repeals/丙", "eli:repeals", "丙", &[("fb", 7)]),
            ("same", "eli:cites", "丁", &[("fb", 1)]),
        ]);
        let name = |iri: &String| iri.replace(crate::model::vocab::BASE, "");
        let (pairs, taken) = renamed_references(&old, &new);
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (name(a), name(b))).collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            pairs,
            [
                pair("src/fa/ref/1-9/cites/1", "act/x/ref/cites/甲"),
                pair("src/fa/ref/1-9/cites/2", "act/x/ref/cites/乙"),
                pair("src/fb/ref/5-9/cites/1", "act/x/ref/cites/甲"),
                pair("src/fb/ref/6-9/cites/1", "act/x/ref/cites/甲"),
            ]
        );
        assert_eq!(taken, 0);
    }
}
