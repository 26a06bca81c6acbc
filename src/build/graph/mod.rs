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
use crate::text::facts::Facts;
use file::FileGraph;
pub(crate) use form::Form;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// All quads of a collection, with the vocabulary and the agencies that occur.
///
/// # Errors
/// When a vocabulary of the program's own does not parse.
pub(crate) fn quads(files: &[Facts], collection: &Collection, form: Form) -> Result<Quads, Error> {
    let base = form.base;
    let levels = level::levels(files, collection);
    let (mut parts, named): (Vec<String>, Vec<BTreeSet<String>>) = (0..files.len())
        .into_par_iter()
        .map(|file| FileGraph::new(files, collection, &levels, form, file).write())
        .unzip();
    let named: BTreeSet<String> = named.into_iter().flatten().collect();
    parts.push(authority::ontology(base)?);
    parts.push(authority::agencies(base, &named)?);
    Ok(Quads::new(parts))
}
