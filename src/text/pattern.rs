//! Regular expressions: how a constant pattern is compiled.
//!
//! Owns: the one place that turns a pattern of the program into a [`Regex`], and when: not before a
//! text holds what the pattern requires. Must not know: any pattern.

use crate::text::gate::Gate;
use regex::{Captures, Match, Matches, Regex};
use std::iter::Flatten;
use std::option;
use std::sync::OnceLock;

/// What `\p{Han}` stands for in patterns: the blocks of Chinese characters whole and what little
/// lies between them, with 々 and 〇. The property proper has some forty ranges with gaps where
/// Unicode may grow; patterns repeat it up to a hundred times, and a third of the time that the
/// program took to start went into that.
const HAN: &str = r"[⺀-\u{2fff}々〇㐀-鿿\u{f900}-\u{faff}\u{20000}-\u{3ffff}]";

/// The compiled `pattern`, which is a constant of this crate.
pub(crate) fn regex(pattern: &str) -> Regex {
    // Patterns are constants of this crate and all compiled by its tests.
    #[expect(
        clippy::expect_used,
        reason = "a wrong constant is a bug that the tests show"
    )]
    Regex::new(&whole(pattern)).expect("a pattern of the program compiles")
}

/// The `pattern` with its abbreviation written out.
fn whole(pattern: &str) -> String {
    pattern.replace(r"\p{Han}", HAN)
}

/// The places where a pattern is found; none if a gate kept the text from it.
pub(crate) type Places<'r, 't> = Flatten<option::IntoIter<Matches<'r, 't>>>;

/// A pattern that is compiled when a text first comes up that it may match: a program that reads
/// one page needs few.
#[derive(Debug)]
pub(crate) struct Lazy {
    pattern: &'static str,
    gate: OnceLock<Gate>,
    compiled: OnceLock<Regex>,
}

impl Lazy {
    /// The `pattern`, of which nothing is read yet.
    pub(crate) const fn new(pattern: &'static str) -> Self {
        Self {
            pattern,
            gate: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// The compiled pattern, for a text that is known to be its matter.
    pub(crate) fn compiled(&self) -> &Regex {
        self.compiled.get_or_init(|| regex(self.pattern))
    }

    /// The compiled pattern, if `text` holds the words without which it cannot match.
    pub(crate) fn for_text(&self, text: &str) -> Option<&Regex> {
        let gate = self.gate.get_or_init(|| Gate::of(&whole(self.pattern)));
        gate.lets_pass(text).then(|| self.compiled())
    }

    /// Whether it is found in `text`.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_some_and(|r| r.is_match(text))
    }

    /// Where it is found first.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.for_text(text)?.find(text)
    }

    /// Every place where it is found.
    pub(crate) fn find_iter<'r, 't>(&'r self, text: &'t str) -> Places<'r, 't> {
        let places = self.for_text(text).map(|r| r.find_iter(text));
        places.into_iter().flatten()
    }

    /// Its groups where it is found first.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.for_text(text)?.captures(text)
    }

    /// Its groups at every place where it is found.
    pub(crate) fn captures_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        let regex = self.for_text(text).into_iter();
        regex.flat_map(|r| r.captures_iter(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_one_of_the_property() {
        let (ours, han) = (regex(r"^\p{Han}$"), Regex::new(r"^\p{Han}$").unwrap());
        for c in ('\u{0}'..'\u{33480}').filter(|c| han.is_match(&c.to_string())) {
            // Numerals of merchants, iteration marks of old texts.
            let rare = matches!(c, '\u{3021}'..='\u{303b}' | '\u{16fe2}'..='\u{16fff}');
            assert_eq!(ours.is_match(&c.to_string()), !rare, "{c}");
        }
        for c in ['，', '、', '。', '《', 'a', '1', '　', 'あ', '가', '①'] {
            assert!(!ours.is_match(&c.to_string()), "{c}");
        }
    }
}
