//! Small made-up texts, one for each rule whose loss nothing else would show.

use crate::util::{facts, made_up, root, text_of};
use oxigraph::io::RdfFormat;
use std::fs;
use std::io::pipe;
use std::process::{Command, Stdio};
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline;
use zhengtu::parts::text::Analysed;
use zhengtu::parts::text::Tally;
use zhengtu::rdf::Store;
use zhengtu::rdf::query::{self, Answer};

/// What a text becomes without its furniture.
fn clean(text: &str) -> String {
    text_of(text).clean.text().to_owned()
}

#[test]
fn a_line_beside_page_numbers_is_a_running_head_from_the_third_time_on() {
    let page =
        |n: usize, head: &str| format!("第{n}条 示例第{n}款的内容在这里写完。\n{head}\n{n}\n");
    let thrice: String = (1..=4)
        .map(|n| page(n, if n < 4 { "示例汇编" } else { "示例尾" }))
        .collect();
    assert!(!clean(&thrice).contains("示例汇编"), "{}", clean(&thrice));
    let twice: String = (1..=4)
        .map(|n| page(n, if n < 3 { "示例汇编" } else { "" }))
        .collect();
    assert_eq!(
        clean(&twice).matches("示例汇编").count(),
        2,
        "{}",
        clean(&twice)
    );
}

#[test]
fn the_end_of_the_term_of_another_policy_is_not_the_own_one() {
    let record = |text: &str| text_of(text).records().remove(0);
    let other = "财政部关于延长示例政策的公告\n财政部公告2022年第90号\n一、《示例资金管理办法》实施期限延长至2025年12月31日。\n二、本公告自公布之日起施行。\n财政部\n2022年12月1日\n";
    assert_eq!(record(other).expires, None);
    let own = other.replace("《示例资金管理办法》实施期限延长至", "本公告实施期限至");
    assert_eq!(record(&own).expires.as_deref(), Some("2025-12-31"));
}

/// The graph of texts, as N-Quads.
fn graph(files: &[Analysed]) -> String {
    let (_, quads) = pipeline::assemble(&facts(files), BASE).unwrap();
    let mut out = Vec::new();
    quads.write(GraphFormat::NQuads, BASE, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_rows_of_a_query_without_an_order_are_sorted() {
    let graph = graph(&made_up());
    let store = Store::of_bytes(graph.as_bytes(), RdfFormat::NQuads).unwrap();
    // Asked by title backwards, so that the store has no reason to hand the rows out in order.
    let rows = |text: &str| match query::run(&store, text, BASE).unwrap() {
        Answer::Rows(_, rows) => rows
            .iter()
            .map(|row| row.iter().flatten().map(ToString::to_string).collect())
            .collect::<Vec<String>>(),
        _ => panic!("rows"),
    };
    let titles = "SELECT ?t { ?d dcterms:title ?t } ";
    let sorted = rows(titles);
    assert!(sorted.len() > 8 && sorted.is_sorted(), "{sorted:?}");
    let mut backwards = rows(&format!("{titles} ORDER BY DESC(STR(?t))"));
    assert!(!backwards.is_sorted());
    backwards.sort();
    assert_eq!(sorted, backwards);
    let values = "SELECT ?n { VALUES ?n { 3 1 2 } }";
    assert!(rows(values).is_sorted());
    assert!(!rows(&format!("{values} ORDER BY DESC(?n)")).is_sorted());
}

#[test]
fn the_tables_for_neo4j_lead_from_the_document_that_speaks_to_the_one_it_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("graph.nq"), graph(&made_up())).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args([
            "export", "-g", "graph.nq", "--format", "neo4j", "-o", "tables",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let table = |name: &str| {
        let text = fs::read_to_string(folder.path().join("tables").join(name)).unwrap();
        let mut lines = text
            .trim_start_matches('\u{feff}')
            .lines()
            .map(str::to_owned);
        (lines.next().unwrap(), lines.collect::<Vec<String>>())
    };
    let (_, nodes) = table("nodes.csv");
    let id = |title: &str| {
        let row = nodes.iter().find(|row| row.contains(title));
        let row = row.unwrap_or_else(|| panic!("{title} is in no row of {nodes:#?}"));
        row.split(',').next().unwrap().to_owned()
    };
    let (head, edges) = table("edges.csv");
    assert!(head.starts_with(":START_ID,:END_ID,"), "{head}");
    for (from, relation, to) in [
        ("江苏省示例保护实施办法", "BASED_ON", "act/示例保护条例"),
        ("act/示例保护条例", "REPEALS", "act/示例保护暂行规定"),
        ("国务院关于修改", "AMENDS", "act/示例保护条例"),
    ] {
        let start = format!("{},{},", id(from), id(to));
        let ending = format!(",{relation}");
        let edge = edges
            .iter()
            .find(|row| row.starts_with(&start) && row.ends_with(&ending));
        assert!(edge.is_some(), "{from} {relation} {to}: {edges:#?}");
    }
}

#[test]
fn precision_counts_what_was_found_and_recall_what_is_there() {
    let tally = Tally {
        tp: 6,
        fp: 2,
        fn_: 6,
    };
    assert_eq!(
        (tally.precision(), tally.recall(), tally.f1()),
        (0.75, 0.5, 0.6)
    );
}

#[test]
fn a_reader_that_has_gone_is_no_fault() {
    let texts = root().join("tests/fixtures/texts");
    let one = texts.join("2-rules.txt");
    let (texts, one) = (texts.to_str().unwrap(), one.to_str().unwrap());
    for words in [&["extract", texts][..], &["explain", one, "7"]] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let ran = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
            .args(words)
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(
            (ran.status.code(), said.as_str()),
            (Some(0), ""),
            "{words:?}"
        );
    }
}
