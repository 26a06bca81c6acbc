//! Any file of N-Quads is read, or refused with a sentence; what was read can be analysed.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use zhengtu::analyze::network::Network;
use zhengtu::analyze::{AsOf, cycles, status, timeline};
use zhengtu::rdf::Store;

fn nquads(data: &[u8]) {
    let Ok(store) = Store::of_bytes(data, RdfFormat::NQuads) else {
        return;
    };
    let network = Network::read(&store);
    let as_of = AsOf::default();
    drop(status(&network, None, as_of, true));
    drop(cycles(&network, as_of));
    drop(timeline(&network, None, as_of));
}

zhengtu_fuzz::target!(nquads);
