//! How commands end, and what they tell on standard error.
//!
//! Owns: [`Outcome`], the one way to say a line. Must not know: any command.

use crate::build::pipeline::Told;
use crate::model::error::Skipped;
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

impl Outcome {
    /// That of a command that read files of which this is to be told.
    pub(super) fn of(told: &Told) -> Self {
        told.notes.iter().for_each(|note| say(note));
        Self::without(&told.skipped)
    }

    /// That of a command that left these files out, each of which is said.
    pub(super) fn without(skipped: &[Skipped]) -> Self {
        skipped.iter().for_each(|left| say(&left.to_string()));
        match skipped.is_empty() {
            true => Self::Done,
            false => Self::SomeSkipped,
        }
    }
}

/// A line on standard error; when even that is closed, there is no one left to tell.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "zhengtu: {message}");
}
