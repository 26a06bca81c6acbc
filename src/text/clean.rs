//! [`SourceFile`](crate::model::source::SourceFile) text → [`CleanText`]: what PDF extraction did
//! to a text, undone, with a way back.
//!
//! Owns: page furniture (page numbers, running heads, URLs, script lines), white space inside
//! Chinese text, forms of brackets and digits, wrapped lines; and the map from clean bytes to
//! source bytes. Must not know: documents, law, what a sentence says.
//!
//! One pass writes the clean text and, for each run of bytes kept as they were, a piece; so an
//! offset is recorded when it is made, never recovered by comparing two strings. A line break
//! inside a paragraph leaves nothing behind; one between paragraphs leaves `\n`. All white space
//! goes, but for a space between two Latin words: that makes `2021 年 3 月` and `财  政  部` one
//! spelling each. Who needs the gaps (columns of signatures) asks for the source of a line.

use crate::model::numeral::date_prefix;
use crate::model::span::{SourceSpan, TextRange};
use crate::text::aside::{Aside, Key, furniture, is_value, key_alone, letterhead, table};
use crate::text::fold::{Fold, SPECIAL, fold, utf8_len};
use crate::text::glue::cuts;
use crate::text::look::LineLook;
use crate::text::marks::Marks;
use crate::text::reflow::{self, Printed};
use memchr::memchr;
use std::collections::HashMap;

/// Text fit for rules, and for each byte of it the source bytes it stands for.
#[derive(Debug, Default)]
pub struct CleanText {
    text: String,
    pieces: Vec<Piece>,
    lines: Vec<Line>,
    asides: Vec<SetAside>,
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

/// A run of clean bytes: `verbatim` ones map byte for byte, a replaced one as a whole.
#[derive(Debug, Clone, Copy)]
struct Piece {
    clean: u32,
    source: u32,
    source_len: u32,
    verbatim: bool,
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

    /// How line `i` looks on its page; of a plain text nothing is known.
    pub fn look(&self, i: usize) -> LineLook {
        look_of(&self.looks, self.lines[i].number)
    }

