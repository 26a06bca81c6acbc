//! A client of the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! Owns: requests, what is tried again, how a refusal is told. Must not know: what is in a graph,
//! what was sent before.

use crate::model::error::{Error, ErrorKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;
use std::thread::sleep;
use std::time::Duration;
use ureq::http::{Request, StatusCode};
use ureq::{Agent, Body};

/// Name and password (HTTP Basic authentication).
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// How long to wait before each further try.
const WAITS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(3)];
/// How long a store may take to be reached.
const REACHED: Duration = Duration::from_secs(10);
/// How long a store may be silent while it works.
const SILENT: Duration = Duration::from_secs(300);
/// How much of a refusal is told.
const TOLD: u64 = 500;

/// A store, by its address.
pub(super) struct Store {
    agent: Agent,
    address: String,
    authorization: Option<String>,
}

/// Why a request failed: whether it may be tried again, and a clause for the user.
struct Refusal {
    again: bool,
    words: String,
}

impl Store {
    /// The store whose graph store endpoint is `address`.
    ///
    /// # Errors
    /// When the address is none of HTTP without TLS.
    pub(super) fn new(address: &str, login: Option<&Login>) -> Result<Self, Error> {
        let uri = address.parse::<ureq::http::Uri>().ok();
        let uri = uri.filter(|it| it.scheme_str() == Some("http") && it.host().is_some());
        if uri.is_none() || address.contains('#') {
            let words = format!(
                "{address}: this is no http:// address of a graph store, such as \
                 http://localhost:7878/store; for https, let a tunnel or a proxy speak TLS"
            );
            return Err(Error::new(ErrorKind::Usage, words));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(REACHED))
            .timeout_recv_response(Some(SILENT))
            .build();
        let basic = |it: &Login| {
            let both = STANDARD.encode(format!("{}:{}", it.user, it.password));
            format!("Basic {both}")
        };
        Ok(Self {
            agent: config.into(),
            address: address.to_owned(),
            authorization: login.map(basic),
        })
    }

    /// Its address.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Makes `triples` all that the store has of `graph`.
    pub(super) fn put(&self, graph: Option<&str>, triples: &str) -> Result<(), Error> {
        self.request("PUT", graph, Some(triples))
    }

    /// Adds `triples` to what the store has of `graph`.
    pub(super) fn post(&self, graph: Option<&str>, triples: &str) -> Result<(), Error> {
        self.request("POST", graph, Some(triples))
    }

    /// Deletes what the store has of `graph`.
    pub(super) fn delete(&self, graph: Option<&str>) -> Result<(), Error> {
        self.request("DELETE", graph, None)
    }

    /// The address of a graph in the store (indirect graph identification).
    fn at(&self, graph: Option<&str>) -> String {
        let sign = if self.address.contains('?') { '&' } else { '?' };
        let which = graph.map_or_else(
            || "default".to_owned(),
            |graph| format!("graph={}", utf8_percent_encode(graph, NON_ALPHANUMERIC)),
        );
        format!("{}{sign}{which}", self.address)
    }

    fn request(&self, method: &str, graph: Option<&str>, body: Option<&str>) -> Result<(), Error> {
        let mut waits = WAITS.iter();
        loop {
            // All three may be repeated: a graph is a set.
            let Err(refusal) = self.once(method, graph, body) else {
                return Ok(());
            };
            match waits.next().filter(|_| refusal.again) {
                Some(wait) => sleep(*wait),
                None => return Err(self.failed(method, graph, &refusal.words)),
            }
        }
    }

    fn failed(&self, method: &str, graph: Option<&str>, words: &str) -> Error {
        let graph = graph.unwrap_or("the default graph");
        let words = format!(
            "{}: {method} of {graph}: {words}; the same command goes on from here",
            self.address
        );
        Error::new(ErrorKind::Write, words)
    }

    fn once(&self, method: &str, graph: Option<&str>, body: Option<&str>) -> Result<(), Refusal> {
        let unreached = |cause: ureq::Error| Refusal {
            again: true,
            words: format!("the store cannot be reached: {cause}"),
        };
        let mut request = Request::builder().method(method).uri(self.at(graph));
        if let Some(login) = &self.authorization {
            request = request.header("Authorization", login);
        }
        let answer = match body {
            Some(triples) => {
                let typed = request.header("Content-Type", "application/n-triples");
                self.agent.run(
                    typed
                        .body(triples)
                        .map_err(|cause| unreached(cause.into()))?,
                )
            }
            None => self
                .agent
                .run(request.body(()).map_err(|cause| unreached(cause.into()))?),
        };
        let mut answer = answer.map_err(unreached)?;
        let status = answer.status();
        let absent = method == "DELETE" && status == StatusCode::NOT_FOUND;
        if status.is_success() || absent {
            return Ok(());
        }
        Err(Refusal {
            again: status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS,
            words: refused(status, answer.body_mut()),
        })
    }
}

/// What the store says to a request that it does not carry out.
fn refused(status: StatusCode, body: &mut Body) -> String {
    let told = body.with_config().limit(TOLD).lossy_utf8(true);
    let told = told.read_to_string().unwrap_or_default();
    let told = told.lines().next().unwrap_or_default().trim();
    let hint = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => " (give --user, and the password)",
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            " (is this the graph store endpoint?)"
        }
        _ => "",
    };
    format!("the store answers {status}{hint} {told}")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_has_an_address_in_the_store() {
        let store = Store::new("http://localhost:1/store", None).unwrap();
        assert_eq!(store.at(None), "http://localhost:1/store?default");
        assert_eq!(
            store.at(Some("urn:甲&b")),
            "http://localhost:1/store?graph=urn%3A%E7%94%B2%26b"
        );
        let asked = Store::new("http://localhost:1/store?db=x", None).unwrap();
        assert_eq!(asked.at(None), "http://localhost:1/store?db=x&default");
    }

    #[test]
    fn only_addresses_that_can_be_spoken_to_are_taken() {
        for wrong in [
            "localhost:7878",
            "https://示例/store",
            "http://",
            "ftp://a/b",
            "",
        ] {
            assert!(Store::new(wrong, None).is_err(), "{wrong}");
        }
    }
}
