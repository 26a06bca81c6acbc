//! GEXF 1.3 for Gephi: a graph in time, whose documents are there from the first day in force to
//! the last.
//!
//! Owns: the elements of GEXF; days are closed at both ends, and what is not known is left out,
//! never open. Must not know: which documents are chosen, what is said of them.

use super::attributes::{Attribute, Kind, of_edges, of_nodes};
use super::projection::{Edge, Node, Projection};
use super::validity::Validity;
use super::xml::Document;
use super::{palette, xml};
use crate::model::day::Day;

/// The graph in GEXF.
pub(super) fn write(projection: &Projection) -> String {
    let mut xml = Document::new();
    let root: [xml::Attribute<'_>; 4] = [
        ("xmlns", &"http://gexf.net/1.3"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            &"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
        ),
        ("version", &"1.3"),
    ];
    xml.open_line(0, "gexf", &root);
    xml.open_line(1, "meta", &[]);
    xml.text_line(2, "creator", &[], "zhengtu");
    xml.text_line(2, "description", &[], &projection.summary());
    xml.close_line(1);
    let graph: [xml::Attribute<'_>; 5] = [
        ("mode", &"dynamic"),
        ("defaultedgetype", &"directed"),
        ("timeformat", &"date"),
        ("timerepresentation", &"interval"),
        ("idtype", &"string"),
    ];
    xml.open_line(1, "graph", &graph);
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    declare(&mut xml, "node", &of_nodes);
    declare(&mut xml, "edge", &of_edges);
    xml.open_line(2, "nodes", &[("count", &projection.nodes.len())]);
    projection
        .nodes
        .iter()
        .for_each(|it| node(&mut xml, it, &of_nodes));
    xml.close_line(2);
    xml.open_line(2, "edges", &[("count", &projection.edges.len())]);
    projection
        .edges
        .iter()
        .for_each(|it| edge(&mut xml, it, &of_edges));
    xml.close_line(2);
    xml.close_line(1);
    xml.close_line(0);
    xml.finish()
}

fn node(xml: &mut Document, node: &Node, attributes: &[Attribute<Node>]) {
    let mut start: Vec<xml::Attribute<'_>> = vec![("id", &node.id), ("label", &node.label)];
    start.extend(days(&node.valid));
    xml.open_line(3, "node", &start);
    values(xml, attributes, node);
    spells(xml, &node.valid);
    color(xml, palette::of_node(node));
    xml.empty_line(4, "size", &[("value", &node.size())]);
    let (x, y) = (
        format!("{}.0", node.place.0),
        format!("{}.0", -node.place.1),
    );
    xml.empty_line(4, "position", &[("x", &x), ("y", &y), ("z", &"0.0")]);
    xml.close_line(3);
}

fn edge(xml: &mut Document, edge: &Edge, attributes: &[Attribute<Edge>]) {
    let (kind, label) = (edge.tie.name(), edge.tie.label());
    let weight = format!("{}.0", edge.mentions().max(1));
    let mut start: Vec<xml::Attribute<'_>> = vec![
        ("id", &edge.id),
        ("source", &edge.source),
        ("target", &edge.target),
        ("kind", &kind),
        ("label", &label),
        ("weight", &weight),
    ];
    start.extend(days(&edge.valid));
    xml.open_line(3, "edge", &start);
    values(xml, attributes, edge);
    color(xml, palette::of_tie(edge.tie));
    xml.close_line(3);
}

/// The days of one stretch as attributes; of several, only spells can tell.
fn days(valid: &Validity) -> Vec<xml::Attribute<'_>> {
    match valid.stretches() {
        [stretch] => sides(stretch),
        _ => Vec::new(),
    }
}

fn sides((first, last): &(Option<Day>, Option<Day>)) -> Vec<xml::Attribute<'_>> {
    let mut sides: Vec<xml::Attribute<'_>> = Vec::new();
    sides.extend(first.as_ref().map(|day| ("start", day as _)));
    sides.extend(last.as_ref().map(|day| ("end", day as _)));
    sides
}

fn spells(xml: &mut Document, valid: &Validity) {
    if let stretches @ [_, _, ..] = valid.stretches() {
        xml.open_line(4, "spells", &[]);
        for stretch in stretches {
            xml.empty_line(5, "spell", &sides(stretch));
        }
        xml.close_line(4);
    }
}

fn color(xml: &mut Document, [red, green, blue]: [u8; 3]) {
    xml.empty_line(4, "color", &[("r", &red), ("g", &green), ("b", &blue)]);
}

/// The label is a property of its own.
fn is_attribute<T>(attribute: &&Attribute<T>) -> bool {
    attribute.name != "label"
}

fn declare<T>(xml: &mut Document, of: &str, attributes: &[Attribute<T>]) {
    xml.open_line(2, "attributes", &[("class", &of), ("mode", &"static")]);
    for Attribute { name, kind, .. } in attributes.iter().filter(is_attribute) {
        let kind = match kind {
            Kind::Number => "integer",
            Kind::Truth => "boolean",
            Kind::Text | Kind::Day | Kind::List => "string",
        };
        xml.empty_line(
            3,
            "attribute",
            &[("id", name), ("title", name), ("type", &kind)],
        );
    }
    xml.close_line(2);
}

fn values<T>(xml: &mut Document, attributes: &[Attribute<T>], thing: &T) {
    xml.open_line(4, "attvalues", &[]);
    for Attribute { name, value, .. } in attributes.iter().filter(is_attribute) {
        if let Some(value) = value(thing) {
            let value = value.join("; ");
            xml.empty_line(5, "attvalue", &[("for", name), ("value", &value)]);
        }
    }
    xml.close_line(4);
}
