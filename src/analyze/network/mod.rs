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

pub use crate::model::relation::Relation;
pub use evidence::{Evidence, Printing, TextFile};
pub use version::Version;

mod evidence;
mod version;

use crate::model::day::Day;
use crate::model::error::Error;
use crate::model::level::Level;
use crate::model::provision::Provision;
use crate::model::role::Role;
use crate::model::vocab::{Term, local_name, term};
use crate::rdf::store::{Description, Source};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A document, as far as chains, trees and drawings need it.
#[non_exhaustive]
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
    pub level: Option<Level>,
    /// Its date; else the day it was signed, adopted, or came into force.
    pub date: Option<Day>,
    /// Act, attachment, interpretation.
    pub role: Option<Role>,
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
    /// The states of its wording, in order of days; none of a document that does not change.
    pub versions: Vec<Version>,
    /// All places where it does, in order of file and line.
    pub printings: Vec<Printing>,
    /// Other names it goes by.
    pub names: Vec<String>,
}

impl Document {
    /// Its own latest day: of its last version whose text is held, or the day it was made.
    pub fn latest(&self) -> Option<Day> {
        let held = self.versions.iter().filter(|it| it.printed.is_some());
        held.map(|it| it.day).max().max(self.dated)
    }
}

/// The last day of force that a document gives itself, as exactly as it does: `2025-12-31`,
/// `2025年`.
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
#[non_exhaustive]
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
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agency {
    /// Who took over from it.
    pub successors: BTreeSet<String>,
    /// From whom it took over.
    pub predecessors: BTreeSet<String>,
}

/// What one document says of another.
#[non_exhaustive]
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
    /// Whether `date` is the day a decision was passed, which is not the day it took effect.
    pub decided: bool,
    /// The versions of the citing work that say it; none if a text that is no version does.
    pub versions: Vec<String>,
    /// The versions of the cited work that it means, as far as its references tell.
    pub cited: Vec<String>,
    /// The provisions of the target that are meant, in reading order; none when the whole document
    /// is.
    pub provisions: Vec<Provision>,
    /// Where it is said, in order of file and line; the first is shown.
    pub evidence: Vec<Evidence>,
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
    /// A link of which no more is known.
    pub fn new(relation: Relation) -> Self {
        Self {
            relation,
            date: None,
            until: None,
            ordinal: None,
            decided: false,
            versions: Vec::new(),
            cited: Vec::new(),
            provisions: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// The provisions it names, as texts list them: 第三条、第五条.
    pub fn named(&self) -> String {
        labels(&self.provisions).join("、")
    }

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

/// 第三条, 第五条.
pub(crate) fn labels(provisions: &[Provision]) -> Vec<String> {
    provisions.iter().map(Provision::to_string).collect()
}

/// Documents and links; nodes in order of their IRIs, links in order of their ends, relation and
/// date.
#[non_exhaustive]
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
    /// The IRIs of the provisions that links name, by the IRI of their document.
    pub provisions: BTreeMap<String, BTreeMap<Provision, String>>,
    /// The files that were read, by IRI.
    pub sources: BTreeMap<String, TextFile>,
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
        reader.read_sources()?;
        reader.read_printings()?;
        for (work, versions) in version::read(source)? {
            if let Some(document) = reader.documents.get_mut(&work) {
                document.versions = versions;
            }
        }
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
pub fn predicates() -> BTreeSet<Term> {
    let relations = Relation::ALL.iter().map(|relation| relation.property());
    let others = PLAIN.iter().chain(version::PREDICATES).copied();
    relations.chain(others).collect()
}

/// Those that are no relations.
const PLAIN: &[Term] = &[
    term::A,
    term::RDF_SUBJECT,
    term::RDF_PREDICATE,
    term::HAS_SUCCESSOR,
    term::TITLE,
    term::ALTERNATIVE,
    term::NUMBER,
    term::TYPE_DOCUMENT,
    term::PASSED_BY,
    term::DATE_DOCUMENT,
    term::IN_FORCE_FROM,
    term::IS_PART_OF,
    term::IS_ANNEX_OF,
    term::HAS_CITING,
    term::HAS_CITED,
    term::CHARACTERIZATION,
    term::HAS_SOURCE,
    term::QUOTE,
    term::REFERS_TO,
    term::WORK_TYPE,
    term::PROMULGATED_UNDER,
    term::PROMULGATED_BY,
    term::AUTHORITY_LEVEL,
    term::ROLE,
    term::LEAD_ISSUER,
    term::DATE_SIGNED,
    term::DATE_ADOPTED,
    term::EFFECTIVE_ON_PUBLICATION,
    term::STATED_EXPIRY,
    term::STATED_EXPIRY_TEXT,
    term::PRINTING_OF,
    term::FIRST_LINE,
    term::LAST_LINE,
    term::SHA256,
    term::RANK,
    term::SUCCESSOR,
    term::PREDECESSOR,
    term::SCOPE,
    term::PROVISION,
    term::EFFECT_FROM,
    term::DECIDED_ON,
    term::EFFECT_UNTIL,
    term::ORDINAL,
    term::EVIDENCE,
    term::LINE,
    term::PATH,
];

/// What tells one link from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    from: String,
    to: String,
    relation: Relation,
    date: Option<Day>,
    until: Option<Day>,
    ordinal: Option<String>,
    decided: bool,
    provisions: Vec<Provision>,
}

/// How a link is said.
#[derive(Default)]
struct Said {
    evidence: BTreeSet<Evidence>,
    /// By which versions of the citing work.
    versions: BTreeSet<String>,
    /// Of which versions of the cited work.
    cited: BTreeSet<String>,
    /// Also by a text that is no version.
    plainly: bool,
}

struct Reader<'a> {
    source: &'a dyn Source,
    documents: BTreeMap<String, Document>,
    links: BTreeMap<Key, Said>,
    /// What else is known of the network.
    found: Network,
}

