//! Options of a build.
//!
//! Owns: [`Options`]. Must not know: how they are named on a command line, what is done with them.

use crate::model::format::GraphFormat;
use crate::model::vocab::BASE;
use crate::read::Limits;
use std::fmt;
use std::path::PathBuf;

/// How to run.
pub struct Options<'a> {
    /// Base of all data IRIs.
    pub base: String,
    /// The format of the graph; that of the file's ending if none is given.
    pub format: Option<GraphFormat>,
    /// The address behind which the files lie by their paths; none makes no links of them.
    pub source_base: Option<String>,
    /// Whether spans also have the selectors of Web Annotation.
    pub selectors: bool,
    /// Number of threads; one for each core if none is given.
    pub threads: Option<usize>,
    /// How much a file may ask for.
    pub limits: Limits,
    /// The folder in which facts are kept for the next build; none keeps nothing.
    pub cache: Option<PathBuf>,
    /// Called after each file, with the number of files done and of all files. May be called from
    /// several threads.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            base: BASE.to_owned(),
            format: None,
            source_base: None,
            selectors: false,
            threads: None,
            limits: Limits::default(),
            cache: None,
            progress: None,
        }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("base", &self.base)
            .field("format", &self.format)
            .field("source_base", &self.source_base)
            .field("selectors", &self.selectors)
            .field("threads", &self.threads)
            .field("limits", &self.limits)
            .field("cache", &self.cache)
            .finish_non_exhaustive()
    }
}
