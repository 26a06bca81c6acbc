//! RDF serialisation formats, and the endings of compressed files.
//!
//! Owns: [`GraphFormat`], with the name, the extension and the media type of each; [`Packing`] by
//! the ending of a name. Must not know: how a graph is written, read or packed, formats of answers
//! and pictures.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use std::path::{Path, PathBuf};

/// A format that graphs are written in.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// N-Quads: one quad a line; what the program itself reads fastest.
    NQuads,
    /// TriG: Turtle with graphs.
    TriG,
    /// Turtle.
    Turtle,
    /// N-Triples.
    NTriples,
    /// JSON-LD, flat.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl GraphFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::NQuads,
        Self::TriG,
        Self::Turtle,
        Self::NTriples,
        Self::JsonLd,
        Self::RdfXml,
    ];

    /// Its name, extension and media type, and whether it keeps quads in their graphs.
    fn row(self) -> (&'static str, &'static str, &'static str, bool) {
        match self {
            Self::NQuads => ("nquads", "nq", "application/n-quads", true),
            Self::TriG => ("trig", "trig", "application/trig", true),
            Self::Turtle => ("turtle", "ttl", "text/turtle", false),
            Self::NTriples => ("ntriples", "nt", "application/n-triples", false),
            Self::JsonLd => ("jsonld", "jsonld", "application/ld+json", true),
            Self::RdfXml => ("rdfxml", "rdf", "application/rdf+xml", false),
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// How names of files in it end.
    pub fn extension(self) -> &'static str {
        self.row().1
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.row().2
    }

    /// Whether quads keep their graphs in it.
    pub fn has_graphs(self) -> bool {
        self.row().3
    }

    /// The format of that name or extension.
    ///
    /// ```
    /// use zhengtu::model::format::GraphFormat;
    /// assert_eq!(GraphFormat::from_name("ttl"), Some(GraphFormat::Turtle));
    /// assert_eq!(GraphFormat::from_name("docx"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|f| f.name() == name || f.extension() == name)
    }

    /// The format that a file's ending names: of `graph.nq.gz`, the one of `graph.nq`.
    pub fn of_path(path: &Path) -> Option<Self> {
        Self::from_name(
            &without_packing(path)
                .extension()?
                .to_str()?
                .to_ascii_lowercase(),
        )
    }
}

/// How a file is compressed, as its name says.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

impl Packing {
    /// The one that the ending of `path` names.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "gz" => Some(Self::Gzip),
            "zst" => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// What `path` would be called if it were not packed.
///
/// ```
/// use std::path::Path;
/// use zhengtu::model::format::without_packing;
/// assert_eq!(without_packing(Path::new("out/graph.nq.gz")), Path::new("out/graph.nq"));
/// assert_eq!(without_packing(Path::new("graph.nq")), Path::new("graph.nq"));
/// ```
pub fn without_packing(path: &Path) -> PathBuf {
    match Packing::of_path(path) {
        Some(_) => path.with_extension(""),
        None => path.to_owned(),
    }
}

/// Where it is written down what of the graph file `graph` was sent to stores.
pub(crate) fn push_journal(graph: &Path) -> PathBuf {
    without_packing(graph).with_extension("push.jsonl")
}

/// Where what was read of the graph file `graph` is kept for the next time: foo.nq → foo.zti,
/// foo.nq.gz → foo.zti.
pub(crate) fn graph_index(graph: &Path) -> PathBuf {
    without_packing(graph).with_extension("zti")
}

impl From<GraphFormat> for RdfFormat {
    fn from(format: GraphFormat) -> Self {
        match format {
            GraphFormat::NQuads => Self::NQuads,
            GraphFormat::TriG => Self::TriG,
            GraphFormat::Turtle => Self::Turtle,
            GraphFormat::NTriples => Self::NTriples,
            GraphFormat::JsonLd => Self::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            GraphFormat::RdfXml => Self::RdfXml,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_read_back_and_agree_with_the_crate() {
        for format in GraphFormat::ALL {
            assert_eq!(GraphFormat::from_name(format.name()), Some(format));
            let path = Path::new("a").with_extension(format.extension());
            assert_eq!(GraphFormat::of_path(&path), Some(format));
            let packed = path.with_extension(format!("{}.GZ", format.extension()));
            assert_eq!(GraphFormat::of_path(&packed), Some(format));
            let theirs = RdfFormat::from(format);
            assert_eq!(theirs.supports_datasets(), format.has_graphs());
            assert_eq!(RdfFormat::from_extension(format.extension()), Some(theirs));
            assert!(theirs.media_type().starts_with(format.media_type()));
        }
    }
}
