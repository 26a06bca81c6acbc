//! Works and their versions: which texts are states of one work.
//!
//! Owns: the gathering of texts into works (the same title and maker, or the same number), the
//! events and versions of each. Must not know: mentions, how two printings of one text are told.
//!
//! Two texts that bear one name and go back to one first adoption are versions of one work. A new
//! act under an old title, with its own adoption and 同时废止, bears its year in its name and so is
//! another work.

use super::collection::{Node, group};
use super::life::{self, LifeEvent, Text, Version};
use super::place::{Kind, Printing};
use super::printing::Found;
use crate::build::similarity::same_words;
use crate::text::fields::Effective;
use crate::text::records::Analysed;

/// Gathers the clusters of printings that are versions of one work; each work's clusters in order
/// of content.
pub(super) fn works(found: &[Found], clusters: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let families = |cluster: &[usize]| {
        let mut families: Vec<String> = cluster
            .iter()
            .filter(|m| found[**m].at.kind == Kind::Document)
            .filter_map(|m| found[*m].name.family.clone())
            .collect();
        families.sort();
        families.dedup();
        families
    };
    let mut work: Vec<usize> = (0..clusters.len()).collect();
    let mut of: Vec<Vec<usize>> = work.iter().map(|i| vec![*i]).collect();
    let named = clusters.iter().enumerate();
    let named = named.flat_map(|(i, cluster)| families(cluster).into_iter().map(move |f| (f, i)));
    for same in group(named).values() {
        for pair in same.windows(2) {
            let (a, b) = (work[pair[0]], work[pair[1]]);
            if a != b {
                let (to, from) = (a.min(b), a.max(b));
                let moved = std::mem::take(&mut of[from]);
                moved.iter().for_each(|i| work[*i] = to);
                of[to].extend(moved);
                of[to].sort_unstable();
            }
        }
    }
    of.retain(|clusters| !clusters.is_empty());
    of
}

/// Adds to `node` the events and versions that the texts of the work tell.
pub(super) fn live(
    files: &[Analysed],
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
    split(files, &mut node.versions, &mut events, &texts);
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
fn split(
    files: &[Analysed],
    versions: &mut Vec<Version>,
    events: &mut [LifeEvent],
    texts: &[Text],
) {
    let same = |a: Printing, b: Printing| {
        same_words((&files[a.file], a.document), (&files[b.file], b.document))
    };
    let mut at = 0;
    while at < versions.len() {
        let printed = |text: &&Text| {
            text.printings
                .first()
                .is_some_and(|p| versions[at].printings.contains(p))
        };
        let mut wordings: Vec<Vec<Printing>> = Vec::new();
        for text in texts.iter().filter(printed) {
            let first = text.printings[0];
            match wordings.iter_mut().find(|known| same(known[0], first)) {
                Some(known) => known.extend(&text.printings),
                None => wordings.push(text.printings.clone()),
            }
        }
        let more = wordings.len().max(1) - 1;
        for (n, mut printings) in wordings.into_iter().enumerate() {
            printings.sort_unstable();
            let version = Version {
                wording: n + 1,
                printings,
                ..versions[at].clone()
            };
            if n == 0 {
                versions[at] = version;
            } else {
                versions.insert(at + n, version);
            }
        }
        let later = events.iter_mut().filter_map(|e| e.makes.as_mut());
        later.filter(|n| **n > at).for_each(|n| *n += more);
        at += more + 1;
    }
}
