//! Near duplicates (shingles, overlap): do two records print the same words?
//!
//! Owns: the measure by which this is told, and the limit. Two printings of one text share at least
//! 98 in 100 runs of eight characters, an amended version at most 94 (measured on compilations that
//! print a document twice and on local regulations in two versions). Must not know: titles,
//! numbers, identity; `resolve` asks when those leave a doubt.

use crate::text::facts::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// A record with fewer runs is hardly more than its title.
const HARDLY_ANY: usize = 60;
/// From how many texts on it pays to look first which can be alike at all.
const MANY: usize = 8;
/// How many runs may be held when others are to be compared: they take some tens of megabytes.
const MOST_HELD: usize = 1 << 21;

/// Where the words of documents are held: of a file, by its place among all, and of a document in
/// it, the runs.
pub(crate) trait Words {
    /// The runs of the words of a document, in order, each once.
    fn runs(&self, file: usize, document: usize) -> Vec<u64>;
}

/// Runs that no other document has, in place of those of one whose words are yet to be brought:
/// whatever is compared with it will be asked for, too.
pub(crate) fn unlike((file, document): At) -> Vec<u64> {
    let own = ((file as u64) << 32) | ((document as u64) << 8);
    (0..=HARDLY_ANY as u64).map(|n| own | n).collect()
}

impl Words for &[Facts] {
    fn runs(&self, file: usize, document: usize) -> Vec<u64> {
        self[file].wordings[document].runs()
    }
}

/// The words of documents, read as seldom as can be however often they are compared.
pub(crate) struct Wordings<'w> {
    words: &'w dyn Words,
    runs: HashMap<usize, Rc<Vec<u64>>>,
    /// How many runs are held.
    held: usize,
    /// Documents that are compared with each other, and which of them may be alike.
    group: Vec<usize>,
    alike: Option<Alike>,
}

/// Where a document is: the place of its file, and its index there.
pub(crate) type At = (usize, usize);

impl<'w> Wordings<'w> {
    pub(crate) fn new(words: &'w dyn Words) -> Self {
        Self {
            words,
            runs: HashMap::new(),
            held: 0,
            group: Vec::new(),
            alike: None,
        }
    }

    /// From now on `group` is compared, each with each.
    pub(crate) fn compare(&mut self, group: &[usize]) {
        group.clone_into(&mut self.group);
        self.alike = None;
        if self.held > MOST_HELD {
            self.runs.clear();
            self.held = 0;
        }
    }

    /// Whether the documents `i` and `j`, of those that `at` knows, print the same words for the
    /// most part, or one of them hardly any.
    pub(crate) fn same(&mut self, i: usize, j: usize, at: impl Fn(usize) -> At) -> bool {
        let (x, y) = (self.runs(i, &at), self.runs(j, &at));
        let (few, many) = (x.len().min(y.len()), x.len().max(y.len()));
        if few < HARDLY_ANY {
            return true;
        }
        if self.group.len() >= MANY && !self.alike(&at).may_be(i, j) {
            return false;
        }
        let common = in_common(&x, &y);
        // One of them may carry an annex that the other leaves out.
        common * 100 >= few * 96 && common * 100 >= many * 80
    }

    /// Of the documents that are compared, those that [`same`](Self::same) may say print the words
    /// of `i`, itself among them; in no order, and each maybe more than once.
    pub(crate) fn alike_to(&mut self, i: usize, at: impl Fn(usize) -> At) -> Vec<usize> {
        if self.group.len() < MANY || self.runs(i, &at).len() < HARDLY_ANY {
            return self.group.clone();
        }
        let alike = self.alike(&at);
        let all = alike.few.iter().chain(alike.near(i));
        all.copied().collect()
    }

    fn runs(&mut self, i: usize, at: &impl Fn(usize) -> At) -> Rc<Vec<u64>> {
        let runs = self.runs.entry(i).or_insert_with(|| {
            let (file, document) = at(i);
            let runs = self.words.runs(file, document);
            self.held += runs.len();
            Rc::new(runs)
        });
        Rc::clone(runs)
    }

    fn alike(&mut self, at: &impl Fn(usize) -> At) -> &Alike {
        if self.alike.is_none() {
            let group = std::mem::take(&mut self.group);
            let all: Vec<_> = group.iter().map(|i| (*i, self.runs(*i, at))).collect();
            self.alike = Some(Alike::of(&all));
            self.group = group;
        }
        self.alike.get_or_insert_default()
    }
}

/// Which texts can be alike: two that share four fifths of their runs share one of the rarest fifth
/// of each (prefix filtering).
#[derive(Default)]
struct Alike {
    /// A text → the first with the same runs.
    first: HashMap<usize, usize>,
    /// Of those, pairs that share a rare run, the smaller first.
    pairs: HashSet<(usize, usize)>,
    /// A first text → all that can be alike.
    near: HashMap<usize, Vec<usize>>,
    /// Texts with hardly any runs, which can be alike to all.
    few: Vec<usize>,
}

