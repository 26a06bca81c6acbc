//! Amending instructions (textual modifications in Akoma Ntoso): what a deciding document (修改决定,
//! 修正案, 修改…的公告) tells to be done to the words of another, provision by provision.
//!
//! Owns: the order of the steps, each in a part of its own: `quotes` parts what is said from the
//! words that are to stand in the other text, `rules` has the forms in which something is told to
//! be done, `sentence` reads one sentence by them, `read` carries from sentence to sentence
//! which act and which article are spoken of. Must not know: whether the act is at hand, what its
//! text says, how a change is carried out.
//!
//! One [`Instruction`] is one thing done to one provision: 第三条、第五条中的“甲”修改为“乙” are two. A
//! decision that changes many acts (一、对《甲》作出修改…二、对《乙》作出修改) yields instructions for each, told
//! apart by the row of the extraction that names the act. Numbers are those of the text as it was,
//! `becomes` has the new ones, as decisions print them (立法技术规范). Documents that decide nothing
//! are not looked into.

mod instruction;
mod quotes;
mod read;
mod rules;
mod sentence;

use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::extract::{Extraction, Row};
use crate::text::rule::Words;
use crate::text::segment::{Document, Role};
pub(crate) use instruction::Instruction;

/// In the title of a document that decides on changes.
static DECIDES: Words = Words::new(
    "decides",
    &["修改", "修正", "修订", "决定", "调整"],
    &[
        "关于修改《示例办法》的决定",
        "示例法修正案（三）",
        "关于修订部分示例制度的公告",
    ],
    &["示例管理办法", "关于印发示例方案的通知"],
);
/// Without one of these nothing is told to be changed.
static TELLS: Words = Words::new(
    "tells",
    &[
        "改为",
        "删去",
        "删除",
        "增加",
        "调整为",
        "替换为",
        "变更为",
        "更改为",
        "修订为",
    ],
    &["将第三条修改为", "删去第十条", "增加一条"],
    &["为了规范示例管理，制定本办法"],
);

/// What the document tells to be changed, in the order of its text. `extraction` is what it says of
/// others.
pub(crate) fn instructions(
    clean: &CleanText,
    document: &Document,
    extraction: &Extraction,
) -> Vec<Instruction> {
    let is_text = matches!(document.role, Role::Act | Role::Attachment);
    let names = extraction
        .rows
        .iter()
        .any(|row| row.relation == Relation::Amends);
    if !is_text || !names && !DECIDES.stand_in(&document.title) || extraction.rows.is_empty() {
        return Vec::new();
    }
    let first = clean.lines()[document.text_start(clean)].text.start;
    let range = TextRange::new(first, clean.lines()[document.lines.end - 1].text.end);
    if !TELLS.stand_in(range.of(clean.text())) {
        return Vec::new();
    }
    read::read(clean.text(), range, &document.title, &extraction.rows)
}

/// Marks the rows of what is told to be changed point by point: it is amended in part.
pub(crate) fn mark_parts(rows: &mut [Row], told: &[Instruction]) {
    for point in told.iter().filter(|it| it.provision.is_some()) {
        if let Some(row) = rows.get_mut(point.row) {
            row.part |= row.relation == Relation::Amends;
        }
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod rows {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&DECIDES, &TELLS]);
    }
}
