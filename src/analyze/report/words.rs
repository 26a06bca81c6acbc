//! The words of a report: labels, phrases, remarks below a tree.
//!
//! Owns: how a document, a step and a remark are called in a line. Must not know: trees, tables,
//! JSON.

use super::content::{Report, Statement, Step, View};
use crate::analyze::dominators::told;
use crate::analyze::network::{Relation, Version, labels};
use crate::model::day::Day;
use crate::model::provision::Provision;
use crate::model::title::Title;
use std::collections::BTreeSet;

/// How many provisions a line lists.
const LISTED: usize = 6;

impl Report {
    pub(super) fn name_only_through(&self) -> String {
        // All but the document that was asked about and the one that is named.
        let all = self.documents.len().saturating_sub(2);
        let through = self.only_through().unwrap_or_default();
        told(&through, all, |it| self.label(it))
    }

    pub(super) fn name(&self, number: usize) -> String {
        self.documents
            .get(&number)
            .map(|entry| entry.document.to_string())
            .unwrap_or_default()
    }

    pub(super) fn label(&self, number: usize) -> String {
        let Some(entry) = self.documents.get(&number) else {
            return String::new();
        };
        let stub = if entry.document.stub {
            " (not in the collection)"
        } else {
            ""
        };
        let level = entry
            .document
            .level
            .as_ref()
            .filter(|_| self.view != View::Supersession)
            .map(|level| format!(" · {level}"))
            .unwrap_or_default();
        let status = entry
            .status
            .as_ref()
            .map(|status| format!(" [{status}]"))
            .unwrap_or_default();
        format!("{}{level}{stub}{status}", entry.document)
    }

    /// The versions of a work in a chain, one a line, in order of time; printed or not.
    pub(super) fn versions(&self, number: usize, margin: &str) -> String {
        let line = |it: &Version| format!("{margin}· {}\n", version(it));
        self.chained(number).iter().map(line).collect()
    }

    /// The versions that a chain shows of a document: of more than one.
    pub(super) fn chained(&self, number: usize) -> &[Version] {
        let entry = self.documents.get(&number);
        let versions = entry.map_or(&[][..], |entry| entry.document.versions.as_slice());
        match self.view {
            View::Supersession if versions.len() > 1 => versions,
            _ => &[],
        }
    }

    /// Whether a step is the decision behind a version that is shown anyway: a decision that is
    /// known by its mention only, and did nothing else in this chain.
    pub(super) fn is_told_by_version(&self, step: &Step) -> bool {
        let is_other = |it: &Step| {
            it.parent == step.child || it.child == step.child && it.parent != step.parent
        };
        let amends = |it: &Statement| it.link.relation == Relation::Amends;
        let Some(decision) = self.documents.get(&step.child).map(|it| &it.document) else {
            return false;
        };
        let title = Title::new(decision.title.as_str());
        let is_its = |it: &Version| {
            let named = it.decision.as_deref().map(Title::new);
            named.is_some_and(|named| named.key() == title.key())
        };
        decision.stub
            && step.statements.iter().all(amends)
            && self.chained(step.parent).iter().any(is_its)
            && !self.steps.iter().any(is_other)
    }

    /// What the steps from a document are sorted by: the day of the act, else of the document; what
    /// has neither comes last.
    pub(super) fn time(&self, step: &Step) -> Day {
        let dates = step.statements.iter().filter_map(|it| it.link.date);
        let own = || self.documents.get(&step.child)?.document.date;
        dates.min().or_else(own).unwrap_or(Day::LAST)
    }

    pub(super) fn name_inversions(&self) -> String {
        let name = |(lower, upper, statement): &(usize, usize, &Statement)| {
            let place = statement
                .link
                .place()
                .map(|place| format!("  [{place}]"))
                .unwrap_or_default();
            format!(
                "inversion: {} is {} {}, which ranks below it{place}\n",
                self.label(*lower),
                above(statement.link.relation),
                self.label(*upper)
            )
        };
        self.inversions().iter().map(name).collect()
    }

    pub(super) fn name_current(&self) -> String {
        let Some(current) = &self.current else {
            return String::new();
        };
        let names: Vec<String> = current
            .iter()
            .map(|number| self.label(*number))
            .filter(|label| !label.is_empty())
            .collect();
        format!(
            "current {}: {}\n",
            self.as_of,
            if names.is_empty() {
                "none that the graph knows".to_owned()
            } else {
                names.join(", ")
            }
        )
    }

