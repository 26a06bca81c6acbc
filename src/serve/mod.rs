//! The graph over HTTP: SPARQL 1.1 protocol, the canned questions, a page for each document, the
//! page of the whole graph. It answers and never writes.
//!
//! Owns: connections and what they may cost: how long a head, a body and an answer may take, how
//! many clients and how many answers at once; stopping. Must not know: what is answered (`site`).
//!
//! A query is evaluated on a thread of its own, and pages elsewhere, so that a slow query keeps
//! nobody waiting but who asked for it. A client that goes away stops its query, and so does a
//! query that takes too much memory. The evaluator heeds that when it next reads from the store,
//! which in a product of everything with everything can be late: such a query keeps its place until
//! it has ended, and when all places are taken so, queries are refused while pages and canned
//! questions still come.

mod accept;
mod protocol;
mod resource;
mod site;
mod view;

#[doc(hidden)] // for fuzz/
pub use accept::choose;

use crate::model::error::{Error, ErrorKind};
use crate::rdf::query::ROOM;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use oxigraph::sparql::CancellationToken;
use site::Site;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;

/// How long the head of a request, and then its body, may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(10);
/// How large a body may be: a query of a megabyte is none that a person wrote.
const LARGEST_BODY: usize = 1 << 20;
/// How many clients may be connected.
const CLIENTS: usize = 512;
/// How long a client may leave unread what it asked for.
const STALL: Duration = Duration::from_secs(30);
/// How long a query waits for a place.
const QUEUE: Duration = Duration::from_secs(5);
/// How often memory is looked at.
const WATCH: Duration = Duration::from_millis(100);
/// How many queries may be evaluated at once, for each processor.
const QUERIES: usize = 4;
/// How long answers may still take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 is any free one.
    pub bind: SocketAddr,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How many rows or triples it may have.
    pub rows: usize,
    /// How many bytes all queries together may take beside the graph, where the system tells.
    pub memory: u64,
    /// Whether pages of other sites may ask.
    pub cors: bool,
    /// The base of the graph's data.
    pub base: String,
}

/// Serves the graph file at `graph` until the process is interrupted or terminated; `ready` is told
/// the address once clients can connect.
///
/// # Errors
/// When the graph cannot be read, or the address cannot be listened on.
pub fn serve(graph: &Path, options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let site = Arc::new(Site::open(graph, options)?);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder
        .worker_threads(2)
        .max_blocking_threads(threads.max(4))
        .enable_all()
        .build();
    let runtime = runtime.map_err(|cause| {
        Error::new(
            ErrorKind::Usage,
            format!("the server cannot be started: {cause}"),
        )
    })?;
    let server = Server {
        site,
        queries: Arc::new(Semaphore::new(threads * QUERIES)),
        running: Arc::default(),
        timeout: options.timeout,
    };
    let unbound = |cause| {
        Error::new(
            ErrorKind::Usage,
            format!(
                "{}: cannot be listened on: {cause}; choose another with --bind",
                options.bind
            ),
        )
    };
    let result = runtime.block_on(async {
        let listener = TcpListener::bind(options.bind).await.map_err(unbound)?;
        let stop = stop_signal()?;
        ready(listener.local_addr().map_err(unbound)?);
        let page = Arc::clone(&server.site);
        // The first visitor should not have to wait for the drawing.
        tokio::task::spawn_blocking(move || page.prepare());
        tokio::spawn(watch(Arc::clone(&server.running), options.memory));
        server.listen(listener, stop).await;
        Ok(())
    });
    runtime.shutdown_background();
    result
}

/// Resolves when the process is interrupted (Ctrl-C) or terminated.
fn stop_signal() -> Result<impl Future<Output = ()>, Error> {
    let unheard = |cause| {
        Error::new(
            ErrorKind::Usage,
            format!("signals cannot be listened for: {cause}"),
        )
    };
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .map_err(unheard)?;
    #[cfg(unix)]
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
        .map_err(unheard)?;
    #[cfg(unix)]
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    #[cfg(windows)]
    let mut interrupt = tokio::signal::windows::ctrl_c().map_err(unheard)?;
    #[cfg(windows)]
    let stop = async move {
        interrupt.recv().await;
    };
    Ok(stop)
}

#[derive(Clone)]
struct Server {
    site: Arc<Site>,
    /// A place for each query that may be evaluated at once.
    queries: Arc<Semaphore>,
    running: Arc<Running>,
    timeout: Duration,
}

/// The queries that are evaluated, by number.
#[derive(Default)]
struct Running(Mutex<(u64, BTreeMap<u64, CancellationToken>)>);

impl Running {
    fn lock(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, CancellationToken>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, token: &CancellationToken) -> u64 {
        let mut all = self.lock();
        all.0 += 1;
        let number = all.0;
        all.1.insert(number, token.clone());
        number
    }

