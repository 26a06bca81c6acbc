//! Which telltale characters a line has, as bits: a prefilter (a signature of the line) before
//! patterns and searches for words.
//!
//! Owns: the telltale characters, the set of those that stand in a text, words that are looked for
//! only where their characters stand. Must not know: what any word means.
//!
//! Most rules ask whether a line holds one of a few words, and most lines hold none. A line is read
//! once for its telltales; then a rule costs one comparison of bits wherever a character of its
//! words is missing. The set may show a character that the text has not (two characters can share a
//! slot), never the other way round: a prefilter only saves work.

/// Characters that words of rules have and that most lines have not.
const TELLTALES: &str = "。，；、：:《》（）“”〔〕号令告关印转发布公附件第首扫解答负图年日起期至于\
                         行效施执定修改现废失停继保暂网版点浏落如术备单入决";
/// One slot for each value of the lower twelve bits of a character.
const SLOTS: usize = 1 << 12;
/// Characters that are no telltales have this bit, which no set keeps.
const NONE: u8 = 63;

const TABLE: [u8; SLOTS] = {
    let mut table = [NONE; SLOTS];
    let bytes = TELLTALES.as_bytes();
    let (mut at, mut bit) = (0, 0);
    while at < bytes.len() {
        let (slot, len) = slot(bytes, at);
        assert!(table[slot] == NONE, "two telltales share a slot");
        table[slot] = bit;
        (at, bit) = (at + len, bit + 1);
    }
    assert!(bit <= NONE, "more telltales than bits");
    table
};

/// The slot of the character at `at`, and its length in bytes.
const fn slot(bytes: &[u8], at: usize) -> (usize, usize) {
    let lead = bytes[at];
    if lead < 0x80 {
        return (lead as usize, 1);
    }
    let len = match lead {
        0xe0..0xf0 => 3,
        0xf0.. => 4,
        _ => 2,
    };
    let last = (bytes[at + len - 1] & 0x3f) as usize;
    let before = (bytes[at + len - 2] & 0x3f) as usize;
    (before << 6 | last, len)
}

/// The telltale characters of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks(u64);

impl Marks {
    /// Those of `text`.
    pub(crate) const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut at, mut bits) = (0, 0);
        while at < bytes.len() {
            let (slot, len) = slot(bytes, at);
            bits |= 1 << TABLE[slot];
            at += len;
        }
        Self(bits & !(1 << NONE))
    }

    /// A set of telltales to ask for with [`Marks::any`].
    ///
    /// # Panics
    ///
    /// If one of `chars` is no telltale, for constants when the program is made.
    pub(crate) const fn telltales(chars: &str) -> Self {
        let bytes = chars.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (slot, len) = slot(bytes, at);
            assert!(TABLE[slot] != NONE, "not a telltale");
            at += len;
        }
        Self::of(chars)
    }

    /// Those of two texts together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all telltales of `word` are among these: if not, the text does not hold it.
    pub(crate) const fn may_hold(self, word: Self) -> bool {
        self.0 & word.0 == word.0
    }

    /// Whether the text may hold `c`, which need not be a telltale.
    pub(crate) const fn may_have(self, c: char) -> bool {
        let bit = TABLE[c as usize % SLOTS];
        bit == NONE || self.0 >> bit & 1 == 1
    }

    /// Whether one telltale of `chars` is among these: if not, the text holds none of them.
    pub(crate) const fn any(self, chars: Self) -> bool {
        self.0 & chars.0 != 0
    }
}

/// Words of which a text is to hold one.
#[derive(Debug)]
pub(crate) struct AnyOf {
    /// The words with their telltales.
    pub(crate) words: &'static [(&'static str, Marks)],
    /// Texts that hold one; none of words that only save the search for a pattern.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub(crate) yes: &'static [&'static str],
    /// Texts that hold none.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub(crate) no: &'static [&'static str],
}

impl AnyOf {
    /// Whether `text`, whose telltales are `marks`, holds one of the words.
    #[inline]
    pub(crate) fn stands_in(&self, text: &str, marks: Marks) -> bool {
        self.words
            .iter()
            .any(|(word, own)| marks.may_hold(*own) && text.contains(word))
    }

    /// Whether a text whose telltales are `marks` may hold one of the words.
    #[inline]
    pub(crate) fn may_stand(&self, marks: Marks) -> bool {
        self.words.iter().any(|(_, own)| marks.may_hold(*own))
    }
}

/// The words of an [`AnyOf`], their telltales read when the program is made, and its examples:
/// `any_of![["印发", "公布"], yes ["现予公布"], no ["公司布局"]]`.
macro_rules! any_of {
    ([$($word:expr),* $(,)?], yes [$($yes:expr),* $(,)?], no [$($no:expr),* $(,)?] $(,)?) => {
        $crate::text::marks::AnyOf {
            words: &[$(($word, const { $crate::text::marks::Marks::of($word) })),*],
            yes: &[$($yes),*],
            no: &[$($no),*],
        }
    };
    ($($word:expr),* $(,)?) => {
        $crate::text::marks::any_of![[$($word),*], yes [], no []]
    };
}
pub(crate) use any_of;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_never_misses_a_character_that_stands_in_the_text() {
        for c in TELLTALES.chars() {
            let word = Marks::of(&c.to_string());
            assert_ne!(word, Marks::default(), "{c}");
            assert!(Marks::of(&format!("甲a{c}é𠮷")).may_hold(word), "{c}");
        }
        assert!(Marks::default().may_have('某'));
        assert!(!Marks::of("某省示例条例").any(Marks::telltales("。，《》")));
    }

    #[test]
    fn words_are_found_where_they_stand() {
        const ISSUES: AnyOf = any_of!["印发", "公布"];
        for (text, want) in [("现予公布", true), ("公司布局", false), ("示例", false)] {
            assert_eq!(ISSUES.stands_in(text, Marks::of(text)), want, "{text}");
        }
    }
}
