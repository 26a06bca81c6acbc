//! What a text says, as records: `cargo run --example extract`.

use std::io::{self, Write};
use zhengtu::{Options, extract};

const TEXT: &str = "\
示例市市场监督管理局关于印发《示例市经营者集中审查办法》的通知
示市监规〔2024〕3号

各有关单位：
    现将《示例市经营者集中审查办法》印发给你们，请遵照执行。本通知自2024年3月1日起施行，
《示例市经营者集中审查暂行办法》（示市监规〔2021〕8号）同时废止。

示例市市场监督管理局
2024年1月15日
";

fn main() -> io::Result<()> {
    run(io::stdout().lock())
}

pub(crate) fn run(mut out: impl Write) -> io::Result<()> {
    for record in extract(TEXT, &Options::default().name("通知.txt")) {
        let number = record.number.as_deref().unwrap_or("unknown");
        writeln!(out, "{} ({number})", record.title)?;
        let signed = record.signed.as_deref().unwrap_or("unknown");
        writeln!(out, "  by {}, {signed}", record.agencies.join("、"))?;
        for relation in &record.relations {
            let target = relation.target.as_deref().unwrap_or("unknown");
            writeln!(out, "  {} {target}", relation.kind)?;
            writeln!(
                out,
                "    line {}, characters {}–{}, rule {}: “{}”",
                relation.line, relation.start, relation.end, relation.rule, relation.quote
            )?;
        }
    }
    Ok(())
}
