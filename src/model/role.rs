//! Structural roles: what a document is in relation to the texts around it.
//!
//! Owns: [`Role`] and its names. Must not know: how a role is told.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a document is in relation to those around it.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// A decree, notice, opinion, announcement as issued.
    Act,
    /// An instrument with its own title that an act prints.
    Attachment,
    /// A text that explains a document.
    Interpretation,
    /// Cover, preface, table of contents.
    FrontMatter,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Act,
        Self::Attachment,
        Self::Interpretation,
        Self::FrontMatter,
    ];

    /// The name in records and in the graph.
    pub fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Attachment => "attachment",
            Self::Interpretation => "interpretation",
            Self::FrontMatter => "frontmatter",
        }
    }

    /// The role of that name.
    ///
    /// ```
    /// use zhengtu::model::role::Role;
    /// assert_eq!(Role::of("attachment"), Some(Role::Attachment));
    /// assert_eq!(Role::of("cover"), None);
    /// ```
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
