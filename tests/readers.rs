//! Readers of single kinds, over small files made here.

use crate::read::{one, refused, zipped};
use std::fs;
use std::process::Command;
use zhengtu::SourceFile;
use zhengtu::parts::model::{Kind, Origin, Spot};

const TITLE: &str = "示例市停车管理办法";
const FIRST: &str = "第一条　为了规范停车管理，根据《中华人民共和国反垄断法》，制定本办法。";

fn shown(file: &SourceFile) -> Vec<&str> {
    file.text
        .lines()
        .map(|l| l.trim_matches('\u{3000}'))
        .collect()
}

fn ofd(page: &str, template: &str) -> Vec<u8> {
    let document = "<ofd:Document><ofd:CommonData><ofd:TemplatePage ID='2' BaseLoc='T.xml'/>\
        </ofd:CommonData><ofd:Pages><ofd:Page ID='3' BaseLoc='P.xml'/></ofd:Pages></ofd:Document>";
    let root =
        "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    zipped(&[
        ("OFD.xml", root.as_bytes()),
        ("Doc_0/D.xml", document.as_bytes()),
        ("Doc_0/P.xml", page.as_bytes()),
        ("Doc_0/T.xml", template.as_bytes()),
    ])
}

fn text_object(y: u32, size: u32, words: &str) -> String {
    format!(
        "<ofd:TextObject Boundary='20 {y} 170 10' Size='{size}'>\
         <ofd:TextCode X='0' Y='8'>{words}</ofd:TextCode></ofd:TextObject>"
    )
}

#[test]
fn ofd_is_read_with_what_its_template_prints() {
    let body = text_object(60, 8, TITLE) + &text_object(80, 5, FIRST);
    let page = format!("<ofd:Page><ofd:Template TemplateID='2'/>{body}</ofd:Page>");
    let head = format!(
        "<ofd:Page>{}</ofd:Page>",
        text_object(20, 9, "示例市人民政府文件")
    );
    let file = one(&ofd(&page, &head));
    assert_eq!(file.kind, Kind::Ofd);
    // White between letters is no letter.
    let first = FIRST.replace('\u{3000}', " ");
    assert_eq!(shown(&file), ["示例市人民政府文件", TITLE, &first]);
    assert!(
        file.looks
            .iter()
            .all(|look| look.page == 1 && look.area.is_some())
    );
    let empty = ofd("<ofd:Page/>", &head);
    assert!(refused(&empty).contains("no text in it"));
}

#[test]
fn workbooks_are_read_row_by_row_with_their_cells() {
    let sheet = format!(
        "<worksheet><sheetData><row r='2'><c r='B2' t='inlineStr'><is><t>{TITLE}</t></is></c></row>\
         <row r='4'><c r='B4'><v>1</v></c><c r='C4' t='inlineStr'><is><t>《示例办法》</t></is></c>\
         <c r='D4' t='inlineStr'><is><t>废止</t></is></c></row></sheetData></worksheet>"
    );
    let relations = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' \
        Target='worksheets/sheet1.xml'/></Relationships>";
    let package = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Id='r0' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' \
        Target='xl/workbook.xml'/></Relationships>";
    let book = "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>\
        <sheets><sheet name='目录' sheetId='1' r:id='r1'/></sheets></workbook>";
    let file = one(&zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]));
    assert_eq!(file.kind, Kind::Xlsx);
    assert_eq!(shown(&file), [TITLE, "1\t《示例办法》\t废止"]);
    let looks: Vec<_> = file
        .looks
        .iter()
        .map(|l| (l.page, l.from, l.spot))
        .collect();
    let want = [
        (1, Origin::Text, Spot::Cell(2, 2)),
        (1, Origin::Table, Spot::Cell(4, 2)),
    ];
    assert_eq!(looks, want);
}

#[test]
fn a_saved_page_is_read_as_its_web_page() {
    let page = format!("<html><body><div><h1>{TITLE}</h1><p>{FIRST}</p></div></body></html>");
    let encoded: String = page.bytes().map(|b| format!("={b:02X}")).collect();
    let lines: Vec<&str> = (0..encoded.len())
        .step_by(72)
        .map(|at| &encoded[at..encoded.len().min(at + 72)])
        .collect();
    let message = format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"XX\"\r\n\r\n\
         --XX\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         {}\r\n--XX--\r\n",
        lines.join("=\r\n")
    );
    let file = one(message.as_bytes());
    assert_eq!((file.kind, shown(&file)), (Kind::Mhtml, vec![TITLE, FIRST]));
    // html, head, body, div, h1, p.
    let spots: Vec<Spot> = file.looks.iter().map(|look| look.spot).collect();
    assert_eq!(spots, [Spot::Element(5), Spot::Element(6)]);
}

