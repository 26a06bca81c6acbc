//! Printed issuers reach one body each: of the authority file, or a local one that has its place.

use crate::util::{corpus, data, facts, root};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use zhengtu::Record;
use zhengtu::SourceFile;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::{BASE, ELI};
use zhengtu::parts::build::pipeline;
use zhengtu::parts::build::{Party, parties, party};
use zhengtu::parts::model::jurisdiction;
use zhengtu::parts::text::Analysed;
use zhengtu::parts::text::Facts;

/// Full names of the authority file, with how often each is one.
fn listed() -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    let turtle = fs::read(root().join("ontology/agencies.ttl")).unwrap();
    for quad in RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&turtle)
        .map(Result::unwrap)
    {
        if let (Term::Literal(name), true) = (
            &quad.object,
            quad.predicate.as_str().ends_with("#prefLabel"),
        ) {
            *names.entry(name.value().to_owned()).or_default() += 1;
        }
    }
    names
}

fn analysed(text: &str) -> Analysed {
    Analysed::new(SourceFile::from_text("a.txt", text))
}

#[track_caller]
fn check_signed(text: &str, expected: &[Party]) {
    let analysed = analysed(text);
    let printed: Vec<&String> = analysed.fields[0]
        .agencies
        .iter()
        .map(|f| &f.value)
        .collect();
    assert_eq!(parties(&Facts::of(&analysed), 0), expected, "{printed:?}");
}

fn local(name: &str) -> Party {
    Party::Local(name.to_owned())
}

/// Each issuer of the gold records in `files` is one body of the authority file, or has a place.
fn every_issuer_is_one_body(files: &[PathBuf], least: usize) {
    let listed = listed();
    let mut printed: BTreeSet<String> = BTreeSet::new();
    for path in files {
        let records = fs::read_to_string(path).unwrap();
        printed.extend(records.lines().flat_map(|l| {
            serde_json::from_str::<Record>(l)
                .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
                .agencies
        }));
    }
    assert!(printed.len() >= least, "only {}", printed.len());
    let astray: Vec<String> = printed
        .iter()
        .filter(|name| match party(name) {
            Party::Listed(full) => listed.get(&full) != Some(&1),
            Party::Local(full) => jurisdiction(&full).is_none(),
            Party::Unknown => true,
        })
        .map(|name| format!("{name}: {:?}", party(name)))
        .collect();
    assert!(astray.is_empty(), "of {}: {astray:#?}", printed.len());
}

#[test]
fn every_issuer_of_the_own_gold_records_is_one_body() {
    every_issuer_is_one_body(&[root().join("tests/gold/corpus.jsonl")], 40);
}

#[test]
#[ignore = "needs ZHENGTU_DATA: the gold of the seeds"]
fn every_issuer_of_the_gold_records_is_one_body() {
    let files = fs::read_dir(data("gold")).unwrap();
    let files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    every_issuer_is_one_body(&files, 90);
}

#[test]
fn offices_and_departments_belong_to_their_parents() {
    for (printed, full) in [
        ("水利部农村水利水电司", "水利部"),
        ("国家能源局综合司", "国家能源局"),
        ("市场监管总局办公厅", "国家市场监督管理总局"),
        ("国家开发银行办公室", "国家开发银行"),
    ] {
        assert_eq!(party(printed), Party::Listed(full.to_owned()));
    }
    assert_eq!(
        party("中国人民银行江苏省分行"),
        local("中国人民银行江苏省分行")
    );
}

#[test]
fn names_are_printed_once_in_the_authority_file_and_there_are_enough() {
    let listed = listed();
    assert!(listed.len() >= 150, "{} bodies", listed.len());
    assert!(listed.values().all(|n| *n == 1));
}

const NOTICE: &str = "关于做好示例工作的通知\n{number}\n各设区市人民政府：\n为做好示例工作，现就有关事项通知如下：\n一、做好工作。\n{issuer}\n2024年3月4日\n";

fn notice(number: &str, issuer: &str) -> String {
    NOTICE
        .replace("{number}", number)
        .replace("{issuer}", issuer)
}

#[test]
fn a_province_is_taken_from_the_number() {
    check_signed(
        &notice("苏政办发〔2024〕10号", "省政府办公厅"),
        &[local("江苏省人民政府办公厅")],
    );
    check_signed(
        &notice("浙财示〔2024〕10号", "省财政厅"),
        &[local("浙江省财政厅")],
    );
}

