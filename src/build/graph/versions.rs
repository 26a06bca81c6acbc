//! Works, versions and life events → quads.
//!
//! Owns: what the graph says of a version and of an event, and with which words. Must not know: how
//! events make versions.
//!
//! A version is a member of its work (ELI: `eli:is_member_of`, `eli:version_date`). It is described
//! in the graph of each file that prints it, tells of the event that made it, or refers to it.

use super::file::FileGraph;
use crate::build::resolve::{LifeEvent, NodeId, Printed, stated_for};
use crate::model::span::TextRange;
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
use crate::text::fields::{Effective, EventKind};

impl FileGraph<'_> {
    /// What the record tells of its work's life, and which version it prints.
    pub(super) fn life(&mut self, document: usize, printed: Printed) {
        let (collection, file) = (self.collection, self.file);
        for event in &collection.nodes[printed.node].events {
            let told = event.told.iter();
            let here = told.filter(|(at, _)| at.file == file && at.document == document);
            for (_, place) in here {
                self.event(printed.node, event, document, *place);
            }
        }
        if let Some(version) = printed.version {
            let path = self.version(printed.node, version);
            self.out
                .add(&path, term::SOURCE_FILE, Object::Data(&self.source));
        }
    }

    /// The IRI of a version, which is described.
    pub(super) fn version(&mut self, work: NodeId, version: usize) -> String {
        let node = &self.collection.nodes[work];
        let Some(version) = node.versions.get(version) else {
            return node.path.clone();
        };
        let path = version.path.as_str();
        if self.versions.insert(version.path.clone()) {
            self.out.add(path, term::A, Object::Term(term::VERSION));
            self.out
                .add(path, term::A, Object::Term(term::LEGAL_RESOURCE));
            self.out
                .add(path, term::IS_MEMBER_OF, Object::Data(&node.path));
            self.out
                .add(path, term::VERSION_DATE, Object::Date(version.day));
            let held = !version.printings.is_empty();
            self.out.add(path, term::TEXT_HELD, Object::Boolean(held));
        }
        version.path.clone()
    }

    fn event(&mut self, work: NodeId, event: &LifeEvent, document: usize, place: Option<usize>) {
        let fields = &self.facts.fields[document];
        let own = fields.adopted.as_ref().or(fields.signed.as_ref());
        let place = match place {
            Some(i) => fields.history.get(i).map(|e| (e.range, "life-note")),
            None => own.map(|fact| (fact.range, fact.rule)),
        };
        let Some((range, rule)) = place else { return };
        let node = &self.collection.nodes[work];
        let path = format!("{}/event/{}/{}", node.path, event.day, event.kind.name());
        let add = |out: &mut crate::rdf::write::Writer, property: Term, object: Object| {
            out.add(&path, property, object);
        };
        add(&mut self.out, term::A, Object::Term(term::LIFE_EVENT));
        add(&mut self.out, term::EVENT_OF, Object::Data(&node.path));
        add(
            &mut self.out,
            term::EVENT_KIND,
            Object::Text(event.kind.name()),
        );
        add(&mut self.out, term::DATE_OF, Object::Date(event.day));
        if let Some(ordinal) = event.ordinal {
            add(
                &mut self.out,
                term::ORDINAL,
                Object::Integer(ordinal as usize),
            );
        }
        for body in &event.bodies {
            add(&mut self.out, term::EVENT_BODY, Object::Text(body));
        }
        if let Some(decision) = &event.decision {
            add(&mut self.out, term::EVENT_DECISION, Object::Text(decision));
        }
        if let Some(number) = &event.number {
            add(&mut self.out, term::EVENT_NUMBER, Object::Text(number));
        }
        add(&mut self.out, term::RULE, Object::Text(rule));
        if let Some((span, ..)) = self.span(range) {
            add(&mut self.out, term::EVIDENCE, Object::Data(&span));
        }
        if let Some(made) = event.makes {
            let version = self.version(work, made);
            add(&mut self.out, term::PRODUCES, Object::Data(&version));
        }
        if event.kind == EventKind::InForce {
            self.begins(work, event, range);
        }
    }

    /// The version that a note puts in force on a day.
    fn begins(&mut self, work: NodeId, event: &LifeEvent, place: TextRange) {
        let node = &self.collection.nodes[work];
        let stated = Some(Effective::On(event.day));
        let version = node.versions.iter().position(|v| v.effective == stated);
        if let Some(version) = version {
            let path = self.version(work, version);
            let object = Object::Date(event.day);
            self.fact(
                &path,
                term::IN_FORCE_FROM,
                object,
                Some(place),
                "effective",
                "life-note",
            );
        }
    }

    /// The version that the stated day of force of a record belongs to, and whether it is the one
    /// chosen for it; nothing where the document has no versions.
    pub(super) fn version_stated(
        &mut self,
        printed: Printed,
        stated: Effective,
    ) -> Option<(usize, bool)> {
        let versions = &self.collection.nodes[printed.node].versions;
        let version = stated_for(&stated, printed.version?, versions)?;
        Some((version, versions[version].effective == Some(stated)))
    }
}
