//! Legal status on a day: the rules by which it is found, in the order in which they are tried.
//!
//! Owns: [`RULES`], each with its name, the sentence of law it rests on and its test; what a rule
//! may look at ([`Case`]) and what it finds ([`Standing`]). Must not know: networks, rows, files.
//!
//! The first rule that finds something decides. What has not begun cannot end; an end that has
//! happened goes before a term, unless the term ran out first; what ended on a day that is not told
//! hides whatever changed before; then come changes, from the gravest.

use super::acts::Act;
use super::state::{Basis, State};
use super::term::{Over, Term};
use crate::analyze::network::Relation;
use crate::model::as_of::AsOf;
use crate::model::day::Day;

/// What the state of a document is, since when, and why.
#[derive(Debug, Clone)]
pub(in crate::analyze) struct Standing {
    pub(in crate::analyze) state: State,
    /// The name of the rule that found it.
    pub(in crate::analyze) rule: &'static str,
    /// Its first day in that state.
    pub(in crate::analyze) since: Option<Day>,
    /// What `since` rests on.
    pub(in crate::analyze) basis: Basis,
    /// The last day of force that is known.
    pub(in crate::analyze) until: Option<Day>,
    /// The acts that made it so, the decisive one first.
    pub(in crate::analyze) acts: Vec<Act>,
    /// What should be said besides.
    pub(in crate::analyze) notes: Vec<String>,
}

