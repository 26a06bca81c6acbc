//! A report on chains or trees, and the ways to write it.
//!
//! Owns: the wording and drawing of steps, the columns of the table, the names in the JSON. Must
//! not know: how steps were found.

use super::Spot;
use super::answer_table::{AnswerTable, Cell, Row};
use super::dominators::{dominators, told};
use crate::analyze::network::{Document, Link, Relation, labels};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::model::level::Level;
use crate::model::provision::Provision;
use crate::output::table::Table;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many provisions a line lists.
const LISTED: usize = 6;
const STEPS: &[&str] = &[
    "document",
    "relation",
    "of",
    "provisions",
    "from day",
    "depth",
    "iri",
    "of iri",
];
const CURRENT: &[&str] = &["document", "iri"];

/// What a report is about.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// From older documents to what superseded them.
    Supersession,
    /// From a document to what rests on it.
    Implementation,
    /// From a document to what it rests on.
    Bases,
}

/// How a report is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Layout {
    /// An indented tree.
    Tree,
    /// A row for each step.
    Table,
    /// All of it, for programs.
    Json,
}

/// Documents and the steps between them.
#[non_exhaustive]
#[derive(Debug)]
pub struct Report {
    pub(super) view: View,
    pub(super) documents: BTreeMap<usize, Entry>,
    pub(super) steps: Vec<Step>,
    pub(super) roots: Vec<usize>,
    pub(super) cycles: Vec<Vec<usize>>,
    pub(super) focus: Option<usize>,
    /// The day it speaks of.
    pub(super) as_of: AsOf,
    /// Of a chain: who is current.
    pub(super) current: Option<BTreeSet<usize>>,
    /// The provision that was asked about.
    pub(super) provision: Option<String>,
}

/// A family: its instrument, and the IRIs of what belongs to it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) document: Document,
    pub(super) others: Vec<String>,
    /// That it is over, and since when.
    pub(super) status: Option<String>,
    pub(super) spot: Option<Spot>,
}

/// All that is said between two families.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) parent: usize,
    pub(super) child: usize,
    pub(super) statements: Vec<Statement>,
}

/// One link, with its two documents.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) link: Link,
    pub(super) through: Option<Document>,
}

/// Writes reports one after the other.
///
/// # Errors
/// Never in practice: only when JSON cannot be written to memory.
pub(super) fn write(reports: &[Report], layout: Layout) -> Result<String, Error> {
    match layout {
        Layout::Tree => Ok(reports
            .iter()
            .map(Report::tree)
            .collect::<Vec<_>>()
            .join("\n")),
        Layout::Table => Ok(table(reports)),
        Layout::Json => {
            let records: Vec<ReportRecord<'_>> = reports.iter().map(ReportRecord::of).collect();
            let wrong = |cause: serde_json::Error| {
                Error::new(
                    ErrorKind::Write,
                    format!("the report cannot be written as JSON: {cause}"),
                )
            };
            serde_json::to_string_pretty(&records)
                .map(|text| text + "\n")
                .map_err(wrong)
        }
    }
}

impl Report {
    /// How many steps there are; none means that nothing is known.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The sets of documents that are said to supersede, or to rest on, each other.
    pub fn cycles(&self) -> usize {
        self.cycles.len()
    }