    fn remove(&self, number: u64) {
        self.lock().1.remove(&number);
    }

    fn is_idle(&self) -> bool {
        self.lock().1.is_empty()
    }

    fn stop(&self) {
        self.lock().1.values().for_each(CancellationToken::cancel);
    }
}

/// Stops all queries when they take more memory than they may; without a word from the system on
/// that it does nothing.
async fn watch(running: Arc<Running>, most: u64) {
    let Some(mut idle) = resident() else { return };
    loop {
        tokio::time::sleep(WATCH).await;
        let Some(now) = resident() else { return };
        if running.is_idle() {
            // What was freed is not always given back to the system.
            idle = now;
        } else if now > idle.saturating_add(most) {
            running.stop();
        }
    }
}

/// How many bytes of memory the process has, on Linux.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}

/// Stops a query when the client that waits for it is told off or goes away.
struct StopOnDrop(CancellationToken);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Server {
    async fn listen(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let clients = Arc::new(Semaphore::new(CLIENTS));
        let graceful = GracefulShutdown::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(ARRIVAL);
        let mut stop = std::pin::pin!(stop);
        loop {
            let next = async {
                let place = Arc::clone(&clients).acquire_owned().await;
                (place, listener.accept().await)
            };
            let (place, accepted) = tokio::select! {
                next = next => next,
                () = &mut stop => break,
            };
            // Out of file descriptors, say: the next one may be luckier.
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let server = self.clone();
            let service = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.answer(request).await.map(Full::new)) }
            });
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(STALL));
            let connection =
                graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
            tokio::spawn(async move {
                // A connection that breaks is the client's affair.
                let _ = connection.await;
                drop(place);
            });
        }
        drop(listener);
        let running = Arc::clone(&self.running);
        tokio::spawn(async move {
            tokio::time::sleep(FAREWELL.mul_f32(0.8)).await;
            running.stop();
        });
        let _ = timeout(FAREWELL, graceful.shutdown()).await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Bytes> {
        let (head, body) = request.into_parts();
        let too_large = || {
            closing(self.site.refuse(
                StatusCode::PAYLOAD_TOO_LARGE,
                &format!("the body of a request may have {LARGEST_BODY} bytes"),
            ))
        };
        if body.size_hint().lower() > LARGEST_BODY as u64 {
            return too_large();
        }
        let body = match timeout(ARRIVAL, Limited::new(body, LARGEST_BODY).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(cause)) if cause.is::<LengthLimitError>() => return too_large(),
            Ok(Err(cause)) => {
                return closing(self.site.refuse(
                    StatusCode::BAD_REQUEST,
                    &format!("the body of the request cannot be read: {cause}"),
                ));
            }
            Err(_) => {
                return closing(self.site.refuse(
                    StatusCode::REQUEST_TIMEOUT,
                    &format!("the body did not arrive within {} s", ARRIVAL.as_secs()),
                ));
            }
        };
        let token = CancellationToken::new();
        let _stop = StopOnDrop(token.clone());
        let request = Request::from_parts(head, body);
        match timeout(self.timeout, self.work(request, token)).await {
            Ok(Some(response)) => response,
            Ok(None) => self.site.refuse(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the answer failed; please report the query",
            ),
            Err(_) => {
                let seconds = self.timeout.as_secs_f64();
                let words = format!(
                    "this took longer than {seconds} s and was stopped (time-out); ask for less, or serve with a longer --timeout"
                );
                self.site.refuse(StatusCode::SERVICE_UNAVAILABLE, &words)
            }
        }
    }

    async fn work(
        &self,
        request: Request<Bytes>,
        token: CancellationToken,
    ) -> Option<Response<Bytes>> {
        let site = Arc::clone(&self.site);
        if !Site::is_query(&request) {
            return tokio::task::spawn_blocking(move || site.answer(&request, &token))
                .await
                .ok();
        }
        let Ok(Ok(place)) = timeout(QUEUE, Arc::clone(&self.queries).acquire_owned()).await else {
            return Some(self.site.refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "all places are taken by other queries; try again later",
            ));
        };
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let running = Arc::clone(&self.running);
        let evaluate = move || {
            let number = running.add(&token);
            let answer = site.answer(&request, &token);
            running.remove(number);
            drop(place);
            // Who asked may be gone.
            let _ = sender.send(answer);
        };
        std::thread::Builder::new()
            .name("query".to_owned())
            .stack_size(ROOM)
            .spawn(evaluate)
            .ok()?;
        receiver.await.ok()
    }
}

/// What is left of a body that was refused must not be read as another request.
fn closing(mut response: Response<Bytes>) -> Response<Bytes> {
    response.headers_mut().insert(
        hyper::header::CONNECTION,
        hyper::header::HeaderValue::from_static("close"),
    );
    response
}