    /// The clean words of line `i`.
    pub fn line(&self, i: usize) -> &str {
        self.lines[i].text.of(&self.text)
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

    /// Forget what was written after a length of text and a number of pieces.
    fn truncate(&mut self, (text, pieces): (usize, usize)) {
        self.text.truncate(text);
        self.pieces.truncate(pieces);
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

    fn replace(&mut self, start: usize, len: usize, with: &str) {
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
    fn push_line(&mut self, source: &str, start: usize, end: usize) {
        let bytes = source.as_bytes();
        let (mut kept, mut at) = (start, start);
        while at < end {
            if !SPECIAL[bytes[at] as usize] {
                at += utf8_len(bytes[at]);
                continue;
            }
            if bytes[at..end].starts_with(NBSP) {
                self.keep(source, kept, at);
                at += NBSP.len();
                kept = at;
                continue;
            }
            let len = utf8_len(bytes[at]);
            match fold(&bytes[at..end]) {
                Fold::Drop => {
                    let between_words = bytes[at] == b' '
                        && at > start
                        && bytes[at - 1].is_ascii_alphabetic()
                        && bytes[at + 1].is_ascii_alphabetic();
                    if !between_words {
                        self.keep(source, kept, at);
                        at += usize::from(bytes[at] == b'*');
                        kept = at + len;
                    }
                }
                Fold::Mark(with) if is_chinese_mark(bytes, start, at, end) => {
                    self.keep(source, kept, at);
                    self.replace(at, len, with);
                    kept = at + len;
                }
                Fold::Misread(d) if is_misread(&bytes[start..end], at - start) => {
                    self.keep(source, kept, at);
                    self.replace(at, len, std::str::from_utf8(&[d]).unwrap_or("0"));
                    kept = at + len;
                }
                Fold::Keep | Fold::Mark(_) | Fold::Misread(_) => {}
                Fold::To(with) => {
                    self.keep(source, kept, at);
                    self.replace(at, len, with);
                    kept = at + len;
                }
                Fold::Digit(d) => {
                    self.keep(source, kept, at);
                    self.replace(at, len, std::str::from_utf8(&[d]).unwrap_or("0"));
                    kept = at + len;
                }
            }
            at += len;
        }
        self.keep(source, kept, end);
    }
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

/// Whether the letter at `at` of a line stands for a digit: 2O19年l月, 〔2O19〕l3号. It stands between
/// digits, such letters and the words of dates and numbers, and one of both is more than a letter.
fn is_misread(line: &[u8], at: usize) -> bool {
    const LETTERS: &[u8] = b"IOlo";
    const AROUND: [&str; 10] = ["年", "月", "日", "号", "第", "〔", "〕", "[", "]", "﹝"];
    let is_space = |b: &u8| *b == b' ';
    let before = &line[..at];
    let before = &before[..before.len() - before.iter().rev().take_while(|b| is_space(b)).count()];
    let after = &line[at + 1..];
    let after = &after[after.iter().take_while(|b| is_space(b)).count()..];
    let telling = |word: &[u8], digit: Option<&u8>| {
        digit.is_some_and(u8::is_ascii_digit) || AROUND.iter().any(|w| w.as_bytes() == word)
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

/// A no-break space as pages write it.
const NBSP: &[u8] = b"&nbsp;";

/// Clean `source`.
///
/// ```
/// let clean = zhengtu::text::clean::clean("根据《中华人民共和国\n\n31\n\n反垄断法》（国发﹝2016﹞34 号），制定本条例。\n");
/// assert_eq!(clean.text(), "根据《中华人民共和国反垄断法》（国发〔2016〕34号），制定本条例。");
/// ```
pub fn clean(source: &str) -> CleanText {
    clean_page(source, &[])
}

/// Clean `source`, of whose lines `looks` says how they look on their pages: one for each, or none.
pub fn clean_page(source: &str, looks: &[LineLook]) -> CleanText {
    let raw = raw_lines(source, looks);
    let heads = running_heads(source, &raw);
    let mut out = CleanText {
        text: String::with_capacity(source.len()),
        pieces: Vec::new(),
        lines: Vec::with_capacity(raw.len()),
        asides: Vec::new(),
        looks: looks.to_vec(),
    };
    let kept: Vec<RawLine> = raw
        .into_iter()
        .filter(|l| l.kind == Kind::Text && !heads.contains_key(&source[l.start..l.end]))
        .collect();
    let wraps = wraps(source, &kept);
    let mut open = OpenMarks::default();
    let mut apart: Vec<(Aside, usize, RawLine, Option<Key>)> = Vec::new();
    let (mut near, mut waiting) = (0, None);
    for (i, line) in kept.iter().enumerate() {
        let full = wraps[i].is_full(line);
        let before = (out.text.len(), out.pieces.len());
        let mut joined = false;
        if let Some(last) = out.lines.last() {
            joined = goes_on(source, last, &wraps[i], &open, line);
            if !joined {
                out.replace(last.source.end, line.start - last.source.end, "\n");
            }
        }
        let start = out.text.len();
        out.push_line(source, line.start, line.end);
        let marks = Marks::of(&out.text[start..]);
        if !joined {
            near = if near > 0 { near - 1 } else { 0 };
            let words = &out.text[start..];
            let of = waiting.take().filter(|key| {
                let next = kept.get(i + 1).map_or("", |l| &source[l.start..l.end]);
                is_value(*key, words, next)
            });
            let kind = aside(words, marks, near > 0).or(of.map(|_| Aside::Table));
            waiting = key_alone(words, near > 0);
            if let Some(kind) = kind {
                if kind == Aside::Table {
                    near = 4;
                }
                out.truncate(before);
                apart.push((kind, out.lines.len(), *line, of));
                continue;
            }
            open = OpenMarks::default();
        }
        let cuts = cuts(&out.text[start..], marks, joined);
        let mut from = line.start;
        let mut ends: Vec<usize> = cuts
            .iter()
            .map(|cut| {
                out.to_source(TextRange::new(start + cut, start + cut + 1))
                    .start
            })
            .collect();
        ends.push(line.end);
        if ends.len() > 1 {
            out.truncate((start, out.piece_index(start)));
        }
        for (part, end) in ends.iter().copied().enumerate() {
            let glued = ends.len() > 1;
            let (_, first) = skip_space(source.as_bytes(), from, end);
            let stop = trim_end(source, first, end);
            from = end;
            if first >= stop || part > 0 && kind_of(&source[first..stop]) != Kind::Text {
                continue;
            }
            let (mut start, mut marks) = (start, marks);
            if part > 0 {
                let last = out.lines.last().map_or(first, |l| l.source.end);
                out.replace(last, first - last, "\n");
            }
            if glued {
                start = out.text.len();
                out.push_line(source, first, stop);
                marks = Marks::of(&out.text[start..]);
            }
            let text = TextRange::new(start, out.text.len());
            if part > 0 {
                open = OpenMarks::default();
            }
            open.read(text.of(&out.text), marks);
            out.lines.push(Line {
                number: line.number,
                last: line.last,
                source: SourceSpan {
                    start: first,
                    end: stop,
                },
                text,
                joined: joined && part == 0,
                page_start: line.page_start && part == 0,
                indent: line.indent,
                full: full && part + 1 == ends.len(),
                glued,
                marks,
            });
        }
    }
    for (kind, before, line, of) in apart {
        out.replace(line.start, 0, "\n");
        let start = out.text.len();
        out.push_line(source, line.start, line.end);
        let text = TextRange::new(start, out.text.len());
        let words = text.of(&out.text);
        let letterhead = words.find("文件").filter(|_| kind == Aside::Letterhead);
        let facts = match (letterhead, of) {
            (Some(end), _) => vec![(Key::Body, 0..end)],
            (None, Some(key)) => vec![(key, 0..words.len())],
            (None, None) => table(words, Marks::of(words), true),
        };
        out.asides.push(SetAside {
            kind,
            before,
            number: line.number,
            text,
            facts: facts
                .into_iter()
                .filter(|(_, r)| !r.is_empty())
                .map(|(key, r)| (key, TextRange::new(start + r.start, start + r.end)))
                .collect(),
        });
    }
    out
}

/// Whether a line of clean words is one of the page's; `near` as for [`table`].
fn aside(words: &str, marks: Marks, near: bool) -> Option<Aside> {
    if let Some(kind) = furniture(words, marks) {
        return Some(kind);
    }
    if letterhead(words, marks) {
        return Some(Aside::Letterhead);
    }
    (!table(words, marks, near).is_empty()).then_some(Aside::Table)
}

fn look_of(looks: &[LineLook], number: u32) -> LineLook {
    let i = number as usize - 1;
    looks.get(i).copied().unwrap_or(LineLook::UNKNOWN)
}

/// A line of the source that is not blank.
#[derive(Debug, Clone, Copy)]
struct RawLine {
    number: u32,
    last: u32,
    start: usize,
    end: usize,
    indent: u16,
    width: u16,
    kind: Kind,
    page_start: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    PageNumber,
    Furniture,
}

fn raw_lines(source: &str, looks: &[LineLook]) -> Vec<RawLine> {
    let (printed, places) = printed_lines(source);
    let goes_on = reflow::goes_on(&printed);
    let mut lines: Vec<RawLine> = Vec::with_capacity(places.len());
    let mut page = look_of(looks, 1).page;
    let mut new_page = false;
    let mut i = 0;
    while i < places.len() {
        let first = places[i];
        let rest = (i..places.len()).take_while(|j| goes_on[*j]).count();
        i += rest;
        let (number, last) = (printed[i - rest].number, printed[i].number);
        i += 1;
        let (start, end) = (first.start, places[i - 1].end);
        let words = &source[start..end];
        let kind = kind_of(words);
        let own_page = look_of(looks, number).page;
        new_page |= first.new_page || own_page.is_some() && own_page != page;
        page = own_page.or(page);
        let non_ascii = words.bytes().filter(|b| *b >= 0x80).count();
        let width = (words.len() - rest - non_ascii + non_ascii * 2 / 3).min(u16::MAX as usize);
        let page_start = new_page || first.indent == 1;
        new_page = match kind {
            Kind::PageNumber => true,
            Kind::Furniture => new_page,
            Kind::Text => false,
        };
        lines.push(RawLine {
            number,
            last,
            start,
            end,
            indent: first.indent,
            width: width as u16,
            kind,
            page_start,
        });
    }
    lines
}

/// Where the words of a printed line stand.
#[derive(Debug, Clone, Copy)]
struct InSource {
    start: usize,
    end: usize,
    indent: u16,
    /// Whether a form feed stands before them.
    new_page: bool,
}

/// The lines that are not blank.
fn printed_lines(source: &str) -> (Vec<Printed>, Vec<InSource>) {
    let bytes = source.as_bytes();
    let (mut printed, mut places) = (Vec::new(), Vec::new());
    let (mut at, mut number, mut new_page) = (0, 0, false);
    while at < bytes.len() {
        let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        number += 1;
        let (indent, first) = skip_space(bytes, at, end);
        let start = skip_heading_mark(bytes, first, end);
        let stop = trim_end(source, start, end);
        if start < stop {
            let words = &source[start..stop];
            let all = bytes[at..end]
                .strip_suffix(b"\r")
                .unwrap_or(&bytes[at..end]);
            let chars = all.iter().filter(|b| **b & 0xc0 != 0x80).count();
            printed.push(Printed {
                number,
                chars: chars.min(u32::MAX as usize) as u32,
                indented: first > at,
                misplaced: words.starts_with(['，', '。', '、', '；', '：', '》', '）', '”']),
                ends: ends_sentence(words),
            });
            places.push(InSource {
                start,
                end: stop,
                indent,
                new_page: new_page || bytes[at] == 0x0c,
            });
            new_page = false;
        } else if bytes[at..end].contains(&0x0c) {
            new_page = true;
        }
        at = end + 1;
    }
    (printed, places)
}

/// Columns of leading white space in `bytes[at..end]`, and where it ends.
fn skip_space(bytes: &[u8], mut at: usize, end: usize) -> (u16, usize) {
    let mut columns = 0;
    while at < end {
        match bytes[at..end] {
            [b' ' | b'\t' | b'\r' | 0x0b | 0x0c, ..] => (columns, at) = (columns + 1, at + 1),
            [0xe3, 0x80, 0x80, ..] | [0xef, 0xbb, 0xbf, ..] => {
                (columns, at) = (columns + 2, at + 3)
            }
            [0xc2, 0xa0, ..] => (columns, at) = (columns + 1, at + 2),
            _ => break,
        }
    }
    (columns, at)
}

/// Past the `#` of a Markdown heading, or the `>` of its quotes.
fn skip_heading_mark(bytes: &[u8], at: usize, end: usize) -> usize {
    if let [b'>', b' ', ..] = bytes[at..end] {
        return skip_heading_mark(bytes, skip_space(bytes, at + 1, end).1, end);
    }
    let marks = bytes[at..end].iter().take_while(|b| **b == b'#').count();
    if (1..=6).contains(&marks) && bytes.get(at + marks) == Some(&b' ') {
        skip_space(bytes, at + marks, end).1
    } else {
        at
    }
}

fn trim_end(source: &str, start: usize, end: usize) -> usize {
    // A backslash is Markdown's hard line break.
    let words = source[start..end].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\\')
    });
    start + words.len()
}

/// A page number stands alone on its line, with or without dashes; addresses and scripts come from
/// the web page that was printed.
fn kind_of(words: &str) -> Kind {
    let bytes = words.as_bytes();
    if words.len() <= 24 {
        let core = words.trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '-' | '—' | '–' | '－' | '·' | '•' | '第' | '页' | '~' | '/'
                )
        });
        let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
        let digits = core.chars().filter(|c| is_digit(*c)).count();
        let parts = core
            .split(|c: char| c == '/' || c.is_whitespace())
            .filter(|p| !p.is_empty());
        if (1..=5).contains(&digits)
            && parts.clone().count() <= 2
            && parts
                .into_iter()
                .all(|p| p.chars().all(is_digit) && p.chars().count() <= 4)
        {
            return Kind::PageNumber;
        }
    }
    if words.starts_with("<!--") && words.ends_with("-->") {
        return Kind::Furniture;
    }
    let lead = bytes[0].to_ascii_lowercase();
    let address = matches!(lead, b'h' | b'm' | b'j' | b'w' | b'f')
        && [
            "http://",
            "https://",
            "mailto:",
            "javascript:",
            "www.",
            "ftp://",
            "file://",
        ]
        .iter()
        .any(|p| {
            words
                .get(..p.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(p))
        });
    if address && words.len() - words.bytes().filter(u8::is_ascii).count() <= 6 {
        Kind::Furniture
    } else {
        Kind::Text
    }
}

/// Short lines that stand beside many of the page numbers, and hardly anywhere else: running heads
/// and feet. A signature at the foot of some pages is none.
fn running_heads<'s>(source: &'s str, lines: &[RawLine]) -> HashMap<&'s str, usize> {
    let pages = lines.iter().filter(|l| l.kind == Kind::PageNumber).count();
    let mut heads: HashMap<&str, usize> = HashMap::new();
    if pages < 3 {
        return heads;
    }
    let words = |l: &RawLine| &source[l.start..l.end];
    for (i, line) in lines.iter().enumerate() {
        let beside = |j: Option<usize>| {
            j.and_then(|j| lines.get(j))
                .is_some_and(|l| l.kind == Kind::PageNumber)
        };
        if line.kind == Kind::Text
            && line.width <= 48
            && (beside(i.checked_sub(1)) || beside(Some(i + 1)))
        {
            *heads.entry(words(line)).or_default() += 1;
        }
    }
    heads.retain(|_, n| *n >= 3 && *n * 20 >= pages);
    let mut elsewhere: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|l| heads.contains_key(words(l))) {
        *elsewhere.entry(words(line)).or_default() += 1;
    }
    heads.retain(|head, n| *n * 2 > elsewhere[*head]);
    heads
}

