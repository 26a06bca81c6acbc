//! Subcommand `serve`: its options and words.
//!
//! Owns: its options. Must not know: HTTP.

use super::args::{BaseArgs, GraphArgs};
use super::limited::seconds;
use super::log;
use super::outcome::say;
use super::texts::TextsArgs;
use crate::limits::this_program;
use crate::model::error::Error;
use crate::rdf::write as rdf;
use crate::serve::{Options, serve};
use clap::Args;
use std::io;
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::Duration;
use tracing::level_filters::LevelFilter;

/// Serve a graph: the page to search, read, draw and ask it, SPARQL, and each document as linked
/// data; read-only
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    graph: GraphArgs,
    /// Where to listen; other machines reach only what is not loopback, such as 0.0.0.0:7878
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    bind: SocketAddr,
    /// How long an answer may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
    /// How many rows or triples an answer may have
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    max_rows: usize,
    /// How many queries may be answered at once, each in a process of its own that holds the graph;
    /// half of them for longer than half a second; one more is kept for short ones [default: three
    /// for each processor, 16 at most]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    queries: Option<u16>,
    /// How much memory each of these processes may take beside the graph, in MiB (on Linux)
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    max_memory: u64,
    /// Let the pages of other sites ask too
    #[arg(long)]
    cors: bool,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    texts: TextsArgs,
    /// No line for each answer, only errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Also tell when a query begins and ends
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    base: BaseArgs,
}

impl ServeArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        rdf::check_base(&self.base.base)?;
        log::to_standard_error(match (self.quiet, self.verbose) {
            (true, _) => LevelFilter::WARN,
            (false, true) => LevelFilter::DEBUG,
            (false, false) => LevelFilter::INFO,
        });
        let standard = Options::default();
        let program = this_program().map_err(|cause| Error::read("this program", &cause))?;
        let options = Options {
            bind: self.bind,
            timeout: self.timeout,
            rows: self.max_rows,
            queries: self.queries.map_or(standard.queries, usize::from),
            memory: self.max_memory << 20,
            program,
            cors: self.cors,
            base: self.base.base,
            texts: self.texts.read()?,
        };
        let (graph, opens) = (&self.graph.graph, self.open);
        if let Ok(file) = std::fs::metadata(graph) {
            let size = file.len().div_ceil(1 << 20);
            say(&format!("loading {} ({size} MiB) …", graph.display()));
        }
        serve(graph, &options, |address| {
            let page = format!("http://{address}/");
            say(&format!("serving at {page} until interrupted (Ctrl-C)"));
            if opens && open(&page).is_err() {
                say(&format!("no browser can be started; open {page}"));
            }
        })
    }
}

/// Opens an address in the browser, as the system does it.
fn open(page: &str) -> io::Result<()> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(page)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
}
