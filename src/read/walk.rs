//! Directory walk: files and folders → the files to be read, sorted.
//!
//! Owns: which entries of a folder are of the collection, under which names they go into records
//! and graphs. Must not know: what is in a file, what kinds can be read.

use crate::model::error::{Error, ErrorKind};
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// All files that `inputs` name or contain, sorted and each once. In folders, `README` files and
/// hidden entries are left out because they are about the collection, not of it. What is no regular
/// file is found too, so that reading can say why it is left out.
///
/// # Errors
/// When an input does not exist, or no file is found at all.
pub fn find(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for input in inputs {
        let meta = fs::metadata(input).map_err(|e| Error::read(input, &e))?;
        if meta.is_dir() {
            walk(input, &mut found).map_err(|e| Error::read(input, &e))?;
        } else {
            found.push(input.clone());
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        let names: Vec<String> = inputs.iter().map(|p| p.display().to_string()).collect();
        return Err(Error::new(
            ErrorKind::Read,
            format!(
                "{}: no file in it; name a file or a folder that holds the texts",
                names.join(", ")
            ),
        ));
    }
    Ok(found)
}

/// The names under which the files at `paths` go into records and graphs, so that a graph does not
/// tell where on which machine it was made.
///
/// A path below the working folder stays as it was given. Any other begins with the name of the
/// folder that was given, or is the name of the file that was: `/data/texts` with `a/b.txt` in
/// it gives `texts/a/b.txt`. Where two files would have one name, folders above are named too.
///
/// ```
/// use std::path::PathBuf;
/// let names = |input: &str, path: &str| {
///     zhengtu::parts::read::names(&[PathBuf::from(input)], &[PathBuf::from(path)])
/// };
/// assert_eq!(names("/data/texts", "/data/texts/a/b.txt"), ["texts/a/b.txt"]);
/// assert_eq!(names("../texts/b.txt", "../texts/b.txt"), ["b.txt"]);
/// assert_eq!(names("texts/a", "texts/a/b.txt"), ["texts/a/b.txt"]);
/// ```
pub fn names(inputs: &[PathBuf], paths: &[PathBuf]) -> Vec<String> {
    let longest = inputs.iter().map(|it| it.components().count()).max();
    let mut names = Vec::new();
    for more in 1..=longest.unwrap_or_default().max(1) {
        names = paths.iter().map(|path| name(inputs, path, more)).collect();
        let different: HashSet<&String> = names.iter().collect();
        if different.len() == paths.len() {
            break;
        }
    }
    names
}

/// The name of a file with the last `more` parts of the path of what was given.
fn name(inputs: &[PathBuf], path: &Path, more: usize) -> String {
    let is_below = |path: &Path| {
        path.components()
            .all(|it| matches!(it, Component::Normal(_) | Component::CurDir))
    };
    let given = inputs.iter().filter(|input| path.starts_with(input));
    let given = given.max_by_key(|input| input.components().count());
    let skipped = match given {
        Some(input) if !is_below(input) => parts(input).len().saturating_sub(more),
        _ => 0,
    };
    parts(path)[skipped..].join("/")
}

/// The parts of a path that are names.
fn parts(path: &Path) -> Vec<String> {
    let names = path.components().filter_map(|it| match it {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    names.collect()
}

/// Folders still to be read stand on a list, so that none is too deep.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_aside(&name) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    Ok(())
}

/// Whether what bears this name, or this path in an archive, is about the collection or hidden.
pub(super) fn is_aside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    path.split('/').any(hidden) || name.to_lowercase().starts_with("readme")
}
