//! The parts of a document in which words mean different things.
//!
//! Owns: their names. Must not know: how a part is told, what a word means in it.

/// Where in a document a mention stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// The note in brackets under the title.
    Note,
    /// The opening paragraph, or the first article.
    Opening,
    /// 总体要求, 指导思想, 基本原则, 工作目标.
    Aims,
    /// A table of rules set aside: 暂时调整适用的…规定目录.
    SuspensionTable,
    /// An item of a list of what is repealed: 一、废止的规章.
    RepealList,
    /// An item of a list of what stays in force: 现行有效的规章目录.
    KeptList,
    /// An item of a list of what is changed: 予以修改的规章.
    AmendList,
    /// The text of a decision that changes, ends or answers, after its opening.
    Ruling,
    /// The words that a decision puts into another text: they speak for that text.
    Wording,
    /// Anywhere else.
    Body,
}