/// How the text around a line is broken into lines.
#[derive(Debug, Clone, Copy)]
struct Wrap {
    /// The greatest width around, in columns.
    widest: u16,
    /// Whether lines end where the width is used up, not where a paragraph does.
    wrapped: bool,
}

/// Texts wrapped wider than this are taken as not wrapped at all.
const UNWRAPPED: u16 = 130;
/// How many lines up and down decide the width.
const REACH: usize = 10;
/// How many lines up and down decide whether a text is wrapped.
const REGION: usize = 40;
/// So many lines of a region show a width.
const BEARERS: usize = 3;

impl Wrap {
    fn is_full(&self, line: &RawLine) -> bool {
        let width = line.total();
        if self.widest > UNWRAPPED {
            width > 80
        } else {
            // A date that is set to the right reaches the margin, too.
            let words = u32::from(line.width) * 2 >= u32::from(self.widest);
            self.wrapped && words && self.reaches(width)
        }
    }

    fn reaches(&self, width: u16) -> bool {
        width >= 24 && u32::from(width) * 100 >= u32::from(self.widest) * 86
    }
}

impl RawLine {
    fn total(&self) -> u16 {
        self.width.saturating_add(self.indent)
    }
}

/// For each line the wrap of the region: the greatest width among its neighbours, and whether most
/// lines that reach it break off in mid-sentence.
fn wraps(source: &str, lines: &[RawLine]) -> Vec<Wrap> {
    let n = lines.len();
    let mut wraps: Vec<Wrap> = (0..n)
        .map(|i| Wrap {
            widest: width_at(lines, i),
            wrapped: true,
        })
        .collect();
    // Running counts of the long lines, and of those that break off.
    let (mut long, mut broken) = (vec![0u32; n + 1], vec![0u32; n + 1]);
    for (i, line) in lines.iter().enumerate() {
        let reaches = wraps[i].reaches(line.total());
        long[i + 1] = long[i] + u32::from(reaches);
        broken[i + 1] =
            broken[i] + u32::from(reaches && !ends_sentence(&source[line.start..line.end]));
    }
    for (i, wrap) in wraps.iter_mut().enumerate() {
        let (from, to) = (i.saturating_sub(REGION), (i + REGION + 1).min(n));
        let (long, broken) = (long[to] - long[from], broken[to] - broken[from]);
        wrap.wrapped = wrap.widest <= UNWRAPPED && broken * 5 >= long * 2;
    }
    wraps
}

