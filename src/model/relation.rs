//! Relations between documents: what one can say of, or do to, another.
//!
//! Owns: [`Relation`] and its one table: property and inverse in the graph, the name that follows
//! from it, words in Chinese and English, colour, and its [`Effect`], from which each analysis
//! knows whether to follow it. Must not know: how a relation is recognised, documents, stores.

use super::vocab::{Term, term};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What one document can say of another; the order is the order of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Relation {
    /// 根据: has it as stated legal basis.
    BasedOn,
    /// 贯彻落实: exists to carry it out.
    Implements,
    /// 实施条例, 实施细则: fills it in.
    DetailedRulesFor,
    /// 修改: changes its wording.
    Amends,
    /// 更正: corrects a misprint.
    Corrects,
    /// 废止: ends it as a whole.
    Repeals,
    /// 废止, some of its provisions.
    RepealsPartOf,
    /// 取代: takes its place.
    Replaces,
    /// 宣布失效: says that it has ended.
    Invalidates,
    /// 印发, 公布, 转发: prints it and puts it into force.
    Promulgates,
    /// 附件: is printed with it.
    AnnexOf,
    /// 解读: explains it to readers.
    Explains,
    /// 解释: says with authority what it means.
    Interprets,
    /// 暂时调整适用: sets it aside for a time or place.
    Suspends,
    /// 继续执行: keeps it in force.
    Extends,
    /// 引用: names it otherwise.
    Cites,
    /// 根据…修正: [`Amends`](Self::Amends) told by the text that was changed, in its own history
    /// note. Texts say it; graphs of analyses hold the other direction only.
    AmendedBy,
}

/// What a relation does to the document it points at, as far as analyses ask.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Ends it.
    Ends,
    /// Changes it, and it goes on.
    Changes,
    /// Moves an end of its force.
    Bounds,
    /// Rests on it: cannot stand without it.
    Rests,
    /// Sends the reader on to it.
    Refers,
    /// Belongs to one issue with it.
    Encloses,
    /// None of these: tells of it.
    Tells,
}

/// What is known of a relation.
struct Row {
    property: Term,
    inverse: Option<Term>,
    /// What a Chinese reader calls it.
    label: &'static str,
    /// What has happened to the other document.
    passive: &'static str,
    effect: Effect,
    color: [u8; 3],
}

/// What ends is red, what changes orange, what rests on another blue, what belongs together green.
const RED: [u8; 3] = [0xb2, 0x22, 0x22];
const ORANGE: [u8; 3] = [0xcd, 0x66, 0x00];
const BLUE: [u8; 3] = [0x36, 0x64, 0x8b];
const GREEN: [u8; 3] = [0x2e, 0x8b, 0x57];
const GREY: [u8; 3] = [0x7f, 0x7f, 0x7f];

impl Relation {
    /// All that graphs hold, in order of output.
    pub const ALL: &[Self] = &[
        Self::BasedOn,
        Self::Implements,
        Self::DetailedRulesFor,
        Self::Amends,
        Self::Corrects,
        Self::Repeals,
        Self::RepealsPartOf,
        Self::Replaces,
        Self::Invalidates,
        Self::Promulgates,
        Self::AnnexOf,
        Self::Explains,
        Self::Interprets,
        Self::Suspends,
        Self::Extends,
        Self::Cites,
    ];

    /// All that records of a text hold, the strongest first: of several that a text gives for one
    /// target, the first decides.
    pub const STATED: &[Self] = &[
        Self::Promulgates,
        Self::Interprets,
        Self::Repeals,
        Self::Replaces,
        Self::Amends,
        Self::AmendedBy,
        Self::Suspends,
        Self::Extends,
        Self::BasedOn,
        Self::Implements,
        Self::Cites,
    ];

    #[rustfmt::skip]
    fn row(self) -> Row {
        use Effect::{Bounds, Changes, Encloses, Ends, Refers, Rests, Tells};
        let (property, inverse, label, passive, effect, color) = match self {
            Self::BasedOn => (term::BASED_ON, Some(term::BASIS_FOR), "依据", "made the basis", Rests, BLUE),
            Self::Implements => (term::IMPLEMENTS, None, "贯彻", "implemented", Rests, BLUE),
            Self::DetailedRulesFor => (term::DETAILED_RULES_FOR, None, "细则", "given detailed rules", Rests, BLUE),
            Self::Amends => (term::AMENDS, Some(term::AMENDED_BY), "修改", "amended", Changes, ORANGE),
            Self::Corrects => (term::CORRECTS, Some(term::CORRECTED_BY), "更正", "corrected", Tells, ORANGE),
            Self::Repeals => (term::REPEALS, Some(term::REPEALED_BY), "废止", "repealed", Ends, RED),
            Self::RepealsPartOf => (term::REPEALS_PART_OF, None, "部分废止", "repealed in part", Changes, RED),
            Self::Replaces => (term::REPLACES, None, "取代", "replaced", Ends, ORANGE),
            Self::Invalidates => (term::INVALIDATES, None, "宣布失效", "declared lapsed", Ends, RED),
            Self::Promulgates => (term::PROMULGATES, Some(term::PROMULGATED_BY), "公布", "promulgated", Encloses, GREEN),
            Self::AnnexOf => (term::IS_ANNEX_OF, None, "附件", "annexed to", Encloses, GREEN),
            Self::Explains => (term::EXPLAINS, None, "解读", "explained", Tells, GREEN),
            Self::Interprets => (term::INTERPRETS, None, "解释", "interpreted", Refers, GREEN),
            Self::Suspends => (term::SUSPENDS, None, "暂停", "suspended", Bounds, RED),
            Self::Extends => (term::EXTENDS, None, "延期", "extended", Bounds, ORANGE),
            Self::Cites => (term::CITES, Some(term::CITED_BY), "引用", "cited", Refers, GREY),
            Self::AmendedBy => (term::AMENDED_BY, Some(term::AMENDS), "修改", "amending", Changes, ORANGE),
        };
        Row { property, inverse, label, passive, effect, color }
    }

