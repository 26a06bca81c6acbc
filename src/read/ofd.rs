//! OFD reader (版式文档, GB/T 33190): text objects of pages → placed characters.
//!
//! Owns: which part of the package is a page, and where its characters stand. Must not know: how
//! characters become lines, what they say.

use super::archive::Archive;
use super::glyphs::{self, Glyph, Page};
use super::limits::Limits;
use super::reading::Reading;
use super::xml::{self, Attributes, Node};
use std::collections::HashMap;

/// How many templates a page may name.
const TEMPLATES: usize = 8;
/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// The height of A4, where a page does not say its own.
const HEIGHT: f32 = 297.0;

/// Reads the document in an archive.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(archive: &mut Archive, limits: &Limits) -> Result<Reading, String> {
    let root = archive.part("OFD.xml")?;
    let mut reading = Reading {
        encoding: "UTF-8",
        ..Reading::default()
    };
    let mut pages = Vec::new();
    for document in words_of(&root, "DocRoot") {
        let base = document.rsplit_once('/').map_or("", |(base, _)| base);
        let part = match archive.part(&document) {
            Ok(part) => part,
            Err(reason) => {
                reading.notes.push(reason);
                continue;
            }
        };
        let mut templates = Templates::new(&part, base);
        for path in page_paths(&part) {
            if pages.len() >= limits.pages {
                reading
                    .notes
                    .push(format!("only {} pages are read", limits.pages));
                break;
            }
            let number = pages.len() as u32 + 1;
            match archive.part(&below(base, &path)) {
                Ok(content) => {
                    let (mut page, named) = page(&content, number);
                    for id in named {
                        page.glyphs.extend(templates.glyphs(&id, archive));
                    }
                    pages.push(page);
                }
                Err(reason) => reading
                    .notes
                    .push(format!("page {number} is lost: {reason}")),
            }
        }
    }
    let all = pages.len();
    if pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(format!("a scan or a drawing: no text in it, pages: {all}"));
    }
    reading.lines = glyphs::lines(pages);
    Ok(reading)
}

fn below(base: &str, path: &str) -> String {
    match path.starts_with('/') {
        true => path.to_owned(),
        false => format!("{base}/{path}"),
    }
}

/// What several pages print alike: letterheads, rules, feet.
#[derive(Debug)]
struct Templates {
    /// Where each stands, by its id.
    paths: HashMap<String, String>,
    read: HashMap<String, Vec<Glyph>>,
}

/// A template is no more than a head and a foot; longer ones would fill each page.
const TEMPLATE: usize = 4096;

impl Templates {
    fn new(document: &[u8], base: &str) -> Self {
        let mut paths = HashMap::new();
        let _ = xml::walk(document, |node| {
            if let Node::Open("TemplatePage", attributes) = node
                && let (Some(id), Some(path)) = (attributes.get("ID"), attributes.get("BaseLoc"))
            {
                paths.insert(id.to_owned(), below(base, path));
            }
        });
        let read = HashMap::new();
        Self { paths, read }
    }

    fn glyphs(&mut self, id: &str, archive: &mut Archive) -> &[Glyph] {
        let Some(path) = self.paths.get(id) else {
            return &[];
        };
        self.read.entry(id.to_owned()).or_insert_with(|| {
            let content = archive.part(path).unwrap_or_default();
            let mut glyphs = page(&content, 0).0.glyphs;
            glyphs.truncate(TEMPLATE);
            glyphs
        })
    }
}

/// The words in all elements of this name.
fn words_of(bytes: &[u8], element: &str) -> Vec<String> {
    let (mut found, mut within) = (Vec::new(), false);
    let _ = xml::walk(bytes, |node| match node {
        Node::Open(name, _) => within = name == element,
        Node::Text(text) if within => found.push(text.trim().to_owned()),
        Node::Close(_) => within = false,
        Node::Text(_) => {}
    });
    found
}

fn page_paths(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let _ = xml::walk(bytes, |node| {
        if let Node::Open("Page", attributes) = node {
            found.extend(attributes.get("BaseLoc").map(str::to_owned));
        }
    });
    found
}

/// A text object: where its box begins, how large its letters are, how it is turned.
#[derive(Debug, Default)]
struct Object {
    left: f32,
    top: f32,
    size: f32,
    bold: bool,
    /// Scale and shift of its matrix; turned text keeps its place at least.
    matrix: [f32; 6],
}

/// A run of characters: its start and the steps between them.
#[derive(Debug, Default)]
struct Code {
    x: f32,
    y: f32,
    across: Vec<f32>,
    down: Vec<f32>,
}

