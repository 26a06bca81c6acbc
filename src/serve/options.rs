//! Server configuration: where to listen, and what an answer may take.
//!
//! Owns: the options and what they are if nothing is said. Must not know: how they are kept.

use crate::model::vocab::BASE;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How many queries are answered at once unless it is said otherwise, however many processors
/// there are: each takes the memory of the graph.
const MOST_QUERIES: usize = 16;

/// How to serve.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 is any free one.
    pub bind: SocketAddr,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How many rows or triples it may have.
    pub rows: usize,
    /// How many queries may be evaluated at once, each in a process of its own that holds the
    /// graph; half of them for longer than half a second. One more process is kept for queries
    /// that are short by their form.
    pub queries: usize,
    /// How many bytes each of these processes may take beside the graph, where the system can hold
    /// it to that.
    pub memory: u64,
    /// The program whose processes they are: the `zhengtu` of this version.
    pub program: PathBuf,
    /// Whether pages of other sites may ask.
    pub cors: bool,
    /// The base of the graph's data.
    pub base: String,
    /// The texts a reader may see, by the SHA-256 of their files; those that the graph was not
    /// built from are passed over.
    pub texts: BTreeMap<String, String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from(([127, 0, 0, 1], 7878)),
            timeout: Duration::from_secs(30),
            rows: 100_000,
            queries: (3 * processors()).min(MOST_QUERIES),
            memory: 512 << 20,
            program: PathBuf::from("zhengtu"),
            cors: false,
            base: BASE.to_owned(),
            texts: BTreeMap::new(),
        }
    }
}

/// How many processors there are.
pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}
