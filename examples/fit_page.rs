//! Fit the weights of the model of the page to labelled texts, and report how it reads sources
//! that it was not fitted to.
//!
//! `cargo run --release --example fit_page -- [--out FILE] [--only-fit] TEXTS GOLD[,GOLD…] …`
//!
//! Each pair is a folder of texts and its labels. The learner is a conditional random field with a
//! margin, over documents in groups of three, in an order that a fixed seed gives; so the same
//! input gives the same table. Left out together are all texts whose names share their letters
//! before the first digit (a source), wherever they stand, in other layouts too.

#![allow(clippy::print_stdout, reason = "the program prints its report")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use zhengtu::model::role::Role;
use zhengtu::model::title::fold as fold_title;
use zhengtu::text::clean::{CleanText, clean};
use zhengtu::text::segment::page::Label;
use zhengtu::text::segment::page::grammar::{Node, nodes};
use zhengtu::text::segment::page::names::NAMES;
use zhengtu::text::segment::page::weights::Weights;
use zhengtu::text::segment::{Document, page_evidence, segment_labelled, segment_with};

/// Fits with different orders, whose weights are averaged, and rounds over the texts in each.
const RUNS: u64 = 2;
const ROUNDS: usize = 25;
/// The step of learning, and how strongly weights are held small.
const RATE: f64 = 0.15;
const PENALTY: f64 = 0.002;
/// What a beginning missed costs while fitting, and what one made up costs.
const MISSED: f64 = 3.0;
const MADE_UP: f64 = 1.0;
/// How many compilations are put together for fitting.
const COMPILATIONS: usize = 60;
/// The table holds hundredths.
const SCALE: f64 = 100.0;
/// Evidence seen in fewer sources gets no weight.
const SOURCES: usize = 3;
/// Texts left out are put into so many folds.
const FOLDS: usize = 12;
/// What is added to a fitted weight of `title`: rules of how documents are drafted are surer than
/// the few labelled texts that break them tell. Chosen on the four whole compilations, of which
/// half have no labels: without it seven sure titles there were read as text.
const TRUST: &[(&str, i32)] = &[
    ("rule: announced title", 200),
    ("rule: news title", 150),
    ("rule: title before articles", 160),
    ("rule: title and prose", 40),
];

struct Labelled {
    role: String,
    first: u32,
    last: u32,
    title: String,
}

struct Text {
    name: String,
    source: String,
    set: String,
    clean: CleanText,
    evidence: Vec<Vec<u16>>,
    labels: Vec<Label>,
    gold: Vec<Labelled>,
    /// The lines that the labels cover.
    span: std::ops::Range<usize>,
    /// The text as it is printed.
    words: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = None;
    let mut only_fit = false;
    let mut pairs = Vec::new();
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--out" => out = args.next(),
            "--only-fit" => only_fit = true,
            folder => pairs.push((folder.to_owned(), args.next().ok_or("labels are missing")?)),
        }
    }
    let mut texts = Vec::new();
    for (folder, gold) in &pairs {
        for path in gold.split(',') {
            read(Path::new(folder), Path::new(path), &mut texts)?;
        }
    }
    println!("{} texts, {} evidences", texts.len(), NAMES.len());
    if !only_fit {
        leave_out(&texts);
    }
    let all: Vec<&Text> = texts.iter().collect();
    score("labels themselves", &all, None);
    let weights = fit(&all);
    score("fitted on all", &all, Some(&weights));
    if let Some(out) = out {
        fs::write(out, weights.print())?;
    }
    Ok(())
}

/// The source of a text: its name up to the first digit, or all of it where sites differ by file.
fn source(name: &str) -> String {
    let letters: String = name.chars().take_while(|c| !c.is_ascii_digit()).collect();
    if letters.is_empty() || letters.starts_with("o-") {
        name.to_owned()
    } else {
        letters
    }
}

