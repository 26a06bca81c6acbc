//! Selectors: where in its file a quote stands, in words that others understand.
//!
//! Owns: `page=3&xywh=60,88,410,24`, which browsers and viewers of annotations understand, cells of
//! sheets as in RFC 7111, elements by XPath. Must not know: how a file was read.

use crate::model::source::{Kind, Look, SourceFile, Spot};
use serde::{Deserialize, Serialize};
use std::ops::{Range, RangeInclusive};

/// Where in its file a quote stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selector {
    /// A page of a PDF and the box on it: `page=3&xywh=60,88,410,24`.
    Pdf(String),
    /// The same of another kind of file.
    Page(String),
    /// A sheet of a workbook, and its cells: `cell=5,2`.
    Sheet(String, String),
    /// An element, by XPath: `(//*)[57]`.
    Element(String),
    /// A paragraph of a file without elements.
    Paragraph(String),
}

/// The place of these bytes, which stand on these lines (from 1). None where the file does not
/// tell.
pub(super) fn selector(
    file: &SourceFile,
    bytes: Range<usize>,
    lines: RangeInclusive<usize>,
) -> Option<Selector> {
    let first = *file.look(*lines.start())?;
    let page = format!("page={}", first.page);
    Some(match first.spot {
        Spot::Element(n) => Selector::Element(format!("(//*)[{n}]")),
        Spot::Paragraph(n) if file.kind == Kind::Docx => Selector::Element(format!("(//w:p)[{n}]")),
        Spot::Paragraph(n) => Selector::Paragraph(format!("paragraph={n}")),
        Spot::Cell(row, column) => {
            let cells = cells(file, &bytes, *lines.end(), (row, column));
            Selector::Sheet(page, cells)
        }
        Spot::Unknown if first.page == 0 => return None,
        Spot::Unknown => {
            let fragment = page + &around(file, &bytes, lines, first.page);
            match file.kind {
                Kind::Pdf => Selector::Pdf(fragment),
                _ => Selector::Page(fragment),
            }
        }
    })
}

/// Where the line begins in which this byte stands.
fn line_start(file: &SourceFile, byte: usize) -> usize {
    file.text[..byte].rfind('\n').map_or(0, |at| at + 1)
}

/// The cells in which the bytes stand: those of one row, or all of several rows.
fn cells(
    file: &SourceFile,
    bytes: &Range<usize>,
    last: usize,
    (row, column): (u32, u32),
) -> String {
    if let Some(Spot::Cell(last, _)) = file.look(last).map(|look| look.spot)
        && last > row
    {
        return format!("row={row}-{last}");
    }
    let tabs = |part: Range<usize>| file.text[part].matches('\t').count() as u32;
    let from = column + tabs(line_start(file, bytes.start)..bytes.start);
    match tabs(bytes.clone()) {
        0 => format!("cell={row},{from}"),
        more => format!("cell={row},{from}-{row},{}", from + more),
    }
}

/// The box around those of the bytes that stand on the page, in points from its top left.
fn around(
    file: &SourceFile,
    bytes: &Range<usize>,
    lines: RangeInclusive<usize>,
    page: u32,
) -> String {
    let mut from = line_start(file, bytes.start);
    let mut whole: Option<[f32; 4]> = None;
    for line in lines {
        let Some(look) = file.look(line).filter(|look| look.page == page) else {
            break;
        };
        let end = file.text[from..].find('\n');
        let to = end.map_or(file.text.len(), |at| from + at);
        let words = bytes.start.max(from)..bytes.end.min(to);
        let reaches = file.reaches.get(line - 1).map_or(&[][..], Vec::as_slice);
        let before = file.text[from..words.start].chars().count();
        let count = file.text[words].chars().count();
        let reached = reaches.get(before..before + count).unwrap_or_default();
        whole = match (whole, part(look, reached)) {
            (Some(a), Some(b)) => Some([
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]),
            (a, b) => a.or(b),
        };
        from = to + 1;
    }
    whole.map_or_else(String::new, |[left, top, right, bottom]| {
        let [x, y, w, h] = [left, top, right - left, bottom - top].map(f32::round);
        format!("&xywh={},{},{w},{h}", x.max(0.0), y.max(0.0))
    })
}

