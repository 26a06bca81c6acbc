//! Reference resolution (entity linking): which document a mention means.
//!
//! Owns: the order of evidence (the document's own attachment, number, title, context), the choice
//! between versions by date. Must not know: how printings were merged, where candidates come from.
//!
//! Mentions with a number are settled first. A title alone then chooses among the printed documents
//! and the numbered ones that are only mentioned, so that two old versions of one title are never
//! taken for one.

use super::candidates::{Candidates, Search, acts_on};
use super::collection::{Collection, How, Node, NodeId, Reference, Target, group};
use super::gather::mentions;
use super::mentioned::{Mention, Stub};
use super::place::{Kind, Printing};
use super::printing::Found;
use super::references;
use super::stubs::{ByName, Stubs};
use crate::model::day::Day;
use crate::model::relation::Relation;
use crate::model::title::{Title, differ};
use crate::text::facts::Keys;
use crate::text::fields::Effective;
use crate::text::segment::Role;
use std::collections::{BTreeMap, BTreeSet};

/// A verdict in which stubs have no node yet.
enum Verdict {
    Target(Target),
    Stub(usize, How),
    /// Printed documents and stubs.
    Several(Vec<NodeId>, Vec<usize>),
    Itself,
}

impl Verdict {
    fn known(node: NodeId, how: How) -> Self {
        Self::Target(Target::Known(node, how))
    }

    /// The target, if it is another document; stubs are the nodes from `first` on.
    fn target(self, first: NodeId) -> Option<Target> {
        match self {
            Self::Target(target) => Some(target),
            Self::Stub(i, how) => Some(Target::Known(first + i, how)),
            Self::Several(mut nodes, stubs) => {
                nodes.extend(stubs.into_iter().map(|i| first + i));
                nodes.sort_unstable();
                nodes.dedup();
                Some(Target::Ambiguous(nodes))
            }
            Self::Itself => None,
        }
    }
}

/// A candidate: a printed document or a stub, and the day by which it is chosen.
type Dated = (Option<Day>, Result<NodeId, usize>);

/// Titles without number, from 关于 on → the keys under which they occur with issuers in front.
type Bare = BTreeMap<String, Vec<String>>;

struct Resolver<'a> {
    printed: Candidates<'a>,
    stubs: Stubs,
}

/// Resolve every row, and add the nodes of documents that are only mentioned.
pub(super) fn resolve(
    files: &[Keys],
    found: &[Found],
    clusters: &[Vec<usize>],
    collection: &mut Collection,
) {
    let mut resolver = Resolver {
        printed: Candidates::new(found, clusters, collection),
        stubs: Stubs::default(),
    };
    let mentions = mentions(&resolver.printed, files);
    resolver.printed.note_ends(&mentions);
    let learnt = resolver.printed.learn(&mentions);
    let verdicts = resolver.verdicts(&mentions);
    // Orders that promulgate a printed instrument without being printed themselves.
    let orders = resolver.orders();
    let stubs = resolver.stubs.into_all();
    for (node, number, printed) in learnt {
        collection.nodes[node].keys.insert(format!("n:{number}"));
        collection.nodes[node].learnt = Some(printed);
    }
    let first = collection.nodes.len();
    collection.nodes.extend(stubs.into_iter().map(Stub::node));
    for (at, stub) in orders {
        if let Some(slot) = &mut collection.documents[at.file][at.document] {
            slot.order = Some(stub.map_or_else(|known| known, |stub| first + stub));
        }
    }
    let targets: Vec<Option<Target>> = verdicts.into_iter().map(|it| it.target(first)).collect();
    add_versions(&mentions, &targets, collection);
    put_in_force(&mentions, &targets, &mut collection.nodes);
    collection.references = files.iter().map(|_| Vec::new()).collect();
    for (mention, target) in mentions.iter().zip(targets) {
        let Some(target) = target else {
            collection.to_itself += 1;
            continue;
        };
        let citing = collection.documents[mention.file][mention.document];
        let citing = citing.and_then(|it| collection.nodes[it.node].versions.get(it.version?));
        collection.references[mention.file].push(Reference {
            document: mention.document,
            row: mention.row,
            cited_version: mention.cited_version(&target, citing, &collection.nodes),
            target,
            nth: None,
            again: false,
        });
    }
    references::tell_apart(files, &mentions, collection);
}

