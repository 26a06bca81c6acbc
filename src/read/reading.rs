//! Intermediate form between a reader and the text: lines, each with its look.
//!
//! Owns: [`Line`] and [`Reading`], and how they become one text with a look for each of its lines.
//! Must not know: formats of files, files.

use crate::model::source::Look;

/// A line of text and how it looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// Its look and its place.
    pub(super) look: Look,
}

/// What a reader made of a file.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Lines in reading order.
    pub(super) lines: Vec<Line>,
    /// The encoding of the text in the file.
    pub(super) encoding: &'static str,
    /// What has to be told, as clauses.
    pub(super) notes: Vec<String>,
}

impl Reading {
    /// The lines as one text, and the look of each. Line ends within a line become blanks, what is
    /// no character of a text goes, and lines without words are left out.
    pub(super) fn join(self) -> (String, Vec<Look>) {
        let mut text = String::with_capacity(self.lines.iter().map(|l| l.text.len() + 1).sum());
        let mut looks = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let start = text.len();
            let kept = line.text.trim_end().chars();
            text.extend(kept.filter_map(|c| match c {
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
                '\t' => Some(c),
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
                c if c.is_control() => None,
                c => Some(c),
            }));
            if text[start..].trim().is_empty() {
                text.truncate(start);
                continue;
            }
            text.push('\n');
            looks.push(line.look);
        }
        (text, looks)
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
        let (text, looks) = reading.join();
        assert_eq!(text, "第一 条\n第二条\n");
        assert_eq!(looks.iter().map(|l| l.page).collect::<Vec<_>>(), [1, 3]);
    }
}
