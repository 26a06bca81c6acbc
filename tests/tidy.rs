//! Rules about the source itself: who may use whom, and how a file opens. What the architecture
//! page says is kept true here.

use crate::util::root;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use. A missing edge is a decision, not an accident.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("output", &["model"]),
    ("limits", &[]),
    ("read", &["model"]),
    ("text", &["model"]),
    ("rdf", &["model", "output"]),
    ("build", &["model", "output", "rdf", "read", "text"]),
    ("analyze", &["model", "output", "rdf"]),
    ("export", &["analyze", "model"]),
    ("push", &["model", "output", "rdf"]),
    ("serve", &["analyze", "export", "limits", "model", "rdf"]),
    (
        "api",
        &["analyze", "build", "export", "model", "rdf", "text"],
    ),
    (
        "cli",
        &[
            "analyze", "build", "export", "limits", "model", "output", "push", "rdf", "read",
            "serve", "text",
        ],
    ),
];

/// Crates that only some rooms may use.
const CRATES: &[(&str, &[&str])] = &[
    ("jiff", &["model"]),
    ("clap", &["cli", "rdf", "analyze", "export"]),
    ("rayon", &["api", "build", "rdf"]),
    ("regex", &["text"]),
    ("petgraph", &["analyze", "api", "export", "serve", "cli"]),
    ("spareval", &["rdf"]),
    ("twox_hash", &["rdf"]),
    ("hyper", &["serve"]),
    ("tokio", &["serve"]),
    ("ureq", &["push"]),
    ("base64", &["push"]),
    ("rustix", &["limits", "output"]),
    ("signal_hook", &["cli"]),
    ("flate2", &["output", "read"]),
    ("ruzstd", &["output"]),
    ("quick_xml", &["export", "read"]),
    ("zip", &["export", "read"]),
    ("similar", &["analyze"]),
    ("scraper", &["read"]),
    ("calamine", &["read"]),
    ("cfb", &["read"]),
    ("hayro_interpret", &["read"]),
    ("encoding_rs", &["read"]),
    ("simdutf8", &["read", "rdf"]),
    ("postcard", &["build"]),
    ("tracing", &["text", "build", "rdf", "serve", "cli"]),
    ("tracing_subscriber", &["cli"]),
    (
        "oxigraph",
        &[
            "model", "build", "rdf", "analyze", "api", "export", "push", "serve", "cli",
        ],
    ),
];

/// Rows of the tables of rules: their examples are run by tests. What stands in one of these may
/// be Chinese.
const ROWS: &[&str] = &[
    "Pattern::new",
    "Words::new",
    "Words::heads",
    "Words::tails",
    "Words::whole",
    "any_of!",
    "breaks!",
    "table!",
    "verb",
    "Cue",
];

/// Other places in `text` and `build` where Chinese words may stand, each with what makes it no
/// hidden rule.
const OTHER_TABLES: &[(&str, &str, &str)] = &[
    (
        "build/graph/document.rs",
        "kind",
        "the IRI of a type, which is written",
    ),
    (
        "text/aside.rs",
        "KEYS",
        "each key is tried in a row and in a sentence",
    ),
    (
        "text/aside.rs",
        "MENU_FIRST",
        "characters, looked for before the row MENU",
    ),
    (
        "text/changes/rules.rs",
        "one",
        "a part of the patterns of rows",
    ),
    (
        "text/changes/rules.rs",
        "list",
        "a part of the patterns of rows",
    ),
    (
        "text/changes/rules.rs",
        "quotes",
        "a part of the patterns of rows",
    ),
    (
        "text/changes/rules.rs",
        "name",
        "a part of the patterns of rows",
    ),
    (
        "text/changes/rules.rs",
        "FORMS",
        "each form is tried on its sentences",
    ),
    (
        "text/extract/cues.rs",
        "PLANNED",
        "a part of the patterns of rows",
    ),
    (
        "text/extract/verbs.rs",
        "VERBS",
        "each verb is tried, near and far",
    ),
    (
        "text/extract/zones.rs",
        "list_heading",
        "the patterns of the rows of LISTS",
    ),
    (
        "text/extract/zones.rs",
        "LISTS",
        "the words are tried with the patterns beside them",
    ),
    ("text/fold.rs", "RADICALS", "characters and their forms"),
    (
        "text/marks.rs",
        "TELLTALES",
        "characters, of which no rule is made",
    ),
    ("text/pattern.rs", "HAN", "the range of all characters"),
];

/// What a file of `src` may be long without its tests, and from where on its length is told.
const LONGEST: usize = 600;
const LONG_ENOUGH: usize = 450;

/// One source file: its path as a module, its place below `src`, its words and its code.
struct File {
    module: Vec<String>,
    path: String,
    text: String,
    code: String,
}

