//! Triple store: a finished graph file, opened to be asked.
//!
//! Owns: reading a file of any RDF format into an in-memory store, and what a person may call a
//! document ([`find_document`]). Must not know: how the graph was built, queries, output.
//!
//! Terms have numbers and triples are lists of them, in the orders in which they are asked for;
//! Oxigraph's evaluator asks them as it asks its own store, which takes five times as long to fill
//! and three times the room. What was read of a large file is kept beside it.

mod dataset;
mod find;
mod held;
mod index;
mod lines;
mod source;
mod terms;
mod triples;

pub(crate) use dataset::View;
pub(crate) use find::Documents;
pub use find::{Found, find_document, split_version, the_document};
pub use held::Store;
pub(crate) use source::Description;

use crate::model::error::{Error, ErrorKind};
use crate::model::format::without_packing;
use crate::model::vocab::{self, term};
use crate::output::packing::unpack;
use hashbrown::HashMap;
use held::Data;
use memchr::memchr;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser, RdfSerializer, RdfSyntaxError};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use terms::{Id, Terms};
use tracing::info_span;
use triples::{NO_GRAPH, Triples};

impl Store {
    /// Reads the graph file at `path`; its format follows from its extension (nq, trig, ttl, nt,
    /// jsonld, rdf), before which it may be packed (gz, zst). What was read of a large file is kept
    /// beside it (foo.zti), where that can be, and used as long as the file is the same.
    ///
    /// # Errors
    /// When the file cannot be read, has no known extension, or does not parse: then the sentence
    /// names file and line.
    pub fn open(path: &Path) -> Result<Self, Error> {
        format_of(path)?;
        let is_worth = index::is_worth(path);
        if is_worth && let Some(store) = info_span!("index").in_scope(|| index::open(path))? {
            return Ok(store);
        }
        let _stage = info_span!("load").entered();
        let bytes = fs::read(path).map_err(|cause| Error::read(path, &cause))?;
        let key = is_worth.then(|| index::Key::of_bytes(&bytes));
        let store = Self::of_file(bytes, path)?;
        if let Some(key) = key {
            index::keep(path, key, &store);
        }
        Ok(store)
    }

    /// The graph in a form that another process of this program reads at once.
    #[cfg(feature = "serve")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        index::written(index::Key::default(), &self.0)
    }

    /// The store whose [`to_bytes`](Self::to_bytes) these are; none if they are not whole.
    #[cfg(feature = "serve")]
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (_, data) = index::read(bytes)?;
        Some(Self(Arc::new(data)))
    }

    /// The store of `bytes`, packed or not, that stood in the file `path`.
    ///
    /// # Errors
    /// As [`Store::open`].
    fn of_file(bytes: Vec<u8>, path: &Path) -> Result<Self, Error> {
        let format = format_of(path)?;
        let bytes = unpack(bytes).map_err(|cause| Error::read(path, &cause))?;
        Self::of_bytes(&bytes, format)
            .map_err(|cause| Error::new(ErrorKind::Graph, place(path, &cause)))
    }

    /// The store of `bytes` in `format`.
    ///
    /// # Errors
    /// When the bytes do not parse.
    pub fn of_bytes(bytes: &[u8], format: RdfFormat) -> Result<Self, RdfParseError> {
        let is_lines = format == RdfFormat::NQuads;
        let text = is_lines
            .then(|| simdutf8::basic::from_utf8(bytes).ok())
            .flatten();
        let text = text.filter(|it| !is_of_selectors(it));
        if let Some(parts) = text.and_then(read_lines) {
            return Self::of(parts);
        }
        let mut part = Part::default();
        for quad in parser(format).for_slice(bytes) {
            let quad = quad?;
            part.take(&quad);
            told_by_selector(&quad)
                .iter()
                .for_each(|told| part.take(told));
        }
        Self::of(vec![part])
    }

    fn of(parts: Vec<Part>) -> Result<Self, RdfParseError> {
        let too_many = || io::Error::other("the graph has more statements than can be numbered");
        let (lists, quads): (Vec<_>, Vec<_>) =
            parts.into_iter().map(|it| (it.terms, it.quads)).unzip();
        let (terms, numbers) = Terms::of(&lists).ok_or_else(too_many)?;
        drop(lists);
        let number = |numbers: &[Id], term: Id| numbers.get(term as usize).copied();
        let quads = quads.iter().zip(&numbers).flat_map(|(quads, numbers)| {
            let quads = quads.iter();
            quads.map(|quad| quad.map(|term| number(numbers, term).unwrap_or(NO_GRAPH)))
        });
        let triples = Triples::of(quads.collect(), terms.len()).ok_or_else(too_many)?;
        Ok(Self(Arc::new(Data { terms, triples })))
    }
}

