//! What is answered at which address.
//!
//! Owns: the addresses, the headers of answers, which methods and hosts are let in, the words of
//! refusals. Must not know: sockets, threads, time.

use super::protocol::{
    Kind, Operation, Parameters, Refusal, description, kind_of, kind_of_triples,
};
use super::resource::Graph;
use super::{Options, view};
use crate::analyze::network::Network;
use crate::analyze::{Lifecycles, functions};
use crate::export::{self, escape};
use crate::model::error::Error;
use crate::rdf::ask::{self, Question};
use crate::rdf::query::{self, Answer, Functions, Limits, Query};
use crate::rdf::store::{self, Keep};
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use oxigraph::model::NamedNode;
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use percent_encoding::percent_decode_str;
use serde_json::json;
use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A graph that answers.
pub(super) struct Site {
    store: Store,
    network: Arc<Network>,
    lives: Arc<Lifecycles>,
    functions: Functions,
    base: String,
    rows: usize,
    cors: bool,
    /// Only names of this machine are taken for ours then, so that no page can reach us under a
    /// name of its own.
    is_loopback: bool,
    page: OnceLock<Bytes>,
}

/// A body with its media type.
struct Found {
    status: StatusCode,
    media: &'static str,
    body: Vec<u8>,
    policy: Option<String>,
}

impl Found {
    fn html(title: &str, body: &str) -> Self {
        Self {
            status: StatusCode::OK,
            media: "text/html",
            body: view::page(title, body).into_bytes(),
            policy: Some(view::policy()),
        }
    }
}

impl Site {
    pub(super) fn open(graph: &Path, options: &Options) -> Result<Self, Error> {
        let store = store::load(graph, Keep::Graphs)?;
        let network = Arc::new(Network::read(&store)?);
        let lives = Arc::new(Lifecycles::of(&network));
        Ok(Self {
            functions: functions(Arc::clone(&network), Arc::clone(&lives)),
            lives,
            store,
            network,
            base: options.base.clone(),
            rows: options.rows,
            cors: options.cors,
            is_loopback: options.bind.ip().is_loopback(),
            page: OnceLock::new(),
        })
    }

    /// Draws the page of the graph, unless it is drawn already.
    pub(super) fn prepare(&self) -> Bytes {
        let draw = || {
            let parameter = |it: &ask::Parameter| json!({"name": it.name, "default": it.default, "description": it.description, "isDocument": it.kind() == ask::Kind::Document});
            let question = |it: &Question| json!({"name": it.name, "description": it.description, "parameters": it.parameters.iter().map(parameter).collect::<Vec<_>>()});
            let questions = ask::questions().iter().map(question).collect();
            Bytes::from(export::live_page(&self.network, &questions))
        };
        self.page.get_or_init(draw).clone()
    }

    /// Whether a client's own words decide how much work the answer is.
    pub(super) fn is_query(request: &Request<Bytes>) -> bool {
        let is_bare = || request.method() != Method::POST && request.uri().query().is_none();
        path_of(request).is_ok_and(|path| is_endpoint(&path)) && !is_bare()
    }

    /// The answer to a request, whatever it is.
    pub(super) fn answer(
        &self,
        request: &Request<Bytes>,
        token: &CancellationToken,
    ) -> Response<Bytes> {
        let limits = Limits {
            rows: Some(self.rows),
            token: token.clone(),
            functions: self.functions.clone(),
        };
        match self.find(request, &limits) {
            Ok(found) => {
                let mut response = self.respond(found);
                if request.method() == Method::OPTIONS {
                    response
                        .headers_mut()
                        .insert(header::ALLOW, HeaderValue::from_static(METHODS));
                }
                response
            }
            Err(refusal) => self.refuse(refusal.status, &refusal.words),
        }
    }

