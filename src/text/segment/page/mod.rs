//! The model of the page: what each line of a file is, read all at once by the best path through a
//! small grammar (a linear model, Viterbi decoding).
//!
//! Owns: the labels of lines, the grammar that says which may follow which, the weights, the best
//! reading and the margin of each beginning. Must not know: what becomes of a labelled line, or
//! the titles and numbers in it.
//!
//! [`names`] lists what can be seen of a line and [`evidence`] looks, once; the rules of the chain
//! (`super::starts`) are evidence like the rest. [`weights`] is a readable table of integers, one
//! for each evidence and label and one for each pair of labels that follow each other. [`grammar`]
//! sums them up and finds the best path. Weak signs add up; none is required. A reader that knows
//! the size of letters, centring or the page of a line adds evidence; plain text has none.
//!
//! The table is fitted to labelled texts by `examples/fit_page.rs`, which also reports how the
//! model reads sources that were left out of the fitting.

pub(crate) mod evidence;
pub mod grammar;
mod label;
pub(crate) mod names;
mod seen;
mod shape;
pub(crate) mod weights;

pub use label::Label;
