//! Triple index: looking facts up without SPARQL.
//!
//! Owns: [`Source`], the few questions that finding documents and reading the network ask of a
//! graph, and [`Facts`], which answers them from a sorted list of triples. Filling a store costs
//! five to ten times what parsing costs; who needs no SPARQL need not pay for it. Must not know:
//! what predicates mean.

use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::Term;
use oxigraph::model::{self, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A graph that can be asked for facts, in any of its named graphs.
pub trait Source {
    /// All that is said of `subject`.
    ///
    /// # Errors
    /// When the graph cannot be read.
    fn describe(&self, subject: &str) -> Result<Description, Error>;

    /// All subjects of triples with this predicate and this node as object, sorted.
    ///
    /// # Errors
    /// When the graph cannot be read.
    fn subjects(&self, predicate: Term, object: Term) -> Result<BTreeSet<String>, Error>;

    /// Subject and object of all triples with this predicate.
    ///
    /// # Errors
    /// When the graph cannot be read.
    fn pairs(&self, predicate: Term) -> Result<BTreeSet<(String, String)>, Error>;
}

/// What is said of one subject: predicate → values, in order and without doubles. A value is the
/// characters of a literal or the IRI of a node.
#[derive(Debug, Default)]
pub struct Description(BTreeMap<String, BTreeSet<String>>);

impl Description {
    /// The values of a predicate.
    pub fn all(&self, predicate: Term) -> impl Iterator<Item = &str> + use<'_> {
        self.0
            .get(predicate.iri())
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// The first value of a predicate.
    pub fn one(&self, predicate: Term) -> Option<&str> {
        self.all(predicate).next()
    }
}

/// Triples as numbers of strings.
#[derive(Debug, Default)]
pub struct Facts {
    strings: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    triples: Vec<[u32; 3]>,
}

/// A triple as the strings of its terms.
pub(super) type Plain = [String; 3];

/// The strings of a quad without its graph.
pub(super) fn plain(quad: Quad) -> Plain {
    let subject = match quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.into_string(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    };
    [subject, quad.predicate.into_string(), value(quad.object)]
}

fn value(term: model::Term) -> String {
    match term {
        model::Term::NamedNode(node) => node.into_string(),
        model::Term::BlankNode(node) => node.to_string(),
        model::Term::Literal(literal) => literal.destruct().0,
    }
}

impl Facts {
    /// Takes in triples; the same triple several times counts once.
    pub(super) fn of(triples: impl Iterator<Item = Plain>) -> Self {
        let mut facts = Self::default();
        for triple in triples {
            let numbers = triple.map(|text| facts.number(text));
            facts.triples.push(numbers);
        }
        facts.triples.sort_unstable();
        facts.triples.dedup();
        facts
    }

    fn number(&mut self, text: String) -> u32 {
        if let Some(number) = self.numbers.get(text.as_str()) {
            return *number;
        }
        let number = u32::try_from(self.strings.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.strings.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    fn string(&self, number: u32) -> String {
        usize::try_from(number)
            .ok()
            .and_then(|number| self.strings.get(number))
            .map(|text| text.to_string())
            .unwrap_or_default()
    }

    fn with_predicate(&self, predicate: Term) -> impl Iterator<Item = &[u32; 3]> {
        let number = self.numbers.get(predicate.iri()).copied();
        self.triples
            .iter()
            .filter(move |[_, predicate, _]| Some(*predicate) == number)
    }
}

impl Source for Facts {
    fn describe(&self, subject: &str) -> Result<Description, Error> {
        let mut description = Description::default();
        if let Some(number) = self.numbers.get(subject) {
            let start = self
                .triples
                .partition_point(|[subject, ..]| subject < number);
            for [_, predicate, object] in self
                .triples
                .iter()
                .skip(start)
                .take_while(|[subject, ..]| subject == number)
            {
                description
                    .0
                    .entry(self.string(*predicate))
                    .or_default()
                    .insert(self.string(*object));
            }
        }
        Ok(description)
    }

    fn subjects(&self, predicate: Term, object: Term) -> Result<BTreeSet<String>, Error> {
        let object = self.numbers.get(object.iri()).copied();
        Ok(self
            .with_predicate(predicate)
            .filter(|[.., it]| Some(*it) == object)
            .map(|[subject, ..]| self.string(*subject))
            .collect())
    }

    fn pairs(&self, predicate: Term) -> Result<BTreeSet<(String, String)>, Error> {
        Ok(self
            .with_predicate(predicate)
            .map(|[subject, _, object]| (self.string(*subject), self.string(*object)))
            .collect())
    }
}

impl Source for Store {
    fn describe(&self, subject: &str) -> Result<Description, Error> {
        let mut description = Description::default();
        let subject = NamedNode::new_unchecked(subject);
        for quad in self.quads_for_pattern(Some((&subject).into()), None, None, None) {
            let [_, predicate, object] = plain(quad.map_err(|cause| failed(&cause))?);
            description.0.entry(predicate).or_default().insert(object);
        }
        Ok(description)
    }

    fn subjects(&self, predicate: Term, object: Term) -> Result<BTreeSet<String>, Error> {
        let quads = self.quads_for_pattern(
            None,
            Some(predicate.node()),
            Some(object.node().into()),
            None,
        );
        quads
            .map(|quad| {
                quad.map(|quad| plain(quad).into_iter().next().unwrap_or_default())
                    .map_err(|cause| failed(&cause))
            })
            .collect()
    }

    fn pairs(&self, predicate: Term) -> Result<BTreeSet<(String, String)>, Error> {
        let quads = self.quads_for_pattern(None, Some(predicate.node()), None, None);
        quads
            .map(|quad| {
                quad.map(plain)
                    .map(|[subject, _, object]| (subject, object))
                    .map_err(|cause| failed(&cause))
            })
            .collect()
    }
}

fn failed(cause: &StorageError) -> Error {
    Error::new(
        ErrorKind::Graph,
        format!("the graph cannot be read: {cause}"),
    )
}
