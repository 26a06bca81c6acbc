//! DOC reader (Word 97 to 2003, MS-DOC): the piece table and the formatting of paragraphs.
//!
//! Owns: the file information block, pieces, control characters, size and alignment as far as the
//! paragraphs and runs themselves say them. Must not know: files, what the text says.
//!
//! Styles are not followed: what only a style says of a size stays unknown.

use super::decode;
use super::reading::{Line, Reading};
use super::rows::{Cell, Rows};
use crate::model::source::{Look, Spot};
use std::io::{Cursor, Read};

/// The container of Word and Excel before 2007.
pub(super) type Container<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// Reads the document in a container.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(container: &mut Container) -> Result<Reading, String> {
    let main = stream(container, "/WordDocument")?;
    let flags = half(&main, 0x0a).ok_or("its head is cut off")?;
    if flags & 0x100 != 0 {
        return Err("needs a password".to_owned());
    }
    // Before Word 97 the text stands in one piece, in the charset of its place.
    if half(&main, 0x02).is_some_and(|version| version < 101) {
        return old(&main);
    }
    let table = if flags & 0x200 == 0 {
        "/0Table"
    } else {
        "/1Table"
    };
    let table = stream(container, table)?;
    let pieces = pieces(&main, &table).ok_or("its piece table is broken")?;
    let looks = Looks::read(&main, &table);
    let mut text = Text::default();
    for piece in &pieces {
        text.piece(&main, piece, &looks);
    }
    let counts: Vec<usize> = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64]
        .iter()
        .map(|at| word(&main, *at).unwrap_or(0) as usize)
        .collect();
    Ok(Reading {
        lines: text.lines(&counts),
        encoding: "UTF-16LE",
        ..Reading::default()
    })
}

fn stream(container: &mut Container, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let opened = container.open_stream(name);
    let read = opened.and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|e| format!("its part {name} cannot be read: {e}"))?;
    Ok(bytes)
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn old(main: &[u8]) -> Result<Reading, String> {
    let (start, end) = (word(main, 0x18), word(main, 0x1c));
    let range = start
        .zip(end)
        .map(|(start, end)| start as usize..end as usize);
    let bytes = range
        .and_then(|r| main.get(r))
        .ok_or("its head is cut off")?;
    let mut text = Text::default();
    let look = Look::default();
    text.chars
        .extend(decode::label(bytes).chars().map(|c| (c, look)));
    Ok(Reading {
        lines: text.lines(&[]),
        encoding: "gb18030",
        ..Reading::default()
    })
}

/// A run of characters and where in the file it stands.
#[derive(Debug)]
struct Piece {
    chars: usize,
    at: usize,
    wide: bool,
}

/// The piece table.
fn pieces(main: &[u8], table: &[u8]) -> Option<Vec<Piece>> {
    let (start, length) = (word(main, 0x1a2)? as usize, word(main, 0x1a6)? as usize);
    let mut clx = table.get(start..start.checked_add(length)?)?;
    while clx.first() == Some(&1) {
        clx = clx.get(3 + usize::from(half(clx, 1)?)..)?;
    }
    let plc = clx.get(5..).filter(|_| clx[0] == 2)?;
    let plc = plc.get(..plc.len().min(word(clx, 1)? as usize))?;
    let n = plc.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(n);
    for i in 0..n {
        let (first, end) = (word(plc, i * 4)?, word(plc, i * 4 + 4)?);
        let place = word(plc, (n + 1) * 4 + i * 8 + 2)?;
        let wide = place & 0x4000_0000 == 0;
        let at = (place & 0x3fff_ffff) as usize;
        pieces.push(Piece {
            chars: end.checked_sub(first)? as usize,
            at: if wide { at } else { at / 2 },
            wide,
        });
    }
    Some(pieces)
}

/// What is said of runs of bytes of the file: (first byte, one past the last, value).
#[derive(Debug, Default)]
struct Looks {
    runs: Vec<(u32, u32, Look)>,
    paragraphs: Vec<(u32, u32, Look)>,
}

/// Codes of single properties: size in half points, bold, alignment (old and new).
const SIZE: u16 = 0x4a43;
const BOLD: u16 = 0x0835;
const ALIGN_OLD: u16 = 0x2403;
const ALIGN: u16 = 0x2461;

impl Looks {
    fn read(main: &[u8], table: &[u8]) -> Self {
        // Bin tables: fcPlcfBteChpx and fcPlcfBtePapx of the file information block.
        Self {
            runs: pages(main, table, 0xfa, (1, run_look)),
            paragraphs: pages(main, table, 0x102, (13, paragraph_look)),
        }
    }

    fn of(list: &[(u32, u32, Look)], at: usize) -> Option<&Look> {
        let before = list.partition_point(|(first, ..)| *first as usize <= at);
        let (_, end, look) = list.get(before.checked_sub(1)?)?;
        (at < *end as usize).then_some(look)
    }