/// Terms and quads by number, as they were met in a part of a file.
#[derive(Default)]
struct Part<'a> {
    terms: Vec<Cow<'a, str>>,
    /// [`NO_GRAPH`] where there is none.
    quads: Vec<[Id; 4]>,
    numbers: HashMap<Cow<'a, str>, Id>,
}

impl<'a> Part<'a> {
    fn number(&mut self, term: Cow<'a, str>) -> Id {
        if let Some(number) = self.numbers.get(&term) {
            return *number;
        }
        // More terms than numbers are found out when all are counted.
        let number = Id::try_from(self.terms.len()).unwrap_or(NO_GRAPH);
        self.terms.push(term.clone());
        self.numbers.insert(term, number);
        number
    }

    fn take(&mut self, quad: &Quad) {
        let graph = &quad.graph_name;
        let quad = [
            self.number(quad.subject.to_string().into()),
            self.number(quad.predicate.to_string().into()),
            self.number(quad.object.to_string().into()),
            match graph {
                GraphName::DefaultGraph => NO_GRAPH,
                graph => self.number(graph.to_string().into()),
            },
        ];
        self.quads.push(quad);
    }

    /// The lines of a part of a text, if each of them is plain.
    fn of_lines(text: &'a str) -> Option<Self> {
        if !lines::has_no_noncharacters(text) {
            return None;
        }
        let mut part = Self::default();
        let mut last = ("", 0);
        for line in text.split_terminator('\n') {
            let line = lines::line(line)?;
            // The lines of a subject stand together.
            if last.0 != line.subject {
                last = (line.subject, part.number(line.subject.into()));
            }
            let quad = [
                last.1,
                part.number(line.predicate.into()),
                part.number(line.object.into()),
                line.graph.map_or(NO_GRAPH, |it| part.number(it.into())),
            ];
            part.quads.push(quad);
        }
        part.numbers = HashMap::default();
        Some(part)
    }
}

/// How much text is one piece of work.
const PART: usize = 1 << 20;

/// Reads the lines of a text on all threads, if each of them is plain N-Quads.
fn read_lines(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.as_bytes().get(start + PART..).unwrap_or_default();
        let end = memchr(b'\n', rest).map_or(text.len(), |at| start + PART + at + 1);
        parts.push(text.get(start..end)?);
        start = end;
    }
    parts.into_par_iter().map(Part::of_lines).collect()
}

/// The bytes of the graph file at `path`, unpacked.
///
/// # Errors
/// When it cannot be read, or is packed and damaged.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = fs::read(path).and_then(unpack);
    bytes.map_err(|cause| Error::read(path, &cause))
}

/// Whether a graph states the words of its spans on selectors alone.
fn is_of_selectors(text: &str) -> bool {
    !text.contains(term::QUOTE.iri()) && text.contains(term::EXACT.iri())
}

