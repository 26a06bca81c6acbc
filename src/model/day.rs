//! The calendar.
//!
//! Owns: [`Day`], a calendar day that can be counted, read and written. Must not know: what happens
//! on a day, how Chinese texts write one.

use std::fmt;

/// A calendar day, as the number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// After everything that happens.
    pub(crate) const LAST: Self = Self(i32::MAX);

    /// Reads `2022-03-01`; nothing for a day the calendar does not have.
    ///
    /// ```
    /// use zhengtu::model::day::Day;
    /// assert_eq!(Day::parse("2024-02-29").unwrap().next().to_string(), "2024-03-01");
    /// assert_eq!(Day::parse("2023-02-29"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let (year, month, day) = (
            year.parse::<i32>().ok()?,
            month.parse::<i32>().ok()?,
            day.parse::<i32>().ok()?,
        );
        Self::new(year, month, day)
    }

    /// Reads `2022-03-01` and nothing shorter or longer, so that comparing the characters compares
    /// the days.
    ///
    /// ```
    /// use zhengtu::model::day::Day;
    /// assert!(Day::parse_full("2022-03-01").is_some());
    /// assert_eq!(Day::parse_full("2022-3-1"), None);
    /// ```
    pub fn parse_full(text: &str) -> Option<Self> {
        Self::parse(text).filter(|day| day.to_string() == text)
    }

    /// The day, if the calendar has it, in the years 1 to 9999.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let found = Self::of(year, month, day);
        (found.civil() == (year, month, day)).then_some(found)
    }

    /// The first and the last day that `text` may mean: a day, `2025-06`, `2025年6月`, `2025`,
    /// `2025年`, `2025年底`.
    pub(crate) fn bounds(text: &str) -> Option<(Self, Self)> {
        if let Some(day) = Self::parse(text) {
            return Some((day, day));
        }
        let mut numbers = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .map(str::parse::<i32>);
        let year = numbers
            .next()?
            .ok()
            .filter(|year| (1900..2200).contains(year))?;
        match numbers.next() {
            None if text.contains(['底', '末']) => {
                Some((Self::of(year, 12, 31), Self::of(year, 12, 31)))
            }
            None => Some((Self::of(year, 1, 1), Self::of(year, 12, 31))),
            Some(Ok(month)) if (1..=12).contains(&month) && numbers.next().is_none() => {
                let next = if month == 12 {
                    Self::of(year + 1, 1, 1)
                } else {
                    Self::of(year, month + 1, 1)
                };
                Some((
                    if text.contains(['底', '末']) {
                        Self(next.0 - 1)
                    } else {
                        Self::of(year, month, 1)
                    },
                    Self(next.0 - 1),
                ))
            }
            Some(_) => None,
        }
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The day so many days after 1970-01-01.
    #[cfg(test)]
    pub(crate) fn nth(days: i32) -> Self {
        Self(days)
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
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        (
            year + days.div_euclid(146_097) * 400 + i32::from(month <= 2),
            month,
            of_year - (153 * shifted + 2) / 5 + 1,
        )
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

#[cfg(test)]
mod tests {
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
        for wrong in [
            "2023-02-29",
            "2023-13-01",
            "2023",
            "",
            "2023-1-x",
            "1900-02-29",
        ] {
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
        assert_eq!(
            bounds("2024年12月").as_deref(),
            Some("2024-12-01 2024-12-31")
        );
        assert_eq!(
            bounds("2024年6月底").as_deref(),
            Some("2024-06-30 2024-06-30")
        );
        assert_eq!(
            bounds("2024-06-30").as_deref(),
            Some("2024-06-30 2024-06-30")
        );
        for wrong in ["五年", "", "2024年13月", "5年"] {
            assert_eq!(bounds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_day_before_crosses_months_and_years() {
        for (day, before) in [
            ("2024-03-01", "2024-02-29"),
            ("2023-03-01", "2023-02-28"),
            ("2024-01-01", "2023-12-31"),
            ("2024-05-10", "2024-05-09"),
        ] {
            assert_eq!(
                Day::parse_full(day)
                    .map(|day| day.previous().to_string())
                    .as_deref(),
                Some(before)
            );
        }
        assert!(
            ["2025年", "2024-13-01", "2023-02-29", "2024-1-1"]
                .iter()
                .all(|it| Day::parse_full(it).is_none())
        );
    }
}