    fn at(&self, at: usize) -> Look {
        let run = Self::of(&self.runs, at).copied().unwrap_or_default();
        let centred = Self::of(&self.paragraphs, at).is_some_and(|p| p.centred);
        Look { centred, ..run }
    }
}

/// Reads the look of a run out of a page, from the place of its entry.
type LookOf = fn(&[u8], usize) -> Option<Look>;

/// The pages of 512 bytes that a bin table names, each with runs of bytes and their properties. The
/// entry of a run is one byte long for characters, thirteen for paragraphs.
fn pages(
    main: &[u8],
    table: &[u8],
    at: usize,
    (entry, look): (usize, LookOf),
) -> Vec<(u32, u32, Look)> {
    let bins = || {
        let (start, length) = (word(main, at)? as usize, word(main, at + 4)? as usize);
        table.get(start..start.checked_add(length)?)
    };
    let bins = bins().unwrap_or_default();
    let n = bins.len().saturating_sub(4) / 8;
    let mut all = Vec::new();
    for i in 0..n {
        let page = word(bins, (n + 1) * 4 + i * 4).map(|p| p as usize & 0x3f_ffff);
        let bytes = page.and_then(|p| main.get(p * 512..p * 512 + 512));
        let Some(bytes) = bytes else { continue };
        let runs = usize::from(bytes[511]);
        for run in 0..runs {
            let bounds = word(bytes, run * 4).zip(word(bytes, run * 4 + 4));
            let Some((first, end)) = bounds.filter(|(a, b)| a < b) else {
                continue;
            };
            if let Some(look) = look(bytes, (runs + 1) * 4 + run * entry) {
                all.push((first, end, look));
            }
        }
    }
    all.sort_by_key(|(first, ..)| *first);
    all
}

fn run_look(page: &[u8], at: usize) -> Option<Look> {
    let offset = usize::from(*page.get(at)?) * 2;
    let length = usize::from(*page.get(offset)?);
    let properties = page
        .get(offset + 1..offset + 1 + length)
        .filter(|_| offset > 0)?;
    Some(properties_of(properties))
}

fn paragraph_look(page: &[u8], at: usize) -> Option<Look> {
    let offset = usize::from(*page.get(at)?) * 2;
    let mut start = offset + 1;
    let mut length = usize::from(*page.get(offset)?) * 2;
    if length == 0 {
        length = usize::from(*page.get(offset + 1)?) * 2;
        start += 1;
    } else {
        length -= 1;
    }
    // Two bytes of style come first.
    let properties = page.get(start + 2..start + length).filter(|_| offset > 0)?;
    Some(properties_of(properties))
}

/// A list of single properties (SPRM): code and value, whose length the code tells.
fn properties_of(mut list: &[u8]) -> Look {
    let mut look = Look::default();
    while let Some(code) = half(list, 0) {
        let value = &list[2..];
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The table's definition tells its length in two bytes, others in one.
            _ if code == 0xd608 => half(value, 0).map_or(0, |n| usize::from(n) + 1),
            _ => value.first().map_or(0, |n| usize::from(*n) + 1),
        };
        match (code, value.first()) {
            (SIZE, _) => look.size = half(value, 0).map_or(0.0, |half| f32::from(half) / 2.0),
            (BOLD, Some(on)) => look.bold = *on == 1,
            (ALIGN | ALIGN_OLD, Some(kind)) => look.centred = *kind == 1,
            _ => {}
        }
        let Some(rest) = value.get(length..) else {
            break;
        };
        list = rest;
    }
    look
}

/// The characters of the file with their looks.
#[derive(Debug, Default)]
struct Text {
    chars: Vec<(char, Look)>,
}

impl Text {
    fn piece(&mut self, main: &[u8], piece: &Piece, looks: &Looks) {
        if piece.wide {
            let bytes = main.get(piece.at..).unwrap_or_default();
            let units = bytes.chunks_exact(2).take(piece.chars);
            let units = units.map(|two| u16::from_le_bytes([two[0], two[1]]));
            let mut at = piece.at;
            for c in char::decode_utf16(units) {
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                let look = looks.at(at);
                at += c.len_utf16() * 2;
                // Counts of the file are of UTF-16: a character of two keeps two places.
                self.chars
                    .extend(std::iter::repeat_n(('\0', look), c.len_utf16() - 1));
                self.chars.push((c, look));
            }
        } else {
            let bytes = main.get(piece.at..).unwrap_or_default();
            let bytes = &bytes[..bytes.len().min(piece.chars)];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            let places = text.chars().enumerate();
            self.chars
                .extend(places.map(|(i, c)| (c, looks.at(piece.at + i))));
        }
    }

