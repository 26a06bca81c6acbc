//! The data of the page: documents, links, words and their places, states over time, as one JSON
//! value of rows.
//!
//! Owns: what is in it and in which order; each table names its columns, and what occurs often is
//! told once and pointed at by its place. Must not know: markup, which documents are chosen, how
//! states are found ([`course`]).

use super::palette;
use super::projection::{Edge, Projection};
use crate::analyze::network::{Document, Evidence, Fact, Link, Network, Relation, Version};
use crate::analyze::{AsOf, Basis, Lifecycles, RULES, State, Status, course, status_for};
use crate::model::day::Day;
use crate::model::level::Level;
use crate::model::lexicon;
use crate::model::relation::Effect;
use crate::model::vocab::{BASE, DATA_PREFIXES, PREFIXES};
use petgraph::graph::NodeIndex;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What a page knows beside the graph.
#[derive(Debug, Default)]
pub(super) struct Extras<'a> {
    /// The canned questions of a server.
    pub(super) questions: Option<&'a Json>,
    /// Whether the server has texts to read.
    pub(super) has_texts: bool,
}

const DOCUMENT: &[&str] = &[
    "iri",
    "title",
    "number",
    "under",
    "kind",
    "level",
    "role",
    "issuers",
    "dated",
    "effective",
    "expires",
    "stub",
    "life",
    "printings",
    "facts",
    "names",
    "versions",
];
const VERSION: &[&str] = &[
    "iri",
    "date",
    "kind",
    "ordinal",
    "decision",
    "from",
    "printings",
    "evidence",
];
const LINK: &[&str] = &[
    "from",
    "to",
    "relation",
    "date",
    "until",
    "ordinal",
    "provisions",
    "evidence",
];
const EVIDENCE: &[&str] = &["file", "line", "start", "end", "quote"];
const SPELL: &[&str] = &[
    "from", "state", "rule", "basis", "since", "until", "by", "evidence",
];
const FACTS: &[(Fact, &str)] = &[
    (Fact::Title, "title"),
    (Fact::Number, "number"),
    (Fact::Dated, "dated"),
    (Fact::Effective, "effective"),
    (Fact::Expires, "expires"),
    (Fact::Issuer, "issuer"),
];

/// The data as JSON.
pub(super) fn of(network: &Network, projection: &Projection, extras: &Extras<'_>) -> Json {
    let lives = Lifecycles::of(network);
    let mut tables = Tables::new(network, &lives, projection);
    let documents: Vec<Json> = projection
        .nodes
        .iter()
        .filter_map(|node| node.document())
        .map(|it| tables.document(it))
        .collect();
    let links: Vec<Json> = projection
        .links()
        .map(|(edge, link)| tables.link(edge, link))
        .collect();
    let names = lexicon::other_names();
    let known = tables.issuers.list.iter();
    let known: Vec<_> = known
        .map(|it| names.get(it).cloned().unwrap_or_default())
        .collect();
    json!({
        "format": 1,
        "about": projection.description,
        "base": BASE,
        "horizon": day(lives.horizon()),
        "columns": { "documents": DOCUMENT, "versions": VERSION, "links": LINK, "evidence": EVIDENCE, "spells": SPELL },
        "levels": levels(),
        "relations": Relation::ALL.iter().map(|it| relation(*it)).collect::<Vec<_>>(),
        "states": State::ALL.iter().map(|it| json!([it.name(), it.label()])).collect::<Vec<_>>(),
        "rules": RULES.iter().map(|it| json!([it.name, it.law])).collect::<Vec<_>>(),
        "bases": Basis::ALL.iter().map(|it| it.words()).collect::<Vec<_>>(),
        "documents": documents,
        "links": links,
        "lives": tables.lives_found,
        "issuers": tables.issuers.list,
        "issuer_names": known,
        "files": files(network, &tables.files.list),
        "evidence": tables.evidence,
        "prefixes": extras.questions.map(|_| prefixes()),
        "questions": extras.questions,
        "texts": extras.has_texts,
    })
}

