//! Any file of N-Quads is read, or refused with a sentence; what was read can be analysed.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use zhengtu::analyze::network::{Network, predicates};
use zhengtu::analyze::{AsOf, cycles, status, timeline};
use zhengtu::parts::rdf::facts_of_bytes;

fn nquads(data: &[u8]) {
    let Ok(facts) = facts_of_bytes(data, RdfFormat::NQuads, &predicates()) else {
        return;
    };
    if let Ok(network) = Network::read(&facts) {
        let as_of = AsOf::default();
        drop(status(&network, None, as_of, true));
        drop(cycles(&network, as_of));
        drop(timeline(&network, None, as_of));
    }
}

zhengtu_fuzz::target!(nquads);