fn read(folder: &Path, gold: &Path, texts: &mut Vec<Text>) -> Result<(), Box<dyn Error>> {
    let mut by: BTreeMap<String, Vec<Labelled>> = BTreeMap::new();
    for line in fs::read_to_string(gold)?.lines().filter(|l| !l.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let name = Path::new(&text("source"))
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        by.entry(name).or_default().push(Labelled {
            role: text("role"),
            first: row["first_line"].as_u64().unwrap_or(0) as u32,
            last: row["last_line"].as_u64().unwrap_or(0) as u32,
            title: text("title"),
        });
    }
    for (name, gold_rows) in by {
        let path = find(folder, &name).ok_or(format!("{name} is not in {}", folder.display()))?;
        let bytes = fs::read(path)?;
        let words = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let set = folder
            .file_name()
            .map_or(String::new(), |n| n.to_string_lossy().into_owned());
        texts.push(labelled(name, set, words, gold_rows));
    }
    Ok(())
}

fn labelled(name: String, set: String, words: String, gold: Vec<Labelled>) -> Text {
    let clean = clean(&words);
    let evidence = page_evidence(&clean);
    let numbers: Vec<u32> = clean.lines().iter().map(|l| l.number).collect();
    let from = numbers.partition_point(|n| *n < gold[0].first);
    let to = numbers.partition_point(|n| *n <= gold.last().map_or(0, |g| g.last));
    // What stands around the first and the last document of a whole file belongs to none; of a
    // large file only a part may be labelled.
    let (from, to) = if numbers.len() > 3000 {
        (from, to)
    } else {
        (0, numbers.len())
    };
    Text {
        source: source(&name),
        name,
        set,
        evidence,
        labels: labels(&clean, &gold),
        gold,
        span: from..to,
        clean,
        words,
    }
}

/// Compilations put together from acts of `texts` with what they enclose: with contents or not,
/// part titles or not, blank lines and page numbers or not.
fn compilations(texts: &[&Text]) -> Vec<Text> {
    const PARTS: &[&str] = &[
        "第一部分 综合",
        "二、财政金融",
        "三、市场监管",
        "第二编 部门规章",
        "环境保护类",
        "第三篇 地方政策",
    ];
    let mut order = Order(11);
    let plain: Vec<&&Text> = texts.iter().filter(|t| !t.gold.is_empty()).collect();
    let mut made = Vec::new();
    for k in 0..COMPILATIONS {
        let (mut body, mut gold): (Vec<String>, Vec<Labelled>) = (Vec::new(), Vec::new());
        for _ in 0..4 + order.next(6) {
            let text = plain[order.next(plain.len())];
            let lines: Vec<&str> = text.words.lines().collect();
            let acts: Vec<usize> = (0..text.gold.len())
                .filter(|i| text.gold[*i].role == "act" || text.gold[*i].role == "interpretation")
                .collect();
            if acts.is_empty() {
                continue;
            }
            let act = acts[order.next(acts.len())];
            let after = (act + 1..text.gold.len()).find(|i| text.gold[*i].role != "attachment");
            let group = &text.gold[act..after.unwrap_or(text.gold.len())];
            let (first, last) = (group[0].first, group[group.len() - 1].last);
            if last < first || (last - first) > 700 || last as usize > lines.len() {
                continue;
            }
            match order.next(4) {
                0 => body.push(PARTS[order.next(PARTS.len())].to_owned()),
                1 => body.extend([
                    String::new(),
                    format!("— {} —", body.len() / 30 + 1),
                    String::new(),
                ]),
                2 => body.push(String::new()),
                _ => {}
            }
            let shift = body.len() as i64 + 1 - i64::from(first);
            body.extend(
                lines[first as usize - 1..last as usize]
                    .iter()
                    .map(|l| (*l).to_owned()),
            );
            gold.extend(group.iter().map(|g| Labelled {
                role: g.role.clone(),
                first: (i64::from(g.first) + shift) as u32,
                last: (i64::from(g.last) + shift) as u32,
                title: g.title.clone(),
            }));
        }
        let mut head = Vec::new();
        if k % 2 == 0 {
            head.extend(["某市示例政策汇编".to_owned(), "目 录".to_owned()]);
            let dots = if k % 4 == 0 { "………" } else { "\t" };
            head.extend(
                gold.iter()
                    .map(|g| format!("{}{dots}{}", g.title, g.first / 30 + 1)),
            );
            head.push(String::new());
        }
        for g in &mut gold {
            g.first += head.len() as u32;
            g.last += head.len() as u32;
        }
        head.extend(body);
        if !gold.is_empty() {
            made.push(labelled(
                format!("made{k}"),
                "made".to_owned(),
                head.join("\n"),
                gold,
            ));
        }
    }
    made
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|n| n == name) {
                return Some(path);
            }
        }
    }
    None
}

