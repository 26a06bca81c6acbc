//! Questions with answers found by hand in the texts: what is in force, what rests on what, what
//! falls.
//!
//! Each row is a question, how it is put, and the answer read in the texts by a person. The tables
//! of `corpus/` need nothing; those of the seeds are asked where `ZHENGTU_DATA` names the folder
//! that has them.

use crate::util::{data, root};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::OnceLock;
use zhengtu::analyze::network::Network;
use zhengtu::analyze::{self, AnswerTable, AsOf, Day, Layout, Target};
use zhengtu::parts::build::{Options, pipeline};
use zhengtu::parts::rdf::{split_version, the_document};
use zhengtu::rdf::Store;

/// A graph with its documents and links.
type Graph = (Store, Network);

fn graph_of(texts: PathBuf) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.nq");
    pipeline::build(&[texts], &graph, &Options::default()).unwrap();
    let facts = Store::open(&graph).unwrap();
    let network = Network::read(&facts);
    (facts, network)
}

/// The graph of the seeds, built once.
fn seeds() -> &'static Graph {
    static SEEDS: OnceLock<Graph> = OnceLock::new();
    SEEDS.get_or_init(|| graph_of(data("seeds")))
}

/// The graph of the project's own texts, built once.
fn corpus() -> &'static Graph {
    static CORPUS: OnceLock<Graph> = OnceLock::new();
    CORPUS.get_or_init(|| graph_of(root().join("corpus")))
}

struct Asked<'a> {
    facts: &'a Store,
    network: &'a Network,
}

fn on(day: &str) -> AsOf {
    AsOf::new(Day::parse(day))
}

impl Asked<'_> {
    fn target<'t>(&self, name: &'t str) -> Target<'t> {
        let (document, provision) = name
            .split_once('#')
            .map_or((name, None), |(document, provision)| {
                (document, Some(provision))
            });
        let iri = the_document(self.facts, document).unwrap();
        Target {
            document: self.network.node(iri.as_str()).unwrap(),
            provision,
        }
    }

    /// `state [since day] [until day] [provisions] [by …]`.
    fn status(&self, name: &str, day: &str) -> String {
        let (name, version) = split_version(name);
        let document = self.target(name).document;
        let sheet = match version {
            Some(version) => {
                let iri = analyze::version_named(self.network, document, version).unwrap();
                analyze::status_of_version(self.network, document, &iri, on(day))
            }
            None => analyze::status(self.network, Some(document), on(day), true),
        };
        let row = &sheet.rows[0];
        let part = |word: &str, column: usize| {
            if row.text(column).is_empty() {
                String::new()
            } else {
                format!(" {word}{}", titles(&row.text(column)))
            }
        };
        assert!(
            !row.evidence.is_empty() || row.text(1) == "unknown",
            "{name}: a status without evidence"
        );
        format!(
            "{}{}{}{}{}",
            row.text(1),
            part("since ", 2),
            part("until ", 4),
            part("", 6),
            part("", 5)
        )
    }

    /// The titles below (or above) a document in the tree, each with depth and relation.
    fn tree(&self, name: &str, upward: bool) -> String {
        let report =
            analyze::implementation(self.network, self.target(name), upward, AsOf::default())
                .unwrap();
        let json: Value =
            serde_json::from_str(&analyze::write(&[report], Layout::Json).unwrap()).unwrap();
        let title = |iri: &Value| {
            json[0]["documents"]
                .as_array()
                .unwrap()
                .iter()
                .find(|it| it["iri"] == *iri)
                .map(|it| it["title"].as_str().unwrap().to_owned())
                .unwrap()
        };
        let depth = |iri: &Value| {
            json[0]["documents"]
                .as_array()
                .unwrap()
                .iter()
                .find(|it| it["iri"] == *iri)
                .unwrap()["depth"]
                .to_string()
        };
        let mut lines: Vec<String> = json[0]["steps"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|step| {
                let line = |statement: &Value| {
                    format!(
                        "{} {} {}",
                        depth(&step["child"]),
                        statement["relation"].as_str().unwrap(),
                        title(&step["child"])
                    )
                };
                step["statements"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(line)
                    .collect::<Vec<_>>()
            })
            .collect();
        lines.sort();
        lines.dedup();
        lines.join("; ")
    }

    fn current(&self, name: &str, day: &str) -> String {
        let reports =
            analyze::supersession(self.network, Some(self.target(name).document), on(day));
        let json: Value =
            serde_json::from_str(&analyze::write(&reports, Layout::Json).unwrap()).unwrap();
        let title = |iri: &Value| {
            json[0]["documents"]
                .as_array()
                .unwrap()
                .iter()
                .find(|it| it["iri"] == *iri)
                .map(|it| it["title"].as_str().unwrap().to_owned())
        };
        json[0]["current"]
            .as_array()
            .map(|all| all.iter().filter_map(title).collect::<Vec<_>>().join("; "))
            .unwrap_or_default()
    }

    /// How many documents an impact has directly and indirectly.
    fn impact(&self, name: &str) -> String {
        let sheet = &analyze::impact(self.network, self.target(name), AsOf::default()).unwrap()[0];
        let of_depth = |depth: &str| sheet.rows.iter().filter(|row| row.text(1) == depth).count();
        format!("{} direct, {} in all", of_depth("1"), sheet.rows.len())
    }

    fn path(&self, from: &str, to: &str) -> String {
        let sheet = analyze::path(
            self.network,
            self.target(from).document,
            self.target(to).document,
            3,
            AsOf::default(),
        );
        let mut lines: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    bare(&row.text(0)),
                    row.text(1),
                    bare(&row.text(2))
                )
            })
            .collect();
        lines.dedup();
        lines.join("; ")
    }
}

