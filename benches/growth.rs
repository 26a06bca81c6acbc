//! How time grows with the length of texts made to be hard: the exponent for each family.
//!
//! `cargo bench --bench growth [-- FAMILY…]`. A family is a kind of text that some step once took
//! the square of its length for: files that share a title, long lists, many references in one
//! line. Each is made longer until it takes long enough to be measured, and then sixteen times
//! that; the exponent is 1 if sixteen times the text takes sixteen times the time. A smaller factor
//! would measure where the caches of the processor end. So 100,000 small files and a file of a
//! gigabyte are measured on a smaller scale. Processor time of one thread is taken, without what a
//! build of next to nothing takes, so a busy machine changes little. An exponent over the limit is
//! an error.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures and stops when a thread cannot be had"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;
use zhengtu::SourceFile;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline::assemble;
use zhengtu::parts::text::Facts;

/// What no family may exceed.
const MOST: f64 = 1.15;
/// How long the smaller of the two sizes has to take.
const ENOUGH: Duration = Duration::from_millis(100);
/// The larger is so many times the smaller.
const TIMES: u32 = 16;
const ROUNDS: usize = 3;

/// A family: its name, and the texts of a size.
type Family = (&'static str, fn(usize) -> Vec<String>);

const FAMILIES: &[Family] = &[
    ("same title", |n| each(n, same_title)),
    ("same title, undated", |n| each(n, undated)),
    ("repeal list", |n| vec![decision(&lines(n, listed))]),
    ("unknown references", |n| vec![rules(&lines(n, article))]),
    ("one line", |n| {
        vec![rules(&format!(
            "第一条 依照{}的规定执行。\n",
            join(n, "、", quoted)
        ))]
    }),
    ("one line, clauses", |n| {
        vec![rules(&format!("第一条 {}。\n", join(n, "，", clause)))]
    }),
    ("one line, registers", |n| {
        vec![rules(&format!("第一条 {}。\n", join(n, "，", register)))]
    }),
    ("aliases", |n| vec![rules(&lines(n, alias))]),
    ("aliases of forms", |n| vec![rules(&lines(n, form))]),
    ("open brackets", |n| {
        vec![rules(&format!(
            "第一条 {}《示例法》\n",
            "（".repeat(10 * n)
        ))]
    }),
    ("open notes", |n| vec![rules(&join(n, "", open_note))]),
    ("open titles", |n| vec![rules(&"依照《示例".repeat(10 * n))]),
    ("annexes", |n| vec![notice(n, true)]),
    ("annexes and repeals", |n| vec![revision(n)]),
    ("list of annexes", |n| vec![notice(n, false)]),
    ("annexes of one title", |n| {
        vec![notice(0, false) + &lines(n, annex_of_one_title)]
    }),
    ("annexes without a noun", |n| {
        vec![notice(0, false) + &lines(n, annex_without_noun)]
    }),
    ("joint numbers", |n| {
        let makers = join(n, "、", |_| "国务院".to_owned());
        vec![rules(&format!(
            "第一条 按照{makers}公告〔2020〕第1号办理。\n"
        ))]
    }),
    ("lists", |n| vec![decision(&lines(n, list))]),
    ("signatures", |n| {
        vec![notice(0, false) + &lines(n, signature)]
    }),
    ("small files", |n| each(n, small)),
    ("one large file", |n| vec![lines(n, |i| small(i) + "\n\n")]),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .collect();
    let is_wanted =
        |(name, _): &&Family| wanted.is_empty() || wanted.iter().any(|it| name.contains(it));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.expect("a thread");
    println!(
        "{:<22}{:>10}{:>12}{:>12}{:>10}",
        "family", "KB", "ms", "ms × 16", "exponent"
    );
    let nothing = [rules("")];
    let least = pool.install(|| best(&nothing));
    let over = FAMILIES
        .iter()
        .filter(is_wanted)
        .filter(|family| pool.install(|| measure(family, least)) > MOST)
        .count();
    println!("{over} over {MOST}");
    ExitCode::from(u8::from(over > 0))
}

/// Prints the row of a family; its exponent.
fn measure((name, make): &Family, least: Duration) -> f64 {
    let net = |texts: &[String]| best(texts).saturating_sub(least);
    let mut size = 50;
    while size < 1 << 20 && net(&make(size)) < ENOUGH {
        size *= 2;
    }
    let texts = make(size);
    let (small, large) = (net(&texts), net(&make(size * TIMES as usize)));
    let (small, large) = (small.as_secs_f64(), large.as_secs_f64());
    let exponent = (large / small).ln() / f64::from(TIMES).ln();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{name:<22}{:>10.0}{:>12.1}{:>12.1}{exponent:>10.2}",
        bytes as f64 / 1e3,
        small * 1e3,
        large * 1e3
    );
    exponent
}

/// The shortest of several rounds.
fn best(texts: &[String]) -> Duration {
    let rounds = (0..ROUNDS).map(|_| time(texts));
    rounds.min().unwrap_or_default()
}

/// The processor time in which texts become the bytes of a graph.
fn time(texts: &[String]) -> Duration {
    let name = |(i, text): (usize, &String)| (format!("{i:07}.txt"), text.clone());
    let texts: Vec<(String, String)> = texts.iter().enumerate().map(name).collect();
    let start = now();
    let files: Vec<Facts> = texts
        .into_iter()
        .map(|(name, text)| Facts::from(SourceFile::from_text(name, text)))
        .collect();
    let (_, quads) = assemble(&files, BASE).expect("the vocabulary parses");
    let mut bytes = Vec::new();
    let written = quads.write(GraphFormat::NQuads, BASE, &mut bytes);
    written.expect("memory can be written");
    black_box(bytes.len());
    now().saturating_sub(start)
}

