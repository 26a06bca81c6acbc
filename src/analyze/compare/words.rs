//! Word differences (shortest edit script): what of two wordings is the same and what is not.
//!
//! Owns: the pieces of both wordings, joined so that a reader sees words. Must not know: articles.
//!
//! Chinese is compared character by character, runs of digits and of Latin letters as wholes. A
//! single character that two changes leave standing between them is taken into the change: nobody
//! reads 应当提交 as 应[+即+]当.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of a wording: its words, and whether the other wording lacks them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Whether the other wording lacks them here.
    pub differs: bool,
}

/// What stands between two changes and is too short to be read as kept.
const SHORTEST: usize = 2;

/// The pieces of the older and of the newer wording.
pub(super) fn pieces(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (a, b) = (tokens(old), tokens(new));
    let mut ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    ops.retain(|op| !op.old_range().is_empty() || !op.new_range().is_empty());
    let is_equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (at, op) in ops.iter().enumerate() {
        let kept = a.get(op.old_range()).unwrap_or_default().concat();
        let between = at > 0 && at + 1 < ops.len();
        let is_mark = |c: char| !c.is_alphanumeric();
        let short = kept.chars().count() < SHORTEST && !kept.contains(is_mark);
        let differs = !is_equal(op) || between && short;
        push(&mut left, kept, differs);
        push(
            &mut right,
            b.get(op.new_range()).unwrap_or_default().concat(),
            differs,
        );
    }
    (left, right)
}

fn push(pieces: &mut Vec<Piece>, words: String, differs: bool) {
    match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.differs == differs => last.words.push_str(&words),
        _ => pieces.push(Piece { words, differs }),
    }
}

/// Characters, but runs of digits and of Latin letters whole.
fn tokens(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let (mut start, mut before) = (0, 0);
    for (at, c) in text.char_indices() {
        let sort = match c {
            '0'..='9' | '.' => 1,
            'a'..='z' | 'A'..='Z' => 2,
            _ => 0,
        };
        if at > start && (sort == 0 || sort != before) {
            found.push(&text[start..at]);
            start = at;
        }
        before = sort;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        let mark = |it: &Piece| match it.differs {
            true => format!("[{}]", it.words),
            false => it.words.clone(),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        for (old, new, left, right) in [
            (
                "处一千元罚款。",
                "处五千元罚款。",
                "处[一]千元罚款。",
                "处[五]千元罚款。",
            ),
            ("甲乙丙", "甲乙丙", "甲乙丙", "甲乙丙"),
            ("", "新增", "", "[新增]"),
            ("自2010年起", "自2024年起", "自[2010]年起", "自[2024]年起"),
            // One character between two changes goes with them.
            (
                "由工商局负责",
                "由市监局负责",
                "由[工商]局负责",
                "由[市监]局负责",
            ),
            (
                "甲工乙商丙丁",
                "甲市乙监丙丁",
                "甲[工乙商]丙丁",
                "甲[市乙监]丙丁",
            ),
        ] {
            let (a, b) = pieces(old, new);
            assert_eq!((marked(&a).as_str(), marked(&b).as_str()), (left, right));
        }
    }

    #[test]
    fn pieces_are_the_whole_wording() {
        let (old, new) = ("第3条：GB，甲乙。\n丙", "第13条：GBT，甲。\n丙丁");
        let (a, b) = pieces(old, new);
        let whole = |pieces: &[Piece]| {
            pieces
                .iter()
                .map(|it| it.words.as_str())
                .collect::<String>()
        };
        assert_eq!((whole(&a).as_str(), whole(&b).as_str()), (old, new));
    }
}
