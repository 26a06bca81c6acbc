//! N-Quads, read line by line where they are plain.
//!
//! Owns: the form of a line as programs write it, `<s> <p> <o> <g> .` with single spaces, and its
//! terms as slices of the text. Must not know: which triples are kept, how they are looked up.
//!
//! A general parser makes strings of every term of every line; most of them are thrown away. Here
//! a term is where it stands. Whatever is not plain (a comment, a blank node, an escape in an
//! IRI, other white space, a broken line) is left to the general parser, which also knows how to
//! say what is wrong.

use memchr::memchr3;
use std::borrow::Cow;

/// Subject, predicate and object of a line, without their signs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Triple<'a> {
    pub(super) subject: &'a str,
    pub(super) predicate: &'a str,
    /// The IRI, or the characters of the literal.
    pub(super) object: Cow<'a, str>,
}

/// Reads a line without its end.
pub(super) fn triple(line: &str) -> Option<Triple<'_>> {
    let (subject, rest) = iri(line)?;
    let (predicate, rest) = iri(rest.strip_prefix(' ')?)?;
    let rest = rest.strip_prefix(' ')?;
    let (object, rest) = match rest.strip_prefix('"') {
        Some(rest) => literal(rest)?,
        None => iri(rest).map(|(iri, rest)| (Cow::Borrowed(iri), rest))?,
    };
    let rest = rest.strip_prefix(' ')?;
    let end = match iri(rest) {
        Some((_, rest)) => rest.strip_prefix(' ')?,
        None => rest,
    };
    (end == ".").then_some(Triple {
        subject,
        predicate,
        object,
    })
}

/// `<…>`, and what follows.
fn iri(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    let end = memchr3(b'>', b'\\', b' ', inner.as_bytes())?;
    let (iri, rest) = inner.split_at_checked(end)?;
    Some((iri, rest.strip_prefix('>')?))
}

/// The characters of a literal after its opening quote, and what follows its language or type.
fn literal(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (mut from, mut is_escaped) = (0, false);
    let end = loop {
        let at = from + memchr3(b'"', b'\\', b'\r', text.as_bytes().get(from..)?)?;
        match text.as_bytes().get(at)? {
            b'"' => break at,
            b'\\' => (from, is_escaped) = (at + 2, true),
            _ => return None,
        }
    };
    let (raw, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix('"')?;
    let rest = if let Some(tag) = rest.strip_prefix('@') {
        tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-')
    } else if let Some(datatype) = rest.strip_prefix("^^") {
        iri(datatype)?.1
    } else {
        rest
    };
    let characters = if is_escaped {
        Cow::Owned(unescaped(raw)?)
    } else {
        Cow::Borrowed(raw)
    };
    Some((characters, rest))
}

/// The characters that the escapes of a literal stand for.
fn unescaped(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut signs = after.chars();
        let sign = signs.next()?;
        let digits = match sign {
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let (code, after) = signs.as_str().split_at_checked(digits)?;
        text.push(match sign {
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            '"' | '\'' | '\\' => sign,
            'u' | 'U' => char::from_u32(u32::from_str_radix(code, 16).ok()?)?,
            _ => return None,
        });
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::store::quads_of_bytes;
    use oxigraph::io::RdfFormat;

    fn check(line: &str, expected: Option<[&str; 3]>) {
        let read = triple(line);
        let read = read
            .as_ref()
            .map(|it| [it.subject, it.predicate, it.object.as_ref()]);
        assert_eq!(read, expected, "{line}");
        let Some(terms) = read else { return };
        let quads = quads_of_bytes(line.as_bytes(), RdfFormat::NQuads).unwrap();
        let [quad] = quads.as_slice() else {
            panic!("{line}: {quads:?}")
        };
        assert_eq!(super::super::facts::plain(quad.clone()), terms, "{line}");
    }

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        check("<x:s> <x:p> <x:o> <x:g> .", Some(["x:s", "x:p", "x:o"]));
        check("<x:s> <x:p> <x:o> .", Some(["x:s", "x:p", "x:o"]));
        check("<x:条> <x:p> \"第一条\" .", Some(["x:条", "x:p", "第一条"]));
        check("<x:s> <x:p> \"a\"@zh-CN <x:g> .", Some(["x:s", "x:p", "a"]));
        check(
            "<x:s> <x:p> \"1\"^^<x:int> <x:g> .",
            Some(["x:s", "x:p", "1"]),
        );
        check(
            r#"<x:s> <x:p> "\"甲\"\\\n\u4E00\U0001F600 <x> ." <x:g> ."#,
            Some(["x:s", "x:p", "\"甲\"\\\n一😀 <x> ."]),
        );
        check("<x:s> <x:p> \"\" .", Some(["x:s", "x:p", ""]));
    }

    #[test]
    fn whatever_is_not_plain_is_left_alone() {
        for line in [
            "",
            "# words",
            "_:b <x:p> <x:o> .",
            "<x:s> <x:p> _:b .",
            "<x:s>  <x:p> <x:o> .",
            "<x:s> <x:p> <x:o>.",
            "<x:s> <x:p> <x:o> . # words",
            "<x:s <x:p> <x:o> \"a\" .",
            r"<x:\u0041> <x:p> <x:o> .",
            r#"<x:s> <x:p> "\x" ."#,
            r#"<x:s> <x:p> "\u12" ."#,
            r#"<x:s> <x:p> "\"#,
            "<x:s> <x:p> \"a",
            "<x:s> <x:p> .",
            "<x:s> <x:p> <x:o> <x:g> <x:h> .",
        ] {
            check(line, None);
        }
    }
}
