//! A network out of a store.
//!
//! Owns: which facts of a graph make a document or a link, when two references say one link. Must
//! not know: what is then computed, drawn or written.

use super::change;
use super::document::{Agency, Document, Expiry, Fact};
use super::evidence::{self, Evidence, TextFile};
use super::graph::Network;
use super::link::Link;
use super::version;
use crate::model::day::Day;
use crate::model::level::Level;
use crate::model::provision::Provision;
use crate::model::relation::Relation;
use crate::model::role::Role;
use crate::model::vocab::{Term, local_name, term};
use crate::rdf::store::{Description, Store};
use std::collections::{BTreeMap, BTreeSet};

impl Network {
    /// Reads all documents and links.
    pub fn read(source: &Store) -> Self {
        let mut reader = Reader {
            source,
            documents: BTreeMap::new(),
            links: BTreeMap::new(),
            found: Self::default(),
        };
        reader.read_documents();
        reader.read_sources();
        reader.read_printings();
        for (work, versions) in version::read(source) {
            if let Some(document) = reader.documents.get_mut(&work) {
                document.versions = versions;
            }
        }
        reader.read_facts();
        reader.read_references();
        reader.read_direct();
        let agencies = read_agencies(source);
        let changes = change::read(source);
        Self {
            agencies,
            changes,
            ..reader.finish()
        }
    }
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

/// A reference as the graph tells it.
struct Reference {
    /// Ends as they are named, a document or a part of one; no provisions yet. Or the property that
    /// is no relation that is known.
    key: Result<Key, String>,
    said: Said,
    provisions: Vec<String>,
}

impl Reference {
    fn read(_: String, facts: &Description<'_>) -> Option<Self> {
        let (citing, cited) = (facts.one(term::HAS_CITING)?, facts.one(term::HAS_CITED)?);
        let property = facts.one(term::CHARACTERIZATION)?;
        let texts = |property| facts.all(property).map(str::to_owned);
        let provisions: Vec<String> = texts(term::PROVISION).collect();
        let scope = facts.one(term::SCOPE);
        let in_part = scope.is_some_and(|it| it == term::PART.iri()) || !provisions.is_empty();
        let day = |property| facts.one(property).and_then(Day::parse);
        let key = |(relation, is_inverse): (Relation, bool)| {
            let (from, to) = if is_inverse {
                (cited, citing)
            } else {
                (citing, cited)
            };
            Key {
                from: from.to_owned(),
                to: to.to_owned(),
                relation: relation.in_part(in_part),
                date: day(term::EFFECT_FROM).or_else(|| day(term::DECIDED_ON)),
                until: day(term::EFFECT_UNTIL),
                ordinal: facts.one(term::ORDINAL).map(str::to_owned),
                decided: facts.one(term::DECIDED_ON).is_some(),
                provisions: Vec::new(),
            }
        };
        let version = facts.one(term::CITING_VERSION);
        let said = Said {
            evidence: facts.nodes(term::EVIDENCE).map(evidence::read).collect(),
            versions: version.map(str::to_owned).into_iter().collect(),
            cited: texts(term::CITED_VERSION).collect(),
            plainly: version.is_none(),
        };
        let relation = Relation::of(property);
        Some(Self {
            key: relation
                .map(key)
                .ok_or_else(|| local_name(property).to_owned()),
            said,
            provisions,
        })
    }
}

struct Reader<'a> {
    source: &'a Store,
    documents: BTreeMap<String, Document>,
    links: BTreeMap<Key, Said>,
    /// What else is known of the network.
    found: Network,
}

