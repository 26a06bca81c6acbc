//! `ontology/agencies.ttl` and `ontology/laws.ttl` → [`Lexicon`]: names of bodies and of laws,
//! looked up in text.
//!
//! Owns: reading the authority files, and finding the longest known name at a place. Lookup gives
//! candidates: which agency of one name is meant is for `resolve` to decide. Must not know: spans,
//! documents, dates of a text.
//!
//! The files are the one truth for the extractor and the graph; they are part of the program, so
//! that it works alone.

use crate::model::vocab;
use crate::model::words::of_bodies;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// The authority file of agencies.
pub(crate) const AGENCIES_TTL: &str = include_str!("../../ontology/agencies.ttl");
/// The list of laws and regulations by name.
pub(crate) const LAWS_TTL: &str = include_str!("../../ontology/laws.ttl");

/// Names and what they may stand for.
#[derive(Debug)]
pub(crate) struct Lexicon {
    agencies: Names,
    acts: Names,
    /// Preferred label of an agency → the years in which it bore its names, where they are listed.
    years: HashMap<String, (u32, u32)>,
}

/// Names with those who bear them, sorted. A name has six bytes at least.
#[derive(Debug)]
struct Names {
    all: Vec<(String, Vec<String>)>,
    /// For each name the longest other one that it begins with.
    inner: Vec<Option<usize>>,
    /// The characters with which names begin.
    firsts: Bits,
    /// Names of two characters, and the first three characters of longer ones.
    openings: Bits,
}

/// The length in bytes of a Chinese character, and of the shortest name.
const CHARACTER: usize = 3;
const SHORTEST: usize = 2 * CHARACTER;

/// A set of numbers below 2¹⁶. It answers for characters, of which several share a number: it may
/// show what was not put into it, and never misses what was.
#[derive(Debug)]
struct Bits(Vec<u64>);

impl Bits {
    /// The lower twelve bits of each of so many characters of three bytes, mixed.
    fn number(text: &[u8]) -> usize {
        text.chunks_exact(CHARACTER).fold(0, |sum: usize, c| {
            let low = usize::from(c[1] & 0x3f) << 6 | usize::from(c[2] & 0x3f);
            (sum.wrapping_mul(0x9e5) ^ low) & 0xffff
        })
    }

    fn put(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }
}

impl Default for Bits {
    fn default() -> Self {
        Self(vec![0; (1 << 16) / 64])
    }
}

impl Names {
    fn new(names: BTreeMap<String, Vec<String>>) -> Self {
        let all: Vec<(String, Vec<String>)> = names.into_iter().collect();
        let mut inner: Vec<Option<usize>> = Vec::with_capacity(all.len());
        let (mut firsts, mut openings) = (Bits::default(), Bits::default());
        for (i, (name, _)) in all.iter().enumerate() {
            let mut shorter = i.checked_sub(1);
            while let Some(other) = shorter.filter(|o| !name.starts_with(&all[*o].0)) {
                shorter = inner[other];
            }
            inner.push(shorter);
            let opening = name.len().min(SHORTEST + CHARACTER);
            firsts.put(Bits::number(&name.as_bytes()[..CHARACTER]));
            openings.put(Bits::number(&name.as_bytes()[..opening]));
        }
        Self {
            all,
            inner,
            firsts,
            openings,
        }
    }

    /// Whether a name can begin with the bytes at the start of `text`.
    #[inline]
    fn may_begin(&self, text: &[u8]) -> bool {
        let opens = |len: usize| {
            let opening = text.get(..len).map(Bits::number);
            opening.is_some_and(|o| self.openings.has(o))
        };
        let first = text.first_chunk::<CHARACTER>().map(|c| Bits::number(c));
        first.is_some_and(|f| self.firsts.has(f))
            && (opens(SHORTEST + CHARACTER) || opens(SHORTEST))
    }

