//! New wording (修改后的条文): the words in marks that a decision puts into another text.
//!
//! Owns: where marks close that were opened, over paragraphs too, which words in marks are those of
//! the text that is changed. Must not know: what is changed, what the words say.

use crate::model::span::{TextRange, floor};
use crate::text::rule::{Pattern, Words};
use std::cell::OnceCell;

/// A line with which the decision speaks again, though a quotation was never closed.
static SPEAKS: Pattern = Pattern::new(
    "speaks",
    r"^(?:[一二三四五六七八九十百]+、|\d+[.．、](?:将|把|在|删|增|第)|(?:（[一二三四五六七八九十百]+）)?(?:将|把|在|删[去除])?第[一二三四五六七八九十百千零〇]+条[^“”]{0,30}(?:改为|删[去除]|增加)|(?:（[一二三四五六七八九十百]+）)?删[去除]第)",
    &[
        "二、删去第三条",
        "（三）将第五条修改为",
        "第七条第二款修改为",
        "（二）删去第四条",
        "3.将第四条",
    ],
    &["（一）虚报材料的", "第三条规定的期限", "前款规定的人"],
);

/// What tells that words in marks are put into another text.
static PUTS: Words = Words::new(
    "puts-wording",
    &["修改为", "增加", "改为"],
    &["第三条修改为：“示例。”", "增加一条：“示例。”"],
    &["删去第三条"],
);
/// Before the mark with which such words begin.
static PUT_BEFORE: Pattern = Pattern::new(
    "put-before",
    r"(?:修改为|改为|增加[^。；“”]{0,40}?|作为第[^。；“”]{1,12}?)(?:[：:]|，?内容(?:为|是)[：:]?|为)?$",
    &[
        "将第三条第一款修改为：",
        "增加一条，作为第四条：",
        "在第二条后增加一款，内容为：",
        "第三条中的“甲”修改为",
    ],
    &["本办法所称", "会议指出："],
);
/// The characters in front of that mark.
const LEADS: [char; 4] = ['：', ':', '为', '是'];

/// The words that a text puts into other texts, with their marks, in order.
#[derive(Debug)]
pub(crate) struct Wording(Vec<TextRange>);

impl Wording {
    /// Those of `text`.
    pub(crate) fn of(text: &str) -> Self {
        /// How far back, in bytes, it is told what the words are for.
        const REACH: usize = 180;
        /// How far on, in bytes, they may end.
        const LONGEST: usize = 30_000;
        let mut found: Vec<TextRange> = Vec::new();
        let puts = OnceCell::new();
        for open in memchr::memmem::find_iter(text.as_bytes(), "“") {
            let inside = found.last().is_some_and(|last| open < last.end);
            let before = text[..open].trim_end_matches('\n');
            if inside || !before.ends_with(LEADS) {
                continue;
            }
            if !puts.get_or_init(|| PUTS.stand_in(text)) {
                break;
            }
            let tail = &before[floor(before, before.len().saturating_sub(REACH))..];
            if !PUT_BEFORE.is_match(tail) {
                continue;
            }
            if let Some((_, end)) = closing(text, open, floor(text, open + LONGEST)) {
                found.push(TextRange::new(open, end));
            }
        }
        Self(found)
    }

    /// Whether the byte `at` stands in them.
    pub(crate) fn holds(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.start <= at)
    }
}

/// What the mark at `open` opens, without marks, and where it ends with its mark.
pub(crate) fn closing(text: &str, open: usize, limit: usize) -> Option<(TextRange, usize)> {
    let mark = text[open..limit].chars().next()?;
    let start = open + mark.len_utf8();
    let (mut depth, mut begins) = (1_usize, false);
    for (i, c) in text[start..limit].char_indices() {
        let at = start + i;
        match c {
            '\n' if SPEAKS.is_match(line(&text[at + 1..limit])) => {
                return Some((TextRange::new(start, at), at));
            }
            '“' if mark == '“' && !begins => depth += 1,
            '”' if mark == '“' => depth -= 1,
            '"' if mark == '"' && !begins => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((TextRange::new(start, at), at + c.len_utf8()));
        }
        begins = c == '\n';
    }
    None
}

fn line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&SPEAKS, &PUT_BEFORE]);
        rule::check_words(&[&PUTS]);
    }

    #[test]
    fn words_that_are_put_in_place_are_told_from_others() {
        let text = "决定对“示例”修改如下：一、第三条修改为：“本办法（以下称“办法”）自公布之日起施行。\n\
                    “《示例规定》同时废止。”二、删去“甲”。三、增加一条：“第九条 示例。”";
        let found = Wording::of(text);
        let words: Vec<&str> = found.0.iter().map(|range| range.of(text)).collect();
        assert_eq!(words.len(), 2);
        assert!(words[0].starts_with("“本办法") && words[0].ends_with("同时废止。”"));
        assert_eq!(words[1], "“第九条 示例。”");
        assert!(found.holds(text.find("《").expect("a title")));
        assert!(Wording::of("第三条修改为：“示例").0.is_empty());
    }
}
