//! References → quads: what a document says of another, the provisions it names, the direct edges.
//!
//! Owns: the node of a reference, what its target is said to be. Must not know: how the target was
//! found.

use super::file::FileGraph;
use crate::build::resolve::{How, NodeId, Outcome, Printed, Reference, Target, cited};
use crate::model::jurisdiction::COUNTRY;
use crate::model::provision::Provision;
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
use crate::text::extract::{Evidence, Row};
use crate::text::fields::Effective;
use crate::text::rule::Words;
use crate::text::segment::Role;

/// The property by which a relation is characterised: what a press text interprets, it explains.
pub(crate) fn property(relation: Relation, role: Role) -> Term {
    match relation {
        Relation::Interprets if role == Role::Interpretation => term::EXPLAINS,
        // What a press text cites is not thereby cited by legislation (ELI: domain LegalResource).
        Relation::Cites if role == Role::Interpretation => term::REFERS_TO,
        _ => relation.property(),
    }
}

/// How a title goes on, behind what it fills in: 示例法实施条例.
static DETAILS: Words = Words::heads(
    "details",
    &["实施条例", "实施细则", "实施办法"],
    &["实施条例", "实施办法（试行）"],
    &["实施情况报告", "若干规定"],
);
/// What stands before it: 示例省实施《示例法》办法.
static CARRIES_OUT: Words = Words::new(
    "carries-out",
    &["实施"],
    &["示例省实施示例法办法"],
    &["示例省示例条例"],
);
/// What such a title ends in.
static DETAILING: Words = Words::whole(
    "detailing",
    &["办法", "细则", "规定", "若干规定"],
    &["办法"],
    &["条例", "的办法"],
);

/// What the IRI of a reference is made of.
pub(super) struct Made<'a> {
    /// The document that makes it, or the version.
    pub(super) by: &'a str,
    /// The relation.
    pub(super) name: &'a str,
    /// What it calls the document that it cites.
    pub(super) cited: &'a str,
    /// Which of its name it is, from 2 on.
    pub(super) nth: Option<u32>,
}

impl Made<'_> {
    fn iri(&self) -> String {
        let nth = self.nth.map_or_else(String::new, |nth| format!("/{nth}"));
        format!("{}/ref/{}/{}{nth}", self.by, self.name, self.cited)
    }
}