    /// Its steps as rows, and a second sheet of what is current where that was asked.
    pub fn sheets(&self) -> Vec<AnswerTable<'_>> {
        let title = match self.view {
            View::Supersession => "supersession",
            View::Implementation => "implementation",
            View::Bases => "implementation: legal bases",
        };
        let focus = self
            .focus
            .map(|focus| format!(" of {}", self.name(focus)))
            .unwrap_or_default();
        let mut steps = AnswerTable::new(format!("{title}{focus}"), self.as_of, STEPS);
        for step in &self.steps {
            for statement in &step.statements {
                let is_of = |entry: &Entry| {
                    entry.document.iri == statement.from || entry.others.contains(&statement.from)
                };
                let child_speaks = self.documents.get(&step.child).is_some_and(is_of);
                let (speaking, other) = if child_speaks {
                    (step.child, step.parent)
                } else {
                    (step.parent, step.child)
                };
                let depth = self
                    .documents
                    .get(&step.child)
                    .and_then(|entry| entry.spot)
                    .map(|spot| spot.depth);
                let cells = vec![
                    Cell::from(self.name(speaking)),
                    statement.link.relation.name().into(),
                    self.name(other).into(),
                    statement.link.provisions.as_slice().into(),
                    statement.link.date.into(),
                    depth.into(),
                    Cell::from(&statement.from),
                    Cell::from(&statement.to),
                ];
                steps
                    .rows
                    .push(Row::of(cells, statement.link.evidence.iter().collect()));
            }
        }
        let mut sheets = vec![steps];
        if let Some(current) = &self.current {
            let mut sheet =
                AnswerTable::new(format!("{title}{focus}: current"), self.as_of, CURRENT);
            let iri = |number: &usize| self.documents.get(number).map(|entry| &entry.document.iri);
            sheet.rows = current
                .iter()
                .map(|number| {
                    Row::of(
                        vec![Cell::from(self.name(*number)), iri(number).into()],
                        Vec::new(),
                    )
                })
                .collect();
            sheets.push(sheet);
        }
        if let Some(through) = self.only_through() {
            let title = format!("{title}{focus}: only through");
            let mut sheet = AnswerTable::new(title, self.as_of, &["document", "documents", "iri"]);
            let row = |(number, count): &(usize, usize)| {
                let iri = self.documents.get(number).map(|it| &it.document.iri);
                let cells = vec![self.name(*number).into(), (*count).into(), iri.into()];
                Row::of(cells, Vec::new())
            };
            sheet.rows = through.iter().map(row).collect();
            sheets.push(sheet);
        }
        sheets
    }

    /// Of what rests on a document: through which alone others do, with how many (dominators).
    pub(super) fn only_through(&self) -> Option<Vec<(usize, usize)>> {
        let root = self.focus.filter(|_| self.view == View::Implementation)?;
        let steps = self.steps.iter().map(|step| (step.parent, step.child));
        Some(dominators(root, steps))
    }

    fn name_only_through(&self) -> String {
        // All but the document that was asked about and the one that is named.
        let all = self.documents.len().saturating_sub(2);
        let through = self.only_through().unwrap_or_default();
        told(&through, all, |it| self.label(it))
    }

    fn name(&self, number: usize) -> String {
        self.documents
            .get(&number)
            .map(|entry| entry.document.to_string())
            .unwrap_or_default()
    }

    fn label(&self, number: usize) -> String {
        let Some(entry) = self.documents.get(&number) else {
            return String::new();
        };
        let stub = if entry.document.stub {
            " (not in the collection)"
        } else {
            ""
        };
        let level = entry
            .document
            .level
            .as_ref()
            .filter(|_| self.view != View::Supersession)
            .map(|level| format!(" · {level}"))
            .unwrap_or_default();
        let status = entry
            .status
            .as_ref()
            .map(|status| format!(" [{status}]"))
            .unwrap_or_default();
        format!("{}{level}{stub}{status}", entry.document)
    }

    /// Links by which a document rests on one of lower rank.
    fn inversions(&self) -> Vec<(usize, usize, &Statement)> {
        let rank = |number: &usize| {
            self.documents
                .get(number)
                .and_then(|entry| entry.document.level?.rank())
        };
        let mut found = Vec::new();
        for step in &self.steps {
            let (lower, upper) = if self.view == View::Bases {
                (step.parent, step.child)
            } else {
                (step.child, step.parent)
            };
            let Some((lower_rank, upper_rank)) = rank(&lower).zip(rank(&upper)) else {
                continue;
            };
            // To carry out a policy of lower rank is nothing strange; to be founded on it is.
            let founded = |it: &&Statement| {
                it.link.relation.rests() && it.link.relation != Relation::Implements
            };
            if lower_rank < upper_rank {
                found.extend(
                    step.statements
                        .iter()
                        .filter(founded)
                        .map(|statement| (lower, upper, statement)),
                );
            }
        }
        found
    }

    fn name_inversions(&self) -> String {
        let name = |(lower, upper, statement): &(usize, usize, &Statement)| {
            let place = statement
                .link
                .place()
                .map(|place| format!("  [{place}]"))
                .unwrap_or_default();
            format!(
                "inversion: {} is {} {}, which ranks below it{place}\n",
                self.label(*lower),
                above(statement.link.relation),
                self.label(*upper)
            )
        };
        self.inversions().iter().map(name).collect()
    }

    fn name_current(&self) -> String {
        let Some(current) = &self.current else {
            return String::new();
        };
        let names: Vec<String> = current
            .iter()
            .map(|number| self.label(*number))
            .filter(|label| !label.is_empty())
            .collect();
        format!(
            "current {}: {}\n",
            self.as_of,
            if names.is_empty() {
                "none that the graph knows".to_owned()
            } else {
                names.join(", ")
            }
        )
    }

    fn heading(&self) -> String {
        let provision = self
            .provision
            .as_ref()
            .map(|provision| format!("what names {provision}: "))
            .unwrap_or_default();
        match self.as_of.day() {
            Some(_) if self.view != View::Supersession => format!("{provision}{}\n", self.as_of),
            _ if provision.is_empty() => String::new(),
            _ => format!("{provision}{}\n", self.as_of),
        }
    }

    /// The tree from each root; a document that comes several times has its own tree in one place,
    /// and elsewhere says where that is.
    fn tree(&self) -> String {
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, step) in self.steps.iter().enumerate() {
            children.entry(step.parent).or_default().push(index);
        }
        let mut text = self.heading();
        let mut drawn = BTreeSet::new();
        let mut open: Vec<Line> = self
            .roots
            .iter()
            .rev()
            .map(|root| Line {
                number: *root,
                step: None,
                margin: String::new(),
                is_last: true,
            })
            .collect();
        while let Some(line) = open.pop() {
            let below = children.get(&line.number).map_or(&[][..], Vec::as_slice);
            let is_the_place = self
                .documents
                .get(&line.number)
                .and_then(|entry| entry.spot)
                .is_some_and(|spot| spot.step == line.step);
            let seen = match (
                is_the_place || below.is_empty(),
                drawn.contains(&line.number),
            ) {
                (true, _) => "",
                (false, true) => " (see above)",
                (false, false) => " (see below)",
            };
            text.push_str(&self.draw(&line, seen));
            if is_the_place {
                drawn.insert(line.number);
                let lines = below.iter().enumerate().filter_map(|(position, step)| {
                    let number = self.steps.get(*step)?.child;
                    Some(Line {
                        number,
                        step: Some(*step),
                        margin: line.margin_below(),
                        is_last: position + 1 == below.len(),
                    })
                });
                open.extend(lines.collect::<Vec<_>>().into_iter().rev());
            }
        }
        [
            text,
            self.name_cycles(),
            self.name_inversions(),
            self.name_only_through(),
            self.name_current(),
        ]
        .concat()
    }

    fn draw(&self, line: &Line, seen: &str) -> String {
        let focus = if self.focus == Some(line.number) && self.view == View::Supersession {
            " ◀"
        } else {
            ""
        };
        let label = self.label(line.number);
        match line.step.and_then(|step| self.steps.get(step)) {
            None => format!("{label}{seen}{focus}\n"),
            Some(step) => {
                let place = places(&step.statements);
                let branch = if line.is_last { "└─ " } else { "├─ " };
                format!(
                    "{}{branch}{} {label}{seen}{focus}{place}\n",
                    line.margin,
                    self.phrase(&step.statements)
                )
            }
        }
    }

    /// `repealed, replaced from 2020-07-01 by`; `based on it (第九条):`.
    fn phrase(&self, statements: &[Statement]) -> String {
        let mut words: Vec<String> = Vec::new();
        for statement in statements {
            let word = words_for(self.view, statement);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let dates: BTreeSet<Day> = statements
            .iter()
            .filter_map(|statement| statement.link.date)
            .collect();
        let from = match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first == last => format!(" from {first}"),
            (Some(first), Some(last)) => format!(" from {first} … {last}"),
            _ => String::new(),
        };
        let end = if self.view == View::Supersession {
            " by"
        } else {
            ":"
        };
        format!("{}{from}{end}", words.join(", "))
    }

    fn name_cycles(&self) -> String {
        let word = if self.view == View::Supersession {
            "supersede"
        } else {
            "rest on"
        };
        let name = |cycle: &Vec<usize>| match cycle.as_slice() {
            [one] => format!("cycle: {} is said to {word} itself\n", self.label(*one)),
            many => format!(
                "cycle: these are said to {word} each other: {}\n",
                many.iter()
                    .map(|number| self.label(*number))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.cycles.iter().map(name).collect()
    }
}

/// A line of a tree that is still to be drawn.
struct Line {
    number: usize,
    step: Option<usize>,
    margin: String,
    is_last: bool,
}

impl Line {
    fn margin_below(&self) -> String {
        match (self.step, self.is_last) {
            (None, _) => String::new(),
            (Some(_), true) => format!("{}   ", self.margin),
            (Some(_), false) => format!("{}│  ", self.margin),
        }
    }
}

fn words_for(view: View, statement: &Statement) -> String {
    let relation = statement.link.relation;
    let word = match view {
        View::Supersession => passive(relation),
        View::Implementation => below(relation),
        View::Bases => above(relation),
    };
    let ordinal = statement
        .link
        .ordinal
        .as_ref()
        .map(|ordinal| format!(" (time {ordinal})"))
        .unwrap_or_default();
    let through = statement
        .through
        .as_ref()
        .map(|cover| format!(" (with {cover})"))
        .unwrap_or_default();
    format!(
        "{word}{ordinal}{}{through}",
        list_provisions(&statement.link.provisions)
    )
}

fn list_provisions(provisions: &[Provision]) -> String {
    let provisions = labels(provisions);
    match provisions.get(..LISTED) {
        _ if provisions.is_empty() => String::new(),
        Some(first) if provisions.len() > LISTED => {
            format!(" ({} … {} in all)", first.join("、"), provisions.len())
        }
        _ => format!(" ({})", provisions.join("、")),
    }
}

fn passive(relation: Relation) -> &'static str {
    match relation {
        Relation::Amends => "amended",
        Relation::Repeals => "repealed",
        Relation::RepealsPartOf => "repealed in part",
        Relation::Replaces => "replaced",
        Relation::Invalidates => "declared invalid",
        other => other.name(),
    }
}

