//! Letterheads over a document: the name of the paper, 某部文件, or of those who issue it.
//!
//! Owns: what a row of bodies above a number is, and the title that stands under a letterhead. Must
//! not know: weights, evidence, or what else a document has.

use super::document::Sign;
use super::page::Label;
use super::splitter::{Splitter, Start};
use super::title::{NOTE, NOTE_NUMBER, NUMBER_LINE, ORDER, SERIAL, is_act_title, is_date_line};
use crate::model::doctype::{Class, noun};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::role::Role;
use crate::model::title::fold as fold_title;
use crate::text::aside::Aside;
use crate::text::clean::CleanText;
use crate::text::rule::Words;
use crate::text::words::STARTS_ABOUT;

/// A title is at most so many lines and characters under a letterhead.
const TITLE_LINES: usize = 4;
const TITLE_CHARS: usize = 100;

/// How many lines under a title the number may stand, and how many characters a sentence has.
const HEAD: usize = 8;
const PROSE: usize = 16;

/// The text of a notice under a letterhead has at most so many lines.
const NOTICE_LINES: usize = 60;

/// What the name of the paper adds to those who issue it, in the middle if they stand in columns.
pub(super) static PAPER: Words = Words::new(
    "masthead-paper",
    &["文件"],
    &["示例部办公厅文件示例局办公室"],
    &["示例部办公厅"],
);

/// What stands alone under those who issue it: 示例部 ⏎ 公告 ⏎ 〔2020〕第1号.
static KIND: Words = Words::whole(
    "masthead-kind",
    &["公告", "通告", "令"],
    &["公告", "令"],
    &["示例部公告", "命令", "公告如下"],
);

/// The name of an announcement or an order whose kind is all of line `i`, with those who issue it
/// on the line above, and that line.
pub(super) fn parted_name(clean: &CleanText, i: usize) -> Option<(usize, String)> {
    let kind = clean.line(i);
    let above = i.checked_sub(1).filter(|_| KIND.stand_in(kind))?;
    let bodies = clean.line(above);
    let issue = is_masthead(bodies) || looks_like_body(bodies);
    issue.then(|| (above, format!("{bodies}{kind}")))
}

/// The name of an announcement with its number, which is its title whole.
pub(super) static NUMBERED: Words = Words::tails(
    "numbered",
    &["号）"],
    &["示例部公告（2020年第1号）"],
    &["示例部公告（示例事项）"],
);
/// The title of an announcement whose number stands behind its name on line `i`: 某部公告〔2020〕第1号;
/// with the subject in brackets behind it, the line. A decree is known by what it puts out.
pub(super) fn numbered_announcement(clean: &CleanText, i: usize) -> Option<&str> {
    let words = clean.line(i);
    let found = words.contains('号').then(|| ORDER.captures(words))??;
    let (name, _) = (found.get(1)?, found.get(2)?);
    let issuers = name
        .as_str()
        .strip_suffix('告')?
        .strip_suffix(['公', '通'])?;
    let known = is_masthead(issuers) || looks_like_body(issuers);
    let subject = words.ends_with('）') && !NUMBERED.stand_in(words);
    known.then_some(if subject { words } else { name.as_str() })
}

/// An announcement begins at its name and number over its text, but under its title.
pub(super) fn open_at_announcements(clean: &CleanText, labels: &mut [Label]) {
    for i in 1..labels.len().saturating_sub(1) {
        let above = labels[i.saturating_sub(HEAD)..=i].iter().rev();
        let mut head = above.take_while(|l| !matches!(l, Label::Body | Label::Date));
        let headed = head.any(|l| l.begins());
        let text =
            || clean.line(i + 1).chars().count() >= PROSE || clean.line(i + 1).ends_with('。');
        let apart = !clean.lines()[i].joined;
        if !headed && apart && numbered_announcement(clean, i).is_some() && text() {
            labels[i] = Label::Decree;
        }
    }
}

/// What is read as a title under the date of a notice begins there: only a decree prints one.
pub(super) fn open_under_signatures(labels: &mut [Label]) {
    let mut open = labels.first().copied().unwrap_or(Label::Outside);
    for i in 1..labels.len() {
        let more = labels[i] == Label::TitleMore && labels[i - 1] == Label::Date;
        if more && open == Label::Title {
            labels[i] = Label::Title;
        } else if labels[i].begins() {
            open = labels[i];
        }
    }
}

