//! Layouts: how an answer is written.
//!
//! Owns: the names of the layouts. Must not know: answers.

/// How a report is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Layout {
    /// An indented tree.
    Tree,
    /// A row for each step.
    Table,
    /// All of it, for programs.
    Json,
}
