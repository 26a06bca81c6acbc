//! The command line: subcommands, options, exit codes.
//!
//! Owns: commands, options, which call answers them, how errors reach the user and the exit code.
//! Must not know: how anything is done.

mod analyze;
mod compare;
mod day;
mod export;
mod facts;
mod limited;
mod log;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod text;
mod texts;
mod watched;

use crate::analyze::functions_for;
use crate::analyze::network::{self, Network, Relation};
use crate::build::pipeline;
use crate::limits;
use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::model::format::without_packing;
use crate::model::vocab::BASE;
use crate::output::file as output;
use crate::rdf::check;
use crate::rdf::query::{Answer, AnswerFormat, ROOM, render};
use crate::rdf::store::{self, Documents, Facts, Keep};
use crate::text::eval;
use crate::text::record::Record;
use analyze::{AnalyzeArgs, DiffArgs, ExplainArgs};
use clap::{Args, CommandFactory, Parser, Subcommand};
use compare::CompareArgs;
use export::ExportArgs;
use facts::FactsArgs;
use log::StageTimes;
use petgraph::graph::NodeIndex;
use query::{AskArgs, QueryArgs};
#[cfg(feature = "serve")]
use serve::ServeArgs;
use shell::{CompletionsArgs, ManArgs};
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
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

/// How a command that did its work ended.
enum Outcome {
    /// All of it.
    Done,
    /// Some files were left out.
    SomeSkipped,
    /// A check found what it must not.
    Found,
}

/// A line on standard error; when even that is closed, there is no one left to tell.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "zhengtu: {message}");
}

#[derive(Debug, Args)]
struct GraphArgs {
    /// The graph to read: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE")]
    graph: PathBuf,
}

#[derive(Debug, Args)]
struct BaseArgs {
    /// The base of the graph's data, if it was built with another
    #[arg(long, value_name = "IRI", default_value = BASE, hide_default_value = true)]
    base: String,
}

#[derive(Debug, Args)]
struct ResultArgs {
    /// How to write the answer [default: table on a terminal, else tsv; Turtle for triples; or by
    /// the name of the output file]
    #[arg(long, value_name = "FORMAT")]
    results_format: Option<AnswerFormat>,
    /// Write the answer to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ResultArgs {
    fn write(&self, answer: &Answer, base: &str) -> Result<(), Error> {
        let bytes = render(answer, self.format(answer), base)?;
        output::write(self.output.as_deref(), &bytes)
    }

    fn format(&self, answer: &Answer) -> AnswerFormat {
        let by_name = || AnswerFormat::from_extension(&extension(self.output.as_deref()?)?);
        self.results_format
            .or_else(by_name)
            .unwrap_or_else(|| match answer {
                Answer::Triples(_) => AnswerFormat::Ttl,
                Answer::Truth(_) => AnswerFormat::Table,
                Answer::Rows(..)
                    if is_file(self.output.as_deref()) || !io::stdout().is_terminal() =>
                {
                    AnswerFormat::Tsv
                }
                Answer::Rows(..) => AnswerFormat::Table,
            })
    }
}

/// The ending of a name, apart from that of a packed file.
fn extension(path: &Path) -> Option<String> {
    Some(without_packing(path).extension()?.to_str()?.to_owned())
}