/// 令 alone between those who issue and its number makes a decree of them.
pub(super) fn read_parted_orders(clean: &CleanText, labels: &mut [Label]) {
    for i in 1..labels.len().saturating_sub(1) {
        let opened = matches!(labels[i - 1], Label::Title | Label::Lead);
        let order = opened && clean.line(i).ends_with('令') && parted_name(clean, i).is_some();
        let serial = clean.line(i + 1);
        if order && (SERIAL.is_match(serial) || NUMBER_LINE.is_match(serial)) {
            labels[i - 1] = Label::Decree;
            labels[i..=i + 1].fill(Label::Number);
        }
    }
}

/// Under a letterhead, 某部文件, and its number stands a title.
pub(super) fn open_under_letterheads(clean: &CleanText, labels: &mut [Label]) {
    let heads = clean
        .asides()
        .iter()
        .filter(|a| a.kind == Aside::Letterhead);
    for number in heads.map(|head| head.before) {
        let title = number + 1;
        let most = labels.len().min(title + TITLE_LINES);
        if title >= most || !NUMBER_LINE.is_match(clean.line(number)) || labels[number].begins() {
            continue;
        }
        // The number is that of what begins under it, and no text of the document above.
        if labels[title..most].iter().any(|l| l.begins()) {
            if labels[number] == Label::Body && labels[title].begins() {
                labels[number] = Label::Outside;
            }
            continue;
        }
        let title = title_under(clean, labels, number, |words| {
            noun(words).is_some_and(|(_, class)| matches!(class, Class::Act | Class::Instrument))
        });
        if let Some((last, words)) = title {
            open_under_date(clean, labels, last + 1, &fold_title(&words));
        }
    }
}

/// Label the title that stands under line `number`, if one does that `is_title`: its last line and
/// its words.
fn title_under(
    clean: &CleanText,
    labels: &mut [Label],
    number: usize,
    is_title: impl Fn(&str) -> bool,
) -> Option<(usize, String)> {
    let title = number + 1;
    let most = labels.len().min(title + TITLE_LINES);
    let mut words = String::new();
    let last = (title..most).find(|i| {
        words.push_str(clean.line(*i));
        is_title(&words)
    })?;
    let stops = words.contains(['。', '，', '；', '：']) || words.chars().count() > TITLE_CHARS;
    if stops || labels[title..=last].iter().any(|l| l.begins()) {
        return None;
    }
    labels[number] = Label::Outside;
    labels[title] = Label::Title;
    labels[title + 1..=last].fill(Label::TitleMore);
    Some((last, words))
}

/// A title printed again under the date of the notice above it is that of the annex.
fn open_under_date(clean: &CleanText, labels: &mut [Label], from: usize, title: &str) {
    let most = labels.len().min(from + NOTICE_LINES);
    let again = |i: &usize| {
        labels[*i] == Label::Body
            && is_date_line(clean.line(*i - 1))
            && fold_title(clean.line(*i)) == title
    };
    if let Some(i) = (from + 1..most).find(again) {
        labels[i] = Label::Title;
    }
}

/// Whether words are those who issue and nothing else, with 文件 beside or between them.
pub(super) fn is_masthead(words: &str) -> bool {
    let row =
        |words: &str| !words.is_empty() && lexicon().agencies_in(words, &['、', '，']).is_some();
    let Some(paper) = PAPER.place(words) else {
        return row(words);
    };
    let (above, below) = (&words[..paper.start], &words[paper.end..]);
    row(above) && (below.is_empty() || row(below))
}

