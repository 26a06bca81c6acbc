//! List numbering of Word: 第一条, 一、, （一）, 1. that stand in no run of text.
//!
//! Owns: the lists of `numbering.xml`, their counters, and numbers in the forms of numbering. Must
//! not know: paragraphs.

use super::xml::{self, Node};
use std::collections::HashMap;

/// One level of a list: 第%1条 with Chinese numbers from 1.
#[derive(Debug, Clone, Default)]
struct Level {
    text: String,
    format: String,
    start: u32,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels of each abstract list.
    lists: HashMap<String, Vec<Level>>,
    /// Which abstract list a list is.
    list_of: HashMap<String, String>,
    /// Where each abstract list has got to.
    counts: HashMap<String, Vec<u32>>,
}

/// How many levels a list has at most.
const LEVELS: usize = 9;

impl Numbering {
    /// The lists in `word/numbering.xml`, if there is one.
    pub(super) fn read(bytes: Option<&[u8]>) -> Self {
        let mut all = Self::default();
        let (mut list, mut number, mut level) = (None::<String>, None::<String>, 0);
        let _ = xml::walk(bytes.unwrap_or_default(), |node| match node {
            Node::Open("abstractNum", a) => list = a.get("abstractNumId").map(str::to_owned),
            Node::Close("abstractNum") => list = None,
            Node::Open("num", a) => number = a.get("numId").map(str::to_owned),
            Node::Open("abstractNumId", a) => {
                if let (Some(number), Some(list)) = (&number, a.get("val")) {
                    all.list_of.insert(number.clone(), list.to_owned());
                }
            }
            Node::Open("lvl", a) => {
                level = a.get("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
            }
            Node::Open(name @ ("start" | "numFmt" | "lvlText"), a) => {
                let Some(list) = list.as_ref().filter(|_| level < LEVELS) else {
                    return;
                };
                let levels = all.lists.entry(list.clone()).or_default();
                if levels.len() <= level {
                    levels.resize(level + 1, Level::default());
                }
                let value = a.get("val").unwrap_or_default();
                match name {
                    "start" => levels[level].start = value.parse().unwrap_or(1),
                    "numFmt" => value.clone_into(&mut levels[level].format),
                    _ => value.clone_into(&mut levels[level].text),
                }
            }
            _ => {}
        });
        all
    }

    /// The number of the next item of a list, as it is printed; nothing for bullets.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(list) = self.list_of.get(list) else {
            return String::new();
        };
        let Some(levels) = self.lists.get(list) else {
            return String::new();
        };
        let Some(own) = levels.get(level) else {
            return String::new();
        };
        let counts = self.counts.entry(list.clone()).or_default();
        counts.truncate(level + 1);
        let above = levels.iter().take(level).skip(counts.len());
        counts.extend(above.map(|outer| outer.start.max(1)));
        match counts.get_mut(level) {
            Some(count) => *count = count.saturating_add(1),
            None => counts.push(own.start),
        }
        if matches!(own.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut printed = own.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let number = in_form(*count, &levels[at].format);
            printed = printed.replace(&format!("%{}", at + 1), &number);
        }
        printed
    }
}

fn in_form(n: u32, format: &str) -> String {
    let letter = |first: u8| {
        let at = (n.saturating_sub(1) % 26) as u8;
        char::from(first + at).to_string()
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "taiwaneseCounting" => chinese(n),
        "upperLetter" => letter(b'A'),
        "lowerLetter" => letter(b'a'),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32(0x2460 + n - 1).map_or_else(String::new, String::from)
        }
        "decimalZero" => format!("{n:02}"),
        "decimalFullWidth" => n
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
            .collect(),
        _ => n.to_string(),
    }
}

/// 一, 十, 二十一, 一百零二; beyond 9999 in digits.
fn chinese(n: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    let (mut out, mut zero) = (String::new(), false);
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(sign);
    }
    out
}

fn roman(n: u32) -> String {
    let mut left = n.min(3999);
    let mut out = String::new();
    for (value, sign) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_forms() {
        let rows = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1010, "一千零一十"),
            (10000, "10000"),
        ];
        for (n, want) in rows {
            assert_eq!(in_form(n, "chineseCounting"), want);
        }
        assert_eq!(
            (
                roman(14).as_str(),
                in_form(3, "decimalEnclosedCircle").as_str()
            ),
            ("XIV", "③")
        );
    }

    #[test]
    fn a_list_counts_and_starts_anew_below() {
        let list = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
            <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/></w:lvl>\
            <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>\
            </w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
        let mut numbering = Numbering::read(Some(list.as_bytes()));
        let steps = [("7", 0), ("7", 1), ("7", 1), ("7", 0), ("7", 1), ("8", 0)];
        let printed: Vec<String> = steps.iter().map(|(l, n)| numbering.next(l, *n)).collect();
        assert_eq!(printed, ["第一条", "1.", "2.", "第二条", "1.", ""]);
    }
}
