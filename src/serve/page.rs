//! The page of one resource: a document with its facts, its status, what it says of others and
//! others of it, with the words; of anything else its statements.
//!
//! Owns: what stands on the page, in which order, how much of it. Must not know: which address it
//! has, how bytes are sent.

use super::resource::Resources;
use super::response::Refusal;
use super::view::{link, table};
use crate::analyze::network::{Document, Evidence, Link, Network};
use crate::analyze::{AsOf, Lifecycles, State, status_in};
use crate::rdf::query::{Answer, Limits, shorten_iri};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, Term};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// How many links and statements a page lists; SPARQL has them all.
const LISTED: usize = 200;
/// How many places it shows for a link.
const PLACES: usize = 3;

/// What is folded at the foot of a page: heading and query.
const STATEMENTS: [(&str, &str); 4] = [
    (
        "陈述 Statements",
        "SELECT ?property ?value WHERE { <{iri}> ?property ?value } LIMIT 200",
    ),
    (
        "图中陈述 In this graph",
        "SELECT ?subject ?property ?value WHERE { GRAPH <{iri}> { ?subject ?property ?value } } LIMIT 200",
    ),
    (
        "被何处用到 Used by",
        "SELECT ?subject ?property WHERE { ?subject ?property <{iri}> } LIMIT 200",
    ),
    (
        "用作属性 Used as property",
        "SELECT ?subject ?value WHERE { ?subject <{iri}> ?value } LIMIT 200",
    ),
];
/// A name for what is no document.
const LABEL: &str = "SELECT ?label WHERE { <{iri}> skos:prefLabel|rdfs:label|dcterms:title|zt:path|oa:exact ?label } LIMIT 1";

/// What pages are made from.
#[derive(Clone, Copy)]
pub(super) struct Pages<'a> {
    pub(super) resources: Resources<'a>,
    pub(super) network: &'a Network,
    pub(super) lives: &'a Lifecycles,
}

