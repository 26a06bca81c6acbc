//! Which requests are let in: the `Host` header against DNS rebinding, fetch metadata against
//! requests of other sites behind the back of a reader (CSRF), and the methods.
//!
//! Owns: the three checks and their words. Must not know: what is answered.

use super::response::Refusal;
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, Version, header};
use std::net::IpAddr;

/// What the server lets in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// Only names of this machine are taken for ours then, so that no page can reach us under a
    /// name of its own.
    pub(super) is_loopback: bool,
    /// Whether pages of other sites may ask.
    pub(super) cors: bool,
}

impl Guard {
    /// # Errors
    /// When the request is not let in, with the reason.
    pub(super) fn check(self, request: &Request<Bytes>) -> Result<(), Refusal> {
        self.check_host(request)?;
        self.check_origin(request)
    }

    fn check_host(self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let Some(host) = request.headers().get(header::HOST) else {
            return if request.version() < Version::HTTP_11 {
                Ok(())
            } else {
                Err(Refusal::bad(
                    "a request of HTTP/1.1 says whom it asks: Host",
                ))
            };
        };
        let host = host.to_str().unwrap_or("?");
        let name = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()))
            .map_or(host, |(name, _)| name);
        let is_address = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        if self.is_loopback && !is_address && !name.eq_ignore_ascii_case("localhost") {
            return Err(Refusal::new(
                StatusCode::MISDIRECTED_REQUEST,
                "this server answers as localhost only; to serve others, say where with --bind",
            ));
        }
        Ok(())
    }

    /// A page of another site may link here, but not make us work behind its reader's back.
    fn check_origin(self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let is = |name: &str, value: &str| {
            let sent = request.headers().get(name);
            sent.is_some_and(|it| it.as_bytes() == value.as_bytes())
        };
        let is_link = is("sec-fetch-mode", "navigate") && request.method() == Method::GET;
        if !self.cors && is("sec-fetch-site", "cross-site") && !is_link {
            return Err(Refusal::new(
                StatusCode::FORBIDDEN,
                "pages of other sites may ask only if the server was started with --cors",
            ));
        }
        Ok(())
    }
}

/// All may read; POST asks, and only at the endpoint.
///
/// # Errors
/// When the method would change something.
pub(super) fn check_method(method: &Method, is_endpoint: bool) -> Result<(), Refusal> {
    match *method {
        Method::GET | Method::HEAD => Ok(()),
        Method::POST if is_endpoint => Ok(()),
        _ => Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this address is only read: GET, and POST to /sparql",
        )),
    }
}

/// The name we were called by, if it can stand in an IRI.
pub(super) fn host_of(request: &Request<Bytes>) -> &str {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let is_plain =
        |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | ':' | '-' | '[' | ']');
    if host.chars().all(is_plain) {
        host
    } else {
        "localhost"
    }
}
