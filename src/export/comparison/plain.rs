//! A comparison in lines for a terminal, words marked as `wdiff` marks them.
//!
//! Owns: the marks and the order of lines. Must not know: how texts are compared.

use super::said::{change, labels, summary};
use crate::analyze::{Change, Comparison, Piece};

pub(super) fn write(comparison: &Comparison) -> String {
    let Comparison { old, new, .. } = comparison;
    let mut text = format!("{old} → {new}\n{}\n", summary(comparison).0);
    for line in &comparison.lines {
        text.push_str(&format!("\n{}  {}\n", labels(line), change(line).0));
        if line.change == Change::Same {
            continue;
        }
        side(&mut text, '-', &line.old_pieces, ("[-", "-]"));
        side(&mut text, '+', &line.new_pieces, ("{+", "+}"));
    }
    text
}

/// One side, each paragraph on a line that begins with its sign.
fn side(text: &mut String, sign: char, pieces: &[Piece], (open, close): (&str, &str)) {
    let mut words = String::new();
    for piece in pieces {
        if !piece.differs {
            words.push_str(&piece.words);
            continue;
        }
        // A mark ends with its line.
        let parts: Vec<String> = piece
            .words
            .split('\n')
            .map(|it| mark(it, open, close))
            .collect();
        words.push_str(&parts.join("\n"));
    }
    for line in words.lines() {
        text.push_str(&format!("  {sign} {line}\n"));
    }
}

fn mark(words: &str, open: &str, close: &str) -> String {
    match words {
        "" => String::new(),
        words => format!("{open}{words}{close}"),
    }
}
