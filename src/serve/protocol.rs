//! The SPARQL 1.1 protocol: what a request asks, and the kinds of answer there are.
//!
//! Owns: the query and its graphs in a request of any of the three forms, media types, the service
//! description. Must not know: how a query is evaluated, which pages there are.

use super::accept;
use crate::model::error::Error;
use crate::model::vocab::RDF;
use crate::rdf::query::{Answer, AnswerFormat, Query};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, header};
use oxigraph::model::{GraphName, Literal, NamedNode, Term, Triple};
use oxigraph::store::Store;
use percent_encoding::percent_decode;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

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

    fn bad(words: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, words)
    }
}

/// The query was wrong, or its answer would cost too much.
impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = if error.kind == crate::model::error::ErrorKind::Limit {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::BAD_REQUEST
        };
        Self::new(status, error.message)
    }
}

/// The parameters of a request, decoded.
#[derive(Debug, Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn of(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    pub(super) fn of_address(request: &Request<Bytes>) -> Self {
        Self::of(request.uri().query().unwrap_or_default().as_bytes())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn one<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// All but these, in order.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()))
            .cloned()
            .collect()
    }
}

/// What a request to the endpoint wants.
#[derive(Debug)]
pub(super) enum Operation {
    /// An answer.
    Query {
        /// The SPARQL.
        text: String,
        /// `default-graph-uri`.
        default: Vec<NamedNode>,
        /// `named-graph-uri`.
        named: Vec<NamedNode>,
        /// `format`, which wins over the header if it is known.
        format: Option<String>,
    },
    /// What the service can.
    Description {
        /// `format`, as for a query.
        format: Option<String>,
    },
}

impl Operation {
    pub(super) fn read(request: &Request<Bytes>) -> Result<Self, Refusal> {
        let address = Parameters::of_address(request);
        if request.method() != Method::POST {
            return if address.without(&["format"]).is_empty() {
                Ok(Self::Description {
                    format: address.one("format").map(str::to_owned),
                })
            } else {
                Self::of(&address, None)
            };
        }
        let media = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match media
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "application/x-www-form-urlencoded" => {
                let plain: Vec<u8> = request
                    .body()
                    .iter()
                    .map(|byte| if *byte == b'+' { b' ' } else { *byte })
                    .collect();
                percent_decode(&plain)
                    .decode_utf8()
                    .map_err(|cause| Refusal::bad(format!("the form is not UTF-8: {cause}")))?;
                Self::of(&Parameters::of(request.body()), address.one("format"))
            }
            "application/sparql-query" => {
                let text = std::str::from_utf8(request.body())
                    .map_err(|cause| Refusal::bad(format!("the query is not UTF-8: {cause}")))?;
                Self::with_graphs(text, &address, None)
            }
            "application/sparql-update" => Err(read_only()),
            "" => Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "say what the body is: application/sparql-query or application/x-www-form-urlencoded",
            )),
            other => {
                let words = format!(
                    "a body of type {other} is not understood; send application/sparql-query or application/x-www-form-urlencoded"
                );
                Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, words))
            }
        }
    }

    fn of(parameters: &Parameters, format: Option<&str>) -> Result<Self, Refusal> {
        if parameters.one("update").is_some() {
            return Err(read_only());
        }
        match parameters.all("query").collect::<Vec<_>>().as_slice() {
            [text] => Self::with_graphs(text, parameters, format),
            [] => Err(Refusal::bad(
                "there is no query; send it as the parameter query",
            )),
            _ => Err(Refusal::bad("there is more than one query")),
        }
    }

    fn with_graphs(
        text: &str,
        parameters: &Parameters,
        format: Option<&str>,
    ) -> Result<Self, Refusal> {
        let graph = |iri: &str| {
            NamedNode::new(iri)
                .map_err(|cause| Refusal::bad(format!("the graph “{iri}” is not an IRI: {cause}")))
        };
        Ok(Self::Query {
            text: text.to_owned(),
            default: parameters
                .all("default-graph-uri")
                .map(graph)
                .collect::<Result<_, _>>()?,
            named: parameters
                .all("named-graph-uri")
                .map(graph)
                .collect::<Result<_, _>>()?,
            format: format
                .or_else(|| parameters.one("format"))
                .map(str::to_owned),
        })
    }
}

fn read_only() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "this endpoint only answers queries; it cannot be updated",
    )
}

/// How an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// In one of the formats for programs.
    Data(AnswerFormat),
    /// As a page for people.
    Page,
}

/// What clients such as SPARQLWrapper call formats.
const ALIASES: [(&str, &str); 5] = [
    ("turtle", "ttl"),
    ("n-triples", "nt"),
    ("json-ld", "jsonld"),
    ("rdf+xml", "rdf"),
    ("rdfxml", "rdf"),
];

const HTML: (Kind, &str) = (Kind::Page, "text/html");

const ROWS: [(Kind, &str); 8] = [
    (
        Kind::Data(AnswerFormat::Json),
        "application/sparql-results+json",
    ),
    (
        Kind::Data(AnswerFormat::Xml),
        "application/sparql-results+xml",
    ),
    (Kind::Data(AnswerFormat::Csv), "text/csv"),
    (Kind::Data(AnswerFormat::Tsv), "text/tab-separated-values"),
    (Kind::Data(AnswerFormat::Json), "application/json"),
    (Kind::Data(AnswerFormat::Xml), "application/xml"),
    (Kind::Data(AnswerFormat::Xml), "text/xml"),
    HTML,
];

