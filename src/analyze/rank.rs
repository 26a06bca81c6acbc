//! Centrality: what is cited, relied upon (degree, PageRank) and missed most.
//!
//! Owns: counts of citing and of relying documents, PageRank over reliance, the wanted list,
//! agencies as hubs. Must not know: how rows are written.
//!
//! What is relied upon most is told by the number of documents that rest on it (legal basis,
//! implementation, detailed rules), not by PageRank: a single mention by the constitution would
//! carry nearly all the rank of the constitution, and one citing document made second place. Among
//! equals come first those that hold up more documents through others, then PageRank decides.

use super::answer_table::{AnswerTable, Cell, Row};
use super::compact::Compact;
use super::lifecycle::Lifecycles;
use super::steps::pairs;
use crate::analyze::network::{Evidence, Network, Relation};
use crate::model::as_of::AsOf;
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const DAMPING: f64 = 0.85;
const TOLERANCE: f64 = 1e-6;
/// How many times as many as are shown are weighed by what they reach.
const TIES: usize = 4;
const CITED: &[&str] = &["document", "documents", "occurrences", "iri"];
const RELIED: &[&str] = &[
    "document",
    "relied on by",
    "documents",
    "rank",
    "times the average",
    "iri",
];
const AGENCIES: &[&str] = &[
    "agency",
    "documents",
    "referred to by",
    "occurrences",
    "most of all",
];

/// How often a family is spoken of: distinct documents, occurrences, and the places.
#[derive(Debug, Default)]
struct Count<'a> {
    documents: u64,
    occurrences: u64,
    evidence: Vec<&'a Evidence>,
}

/// Four sheets: most cited, most relied upon, most wanted outside the collection, agencies; each
/// with at most `top` rows. With a day, only documents up to it speak; documents without a day
/// always do.
pub fn rank(network: &Network, as_of: AsOf, top: usize) -> Vec<AnswerTable<'_>> {
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let counts: Vec<Count<'_>> = (0..families.count())
        .map(|family| count(network, &lives, family, as_of))
        .collect();
    let mut order: Vec<usize> = (0..families.count())
        .filter(|family| counts[*family].documents > 0)
        .collect();
    let often = |family: usize| (counts[family].documents, counts[family].occurrences);
    order.sort_by_key(|family| (Reverse(often(*family)), *family));
    let listed = |title: &str, keep: &dyn Fn(usize) -> bool| {
        let mut sheet = AnswerTable::new(title, as_of, CITED);
        let kept = order.iter().copied().filter(|family| keep(*family));
        for family in kept.take(top) {
            let (head, count) = (families.head(network, family), &counts[family]);
            let cells = vec![
                Cell::from(head.to_string()),
                Cell::from(count.documents),
                Cell::from(count.occurrences),
                Cell::from(head.iri),
            ];
            sheet.rows.push(Row::of(cells, count.evidence.clone()));
        }
        sheet
    };
    let cited = listed("most cited", &|_| true);
    let wanted = listed("most wanted: cited, but not in the collection", &|family| {
        families.is_stub(network, family)
    });
    vec![
        cited,
        relied(network, &lives, as_of, top, &counts),
        wanted,
        hubs(network, &lives, as_of, top, &counts),
    ]
}

/// How often documents that speak by the day name a family.
fn count<'a>(network: &'a Network, lives: &Lifecycles, family: usize, as_of: AsOf) -> Count<'a> {
    let families = &lives.families;
    let mut citing: Vec<usize> = Vec::new();
    let mut count = Count::default();
    let members = families.members(family).iter();
    for edge in members.flat_map(|node| network.graph.edges_directed(*node, Direction::Incoming)) {
        let (from, link) = (families.number(edge.source()), edge.weight());
        let is_part = matches!(link.relation, Relation::Promulgates | Relation::AnnexOf);
        if from == family || is_part || !lives.speaks(from, as_of) {
            continue;
        }
        citing.push(from);
        count.occurrences += link.evidence.len().max(1) as u64;
        count.evidence.extend(&link.evidence);
    }
    citing.sort_unstable();
    citing.dedup();
    count.documents = citing.len() as u64;
    count
}

