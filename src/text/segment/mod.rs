//! [`CleanText`] → [`Document`]s: where one begins and ends, what it is, which one encloses it.
//!
//! Owns: titles (split over lines, printed twice, under a compilation's own heading), numbers that
//! stand on a line of their own, decrees, news-style announcements, attachments and their covering
//! notice, interpretations, front matter. Must not know: dates and agencies of a document (that is
//! `fields`), references, other files.
//!
//! A title is recognised by two things together: its own shape (the noun that ends it, 关于…的…)
//! and what stands around it: a document number, the line of addressees, a note of adoption, a
//! first article, the date of the compilation's heading. Shape alone never opens a document, so
//! that a cited title or a heading of a section does not.

mod enclosure;
mod follow;
mod letterhead;
mod number_lines;
pub(crate) mod page;
mod reading;
mod reprint;
mod retitle;
mod starts;
mod title;

use crate::model::day::Day;
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::lexicon::lexicon;
pub(crate) use crate::model::role::Role;
use crate::model::span::TextRange;
pub(crate) use crate::model::title::fold as fold_title;
use crate::text::aside::Key;
use crate::text::clean::CleanText;
use crate::text::marks::{AnyOf, any_of};
use crate::text::rule::Words;
use crate::text::words::STARTS_ANNEX;
use enclosure::Enclosures;
use page::Label;
pub use reading::page_evidence;
pub(crate) use reading::{segment_with, why};
use std::ops::Range;
use title::{
    ANNEX_HEAD, ANNEX_LABEL, ENCLOSES, NUMBER_LINE, begins_item, interpretation_mark, is_act_title,
    is_first_part,
};
pub(crate) use title::{is_date_line, tidy_number};

/// Why a document was taken to begin where it does; the name of the rule goes into the evidence of
/// its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// 中华人民共和国国务院令 第790号
    Decree,
    /// The line after the title is a document number.
    Number,
    /// The compilation prints a heading with a date above.
    Heading,
    /// The line after the title names addressees: 各省、自治区、直辖市人民政府：
    Addressees,
    /// A note of adoption follows: （2018年11月30日…通过）
    Note,
    /// A first chapter or article follows.
    Articles,
    /// 中共中央办公厅 国务院办公厅印发《…》 and a news lead.
    News,
    /// The covering act names the title.
    Enclosed,
    /// 解读, 答记者问.
    Interpretation,
    /// A title 关于…的意见 at the top of a page or file, and running text.
    Opening,
    /// The model of the page reads it as a beginning and no single rule does.
    Page,
    /// Nothing: the beginning of a file.
    Nothing,
}

impl Sign {
    /// The name of the rule in evidence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Decree => "title-decree",
            Self::Number => "title-before-number",
            Self::Heading => "title-heading",
            Self::Addressees => "title-before-addressees",
            Self::Note => "title-before-note",
            Self::Articles => "title-before-articles",
            Self::News => "title-in-news",
            Self::Enclosed => "title-enclosed",
            Self::Interpretation => "title-interpretation",
            Self::Opening => "title-opening",
            Self::Page => "title-page",
            Self::Nothing => "title-none",
        }
    }
}

/// One document of a file. Lines are indices into [`CleanText::lines`].
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is.
    pub role: Role,
    /// Index, in the same file, of the act that encloses it.
    pub parent: Option<usize>,
    /// All its lines, heading included.
    pub lines: Range<usize>,
    /// The whole title, white space removed, without marks around it.
    pub title: String,
    /// Where the title is printed; empty for front matter.
    pub title_range: Option<TextRange>,
    /// Why it begins here.
    pub sign: Sign,
    /// The first line after title and number.
    pub body: usize,
    /// Its document number and where it stands.
    pub number: Option<(String, TextRange)>,
    /// The date in the compilation's heading.
    pub heading_date: Option<(Day, TextRange)>,
    /// Lines of its signature that are printed after its attachments.
    pub late_signature: Option<Range<usize>>,
    /// Lines that the model of the page reads as the date of its signature.
    pub dates: Vec<usize>,
    /// What the page states of it outside its text: letterhead, 索引号 table, posting date.
    pub stated: Vec<(Key, TextRange)>,
}

/// Split one text.
#[cfg(test)]
pub(crate) fn segment(clean: &CleanText) -> Vec<Document> {
    segment_with(clean, page::weights::Weights::fitted())
}

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
struct Start {
    role: Role,
    sign: Sign,
    /// Lines of the title.
    title: Range<usize>,
    text: String,
    body: usize,
    number: Option<(String, TextRange)>,
    heading_date: Option<(Day, TextRange)>,
    parent: Option<usize>,
}

struct Splitter<'c> {
    clean: &'c CleanText,
    documents: Vec<Document>,
    /// What the model of the page reads each line as; empty while the rules are asked alone.
    labels: &'c [Label],
}

