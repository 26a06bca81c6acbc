//! Marks the program with a hash of what facts depend on: the sources that make them, the tables
//! they read, the crates and the features. Facts that bear another mark are never used.

use std::fs;
use std::path::{Path, PathBuf};

/// Files and folders whose bytes may change what is read of a text, or how it is kept.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "build.rs",
    "ontology",
    "src/build/bundle.rs",
    "src/model",
    "src/read",
    "src/text",
];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        walk(&root.join(source), &mut files);
    }
    files.sort();
    let mut mark = Mark(0xcbf2_9ce4_8422_2325);
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file);
        mark.add(name.to_string_lossy().replace('\\', "/").as_bytes());
        mark.add(&fs::read(&file).unwrap_or_default());
    }
    let mut features: Vec<String> = std::env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CARGO_FEATURE_"))
        .collect();
    features.sort();
    mark.add(features.join(" ").as_bytes());
    println!("cargo::rustc-env=ZHENGTU_MARK={:016x}", mark.0);
}

/// All files at or below a path.
fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        return files.push(path.to_owned());
    };
    for entry in entries.flatten() {
        walk(&entry.path(), files);
    }
}

/// FNV-1a over parts, each closed by its length.
struct Mark(u64);

impl Mark {
    fn add(&mut self, part: &[u8]) {
        let length = (part.len() as u64).to_le_bytes();
        for byte in part.iter().chain(&length) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
