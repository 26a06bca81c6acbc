//! The targets of a document: which mentions mean one.
//!
//! Owns: all that is said of a target, finding it by number and title in time that does not grow
//! with the number of targets, when two titles are the same. Must not know: how a mention was
//! decided, what rows are made of it.

use super::row::{Evidence, Form};
use crate::model::day::Day;
use crate::model::doctype::without_version;
use crate::model::relation::Relation;
use crate::text::segment::fold_title;
use crate::text::words::{ABOUT, STARTS_ABOUT};
use std::collections::{BTreeSet, HashMap};

/// All that a document says of one target, in order.
pub(super) struct Target {
    pub(super) title: String,
    pub(super) key: String,
    /// The title as it is compared.
    pub(super) folded: String,
    pub(super) earlier: bool,
    pub(super) number: Option<String>,
    pub(super) dated: Option<Day>,
    pub(super) provisions: Vec<String>,
    pub(super) ranges: Vec<(String, String)>,
    pub(super) mentions: Vec<Stated>,
}

impl Target {
    /// Count provisions and ranges of them to the target, each once.
    pub(super) fn add_provisions(&mut self, provisions: &[String], ranges: &[(String, String)]) {
        for range in ranges {
            if !self.ranges.contains(range) {
                self.ranges.push(range.clone());
            }
        }
        for provision in provisions {
            if !self.provisions.contains(provision) {
                self.provisions.push(provision.clone());
            }
        }
    }
}

/// Targets in the order of their first mention, found by number and title.
#[derive(Default)]
pub(super) struct Targets {
    pub(super) all: Vec<Target>,
    pub(super) by_number: HashMap<String, Vec<usize>>,
    /// By what two titles of one document have in common: see [`about`].
    pub(super) by_title: HashMap<String, Vec<usize>>,
    /// Those of them that have no number: all that a title with a number can mean.
    pub(super) unnumbered: HashMap<String, Vec<usize>>,
}

/// What a mention tells of its target.
#[derive(Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) title: &'t str,
    pub(super) number: Option<&'t str>,
    pub(super) dated: Option<Day>,
    pub(super) earlier: bool,
    /// The list in which it stands.
    pub(super) list: Option<ListId>,
}

impl<'t> Named<'t> {
    /// A title, and no more.
    pub(super) fn title(title: &'t str) -> Self {
        Self {
            title,
            number: None,
            dated: None,
            earlier: false,
            list: None,
        }
    }
}

/// A list of titles: where it begins, or nothing for the items under headings, which are one list.
pub(super) type ListId = Option<usize>;

