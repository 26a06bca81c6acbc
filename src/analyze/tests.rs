use super::*;
use crate::analyze::network::tests::{sample, store};
use crate::analyze::network::{Document, Evidence, Expiry, Link, Network, Relation};
use crate::rdf::store::Store;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

fn iri(title: &str) -> String {
    format!("https://w3id.org/zhengtu/id/{title}")
}

fn whole(network: &Network, title: &str) -> Target<'static> {
    Target {
        document: network.node(&iri(title)).unwrap(),
        provision: None,
    }
}

/// Numbers for property tests: the same for the same seed, on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Xorshift; below `bound`, or 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % bound.max(1) as u64).unwrap()
    }
}

/// `title` is an IRI below the base, or empty for the whole graph.
fn check_supersession(store: &Store, title: &str, expected: &str) {
    let network = Network::read(store);
    let document = (!title.is_empty()).then(|| network.node(&iri(title)).unwrap());
    let text = write(
        &supersession(&network, document, AsOf::default()),
        Layout::Tree,
    )
    .unwrap();
    let chain: String = text
        .lines()
        .filter(|line| !line.starts_with("current "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(chain.trim_end(), expected.trim(), "\n{text}");
}

/// The tree without the documents that others hang on.
fn check_implementation(store: &Store, title: &str, upward: bool, expected: &str) {
    let network = Network::read(store);
    let report = implementation(&network, whole(&network, title), upward, AsOf::default()).unwrap();
    let text = write(&[report], Layout::Tree).unwrap();
    let lines = text.lines().filter(|it| !it.starts_with("only through"));
    let tree: String = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(tree.trim_end(), expected.trim(), "\n{text}");
}

#[test]
fn a_chain_runs_from_oldest_to_newest() {
    let store = sample(
        &[
            ("一", "2000-01-01"),
            ("二", "2010-01-01"),
            ("三", "2020-01-01"),
            ("改二", "2015-01-01"),
            ("别", ""),
        ],
        &[
            ("二", "eli:repeals", "一", "2010-02-01", ""),
            ("二", "zt:replaces", "一", "2010-02-01", ""),
            ("三", "zt:replaces", "二", "", ""),
            ("改二", "eli:amends", "二", "2015-02-01", "art/3 art/1"),
            ("别", "eli:cites", "一", "", ""),
        ],
    );
    let chain = "《一》 2000-01-01
└─ repealed, replaced from 2010-02-01 by 《二》 2010-01-01  [syn/a.txt:1, syn/a.txt:2]
   ├─ amended (第一条、第三条) from 2015-02-01 by 《改二》 2015-01-01  [syn/a.txt:4]
   └─ replaced by 《三》 2020-01-01  [syn/a.txt:3]";
    check_supersession(&store, "", chain);
    check_supersession(
        &store,
        "act/三",
        "《一》 2000-01-01\n└─ repealed, replaced from 2010-02-01 by 《二》 2010-01-01  [syn/a.txt:1, syn/a.txt:2]\n   └─ replaced by 《三》 2020-01-01 ◀  [syn/a.txt:3]",
    );
    check_supersession(&store, "act/别", "《别》 (not in the collection) ◀");
}

#[test]
fn branches_and_merges_are_shown() {
    let store = sample(
        &[
            ("旧一", "2000-01-01"),
            ("旧二", "2001-01-01"),
            ("新", "2010-01-01"),
            ("更新", "2012-01-01"),
            ("另一", "2011-01-01"),
        ],
        &[
            ("新", "zt:replaces", "旧一", "", ""),
            ("新", "zt:replaces", "旧二", "", ""),
            ("更新", "eli:repeals", "新", "", ""),
            ("另一", "eli:repeals", "旧一", "", "art/2"),
        ],
    );
    check_supersession(
        &store,
        "",
        "《旧一》 2000-01-01
├─ replaced by 《新》 2010-01-01  [syn/a.txt:1]
│  └─ repealed by 《更新》 2012-01-01  [syn/a.txt:3]
└─ repealed in part (第二条) by 《另一》 2011-01-01  [syn/a.txt:4]
《旧二》 2001-01-01
└─ replaced by 《新》 2010-01-01 (see above)  [syn/a.txt:2]",
    );
}

#[test]
fn cycles_are_reported_and_not_followed() {
    let store = sample(
        &[
            ("甲", "2000-01-01"),
            ("乙", "2001-01-01"),
            ("丙", "1999-01-01"),
            ("丁", "2005-01-01"),
        ],
        &[
            ("乙", "zt:replaces", "甲", "", ""),
            ("甲", "zt:replaces", "乙", "", ""),
            ("丙", "zt:replaces", "乙", "", ""),
            ("丁", "eli:repeals", "丁", "", ""),
        ],
    );
    check_supersession(
        &store,
        "",
        "《甲》 2000-01-01
└─ replaced by 《乙》 2001-01-01  [syn/a.txt:1]
   ├─ replaced by 《丙》 1999-01-01  [syn/a.txt:3]
   └─ replaced by 《甲》 2000-01-01 (see above)  [syn/a.txt:2]
cycle: these are said to supersede each other: 《甲》 2000-01-01, 《乙》 2001-01-01

《丁》 2005-01-01
└─ repealed by 《丁》 2005-01-01 (see above)  [syn/a.txt:4]
cycle: 《丁》 2005-01-01 is said to supersede itself",
    );
}

const NOTICES: &str = "<g> {
  <doc/甲发/2010/1> a zt:Document ; dcterms:title \"甲部关于印发示例办法的通知\"@zh ; eli:number \"甲发〔2010〕1号\" ; eli:date_document \"2010-01-01\"^^xsd:date ;
    zt:promulgates <doc/甲发/2010/1/inst> .
  <doc/甲发/2010/1/inst> a zt:Document ; dcterms:title \"示例办法\"@zh ; zt:promulgatedUnder \"甲发〔2010〕1号\" ; zt:promulgatedBy <doc/甲发/2010/1> .
  <doc/甲发/2020/2> a zt:Document ; dcterms:title \"甲部关于印发新示例办法的通知\"@zh ; eli:number \"甲发〔2020〕2号\" ; eli:date_document \"2020-01-01\"^^xsd:date ;
    zt:promulgates <act/新示例办法> ; eli:repeals <doc/甲发/2010/1> .
  <act/新示例办法> a zt:Document ; dcterms:title \"新示例办法\"@zh ; eli:based_on <act/某法/art/9> .
  <act/某法> a zt:Document, zt:Stub ; dcterms:title \"某法\"@zh . <act/某法/art/9> eli:is_part_of <act/某法> .
  <doc/乙发/2021/3> a zt:Document ; dcterms:title \"乙市细则\"@zh ; eli:number \"乙发〔2021〕3号\" ; zt:detailedRulesFor <doc/甲发/2020/2> . }";

#[test]
fn a_notice_and_its_instrument_are_one() {
    let store = store(NOTICES);
    let chain = "《示例办法》（甲发〔2010〕1号） 2010-01-01\n└─ repealed by 《新示例办法》（甲发〔2020〕2号） 2020-01-01";
    check_supersession(&store, "", chain);
    check_supersession(
        &store,
        "doc/甲发/2010/1/inst",
        &chain.replacen("01-01", "01-01 ◀", 1),
    );
    check_implementation(
        &store,
        "act/某法",
        false,
        "《某法》 (not in the collection)
└─ based on it (第九条): 《新示例办法》（甲发〔2020〕2号） 2020-01-01
   └─ detailed rules for it: 《乙市细则》（乙发〔2021〕3号）",
    );
    check_implementation(
        &store,
        "doc/乙发/2021/3",
        true,
        "《乙市细则》（乙发〔2021〕3号）
└─ detailed rules for: 《新示例办法》（甲发〔2020〕2号） 2020-01-01
   └─ based on (第九条): 《某法》 (not in the collection)",
    );
}

#[test]
fn a_notice_with_several_instruments_is_one_with_none_of_them() {
    let store = store(
        "<g> { <doc/甲发/2010/1> a zt:Document ; dcterms:title \"通知\"@zh ; eli:number \"甲发〔2010〕1号\" ; zt:promulgates <act/子>, <act/丑> .
           <act/子> a zt:Document ; dcterms:title \"子\"@zh . <act/丑> a zt:Document ; dcterms:title \"丑\"@zh ; eli:based_on <act/法> .
           <act/法> a zt:Document ; dcterms:title \"法\"@zh .
           <doc/甲发/2020/2> a zt:Document ; dcterms:title \"废止决定\"@zh ; eli:number \"甲发〔2020〕2号\" ; eli:repeals <doc/甲发/2010/1> ; eli:amends <act/子> . }",
    );
    check_supersession(
        &store,
        "",
        "《通知》（甲发〔2010〕1号）
└─ repealed by 《废止决定》（甲发〔2020〕2号）
《丑》
└─ repealed (with 《通知》（甲发〔2010〕1号）) by 《废止决定》（甲发〔2020〕2号）
《子》
└─ amended, repealed (with 《通知》（甲发〔2010〕1号）) by 《废止决定》（甲发〔2020〕2号）",
    );
    check_implementation(
        &store,
        "doc/甲发/2010/1",
        false,
        "《通知》（甲发〔2010〕1号）\n├─ promulgated by it: 《丑》\n└─ promulgated by it: 《子》",
    );
    check_implementation(&store, "act/法", false, "《法》\n└─ based on it: 《丑》");
}

#[test]
fn a_tree_names_what_it_has_drawn() {
    let store = sample(
        &[
            ("法", "2000-01-01"),
            ("条例", "2001-01-01"),
            ("办法", "2002-01-01"),
            ("细则", "2003-01-01"),
        ],
        &[
            ("条例", "eli:based_on", "法", "", ""),
            ("办法", "eli:based_on", "法", "", ""),
            ("办法", "zt:implements", "条例", "", ""),
            ("细则", "zt:detailedRulesFor", "办法", "", ""),
            ("法", "eli:based_on", "细则", "", ""),
        ],
    );
    check_implementation(
        &store,
        "act/法",
        false,
        "《法》 2000-01-01
├─ based on it: 《条例》 2001-01-01  [syn/a.txt:1]
│  └─ implements it: 《办法》 2002-01-01 (see below)  [syn/a.txt:3]
└─ based on it: 《办法》 2002-01-01  [syn/a.txt:2]
   └─ detailed rules for it: 《细则》 2003-01-01  [syn/a.txt:4]
      └─ based on it: 《法》 2000-01-01 (see above)  [syn/a.txt:5]
cycle: these are said to rest on each other: 《法》 2000-01-01, 《条例》 2001-01-01, 《办法》 2002-01-01, 《细则》 2003-01-01",
    );
}

#[test]
fn table_and_json_say_the_same() {
    let store = sample(
        &[
            ("法", "2000-01-01"),
            ("条例", "2001-01-01"),
            ("办法", "2002-01-01"),
        ],
        &[
            ("条例", "eli:based_on", "法", "", "art/2"),
            ("办法", "zt:implements", "条例", "2002-03-01", ""),
            ("办法", "eli:based_on", "法", "", ""),
        ],
    );
    let network = Network::read(&store);
    let report =
        || [implementation(&network, whole(&network, "act/法"), false, AsOf::default()).unwrap()];
    assert_eq!(
        write(&report(), Layout::Table).unwrap(),
        "depth  document  number  date        relation    provisions  from        of or by  evidence\n\
         ─────  ────────  ──────  ──────────  ──────────  ──────────  ──────────  ────────  ───────────\n\
         1      条例              2001-01-01  based_on    第二条                  法        syn/a.txt:1\n\
         1      办法              2002-01-01  based_on                            法        syn/a.txt:3\n\
         1      办法              2002-01-01  implements              2002-03-01  条例      syn/a.txt:2\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&write(&report(), Layout::Json).unwrap()).unwrap();
    assert_eq!(json[0]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(
        json[0]["steps"][0]["statements"][0]["evidence"][0]["quote"],
        "《法》1"
    );
    assert_eq!(json[0]["documents"][2]["depth"], 1);
}

#[test]
fn a_long_chain_does_not_overflow() {
    let titles: Vec<String> = (0..3000).map(|n| format!("办法{n:04}")).collect();
    let documents: Vec<(&str, &str)> = titles
        .iter()
        .map(|title| (title.as_str(), "2000-01-01"))
        .collect();
    let references: Vec<_> = titles
        .windows(2)
        .filter_map(|pair| {
            Some((
                pair.get(1)?.as_str(),
                "zt:replaces",
                pair.first()?.as_str(),
                "",
                "",
            ))
        })
        .collect();
    let network = Network::read(&sample(&documents, &references));
    assert_eq!(
        supersession(&network, None, AsOf::default())[0].steps(),
        2999
    );
    assert_eq!(
        write(&supersession(&network, None, AsOf::default()), Layout::Tree)
            .unwrap()
            .lines()
            .count(),
        3001
    );
}

/// A made-up network of documents with days, terms and links of the given relations, the younger
/// always speaking of the older.
fn random(dice: &mut Dice, relations: &[Relation]) -> Network {
    let count = 2 + dice.below(9);
    let day = |year: usize, month: usize| Day::new(2000 + year as u32, month as u32 + 1, 1);
    let documents: Vec<Document> = (0..count)
        .map(|number| {
            let dated = (dice.below(8) > 0)
                .then(|| day(number, dice.below(12)))
                .flatten();
            Document {
                iri: format!("x:{number:02}"),
                title: format!("办法{number}"),
                effective: dated
                    .is_some()
                    .then(|| dice.below(3))
                    .filter(|it| *it == 0)
                    .and_then(|_| day(number, 11)),
                expires: (dice.below(3) == 0)
                    .then(|| day(number + dice.below(6), 11))
                    .flatten()
                    .map(|day| Expiry::of(day.to_string())),
                stub: dated.is_none(),
                date: dated,
                dated,
                issuers: vec![format!("部{}", number % 3)],
                ..Document::default()
            }
        })
        .collect();
    let links: Vec<_> = (0..dice.below(20))
        .map(|line| {
            let from = 1 + dice.below(count - 1);
            let relation = relations[dice.below(relations.len())];
            let bounded = matches!(relation, Relation::Suspends | Relation::Extends);
            let date = (dice.below(3) == 0)
                .then(|| day(from, dice.below(12)))
                .flatten();
            let until = bounded.then(|| day(from + dice.below(5), 11)).flatten();
            let place = Evidence {
                path: "a.txt".to_owned(),
                line: line as u64,
                start: line as u64,
                quote: "词".to_owned(),
                span: format!("x:span/{line}"),
            };
            (
                from,
                dice.below(from),
                Link {
                    date,
                    until,
                    evidence: vec![place],
                    ..Link::new(relation)
                },
            )
        })
        .collect();
    Network::of(documents, links)
}

fn days() -> impl Iterator<Item = Day> {
    (1999..2018).flat_map(|year| {
        [1, 6, 12].map(|month| Day::parse(&format!("{year}-{month:02}-01")).unwrap())
    })
}

#[test]
fn what_is_over_stays_over_and_what_has_begun_has_begun() {
    let mut dice = Dice::new(1);
    for _ in 0..300 {
        let network = random(
            &mut dice,
            &[
                Relation::Repeals,
                Relation::Replaces,
                Relation::Invalidates,
                Relation::Amends,
                Relation::RepealsPartOf,
            ],
        );
        let lives = Lifecycles::of(&network);
        for family in 0..lives.families.count() {
            let states: Vec<State> = days()
                .map(|day| lives.standing(&network, family, AsOf::new(Some(day))).state)
                .collect();
            for pair in states.windows(2) {
                assert!(!pair[0].is_over() || pair[1].is_over(), "{states:?}");
                assert!(
                    pair[0] == State::NotYetInForce || pair[1] != State::NotYetInForce,
                    "{states:?}"
                );
            }
        }
    }
}

#[test]
fn the_state_on_a_day_is_that_of_the_interval() {
    let mut dice = Dice::new(2);
    for _ in 0..600 {
        let network = random(
            &mut dice,
            &[
                Relation::Repeals,
                Relation::Replaces,
                Relation::Suspends,
                Relation::Extends,
                Relation::Amends,
            ],
        );
        let lives = Lifecycles::of(&network);
        for family in 0..lives.families.count() {
            let Some(validity) = lives.validity(&network, family) else {
                assert!(days().all(|day| matches!(
                    lives.standing(&network, family, AsOf::new(Some(day))).state,
                    State::Unknown | State::Repealed | State::Replaced | State::Expired
                )));
                continue;
            };
            let is_open = lives.acts(family).iter().any(|act| act.day.is_none());
            for day in days().filter(|_| !is_open) {
                let state = lives.standing(&network, family, AsOf::new(Some(day))).state;
                let in_force = matches!(state, State::InForce | State::Amended);
                assert_eq!(
                    in_force,
                    validity.contains(day),
                    "{state:?} on {day}, in force {validity}: {:?}",
                    lives.acts(family)
                );
            }
        }
    }
}

#[test]
fn chains_from_young_to_old_have_no_circles_and_their_current_ones_live() {
    let mut dice = Dice::new(4);
    for _ in 0..300 {
        let network = random(
            &mut dice,
            &[Relation::Repeals, Relation::Replaces, Relation::Amends],
        );
        let lives = Lifecycles::of(&network);
        for report in supersession(&network, None, AsOf::default()) {
            assert_eq!(report.cycles(), 0);
            for family in report.current.iter().flatten() {
                assert!(
                    !lives
                        .standing(&network, *family, AsOf::default())
                        .state
                        .is_over()
                );
            }
        }
        assert!(
            cycles(&network, AsOf::default())
                .iter()
                .all(|sheet| sheet.rows.is_empty())
        );
    }
}

#[test]
fn an_impact_has_all_direct_dependents_and_what_rests_on_them() {
    let mut dice = Dice::new(5);
    for _ in 0..300 {
        let network = random(
            &mut dice,
            &[
                Relation::BasedOn,
                Relation::Implements,
                Relation::DetailedRulesFor,
                Relation::Cites,
                Relation::Repeals,
            ],
        );
        for node in network.graph.node_indices() {
            let target = Target {
                document: node,
                provision: None,
            };
            let touched: BTreeSet<String> = impact(&network, target, AsOf::default()).unwrap()[0]
                .rows
                .iter()
                .map(|row| row.text(8))
                .collect();
            let resting = implementation(&network, target, false, AsOf::default()).unwrap();
            for edge in network
                .graph
                .edges_directed(node, petgraph::Direction::Incoming)
                .filter(|edge| edge.weight().relation != Relation::Repeals)
            {
                assert!(touched.contains(&network.graph[edge.source()].iri));
            }
            for entry in resting
                .documents
                .values()
                .filter(|entry| entry.document.iri != network.graph[node].iri)
            {
                assert!(touched.contains(&entry.document.iri));
            }
        }
    }
}

/// The state of `act/title` on days, as `day state since until` lines.
fn check_status(store: &Store, title: &str, expected: &[(&str, &str)]) {
    let network = Network::read(store);
    let node = network.node(&iri(&format!("act/{title}"))).unwrap();
    for (day, state) in expected {
        let sheet = status(&network, Some(node), AsOf::new(Day::parse(day)), true);
        let row = &sheet.rows[0];
        let words: Vec<String> = [1, 2, 4, 6]
            .into_iter()
            .map(|column| row.text(column))
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(words.join(" "), *state, "{title} {day}: {:?}", row.cells);
    }
}

#[test]
fn a_life_has_a_beginning_changes_and_an_end() {
    let store = sample(
        &[
            ("甲", "2010-01-01"),
            ("乙", "2012-01-01"),
            ("丙", "2014-01-01"),
            ("丁", "2016-01-01"),
            ("早", "2005-01-01"),
            ("无", ""),
        ],
        &[
            ("乙", "eli:amends", "甲", "2012-03-01", ""),
            ("丙", "eli:repeals", "甲", "", "art/3"),
            ("丁", "zt:replaces", "甲", "2016-07-01", ""),
            ("早", "eli:repeals", "甲", "2005-02-01", ""),
            ("丁", "zt:suspends", "乙", "2016-02-01", ""),
            ("无", "eli:repeals", "丙", "", ""),
        ],
    );
    check_status(
        &store,
        "甲",
        &[
            ("2009-12-31", "not yet in force"),
            ("2010-01-01", "in force 2010-01-01"),
            ("2012-03-01", "amended 2012-03-01"),
            ("2014-01-01", "partly repealed 2014-01-01 第三条"),
            ("2016-06-30", "partly repealed 2014-01-01 第三条"),
            ("2016-07-01", "replaced 2016-07-01"),
            ("", "replaced 2016-07-01"),
        ],
    );
    check_status(
        &store,
        "乙",
        &[
            ("2016-01-31", "in force 2012-01-01"),
            ("2016-02-01", "suspended 2016-02-01"),
        ],
    );
    // Repealed by a document without a day: on a given day nobody can tell.
    check_status(&store, "丙", &[("2020-01-01", "unknown"), ("", "repealed")]);
    check_status(&store, "无", &[("2020-01-01", "unknown"), ("", "unknown")]);
}

const TERMS: &str = "<g> {
  <act/甲> a zt:Document ; dcterms:title \"甲\"@zh ; eli:date_document \"2020-02-01\"^^xsd:date ; eli:first_date_entry_in_force \"2020-03-01\"^^xsd:date ;
    zt:statedExpiry \"2020-12-31\"^^xsd:date .
  <act/乙> a zt:Document ; dcterms:title \"乙\"@zh ; eli:date_document \"2020-11-01\"^^xsd:date .
  <act/丙> a zt:Document ; dcterms:title \"丙\"@zh ; eli:date_document \"2021-08-01\"^^xsd:date .
  <r/1> a zt:Reference ; cito:hasCitingEntity <act/乙> ; cito:hasCitedEntity <act/甲> ; cito:hasCitationCharacterization zt:extends ; zt:effectUntil \"2021-06-30\"^^xsd:date .
  <r/2> a zt:Reference ; cito:hasCitingEntity <act/丙> ; cito:hasCitedEntity <act/甲> ; cito:hasCitationCharacterization zt:extends ; zt:effectFrom \"2021-09-01\"^^xsd:date ; zt:effectUntil \"2021-12-31\"^^xsd:date .
  <act/丁> a zt:Document ; dcterms:title \"丁\"@zh ; eli:date_document \"2020-01-01\"^^xsd:date ; zt:statedExpiryText \"2022年\" .
  <act/附> a zt:Document ; dcterms:title \"附\"@zh ; eli:is_annex_of <act/丁> . }";

#[test]
fn a_term_runs_out_is_prolonged_and_taken_up_again() {
    let store = store(TERMS);
    check_status(
        &store,
        "甲",
        &[
            ("2020-02-29", "not yet in force"),
            ("2020-12-31", "in force 2020-03-01 2021-12-31"),
            ("2021-06-30", "in force 2020-03-01 2021-12-31"),
            ("2021-07-01", "expired 2021-07-01 2021-06-30"),
            ("2021-09-01", "in force 2020-03-01 2021-12-31"),
            ("2022-01-01", "expired 2022-01-01 2021-12-31"),
        ],
    );
    check_status(
        &store,
        "丁",
        &[
            ("2021-12-31", "in force 2020-01-01 2022-12-31"),
            ("2022-06-01", "in force 2020-01-01 2022-12-31"),
            ("2023-01-01", "expired 2023-01-01 2022-12-31"),
        ],
    );
    check_status(
        &store,
        "附",
        &[
            ("2019-01-01", "not yet in force"),
            ("2020-01-01", "in force 2020-01-01 2022-12-31"),
            ("2023-01-01", "expired 2023-01-01 2022-12-31"),
        ],
    );
}

#[test]
fn what_rests_on_the_dead_is_stale_and_a_successor_is_offered() {
    let store = sample(
        &[
            ("旧法", "2000-01-01"),
            ("新法", "2010-01-01"),
            ("早办法", "2005-01-01"),
            ("晚办法", "2012-01-01"),
            ("死办法", "2006-01-01"),
            ("废止决定", "2011-01-01"),
        ],
        &[
            ("新法", "zt:replaces", "旧法", "2010-06-01", ""),
            ("早办法", "eli:based_on", "旧法", "", ""),
            ("晚办法", "eli:based_on", "旧法", "", ""),
            ("死办法", "eli:based_on", "旧法", "", ""),
            ("废止决定", "eli:repeals", "死办法", "", ""),
            ("晚办法", "eli:cites", "死办法", "", ""),
        ],
    );
    let network = Network::read(&store);
    let lines = |day: &str| -> Vec<String> {
        let sheet = stale(&network, AsOf::new(Day::parse(day)));
        sheet
            .rows
            .iter()
            .map(|row| [0, 2, 5, 6, 8].map(|column| row.text(column)).join(" | "))
            .collect()
    };
    assert_eq!(lines("2010-05-31"), Vec::<String>::new());
    assert_eq!(
        lines("2013-01-01"),
        [
            "《早办法》 2005-01-01 | 《旧法》 2000-01-01 | 2010-06-01 | since it was signed | 《新法》 2010-01-01",
            "《晚办法》 2012-01-01 | 《旧法》 2000-01-01 | 2010-06-01 | before it was signed | 《新法》 2010-01-01",
            "《晚办法》 2012-01-01 | 《死办法》 2006-01-01 | 2011-01-01 | before it was signed | ",
        ]
    );
}

#[test]
fn a_law_that_rests_on_a_notice_is_an_inversion() {
    let store = store(
        "<g> { <act/法> a zt:Document ; dcterms:title \"法\"@zh ; zt:authorityLevel lvl:法律 ; eli:based_on <act/通知> ; zt:implements <act/意见> .
           <act/通知> a zt:Document ; dcterms:title \"通知\"@zh ; zt:authorityLevel lvl:规范性文件 . <act/意见> a zt:Document ; dcterms:title \"意见\"@zh ; zt:authorityLevel lvl:规范性文件 .
           lvl:法律 zt:rank 2 . lvl:规范性文件 zt:rank 6 . }",
    );
    check_implementation(
        &store,
        "act/法",
        true,
        "《法》 · 法律\n├─ implements: 《意见》 · 规范性文件\n└─ based on: 《通知》 · 规范性文件\ninversion: 《法》 · 法律 is based on 《通知》 · 规范性文件, which ranks below it",
    );
}

#[test]
fn a_difference_names_what_came_went_and_changed() {
    let old = Network::read(&sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", "")],
        &[("乙", "eli:cites", "甲", "", "")],
    ));
    let new = Network::read(&sample(
        &[("甲", "2000-01-01"), ("乙", "2001-02-01"), ("丁", "")],
        &[("乙", "eli:repeals", "甲", "", "")],
    ));
    assert!(diff(&old, &old, AsOf::default()).is_empty());
    let text = diff(&old, &new, AsOf::default())
        .write(DiffLayout::Text)
        .unwrap();
    for part in [
        "documents: 1 gained, 1 lost, 1 changed",
        "+ 《丁》",
        "- 《丙》",
        "date: 2001-01-01 → 2001-02-01",
        "+ 《乙》 2001-02-01 repeals 《甲》 2000-01-01  [syn/a.txt:1]",
        "- 《乙》 2001-02-01 cites 《甲》",
        "status: in force since 2000-01-01 → repealed since 2001-02-01",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let markdown = diff(&old, &new, AsOf::new(Day::parse("2001-01-15")))
        .write(DiffLayout::Markdown)
        .unwrap();
    assert!(
        markdown.contains("## Links: 1 gained, 1 lost, 0 changed")
            && markdown.contains("as of 2001-01-15")
            && markdown.contains("### Gained"),
        "{markdown}"
    );
}

#[test]
fn circles_and_ways_are_told_with_their_words() {
    let store = sample(
        &[
            ("甲", "2000-01-01"),
            ("乙", "2001-01-01"),
            ("丙", "2002-01-01"),
            ("丁", "2003-01-01"),
        ],
        &[
            ("乙", "eli:based_on", "甲", "", ""),
            ("甲", "eli:based_on", "乙", "", ""),
            ("丙", "eli:based_on", "乙", "", "art/2"),
            ("丁", "eli:cites", "丁", "", ""),
        ],
    );
    let network = Network::read(&store);
    let sheets = cycles(&network, AsOf::default());
    let lines: Vec<String> = sheets[1]
        .rows
        .iter()
        .map(|row| [0, 1, 2, 5].map(|column| row.text(column)).join(" "))
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with(
            "《甲》 2000-01-01 based_on 《乙》 2001-01-01 the older speaks of the younger"
        ),
        "{lines:?}"
    );
    assert_eq!(sheets[2].rows.len(), 3);
    let node = |title: &str| network.node(&iri(&format!("act/{title}"))).unwrap();
    let way = path(&network, node("丙"), node("甲"), 3, AsOf::default());
    assert_eq!(
        way.rows
            .iter()
            .map(|row| row.evidence[0].to_string())
            .collect::<Vec<_>>(),
        ["syn/a.txt:3", "syn/a.txt:1", "syn/a.txt:2"]
    );
    assert!(
        path(&network, node("丁"), node("甲"), 3, AsOf::default())
            .notes
            .contains(&"nothing connects them".to_owned())
    );
}

/// Every column of every analysis has its property, and a finding its name, day, documents and
/// places.
#[test]
fn findings_become_quads_of_a_graph_of_their_own() {
    let store = sample(
        &[
            ("甲", "2000-01-01"),
            ("乙", "2001-01-01"),
            ("丙", "1999-01-01"),
        ],
        &[
            ("乙", "eli:repeals", "甲", "", ""),
            ("丙", "eli:based_on", "甲", "", ""),
            ("丙", "eli:cites", "丙", "", ""),
        ],
    );
    let (network, as_of) = (Network::read(&store), AsOf::new(Day::parse("2002-01-01")));
    let node = |title: &str| network.node(&iri(&format!("act/{title}"))).unwrap();
    let target = || Target {
        document: node("甲"),
        provision: None,
    };
    let mut sheets = vec![
        stale(&network, as_of),
        timeline(&network, None, as_of),
        status(&network, None, as_of, true),
        path(&network, node("丙"), node("乙"), 3, as_of),
    ];
    sheets.extend(
        cycles(&network, as_of)
            .into_iter()
            .chain(agencies(&network, None, as_of))
            .chain(rank(&network, as_of, 9)),
    );
    sheets.extend(impact(&network, target(), as_of).unwrap());
    let reports = [
        supersession(&network, Some(node("甲")), as_of).remove(0),
        implementation(&network, target(), false, as_of).unwrap(),
    ];
    sheets.extend(reports.iter().flat_map(Report::sheets));
    for column in sheets.iter().flat_map(|sheet| sheet.columns) {
        let property = format!("\nzt:{} a owl:", finding::property(column));
        assert!(
            include_str!("../../ontology/findings.ttl").contains(&property),
            "{property}"
        );
    }
    let base = "https://w3id.org/zhengtu/id/";
    let quads = findings(&sheets[..1], "stale", base);
    assert!(quads.lines().all(|line| line.starts_with("<https://w3id.org/zhengtu/id/analysis/stale/2002-01-01/")));
    for part in [
        "def#concerns> <https://w3id.org/zhengtu/id/act/丙> <https://w3id.org/zhengtu/id/graph/analysis/stale> .",
        "def#inRelationTo> <https://w3id.org/zhengtu/id/act/甲>",
        "def#findingSince> \"2001-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "def#findingDead> \"since it was signed\"",
        "def#evidence> <https://w3id.org/zhengtu/id/src/aaaa/span/",
    ] {
        assert!(quads.contains(part), "{part}\n{quads}");
    }
    let steps = reports[0].sheets();
    assert_eq!(steps[0].rows[0].text(0), "《乙》 2001-01-01");
    assert_eq!(steps[1].rows[0].text(0), "《乙》 2001-01-01");
    let all = findings(&sheets, "all", base);
    assert_eq!(
        oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads)
            .for_slice(all.as_bytes())
            .filter(Result::is_err)
            .count(),
        0
    );
}

#[test]
fn statuses_become_quads_of_a_graph_of_their_own() {
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01")],
        &[("乙", "eli:repeals", "甲", "", "")],
    );
    let quads = materialize(
        &Network::read(&store),
        AsOf::new(Day::parse("2002-01-01")),
        "https://w3id.org/zhengtu/id/",
    );
    let subject = "<https://w3id.org/zhengtu/id/analysis/status/2002-01-01/act/甲>";
    for part in [
        "def#legalStatus> <https://w3id.org/zhengtu/def#Repealed>",
        "def#statusSince> \"2001-01-01\"^^",
        "def#statusBy> <https://w3id.org/zhengtu/id/act/乙>",
        "def#evidence> <https://w3id.org/zhengtu/id/src/aaaa/span/",
    ] {
        assert!(
            quads.lines().any(|line| line.starts_with(subject)
                && line.contains(part)
                && line.ends_with("<https://w3id.org/zhengtu/id/graph/analysis> .")),
            "{part}\n{quads}"
        );
    }
}

