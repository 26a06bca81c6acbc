//! The links of a network: what one document says of another.
//!
//! Owns: what one link is. Must not know: stores, what is computed of links.

use super::evidence::Evidence;
use crate::model::day::Day;
use crate::model::provision::Provision;
use crate::model::relation::Relation;

/// What one document says of another.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub relation: Relation,
    /// From when that has effect.
    pub date: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
    /// The first, second, … time (第三次修正).
    pub ordinal: Option<String>,
    /// Whether `date` is the day a decision was passed, which is not the day it took effect.
    pub decided: bool,
    /// The versions of the citing work that say it; none if a text that is no version does.
    pub versions: Vec<String>,
    /// The versions of the cited work that it means, as far as its references tell.
    pub cited: Vec<String>,
    /// The provisions of the target that are meant, in reading order; none when the whole document
    /// is.
    pub provisions: Vec<Provision>,
    /// Where it is said, in order of file and line; the first is shown.
    pub evidence: Vec<Evidence>,
}

impl Link {
    /// A link of which no more is known.
    pub fn new(relation: Relation) -> Self {
        Self {
            relation,
            date: None,
            until: None,
            ordinal: None,
            decided: false,
            versions: Vec::new(),
            cited: Vec::new(),
            provisions: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// The provisions it names, as texts list them: 第三条、第五条.
    pub fn named(&self) -> String {
        labels(&self.provisions).join("、")
    }

    /// `path:line` of the first evidence, and how many more there are.
    pub fn place(&self) -> Option<String> {
        let first = self.evidence.first()?;
        Some(if self.evidence.len() > 1 {
            format!("{first} (+{})", self.evidence.len() - 1)
        } else {
            first.to_string()
        })
    }
}

/// 第三条, 第五条.
pub(crate) fn labels(provisions: &[Provision]) -> Vec<String> {
    provisions.iter().map(Provision::to_string).collect()
}
