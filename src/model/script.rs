//! Traditional characters (character folding): the simplified one for each, so that one set of
//! words reads both scripts.
//!
//! Owns: the table of pairs, and which texts are worth a look. Must not know: documents, records.
//! What a text prints stays as it is; the folded text has the same length, byte for byte.

use crate::model::words::rows;
use memchr::memmem;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Characters of which every text in traditional characters that rules or informs has one.
const TELLING: [&str; 8] = ["國", "會", "關", "於", "條", "辦", "號", "發"];

/// Pairs of a traditional character and the simplified one, in order of the first.
const CHARACTERS: &str = include_str!("../../ontology/characters.txt");

/// The pairs, sorted.
static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut table = Vec::with_capacity(CHARACTERS.len() / 6);
    for [row] in rows(CHARACTERS) {
        let mut chars = row.chars();
        while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
            table.push((traditional, simplified));
        }
    }
    table.sort_unstable();
    table
});

/// The simplified character for `c`, or `c` itself.
///
/// ```
/// use zhengtu::model::script::simplified_char;
/// assert_eq!(simplified_char('條'), '条');
/// assert_eq!(simplified_char('乾'), '乾');
/// ```
pub fn simplified_char(c: char) -> char {
    let found = TABLE.binary_search_by_key(&c, |(traditional, _)| *traditional);
    found.map_or(c, |i| TABLE[i].1)
}

/// `text` in simplified characters, of the same length and with each character at its place;
/// borrowed if it is in them already.
///
/// ```
/// use zhengtu::model::script::simplified;
/// assert_eq!(simplified("關於廢止《示例辦法》的決定"), "关于废止《示例办法》的决定");
/// assert!(matches!(simplified("关于示例"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn simplified(text: &str) -> Cow<'_, str> {
    let telling = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    match TELLING.iter().any(telling) {
        true => Cow::Owned(text.chars().map(simplified_char).collect()),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_keeps_the_length_and_ends_in_a_character_that_is_simplified() {
        for (i, (traditional, simplified)) in TABLE.iter().enumerate() {
            assert_eq!(
                traditional.len_utf8(),
                simplified.len_utf8(),
                "{traditional}"
            );
            assert_eq!(simplified_char(*simplified), *simplified, "{traditional}");
            assert!(i == 0 || TABLE[i - 1].0 != *traditional, "{traditional}");
        }
    }
}
