//! Directory walk: files and folders → the files to be read, sorted.
//!
//! Owns: which entries of a folder are of the collection. Must not know: what is in a file, what
//! kinds can be read.

use crate::model::error::{Error, ErrorKind};
use std::path::{Path, PathBuf};
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
