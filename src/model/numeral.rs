//! Chinese numerals and dates ↔ numbers.
//!
//! Owns: 第十七条 → 17, 二〇二一年三月一日 → 2021-03-01. Must not know: where in a document a
//! number stands.

use crate::model::day::Day;
use std::ops::Range;

/// The years that texts of this kind speak of; anything else that looks like a year is not one.
const YEARS: Range<u32> = 1900..2200;

/// The day that a text states, if the calendar has it and its year is one that texts speak of.
///
/// ```
/// use zhengtu::parts::model::stated_day;
/// assert_eq!(stated_day(2021, 3, 1).unwrap().to_string(), "2021-03-01");
/// assert_eq!(stated_day(2021, 2, 30), None);
/// assert_eq!(stated_day(1021, 2, 3), None);
/// ```
pub fn stated_day(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::new(year, month, day).filter(|_| YEARS.contains(&year))
}

/// The value of one Chinese digit.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' | 'O' => 0,
        '一' | '元' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '0'..='9' => c as u32 - '0' as u32,
        _ => return None,
    })
}

/// Read a number below ten thousand, in Arabic digits, in Chinese with units (一百零三) or digit by
/// digit (二〇二一).
///
/// ```
/// use zhengtu::parts::model::number;
/// assert_eq!(number("十七"), Some(17));
/// assert_eq!(number("一百二十"), Some(120));
/// assert_eq!(number("二〇二一"), Some(2021));
/// assert_eq!(number("若干"), None);
/// ```
pub fn number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if !text.contains(['十', '百', '千']) {
        return text
            .chars()
            .try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut total, mut pending) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                pending = Some(digit(c)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * unit;
    }
    Some(total + pending.unwrap_or(0))
}

/// Write a number below ten thousand with units, as provisions are numbered: 17 → 十七.
pub fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / unit % 10;
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) && !n.is_multiple_of(unit * 10) {
            out.push_str(DIGITS[0]);
        }
        if !(d == 1 && unit == 10 && out.is_empty()) {
            out.push_str(DIGITS[d as usize]);
        }
        out.push_str(name);
    }
    if out.is_empty() {
        DIGITS[0].to_owned()
    } else {
        out
    }
}

/// The date at the very start of `text` (which has no white space), and how many bytes it takes:
/// 2021年3月1日, 二〇二一年三月一日, 2021-03-01, 2021.3.1.
///
/// ```
/// use zhengtu::parts::model::date_prefix;
/// let (date, len) = date_prefix("二〇二一年十二月三十一日起施行").unwrap();
/// assert_eq!(date.to_string(), "2021-12-31");
/// assert_eq!(&"二〇二一年十二月三十一日起施行"[len..], "起施行");
/// assert!(date_prefix("2021年13月1日").is_none());
/// ```
pub fn date_prefix(text: &str) -> Option<(Day, usize)> {
    let (year, rest) = take_number(text, 4)?;
    if !YEARS.contains(&year) {
        return None;
    }
    let (first, second) = if rest.starts_with('年') {
        ("年", "月")
    } else {
        (
            rest.get(..1).filter(|s| ["-", ".", "/"].contains(s))?,
            rest.get(..1)?,
        )
    };
    let (month, rest) = take_number(rest.strip_prefix(first)?, 3)?;
    let (day, rest) = take_number(rest.strip_prefix(second)?, 3)?;
    let rest = if first == "年" {
        rest.strip_prefix('日')?
    } else {
        rest
    };
    Some((stated_day(year, month, day)?, text.len() - rest.len()))
}

/// The longest run of at most `max` numeral characters at the start of `text`, as a number, and
/// what follows.
fn take_number(text: &str, max: usize) -> Option<(u32, &str)> {
    let end = text
        .char_indices()
        .take(max)
        .take_while(|(_, c)| digit(*c).is_some() || *c == '十')
        .map(|(i, c)| i + c.len_utf8())
        .last()?;
    Some((number(&text[..end])?, &text[end..]))
}

/// The first date in `text` at or after byte `from`, with its range.
pub(crate) fn find_date(text: &str, from: usize) -> Option<(Day, Range<usize>)> {
    let mut at = from;
    while let Some(found) = text[at..].find('年').map(|i| at + i) {
        let start = text[..found]
            .char_indices()
            .rev()
            .take(4)
            .take_while(|(_, c)| digit(*c).is_some())
            .map(|(i, _)| i)
            .last();
        if let Some((date, len)) = start
            .filter(|s| *s >= from)
            .and_then(|s| date_prefix(&text[s..]))
        {
            let start = start.unwrap_or(found);
            return Some((date, start..start + len));
        }
        at = found + '年'.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_ten_thousand_is_written_and_read_back() {
        for n in 0..10_000 {
            assert_eq!(number(&chinese(n)), Some(n), "{}", chinese(n));
        }
        for (n, want) in [
            (10, "十"),
            (17, "十七"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1010, "一千零一十"),
            (1001, "一千零一"),
        ] {
            assert_eq!(chinese(n), want);
        }
    }

    #[test]
    fn dates_are_found_inside_sentences() {
        let text = "自2021年3月1日起施行，至二〇二二年十二月三十一日止";
        let (first, range) = find_date(text, 0).unwrap();
        assert_eq!(
            (first.to_string().as_str(), &text[range.clone()]),
            ("2021-03-01", "2021年3月1日")
        );
        assert_eq!(
            find_date(text, range.end).unwrap().0.to_string(),
            "2022-12-31"
        );
        assert!(find_date("2021年3月起", 0).is_none());
    }
}
