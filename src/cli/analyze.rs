//! Subcommands `analyze`, `explain` and `diff`: their options and words.
//!
//! Owns: their commands and options, what a person may call a document or one of its provisions.
//! Must not know: how anything is found out.

use super::args::{BaseArgs, GraphArgs};
use super::day::day;
use super::network::{find, load_network};
use super::outcome::say;
use super::texts::TextsArgs;
use crate::analyze::network::Network;
use crate::analyze::{self, AnswerTable, AsOf, Day, Target};
use crate::model::error::{Error, ErrorKind};
use crate::model::source::SourceFile;
use crate::model::vocab::term;
use crate::output::file as output;
use crate::rdf::store::{self, Documents, Store};
use crate::text::explain;
use crate::text::records::Analysed;
use clap::{Args, Subcommand};
use petgraph::graph::NodeIndex;
use std::path::{Path, PathBuf};

/// Find out what is in force, what rests on what, what falls
///
/// DOCUMENT is anything a document is called: its number with any brackets, its title or a part of
/// it that no other has, a short name, its IRI. A provision is added with #: 反垄断法#第三条, 反垄断法#3.
#[derive(Debug, Args)]
pub(super) struct AnalyzeArgs {
    #[command(subcommand)]
    analysis: Analysis,
}

#[derive(Debug, Subcommand)]
enum Analysis {
    /// What is in force, repealed, expired, suspended, … on a day, since when, and by what
    Status {
        /// Only this document, with its versions; 公司法@2018 or 公司法@2018-10-26 asks for one of
        /// them, 公司法#第三条 for a provision
        document: Option<String>,
        /// Only this version of the document: its day, or its year
        #[arg(long, value_name = "DAY", requires = "document")]
        version: Option<String>,
        /// Also documents that are not in the collection, only referred to
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// What replaced, repealed or amended what, from the oldest document to the newest, and which
    /// is current
    Supersession {
        /// Only the chain of this document
        document: Option<String>,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// What changed in an act or one of its articles, by which decision, from which words to which
    Amendments {
        /// Only this act, or one of its provisions: 反垄断法#第三条, 反垄断法#3
        document: Option<String>,
        /// Carry the changes out on the older texts instead; show which articles come out otherwise
        /// than the newer texts have them, and which changes cannot be carried out
        #[arg(long)]
        apply: bool,
        #[command(flatten)]
        texts: TextsArgs,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// Everything that implements a document or rests on it, however indirectly, with levels and
    /// inversions
    Implementation {
        /// A document, or a provision: 反垄断法#第三条, 反垄断法#3
        document: String,
        /// The other way: what the document itself implements and rests on
        #[arg(long)]
        up: bool,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// What is touched if a document, or a provision of it, is amended or repealed
    Impact {
        /// A document, or a provision: 反垄断法#第三条, 反垄断法#3; citations of its older numbers
        /// count where the texts of both versions are at hand
        document: String,
        #[command(flatten)]
        texts: TextsArgs,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// Documents that rest on, carry out or cite something that is over, and what to cite instead;
    /// articles that moved or are gone since; apart from these deliberate mentions (原…, 施行前)
    Stale {
        #[command(flatten)]
        texts: TextsArgs,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// Most cited, most relied upon, most wanted outside the collection, agencies as hubs
    Rank {
        /// How many of each
        #[arg(long, value_name = "N", default_value_t = 20)]
        top: usize,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// Documents that lead back to themselves, explained
    Cycles {
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// Who issues jointly with whom, who leads, who inherited whose documents
    Agencies {
        /// Only agencies whose name has this in it
        agency: Option<String>,
        #[command(flatten)]
        common: AnalysisArgs,
    },
    /// What happened, by day
    Timeline {
        /// Only what happened to this document, and what it did
        document: Option<String>,
        #[command(flatten)]
        common: AnalysisArgs,
    },
}

#[derive(Debug, Args)]
struct DayArgs {
    /// The day to answer for, as 2024-06-30; without it, as far as the collection goes
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

impl DayArgs {
    fn as_of(&self) -> AsOf {
        AsOf::new(self.as_of)
    }
}

#[derive(Debug, Args)]
struct AnalysisArgs {
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    findings: FindingArgs,
}

/// For which day, and where the result goes.
#[derive(Debug, Args)]
struct FindingArgs {
    #[command(flatten)]
    day: DayArgs,
    /// How to write the result
    #[arg(long, value_name = "FORMAT", default_value = "tree")]
    format: analyze::Layout,
    /// Write the result to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also write a copy of the dataset with the result as RDF, in a named graph of its own:
    /// graph/analysis for the statuses of all documents, below it for others
    #[arg(long, value_name = "FILE")]
    materialize: Option<PathBuf>,
    #[command(flatten)]
    base: BaseArgs,
}

impl AnalyzeArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        match self.analysis {
            Analysis::Status {
                document,
                version,
                all,
                common,
            } => common.status(document.as_deref(), version.as_deref(), all),
            Analysis::Supersession { document, common } => {
                let (network, document) = common.load(document.as_deref())?;
                let reports = analyze::supersession(&network, document, common.as_of());
                common.write("supersession", &reports)
            }
            Analysis::Amendments {
                document,
                apply,
                texts,
                common,
            } => common.amendments(document.as_deref(), apply, &texts),
            Analysis::Implementation {
                document,
                up,
                common,
            } => {
                let (network, target) = common.load_target(&document)?;
                let report = analyze::implementation(&network, target, up, common.as_of())?;
                common.write("implementation", &[report])
            }
            Analysis::Impact {
                document,
                texts,
                common,
            } => common.impact(&document, &texts),
            Analysis::Stale { texts, common } => common.stale(&texts),
            Analysis::Rank { top, common } => {
                common.write_all("rank", |network, as_of| analyze::rank(network, as_of, top))
            }
            Analysis::Cycles { common } => common.write_all("cycles", analyze::cycles),
            Analysis::Agencies { agency, common } => common
                .write_all("agencies", |network, as_of| {
                    analyze::agencies(network, agency.as_deref(), as_of)
                }),
            Analysis::Timeline { document, common } => {
                let (network, document) = common.load(document.as_deref())?;
                let sheet = analyze::timeline(&network, document, common.as_of());
                common.write_sheets("timeline", &[sheet])
            }
        }
    }
}

impl AnalysisArgs {
    fn as_of(&self) -> AsOf {
        self.findings.day.as_of()
    }

    fn load(&self, document: Option<&str>) -> Result<(Network, Option<NodeIndex>), Error> {
        let (facts, network) = load_network(&self.graph.graph)?;
        let document = document
            .map(|text| find(&Documents::read(&facts), &network, text))
            .transpose()?;
        Ok((network, document))
    }

    /// The network, and of it a document or one of its provisions.
    fn load_target<'a>(&self, text: &'a str) -> Result<(Network, Target<'a>), Error> {
        let (facts, network) = load_network(&self.graph.graph)?;
        let target = target(&facts, &network, text)?;
        Ok((network, target))
    }

    fn impact(&self, document: &str, texts: &TextsArgs) -> Result<(), Error> {
        let (network, target) = self.load_target(document)?;
        let texts = texts.held(&network)?;
        let sheets = analyze::impact_with(&network, target, self.as_of(), &texts)?;
        self.write_sheets("impact", &sheets)
    }

    fn stale(&self, texts: &TextsArgs) -> Result<(), Error> {
        let (network, _) = self.load(None)?;
        let texts = texts.held(&network)?;
        let sheets = analyze::stale_with(&network, self.as_of(), &texts);
        // What is deliberate is no finding.
        self.materialize("stale", |base| {
            analyze::findings(&sheets[..2], "stale", base)
        })?;
        self.findings.print(&sheets)
    }

    fn status(
        &self,
        document: Option<&str>,
        version: Option<&str>,
        all: bool,
    ) -> Result<(), Error> {
        let as_of = self.as_of();
        if let Some(text) = document.filter(|it| it.contains('#') && version.is_none()) {
            let (network, target) = self.load_target(text)?;
            if let Some(provision) = target.provision {
                let asked = target.document;
                self.materialize("status", |base| analyze::materialize(&network, as_of, base))?;
                let sheet = analyze::status_of_provision(&network, asked, provision, as_of)?;
                return self.findings.print(&[sheet]);
            }
        }
        let (name, named) = document.map(store::split_version).unzip();
        let (network, document) = self.load(name)?;
        self.materialize("status", |base| analyze::materialize(&network, as_of, base))?;
        let sheet = match (document, version.or(named.flatten())) {
            (Some(document), Some(spec)) => {
                let version = analyze::version_named(&network, document, spec)?;
                analyze::status_of_version(&network, document, &version, as_of)
            }
            _ => analyze::status(&network, document, as_of, all),
        };
        self.findings.print(&[sheet])
    }

    fn amendments(
        &self,
        document: Option<&str>,
        apply: bool,
        texts: &TextsArgs,
    ) -> Result<(), Error> {
        let (facts, network) = load_network(&self.graph.graph)?;
        let target = document
            .map(|it| target(&facts, &network, it))
            .transpose()?;
        let (target, as_of) = (target.as_ref(), self.as_of());
        let sheets = if apply {
            let texts = texts.held(&network)?;
            analyze::carried_out(&network, target, as_of, &texts)?
        } else {
            vec![analyze::amendments(&network, target, as_of)?]
        };
        self.write_sheets("amendments", &sheets)
    }

    /// What an analysis of the whole network finds.
    fn write_all(
        &self,
        analysis: &str,
        sheets: impl for<'a> FnOnce(&'a Network, AsOf) -> Vec<AnswerTable<'a>>,
    ) -> Result<(), Error> {
        let (network, _) = self.load(None)?;
        self.write_sheets(analysis, &sheets(&network, self.as_of()))
    }

    fn materialize(&self, analysis: &str, quads: impl FnOnce(&str) -> String) -> Result<(), Error> {
        self.findings
            .materialize(&self.graph.graph, analysis, quads)
    }

    fn write(&self, analysis: &str, reports: &[analyze::Report]) -> Result<(), Error> {
        self.materialize(analysis, |base| {
            let sheets: Vec<AnswerTable<'_>> =
                reports.iter().flat_map(analyze::Report::sheets).collect();
            analyze::findings(&sheets, analysis, base)
        })?;
        if reports.iter().all(|report| report.steps() == 0) {
            say("the graph says nothing of this kind");
        }
        output::write(
            self.findings.output.as_deref(),
            analyze::write(reports, self.findings.format)?.as_bytes(),
        )
    }

    fn write_sheets(&self, analysis: &str, sheets: &[AnswerTable<'_>]) -> Result<(), Error> {
        self.materialize(analysis, |base| analyze::findings(sheets, analysis, base))?;
        self.findings.print(sheets)
    }
}

impl FindingArgs {
    /// Writes the copy of `graph` that was asked for, with what `quads` makes of the base.
    fn materialize(
        &self,
        graph: &Path,
        analysis: &str,
        quads: impl FnOnce(&str) -> String,
    ) -> Result<(), Error> {
        let Some(copy) = &self.materialize else {
            return Ok(());
        };
        let base = &self.base.base;
        let bytes = store::copy_with(
            graph,
            &analyze::finding::graph(base, analysis),
            &quads(base),
            copy,
        )?;
        output::write_file(copy, &bytes)
    }

    fn print(&self, sheets: &[AnswerTable<'_>]) -> Result<(), Error> {
        output::write(
            self.output.as_deref(),
            analyze::write_sheets(sheets, self.format)?.as_bytes(),
        )
    }
}

/// A document, or with # one of its provisions. An IRI may have a # of its own only in front of the
/// provision.
fn target<'a>(facts: &Store, network: &Network, text: &'a str) -> Result<Target<'a>, Error> {
    let (document, provision) = match text.rsplit_once('#') {
        Some((document, provision)) => (document, Some(provision)),
        None => (text, None),
    };
    Ok(Target {
        document: find(&Documents::read(facts), network, document)?,
        provision,
    })
}

/// Show what connects two documents, link by link, with the words that say so; or, for one line of
/// a text, what was matched, by which rule, and which candidates lost
#[derive(Debug, Args)]
#[command(
    override_usage = "zhengtu explain -g <GRAPH> <DOCUMENT> <DOCUMENT>\n       zhengtu explain <FILE> <LINE>"
)]
pub(super) struct ExplainArgs {
    /// A document of the graph; or, without a graph, a text
    what: String,
    /// Another document; or the line of the text, counted from 1
    other: String,
    /// The graph that the documents are in: .nq, .trig, .ttl, .nt, .jsonld or .rdf, or packed
    #[arg(short, long, value_name = "GRAPH")]
    graph: Option<PathBuf>,
    /// The most steps of a way through other documents
    #[arg(long, value_name = "N", default_value_t = 3)]
    steps: usize,
    #[command(flatten)]
    findings: FindingArgs,
}

impl ExplainArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        match &self.graph {
            Some(graph) => self.path(graph),
            None => self.line(),
        }
    }

    fn path(&self, graph: &Path) -> Result<(), Error> {
        let (facts, network) = load_network(graph)?;
        let documents = Documents::read(&facts);
        let (from, to) = (
            find(&documents, &network, &self.what)?,
            find(&documents, &network, &self.other)?,
        );
        let sheets = [analyze::path(
            &network,
            from,
            to,
            self.steps,
            self.findings.day.as_of(),
        )];
        self.findings.materialize(graph, "path", |base| {
            analyze::findings(&sheets, "path", base)
        })?;
        self.findings.print(&sheets)
    }

    fn line(&self) -> Result<(), Error> {
        let line = self.other.parse().map_err(|_| {
            let what = format!("“{}” is not a line of {}; for what connects two documents, name their graph with -g", self.other, self.what);
            Error::new(ErrorKind::Usage, what)
        })?;
        let file = SourceFile::read(&self.what).map_err(|skipped| {
            Error::new(
                ErrorKind::Read,
                format!("{}: {}", skipped.path, skipped.reason),
            )
        })?;
        let text = Analysed::new(file);
        let told = explain::explain(&text, line).ok_or_else(|| {
            let lines = text.file.text.lines().count();
            let what = format!("{} has no line {line}; it has {lines}", self.what);
            Error::new(ErrorKind::Usage, what)
        })?;
        output::write(self.findings.output.as_deref(), told.as_bytes())
    }
}

/// Compare two graphs: documents, links and statuses gained, lost and changed
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The graph before
    old: PathBuf,
    /// The graph after
    new: PathBuf,
    #[command(flatten)]
    day: DayArgs,
    /// How to write the difference
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: analyze::DiffLayout,
    /// Instead of the difference, the IRIs of documents, versions and references that the new graph
    /// has other ones for: N-Quads of owl:sameAs, from the old to the new
    #[arg(long, conflicts_with = "format")]
    map: bool,
    #[command(flatten)]
    base: BaseArgs,
    /// Write the difference to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl DiffArgs {
    pub(super) fn run(self) -> Result<(), Error> {
        if self.old == self.new {
            return Err(Error::new(
                ErrorKind::Usage,
                "both graphs are the same file",
            ));
        }
        let (old, new) = (load_network(&self.old)?, load_network(&self.new)?);
        if self.map {
            return self.write_map(&old, &new);
        }
        let ((_, old), (_, new)) = (old, new);
        let difference = analyze::diff(&old, &new, self.day.as_of());
        output::write(
            self.output.as_deref(),
            difference.write(self.format)?.as_bytes(),
        )
    }

    fn write_map(&self, old: &(Store, Network), new: &(Store, Network)) -> Result<(), Error> {
        let (pairs, taken) = analyze::renamed(&old.1, &new.1);
        let (references, others) = analyze::renamed_references(&old.0, &new.0);
        let taken = [(taken, "documents"), (others, "references")];
        for (count, what) in taken.iter().filter(|(count, _)| *count > 0) {
            say(&format!(
                "{count} old IRIs name other {what} now and are left out"
            ));
        }
        let (base, same) = (&self.base.base, term::SAME_AS);
        let quad =
            |(was, now): (&str, &str)| format!("<{was}> <{same}> <{now}> <{base}{RENAMED}> .\n");
        let references = references.iter().map(|(was, now)| (&**was, &**now));
        let quads: String = pairs.into_iter().chain(references).map(quad).collect();
        output::write(self.output.as_deref(), quads.as_bytes())
    }
}

/// The graph of owl:sameAs from old IRIs to new ones.
const RENAMED: &str = "graph/renamed";
