//! N-Quads, read line by line where they are plain.
//!
//! Owns: the form of a line as programs write it, `<s> <p> <o> <g> .` with single spaces, and its
//! terms as slices of the text. Must not know: how terms are kept.
//!
//! A general parser makes strings of every term of every line. Here a term is where it stands, in
//! the one form that it has in N-Triples. Whatever is not plain (a comment, an escape in an IRI or
//! one that need not be, other white space, a broken line) is left to the general parser, which
//! also knows how to say what is wrong.

use memchr::{memchr2, memchr3};
use oxigraph::model::vocab::xsd;

/// The terms of a line, as N-Triples write them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) subject: &'a str,
    pub(super) predicate: &'a str,
    pub(super) object: &'a str,
    pub(super) graph: Option<&'a str>,
}

/// Reads a line without its end.
pub(super) fn line(text: &str) -> Option<Line<'_>> {
    let (subject, rest) = iri(text)?;
    let (predicate, rest) = iri(rest.strip_prefix(' ')?)?;
    let rest = rest.strip_prefix(' ')?;
    let (object, rest) = match rest.starts_with('"') {
        true => literal(rest)?,
        false => iri(rest)?,
    };
    let rest = rest.strip_prefix(' ')?;
    let (graph, end) = match iri(rest) {
        Some((graph, rest)) => (Some(graph), rest.strip_prefix(' ')?),
        None => (None, rest),
    };
    (end == ".").then_some(Line {
        subject,
        predicate,
        object,
        graph,
    })
}

/// `<…>`, and what follows.
fn iri(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let end = memchr3(b'>', b'\\', b' ', bytes)?;
    let is_iri = bytes.first() == Some(&b'<') && bytes.get(end) == Some(&b'>');
    is_iri.then(|| text.split_at_checked(end + 1)).flatten()
}

/// `"…"` with its language or type, and what follows.
fn literal(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut from = 1;
    let end = loop {
        let at = from + memchr2(b'"', b'\\', bytes.get(from..)?)?;
        if bytes.get(at) == Some(&b'"') {
            break at;
        }
        // Other signs need no escape, so that there is another way to write them.
        matches!(
            bytes.get(at + 1)?,
            b't' | b'b' | b'n' | b'r' | b'f' | b'"' | b'\\'
        )
        .then_some(())?;
        from = at + 2;
    };
    let needs_escape = |byte: &u8| *byte < b' ' || *byte == 0x7f;
    if bytes.get(1..end)?.iter().any(needs_escape) {
        return None;
    }
    let rest = text.get(end + 1..)?;
    let after = if let Some(tag) = rest.strip_prefix('@') {
        let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let after = tag.trim_start_matches(is_part);
        (after.len() < tag.len()).then_some(after)?
    } else if let Some(datatype) = rest.strip_prefix("^^") {
        let (datatype, after) = iri(datatype)?;
        let is_plain = datatype.get(1..datatype.len() - 1) == Some(xsd::STRING.as_str());
        (!is_plain).then_some(after)?
    } else {
        rest
    };
    text.split_at_checked(text.len() - after.len())
}

/// Whether a text holds no sign but those below a space that has to be written as a number: U+FFFE
/// and U+FFFF.
pub(super) fn has_no_noncharacters(text: &str) -> bool {
    let bytes = text.as_bytes();
    let last = |at: usize| bytes.get(at + 2).copied().unwrap_or_default();
    memchr::memmem::find_iter(bytes, b"\xef\xbf").all(|at| last(at) < 0xbe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::store::quads_of_bytes;
    use oxigraph::io::RdfFormat;

    fn check(text: &str, is_plain: bool) {
        let read = line(text);
        assert_eq!(read.is_some(), is_plain, "{text}");
        let Some(read) = read else { return };
        let quads = quads_of_bytes(text.as_bytes(), RdfFormat::NQuads).unwrap();
        let [quad] = quads.as_slice() else {
            panic!("{text}: {quads:?}")
        };
        let terms = [read.subject, read.predicate, read.object];
        let parsed = [
            &quad.subject.clone().into(),
            &quad.predicate.clone().into(),
            &quad.object,
        ];
        assert_eq!(
            terms.map(str::to_owned),
            parsed.map(|it: &oxigraph::model::Term| it.to_string())
        );
        let graph = quad.graph_name.to_string();
        assert_eq!(read.graph.unwrap_or("DEFAULT"), graph);
    }

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        for text in [
            "<x:s> <x:p> <x:o> <x:g> .",
            "<x:s> <x:p> <x:o> .",
            "<x:条> <x:p> \"第一条　Ａ\" .",
            "<x:s> <x:p> \"a\"@zh-hans <x:g> .",
            "<x:s> <x:p> \"1\"^^<x:int> <x:g> .",
            r#"<x:s> <x:p> "\"甲\"\\\n <x> ." <x:g> ."#,
            "<x:s> <x:p> \"\" .",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn noncharacters_are_told_from_the_signs_around_them() {
        assert!(has_no_noncharacters("￥１\u{fffd}"));
        assert!(!has_no_noncharacters("a\u{fffe}") && !has_no_noncharacters("￥\u{ffff}"));
    }

    #[test]
    fn whatever_is_not_plain_is_left_alone() {
        for text in [
            "",
            "# words",
            "_:b <x:p> <x:o> .",
            "<x:s> <x:p> _:b .",
            "<x:s>  <x:p> <x:o> .",
            "<x:s> <x:p> <x:o>.",
            "<x:s> <x:p> <x:o> . # words",
            "<x:s <x:p> <x:o> \"a\" .",
            r"<x:\u0041> <x:p> <x:o> .",
            r#"<x:s> <x:p> "\u4E00" ."#,
            r#"<x:s> <x:p> "\x" ."#,
            r#"<x:s> <x:p> "\'" ."#,
            r#"<x:s> <x:p> "\"#,
            "<x:s> <x:p> \"a",
            "<x:s> <x:p> \"a\tb\" .",
            "<x:s> <x:p> \"a\"@zh-Hans .",
            "<x:s> <x:p> \"a\"@ .",
            "<x:s> <x:p> \"a\"^^<http://www.w3.org/2001/XMLSchema#string> .",
            "<x:s> <x:p> .",
            "<x:s> <x:p> <x:o> <x:g> <x:h> .",
        ] {
            check(text, false);
        }
    }
}
