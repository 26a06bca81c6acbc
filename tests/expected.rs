//! What each command says of the made-up texts, word for word, in `tests/expected`.
//!
//! After a change that is meant, `UPDATE_EXPECT=1 cargo test expected` writes the files anew; the
//! difference is then read like any other change.

use crate::util::root;
use expect_test::expect_file;
use std::path::Path;
use std::process::Command;

/// Commands over the graph of the made-up texts, each with the file of what it prints.
const COMMANDS: &[(&str, &[&str])] = &[
    (
        "status.txt",
        &["analyze", "status", "--as-of", "2022-06-01"],
    ),
    (
        "status-table.txt",
        &[
            "analyze",
            "status",
            "--as-of",
            "2023-06-01",
            "--format",
            "table",
        ],
    ),
    ("supersession.txt", &["analyze", "supersession"]),
    (
        "supersession.json",
        &["analyze", "supersession", "--format", "json"],
    ),
    (
        "implementation.txt",
        &["analyze", "implementation", "示例保护条例"],
    ),
    (
        "bases.txt",
        &[
            "analyze",
            "implementation",
            "江苏省示例保护实施办法",
            "--up",
        ],
    ),
    ("impact.txt", &["analyze", "impact", "示例保护条例#第二条"]),
    ("stale.txt", &["analyze", "stale", "--as-of", "2023-01-01"]),
    ("rank.txt", &["analyze", "rank"]),
    ("cycles.txt", &["analyze", "cycles"]),
    ("agencies.txt", &["analyze", "agencies"]),
    ("timeline.txt", &["analyze", "timeline"]),
    ("check.txt", &["check", "--as-of", "2023-01-01"]),
    ("graph.mmd", &["export", "--format", "mermaid"]),
    ("graph.dot", &["export", "--format", "dot"]),
    ("graph.json", &["export", "--format", "json"]),
];

/// Commands over the texts themselves.
const OF_TEXTS: &[(&str, &[&str])] = &[
    ("records.jsonl", &["extract", "-q", "tests/fixtures/texts"]),
    (
        "explain.txt",
        &["explain", "tests/fixtures/texts/5-local.txt", "7"],
    ),
];

/// What a command prints, run where the package is.
fn said(words: &[&str], more: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(words)
        .args(more)
        .current_dir(root())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(ran.stdout), String::from_utf8(ran.stderr));
    let (out, err) = (out.unwrap(), err.unwrap());
    assert!(ran.status.success(), "{words:?}: {out}{err}");
    out
}

fn expected(name: &str) -> expect_test::ExpectFile {
    expect_file![root().join("tests/expected").join(name)]
}

fn built(folder: &Path) -> String {
    let graph = folder.join("graph.nq").to_str().unwrap().to_owned();
    said(&["build", "-q", "tests/fixtures/texts", "-o", &graph], &[]);
    graph
}

#[test]
fn each_command_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    for (name, words) in COMMANDS {
        expected(name).assert_eq(&said(words, &["-g", &graph]));
    }
    for (name, words) in OF_TEXTS {
        expected(name).assert_eq(&said(words, &[]));
    }
}

#[test]
fn every_file_of_what_is_said_belongs_to_a_command() {
    for entry in root().join("tests/expected").read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = COMMANDS
            .iter()
            .chain(OF_TEXTS)
            .any(|(file, _)| *file == name);
        assert!(known, "{name} is the answer to nothing");
    }
}
