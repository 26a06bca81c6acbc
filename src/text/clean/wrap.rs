//! Wrapped lines (line unwrapping): whether a line goes on in the next.
//!
//! Owns: the width to which the text around a line is wrapped, marks that are still open, what
//! begins a paragraph. Must not know: how clean text is written,
//! page furniture.

use super::lines::{RawLine, ends_sentence, is_digit};
use super::text::Line;
use crate::model::number::half_width;
use crate::model::numeral::date_prefix;
use crate::text::marks::Marks;
use crate::text::rule::Pattern;
use crate::text::words::STARTS_ANNEX;

/// How the text around a line is broken into lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    /// The greatest width around, in columns.
    widest: u16,
    /// Whether lines end where the width is used up, not where a paragraph does.
    wrapped: bool,
}

/// A line that opens an article or a chapter: behind its number stands a blank, as behind no
/// reference to one.
static OPENS_ARTICLE: Pattern = Pattern::new(
    "opens-article",
    r"^第[一二三四五六七八九十百零〇0-9 ]{1,12}[条章节][ \t　]+[^第和至的、，规 \t　]",
    &["第一条 为了示例", "第 十 章　附则"],
    &[
        "第一条第二款的示例",
        "第一条 和第二条",
        "第三条 规定的示例",
        "第一条",
    ],
);

/// The first words of the sentence of a decree, which end no paragraph.
static PASSED: Pattern = Pattern::new(
    "passed-breaks-off",
    r"》\s*(?:已经|业经|已于|已由)[^，。；：]{0,40}$",
    &[
        "《示例办法》已经 2020年9月1日",
        "《示例条例》已经示例部第 6次",
    ],
    &["《示例办法》已经通过，现予公布", "《示例办法》已"],
);

/// Words that end no paragraph where the next line begins with a date.
static LEADS_TO_DATE: Pattern = Pattern::new(
    "leads-to-date",
    r"(?:(?:[，》]|已|业)经|(?:本[^，。；：]{2,12}|》已?)(?:于|自|从|至))$",
    &[
        "示例部制定了《示例办法》，经",
        "《示例条例》业经",
        "本办法自",
        "《示例条例》已于",
    ],
    &["财经", "来自", "示例局经", "本办法自示例日", "有效期至"],
);

/// A line that heads a table of contents.
static HEADS_CONTENTS: Pattern = Pattern::new(
    "heads-contents",
    r"^目[ \t　]{0,8}[录次]$",
    &["目录", "目　　次"],
    &["示例目录", "目录如下", "第一章 目录"],
);

/// Numerals in Chinese characters.
const HAN_NUMERALS: [char; 13] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零', '〇',
];
/// Texts wrapped wider than this are taken as not wrapped at all.
const UNWRAPPED: u16 = 130;
/// How many lines up and down decide the width.
const REACH: usize = 10;
/// How many lines up and down decide whether a text is wrapped.
const REGION: usize = 40;
/// So many lines of a region show a width.
const BEARERS: usize = 3;

impl Wrap {
    pub(super) fn is_full(&self, line: &RawLine) -> bool {
        let width = line.total();
        if self.widest > UNWRAPPED {
            width > 80
        } else {
            // A date that is set to the right reaches the margin, too.
            let words = u32::from(line.width) * 2 >= u32::from(self.widest);
            self.wrapped && words && self.reaches(width)
        }
    }

    /// Whether `words`, so far from the margin, come near to the width of a wrapped text.
    fn nearly(&self, words: &str, indent: u16) -> bool {
        let wide = words.bytes().filter(|b| *b >= 0x80).count();
        let width = words.len() - wide + wide * 2 / 3 + usize::from(indent);
        let broken = words.ends_with(|c: char| c.is_alphanumeric() || c == '，' || c == '、');
        self.wrapped && broken && width >= 24 && width * 100 >= usize::from(self.widest) * 75
    }

    fn reaches(&self, width: u16) -> bool {
        width >= 24 && u32::from(width) * 100 >= u32::from(self.widest) * 86
    }
}

