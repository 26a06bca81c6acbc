//! Sunset clauses: how a document stands to its own last day.
//!
//! Owns: the term a document gives itself, what prolongs it, whether it has run out. Must not know:
//! repeals, suspensions, and which state follows.

use super::acts::Act;
use super::state::Basis;
use crate::analyze::network::Relation;
use crate::model::as_of::AsOf;
use crate::model::day::Day;

/// How a document stands to its own term on a day.
#[derive(Debug, Default)]
pub(super) struct Term {
    /// Whether and how it has run out.
    pub(super) over: Option<Over>,
    /// The last day of force, at the latest.
    pub(super) last: Option<Day>,
    /// What prolongs it; where it was prolonged in part, that too.
    pub(super) acts: Vec<Act>,
    /// What should be said besides.
    pub(super) notes: Vec<String>,
}

/// How a term is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// It has run out.
    All,
    /// It has run out but for some provisions, which were extended.
    ButForParts,
    /// Its last day is not told exactly enough to say.
    Perhaps,
}

impl Term {
    /// `own` is the last day the document gives itself, between two bounds; `acts` all that was
    /// done to it; `horizon` the latest day of the collection, taken when no day is asked for.
    pub(super) fn of(
        own: Option<(Day, Day)>,
        acts: &[Act],
        as_of: AsOf,
        horizon: Option<Day>,
    ) -> Self {
        let moment = as_of.day().or(horizon);
        let known = |act: &&Act| {
            let is_past = |day: Day| as_of.day().is_none_or(|last| day <= last);
            act.relation == Relation::Extends
                && (act.until.is_some() || act.day.is_none_or(is_past))
        };
        let (parts, whole): (Vec<Act>, Vec<Act>) = acts
            .iter()
            .filter(known)
            .copied()
            .partition(|act| act.in_part);
        let until = whole.iter().filter_map(|act| act.until).max();
        let bounds = match (own, until) {
            (Some((first, last)), Some(until)) => Some((first.max(until), last.max(until))),
            (None, until) => until.map(|day| (day, day)),
            (own, None) => own,
        };
        let term = Self {
            last: bounds.map(|(_, last)| last),
            acts: whole,
            ..Self::default()
        };
        match (bounds, moment) {
            (Some(bounds), Some(moment)) => term.judged(own, bounds, parts, moment),
            _ => term,
        }
    }

    fn judged(
        mut self,
        own: Option<(Day, Day)>,
        (first, last): (Day, Day),
        parts: Vec<Act>,
        moment: Day,
    ) -> Self {
        if let Some(gap) = self.gap(own, last, moment) {
            self.over = Some(Over::All);
            self.last = Some(gap);
            self.notes
                .push(format!("taken up again later, until {last}"));
        } else if moment <= first {
        } else if moment <= last {
            self.over = Some(Over::Perhaps);
            self.notes
                .push(format!("runs out between {first} and {last}"));
        } else if self.acts.iter().any(|act| act.until.is_none()) {
            self.over = Some(Over::Perhaps);
            self.notes
                .push(format!("extended past {last}, until when is not said"));
        } else if parts.iter().any(|act| runs(act, moment)) {
            self.over = Some(Over::ButForParts);
            self.acts.extend(parts);
        } else {
            self.over = Some(Over::All);
        }
        self
    }

    /// The last day before a gap in which `moment` lies: the own term has run out, and what takes
    /// the document up again does so only later.
    fn gap(&self, own: Option<(Day, Day)>, last: Day, moment: Day) -> Option<Day> {
        let (_, own) = own.filter(|(_, own)| moment > *own && moment <= last)?;
        let has_begun =
            |act: &Act| act.basis != Basis::Stated || act.day.is_none_or(|day| day <= moment);
        if self
            .acts
            .iter()
            .any(|act| runs(act, moment) && has_begun(act))
        {
            return None;
        }
        let until = self.acts.iter().filter_map(|act| act.until);
        let before = until.filter(|until| *until < moment).max();
        Some(before.map_or(own, |day| day.max(own)))
    }
}

/// Whether what an act prolongs still runs on the day.
fn runs(act: &Act, day: Day) -> bool {
    act.until.is_none_or(|until| until >= day)
}
