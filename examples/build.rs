//! A graph of several texts in memory, asked with SPARQL: `cargo run --example build [TEXT…]`.
//! Without texts of your own it takes those of `corpus/`.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use zhengtu::{AnswerFormat, Options, SourceFile, build, find_texts, write_answer};

/// The laws that most documents are based on.
const QUERY: &str = "SELECT ?law (COUNT(DISTINCT ?document) AS ?documents)
WHERE { ?document eli:based_on ?basis . ?basis dcterms:title ?law }
GROUP BY ?law ORDER BY DESC(?documents) ?law LIMIT 3";

fn main() -> Result<(), Box<dyn Error>> {
    let paths = std::env::args().skip(1).map(PathBuf::from).collect();
    run(paths, io::stdout().lock())
}

pub(crate) fn run(mut paths: Vec<PathBuf>, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    if paths.is_empty() {
        paths.push(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    }
    let mut sources = Vec::new();
    for path in find_texts(&paths)? {
        match SourceFile::read(&path) {
            Ok(source) => sources.push(source),
            Err(skipped) => writeln!(io::stderr(), "{skipped}")?,
        }
    }
    let options = Options::default();
    let graph = build(sources, &options)?;
    writeln!(out, "{} documents", graph.documents().count())?;
    let answer = graph.query(QUERY)?;
    out.write_all(&write_answer(&answer, AnswerFormat::Tsv, &options.base)?)?;
    Ok(())
}