/// The box of the characters of a line that reach so far; the line's own where that is not known.
fn part(look: &Look, reached: &[[f32; 2]]) -> Option<[f32; 4]> {
    let [left, top, right, bottom] = look.area?;
    let first = reached.iter().map(|reach| reach[0]).reduce(f32::min);
    let last = reached.iter().map(|reach| reach[1]).reduce(f32::max);
    Some([first.unwrap_or(left), top, last.unwrap_or(right), bottom])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: Kind, text: &str, looks: Vec<Look>) -> SourceFile {
        SourceFile {
            kind,
            looks,
            ..SourceFile::from_text("a", text)
        }
    }

    fn of(file: &SourceFile, words: &str, lines: RangeInclusive<usize>) -> Option<Selector> {
        let start = file.text.find(words).unwrap();
        selector(file, start..start + words.len(), lines)
    }

    #[test]
    fn a_quote_is_boxed_on_its_page() {
        let look = |page, area| Look {
            page,
            area,
            ..Look::default()
        };
        let looks = vec![
            look(3, Some([60.2, 88.0, 100.2, 100.0])),
            look(3, Some([50.0, 108.0, 400.0, 120.0])),
            look(4, Some([60.0, 70.0, 100.0, 80.0])),
            look(2, None),
            look(0, None),
        ];
        let mut file = file(Kind::Pdf, "甲乙丙丁\n戊己\n庚\n辛\n壬\n", looks);
        let pdf = |fragment: &str| Some(Selector::Pdf(fragment.to_owned()));
        assert_eq!(of(&file, "乙", 1..=1), pdf("page=3&xywh=60,88,40,12"));
        file.reaches = vec![[60.2, 70.2, 80.2, 90.2].map(|x| [x, x + 10.0]).to_vec()];
        assert_eq!(of(&file, "乙丙", 1..=1), pdf("page=3&xywh=70,88,20,12"));
        let all = "丁\n戊己\n庚";
        assert_eq!(of(&file, all, 1..=3), pdf("page=3&xywh=50,88,350,32"));
        assert_eq!(of(&file, "辛", 4..=4), pdf("page=2"));
        assert_eq!(of(&file, "壬", 5..=5), None);
        file.kind = Kind::Ofd;
        let page = Selector::Page("page=2".to_owned());
        assert_eq!(of(&file, "辛", 4..=4), Some(page));
        let plain = SourceFile::from_text("a.txt", "示例");
        assert_eq!(of(&plain, "示", 1..=1), None);
    }

    #[test]
    fn cells_elements_and_paragraphs_are_named() {
        let look = |spot| Look {
            page: 2,
            spot,
            ..Look::default()
        };
        let looks = vec![look(Spot::Cell(5, 2)), look(Spot::Cell(7, 2))];
        let sheet = file(Kind::Xlsx, "1\t《示例办法》\t废止\n2\t无\n", looks);
        let cells = |words, lines, want: &str| {
            let want = Selector::Sheet("page=2".to_owned(), want.to_owned());
            assert_eq!(of(&sheet, words, lines), Some(want));
        };
        cells("示例办法", 1..=1, "cell=5,3");
        cells("《示例办法》\t废止", 1..=1, "cell=5,3-5,4");
        cells("废止\n2", 1..=2, "row=5-7");
        let one = |kind, spot| of(&file(kind, "示例", vec![look(spot)]), "示例", 1..=1).unwrap();
        let xpath = |path: &str| Selector::Element(path.to_owned());
        assert_eq!(one(Kind::Html, Spot::Element(9)), xpath("(//*)[9]"));
        assert_eq!(one(Kind::Docx, Spot::Paragraph(3)), xpath("(//w:p)[3]"));
        let paragraph = Selector::Paragraph("paragraph=3".to_owned());
        assert_eq!(one(Kind::Doc, Spot::Paragraph(3)), paragraph);
    }
}
