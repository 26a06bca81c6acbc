//! [`SourceFile`](crate::model::source::SourceFile) text → [`CleanText`]: what PDF extraction did
//! to a text, undone, with a way back.
//!
//! Owns: page furniture (page numbers, running heads, URLs, script lines), white space inside
//! Chinese text, forms of brackets and digits, wrapped lines; and the map from clean bytes to
//! source bytes. Must not know: documents, law, what a sentence says.
//!
//! One pass writes the clean text and, for each run of bytes kept as they were, a piece; so an
//! offset is recorded when it is made, never recovered by comparing two strings. A line break
//! inside a paragraph leaves nothing behind; one between paragraphs leaves `\n`. All white space
//! goes, but for a space between two Latin words: that makes `2021 年 3 月` and `财  政  部` one
//! spelling each. Who needs the gaps (columns of signatures) asks for the source of a line.

mod lines;
mod reflow;
mod text;
mod wrap;

pub use text::CleanText;
pub(crate) use text::{Line, SetAside};

use crate::model::span::{SourceSpan, TextRange};
use crate::text::aside::{
    Aside, Key, furniture, is_value, key_above, key_alone, letterhead, table,
};
use crate::text::glue::{cuts, is_button};
use crate::text::look::LineLook;
use crate::text::marks::Marks;
use crate::text::rule::Words;
use lines::{
    Kind, RawLine, front_matter, kind_of, raw_lines, running_heads, saved_head, skip_space,
    trim_end,
};
use std::ops::Range;
use wrap::{OpenMarks, Wrap, goes_on, wraps};

/// A key with its colon has at most so many characters.
const LONGEST_KEY: usize = 6;
/// How many paragraphs after a row of an index table may still be of it.
const TABLE_GOES_ON: u32 = 4;

/// Clean `source`.
///
/// ```
/// let clean = zhengtu::parts::text::clean("根据《中华人民共和国\n\n31\n\n反垄断法》（国发﹝2016﹞34 号），制定本条例。\n");
/// assert_eq!(clean.text(), "根据《中华人民共和国反垄断法》（国发〔2016〕34号），制定本条例。");
/// ```
pub fn clean(source: &str) -> CleanText {
    clean_page(source, &[])
}

/// Clean `source`, of whose lines `looks` says how they look on their pages: one for each, or none.
pub(crate) fn clean_page(source: &str, looks: &[LineLook]) -> CleanText {
    let raw = raw_lines(source, looks);
    let heads = running_heads(source, &raw);
    let out = CleanText::for_source(source.len(), raw.len(), looks);
    let (front, title) = front_matter(source, &raw);
    let is_text =
        |l: &RawLine| l.kind == Kind::Text && !heads.contains_key(&source[l.start..l.end]);
    let rest = raw.iter().skip(front).filter(|l| is_text(l));
    let kept: Vec<RawLine> = title.iter().chain(rest).copied().collect();
    let mut writer = Writer {
        source,
        wraps: wraps(source, &kept),
        kept: &kept,
        saved: saved_head(source, &kept),
        out,
        open: OpenMarks::default(),
        apart: Vec::new(),
        near: 0,
        waiting: None,
    };
    for i in 0..kept.len() {
        writer.write(i);
    }
    writer.finish()
}

/// What a letterhead says that the body before it has written.
static PAPER: Words = Words::new(
    "clean-paper",
    &["文件"],
    &["示例银行文件"],
    &["示例银行公告"],
);

/// A clean text at work.
struct Writer<'s> {
    source: &'s str,
    /// The lines of the source that may carry text.
    kept: &'s [RawLine],
    /// Those of them that who saved the page has put above it.
    saved: Range<usize>,
    wraps: Vec<Wrap>,
    out: CleanText,
    /// The marks that the paragraph has left open.
    open: OpenMarks,
    /// The lines set aside, to be written after the text.
    apart: Vec<Apart>,
    /// How many paragraphs from here on an index table may still go on.
    near: u32,
    /// The label that stood alone on the line before, whose value may follow.
    waiting: Option<Key>,
}

/// A line set aside: above which line of text it stood, and of which label it is the value.
struct Apart {
    kind: Aside,
    before: usize,
    line: RawLine,
    of: Option<Key>,
}

/// A line that was written to the clean text, before it is cut into parts.
struct Written {
    line: RawLine,
    /// Where it begins in the clean text.
    start: usize,
    marks: Marks,
    joined: bool,
    full: bool,
}

