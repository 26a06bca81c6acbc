//! DOT for Graphviz: fonts with Chinese characters, short wrapped labels, the full title as
//! tooltip.
//!
//! Owns: shapes, lines, wrapping, escaping for DOT. Must not know: which documents are chosen.

use super::format::Style;
use super::node_kind::Kind;
use super::palette;
use super::projection::{Edge, Node, Projection};
use super::writing::push;
use std::collections::BTreeMap;

/// Characters in a line of a label.
const LINE: usize = 12;

/// The drawing in DOT.
pub(super) fn write(projection: &Projection, style: &Style) -> String {
    let mut dot = format!("// {}\n", one_line(&projection.summary()));
    let font = quote(&style.font);
    push(
        &mut dot,
        format_args!(
            "digraph zhengtu {{\n  graph [charset=\"UTF-8\", rankdir=\"BT\", fontname={font}];\n"
        ),
    );
    push(
        &mut dot,
        format_args!(
            "  node [shape=\"box\", style=\"rounded\", fontname={font}];\n  edge [fontname={font}, fontsize=\"10\"];\n"
        ),
    );
    nodes(&mut dot, projection, style);
    for edge in &projection.edges {
        push(
            &mut dot,
            format_args!(
                "  {} -> {} [{}];\n",
                quote(&edge.source),
                quote(&edge.target),
                edge_attributes(edge)
            ),
        );
    }
    dot.push_str("}\n");
    dot
}

fn nodes(dot: &mut String, projection: &Projection, style: &Style) {
    let issuer = |node: &Node| node.issuer().cloned().filter(|_| style.by_issuer);
    let mut groups: BTreeMap<Option<String>, Vec<&Node>> = BTreeMap::new();
    for node in &projection.nodes {
        groups.entry(issuer(node)).or_default().push(node);
    }
    for (number, (issuer, nodes)) in groups.into_iter().enumerate() {
        let margin = if issuer.is_some() { "    " } else { "  " };
        if let Some(issuer) = &issuer {
            push(
                dot,
                format_args!(
                    "  subgraph cluster_{number} {{\n    label={};\n",
                    words(issuer)
                ),
            );
        }
        for node in nodes {
            push(
                dot,
                format_args!("{margin}{} [{}];\n", quote(&node.id), node_attributes(node)),
            );
        }
        if issuer.is_some() {
            dot.push_str("  }\n");
        }
    }
}

fn node_attributes(node: &Node) -> String {
    let mut attributes = format!(
        "label={}, tooltip={}",
        words(&wrap(&node.label)),
        words(&node.words())
    );
    if let Some(iri) = node.iri() {
        push(&mut attributes, format_args!(", URL={}", quote(iri)));
    }
    attributes.push_str(match node.kind() {
        Kind::Document if node.is_stub() => {
            ", style=\"rounded,dashed\", color=\"gray50\", fontcolor=\"gray30\""
        }
        Kind::Document => "",
        Kind::Provision => ", shape=\"note\", style=\"\", color=\"gray50\"",
        Kind::Agency => ", shape=\"ellipse\", style=\"\", color=\"gray50\"",
        Kind::Reference => ", shape=\"plaintext\", fontcolor=\"gray30\"",
    });
    attributes
}

fn edge_attributes(edge: &Edge) -> String {
    let link = edge.link.as_ref();
    let date = link
        .and_then(|link| link.date.as_ref())
        .map(|date| format!("\n{date}"))
        .unwrap_or_default();
    let said = link
        .and_then(|link| link.evidence.first())
        .map(|it| format!("{it} {}", it.quote))
        .unwrap_or_default();
    let tooltip = [
        edge.tie.name().to_owned(),
        link.map(|link| link.named()).unwrap_or_default(),
        said,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("; ");
    let mut attributes = format!(
        "id={}, label={}, tooltip={}",
        quote(&edge.id),
        words(&format!("{}{date}", edge.tie.label())),
        words(&tooltip)
    );
    push(
        &mut attributes,
        format_args!(
            ", color={}",
            quote(&palette::hex(palette::of_tie(edge.tie)))
        ),
    );
    if palette::is_faint(edge.tie) {
        attributes.push_str(", style=\"dashed\"");
    }
    attributes
}

/// Breaks a label into lines of a dozen characters.
fn wrap(label: &str) -> String {
    let characters: Vec<char> = label.chars().collect();
    characters
        .chunks(LINE)
        .map(|line| line.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A quoted string of words to be shown, where Graphviz reads `&lt;` as `<`, and `\N` as the name
/// of the node even behind another backslash, so a backslash is shown by its wide form.
fn words(text: &str) -> String {
    quote(&text.replace('&', "&amp;").replace('\\', "＼"))
}

/// A quoted string; a line break is written `\n`, as Graphviz wants it in labels.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
