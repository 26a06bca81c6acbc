//! Rules about the source itself: who may use whom, and how a file opens. What the architecture
//! page says is kept true here.

use crate::util::root;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use. A missing edge is a decision, not an accident.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("output", &["model"]),
    ("text", &["model"]),
    ("rdf", &["model", "output"]),
    ("build", &["model", "output", "rdf", "text"]),
    ("analyze", &["model", "output", "rdf"]),
    ("export", &["analyze", "model"]),
    ("serve", &["analyze", "export", "model", "rdf"]),
    ("api", &["analyze", "build", "model", "rdf", "text"]),
    (
        "cli",
        &[
            "analyze", "build", "export", "model", "output", "rdf", "serve", "text",
        ],
    ),
];

/// Crates that only some rooms may use.
const CRATES: &[(&str, &[&str])] = &[
    ("jiff", &["model"]),
    ("clap", &["cli", "rdf", "analyze", "export"]),
    ("rayon", &["api", "build", "rdf"]),
    ("regex", &["text"]),
    ("petgraph", &["analyze", "api", "export", "serve", "cli"]),
    ("hyper", &["serve"]),
    ("tokio", &["serve"]),
    ("maud", &["serve"]),
    ("quick_xml", &["export"]),
    ("tracing", &["text", "build", "serve", "cli"]),
    ("tracing_subscriber", &["cli"]),
    (
        "oxigraph",
        &[
            "model", "build", "rdf", "analyze", "api", "export", "serve", "cli",
        ],
    ),
];

/// One source file: the room it stands in, its module inside the room, its path and its code.
struct File {
    room: String,
    module: String,
    path: PathBuf,
    text: String,
}

impl File {
    /// The code without tests and comments.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        lines.fold(String::new(), |code, l| code + l + "\n")
    }

    /// The modules of its own room that it uses; `mod.rs` of the room is the module `mod`.
    fn siblings(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let code = self.code();
        let room = format!("crate::{}::", self.room);
        for (counts, prefix) in [(true, room.as_str()), (self.top(), "super::")] {
            for (i, m) in code.match_indices(prefix) {
                let before = code[..i].chars().next_back();
                if before.is_some_and(|c| c == ':' || c.is_alphanumeric()) || !counts {
                    continue;
                }
                let rest = &code[i + m.len()..];
                let names = rest.strip_prefix('{').map_or_else(
                    || vec![word(rest)],
                    |list| {
                        let list = list.split('}').next().unwrap_or_default();
                        list.split(',').map(|n| word(n.trim())).collect()
                    },
                );
                let own = |n: &&&str| n.chars().next().is_some_and(char::is_lowercase);
                found.extend(names.iter().filter(own).map(|n| (*n).to_owned()));
            }
        }
        found.remove(&self.module);
        found
    }

    /// Whether it stands in the room itself, not in a folder of the room.
    fn top(&self) -> bool {
        self.path.parent().and_then(Path::file_name).unwrap() == self.room.as_str()
    }
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default()
}

fn files() -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(root().join("src"))
                .unwrap()
                .with_extension("");
            let steps: Vec<String> = name
                .iter()
                .map(|s| s.to_str().unwrap().to_owned())
                .collect();
            if path.extension().is_some_and(|e| e == "rs") && steps.last().unwrap() != "tests" {
                let text = fs::read_to_string(&path).unwrap();
                let module = steps.get(1).unwrap_or(&steps[0]).clone();
                found.push(File {
                    room: steps[0].clone(),
                    module,
                    path,
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rooms() -> Vec<File> {
    let mut files = files();
    files.retain(|f| !["lib", "main"].contains(&f.room.as_str()));
    files
}

#[test]
fn rooms_use_only_the_rooms_below() {
    for file in rooms() {
        let (_, may) = MAY_USE
            .iter()
            .find(|(room, _)| *room == file.room)
            .unwrap_or_else(|| panic!("{} is not in MAY_USE", file.room));
        let code = file.code();
        for (i, m) in code.match_indices("crate::") {
            let other = word(&code[i + m.len()..]);
            assert!(
                other == file.room || may.contains(&other),
                "{}: {} must not use {other}",
                file.path.display(),
                file.room
            );
        }
    }
}

#[test]
fn no_room_has_a_circle() {
    let files = rooms();
    for (room, _) in MAY_USE {
        let inside: Vec<&File> = files.iter().filter(|f| f.room == *room).collect();
        let modules: BTreeSet<&str> = inside.iter().map(|f| f.module.as_str()).collect();
        let mut graph = DiGraphMap::<&str, ()>::new();
        for file in &inside {
            for other in file.siblings() {
                if let Some(other) = modules.get(other.as_str()) {
                    graph.add_edge(&file.module, other, ());
                }
            }
        }
        let circles: Vec<Vec<&str>> = tarjan_scc(&graph)
            .into_iter()
            .filter(|c| c.len() > 1)
            .collect();
        assert!(circles.is_empty(), "{room}: {circles:?}");
    }
}

#[test]
fn crates_stay_where_they_belong() {
    for file in rooms() {
        for (krate, may) in CRATES {
            let uses = file.code().contains(&format!("{krate}::"));
            assert!(
                !uses || may.contains(&file.room.as_str()),
                "{}: {} must not use the crate {krate}",
                file.path.display(),
                file.room
            );
        }
    }
}

#[test]
fn every_file_says_what_it_owns_and_must_not_know() {
    for file in files() {
        let at = file.path.display();
        assert!(file.text.starts_with("//! "), "{at}: no opening page");
        if !["lib", "main"].contains(&file.room.as_str()) {
            let page = file.text.lines().take_while(|l| l.starts_with("//!"));
            let page: String = page.map(|l| l.trim_start_matches("//!")).collect();
            assert!(page.contains("Owns:"), "{at}: does not say what it owns");
            let knows = page.to_lowercase().contains("must not know");
            assert!(knows, "{at}: does not say what it must not know");
        }
    }
}

#[test]
fn the_repository_speaks_of_itself_only() {
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if ["target", ".git", "Cargo.lock"].contains(&name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                for word in ["/wo\u{72}k/", "/ho\u{6d}e/", "/ro\u{6f}t/"] {
                    assert!(
                        !text.contains(word),
                        "{} names a path of somebody's machine",
                        path.display()
                    );
                }
            }
        }
    }
}
