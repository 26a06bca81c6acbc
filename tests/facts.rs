//! Facts on their way: written and read, in parts, kept in a cache. Whatever way they take, the
//! graph is the same, byte for byte.

use crate::util::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice::from_ref;
use tempfile::TempDir;
use zhengtu::parts::build::pipeline::{self, cache_beside};
use zhengtu::parts::build::{Manifest, Options};

/// A graph and its manifest.
type Bytes = (Vec<u8>, Vec<u8>);

fn bytes(graph: &Path) -> Bytes {
    let read = |path: &Path| fs::read(path).unwrap();
    (read(graph), read(&Manifest::path(graph)))
}

/// What a build of these inputs writes.
fn built(inputs: &[PathBuf]) -> Bytes {
    let folder = TempDir::new().unwrap();
    let graph = folder.path().join("graph.nq");
    pipeline::build(inputs, &graph, &Options::default()).unwrap();
    bytes(&graph)
}

/// The facts of these inputs, in a file.
fn written(inputs: &[PathBuf], to: &Path) -> PathBuf {
    let mut out = Vec::new();
    pipeline::facts(inputs, Some(to), &Options::default(), &mut out).unwrap();
    fs::write(to, out).unwrap();
    to.to_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    zhengtu::find_texts(&[folder.to_owned()]).unwrap()
}

/// The folder of a test, with texts in it.
fn copied(from: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    for file in files(&root().join(from)) {
        fs::copy(&file, texts.join(file.file_name().unwrap())).unwrap();
    }
    (folder, texts)
}

#[test]
fn facts_that_were_written_and_read_make_the_graph_of_their_texts() {
    let corpus = [root().join("corpus")];
    let folder = TempDir::new().unwrap();
    let facts = written(&corpus, &folder.path().join("all.facts"));
    assert!(built(&[facts]) == built(&corpus));
}

#[test]
fn parts_make_the_graph_of_the_whole_however_it_is_parted() {
    // Below the working folder, files are called the same however they are named.
    let whole = PathBuf::from("tests/fixtures/texts");
    let all = files(&whole);
    let expected = built(from_ref(&whole));
    let folder = TempDir::new().unwrap();
    for parts in [1, 2, all.len()] {
        let part = |n: usize| {
            let own: Vec<PathBuf> = all.iter().skip(n).step_by(parts).cloned().collect();
            written(&own, &folder.path().join(format!("{parts}-{n}.facts")))
        };
        let files: Vec<PathBuf> = (0..parts).rev().map(part).collect();
        assert!(built(&files) == expected, "{parts} parts");
    }
    // Some as texts, some as facts, some as both.
    let half = written(&all[..all.len() / 2 + 1], &folder.path().join("half.facts"));
    let mixed: Vec<PathBuf> = all[all.len() / 2..].iter().cloned().chain([half]).collect();
    assert!(built(&mixed) == expected);
}

#[test]
fn facts_of_another_version_are_left_out_with_the_reason() {
    let (folder, texts) = copied("tests/fixtures/texts");
    let facts = written(from_ref(&texts), &folder.path().join("a.facts"));
    let mut other = fs::read(&facts).unwrap();
    other[b"zhengtu facts\n".len()] ^= 1;
    fs::write(&facts, other).unwrap();
    let graph = folder.path().join("graph.nq");
    let summary = pipeline::build(&[texts, facts], &graph, &Options::default()).unwrap();
    let reasons: Vec<&str> = summary
        .manifest
        .skipped
        .iter()
        .map(|it| it.reason.as_str())
        .collect();
    assert_eq!(
        reasons,
        ["facts that another version of this program made; make them anew"]
    );
}

/// The graph of the folder, built with the cache beside it.
fn cached(texts: &Path, graph: &Path) -> Bytes {
    let options = Options {
        cache: Some(cache_beside(graph)),
        ..Options::default()
    };
    pipeline::build(&[texts.to_owned()], graph, &options).unwrap();
    bytes(graph)
}

/// The entries of a cache with their bytes and when each was written.
fn entries(graph: &Path) -> BTreeMap<PathBuf, (Vec<u8>, u64)> {
    #[cfg(unix)]
    let id = |path: &Path| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
    #[cfg(not(unix))]
    let id = |_: &Path| 0;
    let all = fs::read_dir(cache_beside(graph)).unwrap();
    let all = all.map(|it| it.unwrap().path());
    let facts = all.filter(|path| path.extension().is_some_and(|it| it == "facts"));
    facts
        .map(|path| (path.clone(), (fs::read(&path).unwrap(), id(&path))))
        .collect()
}