/// The label of each line, by the records.
fn labels(clean: &CleanText, gold: &[Labelled]) -> Vec<Label> {
    let lines = clean.lines();
    let n = lines.len();
    let mut labels = vec![Label::Outside; n];
    let places: Vec<usize> = gold
        .iter()
        .map(|g| {
            let from = lines.partition_point(|l| l.number < g.first);
            let to = lines.partition_point(|l| l.number <= g.first).max(from);
            let wanted = fold_title(&g.title);
            let fits = |i: &usize| {
                let own = fold_title(clean.line(*i));
                !own.is_empty()
                    && !wanted.is_empty()
                    && (wanted.starts_with(&own) || own.contains(&wanted))
            };
            (from..to).find(fits).unwrap_or(from).min(n - 1)
        })
        .collect();
    for (k, g) in gold
        .iter()
        .enumerate()
        .filter(|(_, g)| g.role != "frontmatter")
    {
        let from = places[k];
        let mut to = lines.partition_point(|l| l.number <= g.last);
        if let Some(next) = places.get(k + 1).filter(|p| **p > from) {
            to = to.min(*next);
        }
        label(
            clean,
            from..to.max(from + 1),
            &fold_title(&g.title),
            &mut labels,
        );
    }
    labels
}

fn label(clean: &CleanText, lines: std::ops::Range<usize>, title: &str, labels: &mut [Label]) {
    let (from, to) = (lines.start, lines.end);
    for l in &mut labels[lines.clone()] {
        *l = Label::Body;
    }
    let run = |at: usize| {
        let mut text = String::new();
        (at..to.min(at + 7)).find(|j| {
            text.push_str(clean.line(*j));
            let own = fold_title(&text);
            own == title || own.ends_with(title) && own.len() - title.len() <= 36
        })
    };
    let mut head = from;
    match run(from).filter(|_| !title.is_empty()) {
        Some(end) => {
            labels[from] = Label::Title;
            labels[from + 1..=end].fill(Label::TitleMore);
            head = end + 1;
        }
        None => {
            let words = clean.line(from);
            let decree = words.contains(['令', '号']) && words.chars().count() <= 60;
            labels[from] = if decree {
                Label::Decree
            } else if !words.contains(['。', '，']) && words.chars().count() <= 60 {
                Label::Title
            } else {
                Label::Lead
            };
        }
    }
    if labels[from] == Label::Lead {
        return tail(clean, from + 1..to, labels);
    }
    // the title again, or the regulation's under its decree
    if !title.is_empty() {
        let again = (head.max(from + 1)..to.min(from + 30)).find_map(|i| Some((i, run(i)?)));
        if let Some((i, end)) = again {
            labels[i..=end].fill(Label::TitleMore);
        }
    }
    let near = labels.iter_mut().enumerate().take(to.min(from + 10));
    for (i, label) in near.skip(from + 1) {
        if *label != Label::Body {
            continue;
        }
        let words = clean.line(i);
        *label = if let Some(kind) = head_kind(words) {
            kind
        } else if words.chars().count() >= 40 || words.ends_with('。') {
            break;
        } else {
            continue;
        };
    }
    tail(clean, from + 1..to, labels);
}

