//! JSON: node-link as networkx and D3 read it, and the elements that Cytoscape and Cytoscape.js
//! read.
//!
//! Owns: the shape of both. Must not know: which documents are chosen, what is said of them.

use super::attributes::{Attribute, Value, of_edges, of_nodes};
use super::projection::{Edge, Node, Projection};
use serde_json::{Map, Value as Json, json};

/// Node-link: a directed multigraph with `nodes` and `edges`, lists as lists.
pub(super) fn node_link(projection: &Projection) -> String {
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    let nodes = projection.nodes.iter().map(|node| {
        with(
            data(&of_nodes, node, plain),
            &[("id", node.id.as_str().into())],
        )
    });
    let edges = projection
        .edges
        .iter()
        .map(|edge| with(data(&of_edges, edge, plain), &ends(edge, "key")));
    let graph = json!({ "creator": "zhengtu", "description": projection.summary() });
    let whole = json!({ "directed": true, "multigraph": true, "graph": graph, "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>() });
    text(&whole)
}

/// Elements: scalars only, with the names that Cytoscape looks for.
pub(super) fn cytoscape(projection: &Projection) -> String {
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    let nodes: Vec<Json> = projection
        .nodes
        .iter()
        .map(|node| cytoscape_node(node, &of_nodes))
        .collect();
    let edges: Vec<Json> = projection
        .edges
        .iter()
        .map(|edge| cytoscape_edge(edge, &of_edges))
        .collect();
    let data =
        json!({ "name": "zhengtu", "shared_name": "zhengtu", "description": projection.summary() });
    text(&json!({ "data": data, "elements": { "nodes": nodes, "edges": edges } }))
}

fn cytoscape_node(node: &Node, attributes: &[Attribute<Node>]) -> Json {
    let names: [(&str, Json); 3] = [
        ("id", node.id.as_str().into()),
        ("name", node.label.as_str().into()),
        ("shared_name", node.label.as_str().into()),
    ];
    json!({ "data": with(data(attributes, node, scalar), &names), "position": { "x": node.place.0, "y": node.place.1 } })
}

fn cytoscape_edge(edge: &Edge, attributes: &[Attribute<Edge>]) -> Json {
    let name = format!("{} ({}) {}", edge.source, edge.tie.name(), edge.target);
    let names: [(&str, Json); 3] = [
        ("name", name.as_str().into()),
        ("shared_name", name.as_str().into()),
        ("shared_interaction", edge.tie.name().into()),
    ];
    json!({ "data": with(with(data(attributes, edge, scalar), &ends(edge, "id")), &names) })
}

fn ends<'a>(edge: &Edge, id: &'a str) -> [(&'a str, Json); 3] {
    [
        (id, edge.id.as_str().into()),
        ("source", edge.source.as_str().into()),
        ("target", edge.target.as_str().into()),
    ]
}

/// What is said of a thing, each attribute under its name.
pub(super) fn data<T>(
    attributes: &[Attribute<T>],
    thing: &T,
    write: fn(Value) -> Json,
) -> Map<String, Json> {
    attributes
        .iter()
        .filter_map(|attribute| Some((attribute.name.to_owned(), write((attribute.value)(thing)?))))
        .collect()
}

fn with(mut data: Map<String, Json>, more: &[(&str, Json)]) -> Map<String, Json> {
    data.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    data
}

/// A value as JSON.
pub(super) fn plain(value: Value) -> Json {
    match value {
        Value::Text(text) => text.into(),
        Value::Number(number) => number.into(),
        Value::Truth(truth) => truth.into(),
        Value::List(list) => list.into(),
    }
}

fn scalar(value: Value) -> Json {
    match value {
        list @ Value::List(_) => list.join("; ").into(),
        value => plain(value),
    }
}

fn text(json: &Json) -> String {
    format!("{json:#}\n")
}
