//! Reification: findings as RDF, in a named graph.
//!
//! Owns: which triples the row of a sheet is, as N-Quads in a graph of its own for each analysis.
//! Must not know: files, and what the columns mean.
//!
//! A finding is a node named after its analysis, its day and a digest of what it says: the same
//! finding has the same name in every dataset, and the findings of several days stand side by side.
//! Each column is a property, `since` is `zt:findingSince`; documents are linked by `zt:concerns`
//! and `zt:inRelationTo`, the places by `zt:evidence`.

use super::answer_table::{AnswerTable, Cell, Row};
use crate::model::as_of::AsOf;
use crate::model::source::hex;
use crate::model::vocab::{Term, ZT, term};
use crate::rdf::store::quoted;
use sha2::{Digest, Sha256};
use std::fmt;

/// How many bytes of a digest name a finding.
const NAME: usize = 8;

/// The named graph of an analysis below `base`.
pub(crate) fn graph(base: &str, analysis: &str) -> String {
    match analysis {
        "status" => format!("{base}graph/analysis"),
        other => format!("{base}graph/analysis/{other}"),
    }
}

/// The rows of all `sheets` of the analysis named `analysis` as N-Quads below `base`, sorted.
pub fn findings(sheets: &[AnswerTable<'_>], analysis: &str, base: &str) -> String {
    let graph = graph(base, analysis);
    let mut lines: Vec<String> = Vec::new();
    for sheet in sheets {
        let mut titled = Sha256::new();
        titled.update(&sheet.title);
        for row in &sheet.rows {
            let node = format!(
                "{base}analysis/{analysis}/{}/{}",
                when(sheet.as_of),
                digest(titled.clone(), row)
            );
            for (property, object) in triples(sheet, row) {
                lines.push(format!("<{node}> <{property}> {object} <{graph}> .\n"));
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

/// The day in an IRI.
pub(super) fn when(as_of: AsOf) -> String {
    as_of
        .day()
        .map_or_else(|| "collection".to_owned(), |day| day.to_string())
}

fn digest(mut digest: Sha256, row: &Row<'_>) -> String {
    for cell in &row.cells {
        digest.update([0]);
        digest.update(cell.to_string());
    }
    hex(&digest.finalize()[..NAME])
}

fn triples(sheet: &AnswerTable<'_>, row: &Row<'_>) -> Vec<(String, String)> {
    let mut found = vec![
        (term::A.to_string(), format!("<{}>", term::FINDING)),
        (term::ANALYSIS.to_string(), quoted(&sheet.title)),
    ];
    found.extend(
        sheet
            .as_of
            .day()
            .map(|day| (term::AS_OF.to_string(), typed(day, term::DATE))),
    );
    for (column, cell) in sheet.columns.iter().zip(&row.cells) {
        let property = format!("{ZT}{}", property(column));
        match cell {
            Cell::None => {}
            Cell::Text(iri) if IRIS.contains(column) => found.push((property, format!("<{iri}>"))),
            Cell::Texts(texts) => {
                found.extend(texts.iter().map(|it| (property.clone(), quoted(it))))
            }
            Cell::Count(count) => found.push((property, typed(count, term::INTEGER))),
            Cell::Share(share) => {
                found.push((property, typed(format_args!("{share:e}"), term::DOUBLE)))
            }
            Cell::Day(day) => found.push((property, typed(day, term::DATE))),
            Cell::Word(_) | Cell::Text(_) => found.push((property, quoted(&cell.to_string()))),
        }
    }
    let spans = row.evidence.iter().filter(|place| !place.span.is_empty());
    found.extend(spans.map(|place| (term::EVIDENCE.to_string(), format!("<{}>", place.span))));
    found
}

/// A literal of a datatype.
fn typed(value: impl fmt::Display, datatype: Term) -> String {
    format!("\"{value}\"^^<{datatype}>")
}

/// Columns of IRIs.
const IRIS: [&str; 2] = ["iri", "of iri"];

/// The name of the property of a column.
pub(super) fn property(column: &str) -> String {
    match column {
        "iri" => "concerns".to_owned(),
        "of iri" => "inRelationTo".to_owned(),
        _ => {
            let mut name = "finding".to_owned();
            for word in column.split(' ') {
                let mut letters = word.chars();
                name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                name.push_str(letters.as_str());
            }
            name
        }
    }
}
