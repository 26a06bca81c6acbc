//! A process that answers queries for the server, one after the other (worker process).
//!
//! Owns: its side of the pipe: the graph that comes first, then queries and words to stop; the
//! limits it sets itself. Must not know: how many of its kind there are, when it is told to stop.
//!
//! It ends when the pipe does, so it never outlives the server, and by itself when answering has
//! left it much larger than it was: another will take its place.

use super::guard::Guard;
use super::options::Options;
use super::router::Site;
use super::wire;
use crate::limits;
use crate::model::error::{Error, ErrorKind};
use crate::rdf::Store;
use hyper::Request;
use hyper::body::Bytes;
use oxigraph::sparql::CancellationToken;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// How many bytes it may have grown by and still take the next query.
const GROWN: u64 = 128 << 20;

/// How to answer: what is said first.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Settings {
    base: String,
    rows: usize,
    memory: u64,
    timeout: Duration,
    is_loopback: bool,
    cors: bool,
}

impl Settings {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            base: options.base.clone(),
            rows: options.rows,
            memory: options.memory,
            timeout: options.timeout,
            is_loopback: options.bind.ip().is_loopback(),
            cors: options.cors,
        }
    }
}

/// Answers queries from standard input on standard output, for a server that started this process;
/// on a thread with [`ROOM`](crate::rdf::query::ROOM).
///
/// # Errors
/// When it was not started by a server, or the graph cannot be read.
pub fn answer_queries() -> Result<(), Error> {
    let lost = |cause: io::Error| {
        let words = format!("only a server starts this command: {cause}");
        Error::new(ErrorKind::Usage, words).because(cause)
    };
    let mut input = io::stdin();
    let settings = wire::read(&mut input).map_err(lost)?;
    let settings: Settings =
        serde_json::from_slice(&settings).map_err(|cause| lost(cause.into()))?;
    let graph = wire::read(&mut input).map_err(lost)?;
    let guard = Guard {
        is_loopback: settings.is_loopback,
        cors: settings.cors,
    };
    let store = Store::from_bytes(&graph).ok_or_else(|| lost(io::ErrorKind::InvalidData.into()))?;
    drop(graph);
    let site = Site::of(store, &settings.base, settings.rows, guard)?;
    let (sender, queries) = mpsc::channel();
    let (begin, begun) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = begin.send(());
        listen(&mut input, &sender);
    });
    // A thread that has sent something has its part of the heap: later that would count as what
    // the query takes.
    let _ = begun.recv();
    limits::give_way();
    limits::hold_memory(settings.memory);
    work(&site, &queries, settings.timeout).map_err(lost)
}

type Asked = (Request<Bytes>, CancellationToken);

/// Hears queries, and the word to stop them while they are evaluated.
fn listen(input: &mut impl Read, queries: &Sender<Asked>) {
    let mut last = CancellationToken::new();
    while let Ok(payload) = wire::read(input) {
        if payload.is_empty() {
            last.cancel();
            continue;
        }
        last = CancellationToken::new();
        let sent = wire::to_request(&payload).map(|it| queries.send((it, last.clone())).is_ok());
        if !matches!(sent, Ok(true)) {
            break;
        }
    }
    // Nobody waits for an answer any more, and nothing is left behind.
    std::process::exit(0);
}

fn work(site: &Site, queries: &Receiver<Asked>, timeout: Duration) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let start = limits::resident();
    output.write_all(&wire::frame(b"ready"))?;
    output.flush()?;
    let mut stays = true;
    while let Some((request, token)) = queries.recv().ok().filter(|_| stays) {
        limits::hold_processor(timeout);
        let response = site.answer(&request, &token);
        let grown = limits::resident()
            .zip(start)
            .map(|(now, then)| now.saturating_sub(then));
        stays = grown.is_none_or(|grown| grown < GROWN);
        output.write_all(&wire::frame(&wire::of_response(&response, stays)))?;
        output.flush()?;
    }
    Ok(())
}
