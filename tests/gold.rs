//! The repository measures itself: records against hand-made gold, with floors that keep what was
//! gained. The sets with texts in the repository are held here, all of them by `accuracy.py`, which
//! also sets the floors anew.

use crate::util::{analysed, root};
use std::fs;
use zhengtu::Record;
use zhengtu::parts::text::score;

fn gold(name: &str) -> Vec<Record> {
    let path = root().join("tests/gold").join(format!("{name}.jsonl"));
    let text = fs::read_to_string(path).expect("a gold file");
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).expect("a gold record"))
        .collect()
}

/// The figures of a set with the least F1 they may have.
fn floors(set: &str) -> Vec<(String, f64)> {
    let table = fs::read_to_string(root().join("tests/gold/floors.tsv")).expect("the floors");
    table
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|row| row[0] == set)
        .map(|row| (row[1].to_owned(), row[2].parse().expect("a floor")))
        .collect()
}

fn hold(set: &str, texts: &str) {
    let records: Vec<Record> = analysed(&root().join(texts))
        .iter()
        .flat_map(|t| t.records())
        .collect();
    let report = score(&[gold(set)], &records);
    eprintln!("{report}");
    let floors = floors(set);
    assert!(floors.len() >= 6, "{set} has only {} floors", floors.len());
    for (name, floor) in floors {
        let got = report.get(&name).f1();
        assert!(
            got >= floor,
            "{set}, {name}: F1 {got:.4} fell below {floor}\n{:#?}",
            report.errors
        );
    }
}

#[test]
fn the_own_corpus_keeps_its_scores() {
    hold("corpus", "corpus");
}

#[test]
fn each_layout_keeps_its_scores() {
    hold("layouts", "tests/layouts");
}
