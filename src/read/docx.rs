//! DOCX reader (Office Open XML): paragraphs, nested tables, text boxes, tracked changes.
//!
//! Owns: which parts of the markup are words, and what styles say of size and alignment. Must not
//! know: files, what the text says.
//!
//! Tracked changes are read as accepted: insertions count, deletions do not. Words of a text box
//! stand before the paragraph that holds it, as a letterhead does. Heads and feet of pages and
//! footnotes are left out.

use super::archive::Archive;
use super::numbering::Numbering;
use super::reading::{Line, Reading};
use super::rows::{Cell, Rows};
use super::xml::{self, Attributes, Node};
use crate::model::source::{Look, Spot};
use std::collections::HashMap;

/// Reads the document in an archive.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(archive: &mut Archive) -> Result<Reading, String> {
    let main = main_part(archive);
    let styles = Styles::read(archive.part("word/styles.xml").ok().as_deref());
    let numbering = Numbering::read(archive.part("word/numbering.xml").ok().as_deref());
    let bytes = archive.part(&main)?;
    let mut body = Body::new(styles, numbering);
    let whole = xml::walk(&bytes, |node| body.node(node));
    let mut reading = Reading {
        lines: body.rows.merge(body.lines),
        encoding: "UTF-8",
        ..Reading::default()
    };
    if let Err(broken) = whole {
        if reading.lines.is_empty() {
            return Err(broken);
        }
        reading.notes.push(format!("the rest is lost: {broken}"));
    }
    if body.tracked {
        reading
            .notes
            .push("tracked changes are read as accepted".to_owned());
    }
    Ok(reading)
}

/// Where the document stands; Word calls it word/document.xml, others may not.
fn main_part(archive: &mut Archive) -> String {
    let mut found = None;
    if let Some(relations) = archive.text("_rels/.rels") {
        let _ = xml::walk(relations.as_bytes(), |node| {
            let Node::Open("Relationship", relation) = node else {
                return;
            };
            let kind = relation.get("Type").unwrap_or_default();
            if kind.ends_with("/officeDocument") && found.is_none() {
                found = relation.get("Target").map(str::to_owned);
            }
        });
    }
    found.unwrap_or_else(|| "word/document.xml".to_owned())
}

/// What a style, or a paragraph itself, says of its look; what it does not say it inherits.
#[derive(Debug, Clone, Default)]
struct Says {
    size: Option<f32>,
    centred: Option<bool>,
    bold: Option<bool>,
    /// The list it is an item of, and the level.
    list: Option<(String, usize)>,
}

impl Says {
    fn or(self, other: &Says) -> Says {
        Says {
            size: self.size.or(other.size),
            centred: self.centred.or(other.centred),
            bold: self.bold.or(other.bold),
            list: self.list.or_else(|| other.list.clone()),
        }
    }

    fn hear(&mut self, name: &str, attributes: &Attributes) {
        let value = attributes.get("val");
        match name {
            "sz" => {
                self.size = value
                    .and_then(|v| v.parse().ok())
                    .map(|half: f32| half / 2.0)
            }
            "jc" => self.centred = value.map(|v| v == "center"),
            "b" => self.bold = Some(!matches!(value, Some("0" | "false" | "none"))),
            "ilvl" => {
                let level = value.and_then(|v| v.parse().ok()).unwrap_or(0);
                self.list.get_or_insert_default().1 = level;
            }
            "numId" => {
                self.list.get_or_insert_default().0 = value.unwrap_or_default().to_owned();
            }
            _ => {}
        }
    }
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
struct Styles {
    by_id: HashMap<String, (Says, Option<String>)>,
    default: Says,
    normal: Option<String>,
}

/// How many styles may be based on one another.
const BASED: usize = 20;

impl Styles {
    fn read(bytes: Option<&[u8]>) -> Self {
        let mut styles = Self::default();
        let mut now: Option<(String, Says, Option<String>)> = None;
        let _ = xml::walk(bytes.unwrap_or_default(), |node| match node {
            Node::Open("style", attributes) => {
                let id = attributes.get("styleId").unwrap_or_default().to_owned();
                let paragraph = attributes.get("type") == Some("paragraph");
                if paragraph && attributes.get("default").is_some_and(|d| d != "0") {
                    styles.normal = Some(id.clone());
                }
                now = Some((id, Says::default(), None));
            }
            Node::Open("basedOn", attributes) => {
                if let Some((_, _, based)) = &mut now {
                    *based = attributes.get("val").map(str::to_owned);
                }
            }
            Node::Open(name, attributes) => match &mut now {
                Some((_, says, _)) => says.hear(name, &attributes),
                None => styles.default.hear(name, &attributes),
            },
            Node::Close("style") => {
                if let Some((id, says, based)) = now.take() {
                    styles.by_id.insert(id, (says, based));
                }
            }
            _ => {}
        });
        styles
    }