    /// The lines: those of text boxes first, as a letterhead stands, then those of the text.
    /// Footnotes, heads and feet are left out.
    fn lines(&self, counts: &[usize]) -> Vec<Line> {
        let all = self.chars.as_slice();
        let main = counts.first().copied().unwrap_or(all.len()).min(all.len());
        let boxes = counts.iter().take(6).sum::<usize>().min(all.len());
        let end = (boxes + counts.get(6).copied().unwrap_or(0)).min(all.len());
        let mut lines = Paragraphs::default().read(&all[boxes..end]);
        let counted = Paragraphs {
            ended: Some(0),
            ..Paragraphs::default()
        };
        lines.extend(counted.read(&all[..main]));
        lines
    }
}

/// Paragraphs and rows out of control characters.
#[derive(Debug, Default)]
struct Paragraphs {
    rows: Rows,
    lines: Vec<(Line, Option<Cell>)>,
    now: String,
    looks: Vec<Look>,
    /// Of each field within fields whether its result has begun.
    fields: Vec<bool>,
    /// Where the row begins whose end has not come yet.
    row: usize,
    cells: Vec<usize>,
    /// How many paragraphs have ended; none is counted in boxes.
    ended: Option<u32>,
}

impl Paragraphs {
    fn read(mut self, chars: &[(char, Look)]) -> Vec<Line> {
        let mut before = '\0';
        for (c, look) in chars {
            match c {
                '\u{13}' => self.fields.push(false),
                '\u{14}' => drop(self.fields.last_mut().map(|begun| *begun = true)),
                '\u{15}' => drop(self.fields.pop()),
                _ if self.fields.contains(&false) => {}
                // Two cell marks in a row: the row ends.
                '\u{7}' if before == '\u{7}' => self.end_row(),
                '\u{7}' => self.end_cell(),
                '\r' | '\u{b}' | '\u{c}' | '\n' => self.end_line(),
                '\u{1e}' => self.now.push('-'),
                '\t' => self.now.push('\t'),
                c if c.is_control() => {}
                c => {
                    self.now.push(*c);
                    if !c.is_whitespace() {
                        self.looks.push(*look);
                    }
                }
            }
            if let ('\u{7}' | '\r' | '\u{c}', Some(ended)) = (*c, &mut self.ended) {
                *ended += 1;
            }
            before = *c;
        }
        self.end_line();
        self.rows.merge(self.lines)
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.now);
        let looks = std::mem::take(&mut self.looks);
        if !text.trim().is_empty() {
            let mut sizes: Vec<f32> = looks.iter().map(|l| l.size).collect();
            sizes.sort_by(f32::total_cmp);
            let look = Look {
                size: sizes.get(sizes.len() / 2).copied().unwrap_or(0.0),
                bold: looks.iter().filter(|l| l.bold).count() * 2 > looks.len(),
                centred: looks.last().is_some_and(|l| l.centred),
                spot: self.ended.map_or(Spot::Unknown, |n| Spot::Paragraph(n + 1)),
                ..Look::default()
            };
            let line = Line {
                text,
                look,
                ..Line::default()
            };
            self.lines.push((line, None));
        }
    }

    /// A cell ends. The lines since the row's start, or since the cell before, are its own; only
    /// the last paragraph is, where text stands before the table.
    fn end_cell(&mut self) {
        self.end_line();
        if self.cells.is_empty() {
            self.row = self.lines.len().saturating_sub(1);
        }
        self.cells.push(self.lines.len());
    }

    fn end_row(&mut self) {
        self.end_line();
        let cells = std::mem::take(&mut self.cells);
        self.rows.open();
        let mut start = self.row;
        for end in cells {
            self.rows.cell();
            for (_, cell) in &mut self.lines[start.min(end)..end] {
                *cell = self.rows.here();
            }
            start = end;
        }
        self.rows.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let chars: Vec<(char, Look)> = text.chars().map(|c| (c, Look::default())).collect();
        let lines = Paragraphs::default().read(&chars);
        lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn control_characters_make_lines_rows_and_fields() {
        assert_eq!(
            lines(
                "示例办法\r序号\u{7}名称\u{7}\u{7}1\u{7}《示例》\u{7}\u{7}附\u{13} PAGE \u{14}一\u{15}件\r"
            ),
            ["示例办法", "序号\t名称", "1\t《示例》", "附一件"]
        );
    }

    #[test]
    fn properties_are_read_by_their_lengths() {
        let list = [0x43, 0x4a, 44, 0, 0x03, 0x24, 1, 0x35, 0x08, 1];
        let look = properties_of(&list);
        assert!(look.size == 22.0 && look.centred && look.bold);
        assert_eq!(properties_of(&[0x43]), Look::default());
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        assert!(pieces(&[0; 64], &[]).is_none() && pieces(&[0; 512], &[]).is_none());
        assert!(old(&[0; 8]).is_err());
    }
}
