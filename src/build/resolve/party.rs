//! Issuers: which body a printed name stands for.
//!
//! Owns: the choice among listed bodies, local bodies by their full names, names that stay open.
//! Must not know: documents that are one, mentions.

use crate::model::day::Day;
use crate::model::jurisdiction::{full_name, jurisdiction, province_of_number, provinces_named};
use crate::model::lexicon::lexicon;
use crate::model::title::body;
use crate::text::facts::Heads;
use crate::text::rule::Words;
use std::collections::BTreeSet;

/// Who a printed issuer is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A body of the authority file, by its full name.
    Listed(String),
    /// A body that the file does not list, by its printed name.
    Local(String),
    /// Several bodies bear the name, or it tells nothing without its place (省政府).
    Unknown,
}

/// Who `printed` is. Never a guess: a name that several bodies bear stays open.
///
/// ```
/// use zhengtu::parts::build::{Party, party};
/// assert_eq!(party("税务总局"), Party::Listed("国家税务总局".to_owned()));
/// assert_eq!(party("江苏省财政厅"), Party::Local("江苏省财政厅".to_owned()));
/// assert_eq!(party("江苏省人大常委会"), Party::Local("江苏省人民代表大会".to_owned()));
/// assert_eq!(party("省财政厅"), Party::Unknown);
/// ```
pub fn party(printed: &str) -> Party {
    party_on(printed, None)
}

/// Who `printed` is on a day: of several bodies that bore one name, the one that bore it then.
///
/// ```
/// use zhengtu::parts::build::{Party, party_on};
/// use zhengtu::Day;
/// let on = |day| party_on("国家药品监督管理局", Day::parse(day));
/// assert_eq!(on("1999-06-18"), Party::Listed("国家药品监督管理局（1998—2003年）".to_owned()));
/// assert_eq!(on("2019-06-18"), Party::Listed("国家药品监督管理局".to_owned()));
/// assert_eq!(on("2010-06-18"), Party::Unknown);
/// ```
pub fn party_on(printed: &str, day: Option<Day>) -> Party {
    let bearers = lexicon().agencies_named(printed);
    let then = day.filter(|_| bearers.len() > 1);
    match then.map(|day| lexicon().in_year(bearers, day.year())) {
        Some(then) => only(&then),
        None => party_of(printed, bearers),
    }
}

/// The one body that bore a name on a day; none where several did, or nobody.
fn only(bearers: &[&String]) -> Party {
    match bearers {
        [one] => Party::Listed((*one).clone()),
        _ => Party::Unknown,
    }
}

/// The day a record is from, or what encloses it.
fn day(facts: &Heads, mut document: usize) -> Option<Day> {
    loop {
        let fields = &facts.fields[document];
        let signed = fields.signed.as_ref().or(fields.adopted.as_ref());
        match (signed, facts.documents[document].parent) {
            (Some(fact), _) => return Some(fact.value),
            (None, Some(parent)) => document = parent,
            (None, None) => return None,
        }
    }
}

/// Who `printed` is, given the listed bodies that bear the name.
fn party_of(printed: &str, bearers: &[String]) -> Party {
    match bearers {
        [one] => Party::Listed(one.clone()),
        [] if jurisdiction(printed).is_some() => Party::Local(congress(full_name(printed))),
        [] => match department_of(printed) {
            Some(parent) => Party::Listed(parent),
            None if !WITHOUT_PLACE.stand_in(printed) && printed.chars().count() >= 3 => {
                Party::Local(printed.to_owned())
            }
            None => Party::Unknown,
        },
        _ => Party::Unknown,
    }
}

