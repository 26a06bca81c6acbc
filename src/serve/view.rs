//! Pages for people: plain HTML without scripts.
//!
//! Owns: the frame of a page, terms and links in it, that no text becomes markup. Must not know:
//! which pages there are, what is on them.

use crate::export::{digest_of, escape, push};
use crate::rdf::query::{Answer, shorten_iri};
use oxigraph::model::{NamedNode, Term};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const STYLE: &str = include_str!("view.css");
/// What may stand in a path as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Only the style of these pages is let in, and forms that send to this site.
pub(super) fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        digest_of(STYLE)
    )
}

/// A whole page; `title` is text, `body` markup.
pub(super) fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0} · 政图 Zhengtu</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<nav><a href=\"/\">政图 Zhengtu</a> <a href=\"/questions\">问题 Questions</a> \
         <a href=\"/sparql\">SPARQL</a></nav>\n<main>\n<h1>{0}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        escape(title)
    )
}

/// Where this site shows a resource.
pub(super) fn address(iri: &str, base: &str) -> String {
    // A path with dots is another one by the time it is sent.
    let is_plain = |path: &&str| {
        !path.is_empty()
            && !path.contains(['#', '?'])
            && !path.split('/').any(|part| part == "." || part == "..")
    };
    match iri.strip_prefix(base).filter(is_plain) {
        Some(path) => format!("/id/{}", utf8_percent_encode(path, PATH)),
        None => format!("/resource?iri={}", value(iri)),
    }
}

/// A value of a parameter, encoded.
pub(super) fn value(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// A link to a resource, with text of its own or its short IRI.
pub(super) fn link(iri: &str, text: Option<&str>, base: &str) -> String {
    let short = || shorten_iri(iri, base);
    if NamedNode::new(iri).is_err() {
        return escape(&text.map_or_else(short, str::to_owned));
    }
    format!(
        "<a href=\"{}\">{}</a>",
        escape(&address(iri, base)),
        escape(&text.map_or_else(short, str::to_owned))
    )
}

/// A term as a link or as text.
pub(super) fn term(term: &Term, base: &str) -> String {
    match term {
        Term::NamedNode(node) => link(node.as_str(), None, base),
        Term::Literal(literal) => escape(literal.value()),
        other => escape(&other.to_string()),
    }
}

/// An answer as a table.
pub(super) fn table(answer: &Answer, base: &str) -> String {
    let (head, rows): (Vec<String>, Vec<Vec<String>>) = match answer {
        Answer::Truth(truth) => return format!("<p><strong>{truth}</strong></p>"),
        Answer::Rows(variables, rows) => {
            let cell = |value: &Option<Term>| {
                value
                    .as_ref()
                    .map(|value| term(value, base))
                    .unwrap_or_default()
            };
            (
                variables
                    .iter()
                    .map(|variable| escape(variable.as_str()))
                    .collect(),
                rows.iter()
                    .map(|row| row.iter().map(cell).collect())
                    .collect(),
            )
        }
        Answer::Triples(triples) => {
            let row = |it: &oxigraph::model::Triple| {
                vec![
                    term(&Term::from(it.subject.clone()), base),
                    link(it.predicate.as_str(), None, base),
                    term(&it.object, base),
                ]
            };
            (
                ["subject", "predicate", "object"].map(str::to_owned).into(),
                triples.iter().map(row).collect(),
            )
        }
    };
    let mut text = format!(
        "<p>{} 行 rows</p>\n<div class=\"wide\"><table>\n<tr>",
        rows.len()
    );
    head.iter()
        .for_each(|name| push(&mut text, format_args!("<th>{name}</th>")));
    text.push_str("</tr>\n");
    for row in rows {
        text.push_str("<tr>");
        row.iter()
            .for_each(|cell| push(&mut text, format_args!("<td>{cell}</td>")));
        text.push_str("</tr>\n");
    }
    text + "</table></div>"
}

/// Links to the same answer in other formats; `address` ends where a parameter can be added.
pub(super) fn formats(address: &str, answer: &Answer) -> String {
    let names: &[&str] = if matches!(answer, Answer::Triples(_)) {
        &["ttl", "nt", "jsonld", "rdf", "trig", "nq"]
    } else {
        &["json", "csv", "tsv", "xml"]
    };
    let links: Vec<String> = names
        .iter()
        .map(|name| format!("<a href=\"{}format={name}\">{name}</a>", escape(address)))
        .collect();
    format!("<p class=\"soft\">{}</p>", links.join(" · "))
}
