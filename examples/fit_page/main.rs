//! Fit the weights of the model of the page to labelled texts, and report how it reads sources
//! that it was not fitted to.
//!
//! `cargo run --release --example fit_page -- [OPTIONS] TEXTS GOLD[,GOLD…] …`
//!
//! Each pair is a folder of texts and its labels. The learner is a conditional random field with a
//! margin, over documents in groups of three, in an order that a fixed seed gives; so the same
//! input gives the same table. It also learns from compilations put together from the texts, and
//! from the texts in other layouts (see `made.rs`).
//!
//! Texts without labels teach, too (self-training): they are read by the weights fitted so far, or
//! by those of an earlier table, and what was read is taken for their labels, as they are, wrapped
//! and in compilations. They bring the layouts of many more sources.
//!
//! The report is **leave-one-source-out**: texts of one source (a site, a compilation) are read by
//! weights fitted without any text of it, without copies of it and without other prints of its
//! documents. Documents, fields and relations are scored as `zhengtu eval` does.
//!
//! - `--out FILE`: write the table there.
//! - `--sources FILE`: rows `text⇥source`; a text without a row has its name up to the first digit.
//!   A text without labels may have several, with commas between them.
//! - `--only-fit`: no report. `--only-left-out`: no table. `--by-source`: a row for each source.
//! - `--errors`: the documents that are read wrongly.
//! - `--of SOURCE[,SOURCE…]`: leave out these alone.
//! - `--folds N`: leave out an N-th of the sources at once, not one at a time; sooner done, harsher.
//! - `--unlabelled TEXTS`: a folder of texts without labels.
//! - `--teacher TABLE`: the earlier table by which they are read. Nothing is left out of it, so the
//!   report does without it.
//! - `--check TEXTS GOLD`: read these by the table, learn nothing from them.

#![allow(clippy::print_stdout, reason = "the program prints its report")]

mod field;
mod labels;
mod made;

use field::fit;
use made::Print;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};
use zhengtu::Record;
use zhengtu::SourceFile;
use zhengtu::model::title::fold as fold_title;
use zhengtu::parts::text::Analysed;
use zhengtu::parts::text::Label;
use zhengtu::parts::text::NAMES;
use zhengtu::parts::text::Weights;
use zhengtu::parts::text::clean;
use zhengtu::parts::text::page_evidence;
use zhengtu::parts::text::{Report, Tally, score};

/// How many compilations are put together from labelled texts, and from others.
const COMPILATIONS: usize = 120;
const OWN_COMPILATIONS: usize = 240;
/// … and every so-manieth of the other layouts of those.
const OWN_LAYOUTS: usize = 2;
/// How often labelled texts are shown for each time that those are.
const LABELLED: usize = 2;
/// How much of a weight is the pupil's, the rest the teacher's, in tenths.
const PUPIL: i32 = 7;
/// So many texts without labels are taken from a folder at most.
const FROM_FOLDER: usize = 600;

/// A labelled text as it stands in its file.
struct Text {
    name: String,
    source: String,
    set: String,
    words: String,
    gold: Vec<Record>,
}

/// A text to learn from: what is seen of its lines, and what each line is.
struct Lesson {
    source: String,
    /// Folded titles of its documents: a source left out takes other prints of them along.
    titles: BTreeSet<String>,
    evidence: Vec<Vec<u16>>,
    labels: Vec<Label>,
    /// Lines that nothing is learnt from.
    skipped: Vec<bool>,
    /// The lines that the labels cover.
    span: Range<usize>,
}

/// A text without labels, and the sources whose labels it may print.
struct Unlabelled {
    file: SourceFile,
    sources: BTreeSet<String>,
}

/// What is held back while the rest is learnt from: sources, and titles of their documents.
#[derive(Default)]
struct Held {
    sources: BTreeSet<String>,
    titles: BTreeSet<String>,
}

