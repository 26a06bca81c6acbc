//! Errors: what stops the program, and what it only reports.
//!
//! Owns: [`Error`], a sentence with the file it is about, for what makes going on impossible;
//! [`Skipped`], a file that was left out while the rest was built. Must not know: any stage.

use serde::{Deserialize, Serialize};
use std::error::Error as StdError;
use std::path::PathBuf;
use std::{fmt, io};

/// Why the program could not do what was asked.
#[non_exhaustive]
#[derive(Debug)]
pub struct Error {
    /// What kind of failure it is; the server chooses its status by it.
    pub kind: ErrorKind,
    /// A full sentence: what is wrong and what to do about it.
    pub message: String,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

/// The few kinds of failure there are.
#[non_exhaustive]
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
            cause: None,
        }
    }

    /// The same error with what brought it about, for [`StdError::source`].
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// `path` could not be read.
    pub fn read(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(
            ErrorKind::Read,
            format!("{}: cannot be read: {cause}", path.into().display()),
        )
        .because(copy(cause))
    }

    /// `path` could not be written.
    pub fn write(path: impl Into<PathBuf>, cause: &io::Error) -> Self {
        Self::new(
            ErrorKind::Write,
            format!("{}: cannot be written: {cause}", path.into().display()),
        )
        .because(copy(cause))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let cause: &(dyn StdError + 'static) = self.cause.as_deref()?;
        Some(cause)
    }
}

/// The error again, which cannot be cloned.
fn copy(cause: &io::Error) -> io::Error {
    let words = || io::Error::new(cause.kind(), cause.to_string());
    cause
        .raw_os_error()
        .map_or_else(words, io::Error::from_raw_os_error)
}

/// A file that was not used, and why.
#[non_exhaustive]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_what_brought_it_about() {
        let cause = io::Error::from(io::ErrorKind::NotFound);
        let error = Error::read("a.nq", &cause);
        let source = error.source().and_then(|it| it.downcast_ref::<io::Error>());
        assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::NotFound));
        assert!(Error::new(ErrorKind::Usage, "no").source().is_none());
    }
}
