//! Titles printed twice: over a table of the page and again over the text, over a decree and again
//! over the regulation.
//!
//! Owns: which of two printings a document begins with. Must not know: weights, evidence, or what
//! else a document has.

use super::catalogue::close_catalogues;
use super::front::{heads_decree, open_at_headed_decrees};
use super::letterhead::{
    is_masthead, name_no_mastheads, open_at_announcements, open_under_letterheads,
    open_under_signatures, read_parted_orders,
};
use super::page::Label;
use super::title::{
    ANNEX_HEAD, ANNEX_LABEL, DECREE_LINE, EVENT_LINE, MENU, NO_BEGINNING, NOTE, NUMBER_BEHIND,
    NUMBER_LINE, ORDER, SERIAL, SITE, begins_item, is_date_line, is_first_part, promulgated,
};
use crate::model::doctype::{Class, noun};
use crate::model::title::fold as fold_title;
use crate::text::aside::table;
use crate::text::clean::CleanText;
use crate::text::marks::Marks;
use crate::text::rule::Words;
use crate::text::words::{ABOUT, STARTS_ABOUT, STARTS_ANNEX};
use std::collections::HashSet;

/// How far apart the two printings may stand, in lines.
const REACH: usize = 40;
/// How many lines above a title the sentence may stand that issues it.
const SENTENCE_ABOVE: usize = 6;
/// At most so many lines has a note whose events stand one below the other.
const NOTE_LINES: usize = 20;
/// At most so many lines has a letterhead with its number.
const LETTERHEAD: usize = 4;
/// How many lines the menu of a page may have.
const MENU_LINES: usize = 120;
/// The title of an annex behind its label has at most so many lines.
const ANNEX_TITLE: usize = 3;
/// Within so many lines text may stand between a title and its first chapter: who passed it, when.
const HEAD_LINES: usize = 5;
/// A whole text on one line has more than so many bytes.
const COPY: usize = 1800;
/// A title that a copy is known by has so many characters at least.
const LONG_TITLE: usize = 10;
/// Those who issue are at most so many bytes at the head of a title.
const LONGEST_ISSUERS: usize = 120;
/// A title has at most so many lines.
const TITLE_LINES: usize = 5;
/// A line of the page above the text is at most so many characters.
const SHORT: usize = 45;

/// The labels with one beginning for each document that prints its title twice.
pub(super) fn join_reprints(clean: &CleanText, labels: &[Label]) -> Vec<Label> {
    let mut labels = labels.to_vec();
    open_at_broken_titles(clean, &mut labels);
    close_empty_pages(clean, &mut labels);
    close_page_titles(clean, &mut labels);
    close_catalogues(clean, &mut labels);
    close_no_beginnings(clean, &mut labels);
    close_announcements(clean, &mut labels);
    leave_out_copies(clean, &mut labels);
    open_at_annex_labels(clean, &mut labels);
    open_under_letterheads(clean, &mut labels);
    open_at_announcements(clean, &mut labels);
    open_under_signatures(&mut labels);
    read_parted_orders(clean, &mut labels);
    read_congress_orders(clean, &mut labels);
    read_sentences(clean, &mut labels);
    open_at_sentences(clean, &mut labels);
    open_above_notes(clean, &mut labels);
    open_at_headed_decrees(clean, &mut labels);
    let starts = starts(&labels);
    let mut open = starts.first().copied();
    for next in starts.into_iter().skip(1) {
        let Some(at) = open.filter(|at| next - at <= REACH) else {
            open = Some(next);
            continue;
        };
        match between(clean, &labels, at, next) {
            Between::Nothing => labels[at..next].fill(Label::Outside),
            Between::Note(end) => {
                let head = (at + 1..end).filter(|i| *i >= next || is_masthead(clean.line(*i)));
                head.for_each(|i| labels[i] = Label::Outside);
                if end < labels.len() && NUMBER_LINE.is_match(clean.line(end)) {
                    labels[end] = Label::Number;
                }
                continue;
            }
            Between::Decree => {
                labels[next] = if labels[next] == Label::Lead {
                    Label::Body
                } else {
                    Label::TitleMore
                };
                continue;
            }
            Between::Text => {}
        }
        open = Some(next);
    }
    leave_out_feet(clean, &mut labels);
    name_no_mastheads(clean, &mut labels);
    labels
}