impl Splitter<'_> {
    /// 某部公告〔2020〕第1号 over its text: what names an announcement is its number, too.
    pub(super) fn ordered_at(&self, at: usize) -> Option<Start> {
        let name = numbered_announcement(self.clean, at)?;
        let again = self.clean.lines().get(at + 1).is_some_and(|_| {
            let next = self.clean.line(at + 1);
            ORDER.is_match(next) && self.clean.line(at).starts_with(next)
        });
        let body = at + 1 + usize::from(again);
        self.is_prose(body).then(|| Start {
            role: Role::Act,
            sign: Sign::Number,
            title: at..at + 1,
            text: name.to_owned(),
            body,
            number: None,
            heading_date: None,
            parent: None,
        })
    }

    /// 某部令（发布某结果） with the note of its publication under it: the name is the title.
    pub(super) fn noted_order_at(&self, at: usize) -> Option<Start> {
        let words = self.clean.line(at);
        let named = words.contains('令') && at + 1 < self.clean.lines().len();
        let note = || self.clean.line(at + 1);
        if !(named && ORDER.is_match(words) && NOTE.is_match(note())) {
            return None;
        }
        let number = NOTE_NUMBER.captures(note()).and_then(|c| c.get(1));
        Some(Start {
            role: Role::Act,
            sign: Sign::Note,
            title: at..at + 1,
            text: words.to_owned(),
            body: at + 1,
            number: number.map(|m| (m.as_str().to_owned(), self.part(at + 1, m.range()))),
            heading_date: None,
            parent: None,
        })
    }

    /// The beginning at `at` with the listed bodies that stand alone in the lines from `above` on,
    /// right over its title 关于….
    pub(super) fn with_issuers(
        &self,
        above: usize,
        (at, mut start): (usize, Start),
    ) -> (usize, Start) {
        let row: String = (above..at).map(|i| self.clean.line(i)).collect();
        let page = (above + 1..=at).any(|i| !self.clean.asides_above(i).is_empty());
        let own = start.title.start == at && STARTS_ABOUT.stand_in(&start.text);
        if !own || page || lexicon().agencies_in(&row, &['、', '，']).is_none() {
            return (at, start);
        }
        start.text.insert_str(0, &row);
        start.title.start = above;
        (above, start)
    }
}

/// Those who issue, printed over the number of what they issue, are no title: an announcement whose
/// name is a picture has none.
pub(super) fn name_no_mastheads(clean: &CleanText, labels: &mut [Label]) {
    for i in 0..labels.len() {
        if !matches!(labels[i], Label::Title | Label::Lead) {
            continue;
        }
        let more = labels[i + 1..]
            .iter()
            .take_while(|l| **l == Label::TitleMore);
        let last = i + more.count();
        let words: String = (i..=last).map(|k| clean.line(k)).collect();
        let below = clean
            .lines()
            .get(last + 1)
            .map_or("", |_| clean.line(last + 1));
        let numbered = NUMBER_LINE.is_match(below) || SERIAL.is_match(below);
        let bodies = is_masthead(&words) || i == last && looks_like_body(&words);
        if numbered && bodies {
            let titled = title_under(clean, labels, last + 1, is_act_title).is_some();
            labels[i] = if titled {
                Label::Outside
            } else {
                Label::Decree
            };
            labels[i + 1..=last].fill(Label::Outside);
        } else if labels[i] == Label::Title && is_masthead(&words) {
            labels[i..=last].fill(Label::Outside);
            labels[i] = Label::Lead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use Label as L;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PAPER, &KIND, &NUMBERED]);
    }

    #[test]
    fn a_row_of_bodies_is_a_masthead_and_a_title_is_none() {
        for words in [
            "财政部教育部",
            "财政部办公厅文件教育部办公厅",
            "中国人民银行文件",
        ] {
            assert!(is_masthead(words), "{words}");
        }
        for words in ["财政部公告", "财政部关于示例工作的通知", "文件"] {
            assert!(!is_masthead(words), "{words}");
        }
    }

    #[test]
    fn a_masthead_over_a_number_names_no_document() {
        let text = "财政部教育部\n〔2020〕第1号\n现就示例工作有关事项公告如下：\n一、示例。";
        let mut labels = [L::Title, L::Number, L::Body, L::Body];
        name_no_mastheads(&clean(text), &mut labels);
        assert_eq!(labels, [L::Decree, L::Number, L::Body, L::Body]);
        // The title stands under the number.
        let titled = "财政部教育部\n示发〔2020〕1号\n财政部教育部关于示例工作的通知\n各示例单位：";
        let mut labels = [L::Title, L::Number, L::Body, L::Body];
        name_no_mastheads(&clean(titled), &mut labels);
        assert_eq!(labels, [L::Outside, L::Outside, L::Title, L::Body]);
        let mut labels = [L::Title, L::Number, L::Body, L::Body];
        name_no_mastheads(&clean(&text.replace("教育部", "公告")), &mut labels);
        assert_eq!(labels[0], L::Title);
    }
}