fn date(words: &str) -> bool {
    zhengtu::model::numeral::date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

fn head_kind(words: &str) -> Option<Label> {
    let chars = words.chars().count();
    let inner = words.trim_matches(['（', '）']);
    if date(words) {
        Some(Label::HeadDate)
    } else if words.starts_with('（')
        && (date(inner)
            || ["通过", "公布", "发布", "修订", "修正", "批准"]
                .iter()
                .any(|w| words.contains(w)))
    {
        Some(Label::Note)
    } else if chars <= 50 && inner.ends_with('号') && inner.contains(|c: char| c.is_ascii_digit())
    {
        Some(Label::Number)
    } else if words.ends_with(['：', ':'])
        && !words.contains(['。', '《'])
        && !words.contains("如下")
    {
        Some(Label::Addressee)
    } else {
        None
    }
}

fn tail(clean: &CleanText, lines: std::ops::Range<usize>, labels: &mut [Label]) {
    let from = lines.start.max(lines.end.saturating_sub(14));
    for i in from..lines.end {
        let words = clean.line(i);
        if labels[i] != Label::Body {
            continue;
        }
        if date(words) {
            labels[i] = Label::Date;
            let mut k = i;
            while k > from
                && labels[k - 1] == Label::Body
                && clean.line(k - 1).chars().count() <= 40
                && !clean.line(k - 1).contains(['。', '，', '；', '：'])
                && i - k < 6
            {
                k -= 1;
                labels[k] = Label::Signature;
            }
        }
    }
}

/// Numbers that look random and are the same on each run.
struct Order(u64);

impl Order {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

/// One stretch of lines to learn from: the evidence of each line and its label.
struct Piece<'t> {
    lines: Vec<Vec<u16>>,
    gold: &'t [Label],
}

/// The texts cut at every third beginning, without evidence that few sources show.
fn pieces<'t>(texts: &[&'t Text]) -> Vec<Piece<'t>> {
    let mut seen: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); NAMES.len()];
    for text in texts {
        for e in text.evidence[text.span.clone()].iter().flatten() {
            if seen[usize::from(*e)].len() < SOURCES {
                seen[usize::from(*e)].insert(&text.source);
            }
        }
    }
    let mut pieces = Vec::new();
    for text in texts {
        let starts = text.span.clone().filter(|i| text.labels[*i].begins());
        let mut cuts: Vec<usize> = starts.step_by(3).collect();
        match cuts.first_mut() {
            Some(first) => *first = text.span.start,
            None => cuts.push(text.span.start),
        }
        cuts.push(text.span.end);
        for w in cuts.windows(2).filter(|w| w[0] < w[1]) {
            let kept = |l: &Vec<u16>| {
                let often = |e: &u16| seen[usize::from(*e)].len() >= SOURCES;
                l.iter().copied().filter(often).collect()
            };
            pieces.push(Piece {
                lines: text.evidence[w[0]..w[1]].iter().map(kept).collect(),
                gold: &text.labels[w[0]..w[1]],
            });
        }
    }
    pieces
}

/// A conditional random field over the paths of the grammar, fitted by stochastic gradients with a
/// step of its own for each weight (AdaGrad), the margin of [`COST`] inside.
struct Field {
    nodes: Vec<Node>,
    own: Vec<[Weight; LABELS]>,
    pairs: [[Weight; LABELS]; LABELS],
}

#[derive(Clone, Copy, Default)]
struct Weight {
    value: f64,
    squares: f64,
}

impl Weight {
    fn step(&mut self, gradient: f64) {
        let gradient = gradient - PENALTY * self.value;
        self.squares += gradient * gradient;
        self.value += RATE * gradient / (1e-6 + self.squares).sqrt();
    }
}

const LABELS: usize = Label::ALL.len();

