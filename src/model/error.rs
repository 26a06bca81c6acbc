//! What stops the program, and what it only reports.
//!
//! Owns: [`Error`], a sentence with the file it is about, for what makes going on impossible;
//! [`Skipped`], a file that was left out while the rest was built. Must not know: any stage.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::{fmt, io};

/// Why the program could not do what was asked.
#[derive(Debug)]
pub struct Error {
    /// What kind of failure it is; decides nothing but the wording and tests.
    pub kind: ErrorKind,
    /// A full sentence: what is wrong and what to do about it.
    pub message: String,
}

/// The few kinds of failure there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// A file or folder could not be read, or holds nothing to read.
    Read,
    /// A file could not be written.
    Write,
    /// A graph file does not parse.
    Graph,
    /// A SPARQL query is wrong or failed.
    Query,
    /// An answer would be too long or take too long.
    Limit,
    /// The words of the user make no sense: an unknown name, an ambiguous document.
    Usage,
}

impl Error {
    /// An error of `kind` with a full sentence.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// `path` could not be read.
    pub fn read(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(
            ErrorKind::Read,
            format!("{}: cannot be read: {cause}", path.into().display()),
        )
    }

    /// `path` could not be written.
    pub fn write(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(
            ErrorKind::Write,
            format!("{}: cannot be written: {cause}", path.into().display()),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A file that was not used, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Skipped {
    /// The file as the user named it or the walk found it.
    pub path: String,
    /// A clause that completes "skipped: …".
    pub reason: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: skipped: {}", self.path, self.reason)
    }
}
