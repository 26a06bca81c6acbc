//! Stale references: documents that rest on, carry out or cite what is over.
//!
//! Owns: which references are dead on a day, whether they were dead when written, what to put in
//! their place; those that are deliberate (a transitional clause, 原《…》), told apart with the
//! reason. Must not know: how rows are written, by which words a mention is deliberate
//! (`deliberate`), where articles moved to (`drift`).

use super::answer_table::{AnswerTable, Cell, Row};
use super::family::Families;
use super::lifecycle::{Act, Lifecycles, Standing, State};
use super::renumbering::Renumbering;
use super::texts::{NoTexts, Texts};
use super::{deliberate, drift};
use crate::analyze::network::{Evidence, Link, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::provision::Provision;
use petgraph::graph::EdgeIndex;
use petgraph::visit::EdgeRef;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

const BEFORE: &str = "before it was signed";
/// With the reason, which only deliberate mentions have.
const DELIBERATE: &[&str] = &[
    "document",
    "relation",
    "of",
    "provisions",
    "which is",
    "since",
    "dead",
    "by",
    "instead",
    "iri",
    "of iri",
    "notes",
];
const COLUMNS: &[&str] = DELIBERATE.split_at(DELIBERATE.len() - 1).0;

/// How many characters around a mention are looked at.
const AROUND: usize = 240;

/// All references to something that is over on the day, from documents of the collection that are
/// not; without those that are deliberate as far as the words show that the graph holds.
pub fn stale(network: &Network, as_of: AsOf) -> AnswerTable<'_> {
    stale_with(network, as_of, &NoTexts).swap_remove(0)
}

/// Three sheets: references to what is over; to articles that have since moved or gone, where the
/// texts of both versions are at hand; and those that speak of what is over deliberately.
pub fn stale_with<'a>(
    network: &'a Network,
    as_of: AsOf,
    texts: &dyn Texts,
) -> Vec<AnswerTable<'a>> {
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let mut sheet = AnswerTable::new("stale references", as_of, COLUMNS);
    let mut apart = AnswerTable::new("deliberate mentions of what is over", as_of, DELIBERATE);
    let gone: Vec<Option<Box<Gone<'_>>>> = (0..families.count())
        .map(|family| Gone::of(network, &lives, family, as_of).map(Box::new))
        .collect();
    let References { dead, ended } = References::of(network, families, &gone);
    let mut before = 0;
    for links in dead.chunk_by(|a, b| a.from == b.from) {
        let family = links.first().map_or(0, |link| link.from as usize);
        if families.is_stub(network, family)
            || lives.standing(network, family, as_of).state.is_over()
        {
            continue;
        }
        let mut citing = Citing {
            network,
            lives: &lives,
            texts,
            as_of,
            family,
            issued: lives.issued_within(family),
            names: None,
        };
        for reference in links {
            let ends_it = ended.binary_search(&(reference.from, reference.target));
            let Some(Some(gone)) = gone.get(reference.target as usize) else {
                continue;
            };
            if ends_it.is_err()
                && let Some((row, was_dead, reason)) = citing.row(gone, reference.link)
            {
                match reason {
                    Some(reason) => apart.rows.push(with_reason(row, reason)),
                    None => {
                        before += usize::from(was_dead);
                        sheet.rows.push(row);
                    }
                }
            }
        }
    }
    sheet.notes.push(format!(
        "{} references, {before} of them dead before the document was signed",
        sheet.rows.len()
    ));
    let mut moved = AnswerTable::new("references to articles that moved", as_of, COLUMNS);
    moved.rows = drift::rows(network, &lives, &Renumbering::of(texts), as_of);
    vec![sheet, moved, apart]
}

fn with_reason<'a>(mut row: Row<'a>, reason: &'static str) -> Row<'a> {
    row.cells.push(reason.into());
    row
}

/// A row, whether the other was dead before the document was signed, why the link is deliberate.
type LinkRow<'a> = (Row<'a>, bool, Option<&'static str>);

