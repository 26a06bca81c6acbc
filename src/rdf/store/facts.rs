//! Triple index: looking facts up without SPARQL.
//!
//! Owns: [`Source`], the few questions that finding documents and reading the network ask of a
//! graph, and [`Facts`], which answers them from the text of the graph and a list of the places in
//! it. Filling a store costs thirty times as much; who needs no SPARQL need not pay for it. Must
//! not know: what predicates mean.

use super::plain_lines;
use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::Term;
use hashbrown::hash_table::{Entry, HashTable};
use hashbrown::{DefaultHashBuilder, HashMap};
use memchr::memchr;
use oxigraph::model::{self, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::store::{StorageError, Store};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;

/// A graph that can be asked for facts, in any of its named graphs.
pub trait Source {
    /// All that is said of `subject`.
    ///
    /// # Errors
    /// When the graph cannot be read.
    fn describe(&self, subject: &str) -> Result<Description<'_>, Error>;

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

/// What is said of one subject: predicates and values, in order and without doubles. A value is
/// the characters of a literal or the IRI of a node.
#[derive(Debug, Default)]
pub struct Description<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Description<'a> {
    fn of(mut said: Vec<(Cow<'a, str>, Cow<'a, str>)>) -> Self {
        said.sort_unstable();
        said.dedup();
        Self(said)
    }

    /// The values of a predicate.
    pub fn all(&self, predicate: Term) -> impl Iterator<Item = &str> + use<'_, 'a> {
        let said = self.0.iter();
        said.filter(move |(it, _)| *it == predicate.iri())
            .map(|(_, value)| value.as_ref())
    }

    /// The first value of a predicate.
    pub fn one(&self, predicate: Term) -> Option<&str> {
        self.all(predicate).next()
    }
}

/// Triples by subject and by predicate; their terms are places in the text they were read from.
#[derive(Debug, Default)]
pub struct Facts {
    /// The text, and after it the terms that do not stand there as they are.
    text: String,
    /// Where the predicates are named that any triple has.
    predicates: Vec<Term>,
    subjects: Vec<Subject>,
    /// Those of one subject together.
    said: Vec<Said>,
    /// Places in `said`, for each predicate.
    by_predicate: Vec<Vec<usize>>,
    /// Places in `subjects`, by IRI.
    by_iri: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

/// A term: from where to where it stands.
type Place = Range<usize>;

#[derive(Debug)]
struct Subject {
    iri: Place,
    /// Its triples in [`Facts::said`].
    said: Range<usize>,
}

#[derive(Debug)]
struct Said {
    /// The place of the subject in [`Facts::subjects`].
    subject: usize,
    /// The place of the predicate in [`Facts::predicates`].
    predicate: usize,
    object: Place,
}

/// A triple before it is sorted in: the place of its predicate between those of its other terms.
type Raw = (Place, usize, Place);

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

/// The places of predicates in [`Facts::predicates`], by IRI.
type Places<'a> = HashMap<&'a str, usize>;

/// How much text is one piece of work.
const PART: usize = 1 << 20;

impl Facts {
    /// Takes in triples with these predicates.
    pub(super) fn of(triples: impl Iterator<Item = Plain>, predicates: &BTreeSet<Term>) -> Self {
        let predicates: Vec<Term> = predicates.iter().copied().collect();
        let (mut text, mut found) = (String::new(), Vec::new());
        let mut put = |term: &str| {
            let start = text.len();
            text.push_str(term);
            start..text.len()
        };
        for [subject, predicate, object] in triples {
            if let Some(predicate) = predicates.iter().position(|it| it.iri() == predicate) {
                found.push((put(&subject), predicate, put(&object)));
            }
        }
        Self::sorted(text, predicates, found)
    }

    /// Reads the lines of `text`, if each of them is plain N-Quads; gives the text back if not.
    pub(super) fn of_lines(mut text: String, predicates: &BTreeSet<Term>) -> Result<Self, String> {
        let predicates: Vec<Term> = predicates.iter().copied().collect();
        let mut parts = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let rest = text.as_bytes().get(start + PART..).unwrap_or_default();
            let end = memchr(b'\n', rest).map_or(text.len(), |at| start + PART + at + 1);
            parts.push(start..end);
            start = end;
        }
        let places: Places<'_> = (0..)
            .zip(&predicates)
            .map(|(at, it)| (it.iri(), at))
            .collect();
        let read = |part| read_part(&text, part, &places);
        let parts: Option<Vec<_>> = parts.into_par_iter().map(read).collect();
        let Some(parts) = parts else {
            return Err(text);
        };
        let mut found = Vec::with_capacity(parts.iter().map(|it| it.found.len()).sum());
        for part in parts {
            let shift = text.len() - part.shift;
            found.extend(part.found.into_iter().map(|(subject, predicate, object)| {
                if object.start < part.shift {
                    (subject, predicate, object)
                } else {
                    (subject, predicate, object.start + shift..object.end + shift)
                }
            }));
            text.push_str(&part.more);
        }
        Ok(Self::sorted(text, predicates, found))
    }

    /// Finds triples by subject and by predicate. Graph files have the lines of a subject
    /// together; where one has not, they are sorted first.
    fn sorted(text: String, predicates: Vec<Term>, mut found: Vec<Raw>) -> Self {
        let at = |place: &Place| text.get(place.clone()).unwrap_or_default();
        let hasher = DefaultHashBuilder::default();
        let (subjects, by_iri) = subjects(&found, &at, &hasher).unwrap_or_else(|| {
            found.par_sort_by(|(a, ..), (b, ..)| at(a).cmp(at(b)));
            subjects(&found, &at, &hasher).unwrap_or_default()
        });
        let mut by_predicate = vec![Vec::new(); predicates.len()];
        let mut said = Vec::with_capacity(found.len());
        let owners = subjects.iter().enumerate();
        let owners = owners.flat_map(|(number, it)| it.said.clone().map(move |_| number));
        for (number, ((_, predicate, object), subject)) in found.into_iter().zip(owners).enumerate()
        {
            if let Some(those) = by_predicate.get_mut(predicate) {
                those.push(number);
            }
            said.push(Said {
                subject,
                predicate,
                object,
            });
        }
        Self {
            text,
            predicates,
            subjects,
            said,
            by_predicate,
            by_iri,
            hasher,
        }
    }

    fn term(&self, place: &Place) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    fn subject(&self, number: usize) -> &str {
        let subject = self.subjects.get(number);
        subject.map_or("", |it| self.term(&it.iri))
    }

    fn with_predicate(&self, predicate: Term) -> impl Iterator<Item = (&str, &str)> {
        let number = self.predicates.binary_search(&predicate).ok();
        let those = number.and_then(|it| self.by_predicate.get(it));
        let those = those.into_iter().flatten();
        those
            .filter_map(|it| self.said.get(*it))
            .map(|it| (self.subject(it.subject), self.term(&it.object)))
    }
}

/// The subjects of triples in their order, and where each is; none if the triples of one do not
/// stand together.
fn subjects<'a>(
    found: &[Raw],
    at: &impl Fn(&Place) -> &'a str,
    hasher: &DefaultHashBuilder,
) -> Option<(Vec<Subject>, HashTable<usize>)> {
    let mut subjects: Vec<Subject> = Vec::new();
    for (number, (iri, ..)) in found.iter().enumerate() {
        match subjects.last_mut() {
            Some(last) if at(&last.iri) == at(iri) => last.said.end = number + 1,
            _ => subjects.push(Subject {
                iri: iri.clone(),
                said: number..number + 1,
            }),
        }
    }
    let iri = |number: &usize| subjects.get(*number).map_or("", |it| at(&it.iri));
    let mut by_iri = HashTable::with_capacity(subjects.len());
    for number in 0..subjects.len() {
        let this = iri(&number);
        let hash = |other: &usize| hasher.hash_one(iri(other));
        match by_iri.entry(hasher.hash_one(this), |other| iri(other) == this, hash) {
            Entry::Vacant(place) => place.insert(number),
            Entry::Occupied(_) => return None,
        };
    }
    Some((subjects, by_iri))
}

