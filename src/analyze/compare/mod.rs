//! Comparison of two wordings article by article (新旧条文对照).
//!
//! Owns: [`Comparison`], the rows of two texts beside each other, what became of each article, the
//! counts. Must not know: files, graphs, how a comparison is written.

mod align;
mod units;
mod words;

pub use units::{Passage, PassageKind, passages};
pub use words::Piece;

use crate::model::provision::Provision;

/// What became of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// The words are the same.
    Same,
    /// The words are others.
    Changed,
    /// Only the newer text has it.
    Added,
    /// Only the older text has it.
    Gone,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Same, Self::Changed, Self::Added, Self::Gone];

    /// Its name in English and in Chinese.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Same => ("same", "未变"),
            Self::Changed => ("changed", "修改"),
            Self::Added => ("added", "增加"),
            Self::Gone => ("gone", "删去"),
        }
    }
}

/// A passage of the older text beside that of the newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compared {
    /// What became of its words.
    pub change: Change,
    /// Whether it stands in another place: another number, or another order.
    pub moved: bool,
    /// The older text.
    pub old: Option<Passage>,
    /// The newer text.
    pub new: Option<Passage>,
    /// The pieces of the older wording.
    pub old_pieces: Vec<Piece>,
    /// The pieces of the newer wording.
    pub new_pieces: Vec<Piece>,
}

/// Two texts beside each other, in the order of the newer one; what is gone stands where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// What the older text is called.
    pub old: String,
    /// What the newer text is called.
    pub new: String,
    /// The rows.
    pub lines: Vec<Compared>,
}

impl Comparison {
    /// Sets two texts, one paragraph a line, beside each other.
    ///
    /// ```
    /// use zhengtu::analyze::{Change, Comparison};
    /// let old = "第一条　甲乙丙丁事项由市人民政府负责。\n第二条　本办法自公布之日起施行。";
    /// let new = "第一条　甲乙丙丁事项由区人民政府负责。\n第二条　禁止倒卖。\n第三条　本办法自公布之日起施行。";
    /// let found = Comparison::of(("旧", old), ("新", new));
    /// let told: Vec<_> = found.lines.iter().map(|it| (it.change, it.moved)).collect();
    /// assert_eq!(told, [(Change::Changed, false), (Change::Added, false), (Change::Same, true)]);
    /// ```
    pub fn of((old, before): (&str, &str), (new, after): (&str, &str)) -> Self {
        let (olds, news) = (passages(before), passages(after));
        let pairs = align::align(&olds, &news);
        let take = |list: &[Passage], at: Option<usize>| list.get(at?).cloned();
        let lines = pairs
            .iter()
            .map(|pair| line(take(&olds, pair.old), take(&news, pair.new), pair.moved));
        Self {
            old: old.to_owned(),
            new: new.to_owned(),
            lines: lines.collect(),
        }
    }

    /// Keeps only the rows that differ.
    pub fn leave_out_same(&mut self) {
        self.lines
            .retain(|it| it.change != Change::Same || it.moved);
    }

    /// The articles alone.
    pub fn articles(&self) -> impl Iterator<Item = &Compared> {
        let is_article = |it: &&Compared| {
            it.passage()
                .is_some_and(|it| it.kind == PassageKind::Article)
        };
        self.lines.iter().filter(is_article)
    }

    /// How many articles became what, and how many of those that are in both texts moved.
    pub fn counts(&self) -> ([(Change, usize); 4], usize) {
        let count = |change| self.articles().filter(|it| it.change == change).count();
        let moved = self.articles().filter(|it| it.moved).count();
        (Change::ALL.map(|it| (it, count(it))), moved)
    }

    /// What became of an article of the older text: its row.
    pub fn of_article(&self, provision: &Provision) -> Option<&Compared> {
        let is_it = |it: &&Compared| {
            let article = it.old.as_ref().and_then(Passage::provision);
            article.is_some_and(|article| article.covers(provision))
        };
        self.articles().find(is_it)
    }
}

impl Compared {
    /// The passage, of the newer text if it has it.
    pub fn passage(&self) -> Option<&Passage> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

fn line(old: Option<Passage>, new: Option<Passage>, moved: bool) -> Compared {
    let whole = |passage: &Passage, differs| {
        let words = passage.words.clone();
        vec![Piece { words, differs }]
    };
    let (change, moved, old_pieces, new_pieces) = match (&old, &new) {
        (Some(a), Some(b)) => {
            let moved = moved || a.kind == PassageKind::Article && a.label != b.label;
            if a.words == b.words {
                (Change::Same, moved, whole(a, false), whole(b, false))
            } else {
                let (left, right) = words::pieces(&a.words, &b.words);
                (Change::Changed, moved, left, right)
            }
        }
        (Some(a), None) => (Change::Gone, false, whole(a, true), Vec::new()),
        (None, Some(b)) => (Change::Added, false, Vec::new(), whole(b, true)),
        (None, None) => (Change::Same, false, Vec::new(), Vec::new()),
    };
    Compared {
        change,
        moved,
        old,
        new,
        old_pieces,
        new_pieces,
    }
}
