//! Entity resolution: which printings are one text of one document.
//!
//! Owns: the facts of a printing that count for identity, what agrees and what contradicts. Must
//! not know: mentions, IRIs, which texts are versions of one work.

use super::collection::{Node, group};
use super::naming;
use super::place::Kind;
use super::printing::Found;
use crate::build::similarity::{Wordings, Words};
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::title::{Title, differ, version_mark};
use crate::text::fields::Effective;
use crate::text::segment::Role;
use crate::text::words::STARTS_ABOUT;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Printings of one document together; clusters and their members in the order of their content.
pub(super) fn clusters(words: &dyn Words, found: &[Found]) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = (0..found.len()).collect();
    sorted.sort_by(|a, b| {
        found[*a]
            .order
            .cmp(&found[*b].order)
            .then(found[*a].at.cmp(&found[*b].at))
    });
    let mut merger = Merger {
        found,
        words: Wordings::new(words),
        general: HashMap::new(),
        of: (0..found.len()).collect(),
        members: (0..found.len()).map(|i| vec![i]).collect(),
        telling: telling(found).into_iter().map(|i| vec![i]).collect(),
    };
    // What stands under its own head is one document with it.
    for i in &sorted {
        if let Some(head) = found[*i].parent.filter(|_| found[*i].headed) {
            merger.join(head, *i, |_, _, _| true);
        }
    }
    // The same number first, because titles then lean on it: attachments of one notice are one.
    let by_number = group(
        sorted
            .iter()
            .filter_map(|i| Some((found[*i].number.clone()?.0, *i))),
    );
    merger.merge(by_number.values(), Merger::same_by_number);
    let named = || sorted.iter().filter(|i| !found[**i].title.key().is_empty());
    let by_title = group(named().map(|i| (found[*i].title.key(), *i)));
    merger.merge_titles(by_title.values());
    let by_about = group(named().filter_map(|i| Some((found[*i].title.about()?, *i))));
    merger.merge(by_about.values(), Merger::same_by_subject);
    // Twice, because the covering notices of attachments may have become one only now.
    merger.merge_titles(by_title.values());
    let mut seen = HashSet::new();
    sorted
        .iter()
        .map(|i| merger.of[*i])
        .filter(|c| seen.insert(*c))
        .map(|c| merger.members[c].clone())
        .collect()
}

struct Merger<'a> {
    found: &'a [Found],
    words: Wordings<'a>,
    /// Whether a title is too general to name a document.
    general: HashMap<&'a str, bool>,
    /// Printing → its cluster.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// For the members of a cluster, printings that contradict what they do, each once.
    telling: Vec<Vec<usize>>,
}

/// For each printing the first that contradicts what it does, and that the same contradict.
fn telling(found: &[Found]) -> Vec<usize> {
    let covers: HashSet<usize> = found.iter().filter_map(|f| f.parent).collect();
    let mut first = HashMap::new();
    let each = found.iter().enumerate().map(|(i, f)| {
        let numbers = [&f.number, &f.under].map(|n| n.as_ref().map(|(number, _)| number));
        let days = [f.adopted, f.amended, f.born, f.state, f.signed, f.day];
        let place = (f.at.kind, f.role, f.parent, f.headed);
        // Of covers each encloses something else.
        let cover = covers.contains(&i).then_some(i);
        let known = (place, numbers, days, f.weak, f.effective, cover);
        *first.entry(known).or_insert(i)
    });
    each.collect()
}

