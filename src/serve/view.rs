//! Pages for people: plain HTML without scripts (`maud`, which escapes whatever is not markup by
//! its type).
//!
//! Owns: the frame of a page, terms, links and tables in it. Must not know: which pages there are,
//! what is on them.

use crate::export::digest_of;
use crate::rdf::query::{Answer, shorten_iri};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use oxigraph::model::{NamedNode, Term, Triple};
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

/// The content security policy of these pages: only their style is let in, and forms that send to
/// this site.
pub(super) fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        digest_of(STYLE)
    )
}

/// A whole page.
pub(super) fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · 政图 Zhengtu" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                nav {
                    a href="/" { "政图 Zhengtu" }
                    " "
                    a href="/questions" { "问题 Questions" }
                    " "
                    a href="/sparql" { "SPARQL" }
                }
                main {
                    h1 { (title) }
                    (body)
                }
            }
        }
    };
    page.into_string()
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
pub(super) fn link(iri: &str, text: Option<&str>, base: &str) -> Markup {
    let text = text.map_or_else(|| shorten_iri(iri, base), str::to_owned);
    html! {
        @if NamedNode::new(iri).is_ok() {
            a href=(address(iri, base)) { (text) }
        } @else {
            (text)
        }
    }
}

/// A term as a link or as text.
fn term(term: &Term, base: &str) -> Markup {
    match term {
        Term::NamedNode(node) => link(node.as_str(), None, base),
        Term::Literal(literal) => html! { (literal.value()) },
        other => html! { (other.to_string()) },
    }
}

/// An answer as a table.
pub(super) fn table(answer: &Answer, base: &str) -> Markup {
    match answer {
        Answer::Truth(truth) => html! { p { strong { (truth) } } },
        Answer::Rows(variables, rows) => {
            let head: Vec<&str> = variables.iter().map(|it| it.as_str()).collect();
            let cell = |value: &Option<Term>| value.as_ref().map(|value| term(value, base));
            let rows = rows.iter();
            grid(
                &head,
                rows.map(|row| row.iter().map(cell).collect()).collect(),
            )
        }
        Answer::Triples(triples) => {
            let row = |it: &Triple| {
                vec![
                    Some(term(&Term::from(it.subject.clone()), base)),
                    Some(link(it.predicate.as_str(), None, base)),
                    Some(term(&it.object, base)),
                ]
            };
            let head = ["subject", "predicate", "object"];
            grid(&head, triples.iter().map(row).collect())
        }
    }
}

fn grid(head: &[&str], rows: Vec<Vec<Option<Markup>>>) -> Markup {
    html! {
        p { (rows.len()) " 行 rows" }
        div.wide {
            table {
                tr { @for name in head { th { (name) } } }
                @for row in &rows {
                    tr { @for cell in row { td { @if let Some(cell) = cell { (cell) } } } }
                }
            }
        }
    }
}

/// Links to the same answer in other formats; `address` ends where a parameter can be added.
pub(super) fn formats(address: &str, answer: &Answer) -> Markup {
    let names: &[&str] = if matches!(answer, Answer::Triples(_)) {
        &["ttl", "nt", "jsonld", "rdf", "trig", "nq"]
    } else {
        &["json", "csv", "tsv", "xml"]
    };
    html! {
        p.soft {
            @for (n, name) in names.iter().enumerate() {
                @if n > 0 { " · " }
                a href={ (address) "format=" (name) } { (name) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "\"><img src=x onerror=alert(1)>";
        let page = page(
            hostile,
            &link(&format!("https://example.org/{}", "甲"), Some(hostile), ""),
        );
        assert!(!page.contains("<img"), "{page}");
        let script = table(&Answer::Rows(Vec::new(), Vec::new()), "");
        assert!(script.into_string().contains("<p>0 行 rows</p>"));
        let broken = link(hostile, None, "");
        assert!(!broken.into_string().contains('<'));
    }
}