/// Adds the versions of printed works of which only the texts tell that mean them:
/// 2018年3月30日修正的《示例办法》同时废止.
fn add_versions(mentions: &[Mention], targets: &[Option<Target>], collection: &mut Collection) {
    let told = mentions.iter().zip(targets).filter_map(|(m, target)| {
        let Some(Target::Known(work, _)) = target else {
            return None;
        };
        let before = |state: &Day| m.written.is_none_or(|(_, last)| *state <= last);
        Some((*work, m.state.filter(before)?))
    });
    let told: BTreeSet<(NodeId, Day)> = told.collect();
    for (work, day) in told {
        collection.nodes[work].add_version(day);
        collection.place_versions(work);
    }
}

/// Versions that state no day of force have that of the decision that made them, where it is
/// printed.
fn put_in_force(mentions: &[Mention], targets: &[Option<Target>], nodes: &mut [Node]) {
    let mut days: BTreeMap<(NodeId, usize), Day> = BTreeMap::new();
    for (m, target) in mentions.iter().zip(targets) {
        let (Some(Target::Known(work, _)), Relation::Amends) = (target, m.relation) else {
            continue;
        };
        if let Some((version, day)) = nodes[m.citing].puts_in_force(&nodes[*work]) {
            let known = days.entry((*work, version)).or_insert(day);
            *known = day.min(*known);
        }
    }
    for ((work, version), day) in days {
        let version = &mut nodes[work].versions[version];
        version.effective = version.effective.or(Some(Effective::On(day)));
    }
}

/// Keys of known acts that are cited under more than one number: the numbers then tell versions
/// apart that all go by one name.
fn several_numbers(mentions: &[Mention]) -> BTreeSet<String> {
    let known = mentions
        .iter()
        .filter(|m| m.number.is_some() && m.title.official().is_some());
    let numbers = group(known.map(|m| (m.title.key().to_owned(), m.number.clone())));
    numbers
        .into_iter()
        .filter(|(_, n)| n.iter().any(|x| *x != n[0]))
        .map(|(k, _)| k)
        .collect()
}

/// Titles without number, from 关于 on → the keys under which they occur with issuers in front.
fn bare_titles(mentions: &[Mention]) -> Bare {
    let full = mentions
        .iter()
        .filter(|m| m.number.is_none() && m.apart.is_none())
        .filter_map(|m| Some((m.title.about()?.to_owned(), m.title.key().to_owned())));
    let mut out = group(full.filter(|(about, key)| about != key));
    out.values_mut().for_each(|keys| {
        keys.sort();
        keys.dedup();
    });
    out
}

/// The mentions by content, so that stubs arise in an order that does not depend on the files'.
fn in_order(mentions: &[Mention]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    let content = |i: &usize| {
        let m = &mentions[*i];
        let key = m.title.key();
        (&m.number, key.is_empty(), key, &m.apart, m.title.printed())
    };
    order.sort_by(|a, b| content(a).cmp(&content(b)).then(a.cmp(b)));
    order
}

