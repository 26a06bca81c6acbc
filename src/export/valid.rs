//! From which day to which a document is in force, as far as the graph tells: what graph tools with a time line show.
//!
//! Owns: the first day (stated, else the day of the document, else that of its notice) and the last (stated and not extended, or the day before another
//! document repeals, replaces or invalidates it or its notice). Must not know: which documents are chosen, any format.

use crate::day::Day;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// Days in force, both included; what is not known is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Valid {
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
}

impl Valid {
    /// The days of a document. An end before the beginning means that one of them is misread, so neither is told.
    pub(super) fn of(network: &Network, node: NodeIndex) -> Self {
        let (first, last) = (first(network, node), last(network, node));
        if first.as_ref().zip(last.as_ref()).is_some_and(|(first, last)| last < first) { Self::default() } else { Self { first, last } }
    }

    /// The days from which a statement has effect and until when.
    pub(super) fn of_link(network: &Network, speaker: NodeIndex, link: &Link) -> Self {
        let first = link.date.clone().or_else(|| first(network, speaker)).filter(|it| Day::parse_full(it).is_some());
        let last = link.until.clone().filter(|it| Day::parse_full(it).is_some());
        if first.as_ref().zip(last.as_ref()).is_some_and(|(first, last)| last < first) { Self { first, last: None } } else { Self { first, last } }
    }

    /// Whether the document is in force on `day`, as far as known.
    pub(super) fn contains(&self, day: &str) -> bool {
        self.first.as_deref().is_some_and(|first| first <= day) && self.last.as_deref().is_none_or(|last| day <= last)
    }
}

fn first(network: &Network, node: NodeIndex) -> Option<String> {
    let own = |node: NodeIndex| {
        let document = network.graph.node_weight(node)?;
        document.effective.clone().or_else(|| document.date.clone()).filter(|it| Day::parse_full(it).is_some())
    };
    own(node).or_else(|| links(network, node, Direction::Incoming, &[Relation::Promulgates]).filter_map(|(notice, _)| own(notice)).min())
}

fn last(network: &Network, node: NodeIndex) -> Option<String> {
    let together = [Direction::Incoming, Direction::Outgoing].map(|to| links(network, node, to, &[Relation::Promulgates]).map(|(other, _)| other));
    let ended = together.into_iter().flatten().chain([node]).filter_map(|node| ended(network, node)).min();
    expired(network, node).into_iter().chain(ended).min()
}

/// The day before the first of those that end it as a whole.
fn ended(network: &Network, node: NodeIndex) -> Option<String> {
    let enders = links(network, node, Direction::Incoming, &[Relation::Repeals, Relation::Replaces, Relation::Invalidates]);
    let days = enders.filter(|(by, link)| *by != node && link.provisions.is_empty()).filter_map(|(by, link)| link.date.clone().or_else(|| first(network, by)));
    days.filter_map(|day| Some(Day::parse_full(&day)?.previous().to_string())).min()
}

/// The last day it gave itself, or a later one that others gave it.
fn expired(network: &Network, node: NodeIndex) -> Option<String> {
    let stated = network.graph.node_weight(node)?.expires.clone().filter(|it| Day::parse_full(it).is_some())?;
    let longer =
        links(network, node, Direction::Incoming, &[Relation::Extends]).filter_map(|(_, link)| link.until.clone()).filter(|it| Day::parse_full(it).is_some());
    longer.chain([stated]).max()
}

fn links<'a>(network: &'a Network, node: NodeIndex, to: Direction, relations: &'a [Relation]) -> impl Iterator<Item = (NodeIndex, &'a Link)> + use<'a> {
    let edges = network.graph.edges_directed(node, to).filter(|edge| relations.contains(&edge.weight().relation));
    edges.map(move |edge| (if to == Direction::Incoming { edge.source() } else { edge.target() }, edge.weight()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::sample;

    #[test]
    fn a_repeal_ends_a_document_the_day_before_and_a_repeal_of_provisions_does_not() {
        let documents = [("甲", "2000-01-01"), ("乙", "2010-05-01"), ("丙", "2001-01-01"), ("丁", "2011-01-01")];
        let network = Network::read(&sample(&documents, &[("乙", "eli:repeals", "甲", "", ""), ("乙", "eli:repeals", "丙", "", "art/1")])).unwrap();
        let valid = |title: &str| Valid::of(&network, network.graph.node_indices().find(|it| network.graph[*it].title == title).unwrap());
        let days = |first: &str, last: Option<&str>| Valid { first: Some(first.to_owned()), last: last.map(str::to_owned) };
        assert_eq!(valid("甲"), days("2000-01-01", Some("2010-04-30")));
        assert_eq!(valid("丙"), days("2001-01-01", None));
        assert!(valid("甲").contains("2010-04-30") && !valid("甲").contains("2010-05-01") && !valid("甲").contains("1999-12-31"));
    }
}
