//! What an act says it encloses: 现将《…》印发给你们, 附件：1.…
//!
//! Owns: the announced titles and when a printed title is one of them. Must not know: where in a
//! text anything stands.

use super::fold_title;
use super::title::{ANNEX_ITEM, ANNEX_LABEL, ENCLOSES, QUOTED, strip_label};
use crate::model::doctype::{Class, noun, without_version};
use crate::text::rule::Words;
use crate::text::words::CALLED;
use std::collections::HashSet;

/// What a title says is done with what it names without marks; the first counts.
static PUTS_OUT: Words = Words::new(
    "title-puts-out",
    &["印发", "转发", "公布", "发布"],
    &["关于印发示例规划的通知", "关于公布示例名单的公告"],
    &["关于示例工作的通知"],
);
/// What agrees to a body, whose rules stand below.
static AGREES: Words = Words::new(
    "agrees",
    &["同意建立"],
    &["关于印发同意建立示例联席会议制度的函"],
    &["关于建立示例制度的通知"],
);
/// How a folded title of an act ends that lists of annexes print without it.
static ACT: Words = Words::tails(
    "folded-act",
    &["通知"],
    &["关于印发示例办法通知"],
    &["关于印发示例办法"],
);
/// The words before what is issued, of which lists of annexes print only the last two.
static ISSUING: Words = Words::new(
    "folded-issuing",
    &["关于印发"],
    &["关于印发示例办法通知"],
    &["印发示例办法"],
);
/// Nouns of rules and plans; what tables of indicators and standards are called is none.
static RULES: Words = Words::whole(
    "rules",
    &[
        "办法", "规定", "细则", "条例", "方案", "指南", "指引", "规则", "规程", "计划", "规划",
        "措施", "意见", "制度", "章程", "准则", "纲要", "规范", "通知", "公告",
    ],
    &["办法", "纲要"],
    &["标准", "目录", "示例办法"],
);

/// How many characters an issuer in front of a title may have.
const LONGEST_ISSUER: usize = 14;
/// How many a title must have that may lack its issuer.
const SHORTEST: usize = 6;

/// What an act has said it encloses.
#[derive(Debug, Default)]
pub(super) struct Enclosure {
    pub(super) document: usize,
    titles: HashSet<String>,
    /// The titles without what may be an issuer in front.
    bare: HashSet<String>,
    /// Those of them that stand in a list of annexes.
    listed: HashSet<String>,
    /// Those of them that the act's own title names: 关于印发…清单的通知.
    issued: HashSet<String>,
}

impl Enclosure {
    /// What the document encloses that has said nothing yet.
    pub(super) fn new(document: usize) -> Self {
        Self {
            document,
            ..Self::default()
        }
    }

    /// What is known so far stands in the act's own title.
    pub(super) fn issues(&mut self) {
        self.issued.clone_from(&self.titles);
    }

    pub(super) fn add(&mut self, title: &str) {
        let folded = fold_enclosed(title);
        if folded.chars().count() >= 4 && !self.titles.contains(&folded) {
            self.bare.extend(ends(&folded).map(str::to_owned));
            self.titles.insert(folded);
        }
    }

    pub(super) fn add_quoted(&mut self, text: &str) {
        for found in QUOTED.captures_iter(text) {
            self.add(&found[1]);
        }
    }

    /// 关于印发“十四五”就业促进规划的通知 names what it prints without marks.
    pub(super) fn add_unquoted(&mut self, title: &str) {
        let Some(verb) = PUTS_OUT.place(title) else {
            return;
        };
        let rest = CALLED.trim(&title[verb.end..]);
        if !rest.contains('《') && noun(rest).is_some() {
            self.add(rest);
        }
        if AGREES.stand_in(title) {
            self.add(rest);
        }
    }

    pub(super) fn add_list(&mut self, list: &str) {
        let list = ANNEX_LABEL.cut_from(list);
        for item in ANNEX_ITEM.split(&list) {
            self.listed.insert(fold_enclosed(item));
            self.add(item.trim_matches(['《', '》']));
        }
    }

    pub(super) fn lists(&self, title: &str) -> bool {
        self.listed.contains(&fold_enclosed(title))
    }

    /// Whether `title` is one of them: the same but for 的, marks and an issuer in front.
    pub(super) fn names(&self, title: &str) -> bool {
        let title = fold_enclosed(title);
        self.titles.contains(&title)
            || self.bare.contains(&title)
            || ends(&title).any(|end| self.titles.contains(end))
    }

    /// Whether `title` is one of them to the letter, but for marks.
    pub(super) fn announces(&self, title: &str) -> bool {
        self.titles.contains(&fold_enclosed(title))
    }

    pub(super) fn issued(&self, title: &str) -> bool {
        self.issued.contains(&fold_enclosed(title))
    }
}

/// The title without its first character, without its first two, and so on, as far as they may be
/// an issuer and enough is left.
fn ends(title: &str) -> impl Iterator<Item = &str> {
    let most = title.chars().count().saturating_sub(SHORTEST);
    let starts = title.char_indices().map(|(at, _)| at).skip(1);
    starts.take(most.min(LONGEST_ISSUER)).map(|at| &title[at..])
}

/// A title as lists of annexes print it: 印发《X》 for 关于印发《X》的通知.
pub(super) fn fold_enclosed(title: &str) -> String {
    let folded = fold_title(strip_label(without_version(title)));
    if !ENCLOSES.stand_in(&folded) {
        return folded;
    }
    let short = ISSUING
        .words
        .iter()
        .fold(folded, |title, word| title.replace(word, ENCLOSES.words[0]));
    ACT.trim(&short).to_owned()
}

/// Whether a title under 附件 names rules or a plan; tables of indicators and standards are
/// annexes.
pub(super) fn is_rules(title: &str) -> bool {
    noun(title).is_some_and(|(noun, class)| {
        matches!(class, Class::Instrument | Class::Act) && RULES.stand_in(noun)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PUTS_OUT, &AGREES, &ACT, &ISSUING, &RULES]);
    }
}