    /// A refusal in words.
    pub(super) fn refuse(&self, status: StatusCode, words: &str) -> Response<Bytes> {
        let mut response = self.respond(Found {
            status,
            media: "text/plain",
            body: format!("{words}\n").into_bytes(),
            policy: None,
        });
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static(METHODS));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
        }
        response
    }

    fn respond(&self, found: Found) -> Response<Bytes> {
        let mut headers = HeaderMap::new();
        let media = if found.media.starts_with("text/") {
            format!("{}; charset=utf-8", found.media)
        } else {
            found.media.to_owned()
        };
        let value = |text: String| {
            HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
        };
        headers.insert(header::CONTENT_TYPE, value(media));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        headers.insert(
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        );
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            value(
                found
                    .policy
                    .unwrap_or_else(|| "default-src 'none'; frame-ancestors 'none'".to_owned()),
            ),
        );
        headers.insert(header::VARY, HeaderValue::from_static("Accept"));
        if self.cors {
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_ORIGIN,
                HeaderValue::from_static("*"),
            );
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                HeaderValue::from_static("GET, HEAD, POST"),
            );
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static("Accept, Content-Type"),
            );
        }
        let mut response = Response::new(Bytes::from(found.body));
        *response.status_mut() = found.status;
        *response.headers_mut() = headers;
        response
    }

    fn find(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Found, Refusal> {
        self.check_host(request)?;
        self.check_origin(request)?;
        let path = path_of(request)?;
        match *request.method() {
            Method::OPTIONS => {
                return Ok(Found {
                    status: StatusCode::OK,
                    media: "text/plain",
                    body: Vec::new(),
                    policy: None,
                });
            }
            Method::GET | Method::HEAD => {}
            Method::POST if is_endpoint(&path) => {}
            _ => {
                return Err(Refusal::new(
                    StatusCode::METHOD_NOT_ALLOWED,
                    "this address is only read: GET, and POST to /sparql",
                ));
            }
        }
        match path.as_ref() {
            "/" => Ok(Found {
                status: StatusCode::OK,
                media: "text/html",
                body: self.prepare().to_vec(),
                policy: Some("frame-ancestors 'none'".to_owned()),
            }),
            "/favicon.ico" => Ok(Found {
                status: StatusCode::OK,
                media: "image/svg+xml",
                body: ICON.into(),
                policy: None,
            }),
            "/questions" | "/questions/" => Ok(Found::html("问题 Questions", &list_questions())),
            "/resource" => {
                let parameters = Parameters::of_address(request);
                let iri = parameters.one("iri").ok_or_else(|| {
                    Refusal::new(StatusCode::BAD_REQUEST, "say which: /resource?iri=…")
                })?;
                self.resource(request, iri, limits)
            }
            path if is_endpoint(path) => self.sparql(request, limits),
            path => match (path.strip_prefix("/questions/"), path.strip_prefix("/id/")) {
                (Some(name), _) => self.question(request, name, limits),
                (_, Some(path)) if !path.is_empty() => {
                    self.resource(request, &format!("{}{path}", self.base), limits)
                }
                _ => Err(Refusal::new(
                    StatusCode::NOT_FOUND,
                    "nothing is here; there are /, /sparql, /questions, and /id/… for each document",
                )),
            },
        }
    }

    fn check_host(&self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let Some(host) = request.headers().get(header::HOST) else {
            return Ok(());
        };
        let host = host.to_str().unwrap_or("?");
        let name = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()))
            .map_or(host, |(name, _)| name);
        let is_address = name
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok();
        if self.is_loopback && !is_address && !name.eq_ignore_ascii_case("localhost") {
            return Err(Refusal::new(
                StatusCode::MISDIRECTED_REQUEST,
                "this server answers as localhost only; to serve others, say where with --bind",
            ));
        }
        Ok(())
    }

    /// A page of another site may link here, but not make us work behind its reader's back.
    fn check_origin(&self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let is = |name: &str, value: &str| {
            request
                .headers()
                .get(name)
                .is_some_and(|it| it.as_bytes() == value.as_bytes())
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

    fn sparql(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Found, Refusal> {
        let accept = accept(request);
        let accept = accept.as_deref();
        match Operation::read(request)? {
            Operation::Description { format } => {
                match kind_of_triples(format.as_deref(), accept)? {
                    (Kind::Page, _) => Ok(Found::html("SPARQL", &query_form(""))),
                    (Kind::Data(format), media) => {
                        let endpoint = format!("http://{}/sparql", host_of(request));
                        Ok(Found {
                            status: StatusCode::OK,
                            media,
                            body: query::render(
                                &description(&self.store, &endpoint, &self.base)?,
                                format,
                                &self.base,
                            )?,
                            policy: None,
                        })
                    }
                }
            }
            Operation::Query {
                text,
                default,
                named,
                format,
            } => {
                let answer = Query::parse(&text, &self.base, limits)
                    .and_then(|query| query.over(default, named).run(&self.store));
                let answer = match answer {
                    Ok(answer) => answer,
                    Err(error) => {
                        return self.excuse(
                            error.into(),
                            "SPARQL",
                            &query_form(&text),
                            format.as_deref(),
                            accept,
                        );
                    }
                };
                self.send(&answer, format.as_deref(), accept, || {
                    let again = format!("/sparql?query={}&", view::value(&text));
                    (
                        "SPARQL".to_owned(),
                        format!(
                            "{}{}{}",
                            query_form(&text),
                            view::table(&answer, &self.base),
                            view::formats(&again, &answer)
                        ),
                    )
                })
            }
        }
    }

    /// A refusal; for people as a page that keeps the form they filled in.
    fn excuse(
        &self,
        refusal: Refusal,
        title: &str,
        form: &str,
        format: Option<&str>,
        accept: Option<&str>,
    ) -> Result<Found, Refusal> {
        if !wants_page(format, accept) {
            return Err(refusal);
        }
        let body = format!("{form}<pre role=\"alert\">{}</pre>", escape(&refusal.words));
        Ok(Found {
            status: refusal.status,
            ..Found::html(title, &body)
        })
    }

    /// The answer in the format asked for; `page` is its title and body for people.
    fn send(
        &self,
        answer: &Answer,
        format: Option<&str>,
        accept: Option<&str>,
        page: impl FnOnce() -> (String, String),
    ) -> Result<Found, Refusal> {
        match kind_of(answer, format, accept)? {
            (Kind::Page, _) => {
                let (title, body) = page();
                Ok(Found::html(&title, &body))
            }
            (Kind::Data(format), media) => Ok(Found {
                status: StatusCode::OK,
                media,
                body: query::render(answer, format, &self.base)?,
                policy: None,
            }),
        }
    }

    /// A canned question: its form until all it needs is given, then its answer; with `show`, its
    /// SPARQL.
    fn question(
        &self,
        request: &Request<Bytes>,
        name: &str,
        limits: &Limits,
    ) -> Result<Found, Refusal> {
        let question = ask::question(name)
            .map_err(|error| Refusal::new(StatusCode::NOT_FOUND, error.message))?;
        let parameters = Parameters::of_address(request);
        let mut given = parameters.without(&["format", "show"]);
        given.retain(|(_, value)| !value.trim().is_empty());
        let form = question_form(&question, &given);
        let is_complete = question
            .parameters
            .iter()
            .all(|it| it.default.is_some() || given.iter().any(|(name, _)| name == it.name));
        let (format, accept) = (parameters.one("format"), accept(request));
        let accept = accept.as_deref();
        if !is_complete && wants_page(format, accept) {
            return Ok(Found::html(question.name, &form));
        }
        let text = match ask::fill(&question, &given, Some(&self.store)) {
            Ok(text) => text,
            Err(error) => return self.excuse(error.into(), question.name, &form, format, accept),
        };
        if parameters.one("show").is_some() {
            return Ok(Found {
                status: StatusCode::OK,
                media: "text/plain",
                body: (query::prologue(&self.base) + &text).into_bytes(),
                policy: None,
            });
        }
        let answer = match Query::parse(&text, &self.base, limits)
            .and_then(|query| query.run(&self.store))
        {
            Ok(answer) => answer,
            Err(error) => return self.excuse(error.into(), question.name, &form, format, accept),
        };
        self.send(&answer, format, accept, || {
            let again: String = given
                .iter()
                .map(|(name, value)| format!("{}={}&", view::value(name), view::value(value)))
                .collect();
            let formats = view::formats(&format!("/questions/{}?{again}", question.name), &answer);
            let sparql = format!(
                "<details><summary>SPARQL</summary><pre>{}</pre></details>",
                escape(&text)
            );
            (
                question.name.to_owned(),
                format!(
                    "{form}{}{formats}{sparql}",
                    view::table(&answer, &self.base)
                ),
            )
        })
    }

    fn resource(
        &self,
        request: &Request<Bytes>,
        iri: &str,
        limits: &Limits,
    ) -> Result<Found, Refusal> {
        let node = NamedNode::new(iri).map_err(|cause| {
            Refusal::new(
                StatusCode::BAD_REQUEST,
                format!("“{iri}” is not an IRI: {cause}"),
            )
        })?;
        let graph = Graph {
            store: &self.store,
            network: &self.network,
            lives: &self.lives,
            base: &self.base,
        };
        if !graph.knows(&node) {
            return Err(Refusal::new(
                StatusCode::NOT_FOUND,
                format!("the graph says nothing of <{iri}>"),
            ));
        }
        let parameters = Parameters::of_address(request);
        match kind_of_triples(parameters.one("format"), accept(request).as_deref())? {
            (Kind::Page, _) => {
                let (title, body) = graph.page(&node, limits)?;
                let address = view::address(iri, &self.base);
                let formats = view::formats(
                    &format!("{address}{}", if address.contains('?') { '&' } else { '?' }),
                    &Answer::Triples(Vec::new()),
                );
                Ok(Found::html(&title, &format!("{body}{formats}")))
            }
            (Kind::Data(format), media) => Ok(Found {
                status: StatusCode::OK,
                media,
                body: query::render(&graph.triples(&node, limits)?, format, &self.base)?,
                policy: None,
            }),
        }
    }
}

/// POST only at the endpoint, where it asks as GET does.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// A little graph.
const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 12 8 4l4 8" fill="none" stroke="#888"/><g fill="#b3261e"><circle cx="8" cy="4" r="2.5"/><circle cx="4" cy="12" r="2.5"/><circle cx="12" cy="12" r="2.5"/></g></svg>"##;

fn path_of(request: &Request<Bytes>) -> Result<Cow<'_, str>, Refusal> {
    percent_decode_str(request.uri().path())
        .decode_utf8()
        .map_err(|_| {
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "the address is not UTF-8 when it is decoded",
            )
        })
}

