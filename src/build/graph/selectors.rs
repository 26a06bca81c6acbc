//! Selectors of Web Annotation: the words and the place of a span once more, for those who read
//! annotations.
//!
//! Owns: the nodes that `build --selectors` adds to a span. Must not know: where spans come from.

use crate::model::vocab::term;
use crate::rdf::write::{Object, Writer};
use std::ops::Range;

/// Adds to the span `path` its quote and its characters as selectors.
pub(super) fn add(out: &mut Writer, path: &str, quote: &str, place: Range<usize>) {
    let (words, position) = (format!("{path}#quote"), format!("{path}#pos"));
    out.add(path, term::A, Object::Term(term::SPECIFIC_RESOURCE));
    for selector in [&words, &position] {
        out.add(path, term::HAS_SELECTOR, Object::Data(selector));
    }
    out.add(&words, term::A, Object::Term(term::TEXT_QUOTE));
    out.add(&words, term::EXACT, Object::Text(quote));
    out.add(&position, term::A, Object::Term(term::TEXT_POSITION));
    out.add(&position, term::START, Object::Integer(place.start));
    out.add(&position, term::END, Object::Integer(place.end));
}
