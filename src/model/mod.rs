//! The domain model: the ideas that every stage shares, one type for each.
//!
//! Owns: [`day::Day`], [`number::DocumentNumber`] (文号), [`title::Title`], [`provision::Provision`],
//! [`relation::Relation`], [`change::ChangeKind`], [`level::Level`] (效力层级), [`role::Role`],
//! [`format::GraphFormat`], each with its one reader, its one key and its one label; numerals,
//! places, nouns, names of bodies and laws; the terms of the vocabulary ([`vocab::term`]). Must
//! not know: texts, graphs, files, or any other room.

pub(crate) mod as_of;
#[doc(hidden)]
pub mod body;
pub mod change;
pub mod day;
#[doc(hidden)]
pub mod doctype;
pub mod error;
pub mod format;
#[doc(hidden)]
pub mod jurisdiction;
pub mod level;
#[doc(hidden)]
pub mod lexicon;
pub mod number;
#[doc(hidden)]
pub mod numeral;
pub mod provision;
pub mod relation;
pub mod role;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod span;
pub mod title;
pub mod vocab;
