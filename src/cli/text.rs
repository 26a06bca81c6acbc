//! `zhengtu text`, and the limits of reading.
//!
//! Owns: how the lines that were read are shown, the options that limit reading. Must not know: how
//! a file is read.

use super::outcome::{Outcome, say};
use crate::model::error::Error;
use crate::model::source::SourceFile;
use crate::output::file as output;
use crate::read::{self, Limits};
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// How much a file may ask for.
#[derive(Debug, Args)]
pub(super) struct LimitArgs {
    /// The largest file that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = Limits::MOST_BYTES >> 20, help_heading = "Limits")]
    max_file: u64,
    /// How large the parts of a packed file may be together when unpacked, in MiB
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().unpacked >> 20, help_heading = "Limits")]
    max_unpacked: u64,
    /// The most pages read of a file
    #[arg(long, value_name = "N", default_value_t = Limits::default().pages, help_heading = "Limits")]
    max_pages: usize,
    /// The most files in an archive
    #[arg(long, value_name = "N", default_value_t = Limits::default().entries, help_heading = "Limits")]
    max_entries: usize,
    /// The most archives within archives
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth, help_heading = "Limits")]
    max_depth: usize,
    /// Read pages that are pictures with tesseract, where it is installed with the language chi_sim
    #[arg(long)]
    ocr: bool,
}

impl LimitArgs {
    pub(super) fn limits(&self) -> Limits {
        Limits {
            bytes: self.max_file.saturating_mul(1 << 20),
            unpacked: self.max_unpacked.saturating_mul(1 << 20),
            pages: self.max_pages,
            entries: self.max_entries,
            depth: self.max_depth,
            ocr: self.ocr,
        }
    }
}

/// Show what is read of a file, line by line: number, page, kind, size of letters, c for centred
/// and b for bold, words
#[derive(Debug, Args)]
pub(super) struct TextArgs {
    /// Files and folders of any kind that is read
    #[arg(required = true, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// Only the words: the text in which evidence has its places
    #[arg(long)]
    plain: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
}

impl TextArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let limits = self.limits.limits();
        let mut out = String::new();
        let mut skipped = false;
        for path in read::find(&self.inputs)? {
            let found = read::read(&path, &limits);
            for file in &found.files {
                if self.plain {
                    out.push_str(&file.text);
                } else {
                    show(file, &mut out);
                }
                file.notes
                    .iter()
                    .for_each(|note| say(&format!("{}: {note}", file.path)));
            }
            skipped |= !found.skipped.is_empty();
            found.skipped.iter().for_each(|left| say(&left.to_string()));
        }
        output::write(self.output.as_deref(), out.as_bytes())?;
        Ok(if skipped {
            Outcome::SomeSkipped
        } else {
            Outcome::Done
        })
    }
}

fn show(file: &SourceFile, out: &mut String) {
    let notes: String = file.notes.iter().map(|note| format!("; {note}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "== {} ({}, {}){notes}",
        file.path, file.kind, file.encoding
    );
    for (i, line) in file.text.lines().enumerate() {
        let look = file.look(i + 1).copied().unwrap_or_default();
        let page = if look.page == 0 {
            "-".to_owned()
        } else {
            look.page.to_string()
        };
        let size = if look.size > 0.0 {
            format!("{:.1}", look.size)
        } else {
            "-".to_owned()
        };
        let style = match (look.centred, look.bold) {
            (true, true) => "cb",
            (true, false) => "c",
            (false, true) => "b",
            (false, false) => "-",
        };
        let from = look.from.name();
        let _ = writeln!(out, "{}\t{page}\t{from}\t{size}\t{style}\t{line}", i + 1);
    }
}
