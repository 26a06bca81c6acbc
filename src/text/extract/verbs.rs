//! The verb that governs a cited title in a statement of purpose: 根据, 贯彻落实, 制定, 参照.
//!
//! Owns: which verbs there are, what each does with the title, which of several is the nearest.
//! Must not know: relations, or the part of a document in which a title stands.

use crate::text::rule::Words;

/// What a verb in front of a cited title does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// 根据: takes it as basis.
    Basis,
    /// 贯彻落实: carries it out.
    CarryOut,
    /// 制定: makes it.
    Make,
    /// 参照: takes it as a model.
    Model,
    /// 违反: acts against it.
    Breach,
}

/// The verbs that govern titles in statements of purpose.
const VERBS: &[(&str, Verb)] = &[
    ("根据", Verb::Basis),
    ("依据", Verb::Basis),
    ("依照", Verb::Basis),
    ("根據", Verb::Basis),
    ("依據", Verb::Basis),
    ("正确适用", Verb::CarryOut),
    ("准确适用", Verb::CarryOut),
    ("理解与适用", Verb::CarryOut),
    ("理解和适用", Verb::CarryOut),
    ("贯彻", Verb::CarryOut),
    ("落实", Verb::CarryOut),
    ("按照", Verb::CarryOut),
    ("遵照", Verb::CarryOut),
    ("遵循", Verb::CarryOut),
    ("执行", Verb::CarryOut),
    ("践行", Verb::CarryOut),
    ("推动", Verb::CarryOut),
    ("推进", Verb::CarryOut),
    ("实施", Verb::CarryOut),
    ("制定", Verb::Make),
    ("制订", Verb::Make),
    ("印发", Verb::Make),
    ("修订", Verb::Make),
    ("修改", Verb::Make),
    ("拟定", Verb::Make),
    ("拟订", Verb::Make),
    ("出台", Verb::Make),
    ("编制", Verb::Make),
    ("公布", Verb::Make),
    ("发布", Verb::Make),
    ("形成", Verb::Make),
    ("批准", Verb::Make),
    ("起草", Verb::Make),
    ("纳入", Verb::Make),
    ("参照", Verb::Model),
    ("参考", Verb::Model),
    ("借鉴", Verb::Model),
    ("对照", Verb::Model),
    ("结合", Verb::Model),
    ("违反", Verb::Breach),
];

/// How a verb of making goes on when it only describes what it made: 国务院印发的.
static DESCRIBES: Words = Words::heads(
    "describes",
    &["的", "实施的"],
    &["的《示例办法》", "实施的示例计划"],
    &["《示例办法》", "实施示例计划"],
);

/// The verb that governs what follows `before`: the nearest one, those aside that only describe
/// (国务院印发的《…》, 贯彻实施中…的) or stand too far away.
///
/// ```
/// use zhengtu::parts::text::{Verb, governing_verb};
/// assert_eq!(governing_verb("按照国务院印发的").map(|(v, _)| v), Some(Verb::CarryOut));
/// assert_eq!(governing_verb("根据国家有关法律，我们修订了").map(|(v, _)| v), Some(Verb::Make));
/// assert_eq!(governing_verb("深入落实关于鼓励发展的部署，按照").map(|(v, _)| v), Some(Verb::CarryOut));
/// assert_eq!(governing_verb("加强管理，"), None);
/// ```
pub fn governing_verb(before: &str) -> Option<(Verb, usize)> {
    const REACH: usize = 300;
    let mut best: Option<(usize, usize, Verb)> = None;
    for (word, verb) in VERBS {
        let mut end = before.len();
        while let Some(at) = before[..end].rfind(word) {
            let rest = &before[at + word.len()..];
            let attributive = *verb == Verb::Make && DESCRIBES.stand_in(rest);
            if attributive {
                end = at;
                continue;
            }
            if best.is_none_or(|(b, ..)| at > b) {
                best = Some((at, at + word.len(), *verb));
            }
            break;
        }
    }
    best.filter(|(at, ..)| before.len() - at <= REACH)
        .map(|(at, _, verb)| (verb, at))
}

/// Whether words begin with a verb that would govern what follows: 参照国务院办公厅 is no name.
pub(super) fn begins_with_verb(words: &str) -> bool {
    VERBS.iter().any(|(verb, _)| words.starts_with(verb))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn each_verb_governs_what_stands_right_behind_it() {
        for (word, verb) in VERBS {
            let found = governing_verb(word).map(|(v, _)| v);
            assert_eq!(found, Some(*verb), "{word}");
            let far = format!("{word}{}", "示例，".repeat(40));
            assert_eq!(governing_verb(&far), None, "{word}");
        }
        rule::check_words(&[&DESCRIBES]);
        for before in ["国务院印发的", "加强管理，", "编制的"] {
            assert_eq!(governing_verb(before), None, "{before}");
        }
    }

    #[test]
    fn no_verb_stands_twice() {
        for (i, (word, _)) in VERBS.iter().enumerate() {
            assert!(VERBS[..i].iter().all(|(other, _)| other != word), "{word}");
        }
    }
}
