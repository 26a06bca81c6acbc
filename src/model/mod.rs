//! The domain model: the ideas that every stage shares, one type for each.
//!
//! Owns: [`day::Day`], [`number::DocumentNumber`] (文号), [`title::Title`], [`provision::Provision`],
//! [`relation::Relation`], [`change::ChangeKind`], [`level::Level`] (效力层级), [`role::Role`],
//! [`format::GraphFormat`], each with its one reader, its one key and its one label; numerals,
//! traditional characters, places, nouns, names of bodies and laws; the terms of the vocabulary
//! ([`vocab::term`]). Must not know: texts, graphs, files, or any other room.

pub(crate) mod as_of;
pub(crate) mod body;
pub mod change;
pub mod day;
pub(crate) mod doctype;
pub mod error;
pub mod format;
pub(crate) mod jurisdiction;
pub mod level;
pub(crate) mod lexicon;
pub mod number;
pub(crate) mod numeral;
pub mod provision;
pub mod relation;
pub mod role;
pub mod script;
pub(crate) mod source;
pub(crate) mod span;
pub mod title;
pub mod vocab;
pub(crate) mod words;
