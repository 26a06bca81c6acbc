//! A build in parts, and one that follows its files: whatever the parts and the order of events,
//! the graph is that of one build over the texts as they are.

use crate::util::root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::slice::from_ref;
use tempfile::TempDir;
use zhengtu::parts::build::memory::{self, Known, Part, Resolution, Resolver};
use zhengtu::parts::build::pipeline;
use zhengtu::parts::build::{Manifest, Options, parts, watch};
use zhengtu::parts::read::Limits;

/// The bytes of a graph and of its manifest.
fn bytes(graph: &Path) -> (Vec<u8>, Vec<u8>) {
    let read = |path: &Path| fs::read(path).unwrap();
    (read(graph), read(&Manifest::path(graph)))
}

fn options() -> Options<'static> {
    Options {
        base: "https://example.org/laws/".to_owned(),
        source_base: Some("https://example.org/texts/".to_owned()),
        selectors: true,
        ..Options::default()
    }
}

fn written(inputs: &[PathBuf], to: PathBuf) -> PathBuf {
    let mut out = Vec::new();
    pipeline::facts(inputs, Some(&to), &Options::default(), &mut out).unwrap();
    fs::write(&to, out).unwrap();
    to
}

/// The graph that the four steps make of texts that are dealt out to so many parts.
fn in_parts(texts: &[PathBuf], count: usize, folder: &Path, graph: &str) -> PathBuf {
    let file = |name: String| folder.join(format!("{count}-{name}"));
    let deal = |n: usize| {
        let own: Vec<PathBuf> = texts.iter().skip(n).step_by(count).cloned().collect();
        written(&own, file(format!("{n}.facts")))
    };
    let facts: Vec<PathBuf> = (0..count).rev().map(deal).collect();
    let resolution = file("all.jsonl".to_owned());
    parts::resolve(&facts, &resolution, &options()).unwrap();
    let part = |(n, own): (usize, &PathBuf)| {
        let to = file(format!("{n}.nq"));
        parts::graph(from_ref(own), &resolution, &to, &options()).unwrap();
        to
    };
    let runs: Vec<PathBuf> = facts.iter().enumerate().map(part).collect();
    let graph = file(graph.to_owned());
    parts::merge(&runs, Some(&resolution), &graph, &options()).unwrap();
    graph
}

#[test]
fn four_steps_over_any_parts_make_the_bytes_of_a_build() {
    let folder = TempDir::new().unwrap();
    for (texts, counts) in [("tests/fixtures/texts", [1, 2, 8]), ("corpus", [1, 3, 5])] {
        let texts = [PathBuf::from(texts)];
        for graph in ["graph.nq", "graph.nt", "graph.trig"] {
            let whole = folder.path().join(graph);
            pipeline::build(&texts, &whole, &options()).unwrap();
            let all = zhengtu::find_texts(&texts).unwrap();
            for count in counts.iter().take(if graph == "graph.nq" { 3 } else { 1 }) {
                let parted = in_parts(&all, *count, folder.path(), graph);
                assert!(bytes(&parted) == bytes(&whole), "{texts:?} {count} {graph}");
            }
        }
    }
}

/// The resolution of what is known, and how many times words were asked for.
fn resolved(known: &[Known]) -> (Resolution, usize) {
    let mut brought: Vec<memory::Named> = Vec::new();
    for rounds in 0.. {
        let mut resolver = Resolver::default();
        for it in known {
            resolver.add(&it.facts).unwrap();
        }
        for (sum, text, document) in &brought {
            let own = known.iter().find(|it| it.sum == *sum).unwrap();
            let words = &own.words[*text][*document];
            let of = (sum.clone(), *text, *document);
            resolver.add_words(of, words).unwrap();
        }
        match resolver.resolve(&options()).unwrap() {
            Ok(resolution) => return (resolution, rounds),
            Err(lacking) => brought.extend(lacking),
        }
    }
    unreachable!("words without end")
}

/// The rows that a part needs, as an engine joins them, in an order that tells nothing.
fn needed(rows: &[memory::Row], part: &[Known]) -> Vec<String> {
    let own = |row: &&memory::Row| part.iter().any(|it| Some(&it.sum) == row.facts.as_ref());
    let texts: Vec<&memory::Row> = rows.iter().filter(own).collect();
    let used = |id: usize| texts.iter().any(|row| row.uses.contains(&id));
    let documents = rows.iter().filter(|row| row.id.is_some_and(used));
    let lines = texts.iter().copied().chain(documents);
    let mut lines: Vec<String> = lines.map(|row| row.line.clone()).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    lines
}

