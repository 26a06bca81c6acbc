use super::*;
use crate::model::level::Level;
use crate::model::provision::Provision;
use crate::model::role::Role;
use crate::model::vocab::{BASE, PREFIXES};
use crate::rdf::store::Store;
use oxigraph::io::RdfFormat;
use petgraph::visit::EdgeRef;

/// The store of TriG text with the project's prefixes and base, loaded as the commands do.
pub(crate) fn store(trig: &str) -> Store {
    Store::of_bytes(with_prefixes(trig).as_bytes(), RdfFormat::TriG).unwrap()
}

/// TriG text with the project's prefixes and base.
pub(crate) fn with_prefixes(trig: &str) -> String {
    let prefixes: String = PREFIXES
        .iter()
        .map(|(prefix, iri)| format!("@prefix {prefix}: <{iri}> .\n"))
        .collect();
    format!(
        "@base <{BASE}> .\n@prefix typ: <{BASE}type/> .\n@prefix lvl: <{BASE}level/> .\n{prefixes}{trig}"
    )
}

/// Documents as `title|date` lines and references as `citing relation cited date provisions` lines,
/// in the shape of the contract.
///
/// The n-th reference stands on line n of `syn/a.txt`.
pub(crate) fn sample(
    documents: &[(&str, &str)],
    references: &[(&str, &str, &str, &str, &str)],
) -> Store {
    store(&sample_text(documents, references))
}

/// The same as text.
pub(crate) fn sample_text(
    documents: &[(&str, &str)],
    references: &[(&str, &str, &str, &str, &str)],
) -> String {
    let mut trig =
        String::from("<src/aaaa> {\n<src/aaaa> a zt:SourceFile ; zt:path \"syn/a.txt\" .\n");
    for (title, date) in documents {
        let stub = if date.is_empty() { ", zt:Stub" } else { "" };
        trig.push_str(&format!("<act/{title}> a zt:Document, eli:LegalResource{stub} ; dcterms:title \"{title}\"@zh .\n"));
        if !date.is_empty() {
            trig.push_str(&format!(
                "<act/{title}> eli:date_document \"{date}\"^^xsd:date .\n"
            ));
        }
    }
    for (n, (citing, relation, cited, date, provisions)) in references.iter().enumerate() {
        trig.push_str(&reference(n + 1, citing, relation, cited, date, provisions));
    }
    trig + "}\n"
}

fn reference(
    n: usize,
    citing: &str,
    relation: &str,
    cited: &str,
    date: &str,
    provisions: &str,
) -> String {
    let (start, name) = (n * 100, relation.split(':').next_back().unwrap());
    let span = format!("src/aaaa/span/{start}-{}", start + 9);
    let iri = format!("act/{citing}/ref/{name}/{cited}/{n}");
    let scope = if provisions.is_empty() {
        "Whole"
    } else {
        "Part"
    };
    let mut text = format!(
        "<{iri}> a zt:Reference ; cito:hasCitingEntity <act/{citing}> ; cito:hasCitedEntity <act/{cited}> ;\n\
         cito:hasCitationCharacterization {relation} ; zt:scope zt:{scope} ; zt:status zt:Resolved ; zt:rule \"r\" ; zt:evidence <{span}> .\n\
         <{span}> oa:hasSource <src/aaaa> ; zt:line {n} ; zt:quote \"《{cited}》{n}\" ; zt:charStart {start} ; zt:charEnd {} .\n",
        start + 9
    );
    if !date.is_empty() {
        text.push_str(&format!("<{iri}> zt:effectFrom \"{date}\"^^xsd:date .\n"));
    }
    for provision in provisions.split_whitespace() {
        text.push_str(&format!(
            "<{iri}> zt:provision <act/{cited}/{provision}> . <act/{cited}/{provision}> eli:is_part_of <act/{cited}> .\n"
        ));
    }
    text
}

fn lines(store: &Store) -> Vec<String> {
    let network = Network::read(store);
    let title = |node| {
        network
            .graph
            .node_weight(node)
            .map(|it: &Document| it.title.clone())
            .unwrap()
    };
    let line = |link: &Link| {
        let place = link.place().unwrap_or_default();
        format!(
            "{} {} {} {place}",
            link.relation.name(),
            link.date
                .map_or_else(|| "-".to_owned(), |day| day.to_string()),
            link.named()
        )
        .trim_end()
        .to_owned()
    };
    network
        .graph
        .edge_references()
        .map(|edge| {
            format!(
                "{} {} {}",
                title(edge.source()),
                title(edge.target()),
                line(edge.weight())
            )
        })
        .collect()
}

#[test]
fn a_reference_is_a_link_with_date_provisions_and_place() {
    let store = sample(
        &[("甲", "2020-01-01"), ("乙", "")],
        &[(
            "甲",
            "eli:repeals",
            "乙",
            "2020-02-01",
            "art/10 art/3/para/2 art/17-1",
        )],
    );
    assert_eq!(
        lines(&store),
        ["甲 乙 repealsPartOf 2020-02-01 第三条第二款、第十条、第十七条之一 syn/a.txt:1"]
    );
    let network = Network::read(&store);
    let known = &network.provisions[&format!("{BASE}act/乙")];
    assert_eq!(
        (
            known.len(),
            known[&Provision::parse("第三条第二款").unwrap()].as_str()
        ),
        (3, format!("{BASE}act/乙/art/3/para/2").as_str())
    );
}

