//! The table of contents of a book: where it stands, and the titles that it lists.
//!
//! Owns: the heading of a table of contents, its entries without serial, leaders and page. Must not
//! know: what begins where the listed titles are printed.

use super::title::{CONTENTS_LINE, NUMBER_LINE, PART, is_date_line};
use crate::model::doctype::noun;
use crate::model::title::fold as fold_title;
use crate::text::clean::CleanText;
use crate::text::rule::{Pattern, Words};
use std::collections::HashSet;
use std::ops::Range;

/// The heading of a table of contents.
pub(super) static CONTENTS: Words = Words::whole(
    "contents-of-a-book",
    &["目录", "目次", "总目录"],
    &["目录"],
    &["示例目录", "目录："],
);
/// How the name of a collection ends.
#[rustfmt::skip]
static COLLECTION: Words = Words::tails(
    "collection",
    &["汇编", "选编", "文件集", "法规集", "政策集", "资料集", "全书", "手册"],
    &["示例政策文件汇编", "示例工作手册"],
    &["示例汇编目录", "关于编印示例汇编的通知"],
);
/// The serial of an entry.
static SERIAL: Pattern = Pattern::new(
    "serial-of-an-entry",
    r"^(?:[0-9]{1,3}[.．、]|[一二三四五六七八九十百零〇]{1,5}、|（[0-9一二三四五六七八九十]{1,3}）)",
    &["1．示例办法", "二十一、示例办法", "（3）示例办法"],
    &["2020年示例办法", "第一章总则", "一流示例办法"],
);
/// Leaders, and the page to which they lead.
static PAGE: Pattern = Pattern::new(
    "page-of-an-entry",
    r"(?:[…·.．—_-]*[（(〔]?P?[0-9]{1,4}[）)〕]?|[…·.．_-]{2,}(?:[（(][0-9]{1,4}[）)])?)$",
    &[
        "示例办法………7",
        "示例办法…（12）",
        "示例办法3",
        "示例办法...",
    ],
    &["示例办法（2020年修订）", "示例办法"],
);
/// The first unit of a law, whose contents list no documents.
static CHAPTER: Words = Words::heads(
    "listed-chapter",
    &["第一章", "第一节", "第一条"],
    &["第一章总则"],
    &["第十一章附则", "总则"],
);

/// The name of a collection on its cover is at most so many characters.
const COVER: usize = 40;
/// So many entries make a table of contents.
const ENTRIES: usize = 3;
/// An entry has at most so many characters, over at most so many lines.
const LONGEST: usize = 120;
const ROWS: usize = 3;
/// Within how many lines above the name of the collection stands.
const COVER_LINES: usize = 4;
/// The heading of a part is at most so many bytes.
const PART_HEADING: usize = 36;
/// Shorter ones name no document.
const SHORTEST: usize = 6;

/// Whether a line is the name of a collection: 示例政策汇编（一）.
pub(super) fn is_cover(words: &str) -> bool {
    let behind = words.rfind('（').filter(|_| words.ends_with('）'));
    let name = &words[..behind.unwrap_or(words.len())];
    COLLECTION.stand_in(name) && name.chars().count() <= COVER
}

/// The tables of contents of a text.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The lines of each, with its heading and the name of the collection above.
    lines: Vec<Range<usize>>,
    /// Folded titles.
    titles: HashSet<String>,
    /// The headings of parts, as printed: 二、示例工作.
    parts: HashSet<String>,
}

impl Contents {
    pub(super) fn of(clean: &CleanText) -> Self {
        let mut this = Self::default();
        let mut at = 0;
        let n = clean.lines().len();
        while at < n {
            at = match CONTENTS.stand_in(clean.line(at)) {
                true => this.read(clean, at).max(at + 1),
                false => at + 1,
            };
        }
        this
    }

    /// Whether line `i` belongs to one.
    pub(super) fn hold(&self, i: usize) -> bool {
        let next = self.lines.partition_point(|lines| lines.end <= i);
        self.lines.get(next).is_some_and(|lines| lines.contains(&i))
    }

    /// Whether one lists `folded`.
    pub(super) fn list(&self, folded: &str) -> bool {
        self.titles.contains(folded)
    }

    /// Whether one prints this heading of a part.
    pub(super) fn part(&self, words: &str) -> bool {
        self.parts.contains(words)
    }

    /// Folded titles.
    pub(super) fn titles(&self) -> impl Iterator<Item = &String> {
        self.titles.iter()
    }

