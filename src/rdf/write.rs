//! RDF serialisation: quads → bytes, in one fixed order for every format.
//!
//! Owns: lines of N-Quads and their escapes, sorting,
//! writing a file whole or not at all. Must not know: what the quads say.
//!
//! A build keeps its quads as lines of N-Quads: sorting and writing them is several times cheaper
//! than loading a store. The other formats are made from the sorted lines; those that know no
//! graphs get the union of all.

use super::order::{self, Keyed};
use crate::model::error::{Error, ErrorKind};
use crate::model::format::GraphFormat;
use crate::model::vocab::{BASE, DATA_PREFIXES, PREFIXES, Term, source_url};
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{GraphName, NamedNode, Quad};
use rayon::slice::ParallelSliceMut;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// The object of a quad.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// An IRI below the base.
    Data(&'a str),
    /// A term of a vocabulary.
    Term(Term),
    /// Any other IRI.
    Iri(&'a str),
    /// A plain string.
    Text(&'a str),
    /// A string in Chinese.
    Chinese(&'a str),
    /// A string in English.
    English(&'a str),
    /// A day as `2021-03-01`.
    Date(crate::model::day::Day),
    /// A whole number.
    Integer(usize),
    /// True or false.
    Boolean(bool),
}

/// Lines of N-Quads in the making, all in one graph.
#[derive(Debug)]
pub struct Writer<'b> {
    base: &'b str,
    graph: String,
    lines: String,
}

impl<'b> Writer<'b> {
    /// Write into the graph `graph`, below `base`.
    pub fn new(base: &'b str, graph: &str) -> Self {
        Self {
            base,
            graph: format!("{base}{graph}"),
            lines: String::new(),
        }
    }

    /// Add one quad; `subject` is below the base.
    pub fn add(&mut self, subject: &str, predicate: Term, object: Object) {
        let (base, out) = (self.base, &mut self.lines);
        put(out, &["<", base, subject, "> <", predicate.iri(), "> "]);
        match object {
            Object::Data(path) => put(out, &["<", base, path, ">"]),
            Object::Term(term) => put(out, &["<", term.iri(), ">"]),
            Object::Iri(iri) => put(out, &["<", iri, ">"]),
            Object::Text(text) => {
                literal(out, text);
            }
            Object::Chinese(text) => {
                literal(out, text);
                out.push_str("@zh");
            }
            Object::English(text) => {
                literal(out, text);
                out.push_str("@en");
            }
            Object::Date(date) => typed(out, date, "date"),
            Object::Integer(n) => typed(out, n, "integer"),
            Object::Boolean(b) => typed(out, b, "boolean"),
        }
        put(out, &[" <", &self.graph, "> .\n"]);
    }

    /// Add a line that is a quad already.
    pub fn add_line(&mut self, line: &str) {
        self.lines.push_str(line);
        self.lines.push('\n');
    }

    /// The lines.
    pub fn finish(self) -> String {
        self.lines
    }
}

/// Append words: most of a graph is made here, and formatting takes several times as long.
fn put(out: &mut String, words: &[&str]) {
    words.iter().for_each(|words| out.push_str(words));
}

/// Append a value of a type of XML Schema.
fn typed(out: &mut String, value: impl fmt::Display, kind: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\"{value}\"");
    put(out, &["^^<http://www.w3.org/2001/XMLSchema#", kind, ">"]);
}

/// Append `text` as a literal in the canonical form of N-Quads.
fn literal(out: &mut String, text: &str) {
    out.push('"');
    let mut kept = 0;
    for (i, b) in text.bytes().enumerate() {
        let escape = match b {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 | 0x7f => {
                out.push_str(&text[kept..i]);
                let _ = write!(out, "\\u{b:04X}");
                kept = i + 1;
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[kept..i]);
        out.push_str(escape);
        kept = i + 1;
    }
    out.push_str(&text[kept..]);
    out.push('"');
}

/// All quads of a graph as lines of N-Quads, sorted, each once.
#[derive(Debug)]
pub struct Quads {
    parts: Vec<String>,
    /// Where the stretches of the parts begin in which 32 bits are enough: part, first byte.
    stretches: Vec<(usize, usize)>,
    lines: Vec<Place>,
}

/// Where a line is: its stretch, its first byte there, one past its last without the line's end.
type Place = (u32, u32, u32);

/// How long a stretch may be, in bytes.
const STRETCH: usize = u32::MAX as usize;

impl Quads {
    /// Sort the lines of `parts`.
    pub fn new(parts: Vec<String>) -> Self {
        Self::in_stretches(parts, STRETCH)
    }

    fn in_stretches(parts: Vec<String>, longest: usize) -> Self {
        let (mut stretches, mut lines) = (Vec::new(), Vec::new());
        for (part, text) in parts.iter().enumerate() {
            let (mut from, mut start) = (0, 0);
            stretches.push((part, from));
            for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
                if end - from > longest {
                    from = start;
                    stretches.push((part, from));
                }
                let stretch = stretches.len() - 1;
                lines.push((stretch as u32, (start - from) as u32, (end - from) as u32));
                start = end + 1;
            }
        }
        let mut quads = Self {
            parts,
            stretches,
            lines: Vec::new(),
        };
        quads.lines = quads.sorted(lines);
        quads
    }

    /// The lines in order, each once.
    fn sorted(&self, lines: Vec<Place>) -> Vec<Place> {
        let mut lines: Vec<Keyed<Place>> = lines.into_iter().map(|line| (0, line)).collect();
        order::sort(&mut lines, &|line| self.bytes(line));
        lines.dedup_by(|(a, one), (b, other)| a == b && self.bytes(*one) == self.bytes(*other));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn bytes(&self, (stretch, start, end): Place) -> &[u8] {
        let (part, from) = self.stretches[stretch as usize];
        &self.parts[part].as_bytes()[from + start as usize..from + end as usize]
    }

    fn line(&self, (stretch, start, end): Place) -> &str {
        let (part, from) = self.stretches[stretch as usize];
        &self.parts[part][from + start as usize..from + end as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines in order, without line ends.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| self.line(*line))
    }

    /// Write them to `out` in `format`.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write(&self, format: GraphFormat, base: &str, mut out: impl Write) -> Result<(), Error> {
        let failed = |e: io::Error| {
            Error::new(
                ErrorKind::Write,
                format!("the graph cannot be written: {e}"),
            )
        };
        match format {
            GraphFormat::NQuads => {
                for line in self.lines() {
                    out.write_all(line.as_bytes())
                        .and_then(|()| out.write_all(b"\n"))
                        .map_err(failed)?;
                }
                out.flush().map_err(failed)
            }
            GraphFormat::NTriples => {
                let mut triples: Vec<&str> = self
                    .lines()
                    .filter_map(|l| Some(&l[..l.rfind(" <")?]))
                    .collect();
                triples.sort_unstable();
                triples.dedup();
                for triple in triples {
                    out.write_all(triple.as_bytes())
                        .and_then(|()| out.write_all(b" .\n"))
                        .map_err(failed)?;
                }
                out.flush().map_err(failed)
            }
            _ => {
                let text: String = self.lines().flat_map(|l| [l, "\n"]).collect();
                serialize_lines(text.as_bytes(), format, base, out)
            }
        }
    }
}

/// Write lines of N-Quads to `out` as a format that is none of lines.
///
/// # Errors
/// When `out` fails, or a line is no quad.
pub(super) fn serialize_lines(
    lines: &[u8],
    format: GraphFormat,
    base: &str,
    out: impl Write,
) -> Result<(), Error> {
    let mut quads = RdfParser::from_format(RdfFormat::NQuads)
        .lenient()
        .for_slice(lines)
        .collect::<Result<Vec<Quad>, _>>()
        .map_err(|e| Error::new(ErrorKind::Graph, format!("a quad does not parse: {e}")))?;
    if !format.has_graphs() {
        quads
            .iter_mut()
            .for_each(|q| q.graph_name = GraphName::DefaultGraph);
    }
    serialize(quads, format, base, out)
}

/// Write `quads` to `out` in `format`, sorted by graph and each once; what has no graphs must come
/// in the default graph.
///
/// # Errors
/// When `out` fails or the format cannot hold a quad.
pub(crate) fn serialize(
    mut quads: Vec<Quad>,
    format: GraphFormat,
    base: &str,
    out: impl Write,
) -> Result<(), Error> {
    let failed = |e: io::Error| {
        Error::new(
            ErrorKind::Write,
            format!("the graph cannot be written: {e}"),
        )
    };
    // Keys once for each quad: comparing terms by their written form is dear.
    quads.sort_by_cached_key(|q| {
        (
            q.graph_name.to_string(),
            q.subject.to_string(),
            q.predicate.as_str().to_owned(),
            q.object.to_string(),
        )
    });
    quads.dedup();
    let mut serializer = RdfSerializer::from_format(format.into());
    for (prefix, iri) in PREFIXES {
        serializer = serializer
            .with_prefix(*prefix, *iri)
            .map_err(|e| Error::new(ErrorKind::Graph, format!("{iri}: no IRI: {e}")))?;
    }
    for (prefix, path) in DATA_PREFIXES {
        let iri = format!("{base}{path}");
        serializer = serializer
            .with_prefix(*prefix, &iri)
            .map_err(|e| Error::new(ErrorKind::Usage, format!("{iri}: no IRI: {e}")))?;
    }
    let mut serializer = serializer.for_writer(out);
    for quad in &quads {
        serializer.serialize_quad(quad).map_err(failed)?;
    }
    serializer
        .finish()
        .and_then(|mut out| out.flush())
        .map_err(failed)
}

/// Write `quads` of any origin to `out` as a build would: sorted, each once, and without their
/// graphs where `format` has none.
///
/// # Errors
/// When `out` fails or the format cannot hold a quad.
pub(crate) fn write_quads(
    mut quads: Vec<Quad>,
    format: GraphFormat,
    base: &str,
    mut out: impl Write,
) -> Result<(), Error> {
    if !format.has_graphs() {
        quads
            .iter_mut()
            .for_each(|q| q.graph_name = GraphName::DefaultGraph);
    }
    match format {
        GraphFormat::NQuads | GraphFormat::NTriples => {
            let mut lines: Vec<String> = quads.iter().map(|q| format!("{q} .\n")).collect();
            lines.par_sort_unstable();
            lines.dedup();
            let written = lines
                .iter()
                .try_for_each(|line| out.write_all(line.as_bytes()))
                .and_then(|()| out.flush());
            written.map_err(|e| {
                Error::new(
                    ErrorKind::Write,
                    format!("the graph cannot be written: {e}"),
                )
            })
        }
        _ => serialize(quads, format, base, out),
    }
}

/// Refuse a base to which paths cannot be appended.
///
/// # Errors
/// When it is no absolute IRI that ends in `/`, `#` or `:`.
pub(crate) fn check_base(base: &str) -> Result<(), Error> {
    let parses = NamedNode::new(format!("{base}act/甲")).is_ok();
    if parses && base.ends_with(['/', '#', ':']) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Usage,
        format!("{base}: no base for IRIs; it must be absolute and end in / or #"),
    ))
}

