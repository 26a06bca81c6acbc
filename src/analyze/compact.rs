//! A graph of nothing but numbers, for what walks all of it.
//!
//! Owns: compressed rows ([`Compact`]), strongly connected components without recursion, PageRank
//! by power iteration. Must not know: documents.
//!
//! petgraph's own `page_rank` is quadratic and its Tarjan recurses once for each node of a path; a
//! graph of a million documents stands neither.

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
    pub fn steps_from(&self, start: &[u32]) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.len()];
        let mut queue: Vec<u32> = start
            .iter()
            .copied()
            .filter(|node| (*node as usize) < self.len())
            .collect();
        queue.iter().for_each(|node| steps[*node as usize] = 0);
        let mut at = 0;
        while let Some(node) = queue.get(at).copied() {
            at += 1;
            for target in self.next(node as usize) {
                if steps[*target as usize] == u32::MAX {
                    steps[*target as usize] = steps[node as usize] + 1;
                    queue.push(*target);
                }
            }
        }
        steps
    }

    /// The number of its strongly connected component for each node, and how many there are;
    /// components come in reverse topological order.
    pub fn components(&self) -> (Vec<u32>, usize) {
        const NEW: u32 = u32::MAX;
        // The order of discovery while open, afterwards DONE + component.
        let mut low = vec![NEW; self.len()];
        let mut component = vec![NEW; self.len()];
        let (mut counter, mut count) = (0_u32, 0_u32);
        let mut open: Vec<u32> = Vec::new();
        // Node, place of its next edge, its own order.
        let mut path: Vec<(u32, u32, u32)> = Vec::new();
        for root in 0..self.len() as u32 {
            if low[root as usize] != NEW {
                continue;
            }
            low[root as usize] = counter;
            path.push((root, self.starts[root as usize], counter));
            open.push(root);
            counter += 1;
            while let Some((node, place, order)) = path.last_mut() {
                let at = *node as usize;
                if *place < self.starts[at + 1] {
                    let target = self.targets[*place as usize];
                    *place += 1;
                    let to = target as usize;
                    if low[to] == NEW {
                        low[to] = counter;
                        path.push((target, self.starts[to], counter));
                        open.push(target);
                        counter += 1;
                    } else if component[to] == NEW && low[to] < low[at] {
                        low[at] = low[to];
                    }
                    continue;
                }
                let (node, order) = (*node, *order);
                path.pop();
                if low[at] == order {
                    while let Some(member) = open.pop() {
                        component[member as usize] = count;
                        if member == node {
                            break;
                        }
                    }
                    count += 1;
                }
                if let Some((parent, ..)) = path.last() {
                    let parent = *parent as usize;
                    if component[at] == NEW && low[at] < low[parent] {
                        low[parent] = low[at];
                    }
                }
            }
        }
        (component, count as usize)
    }

    /// Nodes that lead to each other, and nodes that lead to themselves; each set and all of them
    /// in order.
    pub fn circles(&self) -> Vec<Vec<u32>> {
        let (component, count) = self.components();
        let mut sizes = vec![0_u32; count];
        component
            .iter()
            .for_each(|number| sizes[*number as usize] += 1);
        let mut sets: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
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

#[cfg(test)]
mod tests {
    use super::super::tests::Dice;
    use super::*;
    use petgraph::graph::DiGraph;

    fn random(dice: &mut Dice) -> (usize, Vec<(u32, u32)>) {
        let nodes = 1 + dice.below(30);
        let edges = (0..dice.below(60))
            .map(|_| (dice.below(nodes) as u32, dice.below(nodes) as u32))
            .collect();
        (nodes, edges)
    }

    #[test]
    fn circles_are_those_that_petgraph_finds() {
        let mut dice = Dice::new(3);
        for _ in 0..500 {
            let (nodes, edges) = random(&mut dice);
            let mut graph: DiGraph<(), ()> = DiGraph::from_edges(&edges);
            while graph.node_count() < nodes {
                graph.add_node(());
            }
            let mut expected: Vec<Vec<u32>> = petgraph::algo::tarjan_scc(&graph)
                .into_iter()
                .map(|set| {
                    set.into_iter()
                        .map(|node| node.index() as u32)
                        .collect::<Vec<_>>()
                })
                .filter(|set| set.len() > 1 || edges.contains(&(set[0], set[0])))
                .collect();
            expected.iter_mut().for_each(|set| set.sort_unstable());
            expected.sort();
            assert_eq!(Compact::of(nodes, &edges).circles(), expected, "{edges:?}");
        }
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
        assert_eq!(graph.steps_from(&[2]), [u32::MAX, 1, 0, u32::MAX]);
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
        assert_eq!(Compact::of(1_000_000, &edges).components().1, 1_000_000);
    }
}
