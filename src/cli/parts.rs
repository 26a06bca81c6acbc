//! `zhengtu resolve`, `graph` and `merge`: the second half of a build, in parts.
//!
//! Owns: their options. Must not know: what a step does.

use super::args::{BaseArgs, ReadingArgs};
use super::outcome::Outcome;
use crate::build::parts;
use crate::build::pipeline::Options;
use crate::model::error::Error;
use clap::Args;
use std::path::PathBuf;

/// Tell which document each reference means, given the facts of all texts; `graph` takes the
/// answer, a line of JSON for each text and each document
#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    /// Files that `zhengtu facts` has written: all parts of the collection
    #[arg(required = true, value_name = "FACTS")]
    inputs: Vec<PathBuf>,
    /// Where to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    base: BaseArgs,
}

impl ResolveArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let progress = self.reading.progress();
        let options = Options {
            base: self.base.base,
            threads: self.reading.threads,
            progress: Some(&progress),
            ..Options::default()
        };
        let times = self.reading.measure();
        let manifest = parts::resolve(&self.inputs, &self.output, &options)?;
        self.reading.tell(times);
        Ok(Outcome::without(&manifest.skipped))
    }
}

/// Write the graph of a part of a collection, given the facts of the part and what `resolve` told
/// of the whole; `merge` puts such graphs together
#[derive(Debug, Args)]
pub(super) struct PartArgs {
    /// Files that `zhengtu facts` has written: a part of the collection
    #[arg(required = true, value_name = "FACTS")]
    inputs: Vec<PathBuf>,
    /// The file that `zhengtu resolve` has written
    #[arg(short, long, value_name = "FILE")]
    resolution: PathBuf,
    /// The graph of the part, best as .nq, which `merge` takes, or packed
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Tell words and offsets of evidence as selectors of Web Annotation too
    #[arg(long)]
    selectors: bool,
    /// Where the files lie on the web: each has the address that its path makes behind this one
    #[arg(long, value_name = "URL")]
    source_base: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    base: BaseArgs,
}

impl PartArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        let progress = self.reading.progress();
        let options = Options {
            base: self.base.base,
            source_base: self.source_base,
            selectors: self.selectors,
            threads: self.reading.threads,
            progress: Some(&progress),
            ..Options::default()
        };
        let times = self.reading.measure();
        parts::graph(&self.inputs, &self.resolution, &self.output, &options)?;
        self.reading.tell(times);
        Ok(())
    }
}

/// Merge sorted N-Quads into one graph: those of the parts of a collection into that of the whole,
/// the same as `build` writes
#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// Graphs as `zhengtu graph` and `build` write them to .nq, or packed
    #[arg(required = true, value_name = "GRAPH")]
    inputs: Vec<PathBuf>,
    /// The file that `zhengtu resolve` has written; with it the manifest is written too
    #[arg(short, long, value_name = "FILE")]
    resolution: Option<PathBuf>,
    /// The graph; its ending tells the format
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    base: BaseArgs,
}

impl MergeArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        let options = Options {
            base: self.base.base,
            ..Options::default()
        };
        let resolution = self.resolution.as_deref();
        parts::merge(&self.inputs, resolution, &self.output, &options).map(drop)
    }
}