    /// The property in the graph.
    pub fn property(self) -> Term {
        self.row().property
    }

    /// The name in records and on the command line, that of the property: `based_on`.
    pub fn name(self) -> &'static str {
        self.property().name()
    }

    /// What a Chinese reader calls it: 依据.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// What has happened to the document it points at: `repealed in part`.
    pub fn passive(self) -> &'static str {
        self.row().passive
    }

    /// What it does to the document it points at.
    pub fn effect(self) -> Effect {
        self.row().effect
    }

    /// The colour of its edges as red, green, blue.
    pub fn color(self) -> [u8; 3] {
        self.row().color
    }

    /// Its place among the relations of a text, 0 for the strongest; those that no text states
    /// come last.
    pub fn weakness(self) -> usize {
        let stated = Self::STATED.iter();
        let mut stated = stated.map(|relation| *relation == self);
        stated.position(|is_it| is_it).unwrap_or(Self::STATED.len())
    }

    /// Ends a whole document, and with a notice that promulgates several instruments each of them.
    pub fn ends(self) -> bool {
        self.effect() == Effect::Ends
    }

    /// Changes or ends another document: what supersession follows.
    pub fn supersedes(self) -> bool {
        matches!(self.effect(), Effect::Ends | Effect::Changes)
    }

    /// Makes one document rest on another: what implementation and impact follow.
    pub fn rests(self) -> bool {
        self.effect() == Effect::Rests
    }

    /// Sends a reader on to another document: what ranking follows.
    pub fn relies(self) -> bool {
        matches!(self.effect(), Effect::Rests | Effect::Refers)
    }

    /// Joins what belongs to one issue; who counts citations passes over it.
    pub fn encloses(self) -> bool {
        self.effect() == Effect::Encloses
    }

    /// The relation of a property, and whether the property is its inverse (`eli:amended_by`, from
    /// the text to its amendment).
    ///
    /// ```
    /// use zhengtu::model::relation::Relation;
    /// use zhengtu::model::vocab::term;
    /// assert_eq!(Relation::of(term::AMENDS.iri()), Some((Relation::Amends, false)));
    /// assert_eq!(Relation::of(term::AMENDED_BY.iri()), Some((Relation::Amends, true)));
    /// assert_eq!(Relation::of(term::TITLE.iri()), None);
    /// ```
    pub fn of(property: &str) -> Option<(Self, bool)> {
        // Press texts refer, legislation cites.
        if property == term::REFERS_TO.iri() {
            return Some((Self::Cites, false));
        }
        Self::ALL.iter().find_map(|relation| {
            let row = relation.row();
            let is = |term: Term| term.iri() == property;
            let inverse = row.inverse.is_some_and(is);
            (inverse || is(row.property)).then_some((*relation, inverse))
        })
    }

    /// The relation of that name or Chinese label: `based_on`, 依据.
    pub fn named(text: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let is = |it: &&Self| it.name().eq_ignore_ascii_case(text) || it.label() == text;
        all.find(is).copied()
    }

    /// The relation when only provisions of the target are meant: a repeal of some provisions is
    /// not a repeal.
    pub fn in_part(self, in_part: bool) -> Self {
        if in_part && self == Self::Repeals {
            Self::RepealsPartOf
        } else {
            self
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_labels_and_properties_tell_relations_apart() {
        let names: BTreeSet<&str> = Relation::ALL.iter().map(|r| r.name()).collect();
        let labels: BTreeSet<&str> = Relation::ALL.iter().map(|r| r.label()).collect();
        assert_eq!(names.len(), Relation::ALL.len());
        assert_eq!(labels.len(), Relation::ALL.len());
        for relation in Relation::ALL {
            assert_eq!(
                Relation::of(relation.property().iri()),
                Some((*relation, false))
            );
            assert_eq!(Relation::named(relation.label()), Some(*relation));
            if let Some(inverse) = relation.row().inverse {
                assert_eq!(Relation::of(inverse.iri()), Some((*relation, true)));
            }
        }
    }

    #[test]
    fn analyses_follow_what_they_followed() {
        let follow = |follows: fn(Relation) -> bool| -> Vec<&str> {
            let all = Relation::ALL.iter().filter(|it| follows(**it));
            all.map(|it| it.name()).collect()
        };
        assert_eq!(
            follow(Relation::ends),
            ["repeals", "replaces", "invalidates"]
        );
        assert_eq!(
            follow(Relation::supersedes),
            [
                "amends",
                "repeals",
                "repealsPartOf",
                "replaces",
                "invalidates"
            ]
        );
        assert_eq!(
            follow(Relation::rests),
            ["based_on", "implements", "detailedRulesFor"]
        );
        assert_eq!(
            follow(Relation::relies),
            [
                "based_on",
                "implements",
                "detailedRulesFor",
                "interprets",
                "cites"
            ]
        );
        assert_eq!(follow(Relation::encloses), ["promulgates", "is_annex_of"]);
    }

    #[test]
    fn the_stronger_decides() {
        assert!(Relation::Repeals.weakness() < Relation::Cites.weakness());
        assert!(Relation::Cites.weakness() < Relation::Corrects.weakness());
    }
}
