//! Where a document may begin, and what it is if it does.
//!
//! Owns: the signs of a beginning, each tried at a line in turn: interpretation, decree, heading of
//! a compilation, announced attachment (in `enclosed`), a title with what follows it. Must not
//! know: where documents end, what was decided before.

use super::document::Sign;
use super::enclosure::Enclosures;
use super::splitter::{Splitter, Start, addressees_end};
use super::title::{
    ANNEX_HEAD, ANNEX_LABEL, DECREE_LINE, DECREE_NUMBER, ENCLOSES, EVENT_LINE, FIRST_ITEM,
    NEWS_LEAD, NEWS_TITLE, NOTE, NOTE_NUMBER, NUMBER_LINE, PART, SUBJECT_FIRST, balanced,
    begins_item, decree_number, interpretation_mark, is_act_title, is_contents_line, is_date_line,
    is_first_part, issuer_fits, promulgated, strip_label,
};
use crate::model::doctype::{Class, noun, without_extension, without_version};
use crate::model::lexicon::lexicon;
use crate::model::numeral::date_prefix;
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::model::title::fold as fold_title;
use crate::text::rule::Words;
use crate::text::words::ABOUT;
use std::ops::Range;

/// Titles are at most this many lines.
const TITLE_LINES: usize = 6;
/// … under at most so many of the bodies that issue it …
const BODY_ROWS: usize = 14;
/// … and this many characters.
const TITLE_CHARS: usize = 160;

/// What the title of a reading says of what it explains, where it names nothing in marks.
static EXPLAINS_WHAT: Words = Words::new(
    "explains-what",
    &["关于", "就"],
    &["示例部关于示例工作的解读", "示例部负责人就示例办法答记者问"],
    &["示例解读"],
);
/// Under the title of a piece of news: the text of the document itself follows.
static WHOLE_TEXT: Words = Words::new(
    "whole-text",
    &["全文如下", "全文公布如下", "发出通知，要求"],
    &[
        "示例办法全文如下：",
        "并发出通知，要求各地区结合实际认真贯彻落实",
    ],
    &["现将有关情况说明如下："],
);
/// … or a report of it does.
static REPORTS: Words = Words::new(
    "reports",
    &["近日", "日前", "印发《", "发布《", "印发了《"],
    &["示例部近日印发示例办法", "联合印发了《示例办法》"],
    &["为规范示例管理，制定本办法。"],
);

