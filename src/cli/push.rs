//! `zhengtu push`.
//!
//! Owns: its options, where the password comes from, its report. Must not know: how anything is
//! sent.

use super::args::GraphArgs;
use crate::model::error::{Error, ErrorKind};
use crate::output::file as output;
use crate::push::{Login, Options, push};
use clap::Args;
use std::io::{self, IsTerminal, Write};

/// The environment variable of the password.
const PASSWORD: &str = "ZHENGTU_PASSWORD";

/// Send a graph to a store (SPARQL 1.1 Graph Store HTTP Protocol): new and changed graphs are put,
/// those that are gone deleted, and what was cut off goes on
#[derive(Debug, Args)]
pub(super) struct PushArgs {
    /// The graph store endpoint: http://localhost:7878/store of Oxigraph,
    /// http://localhost:8890/sparql-graph-crud of Virtuoso
    #[arg(value_name = "URL")]
    address: String,
    #[command(flatten)]
    graph: GraphArgs,
    /// Who pushes, if the store asks; the password is read from the variable ZHENGTU_PASSWORD
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The most that is sent at a time, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..))]
    piece: u16,
    /// Send all graphs, even those that the store should have
    #[arg(long)]
    all: bool,
    /// No progress and no report
    #[arg(short, long)]
    quiet: bool,
}

impl PushArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        let shown = !self.quiet && io::stderr().is_terminal();
        let progress = |done: usize, all: usize| {
            if shown {
                let _ = write!(io::stderr(), "\r{done} of {all} graphs");
            }
        };
        let options = Options {
            login: self.user.map(login).transpose()?,
            piece: usize::from(self.piece) << 20,
            all: self.all,
            progress: &progress,
        };
        let pushed = push(&self.graph.graph, &self.address, &options);
        if shown {
            let _ = writeln!(io::stderr());
        }
        let pushed = pushed?;
        if self.quiet {
            return Ok(());
        }
        output::write(None, format!("{}: {pushed}\n", self.address).as_bytes())
    }
}

fn login(user: String) -> Result<Login, Error> {
    let password = std::env::var(PASSWORD).map_err(|_| {
        let words = format!("there is no password for {user}; set the variable {PASSWORD}");
        Error::new(ErrorKind::Usage, words)
    })?;
    Ok(Login { user, password })
}
