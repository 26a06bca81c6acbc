//! What the graph says of one resource: as RDF, and as a page that one can walk on from.
//!
//! Owns: which triples describe a resource; the page of a document (its facts, its status, who it
//! refers to and who refers to it, with the words), and of anything else. Must not know: addresses
//! beyond those of links, how bytes are sent.

use super::protocol::Refusal;
use super::view::{link, table};
use crate::analyze::network::{Document, Link, Network};
use crate::analyze::{AsOf, Lifecycles, State, status_in};
use crate::export::{escape, push};
use crate::rdf::query::{Answer, Limits, Query, shorten_iri};
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNodeRef, Term, TermRef};
use oxigraph::store::Store;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// How many links and statements a page lists; SPARQL has them all.
const LISTED: usize = 200;
/// How many places it shows for a link.
const PLACES: usize = 3;

/// What tells of a resource: its own statements, and with them the references and facts of a
/// document with their places in the text.
const ABOUT: &str = "CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND(<{iri}> AS ?s) } UNION { ?s cito:hasCitingEntity <{iri}> } UNION { ?s cito:hasCitedEntity <{iri}> } UNION { ?s rdf:subject <{iri}> }
  UNION { ?s zt:printingOf <{iri}> } UNION { ?r cito:hasCitingEntity <{iri}> ; zt:evidence ?s } UNION { ?r cito:hasCitedEntity <{iri}> ; zt:evidence ?s }
  UNION { ?f rdf:subject <{iri}> ; zt:evidence ?s }
  ?s ?p ?o }";

const INSIDE: &str = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <{iri}> { ?s ?p ?o } }";
const AROUND: &str = "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * WHERE { BIND(<{iri}> AS ?o) ?s ?p ?o } LIMIT 200 } UNION { SELECT * WHERE { BIND(<{iri}> AS ?p) ?s ?p ?o } LIMIT 200 } }";

/// What is shown from.
pub(super) struct Graph<'a> {
    pub(super) store: &'a Store,
    pub(super) network: &'a Network,
    pub(super) lives: &'a Lifecycles,
    pub(super) base: &'a str,
}

