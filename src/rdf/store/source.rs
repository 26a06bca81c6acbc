//! Looking facts up without SPARQL (triple patterns).
//!
//! Owns: the few questions that finding documents, reading the network and pages ask of a
//! [`Store`]. Must not know: what predicates mean.

use super::held::Store;
use super::terms::Id;
use super::triples::{Places, Triple};
use crate::model::vocab::Term;
use oxigraph::model;
#[cfg(feature = "serve")]
use oxigraph::model::NamedNode;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What is said of one subject: predicates and values, in order and without doubles. A value is
/// the characters of a literal or the IRI of a node.
#[derive(Debug)]
pub struct Description<'a> {
    store: &'a Store,
    said: Vec<(&'a str, Cow<'a, str>, Id)>,
}

impl<'a> Description<'a> {
    /// The values of a predicate.
    pub fn all(&self, predicate: Term) -> impl Iterator<Item = &str> + use<'_, 'a> {
        let said = self.said.iter();
        said.filter(move |(it, ..)| *it == predicate.iri())
            .map(|(_, value, _)| value.as_ref())
    }

    /// The first value of a predicate.
    pub fn one(&self, predicate: Term) -> Option<&str> {
        self.all(predicate).next()
    }

    /// The values of a predicate, and what is said of each.
    pub(crate) fn nodes(
        &self,
        predicate: Term,
    ) -> impl Iterator<Item = (&str, Description<'a>)> + use<'_, 'a> {
        let said = self.said.iter();
        let said = said.filter(move |(it, ..)| *it == predicate.iri());
        said.map(|(_, value, id)| (value.as_ref(), self.store.described(Some(*id))))
    }
}

/// Rows that fit a pattern.
struct Rows<'a> {
    store: &'a Store,
    places: Places,
    pattern: [Option<Id>; 3],
}

impl Iterator for Rows<'_> {
    type Item = Triple;

    fn next(&mut self) -> Option<Triple> {
        let triples = &self.store.0.triples;
        let found = triples.next(&mut self.places, self.pattern);
        found.map(|(_, row)| row)
    }
}

impl Store {
    /// All that is said of `subject`, an IRI.
    pub fn describe(&self, subject: &str) -> Description<'_> {
        self.described(self.0.terms.iri(subject))
    }

    fn described(&self, subject: Option<Id>) -> Description<'_> {
        let terms = &self.0.terms;
        let rows = subject.map(|it| self.rows([Some(it), None, None]));
        let said = rows.into_iter().flatten();
        let said = said.map(|[_, it, object]| (self.iri(it), terms.value(object), object));
        let mut said: Vec<_> = said.collect();
        if !said.is_sorted_by(|a, b| a < b) {
            said.sort_unstable();
        }
        said.dedup_by(|a, b| (a.0, &a.1) == (b.0, &b.1));
        Description { store: self, said }
    }

    /// What `read` makes of each subject of triples with this predicate and this node as object,
    /// and of what is said of it; in order, on all threads.
    pub(crate) fn all_of<T: Send>(
        &self,
        predicate: Term,
        object: Term,
        read: impl Fn(String, &Description<'_>) -> Option<T> + Sync,
    ) -> Vec<T> {
        let ids = self.id(predicate).zip(self.id(object));
        let rows = ids.map(|(predicate, object)| self.rows([None, Some(predicate), Some(object)]));
        let subjects: Vec<Id> = rows.into_iter().flatten().map(|row| row[0]).collect();
        let one = |it: Id| {
            let iri = self.0.terms.value(it).into_owned();
            read(iri, &self.described(Some(it)))
        };
        subjects.into_par_iter().filter_map(one).collect()
    }

    /// All subjects of triples with this predicate and this node as object.
    pub fn subjects(&self, predicate: Term, object: Term) -> BTreeSet<String> {
        let ids = (self.id(predicate), self.id(object));
        let (Some(predicate), Some(object)) = ids else {
            return BTreeSet::new();
        };
        let rows = self.rows([None, Some(predicate), Some(object)]);
        rows.map(|row| self.0.terms.value(row[0]).into_owned())
            .collect()
    }

    /// Subject and object of all triples with this predicate.
    pub fn pairs(&self, predicate: Term) -> BTreeSet<(String, String)> {
        let rows = self
            .id(predicate)
            .map(|it| self.rows([None, Some(it), None]));
        let value = |id| self.0.terms.value(id).into_owned();
        rows.into_iter()
            .flatten()
            .map(|row| (value(row[0]), value(row[2])))
            .collect()
    }

    /// What a node has as the object of this predicate, in the order of N-Triples.
    pub(crate) fn objects_of(&self, node: &model::Term, predicate: Term) -> Vec<model::Term> {
        let ids = (self.0.terms.find(&node.to_string()), self.id(predicate));
        let (Some(subject), Some(predicate)) = ids else {
            return Vec::new();
        };
        let rows = self.rows([Some(subject), Some(predicate), None]);
        rows.map(|row| self.0.terms.term(row[2])).collect()
    }

    /// What has this predicate with a node as object.
    pub(crate) fn subjects_of(&self, predicate: Term, node: &model::Term) -> Vec<model::Term> {
        let ids = (self.id(predicate), self.0.terms.find(&node.to_string()));
        let (Some(predicate), Some(object)) = ids else {
            return Vec::new();
        };
        let rows = self.rows([None, Some(predicate), Some(object)]);
        rows.map(|row| self.0.terms.term(row[0])).collect()
    }

    /// Whether some statement has it, in any place, or it is a graph.
    #[cfg(feature = "serve")]
    pub(crate) fn knows(&self, iri: &NamedNode) -> bool {
        // Every term was found in some place.
        self.0.terms.iri(iri.as_str()).is_some()
    }

    /// Whether it is a named graph.
    #[cfg(feature = "serve")]
    pub(crate) fn is_graph(&self, iri: &NamedNode) -> bool {
        let id = self.0.terms.iri(iri.as_str());
        id.is_some_and(|id| self.0.triples.graphs.binary_search(&id).is_ok())
    }

    /// The named graphs, sorted.
    #[cfg(feature = "serve")]
    pub(crate) fn graphs(&self) -> impl Iterator<Item = model::Term> {
        let graphs = self.0.triples.graphs.iter();
        graphs.map(|id| self.0.terms.term(*id))
    }

    /// How many triples there are, each counted once.
    pub fn len(&self) -> usize {
        self.0.triples.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn rows(&self, pattern: [Option<Id>; 3]) -> Rows<'_> {
        Rows {
            store: self,
            places: self.0.triples.places(pattern),
            pattern,
        }
    }

    fn id(&self, term: Term) -> Option<Id> {
        self.0.terms.iri(term.iri())
    }

    fn iri(&self, id: Id) -> &str {
        let token = self.0.terms.token(id);
        let bare = token.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        bare.unwrap_or(token)
    }
}