impl Alike {
    fn of(all: &[(usize, Rc<Vec<u64>>)]) -> Self {
        let mut known: HashMap<(usize, u64), usize> = HashMap::new();
        let (mut first, mut each) = (HashMap::new(), Vec::new());
        for (i, runs) in all {
            let sum = runs.iter().fold(0, |sum: u64, run| sum.wrapping_add(*run));
            let same = *known.entry((runs.len(), sum)).or_insert(*i);
            first.insert(*i, same);
            if same == *i {
                each.push((*i, Rc::clone(runs)));
            }
        }
        let pairs = pairs(&each);
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, _) in all {
            members.entry(first[i]).or_default().push(*i);
        }
        let own = members.iter().map(|(i, own)| (*i, own.clone()));
        let mut near: HashMap<usize, Vec<usize>> = own.collect();
        for (i, j) in pairs.iter().flat_map(|(i, j)| [(i, j), (j, i)]) {
            let known = near.entry(*i).or_default();
            known.extend(members.get(j).into_iter().flatten());
        }
        let few = all.iter().filter(|(_, runs)| runs.len() < HARDLY_ANY);
        Self {
            few: few.map(|(i, _)| *i).collect(),
            first,
            pairs,
            near,
        }
    }

    fn near(&self, i: usize) -> impl Iterator<Item = &usize> {
        let first = self.first.get(&i);
        first
            .and_then(|first| self.near.get(first))
            .into_iter()
            .flatten()
    }

    fn may_be(&self, i: usize, j: usize) -> bool {
        match (self.first.get(&i), self.first.get(&j)) {
            (Some(i), Some(j)) => i == j || self.pairs.contains(&(*i.min(j), *i.max(j))),
            _ => true,
        }
    }
}

/// How many runs stand in both, each of which is in order.
fn in_common(mut x: &[u64], mut y: &[u64]) -> usize {
    let mut count = 0;
    while let ([a, more_x @ ..], [b, more_y @ ..]) = (x, y) {
        count += usize::from(a == b);
        (x, y) = (
            if a <= b { more_x } else { x },
            if b <= a { more_y } else { y },
        );
    }
    count
}

/// The pairs, the smaller first, that share one of their rarest fifths.
fn pairs(all: &[(usize, Rc<Vec<u64>>)]) -> HashSet<(usize, usize)> {
    let texts = all.iter().enumerate();
    let each = texts.flat_map(|(text, (_, runs))| runs.iter().map(move |run| (*run, text)));
    let mut each: Vec<(u64, usize)> = each.collect();
    each.sort_unstable();
    // What only one text has comes first and is shared by none.
    let mut alone = vec![0; all.len()];
    let mut shared: Vec<Vec<(usize, u64)>> = vec![Vec::new(); all.len()];
    for same in each.chunk_by(|(a, _), (b, _)| a == b) {
        match same {
            [(_, text)] => alone[*text] += 1,
            _ => (same.iter()).for_each(|(run, text)| shared[*text].push((same.len(), *run))),
        }
    }
    let mut rare: Vec<(u64, usize)> = Vec::new();
    for ((i, runs), (alone, mut shared)) in all.iter().zip(alone.into_iter().zip(shared)) {
        shared.sort_unstable();
        let first = (runs.len() / 5 + 1).saturating_sub(alone);
        rare.extend(shared.iter().take(first).map(|(_, run)| (*run, *i)));
    }
    rare.sort_unstable();
    // The same documents often share many runs.
    let by_run = rare.chunk_by(|(a, _), (b, _)| a == b);
    let together: BTreeSet<Vec<usize>> = by_run
        .map(|same| same.iter().map(|(_, i)| *i).collect())
        .collect();
    let mut pairs = HashSet::new();
    for same in &together {
        for (n, i) in same.iter().enumerate() {
            pairs.extend(same.iter().skip(n + 1).map(|j| (*i.min(j), *i.max(j))));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;

    fn facts(text: String) -> Facts {
        SourceFile::from_text("a.txt", text).into()
    }

    #[test]
    fn the_same_words_in_another_layout_are_the_same_and_a_new_wording_is_not() {
        let articles = |word: &str, wrap: &str| -> String {
            (1..60)
                .map(|n| {
                    format!(
                        "第{}条 {word}{n}号事项由主管{wrap}部门{}负责，具体{wrap}办法另行规定。\n",
                        crate::model::numeral::chinese(n),
                        n * 7
                    )
                })
                .collect()
        };
        let (one, wrapped, other) = (
            facts(articles("第", "")),
            facts(articles("第", "\n")),
            facts(articles("修改后的", "各级人民政府")),
        );
        let texts: &[Facts] = &[one, wrapped, other];
        // The same in a group that is large enough to be sifted first.
        for size in [3, 3 * MANY] {
            let group: Vec<usize> = (0..size).collect();
            let mut words = Wordings::new(&texts);
            words.compare(&group);
            let mut same = |i, j| words.same(i, j, |i| (i % 3, 0));
            assert!(same(0, 1) && same(size - 2, size - 3));
            assert!(!same(0, 2) && !same(size - 1, size - 3));
        }
    }
}
