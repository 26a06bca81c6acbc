//! The cue that fits the words around titles: the first of the table.
//!
//! Owns: the patterns of [`CUES`] compiled, the order in which they are tried. Must not know: what
//! a cue means.

use super::cues::{CUES, Cue};
use super::verbs::{Verb, governing_verb};
use super::zone::Zone;
use crate::text::pattern::Lazy;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// The cues with their patterns compiled.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The row.
    pub cue: &'static Cue,
    before: Option<Lazy>,
    after: Option<Lazy>,
    unless: Option<Lazy>,
}

/// The words around titles.
struct Around<'t> {
    before: &'t str,
    after: &'t str,
    /// The verb that governs the titles, looked for once.
    governed: OnceCell<Option<(Verb, usize)>>,
}

impl<'t> Around<'t> {
    fn new(before: &'t str, after: &'t str) -> Self {
        Self {
            before,
            after,
            governed: OnceCell::new(),
        }
    }

    fn governed(&self) -> Option<(Verb, usize)> {
        *self.governed.get_or_init(|| governing_verb(self.before))
    }
}

impl Compiled {
    /// Whether the words around titles in `zone` are this cue's; where its words begin in `before`
    /// and end in `after`.
    fn fits(&self, zone: Zone, around: &Around) -> Option<(usize, usize)> {
        let Around { before, after, .. } = *around;
        if !self.cue.zones.contains(&zone) {
            return None;
        }
        let from = match (&self.before, self.cue.verb) {
            (pattern, Some(verb)) => {
                let governed = around.governed().filter(|(found, _)| *found == verb)?;
                if pattern.as_ref().is_some_and(|p| !p.is_match(before)) {
                    return None;
                }
                governed.1
            }
            (Some(pattern), None) => pattern.find_iter(before).last()?.start(),
            (None, None) => before.len(),
        };
        let to = match &self.after {
            Some(pattern) => pattern.find(after)?.end(),
            None => 0,
        };
        let left = self.unless.as_ref().is_some_and(|r| r.is_match(before));
        (!left).then_some((from, to))
    }
}

/// All cues, each compiled when it is first tried.
pub(crate) fn compiled() -> &'static [Compiled] {
    static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
        let pattern = |p: &'static str| (!p.is_empty()).then(|| Lazy::new(p));
        CUES.iter()
            .map(|cue| Compiled {
                cue,
                before: pattern(cue.before),
                after: pattern(cue.after),
                unless: pattern(cue.unless),
            })
            .collect()
    });
    &COMPILED
}

/// The first cue that fits, with the extent of its words on both sides; [`None`] is a passing
/// mention.
pub(crate) fn decide(
    zone: Zone,
    before: &str,
    after: &str,
) -> Option<(&'static Cue, usize, usize)> {
    let around = Around::new(before, after);
    compiled()
        .iter()
        .find_map(|c| c.fits(zone, &around).map(|(from, to)| (c.cue, from, to)))
}

/// Every cue that fits, in the order in which they are tried: the first one decides, the others
/// lost.
pub(crate) fn fitting(zone: Zone, before: &str, after: &str) -> Vec<&'static Cue> {
    let around = Around::new(before, after);
    compiled()
        .iter()
        .filter(|c| c.fits(zone, &around).is_some())
        .map(|c| c.cue)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(sentence: &str) -> (String, String) {
        let (before, rest) = sentence.split_once('⟦').expect(sentence);
        let (_, after) = rest.split_once('⟧').expect(sentence);
        (
            before
                .rsplit(['。', '；'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            after.to_owned(),
        )
    }

    #[test]
    fn each_cue_decides_its_examples_and_no_counterexample() {
        for cue in CUES {
            assert!(
                !cue.yes.is_empty()
                    && (!cue.no.is_empty() || cue.before.is_empty() && cue.after.is_empty()),
                "{} shows no sentences",
                cue.id
            );
            for sentence in cue.yes {
                let (before, after) = around(sentence);
                let found = decide(cue.zones[0], &before, &after).map(|(c, ..)| c.id);
                assert_eq!(found, Some(cue.id), "{sentence}");
            }
            for sentence in cue.no {
                let (before, after) = around(sentence);
                for zone in cue.zones {
                    let found = decide(*zone, &before, &after).map(|(c, ..)| c.id);
                    assert_ne!(found, Some(cue.id), "{sentence}");
                }
            }
        }
    }

    #[test]
    fn no_two_cues_share_a_name() {
        for (i, cue) in CUES.iter().enumerate() {
            assert!(CUES[..i].iter().all(|c| c.id != cue.id), "{}", cue.id);
        }
    }
}
