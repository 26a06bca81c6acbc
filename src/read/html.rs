//! HTML reader: a web page → its metadata table and its main text.
//!
//! Owns: charset declarations, which elements are text and which are lines, menus within the text.
//! Must not know: files, what the text says.
//!
//! All lines of the page are made first, in order; each element is a run of them.

use super::decode::{self, Decoded};
use super::depth;
use super::limits::Limits;
use super::main_text::{ABOVE, Block, Page, Raw, main_text, squeezed};
use super::meta::{self, Table};
use super::reading::{Line, Reading, han};
use super::rows::{Cell, Rows};
use crate::model::doctype::noun;
use crate::model::source::{Look, Origin, Spot};
use scraper::node::Element;
use scraper::{Html, Node};
use std::borrow::Cow;
use std::ops::Range;

/// A page with fewer Chinese characters outside links has no text of its own; one with three times
/// as many needs a sentence besides.
const LEAST: usize = 20;

/// Reads a page of these bytes.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(bytes: &[u8], charset: Option<&str>) -> Result<Reading, String> {
    let declared = charset.map(str::to_owned).or_else(|| declared(bytes));
    let decoded = decode::page(bytes, declared.as_deref());
    let mut reading = page(&decoded)?;
    reading.notes.extend(decoded.note);
    reading.encoding = decoded.encoding;
    Ok(reading)
}

/// The charset that the head of a page declares.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(4096)];
    let head: String = head.iter().map(|b| char::from(*b)).collect();
    let lower = head.to_ascii_lowercase();
    let at = ["charset=", "encoding="]
        .iter()
        .find_map(|key| Some(lower.find(key)? + key.len()))?;
    let label = lower[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c));
    Some(label[..end.unwrap_or(label.len())].to_owned())
}

fn page(decoded: &Decoded) -> Result<Reading, String> {
    let flat = depth::flat(&decoded.text);
    let deep = matches!(flat, Cow::Owned(_));
    let html = Html::parse_document(&flat);
    let mut walk = Walk::default();
    walk.page(&html);
    let tables = tables(&walk);
    let page = Page {
        lines: &walk.lines,
        blocks: &walk.blocks,
        titles: &titles(&walk),
    };
    let main = main_text(&page, &tables);
    let own = &walk.lines[main.clone()];
    let words: usize = own.iter().map(|l| l.own).sum();
    let sentence = own.iter().any(|l| l.line.text.contains(['。', '；', '：']));
    if words < LEAST || words < 3 * LEAST && !sentence {
        return Err("no document: a web page without a text of its own".to_owned());
    }
    let most = Limits::NESTING;
    let told = deep.then(|| format!("elements within more than {most} others lost their tags"));
    Ok(Reading {
        lines: lines(walk, main, &tables),
        notes: told.into_iter().collect(),
        ..Reading::default()
    })
}

/// The size in points of letters of which a page says nothing.
const PLAIN: f32 = 12.0;

/// How what stands within an element looks.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    size: f32,
    centred: bool,
    bold: bool,
    hidden: bool,
    link: bool,
    file: bool,
    verbatim: bool,
    heading: bool,
    /// The number of the block it stands in.
    block: u32,
}

/// One pass over the page.
#[derive(Debug, Default)]
struct Walk {
    lines: Vec<Raw>,
    now: Raw,
    rows: Rows,
    /// In the order of their ends.
    blocks: Vec<Block>,
    title: String,
    /// What `<meta>` says: label and value.
    stated: Vec<(&'static str, String)>,
}

#[rustfmt::skip]
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "select", "option", "button", "textarea", "iframe",
    "object", "svg", "nav", "footer", "audio", "video", "map",
];
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];
/// Elements that may be the main text; a paragraph never is.
#[rustfmt::skip]
const CONTAINERS: &[&str] = &[
    "article", "body", "center", "div", "form", "main", "section", "table", "tbody", "td", "tr", "ul",
    "ol", "li", "dl", "dd", "fieldset", "pre", "blockquote",
];
/// Names of `<meta>` and the labels under which tables of pages print the same.
#[rustfmt::skip]
const META: &[(&str, &str)] = &[
    ("articletitle", "标题"), ("pubdate", "发布日期"), ("publishdate", "发布日期"),
    ("contentsource", "信息来源"),
];

