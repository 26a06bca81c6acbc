//! What rules are about (their subject), and whether a title names an earlier version of what a
//! document prints.
//!
//! Owns: the subject and the kind of a title, when two subjects are nearly one, finding one among
//! thousands (prefix filtering for set similarity). Must not know: mentions, rows.

use crate::model::doctype::{Class, noun};
use crate::model::title::likeness;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::fold_title;
use crate::text::words::{ABOUT, CALLED};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A notice around rules: what it issues, and what it changes.
static WRAPPED: Pattern = Pattern::new(
    "wrapped",
    r"(?:印发|公布|发布|下发)[〈《]?(.+?)[〉》]?的(?:通知|公告|令)",
    &[
        "关于印发〈示例办法〉的通知",
        "关于印发示例办法实施细则的通知",
    ],
    &["关于做好示例工作的通知"],
);
static BRACKETS: Pattern = Pattern::new("brackets", r"（[^）]*）", &["（试行）"], &["试行"]);
/// What may stand before the noun of a document, each once, in this order.
pub(super) static QUALIFIERS: Words = Words::heads(
    "qualifiers",
    &["暂行", "试行", "实施", "若干"],
    &["暂行办法", "实施细则"],
    &["示例暂行办法"],
);

/// How alike two subjects of one kind must be.
const NEAR: f64 = 0.7;
/// Of the pairs of characters of a subject, the share that it has in common with any that is so
/// near: a Dice coefficient of 0.7 needs 0.35 of both together, and the other has at least 0.35 of
/// 0.65 as many.
const SHARED: f64 = 0.35 / 0.65;

type Pair = (char, char);

/// The subjects of what a document prints.
#[derive(Default)]
pub(super) struct Subjects {
    about: HashSet<String>,
    /// Kind and pair of characters → the subjects that have it among their rarest pairs, of which
    /// any that is near has at least one.
    rare: HashMap<(&'static str, Pair), Vec<usize>>,
    all: Vec<String>,
}

impl Subjects {
    /// Those of these titles.
    pub(super) fn of<'t>(titles: impl Iterator<Item = &'t str>) -> Self {
        let subjects: BTreeSet<(String, &'static str)> = titles.map(subject).collect();
        let mut count: HashMap<Pair, usize> = HashMap::new();
        for (about, _) in &subjects {
            pairs(about).for_each(|pair| *count.entry(pair).or_default() += 1);
        }
        let mut found = Self::default();
        for (about, kind) in subjects {
            let mut own: Vec<Pair> = pairs(&about).collect();
            own.sort_unstable_by_key(|pair| (count.get(pair), *pair));
            let shared = (own.len() as f64 * SHARED) as usize;
            let number = found.all.len();
            for pair in own.iter().take(own.len() - shared + 1) {
                let with = found.rare.entry((kind, *pair)).or_default();
                if with.last() != Some(&number) {
                    with.push(number);
                }
            }
            found.about.insert(about.clone());
            found.all.push(about);
        }
        found
    }

    /// Whether `title` names an earlier version of the same rules: the same subject or nearly so,
    /// the same kind of instrument, marks like 暂行 aside.
    pub(super) fn has_earlier(&self, title: &str) -> bool {
        let (about, kind) = subject(title);
        if about.chars().count() < 3 {
            return false;
        }
        let mut seen = HashSet::new();
        let with = pairs(&about).filter_map(|pair| self.rare.get(&(kind, pair)));
        self.about.contains(&about)
            || with
                .flatten()
                .filter(|number| seen.insert(**number))
                .any(|number| likeness(&self.all[*number], &about) >= NEAR)
    }
}

fn pairs(text: &str) -> impl Iterator<Item = Pair> + '_ {
    text.chars().zip(text.chars().skip(1))
}

/// What rules are about, and their kind: 关于印发〈市场监督管理信用修复管理办法〉的通知 →
/// 市场监督管理信用修复管理, 办法.
fn subject(title: &str) -> (String, &'static str) {
    let inner = WRAPPED
        .captures(title)
        .and_then(|c| c.get(1))
        .map_or(title, |m| m.as_str());
    // 示例细则的通知: a notice around rules whose verb is left out
    let bare = CALLED.strip(inner);
    let rules = bare.filter(|t| noun(t).is_some_and(|(_, class)| class == Class::Instrument));
    let inner = rules.unwrap_or(inner);
    let inner = ABOUT.find(inner).map_or(inner, |at| &inner[at..]);
    let mut bare = inner.to_owned();
    while let Some(bracket) = BRACKETS.find(&bare).map(|m| m.range()) {
        bare.replace_range(bracket, "");
    }
    let mut folded = fold_title(&bare);
    for word in QUALIFIERS.words {
        folded = folded.replace(word, "");
    }
    let noun = noun(&folded).map_or("", |(n, _)| n);
    folded.truncate(folded.trim_end_matches(noun).len());
    (folded, noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&WRAPPED, &BRACKETS]);
        rule::check_words(&[&QUALIFIERS]);
    }

    #[test]
    fn what_is_near_is_found_and_nothing_else() {
        let own = |i: usize| {
            let (a, b) = ("甲乙丙".repeat(i % 4), "丁".repeat(i % 3));
            format!("示例市{a}事项{i}管理{b}办法")
        };
        let asked = |i: usize| {
            let (a, b) = ("示例".repeat(i % 3), "甲乙".repeat(i % 5));
            format!("{a}市{b}事项{i}管理办法")
        };
        let own: Vec<String> = (0..60).map(own).collect();
        let subjects = Subjects::of(own.iter().map(String::as_str));
        let mut near = 0;
        for title in (0..120).map(asked) {
            let (about, kind) = subject(&title);
            let mut each = own.iter().map(|it| subject(it));
            let expected = each
                .any(|(own, its)| own == about || its == kind && likeness(&own, &about) >= NEAR);
            assert_eq!(subjects.has_earlier(&title), expected, "{title}");
            near += usize::from(expected);
        }
        assert!((10..110).contains(&near), "{near}");
    }

    #[test]
    fn rules_are_about_their_subject() {
        for (title, want) in [
            (
                "关于印发〈示例信用修复管理办法（试行）〉的通知",
                ("示例信用修复管理", "办法"),
            ),
            (
                "某市某局关于印发示例入户管理办法实施细则的通知",
                ("示例入户管理办法", "细则"),
            ),
            ("某部关于防范示例风险的通知", ("关于防范示例风险", "通知")),
            ("示例市保险实施细则的通知", ("示例市保险", "细则")),
        ] {
            let (about, kind) = subject(title);
            assert_eq!((about.as_str(), kind), want, "{title}");
        }
    }
}
