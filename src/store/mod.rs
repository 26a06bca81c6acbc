//! A finished graph file, opened to be asked.
//!
//! Owns: reading a file of any RDF format into an in-memory store, and what a person may call a document ([`find_document`]).
//! Must not know: how the graph was built, queries, output.
//!
//! The default graph of a loaded store is the *merge* of all graphs in the file: a triple that two source files state is there once. Oxigraph can take
//! the union of the named graphs as default graph by itself, but then such a triple comes out twice and every count is wrong. The named graphs are
//! kept besides ([`Keep::Graphs`]) only when a query speaks of them, because that doubles the store.

mod find;

pub use find::Candidate;
pub use find::Found;
pub use find::find_document;
pub(crate) use find::number_year;
pub use find::the_document;

use crate::error::Error;
use crate::error::ErrorKind;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParseError;
use oxigraph::io::RdfParser;
use oxigraph::model::GraphName;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term;
use oxigraph::store::LoaderError;
use oxigraph::store::StorageError;
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// What of a file goes into the store.
#[derive(Debug, Clone, Copy)]
pub enum Keep<'a> {
    /// Every triple, once, in the default graph.
    Merged,
    /// Every triple, once, in the default graph, and again in the named graphs that state it.
    Graphs,
    /// As `Merged`, but only triples with these predicates: several times faster for a reader that knows what it wants.
    Only(&'a [NamedNode]),
}

/// Reads the graph file at `path`; its format follows from its extension (nq, trig, ttl, nt, jsonld, rdf).
///
/// # Errors
/// When the file cannot be read, has no known extension, or does not parse: then the sentence names file and line.
pub fn load(path: &Path, keep: Keep<'_>) -> Result<Store, Error> {
    let format = format_of(path)?;
    let bytes = fs::read(path).map_err(|cause| Error::read(path, &cause))?;
    load_bytes(&bytes, format, keep).map_err(|cause| match cause {
        LoaderError::Parsing(cause) => Error::new(ErrorKind::Graph, place(path, &cause)),
        LoaderError::Storage(cause) => Error::new(ErrorKind::Graph, format!("{}: cannot be loaded: {cause}", path.display())),
        cause => Error::new(ErrorKind::Graph, format!("{}: cannot be loaded: {cause}", path.display())),
    })
}

/// The store of `bytes` in `format`.
///
/// # Errors
/// When the bytes do not parse.
pub fn load_bytes(bytes: &[u8], format: RdfFormat, keep: Keep<'_>) -> Result<Store, LoaderError> {
    let only: Option<HashSet<&NamedNode>> = match keep {
        Keep::Only(predicates) => Some(predicates.iter().collect()),
        Keep::Merged | Keep::Graphs => None,
    };
    let wanted = |quad: &Quad| only.as_ref().is_none_or(|only| only.contains(&quad.predicate));
    let graphs = matches!(keep, Keep::Graphs);
    let quads = parser(format).for_slice(bytes).filter(|read| read.as_ref().map_or(true, wanted));
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    loader.load_ok_quads::<RdfParseError, LoaderError>(quads.flat_map(|read| {
        match read {
            Ok(quad) => copies(quad, graphs),
            Err(cause) => [Some(Err(cause.into())), None],
        }
        .into_iter()
        .flatten()
    }))?;
    loader.commit()?;
    Ok(store)
}

/// A quad for the default graph and, if graphs are kept, the quad as it stands.
fn copies(quad: Quad, graphs: bool) -> [Option<Result<Quad, RdfParseError>>; 2] {
    let merged = Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() };
    let original = (graphs && !quad.graph_name.is_default_graph()).then_some(Ok(quad));
    [Some(Ok(merged)), original]
}

/// N-Quads and N-Triples are written by programs, ours first of all, so their IRIs are not checked again; formats that people write by hand are.
fn parser(format: RdfFormat) -> RdfParser {
    let parser = RdfParser::from_format(format).rename_blank_nodes();
    if matches!(format, RdfFormat::NQuads | RdfFormat::NTriples) { parser.lenient() } else { parser }
}

fn format_of(path: &Path) -> Result<RdfFormat, Error> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    RdfFormat::from_extension(&extension.to_ascii_lowercase()).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("{}: not known as a graph file; its name should end in .nq, .trig, .ttl, .nt, .jsonld or .rdf", path.display()))
    })
}

