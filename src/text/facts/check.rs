//! Validation: whether facts that were read hold together as those made of a text do.
//!
//! Owns: what later stages take for granted. Must not know: where the facts come from.

use super::file::Facts;
use crate::model::span::TextRange;

impl Facts {
    /// What is wrong with them, if anything is.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let count = self.documents.len();
        let counts = [
            self.fields.len(),
            self.extractions.len(),
            self.changes.len(),
        ];
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let sha256 = &self.file.sha256;
        if sha256.len() != 64 || !sha256.bytes().all(is_hex) {
            return Some("a file without its SHA-256");
        }
        if counts.iter().any(|n| *n != count) {
            return Some("documents without their facts");
        }
        let parents = self.documents.iter().enumerate();
        let mut parents = parents.map(|(i, it)| it.parent.is_none_or(|parent| parent < i));
        if !parents.all(|before| before) {
            return Some("a document that encloses one before it");
        }
        let mut rows = self.extractions.iter().flat_map(|it| &it.rows);
        if rows.any(|row| row.evidence.is_empty()) {
            return Some("a relation without evidence");
        }
        let told = self.changes.iter().zip(&self.extractions);
        let mut known =
            told.flat_map(|(told, found)| told.iter().map(|it| it.row < found.rows.len()));
        if !known.all(|known| known) {
            return Some("a change without its act");
        }
        self.places()
    }

    fn places(&self) -> Option<&'static str> {
        if !self.quotes.is_sorted_by(|a, b| a.0 < b.0) {
            return Some("quotes out of order");
        }
        let quoted = self.quotes.iter().all(|(_, quote)| {
            let length = quote.end.checked_sub(quote.start).map(|it| it as usize);
            length.is_some() && length == Some(quote.words.chars().count())
        });
        if !quoted {
            return Some("a quote that is longer or shorter than its place");
        }
        let holds_words = |place: &TextRange| place.start < place.end;
        let mut named = self.named().into_iter().filter(holds_words);
        let all = named.all(|place| self.quote(place).is_some());
        (!all).then_some("a place without its quote")
    }
}