impl Writer<'_> {
    /// Write the `i`th line that may carry text, or set it aside.
    fn write(&mut self, i: usize) {
        let line = printed_once(self.source, self.kept[i]);
        let before = self.out.mark();
        let joined = self.begin(i);
        let start = self.out.text().len();
        self.out.push_line(self.source, line.start, line.end);
        let marks = Marks::of(&self.out.text()[start..]);
        if !joined {
            if let Some((kind, of)) = self.of_the_page(i, start, marks) {
                self.out.truncate(before);
                let before = self.out.lines.len();
                self.apart.push(Apart {
                    kind,
                    before,
                    line,
                    of,
                });
                return;
            }
            self.open = OpenMarks::default();
        }
        self.cut(&Written {
            line,
            start,
            marks,
            joined,
            full: self.wraps[i].is_full(&line),
        });
    }

    /// Whether the `i`th line goes on where the last one stopped; if not, end that one.
    fn begin(&mut self, i: usize) -> bool {
        let line = &self.kept[i];
        let Some(last) = self.out.lines.last() else {
            return false;
        };
        let row = self.apart.last().filter(|a| a.kind == Aside::Table);
        let under_row = self.near > 0 && row.is_some_and(|a| a.line.number > last.last);
        let joined = goes_on(self.source, last, &self.wraps[i], &self.open, line)
            && !(under_row || self.saved.contains(&i))
            && !is_row(&self.source[line.start..line.end]);
        if !joined {
            let end = last.source.end;
            self.out.replace(end, line.start - end, "\n");
        }
        joined
    }

    /// What the `i`th line is if it is the page's, and of which label it is the value; its clean
    /// words begin at `start`.
    fn of_the_page(
        &mut self,
        i: usize,
        start: usize,
        marks: Marks,
    ) -> Option<(Aside, Option<Key>)> {
        self.near = self.near.saturating_sub(1);
        let words = &self.out.text()[start..];
        let next = self.kept.get(i + 1);
        let next = next.map_or("", |l| &self.source[l.start..l.end]);
        let of = self
            .waiting
            .take()
            .filter(|key| is_value(*key, words, next));
        let cell = key_above(words, next).filter(|_| of.is_none());
        let near = self.near > 0 || self.heads_table(i, words);
        let kind = aside(words, marks, near).or(of.or(cell).map(|_| Aside::Table));
        let kind = kind.or(self.saved.contains(&i).then_some(Aside::Table));
        self.waiting = key_alone(words, near).or(cell);
        if kind == Some(Aside::Table) {
            self.near = TABLE_GOES_ON;
        }
        Some((kind?, of))
    }

    /// Whether a label stands alone on the `i`th line, and the next label two lines below: of a
    /// table that begins with a label that other lines have, too.
    fn heads_table(&self, i: usize, words: &str) -> bool {
        let alone = words.ends_with('：') && key_alone(words, true).is_some();
        let below = self.kept.get(i + 2).filter(|_| alone);
        below.is_some_and(|l| key_alone(self.source[l.start..l.end].trim(), false).is_some())
    }

    /// Cut a line into those that the printing glued together.
    fn cut(&mut self, written: &Written) {
        let Written { line, start, .. } = *written;
        let cuts = cuts(&self.out.text()[start..], written.marks, written.joined);
        if cuts.is_empty() {
            return self.put(written, line.start, line.end, false);
        }
        let place = |cut: &usize| {
            let range = TextRange::new(start + cut, start + cut + 1);
            self.out.to_source(range).start
        };
        let mut ends: Vec<usize> = cuts.iter().map(place).collect();
        ends.push(line.end);
        self.out.truncate(self.out.mark_at(start));
        let mut from = line.start;
        for (part, end) in ends.iter().copied().enumerate() {
            let (_, first) = skip_space(self.source.as_bytes(), from, end);
            let stop = trim_end(self.source, first, end);
            from = end;
            let words = &self.source[first..stop.max(first)];
            if words.is_empty() || part > 0 && (kind_of(words) != Kind::Text || is_button(words)) {
                continue;
            }
            if part > 0 {
                let last = self.out.lines.last().map_or(first, |l| l.source.end);
                self.out.replace(last, first - last, "\n");
                self.open = OpenMarks::default();
            }
            let start = self.out.text().len();
            self.out.push_line(self.source, first, stop);
            let whole = Written {
                start,
                marks: Marks::of(&self.out.text()[start..]),
                joined: written.joined && part == 0,
                full: written.full && part + 1 == ends.len(),
                line: RawLine {
                    page_start: line.page_start && part == 0,
                    ..line
                },
            };
            self.put(&whole, first, stop, true);
        }
    }

    /// Note the line that was written last: the bytes from `start` to `end` of the source.
    fn put(&mut self, written: &Written, start: usize, end: usize, glued: bool) {
        let text = TextRange::new(written.start, self.out.text().len());
        self.open.read(text.of(self.out.text()), written.marks);
        self.out.lines.push(Line {
            number: written.line.number,
            last: written.line.last,
            source: SourceSpan { start, end },
            text,
            joined: written.joined,
            page_start: written.line.page_start,
            indent: written.line.indent,
            full: written.full,
            glued,
            marks: written.marks,
        });
    }

    /// The clean text, with the lines that were set aside at its end.
    fn finish(mut self) -> CleanText {
        for apart in std::mem::take(&mut self.apart) {
            self.set_aside(&apart);
        }
        self.out
    }

    fn set_aside(&mut self, apart: &Apart) {
        let line = apart.line;
        self.out.replace(line.start, 0, "\n");
        let start = self.out.text().len();
        self.out.push_line(self.source, line.start, line.end);
        let text = TextRange::new(start, self.out.text().len());
        let words = text.of(self.out.text());
        let letterhead = PAPER
            .find(words)
            .filter(|_| apart.kind == Aside::Letterhead);
        let facts = match (letterhead, apart.of) {
            (Some(end), _) => vec![(Key::Body, 0..end)],
            (None, Some(key)) => vec![(key, 0..words.len())],
            (None, None) => table(words, Marks::of(words), true),
        };
        let facts = facts.into_iter().filter(|(_, r)| !r.is_empty());
        let facts = facts.map(|(key, r)| (key, TextRange::new(start + r.start, start + r.end)));
        self.out.asides.push(SetAside {
            kind: apart.kind,
            before: apart.before,
            number: line.number,
            text,
            facts: facts.collect(),
        });
    }
}