/// Levels in order of rank, with their names in English and their colours.
fn levels() -> Vec<Json> {
    let row = |level: &Level| {
        let known = palette::LEVELS
            .iter()
            .find(|(name, ..)| *name == level.name());
        let color = known.map_or(palette::NO_LEVEL, |(.., color)| *color);
        json!([level.name(), level.english(), palette::hex(color)])
    };
    Level::ALL.iter().map(row).collect()
}

/// The prefixes that queries may use without a word.
fn prefixes() -> Vec<[String; 2]> {
    let fixed = PREFIXES
        .iter()
        .map(|(name, iri)| [(*name).to_owned(), (*iri).to_owned()]);
    let own = DATA_PREFIXES
        .iter()
        .map(|(name, path)| [(*name).to_owned(), format!("{BASE}{path}")]);
    fixed.chain(own).collect()
}

fn relation(it: Relation) -> Json {
    let effect = match it.effect() {
        Effect::Ends => "ends",
        Effect::Changes => "changes",
        Effect::Bounds => "bounds",
        Effect::Rests => "rests",
        Effect::Refers => "refers",
        Effect::Encloses => "encloses",
        Effect::Tells => "tells",
    };
    json!([it.name(), it.label(), palette::hex(it.color()), effect])
}

/// The number of each file as graphs name it, its path, and its address if it has one.
fn files(network: &Network, found: &[String]) -> Vec<Json> {
    let row = |iri: &String| {
        let name = iri.rsplit('/').next().unwrap_or_default();
        let file = network.sources.get(iri);
        let path = file.map(|it| it.path.as_str()).unwrap_or_default();
        match file.and_then(|it| it.url.as_deref()) {
            Some(url) => json!([name, path, url]),
            None => json!([name, path]),
        }
    };
    found.iter().map(row).collect()
}

fn day(day: Option<Day>) -> Json {
    day.map_or(Json::Null, |it| it.to_string().into())
}

/// An IRI without the base of the project, if it has that.
fn short(iri: &str) -> &str {
    iri.strip_prefix(BASE).unwrap_or(iri)
}

