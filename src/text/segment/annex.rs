//! What stands under or behind 附件 and 附 without being announced.
//!
//! Owns: whether such a title is an annex with a text of its own, or part of the open document.
//! Must not know: what acts announce, where documents end.

use super::page::Label;
use super::splitter::{Splitter, Start};
use super::title::ANNEX_HEAD;
use crate::model::role::Role;
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
impl Splitter<'_> {
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
