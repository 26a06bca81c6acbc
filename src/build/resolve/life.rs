//! Life events of a work (ELI: a legal resource with versions as its members), and the versions
//! that these events make.
//!
//! Owns: which event makes a new state of the text, how the notes of several printings merge event
//! by event, to which version a stated day of force belongs. Must not know: which printings are one
//! work, IRIs, RDF.
//!
//! A work begins with the event that passed it first; every amendment and revision makes a version,
//! printed or not. The day a decision was passed is not the day it took effect: a version has a
//! first day of force only where a text states one.

use super::place::Printing;
use crate::model::day::{Day, MOST_UNDER_REVIEW};
use crate::text::fields::{Effective, Event, EventKind, Fields, When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happened to a work on a day, as all notes together tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeEvent {
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub day: Day,
    /// 第几次.
    pub ordinal: Option<u32>,
    /// Who did it, as printed.
    pub bodies: Vec<String>,
    /// The title of the decision that amends.
    pub decision: Option<String>,
    /// The number of the decree or announcement.
    pub number: Option<String>,
    /// Whether the next event shares its verb: 甲、乙通过 on two days.
    joint: bool,
    /// The version it makes, by its place in the work's list.
    pub makes: Option<usize>,
    /// Where it is told: a printing, and the event's place in the note; none where the printing's
    /// own date tells it.
    pub told: Vec<(Printing, Option<usize>)>,
}

/// A state of a work's text, printed in the collection or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its IRI below the base.
    pub path: String,
    /// The day of the event that made it.
    pub day: Day,
    /// 1, or more for another wording of that day: an event between the two is not told.
    pub wording: usize,
    /// What made it.
    pub kind: EventKind,
    /// Entry into force, where a text states it for this version.
    pub effective: Option<Effective>,
    /// The day it was published or approved, the later one, where a note tells it.
    pub published: Option<Day>,
    /// Where its text is printed; empty if the text is not held.
    pub printings: Vec<Printing>,
}

impl Version {
    /// The one that a change on `day` made, of which only another text tells.
    pub(super) fn told_elsewhere(day: Day) -> Self {
        Self {
            path: String::new(),
            day,
            wording: 1,
            kind: EventKind::Amended,
            effective: None,
            published: None,
            printings: Vec::new(),
        }
    }

    /// From when it counts: its stated day, else that of its publication or of its making.
    pub fn start(&self) -> Day {
        match self.effective {
            Some(Effective::On(day)) => day,
            Some(Effective::OnPublication | Effective::OnEvent) | None => {
                self.published.unwrap_or(self.day)
            }
        }
    }
}

/// The version in force on the day.
pub(crate) fn in_force_on(versions: &[Version], day: Day) -> Option<usize> {
    versions.iter().rposition(|v| v.start() <= day)
}

/// Kinds of which one day has but one: 修正 in one note and 通过 in another are the same event.
fn class(kind: EventKind) -> u8 {
    match kind {
        EventKind::Adopted | EventKind::Amended | EventKind::Revised => 0,
        EventKind::Approved => 1,
        EventKind::Published => 2,
        EventKind::InForce => 3,
        EventKind::Repealed => 4,
    }
}

/// The events of one printing, those of a day, in order of their days.
pub(super) fn told(at: Printing, fields: &Fields) -> Vec<LifeEvent> {
    let event = |(place, e): (usize, &Event)| {
        let When::On(day) = e.when else {
            return Vec::new();
        };
        let own = LifeEvent {
            kind: e.kind,
            day,
            ordinal: e.ordinal,
            bodies: e.bodies.clone(),
            decision: e.decision.clone(),
            number: e.number.clone(),
            joint: e.joint,
            makes: None,
            told: vec![(at, Some(place))],
        };
        let approved = e.approved.map(|day| LifeEvent {
            told: vec![(at, Some(place))],
            ..dated(at, EventKind::Approved, day, None)
        });
        [own].into_iter().chain(approved).collect()
    };
    let mut events: Vec<LifeEvent> = fields.history.iter().enumerate().flat_map(event).collect();
    events.sort_by_key(|e| (e.day, class(e.kind)));
    events
}

/// The one event that the own date of a printing without a note tells.
pub(super) fn dated(at: Printing, kind: EventKind, day: Day, number: Option<&str>) -> LifeEvent {
    LifeEvent {
        kind,
        day,
        ordinal: None,
        bodies: Vec::new(),
        decision: None,
        number: number.map(str::to_owned),
        joint: false,
        makes: None,
        told: vec![(at, None)],
    }
}

