//! Table rows: lines of cells become lines of rows.
//!
//! Owns: which row and cell a line stands in, and whether a table holds data (its row is one line,
//! a tab between cells) or only lays out a page (its cells are text). Must not know: formats of
//! files.

use super::reading::Line;
use crate::model::source::Origin;

/// Where in the tables of a file the reader is.
#[derive(Debug, Default)]
pub(super) struct Rows {
    open: Vec<Cell>,
    /// Of each row whether a table stands within it.
    holds_table: Vec<bool>,
}

/// A cell of a row of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    row: usize,
    cell: usize,
}

impl Cell {
    /// The row it stands in.
    pub(super) fn row(self) -> usize {
        self.row
    }
}

/// A data row has at most so many lines in a cell and so many characters.
const LINES: usize = 4;
const CHARS: usize = 400;

impl Rows {
    /// A row begins.
    pub(super) fn open(&mut self) {
        if let Some(outer) = self.open.last() {
            self.holds_table[outer.row] = true;
        }
        let row = self.holds_table.len();
        self.holds_table.push(false);
        self.open.push(Cell { row, cell: 0 });
    }

    /// A cell begins.
    pub(super) fn cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.cell += 1;
        }
    }

    /// The row ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// The cell in which a line would stand now.
    pub(super) fn here(&self) -> Option<Cell> {
        self.open.last().copied()
    }

    /// Each data row as one line; all other lines as they are.
    pub(super) fn merge(&self, lines: Vec<(Line, Option<Cell>)>) -> Vec<Line> {
        let mut out = Vec::with_capacity(lines.len());
        let mut lines = lines.into_iter().peekable();
        while let Some((line, cell)) = lines.next() {
            let Some(first) = cell.filter(|c| !self.holds_table[c.row]) else {
                out.push(line);
                continue;
            };
            let mut row = vec![(line, first.cell)];
            while let Some((line, next)) =
                lines.next_if(|(_, c)| c.is_some_and(|c| c.row == first.row))
            {
                row.push((line, next.map_or(0, |c| c.cell)));
            }
            match data(&row) {
                true => out.push(one(row)),
                false => out.extend(row.into_iter().map(|(line, _)| line)),
            }
        }
        out
    }
}

fn data(row: &[(Line, usize)]) -> bool {
    let chars: usize = row.iter().map(|(l, _)| l.text.chars().count()).sum();
    let several = row.first().map(|r| r.1) != row.last().map(|r| r.1);
    let short = row
        .chunk_by(|a, b| a.1 == b.1)
        .all(|cell| cell.len() <= LINES);
    several && short && chars <= CHARS
}

fn one(row: Vec<(Line, usize)>) -> Line {
    let mut all = Line::default();
    let mut before = None;
    for (line, cell) in row {
        if before.is_some_and(|b| b != cell) {
            all.text.push('\t');
        }
        if before.is_none() {
            all.look = line.look;
        } else if let (Some(a), Some(b)) = (&mut all.look.area, line.look.area) {
            *a = [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ];
        }
        all.text.push_str(line.text.trim());
        before = Some(cell);
    }
    all.look.from = Origin::Table;
    all.look.centred = false;
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line {
            text: text.to_owned(),
            ..Line::default()
        }
    }

    #[test]
    fn data_rows_are_lines_and_layout_is_text() {
        let mut rows = Rows::default();
        let mut lines = Vec::new();
        rows.open();
        rows.cell();
        lines.push((line("版头"), rows.here()));
        rows.open();
        for words in ["1", "《示例办法》", "废止"] {
            rows.cell();
            lines.push((line(words), rows.here()));
        }
        rows.close();
        rows.cell();
        lines.push((line("正文"), rows.here()));
        rows.close();
        let words: Vec<String> = rows.merge(lines).into_iter().map(|l| l.text).collect();
        assert_eq!(words, ["版头", "1\t《示例办法》\t废止", "正文"]);
    }
}
