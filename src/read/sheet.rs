//! XLS and XLSX reader: each row with words is a line, each sheet a page.
//!
//! Owns: how a cell is printed. Must not know: files, what a table says.

use super::limits::Limits;
use super::reading::{Line, Reading};
use crate::model::source::{Look, Origin, Spot};
use calamine::{Data, Reader, Sheets};
use std::io::Cursor;

/// Reads a workbook of either kind.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
    let opened = calamine::open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut book: Sheets<_> = opened.map_err(|e| {
        let cause = e.to_string();
        match cause.to_lowercase().contains("password") {
            true => "needs a password".to_owned(),
            false => format!("a broken workbook: {cause}"),
        }
    })?;
    let mut reading = Reading {
        encoding: "UTF-8",
        ..Reading::default()
    };
    for (at, name) in book
        .sheet_names()
        .into_iter()
        .enumerate()
        .take(limits.pages)
    {
        match book.worksheet_range(&name) {
            Ok(sheet) => rows(&sheet, at as u32 + 1, &mut reading.lines),
            Err(cause) => reading.notes.push(format!("sheet {name} is lost: {cause}")),
        }
    }
    Ok(reading)
}

fn rows(sheet: &calamine::Range<Data>, page: u32, lines: &mut Vec<Line>) {
    let (first_row, first_column) = sheet.start().unwrap_or_default();
    for (number, row) in (first_row + 1..).zip(sheet.rows()) {
        let cells: Vec<String> = row.iter().map(printed).collect();
        let filled = cells.iter().filter(|c| !c.is_empty()).count();
        if filled == 0 {
            continue;
        }
        let from = if filled > 1 {
            Origin::Table
        } else {
            Origin::Text
        };
        let last = cells.iter().rposition(|c| !c.is_empty()).unwrap_or(0);
        let before = if filled > 1 { 0 } else { last as u32 };
        let look = Look {
            page,
            from,
            spot: Spot::Cell(number, first_column + before + 1),
            ..Look::default()
        };
        let text = match filled {
            1 => cells[last].clone(),
            _ => cells[..=last].join("\t"),
        };
        lines.push(Line {
            text,
            look,
            ..Line::default()
        });
    }
}

/// A cell as a person sees it, without line ends; days as they are in the calendar.
fn printed(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => {
            let words: Vec<&str> = text.split(['\n', '\r', '\t']).map(str::trim).collect();
            words.concat()
        }
        Data::DateTime(day) if day.is_datetime() => date(day.as_f64()),
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// 42370.0 → 2016-01-01: days since the end of 1899, of which Excel thinks 1900 a leap year.
fn date(serial: f64) -> String {
    if !(61.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    // Days since 0000-03-01, in the proleptic Gregorian calendar.
    let days = serial as i64 + 693_899;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = match month {
        0..=9 => (year_of_era + era * 400, month + 3),
        _ => (year_of_era + era * 400 + 1, month - 9),
    };
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (serial, want) in [
            (61.0, "1900-03-01"),
            (42370.0, "2016-01-01"),
            (42429.5, "2016-02-29"),
            (45658.0, "2025-01-01"),
        ] {
            assert_eq!(date(serial), want);
        }
        assert_eq!(date(3.0), "3");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(read(b"PK\x03\x04", &Limits::default()).is_err());
    }
}
