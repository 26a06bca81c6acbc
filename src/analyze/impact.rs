//! What is touched when a document, or a provision of it, is amended or repealed.
//!
//! Owns: direct and indirect dependents, documents told apart from occurrences, the provisions and
//! agencies concerned. Must not know: how rows are written.
//!
//! Directly touched is whatever speaks of the document and does not itself end or amend it;
//! indirectly, what rests on something touched. Who only cites something touched is not touched by
//! that.

use super::answer_table::{AnswerTable, Cell, Row, by_count};
use super::lifecycle::Lifecycles;
use super::target::Target;
use crate::analyze::network::{Evidence, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::error::Error;
use crate::model::level::Level;
use crate::model::provision::Provision;
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENTS: &[&str] = &[
    "document",
    "depth",
    "relations",
    "provisions",
    "occurrences",
    "level",
    "status",
    "through",
    "iri",
];
const PROVISIONS: &[&str] = &["provision", "documents"];
const AGENCIES: &[&str] = &["agency", "documents", "directly"];

/// How a document is touched.
#[derive(Debug, Default)]
struct Touched<'a> {
    depth: usize,
    through: Option<usize>,
    relations: BTreeSet<Relation>,
    provisions: Vec<Provision>,
    occurrences: u64,
    evidence: Vec<&'a Evidence>,
}

/// Documents, provisions and agencies that `target` touches: three sheets.
///
/// # Errors
/// When the provision cannot be read.
pub fn impact<'a>(
    network: &'a Network,
    target: Target<'_>,
    as_of: AsOf,
) -> Result<Vec<AnswerTable<'a>>, Error> {
    let wanted = target.provision.map(Provision::parse).transpose()?;
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let start = families.number(target.document);
    let mut touched: BTreeMap<usize, Touched<'_>> = BTreeMap::new();
    let mut by_provision: BTreeMap<Provision, (BTreeSet<usize>, Vec<&Evidence>)> = BTreeMap::new();
    let mut whole: BTreeSet<usize> = BTreeSet::new();
    let mut border = vec![start];
    let mut depth = 0;
    while !border.is_empty() {
        depth += 1;
        let mut next: BTreeSet<usize> = BTreeSet::new();
        for upper in border {
            for node in families.members(upper) {
                for edge in network.graph.edges_directed(*node, Direction::Incoming) {
                    let (lower, link) = (families.number(edge.source()), edge.weight());
                    let counts = if depth == 1 {
                        is_dependence(link.relation)
                    } else {
                        link.relation.rests() || link.relation == Relation::AnnexOf
                    };
                    if !counts || lower == upper || lower == start {
                        continue;
                    }
                    if depth == 1 {
                        if let Some(wanted) = &wanted
                            && !link.provisions.iter().any(|it| wanted.meets(it))
                        {
                            whole.insert(lower);
                            continue;
                        }
                        for label in link.provisions.iter().filter(|label| {
                            wanted.as_ref().is_none_or(|wanted| wanted.meets(label))
                        }) {
                            let entry = by_provision.entry(label.clone()).or_default();
                            entry.0.insert(lower);
                            entry.1.extend(naming(&link.evidence, Some(label)));
                        }
                    }
                    let is_new = !touched.contains_key(&lower);
                    let entry = touched.entry(lower).or_insert_with(|| Touched {
                        depth,
                        through: (depth > 1).then_some(upper),
                        ..Touched::default()
                    });
                    if entry.depth == depth {
                        entry.relations.insert(link.relation);
                        entry.provisions.extend(
                            link.provisions
                                .iter()
                                .filter(|it| !entry.provisions.contains(it))
                                .cloned()
                                .collect::<Vec<_>>(),
                        );
                        let places = naming(&link.evidence, wanted.as_ref().filter(|_| depth == 1));
                        entry.occurrences += occurrences(places.len());
                        entry.evidence.extend(places);
                    }
                    if is_new {
                        next.insert(lower);
                    }
                }
            }
        }
        // What an act that touches several instruments carries is touched with it.
        for family in next.clone() {
            for instrument in families
                .members(family)
                .iter()
                .flat_map(|cover| families.several_instruments(*cover))
            {
                let instrument = families.number(*instrument);
                if instrument != start
                    && !touched.contains_key(&instrument)
                    && touched
                        .get(&family)
                        .is_some_and(|it| it.relations.iter().any(|relation| relation.rests()))
                {
                    touched.insert(
                        instrument,
                        Touched {
                            depth,
                            through: Some(family),
                            relations: [Relation::Promulgates].into(),
                            ..Touched::default()
                        },
                    );
                    next.insert(instrument);
                }
            }
        }
        border = next.into_iter().collect();
    }
    whole.retain(|family| !touched.contains_key(family));
    Ok(sheets(
        network,
        &lives,
        &touched,
        &by_provision,
        &Asked {
            start,
            wanted,
            whole: whole.len(),
            as_of,
        },
    ))
}