#[test]
fn a_province_is_taken_from_the_title_or_another_signature() {
    let titled = notice("示发〔2024〕10号", "省财政厅").replacen("关于", "江苏省财政厅关于", 1);
    check_signed(&titled, &[local("江苏省财政厅")]);
    check_signed(
        &notice("示发〔2024〕10号", "江苏省工业和信息化厅\n省财政厅"),
        &[local("江苏省工业和信息化厅"), local("江苏省财政厅")],
    );
}

#[test]
fn without_a_province_or_with_two_it_stays_open() {
    check_signed(&notice("示发〔2024〕10号", "省财政厅"), &[Party::Unknown]);
    // 宁 is Nanjing's as well as Ningxia's.
    check_signed(&notice("宁政发〔2024〕10号", "省财政厅"), &[Party::Unknown]);
    let two = notice("苏财示〔2024〕10号", "省财政厅").replacen("示例工作", "浙江省示例工作", 1);
    check_signed(&two, &[Party::Unknown]);
}

#[test]
fn bodies_have_their_place_in_the_graph() {
    let files = [
        ("苏政办发〔2024〕10号", "省政府办公厅"),
        ("财示〔2024〕1号", "财政部"),
    ]
    .map(|(number, issuer)| analysed(&notice(number, issuer)));
    let mut out = Vec::new();
    pipeline::assemble(&facts(&files), BASE)
        .unwrap()
        .1
        .write(GraphFormat::NQuads, BASE, &mut out)
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    let body = format!("<{BASE}agency/江苏省人民政府办公厅>");
    let served = "http://schema.org/areaServed";
    assert!(text.contains(&format!("{body} <{served}> <{BASE}place/江苏省> ")));
    let notice = format!("<{BASE}doc/苏政办发/2024/10> <{ELI}jurisdiction> <{BASE}place/江苏省> ");
    assert!(text.contains(&notice), "no jurisdiction");
    assert!(text.contains(&format!(
        "<{BASE}place/江苏省> <https://w3id.org/zhengtu/def#divisionCode> \"320000\" "
    )));
    assert!(!text.contains(&format!("{body} <{ELI}jurisdiction> ")));
    assert!(text.contains(&format!(
        "<{BASE}place/江苏省> <http://www.w3.org/2004/02/skos/core#prefLabel> \"江苏省\"@zh "
    )));
    assert!(text.contains(&format!(
        "<{BASE}agency/财政部> <{served}> <{BASE}place/中华人民共和国> "
    )));
    assert!(
        text.contains("printedIssuer> \"省政府办公厅\" ")
            && text.contains(&format!("passed_by> {body} "))
    );
}

#[test]
fn issuers_of_the_corpus_that_the_file_does_not_list_have_a_place() {
    let mut without = BTreeSet::new();
    for facts in facts(&corpus()) {
        for document in 0..facts.documents.len() {
            without.extend(parties(&facts, document).into_iter().filter(|p| match p {
                Party::Listed(_) => false,
                Party::Local(name) => jurisdiction(name).is_none(),
                Party::Unknown => true,
            }));
        }
    }
    assert!(without.is_empty(), "{without:?}");
}

/// A link names a province as the graph does, and no two name one item.
#[test]
fn links_name_places_of_the_graph_once() {
    let read = |name: &str| fs::read_to_string(root().join("ontology").join(name)).unwrap();
    let places = read("places.tsv");
    let provinces: BTreeSet<&str> = places
        .lines()
        .filter(|line| line.get(2..6) == Some("0000"))
        .filter_map(|line| line.split('\t').nth(1))
        .collect();
    let links = read("links.ttl");
    let quads: Vec<_> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(links.as_bytes())
        .map(Result::unwrap)
        .collect();
    assert_eq!(quads.len(), 31);
    let mut items = BTreeSet::new();
    for quad in &quads {
        let subject = quad.subject.to_string();
        let name = subject.strip_prefix(&format!("<{BASE}place/"));
        let name = name.and_then(|name| name.strip_suffix('>')).unwrap();
        assert!(provinces.contains(name), "{subject}");
        assert!(items.insert(quad.object.to_string()), "{subject}");
    }
}