/// The width to which the lines around line `i` are broken: the greatest that others come near to.
fn width_at(lines: &[RawLine], i: usize) -> u16 {
    let around = |reach: usize| &lines[i.saturating_sub(reach)..(i + reach + 1).min(lines.len())];
    let near = around(REACH).iter().map(RawLine::total);
    let widest = near.clone().max().unwrap_or(0);
    let borne = |widest: u16| {
        let wrap = Wrap {
            widest,
            wrapped: true,
        };
        let all = around(REGION).iter().filter(|l| wrap.reaches(l.total()));
        all.take(BEARERS).count() == BEARERS
    };
    if widest > UNWRAPPED || lines.len() < REGION || borne(widest) {
        return widest;
    }
    // A row of links, or the one long line of a table of contents.
    near.filter(|width| borne(*width)).max().unwrap_or(widest)
}

fn ends_sentence(words: &str) -> bool {
    words.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '…'])
}

/// Title marks and brackets that a paragraph has opened and not closed: it cannot end inside them.
#[derive(Debug, Default)]
struct OpenMarks {
    titles: i32,
    lines: u32,
}

impl OpenMarks {
    fn read(&mut self, text: &str, marks: Marks) {
        const TITLES: Marks = Marks::telltales("《》");
        let before = self.titles;
        if marks.any(TITLES) {
            self.titles += text.matches('《').count() as i32 - text.matches('》').count() as i32;
        }
        self.lines = if self.titles > 0 && before > 0 {
            self.lines + 1
        } else {
            0
        };
    }

