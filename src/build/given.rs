//! Inputs: which files are read, and under which names.
//!
//! Owns: [`Given`], the order of files, which is that of their names; that nothing is read which is
//! written. Must not know: what is in a file.

use super::manifest::Manifest;
use crate::model::error::{Error, ErrorKind};
use crate::model::format::{GraphFormat, graph_index, push_journal, without_packing};
use crate::read;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// A file to be read, and the name under which it is.
pub(super) struct Given {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// The files to be read, without those that are written: a graph in the folder that it is made of
/// is no text of it.
pub(super) fn paths(inputs: &[PathBuf], written: &[&Path]) -> Result<Vec<Given>, Error> {
    let written: Vec<PathBuf> = written
        .iter()
        .filter_map(|p| p.canonicalize().ok())
        .collect();
    let is_written = |path: &PathBuf| {
        let name = path.file_name();
        let alike = written.iter().any(|w| w.file_name() == name);
        alike
            && path
                .canonicalize()
                .is_ok_and(|path| written.contains(&path))
    };
    let mut paths = read::find(inputs)?;
    // What was written there before may be written over, a text may not.
    let was_written = |path: &Path| {
        let bare = without_packing(path);
        let extension = bare.extension().and_then(|it| it.to_str());
        GraphFormat::of_path(path).is_some() || matches!(extension, Some("json" | "jsonl" | "zti"))
    };
    let named = inputs.iter().find(|path| is_written(path));
    let found = paths.iter().find(|p| !was_written(p) && is_written(p));
    if let Some(both) = named.or(found) {
        let message = format!(
            "{} would be read and written over; write to another file",
            both.display()
        );
        return Err(Error::new(ErrorKind::Usage, message));
    }
    paths.retain(|path| !is_written(path));
    let names = read::names(inputs, &paths);
    let given = paths.into_iter().zip(names);
    let mut given: Vec<Given> = given.map(|(path, name)| Given { path, name }).collect();
    given.sort_by(|a, b| in_order(&a.name, &b.name));
    Ok(given)
}

/// The files that a graph at `output` is made of, which are none that are written with it.
pub(super) fn for_graph(inputs: &[PathBuf], output: &Path) -> Result<Vec<Given>, Error> {
    let (manifest, journal) = (Manifest::path(output), push_journal(output));
    paths(inputs, &[output, &manifest, &journal, &graph_index(output)])
}

/// Names as paths are sorted: part by part.
pub(super) fn in_order(one: &str, other: &str) -> Ordering {
    one.split('/').cmp(other.split('/'))
}
