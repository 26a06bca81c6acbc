//! Compressed sparse rows: a graph of nothing but numbers, for what walks all of it.
//!
//! Owns: [`Compact`], which has petgraph's visit traits, so that petgraph's algorithms run on it:
//! strongly connected components (Tarjan), breadth-first distances; and PageRank. Must not know:
//! documents.
//!
//! petgraph's own `Csr` wants its edges sorted; on a million nodes and eight million edges a
//! counting sort makes the rows in half the time, and Tarjan runs as fast on them. PageRank is our
//! own, by power iteration: petgraph's is quadratic. Petgraph's Tarjan recurses once for each node
//! of a path, so it gets a thread whose stack holds them all; where there is none to be had,
//! Kosaraju's algorithm does the same without recursion in three times the time.

use petgraph::Direction;
use petgraph::algo::{TarjanScc, kosaraju_scc};
use petgraph::csr::Csr;
use petgraph::visit::{
    Bfs, GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount,
    NodeIndexable, Visitable,
};
use std::collections::BTreeMap;
use std::iter::Copied;
use std::ops::Range;
use std::slice::Iter;
use std::thread;

/// The stack that Tarjan's algorithm gets for each node: more than one call of it takes, without
/// optimisation too. Only what is used costs memory.
const FRAME: usize = 1 << 10;
/// The stack it gets besides.
const STACK: usize = 1 << 20;
/// petgraph's own set of visited nodes.
type Visited = <Csr<(), ()> as Visitable>::Map;

/// For each node the nodes it leads to, in order; parallel edges are one.
#[derive(Debug, Clone, Default)]
pub struct Compact {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Compact {
    /// The graph of `nodes` nodes with these edges; an edge to or from a node that is not there is
    /// left out.
    pub fn of(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let mut rows = Self::rows(nodes, edges);
        rows.sort_rows();
        rows
    }

