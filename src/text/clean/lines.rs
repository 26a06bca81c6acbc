//! The lines of a source as they stand (layout analysis): which carry text, which are the page's.
//!
//! Owns: where a line begins and ends without the white space around it, its width, page numbers,
//! addresses, running heads. Must not know: how lines are joined, clean text.

use super::reflow::{self, Printed};
use crate::text::look::{self, LineLook};
use crate::text::rule::Pattern;
use memchr::memchr;
use std::collections::HashMap;

/// The number of a decree or an announcement, broken off before 号.
static NUMBER: Pattern = Pattern::new(
    "number-without-end",
    r"(?:令|公告|通告)\s*(?:[〔（\[［(]\s*[12][0-9]{3}\s*[〕）\]］)])?\s*第\s*[0-9]{1,4}$",
    &["示例部示例局令〔2020〕第11", "示例部公告第 3"],
    &["示例部令〔2020〕第11号", "示例部令第3条第2", "第11"],
);

/// A line of the source that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawLine {
    pub(super) number: u32,
    pub(super) last: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) indent: u16,
    pub(super) width: u16,
    pub(super) kind: Kind,
    pub(super) page_start: bool,
}

impl RawLine {
    /// Its width with the white space before it, in columns.
    pub(super) fn total(&self) -> u16 {
        self.width.saturating_add(self.indent)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    PageNumber,
    Furniture,
}

pub(super) fn raw_lines(source: &str, looks: &[LineLook]) -> Vec<RawLine> {
    let (printed, places) = printed_lines(source);
    let goes_on = reflow::goes_on(&printed);
    let parted = |i: usize| {
        let next = places
            .get(i + 1)
            .filter(|next| source[next.start..].starts_with('号'));
        let words = &source[places[i].start..places[i].end];
        next.is_some() && printed[i + 1].number == printed[i].number + 1 && NUMBER.is_match(words)
    };
    let mut lines: Vec<RawLine> = Vec::with_capacity(places.len());
    let mut page = look::of_line(looks, 1).page;
    let mut new_page = false;
    let mut i = 0;
    while i < places.len() {
        let (at, first) = (i, places[i]);
        let rest = (i..places.len()).take_while(|j| goes_on[*j]).count();
        i += rest;
        // What is parted within a number is as wide as its last part.
        let mut wide = first.start;
        while parted(i) {
            i += 1;
            wide = places[i].start;
        }
        let (number, last) = (printed[at].number, printed[i].number);
        i += 1;
        let (start, end) = (first.start, places[i - 1].end);
        let words = &source[start..end];
        let kind = kind_of(words);
        let own_page = look::of_line(looks, number).page;
        new_page |= first.new_page || own_page.is_some() && own_page != page;
        page = own_page.or(page);
        let words = &source[wide..end];
        let rest = if wide > start { 0 } else { rest };
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
        let start = skip_page_mark(source, skip_heading_mark(bytes, first, end), end);
        let stop = trim_end(source, start, end);
        let stop = trim_page_mark(source, start, stop);
        let (start, stop) = without_slant(source, start, stop);
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
pub(super) fn skip_space(bytes: &[u8], mut at: usize, end: usize) -> (u16, usize) {
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

/// Past the `#` of a Markdown heading, or the `>` of its quotes; a heading may have been made one
/// once more: # ## 示例.
fn skip_heading_mark(bytes: &[u8], mut at: usize, end: usize) -> usize {
    loop {
        let quote = usize::from(matches!(bytes[at..end], [b'>', b' ' | 0xc2 | 0xe3, ..]));
        let marks = bytes[at..end].iter().take_while(|b| **b == b'#').count();
        let words = skip_space(bytes, at + quote + marks, end).1;
        if !(quote > 0 || (1..=6).contains(&marks)) || words == at + quote + marks {
            return at;
        }
        at = words;
    }
}

/// Past a page number between dashes that is glued to the words under it: -1-关于….
fn skip_page_mark(source: &str, at: usize, end: usize) -> usize {
    let words = &source[at..end];
    if let Some(number) = words.strip_prefix('第') {
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let text = rest.strip_prefix('页').map(str::trim_start);
        // 第3页第2行 speaks of a page.
        let glued = text.filter(|text| text.starts_with(['1', '2']) && number.len() > rest.len());
        return glued.map_or(at, |text| end - text.len());
    }
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－');
    let is_space = char::is_whitespace;
    let Some(number) = words
        .strip_prefix(is_dash)
        .map(|w| w.trim_start_matches(is_space))
    else {
        return at;
    };
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = number.len() - rest.len();
    let behind = rest.trim_start_matches(is_space).strip_prefix(is_dash);
    match behind.map(|w| w.trim_start_matches(is_space)) {
        Some(text) if (1..=3).contains(&digits) && text.starts_with(|c: char| c >= '\u{4e00}') => {
            end - text.len()
        }
        _ => at,
    }
}

/// A line of Markdown in italics without its marks: *示例*.
fn without_slant(source: &str, start: usize, end: usize) -> (usize, usize) {
    let words = source.get(start..end).unwrap_or_default();
    let inner = words.strip_prefix('*').and_then(|w| w.strip_suffix('*'));
    let own =
        |inner: &&str| !inner.contains('*') && inner.starts_with(|c: char| !c.is_whitespace());
    match inner.filter(own) {
        Some(_) => (start + 1, end - 1),
        None => (start, end),
    }
}

/// The end of the words without a page number between dashes that is glued to them: 示例8—1—.
fn trim_page_mark(source: &str, start: usize, end: usize) -> usize {
    let is_dash = |c: char| matches!(c, '—' | '–' | '－');
    let words = &source[start..end];
    let inner = words.strip_suffix(is_dash).map(str::trim_end);
    let Some(inner) = inner.filter(|w| w.ends_with(|c: char| c.is_ascii_digit())) else {
        return end;
    };
    let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = inner.len() - rest.len();
    let bare = rest.trim_end().strip_suffix(is_dash).map(str::trim_end);
    let goes_on = |c: char| c >= '\u{4e00}' || c.is_ascii_digit();
    match bare.filter(|b| (1..=3).contains(&digits) && b.ends_with(goes_on)) {
        Some(bare) => start + bare.len(),
        None => end,
    }
}

pub(super) fn trim_end(source: &str, start: usize, end: usize) -> usize {
    // A backslash is Markdown's hard line break.
    let words = source[start..end].trim_end_matches(|c: char| {
        // What is of private use stands for blanks, ends of lines and pictures.
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\\' | '\u{e000}'..='\u{f8ff}')
    });
    match words.strip_suffix('}').and_then(|w| w.rsplit_once('{')) {
        Some((before, inner)) if is_attribute(inner) => {
            trim_end(source, start, start + before.len())
        }
        _ => start + words.len(),
    }
}

/// Whether braces at the end of a Markdown line hold attributes: align="center", #top.
fn is_attribute(inner: &str) -> bool {
    inner.is_ascii() && (inner.contains('=') || inner.starts_with(['#', '.']))
}

/// How many of the first lines are the front matter of a Markdown text, fields between two rules,
/// and the title that they state.
pub(super) fn front_matter(source: &str, lines: &[RawLine]) -> (usize, Option<RawLine>) {
    /// No longer, in lines.
    const LONGEST: usize = 60;
    let words = |l: &RawLine| &source[l.start..l.end];
    let is_rule = |l: &RawLine| words(l) == "---";
    if !lines.first().is_some_and(is_rule) {
        return (0, None);
    }
    let close = lines.iter().take(LONGEST).skip(1).position(is_rule);
    let Some(fields) = close.map(|at| &lines[1..=at]) else {
        return (0, None);
    };
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let is_field = |l: &RawLine| {
        let words = words(l);
        words.starts_with('-') || words.split_once(':').is_some_and(|(name, _)| is_name(name))
    };
    if !fields.iter().all(is_field) {
        return (0, None);
    }
    let title = fields.iter().find_map(|l| {
        let value = words(l).strip_prefix("title:")?;
        let start = l.end - value.trim_start_matches([' ', '"', '\'']).len();
        let end = start
            + source[start..l.end]
                .trim_end_matches([' ', '"', '\''])
                .len();
        (start < end).then_some(RawLine { start, end, ..*l })
    });
    (fields.len() + 2, title)
}

/// How many of the first lines are the heading that who saved a page has given it, and the fields
/// under it, in bold print down to a rule: `**来源**: …`.
pub(super) fn saved_head(source: &str, lines: &[RawLine]) -> std::ops::Range<usize> {
    /// No longer, in lines.
    const LONGEST: usize = 12;
    let words = |l: &RawLine| &source[l.start..l.end];
    let is_rule = |l: &RawLine| words(l) == "---";
    let is_field = |l: &RawLine| {
        let name = words(l).strip_prefix("**").and_then(|w| w.split_once("**"));
        name.is_some_and(|(_, value)| value.starts_with([':', '：']))
    };
    let rule = lines.iter().take(LONGEST).position(is_rule).unwrap_or(0);
    let fields = lines.get(1..rule).unwrap_or_default();
    match fields.len() >= 2 && fields.iter().all(is_field) {
        true => 1..rule,
        false => 0..0,
    }
}

/// Whether a line of Markdown opens or closes a box, or links to parts of its own page.
fn is_fence(words: &str) -> bool {
    let links = words.starts_with('[') && words.contains("](#") && words.is_ascii();
    words.starts_with(":::") || words.starts_with("@tab") || links || words == "[[toc]]"
}

/// A digit of either width.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A page number stands alone on its line, with or without dashes; addresses and scripts come from
/// the web page that was printed.
pub(super) fn kind_of(words: &str) -> Kind {
    let bytes = words.as_bytes();
    if words.len() <= 24 {
        let core = words.trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '-' | '—' | '–' | '－' | '·' | '•' | '第' | '页' | '~' | '/'
                )
        });
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
    if words.starts_with("<!--") && words.ends_with("-->") || is_fence(words) {
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
pub(super) fn running_heads<'s>(source: &'s str, lines: &[RawLine]) -> HashMap<&'s str, usize> {
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

/// Whether a sentence, or the words before a list, end with `words`.
pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&NUMBER]);
    }

    #[test]
    fn marks_of_a_heading_are_skipped_whatever_space_follows_them() {
        for line in [
            "# 示例",
            "#\u{a0}示例",
            "# ## 示例",
            "> # 示例",
            ">\u{a0}示例",
            ">\u{3000}示例",
            "示例",
        ] {
            let at = skip_heading_mark(line.as_bytes(), 0, line.len());
            assert_eq!(&line[at..], "示例", "{line}");
        }
        for line in ["#示例", "####### 示例", ">示例"] {
            assert_eq!(
                skip_heading_mark(line.as_bytes(), 0, line.len()),
                0,
                "{line}"
            );
        }
        let deep = "> ".repeat(200_000);
        assert_eq!(
            skip_heading_mark(deep.as_bytes(), 0, deep.len()),
            deep.len()
        );
    }
}