#[test]
fn a_build_with_a_cache_follows_what_changes_comes_and_goes() {
    let (folder, texts) = copied("tests/fixtures/texts");
    let graph = folder.path().join("graph.nq");
    let all = files(&texts);
    let check = || assert!(cached(&texts, &graph) == built(from_ref(&texts)));
    check();
    let first = entries(&graph);
    assert_eq!(first.len(), all.len());
    check();
    assert!(entries(&graph) == first, "nothing was written again");
    // Another name, the same content: nothing to be read again.
    let other = texts.join("another name.txt");
    fs::rename(&all[0], &other).unwrap();
    check();
    assert!(entries(&graph) == first);
    let text = fs::read_to_string(&other).unwrap();
    fs::write(&other, text.replace("第一条", "第一条 示例。")).unwrap();
    check();
    let second = entries(&graph);
    let same = |it: &&PathBuf| second.get(*it) == first.get(*it);
    let kept = first.keys().filter(same).count();
    assert_eq!((kept, second.len()), (all.len() - 1, all.len()));
    fs::remove_file(&other).unwrap();
    check();
    assert_eq!(entries(&graph).len(), all.len() - 1);
    // Other limits, other facts.
    let options = Options {
        cache: Some(cache_beside(&graph)),
        limits: zhengtu::parts::read::Limits {
            pages: 1,
            ..Default::default()
        },
        ..Options::default()
    };
    pipeline::build(from_ref(&texts), &graph, &options).unwrap();
    assert!(entries(&graph).keys().all(|it| !second.contains_key(it)));
}

#[test]
fn what_is_wrong_in_a_cache_is_never_used() {
    let (folder, texts) = copied("tests/fixtures/texts");
    let graph = folder.path().join("graph.nq");
    let expected = cached(&texts, &graph);
    let whole = entries(&graph);
    let names: Vec<&PathBuf> = whole.keys().collect();
    let damages: [&dyn Fn(Vec<u8>) -> Vec<u8>; 4] = [
        &|bytes| bytes[..bytes.len() / 2].to_vec(),
        &|_| Vec::new(),
        &|mut bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            bytes
        },
        // Of another version of the program.
        &|mut bytes| {
            bytes[20] ^= 1;
            bytes
        },
    ];
    for damage in damages {
        for name in &names {
            fs::write(name, damage(whole[*name].0.clone())).unwrap();
        }
        assert!(cached(&texts, &graph) == expected);
    }
    // The facts of one file under the name of another.
    fs::write(names[0], &whole[names[1]].0).unwrap();
    assert!(cached(&texts, &graph) == expected);
    // Entries of nobody go, what is no entry stays.
    let cache = cache_beside(&graph);
    fs::write(cache.join("0.facts"), "示例").unwrap();
    fs::write(cache.join("notes.txt"), "示例").unwrap();
    assert!(cached(&texts, &graph) == expected);
    assert!(!cache.join("0.facts").exists() && cache.join("notes.txt").exists());
    let bytes = |graph| -> Vec<Vec<u8>> { entries(graph).into_values().map(|it| it.0).collect() };
    let expected: Vec<Vec<u8>> = whole.into_values().map(|it| it.0).collect();
    assert!(bytes(&graph) == expected, "all entries are whole again");
}

/// A graph in the folder that it is made of: neither it nor its cache is a text.
#[test]
fn a_cache_among_the_texts_is_none_of_them() {
    let (_folder, texts) = copied("tests/fixtures/texts");
    let expected = built(from_ref(&texts));
    let graph = texts.join("graph.nq");
    assert!(cached(&texts, &graph) == expected);
    assert!(cached(&texts, &graph) == expected);
}

#[test]
fn two_builds_may_share_a_cache() {
    let (folder, texts) = copied("tests/fixtures/texts");
    let expected = built(from_ref(&texts));
    let start = std::sync::Barrier::new(2);
    let build = |name: &str| {
        let graph = folder.path().join(name);
        let options = Options {
            cache: Some(folder.path().join("shared.cache")),
            ..Options::default()
        };
        start.wait();
        pipeline::build(from_ref(&texts), &graph, &options).unwrap();
        bytes(&graph)
    };
    std::thread::scope(|scope| {
        let one = scope.spawn(|| build("one.nq"));
        let other = scope.spawn(|| build("other.nq"));
        assert!(one.join().unwrap() == expected && other.join().unwrap() == expected);
    });
}
