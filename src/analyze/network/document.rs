//! The documents of a network, as far as chains, trees and drawings need them.
//!
//! Owns: what is known of a document and of an issuing body. Must not know: stores, links.

use super::evidence::{Evidence, Printing};
use super::version::Version;
use crate::model::day::Day;
use crate::model::level::Level;
use crate::model::role::Role;
use crate::model::vocab::local_name;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A document, as far as chains, trees and drawings need it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its title, or the end of its IRI.
    pub title: String,
    /// Its official number.
    pub number: Option<String>,
    /// The number of the document that promulgated it.
    pub promulgated_under: Option<String>,
    /// 通知, 办法, ….
    pub kind: Option<String>,
    /// 法律, 行政法规, ….
    pub level: Option<Level>,
    /// Its date; else the day it was signed, adopted, or came into force.
    pub date: Option<Day>,
    /// Act, attachment, interpretation.
    pub role: Option<Role>,
    /// Who issued it, the leading agency first.
    pub issuers: Vec<String>,
    /// Whether the graph says that the first of them leads.
    pub has_lead: bool,
    /// Whether it is only known from what others say of it.
    pub stub: bool,
    /// Its own day: signed, adopted, put out; never the day it came into force.
    pub dated: Option<Day>,
    /// The day it says it comes into force.
    pub effective: Option<Day>,
    /// Whether it says it comes into force when it is published.
    pub on_publication: bool,
    /// Whether it comes into force with an event, whose day is not told.
    pub on_event: bool,
    /// The last day of force it gives itself, as exactly as it does.
    pub expires: Option<Expiry>,
    /// Where it says such things of itself; the first place for each.
    pub facts: BTreeMap<Fact, Evidence>,
    /// Where the collection prints it: file and first line.
    pub printed: Option<(String, u64)>,
    /// The states of its wording, in order of days; none of a document that does not change.
    pub versions: Vec<Version>,
    /// All places where it does, in order of file and line.
    pub printings: Vec<Printing>,
    /// Other names it goes by.
    pub names: Vec<String>,
}

impl Document {
    /// Its own latest day: of its last version whose text is held, or the day it was made.
    pub fn latest(&self) -> Option<Day> {
        let held = self.versions.iter().filter(|it| it.printed.is_some());
        held.map(|it| it.day).max().max(self.dated)
    }
}

/// The last day of force that a document gives itself, as exactly as it does: `2025-12-31`,
/// `2025年`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    text: String,
    bounds: Option<(Day, Day)>,
}

impl Expiry {
    /// Reads what a graph says; words that name no year (`五年`) are kept without a day.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        let bounds = Day::bounds(&text);
        Self { text, bounds }
    }

    /// The first and the last day that may be meant.
    pub fn bounds(&self) -> Option<(Day, Day)> {
        self.bounds
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What a document says of itself.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Its title.
    Title,
    /// Its number.
    Number,
    /// Its day.
    Dated,
    /// When it comes into force.
    Effective,
    /// When it runs out.
    Expires,
    /// Who issues it.
    Issuer,
}

impl Fact {
    pub(super) fn of(property: &str) -> Option<Self> {
        Some(match local_name(property) {
            "title" => Self::Title,
            "number" => Self::Number,
            "date_document" | "dateSigned" | "dateAdopted" => Self::Dated,
            "first_date_entry_in_force" | "effectiveOnPublication" | "effectiveOnEvent" => {
                Self::Effective
            }
            "statedExpiry" | "statedExpiryText" => Self::Expires,
            "passed_by" | "leadIssuer" | "printedIssuer" => Self::Issuer,
            _ => return None,
        })
    }
}

/// An issuing body, as far as inheritance needs it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agency {
    /// Who took over from it.
    pub successors: BTreeSet<String>,
    /// From whom it took over.
    pub predecessors: BTreeSet<String>,
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "《{}》", self.title)?;
        if let Some(number) = self
            .number
            .as_ref()
            .or(self.promulgated_under.as_ref())
            .filter(|number| !self.title.contains(number.as_str()))
        {
            write!(f, "（{number}）")?;
        }
        if let Some(date) = &self.date {
            write!(f, " {date}")?;
        }
        Ok(())
    }
}
