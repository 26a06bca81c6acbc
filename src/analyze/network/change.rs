//! Changes of provisions: what decisions do to the words of other acts.
//!
//! Owns: [`TextualChange`] and how it is read from a store; that two printings of a decision tell
//! one change. Must not know: what the words were, how a change is carried out.

use super::evidence::{self, Evidence};
use crate::model::change::ChangeKind;
use crate::model::provision::{Provision, Unit};
use crate::model::vocab::{local_name, term};
use crate::rdf::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a decision does to one provision.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextualChange {
    /// The IRI of the act that is changed.
    pub act: String,
    /// The IRI of the decision.
    pub by: String,
    /// Its place among the changes that the decision tells.
    pub order: u64,
    /// What is done.
    pub kind: ChangeKind,
    /// The provision, by its number before; none where the whole act is meant, or a new article is
    /// known by its number alone.
    pub provision: Option<Provision>,
    /// Its number afterwards.
    pub becomes: Option<Provision>,
    /// What is inserted, if it is a provision.
    pub unit: Option<Unit>,
    /// The words that go.
    pub before: Option<String>,
    /// The words that come, paragraph by line.
    pub after: Option<String>,
    /// The words beside which new ones are added, and whether these stand in front of them.
    pub anchor: Option<(bool, String)>,
    /// Where it is told.
    pub evidence: Vec<Evidence>,
}

impl TextualChange {
    /// A change that tells nothing but its kind and its provision.
    pub fn bare(kind: ChangeKind, provision: Option<Provision>) -> Self {
        Self {
            act: String::new(),
            by: String::new(),
            order: 0,
            kind,
            provision,
            becomes: None,
            unit: None,
            before: None,
            after: None,
            anchor: None,
            evidence: Vec::new(),
        }
    }

    /// Whether it touches a provision, or part of it, under its number before or afterwards. What
    /// touches the whole act touches each.
    pub fn touches(&self, asked: &Provision) -> bool {
        let named = [&self.provision, &self.becomes];
        let mut named = named.into_iter().flatten().peekable();
        named.peek().is_none() || named.any(|it| it.meets(asked))
    }
}

/// All changes of acts that are known, in order of acts, decisions and their places in these.
pub(super) fn read(source: &Store) -> Vec<TextualChange> {
    let changes = source.all_of(term::A, term::TEXTUAL_CHANGE, |_, facts| {
        let text = |property| facts.one(property).map(str::to_owned);
        let (act, by) = (text(term::CHANGED_ACT)?, text(term::CHANGING_ACT)?);
        let kind = ChangeKind::of(facts.one(term::CHANGE_KIND)?)?;
        let provision = |property| {
            let path: &str = facts.one(property)?.strip_prefix(act.as_str())?;
            Some(Provision::of_path(path))
        };
        let unit = |iri: &str| local_name(iri).chars().next().and_then(Unit::of);
        let side = facts.one(term::ANCHOR_SIDE) == Some("before");
        let change = TextualChange {
            order: text(term::CHANGE_ORDER)
                .and_then(|it| it.parse().ok())
                .unwrap_or(0),
            provision: provision(term::CHANGED_PROVISION),
            becomes: provision(term::RESULTING_PROVISION),
            unit: facts.one(term::INSERTED_UNIT).and_then(unit),
            before: text(term::WORDS_BEFORE),
            after: text(term::WORDS_AFTER),
            anchor: text(term::ANCHOR_WORDS).map(|words| (side, words)),
            act,
            by,
            ..TextualChange::bare(kind, None)
        };
        let places = facts.nodes(term::EVIDENCE).map(evidence::read);
        Some((change, places.collect::<Vec<_>>()))
    });
    let mut found: BTreeMap<TextualChange, BTreeSet<Evidence>> = BTreeMap::new();
    for (change, places) in changes {
        found.entry(change).or_default().extend(places);
    }
    let with = |(change, places): (TextualChange, BTreeSet<Evidence>)| TextualChange {
        evidence: places.into_iter().collect(),
        ..change
    };
    found.into_iter().map(with).collect()
}