impl File {
    fn new(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let below = path.strip_prefix(root().join("src")).unwrap();
        let steps = below.with_extension("");
        let mut module: Vec<String> = steps
            .iter()
            .map(|s| s.to_str().unwrap().to_owned())
            .collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let code = without_tests(&blank(&text)).to_owned();
        let path = below.to_str().unwrap().to_owned();
        Self {
            module,
            path,
            text,
            code,
        }
    }

    fn room(&self) -> &str {
        &self.module[0]
    }

    /// The paths it names, from `crate` on: `crate::a::{b, c}`, `super::b`.
    fn names(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for (start, levels) in [("crate::", None), ("super::", Some(1)), ("self::", Some(0))] {
            for (at, _) in self.code.match_indices(start) {
                let before = self.code[..at].chars().next_back();
                if before.is_some_and(|c| c == ':' || c == '_' || c.is_alphanumeric()) {
                    continue;
                }
                // `pub(in crate::analyze)` says who may look, not what is used.
                if self.code[..at].ends_with("pub(in ") {
                    continue;
                }
                let mut rest = &self.code[at + start.len()..];
                let mut base = levels.map_or_else(Vec::new, |up| {
                    self.module[..self.module.len() - up].to_vec()
                });
                while let Some(higher) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = higher;
                }
                found.extend(paths(rest).into_iter().map(|path| {
                    let steps = path.into_iter().map(str::to_owned);
                    base.iter().cloned().chain(steps).collect()
                }));
            }
        }
        found
    }
}

/// `a::b::{c, d}` as the paths it stands for.
fn paths(text: &str) -> Vec<Vec<&str>> {
    let mut steps = Vec::new();
    let mut rest = text;
    loop {
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            return list
                .split(',')
                .map(|last| {
                    let last = last.trim().split("::").map(word);
                    steps.iter().copied().chain(last).collect()
                })
                .collect();
        }
        let step = word(rest);
        steps.push(step);
        match rest[step.len()..].strip_prefix("::") {
            Some(more) => rest = more,
            None => return vec![steps],
        }
    }
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default()
}

/// Where in a source a character stands.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Code,
    Comment,
    Text,
}

/// Each character of a Rust source with where it stands. Lifetimes and characters in quotes are
/// told apart by what follows; comments within comments do not occur here.
fn places(source: &str) -> Vec<(char, Within)> {
    let mut out = Vec::with_capacity(source.len());
    let mut rest = source;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let (within, length) = if rest.starts_with("//") {
            (Within::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if let Some(length) = raw(rest).filter(|_| !before.is_alphanumeric()) {
            (Within::Text, length)
        } else if c == '"' {
            (Within::Text, quoted(rest))
        } else if c == '\'' && rest.chars().nth(2) == Some('\'') && !rest.starts_with("'\\") {
            let length = rest.chars().take(3).map(char::len_utf8).sum();
            (Within::Code, length)
        } else if let Some(inside) = rest.strip_prefix("'\\") {
            let end = inside.char_indices().skip(1).find(|(_, c)| *c == '\'');
            (Within::Code, end.map_or(rest.len(), |(at, _)| at + 3))
        } else {
            (Within::Code, c.len_utf8())
        };
        let (now, after) = rest.split_at(length);
        before = now.chars().next_back().unwrap_or(' ');
        out.extend(now.chars().map(|c| (c, within)));
        rest = after;
    }
    out
}

/// How long the raw string is with which the source begins.
fn raw(source: &str) -> Option<usize> {
    let hashes = source
        .strip_prefix('r')?
        .chars()
        .take_while(|c| *c == '#')
        .count();
    let inside = source[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + inside.find(&end)? + end.len())
}

/// How long the string is with which the source begins.
fn quoted(source: &str) -> usize {
    let mut escaped = false;
    for (at, c) in source.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    source.len()
}

/// The source with blanks for comments and strings.
fn blank(source: &str) -> String {
    let kept = |(c, within): (char, Within)| {
        let keeps = within == Within::Code || c == '\n';
        if keeps { c } else { ' ' }
    };
    places(source).into_iter().map(kept).collect()
}

/// The code up to the module of its tests.
fn without_tests(code: &str) -> &str {
    let tests = code.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let item = code[at + mark.len()..].trim_start();
        let item = item
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub(crate) ");
        item.starts_with("mod tests")
    });
    tests.map_or(code, |(at, _)| &code[..at])
}

