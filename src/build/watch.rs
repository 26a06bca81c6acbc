//! Builds that follow their files (polling): again whenever a file comes, changes or goes.
//!
//! Owns: what counts as a change, when it is time to build. Must not know: clocks, signals, how a
//! build is told.
//!
//! Names, sizes and times of the files are looked at again and again: that works on every system
//! and on shared folders, where news of changes do not arrive, and it takes no crate; thousands of
//! files are looked at in some milliseconds. A file that is just being copied changes from look to
//! look, so nothing is built before two looks are the same.

use super::given::for_graph;
use super::options::Options;
use super::pipeline::{self, Summary};
use crate::model::error::Error;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What differs between two looks, by the names of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub new: Vec<String>,
    /// Files that are others now.
    pub changed: Vec<String>,
    /// Files that are no longer there.
    pub gone: Vec<String>,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

/// How many names are told of each kind.
const NAMES: usize = 3;

/// `2 new: a.txt, b.txt; 1 gone: c.txt`.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ("new", &self.new),
            ("changed", &self.changed),
            ("gone", &self.gone),
        ];
        let told = kinds.iter().filter(|(_, names)| !names.is_empty());
        for (n, (kind, names)) in told.enumerate() {
            let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
            let more = if names.len() > NAMES { ", …" } else { "" };
            let between = if n > 0 { "; " } else { "" };
            let (count, shown) = (names.len(), shown.join(", "));
            write!(f, "{between}{count} {kind}: {shown}{more}")?;
        }
        Ok(())
    }
}

/// By what a file is known that is not read: its size, and when it was written.
type Stamp = (u64, Option<SystemTime>);

/// The files as they are at one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Look(BTreeMap<String, Stamp>);

impl Look {
    fn at(inputs: &[PathBuf], output: &Path) -> Result<Self, Error> {
        let given = for_graph(inputs, output)?;
        let stamp = |path: &Path| {
            // What is gone again is seen at the next look.
            let meta = fs::metadata(path).ok();
            meta.map_or((0, None), |meta| (meta.len(), meta.modified().ok()))
        };
        let stamps = given.into_iter().map(|it| (it.name, stamp(&it.path)));
        Ok(Self(stamps.collect()))
    }

    fn since(&self, before: &Self) -> Changes {
        let mut changes = Changes::default();
        for (name, stamp) in &self.0 {
            match before.0.get(name) {
                None => changes.new.push(name.clone()),
                Some(then) if then != stamp => changes.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        let gone = before.0.keys().filter(|name| !self.0.contains_key(*name));
        changes.gone.extend(gone.cloned());
        changes
    }
}

/// What [`watch`] tells.
pub(crate) type Told = Result<(Changes, Summary), Error>;

/// Builds as [`pipeline::build`] does, and again whenever the files have changed, until `pause`
/// says that it is enough; it is called between two looks. What each build did is handed to `tell`,
/// with what had changed; of the first one nothing had.
///
/// # Errors
/// When the first build fails. Later failures are told, each once, and the files are looked at
/// again.
pub fn watch(
    inputs: &[PathBuf],
    output: &Path,
    options: &Options,
    mut pause: impl FnMut() -> bool,
    mut tell: impl FnMut(Told),
) -> Result<(), Error> {
    let mut built = Look::at(inputs, output)?;
    let summary = pipeline::build(inputs, output, options)?;
    tell(Ok((Changes::default(), summary)));
    let (mut last, mut failure) = (built.clone(), String::new());
    while pause() {
        let look = match Look::at(inputs, output) {
            Ok(look) => look,
            Err(error) => {
                if error.to_string() != failure {
                    failure = error.to_string();
                    tell(Err(error));
                }
                continue;
            }
        };
        let changes = look.since(&built);
        let is_still = look == last;
        last = look;
        if changes.is_empty() || !is_still {
            continue;
        }
        built.clone_from(&last);
        failure.clear();
        tell(pipeline::build(inputs, output, options).map(|summary| (changes, summary)));
    }
    Ok(())
}
