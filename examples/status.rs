//! What is in force on a day, and what took its place: `cargo run --example status [GRAPH]`.
//! With the name of a graph file it lists what rests on something that is over.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use zhengtu::{Day, Graph, Layout, Options, SourceFile, build, write_reports, write_tables};

const OLD: &str = "\
示例市停车管理办法
（2015年3月2日示例市人民政府令第10号公布 自2015年5月1日起施行）

第一条 为了规范停车管理，制定本办法。
";
const NEW: &str = "\
示例市停车管理条例
（2023年9月27日示例市人民代表大会常务委员会通过）

第一条 为了规范停车管理，根据《中华人民共和国道路交通安全法》，制定本条例。
第二条 本条例自2024年1月1日起施行。《示例市停车管理办法》同时废止。
";

fn main() -> Result<(), Box<dyn Error>> {
    let out = io::stdout().lock();
    match std::env::args().nth(1) {
        Some(path) => stale(Path::new(&path), out),
        None => run(out),
    }
}

pub(crate) fn stale(path: &Path, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let graph = Graph::open(path)?;
    out.write_all(write_tables(&[graph.stale(None)], Layout::Tree)?.as_bytes())?;
    Ok(())
}

pub(crate) fn run(mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let sources = [("办法.txt", OLD), ("条例.txt", NEW)];
    let sources = sources.map(|(name, text)| SourceFile::from_text(name, text));
    let graph = build(sources, &Options::default())?;
    for day in ["2015-04-30", "2023-12-31", "2024-01-01"] {
        let status = graph.status("示例市停车管理办法", Day::parse(day))?;
        writeln!(out, "{day}: {}", status.state.name())?;
        for iri in &status.by {
            writeln!(out, "  by {}", graph.find(iri)?)?;
        }
    }
    let chain = graph.supersession("示例市停车管理办法", None)?;
    out.write_all(write_reports(&[chain], Layout::Tree)?.as_bytes())?;
    Ok(())
}
