//! Clean text with its map back (offset mapping): what is written is noted as it is written.
//!
//! Owns: [`CleanText`], its lines, and the forms in which white space, brackets and digits stand in
//! it. Must not know: which lines of the source are text, or where a paragraph ends.

use crate::model::span::{SourceSpan, TextRange};
use crate::text::aside::{Aside, Key};
use crate::text::fold::{Fold, SPECIAL, fold, utf8_len};
use crate::text::look::{self, LineLook};
use crate::text::marks::Marks;
use crate::text::rule::Words;

/// Text fit for rules, and for each byte of it the source bytes it stands for.
#[derive(Debug, Default)]
pub struct CleanText {
    text: String,
    pieces: Vec<Piece>,
    pub(super) lines: Vec<Line>,
    pub(super) asides: Vec<SetAside>,
    looks: Vec<LineLook>,
}

/// A line of the page that belongs to no document. Its words stand after the text of the last line,
/// so that what it states can be quoted and no rule reads it as text.
#[derive(Debug)]
pub struct SetAside {
    /// What it is.
    pub kind: Aside,
    /// Index of the first line of text under it.
    pub before: usize,
    /// 1-based number in the source file.
    pub number: u32,
    /// Its words.
    pub text: TextRange,
    /// What it states of the document under it.
    pub facts: Vec<(Key, TextRange)>,
}

/// How many characters a line has at least that is printed twice over.
const DOUBLED: usize = 4;

/// A run of clean bytes: `verbatim` ones map byte for byte, a replaced one as a whole.
#[derive(Debug, Clone, Copy)]
struct Piece {
    clean: u32,
    source: u32,
    source_len: u32,
    verbatim: bool,
}

/// How far a clean text was written, to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    pieces: usize,
}

/// One line that carries text (blank lines and page furniture have none).
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// 1-based number in the source file.
    pub number: u32,
    /// The number of its last printed line, where it was broken after so many characters.
    pub last: u32,
    /// The line in the source, without white space around it.
    pub source: SourceSpan,
    /// The line in the clean text.
    pub text: TextRange,
    /// Whether it goes on where the line before stopped.
    pub joined: bool,
    /// Whether a page begins with it, as far as the text shows.
    pub page_start: bool,
    /// Columns of white space before it.
    pub indent: u16,
    /// Whether it fills the width to which the text around is wrapped.
    pub full: bool,
    /// Whether it was cut out of a longer printed line.
    pub glued: bool,
    /// The telltale characters of its words.
    pub(crate) marks: Marks,
}

impl CleanText {
    /// The clean text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines that carry text, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines set aside, in order.
    pub fn asides(&self) -> &[SetAside] {
        &self.asides
    }

    /// Those of them that stand right above line `i`.
    pub(crate) fn asides_above(&self, i: usize) -> &[SetAside] {
        let from = self.asides.partition_point(|a| a.before < i);
        let here = self.asides[from..].iter().take_while(|a| a.before == i);
        &self.asides[from..from + here.count()]
    }

    /// How line `i` looks on its page; of a plain text nothing is known.
    pub fn look(&self, i: usize) -> LineLook {
        look::of_line(&self.looks, self.lines[i].number)
    }

    /// The clean words of line `i`.
    pub fn line(&self, i: usize) -> &str {
        self.lines[i].text.of(&self.text)
    }

    /// The clean words from line `i` to the end of its paragraph, of which at most a few lines are
    /// looked at.
    pub(crate) fn paragraph(&self, i: usize) -> &str {
        const MOST: usize = 12;
        let more = self.lines[i + 1..].iter().take(MOST);
        let last = i + more.take_while(|l| l.joined).count();
        self.range(i, last).of(&self.text)
    }

    /// The telltale characters of line `i`.
    pub(crate) fn marks(&self, i: usize) -> Marks {
        self.lines[i].marks
    }

    /// The clean range from the start of line `first` to the end of line `last`.
    pub fn range(&self, first: usize, last: usize) -> TextRange {
        TextRange::new(self.lines[first].text.start, self.lines[last].text.end)
    }

