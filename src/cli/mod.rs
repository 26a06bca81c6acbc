//! The command line: subcommands, options, exit codes.
//!
//! Owns: commands, options, which call answers them, how errors reach the user and the exit code.
//! Must not know: how anything is done.

mod analyze;
mod args;
mod build;
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
mod parts;
#[cfg(feature = "push")]
mod push;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod text;
mod texts;
mod watched;

use crate::limits;
use crate::model::error::Error;
use crate::output::file as output;
use crate::rdf::query::ROOM;
use analyze::{AnalyzeArgs, DiffArgs, ExplainArgs};
use build::BuildArgs;
use check::CheckArgs;
use clap::{CommandFactory, Parser, Subcommand};
use compare::CompareArgs;
use eval::EvalArgs;
use export::ExportArgs;
use extract::ExtractArgs;
use facts::FactsArgs;
use outcome::{Outcome, say};
use parts::{MergeArgs, PartArgs, ResolveArgs};
#[cfg(feature = "push")]
use push::PushArgs;
use query::{AskArgs, QueryArgs};
#[cfg(feature = "serve")]
use serve::ServeArgs;
use shell::{CompletionsArgs, ManArgs};
use std::process::ExitCode;
use text::TextArgs;

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
    Resolve(ResolveArgs),
    Graph(PartArgs),
    Merge(MergeArgs),
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

    /// Whether it goes on until it is told to stop, which then is how it ends well.
    fn watches(&self) -> bool {
        matches!(self, Self::Build(args) if args.watch)
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
/// signal do what it does, or ends well where this is how it ends.
#[cfg(unix)]
fn tidy_when_stopped(well: bool) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    let hear = move || {
        for signal in &mut signals {
            output::discard();
            if well {
                std::process::exit(0);
            }
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    };
    // Without such a thread files are left that the next run sweeps.
    let _ = std::thread::Builder::new().spawn(hear);
}

#[cfg(not(unix))]
fn tidy_when_stopped(_well: bool) {}

fn run() -> ExitCode {
    let done = |result: Result<(), Error>| result.map(|()| Outcome::Done);
    let command = Cli::parse().command;
    if command.writes() {
        if let Some(ended) = watched::run() {
            return ended.unwrap_or_else(|error| failed(&error));
        }
        tidy_when_stopped(command.watches());
    }
    let result = match command {
        Command::Build(args) => args.run(),
        Command::Facts(args) => args.run(),
        Command::Resolve(args) => args.run(),
        Command::Graph(args) => done(args.run()),
        Command::Merge(args) => done(args.run()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}
