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
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut linked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in &lines {
        let mut terms = line.splitn(3, ' ');
        let (Some(subject), Some(_), Some(rest)) = (terms.next(), terms.next(), terms.next())
        else {
            continue;
        };
        entries.entry(subject).or_default().push(line);
        if let Some(object) = rest.split(' ').next().filter(|o| o.starts_with('<')) {
            linked.entry(subject).or_default().push(object);
        }
    }
    let agency = format!("<{BASE}agency/");
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    let names: Vec<String> = named
        .iter()
        .map(|n| format!("<{BASE}{}>", vocab::agency_path(n)))
        .collect();
    let mut open: Vec<&str> = entries
        .keys()
        .copied()
        .filter(|s| names.iter().any(|n| n == s))
        .collect();
    while let Some(subject) = open.pop() {
        if wanted.insert(subject) {
            let next = linked.get(subject).into_iter().flatten().copied();
            open.extend(next.filter(|o| o.starts_with(&agency) && entries.contains_key(o)));
        }
    }
    // A change is told where all of its bodies are there.
    let (original, resulting) = (
        format!("<{}>", term::ORIGINAL_ORGANIZATION),
        format!("<{}>", term::RESULTING_ORGANIZATION),
    );
    let events: Vec<&str> = entries
        .iter()
        .filter(|(subject, _)| !subject.starts_with(&agency))
        .filter(|(subject, lines)| {
            let about = lines
                .iter()
                .any(|l| l.contains(&original) || l.contains(&resulting));
            about
                && linked
                    .get(*subject)
                    .into_iter()
                    .flatten()
                    .filter(|o| o.starts_with(&agency))
                    .all(|o| wanted.contains(o))
        })
        .map(|(subject, _)| *subject)
        .collect();
    let chosen: Vec<String> = wanted
        .into_iter()
        .chain(events)
        .filter_map(|s| entries.get(s))
        .flatten()
        .map(|line| {
            if base == BASE {
                (*line).to_owned()
            } else {
                line.replace(&format!("<{BASE}"), &format!("<{base}"))
            }
        })
        .collect();
    // The authority file lists central bodies only.
    let mut areas = Writer::new(base, vocab::AGENCIES_GRAPH);
    for agency in chosen.iter().filter_map(|line| {
        line.strip_prefix('<')?
            .split('>')
            .next()?
            .strip_prefix(base)
            .filter(|path| path.starts_with("agency/"))
    }) {
        let place = place::describe(&mut areas, &Place::country());
        areas.add(agency, term::AREA_SERVED, Object::Data(&place));
    }
    Ok(joined(&chosen) + &areas.finish())
}

fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|l| [l.as_str(), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::doctype::{Class, NOUNS};

    #[test]
    fn every_noun_of_a_title_is_a_type_of_the_schemes() {
        for (noun, class) in NOUNS.iter().filter(|(_, class)| *class != Class::Paper) {
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
