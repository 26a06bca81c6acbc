//! All files together: which printings are one document, and which document a mention means.
//!
//! Owns: the identity of documents, works and their versions, the choice of an IRI for each,
//! documents known by mention only, the verdict on every mention: resolved, outside the collection,
//! ambiguous, unresolved. Must not know: text, offsets and evidence (it passes rows by index), RDF.
//!
//! Three things that law and libraries keep apart (ELI 1.5, FRBR) are kept apart here: the *work*,
//! which every mention by name means ([`Node`]); its *versions*, one for each state of its wording,
//! printed or not ([`Version`]); the *printings* of each ([`Printing`]). A document that never
//! changes, such as a notice, is a work without versions.
//!
//! A wrong merge is worse than two nodes for one document, so two printings are one only when their
//! numbers agree, or their titles together with a date or their covering notice, and nothing
//! contradicts. A mention that fits several documents stays open. The outcome depends on what the
//! files hold, not on their order: whatever is chosen among equals is chosen by content.

mod identity;
mod life;
mod mention;
mod naming;
mod works;

pub use life::{LifeEvent, Version, in_force_on, stated_for};

use crate::model::day::Day;
use crate::model::jurisdiction::{full_name, jurisdiction, province_of_number, provinces_named};
use crate::model::lexicon::lexicon;
use crate::model::title::{Title, body};
use crate::text::fields::{Effective, Expiry};
use crate::text::records::Analysed;
use crate::text::segment::Role;
use std::collections::{BTreeMap, BTreeSet};

/// Index of a node in [`Collection::nodes`].
pub type NodeId = usize;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// The document, or the instrument that a decree promulgates.
    pub node: NodeId,
    /// The decree or order itself, which is another document.
    pub order: Option<NodeId>,
    /// Which version of the document it prints, by its place in [`Node::versions`].
    pub version: Option<usize>,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A document as issued, or an instrument.
    Document,
    /// A decree or order without the instrument it promulgates.
    Order,
}

/// Where a node is printed: file, record, and which part of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Printing {
    /// Index of the file.
    pub file: usize,
    /// Index of the document in the file.
    pub document: usize,
    /// The order or the rest.
    pub kind: Kind,
}

/// One document.
#[derive(Debug, Clone)]
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
}

/// How a target was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Index of the document in its file.
    pub document: usize,
    /// Index of the row in the document's extraction.
    pub row: usize,
    /// What it means.
    pub target: Target,
    /// The version that is named, or was in force on the day of the citing text.
    pub cited_version: Option<usize>,
}

impl Collection {
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

/// Who a printed issuer is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A body of the authority file, by its full name.
    Listed(String),
    /// A body that the file does not list, by its printed name.
    Local(String),
    /// Several bodies bear the name, or it tells nothing without its place (省政府).
    Unknown,
}

/// Who `printed` is. Never a guess: a name that several bodies bear stays open.
///
/// ```
/// use zhengtu::build::resolve::{Party, party};
/// assert_eq!(party("税务总局"), Party::Listed("国家税务总局".to_owned()));
/// assert_eq!(party("江苏省财政厅"), Party::Local("江苏省财政厅".to_owned()));
/// assert_eq!(party("省财政厅"), Party::Unknown);
/// ```
pub fn party(printed: &str) -> Party {
    party_of(printed, lexicon().agencies_named(printed))
}

/// Who `printed` is, given the listed bodies that bear the name.
fn party_of(printed: &str, bearers: &[String]) -> Party {
    match bearers {
        [one] => Party::Listed(one.clone()),
        [] if jurisdiction(printed).is_some() => Party::Local(full_name(printed)),
        [] => match department_of(printed) {
            Some(parent) => Party::Listed(parent),
            None if !printed
                .starts_with(['省', '市', '县', '区', '州', '本', '我', '各', '该'])
                && printed.chars().count() >= 3 =>
            {
                Party::Local(printed.to_owned())
            }
            None => Party::Unknown,
        },
        _ => Party::Unknown,
    }
}