impl FileGraph<'_> {
    pub(super) fn reference(&mut self, reference: &Reference) {
        let facts = self.facts;
        let row = &facts.extractions[reference.document].rows[reference.row];
        let Some(printed) = self.collection.documents[self.file][reference.document] else {
            return;
        };
        let role = facts.documents[reference.document].role;
        self.row(
            reference,
            row,
            printed,
            property(row.relation, role),
            row.relation.name(),
            None,
        );
        if let (Target::Known(target, _), Relation::Amends) = (&reference.target, row.relation) {
            self.put_in_force(reference.document, printed.node, *target);
        }
        if let Target::Known(target, _) = reference.target
            && self.details(printed.node, target, row.relation)
        {
            self.row(
                reference,
                row,
                printed,
                term::DETAILED_RULES_FOR,
                "detailed_rules_for",
                Some("title-detailed-rules"),
            );
        }
    }

    /// The version that a decision makes, on the day that the decision states for its own force.
    fn put_in_force(&mut self, document: usize, decision: NodeId, work: NodeId) {
        let nodes = &self.collection.nodes;
        let Some((version, day)) = nodes[decision].puts_in_force(&nodes[work]) else {
            return;
        };
        let stated = Some(Effective::On(day));
        let facts = self.facts;
        let fact = facts.fields[document].effective.as_ref();
        let fact = fact.filter(|it| Some(it.value) == stated);
        let Some(fact) = fact.filter(|_| nodes[work].versions[version].effective == stated) else {
            return;
        };
        let path = self.version(work, version);
        if self.begun.insert(path.clone()) {
            let object = Object::Date(day);
            self.stated(&path, term::IN_FORCE_FROM, object, true, fact, "effective");
        }
    }

    /// Whether the citing title says that it fills in the target: X实施条例, X实施细则,
    /// 实施《X》办法.
    fn details(&self, citing: NodeId, target: NodeId, relation: Relation) -> bool {
        if !matches!(relation, Relation::BasedOn | Relation::Implements) {
            return false;
        }
        let (title, of) = (
            self.collection.nodes[citing].title.key(),
            self.collection.nodes[target].title.key(),
        );
        !of.is_empty()
            && (title
                .strip_prefix(of)
                .is_some_and(|rest| DETAILS.stand_in(rest))
                || CARRIES_OUT.place(title).is_some_and(|carries| {
                    title[carries.end..]
                        .trim_start_matches(COUNTRY)
                        .strip_prefix(of)
                        .is_some_and(|end| DETAILING.stand_in(end))
                }))
    }

    fn row(
        &mut self,
        reference: &Reference,
        row: &Row,
        printed: Printed,
        property: Term,
        name: &str,
        rule: Option<&str>,
    ) {
        let evidence: Vec<(TextRange, &str)> = row
            .evidence
            .iter()
            .map(|e: &Evidence| (e.range, e.rule))
            .collect();
        let citing_path = self.collection.nodes[printed.node].path.clone();
        let version = printed.version.map(|it| self.version(printed.node, it));
        let made = Made {
            by: version.as_deref().unwrap_or(&citing_path),
            name,
            cited: &cited(row.number.as_deref(), &row.target),
            nth: reference.nth,
        };
        let Some(iri) = self.new_reference(made, &evidence) else {
            return;
        };
        self.out
            .add(&iri, term::HAS_CITING, Object::Data(&citing_path));
        self.out
            .add(&iri, term::CHARACTERIZATION, Object::Term(property));
        self.out.add(
            &iri,
            term::SCOPE,
            Object::Term(if row.part { term::PART } else { term::WHOLE }),
        );
        self.out.add(
            &iri,
            term::RULE,
            Object::Text(rule.unwrap_or(evidence[0].1)),
        );
        self.as_printed(&iri, row);
        self.target(&iri, &reference.target);
        if let Some(version) = &version {
            self.out
                .add(&iri, term::CITING_VERSION, Object::Data(version));
        }
        let Target::Known(target, _) = reference.target else {
            return;
        };
        if let Some(version) = reference.cited_version {
            let version = self.version(target, version);
            self.out
                .add(&iri, term::CITED_VERSION, Object::Data(&version));
        }
        let target = self.collection.nodes[target].path.clone();
        let provisions = self.provisions(&iri, &target, row);
        self.edges(&citing_path, &target, property, row.part, &provisions);
    }

    /// The provisions of `target` that a row names.
    fn provisions(&mut self, iri: &str, target: &str, row: &Row) -> Vec<String> {
        let named = row.provisions.iter();
        let provisions: Vec<String> = named.filter_map(|p| self.provision(target, p)).collect();
        for provision in &provisions {
            self.out.add(iri, term::PROVISION, Object::Data(provision));
        }
        provisions
    }

    /// What a row says of its target and of the event, as it is printed.
    fn as_printed(&mut self, iri: &str, row: &Row) {
        if !row.target.is_empty() {
            self.out
                .add(iri, term::PRINTED_TITLE, Object::Text(&row.target));
        }
        if let Some(number) = &row.number {
            self.out
                .add(iri, term::PRINTED_NUMBER, Object::Text(number));
        }
        for provision in &row.provisions {
            self.out
                .add(iri, term::PRINTED_PROVISION, Object::Text(provision));
        }
        if let Some(date) = row.date {
            // The day a decision was passed is not the day it took effect.
            let predicate = match row.relation {
                Relation::Extends => term::EFFECT_UNTIL,
                Relation::AmendedBy => term::DECIDED_ON,
                _ => term::EFFECT_FROM,
            };
            self.out.add(iri, predicate, Object::Date(date));
        }
        if let Some(ordinal) = row.ordinal {
            self.out
                .add(iri, term::ORDINAL, Object::Integer(ordinal as usize));
        }
    }

    /// The direct edges. A repeal of some provisions is one of these provisions, never of the
    /// document.
    fn edges(
        &mut self,
        citing: &str,
        target: &str,
        property: Term,
        part: bool,
        provisions: &[String],
    ) {
        if property == term::AMENDED_BY {
            self.out.add(target, term::AMENDS, Object::Data(citing));
        } else if property == term::REPEALS && part {
            self.out
                .add(citing, term::REPEALS_PART_OF, Object::Data(target));
            for provision in provisions {
                self.out.add(citing, term::REPEALS, Object::Data(provision));
            }
        } else {
            self.out.add(citing, property, Object::Data(target));
        }
    }

    /// The node of a reference, with the evidence of this printing; what has no words in it is
    /// none.
    pub(super) fn new_reference(
        &mut self,
        made: Made,
        evidence: &[(TextRange, &str)],
    ) -> Option<String> {
        self.span(evidence.first()?.0)?;
        let iri = made.iri();
        self.out.add(&iri, term::A, Object::Term(term::REFERENCE));
        for (place, _) in evidence {
            if let Some((span, ..)) = self.span(*place) {
                self.out.add(&iri, term::EVIDENCE, Object::Data(&span));
            }
        }
        Some(iri)
    }

    /// What the reference means, and how sure that is.
    pub(super) fn target(&mut self, iri: &str, target: &Target) {
        let status = match self.collection.outcome(target) {
            Outcome::Resolved => term::RESOLVED,
            Outcome::Outside => term::OUTSIDE_COLLECTION,
            Outcome::Ambiguous => term::AMBIGUOUS_TARGET,
            Outcome::Unresolved => term::UNRESOLVED_TARGET,
        };
        let resolution = match target {
            Target::Known(_, How::Number) => term::BY_NUMBER,
            Target::Known(_, How::Title) => term::BY_TITLE,
            Target::Known(_, How::ShortName) => term::BY_SHORT_NAME,
            Target::Known(_, How::Context) => term::BY_CONTEXT,
            Target::Ambiguous(_) => term::AMBIGUOUS,
            Target::Unresolved => term::UNRESOLVED,
        };
        self.out.add(iri, term::STATUS, Object::Term(status));
        self.out
            .add(iri, term::RESOLUTION, Object::Term(resolution));
        match target {
            Target::Known(node, _) => {
                let path = self.collection.nodes[*node].path.clone();
                self.out.add(iri, term::HAS_CITED, Object::Data(&path));
                self.mentioned(*node);
            }
            Target::Ambiguous(nodes) => {
                for node in nodes {
                    let path = self.collection.nodes[*node].path.clone();
                    self.out.add(iri, term::CANDIDATE, Object::Data(&path));
                    self.mentioned(*node);
                }
            }
            Target::Unresolved => {}
        }
    }

    /// A document that is only mentioned is described where it is mentioned.
    fn mentioned(&mut self, node: NodeId) {
        if !self.collection.nodes[node].is_found() {
            self.describe(node);
        }
    }

    /// The node of a provision of `document`, with those it is part of.
    pub(super) fn provision(&mut self, document: &str, printed: &str) -> Option<String> {
        let mut path = document.to_owned();
        for (step, below, label) in Provision::read(printed)?.levels() {
            let parent = std::mem::replace(&mut path, format!("{document}/{below}"));
            if self.provisions.insert(path.clone()) {
                self.out
                    .add(&path, term::A, Object::Term(term::SUBDIVISION));
                self.out
                    .add(&path, term::NUMBER, Object::Text(&step.ordinal()));
                self.out.add(
                    &path,
                    term::TYPE_SUBDIVISION,
                    Object::Data(&format!("type/{}", step.unit.word())),
                );
                self.out.add(&path, term::IS_PART_OF, Object::Data(&parent));
                self.out.add(&path, term::LABEL, Object::Chinese(&label));
            }
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&DETAILS, &CARRIES_OUT, &DETAILING]);
    }
}