impl Walk {
    fn page(&mut self, html: &Html) {
        use ego_tree::iter::Edge;
        let plain = Style {
            size: PLAIN,
            ..Style::default()
        };
        let mut styles = vec![plain];
        let mut starts: Vec<(usize, usize)> = Vec::new();
        let mut number = 0;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        let outer = styles.last().copied().unwrap_or_default();
                        let mut style = style(element, outer);
                        number += 1;
                        if BLOCKS.contains(&element.name()) {
                            style.block = number;
                        }
                        styles.push(style);
                        self.open(element, style);
                        starts.push((self.lines.len(), self.blocks.len()));
                    }
                    Node::Text(text) => {
                        let name = node.parent().and_then(|p| p.value().as_element());
                        match name.map(Element::name) {
                            Some("title") => self.title.push_str(text),
                            Some(_) => self.words(text, styles.last().copied().unwrap_or_default()),
                            None => {}
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        styles.pop();
                        let start = starts.pop().unwrap_or_default();
                        self.close(element, start);
                    }
                }
            }
        }
        self.end_line();
    }

    fn open(&mut self, element: &Element, style: Style) {
        let name = element.name();
        if name == "meta" {
            self.meta(element);
        }
        if style.hidden {
            return;
        }
        if BLOCKS.contains(&name) || name == "br" {
            self.end_line();
        }
        match name {
            "tr" => self.rows.open(),
            "td" | "th" => self.rows.cell(),
            _ => {}
        }
    }

    fn close(&mut self, element: &Element, (line, first): (usize, usize)) {
        let name = element.name();
        if !BLOCKS.contains(&name) {
            return;
        }
        self.end_line();
        if name == "tr" {
            self.rows.close();
        }
        if CONTAINERS.contains(&name) && line < self.lines.len() {
            let lines = line..self.lines.len();
            let own = self.lines[lines.clone()].iter().map(|l| l.own).sum();
            self.blocks.push(Block { lines, first, own });
        }
    }

    fn meta(&mut self, element: &Element) {
        let (Some(name), Some(content)) = (element.attr("name"), element.attr("content")) else {
            return;
        };
        let name = name.to_ascii_lowercase();
        let label = META.iter().find(|(n, _)| *n == name);
        if let Some((_, label)) = label.filter(|_| !content.trim().is_empty()) {
            self.stated.push((label, content.trim().to_owned()));
        }
    }

    fn words(&mut self, text: &str, style: Style) {
        if style.hidden {
            return;
        }
        let now = &mut self.now;
        if now.line.text.trim().is_empty() && !text.trim().is_empty() {
            now.line.look = Look {
                size: style.size,
                centred: style.centred,
                bold: style.bold,
                spot: Spot::Element(style.block),
                ..Look::default()
            };
        }
        for (i, part) in text.split('\n').enumerate() {
            if i > 0 && style.verbatim {
                self.end_line();
            }
            let now = &mut self.now;
            if i > 0 && !now.line.text.ends_with(' ') {
                now.line.text.push(' ');
            }
            for c in part.chars() {
                match c {
                    ' ' | '\t' | '\r' if now.line.text.ends_with(' ') && !style.verbatim => {}
                    ' ' | '\t' | '\r' | '\u{a0}' => now.line.text.push(' '),
                    c => now.line.text.push(c),
                }
            }
            match style.link {
                true => now.linked += part.trim().chars().count(),
                false => now.own += han(part, usize::MAX),
            }
            now.file |= style.file && !part.trim().is_empty();
            now.heading |= style.heading && !part.trim().is_empty();
        }
    }

    fn end_line(&mut self) {
        let mut now = std::mem::take(&mut self.now);
        if now.line.text.trim().is_empty() {
            return;
        }
        // A blank at the start is what the source of the page has between tags.
        let text = now.line.text.trim_end().trim_start_matches(' ');
        now.line.text = text.to_owned();
        now.cell = self.rows.here();
        self.lines.push(now);
    }
}

fn style(element: &Element, outer: Style) -> Style {
    let mut style = outer;
    let name = element.name();
    let lower = |key: &str| element.attr(key).map(str::to_ascii_lowercase);
    style.hidden |= SKIPPED.contains(&name) || name == "head" || element.attr("hidden").is_some();
    style.verbatim |= name == "pre";
    let called = |key| lower(key).is_some_and(|names| names.contains("title"));
    style.heading |= matches!(name, "h1" | "h2" | "h3" | "h4") || called("class") || called("id");
    match name {
        "h1" => (style.size, style.bold) = (24.0, true),
        "h2" => (style.size, style.bold) = (18.0, true),
        "h3" => (style.size, style.bold) = (14.0, true),
        "b" | "strong" | "th" => style.bold = true,
        "center" => style.centred = true,
        "a" => {
            style.link = element.attr("href").is_some();
            style.file = lower("href").is_some_and(|to| is_file(&to));
        }
        _ => {}
    }
    if let Some(align) = lower("align") {
        style.centred = align == "center";
    }
    if let Some(css) = lower("style") {
        css_style(&css, &mut style);
    }
    style
}

