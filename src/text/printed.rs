//! Names as a text in traditional characters prints them: rules read it in simplified ones.
//!
//! Owns: the way back from folded words to printed ones. Must not know: what the words name.

use crate::model::script::{simplified, simplified_char};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// The printed form of folded words.
pub(crate) struct Printed<'a> {
    source: &'a str,
    clean: &'a CleanText,
    /// For a folded character the one that the text prints most often.
    usual: HashMap<char, char>,
}

impl<'a> Printed<'a> {
    /// Of the text that `clean` was made from; none if it is in simplified characters.
    pub(crate) fn of(source: &'a str, clean: &'a CleanText) -> Option<Self> {
        if matches!(simplified(source), Cow::Borrowed(_)) {
            return None;
        }
        let mut counts: HashMap<char, BTreeMap<char, usize>> = HashMap::new();
        for c in source.chars() {
            *(counts.entry(simplified_char(c)).or_default())
                .entry(c)
                .or_default() += 1;
        }
        let usual = counts.into_iter().filter_map(|(folded, forms)| {
            let (form, _) = forms.into_iter().max_by_key(|(c, n)| (*n, Reverse(*c)))?;
            (form != folded).then_some((folded, form))
        });
        Some(Self {
            source,
            clean,
            usual: usual.collect(),
        })
    }

    /// `words` as they are printed at `place`; if they do not stand there, in the characters that
    /// the text prints most often.
    pub(crate) fn words(&self, words: &str, place: Option<TextRange>) -> String {
        let there = place.and_then(|place| self.at(words, place));
        there.unwrap_or_else(|| {
            let form = |c| self.usual.get(&c).copied().unwrap_or(c);
            words.chars().map(form).collect()
        })
    }

    fn at(&self, words: &str, place: TextRange) -> Option<String> {
        let text = place.of(self.clean.text());
        let letters = text.char_indices().filter(|(_, c)| *c != '\n');
        let places: Vec<(usize, char)> = letters.map(|(i, c)| (place.start + i, c)).collect();
        let wanted: Vec<char> = words.chars().collect();
        let mut windows = places.windows(wanted.len().max(1));
        let found = windows.find(|w| w.iter().map(|(_, c)| c).eq(&wanted))?;
        Some(found.iter().map(|(at, c)| self.letter(*at, *c)).collect())
    }

    /// The character printed for `folded`, which stands at the clean byte `at`.
    fn letter(&self, at: usize, folded: char) -> char {
        let span = self
            .clean
            .to_source(TextRange::new(at, at + folded.len_utf8()));
        let printed = span.of(self.source).chars().next();
        printed
            .filter(|c| simplified_char(*c) == folded)
            .unwrap_or(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    #[test]
    fn words_come_back_as_they_are_printed() {
        let source = "示例署\n關於廢止《後示例辦法》及\n其他辦法的公告";
        let folded = simplified(source);
        let clean = clean(&folded);
        let printed = Printed::of(source, &clean).expect("a text in traditional characters");
        let all = TextRange::new(0, clean.text().len());
        let words = |words, place| printed.words(words, place);
        assert_eq!(words("后示例办法", Some(all)), "後示例辦法");
        assert_eq!(words("及其他办法", Some(all)), "及其他辦法");
        assert_eq!(words("关于其他", None), "關於其他");
        assert!(Printed::of("关于示例的公告", &clean).is_none());
    }
}
