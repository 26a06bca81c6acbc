//! What stands between and around the titles of a sentence: where the sentence begins, whether two
//! titles belong to one list.
//!
//! Owns: ends of sentences, gaps of lists, the history of the second of two titles. Must not know:
//! mentions, what a title means.

use super::verbs::begins_with_verb;
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::span::floor;
use crate::text::rule::{Pattern, Words};
use std::borrow::Cow;

/// The characters that end a sentence.
pub(super) const SENTENCE_END: &[char] = &['。', '；', '\n', '！', '？'];

/// Between two titles of a list: who issued the second.
static ISSUED_BY: Pattern = Pattern::new(
    "issued-by",
    r"^(?:[、，]|等)?(?:和|及|与|或|以及|或者|并)?([\p{Han}、]{0,40}?)(?:联合)?(?:印发的?|发布的?|公布的?|制定的?|出台的?)?(?:的)?$",
    &["、", "和国务院办公厅印发的", "以及"],
    &["，2019年修订的", "。"],
);
/// The history of the second of two titles: it begins with a day, and ends with it or with what was
/// done that day or later.
static HISTORY: Pattern = Pattern::new(
    "history",
    concat!(
        r"^(?:[、，]|和|及|与|以及|并)+(?:经|根据|由)?(\p{Han}{0,25}?)",
        r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年(?:(?:\d{1,2}月\d{1,2}日)?|[^。；\n]*",
        r"(?:通过|公布|发布|颁布|颁发|批准|修正|修订|修改|印发|制定|施行|实施)(?:（[^）]*）)?的)$",
    ),
    &["、1993年8月14日市人民政府发布的", "和1995年"],
    &["，参照1999年规定执行", "自2001年1月1日起施行"],
);
/// Between two titles of a list: what kind of documents those before are, and that one more comes.
static KINDS: Pattern = Pattern::new(
    "kinds-between",
    concat!(
        r"^等(?:国家|现行)?(?:(?:有关|相关)?(?:法律|行政法规|法规|规章|规范性文件|规定|政策|制度|文件)",
        r"[、和及与]?)+(?:[，、]|以及|和|及|与)([\p{Han}、]{0,40}?的?)$",
    ),
    &[
        "等法律、行政法规以及",
        "等有关法律法规和",
        "等规定，以及国务院",
    ],
    &["等法律法规的规定，按照", "等规定", "等有关规定执行，并"],
);
/// The body that speaks, as it calls itself, and bodies of its own place.
static OWN_BODY: Pattern = Pattern::new(
    "own-body",
    r"^(?:[本我](?:[部委局会省市县区署行院厅]|政府)|[省市县区州]\p{Han}{0,12}(?:[府会部委厅局]|委员会))$",
    &["本部", "我委", "市人民政府", "省人大常委会", "市公安局"],
    &["本办法", "市场", "规定"],
);
/// How long, in bytes, the history of a listed document may be.
const LONGEST_HISTORY: usize = 900;

/// Where the sentence begins in which the byte `at` stands. A line that breaks off inside a list or
/// a bracket ends none.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(i) = text[..end].rfind(SENTENCE_END) {
        let next = i + text[i..].chars().next().map_or(1, char::len_utf8);
        let breaks = text[i..].starts_with('\n')
            && (text[..i].ends_with(['、', '（', '《', '〔'])
                || text[next..].starts_with(['、', '，', '（', '》', '〔'])
                    && text[..i].ends_with(['》', '）']));
        if !breaks {
            return next;
        }
        end = i;
    }
    0
}

/// What stands between two titles of a list.
static LIST_GAPS: Words = Words::whole(
    "list-gaps",
    &["、", "，", "和", "及", "与", "以及", "或者", "或"],
    &["、", "以及"],
    &["。", "和示例部"],
);

