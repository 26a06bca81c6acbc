//! Changes of provisions → quads: what a decision does to the words of another act.
//!
//! Owns: the node of a change, the direct edge from the decision to the provision. Must not know:
//! how an instruction was read, how the act was found.

use super::file::FileGraph;
use crate::build::resolve::Target;
use crate::model::provision::Provision;
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
use crate::text::changes::Instruction;
use std::collections::BTreeMap;

impl FileGraph<'_> {
    /// What the documents tell to be changed. The acts are those of their references.
    pub(super) fn changes(&mut self) {
        let (facts, collection) = (self.facts, self.collection);
        let changes = facts.changes.iter().enumerate();
        let deciding: Vec<_> = changes.filter(|(_, told)| !told.is_empty()).collect();
        if deciding.is_empty() {
            return;
        }
        let references = collection.references[self.file].iter();
        let targets: BTreeMap<(usize, usize), &Target> = references
            .map(|it| ((it.document, it.row), &it.target))
            .collect();
        for (document, told) in deciding {
            let Some(printed) = collection.documents[self.file][document] else {
                continue;
            };
            let by = collection.nodes[printed.node].path.as_str();
            for (order, it) in told.iter().enumerate() {
                let target = targets.get(&(document, it.row)).copied();
                self.change(document, by, order + 1, it, target);
            }
        }
    }

    fn change(
        &mut self,
        document: usize,
        by: &str,
        order: usize,
        it: &Instruction,
        target: Option<&Target>,
    ) {
        let Some((span, start, end)) = self.span(it.range) else {
            return;
        };
        let name = format!("{}/change/{start}-{end}/{}", self.source, it.kind);
        let iri = self.unused(name, true);
        let row = &self.facts.extractions[document].rows[it.row];
        self.out
            .add(&iri, term::A, Object::Term(term::TEXTUAL_CHANGE));
        self.out.add(&iri, term::CHANGING_ACT, Object::Data(by));
        self.out
            .add(&iri, term::CHANGE_KIND, Object::Term(it.kind.term()));
        self.out
            .add(&iri, term::CHANGE_ORDER, Object::Integer(order));
        self.out.add(&iri, term::RULE, Object::Text(it.rule));
        self.out.add(&iri, term::EVIDENCE, Object::Data(&span));
        self.out
            .add(&iri, term::PRINTED_TITLE, Object::Text(&row.target));
        self.words(&iri, it);
        let Some(Target::Known(node, _)) = target else {
            return;
        };
        let act = self.collection.nodes[*node].path.clone();
        self.out.add(&iri, term::CHANGED_ACT, Object::Data(&act));
        let mut named = |property: Term, provision: Option<&Provision>| -> Option<String> {
            let path = self.provision(&act, &provision?.to_string())?;
            self.out.add(&iri, property, Object::Data(&path));
            Some(path)
        };
        let before = named(term::CHANGED_PROVISION, it.provision.as_ref());
        let after = named(term::RESULTING_PROVISION, it.becomes.as_ref());
        if let Some(provision) = before.or(after) {
            self.out.add(by, term::CHANGES, Object::Data(&provision));
        }
    }

    /// The words of a change, as far as they are printed.
    fn words(&mut self, iri: &str, it: &Instruction) {
        if let Some(unit) = it.unit {
            let unit = format!("type/{}", unit.word());
            self.out.add(iri, term::INSERTED_UNIT, Object::Data(&unit));
        }
        let said = [
            (term::WORDS_BEFORE, &it.before),
            (term::WORDS_AFTER, &it.after),
        ];
        for (property, words) in said {
            if let Some(words) = words {
                self.out.add(iri, property, Object::Text(words));
            }
        }
        if let Some((side, words)) = &it.anchor {
            self.out.add(iri, term::ANCHOR_WORDS, Object::Text(words));
            self.out
                .add(iri, term::ANCHOR_SIDE, Object::Text(side.name()));
        }
    }
}
