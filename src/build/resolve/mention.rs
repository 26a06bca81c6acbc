//! Reference resolution (entity linking): which document a mention means.
//!
//! Owns: the order of evidence (the document's own attachment, number, title, context), the choice
//! between versions by date, documents known by mention only. Must not know: how printings were
//! merged.
//!
//! Mentions with a number are settled first. A title alone then chooses among the printed documents
//! and the numbered ones that are only mentioned, so that two old versions of one title are never
//! taken for one.

use super::collection::{Collection, How, NodeId, Reference, Target, group};
use super::mentioned::{Mention, Stub};
use super::place::{Kind, Printing};
use super::printing::Found;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::{Title, differ};
use crate::text::extract::{Form, Row};
use crate::text::records::Analysed;
use crate::text::segment::Role;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

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
enum Search {
    One(NodeId, How),
    Several(Vec<NodeId>),
    None,
}

/// A verdict in which stubs have no node yet.
enum Verdict {
    Target(Target),
    Stub(usize, How),
    /// Printed documents and stubs.
    Several(Vec<NodeId>, Vec<usize>),
    Itself,
}

struct Resolver<'a> {
    found: &'a [Found],
    clusters: &'a [Vec<usize>],
    collection: &'a Collection,
    index: Index,
    /// For each printing its cluster.
    cluster_of: BTreeMap<usize, NodeId>,
    children: BTreeMap<usize, Vec<usize>>,
    stubs: Vec<Stub>,
    /// Stubs by number and by what else tells them apart.
    settled: BTreeMap<(Option<DocumentNumber>, Option<String>), Vec<usize>>,
    /// Stubs that have neither, by key.
    plain: BTreeMap<String, usize>,
}

