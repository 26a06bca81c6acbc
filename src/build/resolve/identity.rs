//! Entity resolution: which printings are one document, and how it is named.
//!
//! Owns: the facts of a printing that count for identity, what agrees and what contradicts, the
//! choice of an IRI. Must not know: mentions.

use super::{Kind, Node, Printing, group, issuers};
use crate::build::similarity::same_words;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::{Title, differ};
use crate::model::vocab;
use crate::text::fields::{Effective, Expiry};
use crate::text::records::Analysed;
use crate::text::segment::{Role, Sign};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// One printing with the facts that count for identity.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) at: Printing,
    /// Index, among all, of the printing that encloses it.
    pub(super) parent: Option<usize>,
    pub(super) title: Title,
    /// Its own number: normal form and as printed.
    pub(super) number: Option<(DocumentNumber, String)>,
    /// The number it is promulgated under.
    pub(super) under: Option<(DocumentNumber, String)>,
    pub(super) role: Role,
    pub(super) issuers: BTreeSet<String>,
    signed: Option<Day>,
    /// The date of signature is only that of the compilation's heading.
    weak: bool,
    adopted: Option<Day>,
    amended: Option<Day>,
    effective: Option<Effective>,
    expires: Option<Expiry>,
    pub(super) day: Option<Day>,
    /// Orders printings by content.
    order: (String, usize),
}

/// All printings, those of one file together and in order.
pub(super) fn found(files: &[Analysed]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (file, analysed) in files.iter().enumerate() {
        let mut places: HashMap<usize, usize> = HashMap::new();
        for (document, record) in analysed.documents.iter().enumerate() {
            if record.role == Role::FrontMatter {
                continue;
            }
            let fields = &analysed.fields[document];
            let parent = record.parent.and_then(|p| places.get(&p)).copied();
            let printed = record
                .number
                .as_ref()
                .and_then(|(n, _)| Some((DocumentNumber::read(n)?, n.clone())));
            // A number that ends in 令 belongs to the order, not to the rules whose title the
            // record bears.
            let ordered = printed
                .as_ref()
                .is_some_and(|(number, _)| number.prefix().ends_with('令'))
                && !record.title.ends_with('令');
            let own = printed.clone().filter(|_| !ordered);
            let title = Title::new(record.title.as_str());
            let under = match parent.filter(|_| own.is_none() && record.role == Role::Attachment) {
                _ if ordered => printed.clone(),
                Some(parent) => enclosed_under(&all, analysed, parent, &title),
                None => None,
            };
            let rows = &analysed.extractions[document].rows;
            let amended = rows
                .iter()
                .filter(|r| r.relation == Relation::AmendedBy)
                .filter_map(|r| r.date)
                .max();
            let (signed, adopted) = (
                fields.signed.as_ref().map(|f| f.value),
                fields.adopted.as_ref().map(|f| f.value),
            );
            let mut names = issuers(fields.agencies.iter().map(|f| f.value.clone()));
            if names.is_empty() {
                names.clone_from(title.issuers());
            }
            let shared = Found {
                at: Printing {
                    file,
                    document,
                    kind: Kind::Document,
                },
                parent,
                title,
                number: own,
                under,
                role: record.role,
                issuers: names,
                signed,
                weak: fields
                    .signed
                    .as_ref()
                    .is_some_and(|f| f.rule == "signed-heading"),
                adopted,
                amended,
                effective: fields.effective.as_ref().map(|f| f.value),
                expires: fields.expires.as_ref().map(|f| f.value),
                day: amended
                    .or(signed)
                    .or(adopted)
                    .or_else(|| parent.and_then(|p| all[p].day)),
                order: (analysed.file.sha256.clone(), 2 * document),
            };
            if let Some(number) = printed.filter(|_| ordered && record.sign == Sign::Decree) {
                all.push(Found {
                    at: Printing {
                        file,
                        document,
                        kind: Kind::Order,
                    },
                    title: Title::default(),
                    number: Some(number),
                    under: None,
                    issuers: shared.issuers.clone(),
                    adopted: None,
                    amended: None,
                    effective: None,
                    expires: None,
                    day: signed,
                    order: (analysed.file.sha256.clone(), 2 * document + 1),
                    ..shared
                });
            }
            all.push(shared);
            places.insert(document, all.len() - 1);
        }
    }
    all
}

