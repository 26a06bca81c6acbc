//! The front door: files of every kind, by what is in them.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};
use zhengtu::SourceFile;
use zhengtu::parts::model::Kind;
use zhengtu::parts::read::{Found, Limits, read_bytes};
use zip::write::SimpleFileOptions;

const TEXT: &str =
    "示例市停车管理办法\n\n第一条 为了规范停车管理，根据《中华人民共和国反垄断法》，制定本办法。\n";

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn reasons(found: &Found) -> Vec<String> {
    found.skipped.iter().map(ToString::to_string).collect()
}

pub(crate) fn one(bytes: &[u8]) -> SourceFile {
    let mut found = read_bytes("a.bin", bytes.to_vec(), &Limits::default());
    assert_eq!((found.files.len(), reasons(&found)), (1, Vec::new()));
    found.files.remove(0)
}

pub(crate) fn refused(bytes: &[u8]) -> String {
    let found = read_bytes("a.txt", bytes.to_vec(), &Limits::default());
    assert_eq!((found.files.len(), found.skipped.len()), (0, 1));
    found.skipped[0].reason.clone()
}

#[test]
fn the_kind_is_told_by_the_bytes_whatever_the_name() {
    let page = format!("<html><body><p>{TEXT}</p></body></html>");
    let (files, skipped) = SourceFile::from_bytes("办法.pdf", page.into_bytes());
    assert_eq!((files[0].kind, skipped.len()), (Kind::Html, 0));
    let (files, _) = SourceFile::from_bytes("办法.doc", TEXT.as_bytes().to_vec());
    assert_eq!((files[0].kind, files[0].text.as_str()), (Kind::Text, TEXT));
    for (bytes, reason) in [
        (&b"\x89PNG\r\n\x1a\n\0\0"[..], "a picture"),
        (b"{\"a\": 1}", "data (JSON)"),
        (b"body { color: red }", "no Chinese text"),
        (b"%PDF-1.4 nothing else", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut", "Word or Excel"),
        (b"PK\x03\x04 cut", "archive"),
    ] {
        let told = refused(bytes);
        assert!(told.contains(reason), "{told}");
    }
}

#[test]
fn archives_are_opened_and_what_is_in_them_named() {
    let gbk = encoding_rs::GB18030.encode("示例.txt").0.into_owned();
    let mut inner = zipped(&[("XXXXXXXX", TEXT.as_bytes())]);
    // A name in GBK, as Windows writes it: the flag for UTF-8 stays off.
    assert_eq!(gbk.len(), 8);
    while let Some(at) = inner.windows(8).position(|w| w == b"XXXXXXXX") {
        inner[at..at + 8].copy_from_slice(&gbk);
    }
    let outer = zipped(&[
        ("b/内.zip", &inner),
        ("图.png", b"\x89PNG\r\n"),
        ("README.md", TEXT.as_bytes()),
    ]);
    let found = read_bytes("a.zip", outer, &Limits::default());
    assert_eq!(found.files[0].path, "a.zip!/b/内.zip!/示例.txt");
    assert_eq!(found.files[0].text, TEXT);
    assert_eq!(found.files.len(), 1);
    assert!(reasons(&found)[0].starts_with("a.zip!/图.png: skipped: a picture"));
}

#[test]
fn archives_that_ask_for_too_much_are_refused() {
    let bomb = zipped(&[("a.txt", &vec![b'a'; 40 << 20])]);
    let told = reasons(&read_bytes("a.zip", bomb.clone(), &Limits::default()));
    assert!(told[0].contains("more than 300 times"), "{told:?}");
    let small = Limits {
        unpacked: 1 << 20,
        ..Limits::default()
    };
    let told = reasons(&read_bytes("a.zip", bomb, &small));
    assert!(told[0].contains("more than 1 MiB"), "{told:?}");
    let many: Vec<String> = (0..20).map(|i| format!("{i}.txt")).collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), TEXT.as_bytes())).collect();
    let few = Limits {
        entries: 10,
        ..Limits::default()
    };
    let told = reasons(&read_bytes("a.zip", zipped(&files), &few));
    assert!(told[0].contains("20 files; at most 10"), "{told:?}");
    let mut deep = zipped(&[("a.txt", TEXT.as_bytes())]);
    for _ in 0..4 {
        deep = zipped(&[("b.zip", &deep)]);
    }
    let told = reasons(&read_bytes("a.zip", deep, &Limits::default()));
    assert!(told[0].contains("within 3 archives"), "{told:?}");
}

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
                 xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let styles = format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type='paragraph' w:styleId='1'><w:basedOn w:val='0'/><w:rPr><w:sz w:val='44'/></w:rPr></w:style>\
         <w:style w:type='paragraph' w:styleId='0'><w:pPr><w:jc w:val='center'/></w:pPr></w:style></w:styles>"
    );
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ])
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn word_is_read_with_its_boxes_nested_tables_and_changes() {
    let row = |cells: &[String]| {
        let cells: String = cells.iter().map(|c| format!("<w:tc>{c}</w:tc>")).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[p("1"), p("《示例办法》")]));
    let body = [
        "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>".to_owned(),
        p("示例市人民政府文件"),
        "</w:txbxContent></mc:Choice><mc:Fallback>".to_owned(),
        p("示例市人民政府文件"),
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>示例通知</w:t></w:r></w:p>".to_owned(),
        format!("<w:tbl>{}</w:tbl>", row(&[p("各区：") + &inner + &p("特此通知。")])),
        "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新文</w:t></w:r></w:ins></w:p>".to_owned(),
    ];
    let file = one(&docx(&body.concat()));
    assert_eq!(
        file.text,
        "示例市人民政府文件\n示例通知\n各区：\n1\t《示例办法》\n特此通知。\n新文\n"
    );
    assert_eq!(file.kind, Kind::Docx);
    let title = file.look(2).unwrap();
    assert!(
        title.centred && title.bold && title.size == 22.0,
        "{title:?}"
    );
    let row = file.look(4).unwrap();
    assert_eq!(
        (row.from.name(), row.size, row.centred),
        ("table", 16.0, false)
    );
    assert_eq!(file.notes, ["tracked changes are read as accepted"]);
}

