//! [`CleanText`] → [`Document`]s: where one begins and ends, what it is, which one encloses it.
//!
//! Owns: titles (split over lines, printed twice, under a compilation's own heading), numbers that stand on a line of their own, decrees, news-style announcements,
//! attachments and their covering notice, interpretations, front matter. Must not know: dates and agencies of a document (that is `fields`), references, other files.
//!
//! A title is recognised by two things together: its own shape (the noun that ends it, 关于…的…) and what stands around it: a document number, the line of
//! addressees, a note of adoption, a first article, the date of the compilation's heading. Shape alone never opens a document, so that a cited title or a heading
//! of a section does not.

use crate::{
    clean::CleanText,
    doctype::{Class, noun, without_extension, without_version},
    lexicon::{lexicon, looks_like_body},
    numeral::{Date, date_prefix},
    span::TextRange,
};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// What a document is in relation to those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A decree, notice, opinion, announcement as issued.
    Act,
    /// An instrument with its own title that an act prints.
    Attachment,
    /// A text that explains a document.
    Interpretation,
    /// Cover, preface, table of contents.
    FrontMatter,
}

impl Role {
    /// The name in records and in the graph.
    pub fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Attachment => "attachment",
            Self::Interpretation => "interpretation",
            Self::FrontMatter => "frontmatter",
        }
    }
}

/// Why a document was taken to begin where it does; the name of the rule goes into the evidence of its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// 中华人民共和国国务院令 第790号
    Decree,
    /// The line after the title is a document number.
    Number,
    /// The compilation prints a heading with a date above.
    Heading,
    /// The line after the title names addressees: 各省、自治区、直辖市人民政府：
    Addressees,
    /// A note of adoption follows: （2018年11月30日…通过）
    Note,
    /// A first chapter or article follows.
    Articles,
    /// 中共中央办公厅 国务院办公厅印发《…》 and a news lead.
    News,
    /// The covering act names the title.
    Enclosed,
    /// 解读, 答记者问.
    Interpretation,
    /// A title 关于…的意见 at the top of a page or file, and running text.
    Opening,
    /// Nothing: the beginning of a file.
    Nothing,
}

impl Sign {
    /// The name of the rule in evidence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Decree => "title-decree",
            Self::Number => "title-before-number",
            Self::Heading => "title-heading",
            Self::Addressees => "title-before-addressees",
            Self::Note => "title-before-note",
            Self::Articles => "title-before-articles",
            Self::News => "title-in-news",
            Self::Enclosed => "title-enclosed",
            Self::Interpretation => "title-interpretation",
            Self::Opening => "title-opening",
            Self::Nothing => "title-none",
        }
    }
}

/// One document of a file. Lines are indices into [`CleanText::lines`].
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is.
    pub role: Role,
    /// Index, in the same file, of the act that encloses it.
    pub parent: Option<usize>,
    /// All its lines, heading included.
    pub lines: Range<usize>,
    /// The whole title, white space removed, without marks around it.
    pub title: String,
    /// Where the title is printed; empty for front matter.
    pub title_range: Option<TextRange>,
    /// Why it begins here.
    pub sign: Sign,
    /// The first line after title and number.
    pub body: usize,
    /// Its document number and where it stands.
    pub number: Option<(String, TextRange)>,
    /// The date in the compilation's heading.
    pub heading_date: Option<(Date, TextRange)>,
    /// Lines of its signature that are printed after its attachments.
    pub late_signature: Option<Range<usize>>,
}

/// Split one text.
pub fn segment(clean: &CleanText) -> Vec<Document> {
    let mut splitter = Splitter { clean, documents: Vec::new() };
    splitter.run();
    splitter.documents
}