/// Names that tell nothing without their place: 市财政局, 本部.
static WITHOUT_PLACE: Words = Words::heads(
    "without-place",
    &["省", "市", "县", "区", "州", "本", "我", "各", "该"],
    &["市财政局", "本部", "各单位"],
    &["示例市财政局"],
);
/// Units of the first level as such names begin.
static PROVINCES: Words = Words::heads(
    "provinces",
    &["省", "自治区", "市"],
    &["省财政厅", "自治区人民政府"],
    &["县财政局"],
);
/// How the name of a people's congress ends.
static CONGRESS: Words = Words::tails(
    "congress-name",
    &["人民代表大会"],
    &["示例省人民代表大会"],
    &["示例省人民代表大会常务委员会"],
);
/// Its organs, which are one body with it.
static ORGANS: Words = Words::tails(
    "congress-organs",
    &["主席团", "常务委员会"],
    &["示例省人民代表大会常务委员会"],
    &["示例省人民代表大会", "示例委员会"],
);
/// How names of parts of a ministry end.
static DEPARTMENTS: Words = Words::tails(
    "departments",
    &["司", "中心"],
    &["商务部流通发展司", "示例部示例中心"],
    &["示例部", "示例公司章程"],
);

/// A local people's congress, its standing committee and its presidium are one body: they make the
/// same law for the same place. Who of them met, the words tell.
fn congress(mut name: String) -> String {
    for organ in ORGANS.words {
        let whole = name.strip_suffix(organ).map(str::len);
        if let Some(end) = whole.filter(|end| CONGRESS.stand_in(&name[..*end])) {
            name.truncate(end);
        }
    }
    name
}

/// The ministry that a department or centre of it belongs to: 商务部流通发展司.
fn department_of(printed: &str) -> Option<String> {
    let end = lexicon().agency_prefix(printed)?;
    let (parent, rest) = printed.split_at(end);
    let [parent] = lexicon().agencies_named(parent) else {
        return None;
    };
    DEPARTMENTS.stand_in(rest).then(|| parent.clone())
}

/// Who the issuers of a record are. What is printed without its place (省财政厅) is taken for that
/// of the one province that the same document names: in another signature, in its title, or at the
/// head of its number; if it names none, or two, it stays open.
pub fn parties(facts: &Heads, document: usize) -> Vec<Party> {
    let record = &facts.documents[document];
    let printed = || {
        facts.fields[document]
            .agencies
            .iter()
            .map(|fact| fact.value.as_str())
    };
    let province = |kind: &str| {
        let number = record
            .number
            .as_ref()
            .and_then(|(number, _)| province_of_number(number, kind));
        let named: BTreeSet<&str> = printed()
            .chain([record.title.as_str()])
            .flat_map(|text| provinces_named(text, kind))
            .chain(number)
            .collect();
        let mut named = named.into_iter();
        named.next().filter(|_| named.next().is_none())
    };
    let day = day(facts, document);
    printed()
        .map(|name| match party_on(name, day) {
            Party::Unknown => {
                let mut kinds = PROVINCES.words.iter();
                let kind = kinds.find(|kind| name.starts_with(**kind));
                let full = kind.and_then(|kind| {
                    Some(format!("{}{}", province(kind)?, name.strip_prefix(*kind)?))
                });
                full.map_or(Party::Unknown, |full| {
                    Party::Local(congress(full_name(&full)))
                })
            }
            known => known,
        })
        .collect()
}

/// The issuers of a record, by their full names as far as known.
pub(super) fn issuers(names: impl Iterator<Item = String>) -> BTreeSet<String> {
    names.map(|n| body(&n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&WITHOUT_PLACE, &PROVINCES, &CONGRESS, &ORGANS, &DEPARTMENTS]);
    }

    /// The first of two bearers would be a guess.
    #[test]
    fn a_name_of_several_bodies_stays_open() {
        let bearers = ["示例部", "示例委员会"].map(str::to_owned);
        assert_eq!(party_of("示例", &bearers), Party::Unknown);
        let one = Party::Listed("示例部".to_owned());
        assert_eq!(party_of("示例", &bearers[..1]), one);
        // Nor does a day tell, on which both bore it.
        assert_eq!(only(&[&bearers[0], &bearers[1]]), Party::Unknown);
        assert_eq!(only(&[&bearers[0]]), one);
    }
}
