//! Layout analysis: placed characters of a page → lines in reading order, with their looks.
//!
//! Owns: doubled glyphs, lines and their gaps, columns, heads and feet that repeat, margins and
//! centring. Must not know: formats of files, what a line says.
//!
//! All measures are points; y grows downwards. Every step is linear in the glyphs of a page but for
//! sorting.

use super::radicals;
use super::reading::Line;
use crate::model::source::{Look, Origin, Reach};
use std::collections::HashMap;

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    /// Left end of its baseline.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far it reaches.
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
}

/// A page with its characters.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
}

/// A gap of so many letters parts words that stand in columns.
const COLUMN: f32 = 1.9;
/// A gap of so many letters parts Latin words; less where a blank is printed.
const BLANK: f32 = 0.3;
const PRINTED_BLANK: f32 = 0.12;
/// How far baselines of one line may lie apart, in letters.
const BASELINE: f32 = 0.4;

/// A printed line: glyphs from left to right.
#[derive(Debug)]
struct Row {
    glyphs: Vec<Glyph>,
    y: f32,
    size: f32,
}

/// A page with its lines.
#[derive(Debug)]
struct Rows {
    number: u32,
    width: f32,
    height: f32,
    rows: Vec<Row>,
}

/// The lines of a file, page after page, in reading order.
pub(super) fn lines(pages: Vec<Page>) -> Vec<Line> {
    let rows = |page: Page| Rows {
        number: page.number,
        width: page.width,
        height: page.height,
        rows: columns(in_rows(distinct(page.glyphs))),
    };
    let mut pages: Vec<Rows> = pages.into_iter().map(rows).collect();
    furniture(&mut pages);
    let sheet = sheet(&pages);
    let lines = |page: &Rows| -> Vec<Line> {
        let tabular = tabular(&page.rows);
        let lines = page.rows.iter().zip(tabular).map(|(row, tabular)| {
            let mut line = row.line(page, sheet);
            if tabular {
                line.look.from = Origin::Table;
            }
            line
        });
        lines.collect()
    };
    pages.iter().flat_map(lines).collect()
}

/// Of each row whether it is one of a table: a column of it begins where one of a row beside it
/// begins.
fn tabular(rows: &[Row]) -> Vec<bool> {
    let starts = |row: &Row| row.gaps(COLUMN).map(|(_, start, _)| start).collect();
    let starts: Vec<Vec<f32>> = rows.iter().map(starts).collect();
    let meet = |i: usize| {
        let size = rows[i].size;
        let mut pairs = starts[i].iter().zip(&starts[i + 1]);
        !rows[i + 1].glyphs.is_empty() && pairs.any(|(a, b)| (a - b).abs() <= size)
    };
    let with_next: Vec<bool> = (0..rows.len())
        .map(|i| i + 1 < rows.len() && meet(i))
        .collect();
    let either = |i: usize| with_next[i] || i > 0 && with_next[i - 1];
    (0..rows.len()).map(either).collect()
}

/// Each glyph once: fake bold draws it again, a hair's breadth beside.
fn distinct(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut seen: HashMap<(char, i32, i32), usize> = HashMap::with_capacity(glyphs.len());
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs
        .into_iter()
        .filter(|g| g.x.is_finite() && g.y.is_finite())
    {
        let grid = (glyph.size * 0.25).max(0.1);
        let place = |at: f32| (at / grid).floor() as i32;
        let (x, y) = (place(glyph.x), place(glyph.y));
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let twin = near.into_iter().find_map(|(dx, dy)| {
            let at = *seen.get(&(glyph.c, x.saturating_add(dx), y.saturating_add(dy)))?;
            let other: &Glyph = &kept[at];
            let close = (other.x - glyph.x).abs() <= grid && (other.y - glyph.y).abs() <= grid;
            close.then_some(at)
        });
        match twin {
            Some(twin) => kept[twin].bold = true,
            None => {
                seen.insert((glyph.c, x, y), kept.len());
                kept.push(glyph);
            }
        }
    }
    kept
}

/// Glyphs of one baseline together, from the top down, each row from left to right.
fn in_rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if (glyph.y - row.y).abs() <= BASELINE * row.size.max(glyph.size) => {
                // The largest letters set the line; a raised one does not move it.
                if glyph.size > row.size && !glyph.c.is_whitespace() {
                    (row.y, row.size) = (glyph.y, glyph.size);
                }
                row.glyphs.push(glyph);
            }
            _ => rows.push(Row {
                y: glyph.y,
                size: glyph.size,
                glyphs: vec![glyph],
            }),
        }
    }
    for row in &mut rows {
        row.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut sizes: Vec<f32> = row.inked().map(|g| g.size).collect();
        sizes.sort_by(f32::total_cmp);
        row.size = sizes.get(sizes.len() / 2).copied().unwrap_or(row.size);
    }
    rows.retain(|row| row.inked().next().is_some());
    rows
}