/// Resolve every row, and add the nodes of documents that are only mentioned.
pub(super) fn resolve(
    files: &[Analysed],
    found: &[Found],
    clusters: &[Vec<usize>],
    collection: &mut Collection,
) {
    let mut resolver = Resolver::new(found, clusters, collection);
    let mentions = resolver.mentions(files);
    let learnt = resolver.learn(&mentions);
    let mut verdicts: Vec<Option<Verdict>> = mentions.iter().map(|_| None).collect();
    // By content, so that stubs arise in an order that does not depend on the files'.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by(|a, b| {
        let of = |i: &usize| {
            (
                &mentions[*i].number,
                mentions[*i].title.key().is_empty(),
                mentions[*i].title.key(),
                &mentions[*i].apart,
                mentions[*i].title.printed(),
            )
        };
        of(a).cmp(&of(b)).then(a.cmp(b))
    });
    let several = several_numbers(&mentions);
    for i in &order {
        let m = &mentions[*i];
        if m.number.is_some() || m.apart.is_some() {
            verdicts[*i] = Some(resolver.numbered(m, several.contains(m.title.key())));
        }
    }
    let by_key = group(resolver.stubs.iter().enumerate().flat_map(|(i, s)| {
        s.keys
            .iter()
            .map(move |k| (k.clone(), i))
            .collect::<Vec<_>>()
    }));
    let by_about = group(
        resolver
            .stubs
            .iter()
            .enumerate()
            .filter_map(|(i, s)| Some((s.about.clone()?, i))),
    );
    let bare = bare_titles(&mentions);
    for i in &order {
        if verdicts[*i].is_none() {
            verdicts[*i] = Some(resolver.titled(&mentions[*i], &by_key, &by_about, &bare));
        }
    }
    // Orders that promulgate a printed instrument without being printed themselves.
    let orders = resolver.orders();
    let stubs = std::mem::take(&mut resolver.stubs);
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
    collection.references = files.iter().map(|_| Vec::new()).collect();
    for (mention, verdict) in mentions.iter().zip(verdicts) {
        let target = match verdict {
            Some(Verdict::Target(target)) => target,
            Some(Verdict::Stub(i, how)) => Target::Known(first + i, how),
            Some(Verdict::Several(mut nodes, stubs)) => {
                nodes.extend(stubs.into_iter().map(|i| first + i));
                nodes.sort_unstable();
                nodes.dedup();
                Target::Ambiguous(nodes)
            }
            Some(Verdict::Itself) => {
                collection.to_itself += 1;
                continue;
            }
            None => Target::Unresolved,
        };
        collection.references[mention.file].push(Reference {
            document: mention.document,
            row: mention.row,
            cited_version: mention.cited_version(&target, &collection.nodes),
            target,
        });
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
fn bare_titles(mentions: &[Mention]) -> BTreeMap<String, Vec<String>> {
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

impl<'a> Resolver<'a> {
    fn new(found: &'a [Found], clusters: &'a [Vec<usize>], collection: &'a Collection) -> Self {
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
            stubs: Vec::new(),
            settled: BTreeMap::new(),
            plain: BTreeMap::new(),
        }
    }

    fn mentions(&self, files: &[Analysed]) -> Vec<Mention> {
        let mut all = Vec::new();
        let mut titles: HashMap<&str, Rc<Title>> = HashMap::new();
        let from: BTreeMap<(usize, usize), usize> = self
            .found
            .iter()
            .enumerate()
            .filter(|(_, f)| f.at.kind == Kind::Document)
            .map(|(i, f)| ((f.at.file, f.at.document), i))
            .collect();
        for (file, analysed) in files.iter().enumerate() {
            for (document, extraction) in analysed.extractions.iter().enumerate() {
                let Some(from) = from.get(&(file, document)).copied() else {
                    continue;
                };
                for (row, stated) in extraction.rows.iter().enumerate() {
                    let title = titles.entry(&stated.target);
                    let title = title.or_insert_with_key(|it| Rc::new(Title::new(*it)));
                    let at = (file, document, row);
                    all.push(self.mention(at, stated, Rc::clone(title), from));
                }
            }
        }
        all
    }

    fn mention(
        &self,
        (file, document, row): (usize, usize, usize),
        stated: &Row,
        title: Rc<Title>,
        from: usize,
    ) -> Mention {
        let citing = &self.found[from];
        let mut printed_number = stated.number.clone();
        let mut number = stated.number.as_deref().and_then(DocumentNumber::read);
        if stated.relation == Relation::Promulgates && number.is_none() && !title.is_act() {
            // What a notice prints goes under its number.
            if let Some((read, printed)) = &citing.number {
                (number, printed_number) = (Some(read.clone()), Some(printed.clone()));
            }
        }
        let amending = stated.relation == Relation::AmendedBy && number.is_none() && title.is_act();
        let apart = amending.then(|| {
            let date = stated.date.map(|d| d.to_string()).unwrap_or_default();
            let place = if stated.target.starts_with("关于") {
                place_of(citing.title.printed())
            } else {
                ""
            };
            format!("{date}@{place}")
        });
        Mention {
            file,
            document,
            row,
            relation: stated.relation,
            short: stated.form == Form::Short || title.is_short_name(),
            title,
            number,
            printed_number,
            apart,
            date: stated.date,
            earlier: stated.earlier,
            version: stated.version,
            citing: self.cluster_of[&from],
            from,
            day: citing
                .day
                .or(self.collection.nodes[self.cluster_of[&from]].day),
        }
    }

    // ---- printed documents ----

    /// The document's own attachment of that title.
    fn own_attachment(&self, m: &Mention) -> Option<NodeId> {
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

    fn by_number(&self, m: &Mention, number: &DocumentNumber) -> Search {
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
        let both = || covers.iter().chain(under).copied();
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

    /// The numbers that printed documents without one are cited under, if it is but one for each.
    fn learn(&mut self, mentions: &[Mention]) -> Vec<(NodeId, DocumentNumber, String)> {
        let mut cited: BTreeMap<NodeId, BTreeMap<DocumentNumber, String>> = BTreeMap::new();
        for m in mentions {
            let (Some(number), Some(printed)) = (&m.number, &m.printed_number) else {
                continue;
            };
            let new =
                !self.index.number.contains_key(number) && !self.index.under.contains_key(number);
            if !new || m.title.key().is_empty() || m.title.is_general() || m.earlier {
                continue;
            }
            if let [one] = self.by_title(m).as_slice()
                && *one != m.citing
                && !self.has_number(*one)
                && !self.is_younger(*one, m)
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

    fn has_number(&self, node: NodeId) -> bool {
        let mut members = self.clusters[node].iter().map(|m| &self.found[*m]);
        members.any(|f| f.number.is_some() || f.under.is_some() || numbers_told(f).next().is_some())
    }

    fn has_key(&self, node: NodeId, key: &str) -> bool {
        self.clusters
            .get(node)
            .is_some_and(|members| members.iter().any(|m| self.found[*m].title.key() == key))
    }

    /// Printed documents of that title that nothing in the mention contradicts.
    fn by_title(&self, m: &Mention) -> Vec<NodeId> {
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

    /// Whether number or day of a mention say that it means another of that title.
    fn contradicts(&self, m: &Mention, n: NodeId) -> bool {
        let node = &self.collection.nodes[n];
        let own = [node.adopted, node.signed];
        let other_number = m.number.as_ref().is_some_and(|it| !self.may_bear(n, it));
        let other_day = m.relation == Relation::AmendedBy
            && m.date.is_some()
            && own.iter().flatten().all(|d| Some(*d) != m.date);
        let told = node.events.iter().any(|e| Some(e.day) == m.version);
        let other_version = m.version.is_some()
            && own.iter().any(Option::is_some)
            && !told
            && !own.contains(&m.version);
        other_number || other_day || other_version
    }

    /// Whether a printed document may bear a number that is cited with its title: one of its own,
    /// or, where none is printed, one of its year. The orders that change a work follow the one
    /// that made it.
    fn may_bear(&self, n: NodeId, number: &DocumentNumber) -> bool {
        let node = &self.collection.nodes[n];
        let members = || self.clusters[n].iter().map(|m| &self.found[*m]);
        let printed =
            members().flat_map(|f| f.number.iter().chain(&f.under).map(|(it, _)| it.clone()));
        let own: BTreeSet<DocumentNumber> =
            printed.chain(members().flat_map(numbers_told)).collect();
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

    /// Whether `a` and `b` are one record: an order and its instrument.
    fn is_self(&self, m: &Mention, node: NodeId) -> bool {
        node == m.citing
    }

    // ---- verdicts ----

    /// Whether a text means an earlier version of its own work: what its note says was there before
    /// it.
    fn is_own_past(&self, m: &Mention) -> bool {
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

    /// A mention that bears a number, or the day of an amendment.
    fn numbered(&mut self, m: &Mention, several: bool) -> Verdict {
        if self.is_own_past(m) {
            return Verdict::Itself;
        }
        if let Some(node) = self.own_attachment(m) {
            return Verdict::Target(Target::Known(node, How::Title));
        }
        let how = if m.short { How::ShortName } else { How::Title };
        if let Some(number) = &m.number {
            match self.by_number(m, number) {
                Search::One(node, _) if self.is_self(m, node) => return Verdict::Itself,
                Search::One(node, how) => return Verdict::Target(Target::Known(node, how)),
                Search::Several(nodes) => return Verdict::Several(nodes, Vec::new()),
                Search::None => {}
            }
        }
        if !m.title.key().is_empty() {
            let fit = self.by_title(m);
            match fit.as_slice() {
                [] => {}
                [one] if self.is_self(m, *one) => return Verdict::Itself,
                [one] => return Verdict::Target(Target::Known(*one, how)),
                _ => return Verdict::Several(fit, Vec::new()),
            }
        }
        // A known act cited under several numbers goes by its name.
        let number = m.number.clone().filter(|_| !several);
        if several {
            return self.add_plain(m, m.title.key().to_owned(), how);
        }
        let how = if number.is_some() { How::Number } else { how };
        let act = m.title.is_act();
        let same = self
            .settled
            .get(&(number.clone(), m.apart.clone()))
            .cloned()
            .unwrap_or_default();
        let fit: Vec<usize> = if m.title.key().is_empty() {
            let acts: Vec<usize> = same
                .iter()
                .copied()
                .filter(|i| self.stubs[*i].act)
                .collect();
            if acts.is_empty() { same } else { acts }
        } else {
            let fits = |s: &Stub| {
                s.keys.contains(m.title.key())
                    || s.act == act && s.titles.keys().any(|t| t.agrees(&m.title))
            };
            same.into_iter().filter(|i| fits(&self.stubs[*i])).collect()
        };
        match fit.as_slice() {
            [] => self.add(m, number, how),
            [one] => {
                self.stubs[*one].takes(m);
                Verdict::Stub(*one, how)
            }
            _ => Verdict::Several(Vec::new(), fit),
        }
    }

    fn add(&mut self, m: &Mention, number: Option<DocumentNumber>, how: How) -> Verdict {
        self.settled
            .entry((number.clone(), m.apart.clone()))
            .or_default()
            .push(self.stubs.len());
        self.stubs.push(Stub::new(m, number));
        Verdict::Stub(self.stubs.len() - 1, how)
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

    /// The earlier version that a text of the same title acts on: known by its day, or else each
    /// such text has its own.
    fn earlier(&mut self, m: &Mention, how: How) -> Verdict {
        let version = m.version.map(|d| format!("{d}@"));
        let apart = version.or(Some(format!(
            "before {}",
            self.collection.nodes[m.citing]
                .keys
                .iter()
                .next()
                .map_or("", String::as_str)
        )));
        let same = self.settled.entry((None, apart.clone())).or_default();
        match same
            .iter()
            .copied()
            .find(|i| self.stubs[*i].keys.contains(m.title.key()))
        {
            Some(i) => {
                self.stubs[i].takes(m);
                Verdict::Stub(i, how)
            }
            None => {
                same.push(self.stubs.len());
                self.stubs.push(Stub {
                    apart,
                    ..Stub::new(m, None)
                });
                Verdict::Stub(self.stubs.len() - 1, how)
            }
        }
    }

    /// The stub that goes by `key` alone.
    fn add_plain(&mut self, m: &Mention, key: String, how: How) -> Verdict {
        let stub = match self.plain.get(&key) {
            Some(i) => *i,
            None => {
                self.stubs.push(Stub {
                    act: m.title.is_act(),
                    keys: BTreeSet::from([key.clone()]),
                    ..Stub::default()
                });
                self.plain.insert(key, self.stubs.len() - 1);
                self.stubs.len() - 1
            }
        };
        self.stubs[stub].takes(m);
        Verdict::Stub(stub, how)
    }

    /// A mention by title alone.
    fn titled(
        &mut self,
        m: &Mention,
        by_key: &BTreeMap<String, Vec<usize>>,
        by_about: &BTreeMap<String, Vec<usize>>,
        bare: &BTreeMap<String, Vec<String>>,
    ) -> Verdict {
        if m.title.key().is_empty() {
            return Verdict::Target(Target::Unresolved);
        }
        if let Some(node) = self.own_attachment(m) {
            return Verdict::Target(Target::Known(node, How::Title));
        }
        if let Some(node) = self.context(m).filter(|_| !m.earlier) {
            return if self.is_self(m, node) {
                Verdict::Itself
            } else {
                Verdict::Target(Target::Known(node, How::Context))
            };
        }
        if m.title.is_general() {
            return Verdict::Target(Target::Unresolved);
        }
        if self.is_own_past(m) {
            return Verdict::Itself;
        }
        let how = if m.short { How::ShortName } else { How::Title };
        let mut fit = self.by_title(m);
        if fit.as_slice() == [m.citing] {
            return Verdict::Itself;
        }
        fit.retain(|n| *n != m.citing);
        let mut stubs: Vec<usize> = by_key.get(m.title.key()).cloned().unwrap_or_default();
        if let (true, Some(about)) = (stubs.is_empty(), m.title.about()) {
            let fits = |i: &usize| {
                self.stubs[*i]
                    .titles
                    .keys()
                    .all(|t| !differ(m.title.issuers(), t.issuers()))
            };
            stubs = by_about
                .get(about)
                .into_iter()
                .flatten()
                .copied()
                .filter(fits)
                .collect();
        }
        if fit.is_empty()
            && stubs.is_empty()
            && (m.earlier || acts_on(m.relation) && self.has_key(m.citing, m.title.key()))
        {
            return self.earlier(m, how);
        }
        self.choose(m, fit, stubs, bare, how)
    }

    /// One of the printed documents `fit` and the numbered stubs `stubs`.
    fn choose(
        &mut self,
        m: &Mention,
        fit: Vec<NodeId>,
        stubs: Vec<usize>,
        bare: &BTreeMap<String, Vec<String>>,
        how: How,
    ) -> Verdict {
        let dated = fit
            .iter()
            .map(|n| (self.collection.nodes[*n].day, Ok(*n)))
            .chain(stubs.iter().map(|s| (self.stubs[*s].year(), Err(*s))));
        let dated: Vec<(Option<Day>, Result<NodeId, usize>)> = dated.collect();
        let chosen = match dated.as_slice() {
            [] => return self.by_name(m, bare, how),
            // A text cannot mean one that did not exist when it was written. A work it may: what
            // its name meant then is a version, or an act before it, that is not held.
            [(_, Ok(node))] if self.is_younger(*node, m) => return self.by_name(m, bare, how),
            [(_, one)] => Some(*one),
            _ => latest(&dated, m.day),
        };
        match chosen {
            Some(Ok(node)) => Verdict::Target(Target::Known(node, how)),
            Some(Err(stub)) => {
                self.stubs[stub].takes(m);
                Verdict::Stub(stub, how)
            }
            None if self.all_younger(&dated, m) => self.by_name(m, bare, how),
            None => Verdict::Several(fit, stubs),
        }
    }

    /// Whether all of several were made after the text that mentions one of them.
    fn all_younger(&self, dated: &[(Option<Day>, Result<NodeId, usize>)], m: &Mention) -> bool {
        let after =
            |(made, _): &(Option<Day>, _)| made.zip(m.day).is_some_and(|(made, day)| made > day);
        dated.iter().all(after)
    }

    /// Whether the printed document `node`, amendments aside, was made after the one that mentions
    /// it.
    fn is_younger(&self, node: NodeId, m: &Mention) -> bool {
        let node = &self.collection.nodes[node];
        let made = node
            .adopted
            .into_iter()
            .chain(node.signed)
            .min()
            .or(node.day);
        m.relation != Relation::Promulgates
            && node.versions.is_empty()
            && made.zip(m.day).is_some_and(|(made, day)| later(made, day))
    }

    /// A document that only titles mention: its stub. A bare 关于… is the same as the only one that
    /// has issuers in front.
    fn by_name(&mut self, m: &Mention, bare: &BTreeMap<String, Vec<String>>, how: How) -> Verdict {
        let full = m
            .title
            .about()
            .filter(|a| *a == m.title.key())
            .and_then(|a| bare.get(a));
        let key = match full.map(Vec::as_slice) {
            Some([one]) => one.clone(),
            _ => m.title.key().to_owned(),
        };
        self.add_plain(m, key, how)
    }

    /// An enclosing or enclosed document, or one enclosed beside the citing one, that bears the
    /// very title.
    fn context(&self, m: &Mention) -> Option<NodeId> {
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

    /// For each printed instrument whose order is not printed, the order: a known node or a stub.
    fn orders(&mut self) -> Vec<(Printing, Result<usize, NodeId>)> {
        let mut out = Vec::new();
        let mut lone: Vec<&Found> = self
            .found
            .iter()
            .filter(|f| f.role == Role::Act && f.at.kind == Kind::Document && f.under.is_some())
            .filter(|f| {
                self.collection.documents[f.at.file][f.at.document]
                    .is_some_and(|p| p.order.is_none())
            })
            .collect();
        lone.sort_by(|a, b| a.under.cmp(&b.under).then(a.at.cmp(&b.at)));
        for f in lone {
            let Some((number, printed)) = &f.under else {
                continue;
            };
            if let Some([one]) = self.index.number.get(number).map(Vec::as_slice) {
                out.push((f.at, Err(*one)));
                continue;
            }
            let same = self.settled.get(&(Some(number.clone()), None));
            let stub = match same.and_then(|s| s.iter().copied().find(|i| self.stubs[*i].act)) {
                Some(i) => i,
                None => {
                    self.settled
                        .entry((Some(number.clone()), None))
                        .or_default()
                        .push(self.stubs.len());
                    self.stubs.push(Stub {
                        number: Some(number.clone()),
                        act: true,
                        ..Stub::default()
                    });
                    self.stubs.len() - 1
                }
            };
            self.stubs[stub].printed.insert(printed.clone());
            self.stubs[stub].order = true;
            out.push((f.at, Ok(stub)));
        }
        out
    }
}

/// Whether the relation changes its target, which a text cannot do to itself.
fn acts_on(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Repeals
            | Relation::Replaces
            | Relation::Amends
            | Relation::Suspends
            | Relation::Extends
    )
}

/// The latest that is not later than `day`, if the days tell.
fn latest(
    dated: &[(Option<Day>, Result<NodeId, usize>)],
    day: Option<Day>,
) -> Option<Result<NodeId, usize>> {
    let day = day?;
    if dated.iter().any(|(d, _)| d.is_none()) {
        return None;
    }
    let before = || dated.iter().filter(|(d, _)| d.is_some_and(|d| d <= day));
    let best = before().filter_map(|(d, _)| *d).max()?;
    let mut fit = before().filter(|(d, _)| *d == Some(best));
    let one = fit.next()?.1;
    fit.next().is_none().then_some(one)
}

/// Whether `day` is later than `than` by more than printing takes.
fn later(day: Day, than: Day) -> bool {
    day > than.plus_months(2)
}

/// The place in front of a local title: 上海市优化营商环境条例 → 上海市.
fn place_of(title: &str) -> &str {
    let end = title
        .char_indices()
        .take(10)
        .skip(1)
        .find(|(_, c)| "省市州区县盟旗".contains(*c))
        .map(|(i, c)| i + c.len_utf8());
    end.map_or("", |e| &title[..e])
}
