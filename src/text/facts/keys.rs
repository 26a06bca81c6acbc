//! Keys (of entity resolution): what of a file's facts tells which document is which.
//!
//! Owns: [`Keys`], all that is held of a file while a whole collection is resolved. Must not know:
//! evidence, how keys are compared.

use super::file::{Facts, Heads};
use super::hash::hash;
use crate::model::day::Day;
use crate::model::relation::Relation;
use crate::text::extract::{Extraction, Form, Row};
use std::ops::Deref;

/// What the documents of a file say of themselves, and whom they name.
#[derive(Debug)]
pub struct Keys {
    heads: Heads,
    /// For each document, what it says of others, row by row.
    pub(crate) rows: Vec<Box<[Key]>>,
}

/// A row, as far as it tells who is meant.
#[derive(Debug)]
pub(crate) struct Key {
    /// Full title of the target; empty if only a number is printed.
    pub(crate) target: Box<str>,
    /// Its number, as printed.
    pub(crate) number: Option<Box<str>>,
    pub(crate) relation: Relation,
    /// Whether a short name stands for it.
    pub(crate) is_short: bool,
    /// Whether a part of it is meant.
    pub(crate) part: bool,
    /// Whether it is an earlier act of the document's own title.
    pub(crate) earlier: bool,
    /// Date stated for the event.
    pub(crate) date: Option<Day>,
    /// The day on which that earlier act was passed or issued.
    pub(crate) version: Option<Day>,
    /// The day of the change that made the wording which is meant.
    pub(crate) state: Option<Day>,
    /// A hash of what else it says: ordinal and provisions.
    pub(crate) rest: u64,
}

impl Facts {
    /// What of them tells which document is which.
    pub(crate) fn keys(&self) -> Keys {
        Keys::of(self.heads.clone(), &self.extractions)
    }

    /// The same, the rest being dropped.
    pub(crate) fn into_keys(self) -> Keys {
        Keys::of(self.heads, &self.extractions)
    }
}

impl Keys {
    fn of(heads: Heads, extractions: &[Extraction]) -> Self {
        let rows = |it: &Extraction| it.rows.iter().map(key).collect();
        Self {
            heads,
            rows: extractions.iter().map(rows).collect(),
        }
    }

    /// Lets go of all but the file, when everything is resolved.
    pub(crate) fn let_go(&mut self) {
        self.rows = Vec::new();
        self.heads.documents = Vec::new();
        self.heads.fields = Vec::new();
    }

    /// The path under which the file goes.
    pub(crate) fn path_mut(&mut self) -> &mut String {
        &mut self.heads.file.path
    }
}

impl Deref for Keys {
    type Target = Heads;

    fn deref(&self) -> &Heads {
        &self.heads
    }
}

fn key(row: &Row) -> Key {
    Key {
        target: row.target.as_str().into(),
        number: row.number.as_deref().map(Into::into),
        relation: row.relation,
        is_short: row.form == Form::Short,
        part: row.part,
        earlier: row.earlier,
        date: row.date,
        version: row.version,
        state: row.state,
        rest: rest(row),
    }
}

/// What a row says beside its target and its days, by a hash.
fn rest(row: &Row) -> u64 {
    let ordinal = row.ordinal.unwrap_or_default().to_le_bytes();
    let provisions = row.provisions.iter().flat_map(|it| it.bytes().chain([0]));
    hash(ordinal.into_iter().chain(provisions))
}
