//! Formatted text (`std::fmt`) that is written to a string.
//!
//! Owns: that this cannot fail. Must not know: what is written.

use std::fmt::{Arguments, Write};

/// Adds `more` to `text`.
pub(super) fn push(text: &mut String, more: Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = text.write_fmt(more);
}
