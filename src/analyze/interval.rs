//! Days and sets of days.
//!
//! Owns: [`Day`], a calendar day that can be counted; [`Spans`], half-open stretches of days with union, difference and intersection. Must not know:
//! documents, and what a stretch means.

use std::fmt;

/// A calendar day, as the number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// After everything that happens.
    pub(super) const LAST: Self = Self(i32::MAX);

    /// Reads `2022-03-01`; nothing for a day the calendar does not have.
    ///
    /// ```
    /// use zhengtu::analyze::Day;
    /// assert_eq!(Day::parse("2024-02-29").unwrap().next().to_string(), "2024-03-01");
    /// assert_eq!(Day::parse("2023-02-29"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let (year, month, day) = (year.parse::<i32>().ok()?, month.parse::<i32>().ok()?, day.parse::<i32>().ok()?);
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let parsed = Self::of(year, month, day);
        (parsed.civil() == (year, month, day)).then_some(parsed)
    }

    /// The first and the last day that `text` may mean: a day, `2025-06`, `2025年6月`, `2025`, `2025年`, `2025年底`.
    pub(super) fn bounds(text: &str) -> Option<(Self, Self)> {
        if let Some(day) = Self::parse(text) {
            return Some((day, day));
        }
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse::<i32>);
        let year = numbers.next()?.ok().filter(|year| (1900..2200).contains(year))?;
        match numbers.next() {
            None if text.contains(['底', '末']) => Some((Self::of(year, 12, 31), Self::of(year, 12, 31))),
            None => Some((Self::of(year, 1, 1), Self::of(year, 12, 31))),
            Some(Ok(month)) if (1..=12).contains(&month) && numbers.next().is_none() => {
                let next = if month == 12 { Self::of(year + 1, 1, 1) } else { Self::of(year, month + 1, 1) };
                Some((if text.contains(['底', '末']) { Self(next.0 - 1) } else { Self::of(year, month, 1) }, Self(next.0 - 1)))
            }
            Some(_) => None,
        }
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Days from the civil calendar, by eras of 400 years that begin in March.
    fn of(year: i32, month: i32, day: i32) -> Self {
        let year = year - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    fn civil(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year + days.div_euclid(146_097) * 400 + i32::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::LAST {
            return f.write_str("…");
        }
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Stretches of days, each from its first day up to, not including, its end; in order, apart from each other, none empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<(Day, Day)>);

impl Spans {
    /// The stretch from `from` up to, not including, `to`; nothing if that is no day.
    pub fn one(from: Day, to: Day) -> Self {
        Self(if from < to { vec![(from, to)] } else { Vec::new() })
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

    /// The stretch that `day` is in.
    pub fn around(&self, day: Day) -> Option<(Day, Day)> {
        self.0.iter().copied().find(|(from, to)| (*from..*to).contains(&day))
    }

    /// The end of the last stretch.
    pub fn end(&self) -> Option<Day> {
        self.0.last().map(|(_, to)| *to)
    }
}

impl fmt::Display for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self.0.iter().map(|(from, to)| format!("[{from}, {to})")).collect();
        f.write_str(&if spans.is_empty() { "never".to_owned() } else { spans.join(" ∪ ") })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Dice;
    use super::*;

    #[test]
    fn days_count_through_two_centuries() {
        let mut day = Day::parse("1949-10-01").unwrap();
        while day < Day::parse("2101-01-01").unwrap() {
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            assert!(day.to_string() < day.next().to_string());
            day = day.next();
        }
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        for wrong in ["2023-02-29", "2023-13-01", "2023", "", "2023-1-x", "1900-02-29"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_full_day_has_bounds() {
        let bounds = |text| Day::bounds(text).map(|(from, to)| format!("{from} {to}"));
        assert_eq!(bounds("2025年").as_deref(), Some("2025-01-01 2025-12-31"));
        assert_eq!(bounds("2025").as_deref(), Some("2025-01-01 2025-12-31"));
        assert_eq!(bounds("2025年底").as_deref(), Some("2025-12-31 2025-12-31"));
        assert_eq!(bounds("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(bounds("2024年12月").as_deref(), Some("2024-12-01 2024-12-31"));
        assert_eq!(bounds("2024年6月底").as_deref(), Some("2024-06-30 2024-06-30"));
        assert_eq!(bounds("2024-06-30").as_deref(), Some("2024-06-30 2024-06-30"));
        for wrong in ["五年", "", "2024年13月", "5年"] {
            assert_eq!(bounds(wrong), None, "{wrong}");
        }
    }

    fn spans(dice: &mut Dice) -> Spans {
        (0..dice.below(5)).fold(Spans::default(), |all, _| {
            let from = i32::try_from(dice.below(40)).unwrap();
            all.union(&Spans::one(Day(from), Day(from + i32::try_from(dice.below(12)).unwrap())))
        })
    }

    /// Against sets of single days, which cannot be wrong.
    #[test]
    fn the_algebra_holds() {
        let mut dice = Dice::new(7);
        for _ in 0..3000 {
            let (a, b) = (spans(&mut dice), spans(&mut dice));
            let (union, minus, and) = (a.union(&b), a.minus(&b), a.and(&b));
            for day in (-1..60).map(Day) {
                let (in_a, in_b) = (a.contains(day), b.contains(day));
                assert_eq!(union.contains(day), in_a || in_b, "{a} ∪ {b} at {day}");
                assert_eq!(minus.contains(day), in_a && !in_b, "{a} − {b} at {day}");
                assert_eq!(and.contains(day), in_a && in_b, "{a} ∩ {b} at {day}");
            }
            for it in [&union, &minus, &and] {
                assert!(it.0.iter().all(|(from, to)| from < to) && it.0.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{it}");
            }
            assert_eq!(union, b.union(&a));
            assert_eq!(minus.union(&and), a);
        }
    }
}
