//! Joint issuance: who issues with whom, who leads, and who answers for whose documents.
//!
//! Owns: pairs of joint issuers and which of them leads, documents inherited from predecessors.
//! Must not know: how agencies are read or named.

use super::answer_table::{AnswerTable, Cell, Row, by_count};
use super::lifecycle::{Lifecycles, fact};
use crate::analyze::network::{Evidence, Fact, Network};
use crate::model::as_of::AsOf;
use std::collections::{BTreeMap, BTreeSet};

const JOINT: &[&str] = &[
    "agencies",
    "documents",
    "led by the first",
    "led by the second",
    "led by a third",
];
const LEADS: &[&str] = &[
    "agency",
    "documents",
    "jointly",
    "leads",
    "is led",
    "most often leads",
    "most often led by",
];
const INHERITED: &[&str] = &["document", "issued by", "now with", "status", "iri"];

#[derive(Default)]
struct Pair<'a> {
    documents: u64,
    first: u64,
    second: u64,
    evidence: Vec<&'a Evidence>,
}

#[derive(Default)]
struct Member<'a> {
    documents: u64,
    jointly: u64,
    leads: BTreeMap<String, u64>,
    led_by: BTreeMap<String, u64>,
    lead: u64,
    led: u64,
    evidence: Vec<&'a Evidence>,
}

/// Three sheets: pairs that issue jointly, what each agency leads, and what the successors of
/// former bodies inherited and is not over. `only` keeps the rows of one agency, by its full name
/// or a part of it; with a day, documents after it are left out.
pub fn agencies<'a>(network: &'a Network, only: Option<&str>, as_of: AsOf) -> Vec<AnswerTable<'a>> {
    let lives = Lifecycles::of(network);
    let is_wanted = |name: &str| only.is_none_or(|part| name.contains(part));
    let mut tally = Tally::default();
    let mut inherited = AnswerTable::new(
        "agencies: documents inherited from former bodies",
        as_of,
        INHERITED,
    );
    let speaking = (0..lives.families.count()).filter(|family| lives.speaks(*family, as_of));
    for family in speaking {
        let issuers = lives.families.head(network, family).issuers;
        let told = [Fact::Issuer, Fact::Title];
        let place = fact(network, &lives.families, family, &told);
        for issuer in &issuers {
            let row = inherit(network, &lives, family, issuer, as_of, &is_wanted);
            inherited.rows.extend(row);
        }
        tally.count_members(&issuers, place);
        tally.count_pairs(&issuers, place);
    }
    vec![
        joint(tally.pairs, as_of, &is_wanted),
        leads(tally.members, as_of, &is_wanted),
        inherited,
    ]
}

/// Who issued with whom, and who led.
#[derive(Default)]
struct Tally<'a> {
    pairs: BTreeMap<(String, String), Pair<'a>>,
    members: BTreeMap<String, Member<'a>>,
}

impl<'a> Tally<'a> {
    /// The first issuer leads, the others are led.
    fn count_members(&mut self, issuers: &[String], place: Option<&'a Evidence>) {
        for issuer in issuers {
            let member = self.members.entry(issuer.clone()).or_default();
            member.documents += 1;
            member.jointly += u64::from(issuers.len() > 1);
            member.evidence.extend(place);
        }
        let Some((lead, others)) = issuers.split_first() else {
            return;
        };
        for other in others {
            let leader = self.members.entry(lead.clone()).or_default();
            *leader.leads.entry(other.clone()).or_default() += 1;
            let follower = self.members.entry(other.clone()).or_default();
            *follower.led_by.entry(lead.clone()).or_default() += 1;
            follower.led += 1;
        }
        if let Some(leader) = self.members.get_mut(lead).filter(|_| !others.is_empty()) {
            leader.lead += 1;
        }
    }