/// What is told once, and the places of what was told.
#[derive(Default)]
struct Once {
    list: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Once {
    fn place(&mut self, text: &str) -> usize {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        self.list.push(text.to_owned());
        self.places.insert(text.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

struct Tables<'a> {
    network: &'a Network,
    lives: &'a Lifecycles,
    /// The places of documents in the page, by IRI.
    shown: BTreeMap<&'a str, usize>,
    /// The evidence of the network, by the IRI of its span.
    spans: BTreeMap<&'a str, &'a Evidence>,
    issuers: Once,
    files: Once,
    evidence: Vec<Json>,
    evidence_places: BTreeMap<String, usize>,
    lives_found: Vec<Json>,
    life_places: BTreeMap<usize, usize>,
}

impl<'a> Tables<'a> {
    fn new(network: &'a Network, lives: &'a Lifecycles, projection: &'a Projection) -> Self {
        let documents = projection.nodes.iter().filter_map(|it| it.document());
        let links = network.graph.edge_weights();
        Self {
            network,
            lives,
            shown: documents
                .enumerate()
                .map(|(n, it)| (it.iri.as_str(), n))
                .collect(),
            spans: links
                .flat_map(|link| &link.evidence)
                .map(|it| (it.span.as_str(), it))
                .collect(),
            issuers: Once::default(),
            files: Once::default(),
            evidence: Vec::new(),
            evidence_places: BTreeMap::new(),
            lives_found: Vec::new(),
            life_places: BTreeMap::new(),
        }
    }

    fn document(&mut self, it: &Document) -> Json {
        let issuers: Vec<usize> = it.issuers.iter().map(|it| self.issuers.place(it)).collect();
        let printings: Vec<Json> = it
            .printings
            .iter()
            .map(|it| json!([self.files.place(&it.source), it.first, it.last]))
            .collect();
        let facts: serde_json::Map<String, Json> = FACTS
            .iter()
            .filter_map(|(fact, name)| Some((it.facts.get(fact)?, name)))
            .map(|(found, name)| ((*name).to_owned(), self.place(found).into()))
            .collect();
        let life = self.network.node(&it.iri).map(|node| self.life(node));
        let versions: Vec<Json> = it.versions.iter().map(|it| self.version(it)).collect();
        let level = it
            .level
            .and_then(|level| Level::ALL.iter().position(|it| *it == level));
        json!([
            short(&it.iri),
            it.title,
            it.number,
            it.promulgated_under,
            it.kind,
            level,
            it.role.map(|it| it.name()),
            issuers,
            day(it.dated.or(it.date)),
            day(it.effective),
            it.expires.as_ref().map(ToString::to_string),
            u8::from(it.stub),
            life,
            printings,
            facts,
            it.names,
            versions,
        ])
    }

    /// A state of a work's wording; without printings its text is not held.
    fn version(&mut self, it: &Version) -> Json {
        let printings: Vec<Json> = it
            .printings
            .iter()
            .map(|it| json!([self.files.place(&it.source), it.first, it.last]))
            .collect();
        json!([
            short(&it.iri),
            day(Some(it.day)),
            it.kind,
            it.ordinal,
            it.decision,
            day(it.effective),
            printings,
            it.evidence.as_ref().map(|it| self.place(it)),
        ])
    }

    fn link(&mut self, edge: &Edge, link: &Link) -> Json {
        let relation = Relation::ALL.iter().position(|it| *it == link.relation);
        let evidence: Vec<usize> = link.evidence.iter().map(|it| self.place(it)).collect();
        let provisions: Vec<String> = link.provisions.iter().map(ToString::to_string).collect();
        json!([
            edge.ends.0,
            edge.ends.1,
            relation,
            day(link.date),
            day(link.until),
            link.ordinal,
            provisions,
            evidence,
        ])
    }

    /// The place of some words in the list of evidence.
    fn place(&mut self, it: &Evidence) -> usize {
        if let Some(place) = self.evidence_places.get(&it.span) {
            return *place;
        }
        // …/src/FILE/span/START-END
        let mut steps = it.span.rsplitn(3, '/');
        let characters = steps.next().unwrap_or_default();
        let end = characters
            .split_once('-')
            .and_then(|(_, end)| end.parse().ok());
        let source = steps.nth(1).unwrap_or_default();
        let file = self.files.place(source);
        let length = it.quote.chars().count() as u64;
        let end: u64 = end.unwrap_or(it.start + length);
        self.evidence
            .push(json!([file, it.line, it.start, end, it.quote]));
        self.evidence_places
            .insert(it.span.clone(), self.evidence.len() - 1);
        self.evidence.len() - 1
    }

    /// The place of the life of a document: its state without a day, then one after the other.
    fn life(&mut self, node: NodeIndex) -> usize {
        let family = self.lives.family(node);
        if let Some(place) = self.life_places.get(&family) {
            return *place;
        }
        let now = status_for(self.network, self.lives, node, AsOf::default());
        let now = self.spell(None, &now);
        let mut life = vec![now];
        for (from, status) in course(self.network, self.lives, node) {
            life.push(self.spell(from, &status));
        }
        self.lives_found.push(life.into());
        self.life_places.insert(family, self.lives_found.len() - 1);
        self.lives_found.len() - 1
    }

    fn spell(&mut self, from: Option<Day>, it: &Status) -> Json {
        let by: Vec<usize> = it
            .by
            .iter()
            .filter_map(|iri| self.shown.get(iri.as_str()).copied())
            .collect();
        let found: Vec<&Evidence> = it
            .spans
            .iter()
            .filter_map(|span| self.spans.get(span.as_str()).copied())
            .collect();
        let evidence: Vec<usize> = found.into_iter().map(|it| self.place(it)).collect();
        json!([
            day(from),
            State::ALL.iter().position(|state| *state == it.state),
            RULES.iter().position(|rule| rule.name == it.rule),
            Basis::ALL.iter().position(|basis| *basis == it.basis),
            day(it.since),
            day(it.until),
            by,
            evidence,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::network::tests::sample;
    use crate::export::Filter;

    fn data() -> Json {
        let documents = [("甲", "2000-01-01"), ("乙", "2010-05-01")];
        let references = [("乙", "eli:repeals", "甲", "2010-07-01", "")];
        let network = Network::read(&sample(&documents, &references));
        let projection = Projection::of(&network, &Filter::default());
        of(&network, &projection, &Extras::default())
    }

    /// The value of a column in a row of a table.
    fn cell<'d>(data: &'d Json, table: &str, row: usize, column: &str) -> &'d Json {
        let mut columns = data["columns"][table].as_array().unwrap().iter();
        &data[table][row][columns.position(|it| it == column).unwrap()]
    }

    #[test]
    fn every_row_has_a_value_for_each_column() {
        let data = data();
        for table in ["documents", "links", "evidence"] {
            let columns = data["columns"][table].as_array().unwrap().len();
            let rows = data[table].as_array().unwrap();
            assert!(
                !rows.is_empty()
                    && rows
                        .iter()
                        .all(|it| it.as_array().unwrap().len() == columns)
            );
        }
        let spells = data["columns"]["spells"].as_array().unwrap().len();
        let mut rows = data["lives"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|it| it.as_array().unwrap());
        assert!(rows.all(|it| it.as_array().unwrap().len() == spells));
    }

    #[test]
    fn a_work_has_its_versions_with_their_printings() {
        let documents = [("甲", "2000-01-01")];
        let mut network = Network::read(&sample(&documents, &[]));
        let printing = network
            .graph
            .node_weights()
            .flat_map(|it| &it.printings)
            .next();
        let printings: Vec<_> = printing.cloned().into_iter().collect();
        let held = printings.len();
        for work in network.graph.node_weights_mut() {
            let version = |day: &str| {
                Version::bare(format!("{}/v/{day}", work.iri), Day::parse(day).unwrap())
            };
            let mut versions = vec![version("2000-01-01"), version("2010-05-01")];
            versions[1].printings = printings.clone();
            work.versions = versions;
        }
        let projection = Projection::of(&network, &Filter::default());
        let data = of(&network, &projection, &Extras::default());
        let versions = cell(&data, "documents", 0, "versions").as_array().unwrap();
        assert!(
            versions
                .iter()
                .all(|it| it.as_array().unwrap().len() == VERSION.len())
        );
        assert_eq!(
            [&versions[0][1], &versions[1][1]],
            ["2000-01-01", "2010-05-01"]
        );
        let told = [&versions[0][6], &versions[1][6]].map(|it| it.as_array().unwrap().len());
        assert_eq!(told, [0, held]);
    }

    #[test]
    fn a_document_has_its_states_in_order_with_the_words_that_made_them() {
        let data = data();
        let titles: Vec<&Json> = (0..2)
            .map(|row| cell(&data, "documents", row, "title"))
            .collect();
        let ended = titles.iter().position(|it| **it == "甲").unwrap();
        let life = cell(&data, "documents", ended, "life").as_u64().unwrap();
        let spells = data["lives"][usize::try_from(life).unwrap()]
            .as_array()
            .unwrap();
        let state = |spell: &Json| {
            data["states"][usize::try_from(spell[1].as_u64().unwrap()).unwrap()][0].clone()
        };
        let told: Vec<Json> = spells[1..]
            .iter()
            .map(|it| json!([it[0], state(it)]))
            .collect();
        let expected = json!([
            [null, "not yet in force"],
            ["2000-01-01", "in force"],
            ["2010-07-01", "repealed"]
        ]);
        assert_eq!(Json::from(told), expected);
        let proof = usize::try_from(spells.last().unwrap()[7][0].as_u64().unwrap()).unwrap();
        assert_eq!(cell(&data, "evidence", proof, "start"), 100);
        assert_eq!(data["files"][0][0], "aaaa");
    }
}
