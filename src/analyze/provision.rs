//! Provisions as people and links name them.
//!
//! Owns: reading 第三条第二款, 第3条第2款 and `art/3/para/2` as the same thing; which provisions
//! meet. Must not know: documents.

use crate::model::error::{Error, ErrorKind};
use crate::model::numeral;
use crate::model::vocab::UNITS;
use std::fmt;

/// A provision: its parts from the outermost, each a unit, a number, and what was inserted behind
/// it (第17条之1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision(Vec<(char, u32, u32)>);

impl Provision {
    /// Reads 第三条, 第3条第2款 or art/3/para/2.
    ///
    /// # Errors
    /// When the words name no provision.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let complaint = || {
            Error::new(
                ErrorKind::Usage,
                format!("“{text}” is not a provision; write 第三条, 第3条第2款 or art/3/para/2"),
            )
        };
        let text = text.trim();
        let parts = if text.contains('第') {
            read_words(text)
        } else {
            read_path(text)
        };
        parts
            .filter(|parts| !parts.is_empty())
            .map(Self)
            .ok_or_else(complaint)
    }

    /// Whether what happens to one happens to the other, or to part of it: one contains the other.
    /// A chapter contains articles, but which is not known here.
    pub fn meets(&self, label: &str) -> bool {
        let other = Self(read_words(label).unwrap_or_default());
        let (mine, theirs) = (self.article_on(), other.article_on());
        !theirs.is_empty() && mine.iter().zip(theirs).all(|(a, b)| a == b)
    }

    /// Whether the words of a place name it, behind the title if there is one.
    pub fn is_in(&self, quote: &str) -> bool {
        let words = quote.rsplit('》').next().unwrap_or(quote);
        words.match_indices('第').any(|(at, _)| {
            words
                .get(at..)
                .is_some_and(|rest| self.meets(longest(rest)))
        })
    }

    /// Whether the other is this or lies in it.
    pub fn covers(&self, label: &str) -> bool {
        let other = Self(read_words(label).unwrap_or_default());
        self.meets(label) && self.article_on().len() <= other.article_on().len()
    }

    /// Articles are counted through a whole document: chapters in front of them say nothing more.
    fn article_on(&self) -> &[(char, u32, u32)] {
        let article = self
            .0
            .iter()
            .position(|(unit, ..)| *unit == '条')
            .unwrap_or(0);
        self.0.get(article..).unwrap_or_default()
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (unit, number, inserted) in &self.0 {
            write!(f, "第{number}{unit}")?;
            if *inserted > 0 {
                write!(f, "之{inserted}")?;
            }
        }
        Ok(())
    }
}

/// As much of the words from 第 on as is one provision: 第三条第二款规定 → 第三条第二款.
fn longest(words: &str) -> &str {
    let mut end = 0;
    for part in words.split_inclusive(|c| UNITS.iter().any(|(unit, _)| *unit == c)) {
        let is_part = part
            .strip_prefix('第')
            .and_then(|part| part.strip_suffix(|c| UNITS.iter().any(|(unit, _)| *unit == c)));
        if is_part
            .and_then(|number| numeral::number(number.trim_matches(['（', '）', '(', ')'])))
            .is_none()
        {
            break;
        }
        end += part.len();
    }
    words.get(..end).unwrap_or_default()
}

fn read_words(text: &str) -> Option<Vec<(char, u32, u32)>> {
    let mut parts = Vec::new();
    for part in text.split('第').skip(1) {
        let (at, (unit, _)) = part
            .char_indices()
            .find_map(|(at, c)| Some((at, UNITS.iter().find(|(unit, _)| *unit == c)?)))?;
        let number = numeral::number(part.get(..at)?.trim_matches(['（', '）', '(', ')']))?;
        let rest = part.get(at + unit.len_utf8()..)?;
        let inserted = rest.strip_prefix('之').map_or(Some(0), numeral::number)?;
        parts.push((*unit, number, inserted));
    }
    Some(parts)
}

fn read_path(text: &str) -> Option<Vec<(char, u32, u32)>> {
    let words: Vec<&str> = text.split('/').collect();
    let read = |pair: &[&str]| {
        let [name, number] = pair else { return None };
        let unit = UNITS.iter().find(|(_, segment)| segment == name)?.0;
        let (number, inserted) = number.split_once('-').unwrap_or((number, "0"));
        Some((unit, number.parse().ok()?, inserted.parse().ok()?))
    };
    words.chunks(2).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_write_a_provision_are_one() {
        for (text, expected) in [
            ("第三条", "第3条"),
            ("第十七条之一", "第17条之1"),
            ("第3条第2款", "第3条第2款"),
            ("art/3/para/2", "第3条第2款"),
            ("art/17-1", "第17条之1"),
            ("第二章第三条第（四）项", "第2章第3条第4项"),
        ] {
            assert_eq!(
                Provision::parse(text).unwrap().to_string(),
                expected,
                "{text}"
            );
        }
        for wrong in ["", "三条", "第条", "art", "art/x", "第三", "foo/3"] {
            assert!(Provision::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_place_names_a_provision_behind_the_title() {
        let article = Provision::parse("第十五条").unwrap();
        for yes in [
            "《反垄断法》第十五条规定的",
            "《第一法》第十五条第二款",
            "第三条、第十五条",
        ] {
            assert!(article.is_in(yes), "{yes}");
        }
        for no in [
            "《反垄断法》",
            "《关于第十五条的通知》",
            "《反垄断法》第五十五条",
            "第十五章",
        ] {
            assert!(!article.is_in(no), "{no}");
        }
    }

    #[test]
    fn a_part_meets_its_whole() {
        let article = Provision::parse("第三条").unwrap();
        assert!(
            article.meets("第3条") && article.meets("第3条第2款") && article.meets("第2章第3条")
        );
        assert!(
            !article.meets("第13条")
                && !article.meets("第3条之1")
                && !article.meets("第2章")
                && !article.meets("附录")
        );
        let paragraph = Provision::parse("第三条第二款").unwrap();
        assert!(paragraph.meets("第3条") && !paragraph.meets("第3条第1款"));
    }
}
