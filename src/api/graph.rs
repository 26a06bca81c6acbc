//! A graph with all that can be asked of it.
//!
//! Owns: what is read once and kept (the citation network, the lifecycles) and what only when it is
//! needed (the store for SPARQL). Must not know: how an answer is found.

use crate::analyze::network::{Document, Link, Network};
use crate::analyze::{self, AnswerTable, AsOf, Lifecycles, Report, Status, Target};
use crate::export::{self, Export, Filter, PictureFormat, Style};
use crate::model::error::{Error, ErrorKind};
use crate::model::format::GraphFormat;
use crate::model::vocab::BASE;
use crate::rdf::query::{self, Answer};
use crate::rdf::store::{self, Store};
use crate::rdf::write::{Quads, write_quads};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::fmt;
use std::io::Write;
use std::path::Path;

/// A graph of documents, in memory.
///
/// A document is named by whatever people call it: its number in any brackets, its title or a part
/// of it that no other has, its IRI. A day is a [`Day`](crate::Day) or [`None`]: then all counts
/// that the collection tells, and nothing asks a clock.
///
/// ```
/// use zhengtu::{Day, Graph, Options, SourceFile, State};
///
/// # fn main() -> Result<(), zhengtu::Error> {
/// let rules = "示例市示例管理办法\n（2020年5月1日示例市人民政府令第1号公布 自2020年7月1日起施行）\n\
///              第一条 为了规范示例管理，制定本办法。\n";
/// let graph = zhengtu::build([SourceFile::from_text("办法.txt", rules)], &Options::default())?;
/// let status = graph.status("示例市示例管理办法", Day::parse("2021-01-01"))?;
/// assert_eq!(status.state, State::InForce);
///
/// // It is written and read like any graph that `zhengtu build` makes.
/// let mut file = Vec::new();
/// graph.write(zhengtu::GraphFormat::NQuads, &mut file)?;
/// let again = Graph::read(&file, zhengtu::GraphFormat::NQuads)?;
/// assert_eq!(again.documents().count(), graph.documents().count());
/// # Ok(())
/// # }
/// ```
pub struct Graph {
    bytes: Vec<u8>,
    format: GraphFormat,
    base: String,
    store: Store,
    network: Network,
    lives: Lifecycles,
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph")
            .field("base", &self.base)
            .field("documents", &self.network.graph.node_count())
            .finish_non_exhaustive()
    }
}

