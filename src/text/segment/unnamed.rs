//! The name of an act that prints no title: what its own first sentences call it.
//!
//! Owns: the sentence that puts out the rules which follow it in the same record, the note that
//! names the decision by which the act was amended. Must not know: labels, weights, where a
//! document begins or ends.

use super::page::Label;
use super::splitter::Splitter;
use crate::model::doctype::{Class, noun};
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::text::aside::Key;
use crate::text::clean::SetAside;
use crate::text::rule::Pattern;

/// Among how many first lines an act may name itself.
const HEAD: usize = 10;
/// So many articles tell that the rules themselves follow.
const ARTICLES: usize = 3;

/// The sentence of a decree whose head was lost.
static MADE: Pattern = Pattern::new(
    "unnamed-made",
    r"(?:制定|制订|修订)了?《([^《》]{4,60})》.{0,80}?现予?以?(?:公布|发布|颁布)",
    &["示例银行制定了《示例办法》，现予公布，自2020年1月1日起施行。"],
    &[
        "示例银行制定了《示例办法》，请遵照执行。",
        "根据《示例办法》，现予公布。",
    ],
);
/// The note under a title that was lost: the decision by which this very act was amended.
static AMENDED: Pattern = Pattern::new(
    "unnamed-amended",
    r"^（[^》]{0,160}《(?:\p{Han}{2,30})?关于修改〈([^〈〉]{3,40})〉的决定》 ?(?:第[一二三四五六]次)?(?:修正|修订|修改)",
    &["（1995年5月10日通过根据2004年8月28日《关于修改〈示例法〉的决定》修正）"],
    &[
        "（根据2014年8月31日《关于修改〈示例法〉等五部法律的决定》修正）",
        "根据《关于修改〈示例法〉的决定》修正",
    ],
);

impl Splitter<'_> {
    /// Name the acts that print no title and say in their first sentences what they are.
    pub(super) fn name_unnamed(&mut self) {
        for k in 0..self.documents.len() {
            let document = &self.documents[k];
            if document.role != Role::Act || !document.title.is_empty() {
                continue;
            }
            let (from, to) = (document.lines.start, document.lines.end);
            let name = self
                .own_name(from, to)
                .or_else(|| self.posted_name(from, to));
            if let Some(name) = name {
                let document = &mut self.documents[k];
                document.title = name.of(self.clean.text()).replace('\n', "");
                document.title_range = Some(name);
            }
        }
    }

    /// The title over the line that says when the page was posted, where the act's lines `from..to`
    /// are no text: they may be a menu above it.
    fn posted_name(&self, from: usize, to: usize) -> Option<TextRange> {
        let text = |i: usize| self.clean.line(i).contains('。');
        let posted = |a: &&SetAside| a.facts.iter().any(|(key, _)| *key == Key::Posted);
        let mut asides = self.clean.asides().iter().filter(posted);
        let line = asides
            .next()?
            .before
            .checked_sub(1)
            .filter(|i| *i >= from)?;
        let words = self.clean.line(line);
        let rules = noun(words).is_some_and(|(_, c)| matches!(c, Class::Act | Class::Instrument));
        let stops = words.contains(['。', '；', '，', '：']) || words.chars().count() < 6;
        let alone = (from..to)
            .chain(line..self.clean.lines().len())
            .all(|i| !text(i));
        (rules && !stops && alone).then(|| self.clean.lines()[line].text)
    }

    /// What the first sentences of the act in lines `from..to` call it.
    fn own_name(&self, from: usize, to: usize) -> Option<TextRange> {
        let head = self.clean.range(from, to.min(from + HEAD) - 1);
        let words = head.of(self.clean.text()).replace('\n', " ");
        let amended = AMENDED.captures(&words).and_then(|c| c.get(1));
        let articles = (from..to).filter(|i| self.is_article(*i));
        let ruled = || articles.take(ARTICLES).count() == ARTICLES;
        let made = || MADE.captures(&words).and_then(|c| c.get(1));
        // A decree has the name of what it puts out, though that is not printed.
        let alone = || self.documents.iter().all(|d| d.lines.start != to);
        let decree = || self.labels.get(from) == Some(&Label::Decree) && alone();
        let ruled = || decree() || ruled();
        let found = amended.or_else(|| made().filter(|_| ruled()))?;
        let is_rules = noun(found.as_str()).is_some_and(|(_, c)| c == Class::Instrument);
        is_rules.then(|| TextRange::new(head.start + found.start(), head.start + found.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&MADE, &AMENDED]);
    }

    #[test]
    fn a_note_or_a_decree_names_the_act_whose_title_was_lost() {
        let articles =
            "第一条 为了示例，制定本法。\n第二条 示例应当公开。\n第三条 本法自公布之日起施行。\n";
        let note = "（1995年5月10日第八届全国人民代表大会常务委员会第十三次会议通过 根据2004年8月28日第十届全国人民代表大会常务委员会第十一次会议《关于修改〈示例法〉的决定》修正）\n";
        let documents = segment(&clean(&format!("{note}第一章 总则\n{articles}")));
        assert_eq!(documents[0].title, "示例法");
    }
}
