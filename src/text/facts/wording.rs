//! Wordings: the words of a document, as far as they tell whether another prints the same.
//!
//! Owns: [`Wording`], what of a text counts when it is compared. Must not know: how alike is alike.
//!
//! All letters and digits in their order, two bytes each, and nothing else: half of what any exact
//! set of their runs takes, and nothing to compute for documents that are never compared.

use super::hash::hash;
use crate::model::title::is_letter;
use crate::text::clean::CleanText;
use std::ops::Range;

/// Characters in a run.
const RUN: usize = 8;

/// The letters and digits of a document.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Wording(Vec<u16>);

impl Wording {
    /// That of the lines of a text, of which there is one at least.
    pub(super) fn of(clean: &CleanText, lines: &Range<usize>) -> Self {
        let text = clean.range(lines.start, lines.end - 1).of(clean.text());
        // Letters and digits of Chinese texts take three bytes each, for the most part.
        let mut letters = Vec::with_capacity(text.len() / 3);
        letters.extend(text.chars().filter(|c| is_letter(*c)).map(short));
        letters.shrink_to_fit();
        Self(letters)
    }

    /// Their bytes, two for each.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|c| c.to_le_bytes()).collect()
    }

    /// What has these bytes; half a letter at the end is none.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let letters = bytes.as_chunks::<2>().0.iter();
        Self(letters.map(|c| u16::from_le_bytes(*c)).collect())
    }

    /// The runs of eight of them, each by a hash, in order and each once.
    pub(crate) fn runs(&self) -> Vec<u64> {
        let runs = self.0.windows(RUN);
        let mut runs: Vec<u64> = runs.map(|run| hash(run.iter().copied())).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    }
}

/// A character in two bytes: itself, but for the rarest, which stand beyond those of two bytes.
fn short(c: char) -> u16 {
    let code = u32::from(c);
    (code ^ (code >> 16).wrapping_mul(0x9E37)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    fn runs(text: &str) -> Vec<u64> {
        let clean = clean::clean(text);
        Wording::of(&clean, &(0..clean.lines().len())).runs()
    }

    #[test]
    fn letters_and_digits_count_and_nothing_else() {
        let (one, other) = (
            "第一条  示例、事项：由主管部门负责",
            "第一条 示例事项\n由主管部门，负责。",
        );
        assert_eq!(runs(one), runs(other));
        assert_eq!(runs(one).len(), 14 - RUN + 1);
        assert_ne!(runs(one), runs("第二条 示例事项由主管部门负责"));
        // Two characters beyond two bytes are told apart.
        assert_ne!(runs("示例事项由𠀀主管部门"), runs("示例事项由𠀁主管部门"));
        assert!(runs("示例").is_empty());
        assert!(('\u{4e00}'..='\u{9fff}').all(char::is_alphanumeric));
    }
}