impl Row {
    fn inked(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs.iter().filter(|g| !g.c.is_whitespace())
    }

    fn left(&self) -> f32 {
        self.inked().next().map_or(0.0, |g| g.x)
    }

    fn right(&self) -> f32 {
        self.inked().map(|g| g.x + g.width).fold(0.0, f32::max)
    }

    /// Gaps without ink of at least so many letters: left and right end, and the index of the glyph
    /// that follows.
    fn gaps(&self, letters: f32) -> impl Iterator<Item = (f32, f32, usize)> {
        let least = letters * self.size;
        let mut end: Option<f32> = None;
        self.glyphs.iter().enumerate().filter_map(move |(i, g)| {
            if g.c.is_whitespace() {
                return None;
            }
            let before = end;
            end = Some(end.map_or(g.x + g.width, |e| e.max(g.x + g.width)));
            let before = before?;
            (g.x - before >= least).then_some((before, g.x, i))
        })
    }

    fn line(&self, page: &Rows, sheet: Sheet) -> Line {
        let Sheet { left, right, body } = sheet;
        let (own_left, own_right) = (self.left(), self.right());
        let size = self.size.max(1.0);
        let (before, after) = (own_left - left, right - own_right);
        let apart = self.gaps(COLUMN).next().is_some();
        // A first line of a paragraph is indented by two letters and may end one or two short.
        let wide = own_right - own_left > 0.7 * (right - left);
        let slack = if wide {
            0.4 * size
        } else {
            size.max((right - left) * 0.02)
        };
        // In the middle between the margins, or of the sheet.
        let middle = (before - after).abs() <= slack
            || (own_left + own_right - page.width).abs() <= slack && page.width > 0.0;
        // Running text is indented by two letters.
        let indented = before < 2.6 * size && size < 1.05 * body;
        let centred = before > 1.2 * size.min(body) && middle && !apart && !indented;
        let bold = self.inked().filter(|g| g.bold).count() * 2 > self.inked().count();
        let indent = (before / size).round().clamp(0.0, 20.0) as usize;
        let mut text = "\u{3000}".repeat(indent);
        let mut reaches = vec![[own_left, own_left]; indent];
        self.words(&mut text, &mut reaches);
        let top = self.y - 0.88 * size;
        Line {
            text,
            look: Look {
                page: page.number,
                area: Some([own_left, top, own_right, self.y + 0.14 * size]),
                size: (self.size * 10.0).round() / 10.0,
                centred,
                bold,
                ..Look::default()
            },
            reaches,
        }
    }

    /// The words, with a blank or a tab for what is white between them.
    fn words(&self, words: &mut String, reaches: &mut Vec<Reach>) {
        let (mut end, mut last, mut blank) = (None::<f32>, ' ', false);
        for glyph in &self.glyphs {
            if glyph.c.is_whitespace() {
                blank = true;
                continue;
            }
            let gap = end.map_or(0.0, |end| glyph.x - end) / self.size.max(1.0);
            let latin = |c: char| c.is_ascii_alphanumeric() || c.is_ascii_punctuation();
            let least = if blank { PRINTED_BLANK } else { BLANK };
            let white = match end {
                Some(_) if gap >= COLUMN => Some('\t'),
                _ if gap >= 0.8 && blank => Some(' '),
                _ if gap >= least && latin(last) && latin(glyph.c) => Some(' '),
                _ => None,
            };
            if let Some(white) = white {
                words.push(white);
                reaches.push([end.unwrap_or(glyph.x), glyph.x]);
            }
            words.push(radicals::fold(glyph.c));
            reaches.push([glyph.x, glyph.x + glyph.width]);
            end = Some(end.map_or(glyph.x + glyph.width, |e| e.max(glyph.x + glyph.width)));
            (last, blank) = (glyph.c, false);
        }
    }
}

/// So many lines side by side make columns of text.
const SIDE_BY_SIDE: usize = 6;

