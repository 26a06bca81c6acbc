//! A report on chains or trees, and the ways to write it.
//!
//! Owns: the choice of a layout. Must not know: how steps were found.

mod content;
mod cut;
mod json;
mod table;
mod tree;
mod words;

pub use content::Report;
pub(super) use content::View;
pub(super) use cut::{Drawing, entry_of};

use crate::analyze::layout::Layout;
use crate::model::error::{Error, ErrorKind};
use json::ReportRecord;

/// Writes reports one after the other.
///
/// # Errors
/// Never in practice: only when JSON cannot be written to memory.
pub fn write(reports: &[Report], layout: Layout) -> Result<String, Error> {
    match layout {
        Layout::Tree => Ok(reports
            .iter()
            .map(Report::tree)
            .collect::<Vec<_>>()
            .join("\n")),
        Layout::Table => Ok(table::table(reports)),
        Layout::Json => {
            let records: Vec<ReportRecord<'_>> = reports.iter().map(ReportRecord::of).collect();
            let wrong = |cause: serde_json::Error| {
                Error::new(
                    ErrorKind::Write,
                    format!("the report cannot be written as JSON: {cause}"),
                )
            };
            serde_json::to_string_pretty(&records)
                .map(|text| text + "\n")
                .map_err(wrong)
        }
    }
}