#[test]
fn four_steps_in_memory_make_the_bytes_of_a_build() {
    let folder = TempDir::new().unwrap();
    // Two texts of one title without number or day are told apart by their words.
    let undated = folder.path().join("undated");
    fs::create_dir(&undated).unwrap();
    let rules = |words: &str| {
        let article =
            |n: &str| format!("第{n}条 {words}应当按照规定办理示例登记，并且公开示例结果。\n");
        let articles: String = ["一", "二", "三", "四"].map(article).concat();
        format!("示例省示例机构登记管理实施办法\n第一章 总则\n{articles}")
    };
    fs::write(undated.join("1.txt"), rules("示例机构")).unwrap();
    fs::write(undated.join("2.txt"), rules("示例个人")).unwrap();
    for (texts, rounds) in [(PathBuf::from("tests/fixtures/texts"), 0), (undated, 1)] {
        let texts = [texts];
        let whole = folder.path().join("whole.nq");
        pipeline::build(&texts, &whole, &options()).unwrap();
        let paths = zhengtu::find_texts(&texts).unwrap();
        let names = zhengtu::parts::read::names(&texts, &paths);
        let known = |(path, name): (&PathBuf, &String)| {
            memory::facts(name, fs::read(path).unwrap(), &Limits::default())
        };
        let mut known: Vec<Known> = paths.iter().zip(&names).map(known).collect();
        known.reverse();
        let (resolution, asked) = resolved(&known);
        assert_eq!(asked > 0, rounds > 0, "{texts:?}");
        let rows = resolution.rows(0..resolution.count());
        let mut lines: Vec<String> = Vec::new();
        let mut add = |text: &str| lines.extend(text.lines().map(str::to_owned));
        add(&memory::common(&rows[0].line, &options()).unwrap());
        for part in known.chunks(3) {
            let facts = part.iter().map(|it| it.facts.as_slice());
            let told = needed(&rows, part);
            let told = told.iter().map(String::as_str);
            let mut part = Part::new(facts, told, true, options()).unwrap();
            while let Some(sorted) = part.step().unwrap() {
                add(&sorted);
            }
        }
        lines.sort();
        lines.dedup();
        let manifest = &rows[rows.len() - 1].line;
        let manifest = memory::manifest(manifest, lines.len(), &options()).unwrap();
        let graph = (lines.join("\n") + "\n").into_bytes();
        assert!((graph, manifest.to_json().into_bytes()) == bytes(&whole));
    }
}

#[test]
fn rows_that_do_not_belong_together_are_refused() {
    let text = |name: &str| {
        let text = fs::read(root().join(format!("tests/fixtures/texts/{name}.txt"))).unwrap();
        memory::facts(&format!("{name}.txt"), text, &Limits::default())
    };
    let known = [text("1-regulation"), text("2-rules")];
    let (resolution, _) = resolved(&known);
    let rows = resolution.rows(0..resolution.count());
    let told = |facts: &[Known], lines: &[String]| {
        let facts = facts.iter().map(|it| it.facts.as_slice());
        let lines = lines.iter().map(String::as_str);
        Part::new(facts, lines, true, options())
            .unwrap_err()
            .to_string()
    };
    let lines = needed(&rows, &known);
    let lost = told(&known[..1], &lines);
    assert!(
        lost.contains("2-rules.txt") && lost.contains("facts are missing"),
        "{lost}"
    );
    let strange = told(&known, &needed(&rows, &known[..1]));
    assert!(strange.contains("2-rules.txt is not in it"), "{strange}");
    let texts: Vec<String> = lines
        .iter()
        .filter(|it| it.contains("\"file\""))
        .cloned()
        .collect();
    let bare = told(&known, &texts);
    assert!(bare.contains("a document is missing"), "{bare}");
    let odd = told(&known, &["{}".to_owned()]);
    assert!(odd.contains("{}… is none of a resolution"), "{odd}");
    let head = memory::common(&rows[1].line, &options()).unwrap_err();
    assert!(head.to_string().contains("its head is missing"), "{head}");
    let other = rows[0].line.replacen("\"mark\":\"", "\"mark\":\"0", 1);
    let head = memory::common(&other, &options()).unwrap_err();
    assert!(head.to_string().contains("another version"), "{head}");
    let mut damaged = known[0].facts.clone();
    *damaged.iter_mut().rev().nth(20).unwrap() ^= 1;
    let damaged = Resolver::default().add(&damaged).unwrap_err();
    assert!(
        damaged.to_string().contains("a checksum is wrong"),
        "{damaged}"
    );
}

