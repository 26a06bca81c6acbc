//! `Document` → [`Extraction`]: what a text says of other documents.
//!
//! Owns: the order of the steps: mentions, groups that share a verb, what the words around make of
//! each, one row for each relation and target. Which words mean which relation is in [`cues`];
//! where titles stand is in [`mention`]. Must not know: other documents, whether a target exists.

pub(crate) mod cues;
mod deciding;
pub(crate) mod filter;
mod gaps;
mod judge;
mod listed;
pub(crate) mod mention;
pub(crate) mod names;
mod numbers;
pub(crate) mod provisions;
mod reader;
mod row;
mod rows;
mod search;
mod subjects;
mod targets;
mod trace;
pub(crate) mod verbs;
mod zone;
mod zones;

pub(crate) use row::{Evidence, Extraction, Form, Row};
pub(crate) use trace::{Trace, trace};

use crate::text::clean::CleanText;
use crate::text::fields::Fields;
use crate::text::segment::Document;
use reader::{Family, Prepared};

/// Extract from each of `documents`, whose fields are `fields`.
pub(crate) fn extract(
    clean: &CleanText,
    documents: &[Document],
    fields: &[Fields],
) -> Vec<Extraction> {
    let family = Family::of(documents);
    let all = fields.iter().enumerate();
    all.map(|(i, fields)| extract_one(clean, &family, i, fields))
        .collect()
}

fn extract_one(clean: &CleanText, family: &Family, index: usize, fields: &Fields) -> Extraction {
    let Some(prepared) = Prepared::new(clean, family, index, fields) else {
        return Extraction::default();
    };
    let reader = prepared.reader;
    let mut not_documents = Vec::new();
    let decided = reader.decide(prepared.groups, &mut not_documents);
    not_documents.sort();
    not_documents.dedup();
    Extraction {
        rows: reader.rows(decided),
        aliases: prepared.aliases,
        not_documents,
    }
}