impl Reader<'_> {
    fn read_documents(&mut self) {
        let read = |iri: String, facts: &Description<'_>| {
            let properties = [term::LEAD_ISSUER, term::PASSED_BY];
            let issuers = properties.iter().flat_map(|property| facts.all(*property));
            let issuers: Vec<String> = issuers.map(str::to_owned).collect();
            Some((read_document(facts, &iri), issuers, iri))
        };
        for (document, issuers, iri) in self.source.all_of(term::A, term::DOCUMENT, read) {
            for issuer in issuers {
                let name = local_name(&issuer).to_owned();
                self.found.issuers.insert(name, issuer);
            }
            self.documents.insert(iri, document);
        }
    }

    fn read_sources(&mut self) {
        let class = term::SOURCE_FILE_CLASS;
        let files = self.source.all_of(term::A, class, |iri, facts| {
            let text = |property| facts.one(property).unwrap_or_default().to_owned();
            let file = TextFile {
                path: text(term::PATH),
                sha256: text(term::SHA256),
                url: facts.one(term::CONTENT_URL).map(str::to_owned),
            };
            Some((iri, file))
        });
        self.found.sources.extend(files);
    }

    fn read_printings(&mut self) {
        for (printing, document) in self.source.pairs(term::PRINTING_OF) {
            let found = evidence::printing(&self.source.describe(&printing));
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
    }

    fn read_facts(&mut self) {
        let class = term::RDF_STATEMENT;
        let facts = self.source.all_of(term::A, class, |_, facts| {
            let subject = facts.one(term::RDF_SUBJECT)?.to_owned();
            let fact = Fact::of(facts.one(term::RDF_PREDICATE)?)?;
            let span = facts.nodes(term::EVIDENCE).next()?;
            Some((subject, fact, evidence::read(span)))
        });
        for (subject, fact, evidence) in facts {
            if let Some(document) = self.documents.get_mut(&subject) {
                let known = document
                    .facts
                    .entry(fact)
                    .or_insert_with(|| evidence.clone());
                if evidence < *known {
                    *known = evidence;
                }
            }
        }
    }

    fn read_references(&mut self) {
        let references = self
            .source
            .all_of(term::A, term::REFERENCE, Reference::read);
        for Reference {
            key,
            said,
            provisions,
        } in references
        {
            let key = match key {
                Ok(key) => key,
                Err(property) => {
                    self.found.unknown.insert(property);
                    continue;
                }
            };
            let (from, to) = (self.document_of(&key.from), self.document_of(&key.to));
            let key = Key {
                provisions: self.read_provisions(&provisions, &to),
                from,
                to,
                ..key
            };
            let known = self.links.entry(key).or_default();
            known.evidence.extend(said.evidence);
            known.cited.extend(said.cited);
            known.versions.extend(said.versions);
            known.plainly |= said.plainly;
        }
    }

    /// Direct triples that no link says yet.
    fn read_direct(&mut self) {
        for relation in Relation::ALL {
            for (from, to) in self.source.pairs(relation.property()) {
                self.add_direct(&from, *relation, &to);
            }
        }
        for (instrument, cover) in self.source.pairs(term::PROMULGATED_BY) {
            self.add_direct(&cover, Relation::Promulgates, &instrument);
        }
    }

    fn add_direct(&mut self, from: &str, relation: Relation, to: &str) {
        let (from, target) = (self.document_of(from), self.document_of(to));
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
    }

    /// The document itself, or the one that a provision is part of. What is neither becomes a
    /// document without a title: better a bare node than no edge.
    fn document_of(&mut self, iri: &str) -> String {
        let mut seen = BTreeSet::new();
        let mut whole = iri.to_owned();
        while !self.documents.contains_key(&whole) && seen.insert(whole.clone()) {
            match self.source.describe(&whole).one(term::IS_PART_OF) {
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
        whole
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
fn read_agencies(source: &Store) -> BTreeMap<String, Agency> {
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
            .pairs(property)
            .iter()
            .for_each(|(before, after)| follow(before, after));
    }
    source
        .pairs(term::PREDECESSOR)
        .iter()
        .for_each(|(after, before)| follow(before, after));
    agencies
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
    let is_true = |term| text(term).is_some_and(|it| it == "true" || it == "1");
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
        on_publication: is_true(term::EFFECTIVE_ON_PUBLICATION),
        on_event: is_true(term::EFFECTIVE_ON_EVENT),
        expires: text(term::STATED_EXPIRY)
            .or_else(|| text(term::STATED_EXPIRY_TEXT))
            .map(Expiry::of),
        names: facts.all(term::ALTERNATIVE).map(str::to_owned).collect(),
        ..Document::default()
    }
}
