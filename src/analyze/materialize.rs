//! Statuses as RDF.
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
use crate::model::vocab::{ELI, RDF, XSD, ZT};
use std::fmt::Write;

/// The statuses of all documents on the day, as N-Quads below `base`, sorted.
pub fn materialize(network: &Network, as_of: AsOf, base: &str) -> String {
    let lives = Lifecycles::of(network);
    let (graph, when) = (finding::graph(base, "status"), finding::when(as_of));
    let mut lines: Vec<String> = Vec::new();
    let mut say = |subject: &str, property: String, object: String| {
        let mut line = String::new();
        let _ = write!(line, "<{subject}> <{property}> {object} <{graph}> .");
        lines.push(line);
    };
    let date = |day: super::Day| format!("\"{day}\"^^<{XSD}date>");
    for status in statuses(network, &lives, as_of) {
        for document in &status.documents {
            let node = format!(
                "{base}analysis/status/{when}/{}",
                document.strip_prefix(base).unwrap_or(document)
            );
            say(&node, format!("{RDF}type"), format!("<{ZT}StatusOnDay>"));
            say(&node, format!("{ZT}statusOf"), format!("<{document}>"));
            say(
                &node,
                format!("{ZT}legalStatus"),
                format!("<{ZT}{}>", individual(status.state)),
            );
            say(
                &node,
                format!("{ZT}statusBasis"),
                format!("\"{}\"", status.basis.words()),
            );
            let rule = format!("\"{}\"", status.rule);
            say(&node, format!("{ZT}statusRule"), rule);
            if let Some(day) = as_of.day() {
                say(&node, format!("{ZT}asOf"), date(day));
            }
            if let Some(day) = status.since {
                say(&node, format!("{ZT}statusSince"), date(day));
                if status.state.is_over() {
                    say(&node, format!("{ELI}date_no_longer_in_force"), date(day));
                }
            }
            if let Some(day) = status.until {
                say(&node, format!("{ZT}statusUntil"), date(day));
            }
            for by in &status.by {
                say(&node, format!("{ZT}statusBy"), format!("<{by}>"));
            }
            for span in status.spans.iter().filter(|span| !span.is_empty()) {
                say(&node, format!("{ZT}evidence"), format!("<{span}>"));
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The individual of the vocabulary for a state.
pub(super) fn individual(state: State) -> &'static str {
    match state {
        State::NotYetInForce => "NotYetInForce",
        State::InForce => "InForce",
        State::Amended => "Amended",
        State::PartlyRepealed => "PartlyRepealed",
        State::Suspended => "Suspended",
        State::SuspendedInPart => "SuspendedInPart",
        State::Expired => "Expired",
        State::ExtendedInPart => "ExtendedInPart",
        State::Repealed => "Repealed",
        State::Replaced => "Replaced",
        State::Unknown => "StatusUnknown",
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
                individual(state),
                state.label()
            );
            assert!(
                include_str!("../../ontology/zhengtu.ttl").contains(&line),
                "{line}"
            );
        }
    }
}
