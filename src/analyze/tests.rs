use super::*;
use crate::network::tests::sample;
use crate::network::tests::store;
use crate::store::Facts;

fn iri(title: &str) -> String {
    format!("https://w3id.org/zhengtu/id/{title}")
}

/// `title` is an IRI below the base, or empty for the whole graph.
fn check_supersession(store: &Facts, title: &str, expected: &str) {
    let network = Network::read(store).unwrap();
    let document = (!title.is_empty()).then(|| network.node(&iri(title)).unwrap());
    let text = write(&supersession(&network, document), Layout::Tree).unwrap();
    assert_eq!(text.trim_end(), expected.trim(), "\n{text}");
}

fn check_implementation(store: &Facts, title: &str, upward: bool, expected: &str) {
    let network = Network::read(store).unwrap();
    let report = implementation(&network, network.node(&iri(title)).unwrap(), upward);
    let text = write(&[report], Layout::Tree).unwrap();
    assert_eq!(text.trim_end(), expected.trim(), "\n{text}");
}

#[test]
fn a_chain_runs_from_oldest_to_newest() {
    let store = sample(
        &[("一", "2000-01-01"), ("二", "2010-01-01"), ("三", "2020-01-01"), ("改二", "2015-01-01"), ("别", "")],
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
   ├─ amended (第1条、第3条) from 2015-02-01 by 《改二》 2015-01-01  [syn/a.txt:4]
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
        &[("旧一", "2000-01-01"), ("旧二", "2001-01-01"), ("新", "2010-01-01"), ("更新", "2012-01-01"), ("另一", "2011-01-01")],
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
└─ repealed in part (第2条) by 《另一》 2011-01-01  [syn/a.txt:4]
《旧二》 2001-01-01
└─ replaced by 《新》 2010-01-01 (see above)  [syn/a.txt:2]",
    );
}

#[test]
fn cycles_are_reported_and_not_followed() {
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", "1999-01-01"), ("丁", "2005-01-01")],
        &[("乙", "zt:replaces", "甲", "", ""), ("甲", "zt:replaces", "乙", "", ""), ("丙", "zt:replaces", "乙", "", ""), ("丁", "eli:repeals", "丁", "", "")],
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
    check_supersession(&store, "doc/甲发/2010/1/inst", &chain.replacen("01-01", "01-01 ◀", 1));
    check_implementation(
        &store,
        "act/某法",
        false,
        "《某法》 (not in the collection)
└─ based on it (第9条): 《新示例办法》（甲发〔2020〕2号） 2020-01-01
   └─ detailed rules for it: 《乙市细则》（乙发〔2021〕3号）",
    );
    check_implementation(
        &store,
        "doc/乙发/2021/3",
        true,
        "《乙市细则》（乙发〔2021〕3号）
└─ detailed rules for: 《新示例办法》（甲发〔2020〕2号） 2020-01-01
   └─ based on (第9条): 《某法》 (not in the collection)",
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
    check_implementation(&store, "doc/甲发/2010/1", false, "《通知》（甲发〔2010〕1号）\n├─ promulgated by it: 《丑》\n└─ promulgated by it: 《子》");
    check_implementation(&store, "act/法", false, "《法》\n└─ based on it: 《丑》");
}

#[test]
fn a_tree_names_what_it_has_drawn() {
    let store = sample(
        &[("法", "2000-01-01"), ("条例", "2001-01-01"), ("办法", "2002-01-01"), ("细则", "2003-01-01")],
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
        &[("法", "2000-01-01"), ("条例", "2001-01-01"), ("办法", "2002-01-01")],
        &[("条例", "eli:based_on", "法", "", "art/2"), ("办法", "zt:implements", "条例", "2002-03-01", ""), ("办法", "eli:based_on", "法", "", "")],
    );
    let network = Network::read(&store).unwrap();
    let report = || [implementation(&network, network.node(&iri("act/法")).unwrap(), false)];
    assert_eq!(
        write(&report(), Layout::Table).unwrap(),
        "depth  document  number  date        relation    provisions  from        of or by  evidence\n\
         ─────  ────────  ──────  ──────────  ──────────  ──────────  ──────────  ────────  ───────────\n\
         1      条例              2001-01-01  based_on    第2条                   法        syn/a.txt:1\n\
         1      办法              2002-01-01  based_on                            法        syn/a.txt:3\n\
         1      办法              2002-01-01  implements              2002-03-01  条例      syn/a.txt:2\n"
    );
    let json: serde_json::Value = serde_json::from_str(&write(&report(), Layout::Json).unwrap()).unwrap();
    assert_eq!(json[0]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(json[0]["steps"][0]["statements"][0]["evidence"][0]["quote"], "《法》1");
    assert_eq!(json[0]["documents"][2]["depth"], 1);
}

#[test]
fn a_long_chain_does_not_overflow() {
    let titles: Vec<String> = (0..3000).map(|n| format!("办法{n:04}")).collect();
    let documents: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "2000-01-01")).collect();
    let references: Vec<_> = titles.windows(2).filter_map(|pair| Some((pair.get(1)?.as_str(), "zt:replaces", pair.first()?.as_str(), "", ""))).collect();
    let network = Network::read(&sample(&documents, &references)).unwrap();
    assert_eq!(supersession(&network, None)[0].steps(), 2999);
    assert_eq!(write(&supersession(&network, None), Layout::Tree).unwrap().lines().count(), 3000);
}
