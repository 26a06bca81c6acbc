//! File type detection by content (magic bytes).
//!
//! Owns: what kind of file its first bytes tell, and the reason why a kind is not read. Must not
//! know: names of files, how a kind is read.

/// What the bytes are, as far as their beginning tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// Text of some kind; which charset is for decoding to find out.
    Text,
    /// A web page.
    Html,
    /// MIME with a web page in it.
    Mhtml,
    /// PDF.
    Pdf,
    /// ZIP: an archive, DOCX, XLSX or OFD.
    Zip,
    /// The container of Word and Excel before 2007.
    Cfb,
    /// What is not read, and why: a clause.
    Refused(&'static str),
}

const PICTURE: &str = "a picture; read it with a program for text recognition first";
const ARCHIVE: &str = "an archive of a kind that is not opened; unpack it";
const MEDIA: &str = "sound or film, not a text";
const PROGRAM: &str = "a program or a library, not a text";
const FONT: &str = "a font, not a text";

/// First bytes, and what has them.
#[rustfmt::skip]
const MAGIC: &[(&[u8], Sniffed)] = &[
    (b"PK\x03\x04", Sniffed::Zip),
    (b"PK\x05\x06", Sniffed::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sniffed::Cfb),
    (b"{\\rtf", Sniffed::Refused("RTF, which is not read; save it as DOCX")),
    (b"\x89PNG", Sniffed::Refused(PICTURE)),
    (b"\xff\xd8\xff", Sniffed::Refused(PICTURE)),
    (b"GIF8", Sniffed::Refused(PICTURE)),
    (b"II*\0", Sniffed::Refused(PICTURE)),
    (b"MM\0*", Sniffed::Refused(PICTURE)),
    (b"\0\0\x01\0", Sniffed::Refused(PICTURE)),
    (b"8BPS", Sniffed::Refused(PICTURE)),
    (b"AT&TFORM", Sniffed::Refused("DjVu, which is not read; save it as PDF")),
    (b"Rar!", Sniffed::Refused(ARCHIVE)),
    (b"7z\xbc\xaf\x27\x1c", Sniffed::Refused(ARCHIVE)),
    (b"\x1f\x8b", Sniffed::Refused(ARCHIVE)),
    (b"BZh", Sniffed::Refused(ARCHIVE)),
    (b"\xfd7zXZ", Sniffed::Refused(ARCHIVE)),
    (b"\x28\xb5\x2f\xfd", Sniffed::Refused(ARCHIVE)),
    (b"MSCF", Sniffed::Refused(ARCHIVE)),
    (b"ID3", Sniffed::Refused(MEDIA)),
    (b"OggS", Sniffed::Refused(MEDIA)),
    (b"\x1a\x45\xdf\xa3", Sniffed::Refused(MEDIA)),
    (b"FLV\x01", Sniffed::Refused(MEDIA)),
    (b"\x7fELF", Sniffed::Refused(PROGRAM)),
    (b"\0asm", Sniffed::Refused(PROGRAM)),
    (b"wOFF", Sniffed::Refused(FONT)),
    (b"wOF2", Sniffed::Refused(FONT)),
    (b"OTTO", Sniffed::Refused(FONT)),
    (b"\0\x01\0\0\0", Sniffed::Refused(FONT)),
    (b"SQLite format 3", Sniffed::Refused("a database, not a text")),
    (b"%!PS", Sniffed::Refused("PostScript, which is not read; save it as PDF")),
];

/// Beginnings of texts that hold data, after white space: not sentences that a person reads.
const DATA: &[(&str, &str)] = &[
    ("@prefix ", "a graph (Turtle), not a text"),
    ("PREFIX ", "a graph (Turtle), not a text"),
    ("<http", "a graph (N-Quads), not a text"),
    ("digraph ", "a drawing (DOT), not a text"),
    ("{\"", "data (JSON), not a text"),
    ("[{", "data (JSON), not a text"),
    ("#!", "a script, not a text"),
];

/// Tags with which a web page, or a piece of one, begins.
const TAGS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<title",
    "<div",
    "<table",
    "<p>",
    "<p ",
    "<span",
    "<h1",
    "<h2",
    "<script",
    "<style",
    "<link",
    "<center",
    "<font",
    "<br",
];

/// How much of the beginning is looked at.
const HEAD: usize = 4096;

