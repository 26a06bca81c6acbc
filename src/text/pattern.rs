//! Regular expressions: how a constant pattern is compiled.
//!
//! Owns: the one place that turns a pattern of the program into a [`Regex`]. Must not know: any
//! pattern.

use regex::Regex;

/// The compiled `pattern`, which is a constant of this crate.
pub(crate) fn regex(pattern: &str) -> Regex {
    // Patterns are constants of this crate and all compiled by its tests.
    #[expect(
        clippy::expect_used,
        reason = "a wrong constant is a bug that the tests show"
    )]
    Regex::new(pattern).expect("a pattern of the program compiles")
}