    fn is_open(&self) -> bool {
        self.titles > 0 && self.lines < 4
    }
}

/// Whether `next` continues the paragraph of `last`.
fn goes_on(source: &str, last: &Line, wrap: &Wrap, open: &OpenMarks, next: &RawLine) -> bool {
    let (words, rest) = (
        &source[last.source.start..last.source.end],
        &source[next.start..next.end],
    );
    if open.is_open() {
        return true;
    }
    // 附件2： opens a list or an annex wherever the line before broke off
    if rest.starts_with("附件")
        && rest
            .trim_start_matches("附件")
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || c == ' ' || "一二三四五六七八九十".contains(c)
            })
            .starts_with(['：', ':'])
    {
        return false;
    }
    if completes_date(words, rest) {
        return true;
    }
    let ended = ends_sentence(words);
    let part = begins_part(rest);
    if !wrap.wrapped {
        // A line is a paragraph, unless a page turned in mid-sentence or a comma ends the line.
        let turned = next.page_start && !words.ends_with(['）', ')', '”', '》', '日', '号']);
        let comma = words.ends_with(['，', '、']);
        return last.full && !ended && !part && (turned || comma) && next.indent < 3;
    }
    let opens = part || next.indent >= 3 || next.page_start;
    last.full && !(ended && opens || part && words.ends_with(['）', ')']))
}

