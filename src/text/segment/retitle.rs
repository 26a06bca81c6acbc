//! The title of a labelled document, put right by the lines around it.
//!
//! Owns: what of the lines read as a title is none, and what of it stands on lines that were read
//! as something else. Must not know: weights, evidence, numbers.

use super::annex::LABEL;
use super::document::Sign;
use super::enclosure::Enclosures;
use super::letterhead::{is_masthead, numbered_announcement, parted_name};
use super::page::Label;
use super::splitter::{Splitter, Start, addressees_end};
use super::title::{
    FOLLOWS, NEWS_TITLE, NOTE, NUMBER_LINE, ORDER, PART, SERIAL, SUBTITLE, begins_item,
    is_act_title, is_date_line, is_first_part, promulgated, strip_label,
};
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::lexicon::looks_like_body;
use crate::model::role::Role;
use crate::model::title::fold as fold_title;
use crate::text::aside::Key;
use crate::text::rule::{Pattern, Words};
use crate::text::words::{ABOUT, STARTS_ABOUT};
use std::ops::Range;

/// How many lines below its title, over contents and rules of a page, a first chapter may stand.
const CHAPTER_BELOW: usize = 40;
/// How many lines a title may go on for that breaks off before its noun, and how long they are.
const REST_LINES: usize = 2;
/// A line that breaks off in a title has at least so many characters.
const BREAKS_AT: usize = 14;
const REST_CHARS: usize = 40;
/// Within how many lines under 令 the sentence stands that names what it puts out.
const SENTENCE_BELOW: usize = 6;
/// How titles end of reports that a body owes.
static REPORT: Words = Words::tails(
    "title-of-report",
    &["的报告"],
    &["关于示例工作进展情况的报告"],
    &["示例报告", "关于示例报告的通知"],
);
/// How titles end of papers that tell of a draft why it is as it is.
static TELLS_OF: Words = Words::tails(
    "tells-of",
    &["修订说明", "起草说明", "编制说明", "制定说明"],
    &["（征求意见稿）修订说明", "起草说明"],
    &["说明书", "使用说明"],
);
/// What the name of a paper adds to those who issue it.
static PAPER_KINDS: Words = Words::tails(
    "kind-of-paper",
    &["公告", "通告"],
    &["示例部公告"],
    &["示例部令", "公告如下"],
);

/// Words of titles that explain.
#[rustfmt::skip]
pub(super) static READING: Words = Words::new(
    "reading",
    &[
        "解读", "答记者问", "一图读懂", "常见问题", "问答", "制定背景", "起草说明", "负责人就",
        "有关问题的说明", "回答了记者",
    ],
    &["《示例办法》解读", "示例工作常见问题"],
    &["示例管理办法", "关于示例问题的批复"],
);
/// The name of a column of the page, with the days that it is for, before a title.
static COLUMN: Pattern = Pattern::new(
    "column-before-a-title",
    r"^[^《》（）。，；：]{2,12}（[^（）]*[0-9]{1,2}月[0-9]{1,2}日[^（）]*）",
    &["每周一读（2025年6月23日-6月29日）示例部印发《示例条例》"],
    &["示例办法（试行）", "示例部关于示例的通知（2025年）"],
);
/// A day as pages print that on which they were posted.
pub(super) static POSTED: Pattern = Pattern::new(
    "day-of-posting",
    r"^[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$",
    &["2026-02-26", "2026/2/26"],
    &["2026年2月26日", "二〇二六年二月二十六日"],
);
/// One of a list of people with their offices.
static MEMBER: Pattern = Pattern::new(
    "member",
    r"^\p{Han}{4,20}副?(?:部长|主任|局长|署长|行长|省长|市长|县长|区长|厅长|秘书长|理事长)$",
    &["某某某示例部副部长", "某某示例市副市长"],
    &["部长", "示例部关于任命示例局长的通知"],
);

/// Take the name of a column from before a title that is whole without it.
pub(super) fn without_column_name(start: &mut Start) {
    let rest = COLUMN.find(&start.text).map(|m| &start.text[m.end()..]);
    let whole = |rest: &&str| NEWS_TITLE.is_match(rest) || is_act_title(rest);
    if let Some(rest) = rest.filter(whole).map(str::to_owned) {
        start.text = rest;
    }
}

