//! Form: how much of one and the same a graph writes, and what it rests on.
//!
//! Owns: [`Form`], [`Resolved`]. Must not know: what is written.

use crate::build::resolve::Collection;
use crate::model::level::Level;

/// In which form a graph is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'a> {
    /// Base of all data IRIs.
    pub base: &'a str,
    /// The address behind which the files lie by their paths.
    pub source_base: Option<&'a str>,
    /// Whether spans also have the selectors of Web Annotation.
    pub selectors: bool,
}

/// What the graph of a file rests on beside its facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolved<'a> {
    /// Documents, and what each reference means.
    pub collection: &'a Collection,
    /// For each document its level.
    pub levels: &'a [Option<Level>],
    /// In which form it is written.
    pub form: Form<'a>,
}
