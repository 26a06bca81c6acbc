//! Quotes (the evidence of a fact): what stands at a place, in the terms of the source.
//!
//! Owns: [`Quote`], the way to it from a place in the clean text. Must not know: what the words
//! show.

use super::fragment::{Selector, selector};
use crate::model::span::TextRange;
use crate::text::records::Analysed;
use serde::{Deserialize, Serialize};

/// Words of the source, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, as the source has them.
    pub words: String,
    /// Their first character, counted from the beginning of the text.
    pub start: u32,
    /// One past their last character.
    pub end: u32,
    /// The line in which they begin, from 1.
    pub line: u32,
    /// How sure a machine was that recognised them in a picture, in percent.
    pub confidence: Option<u8>,
    /// Where in the file they stand.
    pub selector: Option<Selector>,
}

/// What stands at the places, each once, in their order. Places without words have no quote.
pub(super) fn quotes(text: &Analysed, mut places: Vec<TextRange>) -> Vec<(TextRange, Quote)> {
    places.sort_unstable();
    places.dedup();
    let quotes = places.into_iter();
    quotes
        .filter_map(|place| Some((place, quote(text, place)?)))
        .collect()
}

fn quote(text: &Analysed, place: TextRange) -> Option<Quote> {
    if place.start >= place.end || place.end > text.clean.text().len() {
        return None;
    }
    let bytes = text.clean.to_source(place);
    let source = text.file.text.as_str();
    let words = source.get(bytes.start..bytes.end)?;
    let start = text.index.chars(source, bytes.start);
    let line = |at| text.index.line(at);
    let lines = line(bytes.start)..=line(bytes.end.saturating_sub(1));
    let sure = lines
        .clone()
        .filter_map(|line| text.file.look(line)?.confidence);
    Some(Quote {
        words: words.to_owned(),
        start: start as u32,
        end: (start + words.chars().count()) as u32,
        line: *lines.start() as u32,
        confidence: sure.min(),
        selector: selector(&text.file, bytes.start..bytes.end, lines),
    })
}