    /// Read the one whose heading is line `head`; the line at which it is over.
    fn read(&mut self, clean: &CleanText, head: usize) -> usize {
        let (mut titles, mut parts, mut end) = (Vec::new(), Vec::new(), head + 1);
        // The rows of an entry that is broken over lines.
        let (mut rows, mut open) = (0, String::new());
        for i in head + 1..clean.lines().len() {
            let words = clean.line(i);
            if CHAPTER.stand_in(words) || is_over(words, &open, &titles) {
                break;
            }
            if PART.is_match(words) {
                open.clear();
                continue;
            }
            let serial = SERIAL.find(words).map_or(0, |m| m.end());
            let page = paged(words);
            if serial > 0 && page.is_none() && noun(words).is_none() && words.len() <= PART_HEADING
            {
                parts.push(words.to_owned());
            }
            if serial > 0 {
                open.clear();
            }
            rows = if open.is_empty() { 1 } else { rows + 1 };
            // In 2....19 the dots belong to both.
            open.push_str(&words[serial..page.unwrap_or(words.len()).max(serial)]);
            if rows > ROWS {
                break;
            }
            if page.is_some() || serial > 0 {
                titles.push(open.clone());
                end = i + 1;
            }
            if page.is_some() {
                open.clear();
            }
        }
        if titles.len() < ENTRIES {
            return head + 1;
        }
        self.parts.extend(parts);
        let above = head.saturating_sub(COVER_LINES)..head;
        let cover = above.clone().find(|i| is_cover(clean.line(*i)));
        self.lines.push(cover.unwrap_or(head)..end);
        let long = titles.iter().filter(|t| t.chars().count() >= SHORTEST);
        self.titles.extend(long.map(|t| fold_title(t)));
        end
    }
}

/// Where the page of an entry and what leads to it begin.
fn paged(words: &str) -> Option<usize> {
    let found = PAGE.find(words).or_else(|| CONTENTS_LINE.find(words))?;
    (found.start() > 0).then_some(found.start())
}

/// Whether a line is no entry: a sentence, a number, a date, or the first title itself.
fn is_over(words: &str, open: &str, titles: &[String]) -> bool {
    let first = titles.first().is_some_and(|first| {
        let begins = first.starts_with(words) && words.chars().count() >= SHORTEST;
        begins && open.is_empty()
    });
    let sentence = words.contains('。') || words.ends_with(['；', '：', '，']);
    let long = words.chars().count() > LONGEST;
    first || sentence || long || NUMBER_LINE.is_match(words) || is_date_line(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&SERIAL, &PAGE]);
        rule::check_words(&[&CONTENTS, &COLLECTION, &CHAPTER]);
    }

    #[test]
    fn entries_lose_serial_leaders_and_page() {
        let rest = "\n示例部关于示例工作的通知\n为加强示例工作，现就有关事项通知如下：\n";
        for entries in [
            "1．示例部关于示例工作的通知……1\n2．示例管理办法……3\n3．示例条例实施细则……5",
            "一、示例部关于示例工作的通知……（1）\n二、示例管理办法……（3）\n三、示例条例实施细则（5）",
            "示例部关于示例工作的通知 ..... 1\n示例管理办法 ..... 3\n示例条例实施细则 ..... 5",
            "示例部关于示例工作的通知\t1\n示例管理办法\t3\n示例条例\n实施细则\t5",
        ] {
            let clean = clean(&format!("示例汇编\n\n目　录\n\n{entries}\n{rest}"));
            let contents = Contents::of(&clean);
            for title in [
                "示例部关于示例工作的通知",
                "示例管理办法",
                "示例条例实施细则",
            ] {
                assert!(contents.list(&fold_title(title)), "{title} in {entries}");
            }
            let held = (0..clean.lines().len()).filter(|i| contents.hold(*i));
            assert_eq!(held.clone().next(), Some(0), "{entries}");
            assert_eq!(held.count() + 2, clean.lines().len(), "{entries}");
        }
    }

    #[test]
    fn an_entry_may_be_nothing_but_a_serial_and_a_page() {
        let entries = "1．示例管理办法……1\n2....19\n3．示例条例实施细则……25";
        let clean = clean(&format!(
            "示例汇编\n\n目　录\n\n{entries}\n\n示例管理办法\n"
        ));
        let contents = Contents::of(&clean);
        assert!(contents.list(&fold_title("示例条例实施细则")));
    }

    #[test]
    fn the_contents_of_a_law_list_no_documents() {
        let clean = clean("示例法\n目录\n第一章 总则\n第二章 示例管理\n第三章 附则\n第一章 总则\n");
        assert_eq!(Contents::of(&clean).titles().count(), 0);
    }
}
