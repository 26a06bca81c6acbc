//! Statements and their evidence (reification, Web Annotation): the words that make a fact.
//!
//! Owns: the node of a statement, the node of the words and where they stand. Must not know: which
//! facts there are.

use super::file::FileGraph;
use super::selectors;
use crate::model::span::TextRange;
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
use crate::text::facts::{Quote, Selector};
use crate::text::fields::Fact;

impl FileGraph<'_> {
    /// A fact with a place: the statement always, the direct quad if it is the one chosen for the
    /// node.
    pub(super) fn stated<T>(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        chosen: bool,
        fact: &Fact<T>,
        name: &str,
    ) {
        if chosen {
            self.out.add(path, predicate, object);
        }
        self.statement(path, predicate, object, fact.range, name, fact.rule);
    }

    pub(super) fn fact(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        place: Option<TextRange>,
        name: &str,
        rule: &str,
    ) {
        self.out.add(path, predicate, object);
        if let Some(place) = place {
            self.statement(path, predicate, object, place, name, rule);
        }
    }

    fn statement(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        place: TextRange,
        name: &str,
        rule: &str,
    ) {
        let Some((span, start, end)) = self.span(place) else {
            return;
        };
        let iri = self.unused(format!("{}/fact/{start}-{end}/{name}", self.source), false);
        self.out
            .add(&iri, term::A, Object::Term(term::RDF_STATEMENT));
        self.out.add(&iri, term::RDF_SUBJECT, Object::Data(path));
        self.out
            .add(&iri, term::RDF_PREDICATE, Object::Term(predicate));
        self.out.add(&iri, term::RDF_OBJECT, object);
        self.out.add(&iri, term::EVIDENCE, Object::Data(&span));
        self.out.add(&iri, term::RULE, Object::Text(rule));
    }

    /// `iri`, with a serial number where it is wanted again, or always.
    pub(super) fn unused(&mut self, iri: String, always: bool) -> String {
        let n = self.taken.entry(iri.clone()).or_default();
        *n += 1;
        if *n == 1 && !always {
            iri
        } else {
            format!("{iri}/{n}")
        }
    }

    /// The node of the words at `place`; their first and last character.
    pub(super) fn span(&mut self, place: TextRange) -> Option<(String, usize, usize)> {
        let quote = self.facts.quote(place)?;
        let (start, end) = (quote.start as usize, quote.end as usize);
        let path = format!("{}/span/{start}-{end}", self.source);
        if self.spans.insert((start, end)) {
            let source = Object::Data(&self.source);
            self.out.add(&path, term::HAS_SOURCE, source);
            let line = Object::Integer(quote.line as usize);
            self.out.add(&path, term::LINE, line);
            self.out
                .add(&path, term::CHAR_START, Object::Integer(start));
            self.out.add(&path, term::CHAR_END, Object::Integer(end));
            let words = quote.words.as_str();
            self.out.add(&path, term::QUOTE, Object::Text(words));
            if self.selectors {
                selectors::add(&mut self.out, &path, words, start..end);
            }
            self.page(&path, quote);
        }
        Some((path, start, end))
    }

    /// Where in their file the words stand, as far as it tells, and how sure a machine was of them.
    fn page(&mut self, span: &str, quote: &Quote) {
        if let Some(percent) = quote.confidence {
            let percent = Object::Integer(usize::from(percent));
            self.out.add(span, term::CONFIDENCE, percent);
        }
        let Some(selector) = &quote.selector else {
            return;
        };
        let page = format!("{span}#page");
        self.out.add(span, term::HAS_SELECTOR, Object::Data(&page));
        let (kind, value, standard) = match selector {
            Selector::Pdf(value) => (term::FRAGMENT, value, Some(term::PDF_FRAGMENTS)),
            Selector::Page(value) | Selector::Sheet(value, _) => (term::FRAGMENT, value, None),
            Selector::Paragraph(value) => (term::FRAGMENT, value, None),
            Selector::Element(value) => (term::XPATH, value, None),
        };
        self.selector(&page, kind, value, standard);
        if let Selector::Sheet(_, cells) = selector {
            let inner = format!("{span}#cell");
            self.out.add(&page, term::REFINED_BY, Object::Data(&inner));
            self.selector(&inner, term::FRAGMENT, cells, Some(term::TABLE_FRAGMENTS));
        }
    }

    fn selector(&mut self, path: &str, kind: Term, value: &str, standard: Option<Term>) {
        self.out.add(path, term::A, Object::Term(kind));
        self.out.add(path, term::RDF_VALUE, Object::Text(value));
        if let Some(standard) = standard {
            self.out
                .add(path, term::CONFORMS_TO, Object::Term(standard));
        }
    }
}
