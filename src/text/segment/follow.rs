//! Labelled lines → documents: what the model of the page read, put together.
//!
//! Owns: the documents that begin at lines labelled as beginnings; title, number and date read off
//! labelled lines where no rule reads them. Must not know: weights and evidence.

use super::document::{Sign, untitled};
use super::enclosure::{Enclosures, is_rules};
use super::letterhead::NUMBERED;
use super::page::Label;
use super::retitle::{POSTED, READING, printed_once, without_column_name};
use super::splitter::{Splitter, Start};
use super::title::{
    BYLINE, DATED_BEHIND, FOLLOWS, NEWS_LEAD, NEWS_TITLE, NUMBER_BEHIND, NUMBER_LINE, ORDER,
    begins_item, is_act_title, is_date_line, is_first_part, promulgated, strip_label, tidy_number,
};
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::lexicon::looks_like_body;
use crate::model::numeral::date_prefix;
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::model::title::fold as fold_title;
use crate::text::aside::{Aside, Key};
use crate::text::rule::{Pattern, Words};
use crate::text::words::{ABOUT, STARTS_ABOUT};
use std::ops::Range;

/// Words with which acts speak of themselves.
#[rustfmt::skip]
static ORDAINS: Words = Words::new(
    "ordains",
    &[
        "通知如下", "公告如下", "决定如下", "规定如下", "批复如下", "本通知所称", "本公告所称",
        "本办法所称", "本规定所称", "本条例所称",
    ],
    &["现将有关事项通知如下：", "本办法所称示例，是指示例。"],
    &["现将有关情况说明如下：", "示例办法所称示例"],
);
/// Words with which acts end.
static ENTERS: Words = Words::new(
    "enters-into-force",
    &[
        "本通知自",
        "本公告自",
        "本规定自",
        "本办法自",
        "本决定自",
        "本条例自",
    ],
    &["本规定自2005年1月1日起施行。"],
    &["该办法自2005年1月1日起施行。"],
);
/// What says that the text itself follows.
static WHOLE_TEXT: Words = Words::new(
    "follow-whole-text",
    &["全文如下", "发出通知，要求"],
    &["示例办法全文如下：", "并发出通知，要求各地认真落实"],
    &["现将有关情况说明如下："],
);
/// A line that says which text follows, and nothing else.
static WHOLE_NAMED: Pattern = Pattern::new(
    "follow-named-text",
    r"^(?:(?:以下|下面|现)(?:是|为|将)|附[：:]?)?《((?:[^《》]|《[^《》]*》){4,80})》的?全文(?:如下|公布)?[：:]?$",
    &[
        "《示例办法》全文如下：",
        "以下是《示例办法》全文",
        "附：《示例办法》全文",
    ],
    &[
        "示例部印发《示例办法》，全文如下：",
        "《示例办法》全文公布后，记者采访了示例部。",
    ],
);
/// The unit of an act by which it is known: its article.
static ARTICLE: Pattern = Pattern::new(
    "follow-article",
    "^.{0,5}条",
    &["第一条为了示例", "第十二条示例"],
    &["第一章总则", "第二节"],
);
/// How the lines of questions and answers begin.
pub(super) static ANSWERS: Words = Words::heads(
    "answers",
    &["问：", "答：", "问:", "答:"],
    &["问：示例办法何时施行？", "答:自公布之日起。"],
    &["问答", "请问：", "疑问：示例"],
);
/// What the sentence says that puts out a title at its head.
static PUTS_OUT: Words = Words::new(
    "lead-puts-out",
    &["现予公布", "现予发布", "的决定"],
    &[
        "《示例办法》已经通过，现予公布",
        "《示例部关于修改示例办法的决定》已经通过",
    ],
    &["《示例办法》印发后"],
);
/// What any sentence says that issues.
static ISSUES: Words = Words::new(
    "lead-issues",
    &["印发给你们", "现予印发", "请遵照执行", "请认真贯彻执行"],
    &["现将《示例办法》印发给你们，请遵照执行。"],
    &["示例部印发了《示例办法》"],
);
/// How reports begin.
pub(super) static REPORTS: Words = Words::new(
    "lead-reports",
    &["讯（记者", "记者从", "答记者问", "回答了记者"],
    &["本报讯（记者某某）", "记者从示例部获悉"],
    &["为规范示例管理，制定本办法。"],
);
/// The first sentence of a report on what was put out, under the title of that.
static REPORTED: Pattern = Pattern::new(
    "lead-reports-what-was-put-out",
    r"(?:近日|日前)，?[^。《]{0,24}(?:印发|发布|出台|公布)了?《",
    &["经市政府同意，市政府办公厅日前印发了《示例方案》，明确示例。"],
    &[
        "现将《示例方案》印发给你们。",
        "近日，示例部召开示例会议。会议印发了《示例方案》",
    ],
);
/// How the names of those end who write a report and are no body.
static AUTHORS: Words = Words::tails(
    "authors",
    &["小组", "课题组", "编写组"],
    &["示例分析小组", "示例课题组"],
    &["小组成员名单", "示例工作小组职责"],
);
/// A heading has at most so many lines under it that say who wrote.
const BYLINES: usize = 3;
/// Among how many first lines an act speaks of itself.
const HEAD_LINES: usize = 6;
/// Among how many last lines it says from when it is in force.
const LAST_LINES: usize = 4;
/// Among how many first lines a file in which nothing begins may print its title.
const WHOLE_TITLE: usize = 10;
/// A page of so many lines at most prints nothing but a title over what is no text.
const BARE: usize = 6;
/// How many lines above a title 关于… may name who issues it.
const BODIES_ABOVE: usize = 9;

