//! Option values: a day as typed on the command line.
//!
//! Owns: the one reader of all options that take a day. Must not know: what a day is asked for.

use crate::model::day::Day;

/// The day, or what to say.
pub(super) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| format!("“{text}” is not a day; write it as 2024-06-30"))
}