fn relied<'a>(
    network: &Network,
    lives: &Lifecycles,
    as_of: AsOf,
    top: usize,
    counts: &[Count<'a>],
) -> AnswerTable<'a> {
    let families = &lives.families;
    let speaking = |relation: fn(Relation) -> bool| {
        let mut edges = pairs(network, families, relation);
        edges.retain(|(from, _)| lives.speaks(*from as usize, as_of));
        Compact::of(families.count(), &edges)
    };
    let graph = speaking(Relation::relies);
    let (rank, rounds) = graph.page_rank(DAMPING, TOLERANCE);
    let resting = speaking(Relation::rests).reversed();
    let direct = |family: usize| resting.next(family).len();
    let reached = |family: usize| {
        let steps = resting.steps_from(family as u32).into_iter();
        steps.filter(|it| (1..u32::MAX).contains(it)).count()
    };
    let cited = graph.reversed();
    let mut order: Vec<usize> = (0..rank.len())
        .filter(|it| !cited.next(*it).is_empty())
        .collect();
    let by_rank = |a: &usize, b: &usize| rank[*b].total_cmp(&rank[*a]).then(a.cmp(b));
    order.sort_by(|a, b| direct(*b).cmp(&direct(*a)).then_with(|| by_rank(a, b)));
    let last = order.get(top.saturating_sub(1)).map_or(0, |it| direct(*it));
    // Those that tie with the last that is shown are weighed too.
    let mut held: Vec<(usize, usize)> = order
        .into_iter()
        .take_while(|it| direct(*it) >= last)
        .take(top.saturating_mul(TIES).max(top))
        .map(|it| (it, reached(it)))
        .collect();
    held.sort_by(|(a, m), (b, n)| {
        let more = (direct(*b), n).cmp(&(direct(*a), m));
        more.then_with(|| by_rank(a, b))
    });
    let mut sheet = AnswerTable::new("most relied upon", as_of, RELIED);
    sheet.notes.push(how_ranked(&graph, rounds));
    for (family, all) in held.into_iter().take(top) {
        let head = families.head(network, family);
        let times = (rank[family] * rank.len() as f64 * 100.0).round() / 100.0;
        let cells = vec![
            Cell::from(head.to_string()),
            Cell::from(direct(family)),
            Cell::from(all),
            Cell::from(rank[family]),
            Cell::from(times.to_string()),
            Cell::from(head.iri),
        ];
        sheet
            .rows
            .push(Row::of(cells, counts[family].evidence.clone()));
    }
    sheet
}

/// How the rows of [`relied`] are ordered, and what their rank is.
fn how_ranked(graph: &Compact, rounds: usize) -> String {
    let (documents, links) = (graph.len(), graph.edges());
    format!(
        "by the number of documents that rest on it, then by that of all that do so through \
         others; rank is PageRank over {documents} documents and {links} links, damping \
         {DAMPING}, {rounds} rounds to {TOLERANCE:e}"
    )
}

fn hubs<'a>(
    network: &Network,
    lives: &Lifecycles,
    as_of: AsOf,
    top: usize,
    counts: &[Count<'a>],
) -> AnswerTable<'a> {
    #[derive(Default)]
    struct Hub {
        documents: u64,
        cited: u64,
        occurrences: u64,
        most: Option<(u64, usize)>,
    }
    let families = &lives.families;
    let mut hubs: BTreeMap<String, Hub> = BTreeMap::new();
    for (family, count) in counts.iter().enumerate() {
        let mut issuers: Vec<&String> = families
            .documents(network, family)
            .flat_map(|document| &document.issuers)
            .collect();
        issuers.sort();
        issuers.dedup();
        for issuer in issuers {
            let hub = hubs.entry(issuer.clone()).or_default();
            hub.documents += 1;
            hub.cited += count.documents;
            hub.occurrences += count.occurrences;
            if count.documents > hub.most.map_or(0, |(most, _)| most) {
                hub.most = Some((count.documents, family));
            }
        }
    }
    let mut order: Vec<(String, Hub)> = hubs.into_iter().collect();
    order.sort_by_key(|(_, hub)| Reverse((hub.cited, hub.documents)));
    let mut sheet = AnswerTable::new(
        "hubs: agencies whose documents are referred to",
        as_of,
        AGENCIES,
    );
    for (agency, hub) in order.into_iter().take(top) {
        let most = hub.most.map(|(_, family)| families.label(network, family));
        let evidence = hub
            .most
            .map(|(_, family)| counts[family].evidence.clone())
            .unwrap_or_default();
        sheet.rows.push(Row::of(
            vec![
                Cell::from(agency),
                Cell::from(hub.documents),
                Cell::from(hub.cited),
                Cell::from(hub.occurrences),
                Cell::from(most),
            ],
            evidence,
        ));
    }
    sheet
}