/// Whether a line of the source is a row of a table with several keys, 来源： 日期：2020-01-02, or
/// begins with one that stands in no sentence, 发文机关：某部: it goes on with no line above it.
fn is_row(line: &str) -> bool {
    const LONGEST: usize = 200;
    let colons = || line.chars().filter(|c| matches!(c, '：' | ':')).count();
    if line.len() > LONGEST || colons() < 1 {
        return false;
    }
    let words: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = table(&words, Marks::of(&words), false);
    let first = pairs
        .first()
        .and_then(|(_, value)| words.get(..value.start));
    pairs.len() > 1 || first.is_some_and(|key| key.chars().count() <= LONGEST_KEY)
}

/// A line whose words stand on it twice, as some pages are printed, has them once: 第一章 总则 第一章
/// 总则.
fn printed_once(source: &str, line: RawLine) -> RawLine {
    /// The least and the most characters of a half: a longer one is a cell of a table.
    const HALF: std::ops::RangeInclusive<usize> = 6..=60;
    /// No longer, in bytes, with the white space between letters.
    const LONGEST: usize = 1000;
    let words = &source[line.start..line.end];
    let letters = || words.char_indices().filter(|(_, c)| !c.is_whitespace());
    // Most lines never come back to the character with which they begin.
    let mut rest = words.chars();
    let first = rest.next().unwrap_or_default();
    let other = words.len() < 36 || words.len() > LONGEST;
    if other || words.is_ascii() || !rest.as_str().contains(first) {
        return line;
    }
    let count = letters().count();
    let half = count / 2;
    let twice = count % 2 == 0
        && HALF.contains(&half)
        && letters()
            .take(half)
            .map(|l| l.1)
            .eq(letters().skip(half).map(|l| l.1));
    match letters().nth(half).filter(|_| twice) {
        Some((middle, _)) => RawLine {
            end: line.start + words[..middle].trim_end().len(),
            ..line
        },
        None => line,
    }
}

