//! Evidence: the places in source files that say something.
//!
//! Owns: reading the words of a span and the place of a printing. Must not know: what they say.

use crate::model::vocab::{local_name, term};
use crate::rdf::store::Description;
use std::fmt;

/// A place in a source file that says something.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The source file.
    pub path: String,
    /// The line in it, from one.
    pub line: u64,
    /// Where the words begin in it, in characters.
    pub start: u64,
    /// The words.
    pub quote: String,
    /// The node of the graph that is this place.
    pub span: String,
}

/// The lines of a source file that print a document.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Printing {
    /// The IRI of the file.
    pub source: String,
    /// Its first line, from one.
    pub first: u64,
    /// Its last line.
    pub last: u64,
}

/// A source file of the collection.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFile {
    /// Its path when it was read.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Where it can be fetched, if the graph says so.
    pub url: Option<String>,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

/// The words at a span.
pub(super) fn read((span, facts): (&str, Description<'_>)) -> Evidence {
    let path = path_of(&facts);
    let quote = facts.one(term::QUOTE).unwrap_or_default().to_owned();
    let line = facts
        .one(term::LINE)
        .and_then(|line| line.parse().ok())
        .unwrap_or(0);
    let start = local_name(span)
        .split('-')
        .next()
        .and_then(|start| start.parse().ok())
        .unwrap_or(0);
    Evidence {
        path,
        line,
        start,
        quote,
        span: span.to_owned(),
    }
}

/// The path of the text that a span or a printing is of.
fn path_of(facts: &Description<'_>) -> String {
    let source = facts.nodes(term::HAS_SOURCE).next();
    let path = source.map(|(iri, facts)| {
        let path = facts.one(term::PATH).unwrap_or_else(|| local_name(iri));
        path.to_owned()
    });
    path.unwrap_or_default()
}

/// The path and the lines of a printing.
pub(super) fn printing(facts: &Description<'_>) -> Option<(String, Printing)> {
    let line = |property| facts.one(property).and_then(|line| line.parse().ok());
    let first = line(term::FIRST_LINE)?;
    let file = facts.one(term::HAS_SOURCE).unwrap_or_default();
    let printing = Printing {
        source: file.to_owned(),
        first,
        last: line(term::LAST_LINE).unwrap_or(first),
    };
    Some((path_of(facts), printing))
}