#[test]
fn what_cannot_be_read_is_known_by_the_reason() {
    let limits = Limits::default();
    let picture = memory::facts("a.png", b"\x89PNG....".to_vec(), &limits);
    let lost = memory::left_out("b.txt", "a row without a text");
    let (resolution, _) = resolved(&[picture, lost]);
    let rows = resolution.rows(0..resolution.count());
    let manifest = &rows[rows.len() - 1].line;
    let manifest = memory::manifest(manifest, 0, &options()).unwrap();
    let left: Vec<String> = manifest.skipped.iter().map(ToString::to_string).collect();
    assert!(left[0].starts_with("a.png: skipped: a picture"), "{left:?}");
    assert_eq!(left[1], "b.txt: skipped: a row without a text");
}

/// The example of the pages, run as a user does.
#[test]
fn the_commands_make_the_graph_of_a_build() {
    let folder = TempDir::new().unwrap();
    for (n, text) in ["1-regulation", "2-rules", "3-extension"]
        .iter()
        .enumerate()
    {
        let own = folder.path().join(format!("laws/{n}"));
        fs::create_dir_all(&own).unwrap();
        let text = root().join(format!("tests/fixtures/texts/{text}.txt"));
        fs::copy(&text, own.join(text.file_name().unwrap())).unwrap();
    }
    let run = |words: String| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengtu"));
        command.args(words.split(' ')).current_dir(folder.path());
        let output = command.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success() && output.stdout.is_empty(),
            "{words}: {told}"
        );
    };
    run("build -q laws/0 laws/1 laws/2 -o whole.nq".to_owned());
    (0..3).for_each(|n| run(format!("facts laws/{n} -o {n}.facts")));
    run("resolve 2.facts 0.facts 1.facts -o all.jsonl".to_owned());
    (0..3).for_each(|n| {
        run(format!(
            "graph {n}.facts --resolution all.jsonl -o {n}.nq.gz"
        ))
    });
    run("merge 0.nq.gz 1.nq.gz 2.nq.gz --resolution all.jsonl -o graph.nq".to_owned());
    let file = |name: &str| folder.path().join(name);
    assert!(bytes(&file("graph.nq")) == bytes(&file("whole.nq")));
}

#[test]
fn what_is_wrong_with_a_part_is_named_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name);
    let texts = zhengtu::find_texts(&[root().join("tests/fixtures/texts")]).unwrap();
    let [one, two] = [(&texts[..4], "one"), (&texts[4..], "two")]
        .map(|(texts, name)| written(texts, file(&format!("{name}.facts"))));
    let (all, out) = (file("all.jsonl"), file("out.nq"));
    let resolve = |facts: &[PathBuf]| {
        let done = parts::resolve(facts, &all, &Options::default());
        done.map_err(|error| error.to_string())
    };
    let graph = |facts: &PathBuf| {
        let done = parts::graph(from_ref(facts), &all, &out, &Options::default());
        done.unwrap_err().to_string()
    };
    let told = |told: &str, parts: &[&str]| {
        assert!(parts.iter().all(|part| told.contains(part)), "{told}");
    };
    told(
        &resolve(&texts).unwrap_err(),
        &["1-regulation.txt", "`zhengtu facts`"],
    );
    let whole = fs::read(&one).unwrap();
    fs::write(&one, &whole[..whole.len() / 2]).unwrap();
    told(
        &resolve(from_ref(&one)).unwrap_err(),
        &["one.facts", "missing", "`zhengtu facts`"],
    );
    fs::write(&one, &whole).unwrap();
    // A part that was not resolved.
    resolve(from_ref(&one)).unwrap();
    told(
        &graph(&two),
        &["all.jsonl", "is not in it", "`zhengtu resolve`"],
    );
    // A resolution that is cut off, has another letter, is of another program.
    let resolution = fs::read_to_string(&all).unwrap();
    let lines: Vec<&str> = resolution.lines().collect();
    let last = lines.len() - 1;
    let cut = lines[..last].join("\n") + "\n";
    let other = resolution.replacen("示例", "另例", 1);
    let mark = resolution.replacen("\"mark\":\"", "\"mark\":\"0", 1);
    for (text, what) in [
        (cut, "its end is missing"),
        (
            resolution[..resolution.len() / 2].to_owned(),
            "is none of a resolution",
        ),
        (other, "its checksum is wrong"),
        (mark, "another version"),
    ] {
        fs::write(&all, text).unwrap();
        told(&graph(&one), &["all.jsonl", what, "`zhengtu resolve`"]);
    }
    fs::write(&all, &resolution).unwrap();
    parts::graph(from_ref(&one), &all, &out, &Options::default()).unwrap();
    // A graph that is not sorted, and one that is written over.
    let merge = |inputs: &[PathBuf], to: &Path| {
        let done = parts::merge(inputs, None, to, &Options::default());
        done.unwrap_err().to_string()
    };
    told(&merge(from_ref(&out), &out), &["out.nq", "written over"]);
    let mut lines: Vec<String> = fs::read_to_string(&out)
        .unwrap()
        .lines()
        .map(Into::into)
        .collect();
    lines.reverse();
    fs::write(&out, lines.join("\n") + "\n").unwrap();
    told(
        &merge(from_ref(&out), &file("merged.nq")),
        &["out.nq", "line 2", "sort"],
    );
    assert!(!file("merged.nq").exists());
}

