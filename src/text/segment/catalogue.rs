//! Catalogues of documents: tables and lists of what is repealed, kept or changed.
//!
//! Owns: where one begins and ends; no row of it opens a document. Must not know: what the list
//! says of what it names.

use super::page::Label;
use super::title::is_first_part;
use crate::text::clean::CleanText;
use crate::text::rule::Pattern;

/// The heading of a catalogue.
static HEADING: Pattern = Pattern::new(
    "catalogue-heading",
    concat!(
        r"^[^。；：《》]{0,40}(?:废止|失效|停止执行|不再执行|继续有效|现行有效|保留|修改|清理)",
        r"[^。；：《》]{0,30}(?:目录|清单|名单|一览表)(?:（[^）]{1,20}）)?$",
    ),
    &[
        "决定废止的规范性文件目录",
        "示例市人民政府继续有效的规范性文件目录（共5件）",
    ],
    &[
        "关于公布废止文件目录的通知",
        "示例产业目录",
        "废止《示例办法》的目录",
    ],
);
/// The head of a table whose rows are documents.
static COLUMNS: Pattern = Pattern::new(
    "catalogue-columns",
    r"^\|?序号\|?(?:规范性|规章)?(?:文件)?(?:名称|标题|题目)\|?(?:发布|发文|制定|公布|颁布|颁发)?(?:文号|字号|单位|部门|机关|日期|时间)",
    &["序号文件名称文号", "|序号|文件名称|发文字号|发布日期|"],
    &["序号姓名单位", "序号指标名称"],
);
/// The same, cell by cell on lines of their own.
static FIRST_COLUMN: Pattern = Pattern::new("first-column", "^序号$", &["序号"], &["序号1"]);
static SECOND_COLUMN: Pattern = Pattern::new(
    "second-column",
    r"^(?:规范性|规章)?(?:文件)?(?:名称|标题)$",
    &["文件名称", "规章名称", "标题"],
    &["指标名称"],
);

/// How many lines the head of a document has that stands under a catalogue.
const HEAD: usize = 8;
/// A paragraph with a stop and so many bytes is prose.
const PROSE: usize = 90;

/// What looks like a title in a row of a catalogue opens nothing.
pub(super) fn close_catalogues(clean: &CleanText, labels: &mut [Label]) {
    let n = labels.len();
    let mut i = 0;
    while i < n {
        if !begins(clean, i) {
            i += 1;
            continue;
        }
        let prose = (i + 1..n).find(|k| is_prose(clean, *k)).unwrap_or(n);
        let end = if prose < n {
            head_above(labels, i, prose)
        } else {
            n
        };
        for label in &mut labels[i + 1..end] {
            *label = Label::Body;
        }
        i = end.max(i + 1);
    }
}

/// Whether a catalogue begins with line `i`.
fn begins(clean: &CleanText, i: usize) -> bool {
    let words = clean.line(i);
    let next = || clean.lines().get(i + 1).map_or("", |_| clean.line(i + 1));
    HEADING.is_match(words) && !is_prose(clean, i + 1)
        || COLUMNS.is_match(words)
        || FIRST_COLUMN.is_match(words) && SECOND_COLUMN.is_match(next())
}

/// Whether line `i` is no row: a sentence, those addressed, the first article.
fn is_prose(clean: &CleanText, i: usize) -> bool {
    let Some(_) = clean.lines().get(i) else {
        return false;
    };
    let words = clean.line(i);
    let sentence = words.contains('。') && words.len() > PROSE && !words.starts_with('|');
    let article = words.starts_with('第') && is_first_part(words);
    sentence || article || words.ends_with('：') && words.len() > 12
}

/// Where the head begins of the document whose text begins at `prose`; there the catalogue ends.
fn head_above(labels: &[Label], from: usize, prose: usize) -> usize {
    let near = (from + 1..=prose).rev().take(HEAD);
    let mut begins = near.filter(|k| labels[*k].begins());
    begins.next().unwrap_or(prose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&HEADING, &COLUMNS, &FIRST_COLUMN, &SECOND_COLUMN]);
    }

    #[test]
    fn rows_open_nothing_and_what_follows_does() {
        let text = "决定废止的文件目录\n文件名称\n关于示例甲的通知\n示府〔2001〕5号\n示例市人民政府关于示例乙的通知\n示府〔2020〕2号\n各区人民政府：\n现通知如下。\n";
        let clean = clean(text);
        use Label as L;
        let mut labels = [
            L::Title,
            L::Body,
            L::Title,
            L::Number,
            L::Title,
            L::Number,
            L::Addressee,
            L::Body,
        ];
        assert_eq!(labels.len(), clean.lines().len());
        close_catalogues(&clean, &mut labels);
        assert_eq!(labels[..5], [L::Title, L::Body, L::Body, L::Body, L::Title]);
    }
}
