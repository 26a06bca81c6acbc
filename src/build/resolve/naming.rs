//! Persistent IRIs, minted from the document alone.
//!
//! Owns: the name that a printing gives its document, whatever else a collection holds; under which
//! of several names the document then goes; how versions and documents known by mention only are
//! named. Must not know: how printings were merged, mentions.
//!
//! A document is named after its number; an instrument after its title, with what tells it from
//! others of that title: the number of the notice that prints it, or else its maker, unless the
//! title names the maker's place or the maker makes law for the whole country. Rules that end an
//! earlier act of their own title add the year in which they were passed. What has neither number
//! nor such a title is named by a hash of title, makers and day. So two provinces, two ministries
//! and two years never share a name, and building files one by one or together gives the same.

use super::collection::{Node, group};
use super::party::{Party, party_on};
use super::place::Kind;
use super::printing::{Found, Name};
use crate::model::day::Day;
use crate::model::jurisdiction::{COUNTRY, place_of_title};
use crate::model::lexicon::lexicon;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::Title;
use crate::model::vocab;
use crate::text::facts::Keys;
use crate::text::fields::EventKind;
use crate::text::rule::Words;
use crate::text::segment::Role;
use crate::text::words::OF_PARTY;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Bodies whose rules hold for the whole country and are known by their title alone.
#[rustfmt::skip]
static NATIONAL: Words = Words::heads(
    "national-makers",
    &[
        "国务院", "全国人民代表大会", "中共中央", "中国共产党", "中央军", "最高人民", "国家主席",
    ],
    &["国务院办公厅", "最高人民法院"],
    &["示例省人民政府", "示例部"],
);
/// The rank of a name of which all versions of a work have the same.
const WORK: u8 = 2;

/// Gives every printing its name; what encloses a printing stands before it.
pub(super) fn name(files: &[Keys], all: &mut [Found]) {
    let headed = all.iter().enumerate().filter(|(_, it)| it.headed);
    let texts: BTreeMap<usize, Vec<usize>> =
        group(headed.filter_map(|(i, f)| Some((f.parent?, i))));
    for i in 0..all.len() {
        all[i].name = Name {
            birth: birth(all, i),
            ..named(files, all, &texts, i)
        };
    }
}

/// What all versions of a document have in common that their notes tell, whatever they are named.
fn birth(all: &[Found], i: usize) -> Option<String> {
    let f = &all[i];
    let told = f.role != Role::Interpretation && !f.title.is_general();
    let (born, maker) = (f.born.filter(|_| told)?, maker(all, i)?);
    Some(format!("{}|{maker}|{born}", f.title.key()))
}

/// `texts` has for each head what stands under it.
fn named(files: &[Keys], all: &[Found], texts: &BTreeMap<usize, Vec<usize>>, i: usize) -> Name {
    let f = &all[i];
    let only = |path: String, rank: u8| Name {
        path,
        rank,
        ..Name::default()
    };
    if let Some((number, _)) = &f.number {
        let path = vocab::number_path(number.key());
        let family = f.state.map(|_| path.clone());
        return Name {
            path,
            family,
            ..Name::default()
        };
    }
    if f.title.is_empty() {
        return only(vocab::hash_path(&format!("{}|{}", f.order.0, f.order.1)), 9);
    }
    if f.title.is_act() || f.role == Role::Interpretation {
        let makers = makers(all, i).join("、");
        let day = day(all, i).map_or_else(String::new, |day| day.to_string());
        let known = [f.title.key(), &makers, &day];
        let known: Vec<&str> = known.into_iter().filter(|it| !it.is_empty()).collect();
        let path = vocab::hash_path(&known.join("|"));
        let changes = f.state.filter(|_| f.role != Role::Interpretation);
        return Name {
            family: changes.map(|_| path.clone()),
            path,
            rank: 3,
            ..Name::default()
        };
    }
    let ends = second(files, f);
    let under = texts.get(&i).into_iter().flatten();
    let again = under.filter_map(|it| second_of(files, f, &all[*it])).min();
    instrument(all, i, ends.or(again))
}

/// The name of an instrument: its title, and what tells it from others of that title.
/// `again` is the year in which it was made after an earlier act of its own title.
fn instrument(all: &[Found], i: usize, again: Option<u32>) -> Name {
    let f = &all[i];
    let notice = f.under.as_ref().map(|(number, _)| number);
    let below = |rest: &str, rank: u8, is_work: bool| Name {
        path: format!("{}{rest}", vocab::act_path(f.title.full())),
        family: is_work.then(|| format!("{}{rest}", f.title.key())),
        rank,
        ..Name::default()
    };
    if let Some(number) = notice.filter(|number| !number.is_order()) {
        return below(&tail(number), 1, f.state.is_some());
    }
    let by = maker(all, i).filter(|maker| !is_told(&f.title, maker));
    let by = by.map_or_else(String::new, |maker| {
        format!("/by/{}", vocab::segment(&maker))
    });
    if f.state.is_some() || f.under.is_some() {
        let year = again.map_or_else(String::new, |year| format!("/{year}"));
        return Name {
            again: again.is_some(),
            ..below(&(by + &year), WORK, true)
        };
    }
    if names_its_place(&f.title) {
        return below("", WORK, true);
    }
    let day = day(all, i).map_or_else(String::new, |day| format!("/{day}"));
    below(&(by + &day), 4, false)
}

