//! The grammar of a page and the best reading under it (Viterbi decoding), in time linear in lines.
//!
//! Owns: which label may follow in which phase of a document, the search for the best path and for
//! the best path without one beginning. Must not know: what the evidence is.

use super::label::Label;
use super::weights::Weights;

/// How far a document has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing is open.
    Closed,
    /// Title, number, addressees.
    Head,
    /// Running text.
    Text,
}

/// A state of the search: a label and the phase after it.
#[derive(Debug, Clone, Copy)]
struct State {
    label: Label,
    after: Phase,
}

const fn state(label: Label, after: Phase) -> State {
    State { label, after }
}

#[rustfmt::skip]
const STATES: [State; 19] = {
    use Label as L;
    use Phase::{Closed, Head, Text};
    [
        state(L::Outside, Closed), state(L::Outside, Head), state(L::Outside, Text),
        state(L::Title, Head), state(L::Decree, Head), state(L::Lead, Text),
        state(L::TitleMore, Head), state(L::TitleMore, Text),
        state(L::Number, Head), state(L::Number, Text),
        state(L::Note, Head), state(L::Note, Text),
        state(L::Addressee, Head), state(L::Addressee, Text),
        state(L::HeadDate, Head), state(L::HeadDate, Text),
        state(L::Body, Text), state(L::Signature, Text), state(L::Date, Text),
    ]
};

/// Whether `next` may follow in `phase`. A head without text is never followed by another start;
/// a decree prints its regulation's title after its own signature.
fn allowed(phase: Phase, next: State) -> bool {
    match next.label {
        Label::Outside => next.after == phase,
        Label::Title | Label::Decree | Label::Lead => phase != Phase::Head,
        Label::TitleMore | Label::Number | Label::Note | Label::Addressee | Label::HeadDate => {
            next.after == phase
        }
        Label::Body => phase != Phase::Closed,
        Label::Signature | Label::Date => phase != Phase::Closed,
    }
}

/// A state of the grammar for who fits weights: its label, whether a file may begin with it, the
/// states it may follow.
#[derive(Debug, Clone)]
pub struct Node {
    /// The label of a line in this state.
    pub label: Label,
    /// Whether the first line may be in it.
    pub first: bool,
    /// Indices of the states of the line before.
    pub from: Vec<usize>,
}

/// All states of the grammar.
pub fn nodes() -> Vec<Node> {
    STATES
        .iter()
        .map(|to| Node {
            label: to.label,
            first: allowed(Phase::Closed, *to),
            from: (0..STATES.len())
                .filter(|from| allowed(STATES[*from].after, *to))
                .collect(),
        })
        .collect()
}

/// The score of a state that cannot be reached; three of them add up without overflow.
const BARRED: i32 = i32::MIN / 4;
/// How many states there are.
const N: usize = STATES.len();

/// The weight of each step from one state to the next.
fn steps(weights: &Weights) -> [[i32; N]; N] {
    let step = |from: &State, to: &State| match allowed(from.after, *to) {
        true => weights.pair(from.label, to.label),
        false => BARRED,
    };
    STATES
        .each_ref()
        .map(|from| STATES.each_ref().map(|to| step(from, to)))
}

/// The best score of each state after one more line, and the state it comes from: of several the
/// first. All states are taken side by side, so that the compiler can use vectors.
fn advance(score: &[i32; N], steps: &[[i32; N]; N]) -> ([i32; N], [i32; N]) {
    let (mut best, mut from) = ([i32::MIN; N], [0; N]);
    for (state, (score, step)) in score.iter().zip(steps).enumerate() {
        for to in 0..N {
            let sum = score + step[to];
            let better = sum > best[to];
            best[to] = if better { sum } else { best[to] };
            from[to] = if better { state as i32 } else { from[to] };
        }
    }
    (best, from)
}

/// The best labels of lines whose evidence is `lines`, with the total score. `cost` is added for a
/// label at a line: training makes wrong labels dear with it, `explain` forbids a beginning.
pub fn decode(
    lines: &[Vec<u16>],
    weights: &Weights,
    cost: impl Fn(usize, Label) -> i32,
) -> (Vec<Label>, i64) {
    if lines.is_empty() {
        return (Vec::new(), 0);
    }
    let steps = steps(weights);
    let mut back: Vec<u8> = vec![0; N * lines.len()];
    // Scores are kept relative to the best one, whose total is `lead`.
    let (mut score, mut lead) = ([0; N], 0i64);
    for (i, evidence) in lines.iter().enumerate() {
        let mut line = weights.score(evidence);
        for label in Label::ALL {
            line[label as usize] += cost(i, label);
        }
        let first = |state: State| match allowed(Phase::Closed, state) {
            true => 0,
            false => BARRED,
        };
        let (mut next, from) = match i {
            0 => (STATES.map(first), [0; N]),
            _ => advance(&score, &steps),
        };
        for (to, state) in STATES.iter().enumerate() {
            let own = next[to] + line[state.label as usize];
            next[to] = if next[to] > BARRED / 2 { own } else { BARRED };
            back[i * N + to] = from[to] as u8;
        }
        let best = next.iter().copied().max().unwrap_or(0);
        lead += i64::from(best);
        score = next.map(|s| (s - best).max(BARRED));
    }
    // A title under which nothing stands to the end of the file is none.
    let whole = |at: &usize| STATES[*at].after != Phase::Head && score[*at] > BARRED / 2;
    let ends: Vec<usize> = (0..N).filter(whole).collect();
    let any: Vec<usize> = (0..N).collect();
    let ends = if ends.is_empty() { any } else { ends };
    let mut at = ends
        .into_iter()
        .max_by(|a, b| score[*a].cmp(&score[*b]).then(b.cmp(a)))
        .unwrap_or(0);
    let total = lead + i64::from(score[at]);
    let mut labels = vec![Label::Outside; lines.len()];
    for i in (0..lines.len()).rev() {
        labels[i] = STATES[at].label;
        at = back[i * N + at] as usize;
    }
    (labels, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_without_text_opens_no_other_document() {
        let weights = Weights::parse("title\tshort\t100\n").unwrap();
        let short = crate::text::segment::page::names::index("short").unwrap();
        let (labels, _) = decode(&vec![vec![short]; 3], &weights, |_, _| 0);
        assert!(
            labels.windows(2).all(|w| !(w[0].begins() && w[1].begins())),
            "{labels:?}"
        );
        assert!(labels.iter().any(|l| l.begins()));
    }
}
