//! How commands end, and what they tell on standard error.
//!
//! Owns: [`Outcome`], the one way to say a line. Must not know: any command.

use std::io::{self, Write};

/// How a command that did its work ended.
pub(super) enum Outcome {
    /// All of it.
    Done,
    /// Some files were left out.
    SomeSkipped,
    /// A check found what it must not.
    Found,
}

/// A line on standard error; when even that is closed, there is no one left to tell.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "zhengtu: {message}");
}
