//! The model of the page: what each line of a file is, read all at once by the best path through a
//! small grammar (a linear model, Viterbi decoding).
//!
//! Owns: the labels of lines, the grammar that says which may follow which, the weights, the best
//! reading and the margin of each beginning. Must not know: what becomes of a labelled line, or
//! the titles and numbers in it.
//!
//! [`evidence`] names what can be seen of a line, once; the rules of the chain ([`super::starts`])
//! are evidence like the rest. [`weights`] is a readable table of integers, one for each evidence
//! and label and one for each pair of labels that follow each other. [`grammar`] sums them up and
//! finds the best path. Weak signs add up; none is required. A reader that knows the size of
//! letters, centring or the page of a line adds evidence; plain text has none.
//!
//! The table is fitted to labelled texts by `examples/fit_page.rs`, which also reports how the
//! model reads sources that were left out of the fitting.

pub mod evidence;
pub mod grammar;
pub mod weights;

/// What a line of a file is. The names are those of GB/T 9704 where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Outside any document: furniture, contents, part titles.
    Outside,
    /// 标题: the first line of a document.
    Title,
    /// The first line of a document is a decree's head: 国务院令 第1号.
    Decree,
    /// The first line of a document is prose: a news lead, an answer.
    Lead,
    /// The title goes on, or is printed again.
    TitleMore,
    /// 发文字号
    Number,
    /// 题注: a note of adoption or a date in brackets.
    Note,
    /// 主送机关
    Addressee,
    /// A date in the head.
    HeadDate,
    /// 正文
    Body,
    /// 发文机关署名
    Signature,
    /// 成文日期 at the end.
    Date,
}

impl Label {
    /// All labels, in the order of their index.
    pub const ALL: [Self; 12] = [
        Self::Outside,
        Self::Title,
        Self::Decree,
        Self::Lead,
        Self::TitleMore,
        Self::Number,
        Self::Note,
        Self::Addressee,
        Self::HeadDate,
        Self::Body,
        Self::Signature,
        Self::Date,
    ];

    /// The name in the table of weights and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Title => "title",
            Self::Decree => "decree",
            Self::Lead => "lead",
            Self::TitleMore => "title-more",
            Self::Number => "number",
            Self::Note => "note",
            Self::Addressee => "addressee",
            Self::HeadDate => "head-date",
            Self::Body => "body",
            Self::Signature => "signature",
            Self::Date => "date",
        }
    }

    /// Whether a document begins with such a line.
    pub fn begins(self) -> bool {
        matches!(self, Self::Title | Self::Decree | Self::Lead)
    }
}
