//! Arguments of analyses: a document, or a provision of it.
//!
//! Owns: [`Target`], a document or some of its provisions. Must not know: analyses.

use petgraph::graph::NodeIndex;

/// What an analysis is asked about: a document, or some of its provisions as they are cited.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The document.
    pub document: NodeIndex,
    /// `第三条`, `第3条第2款`, `art/3`; nothing for the whole document.
    pub provision: Option<&'a str>,
}