/// A number that is alone on its line: 国办发〔2024〕49号, 财政部税务总局公告2021年第11号, （苏政办发〔2024〕10号）.
static NUMBER_LINE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^（?((?:[\p{Han}、]{1,80})?(?:〔[12][0-9]{3}〕|[12][0-9]{3}年|(?:公告|通告|令))第?[0-9]{1,5}号)）?$"));
/// The first line of a decree, with the regulation's name or the number behind it or not.
static DECREE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:中华人民共和国)?((?:国务院|主席|[\p{Han}、]{2,60}(?:部|委员会|总局|局|署|银行|会|院|办公室|人民政府|政府))令)(?:[《（]([^》）]{2,60})[》）])?(?:(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零]{1,6})号)?(?:[《（][^》）]{2,60}[》）])?$",
    )
});
static DECREE_NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零]{1,6})号$"));
/// What a decree says of the regulation it promulgates.
static DECREE_BODY: LazyLock<Regex> = LazyLock::new(|| regex(r"《(.{2,80}?)》(?:已经|已于|经|于|业经|已由)"));
/// A decree told only in the note under the title: （中华人民共和国民政部令第69号已经2024年1月4日民政部部务会议通过…
static NOTE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（(?:[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)?(?:中华人民共和国)?([\p{Han}]{2,20}令(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)?第[0-9]{1,4}号)(?:已经|公布|发布)",
    )
});
/// A note of adoption or publication in brackets under a title.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:（.{0,60}?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.{0,80}?(?:通过|公布|发布|印发|修订|修正|批准|令|施行)|[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日\p{Han}{4,50}(?:通过|批准|公布))",
    )
});
static NEWS_LEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:新华社|本报|人民日报|中新社|(?:近日|日前)，)"));
static NEWS_TITLE: LazyLock<Regex> = LazyLock::new(|| regex(r"^([\p{Han}、]{2,60}?)(?:联合)?(?:印发|发布|公布|出台)《(.{4,100})》$"));
static CONTENTS_LINE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:…{2,}|·{3,}|\.{4,}|．{3,}|-{5,}|_{5,})[0-9]*$"));
static INTERPRETATION_MARK: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:【[^】]{0,6}(?:解读|问答|图解)】|(?:政策解读)[：:])"));
static ANNEX_HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^附(?:件|录)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?(?:-[0-9])?[：:]?$"));
static ANNEX_LABEL: LazyLock<Regex> = LazyLock::new(|| regex(r"^附件(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?[.．：:、]?"));
static ANNEX_ITEM: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|[^0-9.])[0-9]{1,2}[.．、]"));
static FIRST_PART: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:第[一1](?:章|条|编|节|部分)|总则$|一、|目录$|前言$|序言$|引言$)"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| regex(r"《((?:[^《》]|《[^《》]*》)+)》"));

pub(crate) fn regex(pattern: &str) -> Regex {
    // Patterns are constants of this crate and all compiled by its tests.
    #[expect(clippy::expect_used, reason = "a wrong constant is a bug that the tests show")]
    Regex::new(pattern).expect("a pattern of the program compiles")
}

/// A place where a document may begin.
#[derive(Debug)]
struct Start {
    role: Role,
    sign: Sign,
    /// Lines of the title.
    title: Range<usize>,
    text: String,
    body: usize,
    number: Option<(String, TextRange)>,
    heading_date: Option<(Date, TextRange)>,
    parent: Option<usize>,
}

struct Splitter<'c> {
    clean: &'c CleanText,
    documents: Vec<Document>,
}

/// Titles are at most this many lines.
const TITLE_LINES: usize = 6;
/// … and this many characters.
const TITLE_CHARS: usize = 160;

