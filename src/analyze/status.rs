//! Legal status: what is in force on a day.
//!
//! Owns: the status of one document or all, with since when, by what and in which words. Must not
//! know: how days are reckoned (`lifecycle`).

use super::answer_table::{AnswerTable, Cell, Row};
use super::changed::{self, Decision};
use super::lifecycle::{Act, Basis, Held, Lifecycles, Standing, State, fact, holding};
use crate::analyze::network::{Evidence, Fact, Network};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::model::provision::Provision;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// The columns of a status, in order.
const COLUMNS: &[&str] = &[
    "document",
    "status",
    "since",
    "reckoned from",
    "until",
    "by",
    "provisions",
    "in force from",
    "start",
    "notes",
    "rule",
    "iri",
    "version",
];

/// The status of one document.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The IRIs of the document and what belongs to it, the instrument first.
    pub documents: Vec<String>,
    /// What it is.
    pub state: State,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// The first day of that.
    pub since: Option<Day>,
    /// What `since` rests on.
    pub basis: Basis,
    /// The first day of force, whatever came after; also one that is still to come.
    pub in_force_from: Option<Day>,
    /// The last day of force, as far as known.
    pub until: Option<Day>,
    /// The IRI of the version in force on the day, or of the one that was asked for; none of a
    /// document that does not change.
    pub version: Option<String>,
    /// The IRIs of the documents that made it so.
    pub by: Vec<String>,
    /// The spans of text that say so.
    pub spans: Vec<String>,
}

/// The status of every family of documents, those outside the collection too.
pub fn statuses(network: &Network, lives: &Lifecycles, as_of: AsOf) -> Vec<Status> {
    (0..lives.families.count())
        .map(|family| {
            status_of(
                network,
                lives,
                family,
                lives.standing(network, family, as_of),
                as_of,
            )
        })
        .collect()
}

/// The status of one document; the others are not reckoned.
pub(crate) fn status_for(
    network: &Network,
    lives: &Lifecycles,
    document: NodeIndex,
    as_of: AsOf,
) -> Status {
    let family = lives.families.number(document);
    let standing = lives.standing(network, family, as_of);
    status_of(network, lives, family, standing, as_of)
}

/// The status of one version of a work, by its IRI: what has not begun to hold, holds, or has given
/// way to the next; nothing if the work has no such version.
pub(crate) fn status_for_version(
    network: &Network,
    lives: &Lifecycles,
    document: NodeIndex,
    version: &str,
    as_of: AsOf,
) -> Option<Status> {
    let family = lives.families.number(document);
    let held = lives.versions(network, family);
    let held = held.into_iter().find(|it| it.version.iri == version)?;
    let standing = lives.standing(network, family, as_of);
    let (state, since, basis) = held.standing(&standing, as_of);
    let work = status_of(network, lives, family, standing, as_of);
    Some(Status {
        state,
        rule: "version",
        since,
        basis,
        in_force_from: Some(held.from),
        until: held.next.map(Day::previous),
        version: Some(held.version.iri.clone()),
        documents: vec![held.version.iri.clone()],
        ..work
    })
}

fn status_of(
    network: &Network,
    lives: &Lifecycles,
    family: usize,
    standing: Standing,
    as_of: AsOf,
) -> Status {
    let acting = |act: &Act| {
        network
            .graph
            .edge_endpoints(act.link)
            .and_then(|(from, _)| network.graph.node_weight(from))
            .map(|it| it.iri.clone())
    };
    let spans = |act: &Act| {
        network
            .graph
            .edge_weight(act.link)
            .into_iter()
            .flat_map(|link| link.evidence.iter().map(|it| it.span.clone()))
    };
    let mut by: Vec<String> = standing.acts.iter().filter_map(acting).collect();
    by.dedup();
    let held = lives.versions(network, family);
    let version = holding(&held, as_of).map(|it| it.version.iri.clone());
    Status {
        version,
        documents: lives
            .families
            .documents(network, family)
            .map(|document| document.iri.clone())
            .collect(),
        state: standing.state,
        rule: standing.rule,
        since: standing.since,
        basis: standing.basis,
        in_force_from: lives.start(family).0,
        until: standing.until,
        by,
        spans: standing.acts.iter().flat_map(spans).collect(),
    }
}

/// The status of a document, or of all that the collection prints; `with_stubs` also of those it
/// only cites.
pub fn status(
    network: &Network,
    document: Option<NodeIndex>,
    as_of: AsOf,
    with_stubs: bool,
) -> AnswerTable<'_> {
    status_in(
        network,
        &Lifecycles::of(network),
        document,
        as_of,
        with_stubs,
    )
}