impl Graph<'_> {
    /// The triples about a resource; none if the graph does not know it.
    pub(super) fn triples(&self, iri: &NamedNode, limits: &Limits) -> Result<Answer, Refusal> {
        let ask = |query: &str| -> Result<Answer, Refusal> {
            Ok(
                Query::parse(&query.replace("{iri}", iri.as_str()), self.base, limits)?
                    .run(self.store)?,
            )
        };
        let about = ask(ABOUT)?;
        if !matches!(&about, Answer::Triples(triples) if triples.is_empty()) {
            return Ok(about);
        }
        // Of what only others speak of, some that do; of a graph, what is in it.
        ask(if self.is_graph(iri) { INSIDE } else { AROUND })
    }

    /// Whether some statement has it, in any place.
    pub(super) fn knows(&self, iri: &NamedNode) -> bool {
        let (node, graph) = (iri.as_ref(), Some(GraphNameRef::DefaultGraph));
        let has =
            |subject: Option<NamedOrBlankNodeRef<'_>>, predicate, object: Option<TermRef<'_>>| {
                self.store
                    .quads_for_pattern(subject, predicate, object, graph)
                    .next()
                    .is_some()
            };
        has(Some(node.into()), None, None)
            || has(None, None, Some(node.into()))
            || has(None, Some(node), None)
            || self.is_graph(iri)
    }

    fn is_graph(&self, iri: &NamedNode) -> bool {
        self.store.contains_named_graph(iri).unwrap_or(false)
    }

    /// The title and the body of its page.
    pub(super) fn page(
        &self,
        iri: &NamedNode,
        limits: &Limits,
    ) -> Result<(String, String), Refusal> {
        let (title, mut body, open) = match self
            .network
            .node(iri.as_str())
            .and_then(|node| Some((node, self.network.graph.node_weight(node)?)))
        {
            Some((node, document)) => (document.title.clone(), self.document(node, document), ""),
            None => (self.label(iri, limits)?, String::new(), " open"),
        };
        push(
            &mut body,
            format_args!(
                "<p class=\"soft\"><code>{}</code></p>",
                escape(iri.as_str())
            ),
        );
        let out = format!(
            "SELECT ?property ?value WHERE {{ <{}> ?property ?value }} LIMIT {LISTED}",
            iri.as_str()
        );
        let into = format!(
            "SELECT ?subject ?property WHERE {{ ?subject ?property <{}> }} LIMIT {LISTED}",
            iri.as_str()
        );
        let between = format!(
            "SELECT ?subject ?value WHERE {{ ?subject <{}> ?value }} LIMIT {LISTED}",
            iri.as_str()
        );
        let inside = format!(
            "SELECT ?subject ?property ?value WHERE {{ GRAPH <{}> {{ ?subject ?property ?value }} }} LIMIT {LISTED}",
            iri.as_str()
        );
        for (heading, query) in [
            ("陈述 Statements", out),
            ("图中陈述 In this graph", inside),
            ("被何处用到 Used by", into),
            ("用作属性 Used as property", between),
        ] {
            let answer = Query::parse(&query, self.base, limits)?.run(self.store)?;
            if matches!(&answer, Answer::Rows(_, rows) if !rows.is_empty()) {
                push(
                    &mut body,
                    format_args!(
                        "<details{open}><summary>{heading}</summary>{}</details>",
                        table(&answer, self.base)
                    ),
                );
            }
        }
        Ok((
            if title.is_empty() {
                shorten_iri(iri.as_str(), self.base)
            } else {
                title
            },
            body,
        ))
    }

    /// A name for what is no document.
    fn label(&self, iri: &NamedNode, limits: &Limits) -> Result<String, Refusal> {
        let query = format!(
            "SELECT ?label WHERE {{ <{}> skos:prefLabel|rdfs:label|dcterms:title|zt:path|oa:exact ?label }} LIMIT 1",
            iri.as_str()
        );
        let Answer::Rows(_, rows) = Query::parse(&query, self.base, limits)?.run(self.store)?
        else {
            return Ok(String::new());
        };
        let label = rows.into_iter().flatten().flatten().find_map(|term| {
            if let Term::Literal(label) = term {
                Some(label.value().to_owned())
            } else {
                None
            }
        });
        Ok(label.unwrap_or_else(|| shorten_iri(iri.as_str(), self.base)))
    }

    fn document(&self, node: NodeIndex, document: &Document) -> String {
        let mut body = String::from("<dl>");
        let mut fact = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                push(
                    &mut body,
                    format_args!("<dt>{name}</dt><dd>{}</dd>", escape(&value)),
                );
            }
        };
        fact("发文字号 Number", document.number.clone());
        fact("公布文号 Issued under", document.promulgated_under.clone());
        fact("文种 Type", document.kind.clone());
        fact(
            "效力层级 Level",
            document.level.map(|level| level.to_string()),
        );
        fact("发文机关 Issued by", Some(document.issuers.join("、")));
        fact("日期 Date", document.date.map(|day| day.to_string()));
        fact(
            "施行 In force from",
            document.effective.map(|day| day.to_string()),
        );
        fact(
            "有效期至 Expires",
            document.expires.as_ref().map(ToString::to_string),
        );
        fact(
            "出处 Printed",
            document
                .printed
                .as_ref()
                .map(|(path, line)| format!("{path}:{line}")),
        );
        fact(
            "说明 Note",
            document
                .stub
                .then(|| "仅被提及，不在文集中 only mentioned, not in the collection".to_owned()),
        );
        body.push_str("</dl>");
        self.push_status(&mut body, node);
        for (heading, direction) in [
            ("提到 Refers to", Direction::Outgoing),
            ("被提到 Referred to by", Direction::Incoming),
        ] {
            self.push_links(&mut body, heading, node, direction);
        }
        body
    }

    fn push_status(&self, body: &mut String, node: NodeIndex) {
        let sheet = status_in(self.network, self.lives, Some(node), AsOf::default(), true);
        let Some(row) = sheet.rows.first() else {
            return;
        };
        let chinese = State::ALL
            .iter()
            .find(|state| state.name() == row.text(1))
            .map_or("", |state| state.label());
        let shown = [
            ("since", 2),
            ("reckoned from", 3),
            ("until", 4),
            ("", 5),
            ("provisions", 6),
            ("", 9),
        ]
        .map(|(word, column)| (word, row.text(column)));
        let more: Vec<String> = shown
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| format!("{word} {text}").trim().to_owned())
            .collect();
        push(
            body,
            format_args!(
                "<h2>效力 Status</h2><p><strong>{chinese} {}</strong> {}</p>",
                escape(&row.text(1)),
                escape(&more.join(" · "))
            ),
        );
        push(
            body,
            format_args!(
                "<p class=\"soft\">依本图所载，不指定日期 {}</p>",
                escape(&sheet.as_of.to_string())
            ),
        );
    }

    fn push_links(&self, body: &mut String, heading: &str, node: NodeIndex, direction: Direction) {
        let mut links: Vec<(NodeIndex, &Link)> = self
            .network
            .graph
            .edges_directed(node, direction)
            .map(|edge| {
                (
                    if direction == Direction::Outgoing {
                        edge.target()
                    } else {
                        edge.source()
                    },
                    edge.weight(),
                )
            })
            .collect();
        if links.is_empty() {
            return;
        }
        links.sort_by_key(|(other, link)| (link.relation, *other));
        push(
            body,
            format_args!("<h2>{heading} ({})</h2><ul>", links.len()),
        );
        for (other, it) in links.iter().take(LISTED) {
            let Some(other) = self.network.graph.node_weight(*other) else {
                continue;
            };
            push(
                body,
                format_args!(
                    "<li><span class=\"kind\">{} {}</span>",
                    it.relation.label(),
                    it.relation.name()
                ),
            );
            body.push_str(&link(&other.iri, Some(&other.to_string()), self.base));
            let notes = [
                it.named(),
                it.date
                    .as_ref()
                    .map(|day| format!("自 from {day}"))
                    .unwrap_or_default(),
                it.until
                    .as_ref()
                    .map(|day| format!("至 until {day}"))
                    .unwrap_or_default(),
            ];
            notes
                .iter()
                .filter(|note| !note.is_empty())
                .for_each(|note| push(body, format_args!(" · {}", escape(note))));
            for place in it.evidence.iter().take(PLACES) {
                // The source wraps its lines; Chinese is joined again without a gap.
                let quote: String = place.quote.split_whitespace().collect();
                push(
                    body,
                    format_args!(
                        "<blockquote>{} <code>{}</code></blockquote>",
                        escape(&quote),
                        escape(&place.to_string())
                    ),
                );
            }
            if it.evidence.len() > PLACES {
                push(
                    body,
                    format_args!(
                        "<p class=\"soft\">另有 {} 处 more places</p>",
                        it.evidence.len() - PLACES
                    ),
                );
            }
            body.push_str("</li>");
        }
        body.push_str("</ul>");
        if links.len() > LISTED {
            push(
                body,
                format_args!(
                    "<p class=\"soft\">前 {LISTED} 条 the first {LISTED} of {}</p>",
                    links.len()
                ),
            );
        }
    }
}
