//! The ideas that every stage shares: days, numerals, places, nouns of documents, names, terms.
//!
//! Owns: one type for one idea, and the tables they are read from. Must not know: texts, graphs,
//! files, or any other room.

pub mod as_of;
pub mod body;
pub mod day;
pub mod doctype;
pub mod error;
pub mod jurisdiction;
pub mod lexicon;
pub mod numeral;
pub mod span;
pub mod vocab;