/// The lines at which documents begin.
fn starts(labels: &[Label]) -> Vec<usize> {
    let begins = |i: &usize| labels[*i].begins();
    (0..labels.len()).filter(begins).collect()
}

/// A title with its note, where the title is printed again below: it begins there.
fn open_above_notes(clean: &CleanText, labels: &mut [Label]) {
    for next in 1..labels.len() {
        if labels[next] != Label::Title {
            continue;
        }
        let told = |i: &usize| {
            let words = clean.line(*i);
            let head = is_note(labels[*i], words) || NUMBER_LINE.is_match(words);
            labels[*i] == Label::Outside && (head || is_masthead(words))
        };
        let above = (0..next).rev().take(NOTE_LINES);
        let Some(first) = above.take_while(told).last().filter(|it| *it > 0) else {
            continue;
        };
        let title = fold_title(clean.line(first - 1));
        let again = labels[first - 1] == Label::Outside
            && (first..next).any(|i| EVENT_LINE.is_match(clean.line(i)))
            && printed_again(clean, &title, next).is_some();
        if again {
            labels[first - 1] = Label::Title;
        }
    }
}

/// The title of a page once more at its foot, with no text under it, is no second document.
fn leave_out_feet(clean: &CleanText, labels: &mut [Label]) {
    let starts = starts(labels);
    let ends = starts.iter().copied().skip(1).chain([labels.len()]);
    let ranges: Vec<_> = starts.iter().copied().zip(ends).collect();
    let mut seen = HashSet::new();
    for (at, end) in ranges {
        let title = title(clean, labels, at);
        if title.chars().count() < LONG_TITLE {
            continue;
        }
        let text = |i: usize| {
            let words = clean.line(i);
            let page = matches!(labels[i], Label::Outside | Label::TitleMore);
            !page && (words.contains('。') || words.chars().count() > SHORT)
        };
        if seen.contains(&title) && !(at + 1..end).any(text) {
            labels[at..end].fill(Label::Outside);
        } else {
            seen.insert(title);
        }
    }
}

/// Whether line `i` may stand under a title with its note: an event, a number, who issues it.
fn stands_in_note(clean: &CleanText, labels: &[Label], i: usize) -> bool {
    let words = clean.line(i);
    is_note(labels[i], words)
        || matches!(labels[i], Label::Number | Label::Outside)
        || is_masthead(words)
}

fn is_note(label: Label, words: &str) -> bool {
    label == Label::Note || NOTE.is_match(words) || EVENT_LINE.is_match(words)
}

/// 《X》已经…通过，现予公布 right above the title of X is where its document begins, with the name and
/// number of the decree above it.
fn open_at_sentences(clean: &CleanText, labels: &mut [Label]) {
    for next in 1..labels.len() {
        if labels[next] != Label::Title {
            continue;
        }
        let wanted = title(clean, labels, next);
        let outside = |i: &usize| labels[*i] == Label::Outside;
        let above = (0..next).rev().take(SENTENCE_ABOVE).take_while(outside);
        let issues =
            |i: &usize| promulgated(clean.paragraph(*i)).map(fold_title) == Some(wanted.clone());
        let Some(sentence) = above.clone().find(issues) else {
            continue;
        };
        let head = |i: &usize| {
            let words = clean.line(*i);
            DECREE_LINE.is_match(words) || ORDER.is_match(words) || SERIAL.is_match(words)
        };
        let rows = (0..sentence).rev().take(2).take_while(outside);
        let top = sentence - rows.take_while(head).count();
        for (i, label) in (top..next).zip(&mut labels[top..next]) {
            *label = match clean.line(i) {
                words if is_date_line(words) => Label::Date,
                words if SERIAL.is_match(words) => Label::Number,
                _ => Label::Body,
            };
        }
        labels[top] = if top < sentence {
            Label::Decree
        } else {
            Label::Lead
        };
        labels[next] = Label::TitleMore;
    }
}

