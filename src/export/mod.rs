//! Graph exchange formats: the network of documents as a file for graph tools.
//!
//! Owns: which formats there are, which part of the network is drawn ([`Filter`]), and one
//! projection ([`Projection`]) that every format writes, so that they cannot disagree. Must not
//! know: stores, where the bytes go.

mod attributes;
mod comparison;
mod csv;
mod dot;
mod format;
mod gexf;
mod graphml;
mod html;
mod json;
mod layout;
mod mermaid;
mod node_kind;
mod overlays;
mod page_data;
mod palette;
mod projection;
mod selection;
pub mod subset;
mod validity;
mod writing;
mod xml;

pub use comparison::{ComparisonFormat, write_comparison};
pub use format::{Export, FONTS, Flavor, Part, PictureFormat, Style};
pub use node_kind::{Agency, EdgeKind, Kind, NodeContent, Overlay, Provision, Reference};
pub use projection::{Edge, Node, Projection};
pub use selection::Filter;
pub use validity::Validity;

use crate::analyze::network::Network;

/// The part of a network that `filter` lets through, in a format.
pub fn export(network: &Network, filter: &Filter, format: PictureFormat, style: &Style) -> Export {
    let mut projection = Projection::of(network, filter);
    if format.has_places() {
        projection.arrange();
    }
    Export::File(match format {
        PictureFormat::Dot => dot::write(&projection, style),
        PictureFormat::Graphml => graphml::write(&projection, style),
        PictureFormat::Gexf => gexf::write(&projection),
        PictureFormat::Cytoscape => json::cytoscape(&projection),
        PictureFormat::Json => json::node_link(&projection),
        PictureFormat::Mermaid => mermaid::write(&projection),
        PictureFormat::Html => html::write(network, &projection, &style.texts),
        PictureFormat::Csv => return Export::Folder(csv::tables(&projection, style)),
        PictureFormat::Neo4j => return Export::Folder(csv::neo4j(&projection)),
    })
}

/// The page of all documents, for a server that answers the canned `questions` at `questions/…`,
/// any query at `sparql`, and if it `has_texts` shows them at `texts/…`.
pub fn live_page(network: &Network, questions: &serde_json::Value, has_texts: bool) -> String {
    let projection = Projection::of(network, &Filter::default());
    html::write_live(network, &projection, questions, has_texts)
}

#[cfg(test)]
mod tests;
