//! The documents of a graph and what they say of each other, as a directed multigraph.
//!
//! Owns: reading documents and links from a store; what one link is. Must not know: what is then
//! computed, drawn or written.
//!
//! A link is a *statement*: this document repeals that one, from this day, these provisions. Every
//! mention of it in a text is evidence of the same link; what differs in relation, date, ordinal or
//! provisions is another link between the same two documents. A statement about a provision counts
//! for the document it is part of. References come first, because they bring dates and evidence;
//! direct triples that no reference supports (a notice promulgates its instrument) are links
//! without evidence.

mod relation;

pub use relation::Relation;

use crate::model::day::Day;
use crate::model::error::Error;
use crate::model::vocab::{CITO, DCTERMS, ELI, OA, RDF, RICO, UNITS, ZT};
use crate::rdf::store::{Description, Source, local_name, term};
use oxigraph::model::NamedNode;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A document, as far as chains, trees and drawings need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its title, or the end of its IRI.
    pub title: String,
    /// Its official number.
    pub number: Option<String>,
    /// The number of the document that promulgated it.
    pub promulgated_under: Option<String>,
    /// 通知, 办法, ….
    pub kind: Option<String>,
    /// 法律, 行政法规, ….
    pub level: Option<String>,
    /// The rank of that level, 1 for the constitution; a level without rank is compared with none.
    pub rank: Option<u8>,
    /// Its date; else the day it was signed, adopted, or came into force.
    pub date: Option<Day>,
    /// `act`, `attachment`, `interpretation`.
    pub role: Option<String>,
    /// Who issued it, the leading agency first.
    pub issuers: Vec<String>,
    /// Whether the graph says that the first of them leads.
    pub has_lead: bool,
    /// Whether it is only known from what others say of it.
    pub stub: bool,
    /// Its own day: signed, adopted, put out; never the day it came into force.
    pub dated: Option<Day>,
    /// The day it says it comes into force.
    pub effective: Option<Day>,
    /// Whether it says it comes into force when it is published.
    pub on_publication: bool,
    /// The last day of force it gives itself, as exactly as it does.
    pub expires: Option<Expiry>,
    /// Where it says such things of itself; the first place for each.
    pub facts: BTreeMap<Fact, Evidence>,
    /// Where the collection prints it: file and first line.
    pub printed: Option<(String, u64)>,
}

/// The last day of force that a document gives itself, as exactly as it does: `2025-12-31`, `2025年`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    text: String,
    bounds: Option<(Day, Day)>,
}

impl Expiry {
    /// Reads what a graph says; words that name no year (`五年`) are kept without a day.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        let bounds = Day::bounds(&text);
        Self { text, bounds }
    }

    /// The first and the last day that may be meant.
    pub fn bounds(&self) -> Option<(Day, Day)> {
        self.bounds
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Its title.
    Title,
    /// Its number.
    Number,
    /// Its day.
    Dated,
    /// When it comes into force.
    Effective,
    /// When it runs out.
    Expires,
    /// Who issues it.
    Issuer,
}

impl Fact {
    fn of(property: &str) -> Option<Self> {
        Some(match local_name(property) {
            "title" => Self::Title,
            "number" => Self::Number,
            "date_document" | "dateSigned" | "dateAdopted" => Self::Dated,
            "first_date_entry_in_force" | "effectiveOnPublication" => Self::Effective,
            "statedExpiry" | "statedExpiryText" => Self::Expires,
            "passed_by" | "leadIssuer" | "printedIssuer" => Self::Issuer,
            _ => return None,
        })
    }
}

/// An issuing body, as far as inheritance needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agency {
    /// Who took over from it.
    pub successors: BTreeSet<String>,
    /// From whom it took over.
    pub predecessors: BTreeSet<String>,
}

/// What one document says of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub relation: Relation,
    /// From when that has effect.
    pub date: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
    /// The first, second, … time (第三次修正).
    pub ordinal: Option<String>,
    /// The provisions of the target that are meant, in reading order; none when the whole document
    /// is.
    pub provisions: Vec<String>,
    /// Where it is said, in order of file and line; the first is shown.
    pub evidence: Vec<Evidence>,
}

/// A place in a source file that says something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The source file.
    pub path: String,
    /// The line in it, from one.
    pub line: u64,
    /// Where the words begin in it, in characters.
    pub start: u64,
    /// The words.
    pub quote: String,
    /// The node of the graph that is this place.
    pub span: String,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "《{}》", self.title)?;
        if let Some(number) = self
            .number
            .as_ref()
            .or(self.promulgated_under.as_ref())
            .filter(|number| !self.title.contains(number.as_str()))
        {
            write!(f, "（{number}）")?;
        }
        if let Some(date) = &self.date {
            write!(f, " {date}")?;
        }
        Ok(())
    }
}

