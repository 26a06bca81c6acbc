//! Triple store: a finished graph file, opened to be asked.
//!
//! Owns: reading a file of any RDF format into an in-memory store, and what a person may call a
//! document ([`find_document`]). Must not know: how the graph was built, queries, output.
//!
//! The default graph of a loaded store is the *merge* of all graphs in the file: a triple that two
//! source files state is there once. Oxigraph can take the union of the named graphs as default
//! graph by itself, but then such a triple comes out twice and every count is wrong. The named
//! graphs are kept besides ([`Keep::Graphs`]) only when a query speaks of them, because that
//! doubles the store.

mod facts;
mod find;
mod plain_lines;

pub use facts::Facts;
pub(crate) use facts::{Description, Source};
pub(crate) use find::Documents;
pub use find::{Found, find_document, split_version, the_document};

use crate::model::error::{Error, ErrorKind};
use crate::model::format::without_packing;
use crate::model::vocab::{self, Term, term};
use crate::output::packing::{unpack, unpacked};
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser, RdfSerializer, RdfSyntaxError};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::store::{LoaderError, Store};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::string::FromUtf8Error;

/// What of a file goes into the store.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Every triple, once, in the default graph.
    Merged,
    /// Every triple, once, in the default graph, and again in the named graphs that state it.
    Graphs,
}

/// Reads the graph file at `path` for SPARQL; its format follows from its extension (nq, trig, ttl,
/// nt, jsonld, rdf), before which it may be packed (gz, zst).
///
/// # Errors
/// When the file cannot be read, has no known extension, or does not parse: then the sentence names
/// file and line.
pub fn load(path: &Path, keep: Keep) -> Result<Store, Error> {
    let format = format_of(path)?;
    let file = fs::File::open(path).and_then(unpacked);
    let file = file.map_err(|cause| Error::read(path, &cause))?;
    load_quads(parser(format).for_reader(file), keep).map_err(|cause| unloaded(path, &cause))
}

/// The store of `bytes` that stood in the file `path`.
///
/// # Errors
/// As [`load`].
#[cfg_attr(
    not(feature = "serve"),
    allow(dead_code, reason = "only the server has them")
)]
pub(crate) fn load_named(bytes: Vec<u8>, path: &Path, keep: Keep) -> Result<Store, Error> {
    let bytes = unpack(bytes).map_err(|cause| Error::read(path, &cause))?;
    load_bytes(&bytes, format_of(path)?, keep).map_err(|cause| unloaded(path, &cause))
}

/// The bytes of the graph file at `path`, unpacked.
///
/// # Errors
/// When it cannot be read, or is packed and damaged.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = fs::read(path).and_then(unpack);
    bytes.map_err(|cause| Error::read(path, &cause))
}

fn unloaded(path: &Path, cause: &LoaderError) -> Error {
    match cause {
        LoaderError::Parsing(RdfParseError::Io(cause)) => Error::read(path, cause),
        LoaderError::Parsing(cause) => Error::new(ErrorKind::Graph, place(path, cause)),
        cause => Error::new(
            ErrorKind::Graph,
            format!("{}: cannot be loaded: {cause}", path.display()),
        ),
    }
}

/// The store of `bytes` in `format`.
///
/// # Errors
/// When the bytes do not parse.
pub fn load_bytes(bytes: &[u8], format: RdfFormat, keep: Keep) -> Result<Store, LoaderError> {
    load_quads(
        parser(format)
            .for_slice(bytes)
            .map(|read| read.map_err(RdfParseError::from)),
        keep,
    )
}

fn load_quads(
    quads: impl Iterator<Item = Result<Quad, RdfParseError>>,
    keep: Keep,
) -> Result<Store, LoaderError> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    let told = quads.flat_map(|read| {
        let more = read.as_ref().ok().and_then(told_by_selector);
        [Some(read), more.map(Ok)].into_iter().flatten()
    });
    loader.load_ok_quads::<RdfParseError, LoaderError>(
        told.flat_map(|read| copies(read, keep)).flatten(),
    )?;
    loader.commit()?;
    Ok(store)
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

