//! The router: what is answered at which address.
//!
//! Owns: the addresses, and what each answers from the graph. Must not know: sockets, threads,
//! time, headers.

use super::description;
use super::guard::{self, Guard};
use super::negotiate::{Kind, kind_of, kind_of_triples, wants_page};
use super::options::Options;
use super::protocol::{Operation, Parameters};
use super::resource::Resources;
use super::response::{self, Found, Refusal};
use crate::analyze::network::{Network, TextFile};
use crate::analyze::{Lifecycles, functions};
use crate::export;
use crate::model::error::Error;
use crate::rdf::ask::{self, Question};
use crate::rdf::query::{self, Answer, Functions, Limits, Query};
use crate::rdf::store::Store;
use hyper::body::Bytes;
use hyper::{Method, Request, Response, StatusCode, header};
use oxigraph::model::NamedNode;
use oxigraph::sparql::CancellationToken;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A little graph.
const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 12 8 4l4 8" fill="none" stroke="#888"/><g fill="#b3261e"><circle cx="8" cy="4" r="2.5"/><circle cx="4" cy="12" r="2.5"/><circle cx="12" cy="12" r="2.5"/></g></svg>"##;

/// What may stand behind the # of an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b':')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A graph that answers.
pub(super) struct Site {
    store: Store,
    network: Arc<Network>,
    /// The texts that were given and are those the graph was built from, by the number of the file.
    texts: BTreeMap<String, Bytes>,
    functions: Functions,
    base: String,
    rows: usize,
    guard: Guard,
    page: OnceLock<Bytes>,
}

/// What a client asks for by `format` and `Accept`.
struct Wish<'a> {
    format: Option<&'a str>,
    accept: Option<&'a str>,
}

impl Site {
    /// The graph file at `graph`.
    pub(super) fn open(graph: &Path, options: &Options) -> Result<Self, Error> {
        let store = Store::open(graph)?;
        let guard = Guard {
            is_loopback: options.bind.ip().is_loopback(),
            cors: options.cors,
        };
        let site = Self::of(store, &options.base, options.rows, guard)?;
        Ok(Self {
            texts: texts_of(&site.network, &options.texts),
            ..site
        })
    }

    /// Its graph, for other processes.
    pub(super) fn graph(&self) -> Bytes {
        Bytes::from(self.store.to_bytes())
    }

    /// The site of a graph that is read already, without its texts.
    pub(super) fn of(store: Store, base: &str, rows: usize, guard: Guard) -> Result<Self, Error> {
        let network = Arc::new(Network::read(&store));
        let lives = Arc::new(Lifecycles::of(&network));
        Ok(Self {
            functions: functions(Arc::clone(&network), lives),
            texts: BTreeMap::new(),
            store,
            network,
            base: base.to_owned(),
            rows,
            guard,
            page: OnceLock::new(),
        })
    }

    /// Draws the page of the graph, unless it is drawn already.
    pub(super) fn prepare(&self) -> Bytes {
        let draw = || {
            let questions = ask::questions().iter().map(question_json).collect();
            let has_texts = !self.texts.is_empty();
            Bytes::from(export::live_page(&self.network, &questions, has_texts))
        };
        self.page.get_or_init(draw).clone()
    }

    /// Whether a client's own words decide how much work the answer is.
    pub(super) fn is_query(request: &Request<Bytes>) -> bool {
        let is_bare = || request.method() != Method::POST && request.uri().query().is_none();
        path_of(request).is_ok_and(|path| is_endpoint(&path)) && !is_bare()
    }