    /// The names that `text` begins with, the longest first.
    fn prefixes<'n>(&'n self, text: &str) -> impl Iterator<Item = &'n (String, Vec<String>)> {
        // A name that `text` begins with also begins the last name that is not greater.
        let last = self.may_begin(text.as_bytes()).then(|| {
            let greater = self.all.partition_point(|(name, _)| name.as_str() <= text);
            greater.checked_sub(1)
        });
        std::iter::successors(last.flatten(), |i| self.inner[*i])
            .map(|i| &self.all[i])
            .filter(move |(name, _)| text.starts_with(name.as_str()))
    }

    fn longest<'n>(&'n self, text: &str) -> Option<&'n (String, Vec<String>)> {
        self.prefixes(text).next()
    }
}

/// The lexicon that is part of the program.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
        agencies: Names::new(read_names(AGENCIES_TTL)),
        acts: Names::new(read_names(LAWS_TTL)),
        years: read_years(AGENCIES_TTL),
    });
    &LEXICON
}

/// Label or alias → preferred labels of those who bear it.
fn read_names(turtle: &str) -> BTreeMap<String, Vec<String>> {
    let mut preferred: HashMap<String, String> = HashMap::new();
    let mut names: Vec<(String, String)> = Vec::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle)
        .filter_map(Result::ok)
    {
        let (NamedOrBlankNode::NamedNode(subject), Term::Literal(value)) =
            (quad.subject, quad.object)
        else {
            continue;
        };
        let Some(property) = quad.predicate.as_str().strip_prefix(vocab::SKOS) else {
            continue;
        };
        if property == "prefLabel" && value.language() == Some("zh") {
            preferred.insert(subject.as_str().to_owned(), value.value().to_owned());
        }
        // A hidden label is a loose form (央行, 八项规定) that reads as something else too often to
        // be looked for.
        if matches!(property, "prefLabel" | "altLabel") && value.language() == Some("zh") {
            names.push((value.value().to_owned(), subject.into_string()));
        }
    }
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, subject) in names {
        if let Some(label) = preferred.get(&subject) {
            out.entry(name).or_default().push(label.clone());
        }
    }
    out.values_mut().for_each(|owners| {
        owners.sort();
        owners.dedup();
    });
    out
}

/// Full name of each agency → its other names, the loose ones too, for who looks for it by hand.
pub(crate) fn other_names() -> BTreeMap<String, Vec<String>> {
    let (mut full, mut others) = (BTreeMap::new(), Vec::new());
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(AGENCIES_TTL);
    for quad in quads.filter_map(Result::ok) {
        let (NamedOrBlankNode::NamedNode(subject), Term::Literal(value)) =
            (quad.subject, quad.object)
        else {
            continue;
        };
        if value.language() != Some("zh") {
            continue;
        }
        match quad.predicate.as_str().strip_prefix(vocab::SKOS) {
            Some("prefLabel") => {
                full.insert(subject.into_string(), value.value().to_owned());
            }
            Some("altLabel" | "hiddenLabel") => {
                others.push((subject.into_string(), value.value().to_owned()));
            }
            _ => {}
        }
    }
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (subject, name) in others {
        if let Some(label) = full.get(&subject) {
            out.entry(label.clone()).or_default().push(name);
        }
    }
    out
}

/// The first and the last year of each agency that states one, by the end of its IRI. Lines are
/// read, not quads: parsing the file once more would cost each start of the program.
fn read_years(turtle: &str) -> HashMap<String, (u32, u32)> {
    let mut out: HashMap<String, (u32, u32)> = HashMap::new();
    let mut subject = "";
    for line in turtle.lines() {
        if let Some(rest) = line.strip_prefix("<agency/") {
            subject = rest.split('>').next().unwrap_or_default();
        }
        let year = |property: &str| -> Option<u32> {
            let value = line.trim_start().strip_prefix(property)?;
            value.trim_start_matches([' ', '"']).get(..4)?.parse().ok()
        };
        let (first, last) = (year("zt:firstYear"), year("zt:lastYear"));
        if first.or(last).is_some() {
            let years = out.entry(subject.to_owned()).or_insert((0, u32::MAX));
            years.0 = first.unwrap_or(years.0);
            years.1 = last.unwrap_or(years.1);
        }
    }
    out
}