#[test]
fn mentions_of_the_same_statement_are_one_link_and_different_statements_are_several() {
    let store = sample(
        &[("甲", "2020-01-01"), ("乙", "2000-01-01")],
        &[
            ("甲", "eli:cites", "乙", "", ""),
            ("甲", "eli:cites", "乙", "", ""),
            ("甲", "eli:cites", "乙", "", "art/1"),
            ("甲", "eli:based_on", "乙", "", ""),
        ],
    );
    assert_eq!(
        lines(&store),
        [
            "甲 乙 based_on -  syn/a.txt:4",
            "甲 乙 cites -  syn/a.txt:1 (+1)",
            "甲 乙 cites - 第一条 syn/a.txt:3"
        ]
    );
}

#[test]
fn a_history_note_is_turned_round() {
    let store = sample(
        &[("法", "2000-01-01"), ("决定", "2010-01-01")],
        &[("法", "eli:amended_by", "决定", "2010-03-01", "")],
    );
    assert_eq!(lines(&store), ["决定 法 amends 2010-03-01  syn/a.txt:1"]);
}

#[test]
fn direct_triples_are_links_only_when_no_reference_says_so() {
    let store = store(
        "<src/aaaa> { <act/甲> a zt:Document ; dcterms:title \"甲\"@zh ; eli:repeals <act/乙/art/3>, <act/乙> ; eli:based_on <act/丙> .
           <act/乙/art/3> eli:is_part_of <act/乙> . <act/乙> a zt:Document ; dcterms:title \"乙\"@zh ; zt:promulgatedBy <doc/令/1> .
           <doc/令/1> a zt:Document ; dcterms:title \"令\"@zh ; zt:promulgates <act/乙> .
           <act/丙> a zt:Document, zt:Stub ; dcterms:title \"丙\"@zh .
           <act/甲/ref/based_on/丙> a zt:Reference ; cito:hasCitingEntity <act/甲> ; cito:hasCitedEntity <act/丙> ;
             cito:hasCitationCharacterization eli:based_on ; zt:effectFrom \"2001-01-01\"^^xsd:date . }
         <src/bbbb> { <act/甲> eli:based_on <act/丙> . }",
    );
    assert_eq!(
        lines(&store),
        [
            "甲 丙 based_on 2001-01-01",
            "甲 乙 repeals -",
            "甲 乙 repealsPartOf - 第三条",
            "令 乙 promulgates -"
        ]
    );
}

#[test]
fn what_is_not_known_is_named_and_ambiguous_references_are_no_links() {
    let store = store(
        "<src/aaaa> { <act/甲> a zt:Document ; dcterms:title \"甲\"@zh . <act/乙> a zt:Document ; dcterms:title \"乙\"@zh .
           <act/甲/ref/x/乙> a zt:Reference ; cito:hasCitingEntity <act/甲> ; cito:hasCitedEntity <act/乙> ; cito:hasCitationCharacterization zt:admires .
           <act/甲/ref/cites/乙> a zt:Reference ; cito:hasCitingEntity <act/甲> ; zt:candidate <act/乙> ; cito:hasCitationCharacterization eli:cites . }",
    );
    assert_eq!(lines(&store), Vec::<String>::new());
    assert_eq!(
        Network::read(&store)
            .unknown
            .into_iter()
            .collect::<Vec<_>>(),
        ["admires"]
    );
}

#[test]
fn a_document_is_read_whole() {
    let store = store(
        "<g> { <doc/甲发/2018/7> a zt:Document ; dcterms:title \"甲部 乙部通知\"@zh ; eli:number \"甲发〔2018〕7号\" ; eli:type_document typ:通知 ;
           zt:authorityLevel lvl:规范性文件 ; eli:passed_by <agency/乙部>, <agency/丙部>, <agency/甲部> ; zt:leadIssuer <agency/甲部> ;
           zt:dateSigned \"2018-01-01\"^^xsd:date ; zt:role \"act\" . }",
    );
    let network = Network::read(&store);
    let document = network.graph.node_weights().next().unwrap();
    assert_eq!(
        document.to_string(),
        "《甲部 乙部通知》（甲发〔2018〕7号） 2018-01-01"
    );
    assert_eq!(document.issuers[0], "甲部");
    assert_eq!(document.issuers.len(), 3);
    assert_eq!(
        (network.issuers.len(), &network.issuers["丙部"]),
        (3, &format!("{BASE}agency/丙部"))
    );
    assert_eq!(
        (document.kind.as_deref(), document.level, document.role),
        (
            Some("通知"),
            Some(Level::NormativeDocument),
            Some(Role::Act)
        )
    );
}

#[test]
fn parts_in_a_circle_do_not_hang() {
    let store = store(
        "<g> { <act/甲> a zt:Document ; eli:cites <x:1> . <x:1> eli:is_part_of <x:2> . <x:2> eli:is_part_of <x:1> . }",
    );
    assert_eq!(Network::read(&store).graph.edge_count(), 1);
}