    /// Whether it is a query that cannot take long, as its words show.
    pub(super) fn is_short(request: &Request<Bytes>) -> bool {
        matches!(
            Operation::read(request),
            // Several graphs that are asked together are copied together first.
            Ok(Operation::Query { text, default, named, .. })
                if default.is_empty() && named.is_empty() && query::is_short(&text)
        )
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
                let mut response = found.respond(self.guard.cors);
                if request.method() == Method::OPTIONS {
                    response::allow(&mut response);
                }
                response
            }
            Err(refusal) => refusal.respond(self.guard.cors),
        }
    }

    /// A refusal in words.
    pub(super) fn refuse(&self, status: StatusCode, words: &str) -> Response<Bytes> {
        self.respond(Refusal::new(status, words))
    }

    /// A refusal as a response.
    pub(super) fn respond(&self, refusal: Refusal) -> Response<Bytes> {
        refusal.respond(self.guard.cors)
    }

    fn find(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Found, Refusal> {
        self.guard.check(request)?;
        let path = path_of(request)?;
        if request.method() == Method::OPTIONS {
            return Ok(Found::data("text/plain", ""));
        }
        guard::check_method(request.method(), is_endpoint(&path))?;
        match path.as_ref() {
            "/" => Ok(Found {
                policy: Some("frame-ancestors 'none'".to_owned()),
                ..Found::data("text/html", self.prepare())
            }),
            "/favicon.ico" => Ok(Found::data("image/svg+xml", ICON)),
            "/questions" | "/questions/" => Ok(Found::elsewhere("/#/ask")),
            "/resource" => {
                let parameters = Parameters::of_address(request);
                let iri = parameters.one("iri").ok_or_else(|| {
                    Refusal::new(StatusCode::BAD_REQUEST, "say which: /resource?iri=…")
                })?;
                self.resource(request, iri, limits)
            }
            path if is_endpoint(path) => self.sparql(request, limits),
            path => self.find_below(request, path, limits),
        }
    }

    /// What is answered below a folder of addresses.
    fn find_below(
        &self,
        request: &Request<Bytes>,
        path: &str,
        limits: &Limits,
    ) -> Result<Found, Refusal> {
        let (folder, name) = path
            .strip_prefix('/')
            .and_then(|path| path.split_once('/'))
            .filter(|(_, name)| !name.is_empty())
            .unwrap_or_default();
        let not_found = |words: &str| Refusal::new(StatusCode::NOT_FOUND, words);
        match folder {
            "questions" => self.question(request, name, limits),
            "id" => self.resource(request, &format!("{}{name}", self.base), limits),
            "texts" => {
                let text = self.texts.get(name).cloned();
                let text = text.ok_or_else(|| not_found("this text was not given"))?;
                Ok(Found::data("text/plain", text))
            }
            _ => Err(not_found(
                "nothing is here; there are /, /sparql, /questions, and /id/… for each document",
            )),
        }
    }

    /// The SPARQL endpoint.
    fn sparql(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Found, Refusal> {
        let accept = accept(request);
        match Operation::read(request)? {
            Operation::Description { format } => {
                match kind_of_triples(format.as_deref(), accept.as_deref())? {
                    (Kind::Page, _) => Ok(Found::elsewhere("/#/ask/sparql")),
                    (Kind::Data(format), media) => {
                        let endpoint = format!("http://{}/sparql", guard::host_of(request));
                        let answer = description::of(&self.store, &endpoint, &self.base)?;
                        Ok(Found::data(
                            media,
                            query::render(&answer, format, &self.base)?,
                        ))
                    }
                }
            }
            Operation::Query {
                text,
                default,
                named,
                format,
            } => {
                let wish = Wish {
                    format: format.as_deref(),
                    accept: accept.as_deref(),
                };
                let is_whole = default.is_empty() && named.is_empty();
                if is_whole && wants_page(wish.format, wish.accept) {
                    let query = [("query".to_owned(), text)];
                    return Ok(Found::elsewhere(&application("ask/sparql", &query)));
                }
                let query = Query::parse(&text, &self.base, limits)?;
                self.send(&query.over(default, named).run(&self.store)?, &wish)
            }
        }
    }

    /// The answer in the format asked for; a browser that asks for one in which there is no page
    /// gets the first that programs read.
    fn send(&self, answer: &Answer, wish: &Wish<'_>) -> Result<Found, Refusal> {
        let (kind, media) = match kind_of(answer, wish.format, wish.accept)? {
            (Kind::Page, _) => kind_of(answer, None, None)?,
            data => data,
        };
        let format = match kind {
            Kind::Data(format) => format,
            Kind::Page => return Ok(Found::elsewhere("/#/ask")),
        };
        let body = query::render(answer, format, &self.base)?;
        Ok(Found::data(media, body))
    }

    /// The answer to a canned question; with `show`, its SPARQL.
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
        let accept = accept(request);
        let wish = Wish {
            format: parameters.one("format"),
            accept: accept.as_deref(),
        };
        let is_shown = parameters.one("show").is_some();
        if !is_shown && wants_page(wish.format, wish.accept) {
            let named = |(name, value): &(String, String)| (format!("p.{name}"), value.clone());
            let given: Vec<(String, String)> = given.iter().map(named).collect();
            let path = format!("ask/{}", question.name);
            return Ok(Found::elsewhere(&application(&path, &given)));
        }
        let text = ask::fill(&question, &given, Some(&self.store))?;
        if is_shown {
            let text = query::prologue(&self.base) + &text;
            return Ok(Found::data("text/plain", text));
        }
        let query = Query::parse(&text, &self.base, limits)?;
        self.send(&query.run(&self.store)?, &wish)
    }

    /// What the graph says of one thing.
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
        let resources = Resources {
            store: &self.store,
            base: &self.base,
        };
        if !resources.knows(&node) {
            return Err(Refusal::new(
                StatusCode::NOT_FOUND,
                format!("the graph says nothing of <{iri}>"),
            ));
        }
        let parameters = Parameters::of_address(request);
        match kind_of_triples(parameters.one("format"), accept(request).as_deref())? {
            (Kind::Page, _) => Ok(Found::elsewhere(&application(&format!("doc/{iri}"), &[]))),
            (Kind::Data(format), media) => {
                let triples = resources.triples(&node, limits)?;
                Ok(Found::data(
                    media,
                    query::render(&triples, format, &self.base)?,
                ))
            }
        }
    }
}

/// Where the application shows something: `path` is a view and what it shows.
fn application(path: &str, values: &[(String, String)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
    let values: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    let mark = if values.is_empty() { "" } else { "?" };
    format!("/#/{}{mark}{}", encode(path), values.join("&"))
}

/// Of the texts `given`, by checksum, those the graph was built from.
fn texts_of(network: &Network, given: &BTreeMap<String, String>) -> BTreeMap<String, Bytes> {
    let text = |(iri, file): (&String, &TextFile)| {
        let name = iri.rsplit('/').next()?.to_owned();
        Some((name, Bytes::from(given.get(&file.sha256)?.clone())))
    };
    network.sources.iter().filter_map(text).collect()
}

/// A question for the page.
fn question_json(question: &Question) -> serde_json::Value {
    let parameter = |it: &ask::Parameter| {
        json!({
            "name": it.name,
            "default": it.default,
            "description": it.description,
            "isDocument": it.kind() == ask::Kind::Document,
        })
    };
    json!({
        "name": question.name,
        "description": question.description,
        "parameters": question.parameters.iter().map(parameter).collect::<Vec<_>>(),
    })
}

fn path_of(request: &Request<Bytes>) -> Result<Cow<'_, str>, Refusal> {
    let path = percent_decode_str(request.uri().path()).decode_utf8();
    path.map_err(|_| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "the address is not UTF-8 when it is decoded",
        )
    })
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