/// The ministry that a department or centre of it belongs to: 商务部流通发展司.
fn department_of(printed: &str) -> Option<String> {
    let end = lexicon().agency_prefix(printed)?;
    let (parent, rest) = printed.split_at(end);
    let [parent] = lexicon().agencies_named(parent) else {
        return None;
    };
    (rest.ends_with('司') || rest.ends_with("中心")).then(|| parent.clone())
}

/// Who the issuers of a record are. What is printed without its place (省财政厅) is taken for that
/// of the one province that the same document names: in another signature, in its title, or at the
/// head of its number; if it names none, or two, it stays open.
pub fn parties(analysed: &Analysed, document: usize) -> Vec<Party> {
    let record = &analysed.documents[document];
    let printed = || {
        analysed.fields[document]
            .agencies
            .iter()
            .map(|fact| fact.value.as_str())
    };
    let province = |kind: &str| {
        let number = record
            .number
            .as_ref()
            .and_then(|(number, _)| province_of_number(number, kind));
        let named: BTreeSet<&str> = printed()
            .chain([record.title.as_str()])
            .flat_map(|text| provinces_named(text, kind))
            .chain(number)
            .collect();
        let mut named = named.into_iter();
        named.next().filter(|_| named.next().is_none())
    };
    printed()
        .map(|name| match party(name) {
            Party::Unknown => {
                let kind = ["省", "自治区", "市"]
                    .into_iter()
                    .find(|kind| name.starts_with(kind));
                let full = kind.and_then(|kind| {
                    Some(format!("{}{}", province(kind)?, name.strip_prefix(kind)?))
                });
                full.map_or(Party::Unknown, |full| Party::Local(full_name(&full)))
            }
            known => known,
        })
        .collect()
}

/// Resolve a collection. `files` are in the order of their paths.
pub fn resolve(files: &[Analysed]) -> Collection {
    let found = identity::found(files);
    let texts = identity::clusters(files, &found);
    let works = works::works(&found, &texts);
    let clusters: Vec<Vec<usize>> = works
        .iter()
        .map(|work| work.iter().flat_map(|i| texts[*i].clone()).collect())
        .collect();
    let node = |(members, work): (&Vec<usize>, &Vec<usize>)| {
        let mut node = identity::node(&found, members);
        works::live(files, &mut node, &found, &texts, work);
        node
    };
    let mut collection = Collection {
        nodes: clusters.iter().zip(&works).map(node).collect(),
        documents: files
            .iter()
            .map(|f| vec![None; f.documents.len()])
            .collect(),
        references: Vec::new(),
        to_itself: 0,
    };
    for (node, members) in clusters.iter().enumerate() {
        for at in members.iter().map(|m| found[*m].at) {
            let slot = collection.documents[at.file][at.document].get_or_insert(Printed {
                node,
                order: None,
                version: None,
            });
            match at.kind {
                Kind::Document => slot.node = node,
                Kind::Order => slot.order = Some(node),
            }
        }
    }
    for (place, node) in collection.nodes.iter().enumerate() {
        for (version, v) in node.versions.iter().enumerate() {
            for at in &v.printings {
                if let Some(slot) = &mut collection.documents[at.file][at.document]
                    && slot.node == place
                {
                    slot.version = Some(version);
                }
            }
        }
    }
    mention::resolve(files, &found, &clusters, &mut collection);
    naming::finish(&mut collection.nodes);
    collection
}

/// The issuers of a record, by their full names as far as known.
fn issuers(names: impl Iterator<Item = String>) -> BTreeSet<String> {
    names.map(|n| body(&n)).collect()
}

/// Lists by key, in the order of the lists' members.
fn group<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first of two bearers would be a guess.
    #[test]
    fn a_name_of_several_bodies_stays_open() {
        let bearers = ["示例部", "示例委员会"].map(str::to_owned);
        assert_eq!(party_of("示例", &bearers), Party::Unknown);
        let one = Party::Listed("示例部".to_owned());
        assert_eq!(party_of("示例", &bearers[..1]), one);
    }
}