/// The number that an attachment goes under: that of its covering notice, unless the notice says
/// that it was issued under another.
fn enclosed_under(
    all: &[Found],
    analysed: &Analysed,
    parent: usize,
    title: &Title,
) -> Option<(DocumentNumber, String)> {
    let cover = all[outermost(all, parent)].number.clone();
    let rows = &analysed.extractions[all[parent].at.document].rows;
    let printed = rows
        .iter()
        .filter(|r| !r.earlier && Title::new(r.target.as_str()).key() == title.key())
        .find_map(|r| r.number.clone());
    let stated = printed.and_then(|p| Some((DocumentNumber::read(&p)?, p)));
    stated.or(cover)
}

fn outermost(all: &[Found], mut i: usize) -> usize {
    while let Some(parent) = all[i].parent {
        i = parent;
    }
    i
}

/// Printings of one document together; clusters and their members in the order of their content.
pub(super) fn clusters(files: &[Analysed], found: &[Found]) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = (0..found.len()).collect();
    sorted.sort_by(|a, b| {
        found[*a]
            .order
            .cmp(&found[*b].order)
            .then(found[*a].at.cmp(&found[*b].at))
    });
    let mut merger = Merger {
        files,
        found,
        of: (0..found.len()).collect(),
        members: (0..found.len()).map(|i| vec![i]).collect(),
    };
    // The same number first, because titles then lean on it: attachments of one notice are one.
    let by_number = group(
        sorted
            .iter()
            .filter_map(|i| Some((found[*i].number.clone()?.0, *i))),
    );
    merger.merge(by_number.values(), Merger::same_by_number);
    let named = || sorted.iter().filter(|i| !found[**i].title.key().is_empty());
    let by_title = group(named().map(|i| (found[*i].title.key(), *i)));
    merger.merge(by_title.values(), Merger::same_by_title);
    let by_about = group(named().filter_map(|i| Some((found[*i].title.about()?, *i))));
    merger.merge(by_about.values(), Merger::same_by_subject);
    // Twice, because the covering notices of attachments may have become one only now.
    merger.merge(by_title.values(), Merger::same_by_title);
    let mut seen = HashSet::new();
    sorted
        .iter()
        .map(|i| merger.of[*i])
        .filter(|c| seen.insert(*c))
        .map(|c| merger.members[c].clone())
        .collect()
}

struct Merger<'a> {
    files: &'a [Analysed],
    found: &'a [Found],
    /// Printing → its cluster.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Merger<'_> {
    fn merge<'g>(
        &mut self,
        groups: impl Iterator<Item = &'g Vec<usize>>,
        same: fn(&mut Self, usize, usize) -> bool,
    ) {
        for group in groups {
            for (n, a) in group.iter().enumerate() {
                for b in &group[n + 1..] {
                    let (x, y) = (self.of[*a], self.of[*b]);
                    if x == y || !same(self, *a, *b) {
                        continue;
                    }
                    // Nothing in one cluster may contradict anything in the other.
                    let fits = self.members[x].iter().all(|a| {
                        self.members[y]
                            .iter()
                            .all(|b| !contradict(self.found, *a, *b))
                    });
                    if fits {
                        let moved = std::mem::take(&mut self.members[y]);
                        moved.iter().for_each(|m| self.of[*m] = x);
                        self.members[x].extend(moved);
                    }
                }
            }
        }
    }

    fn same_by_number(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.found[a], &self.found[b]);
        a.at.kind == b.at.kind
            && (a.at.kind == Kind::Order
                || a.title.is_empty()
                || b.title.is_empty()
                || a.title.agrees(&b.title))
    }

    fn same_by_title(&mut self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.found[i], &self.found[j]);
        let same_cover = match (a.parent, b.parent) {
            (Some(p), Some(q)) => self.of[p] == self.of[q],
            _ => {
                a.under.is_some()
                    && a.under.as_ref().map(|u| &u.0) == b.under.as_ref().map(|u| &u.0)
            }
        };
        if same_cover {
            return true;
        }
        if differ(&a.issuers, &b.issuers) {
            return false;
        }
        // Later versions of rules keep the day on which the first was passed, and notes do not
        // always tell of them.
        let signed = a.signed.is_some() && a.signed == b.signed;
        let undated = a.day.is_none() || b.day.is_none();
        let specific = a.title.key().chars().count() >= 8 && !a.title.is_general();
        signed || (same_day(a, b) || undated && specific) && self.same_text(i, j)
    }

    fn same_by_subject(&mut self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.found[i], &self.found[j]);
        let bare = [a, b].iter().any(|f| f.title.printed().starts_with("关于"));
        let number = a.number.is_some()
            && a.number.as_ref().map(|n| &n.0) == b.number.as_ref().map(|n| &n.0);
        !differ(&a.issuers, &b.issuers)
            && (number || bare && same_day(a, b) || same_day(a, b) && self.same_text(i, j))
    }

    fn same_text(&self, a: usize, b: usize) -> bool {
        let place = |i: usize| {
            (
                &self.files[self.found[i].at.file],
                self.found[i].at.document,
            )
        };
        same_words(place(a), place(b))
    }
}

