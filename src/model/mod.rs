//! The ideas that every stage shares: days, numerals, places, nouns of documents, names, terms.
//!
//! Owns: one type for one idea, and the tables they are read from. Must not know: texts, graphs,
//! files, or any other room.

pub mod as_of;
pub mod day;
pub mod doctype;
pub mod error;
pub mod format;
pub mod jurisdiction;
pub mod level;
pub mod lexicon;
pub mod number;
pub mod numeral;
pub mod provision;
pub mod relation;
pub mod role;
pub mod span;
pub mod title;
pub mod vocab;