impl<'a> Merger<'a> {
    fn merge<'g>(
        &mut self,
        groups: impl Iterator<Item = &'g Vec<usize>>,
        same: fn(&mut Self, usize, usize) -> bool,
    ) {
        for group in groups {
            self.words.compare(group);
            for (n, a) in group.iter().enumerate() {
                for b in &group[n + 1..] {
                    self.join(*a, *b, same);
                }
            }
        }
    }

    /// The same for documents of one title, of which there may be many: only those are compared
    /// that share what [`same_by_title`](Self::same_by_title) asks for, in the same order.
    fn merge_titles<'g>(&mut self, groups: impl Iterator<Item = &'g Vec<usize>>) {
        for group in groups {
            self.words.compare(group);
            let mut fellows = Fellows::of(self, group);
            for a in group {
                for b in fellows.after(self, *a) {
                    self.join(*a, b, Self::same_by_title);
                }
            }
        }
    }

    /// Makes two printings one if they are the same and nothing speaks against it.
    fn join(&mut self, a: usize, b: usize, same: fn(&mut Self, usize, usize) -> bool) {
        let (x, y) = (self.of[a], self.of[b]);
        if x == y || !same(self, a, b) {
            return;
        }
        // Nothing in one cluster may contradict anything in the other.
        let fits = self.telling[x].iter().all(|a| {
            self.telling[y]
                .iter()
                .all(|b| !contradict(self.found, *a, *b))
        });
        if fits {
            let moved = std::mem::take(&mut self.members[y]);
            moved.iter().for_each(|m| self.of[*m] = x);
            self.members[x].extend(moved);
            let mut told = std::mem::take(&mut self.telling[y]);
            told.retain(|it| !self.telling[x].contains(it));
            self.telling[x].extend(told);
        }
    }

    fn same_by_number(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.found[a], &self.found[b]);
        a.at.kind == b.at.kind
            && (a.at.kind == Kind::Order
                || a.title.is_empty()
                || b.title.is_empty()
                || a.title.agrees(&b.title)
                || names_kind_only(a)
                || names_kind_only(b))
    }

    fn same_by_title(&mut self, i: usize, j: usize) -> bool {
        let found = self.found;
        let (a, b) = (&found[i], &found[j]);
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
        signed || (same_day(a, b) || undated && self.is_specific(&a.title)) && self.same_text(i, j)
    }

    fn same_by_subject(&mut self, i: usize, j: usize) -> bool {
        let found = self.found;
        let (a, b) = (&found[i], &found[j]);
        let bare = [a, b]
            .iter()
            .any(|f| STARTS_ABOUT.stand_in(f.title.printed()));
        let number = a.number.is_some()
            && a.number.as_ref().map(|n| &n.0) == b.number.as_ref().map(|n| &n.0);
        !differ(&a.issuers, &b.issuers)
            && (number || bare && same_day(a, b) || same_day(a, b) && self.same_text(i, j))
    }

    fn is_specific(&mut self, title: &'a Title) -> bool {
        let general = self.general.entry(title.printed());
        let general = general.or_insert_with(|| title.is_general());
        title.key().chars().count() >= 8 && !*general
    }

    fn same_text(&mut self, a: usize, b: usize) -> bool {
        let found = self.found;
        let place = |i: usize| (found[i].at.file, found[i].at.document);
        self.words.same(a, b, place)
    }
}

/// Whether the title says no more than the number does, and so nothing against another title: a
/// page may call 示例银行公告 of 示例银行公告〔2020〕第3号 after what it puts out.
fn names_kind_only(f: &Found) -> bool {
    let number = f.number.as_ref().map(|(number, _)| number.prefix());
    number == Some(f.title.key())
}

/// What two printings of one title may have in common that makes them one.
#[derive(PartialEq, Eq, Hash)]
enum Common<'a> {
    /// What encloses them, by its cluster.
    Parent(usize),
    /// The number that they stand under.
    Under(&'a DocumentNumber),
    Signed(Day),
    Adopted(Day),
}

/// The printings of one title by what they have in common.
struct Fellows<'a, 'g> {
    /// Printing → its place in the order of the group.
    place: HashMap<usize, usize>,
    group: &'g [usize],
    common: HashMap<Common<'a>, Vec<usize>>,
    /// Whether one has no day, so that its words alone may tell.
    any_undated: bool,
}

impl<'a, 'g> Fellows<'a, 'g> {
    fn of(merger: &Merger<'a>, group: &'g [usize]) -> Self {
        let found = merger.found;
        let mut common: HashMap<Common<'_>, Vec<usize>> = HashMap::new();
        for i in group {
            for what in commons(merger, *i) {
                common.entry(what).or_default().push(*i);
            }
        }
        Self {
            place: group.iter().enumerate().map(|(n, i)| (*i, n)).collect(),
            group,
            common,
            any_undated: group.iter().any(|i| found[*i].day.is_none()),
        }
    }

