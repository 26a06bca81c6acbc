//! Documents known by mention only while they are told apart (entity creation): the stubs.
//!
//! Owns: which stub a mention goes to by number, by what sets it apart or by its key, and the order
//! in which stubs arise. Must not know: printed documents.

use super::collection::{NodeId, group};
use super::mentioned::{Mention, Stub};
use super::quoting::may_be_one;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::title::Title;
use std::collections::{BTreeMap, BTreeSet};

/// What settles which stub is meant: the number, or what else tells acts of one title apart.
type Settled = (Option<DocumentNumber>, Option<String>);

/// All stubs.
#[derive(Default)]
pub(super) struct Stubs {
    all: Vec<Stub>,
    /// Stubs by number and by what else tells them apart.
    settled: BTreeMap<Settled, Vec<usize>>,
    /// Stubs by title, and by year and serial of their number.
    quoted: BTreeMap<(String, String), Vec<usize>>,
    /// Stubs that have neither, by key.
    plain: BTreeMap<String, usize>,
    /// Printed documents, each with the stubs of its own title that it ends.
    ended: BTreeSet<(NodeId, usize)>,
}

impl Stubs {
    /// All of them, in order.
    pub(super) fn into_all(self) -> Vec<Stub> {
        self.all
    }

    /// The day from which stub `i` may be, by the year of its number.
    pub(super) fn year(&self, i: usize) -> Option<Day> {
        self.all[i].year()
    }

    /// Note that the printed document `by`, which bears the title of stub `i`, ends it.
    pub(super) fn end(&mut self, i: usize, by: NodeId) {
        self.ended.insert((by, i));
    }

    /// Whether the printed document `by` is the successor of stub `i`.
    pub(super) fn is_ended(&self, i: usize, by: NodeId) -> bool {
        self.ended.contains(&(by, i))
    }

    /// The stubs that bear `key` and that one of the printed documents `nodes` ends.
    pub(super) fn ended_by(&self, nodes: &[NodeId], key: &str) -> Vec<usize> {
        let by = |node: &NodeId| self.ended.range((*node, 0)..=(*node, usize::MAX));
        let stubs = nodes.iter().flat_map(by).map(|(_, stub)| *stub);
        let stubs: BTreeSet<usize> = stubs.filter(|i| self.all[*i].keys.contains(key)).collect();
        stubs.into_iter().collect()
    }

    /// Count `m` to stub `i`.
    pub(super) fn take(&mut self, i: usize, m: &Mention) -> usize {
        self.all[i].takes(m);
        i
    }

    fn push(&mut self, settled: Settled, stub: Stub) -> usize {
        let i = self.all.len();
        self.all.push(stub);
        self.settled.entry(settled).or_default().push(i);
        i
    }

    /// A new stub for a mention with this number, or with what sets it apart.
    pub(super) fn add(&mut self, m: &Mention, number: Option<DocumentNumber>) -> usize {
        let settled = (number.clone(), m.apart.clone());
        let quoted = number.as_ref().and_then(|it| quoted(m, it));
        let i = self.push(settled, Stub::new(m, number));
        if let Some(key) = quoted {
            self.quoted.entry(key).or_default().push(i);
        }
        i
    }

    /// Count `m` to the one stub of its title whose number it may quote in another way.
    pub(super) fn take_quoted(&mut self, m: &Mention, number: &DocumentNumber) -> Option<usize> {
        let same = self.quoted.get(&quoted(m, number)?)?.iter().copied();
        let fits = |i: &usize| self.all[*i].numbers.iter().all(|it| may_be_one(it, number));
        let mut same = same.filter(fits);
        let (i, None) = (same.next()?, same.next()) else {
            return None;
        };
        self.all[i].numbers.insert(number.clone());
        let settled = (Some(number.clone()), m.apart.clone());
        self.settled.entry(settled).or_default().push(i);
        Some(self.take(i, m))
    }

