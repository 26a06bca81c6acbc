//! Printed documents by what mentions say of them (candidate retrieval): number, title, nearness.
//!
//! Owns: where printed documents are found, what in a mention contradicts one, the numbers they are
//! cited under. Must not know: documents known by mention only, which candidate is chosen.

use super::collection::{Collection, How, NodeId, group};
use super::mentioned::Mention;
use super::printing::Found;
use super::quoting::may_be_one;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::differ;
use crate::text::fields::Effective;
use std::collections::{BTreeMap, BTreeSet};

/// Where printed documents are found.
struct Index {
    number: BTreeMap<DocumentNumber, Vec<NodeId>>,
    under: BTreeMap<DocumentNumber, Vec<NodeId>>,
    title: BTreeMap<String, Vec<NodeId>>,
    about: BTreeMap<String, Vec<NodeId>>,
}

/// Lists in which no node stands twice.
fn unique<K: Ord>(mut index: BTreeMap<K, Vec<NodeId>>) -> BTreeMap<K, Vec<NodeId>> {
    index.values_mut().for_each(Vec::dedup);
    index
}

/// The numbers under which a printing's note says that the work was published or changed.
fn numbers_told(found: &Found) -> impl Iterator<Item = DocumentNumber> {
    let printed = found
        .told
        .iter()
        .filter_map(|event| event.number.as_deref());
    printed.filter_map(DocumentNumber::read)
}

/// What a search among printed documents gives.
pub(super) enum Search {
    One(NodeId, How),
    Several(Vec<NodeId>),
    None,
}

/// The printed documents of a collection, to be searched.
pub(super) struct Candidates<'a> {
    pub(super) found: &'a [Found],
    clusters: &'a [Vec<usize>],
    pub(super) collection: &'a Collection,
    index: Index,
    /// For each printing its cluster.
    pub(super) cluster_of: BTreeMap<usize, NodeId>,
    children: BTreeMap<usize, Vec<usize>>,
    /// Printed documents, each with the numbers of what it ends as a whole.
    ends: BTreeSet<(NodeId, DocumentNumber)>,
}

/// How many months printing takes at most, and after how many a notice no longer puts a text out.
const PRINTING: u16 = 2;
const PUTTING_OUT: u16 = 24;

impl<'a> Candidates<'a> {
    pub(super) fn new(
        found: &'a [Found],
        clusters: &'a [Vec<usize>],
        collection: &'a Collection,
    ) -> Self {
        let members = || {
            clusters
                .iter()
                .enumerate()
                .flat_map(|(node, members)| members.iter().map(move |m| (node, &found[*m])))
        };
        let index = Index {
            number: unique(group(
                members().filter_map(|(n, f)| Some((f.number.as_ref()?.0.clone(), n))),
            )),
            under: unique(group(members().flat_map(|(n, f)| {
                let own = f.under.iter().map(|(number, _)| number.clone());
                own.chain(numbers_told(f)).map(move |number| (number, n))
            }))),
            title: unique(group(
                members()
                    .filter(|(_, f)| !f.title.key().is_empty())
                    .map(|(n, f)| (f.title.key().to_owned(), n)),
            )),
            about: unique(group(
                members().filter_map(|(n, f)| Some((f.title.about()?.to_owned(), n))),
            )),
        };
        let cluster_of = clusters
            .iter()
            .enumerate()
            .flat_map(|(node, members)| members.iter().map(move |m| (*m, node)))
            .collect();
        let children = group(
            found
                .iter()
                .enumerate()
                .filter_map(|(i, f)| Some((f.parent?, i))),
        );
        Self {
            found,
            clusters,
            collection,
            index,
            cluster_of,
            children,
            ends: BTreeSet::new(),
        }
    }

    /// The document's own attachment of that title.
    pub(super) fn own_attachment(&self, m: &Mention) -> Option<NodeId> {
        if m.relation != Relation::Promulgates {
            return None;
        }
        let children = self.children.get(&m.from)?;
        let exact: Vec<NodeId> = children
            .iter()
            .filter(|c| self.found[**c].title.key() == m.title.key())
            .map(|c| self.cluster_of[c])
            .collect();
        let near = || {
            children
                .iter()
                .filter(|c| self.found[**c].title.agrees(&m.title))
                .map(|c| self.cluster_of[c])
                .collect()
        };
        let mut fit: Vec<NodeId> = if exact.is_empty() { near() } else { exact };
        fit.dedup();
        if let [one] = fit.as_slice() {
            Some(*one)
        } else {
            None
        }
    }

