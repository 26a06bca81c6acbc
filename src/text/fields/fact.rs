//! A fact: a value with its evidence.
//!
//! Owns: [`Fact`]. Must not know: which facts there are, how they are read.

use crate::model::span::TextRange;

/// A value with the place that states it and the rule that read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where, in the clean text.
    pub range: TextRange,
    /// By which rule it was found.
    pub rule: &'static str,
}

impl<T> Fact<T> {
    pub(super) fn new(value: T, range: TextRange, rule: &'static str) -> Self {
        Self { value, range, rule }
    }
}
