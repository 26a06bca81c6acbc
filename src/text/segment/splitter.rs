//! The rules' way through a text: at each line, whether a document begins; then where each ends.
//!
//! Owns: the walk, what an act announces on the way, the tail of a document. Must not know: what
//! makes a line a beginning (that is `starts`), what the model of the page read.

use super::contents::Contents;
use super::document::{Document, Sign, untitled};
use super::enclosure::{Enclosures, is_rules};
use super::page::Label;
use super::title::{
    ANNEX_HEAD, ANNEX_LABEL, ENCLOSES, NUMBER_LINE, PART, READING, begins_item,
    interpretation_mark, is_act_title, is_date_line, is_first_part, tidy_number,
};
use crate::model::day::Day;
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::lexicon::lexicon;
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::model::title::fold as fold_title;
use crate::text::aside::Aside;
use crate::text::clean::CleanText;
use crate::text::marks::{AnyOf, any_of};
use crate::text::rule::Words;
use crate::text::words::STARTS_ANNEX;
use std::ops::Range;

/// How many bytes a row of a table has at most.
const LONGEST_ROW: usize = 1000;

/// Words with which a document speaks of what it encloses.
const ANNOUNCES: AnyOf = any_of![
    ["印发", "公布", "发布", "制定", "附件", "修订"],
    yes ["现将《示例办法》印发给你们", "附件：1.示例办法"],
    no ["现就示例工作通知如下："],
];
/// What introduces the text itself, in which those addressed are not named any more.
static FOLLOWS: Words = Words::new(
    "follows",
    &["如下"],
    &["现就有关事项通知如下："],
    &["各市人民政府："],
);
/// An item that only texts begin with.
static FIRST_POINT: Words = Words::heads(
    "first-point",
    &["（一）"],
    &["（一）示例事项"],
    &["（二）示例事项", "（2020年）"],
);

/// A place where a document may begin.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) role: Role,
    pub(super) sign: Sign,
    /// Lines of the title.
    pub(super) title: Range<usize>,
    pub(super) text: String,
    pub(super) body: usize,
    pub(super) number: Option<(String, TextRange)>,
    pub(super) heading_date: Option<(Day, TextRange)>,
    pub(super) parent: Option<usize>,
}

/// The text, what was found in it, and what the lines were read as.
pub(super) struct Splitter<'c> {
    pub(super) clean: &'c CleanText,
    pub(super) contents: &'c Contents,
    pub(super) documents: Vec<Document>,
    /// What the model of the page reads each line as; empty while the rules are asked alone.
    pub(super) labels: &'c [Label],
}

/// What a page offers below its text.
static FOOT: Words = Words::new(
    "foot-of-a-page",
    &["扫一扫", "返回顶部", "关闭", "下载", "相关"],
    &["【原文下载】", "【返回顶部】【关闭窗口】", "相关新闻"],
    &["首页", "分享到", "【字体：大中小】"],
);
/// How many lines it may have.
const LONGEST_FOOT: usize = 40;

/// Where the foot of the page begins in lines `body..end`, or `end`: links, names of files and
/// headings, 【原文下载】 ⏎ 示例办法.pdf. Sentences are none of it.
pub(super) fn foot(clean: &CleanText, body: usize, end: usize) -> usize {
    let low = end.saturating_sub(LONGEST_FOOT).max(body + 1);
    let link = |i: &usize| !clean.line(*i).contains('。');
    let from = end - (low..end).rev().take_while(link).count();
    let opens = |i: &usize| {
        let mut above = clean.asides_above(*i).iter();
        above.any(|a| a.kind == Aside::Menu && FOOT.stand_in(a.text.of(clean.text())))
    };
    (from..end).find(opens).unwrap_or(end)
}