impl Lexicon {
    /// Of `bearers` of one name those that bore it in the year.
    pub(crate) fn in_year<'n>(&self, bearers: &'n [String], year: u32) -> Vec<&'n String> {
        let bore = |name: &&String| {
            let years = self.years.get(name.as_str());
            years.is_none_or(|(first, last)| (*first..=*last).contains(&year))
        };
        bearers.iter().filter(bore).collect()
    }

    /// The longest agency name at the start of `text`, an office that signs for it included; how
    /// many bytes it takes.
    pub(crate) fn agency_prefix(&self, text: &str) -> Option<usize> {
        let (name, _) = self.agencies.longest(text)?;
        let rest = &text[name.len()..];
        Some(
            name.len()
                + of_bodies()
                    .offices
                    .iter()
                    .find(|o| rest.starts_with(**o))
                    .map_or(0, |o| o.len()),
        )
    }

    /// Preferred labels of the agencies that bear `name`, the office set aside.
    pub(crate) fn agencies_named(&self, name: &str) -> &[String] {
        let exact = |n: &str| {
            self.agencies
                .longest(n)
                .filter(|(found, _)| found == n)
                .map(|(_, owners)| owners.as_slice())
        };
        exact(name)
            .or_else(|| {
                of_bodies()
                    .offices
                    .iter()
                    .find_map(|o| name.strip_suffix(o))
                    .and_then(exact)
            })
            .unwrap_or(&[])
    }

    /// `text`, which has no white space, as a row of agency names without anything between them but
    /// `separators`; `None` if it is anything else.
    pub(crate) fn agencies_in<'t>(
        &self,
        text: &'t str,
        separators: &[char],
    ) -> Option<Vec<&'t str>> {
        if !text.starts_with(separators) && self.agencies.prefixes(text).next().is_none() {
            return None;
        }
        // `next[i]` is where the longest name that starts at byte `i` ends, among those after which
        // the rest is a row of names too.
        let mut next: Vec<Option<usize>> = vec![None; text.len() + 1];
        next[text.len()] = Some(text.len());
        for (i, c) in text.char_indices().rev() {
            if separators.contains(&c) && next[i + c.len_utf8()].is_some() {
                next[i] = Some(i + c.len_utf8());
                continue;
            }
            next[i] = self.agencies.prefixes(&text[i..]).find_map(|(name, _)| {
                let end = i + name.len();
                let office = of_bodies()
                    .offices
                    .iter()
                    .find(|o| text[end..].starts_with(**o))
                    .map(|o| end + o.len());
                [office, Some(end)]
                    .into_iter()
                    .flatten()
                    .find(|e| next[*e].is_some())
            });
        }
        let (mut at, mut found) = (0, Vec::new());
        while at < text.len() {
            let end = next[at]?;
            let name = &text[at..end];
            if !name.starts_with(separators) {
                found.push(name);
            }
            at = end;
        }
        (!found.is_empty()).then_some(found)
    }

    /// The longest name of a known law or regulation at the start of `text`: bytes it takes, and
    /// its full title if only one bears it.
    pub(crate) fn act_prefix(&self, text: &str) -> Option<(usize, Option<&str>)> {
        let (name, owners) = self.acts.longest(text)?;
        Some((
            name.len(),
            if let [one] = owners.as_slice() {
                Some(one)
            } else {
                None
            },
        ))
    }

    /// Where names of known laws and regulations stand in `text`, from left to right, the longest
    /// at each place.
    pub(crate) fn acts_in(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while at < bytes.len() {
                let start = at;
                if self.acts.may_begin(&bytes[at..])
                    && let Some((name, _)) = self.acts.longest(&text[at..])
                {
                    at += name.len();
                    return Some(start..at);
                }
                at += match bytes[at] {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
            }
            None
        })
    }
}