/// The events that several printings tell, each once, in order of their days.
pub(super) fn merged<'e>(all: impl Iterator<Item = &'e LifeEvent>) -> Vec<LifeEvent> {
    let mut merged: BTreeMap<(Day, u8), LifeEvent> = BTreeMap::new();
    for event in all {
        let same = merged
            .entry((event.day, class(event.kind)))
            .or_insert_with(|| LifeEvent {
                told: Vec::new(),
                ..event.clone()
            });
        // 修订 says more than 修正, and both more than 通过.
        same.kind = same.kind.max(event.kind);
        same.joint |= event.joint;
        same.ordinal = same.ordinal.or(event.ordinal);
        if same.bodies.is_empty() {
            same.bodies.clone_from(&event.bodies);
        }
        same.decision = same.decision.take().or_else(|| event.decision.clone());
        same.number = same.number.take().or_else(|| event.number.clone());
        same.told.extend(event.told.iter().copied());
    }
    let mut events: Vec<LifeEvent> = merged.into_values().collect();
    for event in &mut events {
        event.told.sort_unstable();
        event.told.dedup();
    }
    events
}

/// The places, among `events` in order of their days, of those that make a version.
pub(super) fn makings(events: &[LifeEvent]) -> Vec<usize> {
    let mut makings: Vec<usize> = Vec::new();
    let mut last: Option<(Day, bool)> = None;
    for (i, event) in events.iter().enumerate() {
        let Some((before, joint)) = last else {
            if !matches!(event.kind, EventKind::InForce | EventKind::Repealed) {
                makings.push(i);
                last = Some((event.day, event.joint));
            }
            continue;
        };
        let made = match event.kind {
            EventKind::Amended | EventKind::Revised => event.day > before,
            // Passed again long after: some notes call every change so.
            EventKind::Adopted => {
                !joint && event.day > before.plus_months(1) && !passes_next(&events[i..])
            }
            // What passed it is not told; it was published anew.
            EventKind::Published => event.number.is_some() && event.day > before.plus_months(12),
            EventKind::Approved | EventKind::InForce | EventKind::Repealed => false,
        };
        if made {
            makings.push(i);
        }
        if made || !matches!(event.kind, EventKind::InForce | EventKind::Repealed) {
            last = Some((event.day, event.joint));
        }
    }
    makings
}

/// Whether the first of `events` passed the decision that the next approved and carried out:
/// 甲市人大常委会通过，乙省人大常委会批准的《…的决定》修正 changes the text once.
fn passes_next(events: &[LifeEvent]) -> bool {
    let [passed, changed, ..] = events else {
        return false;
    };
    matches!(changed.kind, EventKind::Amended | EventKind::Revised)
        && changed.day <= passed.day.plus_months(MOST_UNDER_REVIEW)
        && !changed.bodies.is_empty()
        && changed.bodies != passed.bodies
}

/// One printed text of a work, as far as its versions need it.
pub(super) struct Text {
    pub(super) printings: Vec<Printing>,
    /// The day of the last event that made it.
    pub(super) state: Option<Day>,
    /// The days of force that its printings state.
    pub(super) effective: Vec<Effective>,
}

/// The versions that `events` make, with the texts that print them. Texts without a day belong to
/// none.
pub(super) fn versions(events: &mut [LifeEvent], texts: &[Text]) -> Vec<Version> {
    let makings = makings(events);
    let days: Vec<Day> = makings.iter().map(|i| events[*i].day).collect();
    let of = |day: Day| days.iter().rposition(|made| *made <= day);
    let mut versions: Vec<Version> = Vec::new();
    for (n, i) in makings.iter().enumerate() {
        events[*i].makes = Some(n);
        let until = days.get(n + 1).copied().unwrap_or(Day::LAST);
        let published = events
            .iter()
            .filter(|e| matches!(e.kind, EventKind::Published | EventKind::Approved))
            .map(|e| e.day)
            .take_while(|day| *day <= days[n].plus_months(MOST_UNDER_REVIEW))
            .filter(|day| *day >= days[n] && *day < until)
            .last();
        versions.push(Version {
            path: String::new(),
            wording: 1,
            day: days[n],
            kind: events[*i].kind,
            effective: None,
            published,
            printings: Vec::new(),
        });
    }
    for event in events.iter().filter(|e| e.kind == EventKind::InForce) {
        if let Some(version) = of(event.day).and_then(|n| versions.get_mut(n)) {
            version.effective = version.effective.or(Some(Effective::On(event.day)));
        }
    }
    for text in texts {
        let Some(own) = text.state.and_then(of) else {
            continue;
        };
        versions[own].printings.extend(&text.printings);
        for stated in &text.effective {
            if let Some(n) = stated_for(stated, own, &versions) {
                let known = versions[n].effective;
                if !matches!(known, Some(Effective::On(_))) {
                    versions[n].effective = Some(*stated);
                }
            }
        }
    }
    versions
        .iter_mut()
        .for_each(|v| v.printings.sort_unstable());
    versions
}

