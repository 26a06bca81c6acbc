//! Changes of wording (textual modification in Akoma Ntoso, textual effect at legislation.gov.uk):
//! what one document can do to a provision of another.
//!
//! Owns: [`ChangeKind`], its names and its term in the graph. Must not know: texts, how a change is
//! read or applied.

use super::vocab::{Term, term};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is done to a provision; the order is the order of output.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChangeKind {
    /// 修改为: all its words are replaced by others.
    Replace,
    /// 增加: a provision, or words in one, are added.
    Insert,
    /// 删去: the provision, or words in it, are taken out.
    Delete,
    /// 将“甲”修改为“乙”: some of its words are replaced by others.
    Substitute,
    /// 改为第几条: it has another number.
    Renumber,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Replace,
        Self::Insert,
        Self::Delete,
        Self::Substitute,
        Self::Renumber,
    ];

    /// Its name in IRIs and answers, its word in Chinese, its term in the graph.
    fn row(self) -> (&'static str, &'static str, Term) {
        match self {
            Self::Replace => ("replace", "修改", term::REPLACEMENT),
            Self::Insert => ("insert", "增加", term::INSERTION),
            Self::Delete => ("delete", "删去", term::DELETION),
            Self::Substitute => ("substitute", "替换文字", term::SUBSTITUTION),
            Self::Renumber => ("renumber", "改变序号", term::RENUMBERING),
        }
    }

    /// `replace`.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// 修改.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// `zt:Replacement`.
    pub fn term(self) -> Term {
        self.row().2
    }

    /// The kind that a term of the graph stands for.
    ///
    /// ```
    /// use zhengtu::model::change::ChangeKind;
    /// for kind in ChangeKind::ALL {
    ///     assert_eq!(ChangeKind::of(kind.term().iri()), Some(kind));
    /// }
    /// assert_eq!(ChangeKind::of("replace"), None);
    /// ```
    pub fn of(iri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.term().iri() == iri)
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
