//! The texts behind a graph, for pages that let them be read.
//!
//! Owns: the option that names them, and which of them a graph was built from. Must not know: how
//! they are shown.

use crate::analyze::network::Network;
use crate::model::error::Error;
use crate::model::source::SourceFile;
use crate::read;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Texts by the SHA-256 of their files, and the paths of those that are missing.
type Found = (BTreeMap<String, String>, Vec<String>);

#[derive(Debug, Args)]
pub(super) struct TextsArgs {
    /// The texts the graph was built from, files or folders, for reading them in the page; each is
    /// checked against its hash
    #[arg(long, value_name = "PATH")]
    texts: Vec<PathBuf>,
}

impl TextsArgs {
    /// The texts given, by the SHA-256 of their files.
    pub(super) fn read(&self) -> Result<BTreeMap<String, String>, Error> {
        let paths = if self.texts.is_empty() {
            Vec::new()
        } else {
            read::find(&self.texts)?
        };
        Ok(texts(paths))
    }

    /// The texts given, else those that stand where the graph says they were read; and the paths of
    /// those that are not found or not the same.
    pub(super) fn read_for(&self, network: &Network) -> Result<Found, Error> {
        let found = if self.texts.is_empty() {
            texts(network.sources.values().map(|it| PathBuf::from(&it.path)))
        } else {
            self.read()?
        };
        let files = network.sources.values();
        let missing = files.filter(|file| !found.contains_key(&file.sha256));
        let missing = missing.map(|file| file.path.clone()).collect();
        Ok((found, missing))
    }
}

/// What cannot be read is told later, by the name the graph has for it.
fn texts(paths: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, String> {
    let files = paths.into_iter().flat_map(|path| {
        // Of a file in an archive the graph says `a.zip!/b.docx`.
        let path = path.to_string_lossy().into_owned();
        let whole = path.split("!/").next().unwrap_or_default().to_owned();
        SourceFile::read_all(whole).0
    });
    files.map(|file| (file.sha256, file.text)).collect()
}
