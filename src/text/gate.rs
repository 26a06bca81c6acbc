//! Required literals of a pattern: words without which it cannot match (a literal prefilter).
//!
//! Owns: how a regular expression is read for the words that each of its matches must hold, and the
//! search for them. Must not know: what any pattern means.
//!
//! Most patterns are asked of texts that have nothing to do with them. A search for a few words
//! costs a fraction of a run of the pattern, and a pattern whose words never come up need not be
//! compiled at all, which is most of what a short run of the program would do. A gate may let a
//! text pass that the pattern then refuses, never the other way round.

use aho_corasick::AhoCorasick;
use aho_corasick::packed::{Config, Searcher};
use memchr::memmem::Finder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A choice between more words is no longer looked for.
const MOST_WORDS: usize = 48;
/// A gate asks for so many choices at most.
const MOST_CHOICES: usize = 2;
/// Classes of more characters stand for no words.
const WIDEST_CLASS: usize = 12;

/// Words that a text must hold for a pattern to be found in it.
#[derive(Debug)]
pub(crate) struct Gate(Vec<Choice>);

/// One of these words has to stand in the text.
#[derive(Debug)]
enum Choice {
    One(Box<Finder<'static>>),
    /// Looked for side by side, where the processor can.
    Few(Box<Searcher>),
    Many(Box<AhoCorasick>),
}

impl Gate {
    /// The gate of `pattern`; one that is open to all if nothing is required, or if the pattern
    /// cannot be read.
    pub(crate) fn of(pattern: &str) -> Self {
        let sets = required(pattern);
        let told = sets.iter().take(MOST_CHOICES);
        Self(told.filter_map(|set| Choice::of(set)).collect())
    }

    /// Whether the pattern may be found in `text`.
    pub(crate) fn lets_pass(&self, text: &str) -> bool {
        self.0.iter().all(|choice| match choice {
            Choice::One(word) => word.find(text.as_bytes()).is_some(),
            Choice::Few(words) => words.find(text).is_some(),
            Choice::Many(words) => words.is_match(text),
        })
    }
}

impl Choice {
    fn of(words: &[String]) -> Option<Self> {
        match words {
            [word] => Some(Self::One(Box::new(Finder::new(word).into_owned()))),
            words => match Config::new().builder().extend(words).build() {
                Some(few) => Some(Self::Few(Box::new(few))),
                None => Some(Self::Many(Box::new(AhoCorasick::new(words).ok()?))),
            },
        }
    }
}

/// The choices of which each has a word in every match of `pattern`, those that tell most first.
fn required(pattern: &str) -> Vec<Vec<String>> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut sets = Words::of(&hir).all_required();
    sets.sort_by_key(|set| cost(set));
    sets
}

/// How little a choice tells: many words, and short ones, stand in many texts.
fn cost(words: &[String]) -> usize {
    let weight = |word: &String| match word.chars().count() {
        1 => 6,
        2 => 2,
        _ => 1,
    };
    words.iter().map(weight).sum()
}

/// What is known of the matches of a part of a pattern.
struct Words {
    /// All that the part can match, if that is a handful.
    exact: Option<Vec<String>>,
    /// Choices of which each has a word in every match.
    required: Vec<Vec<String>>,
}

