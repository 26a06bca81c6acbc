//! The learner: a conditional random field over the paths of the grammar.

use crate::Lesson;
use std::collections::BTreeSet;
use zhengtu::parts::text::Label;
use zhengtu::parts::text::NAMES;
use zhengtu::parts::text::Weights;
use zhengtu::parts::text::grammar::{Node, nodes};

/// Fits with different orders, whose weights are averaged, and rounds over the texts in each.
const RUNS: u64 = 2;
const ROUNDS: usize = 30;
/// The step of learning, and how strongly weights are held small.
const RATE: f64 = 0.15;
const PENALTY: f64 = 0.002;
/// What a beginning missed costs while fitting, and what one made up costs.
const MISSED: f64 = 3.0;
const MADE_UP: f64 = 1.0;
/// The table holds hundredths.
const SCALE: f64 = 100.0;
/// Evidence seen in fewer sources gets no weight.
const SOURCES: usize = 3;
/// What is added to a fitted weight of `title`: rules of how documents are drafted are surer than
/// the few labelled texts that break them tell. Judged by texts kept for checking: without the first
/// row they lose .014 of their documents, and the seeds .012.
const TRUST: &[(&str, i32)] = &[
    ("rule: announced title", 300),
    ("rule: news title", 150),
    ("rule: title before articles", 160),
    ("rule: title before number", 100),
    ("rule: title and prose", 40),
];

/// Numbers that look random and are the same on each run.
pub(crate) struct Order(u64);

impl Order {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

/// One stretch of lines to learn from: the evidence of each line and its label.
struct Piece {
    lines: Vec<Vec<u16>>,
    gold: Vec<Label>,
}

/// The lessons cut at every third beginning, without evidence that few sources show.
fn pieces(texts: &[&Lesson]) -> Vec<Piece> {
    let mut seen: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); NAMES.len()];
    for text in texts {
        for e in text.evidence[text.span.clone()].iter().flatten() {
            if seen[usize::from(*e)].len() < SOURCES {
                seen[usize::from(*e)].insert(text.source.split('\n').next().unwrap_or_default());
            }
        }
    }
    let mut pieces = Vec::new();
    for text in texts {
        let starts = text.span.clone().filter(|i| text.labels[*i].begins());
        let mut cuts: Vec<usize> = starts.step_by(3).collect();
        match cuts.first_mut() {
            Some(first) => *first = text.span.start,
            None => cuts.push(text.span.start),
        }
        cuts.push(text.span.end);
        for w in cuts.windows(2).filter(|w| w[0] < w[1]) {
            let kept = |l: &Vec<u16>| {
                let often = |e: &u16| seen[usize::from(*e)].len() >= SOURCES;
                l.iter().copied().filter(often).collect()
            };
            let lines = (w[0]..w[1]).filter(|i| !text.skipped[*i]);
            pieces.push(Piece {
                lines: lines.clone().map(|i| kept(&text.evidence[i])).collect(),
                gold: lines.map(|i| text.labels[i]).collect(),
            });
        }
    }
    pieces
}

/// A conditional random field over the paths of the grammar, fitted by stochastic gradients with a
/// step of its own for each weight (AdaGrad), the margin of [`COST`] inside.
struct Field {
    nodes: Vec<Node>,
    own: Vec<[Weight; LABELS]>,
    pairs: [[Weight; LABELS]; LABELS],
}

#[derive(Clone, Copy, Default)]
struct Weight {
    value: f64,
    squares: f64,
}

impl Weight {
    fn step(&mut self, gradient: f64) {
        let gradient = gradient - PENALTY * self.value;
        self.squares += gradient * gradient;
        self.value += RATE * gradient / (1e-6 + self.squares).sqrt();
    }
}

const LABELS: usize = Label::ALL.len();