impl Field {
    fn learn(&mut self, piece: &Piece) {
        let (n, m) = (piece.lines.len(), self.nodes.len());
        let mut own = vec![[0.0; LABELS]; n];
        for ((sum, line), gold) in own.iter_mut().zip(&piece.lines).zip(piece.gold) {
            for e in line {
                for (s, w) in sum.iter_mut().zip(&self.own[usize::from(*e)]) {
                    *s += w.value;
                }
            }
            for label in Label::ALL {
                sum[label as usize] += cost(*gold, label);
            }
        }
        // Probabilities are kept to a sum of one at each line, so nothing under- or overflows.
        let pair: Vec<Vec<f64>> = self
            .nodes
            .iter()
            .map(|to| {
                let value = |from: &usize| {
                    self.pairs[self.nodes[*from].label as usize][to.label as usize].value
                };
                to.from.iter().map(|f| value(f).exp()).collect()
            })
            .collect();
        let weight: Vec<[f64; LABELS]> = own
            .iter()
            .map(|line| {
                let top = line.iter().copied().fold(f64::MIN, f64::max);
                line.map(|w| (w - top).exp())
            })
            .collect();
        let mut ahead = vec![vec![0.0; m]; n];
        for i in 0..n {
            for (k, node) in self.nodes.iter().enumerate() {
                let before: f64 = if i == 0 {
                    f64::from(u8::from(node.first))
                } else {
                    node.from
                        .iter()
                        .zip(&pair[k])
                        .map(|(f, p)| ahead[i - 1][*f] * p)
                        .sum()
                };
                ahead[i][k] = before * weight[i][node.label as usize];
            }
            normalise(&mut ahead[i]);
        }
        let mut behind = vec![1.0; m];
        for i in (0..n).rev() {
            let mut at: Vec<f64> = (0..m).map(|k| ahead[i][k] * behind[k]).collect();
            normalise(&mut at);
            let mut gradient = [0.0; LABELS];
            gradient[piece.gold[i] as usize] += 1.0;
            for (node, p) in self.nodes.iter().zip(&at) {
                gradient[node.label as usize] -= p;
            }
            for (label, g) in gradient
                .into_iter()
                .enumerate()
                .filter(|(_, g)| g.abs() > 1e-4)
            {
                for e in &piece.lines[i] {
                    self.own[usize::from(*e)][label].step(g);
                }
            }
            if i == 0 {
                break;
            }
            let mut both = [[0.0; LABELS]; LABELS];
            let mut total = 0.0;
            let mut next = vec![0.0; m];
            for (k, node) in self.nodes.iter().enumerate() {
                let own = weight[i][node.label as usize] * behind[k];
                for (f, p) in node.from.iter().zip(&pair[k]) {
                    next[*f] += p * own;
                    let mass = ahead[i - 1][*f] * p * own;
                    total += mass;
                    both[self.nodes[*f].label as usize][node.label as usize] += mass;
                }
            }
            let (a, b) = (piece.gold[i - 1] as usize, piece.gold[i] as usize);
            for (x, row) in both.iter().enumerate() {
                for (y, mass) in row.iter().enumerate() {
                    let g = f64::from(u8::from(x == a && y == b)) - mass / total.max(1e-300);
                    if g.abs() > 1e-4 {
                        self.pairs[x][y].step(g);
                    }
                }
            }
            behind = next;
            normalise(&mut behind);
        }
    }
}

fn normalise(row: &mut [f64]) {
    let sum: f64 = row.iter().sum::<f64>().max(1e-300);
    for value in row {
        *value /= sum;
    }
}

/// What is added to a wrong label while fitting: a beginning missed is dearest.
fn cost(gold: Label, label: Label) -> f64 {
    match (gold.begins(), label.begins()) {
        _ if gold == label => 0.0,
        (true, false) => MISSED,
        (false, true) => MADE_UP,
        _ => 0.0,
    }
}

fn fit(texts: &[&Text]) -> Weights {
    let made = compilations(texts);
    let texts: Vec<&Text> = texts.iter().copied().chain(&made).collect();
    let pieces = pieces(&texts);
    let mut mean = Weights::default();
    for seed in 1..=RUNS {
        let mut field = Field {
            nodes: nodes(),
            own: vec![[Weight::default(); LABELS]; NAMES.len()],
            pairs: [[Weight::default(); LABELS]; LABELS],
        };
        let mut order = Order(seed);
        for _ in 0..ROUNDS {
            let mut left: Vec<usize> = (0..pieces.len()).collect();
            while !left.is_empty() {
                field.learn(&pieces[left.swap_remove(order.next(left.len()))]);
            }
        }
        let share = |w: f64| (w * SCALE / RUNS as f64).round() as i32;
        for label in Label::ALL {
            for e in 0..NAMES.len() as u16 {
                *mean.own_mut(e, label) += share(field.own[usize::from(e)][label as usize].value);
            }
            for before in Label::ALL {
                *mean.pair_mut(before, label) +=
                    share(field.pairs[before as usize][label as usize].value);
            }
        }
    }
    for (evidence, more) in TRUST {
        if let Some(e) = NAMES.iter().position(|name| name == evidence) {
            *mean.own_mut(e as u16, Label::Title) += more;
        }
    }
    mean
}