/// A quad for the default graph and, if graphs are kept, the quad as it stands.
fn copies(
    read: Result<Quad, RdfParseError>,
    keep: Keep,
) -> [Option<Result<Quad, RdfParseError>>; 2] {
    match read {
        Ok(quad) if keep == Keep::Graphs && !quad.graph_name.is_default_graph() => [
            Some(Ok(Quad {
                graph_name: GraphName::DefaultGraph,
                ..quad.clone()
            })),
            Some(Ok(quad)),
        ],
        Ok(quad) => [
            Some(Ok(Quad {
                graph_name: GraphName::DefaultGraph,
                ..quad
            })),
            None,
        ],
        Err(cause) => [Some(Err(cause)), None],
    }
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

/// Reads the triples with these predicates from the graph file at `path`, for looking facts up
/// without SPARQL.
///
/// # Errors
/// As [`load`].
pub fn load_facts(path: &Path, predicates: &BTreeSet<Term>) -> Result<Facts, Error> {
    let format = format_of(path)?;
    let bytes = read(path)?;
    facts_of(bytes, format, predicates)
        .map_err(|cause| Error::new(ErrorKind::Graph, place(path, &cause)))
}

/// The triples with these predicates in `bytes`.
///
/// # Errors
/// When the bytes do not parse.
pub fn facts_of_bytes(
    bytes: &[u8],
    format: RdfFormat,
    predicates: &BTreeSet<Term>,
) -> Result<Facts, RdfParseError> {
    facts_of(bytes.to_owned(), format, predicates)
}

fn facts_of(
    mut bytes: Vec<u8>,
    format: RdfFormat,
    predicates: &BTreeSet<Term>,
) -> Result<Facts, RdfParseError> {
    if format == RdfFormat::NQuads {
        let read = String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes);
        let read = read.and_then(|text| match is_of_selectors(&text) {
            true => Err(text.into_bytes()),
            false => Facts::of_lines(text, predicates).map_err(String::into_bytes),
        });
        match read {
            Ok(facts) => return Ok(facts),
            Err(given_back) => bytes = given_back,
        }
    }
    let wanted: HashSet<&str> = predicates.iter().map(|it| it.iri()).collect();
    let quads = parser(format).for_slice(&bytes);
    let told = quads.map(|read| read.map(|quad| told_by_selector(&quad).unwrap_or(quad)));
    let kept = told.filter(|read| {
        read.as_ref()
            .map_or(true, |quad| wanted.contains(quad.predicate.as_str()))
    });
    let triples: Vec<_> = kept
        .map(|read| read.map(facts::plain))
        .collect::<Result<_, RdfSyntaxError>>()?;
    Ok(Facts::of(triples.into_iter(), predicates))
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

    #[test]
    fn a_literal_is_quoted() {
        assert_eq!(quoted("他说“\"行\"”\n"), r#""他说“\"行\"”\n""#);
    }

    const TWO_GRAPHS: &str =
        "<x:s> <x:p> <x:o> <x:g1> .\n<x:s> <x:p> <x:o> <x:g2> .\n<x:s> <x:q> \"字\" <x:g2> .\n";

    #[test]
    fn a_triple_of_two_graphs_is_there_once() {
        let count = |keep| {
            load_bytes(TWO_GRAPHS.as_bytes(), RdfFormat::NQuads, keep)
                .unwrap()
                .len()
                .unwrap()
        };
        assert_eq!((count(Keep::Merged), count(Keep::Graphs)), (2, 5));
    }

    #[test]
    fn facts_and_store_answer_alike() {
        let predicates = [Term::new("x:p"), Term::new("x:q")];
        let facts =
            facts_of_bytes(TWO_GRAPHS.as_bytes(), RdfFormat::NQuads, &predicates.into()).unwrap();
        let store = load_bytes(TWO_GRAPHS.as_bytes(), RdfFormat::NQuads, Keep::Graphs).unwrap();
        for source in [&facts as &dyn Source, &store] {
            let described = source.describe("x:s").unwrap();
            assert_eq!(
                described
                    .all(predicates[0])
                    .chain(described.one(predicates[1]))
                    .collect::<Vec<_>>(),
                ["x:o", "字"]
            );
            assert_eq!(
                source.subjects(predicates[0], Term::new("x:o")).unwrap(),
                ["x:s".to_owned()].into()
            );
            assert_eq!(
                source.pairs(predicates[1]).unwrap(),
                [("x:s".to_owned(), "字".to_owned())].into()
            );
            assert!(
                source
                    .describe("x:none")
                    .unwrap()
                    .one(predicates[0])
                    .is_none()
            );
        }
    }

    /// Many parts of text; subjects apart; terms that stand nowhere as they are.
    #[test]
    fn lines_in_any_order_give_the_same_facts() {
        let predicates = [Term::new("x:p"), Term::new("x:q")];
        let line = |number: usize| {
            let subject = number * 7919 % 10_007;
            format!(
                "<x:s{subject}> <x:p> \"第{number}条\\n\" <x:g> .\n<x:s> <x:q> \"{number}\" .\n"
            )
        };
        let plain: String = (0..20_000).map(line).collect();
        let other = format!("# not plain\n{plain}");
        let read = |text: &str| {
            facts_of_bytes(text.as_bytes(), RdfFormat::NQuads, &predicates.into()).unwrap()
        };
        let (plain, other) = (read(&plain), read(&other));
        for predicate in predicates {
            let pairs = plain.pairs(predicate).unwrap();
            assert_eq!(pairs.len(), 20_000);
            assert_eq!(pairs, other.pairs(predicate).unwrap());
        }
        let described = plain.describe("x:s7919").unwrap();
        let texts: Vec<_> = described.all(predicates[0]).collect();
        assert_eq!(texts, ["第10008条\n", "第1条\n"]);
        assert_eq!(
            plain.describe("x:s").unwrap().all(predicates[1]).count(),
            20_000
        );
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
        let facts = facts_of_bytes(old.as_bytes(), RdfFormat::NQuads, &wanted.into()).unwrap();
        let store = load_bytes(old.as_bytes(), RdfFormat::NQuads, Keep::Merged).unwrap();
        for source in [&facts as &dyn Source, &store] {
            let span = source.describe("x:f/span/3-5").unwrap();
            assert_eq!(wanted.map(|p| span.one(p)), [Some("两字"), Some("3")]);
        }
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
        for error in [
            load(&path, Keep::Merged).err().unwrap(),
            load_facts(&path, &BTreeSet::new()).err().unwrap(),
        ] {
            assert_eq!(error.kind, ErrorKind::Graph);
            assert!(error.message.contains("图.nq:1000:"), "{error}");
        }
    }

    #[test]
    fn an_unknown_extension_and_a_missing_file_are_told_apart() {
        assert_eq!(
            load(Path::new("a.pdf"), Keep::Merged).err().unwrap().kind,
            ErrorKind::Usage
        );
        assert_eq!(
            load(Path::new("no-such-file.nq"), Keep::Merged)
                .err()
                .unwrap()
                .kind,
            ErrorKind::Read
        );
        assert_eq!(
            load_facts(Path::new("no-such-file.nq"), &BTreeSet::new())
                .unwrap_err()
                .kind,
            ErrorKind::Read
        );
    }
}
