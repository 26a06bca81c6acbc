//! Near duplicates (shingles, overlap): do two records print the same words?
//!
//! Owns: the measure by which this is told, and the limit. Two printings of one text share at least
//! 98 in 100 runs of eight characters, an amended version at most 94 (measured on compilations that
//! print a document twice and on local regulations in two versions). Must not know: titles,
//! numbers, identity; `resolve` asks when those leave a doubt.

use crate::text::records::Analysed;
use std::collections::HashSet;

/// Characters in a run.
const RUN: usize = 8;
/// A record with fewer runs is hardly more than its title.
const HARDLY_ANY: usize = 60;

/// Whether document `i` of `a` and document `j` of `b` print the same words for the most part, or
/// one of them hardly any.
pub(crate) fn same_words(a: (&Analysed, usize), b: (&Analysed, usize)) -> bool {
    let (x, y) = (runs(a.0, a.1), runs(b.0, b.1));
    let (few, many) = (x.len().min(y.len()), x.len().max(y.len()));
    let common = x.intersection(&y).count();
    // One of them may carry an annex that the other leaves out.
    few < HARDLY_ANY || common * 100 >= few * 96 && common * 100 >= many * 80
}

/// The runs of characters of a document.
fn runs(analysed: &Analysed, document: usize) -> HashSet<u64> {
    let lines = &analysed.documents[document].lines;
    let text = analysed
        .clean
        .range(lines.start, lines.end - 1)
        .of(analysed.clean.text());
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let hash = |run: &[char]| {
        run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, c| {
            (h ^ u64::from(*c as u32)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    chars.windows(RUN).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;

    fn analysed(text: String) -> Analysed {
        Analysed::new(SourceFile::from_text("a.txt", text))
    }

    #[test]
    fn the_same_words_in_another_layout_are_the_same_and_a_new_wording_is_not() {
        let articles = |word: &str, wrap: &str| -> String {
            (1..60)
                .map(|n| {
                    format!(
                        "第{}条 {word}{n}号事项由主管{wrap}部门{}负责，具体{wrap}办法另行规定。\n",
                        crate::model::numeral::chinese(n),
                        n * 7
                    )
                })
                .collect()
        };
        let (one, wrapped, other) = (
            analysed(articles("第", "")),
            analysed(articles("第", "\n")),
            analysed(articles("修改后的", "各级人民政府")),
        );
        assert!(same_words((&one, 0), (&wrapped, 0)));
        assert!(!same_words((&one, 0), (&other, 0)));
    }
}