impl Words {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exactly(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(word) => Self::exactly(vec![word.to_owned()]),
                Err(_) => Self::anything(),
            },
            HirKind::Class(class) => characters(class).map_or_else(Self::anything, Self::exactly),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repeated) => {
                let part = Self::of(&repeated.sub);
                match (repeated.min, repeated.max) {
                    (1, Some(1)) => part,
                    (0, Some(1)) => Self {
                        exact: part.exact.map(|mut words| {
                            words.push(String::new());
                            words
                        }),
                        required: Vec::new(),
                    },
                    (0, _) => Self::anything(),
                    _ => Self {
                        exact: None,
                        required: part.all_required(),
                    },
                }
            }
            HirKind::Concat(parts) => Self::in_a_row(parts),
            HirKind::Alternation(parts) => Self::one_of(parts),
        }
    }

    fn anything() -> Self {
        Self {
            exact: None,
            required: Vec::new(),
        }
    }

    fn exactly(words: Vec<String>) -> Self {
        Self {
            exact: Some(words),
            required: Vec::new(),
        }
    }

    /// The choices of every match, what the part matches exactly among them.
    fn all_required(mut self) -> Vec<Vec<String>> {
        self.required.extend(self.exact.and_then(choice));
        self.required
    }

    /// Parts that follow one another: neighbours that are known exactly make longer words.
    fn in_a_row(parts: &[Hir]) -> Self {
        let mut required = Vec::new();
        let mut run = vec![String::new()];
        let mut whole = true;
        for part in parts {
            let words = Self::of(part);
            required.extend(words.required);
            match words.exact {
                Some(next) if run.len() * next.len() <= MOST_WORDS => {
                    let pairs = run.iter().flat_map(|a| next.iter().map(move |b| (a, b)));
                    run = pairs.map(|(a, b)| format!("{a}{b}")).collect();
                }
                next => {
                    whole = false;
                    required.extend(choice(std::mem::take(&mut run)));
                    run = next.unwrap_or_else(|| vec![String::new()]);
                }
            }
        }
        if !whole {
            required.extend(choice(std::mem::take(&mut run)));
        }
        Self {
            exact: whole.then_some(run),
            required,
        }
    }

    /// Parts of which one stands: a match holds a word of the best choice of one of them.
    fn one_of(parts: &[Hir]) -> Self {
        let parts: Vec<Self> = parts.iter().map(Self::of).collect();
        if parts.iter().all(|part| part.exact.is_some()) {
            let words = parts.into_iter().filter_map(|part| part.exact).flatten();
            let words: Vec<String> = words.collect();
            if words.len() <= MOST_WORDS {
                return Self::exactly(words);
            }
            return Self::anything();
        }
        let best = parts.into_iter().map(|part| {
            let choices = part.all_required();
            choices.into_iter().min_by_key(|set| cost(set))
        });
        let words = best.collect::<Option<Vec<_>>>().map(|sets| sets.concat());
        Self {
            exact: None,
            required: words.and_then(choice).into_iter().collect(),
        }
    }
}

/// The words as a choice, if each is one and they are few; a word that holds another of them adds
/// nothing.
fn choice(mut words: Vec<String>) -> Option<Vec<String>> {
    if words.iter().any(String::is_empty) {
        return None;
    }
    words.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        if !kept.iter().any(|shorter| word.contains(shorter.as_str())) {
            kept.push(word);
        }
    }
    (!kept.is_empty() && kept.len() <= MOST_WORDS).then_some(kept)
}

/// The characters of a narrow class.
fn characters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let ranges = class.ranges();
    let count: usize = ranges
        .iter()
        .map(regex_syntax::hir::ClassUnicodeRange::len)
        .sum();
    let all = ranges.iter().flat_map(|range| range.start()..=range.end());
    (count <= WIDEST_CLASS).then(|| all.map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn shows(pattern: &str, expected: Expect) {
        expected.assert_eq(&format!("{:?}", required(pattern)));
    }

    #[test]
    fn words_that_every_match_holds() {
        shows("^第[^。]{1,3}条", expect![[r#"[["第"], ["条"]]"#]]);
        shows("废(?:止|除)", expect![[r#"[["废止", "废除"]]"#]]);
        shows(
            "(?:停止|暂停)(?:执行)?$",
            expect![[r#"[["停止", "暂停"]]"#]],
        );
        shows("(?:自|从).{2,9}起|即日", expect![[r#"[["起", "即日"]]"#]]);
        shows("[^。]*(?:甲)?", expect![[r#"[]"#]]);
        shows("(?:修改为)+", expect![[r#"[["修改为"]]"#]]);
        shows(r"^\p{Han}{2,40}$", expect![[r#"[]"#]]);
        shows("甲.乙|丙", expect![[r#"[["丙", "甲"]]"#]]);
    }

    #[test]
    fn a_gate_lets_pass_what_the_pattern_finds() {
        let gate = Gate::of("(?:将|把).{0,9}(?:修改为|调整为)");
        assert!(gate.lets_pass("将甲修改为乙"));
        assert!(!gate.lets_pass("将甲改为乙"));
        assert!(!gate.lets_pass("甲修改为乙"));
        // A pattern that is nothing but words has a gate too.
        assert!(!Gate::of("停止|暂停").lets_pass("施行"));
        assert!(Gate::of("甲*").lets_pass(""));
        assert!(Gate::of("(").lets_pass(""));
    }
}
