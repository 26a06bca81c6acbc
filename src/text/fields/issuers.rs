//! Issuers: who issues a text, by its note, at the head of its title, in front of 令.
//!
//! Owns: which of a note's events names the issuer, where names in a title end, and when a longer
//! list takes the place of a shorter one. Must not know:
//! signature blocks, who a body is.

use super::event::{Event, EventKind};
use super::fact::Fact;
use crate::model::body::{self, Kind};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::text::rule::Pattern;
use crate::text::words::JOINTLY;

/// Who issued a text, as the events of its note tell: the congress that passed it; else who
/// published it; else who passed or revised it. Who only approved it is none.
pub(super) fn issuers(events: &[Event]) -> Vec<Fact<String>> {
    let first = |kind: EventKind| {
        let at = events
            .iter()
            .position(|e| e.kind == kind && !e.bodies.is_empty())?;
        // Bodies that passed it together do so on days of their own.
        let mut end = at;
        while events[end].joint && end + 1 < events.len() {
            end += 1;
        }
        Some(&events[at..=end])
    };
    let adopted = first(EventKind::Adopted);
    let congress = |group: &&[Event]| body::kind(&group[0].bodies[0]) == Some(Kind::Congress);
    let group = adopted
        .filter(congress)
        .or_else(|| first(EventKind::Published))
        .or(adopted)
        .or_else(|| first(EventKind::Revised));
    let mut found: Vec<Fact<String>> = Vec::new();
    for event in group.into_iter().flatten() {
        let Some(place) = event.bodies_range else {
            continue;
        };
        for name in &event.bodies {
            if found.iter().all(|f| f.value != *name) {
                found.push(Fact::new(name.clone(), place, "issuer-note"));
            }
        }
    }
    found
}

/// After the one body that is named: how many others there are.
static OTHERS: Pattern = Pattern::new(
    "others",
    concat!(
        r"等(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?",
        r"(?:部门|部委|单位|部门办公厅（室）|部门办公厅|部门办公室)?(?:联合)?$",
    ),
    &["示例部等9部门", "示例部等"],
    &["示例等级部", "等待示例部答复"],
);

/// The bodies at the head of a title: 财政部税务总局, 商务部等9部门 (only the first is named),
/// 国家知识产权局、中国银保监会.
pub(super) fn leading_issuers(head: &str) -> Vec<String> {
    let head = JOINTLY.trim(head);
    let named = OTHERS.find(head).map_or(head, |m| &head[..m.start()]);
    if let Some(names) = body::row(named, &['、', '，']) {
        return names.into_iter().map(str::to_owned).collect();
    }
    if named.len() < head.len() || looks_like_body(named) && named.chars().count() >= 4 {
        return vec![named.to_owned()];
    }
    Vec::new()
}

/// The bodies in front of 令: 国务院, 中国银监会国家发展改革委; none in a code such as 津政令.
pub(super) fn split_issuers(text: &str) -> Vec<String> {
    match body::row(text, &['、']) {
        Some(names) => names.into_iter().map(str::to_owned).collect(),
        None if looks_like_body(text) => vec![text.to_owned()],
        None => Vec::new(),
    }
}

/// 省政府 by its place, where the title tells it.
pub(super) fn in_full(title: &str, names: Vec<String>) -> impl Iterator<Item = String> {
    names
        .into_iter()
        .map(move |n| body::with_place(&n, std::iter::once(title)).unwrap_or(n))
}

/// Whether `titled`, those whom a title names, are those who sign and others.
pub(super) fn names_more(titled: &[Fact<String>], signed: &[Fact<String>]) -> bool {
    let same = |a: &str, b: &str| {
        let bearers = lexicon().agencies_named(a);
        a == b
            || lexicon()
                .agencies_named(b)
                .iter()
                .any(|id| bearers.contains(id))
    };
    let named = |s: &Fact<String>| titled.iter().any(|t| same(&t.value, &s.value));
    titled.len() > signed.len() && signed.iter().all(named)
}

/// Whether a name begins with that of a listed body and goes on with others that cannot be read.
pub(super) fn is_torn(name: &str) -> bool {
    let first = lexicon().agency_prefix(name);
    let listed = |end: usize| lexicon().agency_prefix(&name[end..]).is_some();
    first.is_some_and(|end| end < name.len() && lexicon().agencies_named(name).is_empty())
        && name.char_indices().skip(1).any(|(i, _)| listed(i))
}

/// Those whose meetings passed what a decree of several puts out.
pub(super) fn adopters(history: &[Event]) -> Vec<Fact<String>> {
    let passed = history.iter().filter(|e| e.kind == EventKind::Adopted);
    let named = passed.filter_map(|e| Some((e.bodies.iter(), e.bodies_range?)));
    let facts = named.flat_map(|(names, place)| {
        names.map(move |n| Fact::new(n.clone(), place, "issuer-adopted"))
    });
    let facts: Vec<_> = facts.collect();
    if facts.len() > 1 { facts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::TextRange;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&OTHERS]);
    }

    #[test]
    fn a_code_before_an_order_names_no_body() {
        assert_eq!(split_issuers("示例省人民政府"), ["示例省人民政府"]);
        assert_eq!(split_issuers("津政"), [""; 0]);
    }

    #[test]
    fn a_head_of_a_title_names_its_bodies() {
        assert_eq!(leading_issuers("示例省财政厅等9部门"), ["示例省财政厅"]);
        assert_eq!(leading_issuers("财政部税务总局"), ["财政部", "税务总局"]);
        assert_eq!(leading_issuers("加强示例"), [""; 0]);
    }

    fn named(names: &[&str]) -> Vec<Fact<String>> {
        let fact = |n: &&str| Fact::new((*n).to_owned(), TextRange::new(0, 0), "example");
        names.iter().map(fact).collect()
    }

    #[test]
    fn a_title_that_names_those_who_sign_and_others_is_the_longer_list() {
        let titled = named(&["中国人民银行", "中国银行业监督管理委员会"]);
        assert!(names_more(&titled, &named(&["银监会"])));
        assert!(!names_more(&titled, &named(&["财政部"])));
        assert!(!names_more(&titled[..1], &named(&["中国人民银行"])));
    }

    #[test]
    fn a_name_that_goes_on_with_what_no_list_has_is_torn() {
        assert!(is_torn("中国人民银行部政财中国证券监督管理委员会"));
        assert!(!is_torn("中国人民银行"));
        assert!(!is_torn("示例市示例局"));
    }
}
