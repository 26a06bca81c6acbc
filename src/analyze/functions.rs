//! SPARQL extension functions: the engine of legal state inside queries.
//!
//! Owns: [`FUNCTIONS`], what a query may ask of a document on a day, answered by
//! [`Lifecycles`]. Must not know: which questions use them, where a query comes from.
//!
//! Every function takes a document (some take one of its provisions) and, as its last argument, a
//! day if one is wanted; without it the answer holds as far as the collection goes. Where nothing
//! is known there is no value, as SPARQL has it.

use super::lifecycle::{Act, Lifecycles, State};
use super::materialize::individual;
use crate::analyze::network::Network;
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::provision::Provision;
use crate::model::vocab::ZT;
use crate::rdf::query::Functions;
use crate::rdf::store::Store;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a function is and does.
#[derive(Debug)]
pub struct Function {
    /// Its local name in the vocabulary of the project.
    pub name: &'static str,
    /// What it tells, in one line.
    pub tells: &'static str,
    answer: fn(&Engine, &Asked<'_>) -> Option<Term>,
}

/// All functions.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "statusOn",
        tells: "the legal status: zt:InForce, zt:Repealed, …",
        answer: |engine, asked| {
            let state = engine.state(asked)?;
            Some(individual(state).node().into_owned().into())
        },
    },
    Function {
        name: "isInForce",
        tells: "whether it is in force, at least in part",
        answer: |engine, asked| truth(engine.state(asked)?.is_in_force()),
    },
    Function {
        name: "isOver",
        tells: "whether it is over for certain: expired, repealed or replaced",
        answer: |engine, asked| truth(engine.state(asked)?.is_over()),
    },
    Function {
        name: "inCollection",
        tells: "whether the collection prints it, or what it was issued with as one",
        answer: |engine, asked| {
            let family = asked.family;
            truth(!engine.lives.families.is_stub(&engine.network, family))
        },
    },
    Function {
        name: "firstDay",
        tells: "the first day of force",
        answer: |engine, asked| engine.lives.start(asked.family).0.map(date),
    },
    Function {
        name: "firstDayIs",
        tells: "what the first day rests on",
        answer: |engine, asked| {
            let (_, basis) = engine.lives.start(asked.family);
            Some(Literal::new_simple_literal(basis.words()).into())
        },
    },
    Function {
        name: "lastDay",
        tells: "the last day of the term it gives itself, at the latest",
        answer: |engine, asked| {
            let mut documents = engine
                .lives
                .families
                .documents(&engine.network, asked.family);
            let term = documents.find_map(|document| document.expires.as_ref()?.bounds());
            term.map(|(_, last)| date(last))
        },
    },
    Function {
        name: "issuedOn",
        tells: "the day the text is from, or at least had begun",
        answer: |engine, asked| engine.lives.issued_or_started(asked.family).map(date),
    },
    Function {
        name: "goneSince",
        tells: "since when a document, or the provision named, is over",
        answer: |engine, asked| engine.gone(asked)?.0.map(date),
    },
    Function {
        name: "goneBy",
        tells: "the document that ended it",
        answer: |engine, asked| {
            let (_, acts) = engine.gone(asked)?;
            let (by, _) = engine.network.graph.edge_endpoints(acts.first()?.link)?;
            let document = engine.network.graph.node_weight(by)?;
            Some(NamedNode::new_unchecked(&document.iri).into())
        },
    },
    Function {
        name: "isStale",
        tells: "whether the first, which lives, relies on the second, which is over",
        answer: |engine, asked| truth(engine.is_stale(asked)?),
    },
];

/// The functions for queries to `store`, if the text of a query may use them; else none. To read
/// all lives costs time.
pub(crate) fn functions_for(text: &str, store: &Store) -> Functions {
    if !FUNCTIONS
        .iter()
        .any(|function| text.contains(function.name))
    {
        return Functions::default();
    }
    let network = Network::read(store);
    let lives = Lifecycles::of(&network);
    functions(Arc::new(network), Arc::new(lives))
}

