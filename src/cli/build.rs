//! `zhengtu build`: from texts to their graph, once or whenever they change.
//!
//! Owns: its options, what it says. Must not know: how a graph is made, what a change is.

use super::args::{BaseArgs, ReadingArgs};
use super::outcome::{Outcome, say};
use super::text::LimitArgs;
use crate::build::pipeline::{self, Summary};
use crate::build::watch::{self, Changes};
use crate::model::error::Error;
use crate::output::file as output;
use clap::Args;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Read texts, or the facts of texts, and write their graph
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// Files and folders: texts, web pages, Word, Excel, PDF, OFD, archives of these; files that
    /// `zhengtu facts` has written
    #[arg(required = true, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// The graph; its ending tells the format: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE", default_value = "graph.nq")]
    output: PathBuf,
    /// Go on: look at the files every second, and build again when some came, changed or went.
    /// Each build says in a line what it was for; Ctrl-C ends it
    #[arg(long)]
    pub(super) watch: bool,
    /// Tell words and offsets of evidence as selectors of Web Annotation too
    #[arg(long)]
    selectors: bool,
    /// Where the files lie on the web: each has the address that its path makes behind this one
    #[arg(long, value_name = "URL")]
    source_base: Option<String>,
    /// Keep nothing for the next build. Without this, what was read of each file is kept in a
    /// folder beside the graph, graph.cache, so that a build after a change reads only what
    /// changed; the folder may be deleted at any time
    #[arg(long)]
    no_cache: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    base: BaseArgs,
}

/// How long nothing is looked at.
const PAUSE: Duration = Duration::from_secs(1);

impl BuildArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let start = Instant::now();
        let progress = self.reading.progress();
        let options = pipeline::Options {
            base: self.base.base.clone(),
            source_base: self.source_base.clone(),
            selectors: self.selectors,
            threads: self.reading.threads,
            limits: self.limits.limits(),
            cache: (!self.no_cache).then(|| pipeline::cache_beside(&self.output)),
            progress: Some(&progress),
            ..pipeline::Options::default()
        };
        let times = self.reading.measure();
        if self.watch {
            self.follow(&options)?;
            return Ok(Outcome::Done);
        }
        let summary = pipeline::build(&self.inputs, &self.output, &options)?;
        self.reading.tell(times);
        self.report(&summary, start.elapsed())
    }

    /// What a build did, and what it left out.
    fn report(&self, summary: &Summary, time: Duration) -> Result<Outcome, Error> {
        if !self.reading.quiet {
            let (path, time) = (self.output.display(), time.as_secs_f64());
            let words = format!("{summary}\n{path} written in {time:.2} s\n");
            output::write(None, words.as_bytes())?;
        }
        let manifest = &summary.manifest;
        for file in &manifest.files {
            let noted = pipeline::noted(&file.path, &file.notes, file.documents > 0);
            noted.for_each(|words| say(&words));
        }
        Ok(Outcome::without(&manifest.skipped))
    }

    /// Builds again and again, until the program is told to stop.
    fn follow(&self, options: &pipeline::Options) -> Result<(), Error> {
        let pause = || {
            std::thread::sleep(PAUSE);
            true
        };
        let mut first = Some(Instant::now());
        let tell = |told: watch::Told| match told {
            Err(error) => say(&error.to_string()),
            Ok((changes, summary)) => match first.take() {
                Some(start) => self.first(&summary, start.elapsed()),
                None => say(&self.line(&changes, &summary)),
            },
        };
        watch::watch(&self.inputs, &self.output, options, pause, tell)
    }

    fn first(&self, summary: &Summary, time: Duration) {
        if let Err(error) = self.report(summary, time) {
            say(&error.to_string());
        }
        say("watching; Ctrl-C ends it");
    }

    fn line(&self, changes: &Changes, summary: &Summary) -> String {
        let skipped = match summary.manifest.skipped.len() {
            0 => String::new(),
            n => format!(", {n} skipped"),
        };
        format!(
            "{changes}: {} written anew, {} quads{skipped}",
            self.output.display(),
            summary.manifest.counts.quads
        )
    }
}
