//! Words that several readers of a text look for: 关于 of titles, 附件, what joins the items of a
//! list, 联合 between bodies.
//!
//! Owns: rows of words that have one meaning wherever they stand. Must not know: who looks for
//! them.

use crate::text::rule::Words;

/// Where a title tells what it is about.
pub(crate) static ABOUT: Words = Words::new(
    "about",
    &["关于"],
    &["示例部关于示例工作的通知"],
    &["示例部印发示例办法"],
);
/// The same at its start.
pub(crate) static STARTS_ABOUT: Words = Words::heads(
    "starts-about",
    &["关于"],
    &["关于示例工作的通知"],
    &["示例部关于示例工作的通知"],
);
/// A line that begins a list of annexes, or an annex.
pub(crate) static STARTS_ANNEX: Words = Words::heads(
    "starts-annex",
    &["附件"],
    &["附件：1.示例办法", "附件2"],
    &["见附件", "附表"],
);
/// What joins the items of a list and nothing else.
pub(crate) static JOINS: Words = Words::whole(
    "joins",
    &["、", "和", "及", "与", "以及"],
    &["、", "以及"],
    &["和示例", "或者", "，"],
);
/// The document itself, put out by the notice in front: 示例办法的通知.
pub(crate) static CALLED: Words = Words::tails(
    "called",
    &["的通知", "的公告"],
    &["示例规划的通知", "示例名单的公告"],
    &["示例通知", "的通知要求"],
);

/// What stands between the bodies at the head of a title and what they do.
pub(crate) static JOINTLY: Words = Words::tails(
    "jointly",
    &["联合"],
    &["示例部示例局联合"],
    &["示例联合会", "示例部"],
);
/// The word with which a clause begins that names the act, or the day, by which it changes the
/// text.
pub(crate) static BY: Words = Words::heads(
    "by",
    &["根据"],
    &["根据2020年1月2日", "根据2020年1月2日示例市人民代表大会"],
    &["2020年1月2日根据", "2020年1月2日示例市人民代表大会"],
);
/// How titles of rules of the Party begin, which hold everywhere.
pub(crate) static OF_PARTY: Words = Words::heads(
    "of-party",
    &["中国共产党"],
    &["中国共产党示例条例"],
    &["中共示例市委关于示例的决定", "示例市示例条例"],
);
/// What the title of a decision that changes others says it does …
static CHANGES_OTHERS: Words = Words::new(
    "changes-others",
    &[
        "关于修改",
        "关于修订",
        "关于修正",
        "关于废止",
        "关于宣布废止",
    ],
    &["示例市人民代表大会常务委员会关于修改〈示例条例〉的决定"],
    &["关于示例修改的决定"],
);
/// … and how it ends.
static DECISION: Words = Words::tails(
    "decision",
    &["决定", "决议"],
    &["关于修改〈示例条例〉的决定"],
    &["关于修改〈示例条例〉的决定草案"],
);

/// Whether a title is of what changes others: what stands in their place is no version of it.
pub(crate) fn changes_others(title: &str) -> bool {
    CHANGES_OTHERS.stand_in(title)
}

/// Whether a title is that of a decision that changes others, of which many bear one title: days
/// tell them apart.
pub(crate) fn is_changing_decision(title: &str) -> bool {
    DECISION.stand_in(title) && changes_others(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&ABOUT, &STARTS_ABOUT, &STARTS_ANNEX, &JOINS, &CALLED]);
        rule::check_words(&[&JOINTLY, &BY, &OF_PARTY, &CHANGES_OTHERS, &DECISION]);
    }
}