impl Splitter<'_> {
    fn run(&mut self) {
        let n = self.clean.lines().len();
        let mut enclosures: Vec<Enclosure> = Vec::new();
        let mut at = 0;
        let mut read_to = 0;
        while at < n {
            if let Some(current) = self.documents.len().checked_sub(1) {
                // What the open act has announced up to here decides what may follow as its attachment.
                if read_to < at {
                    self.read_announcements(current, read_to, at, &mut enclosures);
                    read_to = at;
                }
            }
            match self.start_at(at, &enclosures) {
                Some(start) => {
                    let body = start.body;
                    self.open(start, at, &mut enclosures);
                    read_to = at;
                    at = body.max(at + 1);
                }
                None => at += 1,
            }
        }
        if self.documents.is_empty() && n > 0 {
            self.documents.push(untitled(0..n, Role::Act));
        }
        self.close();
    }

    fn open(&mut self, start: Start, at: usize, enclosures: &mut Vec<Enclosure>) {
        if self.documents.is_empty() && at > 0 {
            self.documents.push(untitled(0..at, Role::FrontMatter));
        }
        if start.parent.is_none() {
            enclosures.clear();
        }
        let (title, title_range) = self.title(&start);
        self.documents.push(Document {
            role: start.role,
            parent: start.parent,
            lines: at..at + 1,
            title,
            title_range: Some(title_range),
            sign: start.sign,
            body: start.body,
            number: start.number,
            heading_date: start.heading_date,
            late_signature: None,
        });
    }

    /// The title as a record has it, and where it is printed.
    fn title(&self, start: &Start) -> (String, TextRange) {
        let range = self.clean.range(start.title.start, start.title.end - 1);
        let words: String = start.title.clone().map(|i| self.clean.line(i)).collect();
        let found = words.find(start.text.as_str()).filter(|_| start.title.len() == 1);
        let range = found.map_or(range, |i| TextRange::new(range.start + i, range.start + i + start.text.len()));
        (start.text.clone(), range)
    }

    /// Give each document its last line.
    fn close(&mut self) {
        let starts: Vec<usize> = self.documents.iter().map(|d| d.lines.start).chain([self.clean.lines().len()]).collect();
        for i in 0..self.documents.len() {
            let mut end = starts[i + 1];
            if self.documents[i].role != Role::FrontMatter {
                end = self.without_tail(self.documents[i].body.min(end), end, i + 1 < self.documents.len());
                if let Some(signature) = self.late_signature(i, end) {
                    end = signature.start;
                    let parent = self.outermost(i);
                    self.documents[parent].late_signature = Some(signature);
                }
            }
            self.documents[i].lines.end = end.max(self.documents[i].lines.start + 1);
        }
    }

    /// `end` moved up past what belongs to no document: 附件 alone, 【政策解读】, a heading of the compilation's next part.
    fn without_tail(&self, body: usize, mut end: usize, more: bool) -> usize {
        while end > body + 1 {
            let line = self.clean.line(end - 1);
            let section_head = more
                && self.clean.lines()[end - 1].page_start
                && line.chars().count() <= 12
                && !line.ends_with(['。', '）', '：'])
                && !is_date_line(line)
                && self.ends_document(end - 2)
                && noun(line).is_none();
            let label = ANNEX_HEAD.is_match(line) || INTERPRETATION_MARK.find(line).is_some_and(|m| m.end() == line.len());
            if !(label || section_head && lexicon().agencies_in(line, &[]).is_none()) {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Signature lines at the end of an attachment whose covering act has none before it: they are the act's.
    fn late_signature(&self, i: usize, end: usize) -> Option<Range<usize>> {
        let document = &self.documents[i];
        if document.role != Role::Attachment || !is_date_line(self.clean.line(end.checked_sub(1)?)) {
            return None;
        }
        if noun(&document.title).is_none_or(|(_, class)| class != Class::Instrument) {
            return None;
        }
        let cover = &self.documents[self.outermost(i)];
        if cover.lines.clone().skip(1).any(|l| is_date_line(self.clean.line(l)) && l > cover.body && self.is_signature(l - 1)) {
            return None;
        }
        let mut start = end - 1;
        while start > document.body + 1 && self.is_signature(start - 1) {
            start -= 1;
        }
        (start < end - 1).then_some(start..end)
    }

    fn outermost(&self, mut i: usize) -> usize {
        while let Some(parent) = self.documents[i].parent {
            i = parent;
        }
        i
    }

    fn is_signature(&self, line: usize) -> bool {
        lexicon().agencies_in(self.clean.line(line), &['、', '，']).is_some()
    }

    // ---- what a line begins ----

    fn start_at(&self, at: usize, enclosures: &[Enclosure]) -> Option<Start> {
        if !self.may_begin(at) {
            return None;
        }
        if let Some(start) = self.interpretation_at(at) {
            return Some(start);
        }
        if let Some(start) = self.decree_at(at) {
            return Some(start);
        }
        self.headed_at(at).or_else(|| self.enclosed_at(at, enclosures)).or_else(|| self.titled_at(at))
    }

    /// Whether a document can begin at this line: not in the middle of a paragraph, not an entry of a table of contents.
    fn may_begin(&self, at: usize) -> bool {
        let line = self.clean.lines()[at];
        let words = self.clean.line(at);
        let ended = at == 0 || self.clean.line(at - 1).ends_with(['。', '；', '：', '）', '”', '》', '！', '？', '日', '.']) || line.page_start;
        (!line.joined || ended) && !words.ends_with(['。', '；', '，', '：', '、']) && words.chars().count() <= 90 && !self.is_apart(at)
    }

    /// Whether the line at `i` stands for itself and is no part of a title: a date, a remark in brackets, an item, a file name, an entry of a table of contents.
    fn is_apart(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        let remark = words.starts_with('（') && words.ends_with('）');
        is_date_line(words)
            || remark
            || begins_item(words)
            || is_contents_line(words)
            || ANNEX_HEAD.is_match(words)
            || without_extension(words).len() < words.len()
    }

    /// Whether the line at `i` can be the last of a document.
    fn ends_document(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        is_date_line(words)
            || (words.starts_with('（') && words.ends_with('）'))
            || words.ends_with('。')
            || without_extension(words).len() < words.len()
            || self.is_signature(i)
    }

    fn interpretation_at(&self, at: usize) -> Option<Start> {
        let words = self.clean.line(at);
        let mark = INTERPRETATION_MARK.find(words).map(|m| m.end());
        let (first, skip) = match mark {
            Some(end) if end == words.len() => (at + 1, 0),
            Some(end) => (at, end),
            None => (at, 0),
        };
        let marked = mark.is_some();
        if !marked && (ANNEX_LABEL.is_match(words) || NEWS_LEAD.is_match(words) || without_extension(words).len() < words.len()) {
            return None;
        }
        let n = self.clean.lines().len();
        let mut text = String::new();
        for i in first..(first + 5).min(n) {
            let line = self.clean.line(i);
            text.push_str(if i == first { &line[skip.min(line.len())..] } else { line });
            let next_joined = self.clean.lines().get(i + 1).is_some_and(|l| l.joined);
            let named = noun(&text).is_some_and(|(_, class)| class == Class::Interpretation) && balanced(&text);
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
                && (body >= n || text.chars().count() < 8 || !(text.contains('《') || text.contains("关于") || text.contains('就')) || !self.is_prose(body))
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
        let found = DECREE_LINE.captures(self.clean.line(at))?;
        let (mut at_number, mut number) = (at, decree_number(&found[1], found.get(3).or(found.get(4)), found.get(5)));
        if number.is_none() && at + 1 < n {
            let next = DECREE_NUMBER.captures(self.clean.line(at + 1));
            (at_number, number) = (at + 1, next.and_then(|c| decree_number(&found[1], c.get(1).or(c.get(2)), c.get(3))));
        }
        let number = number?;
        // The sentence of promulgation names the regulation; its text follows under its title.
        let sentence: String = (at_number + 1..(at_number + 8).min(n)).map(|i| self.clean.line(i)).collect();
        let named = DECREE_BODY.captures(&sentence).map(|c| c[1].to_owned()).or_else(|| found.get(2).map(|m| m.as_str().to_owned()))?;
        let wanted = fold_title(&named);
        let titled = (at_number + 1..(at_number + 30).min(n)).find_map(|i| {
            let mut text = String::new();
            (i..(i + 3).min(n)).find_map(|j| {
                text.push_str(self.clean.line(j));
                (fold_title(&text) == wanted).then_some(i..j + 1)
            })
        });
        let body = titled.as_ref().map_or(at_number + 1, |t| t.end);
        let title = titled.unwrap_or(at..at + 1);
        let range = TextRange::new(self.clean.lines()[at].text.start, self.clean.lines()[at_number].text.end);
        Some(Start { role: Role::Act, sign: Sign::Decree, title, text: named, body, number: Some((number, range)), heading_date: None, parent: None })
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
            let date = date_prefix(self.clean.line(date_line)).map(|(date, _)| (date, self.clean.lines()[date_line].text));
            let next = date_line + 1;
            // A date under a title may be the signature of a list; what follows tells.
            let mut start = match (next..(next + 2).min(n)).find_map(|j| self.decree_at(j).or_else(|| self.real_title(j, &text))) {
                Some(start) => start,
                None if next < n && self.is_prose(next) || self.addressees_end(next).is_some() => Start {
                    role: Role::Act,
                    sign: Sign::Heading,
                    title: at..i + 1,
                    text: strip_label(&text).to_owned(),
                    body: next,
                    number: None,
                    heading_date: None,
                    parent: None,
                },
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
            if words.ends_with(['。', '；', '：']) || is_date_line(words) || NUMBER_LINE.is_match(words) {
                return None;
            }
            text.push_str(words);
            let bare = without_extension(&text);
            let same = fold_title(bare).contains(&wanted) || wanted.contains(&fold_title(bare)) && text.chars().count() * 2 > heading.chars().count();
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
    fn title_ends(&self, text: &str, next: usize) -> bool {
        let Some((_, class)) = noun(text) else { return false };
        if class == Class::Paper || class == Class::Interpretation || text.ends_with('》') && !text.starts_with('《') && !text.contains("印发") {
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
        for i in at..(at + TITLE_LINES).min(n) {
            let words = self.clean.line(i);
            if words.ends_with(['。', '；', '，', '：']) || self.is_apart(i) || i > at && self.clean.lines()[i].page_start {
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
        let head: String = (body..(body + 10).min(self.clean.lines().len())).map(|i| self.clean.line(i)).collect();
        let whole_text = head.contains("全文如下") || head.contains("全文公布如下") || head.contains("发出通知，要求");
        if !(whole_text
            || NEWS_LEAD.is_match(&head)
            || head.contains("近日")
            || head.contains("日前")
            || head.contains("印发《")
            || head.contains("发布《")
            || head.contains("印发了《"))
        {
            return None;
        }
        // The text itself under a news lead is the document; a report of what it says is not.
        let (role, text) = if whole_text { (Role::Act, found[2].to_owned()) } else { (Role::Interpretation, text.to_owned()) };
        let number = number.filter(|_| whole_text);
        Some(Start { role, sign: Sign::News, title: at..next, text, body, number, heading_date: None, parent: None })
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
            let number = NOTE_NUMBER.captures(words).and_then(|c| c.get(1)).map(|m| (m.as_str().to_owned(), self.part(next, m.range())));
            return Some(start(Sign::Note, next, number));
        }
        let about = is_act_title(text);
        if about && self.addressees_end(next).is_some() {
            return Some(start(Sign::Addressees, next, None));
        }
        let articles = FIRST_PART.is_match(words) && !words.starts_with("一、");
        let own_text = self.documents.last().is_some_and(|d| d.role != Role::FrontMatter && at < d.body + 60 && fold_title(&d.title) == fold_title(text));
        let top = at == 0 || self.clean.lines()[at].page_start || self.ends_document(at - 1);
        if articles && class == Class::Instrument && !own_text && top {
            return Some(start(Sign::Articles, next, None));
        }
        if about && top && !own_text && self.is_prose(next) {
            return Some(start(Sign::Opening, next, None));
        }
        None
    }

    /// A title's lines, those of the issuing bodies above it left out when the title does not need them.
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
            .find(|k| lexicon().agencies_in(&(at..at + k).map(|i| self.clean.line(i)).collect::<String>(), &['、', '，']).is_some())
            .unwrap_or(skip);
        let rest = self.clean.line((at + rows).min(next - 1));
        if rows > 0 && at + rows < next && !rest.starts_with("关于") && !rest.starts_with("印发") && !joined.contains("关于") {
            at + rows..next
        } else {
            at..next
        }
    }

    fn title_words(&self, at: usize, next: usize) -> String {
        let text: String = self.title_lines(at, next).map(|i| self.clean.line(i)).collect();
        strip_label(without_extension(&text)).to_owned()
    }

    /// An attachment that the open act has announced, or that stands under 附件.
    fn enclosed_at(&self, at: usize, enclosures: &[Enclosure]) -> Option<Start> {
        if self.documents.is_empty() || enclosures.is_empty() {
            return None;
        }
        let n = self.clean.lines().len();
        let label = ANNEX_LABEL.find(self.clean.line(at)).map_or(0, |m| m.end());
        if label == self.clean.line(at).len() || label == 0 && begins_item(self.clean.line(at)) {
            return None;
        }
        let under_label = at > 0 && ANNEX_HEAD.is_match(self.clean.line(at - 1));
        let mut text = String::new();
        for i in at..(at + 4).min(n) {
            let words = self.clean.line(i);
            text.push_str(if i == at { &words[label..] } else { words });
            if words.ends_with(['。', '；', '：', '，'])
                || is_date_line(words)
                || i > at && (begins_item(words) || ANNEX_HEAD.is_match(words))
                || without_extension(words).len() < words.len()
            {
                return None;
            }
            let next = i + 1;
            if next >= n || !balanced(&text) || !self.title_ends(&text, next) || !issuer_fits(&text) {
                continue;
            }
            let own_act = noun(&text).is_some_and(|(_, class)| class == Class::Act) && self.number_after(next).1.is_some();
            let cover = enclosures.iter().rev().find(|e| e.names(&text) && (!own_act || e.lists(&text) || self.documents[e.document].title.contains("转发")));
            let articles = FIRST_PART.is_match(self.clean.line(next));
            let issuer_line = self.is_signature(next) && self.is_prose(next + 1);
            let opens = articles
                || issuer_line
                || self.is_prose(next)
                || NOTE.is_match(self.clean.line(next))
                || NUMBER_LINE.is_match(self.clean.line(next))
                || self.addressees_end(next).is_some();
            let issued = cover.is_some_and(|c| c.issued.contains(&fold_enclosed(&text)));
            let instrument = noun(&text).is_some_and(|(_, class)| matches!(class, Class::Instrument | Class::Act) || class == Class::Register && issued);
            let parent = match cover {
                Some(cover) if opens && instrument => cover.document,
                None if opens && (under_label || label > 0) && is_rules(&text) && text.chars().count() >= 6 => enclosures[0].document,
                _ => continue,
            };
            let (body, number) = self.number_after(next);
            return Some(Start { role: Role::Attachment, sign: Sign::Enclosed, title: at..next, text, body, number, heading_date: None, parent: Some(parent) });
        }
        None
    }

    /// Read what the document `current` says in lines `from..to` about its enclosures: 现将《…》印发给你们, 附件：1.…
    fn read_announcements(&self, current: usize, from: usize, to: usize, enclosures: &mut Vec<Enclosure>) {
        let document = &self.documents[current];
        if document.role == Role::Interpretation && document.sign != Sign::News || document.role == Role::FrontMatter {
            return;
        }
        if enclosures.last().is_none_or(|e| e.document != current) {
            let mut own = Enclosure { document: current, titles: Vec::new(), listed: Vec::new(), issued: Vec::new() };
            if is_act_title(&document.title) || document.title.contains("印发") {
                own.add_quoted(&document.title);
                own.add_unquoted(&document.title);
                own.issued.clone_from(&own.titles);
            }
            enclosures.push(own);
        }
        let Some(own) = enclosures.last_mut() else { return };
        for i in from..to {
            let line = self.clean.line(i);
            if line.contains("印发") || line.contains("公布") || line.contains("制定") || line.contains("附件") || line.contains("修订") {
                let until = (i + 4).min(self.clean.lines().len());
                let around: String = (i.saturating_sub(3)..until).map(|j| self.clean.line(j)).collect();
                if i < document.body + 60 {
                    own.add_quoted(&around);
                }
            }
            if line.starts_with("附件") {
                own.add_list(&self.annex_list(i));
            }
        }
    }

    /// The lines of a list 附件：1.… 2.… as one string.
    fn annex_list(&self, at: usize) -> String {
        let mut list = String::new();
        for i in at..(at + 30).min(self.clean.lines().len()) {
            let line = self.clean.line(i);
            if i > at && (is_date_line(line) || self.is_signature(i) || line.ends_with('。') || ANNEX_LABEL.is_match(line)) {
                break;
            }
            let whole = |words: &str| without_extension(words).len() < words.len() || noun(words).is_some();
            let before = if i > 0 { &self.clean.line(i - 1)[ANNEX_LABEL.find(self.clean.line(i - 1)).map_or(0, |m| m.end())..] } else { "" };
            if i > at && !begins_item(line) && whole(before) {
                break;
            }
            list.push_str(line);
        }
        list
    }

    // ---- what stands around ----

    /// The number on the line at `at`, or after a line of bodies, and the line after it.
    fn number_after(&self, at: usize) -> (usize, Option<(String, TextRange)>) {
        for i in at..(at + 2).min(self.clean.lines().len()) {
            let words = self.clean.line(i);
            if let Some(found) = NUMBER_LINE.captures(words).and_then(|c| c.get(1)) {
                return (i + 1, Some((tidy_number(found.as_str()), self.part(i, found.range()))));
            }
            if !self.is_signature(i) {
                break;
            }
        }
        (at, None)
    }

    fn part(&self, line: usize, range: Range<usize>) -> TextRange {
        let start = self.clean.lines()[line].text.start;
        TextRange::new(start + range.start, start + range.end)
    }

    /// Where the list of addressees that begins at line `at` ends, if there is one.
    fn addressees_end(&self, at: usize) -> Option<usize> {
        let end = (at + 20).min(self.clean.lines().len());
        for i in at..end {
            let words = self.clean.line(i);
            if words.contains('。')
                || words.contains("如下")
                || is_date_line(words)
                || NUMBER_LINE.is_match(words)
                || i == at && (begins_item(words) || words.contains('《'))
            {
                return None;
            }
            if words.ends_with('：') || words.ends_with(':') {
                return (words.chars().count() >= 3).then_some(i);
            }
        }
        None
    }

    /// Whether running text begins at line `at`.
    fn is_prose(&self, at: usize) -> bool {
        let Some(line) = self.clean.lines().get(at) else { return false };
        let words = self.clean.line(at);
        line.full || words.chars().count() >= 24 || FIRST_PART.is_match(words) || words.ends_with('。') || words.starts_with("（一）")
    }
}

/// What an act has said it encloses.
#[derive(Debug)]
struct Enclosure {
    document: usize,
    titles: Vec<String>,
    /// Those of them that stand in a list of annexes.
    listed: Vec<String>,
    /// Those of them that the act's own title names: 关于印发…清单的通知.
    issued: Vec<String>,
}

impl Enclosure {
    fn add(&mut self, title: &str) {
        let folded = fold_enclosed(title);
        if folded.chars().count() >= 4 && !self.titles.contains(&folded) {
            self.titles.push(folded);
        }
    }

    fn add_quoted(&mut self, text: &str) {
        for found in QUOTED.captures_iter(text) {
            self.add(&found[1]);
        }
    }

    /// 关于印发“十四五”就业促进规划的通知 names what it prints without marks.
    fn add_unquoted(&mut self, title: &str) {
        let Some(verb) = ["印发", "转发", "公布", "发布"].iter().find_map(|v| title.find(v).map(|i| i + v.len())) else { return };
        let rest = title[verb..].trim_end_matches("的通知").trim_end_matches("的公告");
        if !rest.contains('《') && noun(rest).is_some() {
            self.add(rest);
        }
        if title.contains("同意建立") {
            self.add(rest);
        }
    }

    fn add_list(&mut self, list: &str) {
        let list = ANNEX_LABEL.replace(list, "");
        for item in ANNEX_ITEM.split(&list) {
            self.listed.push(fold_enclosed(item));
            self.add(item.trim_matches(['《', '》']));
        }
    }

    fn lists(&self, title: &str) -> bool {
        self.listed.contains(&fold_enclosed(title))
    }

    /// Whether `title` is one of them: the same but for 的, marks and an issuer in front.
    fn names(&self, title: &str) -> bool {
        let title = fold_enclosed(title);
        self.titles.iter().any(|t| {
            let (short, long) = if t.len() <= title.len() { (t.as_str(), title.as_str()) } else { (title.as_str(), t.as_str()) };
            short == long || short.chars().count() >= 6 && long.ends_with(short) && long.chars().count() - short.chars().count() <= 14
        })
    }
}

/// A title as lists of annexes print it: 印发《X》 for 关于印发《X》的通知.
fn fold_enclosed(title: &str) -> String {
    let folded = fold_title(strip_label(without_version(title)));
    if folded.contains("印发") { folded.replace("关于印发", "印发").trim_end_matches("通知").to_owned() } else { folded }
}

/// Whether a title under 附件 names rules or a plan; tables of indicators and standards are annexes.
fn is_rules(title: &str) -> bool {
    const RULES: &[&str] = &[
        "办法", "规定", "细则", "条例", "方案", "指南", "指引", "规则", "规程", "计划", "规划", "措施", "意见", "制度", "章程", "准则", "纲要", "规范", "通知",
        "公告",
    ];
    noun(title).is_some_and(|(noun, class)| matches!(class, Class::Instrument | Class::Act) && RULES.contains(&noun))
}

/// Whether what stands before 关于 in a title can be its issuers: nothing, known bodies, 某部等9部门, or a body by its shape.
fn issuer_fits(title: &str) -> bool {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:等(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?个?(?:部门|部委|单位)?|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})部门)(?:办公厅|办公室|办公厅（室）)?$",
        )
    });
    let Some(cut) = ["关于", "印发", "转发"].iter().filter_map(|w| title.find(w)).min() else { return true };
    if title[..cut].contains('《') {
        return false;
    }
    let head = title[..cut].trim_end_matches("联合");
    let named = OTHERS.find(head).map_or(head, |m| &head[..m.start()]);
    let foreign = ["部门", "人员", "清单", "名单", "附件"].iter().any(|w| named.contains(w)) || named.contains('表') && !named.contains("代表");
    named.is_empty()
        || lexicon().agencies_in(named, &['、', '，']).is_some()
        || !foreign && (looks_like_body(named) || named.len() < head.len() && named.chars().count() <= 24)
}

impl Document {
    /// The first line that is neither title nor number: of a decree the sentence that promulgates, which stands above the regulation's title.
    pub fn text_start(&self, clean: &CleanText) -> usize {
        match (&self.number, self.sign) {
            (Some((_, range)), Sign::Decree) => clean.line_at(range.end.saturating_sub(1)) + 1,
            _ => self.body,
        }
        .min(self.lines.end - 1)
    }
}

fn untitled(lines: Range<usize>, role: Role) -> Document {
    let body = lines.start;
    Document {
        role,
        parent: None,
        lines,
        title: String::new(),
        title_range: None,
        sign: Sign::Nothing,
        body,
        number: None,
        heading_date: None,
        late_signature: None,
    }
}

/// Whether a line is a date and nothing else.
pub(crate) fn is_date_line(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

fn is_contents_line(words: &str) -> bool {
    words.len() > 12 && words.ends_with(|c: char| c.is_ascii_digit() || "…·.．-_".contains(c)) && CONTENTS_LINE.is_match(words)
}

/// A title with 关于 or 印发 and an act's noun, or any title an issuing body stands in front of.
fn is_act_title(text: &str) -> bool {
    let Some((_, class)) = noun(text) else { return false };
    let subject = text.find("关于").or_else(|| text.find("印发")).or_else(|| text.find("转发"));
    matches!(class, Class::Act | Class::Instrument)
        && subject.is_some_and(|i| i == 0 || text[..i].chars().count() <= 80 && !text[..i].contains(['，', '。', '：']))
        && (class == Class::Act
            || subject == Some(0)
            || subject.is_some_and(|i| lexicon().agencies_in(text[..i].trim_end_matches("等部门"), &['、', '，']).is_some()))
}

/// Whether a line is an item of a list or a part of a body: 一、 （一） 1. 第一条 ——
fn begins_item(words: &str) -> bool {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十0-9]{1,3}）|-?[0-9]{1,3}[.．、]|第[一二三四五六七八九十百零0-9]{1,5}[条章节]|——|[①-⑳●■◆☆★※•])",
        )
    });
    ITEM.is_match(words)
}

