//! Facts: all that later stages need of a file, without its text.
//!
//! Owns: which values these are. Must not know: other files, identity, quads.
//!
//! A place in the clean text is no more than a name here: what stands there is told in the terms of
//! the source by a [`Quote`]. The words of documents, which tell whether two print the same, are
//! kept as wordings; the rest of a text is gone. Of a file that waits until all are resolved no
//! more than its [`Keys`] need be held.

mod check;
mod file;
mod fragment;
mod hash;
mod keys;
mod quote;
mod wording;

pub use file::Facts;
pub(crate) use file::{Document, Heads, Lines};
pub(crate) use fragment::Selector;
pub(crate) use keys::{Key, Keys};
pub(crate) use quote::Quote;
pub(crate) use wording::Wording;
