//! What happened, by day.
//!
//! Owns: the events of documents and what each is told by. Must not know: how rows are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::lifecycle::{Basis, Lifecycles, fact};
use crate::analyze::network::{Fact, Network};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::NodeIndex;
use std::sync::Arc;

const COLUMNS: &[&str] = &[
    "day",
    "event",
    "document",
    "by",
    "provisions",
    "day is",
    "iri",
];

/// The events of one document, what it did to others included, or of all that the collection
/// prints, in order of days; up to the day, if there is one.
pub fn timeline(network: &Network, document: Option<NodeIndex>, as_of: AsOf) -> AnswerTable<'_> {
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let focus = document.map(|node| families.number(node));
    let mut events: Vec<(Option<Day>, usize, u8, Row<'_>)> = Vec::new();
    for family in 0..families.count() {
        let is_focus = focus.is_none_or(|focus| focus == family);
        let head = families.head(network, family);
        let (label, iri): (Arc<str>, Arc<str>) = (head.to_string().into(), head.iri.into());
        if is_focus && !(focus.is_none() && head.stub) {
            let (start, basis) = lives.start(family);
            let mut own =
                |day: Option<Day>, order: u8, event: &'static str, basis: Basis, told: Fact| {
                    if let Some(day) = day {
                        let place =
                            fact(network, families, family, &[told, Fact::Dated, Fact::Title]);
                        let cells = vec![
                            Cell::from(day),
                            Cell::from(event),
                            Cell::from(&label),
                            Cell::None,
                            Cell::None,
                            Cell::from(basis.words()),
                            Cell::from(&iri),
                        ];
                        events.push((
                            Some(day),
                            family,
                            order,
                            Row::of(cells, place.into_iter().collect()),
                        ));
                    }
                };
            own(
                lives.issued(family),
                0,
                "issued",
                Basis::Stated,
                Fact::Dated,
            );
            own(start, 1, "comes into force", basis, Fact::Effective);
            let last = families
                .documents(network, family)
                .find_map(|document| document.expires.as_ref()?.bounds());
            own(
                last.map(|(_, last)| last),
                9,
                "last day of its own term",
                Basis::Stated,
                Fact::Expires,
            );
        }
        for act in lives.acts(family) {
            let (Some((from, _)), Some(link)) = (
                network.graph.edge_endpoints(act.link),
                network.graph.edge_weight(act.link),
            ) else {
                continue;
            };
            let acting = families.number(from);
            if act.disputed || !(is_focus || focus == Some(acting)) {
                continue;
            }
            let cells = vec![
                act.day.map_or(Cell::Word("day unknown"), Cell::Day),
                Cell::from(act.relation.passive()),
                Cell::from(&label),
                Cell::from(families.label(network, acting)),
                Cell::from(link.provisions.as_slice()),
                Cell::from(act.basis.words()),
                Cell::from(&iri),
            ];
            events.push((
                act.day,
                family,
                2,
                Row::of(cells, link.evidence.iter().collect()),
            ));
        }
    }
    if let Some(last) = as_of.day() {
        events.retain(|(day, ..)| day.is_some_and(|day| day <= last));
    }
    events.sort_by_key(|(day, family, order, _)| (day.unwrap_or(Day::LAST), *order, *family));
    let title = focus.map_or_else(
        || "timeline".to_owned(),
        |focus| format!("timeline of {}", families.label(network, focus)),
    );
    let mut sheet = AnswerTable::new(title, as_of, COLUMNS);
    sheet.rows = events.into_iter().map(|(.., row)| row).collect();
    sheet
}
