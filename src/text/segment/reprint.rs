//! Titles printed twice: over a table of the page and again over the text, over a decree and again
//! over the regulation.
//!
//! Owns: which of two printings a document begins with. Must not know: weights, evidence, or what
//! else a document has.

use super::page::Label;
use super::title::{DECREE_LINE, ORDER, SERIAL, is_date_line, promulgated};
use crate::model::lexicon::lexicon;
use crate::model::title::fold as fold_title;
use crate::text::clean::CleanText;
use crate::text::rule::Words;

/// How far apart the two printings may stand, in lines.
const REACH: usize = 40;
/// How many lines above a title the sentence may stand that issues it.
const SENTENCE_ABOVE: usize = 6;
/// At most so many lines has a letterhead with its number.
const LETTERHEAD: usize = 4;
/// A line of the page above the text is at most so many characters.
const SHORT: usize = 45;

/// The labels with one beginning for each document that prints its title twice.
pub(super) fn join_reprints(clean: &CleanText, labels: &[Label]) -> Vec<Label> {
    let mut labels = labels.to_vec();
    close_empty_pages(clean, &mut labels);
    read_congress_orders(clean, &mut labels);
    open_at_sentences(clean, &mut labels);
    let starts: Vec<usize> = (0..labels.len()).filter(|i| labels[*i].begins()).collect();
    let mut open = starts.first().copied();
    for next in starts.into_iter().skip(1) {
        let Some(at) = open.filter(|at| next - at <= REACH) else {
            open = Some(next);
            continue;
        };
        match between(clean, &labels, at, next) {
            Between::Nothing => labels[at..next].fill(Label::Outside),
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
    labels
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
            |i: &usize| promulgated(clean.line(*i)).map(fold_title) == Some(wanted.clone());
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

/// What stands between a beginning and the next.
enum Between {
    /// Lines of the page only, and the title is printed again: it begins there.
    Nothing,
    /// The sentence that issues what stands below: both are one document.
    Decree,
    /// A document of its own.
    Text,
}

fn between(clean: &CleanText, labels: &[Label], at: usize, next: usize) -> Between {
    let first = title(clean, labels, at);
    let lines = || (at + 1..next).map(|i| clean.line(i));
    let sentences = (at..next).take(12).map(|i| clean.line(i));
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
    let second = title(clean, labels, next);
    // A letterhead of bodies alone, with the number under it.
    let head = |i: usize| matches!(labels[i], Label::Number | Label::HeadDate | Label::Outside);
    let bodies = || {
        lexicon()
            .agencies_in(clean.line(at), &['、', '，'])
            .is_some()
    };
    if next - at <= LETTERHEAD && (at + 1..next).all(head) && bodies() {
        return Between::Nothing;
    }
    if second.chars().count() < 4 {
        return Between::Text;
    }
    let decree = matches!(labels[at], Label::Decree | Label::Lead) || first == second;
    // 某部令 … 制定了《X》: a decree and its regulation are one; an announcement and its annex two.
    let order = labels[at] == Label::Decree && clean.line(at).contains('令');
    let named = order && lines().take(12).any(|l| fold_title(l).contains(&second));
    if decree
        && (named || issued.is_some_and(|t| t == second))
        && !names_addressees(labels, at, next)
    {
        return Between::Decree;
    }
    let prose = |l: &str| l.chars().count() > SHORT || l.ends_with(['。', '；']);
    let again = first == second || first.contains(&second) && first.len() - second.len() <= 24;
    let more = (at + 1..next)
        .filter(|i| labels[*i] == Label::TitleMore)
        .count();
    if again && !lines().skip(more).any(prose) {
        Between::Nothing
    } else {
        Between::Text
    }
}

/// Whether the lines are a letter to somebody: a notice, which encloses what it names.
fn names_addressees(labels: &[Label], at: usize, next: usize) -> bool {
    labels[at..next].contains(&Label::Addressee)
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
    fold_title(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use Label as L;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&CONGRESS, &EMPTY_PAGE]);
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
    fn a_notice_and_what_it_encloses_stay_two() {
        let two = [L::Title, L::Addressee, L::Body, L::Title, L::Body];
        check(
            "某市示例意见\n各单位：\n为了示例，现将《某市示例意见》印发给你们，请遵照执行。\n某市示例意见\n一、示例。",
            &two,
            &two,
        );
    }
}
