//! The cache beside a graph: facts by the content of the files they were made of.
//!
//! Owns: where facts are kept for the next build, when they may be used again, what is swept. Must
//! not know: what is in them.
//!
//! An entry goes by the SHA-256 of a file's bytes and of the options of reading, never by its name
//! or its time, and it bears the mark of the program. What is damaged or of another program is as
//! if it were not there. Entries appear whole or not at all, and two that go by one name are the
//! same, so that several builds may use a folder at once; the worst that one can do to another is
//! to make it work again. Whoever deletes the folder loses time and nothing else.

use super::bundle::{self, Bundle, Frames};
use crate::model::source::checksum;
use crate::output::file as output;
use crate::read::{self, Limits};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The ending of an entry.
const ENDING: &str = ".facts";

/// A folder of facts.
pub(super) struct Cache {
    folder: PathBuf,
    /// What facts depend on beside a file's bytes and the program.
    options: String,
    /// Whether a machine recognises letters, which may fail for want of time.
    is_uncertain: bool,
    /// The entries that this build needs.
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache in a folder, which is made if it is not there; none where that cannot be.
    pub(super) fn open(folder: &Path, limits: &Limits) -> Option<Self> {
        // What is above it is the graph's folder, and has to be there.
        if !folder.is_dir() {
            fs::create_dir(folder).ok()?;
        }
        let tag = folder.join(read::CACHE_TAG);
        if !tag.exists() {
            output::put(&tag, read::CACHE_SIGNATURE.as_bytes()).ok()?;
        }
        let recogniser = match limits.ocr {
            true => read::recogniser(),
            false => String::new(),
        };
        Some(Self {
            folder: folder.to_owned(),
            options: format!("{limits:?} {recogniser}"),
            is_uncertain: limits.ocr,
            used: Mutex::default(),
        })
    }

    /// The name by which facts of a file with these bytes go.
    pub(super) fn key(&self, bytes: &[u8]) -> String {
        checksum(format!("{} {}", checksum(bytes), self.options).as_bytes())
    }

    /// The bundle that goes by `key`, and its bytes.
    pub(super) fn get(&self, key: &str) -> Option<(Bundle, Vec<u8>)> {
        let bytes = fs::read(self.entry(key)).ok()?;
        let mut frames = Frames::open(bytes.as_slice()).ok()?;
        let (_, own) = frames.next()?.ok()?;
        let bundle = Bundle::read(&own).ok()?;
        // Whoever renames an entry does not make it another's.
        let is_whole = bundle.name == key && frames.next().is_none();
        is_whole.then_some((bundle, own))
    }

    /// Keeps a bundle that goes by `key` and has these bytes, if it can be kept.
    pub(super) fn put(&self, key: &str, bundle: &Bundle, bytes: &[u8]) {
        let is_whole = || {
            let notes = bundle.files.iter().all(|it| it.keys.file.notes.is_empty());
            notes && bundle.skipped.is_empty()
        };
        if self.is_uncertain && !is_whole() {
            return;
        }
        let end = bundle::end().to_vec();
        let bytes = [bundle::head(), bundle::framed(bytes), end].concat();
        // What cannot be kept is made again next time.
        let _ = output::put(&self.entry(key), &bytes);
    }

    /// The path of an entry, which from now on is needed.
    fn entry(&self, key: &str) -> PathBuf {
        let name = format!("{key}{ENDING}");
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(&name);
        used.insert(name);
        path
    }

    /// Removes the entries that the build did not need, and what killed builds left behind.
    pub(super) fn sweep(self) {
        output::sweep(&self.folder);
        let used = self
            .used
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(ENDING) && !used.contains(&name) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