/// A line that breaks off behind 关于… above the end of a title is the first line of it.
fn open_at_broken_titles(clean: &CleanText, labels: &mut [Label]) {
    for i in 1..labels.len() {
        if labels[i] != Label::Title || labels[i - 1] != Label::Outside {
            continue;
        }
        let (first, rest) = (clean.line(i - 1), clean.line(i));
        let whole = format!("{first}{rest}");
        let names_rules =
            |words: &str| matches!(noun(words), Some((_, Class::Act | Class::Instrument)));
        let stops = |words: &str| words.contains(['，', '。', '；', '：', '《', '》', '|']);
        // An entry of a table of contents ends with its page.
        let page = |c: char| matches!(c, '）' | '…') || c.is_ascii_digit();
        let entry = first.ends_with(page) && !rest.starts_with(['年', '号']);
        let broken = ABOUT.stand_in(first) && noun(first).is_none() && !ABOUT.stand_in(rest);
        let broken = broken && !entry;
        if broken && !stops(&whole) && first.chars().count() <= SHORT && names_rules(&whole) {
            (labels[i - 1], labels[i]) = (Label::Title, Label::TitleMore);
        }
    }
}

/// A sentence over several lines that puts out a regulation is no title of its own.
fn read_sentences(clean: &CleanText, labels: &mut [Label]) {
    for i in 1..labels.len() {
        let at = i - 1;
        let broken = labels[at] == Label::Title && clean.lines()[i].joined;
        if broken && labels[i] != Label::TitleMore && promulgated(clean.paragraph(at)).is_some() {
            labels[at] = Label::Decree;
        }
    }
}

/// The body whose announcement puts out a regulation.
static CONGRESS: Words = Words::new(
    "congress",
    &["人民代表大会"],
    &["示例省人民代表大会常务委员会公告"],
    &["示例省人民政府公告", "示例省人大"],
);
/// What a page says that has nothing but a signature.
static EMPTY_PAGE: Words = Words::new(
    "empty-page",
    &["此页无正文"],
    &["（此页无正文）"],
    &["本页为正文"],
);

/// 某省人民代表大会常务委员会公告 that puts out a regulation is its decree.
fn read_congress_orders(clean: &CleanText, labels: &mut [Label]) {
    for i in 0..labels.len() {
        if labels[i] != Label::Title {
            continue;
        }
        let words = clean.line(i);
        let order = CONGRESS.stand_in(words) && ORDER.is_match(words);
        let mut below = (i + 1..labels.len()).take(SENTENCE_ABOVE);
        if order && below.any(|k| promulgated(clean.line(k)).is_some()) {
            labels[i] = Label::Decree;
        }
    }
}

/// （此页无正文） stands on the page of a signature: what looks like a title above it opens nothing.
fn close_empty_pages(clean: &CleanText, labels: &mut [Label]) {
    for i in (0..labels.len()).filter(|i| EMPTY_PAGE.stand_in(clean.line(*i))) {
        let from = i.saturating_sub(2);
        let opened = (from..=i).rev().find(|k| labels[*k].begins());
        if let Some(k) = opened.filter(|k| *k > 0) {
            labels[k..=i].fill(Label::Body);
        }
    }
}

/// What no document begins with is text of the open one, and so is 第一章 under a title that has
/// no text yet.
fn close_no_beginnings(clean: &CleanText, labels: &mut [Label]) {
    // The head that is read, and whether a document is open.
    let (mut head, mut open) = (None, false);
    for i in 0..labels.len() {
        if !labels[i].begins() {
            let text = labels[i] == Label::Body;
            head = head.filter(|at| !(text && i - at > HEAD_LINES));
        } else if begins_nothing(clean, labels, i, head) || open && is_form(clean, i) {
            labels[i] = if open { Label::Body } else { Label::Outside };
            if !open {
                move_down(clean, labels, i);
            }
        } else {
            (head, open) = (Some(i), true);
        }
    }
}

/// The title of a page over its menu, which the document prints again below: it begins there.
fn close_page_titles(clean: &CleanText, labels: &mut [Label]) {
    for at in starts(labels) {
        let end = labels.len().min(at + 1 + REACH);
        let Some(again) = (at + 1..end).find(|i| clean.line(*i) == clean.line(at)) else {
            continue;
        };
        let text = |i: usize| clean.line(i).ends_with(['。', '；']) || labels[i].begins();
        let of_page = |i: usize| {
            let words = clean.line(i);
            SITE.is_match(words) || MENU.stands_in(words, clean.marks(i))
        };
        let mut between = at + 1..again;
        if !between.clone().any(text) && between.any(of_page) {
            labels[at..again].fill(Label::Outside);
            labels[again] = Label::Title;
        }
    }
}

