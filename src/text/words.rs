//! Words that several readers of a text look for: 关于 of titles, 附件, what joins the items of a
//! list.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&ABOUT, &STARTS_ABOUT, &STARTS_ANNEX, &JOINS, &CALLED]);
    }
}
