//! Events of a document's life, as a note tells them.
//!
//! Owns: [`Event`] and what it may be. Must not know: how a note is read.

use crate::model::day::Day;
use crate::model::span::TextRange;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// 通过
    Adopted,
    /// 批准
    Approved,
    /// 公布, 发布
    Published,
    /// 施行
    InForce,
    /// 修正, 修改
    Amended,
    /// 修订
    Revised,
    /// 废止
    Repealed,
}

impl EventKind {
    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::Revised => "revised",
            Self::Repealed => "repealed",
        }
    }

    /// Whether it changes a text that was there before.
    pub(crate) fn is_change(self) -> bool {
        matches!(self, Self::Amended | Self::Revised)
    }
}

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// On a stated day.
    On(Day),
    /// 自公布之日起.
    OnPublication,
    /// The clause states no day.
    Unstated,
}

/// `2020-01-02`, `on_publication` or `unstated`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::OnPublication => f.write_str("on_publication"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}

impl When {
    /// The day, if one is stated.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::OnPublication | Self::Unstated => None,
        }
    }
}

/// One event of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub when: When,
    /// When that was approved, if the clause says so: D1通过并经D2批准的《…的决定》修正.
    pub approved: Option<Day>,
    /// Who did it, without sessions, in full where the title tells the place.
    pub bodies: Vec<String>,
    /// The number of the decree or announcement.
    pub number: Option<String>,
    /// The title of the decision that amends.
    pub decision: Option<String>,
    /// 第几次.
    pub ordinal: Option<u32>,
    /// Whether a meeting did it: a session is named, or the verb is 通过.
    pub at_meeting: bool,
    /// Whether the next event shares its verb: 甲、乙通过 on two days.
    pub joint: bool,
    /// The clause in the clean text.
    pub range: TextRange,
    /// Where the date is printed.
    pub date_range: Option<TextRange>,
    /// Where the number is printed.
    pub number_range: Option<TextRange>,
    /// Where the bodies are printed.
    pub bodies_range: Option<TextRange>,
}

impl Event {
    /// Whether both tell of one event on a stated day; one may leave out who did it, by which
    /// decision, under which number, or for which time.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let bodies =
            self.bodies == other.bodies || self.bodies.is_empty() || other.bodies.is_empty();
        let dated = self.when.day().is_some() && self.when == other.when;
        dated
            && bodies
            && self.kind == other.kind
            && agree(&self.decision, &other.decision)
            && agree(&self.number, &other.number)
            && agree(&self.ordinal, &other.ordinal)
    }

    /// Takes over what `other`, which tells of the same event, says beyond this. What has no place
    /// of its own stands in the clause, which then is the other's.
    pub(super) fn merge(&mut self, other: Self) {
        let says_more = self.decision.is_none() && other.decision.is_some()
            || self.ordinal.is_none() && other.ordinal.is_some();
        let less = match says_more {
            true => std::mem::replace(self, other),
            false => other,
        };
        if self.bodies.is_empty() {
            (self.bodies, self.bodies_range) = (less.bodies, less.bodies_range);
        }
        if self.number.is_none() {
            (self.number, self.number_range) = (less.number, less.number_range);
        }
    }
}

/// Whether two say the same, or one nothing.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fields::note::events;

    /// The event of a note that is all of `clause`.
    fn event(clause: &str) -> Event {
        let text = format!("（{clause}）");
        let clean = crate::text::clean::clean(&text);
        let place = TextRange::new(0, clean.text().len());
        let mut all = events(&text, &clean, place, "示例条例");
        assert_eq!(all.len(), 1, "{clause}");
        all.remove(0)
    }

    #[test]
    fn two_that_tell_of_one_event_are_put_together() {
        let mut told = event("2018年9月6日示例院第23次常务会议修订");
        let noted = event("2018年9月6日示例院令第703号第三次修订");
        assert!(told.is_same(&noted), "{told:?} {noted:?}");
        told.merge(noted);
        assert_eq!(told.number.as_deref(), Some("示例院令第703号"));
        assert_eq!(told.ordinal, Some(3));
        assert!(!told.is_same(&event("2018年9月6日示例院令第704号修订")));
        assert!(!told.is_same(&event("2018年9月6日示例院令第703号第四次修订")));
        assert!(!told.is_same(&event("2019年9月6日示例院令第703号修订")));
    }
}