/// Whether `name` has the shape of a body that the authority file need not list: a local one
/// (省工信厅, 苏州市人民政府, 中共江苏省委), a court, a bureau of a ministry.
pub(crate) fn looks_like_body(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "部",
        "委",
        "局",
        "厅",
        "署",
        "院",
        "会",
        "办",
        "行",
        "社",
        "政府",
        "委员会",
        "办公厅",
        "办公室",
        "总局",
        "总署",
        "中心",
        "协会",
        "总会",
        "联合会",
        "集团",
        "公司",
        "司",
        "法院",
        "检察院",
        "联席会议",
        "工商联",
        "科协",
        "妇联",
        "省委",
        "市委",
        "管委会",
        "总队",
        "支队",
        "研究院",
        "交易所",
    ];
    let n = name.chars().count();
    (3..=30).contains(&n)
        && name.chars().all(|c| c > '\u{4e00}' && c < '\u{9fff}')
        && ENDS.iter().any(|e| name.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_names_are_among_the_others_of_an_agency() {
        let names = other_names();
        let of_bank = &names["中国人民银行"];
        assert!(
            ["人民银行", "央行"]
                .iter()
                .all(|it| of_bank.iter().any(|name| name == it))
        );
    }

    #[test]
    fn a_year_tells_who_bore_a_name() {
        let lexicon = lexicon();
        let bearers = lexicon.agencies_named("国家药品监督管理局");
        assert_eq!(bearers.len(), 2);
        assert_eq!(lexicon.in_year(bearers, 2020), ["国家药品监督管理局"]);
        assert_eq!(lexicon.in_year(bearers, 2010).len(), 0);
    }

    #[test]
    fn agencies_of_the_lexicon_are_told_apart() {
        let lexicon = lexicon();
        assert_eq!(
            lexicon.agencies_in("财政部税务总局", &[]),
            Some(vec!["财政部", "税务总局"])
        );
        assert_eq!(lexicon.agencies_in("财政部的通知", &[]), None);
    }

    #[test]
    fn acts_are_found_without_marks() {
        let lexicon = lexicon();
        let found: Vec<_> = lexicon.acts_in("依照民法典和刑法").collect();
        assert_eq!(found, [6..15, 18..24]);
    }

    #[test]
    fn a_body_is_told_from_a_campaign() {
        assert!(looks_like_body("江苏省财政厅"));
        assert!(looks_like_body("中共江苏省委"));
        assert!(!looks_like_body("质量月活动"));
    }

    fn names(list: &[&str]) -> Names {
        Names::new(list.iter().map(|n| ((*n).to_owned(), Vec::new())).collect())
    }

    #[test]
    fn every_name_is_long_enough_to_be_looked_up() {
        let Lexicon { agencies, acts, .. } = lexicon();
        for (name, _) in agencies.all.iter().chain(&acts.all) {
            assert!(name.len() >= SHORTEST, "{name}");
            let mut opening = name.chars().take(3);
            assert!(opening.all(|c| c.len_utf8() == CHARACTER), "{name}");
        }
    }

    #[test]
    fn prefixes_are_found_the_longest_first() {
        let names = names(&["甲乙", "甲乙丙", "甲乙丙丁戊", "甲乙丙己", "甲庚", "辛甲"]);
        for (text, want) in [
            ("甲乙丙丁", &["甲乙丙", "甲乙"][..]),
            ("甲乙丙丁戊庚", &["甲乙丙丁戊", "甲乙丙", "甲乙"]),
            ("甲丙", &[]),
            ("甲", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = names.prefixes(text).map(|(n, _)| n.as_str()).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
