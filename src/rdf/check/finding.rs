//! The findings of a rule, each with the place in the source that shows it.
//!
//! Owns: what a finding holds, which rows are one finding, where a node is printed. Must not know:
//! rules, the forms of the report.

use crate::model::vocab::term;
use crate::rdf::store::Store;
use oxigraph::model::Term;
use serde::Serialize;
use std::collections::BTreeMap;

/// A place in a source.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file as it was named when the graph was built.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The words, if it is more than a line.
    pub quote: Option<String>,
}

/// One breach of a rule.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What breaks it.
    pub subject: Term,
    /// How, in words.
    pub message: String,
    /// The property it is about.
    pub path: Option<Term>,
    /// The value at fault, or the other party.
    pub value: Option<Term>,
    /// Where it is printed.
    pub place: Option<Place>,
}

/// Rows that differ only in their place are one finding, at the first of the places.
pub(super) fn findings(store: &Store, names: &[&str], rows: &[Vec<Option<Term>>]) -> Vec<Finding> {
    let mut merged: BTreeMap<[Option<String>; 4], Finding> = BTreeMap::new();
    for row in rows {
        let column = |name: &str| {
            names
                .iter()
                .position(|known| *known == name)
                .and_then(|at| row.get(at)?.clone())
        };
        let Some(subject) = column("subject") else {
            continue;
        };
        let message = column("message")
            .map(|term| text_of(&term))
            .unwrap_or_default();
        let (path, value) = (column("path"), column("value"));
        let place = place(store, &column("where").unwrap_or_else(|| subject.clone()));
        let written = |term: &Option<Term>| term.as_ref().map(Term::to_string);
        let key = [
            Some(subject.to_string()),
            written(&path),
            written(&value),
            Some(message.clone()),
        ];
        let finding = Finding {
            subject,
            message,
            path,
            value,
            place,
        };
        let kept = merged.entry(key).or_insert_with(|| finding.clone());
        kept.place = [kept.place.take(), finding.place]
            .into_iter()
            .flatten()
            .min();
    }
    merged.into_values().collect()
}

/// Where the source shows `node`: by its evidence, or as a span or printing that it is itself, or
/// where it is printed.
fn place(store: &Store, node: &Term) -> Option<Place> {
    let mut spans = store.objects_of(node, term::EVIDENCE);
    if spans.is_empty() {
        spans = vec![node.clone()];
        spans.extend(store.subjects_of(term::PRINTING_OF, node));
    }
    let mut places = Vec::new();
    for span in &spans {
        let source = store.objects_of(span, term::HAS_SOURCE).into_iter().next();
        let file = source
            .map(|source| store.objects_of(&source, term::PATH))
            .and_then(|paths| Some(text_of(paths.first()?)));
        let lines = [
            store.objects_of(span, term::LINE),
            store.objects_of(span, term::FIRST_LINE),
        ]
        .concat();
        let line = lines.first().and_then(|line| text_of(line).parse().ok());
        let quote = store.objects_of(span, term::QUOTE).first().map(text_of);
        places.extend(
            file.zip(line)
                .map(|(file, line)| Place { file, line, quote }),
        );
    }
    places.into_iter().min()
}

/// A literal without its quotes, an IRI without its brackets.
pub(super) fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}