/// For each line the wrap of the region: the greatest width among its neighbours, and whether most
/// lines that reach it break off in mid-sentence.
pub(super) fn wraps(source: &str, lines: &[RawLine]) -> Vec<Wrap> {
    let n = lines.len();
    let mut wraps: Vec<Wrap> = (0..n)
        .map(|i| Wrap {
            widest: width_at(lines, i),
            wrapped: true,
        })
        .collect();
    // Running counts of the long lines, and of those that break off.
    let (mut long, mut broken) = (vec![0u32; n + 1], vec![0u32; n + 1]);
    for (i, line) in lines.iter().enumerate() {
        let reaches = wraps[i].reaches(line.total());
        long[i + 1] = long[i] + u32::from(reaches);
        broken[i + 1] =
            broken[i] + u32::from(reaches && !ends_sentence(&source[line.start..line.end]));
    }
    for (i, wrap) in wraps.iter_mut().enumerate() {
        let (from, to) = (i.saturating_sub(REGION), (i + REGION + 1).min(n));
        let (long, broken) = (long[to] - long[from], broken[to] - broken[from]);
        wrap.wrapped = wrap.widest <= UNWRAPPED && broken * 5 >= long * 2;
    }
    wraps
}

/// The width to which the lines around line `i` are broken: the greatest that others come near to.
fn width_at(lines: &[RawLine], i: usize) -> u16 {
    let around = |reach: usize| &lines[i.saturating_sub(reach)..(i + reach + 1).min(lines.len())];
    let near = around(REACH).iter().map(RawLine::total);
    let widest = near.clone().max().unwrap_or(0);
    let borne = |widest: u16| {
        let wrap = Wrap {
            widest,
            wrapped: true,
        };
        let all = around(REGION).iter().filter(|l| wrap.reaches(l.total()));
        all.take(BEARERS).count() == BEARERS
    };
    if widest > UNWRAPPED || lines.len() < REGION || borne(widest) {
        return widest;
    }
    // A row of links, or the one long line of a table of contents.
    near.filter(|width| borne(*width)).max().unwrap_or(widest)
}

/// Title marks and brackets that a paragraph has opened and not closed: it cannot end inside them.
#[derive(Debug, Default)]
pub(super) struct OpenMarks {
    titles: i32,
    lines: u32,
}

impl OpenMarks {
    pub(super) fn read(&mut self, text: &str, marks: Marks) {
        const TITLES: Marks = Marks::telltales("《》");
        let before = self.titles;
        if marks.any(TITLES) {
            self.titles += text.matches('《').count() as i32 - text.matches('》').count() as i32;
        }
        self.lines = if self.titles > 0 && before > 0 {
            self.lines + 1
        } else {
            0
        };
    }

    fn is_open(&self) -> bool {
        self.titles > 0 && self.lines < 4
    }
}

