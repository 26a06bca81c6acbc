//! Statements and their evidence (reification, Web Annotation): the words that make a fact.
//!
//! Owns: the node of a statement, the node of the words and where they stand. Must not know: which
//! facts there are.

use super::file::FileGraph;
use super::{fragment, selectors};
use crate::model::span::{SourceSpan, TextRange};
use crate::model::vocab::{Term, term};
use crate::rdf::write::Object;
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

    /// The node of the words at `place`; its first and last character.
    pub(super) fn span(&mut self, place: TextRange) -> Option<(String, usize, usize)> {
        if place.start >= place.end || place.end > self.analysed.clean.text().len() {
            return None;
        }
        let bytes = self.analysed.clean.to_source(place);
        let text = self.analysed.file.text.as_str();
        let quote = text.get(bytes.start..bytes.end)?;
        let start = self.analysed.index.chars(text, bytes.start);
        let end = start + quote.chars().count();
        let path = format!("{}/span/{start}-{end}", self.source);
        if self.spans.insert((start, end)) {
            let source = Object::Data(&self.source);
            self.out.add(&path, term::HAS_SOURCE, source);
            let line = Object::Integer(self.analysed.index.line(bytes.start));
            self.out.add(&path, term::LINE, line);
            self.out
                .add(&path, term::CHAR_START, Object::Integer(start));
            self.out.add(&path, term::CHAR_END, Object::Integer(end));
            self.out.add(&path, term::QUOTE, Object::Text(quote));
            if self.selectors {
                selectors::add(&mut self.out, &path, quote, start..end);
            }
            self.page(&path, bytes);
        }
        Some((path, start, end))
    }

    /// Where on a page the words stand, for files that have pages, and how sure a machine was of
    /// them.
    fn page(&mut self, span: &str, bytes: SourceSpan) {
        let line = |at| self.analysed.index.line(at);
        let lines = line(bytes.start)..=line(bytes.end.saturating_sub(1));
        let file = &self.analysed.file;
        let sure = lines.clone().filter_map(|line| file.look(line)?.confidence);
        if let Some(percent) = sure.min() {
            let percent = Object::Integer(usize::from(percent));
            self.out.add(span, term::CONFIDENCE, percent);
        }
        let Some(fragment) = fragment::fragment(file, lines) else {
            return;
        };
        let page = format!("{span}#page");
        self.out.add(span, term::HAS_SELECTOR, Object::Data(&page));
        self.out.add(&page, term::A, Object::Term(term::FRAGMENT));
        self.out
            .add(&page, term::RDF_VALUE, Object::Text(&fragment));
        let standard = Object::Term(term::PDF_FRAGMENTS);
        self.out.add(&page, term::CONFORMS_TO, standard);
    }
}