impl Reader<'_> {
    fn read_documents(&mut self) -> Result<(), Error> {
        for iri in self.source.subjects(term::A, term::DOCUMENT)? {
            let facts = self.source.describe(&iri)?;
            let document = read_document(&facts, &iri);
            for issuer in [term::LEAD_ISSUER, term::PASSED_BY]
                .iter()
                .flat_map(|property| facts.all(*property))
            {
                self.found
                    .issuers
                    .insert(local_name(issuer).to_owned(), issuer.to_owned());
            }
            self.documents.insert(iri, document);
        }
        Ok(())
    }

    fn read_sources(&mut self) -> Result<(), Error> {
        for iri in self.source.subjects(term::A, term::SOURCE_FILE_CLASS)? {
            let facts = self.source.describe(&iri)?;
            let text = |property| facts.one(property).unwrap_or_default().to_owned();
            let file = TextFile {
                path: text(term::PATH),
                sha256: text(term::SHA256),
            };
            self.found.sources.insert(iri, file);
        }
        Ok(())
    }

    fn read_printings(&mut self) -> Result<(), Error> {
        for (printing, document) in self.source.pairs(term::PRINTING_OF)? {
            let found = evidence::printing(self.source, &printing)?;
            if let (Some(document), Some((path, printing))) =
                (self.documents.get_mut(&document), found)
            {
                let place = (path, printing.first);
                if document.printed.as_ref().is_none_or(|known| place < *known) {
                    document.printed = Some(place);
                }
                document.printings.push(printing);
                document.printings.sort();
            }
        }
        Ok(())
    }

    fn read_facts(&mut self) -> Result<(), Error> {
        for statement in self.source.subjects(term::A, term::RDF_STATEMENT)? {
            let facts = self.source.describe(&statement)?;
            let (Some(subject), Some(fact), Some(span)) = (
                facts.one(term::RDF_SUBJECT),
                facts.one(term::RDF_PREDICATE).and_then(Fact::of),
                facts.one(term::EVIDENCE),
            ) else {
                continue;
            };
            let evidence = evidence::read(self.source, span)?;
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
        for reference in self.source.subjects(term::A, term::REFERENCE)? {
            let facts = self.source.describe(&reference)?;
            let (Some(citing), Some(cited), Some(property)) = (
                facts.one(term::HAS_CITING),
                facts.one(term::HAS_CITED),
                facts.one(term::CHARACTERIZATION),
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
            let provisions: Vec<String> = facts.all(term::PROVISION).map(str::to_owned).collect();
            let in_part = facts
                .one(term::SCOPE)
                .is_some_and(|scope| scope == term::PART.iri())
                || !provisions.is_empty();
            let day = |property| facts.one(property).and_then(Day::parse);
            let (from, to) = (self.document_of(from)?, self.document_of(to)?);
            let key = Key {
                provisions: self.read_provisions(&provisions, &to),
                from,
                to,
                relation: relation.in_part(in_part),
                date: day(term::EFFECT_FROM).or_else(|| day(term::DECIDED_ON)),
                until: day(term::EFFECT_UNTIL),
                ordinal: facts.one(term::ORDINAL).map(str::to_owned),
                decided: facts.one(term::DECIDED_ON).is_some(),
            };
            let evidence = facts
                .all(term::EVIDENCE)
                .map(|span| evidence::read(self.source, span))
                .collect::<Result<Vec<_>, _>>()?;
            let said = self.links.entry(key).or_default();
            said.evidence.extend(evidence);
            said.cited
                .extend(facts.all(term::CITED_VERSION).map(str::to_owned));
            match facts.one(term::CITING_VERSION) {
                Some(version) => said.versions.extend([version.to_owned()]),
                None => said.plainly = true,
            }
        }
        Ok(())
    }

    /// Direct triples that no link says yet.
    fn read_direct(&mut self) -> Result<(), Error> {
        for relation in Relation::ALL {
            for (from, to) in self.source.pairs(relation.property())? {
                self.add_direct(&from, *relation, &to)?;
            }
        }
        for (instrument, cover) in self.source.pairs(term::PROMULGATED_BY)? {
            self.add_direct(&cover, Relation::Promulgates, &instrument)?;
        }
        Ok(())
    }

    fn add_direct(&mut self, from: &str, relation: Relation, to: &str) -> Result<(), Error> {
        let (from, target) = (self.document_of(from)?, self.document_of(to)?);
        let provisions = if target == to {
            Vec::new()
        } else {
            self.read_provisions(&[to.to_owned()], &target)
        };
        let relation = relation.in_part(!provisions.is_empty());
        let first = Key {
            from,
            to: target,
            relation,
            date: None,
            until: None,
            ordinal: None,
            decided: false,
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
                Said {
                    plainly: true,
                    ..Said::default()
                },
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
            match self.source.describe(&whole)?.one(term::IS_PART_OF) {
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
        for (key, said) in self.links {
            if let (Some(from), Some(to)) = (places.get(&key.from), places.get(&key.to)) {
                let Key {
                    relation,
                    date,
                    until,
                    ordinal,
                    decided,
                    provisions,
                    ..
                } = key;
                let versions = said.versions.into_iter().filter(|_| !said.plainly);
                links.push((
                    *from,
                    *to,
                    Link {
                        relation,
                        date,
                        until,
                        ordinal,
                        decided,
                        versions: versions.collect(),
                        cited: said.cited.into_iter().collect(),
                        provisions,
                        evidence: said.evidence.into_iter().collect(),
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

    /// The provisions that these IRIs name, in reading order; remembers which IRI is which.
    fn read_provisions(&mut self, iris: &[String], document: &str) -> Vec<Provision> {
        let read = |iri: &String| Provision::of_path(iri.strip_prefix(document).unwrap_or(iri));
        let mut found: Vec<(Provision, &String)> = iris.iter().map(|it| (read(it), it)).collect();
        found.sort();
        if !found.is_empty() {
            let known = self.found.provisions.entry(document.to_owned());
            let pairs = found.iter().map(|(it, iri)| (it.clone(), (*iri).clone()));
            known.or_default().extend(pairs);
        }
        found.into_iter().map(|(provision, _)| provision).collect()
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
    for property in [term::HAS_SUCCESSOR, term::SUCCESSOR] {
        source
            .pairs(property)?
            .iter()
            .for_each(|(before, after)| follow(before, after));
    }
    source
        .pairs(term::PREDECESSOR)?
        .iter()
        .for_each(|(after, before)| follow(before, after));
    Ok(agencies)
}

fn read_document(facts: &Description, iri: &str) -> Document {
    let text = |property: Term| facts.one(property).map(str::to_owned);
    let concept = |property: Term| facts.one(property).map(|iri| local_name(iri).to_owned());
    let day = |property: Term| facts.one(property).and_then(Day::parse);
    let dates = [
        term::DATE_DOCUMENT,
        term::DATE_SIGNED,
        term::DATE_ADOPTED,
        term::IN_FORCE_FROM,
    ];
    let lead = concept(term::LEAD_ISSUER);
    let others = facts
        .all(term::PASSED_BY)
        .map(|iri| local_name(iri).to_owned())
        .filter(|issuer| Some(issuer) != lead.as_ref());
    Document {
        iri: iri.to_owned(),
        title: text(term::TITLE).unwrap_or_else(|| local_name(iri).to_owned()),
        number: text(term::NUMBER),
        promulgated_under: text(term::PROMULGATED_UNDER),
        kind: concept(term::TYPE_DOCUMENT).or_else(|| concept(term::WORK_TYPE)),
        level: concept(term::AUTHORITY_LEVEL).and_then(|it| Level::of(&it)),
        date: dates.into_iter().find_map(day),
        role: text(term::ROLE).and_then(|it| Role::of(&it)),
        has_lead: lead.is_some(),
        issuers: lead.clone().into_iter().chain(others).collect(),
        stub: facts.all(term::A).any(|class| class == term::STUB.iri()),
        dated: dates[..3].iter().copied().find_map(day),
        effective: day(term::IN_FORCE_FROM),
        on_publication: text(term::EFFECTIVE_ON_PUBLICATION)
            .is_some_and(|it| it == "true" || it == "1"),
        expires: text(term::STATED_EXPIRY)
            .or_else(|| text(term::STATED_EXPIRY_TEXT))
            .map(Expiry::of),
        names: facts.all(term::ALTERNATIVE).map(str::to_owned).collect(),
        ..Document::default()
    }
}

#[cfg(test)]
pub(crate) mod tests;
