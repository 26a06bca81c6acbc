//! Subcommand `compare`: its options and words.
//!
//! Owns: which two wordings are meant. Must not know: how they are compared or written.

use super::args::extension;
use super::network::{find, load_network};
use super::texts::TextsArgs;
use crate::analyze::{Comparison, words_of};
use crate::export::{ComparisonFormat, write_comparison};
use crate::model::error::{Error, ErrorKind};
use crate::model::source::SourceFile;
use crate::output::file as output;
use crate::rdf::store::{self, Documents};
use crate::text::records;
use clap::Args;
use std::path::{Path, PathBuf};

/// Set two versions of a law, or two texts, beside each other article by article (新旧条文对照)
#[derive(Debug, Args)]
#[command(
    override_usage = "zhengtu compare -g <GRAPH> <OLDER> <NEWER>\n       zhengtu compare <FILE> <FILE>"
)]
pub(super) struct CompareArgs {
    /// The older version: 公司法@2018, 公司法@2018-10-26; or, without a graph, a text
    older: String,
    /// The newer version; without @ the last whose text is held
    newer: String,
    /// The graph that knows the versions: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "GRAPH")]
    graph: Option<PathBuf>,
    #[command(flatten)]
    texts: TextsArgs,
    /// How to write the comparison [default: text, or by the name of the output file]
    #[arg(long, value_name = "FORMAT")]
    format: Option<ComparisonFormat>,
    /// Leave out what is the same
    #[arg(long)]
    changes: bool,
    /// Write the comparison to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl CompareArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        let [older, newer] = match &self.graph {
            Some(graph) => self.versions(graph)?,
            None => [file(&self.older)?, file(&self.newer)?],
        };
        let mut comparison = Comparison::of((&older.0, &older.1), (&newer.0, &newer.1));
        if self.changes {
            comparison.leave_out_same();
        }
        let by_name = || ComparisonFormat::from_extension(&extension(self.output.as_deref()?)?);
        let format = self
            .format
            .or_else(by_name)
            .unwrap_or(ComparisonFormat::Text);
        let bytes = write_comparison(&comparison, format)?;
        output::write(self.output.as_deref(), &bytes)
    }

    /// The names and words of two versions that the graph knows.
    fn versions(&self, graph: &Path) -> Result<[(String, String); 2], Error> {
        let (facts, network) = load_network(graph)?;
        let documents = Documents::read(&facts);
        let texts = self.texts.held(&network)?;
        let version = |text: &str| {
            let (name, spec) = store::split_version(text);
            let document = find(&documents, &network, name)?;
            words_of(&network, document, spec, &texts)
        };
        Ok([version(&self.older)?, version(&self.newer)?])
    }
}

/// A file's name and words.
fn file(path: &str) -> Result<(String, String), Error> {
    let file = SourceFile::read(path).map_err(|skipped| {
        let hint = "; for versions of a document name their graph with -g";
        let message = format!("{}: {}{hint}", skipped.path, skipped.reason);
        Error::new(ErrorKind::Read, message)
    })?;
    let words = records::clean(&file).text().to_owned();
    Ok((file.name().to_owned(), words))
}
