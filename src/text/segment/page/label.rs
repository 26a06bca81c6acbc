//! Labels of lines: what a line of a file is.
//!
//! Owns: the labels, their names and order. Must not know: which may follow which, or why.

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
