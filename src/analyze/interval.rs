//! Interval sets: days on which something holds.
//!
//! Owns: [`Spans`], half-open stretches of days with union, difference and intersection. Must not
//! know: documents, and what a stretch means.

use crate::model::day::Day;
use std::fmt;

/// Stretches of days, each from its first day up to, not including, its end; in order, apart from
/// each other, none empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<(Day, Day)>);

impl Spans {
    /// The stretch from `from` up to, not including, `to`; nothing if that is no day.
    pub fn one(from: Day, to: Day) -> Self {
        Self(if from < to {
            vec![(from, to)]
        } else {
            Vec::new()
        })
    }

    /// Whether `day` is in it.
    pub fn contains(&self, day: Day) -> bool {
        self.0.iter().any(|(from, to)| (*from..*to).contains(&day))
    }

    /// The days of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut all: Vec<(Day, Day)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut joined: Vec<(Day, Day)> = Vec::with_capacity(all.len());
        for (from, to) in all {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// The days of this that are not in `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for (from, to) in &self.0 {
            let mut start = *from;
            for (cut_from, cut_to) in &other.0 {
                if *cut_to <= start || *cut_from >= *to {
                    continue;
                }
                left.extend(Self::one(start, *cut_from).0);
                start = *cut_to;
            }
            left.extend(Self::one(start, *to).0);
        }
        Self(left)
    }

    /// The days of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.minus(&self.minus(other))
    }

    /// The stretches, each from its first day up to, not including, its end.
    pub fn stretches(&self) -> &[(Day, Day)] {
        &self.0
    }
}

impl fmt::Display for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self
            .0
            .iter()
            .map(|(from, to)| match *to {
                Day::LAST => format!("[{from}, …)"),
                to => format!("[{from}, {to})"),
            })
            .collect();
        f.write_str(&if spans.is_empty() {
            "never".to_owned()
        } else {
            spans.join(" ∪ ")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Dice;
    use super::*;

    fn spans(dice: &mut Dice) -> Spans {
        (0..dice.below(5)).fold(Spans::default(), |all, _| {
            let from = i32::try_from(dice.below(40)).unwrap();
            all.union(&Spans::one(
                Day::nth(from),
                Day::nth(from + i32::try_from(dice.below(12)).unwrap()),
            ))
        })
    }

    /// Against sets of single days, which cannot be wrong.
    #[test]
    fn the_algebra_holds() {
        let mut dice = Dice::new(7);
        for _ in 0..3000 {
            let (a, b) = (spans(&mut dice), spans(&mut dice));
            let (union, minus, and) = (a.union(&b), a.minus(&b), a.and(&b));
            for day in (-1..60).map(Day::nth) {
                let (in_a, in_b) = (a.contains(day), b.contains(day));
                assert_eq!(union.contains(day), in_a || in_b, "{a} ∪ {b} at {day}");
                assert_eq!(minus.contains(day), in_a && !in_b, "{a} − {b} at {day}");
                assert_eq!(and.contains(day), in_a && in_b, "{a} ∩ {b} at {day}");
            }
            for it in [&union, &minus, &and] {
                assert!(
                    it.0.iter().all(|(from, to)| from < to)
                        && it.0.windows(2).all(|pair| pair[0].1 <= pair[1].0),
                    "{it}"
                );
            }
            assert_eq!(union, b.union(&a));
            assert_eq!(minus.union(&and), a);
        }
    }
}
