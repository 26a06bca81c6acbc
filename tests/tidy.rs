//! Rules about the source itself: who may use whom, and how a file opens. What the architecture page says is kept true here.

use crate::util::root;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Each module with the modules it may use. A missing edge is a decision, not an accident.
const MAY_USE: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("day", &[]),
    ("numeral", &["day"]),
    ("place", &[]),
    ("error", &[]),
    ("vocab", &[]),
    ("doctype", &[]),
    ("record", &[]),
    ("read", &["error"]),
    ("clean", &["read", "span"]),
    ("lexicon", &["vocab"]),
    ("segment", &["clean", "doctype", "lexicon", "numeral", "span"]),
    ("fields", &["clean", "doctype", "lexicon", "numeral", "segment", "span"]),
    ("extract", &["clean", "doctype", "fields", "lexicon", "numeral", "segment", "span"]),
    ("eval", &["record"]),
    ("explain", &["extract", "records", "span"]),
    ("key", &["doctype", "lexicon", "numeral", "segment"]),
    ("resolve", &["extract", "fields", "key", "lexicon", "numeral", "place", "records", "sample", "segment", "vocab"]),
    ("sample", &["records"]),
    ("graph", &["doctype", "error", "extract", "fields", "key", "lexicon", "numeral", "place", "rdf", "records", "resolve", "segment", "span", "vocab"]),
    ("rdf", &["error", "numeral", "vocab"]),
    ("manifest", &["doctype", "error", "extract", "records", "resolve", "segment", "vocab"]),
    ("pipeline", &["error", "graph", "manifest", "output", "rdf", "read", "records", "resolve", "vocab"]),
    ("output", &["error"]),
    ("subset", &["network", "vocab"]),
    ("table", &[]),
    ("store", &["error", "vocab"]),
    ("query", &["error", "store", "table", "vocab"]),
    ("ask", &["day", "error", "store"]),
    ("check", &["ask", "error", "query", "vocab"]),
    ("network", &["error", "store", "vocab"]),
    ("analyze", &["day", "error", "network", "numeral", "store", "table", "vocab"]),
    ("export", &["analyze", "day", "error", "network", "vocab"]),
    ("serve", &["analyze", "ask", "error", "export", "network", "query", "store", "vocab"]),
    (
        "cli",
        &[
            "analyze", "ask", "check", "day", "error", "eval", "explain", "export", "network", "output", "pipeline", "query", "rdf", "read", "record",
            "records", "serve", "store", "subset", "table", "vocab",
        ],
    ),
    ("records", &["clean", "doctype", "extract", "fields", "read", "record", "segment", "span"]),
];

/// Crates that only some modules may use.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["cli", "query", "check", "analyze", "export"]),
    ("rayon", &["pipeline", "graph", "rdf", "resolve", "store"]),
    ("regex", &["segment", "fields", "extract"]),
    ("petgraph", &["network", "analyze", "export", "serve", "cli"]),
    ("hyper", &["serve"]),
    ("tokio", &["serve"]),
    ("oxigraph", &["lexicon", "graph", "rdf", "pipeline", "vocab", "store", "query", "ask", "check", "network", "subset", "serve", "cli"]),
];

fn modules() -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![(root().join("src"), None::<String>)];
    while let Some((folder, parent)) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push((path, Some(parent.clone().unwrap_or(stem))));
            } else if path.extension().is_some_and(|e| e == "rs") && stem != "tests" {
                let text = fs::read_to_string(&path).unwrap();
                found.push((parent.clone().unwrap_or(stem), path, text));
            }
        }
    }
    found.sort();
    found
}

fn used(text: &str, path: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
    lines
        .flat_map(|l| {
            l.match_indices(path)
                .map(|(i, m)| l[i + m.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The modules that `text` takes from the root of the crate: `crate::x` and the names in `use crate::{…}`.
fn crate_modules(text: &str) -> BTreeSet<String> {
    let mut found = used(text, "crate::");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for block in code.split("use crate::{").skip(1) {
        let block = block.split("};").next().unwrap_or_default();
        let mut depth = 0;
        let mut word = String::new();
        for c in block.chars().chain([',']) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' | ':' if depth == 0 => {
                    let name = word.trim();
                    if !name.is_empty() && name.chars().all(|c| c.is_lowercase() || c == '_') {
                        found.insert(name.to_owned());
                    }
                    word.clear();
                }
                _ if depth == 0 => word.push(c),
                _ => {}
            }
        }
    }
    found.remove("");
    found
}

#[test]
fn modules_use_only_what_they_may() {
    for (name, path, text) in modules() {
        if ["lib", "main"].contains(&name.as_str()) {
            continue;
        }
        let (_, may) = MAY_USE.iter().find(|(m, _)| *m == name).unwrap_or_else(|| panic!("{name} is not in MAY_USE"));
        let known = |m: &String| MAY_USE.iter().any(|(k, _)| k == m);
        for other in crate_modules(&text).into_iter().filter(|m| *m != name && known(m)) {
            assert!(may.contains(&other.as_str()), "{}: {name} must not use {other}", path.display());
        }
    }
}

#[test]
fn crates_stay_where_they_belong() {
    for (name, path, text) in modules() {
        for (krate, may) in CRATES {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let uses = code.lines().filter(|l| !l.trim_start().starts_with("//")).any(|l| l.contains(&format!("{krate}::")));
            assert!(!uses || may.contains(&name.as_str()), "{}: {name} must not use the crate {krate}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_owns_and_must_not_know() {
    for (name, path, text) in modules() {
        assert!(text.starts_with("//! "), "{}: no opening page", path.display());
        if !["lib", "main"].contains(&name.as_str()) {
            let page: String = text.lines().take_while(|l| l.starts_with("//!")).map(|l| l.trim_start_matches("//!")).collect();
            assert!(page.contains("Owns:"), "{}: does not say what it owns", path.display());
            assert!(page.to_lowercase().contains("must not know"), "{}: does not say what it must not know", path.display());
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
                    assert!(!text.contains(word), "{} names a path of somebody's machine", path.display());
                }
            }
        }
    }
}