    /// Those behind `a` in the group that may be the same document, in its order.
    fn after(&mut self, merger: &mut Merger<'a>, a: usize) -> Vec<usize> {
        let own = self.place[&a];
        let mut all: Vec<usize> = Vec::new();
        for what in commons(merger, a) {
            let Some(fellows) = self.common.get_mut(&what) else {
                continue;
            };
            // One cover makes all of them the same, if nothing contradicts: what holds for one of
            // a cluster then holds for the others.
            if matches!(what, Common::Parent(_) | Common::Under(_)) {
                let mut seen = HashSet::new();
                fellows.retain(|i| seen.insert(merger.of[*i]));
            }
            all.extend(fellows.iter());
        }
        if self.any_undated && merger.is_specific(&merger.found[a].title) {
            let found = merger.found;
            let place = |i: usize| (found[i].at.file, found[i].at.document);
            let alike = merger.words.alike_to(a, place);
            let undated = |i: &usize| found[a].day.is_none() || found[*i].day.is_none();
            all.extend(alike.into_iter().filter(undated));
        }
        let mut places: Vec<usize> = all.iter().map(|i| self.place[i]).collect();
        places.retain(|place| *place > own);
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.group[place]).collect()
    }
}

fn commons<'a>(merger: &Merger<'a>, i: usize) -> Vec<Common<'a>> {
    let found: &'a Found = &merger.found[i];
    let parent = found.parent.map(|p| Common::Parent(merger.of[p]));
    let under = found.under.as_ref().map(|u| Common::Under(&u.0));
    let days = [
        found.signed.map(Common::Signed),
        found.adopted.map(Common::Adopted),
    ];
    [parent, under].into_iter().chain(days).flatten().collect()
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
    // Later versions keep the number and the day of the first.
    let versions = a.adopted.is_some() && a.adopted == b.adopted && a.amended != b.amended
        || a.born.is_some() && a.born == b.born && a.state != b.state;
    if versions {
        return true;
    }
    if a.number.is_some() && b.number.is_some() {
        return false;
    }
    // One instrument may be printed by a notice and by another that passes it on; the dates then
    // are those of the notices.
    numbers(&a.under, &b.under)
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

/// Whether one printing encloses another that it is not the head of.
fn encloses(found: &[Found], outer: usize, mut inner: usize) -> bool {
    let mut is_head = true;
    while let Some(parent) = found[inner].parent {
        is_head &= found[inner].headed;
        if parent == outer {
            return !is_head;
        }
        inner = parent;
    }
    false
}

/// The node of the printings `members`, texts of one work; its IRI may yet be told apart from
/// others'.
pub(super) fn node(found: &[Found], members: &[usize]) -> Node {
    let all = || members.iter().map(|m| &found[*m]);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for f in all() {
        keys.extend(f.number.as_ref().map(|(k, _)| format!("n:{k}")));
        keys.extend((!f.title.key().is_empty()).then(|| format!("t:{}", f.title.key())));
    }
    let signed = all()
        .filter(|f| !f.weak)
        .filter_map(|f| f.signed)
        .min()
        .or_else(|| all().filter_map(|f| f.signed).min());
    let (path, aliases) = naming::chosen(found, members);
    Node {
        path,
        aliases,
        kind: found[members[0]].at.kind,
        printings: all().map(|f| f.at).collect(),
        title: title(found, members),
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
            .min_by_key(|e| e.vagueness()),
        expires: all()
            .filter_map(|f| f.expires)
            .min_by_key(|e| e.vagueness()),
        day: all().filter_map(|f| f.day).max(),
        events: Vec::new(),
        learnt: None,
        versions: Vec::new(),
    }
}

