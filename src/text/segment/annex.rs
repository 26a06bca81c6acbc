//! What stands under or behind 附件 and 附 without being announced, and rules that follow their
//! notice without a title.
//!
//! Owns: whether such a title is an annex with a text of its own, or part of the open document;
//! the rules that a notice issues and prints without their title. Must not know: where documents
//! end.

use super::document::{Document, Sign, untitled};
use super::enclosure::issued;
use super::page::Label;
use super::splitter::{Splitter, Start};
use super::title::{ANNEX_HEAD, is_date_line, is_first_part};
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::text::rule::{Pattern, Words};

/// The label of an annex whose title is printed behind it and once more.
pub(super) static LABEL: Pattern = Pattern::new(
    "label-of-a-title",
    r"^附(?:件|录)?[0-9]{0,2}[：:]",
    &["附：示例办法示例办法", "附件2：示例办法"],
    &["附则", "附示例办法"],
);

/// How the titles of annexes end that are no rules.
static ANNEXES: Words = Words::tails(
    "ends-of-annexes",
    &["要求", "指标", "标准", "格式", "名单", "清单", "目录"],
    &["示例报告编制要求", "示例核心指标"],
    &["示例管理办法", "示例标准化条例"],
);
/// So many articles under the signature of a notice are the rules that it issues.
const ARTICLES: usize = 3;

impl Splitter<'_> {
    /// Open the rules that a notice issues and that follow its signature without their title.
    pub(super) fn open_unprinted(&mut self) {
        let mut k = 0;
        while k < self.documents.len() {
            if let Some(rules) = self.unprinted(k) {
                for later in &mut self.documents[k + 1..] {
                    later.parent = later.parent.map(|p| p + usize::from(p > k));
                }
                self.documents.insert(k + 1, rules);
            }
            k += 1;
        }
    }

    /// What document `k` issues, if it is a notice and articles follow its date at once.
    fn unprinted(&self, k: usize) -> Option<Document> {
        let notice = &self.documents[k];
        let next = self.documents.get(k + 1);
        if notice.role != Role::Act || next.is_some_and(|d| d.parent == Some(k)) {
            return None;
        }
        let title = issued(&notice.title)?;
        let end = next.map_or(self.clean.lines().len(), |d| d.lines.start);
        let opens = |i: &usize| {
            let words = self.clean.line(*i);
            words.starts_with('第') && is_first_part(words) && is_date_line(self.clean.line(i - 1))
        };
        let at = (notice.body + 1..end).find(opens)?;
        let articles = (at..end).filter(|i| self.is_article(*i));
        if articles.take(ARTICLES).count() < ARTICLES {
            return None;
        }
        let text = self.clean.range(notice.lines.start, at - 1);
        let mut places = text.of(self.clean.text()).match_indices(title);
        let named = places.find_map(|(i, _)| {
            let from = text.start + i;
            let line = self.clean.lines()[self.clean.line_at(from)].text.start;
            (line < from).then(|| TextRange::new(from, from + title.len()))
        })?;
        Some(Document {
            parent: Some(k),
            title: title.to_owned(),
            title_range: Some(named),
            sign: Sign::Enclosed,
            ..untitled(at..at + 1, Role::Attachment)
        })
    }

    /// Whether the title in lines `at..body` stands under 附件 or behind it and has neither number
    /// nor addressees of its own.
    pub(super) fn annexed(&self, at: usize, body: usize) -> bool {
        let above = at.checked_sub(1).map_or("", |i| self.clean.line(i));
        let labelled = ANNEX_HEAD.is_match(above) || LABEL.is_match(self.clean.line(at));
        let own = |i: usize| matches!(self.labels[i], Label::Number | Label::Addressee);
        labelled && !(at..body).any(own)
    }

    /// Whether what begins at `at` is but an annex of the open document: 附：示例指标, which nothing
    /// announces.
    pub(super) fn is_own_annex(&self, at: usize, start: &Start) -> bool {
        start.role == Role::Act
            && self.documents.iter().any(|d| d.role != Role::FrontMatter)
            && ANNEXES.stand_in(&start.text)
            && self.annexed(at, start.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&LABEL]);
        rule::check_words(&[&ANNEXES]);
    }
}
