//! Rules as rows: a pattern, or a list of words, with texts that it must fit and texts that it must
//! not.
//!
//! Owns: the types of a row, a pattern or a list of words, and the check that holds a row to its
//! examples. Must not know: what a match means; that is for the table in which the row stands.
//!
//! ```
//! use zhengtu::parts::text::Pattern;
//! static ORDINAL: Pattern = Pattern::new("ordinal", "第[一二三]次", &["第二次修正"], &["第二条"]);
//! assert!(ORDINAL.is_match("第一次"));
//! assert_eq!(ORDINAL.failures(), Vec::<String>::new());
//! ```

#[cfg(test)]
use crate::text::marks::{AnyOf, Marks};
use crate::text::pattern::{Lazy, Places};
use regex::{Captures, Match};
use std::borrow::Cow;
use std::ops::Range;

/// A regular expression with its examples.
#[derive(Debug)]
pub struct Pattern {
    /// Stable name, unique in its table.
    pub name: &'static str,
    /// The expression.
    pub regex: &'static str,
    /// Texts in which it is found.
    pub yes: &'static [&'static str],
    /// Texts in which it is not found.
    pub no: &'static [&'static str],
    lazy: Lazy,
}

impl Pattern {
    /// A row of a table.
    pub const fn new(
        name: &'static str,
        regex: &'static str,
        yes: &'static [&'static str],
        no: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            regex,
            yes,
            no,
            lazy: Lazy::new(regex),
        }
    }

    /// Whether it is found in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.lazy.is_match(text)
    }

    /// Where it is found first.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.lazy.find(text)
    }

    /// Every place where it is found.
    pub(crate) fn find_iter<'r, 't>(&'r self, text: &'t str) -> Places<'r, 't> {
        self.lazy.find_iter(text)
    }

    /// Its groups where it is found first.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.lazy.captures(text)
    }

    /// Its groups at every place where it is found.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.lazy.captures_iter(text)
    }

    /// The text without what it matches.
    pub fn cut_from<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.lazy.for_text(text) {
            Some(regex) => regex.replace_all(text, ""),
            None => Cow::Borrowed(text),
        }
    }

    /// What its examples show to be wrong with it, in words; empty if they all hold.
    pub fn failures(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.yes.is_empty() || self.no.is_empty() {
            wrong.push(format!(
                "{}: an example or a counter-example is missing",
                self.name
            ));
        }
        let missed = self.yes.iter().filter(|text| !self.is_match(text));
        wrong.extend(missed.map(|text| format!("{}: does not match {text}", self.name)));
        let taken = self.no.iter().filter(|text| self.is_match(text));
        wrong.extend(taken.map(|text| format!("{}: matches {text}", self.name)));
        wrong
    }
}

/// Where in a text a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    Start,
    End,
    Whole,
}

/// Words of which a text may hold one, with texts that do and texts that do not.
#[derive(Debug)]
pub(crate) struct Words {
    /// Stable name, unique in its table.
    pub name: &'static str,
    /// The words.
    pub words: &'static [&'static str],
    /// Texts that hold one.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub yes: &'static [&'static str],
    /// Texts that hold none.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub no: &'static [&'static str],
    at: At,
}