    pub(super) fn by_number(&self, m: &Mention, number: &DocumentNumber) -> Search {
        let none = Vec::new();
        let covers = self.index.number.get(number).unwrap_or(&none);
        let under = self.index.under.get(number).unwrap_or(&none);
        if m.title.key().is_empty() {
            return match (covers.as_slice(), under.as_slice()) {
                ([one], _) | ([], [one]) => Search::One(*one, How::Number),
                ([], []) => Search::None,
                ([], many) | (many, _) => Search::Several(many.to_vec()),
            };
        }
        // One document may bear a number and be put out under it.
        let both: BTreeSet<NodeId> = covers.iter().chain(under).copied().collect();
        let both = || both.iter().copied();
        let exact: Vec<NodeId> = both().filter(|n| self.has_key(*n, m.title.key())).collect();
        let near = || {
            both()
                .filter(|n| self.collection.nodes[*n].title.agrees(&m.title))
                .collect::<Vec<_>>()
        };
        let fit = if exact.is_empty() { near() } else { exact };
        match fit.as_slice() {
            [one] => Search::One(*one, How::Number),
            [] => {
                // The number is right and the title is not quite: 关于加强…工作的通知 for
                // 关于进一步加强…工作的通知.
                let like = |n: &&NodeId| {
                    m.title.is_act() && self.collection.nodes[**n].title.likeness(&m.title) >= 0.5
                };
                match covers.iter().filter(like).collect::<Vec<_>>().as_slice() {
                    [one] => Search::One(**one, How::Number),
                    _ => Search::None,
                }
            }
            many => Search::Several(many.to_vec()),
        }
    }

    /// Notes what printed documents end.
    pub(super) fn note_ends(&mut self, mentions: &[Mention]) {
        let ends = mentions
            .iter()
            .filter(|m| !m.part && matches!(m.relation, Relation::Repeals | Relation::Replaces));
        let ends = ends.filter_map(|m| Some((m.citing, m.number.clone()?)));
        self.ends = ends.collect();
    }

    /// Whether the printed document `n` ends what the mention stands in, and so came after it.
    fn ends_citing(&self, n: NodeId, m: &Mention) -> bool {
        let from = &self.found[m.from];
        let number = from.number.as_ref().or(from.under.as_ref());
        let is_ended =
            |(number, _): &(DocumentNumber, String)| self.ends.contains(&(n, number.clone()));
        m.relation != Relation::AmendedBy && n != m.citing && number.is_some_and(is_ended)
    }

    /// The numbers that printed documents without one are cited under, if it is but one for each.
    pub(super) fn learn(&mut self, mentions: &[Mention]) -> Vec<(NodeId, DocumentNumber, String)> {
        let mut cited: BTreeMap<NodeId, BTreeMap<DocumentNumber, String>> = BTreeMap::new();
        for m in mentions {
            let (Some(number), Some(printed)) = (&m.number, &m.printed_number) else {
                continue;
            };
            let new =
                !self.index.number.contains_key(number) && !self.index.under.contains_key(number);
            if !new || m.title.key().is_empty() || m.title.is_general() {
                continue;
            }
            if let [one] = self.by_title(m).as_slice()
                && *one != m.citing
                && !self.has_number(*one)
                && !self.is_younger(*one, m)
                && (!m.earlier || self.is_of_year(*one, number))
            {
                let numbers = cited.entry(*one).or_default();
                numbers
                    .entry(number.clone())
                    .or_insert_with(|| printed.clone());
            }
        }
        let mut learnt = Vec::new();
        for (node, mut numbers) in cited {
            if let (Some((number, printed)), true) = (numbers.pop_first(), numbers.is_empty()) {
                let is_act = self.collection.nodes[node].title.is_act();
                let index = if is_act {
                    &mut self.index.number
                } else {
                    &mut self.index.under
                };
                index.entry(number.clone()).or_default().push(node);
                learnt.push((node, number, printed));
            }
        }
        learnt
    }

    /// Whether the days that a document tells of itself fit the year of a number: of several acts
    /// of one title, one may be held and another be meant.
    fn is_of_year(&self, node: NodeId, number: &DocumentNumber) -> bool {
        let it = &self.collection.nodes[node];
        let force = it.effective.and_then(Effective::day);
        let fits = |(day, year): (Day, u16)| {
            // What is numbered at the end of a year comes into force in the next.
            let late = u32::from(force == Some(day));
            (day.year() - late..=day.year()).contains(&u32::from(year))
        };
        let told = self.made(node).or(force);
        told.zip(number.year()).is_some_and(fits)
    }

