//! Multi-pattern search: where words that a document defines stand in its text.
//!
//! Owns: one search for each of few words, one for all of many. Must not know: what the words are.

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

/// For so many words a search each is faster than one for all.
const FEW: usize = 8;

/// Tells `each` the number of a word and where it stands in `text`, for all places of all words:
/// those of one word in order, those that overlap too.
pub(super) fn each_place(text: &str, words: &[&str], mut each: impl FnMut(usize, usize)) {
    if words.len() <= FEW && !words.contains(&"") {
        for (word, needle) in words.iter().enumerate() {
            let finder = Finder::new(needle);
            let mut from = 0;
            while let Some(at) = finder.find(&text.as_bytes()[from..]) {
                each(word, from + at);
                from += at + 1;
            }
        }
        return;
    }
    // What cannot be made into one search is empty or enormous.
    let Ok(search) = AhoCorasick::new(words) else {
        return;
    };
    for hit in search.find_overlapping_iter(text) {
        each(hit.pattern().as_usize(), hit.start());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_and_many_are_found_at_the_same_places() {
        let text = "甲甲甲乙丙，甲乙丙丁";
        let words = ["甲甲", "甲乙丙", "乙", "戊"];
        let places = |words: &[&str]| {
            let mut found = Vec::new();
            each_place(text, words, |word, at| {
                found.push((words[word].to_owned(), at))
            });
            found.sort();
            found
        };
        let few = places(&words);
        assert_eq!(few.len(), 6);
        assert_eq!(few, places(&[&words[..], &["无"; FEW]].concat()));
    }
}