#[cfg(unix)]
fn now() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.try_into().unwrap_or_default()
}

/// Where the system does not tell, the time that has passed.
#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

fn each(n: usize, text: fn(usize) -> String) -> Vec<String> {
    (0..n).map(text).collect()
}

fn lines(n: usize, line: fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

fn join(n: usize, between: &str, part: fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().join(between)
}

fn title(i: usize) -> String {
    format!("示例市第{i}号事项管理办法")
}

fn quoted(i: usize) -> String {
    format!("《{}》", title(i))
}

fn rules(body: &str) -> String {
    format!(
        "示例市工作办法\n（2020年1月1日示例市人民政府令第10号公布 自2020年5月1日起施行）\n\n{body}\n"
    )
}

fn decision(list: &str) -> String {
    format!(
        "示例市人民政府关于废止部分规章的决定\n（2020年1月1日示例市人民政府令第10号公布）\n\n决定废止下列规章：\n{list}"
    )
}

fn listed(i: usize) -> String {
    format!("{i}．{}（示例市人民政府令第{i}号）\n", quoted(i))
}

fn article(i: usize) -> String {
    format!("第{i}条 依照{}的规定执行。\n", quoted(i))
}

fn clause(i: usize) -> String {
    format!("依照{}的规定执行", quoted(i))
}

fn alias(i: usize) -> String {
    format!(
        "第{i}条 根据{}（以下简称《第{i}办法》）的规定，执行《第{i}办法》。\n",
        quoted(i)
    )
}

fn register(i: usize) -> String {
    format!("列入《第{i}号事项清单》")
}

fn form(i: usize) -> String {
    format!("第{i}条 填写《第{i}号申请表》（以下简称《第{i}表》），交回《第{i}表》。\n")
}

fn list(i: usize) -> String {
    format!("（一）废止的规章目录\n1．{}\n", quoted(i))
}

/// An attachment whose rules speak of what the title of a notice issues, and that again.
fn annex_without_noun(i: usize) -> String {
    let title = "示例企业改制审批工作程序";
    let notice = if i == 0 {
        format!("示例局关于印发{title}的通知\n各区：\n现印发给你们。\n示例局\n2020年1月2日\n")
    } else {
        String::new()
    };
    format!(
        "{notice}示例办法\n第一条 为了示例，制定《{title}》。\n示例局\n2020年1月2日\n{title}\n\
         本程序由示例局负责解释。\n"
    )
}

fn annex_of_one_title(i: usize) -> String {
    format!("附件{i}\n\n示例办法\n\n第一条 现印发《示例办法》，制定本办法。\n\n")
}

fn open_note(i: usize) -> String {
    format!("第{i}条 依照{}（第{i}号的规定执行，", quoted(i))
}

fn signature(i: usize) -> String {
    format!("示例市第{i}局\n2020年1月1日\n")
}

fn small(i: usize) -> String {
    format!(
        "{}\n（2020年1月1日示例市人民政府令第{i}号公布 自2020年5月1日起施行）\n\n第一条 根据{}，制定本办法。\n",
        title(i),
        quoted(i + 1)
    )
}

/// Rules under one title that differ in all else.
fn same_title(i: usize) -> String {
    let (year, month, day) = (1950 + i % 70, i % 12 + 1, i % 28 + 1);
    format!(
        "示例市停车管理办法\n（{year}年{month}月{day}日示例市人民政府令第{i}号公布 自2020年5月1日起施行）\n\n{}",
        provisions(i)
    )
}

fn undated(i: usize) -> String {
    format!("示例市停车场管理工作办法\n\n{}", provisions(i))
}

fn provisions(i: usize) -> String {
    (1..9).fold(String::new(), |mut text, j| {
        let (place, case) = (i * 7919 + j, i * 31 + j);
        // Strings take all that is written.
        let _ = writeln!(
            text,
            "第{j}条 第{place}号停车场由第{i}个主管部门负责管理，并报第{case}处备案，不得迟延。"
        );
        text
    })
}

/// A notice that prints rules and ends as many others, none of them like its own.
fn revision(n: usize) -> String {
    let ended = |i| format!("《第{i}类收费管理办法》");
    let ends = format!("现印发给你们。{}同时废止。", join(n, "、", ended));
    notice(n, true).replacen("现印发给你们。", &ends, 1)
}

/// A notice with a list of annexes, and the annexes themselves if they are printed.
fn notice(n: usize, printed: bool) -> String {
    let annex = |i| {
        format!(
            "附件{i}\n\n{}\n\n第一条 为了示例，制定本办法。\n\n",
            title(i)
        )
    };
    let list: String = (1..n).map(|i| format!("{i}．{}\n", title(i))).collect();
    let annexes: String = (1..n).filter(|_| printed).map(annex).collect();
    format!(
        "示例市人民政府关于印发示例办法的通知\n示政发〔2020〕1号\n\n各区：\n现印发给你们。\n\n附件：{list}\n示例市人民政府\n2020年1月1日\n\n{annexes}"
    )
}
