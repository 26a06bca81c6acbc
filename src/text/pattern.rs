//! Regular expressions: how a constant pattern is compiled.
//!
//! Owns: the one place that turns a pattern of the program into a [`Regex`]. Must not know: any
//! pattern.

use regex::Regex;
use std::sync::LazyLock;

/// What `\p{Han}` stands for in patterns: the blocks of Chinese characters whole, with 々 and 〇.
/// The property proper has some forty ranges with gaps where Unicode may grow; patterns repeat it
/// up to a hundred times, and a third of the time that the program took to start went into that.
const HAN: &str = r"[⺀-⿕々〇㐀-䶿一-鿿\u{f900}-\u{faff}\u{20000}-\u{3ffff}]";

/// The compiled `pattern`, which is a constant of this crate.
pub(crate) fn regex(pattern: &str) -> Regex {
    // Patterns are constants of this crate and all compiled by its tests.
    #[expect(
        clippy::expect_used,
        reason = "a wrong constant is a bug that the tests show"
    )]
    Regex::new(&pattern.replace(r"\p{Han}", HAN)).expect("a pattern of the program compiles")
}

/// A pattern that is compiled when it is first used: a program that reads one page needs few.
pub(crate) type Lazy = LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>>;

/// The `pattern`, to be compiled when it is first used.
pub(crate) fn lazy(pattern: &'static str) -> Lazy {
    LazyLock::new(Box::new(move || regex(pattern)))
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
