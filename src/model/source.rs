//! [`SourceFile`]: one text with its name, its checksum and, where the file shows it, the look of
//! its lines.
//!
//! Owns: what a reader hands on. Must not know: formats of files, what is in a text.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// One text, as it was read.
///
/// Places of evidence are places in [`SourceFile::text`]. For plain text that is the file as
/// decoded; for other kinds it is what the reader made of it, line by line, which `zhengtu text`
/// prints.
#[non_exhaustive]
#[derive(Debug, Default)]
pub struct SourceFile {
    /// The path as given or found, with `/` between its parts; `a.zip!/b.txt` for what was packed.
    pub path: String,
    /// SHA-256 of the bytes on disk (or as unpacked), in hexadecimal.
    pub sha256: String,
    /// Name of the encoding found: UTF-8, GB18030, …; that of its parts where it has several.
    pub encoding: &'static str,
    /// The text, without a byte order mark.
    pub text: String,
    /// What kind of file it is, by its bytes.
    pub kind: Kind,
    /// How the lines of `text` look, one for each of them; empty for plain text.
    pub looks: Vec<Look>,
    /// How far the characters of each line reach, where the file shows it; else empty.
    pub reaches: Vec<Vec<[f32; 2]>>,
    /// The program that recognised pages in pictures, with its version and language.
    pub recognised_by: Option<String>,
    /// What the reader has to tell: bytes replaced, pages lost. Each is a clause.
    pub notes: Vec<String>,
}

impl SourceFile {
    /// A text at hand under a name, as if it were read from a UTF-8 file of that name.
    ///
    /// ```
    /// let file = zhengtu::SourceFile::from_text("a/办法.txt", "示例办法\n");
    /// assert_eq!(file.name(), "办法.txt");
    /// assert_eq!(file.sha256.len(), 64);
    /// ```
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            sha256: checksum(text.as_bytes()),
            encoding: "UTF-8",
            text: text
                .strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
            ..Self::default()
        }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// How the line with this number (1-based) looks, where the file shows it.
    pub fn look(&self, line: usize) -> Option<&Look> {
        self.looks.get(line.checked_sub(1)?)
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The kinds of files that are read.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Plain text, Markdown.
    #[default]
    Text,
    /// A web page.
    Html,
    /// A web page saved with its parts.
    Mhtml,
    /// Word since 2007.
    Docx,
    /// Word before 2007.
    Doc,
    /// Excel since 2007.
    Xlsx,
    /// Excel before 2007.
    Xls,
    /// 版式文档 of GB/T 33190.
    Ofd,
    /// Portable Document Format.
    Pdf,
}

impl Kind {
    /// Its name, as `zhengtu text` and the manifest have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ofd => "ofd",
            Self::Pdf => "pdf",
        }
    }
}

impl Kind {
    /// Its media type, as servers name it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Mhtml => "multipart/related",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ofd => "application/ofd",
            Self::Pdf => "application/pdf",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How a line looks and where it stands, as far as its file tells.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
    /// The page, from 1; a sheet of a workbook counts as one. 0 where there are no pages.
    pub page: u32,
    /// Where on the page, in points from its top left corner: left, top, right, bottom.
    pub area: Option<[f32; 4]>,
    /// Size of the letters in points; 0 where it is not known.
    pub size: f32,
    /// Whether it stands in the middle between the margins.
    pub centred: bool,
    /// Whether it is set in bold.
    pub bold: bool,
    /// What part of the file it comes from.
    pub from: Origin,
    /// Where it stands in a file without pages.
    pub spot: Spot,
    /// How sure a machine was that recognised it in a picture, in percent.
    pub confidence: Option<u8>,
}

/// The left and the right end of a character on its page, in points.
pub(crate) type Reach = [f32; 2];

/// Where in a file without pages a line begins, counted from 1.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spot {
    /// The file does not tell.
    #[default]
    Unknown,
    /// A paragraph of Word, empty ones counted.
    Paragraph(u32),
    /// A row of a sheet, and the column of its first cell.
    Cell(u32, u32),
    /// An element of a web page, in the order in which they begin.
    Element(u32),
}

/// What part of a file a line comes from.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// Running text.
    #[default]
    Text,
    /// A row of a table, its cells apart.
    Table,
    /// What the file says of itself: 索引号, 文号, `<meta>`.
    Meta,
    /// Recognised in a picture by a machine.
    Ocr,
}

impl Origin {
    /// Its name, as `zhengtu text` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Table => "table",
            Self::Meta => "meta",
            Self::Ocr => "ocr",
        }
    }
}
