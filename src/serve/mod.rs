//! An HTTP server (hyper, tokio) for one graph: SPARQL 1.1 protocol, the canned questions, each
//! document as linked data, and the application that shows them. It answers and never writes.
//!
//! Owns: connections and what they may cost: how long a head, a body and an answer may take, how
//! many clients and how many answers at once; access lines and errors in the log; stopping. Must
//! not know: what is answered (`router`).
//!
//! A query is evaluated in a process of its own (`pool`), pages and canned questions here, so that
//! a query, whatever it does, keeps nobody waiting but who asked for it, and takes nothing down but
//! its own process. A client that goes away stops its query.

pub(crate) mod accept;
mod answerer;
mod description;
mod guard;
mod negotiate;
mod options;
mod pool;
mod protocol;
mod resource;
mod response;
mod router;
mod wire;

pub use answerer::answer_queries;
pub use options::Options;

use crate::model::error::{Error, ErrorKind};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use options::processors;
use oxigraph::sparql::CancellationToken;
use pool::Pool;
use response::close;
use router::Site;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tracing::{debug, error, info, warn};

/// How long the head of a request, and then its body, may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(10);
/// How large a body may be: a query of a megabyte is none that a person wrote.
const LARGEST_BODY: usize = 1 << 20;
/// How many clients may be connected.
const CLIENTS: usize = 512;
/// How long a client may leave unread what it asked for.
const STALL: Duration = Duration::from_secs(30);
/// How many characters of an address the log shows.
const LOGGED: usize = 300;
/// How long answers may still take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves the graph file at `graph` until the process is interrupted or terminated; `ready` is told
/// the address once clients can connect.
///
/// # Errors
/// When the graph cannot be read, or the address cannot be listened on.
pub fn serve(graph: &Path, options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    let site = Arc::new(Site::open(graph, options)?);
    let unstarted = |cause: io::Error| {
        let words = format!("the server cannot be started: {cause}");
        Error::new(ErrorKind::Usage, words).because(cause)
    };
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder
        .worker_threads(2)
        .max_blocking_threads(processors().max(4))
        .enable_all()
        .build();
    let runtime = runtime.map_err(unstarted)?;
    let server = Server {
        pool: Arc::new(Pool::new(site.graph(), options).map_err(unstarted)?),
        site,
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
        let page = Arc::clone(&server.site);
        // The first visitor should not have to wait for the drawing.
        tokio::task::spawn_blocking(move || page.prepare());
        server.pool.open().await.map_err(|cause| {
            let program = options.program.display();
            unstarted(io::Error::new(cause.kind(), format!("{program}: {cause}")))
        })?;
        ready(listener.local_addr().map_err(unbound)?);
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
    pool: Arc<Pool>,
    timeout: Duration,
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
            let (stream, client) = match accepted {
                Ok(accepted) => accepted,
                Err(cause) => {
                    warn!(%cause, "a client cannot be taken in");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let server = self.clone();
            let service = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.log(client, request).await.map(Full::new)) }
            });
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(STALL));
            let connection =
                graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
            tokio::spawn(async move {
                // A connection that breaks is the client's affair.
                if let Err(cause) = connection.await {
                    debug!(%client, %cause, "connection broken");
                }
                drop(place);
            });
        }
        drop(listener);
        let _ = timeout(FAREWELL, graceful.shutdown()).await;
    }

    /// Answers, and leaves an access line.
    async fn log(&self, client: SocketAddr, request: Request<Incoming>) -> Response<Bytes> {
        let (start, method) = (Instant::now(), request.method().clone());
        let address = shown(request.uri());
        let response = self.answer(request).await;
        let (status, bytes) = (response.status().as_u16(), response.body().len());
        let ms = start.elapsed().as_millis();
        if response.status().is_server_error() {
            warn!(%client, %method, address, status, bytes, ms, "answered");
        } else {
            info!(%client, %method, address, status, bytes, ms, "answered");
        }
        response
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Bytes> {
        let (head, body) = request.into_parts();
        let too_large = || {
            close(self.site.refuse(
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
                return close(self.site.refuse(
                    StatusCode::BAD_REQUEST,
                    &format!("the body of the request cannot be read: {cause}"),
                ));
            }
            Err(_) => {
                return close(self.site.refuse(
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
            Ok(None) => {
                error!("an answer failed; please report the query of the next line");
                let words = "the answer failed; please report the query";
                self.site.refuse(StatusCode::INTERNAL_SERVER_ERROR, words)
            }
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
        let is_short = Site::is_short(&request);
        let answer = self.pool.answer(&request, is_short).await;
        Some(answer.unwrap_or_else(|refusal| self.site.respond(refusal)))
    }
}

/// Stops an answer when the client that waits for it is told off or goes away.
struct StopOnDrop(CancellationToken);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// An address as the log shows it: not longer than a person reads.
fn shown(address: &Uri) -> String {
    address.to_string().chars().take(LOGGED).collect()
}
