//! Where a node is printed.
//!
//! Owns: [`Printing`], a part of a record of a file. Must not know: what is printed there.

use serde::{Deserialize, Serialize};

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A document as issued, or an instrument.
    Document,
    /// A decree or order without the instrument it promulgates.
    Order,
}

/// Where a node is printed: file, record, and which part of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Printing {
    /// Index of the file.
    pub file: usize,
    /// Index of the document in the file.
    pub document: usize,
    /// The order or the rest.
    pub kind: Kind,
}
