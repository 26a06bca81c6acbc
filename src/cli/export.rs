//! Subcommand `export`: its options and words.
//!
//! Owns: its options. Must not know: how anything is drawn.

use super::args::{BaseArgs, GraphArgs, extension, is_file, relation};
use super::day::day;
use super::network::{find, load_network};
use super::outcome::say;
use super::texts::TextsArgs;
use crate::analyze::network::{Network, Relation};
use crate::export::{self, subset};
use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::model::format::GraphFormat;
use crate::output::file as output;
use crate::rdf::store::{self, Documents, Store};
use crate::rdf::write as rdf;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Write the network of documents for Gephi, Cytoscape, yEd, Graphviz, Neo4j, spreadsheets …, or
/// the RDF behind it
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    graph: GraphArgs,
    /// Write to this file; - or nothing for standard output; csv and neo4j need a folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format, if the name of the output file does not tell it
    #[arg(long)]
    format: Option<ExportFormat>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    style: StyleArgs,
    #[command(flatten)]
    texts: TextsArgs,
    #[command(flatten)]
    base: BaseArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Selection, the same for all formats")]
struct SelectionArgs {
    /// Only documents near this one: a title, a part of it, a number, or an IRI
    #[arg(long, value_name = "DOCUMENT")]
    around: Option<String>,
    /// How many links away from --around is near
    #[arg(
        long,
        visible_alias = "hops",
        value_name = "N",
        default_value_t = 1,
        requires = "around"
    )]
    depth: usize,
    /// Only links of this relation; may be given several times
    #[arg(long, value_name = "RELATION", hide_possible_values = true, value_parser = relation)]
    relation: Vec<Relation>,
    /// Only documents of this body, a part of its name is enough; may be given several times
    #[arg(long, value_name = "NAME")]
    agency: Vec<String>,
    /// Only documents of this type, such as 通知; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    kind: Vec<String>,
    /// Only documents of this level, such as 行政法规; may be given several times
    #[arg(long, value_name = "LEVEL")]
    level: Vec<String>,
    /// Only documents of this day or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Only documents of this day or earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Day>,
    /// Only documents in force on this day, as far as the graph tells
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Only so many documents: those with the most links
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Leave out documents that are not in the collection, only referred to
    #[arg(long)]
    without_stubs: bool,
    /// Leave out documents that no link touches
    #[arg(long)]
    linked_only: bool,
    /// Show beside documents: the provisions that links name, the bodies that issue, the places
    /// where links are said; RDF has them all anyway
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    with: Vec<With>,
}

/// What is shown beside documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
enum With {
    /// The provisions that links name: each is part of its document, and what names it points at it
    /// too
    Provisions,
    /// The bodies that issue the documents
    Agencies,
    /// Each place where a link is said, between the document that says it and the one it speaks of
    References,
    /// HTML: the texts themselves, for reading them in the page; without --texts they are looked
    /// for where the graph says they were
    Texts,
}

impl With {
    fn overlay(self) -> Option<export::Overlay> {
        match self {
            Self::Provisions => Some(export::Overlay::Provisions),
            Self::Agencies => Some(export::Overlay::Agencies),
            Self::References => Some(export::Overlay::References),
            Self::Texts => None,
        }
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Looks of single formats")]
struct StyleArgs {
    /// DOT: fonts that have Chinese characters
    #[arg(long, value_name = "LIST", default_value = export::FONTS)]
    font: String,
    /// DOT, GraphML for yEd: group documents by their leading issuer
    #[arg(long)]
    by_issuer: bool,
    /// GraphML: for whom
    #[arg(long, value_name = "FLAVOR", default_value = "plain")]
    flavor: export::Flavor,
    /// CSV: begin with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

/// What a graph can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExportFormat {
    /// A picture for graph tools.
    Picture(export::PictureFormat),
    /// The graph itself.
    Rdf(GraphFormat),
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<ExportFormat>> = LazyLock::new(|| {
            let pictures = export::PictureFormat::value_variants()
                .iter()
                .copied()
                .map(ExportFormat::Picture);
            pictures
                .chain(GraphFormat::ALL.map(ExportFormat::Rdf))
                .collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Picture(format) => format.to_possible_value(),
            Self::Rdf(format) => {
                let graphs = if format.has_graphs() {
                    "with its named graphs"
                } else {
                    "all named graphs in one"
                };
                let help = format!("RDF, {}, {graphs}", format.media_type());
                Some(
                    PossibleValue::new(format.extension())
                        .alias(format.name())
                        .help(help),
                )
            }
        }
    }
}

impl ExportFormat {
    /// The format of files with this extension.
    fn from_extension(extension: &str) -> Option<Self> {
        let rdf = || {
            GraphFormat::ALL
                .into_iter()
                .find(|format| format.extension().eq_ignore_ascii_case(extension))
        };
        export::PictureFormat::from_extension(extension)
            .map(Self::Picture)
            .or_else(|| rdf().map(Self::Rdf))
    }
}

impl ExportArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        match self.format()? {
            ExportFormat::Picture(format) => self.draw(format),
            ExportFormat::Rdf(format) => self.write(format),
        }
    }

