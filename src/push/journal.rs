//! The journal (write-ahead log) beside a graph file: which store has which graph.
//!
//! Owns: `graph.push.jsonl`, a line for each thing that happened, the last one on a graph counts.
//! Must not know: how graphs are sent.
//!
//! A graph is noted as begun before its first byte is sent, so that one that was cut off never
//! passes for whole. Lines that were torn, or that nobody can read, count for nothing: at worst a
//! graph is sent again. The file is safe to delete: then all is sent again, and nothing deleted.

use crate::model::error::Error;
use crate::model::format::push_journal;
use crate::output::file as output;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a store has of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// Maybe some of it.
    Begun,
    /// All of it, with this checksum.
    Sent(String),
    /// Nothing any more.
    Gone,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    store: String,
    graph: Option<String>,
    state: State,
}

/// Which store has which graph.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    states: BTreeMap<(String, Option<String>), State>,
}

impl Journal {
    /// The journal of the graph file `graph`; an empty one if there is none yet.
    pub(super) fn open(graph: &Path) -> Result<Self, Error> {
        let path = push_journal(graph);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => String::new(),
            Err(cause) => return Err(Error::read(path, &cause)),
        };
        let entries = text.lines().filter_map(|it| serde_json::from_str(it).ok());
        let states = entries
            .map(|it: Entry| ((it.store, it.graph), it.state))
            .collect();
        let file = fs::OpenOptions::new().create(true).append(true).open(&path);
        let mut file = file.map_err(|cause| Error::write(&path, &cause))?;
        // A line that was torn ends here, and not in the middle of the next one.
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")
                .map_err(|cause| Error::write(&path, &cause))?;
        }
        Ok(Self { path, file, states })
    }

    /// What `store` has of `graph`, if anything was ever sent there.
    pub(super) fn state(&self, store: &str, graph: Option<&str>) -> Option<&State> {
        let key = (store.to_owned(), graph.map(str::to_owned));
        self.states.get(&key)
    }

    /// The graphs of which `store` has all, or maybe some.
    pub(super) fn graphs(&self, store: &str) -> impl Iterator<Item = Option<&str>> {
        let held = self.states.iter();
        let of_store = held.filter(move |((of, _), it)| of == store && **it != State::Gone);
        of_store.map(|((_, graph), _)| graph.as_deref())
    }

    /// Writes down, before anything else happens, what `store` has of `graph`.
    pub(super) fn note(
        &mut self,
        store: &str,
        graph: Option<&str>,
        state: State,
    ) -> Result<(), Error> {
        let entry = Entry {
            store: store.to_owned(),
            graph: graph.map(str::to_owned),
            state,
        };
        let line = line(&entry);
        let written = self.file.write_all(line.as_bytes());
        written.map_err(|cause| Error::write(&self.path, &cause))?;
        self.states.insert((entry.store, entry.graph), entry.state);
        Ok(())
    }

    /// Leaves the last line on each graph, and of graphs that are gone none.
    pub(super) fn finish(self) -> Result<(), Error> {
        let held = self.states.into_iter();
        let lines: String = held
            .filter(|(_, state)| *state != State::Gone)
            .map(|((store, graph), state)| {
                line(&Entry {
                    store,
                    graph,
                    state,
                })
            })
            .collect();
        output::write_file(&self.path, lines.as_bytes())
    }
}

fn line(entry: &Entry) -> String {
    // Strings always serialise.
    serde_json::to_string(entry).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_and_a_torn_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let graph = folder.path().join("graph.nq.gz");
        let sent = |sum: &str| State::Sent(sum.to_owned());
        let mut journal = Journal::open(&graph).unwrap();
        journal.note("urn:s", Some("urn:a"), State::Begun).unwrap();
        journal.note("urn:s", Some("urn:a"), sent("1")).unwrap();
        journal.note("urn:s", None, sent("2")).unwrap();
        journal.note("urn:other", Some("urn:a"), sent("3")).unwrap();
        drop(journal);
        let path = folder.path().join("graph.push.jsonl");
        let mut torn = fs::read(&path).unwrap();
        torn.extend(br#"{"store":"urn:s","graph":"urn:a","sta"#);
        fs::write(&path, torn).unwrap();

        let mut journal = Journal::open(&graph).unwrap();
        assert_eq!(journal.state("urn:s", Some("urn:a")), Some(&sent("1")));
        assert_eq!(journal.state("urn:s", Some("urn:b")), None);
        journal.note("urn:s", None, State::Gone).unwrap();
        assert!(journal.graphs("urn:s").eq([Some("urn:a")]));
        journal.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
        let journal = Journal::open(&graph).unwrap();
        assert_eq!(journal.state("urn:s", Some("urn:a")), Some(&sent("1")));
        assert_eq!(journal.state("urn:s", None), None);
    }
}