/// A document that refers to others.
struct Citing<'a, 'l> {
    network: &'a Network,
    lives: &'l Lifecycles,
    texts: &'l dyn Texts,
    as_of: AsOf,
    family: usize,
    /// The first and the last day on which it can have been issued.
    issued: Option<(Day, Day)>,
    /// Its label and IRI, once they are asked for.
    names: Option<(Arc<str>, Arc<str>)>,
}

impl<'a> Citing<'a, '_> {
    /// The row of a link to what is gone, whether it was gone before the document was signed, and
    /// why the link is deliberate if all its places are; nothing where it speaks of what is left,
    /// or where the document ended it itself.
    fn row(&mut self, gone: &Gone<'a>, link: EdgeIndex) -> Option<LinkRow<'a>> {
        let (network, lives) = (self.network, self.lives);
        let (from, _) = network.graph.edge_endpoints(link)?;
        let (speaker, link) = (
            network.graph.node_weight(from)?,
            network.graph.edge_weight(link)?,
        );
        if !drift::speaks(speaker, link, self.as_of) {
            return None;
        }
        let death = gone.death(network, lives, link)?;
        if death.by.contains(&self.family) {
            return None;
        }
        let within = death.since.map(|day| (day, day)).or(death.within);
        let dead = match within.zip(self.issued) {
            Some(((_, last), (issued, _))) if last <= issued => BEFORE,
            Some(((first, _), (_, issued))) if first > issued => "since it was signed",
            _ => "unknown whether before it was signed",
        };
        let name = || names(network, &lives.families, self.family);
        let (label, iri) = self.names.get_or_insert_with(name);
        let provisions = match gone.end {
            End::Whole(_) => link.provisions.as_slice(),
            End::Parts(_) => &death.provisions,
        };
        let cells = vec![
            Cell::from(&*label),
            link.relation.name().into(),
            Cell::from(&gone.label),
            Cell::from(provisions),
            gone.state.into(),
            death.since.into(),
            dead.into(),
            death.names.clone(),
            gone.instead.clone(),
            Cell::from(&*iri),
            Cell::from(&gone.iri),
        ];
        let (places, reason) = self.places(link, dead == BEFORE);
        let places = places.into_iter().chain(death.evidence.iter().copied());
        Some((Row::of(cells, places.collect()), dead == BEFORE, reason))
    }

    /// The places of a link that are not deliberate; if all are, all of them with the first reason.
    /// `was_over` says that what the link speaks of was over before.
    fn places(&self, link: &'a Link, was_over: bool) -> (Vec<&'a Evidence>, Option<&'static str>) {
        let told = link.evidence.iter().map(|place| {
            let (before, after) = self.texts.around(place, AROUND).unwrap_or_default();
            let quote: String = place.quote.chars().filter(|c| !c.is_whitespace()).collect();
            let reason = deliberate::reason(&before, &quote, &after, was_over);
            (place, reason)
        });
        let told: Vec<_> = told.collect();
        let plain = told.iter().filter(|(_, reason)| reason.is_none());
        let plain: Vec<&Evidence> = plain.map(|(place, _)| *place).collect();
        match told.first() {
            Some((_, reason)) if plain.is_empty() => (link.evidence.iter().collect(), *reason),
            _ => (plain, None),
        }
    }
}

fn names(network: &Network, families: &Families, family: usize) -> (Arc<str>, Arc<str>) {
    let head = families.head(network, family);
    (head.to_string().into(), head.iri.into())
}

/// A link to a family that is over, at least in part.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reference {
    from: u32,
    target: u32,
    relation: Relation,
    link: EdgeIndex,
}

/// What must be known of all links that rely on the other being alive (whoever ends, changes,
/// prolongs or explains another knows its state) or that end it, taken in the order in which they
/// lie in memory: to go from document to document costs many times as much.
struct References {
    /// By document, then target, then relation.
    dead: Vec<Reference>,
    /// Who ends whom.
    ended: Vec<(u32, u32)>,
}