/// What began at line `i` of the page begins at the first line below it that can be a headline.
fn move_down(clean: &CleanText, labels: &mut [Label], i: usize) {
    let below = (i + 1..labels.len()).take(MENU_LINES);
    let mut below = below.take_while(|k| !labels[*k].begins());
    let may = |k: usize| !begins_nothing(clean, labels, k, None) && is_headline(clean.line(k));
    if let Some(at) = below.find(|k| may(*k)) {
        labels[i..at].fill(Label::Outside);
        labels[at] = Label::Title;
    }
}

/// Whether line `i` is no beginning, under the head of the document that began at `head`.
fn begins_nothing(clean: &CleanText, labels: &[Label], i: usize, head: Option<usize>) -> bool {
    let words = clean.line(i);
    let under = head.is_some_and(|at| i - at <= REACH);
    let chapter = || under && words.starts_with('第') && is_first_part(words);
    // The first paragraph of a report is no second one under its headline.
    let lead = |i: usize| labels[i] == Label::Lead;
    let report =
        || i > 0 && head == Some(i - 1) && lead(i) && lead(i - 1) && is_headline(clean.line(i - 1));
    // 内部发送：…示例局示例办法 ends with what begins.
    let rules = || noun(words).is_some_and(|(_, class)| class == Class::Instrument);
    let over = || i + 1 < labels.len() && is_first_part(clean.line(i + 1));
    let ends = || !words.starts_with('第') && over() && rules();
    chapter() || report() || NO_BEGINNING.is_match(words) && !ends()
}

/// Whether line `i` is the name of a form that is an annex of the open document.
fn is_form(clean: &CleanText, i: usize) -> bool {
    i > 0 && clean.line(i).ends_with('表') && ANNEX_HEAD.is_match(clean.line(i - 1))
}

/// After the title of a document, in the title of one that explains it.
static EXPLAINS: Words = Words::heads(
    "explains",
    &["解读", "答记者问"],
    &["解读", "答记者问实录"],
    &["的解读", "第一条"],
);

/// Whether a line can head a report by its length and its stops.
fn is_headline(words: &str) -> bool {
    (8..=50).contains(&words.chars().count()) && !words.ends_with(['。', '；', '，', '：', '、'])
}

/// 附件：示例规划 under the date of the signature, with the text of the plan under it, is its title.
fn open_at_annex_labels(clean: &CleanText, labels: &mut [Label]) {
    for i in 1..labels.len() {
        let named = STARTS_ANNEX.stand_in(clean.line(i)) && is_date_line(clean.line(i - 1));
        let opened = labels[i] == Label::Title || !named;
        if let Some(end) = (!opened).then(|| annex_title_end(clean, i)).flatten() {
            labels[i] = Label::Title;
            labels[i + 1..end].fill(Label::TitleMore);
        }
    }
}

/// 附件：1.示例办法 and 2.示例表 over the titles of the annexes themselves only announce them.
fn close_announcements(clean: &CleanText, labels: &mut [Label]) {
    let begins: Vec<usize> = (0..labels.len())
        .filter(|i| labels[*i] == Label::Title)
        .collect();
    let listed = |i: usize| {
        let words = clean.line(i);
        STARTS_ANNEX.stand_in(words) || words.starts_with(|c: char| c.is_ascii_digit())
    };
    if !begins.iter().any(|i| listed(*i)) {
        return;
    }
    let mut below = HashSet::new();
    for i in begins.into_iter().rev() {
        if !listed(i) {
            below.insert(title(clean, labels, i));
            continue;
        }
        let name = ANNEX_LABEL.cut_from(clean.line(i));
        let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || ".．、".contains(c));
        if i > 0 && below.contains(&fold_title(name.trim_matches(['《', '》']))) {
            labels[i] = Label::Body;
        }
    }
}

