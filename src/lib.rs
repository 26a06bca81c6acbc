//! Zhengtu 政图.

pub mod clean;
pub mod doctype;
pub mod error;
pub mod eval;
pub mod extract;
pub mod fields;
pub mod lexicon;
pub mod numeral;
pub mod read;
pub mod record;
pub mod records;
pub mod segment;
pub mod span;
pub mod vocab;