impl Graph {
    /// The graph in a file; its ending tells the format: `.nq`, `.trig`, `.ttl`, `.nt`, `.jsonld`
    /// or `.rdf`, each of which may be packed (`.nq.gz`, `.nq.zst`).
    ///
    /// # Errors
    /// When the file cannot be read, its ending is none of these, or it does not parse.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let format = GraphFormat::of_path(path).ok_or_else(|| {
            let message = format!("{}: its ending names no format of graphs", path.display());
            Error::new(ErrorKind::Usage, message)
        })?;
        let bytes = store::read(path)?;
        Self::of_bytes(bytes, format, BASE).map_err(|cause| {
            Error::new(cause.kind, format!("{}: {cause}", path.display())).because(cause)
        })
    }

    /// The graph that `bytes` are in `format`.
    ///
    /// # Errors
    /// When they do not parse.
    pub fn read(bytes: &[u8], format: GraphFormat) -> Result<Self, Error> {
        Self::of_bytes(bytes.to_vec(), format, BASE)
    }

    /// The graph of lines that were just made.
    pub(super) fn of(quads: &Quads, base: &str) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        quads.write(GraphFormat::NQuads, base, &mut bytes)?;
        Self::of_bytes(bytes, GraphFormat::NQuads, base)
    }

    fn of_bytes(bytes: Vec<u8>, format: GraphFormat, base: &str) -> Result<Self, Error> {
        let unread = |cause| {
            Error::new(ErrorKind::Graph, format!("not a valid graph: {cause}")).because(cause)
        };
        let store = Store::of_bytes(&bytes, format.into()).map_err(unread)?;
        let network = Network::read(&store);
        Ok(Self {
            lives: Lifecycles::of(&network),
            bytes,
            format,
            base: base.to_owned(),
            store,
            network,
        })
    }

    /// The same graph for data with another base, which [`Graph::query`] resolves IRIs against.
    #[must_use]
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// All documents, those too that are only referred to ([`Document::stub`]).
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.network.graph.node_weights()
    }

    /// The document that is called so.
    ///
    /// # Errors
    /// When there is none or more than one; then the sentence names them.
    pub fn find(&self, document: &str) -> Result<&Document, Error> {
        let unknown = || Error::new(ErrorKind::Usage, format!("{document}: no document"));
        let node = self.node(document)?;
        self.network.graph.node_weight(node).ok_or_else(unknown)
    }

    fn node(&self, document: &str) -> Result<NodeIndex, Error> {
        let iri = store::the_document(&self.store, document)?;
        self.network.node(iri.as_str()).ok_or_else(|| {
            let message = format!("{iri} is not a document of the graph");
            Error::new(ErrorKind::Usage, message)
        })
    }

    /// What a document is on a day: in force, repealed, expired …; since when and by what. Only
    /// this one is reckoned. 公司法@2018 asks for one version of it.
    ///
    /// # Errors
    /// As [`Graph::find`].
    pub fn status(&self, document: &str, day: impl Into<AsOf>) -> Result<Status, Error> {
        let (name, version) = store::split_version(document);
        let (node, day) = (self.node(name)?, day.into());
        if let Some(spec) = version {
            let version = analyze::version_named(&self.network, node, spec)?;
            let unknown = || Error::new(ErrorKind::Usage, format!("{document}: no such version"));
            return analyze::status_for_version(&self.network, &self.lives, node, &version, day)
                .ok_or_else(unknown);
        }
        Ok(analyze::status_for(&self.network, &self.lives, node, day))
    }

    /// The status of every document that the collection prints; `with_stubs` also of those that are
    /// only referred to.
    pub fn statuses(&self, day: impl Into<AsOf>, with_stubs: bool) -> AnswerTable<'_> {
        analyze::status_in(&self.network, &self.lives, None, day.into(), with_stubs)
    }

    /// What a document says of others, then what others say of it: who speaks, the link with the
    /// places where it is said, who is spoken of.
    ///
    /// # Errors
    /// As [`Graph::find`].
    pub fn links(
        &self,
        document: &str,
    ) -> Result<impl Iterator<Item = (&Document, &Link, &Document)>, Error> {
        let node = self.node(document)?;
        let graph = &self.network.graph;
        let of = |direction| {
            let mut edges: Vec<_> = graph.edges_directed(node, direction).collect();
            edges.sort_by_key(|edge| edge.id());
            edges
        };
        let others = of(Direction::Incoming)
            .into_iter()
            .filter(move |edge| edge.source() != node);
        Ok(of(Direction::Outgoing)
            .into_iter()
            .chain(others)
            .filter_map(|edge| {
                let from = graph.node_weight(edge.source())?;
                Some((from, edge.weight(), graph.node_weight(edge.target())?))
            }))
    }

    /// The part of the network that `filter` lets through, as a file for graph tools.
    pub fn picture(&self, filter: &Filter, format: PictureFormat, style: &Style) -> Export {
        export::export(&self.network, filter, format, style)
    }

    /// All that a document superseded and all that superseded it, and which is current on a day.
    ///
    /// # Errors
    /// As [`Graph::find`].
    pub fn supersession(&self, document: &str, day: impl Into<AsOf>) -> Result<Report, Error> {
        let node = self.node(document)?;
        let mut reports = analyze::supersession(&self.network, Some(node), day.into());
        let nothing = || Error::new(ErrorKind::Usage, format!("{document}: no document"));
        reports.pop().ok_or_else(nothing)
    }

    /// Everything that implements a document or rests on it, however indirectly; `反垄断法#第三条`
    /// asks for one provision.
    ///
    /// # Errors
    /// As [`Graph::find`]; also when the provision cannot be read.
    pub fn implementation(&self, document: &str, day: impl Into<AsOf>) -> Result<Report, Error> {
        analyze::implementation(&self.network, self.target(document)?, false, day.into())
    }

    /// What is touched if a document, or with `#` a provision of it, is amended or repealed.
    ///
    /// # Errors
    /// As [`Graph::implementation`].
    pub fn impact(
        &self,
        document: &str,
        day: impl Into<AsOf>,
    ) -> Result<Vec<AnswerTable<'_>>, Error> {
        analyze::impact(&self.network, self.target(document)?, day.into())
    }

    /// What decisions changed in the words of an act, or with `#` of a provision of it: which one,
    /// from which words to which.
    ///
    /// # Errors
    /// As [`Graph::implementation`].
    pub fn amendments(
        &self,
        document: &str,
        day: impl Into<AsOf>,
    ) -> Result<AnswerTable<'_>, Error> {
        analyze::amendments(&self.network, Some(&self.target(document)?), day.into())
    }

    /// What rests on, carries out or cites something that is over, and what to cite instead.
    pub fn stale(&self, day: impl Into<AsOf>) -> AnswerTable<'_> {
        analyze::stale(&self.network, day.into())
    }

    fn target<'a>(&self, text: &'a str) -> Result<Target<'a>, Error> {
        let (document, provision) = match text.rsplit_once('#') {
            Some((document, provision)) => (document, Some(provision)),
            None => (text, None),
        };
        Ok(Target {
            document: self.node(document)?,
            provision,
        })
    }

    /// The answer to a SPARQL query, which needs to declare neither the project's prefixes nor the
    /// base.
    ///
    /// ```
    /// # fn main() -> Result<(), zhengtu::Error> {
    /// # let graph = zhengtu::build([], &zhengtu::Options::default())?;
    /// let answer = graph.query("ASK { ?d a zt:Document }")?;
    /// assert!(matches!(answer, zhengtu::Answer::Truth(false)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the query is wrong, would change the graph, or asks for other places.
    pub fn query(&self, sparql: &str) -> Result<Answer, Error> {
        let store = &self.store;
        // A deep query needs a deep stack, which threads of others may not have.
        std::thread::scope(|scope| {
            let run = || {
                let functions = analyze::functions_for(sparql, store);
                query::run_with(store, sparql, &self.base, functions)
            };
            let thread = std::thread::Builder::new().stack_size(query::ROOM);
            let failed = |cause: &str| {
                Error::new(
                    ErrorKind::Query,
                    format!("the query cannot be run: {cause}"),
                )
            };
            let thread = thread
                .spawn_scoped(scope, run)
                .map_err(|cause| failed(&cause.to_string()).because(cause))?;
            thread
                .join()
                .unwrap_or_else(|_| Err(failed("its evaluation broke off")))
        })
    }

    /// Writes the graph to `out` in a format.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write(&self, format: GraphFormat, mut out: impl Write) -> Result<(), Error> {
        if format == self.format {
            let failed = |cause| {
                let message = format!("the graph cannot be written: {cause}");
                Error::new(ErrorKind::Write, message).because(cause)
            };
            return out.write_all(&self.bytes).map_err(failed);
        }
        let quads = store::quads_of_bytes(&self.bytes, self.format.into()).map_err(|cause| {
            let message = format!("not a valid graph: {cause}");
            Error::new(ErrorKind::Graph, message).because(cause)
        })?;
        write_quads(quads, format, &self.base, out)
    }
}
