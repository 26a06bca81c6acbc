//! Statements and their evidence (reification, Web Annotation): the words that make a fact.
//!
//! Owns: the node of a statement, the node of the words and where they stand. Must not know: which
//! facts there are.

use super::file::FileGraph;
use super::selectors;
use crate::model::span::TextRange;
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
use crate::text::facts::Quote;
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

    /// Where on a page the words stand, for files that have pages, and how sure a machine was of
    /// them.
    fn page(&mut self, span: &str, quote: &Quote) {
        if let Some(percent) = quote.confidence {
            let percent = Object::Integer(usize::from(percent));
            self.out.add(span, term::CONFIDENCE, percent);
        }
        let Some(fragment) = &quote.fragment else {
            return;
        };
        let page = format!("{span}#page");
        self.out.add(span, term::HAS_SELECTOR, Object::Data(&page));
        self.out.add(&page, term::A, Object::Term(term::FRAGMENT));
        self.out.add(&page, term::RDF_VALUE, Object::Text(fragment));
        let standard = Object::Term(term::PDF_FRAGMENTS);
        self.out.add(&page, term::CONFORMS_TO, standard);
    }
}
