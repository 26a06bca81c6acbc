//! Why a change of an article could not be carried out.
//!
//! Owns: the reasons and their words. Must not know: articles, changes.

/// Why a change was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// The older text has no such provision.
    NoProvision,
    /// The words are not in it.
    NoWords,
    /// It can mean several places.
    Ambiguous,
    /// The decision does not print the new words, or not apart from others.
    NotPrinted,
    /// It touches what is no article: a title, a chapter, an annex.
    NoArticle,
    /// Where it stands afterwards is not the place that the decision says.
    OtherPlace,
}

impl LeftOut {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoProvision => "no such provision in the older text",
            Self::NoWords => "the words are not in the older text",
            Self::Ambiguous => "may mean several places of the older text",
            Self::NotPrinted => "the new words are not printed, or not apart",
            Self::NoArticle => "touches no article",
            Self::OtherPlace => "comes to stand in another place",
        }
    }
}
