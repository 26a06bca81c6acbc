//! Legal status: the states of a document and what their days rest on.
//!
//! Owns: [`State`] and [`Basis`], their names in English and Chinese. Must not know: how a state is
//! found, documents.

/// What a day rests on.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The statement names it.
    Stated,
    /// The day the speaking document says it comes into force.
    InForce,
    /// The day of a document that comes into force when published.
    Publication,
    /// The day of the document, which does not say when it comes into force.
    Document,
    /// The day of what carries the document.
    Carrier,
    /// The day a decision was passed; when it took effect is not told.
    Decision,
    /// The day a note tells for the approval or publication of what was passed before.
    MadePublic,
    /// None: the day is not known. This one stays the last.
    Unknown,
}

const _: () = assert!(Basis::ALL.len() == Basis::Unknown as usize + 1);

impl Basis {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Stated,
        Self::InForce,
        Self::Publication,
        Self::Document,
        Self::Carrier,
        Self::Decision,
        Self::MadePublic,
        Self::Unknown,
    ];

    /// How a reader is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::InForce => "not stated, day the acting document comes into force",
            Self::Publication => "in force on publication, day of the document",
            Self::Document => "not stated, day of the document",
            Self::Carrier => "not stated, day of what it was issued with",
            Self::Decision => "day of the decision, entry into force not told",
            Self::MadePublic => "day of its approval or publication",
            Self::Unknown => "unknown",
        }
    }
}

/// The state of a document on a day.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its first day is still to come.
    NotYetInForce,
    /// In force, nothing said against it.
    InForce,
    /// In force as amended.
    Amended,
    /// Some of its provisions are gone.
    PartlyRepealed,
    /// Set aside for a time.
    Suspended,
    /// Some of its provisions are set aside for a time.
    SuspendedInPart,
    /// Its own or an extended term has run out.
    Expired,
    /// Its term has run out but for some provisions, which were extended.
    ExtendedInPart,
    /// Repealed or declared lapsed.
    Repealed,
    /// Another has taken its place.
    Replaced,
    /// The collection cannot tell.
    Unknown,
}

impl State {
    /// All of them, in the order of the issue of a text's life.
    pub const ALL: [Self; 11] = [
        Self::NotYetInForce,
        Self::InForce,
        Self::Amended,
        Self::PartlyRepealed,
        Self::SuspendedInPart,
        Self::Suspended,
        Self::ExtendedInPart,
        Self::Expired,
        Self::Repealed,
        Self::Replaced,
        Self::Unknown,
    ];

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYetInForce => "not yet in force",
            Self::InForce => "in force",
            Self::Amended => "amended",
            Self::PartlyRepealed => "partly repealed",
            Self::Suspended => "suspended",
            Self::SuspendedInPart => "suspended in part",
            Self::Expired => "expired",
            Self::ExtendedInPart => "extended in part",
            Self::Repealed => "repealed",
            Self::Replaced => "replaced",
            Self::Unknown => "unknown",
        }
    }

    /// Its name in Chinese, as `ontology/zhengtu.ttl` has it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYetInForce => "尚未生效",
            Self::InForce => "有效",
            Self::Amended => "已被修改",
            Self::PartlyRepealed => "部分废止",
            Self::Suspended => "暂停适用",
            Self::SuspendedInPart => "部分暂停适用",
            Self::Expired => "已过有效期",
            Self::ExtendedInPart => "部分延期",
            Self::Repealed => "已废止",
            Self::Replaced => "已被取代",
            Self::Unknown => "无从判断",
        }
    }

    /// Whether it is in force for certain, at least in part.
    pub fn is_in_force(self) -> bool {
        matches!(
            self,
            Self::InForce
                | Self::Amended
                | Self::PartlyRepealed
                | Self::SuspendedInPart
                | Self::ExtendedInPart
        )
    }

    /// Whether it is over for certain.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Expired | Self::Repealed | Self::Replaced)
    }
}
