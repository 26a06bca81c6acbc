//! GraphML 1.0: ASCII ids, every attribute declared with its type, `label` and `interaction` under the names that tools look for.
//!
//! Owns: the attributes and their order, escaping for XML. Must not know: which documents are chosen.

use super::projection::Edge;
use super::projection::Node;
use super::projection::Projection;
use std::fmt::Write;

/// An attribute: its name, its type, and its value for a thing that has one.
type Key<T> = (&'static str, &'static str, fn(&T) -> Option<String>);

const NODE_KEYS: &[Key<Node>] = &[
    ("label", "string", |node| Some(node.label.clone())),
    ("title", "string", |node| Some(node.document.title.clone())),
    ("number", "string", |node| node.document.number.clone()),
    ("promulgated_under", "string", |node| node.document.promulgated_under.clone()),
    ("type", "string", |node| node.document.kind.clone()),
    ("level", "string", |node| node.document.level.clone()),
    ("date", "string", |node| node.document.date.clone()),
    ("role", "string", |node| node.document.role.clone()),
    ("issuers", "string", |node| (!node.document.issuers.is_empty()).then(|| node.document.issuers.join("; "))),
    ("stub", "boolean", |node| Some(node.document.stub.to_string())),
    ("iri", "string", |node| Some(node.document.iri.clone())),
    // Declared because Cytoscape expects the name on both kinds of thing; nodes have none.
    ("interaction", "string", |_| None),
];

const EDGE_KEYS: &[Key<Edge>] = &[
    ("label", "string", |edge| Some(edge.link.relation.label().to_owned())),
    ("interaction", "string", |edge| Some(edge.link.relation.name().to_owned())),
    ("date", "string", |edge| edge.link.date.clone()),
    ("until", "string", |edge| edge.link.until.clone()),
    ("ordinal", "int", |edge| edge.link.ordinal.clone().filter(|ordinal| ordinal.parse::<i32>().is_ok())),
    ("provisions", "string", |edge| (!edge.link.provisions.is_empty()).then(|| edge.link.provisions.join("、"))),
    ("evidence", "string", |edge| (!edge.link.evidence.is_empty()).then(|| join(edge, |it| it.to_string()))),
    ("quote", "string", |edge| edge.link.evidence.first().map(|it| it.quote.clone()).filter(|quote| !quote.is_empty())),
    ("mentions", "int", |edge| Some(edge.link.evidence.len().to_string())),
    ("iri", "string", |edge| Some(edge.link.relation.property().into_string())),
];

fn join(edge: &Edge, text: impl Fn(&crate::network::Evidence) -> String) -> String {
    edge.link.evidence.iter().map(text).collect::<Vec<_>>().join("; ")
}

/// The document in GraphML.
pub(super) fn write(projection: &Projection) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let comment = format!("zhengtu: {}; {} documents, {} links", projection.description, projection.nodes.len(), projection.edges.len());
    push(&mut xml, format_args!("<!-- {} -->\n", escape(&comment.replace("--", "- -"))));
    xml.push_str(
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    declare(&mut xml, "node", NODE_KEYS);
    declare(&mut xml, "edge", EDGE_KEYS);
    xml.push_str("  <graph id=\"G\" edgedefault=\"directed\">\n");
    for node in &projection.nodes {
        push(&mut xml, format_args!("    <node id=\"{}\">\n", node.id));
        data(&mut xml, "node", NODE_KEYS, node);
        xml.push_str("    </node>\n");
    }
    for edge in &projection.edges {
        push(&mut xml, format_args!("    <edge id=\"{}\" source=\"{}\" target=\"{}\">\n", edge.id, edge.source, edge.target));
        data(&mut xml, "edge", EDGE_KEYS, edge);
        xml.push_str("    </edge>\n");
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml
}

fn declare<T>(xml: &mut String, of: &str, keys: &[Key<T>]) {
    for (name, kind, _) in keys {
        push(xml, format_args!("  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"));
    }
}

fn data<T>(xml: &mut String, of: &str, keys: &[Key<T>], thing: &T) {
    for (name, _, value) in keys {
        if let Some(value) = value(thing) {
            push(xml, format_args!("      <data key=\"{of}_{name}\">{}</data>\n", escape(&value)));
        }
    }
}

fn push(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = xml.write_fmt(text);
}

/// Text with the characters of XML written out, and without those that XML 1.0 forbids.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' => escaped.push(c),
            '\r' => escaped.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c < ' ' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
