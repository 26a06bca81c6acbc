//! Materialisation: reckoned statuses as RDF.
//!
//! Owns: which triples a computed status is, as N-Quads in the graph `graph/analysis`. Must not
//! know: files, and how a status is found.
//!
//! A status is a node of its own, named after day and document, so that one dataset can hold the
//! statuses of several days and none is mistaken for what a text says.

use super::finding;
use super::lifecycle::{Lifecycles, State};
use super::status::statuses;
use crate::analyze::network::Network;
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::vocab::{Term, term};
use std::fmt::Write;

/// The statuses of all documents on the day, as N-Quads below `base`, sorted.
pub fn materialize(network: &Network, as_of: AsOf, base: &str) -> String {
    let lives = Lifecycles::of(network);
    let (graph, when) = (finding::graph(base, "status"), finding::when(as_of));
    let mut lines: Vec<String> = Vec::new();
    let mut say = |subject: &str, property: Term, object: String| {
        let mut line = String::new();
        let _ = write!(line, "<{subject}> <{property}> {object} <{graph}> .");
        lines.push(line);
    };
    let date = |day: Day| format!("\"{day}\"^^<{}>", term::DATE);
    for status in statuses(network, &lives, as_of) {
        for document in &status.documents {
            let node = format!(
                "{base}analysis/status/{when}/{}",
                document.strip_prefix(base).unwrap_or(document)
            );
            say(&node, term::A, format!("<{}>", term::STATUS_ON_DAY));
            say(&node, term::STATUS_OF, format!("<{document}>"));
            say(
                &node,
                term::LEGAL_STATUS,
                format!("<{}>", individual(status.state)),
            );
            say(
                &node,
                term::STATUS_BASIS,
                format!("\"{}\"", status.basis.words()),
            );
            if let Some(day) = as_of.day() {
                say(&node, term::AS_OF, date(day));
                // What ELI can say, of the document itself: one day holds for the whole graph.
                if let Some(force) = force(status.state) {
                    say(document, term::IN_FORCE, format!("<{force}>"));
                }
            }
            if let Some(day) = status.since {
                say(&node, term::STATUS_SINCE, date(day));
                if status.state.is_over() {
                    say(&node, term::NO_LONGER_IN_FORCE, date(day));
                }
            }
            if let Some(day) = status.until {
                say(&node, term::STATUS_UNTIL, date(day));
            }
            for by in &status.by {
                say(&node, term::STATUS_BY, format!("<{by}>"));
            }
            for span in status.spans.iter().filter(|span| !span.is_empty()) {
                say(&node, term::EVIDENCE, format!("<{span}>"));
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The state in the words of ELI, if it is known.
fn force(state: State) -> Option<Term> {
    match state {
        State::InForce | State::Amended => Some(term::FORCE_YES),
        State::PartlyRepealed | State::SuspendedInPart | State::ExtendedInPart => {
            Some(term::FORCE_PART)
        }
        State::NotYetInForce
        | State::Suspended
        | State::Expired
        | State::Repealed
        | State::Replaced => Some(term::FORCE_NO),
        State::Unknown => None,
    }
}

/// The individual of the vocabulary for a state.
pub(super) fn individual(state: State) -> Term {
    match state {
        State::NotYetInForce => term::STATE_NOT_YET_IN_FORCE,
        State::InForce => term::STATE_IN_FORCE,
        State::Amended => term::STATE_AMENDED,
        State::PartlyRepealed => term::STATE_PARTLY_REPEALED,
        State::Suspended => term::STATE_SUSPENDED,
        State::SuspendedInPart => term::STATE_SUSPENDED_IN_PART,
        State::Expired => term::STATE_EXPIRED,
        State::ExtendedInPart => term::STATE_EXTENDED_IN_PART,
        State::Repealed => term::STATE_REPEALED,
        State::Replaced => term::STATE_REPLACED,
        State::Unknown => term::STATE_UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_called_as_the_vocabulary_calls_them() {
        for state in State::ALL {
            let line = format!(
                "\nzt:{} a owl:NamedIndividual , zt:LegalStatus ; rdfs:label \"{}\"@zh ,",
                individual(state).name(),
                state.label()
            );
            assert!(
                include_str!("../../ontology/zhengtu.ttl").contains(&line),
                "{line}"
            );
        }
    }
}