/// Whether nothing but list punctuation and issuers stands between two titles.
pub(super) fn is_list_gap(gap: &str) -> bool {
    let gap = gap.strip_suffix('\n').unwrap_or(gap);
    if gap.is_empty() || LIST_GAPS.stand_in(gap) {
        return true;
    }
    if gap.len() > 150 || gap.contains(SENTENCE_END) {
        return false;
    }
    let found = KINDS.captures(gap).or_else(|| ISSUED_BY.captures(gap));
    found.is_some_and(|found| are_bodies(found[1].trim_end_matches('的')))
}

/// Whether `text` is nothing, or the names of bodies.
fn are_bodies(text: &str) -> bool {
    let text = text.strip_prefix('原').unwrap_or(text);
    text.is_empty()
        || OWN_BODY.is_match(text)
        || lexicon().agencies_in(text, &['、']).is_some()
        || text
            .split('、')
            .all(|it| looks_like_body(it) && !begins_with_verb(it))
}

/// Whether between two titles stands when and by whom the second was passed, issued or changed:
/// 《甲》、1993年8月14日市人民政府发布的《乙》.
pub(super) fn is_history_gap(gap: &str) -> bool {
    let history = without_titles(gap);
    let found = HISTORY
        .captures(&history)
        .filter(|_| gap.len() <= LONGEST_HISTORY);
    found.is_some_and(|found| are_bodies(&found[1]))
}

/// `text` with the words inside title marks blotted out, at the same offsets: a verb in a title
/// governs nothing.
pub(super) fn without_titles(text: &str) -> Cow<'_, str> {
    if !text.contains('《') {
        return Cow::Borrowed(text);
    }
    let mut depth = 0;
    let blot = |c: char| match c.len_utf8() {
        1 => '0',
        2 => '·',
        3 => '□',
        _ => c,
    };
    let blotted = text.chars().map(|c| {
        depth += i32::from(c == '《') - i32::from(c == '》');
        if depth > 0 && c != '《' { blot(c) } else { c }
    });
    Cow::Owned(blotted.collect())
}

/// How many bytes before and after a mention are enough for any cue.
const WINDOW: (usize, usize) = (480, 360);

/// The last words of `text`, enough for any cue.
pub(super) fn window_before(text: &str) -> &str {
    let mut start = text.len().saturating_sub(WINDOW.0);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first words of `text`, enough for any cue.
pub(super) fn window_after(text: &str) -> &str {
    &text[..floor(text, WINDOW.1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&ISSUED_BY, &KINDS, &HISTORY, &OWN_BODY]);
        rule::check_words(&[&LIST_GAPS]);
    }

    #[test]
    fn the_history_of_a_document_does_not_part_a_list() {
        for gap in [
            "、1993年8月14日市人民政府发布的",
            "和1995年7月5日市人民政府发布的",
            "，1989年12月13日市人民政府第38号令发布、根据1997年12月31日市人民政府第12号令修改的",
            "和1988年9月2日北京市第九届人民代表大会常务委员会第四次会议审议通过、1997年4月15日北京市第十届人民代表大会常务委员会第三十六次会议修改的",
            "、根据2001年10月16日市人民代表大会常务委员会《关于修改〈某条例〉的决定》修正的",
            "以及一九八九年十一月二十日省人民政府颁布的",
            "和1995年",
            "和河南省人民政府1987年6月30日发布的",
            "，1995年8月30日省人民政府第62号令发布（1998年4月30日修订省人民政府第90号令发布）的",
            "和本部2003年5月6日发布的",
        ] {
            assert!(is_history_gap(gap), "{gap}");
        }
        for gap in [
            "第一次修正、根据2015年7月23日市人民代表大会常务委员会第二十二次会议",
            "修正的",
            "自2001年1月1日起施行。1995年7月5日市人民政府发布的",
            "，2001年1月1日起按照市人民政府的规定执行，",
            "和2000年版",
            "，参照1999年市人民政府发布的",
            "，参照示例院办公厅1999年发布的",
            "，制定本条例。",
        ] {
            assert!(!is_history_gap(gap), "{gap}");
        }
    }
}
