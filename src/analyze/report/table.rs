//! A report in rows: a table for a terminal, answer tables for findings.
//!
//! Owns: the columns. Must not know: trees, JSON.

use super::content::{Entry, Report, Statement, Step, View};
use super::words::held;
use crate::analyze::answer_table::{AnswerTable, Cell, Row};
use crate::analyze::network::{Document, Version};
use crate::output::table::Table;

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
const VERSIONS: &[&str] = &["document", "version", "event", "by", "notes", "iri"];
const CURRENT: &[&str] = &["document", "iri"];
const THROUGH: &[&str] = &["document", "documents", "iri"];

impl Report {
    /// Its steps as rows, and further sheets of what is current and of what rests on others only
    /// through one, where that was asked.
    pub fn sheets(&self) -> Vec<AnswerTable<'_>> {
        let title = match self.view {
            View::Supersession => "supersession",
            View::Implementation => "implementation",
            View::Bases => "implementation: legal bases",
        };
        let focus = self.focus.map(|focus| format!(" of {}", self.name(focus)));
        let title = format!("{title}{}", focus.unwrap_or_default());
        let mut steps = AnswerTable::new(title.clone(), self.as_of, STEPS);
        for step in &self.steps {
            let rows = step.statements.iter().map(|it| self.step_row(step, it));
            steps.rows.extend(rows);
        }
        let mut sheets = vec![steps];
        let mut versions = AnswerTable::new(format!("{title}: versions"), self.as_of, VERSIONS);
        for number in self.documents.keys() {
            let rows = self.chained(*number).iter();
            versions
                .rows
                .extend(rows.map(|it| self.version_row(*number, it)));
        }
        if !versions.rows.is_empty() {
            sheets.push(versions);
        }
        if let Some(current) = &self.current {
            let title = format!("{title}: current");
            let mut sheet = AnswerTable::new(title, self.as_of, CURRENT);
            let row = |number: &usize| vec![self.name(*number).into(), self.iri(*number).into()];
            let rows = current.iter().map(|it| Row::of(row(it), Vec::new()));
            sheet.rows = rows.collect();
            sheets.push(sheet);
        }
        if let Some(through) = self.only_through() {
            let title = format!("{title}: only through");
            let mut sheet = AnswerTable::new(title, self.as_of, THROUGH);
            let row = |(number, count): &(usize, usize)| {
                let (name, iri) = (self.name(*number), self.iri(*number));
                Row::of(vec![name.into(), (*count).into(), iri.into()], Vec::new())
            };
            sheet.rows = through.iter().map(row).collect();
            sheets.push(sheet);
        }
        sheets
    }

    fn iri(&self, number: usize) -> Option<&String> {
        self.documents.get(&number).map(|it| &it.document.iri)
    }

    fn version_row<'a>(&self, number: usize, version: &'a Version) -> Row<'a> {
        let cells = vec![
            Cell::from(self.name(number)),
            Some(version.day).into(),
            version.kind.clone().into(),
            version.decision.clone().into(),
            Cell::from(held(version)),
            Cell::from(&version.iri),
        ];
        Row::of(cells, version.evidence.iter().collect())
    }

    /// A row that begins with the document that speaks.
    fn step_row<'a>(&'a self, step: &Step, statement: &'a Statement) -> Row<'a> {
        let child = self.documents.get(&step.child);
        let is_of = |entry: &Entry| {
            entry.document.iri == statement.from || entry.others.contains(&statement.from)
        };
        let (speaking, other) = if child.is_some_and(is_of) {
            (step.child, step.parent)
        } else {
            (step.parent, step.child)
        };
        let depth = child.and_then(|entry| entry.spot).map(|spot| spot.depth);
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
        Row::of(cells, statement.link.evidence.iter().collect())
    }
}

pub(super) fn table(reports: &[Report]) -> String {
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