fn is_file(output: Option<&Path>) -> bool {
    output.is_some_and(|path| path.as_os_str() != "-")
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

#[derive(Debug, Args)]
struct ReadingArgs {
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// No progress and no summary
    #[arg(short, long)]
    quiet: bool,
    /// Tell on standard error how long each stage took, on all threads together
    #[arg(short, long)]
    verbose: bool,
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

impl ReadingArgs {
    /// The times of the stages from now on, if they are wanted.
    fn measure(&self) -> Option<StageTimes> {
        self.verbose.then(StageTimes::measure)
    }

    fn tell(&self, times: Option<StageTimes>) {
        times
            .iter()
            .flat_map(StageTimes::lines)
            .for_each(|line| say(&line));
    }

    /// A line on a terminal that counts the files.
    fn progress(&self) -> impl Fn(usize, usize) + Sync + use<> {
        let shown = !self.quiet && io::stderr().is_terminal();
        move |done, all| {
            if shown && (done == all || done % 50 == 0) {
                let end = if done == all { "\r\x1b[K" } else { "" };
                let _ = write!(io::stderr(), "\r{done} of {all} files{end}");
            }
        }
    }
}

/// Read texts and write a record for each document, as JSON Lines
#[derive(Debug, Args)]
struct ExtractArgs {
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
    fn run(self) -> Result<Outcome, Error> {
        let progress = self.reading.progress();
        let options = pipeline::Options {
            threads: self.reading.threads,
            limits: self.limits.limits(),
            progress: Some(&progress),
            ..pipeline::Options::default()
        };
        let times = self.reading.measure();
        let written = self
            .output
            .as_deref()
            .filter(|path| path.as_os_str() != "-");
        let skipped = match written {
            Some(path) => {
                let mut skipped = Vec::new();
                output::write_file_with(path, |out| {
                    skipped = pipeline::extract(&self.inputs, written, &options, out)?;
                    Ok(())
                })?;
                skipped
            }
            None => pipeline::extract(&self.inputs, None, &options, output::Stdout::new())?,
        };
        self.reading.tell(times);
        skipped.iter().for_each(|left| say(&left.to_string()));
        Ok(if skipped.is_empty() {
            Outcome::Done
        } else {
            Outcome::SomeSkipped
        })
    }
}

/// Put the rules that come with the program to a graph: its own consistency, and what is odd about
/// its documents
#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    base: BaseArgs,
    /// The day for rules about a day, as YYYY-MM-DD; without it they are left out
    #[arg(long, value_name = "DATE", value_parser = day::day)]
    as_of: Option<Day>,
    /// End with 1 if there are findings of this severity or above
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: check::FailOn,
    /// How to write the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: check::Layout,
    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl CheckArgs {
    fn run(self) -> Result<Outcome, Error> {
        let store = store::load(&self.graph.graph, Keep::Merged)?;
        let report = {
            let functions = functions_for(&check::texts(), &store)?;
            let day = self.as_of.map(|day| day.to_string());
            check::check(&store, day.as_deref(), &self.base.base, &functions)?
        };
        output::write(self.output.as_deref(), &report.write(self.format)?)?;
        Ok(if report.fails(self.fail_on) {
            Outcome::Found
        } else {
            Outcome::Done
        })
    }
}

fn load_network(graph: &Path) -> Result<(Facts, Network), Error> {
    let facts = store::load_facts(graph, &network::predicates())?;
    let network = Network::read(&facts)?;
    if !network.unknown.is_empty() {
        let names: Vec<&str> = network.unknown.iter().map(String::as_str).collect();
        say(&format!(
            "relations left out because this version does not know them: {}",
            names.join(", ")
        ));
    }
    Ok((facts, network))
}

fn find(documents: &Documents, network: &Network, text: &str) -> Result<NodeIndex, Error> {
    let iri = documents.the(text)?;
    network.node(iri.as_str()).ok_or_else(|| {
        Error::new(
            ErrorKind::Usage,
            format!("{iri} is not a document of the graph"),
        )
    })
}

/// Score records against gold records: precision, recall and F1 for documents, fields, agencies and
/// relations
#[derive(Debug, Args)]
struct EvalArgs {
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
    fn run(self) -> Result<(), Error> {
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

fn records_of(path: &Path) -> Result<Vec<Record>, Error> {
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

/// A relation by its name in the graph or its Chinese label.
fn relation(text: &str) -> Result<Relation, String> {
    let known = || {
        Relation::ALL
            .iter()
            .map(|relation| format!("{} {}", relation.name(), relation.label()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    Relation::named(text)
        .ok_or_else(|| format!("there is no relation “{text}”; there are: {}", known()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn relations_are_known_by_both_names() {
        assert_eq!(relation("based_on"), Ok(Relation::BasedOn));
        assert_eq!(relation("废止"), Ok(Relation::Repeals));
        assert!(
            relation("likes")
                .unwrap_err()
                .contains("repealsPartOf 部分废止")
        );
    }
}
