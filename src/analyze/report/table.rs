//! A report in rows: a table for a terminal, answer tables for findings.
//!
//! Owns: the columns. Must not know: trees, JSON.

use super::content::{Entry, Report, Statement, Step, View};
use crate::analyze::answer_table::{AnswerTable, Cell, Row};
use crate::analyze::network::Document;
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
const CURRENT: &[&str] = &["document", "iri"];

impl Report {
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