/// Where the title of rules ends that begins at the label of an annex, if their text follows.
fn annex_title_end(clean: &CleanText, i: usize) -> Option<usize> {
    let n = clean.lines().len();
    let mut name = ANNEX_LABEL.cut_from(clean.line(i)).into_owned();
    if name.is_empty() {
        return None;
    }
    let mut end = i + 1;
    while noun(&name).is_none_or(|(_, class)| class != Class::Instrument) {
        let more = end < n.min(i + ANNEX_TITLE) && !begins_item(clean.line(end));
        name.push_str(more.then(|| clean.line(end))?);
        end += 1;
    }
    let wanted = fold_title(&name);
    let text = clean.lines().get(end)?;
    let words = clean.line(end);
    let prose = (text.full || words.chars().count() > SHORT) && !begins_item(words);
    let again = (end..n)
        .take(REACH)
        .any(|k| fold_title(clean.line(k)) == wanted);
    (prose && !again && !begins_item(&name) && !name.contains('。')).then_some(end)
}

/// The text of a page once more, as one line of its script, is no second document.
fn leave_out_copies(clean: &CleanText, labels: &mut [Label]) {
    // The titles that were read, and the length of the longest.
    let (mut titles, mut longest) = (HashSet::new(), 0);
    let mut i = 0;
    while i < labels.len() {
        let line = clean.lines()[i];
        let end = i + clean.lines()[i..]
            .iter()
            .take_while(|l| l.number == line.number)
            .count();
        let long = || clean.range(i, end - 1).end - line.text.start > COPY;
        let begins = labels[i..end].iter().any(|l| l.begins());
        if begins && long() {
            let words = fold_title(clean.line(i));
            let ends = words.char_indices().map(|(at, _)| at).chain([words.len()]);
            let mut ends = ends.take_while(|end| *end <= longest);
            let again =
                |end: usize| titles.contains(&words[..end]) && !EXPLAINS.stand_in(&words[end..]);
            if ends.any(again) {
                labels[i..end].fill(Label::Outside);
            }
        } else if labels[i] == Label::Title {
            let title = title(clean, labels, i);
            if title.chars().count() >= LONG_TITLE {
                longest = longest.max(title.len());
                titles.insert(title);
            }
        }
        i = end;
    }
}

/// What stands between a beginning and the next.
enum Between {
    /// Lines of the page only, and the title is printed again: it begins there.
    Nothing,
    /// The sentence that issues what stands below: both are one document.
    Decree,
    /// The note of the title, which is printed again under it, up to that line: both are one
    /// document.
    Note(usize),
    /// A document of its own.
    Text,
}

fn between(clean: &CleanText, labels: &[Label], at: usize, next: usize) -> Between {
    let first = title(clean, labels, at);
    let sentences = (at..next).take(12).map(|i| clean.paragraph(i));
    let issued = sentences.filter_map(promulgated).map(fold_title).next();
    if labels[next] == Label::Lead {
        // A decree whose text follows at once, without its title.
        let named = |t: String| t == first || fold_title(clean.line(next)).starts_with(&t);
        let whole =
            issued.is_some_and(named) && next - at <= 12 && is_date_line(clean.line(next - 1));
        return if whole {
            Between::Decree
        } else {
            Between::Text
        };
    }
    if is_letterhead(clean, labels, at, next) || heads_decree(clean, labels, at, next) {
        return Between::Nothing;
    }
    let lines = || (at + 1..next).map(|i| clean.line(i));
    let second = title(clean, labels, next);
    if second.chars().count() < 4 {
        return Between::Text;
    }
    let decree = matches!(labels[at], Label::Decree | Label::Lead) || first == second;
    // 某部令 … 制定了《X》: a decree and its regulation are one; an announcement and its annex two.
    let order = labels[at] == Label::Decree && clean.line(at).contains('令');
    let named = order && lines().take(12).any(|l| fold_title(l).contains(&second));
    if decree
        && (named || issued.is_some_and(|t| t == second))
        && !names_addressees(clean, labels, at, next)
    {
        return Between::Decree;
    }
    let more = (at + 1..next)
        .filter(|i| labels[*i] == Label::TitleMore)
        .count();
    let note = |i: usize| is_note(labels[i], clean.line(i));
    let behind = |i: usize| stands_in_note(clean, labels, i);
    let mut head = at + 1 + more..next;
    let noted = head.clone().next().is_some_and(note) && head.all(behind);
    if let Some(end) = noted.then(|| printed_again(clean, &first, next)).flatten() {
        return Between::Note(end);
    }
    let row = |l: &str| !table(l, Marks::of(l), true).is_empty();
    let prose = |l: &str| (l.chars().count() > SHORT || l.ends_with(['。', '；'])) && !row(l);
    if is_same_title(&first, &second) && !lines().skip(more).any(prose) {
        Between::Nothing
    } else {
        Between::Text
    }
}

