//! Named graphs: the quads of a file, one graph after the other, in pieces that can be sent.
//!
//! Owns: the order of graphs and triples, their checksums, where a graph may be cut. Must not know:
//! stores, files.

use crate::model::source::checksum;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeMap;

/// The triples of one graph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// Its IRI; none for the default graph.
    graph: Option<String>,
    /// Its triples as N-Triples, each on a line, sorted.
    lines: String,
    /// How many they are.
    pub(super) count: usize,
    /// The checksum of the lines.
    pub(super) sum: String,
    /// Whether blank nodes hold it together: the same label in two pieces would be two nodes.
    tied: bool,
}

/// The graphs of `quads`, in the order of their IRIs.
///
/// # Errors
/// When a graph has no IRI: nobody could ask a store for it. The error is a clause on the file.
pub(super) fn graphs(quads: Vec<Quad>) -> Result<Vec<Content>, String> {
    let mut by_graph: BTreeMap<Option<String>, Vec<Triple>> = BTreeMap::new();
    for quad in quads {
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => None,
            GraphName::NamedNode(name) => Some(name.as_str().to_owned()),
            GraphName::BlankNode(node) => {
                return Err(format!(
                    "the graph {node} has no IRI, so no store can be asked for it; name it"
                ));
            }
        };
        by_graph.entry(graph).or_default().push(quad.into());
    }
    let graphs = by_graph.into_iter();
    Ok(graphs.map(|(name, it)| Content::new(name, &it)).collect())
}

fn is_blank(triple: &Triple) -> bool {
    matches!(triple.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(triple.object, Term::BlankNode(_))
}

impl Content {
    fn new(graph: Option<String>, triples: &[Triple]) -> Self {
        let mut lines: Vec<String> = triples.iter().map(|it| format!("{it} .\n")).collect();
        lines.sort_unstable();
        lines.dedup();
        let count = lines.len();
        let lines = lines.concat();
        Self {
            graph,
            count,
            sum: checksum(lines.as_bytes()),
            tied: triples.iter().any(is_blank),
            lines,
        }
    }

    /// Its IRI; none for the default graph.
    pub(super) fn graph(&self) -> Option<&str> {
        self.graph.as_deref()
    }

    /// Its triples in pieces of at most `most` bytes each, or of one line if that is longer.
    pub(super) fn pieces(&self, most: usize) -> impl Iterator<Item = &str> {
        let mut rest = self.lines.as_str();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = if self.tied {
                rest.len()
            } else {
                piece_end(rest, most)
            };
            let (piece, behind) = rest.split_at(end);
            rest = behind;
            Some(piece)
        })
    }
}

/// Where the last line ends that is whole within the first `most` bytes, or the first line.
fn piece_end(lines: &str, most: usize) -> usize {
    let bytes = lines.as_bytes();
    let within = bytes.get(..most).unwrap_or(bytes);
    let last = memchr::memrchr(b'\n', within);
    let end = last.or_else(|| memchr::memchr(b'\n', bytes));
    end.map_or(lines.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::store::quads_of_bytes;
    use oxigraph::io::RdfFormat;

    const QUADS: &str = "<urn:a> <urn:p> \"乙\" <urn:g2> .\n\
        <urn:a> <urn:p> \"甲\\n乙\" <urn:g1> .\n\
        <urn:b> <urn:p> <urn:c> .\n\
        <urn:a> <urn:p> \"丙\"@zh <urn:g1> .\n\
        <urn:a> <urn:p> \"丙\"@zh <urn:g1> .\n";

    fn read(text: &str) -> Result<Vec<Content>, String> {
        graphs(quads_of_bytes(text.as_bytes(), RdfFormat::NQuads).unwrap())
    }

    #[test]
    fn graphs_are_told_apart_and_their_triples_are_there_once_whatever_their_order() {
        let all = read(QUADS).unwrap();
        let names: Vec<_> = all.iter().map(Content::graph).collect();
        assert_eq!(names, [None, Some("urn:g1"), Some("urn:g2")]);
        assert_eq!(all[1].count, 2);
        let turned: String = QUADS.lines().rev().flat_map(|it| [it, "\n"]).collect();
        assert_eq!(read(&turned).unwrap(), all);
    }

    #[test]
    fn pieces_are_whole_lines_and_together_the_graph() {
        let all = read(QUADS).unwrap();
        for most in [0, 1, 30, 60, 1000] {
            let pieces: Vec<&str> = all[1].pieces(most).collect();
            assert_eq!(pieces.concat(), all[1].lines, "{most}");
            assert!(pieces.iter().all(|it| it.ends_with(" .\n")), "{most}");
            let lines = |it: &&str| it.lines().count();
            assert!(
                pieces.iter().all(|it| it.len() <= most || lines(it) == 1),
                "{most}"
            );
        }
        assert_eq!(all[1].pieces(1).count(), 2);
        assert_eq!(all[1].pieces(1000).count(), 1);
    }

    #[test]
    fn blank_nodes_are_never_parted_and_may_not_name_a_graph() {
        let all = read("<urn:a> <urn:p> _:x <urn:g> .\n_:x <urn:p> <urn:b> <urn:g> .\n").unwrap();
        assert_eq!(all[0].pieces(1).count(), 1);
        assert!(read("<urn:a> <urn:p> <urn:b> _:g .\n").is_err());
    }
}
