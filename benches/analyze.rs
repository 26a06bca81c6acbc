//! How fast the analyses are on a made-up collection: a million documents, eight million links.
//!
//! `cargo bench --bench analyze [-- DOCUMENTS LINKS]`. The graph is made in memory, as a
//! [`Network`] without evidence; every document has a title and a day, a fifth a term of its own,
//! one link in fourteen changes or ends another document. Few documents draw most links, as in
//! life. Beside each figure stands petgraph's own Tarjan on the same links in the same run:
//! machines differ, ratios less.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures"
)]

use petgraph::graph::DiGraph;
use std::time::{Duration, Instant};
use zhengtu::analyze::network::{Document, Expiry, Link, Network, Relation};
use zhengtu::analyze::{self, AsOf, Day, Lifecycles, Target};
use zhengtu::parts::analyze::Compact;

fn main() {
    let mut sizes = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok());
    let (documents, links) = (
        sizes.next().unwrap_or(1_000_000),
        sizes.next().unwrap_or(8_000_000),
    );
    let (network, made) = timed(|| network(documents, links));
    println!(
        "{documents} documents, {links} links (made in {:.1} s)",
        made.as_secs_f64()
    );

    let edges: Vec<(u32, u32)> = network
        .graph
        .raw_edges()
        .iter()
        .map(|edge| (edge.source().index() as u32, edge.target().index() as u32))
        .collect();
    let (yardstick, sets) = tarjan(&edges);
    let say = |name: &str, time: Duration, limit: &str, what: String| {
        println!(
            "{name:<26}{:>8.3} s {:>7.1} × Tarjan  {limit:<9} {what}",
            time.as_secs_f64(),
            time.as_secs_f64() / yardstick.as_secs_f64()
        );
    };
    say(
        "petgraph's tarjan_scc",
        yardstick,
        "",
        format!("{sets} components"),
    );

    let (compact, built) = timed(|| Compact::of(documents, &edges));
    drop(edges);
    say(
        "compact graph",
        built,
        "",
        format!("{} edges without doubles", compact.edges()),
    );
    let ((_, found), time) = timed(|| compact.components());
    say("components", time, "≤ 0.5 s", format!("{found} components"));
    assert_eq!(found, sets);
    let ((_, rounds), time) = timed(|| compact.page_rank(0.85, 1e-6));
    say(
        "PageRank to 1e-6",
        time,
        "≤ 1 s",
        format!("{rounds} rounds"),
    );
    drop(compact);

    let as_of = AsOf::new(Day::parse("2020-06-30"));
    let (lives, lived) = timed(|| Lifecycles::of(&network));
    say("lives of all", lived, "", String::new());
    let (statuses, time) = timed(|| analyze::statuses(&network, &lives, as_of));
    say(
        "status of all, with lives",
        lived + time,
        "≤ 3 s",
        format!(
            "{} over",
            statuses
                .iter()
                .filter(|status| status.state.is_over())
                .count()
        ),
    );
    drop(statuses);
    drop(lives);

    let hub = network.node("d0000000").expect("the first document");
    let target = || Target {
        document: hub,
        provision: None,
    };
    let (sheets, time) =
        timed(|| analyze::impact(&network, target(), as_of).expect("no provision is asked for"));
    say(
        "impact of the hub",
        time,
        "seconds",
        format!(
            "{} documents",
            sheets.first().map_or(0, |sheet| sheet.rows.len())
        ),
    );
    drop(sheets);
    let (report, time) = timed(|| {
        analyze::implementation(&network, target(), false, as_of)
            .expect("no provision is asked for")
    });
    say(
        "implementation of the hub",
        time,
        "seconds",
        format!("{} steps", report.steps()),
    );
    drop(report);
    let (reports, time) = timed(|| analyze::supersession(&network, Some(hub), as_of));
    say(
        "supersession of the hub",
        time,
        "seconds",
        format!(
            "{} steps",
            reports.iter().map(analyze::Report::steps).sum::<usize>()
        ),
    );
    drop(reports);
    let (sheet, time) = timed(|| analyze::stale(&network, as_of));
    say(
        "stale",
        time,
        "seconds",
        format!("{} references", sheet.rows.len()),
    );
    drop(sheet);
    let (_, time) = timed(|| analyze::rank(&network, as_of, 20));
    say("rank", time, "seconds", String::new());
    let (sheets, time) = timed(|| analyze::cycles(&network, as_of));
    say(
        "cycles",
        time,
        "seconds",
        format!(
            "{} steps",
            sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>()
        ),
    );
    let (_, time) = timed(|| analyze::agencies(&network, None, as_of));
    say("agencies", time, "seconds", String::new());
    let (sheet, time) = timed(|| analyze::timeline(&network, None, as_of));
    say(
        "timeline of all",
        time,
        "seconds",
        format!("{} events", sheet.rows.len()),
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// petgraph's Tarjan recurses: it gets a stack that holds a million frames.
fn tarjan(edges: &[(u32, u32)]) -> (Duration, usize) {
    let graph: DiGraph<(), ()> = DiGraph::from_edges(edges);
    let run = move || timed(|| petgraph::algo::tarjan_scc(&graph).len());
    let (sets, time) = std::thread::Builder::new()
        .stack_size(4 << 30)
        .spawn(run)
        .expect("a thread")
        .join()
        .expect("it ends");
    (time, sets)
}

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % bound as u64).unwrap_or(0)
    }

    /// Small numbers far more often than large ones.
    fn skewed(&mut self, bound: usize) -> usize {
        let share = self.below(1 << 24) as f64 / f64::from(1 << 24);
        ((share * share * share * bound as f64) as usize).min(bound - 1)
    }
}

fn network(documents: usize, links: usize) -> Network {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let day = |number: usize, documents: usize| {
        let days = number * 45 * 360 / documents;
        let (year, month, day) = (1980 + days / 360, days / 30 % 12 + 1, days % 28 + 1);
        Day::new(year as u32, month as u32, day as u32)
    };
    let document = |number: usize| {
        let mut document = Document::default();
        document.iri = format!("d{number:07}");
        document.title = format!("办法{number}");
        document.date = day(number, documents);
        document.dated = day(number, documents);
        document.effective = day(number, documents).filter(|_| number.is_multiple_of(3));
        document.expires = number
            .is_multiple_of(5)
            .then(|| Expiry::of(format!("{}-12-31", 1985 + number * 45 / documents)));
        document.issuers = vec![format!("部{}", number % 97), format!("部{}", number % 89)];
        document
    };
    let nodes: Vec<Document> = (0..documents).map(document).collect();
    let link = |_| {
        let (a, b) = (dice.below(documents), dice.skewed(documents));
        let relation = match dice.below(140) {
            0..=2 => Relation::Repeals,
            3 => Relation::Replaces,
            4..=6 => Relation::Amends,
            7 => Relation::RepealsPartOf,
            8 => Relation::Suspends,
            9 => Relation::Extends,
            10..=40 => Relation::BasedOn,
            41..=60 => Relation::Implements,
            _ => Relation::Cites,
        };
        // Mostly the younger speaks of the older.
        let (from, to) = if a < b && dice.below(50) > 0 {
            (b, a)
        } else {
            (a, b)
        };
        (from, to, Link::new(relation))
    };
    let links: Vec<(usize, usize, Link)> = (0..links).map(link).collect();
    Network::of(nodes, links)
}
