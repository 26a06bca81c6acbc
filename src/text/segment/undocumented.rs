//! What is no document: lists of links, texts that nothing ties to any; and the report of a page
//! that was saved with its title, in which nothing else begins.
//!
//! Owns: the signs by which a text belongs to a document as it was sent. Must not know: weights,
//! where a document ends.

use super::document::{Document, untitled};
use super::follow::{ANSWERS, REPORTS};
use super::page::Label;
use super::retitle::READING;
use super::splitter::{Splitter, Start};
use super::title::{ANNEX_HEAD, NEWS_LEAD, is_act_title};
use crate::model::doctype::{Class, noun};
use crate::model::role::Role;
use crate::text::rule::{Pattern, Words};

/// What only a document as it was sent says, or the page that ends it.
static SENT: Words = Words::new(
    "sent",
    &[
        "请将本通知",
        "特此通知",
        "特此公告",
        "特此函告",
        "特此批复",
        "主题词：",
    ],
    &["请将本通知转发至辖区内示例机构。", "主题词：示例通知"],
    &["现将有关情况说明如下：", "根据该通知"],
);
/// The first line of a page that was saved with its title.
static SAVED_TITLE: Pattern = Pattern::new(
    "saved-title",
    r"^Title[：:](.{8,80})$",
    &["Title：示例区扎实推进示例服务"],
    &["Title：", "示例Title：示例区扎实推进"],
);
/// A line of a list of links: a title with the day on which it was posted.
static LINK: Pattern = Pattern::new(
    "link-with-day",
    r"^.{4,80}[〔（]?[12][0-9]{3}-[0-9]{2}-[0-9]{2}[〕）]?$",
    &["示例工作办理须知〔2020-02-06〕", "示例申请流程2022-04-27"],
    &["2022-04-27", "示例工作办理须知"],
);
/// So many links and no sentence make a list.
const LINKS: usize = 5;
/// How many lines the menu above a headline may have.
const MENU_LINES: usize = 60;
impl Splitter<'_> {
    /// Whether line `i` says what only a document as it was sent says.
    pub(super) fn is_sent(&self, i: usize) -> bool {
        SENT.stand_in(self.clean.line(i))
    }

    /// The report of a page of `n` lines that was saved with its title.
    pub(super) fn saved_report(&self, n: usize) -> Option<Document> {
        let at = self.headline_of_page(n)?;
        Some(Document {
            title: self.clean.line(at).to_owned(),
            title_range: Some(self.clean.lines()[at].text),
            body: at + 1,
            ..untitled(at..n, Role::Interpretation)
        })
    }

    /// The headline of a report whose page was saved with its title on the first line, Title: 示例.
    fn headline_of_page(&self, n: usize) -> Option<usize> {
        let title = SAVED_TITLE.captures(self.clean.line(0))?.get(1)?.as_str();
        let at = (1..n.min(MENU_LINES)).find(|i| self.clean.line(*i) == title)?;
        let report = noun(title).is_none_or(|(_, class)| class == Class::Interpretation);
        (report && !is_act_title(title)).then_some(at)
    }

    /// Whether lines `from..end` are a list of links and no text.
    pub(super) fn is_list(&self, from: usize, end: usize) -> bool {
        let text = |i: usize| self.clean.line(i).contains('。');
        let link = |i: &usize| LINK.is_match(self.clean.line(*i));
        // Hardly any document is without a stop, and most have one soon.
        !(from..end).any(text) && (from..end).filter(link).nth(LINKS - 1).is_some()
    }

    /// Whether what begins at `at` and ends before line `end` is a list of links, or a text that
    /// nothing ties to any document.
    pub(super) fn is_no_document(&self, at: usize, end: usize, start: &Start) -> bool {
        let line = |i: usize| self.clean.line(i);
        if self.is_list(start.body, end) {
            return true;
        }
        let told = |i: usize| {
            let words = line(i);
            let labelled = matches!(
                self.labels[i],
                Label::Number | Label::Note | Label::Addressee | Label::Date | Label::Signature
            );
            labelled
                || words.contains('《')
                || ANNEX_HEAD.is_match(words)
                || SENT.stand_in(words)
                || READING.stand_in(words)
                || REPORTS.stand_in(words)
                || ANSWERS.stand_in(words)
                || NEWS_LEAD.is_match(words)
                || is_act_title(words)
                || self.is_article(i)
        };
        let named = !start.text.is_empty() || start.number.is_some() || start.parent.is_some();
        let lead = self.labels[at] == Label::Lead && start.role == Role::Interpretation;
        lead && !named && !(0..end).any(told) && !self.ordains(at, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&SAVED_TITLE, &LINK]);
        rule::check_words(&[&SENT]);
    }

    #[test]
    fn a_list_of_links_is_no_document() {
        let link = "示例工作办理须知[2020-02-06]\n示例服务指南[2020-03-06]\n";
        let list = format!("示例公告\n{}第一页12下一页最后一页\n", link.repeat(3));
        assert_eq!(segment(&clean(&list)).len(), 0);
    }

    #[test]
    fn a_page_that_was_saved_with_its_title_is_the_report_under_it() {
        let page = "Title: 示例区扎实推进示例服务再升级\n首页\n# 示例区扎实推进示例服务再升级\n示例区召开示例会议，部署示例工作，推进示例服务。\n";
        let documents = segment(&clean(page));
        assert_eq!(documents[0].title, "示例区扎实推进示例服务再升级");
    }
}
