//! References of an act to its own articles (internal references): 本法第三十条, 依照第三十条的规定.
//!
//! Owns: which references in the words of an act mean an article of it, the same words with other
//! numbers. Must not know: why articles have other numbers, changes, versions.
//!
//! A number behind the name of another act, by its title in 《》 or by a noun that no 本 stands
//! before (刑法第三条, 该办法第五条), is not the act's own; of a list the first decides.

use crate::model::provision::{Step, Unit};

/// Nouns that acts are called by.
const NOUNS: &[&str] = &[
    "法", "条例", "规定", "办法", "细则", "规则", "章程", "决定", "解释", "通知", "意见", "规程",
    "准则", "标准", "规范", "方案", "公告",
];
/// What a reference of another time begins with.
const FORMER: char = '原';

/// The words with the numbers that `to` gives to articles of the act itself, and which these were.
pub(super) fn renumber(
    words: &str,
    to: impl Fn(Step) -> Option<Step>,
) -> (String, Vec<(Step, Step)>) {
    let (mut out, mut changed) = (String::with_capacity(words.len()), Vec::new());
    // What is written, where the last reference ended, and whether that was the act's own.
    let (mut written, mut end, mut is_own) = (0, 0, false);
    let mut from = 0;
    while let Some(at) = words[from..].find('第').map(|it| from + it) {
        let Some((step, len)) = Step::read(&words[at..]) else {
            from = at + '第'.len_utf8();
            continue;
        };
        from = at + len;
        if step.unit == Unit::Article {
            let goes_on = end > 0 && joins(&words[end..at]);
            is_own = if goes_on {
                is_own
            } else {
                means_own(&words[..at])
            };
            if let Some(now) = to(step).filter(|now| is_own && *now != step) {
                out.push_str(&words[written..at]);
                out.push_str(&now.to_string());
                changed.push((step, now));
                written = from;
            }
            end = from;
        } else if end > 0 && joins(&words[end..at]) {
            // 第二款 of the article before.
            end = from;
        }
    }
    out.push_str(&words[written..]);
    (out, changed)
}

/// Whether words name an article by its number.
pub(super) fn name_articles(words: &str) -> bool {
    let mut places = words.match_indices('第');
    places.any(|(at, _)| Step::read(&words[at..]).is_some_and(|(it, _)| it.unit == Unit::Article))
}

/// Whether two references with these words between them are one list.
fn joins(between: &str) -> bool {
    const JOINS: [&str; 9] = ["以及", "或者", "、", "和", "及", "或", "与", "至", "到"];
    let mut rest = between;
    while let Some(next) = JOINS.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = next;
    }
    rest.is_empty()
}

/// Whether a reference behind these words is one to the act itself.
fn means_own(before: &str) -> bool {
    let before = before.trim_end_matches('的');
    let before = unbracketed(before);
    if before.ends_with(['》', '〉', '”', FORMER]) {
        return false;
    }
    let named = NOUNS.iter().filter_map(|noun| before.strip_suffix(noun));
    let longest = named.min_by_key(|rest| rest.len());
    let bare = |rest: &str| rest.strip_suffix("实施").unwrap_or(rest).ends_with('本');
    longest.is_none_or(bare)
}

/// Without what stands in brackets at the end: 《示例法》（以下简称《法》）.
fn unbracketed(words: &str) -> &str {
    let open = words.strip_suffix('）').and_then(|it| it.rfind('（'));
    open.map_or(words, |at| &words[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each article has the number after its own.
    fn shifted(words: &str) -> String {
        let next = |step: Step| {
            Some(Step {
                number: step.number + 1,
                ..step
            })
        };
        renumber(words, next).0
    }

    #[test]
    fn own_articles_are_told_from_those_of_others() {
        for (words, expected) in [
            (
                "违反本条例第七条规定的，处罚款。",
                "违反本条例第八条规定的，处罚款。",
            ),
            (
                "依照第九条第二款、第十条和第十一条第一项的规定",
                "依照第十条第二款、第十一条和第十二条第一项的规定",
            ),
            ("第三条至第五条规定的事项", "第四条至第六条规定的事项"),
            ("本实施细则第三条所列的事项", "本实施细则第四条所列的事项"),
            ("（一）第三条规定的事项", "（一）第四条规定的事项"),
            (
                "依照《示例法》第七条、第八条和本办法第九条",
                "依照《示例法》第七条、第八条和本办法第十条",
            ),
            (
                "依照刑法第七条，由第八条规定的机关",
                "依照刑法第七条，由第九条规定的机关",
            ),
            (
                "依照《示例法》（以下简称法）第七条的规定",
                "依照《示例法》（以下简称法）第七条的规定",
            ),
            (
                "依照该办法第七条、原第八条的规定",
                "依照该办法第七条、原第八条的规定",
            ),
            ("第二款规定的第三人", "第二款规定的第三人"),
        ] {
            assert_eq!(shifted(words), expected);
        }
    }
}