impl References {
    fn of(network: &Network, families: &Families, gone: &[Option<Box<Gone<'_>>>]) -> Self {
        let mut found = Self {
            dead: Vec::new(),
            ended: Vec::new(),
        };
        for edge in network.graph.edge_references() {
            let relation = edge.weight().relation;
            let (from, target) = (
                families.number(edge.source()) as u32,
                families.number(edge.target()) as u32,
            );
            if relation.ends() {
                found.ended.push((from, target));
            } else if relation.relies()
                && from != target
                && gone.get(target as usize).is_some_and(Option::is_some)
            {
                found.dead.push(Reference {
                    from,
                    target,
                    relation,
                    link: edge.id(),
                });
            }
        }
        found.ended.sort_unstable();
        found.dead.sort_unstable();
        found
    }
}

/// A document that is over, or of which provisions are gone.
struct Gone<'a> {
    state: &'static str,
    label: Arc<str>,
    iri: Arc<str>,
    /// What took its place.
    instead: Cell,
    end: End<'a>,
}

/// What of a document is gone.
enum End<'a> {
    /// All of it, for every link the same.
    Whole(Death<'a>),
    /// What the acts that ended parts of it name.
    Parts(Standing),
}

/// How what a link speaks of is dead.
#[derive(Clone)]
struct Death<'a> {
    since: Option<Day>,
    /// The days between which it ended, if its day is not told.
    within: Option<(Day, Day)>,
    /// Of what is cited, the provisions that are gone.
    provisions: Vec<Provision>,
    by: BTreeSet<usize>,
    names: Cell,
    evidence: Vec<&'a Evidence>,
}

impl<'a> Gone<'a> {
    fn of(network: &'a Network, lives: &Lifecycles, target: usize, as_of: AsOf) -> Option<Self> {
        if lives.acts(target).is_empty() && !lives.may_end(network, target) {
            return None;
        }
        let standing = lives.standing(network, target, as_of);
        let (state, instead, end) = if standing.state.is_over() {
            let current = lives.current(network, &[target], as_of);
            let instead: Vec<String> = current
                .into_iter()
                .map(|family| lives.families.label(network, family))
                .collect();
            (
                standing.state.name(),
                Cell::from(instead),
                End::Whole(Death::of(network, lives, &standing.acts, standing.since)),
            )
        } else if standing.state == State::PartlyRepealed {
            (
                "repealed as to this provision",
                Cell::None,
                End::Parts(standing),
            )
        } else {
            return None;
        };
        let (label, iri) = names(network, &lives.families, target);
        Some(Self {
            state,
            label,
            iri,
            instead,
            end,
        })
    }

    /// Nothing if the link speaks of what is left.
    fn death(
        &self,
        network: &'a Network,
        lives: &Lifecycles,
        link: &Link,
    ) -> Option<Cow<'_, Death<'a>>> {
        match &self.end {
            End::Whole(death) => Some(Cow::Borrowed(death)),
            End::Parts(standing) => {
                let (since, acts) = standing.gone(network, &link.provisions)?;
                Some(Cow::Owned(Death {
                    provisions: gone_of(network, &acts, &link.provisions),
                    ..Death::of(network, lives, &acts, since)
                }))
            }
        }
    }
}

/// Those of the provisions `cited` that `acts` name.
fn gone_of(network: &Network, acts: &[Act], cited: &[Provision]) -> Vec<Provision> {
    let links = || {
        acts.iter()
            .filter_map(|act| network.graph.edge_weight(act.link))
    };
    let is_gone =
        |it: &&Provision| links().any(|link| link.provisions.iter().any(|gone| gone.covers(it)));
    cited.iter().filter(is_gone).cloned().collect()
}

impl<'a> Death<'a> {
    fn of(network: &'a Network, lives: &Lifecycles, acts: &[Act], since: Option<Day>) -> Self {
        let by: BTreeSet<usize> = acts
            .iter()
            .filter_map(|act| network.graph.edge_endpoints(act.link))
            .map(|(from, _)| lives.families.number(from))
            .collect();
        let names = by
            .iter()
            .map(|family| lives.families.label(network, *family))
            .collect::<Vec<_>>()
            .into();
        let evidence = acts
            .iter()
            .filter_map(|act| network.graph.edge_weight(act.link))
            .flat_map(|link| &link.evidence)
            .collect();
        Self {
            since,
            within: acts
                .first()
                .and_then(|act| act.within)
                .filter(|_| since.is_none()),
            provisions: Vec::new(),
            by,
            names,
            evidence,
        }
    }
}
