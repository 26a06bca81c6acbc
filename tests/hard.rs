//! Files made to hurt: each is read or refused at once, and told.

use flate2::Compression;
use flate2::read::ZlibEncoder;
use std::io::Read;
use std::time::{Duration, Instant};
use zhengtu::parts::read::{Found, Limits, read_bytes};

/// A debug build on a busy machine needs less than this where it does not follow the bait.
const SOON: Duration = Duration::from_secs(60);

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = ZlibEncoder::new(bytes, Compression::best());
    encoder.read_to_end(&mut out).unwrap();
    out
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A PDF of these objects, numbered from 3; each page names its contents.
fn pdf(pages: &[&str], objects: &[Vec<u8>]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniGB-UCS2-H/DescendantFonts[\
                <</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo\
                <</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>";
    let page = |entries: &&str| {
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {entries}>>")
    };
    let kids: Vec<String> = pages.iter().map(page).collect();
    let resources = format!("/Resources<</Font<</F {font}>>/XObject<</A 4 0 R/B 5 0 R/I 6 0 R>>>>");
    let mut out = b"%PDF-1.5\n".to_vec();
    let catalog = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
    let tree = format!(
        "<</Type/Pages/Count {}/Kids[{}]{resources}>>",
        kids.len(),
        kids.concat()
    );
    let all = [catalog, tree.into_bytes()]
        .into_iter()
        .chain(objects.iter().cloned());
    let mut places = Vec::new();
    for (at, object) in all.enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A content stream that shows these lines.
fn shown(lines: &[&str]) -> Vec<u8> {
    let line = |(i, words): (usize, &&str)| {
        let codes: String = words.encode_utf16().map(|c| format!("{c:04x}")).collect();
        format!("BT /F 16 Tf 80 {} Td <{codes}> Tj ET\n", 700 - 30 * i)
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    lines.into_bytes()
}

fn told(found: &Found) -> String {
    let skipped = found.skipped.iter().map(|s| s.reason.clone());
    let notes = found.files.iter().flat_map(|f| f.notes.clone());
    skipped.chain(notes).collect::<Vec<_>>().join("; ")
}

fn soon(bytes: Vec<u8>) -> Found {
    let start = Instant::now();
    let found = read_bytes("a.bin", bytes, &Limits::default());
    assert!(
        start.elapsed() < SOON,
        "{:?}: {}",
        start.elapsed(),
        told(&found)
    );
    found
}

#[test]
fn streams_that_grow_without_measure_are_refused() {
    let grown = packed(&vec![b' '; 40 << 20]);
    let once = pdf(&["3 0 R"], &[stream("/Filter/FlateDecode", &grown)]);
    assert!(told(&soon(once)).contains("more than 300 times"));
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &packed(&grown));
    assert!(told(&soon(pdf(&["3 0 R"], &[twice]))).contains("more than 300 times"));
    let kept = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    let objects = [
        stream("", &shown(&["示例市停车管理办法"])),
        stream(kept, &grown),
    ];
    assert!(told(&soon(pdf(&["3 0 R"], &objects))).contains("more than 300 times"));
    let few = Limits {
        unpacked: 1 << 20,
        ..Limits::default()
    };
    let some = pdf(
        &["3 0 R"],
        &[stream("/Filter/FlateDecode", &packed(&[b' '; 3 << 20]))],
    );
    assert!(told(&read_bytes("a.pdf", some, &few)).contains("more than 1 MiB"));
}

#[test]
fn a_page_that_asks_for_too_much_is_lost_and_the_others_are_read() {
    let words = stream(
        "",
        &shown(&["示例市停车管理办法", "第一条为了规范停车管理"]),
    );
    let twice = |name: char, next: usize| {
        let entries = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</{name} {next} 0 R>>>>"
        );
        stream(&entries, format!("/{name} Do /{name} Do").as_bytes())
    };
    let mut objects = vec![words, twice('A', 5)];
    objects.extend((6..36).map(|next| twice('A', next)));
    objects.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m"));
    let at = objects.len() + 3;
    objects.push(stream("", b"/A Do"));
    let found = soon(pdf(&["3 0 R", &format!("{at} 0 R"), "3 0 R"], &objects));
    assert_eq!(told(&found), "page 2: lost, for it asks for too much work");
    assert_eq!(found.files[0].text.matches("停车管理办法").count(), 2);
    // Words without end, though few bytes.
    let long = [
        b"BT /F 9 Tf (".as_slice(),
        vec![b'a'; 2_200_000].as_slice(),
        b") Tj ET",
    ]
    .concat();
    objects.push(stream("", &long));
    let at = objects.len() + 2;
    let long = pdf(&["3 0 R", &format!("{at} 0 R")], &objects);
    assert!(told(&soon(long)).starts_with("page 2: lost"));
}

#[test]
fn a_broken_page_is_told_as_broken() {
    let words = stream(
        "",
        &shown(&["示例市停车管理办法", "第一条为了规范停车管理"]),
    );
    let mut bytes = packed(&shown(&["第二条示例市停车管理办法"]));
    bytes.truncate(12);
    let objects = [words, stream("/Filter/FlateDecode", &bytes)];
    let found = soon(pdf(&["3 0 R", "4 0 R"], &objects));
    assert_eq!(told(&found), "page 2: broken and lost");
}

const STAMP: &str = "扫描示例王创建于示例";

/// A page with these operators, which may draw a picture.
fn drawn(content: &[u8]) -> Vec<u8> {
    let entries = "/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8";
    let picture = stream(
        &format!("{entries}/ColorSpace/DeviceGray"),
        &[0, 90, 90, 255],
    );
    let none = Vec::from(*b"null");
    pdf(
        &["3 0 R"],
        &[stream("", content), none.clone(), none, picture],
    )
}

/// A page that is a picture with a stamp.
pub(crate) fn scan() -> Vec<u8> {
    drawn(
        &[
            b"q 595 0 0 842 0 0 cm /I Do Q ".as_slice(),
            &shown(&[STAMP]),
        ]
        .concat(),
    )
}

#[test]
fn a_picture_with_a_stamp_is_a_scan() {
    let found = soon(scan());
    assert_eq!(told(&found), "a scan: no text layer, 1 page");
    let found = soon(drawn(&shown(&[STAMP])));
    assert_eq!((found.files.len(), told(&found)), (1, String::new()));
}

#[test]
fn elements_without_end_within_elements_are_read_and_told() {
    let body = "<p>第一条 为了规范停车管理，根据《中华人民共和国反垄断法》，制定本办法。</p>";
    let page = |n: usize| format!("<html><body>{}{body}", "<div>".repeat(n)).into_bytes();
    let found = soon(page(50_000));
    assert!(found.files[0].text.contains("第一条"));
    assert!(told(&found).contains("more than 512"), "{}", told(&found));
    assert_eq!(told(&soon(page(300))), "");
}
