//! The repository measures itself: records against hand-made gold, with floors that keep what was
//! gained.

use crate::util::{analysed, data, root};
use std::fs;
use std::path::Path;
use zhengtu::text::eval::{Report, score};
use zhengtu::text::record::Record;

fn gold(path: &Path) -> Vec<Record> {
    let text = fs::read_to_string(path).expect("a gold file");
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).expect("a gold record"))
        .collect()
}

fn measured(texts: &Path, gold: &[Vec<Record>]) -> Report {
    let records: Vec<Record> = analysed(texts).iter().flat_map(|t| t.records()).collect();
    score(gold, &records)
}

/// Each measure with the least F1 it may have.
fn hold(report: &Report, floors: &[(&str, f64)]) {
    eprintln!("{report}");
    for (name, floor) in floors {
        let got = report.get(name).f1();
        assert!(
            got >= *floor,
            "{name}: F1 {got:.4} fell below {floor}\n{:#?}",
            report.errors
        );
    }
}

#[test]
fn the_own_corpus_keeps_its_scores() {
    let report = measured(
        &root().join("corpus"),
        &[gold(&root().join("tests/gold/corpus.jsonl"))],
    );
    hold(
        &report,
        &[
            ("documents", 0.99),
            ("field title", 0.99),
            ("field number", 0.99),
            ("field signed", 0.98),
            ("field effective", 0.98),
            ("agencies", 0.99),
            ("relations untyped", 0.985),
            ("relations typed", 0.985),
            ("provisions", 0.95),
        ],
    );
}

#[test]
fn the_gold_of_the_seeds_keeps_its_scores() {
    let (Some(seeds), Some(folder)) = (data("seeds"), data("gold")) else {
        return;
    };
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let gold: Vec<Vec<Record>> = files.iter().map(|p| gold(p)).collect();
    hold(
        &measured(&seeds, &gold),
        &[
            ("documents", 0.99),
            ("field title", 0.99),
            ("field number", 0.99),
            ("field signed", 0.99),
            ("field adopted", 0.99),
            ("field effective", 0.99),
            ("agencies", 0.99),
            ("relations untyped", 0.975),
            ("relations typed", 0.975),
            ("relations typed, unmarked mentions too", 0.94),
            ("provisions", 0.94),
            ("type based_on", 0.97),
            ("type implements", 0.97),
            ("type cites", 0.96),
            ("type promulgates", 0.96),
            ("type repeals", 0.97),
        ],
    );
}
