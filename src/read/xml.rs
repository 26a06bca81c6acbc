//! XML of packed documents (DOCX, OFD): elements and attributes without their prefixes.
//!
//! Owns: how an event of the parser becomes a name and attributes, entities, the limit on nesting.
//! Must not know: what an element means.

use super::limits::Limits;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// What a document is made of, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// An element begins: its name without prefix.
    Open(&'a str, Attributes),
    /// It ends.
    Close(&'a str),
    /// Words.
    Text(String),
}

/// The attributes of an element, by name without prefix.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of the attribute of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Calls `each` for every node of a document, until the end or what is no XML any more.
///
/// # Errors
/// A clause that says where the document breaks; what stood before it has been seen.
pub(super) fn walk(bytes: &[u8], mut each: impl FnMut(Node)) -> Result<(), String> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| format!("broken XML at byte {}: {e}", reader.error_position()))?;
        match event {
            Event::Eof => return Ok(()),
            Event::Start(start) => {
                depth += 1;
                if depth > Limits::NESTING {
                    return Err(format!(
                        "more than {} elements within elements",
                        Limits::NESTING
                    ));
                }
                open(&start, &mut each);
            }
            Event::Empty(start) => {
                open(&start, &mut each);
                close(start.local_name().as_ref(), &mut each);
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                close(end.local_name().as_ref(), &mut each);
            }
            Event::Text(text) => each(Node::Text(unescaped(&text))),
            Event::CData(text) => each(Node::Text(String::from_utf8_lossy(&text).into_owned())),
            _ => {}
        }
    }
}

fn open(start: &BytesStart, each: &mut impl FnMut(Node)) {
    let mut attributes = start.attributes();
    let pairs = attributes.with_checks(false).filter_map(Result::ok);
    let pairs = pairs.map(|a| {
        let name = String::from_utf8_lossy(a.key.local_name().as_ref()).into_owned();
        (name, unescaped(&a.value))
    });
    let attributes = Attributes(pairs.collect());
    each(Node::Open(
        &String::from_utf8_lossy(start.local_name().as_ref()),
        attributes,
    ));
}

fn close(name: &[u8], each: &mut impl FnMut(Node)) {
    each(Node::Close(&String::from_utf8_lossy(name)));
}

/// The words with entities resolved; one that is not known stays as it is.
fn unescaped(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let known = |name: &str| Some(resolve_predefined_entity(name).unwrap_or("\u{fffd}"));
    match quick_xml::escape::unescape_with(&text, known) {
        Ok(plain) => plain.into_owned(),
        Err(_) => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_prefixes_and_entities_are_resolved() {
        let mut seen = Vec::new();
        walk(b"<w:a w:x='1&lt;2'>&#31034;&amp;</w:a><b/>", |node| {
            seen.push(match node {
                Node::Open(name, attributes) => format!("+{name} {:?}", attributes.get("x")),
                Node::Close(name) => format!("-{name}"),
                Node::Text(text) => text,
            });
        })
        .unwrap();
        assert_eq!(seen, ["+a Some(\"1<2\")", "示&", "-a", "+b None", "-b"]);
        assert!(walk("<a>".repeat(600).as_bytes(), |_| {}).is_err());
    }
}
