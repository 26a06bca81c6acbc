//! Dominators: the single documents through which all others hang on one.
//!
//! Owns: for each document below a root the number of those that lead to the root through it only.
//! The lines a tree says it in. Must not know: what a step means.

use petgraph::algo::dominators::simple_fast;
use petgraph::algo::toposort;
use petgraph::graphmap::DiGraphMap;
use std::collections::BTreeMap;

/// How many documents that others hang on a tree names.
const SHOWN: usize = 3;

/// Every node below `root` that others hang on it through, with how many; most first, then by
/// number. A node that has another way to the root does not count for what lies between.
pub(super) fn dominators(
    root: usize,
    steps: impl Iterator<Item = (usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut graph: DiGraphMap<usize, ()> = steps.collect();
    graph.add_node(root);
    let found = simple_fast(&graph, root);
    let above = |node| Some((found.immediate_dominator(node)?, node));
    let tree: DiGraphMap<usize, ()> = graph.nodes().filter_map(above).collect();
    // From the leaves of the tree up; it has no circle.
    let order = toposort(&tree, None).unwrap_or_default();
    let mut below: BTreeMap<usize, usize> = BTreeMap::new();
    for node in order.into_iter().rev() {
        if let Some(above) = found.immediate_dominator(node) {
            *below.entry(above).or_default() += below.get(&node).copied().unwrap_or(0) + 1;
        }
    }
    below.remove(&root);
    let mut below: Vec<(usize, usize)> = below.into_iter().collect();
    below.sort_by_key(|(node, count)| (usize::MAX - count, *node));
    below
}

/// The lines that name them, the first few; `all` is as many as there can be below one.
pub(super) fn told(
    through: &[(usize, usize)],
    all: usize,
    label: impl Fn(usize) -> String,
) -> String {
    let mut text = String::new();
    for (number, count) in through.iter().take(SHOWN) {
        let name = label(*number);
        text += &if *count == all {
            format!("only through {name}: everything else below\n")
        } else {
            format!("only through {name}: {count} of the documents below\n")
        };
    }
    if through.len() > SHOWN {
        text += &format!("only through others: {} more\n", through.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::tests::Dice;
    use std::collections::BTreeSet;

    fn of(steps: &[(usize, usize)]) -> Vec<(usize, usize)> {
        dominators(0, steps.iter().copied())
    }

    #[test]
    fn a_second_way_frees_what_lies_below() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[(0, 1), (1, 2), (2, 3)]), [(1, 2), (2, 1)]);
        assert_eq!(of(&[(0, 1), (1, 2), (2, 3), (0, 2)]), [(2, 1)]);
        assert_eq!(
            of(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 3)]),
            [(3, 1)]
        );
    }

    /// Without the node, they cannot be reached: the long way.
    #[test]
    fn what_hangs_on_a_node_is_cut_off_without_it() {
        let mut dice = Dice::new(9);
        for _ in 0..300 {
            let nodes = 2 + dice.below(9);
            let step = |dice: &mut Dice| (dice.below(nodes), dice.below(nodes));
            let steps: Vec<_> = (0..dice.below(24)).map(|_| step(&mut dice)).collect();
            let reached = |without: usize| -> BTreeSet<usize> {
                let mut seen = BTreeSet::from([0]);
                while let Some((_, new)) = steps
                    .iter()
                    .find(|(a, b)| seen.contains(a) && *b != without && !seen.contains(b))
                {
                    seen.insert(*new);
                }
                seen
            };
            let all = reached(usize::MAX);
            let mut expected = BTreeMap::new();
            for node in all.iter().filter(|node| **node != 0) {
                let lost = all.len() - reached(*node).len() - 1;
                if lost > 0 {
                    expected.insert(*node, lost);
                }
            }
            let found: BTreeMap<usize, usize> = of(&steps).into_iter().collect();
            assert_eq!(found, expected, "{steps:?}");
        }
    }
}