    /// The stubs of this number, or of what sets the mention apart, that its title may name.
    pub(super) fn that_fit(&self, m: &Mention, number: Option<&DocumentNumber>) -> Vec<usize> {
        let settled = (number.cloned(), m.apart.clone());
        let same = self.settled.get(&settled).cloned().unwrap_or_default();
        if m.title.key().is_empty() {
            let is_act = |i: &usize| self.all[*i].act;
            let acts: Vec<usize> = same.iter().copied().filter(is_act).collect();
            return if acts.is_empty() { same } else { acts };
        }
        let act = m.title.is_act();
        // A number vouches for a title that is misprinted; a day does not.
        let agrees = |t: &Title| t.agrees(&m.title) && (number.is_some() || t.quotes_as(&m.title));
        let fits = |i: &usize| {
            let stub = &self.all[*i];
            stub.keys.contains(m.title.key())
                || stub.act == act && stub.titles.keys().any(|t| agrees(t))
        };
        same.into_iter().filter(fits).collect()
    }

    /// The stub of an earlier version: known by its day, or else by the text that acts on it.
    pub(super) fn earlier(&mut self, m: &Mention, citing: &str) -> usize {
        let version = m.version.map(|day| format!("{day}@"));
        let apart = version.or(Some(format!("before {citing}")));
        let settled = (None, apart.clone());
        let same = self.settled.get(&settled).into_iter().flatten().copied();
        let mut same = same.filter(|i| self.all[*i].keys.contains(m.title.key()));
        if let Some(i) = same.next() {
            return self.take(i, m);
        }
        let stub = Stub {
            apart,
            ..Stub::new(m, None)
        };
        self.push(settled, stub)
    }

    /// The stub that goes by `key` alone.
    pub(super) fn plain(&mut self, m: &Mention, key: String) -> usize {
        let known = self.plain.get(&key).copied();
        let i = known.unwrap_or_else(|| {
            self.all.push(Stub {
                act: m.title.is_act(),
                keys: BTreeSet::from([key.clone()]),
                ..Stub::default()
            });
            self.plain.insert(key, self.all.len() - 1);
            self.all.len() - 1
        });
        self.take(i, m)
    }

    /// The stub of the order with this number.
    pub(super) fn order(&mut self, number: &DocumentNumber, printed: &str) -> usize {
        let settled = (Some(number.clone()), None);
        let mut same = self.settled.get(&settled).into_iter().flatten().copied();
        let i = same.find(|i| self.all[*i].act);
        let i = i.unwrap_or_else(|| {
            let stub = Stub {
                numbers: BTreeSet::from([number.clone()]),
                act: true,
                ..Stub::default()
            };
            self.push(settled, stub)
        });
        self.all[i].printed.insert(printed.to_owned());
        self.all[i].order = true;
        i
    }

    /// Stubs by key and by what their titles are about, as far as they are there now.
    pub(super) fn by_name(&self) -> ByName {
        let all = || self.all.iter().enumerate();
        let keys = all().flat_map(|(i, s)| s.keys.iter().map(move |k| (k.clone(), i)));
        let about = all().filter_map(|(i, s)| Some((s.about.clone()?, i)));
        ByName {
            key: group(keys),
            about: group(about),
        }
    }

    /// Whether all titles of stub `i` fulfil `test`.
    pub(super) fn all_titles(&self, i: usize, test: impl Fn(&Title) -> bool) -> bool {
        self.all[i].titles.keys().all(|title| test(title))
    }
}

/// What two ways to quote the number of one title have in common.
fn quoted(m: &Mention, number: &DocumentNumber) -> Option<(String, String)> {
    let key = m.title.key();
    let tells = !key.is_empty() && !m.title.is_general() && number.year().is_some();
    tells.then(|| (key.to_owned(), number.tail().to_owned()))
}

/// Stubs by the names they bear.
pub(super) struct ByName {
    pub(super) key: BTreeMap<String, Vec<usize>>,
    pub(super) about: BTreeMap<String, Vec<usize>>,
}
