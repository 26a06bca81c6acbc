//! What stands in front of a document: the first pages of a book, or the page's own lines.
//!
//! Owns: whether the lines above the first document of a file are those of a book, and whether a
//! title is but the page's heading over a decree. Must not know: weights, evidence, where a
//! document ends.

use super::contents::{CONTENTS, is_cover};
use super::page::Label;
use super::splitter::Splitter;
use super::title::{
    DECREE_LINE, NUMBER_BEHIND, ORDER, SERIAL, is_contents_line, promulgated, tidy_number,
};
use crate::model::doctype::{Class, noun};
use crate::model::title::fold as fold_title;
use crate::text::clean::CleanText;
use crate::text::rule::Words;
use crate::text::words::ABOUT;

/// So many entries make a table of contents.
const ENTRIES: usize = 3;
/// Within how many lines under a decree the sentence stands that names what it puts out …
const SENTENCE_BELOW: usize = 6;
/// … and the title of that.
const TITLE_BELOW: usize = 30;
/// How many lines under a heading a decree may begin that it names.
const HEADING: usize = 12;
/// A line of a page is at most so many characters.
const SHORT: usize = 45;
/// By how many bytes a heading may be longer than the title: a page number, a year.
const MORE: usize = 24;

/// The heading of a part that only books have in front of their texts.
#[rustfmt::skip]
static PREFACE: Words = Words::whole(
    "preface",
    &[
        "前言", "序", "序言", "编者按", "编者的话", "编写说明", "编辑说明", "出版说明", "编印说明",
        "卷首语", "编委会",
    ],
    &["前言", "编辑说明"],
    &["前言一", "示例说明"],
);
/// The dots that lead from an entry to its page.
static LEADERS: Words = Words::new(
    "leaders",
    &["………", "······", "......"],
    &["示例部令第1号…………（1）"],
    &["示例……", "示例"],
);

impl Splitter<'_> {
    /// Whether the lines `0..end` are the first pages of a book: a cover, a preface, a table of
    /// contents.
    pub(super) fn is_book(&self, end: usize) -> bool {
        let words = |i: usize| self.clean.line(i);
        let entry = |i: &usize| {
            let title = words(*i).trim_end_matches(|c: char| c.is_ascii_digit());
            let rules = matches!(noun(title), Some((_, Class::Act | Class::Instrument)));
            rules || is_contents_line(words(*i)) || LEADERS.stand_in(words(*i))
        };
        let contents = (0..end).find(|i| CONTENTS.stand_in(words(*i)));
        let listed =
            contents.is_some_and(|i| (i + 1..end).filter(entry).nth(ENTRIES - 1).is_some());
        listed || (0..end).any(|i| PREFACE.stand_in(words(i)) || is_cover(words(i)))
    }
}

/// The decree of which a page's heading tells the number, or what it puts out, begins at its own
/// name.
pub(super) fn open_at_headed_decrees(clean: &CleanText, labels: &mut [Label]) {
    let n = labels.len();
    for at in (0..n)
        .filter(|i| labels[*i] == Label::Title)
        .collect::<Vec<_>>()
    {
        let number = number_behind(clean.line(at));
        let title = fold_title(clean.line(at));
        // 关于发布《示例办法》的公告 is the title of the announcement, no heading of its page.
        let is_own = is_announcement(clean.line(at));
        let below = (at + 1..n.min(at + HEADING)).take_while(|i| !is_text(clean, *i));
        let mut below = below.take_while(|i| !labels[*i].begins());
        let order = |i: &usize| {
            let words = clean.line(*i);
            let told = || number.as_ref() == Some(&number_at(clean, *i));
            let puts_out = || puts_out(clean, *i, &title);
            DECREE_LINE.is_match(words) && (told() || puts_out())
                || !is_own && is_numbered_order(clean, *i) && puts_out()
        };
        if let Some(order) = below.find(order) {
            labels[order] = Label::Decree;
        }
    }
}

/// Whether line `i` is the name of an announcement with its serial, on the same line or the next.
fn is_numbered_order(clean: &CleanText, i: usize) -> bool {
    let words = clean.line(i);
    let below = || clean.lines().get(i + 1).map(|_| clean.line(i + 1));
    let serial = || below().is_some_and(|next| SERIAL.is_match(next));
    let order = ORDER.captures(words);
    order.is_some_and(|found| found.get(2).is_some() || serial())
}

/// Whether a title is that of an act which puts out something else.
fn is_announcement(title: &str) -> bool {
    noun(title).is_some_and(|(_, class)| class == Class::Act) && ABOUT.stand_in(title)
}

/// Whether line `i` is text, and no line of the page.
fn is_text(clean: &CleanText, i: usize) -> bool {
    let words = clean.line(i);
    let long = words.chars().count() > SHORT && !LEADERS.stand_in(words);
    long || words.ends_with(['。', '；'])
}

/// The number in brackets behind a title.
fn number_behind(title: &str) -> Option<String> {
    Some(tidy_number(NUMBER_BEHIND.captures(title)?.get(1)?.as_str()))
}

/// The number of the decree at line `i`, its serial there or on the next line.
fn number_at(clean: &CleanText, i: usize) -> String {
    let next = clean.lines().get(i + 1).map(|_| clean.line(i + 1));
    let serial = next.filter(|words| SERIAL.is_match(words));
    tidy_number(&format!("{}{}", clean.line(i), serial.unwrap_or_default()))
}

