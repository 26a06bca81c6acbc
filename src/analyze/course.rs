//! The legal states of a document one after the other, over all days (timeline of validity).
//!
//! Owns: at which days one state gives way to the next. Must not know: how a state is found
//! (`lifecycle`), how it is shown.

use super::lifecycle::Lifecycles;
use super::status::{Status, status_for};
use crate::analyze::network::Network;
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::NodeIndex;

/// The statuses of a document in order, each with its first day; the first of them holds on all
/// days before the second, and has none.
pub fn course(
    network: &Network,
    lives: &Lifecycles,
    document: NodeIndex,
) -> Vec<(Option<Day>, Status)> {
    let turns = lives.turns(network, lives.family(document));
    let on = |day: Option<Day>| status_for(network, lives, document, AsOf::new(day));
    let before = turns.first().map(|day| day.previous());
    let mut spells = vec![(None, on(before))];
    for day in turns {
        let status = on(Some(day));
        if spells.last().is_none_or(|(_, last)| *last != status) {
            spells.push((Some(day), status));
        }
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::super::tests::Dice;
    use super::*;
    use crate::analyze::network::tests::{sample_text, store};

    /// Against the engine asked day by day, which cannot be wrong.
    #[test]
    fn on_every_day_the_course_says_what_the_engine_says() {
        let documents = [
            ("甲", "2000-01-01"),
            ("乙", "2003-05-01"),
            ("丙", "2004-01-01"),
            ("丁", "2006-07-01"),
            ("戊", ""),
        ];
        let references = [
            ("乙", "eli:amends", "甲", "", ""),
            ("丙", "eli:suspends", "甲", "2004-03-01", ""),
            ("丁", "eli:repeals", "甲", "2006-09-01", ""),
            ("丁", "eli:repeals", "乙", "", "art/1"),
            ("丁", "eli:repeals", "戊", "", ""),
        ];
        let text = sample_text(&documents, &references)
            .replace("eli:suspends", "zt:suspends")
            .replace(
                "zt:effectFrom \"2004-03-01\"",
                "zt:effectUntil \"2004-12-31\" ; zt:effectFrom \"2004-03-01\"",
            );
        let network = Network::read(&store(&text));
        let lives = Lifecycles::of(&network);
        let mut dice = Dice::new(3);
        let first = 10_592; // 1999-01-01
        for node in network.graph.node_indices() {
            let spells = course(&network, &lives, node);
            assert!(spells.windows(2).all(|pair| pair[0].1 != pair[1].1));
            for _ in 0..400 {
                let day = Day::nth(first + i32::try_from(dice.below(3600)).unwrap());
                let is_past = |from: &Option<Day>| from.is_none_or(|from| from <= day);
                let told = spells.iter().rev().find(|(from, _)| is_past(from));
                let status = status_for(&network, &lives, node, day.into());
                assert_eq!(told.unwrap().1, status, "{day}");
            }
        }
        let mut nodes = network.graph.node_indices();
        let node = nodes
            .find(|node| network.graph[*node].title == "甲")
            .unwrap();
        let states: Vec<&str> = course(&network, &lives, node)
            .iter()
            .map(|(_, status)| status.state.name())
            .collect();
        let expected = [
            "not yet in force",
            "in force",
            "amended",
            "suspended",
            "amended",
        ];
        assert_eq!(states[..5], expected);
        assert_eq!(states.last(), Some(&"repealed"));
    }
}