/// All files with this ending below a folder, in order.
fn below(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn files() -> Vec<File> {
    let files = below("src", "rs").into_iter().map(|path| File::new(&path));
    files
        .filter(|f| f.module.last().unwrap() != "tests")
        .collect()
}

fn rooms() -> Vec<File> {
    let mut files = files();
    files.retain(|f| !["lib", "main"].contains(&f.room()));
    files
}

#[test]
fn rooms_use_only_the_rooms_below() {
    for file in rooms() {
        let (_, may) = MAY_USE
            .iter()
            .find(|(room, _)| *room == file.room())
            .unwrap_or_else(|| panic!("{} is not in MAY_USE", file.path));
        for name in file.names() {
            let other = name[0].as_str();
            assert!(
                other == file.room() || may.contains(&other),
                "{}: {} must not use {other}",
                file.path,
                file.room()
            );
        }
    }
}

/// The file that defines what a path names, as far as the folders tell: the longest module that is
/// a file.
fn defined<'f>(name: &[String], files: &'f [File]) -> Option<&'f File> {
    (1..=name.len())
        .rev()
        .find_map(|n| files.iter().find(|f| f.module == name[..n]))
}

#[test]
fn no_room_has_a_circle_and_no_part_leans_on_its_folder() {
    let files = rooms();
    let mut graph = DiGraphMap::<&str, ()>::new();
    let mut leaning = BTreeSet::new();
    for file in &files {
        for name in file.names() {
            let Some(other) = defined(&name, &files).filter(|other| other.path != file.path) else {
                continue;
            };
            if file.module.starts_with(&other.module) {
                leaning.insert(file.path.as_str());
            } else if !other.module.starts_with(&file.module) {
                graph.add_edge(&file.path, &other.path, ());
            }
        }
    }
    let circles: Vec<Vec<&str>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|c| c.len() > 1)
        .collect();
    assert!(circles.is_empty(), "files in a circle: {circles:#?}");
    assert!(
        leaning.is_empty(),
        "use what their own mod.rs defines: {leaning:#?}"
    );
}