impl Splitter<'_> {
    pub(super) fn run(&mut self) {
        let n = self.clean.lines().len();
        let mut enclosures = Enclosures::default();
        let mut at = 0;
        let mut read_to = 0;
        while at < n {
            if let Some(current) = self.documents.len().checked_sub(1) {
                // What the open act has announced up to here decides what may follow as its
                // attachment.
                if read_to < at {
                    self.read_announcements(current, read_to, at, &mut enclosures);
                    read_to = at;
                }
            }
            match self.start_at(at, &enclosures) {
                Some(start) if self.repeats_title(&start, at) => at = start.body.max(at + 1),
                Some(start) => {
                    let body = start.body;
                    self.open(start, at, &mut enclosures);
                    read_to = at;
                    at = body.max(at + 1);
                }
                None => at += 1,
            }
        }
        if self.documents.is_empty() && n > 0 {
            self.documents.push(untitled(0..n, Role::Act));
        }
        self.close();
    }

    /// Whether the title of the open document is printed once more, after nothing but the note on
    /// who passed it.
    fn repeats_title(&self, start: &Start, at: usize) -> bool {
        let Some(open) = self
            .documents
            .last()
            .filter(|open| open.role != Role::FrontMatter)
        else {
            return false;
        };
        let (Some(title), Some(line)) = (open.title_range, self.clean.lines().get(at)) else {
            return false;
        };
        let between = self
            .clean
            .text()
            .get(title.end..line.text.start)
            .unwrap_or_default()
            .trim();
        let is_note = between.is_empty() || between.starts_with('（') && between.ends_with('）');
        is_note && fold_title(&open.title) == fold_title(&start.text)
    }

    pub(super) fn open(&mut self, start: Start, at: usize, enclosures: &mut Enclosures) {
        if self.documents.is_empty() {
            // A line that holds the beginning, too, is none of a book's first pages.
            let own = |i: &usize| self.clean.lines()[*i].number < self.clean.lines()[at].number;
            let front = (0..at).take_while(own).count();
            if front > 0 && self.is_book(front) {
                self.documents.push(untitled(0..front, Role::FrontMatter));
            }
        }
        if start.parent.is_none() {
            enclosures.clear();
        }
        let (title, title_range) = if start.title.is_empty() {
            (String::new(), None)
        } else {
            let (title, range) = self.title(&start);
            (title, Some(range))
        };
        self.documents.push(Document {
            role: start.role,
            parent: start.parent,
            lines: at..at + 1,
            title,
            title_range,
            sign: start.sign,
            body: start.body,
            number: start.number,
            heading_date: start.heading_date,
            late_signature: None,
            dates: Vec::new(),
            stated: Vec::new(),
        });
    }

    /// The title as a record has it, and where it is printed.
    fn title(&self, start: &Start) -> (String, TextRange) {
        let range = self.clean.range(start.title.start, start.title.end - 1);
        let words: String = start.title.clone().map(|i| self.clean.line(i)).collect();
        let found = words
            .find(start.text.as_str())
            .filter(|_| start.title.len() == 1);
        let range = found.map_or(range, |i| {
            TextRange::new(range.start + i, range.start + i + start.text.len())
        });
        (start.text.clone(), range)
    }

    /// Give each document its last line.
    pub(super) fn close(&mut self) {
        let read = self.labels.iter().any(|label| label.begins());
        let starts: Vec<usize> = self
            .documents
            .iter()
            .map(|d| d.lines.start)
            .chain([self.clean.lines().len()])
            .collect();
        for i in 0..self.documents.len() {
            let mut end = starts[i + 1];
            if self.documents[i].role != Role::FrontMatter {
                end = self.without_tail(
                    self.documents[i].body.min(end),
                    end,
                    i + 1 < self.documents.len(),
                );
                if self.documents[i].role != Role::Interpretation {
                    end = self.without_links(self.documents[i].body, end);
                }
                // What the model reads as the page's own is left out, but not a table that ends a
                // document which the rules know.
                let first = self.documents[i].lines.start;
                let known = self.documents[i].sign != Sign::Page;
                let table = |line: &str| known && line.len() <= LONGEST_ROW && line.contains('》');
                let by_rule = known && !read && self.documents[i].sign != Sign::Nothing;
                while !by_rule
                    && end > first + 1
                    && self.labels.get(end - 1) == Some(&Label::Outside)
                    && !table(self.clean.line(end - 1))
                {
                    end -= 1;
                }
                if self.documents[i].role != Role::Interpretation {
                    end = foot(self.clean, self.documents[i].body, end);
                }
                if let Some(signature) = self.late_signature(i, end) {
                    end = signature.start;
                    let parent = self.outermost(i);
                    self.documents[parent].late_signature = Some(signature);
                }
            }
            self.documents[i].lines.end = end.max(self.documents[i].lines.start + 1);
        }
    }

    /// `end` moved up past what belongs to no document: 附件 alone, 【政策解读】, a heading of the
    /// compilation's next part.
    fn without_tail(&self, body: usize, mut end: usize, more: bool) -> usize {
        while end > body + 1 {
            let line = self.clean.line(end - 1);
            let section_head = more
                && self.clean.lines()[end - 1].page_start
                && line.chars().count() <= 12
                && !line.ends_with(['。', '）', '：'])
                && !is_date_line(line)
                && self.ends_document(end - 2)
                && noun(line).is_none();
            let part = more && (PART.is_match(line) || self.contents.part(line));
            let label =
                part || ANNEX_HEAD.is_match(line) || interpretation_mark(line) == Some(line.len());
            if !(label || section_head && lexicon().agencies_in(line, &[]).is_none()) {
                break;
            }
            end -= 1;
        }
        end
    }

    /// `end` moved up past the links to readings that stand under a menu of the page:
    /// 【返回顶部】 ⏎ 【文字解读】《示例办法》政策解读 2020-01-02.
    fn without_links(&self, body: usize, end: usize) -> usize {
        let link = |i: &usize| {
            let words = self.clean.line(*i);
            READING.stands_in(words, self.clean.marks(*i))
                && words.contains('《')
                && !words.contains('。')
        };
        let links = (body + 1..end).rev().take_while(link).count();
        let from = end - links;
        let mut above = self.clean.asides_above(from).iter();
        match above.any(|a| a.kind == Aside::Menu) {
            true => from,
            false => end,
        }
    }

    /// Signature lines at the end of an attachment whose covering act has none before it: they are
    /// the act's.
    fn late_signature(&self, i: usize, end: usize) -> Option<Range<usize>> {
        let document = &self.documents[i];
        if document.role != Role::Attachment || !is_date_line(self.clean.line(end.checked_sub(1)?))
        {
            return None;
        }
        if noun(&document.title).is_none_or(|(_, class)| class != Class::Instrument) {
            return None;
        }
        let cover = &self.documents[self.outermost(i)];
        if cover
            .lines
            .clone()
            .skip(1)
            .any(|l| is_date_line(self.clean.line(l)) && l > cover.body && self.is_signature(l - 1))
        {
            return None;
        }
        let mut start = end - 1;
        while start > document.body + 1 && self.is_signature(start - 1) {
            start -= 1;
        }
        (start < end - 1).then_some(start..end)
    }

    pub(super) fn outermost(&self, mut i: usize) -> usize {
        while let Some(parent) = self.documents[i].parent {
            i = parent;
        }
        i
    }

    pub(super) fn is_signature(&self, line: usize) -> bool {
        lexicon()
            .agencies_in(self.clean.line(line), &['、', '，'])
            .is_some()
    }

    /// Read what the document `current` says in lines `from..to` about its enclosures:
    /// 现将《…》印发给你们, 附件：1.…
    pub(super) fn read_announcements(
        &self,
        current: usize,
        from: usize,
        to: usize,
        enclosures: &mut Enclosures,
    ) {
        let document = &self.documents[current];
        if document.role == Role::Interpretation && document.sign != Sign::News
            || document.role == Role::FrontMatter
        {
            return;
        }
        let is_new = enclosures.begin(current);
        if is_new && (is_act_title(&document.title) || ENCLOSES.stand_in(&document.title)) {
            enclosures.add_title(&document.title);
        }
        for i in from..to {
            let line = self.clean.line(i);
            if self.labels.get(i) == Some(&Label::Outside) {
                continue;
            }
            if ANNOUNCES.stands_in(line, self.clean.marks(i)) {
                let until = (i + 4).min(if self.labels.is_empty() {
                    self.clean.lines().len()
                } else {
                    to
                });
                let around: String = (i.saturating_sub(3)..until)
                    .map(|j| self.clean.line(j))
                    .collect();
                if i < document.body + 60 {
                    enclosures.add_quoted(&around);
                    enclosures.add_named(&around);
                }
            }
            if STARTS_ANNEX.stand_in(line) {
                let list = self.annex_list(i);
                if document.role == Role::Attachment && ANNEX_HEAD.is_match(line) {
                    enclosures.add_next(&list, is_rules(&document.title));
                } else {
                    enclosures.add_list(&list);
                }
            }
        }
    }

    /// The lines of a list 附件：1.… 2.… as one string.
    fn annex_list(&self, at: usize) -> String {
        let mut list = String::new();
        for i in at..(at + 30).min(self.clean.lines().len()) {
            let line = self.clean.line(i);
            if i > at
                && (is_date_line(line)
                    || self.is_signature(i)
                    || line.ends_with('。')
                    || ANNEX_LABEL.is_match(line))
            {
                break;
            }
            let whole =
                |words: &str| without_extension(words).len() < words.len() || noun(words).is_some();
            let before = if i > 0 {
                &self.clean.line(i - 1)[ANNEX_LABEL
                    .find(self.clean.line(i - 1))
                    .map_or(0, |m| m.end())..]
            } else {
                ""
            };
            if i > at && !begins_item(line) && whole(before) {
                break;
            }
            list.push_str(line);
        }
        list
    }

    /// The number on the line at `at`, or after a line of bodies, and the line after it.
    pub(super) fn number_after(&self, at: usize) -> (usize, Option<(String, TextRange)>) {
        for i in at..(at + 2).min(self.clean.lines().len()) {
            let words = self.clean.line(i);
            if let Some(found) = NUMBER_LINE.captures(words).and_then(|c| c.get(1)) {
                return (
                    i + 1,
                    Some((tidy_number(found.as_str()), self.part(i, found.range()))),
                );
            }
            if !self.is_signature(i) {
                break;
            }
        }
        (at, None)
    }

    pub(super) fn part(&self, line: usize, range: Range<usize>) -> TextRange {
        let start = self.clean.lines()[line].text.start;
        TextRange::new(start + range.start, start + range.end)
    }

    /// Whether running text begins at line `at`.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        let Some(line) = self.clean.lines().get(at) else {
            return false;
        };
        let words = self.clean.line(at);
        line.full
            || words.chars().count() >= 24
            || is_first_part(words)
            || words.ends_with('。')
            || FIRST_POINT.stand_in(words)
    }
}

/// Where the list of addressees that begins at line `at` ends, if there is one.
pub(super) fn addressees_end(clean: &CleanText, at: usize) -> Option<usize> {
    let end = (at + 20).min(clean.lines().len());
    for i in at..end {
        let words = clean.line(i);
        if words.contains('。')
            || FOLLOWS.stand_in(words)
            || is_date_line(words)
            || NUMBER_LINE.is_match(words)
            || i == at && (begins_item(words) || words.contains('《'))
        {
            return None;
        }
        if words.ends_with('：') || words.ends_with(':') {
            return (words.chars().count() >= 3).then_some(i);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&FOLLOWS, &FIRST_POINT, &FOOT]);
        rule::check_any(&[&ANNOUNCES]);
    }
}
