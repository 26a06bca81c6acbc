//! Whatever is given for the parameters of the canned questions, it is refused with a sentence, or
//! stays a value: the query that is made of it parses.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use std::sync::LazyLock;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::rdf::{fill, key_value, questions};
use zhengtu::rdf::Store;
use zhengtu::rdf::query::check;

const GRAPH: &str = "<https://w3id.org/zhengtu/id/act/示例条例> \
    <http://purl.org/dc/terms/title> \"示例条例\"@zh .\n";

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let store = Store::of_bytes(GRAPH.as_bytes(), RdfFormat::NQuads);
    store.expect("the graph parses")
});

fn ask(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let line = text.lines().next().unwrap_or_default();
    let value = key_value(line).map_or_else(|_| line.to_owned(), |(_, value)| value);
    for question in questions() {
        let names = question.parameters.iter().map(|it| it.name.to_owned());
        let given: Vec<(String, String)> = names.map(|name| (name, value.clone())).collect();
        match fill(&question, &given, Some(&STORE)) {
            Ok(query) => assert!(check(&query, BASE).is_ok(), "{}: {query}", question.name),
            Err(refusal) => assert!(!refusal.message.is_empty()),
        }
    }
}

zhengtu_fuzz::target!(ask);
