//! Jurisdiction: the places that documents come from (ELI: `eli:jurisdiction`).
//!
//! Owns: from which body or title a document's place follows, and what the graph says of a place.
//! Must not know: names of places and their codes.
//!
//! A document comes from where its issuers are: a ministry's from the whole country, that of a
//! city's congress from the city. What a notice prints comes from where the notice does, unless it
//! passes on another body's text. A place is described in the graph of each file that needs it.

use super::file::FileGraph;
use crate::build::resolve::{Party, Printed, parties};
use crate::model::doctype::noun;
use crate::model::jurisdiction::{Place, listed_place_of_title, place_of_body};
use crate::model::span::TextRange;
use crate::model::vocab::{self, term};
use crate::rdf::write::{Object, Writer};
use crate::text::facts::Facts;
use crate::text::rule::Words;
use crate::text::segment::Role;

/// Notices whose titles have these words put out what others wrote.
static PASSES_ON: Words = Words::new(
    "place-passes-on",
    &["转发", "批转"],
    &["示例市人民政府办公室转发示例局意见的通知"],
    &["示例市人民政府印发示例办法的通知"],
);
/// Nouns of rules, whose titles begin with the place that they are for.
static RULES: Words = Words::whole(
    "place-rules",
    &["条例", "规定", "若干规定", "办法", "细则", "规则", "决定"],
    &["条例", "若干规定"],
    &["通知", "意见"],
);

/// The places that a record comes from, with the words that tell each.
fn places(facts: &Facts, document: usize) -> Vec<(Place, TextRange, &'static str)> {
    let mut signed = document;
    while facts.fields[signed].agencies.is_empty() {
        let parent = facts.documents[signed].parent;
        let own = |p: &usize| {
            let title = &facts.documents[*p].title;
            !PASSES_ON.stand_in(title)
        };
        let Some(parent) = parent.filter(own) else {
            return of_title(facts, document).into_iter().collect();
        };
        signed = parent;
    }
    let mut found: Vec<(Place, TextRange, &'static str)> = Vec::new();
    let issuers = facts.fields[signed].agencies.iter();
    for (issuer, party) in issuers.zip(parties(facts, signed)) {
        let place = match party {
            Party::Listed(_) => Some(Place::country()),
            Party::Local(name) => place_of_body(&name),
            Party::Unknown => None,
        };
        if let Some(place) = place.filter(|p| found.iter().all(|(other, ..)| other != p)) {
            found.push((place, issuer.range, "place-issuer"));
        }
    }
    // Rules of a place under a note of the national congress are a misprint of one or the other.
    let local = of_title(facts, document);
    if local.is_some() && found.iter().any(|(place, ..)| *place == Place::country()) {
        return Vec::new();
    }
    found
}

/// The place that the title of rules begins with.
fn of_title(facts: &Facts, document: usize) -> Option<(Place, TextRange, &'static str)> {
    let record = &facts.documents[document];
    let (noun, _) = noun(&record.title)?;
    let range = record.title_range.filter(|_| RULES.stand_in(noun))?;
    Some((listed_place_of_title(&record.title)?, range, "place-title"))
}

/// What a graph says of a place; its IRI below the base.
pub(super) fn describe(out: &mut Writer, place: &Place) -> String {
    let path = vocab::place_path(&place.name);
    out.add(&path, term::A, Object::Term(term::ADMINISTRATIVE_AREA));
    out.add(&path, term::PREF_LABEL, Object::Chinese(&place.name));
    if let Some(name) = place.english {
        out.add(&path, term::PREF_LABEL, Object::English(name));
    }
    if let Some(code) = place.code {
        out.add(&path, term::DIVISION_CODE, Object::Text(code));
    }
    path
}

impl FileGraph<'_> {
    /// The places that the record, and the order above it, come from.
    pub(super) fn jurisdiction(&mut self, document: usize, printed: Printed) {
        if self.facts.documents[document].role == Role::Interpretation {
            return;
        }
        let node = self.collection.nodes[printed.node].path.clone();
        for (place, range, rule) in places(self.facts, document) {
            let path = self.place(&place);
            let object = Object::Data(&path);
            let property = term::JURISDICTION;
            self.fact(&node, property, object, Some(range), "jurisdiction", rule);
            if let Some(order) = printed.order {
                let order = &self.collection.nodes[order].path;
                self.out.add(order, property, object);
            }
        }
    }

    /// The IRI of a place, which is described with those it is part of.
    pub(super) fn place(&mut self, place: &Place) -> String {
        let path = vocab::place_path(&place.name);
        if self.areas.insert(place.name.clone()) {
            describe(&mut self.out, place);
            if let Some(above) = &place.within {
                let above = match above.as_str() {
                    crate::model::jurisdiction::COUNTRY => Place::country(),
                    name => Place::named(name),
                };
                let above = self.place(&above);
                self.out
                    .add(&path, term::CONTAINED_IN, Object::Data(&above));
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PASSES_ON, &RULES]);
    }
}