fn same_day(a: &Found, b: &Found) -> bool {
    a.signed.is_some() && a.signed == b.signed || a.adopted.is_some() && a.adopted == b.adopted
}

/// Whether two printings cannot be one document.
fn contradict(found: &[Found], i: usize, j: usize) -> bool {
    let (a, b) = (&found[i], &found[j]);
    let differs = |x: Option<Day>, y: Option<Day>| x.is_some() && y.is_some() && x != y;
    type Number = Option<(DocumentNumber, String)>;
    let numbers =
        |x: &Number, y: &Number| x.as_ref().zip(y.as_ref()).is_some_and(|(x, y)| x.0 != y.0);
    let effective = match (a.effective, b.effective) {
        (Some(Effective::On(x)), Some(Effective::On(y))) => x != y,
        _ => false,
    };
    let kinds = a.at.kind != b.at.kind
        || (a.role == Role::Interpretation) != (b.role == Role::Interpretation);
    if kinds || encloses(found, i, j) || encloses(found, j, i) || numbers(&a.number, &b.number) {
        return true;
    }
    if a.number.is_some() && b.number.is_some() {
        return false;
    }
    let versions = a.adopted.is_some() && a.adopted == b.adopted && a.amended != b.amended;
    // One instrument may be printed by a notice and by another that passes it on; the dates then
    // are those of the notices.
    versions
        || numbers(&a.under, &b.under)
        || differs(a.adopted, b.adopted)
        || differs(a.amended, b.amended)
        || differs(a.signed, b.signed) && !a.weak && !b.weak
        || effective
        || differs(a.day, b.day)
            && a.at.kind == Kind::Document
            && !same_day(a, b)
            && !a.weak
            && !b.weak
}

fn encloses(found: &[Found], outer: usize, mut inner: usize) -> bool {
    while let Some(parent) = found[inner].parent {
        if parent == outer {
            return true;
        }
        inner = parent;
    }
    false
}

/// The node of a cluster; its IRI is chosen later, among all.
pub(super) fn node(found: &[Found], members: &[usize]) -> Node {
    let all = || members.iter().map(|m| &found[*m]);
    let first = &found[members[0]];
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for f in all() {
        keys.extend(f.number.as_ref().map(|(k, _)| format!("n:{k}")));
        keys.extend((!f.title.key().is_empty()).then(|| format!("t:{}", f.title.key())));
    }
    let titles = all().map(|f| &f.title).filter(|t| !t.is_empty());
    let signed = all()
        .filter(|f| !f.weak)
        .filter_map(|f| f.signed)
        .min()
        .or_else(|| all().filter_map(|f| f.signed).min());
    Node {
        // Without title and number it is known by its place alone.
        path: if keys.is_empty() {
            vocab::hash_path(&format!("{}|{}", first.order.0, first.order.1))
        } else {
            String::new()
        },
        kind: first.at.kind,
        printings: all().map(|f| f.at).collect(),
        // The longest names the issuers; among equally long ones the first.
        title: titles
            .max_by_key(|t| (t.printed().chars().count(), Reverse(t.printed())))
            .cloned()
            .unwrap_or_default(),
        number: all()
            .filter_map(|f| f.number.as_ref())
            .map(|(_, p)| p.clone())
            .min(),
        under: all()
            .filter_map(|f| f.under.as_ref())
            .map(|(_, p)| p.clone())
            .min(),
        keys,
        role: all().map(|f| f.role).min(),
        signed,
        adopted: all().filter_map(|f| f.adopted).min(),
        amended: all().filter_map(|f| f.amended).max(),
        effective: all()
            .filter_map(|f| f.effective)
            .min_by_key(|e| matches!(e, Effective::OnPublication)),
        expires: all()
            .filter_map(|f| f.expires)
            .min_by_key(|e| e.vagueness()),
        day: all().filter_map(|f| f.day).max(),
    }
}

