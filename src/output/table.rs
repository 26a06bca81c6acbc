//! Plain-text tables: aligned columns for people (East Asian width).
//!
//! Owns: how wide text is on a terminal (a Chinese character takes two columns) and how rows are
//! lined up. Must not know: what is in the cells.

use std::fmt;
use unicode_width::UnicodeWidthStr;

/// Rows below a header; prints itself with two spaces between columns and nothing behind the last.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a header and no rows.
    pub(crate) fn new(header: Vec<String>) -> Self {
        Self { rows: vec![header] }
    }

    /// Adds a row; line breaks and tabs in a cell become spaces.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(
            row.into_iter()
                .map(|cell| cell.replace(['\n', '\r', '\t'], " "))
                .collect(),
        );
    }

    /// The rows without the header.
    pub(crate) fn body(&self) -> String {
        let widths = self.widths();
        self.rows
            .iter()
            .skip(1)
            .map(|row| line(row, &widths))
            .collect()
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        (0..columns)
            .map(|column| {
                self.rows
                    .iter()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        if let Some(header) = self.rows.first() {
            f.write_str(&line(header, &widths))?;
            f.write_str(&line(&rule, &widths))?;
        }
        f.write_str(&self.body())
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let padded = row.iter().zip(widths).map(|(cell, width)| {
        format!(
            "{cell}{}",
            " ".repeat(width.saturating_sub(cell.width()) + 2)
        )
    });
    format!("{}\n", padded.collect::<String>().trim_end_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let mut table = Table::new(vec!["号".into(), "title".into()]);
        table.push(vec!["甲发〔2018〕7号".into(), "通知".into()]);
        table.push(vec!["a\tb\nc".into()]);
        let columns: Vec<usize> = table
            .to_string()
            .lines()
            .filter_map(|line| line.find(['t', '通']).map(|at| line[..at].width()))
            .collect();
        assert_eq!(columns, [17, 17]);
        assert!(table.to_string().ends_with("a b c\n"));
    }
}