/// Whether a line of clean words is one of the page's; `near` as for [`table`].
fn aside(words: &str, marks: Marks, near: bool) -> Option<Aside> {
    if let Some(kind) = furniture(words, marks) {
        return Some(kind);
    }
    if letterhead(words, marks) {
        return Some(Aside::Letterhead);
    }
    (!table(words, marks, near).is_empty()).then_some(Aside::Table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    fn check(source: &str, want: &str) {
        assert_eq!(clean(source).text(), want);
    }

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PAPER]);
    }

    const WRAPPED: &str = "第一条 为了规范公平竞争审查工作，促进市场公平竞争，优化营商环境，\n\n建设全国统一大市场，根据《中华人民共和国反垄断法》等法律，制定本\n\n条例。\n\n第二条 起草有关经营者经济活动的法律、行政法规、地方性法规、规章、\n\n规范性文件，应当审查。\n";

    #[test]
    fn marks_typed_for_chinese_ones_are_chinese() {
        check(
            "现予公布,自2020年1月1日起施行;时间:9:30,共1,200人",
            "现予公布，自2020年1月1日起施行；时间：9:30，共1,200人",
        );
        check("GB/T 1-2,a:b", "GB/T1-2,a:b");
    }

    #[test]
    fn a_row_of_a_table_goes_on_with_no_line() {
        assert!(is_row("来源： 　　 日期： 2015-11-06 发布时间：2015-11-06"));
        assert!(is_row("来源：示例网 发布时间：2015-11-06"));
        assert!(!is_row("来源：示例网"));
        assert!(!is_row("时间：9:30，地点：示例楼"));
    }

    #[test]
    fn a_table_of_a_page_may_begin_with_the_title() {
        let title = "示例部关于示例工作的通知";
        let page = format!(
            "{title}\n标题：\n{title}\n索引号：\nA/1\n文号：\n示发〔2025〕7号\n为做好示例工作，现通知如下。\n"
        );
        let clean = clean(&page);
        assert_eq!(clean.lines().len(), 2);
        let told: Vec<Key> = clean
            .asides()
            .iter()
            .flat_map(|a| a.facts.iter().map(|f| f.0))
            .collect();
        assert_eq!(told, [Key::Title, Key::Other, Key::Number]);
        check(
            "名称：\n示例公司\n地址：示例路\n",
            "名称：\n示例公司\n地址：示例路",
        );
    }

    #[test]
    fn front_matter_and_boxes_of_markdown_are_no_text() {
        let source = "---\ntitle: \"示例条例\"\ndate: 2020-01-02\ntag:\n- 示例\n---\n\n\
                      ::: tip 修订\n示发〔2020〕1号{style=\"text-align:center;\"}\n:::\n\
                      [1](#t1)[2](#t2)\n## 第一章&emsp;总则{align=\"center\"}\n";
        let clean = clean(source);
        let lines: Vec<&str> = (0..clean.lines().len()).map(|i| clean.line(i)).collect();
        assert_eq!(lines, ["示例条例", "示发〔2020〕1号", "第一章总则"]);
        let kept = super::clean("---\n示例管理办法\n---\n第一条 为了示例。\n");
        assert!(kept.text().starts_with("示例管理办法"));
    }

    #[test]
    fn letters_read_for_digits_are_digits() {
        check(
            "示发〔2O19〕l3号，自2O2O年l月lO日起施行",
            "示发〔2019〕13号，自2020年1月10日起施行",
        );
        check(
            "O2O模式和IO接口，CO2排放，H2O",
            "O2O模式和IO接口，CO2排放，H2O",
        );
        check("二 〇 二 三 年 一 月", "二〇二三年一月");
    }

    #[test]
    fn quotes_and_hard_breaks_of_markdown_are_no_text() {
        check("> 示例部\\\n> 2020年1月1日\n", "示例部\n2020年1月1日");
    }

    #[test]
    fn wrapped_lines_become_paragraphs() {
        check(
            WRAPPED,
            "第一条为了规范公平竞争审查工作，促进市场公平竞争，优化营商环境，建设全国统一大市场，根据《中华人民共和国反垄断法》等法律，制定本条例。\n第二条起草有关经营者经济活动的法律、行政法规、地方性法规、规章、规范性文件，应当审查。",
        );
    }

    #[test]
    fn a_line_with_digits_goes_on_though_it_is_narrower() {
        let full = "第一条 为了规范示例工作，促进示例公开，优化示例环境，建设示例\n\n";
        let text = format!(
            "{full}机制。\n\n{full}机制。\n\n{full}机制。\n\n第二条 示例规定（2011）156号和示例（2012）157号同\n\n时废止。\n"
        );
        assert!(clean(&text).text().ends_with("157号同时废止。"));
        let list = text.replace("同\n\n时废止。", "同\n\n一、时废止。");
        assert!(clean(&list).text().ends_with("号同\n一、时废止。"));
    }

    #[test]
    fn a_date_broken_in_two_is_one_line() {
        check("示例局\n2016年5月5\n\n日\n", "示例局\n2016年5月5日");
        check("2016年\n示例日\n", "2016年\n示例日");
        check("有效期至2020年12\n月31日。", "有效期至2020年12月31日。");
        check(
            "有效期至20\n\n- 32 -\n18年9月30日。",
            "有效期至2018年9月30日。",
        );
        check("任务20\n2018年9月30日", "任务20\n2018年9月30日");
    }

    #[test]
    fn characters_of_private_use_are_blanks() {
        check(
            "示例省政府令第129号\u{e004}\n\u{e6ea}\n\u{f0b7} 省长\u{e003}某某某\n",
            "示例省政府令第129号\n省长某某某",
        );
    }

    #[test]
    fn bold_print_made_by_printing_twice_is_read_once() {
        check(
            "示示例例市市条条例例\n第一条 为了示例。",
            "示例市条例\n第一条为了示例。",
        );
        check("示例例行公告公", "示例例行公告公");
        check("人人\n天天", "人人\n天天");
    }

    #[test]
    fn a_page_number_glued_to_a_title_is_none_of_it() {
        check("-1-示例办法\n— 2 —附件", "示例办法\n附件");
        check("-1-2", "-1-2");
        check(
            "第8页2017年5月15日\n第3页第2行",
            "2017年5月15日\n第3页第2行",
        );
    }

    #[test]
    fn page_furniture_goes_and_numbers_in_sentences_stay() {
        check(
            "根据《中华人民共和国\n—  31  —\nhttps://www.example.cn/a.html\njavascript:;\n反垄断法》",
            "根据《中华人民共和国反垄断法》",
        );
        check("第 3 页\n一、2024 年\n3 / 12\n正文", "一、2024年\n正文");
        check(
            "A\n1\nCCAGM\n2\nB\n\nCCAGM\n3\nC\nCCAGM\n4\nD",
            "A\nB\nC\nD",
        );
        check(
            "国发〔2021〕4 号\n2021 年 3 月",
            "国发〔2021〕4号\n2021年3月",
        );
    }

    #[test]
    fn forms_of_brackets_digits_and_space_are_folded() {
        check(
            "财税﹝２０１９﹞１３ 号（﹤Ａ﹥）",
            "财税〔2019〕13号（〈A〉）",
        );
        check(
            "财　政　部 the WTO rules 与 A 公司",
            "财政部the WTO rules与A公司",
        );
        check("⼈⺠政府", "人民政府");
        check(
            "# 某条例\n<!-- INFO END -->\n## 第一章 总则\n**第一条** 为了示例",
            "某条例\n第一章总则\n第一条为了示例",
        );
    }

    #[test]
    fn a_reader_that_knows_the_pages_tells_where_one_begins() {
        let on = |page| LineLook {
            page: Some(page),
            ..LineLook::UNKNOWN
        };
        let pages = clean_page("某办法\n第一条\n第二条", &[on(1), on(1), on(2)]);
        let starts: Vec<bool> = pages.lines().iter().map(|l| l.page_start).collect();
        assert_eq!(starts, [false, false, true]);
        assert_eq!(pages.look(2).page, Some(2));
        assert_eq!(clean("某办法").look(0), LineLook::UNKNOWN);
    }

    #[test]
    fn every_range_maps_back_inside_the_source_and_in_order() {
        let clean = clean(WRAPPED);
        let n = clean.text().len();
        let mut last = 0;
        for start in 0..n {
            let span = clean.to_source(TextRange::new(start, start + 1));
            assert!(span.start >= last && span.end > span.start && span.end <= WRAPPED.len());
            last = span.start;
            let wide = clean.to_source(TextRange::new(start, n));
            assert_eq!(
                (wide.start, wide.end),
                (span.start, WRAPPED.trim_end().len())
            );
        }
        let at = clean.text().find("制定本条例").unwrap();
        let span = clean.to_source(TextRange::new(at, at + "制定本条例".len()));
        assert_eq!(span.of(WRAPPED), "制定本\n\n条例");
    }
}
