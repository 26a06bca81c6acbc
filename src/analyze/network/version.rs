//! Versions of a work: the states of its wording.
//!
//! Owns: reading versions, the events that made them, and where they are printed. Must not know:
//! from when to when a version is in force.

use super::evidence::{self, Evidence, Printing};
use crate::model::day::{Day, MOST_UNDER_REVIEW};
use crate::model::vocab::term;
use crate::rdf::store::Store;
use std::collections::BTreeMap;

/// A state of a work's wording, printed in the collection or not.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The day of the event that made it.
    pub day: Day,
    /// Its IRI.
    pub iri: String,
    /// What made it: `adopted`, `amended`, `revised`, ….
    pub kind: Option<String>,
    /// 第几次.
    pub ordinal: Option<String>,
    /// The title of the decision that made it.
    pub decision: Option<String>,
    /// The day a text states for its entry into force.
    pub effective: Option<Day>,
    /// Whether a text says that it came into force when it was published.
    pub on_publication: bool,
    /// The day on which it was approved or published, the later one, where a note tells it of what
    /// was passed before.
    pub made_public: Option<Day>,
    /// Where it is printed: file and first line; none if the text is not held.
    pub printed: Option<(String, u64)>,
    /// All places where it is printed, in order of file and line.
    pub printings: Vec<Printing>,
    /// Where the event is told.
    pub evidence: Option<Evidence>,
}

impl Version {
    /// A version of which no more is known than its IRI and the day of the event that made it.
    pub fn bare(iri: String, day: Day) -> Self {
        Self {
            day,
            iri,
            kind: None,
            ordinal: None,
            decision: None,
            effective: None,
            on_publication: false,
            made_public: None,
            printed: None,
            printings: Vec::new(),
            evidence: None,
        }
    }

    /// From when it counts: the day stated for its force, else that on which it was made public,
    /// else made.
    pub fn begins(&self) -> Day {
        self.effective.or(self.made_public).unwrap_or(self.day)
    }
}

/// The versions of each work, in order of days.
pub(super) fn read(source: &Store) -> BTreeMap<String, Vec<Version>> {
    let versions = source.all_of(term::A, term::VERSION, |iri, facts| {
        let day = |property| facts.one(property).and_then(Day::parse);
        let version = Version {
            effective: day(term::IN_FORCE_FROM),
            on_publication: facts.one(term::EFFECTIVE_ON_PUBLICATION).is_some(),
            ..Version::bare(iri.clone(), day(term::VERSION_DATE)?)
        };
        Some((iri, version))
    });
    let mut versions: BTreeMap<String, Version> = versions.into_iter().collect();
    read_events(source, &mut versions);
    for (printing, iri) in source.pairs(term::PRINTS_VERSION) {
        let found = evidence::printing(&source.describe(&printing));
        let (Some(version), Some((path, it))) = (versions.get_mut(&iri), found) else {
            continue;
        };
        let place = (path, it.first);
        if version.printed.as_ref().is_none_or(|known| place < *known) {
            version.printed = Some(place);
        }
        version.printings.push(it);
        version.printings.sort();
    }
    let mut works: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for (iri, work) in source.pairs(term::IS_MEMBER_OF) {
        works.entry(work).or_default().extend(versions.remove(&iri));
    }
    let all = works.values_mut();
    all.for_each(|versions| versions.sort_by(|a, b| (a.day, &a.iri).cmp(&(b.day, &b.iri))));
    read_made_public(source, &mut works);
    works
}

/// The kinds of events after which what was passed can be in force.
const MAKES_PUBLIC: [&str; 2] = ["approved", "published"];

/// Adds the days on which versions were approved and published.
fn read_made_public(source: &Store, works: &mut BTreeMap<String, Vec<Version>>) {
    for (event, work) in source.pairs(term::EVENT_OF) {
        let facts = source.describe(&event);
        let kind = facts.one(term::EVENT_KIND);
        let day = facts.one(term::DATE_OF).and_then(Day::parse);
        let (Some(versions), Some(day)) = (works.get_mut(&work), day) else {
            continue;
        };
        if !kind.is_some_and(|kind| MAKES_PUBLIC.contains(&kind)) {
            continue;
        }
        let version = versions.iter_mut().rfind(|version| version.day <= day);
        let reviewed =
            |it: &&mut Version| it.day < day && day <= it.day.plus_months(MOST_UNDER_REVIEW);
        if let Some(version) = version.filter(reviewed) {
            version.made_public = version.made_public.max(Some(day));
        }
    }
}

/// Adds what is told of the events that made the versions.
fn read_events(source: &Store, versions: &mut BTreeMap<String, Version>) {
    for (event, iri) in source.pairs(term::PRODUCES) {
        let Some(version) = versions.get_mut(&iri) else {
            continue;
        };
        let facts = source.describe(&event);
        let text = |property| facts.one(property).map(str::to_owned);
        version.kind = version.kind.take().or_else(|| text(term::EVENT_KIND));
        version.ordinal = version.ordinal.take().or_else(|| text(term::ORDINAL));
        let decision = version.decision.take();
        version.decision = decision.or_else(|| text(term::EVENT_DECISION));
        for evidence in facts.nodes(term::EVIDENCE).map(evidence::read) {
            if version.evidence.as_ref().is_none_or(|it| evidence < *it) {
                version.evidence = Some(evidence);
            }
        }
    }
}