    /// Each pair of issuers, in the order of their names.
    fn count_pairs(&mut self, issuers: &[String], place: Option<&'a Evidence>) {
        let lead = issuers.first();
        for (n, a) in issuers.iter().enumerate() {
            for b in issuers.iter().skip(n + 1).filter(|b| *b != a) {
                let (first, second) = if a < b { (a, b) } else { (b, a) };
                let key = (first.clone(), second.clone());
                let pair = self.pairs.entry(key).or_default();
                pair.documents += 1;
                pair.first += u64::from(lead == Some(first));
                pair.second += u64::from(lead == Some(second));
                pair.evidence.extend(place);
            }
        }
    }
}

fn joint<'a>(
    pairs: BTreeMap<(String, String), Pair<'a>>,
    as_of: AsOf,
    is_wanted: &dyn Fn(&str) -> bool,
) -> AnswerTable<'a> {
    let mut sheet = AnswerTable::new("agencies: who issues with whom", as_of, JOINT);
    for ((a, b), pair) in pairs {
        if !is_wanted(&a) && !is_wanted(&b) {
            continue;
        }
        let third = pair.documents - pair.first - pair.second;
        let cells = vec![
            Cell::from(format!("{a} + {b}")),
            Cell::from(pair.documents),
            Cell::from(pair.first),
            Cell::from(pair.second),
            Cell::from(third),
        ];
        sheet.rows.push(Row::of(cells, pair.evidence));
    }
    by_count(&mut sheet.rows, 1);
    sheet
}

fn leads<'a>(
    members: BTreeMap<String, Member<'a>>,
    as_of: AsOf,
    is_wanted: &dyn Fn(&str) -> bool,
) -> AnswerTable<'a> {
    let mut sheet = AnswerTable::new("agencies: who leads whom", as_of, LEADS);
    for (name, it) in members.into_iter().filter(|(name, _)| is_wanted(name)) {
        let cells = vec![
            Cell::from(name),
            Cell::from(it.documents),
            Cell::from(it.jointly),
            Cell::from(it.lead),
            Cell::from(it.led),
            most(&it.leads),
            most(&it.led_by),
        ];
        sheet.rows.push(Row::of(cells, it.evidence));
    }
    by_count(&mut sheet.rows, 1);
    by_count(&mut sheet.rows, 2);
    sheet
}

/// The row of a document whose issuer is no more, and that is not over itself.
fn inherit<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    family: usize,
    issuer: &str,
    as_of: AsOf,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Option<Row<'a>> {
    let heirs = heirs(network, issuer);
    if !heirs.iter().any(|heir| is_wanted(heir)) {
        return None;
    }
    let standing = lives.standing(network, family, as_of);
    if standing.state.is_over() {
        return None;
    }
    let head = lives.families.head(network, family);
    let place = fact(
        network,
        &lives.families,
        family,
        &[Fact::Issuer, Fact::Title],
    );
    let cells = vec![
        Cell::from(head.to_string()),
        Cell::from(issuer.to_owned()),
        Cell::from(heirs.into_iter().collect::<Vec<_>>()),
        standing.state.name().into(),
        Cell::from(head.iri),
    ];
    Some(Row::of(cells, place.into_iter().collect()))
}

/// The bodies at the end of the line from a former one.
fn heirs(network: &Network, issuer: &str) -> BTreeSet<String> {
    let successors = |name: &str| {
        network
            .agencies
            .get(name)
            .map(|agency| agency.successors.clone())
            .unwrap_or_default()
    };
    let mut seen: BTreeSet<String> = [issuer.to_owned()].into();
    let mut open: Vec<String> = successors(issuer).into_iter().collect();
    let mut heirs = BTreeSet::new();
    while let Some(name) = open.pop() {
        if seen.insert(name.clone()) {
            let next = successors(&name);
            if next.is_empty() {
                heirs.insert(name);
            }
            open.extend(next);
        }
    }
    heirs
}

fn most(counts: &BTreeMap<String, u64>) -> Cell {
    let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    best.map(|(name, count)| format!("{name} ({count})")).into()
}