/// What a part of the text says.
struct Part {
    found: Vec<Raw>,
    /// Terms that do not stand in the text; their places are counted on from `shift`.
    more: String,
    shift: usize,
}

/// The triples of the lines in `part` with these predicates; none if a line is not plain.
fn read_part(text: &str, part: Place, predicates: &Places<'_>) -> Option<Part> {
    let shift = text.len();
    let (mut found, mut more) = (Vec::new(), String::new());
    let mut start = part.start;
    while start < part.end {
        let rest = text.get(start..part.end)?;
        let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let triple = plain_lines::triple(rest.get(..end)?)?;
        if let Some(predicate) = predicates.get(triple.predicate) {
            let here = |term: &str| {
                let from = term.as_ptr().addr() - text.as_ptr().addr();
                from..from + term.len()
            };
            let object = match &triple.object {
                Cow::Borrowed(term) => here(term),
                Cow::Owned(term) => {
                    let from = shift + more.len();
                    more.push_str(term);
                    from..from + term.len()
                }
            };
            found.push((here(triple.subject), *predicate, object));
        }
        start += end + 1;
    }
    Some(Part { found, more, shift })
}

impl Source for Facts {
    fn describe(&self, subject: &str) -> Result<Description<'_>, Error> {
        let hash = self.hasher.hash_one(subject);
        let found = self.by_iri.find(hash, |it| self.subject(*it) == subject);
        let found = found.and_then(|it| self.subjects.get(*it));
        let said = found.and_then(|it| self.said.get(it.said.clone()));
        let said = said.unwrap_or_default().iter().map(|it| {
            let predicate = self.predicates.get(it.predicate);
            let predicate = predicate.map_or("", |it| it.iri());
            (predicate.into(), self.term(&it.object).into())
        });
        Ok(Description::of(said.collect()))
    }

    fn subjects(&self, predicate: Term, object: Term) -> Result<BTreeSet<String>, Error> {
        let those = self.with_predicate(predicate);
        Ok(those
            .filter(|(_, it)| *it == object.iri())
            .map(|(subject, _)| subject.to_owned())
            .collect())
    }

    fn pairs(&self, predicate: Term) -> Result<BTreeSet<(String, String)>, Error> {
        let those = self.with_predicate(predicate);
        Ok(those
            .map(|(subject, object)| (subject.to_owned(), object.to_owned()))
            .collect())
    }
}

impl Source for Store {
    fn describe(&self, subject: &str) -> Result<Description<'_>, Error> {
        let mut said = Vec::new();
        let subject = NamedNode::new_unchecked(subject);
        for quad in self.quads_for_pattern(Some((&subject).into()), None, None, None) {
            let [_, predicate, object] = plain(quad.map_err(|cause| failed(&cause))?);
            said.push((predicate.into(), object.into()));
        }
        Ok(Description::of(said))
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