impl Resolver<'_> {
    /// What is meant by each mention: first by those that bear a number or the day of an amendment,
    /// then, since they tell stubs apart, by those of a title alone; of these first by those that
    /// end an earlier act of their own title.
    fn verdicts(&mut self, mentions: &[Mention]) -> Vec<Verdict> {
        let mut verdicts: Vec<Option<Verdict>> = mentions.iter().map(|_| None).collect();
        let order = in_order(mentions);
        let several = several_numbers(mentions);
        for i in &order {
            let m = &mentions[*i];
            if m.number.is_some() || m.apart.is_some() {
                let verdict = self.numbered(m, several.contains(m.title.key()));
                self.end(m, &verdict);
                verdicts[*i] = Some(verdict);
            }
        }
        let named = self.stubs.by_name();
        let bare = bare_titles(mentions);
        // What a text of the same title ends is known before older texts that mean it are read.
        let titled = order.into_iter().filter(|i| verdicts[*i].is_none());
        let (ends, others): (Vec<usize>, Vec<usize>) =
            titled.partition(|i| self.printed.ends_namesake(&mentions[*i]));
        for i in ends.into_iter().chain(others) {
            let verdict = self.titled(&mentions[i], &named, &bare);
            self.end(&mentions[i], &verdict);
            verdicts[i] = Some(verdict);
        }
        let open = || Verdict::Target(Target::Unresolved);
        verdicts
            .into_iter()
            .map(|verdict| verdict.unwrap_or_else(open))
            .collect()
    }

    /// Note that the text ends what it means, if that is an earlier act of its own title.
    fn end(&mut self, m: &Mention, verdict: &Verdict) {
        if let (Verdict::Stub(stub, _), true) = (verdict, self.printed.ends_namesake(m)) {
            self.stubs.end(*stub, m.citing);
        }
    }

    /// A mention that bears a number, or the day of an amendment.
    fn numbered(&mut self, m: &Mention, several: bool) -> Verdict {
        if let Some(verdict) = self.numbered_in_print(m) {
            return verdict;
        }
        let how = named(m);
        if several {
            // A known act cited under several numbers goes by its name.
            let key = m.title.key().to_owned();
            return Verdict::Stub(self.stubs.plain(m, key), how);
        }
        let how = if m.number.is_some() { How::Number } else { how };
        let fit = self.stubs.that_fit(m, m.number.as_ref());
        match fit.as_slice() {
            [] => {
                let number = m.number.as_ref();
                let quoted = number.and_then(|number| self.stubs.take_quoted(m, number));
                let stub = quoted.unwrap_or_else(|| self.stubs.add(m, m.number.clone()));
                Verdict::Stub(stub, how)
            }
            [one] => Verdict::Stub(self.stubs.take(*one, m), how),
            _ => Verdict::Several(Vec::new(), fit),
        }
    }

    /// The printed document, or those, that a mention with a number means.
    fn numbered_in_print(&self, m: &Mention) -> Option<Verdict> {
        if self.printed.is_own_past(m) {
            return Some(Verdict::Itself);
        }
        let one = |node: NodeId, how| {
            let is_self = node == m.citing;
            Some(if is_self {
                Verdict::Itself
            } else {
                Verdict::known(node, how)
            })
        };
        if let Some(node) = self.printed.own_attachment(m) {
            return one(node, How::Title);
        }
        if let Some(number) = &m.number {
            match self.printed.by_number(m, number) {
                Search::One(node, how) => return one(node, how),
                Search::Several(nodes) => return Some(Verdict::Several(nodes, Vec::new())),
                Search::None => {}
            }
        }
        if m.title.key().is_empty() {
            return None;
        }
        let mut fit = self.printed.by_title(m);
        fit.retain(|node| !self.printed.is_younger(*node, m));
        match fit.as_slice() {
            [] => None,
            [node] => one(*node, named(m)),
            _ => Some(Verdict::Several(fit, Vec::new())),
        }
    }

    /// A mention by title alone.
    fn titled(&mut self, m: &Mention, stubs: &ByName, bare: &Bare) -> Verdict {
        if m.title.key().is_empty() {
            return Verdict::Target(Target::Unresolved);
        }
        let one = |node: NodeId, how| match node == m.citing {
            true => Verdict::Itself,
            false => Verdict::known(node, how),
        };
        if let Some(node) = self.printed.own_attachment(m) {
            return one(node, How::Title);
        }
        let is_other = m.earlier || self.printed.ends_namesake(m);
        if let Some(node) = self.printed.context(m).filter(|_| !is_other) {
            return one(node, How::Context);
        }
        if m.title.is_general() {
            return Verdict::Target(Target::Unresolved);
        }
        if self.printed.is_own_past(m) {
            return Verdict::Itself;
        }
        let mut fit = self.printed.by_title(m);
        if fit.as_slice() == [m.citing] {
            return Verdict::Itself;
        }
        fit.retain(|n| *n != m.citing);
        let stubs = self.stubs_named(m, stubs, &fit);
        let own = || acts_on(m.relation) && self.printed.has_key(m.citing, m.title.key());
        if fit.is_empty() && stubs.is_empty() && (m.earlier || own()) {
            // An earlier version that a text of the same title acts on.
            let citing = &self.printed.collection.nodes[m.citing];
            let citing = citing.keys.iter().next().map_or("", String::as_str);
            return Verdict::Stub(self.stubs.earlier(m, citing), named(m));
        }
        self.choose(m, fit, stubs, bare)
    }

    /// The stubs that bear the title, or that are about the same and may have the same issuers;
    /// without those that one of the printed documents `fit` is under another number.
    fn stubs_named(&self, m: &Mention, stubs: &ByName, fit: &[NodeId]) -> Vec<usize> {
        let mut same = stubs.key.get(m.title.key()).cloned().unwrap_or_default();
        same.retain(|stub| !fit.iter().any(|node| self.is_again(*stub, *node, m)));
        let (true, Some(about)) = (same.is_empty(), m.title.about()) else {
            return same;
        };
        let fits = |i: &usize| {
            let agrees = |t: &Title| !differ(m.title.issuers(), t.issuers());
            self.stubs.all_titles(*i, agrees)
        };
        let same = stubs.about.get(about).into_iter().flatten().copied();
        same.filter(fits).collect()
    }

    /// Whether the number of a stub is but another under which a printed instrument was put out:
    /// no maker makes two of one name in one year, unless the one ends the other.
    fn is_again(&self, stub: usize, node: NodeId, m: &Mention) -> bool {
        let year = self.stubs.year(stub).map(Day::year);
        !m.title.is_act()
            && year.is_some_and(|year| self.printed.is_made_in(node, year))
            && !self.stubs.is_ended(stub, node)
    }

    /// One of the printed documents `fit` and the numbered stubs `stubs`.
    fn choose(&mut self, m: &Mention, fit: Vec<NodeId>, stubs: Vec<usize>, bare: &Bare) -> Verdict {
        let how = named(m);
        let dated = fit
            .iter()
            .map(|n| (self.printed.made(*n), Ok(*n)))
            .chain(stubs.iter().map(|s| (self.stubs.year(*s), Err(*s))));
        let dated: Vec<Dated> = dated.collect();
        let chosen = match dated.as_slice() {
            [] => return self.by_name(m, bare, how),
            // A text cannot mean one that did not exist when it was written. A work it may: what
            // its name meant then is a version, or an act before it, that is not held.
            [(_, Ok(node))] if self.printed.is_younger(*node, m) => {
                return self.before(m, &fit, bare, how);
            }
            [(_, one)] => Some(*one),
            _ => (self.among_successors(m, &fit, &stubs)).or_else(|| latest(&dated, m.written)),
        };
        match chosen {
            Some(Ok(node)) => Verdict::known(node, how),
            Some(Err(stub)) => Verdict::Stub(self.stubs.take(stub, m), how),
            None if all_younger(&dated, m) => self.before(m, &fit, bare, how),
            None => Verdict::Several(fit, stubs),
        }
    }

    /// Of a printed document and those of its title that it ended, the one that was there when the
    /// mention was written: the successor, where the text is as young, or takes effect when the
    /// others are over.
    fn among_successors(
        &self,
        m: &Mention,
        fit: &[NodeId],
        stubs: &[usize],
    ) -> Option<Result<NodeId, usize>> {
        let &[node] = fit else { return None };
        if stubs.is_empty() || !stubs.iter().all(|i| self.stubs.is_ended(*i, node)) {
            return None;
        }
        let made = self.printed.made(node);
        if let Some((made, (first, last))) = made.zip(m.written) {
            return match stubs {
                _ if made <= first => Some(Ok(node)),
                &[stub] if made > last => Some(Err(stub)),
                _ => None,
            };
        }
        let starts = |effective: Option<Effective>| effective.and_then(Effective::day);
        let begins = starts(self.printed.collection.nodes[node].effective).or(made)?;
        let applies = starts(self.printed.found[m.from].effective)?;
        (begins <= applies).then_some(Ok(node))
    }

    /// What the title named before the printed documents `fit` were made: the one act that one of
    /// them ended, if no more is known; else the name alone.
    fn before(&mut self, m: &Mention, fit: &[NodeId], bare: &Bare, how: How) -> Verdict {
        match self.stubs.ended_by(fit, m.title.key()).as_slice() {
            [one] => Verdict::Stub(self.stubs.take(*one, m), how),
            _ => self.by_name(m, bare, how),
        }
    }

    /// A document that only titles mention: its stub. A bare 关于… is the same as the only one that
    /// has issuers in front.
    fn by_name(&mut self, m: &Mention, bare: &Bare, how: How) -> Verdict {
        let full = m
            .title
            .about()
            .filter(|a| *a == m.title.key())
            .and_then(|a| bare.get(a));
        let key = match full.map(Vec::as_slice) {
            Some([one]) => one.clone(),
            _ => m.title.key().to_owned(),
        };
        Verdict::Stub(self.stubs.plain(m, key), how)
    }

    /// For each printed instrument whose order is not printed, the order: a known node or a stub.
    fn orders(&mut self) -> Vec<(Printing, Result<usize, NodeId>)> {
        let is_lone = |f: &&Found| {
            let place = self.printed.collection.documents[f.at.file][f.at.document];
            f.role == Role::Act
                && f.at.kind == Kind::Document
                && place.is_some_and(|p| p.order.is_none())
        };
        let lone = self.printed.found.iter().filter(is_lone);
        let mut lone: Vec<_> = lone
            .filter_map(|f| Some((f.under.as_ref()?, f.at)))
            .collect();
        lone.sort();
        lone.into_iter()
            .map(|((number, printed), at)| {
                let known = self.printed.numbered(number).map(Err);
                (
                    at,
                    known.unwrap_or_else(|| Ok(self.stubs.order(number, printed))),
                )
            })
            .collect()
    }
}

/// How a mention by title names its target.
fn named(m: &Mention) -> How {
    if m.short { How::ShortName } else { How::Title }
}

/// Whether all of several were made after the text that mentions one of them.
fn all_younger(dated: &[Dated], m: &Mention) -> bool {
    let after = |(made, _): &Dated| made.zip(m.written).is_some_and(|(made, (_, by))| made > by);
    dated.iter().all(after)
}

/// The latest that is not later than the text, written on a day of `written`, if the days tell.
fn latest(dated: &[Dated], written: Option<(Day, Day)>) -> Option<Result<NodeId, usize>> {
    let (first, last) = written?;
    let in_doubt = |day: Day| first < last && (first..=last).contains(&day);
    let is_open = |day: Option<Day>| day.is_none_or(in_doubt);
    if dated.iter().any(|(day, _)| is_open(*day)) {
        return None;
    }
    let before = || dated.iter().filter(|(d, _)| d.is_some_and(|d| d <= first));
    let best = before().filter_map(|(d, _)| *d).max()?;
    let mut fit = before().filter(|(d, _)| *d == Some(best));
    let one = fit.next()?.1;
    fit.next().is_none().then_some(one)
}
