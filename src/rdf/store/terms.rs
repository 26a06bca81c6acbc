//! Terms by number (dictionary encoding): each term of a graph once, sorted.
//!
//! Owns: the form in which a term is kept, that of N-Triples, and the way from a term to its number
//! and back. Must not know: what is said with terms.
//!
//! Sorted, so that a number is found by bisection, equal graphs have equal numbers, and what is
//! asked in order comes in order.

use oxigraph::model::{BlankNode, Literal, NamedNode, Term};
use rayon::slice::ParallelSliceMut;
use std::borrow::Cow;

/// The number of a term.
pub(super) type Id = u32;

/// All terms of a graph.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// One after the other: `"字"@zh`, `<iri>`, `_:b`.
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<u64>,
}

impl Terms {
    /// The terms of several lists, each once, and for each list the numbers of its terms; none if
    /// there are more terms than numbers.
    pub(super) fn of(lists: &[Vec<Cow<'_, str>>]) -> Option<(Self, Vec<Vec<Id>>)> {
        let mut all = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        for (list, terms) in lists.iter().enumerate() {
            let terms = terms.iter().enumerate();
            all.extend(terms.map(|(place, term)| (term.as_ref(), list, place)));
        }
        all.par_sort_unstable();
        let mut numbers: Vec<Vec<Id>> = lists.iter().map(|it| vec![0; it.len()]).collect();
        let mut terms = Self::default();
        let mut last = None;
        for (term, list, place) in all {
            if last != Some(term) {
                terms.text.push_str(term);
                terms.ends.push(terms.text.len() as u64);
                last = Some(term);
            }
            let number = Id::try_from(terms.ends.len() - 1).ok();
            let number = number.filter(|it| *it < Id::MAX)?;
            if let Some(slot) = numbers.get_mut(list).and_then(|it| it.get_mut(place)) {
                *slot = number;
            }
        }
        Some((terms, numbers))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A term as N-Triples write it.
    pub(super) fn token(&self, id: Id) -> &str {
        let id = id as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |it| *it as usize);
        let start = id.checked_sub(1).map_or(0, end);
        self.text.get(start..end(id)).unwrap_or_default()
    }

    /// The number of a term, given as N-Triples write it.
    pub(super) fn find(&self, token: &str) -> Option<Id> {
        let (mut low, mut high) = (0, self.ends.len() as Id);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.token(middle) < token {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (self.token(low) == token).then_some(low)
    }

    /// The number of an IRI.
    pub(super) fn iri(&self, iri: &str) -> Option<Id> {
        self.find(&format!("<{iri}>"))
    }

    /// The characters of a literal, the IRI of a node, a blank node as it is.
    pub(super) fn value(&self, id: Id) -> Cow<'_, str> {
        let token = self.token(id);
        match split(token) {
            Parts::Iri(iri) => Cow::Borrowed(iri),
            Parts::Literal(raw, _) => unescaped(raw),
            Parts::Blank(_) => Cow::Borrowed(token),
        }
    }

    /// The term itself.
    pub(super) fn term(&self, id: Id) -> Term {
        match split(self.token(id)) {
            Parts::Iri(iri) => NamedNode::new_unchecked(iri).into(),
            Parts::Blank(name) => BlankNode::new_unchecked(name).into(),
            Parts::Literal(raw, rest) => {
                let text = unescaped(raw).into_owned();
                let datatype = rest.strip_prefix("^^<").and_then(|it| it.strip_suffix('>'));
                match (rest.strip_prefix('@'), datatype) {
                    (Some(tag), _) => Literal::new_language_tagged_literal_unchecked(text, tag),
                    (None, Some(iri)) => {
                        Literal::new_typed_literal(text, NamedNode::new_unchecked(iri))
                    }
                    (None, None) => Literal::new_simple_literal(text),
                }
                .into()
            }
        }
    }
}

/// A term in N-Triples.
enum Parts<'a> {
    Iri(&'a str),
    /// The name of a blank node.
    Blank(&'a str),
    /// The characters between the quotes, escapes and all, and what follows.
    Literal(&'a str, &'a str),
}

fn split(token: &str) -> Parts<'_> {
    if let Some(rest) = token.strip_prefix('"') {
        // Neither a language nor the IRI of a type holds a quote.
        let (raw, rest) = rest.rsplit_once('"').unwrap_or((rest, ""));
        return Parts::Literal(raw, rest);
    }
    let iri = token.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
    iri.map_or_else(
        || Parts::Blank(token.strip_prefix("_:").unwrap_or(token)),
        Parts::Iri,
    )
}

/// The characters that the escapes of a literal stand for. They were checked or made here.
fn unescaped(raw: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut signs = after.chars();
        let sign = signs.next().unwrap_or('\\');
        rest = signs.as_str();
        text.push(match sign {
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'u' => {
                let (code, after) = rest.split_at_checked(4).unwrap_or((rest, ""));
                rest = after;
                let code = u32::from_str_radix(code, 16).ok();
                code.and_then(char::from_u32).unwrap_or('\u{fffd}')
            }
            other => other,
        });
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;

    fn check(term: impl Into<Term>, value: &str) {
        let term = term.into();
        let list = vec!["\"!\"".into(), term.to_string().into(), "_:z".into()];
        let (terms, numbers) = Terms::of(&[list.clone(), list]).unwrap();
        let id = terms.find(&term.to_string()).unwrap();
        assert_eq!(numbers, [[0, id, 2], [0, id, 2]]);
        assert_eq!((terms.term(id), &*terms.value(id)), (term, value));
        assert!(terms.find("<x:none>").is_none());
    }

    #[test]
    fn a_term_comes_back_as_it_was() {
        check(NamedNode::new_unchecked("x:条"), "x:条");
        check(BlankNode::new_unchecked("b1"), "_:b1");
        let odd = "他说“\"行\"”\n\\n\t\u{1}\u{7f}<x>";
        check(Literal::new_simple_literal(odd), odd);
        check(Literal::new_simple_literal("第一条"), "第一条");
        check(
            Literal::new_language_tagged_literal_unchecked("法", "zh-hans"),
            "法",
        );
        check(Literal::new_typed_literal("1", xsd::INTEGER), "1");
    }
}
