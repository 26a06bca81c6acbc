//! An instruction: one thing that is done to one provision.
//!
//! Owns: [`Instruction`]. Must not know: how it is read.

use crate::model::change::ChangeKind;
use crate::model::provision::{Provision, Unit};
use crate::model::span::TextRange;
use crate::text::name::{self, RuleName};
use serde::{Deserialize, Serialize};

/// On which side of the anchor new words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// 在“甲”前增加.
    Before,
    /// 在“甲”后增加.
    Behind,
}

impl Side {
    /// Its name in the graph.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Behind => "behind",
        }
    }
}

/// One thing that is done to one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// What is done.
    pub kind: ChangeKind,
    /// The row of the document's extraction that names the act.
    pub row: usize,
    /// The provision by its number before; of an insertion the one behind which, or in which, it
    /// stands. None where the whole act is meant, or a new article is known by its number alone.
    pub provision: Option<Provision>,
    /// Its number afterwards: 改为第五条, 作为第五条.
    pub becomes: Option<Provision>,
    /// What is inserted, if it is a provision.
    pub unit: Option<Unit>,
    /// The words that go, where they are printed.
    pub before: Option<String>,
    /// The words that come, paragraph by line.
    pub after: Option<String>,
    /// The words beside which new ones stand, and on which side.
    pub anchor: Option<(Side, String)>,
    /// Where it is told, in the clean text.
    pub range: TextRange,
    /// The rule that read it.
    #[serde(deserialize_with = "name::rule")]
    pub rule: RuleName,
}