/// A page, and the templates it names.
fn page(bytes: &[u8], number: u32) -> (Page, Vec<String>) {
    let mut templates = Vec::new();
    let mut page = Page {
        number,
        height: HEIGHT * POINTS,
        ..Page::default()
    };
    let (mut object, mut code) = (Object::default(), None::<Code>);
    let mut in_box = false;
    let _ = xml::walk(bytes, |node| match node {
        Node::Open("Template", attributes) => {
            templates.extend(attributes.get("TemplateID").map(str::to_owned));
        }
        Node::Open("TextObject", attributes) => object = object_of(&attributes),
        Node::Open("TextCode", attributes) => code = Some(code_of(&attributes, code.as_ref())),
        Node::Open("PhysicalBox", _) => in_box = true,
        Node::Text(text) if in_box => {
            if let [_, _, width, height] = floats(&text)[..] {
                (page.width, page.height) = (width * POINTS, height * POINTS);
            }
        }
        Node::Text(text) => {
            if let Some(code) = &code {
                put(&text, &object, code, &mut page.glyphs);
            }
        }
        Node::Close("TextObject") => code = None,
        Node::Close("TextCode") => {}
        Node::Close("PhysicalBox") => in_box = false,
        _ => {}
    });
    templates.truncate(TEMPLATES);
    (page, templates)
}

fn object_of(attributes: &Attributes) -> Object {
    let bounds = floats(attributes.get("Boundary").unwrap_or_default());
    let at = |i: usize| bounds.get(i).copied().unwrap_or(0.0);
    let number = |name: &str| attributes.get(name).and_then(|v| v.parse().ok());
    let given = floats(attributes.get("CTM").unwrap_or_default());
    let matrix = given.try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    Object {
        left: at(0),
        top: at(1),
        size: number("Size").unwrap_or(4.0),
        bold: number("Weight").is_some_and(|weight: f32| weight >= 600.0),
        matrix,
    }
}

fn code_of(attributes: &Attributes, before: Option<&Code>) -> Code {
    let number = |name: &str| attributes.get(name).and_then(|v| v.parse().ok());
    Code {
        x: number("X").or(before.map(|b| b.x)).unwrap_or(0.0),
        y: number("Y").or(before.map(|b| b.y)).unwrap_or(0.0),
        across: steps(attributes.get("DeltaX").unwrap_or_default()),
        down: steps(attributes.get("DeltaY").unwrap_or_default()),
    }
}

fn floats(text: &str) -> Vec<f32> {
    text.split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect()
}

/// How many steps `g` may stand for.
const STEPS: usize = 100_000;

/// `3 g 2 4`: a step of 3, then two of 4.
fn steps(text: &str) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words
                .next()
                .and_then(|n| n.parse::<usize>().ok())
                .unwrap_or(0);
            let step = words.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
            let room = STEPS.saturating_sub(steps.len());
            steps.extend(std::iter::repeat_n(step, count.min(room)));
        } else if let Ok(step) = word.parse() {
            steps.push(step);
        }
    }
    steps
}

fn put(text: &str, object: &Object, code: &Code, glyphs: &mut Vec<Glyph>) {
    let [a, b, c, d, e, f] = object.matrix;
    let size = object.size * c.hypot(d);
    let (mut x, mut y) = (code.x, code.y);
    for (i, sign) in text.trim_matches(['\n', '\r']).chars().enumerate() {
        let step = code.across.get(i).copied();
        let width = if sign.is_ascii() {
            0.5 * object.size
        } else {
            object.size
        };
        let reach = step.filter(|s| *s > 0.0).map_or(width, |s| s.min(width));
        glyphs.push(Glyph {
            c: sign,
            x: (object.left + a * x + c * y + e) * POINTS,
            y: (object.top + b * x + d * y + f) * POINTS,
            width: reach * a.hypot(b) * POINTS,
            size: size * POINTS,
            bold: object.bold,
        });
        // Where no step is given, one letter follows the other.
        let down = code.down.get(i).copied().unwrap_or(0.0);
        x += step.unwrap_or(if down == 0.0 { width } else { 0.0 });
        y += down;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_objects_stand_where_they_are_shown() {
        let content = r#"<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>
            <ofd:TextObject Boundary="80 30 60 10" Size="7.76"><ofd:TextCode X="0" Y="8" DeltaX="g 3 7.76">示例办法</ofd:TextCode></ofd:TextObject>
            <ofd:TextObject Boundary="20 60 170 6" Size="5.6"><ofd:TextCode X="0" Y="5" DeltaX="5.6 5.6">第一条</ofd:TextCode></ofd:TextObject></ofd:Page>"#;
        let lines = glyphs::lines(vec![page(content.as_bytes(), 1).0]);
        let words: Vec<&str> = lines
            .iter()
            .map(|l| l.text.trim_matches('\u{3000}'))
            .collect();
        assert_eq!(words, ["示例办法", "第一条"]);
        assert_eq!((lines[0].look.size, lines[0].look.page), (22.0, 1));
        assert_eq!(steps("3 g 2 4.5"), [3.0, 4.5, 4.5]);
    }
}