/// Give every node its IRI. The one document of a title keeps the plain one; what else would have
/// it is told apart by its day, or by a hash of what is known of it.
pub(super) fn name(nodes: &mut [Node]) {
    let plain = group(nodes.iter().enumerate().map(|(i, n)| (plain_path(n), i)));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut later: Vec<(String, usize)> = Vec::new();
    for (path, members) in &plain {
        let printed: Vec<usize> = members
            .iter()
            .copied()
            .filter(|m| nodes[*m].is_found())
            .collect();
        let keeper = match (printed.as_slice(), members.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
        if let Some(keeper) = keeper {
            nodes[keeper].path.clone_from(path);
            taken.insert(path.clone());
        }
        later.extend(
            members
                .iter()
                .filter(|m| Some(**m) != keeper)
                .map(|m| (path.clone(), *m)),
        );
    }
    let known: Vec<String> = nodes.iter().map(known).collect();
    let versions = |n: &Node| {
        let year = n
            .under
            .as_ref()
            .or(n.number.as_ref())
            .and_then(|p| DocumentNumber::read(p)?.year());
        n.day
            .map(|d| d.to_string())
            .or_else(|| year.map(|y| y.to_string()))
    };
    let counted: BTreeMap<String, Vec<usize>> = group(
        later
            .iter()
            .filter_map(|(p, i)| Some((format!("{p}/v/{}", versions(&nodes[*i])?), *i))),
    );
    later.sort_by_key(|(p, i)| (p.clone(), &known[*i], nodes[*i].printings.first().copied()));
    for (path, i) in later {
        let version = versions(&nodes[i])
            .map(|v| format!("{path}/v/{v}"))
            .filter(|v| counted[v].len() == 1 && !taken.contains(v));
        let known = &known[i];
        let hashed = (0..).map(|n| {
            format!(
                "{path}/h/{}",
                vocab::hash(
                    &if n == 0 {
                        known.clone()
                    } else {
                        format!("{known}|{n}")
                    },
                    8
                )
            )
        });
        let unique = version
            .or_else(|| hashed.into_iter().find(|p| !taken.contains(p)))
            .unwrap_or(path);
        taken.insert(unique.clone());
        nodes[i].path = unique;
    }
}

/// All that is known of a node, in a form that must stay as it is: the IRIs of documents that
/// nothing else tells apart are made from it.
fn known(n: &Node) -> String {
    let day = n.day.map_or_else(
        || "None".to_owned(),
        |d| {
            let (year, month, day) = d.civil();
            format!("Some(Date {{ year: {year}, month: {month}, day: {day} }})")
        },
    );
    format!(
        "{:?}|{:?}|{:?}|{day}|{:?}|{}",
        n.keys,
        n.number,
        n.under,
        n.title.printed(),
        n.path
    )
}

/// The IRI a node would have if no other wanted it.
fn plain_path(node: &Node) -> String {
    let number = node.number.as_deref().and_then(DocumentNumber::read);
    match number {
        Some(number) => vocab::number_path(number.key()),
        None if node.title.is_empty() => node.path.clone(),
        None if node.title.is_act() || node.role == Some(Role::Interpretation) => {
            vocab::hash_path(node.title.key())
        }
        None => vocab::act_path(node.title.full()),
    }
}