fn is_file(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    [
        ".doc", ".docx", ".pdf", ".xls", ".xlsx", ".zip", ".rar", ".wps", ".ofd",
    ]
    .iter()
    .any(|ending| path.ends_with(ending))
}

fn css_style(css: &str, style: &mut Style) {
    for rule in css.split(';') {
        let Some((key, value)) = rule.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match key.trim() {
            "display" if value.starts_with("none") => style.hidden = true,
            "text-align" => style.centred = value.starts_with("center"),
            "font-weight" => {
                style.bold = value.starts_with("bold") || value.starts_with(['6', '7'])
            }
            "font-size" => style.size = points(value).unwrap_or(style.size),
            _ => {}
        }
    }
}

/// 22pt and 29px in points.
fn points(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f32 = value[..end].parse().ok()?;
    match value[end..].trim() {
        unit if unit.starts_with("pt") => Some(number),
        unit if unit.starts_with("px") => Some(number * 0.75),
        _ => None,
    }
}

/// The tables of what the page says of its document.
fn tables(walk: &Walk) -> Vec<Table> {
    let cells = walk
        .lines
        .iter()
        .map(|l| (l.line.text.as_str(), l.cell.map(Cell::row)));
    meta::tables(&cells.collect::<Vec<_>>())
}

/// What the page calls itself, without white space: by `<meta>`, then `<title>` and its parts.
fn titles(walk: &Walk) -> Vec<String> {
    let stated = walk.stated.iter().filter(|(label, _)| *label == "标题");
    let mut titles: Vec<String> = stated.map(|(_, title)| squeezed(title)).collect();
    titles.push(squeezed(&walk.title));
    let parts = walk
        .title
        .split(['_', '|', '-', '－', '—', '>', '–', '\u{a0}']);
    titles.extend(parts.map(squeezed));
    titles.retain(|t| han(t, 6) == 6);
    titles
}

/// A run of at least so many lines that are nothing but links is a menu.
const MENU: usize = 3;

fn meta_line(text: String, spot: Spot) -> Line {
    let look = Look {
        from: Origin::Meta,
        spot,
        ..Look::default()
    };
    Line {
        text,
        look,
        ..Line::default()
    }
}

/// What is kept of the page: what it says of itself, then the main text.
fn lines(walk: Walk, main: Range<usize>, tables: &[Table]) -> Vec<Line> {
    let mut out: Vec<(Line, Option<Cell>)> = Vec::new();
    let spots = walk.lines.iter().map(|raw| raw.line.look.spot);
    let spots: Vec<Spot> = spots.collect();
    let stated = |text: String| (meta_line(text, Spot::Unknown), None);
    let of_table = |t: &Table| {
        let line = |text: &String| (meta_line(text.clone(), spots[t.first]), None);
        t.lines.iter().map(line).collect::<Vec<_>>()
    };
    let before = tables.iter().filter(|t| !main.contains(&t.first));
    out.extend(before.flat_map(of_table));
    if out.is_empty() {
        let of_title = |(label, _): &&(&str, String)| *label != "标题";
        let stated_lines = walk.stated.iter().filter(of_title);
        out.extend(stated_lines.map(|(label, value)| stated(format!("{label}：{value}"))));
    }
    out.extend(own_title(&walk, &main).map(stated));
    let menu = menus(&walk, &main);
    let mut inner = tables.iter().filter(|t| main.contains(&t.first)).peekable();
    let Walk { lines, rows, .. } = walk;
    for (at, raw) in lines
        .into_iter()
        .enumerate()
        .take(main.end)
        .skip(main.start)
    {
        while inner.peek().is_some_and(|t| t.end <= at) {
            inner.next();
        }
        if let Some(table) = inner.peek().filter(|t| t.first <= at) {
            if table.first == at {
                out.extend(of_table(table));
            }
            continue;
        }
        if !menu[at - main.start] {
            out.push((raw.line, raw.cell));
        }
    }
    rows.merge(out)
}

