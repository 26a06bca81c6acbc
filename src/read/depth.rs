//! Elements of HTML within elements: those that stand too deep are taken away before the page is
//! parsed.
//!
//! Owns: which tags are too deep. Must not know: what an element means.
//!
//! A parser looks up through all open elements at each tag, so the time it takes grows with their
//! square. Browsers, too, stop at some hundred.

use super::limits::Limits;
use std::borrow::Cow;

/// Elements without an end, and those whose end is often left out: they close one another.
#[rustfmt::skip]
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
    "meta", "option", "optgroup", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "track", "wbr",
];
/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];
/// How many open elements a tag may close at once.
const CLOSED: usize = 16;

/// The page without the tags that stand within more than so many elements; their words stay.
pub(super) fn flat(page: &str) -> Cow<'_, str> {
    let mut open: Vec<&str> = Vec::new();
    let mut kept: Option<String> = None;
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = memchr::memchr(b'<', &page.as_bytes()[at..]).map(|n| at + n) {
        let rest = &page[start..];
        let end = start + length(rest);
        at = end;
        let closing = rest.starts_with("</");
        let name = name(&rest[1 + usize::from(closing)..]);
        if name.is_empty() || is(FLAT, name) {
            continue;
        }
        let deep = match closing {
            true => close(&mut open, name),
            false if is(RAW, name) => {
                at = after_raw(page, end, name);
                continue;
            }
            false => {
                open.push(name);
                open.len() > Limits::NESTING
            }
        };
        if deep {
            let kept = kept.get_or_insert_with(|| String::with_capacity(page.len()));
            kept.push_str(&page[copied..start]);
            copied = end;
        }
    }
    match kept {
        Some(mut kept) => {
            kept.push_str(&page[copied..]);
            Cow::Owned(kept)
        }
        None => Cow::Borrowed(page),
    }
}

fn is(list: &[&str], name: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The length of a tag or a comment.
fn length(rest: &str) -> usize {
    let end = match rest.starts_with("<!--") {
        true => "-->",
        false => ">",
    };
    let found = memchr::memmem::find(rest.as_bytes(), end.as_bytes());
    found.map_or(rest.len(), |at| at + end.len())
}

fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
    &tag[..end.unwrap_or(tag.len())]
}

/// Closes the element of this name, and tells whether its tag was taken away.
fn close(open: &mut Vec<&str>, name: &str) -> bool {
    let last = open.iter().rev().take(CLOSED);
    let Some(back) = last.into_iter().position(|o| o.eq_ignore_ascii_case(name)) else {
        return open.len() > Limits::NESTING;
    };
    let place = open.len() - 1 - back;
    open.truncate(place);
    place >= Limits::NESTING
}

/// The end tag of an element whose content is no markup.
fn after_raw(page: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(end) = memchr::memmem::find(&page.as_bytes()[at..], b"</") {
        at += end;
        let after = page.as_bytes().get(at + 2..at + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    page.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_too_deep_loses_its_tags() {
        let deep = |n: usize| format!("{}字{}", "<div a=1>".repeat(n), "</DIV>".repeat(n));
        assert!(matches!(flat(&deep(512)), Cow::Borrowed(_)));
        assert_eq!(flat(&deep(9000)), deep(512));
        let plain = "<p>甲<li>乙<br>".repeat(2000);
        assert!(matches!(flat(&plain), Cow::Borrowed(_)));
        let script = format!("<script>{}</script><!-- {} -->字", deep(600), deep(600));
        assert!(matches!(flat(&script), Cow::Borrowed(_)));
        let open = format!("{}字", "<font color=red>".repeat(600));
        assert_eq!(flat(&open), format!("{}字", "<font color=red>".repeat(512)));
        assert_eq!(flat("<").len() + flat("</").len() + flat("<!--").len(), 7);
    }
}
