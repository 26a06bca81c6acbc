//! Mermaid flowcharts, for Markdown pages that draw them: GitHub, GitLab, wikis.
//!
//! Owns: shapes, arrows, escaping for Mermaid. Must not know: which documents are chosen.

use super::palette;
use super::projection::{Edge, Node, Projection};
use super::writing::push;
use std::collections::BTreeMap;

/// Links that Mermaid draws unless the page that holds it allows more.
const MOST_EDGES: usize = 500;

/// The flowchart.
pub(super) fn write(projection: &Projection) -> String {
    let mut chart = format!("%% {}\n", one_line(&projection.summary()));
    if projection.edges.len() > MOST_EDGES {
        push(
            &mut chart,
            format_args!(
                "%% More than {MOST_EDGES} links: Mermaid needs a higher maxEdges, or choose fewer: --around, --relation, --top\n"
            ),
        );
    }
    chart.push_str("flowchart BT\n");
    let mut classes: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for node in &projection.nodes {
        let next = classes.len() + 1;
        let class = *classes.entry(palette::of_node(node)).or_insert(next);
        push(&mut chart, format_args!("  {}\n", node_text(node, class)));
    }
    for edge in &projection.edges {
        push(&mut chart, format_args!("  {}\n", edge_text(edge)));
    }
    for (color, class) in classes {
        push(
            &mut chart,
            format_args!(
                "  classDef level{class} fill:{},stroke:#333,color:#fff\n",
                palette::hex(color)
            ),
        );
    }
    chart.push_str("  classDef stub stroke-dasharray:4 3,opacity:0.75\n");
    let stubs: Vec<&str> = projection
        .nodes
        .iter()
        .filter(|node| node.is_stub())
        .map(|node| node.id.as_str())
        .collect();
    if !stubs.is_empty() {
        push(
            &mut chart,
            format_args!("  class {} stub\n", stubs.join(",")),
        );
    }
    chart
}

fn node_text(node: &Node, class: usize) -> String {
    format!("{}[\"{}\"]:::level{class}", node.id, escape(&node.label))
}

fn edge_text(edge: &Edge) -> String {
    let line = if palette::is_faint(edge.tie) {
        "-.->"
    } else {
        "-->"
    };
    let date = edge
        .link
        .as_ref()
        .and_then(|link| link.date.as_ref())
        .map(|date| format!(" {date}"))
        .unwrap_or_default();
    format!(
        "{} {line}|\"{}{}\"| {}",
        edge.source,
        edge.tie.label(),
        escape(&date),
        edge.target
    )
}

/// Text between quotation marks: what could end it, be read as markup or as Markdown is written as
/// a number.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | '*' | '_' | '[' | ']' | '{' | '}' | '|'
            | ';' => push(&mut escaped, format_args!("#{};", u32::from(c))),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(['{', '}', '%'], " ")
}