    /// The index of the line in which the clean byte at `offset` stands.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines
            .partition_point(|l| l.text.start <= offset)
            .saturating_sub(1)
    }

    /// The smallest source span that covers `range`, which must not be empty.
    pub fn to_source(&self, range: TextRange) -> SourceSpan {
        assert!(
            range.start < range.end && range.end <= self.text.len(),
            "an empty range has no place in the source"
        );
        let first = self.piece_at(range.start);
        let last = self.piece_at(range.end - 1);
        SourceSpan {
            start: (first.source as usize)
                + if first.verbatim {
                    range.start - first.clean as usize
                } else {
                    0
                },
            end: if last.verbatim {
                last.source as usize + (range.end - last.clean as usize)
            } else {
                (last.source + last.source_len) as usize
            },
        }
    }

    fn piece_at(&self, offset: usize) -> Piece {
        self.pieces[self.pieces.partition_point(|p| p.clean as usize <= offset) - 1]
    }

    /// The index of the first piece at or after the clean byte `at`.
    fn piece_index(&self, at: usize) -> usize {
        self.pieces.partition_point(|p| (p.clean as usize) < at)
    }

    /// Nothing yet, for a source of `length` bytes and `lines` lines.
    pub(super) fn for_source(length: usize, lines: usize, looks: &[LineLook]) -> Self {
        Self {
            text: String::with_capacity(length),
            pieces: Vec::new(),
            lines: Vec::with_capacity(lines),
            asides: Vec::new(),
            looks: looks.to_vec(),
        }
    }

    /// How far it is written.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            text: self.text.len(),
            pieces: self.pieces.len(),
        }
    }

    /// The mark at the clean byte `at`, where a line begins.
    pub(super) fn mark_at(&self, at: usize) -> Mark {
        Mark {
            text: at,
            pieces: self.piece_index(at),
        }
    }

    /// Forget what was written after the mark.
    pub(super) fn truncate(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.pieces.truncate(mark.pieces);
    }

    fn keep(&mut self, source: &str, start: usize, end: usize) {
        if start < end {
            self.pieces.push(Piece {
                clean: self.text.len() as u32,
                source: start as u32,
                source_len: (end - start) as u32,
                verbatim: true,
            });
            self.text.push_str(&source[start..end]);
        }
    }

    /// Append `with`, which stands for `len` bytes of the source.
    pub(super) fn replace(&mut self, start: usize, len: usize, with: &str) {
        self.pieces.push(Piece {
            clean: self.text.len() as u32,
            source: start as u32,
            source_len: len as u32,
            verbatim: false,
        });
        self.text.push_str(with);
    }

    /// Append `source[start..end]`, one trimmed line, without its white space and with one form of
    /// each bracket and digit.
    pub(super) fn push_line(&mut self, source: &str, start: usize, end: usize) {
        let bytes = source.as_bytes();
        if is_doubled(bytes, start, end) {
            return self.push_halves(source, start, end);
        }
        let (mut kept, mut at) = (start, start);
        while at < end {
            if !SPECIAL[bytes[at] as usize] {
                at += utf8_len(bytes[at]);
                continue;
            }
            if let Some(markup) = MARKUP.iter().find(|m| bytes[at..end].starts_with(m)) {
                self.keep(source, kept, at);
                at += markup.len();
                kept = at;
                continue;
            }
            let len = utf8_len(bytes[at]);
            let with = match fold(&bytes[at..end]) {
                Fold::Drop if is_between_words(bytes, start, at) => None,
                Fold::Drop => {
                    self.keep(source, kept, at);
                    at += usize::from(bytes[at] == b'*');
                    kept = at + len;
                    None
                }
                Fold::Mark(with) => is_chinese_mark(bytes, start, at, end).then_some(with),
                Fold::Misread(d) => is_misread(&bytes[start..end], at - start).then(|| ascii(d)),
                Fold::Keep => None,
                Fold::To(with) => Some(with),
                Fold::Digit(d) => Some(ascii(d)),
            };
            if let Some(with) = with {
                self.keep(source, kept, at);
                self.replace(at, len, with);
                kept = at + len;
            }
            at += len;
        }
        self.keep(source, kept, end);
    }

    /// The first of each two characters.
    fn push_halves(&mut self, source: &str, start: usize, end: usize) {
        for (i, c) in source[start..end].char_indices().step_by(2) {
            self.push_line(source, start + i, start + i + c.len_utf8());
        }
    }
}

