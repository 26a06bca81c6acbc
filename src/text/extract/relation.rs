//! What one document can do to another: the relations of records and of the graph.
//!
//! Owns: their names and which is the stronger when a text gives several for one target. Must not
//! know: how one is recognised.

/// A relation between two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Prints and puts into force: 印发, 公布, 转发.
    Promulgates,
    /// A press text explains a document.
    Interprets,
    /// Ends it, whole or in part.
    Repeals,
    /// Takes its place.
    Replaces,
    /// Changes its wording.
    Amends,
    /// Is changed by it, as its own history note says.
    AmendedBy,
    /// Sets it aside for a time or place.
    Suspends,
    /// Keeps it in force.
    Extends,
    /// Has it as stated legal basis.
    BasedOn,
    /// Exists to carry it out.
    Implements,
    /// Names it otherwise.
    Cites,
}

impl Relation {
    /// All of them, the strongest first.
    pub const ALL: [Self; 11] = [
        Self::Promulgates,
        Self::Interprets,
        Self::Repeals,
        Self::Replaces,
        Self::Amends,
        Self::AmendedBy,
        Self::Suspends,
        Self::Extends,
        Self::BasedOn,
        Self::Implements,
        Self::Cites,
    ];

    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Promulgates => "promulgates",
            Self::Interprets => "interprets",
            Self::Repeals => "repeals",
            Self::Replaces => "replaces",
            Self::Amends => "amends",
            Self::AmendedBy => "amended_by",
            Self::Suspends => "suspends",
            Self::Extends => "extends",
            Self::BasedOn => "based_on",
            Self::Implements => "implements",
            Self::Cites => "cites",
        }
    }
}