impl Link {
    /// `path:line` of the first evidence, and how many more there are.
    pub fn place(&self) -> Option<String> {
        let first = self.evidence.first()?;
        Some(if self.evidence.len() > 1 {
            format!("{first} (+{})", self.evidence.len() - 1)
        } else {
            first.to_string()
        })
    }
}

/// Documents and links; nodes in order of their IRIs, links in order of their ends, relation and
/// date.
#[derive(Debug, Default)]
pub struct Network {
    /// The graph itself; a link points from the document that speaks to the one spoken of.
    pub graph: DiGraph<Document, Link>,
    /// Relations found in references that the program does not know, so that nothing is dropped in
    /// silence.
    pub unknown: BTreeSet<String>,
    /// The bodies that follow or precede another, by name.
    pub agencies: BTreeMap<String, Agency>,
    /// The IRIs of the bodies that issue documents, by name.
    pub issuers: BTreeMap<String, String>,
    /// The IRIs of the provisions that links name, by the IRI of their document and their label.
    pub provisions: BTreeMap<String, BTreeMap<String, String>>,
}

impl Network {
    /// The node of the document with this IRI.
    pub fn node(&self, iri: &str) -> Option<NodeIndex> {
        self.graph
            .raw_nodes()
            .binary_search_by(|node| node.weight.iri.as_str().cmp(iri))
            .ok()
            .map(NodeIndex::new)
    }

    /// The network of `documents`, in any order, and links between their places in it.
    pub fn of(
        documents: Vec<Document>,
        links: impl IntoIterator<Item = (usize, usize, Link)>,
    ) -> Self {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by(|a, b| {
            documents
                .get(*a)
                .map(|it| &it.iri)
                .cmp(&documents.get(*b).map(|it| &it.iri))
        });
        let mut places = vec![NodeIndex::default(); documents.len()];
        for (place, was) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(*was) {
                *slot = NodeIndex::new(place);
            }
        }
        let links = links.into_iter();
        let mut graph = DiGraph::with_capacity(documents.len(), links.size_hint().0);
        let mut documents: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
        for was in order {
            graph.add_node(
                documents
                    .get_mut(was)
                    .and_then(Option::take)
                    .unwrap_or_default(),
            );
        }
        for (from, to, link) in links {
            if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                graph.add_edge(*from, *to, link);
            }
        }
        Self {
            graph,
            ..Self::default()
        }
    }

    /// Reads all documents and links.
    ///
    /// # Errors
    /// Only when the store cannot be read.
    pub fn read(source: &dyn Source) -> Result<Self, Error> {
        let mut reader = Reader {
            source,
            documents: BTreeMap::new(),
            links: BTreeMap::new(),
            found: Self::default(),
        };
        reader.read_documents()?;
        reader.read_printings()?;
        reader.read_facts()?;
        reader.read_references()?;
        reader.read_direct()?;
        let agencies = read_agencies(source)?;
        Ok(Self {
            agencies,
            ..reader.finish()
        })
    }
}

