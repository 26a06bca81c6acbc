//! Findings in rows, and the ways to write them.
//!
//! Owns: a sheet with its day, notes, columns, rows and their evidence; list, table and JSON. Must not know: what the columns mean.

use super::Layout;
use super::life::AsOf;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::network::Evidence;
use crate::table::Table;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// How many places a list shows for a row.
const SHOWN: usize = 3;
/// Columns that only a table and JSON have: a list is for people.
const UNLISTED: [&str; 4] = ["iri", "of iri", "start", "in force from"];

/// Rows of one analysis on one day.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it lists.
    pub title: String,
    /// The day it speaks of.
    pub as_of: AsOf,
    /// What a reader should know of all rows.
    pub notes: Vec<String>,
    /// A name for each cell; the first is the one a list begins with.
    pub columns: &'static [&'static str],
    /// The findings.
    pub rows: Vec<Row>,
}

/// One finding.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// How far a list indents it.
    pub depth: usize,
    /// A value for each column; null where there is none.
    pub cells: Vec<Value>,
    /// The places that say so, the first of them the most telling.
    pub evidence: Vec<Evidence>,
}

impl Row {
    /// A row that is not indented.
    pub(super) fn of(cells: Vec<Value>, evidence: Vec<Evidence>) -> Self {
        Self { depth: 0, cells, evidence }
    }

    /// The value of a column as text.
    pub fn text(&self, column: usize) -> String {
        self.cells.get(column).map(show).unwrap_or_default()
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(show).collect::<Vec<_>>().join("、"),
        Value::Number(number) if number.is_f64() => format!("{:.6}", number.as_f64().unwrap_or_default()),
        other => other.to_string(),
    }
}

impl Sheet {
    pub(super) fn new(title: impl Into<String>, as_of: AsOf, columns: &'static [&'static str]) -> Self {
        Self { title: title.into(), as_of, notes: Vec::new(), columns, rows: Vec::new() }
    }

    fn list(&self) -> String {
        let mut text = format!("{} — {}\n", self.title, self.as_of);
        self.notes.iter().for_each(|note| text.push_str(&format!("  note: {note}\n")));
        for row in &self.rows {
            let margin = "  ".repeat(row.depth);
            let named = self
                .columns
                .iter()
                .zip(&row.cells)
                .map(|(column, value)| (column, show(value)))
                .filter(|(column, value)| !value.is_empty() && !UNLISTED.contains(column));
            let cells: Vec<String> = named.enumerate().map(|(n, (column, value))| if n == 0 { value } else { format!("{column} {value}") }).collect();
            text.push_str(&format!("{margin}• {}\n", cells.join(" · ")));
            for place in row.evidence.iter().take(SHOWN) {
                text.push_str(&format!("{margin}    {place} {}\n", quote(place)));
            }
            if row.evidence.len() > SHOWN {
                text.push_str(&format!("{margin}    … and {} more places\n", row.evidence.len() - SHOWN));
            }
        }
        if self.rows.is_empty() {
            text.push_str("  nothing\n");
        }
        text
    }

    fn table(&self) -> String {
        let mut table = Table::new(self.columns.iter().copied().chain(["evidence", "quote"]).map(str::to_owned).collect());
        for row in &self.rows {
            let place = row.evidence.first();
            let more = if row.evidence.len() > 1 { format!(" (+{})", row.evidence.len() - 1) } else { String::new() };
            let cells = row.cells.iter().map(show);
            let place_cells = [place.map(|it| format!("{it}{more}")).unwrap_or_default(), place.map(quote).unwrap_or_default()];
            table.push(cells.chain(place_cells).collect());
        }
        let notes: String = self.notes.iter().map(|note| format!("note: {note}\n")).collect();
        format!("{} — {}\n{notes}{table}", self.title, self.as_of)
    }

    fn record(&self) -> Value {
        let row = |row: &Row| {
            let mut record: Map<String, Value> = self.columns.iter().zip(&row.cells).map(|(column, value)| ((*column).to_owned(), value.clone())).collect();
            let places = row.evidence.iter().map(|it| json!({"path": it.path, "line": it.line, "quote": it.quote}));
            record.insert("depth".to_owned(), json!(row.depth));
            record.insert("evidence".to_owned(), places.collect());
            Value::Object(record)
        };
        json!({
            "analysis": self.title,
            "as_of": self.as_of.day().map(|day| day.to_string()),
            "as_of_stated": self.as_of.to_string(),
            "notes": self.notes,
            "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        })
    }
}

/// The words of a place on one line.
pub(super) fn quote(place: &Evidence) -> String {
    if place.quote.is_empty() { String::new() } else { format!("“{}”", place.quote.split_whitespace().collect::<String>()) }
}

/// Writes sheets one after the other.
///
/// # Errors
/// Never in practice: only when JSON cannot be written to memory.
pub fn write_sheets(sheets: &[Sheet], layout: Layout) -> Result<String, Error> {
    Ok(match layout {
        Layout::Tree => sheets.iter().map(Sheet::list).collect::<Vec<_>>().join("\n"),
        Layout::Table => sheets.iter().map(Sheet::table).collect::<Vec<_>>().join("\n"),
        Layout::Json => {
            let records: Vec<Value> = sheets.iter().map(Sheet::record).collect();
            let wrong = |cause: serde_json::Error| Error::new(ErrorKind::Write, format!("the result cannot be written as JSON: {cause}"));
            serde_json::to_string_pretty(&records).map_err(wrong)? + "\n"
        }
    })
}