/// As [`status`], for who asks often and has the lives of the network already.
pub(crate) fn status_in<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    document: Option<NodeIndex>,
    as_of: AsOf,
    with_stubs: bool,
) -> AnswerTable<'a> {
    let mut sheet = AnswerTable::new("status", as_of, COLUMNS);
    if let (None, Some(day)) = (as_of.day(), lives.horizon()) {
        sheet.notes.push(format!("all acts count, whatever their day; a term has run out if it ends before {day}, the latest day of a document"));
    }
    let mut counts: BTreeMap<State, u64> = BTreeMap::new();
    let families: Vec<usize> = match document {
        Some(node) => vec![lives.families.number(node)],
        None => (0..lives.families.count())
            .filter(|family| with_stubs || !lives.families.is_stub(network, *family))
            .collect(),
    };
    for family in families {
        let standing = lives.standing(network, family, as_of);
        *counts.entry(standing.state).or_default() += 1;
        let held = lives.versions(network, family);
        sheet.rows.push(row(
            network,
            lives,
            family,
            &standing,
            holding(&held, as_of),
        ));
        if document.is_some() {
            let title = lives.families.head(network, family).title;
            let rows = held.iter();
            let rows = rows.map(|it| version_row(&title, it, &standing, as_of));
            sheet.rows.extend(rows);
            let decisions = changed::decisions(network, lives, Some(family), None, as_of);
            sheet.rows.extend(decisions.iter().map(changes_row));
        }
    }
    if document.is_none() {
        let words: Vec<String> = State::ALL
            .iter()
            .filter_map(|state| Some(format!("{} {}", counts.get(state)?, state.name())))
            .collect();
        sheet.notes.push(words.join(", "));
    }
    sheet
}

fn row<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    family: usize,
    standing: &Standing,
    version: Option<&Held<'a>>,
) -> Row<'a> {
    let (start, basis) = lives.start(family);
    let Acts {
        by,
        provisions,
        evidence,
    } = Acts::of(network, lives, standing);
    let notes = notes(network, lives, family, standing);
    let head = lives.families.head(network, family);
    let cells = vec![
        Cell::from(head.to_string()),
        standing.state.name().into(),
        standing.since.into(),
        standing.since.map(|_| standing.basis.words()).into(),
        standing.until.into(),
        Cell::from(by.as_slice()),
        Cell::from(provisions.as_slice()),
        start.into(),
        Cell::from(basis.words()),
        Cell::from(notes.as_slice()),
        standing.rule.into(),
        Cell::from(head.iri),
        version.map(|it| it.version.day).into(),
    ];
    Row::of(
        cells,
        with_own_words(network, lives, family, standing.state, evidence),
    )
}

/// What the acts behind a state say.
#[derive(Default)]
struct Acts<'a> {
    by: Vec<String>,
    provisions: Vec<Provision>,
    evidence: Vec<&'a Evidence>,
}

impl<'a> Acts<'a> {
    fn of(network: &'a Network, lives: &Lifecycles, standing: &Standing) -> Self {
        let mut told = Self::default();
        for act in &standing.acts {
            let (Some((from, _)), Some(link)) = (
                network.graph.edge_endpoints(act.link),
                network.graph.edge_weight(act.link),
            ) else {
                continue;
            };
            let families = &lives.families;
            let acting = families.label(network, families.number(from));
            let words = format!("{} by {acting}", act.relation.passive());
            if !told.by.contains(&words) {
                told.by.push(words);
            }
            for provision in &link.provisions {
                if !told.provisions.contains(provision) {
                    told.provisions.push(provision.clone());
                }
            }
            told.evidence.extend(&link.evidence);
        }
        told
    }
}

/// The places of the acts, then those where the document tells its own days; where there is none,
/// its date or its title.
fn with_own_words<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    family: usize,
    state: State,
    mut evidence: Vec<&'a Evidence>,
) -> Vec<&'a Evidence> {
    let told = |facts: &[Fact]| fact(network, &lives.families, family, facts);
    if state != State::Repealed && state != State::Replaced {
        evidence.extend(
            [told(&[Fact::Expires]), told(&[Fact::Effective])]
                .iter()
                .flatten(),
        );
    }
    if evidence.is_empty() {
        evidence.extend(told(&[Fact::Dated, Fact::Title]));
    }
    evidence
}

fn notes(network: &Network, lives: &Lifecycles, family: usize, standing: &Standing) -> Vec<String> {
    let mut notes = standing.notes.clone();
    let gaps = lives
        .validity(network, family)
        .filter(|spans| spans.to_string().contains('∪'));
    notes.extend(gaps.map(|spans| format!("in force {spans}")));
    let disputed = lives.acts(family).iter().filter(|act| act.disputed).count();
    if disputed > 0 {
        notes.push(format!(
            "{disputed} acts older than this text, which can only mean an earlier one, are left out"
        ));
    }
    if lives.families.is_stub(network, family) {
        notes.push("not in the collection".to_owned());
    }
    notes
}