/// A title without its second printing: 附：X X, and the masthead that stands under a heading of
/// the same announcement.
pub(super) fn printed_once(text: &str) -> &str {
    let labelled = LABEL.find(text).map_or(0, |m| m.end());
    let named = text.find('：').map(|i| i + '：'.len_utf8());
    for from in [labelled].into_iter().chain(named) {
        let bare = &text[from..];
        let (first, second) = bare.split_at(bare.floor_char_boundary(bare.len() / 2));
        if first == second && (noun(first).is_some() || READING.stand_in(first)) {
            return first;
        }
    }
    let masthead = text.find('〔').map(|at| &text[..at]);
    let heading = masthead
        .filter(|m| !m.is_empty())
        .and_then(|m| text.strip_suffix(m));
    heading.filter(|h| h.ends_with('）')).unwrap_or(text)
}

/// A number ahead of a title in one line.
static NUMBER_AHEAD: Pattern = Pattern::new(
    "number-ahead-of-a-title",
    r"^\p{Han}{1,16}〔[12][0-9]{3}〕[0-9]{1,5}号",
    &["示政办发〔2020〕1号示例市人民政府关于示例的通知"],
    &["示例部令第1号", "关于示例的通知（示发〔2020〕1号）"],
);

impl Splitter<'_> {
    /// Where the document begins whose title a rule read off two printings of it, the page's and
    /// its own.
    pub(super) fn without_first_printing(&self, at: usize, start: &mut Start) -> usize {
        if let Some((title, text)) = self.printed_below(start) {
            (start.title, start.text) = (title, text);
            start.body = start.body.max(start.title.end);
            return start.title.start;
        }
        let half = start.text.len() / 2;
        let twice = start.text.get(..half).filter(|t| start.text[half..] == **t);
        let Some(once) = twice.map(str::to_owned) else {
            return self.without_column(at, start);
        };
        start.text = once;
        let mut words = String::new();
        let second = start.title.clone().find(|i| {
            let begins = words == start.text;
            words.push_str(self.clean.line(*i));
            begins
        });
        let Some(second) = second else {
            return at;
        };
        start.title.start = second;
        second
    }

    /// The title under the heading of a page that says it behind the number: 示发〔2020〕1号 示例办法
    /// ⏎ 示例办法.
    fn printed_below(&self, start: &Start) -> Option<(Range<usize>, String)> {
        let rest = &start.text[NUMBER_AHEAD.find(&start.text)?.end()..];
        let below = start.title.end..self.clean.lines().len().min(start.title.end + REST_LINES);
        let again = below.clone().find(|i| {
            let words = self.clean.line(*i);
            words.chars().count() >= BREAKS_AT && rest.starts_with(words)
        })?;
        let mut text = String::new();
        let end = (again..again + 1 + REST_LINES).find(|i| {
            let line = self.clean.lines().get(*i);
            text.push_str(line.map_or("", |_| self.clean.line(*i)));
            text.len() >= rest.len()
        })?;
        (text == rest).then_some((again..end + 1, text))
    }

    /// Where the document begins whose title is printed twice under the name of a column of the
    /// page: 示例管理, then the title, then the title.
    fn without_column(&self, at: usize, start: &mut Start) -> usize {
        let title = start.title.clone();
        let words = |lines: Range<usize>| lines.map(|i| self.clean.line(i)).collect::<String>();
        let twice = (title.start + 1..title.end).find_map(|from| {
            let second = from + (title.end - from) / 2;
            let (first, again) = (words(from..second), words(second..title.end));
            let same = !first.is_empty() && fold_title(&first) == fold_title(&again);
            (same && noun(&again).is_some()).then_some((second, again))
        });
        let Some((second, text)) = twice.filter(|_| title.start == at) else {
            return at;
        };
        (start.title.start, start.text) = (second, text);
        second
    }

    /// Where the document begins, once its title has lost what stands above it on the page: the
    /// heading of a part of the compilation, the signature of the act that encloses it.
    pub(super) fn without_heading(
        &self,
        at: usize,
        start: &mut Start,
        enclosures: &Enclosures,
    ) -> usize {
        let title = start.title.clone();
        if title.start != at || title.len() < 2 {
            return at;
        }
        let words = |from: usize| -> String {
            let lines = (from..title.end).map(|i| self.clean.line(i));
            lines.collect()
        };
        let rest = words(at + 1);
        let under_date = at > 0 && is_date_line(self.clean.line(at - 1)) && self.is_signature(at);
        let named = || enclosures.naming(&rest).next().is_some();
        let part = PART.is_match(self.clean.line(at)) && is_act_title(&rest);
        // The list that ends the document above may have been read into the title.
        let members = (at..title.end).take_while(|i| MEMBER.is_match(self.clean.line(*i)));
        let below = at + members.count();
        let is_act = |title: &str| noun(title).is_some_and(|(_, class)| class == Class::Act);
        // 某部公告2020年第1号 is the number of what is titled below.
        if numbered_announcement(self.clean, at).is_some() && STARTS_ABOUT.stand_in(&rest) {
            start.title.start = at + 1;
            start.text = rest;
            return at;
        }
        let from = if below > at && is_act(&words(below)) {
            below
        } else if part || start.parent.is_some() && under_date && named() {
            at + 1
        } else {
            return at;
        };
        start.title.start = from;
        start.text = strip_label(without_extension(&words(from))).to_owned();
        from
    }

    /// Where the document begins, once it has the title that stands above it: over its first
    /// chapter, which is none, over the prose of a report, or over the line that says when a report
    /// was posted.
    pub(super) fn with_title_above(&self, at: usize, start: &mut Start) -> usize {
        let chapter = start.sign == Sign::Page && is_first_part(&start.text);
        let report = start.role == Role::Interpretation
            && (start.title.is_empty() || start.sign == Sign::Page && self.is_posted(at));
        let reach = match (chapter, report) {
            (true, _) => CHAPTER_BELOW,
            (_, true) => 1,
            _ => return at,
        };
        let names = !start.title.is_empty();
        let outside = |i: &usize| self.labels[*i] == Label::Outside;
        let mut above = (0..at).rev().take(reach).take_while(outside);
        let titled = |i: &usize| {
            let words = self.clean.line(*i);
            match chapter {
                true => noun(words).is_some_and(|(_, c)| c == Class::Instrument),
                false => self.is_headline(*i) && !(names && words.contains(&start.text)),
            }
        };
        // A table of contents may be a list of Markdown.
        let item = |i: &usize| begins_item(self.clean.line(*i).trim_start_matches(['-', '*', '•']));
        let Some(title) = above.find(|i| titled(i) && !item(i)) else {
            return at;
        };
        if report {
            start.body = at;
        }
        start.title = title..title + 1;
        start.text = strip_label(self.clean.line(title)).to_owned();
        title
    }

    /// Where the document begins, once its title is whole: ——某部负责人答记者问 ends a headline that
    /// stands above it; a first item or chapter is no title of its own.
    pub(super) fn with_headline(&self, at: usize, start: &mut Start) -> usize {
        let is_number = NUMBER_LINE.is_match(&start.text) && !ORDER.is_match(&start.text);
        if start.sign == Sign::Page && (is_first_part(&start.text) || is_number) {
            (start.title, start.text) = (at..at, String::new());
            start.body = at;
            return at;
        }
        if !start.text.starts_with("——") || start.title.start != at {
            return at;
        }
        let outside = |i: &usize| self.labels[*i] == Label::Outside;
        let above = at.checked_sub(1).filter(outside);
        match above.filter(|i| self.is_headline(*i) && !begins_item(self.clean.line(*i))) {
            Some(above) => {
                start.text.insert_str(0, self.clean.line(above));
                start.title.start = above;
                above
            }
            None => {
                start.text = start.text.trim_start_matches('—').to_owned();
                at
            }
        }
    }

    /// Where the document begins, once those who issue stand before 公告 or 令 that is alone on its
    /// line; a decree has the title of what it puts out.
    pub(super) fn with_masthead(&self, at: usize, start: &mut Start) -> usize {
        let title = start.title.clone();
        let Some((first, name)) = Some(title.start)
            .filter(|_| title.len() == 1)
            .and_then(|i| parted_name(self.clean, i))
        else {
            return at;
        };
        let below = title.end..self.clean.lines().len().min(title.end + SENTENCE_BELOW);
        let named = below.filter(|_| name.ends_with('令')).find_map(|i| {
            let named = promulgated(self.clean.paragraph(i))?;
            Some((i, named.to_owned()))
        });
        (start.title, start.text) = match named {
            Some((i, named)) => (i..i + 1, named),
            None => (first..title.end, name),
        };
        at.min(first)
    }

    /// 示例部公告 ⏎ 〔2020〕第1号 ⏎ 示例部关于示例工作的公告: under the name of the paper and its number
    /// stands a title of its own.
    pub(super) fn with_own_title(&self, start: &mut Start, end: usize) {
        let next = start.title.end;
        let issuers = PAPER_KINDS.strip(&start.text);
        let named = issuers.is_some_and(|it| is_masthead(it) || looks_like_body(it));
        if !named || start.title.len() != 1 || next + 1 >= end {
            return;
        }
        let number = self.clean.line(next);
        if !NUMBER_LINE.is_match(number) && !SERIAL.is_match(number) {
            return;
        }
        let first = next + 1;
        let mut text = String::new();
        for i in first..end.min(first + REST_LINES) {
            text.push_str(self.clean.line(i));
            if is_act_title(&text) && PAPER_KINDS.stand_in(&text) {
                start.title = first..i + 1;
                start.text = text;
                start.body = start.body.max(i + 1).min(end);
                return;
            }
            if text.ends_with(['。', '：', '；', '，']) {
                return;
            }
        }
    }

    /// Whether the page says right above line `at` when it was posted.
    fn is_posted(&self, at: usize) -> bool {
        let mut above = self.clean.asides_above(at).iter();
        above.any(|a| a.facts.iter().any(|(key, _)| *key == Key::Posted))
    }

    /// A title 关于… that breaks off before its noun goes on in the next lines, whatever those were
    /// read as.
    pub(super) fn with_rest(&self, start: &mut Start, end: usize) {
        let broken = start.sign == Sign::Page
            && ABOUT.stand_in(&start.text)
            && noun(&start.text).is_none()
            && !start.text.ends_with(['。', '：', '）']);
        if start.sign == Sign::Page && noun(&start.text).is_none() {
            self.with_last_line(start, end);
        }
        let mut text = start.text.clone();
        let most = end.min(start.title.end + REST_LINES);
        for i in (start.title.end..most).take_while(|_| broken) {
            let words = self.clean.line(i);
            let stops = words.contains(['。', '，', '；', '：', '（']);
            if stops || begins_item(words) || words.chars().count() > REST_CHARS {
                return;
            }
            text.push_str(words);
            if is_act_title(&text) || REPORT.stand_in(&text) {
                start.text = text;
                start.title.end = i + 1;
                start.body = start.body.max(i + 1);
                return;
            }
        }
    }

    /// 示例市有力有效支持示例企业行 ⏎ 动计划（2025—2027年）: the next line ends the title of rules.
    fn with_last_line(&self, start: &mut Start, end: usize) {
        let next = start.title.end;
        let label = self.labels.get(next).filter(|_| next < end);
        let outside = matches!(label, Some(Label::Outside | Label::Body));
        let open = start.text.ends_with(|c: char| c.is_alphabetic());
        if !outside || !open || start.text.chars().count() < BREAKS_AT {
            return;
        }
        let words = self.clean.line(next);
        let stops = words.contains(['。', '，', '；', '：', '《']) || begins_item(words);
        let whole = format!("{}{words}", start.text);
        // What is a name by itself may be the title, and the line above it a menu.
        let alone = noun(words).is_some_and(|(n, _)| words.starts_with(n));
        let named = matches!(noun(&whole), Some((_, Class::Instrument | Class::Act)));
        if named && !stops && !alone && words.chars().count() <= REST_CHARS {
            start.text = whole;
            start.title.end = next + 1;
            start.body = start.body.max(next + 1);
        }
    }

    /// 《示例条例》 on a line of its own over 修改对照表 is but the first half of a title.
    pub(super) fn with_kind(&self, start: &mut Start, end: usize) {
        let next = start.title.end;
        let alone = start.title.len() == 1 && next < end && start.parent.is_none();
        if !alone || start.role == Role::Interpretation {
            return;
        }
        let (first, kind) = (self.clean.line(next - 1), self.clean.line(next));
        let marked = first.starts_with('《') && first.ends_with('》');
        let bare = kind.strip_prefix('（').and_then(|k| k.split_once('）'));
        let bare = bare.map_or(kind, |(_, rest)| rest);
        let stops = bare.contains(['。', '，', '；', '：', '（', '《']) || begins_item(kind);
        let named = (noun(bare).is_some() || TELLS_OF.stand_in(bare)) && !bare.is_empty();
        let named = named && kind.chars().count() <= REST_CHARS;
        if marked && named && !stops && !is_first_part(kind) {
            start.text = format!("{first}{kind}");
            if TELLS_OF.stand_in(kind) {
                start.role = Role::Interpretation;
            }
            start.title.end = next + 1;
            start.body = start.body.max(next + 1);
        }
    }

    /// A line in brackets under a title that says no more than （试行） or （2021—2023年） ends it.
    pub(super) fn with_subtitle(&self, start: &mut Start, end: usize) {
        let next = start.title.end;
        let labelled = matches!(
            start.sign,
            Sign::Page | Sign::Enclosed | Sign::Issued | Sign::Articles
        );
        if !labelled || start.title.is_empty() || next >= end || start.body > next + 1 {
            return;
        }
        let words = self.clean.line(next);
        if words.starts_with('（') && SUBTITLE.is_match(words) && !start.text.ends_with('）') {
            start.text.push_str(words);
            start.title.end = next + 1;
            start.body = start.body.max(next + 1);
        }
    }

    /// Whether the lines read as a title are a sentence, a note, or name addressees, as at the
    /// head of a document whose own title was lost.
    pub(super) fn is_running_text(&self, title: &Range<usize>) -> bool {
        let Some(last) = title.clone().last() else {
            return false;
        };
        let stops = |i: usize| {
            let words = self.clean.line(i);
            words.contains('。') || words.ends_with('；')
        };
        let words = self.clean.line(last);
        let addressed = words.ends_with(['：', ':'])
            && (FOLLOWS.stand_in(words) || addressees_end(self.clean, title.start) == Some(last));
        let first = self.clean.line(title.start);
        let noted = first.starts_with('（') && NOTE.is_match(first);
        title.clone().any(stops) || addressed || noted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn a_title_printed_twice_is_read_once() {
        assert_eq!(
            printed_once("附：示例要求示例办法示例要求示例办法"),
            "示例要求示例办法"
        );
        assert_eq!(printed_once("附：示例办法"), "附：示例办法");
        assert_eq!(
            printed_once("内容：解读《示例办法》解读《示例办法》"),
            "解读《示例办法》"
        );
        assert_eq!(printed_once("问：示例办法"), "问：示例办法");
        let heading = "示例部示例局公告〔2020〕第2号（示例办法）";
        assert_eq!(printed_once(&format!("{heading}示例部示例局公告")), heading);
        assert_eq!(
            printed_once("示例部公告〔2020〕第2号"),
            "示例部公告〔2020〕第2号"
        );
    }

    #[test]
    fn under_the_name_of_the_paper_stands_a_title_of_its_own() {
        let title = |line: &str| {
            let text = format!(
                "中国人民银行公告\n〔2005〕第16号\n{line}\n一、示例。\n二、示例。\n中国人民银行\n2005年7月21日\n"
            );
            let documents = crate::text::segment::segment(&crate::text::clean::clean(&text));
            (
                documents[0].title.clone(),
                documents[0].number.clone().map(|n| n.0),
            )
        };
        let own = "中国人民银行关于示例机制的公告";
        let number = Some("中国人民银行公告〔2005〕第16号".to_owned());
        assert_eq!(title(own), (own.to_owned(), number.clone()));
        let broken = "中国人民银行关于进一步规范示例业务\n有关事项的公告";
        assert_eq!(title(broken), (broken.replace('\n', ""), number.clone()));
        let text = "为示例，现就示例机制公告如下：";
        assert_eq!(title(text), ("中国人民银行公告".to_owned(), number));
    }

    #[test]
    fn lists_and_columns_above_a_title_are_none_of_it() {
        let text = "某某某示例部副部长\n某某示例局副局长\n示例院办公厅对示例会议第1号提案的答复\n示办函〔2005〕1号\n某某委员：\n您提出的提案收悉，现答复如下。\n示例院办公厅\n2005年7月14日\n";
        let documents = crate::text::segment::segment(&crate::text::clean::clean(text));
        let titles: Vec<&str> = documents.iter().map(|d| d.title.as_str()).collect();
        assert!(
            titles.contains(&"示例院办公厅对示例会议第1号提案的答复"),
            "{titles:?}"
        );
    }

    #[test]
    fn words_hold_to_their_examples() {
        rule::check(&[&COLUMN, &POSTED, &MEMBER, &NUMBER_AHEAD]);
        rule::check_words(&[&TELLS_OF, &REPORT, &READING, &PAPER_KINDS]);
    }
}
