//! The printed text as an expression (ELI: `eli:LegalExpression`, what realises a work in words).
//!
//! Owns: what the graph says of a printing as an expression (title, language, what it realises,
//! the file that embodies it), and what a notice tells of its own delivery. Must not know: how a
//! printing is found.

use super::file::FileGraph;
use crate::build::resolve::{Kind, NodeId, Printed};
use crate::model::vocab::term;
use crate::rdf::write::Object;
use crate::text::segment::Role;

impl FileGraph<'_> {
    /// To whom the record is addressed, and when its office printed it.
    pub(super) fn notice(&mut self, document: usize, printed: Printed) {
        let fields = &self.facts.fields[document];
        let path = &self.collection.nodes[printed.node].path;
        if let Some(fact) = &fields.addressed {
            let (object, place) = (Object::Text(&fact.value), Some(fact.range));
            self.fact(
                path,
                term::ADDRESSED_TO,
                object,
                place,
                "addressed",
                fact.rule,
            );
        }
        if let Some(fact) = &fields.printed {
            let (object, place) = (Object::Date(fact.value), Some(fact.range));
            self.fact(
                path,
                term::DATE_PRINTED,
                object,
                place,
                "printed",
                fact.rule,
            );
        }
    }

    /// The printing `place` of document `id` as an expression of it, or of its version.
    pub(super) fn expression(
        &mut self,
        place: &str,
        id: NodeId,
        printed: Printed,
        document: usize,
    ) {
        let node = &self.collection.nodes[id];
        let class = match node.role {
            Some(Role::Interpretation) => term::EXPRESSION,
            _ => term::LEGAL_EXPRESSION,
        };
        let version = printed.version.filter(|_| id == printed.node);
        let work = match version {
            Some(version) => self.version(id, version),
            None => node.path.clone(),
        };
        let title = match node.kind {
            Kind::Order => node.number.as_deref().unwrap_or_default(),
            Kind::Document => self.facts.documents[document].title.as_str(),
        };
        self.out.add(place, term::A, Object::Term(class));
        self.out.add(place, term::REALIZES, Object::Data(&work));
        if !title.is_empty() {
            self.out
                .add(place, term::EXPRESSION_TITLE, Object::Chinese(title));
        }
        let language = Object::Term(term::CHINESE);
        self.out.add(place, term::LANGUAGE, language);
        let file = Object::Data(&self.source);
        self.out.add(place, term::IS_EMBODIED_BY, file);
    }
}
