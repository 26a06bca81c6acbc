//! Result tables: findings in rows, and the ways to write them.
//!
//! Owns: a sheet with its day, notes, columns, rows and their evidence; list, table and JSON. Must
//! not know: what the columns mean.

use super::layout::Layout;
use crate::analyze::network::{Evidence, labels};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::model::provision::Provision;
use crate::output::table::Table;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// How many places a list shows for a row.
const SHOWN: usize = 3;
/// Columns that only a table and JSON have: a list is for people.
const UNLISTED: [&str; 5] = ["iri", "of iri", "start", "in force from", "rule"];

/// Rows of one analysis on one day.
///
/// Evidence is borrowed from the [`Network`](crate::analyze::network::Network): what ends a law
/// that thousands cite stands in thousands of rows.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub struct AnswerTable<'a> {
    /// What it lists.
    pub title: String,
    /// The day it speaks of.
    pub as_of: AsOf,
    /// What a reader should know of all rows.
    pub notes: Vec<String>,
    /// A name for each cell; the first is the one a list begins with.
    pub columns: &'static [&'static str],
    /// The findings.
    pub rows: Vec<Row<'a>>,
}

/// One finding.
#[non_exhaustive]
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    /// How far a list indents it.
    pub depth: usize,
    /// A value for each column.
    pub cells: Vec<Cell>,
    /// The places that say so, the first of them the most telling.
    pub evidence: Vec<&'a Evidence>,
}

/// A value in a row; cheap to copy, as labels come many times.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, PartialOrd)]
pub enum Cell {
    /// There is none; null in JSON, nothing elsewhere.
    #[default]
    None,
    /// One of the program's own words.
    Word(&'static str),
    /// A label, an IRI, a name.
    Text(Arc<str>),
    /// Several of them.
    Texts(Arc<[String]>),
    /// How many.
    Count(u64),
    /// A share of one.
    Share(f64),
    /// A day.
    Day(Day),
}

impl From<&'static str> for Cell {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<&Arc<str>> for Cell {
    fn from(text: &Arc<str>) -> Self {
        Self::Text(Arc::clone(text))
    }
}

/// No texts are no value.
impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        if texts.is_empty() {
            Self::None
        } else {
            Self::Texts(texts.into())
        }
    }
}

impl From<&[String]> for Cell {
    fn from(texts: &[String]) -> Self {
        if texts.is_empty() {
            Self::None
        } else {
            Self::Texts(texts.into())
        }
    }
}

impl From<&[Provision]> for Cell {
    fn from(provisions: &[Provision]) -> Self {
        Self::from(labels(provisions))
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(share: f64) -> Self {
        Self::Share(share)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Word(text) => f.write_str(text),
            // The words of a provision have paragraphs; a cell is one line.
            Self::Text(text) if text.contains('\n') => f.write_str(&text.replace('\n', " ")),
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => f.write_str(&texts.join("、")),
            Self::Count(count) => count.fmt(f),
            Self::Share(share) => write!(f, "{share:.6}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::Word(text) => serializer.serialize_str(text),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Texts(texts) => serializer.collect_seq(texts.iter()),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Share(share) => serializer.serialize_f64(*share),
            Self::Day(day) => serializer.collect_str(day),
        }
    }
}

impl<'a> Row<'a> {
    /// A row that is not indented.
    pub(super) fn of(cells: Vec<Cell>, evidence: Vec<&'a Evidence>) -> Self {
        Self {
            depth: 0,
            cells,
            evidence,
        }
    }

