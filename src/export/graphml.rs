//! GraphML 1.0: ASCII ids, every attribute declared with its type, `label` and `interaction` under
//! the names that tools look for; for yEd also shapes, lines and folders of issuers, which yEd does
//! not make from attributes.
//!
//! Owns: the elements of GraphML and of yEd's extension. Must not know: which documents are chosen,
//! what is said of them.

use super::attributes::{Attribute, Kind, of_edges, of_nodes};
use super::projection::{Edge, Node, Projection};
use super::xml::escape;
use super::{Style, node_kind, palette, push};
use std::collections::BTreeMap;

/// For whom the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Flavor {
    /// Gephi, Cytoscape, networkx, igraph.
    #[default]
    Plain,
    /// yEd: the same with shapes, labels and lines.
    Yed,
}

/// The document in GraphML.
pub(super) fn write(projection: &Projection, style: &Style) -> String {
    let is_yed = style.flavor == Flavor::Yed;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    push(
        &mut xml,
        format_args!(
            "<!-- {} -->\n",
            escape(&projection.summary().replace("--", "- -"))
        ),
    );
    xml.push_str("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    if is_yed {
        xml.push_str(" xmlns:y=\"http://www.yworks.com/xml/graphml\"");
    }
    xml.push_str(" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    declare(&mut xml, "node", &of_nodes(projection));
    // Declared because Cytoscape expects the name on both kinds of node_kind; nodes have none.
    xml.push_str("  <key id=\"node_interaction\" for=\"node\" attr.name=\"interaction\" attr.type=\"string\"/>\n");
    let of_edges = of_edges(projection);
    declare(&mut xml, "edge", &of_edges);
    if is_yed {
        xml.push_str("  <key id=\"node_graphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  <key id=\"edge_graphics\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n");
    }
    xml.push_str("  <graph id=\"G\" edgedefault=\"directed\">\n");
    nodes(&mut xml, projection, style);
    for edge in &projection.edges {
        push(
            &mut xml,
            format_args!(
                "    <edge id=\"{}\" source=\"{}\" target=\"{}\">\n",
                edge.id, edge.source, edge.target
            ),
        );
        data(&mut xml, "edge", &of_edges, edge);
        if is_yed {
            line(&mut xml, edge);
        }
        xml.push_str("    </edge>\n");
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml
}

fn nodes(xml: &mut String, projection: &Projection, style: &Style) {
    let is_yed = style.flavor == Flavor::Yed;
    let of_nodes = of_nodes(projection);
    let mut folders: BTreeMap<Option<&String>, Vec<&Node>> = BTreeMap::new();
    for node in &projection.nodes {
        let folder = node.issuer().filter(|_| is_yed && style.by_issuer);
        folders.entry(folder).or_default().push(node);
    }
    for (number, (issuer, nodes)) in folders.into_iter().enumerate() {
        if let Some(issuer) = issuer {
            open_folder(xml, number, issuer);
        }
        for node in nodes {
            push(xml, format_args!("    <node id=\"{}\">\n", node.id));
            data(xml, "node", &of_nodes, node);
            if is_yed {
                shape(xml, node);
            }
            xml.push_str("    </node>\n");
        }
        if issuer.is_some() {
            xml.push_str("    </graph></node>\n");
        }
    }
}

fn open_folder(xml: &mut String, number: usize, issuer: &str) {
    push(
        xml,
        format_args!(
            "    <node id=\"g{number}\" yfiles.foldertype=\"group\">\n      <data key=\"node_graphics\"><y:ProxyAutoBoundsNode><y:Realizers active=\"0\">"
        ),
    );
    push(
        xml,
        format_args!(
            "<y:GroupNode><y:NodeLabel modelName=\"internal\" modelPosition=\"t\">{}</y:NodeLabel>",
            escape(issuer)
        ),
    );
    xml.push_str(
        "<y:State closed=\"false\"/></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>\n",
    );
    push(
        xml,
        format_args!("    <graph id=\"g{number}:\" edgedefault=\"directed\">\n"),
    );
}

fn shape(xml: &mut String, node: &Node) {
    let fill = palette::hex(palette::of_node(node));
    let line = if node.is_stub() { "dashed" } else { "line" };
    let shape = match node.kind() {
        node_kind::Kind::Document => "roundrectangle",
        node_kind::Kind::Provision | node_kind::Kind::Reference => "rectangle",
        node_kind::Kind::Agency => "ellipse",
    };
    let width = 30 + 12 * node.label.chars().count();
    push(
        xml,
        format_args!(
            "      <data key=\"node_graphics\"><y:ShapeNode><y:Geometry height=\"30.0\" width=\"{width}.0\"/>"
        ),
    );
    push(
        xml,
        format_args!(
            "<y:Fill color=\"{fill}\"/><y:BorderStyle color=\"#333333\" type=\"{line}\" width=\"1.0\"/>"
        ),
    );
    push(
        xml,
        format_args!(
            "<y:NodeLabel textColor=\"#ffffff\">{}</y:NodeLabel><y:Shape type=\"{shape}\"/></y:ShapeNode></data>\n",
            escape(&node.label)
        ),
    );
}

fn line(xml: &mut String, edge: &Edge) {
    let color = palette::hex(palette::of_tie(edge.tie));
    let kind = if palette::is_faint(edge.tie) {
        "dashed"
    } else {
        "line"
    };
    push(
        xml,
        format_args!(
            "      <data key=\"edge_graphics\"><y:PolyLineEdge><y:LineStyle color=\"{color}\" type=\"{kind}\" width=\"1.0\"/>"
        ),
    );
    push(
        xml,
        format_args!(
            "<y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>{}</y:EdgeLabel></y:PolyLineEdge></data>\n",
            edge.tie.label()
        ),
    );
}

fn declare<T>(xml: &mut String, of: &str, attributes: &[Attribute<T>]) {
    for Attribute { name, kind, .. } in attributes {
        let kind = match kind {
            Kind::Number => "int",
            Kind::Truth => "boolean",
            Kind::Text | Kind::Day | Kind::List => "string",
        };
        push(
            xml,
            format_args!(
                "  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
            ),
        );
    }
}

fn data<T>(xml: &mut String, of: &str, attributes: &[Attribute<T>], node_kind: &T) {
    for Attribute { name, value, .. } in attributes {
        if let Some(value) = value(node_kind) {
            push(
                xml,
                format_args!(
                    "      <data key=\"{of}_{name}\">{}</data>\n",
                    escape(&value.join("; "))
                ),
            );
        }
    }
}
