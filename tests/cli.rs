//! The program as a user meets it: messages, exit codes, files that appear whole or not at all.

use crate::util::{root, run, written};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const TEXT: &str = "某市示例条例\n（2020年1月2日某市人民代表大会常务委员会第三次会议通过）\n第一条 根据《中华人民共和国反垄断法》，制定本条例。\n第二条 本条例自2020年3月1日起施行。\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("texts")).unwrap();
    fs::write(folder.path().join("texts/a.txt"), TEXT).unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_build_leaves_a_graph_and_a_manifest_and_says_what_is_in_them() {
    let folder = folder();
    let ran = run(folder.path(), &["build", "texts", "-o", "图.nq"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("1 files, 1 texts in them: 1 act") && ran.out.contains("based_on"),
        "{}",
        ran.out
    );
    let left = ["texts", "图.cache", "图.manifest.json", "图.nq"];
    assert_eq!(files(folder.path()), left);
    written(
        folder.path(),
        &["build", "-q", "--no-cache", "texts", "-o", "b.nq"],
    );
    let left = [&["b.manifest.json", "b.nq"], &left[..]].concat();
    assert_eq!(files(folder.path()), left);
}

/// Each of these commands ends well and says all of `words` on standard error.
fn all_tell(folder: &Path, commands: &[&[&str]], words: &[&str]) {
    for arguments in commands {
        let ran = run(folder, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        let told = words.iter().all(|it| ran.err.contains(it));
        assert!(told, "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn each_command_that_reads_texts_tells_what_it_replaced_in_them() {
    let folder = folder();
    let mut bytes = TEXT.repeat(9).into_bytes();
    // The last byte of a character.
    bytes[5] = 0xff;
    fs::write(folder.path().join("texts/a.txt"), bytes).unwrap();
    let commands = [
        &["extract", "-q", "texts"][..],
        &["extract", "-q", "texts", "-o", "a.jsonl"],
        &["facts", "-q", "texts", "-o", "a.facts"],
        &["build", "-q", "texts", "-o", "a.nq"],
        &["build", "-q", "a.facts", "-o", "a.nq"],
        &["text", "texts"],
    ];
    all_tell(
        folder.path(),
        &commands,
        &["a.txt: ", "the first at byte 3"],
    );
}

#[test]
fn a_file_in_which_nothing_is_a_document_is_named() {
    let folder = folder();
    let bill = "示例增值税电子普通发票\n发票号码：123\n价税合计：100\n";
    fs::write(folder.path().join("texts/bill.txt"), bill).unwrap();
    let commands = [
        &["extract", "-q", "texts"][..],
        &["facts", "-q", "texts", "-o", "a.facts"],
        &["build", "-q", "texts", "-o", "a.nq"],
        &["build", "-q", "a.facts", "-o", "a.nq"],
    ];
    let words = "bill.txt: no document was found in it";
    all_tell(folder.path(), &commands, &[words]);
}

#[test]
fn facts_stand_for_their_texts() {
    let folder = folder();
    fs::write(folder.path().join("texts/none.txt"), "nothing").unwrap();
    let ran = run(folder.path(), &["facts", "-q", "texts", "-o", "a.facts"]);
    assert!(ran.code == 1 && ran.err.contains("none.txt"), "{}", ran.err);
    let of_texts = run(folder.path(), &["build", "-q", "texts", "-o", "a.nq"]);
    let of_facts = run(folder.path(), &["build", "-q", "a.facts", "-o", "b.nq"]);
    assert_eq!((of_facts.code, &of_facts.err), (1, &of_texts.err));
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("a.nq") == read("b.nq") && read("a.manifest.json") == read("b.manifest.json"));
    // Facts are no text.
    let ran = run(folder.path(), &["extract", "-q", "a.facts"]);
    assert!(ran.code == 1 && ran.out.is_empty(), "{}", ran.err);
}

#[test]
fn a_packed_graph_answers_as_the_plain_one() {
    let folder = folder();
    let names = ["g.nq", "g.nq.gz", "g.nq.zst", "again.nq.gz"];
    for name in names {
        let ran = run(folder.path(), &["build", "-q", "texts", "-o", name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let [plain, gzip, zstd, again] = names.map(|name| fs::read(folder.path().join(name)).unwrap());
    assert!(gzip.len() * 4 < plain.len() && zstd.len() * 3 < plain.len());
    assert_eq!(gzip, again);
    let asked = |name: &str| {
        let query = [
            "query",
            "-g",
            name,
            "SELECT ?s ?o { ?s eli:title ?o } ORDER BY ?s",
        ];
        let [asked, listed] = [&query[..], &["analyze", "rank", "-g", name]]
            .map(|arguments| run(folder.path(), arguments));
        assert_eq!(
            (asked.code, listed.code),
            (0, 0),
            "{}{}",
            asked.err,
            listed.err
        );
        (asked.out, listed.out)
    };
    let told = names.map(asked);
    assert!(told[0].0.contains("某市示例条例") && told.iter().all(|it| *it == told[0]));
    // A graph is known to be packed by its bytes.
    fs::write(folder.path().join("g.nq"), &gzip).unwrap();
    assert_eq!(asked("g.nq"), told[0]);
    // The manifest of the packed graphs stands where that of the plain one does.
    let beside = |name: &&String| name.ends_with(".manifest.json");
    let manifests: Vec<String> = files(folder.path())
        .iter()
        .filter(beside)
        .cloned()
        .collect();
    assert_eq!(manifests, ["again.manifest.json", "g.manifest.json"]);
    fs::write(folder.path().join("cut.nq.gz"), &gzip[..gzip.len() / 2]).unwrap();
    let ran = run(folder.path(), &["analyze", "rank", "-g", "cut.nq.gz"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cut.nq.gz: cannot be read"), "{}", ran.err);
}

#[test]
fn files_have_addresses_when_it_is_said_where_they_lie() {
    let folder = folder();
    let build = |more: &[&str]| {
        let words = ["build", "--quiet", "texts", "-o", "graph.nq"];
        let ran = run(folder.path(), &[&words, more].concat());
        let graph = fs::read_to_string(folder.path().join("graph.nq")).unwrap();
        (ran, graph)
    };
    let (_, graph) = build(&[]);
    assert!(!graph.contains("contentUrl"));
    let (ran, graph) = build(&["--source-base", "https://example.org/法规"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let address = "https://example.org/法规/texts/a.txt";
    assert!(graph.contains(&format!("<http://schema.org/contentUrl> <{address}>")));
    let page = ["export", "-g", "graph.nq", "--format", "html"];
    assert!(run(folder.path(), &page).out.contains(address));
    let checked = run(folder.path(), &["check", "-g", "graph.nq"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    for wrong in ["javascript:alert(1)//", "example.org", "https://a b/"] {
        let (ran, left) = build(&["--source-base", wrong]);
        assert!(ran.code == 2 && ran.err.contains(wrong), "{}", ran.err);
        assert!(left == graph);
    }
}

#[test]
fn a_missing_path_is_named_and_nothing_is_written() {
    let folder = folder();
    let ran = run(
        folder.path(),
        &["build", "texts", "nowhere", "-o", "graph.nq"],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("nowhere") && ran.err.contains("cannot be read"),
        "{}",
        ran.err
    );
    assert_eq!(files(folder.path()), ["texts"]);
}

#[test]
fn a_folder_without_texts_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), TEXT).unwrap();
    let ran = run(folder.path(), &["build", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no file in it"), "{}", ran.err);
}

#[test]
fn bad_files_are_skipped_with_a_reason_and_the_rest_is_built() {
    let folder = folder();
    let texts = folder.path().join("texts");
    fs::write(texts.join("empty.txt"), "").unwrap();
    fs::write(
        texts.join("binary.txt"),
        [0, 1, 2, 0xff, 0, 0, 7].repeat(500),
    )
    .unwrap();
    fs::write(texts.join("broken.txt"), [0xff, 0x80, 0x81].repeat(400)).unwrap();
    let ran = run(folder.path(), &["build", "texts", "-o", "graph.ttl"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for (name, reason) in [
        ("empty.txt", "the file is empty"),
        ("binary.txt", "a binary file"),
        ("broken.txt", "save it as UTF-8"),
    ] {
        let line = ran
            .err
            .lines()
            .find(|l| l.contains(name))
            .unwrap_or_else(|| panic!("{name} is not named in {}", ran.err));
        assert!(line.contains(reason), "{line}");
    }
    assert!(
        fs::read_to_string(folder.path().join("graph.ttl"))
            .unwrap()
            .contains("某市示例条例")
    );
}

#[test]
fn a_text_that_is_read_is_not_written_over() {
    let folder = folder();
    for command in [
        ["extract", "texts", "-o", "texts/a.txt"],
        ["extract", "texts/a.txt", "-o", "texts/../texts/a.txt"],
    ] {
        let ran = run(folder.path(), &command);
        assert!(ran.code == 2 && ran.err.contains("another"), "{}", ran.err);
        let text = fs::read_to_string(folder.path().join("texts/a.txt")).unwrap();
        assert!(text.starts_with(TEXT), "{text}");
    }
}

#[test]
fn a_line_that_is_not_there_is_said_not_to_be() {
    let folder = folder();
    for line in ["0", "99999999"] {
        let ran = run(folder.path(), &["explain", "texts/a.txt", line]);
        assert!(
            ran.code == 2 && ran.err.contains("has no line"),
            "{}",
            ran.err
        );
    }
    assert_eq!(run(folder.path(), &["explain", "texts/a.txt", "1"]).code, 0);
}

/// What a run that was killed left behind is removed by the next, but nothing of one that is still
/// at work.
#[cfg(unix)]
#[test]
fn leftovers_are_swept() {
    let folder = folder();
    let (stale, held) = (
        folder.path().join(".zhengtu-old"),
        folder.path().join(".zhengtu-new"),
    );
    fs::write(&stale, "half").unwrap();
    let file = fs::File::create(&held).unwrap();
    rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive).unwrap();
    assert_eq!(run(folder.path(), &["build", "texts"]).code, 0);
    assert!(!stale.exists() && held.exists());
}

#[test]
fn other_encodings_give_the_same_records() {
    let folder = folder();
    let (gb, _, _) = encoding_rs::GB18030.encode(TEXT);
    fs::write(folder.path().join("gb.txt"), &gb).unwrap();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    fs::write(folder.path().join("utf16.txt"), utf16).unwrap();
    let record = |path: &str, name: &str| {
        run(folder.path(), &["extract", path])
            .out
            .replace(name, "a.txt")
    };
    let want = record("texts/a.txt", "a.txt");
    assert!(want.contains("based_on"), "{want}");
    assert_eq!(record("gb.txt", "gb.txt"), want);
    assert_eq!(record("utf16.txt", "utf16.txt"), want);
}

#[test]
fn a_format_nobody_knows_is_refused_before_anything_is_read() {
    let folder = folder();
    let ran = run(folder.path(), &["build", "texts", "-o", "graph.xyz"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("names no format") && ran.err.contains(".nq"),
        "{}",
        ran.err
    );
}

#[test]
fn a_failing_build_leaves_the_old_graph_alone() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["build", "texts", "-q"]).code, 0);
    let before = fs::read(folder.path().join("graph.nq")).unwrap();
    assert_eq!(run(folder.path(), &["build", "nowhere"]).code, 2);
    assert_eq!(fs::read(folder.path().join("graph.nq")).unwrap(), before);
}

#[test]
fn runs_are_alike_on_one_thread_and_on_many_and_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = root().join("corpus");
    for ending in ["nq", "trig", "ttl", "nt", "jsonld", "rdf"] {
        let mut seen: Option<Vec<u8>> = None;
        for (name, threads) in [("a", "1"), ("b", "4")] {
            let file = format!("{name}.{ending}");
            let ran = run(
                folder.path(),
                &[
                    "build",
                    corpus.to_str().unwrap(),
                    "-q",
                    "-o",
                    &file,
                    "--threads",
                    threads,
                ],
            );
            assert_eq!(ran.code, 0, "{}", ran.err);
            let bytes = fs::read(folder.path().join(&file)).unwrap();
            assert!(
                seen.as_ref().is_none_or(|s| *s == bytes),
                "{ending} differs from run to run"
            );
            seen = Some(bytes);
        }
        let ran = run(
            folder.path(),
            &[
                "query",
                "-g",
                &format!("a.{ending}"),
                "--results-format",
                "csv",
                "SELECT (COUNT(?r) AS ?n) { ?r a zt:Reference }",
            ],
        );
        assert!(
            ran.out
                .lines()
                .nth(1)
                .and_then(|n| n.parse::<usize>().ok())
                .is_some_and(|n| n > 250),
            "{ending}: {} {}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn each_canned_question_answers_on_the_corpus() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(
            folder.path(),
            &["build", root().join("corpus").to_str().unwrap(), "-q"]
        )
        .code,
        0
    );
    let empty: &[&str] = &[
        "printed-twice",
        "rests-on-repealed",
        "stale-references",
        "unresolved",
    ];
    for question in zhengtu::parts::rdf::questions() {
        let ran = run(
            folder.path(),
            &[
                "ask",
                "-g",
                "graph.nq",
                question.name,
                "--results-format",
                "csv",
            ],
        );
        assert_eq!(ran.code, 0, "{}: {}", question.name, ran.err);
        assert!(
            ran.out.lines().count() > 1 || empty.contains(&question.name),
            "{} has no answer",
            question.name
        );
        assert!(
            run(
                folder.path(),
                &["ask", "-g", "graph.nq", question.name, "--show"]
            )
            .out
            .contains("SELECT"),
            "{}",
            question.name
        );
    }
}

#[test]
fn a_wrong_query_shows_the_place() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["build", "texts", "-q"]).code, 0);
    let ran = run(
        folder.path(),
        &[
            "query",
            "-g",
            "graph.nq",
            "SELECT ?d WHERE { ?d a zt:Document . FILTR(?d) }",
        ],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("FILTR") && ran.err.contains('^'),
        "{}",
        ran.err
    );
}

#[test]
fn a_day_is_stated_and_a_wrong_one_refused() {
    let folder = folder();
    assert_eq!(
        run(folder.path(), &["build", "texts", "-o", "graph.nq", "-q"]).code,
        0
    );
    let status = |day: &str| {
        run(
            folder.path(),
            &[
                "analyze",
                "status",
                "-g",
                "graph.nq",
                "某市示例条例",
                "--as-of",
                day,
            ],
        )
    };
    assert!(
        status("2020-02-29").out.contains("as of 2020-02-29")
            && status("2020-02-29").out.contains("not yet in force")
    );
    assert!(
        status("2020-03-01")
            .out
            .contains("status in force · since 2020-03-01"),
        "{}",
        status("2020-03-01").out
    );
    let wrong = status("2020-02-30");
    assert!(
        wrong.code == 2 && wrong.err.contains("write it as 2024-06-30"),
        "{}",
        wrong.err
    );
    let without = run(folder.path(), &["analyze", "status", "-g", "graph.nq"]);
    assert!(
        without
            .out
            .contains("as far as the collection goes (no date given)"),
        "{}",
        without.out
    );
}

#[test]
fn statuses_are_written_into_a_copy_and_written_anew_not_twice() {
    let folder = folder();
    assert_eq!(
        run(folder.path(), &["build", "texts", "-o", "graph.nq", "-q"]).code,
        0
    );
    let copy = |from: &str, to: &str| {
        run(
            folder.path(),
            &[
                "analyze",
                "status",
                "-g",
                from,
                "--as-of",
                "2021-01-01",
                "--materialize",
                to,
            ],
        )
    };
    assert_eq!(
        (copy("graph.nq", "a.nq").code, copy("a.nq", "b.nq").code),
        (0, 0)
    );
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(
        text("a.nq").contains("zhengtu/def#InForce> <https://w3id.org/zhengtu/id/graph/analysis>")
    );
    assert_eq!(text("a.nq"), text("b.nq"));
    let diff = run(folder.path(), &["diff", "graph.nq", "a.nq"]);
    assert!(
        diff.code == 0 && diff.out.contains("statuses: 0 gained, 0 lost, 0 changed"),
        "{}",
        diff.out
    );
    let stale = run(
        folder.path(),
        &["analyze", "timeline", "-g", "a.nq", "--materialize", "d.nq"],
    );
    assert!(
        stale.code == 0
            && text("d.nq").contains("/graph/analysis/timeline>")
            && text("d.nq").contains("/graph/analysis>"),
        "{}",
        stale.err
    );
    let refused = copy("graph.nq", "c.ttl");
    assert!(
        refused.code == 2 && refused.err.contains("no named graphs"),
        "{}",
        refused.err
    );
}

#[test]
fn an_export_of_the_graph_itself_is_what_a_build_in_that_format_writes() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = root().join("corpus");
    for ending in ["nq", "trig", "ttl", "nt", "jsonld", "rdf"] {
        let (built, exported) = (format!("graph.{ending}"), format!("exported.{ending}"));
        assert_eq!(
            run(
                folder.path(),
                &["build", corpus.to_str().unwrap(), "-q", "-o", &built]
            )
            .code,
            0
        );
        let ran = run(
            folder.path(),
            &[
                "export", "-g", "graph.nq", "-o", &exported, "--with", "agencies",
            ],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            fs::read(folder.path().join(&built)).unwrap()
                == fs::read(folder.path().join(&exported)).unwrap(),
            "{ending} differs from a build"
        );
        let back = run(folder.path(), &["export", "-g", &built, "--format", "nt"]).out;
        assert!(
            back == run(
                folder.path(),
                &["export", "-g", "graph.nq", "--format", "ntriples"]
            )
            .out,
            "{ending} is not read back whole"
        );
    }
}

#[test]
fn a_selection_of_the_graph_holds_together_and_draws_the_same_picture() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(
            folder.path(),
            &["build", root().join("corpus").to_str().unwrap(), "-q"]
        )
        .code,
        0
    );
    // Ids and days in force come from the whole graph.
    let picture = |graph: &str, options: &[&str]| {
        let ran = run(
            folder.path(),
            &[
                &[
                    "export",
                    "-g",
                    graph,
                    "--format",
                    "json",
                    "--with",
                    "provisions,agencies,references",
                ],
                options,
            ]
            .concat(),
        );
        let read: serde_json::Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
        let list = |name: &str, keys: &[&str]| -> Vec<String> {
            read[name]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| keys.iter().map(|key| format!("{} ", it[key])).collect())
                .collect()
        };
        (
            list("nodes", &["id", "kind", "iri", "title", "degree", "quote"]),
            list(
                "edges",
                &["key", "source", "interaction", "target", "evidence", "lead"],
            ),
        )
    };
    let cases: &[&[&str]] = &[
        &["--top", "20"],
        &["--around", "反垄断法", "--depth", "2"],
        &["--relation", "repeals", "--relation", "repealsPartOf"],
        &["--without-stubs"],
    ];
    for options in cases {
        for ending in ["nq", "ttl", "jsonld"] {
            let part = format!("part.{ending}");
            let ran = run(
                folder.path(),
                &[&["export", "-g", "graph.nq", "-o", &part], *options].concat(),
            );
            assert_eq!(ran.code, 0, "{}", ran.err);
            let check = run(folder.path(), &["check", "-g", &part]);
            assert_eq!(check.code, 0, "{options:?}: {}", check.out);
            assert_eq!(
                picture(&part, &[]),
                picture("graph.nq", options),
                "{options:?} {ending}"
            );
        }
        let bytes = fs::metadata(folder.path().join("part.nq")).unwrap().len();
        assert!(bytes < fs::metadata(folder.path().join("graph.nq")).unwrap().len());
    }
}

#[test]
fn an_export_names_what_it_shows_beside_documents_and_refuses_what_it_does_not_know() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["build", "texts", "-q"]).code, 0);
    let ran = run(
        folder.path(),
        &[
            "export",
            "-g",
            "graph.nq",
            "--format",
            "dot",
            "--with",
            "references",
            "--with",
            "provisions",
        ],
    );
    assert!(
        ran.out.starts_with("// zhengtu: all documents and links; with provisions, references; 2 documents, 1 links, 0 provisions, 1 references;"),
        "{}",
        ran.out
    );
    let refused = run(
        folder.path(),
        &[
            "export", "-g", "graph.nq", "--format", "dot", "--with", "people",
        ],
    );
    assert!(
        refused.code == 2 && refused.err.contains("provisions, agencies, references"),
        "{}",
        refused.err
    );
    let refused = run(
        folder.path(),
        &["export", "-g", "graph.nq", "-o", "graph.svg"],
    );
    assert!(
        refused.code == 2 && refused.err.contains("say the format"),
        "{}",
        refused.err
    );
}