/// What a selector tells, told of its span: graphs that were built by version 0.1 state words and
/// offsets of a span on its selectors alone.
fn told_by_selector(quad: &Quad) -> Option<Quad> {
    let predicate = quad.predicate.as_str().strip_prefix(vocab::OA)?;
    let (end, property) = match predicate {
        "exact" => ("#quote", term::QUOTE),
        "start" => ("#pos", term::CHAR_START),
        "end" => ("#pos", term::CHAR_END),
        _ => return None,
    };
    let NamedOrBlankNode::NamedNode(selector) = &quad.subject else {
        return None;
    };
    let span = selector.as_str().strip_suffix(end)?;
    Some(Quad {
        subject: NamedNode::new_unchecked(span).into(),
        predicate: property.node().into_owned(),
        ..quad.clone()
    })
}

/// Reads all quads of the graph file at `path`, as they stand.
///
/// # Errors
/// As [`load`].
pub(crate) fn read_quads(path: &Path) -> Result<Vec<Quad>, Error> {
    let format = format_of(path)?;
    let bytes = read(path)?;
    quads_of_bytes(&bytes, format)
        .map_err(|cause| Error::new(ErrorKind::Graph, place(path, &cause.into())))
}

/// All quads in `bytes`, as they stand.
///
/// # Errors
/// When the bytes do not parse.
pub(crate) fn quads_of_bytes(bytes: &[u8], format: RdfFormat) -> Result<Vec<Quad>, RdfSyntaxError> {
    parser(format).for_slice(bytes).collect()
}

/// The dataset at `path` without its graph `graph`, and the quads `added` (N-Quads), in the format
/// that the name of `target` ends in; formats that know no graphs cannot hold it.
///
/// # Errors
/// As [`load`]; also when `target` has no fitting format.
pub(crate) fn copy_with(
    path: &Path,
    graph: &str,
    added: &str,
    target: &Path,
) -> Result<Vec<u8>, Error> {
    let (format, to) = (format_of(path)?, format_of(target)?);
    if !to.supports_datasets() {
        return Err(Error::new(
            ErrorKind::Usage,
            format!(
                "{}: {} knows no named graphs; write .nq, .trig or .jsonld",
                target.display(),
                to.name()
            ),
        ));
    }
    let bytes = read(path)?;
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(graph));
    let old = parser(format)
        .for_slice(&bytes)
        .filter(|read| read.as_ref().map_or(true, |quad| quad.graph_name != graph));
    let mut writer =
        RdfSerializer::from_format(to).for_writer(Vec::with_capacity(bytes.len() + added.len()));
    let old = old.map(|quad| quad.map_err(|cause| place(path, &cause.into())));
    let new = parser(RdfFormat::NQuads).for_slice(added.as_bytes());
    let new = new.map(|quad| quad.map_err(|cause| unfit(path, &bytes, added, &cause)));
    for quad in old.chain(new) {
        let quad = quad.map_err(|words| Error::new(ErrorKind::Graph, words))?;
        writer
            .serialize_quad(&quad)
            .map_err(|cause| Error::write(target, &cause))?;
    }
    writer
        .finish()
        .map_err(|cause| Error::write(target, &cause))
}

/// A plain literal as N-Quads write it.
pub(crate) fn quoted(text: &str) -> String {
    Literal::new_simple_literal(text).to_string()
}

/// N-Quads and N-Triples are written by programs, ours first of all, so their IRIs are not checked
/// again; formats that people write by hand are.
fn parser(format: RdfFormat) -> RdfParser {
    let parser = RdfParser::from_format(format);
    if matches!(format, RdfFormat::NQuads | RdfFormat::NTriples) {
        parser.lenient()
    } else {
        parser
    }
}

fn format_of(path: &Path) -> Result<RdfFormat, Error> {
    let bare = without_packing(path);
    let extension = bare
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    RdfFormat::from_extension(&extension.to_ascii_lowercase()).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("{}: not known as a graph file; its name should end in .nq, .trig, .ttl, .nt, .jsonld or .rdf, packed or not (.gz, .zst)", path.display()))
    })
}

