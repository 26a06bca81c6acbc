//! The findings of a rule, each with the place in the source that shows it.
//!
//! Owns: what a finding holds, which rows are one finding, where a node is printed. Must not know:
//! rules, the forms of the report.

use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::{self, term};
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::store::Store;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

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
pub(super) fn findings(
    store: &Store,
    names: &[&str],
    rows: &[Vec<Option<Term>>],
) -> Result<Vec<Finding>, Error> {
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
        let place = place(store, &column("where").unwrap_or_else(|| subject.clone()))?;
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
    Ok(merged.into_values().collect())
}

/// Where the source shows `node`: by its evidence, or as a span or printing that it is itself, or
/// where it is printed.
fn place(store: &Store, node: &Term) -> Result<Option<Place>, Error> {
    let mut spans = objects(store, node, term::EVIDENCE)?;
    if spans.is_empty() {
        spans = vec![node.clone()];
        spans.extend(subjects(store, term::PRINTING_OF, node)?);
    }
    let mut places = Vec::new();
    for span in &spans {
        let source = objects(store, span, term::HAS_SOURCE)?.into_iter().next();
        let file = source
            .map(|source| objects(store, &source, term::PATH))
            .transpose()?
            .and_then(|paths| Some(text_of(paths.first()?)));
        let lines = [
            objects(store, span, term::LINE)?,
            objects(store, span, term::FIRST_LINE)?,
        ]
        .concat();
        let line = lines.first().and_then(|line| text_of(line).parse().ok());
        let quote = objects(store, span, term::QUOTE)?.first().map(text_of);
        places.extend(
            file.zip(line)
                .map(|(file, line)| Place { file, line, quote }),
        );
    }
    Ok(places.into_iter().min())
}

fn objects(store: &Store, subject: &Term, predicate: vocab::Term) -> Result<Vec<Term>, Error> {
    let subject: NamedOrBlankNode = match subject {
        Term::NamedNode(node) => node.clone().into(),
        Term::BlankNode(node) => node.clone().into(),
        Term::Literal(_) => return Ok(Vec::new()),
    };
    let quads = store.quads_for_pattern(Some(subject.as_ref()), Some(predicate.node()), None, None);
    let mut objects = quads
        .map(|quad| quad.map(|quad| quad.object))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unread)?;
    objects.sort_by_cached_key(Term::to_string);
    Ok(objects)
}

fn subjects(store: &Store, predicate: vocab::Term, object: &Term) -> Result<Vec<Term>, Error> {
    let quads = store.quads_for_pattern(None, Some(predicate.node()), Some(object.as_ref()), None);
    quads
        .map(|quad| quad.map(|quad| quad.subject.into()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unread)
}

fn unread(cause: impl fmt::Display) -> Error {
    Error::new(
        ErrorKind::Graph,
        format!("the graph cannot be read: {cause}"),
    )
}

/// A literal without its quotes, an IRI without its brackets.
pub(super) fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}