#[derive(Default)]
struct Options {
    out: Option<String>,
    sources: HashMap<String, String>,
    only_fit: bool,
    only_left_out: bool,
    by_source: bool,
    errors: bool,
    folds: Option<usize>,
    of: Vec<String>,
    pairs: Vec<(String, String)>,
    checks: Vec<(String, String)>,
    unlabelled: Vec<String>,
    teacher: Option<Weights>,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut next = || args.next().ok_or(format!("{arg}: something is missing"));
        match arg.as_str() {
            "--out" => options.out = Some(next()?),
            "--only-fit" => options.only_fit = true,
            "--only-left-out" => options.only_left_out = true,
            "--by-source" => options.by_source = true,
            "--errors" => options.errors = true,
            "--of" => options.of.extend(next()?.split(',').map(str::to_owned)),
            "--folds" => options.folds = Some(next()?.parse()?),
            "--teacher" => options.teacher = Some(Weights::parse(&fs::read_to_string(next()?)?)?),
            "--unlabelled" => options.unlabelled.push(next()?),
            "--check" => options.checks.push((next()?, next()?)),
            "--sources" => {
                let rows = fs::read_to_string(next()?)?;
                let rows = rows.lines().filter_map(|l| l.split_once('\t'));
                options.sources = rows.map(|(n, s)| (n.to_owned(), s.to_owned())).collect();
            }
            folder => options.pairs.push((folder.to_owned(), next()?)),
        }
    }
    Ok(options)
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let texts = read_all(&options.pairs, &options.sources)?;
    let checks = read_all(&options.checks, &options.sources)?;
    println!("{} texts, {} evidences", texts.len(), NAMES.len());
    let unlabelled = unlabelled(&options.unlabelled, &options.sources)?;
    println!("{} texts without labels", unlabelled.len());
    let lessons = lessons(&texts);
    if !options.only_fit {
        leave_out(&texts, &lessons, &unlabelled, &options);
    }
    if options.only_left_out {
        return Ok(());
    }
    let all: Vec<&Lesson> = lessons.iter().collect();
    let teacher = options.teacher.unwrap_or_else(|| fit(&all));
    let weights = fit_taught(&all, &unlabelled, &teacher, &Held::default());
    report("fitted on all", &texts, &weights, false);
    report("check", &checks, &weights, options.by_source);
    if let Some(out) = options.out {
        fs::write(out, weights.print())?;
    }
    Ok(())
}

/// Fit to `lessons`, and to what `teacher` reads in the texts without labels; not in those that
/// are held back.
fn fit_taught(
    lessons: &[&Lesson],
    unlabelled: &[Unlabelled],
    teacher: &Weights,
    held: &Held,
) -> Weights {
    if unlabelled.is_empty() {
        return teacher.clone();
    }
    let rest = unlabelled
        .iter()
        .filter(|u| u.sources.is_disjoint(&held.sources));
    let read = rest.map(|Unlabelled { file, .. }| Text {
        name: file.name().to_owned(),
        source: file.name().to_owned(),
        set: String::new(),
        words: file.text.clone(),
        gold: Analysed::with(copy(file), teacher).records(),
    });
    let sure = |t: &Text| {
        let titled = t
            .gold
            .iter()
            .all(|g| g.role == "frontmatter" || !g.title.is_empty());
        let own = |g: &Record| held.titles.contains(&fold_title(&g.title));
        titled && !t.gold.is_empty() && !t.gold.iter().any(own)
    };
    let texts: Vec<Text> = read.filter(sure).collect();
    let mut prints: Vec<Print> = texts.iter().map(Print::of).collect();
    prints.extend(made::layouts(&texts).into_iter().step_by(OWN_LAYOUTS));
    prints.extend(made::compilations(&texts, OWN_COMPILATIONS));
    let made: Vec<Lesson> = prints.iter().map(lesson).collect();
    let sure = std::iter::repeat_n(lessons, LABELLED).flatten().copied();
    let all: Vec<&Lesson> = sure.chain(&made).collect();
    blended(&fit(&all), teacher)
}

fn copy(file: &SourceFile) -> SourceFile {
    SourceFile::from_text(file.name().to_owned(), file.text.clone())
}

/// The mean of both tables; evidence that the teacher does not know has the pupil's weights.
fn blended(pupil: &Weights, teacher: &Weights) -> Weights {
    let (mut pupil, mut teacher) = (pupil.clone(), teacher.clone());
    let mean = |own: i32, other: i32| (own * PUPIL + other * (10 - PUPIL)).div_euclid(10);
    for e in 0..NAMES.len() as u16 {
        let known = Label::ALL
            .iter()
            .any(|label| *teacher.own_mut(e, *label) != 0);
        for label in Label::ALL.into_iter().filter(|_| known) {
            let own = *pupil.own_mut(e, label);
            *pupil.own_mut(e, label) = mean(own, *teacher.own_mut(e, label));
        }
    }
    for (before, label) in Label::ALL.iter().flat_map(|a| Label::ALL.map(|b| (*a, b))) {
        let own = *pupil.pair_mut(before, label);
        *pupil.pair_mut(before, label) = mean(own, *teacher.pair_mut(before, label));
    }
    pupil
}

