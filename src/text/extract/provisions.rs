//! Provisions that a text names, as a list: 第三条第一款第（二）项、第五条至第七条.
//!
//! Owns: where such a list goes on, units that its numbers share, parents that are not said again.
//! Must not know: of which document they are.

use crate::model::provision::{Step, Unit};
use crate::text::rule::Words;

/// What stands between two provisions of a list.
static BETWEEN_PROVISIONS: Words = Words::heads(
    "between-provisions",
    &[
        "至", "到", "、", "和", "及", "与", "以及", "或者", "或", "，",
    ],
    &["至第七条", "和第五条", "，第六条"],
    &["的规定", "。第五条"],
);
/// … that is a range.
static RANGE: Words = Words::whole("range", &["至", "到"], &["至"], &["和", "、"]);
/// What stands between numbers that share their unit.
static BETWEEN_NUMBERS: Words = Words::heads(
    "between-numbers",
    &["、", "和", "及"],
    &["、四条", "和四条"],
    &["至四条", "条"],
);

/// One step 第三条, 第十七条之一, 第（二）项 or （二）项 at the start of `text`: its words and
/// unit.
fn step(text: &str) -> Option<(&str, Unit)> {
    let (step, len) = Step::read(text)?;
    Some((&text[..len], step.unit))
}

/// The provisions that begin at byte `from` of `text`, the ranges among them, and where they end.
///
/// ```
/// use zhengtu::parts::text::provisions;
/// let (found, ranges, _) = provisions("第三条第一款第（二）项、第五条至第七条的规定", 0);
/// assert_eq!(found, ["第三条第一款第（二）项", "第五条", "第七条"]);
/// assert_eq!(ranges, [("第五条".to_owned(), "第七条".to_owned())]);
/// let (found, ..) = provisions("第三条第一款、第二款和第九条", 0);
/// assert_eq!(found, ["第三条第一款", "第三条第二款", "第九条"]);
/// let (found, _, end) = provisions("第三、四、十七条关于", 0);
/// assert_eq!((found.join(" ").as_str(), end), ("第三条 第四条 第十七条", "第三、四、十七条".len()));
/// ```
pub fn provisions(text: &str, from: usize) -> (Vec<String>, Vec<(String, String)>, usize) {
    let mut found: Vec<String> = Vec::new();
    let mut ranges = Vec::new();
    let (mut at, mut end) = (from, from);
    let mut range = false;
    loop {
        let rest = &text[at..];
        let rest = rest
            .strip_prefix('的')
            .filter(|_| found.is_empty())
            .unwrap_or(rest);
        let start = text.len() - rest.len();
        let mut words = String::new();
        let mut next = start;
        let (mut first_unit, mut last_unit) = (None, None);
        while let Some((part, unit)) = step(&text[next..]) {
            if first_unit.is_some_and(|first| first >= unit) && last_unit >= Some(unit) {
                break;
            }
            first_unit.get_or_insert(unit);
            last_unit = Some(unit);
            words.push_str(part);
            next += part.len();
        }
        if words.is_empty()
            && let Some((several, len)) = sharing_unit(&text[start..])
        {
            for full in several {
                if !found.contains(&full) {
                    found.push(full);
                }
            }
            end = start + len;
            break;
        }
        let Some(unit) = first_unit else { break };
        let full = with_parent(&words, unit, found.last());
        if let (true, Some(first)) = (range, found.last()) {
            ranges.push((first.clone(), full.clone()));
        }
        if !found.contains(&full) {
            found.push(full);
        }
        end = next;
        let after = &text[next..];
        let mut separators = BETWEEN_PROVISIONS.words.iter();
        let parts = |s: &&&str| after.strip_prefix(**s).is_some_and(|t| step(t).is_some());
        let Some(separator) = separators.find(parts) else {
            break;
        };
        range = RANGE.stand_in(separator);
        at = next + separator.len();
    }
    (found, ranges, end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百零〇两".contains(c)
}

/// 第三、四、十七条 at the start of `text`: the provisions it names, and its length.
fn sharing_unit(text: &str) -> Option<(Vec<String>, usize)> {
    let mut numbers = Vec::new();
    let mut rest = text.strip_prefix('第')?;
    loop {
        let len = rest.find(|c| !is_digit(c)).filter(|len| *len > 0)?;
        numbers.push(&rest[..len]);
        rest = &rest[len..];
        let Some(next) = BETWEEN_NUMBERS.strip(rest) else {
            break;
        };
        rest = next;
    }
    let unit = rest.chars().next().filter(|c| Unit::of(*c).is_some())?;
    let len = text.len() - rest.len() + unit.len_utf8();
    let several = numbers.iter().map(|number| format!("第{number}{unit}"));
    (numbers.len() > 1).then(|| (several.collect(), len))
}

/// 第二款 after 第三条第一款 means 第三条第二款.
fn with_parent(words: &str, unit: Unit, before: Option<&String>) -> String {
    let Some(before) = before.filter(|_| unit > Unit::Article) else {
        return words.to_owned();
    };
    let mut parent = String::new();
    let mut rest = before.as_str();
    while let Some((part, u)) = step(rest) {
        if u >= unit {
            break;
        }
        parent.push_str(part);
        rest = &rest[part.len()..];
    }
    parent + words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&BETWEEN_PROVISIONS, &RANGE, &BETWEEN_NUMBERS]);
    }
}