/// Fit without some sources, read them, and report by set and by source.
fn leave_out(texts: &[Text]) {
    let sources: BTreeSet<&str> = texts.iter().map(|t| t.source.as_str()).collect();
    let fold: HashMap<&str, usize> = sources
        .iter()
        .enumerate()
        .map(|(i, s)| (*s, i % FOLDS))
        .collect();
    let mut tallies: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for k in 0..FOLDS {
        let held: Vec<&Text> = texts
            .iter()
            .filter(|t| fold[t.source.as_str()] == k)
            .collect();
        if held.is_empty() {
            continue;
        }
        // A compilation is put together from documents of other texts: these are left out too.
        let titles: BTreeSet<String> = held
            .iter()
            .flat_map(|t| t.gold.iter().map(|g| fold_title(&g.title)))
            .filter(|t| t.chars().count() >= 8)
            .collect();
        let rest: Vec<&Text> = texts
            .iter()
            .filter(|t| fold[t.source.as_str()] != k)
            .filter(|t| {
                !t.gold
                    .iter()
                    .any(|g| titles.contains(&fold_title(&g.title)))
            })
            .collect();
        let weights = fit(&rest);
        for text in held {
            let found = compare(text, &segment_with(&text.clean, &weights));
            for key in [
                format!("set {}", text.set),
                format!("source {} {}", text.set, text.source),
            ] {
                let sum = tallies.entry(key).or_default();
                for (s, f) in sum.iter_mut().zip(found) {
                    *s += f;
                }
            }
        }
    }
    println!("left out (right, found, labelled, F1):");
    for (key, [right, found, gold]) in &tallies {
        println!(
            "  {key:40} {right:4} {found:4} {gold:4} {:.3}",
            f1(*right, *found, *gold)
        );
    }
}

fn f1(right: usize, found: usize, gold: usize) -> f64 {
    2.0 * right as f64 / (found + gold).max(1) as f64
}

fn score(name: &str, texts: &[&Text], weights: Option<&Weights>) {
    let mut sets: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for text in texts {
        let sum = sets.entry(&text.set).or_default();
        let found = match weights {
            Some(weights) => segment_with(&text.clean, weights),
            None => segment_labelled(&text.clean, &text.labels),
        };
        for (s, f) in sum.iter_mut().zip(compare(text, &found)) {
            *s += f;
        }
    }
    for (set, [right, found, gold]) in sets {
        println!(
            "{name}: {set:20} {right} {found} {gold} {:.3}",
            f1(right, found, gold)
        );
    }
}

/// Documents right (lines and role), found, labelled.
fn compare(text: &Text, found: &[Document]) -> [usize; 3] {
    let lines = text.clean.lines();
    let (lo, hi) = (text.gold[0].first, text.gold.last().map_or(0, |g| g.last));
    let found: Vec<(u32, u32, &str)> = found
        .iter()
        .filter(|d| d.role != Role::FrontMatter)
        .map(|d| {
            (
                lines[d.lines.start].number,
                lines[d.lines.end - 1].number,
                d.role.name(),
            )
        })
        .filter(|(a, b, _)| {
            let inside = i64::from(hi.min(*b)) - i64::from(lo.max(*a)) + 1;
            2 * inside > i64::from(b - a)
        })
        .collect();
    let gold: Vec<&Labelled> = text
        .gold
        .iter()
        .filter(|g| g.role != "frontmatter")
        .collect();
    let right = gold
        .iter()
        .filter(|g| {
            found.iter().any(|(a, b, role)| {
                let inside = i64::from(g.last.min(*b)) - i64::from(g.first.max(*a)) + 1;
                let outside = i64::from(g.last.max(*b)) - i64::from(g.first.min(*a)) + 1;
                inside * 5 >= outside * 4 && *role == g.role
            })
        })
        .count();
    if env::var_os("SHOW").is_some() && right < gold.len().max(found.len()) {
        for g in &gold {
            println!(
                "  gold {} {}-{} {} {}",
                text.name, g.first, g.last, g.role, g.title
            );
        }
        for f in &found {
            println!("  read {} {f:?}", text.name);
        }
    }
    [right, found.len(), gold.len()]
}
