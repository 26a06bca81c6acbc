//! The processes in which queries are evaluated (process pool).
//!
//! Owns: starting them, who gets which, how long each may be kept, ending and replacing them. Must
//! not know: what is asked and answered, connections.
//!
//! A query is a stranger's program: it may take all memory there is, or compute without end and
//! without looking up. So each is put to a process of its own, which holds the graph and one query
//! at a time. Its memory is limited by the system; the one that oversteps dies alone. A query whose
//! client was told off or is gone is asked to stop, and its process is ended if that takes longer
//! than [`GRACE`]. Whenever a process has ended, another takes its place.
//!
//! Half of the places are for long queries. Each query begins in any free place, and counts as long
//! from [`PATIENCE`] on; when the places for long ones are taken then, it makes room, and begins
//! again as soon as there is one. So short queries find a place although long ones fill theirs.
//!
//! To end a process and start another takes as long as reading the graph does, and many long
//! queries at once keep all places busy with that. So one process more is kept for queries that
//! are short by their form (the counter): a query is put there only if its words show that it
//! looks through the graph once at most, and it leaves when it is long all the same. Whatever the
//! others do, such a query waits for its like alone.

use super::answerer::Settings;
use super::options::Options;
use super::response::Refusal;
use super::wire;
use hyper::body::Bytes;
use hyper::{Request, Response, StatusCode};
use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::{sleep, timeout};
use tracing::{debug, error};

/// From when on a query is long.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long a query that is told to stop has for it.
const GRACE: Duration = Duration::from_millis(100);
/// How long to wait before another process is started when one could not be.
const RETRY: Duration = Duration::from_secs(1);

/// All places for queries.
pub(super) struct Pool {
    program: PathBuf,
    places: usize,
    memory: u64,
    settings: Vec<u8>,
    /// The graph as it was when the server was started, whatever its file holds by now. It is kept
    /// for each process that is started anew, beside the store that the pages are made from.
    graph: Bytes,
    /// One process is given the graph at a time, so that the first has it soon.
    loads: tokio::sync::Mutex<()>,
    lobby: Mutex<Lobby>,
    /// The places for long queries.
    long: Arc<Semaphore>,
    asked: AtomicU64,
    /// Whether the first process is there.
    is_open: watch::Sender<bool>,
}

/// Processes that wait for queries, or queries that wait for processes.
#[derive(Default)]
struct Lobby {
    free: Vec<Answerer>,
    waiting: VecDeque<Waiting>,
}

/// A query that waits.
struct Waiting {
    place: oneshot::Sender<Place>,
    /// It may be put to the counter.
    is_short: bool,
}

impl Lobby {
    /// A process for a query; the counter is left to others as long as it can be.
    fn take(&mut self, is_short: bool) -> Option<Answerer> {
        let at = self.free.iter().rposition(|it| !it.is_counter);
        let at = at.or_else(|| self.free.len().checked_sub(1).filter(|_| is_short))?;
        Some(self.free.swap_remove(at))
    }

    /// Who has waited longest of those that a process is for.
    fn next(&mut self, is_counter: bool) -> Option<Waiting> {
        let at = self
            .waiting
            .iter()
            .position(|it| it.is_short || !is_counter)?;
        self.waiting.remove(at)
    }
}

/// A process that answers.
struct Answerer {
    process: tokio::process::Child,
    input: ChildStdin,
    output: ChildStdout,
    /// It is kept for short queries.
    is_counter: bool,
}

/// The right to a process. It goes back when this is dropped; one that is missing then is replaced.
struct Place {
    pool: Option<Arc<Pool>>,
    answerer: Option<Answerer>,
    is_counter: bool,
}

/// How putting a query to a process ended.
enum Ended {
    Answered(Response<Bytes>),
    /// It is long, and there was no place for that.
    Long,
    /// With its process.
    Died(Option<ExitStatus>),
}

impl Pool {
    /// A pool without processes. `graph` is what each of them is given to hold.
    pub(super) fn new(graph: Bytes, options: &Options) -> io::Result<Self> {
        let settings = serde_json::to_vec(&Settings::new(options))?;
        let places = options.queries.max(1);
        Ok(Self {
            program: options.program.clone(),
            places,
            memory: options.memory,
            settings,
            graph,
            loads: tokio::sync::Mutex::default(),
            lobby: Mutex::default(),
            long: Arc::new(Semaphore::new((places / 2).max(1))),
            asked: AtomicU64::new(0),
            is_open: watch::Sender::new(false),
        })
    }

