//! Tables of documents and links: for spreadsheets, and for the bulk import of Neo4j.
//!
//! Owns: RFC 4180, the byte order mark that Excel wants, Neo4j's headers, import scripts and style.
//! Must not know: which documents are chosen, what is said of them.

use super::attributes::{Attribute, Kind, of_edges, of_nodes};
use super::format::{Part, Style};
use super::node_kind;
use super::projection::{Node, Projection};

/// Two tables, and what is in them.
pub(super) fn tables(projection: &Projection, style: &Style) -> Vec<Part> {
    let bom = if style.bom { "\u{feff}" } else { "" };
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    let mut nodes = Table::new(
        bom,
        ["id".to_owned()]
            .into_iter()
            .chain(of_nodes.iter().map(|it| it.name.to_owned())),
    );
    for node in &projection.nodes {
        let row = [node.id.clone()].into_iter().chain(cells(&of_nodes, node));
        nodes.row(row.map(harmless));
    }
    let ends = ["id", "source", "target"].map(str::to_owned);
    let mut edges = Table::new(
        bom,
        ends.into_iter()
            .chain(of_edges.iter().map(|it| it.name.to_owned())),
    );
    for edge in &projection.edges {
        let row = [edge.id.clone(), edge.source.clone(), edge.target.clone()]
            .into_iter()
            .chain(cells(&of_edges, edge));
        edges.row(row.map(harmless));
    }
    vec![
        Part::new("nodes.csv", nodes.0),
        Part::new("edges.csv", edges.0),
        about(projection),
    ]
}

/// Two tables with headers of types, scripts that import them, and a style for the browser.
pub(super) fn neo4j(projection: &Projection) -> Vec<Part> {
    let (of_nodes, of_edges) = (of_nodes(projection), of_edges(projection));
    let mut nodes = Table::new(
        "",
        ["id:ID".to_owned()]
            .into_iter()
            .chain(of_nodes.iter().map(typed))
            .chain([":LABEL".to_owned()]),
    );
    for node in &projection.nodes {
        nodes.row(
            [node.id.clone()]
                .into_iter()
                .chain(cells(&of_nodes, node))
                .chain([label(node).to_owned()]),
        );
    }
    let ends = [":START_ID", ":END_ID", "id"].map(str::to_owned);
    let mut edges = Table::new(
        "",
        ends.into_iter()
            .chain(of_edges.iter().map(typed))
            .chain([":TYPE".to_owned()]),
    );
    for edge in &projection.edges {
        let kind = upper_snake(edge.tie.name());
        edges.row(
            [edge.source.clone(), edge.target.clone(), edge.id.clone()]
                .into_iter()
                .chain(cells(&of_edges, edge))
                .chain([kind]),
        );
    }
    let style = if projection.with.is_empty() {
        STYLE.to_owned()
    } else {
        format!("{STYLE}{STYLE_BESIDE}")
    };
    let scripts = [
        ("import.sh", IMPORT_SH.to_owned()),
        ("import.cmd", IMPORT_CMD.to_owned()),
        ("style.grass", style),
    ];
    let parts = [
        Part::new("nodes.csv", nodes.0),
        Part::new("edges.csv", edges.0),
        about(projection),
    ];
    parts
        .into_iter()
        .chain(scripts.map(|(name, text)| Part::new(name, text)))
        .collect()
}

/// The labels of a node.
fn label(node: &Node) -> &'static str {
    match node.kind() {
        node_kind::Kind::Document if node.is_stub() => "Document;Stub",
        node_kind::Kind::Document => "Document",
        node_kind::Kind::Provision => "Provision",
        node_kind::Kind::Agency => "Agency",
        node_kind::Kind::Reference => "Reference",
    }
}

const IMPORT_SH: &str = "#!/bin/sh
# Makes a Neo4j database of the tables beside this file: sh import.sh [DATABASE]; the server must be stopped or the database new.
set -eu
cd \"$(dirname \"$0\")\"
exec neo4j-admin database import full --overwrite-destination --id-type=string --array-delimiter=';' --multiline-fields=true \\
    --nodes=nodes.csv --relationships=edges.csv \"${1:-neo4j}\"