/// The end of the IRI of an instrument that is issued under a number: `/财示/2021/148`.
pub(super) fn tail(number: &DocumentNumber) -> String {
    let path = vocab::number_path(number.key());
    format!("/{}", path.strip_prefix("doc/").unwrap_or(&path))
}

/// The year in which rules were passed that end an earlier act of their own title.
fn second(files: &[Keys], f: &Found) -> Option<u32> {
    second_of(files, f, f)
}

/// The same, as the text `text` of the rules tells.
fn second_of(files: &[Keys], f: &Found, text: &Found) -> Option<u32> {
    let born = f.born?;
    let rows = &files[text.at.file].rows[text.at.document];
    // No text ends itself: that of its own title which it ends is another. A text that was only
    // amended has kept the words of the first; one that was revised may mean its own past, unless
    // it tells the day.
    let kept = f.told.iter().all(|event| event.kind != EventKind::Revised);
    let ends = rows.iter().any(|row| {
        !row.part
            && matches!(row.relation, Relation::Repeals | Relation::Replaces)
            && row.version.map_or(kept, |day| day < born)
            && Title::new(&*row.target).key() == f.title.key()
    });
    ends.then(|| born.year())
}

/// Whether title and maker need no more: the title says who made it or for where, or the maker
/// makes law for the whole country.
fn is_told(title: &Title, maker: &str) -> bool {
    let shared = title.printed().chars().zip(maker.chars());
    let mut shared = shared.take_while(|(a, b)| a == b);
    let same_place = shared.any(|(c, _)| "省市州县区旗盟".contains(c));
    same_place || names_its_place(title) || NATIONAL.stand_in(maker)
}

fn names_its_place(title: &Title) -> bool {
    title.official().is_some()
        || title.printed().starts_with(COUNTRY)
        || OF_PARTY.stand_in(title.printed())
        || !title.issuers().is_empty()
        || place_of_title(title.printed()).is_some()
        || lexicon().agency_prefix(title.printed()).is_some()
}

/// The first of those who made it, or who issued what encloses it.
fn maker(all: &[Found], i: usize) -> Option<String> {
    let first = all[i].told.iter().find_map(|event| event.bodies.first());
    let named = |name: &str| match party_on(name, day(all, i)) {
        Party::Listed(name) | Party::Local(name) => Some(name),
        Party::Unknown => None,
    };
    first
        .and_then(|name| named(name))
        .or_else(|| makers(all, i).into_iter().find_map(|name| named(&name)))
}

/// Who issued a printing, or what encloses it.
fn makers(all: &[Found], mut i: usize) -> Vec<String> {
    while let (true, Some(parent)) = (all[i].issuers.is_empty(), all[i].parent) {
        i = parent;
    }
    all[i].issuers.iter().cloned().collect()
}

/// The day a document was made, or what encloses it.
fn day(all: &[Found], mut i: usize) -> Option<Day> {
    while let (None, Some(parent)) = (all[i].made(), all[i].parent) {
        i = parent;
    }
    all[i].made()
}

/// The name that several printings of one document agree on, and the others.
pub(super) fn chosen(found: &[Found], members: &[usize]) -> (String, BTreeSet<String>) {
    // Without its year the name is that of the earlier act of the title.
    let again = members.iter().any(|m| found[*m].name.again);
    let names = members.iter().map(|m| &found[*m]);
    let names = names.filter(|f| !again || f.name.again || f.name.rank != WORK);
    let best = names.clone().min_by_key(|f| {
        let length = f.title.full().chars().count();
        (f.name.rank, Reverse(length), &f.name.path)
    });
    let path = best.map_or_else(String::new, |f| f.name.path.clone());
    let mut others: BTreeSet<String> = names.map(|f| f.name.path.clone()).collect();
    others.remove(&path);
    (path, others)
}

/// The IRI of a document that is only mentioned.
fn mentioned(node: &Node) -> String {
    let read = |printed: &Option<String>| printed.as_deref().and_then(DocumentNumber::read);
    match read(&node.number) {
        Some(number) => vocab::number_path(number.key()),
        None if node.title.is_empty() => node.path.clone(),
        // Decisions of one title and day, of several places, keep apart whatever else is known.
        None if node.title.is_act() => {
            let place = node.path.split_once('@').map(|(_, place)| place);
            let key = node.title.key();
            match place.filter(|place| !key.contains(place)) {
                Some(place) => vocab::hash_path(&format!("{key}|{place}")),
                None => vocab::hash_path(key),
            }
        }
        None => {
            let under = read(&node.under);
            let number = under.filter(|number| !number.is_order());
            let rest = number.map_or_else(String::new, |number| tail(&number));
            vocab::act_path(node.title.full()) + &rest
        }
    }
}

