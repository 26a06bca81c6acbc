//! Reference day: the day that a question is asked of.
//!
//! Owns: a day or none, and what none means. Must not know: what is asked.

use super::day::Day;
use std::fmt;

/// The day that an analysis speaks of; without one, all that the collection tells counts, and terms
/// have run out when they end before its latest document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AsOf(Option<Day>);

impl AsOf {
    /// That day, or no day in particular.
    pub fn new(day: Option<Day>) -> Self {
        Self(day)
    }

    /// The day, if one was given.
    pub fn day(self) -> Option<Day> {
        self.0
    }

    /// The day, or the last of all days.
    pub fn last(self) -> Day {
        self.0.unwrap_or(Day::LAST)
    }
}

impl From<Day> for AsOf {
    fn from(day: Day) -> Self {
        Self(Some(day))
    }
}

impl From<Option<Day>> for AsOf {
    fn from(day: Option<Day>) -> Self {
        Self(day)
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(day) => write!(f, "as of {day}"),
            None => f.write_str("as far as the collection goes (no date given)"),
        }
    }
}