/// Where the graph `bytes` has the name that cannot be said in `added`, which was made of it: such
/// files are read without looking at names.
fn unfit(path: &Path, bytes: &[u8], added: &str, cause: &RdfSyntaxError) -> String {
    let at = cause.location().map(|range| range.start);
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let (line, column) = at.map_or((0, 0), |at| (number(at.line), number(at.column)));
    let rest = added.lines().nth(line).unwrap_or_default();
    let rest = rest.chars().skip(column);
    let word: String = rest.take_while(|c| !c.is_whitespace()).collect();
    let finder = memchr::memmem::find(bytes, word.as_bytes()).filter(|_| !word.is_empty());
    let place = finder.map_or(String::new(), |at| {
        format!(":{}", memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1)
    });
    format!(
        "{}{place}: nothing can be said of “{word}” in another graph: {cause}",
        path.display()
    )
}

/// `file:line:column: what is wrong`, as far as the parser tells.
fn place(path: &Path, cause: &RdfParseError) -> String {
    let position = match cause {
        RdfParseError::Syntax(syntax) => syntax.location().map(|range| range.start),
        RdfParseError::Io(_) => None,
    };
    match position {
        Some(start) => format!(
            "{}:{}:{}: not a valid graph file: {cause}",
            path.display(),
            start.line + 1,
            start.column + 1
        ),
        None => format!("{}: not a valid graph file: {cause}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocab::Term;

    #[test]
    fn a_literal_is_quoted() {
        assert_eq!(quoted("他说“\"行\"”\n"), r#""他说“\"行\"”\n""#);
    }

    const TWO_GRAPHS: &str =
        "<x:s> <x:p> <x:o> <x:g1> .\n<x:s> <x:p> <x:o> <x:g2> .\n<x:s> <x:q> \"字\" <x:g2> .\n";

    fn store(text: &str) -> Store {
        Store::of_bytes(text.as_bytes(), RdfFormat::NQuads).unwrap()
    }

    #[test]
    fn a_triple_of_two_graphs_is_there_once() {
        let store = store(TWO_GRAPHS);
        let name = |name| NamedNode::new_unchecked(name);
        assert_eq!((store.len(), store.graphs().count()), (2, 2));
        assert!(store.is_graph(&name("x:g1")) && !store.is_graph(&name("x:s")));
        assert!(store.knows(&name("x:s")) && !store.knows(&name("x:none")));
    }

    #[test]
    fn facts_are_looked_up_by_subject_and_by_predicate() {
        let store = store(TWO_GRAPHS);
        let predicates = [Term::new("x:p"), Term::new("x:q")];
        let described = store.describe("x:s");
        let values = described
            .all(predicates[0])
            .chain(described.one(predicates[1]));
        assert_eq!(values.collect::<Vec<_>>(), ["x:o", "字"]);
        let subjects = store.subjects(predicates[0], Term::new("x:o"));
        assert_eq!(subjects, ["x:s".to_owned()].into());
        assert_eq!(
            store.pairs(predicates[1]),
            [("x:s".to_owned(), "字".to_owned())].into()
        );
        assert!(store.describe("x:none").one(predicates[0]).is_none());
    }

    /// Many parts of text; subjects apart; terms with escapes.
    #[test]
    fn plain_lines_and_others_give_the_same_store() {
        let line = |number: usize| {
            let subject = number * 7919 % 10_007;
            format!(
                "<x:s{subject}> <x:p> \"第{number}条\\n\" <x:g> .\n<x:s> <x:q> \"{number}\" .\n"
            )
        };
        let plain: String = (0..20_000).map(line).collect();
        let (read, other) = (store(&plain), store(&format!("# not plain\n{plain}")));
        assert_eq!(read.0, other.0);
        assert_eq!(
            (read.len(), read.pairs(Term::new("x:q")).len()),
            (40_000, 20_000)
        );
        let described = read.describe("x:s7919");
        let texts: Vec<_> = described.all(Term::new("x:p")).collect();
        assert_eq!(texts, ["第10008条\n", "第1条\n"]);
    }

    /// What Oxigraph's own store answers is what this one answers.
    #[test]
    fn patterns_find_what_they_find_in_the_store_of_oxigraph() {
        use oxigraph::sparql::{QueryResults, SparqlEvaluator};
        let number = "<x:n> <x:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g1> .\n";
        let data = format!("{TWO_GRAPHS}{number}");
        let own = store(&data);
        let theirs = oxigraph::store::Store::new().unwrap();
        theirs.load_from_slice(RdfFormat::NQuads, &data).unwrap();
        for (graph, pattern) in [
            "s p o",
            "?s ?p ?o",
            "?s ?p \"字\"",
            "?s ?p 1",
            "?s ?p \"none\"",
        ]
        .iter()
        .flat_map(|it| ["", "GRAPH ?g", "GRAPH <x:g1>", "GRAPH <x:none>"].map(|g| (g, it)))
        {
            let pattern = pattern.replace("s p o", "<x:s> <x:p> <x:o>");
            let text = format!("SELECT * {{ {graph} {{ {pattern} }} }}");
            let query = SparqlEvaluator::new().parse_query(&text).unwrap();
            let mut asked = query.clone();
            asked.dataset_mut().set_default_graph_as_union();
            let rows = |results| match results {
                QueryResults::Solutions(rows) => {
                    let rows = rows.map(|row| format!("{:?}", row.unwrap()));
                    rows.collect::<std::collections::BTreeSet<_>>()
                }
                _ => panic!("{text}"),
            };
            let mine = rows(
                query
                    .on_queryable_dataset(View::whole(&own))
                    .execute()
                    .unwrap(),
            );
            assert_eq!(
                mine,
                rows(asked.on_store(&theirs).execute().unwrap()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_cannot_be_said_of_a_graph_is_blamed_on_its_own_line() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("a.nq"), folder.path().join("b.nq"));
        let lines = "<x:s> <x:p> <x:o> .\n<x:s> <x:p> \"odd\" .\n";
        fs::write(&path, lines).unwrap();
        let added = "<x:a> <x:b> <x:c> <x:g> .\n<x:a> \"odd\" <x:c> <x:g> .\n";
        let error = copy_with(&path, "x:g", added, &copy).unwrap_err();
        assert!(
            error
                .message
                .contains("a.nq:2: nothing can be said of “\"odd\""),
            "{error}"
        );
        assert!(copy_with(&path, "x:g", "<x:a> <x:b> <x:c> <x:g> .\n", &copy).is_ok());
    }

    #[test]
    fn spans_of_an_older_graph_tell_their_words() {
        let old = format!(
            "<x:f/span/3-5#quote> <{}> \"两字\" <x:g> .\n<x:f/span/3-5#pos> <{}> \"3\" <x:g> .\n",
            term::EXACT,
            term::START
        );
        let wanted = [term::QUOTE, term::CHAR_START];
        let store = store(&old);
        let span = store.describe("x:f/span/3-5");
        assert_eq!(wanted.map(|p| span.one(p)), [Some("两字"), Some("3")]);
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("图.nq");
        fs::write(
            &path,
            format!(
                "{}<x:s> <x:p> .\n{}",
                "<x:s> <x:p> <x:o> .\n".repeat(999),
                "<x:s> <x:p> <x:o> .\n".repeat(999)
            ),
        )
        .unwrap();
        let error = Store::open(&path).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Graph);
        assert!(error.message.contains("图.nq:1000:"), "{error}");
    }

    #[test]
    fn an_unknown_extension_and_a_missing_file_are_told_apart() {
        let kind = |name| Store::open(Path::new(name)).unwrap_err().kind;
        assert_eq!(kind("a.pdf"), ErrorKind::Usage);
        assert_eq!(kind("no-such-file.nq"), ErrorKind::Read);
    }
}
