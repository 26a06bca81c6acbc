//! Numbers quoted otherwise than they are printed: the lead maker alone of a joint decree, a short
//! name of a maker, 令 where the text prints 公告.
//!
//! Owns: when two numbers, cited or printed with one title, may be one. Must not know: documents,
//! mentions.

use crate::model::lexicon::lexicon;
use crate::model::number::DocumentNumber;
use crate::model::title::body;
use crate::text::rule::Words;

/// How the prefix of a number ends that tells its kind and not its maker.
static KINDS: Words = Words::tails(
    "number-kinds",
    &[
        "令", "公告", "通告", "办发", "办函", "办字", "发", "函", "字",
    ],
    &["示例银行公告", "示办发", "示例部令"],
    &["示例银行", "财税"],
);

/// Whether two numbers of one title may be one: year and serial are the same, and what stands
/// before them names the same maker, or tells no other.
pub(super) fn may_be_one(a: &DocumentNumber, b: &DocumentNumber) -> bool {
    a.year().is_some() && a.tail() == b.tail() && same_maker(maker(a), maker(b))
}

/// What tells the maker in a prefix.
fn maker(number: &DocumentNumber) -> &str {
    let prefix = number.prefix();
    let kinds = KINDS.words.iter();
    let bare = kinds.filter_map(|kind| prefix.strip_suffix(kind));
    bare.min_by_key(|it| it.len()).unwrap_or(prefix)
}

fn same_maker(a: &str, b: &str) -> bool {
    match (lead(a), lead(b)) {
        (Some(one), Some(other)) => one == other,
        (Some(name), None) => is_drawn(b, &name),
        (None, Some(name)) => is_drawn(a, &name),
        (None, None) => a == b,
    }
}

/// The first of the makers that are named in full.
fn lead(makers: &str) -> Option<String> {
    let end = lexicon().agency_prefix(makers)?;
    Some(body(&makers[..end]))
}

/// Whether the sign of a maker is drawn from its name, letter by letter: 国税 from 国家税务总局.
fn is_drawn(sign: &str, name: &str) -> bool {
    let mut letters = name.chars();
    !sign.is_empty() && sign.chars().all(|c| letters.any(|it| it == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&KINDS]);
    }

    #[test]
    fn a_number_may_be_quoted_by_its_lead_maker_a_short_name_or_another_kind() {
        let read = |printed| DocumentNumber::read(printed).unwrap();
        for (a, b, want) in [
            (
                "财政部 税务总局 海关总署公告2019年第39号",
                "财政部公告2019年第39号",
                true,
            ),
            (
                "税务总局 财政部令〔2013〕第9号",
                "国家税务总局、财政部令〔2013〕第9号",
                true,
            ),
            ("财政部令〔2013〕第9号", "财政部公告〔2013〕9号", true),
            ("国税发〔2013〕9号", "国家税务总局公告〔2013〕9号", true),
            ("示府发〔2013〕9号", "示府办发〔2013〕9号", true),
            // Another maker, year or serial, or no year at all.
            (
                "财政部令〔2013〕第9号",
                "国家税务总局令〔2013〕第9号",
                false,
            ),
            ("财税〔2013〕9号", "国家税务总局公告〔2013〕9号", false),
            ("示府发〔2013〕9号", "例府发〔2013〕9号", false),
            ("财政部令〔2013〕第9号", "财政部公告〔2012〕9号", false),
            ("财政部令〔2013〕第9号", "财政部公告〔2013〕19号", false),
            ("财政部令第9号", "财政部公告第9号", false),
        ] {
            assert_eq!(may_be_one(&read(a), &read(b)), want, "{a} {b}");
        }
    }
}