/// The title that only the head of the page has.
fn own_title(walk: &Walk, main: &Range<usize>) -> Option<String> {
    let titles = titles(walk);
    let first: String = walk.lines[main.clone()]
        .iter()
        .take(ABOVE)
        .map(|l| squeezed(&l.line.text))
        .collect();
    let title = titles.iter().find(|t| noun(t).is_some())?;
    let printed = titles.iter().any(|t| first.contains(t.as_str()));
    (!printed).then(|| title.clone())
}

/// Of each line of the main text whether it is one of a menu.
fn menus(walk: &Walk, main: &Range<usize>) -> Vec<bool> {
    let lines = &walk.lines[main.clone()];
    let is_link = |l: &Raw| l.linked > 0 && l.own == 0 && !l.file;
    let mut menu = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|l| is_link(l)).count();
        if run >= MENU {
            menu[at..at + run].fill(true);
        }
        at += run.max(1);
    }
    menu
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(html.as_bytes(), None).map_or_else(|e| e, |r| r.join().0)
    }

    const BODY: &str = "<p>各区人民政府：</p><p>为了规范示例工作，根据《中华人民共和国反垄断法》，现就有关事项通知如下，请认真贯彻执行。</p>";

    #[test]
    fn the_table_of_the_page_comes_first_and_menus_go() {
        let html = format!(
            "<html><head><title>示例市关于示例工作的通知_示例市人民政府</title></head><body>\
             <ul><li><a href=/>首页</a><li><a href=/a>政务公开</a><li><a href=/b>办事服务</a></ul>\
             <table><tr><td>索 引 号：</td><td>000-1</td><td>文&nbsp;号：</td><td>示政发〔2016〕3号</td></tr>\
             <tr><td>发布机构：</td><td>示例市人民政府</td></tr></table>\
             <h1 align=center>示例市关于示例工作的通知</h1><script>var a='第一条';</script><div>{BODY}</div>\
             <div style='display:none'>隐藏</div></body></html>"
        );
        assert_eq!(
            text(&html),
            "索引号：000-1\n文号：示政发〔2016〕3号\n发布机构：示例市人民政府\n\
             示例市关于示例工作的通知\n各区人民政府：\n为了规范示例工作，根据《中华人民共和国反垄断法》，现就有关事项通知如下，请认真贯彻执行。\n"
        );
    }

    #[test]
    fn tables_are_kept_and_a_page_of_links_is_refused() {
        let html = format!(
            "<div>{BODY}<table><tr><th>序号<th>名称<tr><td>1<td>《示例办法》</table></div>"
        );
        assert!(
            text(&html).ends_with("序号\t名称\n1\t《示例办法》\n"),
            "{}",
            text(&html)
        );
        let links = "<a href=x>示例市人民政府关于示例工作的通知</a><br>".repeat(9);
        assert!(text(&links).starts_with("no document"));
        assert!(text("<html>").starts_with("no document"));
    }

    #[test]
    fn what_stands_beside_the_main_text_belongs_to_it() {
        let menu = "<ul><li><a href=/>首页</a><li><a href=/a>政务公开</a></ul>";
        let page = |above: &str, below: &str| {
            text(&format!(
                "<body>{menu}<div>{above}</div><div>{BODY}</div><div>{below}</div>{menu}</body>"
            ))
        };
        let whole = page(
            "关于示例的通知（示发〔2016〕3号）",
            "示例局<br>2016年3月1日",
        );
        assert!(whole.starts_with("关于示例的通知（示发"), "{whole}");
        assert!(whole.ends_with("示例局\n2016年3月1日\n"), "{whole}");
        assert!(page("第281号", "").starts_with("第281号\n各区"));
        let bare = page("<b>办理示例工作事项</b>", "示例局主办<br>2016-03-01");
        assert!(bare.starts_with("办理示例工作事项\n各区"), "{bare}");
        assert!(bare.ends_with("执行。\n"), "{bare}");
        let paragraphs = format!("<p>附件</p><p>一、说明</p><table><tr><td>{BODY}</table>");
        assert!(text(&paragraphs).starts_with("附件\n一、说明\n"));
    }

    #[test]
    fn size_and_centring_are_seen() {
        let html = format!(
            "<div><p style='text-align:center;font-size:22pt'><b>示例办法</b></p>{BODY}</div>"
        );
        let reading = read(html.as_bytes(), None).unwrap();
        let look = reading.lines[0].look;
        assert!(look.centred && look.bold && look.size == 22.0, "{look:?}");
        assert!(!reading.lines[1].look.centred);
    }
}
