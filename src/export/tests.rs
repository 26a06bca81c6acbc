use super::*;
use crate::network::Relation;
use crate::network::tests::sample;
use crate::network::tests::store;

const NASTY: &str = r#"<g> { <doc/a> a zt:Document ; dcterms:title "A & B <\"quoted\" \\ 'C'> --\n二"@zh ; eli:cites <doc/b> ; eli:repeals <doc/b> ; eli:passed_by <agency/甲"部> .
    <doc/b> a zt:Document, zt:Stub ; dcterms:title "关于一个题目非常长以至于没有任何图形工具能够好好显示它的通知"@zh ; eli:number "乙发〔2020〕1号" . }"#;

fn style() -> Style {
    Style { font: FONTS.to_owned(), by_issuer: false }
}

fn nasty(format: Format, style: &Style) -> String {
    let network = Network::read(&store(&NASTY.replace("甲\"部", "甲部"))).unwrap();
    export(&network, &Filter::default(), format, style)
}

/// A checker for the XML we write: tags close in order, only the five entities and `&#13;` occur.
fn check_well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        for entity in text.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;", "apos;", "#13;"].iter().any(|known| entity.starts_with(known)), "{entity}");
        }
        assert!(!text.contains('>'), "{text}");
        let end_mark = if tag.starts_with("<!--") { "-->" } else { ">" };
        let end = tag.find(end_mark).unwrap();
        let body = &tag[1..end];
        match body.as_bytes() {
            [b'!', ..] => assert!(!body[3..].contains("--"), "{body}"),
            [b'/', name @ ..] => assert_eq!(open.pop().as_deref(), Some(std::str::from_utf8(name).unwrap())),
            [.., b'/'] => {}
            _ => open.push(body.split(' ').next().unwrap().to_owned()),
        }
        rest = &tag[end + end_mark.len()..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn graphml_is_well_formed_whatever_the_text() {
    let xml = nasty(Format::Graphml, &style());
    check_well_formed(&xml);
    assert!(xml.contains("<data key=\"node_title\">A &amp; B &lt;&quot;quoted&quot; \\ &apos;C&apos;&gt; --\n二</data>"), "{xml}");
    assert!(xml.contains("<node id=\"n1\">") && xml.contains("<edge id=\"e2\" source=\"n1\" target=\"n2\">"));
}

#[test]
fn every_graphml_value_has_a_declared_key() {
    let xml = nasty(Format::Graphml, &style());
    let between = |line: &str, before: &str| line.split(before).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let declared: Vec<String> = xml.lines().filter_map(|line| between(line, "<key id=\"")).collect();
    for used in xml.lines().filter_map(|line| between(line, "<data key=\"")) {
        assert!(declared.contains(&used), "{used}");
    }
    for name in ["node_label", "node_interaction", "edge_label", "edge_interaction"] {
        assert!(declared.contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn dot_is_quoted_whatever_the_text() {
    let dot = nasty(Format::Dot, &style());
    assert!(dot.contains("tooltip=\"《A &amp; B <\\\"quoted\\\" ＼ 'C'> --\\n二》\""), "{dot}");
    assert!(dot.contains("\"n1\" -> \"n2\" [id=\"e1\", label=\"废止\""), "{dot}");
    assert!(dot.contains("\"n1\" -> \"n2\" [id=\"e2\", label=\"引用\""), "{dot}");
    assert!(dot.contains(&format!("fontname=\"{FONTS}\"")) && dot.contains("charset=\"UTF-8\""));
    assert!(dot.contains("dashed") && dot.contains("label=\"乙发〔2020〕1号\""));
    let grouped = nasty(Format::Dot, &Style { by_issuer: true, ..style() });
    assert!(grouped.contains("subgraph cluster_1 {\n    label=\"甲部\";"), "{grouped}");
}

#[test]
fn a_quote_or_backslash_in_a_font_stays_inside_its_string() {
    let dot = nasty(Format::Dot, &Style { font: "A\"; bad=\"\\".to_owned(), ..style() });
    assert!(dot.contains("fontname=\"A\\\"; bad=\\\"\\\\\"]"), "{dot}");
}

#[test]
fn both_formats_have_the_same_documents_and_links() {
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", "")],
        &[("乙", "eli:based_on", "甲", "", ""), ("乙", "eli:cites", "甲", "", "art/1"), ("乙", "eli:cites", "丙", "", "")],
    );
    let network = Network::read(&store).unwrap();
    let xml = export(&network, &Filter::default(), Format::Graphml, &style());
    let dot = export(&network, &Filter::default(), Format::Dot, &style());
    assert_eq!((xml.matches("<node ").count(), xml.matches("<edge ").count()), (3, 3));
    assert_eq!((dot.matches(", URL=").count(), dot.matches(" -> ").count()), (3, 3));
    assert!(xml.contains("<data key=\"edge_evidence\">syn/a.txt:2</data>") && xml.contains("<data key=\"edge_provisions\">第1条</data>"));
}

#[test]
fn filters_choose_and_say_what_they_chose() {
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", ""), ("丁", "2003-01-01"), ("戊", "2004-01-01")],
        &[("乙", "eli:based_on", "甲", "", ""), ("乙", "eli:cites", "丙", "", ""), ("丁", "eli:based_on", "乙", "", "")],
    );
    let network = Network::read(&store).unwrap();
    let node = |title: &str| network.graph.node_indices().find(|node| network.graph[*node].title == title).unwrap();
    let check = |filter: Filter, expected: (usize, usize), words: &str| {
        let projection = Projection::of(&network, &filter);
        assert_eq!((projection.nodes.len(), projection.edges.len()), expected, "{words}");
        assert!(projection.description.contains(words), "{}", projection.description);
        assert!(export(&network, &filter, Format::Dot, &style()).lines().next().unwrap().contains(words));
    };
    check(Filter::default(), (5, 3), "all documents");
    check(Filter { linked_only: true, ..Filter::default() }, (4, 3), "no link");
    check(Filter { without_stubs: true, ..Filter::default() }, (4, 2), "outside the collection");
    check(Filter { around: Some((node("甲"), 1)), ..Filter::default() }, (2, 1), "within 1 links of 《甲》");
    check(Filter { around: Some((node("甲"), 2)), ..Filter::default() }, (4, 3), "within 2");
    check(Filter { relations: vec![Relation::Cites], linked_only: true, ..Filter::default() }, (2, 1), "cites");
}

#[test]
fn formats_have_extensions() {
    for format in <Format as clap::ValueEnum>::value_variants() {
        assert_eq!(Format::from_extension(format.name()), Some(*format));
    }
    assert_eq!(Format::from_extension("GV"), Some(Format::Dot));
    assert_eq!(Format::from_extension("svg"), None);
}