struct Asked {
    start: usize,
    wanted: Option<Provision>,
    whole: usize,
    as_of: AsOf,
}

/// The places that name a provision. A link knows its provisions and its places, not which belongs
/// to which: where no place shows it, all of them.
fn naming<'a>(places: &'a [Evidence], provision: Option<&Provision>) -> Vec<&'a Evidence> {
    let naming: Vec<&'a Evidence> = places
        .iter()
        .filter(|place| provision.is_some_and(|it| it.is_in(&place.quote)))
        .collect();
    if naming.is_empty() {
        places.iter().collect()
    } else {
        naming
    }
}

fn is_dependence(relation: Relation) -> bool {
    !relation.supersedes() && relation != Relation::Promulgates
}

/// A link without evidence was still said once.
fn occurrences(places: usize) -> u64 {
    places.max(1) as u64
}

fn sheets<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    touched: &BTreeMap<usize, Touched<'a>>,
    by_provision: &BTreeMap<Provision, (BTreeSet<usize>, Vec<&'a Evidence>)>,
    asked: &Asked,
) -> Vec<AnswerTable<'a>> {
    let families = &lives.families;
    let label = |family: usize| families.label(network, family);
    let provision = asked
        .wanted
        .as_ref()
        .map(|it| format!(" {it}"))
        .unwrap_or_default();
    let mut documents = AnswerTable::new(
        format!("impact of {}{provision}: documents", label(asked.start)),
        asked.as_of,
        DOCUMENTS,
    );
    let mut agencies: BTreeMap<String, (u64, u64, Vec<&'a Evidence>)> = BTreeMap::new();
    let mut order: Vec<(&usize, &Touched<'a>)> = touched.iter().collect();
    order.sort_by_key(|(family, it)| (it.depth, **family));
    let (mut direct, mut over) = (0, 0);
    for (family, it) in order {
        let standing = lives.standing(network, *family, asked.as_of);
        let head = families.head(network, *family);
        direct += usize::from(it.depth == 1);
        over += usize::from(standing.state.is_over());
        for agency in &head.issuers {
            let entry = agencies.entry(agency.clone()).or_default();
            entry.0 += 1;
            entry.1 += u64::from(it.depth == 1);
            entry.2.extend(it.evidence.first().copied());
        }
        let cells = vec![
            Cell::from(head.to_string()),
            Cell::from(it.depth),
            Cell::from(
                it.relations
                    .iter()
                    .map(|relation| relation.name().to_owned())
                    .collect::<Vec<_>>(),
            ),
            Cell::from(it.provisions.as_slice()),
            Cell::from(it.occurrences),
            Cell::from(head.level.map(Level::name)),
            standing.state.name().into(),
            it.through.map(label).into(),
            Cell::from(head.iri),
        ];
        documents.rows.push(Row {
            depth: it.depth - 1,
            cells,
            evidence: it.evidence.clone(),
        });
    }
    let occurrences: u64 = touched.values().map(|it| it.occurrences).sum();
    documents.notes.push(format!(
        "{} documents: {direct} directly, {} through others; {occurrences} occurrences; {over} of the documents are over already",
        touched.len(),
        touched.len() - direct
    ));
    if asked.wanted.is_some() {
        documents.notes.push(format!(
            "{} more speak of the document without naming this provision",
            asked.whole
        ));
    }
    let mut provisions =
        AnswerTable::new("impact: provisions that are named", asked.as_of, PROVISIONS);
    for (label, (citing, evidence)) in by_provision {
        provisions.rows.push(Row::of(
            vec![Cell::from(label.to_string()), Cell::from(citing.len())],
            evidence.clone(),
        ));
    }
    by_count(&mut provisions.rows, 1);
    let mut concerned = AnswerTable::new("impact: agencies", asked.as_of, AGENCIES);
    for (agency, (count, directly, evidence)) in agencies {
        concerned.rows.push(Row::of(
            vec![Cell::from(agency), Cell::from(count), Cell::from(directly)],
            evidence,
        ));
    }
    by_count(&mut concerned.rows, 1);
    vec![documents, provisions, concerned]
}
