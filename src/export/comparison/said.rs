//! The words around a comparison: how a row is called, the counts in a sentence.
//!
//! Owns: labels and phrases, in English and in Chinese. Must not know: formats.

use crate::analyze::{Change, Compared, Comparison, Passage};

/// What became of a row, in English and in Chinese: `changed, moved`, 修改、移动.
pub(super) fn change(line: &Compared) -> (String, String) {
    let (english, chinese) = line.change.names();
    match (line.moved, line.change) {
        (false, _) => (english.to_owned(), chinese.to_owned()),
        (true, Change::Same) => ("moved".to_owned(), "条序变动".to_owned()),
        (true, _) => (format!("{english}, moved"), format!("{chinese}、条序变动")),
    }
}

/// `第三条 → 第五条`, or one label where both are the same.
pub(super) fn labels(line: &Compared) -> String {
    match (line.old.as_ref().map(label), line.new.as_ref().map(label)) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (Some(one), _) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// 第三条; of a passage without a label, what it is.
fn label(passage: &Passage) -> &str {
    match passage.label.as_str() {
        "" => passage.kind.name(),
        label => label,
    }
}

/// How many articles became what.
pub(super) fn summary(comparison: &Comparison) -> (String, String) {
    let (counts, moved) = comparison.counts();
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let english = counts.map(|(change, n)| format!("{n} {}", change.names().0));
    let chinese = counts.map(|(change, n)| format!("{}{n}条", change.names().1));
    (
        format!("{all} articles: {}; {moved} moved", english.join(", ")),
        format!("共{all}条：{}；条序变动{moved}条", chinese.join("，")),
    )
}