/// Marks of lists before a title that a page prints.
const BULLETS: [char; 5] = ['■', '◆', '●', '▪', '★'];

/// Whether words are the name of rules or of a register, and no sentence.
fn names(words: &str) -> bool {
    let class = noun(words).map(|(_, class)| class);
    let named = matches!(
        class,
        Some(Class::Act | Class::Instrument | Class::Register)
    );
    named && words.chars().count() >= 8 && !words.contains(['，', '。', '；', '：'])
}

/// What a glued line of several elements ends with, if the open act has announced it as a title:
/// 内部发送：…研究局示例办法.
fn announced_end<'t>(text: &'t str, enclosures: &Enclosures) -> Option<&'t str> {
    if !text.contains(['，', '：']) || text.chars().count() > 160 {
        return None;
    }
    let from = text.rfind(['，', '：', '、'])?;
    let mut ends = text
        .char_indices()
        .filter(|(i, _)| *i > from)
        .map(|(i, _)| &text[i..]);
    ends.find(|end| noun(end).is_some() && enclosures.announces(end))
}

/// The title without what stands before and behind it in its line: the number of an item, a
/// button, who announced it, a number, a note.
fn with_bare_title(start: &mut Start, enclosures: &Enclosures) {
    // 1.某某办法: the item of a list of annexes.
    let item = start.text.trim_start_matches(|c: char| c.is_ascii_digit());
    if item.len() < start.text.len()
        && let Some(name) = item.strip_prefix(['.', '．', '、'])
        && noun(name).is_some()
    {
        start.text = name.to_owned();
    }
    // A number or a note may stand in brackets behind the title.
    if let Some(end) = announced_end(&start.text, enclosures) {
        start.text = end.to_owned();
    }
    let bare = printed_once(start.text.trim_start_matches(BULLETS));
    if bare.len() < start.text.len() {
        start.text = bare.to_owned();
    }
    let behind = NUMBER_BEHIND
        .find(&start.text)
        .or_else(|| DATED_BEHIND.find(&start.text));
    if let Some(at) = behind.map(|m| m.start()).filter(|at| *at > 0) {
        start.text.truncate(at);
    }
}

