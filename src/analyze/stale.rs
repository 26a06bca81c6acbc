//! Documents that rest on, carry out or cite what is over.
//!
//! Owns: which references are dead on a day, whether they were dead when written, what to put in their place. Must not know: how rows are written.

use super::ENDING;
use super::RESTING;
use super::life::Act;
use super::life::AsOf;
use super::life::Lives;
use super::life::Standing;
use super::life::State;
use super::provision::Provision;
use super::sheet::Row;
use super::sheet::Sheet;
use crate::network::Evidence;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

const COLUMNS: &[&str] = &["document", "relation", "of", "provisions", "which is", "since", "dead", "by", "instead", "iri", "of iri"];

/// All references to something that is over on the day, from documents of the collection that are not.
pub fn stale(network: &Network, as_of: AsOf) -> Sheet {
    let lives = Lives::of(network);
    let families = &lives.families;
    let mut sheet = Sheet::new("stale references", as_of, COLUMNS);
    let mut before = 0;
    // What many rest on is asked for many times.
    let mut targets: BTreeMap<usize, Option<Gone>> = BTreeMap::new();
    for family in (0..families.count()).filter(|family| !families.is_stub(network, *family)) {
        let mut own: Option<bool> = None;
        let mut head = None;
        let ended = ended(network, &lives, family);
        let links = families.members(family).iter().flat_map(|node| network.graph.edges_directed(*node, Direction::Outgoing));
        let mut links: Vec<_> = links.filter(|edge| is_live(edge.weight().relation) && families.number(edge.target()) != family).collect();
        links.sort_by_key(|edge| (families.number(edge.target()), edge.weight().relation, edge.id()));
        for edge in links {
            let (target, link) = (families.number(edge.target()), edge.weight());
            let Some(gone) = targets.entry(target).or_insert_with(|| Gone::of(network, &lives, target, as_of)) else { continue };
            let Some(death) = gone.death(network, &lives, link) else { continue };
            if death.by.contains(&family) || ended.contains(&target) || *own.get_or_insert_with(|| lives.standing(network, family, as_of).state.is_over()) {
                continue;
            }
            let dead = match (death.since, lives.issued_or_started(family)) {
                (Some(since), Some(issued)) if since <= issued => "before it was signed",
                (Some(_), Some(_)) => "since it was signed",
                _ => "unknown whether before it was signed",
            };
            before += usize::from(dead == "before it was signed");
            let names = |of: &[usize]| of.iter().map(|family| families.label(network, *family)).collect::<Vec<_>>();
            let whole = gone.standing.state.is_over();
            let (label, iri) = head.get_or_insert_with(|| {
                let head = families.head(network, family);
                (head.to_string(), head.iri)
            });
            let cells = vec![
                json!(label),
                json!(link.relation.name()),
                json!(gone.label),
                if link.provisions.is_empty() { Value::Null } else { json!(link.provisions) },
                json!(if whole { gone.standing.state.name() } else { "repealed as to this provision" }),
                death.since.map_or(Value::Null, |day| json!(day.to_string())),
                json!(dead),
                if death.by.is_empty() { Value::Null } else { json!(names(&death.by)) },
                if gone.instead.is_empty() || !whole { Value::Null } else { json!(gone.instead) },
                json!(iri),
                json!(gone.iri),
            ];
            sheet.rows.push(Row::of(cells, link.evidence.iter().cloned().chain(death.evidence).collect()));
        }
    }
    sheet.notes.push(format!("{} references, {before} of them dead before the document was signed", sheet.rows.len()));
    sheet
}

/// A relation that needs the other to be alive. Whoever ends, changes, prolongs or explains another knows its state.
fn is_live(relation: Relation) -> bool {
    RESTING.contains(&relation) || matches!(relation, Relation::Cites | Relation::Interprets)
}

/// What `family` ends itself.
fn ended(network: &Network, lives: &Lives, family: usize) -> BTreeSet<usize> {
    let links = lives.families.members(family).iter().flat_map(|node| network.graph.edges_directed(*node, Direction::Outgoing));
    links.filter(|edge| ENDING.contains(&edge.weight().relation)).map(|edge| lives.families.number(edge.target())).collect()
}

/// A document that is over, or of which provisions are gone.
struct Gone {
    standing: Standing,
    label: String,
    iri: String,
    /// What took its place.
    instead: Vec<String>,
}

/// How what a link speaks of is dead.
struct Death {
    since: Option<super::Day>,
    by: Vec<usize>,
    evidence: Vec<Evidence>,
}

impl Gone {
    fn of(network: &Network, lives: &Lives, target: usize, as_of: AsOf) -> Option<Self> {
        if lives.acts(target).is_empty() && !lives.may_end(network, target) {
            return None;
        }
        let standing = lives.standing(network, target, as_of);
        let whole = standing.state.is_over();
        if !whole && standing.state != State::PartlyRepealed {
            return None;
        }
        let instead =
            if whole { lives.current(network, &[target], as_of).into_iter().map(|family| lives.families.label(network, family)).collect() } else { Vec::new() };
        let head = lives.families.head(network, target);
        Some(Self { standing, label: head.to_string(), iri: head.iri, instead })
    }

    /// Nothing if the link speaks of what is left.
    fn death(&self, network: &Network, lives: &Lives, link: &Link) -> Option<Death> {
        let whole = self.standing.state.is_over();
        let provisions = |act: &Act| network.graph.edge_weight(act.link).map_or(&[][..], |link| link.provisions.as_slice());
        let acts: Vec<&Act> = self.standing.acts.iter().filter(|act| whole || named(&link.provisions, provisions(act))).collect();
        if !whole && acts.is_empty() {
            return None;
        }
        let by: BTreeSet<usize> = acts.iter().filter_map(|act| network.graph.edge_endpoints(act.link)).map(|(from, _)| lives.families.number(from)).collect();
        let evidence = acts.iter().filter_map(|act| network.graph.edge_weight(act.link)).flat_map(|link| link.evidence.iter().cloned()).collect();
        let since = if whole { self.standing.since } else { acts.iter().filter_map(|act| act.day).min() };
        Some(Death { since, by: by.into_iter().collect(), evidence })
    }
}

/// Whether a cited provision is one of those that are gone, or within one.
fn named(cited: &[String], gone: &[String]) -> bool {
    gone.iter().filter_map(|gone| Provision::parse(gone).ok()).any(|gone| cited.iter().any(|cited| gone.covers(cited)))
}
