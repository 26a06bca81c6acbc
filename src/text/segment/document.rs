//! One document of a file as the page shows it: its lines, its title, its number, and why it begins
//! where it does.
//!
//! Owns: what is known of a document once its file is split. Must not know: how it is split.

use crate::model::day::Day;
use crate::model::role::Role;
use crate::model::span::TextRange;
use crate::text::aside::Key;
use crate::text::clean::CleanText;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Why a document was taken to begin where it does; the name of the rule goes into the evidence of
/// its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The title of the covering act says that it issues this.
    Issued,
    /// 解读, 答记者问.
    Interpretation,
    /// A title 关于…的意见 at the top of a page or file, and running text.
    Opening,
    /// The model of the page reads it as a beginning and no single rule does.
    Page,
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
            Self::Issued => "title-issued",
            Self::Interpretation => "title-interpretation",
            Self::Opening => "title-opening",
            Self::Page => "title-page",
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
    pub heading_date: Option<(Day, TextRange)>,
    /// Lines of its signature that are printed after its attachments.
    pub late_signature: Option<Range<usize>>,
    /// Lines that the model of the page reads as the date of its signature.
    pub dates: Vec<usize>,
    /// What the page states of it outside its text: letterhead, 索引号 table, posting date.
    pub stated: Vec<(Key, TextRange)>,
}

impl Document {
    /// The first line that is neither title nor number: of a decree the sentence that promulgates,
    /// which stands above the regulation's title.
    pub fn text_start(&self, clean: &CleanText) -> usize {
        let first = clean.lines()[self.lines.start].text.start;
        let above = |number: &TextRange| {
            let title = self.title_range.is_some_and(|t| t.start > number.end);
            self.sign == Sign::Page && title && number.start >= first
        };
        match &self.number {
            Some((_, range)) if self.sign == Sign::Decree || above(range) => {
                clean.line_at(range.end.saturating_sub(1)) + 1
            }
            // The sentence that issues the title is text itself.
            _ if self.sign == Sign::Page && clean.line(self.lines.start).starts_with('《') => {
                self.lines.start
            }
            _ => self.body,
        }
        .min(self.lines.end - 1)
    }
}

/// A document of these lines of which nothing else is known.
pub(super) fn untitled(lines: Range<usize>, role: Role) -> Document {
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
        dates: Vec::new(),
        stated: Vec::new(),
    }
}