impl Pages<'_> {
    /// The title and the body of the page of `iri`.
    pub(super) fn of(self, iri: &NamedNode, limits: &Limits) -> Result<(String, Markup), Refusal> {
        let node = self.network.node(iri.as_str());
        let document = node.and_then(|it| Some((it, self.network.graph.node_weight(it)?)));
        let title = match document {
            Some((_, document)) => document.title.clone(),
            None => self.label(iri, limits)?,
        };
        let mut statements = Vec::new();
        for (heading, query) in STATEMENTS {
            let answer = self.resources.ask(query, iri, limits)?;
            if matches!(&answer, Answer::Rows(_, rows) if !rows.is_empty()) {
                statements.push((heading, answer));
            }
        }
        let base = self.resources.base;
        let body = html! {
            @if let Some((node, document)) = document { (self.document(node, document)) }
            p.soft { code { (iri.as_str()) } }
            @for (heading, answer) in &statements {
                details open[document.is_none()] {
                    summary { (heading) }
                    (table(answer, base))
                }
            }
        };
        if title.is_empty() {
            return Ok((shorten_iri(iri.as_str(), base), body));
        }
        Ok((title, body))
    }

    fn label(self, iri: &NamedNode, limits: &Limits) -> Result<String, Refusal> {
        let Answer::Rows(_, rows) = self.resources.ask(LABEL, iri, limits)? else {
            return Ok(String::new());
        };
        let label = rows
            .into_iter()
            .flatten()
            .flatten()
            .find_map(|term| match term {
                Term::Literal(label) => Some(label.value().to_owned()),
                _ => None,
            });
        Ok(label.unwrap_or_else(|| shorten_iri(iri.as_str(), self.resources.base)))
    }

    fn document(self, node: NodeIndex, document: &Document) -> Markup {
        html! {
            dl {
                @for (name, value) in facts(document) {
                    @if let Some(value) = value.filter(|value| !value.is_empty()) {
                        dt { (name) }
                        dd { (value) }
                    }
                }
            }
            (self.status(node))
            (self.links("提到 Refers to", node, Direction::Outgoing))
            (self.links("被提到 Referred to by", node, Direction::Incoming))
        }
    }

    fn status(self, node: NodeIndex) -> Markup {
        let sheet = status_in(self.network, self.lives, Some(node), AsOf::default(), true);
        let Some(row) = sheet.rows.first() else {
            return html! {};
        };
        let state = row.text(1);
        let chinese = State::ALL.iter().find(|it| it.name() == state);
        let columns = [
            ("since", 2),
            ("reckoned from", 3),
            ("until", 4),
            ("", 5),
            ("provisions", 6),
            ("", 9),
        ];
        let more: Vec<String> = columns
            .iter()
            .map(|(word, column)| (word, row.text(*column)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| format!("{word} {text}").trim().to_owned())
            .collect();
        html! {
            h2 { "效力 Status" }
            p {
                strong { (chinese.map_or("", |it| it.label())) " " (state) }
                " " (more.join(" · "))
            }
            p.soft { "依本图所载，不指定日期 " (sheet.as_of.to_string()) }
        }
    }

    fn links(self, heading: &str, node: NodeIndex, direction: Direction) -> Markup {
        let edges = self.network.graph.edges_directed(node, direction);
        let mut links: Vec<(NodeIndex, &Link)> = edges
            .map(|edge| match direction {
                Direction::Outgoing => (edge.target(), edge.weight()),
                Direction::Incoming => (edge.source(), edge.weight()),
            })
            .collect();
        if links.is_empty() {
            return html! {};
        }
        links.sort_by_key(|(other, link)| (link.relation, *other));
        html! {
            h2 { (heading) " (" (links.len()) ")" }
            ul {
                @for (other, link) in links.iter().take(LISTED) {
                    @if let Some(other) = self.network.graph.node_weight(*other) {
                        li { (self.link(other, link)) }
                    }
                }
            }
            @if links.len() > LISTED {
                p.soft { "前 " (LISTED) " 条 the first " (LISTED) " of " (links.len()) }
            }
        }
    }

    /// A link to `other` and the first words that say so.
    fn link(self, other: &Document, it: &Link) -> Markup {
        let notes = [
            Some(it.named()).filter(|it| !it.is_empty()),
            it.date.as_ref().map(|day| format!("自 from {day}")),
            it.until.as_ref().map(|day| format!("至 until {day}")),
        ];
        html! {
            span.kind { (it.relation.label()) " " (it.relation.name()) }
            (link(&other.iri, Some(&other.to_string()), self.resources.base))
            @for note in notes.iter().flatten() { " · " (note) }
            @for place in it.evidence.iter().take(PLACES) { (quote(place)) }
            @if it.evidence.len() > PLACES {
                p.soft { "另有 " (it.evidence.len() - PLACES) " 处 more places" }
            }
        }
    }
}

/// What a document says of itself, each with the heading of its row.
fn facts(document: &Document) -> [(&'static str, Option<String>); 10] {
    let printed = document.printed.as_ref();
    let stub = "仅被提及，不在文集中 only mentioned, not in the collection";
    [
        ("发文字号 Number", document.number.clone()),
        ("公布文号 Issued under", document.promulgated_under.clone()),
        ("文种 Type", document.kind.clone()),
        ("效力层级 Level", document.level.map(|it| it.to_string())),
        ("发文机关 Issued by", Some(document.issuers.join("、"))),
        ("日期 Date", document.date.map(|it| it.to_string())),
        (
            "施行 In force from",
            document.effective.map(|it| it.to_string()),
        ),
        (
            "有效期至 Expires",
            document.expires.as_ref().map(ToString::to_string),
        ),
        (
            "出处 Printed",
            printed.map(|(path, line)| format!("{path}:{line}")),
        ),
        ("说明 Note", document.stub.then(|| stub.to_owned())),
    ]
}

fn quote(place: &Evidence) -> Markup {
    // The source wraps its lines; Chinese is joined again without a gap.
    let words: String = place.quote.split_whitespace().collect();
    html! {
        blockquote { (words) " " code { (place.to_string()) } }
    }
}