#[test]
fn completions_and_man_pages_name_every_command() {
    let says = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
            .args(words)
            .output()
            .unwrap();
        assert!(output.status.success(), "{words:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let (script, page) = (says(&["completions", "bash"]), says(&["man"]));
    for command in ["build", "analyze", "serve", "completions", "man"] {
        assert!(
            script.contains(command) && page.contains(command),
            "{command}"
        );
    }
    assert!(says(&["man", "build"]).contains("zhengtu build"));
    let unknown = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(["man", "nothing"])
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_document_answers_to_each_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = root().join("corpus");
    let built = run(
        folder.path(),
        &["build", corpus.to_str().unwrap(), "-o", "g.nq"],
    );
    assert_eq!(built.code, 0, "{}", built.err);
    let ask = |analysis: &str, document: &str| {
        let ran = run(
            folder.path(),
            &["analyze", analysis, "-g", "g.nq", document],
        );
        assert_eq!(ran.code, 0, "{document}: {}", ran.err);
        ran.out
    };
    let order = ask("status", "国务院令第746号");
    assert!(order.contains("市场主体登记管理条例"), "{order}");
    for name in [
        "国务院令第七百四十六号",
        "中华人民共和国国务院令（第746号）",
        "《市场主体登记管理条例》",
    ] {
        assert_eq!(ask("status", name), order, "{name}");
    }
    // A settled short name that is no part of the title.
    assert_eq!(
        ask("status", "税收征管法"),
        ask("status", "中华人民共和国税收征收管理法")
    );
    let article = ask("impact", "反垄断法#第三条");
    for name in [
        "反垄断法#3",
        "反垄断法#第3条",
        "反垄断法#art/3",
        "反垄断法#三",
    ] {
        assert_eq!(ask("impact", name), article, "{name}");
    }
    assert_ne!(ask("impact", "反垄断法#4"), article);
}
