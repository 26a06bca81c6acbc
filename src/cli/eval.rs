//! `zhengtu eval`.
//!
//! Owns: its options, reading records back. Must not know: how they are scored.

use crate::model::error::{Error, ErrorKind};
use crate::output::file as output;
use crate::text::eval;
use crate::text::record::Record;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Score records against gold records: precision, recall and F1 for documents, fields, agencies and
/// relations
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Gold records, one JSON object a line
    #[arg(long, value_name = "FILE", required = true, num_args = 1.., value_delimiter = ',')]
    gold: Vec<PathBuf>,
    /// The records to score, as `extract` writes them
    #[arg(long, value_name = "FILE")]
    records: PathBuf,
    /// Show up to this many errors of each kind
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    errors: usize,
}

impl EvalArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        let gold = self
            .gold
            .iter()
            .map(|path| records_of(path))
            .collect::<Result<Vec<_>, _>>()?;
        let report = eval::score(&gold, &records_of(&self.records)?);
        let mut text = String::new();
        if self.errors > 0 {
            for (kind, lines) in &report.errors {
                text.push_str(&format!("== {kind}: {}\n", lines.len()));
                lines
                    .iter()
                    .take(self.errors)
                    .for_each(|line| text.push_str(&format!("   {line}\n")));
            }
        }
        text.push_str(&format!("{report}\n"));
        output::write(None, text.as_bytes())
    }
}

pub(super) fn records_of(path: &Path) -> Result<Vec<Record>, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::read(path, &cause))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| {
            serde_json::from_str(line).map_err(|cause| {
                Error::new(
                    ErrorKind::Usage,
                    format!("{}:{}: not a record: {cause}", path.display(), n + 1),
                )
            })
        })
        .collect()
}