    /// Counting sort by source; the targets of a row in the order of the edges.
    fn rows(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let is_there = |edge: &&(u32, u32)| (edge.0 as usize) < nodes && (edge.1 as usize) < nodes;
        let mut starts = vec![0_u32; nodes + 1];
        for (from, _) in edges.iter().filter(is_there) {
            starts[*from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut targets = vec![0; starts[nodes] as usize];
        for (from, to) in edges.iter().filter(is_there) {
            let place = &mut next[*from as usize];
            targets[*place as usize] = *to;
            *place += 1;
        }
        Self { starts, targets }
    }

    fn sort_rows(&mut self) {
        let mut kept = 0;
        let mut begin = 0;
        for node in 0..self.len() {
            let end = self.starts[node + 1] as usize;
            self.targets[begin..end].sort_unstable();
            let first = kept;
            for at in begin..end {
                let target = self.targets[at];
                if kept == first || self.targets[kept - 1] != target {
                    self.targets[kept] = target;
                    kept += 1;
                }
            }
            begin = end;
            self.starts[node + 1] = kept as u32;
        }
        self.targets.truncate(kept);
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many edges there are, parallel ones counted once.
    pub fn edges(&self) -> usize {
        self.targets.len()
    }

    /// Where a node leads, in order.
    pub fn next(&self, node: usize) -> &[u32] {
        match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(start), Some(end)) => &self.targets[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The graph with every edge turned round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut starts = vec![0_u32; self.len() + 1];
        for target in &self.targets {
            starts[*target as usize + 1] += 1;
        }
        for node in 0..self.len() {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut targets = vec![0; self.targets.len()];
        for node in 0..self.len() {
            for target in self.next(node) {
                let place = &mut next[*target as usize];
                targets[*place as usize] = node as u32;
                *place += 1;
            }
        }
        Self { starts, targets }
    }

    /// How many steps from `start` each node is; [`u32::MAX`] for what is not reached.
    pub fn steps_from(&self, start: u32) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.len()];
        let Some(first) = steps.get_mut(start as usize) else {
            return steps;
        };
        *first = 0;
        let mut walk = Bfs::new(self, start);
        while let Some(node) = walk.next(self) {
            let further = steps[node as usize] + 1;
            for target in self.next(node as usize) {
                let known = &mut steps[*target as usize];
                *known = further.min(*known);
            }
        }
        steps
    }

    /// The number of its strongly connected component for each node, and how many there are;
    /// components come in reverse topological order.
    pub fn components(&self) -> (Vec<u32>, usize) {
        let mut component = vec![0; self.len()];
        let stack = STACK.saturating_add(self.len().saturating_mul(FRAME));
        let recursive = thread::scope(|scope| {
            let work = || {
                let mut count = 0;
                let number = |nodes: &[u32]| {
                    nodes.iter().for_each(|it| component[*it as usize] = count);
                    count += 1;
                };
                TarjanScc::new().run(self, number);
                count as usize
            };
            let thread = thread::Builder::new().stack_size(stack);
            thread.spawn_scoped(scope, work).ok()?.join().ok()
        });
        recursive.map_or_else(|| self.components_without_recursion(), |it| (component, it))
    }

    fn components_without_recursion(&self) -> (Vec<u32>, usize) {
        let back = self.reversed();
        let sets = kosaraju_scc(&TwoWay { out: self, back });
        let mut component = vec![0; self.len()];
        for (number, set) in (0..).zip(&sets) {
            set.iter()
                .for_each(|node| component[*node as usize] = number);
        }
        (component, sets.len())
    }

    /// Nodes that lead to each other, and nodes that lead to themselves; each set and all of them
    /// in order.
    pub fn circles(&self) -> Vec<Vec<u32>> {
        let (component, count) = self.components();
        let mut sizes = vec![0_u32; count];
        component
            .iter()
            .for_each(|number| sizes[*number as usize] += 1);
        let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (node, number) in component.iter().enumerate() {
            if sizes[*number as usize] > 1 || self.next(node).binary_search(&(node as u32)).is_ok()
            {
                sets.entry(*number).or_default().push(node as u32);
            }
        }
        let mut circles: Vec<Vec<u32>> = sets.into_values().collect();
        circles.sort();
        circles
    }

    /// PageRank: the share of a reader's time spent at each node who follows edges, and starts
    /// afresh anywhere with probability 1 − `damping` or where no edge leads on. Ends when a round
    /// changes less than `tolerance` in all; also tells how many rounds that took.
    pub fn page_rank(&self, damping: f64, tolerance: f64) -> (Vec<f64>, usize) {
        const MOST: usize = 200;
        let count = self.len();
        if count == 0 {
            return (Vec::new(), 0);
        }
        let into = self.reversed();
        let share: Vec<f64> = (0..count)
            .map(|node| self.next(node).len())
            .map(|out| if out == 0 { 0.0 } else { damping / out as f64 })
            .collect();
        let mut rank = vec![1.0 / count as f64; count];
        let mut given = vec![0.0; count];
        for round in 1..=MOST {
            let mut lost = 0.0;
            for ((given, rank), share) in given.iter_mut().zip(&rank).zip(&share) {
                *given = rank * share;
                lost += if *share == 0.0 { *rank } else { 0.0 };
            }
            let base = (1.0 - damping + damping * lost) / count as f64;
            let mut change = 0.0;
            for (node, rank) in rank.iter_mut().enumerate() {
                let new = base
                    + into
                        .next(node)
                        .iter()
                        .map(|source| given[*source as usize])
                        .sum::<f64>();
                change += (new - *rank).abs();
                *rank = new;
            }
            if change < tolerance {
                return (rank, round);
            }
        }
        (rank, MOST)
    }
}

impl GraphBase for Compact {
    type EdgeId = (u32, u32);
    type NodeId = u32;
}

impl<'a> IntoNeighbors for &'a Compact {
    type Neighbors = Copied<Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.next(node as usize).iter().copied()
    }
}

impl IntoNodeIdentifiers for &Compact {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Range<u32> {
        0..self.len() as u32
    }
}

impl NodeCount for Compact {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for Compact {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl Visitable for Compact {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::with_capacity(self.len())
    }

    fn reset_map(&self, map: &mut Visited) {
        *map = self.visit_map();
    }
}

/// A graph with the way back along each edge.
struct TwoWay<'a> {
    out: &'a Compact,
    back: Compact,
}

impl GraphBase for TwoWay<'_> {
    type EdgeId = (u32, u32);
    type NodeId = u32;
}

impl<'a> IntoNeighbors for &'a TwoWay<'_> {
    type Neighbors = Copied<Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.out.neighbors(node)
    }
}

impl<'a> IntoNeighborsDirected for &'a TwoWay<'_> {
    type NeighborsDirected = Copied<Iter<'a, u32>>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.out.neighbors(node),
            Direction::Incoming => self.back.neighbors(node),
        }
    }
}

