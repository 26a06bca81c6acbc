//! 第三条第一款第（二）项 → steps of a path: `/art/3`, `/para/1`, `/item/2`.
//!
//! Owns: the units of provisions and their numbers. Must not know: documents.

use crate::model::numeral;
use crate::model::vocab::UNITS;

/// One step down into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The part of the path it adds: `/art/17-1`.
    pub segment: String,
    /// The unit: 条.
    pub unit: char,
    /// The number: `17-1`.
    pub number: String,
    /// The whole name down to here: 第十七条之一.
    pub label: String,
}

/// The steps of a provision as printed; `None` if any of it cannot be read.
///
/// ```
/// use zhengtu::build::graph::provision_steps;
/// let path = |printed| {
///     let steps = provision_steps(printed).unwrap();
///     steps.iter().map(|s| s.segment.as_str()).collect::<String>()
/// };
/// assert_eq!(path("第三条第一款第（二）项"), "/art/3/para/1/item/2");
/// assert_eq!(path("第十七条之一"), "/art/17-1");
/// assert_eq!(path("第二章第三节"), "/ch/2/sec/3");
/// assert_eq!(provision_steps("有关规定"), None);
/// ```
pub fn steps(printed: &str) -> Option<Vec<Step>> {
    let mut found = Vec::new();
    let mut rest = printed;
    while !rest.is_empty() {
        let words = rest.strip_prefix('第').unwrap_or(rest);
        let (numeral, after) = match words.strip_prefix('（') {
            Some(inner) => inner.split_once('）')?,
            None => words.split_at(words.find(|c: char| UNITS.iter().any(|(u, _)| *u == c))?),
        };
        let unit = after.chars().next()?;
        let name = UNITS.iter().find(|(u, _)| *u == unit)?.1;
        let mut number = numeral::number(numeral)?.to_string();
        rest = &after[unit.len_utf8()..];
        if let Some(extra) = rest.strip_prefix('之') {
            let end = extra.find('第').unwrap_or(extra.len());
            number = format!("{number}-{}", numeral::number(&extra[..end])?);
            rest = &extra[end..];
        }
        let label = printed[..printed.len() - rest.len()].to_owned();
        found.push(Step {
            segment: format!("/{name}/{number}"),
            unit,
            number,
            label,
        });
    }
    (!found.is_empty()).then_some(found)
}