impl Splitter<'_> {
    /// Open a document at each line that is labelled as a beginning.
    pub(super) fn follow(&mut self) {
        let n = self.clean.lines().len();
        let starts: Vec<usize> = (0..n).filter(|i| self.labels[*i].begins()).collect();
        let mut enclosures = Enclosures::default();
        let mut read_to = 0;
        for (k, at) in starts.iter().copied().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(n);
            if let Some(current) = self.documents.len().checked_sub(1) {
                self.read_announcements(current, read_to, at, &mut enclosures);
            }
            let (at, mut start) = self.start_of(at, end, &enclosures);
            start.body = start.body.clamp(at, end);
            if self.is_own_annex(at, &start) || self.is_no_document(at, end, &start) {
                continue;
            }
            self.unwrap_news(&mut start, end);
            let at = self.without_first_printing(at, &mut start);
            let at = self.without_heading(at, &mut start, &enclosures);
            let at = self.with_title_above(at, &mut start);
            let at = self.with_headline(at, &mut start);
            let at = self.with_masthead(at, &mut start);
            self.with_own_title(&mut start, end);
            self.with_rest(&mut start, end);
            self.with_kind(&mut start, end);
            self.with_subtitle(&mut start, end);
            with_bare_title(&mut start, &enclosures);
            // A serial alone, 第4号, stands under the name of what it numbers.
            let serial = |c: char| matches!(c, '〔' | '（' | '第') || c.is_ascii_digit();
            let whole = |n: &(String, TextRange)| !n.0.starts_with(serial);
            if !start.number.as_ref().is_some_and(whole) && start.role != Role::Interpretation {
                let above = k.checked_sub(1).map_or(0, |k| starts[k]);
                start.number = self.number_of(at, end, above).or(start.number);
            }
            read_to = start.body;
            self.open(start, at, &mut enclosures);
        }
        if starts.is_empty() && n > 0 && !self.is_list(0, n) {
            self.open_whole(n);
        }
        self.open_unprinted();
        self.close();
        self.state();
        self.name_unnamed();
    }

    /// A file in which nothing begins is one act: the one that a rule sees begin, or else under the
    /// first title of an act that it prints.
    fn open_whole(&mut self, n: usize) {
        let enclosures = Enclosures::default();
        let begins = |i| Some((i, self.start_at(i, &enclosures)?));
        if let Some((at, start)) = (0..n.min(WHOLE_TITLE)).find_map(begins) {
            return self.open(start, at, &mut Enclosures::default());
        }
        if let Some(report) = self.saved_report(n) {
            return self.documents.push(report);
        }
        let mut document = untitled(0..n, Role::Act);
        let titled = (0..n.min(WHOLE_TITLE)).find_map(|i| {
            let words = self.clean.line(i);
            let end = NUMBER_BEHIND.find(words).map_or(words.len(), |m| m.start());
            let is_title = is_act_title(&words[..end]) || i == 0 && n <= BARE && names(words);
            is_title.then(|| (i, words[..end].to_owned()))
        });
        // A form without a sentence or a name is none, unless its page tells a title or a number.
        let says = |i: usize| self.clean.line(i).contains(['。', '；', '《', '〔']);
        let mut told = self.clean.asides().iter().flat_map(|it| &it.facts);
        let mut told = || told.any(|(key, _)| matches!(key, Key::Title | Key::Number));
        if titled.is_none() && !(0..n).any(says) && !told() {
            return;
        }
        if let Some((i, title)) = titled {
            document.title_range = Some(self.part(i, 0..title.len()));
            document.number = self.number_at(i);
            (document.title, document.body) = (title, i + 1);
        }
        self.documents.push(document);
    }

    /// The beginning at the line labelled so, by the rules or else by the labels. A row of bodies
    /// above a title that begins 关于 belongs to it.
    fn start_of(&self, at: usize, end: usize, enclosures: &Enclosures) -> (usize, Start) {
        let body = |i: &usize| {
            self.labels[*i] == Label::Outside
                && (self.is_signature(*i) || looks_like_body(self.clean.line(*i)))
        };
        let rows = (0..at).rev().take(BODIES_ABOVE).take_while(body).count();
        let about = STARTS_ABOUT.stand_in(self.clean.line(at));
        let above = (rows > 0 && about).then(|| at - rows);
        let by_rules = |at: usize| {
            let start = self.start_at(at, enclosures).filter(|s| s.title.end <= end);
            start.filter(|s| !self.title_goes_on(s)).map(|s| (at, s))
        };
        let found = above
            .and_then(by_rules)
            .or_else(|| by_rules(at))
            .unwrap_or_else(|| (at, self.labelled(at, end, enclosures)));
        match above.filter(|above| found.0 > *above) {
            Some(above) => self.with_issuers(above, found),
            None => found,
        }
    }

    /// Whether the title that a rule reads stops short of the labelled one.
    fn title_goes_on(&self, start: &Start) -> bool {
        let next = start.title.end;
        let more = self.labels.get(next) == Some(&Label::TitleMore) && next > start.title.start;
        more && !matches!(start.sign, Sign::Decree | Sign::Interpretation)
            && !fold_title(&start.text).contains(&fold_title(self.clean.line(next)))
            && !fold_title(self.clean.line(next)).contains(&fold_title(&start.text))
    }

    /// 某部印发《X》 over the text of X itself is X, and no attachment of what stands above.
    fn unwrap_news(&self, start: &mut Start, end: usize) {
        without_column_name(start);
        let Some(found) = NEWS_TITLE.captures(&start.text) else {
            return;
        };
        if ABOUT.stand_in(&found[1]) || start.role == Role::Interpretation {
            return;
        }
        (start.role, start.parent) = (Role::Act, None);
        let text = (start.body..end).map(|i| self.clean.line(i));
        let printed = text
            .take(30)
            .any(|l| WHOLE_TEXT.stand_in(l) || is_first_part(l) && l.starts_with('第'));
        if printed {
            start.text = found[2].to_owned();
        }
    }

    /// Give each document the dates that close it and what the page states of it.
    fn state(&mut self) {
        let asides = self.clean.asides();
        let mut from = 0;
        for document in &mut self.documents {
            if document.role == Role::FrontMatter {
                continue;
            }
            let dated = |i: &usize| self.labels[*i] == Label::Date;
            document.dates = document.lines.clone().filter(dated).collect();
            // A table stands above the title, or between title and text.
            let (low, high) = (from, document.body.max(document.lines.start));
            let near = &asides[asides.partition_point(|a| a.before < low)..];
            let near = near.iter().take_while(|a| a.before <= high);
            document.stated = near.flat_map(|a| a.facts.iter().copied()).collect();
            from = document.lines.end;
            let told = |key: Key| {
                let found = document.stated.iter().find(|(k, _)| *k == key)?;
                Some((found.1.of(self.clean.text()), found.1))
            };
            if document.role == Role::Attachment {
                continue;
            }
            let number = told(Key::Number).filter(|(words, _)| NUMBER_LINE.is_match(words));
            let title = told(Key::Title).filter(|(words, _)| noun(words).is_some());
            if document.number.is_none() && document.role == Role::Act {
                document.number = number.map(|(words, range)| (tidy_number(words), range));
            }
            if let (true, Some((words, range))) = (document.title.is_empty(), title) {
                (document.title, document.title_range) = (words.to_owned(), Some(range));
            }
        }
    }

    /// The beginning at `at` as its labels tell it; the document ends before line `end`.
    fn labelled(&self, at: usize, end: usize, enclosures: &Enclosures) -> Start {
        let mut title = self.labelled_title(at, end);
        if self.is_running_text(&title) {
            title = at..at;
        }
        let words: String = title.clone().map(|i| self.clean.line(i)).collect();
        let mut text = strip_label(without_extension(&words)).to_owned();
        if title.is_empty() {
            (title, text) = self.named_title(at, end);
        }
        if title.is_empty() && self.is_heading(at) {
            let last = self.paragraph_end(at);
            let last = last + usize::from(self.is_subtitle(last + 1));
            let lines = (at..=last).map(|i| self.clean.line(i));
            (title, text) = (at..last + 1, lines.collect());
        }
        // Of a text that has lost its head the first line is text.
        let headless = title.is_empty() && self.is_running_text(&(at..at + 1));
        let is_body = |i: &usize| {
            self.labels[*i] == Label::Body || self.states_purpose(*i) || headless && *i == at
        };
        let body = (at..end).find(is_body).unwrap_or(end);
        let body = body.max(title.end.min(end));
        let cover = enclosures.naming(&text).next();
        let cover = cover.map(|c| enclosures.listing(c, &text));
        let cover = cover
            .or_else(|| enclosures.nearly(&text))
            .map(|c| c.document);
        let cover = cover.or_else(|| {
            let annexed = is_rules(&text) && self.annexed(at, body);
            annexed.then(|| enclosures.outermost())?
        });
        let (role, parent) = match cover {
            _ if self.explains(at, end, &text, body) => (Role::Interpretation, None),
            Some(cover) if self.labels[at] == Label::Title => (Role::Attachment, Some(cover)),
            _ => (Role::Act, None),
        };
        let heading_date = (at..body).find_map(|i| {
            let words = self.clean.line(i).trim_matches(['（', '）']);
            let own = is_date_line(words) && !POSTED.is_match(words);
            let date = date_prefix(words).filter(|_| own)?;
            Some((date.0, self.clean.lines()[i].text))
        });
        Start {
            role,
            sign: Sign::Page,
            title,
            text,
            body,
            number: None,
            heading_date,
            parent,
        }
    }

    /// 根据《示例法》，现就有关事项通知如下： is no addressee, though it ends as one.
    fn states_purpose(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        self.labels[i] == Label::Addressee
            && FOLLOWS.stand_in(words)
            && (words.contains('《') || words.contains('，'))
    }

    /// Whether a line that is read as the beginning of prose is its heading.
    fn is_heading(&self, at: usize) -> bool {
        let mut under = self.paragraph_end(at) + 1;
        let stamped = self.is_row_above(under);
        under += usize::from(self.is_subtitle(under));
        let byline = |i: &usize| {
            let words = self.clean.lines().get(*i).map(|_| self.clean.line(*i));
            words.is_some_and(|w| BYLINE.is_match(w) || looks_like_body(w) || AUTHORS.stand_in(w))
        };
        under += (under..under + BYLINES).take_while(byline).count();
        let next = self.clean.lines().get(under);
        self.labels[at] == Label::Lead
            && self.is_headline(at)
            && next.is_some_and(|next| !next.joined)
            && (stamped || self.is_prose(under))
    }

    /// Whether a row of the page stands right above line `i`: 来源：示例网 日期：2020-01-02.
    fn is_row_above(&self, i: usize) -> bool {
        let mut above = self.clean.asides_above(i).iter();
        above.any(|a| a.kind == Aside::Table)
    }

    /// ——访示例银行行长: under the headline of a report.
    fn is_subtitle(&self, i: usize) -> bool {
        let Some(line) = self.clean.lines().get(i) else {
            return false;
        };
        let words = line.text.of(self.clean.text());
        words.starts_with("——") && words.chars().count() <= 50 && !words.contains('。')
    }

    /// The last line of a heading that was broken in two.
    fn paragraph_end(&self, at: usize) -> usize {
        let joined = |i: usize| self.clean.lines().get(i).is_some_and(|l| l.joined);
        at + usize::from(joined(at + 1) && !joined(at + 2))
    }

    /// Whether a line can head a report: short, no sentence, no name of a body.
    pub(super) fn is_headline(&self, i: usize) -> bool {
        let words = self
            .clean
            .range(i, self.paragraph_end(i))
            .of(self.clean.text());
        (8..=60).contains(&words.chars().count())
            && !words.contains(['。', '；', '|', '!'])
            && !words.ends_with(['，', '：', '、', '》'])
            && words.matches('《').count() == words.matches('》').count()
            && promulgated(words).is_none()
            && !is_date_line(words)
            && !self.is_signature(i)
            && !looks_like_body(words)
    }

    /// Whether lines `at..end` are an act by their own words, whatever stands above them.
    pub(super) fn ordains(&self, at: usize, end: usize) -> bool {
        let says = |i: usize| ORDAINS.stand_in(self.clean.line(i));
        let mut articles = (at..end).filter(|i| self.is_article(*i));
        let mut last = (at.max(end.saturating_sub(LAST_LINES))..end).map(|i| self.clean.line(i));
        if last.any(|words| ENTERS.stand_in(words) && !words.contains(['“', '？'])) {
            return true;
        }
        (at..end.min(at + HEAD_LINES)).any(says) || articles.nth(2).is_some()
    }

    /// Whether line `i` begins an article.
    pub(super) fn is_article(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        words.starts_with('第') && begins_item(words) && ARTICLE.is_match(words)
    }

    /// Whether the document in lines `at..end` explains another one: by its title, its questions
    /// and answers, its lead, or because nothing in it belongs to a document as issued.
    fn explains(&self, at: usize, end: usize, title: &str, body: usize) -> bool {
        let class = noun(title).map(|(_, class)| class);
        if class == Some(Class::Interpretation) {
            return true;
        }
        if class == Some(Class::Act) || self.labels[at] == Label::Decree {
            return false;
        }
        if READING.stand_in(title) {
            return true;
        }
        let line = |i: usize| self.clean.line(i);
        let answers = (body..end).filter(|i| ANSWERS.stand_in(line(*i))).count();
        let lead: String = (body..end.min(body + 2)).map(line).collect();
        let issued = (at..end).any(|i| {
            matches!(
                self.labels[i],
                Label::Number | Label::Note | Label::Addressee | Label::Date
            )
        });
        if self.labels[at] == Label::Lead {
            let first = line(at);
            let promulgates =
                first.starts_with('《') && PUTS_OUT.stand_in(first) || ISSUES.stand_in(first);
            let sent = || (at..end).any(|i| self.is_sent(i));
            if !READING.stand_in(first) && (self.ordains(at, end) || sent()) {
                return false;
            }
            return !promulgates
                && !WHOLE_NAMED.is_match(first)
                && (READING.stand_in(first) || NEWS_LEAD.is_match(first) || !issued);
        }
        answers >= 2
            || REPORTS.stand_in(&lead)
            || REPORTED.is_match(&lead) && !issued && !self.prints_whole(body, end)
            || class.is_none() && !issued && !self.ordains(at, end)
    }

    /// Whether the first lines of `body..end` say that the text itself follows.
    fn prints_whole(&self, body: usize, end: usize) -> bool {
        let mut lines = (body..end.min(body + WHOLE_TITLE)).map(|i| self.clean.line(i));
        lines.any(|line| WHOLE_TEXT.stand_in(line))
    }

    /// The lines of the title of the document at `at`; empty if none is printed.
    fn labelled_title(&self, at: usize, end: usize) -> Range<usize> {
        let more = |from: usize| {
            (from..end)
                .find(|i| self.labels[*i] != Label::TitleMore)
                .unwrap_or(end)
        };
        match self.labels[at] {
            Label::Title => {
                let to = more(at + 1);
                // printed twice
                let fold = |r: Range<usize>| {
                    fold_title(&r.map(|i| self.clean.line(i)).collect::<String>())
                };
                (at + 1..to)
                    .find(|cut| fold(at..*cut) == fold(*cut..to))
                    .map_or(at..to, |cut| at..cut)
            }
            Label::Decree => {
                let from = (at + 1..end.min(at + 30)).find(|i| self.labels[*i] == Label::TitleMore);
                from.map_or(at..at, |from| from..more(from))
            }
            _ => at..at,
        }
    }

    /// The title of a decree that prints none: that of the regulation its sentence names, or the
    /// name of the announcement itself.
    fn named_title(&self, at: usize, end: usize) -> (Range<usize>, String) {
        let words = self.clean.line(at);
        if let Some(named) = WHOLE_NAMED.captures(words).and_then(|c| c.get(1)) {
            return (at..at + 1, named.as_str().to_owned());
        }
        let reach = match self.labels[at] {
            Label::Decree => 8,
            Label::Lead if ORDER.is_match(words) || NUMBER_BEHIND.is_match(words) => 2,
            Label::Lead => 1,
            _ => return (at..at, String::new()),
        };
        if let Some(behind) = NUMBER_BEHIND.find(words).map(|m| m.start())
            && noun(&words[..behind]).is_some()
        {
            return (at..at + 1, words[..behind].to_owned());
        }
        for i in at..end.min(at + reach) {
            if let Some(named) = promulgated(self.clean.paragraph(i)) {
                return (i..i + 1, named.to_owned());
            }
        }
        match ORDER.captures(words).and_then(|c| c.get(1)) {
            Some(_) if words.ends_with('）') && !NUMBERED.stand_in(words) => {
                (at..at + 1, words.to_owned())
            }
            Some(name) => (at..at + 1, name.as_str().to_owned()),
            None => (at..at, String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&ARTICLE, &WHOLE_NAMED, &REPORTED]);
        rule::check_words(&[&ENTERS, &ORDAINS, &WHOLE_TEXT, &ANSWERS, &PUTS_OUT, &ISSUES]);
        rule::check_words(&[&REPORTS, &AUTHORS]);
    }
}
