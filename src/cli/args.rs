//! Options that several commands share.
//!
//! Owns: their names, help and meaning. Must not know: any command.

use super::log::StageTimes;
use super::outcome::say;
use crate::model::error::Error;
use crate::model::format::without_packing;
use crate::model::relation::Relation;
use crate::model::vocab::BASE;
use crate::output::file as output;
use crate::rdf::query::{Answer, AnswerFormat, render};
use clap::Args;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct GraphArgs {
    /// The graph to read: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "FILE")]
    pub(super) graph: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct BaseArgs {
    /// The base of the graph's data, if it was built with another
    #[arg(long, value_name = "IRI", default_value = BASE, hide_default_value = true)]
    pub(super) base: String,
}

#[derive(Debug, Args)]
pub(super) struct ResultArgs {
    /// How to write the answer [default: table on a terminal, else tsv; Turtle for triples; or by
    /// the name of the output file]
    #[arg(long, value_name = "FORMAT")]
    results_format: Option<AnswerFormat>,
    /// Write the answer to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

impl ResultArgs {
    pub(super) fn write(&self, answer: &Answer, base: &str) -> Result<(), Error> {
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

#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// No progress and no summary
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Tell on standard error how long each stage took, on all threads together
    #[arg(short, long)]
    verbose: bool,
}

impl ReadingArgs {
    /// The times of the stages from now on, if they are wanted.
    pub(super) fn measure(&self) -> Option<StageTimes> {
        self.verbose.then(StageTimes::measure)
    }

    pub(super) fn tell(&self, times: Option<StageTimes>) {
        times
            .iter()
            .flat_map(StageTimes::lines)
            .for_each(|line| say(&line));
    }

    /// A line on a terminal that counts the files.
    pub(super) fn progress(&self) -> impl Fn(usize, usize) + Sync + use<> {
        let shown = !self.quiet && io::stderr().is_terminal();
        move |done, all| {
            if shown && (done == all || done % 50 == 0) {
                let end = if done == all { "\r\x1b[K" } else { "" };
                let _ = write!(io::stderr(), "\r{done} of {all} files{end}");
            }
        }
    }
}

/// The ending of a name, apart from that of a packed file.
pub(super) fn extension(path: &Path) -> Option<String> {
    Some(without_packing(path).extension()?.to_str()?.to_owned())
}

pub(super) fn is_file(output: Option<&Path>) -> bool {
    output.is_some_and(|path| path.as_os_str() != "-")
}

/// A relation by its name in the graph or its Chinese label.
pub(super) fn relation(text: &str) -> Result<Relation, String> {
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