/// Whether each character of a line stands there twice: bold print made by printing twice.
fn is_doubled(bytes: &[u8], start: usize, end: usize) -> bool {
    let pairs = bytes[start..end].chunks_exact(6);
    pairs.len() >= DOUBLED
        && pairs.remainder().is_empty()
        && pairs
            .into_iter()
            .all(|pair| utf8_len(pair[0]) == 3 && pair[..3] == pair[3..])
}

/// Whether the white space at `at` is a space between two Latin words.
fn is_between_words(bytes: &[u8], start: usize, at: usize) -> bool {
    bytes[at] == b' '
        && at > start
        && bytes[at - 1].is_ascii_alphabetic()
        && bytes[at + 1].is_ascii_alphabetic()
}

/// The character with this byte of ASCII.
fn ascii(byte: u8) -> &'static str {
    const BYTES: [u8; 128] = {
        let (mut bytes, mut byte) = ([0; 128], 0);
        while byte < 128 {
            bytes[byte as usize] = byte;
            byte += 1;
        }
        bytes
    };
    const ASCII: &str = match std::str::from_utf8(&BYTES) {
        Ok(ascii) => ascii,
        Err(_) => "",
    };
    let at = usize::from(byte);
    ASCII.get(at..=at).unwrap_or("0")
}

/// Whether the comma, semicolon, colon or question mark of ASCII at `at` of a line is typed for a
/// Chinese one: it stands beside Chinese text, and not between digits or in an address.
fn is_chinese_mark(bytes: &[u8], start: usize, at: usize, end: usize) -> bool {
    let is_space = |b: &&u8| matches!(**b, b' ' | b'\t');
    let before = bytes[start..at].iter().rev().find(|b| !is_space(b));
    let after = bytes[at + 1..end].iter().find(|b| !is_space(b));
    let chinese = |b: Option<&u8>| b.is_some_and(|b| *b >= 0x80);
    let closes = before.is_some_and(|b| matches!(b, b')' | b']' | b'>'));
    chinese(before) || chinese(after) || closes && after.is_none()
}

/// What digits of dates and numbers stand beside.
static AROUND: Words = Words::whole(
    "around-digits",
    &["年", "月", "日", "号", "第", "〔", "〕", "[", "]", "﹝"],
    &["年", "〔"],
    &["条", "（"],
);

/// Whether the letter at `at` of a line stands for a digit: 2O19年l月, 〔2O19〕l3号. It stands between
/// digits, such letters and the words of dates and numbers, and one of both is more than a letter.
fn is_misread(line: &[u8], at: usize) -> bool {
    const LETTERS: &[u8] = b"IOlo";
    let is_space = |b: &u8| *b == b' ';
    let before = &line[..at];
    let before = &before[..before.len() - before.iter().rev().take_while(|b| is_space(b)).count()];
    let after = &line[at + 1..];
    let after = &after[after.iter().take_while(|b| is_space(b)).count()..];
    let telling = |word: &[u8], digit: Option<&u8>| {
        digit.is_some_and(u8::is_ascii_digit) || AROUND.words.iter().any(|w| w.as_bytes() == word)
    };
    let tail = |n: usize| {
        before
            .get(before.len().wrapping_sub(n)..)
            .unwrap_or_default()
    };
    let head = |n: usize| after.get(..n).unwrap_or_default();
    let told_before = telling(tail(3), before.last()) || telling(tail(1), None);
    let told_after = telling(head(3), after.first()) || telling(head(1), None);
    let letter_before = before.last().is_some_and(|b| LETTERS.contains(b));
    let letter_after = after.first().is_some_and(|b| LETTERS.contains(b));
    (told_before || letter_before) && (told_after || letter_after) && (told_before || told_after)
}

/// White space as pages write it, and the marks of paragraphs that a Markdown text may hold.
const MARKUP: [&[u8]; 8] = [
    b"&nbsp;", b"&emsp;", b"&ensp;", b"<br>", b"<br/>", b"<br />", b"<p>", b"</p>",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&AROUND]);
    }
}
