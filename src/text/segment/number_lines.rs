//! The number of a document whose lines are labelled.
//!
//! Owns: in which lines around a title a number is looked for, and which is taken. Must not know:
//! where documents begin.

use super::letterhead::{PAPER, parted_name};
use super::page::Label;
use super::splitter::Splitter;
use super::title::{
    ANNEX_HEAD, NOTE_NUMBER, NUMBER_BEHIND, NUMBER_LINE, ORDER, SERIAL, tidy_number,
};
use crate::model::span::TextRange;

/// How many lines above its title a document's number may stand.
const NUMBER_ABOVE: usize = 8;
/// How many lines under a title the name of the decree may stand that puts it out.
const ORDER_BELOW: usize = 5;

impl Splitter<'_> {
    /// The number of the document at `at`: on a line of its own in its head or above it, or behind
    /// the name of a decree or an announcement.
    pub(super) fn number_of(
        &self,
        at: usize,
        end: usize,
        above: usize,
    ) -> Option<(String, TextRange)> {
        let head = at..end.min(at + 12);
        let outside = (above.max(at.saturating_sub(NUMBER_ABOVE))..at)
            .rev()
            .take_while(|i| self.labels[*i] == Label::Outside);
        let in_head = head.clone().filter(|i| {
            matches!(
                self.labels[*i],
                Label::Number | Label::Title | Label::TitleMore | Label::Decree | Label::Note
            )
        });
        let found = in_head
            .chain(outside)
            .find_map(|i| self.order_at(i, end).or_else(|| self.number_at(i)));
        let found = found.or_else(|| self.number_over(at));
        // The decree may stand under the title of what it puts out.
        let under = at + 1..end.min(at + ORDER_BELOW);
        found.or_else(|| {
            let mut orders = under.filter(|i| self.clean.line(*i).ends_with(['令', '号', '號']));
            orders.find_map(|i| self.order_at(i, end))
        })
    }

    /// The number right over the title at `at`, under those who issue or the word 附件: an act that
    /// another passes on is printed as it was issued.
    fn number_over(&self, at: usize) -> Option<(String, TextRange)> {
        let head = at.checked_sub(2)?;
        let words = self.clean.line(head);
        let heads = ANNEX_HEAD.is_match(words) || self.is_signature(head) || PAPER.stand_in(words);
        let found = NUMBER_LINE
            .captures(self.clean.line(at - 1))
            .filter(|_| heads);
        let found = found.as_ref().and_then(|c| c.get(1))?;
        Some((
            tidy_number(found.as_str()),
            self.part(at - 1, found.range()),
        ))
    }

    pub(super) fn number_at(&self, i: usize) -> Option<(String, TextRange)> {
        let words = self.clean.line(i);
        let found = NUMBER_LINE
            .captures(words)
            .or_else(|| NUMBER_BEHIND.captures(words))
            .or_else(|| NOTE_NUMBER.captures(words))?
            .get(1)?;
        Some((tidy_number(found.as_str()), self.part(i, found.range())))
    }

    /// The number of a decree or an announcement whose name is line `i`, the serial behind it or on
    /// the next line.
    fn order_at(&self, i: usize, end: usize) -> Option<(String, TextRange)> {
        if let Some((first, name)) = parted_name(self.clean, i) {
            return self.with_serial(&name, i, end, self.clean.lines()[first].text.start);
        }
        let words = self.clean.line(i);
        let may = words.ends_with(['告', '令', '号', '號', '）']);
        let found = may.then(|| ORDER.captures(words)).flatten()?;
        let (name, place) = (found.get(1)?, self.clean.lines()[i].text);
        if let Some(serial) = found.get(2) {
            let range = name.start()..serial.end();
            let number = format!("{}{}", name.as_str(), serial.as_str());
            return Some((tidy_number(&number), self.part(i, range)));
        }
        self.with_serial(name.as_str(), i, end, place.start + name.start())
    }

    /// `name`, which begins at byte `from` and ends with line `i`, with the serial on the line
    /// under it.
    fn with_serial(
        &self,
        name: &str,
        i: usize,
        end: usize,
        from: usize,
    ) -> Option<(String, TextRange)> {
        let next = (i + 1 < end).then(|| self.clean.line(i + 1))?;
        let serial = SERIAL.find(next)?;
        let number = format!("{name}{}", serial.as_str());
        let to = self.clean.lines()[i + 1].text.start + serial.end();
        Some((tidy_number(&number), TextRange::new(from, to)))
    }
}
