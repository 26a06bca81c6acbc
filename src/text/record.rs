//! The JSON Lines that `extract` writes: one record per document, in reading order.
//!
//! Owns: the names and order of the fields, which others read. Must not know: how a value was
//! found. The record is a promise to other programs, so it is a type of its own and not a
//! serialisation of the stages' types.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One document of one source text.
#[non_exhaustive]
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Record {
    /// Name of the source file.
    pub source: String,
    /// Stable within the source: `d` and a serial number.
    pub id: String,
    /// `act`, `attachment`, `interpretation` or `frontmatter`.
    pub role: String,
    /// Of an attachment: the id of the act that encloses it.
    pub parent: Option<String>,
    /// 1-based first line in the source.
    pub first_line: u32,
    /// 1-based last line in the source.
    pub last_line: u32,
    /// Whole title without white space.
    pub title: String,
    /// Document number as printed, without white space.
    pub number: Option<String>,
    /// Issuing bodies as printed, in order.
    pub agencies: Vec<String>,
    /// The noun that ends the title.
    pub doctype: Option<String>,
    /// Date of the document.
    pub signed: Option<String>,
    /// Date it was passed.
    pub adopted: Option<String>,
    /// Entry into force: a date, or `on_publication`; none if it waits for an event.
    pub effective: Option<String>,
    /// Last day of validity, as exactly as the text states it.
    pub expires: Option<String>,
    /// The note under the title, event by event, in the order printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<HistoryRow>,
    /// What it says of other documents.
    pub relations: Vec<RelationRow>,
    /// Short names it defines → full titles.
    pub aliases: BTreeMap<String, String>,
    /// Titles in 《》 that are no legal or policy documents.
    pub not_documents: Vec<String>,
    /// Where the record's own facts are printed: field → place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, Place>,
}

/// One event of the note under a title.
#[non_exhaustive]
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct HistoryRow {
    /// `adopted`, `approved`, `published`, `in_force`, `amended`, `revised` or `repealed`.
    pub event: String,
    /// The day stated for it, or `on_publication`.
    pub date: Option<String>,
    /// Who did it, without sessions.
    pub bodies: Vec<String>,
    /// The number of the decree or announcement.
    pub number: Option<String>,
    /// Title of the amending decision.
    pub decision: Option<String>,
    /// Which amendment or revision it is: 1 for 第一次.
    pub ordinal: Option<u32>,
    /// 1-based line of the clause.
    pub line: u32,
    /// The clause as the source has it at `start..end`, at most fifty characters.
    pub quote: String,
    /// Character offset of the clause.
    pub start: usize,
    /// One past the last quoted character.
    pub end: usize,
}

/// One relation to one target.
#[non_exhaustive]
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct RelationRow {
    /// Name of the relation.
    #[serde(rename = "type")]
    pub kind: String,
    /// Title of the target; none if only a number is printed.
    pub target: Option<String>,
    /// Number of the target.
    pub target_number: Option<String>,
    /// Day on which the target was passed or issued, where it bears the document's own title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_date: Option<String>,
    /// law, regulation, rule, policy, local, standard, treaty, party, other.
    pub target_kind: String,
    /// Provisions of the target that are named.
    pub provisions: Vec<String>,
    /// `whole` or `part`.
    pub scope: String,
    /// Date stated for the event.
    pub date: Option<String>,
    /// 1-based line in which the quote begins, as `start` does.
    pub line: u32,
    /// The words as the source has them at `start..end`, at most fifty characters.
    pub quote: String,
    /// Whether the target stands in 《》.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<bool>,
    /// The rule that decided the type.
    pub rule: String,
    /// Character offsets of the mention in the source text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The page on which the mention begins, where the file has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A place in the source text.
#[non_exhaustive]
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Place {
    /// 1-based line.
    pub line: u32,
    /// Character offset.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The rule that read it.
    pub rule: String,
    /// The page, from 1, where the file has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}
