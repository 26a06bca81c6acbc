//! What a document says of another, as one row.
//!
//! Owns: the types of what extraction finds. Must not know: how it is found.

use crate::model::day::Day;
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::name::{self, RuleName};
use serde::{Deserialize, Serialize};

/// How a target is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// Title and number.
    Full,
    /// Title only.
    Title,
    /// Number only.
    Number,
    /// A short name that the document defined.
    Short,
    /// A name without marks.
    Unmarked,
}

/// The evidence of one mention, in the clean text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Evidence {
    /// The words that show the relation: the title with the words that govern it.
    pub range: TextRange,
    /// The title or number alone.
    pub name: TextRange,
    /// The rule that decided.
    #[serde(deserialize_with = "name::rule")]
    pub rule: RuleName,
}

/// What a document says of one target.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// The relation.
    pub relation: Relation,
    /// Full title of the target; empty if only a number is printed.
    pub target: String,
    /// Its number, as printed anywhere in the document.
    pub number: Option<String>,
    /// How it is named where the relation is stated.
    pub form: Form,
    /// Provisions of the target that the document names.
    pub provisions: Vec<String>,
    /// Ranges among them: 第五条至第八条 has its ends in `provisions` and stands here as a pair.
    pub ranges: Vec<(String, String)>,
    /// Only those provisions, or some of its rules, are meant.
    pub part: bool,
    /// Date stated for the event.
    pub date: Option<Day>,
    /// 第几次修正.
    pub ordinal: Option<u32>,
    /// An earlier act of the document's own title, or of one that it encloses.
    pub earlier: bool,
    /// The day on which that act was passed or issued, if it is printed with it.
    pub version: Option<Day>,
    /// The day of the change that made the wording which is meant: 2018年3月30日修正的《示例办法》.
    pub state: Option<Day>,
    /// The deciding mention first, then all others in order.
    pub evidence: Vec<Evidence>,
}

/// What a document says of others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// One row for each relation and target, in order of first mention.
    pub rows: Vec<Row>,
    /// Short names it defines → full titles.
    pub aliases: Vec<(String, String)>,
    /// Titles in marks that name no document.
    pub not_documents: Vec<String>,
}