/// Without marks, numbers and days.
fn bare(title: &str) -> String {
    title
        .trim_start_matches('《')
        .split('》')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The titles of `repealed by 《…》（…） 2021-…` with the words before.
fn titles(text: &str) -> String {
    let Some((words, rest)) = text.split_once('《') else {
        return text.to_owned();
    };
    format!("{words}{}", rest.split('》').next().unwrap_or_default())
}

fn rows(sheet: &AnswerTable, columns: &[usize]) -> Vec<String> {
    sheet
        .rows
        .iter()
        .map(|row| {
            columns
                .iter()
                .map(|column| bare(&row.text(*column)))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// Question, document, day, answer.
#[rustfmt::skip]
const STATUS: &[(&str, &str, &str, &str)] = &[
    ("the five registration rules the day before", "公司登记管理条例", "2022-02-28", "unknown"),
    ("first of the five", "公司登记管理条例", "2022-03-01", "repealed since 2022-03-01 repealed by 中华人民共和国市场主体登记管理条例"),
    ("second of the five", "企业法人登记管理条例", "2022-03-01", "repealed since 2022-03-01 repealed by 中华人民共和国市场主体登记管理条例"),
    ("third of the five", "合伙企业登记管理办法", "2023-01-01", "repealed since 2022-03-01 repealed by 中华人民共和国市场主体登记管理条例"),
    ("fourth of the five", "农民专业合作社登记管理条例", "2022-03-01", "repealed since 2022-03-01 repealed by 中华人民共和国市场主体登记管理条例"),
    ("fifth of the five", "企业法人法定代表人登记管理规定", "2022-03-01", "repealed since 2022-03-01 repealed by 中华人民共和国市场主体登记管理条例"),
    ("signed, but not yet in force", "中华人民共和国市场主体登记管理条例", "2022-02-28", "not yet in force"),
    ("in force from its first day", "国务院令第746号", "2022-03-01", "in force since 2022-03-01"),
    ("before its first article was repealed", "财税〔2019〕13号", "2021-03-31", "unknown"),
    ("after: the first article, and only that", "财税[2019]13号", "2021-04-01", "partly repealed since 2021-04-01 第一条 repealed in part by 关于明确增值税小规模纳税人免征增值税政策的公告"),
    ("the last day of a term", "财政部 税务总局公告2021年第11号", "2022-12-31", "in force since 2021-04-01 until 2022-12-31"),
    ("the day after", "财政部 税务总局公告2021年第11号", "2023-01-01", "expired since 2023-01-01 until 2022-12-31"),
    ("a term that began before it was signed", "财政部 税务总局公告2021年第12号", "2021-02-01", "in force since 2021-01-01 until 2022-12-31"),
    ("and its end", "财政部 税务总局公告2021年第12号", "2024-06-30", "expired since 2023-01-01 until 2022-12-31"),
    ("the interim rules on fair competition review before", "公平竞争审查制度实施细则（暂行）", "2021-06-28", "unknown"),
    ("and from the day of the new ones", "发改价监〔2017〕1849号", "2021-06-29", "repealed since 2021-06-29 repealed by 公平竞争审查制度实施细则"),
    ("the new ones", "国市监反垄规〔2021〕2号", "2021-06-29", "in force since 2021-06-29"),
    ("the regulations above them, before their day", "公平竞争审查条例", "2024-07-31", "not yet in force"),
    ("and on it", "公平竞争审查条例", "2024-08-01", "in force since 2024-08-01"),
    ("pledges of receivables", "应收账款质押登记办法", "2022-02-01", "repealed since 2022-02-01 repealed by 动产和权利担保统一登记办法"),
    ("movable collateral, the day before", "动产和权利担保统一登记办法", "2022-01-31", "not yet in force"),
    ("movable collateral", "动产和权利担保统一登记办法", "2022-02-01", "in force since 2022-02-01"),
    ("names of foundations", "基金会名称管理规定", "2024-05-01", "repealed since 2024-05-01 repealed by 社会组织名称管理办法"),
    ("names of private non-enterprise units", "民发〔1999〕129号", "2024-12-31", "repealed since 2024-05-01 repealed by 社会组织名称管理办法"),
    ("names of social organisations", "社会组织名称管理办法", "2024-04-30", "not yet in force"),
    ("a term that is only a year, before it", "财建〔2021〕148号", "2024-12-31", "in force since 2021-06-04 until 2025-12-31"),
    ("in it", "财建〔2021〕148号", "2025-06-30", "in force since 2021-06-04 until 2025-12-31"),
    ("after it", "财建〔2021〕148号", "2026-01-01", "expired since 2026-01-01 until 2025-12-31"),
    ("what it replaced", "财建〔2016〕841号", "2021-06-04", "repealed since 2021-06-04 repealed by 中小企业发展专项资金管理办法"),
    ("a fee abolished from a day before the announcement", "财综〔2011〕29号", "2021-01-01", "repealed since 2021-01-01 repealed by 关于取消港口建设费和调整民航发展基金有关政策的公告"),
    ("incentives of 2018", "国办发〔2018〕117号", "2021-12-13", "repealed since 2021-12-13 repealed by 国务院办公厅关于新形势下进一步加强督查激励的通知"),
    ("extended, from which day on is not known", "银发〔2020〕122号", "2021-03-30", "unknown extended by 中国人民银行银保监会财政部发展改革委工业和信息化部关于进一步延长普惠小微企业贷款延期还本付息政策和信用贷款支持政策实施期限有关事宜的通知"),
    ("before it was extended", "银发〔2020〕122号", "2021-03-28", "unknown"),
    // Rules of 1991, changed in 2012, revised in 2020: the revision holds from the day it states.
    ("names of enterprises, the day before the revision", "企业名称登记管理规定", "2021-02-28", "amended since 2012-11-09 amended by 国务院关于修改和废止部分行政法规的决定"),
    ("names of enterprises", "企业名称登记管理规定", "2021-03-01", "amended since 2021-03-01 amended by 国务院关于修改和废止部分行政法规的决定"),
    ("names of enterprises, the new text, the day before", "企业名称登记管理规定@2020", "2021-02-28", "not yet in force"),
    ("names of enterprises, the new text", "企业名称登记管理规定@2020", "2021-03-01", "in force since 2021-03-01"),
    ("a law that is only cited", "反垄断法", "2022-01-01", "unknown"),
];

/// What only the seeds tell.
#[rustfmt::skip]
const STATUS_OF_SEEDS: &[(&str, &str, &str, &str)] = &[
    ("the policy that extended it has run out", "银发〔2021〕81号", "2022-01-01", "expired since 2022-01-01 until 2021-12-31"),
];

/// What only the seeds tell.
#[rustfmt::skip]
const RESTS_OF_SEEDS: &[(&str, &str, bool, &str)] = &[
    ("what rests on the regulations on the business environment", "优化营商环境条例", false, "1 based_on 动产和权利担保统一登记办法; 1 implements 关于建立健全招标投标领域优化营商环境长效机制的通知; 1 implements 国家知识产权局关于深化知识产权领域“放管服”改革优化创新环境和营商环境的通知"),
];

/// What the corpus tells otherwise than the seeds, because it has less.
#[rustfmt::skip]
const RESTS_OF_CORPUS: &[(&str, &str, bool, &str)] = &[
    ("what rests on the regulations on the business environment", "优化营商环境条例", false, "1 based_on 动产和权利担保统一登记办法"),
];

/// Question, how it is put, answer.
#[rustfmt::skip]
const RESTS: &[(&str, &str, bool, &str)] = &[
    ("what rests on the anti-monopoly law", "反垄断法", false, "1 based_on 公平竞争审查制度实施细则; 1 based_on 公平竞争审查条例; 1 based_on 国务院反垄断反不正当竞争委员会关于行业协会的反垄断指南; 1 based_on 国务院反垄断委员会关于平台经济领域的反垄断指南"),
    ("what rests on its article 15", "反垄断法#第十五条", false, "1 based_on 国务院反垄断反不正当竞争委员会关于行业协会的反垄断指南; 1 based_on 国务院反垄断委员会关于平台经济领域的反垄断指南"),
    ("what rests on an article that nothing names", "反垄断法#第一百条", false, ""),
    ("the bases of the rules on fair competition review", "公平竞争审查制度实施细则", true, "1 based_on 中华人民共和国反垄断法; 1 based_on 国务院关于在市场体系建设中建立公平竞争审查制度的意见"),
    ("the bases of the registration of movable collateral", "动产和权利担保统一登记办法", true, "1 based_on 中华人民共和国民法典; 1 based_on 优化营商环境条例; 1 based_on 国务院关于实施动产和权利担保统一登记的决定"),
    ("the basis of the regulations on fair competition review", "公平竞争审查条例", true, "1 based_on 中华人民共和国反垄断法"),
];

#[rustfmt::skip]
const CURRENT: &[(&str, &str, &str, &str)] = &[
    ("what is current for company registration", "公司登记管理条例", "2022-03-01", "中华人民共和国市场主体登记管理条例"),
    ("and what was the day before: still the old ones", "公司登记管理条例", "2022-02-28", "中华人民共和国公司登记管理条例"),
    ("what is current for fair competition review", "公平竞争审查制度实施细则（暂行）", "2023-01-01", "公平竞争审查制度实施细则"),
    ("what is current for receivables", "应收账款质押登记办法", "2023-01-01", "动产和权利担保统一登记办法"),
    ("what is current for names of foundations", "基金会名称管理规定", "2024-12-31", "社会组织名称管理办法"),
    ("what is current for the funds for small enterprises", "财建〔2016〕841号", "2024-12-31", "中小企业发展专项资金管理办法"),
    ("which is over by now", "财建〔2016〕841号", "2026-12-31", ""),
];

fn ask<Q: std::fmt::Debug>(
    (facts, network): &Graph,
    rows: &[Q],
    answer: impl Fn(&Asked<'_>, &Q) -> (String, &'static str),
) {
    let asked = Asked { facts, network };
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let (got, expected) = answer(&asked, row);
            (got != expected).then(|| format!("{row:?}\n    got: {got}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} answers are wrong:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

fn status_on_a_day(graph: &Graph, rows: &[(&str, &str, &str, &'static str)]) {
    ask(graph, rows, |asked, (_, name, day, expected)| {
        (asked.status(name, day), expected)
    });
}

fn what_rests_on_what(graph: &Graph, rows: &[(&str, &str, bool, &'static str)]) {
    ask(graph, rows, |asked, (_, name, upward, expected)| {
        (asked.tree(name, *upward), expected)
    });
}

fn who_is_current(graph: &Graph) {
    ask(graph, CURRENT, |asked, (_, name, day, expected)| {
        (asked.current(name, day), expected)
    });
}

fn what_is_touched(graph: &Graph, rows: &[(&str, &'static str)]) {
    ask(graph, rows, |asked, (name, expected)| {
        (asked.impact(name), expected)
    });
}

fn what_connects_two(graph: &Graph) {
    let rows = [
        (
            "公平竞争审查制度实施细则",
            "反垄断法",
            "公平竞争审查制度实施细则 based_on 中华人民共和国反垄断法",
        ),
        (
            "公司登记管理条例",
            "企业法人登记管理条例",
            "中华人民共和国市场主体登记管理条例 repeals 中华人民共和国公司登记管理条例; 中华人民共和国市场主体登记管理条例 repeals 中华人民共和国企业法人登记管理条例",
        ),
    ];
    ask(graph, &rows, |asked, (from, to, expected)| {
        (asked.path(from, to), expected)
    });
}

/// The press text on the new rules speaks of the interim ones that they ended; nothing else in
/// force rests on anything that is over.
fn what_is_stale((_, network): &Graph) {
    let stale = analyze::stale(network, on("2025-01-01"));
    assert_eq!(
        rows(&stale, &[0, 1, 2, 8]),
        [
            "公平竞争审查制度实施细则 cites 公平竞争审查制度实施细则（暂行） 公平竞争审查制度实施细则"
        ]
    );
}

fn what_is_in_a_circle((_, network): &Graph) {
    assert!(
        analyze::cycles(network, AsOf::default())
            .iter()
            .all(|sheet| sheet.rows.is_empty())
    );
}

fn what_is_wanted((_, network): &Graph, expected: [&str; 3]) {
    let rank = analyze::rank(network, AsOf::default(), 3);
    assert_eq!(rows(&rank[2], &[0, 1]), expected);
}

fn who_issues_jointly_and_when((facts, network): &Graph, most: &str) {
    let joint = &analyze::agencies(network, Some("国家市场监督管理总局"), AsOf::default())[0];
    assert_eq!(joint.rows[0].text(0), most);
    let asked = Asked { facts, network };
    let timeline = analyze::timeline(
        network,
        Some(asked.target("动产和权利担保统一登记办法").document),
        AsOf::default(),
    );
    assert_eq!(
        rows(&timeline, &[0, 1, 2]),
        [
            "2022-02-01 comes into force 动产和权利担保统一登记办法",
            "2022-02-01 repealed 应收账款质押登记办法"
        ]
    );
}

fn a_name_for_several_lists_them((facts, _): &Graph) {
    let error = the_document(facts, "登记管理条例").unwrap_err();
    assert!(
        [
            "公司登记管理条例",
            "企业法人登记管理条例",
            "市场主体登记管理条例"
        ]
        .iter()
        .all(|title| error.message.contains(title)),
        "{error}"
    );
}

#[test]
fn the_corpus_answers_as_a_person_reads_it() {
    let graph = corpus();
    status_on_a_day(graph, STATUS);
    what_rests_on_what(graph, RESTS);
    what_rests_on_what(graph, RESTS_OF_CORPUS);
    who_is_current(graph);
    what_is_touched(
        graph,
        &[
            ("反垄断法", "6 direct, 6 in all"),
            ("优化营商环境条例", "4 direct, 4 in all"),
            ("反垄断法#第十五条", "2 direct, 2 in all"),
        ],
    );
    what_connects_two(graph);
    what_is_stale(graph);
    what_is_in_a_circle(graph);
    what_is_wanted(
        graph,
        [
            "中华人民共和国反垄断法 6",
            "中华人民共和国网络安全法 5",
            "优化营商环境条例 4",
        ],
    );
    who_issues_jointly_and_when(graph, "商务部 + 国家市场监督管理总局");
    a_name_for_several_lists_them(graph);
}

#[test]
#[ignore = "needs ZHENGTU_DATA: the seeds"]
fn the_seeds_answer_as_a_person_reads_them() {
    let graph = seeds();
    status_on_a_day(graph, STATUS);
    status_on_a_day(graph, STATUS_OF_SEEDS);
    what_rests_on_what(graph, RESTS);
    what_rests_on_what(graph, RESTS_OF_SEEDS);
    who_is_current(graph);
    what_is_touched(
        graph,
        &[
            ("反垄断法", "8 direct, 8 in all"),
            ("优化营商环境条例", "10 direct, 10 in all"),
            ("反垄断法#第十五条", "2 direct, 2 in all"),
        ],
    );
    what_connects_two(graph);
    what_is_stale(graph);
    what_is_in_a_circle(graph);
    what_is_wanted(
        graph,
        [
            "优化营商环境条例 10",
            "中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要 9",
            "中华人民共和国反垄断法 8",
        ],
    );
    who_issues_jointly_and_when(graph, "国家发展和改革委员会 + 国家市场监督管理总局");
    a_name_for_several_lists_them(graph);
}

#[test]
fn an_exact_title_is_preferred_to_a_part_of_a_title() {
    let (facts, _) = corpus();
    let exact = the_document(facts, "公平竞争审查制度实施细则").unwrap();
    let longer = the_document(facts, "公平竞争审查制度实施细则（暂行）").unwrap();
    assert_ne!(exact, longer);
}