/// What happens between two looks, one after the other, and what is told of it.
#[test]
fn a_watched_folder_is_built_again_once_its_files_hold_still() {
    let folder = TempDir::new().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let from = root().join("tests/fixtures/texts");
    let bring = |from_name: &str, name: &str| {
        fs::copy(from.join(from_name), texts.join(name)).unwrap();
    };
    bring("1-regulation.txt", "a.txt");
    bring("2-rules.txt", "b.txt");
    let graph = folder.path().join("graph.nq");
    let mut look = 0;
    let pause = || {
        look += 1;
        match look {
            // Nothing has changed: nothing is built.
            1 => {}
            // One is new, and grows until the look after.
            2 => bring("3-extension.txt", "c.txt"),
            3 => bring("6-decision.txt", "c.txt"),
            4 => {}
            // One is changed, one goes.
            5 => {
                bring("5-local.txt", "b.txt");
                fs::remove_file(texts.join("a.txt")).unwrap();
            }
            6 => {}
            // All go: there is nothing to build, which is told once.
            7 => ["b.txt", "c.txt"]
                .iter()
                .for_each(|it| fs::remove_file(texts.join(it)).unwrap()),
            8 | 9 => {}
            10 => bring("8-interim.txt", "d.txt"),
            11 => {}
            _ => return false,
        }
        true
    };
    let mut told = Vec::new();
    let inputs = [texts.clone()];
    watch(&inputs, &graph, &Options::default(), pause, |it| match it {
        Ok((changes, summary)) => {
            let fresh = folder.path().join("fresh.nq");
            pipeline::build(&inputs, &fresh, &Options::default()).unwrap();
            assert!(bytes(&fresh) == bytes(&graph), "{changes}");
            told.push((changes.to_string(), summary.manifest.files.len()));
        }
        Err(error) => told.push((error.to_string(), 0)),
    })
    .unwrap();
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| format!("texts/{name}.txt"));
    let expected = [
        (String::new(), 2),
        (format!("1 new: {c}"), 3),
        (format!("1 changed: {b}; 1 gone: {a}"), 2),
        (told[3].0.clone(), 0),
        (format!("1 new: {d}; 2 gone: {b}, {c}"), 1),
    ];
    assert_eq!(told, expected);
    assert!(told[3].0.contains("text"), "{}", told[3].0);
}

/// The program under `--watch` ends well when it is told to stop, and leaves nothing half done.
#[cfg(unix)]
#[test]
fn a_watching_program_ends_well_when_it_is_interrupted() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{BufRead, BufReader};
    let folder = TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(["build", "--watch", "-q", "tests/fixtures/texts", "-o"])
        .arg(folder.path().join("graph.nq"))
        .current_dir(root())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    assert_eq!(
        told.next().unwrap().unwrap(),
        "zhengtu: watching; Ctrl-C ends it"
    );
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert!(child.wait().unwrap().success());
    let left = fs::read_dir(folder.path()).unwrap();
    let mut left: Vec<_> = left.map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["graph.cache", "graph.manifest.json", "graph.nq"]);
}
