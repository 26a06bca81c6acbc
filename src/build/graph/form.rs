//! Form: how much of one and the same a graph writes.
//!
//! Owns: [`Form`]. Must not know: what is written.

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