/// The predicates that [`Network::read`] and [`find_document`](crate::rdf::store::find_document)
/// look at: all that needs to be loaded for them (see
/// [`load_facts`](crate::rdf::store::load_facts)).
pub fn predicates() -> Vec<NamedNode> {
    let of = |namespace: &'static str, names: &'static [&'static str]| {
        names.iter().map(move |name| term(namespace, name))
    };
    let plain = of(RDF, &["type", "subject", "predicate"])
        .chain(of(RICO, &["hasSuccessor"]))
        .chain(of(DCTERMS, &["title"]))
        .chain(of(
            ELI,
            &[
                "number",
                "type_document",
                "passed_by",
                "date_document",
                "first_date_entry_in_force",
                "is_part_of",
                "is_annex_of",
            ],
        ))
        .chain(of(
            CITO,
            &[
                "hasCitingEntity",
                "hasCitedEntity",
                "hasCitationCharacterization",
            ],
        ))
        .chain(of(OA, &["hasSource", "hasSelector", "exact"]))
        .chain(of(
            ZT,
            &[
                "promulgatedUnder",
                "promulgatedBy",
                "authorityLevel",
                "role",
                "leadIssuer",
                "dateSigned",
                "dateAdopted",
                "effectiveOnPublication",
                "statedExpiry",
                "statedExpiryText",
                "printingOf",
                "firstLine",
                "rank",
                "successor",
                "predecessor",
                "scope",
                "provision",
                "effectFrom",
                "effectUntil",
                "ordinal",
                "evidence",
                "line",
                "path",
            ],
        ));
    plain
        .chain(Relation::ALL.iter().map(|relation| relation.property()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// What tells one link from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    from: String,
    to: String,
    relation: Relation,
    date: Option<Day>,
    until: Option<Day>,
    ordinal: Option<String>,
    provisions: Vec<String>,
}

struct Reader<'a> {
    source: &'a dyn Source,
    documents: BTreeMap<String, Document>,
    links: BTreeMap<Key, BTreeSet<Evidence>>,
    /// What else is known of the network.
    found: Network,
}

impl Reader<'_> {
    fn read_documents(&mut self) -> Result<(), Error> {
        for iri in self
            .source
            .subjects(&term(RDF, "type"), &term(ZT, "Document"))?
        {
            let facts = self.source.describe(&iri)?;
            let mut document = read_document(&facts, &iri);
            for issuer in [term(ZT, "leadIssuer"), term(ELI, "passed_by")]
                .iter()
                .flat_map(|property| facts.all(property))
            {
                self.found
                    .issuers
                    .insert(local_name(issuer).to_owned(), issuer.to_owned());
            }
            if let Some(level) = facts.one(&term(ZT, "authorityLevel")) {
                document.rank = self
                    .source
                    .describe(level)?
                    .one(&term(ZT, "rank"))
                    .and_then(|rank| rank.parse().ok());
            }
            self.documents.insert(iri, document);
        }
        Ok(())
    }

    fn read_printings(&mut self) -> Result<(), Error> {
        for (printing, document) in self.source.pairs(&term(ZT, "printingOf"))? {
            let facts = self.source.describe(&printing)?;
            let Some(line) = facts
                .one(&term(ZT, "firstLine"))
                .and_then(|line| line.parse().ok())
            else {
                continue;
            };
            let path = self.path_of(facts.one(&term(OA, "hasSource")).unwrap_or_default())?;
            if let Some(document) = self.documents.get_mut(&document) {
                let place = (path, line);
                if document.printed.as_ref().is_none_or(|known| place < *known) {
                    document.printed = Some(place);
                }
            }
        }
        Ok(())
    }

    fn read_facts(&mut self) -> Result<(), Error> {
        for statement in self
            .source
            .subjects(&term(RDF, "type"), &term(RDF, "Statement"))?
        {
            let facts = self.source.describe(&statement)?;
            let (Some(subject), Some(fact), Some(span)) = (
                facts.one(&term(RDF, "subject")),
                facts.one(&term(RDF, "predicate")).and_then(Fact::of),
                facts.one(&term(ZT, "evidence")),
            ) else {
                continue;
            };
            let evidence = self.read_evidence(span)?;
            if let Some(document) = self.documents.get_mut(subject) {
                let known = document
                    .facts
                    .entry(fact)
                    .or_insert_with(|| evidence.clone());
                if evidence < *known {
                    *known = evidence;
                }
            }
        }
        Ok(())
    }

    fn read_references(&mut self) -> Result<(), Error> {
        for reference in self
            .source
            .subjects(&term(RDF, "type"), &term(ZT, "Reference"))?
        {
            let facts = self.source.describe(&reference)?;
            let (Some(citing), Some(cited), Some(property)) = (
                facts.one(&term(CITO, "hasCitingEntity")),
                facts.one(&term(CITO, "hasCitedEntity")),
                facts.one(&term(CITO, "hasCitationCharacterization")),
            ) else {
                continue;
            };
            let Some((relation, is_inverse)) = Relation::of(property) else {
                self.found.unknown.insert(local_name(property).to_owned());
                continue;
            };
            let (from, to) = if is_inverse {
                (cited, citing)
            } else {
                (citing, cited)
            };
            let provisions: Vec<String> = facts
                .all(&term(ZT, "provision"))
                .map(str::to_owned)
                .collect();
            let in_part = facts
                .one(&term(ZT, "scope"))
                .is_some_and(|scope| local_name(scope) == "Part")
                || !provisions.is_empty();
            let text = |name: &str| facts.one(&term(ZT, name));
            let day = |name: &str| text(name).and_then(Day::parse);
            let (from, to) = (self.document_of(from)?, self.document_of(to)?);
            let key = Key {
                provisions: self.label_provisions(&provisions, &to),
                from,
                to,
                relation: relation.in_part(in_part),
                date: day("effectFrom"),
                until: day("effectUntil"),
                ordinal: text("ordinal").map(str::to_owned),
            };
            let evidence = facts
                .all(&term(ZT, "evidence"))
                .map(|span| self.read_evidence(span))
                .collect::<Result<Vec<_>, _>>()?;
            self.links.entry(key).or_default().extend(evidence);
        }
        Ok(())
    }

    fn read_evidence(&self, span: &str) -> Result<Evidence, Error> {
        let facts = self.source.describe(span)?;
        let path = self.path_of(facts.one(&term(OA, "hasSource")).unwrap_or_default())?;
        let mut quote = String::new();
        for selector in facts.all(&term(OA, "hasSelector")) {
            if let Some(exact) = self.source.describe(selector)?.one(&term(OA, "exact")) {
                exact.clone_into(&mut quote);
            }
        }
        let line = facts
            .one(&term(ZT, "line"))
            .and_then(|line| line.parse().ok())
            .unwrap_or(0);
        let start = local_name(span)
            .split('-')
            .next()
            .and_then(|start| start.parse().ok())
            .unwrap_or(0);
        Ok(Evidence {
            path,
            line,
            start,
            quote,
            span: span.to_owned(),
        })
    }

    fn path_of(&self, source: &str) -> Result<String, Error> {
        Ok(self
            .source
            .describe(source)?
            .one(&term(ZT, "path"))
            .unwrap_or_else(|| local_name(source))
            .to_owned())
    }

    /// Direct triples that no link says yet.
    fn read_direct(&mut self) -> Result<(), Error> {
        for relation in Relation::ALL {
            for (from, to) in self.source.pairs(&relation.property())? {
                self.add_direct(&from, *relation, &to)?;
            }
        }
        for (instrument, cover) in self.source.pairs(&term(ZT, "promulgatedBy"))? {
            self.add_direct(&cover, Relation::Promulgates, &instrument)?;
        }
        Ok(())
    }

    fn add_direct(&mut self, from: &str, relation: Relation, to: &str) -> Result<(), Error> {
        let (from, target) = (self.document_of(from)?, self.document_of(to)?);
        let provisions = if target == to {
            Vec::new()
        } else {
            self.label_provisions(&[to.to_owned()], &target)
        };
        let relation = relation.in_part(!provisions.is_empty());
        let first = Key {
            from,
            to: target,
            relation,
            date: None,
            until: None,
            ordinal: None,
            provisions: Vec::new(),
        };
        let is_said = self.links.range(&first..).next().is_some_and(|(key, _)| {
            (&key.from, &key.to, key.relation) == (&first.from, &first.to, relation)
        });
        if !is_said {
            self.links.insert(
                Key {
                    provisions,
                    ..first
                },
                BTreeSet::new(),
            );
        }
        Ok(())
    }

    /// The document itself, or the one that a provision is part of. What is neither becomes a
    /// document without a title: better a bare node than no edge.
    fn document_of(&mut self, iri: &str) -> Result<String, Error> {
        let mut seen = BTreeSet::new();
        let mut whole = iri.to_owned();
        while !self.documents.contains_key(&whole) && seen.insert(whole.clone()) {
            match self.source.describe(&whole)?.one(&term(ELI, "is_part_of")) {
                Some(parent) => parent.clone_into(&mut whole),
                None => break,
            }
        }
        let bare = || Document {
            iri: whole.clone(),
            title: local_name(&whole).to_owned(),
            stub: true,
            ..Document::default()
        };
        self.documents.entry(whole.clone()).or_insert_with(bare);
        Ok(whole)
    }

    fn finish(self) -> Network {
        let places: BTreeMap<&String, usize> = self
            .documents
            .keys()
            .enumerate()
            .map(|(place, iri)| (iri, place))
            .collect();
        let mut links = Vec::with_capacity(self.links.len());
        for (key, evidence) in self.links {
            if let (Some(from), Some(to)) = (places.get(&key.from), places.get(&key.to)) {
                let Key {
                    relation,
                    date,
                    until,
                    ordinal,
                    provisions,
                    ..
                } = key;
                links.push((
                    *from,
                    *to,
                    Link {
                        relation,
                        date,
                        until,
                        ordinal,
                        provisions,
                        evidence: evidence.into_iter().collect(),
                    },
                ));
            }
        }
        drop(places);
        Network {
            graph: Network::of(self.documents.into_values().collect(), links).graph,
            ..self.found
        }
    }

    /// `art/3/para/2` → `第3条第2款`, in reading order.
    fn label_provisions(&mut self, provisions: &[String], document: &str) -> Vec<String> {
        let path = |iri: &String| {
            iri.strip_prefix(document)
                .unwrap_or(iri)
                .trim_start_matches('/')
                .to_owned()
        };
        let mut labelled: Vec<(Vec<u32>, String, &String)> = provisions
            .iter()
            .map(|iri| (path(iri), iri))
            .map(|(path, iri)| (numbers(&path), label_provision(&path), iri))
            .collect();
        labelled.sort();
        if !labelled.is_empty() {
            let known = self
                .found
                .provisions
                .entry(document.to_owned())
                .or_default();
            known.extend(
                labelled
                    .iter()
                    .map(|(_, label, iri)| (label.clone(), (*iri).clone())),
            );
        }
        labelled.into_iter().map(|(_, label, _)| label).collect()
    }
}