/// Whether a letterhead of bodies alone stands there, with the number under it.
fn is_letterhead(clean: &CleanText, labels: &[Label], at: usize, next: usize) -> bool {
    let head = |i: usize| {
        matches!(labels[i], Label::Number | Label::HeadDate | Label::Outside)
            || NUMBER_LINE.is_match(clean.line(i))
    };
    next - at <= LETTERHEAD && (at + 1..next).all(head) && is_masthead(clean.line(at))
}

/// Whether a heading and the title below it name one document: a heading leaves out who issues
/// (关于示例的通知 over 示例部等关于示例的通知), or has a few characters more.
fn is_same_title(first: &str, second: &str) -> bool {
    let within = |whole: &str, part: &str, more: usize| {
        whole.ends_with(part) && whole.len() - part.len() <= more
    };
    first == second
        || first.contains(second) && first.len() - second.len() <= 24
        || STARTS_ABOUT.stand_in(first) && within(second, first, LONGEST_ISSUERS)
}

/// Where the title `first` ends that is printed again from line `next` on, who issues it perhaps
/// left out.
fn printed_again(clean: &CleanText, first: &str, next: usize) -> Option<usize> {
    let last = clean.lines().len().min(next + TITLE_LINES);
    let mut words = String::new();
    (next..last).find_map(|i| {
        words.push_str(&fold_title(clean.line(i)));
        let left = first.strip_suffix(words.as_str())?;
        (words.chars().count() >= 4 && left.len() <= LONGEST_ISSUERS).then_some(i + 1)
    })
}

/// Whether the lines are a letter to somebody: a notice, which encloses what it names.
fn names_addressees(clean: &CleanText, labels: &[Label], at: usize, next: usize) -> bool {
    // Under a head that was lost those addressed are the first line.
    let first = labels[at] == Label::Lead && clean.line(at).ends_with('：');
    first || labels[at..next].contains(&Label::Addressee)
}