    fn of(&self, id: Option<&str>) -> Says {
        let mut says = Says::default();
        let mut id = id.or(self.normal.as_deref());
        for _ in 0..BASED {
            let Some((own, based)) = id.and_then(|id| self.by_id.get(id)) else {
                break;
            };
            says = says.or(own);
            id = based.as_deref();
        }
        says.or(&self.default)
    }
}

/// A paragraph in the making.
#[derive(Debug, Default)]
struct Paragraph {
    /// Its number among all of the document.
    number: u32,
    style: Option<String>,
    says: Says,
    run: Says,
    run_style: Option<String>,
    hidden: bool,
    in_run_style: bool,
    in_marks: bool,
    lines: Vec<String>,
    /// The size and weight of the words so far: characters, sizes times characters, bold ones.
    sizes: Vec<(u32, usize)>,
    bold: usize,
    chars: usize,
}

#[derive(Debug)]
struct Body {
    styles: Styles,
    numbering: Numbering,
    lines: Vec<(Line, Option<Cell>)>,
    rows: Rows,
    /// Paragraphs within paragraphs: those of text boxes.
    open: Vec<Paragraph>,
    /// Elements whose words do not count, within each other.
    skipped: usize,
    in_text: bool,
    tracked: bool,
    /// How many paragraphs have begun, whether their words count or not.
    begun: u32,
}

/// Elements whose words are none of the text: what was deleted, the second form of a drawing.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "pPrChange",
    "rPrChange",
];

impl Body {
    fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            lines: Vec::new(),
            rows: Rows::default(),
            open: Vec::new(),
            skipped: 0,
            in_text: false,
            tracked: false,
            begun: 0,
        }
    }

    fn node(&mut self, node: Node) {
        if matches!(node, Node::Open("p", _)) {
            self.begun += 1;
        }
        match node {
            Node::Open(name, _) if SKIPPED.contains(&name) => {
                self.tracked |= matches!(name, "del" | "moveFrom");
                self.skipped += 1;
            }
            Node::Close(name) if SKIPPED.contains(&name) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            Node::Open(name, attributes) => self.open(name, &attributes),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text => self.words(&text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "p" => self.open.push(Paragraph {
                number: self.begun,
                lines: vec![String::new()],
                ..Paragraph::default()
            }),
            "tr" => self.rows.open(),
            "tc" => self.rows.cell(),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.words_outside_marks("\t"),
            "noBreakHyphen" => self.words_outside_marks("-"),
            "br" | "cr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.lines.push(String::new());
                }
            }
            _ => self.mark(name, attributes),
        }
    }

    /// What the marks of a paragraph and its runs say.
    fn mark(&mut self, name: &str, attributes: &Attributes) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        match name {
            "pPr" => paragraph.in_marks = true,
            "pStyle" => paragraph.style = attributes.get("val").map(str::to_owned),
            "r" => {
                paragraph.run = Says::default();
                paragraph.run_style = None;
                paragraph.hidden = false;
            }
            "rPr" => paragraph.in_run_style = true,
            "rStyle" => paragraph.run_style = attributes.get("val").map(str::to_owned),
            "vanish" if !paragraph.in_marks => {
                paragraph.hidden = !matches!(attributes.get("val"), Some("0" | "false"));
            }
            _ if paragraph.in_run_style && !paragraph.in_marks => {
                paragraph.run.hear(name, attributes);
            }
            // The size of the paragraph's own mark is none of its words'.
            _ if paragraph.in_marks && !paragraph.in_run_style => {
                paragraph.says.hear(name, attributes);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "tr" => self.rows.close(),
            "p" => self.end_paragraph(),
            "pPr" | "rPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    match name {
                        "pPr" => paragraph.in_marks = false,
                        _ => paragraph.in_run_style = false,
                    }
                }
            }
            _ => {}
        }
    }

    /// Tab stops are marks too, and bear the same name as tabs.
    fn words_outside_marks(&mut self, words: &str) {
        if self.open.last().is_some_and(|p| !p.in_marks) {
            self.words(words);
        }
    }

    fn words(&mut self, words: &str) {
        let Some(paragraph) = self.open.last_mut().filter(|p| !p.hidden) else {
            return;
        };
        if let Some(line) = paragraph.lines.last_mut() {
            line.push_str(words);
        }
        let chars = words.chars().filter(|c| !c.is_whitespace()).count();
        let style = paragraph.run_style.as_deref();
        let of_style = style
            .and_then(|id| self.styles.by_id.get(id))
            .map(|(says, _)| says);
        let run = paragraph
            .run
            .clone()
            .or(of_style.unwrap_or(&Says::default()));
        let whole = || self.styles.of(paragraph.style.as_deref());
        let size = run.size.or_else(|| whole().size).unwrap_or(10.0);
        let key = (size * 2.0) as u32;
        match paragraph.sizes.iter_mut().find(|(s, _)| *s == key) {
            Some((_, n)) => *n += chars,
            None => paragraph.sizes.push((key, chars)),
        }
        let bold = run.bold.or_else(|| whole().bold).unwrap_or(false);
        paragraph.bold += if bold { chars } else { 0 };
        paragraph.chars += chars;
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else {
            return;
        };
        let says = paragraph
            .says
            .clone()
            .or(&self.styles.of(paragraph.style.as_deref()));
        let size = paragraph.sizes.iter().max_by_key(|(size, n)| (*n, *size));
        let look = Look {
            size: size.map_or(0.0, |(half, _)| *half as f32 / 2.0),
            centred: says.centred.unwrap_or(false),
            bold: paragraph.chars > 0 && paragraph.bold * 2 > paragraph.chars,
            spot: Spot::Paragraph(paragraph.number),
            ..Look::default()
        };
        let empty = paragraph.lines.iter().all(|l| l.trim().is_empty());
        if let Some((list, level)) = says.list.filter(|_| !empty) {
            let number = self.numbering.next(&list, level);
            paragraph.lines[0].insert_str(0, &number);
        }
        let cell = self.rows.here();
        let line = |text| Line {
            text,
            look,
            ..Line::default()
        };
        let lines = paragraph.lines.into_iter().map(|text| (line(text), cell));
        self.lines
            .extend(lines.filter(|(line, _)| !line.text.trim().is_empty()));
    }
}
