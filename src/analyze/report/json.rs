//! JSON serialisation of a report.
//!
//! Owns: the names of the fields. Must not know: trees, tables.

use super::content::{Entry, Report, Statement};
use crate::analyze::network::{Version, labels};
use crate::model::level::Level;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ReportRecord<'a> {
    as_of: Option<String>,
    provision: Option<&'a str>,
    current: Option<Vec<&'a str>>,
    inversions: Vec<[&'a str; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_through: Option<Vec<ThroughRecord<'a>>>,
    roots: Vec<&'a str>,
    documents: Vec<DocumentRecord<'a>>,
    steps: Vec<StepRecord<'a>>,
    cycles: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct ThroughRecord<'a> {
    iri: &'a str,
    documents: usize,
}

#[derive(Serialize)]
struct DocumentRecord<'a> {
    iri: &'a str,
    title: &'a str,
    number: Option<&'a str>,
    date: Option<String>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    level: Option<&'a str>,
    in_collection: bool,
    depth: Option<usize>,
    over: Option<&'a str>,
    together_with: &'a [String],
    /// The states of its wording in order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<VersionRecord<'a>>,
}

#[derive(Serialize)]
struct VersionRecord<'a> {
    iri: &'a str,
    day: String,
    event: Option<&'a str>,
    ordinal: Option<&'a str>,
    decision: Option<&'a str>,
    text_held: bool,
}

#[derive(Serialize)]
struct StepRecord<'a> {
    parent: &'a str,
    child: &'a str,
    statements: Vec<StatementRecord<'a>>,
}

#[derive(Serialize)]
struct StatementRecord<'a> {
    from: &'a str,
    relation: &'static str,
    to: &'a str,
    effect_from: Option<String>,
    effect_until: Option<String>,
    ordinal: Option<&'a str>,
    provisions: Vec<String>,
    through: Option<&'a str>,
    evidence: Vec<EvidenceRecord<'a>>,
}

#[derive(Serialize)]
struct EvidenceRecord<'a> {
    path: &'a str,
    line: u64,
    quote: &'a str,
}

impl<'a> ReportRecord<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let iri = |number: &usize| {
            report
                .documents
                .get(number)
                .map_or("", |entry| entry.document.iri.as_str())
        };
        Self {
            as_of: report.as_of.day().map(|day| day.to_string()),
            provision: report.provision.as_deref(),
            current: report
                .current
                .as_ref()
                .map(|current| current.iter().map(iri).collect()),
            inversions: report
                .inversions()
                .iter()
                .map(|(lower, upper, _)| [iri(lower), iri(upper)])
                .collect(),
            only_through: report.only_through().map(|through| {
                let record = |(it, documents)| ThroughRecord {
                    iri: iri(&it),
                    documents,
                };
                through.into_iter().map(record).collect()
            }),
            roots: report.roots.iter().map(iri).collect(),
            documents: report
                .documents
                .iter()
                .map(|(number, entry)| DocumentRecord {
                    versions: report
                        .chained(*number)
                        .iter()
                        .map(VersionRecord::of)
                        .collect(),
                    ..DocumentRecord::of(entry)
                })
                .collect(),
            steps: report
                .steps
                .iter()
                .map(|step| StepRecord {
                    parent: iri(&step.parent),
                    child: iri(&step.child),
                    statements: step.statements.iter().map(StatementRecord::of).collect(),
                })
                .collect(),
            cycles: report
                .cycles
                .iter()
                .map(|cycle| cycle.iter().map(iri).collect())
                .collect(),
        }
    }
}

impl<'a> DocumentRecord<'a> {
    fn of(entry: &'a Entry) -> Self {
        let document = &entry.document;
        Self {
            iri: &document.iri,
            title: &document.title,
            number: document
                .number
                .as_deref()
                .or(document.promulgated_under.as_deref()),
            date: document.date.map(|day| day.to_string()),
            kind: document.kind.as_deref(),
            level: document.level.map(Level::name),
            in_collection: !entry.document.stub,
            depth: entry.spot.map(|spot| spot.depth),
            over: entry.status.as_deref(),
            together_with: &entry.others,
            versions: Vec::new(),
        }
    }
}

impl<'a> VersionRecord<'a> {
    fn of(version: &'a Version) -> Self {
        Self {
            iri: &version.iri,
            day: version.day.to_string(),
            event: version.kind.as_deref(),
            ordinal: version.ordinal.as_deref(),
            decision: version.decision.as_deref(),
            text_held: version.printed.is_some(),
        }
    }
}

impl<'a> StatementRecord<'a> {
    fn of(statement: &'a Statement) -> Self {
        let link = &statement.link;
        Self {
            from: &statement.from,
            relation: link.relation.name(),
            to: &statement.to,
            effect_from: link.date.map(|day| day.to_string()),
            effect_until: link.until.map(|day| day.to_string()),
            ordinal: link.ordinal.as_deref(),
            provisions: labels(&link.provisions),
            through: statement.through.as_ref().map(|cover| cover.iri.as_str()),
            evidence: link
                .evidence
                .iter()
                .map(|it| EvidenceRecord {
                    path: &it.path,
                    line: it.line,
                    quote: &it.quote,
                })
                .collect(),
        }
    }
}
