//! The graphs that come with the program: the vocabulary with its schemes, and the agencies that
//! occur.
//!
//! Owns: which entries of `ontology/agencies.ttl` a graph needs. Must not know: documents.

use super::place;
use crate::model::error::Error;
use crate::model::jurisdiction::Place;
use crate::model::lexicon::AGENCIES_TTL;
use crate::model::vocab::{self, BASE, term};
use crate::rdf::write::{Object, Writer, lines_of_turtle};
use std::collections::{BTreeMap, BTreeSet};

const VOCABULARY_TTL: &str = include_str!("../../../ontology/zhengtu.ttl");
const SCHEMES_TTL: &str = include_str!("../../../ontology/schemes.ttl");

/// The graph of the vocabulary.
pub(super) fn ontology(base: &str) -> Result<String, Error> {
    let mut lines = lines_of_turtle(VOCABULARY_TTL, base, vocab::ONTOLOGY_GRAPH)?;
    lines.extend(lines_of_turtle(SCHEMES_TTL, base, vocab::ONTOLOGY_GRAPH)?);
    Ok(joined(&lines))
}

/// The graph of the agencies `named` by their full names, with all that they came from, went into
/// or belong to, and the changes between them.
pub(super) fn agencies(base: &str, named: &BTreeSet<String>) -> Result<String, Error> {
    let lines = lines_of_turtle(AGENCIES_TTL, BASE, vocab::AGENCIES_GRAPH)?;
    let file = AuthorityFile::new(&lines);
    let wanted = file.reached(named);
    let events = file.changes(&wanted);
    let chosen: Vec<String> = wanted
        .into_iter()
        .chain(events)
        .filter_map(|subject| file.entries.get(subject))
        .flatten()
        .map(|line| {
            if base == BASE {
                (*line).to_owned()
            } else {
                line.replace(&format!("<{BASE}"), &format!("<{base}"))
            }
        })
        .collect();
    Ok(joined(&chosen) + &areas(base, &chosen))
}

/// The area of each agency in `lines`: the authority file lists central bodies only.
fn areas(base: &str, lines: &[String]) -> String {
    let mut areas = Writer::new(base, vocab::AGENCIES_GRAPH);
    let agency = |line: &String| {
        let iri = line.strip_prefix('<')?.split('>').next()?;
        let path = iri.strip_prefix(base)?;
        path.starts_with("agency/").then(|| path.to_owned())
    };
    for agency in lines.iter().filter_map(agency) {
        let place = place::describe(&mut areas, &Place::country());
        areas.add(&agency, term::AREA_SERVED, Object::Data(&place));
    }
    areas.finish()
}

/// The quads of the authority file by their subjects.
struct AuthorityFile<'a> {
    entries: BTreeMap<&'a str, Vec<&'a str>>,
    /// The objects that are IRIs.
    linked: BTreeMap<&'a str, Vec<&'a str>>,
    /// With what the IRIs of agencies begin.
    agency: String,
}

impl<'a> AuthorityFile<'a> {
    fn new(lines: &'a [String]) -> Self {
        let mut file = Self {
            entries: BTreeMap::new(),
            linked: BTreeMap::new(),
            agency: format!("<{BASE}agency/"),
        };
        for line in lines {
            let mut terms = line.splitn(3, ' ');
            let (Some(subject), Some(_), Some(rest)) = (terms.next(), terms.next(), terms.next())
            else {
                continue;
            };
            file.entries.entry(subject).or_default().push(line);
            if let Some(object) = rest.split(' ').next().filter(|o| o.starts_with('<')) {
                file.linked.entry(subject).or_default().push(object);
            }
        }
        file
    }

    /// The agencies that an entry links to.
    fn agencies_of(&self, subject: &str) -> impl Iterator<Item = &'a str> {
        let linked = self.linked.get(subject).into_iter().flatten().copied();
        linked.filter(|object| object.starts_with(&self.agency))
    }

    /// The agencies with these names, and all that they lead to.
    fn reached(&self, named: &BTreeSet<String>) -> BTreeSet<&'a str> {
        let names: BTreeSet<String> = named
            .iter()
            .map(|name| format!("<{BASE}{}>", vocab::agency_path(name)))
            .collect();
        let subjects = self.entries.keys().copied();
        let mut open: Vec<&str> = subjects.filter(|s| names.contains(*s)).collect();
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        while let Some(subject) = open.pop() {
            if wanted.insert(subject) {
                let next = self.agencies_of(subject);
                open.extend(next.filter(|o| self.entries.contains_key(o)));
            }
        }
        wanted
    }

    /// The changes all of whose bodies are `wanted`.
    fn changes(&self, wanted: &BTreeSet<&str>) -> Vec<&'a str> {
        let original = format!("<{}>", term::ORIGINAL_ORGANIZATION);
        let resulting = format!("<{}>", term::RESULTING_ORGANIZATION);
        let is_change = |lines: &[&str]| {
            let mut lines = lines.iter();
            lines.any(|l| l.contains(&original) || l.contains(&resulting))
        };
        let others = self.entries.iter();
        let others = others.filter(|(subject, _)| !subject.starts_with(&self.agency));
        others
            .filter(|(subject, lines)| {
                is_change(lines) && self.agencies_of(subject).all(|o| wanted.contains(o))
            })
            .map(|(subject, _)| *subject)
            .collect()
    }
}

fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|l| [l.as_str(), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::{Class, nouns};

    #[test]
    fn every_noun_of_a_title_is_a_type_of_the_schemes() {
        for (noun, class) in nouns().filter(|(_, class)| *class != Class::Paper) {
            assert!(
                SCHEMES_TTL.contains(&format!("\ntyp:{noun} a ")),
                "{noun} ({class:?}) is not in schemes.ttl"
            );
        }
    }

    #[test]
    fn an_agency_comes_with_those_before_and_after_it() {
        let text = agencies(BASE, &BTreeSet::from(["国家金融监督管理总局".to_owned()])).unwrap();
        assert!(
            text.contains("agency/中国银行保险监督管理委员会> ")
                && text.contains("agency/中国银行业监督管理委员会> ")
        );
        assert!(!text.contains("agency/教育部> "));
        let other = agencies(
            "https://example.org/",
            &BTreeSet::from(["国家金融监督管理总局".to_owned()]),
        )
        .unwrap();
        assert!(
            !other.contains(&format!("<{BASE}agency/"))
                && other.contains("<https://example.org/agency/")
        );
    }
}