    /// The value of a column as text.
    pub fn text(&self, column: usize) -> String {
        self.cells
            .get(column)
            .map(Cell::to_string)
            .unwrap_or_default()
    }
}

/// The table's rows with the largest count in a column first.
pub(super) fn by_count(rows: &mut [Row<'_>], column: usize) {
    let count = |row: &Row<'_>| {
        row.cells.get(column).map_or(0, |cell| {
            if let Cell::Count(count) = cell {
                *count
            } else {
                0
            }
        })
    };
    rows.sort_by_key(|row| std::cmp::Reverse(count(row)));
}

impl AnswerTable<'_> {
    pub(super) fn new(
        title: impl Into<String>,
        as_of: AsOf,
        columns: &'static [&'static str],
    ) -> Self {
        Self {
            title: title.into(),
            as_of,
            notes: Vec::new(),
            columns,
            rows: Vec::new(),
        }
    }

    fn list(&self) -> String {
        let mut text = format!("{} — {}\n", self.title, self.as_of);
        self.notes
            .iter()
            .for_each(|note| text.push_str(&format!("  note: {note}\n")));
        for row in &self.rows {
            let margin = "  ".repeat(row.depth);
            let named = self
                .columns
                .iter()
                .zip(&row.cells)
                .map(|(column, cell)| (column, cell.to_string()))
                .filter(|(column, value)| !value.is_empty() && !UNLISTED.contains(column));
            let cells: Vec<String> = named
                .enumerate()
                .map(|(n, (column, value))| {
                    if n == 0 {
                        value
                    } else {
                        format!("{column} {value}")
                    }
                })
                .collect();
            text.push_str(&format!("{margin}• {}\n", cells.join(" · ")));
            for place in row.evidence.iter().take(SHOWN) {
                text.push_str(&format!("{margin}    {place} {}\n", quote(place)));
            }
            if row.evidence.len() > SHOWN {
                text.push_str(&format!(
                    "{margin}    … and {} more places\n",
                    row.evidence.len() - SHOWN
                ));
            }
        }
        if self.rows.is_empty() {
            text.push_str("  nothing\n");
        }
        text
    }

    fn table(&self) -> String {
        let mut table = Table::new(
            self.columns
                .iter()
                .copied()
                .chain(["evidence", "quote"])
                .map(str::to_owned)
                .collect(),
        );
        for row in &self.rows {
            let place = row.evidence.first().copied();
            let more = if row.evidence.len() > 1 {
                format!(" (+{})", row.evidence.len() - 1)
            } else {
                String::new()
            };
            let cells = row.cells.iter().map(Cell::to_string);
            let place_cells = [
                place.map(|it| format!("{it}{more}")).unwrap_or_default(),
                place.map(quote).unwrap_or_default(),
            ];
            table.push(cells.chain(place_cells).collect());
        }
        let notes: String = self
            .notes
            .iter()
            .map(|note| format!("note: {note}\n"))
            .collect();
        format!("{} — {}\n{notes}{table}", self.title, self.as_of)
    }
}

/// A sheet as JSON has it, written as it goes.
#[derive(Serialize)]
struct Record<'a> {
    analysis: &'a str,
    as_of: Cell,
    as_of_stated: String,
    notes: &'a [String],
    rows: Vec<Line<'a>>,
}

/// A row by the names of its columns, with `evidence` and, unless the analysis counts its own
/// depth, how far a list indents it; in order of the names.
struct Line<'a> {
    columns: &'static [&'static str],
    row: &'a Row<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    line: u64,
    path: &'a str,
    quote: &'a str,
}

impl<'a> Record<'a> {
    fn of(sheet: &'a AnswerTable<'a>) -> Self {
        Self {
            analysis: &sheet.title,
            as_of: sheet.as_of.day().into(),
            as_of_stated: sheet.as_of.to_string(),
            notes: &sheet.notes,
            rows: sheet
                .rows
                .iter()
                .map(|row| Line {
                    columns: sheet.columns,
                    row,
                })
                .collect(),
        }
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let depth = Cell::from(self.row.depth);
        let evidence: Vec<Place<'_>> = self
            .row
            .evidence
            .iter()
            .map(|it| Place {
                line: it.line,
                path: &it.path,
                quote: &it.quote,
            })
            .collect();
        let mut names: Vec<(&str, Option<&Cell>)> = self
            .columns
            .iter()
            .copied()
            .zip(self.row.cells.iter().map(Some))
            .collect();
        if !self.columns.contains(&"depth") {
            names.push(("depth", Some(&depth)));
        }
        names.push(("evidence", None));
        names.sort_by_key(|(name, _)| *name);
        let mut map = serializer.serialize_map(Some(names.len()))?;
        for (name, cell) in names {
            match cell {
                Some(cell) => map.serialize_entry(name, cell)?,
                None => map.serialize_entry(name, &evidence)?,
            }
        }
        map.end()
    }
}

/// The words of a place on one line.
pub(super) fn quote(place: &Evidence) -> String {
    if place.quote.is_empty() {
        String::new()
    } else {
        format!("“{}”", place.quote.split_whitespace().collect::<String>())
    }
}

/// Writes sheets one after the other.
///
/// # Errors
/// Never in practice: only when JSON cannot be written to memory.
pub fn write_sheets(sheets: &[AnswerTable<'_>], layout: Layout) -> Result<String, Error> {
    Ok(match layout {
        Layout::Tree => sheets
            .iter()
            .map(AnswerTable::list)
            .collect::<Vec<_>>()
            .join("\n"),
        Layout::Table => sheets
            .iter()
            .map(AnswerTable::table)
            .collect::<Vec<_>>()
            .join("\n"),
        Layout::Json => {
            let records: Vec<Record<'_>> = sheets.iter().map(Record::of).collect();
            let wrong = |cause: serde_json::Error| {
                Error::new(
                    ErrorKind::Write,
                    format!("the result cannot be written as JSON: {cause}"),
                )
            };
            serde_json::to_string_pretty(&records).map_err(wrong)? + "\n"
        }
    })
}
