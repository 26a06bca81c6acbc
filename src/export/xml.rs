//! A writer of XML (`quick-xml`) that also lays out lines, and escapes what XML 1.0 cannot hold.
//!
//! Owns: escaping; that every element that was opened is closed again, by its own name. Must not
//! know: any format.

use quick_xml::Writer;
use quick_xml::escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::fmt::Display;

/// An attribute: its name and whatever can be shown as its value.
pub(super) type Attribute<'a> = (&'a str, &'a dyn Display);

/// Text with the characters of XML written out, and without those that XML 1.0 forbids.
pub(super) fn escape(text: &str) -> String {
    let escaped = escape::escape(text);
    escaped
        .chars()
        .fold(String::with_capacity(escaped.len()), |mut text, c| {
            match c {
                // Written as it is, it would be read as the end of a line.
                '\r' => text.push_str("&#13;"),
                '\t' | '\n' => text.push(c),
                '\u{fffe}' | '\u{ffff}' | '\0'..' ' => text.push('\u{fffd}'),
                c => text.push(c),
            }
            text
        })
}

/// The value of an attribute, where line breaks would be read as blanks.
fn value(text: &str) -> String {
    escape(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// A document in the making. What ends in `_line` stands on lines of its own, `depth` steps of two
/// blanks from the margin.
pub(super) struct Document {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
}

impl Document {
    /// A document that says it is XML 1.0 in UTF-8.
    pub(super) fn new() -> Self {
        let mut document = Self {
            writer: Writer::new(Vec::new()),
            open: Vec::new(),
        };
        document.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        document.end_line();
        document
    }

    /// The whole document; elements still open are closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        String::from_utf8_lossy(&self.writer.into_inner()).into_owned()
    }

    fn write(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.writer.write_event(event);
    }

    fn raw(&mut self, text: &str) {
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    pub(super) fn indent(&mut self, depth: usize) {
        self.raw(&"  ".repeat(depth));
    }

    pub(super) fn end_line(&mut self) {
        self.raw("\n");
    }

    /// The start of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Start(start(name, attributes)));
        self.open.push(name.to_owned());
    }

    /// The end of the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, attributes);
        self.raw(&escape(text));
        self.close();
    }

    pub(super) fn open_line(&mut self, depth: usize, name: &str, attributes: &[Attribute<'_>]) {
        self.indent(depth);
        self.open(name, attributes);
        self.end_line();
    }

    pub(super) fn close_line(&mut self, depth: usize) {
        self.indent(depth);
        self.close();
        self.end_line();
    }

    pub(super) fn empty_line(&mut self, depth: usize, name: &str, attributes: &[Attribute<'_>]) {
        self.indent(depth);
        self.empty(name, attributes);
        self.end_line();
    }

    pub(super) fn text_line(
        &mut self,
        depth: usize,
        name: &str,
        attributes: &[Attribute<'_>],
        text: &str,
    ) {
        self.indent(depth);
        self.text(name, attributes, text);
        self.end_line();
    }

    /// A comment; two hyphens in a row would end it.
    pub(super) fn comment_line(&mut self, text: &str) {
        let text = format!(" {} ", escape(&text.replace("--", "- -")));
        self.write(Event::Comment(BytesText::from_escaped(text)));
        self.end_line();
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'_>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, shown) in attributes {
        // As bytes they are taken as they are; quick-xml leaves line breaks alone.
        start.push_attribute((name.as_bytes(), value(&shown.to_string()).as_bytes()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_or_an_attribute_becomes_markup() {
        let hostile = "<a b='c' d=\"e\"/>&\u{0}\r\n\u{ffff}";
        let mut xml = Document::new();
        xml.open("r", &[("x", &hostile)]);
        xml.text("t", &[], hostile);
        let text = xml.finish();
        let safe = "&lt;a b=&apos;c&apos; d=&quot;e&quot;/&gt;&amp;\u{fffd}&#13;";
        assert_eq!(
            text,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r x=\"{safe}&#10;\u{fffd}\"><t>{safe}\n\u{fffd}</t></r>"
            )
        );
    }

    #[test]
    fn what_was_opened_is_closed_in_order() {
        let mut xml = Document::new();
        xml.open("a", &[]);
        xml.open_line(1, "b", &[]);
        xml.comment_line("x -- y");
        xml.empty("c", &[("n", &1)]);
        let text = xml.finish();
        assert!(
            text.ends_with("<a>  <b>\n<!-- x - - y -->\n<c n=\"1\"/></b></a>"),
            "{text}"
        );
    }
}
