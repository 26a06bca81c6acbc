//! The number of a document whose lines are labelled.
//!
//! Owns: in which lines around a title a number is looked for, and which is taken. Must not know:
//! where documents begin.

use super::letterhead::{PAPER, is_masthead, parted_name};
use super::page::Label;
use super::splitter::Splitter;
use super::title::{
    ANNEX_HEAD, NOTE_NUMBER, NUMBER_BEHIND, NUMBER_LINE, ORDER, SERIAL, tidy_number,
};
use crate::model::span::TextRange;
use crate::text::rule::Words;

/// How many lines above its title a document's number may stand.
const NUMBER_ABOVE: usize = 8;
/// How many lines under a title the name of the decree may stand that puts it out.
const ORDER_BELOW: usize = 5;

/// Among how many lines under its serial an announcement says that it is one.
const ANNOUNCED_BELOW: usize = 40;
/// The name of an announcement and its number, with its place.
type Announcement = (String, (String, TextRange));

/// What an announcement says of itself.
static ANNOUNCES: Words = Words::new(
    "says-it-announces",
    &[
        "公告如下",
        "特此公告",
        "本公告",
        "现予公布",
        "现予以公布",
        "现予发布",
    ],
    &["现就示例事宜公告如下：", "制定了《示例办法》，现予公布。"],
    &["现就示例事宜通知如下：", "已予公布"],
);
/// What its name adds to those who issue it.
static ANNOUNCEMENT: Words =
    Words::tails("is-announcement", &["公告"], &["示例部公告"], &["公告如下"]);

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
        let found = found.or_else(|| self.order_at(at, end));
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

    /// The name of the announcement that begins at line `at` with those who issue it and its serial
    /// under them, and its number: that it is one is told in its text alone.
    pub(super) fn announcement_at(&self, at: usize, end: usize) -> Option<Announcement> {
        let below = (at + 2..end).take(ANNOUNCED_BELOW);
        let bodies = self.clean.line(at);
        let told = |i: usize| ANNOUNCES.stand_in(self.clean.line(i));
        let is_one = self.labels[at] == Label::Decree && is_masthead(bodies);
        if !is_one || !below.into_iter().any(told) {
            return None;
        }
        let name = format!("{bodies}{}", ANNOUNCEMENT.words[0]);
        let from = self.clean.lines()[at].text.start;
        let number = self.with_serial(&name, at, end, from)?;
        Some((name, number))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&ANNOUNCES, &ANNOUNCEMENT]);
    }

    #[test]
    fn bodies_over_a_serial_announce_what_says_so() {
        let text = |told: &str| {
            format!(
                "财政部商务部\n（2016）第10号\n为加强示例管理，促进示例发展，现就示例工作有关事项{told}如下：\n一、示例企业应当报送示例情况。\n2016年4月27日\n"
            )
        };
        for (told, want) in [
            (
                "公告",
                ("财政部商务部公告", "财政部商务部公告（2016）第10号"),
            ),
            ("明确", ("", "（2016）第10号")),
        ] {
            let documents = segment(&clean(&text(told)));
            let number = documents[0].number.as_ref().map_or("", |(n, _)| n);
            assert_eq!((&*documents[0].title, number), want);
        }
    }
}
