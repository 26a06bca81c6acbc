//! The words of `query` and `ask`.
//!
//! Owns: their options. Must not know: SPARQL.

use super::args::{BaseArgs, ResultArgs};
use super::limited::LimitArgs;
use super::outcome::Outcome;
use crate::analyze::functions_for;
use crate::model::error::{Error, ErrorKind};
use crate::output::file as output;
use crate::output::table::Table;
use crate::rdf::store::Store;
use crate::rdf::{ask, query};
use clap::Args;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

/// Answer a SPARQL query; the project's prefixes and base need no declaration
#[derive(Debug, Args)]
pub(super) struct QueryArgs {
    /// The query, or - to read it from standard input
    #[arg(required_unless_present_any = ["query_file", "prefixes"], conflicts_with = "query_file")]
    query: Option<String>,
    /// Read the query from this file
    #[arg(long, value_name = "FILE")]
    query_file: Option<PathBuf>,
    /// Print the prefixes and the base that need no declaration
    #[arg(long)]
    prefixes: bool,
    /// The graph to read: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE", required_unless_present = "prefixes")]
    graph: Option<PathBuf>,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    results: ResultArgs,
}

impl QueryArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        let base = &self.base.base;
        let Some(graph) = self.graph.as_deref().filter(|_| !self.prefixes) else {
            let text = query::prologue(base);
            output::write(self.results.output.as_deref(), text.as_bytes())?;
            return Ok(Outcome::Done);
        };
        if self.limits.are_set() {
            return self.limits.run();
        }
        let text = self.text()?;
        query::check(&text, base)?;
        let store = Store::open(graph)?;
        put(&text, &store, base, &self.limits, &self.results)
    }

    fn text(&self) -> Result<String, Error> {
        match (&self.query_file, self.query.as_deref()) {
            (Some(path), _) if path.as_os_str() != "-" => {
                fs::read_to_string(path).map_err(|cause| Error::read(path, &cause))
            }
            (None, Some(text)) if text != "-" => Ok(text.to_owned()),
            _ => {
                let mut text = String::new();
                io::stdin()
                    .read_to_string(&mut text)
                    .map_err(|cause| Error::read("standard input", &cause))?;
                Ok(text)
            }
        }
    }
}

/// Puts a query to a store and writes the answer.
fn put(
    text: &str,
    store: &Store,
    base: &str,
    limits: &LimitArgs,
    results: &ResultArgs,
) -> Result<Outcome, Error> {
    let functions = functions_for(text, store);
    limits.set();
    let limits = query::Limits::new(limits.max_rows, functions);
    let answer = query::Query::parse(text, base, &limits)?.run(store)?;
    results.write(&answer, base)?;
    Ok(Outcome::Done)
}

/// Answer one of the questions that come with the program
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    /// The name of a question, or `list` for all of them
    #[arg(value_name = "NAME", default_value = "list", hide_default_value = true)]
    question: String,
    /// A value the question needs, such as date=2024-01-01 or doc=国办发〔2024〕49号
    #[arg(short, long, value_name = "NAME=VALUE", value_parser = ask::key_value)]
    param: Vec<(String, String)>,
    /// Print the SPARQL instead of running it
    #[arg(long)]
    show: bool,
    /// The graph to read: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE")]
    graph: Option<PathBuf>,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    results: ResultArgs,
}

impl AskArgs {
    pub(super) fn run(self) -> Result<Outcome, Error> {
        if self.question == "list" {
            output::write(None, list_questions().as_bytes())?;
            return Ok(Outcome::Done);
        }
        let base = &self.base.base;
        let question = ask::question(&self.question)?;
        if self.limits.are_set() {
            return self.limits.run();
        }
        let store = self.graph.as_deref().map(Store::open).transpose()?;
        let text = ask::fill(&question, &self.param, store.as_ref())?;
        if self.show {
            let text = query::prologue(base) + &text;
            output::write(self.results.output.as_deref(), text.as_bytes())?;
            return Ok(Outcome::Done);
        }
        let store = store.ok_or_else(|| {
            Error::new(
                ErrorKind::Usage,
                "a question needs a graph to be put to: --graph FILE",
            )
        })?;
        put(&text, &store, base, &self.limits, &self.results)
    }
}

fn list_questions() -> String {
    let mut text = String::new();
    for question in ask::questions() {
        text.push_str(&format!(
            "{}\n    {}\n",
            question.name, question.description
        ));
        let mut table = Table::new(Vec::new());
        for parameter in &question.parameters {
            let default = parameter.default.map_or_else(
                || "needed".to_owned(),
                |default| format!("default {default}"),
            );
            table.push(vec![
                format!("    --param {}=…", parameter.name),
                parameter.description.to_owned(),
                format!("({default})"),
            ]);
        }
        text.push_str(&table.body());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_question_and_parameter() {
        let list = list_questions();
        for question in ask::questions() {
            assert!(
                list.contains(&format!("{}\n    {}", question.name, question.description)),
                "{list}"
            );
            assert!(
                question
                    .parameters
                    .iter()
                    .all(|p| list.contains(&format!("--param {}=…", p.name))),
                "{list}"
            );
        }
    }
}