    fn draw(self, format: export::PictureFormat) -> Result<(), Error> {
        let folder = self
            .output
            .as_deref()
            .filter(|_| is_file(self.output.as_deref()));
        if format.is_folder() && folder.is_none() {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("{} is a folder of several files: -o FOLDER", format.name()),
            ));
        }
        let (facts, network) = load_network(&self.graph.graph)?;
        let filter = self.selection.filter(&facts, &network)?;
        let style = export::Style {
            texts: self.texts(format, &network)?,
            ..self.style.style()
        };
        match export::export(&network, &filter, format, &style) {
            export::Export::File(text) => output::write(self.output.as_deref(), text.as_bytes()),
            export::Export::Folder(parts) => {
                let files: Vec<_> = parts
                    .iter()
                    .map(|part| (part.name, part.text.as_bytes()))
                    .collect();
                output::write_folder(folder.unwrap_or(Path::new(".")), &files)
            }
        }
    }

    /// The texts that a page carries, if it is to carry them.
    fn texts(
        &self,
        format: export::PictureFormat,
        network: &Network,
    ) -> Result<BTreeMap<String, String>, Error> {
        if !self.selection.with.contains(&With::Texts) {
            return Ok(BTreeMap::new());
        }
        if format != export::PictureFormat::Html {
            let words = format!("{} carries no texts; --format html does", format.name());
            return Err(Error::new(ErrorKind::Usage, words));
        }
        let (texts, missing) = self.texts.read_for(network)?;
        for path in missing {
            say(&format!("{path}: not carried: no text given has its hash"));
        }
        Ok(texts)
    }

    /// Writes RDF: all of it, or what is about the documents and links selected.
    fn write(self, format: GraphFormat) -> Result<(), Error> {
        let base = &self.base.base;
        rdf::check_base(base)?;
        let mut quads = store::read_quads(&self.graph.graph)?;
        if !self.selection.is_open() {
            let (facts, network) = load_network(&self.graph.graph)?;
            let filter = self.selection.filter(&facts, &network)?;
            quads = subset::about(
                quads,
                &network,
                &filter.documents(&network),
                &filter.relations,
            );
        }
        let mut bytes = Vec::new();
        rdf::write_quads(quads, format, base, &mut bytes)?;
        output::write(self.output.as_deref(), &bytes)
    }

    fn format(&self) -> Result<ExportFormat, Error> {
        let by_name = || ExportFormat::from_extension(&extension(self.output.as_deref()?)?);
        self.format.or_else(by_name).ok_or_else(|| {
            Error::new(ErrorKind::Usage, "say the format: --format graphml, dot, gexf, ttl …, or -o FILE.graphml, FILE.dot, FILE.gexf, FILE.ttl …")
        })
    }
}

impl SelectionArgs {
    /// Whether nothing is left out.
    fn is_open(&self) -> bool {
        self.around.is_none() && self.without_center().is_open()
    }

    fn filter(&self, facts: &Store, network: &Network) -> Result<export::Filter, Error> {
        let center = self
            .around
            .as_deref()
            .map(|text| find(&Documents::read(facts), network, text))
            .transpose()?;
        Ok(export::Filter {
            around: center.map(|center| (center, self.depth)),
            ..self.without_center()
        })
    }

    /// What needs no look into the graph.
    fn without_center(&self) -> export::Filter {
        export::Filter {
            around: None,
            relations: self.relation.clone(),
            agencies: self.agency.clone(),
            types: self.kind.clone(),
            levels: self.level.clone(),
            from: self.from,
            to: self.to,
            as_of: self.as_of,
            top: self.top,
            without_stubs: self.without_stubs,
            linked_only: self.linked_only,
            with: self.with.iter().filter_map(|it| it.overlay()).collect(),
        }
    }
}

impl StyleArgs {
    fn style(self) -> export::Style {
        export::Style {
            font: self.font,
            by_issuer: self.by_issuer,
            flavor: self.flavor,
            bom: self.bom,
            texts: BTreeMap::new(),
        }
    }
}