fn balanced(text: &str) -> bool {
    let count = |c| text.matches(c).count();
    count('《') == count('》') && count('（') == count('）') && count('“') == count('”')
}

fn strip_label(text: &str) -> &str {
    let rest = &text[INTERPRETATION_MARK.find(text).map_or(0, |m| m.end())..];
    rest.strip_prefix('《').and_then(|r| r.strip_suffix('》')).filter(|r| !r.contains('》')).unwrap_or(rest)
}

/// 国务院令 + 790 → 国务院令第790号; with a year 中国人民银行令〔2019〕第3号.
fn decree_number(order: &str, year: Option<regex::Match>, serial: Option<regex::Match>) -> Option<String> {
    let serial = serial?.as_str();
    Some(match year {
        Some(year) => format!("{order}〔{}〕第{serial}号", year.as_str()),
        None => format!("{order}第{serial}号"),
    })
}

fn tidy_number(number: &str) -> String {
    number.strip_prefix("中华人民共和国").unwrap_or(number).to_owned()
}

/// A title reduced to what two printings of it have in common: no marks, brackets, punctuation, 的, 中华人民共和国.
pub fn fold_title(title: &str) -> String {
    let title = title.strip_prefix("中华人民共和国").unwrap_or(title);
    title.chars().filter(|c| c.is_alphanumeric() && *c != '的').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;

    /// Split `source`; each document as `role first-last title | number`.
    fn check(source: &str, want: &[&str]) {
        let clean = clean(source);
        let got: Vec<String> = segment(&clean)
            .iter()
            .map(|d| {
                let line = |i: usize| clean.lines()[i].number;
                let number = d.number.as_ref().map_or(String::new(), |(n, _)| format!(" | {n}"));
                format!("{} {}-{} {}{number}", d.role.name(), line(d.lines.start), line(d.lines.end - 1), d.title)
            })
            .collect();
        assert_eq!(got, want, "in\n{source}");
    }

    #[test]
    fn a_notice_and_the_instrument_it_prints_are_two() {
        check(
            "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省、自治区、直辖市财政厅（局）：\n为加强管理，我们修订了《示例资金管理办法》。现予印发，请遵照执行。\n附件：示例资金管理办法\n财  政  部\n2021年6月4日\n示例资金管理办法\n第一条 为加强资金管理，制定本办法。\n第二条 本办法自发布之日起施行。\n",
            &["act 1-7 财政部关于印发《示例资金管理办法》的通知 | 财示〔2021〕148号", "attachment 8-10 示例资金管理办法"],
        );
    }

    #[test]
    fn a_decree_and_its_regulation_are_one() {
        check(
            "中华人民共和国国务院令\n第 790 号\n《示例条例》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。\n总理  李强\n2024年9月24日\n示例条例\n第一章  总则\n第一条 为了示例，制定本条例。\n",
            &["act 1-8 示例条例 | 国务院令第790号"],
        );
    }

    #[test]
    fn a_cited_title_and_a_section_heading_open_nothing() {
        check(
            "示例部关于加强示例工作的通知\n示发〔2020〕1号\n各单位：\n按照有关要求，现就有关事项通知如下：\n一、工作措施\n（一）落实《关于示例的意见》\n保障措施\n各地要加强组织领导。\n示例部\n2020年1月2日\n",
            &["act 1-10 示例部关于加强示例工作的通知 | 示发〔2020〕1号"],
        );
    }

    #[test]
    fn a_local_regulation_is_known_by_its_note() {
        check(
            "\n\n某省示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n第一章  总则\n第一条 为了示例。\n",
            &["act 3-6 某省示例条例"],
        );
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&NUMBER_LINE, &DECREE_LINE, &DECREE_NUMBER, &DECREE_BODY, &NOTE_NUMBER, &NOTE, &NEWS_LEAD, &NEWS_TITLE, &CONTENTS_LINE] {
            assert!(!pattern.as_str().is_empty());
        }
        assert!(NUMBER_LINE.is_match("财政部税务总局公告2021年第11号"));
        assert!(NUMBER_LINE.is_match("（苏政办发〔2024〕10号）"));
        assert!(!NUMBER_LINE.is_match("联系电话010号"));
    }
}