/// `file:line:column: what is wrong`, as far as the parser tells.
fn place(path: &Path, cause: &RdfParseError) -> String {
    let position = match cause {
        RdfParseError::Syntax(syntax) => syntax.location().map(|range| range.start),
        RdfParseError::Io(_) => None,
    };
    match position {
        Some(start) => format!("{}:{}:{}: not a valid graph file: {cause}", path.display(), start.line + 1, start.column + 1),
        None => format!("{}: not a valid graph file: {cause}", path.display()),
    }
}

/// The term `name` of a namespace.
pub(crate) fn term(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

/// What follows the last `/` or `#` of an IRI: the part that people read.
pub(crate) fn local_name(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// The error for a store that fails while it is read; an in-memory store never does.
pub(crate) fn storage(cause: &StorageError) -> Error {
    Error::new(ErrorKind::Graph, format!("the graph cannot be read: {cause}"))
}

/// All that is said of one subject in any graph: predicate → objects, in order and without doubles.
pub(crate) struct Description(BTreeMap<String, BTreeSet<String>>);

impl Description {
    /// Reads what the store says of `subject`.
    pub(crate) fn of(store: &Store, subject: &NamedNode) -> Result<Self, Error> {
        let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in store.quads_for_pattern(Some(subject.into()), None, None, None) {
            let quad = quad.map_err(|cause| storage(&cause))?;
            facts.entry(quad.predicate.into_string()).or_default().insert(value(quad.object));
        }
        Ok(Self(facts))
    }

    /// The values of a predicate: the characters of a literal, the IRI of a node.
    pub(crate) fn all(&self, predicate: &NamedNode) -> impl Iterator<Item = &str> + use<'_> {
        self.0.get(predicate.as_str()).into_iter().flatten().map(String::as_str)
    }

    /// The first value of a predicate.
    pub(crate) fn one(&self, predicate: &NamedNode) -> Option<&str> {
        self.all(predicate).next()
    }
}

/// The characters of a literal, the IRI of a node.
pub(crate) fn value(term: Term) -> String {
    match term {
        Term::NamedNode(node) => node.into_string(),
        Term::BlankNode(node) => node.into_string(),
        Term::Literal(literal) => literal.destruct().0,
    }
}

/// All named subjects with this predicate and object, sorted.
pub(crate) fn subjects(store: &Store, predicate: &NamedNode, object: &NamedNode) -> Result<BTreeSet<NamedNode>, Error> {
    let mut found = BTreeSet::new();
    for quad in store.quads_for_pattern(None, Some(predicate.into()), Some(object.into()), None) {
        if let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = quad.map_err(|cause| storage(&cause))?.subject {
            found.insert(subject);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_GRAPHS: &str = "<x:s> <x:p> <x:o> <x:g1> .\n<x:s> <x:p> <x:o> <x:g2> .\n<x:s> <x:q> \"字\" <x:g2> .\n";

    fn count(keep: Keep<'_>) -> usize {
        load_bytes(TWO_GRAPHS.as_bytes(), RdfFormat::NQuads, keep).unwrap().len().unwrap()
    }

    #[test]
    fn a_triple_of_two_graphs_is_there_once() {
        assert_eq!(count(Keep::Merged), 2);
        assert_eq!(count(Keep::Graphs), 5);
        assert_eq!(count(Keep::Only(&[NamedNode::new_unchecked("x:q")])), 1);
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("图.nq");
        fs::write(&path, "<x:s> <x:p> <x:o> .\n<x:s> <x:p> .\n").unwrap();
        let error = load(&path, Keep::Merged).err().unwrap();
        assert_eq!(error.kind, ErrorKind::Graph);
        assert!(error.message.contains("图.nq:2:"), "{error}");
    }

    #[test]
    fn an_unknown_extension_and_a_missing_file_are_told_apart() {
        assert_eq!(load(Path::new("a.pdf"), Keep::Merged).err().unwrap().kind, ErrorKind::Usage);
        assert_eq!(load(Path::new("no-such-file.nq"), Keep::Merged).err().unwrap().kind, ErrorKind::Read);
    }
}
