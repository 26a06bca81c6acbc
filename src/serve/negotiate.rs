//! Content negotiation: which kind of answer a client gets.
//!
//! Owns: the media types there are for rows and for triples, the names clients have for them; a
//! `format` in the address wins over the `Accept` header. Must not know: how an answer is written.

use super::accept;
use super::response::Refusal;
use crate::rdf::query::{Answer, AnswerFormat};
use hyper::StatusCode;

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

/// Whether a person asks, as far as a request tells.
pub(super) fn wants_page(format: Option<&str>, accept: Option<&str>) -> bool {
    format.is_none() && kind_of_triples(None, accept).is_ok_and(|(kind, _)| kind == Kind::Page)
}
