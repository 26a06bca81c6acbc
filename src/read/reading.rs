//! Intermediate form between a reader and the text: lines, each with its look.
//!
//! Owns: [`Line`] and [`Reading`], and how they become one text with a look for each of its lines.
//! Must not know: formats of files, files.

use crate::model::source::{Look, Reach};

/// A line of text and how it looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// Its look and its place.
    pub(super) look: Look,
    /// How far each of its characters reaches, or nothing.
    pub(super) reaches: Vec<Reach>,
}

/// What a reader made of a file.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Lines in reading order.
    pub(super) lines: Vec<Line>,
    /// The encoding of the text in the file.
    pub(super) encoding: &'static str,
    /// The program that recognised pages in pictures.
    pub(super) recognised_by: Option<String>,
    /// What has to be told, as clauses.
    pub(super) notes: Vec<String>,
}

impl Reading {
    /// The lines as one text, their looks and reaches. Line ends within a line become blanks, what
    /// is no character of a text goes, and lines without words are left out.
    pub(super) fn join(self) -> (String, Vec<Look>, Vec<Vec<Reach>>) {
        let mut text = String::with_capacity(self.lines.iter().map(|l| l.text.len() + 1).sum());
        let mut looks = Vec::with_capacity(self.lines.len());
        let mut reaches = Vec::new();
        for line in &self.lines {
            let start = text.len();
            let kept = line.text.trim_end().chars();
            text.extend(kept.clone().filter_map(printed));
            if text[start..].trim().is_empty() {
                text.truncate(start);
                continue;
            }
            text.push('\n');
            looks.push(line.look);
            let of = kept.zip(&line.reaches);
            let of = of.filter(|(c, _)| printed(*c).is_some());
            reaches.push(of.map(|(_, reach)| *reach).collect());
        }
        if reaches.iter().all(Vec::is_empty) {
            reaches.clear();
        }
        (text, looks, reaches)
    }
}

/// A character as the text has it, if it is one of a text.
fn printed(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\t' => Some(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// How many Chinese characters there are among the first `most`.
pub(super) fn han(text: &str, most: usize) -> usize {
    let is_han = |c: &char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}');
    text.chars().filter(is_han).take(most).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_text_has_its_look() {
        let line = |text: &str, page| Line {
            text: text.to_owned(),
            look: Look {
                page,
                ..Look::default()
            },
            reaches: text.chars().map(|_| [0.0, 1.0]).collect(),
        };
        let lines = vec![
            line("第一\n条\u{ad}\u{200b}", 1),
            line(" \u{0}", 2),
            line("第二条 ", 3),
        ];
        let reading = Reading {
            lines,
            ..Reading::default()
        };
        let (text, looks, reaches) = reading.join();
        let lengths: Vec<usize> = reaches.iter().map(Vec::len).collect();
        assert_eq!(lengths, [4, 3]);
        assert_eq!(text, "第一 条\n第二条\n");
        assert_eq!(looks.iter().map(|l| l.page).collect::<Vec<_>>(), [1, 3]);
    }
}
