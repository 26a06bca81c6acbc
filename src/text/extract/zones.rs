//! In which part of a document a mention stands: the note under the title, the opening, the aims, a
//! table, the rest.
//!
//! Owns: how the parts are told. Must not know: mentions, or what a part means for them; that is in
//! [`super::cues`].

use super::cues::Zone;
use crate::text::segment::{Document, Sign, regex};
use regex::Regex;
use std::sync::LazyLock;

static NEXT_PART: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、]|第[一1][章编])",
    )
});
static AIMS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^\n。]{0,12}?(?:总体要求|指导思想|基本原则|工作目标|工作思路|总体思路|总体目标|主要目标|工作原则|行动目标|目标定位)",
    )
});
static NEXT_ARTICLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?m)^第[一二三四五六七八九十百零]{1,6}[条章]"));
static SUSPENSION_TABLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^[^\n。《》]{0,40}暂时调整(?:适用|实施)[^\n。《》]{0,30}(?:目录|清单|情况表|一览表)$",
    )
});
static REPEAL_LIST: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^[^\n。《》]{0,30}(?:废止|失效|停止执行)[^\n。《》]{0,24}(?:目录|清单|规章|文件|规定|法规)(?:（[^）\n]*）)?[：:]?$",
    )
});

/// The zones of a document's text.
pub(super) struct Zones {
    note: (usize, usize),
    opening_end: usize,
    aims: Vec<(usize, usize)>,
    /// Where a table of rules set aside, or a list of repealed ones, begins.
    pub(super) table: Option<(usize, Zone)>,
}

/// How far the note under the title reaches in `text`: what says when and by whom the text was
/// passed, published and amended, in brackets or not.
fn note_length(document: &Document, text: &str) -> usize {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:根据)?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.*(?:通过|批准|公布|发布|修订|修正|修改|施行)",
        )
    });
    let mut end = 0;
    if !(text.starts_with('（') || document.sign == Sign::Note || DATED.is_match(text)) {
        return 0;
    }
    for paragraph in text.split_inclusive('\n') {
        let inside = end > 0 && text.starts_with('（') && !text[..end].trim_end().ends_with('）');
        if !(paragraph.starts_with('（') || inside || DATED.is_match(paragraph))
            || end > 6000
            || paragraph.starts_with('第')
        {
            break;
        }
        end += paragraph.len();
    }
    end
}

/// The sections that state aims and principles.
fn aims(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for heading in AIMS.captures_iter(text) {
        let Some(whole) = heading.get(0) else {
            continue;
        };
        let top = heading[1].ends_with('、');
        let rest = &text[whole.end()..];
        let starts = memchr::memchr_iter(b'\n', rest.as_bytes()).map(|i| i + 1);
        let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
        let end = starts.into_iter().find(|at| {
            let next = &rest[*at..];
            let numeral = next
                .find(|c: char| !is_numeral(c))
                .filter(|i| *i > 0)
                .is_some_and(|i| next[i..].starts_with('、'));
            numeral || !top && next.starts_with('（') && next.chars().nth(1).is_some_and(is_numeral)
        });
        found.push((whole.start(), whole.end() + end.unwrap_or(rest.len())));
    }
    found
}

impl Zones {
    /// `base` is where the body begins in `text`: before it stands, in a decree, the sentence that
    /// promulgates.
    pub(super) fn new(document: &Document, text: &str, base: usize) -> Self {
        let note_end = base + note_length(document, &text[base..]);
        let body = &text[note_end..];
        let first_article = if body.starts_with("第一条") {
            Some(0)
        } else {
            memchr::memmem::find(body.as_bytes(), "\n第一条".as_bytes()).map(|i| i + 1)
        };
        let opening_end = match first_article {
            Some(at) => {
                let rest = &body[at + "第一条".len()..];
                note_end
                    + NEXT_ARTICLE.find(rest).map_or_else(
                        || body.len().min(at + 3000),
                        |m| at + "第一条".len() + m.start(),
                    )
            }
            None => {
                note_end
                    + NEXT_PART
                        .find_iter(body)
                        .find(|m| m.start() > 0)
                        .map_or(body.len().min(4500), |m| m.start())
            }
        };
        let aims = if first_article.is_none() {
            aims(text)
        } else {
            Vec::new()
        };
        let table = SUSPENSION_TABLE
            .find(text)
            .map(|m| (m.start(), Zone::SuspensionTable));
        let ends = ["废止", "失效", "清理"]
            .iter()
            .any(|w| document.title.contains(w));
        let table = table.or_else(|| {
            REPEAL_LIST
                .find(text)
                .filter(|_| ends)
                .map(|m| (m.start(), Zone::RepealList))
        });
        Self {
            note: (base, note_end),
            opening_end,
            aims,
            table,
        }
    }

    pub(super) fn of(&self, at: usize) -> Zone {
        if (self.note.0..self.note.1).contains(&at) {
            Zone::Note
        } else if let Some((_, zone)) = self.table.filter(|(start, _)| at > *start) {
            zone
        } else if at < self.opening_end {
            Zone::Opening
        } else if self.aims.iter().any(|(a, b)| (*a..*b).contains(&at)) {
            Zone::Aims
        } else {
            Zone::Body
        }
    }
}