/// Where two columns of running text stand side by side, the left one first.
fn columns(rows: Vec<Row>) -> Vec<Row> {
    let Some(gutter) = gutter(&rows) else {
        return rows;
    };
    let mut out = Vec::with_capacity(rows.len());
    let mut run: Vec<Row> = Vec::new();
    for row in rows {
        let crossed = row.inked().any(|g| g.x < gutter && g.x + g.width > gutter);
        let through = crossed || {
            let both = row.left() < gutter && row.right() > gutter;
            both && !row.gaps(1.0).any(|(a, b, _)| a <= gutter && gutter <= b)
        };
        if through {
            split(&mut run, gutter, &mut out);
            out.push(row);
        } else {
            run.push(row);
        }
    }
    split(&mut run, gutter, &mut out);
    out
}

/// The x at which most lines have a gap, if text fills both sides of it.
fn gutter(rows: &[Row]) -> Option<f32> {
    let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
    let right = rows.iter().map(Row::right).fold(0.0, f32::max);
    let middle = |x: &f32| *x > left + (right - left) * 0.35 && *x < left + (right - left) * 0.65;
    let mut votes: HashMap<i32, usize> = HashMap::new();
    for row in rows {
        for (a, b, _) in row
            .gaps(1.0)
            .filter(|(a, b, _)| b - a < (right - left) * 0.2)
        {
            let (first, last) = ((a / 4.0).ceil() as i32, (b / 4.0).floor() as i32);
            (first..=last.min(first.saturating_add(64)))
                .for_each(|x| *votes.entry(x).or_default() += 1);
        }
    }
    let best = votes.iter().filter(|(x, _)| middle(&(**x as f32 * 4.0)));
    let (x, n) = best.max_by_key(|(x, n)| (**n, std::cmp::Reverse(**x)))?;
    let x = *x as f32 * 4.0;
    // A table has gaps too, but its cells are not filled from edge to edge.
    let full = |row: &&Row| {
        let gap = row.gaps(1.0).find(|(a, b, _)| *a <= x && x <= *b);
        gap.is_some_and(|(a, b, _)| {
            let (own, size) = (row.left(), row.size);
            own - left < 3.0 * size && x - a < 2.0 * size && b - x < 3.0 * size
        })
    };
    let full = rows.iter().filter(full).count();
    (*n >= SIDE_BY_SIDE && full >= SIDE_BY_SIDE && full * 10 >= rows.len() * 5).then_some(x)
}

fn split(run: &mut Vec<Row>, gutter: f32, out: &mut Vec<Row>) {
    let mut right = Vec::new();
    for row in run.drain(..) {
        let (before, after): (Vec<Glyph>, Vec<Glyph>) =
            row.glyphs.into_iter().partition(|g| g.x < gutter);
        for (glyphs, side) in [(before, &mut *out), (after, &mut right)] {
            let row = Row { glyphs, ..row };
            if row.inked().next().is_some() {
                side.push(row);
            }
        }
    }
    out.append(&mut right);
}

/// How many lines from the top and from the foot of a page may be a head or a foot.
const EDGE: usize = 2;

/// Takes away what repeats on the pages, and page numbers.
fn furniture(pages: &mut [Rows]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let edges = |rows: &[Row]| -> Vec<usize> {
        let n = rows.len();
        (0..n).filter(|i| *i < EDGE || i + EDGE >= n).collect()
    };
    for page in pages.iter() {
        let of = |i: usize| key(&page.rows[i]);
        let mut keys: Vec<String> = edges(&page.rows).into_iter().map(of).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter()
            .for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let often = (pages.len() * 2 / 5).max(3);
    for page in pages.iter_mut() {
        let edges = edges(&page.rows);
        let height = page.height;
        let mut at = 0;
        page.rows.retain(|row| {
            let edge = edges.contains(&at);
            at += 1;
            let key = if edge { key(row) } else { String::new() };
            let outside = row.y < height * 0.1 || row.y > height * 0.88;
            let repeats = seen.get(&key).is_some_and(|n| *n >= often);
            !(edge && (repeats || outside && is_page_number(&key)))
        });
    }
}

/// The words of a line with one sign for all digits.
fn key(row: &Row) -> String {
    let words = row
        .inked()
        .map(|g| if g.c.is_numeric() { '#' } else { g.c });
    let mut key: String = words.collect();
    while key.contains("##") {
        key = key.replace("##", "#");
    }
    key
}

fn is_page_number(key: &str) -> bool {
    let bare: String = key
        .chars()
        .filter(|c| !"-—–－·．. /()（）".contains(*c))
        .collect();
    matches!(
        bare.as_str(),
        "#" | "第#页" | "第#页共#页" | "共#页第#页" | "##"
    )
}

/// What nearly all lines of a file keep: the left and the right end of the text, the size of its
/// letters.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    left: f32,
    right: f32,
    body: f32,
}

