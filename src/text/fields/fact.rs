//! A fact: a value with its evidence.
//!
//! Owns: [`Fact`]. Must not know: which facts there are, how they are read.

use crate::model::span::TextRange;
use crate::text::name::{self, RuleName};
use serde::{Deserialize, Serialize};

/// A value with the place that states it and the rule that read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where, in the clean text.
    pub range: TextRange,
    /// By which rule it was found.
    #[serde(deserialize_with = "name::rule")]
    pub rule: RuleName,
}

impl<T> Fact<T> {
    pub(super) fn new(value: T, range: TextRange, rule: &'static str) -> Self {
        Self { value, range, rule }
    }
}
