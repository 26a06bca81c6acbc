//! One test for each rule, on made-up cases: where it applies, and next to it where it does not.

use super::acts::Act;
use super::rules::{Case, RULES};
use super::state::{Basis, State};
use crate::analyze::network::Relation;
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::EdgeIndex;
use std::collections::BTreeSet;

fn day(text: &str) -> Option<Day> {
    Day::parse(text)
}

fn act(relation: Relation, on: &str) -> Act {
    Act {
        family: 0,
        relation,
        day: day(on),
        basis: Basis::Stated,
        within: None,
        until: None,
        in_part: relation == Relation::RepealsPartOf,
        disputed: false,
        link: EdgeIndex::new(0),
    }
}

fn until(last: &str, act: Act) -> Act {
    Act {
        until: day(last),
        ..act
    }
}

fn in_part(act: Act) -> Act {
    Act {
        in_part: true,
        ..act
    }
}

/// A document that began on 2010-01-01, on the day `on`; none means as far as the collection goes.
fn case(on: &str, acts: &[Act]) -> Case {
    with_term(on, None, acts)
}

fn with_term(on: &str, term: Option<(&str, &str)>, acts: &[Act]) -> Case {
    let start = (day("2010-01-01"), Basis::Stated);
    let term = term.and_then(|(first, last)| day(first).zip(day(last)));
    Case::new(
        AsOf::new(day(on)),
        start,
        acts.to_vec(),
        term,
        day("2024-12-31"),
    )
}

fn without_start(on: &str, acts: &[Act]) -> Case {
    let start = (None, Basis::Unknown);
    Case::new(AsOf::new(day(on)), start, acts.to_vec(), None, None)
}

/// The rule, the state and its first day.
fn check(case: &Case, rule: &str, state: State, since: &str) {
    let found = case.standing();
    assert_eq!(
        (found.rule, found.state, found.since),
        (rule, state, day(since)),
        "{case:?}"
    );
}

