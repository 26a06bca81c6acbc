//! A comparison as JSON.
//!
//! Owns: the names of the fields. Must not know: how texts are compared.

use crate::analyze::{Comparison, Passage, Piece};
use serde_json::{Value as Json, json};

pub(super) fn write(comparison: &Comparison) -> String {
    let (counts, moved) = comparison.counts();
    let mut numbers = serde_json::Map::new();
    for (change, count) in counts {
        numbers.insert(change.names().0.to_owned(), count.into());
    }
    numbers.insert("moved".to_owned(), moved.into());
    let rows: Vec<Json> = comparison
        .lines
        .iter()
        .map(|line| {
            json!({
                "change": line.change.names().0,
                "moved": line.moved,
                "old": side(line.old.as_ref(), &line.old_pieces),
                "new": side(line.new.as_ref(), &line.new_pieces),
            })
        })
        .collect();
    let all = json!({
        "old": comparison.old,
        "new": comparison.new,
        "articles": numbers,
        "rows": rows,
    });
    format!("{all:#}\n")
}

/// A passage with its pieces: `[words, whether they differ]`.
fn side(passage: Option<&Passage>, pieces: &[Piece]) -> Json {
    let Some(passage) = passage else {
        return Json::Null;
    };
    let pieces: Vec<Json> = pieces
        .iter()
        .map(|it| json!([it.words, it.differs]))
        .collect();
    json!({
        "kind": passage.kind.name(),
        "label": passage.label,
        "pieces": pieces,
    })
}