/// An old law, replaced from a day on which one measure that rests on it was signed, and one the
/// day before.
fn replaced_on_a_day() -> Network {
    let store = sample(
        &[
            ("旧法", "2000-01-01"),
            ("新法", "2010-01-01"),
            ("当日办法", "2010-06-01"),
            ("前日办法", "2010-05-31"),
        ],
        &[
            ("新法", "zt:replaces", "旧法", "2010-06-01", ""),
            ("当日办法", "eli:based_on", "旧法", "", ""),
            ("前日办法", "eli:based_on", "旧法", "", ""),
        ],
    );
    Network::read(&store)
}

#[test]
fn what_is_cited_on_the_day_of_its_end_is_dead_when_cited() {
    let network = replaced_on_a_day();
    let on = |day: &str| AsOf::new(Day::parse(day));
    let dead = |day: &str| -> Vec<String> {
        let rows = stale(&network, on(day)).rows;
        let words = |row: &Row<'_>| [0, 6].map(|column| row.text(column)).join(" ");
        rows.iter().map(words).collect()
    };
    assert_eq!(dead("2010-05-31"), [""; 0]);
    assert_eq!(
        dead("2010-06-01"),
        [
            "《前日办法》 2010-05-31 since it was signed",
            "《当日办法》 2010-06-01 before it was signed",
        ]
    );
}