#[test]
fn not_yet_begun() {
    check(
        &case("2009-12-31", &[]),
        "not yet begun",
        State::NotYetInForce,
        "",
    );
    check(
        &case("2010-01-01", &[]),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    // What is to be repealed before it begins has still not begun.
    let early = [act(Relation::Repeals, "2009-06-01")];
    check(
        &case("2009-12-31", &early),
        "not yet begun",
        State::NotYetInForce,
        "",
    );
}

#[test]
fn replaced() {
    let acts = [act(Relation::Replaces, "2015-07-01")];
    check(
        &case("2015-07-01", &acts),
        "replaced",
        State::Replaced,
        "2015-07-01",
    );
    check(
        &case("2015-06-30", &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    assert_eq!(
        case("2015-06-30", &acts).standing().notes,
        ["to end on 2015-07-01"]
    );
    // Said to be repealed on the same day: the stronger word counts.
    let both = [
        act(Relation::Repeals, "2015-07-01"),
        act(Relation::Replaces, "2015-07-01"),
    ];
    check(
        &case("2015-07-01", &both),
        "repealed",
        State::Repealed,
        "2015-07-01",
    );
}

#[test]
fn repealed() {
    for relation in [Relation::Repeals, Relation::Invalidates] {
        let acts = [
            act(relation, "2015-07-01"),
            act(Relation::Replaces, "2018-01-01"),
        ];
        check(
            &case("2020-01-01", &acts),
            "repealed",
            State::Repealed,
            "2015-07-01",
        );
        check(
            &case("2015-06-30", &acts),
            "in force",
            State::InForce,
            "2010-01-01",
        );
    }
    // Of what had run out before, the repeal ends nothing.
    let acts = [act(Relation::Repeals, "2015-07-01")];
    let lapsed = with_term("2020-01-01", Some(("2012-12-31", "2012-12-31")), &acts);
    check(&lapsed, "own term run out", State::Expired, "2013-01-01");
    // On the first day after the term both say the same; the repeal is the plainer word.
    let same = with_term("2020-01-01", Some(("2015-06-30", "2015-06-30")), &acts);
    check(&same, "repealed", State::Repealed, "2015-07-01");
}

#[test]
fn own_term_run_out() {
    let term = Some(("2015-12-31", "2015-12-31"));
    check(
        &with_term("2015-12-31", term, &[]),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &with_term("2016-01-01", term, &[]),
        "own term run out",
        State::Expired,
        "2016-01-01",
    );
    let longer = [until("2018-12-31", act(Relation::Extends, "2015-06-01"))];
    check(
        &with_term("2018-12-31", term, &longer),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &with_term("2019-01-01", term, &longer),
        "own term run out",
        State::Expired,
        "2019-01-01",
    );
    // Taken up again from a stated day: the days between are a gap.
    let later = [until("2018-12-31", act(Relation::Extends, "2017-01-01"))];
    check(
        &with_term("2016-06-01", term, &later),
        "own term run out",
        State::Expired,
        "2016-01-01",
    );
    check(
        &with_term("2017-01-01", term, &later),
        "in force",
        State::InForce,
        "2010-01-01",
    );
}

#[test]
fn extended_in_part() {
    let term = Some(("2015-12-31", "2015-12-31"));
    let acts = [in_part(until(
        "2018-12-31",
        act(Relation::Extends, "2015-06-01"),
    ))];
    check(
        &with_term("2016-01-01", term, &acts),
        "extended in part",
        State::ExtendedInPart,
        "2016-01-01",
    );
    check(
        &with_term("2015-12-31", term, &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &with_term("2019-01-01", term, &acts),
        "own term run out",
        State::Expired,
        "2016-01-01",
    );
}

#[test]
fn end_of_term_not_told() {
    let year = Some(("2015-01-01", "2015-12-31"));
    // 至2015年: all of the year is within
    check(
        &with_term("2015-12-31", year, &[]),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    let open = [act(Relation::Extends, "2015-06-01")];
    let term = Some(("2015-12-31", "2015-12-31"));
    check(
        &with_term("2020-01-01", term, &open),
        "end of term not told",
        State::Unknown,
        "",
    );
}

#[test]
fn ended_day_not_told() {
    let acts = [act(Relation::Repeals, "")];
    check(&case("", &acts), "ended, day not told", State::Repealed, "");
    let acts = [act(Relation::Replaces, "")];
    check(&case("", &acts), "ended, day not told", State::Replaced, "");
    check(
        &case("", &[in_part(acts[0])]),
        "in force",
        State::InForce,
        "2010-01-01",
    );
}

/// The year of a number bounds the day of what prints none.
#[test]
fn an_undated_act_has_happened_when_its_last_day_has_passed() {
    let numbered = |relation| Act {
        within: day("2013-01-01").zip(day("2014-12-31")),
        ..act(relation, "")
    };
    let acts = [numbered(Relation::Repeals)];
    check(&case("2015-01-01", &acts), "repealed", State::Repealed, "");
    let on = |on| case(on, &acts);
    check(&on("2014-06-01"), "perhaps ended", State::Unknown, "");
    let notes = on("2015-01-01").standing().notes;
    assert_eq!(notes, ["on a day that is not told, not after 2014-12-31"]);
    // A term that ran out tells more.
    let term = Some(("2014-06-30", "2014-06-30"));
    let both = with_term("2015-01-01", term, &acts);
    check(&both, "own term run out", State::Expired, "2014-07-01");
    let amended = [numbered(Relation::Amends)];
    check(&case("2015-01-01", &amended), "amended", State::Amended, "");
    let part = [in_part(acts[0])];
    let partly = ("partly repealed", State::PartlyRepealed);
    check(&case("2015-01-01", &part), partly.0, partly.1, "");
}

#[test]
fn perhaps_ended() {
    let acts = [act(Relation::Repeals, "")];
    check(
        &case("2020-01-01", &acts),
        "perhaps ended",
        State::Unknown,
        "",
    );
    let told = [act(Relation::Repeals, "2019-01-01"), acts[0]];
    check(
        &case("2020-01-01", &told),
        "repealed",
        State::Repealed,
        "2019-01-01",
    );
}

#[test]
fn suspended() {
    let acts = [until("2016-12-31", act(Relation::Suspends, "2015-01-01"))];
    check(
        &case("2014-12-31", &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &case("2015-01-01", &acts),
        "suspended",
        State::Suspended,
        "2015-01-01",
    );
    check(
        &case("2016-12-31", &acts),
        "suspended",
        State::Suspended,
        "2015-01-01",
    );
    check(
        &case("2017-01-01", &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &without_start("2015-06-01", &acts),
        "start not told",
        State::Unknown,
        "",
    );
}

#[test]
fn partly_repealed() {
    let acts = [
        act(Relation::Amends, "2012-01-01"),
        act(Relation::RepealsPartOf, "2015-01-01"),
    ];
    check(
        &case("2015-01-01", &acts),
        "partly repealed",
        State::PartlyRepealed,
        "2015-01-01",
    );
    assert_eq!(case("2015-01-01", &acts).standing().notes, ["also amended"]);
    check(
        &case("2014-12-31", &acts),
        "amended",
        State::Amended,
        "2012-01-01",
    );
    let part = [in_part(act(Relation::Invalidates, "2015-01-01"))];
    check(
        &without_start("2015-01-01", &part),
        "partly repealed",
        State::PartlyRepealed,
        "2015-01-01",
    );
}

#[test]
fn suspended_in_part() {
    let acts = [in_part(until(
        "2016-12-31",
        act(Relation::Suspends, "2015-01-01"),
    ))];
    check(
        &case("2016-12-31", &acts),
        "suspended in part",
        State::SuspendedInPart,
        "2015-01-01",
    );
    check(
        &case("2017-01-01", &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    let graver = [acts[0], act(Relation::RepealsPartOf, "2016-01-01")];
    check(
        &case("2016-06-01", &graver),
        "partly repealed",
        State::PartlyRepealed,
        "2016-01-01",
    );
}

#[test]
fn amended() {
    let acts = [
        act(Relation::Amends, "2012-01-01"),
        act(Relation::Amends, "2014-01-01"),
    ];
    check(
        &case("2011-12-31", &acts),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    check(
        &case("2013-01-01", &acts),
        "amended",
        State::Amended,
        "2012-01-01",
    );
    check(
        &case("2014-01-01", &acts),
        "amended",
        State::Amended,
        "2014-01-01",
    );
    check(
        &without_start("2014-01-01", &acts),
        "start not told",
        State::Unknown,
        "",
    );
}

#[test]
fn in_force() {
    check(&case("", &[]), "in force", State::InForce, "2010-01-01");
    let open = [act(Relation::Amends, "")];
    check(
        &case("2020-01-01", &open),
        "in force",
        State::InForce,
        "2010-01-01",
    );
    let notes = case("2020-01-01", &open).standing().notes;
    assert_eq!(
        notes,
        ["1 changes on days that the collection does not tell"]
    );
}

#[test]
fn start_not_told() {
    check(
        &without_start("2020-01-01", &[]),
        "start not told",
        State::Unknown,
        "",
    );
    let acts = [act(Relation::Repeals, "2015-01-01")];
    check(
        &without_start("2020-01-01", &acts),
        "repealed",
        State::Repealed,
        "2015-01-01",
    );
}

/// The year of a number bounds the first day of what tells none.
#[test]
fn what_has_begun_for_certain_is_in_force_on_no_day_that_is_made_up() {
    let within = day("2013-01-01").zip(day("2014-12-31"));
    let on = |on: &str, acts: &[Act]| without_start(on, acts).within(within);
    check(
        &on("2012-12-31", &[]),
        "not yet begun",
        State::NotYetInForce,
        "",
    );
    check(&on("2013-01-01", &[]), "start not told", State::Unknown, "");
    check(&on("2014-12-31", &[]), "in force", State::InForce, "");
    let notes = on("2014-12-31", &[]).standing().notes;
    assert_eq!(
        notes,
        ["since a day that is not told, not after 2014-12-31"]
    );
    let amended = [act(Relation::Amends, "2015-03-01")];
    check(
        &on("2020-01-01", &amended),
        "amended",
        State::Amended,
        "2015-03-01",
    );
    let repealed = [act(Relation::Repeals, "2014-03-01")];
    check(
        &on("2020-01-01", &repealed),
        "repealed",
        State::Repealed,
        "2014-03-01",
    );
    // A day that is told goes before.
    let told = case("2012-12-31", &[]).within(within);
    check(&told, "in force", State::InForce, "2010-01-01");
}

/// Every rule has its test above, under its own name.
#[test]
fn every_rule_has_a_name_a_law_and_a_test() {
    let text = include_str!("tests.rs");
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let test = rule.name.replace(", ", "_").replace(' ', "_");
        assert!(text.contains(&format!("#[test]\nfn {test}()")), "{test}");
        assert!(rule.law.ends_with('。'), "{}", rule.name);
    }
}