/// Whether a person asks, as far as a request tells.
fn wants_page(format: Option<&str>, accept: Option<&str>) -> bool {
    format.is_none() && kind_of_triples(None, accept).is_ok_and(|(kind, _)| kind == Kind::Page)
}

fn is_endpoint(path: &str) -> bool {
    matches!(path, "/sparql" | "/query")
}

/// All that the client accepts, which may stand in several headers.
fn accept(request: &Request<Bytes>) -> Option<String> {
    let all: Vec<&str> = request
        .headers()
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    (!all.is_empty()).then(|| all.join(","))
}

/// The name we were called by, if it can stand in an IRI.
fn host_of(request: &Request<Bytes>) -> &str {
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

fn query_form(text: &str) -> String {
    format!(
        "<form action=\"/sparql\" method=\"get\"><textarea name=\"query\" aria-label=\"SPARQL\" spellcheck=\"false\">{}</textarea><p><button>运行 Run</button> \
         <span class=\"soft\">前缀和基址不必声明 prefixes and base need no declaration</span></p></form>",
        escape(text)
    )
}

fn list_questions() -> String {
    let item = |it: &Question| {
        format!(
            "<li><a href=\"/questions/{0}\">{0}</a> <span class=\"soft\">{1}</span></li>",
            escape(it.name),
            escape(it.description)
        )
    };
    format!(
        "<ul>{}</ul>",
        ask::questions().iter().map(item).collect::<String>()
    )
}

fn question_form(question: &Question, given: &[(String, String)]) -> String {
    let mut form = format!(
        "<p>{}</p><form method=\"get\">",
        escape(question.description)
    );
    for parameter in &question.parameters {
        let value = given
            .iter()
            .find(|(name, _)| name == parameter.name)
            .map(|(_, value)| value.as_str())
            .or(parameter.default)
            .unwrap_or_default();
        let (name, description, value) = (
            escape(parameter.name),
            escape(parameter.description),
            escape(value),
        );
        export::push(
            &mut form,
            format_args!(
                "<label>{name} <span class=\"soft\">{description}</span><br><input name=\"{name}\" value=\"{value}\"></label>"
            ),
        );
    }
    if !question.parameters.is_empty() {
        form.push_str("<button>问 Ask</button>");
    }
    form + "</form>"
}