/// Whether the title at `at` is the page's heading over the decree at `next`: it names its number,
/// or what it puts out, and no text stands between them.
pub(super) fn heads_decree(clean: &CleanText, labels: &[Label], at: usize, next: usize) -> bool {
    let more = labels[at + 1..next].iter();
    let below = at + 1 + more.take_while(|l| **l == Label::TitleMore).count();
    let decree = labels[at] == Label::Title && labels[next] == Label::Decree;
    if !decree || (below..next).any(|i| is_text(clean, i)) {
        return false;
    }
    let heading: String = (at..below).map(|i| clean.line(i)).collect();
    if number_behind(&heading).is_some_and(|number| number == number_at(clean, next)) {
        return true;
    }
    let title = fold_title(&heading);
    let end = labels.len().min(next + TITLE_BELOW);
    let mut titles = (next + 1..end).filter(|i| labels[*i] == Label::Title);
    puts_out(clean, next, &title) || titles.any(|i| is_named(&title, clean.line(i)))
}

/// Whether the decree at `next` puts out what the folded heading `title` names.
fn puts_out(clean: &CleanText, next: usize, title: &str) -> bool {
    let end = clean.lines().len().min(next + SENTENCE_BELOW);
    let mut sentences = (next..end).map(|i| clean.paragraph(i));
    sentences.any(|s| promulgated(s).is_some_and(|named| is_named(title, named)))
}

/// Whether a folded heading is the title `words`, with little more.
fn is_named(heading: &str, words: &str) -> bool {
    let named = fold_title(words);
    let more = heading.len().saturating_sub(named.len());
    named.chars().count() >= 4 && heading.contains(&named) && more <= MORE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PREFACE, &LEADERS]);
    }

    fn roles(text: &str) -> Vec<&'static str> {
        let clean = crate::text::clean::clean(text);
        let documents = segment(&clean);
        documents.iter().map(|d| d.role.name()).collect()
    }

    #[test]
    fn a_decree_begins_under_the_heading_of_its_page() {
        let text = "当前位置：首页>法律\n中华人民共和国示例卫生法\n来源：发布时间：2012-11-12 10:25\n\
                    中华人民共和国主席令 第六十二号\n《中华人民共和国示例卫生法》已由第十一届全国人民代表大会常务\
                    委员会第二十九次会议于2012年10月26日通过，现予公布，自2013年5月1日起施行。\n\
                    主席 某某\n2012年10月26日\n中华人民共和国示例卫生法\n第一章 总则\n第一条 为了示例，\
                    制定本法。\n第二条 示例应当公开。\n";
        let clean = crate::text::clean::clean(text);
        let documents = segment(&clean);
        let [law] = documents.as_slice() else {
            panic!("{documents:?}");
        };
        assert_eq!(
            clean.line(law.lines.start),
            "中华人民共和国主席令第六十二号"
        );
    }

    #[test]
    fn an_announcement_begins_under_the_heading_of_its_page() {
        let text = "广东省示例监督条例\n来源：示例局 发布日期：2016-05-24\n广东省第十二届人民代表大会常务委员会公告\n（第55号）\n《广东省示例监督条例》已由广东省第十二届人民代表大会常务委员会第二十五次会议于2016年3月31日修订通过，现予公布，自2016年7月1日起施行。\n广东省人民代表大会常务委员会\n2016年3月31日\n广东省示例监督条例\n（2004年3月30日广东省第十届人民代表大会常务委员会第十次会议通过）\n第一章 总则\n第一条 为了示例，制定本条例。\n第二条 示例应当公开。\n";
        let clean = crate::text::clean::clean(text);
        let documents = segment(&clean);
        let [rules] = documents.as_slice() else {
            panic!("{documents:?}");
        };
        let number = rules.number.as_ref().map(|n| n.0.as_str());
        assert_eq!(
            number,
            Some("广东省第十二届人民代表大会常务委员会公告第55号")
        );
        assert_eq!(rules.title, "广东省示例监督条例");
    }

    #[test]
    fn an_announcement_begins_with_its_own_title_above_its_number() {
        let text = "关于发布《示例管理办法》的公告\n示例部公告2020年第3号\n现发布《示例管理办法》，自2020年7月1日起施行。\n特此公告。\n附件：示例管理办法\n示例部\n2020年1月2日\n";
        let documents = segment(&crate::text::clean::clean(text));
        let [announcement] = documents.as_slice() else {
            panic!("{documents:?}");
        };
        assert_eq!(announcement.title, "关于发布《示例管理办法》的公告");
        let number = announcement.number.as_ref().map(|n| n.0.as_str());
        assert_eq!(number, Some("示例部公告2020年第3号"));
    }

    const NOTICE: &str = "示例部关于加强示例工作的通知\n各单位：\n为加强示例工作，现就有关事项通知如下：\n一、加强示例管理。\n示例部\n2020年1月2日\n";

    #[test]
    fn only_a_book_has_first_pages() {
        for (head, want) in [
            ("特急\n示例部文件\n示发〔2020〕1号\n", &["act"][..]),
            ("首页\n示例要闻\n示例公开\n", &["act"]),
            (
                "示例政策文件汇编（一）\n示例部办公厅\n2021年5月\n",
                &["frontmatter", "act"],
            ),
        ] {
            assert_eq!(roles(&format!("{head}{NOTICE}")), want, "{head}");
        }
    }
}