#[test]
fn a_timeline_up_to_a_day_has_that_day() {
    let network = replaced_on_a_day();
    let on = |day: &str| AsOf::new(Day::parse(day));
    let events = |day: &str| timeline(&network, None, on(day)).rows.len();
    assert_eq!((events("2010-05-30"), events("2010-05-31")), (4, 6));
    // Two events of the measure of the day, and the end of the old law.
    assert_eq!(events("2010-06-01"), 9);
}

/// Rank goes to what is relied upon, not to who relies.
#[test]
fn the_most_relied_upon_is_the_one_that_others_rest_on() {
    let store = sample(
        &[
            ("法", "2000-01-01"),
            ("甲办法", "2001-01-01"),
            ("乙办法", "2002-01-01"),
            ("丙办法", "2003-01-01"),
        ],
        &[
            ("甲办法", "eli:based_on", "法", "", ""),
            ("乙办法", "eli:based_on", "法", "", ""),
            ("丙办法", "eli:based_on", "法", "", ""),
            ("丙办法", "eli:cites", "甲办法", "", ""),
        ],
    );
    let network = Network::read(&store);
    let sheets = rank(&network, AsOf::default(), 9);
    let titles: Vec<String> = sheets[1].rows.iter().map(|row| row.text(0)).collect();
    assert!(titles[0].contains("《法》"), "{titles:?}");
    assert!(titles[1].contains("《甲办法》"), "{titles:?}");
}

/// An annex with a number of an earlier year was issued before: it began on a day not told, in that
/// year or the next.
#[test]
fn what_is_only_printed_again_does_not_begin_with_its_carrier() {
    let store = store(
        "<g> { <doc/甲发/2021/5> a zt:Document ; dcterms:title \"通知\"@zh ; eli:number \"甲发〔2021〕5号\" ; eli:date_document \"2021-07-16\"^^xsd:date .
           <act/旧> a zt:Document ; dcterms:title \"旧\"@zh ; zt:promulgatedUnder \"甲发〔2019〕8号\" ; eli:is_annex_of <doc/甲发/2021/5> .
           <act/新> a zt:Document ; dcterms:title \"新\"@zh ; zt:promulgatedUnder \"甲发〔2021〕5号\" ; eli:is_annex_of <doc/甲发/2021/5> . }",
    );
    check_status(
        &store,
        "旧",
        &[
            ("2018-12-31", "not yet in force"),
            ("2020-01-01", "unknown"),
            ("2022-01-01", "in force"),
        ],
    );
    check_status(
        &store,
        "新",
        &[
            ("2020-01-01", "not yet in force"),
            ("2022-01-01", "in force 2021-07-16"),
        ],
    );
}
