//! Documents, works and references of a collection, as they are handed to the graph.
//!
//! Owns: the values that resolving gives. Must not know: how they were found.

use super::life::{LifeEvent, Version};
use super::place::{Kind, Printing};
use crate::model::day::Day;
use crate::model::title::Title;
use crate::text::fields::{Effective, Expiry};
use crate::text::segment::Role;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Index of a node in [`Collection::nodes`].
pub(crate) type NodeId = usize;

/// All documents of a collection, printed or only mentioned, and what each reference means.
#[derive(Debug, Default)]
pub struct Collection {
    /// Every document once.
    pub nodes: Vec<Node>,
    /// For each file and each of its documents, its node; none for front matter.
    pub documents: Vec<Vec<Option<Printed>>>,
    /// For each file, its references in order.
    pub references: Vec<Vec<Reference>>,
    /// Mentions left out because a document would refer to itself.
    pub to_itself: usize,
}

/// The nodes of one printed record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The document, or the instrument that a decree promulgates.
    pub node: NodeId,
    /// The decree or order itself, which is another document.
    pub order: Option<NodeId>,
    /// Which version of the document it prints, by its place in [`Node::versions`].
    pub version: Option<usize>,
    /// Which of its name the reference from the order is, from 2 on; none of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
}

/// One document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Node {
    /// Its IRI below the base.
    pub path: String,
    /// What single printings would call it: other IRIs of the same document.
    pub aliases: BTreeSet<String>,
    /// Order or document.
    pub kind: Kind,
    /// Its printings; empty if it is only mentioned.
    pub printings: Vec<Printing>,
    /// The title chosen among the printed ones; empty if only a number is known.
    pub title: Title,
    /// Its number, as printed without white space.
    pub number: Option<String>,
    /// The number that others cite with its title, where none of its texts prints one.
    pub learnt: Option<String>,
    /// The number under which it is promulgated, if it has none of its own.
    pub under: Option<String>,
    /// All keys under which mentions find it: `n:国办发/2024/49`, `t:网络数据安全管理条例`.
    pub keys: BTreeSet<String>,
    /// What it is.
    pub role: Option<Role>,
    /// Day of signature.
    pub signed: Option<Day>,
    /// Day it was passed.
    pub adopted: Option<Day>,
    /// Day of the last amendment that its own history note names.
    pub amended: Option<Day>,
    /// Entry into force.
    pub effective: Option<Effective>,
    /// Last day of validity.
    pub expires: Option<Expiry>,
    /// The day it is known by: of its first version; of a document without versions that of the
    /// last amendment, signature, adoption, or of its covering notice.
    pub day: Option<Day>,
    /// What happened to it, in order of days; only of works with versions.
    pub events: Vec<LifeEvent>,
    /// The states of its text, in order of days; none of a document that does not change.
    pub versions: Vec<Version>,
}

impl Node {
    /// Whether the collection prints it.
    pub fn is_found(&self) -> bool {
        !self.printings.is_empty()
    }

    /// The day on which it was first made, as far as it is told.
    pub(crate) fn made(&self) -> Option<Day> {
        let first = self.events.first().map(|event| event.day);
        let own = self.adopted.into_iter().chain(self.signed).min();
        first.into_iter().chain(own).min().or(self.day)
    }

    /// Adds the version that a change on `day` made, which another text tells of; nothing if its
    /// own notes tell what happened on that day, or it was made no earlier.
    pub(super) fn add_version(&mut self, day: Day) {
        let later = self.versions.first().is_some_and(|first| first.day < day);
        if !later || self.events.iter().any(|event| event.day == day) {
            return;
        }
        let at = self.versions.partition_point(|version| version.day < day);
        if self
            .versions
            .get(at)
            .is_some_and(|version| version.day == day)
        {
            return;
        }
        let made = self
            .events
            .iter_mut()
            .filter_map(|event| event.makes.as_mut());
        made.filter(|made| **made >= at).for_each(|made| *made += 1);
        self.versions.insert(at, Version::told_elsewhere(day));
    }

    /// The version of `work` that it makes, if it amends it, and the day it states for its force:
    /// that of a decision is that of the wording that it makes.
    pub(crate) fn puts_in_force(&self, work: &Self) -> Option<(usize, Day)> {
        let day = self.effective?.day()?;
        let made = self.made().filter(|made| *made <= day)?;
        let version = work.versions.iter().rposition(|v| v.day == made)?;
        (version > 0).then_some((version, day))
    }
}

/// How a target was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum How {
    /// By its number.
    Number,
    /// By its title.
    Title,
    /// By a short name that the text defines or that is known for the act.
    ShortName,
    /// By what stands around: the document's own attachment, its covering notice.
    Context,
}

/// What a mention means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// One document.
    Known(NodeId, How),
    /// One of several; or perhaps an earlier version of the one that is known.
    Ambiguous(Vec<NodeId>),
    /// Nothing that can be told.
    Unresolved,
}

/// What became of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The target is printed in the collection.
    Resolved,
    /// The target is known, its text is not here.
    Outside,
    /// Several documents fit.
    Ambiguous,
    /// Nothing fits.
    Unresolved,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Resolved,
        Self::Outside,
        Self::Ambiguous,
        Self::Unresolved,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Outside => "outside the collection",
            Self::Ambiguous => "ambiguous",
            Self::Unresolved => "unresolved",
        }
    }
}

/// One row of one document, with its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Index of the document in its file.
    pub document: usize,
    /// Index of the row in the document's extraction.
    pub row: usize,
    /// What it means.
    pub target: Target,
    /// The version that is named, or was in force on the day of the citing text.
    pub cited_version: Option<usize>,
    /// Which of its name it is, from 2 on; none of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
    /// Whether a row before it, maybe in another printing, is the same reference.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

impl Collection {
    /// Notes for the printings of a document which of its versions they print.
    pub(super) fn place_versions(&mut self, node: NodeId) {
        for (version, v) in self.nodes[node].versions.iter().enumerate() {
            for at in &v.printings {
                if let Some(slot) = &mut self.documents[at.file][at.document]
                    && slot.node == node
                {
                    slot.version = Some(version);
                }
            }
        }
    }

    /// What became of `target`.
    pub fn outcome(&self, target: &Target) -> Outcome {
        match target {
            Target::Known(node, _) if self.nodes[*node].is_found() => Outcome::Resolved,
            Target::Known(..) => Outcome::Outside,
            Target::Ambiguous(_) => Outcome::Ambiguous,
            Target::Unresolved => Outcome::Unresolved,
        }
    }
}

/// Lists by key, in the order of the lists' members.
pub(super) fn group<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}