/// The functions that answer for this network.
pub fn functions(network: Arc<Network>, lives: Arc<Lifecycles>) -> Functions {
    let mut provisions = BTreeMap::new();
    for (document, known) in &network.provisions {
        if let Some(node) = network.node(document) {
            let all = known.iter();
            provisions.extend(all.map(|(it, iri)| (iri.clone(), (node, it.clone()))));
        }
    }
    let engine = Arc::new(Engine {
        network,
        lives,
        provisions,
    });
    let mut functions = Functions::default();
    for function in FUNCTIONS {
        let engine = Arc::clone(&engine);
        let answer = move |terms: &[Term]| (function.answer)(&engine, &engine.asked(terms)?);
        functions.add(
            NamedNode::new_unchecked(format!("{ZT}{}", function.name)),
            answer,
        );
    }
    functions
}

struct Engine {
    network: Arc<Network>,
    lives: Arc<Lifecycles>,
    /// The document and the provision behind the IRI of a provision.
    provisions: BTreeMap<String, (NodeIndex, Provision)>,
}

/// The arguments of a call.
struct Asked<'a> {
    family: usize,
    provisions: &'a [Provision],
    /// The second document or provision, for [`Engine::is_stale`].
    target: Option<(usize, &'a [Provision])>,
    as_of: AsOf,
}

impl Engine {
    fn asked<'a>(&'a self, terms: &[Term]) -> Option<Asked<'a>> {
        let (first, mut rest) = terms.split_first()?;
        let (family, provisions) = self.read(first)?;
        let mut target = None;
        if let Some((second @ Term::NamedNode(_), others)) = rest.split_first() {
            (target, rest) = (Some(self.read(second)?), others);
        }
        let day = match rest {
            [] => None,
            [Term::Literal(day)] => Some(Day::parse(day.value())?),
            _ => return None,
        };
        Some(Asked {
            family,
            provisions,
            target,
            as_of: AsOf::new(day),
        })
    }

    /// The family that a document or provision belongs to, and the provision.
    fn read(&self, term: &Term) -> Option<(usize, &[Provision])> {
        let Term::NamedNode(iri) = term else {
            return None;
        };
        let (node, provision) = match self.network.node(iri.as_str()) {
            Some(node) => (node, None),
            None => {
                let (node, provision) = self.provisions.get(iri.as_str())?;
                (*node, Some(provision))
            }
        };
        let provisions = provision.map_or(&[][..], std::slice::from_ref);
        Some((self.lives.families.number(node), provisions))
    }

    fn state(&self, asked: &Asked<'_>) -> Option<State> {
        let whole = asked.provisions.is_empty() && asked.target.is_none();
        let standing = || {
            self.lives
                .standing(&self.network, asked.family, asked.as_of)
        };
        whole.then(|| standing().state)
    }

    fn gone(&self, asked: &Asked<'_>) -> Option<(Option<Day>, Vec<Act>)> {
        let standing = self
            .lives
            .standing(&self.network, asked.family, asked.as_of);
        standing.gone(&self.network, asked.provisions)
    }

    fn is_stale(&self, asked: &Asked<'_>) -> Option<bool> {
        let (network, lives) = (&*self.network, &*self.lives);
        let (target, provisions) = asked.target?;
        let standing = lives.standing(network, target, asked.as_of);
        let Some((_, acts)) = standing.gone(network, provisions) else {
            return Some(false);
        };
        let acting = |act: &Act| {
            let ends = network.graph.edge_endpoints(act.link);
            ends.is_some_and(|(from, _)| lives.families.number(from) == asked.family)
        };
        // Who ends a document knows that it is over.
        let ended = acts.iter().chain(lives.acts(target)).any(|act| {
            (act.relation.ends() || acts.iter().any(|it| it.link == act.link)) && acting(act)
        });
        let own = || lives.standing(network, asked.family, asked.as_of).state;
        let is_printed = !lives.families.is_stub(network, asked.family);
        Some(target != asked.family && !ended && is_printed && !own().is_over())
    }
}

fn truth(truth: bool) -> Option<Term> {
    Some(Literal::from(truth).into())
}

fn date(day: Day) -> Term {
    Literal::new_typed_literal(day.to_string(), xsd::DATE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_documented() {
        let text = include_str!("../../ontology/README.md");
        for function in FUNCTIONS {
            let row = format!("| `zt:{}(", function.name);
            let line = text.lines().find(|line| line.starts_with(&row));
            assert!(
                line.is_some_and(|line| line.contains(function.tells)),
                "{row}"
            );
        }
    }
}