    /// Starts all processes, and waits until the first has read the graph.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub(super) async fn open(self: &Arc<Self>) -> io::Result<()> {
        let processes: Vec<_> = (0..=self.places)
            .map(|_| self.spawn())
            .collect::<Result<_, _>>()?;
        for (at, process) in processes.into_iter().enumerate() {
            tokio::spawn(Arc::clone(self).fill(Some(process), at == 0));
        }
        let _ = self.is_open.subscribe().wait_for(|it| *it).await;
        Ok(())
    }

    /// The answer to a query, which may be short by its form.
    ///
    /// # Errors
    /// When there is no place for it, or it ended with its process.
    pub(super) async fn answer(
        self: &Arc<Self>,
        request: &Request<Bytes>,
        is_short: bool,
    ) -> Result<Response<Bytes>, Refusal> {
        let query = self.asked.fetch_add(1, Ordering::Relaxed);
        let asked: Arc<[u8]> = wire::frame(&wire::of_request(request)).into();
        let place = self.place(query, is_short).await.ok_or_else(busy)?;
        let mut ended = self.put(query, place, Arc::clone(&asked), None).await?;
        if matches!(ended, Ended::Long) {
            let long = Arc::clone(&self.long).acquire_owned().await;
            let place = self.place(query, false).await.ok_or_else(busy)?;
            ended = self.put(query, place, asked, long.ok()).await?;
        }
        match ended {
            Ended::Answered(response) => Ok(response),
            Ended::Long => Err(busy()),
            Ended::Died(status) => Err(self.obituary(query, status)),
        }
    }

    /// Puts a query to a process, in a place for long ones if it has one.
    async fn put(
        self: &Arc<Self>,
        query: u64,
        place: Place,
        asked: Arc<[u8]>,
        long: Option<OwnedSemaphorePermit>,
    ) -> Result<Ended, Refusal> {
        let (sender, receiver) = oneshot::channel();
        let evaluation = Arc::clone(self).evaluate(query, place, asked, long, sender);
        tokio::spawn(evaluation);
        receiver.await.map_err(|_| busy())
    }

    /// A place, as soon as one is free.
    async fn place(self: &Arc<Self>, query: u64, is_short: bool) -> Option<Place> {
        let waiting = {
            let mut lobby = self.lobby();
            while let Some(mut answerer) = lobby.take(is_short) {
                if matches!(answerer.process.try_wait(), Ok(None)) {
                    return Some(Place::new(self, answerer));
                }
                // It was ended from outside.
                tokio::spawn(Arc::clone(self).fill(None, answerer.is_counter));
            }
            let (place, receiver) = oneshot::channel();
            lobby.waiting.push_back(Waiting { place, is_short });
            receiver
        };
        debug!(query, "query waits");
        waiting.await.ok()
    }

    /// Puts a query to a process, and sees to it that the place is free again afterwards.
    async fn evaluate(
        self: Arc<Self>,
        query: u64,
        mut place: Place,
        asked: Arc<[u8]>,
        mut long: Option<OwnedSemaphorePermit>,
        mut asker: oneshot::Sender<Ended>,
    ) {
        let Some(mut answerer) = place.answerer.take() else {
            return;
        };
        debug!(query, counter = answerer.is_counter, "query begins");
        // What cannot be sent is not answered either, and that is noticed then.
        let _ = answerer.input.write_all(&asked).await;
        let (ended, stays) = self
            .listen(query, &mut answerer, &mut long, &mut asker)
            .await;
        if stays {
            place.answerer = Some(answerer);
        } else {
            let _ = answerer.process.kill().await;
        }
        debug!(query, "query ended");
        drop((place, long));
        if let Some(ended) = ended {
            // Who asked may have gone just now.
            let _ = asker.send(ended);
        }
    }

    /// Waits for the answer as long as somebody wants it, and else stops the query; says whether
    /// the process can answer more.
    async fn listen(
        &self,
        query: u64,
        answerer: &mut Answerer,
        long: &mut Option<OwnedSemaphorePermit>,
        asker: &mut oneshot::Sender<Ended>,
    ) -> (Option<Ended>, bool) {
        let mut answer = std::pin::pin!(wire::receive(&mut answerer.output));
        let mut patience = std::pin::pin!(sleep(PATIENCE));
        let ended = loop {
            tokio::select! {
                payload = &mut answer => match payload.and_then(|it| wire::to_response(&it)) {
                    Ok((response, stays)) => return (Some(Ended::Answered(response)), stays),
                    Err(_) => {
                        // One that still lives speaks another language.
                        let _ = answerer.process.start_kill();
                        let status = answerer.process.wait().await.ok();
                        return (Some(Ended::Died(status)), false);
                    }
                },
                () = asker.closed() => break None,
                () = &mut patience, if long.is_none() => {
                    let place = Arc::clone(&self.long).try_acquire_owned();
                    match place {
                        Ok(place) if !answerer.is_counter => *long = Some(place),
                        _ => {
                            debug!(query, "query makes room");
                            break Some(Ended::Long);
                        }
                    }
                }
            }
        };
        let _ = answerer.input.write_all(&wire::STOP).await;
        let stopped = match timeout(GRACE, &mut answer).await {
            Ok(Ok(payload)) => wire::to_response(&payload),
            _ => return (ended, false),
        };
        (ended, stopped.is_ok_and(|(_, stays)| stays))
    }

    /// What to say of a query that ended with its process.
    fn obituary(&self, query: u64, status: Option<ExitStatus>) -> Refusal {
        let signal = status.and_then(signal_of);
        error!(query, ?signal, "the process of a query has died");
        match signal {
            // Aborted: no memory, or no room on the stack; killed: no memory in the machine.
            Some(6 | 9 | 11) => Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!(
                    "the query was stopped: it took more memory than the {} MiB it may, or nests too deep; ask for less, or serve with a larger --max-memory",
                    self.memory >> 20
                ),
            ),
            // Its processor time is over.
            Some(24) => Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the query was stopped: it computed for longer than a query may (time-out)",
            ),
            _ => Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the answer failed; please report the query",
            ),
        }
    }

    /// Brings a process to the lobby: this one, or as many as it takes until one can be started.
    async fn fill(self: Arc<Self>, mut process: Option<tokio::process::Child>, is_counter: bool) {
        loop {
            let begun = match process.take() {
                Some(process) => Ok(process),
                None => self.spawn(),
            };
            let ready = match begun {
                Ok(process) => self.load(process, is_counter).await,
                Err(cause) => Err(cause),
            };
            match ready {
                Ok(answerer) => return self.welcome(answerer),
                Err(cause) => {
                    error!(%cause, "a process for queries cannot be started");
                    sleep(RETRY).await;
                }
            }
        }
    }

    fn spawn(&self) -> io::Result<tokio::process::Child> {
        Command::new(&self.program)
            .arg("answer-queries")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }

    /// Gives a process the graph and waits until it has read it.
    async fn load(
        &self,
        mut process: tokio::process::Child,
        is_counter: bool,
    ) -> io::Result<Answerer> {
        let ends = process.stdin.take().zip(process.stdout.take());
        let (mut input, mut output) = ends.ok_or(ErrorKind::BrokenPipe)?;
        input.write_all(&wire::frame(&self.settings)).await?;
        {
            let _turn = self.loads.lock().await;
            input.write_all(&wire::length(&self.graph)).await?;
            input.write_all(&self.graph).await?;
            input.flush().await?;
        }
        wire::receive(&mut output).await?;
        Ok(Answerer {
            process,
            input,
            output,
            is_counter,
        })
    }

    /// Gives a process to who waits, or keeps it free.
    fn welcome(self: &Arc<Self>, mut answerer: Answerer) {
        self.is_open.send_replace(true);
        let mut lobby = self.lobby();
        while let Some(waiting) = lobby.next(answerer.is_counter) {
            match waiting.place.send(Place::new(self, answerer)) {
                Ok(()) => return,
                // Who waited is gone.
                Err(place) => match place.give_back() {
                    Some(back) => answerer = back,
                    None => return,
                },
            }
        }
        lobby.free.push(answerer);
    }

    fn lobby(&self) -> MutexGuard<'_, Lobby> {
        self.lobby.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    fn new(pool: &Arc<Pool>, answerer: Answerer) -> Self {
        Self {
            pool: Some(Arc::clone(pool)),
            is_counter: answerer.is_counter,
            answerer: Some(answerer),
        }
    }

    /// The process, without a word to the pool.
    fn give_back(mut self) -> Option<Answerer> {
        self.pool = None;
        self.answerer.take()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(pool) = self.pool.take() else { return };
        match self.answerer.take() {
            Some(answerer) => pool.welcome(answerer),
            // At the end of the server there is no runtime, and no need.
            None => drop(
                Handle::try_current()
                    .map(|runtime| runtime.spawn(pool.fill(None, self.is_counter))),
            ),
        }
    }
}

fn busy() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "there is no place for the query; try again later",
    )
}

/// The signal that ended a process.
#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}
