//! HTTP responses: bodies with their media types, refusals, and the headers that keep a page inert.
//!
//! Owns: the headers of every answer (content security policy, CORS, Vary), status codes of errors.
//! Must not know: addresses, what is in a body.

use crate::model::error::{Error, ErrorKind};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

/// The methods there are; POST only at the endpoint, where it asks as GET does.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";
/// What may load what in a body that is no page: nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) words: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, words: impl Into<String>) -> Self {
        Self {
            status,
            words: words.into(),
        }
    }

    pub(super) fn bad(words: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, words)
    }
}

/// The query was wrong, or its answer would cost too much.
impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = if error.kind == ErrorKind::Limit {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::BAD_REQUEST
        };
        Self::new(status, error.message)
    }
}

/// A body with its media type.
pub(super) struct Found {
    pub(super) status: StatusCode,
    pub(super) media: &'static str,
    pub(super) body: Bytes,
    /// Its content security policy, if it may do more than nothing.
    pub(super) policy: Option<String>,
    /// Where the application shows it instead.
    pub(super) location: Option<String>,
}

impl Found {
    /// A body that loads nothing.
    pub(super) fn data(media: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            media,
            body: body.into(),
            policy: None,
            location: None,
        }
    }

    /// A word to a browser: the application shows it at this address.
    pub(super) fn elsewhere(address: &str) -> Self {
        Self {
            status: StatusCode::SEE_OTHER,
            location: Some(address.to_owned()),
            ..Self::data("text/plain", "")
        }
    }

    /// The response; pages of other sites may read it with `cors`.
    pub(super) fn respond(self, cors: bool) -> Response<Bytes> {
        let media = if self.media.starts_with("text/") {
            format!("{}; charset=utf-8", self.media)
        } else {
            self.media.to_owned()
        };
        let policy = self.policy.unwrap_or_else(|| NOTHING.to_owned());
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        set(&mut response, header::CONTENT_TYPE, &media);
        set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
        set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(&mut response, header::REFERRER_POLICY, "no-referrer");
        set(&mut response, header::VARY, "Accept");
        if let Some(address) = self.location {
            set(&mut response, header::LOCATION, &address);
        }
        if cors {
            for (name, value) in [
                (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
                (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"),
                (header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type"),
            ] {
                set(&mut response, name, value);
            }
        }
        response
    }
}

impl Refusal {
    /// The response: the status and a line of text.
    pub(super) fn respond(self, cors: bool) -> Response<Bytes> {
        let body = format!("{}\n", self.words);
        let mut response = Found {
            status: self.status,
            ..Found::data("text/plain", body)
        }
        .respond(cors);
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            allow(&mut response);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            set(&mut response, header::RETRY_AFTER, "10");
        }
        response
    }
}

/// Names the methods there are.
pub(super) fn allow(response: &mut Response<Bytes>) {
    set(response, header::ALLOW, METHODS);
}

/// What is left of a body that was refused must not be read as another request.
pub(super) fn close(mut response: Response<Bytes>) -> Response<Bytes> {
    set(&mut response, header::CONNECTION, "close");
    response
}

fn set(response: &mut Response<Bytes>, name: HeaderName, value: &str) {
    // What no header can hold is left empty.
    let value = HeaderValue::try_from(value).unwrap_or_else(|_| HeaderValue::from_static(""));
    response.headers_mut().insert(name, value);
}
