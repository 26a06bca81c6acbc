//! A comparison as a Word document (Office Open XML, ECMA-376): a table of two columns.
//!
//! Owns: its parts and their markup; the same comparison gives the same bytes. Must not know: how
//! texts are compared.

use super::said::{change, summary};
use crate::analyze::{Change, Compared, Comparison, Passage, Piece};
use crate::export::xml::Document;
use crate::model::error::{Error, ErrorKind};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A4 across and its margins, and the width of a column, in twentieths of a point.
const PAGE: [u32; 3] = [16838, 11906, 1134];
const COLUMN: u32 = (PAGE[0] - 2 * PAGE[2]) / 2;

pub(super) fn write(comparison: &Comparison) -> Result<Vec<u8>, Error> {
    let pack = || -> Result<Vec<u8>, zip::result::ZipError> {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        let document = document(comparison);
        for (name, part) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", &document),
        ] {
            file.start_file(name, SimpleFileOptions::default())?;
            file.write_all(part.as_bytes())?;
        }
        Ok(file.finish()?.into_inner())
    };
    pack().map_err(|cause| {
        let message = format!("the Word document cannot be packed: {cause}");
        Error::new(ErrorKind::Write, message).because(cause)
    })
}

fn document(comparison: &Comparison) -> String {
    let mut xml = Document::new();
    xml.open("w:document", &[("xmlns:w", &WORD)]);
    xml.open("w:body", &[]);
    let heading = Look {
        bold: true,
        size: 32,
        ..Look::default()
    };
    paragraph(&mut xml, &[("新旧条文对照表", heading)]);
    paragraph(&mut xml, &[(&summary(comparison).1, Look::default())]);
    table(&mut xml, comparison);
    // A document does not end with a table.
    paragraph(&mut xml, &[]);
    xml.open("w:sectPr", &[]);
    let [width, height, margin] = PAGE;
    xml.empty(
        "w:pgSz",
        &[
            ("w:w", &width),
            ("w:h", &height),
            ("w:orient", &"landscape"),
        ],
    );
    let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|it| (it, &margin as _));
    let others = [
        ("w:header", &567 as _),
        ("w:footer", &567 as _),
        ("w:gutter", &0 as _),
    ];
    xml.empty("w:pgMar", &[&sides[..], &others[..]].concat());
    xml.finish()
}

fn table(xml: &mut Document, comparison: &Comparison) {
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &(2 * COLUMN)), ("w:type", &"dxa")]);
    xml.open("w:tblBorders", &[]);
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let name = format!("w:{side}");
        xml.empty(
            &name,
            &[
                ("w:val", &"single"),
                ("w:sz", &4),
                ("w:space", &0),
                ("w:color", &"808080"),
            ],
        );
    }
    xml.close();
    xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
    xml.close();
    xml.open("w:tblGrid", &[]);
    (0..2).for_each(|_| xml.empty("w:gridCol", &[("w:w", &COLUMN)]));
    xml.close();
    let head = Look {
        bold: true,
        ..Look::default()
    };
    let names = [&comparison.old, &comparison.new].map(|it| vec![vec![(it.as_str(), head)]]);
    row(xml, true, &names);
    for line in &comparison.lines {
        let remark = change(line).1;
        row(xml, false, &cells(line, &remark));
    }
    xml.close();
}

type Run<'a> = (&'a str, Look);

/// The paragraphs of the two cells of a row.
fn cells<'a>(line: &'a Compared, remark: &'a str) -> [Vec<Vec<Run<'a>>>; 2] {
    let absent = || {
        vec![vec![(
            remark,
            Look {
                grey: true,
                ..Look::default()
            },
        )]]
    };
    let old = Look {
        gone: true,
        ..Look::default()
    };
    let new = Look {
        added: true,
        ..Look::default()
    };
    let (left, right) = (
        line.old.as_ref().map(|it| cell(it, &line.old_pieces, old)),
        line.new.as_ref().map(|it| cell(it, &line.new_pieces, new)),
    );
    let mut right = right.unwrap_or_else(absent);
    if line.moved && line.change == Change::Same {
        let remark = (
            "　（条序变动）",
            Look {
                grey: true,
                ..Look::default()
            },
        );
        right.last_mut().into_iter().for_each(|it| it.push(remark));
    }
    [left.unwrap_or_else(absent), right]
}

fn cell<'a>(passage: &'a Passage, pieces: &'a [Piece], mark: Look) -> Vec<Vec<Run<'a>>> {
    let bold = Look {
        bold: true,
        ..Look::default()
    };
    let mut paragraphs = vec![Vec::new()];
    if !passage.label.is_empty() {
        paragraphs[0].extend([(passage.label.as_str(), bold), ("　", Look::default())]);
    }
    for piece in pieces {
        let look = if piece.differs { mark } else { Look::default() };
        for (n, words) in piece.words.split('\n').enumerate() {
            if n > 0 {
                paragraphs.push(Vec::new());
            }
            if let Some(open) = paragraphs.last_mut().filter(|_| !words.is_empty()) {
                open.push((words, look));
            }
        }
    }
    paragraphs
}

fn row(xml: &mut Document, is_head: bool, cells: &[Vec<Vec<Run<'_>>>; 2]) {
    xml.open("w:tr", &[]);
    if is_head {
        xml.open("w:trPr", &[]);
        xml.empty("w:tblHeader", &[]);
        xml.close();
    }
    for cell in cells {
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", &COLUMN), ("w:type", &"dxa")]);
        xml.close();
        cell.iter().for_each(|runs| paragraph(xml, runs));
        xml.close();
    }
    xml.close();
}

/// How words look.
#[derive(Debug, Clone, Copy)]
struct Look {
    bold: bool,
    grey: bool,
    gone: bool,
    added: bool,
    /// In half points.
    size: u32,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            bold: false,
            grey: false,
            gone: false,
            added: false,
            size: 21,
        }
    }
}

fn paragraph(xml: &mut Document, runs: &[Run<'_>]) {
    xml.open("w:p", &[]);
    for (words, look) in runs {
        xml.open("w:r", &[]);
        xml.open("w:rPr", &[]);
        xml.empty(
            "w:rFonts",
            &[
                ("w:ascii", &"Times New Roman"),
                ("w:hAnsi", &"Times New Roman"),
                ("w:eastAsia", &"SimSun"),
            ],
        );
        if look.bold {
            xml.empty("w:b", &[]);
        }
        if look.gone {
            xml.empty("w:strike", &[]);
        }
        let color = [
            (look.gone, "A40000"),
            (look.added, "00520A"),
            (look.grey, "666666"),
        ];
        if let Some((_, color)) = color.iter().find(|(is, _)| *is) {
            xml.empty("w:color", &[("w:val", color)]);
        }
        xml.empty("w:sz", &[("w:val", &look.size)]);
        if look.added {
            xml.empty("w:u", &[("w:val", &"single")]);
        }
        xml.close();
        xml.text("w:t", &[("xml:space", &"preserve")], words);
        xml.close();
    }
    xml.close();
}
