//! GEXF 1.3 for Gephi: a graph in time, whose documents are there from the first day in force to
//! the last.
//!
//! Owns: the elements of GEXF; days are closed at both ends, and what is not known is left out,
//! never open. Must not know: which documents are chosen, what is said of them.

use super::attributes::{Attribute, Kind, of_edges, of_nodes};
use super::projection::{Edge, Node, Projection};
use super::validity::Validity;
use super::xml::{attribute, escape};
use super::{palette, push};
use crate::model::day::Day;

/// The graph in GEXF.
pub(super) fn write(projection: &Projection) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<gexf xmlns=\"http://gexf.net/1.3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
    xml.push_str("xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n");
    push(
        &mut xml,
        format_args!(
            "  <meta>\n    <creator>zhengtu</creator>\n    <description>{}</description>\n  </meta>\n",
            escape(&projection.summary())
        ),
    );
    xml.push_str("  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\" idtype=\"string\">\n");
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    declare(&mut xml, "node", &of_nodes);
    declare(&mut xml, "edge", &of_edges);
    push(
        &mut xml,
        format_args!("    <nodes count=\"{}\">\n", projection.nodes.len()),
    );
    projection
        .nodes
        .iter()
        .for_each(|it| node(&mut xml, it, &of_nodes));
    push(
        &mut xml,
        format_args!(
            "    </nodes>\n    <edges count=\"{}\">\n",
            projection.edges.len()
        ),
    );
    projection
        .edges
        .iter()
        .for_each(|it| edge(&mut xml, it, &of_edges));
    xml.push_str("    </edges>\n  </graph>\n</gexf>\n");
    xml
}

fn node(xml: &mut String, node: &Node, attributes: &[Attribute<Node>]) {
    push(
        xml,
        format_args!(
            "      <node id=\"{}\" label=\"{}\"{}>\n",
            node.id,
            attribute(&node.label),
            days(&node.valid)
        ),
    );
    values(xml, attributes, node);
    spells(xml, &node.valid);
    color(xml, palette::of_node(node));
    push(
        xml,
        format_args!("        <size value=\"{}\"/>\n", node.size()),
    );
    push(
        xml,
        format_args!(
            "        <position x=\"{}.0\" y=\"{}.0\" z=\"0.0\"/>\n",
            node.place.0, -node.place.1
        ),
    );
    xml.push_str("      </node>\n");
}

fn edge(xml: &mut String, edge: &Edge, attributes: &[Attribute<Edge>]) {
    push(
        xml,
        format_args!(
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\"",
            edge.id,
            edge.source,
            edge.target,
            edge.tie.name()
        ),
    );
    push(
        xml,
        format_args!(
            " label=\"{}\" weight=\"{}.0\"{}>\n",
            edge.tie.label(),
            edge.mentions().max(1),
            days(&edge.valid)
        ),
    );
    values(xml, attributes, edge);
    color(xml, palette::of_tie(edge.tie));
    xml.push_str("      </edge>\n");
}

/// The days of one stretch as attributes; of several, only spells can tell.
fn days(valid: &Validity) -> String {
    match valid.stretches() {
        [stretch] => sides(stretch),
        _ => String::new(),
    }
}

fn sides((first, last): &(Option<Day>, Option<Day>)) -> String {
    let side = |name: &str, day: &Option<Day>| {
        day.map(|day| format!(" {name}=\"{day}\""))
            .unwrap_or_default()
    };
    side("start", first) + &side("end", last)
}

fn spells(xml: &mut String, valid: &Validity) {
    if let [_, _, ..] = valid.stretches() {
        xml.push_str("        <spells>\n");
        valid
            .stretches()
            .iter()
            .for_each(|stretch| push(xml, format_args!("          <spell{}/>\n", sides(stretch))));
        xml.push_str("        </spells>\n");
    }
}

fn color(xml: &mut String, [red, green, blue]: [u8; 3]) {
    push(
        xml,
        format_args!("        <color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>\n"),
    );
}

/// The label is a property of its own.
fn is_attribute<T>(attribute: &&Attribute<T>) -> bool {
    attribute.name != "label"
}

fn declare<T>(xml: &mut String, of: &str, attributes: &[Attribute<T>]) {
    push(
        xml,
        format_args!("    <attributes class=\"{of}\" mode=\"static\">\n"),
    );
    for Attribute { name, kind, .. } in attributes.iter().filter(is_attribute) {
        let kind = match kind {
            Kind::Number => "integer",
            Kind::Truth => "boolean",
            Kind::Text | Kind::Day | Kind::List => "string",
        };
        push(
            xml,
            format_args!("      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>\n"),
        );
    }
    xml.push_str("    </attributes>\n");
}

fn values<T>(xml: &mut String, attributes: &[Attribute<T>], thing: &T) {
    xml.push_str("        <attvalues>\n");
    for Attribute { name, value, .. } in attributes.iter().filter(is_attribute) {
        if let Some(value) = value(thing) {
            push(
                xml,
                format_args!(
                    "          <attvalue for=\"{name}\" value=\"{}\"/>\n",
                    attribute(&value.join("; "))
                ),
            );
        }
    }
    xml.push_str("        </attvalues>\n");
}