/// Whether `next` continues the paragraph of `last`.
pub(super) fn goes_on(
    source: &str,
    last: &Line,
    wrap: &Wrap,
    open: &OpenMarks,
    next: &RawLine,
) -> bool {
    let (words, rest) = (
        &source[last.source.start..last.source.end],
        &source[next.start..next.end],
    );
    if open.is_open() {
        return true;
    }
    // A row of a table is whole.
    if rest.starts_with('|') || words.ends_with('|') {
        return false;
    }
    // 附件2： opens a list or an annex wherever the line before broke off
    if STARTS_ANNEX.stand_in(rest)
        && STARTS_ANNEX
            .trim(rest)
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || c == ' ' || "一二三四五六七八九十".contains(c)
            })
            .starts_with(['：', ':'])
    {
        return false;
    }
    // The note under a title is over; a title may well end in the word.
    if HEADS_CONTENTS.is_match(rest) && date_prefix(words).is_some() {
        return false;
    }
    let date = completes_date(words, rest) || breaks_date(words, rest, last.joined);
    if date || breaks_ordinal(words, rest) {
        return true;
    }
    if words.starts_with('《') && !begins_part(rest) && PASSED.is_match(words) {
        return true;
    }
    let date = rest.starts_with(is_digit) || rest.starts_with(['一', '二']);
    if date && LEADS_TO_DATE.is_match(words) && date_prefix(rest).is_some() {
        return true;
    }
    if rest.starts_with('第') && OPENS_ARTICLE.is_match(rest) || is_dated(words) && is_dated(rest)
    {
        return false;
    }
    let ended = ends_sentence(words);
    let part = begins_part(rest);
    if !wrap.wrapped {
        // A line is a paragraph, unless a page turned in mid-sentence or a comma ends the line.
        let turned = next.page_start && !words.ends_with(['）', ')', '”', '》', '日', '号']);
        let comma = words.ends_with(['，', '、']);
        return last.full && !ended && !part && (turned || comma) && next.indent < 3;
    }
    let opens = part || next.indent >= 3 || next.page_start;
    // Counted by characters, a line with digits is narrower than the others.
    let rest_of_sentence = rest.ends_with('。') && !rest.trim_end_matches('。').contains('。');
    if rest_of_sentence && !ended && !opens && next.indent == 0 && wrap.nearly(words, last.indent) {
        return true;
    }
    last.full && !(ended && opens || part && words.ends_with(['）', ')', '号']))
}

/// Whether two lines are a date broken in two: 2016年5月5 | 日.
fn completes_date(words: &str, rest: &str) -> bool {
    /// No longer, in bytes: 二〇一六年十二月三十, and white space.
    const LONGEST: usize = 40;
    let is_numeral = |c: char| HAN_NUMERALS.contains(&c) || c == '○' || c.is_ascii_digit();
    words.len() <= LONGEST
        && rest.len() <= LONGEST
        && rest.ends_with('日')
        && words.starts_with(['1', '2', '二', '一'])
        && words.ends_with(|c: char| is_numeral(c) || "年月".contains(c))
        && is_date(&format!("{}{}", bare(words), bare(rest)))
}

/// Whether a sentence breaks off within a date, where it cannot end: 有效期至2020年12 | 月31日,
/// 有效期至20 | 18年9月30日, 有效期至2019年 | 12月31日, 有效期至2025年12月 | 31日。 A line that goes
/// on where the one before stopped (`joined`) may hold no other words: 20 | 25年12月 | 31日。
fn breaks_date(words: &str, rest: &str, joined: bool) -> bool {
    let in_date = |c: char| is_digit(c) || c.is_whitespace() || "年月日".contains(c);
    let before = words.trim_end_matches(in_date);
    let (tail, behind) = (&words[before.len()..], rest.trim_start_matches(in_date));
    let head = &rest[..rest.len() - behind.len()];
    if tail.is_empty() || head.is_empty() || before.is_empty() && !joined {
        return false;
    }
    let (tail, head) = (bare(tail), bare(head));
    let numeral = tail.ends_with(is_digit);
    let day = head.strip_suffix('日');
    let day = day.is_some_and(|d| !d.is_empty() && d.chars().all(is_digit));
    let month = tail.ends_with('月') && day;
    if before.is_empty() {
        return month;
    }
    let year = tail.strip_suffix('年').is_some_and(|y| y.len() == 4) && head.ends_with('日');
    let whole = format!("{tail}{head}");
    (numeral || year || month)
        && head.contains(['年', '月', '日'])
        && !is_date(&tail)
        && (is_date(&whole) || whole.ends_with('月') && is_date(&format!("{whole}1日")))
}

/// Words without blanks, their digits narrow.
fn bare(words: &str) -> String {
    let words = words.chars().filter(|c| !c.is_whitespace());
    words.map(half_width).collect()
}