impl Targets {
    /// The first that a mention with these can mean.
    pub(super) fn find(&self, named: &Named) -> Option<usize> {
        let folded = fold_title(named.title);
        let numbered = named.number.and_then(|number| self.by_number.get(number));
        let titles = match named.number {
            _ if named.title.is_empty() => None,
            Some(_) => self.unnumbered.get(about(&folded)),
            None => self.by_title.get(about(&folded)),
        };
        let fits = |at: &usize| self.all.get(*at).is_some_and(|it| it.is(named, &folded));
        let first = |places: Option<&Vec<usize>>| places?.iter().copied().find(|at| fits(at));
        // Of several that one number was given to, the one of the same title.
        let titled = |at: &usize| fits(at) && same_folded(&self.all[*at].folded, &folded);
        let same = numbered.and_then(|places| places.iter().copied().find(|at| titled(at)));
        match (same.or_else(|| first(numbered)), first(titles)) {
            (Some(one), Some(other)) if same.is_none() => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// The one that a mention with these means, or a new one; it has the title and the number then.
    pub(super) fn take(&mut self, named: &Named) -> &mut Target {
        let Named { title, number, .. } = *named;
        let Some(at) = self.find(named) else {
            return self.add(title, number, named.earlier);
        };
        let target = &mut self.all[at];
        if target.title.is_empty() && !title.is_empty() {
            title.clone_into(&mut target.title);
            target.folded = fold_title(title);
            insert(&mut self.by_title, about(&target.folded), at);
            if target.number.is_none() {
                insert(&mut self.unnumbered, about(&target.folded), at);
            }
        }
        if let (None, Some(number)) = (&target.number, number) {
            target.number = Some(number.to_owned());
            insert(&mut self.by_number, number, at);
            if let Some(places) = self.unnumbered.get_mut(about(&target.folded)) {
                places.retain(|place| *place != at);
            }
        }
        target
    }

    pub(super) fn add(&mut self, title: &str, number: Option<&str>, earlier: bool) -> &mut Target {
        let at = self.all.len();
        let target = Target {
            earlier,
            number: number.map(str::to_owned),
            ..Target::new(title.to_owned())
        };
        insert(&mut self.by_title, about(&target.folded), at);
        match number {
            Some(number) => insert(&mut self.by_number, number, at),
            None => insert(&mut self.unnumbered, about(&target.folded), at),
        }
        self.all.push(target);
        &mut self.all[at]
    }
}

/// Adds a place to those of `key`, in order.
pub(super) fn insert(places: &mut HashMap<String, Vec<usize>>, key: &str, at: usize) {
    let places = places.entry(key.to_owned()).or_default();
    places.insert(places.partition_point(|place| *place < at), at);
}

pub(super) struct Stated {
    pub(super) relation: Relation,
    pub(super) form: Form,
    pub(super) evidence: Evidence,
    pub(super) date: Option<Day>,
    pub(super) state: Option<Day>,
    pub(super) ordinal: Option<u32>,
    pub(super) provisions: Vec<String>,
    pub(super) ranges: Vec<(String, String)>,
    pub(super) some_rules: bool,
    /// The list in which it stands.
    pub(super) list: Option<ListId>,
}

impl Target {
    pub(super) fn new(title: String) -> Self {
        let key = fold_title(&title);
        Self {
            title,
            folded: key.clone(),
            key,
            earlier: false,
            number: None,
            dated: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            mentions: Vec::new(),
        }
    }

    pub(super) fn is_issued(&self) -> bool {
        self.mentions
            .iter()
            .any(|m| m.relation == Relation::Promulgates)
    }

    fn is(&self, named: &Named, folded: &str) -> bool {
        if self.earlier != named.earlier {
            return false;
        }
        if named.dated.is_some() && self.dated.is_some() && named.dated != self.dated {
            return false;
        }
        let titled = !named.title.is_empty() && !self.title.is_empty();
        let same_title = titled && (self.key == folded || same_folded(&self.folded, folded));
        let same_number = named.number.is_some() && self.number.as_deref() == named.number;
        // One number may have put out several; a list names each.
        let beside = || {
            let listed = named.list.is_some();
            titled && !same_title && listed && self.mentions.iter().any(|m| m.list == named.list)
        };
        match same_number {
            true => !beside(),
            false => same_title && (named.number.is_none() || self.number.is_none()),
        }
    }
}

/// A notice whose title names 《某方案》 and whose text prints 《某方案（2024年）》 issues one
/// instrument.
pub(super) fn merge_versions(targets: &mut Targets) {
    let mut kept: Vec<Target> = Vec::with_capacity(targets.all.len());
    let mut issued: HashMap<String, Vec<usize>> = HashMap::new();
    for target in std::mem::take(&mut targets.all) {
        if !target.is_issued() {
            kept.push(target);
            continue;
        }
        let bare = fold_title(without_version(&target.title));
        let twins = issued.entry(bare).or_insert_with_key(|_| Vec::new());
        let bare = |t: &Target| fold_title(without_version(&t.title)) == t.key;
        let twin = twins
            .iter()
            .copied()
            .find(|j| bare(&target) || kept.get(*j).is_some_and(bare));
        match twin.and_then(|j| kept.get_mut(j)) {
            Some(twin) => twin.mentions.extend(target.mentions),
            None => {
                twins.push(kept.len());
                kept.push(target);
            }
        }
    }
    refill(targets, kept);
}

fn refill(targets: &mut Targets, kept: Vec<Target>) {
    *targets = Targets::default();
    for target in kept {
        let (title, number, earlier) =
            (target.title.clone(), target.number.clone(), target.earlier);
        *targets.add(&title, number.as_deref(), earlier) = target;
    }
}

/// 对《示例办法》（示例部令〔2006〕第2号）进行了修订 tells of the act that ends as its new version
/// comes: it ends and is replaced, and is not amended besides.
pub(super) fn merge_predecessors(targets: &mut Targets) {
    let is = |target: &Target, relation| target.mentions.iter().any(|m| m.relation == relation);
    let all = &targets.all;
    let ends = |at: &usize| all[*at].earlier && is(&all[*at], Relation::Repeals);
    let ended: Vec<usize> = (0..all.len()).filter(ends).collect();
    let into = |target: &Target| {
        let same = |it: &Target| match (&it.number, &target.number) {
            (Some(one), Some(other)) => one == other,
            _ => same_folded(&it.folded, &target.folded),
        };
        let amended = !target.earlier && is(target, Relation::Amends);
        let mut ended = ended.iter().copied().filter(|_| amended);
        ended.find(|at| same(&all[*at]))
    };
    let into: Vec<Option<usize>> = all.iter().map(into).collect();
    if into.iter().all(Option::is_none) {
        return;
    }
    for (from, to) in into.iter().enumerate() {
        let Some(to) = to else { continue };
        let mentions = std::mem::take(&mut targets.all[from].mentions);
        targets.all[*to].mentions.extend(mentions);
    }
    let mut all = std::mem::take(&mut targets.all);
    all.retain(|target| !target.mentions.is_empty());
    refill(targets, all);
}

/// A title from its end on, without marks of version, as far as it is compared.
pub(super) fn backwards(title: &str) -> String {
    fold_title(without_version(title)).chars().rev().collect()
}

/// Whether one of `names`, which are written backwards, ends in `title`, or `title` in one of them.
pub(super) fn ends_alike(names: &BTreeSet<String>, title: &str) -> bool {
    let title = backwards(title);
    let mut longer = names.range(title.clone()..);
    if longer.next().is_some_and(|name| name.starts_with(&title)) {
        return true;
    }
    let mut heads = title.char_indices().map(|(at, _)| &title[..at]);
    heads.any(|head| names.contains(head))
}

/// Whether two printed titles are the same: with or without the issuers in front.
pub(super) fn same_target(a: &str, b: &str) -> bool {
    same_folded(&fold_title(a), &fold_title(b))
}

/// The same of titles that are folded.
pub(super) fn same_folded(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    STARTS_ABOUT.stand_in(short) && about(long) == short
}

/// A folded title from 关于 on, or all of it: what any two titles that are the same agree in.
pub(super) fn about(folded: &str) -> &str {
    let at = ABOUT.find(folded).unwrap_or(0);
    folded.get(at..).unwrap_or(folded)
}
