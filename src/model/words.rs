//! Word tables of `ontology/`: words that are data, with what each of them is.
//!
//! Owns: how such a table is read (cells parted by tabs, `#` begins a comment), the nouns that end
//! titles, the words of names of bodies. Must not know: how a name or a title is read.
//!
//! The tables are part of the program, so that it works alone.

use std::sync::LazyLock;

/// The rows of a table; a cell that is not there is empty.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// What sort of body a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 人民代表大会 or its standing committee.
    Congress,
    /// 人民政府, 国务院.
    Government,
    /// 法院, 检察院.
    Court,
    /// An organ of the party.
    Party,
    /// A ministry, bureau, commission, or another body that does one kind of work.
    Department,
}

/// What may stand before the word that ends a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// A place, 省 or 市 alone, or 全国.
    Place,
    /// A field of work, after a place or not: 江苏省财政厅, 化学工业部.
    Work,
    /// Anything at all, or nothing: 国务院.
    Any,
}

/// One word that ends names, with a name that it ends and a phrase that is none.
#[derive(Debug)]
pub(crate) struct Ending {
    /// The word.
    pub word: &'static str,
    /// What a name that ends so stands for.
    pub kind: Kind,
    /// What the rest of the name is.
    pub before: Before,
    /// A name that it ends.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub yes: &'static str,
    /// A phrase that it ends and that is no name.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub no: &'static str,
}

/// Words of names of bodies, by what they are.
#[derive(Debug, Default)]
pub(crate) struct BodyWords {
    /// Words that end names. The longest that fits counts.
    pub endings: Vec<Ending>,
    /// Units of places, the longer first.
    pub units: Vec<&'static str>,
    /// Parts of a body that sign for it: 商务部办公厅, 国家能源局综合司.
    pub offices: Vec<&'static str>,
    /// Organs in which a body meets; the body is what stands before them.
    pub organs: Vec<&'static str>,
    /// Meetings that are told without a number.
    pub meetings: Vec<&'static str>,
    /// Words that stand in prose and in no name of a body.
    pub prose: Vec<&'static str>,
    /// Short names of local bodies, with the full ones.
    pub short: Vec<(&'static str, &'static str)>,
}

/// The table of `ontology/bodies.tsv`.
const BODIES_TSV: &str = include_str!("../../ontology/bodies.tsv");

impl BodyWords {
    /// Takes a row in; `None` where it is none that can be.
    fn take(&mut self, row: [&'static str; 5]) -> Option<()> {
        let [word, what, full, ..] = row;
        match what {
            "unit" => self.units.push(word),
            "office" => self.offices.push(word),
            "organ" => self.organs.push(word),
            "meeting" => self.meetings.push(word),
            "prose" => self.prose.push(word),
            "short" => self.short.push((word, full)),
            _ => self.endings.push(Ending::of(row)?),
        }
        Some(())
    }
}

impl Ending {
    fn of([word, kind, before, yes, no]: [&'static str; 5]) -> Option<Self> {
        let kind = match kind {
            "congress" => Kind::Congress,
            "government" => Kind::Government,
            "court" => Kind::Court,
            "party" => Kind::Party,
            "department" => Kind::Department,
            _ => return None,
        };
        let before = match before {
            "place" => Before::Place,
            "work" => Before::Work,
            "any" => Before::Any,
            _ => return None,
        };
        Some(Self {
            word,
            kind,
            before,
            yes,
            no,
        })
    }
}

/// The words of names of bodies.
pub(crate) fn of_bodies() -> &'static BodyWords {
    static WORDS: LazyLock<BodyWords> = LazyLock::new(|| {
        let mut words = BodyWords::default();
        for row in rows(BODIES_TSV) {
            words.take(row);
        }
        words
    });
    &WORDS
}

/// What a title's last noun makes of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Issued under a number and signature: 通知, 公告, 意见.
    Act,
    /// Rules or plans with a title of their own, printed by an act or a decree: 条例, 办法, 方案.
    Instrument,
    /// An explanation of a document: 解读, 答记者问.
    Interpretation,
    /// A register that is a document when others cite it and an annex where it stands: 清单, 目录.
    Register,
    /// A form, certificate, report or book.
    Paper,
}

impl Class {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "act" => Self::Act,
            "instrument" => Self::Instrument,
            "interpretation" => Self::Interpretation,
            "register" => Self::Register,
            "paper" => Self::Paper,
            _ => return None,
        })
    }
}

/// The table of `ontology/nouns.tsv`.
const NOUNS_TSV: &str = include_str!("../../ontology/nouns.tsv");

/// The nouns that end titles, and what each makes of its bearer.
pub(crate) fn nouns() -> impl Iterator<Item = (&'static str, Class)> {
    rows(NOUNS_TSV).filter_map(|[noun, class]| Some((noun, Class::named(class)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_read() {
        let mut words = BodyWords::default();
        let wrong = rows(BODIES_TSV).filter(|row| words.take(*row).is_none());
        assert_eq!(wrong.collect::<Vec<_>>(), <[[&str; 5]; 0]>::default());
        assert_eq!(nouns().count(), rows::<2>(NOUNS_TSV).count());
    }

    #[test]
    fn no_word_stands_twice() {
        let all: Vec<&str> = nouns().map(|(noun, _)| noun).collect();
        assert_eq!(all.len(), BTreeSet::from_iter(&all).len());
        let all: Vec<[&str; 2]> = rows(BODIES_TSV).collect();
        assert_eq!(all.len(), BTreeSet::from_iter(&all).len());
    }

    #[test]
    fn the_longer_unit_comes_first() {
        let units = &of_bodies().units;
        for (i, unit) in units.iter().enumerate() {
            assert!(
                !units[..i].iter().any(|before| unit.starts_with(before)),
                "{unit}"
            );
        }
    }
}
