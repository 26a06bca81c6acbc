//! Zhengtu 政图.

pub mod clean;
pub mod error;
pub mod numeral;
pub mod read;
pub mod span;
pub mod vocab;
