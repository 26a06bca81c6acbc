//! Where among the menus of a web page its text stands.
//!
//! Owns: the block that holds the text, what beside it belongs to it, the line that is its title.
//! Must not know: elements, what the text says.
//!
//! The main text is found by walking down from the body as long as one element holds nearly all
//! words outside links. Then it grows to the paragraphs beside it, down to the date of a signature
//! and up to the line that repeats the title of the page.

use super::meta::Table;
use super::reading::Line;
use super::rows::Cell;
use crate::model::doctype::noun;
use crate::model::numeral::{date_prefix, number};
use std::borrow::Cow;
use std::ops::Range;

/// A line of the page in the making.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) line: Line,
    pub(super) cell: Option<Cell>,
    /// Chinese characters outside links.
    pub(super) own: usize,
    /// Characters in links, and whether one leads to a file.
    pub(super) linked: usize,
    pub(super) file: bool,
    /// Whether it is a heading, or is called a title.
    pub(super) heading: bool,
}

/// An element that holds lines.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) lines: Range<usize>,
    /// Index of the first block within it; those up to its own index are within it too.
    pub(super) first: usize,
    pub(super) own: usize,
}

/// A page of which all lines and blocks are known.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) lines: &'a [Raw],
    /// In the order of their ends.
    pub(super) blocks: &'a [Block],
    /// What the page calls itself, without white space.
    pub(super) titles: &'a [String],
}

/// The share of the words outside links that one element must hold to be walked into.
const SHARE: f64 = 0.72;
/// How many lines above the main text its title may stand.
pub(super) const ABOVE: usize = 40;

/// The lines of the main text.
pub(super) fn main_text(page: &Page, tables: &[Table]) -> Range<usize> {
    let Some(mut at) = page.blocks.len().checked_sub(1) else {
        return 0..page.lines.len();
    };
    // The blocks within a block end right before it; the last of them is its last child.
    loop {
        let block = &page.blocks[at];
        let (mut child, mut best) = (at, None);
        while child > block.first {
            child -= 1;
            let inner = &page.blocks[child];
            if inner.own as f64 >= SHARE * block.own as f64 {
                best = Some(child);
            }
            child = inner.first;
        }
        match best {
            Some(inner) => at = inner,
            None => break,
        }
    }
    let mut found = beside(page, at);
    if let Some(title) = title_above(page, found.start, tables) {
        found.start = title;
    }
    found
}

/// How many lines below the main text its signature may stand.
const BELOW: usize = 8;

/// The lines of a block with what belongs to it beside it: paragraphs that stand in no other block
/// just above it, a number above those, and below it the lines up to the date of a signature.
fn beside(page: &Page, mut at: usize) -> Range<usize> {
    let mut found = page.blocks[at].lines.clone();
    let same = |b: &Block| b.lines == found;
    at += page.blocks[at + 1..].iter().take_while(|b| same(b)).count();
    let plain = |line: &usize| page.lines[*line].linked == 0 && page.lines[*line].own > 0;
    let parent = page.blocks[at + 1..].iter().find(|b| b.first <= at);
    let first = parent.map_or(found.start, |parent| parent.lines.start);
    let others = &page.blocks[parent.map_or(at, |parent| parent.first)..at];
    let bare = |line: &usize| !others.iter().any(|b| b.lines.contains(line));
    let above = (first..found.start)
        .rev()
        .take_while(|l| bare(l) && plain(l));
    found.start -= above.count();
    let number = |line: &usize| is_number(&page.lines[*line].line.text);
    found.start -= (0..found.start).rev().take_while(number).count();
    let end = (found.end + BELOW).min(page.lines.len());
    let own = |line: &usize| page.lines[*line].linked == 0 || page.lines[*line].file;
    let below = (found.end..end).take_while(own);
    let dated = below.filter(|line| is_date(&page.lines[*line].line.text));
    found.end = dated.last().map_or(found.end, |date| date + 1);
    found
}

/// Whether a line is the day or the month of a signature: 2015年4月10日, 2015年4月.
fn is_date(text: &str) -> bool {
    let words = squeezed(text);
    let day = match words.ends_with('月') {
        true => Cow::Owned(format!("{words}1日")),
        false => Cow::Borrowed(words.as_str()),
    };
    words.contains('年') && date_prefix(&day).is_some_and(|(_, end)| end == day.len())
}

/// Whether a line is the number of an order: 第281号.
fn is_number(text: &str) -> bool {
    let words = squeezed(text);
    let inner = words.strip_prefix('第').and_then(|w| w.strip_suffix('号'));
    inner.is_some_and(|n| number(n).is_some())
}

/// Whether a line ends as titles do, with the number of the document behind it in brackets or not.
fn is_title(text: &str) -> bool {
    let words = squeezed(text);
    let bracket = words
        .find(['(', '（'])
        .filter(|_| words.ends_with([')', '）']));
    noun(&words).is_some() || bracket.is_some_and(|at| noun(&words[..at]).is_some())
}

/// Whether a line is bold and no sentence.
fn is_bold_name(line: &Line) -> bool {
    line.look.bold && !line.text.contains(['。', '，', '：', ':', '；'])
}

/// The line above the main text that prints the title of the page, or else is its heading, or else
/// reads as a title, or else is bold.
fn title_above(page: &Page, start: usize, tables: &[Table]) -> Option<usize> {
    let above = (start.saturating_sub(ABOVE)..start).rev().filter(|at| {
        let raw = &page.lines[*at];
        let stated = tables.iter().any(|t| (t.first..t.end).contains(at));
        raw.own >= 6 && raw.linked == 0 && !stated
    });
    let printed = above.clone().find(|at| {
        let words = squeezed(&page.lines[*at].line.text);
        let most = |t: &String| words.contains(t.as_str()) && t.len() * 2 >= words.len();
        page.titles.iter().any(|t| t.contains(&words) || most(t))
    });
    let first = |holds: fn(&Raw) -> bool| above.clone().find(|at| holds(&page.lines[*at]));
    printed
        .or_else(|| first(|raw| raw.heading))
        .or_else(|| first(|raw| is_title(&raw.line.text)))
        .or_else(|| first(|raw| is_bold_name(&raw.line)))
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
