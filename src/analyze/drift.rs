//! Articles that moved: references to an article that has since another number, or is gone.
//!
//! Owns: which references name an article of an older version, and what became of it, where the
//! texts of both versions are at hand. Must not know: how texts are compared.

use super::answer_table::{Cell, Row};
use super::lifecycle::Lifecycles;
use super::network::{Document, Link, Network, Version};
use super::renumbering::{Fate, Renumbering, cited, held_on};
use crate::model::as_of::AsOf;
use crate::model::provision::Provision;
use petgraph::visit::EdgeRef;

/// The rows, in order of the citing document; the columns are those of stale references.
pub(super) fn rows<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    articles: &Renumbering<'_>,
    as_of: AsOf,
) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    for edge in network.graph.edge_references() {
        let link = edge.weight();
        let numbers = (lives.family(edge.source()), lives.family(edge.target()));
        let (Some(citing), Some(work)) = (
            network.graph.node_weight(edge.source()),
            network.graph.node_weight(edge.target()),
        ) else {
            continue;
        };
        let counts = link.relation.relies() && !link.provisions.is_empty();
        if !counts || numbers.0 == numbers.1 || citing.stub || !speaks(citing, link, as_of) {
            continue;
        }
        let (Some(of), Some(to)) = (cited(work, link), held_on(work, as_of.last())) else {
            continue;
        };
        let lives_on = |family| !lives.standing(network, family, as_of).state.is_over();
        if of.day >= to.day || !lives_on(numbers.0) || !lives_on(numbers.1) {
            continue;
        }
        for provision in &link.provisions {
            let fate = articles.fate(of, to, provision);
            let row = fate.and_then(|fate| row(citing, link, work, (provision, &fate), to));
            found.extend(row.map(|row| (numbers.0, row)));
        }
    }
    found.sort_by_key(|(family, _)| *family);
    found.into_iter().map(|(_, row)| row).collect()
}

/// Whether the text of a document that holds on the day says it, not only an older one.
pub(super) fn speaks(citing: &Document, link: &Link, as_of: AsOf) -> bool {
    let now = held_on(citing, as_of.last());
    link.versions.is_empty() || now.is_none_or(|now| link.versions.contains(&now.iri))
}

/// Nothing where the article has its number still.
fn row<'a>(
    citing: &Document,
    link: &'a Link,
    work: &Document,
    (provision, fate): (&Provision, &Fate),
    to: &Version,
) -> Option<Row<'a>> {
    let (what, now) = match fate {
        Fate::Stays => return None,
        Fate::Moved(now) => ("moved to another number", Some(now.to_string())),
        Fate::Gone => ("an article that is gone", None),
    };
    let cells = vec![
        Cell::from(citing.to_string()),
        link.relation.name().into(),
        Cell::from(work.to_string()),
        Cell::from(std::slice::from_ref(provision)),
        what.into(),
        Some(to.begins()).into(),
        "since it was signed".into(),
        to.decision.clone().into(),
        now.into(),
        Cell::from(&citing.iri),
        Cell::from(&work.iri),
    ];
    let naming: Vec<_> = link
        .evidence
        .iter()
        .filter(|it| provision.is_in(&it.quote))
        .collect();
    let places = if naming.is_empty() {
        link.evidence.iter().collect()
    } else {
        naming
    };
    Some(Row::of(cells, places))
}