/// The texts below `folders`, every so-manieth of each folder, so that none outweighs the others.
fn unlabelled(
    folders: &[String],
    sources: &HashMap<String, String>,
) -> Result<Vec<Unlabelled>, Box<dyn Error>> {
    let mut found = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder)?.flatten() {
            let mut paths = Vec::new();
            files(&entry.path(), &mut paths);
            paths.sort();
            let step = paths.len().div_ceil(FROM_FOLDER).max(1);
            for path in paths.into_iter().step_by(step) {
                let Ok(file) = SourceFile::read(path) else {
                    continue;
                };
                let base = file.name().rsplit('/').next().unwrap_or_default();
                let of = sources.get(base).map_or(base, String::as_str);
                found.push(Unlabelled {
                    sources: of.split(',').map(str::to_owned).collect(),
                    file,
                });
            }
        }
    }
    found.sort_by(|a: &Unlabelled, b| a.file.name().cmp(b.file.name()));
    Ok(found)
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries
            .flatten()
            .for_each(|entry| files(&entry.path(), found)),
        Err(_) => found.push(path.to_owned()),
    }
}

/// The texts themselves, in other layouts, and in compilations.
fn lessons(texts: &[Text]) -> Vec<Lesson> {
    let mut prints: Vec<Print> = texts.iter().map(Print::of).collect();
    prints.extend(made::layouts(texts));
    prints.extend(made::compilations(texts, COMPILATIONS));
    prints.iter().map(lesson).collect()
}

fn lesson(print: &Print) -> Lesson {
    let clean = clean(&print.words);
    let evidence = page_evidence(&clean);
    let numbers: Vec<u32> = clean.lines().iter().map(|l| l.number).collect();
    let first = print.gold.first().map_or(0, |g| g.first);
    let last = print.gold.last().map_or(0, |g| g.last);
    let from = numbers.partition_point(|n| *n < first);
    let to = numbers.partition_point(|n| *n <= last);
    // What stands around the first and the last document of a whole file belongs to none; of a
    // large file only a part may be labelled.
    let (from, to) = if numbers.len() > 3000 {
        (from, to)
    } else {
        (0, numbers.len())
    };
    let titles = print.gold.iter().map(|g| fold_title(&g.title));
    let labels = labels::labels(&clean, &print.gold);
    Lesson {
        source: print.source.clone(),
        titles: titles.filter(|t| t.chars().count() >= 8).collect(),
        evidence,
        skipped: labels::skipped(&clean, &labels),
        labels,
        span: from..to,
    }
}

/// The source of a text: its name up to the first digit.
fn source(name: &str) -> String {
    let letters: String = name.chars().take_while(|c| !c.is_ascii_digit()).collect();
    if letters.is_empty() || letters.starts_with("o-") {
        name.to_owned()
    } else {
        letters
    }
}

fn read_all(
    pairs: &[(String, String)],
    sources: &HashMap<String, String>,
) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for (folder, gold) in pairs {
        for path in gold.split(',') {
            read(Path::new(folder), Path::new(path), sources, &mut texts)?;
        }
    }
    Ok(texts)
}

