//! `zhengtu facts`: the first half of a build, for the other half elsewhere.
//!
//! Owns: its options. Must not know: what facts are.

use super::args::ReadingArgs;
use super::outcome::Outcome;
use super::text::LimitArgs;
use crate::build::pipeline::{self, Told};
use crate::model::error::Error;
use crate::output::file as output;
use clap::Args;
use std::path::PathBuf;

/// Read texts and write what a build needs of them, so that parts of a collection can be read on
/// several machines; `build` takes such files, of the same version of this program
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// Files and folders, as of a build
    #[arg(required = true, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// Where to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

impl FactsArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let progress = self.reading.progress();
        let options = pipeline::Options {
            threads: self.reading.threads,
            limits: self.limits.limits(),
            progress: Some(&progress),
            ..pipeline::Options::default()
        };
        let times = self.reading.measure();
        let mut told = Told::default();
        output::write_file_with(&self.output, |out| {
            told = pipeline::facts(&self.inputs, Some(&self.output), &options, out)?;
            Ok(())
        })?;
        self.reading.tell(times);
        Ok(Outcome::of(&told))
    }
}