/// One version of a work, below the row of the work.
fn version_row<'a>(title: &str, held: &Held<'a>, work: &Standing, as_of: AsOf) -> Row<'a> {
    let version = held.version;
    let (state, since, basis) = held.standing(work, as_of);
    let mut notes: Vec<String> = Vec::new();
    let made = [&version.kind, &version.decision];
    notes.extend(made.into_iter().flatten().cloned());
    notes.push(match &version.printed {
        Some((path, line)) => format!("{path}:{line}"),
        None => "text not held".to_owned(),
    });
    if held.twin {
        notes.push("another wording goes by the same day".to_owned());
    }
    let cells = vec![
        Cell::from(format!("《{title}》@{}", version.day)),
        state.name().into(),
        since.into(),
        since.map(|_| basis.words()).into(),
        held.next.map(Day::previous).into(),
        Cell::None,
        Cell::None,
        Some(held.from).into(),
        Cell::from(held.basis.words()),
        Cell::from(notes.as_slice()),
        "version".into(),
        Cell::from(version.iri.clone()),
        Some(version.day).into(),
    ];
    Row {
        depth: 1,
        ..Row::of(cells, version.evidence.iter().collect())
    }
}

/// What one decision changed in the provisions of a work, below its versions.
fn changes_row<'a>(decision: &Decision<'a>) -> Row<'a> {
    let cells = vec![
        Cell::from(&decision.act),
        Cell::None,
        Cell::from(decision.start),
        Cell::from(decision.start.map(|_| decision.basis.words())),
        Cell::None,
        Cell::from(format!("changed by {}", decision.by)),
        Cell::from(decision.provisions().as_slice()),
        Cell::None,
        Cell::None,
        Cell::from(decision.counts()),
        Cell::Word("provisions changed"),
        Cell::from(&decision.work.iri),
        Cell::None,
    ];
    Row {
        depth: 1,
        ..Row::of(cells, decision.evidence())
    }
}

/// The status of one provision, by its number in the text in force on the day: over if an act ends
/// it or the whole document, else what the document is; below it what decisions changed in it.
///
/// # Errors
/// When the provision cannot be read.
pub fn status_of_provision<'a>(
    network: &'a Network,
    document: NodeIndex,
    provision: &str,
    as_of: AsOf,
) -> Result<AnswerTable<'a>, Error> {
    let asked = Provision::parse(provision)?;
    let lives = Lifecycles::of(network);
    let mut sheet = AnswerTable::new("status", as_of, COLUMNS);
    let family = lives.families.number(document);
    let work = lives.standing(network, family, as_of);
    let held = lives.versions(network, family);
    // Of several versions, any may be the first that has the provision.
    let start = match held.len() {
        0 | 1 => lives.start(family),
        _ => (None, Basis::Unknown),
    };
    let standing = work.of_provision(network, &asked, start);
    let mut first = row(network, &lives, family, &standing, holding(&held, as_of));
    if let Some(cell) = first.cells.first_mut() {
        let head = lives.families.head(network, family);
        *cell = Cell::from(format!("{head} {asked}"));
    }
    sheet.rows.push(first);
    let decisions = changed::decisions(network, &lives, Some(family), Some(&asked), as_of);
    if !decisions.is_empty() {
        sheet.notes.push(NUMBERS.to_owned());
    }
    sheet.rows.extend(decisions.iter().map(changes_row));
    Ok(sheet)
}

/// What is said of the numbers by which decisions go.
const NUMBERS: &str =
    "changes go by the numbers of the text before each decision, or by those it gives";

/// The one version of a document that `spec` names: a day or a year; or its IRI.
///
/// # Errors
/// A sentence that lists the versions there are.
pub fn version_named(network: &Network, document: NodeIndex, spec: &str) -> Result<String, Error> {
    let versions = network.graph.node_weight(document);
    let versions = versions.map_or(&[][..], |document| document.versions.as_slice());
    let spec = spec.trim().trim_end_matches(['年', '版']);
    let by_year = |year: u32| versions.iter().rfind(|it| it.day.year() == year);
    let found = match (spec.parse(), Day::parse(spec)) {
        (Ok(year), _) => by_year(year),
        (_, Some(day)) => versions.iter().find(|it| it.day == day),
        _ => versions.iter().find(|it| it.iri.ends_with(spec)),
    };
    let known: Vec<String> = versions.iter().map(|it| it.day.to_string()).collect();
    found.map(|it| it.iri.clone()).ok_or_else(|| {
        let message = if known.is_empty() {
            format!("no version {spec}: the document has one text only")
        } else {
            format!("no version {spec}; there are {}", known.join(", "))
        };
        Error::new(ErrorKind::Usage, message)
    })
}

/// The rows of [`status`] for one version of a document alone.
pub fn status_of_version<'a>(
    network: &'a Network,
    document: NodeIndex,
    version: &str,
    as_of: AsOf,
) -> AnswerTable<'a> {
    let lives = Lifecycles::of(network);
    let mut sheet = AnswerTable::new("status", as_of, COLUMNS);
    let family = lives.families.number(document);
    let standing = lives.standing(network, family, as_of);
    let title = lives.families.head(network, family).title;
    let held = lives.versions(network, family);
    let asked = held.iter().filter(|it| it.version.iri == version);
    let rows = asked.map(|it| version_row(&title, it, &standing, as_of));
    sheet.rows.extend(rows.map(|row| Row { depth: 0, ..row }));
    sheet
}
