//! From which day to which a document is in force, as far as the graph tells: what graph tools with
//! a time line show.
//!
//! Owns: the days of documents and links as texts. Must not know: how days are reckoned
//! ([`Lifecycles`]), which documents are chosen, any format.

use crate::analyze::Lifecycles;
use crate::analyze::network::{Link, Network};
use crate::model::day::Day;
use petgraph::graph::NodeIndex;

/// Stretches of days in force, both ends included; what is not known is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validity(Vec<(Option<Day>, Option<Day>)>);

impl Validity {
    /// The days of a document.
    pub(super) fn of(network: &Network, lives: &Lifecycles, node: NodeIndex) -> Self {
        Self(lives.stretches(network, node))
    }

    /// The days from which a statement has effect and until when. An end before the beginning means
    /// that one of them is misread.
    pub(super) fn of_link(lives: &Lifecycles, speaker: NodeIndex, link: &Link) -> Self {
        let first = link.date.or_else(|| lives.begins(speaker));
        let last = link
            .until
            .filter(|last| first.is_none_or(|first| first <= *last));
        if first.is_none() && last.is_none() {
            Self::default()
        } else {
            Self(vec![(first, last)])
        }
    }

    /// The stretches in order.
    pub fn stretches(&self) -> &[(Option<Day>, Option<Day>)] {
        &self.0
    }

    /// The first day of all.
    pub fn first(&self) -> Option<Day> {
        self.0.first()?.0
    }

    /// The last day of all.
    pub fn last(&self) -> Option<Day> {
        self.0.last()?.1
    }

    /// Whether the document is in force on `day`, as far as known.
    pub(super) fn contains(&self, day: Day) -> bool {
        let is_in = |(first, last): &(Option<Day>, Option<Day>)| {
            first.is_some_and(|first| first <= day) && last.is_none_or(|last| day <= last)
        };
        self.0.iter().any(is_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::network::tests::sample;

    fn on(day: &str) -> Day {
        Day::parse(day).unwrap()
    }

    #[test]
    fn a_repeal_ends_a_document_the_day_before_and_a_repeal_of_provisions_does_not() {
        let documents = [
            ("甲", "2000-01-01"),
            ("乙", "2010-05-01"),
            ("丙", "2001-01-01"),
            ("丁", "2011-01-01"),
        ];
        let network = Network::read(&sample(
            &documents,
            &[
                ("乙", "eli:repeals", "甲", "", ""),
                ("乙", "eli:repeals", "丙", "", "art/1"),
            ],
        ));
        let lives = Lifecycles::of(&network);
        let valid = |title: &str| {
            Validity::of(
                &network,
                &lives,
                network
                    .graph
                    .node_indices()
                    .find(|it| network.graph[*it].title == title)
                    .unwrap(),
            )
        };
        let days = |first: &str, last: Option<&str>| {
            Validity(vec![(Day::parse(first), last.and_then(Day::parse))])
        };
        assert_eq!(valid("甲"), days("2000-01-01", Some("2010-04-30")));
        assert_eq!(valid("丙"), days("2001-01-01", None));
        assert!(
            valid("甲").contains(on("2010-04-30"))
                && !valid("甲").contains(on("2010-05-01"))
                && !valid("甲").contains(on("1999-12-31"))
        );
    }

    #[test]
    fn a_suspension_leaves_a_gap_and_an_end_without_a_beginning_is_told_alone() {
        let documents = [("甲", "2000-01-01"), ("乙", "2010-05-01"), ("丙", "")];
        let references = [
            ("乙", "eli:suspends", "甲", "2011-01-01", ""),
            ("乙", "eli:repeals", "丙", "", ""),
        ];
        let text = crate::analyze::network::tests::sample_text(&documents, &references)
            .replace("eli:suspends", "zt:suspends");
        let network = Network::read(&crate::analyze::network::tests::store(&text.replace(
            "zt:effectFrom",
            "zt:effectUntil \"2011-12-31\" ; zt:effectFrom",
        )));
        let lives = Lifecycles::of(&network);
        let node = |title: &str| {
            network
                .graph
                .node_indices()
                .find(|it| network.graph[*it].title == title)
                .unwrap()
        };
        let suspended = Validity::of(&network, &lives, node("甲"));
        assert_eq!(suspended.stretches().len(), 2, "{suspended:?}");
        assert!(
            suspended.contains(on("2010-12-31"))
                && !suspended.contains(on("2011-06-01"))
                && suspended.contains(on("2012-01-01"))
        );
        assert_eq!(
            (suspended.first(), suspended.last()),
            (Day::parse("2000-01-01"), None)
        );
        assert_eq!(
            Validity::of(&network, &lives, node("丙")),
            Validity(vec![(None, Day::parse("2010-04-30"))])
        );
    }
}
