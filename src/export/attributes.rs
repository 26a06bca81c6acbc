//! Attributes of nodes and edges: what every format says, under which name, of which type.
//!
//! Owns: the attributes and their order, once for all formats. Must not know: any format, which
//! documents are chosen.

use super::node_kind::EdgeKind;
use super::projection::{Edge, Node, Projection};
use crate::analyze::network::labels;

/// What kind of value an attribute has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Truth,
    /// A full date.
    Day,
    /// Several words.
    List,
}

/// A value of one of these kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Words or a full date.
    Text(String),
    /// A whole number.
    Number(usize),
    /// Yes or no.
    Truth(bool),
    /// Several words.
    List(Vec<String>),
}

impl Value {
    /// As characters, where `between` parts the words of a list.
    pub(super) fn join(self, between: &str) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::List(list) => list.join(between),
        }
    }
}

/// An attribute of a thing that may have it.
#[derive(Debug)]
pub(super) struct Attribute<T> {
    /// Its name: a word of ASCII letters.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) kind: Kind,
    /// Its value.
    pub(super) value: fn(&T) -> Option<Value>,
}

// Derived, both would ask the same of the thing.
impl<T> Clone for Attribute<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Attribute<T> {}

const fn attribute<T>(
    name: &'static str,
    kind: Kind,
    value: fn(&T) -> Option<Value>,
) -> Attribute<T> {
    Attribute { name, kind, value }
}

fn text<T: ToString>(text: Option<T>) -> Option<Value> {
    text.map(|text| Value::Text(text.to_string()))
}

fn list(list: Vec<String>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::List(list))
}

/// The file and line where a document is printed, or where a reference stands.
fn printed(node: &Node) -> Option<Value> {
    let place = node
        .document()
        .and_then(|document| document.printed.as_ref())
        .map(|(path, line)| format!("{path}:{line}"));
    place
        .or_else(|| {
            node.reference()
                .map(|reference| reference.evidence.to_string())
        })
        .map(Value::Text)
}

/// Of a node.
const NODE: &[Attribute<Node>] = &[
    attribute("label", Kind::Text, |node| text(Some(&node.label))),
    attribute("title", Kind::Text, |node| Some(Value::Text(node.title()))),
    attribute("number", Kind::Text, |node| {
        text(node.document()?.number.as_ref())
    }),
    attribute("promulgated_under", Kind::Text, |node| {
        text(node.document()?.promulgated_under.as_ref())
    }),
    attribute("type", Kind::Text, |node| {
        text(node.document()?.kind.as_ref())
    }),
    attribute("level", Kind::Text, |node| text(node.level())),
    attribute("date", Kind::Day, |node| text(node.document()?.date)),
    attribute("effective", Kind::Day, |node| {
        text(node.document()?.effective)
    }),
    // Not always a full date: 2025年.
    attribute("expires", Kind::Text, |node| {
        text(node.document()?.expires.as_ref())
    }),
    attribute("valid_from", Kind::Day, |node| text(node.valid.first())),
    attribute("valid_to", Kind::Day, |node| text(node.valid.last())),
    attribute("role", Kind::Text, |node| {
        text(node.document()?.role.as_ref())
    }),
    attribute("issuers", Kind::List, |node| {
        list(node.document()?.issuers.clone())
    }),
    attribute("stub", Kind::Truth, |node| {
        Some(Value::Truth(node.document()?.stub))
    }),
    attribute("degree", Kind::Number, |node| {
        Some(Value::Number(node.degree))
    }),
    attribute("printed", Kind::Text, printed),
    attribute("iri", Kind::Text, |node| text(node.iri())),
];

/// Of a node, where there are others than documents.
const NODE_BESIDE: &[Attribute<Node>] = &[
    attribute("kind", Kind::Text, |node| {
        Some(Value::Text(node.kind().name().to_owned()))
    }),
    attribute("relation", Kind::Text, |node| {
        Some(Value::Text(node.reference()?.relation.name().to_owned()))
    }),
    attribute("quote", Kind::Text, |node| {
        text(Some(&node.reference()?.evidence.quote).filter(|quote| !quote.is_empty()))
    }),
];

/// Of an edge.
const EDGE: &[Attribute<Edge>] = &[
    attribute("label", Kind::Text, |edge| {
        Some(Value::Text(edge.tie.label().to_owned()))
    }),
    attribute("interaction", Kind::Text, |edge| {
        Some(Value::Text(edge.tie.name().to_owned()))
    }),
    attribute("date", Kind::Day, |edge| text(edge.link.as_ref()?.date)),
    attribute("until", Kind::Day, |edge| text(edge.link.as_ref()?.until)),
    attribute("ordinal", Kind::Number, |edge| {
        edge.link
            .as_ref()?
            .ordinal
            .as_ref()?
            .parse()
            .ok()
            .map(Value::Number)
    }),
    attribute("provisions", Kind::List, |edge| {
        list(labels(&edge.link.as_ref()?.provisions))
    }),
    attribute("evidence", Kind::List, |edge| {
        list(
            edge.link
                .as_ref()?
                .evidence
                .iter()
                .map(ToString::to_string)
                .collect(),
        )
    }),
    attribute("quote", Kind::Text, |edge| {
        text(
            edge.link
                .as_ref()?
                .evidence
                .first()
                .map(|it| &it.quote)
                .filter(|quote| !quote.is_empty()),
        )
    }),
    attribute("mentions", Kind::Number, |edge| {
        Some(Value::Number(edge.link.as_ref()?.evidence.len()))
    }),
    attribute("iri", Kind::Text, |edge| {
        edge.tie
            .property()
            .map(|it| Value::Text(it.iri().to_owned()))
    }),
];

/// Of an edge, where there are others than links.
const EDGE_BESIDE: &[Attribute<Edge>] = &[attribute("lead", Kind::Truth, |edge| {
    (edge.tie == EdgeKind::IssuedBy).then_some(Value::Truth(edge.leads))
})];

/// What is said of the nodes of this picture.
pub(super) fn of_nodes(projection: &Projection) -> Vec<Attribute<Node>> {
    NODE.iter()
        .chain(if projection.with.is_empty() {
            &[]
        } else {
            NODE_BESIDE
        })
        .copied()
        .collect()
}

/// What is said of its edges.
pub(super) fn of_edges(projection: &Projection) -> Vec<Attribute<Edge>> {
    EDGE.iter()
        .chain(if projection.with.is_empty() {
            &[]
        } else {
            EDGE_BESIDE
        })
        .copied()
        .collect()
}