/// A document of Word before 2007: its head, and one piece of text.
fn doc(text: &str) -> Vec<u8> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let chars = text.encode_utf16().count() as u32;
    let mut main = vec![0; 1024];
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    // The table is the stream 1Table.
    main[0x0a..0x0c].copy_from_slice(&0x0200_u16.to_le_bytes());
    main[0x20..0x22].copy_from_slice(&14_u16.to_le_bytes());
    main[0x3e..0x40].copy_from_slice(&22_u16.to_le_bytes());
    main[0x4c..0x50].copy_from_slice(&chars.to_le_bytes());
    main[0x98..0x9a].copy_from_slice(&93_u16.to_le_bytes());
    let mut pieces = vec![2];
    pieces.extend(16_u32.to_le_bytes());
    for place in [0, chars] {
        pieces.extend(place.to_le_bytes());
    }
    pieces.extend([0, 0]);
    pieces.extend(1024_u32.to_le_bytes());
    pieces.extend([0, 0]);
    main[0x1a2..0x1a6].copy_from_slice(&0_u32.to_le_bytes());
    main[0x1a6..0x1aa].copy_from_slice(&(pieces.len() as u32).to_le_bytes());
    main.extend(wide);
    let mut container = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in [("/WordDocument", &main), ("/1Table", &pieces)] {
        let mut stream = container.create_stream(name).unwrap();
        std::io::Write::write_all(&mut stream, bytes).unwrap();
    }
    container.flush().unwrap();
    container.into_inner().into_inner()
}

#[test]
fn word_before_2007_is_read_by_its_pieces() {
    let file = one(&doc(&format!("{TITLE}\r\r{FIRST}\r")));
    assert_eq!((file.kind, shown(&file)), (Kind::Doc, vec![TITLE, FIRST]));
    let spots: Vec<Spot> = file.looks.iter().map(|look| look.spot).collect();
    assert_eq!(spots, [Spot::Paragraph(1), Spot::Paragraph(3)]);
}

/// A program in the place of tesseract says what it was told to say.
#[cfg(unix)]
#[test]
fn a_scan_goes_to_the_program_that_recognises_letters() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let row = |line: u32, words: &str| {
        format!(
            "5\\t1\\t1\\t1\\t{line}\\t1\\t100\\t{}\\t800\\t40\\t88.5\\t{words}\\n",
            line * 60
        )
    };
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in\n--version) echo tesseract 5.0.0 ;;\n--list-langs) echo chi_sim ;;\n\
         *) cat >/dev/null; printf 'head\\n{}{}' ;;\nesac\n",
        row(1, TITLE),
        row(2, "第一条本办法自公布之日起施行")
    );
    let stub = folder.path().join("tesseract");
    fs::write(&stub, script).unwrap();
    fs::set_permissions(&stub, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.path().join("a.pdf"), crate::hard::scan()).unwrap();
    let run = |words: &[&str]| {
        let path = format!("{}:/usr/bin:/bin", folder.path().display());
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengtu"));
        let ran = command
            .args(words)
            .env("PATH", path)
            .current_dir(folder.path())
            .output();
        let ran = ran.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(ran.stdout), text(ran.stderr))
    };
    let (shown, said) = run(&["text", "--ocr", "a.pdf"]);
    assert!(
        shown.contains("\tocr\t") && shown.contains(TITLE),
        "{shown}{said}"
    );
    assert!(!shown.contains("扫描示例王"), "{shown}");
    run(&["build", "--ocr", "-q", "a.pdf", "-o", "a.nq"]);
    let graph = fs::read_to_string(folder.path().join("a.nq")).unwrap();
    assert!(graph.contains("recognisedBy> \"tesseract 5.0.0, chi_sim\""));
    assert!(graph.contains("confidence> \"89\"") && graph.contains("page=1&xywh="));
    let (_, said) = run(&["text", "a.pdf"]);
    assert!(said.contains("a scan: no text layer, 1 page"), "{said}");
}