";

const IMPORT_CMD: &str = "@echo off\r
rem Makes a Neo4j database of the tables beside this file: import.cmd [DATABASE]; the server must be stopped or the database new.\r
cd /d \"%~dp0\"\r
set DATABASE=%1\r
if \"%DATABASE%\"==\"\" set DATABASE=neo4j\r
neo4j-admin database import full --overwrite-destination --id-type=string --array-delimiter=; --multiline-fields=true --nodes=nodes.csv --relationships=edges.csv %DATABASE%\r
";

const STYLE: &str = "node { diameter: 50px; color: #6a85c9; border-color: #4a65a9; text-color-internal: #ffffff; font-size: 10px; }
node.Document { caption: '{label}'; }
node.Stub { caption: '{label}'; color: #c0c4c8; border-color: #8d9399; text-color-internal: #333333; }
relationship { color: #8d9399; shaft-width: 1px; font-size: 8px; caption: '{label}'; }
";

/// For nodes that are no documents.
const STYLE_BESIDE: &str = "node.Provision { caption: '{label}'; diameter: 35px; color: #a08f7c; border-color: #7f6f5c; }
node.Agency { caption: '{label}'; color: #5c6670; border-color: #3c4650; }
node.Reference { caption: '{label}'; diameter: 25px; color: #b0aaa2; border-color: #8d8780; text-color-internal: #333333; }
";

/// The name with the type that the importer should read.
fn typed<T>(attribute: &Attribute<T>) -> String {
    let kind = match attribute.kind {
        Kind::Text => return attribute.name.to_owned(),
        Kind::Number => "int",
        Kind::Truth => "boolean",
        Kind::Day => "date",
        Kind::List => "string[]",
    };
    format!("{}:{kind}", attribute.name)
}

/// `detailedRulesFor` → `DETAILED_RULES_FOR`, as relationship types are written.
fn upper_snake(name: &str) -> String {
    let mut upper = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            upper.push('_');
        }
        upper.push(c.to_ascii_uppercase());
    }
    upper
}

/// A list is parted by `;`, so one inside a word becomes its wide form.
fn cells<T>(attributes: &[Attribute<T>], node_kind: &T) -> impl Iterator<Item = String> {
    use super::attributes::Value;
    attributes
        .iter()
        .map(move |attribute| match (attribute.value)(node_kind) {
            Some(Value::List(list)) => list
                .iter()
                .map(|word| word.replace(';', "；"))
                .collect::<Vec<_>>()
                .join(";"),
            Some(value) => value.join(""),
            None => String::new(),
        })
}

fn about(projection: &Projection) -> Part {
    Part::new("about.txt", format!("{}\n", projection.summary()))
}

/// A cell that no spreadsheet takes for a formula: it would run what a text says.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

struct Table(String);

impl Table {
    fn new(start: &str, header: impl Iterator<Item = String>) -> Self {
        let mut table = Self(start.to_owned());
        table.row(header);
        table
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        for (column, cell) in cells.enumerate() {
            if column > 0 {
                self.0.push(',');
            }
            self.cell(&cell);
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        if cell.contains(['"', ',', '\r', '\n']) {
            self.0.push('"');
            self.0.push_str(&cell.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_when_they_need_it() {
        let mut table = Table::new("", ["a", "b"].map(str::to_owned).into_iter());
        table.row(["x \"y\", z", "一\n二"].map(str::to_owned).into_iter());
        assert_eq!(table.0, "a,b\r\n\"x \"\"y\"\", z\",\"一\n二\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, want) in [
            ("=cmd|示例", "'=cmd|示例"),
            ("@SUM(1)", "'@SUM(1)"),
            ("-1", "'-1"),
            ("某法=甲", "某法=甲"),
        ] {
            assert_eq!(harmless(cell.to_owned()), want);
        }
    }

    #[test]
    fn types_of_relationships_are_upper_case() {
        assert_eq!(upper_snake("repealsPartOf"), "REPEALS_PART_OF");
        assert_eq!(upper_snake("based_on"), "BASED_ON");
    }
}
