//! Works and their versions: which texts are states of one work.
//!
//! Owns: the gathering of texts into works (the same title and maker, or the same number), the
//! events and versions of each. Must not know: mentions, how two printings of one text are told.
//!
//! Two texts that bear one name and go back to one first adoption are versions of one work, also
//! where only one of them prints a number. A new act under an old title, with its own adoption and
//! 同时废止, bears its year in its name and so is another work.

use super::collection::{Node, group};
use super::life::{self, LifeEvent, Text, Version};
use super::place::{Kind, Printing};
use super::printing::Found;
use crate::build::similarity::{Wordings, Words};
use crate::text::fields::Effective;
use std::collections::{BTreeMap, BTreeSet};

/// Gathers the clusters of printings that are versions of one work; each work's clusters in order
/// of content.
pub(super) fn works(found: &[Found], clusters: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let families = |cluster: &[usize]| {
        let names = cluster.iter().map(|m| &found[*m]);
        let names = names
            .filter(|f| f.at.kind == Kind::Document)
            .map(|f| &f.name);
        // A new act under an old title is that, though another printing of it leaves the end of the
        // old one out.
        let again = names.clone().any(|name| name.again);
        let mut families: Vec<String> = names
            .filter(|name| name.again || !again)
            .filter_map(|name| name.family.clone())
            .collect();
        families.sort();
        families.dedup();
        families
    };
    let mut works = Works {
        of: (0..clusters.len()).collect(),
        members: (0..clusters.len()).map(|i| vec![i]).collect(),
    };
    let named = clusters.iter().enumerate();
    let named = named.flat_map(|(i, cluster)| families(cluster).into_iter().map(move |f| (f, i)));
    for same in group(named).values() {
        works.join(same);
    }
    let born = clusters.iter().enumerate().flat_map(|(i, cluster)| {
        let births = cluster
            .iter()
            .filter_map(|m| found[*m].name.birth.as_deref());
        births.map(move |birth| (birth, i))
    });
    for same in group(born).values() {
        if are_versions(found, clusters, same) {
            works.join(same);
        }
    }
    let mut of = works.members;
    of.retain(|clusters| !clusters.is_empty());
    of.iter_mut().for_each(|clusters| clusters.sort_unstable());
    of
}

/// Whether clusters of one title, maker and first adoption are versions of one work: a note tells
/// that the text was changed since. Of those that were not, each numbered one is another document,
/// of which a change cannot be told to be this one's or that one's.
fn are_versions(found: &[Found], clusters: &[Vec<usize>], same: &[usize]) -> bool {
    let members = || same.iter().flat_map(|i| &clusters[*i]).map(|m| &found[*m]);
    let is_first = |f: &&Found| f.state == f.born;
    let numbers = members()
        .filter(is_first)
        .filter_map(|f| Some(&f.number.as_ref()?.0));
    members().any(|f| f.state != f.born) && numbers.collect::<BTreeSet<_>>().len() < 2
}

/// Clusters being gathered into works.
struct Works {
    /// Cluster → the first of its work.
    of: Vec<usize>,
    /// The clusters of the work of which a cluster is the first.
    members: Vec<Vec<usize>>,
}

impl Works {
    fn join(&mut self, same: &[usize]) {
        for pair in same.windows(2) {
            let (a, b) = (self.of[pair[0]], self.of[pair[1]]);
            if a != b {
                let (to, from) = (a.min(b), a.max(b));
                let moved = std::mem::take(&mut self.members[from]);
                moved.iter().for_each(|i| self.of[*i] = to);
                self.members[to].extend(moved);
            }
        }
    }
}

/// Adds to `node` the events and versions that the texts of the work tell.
pub(super) fn live(
    words: &dyn Words,
    node: &mut Node,
    found: &[Found],
    clusters: &[Vec<usize>],
    work: &[usize],
) {
    let members = || work.iter().flat_map(|i| &clusters[*i]);
    if !members().any(|m| found[*m].state.is_some() && found[*m].name.family.is_some()) {
        return;
    }
    let mut events = life::merged(members().flat_map(|m| &found[*m].told));
    let changes = life::makings(&events).len() > 1;
    if node.title.is_act() && !changes {
        return;
    }
    let texts: Vec<Text> = work
        .iter()
        .map(|i| Text {
            printings: clusters[*i].iter().map(|m| found[*m].at).collect(),
            state: clusters[*i].iter().filter_map(|m| found[*m].state).max(),
            effective: clusters[*i]
                .iter()
                .filter_map(|m| found[*m].effective)
                .collect(),
        })
        .collect();
    node.versions = life::versions(&mut events, &texts);
    split(words, &mut node.versions, &mut events, &texts);
    node.events = events;
    let Some(first) = node.versions.first() else {
        return;
    };
    // The work is as old as its first version.
    node.effective = first.effective;
    node.day = Some(first.day);
    node.adopted = node.adopted.filter(|day| *day <= first.day);
    let second = node.versions.get(1).map(|v| v.day);
    node.signed = node
        .signed
        .filter(|day| second.is_none_or(|second| *day < second));
    if let (None, Some(Effective::On(day))) = (node.signed, node.effective)
        && second.is_some_and(|second| day >= second)
    {
        node.effective = None;
    }
}

/// Keeps apart what goes by one day but has other words: an event between the two is not told, so
/// neither is known to be the later one.
fn split(words: &dyn Words, versions: &mut Vec<Version>, events: &mut [LifeEvent], texts: &[Text]) {
    let first = |(i, text): (usize, &Text)| Some((*text.printings.first()?, i));
    let by_first: BTreeMap<Printing, usize> = texts.iter().enumerate().filter_map(first).collect();
    let place = |i: usize| {
        let printing = texts[i].printings[0];
        (printing.file, printing.document)
    };
    let mut words = Wordings::new(words);
    let mut starts = Vec::new();
    for version in std::mem::take(versions) {
        starts.push(versions.len());
        let printed = version.printings.iter();
        let mut printed: Vec<usize> = printed.filter_map(|p| by_first.get(p).copied()).collect();
        printed.sort_unstable();
        words.compare(&printed);
        // The first text of a wording → the wording.
        let (mut known, mut wordings) = (BTreeMap::new(), Vec::<Vec<Printing>>::new());
        for text in printed {
            let mut alike = words.alike_to(text, place);
            alike.retain(|other| known.contains_key(other));
            alike.sort_unstable();
            let same = alike.into_iter().find(|it| words.same(*it, text, place));
            if let Some(n) = same.and_then(|it| known.get(&it)) {
                let wording: &mut Vec<Printing> = &mut wordings[*n];
                wording.extend(&texts[text].printings);
            } else {
                known.insert(text, wordings.len());
                wordings.push(texts[text].printings.clone());
            }
        }
        if wordings.is_empty() {
            versions.push(version);
            continue;
        }
        for (n, mut printings) in wordings.into_iter().enumerate() {
            printings.sort_unstable();
            versions.push(Version {
                wording: n + 1,
                printings,
                ..version.clone()
            });
        }
    }
    for made in events.iter_mut().filter_map(|e| e.makes.as_mut()) {
        *made = starts.get(*made).copied().unwrap_or(*made);
    }
}
