//! What a report on chains or trees holds: documents, steps, statements.
//!
//! Owns: [`Report`] and what can be read off it: cycles, inversions of rank, dominators. Must not
//! know: how steps were found, how they are written.

use crate::analyze::dominators::dominators;
use crate::analyze::network::{Document, Link, Relation};
use crate::model::as_of::AsOf;
use std::collections::{BTreeMap, BTreeSet};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analyze) enum View {
    /// From older documents to what superseded them.
    Supersession,
    /// From a document to what rests on it.
    Implementation,
    /// From a document to what it rests on.
    Bases,
}

/// Documents and the steps between them.
#[non_exhaustive]
#[derive(Debug)]
pub struct Report {
    pub(in crate::analyze) view: View,
    pub(in crate::analyze) documents: BTreeMap<usize, Entry>,
    pub(in crate::analyze) steps: Vec<Step>,
    pub(in crate::analyze) roots: Vec<usize>,
    pub(in crate::analyze) cycles: Vec<Vec<usize>>,
    pub(in crate::analyze) focus: Option<usize>,
    /// The day it speaks of.
    pub(in crate::analyze) as_of: AsOf,
    /// Of a chain: who is current.
    pub(in crate::analyze) current: Option<BTreeSet<usize>>,
    /// The provision that was asked about.
    pub(in crate::analyze) provision: Option<String>,
}

/// A family: its instrument, and the IRIs of what belongs to it.
#[derive(Debug, Default)]
pub(in crate::analyze) struct Entry {
    pub(in crate::analyze) document: Document,
    pub(in crate::analyze) others: Vec<String>,
    /// That it is over, and since when.
    pub(in crate::analyze) status: Option<String>,
    pub(in crate::analyze) spot: Option<Spot>,
}

/// All that is said between two families.
#[derive(Debug)]
pub(in crate::analyze) struct Step {
    pub(in crate::analyze) parent: usize,
    pub(in crate::analyze) child: usize,
    pub(in crate::analyze) statements: Vec<Statement>,
}

/// One link, with its two documents.
#[derive(Debug)]
pub(in crate::analyze) struct Statement {
    pub(in crate::analyze) from: String,
    pub(in crate::analyze) to: String,
    pub(in crate::analyze) link: Link,
    pub(in crate::analyze) through: Option<Document>,
}

/// Where a tree shows what lies below a family: at the end of the fewest steps from a root, and of
/// the first of several such ways.
#[derive(Debug, Clone, Copy)]
pub(in crate::analyze) struct Spot {
    pub(in crate::analyze) depth: usize,
    pub(in crate::analyze) step: Option<usize>,
}

impl Report {
    /// How many steps there are; none means that nothing is known.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The sets of documents that are said to supersede, or to rest on, each other.
    pub fn cycles(&self) -> usize {
        self.cycles.len()
    }

    /// Of what rests on a document: through which alone others do, with how many (dominators).
    pub(super) fn only_through(&self) -> Option<Vec<(usize, usize)>> {
        let root = self.focus.filter(|_| self.view == View::Implementation)?;
        let steps = self.steps.iter().map(|step| (step.parent, step.child));
        Some(dominators(root, steps))
    }

    /// Links by which a document rests on one of lower rank.
    pub(super) fn inversions(&self) -> Vec<(usize, usize, &Statement)> {
        let rank = |number: &usize| {
            self.documents
                .get(number)
                .and_then(|entry| entry.document.level?.rank())
        };
        let mut found = Vec::new();
        for step in &self.steps {
            let (lower, upper) = if self.view == View::Bases {
                (step.parent, step.child)
            } else {
                (step.child, step.parent)
            };
            let Some((lower_rank, upper_rank)) = rank(&lower).zip(rank(&upper)) else {
                continue;
            };
            // To carry out a policy of lower rank is nothing strange; to be founded on it is.
            let founded = |it: &&Statement| {
                it.link.relation.rests() && it.link.relation != Relation::Implements
            };
            if lower_rank < upper_rank {
                found.extend(
                    step.statements
                        .iter()
                        .filter(founded)
                        .map(|statement| (lower, upper, statement)),
                );
            }
        }
        found
    }
}