impl Standing {
    fn of(state: State) -> Self {
        Self {
            state,
            rule: "",
            since: None,
            basis: Basis::Unknown,
            until: None,
            acts: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// One document on one day: all that a rule looks at.
#[derive(Debug)]
pub(super) struct Case {
    as_of: AsOf,
    start: Option<Day>,
    basis: Basis,
    /// Of what tells no first day, the days between which that lies.
    within: Option<(Day, Day)>,
    /// What was done to it, by day; nothing disputed.
    acts: Vec<Act>,
    /// From when versions after the first hold, in order of days, and what that rests on.
    changed: Vec<(Day, Basis)>,
    term: Term,
    /// The day that "still" means: the day asked for, else the latest of the collection.
    moment: Day,
}

impl Case {
    /// `own_term` is the last day the document gives itself, between two bounds; `acts` by day.
    pub(super) fn new(
        as_of: AsOf,
        (start, basis): (Option<Day>, Basis),
        acts: Vec<Act>,
        own_term: Option<(Day, Day)>,
        horizon: Option<Day>,
    ) -> Self {
        // Of 至2025年 all of the year is within the term.
        let last = own_term.map(|(_, last)| last);
        Self {
            term: Term::of(last, &acts, as_of, horizon),
            moment: as_of.day().or(horizon).unwrap_or(Day::LAST),
            as_of,
            start,
            basis,
            within: None,
            acts,
            changed: Vec::new(),
        }
    }

    /// The same with the days between which a first day that is not told lies.
    pub(super) fn within(self, days: Option<(Day, Day)>) -> Self {
        let within = days.filter(|_| self.start.is_none());
        Self { within, ..self }
    }

    /// Whether it has begun, on a day that is told or on one that has passed for certain.
    fn has_begun(&self) -> bool {
        let by = self.within.map(|(_, last)| last);
        self.start.is_some() || by.is_some_and(|by| by <= self.as_of.last())
    }

    /// The same with the days from which later versions hold.
    pub(super) fn changed(self, changed: Vec<(Day, Basis)>) -> Self {
        Self { changed, ..self }
    }

    /// From when the version in force holds, if it is not the first.
    fn version(&self) -> Option<(Day, Basis)> {
        let begun = |(day, _): &&(Day, Basis)| *day <= self.as_of.last();
        self.changed.iter().rfind(begun).copied()
    }

    /// What the first rule that applies finds; the last one always does.
    pub(super) fn standing(&self) -> Standing {
        let found = RULES.iter().find_map(|rule| {
            let standing = (rule.find)(self)?;
            let rule = rule.name;
            Some(Standing { rule, ..standing })
        });
        found.unwrap_or_else(|| Standing::of(State::Unknown))
    }

    fn has_happened(&self, act: &Act) -> bool {
        act.by().is_some_and(|day| day <= self.as_of.last())
    }

    fn ends(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| act.ends_all())
    }

    /// Ends of the whole on a day that is not told, and that may still be to come.
    fn undated_ends(&self) -> Vec<Act> {
        let undated = self.ends().filter(|act| act.day.is_none());
        let undated = undated.filter(|act| !self.has_happened(act));
        undated.copied().collect()
    }

    /// The first day after the document's own term, if that has run out.
    fn run_out(&self) -> Option<Day> {
        let is_over = matches!(self.term.over, Some(Over::All | Over::ButForParts));
        self.term.last.filter(|_| is_over).map(Day::next)
    }

    /// The acts that ended the whole first, all of one day, unless its term had run out before.
    fn first_ends(&self) -> Option<Vec<Act>> {
        let end = self.ends().find(|act| self.has_happened(act))?;
        let before = |run_out: Day| end.day.is_none_or(|day| run_out < day);
        if self.run_out().is_some_and(before) {
            return None;
        }
        let together = self.ends().filter(|act| act.day == end.day);
        let together = together.filter(|act| self.has_happened(act));
        Some(together.copied().collect())
    }

    /// Suspensions that have begun and still run.
    fn suspensions(&self, in_part: bool) -> impl Iterator<Item = &Act> {
        self.acts
            .iter()
            .filter(move |act| act.relation == Relation::Suspends && act.in_part == in_part)
            .filter(|act| self.has_happened(act))
            .filter(|act| act.until.is_none_or(|until| until >= self.moment))
    }

    fn amendments(&self) -> impl DoubleEndedIterator<Item = &Act> {
        self.acts
            .iter()
            .filter(|act| act.relation == Relation::Amends && self.has_happened(act))
    }

    /// The standing of what no act has ended: `acts` made it so.
    fn living(&self, state: State, since: Option<Day>, acts: Vec<Act>) -> Standing {
        let mut notes = Vec::new();
        let mut ends = self.ends().filter_map(|act| act.day);
        if let Some(day) = ends.next().filter(|day| *day > self.as_of.last()) {
            notes.push(format!("to end on {day}"));
        }
        let is_open =
            |act: &&Act| act.day.is_none() && !act.relation.ends() && !self.has_happened(act);
        let open = self.acts.iter().filter(is_open).count();
        if let Some((_, by)) = self.within.filter(|_| self.has_begun()) {
            notes.push(format!("since a day that is not told, not after {by}"));
        }
        if open > 0 {
            notes.push(format!(
                "{open} changes on days that the collection does not tell"
            ));
        }
        Standing {
            since,
            basis: acts.first().map_or(self.basis, |act| act.basis),
            until: self.term.last,
            acts: acts.into_iter().chain(self.term.acts.clone()).collect(),
            notes,
            ..Standing::of(state)
        }
    }

    fn past_term(&self, over: Over, state: State) -> Option<Standing> {
        (self.term.over == Some(over)).then(|| Standing {
            since: self.run_out(),
            basis: Basis::Stated,
            until: self.term.last.filter(|_| over != Over::Perhaps),
            acts: self.term.acts.clone(),
            notes: self.term.notes.clone(),
            ..Standing::of(state)
        })
    }
}

/// A way to find the state of a document.
#[derive(Debug)]
pub struct Rule {
    /// What answers call it.
    pub name: &'static str,
    /// The sentence of law it rests on; 立法法 as of 2023.
    pub law: &'static str,
    /// What it finds, if it applies.
    find: fn(&Case) -> Option<Standing>,
}

/// All rules, in the order in which they are tried. Each has a test of its name in `tests.rs`.
pub const RULES: &[Rule] = &[
    Rule {
        name: "not yet begun",
        law: "法自施行之日起生效，此前没有效力（立法法第六十一条）。",
        find: not_yet_begun,
    },
    Rule {
        name: "replaced",
        law: "同一机关的新规定取代旧规定的，自新规定施行之日起适用新规定（立法法第一百零三条）。",
        find: replaced,
    },
    Rule {
        name: "repealed",
        law: "被明文废止或者宣布失效的，自废止之日起没有效力（立法法第六十三条）。",
        find: repealed,
    },
    Rule {
        name: "own term run out",
        law: "自定有效期的，期满即失效；期满前延长的，到所延之日为止。",
        find: term_run_out,
    },
    Rule {
        name: "extended in part",
        law: "期满后只有部分条款延长的，其余条款失效。",
        find: extended_in_part,
    },
    Rule {
        name: "end of term not told",
        law: "有效期只写到年、月或者只说延长的，哪一天期满无从确定。",
        find: end_of_term_not_told,
    },
    Rule {
        name: "ended, day not told",
        law: "已被明文废止而没有写明哪一天的，不问某一天时就是已经废止。",
        find: ended_some_day,
    },
    Rule {
        name: "perhaps ended",
        law: "已被明文废止而没有写明哪一天的，在某一天是否有效无从判断。",
        find: perhaps_ended,
    },
    Rule {
        name: "suspended",
        law: "授权决定可以在规定期限内暂时停止适用（立法法第十六条）。",
        find: suspended,
    },
    Rule {
        name: "partly repealed",
        law: "只废止部分条款的，其余条款继续有效（立法法第六十三条）。",
        find: partly_repealed,
    },
    Rule {
        name: "suspended in part",
        law: "授权决定可以在规定期限内暂时调整部分规定的适用（立法法第十六条）。",
        find: suspended_in_part,
    },
    Rule {
        name: "amended",
        law: "被修改的，以修改后的文本为准（立法法第六十三条）。",
        find: amended,
    },
    Rule {
        name: "in force",
        law: "已经施行而没有废止、失效、暂停的，有效（立法法第六十一条）。",
        find: in_force,
    },
    Rule {
        name: "start not told",
        law: "没有写明施行日期、又无从推知的，是否有效无从判断。",
        find: start_not_told,
    },
];

fn not_yet_begun(case: &Case) -> Option<Standing> {
    let later = |day: &Day| *day > case.as_of.last();
    let told = case.start.filter(later).map(|day| format!("from {day}"));
    let first = case.within.map(|(first, _)| first).filter(later);
    let note = told.or_else(|| Some(format!("not before {}", first?)))?;
    Some(Standing {
        basis: case.basis,
        notes: vec![note],
        ..Standing::of(State::NotYetInForce)
    })
}

fn replaced(case: &Case) -> Option<Standing> {
    let ends = case.first_ends()?;
    let has = |relation: Relation| ends.iter().any(|act| act.relation == relation);
    (has(Relation::Replaces) && !has(Relation::Repeals)).then(|| ended(State::Replaced, ends))
}

fn repealed(case: &Case) -> Option<Standing> {
    Some(ended(State::Repealed, case.first_ends()?))
}

fn ended(state: State, acts: Vec<Act>) -> Standing {
    let first = acts.first().copied();
    let undated = first.filter(|act| act.day.is_none()).and_then(|it| it.by());
    Standing {
        since: first.and_then(|act| act.day),
        basis: first.map_or(Basis::Unknown, |act| act.basis),
        notes: undated
            .map(|by| format!("on a day that is not told, not after {by}"))
            .into_iter()
            .collect(),
        acts,
        ..Standing::of(state)
    }
}

fn term_run_out(case: &Case) -> Option<Standing> {
    case.past_term(Over::All, State::Expired)
}

fn extended_in_part(case: &Case) -> Option<Standing> {
    case.past_term(Over::ButForParts, State::ExtendedInPart)
}

fn end_of_term_not_told(case: &Case) -> Option<Standing> {
    case.past_term(Over::Perhaps, State::Unknown)
}

fn ended_some_day(case: &Case) -> Option<Standing> {
    let ends = case.undated_ends();
    let first = ends.first().filter(|_| case.as_of.day().is_none())?;
    let state = if first.relation == Relation::Replaces {
        State::Replaced
    } else {
        State::Repealed
    };
    Some(ended(state, ends))
}

fn perhaps_ended(case: &Case) -> Option<Standing> {
    let ends = case.undated_ends();
    (!ends.is_empty()).then(|| Standing {
        until: case.term.last,
        notes: vec!["ended on a day that the collection does not tell".to_owned()],
        ..ended(State::Unknown, ends)
    })
}

fn suspended(case: &Case) -> Option<Standing> {
    let first = *case.suspensions(false).next()?;
    if !case.has_begun() {
        return None;
    }
    Some(case.living(State::Suspended, first.day, vec![first]))
}

fn partly_repealed(case: &Case) -> Option<Standing> {
    let is_part = |act: &&Act| {
        let ends = act.relation.ends() && act.in_part;
        ends || act.relation == Relation::RepealsPartOf
    };
    let acts = case.acts.iter().filter(is_part);
    let parts: Vec<Act> = acts.filter(|act| case.has_happened(act)).copied().collect();
    let since = parts.first()?.day;
    let mut standing = case.living(State::PartlyRepealed, since, parts);
    if !case.has_begun() {
        // That part is gone for certain; of the rest nothing is known.
        let note = "the collection does not tell whether the rest is in force";
        standing.notes.push(note.to_owned());
    }
    if case.amendments().next().is_some() {
        standing.notes.push("also amended".to_owned());
    }
    Some(standing)
}

fn suspended_in_part(case: &Case) -> Option<Standing> {
    let first = *case.suspensions(true).next()?;
    if !case.has_begun() {
        return None;
    }
    Some(case.living(State::SuspendedInPart, first.day, vec![first]))
}

fn amended(case: &Case) -> Option<Standing> {
    if !case.has_begun() {
        return None;
    }
    let acts: Vec<Act> = case.amendments().rev().copied().collect();
    let act = acts.first().and_then(|act| Some((act.day?, act.basis)));
    // What a note says was decided is a version; from when it holds the versions tell.
    let decided = act.is_some_and(|(_, basis)| basis == Basis::Decision);
    let (since, basis) = match (act, case.version()) {
        (Some(act), Some(version)) if !decided => act.max(version),
        (_, Some(version)) => version,
        (Some(_), None) if decided && !case.changed.is_empty() => return None,
        (Some(act), None) => act,
        (None, None) if acts.is_empty() => return None,
        (None, None) => return Some(case.living(State::Amended, None, acts)),
    };
    let standing = case.living(State::Amended, Some(since), acts);
    Some(Standing { basis, ..standing })
}

fn in_force(case: &Case) -> Option<Standing> {
    if !case.has_begun() {
        return None;
    }
    Some(case.living(State::InForce, case.start, Vec::new()))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a rule as the others, the last one"
)]
fn start_not_told(case: &Case) -> Option<Standing> {
    let acts = case.amendments();
    let paused = case.suspensions(false).chain(case.suspensions(true));
    let mut paused: Vec<Act> = paused.copied().collect();
    paused.sort_by_key(Act::order);
    let acts = acts.copied().chain(paused).collect();
    let mut standing = case.living(State::Unknown, None, acts);
    let note = "the collection does not tell when it came into force";
    standing.notes.push(note.to_owned());
    Some(standing)
}
