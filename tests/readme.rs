//! What the README shows is what the program says: each ```console block is run, and its output
//! compared.
//!
//! A line `$ …` is a command: `zhengtu …` or `cargo run --release -- …`, both the binary under
//! test, run in a folder of its own with `corpus` in it. The lines below it are its output on both
//! streams, where a line `…` stands for any number of lines, and `…` within a line for any words (a
//! time that differs from run to run).

use crate::util::root;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

struct Step {
    command: String,
    output: Vec<String>,
    line: usize,
}

fn steps(text: &str) -> Vec<Step> {
    let (mut steps, mut inside): (Vec<Step>, bool) = (Vec::new(), false);
    for (i, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            steps.push(Step {
                command: command.to_owned(),
                output: Vec::new(),
                line: i + 1,
            });
        } else if inside {
            steps
                .last_mut()
                .expect("output follows a command")
                .output
                .push(line.to_owned());
        }
    }
    steps
}

/// The words of a command line: blanks part them, single quotes keep them together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

fn run(step: &Step, folder: &Path) -> String {
    let mut words = words(&step.command);
    let skip = if words.starts_with(&["cargo".to_owned(), "run".to_owned()]) {
        words.iter().position(|w| w == "--").unwrap() + 1
    } else {
        1
    };
    let arguments = words.split_off(skip);
    let output = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(&arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// Whether `got` is `want`, where … stands for anything.
fn same_line(want: &str, got: &str) -> bool {
    match want.split_once('…') {
        Some((start, end)) if !end.contains('…') => {
            got.len() >= start.len() + end.len() && got.starts_with(start) && got.ends_with(end)
        }
        _ => want == got,
    }
}

fn same(want: &[String], got: &[&str]) -> bool {
    match want.split_first() {
        None => got.is_empty(),
        Some((first, rest)) if first == "…" => (0..=got.len()).any(|n| same(rest, &got[n..])),
        Some((first, rest)) => got.split_first().is_some_and(|(line, others)| {
            same_line(first.trim_end(), line.trim_end()) && same(rest, others)
        }),
    }
}

fn check(name: &str) {
    let readme = root().join(name);
    let text = fs::read_to_string(&readme).unwrap_or_else(|e| panic!("{name}: {e}"));
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    for entry in fs::read_dir(root().join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(
            &path,
            folder.path().join("corpus").join(path.file_name().unwrap()),
        )
        .unwrap();
    }
    let steps = steps(&text);
    assert!(
        steps.len() >= 6,
        "{name} shows only {} commands",
        steps.len()
    );
    for step in steps
        .iter()
        .filter(|s| s.command.starts_with("zhengtu ") || s.command.starts_with("cargo run"))
    {
        let got = run(step, folder.path());
        let lines: Vec<&str> = got.lines().collect();
        let want: &[String] = if step.output.last().is_some_and(String::is_empty) {
            &step.output[..step.output.len() - 1]
        } else {
            &step.output
        };
        assert!(
            same(want, &lines),
            "{name}:{}: `{}` prints\n{got}\nbut the page shows\n{}",
            step.line,
            step.command,
            want.join("\n")
        );
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    check("README.md");
    check("README.zh-CN.md");
}

#[test]
fn an_ellipsis_stands_for_anything_and_nothing_else_does() {
    assert!(same_line("done in … s", "done in 0.1 s"));
    assert!(!same_line("done in 1 s", "done in 2 s"));
    assert!(same(
        &["a".into(), "…".into(), "d".into()],
        &["a", "b", "c", "d"]
    ));
    assert!(!same(&["a".into(), "d".into()], &["a", "b", "d"]));
}