fn program(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn what_is_written_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    for _ in 0..2 {
        let ran = program(folder.path(), &["build", ".", "-q"]);
        assert_eq!((ran.status.code(), ran.stderr.len()), (Some(0), 0));
    }
    for words in [
        &["build", "a.txt", "-o", "a.txt"][..],
        &["extract", "a.txt", "-o", "./a.txt"],
    ] {
        let ran = program(folder.path(), words);
        assert_eq!(ran.status.code(), Some(2));
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("a.txt")).unwrap(),
        TEXT
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_are_left_out_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    fs::write(folder.path().join("b.png"), b"\x89PNG\r\n").unwrap();
    let made = Command::new("mkfifo")
        .arg(folder.path().join("c.txt"))
        .status();
    assert!(made.unwrap().success());
    let ran = program(folder.path(), &["build", ".", "/dev/null", "-q"]);
    assert_eq!(ran.status.code(), Some(1));
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(told.contains("c.txt: skipped: a pipe"), "{told}");
    assert!(told.contains("null: skipped: a pipe"), "{told}");
    assert!(told.contains("b.png: skipped: a picture"), "{told}");
    let manifest = fs::read_to_string(folder.path().join("graph.manifest.json")).unwrap();
    assert!(manifest.contains("c.txt") && manifest.contains("a picture"));
}

#[test]
fn text_shows_what_was_read_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.docx"), docx(&p("示例办法"))).unwrap();
    let shown = program(folder.path(), &["text", "a.docx"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert_eq!(
        shown,
        "== a.docx (docx, UTF-8)\n1\t-\ttext\t16.0\t-\t示例办法\n"
    );
    let plain = program(folder.path(), &["text", "--plain", "a.docx"]);
    assert_eq!(plain.stdout, "示例办法\n".as_bytes());
}
