//! Graph analyses: what is in force, what rests on what, what falls.
//!
//! Owns: the analyses, one file each, over the network of documents and links. Must not know:
//! files, SPARQL, the command line.
//!
//! Every analysis is a function from a network, and where days matter a day, to a report. Steps run
//! from parent to child as a tree is drawn: from the older document to what superseded it, from a
//! base to what rests on it. All order is by date, then IRI; a family without a date takes the year
//! of its number, and stands last without that.

mod agencies;
mod amendments;
mod answer_table;
mod apply;
mod article;
mod changed;
pub(crate) mod compact;
mod compare;
mod course;
mod cycles;
mod deliberate;
mod diff;
mod dominators;
mod drift;
mod family;
pub(crate) mod finding;
mod functions;
mod impact;
mod implementation;
pub(crate) mod interval;
mod layout;
mod left_out;
mod lifecycle;
mod materialize;
pub mod network;
mod own_references;
mod path;
mod rank;
mod renaming;
mod renumbering;
mod report;
mod stale;
mod status;
mod steps;
mod supersession;
mod target;
mod texts;
mod timeline;

pub use crate::model::as_of::AsOf;
pub use crate::model::day::Day;
pub use agencies::agencies;
pub use amendments::{amendments, carried_out};
pub use answer_table::{AnswerTable, Row, write_sheets};
pub use apply::{Applied, Renumbered, apply};
pub use compare::{Change, Compared, Comparison, Passage, PassageKind, Piece, passages};
pub use course::course;
pub use cycles::cycles;
pub use diff::{Diff, DiffLayout, diff};
pub use finding::findings;
pub(crate) use functions::functions_for;
pub use functions::{FUNCTIONS, Function, functions};
pub use impact::{impact, impact_with};
pub use implementation::implementation;
pub use layout::Layout;
pub use left_out::LeftOut;
pub use lifecycle::{Basis, Lifecycles, RULES, Rule, State};
pub use materialize::materialize;
pub use path::path;
pub use rank::rank;
pub use renaming::{renamed, renamed_references};
pub use report::{Report, write};
pub use stale::{stale, stale_with};
pub(crate) use status::status_in;
pub use status::{Status, status, status_of_provision, status_of_version};
pub(crate) use status::{status_for, status_for_version};
pub use status::{statuses, version_named};
pub use supersession::supersession;
pub use target::Target;
pub use texts::{NoTexts, Texts, words_of};
pub use timeline::timeline;

#[cfg(test)]
mod tests;