impl Splitter<'_> {
    fn run(&mut self) {
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

    fn open(&mut self, start: Start, at: usize, enclosures: &mut Enclosures) {
        if self.documents.is_empty() && at > 0 {
            self.documents.push(untitled(0..at, Role::FrontMatter));
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
    fn close(&mut self) {
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
                // What the model reads as the page's own is left out, but not a table that ends a
                // document which the rules know.
                let first = self.documents[i].lines.start;
                let known = self.documents[i].sign != Sign::Page;
                let table = |line: &str| known && line.len() <= LONGEST_ROW && line.contains('》');
                while end > first + 1
                    && self.labels.get(end - 1) == Some(&Label::Outside)
                    && !table(self.clean.line(end - 1))
                {
                    end -= 1;
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
            let label = ANNEX_HEAD.is_match(line) || interpretation_mark(line) == Some(line.len());
            if !(label || section_head && lexicon().agencies_in(line, &[]).is_none()) {
                break;
            }
            end -= 1;
        }
        end
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

    fn outermost(&self, mut i: usize) -> usize {
        while let Some(parent) = self.documents[i].parent {
            i = parent;
        }
        i
    }

    fn is_signature(&self, line: usize) -> bool {
        lexicon()
            .agencies_in(self.clean.line(line), &['、', '，'])
            .is_some()
    }

    /// Read what the document `current` says in lines `from..to` about its enclosures:
    /// 现将《…》印发给你们, 附件：1.…
    fn read_announcements(
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
                }
            }
            if STARTS_ANNEX.stand_in(line) {
                enclosures.add_list(&self.annex_list(i));
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
    fn number_after(&self, at: usize) -> (usize, Option<(String, TextRange)>) {
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

    fn part(&self, line: usize, range: Range<usize>) -> TextRange {
        let start = self.clean.lines()[line].text.start;
        TextRange::new(start + range.start, start + range.end)
    }

    /// Where the list of addressees that begins at line `at` ends, if there is one.
    fn addressees_end(&self, at: usize) -> Option<usize> {
        let end = (at + 20).min(self.clean.lines().len());
        for i in at..end {
            let words = self.clean.line(i);
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

    /// Whether running text begins at line `at`.
    fn is_prose(&self, at: usize) -> bool {
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

impl Document {
    /// The first line that is neither title nor number: of a decree the sentence that promulgates,
    /// which stands above the regulation's title.
    pub fn text_start(&self, clean: &CleanText) -> usize {
        let first = clean.lines()[self.lines.start].text.start;
        let above = |number: &TextRange| {
            let title = self.title_range.is_some_and(|t| t.start > number.end);
            self.sign == Sign::Page && title && number.start >= first
        };
        match &self.number {
            Some((_, range)) if self.sign == Sign::Decree || above(range) => {
                clean.line_at(range.end.saturating_sub(1)) + 1
            }
            // The sentence that issues the title is text itself.
            _ if self.sign == Sign::Page && clean.line(self.lines.start).starts_with('《') => {
                self.lines.start
            }
            _ => self.body,
        }
        .min(self.lines.end - 1)
    }
}

fn untitled(lines: Range<usize>, role: Role) -> Document {
    let body = lines.start;
    Document {
        role,
        parent: None,
        lines,
        title: String::new(),
        title_range: None,
        sign: Sign::Nothing,
        body,
        number: None,
        heading_date: None,
        late_signature: None,
        dates: Vec::new(),
        stated: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&FOLLOWS, &FIRST_POINT]);
        rule::check_any(&[&ANNOUNCES]);
    }

    /// Split `source`; each document as `role first-last title | number`.
    fn check(source: &str, want: &[&str]) {
        let clean = clean(source);
        let got: Vec<String> = segment(&clean)
            .iter()
            .map(|d| {
                let line = |i: usize| clean.lines()[i].number;
                let number = d
                    .number
                    .as_ref()
                    .map_or(String::new(), |(n, _)| format!(" | {n}"));
                format!(
                    "{} {}-{} {}{number}",
                    d.role.name(),
                    line(d.lines.start),
                    line(d.lines.end - 1),
                    d.title
                )
            })
            .collect();
        assert_eq!(got, want, "in\n{source}");
    }

    #[test]
    fn a_notice_and_the_instrument_it_prints_are_two() {
        check(
            "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省、自治区、直辖市财政厅（局）：\n为加强管理，我们修订了《示例资金管理办法》。现予印发，请遵照执行。\n附件：示例资金管理办法\n财  政  部\n2021年6月4日\n示例资金管理办法\n第一条 为加强资金管理，制定本办法。\n第二条 本办法自发布之日起施行。\n",
            &[
                "act 1-7 财政部关于印发《示例资金管理办法》的通知 | 财示〔2021〕148号",
                "attachment 8-10 示例资金管理办法",
            ],
        );
    }

    #[test]
    fn a_decree_and_its_regulation_are_one() {
        check(
            "中华人民共和国国务院令\n第 790 号\n《示例条例》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。\n总理  李强\n2024年9月24日\n示例条例\n第一章  总则\n第一条 为了示例，制定本条例。\n",
            &["act 1-8 示例条例 | 国务院令第790号"],
        );
    }

    #[test]
    fn a_cited_title_and_a_section_heading_open_nothing() {
        check(
            "示例部关于加强示例工作的通知\n示发〔2020〕1号\n各单位：\n按照有关要求，现就有关事项通知如下：\n一、工作措施\n（一）落实《关于示例的意见》\n保障措施\n各地要加强组织领导。\n示例部\n2020年1月2日\n",
            &["act 1-10 示例部关于加强示例工作的通知 | 示发〔2020〕1号"],
        );
    }

    #[test]
    fn a_local_regulation_is_known_by_its_note() {
        check(
            "\n\n某省示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n第一章  总则\n第一条 为了示例。\n",
            &["act 3-6 某省示例条例"],
        );
        check(
            "某省示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n某省 示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n第一章  总则\n第一条 为了示例。\n",
            &["act 1-6 某省示例条例"],
        );
        check(
            "某市示例条例\n2013年2月26日 某市第十五届人民代表大会常务委员会\n第九次会议通过\n第一章  总则\n第一条 为了示例。\n",
            &["act 1-5 某市示例条例"],
        );
    }
}