/// The longest of the printed titles, which names the issuers, among equally long ones the first;
/// without the mark of a version.
fn title(found: &[Found], members: &[usize]) -> Title {
    let titles = members.iter().map(|m| &found[*m].title);
    let titles = titles.filter(|title| !title.is_empty());
    let bare = |title: &Title| version_mark(title.printed()).0.to_owned();
    let longest = titles.max_by_key(|t| (bare(t).chars().count(), Reverse(bare(t))));
    match longest {
        Some(title) if title.version().is_some() => Title::new(bare(title)),
        Some(title) => title.clone(),
        None => Title::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::resolve::printing::found;
    use crate::model::source::SourceFile;
    use crate::text::facts::Facts;

    /// Two printings of one regulation, alike in everything.
    fn printings() -> Vec<Found> {
        let text = "示例市示例条例\n（2010年3月1日示例市人民代表大会常务委员会通过）\n第一条 为了示例，制定本条例。\n";
        let file = |name: &str| Facts::from(SourceFile::from_text(name, text));
        found(&[file("甲.txt"), file("乙.txt")].map(|it| it.keys()))
    }

    #[test]
    fn a_printing_with_an_amendment_and_one_without_are_not_one_document() {
        let mut found = printings();
        assert!(found.len() == 2 && !contradict(&found, 0, 1));
        // The text tells the amendment, no note an event.
        (found[0].born, found[1].born) = (None, None);
        found[1].amended = Day::parse("2018-06-07");
        assert!(found[0].adopted.is_some() && contradict(&found, 0, 1));
        // The note tells an event that made another text.
        let mut found = printings();
        (found[0].adopted, found[1].adopted) = (None, None);
        assert!(found[0].born.is_some() && !contradict(&found, 0, 1));
        found[1].state = Day::parse("2018-06-07");
        assert!(contradict(&found, 0, 1));
    }

    /// The names of the printed documents of these texts, each with how often it is printed.
    fn printed(texts: &[&str]) -> Vec<(String, usize)> {
        let files = texts.iter().enumerate();
        let file = |(n, text): (usize, &&str)| SourceFile::from_text(format!("{n}.txt"), *text);
        let files: Vec<Facts> = files.map(|it| Facts::from(file(it))).collect();
        let nodes = crate::build::resolve::resolve(&files).nodes.into_iter();
        let nodes = nodes.filter(|it| it.kind == Kind::Document && it.is_found());
        let mut names: Vec<_> = nodes.map(|it| (it.path, it.printings.len())).collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_act_under_an_old_title_is_that_in_all_its_printings() {
        let text = |note: &str, end: &str| {
            format!(
                "示例市检查规定\n（{note}公布）\n第一条 为了规范示例检查，制定本规定。\n\
                 第二条 检查由市示例局负责，并报市人民政府备案。\n第三条 {end}\n"
            )
        };
        let (new, old) = (
            "2022年4月14日示例市人民政府令第2号",
            "2010年3月1日示例市人民政府令第1号",
        );
        let starts = "本规定自2022年6月1日起施行。";
        let ends = format!("{starts}《示例市检查规定》（示例市人民政府令第1号）同时废止。");
        let texts = [
            text(new, &ends),
            text(new, starts),
            text(old, "本规定自2010年6月1日起施行。"),
        ];
        let name = "act/示例市检查规定";
        assert_eq!(
            printed(&texts.each_ref().map(String::as_str)),
            [(name.to_owned(), 1), (format!("{name}/2022"), 2)]
        );
    }

    #[test]
    fn an_order_and_the_rules_of_its_title_below_it_are_one_document() {
        let text = "国家示例局令\n〔2002〕第 9 号\n\
                    《示例统计规定》已经 2002 年 6 月 17 日局长办公会通过，\
                    现予以公布，自 2002 年 12 月 15 日起施行。\n\
                    局长：张示例二〇〇二年十一月一日\n示例统计规定（2002 修正）\n\
                    第一章 总 则\n第一条 为了示例统计，制定本规定。\n\
                    第二条 本规定自2002年12月15日起施行。\
                    1995年12月3日发布的《示例统计规定》同时废止。\n";
        // It ends an earlier one of its title, not itself.
        let name = "act/示例统计规定/by/国家示例局/2002";
        assert_eq!(printed(&[text]), [(name.to_owned(), 1)]);
    }
}