/// Who followed whom, whichever of the two the graph says it of.
fn read_agencies(source: &dyn Source) -> Result<BTreeMap<String, Agency>, Error> {
    let mut agencies: BTreeMap<String, Agency> = BTreeMap::new();
    let mut follow = |before: &str, after: &str| {
        let (before, after) = (local_name(before).to_owned(), local_name(after).to_owned());
        agencies
            .entry(before.clone())
            .or_default()
            .successors
            .insert(after.clone());
        agencies
            .entry(after)
            .or_default()
            .predecessors
            .insert(before);
    };
    for property in [term(RICO, "hasSuccessor"), term(ZT, "successor")] {
        source
            .pairs(&property)?
            .iter()
            .for_each(|(before, after)| follow(before, after));
    }
    source
        .pairs(&term(ZT, "predecessor"))?
        .iter()
        .for_each(|(after, before)| follow(before, after));
    Ok(agencies)
}

fn read_document(facts: &Description, iri: &str) -> Document {
    let text = |namespace: &str, name: &str| facts.one(&term(namespace, name)).map(str::to_owned);
    let day = |namespace: &str, name: &str| facts.one(&term(namespace, name)).and_then(Day::parse);
    let concept = |namespace: &str, name: &str| {
        facts
            .one(&term(namespace, name))
            .map(|iri| local_name(iri).to_owned())
    };
    let dates = [
        (ELI, "date_document"),
        (ZT, "dateSigned"),
        (ZT, "dateAdopted"),
        (ELI, "first_date_entry_in_force"),
    ];
    let lead = concept(ZT, "leadIssuer");
    let others = facts
        .all(&term(ELI, "passed_by"))
        .map(|iri| local_name(iri).to_owned())
        .filter(|issuer| Some(issuer) != lead.as_ref());
    Document {
        iri: iri.to_owned(),
        title: text(DCTERMS, "title").unwrap_or_else(|| local_name(iri).to_owned()),
        number: text(ELI, "number"),
        promulgated_under: text(ZT, "promulgatedUnder"),
        kind: concept(ELI, "type_document"),
        level: concept(ZT, "authorityLevel"),
        date: dates
            .into_iter()
            .find_map(|(namespace, name)| day(namespace, name)),
        role: text(ZT, "role"),
        has_lead: lead.is_some(),
        issuers: lead.clone().into_iter().chain(others).collect(),
        stub: facts
            .all(&term(RDF, "type"))
            .any(|class| class == term(ZT, "Stub").as_str()),
        dated: dates[..3]
            .iter()
            .find_map(|(namespace, name)| day(namespace, name)),
        effective: day(ELI, "first_date_entry_in_force"),
        on_publication: text(ZT, "effectiveOnPublication")
            .is_some_and(|it| it == "true" || it == "1"),
        expires: text(ZT, "statedExpiry")
            .or_else(|| text(ZT, "statedExpiryText"))
            .map(Expiry::of),
        ..Document::default()
    }
}

fn numbers(path: &str) -> Vec<u32> {
    path.split(['/', '-'])
        .filter_map(|part| part.parse().ok())
        .collect()
}

fn label_provision(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let labels: Option<String> = parts
        .chunks(2)
        .map(|part| label_part(part.first()?, part.get(1)?))
        .collect();
    labels.unwrap_or_else(|| path.to_owned())
}

fn label_part(kind: &str, number: &str) -> Option<String> {
    let (unit, _) = UNITS.iter().find(|(_, name)| *name == kind)?;
    Some(match number.split_once('-') {
        Some((number, inserted)) => format!("第{number}{unit}之{inserted}"),
        None => format!("第{number}{unit}"),
    })
}

#[cfg(test)]
pub(crate) mod tests;
