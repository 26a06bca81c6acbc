//! The library as its users see it: the examples, and that the façade agrees with the program.

use crate::util::root;
use std::error::Error;
use std::fs;
use std::process::Command;
use zhengtu::{
    AsOf, Day, Graph, GraphFormat, Options, SourceFile, State, build, extract, find_texts,
};

#[expect(dead_code, reason = "main is for who runs the example")]
#[path = "../examples/build.rs"]
mod build_example;
#[expect(dead_code, reason = "main is for who runs the example")]
#[path = "../examples/extract.rs"]
mod extract_example;
#[expect(dead_code, reason = "main is for who runs the example")]
#[path = "../examples/status.rs"]
mod status_example;

fn said<E: std::fmt::Debug>(run: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> String {
    let mut out = Vec::new();
    run(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The graph of `corpus/`, and the file that the program makes of it.
fn corpus() -> (Graph, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let program = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(["build", "--quiet", "corpus", "-o"])
        .arg(folder.path().join("graph.nq"))
        .current_dir(root())
        .status();
    assert!(program.unwrap().success());
    let read = |path: &std::path::PathBuf| {
        let mut file = SourceFile::read(path).unwrap();
        file.path = format!("corpus/{}", file.name());
        file
    };
    let paths = find_texts(&[root().join("corpus")]).unwrap();
    // In another order than that of their names.
    let graph = build(paths.iter().rev().map(read), &Options::default().threads(2));
    (graph.unwrap(), folder)
}

#[test]
fn the_graph_of_texts_in_memory_is_that_of_the_program() {
    let (graph, folder) = corpus();
    let file = fs::read_to_string(folder.path().join("graph.nq")).unwrap();
    assert_eq!(said(|out| graph.write(GraphFormat::NQuads, out)), file);
    let opened = Graph::open(folder.path().join("graph.nq")).unwrap();
    assert_eq!(
        said(|out| opened.write(GraphFormat::Turtle, out)),
        said(|out| graph.write(GraphFormat::Turtle, out))
    );
    assert_eq!(opened.documents().count(), graph.documents().count());
}

#[test]
fn one_document_is_asked_by_any_of_its_names() {
    let (graph, _folder) = corpus();
    let notice = graph.find("国市监反垄规〔2021〕2号").unwrap().iri.clone();
    for name in ["国市监反垄规[2021]2号", notice.as_str()] {
        assert_eq!(graph.find(name).unwrap().iri, notice, "{name}");
    }
    let iri = graph.find("网络数据安全管理条例").unwrap().iri.clone();
    let before = graph.status(&iri, Day::parse("2024-12-31")).unwrap();
    assert_eq!(before.state, State::NotYetInForce);
    assert!(before.documents.contains(&iri) && before.in_force_from == Day::parse("2025-01-01"));
    let after = graph.status(&iri, Day::parse("2025-01-01")).unwrap();
    assert_eq!(after.state, State::InForce);
    assert!(graph.implementation("反垄断法", None).unwrap().steps() >= 4);
    assert!(
        !graph.impact("反垄断法", AsOf::default()).unwrap()[0]
            .rows
            .is_empty()
    );
    assert_eq!(
        graph
            .supersession("市场主体登记管理条例", None)
            .unwrap()
            .steps(),
        5
    );
}

#[test]
fn errors_say_what_is_wrong_and_what_brought_it_about() {
    let missing = Graph::open("no-such-file.nq").unwrap_err();
    assert!(missing.source().is_some() && missing.to_string().contains("no-such-file.nq"));
    let broken = Graph::read(b"<a> <b>", GraphFormat::NQuads).unwrap_err();
    assert!(broken.source().is_some(), "{broken}");
    let graph = build([], &Options::default()).unwrap();
    assert!(graph.find("无此法").is_err() && graph.query("SELECT nonsense").is_err());
    assert!(build([], &Options::default().base("no base")).is_err());
    assert!(extract("", &Options::default()).is_empty());
}

#[test]
fn a_deep_query_does_not_need_a_deep_stack_of_the_caller() {
    let graph = build([], &Options::default()).unwrap();
    let deep = format!("ASK {{ {}{} }}", "{".repeat(40), "}".repeat(40));
    let asked = std::thread::Builder::new()
        .stack_size(1 << 18)
        .spawn(move || graph.query(&deep).map(|_| ()))
        .unwrap();
    asked.join().unwrap().unwrap();
}

#[test]
fn the_examples_say_what_they_promise() {
    let records = said(|out| extract_example::run(out));
    assert!(records.starts_with("示例市市场监督管理局关于印发《示例市经营者集中审查办法》的通知 (示市监规〔2024〕3号)\n  by 示例市市场监督管理局, 2024-01-15\n"), "{records}");
    assert!(
        records.contains("  repeals 示例市经营者集中审查暂行办法\n    line 6, characters "),
        "{records}"
    );
    let laws = said(|out| build_example::run(Vec::new(), out));
    assert!(
        laws.contains("documents\n?law\t?documents\n\"中华人民共和国反垄断法\"@zh\t4\n"),
        "{laws}"
    );
    let days = said(|out| status_example::run(out));
    let wanted = "2015-04-30: not yet in force\n2023-12-31: in force\n2024-01-01: repealed\n  by 《示例市停车管理条例》 2023-09-27\n";
    assert!(days.starts_with(wanted), "{days}");
    assert!(
        days.contains("└─ repealed, replaced from 2024-01-01 by"),
        "{days}"
    );
    let (_, folder) = corpus();
    let stale = said(|out| status_example::stale(&folder.path().join("graph.nq"), out));
    assert!(stale.starts_with("stale"), "{stale}");
}