/// Whether two lines are a date broken in two: 2016年5月5 | 日.
fn completes_date(words: &str, rest: &str) -> bool {
    /// No longer, in bytes: 二〇一六年十二月三十, and white space.
    const LONGEST: usize = 40;
    let is_numeral = |c: char| "一二三四五六七八九十〇○零".contains(c) || c.is_ascii_digit();
    let bare = |text: &str| text.replace(|c: char| c.is_whitespace(), "");
    words.len() <= LONGEST
        && rest.len() <= LONGEST
        && rest.ends_with('日')
        && words.starts_with(['1', '2', '二', '一'])
        && words.ends_with(|c: char| is_numeral(c) || "年月".contains(c))
        && is_date(&format!("{}{}", bare(words), bare(rest)))
}

fn is_date(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

/// Whether a line opens a part of a text: 第一条, 一、, （一）, 1., 问：, 附件.
fn begins_part(line: &str) -> bool {
    let mut chars = line.chars();
    let is_numeral = |c: char| "一二三四五六七八九十百零〇".contains(c) || c.is_ascii_digit();
    match chars.next() {
        Some('第') => chars
            .find(|c| !is_numeral(*c) && *c != ' ')
            .is_some_and(|c| "条章节编款".contains(c)),
        Some('（' | '(') => chars
            .find(|c| !is_numeral(*c))
            .is_some_and(|c| ")）".contains(c)),
        Some('—') => chars.next() == Some('—'),
        Some('附') => chars.next().is_some_and(|c| "件则录".contains(c)),
        Some('问' | '答') => chars.next().is_some_and(|c| "：:".contains(c)),
        Some('【') => true,
        Some(c) if is_numeral(c) => chars
            .find(|c| !is_numeral(*c))
            .is_some_and(|c| "、.．".contains(c)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, want: &str) {
        assert_eq!(clean(source).text(), want);
    }

    const WRAPPED: &str = "第一条 为了规范公平竞争审查工作，促进市场公平竞争，优化营商环境，\n\n建设全国统一大市场，根据《中华人民共和国反垄断法》等法律，制定本\n\n条例。\n\n第二条 起草有关经营者经济活动的法律、行政法规、地方性法规、规章、\n\n规范性文件，应当审查。\n";

    #[test]
    fn marks_typed_for_chinese_ones_are_chinese() {
        check(
            "现予公布,自2020年1月1日起施行;时间:9:30,共1,200人",
            "现予公布，自2020年1月1日起施行；时间：9:30，共1,200人",
        );
        check("GB/T 1-2,a:b", "GB/T1-2,a:b");
    }

    #[test]
    fn letters_read_for_digits_are_digits() {
        check(
            "示发〔2O19〕l3号，自2O2O年l月lO日起施行",
            "示发〔2019〕13号，自2020年1月10日起施行",
        );
        check(
            "O2O模式和IO接口，CO2排放，H2O",
            "O2O模式和IO接口，CO2排放，H2O",
        );
        check("二 〇 二 三 年 一 月", "二〇二三年一月");
    }

    #[test]
    fn quotes_and_hard_breaks_of_markdown_are_no_text() {
        check("> 示例部\\\n> 2020年1月1日\n", "示例部\n2020年1月1日");
    }

    #[test]
    fn wrapped_lines_become_paragraphs() {
        check(
            WRAPPED,
            "第一条为了规范公平竞争审查工作，促进市场公平竞争，优化营商环境，建设全国统一大市场，根据《中华人民共和国反垄断法》等法律，制定本条例。\n第二条起草有关经营者经济活动的法律、行政法规、地方性法规、规章、规范性文件，应当审查。",
        );
    }

    #[test]
    fn page_furniture_goes_and_numbers_in_sentences_stay() {
        check(
            "根据《中华人民共和国\n—  31  —\nhttps://www.example.cn/a.html\njavascript:;\n反垄断法》",
            "根据《中华人民共和国反垄断法》",
        );
        check("第 3 页\n一、2024 年\n3 / 12\n正文", "一、2024年\n正文");
        check(
            "A\n1\nCCAGM\n2\nB\n\nCCAGM\n3\nC\nCCAGM\n4\nD",
            "A\nB\nC\nD",
        );
        check(
            "国发〔2021〕4 号\n2021 年 3 月",
            "国发〔2021〕4号\n2021年3月",
        );
    }

    #[test]
    fn forms_of_brackets_digits_and_space_are_folded() {
        check(
            "财税﹝２０１９﹞１３ 号（﹤Ａ﹥）",
            "财税〔2019〕13号（〈A〉）",
        );
        check(
            "财　政　部 the WTO rules 与 A 公司",
            "财政部the WTO rules与A公司",
        );
        check("⼈⺠政府", "人民政府");
        check(
            "# 某条例\n<!-- INFO END -->\n## 第一章 总则\n**第一条** 为了示例",
            "某条例\n第一章总则\n第一条为了示例",
        );
    }

    #[test]
    fn a_reader_that_knows_the_pages_tells_where_one_begins() {
        let on = |page| LineLook {
            page: Some(page),
            ..LineLook::UNKNOWN
        };
        let pages = clean_page("某办法\n第一条\n第二条", &[on(1), on(1), on(2)]);
        let starts: Vec<bool> = pages.lines().iter().map(|l| l.page_start).collect();
        assert_eq!(starts, [false, false, true]);
        assert_eq!(pages.look(2).page, Some(2));
        assert_eq!(clean("某办法").look(0), LineLook::UNKNOWN);
    }

    #[test]
    fn every_range_maps_back_inside_the_source_and_in_order() {
        let clean = clean(WRAPPED);
        let n = clean.text().len();
        let mut last = 0;
        for start in 0..n {
            let span = clean.to_source(TextRange::new(start, start + 1));
            assert!(span.start >= last && span.end > span.start && span.end <= WRAPPED.len());
            last = span.start;
            let wide = clean.to_source(TextRange::new(start, n));
            assert_eq!(
                (wide.start, wide.end),
                (span.start, WRAPPED.trim_end().len())
            );
        }
        let at = clean.text().find("制定本条例").unwrap();
        let span = clean.to_source(TextRange::new(at, at + "制定本条例".len()));
        assert_eq!(span.of(WRAPPED), "制定本\n\n条例");
    }
}