/// # Errors
/// When `base` is none for addresses of source files: what a browser opens.
pub(crate) fn check_source_base(base: &str) -> Result<(), Error> {
    let opens = ["http://", "https://", "file:///"];
    let opens = opens.iter().any(|scheme| base.starts_with(scheme));
    if opens && NamedNode::new(source_url(base, "甲")).is_ok() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Usage,
        format!("{base}: no address of source files; it begins with http://, https:// or file:///"),
    ))
}

/// The lines of N-Quads that a Turtle file of the program's own makes in the graph `graph` below
/// `base`; the file speaks of the default base.
///
/// # Errors
/// When the Turtle does not parse.
pub(crate) fn lines_of_turtle(turtle: &str, base: &str, graph: &str) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
        let quad = quad.map_err(|e| {
            Error::new(
                ErrorKind::Graph,
                format!("a vocabulary of the program's own does not parse: {e}"),
            )
        })?;
        let triple = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
        let triple = if base == BASE {
            triple
        } else {
            triple.replace(&format!("<{BASE}"), &format!("<{base}"))
        };
        lines.push(format!("{triple} <{base}{graph}> ."));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_escaped_and_read_back() {
        let words = "引号\" 反斜 \\ 换行\n 制表\t \u{0}\u{1f}\u{7f} 末";
        let mut writer = Writer::new(BASE, "graph/x");
        writer.add(
            "act/甲",
            crate::model::vocab::term::TITLE,
            Object::Chinese(words),
        );
        let text = writer.finish();
        let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(&text)
            .map(Result::unwrap)
            .collect();
        assert!(quads[0].object.to_string().ends_with("@zh"));
        let oxigraph::model::Term::Literal(read) = &quads[0].object else {
            panic!("no literal")
        };
        assert_eq!(read.value(), words);
    }

    #[test]
    fn lines_are_found_whatever_the_stretches_they_stand_in() {
        let parts = || {
            vec![
                "<c> .\n<a> .\n<b> .\n".to_owned(),
                "<d> .\n<a> .\n".to_owned(),
            ]
        };
        let lines = |longest| {
            let quads = Quads::in_stretches(parts(), longest);
            let lines: Vec<String> = quads.lines().map(str::to_owned).collect();
            (lines, quads.stretches.len())
        };
        let wanted: Vec<String> = ["a", "b", "c", "d"].map(|it| format!("<{it}> .")).into();
        assert_eq!(lines(STRETCH), (wanted.clone(), 2));
        assert_eq!(lines(8), (wanted, 5));
    }

    #[test]
    fn every_format_is_known_by_name_and_ending_and_written_alike_twice() {
        let part = || {
            let mut writer = Writer::new(BASE, "graph/x");
            writer.add(
                "act/乙",
                crate::model::vocab::term::TITLE,
                Object::Chinese("乙"),
            );
            writer.add(
                "act/甲",
                crate::model::vocab::term::CITES,
                Object::Data("act/乙"),
            );
            writer.add(
                "act/甲",
                crate::model::vocab::term::CITES,
                Object::Data("act/乙"),
            );
            writer.finish()
        };
        for format in GraphFormat::ALL {
            let write = |parts| {
                let mut out = Vec::new();
                Quads::new(parts).write(format, BASE, &mut out).unwrap();
                out
            };
            let once = write(vec![part()]);
            assert_eq!(once, write(vec![part(), part()]));
            let read = RdfParser::from_format(format.into())
                .for_slice(&once)
                .count();
            assert_eq!(read, 2, "{}", String::from_utf8_lossy(&once));
            let quads = RdfParser::from_format(RdfFormat::NQuads)
                .for_slice(&part())
                .map(Result::unwrap)
                .collect();
            let mut out = Vec::new();
            write_quads(quads, format, BASE, &mut out).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&out),
                String::from_utf8_lossy(&once)
            );
        }
    }
}
