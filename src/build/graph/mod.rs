//! Facts → quads: documents, printings, references, provisions, and for each statement the words
//! that make it.
//!
//! Owns: which quads follow from which facts, and in which graph they stand. Must not know: how
//! facts were found, or formats of files.
//!
//! All that was read in one file stands in that file's graph, descriptions of documents it only
//! mentions included; so a graph can be taken away and leaves nothing behind. There are no blank
//! nodes.

mod authority;
mod changes;
mod day;
mod document;
mod expression;
mod file;
mod form;
mod issuer;
mod level;
mod place;
mod reference;
mod selectors;
mod statement;
mod versions;

use crate::build::resolve::Collection;
use crate::model::error::Error;
use crate::rdf::write::Quads;
use crate::text::facts::{Facts, Keys};
use file::FileGraph;
pub(crate) use form::{Form, Resolved};
pub(crate) use issuer::listed;
pub(crate) use level::levels;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The quads of one file, by its place in the collection, as lines in no order.
pub(crate) fn lines(of: Resolved, facts: &Facts, file: usize) -> String {
    FileGraph::new(of, facts, file).write()
}

/// The quads that belong to no file: the vocabulary, and the agencies of these names.
///
/// # Errors
/// When a vocabulary of the program's own does not parse.
pub(crate) fn common(base: &str, named: &BTreeSet<String>) -> Result<String, Error> {
    Ok(authority::ontology(base)? + &authority::agencies(base, named)?)
}

/// All quads of a collection, with the vocabulary and the agencies that occur.
///
/// # Errors
/// When a vocabulary of the program's own does not parse.
pub(crate) fn quads(
    files: &[Facts],
    keys: &[Keys],
    collection: &Collection,
    form: Form,
) -> Result<Quads, Error> {
    let of = Resolved {
        collection,
        levels: &levels(keys, collection),
        form,
    };
    let files = files.par_iter().enumerate();
    let mut parts: Vec<String> = files.map(|(i, facts)| lines(of, facts, i)).collect();
    parts.push(common(form.base, &listed(keys, collection))?);
    Ok(Quads::new(parts))
}