fn read(
    folder: &Path,
    gold: &Path,
    sources: &HashMap<String, String>,
    texts: &mut Vec<Text>,
) -> Result<(), Box<dyn Error>> {
    let mut by: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for line in fs::read_to_string(gold)?.lines().filter(|l| !l.is_empty()) {
        let record: Record = serde_json::from_str(line)?;
        let name = Path::new(&record.source).file_name();
        let name = name.map(|n| n.to_string_lossy().into_owned());
        by.entry(name.unwrap_or_default()).or_default().push(record);
    }
    let set = gold.file_stem().map_or(String::new(), |n| {
        let name = n.to_string_lossy().into_owned();
        let folder = folder.file_name().map(|f| f.to_string_lossy().into_owned());
        format!("{}/{name}", folder.unwrap_or_default())
    });
    for (name, gold) in by {
        let path = find(folder, &name).ok_or(format!("{name} is not in {}", folder.display()))?;
        texts.push(Text {
            source: sources.get(&name).cloned().unwrap_or_else(|| source(&name)),
            set: set.clone(),
            words: SourceFile::read(path).map_err(|e| e.reason)?.text,
            name,
            gold,
        });
    }
    Ok(())
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

/// Fit without some sources, read them, and report by set and by source.
fn leave_out(texts: &[Text], lessons: &[Lesson], more: &[Unlabelled], options: &Options) {
    let sources: BTreeSet<&str> = texts.iter().map(|t| t.source.as_str()).collect();
    let asked = |s: &&str| options.of.is_empty() || options.of.iter().any(|of| of == s);
    let sources: Vec<&str> = sources.into_iter().filter(asked).collect();
    let mut sums = Sums::default();
    let of = options.folds.unwrap_or(sources.len()).max(1);
    let folds: Vec<usize> = (0..of).collect();
    let found: Vec<Vec<(usize, Report)>> = std::thread::scope(|scope| {
        let workers: Vec<_> = folds
            .chunks(of.div_ceil(2))
            .map(|folds| {
                let sources = &sources;
                scope.spawn(move || {
                    let mut found = Vec::new();
                    for k in folds {
                        let held: BTreeSet<&str> =
                            sources.iter().skip(*k).step_by(of).copied().collect();
                        found.extend(read_held(texts, lessons, more, &held));
                    }
                    found
                })
            })
            .collect();
        workers.into_iter().filter_map(|w| w.join().ok()).collect()
    });
    let mut found: Vec<(usize, Report)> = found.into_iter().flatten().collect();
    found.sort_by_key(|(i, _)| *i);
    for (i, report) in &found {
        sums.add(&texts[*i], report, options.by_source);
        let wrong = report
            .errors
            .iter()
            .filter(|(k, _)| k.starts_with("document"));
        for (kind, line) in wrong
            .filter(|_| options.errors)
            .flat_map(|(k, l)| l.iter().map(move |l| (k, l)))
        {
            println!("{} {kind}: {line}", texts[*i].name);
        }
    }
    sums.print("left out");
}

/// The texts of the sources in `held`, read by weights fitted without them.
fn read_held(
    texts: &[Text],
    lessons: &[Lesson],
    more: &[Unlabelled],
    held: &BTreeSet<&str>,
) -> Vec<(usize, Report)> {
    let mine = |t: &Text| held.contains(t.source.as_str());
    let titles: BTreeSet<String> = texts
        .iter()
        .filter(|t| mine(t))
        .flat_map(|t| t.gold.iter().map(|g| fold_title(&g.title)))
        .collect();
    let rest: Vec<&Lesson> = lessons
        .iter()
        .filter(|l| !l.source.split('\n').any(|s| held.contains(s)))
        .filter(|l| l.titles.is_disjoint(&titles))
        .collect();
    let back = Held {
        sources: held.iter().map(|s| (*s).to_owned()).collect(),
        titles,
    };
    let weights = fit_taught(&rest, more, &fit(&rest), &back);
    let held = texts.iter().enumerate().filter(|(_, t)| mine(t));
    held.map(|(i, t)| (i, measure(t, &weights))).collect()
}

fn measure(text: &Text, weights: &Weights) -> Report {
    let file = SourceFile::from_text(text.name.clone(), text.words.clone());
    let found = Analysed::with(file, weights).records();
    let gold = text.gold.iter().cloned().map(|mut g| {
        g.source.clone_from(&text.name);
        g
    });
    score(&[gold.collect()], &found)
}

/// Tallies of several texts under a name.
#[derive(Default)]
struct Sums(BTreeMap<String, Report>);

impl Sums {
    fn add(&mut self, text: &Text, report: &Report, by_source: bool) {
        let mut keys = vec![format!("set {}", text.set)];
        if by_source {
            keys.push(format!("source {}", text.source));
        }
        for key in keys {
            let sum = self.0.entry(key).or_default();
            for (name, tally) in &report.rows {
                match sum.rows.iter_mut().find(|(n, _)| n == name) {
                    Some((_, t)) => add(t, *tally),
                    None => sum.rows.push((name.clone(), *tally)),
                }
            }
        }
    }

    fn print(&self, title: &str) {
        for (key, sum) in &self.0 {
            let (documents, fields, relations) = sum.headline();
            let t = sum.get("documents");
            println!(
                "{title}: {key:32} documents {documents:.3} ({} of {}, {} read) fields {fields:.3} \
                 title {:.3} relations {relations:.3}",
                t.tp,
                t.tp + t.fn_,
                t.tp + t.fp,
                sum.get("field title").f1(),
            );
        }
    }
}

fn add(to: &mut Tally, more: Tally) {
    to.tp += more.tp;
    to.fp += more.fp;
    to.fn_ += more.fn_;
}

fn report(title: &str, texts: &[Text], weights: &Weights, by_source: bool) {
    let mut sums = Sums::default();
    for text in texts {
        sums.add(text, &measure(text, weights), by_source);
    }
    sums.print(title);
}