impl Field {
    fn learn(&mut self, piece: &Piece) {
        let (n, m) = (piece.lines.len(), self.nodes.len());
        let mut own = vec![[0.0; LABELS]; n];
        for ((sum, line), gold) in own.iter_mut().zip(&piece.lines).zip(&piece.gold) {
            for e in line {
                for (s, w) in sum.iter_mut().zip(&self.own[usize::from(*e)]) {
                    *s += w.value;
                }
            }
            for label in Label::ALL {
                sum[label as usize] += cost(*gold, label);
            }
        }
        // Probabilities are kept to a sum of one at each line, so nothing under- or overflows.
        let pair: Vec<Vec<f64>> = self
            .nodes
            .iter()
            .map(|to| {
                let value = |from: &usize| {
                    self.pairs[self.nodes[*from].label as usize][to.label as usize].value
                };
                to.from.iter().map(|f| value(f).exp()).collect()
            })
            .collect();
        let weight: Vec<[f64; LABELS]> = own
            .iter()
            .map(|line| {
                let top = line.iter().copied().fold(f64::MIN, f64::max);
                line.map(|w| (w - top).exp())
            })
            .collect();
        let mut ahead = vec![vec![0.0; m]; n];
        for i in 0..n {
            for (k, node) in self.nodes.iter().enumerate() {
                let before: f64 = if i == 0 {
                    f64::from(u8::from(node.first))
                } else {
                    node.from
                        .iter()
                        .zip(&pair[k])
                        .map(|(f, p)| ahead[i - 1][*f] * p)
                        .sum()
                };
                ahead[i][k] = before * weight[i][node.label as usize];
            }
            normalise(&mut ahead[i]);
        }
        let mut behind = vec![1.0; m];
        for i in (0..n).rev() {
            let mut at: Vec<f64> = (0..m).map(|k| ahead[i][k] * behind[k]).collect();
            normalise(&mut at);
            let mut gradient = [0.0; LABELS];
            gradient[piece.gold[i] as usize] += 1.0;
            for (node, p) in self.nodes.iter().zip(&at) {
                gradient[node.label as usize] -= p;
            }
            for (label, g) in gradient
                .into_iter()
                .enumerate()
                .filter(|(_, g)| g.abs() > 1e-4)
            {
                for e in &piece.lines[i] {
                    self.own[usize::from(*e)][label].step(g);
                }
            }
            if i == 0 {
                break;
            }
            let mut both = [[0.0; LABELS]; LABELS];
            let mut total = 0.0;
            let mut next = vec![0.0; m];
            for (k, node) in self.nodes.iter().enumerate() {
                let own = weight[i][node.label as usize] * behind[k];
                for (f, p) in node.from.iter().zip(&pair[k]) {
                    next[*f] += p * own;
                    let mass = ahead[i - 1][*f] * p * own;
                    total += mass;
                    both[self.nodes[*f].label as usize][node.label as usize] += mass;
                }
            }
            let (a, b) = (piece.gold[i - 1] as usize, piece.gold[i] as usize);
            for (x, row) in both.iter().enumerate() {
                for (y, mass) in row.iter().enumerate() {
                    let g = f64::from(u8::from(x == a && y == b)) - mass / total.max(1e-300);
                    if g.abs() > 1e-4 {
                        self.pairs[x][y].step(g);
                    }
                }
            }
            behind = next;
            normalise(&mut behind);
        }
    }
}

fn normalise(row: &mut [f64]) {
    let sum: f64 = row.iter().sum::<f64>().max(1e-300);
    for value in row {
        *value /= sum;
    }
}

/// What is added to a wrong label while fitting: a beginning missed is dearest.
fn cost(gold: Label, label: Label) -> f64 {
    match (gold.begins(), label.begins()) {
        _ if gold == label => 0.0,
        (true, false) => MISSED,
        (false, true) => MADE_UP,
        _ => 0.0,
    }
}

pub(crate) fn fit(texts: &[&Lesson]) -> Weights {
    let pieces = pieces(texts);
    let mut mean = Weights::default();
    for seed in 1..=RUNS {
        let mut field = Field {
            nodes: nodes(),
            own: vec![[Weight::default(); LABELS]; NAMES.len()],
            pairs: [[Weight::default(); LABELS]; LABELS],
        };
        let mut order = Order(seed);
        for _ in 0..ROUNDS {
            let mut left: Vec<usize> = (0..pieces.len()).collect();
            while !left.is_empty() {
                field.learn(&pieces[left.swap_remove(order.next(left.len()))]);
            }
        }
        let share = |w: f64| (w * SCALE / RUNS as f64).round() as i32;
        for label in Label::ALL {
            for e in 0..NAMES.len() as u16 {
                *mean.own_mut(e, label) += share(field.own[usize::from(e)][label as usize].value);
            }
            for before in Label::ALL {
                *mean.pair_mut(before, label) +=
                    share(field.pairs[before as usize][label as usize].value);
            }
        }
    }
    for (evidence, more) in TRUST {
        if let Some(e) = NAMES.iter().position(|name| name == evidence) {
            *mean.own_mut(e as u16, Label::Title) += more;
        }
    }
    mean
}