fn sheet(pages: &[Rows]) -> Sheet {
    let all = |of: fn(&Row) -> f32| {
        let mut all: Vec<f32> = pages.iter().flat_map(|p| &p.rows).map(of).collect();
        all.sort_by(f32::total_cmp);
        all
    };
    let (left, right, sizes) = (all(Row::left), all(Row::right), all(|row| row.size));
    let last = left.len().saturating_sub(1) as f32;
    let at = |list: &[f32], at: f32| list.get(at as usize).copied().unwrap_or(0.0);
    Sheet {
        left: at(&left, last * 0.06),
        right: at(&right, (last * 0.94).ceil()),
        body: at(&sizes, last * 0.5).max(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(words: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let glyph = |(i, c)| Glyph {
            c,
            x: x + i as f32 * size,
            y,
            width: size,
            size,
            bold: false,
        };
        words.chars().enumerate().map(glyph).collect()
    }

    fn page(number: u32, parts: &[(&str, f32, f32, f32)]) -> Page {
        let glyphs = parts.iter().flat_map(|(w, x, y, s)| put(w, *x, *y, *s));
        Page {
            number,
            width: 0.0,
            height: 842.0,
            glyphs: glyphs.collect(),
        }
    }

    fn words(lines: &[Line]) -> Vec<&str> {
        lines
            .iter()
            .map(|l| l.text.trim_matches('\u{3000}'))
            .collect()
    }

    const FULL: &str = "为了规范示例工作保障公众权益根据有关法律制定本办法请遵照执行";

    #[test]
    fn size_centring_and_gaps_are_seen() {
        let read = lines(vec![page(
            1,
            &[
                ("示例办法", 256.0, 100.0, 22.0),
                (FULL, 60.0, 140.0, 16.0),
                (&FULL[..60], 60.0, 168.0, 16.0),
                ("甲部", 60.0, 200.0, 16.0),
                ("乙部", 300.0, 200.0, 16.0),
                ("一", 60.0, 228.0, 16.0),
                ("二", 306.0, 228.0, 16.0),
            ],
        )]);
        assert_eq!(
            words(&read),
            ["示例办法", FULL, &FULL[..60], "甲部\t乙部", "一\t二"]
        );
        let tabular = |line: &Line| line.look.from == Origin::Table;
        assert_eq!(read.iter().position(tabular), Some(3));
        assert!(
            read[0].look.centred && read[0].look.size == 22.0,
            "{:?}",
            read[0].look
        );
        assert!(read[1..].iter().all(|l| !l.look.centred));
    }

    #[test]
    fn doubled_glyphs_count_once_and_as_bold() {
        let mut page = page(1, &[("（一）", 60.0, 100.0, 16.0)]);
        let again: Vec<Glyph> = page
            .glyphs
            .iter()
            .map(|g| Glyph { x: g.x + 0.4, ..*g })
            .collect();
        page.glyphs.extend(again);
        let read = lines(vec![page]);
        assert_eq!((words(&read), read[0].look.bold), (vec!["（一）"], true));
    }

    #[test]
    fn heads_that_repeat_and_page_numbers_go() {
        let texts = ["甲", "乙", "丙", "丁"];
        let pages = texts.iter().enumerate().map(|(i, text)| {
            let foot = format!("—{}—", i + 1);
            let parts = [
                ("示例公报", 250.0, 40.0, 10.0),
                (*text, 60.0, 300.0, 16.0),
                (&foot, 280.0, 800.0, 14.0),
            ];
            page(i as u32 + 1, &parts)
        });
        assert_eq!(words(&lines(pages.collect())), texts);
    }

    #[test]
    fn places_beyond_any_page_are_no_trouble() {
        let parts = [
            ("甲", 0.0, 100.0, 10.0),
            ("乙", 1e11, 100.0, 10.0),
            ("丙", 1.1e11, 100.0, 10.0),
        ];
        assert_eq!(words(&lines(vec![page(1, &parts)])).len(), 1);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let left = ["甲一甲一甲一甲一甲一", "甲二甲二甲二甲二甲二"];
        let mut parts = Vec::new();
        for i in 0..8 {
            let y = 100.0 + 20.0 * i as f32;
            parts.push((left[i % 2], 60.0, y, 10.0));
            parts.push(("乙三乙三乙三乙三乙三", 180.0, y, 10.0));
        }
        let read = lines(vec![page(1, &parts)]);
        assert_eq!(read.len(), 16);
        assert!(read[..8].iter().all(|l| l.text.contains('甲')));
        assert!(read[8..].iter().all(|l| l.text.contains('乙')));
    }
}