/// The folded title of the beginning at `at`.
fn title(clean: &CleanText, labels: &[Label], at: usize) -> String {
    if labels[at] == Label::Lead {
        return String::new();
    }
    let more = labels[at + 1..]
        .iter()
        .take_while(|l| **l == Label::TitleMore)
        .count();
    let words: String = (at..=at + more).map(|i| clean.line(i)).collect();
    let number = NUMBER_BEHIND
        .find(&words)
        .map_or(words.len(), |m| m.start());
    fold_title(&words[..number])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use Label as L;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&CONGRESS, &EMPTY_PAGE, &EXPLAINS]);
    }

    fn check(text: &str, labels: &[Label], want: &[Label]) {
        let clean = clean(text);
        assert_eq!(clean.lines().len(), labels.len());
        assert_eq!(join_reprints(&clean, labels), want, "{text}");
    }

    #[test]
    fn a_title_over_a_table_is_the_page_and_over_a_decree_the_document() {
        check(
            "某市示例办法\n某市人民政府\n某市示例办法\n第一条为了示例。",
            &[L::Title, L::Body, L::Title, L::Body],
            &[L::Outside, L::Outside, L::Title, L::Body],
        );
        check(
            "某市人民政府令\n《某市示例办法》已经某日会议通过，现予公布。\n某市示例办法\n第一条为了示例。",
            &[L::Decree, L::Body, L::Title, L::Body],
            &[L::Decree, L::Body, L::TitleMore, L::Body],
        );
        check(
            "某市人民政府令\n《某市示例办法》已经某日会议通过，现予公布。\n某市示例办法\n第一条为了示例。",
            &[L::Outside, L::Outside, L::Title, L::Body],
            &[L::Decree, L::Body, L::TitleMore, L::Body],
        );
    }

    #[test]
    fn a_title_over_the_menu_of_its_page_is_the_page() {
        let labels = [L::Lead, L::Body, L::Body, L::TitleMore, L::Body];
        let text =
            |menu: &str| format!("示例开放报名\n{menu}\n示例动态\n示例开放报名\n示例报名开始。");
        check(
            &text("示例动态LocalNews"),
            &labels,
            &[L::Outside, L::Outside, L::Outside, L::Title, L::Body],
        );
        // A heading of a compilation has no menu under it.
        check(&text("2020年1月2日"), &labels, &labels);
    }

    #[test]
    fn rows_of_the_page_between_two_printings_are_no_text() {
        let path = "/示例/示例/示例市人民政府关于示例工作的若干规定及其说明（示例市人民政府令第1号）全文.pdf";
        let text = |key: &str| {
            format!(
                "某市示例办法（某市人民政府令第1号）\n版本：示例\n{key}{path}\n某市示例办法\n第一条为了示例。"
            )
        };
        let labels = [L::Title, L::Body, L::Body, L::Title, L::Body];
        check(
            &text("来源："),
            &labels,
            &[L::Outside, L::Outside, L::Outside, L::Title, L::Body],
        );
        check(&text("示例"), &labels, &labels);
    }

    #[test]
    fn a_title_at_the_foot_of_its_page_is_no_document() {
        let title = "某市2020年示例补贴发放标准";
        let labels = [L::Title, L::Body, L::Title, L::HeadDate, L::Body];
        check(
            &format!("{title}\n为了示例，提高示例补贴的标准。\n{title}\n2020-01-02\n某市示例局"),
            &labels,
            &[L::Title, L::Body, L::Outside, L::Outside, L::Outside],
        );
        check(
            &format!("{title}\n为了示例，提高示例补贴的标准。\n{title}\n2020-01-02\n为了示例。"),
            &labels,
            &labels,
        );
    }

    #[test]
    fn a_title_printed_again_under_its_note_begins_nothing() {
        let note = "（2020年1月2日某法院审判委员会第1次会议通过）";
        check(
            &format!(
                "某法院关于示例的解释\n{note}\n某法院关于\n示例的解释\n某释〔2020〕1号\n第一条为了示例。"
            ),
            &[L::Title, L::Note, L::Title, L::TitleMore, L::Body, L::Body],
            &[
                L::Title,
                L::Note,
                L::Outside,
                L::Outside,
                L::Number,
                L::Body,
            ],
        );
        let two = [L::Title, L::Note, L::Title, L::Body];
        check(
            &format!("某法院关于示例的解释\n{note}\n某法院关于例外的解释\n第一条为了示例。"),
            &two,
            &two,
        );
    }

    #[test]
    fn a_label_over_the_text_of_an_annex_is_its_title() {
        let text = "示例发展是示例市经济社会发展的重要基础，是扩大就业、改善民生的重要支撑，为贯彻落实决策部署，制定本规划。";
        let notice = "某部关于印发示例规划的通知\n现将《示例规划》印发给你们。\n2020年1月2日";
        let labels = [L::Title, L::Body, L::Date, L::Body, L::Body];
        let opened = [L::Title, L::Body, L::Date, L::Title, L::Body];
        check(
            &format!("{notice}\n附件：示例发展规划\n{text}"),
            &labels,
            &opened,
        );
        check(
            &format!("{notice}\n附件：示例发展规划\n示例发展规划"),
            &labels,
            &labels,
        );
        let labels = [L::Title, L::Body, L::Date, L::Outside, L::Title, L::Body];
        let text = format!("{notice}\n附件\n示例发展规划\n{text}");
        check(&text, &labels, &labels);
    }

    #[test]
    fn what_no_document_begins_with_is_text_of_the_open_one() {
        check(
            "某办法\n某令第1号\n第一章总则\n第一条为了示例。\n主题词：示例通知",
            &[L::Title, L::Number, L::Title, L::Body, L::Lead],
            &[L::Title, L::Number, L::Body, L::Body, L::Body],
        );
    }

    #[test]
    fn a_notice_and_what_it_encloses_stay_two() {
        let two = [L::Title, L::Addressee, L::Body, L::Title, L::Body];
        check(
            "某市示例意见\n各单位：\n为了示例，现将《某市示例意见》印发给你们，请遵照执行。\n某市示例意见\n一、示例。",
            &two,
            &two,
        );
    }
}
