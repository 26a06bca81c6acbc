//! GraphML 1.0: ASCII ids, every attribute declared with its type, `label` and `interaction` under
//! the names that tools look for; for yEd also shapes, lines and folders of issuers, which yEd does
//! not make from attributes.
//!
//! Owns: the elements of GraphML and of yEd's extension. Must not know: which documents are chosen,
//! what is said of them.

use super::attributes::{Attribute, Kind, of_edges, of_nodes};
use super::format::{Flavor, Style};
use super::projection::{Edge, Node, Projection};
use super::xml::Document;
use super::{node_kind, palette, xml};
use std::collections::BTreeMap;

const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

/// The document in GraphML.
pub(super) fn write(projection: &Projection, style: &Style) -> String {
    let is_yed = style.flavor == Flavor::Yed;
    let mut xml = Document::new();
    xml.comment_line(&projection.summary());
    let mut root: Vec<xml::Attribute<'_>> = vec![
        ("xmlns", &"http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    if is_yed {
        root.push(("xmlns:y", &"http://www.yworks.com/xml/graphml"));
    }
    root.push(("xsi:schemaLocation", &SCHEMA));
    xml.open_line(0, "graphml", &root);
    declare(&mut xml, "node", &of_nodes(projection));
    // Declared because Cytoscape expects the name on both kinds of node_kind; nodes have none.
    declare_key(&mut xml, "node", "interaction", "string");
    let of_edges = of_edges(projection);
    declare(&mut xml, "edge", &of_edges);
    if is_yed {
        for of in ["node", "edge"] {
            let (id, kind) = (format!("{of}_graphics"), format!("{of}graphics"));
            let key: [xml::Attribute<'_>; 3] = [("id", &id), ("for", &of), ("yfiles.type", &kind)];
            xml.empty_line(1, "key", &key);
        }
    }
    xml.open_line(1, "graph", &[("id", &"G"), ("edgedefault", &"directed")]);
    nodes(&mut xml, projection, style);
    for edge in &projection.edges {
        let ends: [xml::Attribute<'_>; 3] = [
            ("id", &edge.id),
            ("source", &edge.source),
            ("target", &edge.target),
        ];
        xml.open_line(2, "edge", &ends);
        data(&mut xml, "edge", &of_edges, edge);
        if is_yed {
            line(&mut xml, edge);
        }
        xml.close_line(2);
    }
    xml.close_line(1);
    xml.close_line(0);
    xml.finish()
}

fn nodes(xml: &mut Document, projection: &Projection, style: &Style) {
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
            xml.open_line(2, "node", &[("id", &node.id)]);
            data(xml, "node", &of_nodes, node);
            if is_yed {
                shape(xml, node);
            }
            xml.close_line(2);
        }
        if issuer.is_some() {
            close_folder(xml);
        }
    }
}

/// A node of yEd that holds a graph of its own.
fn open_folder(xml: &mut Document, number: usize, issuer: &str) {
    let (node, graph) = (format!("g{number}"), format!("g{number}:"));
    xml.open_line(2, "node", &[("id", &node), ("yfiles.foldertype", &"group")]);
    graphics(xml, "node", |xml| {
        xml.open("y:ProxyAutoBoundsNode", &[]);
        xml.open("y:Realizers", &[("active", &0)]);
        xml.open("y:GroupNode", &[]);
        let label: [xml::Attribute<'_>; 2] = [("modelName", &"internal"), ("modelPosition", &"t")];
        xml.text("y:NodeLabel", &label, issuer);
        xml.empty("y:State", &[("closed", &"false")]);
        xml.close();
        xml.close();
        xml.close();
    });
    xml.open_line(2, "graph", &[("id", &graph), ("edgedefault", &"directed")]);
}

fn close_folder(xml: &mut Document) {
    xml.indent(2);
    xml.close();
    xml.close();
    xml.end_line();
}

/// The looks of a node or an edge in yEd, on one line.
fn graphics(xml: &mut Document, of: &str, looks: impl FnOnce(&mut Document)) {
    xml.indent(3);
    xml.open("data", &[("key", &format_args!("{of}_graphics"))]);
    looks(xml);
    xml.close();
    xml.end_line();
}

fn shape(xml: &mut Document, node: &Node) {
    let fill = palette::hex(palette::of_node(node));
    let line = if node.is_stub() { "dashed" } else { "line" };
    let shape = match node.kind() {
        node_kind::Kind::Document => "roundrectangle",
        node_kind::Kind::Provision | node_kind::Kind::Reference => "rectangle",
        node_kind::Kind::Agency => "ellipse",
    };
    let width = format!("{}.0", 30 + 12 * node.label.chars().count());
    graphics(xml, "node", |xml| {
        xml.open("y:ShapeNode", &[]);
        xml.empty("y:Geometry", &[("height", &"30.0"), ("width", &width)]);
        xml.empty("y:Fill", &[("color", &fill)]);
        xml.empty(
            "y:BorderStyle",
            &[("color", &"#333333"), ("type", &line), ("width", &"1.0")],
        );
        xml.text("y:NodeLabel", &[("textColor", &"#ffffff")], &node.label);
        xml.empty("y:Shape", &[("type", &shape)]);
        xml.close();
    });
}

fn line(xml: &mut Document, edge: &Edge) {
    let color = palette::hex(palette::of_tie(edge.tie));
    let kind = if palette::is_faint(edge.tie) {
        "dashed"
    } else {
        "line"
    };
    graphics(xml, "edge", |xml| {
        xml.open("y:PolyLineEdge", &[]);
        xml.empty(
            "y:LineStyle",
            &[("color", &color), ("type", &kind), ("width", &"1.0")],
        );
        xml.empty("y:Arrows", &[("source", &"none"), ("target", &"standard")]);
        xml.text("y:EdgeLabel", &[], edge.tie.label());
        xml.close();
    });
}

fn declare<T>(xml: &mut Document, of: &str, attributes: &[Attribute<T>]) {
    for Attribute { name, kind, .. } in attributes {
        let kind = match kind {
            Kind::Number => "int",
            Kind::Truth => "boolean",
            Kind::Text | Kind::Day | Kind::List => "string",
        };
        declare_key(xml, of, name, kind);
    }
}

fn declare_key(xml: &mut Document, of: &str, name: &str, kind: &str) {
    let id = format!("{of}_{name}");
    let key: [xml::Attribute<'_>; 4] = [
        ("id", &id),
        ("for", &of),
        ("attr.name", &name),
        ("attr.type", &kind),
    ];
    xml.empty_line(1, "key", &key);
}

fn data<T>(xml: &mut Document, of: &str, attributes: &[Attribute<T>], node_kind: &T) {
    for Attribute { name, value, .. } in attributes {
        if let Some(value) = value(node_kind) {
            let key = format!("{of}_{name}");
            xml.text_line(3, "data", &[("key", &key)], &value.join("; "));
        }
    }
}
