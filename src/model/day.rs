//! Civil dates: the calendar.
//!
//! Owns: [`Day`], the one calendar day of the program, read and written as ISO 8601 has it, over
//! the civil dates of the crate `jiff` (no clock, no time zones); what may be meant by less than a
//! day. Must not know: what happens on a day, how Chinese texts write one (that is
//! `numeral`).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// How many months at most lie between the passing of a text and its approval and publication.
pub(crate) const MOST_UNDER_REVIEW: u16 = 12;

/// A calendar day of the years 1 to 9999, as the Gregorian calendar has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The end of the calendar: after everything that happens.
    pub(crate) const LAST: Self = Self(Date::MAX);

    /// Reads `2022-03-01`; nothing for a day the calendar does not have.
    ///
    /// ```
    /// use zhengtu::model::day::Day;
    /// assert_eq!(Day::parse("2024-02-29").unwrap().next().to_string(), "2024-03-01");
    /// assert_eq!(Day::parse("2023-02-29"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
        Self::new(parts.next()??, parts.next()??, parts.next()??)
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
    pub fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok().map(Self)
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
            .map(str::parse::<u32>);
        let year = numbers.next()?.ok();
        let year = year.filter(|year| (1900..2200).contains(year))?;
        let month = numbers.next().transpose().ok()?;
        if numbers.next().is_some() {
            return None;
        }
        let first = Self::new(year, month.unwrap_or(1), 1)?;
        let last = match month {
            Some(_) => Self(first.0.last_of_month()),
            None => Self(first.0.last_of_year()),
        };
        let at_end = text.contains(['底', '末']);
        Some((if at_end { last } else { first }, last))
    }

    /// Its year.
    pub fn year(self) -> u32 {
        self.civil().0
    }

    /// Year, month and day of the month.
    pub fn civil(self) -> (u32, u32, u32) {
        let plain = |n: i16| u32::from(n.unsigned_abs());
        let date = self.0;
        (
            plain(date.year()),
            plain(date.month().into()),
            plain(date.day().into()),
        )
    }

    /// The day after; the last of all days has none.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.tomorrow().map_or(self, Self)
    }

    /// The day before; the first of all days has none.
    #[must_use]
    pub fn previous(self) -> Self {
        self.0
            .yesterday()
            .ok()
            .filter(|day| day.year() > 0)
            .map_or(self, Self)
    }

    /// The same day so many months later, or the last day of a month that is too short for it.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        Self(self.0.saturating_add(i32::from(months).months()))
    }

    /// The day so many days after 1970-01-01.
    #[cfg(test)]
    pub(crate) fn nth(days: i32) -> Self {
        Self(Date::constant(1970, 1, 1).saturating_add(days.days()))
    }
}

/// As `2022-03-01`.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse_full(&text).ok_or_else(|| de::Error::custom("this is no day"))
    }
}

/// `2022-03-01`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        assert_eq!(Day::parse("1970-01-01"), Some(Day::nth(0)));
        for wrong in [
            "2023-02-29",
            "2023-13-01",
            "2023",
            "",
            "2023-1-x",
            "1900-02-29",
            "0000-01-01",
            "10000-01-01",
            "-1-01-01",
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
        for wrong in ["五年", "", "2024年13月", "5年", "2024年2月30日", "99999年"] {
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

    #[test]
    fn the_calendar_has_two_ends() {
        let first = Day::new(1, 1, 1).unwrap();
        assert_eq!((first.previous(), first.year()), (first, 1));
        assert_eq!(Day::LAST.next(), Day::LAST);
        assert_eq!(Day::parse(&Day::LAST.to_string()), Some(Day::LAST));
        assert_eq!(Day::LAST.plus_months(2), Day::LAST);
    }

    #[test]
    fn months_later_is_a_day_of_that_month() {
        let later = |day, months| Day::parse(day).unwrap().plus_months(months).to_string();
        assert_eq!(later("2023-12-31", 2), "2024-02-29");
        assert_eq!(later("2024-05-10", 2), "2024-07-10");
    }
}
