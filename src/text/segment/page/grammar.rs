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

/// The best labels of lines whose evidence is `lines`, with the total score. `cost` is added for a
/// label at a line: training makes wrong labels dear with it, `explain` forbids a beginning.
pub fn decode(
    lines: &[Vec<u16>],
    weights: &Weights,
    cost: impl Fn(usize, Label) -> i32,
) -> (Vec<Label>, i64) {
    const NONE: i64 = i64::MIN / 4;
    const N: usize = STATES.len();
    if lines.is_empty() {
        return (Vec::new(), 0);
    }
    let moves: Vec<Vec<(usize, i64)>> = nodes()
        .into_iter()
        .map(|to| {
            let pair = |from: usize| weights.pair(STATES[from].label, to.label);
            to.from
                .into_iter()
                .map(|from| (from, i64::from(pair(from))))
                .collect()
        })
        .collect();
    let mut score = [NONE; N];
    let mut back: Vec<u8> = vec![0; N * lines.len()];
    for (i, evidence) in lines.iter().enumerate() {
        let mut line = weights.score(evidence);
        for label in Label::ALL {
            line[label as usize] += cost(i, label);
        }
        let mut next = [NONE; N];
        for (to, state) in STATES.iter().enumerate() {
            let own = i64::from(line[state.label as usize]);
            if i == 0 {
                if allowed(Phase::Closed, *state) {
                    next[to] = own;
                }
                continue;
            }
            let best = moves[to]
                .iter()
                .map(|(from, pair)| (score[*from] + pair, *from))
                .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((best, from)) = best.filter(|(best, _)| *best > NONE / 2) {
                next[to] = best + own;
                back[i * N + to] = from as u8;
            }
        }
        score = next;
    }
    // A title under which nothing stands to the end of the file is none.
    let whole = |at: &usize| STATES[*at].after != Phase::Head && score[*at] > NONE / 2;
    let ends: Vec<usize> = (0..N).filter(whole).collect();
    let any: Vec<usize> = (0..N).collect();
    let ends = if ends.is_empty() { any } else { ends };
    let mut at = ends
        .into_iter()
        .max_by(|a, b| score[*a].cmp(&score[*b]).then(b.cmp(a)))
        .unwrap_or(0);
    let total = score[at];
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