fn below(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "based on it",
        Relation::Implements => "implements it",
        Relation::DetailedRulesFor => "detailed rules for it",
        Relation::Promulgates => "promulgated by it",
        other => other.name(),
    }
}

fn above(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "based on",
        Relation::Implements => "implements",
        Relation::DetailedRulesFor => "detailed rules for",
        Relation::Promulgates => "promulgated by",
        other => other.name(),
    }
}

/// The places behind a step, each once.
fn places(statements: &[Statement]) -> String {
    let places: BTreeSet<String> = statements
        .iter()
        .filter_map(|statement| statement.link.place())
        .collect();
    if places.is_empty() {
        String::new()
    } else {
        format!("  [{}]", places.into_iter().collect::<Vec<_>>().join(", "))
    }
}

fn table(reports: &[Report]) -> String {
    let header = [
        "depth",
        "document",
        "number",
        "date",
        "relation",
        "provisions",
        "from",
        "of or by",
        "evidence",
    ];
    let mut table = Table::new(header.iter().map(|name| (*name).to_owned()).collect());
    for report in reports {
        let mut steps: Vec<&Step> = report.steps.iter().collect();
        let depth = |number: &usize| {
            report
                .documents
                .get(number)
                .and_then(|entry| entry.spot)
                .map_or(0, |spot| spot.depth)
        };
        steps.sort_by_key(|step| (depth(&step.child), step.child, step.parent));
        for step in steps {
            for statement in &step.statements {
                table.push(row(report, step, statement));
            }
        }
    }
    let day = reports
        .first()
        .filter(|report| report.as_of.day().is_some())
        .map(|report| format!("{}\n", report.as_of))
        .unwrap_or_default();
    let below: String = reports
        .iter()
        .map(|report| {
            let through = report.name_only_through();
            report.name_inversions() + &through + &report.name_current()
        })
        .collect();
    format!("{day}{table}{below}")
}

fn row(report: &Report, step: &Step, statement: &Statement) -> Vec<String> {
    let entry = report.documents.get(&step.child);
    let document = |of: fn(&Document) -> Option<String>| {
        entry
            .and_then(|entry| of(&entry.document))
            .unwrap_or_default()
    };
    let parent = report
        .documents
        .get(&step.parent)
        .map(|entry| entry.document.title.clone())
        .unwrap_or_default();
    vec![
        entry
            .and_then(|entry| entry.spot)
            .map(|spot| spot.depth.to_string())
            .unwrap_or_default(),
        document(|document| Some(document.title.clone())),
        document(|document| {
            document
                .number
                .clone()
                .or_else(|| document.promulgated_under.clone())
        }),
        document(|document| document.date.map(|day| day.to_string())),
        statement.link.relation.name().to_owned(),
        statement.link.named(),
        statement
            .link
            .date
            .map(|day| day.to_string())
            .unwrap_or_default(),
        parent,
        statement.link.place().unwrap_or_default(),
    ]
}

#[derive(Serialize)]
struct ReportRecord<'a> {
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
    fn of(report: &'a Report) -> Self {
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
            documents: report.documents.values().map(DocumentRecord::of).collect(),
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