const TRIPLES: [(Kind, &str); 8] = [
    (Kind::Data(AnswerFormat::Ttl), "text/turtle"),
    (Kind::Data(AnswerFormat::Nt), "application/n-triples"),
    (Kind::Data(AnswerFormat::Nq), "application/n-quads"),
    (Kind::Data(AnswerFormat::Trig), "application/trig"),
    (Kind::Data(AnswerFormat::Jsonld), "application/ld+json"),
    (Kind::Data(AnswerFormat::Rdf), "application/rdf+xml"),
    (Kind::Data(AnswerFormat::Jsonld), "application/json"),
    HTML,
];

/// How this answer goes to a client that asks for `format` or else accepts what the header says,
/// with its media type.
pub(super) fn kind_of(
    answer: &Answer,
    format: Option<&str>,
    accept: Option<&str>,
) -> Result<(Kind, &'static str), Refusal> {
    choose(
        if matches!(answer, Answer::Triples(_)) {
            &TRIPLES
        } else {
            &ROWS
        },
        format,
        accept,
    )
}

/// As [`kind_of`], for triples.
pub(super) fn kind_of_triples(
    format: Option<&str>,
    accept: Option<&str>,
) -> Result<(Kind, &'static str), Refusal> {
    choose(&TRIPLES, format, accept)
}

fn choose(
    offered: &[(Kind, &'static str)],
    format: Option<&str>,
    accept: Option<&str>,
) -> Result<(Kind, &'static str), Refusal> {
    let name = |kind: Kind| {
        if let Kind::Data(format) = kind {
            format.name()
        } else {
            "html"
        }
    };
    let by_name = |format: &str| {
        let format = format.to_ascii_lowercase();
        let format = ALIASES
            .iter()
            .find(|(alias, _)| *alias == format)
            .map_or(format.as_str(), |(_, name)| name);
        offered
            .iter()
            .find(|(kind, media)| name(*kind) == format || *media == format)
    };
    let by_header = || {
        accept::choose(
            accept,
            &offered.iter().map(|(_, media)| *media).collect::<Vec<_>>(),
        )
        .and_then(|n| offered.get(n))
    };
    // Some clients send names of their own beside a proper header, so an unknown name is no
    // refusal.
    let found = format.and_then(by_name).or_else(by_header);
    found.copied().ok_or_else(|| {
        let all: Vec<&str> = offered.iter().map(|(_, media)| *media).collect();
        Refusal::new(
            StatusCode::NOT_ACCEPTABLE,
            format!("this answer can be sent as {}", all.join(", ")),
        )
    })
}

/// What the service at `endpoint` can, in the words of SPARQL 1.1 Service Description.
pub(super) fn description(store: &Store, endpoint: &str, base: &str) -> Result<Answer, Refusal> {
    let part = |name: &str| NamedNode::new_unchecked(format!("{endpoint}#{name}"));
    let (service, dataset, merge) = (part("service"), part("dataset"), part("default-graph"));
    let (sd, void) = (
        |name: &str| NamedNode::new_unchecked(format!("{SD}{name}")),
        |name: &str| NamedNode::new_unchecked(format!("{VOID}{name}")),
    );
    let is_a = || NamedNode::new_unchecked(format!("{RDF}type"));
    let mut triples = vec![
        Triple::new(service.clone(), is_a(), sd("Service")),
        Triple::new(
            service.clone(),
            sd("endpoint"),
            NamedNode::new_unchecked(endpoint),
        ),
        Triple::new(
            service.clone(),
            sd("supportedLanguage"),
            sd("SPARQL11Query"),
        ),
        Triple::new(service.clone(), sd("defaultDataset"), dataset.clone()),
        Triple::new(dataset.clone(), is_a(), sd("Dataset")),
        Triple::new(dataset.clone(), sd("defaultGraph"), merge.clone()),
        Triple::new(merge.clone(), is_a(), sd("Graph")),
    ];
    let names = [
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "N-Quads",
        "TriG",
        "JSON-LD",
        "RDF_XML",
    ];
    triples.extend(names.map(|name| {
        Triple::new(
            service.clone(),
            sd("resultFormat"),
            NamedNode::new_unchecked(format!("{FORMATS}{name}")),
        )
    }));
    let count = |pattern: &str| -> Result<Option<Literal>, Refusal> {
        let query = format!("SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}");
        let Answer::Rows(_, rows) = Query::parse(&query, base, &Default::default())?.run(store)?
        else {
            return Ok(None);
        };
        Ok(rows.into_iter().flatten().flatten().find_map(|term| {
            if let Term::Literal(count) = term {
                Some(count)
            } else {
                None
            }
        }))
    };
    triples.extend(count("?s ?p ?o")?.map(|all| Triple::new(merge, void("triples"), all)));
    for (number, graph) in store.named_graphs().enumerate() {
        let graph = graph.map_err(|cause| {
            Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("the graphs cannot be listed: {cause}"),
            )
        })?;
        let GraphName::NamedNode(name) = GraphName::from(graph) else {
            continue;
        };
        // A graph file can hold names that no other program would read.
        if NamedNode::new(name.as_str()).is_err() {
            continue;
        }
        let named = part(&format!("graph-{}", number + 1));
        triples.push(Triple::new(
            dataset.clone(),
            sd("namedGraph"),
            named.clone(),
        ));
        triples.push(Triple::new(named.clone(), is_a(), sd("NamedGraph")));
        triples.push(Triple::new(named, sd("name"), name));
    }
    Ok(Answer::Triples(triples))
}
