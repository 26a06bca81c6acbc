//! The graph file of a command as a network of documents, and the document it is asked about.
//!
//! Owns: how both are told when they fail. Must not know: any analysis.

use super::outcome::say;
use crate::analyze::network::Network;
use crate::model::error::{Error, ErrorKind};
use crate::rdf::store::{Documents, Store};
use petgraph::graph::NodeIndex;
use std::path::Path;
use tracing::info_span;

pub(super) fn load_network(graph: &Path) -> Result<(Store, Network), Error> {
    let store = Store::open(graph)?;
    let network = info_span!("network").in_scope(|| Network::read(&store));
    if !network.unknown.is_empty() {
        let names: Vec<&str> = network.unknown.iter().map(String::as_str).collect();
        say(&format!(
            "relations left out because this version does not know them: {}",
            names.join(", ")
        ));
    }
    Ok((store, network))
}

pub(super) fn find(
    documents: &Documents,
    network: &Network,
    text: &str,
) -> Result<NodeIndex, Error> {
    let iri = documents.the(text)?;
    network.node(iri.as_str()).ok_or_else(|| {
        Error::new(
            ErrorKind::Usage,
            format!("{iri} is not a document of the graph"),
        )
    })
}