impl Splitter<'_> {
    pub(super) fn start_at(&self, at: usize, enclosures: &Enclosures) -> Option<Start> {
        if !self.may_begin(at) {
            return None;
        }
        if let Some(start) = self.interpretation_at(at) {
            return Some(start);
        }
        if let Some(start) = self.decree_at(at) {
            return Some(start);
        }
        self.headed_at(at)
            .or_else(|| self.enclosed_at(at, enclosures))
            .or_else(|| self.titled_at(at))
            .or_else(|| self.noted_order_at(at))
            .or_else(|| self.ordered_at(at))
    }

    /// Whether a document can begin at this line: not in the middle of a paragraph, not an entry of
    /// a table of contents.
    fn may_begin(&self, at: usize) -> bool {
        let line = self.clean.lines()[at];
        let words = self.clean.line(at);
        let ended = at == 0
            || self
                .clean
                .line(at - 1)
                .ends_with(['。', '；', '：', '）', '”', '》', '！', '？', '日', '.'])
            || line.page_start;
        (!line.joined || ended)
            && !words.ends_with(['。', '；', '，', '：', '、'])
            && words.chars().count() <= 90
            && !self.is_apart(at)
    }

    /// Whether the line at `i` stands for itself and is no part of a title: a date, a remark in
    /// brackets, an item, a file name, an entry of a table of contents.
    fn is_apart(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        let remark = words.starts_with('（') && words.ends_with('）');
        is_date_line(words)
            || remark
            || begins_item(words)
            || is_contents_line(words)
            || ANNEX_HEAD.is_match(words)
            || PART.is_match(words)
            || self.contents.hold(i)
            || without_extension(words).len() < words.len()
    }

    /// Whether the line at `i` can be the last of a document.
    pub(super) fn ends_document(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        self.stands_under_text(i)
            || words.ends_with('。')
            || without_extension(words).len() < words.len()
    }

    /// Whether the line at `i` is what stands under a text: a date, its bodies, a remark.
    pub(super) fn stands_under_text(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        let remark = words.starts_with('（') && words.ends_with('）');
        is_date_line(words) || remark || self.is_signature(i)
    }

    fn interpretation_at(&self, at: usize) -> Option<Start> {
        let words = self.clean.line(at);
        let mark = interpretation_mark(words);
        let (first, skip) = match mark {
            Some(end) if end == words.len() => (at + 1, 0),
            Some(end) => (at, end),
            None => (at, 0),
        };
        let marked = mark.is_some();
        if !marked
            && (ANNEX_LABEL.is_match(words)
                || NEWS_LEAD.is_match(words)
                || without_extension(words).len() < words.len())
        {
            return None;
        }
        let n = self.clean.lines().len();
        let mut text = String::new();
        for i in first..(first + 5).min(n) {
            let line = self.clean.line(i);
            text.push_str(if i == first {
                &line[skip.min(line.len())..]
            } else {
                line
            });
            let next_joined = self.clean.lines().get(i + 1).is_some_and(|l| l.joined);
            let named = noun(&text).is_some_and(|(_, class)| class == Class::Interpretation)
                && balanced(&text);
            if line.ends_with(['。', '；', '，', '：']) && !(marked && i == first) {
                return None;
            }
            let whole = if marked { named || !next_joined } else { named };
            if !whole {
                if !marked && text.chars().count() > 120 {
                    return None;
                }
                continue;
            }
            let body = i + 1;
            if !marked
                && (body >= n
                    || text.chars().count() < 8
                    || !(text.contains('《') || EXPLAINS_WHAT.stand_in(&text))
                    || !self.is_prose(body))
            {
                return None;
            }
            return Some(Start {
                role: Role::Interpretation,
                sign: Sign::Interpretation,
                title: first..body,
                text,
                body,
                number: None,
                heading_date: None,
                parent: None,
            });
        }
        None
    }

    fn decree_at(&self, at: usize) -> Option<Start> {
        let n = self.clean.lines().len();
        let line = self.clean.line(at);
        let found = line
            .contains('令')
            .then(|| DECREE_LINE.captures(line))
            .flatten()?;
        let (mut at_number, mut number) = (
            at,
            decree_number(&found[1], found.get(3).or(found.get(4)), found.get(5)),
        );
        if number.is_none() && at + 1 < n {
            let next = DECREE_NUMBER.captures(self.clean.line(at + 1));
            (at_number, number) = (
                at + 1,
                next.and_then(|c| decree_number(&found[1], c.get(1).or(c.get(2)), c.get(3))),
            );
        }
        let number = number?;
        // The sentence of promulgation names the regulation; its text follows under its title.
        let sentence: String = (at_number + 1..(at_number + 8).min(n))
            .map(|i| self.clean.line(i))
            .collect();
        let named = promulgated(&sentence)
            .map(str::to_owned)
            .or_else(|| found.get(2).map(|m| m.as_str().to_owned()))?;
        let wanted = fold_title(&named);
        let titled = (at_number + 1..(at_number + 30).min(n)).find_map(|i| {
            let mut text = String::new();
            (i..(i + 3).min(n)).find_map(|j| {
                text.push_str(self.clean.line(j));
                // A later printing says of which year its version is: （2002年修正）.
                (fold_title(without_version(&text)) == wanted).then_some(i..j + 1)
            })
        });
        let body = titled.as_ref().map_or(at_number + 1, |t| t.end);
        let title = titled.unwrap_or(at..at + 1);
        let range = TextRange::new(
            self.clean.lines()[at].text.start,
            self.clean.lines()[at_number].text.end,
        );
        Some(Start {
            role: Role::Act,
            sign: Sign::Decree,
            title,
            text: named,
            body,
            number: Some((number, range)),
            heading_date: None,
            parent: None,
        })
    }

    /// A heading of the compilation, with a date under it, and the document that follows.
    fn headed_at(&self, at: usize) -> Option<Start> {
        let n = self.clean.lines().len();
        if ANNEX_LABEL.is_match(self.clean.line(at)) {
            return None;
        }
        let mut text = String::new();
        for i in at..(at + TITLE_LINES).min(n) {
            let words = self.clean.line(i);
            if words.ends_with(['。', '；', '：', '，']) || self.is_apart(i) {
                return None;
            }
            text.push_str(words);
            let date_line = i + 1;
            if date_line >= n || !is_date_line(self.clean.line(date_line)) {
                continue;
            }
            if text.chars().count() < 6
                || !balanced(&text)
                || noun(&text).is_none_or(|(_, class)| class == Class::Paper)
                || lexicon().agencies_in(&text, &['、']).is_some()
            {
                return None;
            }
            let date = date_prefix(self.clean.line(date_line))
                .map(|(date, _)| (date, self.clean.lines()[date_line].text));
            let next = date_line + 1;
            // A date under a title may be the signature of a list; what follows tells.
            let mut start = match (next..(next + 2).min(n))
                .find_map(|j| self.decree_at(j).or_else(|| self.real_title(j, &text)))
            {
                Some(start) => start,
                None if next < n && self.is_prose(next)
                    || addressees_end(self.clean, next).is_some() =>
                {
                    Start {
                        role: Role::Act,
                        sign: Sign::Heading,
                        title: at..i + 1,
                        text: strip_label(&text).to_owned(),
                        body: next,
                        number: None,
                        heading_date: None,
                        parent: None,
                    }
                }
                None => return None,
            };
            start.heading_date = date;
            return Some(start);
        }
        None
    }

    /// The title that the document itself prints under a heading that says nearly the same.
    fn real_title(&self, at: usize, heading: &str) -> Option<Start> {
        let n = self.clean.lines().len();
        let mut text = String::new();
        let wanted = fold_title(heading);
        for i in at..(at + TITLE_LINES).min(n) {
            let words = self.clean.line(i);
            if words.ends_with(['。', '；', '：'])
                || is_date_line(words)
                || NUMBER_LINE.is_match(words)
            {
                return None;
            }
            text.push_str(words);
            let bare = without_extension(&text);
            let same = fold_title(bare).contains(&wanted)
                || wanted.contains(&fold_title(bare))
                    && text.chars().count() * 2 > heading.chars().count();
            if !(same && balanced(&text) && self.title_ends(&text, i + 1)) {
                continue;
            }
            let (body, number) = self.number_after(i + 1);
            return Some(Start {
                role: Role::Act,
                sign: Sign::Heading,
                title: at..i + 1,
                text: bare.to_owned(),
                body,
                number,
                heading_date: None,
                parent: None,
            });
        }
        None
    }

    /// Whether `text` is a whole title, judged by its noun and by the line that follows.
    pub(super) fn title_ends(&self, text: &str, next: usize) -> bool {
        let Some((_, class)) = noun(text) else {
            return false;
        };
        if class == Class::Paper
            || class == Class::Interpretation
            || text.ends_with('》') && !text.starts_with('《') && !ENCLOSES.stand_in(text)
        {
            return false;
        }
        // 印发《…》 goes on with 的通知
        let goes_on = next < self.clean.lines().len() && {
            let words = self.clean.line(next);
            words.starts_with('的') && words.chars().count() <= 12 || words.starts_with('》')
        };
        !goes_on
    }

    /// A title of the document's own, told by what follows it.
    fn titled_at(&self, at: usize) -> Option<Start> {
        let n = self.clean.lines().len();
        let first = self.clean.line(at);
        if ANNEX_LABEL.is_match(first) {
            return None;
        }
        let mut text = String::new();
        // Many bodies that issue together stand on lines of their own.
        let rows = (at..n)
            .take(BODY_ROWS)
            .take_while(|i| self.is_signature(*i));
        for i in at..(at + rows.count() + TITLE_LINES).min(n) {
            let words = self.clean.line(i);
            if words.ends_with(['。', '；', '，', '：'])
                || self.is_apart(i)
                || i > at && self.clean.lines()[i].page_start
                || EVENT_LINE.is_match(words)
            {
                return None;
            }
            text.push_str(words);
            if text.chars().count() > TITLE_CHARS {
                return None;
            }
            let next = i + 1;
            if next >= n || !balanced(&text) {
                continue;
            }
            if let Some(start) = self.news_at(at, next, &text) {
                return Some(start);
            }
            if !self.title_ends(&text, next) || text.chars().count() < 4 {
                continue;
            }
            if let Some(start) = self.with_context(at, next, &text) {
                return Some(start);
            }
        }
        None
    }

    fn news_at(&self, at: usize, next: usize, text: &str) -> Option<Start> {
        let found = NEWS_TITLE.captures(text)?;
        let (body, number) = self.number_after(next);
        let head: String = (body..(body + 10).min(self.clean.lines().len()))
            .map(|i| self.clean.line(i))
            .collect();
        let whole_text = WHOLE_TEXT.stand_in(&head);
        if !(whole_text || NEWS_LEAD.is_match(&head) || REPORTS.stand_in(&head)) {
            return None;
        }
        // The text itself under a news lead is the document; a report of what it says is not.
        let (role, text) = if whole_text {
            (Role::Act, found[2].to_owned())
        } else {
            (Role::Interpretation, text.to_owned())
        };
        let number = number.filter(|_| whole_text);
        Some(Start {
            role,
            sign: Sign::News,
            title: at..next,
            text,
            body,
            number,
            heading_date: None,
            parent: None,
        })
    }

    /// A complete title: what follows decides whether it opens a document.
    fn with_context(&self, at: usize, next: usize, text: &str) -> Option<Start> {
        let (_, class) = noun(text)?;
        if !issuer_fits(text) {
            return None;
        }
        let (body, number) = self.number_after(next);
        let start = |sign, body, number| Start {
            role: Role::Act,
            sign,
            title: self.title_lines(at, next),
            text: self.title_words(at, next),
            body,
            number,
            heading_date: None,
            parent: None,
        };
        if number.is_some() && class != Class::Paper {
            return Some(start(Sign::Number, body, number));
        }
        let words = self.clean.line(next);
        if NOTE.is_match(words) && class != Class::Paper {
            let number = NOTE_NUMBER
                .captures(words)
                .and_then(|c| c.get(1))
                .map(|m| (m.as_str().to_owned(), self.part(next, m.range())));
            return Some(start(Sign::Note, next, number));
        }
        let about = is_act_title(text);
        if about && addressees_end(self.clean, next).is_some() {
            return Some(start(Sign::Addressees, next, None));
        }
        let articles = is_first_part(words) && !FIRST_ITEM.stand_in(words);
        let own_text = self.documents.last().is_some_and(|d| {
            d.role != Role::FrontMatter
                && at < d.body + 60
                && fold_title(&d.title) == fold_title(text)
        });
        let top = at == 0 || self.clean.lines()[at].page_start || self.ends_document(at - 1);
        if articles && class == Class::Instrument && !own_text && top {
            return Some(start(Sign::Articles, next, None));
        }
        if about && top && !own_text && self.is_prose(next) {
            return Some(start(Sign::Opening, next, None));
        }
        None
    }

    /// A title's lines, those of the issuing bodies above it left out when the title does not need
    /// them.
    fn title_lines(&self, at: usize, next: usize) -> Range<usize> {
        let names = (at..next).take_while(|i| {
            let row: String = (at..=*i).map(|j| self.clean.line(j)).collect();
            self.is_signature(*i) || lexicon().agencies_in(&row, &['、', '，']).is_some()
        });
        let skip = names.count();
        let joined: String = (at..next).map(|i| self.clean.line(i)).collect();
        // Bodies may break inside a name, so take the longest run of lines that is a row of names.
        let rows = (1..next - at)
            .rev()
            .find(|k| {
                lexicon()
                    .agencies_in(
                        &(at..at + k).map(|i| self.clean.line(i)).collect::<String>(),
                        &['、', '，'],
                    )
                    .is_some()
            })
            .unwrap_or(skip);
        let rest = self.clean.line((at + rows).min(next - 1));
        if rows > 0 && at + rows < next && !SUBJECT_FIRST.stand_in(rest) && !ABOUT.stand_in(&joined)
        {
            at + rows..next
        } else {
            at..next
        }
    }

    fn title_words(&self, at: usize, next: usize) -> String {
        let text: String = self
            .title_lines(at, next)
            .map(|i| self.clean.line(i))
            .collect();
        strip_label(without_extension(&text)).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&WHOLE_TEXT, &REPORTS, &EXPLAINS_WHAT]);
    }
}
