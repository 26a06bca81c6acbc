//! Any query parses within what the guard lets through, or is refused with a sentence; one that
//! parses runs on a small graph, or is stopped.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::rdf::Store;
use zhengtu::rdf::query::{Limits, Query};

const GRAPH: &str = "<x:s> <x:p> <x:o> .\n<x:o> <x:p> \"字\" .\n";

fn sparql(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut limits = Limits::default();
    limits.rows = Some(100);
    let query = match Query::parse(&text, BASE, &limits) {
        Ok(query) => query,
        Err(refusal) => return assert!(!refusal.message.is_empty()),
    };
    // Products of lists are work without end that nothing here would stop.
    if text.matches(['{', '*', '+']).count() < 6 {
        let store = Store::of_bytes(GRAPH.as_bytes(), RdfFormat::NQuads);
        drop(query.run(&store.expect("the graph parses")));
    }
}

zhengtu_fuzz::target!(sparql);
