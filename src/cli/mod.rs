//! The command line: subcommands, options, exit codes.
//!
//! Owns: commands, options, which call answers them, how errors reach the user and the exit code.
//! Must not know: how anything is done.

mod analyze;
mod args;
mod check;
mod compare;
mod day;
mod eval;
mod export;
mod extract;
mod facts;
mod limited;
mod log;
mod network;
mod outcome;
#[cfg(feature = "push")]
mod push;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod text;
mod texts;
mod watched;

use crate::build::pipeline;
use crate::limits;
use crate::model::error::Error;
use crate::output::file as output;
use crate::rdf::query::ROOM;
use analyze::{AnalyzeArgs, DiffArgs, ExplainArgs};
use args::{BaseArgs, ReadingArgs};
use check::CheckArgs;
use clap::{Args, CommandFactory, Parser, Subcommand};
use compare::CompareArgs;
use eval::EvalArgs;
use export::ExportArgs;
use extract::ExtractArgs;
use facts::FactsArgs;
use outcome::{Outcome, say};
#[cfg(feature = "push")]
use push::PushArgs;
use query::{AskArgs, QueryArgs};
#[cfg(feature = "serve")]
use serve::ServeArgs;
use shell::{CompletionsArgs, ManArgs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use text::{LimitArgs, TextArgs};

/// 政图: Chinese laws and policy documents as a knowledge graph.
#[derive(Debug, Parser)]
#[command(name = "zhengtu", version, about, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(BuildArgs),
    Facts(FactsArgs),
    Extract(ExtractArgs),
    Text(TextArgs),
    Query(QueryArgs),
    Ask(AskArgs),
    Check(CheckArgs),
    Analyze(AnalyzeArgs),
    Diff(DiffArgs),
    Compare(CompareArgs),
    Export(ExportArgs),
    #[cfg(feature = "push")]
    Push(PushArgs),
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Answer the queries of the server that started this process
    #[cfg(feature = "serve")]
    #[command(hide = true)]
    AnswerQueries,
    #[command(alias = "path")]
    Explain(ExplainArgs),
    Eval(EvalArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

impl Command {
    /// Whether it may be in the middle of a file when it is told to stop; a server stops by itself.
    fn writes(&self) -> bool {
        #[cfg(feature = "serve")]
        if matches!(self, Self::Serve(_) | Self::AnswerQueries) {
            return false;
        }
        true
    }
}

/// Runs the program on the words it was started with, on a thread with room for deep queries where
/// there can be one.
pub fn main() -> ExitCode {
    // Room for the deepest queries is room that a process under a limit lacks for all else.
    let eighth = |most: u64| usize::try_from(most / 8).unwrap_or(ROOM);
    let room = limits::memory().map_or(ROOM, |most| eighth(most).min(ROOM));
    if !limits::room_for_thread(room) {
        return run();
    }
    let thread = std::thread::Builder::new().stack_size(room).spawn(run);
    thread.map_or_else(
        |_| run(),
        |thread| thread.join().unwrap_or(ExitCode::from(101)),
    )
}

/// Removes what is half written when the program is interrupted or terminated, and then lets the
/// signal do what it does.
#[cfg(unix)]
fn tidy_when_stopped() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    let hear = move || {
        for signal in &mut signals {
            output::discard();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    };
    // Without such a thread files are left that the next run sweeps.
    let _ = std::thread::Builder::new().spawn(hear);
}

#[cfg(not(unix))]
fn tidy_when_stopped() {}

fn run() -> ExitCode {
    let done = |result: Result<(), Error>| result.map(|()| Outcome::Done);
    let command = Cli::parse().command;
    if command.writes() {
        if let Some(ended) = watched::run() {
            return ended.unwrap_or_else(|error| failed(&error));
        }
        tidy_when_stopped();
    }
    let result = match command {
        Command::Build(args) => args.run(),
        Command::Facts(args) => args.run(),
        Command::Extract(args) => args.run(),
        Command::Text(args) => args.run(),
        Command::Query(args) => args.run(),
        Command::Ask(args) => args.run(),
        Command::Check(args) => args.run(),
        Command::Analyze(args) => done(args.run()),
        Command::Diff(args) => done(args.run()),
        Command::Compare(args) => done(args.run()),
        Command::Export(args) => done(args.run()),
        #[cfg(feature = "push")]
        Command::Push(args) => done(args.run()),
        #[cfg(feature = "serve")]
        Command::Serve(args) => done(args.run()),
        #[cfg(feature = "serve")]
        Command::AnswerQueries => done(crate::serve::answer_queries()),
        Command::Explain(args) => done(args.run()),
        Command::Eval(args) => done(args.run()),
        Command::Completions(args) => done(args.run(Cli::command())),
        Command::Man(args) => done(args.run(Cli::command())),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeSkipped | Outcome::Found) => ExitCode::from(1),
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> ExitCode {
    say(&error.to_string());
    ExitCode::from(2)
}

/// Read texts, or the facts of texts, and write their graph
#[derive(Debug, Args)]
struct BuildArgs {
    /// Files and folders: texts, web pages, Word, Excel, PDF, OFD, archives of these; files that
    /// `zhengtu facts` has written
    #[arg(required = true, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// The graph; its ending tells the format: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE", default_value = "graph.nq")]
    output: PathBuf,
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

impl BuildArgs {
    fn run(self) -> Result<Outcome, Error> {
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
        let summary = pipeline::build(&self.inputs, &self.output, &options)?;
        self.reading.tell(times);
        if !self.reading.quiet {
            let path = self.output.display();
            output::write(
                None,
                format!(
                    "{summary}\n{path} written in {:.2} s\n",
                    start.elapsed().as_secs_f64()
                )
                .as_bytes(),
            )?;
        }
        let manifest = &summary.manifest;
        for file in &manifest.files {
            file.notes
                .iter()
                .for_each(|note| say(&format!("{}: {note}", file.path)));
        }
        manifest
            .skipped
            .iter()
            .for_each(|left| say(&left.to_string()));
        Ok(if summary.any_skipped() {
            Outcome::SomeSkipped
        } else {
            Outcome::Done
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}