/// Whether words break off within an ordinal: 国务院第 | 118次常务会议, 示例局令第7 | 号发布,
/// 示例法第五十 | 六条的规定.
fn breaks_ordinal(words: &str, rest: &str) -> bool {
    let numeral = |c: char| is_digit(c) || c.is_whitespace() || HAN_NUMERALS.contains(&c);
    let Some(before) = words.trim_end_matches(numeral).strip_suffix('第') else {
        return false;
    };
    let counted = |rest: &str| rest.trim_start().starts_with(['号', '次', '届', '条']);
    let behind = rest.trim_start_matches(numeral);
    let goes_on = !words.ends_with('第') || behind.len() < rest.len();
    !before.is_empty() && goes_on && counted(behind)
}

fn is_date(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

/// Whether a line begins with a date and a gap behind it, as the lines of a note do.
fn is_dated(line: &str) -> bool {
    let gap = |len: usize| line[len..].starts_with([' ', '　', '\t']);
    date_prefix(line).is_some_and(|(_, len)| gap(len))
}

/// Whether a line opens a part of a text: 第一条, 一、, （一）, 1., 问：, 附件.
fn begins_part(line: &str) -> bool {
    let mut chars = line.chars();
    let is_numeral = |c: char| HAN_NUMERALS.contains(&c) || c.is_ascii_digit();
    match chars.next() {
        Some('第') => chars
            .find(|c| !is_numeral(*c) && *c != ' ')
            .is_some_and(|c| "条章节编款".contains(c)),
        Some('（' | '(') => chars
            .find(|c| !is_numeral(*c))
            .is_some_and(|c| ")）".contains(c)),
        Some('—') => chars.next() == Some('—'),
        Some('附') => chars.next().is_some_and(|c| "件则录".contains(c)),
        Some('问' | '答') => chars.next().is_some_and(|c| "：:".contains(c)),
        Some('【') => true,
        Some(c) if is_numeral(c) => chars
            .find(|c| !is_numeral(*c))
            .is_some_and(|c| "、.．\t".contains(c)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&HEADS_CONTENTS, &LEADS_TO_DATE, &OPENS_ARTICLE, &PASSED]);
    }

    #[test]
    fn a_note_does_not_go_on_in_the_head_of_the_contents() {
        let lines = |head: &str| {
            let note = "2021年6月10日示例省人民代表大会常务委员会第二十九次会议通过";
            let text = format!("示例省示例条例\n{note}\n{head}\n第一章 总则\n第二章 附则\n");
            clean(&text).lines().len()
        };
        assert_eq!((lines("目录"), lines("目 录")), (5, 5));
    }

    #[test]
    fn a_sentence_goes_on_within_a_date() {
        assert!(breaks_date("有效期至 2025 年 12 月", "31 日。", false));
        assert!(breaks_date("有效期至 20", "25 年 12 月", false));
        assert!(breaks_date("25 年 12 月", "31 日。", true));
        assert!(breaks_date("有效期至２０２５年１２月", "３１日。", false));
        // The rows of a chronicle.
        assert!(!breaks_date("2025年12月", "31日 示例办法施行", false));
        assert!(!breaks_date(
            "有效期至2025年12月",
            "2026年1月1日起施行",
            false
        ));
    }

    #[test]
    fn a_sentence_goes_on_within_an_ordinal() {
        assert!(breaks_ordinal("日国务院第", "118 次常务会议通过"));
        assert!(breaks_ordinal("示例局令第 7", "号发布"));
        assert!(breaks_ordinal("依照示例法第五十", "六条的规定予以处罚"));
        assert!(!breaks_ordinal("依照示例法第五十", "六、示例"));
        assert!(!breaks_ordinal("示例局令第7号", "示例办法"));
        assert!(!breaks_ordinal("第", "7 号"));
        assert!(!breaks_ordinal("名列第", "1.示例"));
    }

    #[test]
    fn the_lines_of_a_note_begin_with_dates_and_gaps() {
        assert!(is_dated("2020年1月2日 示例省人民代表大会常务委员会通过"));
        assert!(!is_dated("2020年1月2日示例部令第1号"));
        assert!(!is_dated("示例省2020年1月2日 通过"));
    }
}