    /// The printed document that alone bears this number.
    pub(super) fn numbered(&self, number: &DocumentNumber) -> Option<NodeId> {
        match self.index.number.get(number).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    fn has_number(&self, node: NodeId) -> bool {
        let mut members = self.clusters[node].iter().map(|m| &self.found[*m]);
        members.any(|f| f.number.is_some() || f.under.is_some() || numbers_told(f).next().is_some())
    }

    pub(super) fn has_key(&self, node: NodeId, key: &str) -> bool {
        self.clusters
            .get(node)
            .is_some_and(|members| members.iter().any(|m| self.found[*m].title.key() == key))
    }

    /// Printed documents of that title that nothing in the mention contradicts.
    pub(super) fn by_title(&self, m: &Mention) -> Vec<NodeId> {
        let named = self.index.title.get(m.title.key());
        let mut fit: Vec<NodeId> = named.cloned().unwrap_or_default();
        if let Some(same) = m.title.about().and_then(|a| self.index.about.get(a)) {
            let others = same.iter().filter(|n| !fit.contains(n)).copied();
            let others: Vec<NodeId> = others
                .filter(|n| {
                    self.clusters[*n]
                        .iter()
                        .all(|i| !differ(m.title.issuers(), &self.found[*i].issuers))
                })
                .collect();
            fit.extend(others);
        }
        // What a text ends or changes is never itself: it is an earlier version of the same title.
        fit.retain(|n| !(acts_on(m.relation) && *n == m.citing));
        if m.earlier {
            let family = self.family(m.from);
            fit.retain(|n| *n != m.citing && !family.contains(n));
        }
        fit.retain(|n| !self.contradicts(m, *n));
        fit
    }

    /// Whether number or day of a mention say that it means another of that title, or that came
    /// later.
    fn contradicts(&self, m: &Mention, n: NodeId) -> bool {
        let node = &self.collection.nodes[n];
        let own = [node.adopted, node.signed];
        let is_other = |it: &DocumentNumber| !self.may_bear(n, it) && !self.is_quoted(n, m, it);
        let other_number = m.number.as_ref().is_some_and(is_other);
        let other_day = m.relation == Relation::AmendedBy
            && m.date.is_some()
            && own.iter().flatten().all(|d| Some(*d) != m.date);
        let told = node.events.iter().any(|e| Some(e.day) == m.version);
        let other_version = m.version.is_some()
            && own.iter().any(Option::is_some)
            && !told
            && !own.contains(&m.version);
        other_number || other_day || other_version || self.ends_citing(n, m)
    }

    /// Whether a printed document may bear a number that is cited with its title: one of its own,
    /// or, where none is printed, one of its year. The orders that change a work follow the one
    /// that made it.
    fn may_bear(&self, n: NodeId, number: &DocumentNumber) -> bool {
        let node = &self.collection.nodes[n];
        let members = || self.clusters[n].iter().map(|m| &self.found[*m]);
        let own = self.numbers(n);
        if own.is_empty() {
            let days = members().flat_map(|f| [f.signed, f.adopted, f.day]);
            let years: BTreeSet<u32> = days.flatten().map(Day::year).collect();
            let year = number.year().map(u32::from);
            return year.is_none_or(|year| years.is_empty() || years.contains(&year));
        }
        let serial = |it: &DocumentNumber| it.key().rsplit('/').next()?.parse::<u32>().ok();
        let runs_on = |it: &DocumentNumber| {
            it.year().is_none() && it.prefix() == number.prefix() && serial(it) <= serial(number)
        };
        own.contains(number) || !node.versions.is_empty() && own.iter().any(runs_on)
    }

    /// The numbers that a printed document bears, is put out under or was changed under.
    fn numbers(&self, n: NodeId) -> BTreeSet<DocumentNumber> {
        let members = || self.clusters[n].iter().map(|m| &self.found[*m]);
        let printed = members().flat_map(|f| f.number.iter().chain(&f.under));
        let printed = printed.map(|(number, _)| number.clone());
        printed.chain(members().flat_map(numbers_told)).collect()
    }

    /// Whether a mention quotes the number of the printed document `n`, whose very title it names,
    /// in another way than it is printed. What bears the number as quoted is another document.
    fn is_quoted(&self, n: NodeId, m: &Mention, number: &DocumentNumber) -> bool {
        let index = [&self.index.number, &self.index.under];
        !m.title.is_general()
            && self.has_key(n, m.title.key())
            && !index.iter().any(|it| it.contains_key(number))
            && self.numbers(n).iter().any(|own| may_be_one(own, number))
    }

    /// Whether a text means an earlier version of its own work: what its note says was there before
    /// it.
    pub(super) fn is_own_past(&self, m: &Mention) -> bool {
        let own = &self.collection.nodes[m.citing];
        let title = !m.title.key().is_empty() && self.has_key(m.citing, m.title.key());
        let state = self.found[m.from].state;
        let before = own.versions.iter().filter(|v| Some(v.day) < state);
        let mut named = before.filter(|v| m.version.is_none_or(|day| day == v.day));
        let number = m.number.as_ref();
        title
            && acts_on(m.relation)
            && number.is_none_or(|it| self.may_bear(m.citing, it))
            && named.next().is_some()
    }

    /// What encloses a printing, what it encloses and what is enclosed beside it.
    fn family(&self, printing: usize) -> Vec<NodeId> {
        let parent = self.found[printing].parent;
        let beside = parent.and_then(|p| self.children.get(&p));
        let near = beside.into_iter().chain(self.children.get(&printing));
        near.flatten()
            .copied()
            .chain(parent)
            .filter_map(|i| self.cluster_of.get(&i).copied())
            .collect()
    }

    /// Whether a mention is one by a text of an earlier act of its own title, which it ends.
    pub(super) fn ends_namesake(&self, m: &Mention) -> bool {
        let ends = matches!(m.relation, Relation::Repeals | Relation::Replaces);
        ends && !m.title.key().is_empty() && self.has_key(m.citing, m.title.key())
    }

    /// Whether the printed document `node`, amendments aside, was made after the one that mentions
    /// it. Where an earlier act of the title is known, an older text does not mean any version; and
    /// what a text ends, changes or puts out was there before it.
    pub(super) fn is_younger(&self, node: NodeId, m: &Mention) -> bool {
        let mut texts = self.clusters[node].iter().map(|i| &self.found[*i]);
        let again = texts.any(|text| text.name.again);
        let versions = &self.collection.nodes[node].versions;
        // What a notice puts out may be printed as it was amended long after.
        let puts_out = m.relation == Relation::Promulgates;
        let slack = if puts_out { PUTTING_OUT } else { PRINTING };
        let was_there = acts_on(m.relation) || puts_out;
        (versions.is_empty() || again || was_there && self.is_told_whole(node))
            && self
                .made(node)
                .zip(m.written)
                .is_some_and(|(made, (_, by))| made > by.plus_months(slack))
    }

    /// The day on which a printed document was first made, as far as it is told.
    pub(super) fn made(&self, node: NodeId) -> Option<Day> {
        self.collection.nodes[node].made()
    }

    /// Whether a printed document was made in the year, as its days or its number tell.
    pub(super) fn is_made_in(&self, node: NodeId, year: u32) -> bool {
        let texts = || self.clusters[node].iter().map(|i| &self.found[*i]);
        let days = texts().flat_map(|f| [f.signed, f.adopted, f.born]);
        let numbers = texts().filter_map(|f| f.number.as_ref().or(f.under.as_ref()));
        let numbered = numbers.filter_map(|(number, _)| number.year().map(u32::from));
        days.flatten()
            .map(Day::year)
            .chain(numbered)
            .any(|it| it == year)
    }

    /// Whether the life of a printed document is told from its beginning: a note may begin with a
    /// revision.
    fn is_told_whole(&self, node: NodeId) -> bool {
        let first = self.collection.nodes[node].events.first();
        first.is_some_and(|event| !event.kind.is_change())
    }

    /// An enclosing or enclosed document, or one enclosed beside the citing one, that bears the
    /// very title.
    pub(super) fn context(&self, m: &Mention) -> Option<NodeId> {
        let citing = &self.found[m.from];
        let beside = citing.parent.and_then(|p| self.children.get(&p));
        let near = citing
            .parent
            .into_iter()
            .chain(beside.into_iter().flatten().copied())
            .chain(self.children.get(&m.from).into_iter().flatten().copied());
        let mut fit: Vec<NodeId> = near
            .filter(|i| self.found[*i].title.key() == m.title.key() && !m.title.key().is_empty())
            .map(|i| self.cluster_of[&i])
            .collect();
        fit.sort_unstable();
        fit.dedup();
        if let [one] = fit.as_slice() {
            Some(*one)
        } else {
            None
        }
    }
}

/// Whether the relation changes its target, which a text cannot do to itself.
pub(super) fn acts_on(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Repeals
            | Relation::Replaces
            | Relation::Amends
            | Relation::Suspends
            | Relation::Extends
    )
}