#[test]
fn crates_stay_where_they_belong() {
    for file in rooms() {
        for (krate, may) in CRATES {
            let name = format!("{krate}::");
            let uses = file.code.match_indices(&name).any(|(at, _)| {
                let before = file.code[..at].chars().next_back().unwrap_or(' ');
                !before.is_alphanumeric() && before != '_' && before != ':'
            });
            assert!(
                !uses || may.contains(&file.room()),
                "{}: {} must not use the crate {krate}",
                file.path,
                file.room()
            );
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for file in files() {
        let lines = file.code.lines().count();
        assert!(
            lines <= LONGEST,
            "{}: {lines} lines, {LONGEST} will do",
            file.path
        );
        if lines > LONG_ENOUGH {
            eprintln!("{}: {lines} lines", file.path);
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9fff}')
}

/// The strings with Chinese words in the code of a file that decide something outside a row: each
/// with the constant or function in which it stands. A string of characters to be among, which
/// `contains` follows at once, is no word; what is printed or names a feature decides nothing.
fn loose_words(source: &str) -> Vec<(String, String)> {
    let places = places(source);
    let code = blank(source);
    let end = without_tests(&code).chars().count();
    let code: Vec<char> = code.chars().collect();
    let heads = ROWS
        .iter()
        .chain(&["format!", "write!", "named!", "telltales"]);
    let (mut found, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while at < end {
        let from = at;
        at += 1;
        match places[from] {
            (_, Within::Text) => {
                let string = |i: &usize| places.get(*i).is_some_and(|p| p.1 == Within::Text);
                at = (from..).find(|i| !string(i)).unwrap_or(end);
                let words: String = places[from..at].iter().map(|(c, _)| c).collect();
                let among = code[at..].starts_with(&['.', 'c', 'o', 'n', 't', 'a', 'i', 'n', 's']);
                let in_row = open.contains(&true);
                if words.chars().any(is_han) && !among && !in_row {
                    found.push((item(&code[..from]), words));
                }
            }
            ('(' | '[' | '{', Within::Code) => {
                let before: String = code[from.saturating_sub(20)..from].iter().collect();
                let before = before.trim_end();
                open.push(heads.clone().any(|row| before.ends_with(row)));
            }
            (')' | ']' | '}', Within::Code) => drop(open.pop()),
            _ => {}
        }
    }
    found
}

/// The name of the constant, function or macro that was opened last.
fn item(code: &[char]) -> String {
    let code: String = code.iter().collect();
    let kinds = ["const ", "static ", "fn ", "macro_rules! "];
    let opened = kinds
        .iter()
        .filter_map(|kind| Some(code.rfind(kind)? + kind.len()));
    opened.max().map_or("", |at| word(&code[at..])).to_owned()
}

/// The rooms whose words decide.
fn of_rules(file: &File) -> bool {
    ["build", "text"].contains(&file.room())
}

#[test]
fn words_that_decide_stand_in_rows_with_examples() {
    let mut loose = Vec::new();
    let mut used = BTreeSet::new();
    for file in rooms().into_iter().filter(of_rules) {
        for (item, words) in loose_words(&file.text) {
            let table = |(path, name, _): &&(&str, &str, &str)| *path == file.path && *name == item;
            match OTHER_TABLES.iter().find(table) {
                Some((path, name, _)) => drop(used.insert((*path, *name))),
                None => loose.push(format!("{} {item}: {words}", file.path)),
            }
        }
    }
    assert!(loose.is_empty(), "no row of a table: {loose:#?}");
    let listed = OTHER_TABLES.iter().map(|(path, name, _)| (*path, *name));
    let left: Vec<_> = listed.filter(|table| !used.contains(table)).collect();
    assert!(
        left.is_empty(),
        "hold none; strike them from the list: {left:#?}"
    );
}

/// A row that no test runs has examples in vain.
#[test]
fn each_row_is_run_by_a_test_of_its_file() {
    let mut forgotten = Vec::new();
    for file in rooms().into_iter().filter(of_rules) {
        let lines = file.code.lines().count();
        let tests: Vec<&str> = file.text.lines().skip(lines).collect();
        let tests = tests.join("\n");
        for line in file.code.lines() {
            let Some((head, kind)) = line.split_once(": ") else {
                continue;
            };
            let row = [
                "Pattern", "Words", "&[Words", "[Words", "[Pattern", "AnyOf", "[AnyOf",
            ];
            let row = row.iter().any(|row| kind.starts_with(row));
            let name = head.rsplit(' ').next().unwrap_or_default();
            let is_item = head.contains("static ") || head.contains("const ");
            if row && is_item && !tests.contains(name) {
                forgotten.push(format!("{} {name}", file.path));
            }
        }
    }
    assert!(forgotten.is_empty(), "run by no test: {forgotten:#?}");
}

#[test]
fn loose_words_are_told_from_rows() {
    let source = r#"
        static ROW: Words = Words::new("row", &["一"], &["二"], &["三"]);
        const LIST: &[&str] = &["四", "x"];
        fn f(c: char) { g("五六".contains(c), format!("七{c}"), words.starts_with("八")) } // "九"
        #[cfg(test)]
        mod tests { const T: &str = "十"; }
    "#;
    let found: Vec<String> = loose_words(source)
        .into_iter()
        .map(|(item, words)| format!("{item} {words}"))
        .collect();
    assert_eq!(found, ["LIST \"四\"", "f \"八\""]);
}

/// Strings may be longer: examples and messages are read whole.
#[test]
fn no_line_is_wider_than_a_hundred_columns() {
    let mut wide = Vec::new();
    for folder in ["src", "tests", "benches", "fuzz/src"] {
        for path in below(folder, "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let places = places(&source);
            for (n, line) in places.split(|(c, _)| *c == '\n').enumerate() {
                let holds_text = line.iter().any(|(_, within)| *within == Within::Text);
                if line.len() > 100 && !holds_text {
                    let words: String = line.iter().take(60).map(|(c, _)| c).collect();
                    wide.push(format!("{}:{}: {words}…", path.display(), n + 1));
                }
            }
        }
    }
    assert!(wide.is_empty(), "{} lines: {wide:#?}", wide.len());
}

#[test]
fn every_file_says_what_it_owns_and_must_not_know() {
    for file in files() {
        let at = &file.path;
        assert!(file.text.starts_with("//! "), "{at}: no opening page");
        if !["lib", "main"].contains(&file.room()) {
            let page = file.text.lines().take_while(|l| l.starts_with("//!"));
            let page: String = page.map(|l| l.trim_start_matches("//!")).collect();
            assert!(page.contains("Owns:"), "{at}: does not say what it owns");
            let knows = page.to_lowercase().contains("must not know");
            assert!(knows, "{at}: does not say what it must not know");
        }
    }
}

#[test]
fn a_source_is_parted_into_code_comments_and_strings() {
    let source =
        "let a = \"//\\\"\"; // \"x\nlet b = r#\"\"c\"#; let d = '\"'; f::<'a>('\\''); g()";
    let code = blank(source);
    assert_eq!(
        code.split_whitespace().collect::<String>(),
        "leta=;letb=;letd='\"';f::<'a>('\\'');g()"
    );
    assert_eq!(
        paths("a::b::{c, d::e, F} x"),
        [
            vec!["a", "b", "c"],
            vec!["a", "b", "d", "e"],
            vec!["a", "b", "F"]
        ]
    );
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
                    assert!(
                        !text.contains(word),
                        "{} names a path of somebody's machine",
                        path.display()
                    );
                }
            }
        }
    }
}
