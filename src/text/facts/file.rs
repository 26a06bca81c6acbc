//! The facts of one file, and what of its text goes into them.
//!
//! Owns: [`Facts`] and its parts. Must not know: other files, identity, quads, how anything was
//! found.

use super::quote::{Quote, quotes};
use super::wording::Wording;
use crate::model::source::{Kind, SourceFile};
use crate::model::span::TextRange;
use crate::text::changes::Instruction;
use crate::text::extract::Extraction;
use crate::text::fields::{Event, Expiry, Fact, Fields};
use crate::text::name::{self, RuleName};
use crate::text::records::Analysed;
use crate::text::segment::{self, Role, Sign};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// What the documents of a file say of themselves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heads {
    /// The file.
    pub file: Source,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Their own facts.
    pub fields: Vec<Fields>,
}

/// What is known of one file: its heads, and what they stand over.
#[derive(Debug, Serialize, Deserialize)]
pub struct Facts {
    /// What its documents say of themselves.
    pub(super) heads: Heads,
    /// What they say of others.
    pub extractions: Vec<Extraction>,
    /// What they tell to be changed in the words of others.
    pub changes: Vec<Vec<Instruction>>,
    /// What stands at the places that are named above, in order of the places.
    pub(super) quotes: Vec<(TextRange, Quote)>,
    /// The words of each document, to be compared with others; kept apart from the rest.
    #[serde(skip)]
    pub(crate) wordings: Vec<Wording>,
}

impl Deref for Facts {
    type Target = Heads;

    fn deref(&self) -> &Heads {
        &self.heads
    }
}

/// The file that facts are of, as a [`SourceFile`] has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// The path as given or found.
    pub path: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Name of the encoding.
    pub encoding: String,
    /// What kind of file it is.
    pub kind: Kind,
    /// The program that recognised pages in pictures.
    pub recognised_by: Option<String>,
    /// What the reader has to tell.
    pub notes: Vec<String>,
}

impl Source {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// One document of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub role: Role,
    /// Index, in the same file, of the act that encloses it.
    pub parent: Option<usize>,
    /// The whole title.
    pub title: String,
    /// Where the title is printed.
    pub title_range: Option<TextRange>,
    /// Why it begins where it does.
    pub sign: Sign,
    /// Its number and where it stands.
    pub number: Option<(String, TextRange)>,
    /// The rule that read the number.
    #[serde(deserialize_with = "name::rule")]
    pub number_rule: RuleName,
    /// Its lines in the source.
    pub lines: Lines,
    /// The words behind the day on which it was passed, up to the end of their clause.
    pub adoption: Option<String>,
    /// The words from which its last day is reckoned, where it is.
    pub reckoned: Option<String>,
}

/// Lines of the source, by their numbers from 1.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Lines {
    /// The first.
    pub first: u32,
    /// Where the last one begins.
    pub last: u32,
    /// The line before the title and that of the title, where it is not the first.
    pub title: Option<(u32, u32)>,
}

impl Facts {
    /// What of an analysed file later stages need.
    pub fn of(text: &Analysed) -> Self {
        let file = &text.file;
        let documents = 0..text.documents.len();
        let rows = |it: &Extraction| Extraction {
            rows: it.rows.clone(),
            ..Extraction::default()
        };
        let wording = |it: &segment::Document| Wording::of(&text.clean, &it.lines);
        let mut facts = Self {
            heads: Heads {
                file: Source {
                    path: file.path.clone(),
                    sha256: file.sha256.clone(),
                    encoding: file.encoding.to_owned(),
                    kind: file.kind,
                    recognised_by: file.recognised_by.clone(),
                    notes: file.notes.clone(),
                },
                documents: documents.map(|i| document(text, i)).collect(),
                fields: text.fields.clone(),
            },
            extractions: text.extractions.iter().map(rows).collect(),
            changes: text.changes.clone(),
            quotes: Vec::new(),
            wordings: text.documents.iter().map(wording).collect(),
        };
        facts.quotes = quotes(text, facts.named());
        facts
    }

    /// The same as of a file of this path.
    pub(crate) fn set_path(&mut self, path: String) {
        self.heads.file.path = path;
    }

    /// What stands at a place that the facts name; none where the place holds no words.
    pub fn quote(&self, place: TextRange) -> Option<&Quote> {
        let at = self
            .quotes
            .binary_search_by_key(&place, |(place, _)| *place);
        Some(&self.quotes[at.ok()?].1)
    }
}

impl From<SourceFile> for Facts {
    fn from(file: SourceFile) -> Self {
        Self::of(&Analysed::new(file))
    }
}

fn document(text: &Analysed, i: usize) -> Document {
    let (document, fields) = (&text.documents[i], &text.fields[i]);
    let words = text.clean.text();
    let reckoned = fields.expires.as_ref();
    let reckoned = reckoned.filter(|fact| matches!(fact.value, Expiry::Reckoned(_)));
    Document {
        role: document.role,
        parent: document.parent,
        title: document.title.clone(),
        title_range: document.title_range,
        sign: document.sign,
        number: document.number.clone(),
        number_rule: text.number_rule(i),
        lines: lines(text, document),
        adoption: adoption(words, fields),
        reckoned: reckoned.map(|fact| fact.range.of(words).to_owned()),
    }
}

fn lines(text: &Analysed, document: &segment::Document) -> Lines {
    let number = |i: usize| text.clean.lines()[i].number;
    let (first, last) = (document.lines.start, document.lines.end - 1);
    let title = document.title_range.map(|r| text.clean.line_at(r.start));
    let title = title.filter(|title| *title > first && *title <= last);
    Lines {
        first: number(first),
        last: number(last),
        title: title.map(|title| (number(title - 1), number(title))),
    }
}

/// The words behind the day of adoption, which tell who passed it: …第三次会议通过.
fn adoption(words: &str, fields: &Fields) -> Option<String> {
    let place = fields.adopted.as_ref()?.range;
    let rest = words.get(place.end..)?;
    let end = rest.find(['通', '。', '，', '；', '\n']);
    Some(rest[..end.unwrap_or(rest.len())].to_owned())
}

impl Facts {
    /// The places that can become evidence.
    pub(super) fn named(&self) -> Vec<TextRange> {
        let mut places = Vec::new();
        for document in &self.documents {
            places.extend(document.title_range);
            places.extend(document.number.as_ref().map(|(_, place)| *place));
        }
        self.fields.iter().for_each(|it| stated(it, &mut places));
        let rows = self.extractions.iter().flat_map(|it| &it.rows);
        places.extend(rows.flat_map(|row| &row.evidence).map(|it| it.range));
        places.extend(self.changes.iter().flatten().map(|it| it.range));
        places
    }
}

/// The places of a document's own facts.
fn stated(fields: &Fields, places: &mut Vec<TextRange>) {
    fn place<T>(fact: &Option<Fact<T>>) -> Option<TextRange> {
        fact.as_ref().map(|fact| fact.range)
    }
    let days = [&fields.signed, &fields.adopted, &fields.printed];
    places.extend(days.into_iter().filter_map(place));
    places.extend(place(&fields.effective));
    places.extend(place(&fields.expires));
    places.extend(place(&fields.addressed));
    places.extend(fields.agencies.iter().map(|fact| fact.range));
    places.extend(fields.history.iter().map(|event: &Event| event.range));
}
