//! The router: what is answered at which address.
//!
//! Owns: the addresses, and what each answers from the graph. Must not know: sockets, threads,
//! time, headers.

use super::guard::{self, Guard};
use super::negotiate::{Kind, kind_of, kind_of_triples, wants_page};
use super::page::Pages;
use super::protocol::{Operation, Parameters};
use super::resource::Resources;
use super::response::{self, Found, Refusal};
use super::{Options, description, forms, view};
use crate::analyze::network::Network;
use crate::analyze::{Lifecycles, functions};
use crate::export;
use crate::model::error::Error;
use crate::rdf::ask::{self, Question};
use crate::rdf::query::{self, Answer, Functions, Limits, Query};
use crate::rdf::store::{self, Keep};
use hyper::body::Bytes;
use hyper::{Method, Request, Response, StatusCode, header};
use maud::{Markup, html};
use oxigraph::model::NamedNode;
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store;
use percent_encoding::percent_decode_str;
use serde_json::json;
use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A little graph.
const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 12 8 4l4 8" fill="none" stroke="#888"/><g fill="#b3261e"><circle cx="8" cy="4" r="2.5"/><circle cx="4" cy="12" r="2.5"/><circle cx="12" cy="12" r="2.5"/></g></svg>"##;

/// A graph that answers.
pub(super) struct Site {
    store: Store,
    network: Arc<Network>,
    lives: Arc<Lifecycles>,
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
        let store = store::load(graph, Keep::Graphs)?;
        let guard = Guard {
            is_loopback: options.bind.ip().is_loopback(),
            cors: options.cors,
        };
        Self::new(store, &options.base, options.rows, guard)
    }

    /// The bytes of the graph file `name`.
    pub(super) fn of(
        graph: &[u8],
        name: &str,
        base: &str,
        rows: usize,
        guard: Guard,
    ) -> Result<Self, Error> {
        let store = store::load_named(graph, Path::new(name), Keep::Graphs)?;
        Self::new(store, base, rows, guard)
    }

    fn new(store: Store, base: &str, rows: usize, guard: Guard) -> Result<Self, Error> {
        let network = Arc::new(Network::read(&store)?);
        let lives = Arc::new(Lifecycles::of(&network));
        Ok(Self {
            functions: functions(Arc::clone(&network), Arc::clone(&lives)),
            lives,
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
            "/questions" | "/questions/" => Ok(Found::page("问题 Questions", &forms::questions())),
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

    /// The SPARQL endpoint.
    fn sparql(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Found, Refusal> {
        let accept = accept(request);
        match Operation::read(request)? {
            Operation::Description { format } => {
                match kind_of_triples(format.as_deref(), accept.as_deref())? {
                    (Kind::Page, _) => Ok(Found::page("SPARQL", &forms::query(""))),
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
                let form = forms::query(&text);
                let answer = Query::parse(&text, &self.base, limits)
                    .and_then(|query| query.over(default, named).run(&self.store));
                match answer {
                    Err(error) => excuse(error.into(), "SPARQL", &form, &wish),
                    Ok(answer) => self.send(&answer, "SPARQL", &wish, || {
                        let again = format!("/sparql?query={}&", view::value(&text));
                        html! {
                            (form)
                            (view::table(&answer, &self.base))
                            (view::formats(&again, &answer))
                        }
                    }),
                }
            }
        }
    }

    /// The answer in the format asked for; `page` is its body for people.
    fn send(
        &self,
        answer: &Answer,
        title: &str,
        wish: &Wish<'_>,
        page: impl FnOnce() -> Markup,
    ) -> Result<Found, Refusal> {
        match kind_of(answer, wish.format, wish.accept)? {
            (Kind::Page, _) => Ok(Found::page(title, &page())),
            (Kind::Data(format), media) => Ok(Found::data(
                media,
                query::render(answer, format, &self.base)?,
            )),
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
        let accept = accept(request);
        let wish = Wish {
            format: parameters.one("format"),
            accept: accept.as_deref(),
        };
        let form = forms::question(&question, &given);
        let is_given = |it: &ask::Parameter| given.iter().any(|(name, _)| name == it.name);
        let mut needed = question.parameters.iter().filter(|it| it.default.is_none());
        if !needed.all(is_given) && wants_page(wish.format, wish.accept) {
            return Ok(Found::page(question.name, &form));
        }
        let text = match ask::fill(&question, &given, Some(&self.store)) {
            Ok(text) => text,
            Err(error) => return excuse(error.into(), question.name, &form, &wish),
        };
        if parameters.one("show").is_some() {
            return Ok(Found::data(
                "text/plain",
                query::prologue(&self.base) + &text,
            ));
        }
        let answer =
            Query::parse(&text, &self.base, limits).and_then(|query| query.run(&self.store));
        match answer {
            Err(error) => excuse(error.into(), question.name, &form, &wish),
            Ok(answer) => self.send(&answer, question.name, &wish, || {
                html! {
                    (form)
                    (view::table(&answer, &self.base))
                    (view::formats(&again(&question, &given), &answer))
                    details { summary { "SPARQL" } pre { (text) } }
                }
            }),
        }
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
            (Kind::Page, _) => {
                let pages = Pages {
                    resources,
                    network: &self.network,
                    lives: &self.lives,
                };
                let (title, body) = pages.of(&node, limits)?;
                let mut address = view::address(iri, &self.base);
                address.push(if address.contains('?') { '&' } else { '?' });
                let formats = view::formats(&address, &Answer::Triples(Vec::new()));
                Ok(Found::page(&title, &html! { (body) (formats) }))
            }
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

/// A refusal; for people as a page that keeps the form they filled in.
fn excuse(refusal: Refusal, title: &str, form: &Markup, wish: &Wish<'_>) -> Result<Found, Refusal> {
    if !wants_page(wish.format, wish.accept) {
        return Err(refusal);
    }
    let body = html! { (form) pre role="alert" { (refusal.words) } };
    Ok(Found {
        status: refusal.status,
        ..Found::page(title, &body)
    })
}

/// The address of the same question, up to where a parameter can be added.
fn again(question: &Question, given: &[(String, String)]) -> String {
    let given: String = given
        .iter()
        .map(|(name, value)| format!("{}={}&", view::value(name), view::value(value)))
        .collect();
    format!("/questions/{}?{given}", question.name)
}

/// A question for the drawing's box.
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