impl Words {
    /// A row of words that may stand anywhere in a text.
    pub(crate) const fn new(
        name: &'static str,
        words: &'static [&'static str],
        yes: &'static [&'static str],
        no: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            words,
            yes,
            no,
            at: At::Anywhere,
        }
    }

    /// A row of words with which a text may begin.
    pub(crate) const fn heads(
        name: &'static str,
        words: &'static [&'static str],
        yes: &'static [&'static str],
        no: &'static [&'static str],
    ) -> Self {
        Self {
            at: At::Start,
            ..Self::new(name, words, yes, no)
        }
    }

    /// A row of words with which a text may end.
    pub(crate) const fn tails(
        name: &'static str,
        words: &'static [&'static str],
        yes: &'static [&'static str],
        no: &'static [&'static str],
    ) -> Self {
        Self {
            at: At::End,
            ..Self::new(name, words, yes, no)
        }
    }

    /// A row of words of which a text may be one.
    pub(crate) const fn whole(
        name: &'static str,
        words: &'static [&'static str],
        yes: &'static [&'static str],
        no: &'static [&'static str],
    ) -> Self {
        Self {
            at: At::Whole,
            ..Self::new(name, words, yes, no)
        }
    }

    /// Whether `text` holds one of them, where this row looks for them.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| match self.at {
            At::Anywhere => text.contains(word),
            At::Start => text.starts_with(word),
            At::End => text.ends_with(word),
            At::Whole => text == *word,
        })
    }

    /// Where in `text` the first of them begins, anywhere.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.words.iter().filter_map(|word| text.find(word)).min()
    }

    /// `text` up to the first of them, all of it if it holds none.
    pub(crate) fn before<'t>(&self, text: &'t str) -> &'t str {
        self.find(text).map_or(text, |at| &text[..at])
    }

    /// Where in `text` the first word of the row stands that it holds.
    pub(crate) fn place(&self, text: &str) -> Option<Range<usize>> {
        let mut words = self.words.iter();
        words.find_map(|word| text.find(word).map(|at| at..at + word.len()))
    }

    /// `text` without the first of the words, in the order of the row, with which it begins or, for
    /// a row of ends, ends.
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.words.iter().find_map(|word| match self.at {
            At::End => text.strip_suffix(word),
            _ => text.strip_prefix(word),
        })
    }

    /// `text` without all of them with which it begins or ends, however often.
    pub(crate) fn trim<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(rest) = self.strip(text) {
            text = rest;
        }
        text
    }

    /// What its examples show to be wrong with it, in words; empty if they all hold.
    #[cfg(test)]
    pub(crate) fn failures(&self) -> Vec<String> {
        let missed = self.yes.iter().filter(|text| !self.stand_in(text));
        let taken = self.no.iter().filter(|text| self.stand_in(text));
        let missed = missed.map(|text| format!("{}: not in {text}", self.name));
        missed
            .chain(taken.map(|text| format!("{}: in {text}", self.name)))
            .chain(
                (self.yes.is_empty() || self.no.is_empty())
                    .then(|| format!("{}: no example, or no counter-example", self.name)),
            )
            .collect()
    }
}

/// Hold a table of words to its examples, for the test beside it.
///
/// # Panics
///
/// If an example does not hold.
#[cfg(test)]
pub(crate) fn check_words(table: &[&Words]) {
    let wrong: Vec<String> = table.iter().flat_map(|row| row.failures()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Hold words with telltales to their examples, for the test beside them.
///
/// # Panics
///
/// If an example does not hold.
#[cfg(test)]
pub(crate) fn check_any(table: &[&AnyOf]) {
    for words in table {
        let stand_in = |text: &&str| words.stands_in(text, Marks::of(text));
        assert!(!words.yes.is_empty() && !words.no.is_empty(), "{words:?}");
        assert!(words.yes.iter().all(stand_in), "{words:?}");
        assert!(!words.no.iter().any(stand_in), "{words:?}");
    }
}

/// Hold words that are looked for before a pattern is to its examples: each has one.
///
/// # Panics
///
/// If the words would keep a pattern from an example of its own.
#[cfg(test)]
pub(crate) fn check_hints(table: &[(&AnyOf, &[&Pattern])]) {
    for (words, patterns) in table {
        for pattern in *patterns {
            for text in pattern.yes {
                let told = words.stands_in(text, Marks::of(text));
                assert!(told, "{}: no word to look for in {text}", pattern.name);
            }
        }
    }
}

/// Hold a table to its examples, for the test beside it.
///
/// # Panics
///
/// If an example does not hold, or if two rows share a name.
#[cfg(test)]
pub(crate) fn check(table: &[&Pattern]) {
    let wrong: Vec<String> = table.iter().flat_map(|p| p.failures()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (i, row) in table.iter().enumerate() {
        assert!(
            table[..i].iter().all(|other| other.name != row.name),
            "two rows are called {}",
            row.name
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_that_does_not_hold_is_told() {
        static WRONG: Pattern = Pattern::new("wrong", "甲", &["乙"], &["甲乙"]);
        assert_eq!(WRONG.failures().len(), 2);
        static BARE: Pattern = Pattern::new("bare", "甲", &["甲"], &[]);
        assert_eq!(BARE.failures().len(), 1);
        let words = Words::new("words", &["甲", "丙"], &["乙"], &["甲乙", "丙"]);
        assert_eq!(words.failures().len(), 3);
        let heads = Words::heads("heads", &["甲"], &["甲乙"], &["乙甲"]);
        let tails = Words::tails("tails", &["甲", "乙"], &["乙甲"], &["甲丙"]);
        let whole = Words::whole("whole", &["甲"], &["甲"], &["甲乙"]);
        for row in [&heads, &tails, &whole] {
            assert_eq!(row.failures(), Vec::<String>::new());
        }
        assert_eq!(heads.trim("甲甲乙甲"), "乙甲");
        assert_eq!(tails.trim("丙甲乙甲"), "丙");
        assert_eq!(tails.find("丙乙甲"), Some("丙".len()));
        assert_eq!(
            Words::new("none", &["甲"], &["甲"], &[]).failures().len(),
            1
        );
    }
}
