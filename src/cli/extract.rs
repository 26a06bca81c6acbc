//! `zhengtu extract`.
//!
//! Owns: its options. Must not know: how a text is read.

use super::args::{ReadingArgs, is_file};
use super::outcome::Outcome;
use super::text::LimitArgs;
use crate::build::pipeline::{self, Told};
use crate::model::error::Error;
use crate::output::file as output;
use clap::Args;
use std::path::PathBuf;

/// Read texts and write a record for each document, as JSON Lines
#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// Files and folders: texts, web pages, Word, Excel, PDF, OFD, archives of these
    #[arg(required = true, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// Where to write; - or nothing for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

impl ExtractArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let progress = self.reading.progress();
        let options = pipeline::Options {
            threads: self.reading.threads,
            limits: self.limits.limits(),
            progress: Some(&progress),
            ..pipeline::Options::default()
        };
        let times = self.reading.measure();
        let written = self.output.as_deref().filter(|path| is_file(Some(path)));
        let told = match written {
            Some(path) => {
                let mut told = Told::default();
                output::write_file_with(path, |out| {
                    told = pipeline::extract(&self.inputs, written, &options, out)?;
                    Ok(())
                })?;
                told
            }
            None => pipeline::extract(&self.inputs, None, &options, output::Stdout::new())?,
        };
        self.reading.tell(times);
        Ok(Outcome::of(&told))
    }
}