/// Give every node its IRI. Printed documents have theirs; of several that would share one, and of
/// mentions that something tells apart, each gets its day or a hash of what is known of it.
pub(super) fn finish(nodes: &mut [Node]) {
    let known: Vec<String> = nodes.iter().map(known).collect();
    let plain: Vec<String> = nodes
        .iter()
        .map(|node| {
            if node.is_found() {
                node.path.clone()
            } else {
                mentioned(node)
            }
        })
        .collect();
    let (mut taken, mut later) = kept(nodes, &plain);
    let dated: BTreeMap<String, Vec<usize>> = group(
        later
            .iter()
            .filter_map(|i| Some((format!("{}/{}", plain[*i], day_or_year(&nodes[*i])?), *i))),
    );
    later.sort_by_key(|i| (&plain[*i], &known[*i], nodes[*i].printings.first().copied()));
    let mut names = plain.clone();
    for i in later {
        let path = &plain[i];
        let by_day = day_or_year(&nodes[i])
            .map(|day| format!("{path}/{day}"))
            .filter(|name| dated[name].len() == 1 && !taken.contains(name));
        let mut hashes = (0..).map(|n| hashed(path, &known[i], n));
        let unique = by_day.or_else(|| hashes.find(|name| !taken.contains(name)));
        names[i] = unique.unwrap_or_else(|| path.clone());
        taken.insert(names[i].clone());
    }
    for (node, name) in nodes.iter_mut().zip(names) {
        node.aliases.remove(&name);
        node.path = name;
        for version in &mut node.versions {
            version.path = match version.wording {
                1 => format!("{}/v/{}", node.path, version.day),
                n => format!("{}/v/{}/{n}", node.path, version.day),
            };
        }
    }
}

/// The names that stay with the only printed node, or the only one that nothing sets apart, of
/// those that would bear them; and all other nodes.
fn kept(nodes: &[Node], plain: &[String]) -> (BTreeSet<String>, Vec<usize>) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut later: Vec<usize> = Vec::new();
    for (path, members) in group(plain.iter().enumerate().map(|(i, path)| (path, i))) {
        let printed = members.iter().copied().filter(|m| nodes[*m].is_found());
        let printed: Vec<usize> = printed.collect();
        let bare = |m: &&usize| nodes[**m].path.is_empty();
        let keeper = match (printed.as_slice(), members.iter().find(bare)) {
            ([one], _) => Some(*one),
            ([], Some(one)) => Some(*one),
            _ => None,
        };
        taken.extend(keeper.map(|_| path.clone()));
        later.extend(members.into_iter().filter(|m| Some(*m) != keeper));
    }
    (taken, later)
}

/// The `n`th name by a hash of what is known of a node.
fn hashed(path: &str, known: &str, n: usize) -> String {
    let more = if n == 0 {
        String::new()
    } else {
        format!("|{n}")
    };
    format!("{path}/h/{}", vocab::hash(&format!("{known}{more}"), 8))
}

/// The day of a node, or the year of its number.
fn day_or_year(node: &Node) -> Option<String> {
    let number = node.under.as_ref().or(node.number.as_ref());
    let year = || DocumentNumber::read(number?)?.year();
    // An earlier act of a title is named as its own text would name it.
    let is_act = node.is_found() || node.title.is_act();
    let day = node.day.map(|day| {
        if is_act {
            day.to_string()
        } else {
            day.year().to_string()
        }
    });
    day.or_else(|| Some(year()?.to_string()))
}

/// All that is known of a node: what nothing else tells apart is named by a hash of it.
fn known(node: &Node) -> String {
    let keys: Vec<&str> = node.keys.iter().map(String::as_str).collect();
    let day = node
        .day
        .map_or_else(|| "?".to_owned(), |day| day.to_string());
    [
        keys.join(" ").as_str(),
        node.title.printed(),
        node.number.as_deref().unwrap_or_default(),
        node.under.as_deref().unwrap_or_default(),
        day.as_str(),
        node.path.as_str(),
        if node.kind == Kind::Order {
            "order"
        } else {
            ""
        },
    ]
    .join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&NATIONAL]);
    }

    #[test]
    fn a_title_that_names_its_place_needs_no_maker() {
        for title in [
            "中华人民共和国示例法",
            "河南省示例条例",
            "青岛市实施《中华人民共和国示例法》办法",
            "最高人民法院关于示例的解释",
            "中国人民银行示例规定",
        ] {
            assert!(names_its_place(&Title::new(title)), "{title}");
        }
        for title in ["规章制定程序规定", "示例管理办法", "农贸市场管理办法"]
        {
            assert!(!names_its_place(&Title::new(title)), "{title}");
        }
    }
}
