//! `zhengtu check`.
//!
//! Owns: its options. Must not know: the rules.

use super::args::{BaseArgs, GraphArgs};
use super::day;
use super::outcome::Outcome;
use crate::analyze::functions_for;
use crate::model::day::Day;
use crate::model::error::Error;
use crate::output::file as output;
use crate::rdf::check;
use crate::rdf::store::Store;
use clap::Args;
use std::path::PathBuf;

/// Put the rules that come with the program to a graph: its own consistency, and what is odd about
/// its documents
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
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
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let store = Store::open(&self.graph.graph)?;
        let report = {
            let functions = functions_for(&check::texts(), &store);
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