/// What kind of file begins so.
pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *kind;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    // The specification allows what precedes the mark.
    if memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return Sniffed::Pdf;
    }
    if let Some(kind) = boxed(head) {
        return kind;
    }
    let words = ascii(head);
    let words = words.trim_start();
    let data = DATA.iter().find(|(mark, _)| words.starts_with(mark));
    if let Some((_, reason)) = data {
        return Sniffed::Refused(reason);
    }
    let lower = words.to_ascii_lowercase();
    if is_mime(&lower) {
        return Sniffed::Mhtml;
    }
    markup(&lower).unwrap_or(Sniffed::Text)
}

/// The first bytes as text: those of UTF-16 without their zeros, a byte order mark left out.
fn ascii(head: &[u8]) -> String {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let kept = head.iter().filter(|b| b.is_ascii() && !(wide && **b == 0));
    kept.map(|b| char::from(*b)).collect()
}

/// RIFF, MP4 and BMP tell their kind a few bytes on.
fn boxed(head: &[u8]) -> Option<Sniffed> {
    let after = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|h| h.starts_with(mark));
    let kind = match head {
        h if h.starts_with(b"RIFF") && after(8, b"WEBP") => PICTURE,
        h if h.starts_with(b"RIFF") && (after(8, b"WAVE") || after(8, b"AVI ")) => MEDIA,
        _ if after(4, b"ftyp") => MEDIA,
        h if h.starts_with(b"BM") && after(6, b"\0\0\0\0") => PICTURE,
        h if h.starts_with(b"MZ") && h.contains(&0) => PROGRAM,
        _ if after(257, b"ustar") => ARCHIVE,
        _ => return None,
    };
    Some(Sniffed::Refused(kind))
}

fn is_mime(lower: &str) -> bool {
    let header = lower.split("\r\n\r\n").next().unwrap_or_default();
    let header = header.split("\n\n").next().unwrap_or_default();
    let first = header.lines().next().unwrap_or_default();
    let named = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    named && header.contains("mime-version:") && header.contains("content-type:")
}

/// What a text is that begins with a tag, a comment or an XML declaration.
fn markup(lower: &str) -> Option<Sniffed> {
    let mut rest = lower;
    for _ in 0..64 {
        rest = rest.trim_start();
        let end = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?") => "?>",
            () => break,
        };
        if rest.contains("<?mso-application") {
            return Some(Sniffed::Refused(
                "Word or Excel as one XML file, which is not read; save it as DOCX or XLSX",
            ));
        }
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            // A comment that is longer than what is looked at: most are of web pages.
            None => return Some(Sniffed::Html),
        }
    }
    if TAGS.iter().any(|tag| rest.starts_with(tag)) {
        return Some(Sniffed::Html);
    }
    let declared = lower.starts_with("<?xml");
    // What stands before the page: a log line of the server, stray words.
    if ["<html", "<!doctype html", "</head>"]
        .iter()
        .any(|tag| rest.contains(tag))
    {
        return Some(Sniffed::Html);
    }
    declared.then_some(Sniffed::Refused("data (XML), not a text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_bytes() {
        let refused = |bytes: &[u8]| matches!(sniff(bytes), Sniffed::Refused(_));
        let rows: &[(&[u8], Sniffed)] = &[
            (b"%PDF-1.4\n", Sniffed::Pdf),
            (b"\xef\xbb\xbf\r\n%PDF-1.4\n", Sniffed::Pdf),
            (b"PK\x03\x04\x14\0", Sniffed::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Sniffed::Cfb),
            (b"\r\n<!-- saved -->\n<HTML lang=zh>", Sniffed::Html),
            (
                b"\xef\xbb\xbf<?xml version=\"1.0\"?><!DOCTYPE html>",
                Sniffed::Html,
            ),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Sniffed::Html),
            (b"<div class=a>", Sniffed::Html),
            (
                b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n",
                Sniffed::Mhtml,
            ),
            (
                "第一条 根据《中华人民共和国反垄断法》".as_bytes(),
                Sniffed::Text,
            ),
            ("[公告]第1号".as_bytes(), Sniffed::Text),
            ("# 示例办法".as_bytes(), Sniffed::Text),
            ("<示例>办法".as_bytes(), Sniffed::Text),
            (b"", Sniffed::Text),
        ];
        for (bytes, want) in rows {
            assert_eq!(sniff(bytes), *want, "{}", String::from_utf8_lossy(bytes));
        }
        assert!(refused(b"\x89PNG\r\n\x1a\n") && refused(b"{\"a\":1}") && refused(b"\x7fELF"));
        assert!(refused(b"<http://a> <http://b> <http://c> .\n"));
        assert!(refused(b"<?xml version=\"1.0\"?>\n<rdf:RDF>"));
        assert!(refused(b"\0\0\0\x18ftypmp42") && refused(b"RIFF\0\0\0\0WEBP"));
    }
}