/// The version that a stated day of force belongs to, in the text of version `own`: the last one
/// made by that day. 自公布之日起 belongs to the last one that was passed as a whole.
pub(crate) fn stated_for(stated: &Effective, own: usize, versions: &[Version]) -> Option<usize> {
    let until_own = versions.get(..=own)?;
    match stated {
        Effective::On(day) => until_own.iter().rposition(|v| v.day <= *day),
        Effective::OnPublication | Effective::OnEvent => until_own
            .iter()
            .rposition(|v| v.kind != EventKind::Amended)
            .or(Some(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, day: &str) -> LifeEvent {
        LifeEvent {
            kind,
            day: Day::parse(day).unwrap(),
            ordinal: None,
            bodies: Vec::new(),
            decision: None,
            number: Some("示例令第1号".to_owned()),
            joint: false,
            makes: None,
            told: Vec::new(),
        }
    }

    fn days(events: &[LifeEvent]) -> Vec<String> {
        let made = makings(events).into_iter();
        made.map(|i| events[i].day.to_string()).collect()
    }

    #[test]
    fn approval_and_publication_of_the_same_text_make_no_version() {
        let events = [
            event(EventKind::Adopted, "1992-11-21"),
            event(EventKind::Approved, "1993-03-05"),
            event(EventKind::Published, "1993-03-05"),
            event(EventKind::InForce, "1993-03-05"),
            event(EventKind::Amended, "1994-10-12"),
            event(EventKind::Revised, "2004-06-24"),
            event(EventKind::Approved, "2004-07-30"),
            event(EventKind::InForce, "2004-10-01"),
        ];
        assert_eq!(days(&events), ["1992-11-21", "1994-10-12", "2004-06-24"]);
    }

    #[test]
    fn a_decision_passed_by_one_and_approved_by_another_makes_one_version() {
        let by = |body: &str, event: LifeEvent| LifeEvent {
            bodies: vec![body.to_owned()],
            ..event
        };
        let events = [
            by("示例市人大常委会", event(EventKind::Adopted, "2016-08-26")),
            by("示例省人大常委会", event(EventKind::Approved, "2016-09-29")),
            by("示例市人大常委会", event(EventKind::Adopted, "2021-10-28")),
            by("示例省人大常委会", event(EventKind::Amended, "2021-12-03")),
        ];
        assert_eq!(days(&events), ["2016-08-26", "2021-12-03"]);
        // It begins with its approval.
        let mut events = events;
        let starts: Vec<String> = versions(&mut events, &[])
            .iter()
            .map(|v| v.start().to_string())
            .collect();
        assert_eq!(starts, ["2016-09-29", "2021-12-03"]);
    }

    #[test]
    fn what_is_passed_or_published_again_long_after_is_another_version() {
        let passed = [
            event(EventKind::Adopted, "2018-03-30"),
            event(EventKind::Adopted, "2021-09-24"),
        ];
        assert_eq!(days(&passed), ["2018-03-30", "2021-09-24"]);
        let published = [
            event(EventKind::Published, "1999-10-07"),
            event(EventKind::Published, "2023-04-27"),
        ];
        assert_eq!(days(&published), ["1999-10-07", "2023-04-27"]);
        let twice = [
            LifeEvent {
                joint: true,
                ..event(EventKind::Adopted, "1987-09-01")
            },
            event(EventKind::Adopted, "1987-12-01"),
        ];
        assert_eq!(days(&twice), ["1987-09-01"]);
    }

    #[test]
    fn two_notes_merge_event_by_event() {
        let one = [
            event(EventKind::Adopted, "2000-11-03"),
            event(EventKind::Adopted, "2007-03-30"),
        ];
        let other = [
            event(EventKind::Adopted, "2000-11-03"),
            event(EventKind::Amended, "2007-03-30"),
            event(EventKind::Revised, "2023-07-28"),
        ];
        let kinds: Vec<EventKind> = merged(one.iter().chain(&other))
            .iter()
            .map(|e| e.kind)
            .collect();
        assert_eq!(
            kinds,
            [EventKind::Adopted, EventKind::Amended, EventKind::Revised]
        );
    }

    #[test]
    fn a_stated_day_belongs_to_the_last_version_made_by_then() {
        let mut events = [
            event(EventKind::Adopted, "1993-02-06"),
            event(EventKind::Amended, "1997-12-10"),
            event(EventKind::Revised, "2009-02-24"),
            event(EventKind::Amended, "2024-09-27"),
        ];
        let stated = Effective::On(Day::parse("2009-06-01").unwrap());
        let text = Text {
            printings: Vec::new(),
            state: Day::parse("2024-09-27"),
            effective: vec![stated],
        };
        let versions = versions(&mut events, &[text]);
        let starts: Vec<String> = versions.iter().map(|v| v.start().to_string()).collect();
        assert_eq!(
            starts,
            ["1993-02-06", "1997-12-10", "2009-06-01", "2024-09-27"]
        );
        let on = |day| in_force_on(&versions, Day::parse(day).unwrap());
        assert_eq!(on("2009-05-31"), Some(1));
        assert_eq!(on("2009-06-01"), Some(2));
        assert_eq!(on("1990-01-01"), None);
    }
}
