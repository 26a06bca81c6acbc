//! What builds cost: time, processor time and peak memory, first and again, and how they grow; and
//! what it costs to open their graph, beside Oxigraph's filling of its own store (the yardstick).
//!
//! `cargo bench --bench build -- FOLDER [TIMES…]`. For each of TIMES (1, 2 and 4 if none is said)
//! so many copies of the folder's texts are made as distinct documents: other places, other serial
//! numbers, other years. Each figure is that of a process of its own. Memory is the peak of what
//! stays in it (`VmHWM`), which Linux alone tells.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures and stops when a file cannot be written"
)]

use oxigraph::io::{RdfFormat, RdfParser};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use zhengtu::parts::build::{Options, pipeline};
use zhengtu::rdf::Store;

/// Says to this program that it is to do one thing and tell what that took.
const ONCE: &str = "--once";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == ONCE) {
        return once(Path::new(&words[1]), Path::new(&words[2]), &words[3]);
    }
    let mut words = words.into_iter().filter(|word| word != "--bench");
    let Some(folder) = words.next() else {
        println!("no folder is named: nothing is measured");
        return;
    };
    let mut times: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    if times.is_empty() {
        times = vec![1, 2, 4];
    }
    println!(
        "{:<26}{:>9}{:>9}{:>9}{:>9}",
        "", "MB", "s", "CPU s", "peak MB"
    );
    let mut before: Option<(f64, [f64; 3])> = None;
    for n in times {
        let room = tempfile::tempdir().expect("a folder");
        let texts = room.path().join("texts");
        let size = copies(Path::new(&folder), &texts, n) as f64 / 1e6;
        let graph = room.path().join("graph.nq");
        let run = |name: &str, work: &str| {
            let figures = measured(&texts, &graph, work);
            let [wall, cpu, peak] = figures;
            let name = format!("× {n}, {name}");
            println!("{name:<26}{size:>9.1}{wall:>9.2}{cpu:>9.2}{peak:>9.1}");
            figures
        };
        let whole = run("without a cache", "build");
        run("first with a cache", "cached");
        run("again", "cached");
        let mut files = zhengtu::find_texts(std::slice::from_ref(&texts))
            .expect("texts")
            .into_iter();
        let (one, other) = (
            files.next().expect("a text"),
            files.next().expect("two texts"),
        );
        let text = fs::read_to_string(&one).expect("a text in UTF-8");
        fs::write(&one, text + "\n第一百条 本办法由示例局负责解释。\n").expect("a file");
        run("one file changed", "cached");
        fs::remove_file(other).expect("a file that goes");
        run("one file gone", "cached");
        run("Oxigraph fills its store", "oxigraph");
        run("the graph, opened first", "open");
        run("the graph, opened again", "open");
        if let Some((then, figures)) = before {
            let exponent = |i: usize| (whole[i] / figures[i]).ln() / (size / then).ln();
            let (cpu, peak) = (exponent(1), exponent(2));
            println!("      exponents: CPU {cpu:.2}, memory {peak:.2}");
        }
        before = Some((size, whole));
    }
}

/// Builds or reads a graph, and prints seconds, seconds of processor time and megabytes.
fn once(texts: &Path, graph: &Path, work: &str) {
    let start = Instant::now();
    match work {
        "open" => drop(Store::open(graph).expect("a graph")),
        "oxigraph" => {
            let store = oxigraph::store::Store::new().expect("a store");
            let mut loader = store.bulk_loader();
            let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
            let file = fs::File::open(graph).expect("a graph");
            loader.load_from_reader(parser, file).expect("quads");
            loader.commit().expect("quads");
        }
        _ => {
            let options = Options {
                cache: (work == "cached").then(|| pipeline::cache_beside(graph)),
                ..Options::default()
            };
            pipeline::build(&[texts.to_owned()], graph, &options).expect("a graph");
        }
    }
    println!(
        "{} {} {}",
        start.elapsed().as_secs_f64(),
        processor(),
        peak()
    );
}

/// What [`once`] prints in another process.
fn measured(texts: &Path, graph: &Path, work: &str) -> [f64; 3] {
    let this = std::env::current_exe().expect("this program");
    let mut run = Command::new(this);
    run.arg(ONCE).args([texts, graph]).arg(work);
    let output = run.output().expect("the program runs");
    let told = String::from_utf8(output.stdout).expect("words");
    let figures: Vec<f64> = told
        .split_whitespace()
        .filter_map(|it| it.parse().ok())
        .collect();
    figures.try_into().expect("three figures")
}

#[cfg(unix)]
fn processor() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    std::time::Duration::try_from(now)
        .unwrap_or_default()
        .as_secs_f64()
}

#[cfg(not(unix))]
fn processor() -> f64 {
    0.0
}

fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or(0.0, |it: f64| it / 1024.0)
}

/// Writes so many copies of the texts in a folder; how many bytes they have.
fn copies(from: &Path, to: &Path, n: usize) -> usize {
    let texts = zhengtu::find_texts(&[from.to_owned()]).expect("a folder with texts");
    let read = |path: PathBuf| Some((path.file_name()?.to_owned(), fs::read_to_string(path).ok()?));
    let texts: Vec<_> = texts.into_iter().filter_map(read).collect();
    let mut size = 0;
    for copy in 0..n {
        let folder = to.join(copy.to_string());
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in &texts {
            let text = moved(text, copy);
            size += text.len();
            fs::write(folder.join(name), text).expect("a file");
        }
    }
    size
}

/// What stands before 市 and 省 in names of places, taken in turn.
const NAMES: &[char] = &[
    '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑',
];

/// The text as another place would have it: other names before 市 and 省, other serials.
fn moved(text: &str, copy: usize) -> String {
    if copy == 0 {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    for (i, c) in letters.iter().enumerate() {
        let next = letters.get(i + 1).copied().unwrap_or(' ');
        let is_name =
            matches!(next, '市' | '省') && !"本全各该城设辖直跨在\n 　，。、".contains(*c);
        out.push(*c);
        if is_name {
            let name = NAMES[copy % NAMES.len()];
            (0..=copy / NAMES.len()).for_each(|_| out.push(name));
        }
        // 〔2020〕5号, 第5号: another number of the same year.
        if c.is_ascii_digit() && next == '号' {
            out.push_str(&format!("{copy:03}"));
        }
    }
    out
}