impl IntoNodeIdentifiers for &TwoWay<'_> {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Range<u32> {
        self.out.node_identifiers()
    }
}

impl Visitable for TwoWay<'_> {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        self.out.visit_map()
    }

    fn reset_map(&self, map: &mut Visited) {
        self.out.reset_map(map);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Dice;
    use super::*;
    use std::collections::BTreeSet;

    fn random(dice: &mut Dice) -> (usize, Vec<(u32, u32)>) {
        let nodes = 1 + dice.below(30);
        let edges = (0..dice.below(60))
            .map(|_| (dice.below(nodes) as u32, dice.below(nodes) as u32))
            .collect();
        (nodes, edges)
    }

    /// Which node reaches which, the long way: who reach each other are of one component.
    #[test]
    fn components_are_those_that_reach_each_other() {
        let mut dice = Dice::new(3);
        for _ in 0..500 {
            let (nodes, edges) = random(&mut dice);
            let graph = Compact::of(nodes, &edges);
            let steps: Vec<Vec<u32>> = (0..nodes as u32).map(|it| graph.steps_from(it)).collect();
            let is_one = |a: usize, b: usize| steps[a][b].max(steps[b][a]) < u32::MAX;
            for (component, count) in [graph.components(), graph.components_without_recursion()] {
                let distinct: BTreeSet<u32> = component.iter().copied().collect();
                assert_eq!(distinct.len(), count);
                for (a, b) in (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b))) {
                    assert_eq!(component[a] == component[b], is_one(a, b), "{edges:?}");
                    let leads = steps[a][b] < u32::MAX;
                    assert!(
                        !leads || component[a] >= component[b],
                        "reverse order: {edges:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn circles_are_components_that_lead_back() {
        let edges = [(0, 1), (1, 2), (2, 0), (3, 3), (2, 4), (4, 5)];
        assert_eq!(Compact::of(6, &edges).circles(), [vec![0, 1, 2], vec![3]]);
    }

    /// Rank flows along edges: what is relied upon has it, not who relies.
    #[test]
    fn rank_goes_to_what_edges_lead_to() {
        let (rank, _) = Compact::of(4, &[(1, 0), (2, 0), (3, 0), (3, 2)]).page_rank(0.85, 1e-9);
        assert!(
            rank[0] > rank[2] && rank[2] > rank[1] && rank[1] >= rank[3],
            "{rank:?}"
        );
    }

    #[test]
    fn rows_are_sorted_and_without_doubles_both_ways() {
        let graph = Compact::of(4, &[(2, 1), (0, 3), (2, 1), (0, 1), (9, 1), (1, 9)]);
        assert_eq!((graph.len(), graph.edges()), (4, 3));
        assert_eq!(
            [graph.next(0), graph.next(1), graph.next(2), graph.next(9)],
            [&[1, 3][..], &[], &[1], &[]]
        );
        assert_eq!(graph.reversed().next(1), [0, 2]);
        assert_eq!(graph.steps_from(2), [u32::MAX, 1, 0, u32::MAX]);
    }

    #[test]
    fn rank_sums_to_one_and_solves_its_equation() {
        let mut dice = Dice::new(11);
        for _ in 0..100 {
            let (nodes, edges) = random(&mut dice);
            let graph = Compact::of(nodes, &edges);
            let (rank, _) = graph.page_rank(0.85, 1e-12);
            assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let into = graph.reversed();
            let lost: f64 = (0..nodes)
                .filter(|node| graph.next(*node).is_empty())
                .map(|node| rank[node])
                .sum();
            for node in 0..nodes {
                let given: f64 = into
                    .next(node)
                    .iter()
                    .map(|from| rank[*from as usize] / graph.next(*from as usize).len() as f64)
                    .sum();
                assert!(
                    (rank[node] - (0.15 + 0.85 * lost) / nodes as f64 - 0.85 * given).abs() < 1e-9
                );
            }
        }
        assert_eq!(Compact::of(0, &[]).page_rank(0.85, 1e-6), (Vec::new(), 0));
    }

    #[test]
    fn a_path_of_a_million_does_not_overflow() {
        let edges: Vec<(u32, u32)> = (0..999_999).map(|node| (node, node + 1)).collect();
        let graph = Compact::of(1_000_000, &edges);
        assert_eq!(graph.components().1, 1_000_000);
        assert_eq!(graph.components_without_recursion().1, 1_000_000);
    }
}
