//! Quotations (引文): the words that are to stand in another text, apart from what is said of them.
//!
//! Owns: where a quotation begins and ends, over paragraphs too, its words without the marks, the
//! text in which each is one empty pair of marks. Must not know: what is said.
//!
//! Each paragraph of a quotation over several opens with a mark, the last alone closes one. Where
//! marks are missing, a line that tells to change something ends the quotation before it.

use crate::model::span::TextRange;
use crate::text::wording::closing;

/// What stands for a quotation.
pub(super) const MARK: &str = "“”";

/// A quotation.
#[derive(Debug)]
pub(super) struct Quote {
    /// Where its mark stands in the masked text.
    pub(super) at: usize,
    /// Its words, paragraphs on lines of their own.
    pub(super) words: String,
}

/// A text with a mark for each quotation, and the way back.
#[derive(Debug, Default)]
pub(super) struct Masked {
    pub(super) text: String,
    pub(super) quotes: Vec<Quote>,
    /// Where stretches begin, in the masked text and in the text.
    starts: Vec<(usize, usize)>,
    /// The quotations with their marks, in the text.
    pub(super) taken: Vec<TextRange>,
}

impl Masked {
    /// `range` of the text.
    pub(super) fn of(text: &str, range: TextRange) -> Self {
        let mut masked = Self::default();
        let mut at = range.start;
        while let Some(open) = text[at..range.end].find(['“', '"']).map(|i| at + i) {
            masked.keep(text, at, open);
            let Some((words, end)) = quotation(text, open, range.end) else {
                // Never closed: what follows cannot be told from the words of the other text.
                return masked;
            };
            masked.quote(words, open, end);
            at = end;
        }
        masked.keep(text, at, range.end);
        masked
    }

    fn keep(&mut self, text: &str, from: usize, to: usize) {
        self.starts.push((self.text.len(), from));
        self.text.push_str(&text[from..to]);
    }

    fn quote(&mut self, words: String, open: usize, end: usize) {
        // 修改为：and the words on the next line.
        let before = self.text.strip_suffix('\n');
        if before.is_some_and(|it| it.ends_with(['：', '为'])) {
            self.text.pop();
        }
        let at = self.text.len();
        self.starts.push((at, open));
        self.text.push_str(MARK);
        self.quotes.push(Quote { at, words });
        self.taken.push(TextRange::new(open, end));
    }

    /// The range of the text that a range of the masked text stands for.
    pub(super) fn place(&self, from: usize, to: usize) -> TextRange {
        let found = |at: usize| {
            let i = self.starts.partition_point(|(masked, _)| *masked <= at);
            self.starts[i.saturating_sub(1)]
        };
        let start = |(masked, place): (usize, usize)| place + (from - masked);
        let last = to.saturating_sub(1);
        let (masked, place) = found(last);
        let quote = self.taken.binary_search_by_key(&place, |it| it.start);
        let end = match quote {
            Ok(i) => self.taken[i].end,
            Err(_) => place + (to - masked),
        };
        TextRange::new(start(found(from)), end)
    }

    /// Where a place of the text outside of quotations stands in the masked text.
    pub(super) fn masked(&self, place: usize) -> usize {
        let i = self.starts.partition_point(|(_, start)| *start <= place);
        let found = i.checked_sub(1).and_then(|i| self.starts.get(i));
        found.map_or(0, |(masked, start)| masked + (place - start))
    }

    /// The words of the quotations whose marks stand in a range of the masked text.
    pub(super) fn words(&self, from: usize, to: usize) -> Vec<&str> {
        let first = self.quotes.partition_point(|it| it.at < from);
        let rest = self.quotes[first..].iter().take_while(|it| it.at < to);
        rest.map(|it| it.words.as_str()).collect()
    }

    /// Whether a place of the text lies in a quotation.
    pub(super) fn quotes_at(&self, place: usize) -> bool {
        let i = self.taken.partition_point(|it| it.end <= place);
        self.taken.get(i).is_some_and(|it| it.start <= place)
    }
}

/// The words of the quotation that opens at `open`, and where it ends; nothing if it never does.
/// Paragraphs that are closed one by one are one quotation.
fn quotation(text: &str, open: usize, limit: usize) -> Option<(String, usize)> {
    let (mut from, mut words) = (open, String::new());
    loop {
        let (inner, end) = closing(text, from, limit)?;
        for line in inner.of(text).lines() {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(line.strip_prefix(['“', '"']).unwrap_or(line));
        }
        let next = &text[end..limit];
        if !next.starts_with("\n“") {
            return Some((words, end));
        }
        from = end + 1;
    }
}