    pub(super) fn heading(&self) -> String {
        let provision = self
            .provision
            .as_ref()
            .map(|provision| format!("what names {provision}: "))
            .unwrap_or_default();
        match self.as_of.day() {
            Some(_) if self.view != View::Supersession => format!("{provision}{}\n", self.as_of),
            _ if provision.is_empty() => String::new(),
            _ => format!("{provision}{}\n", self.as_of),
        }
    }

    /// `repealed, replaced from 2020-07-01 by`; `based on it (第九条):`.
    pub(super) fn phrase(&self, statements: &[Statement]) -> String {
        let mut words: Vec<String> = Vec::new();
        for statement in statements {
            let word = words_for(self.view, statement);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let dates: BTreeSet<Day> = statements
            .iter()
            .filter_map(|statement| statement.link.date)
            .collect();
        let from = match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first == last => format!(" from {first}"),
            (Some(first), Some(last)) => format!(" from {first} … {last}"),
            _ => String::new(),
        };
        let end = if self.view == View::Supersession {
            " by"
        } else {
            ":"
        };
        format!("{}{from}{end}", words.join(", "))
    }

    pub(super) fn name_cycles(&self) -> String {
        let word = if self.view == View::Supersession {
            "supersede"
        } else {
            "rest on"
        };
        let name = |cycle: &Vec<usize>| match cycle.as_slice() {
            [one] => format!("cycle: {} is said to {word} itself\n", self.label(*one)),
            many => format!(
                "cycle: these are said to {word} each other: {}\n",
                many.iter()
                    .map(|number| self.label(*number))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.cycles.iter().map(name).collect()
    }
}

/// `2018-10-26 amended (time 3) by 《关于修改…的决定》, text not held`.
fn version(it: &Version) -> String {
    let kind = it.kind.as_deref().unwrap_or("made");
    let ordinal = it.ordinal.as_ref().map(|it| format!(" (time {it})"));
    let decision = it.decision.as_ref().map(|it| format!(" by 《{it}》"));
    let place = it.evidence.as_ref().map(|it| format!("  [{it}]"));
    format!(
        "{} {kind}{}{}, {}{}",
        it.day,
        ordinal.unwrap_or_default(),
        decision.unwrap_or_default(),
        held(it),
        place.unwrap_or_default()
    )
}

/// Where the text of a version is printed.
pub(super) fn held(it: &Version) -> String {
    match &it.printed {
        Some((path, line)) => format!("text {path}:{line}"),
        None => "text not held".to_owned(),
    }
}

fn words_for(view: View, statement: &Statement) -> String {
    let relation = statement.link.relation;
    let word = match view {
        View::Supersession => passive(relation),
        View::Implementation => below(relation),
        View::Bases => above(relation),
    };
    let ordinal = statement
        .link
        .ordinal
        .as_ref()
        .map(|ordinal| format!(" (time {ordinal})"))
        .unwrap_or_default();
    let through = statement
        .through
        .as_ref()
        .map(|cover| format!(" (with {cover})"))
        .unwrap_or_default();
    format!(
        "{word}{ordinal}{}{through}",
        list_provisions(&statement.link.provisions)
    )
}

fn list_provisions(provisions: &[Provision]) -> String {
    let provisions = labels(provisions);
    match provisions.get(..LISTED) {
        _ if provisions.is_empty() => String::new(),
        Some(first) if provisions.len() > LISTED => {
            format!(" ({} … {} in all)", first.join("、"), provisions.len())
        }
        _ => format!(" ({})", provisions.join("、")),
    }
}

fn passive(relation: Relation) -> &'static str {
    match relation {
        Relation::Amends => "amended",
        Relation::Repeals => "repealed",
        Relation::RepealsPartOf => "repealed in part",
        Relation::Replaces => "replaced",
        Relation::Invalidates => "declared invalid",
        other => other.name(),
    }
}

fn below(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "based on it",
        Relation::Implements => "implements it",
        Relation::DetailedRulesFor => "detailed rules for it",
        Relation::Promulgates => "promulgated by it",
        other => other.name(),
    }
}

fn above(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "based on",
        Relation::Implements => "implements",
        Relation::DetailedRulesFor => "detailed rules for",
        Relation::Promulgates => "promulgated by",
        other => other.name(),
    }
}

/// The places behind a step, each once.
pub(super) fn places(statements: &[Statement]) -> String {
    let places: BTreeSet<String> = statements
        .iter()
        .filter_map(|statement| statement.link.place())
        .collect();
    if places.is_empty() {
        String::new()
    } else {
        format!("  [{}]", places.into_iter().collect::<Vec<_>>().join(", "))
    }
}
