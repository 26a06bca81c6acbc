use super::*;
use crate::analyze::network::Relation;
use crate::analyze::network::tests::{sample, store};
use crate::model::day::Day;

const NASTY: &str = r#"<g> { <doc/a> a zt:Document ; dcterms:title "A & B <\"quoted\" \\ 'C'> --\n二"@zh ; eli:cites <doc/b> ; eli:repeals <doc/b> ; eli:passed_by <agency/甲"部> .
    <doc/b> a zt:Document, zt:Stub ; dcterms:title "关于一个题目非常长以至于没有任何图形工具能够好好显示它的通知"@zh ; eli:number "乙发〔2020〕1号" . }"#;

fn style() -> Style {
    Style {
        font: FONTS.to_owned(),
        ..Style::default()
    }
}

/// The one file of a format.
fn file(network: &Network, filter: &Filter, format: PictureFormat, style: &Style) -> String {
    match export(network, filter, format, style) {
        Export::File(text) => text,
        Export::Folder(_) => panic!("{} is a folder", format.name()),
    }
}

fn nasty_network() -> Network {
    Network::read(&store(&NASTY.replace("甲\"部", "甲部")))
}

fn nasty(format: PictureFormat, style: &Style) -> String {
    file(&nasty_network(), &Filter::default(), format, style)
}

fn folder(format: PictureFormat, style: &Style) -> Vec<Part> {
    match export(&nasty_network(), &Filter::default(), format, style) {
        Export::Folder(parts) => parts,
        Export::File(_) => panic!("{} is a file", format.name()),
    }
}

/// A checker for the XML we write: tags close in order, only the five entities and `&#13;` occur.
fn check_well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .unwrap();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        for entity in text.split('&').skip(1) {
            assert!(
                ["amp;", "lt;", "gt;", "quot;", "apos;", "#13;", "#10;"]
                    .iter()
                    .any(|known| entity.starts_with(known)),
                "{entity}"
            );
        }
        assert!(!text.contains('>'), "{text}");
        let end_mark = if tag.starts_with("<!--") { "-->" } else { ">" };
        let end = tag.find(end_mark).unwrap();
        let body = &tag[1..end];
        match body.as_bytes() {
            [b'!', ..] => assert!(!body[3..].contains("--"), "{body}"),
            [b'/', name @ ..] => assert_eq!(
                open.pop().as_deref(),
                Some(std::str::from_utf8(name).unwrap())
            ),
            [.., b'/'] => {}
            _ => open.push(body.split(' ').next().unwrap().to_owned()),
        }
        rest = &tag[end + end_mark.len()..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn graphml_is_well_formed_whatever_the_text() {
    let xml = nasty(PictureFormat::Graphml, &style());
    check_well_formed(&xml);
    assert!(xml.contains("<data key=\"node_title\">A &amp; B &lt;&quot;quoted&quot; \\ &apos;C&apos;&gt; --\n二</data>"), "{xml}");
    assert!(
        xml.contains("<node id=\"n1\">")
            && xml.contains("<edge id=\"e2\" source=\"n1\" target=\"n2\">")
    );
}

#[test]
fn every_graphml_value_has_a_declared_key() {
    let xml = nasty(PictureFormat::Graphml, &style());
    let between = |line: &str, before: &str| {
        line.split(before)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .map(str::to_owned)
    };
    let declared: Vec<String> = xml
        .lines()
        .filter_map(|line| between(line, "<key id=\""))
        .collect();
    for used in xml.lines().filter_map(|line| between(line, "<data key=\"")) {
        assert!(declared.contains(&used), "{used}");
    }
    for name in [
        "node_label",
        "node_interaction",
        "edge_label",
        "edge_interaction",
    ] {
        assert!(declared.contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn dot_is_quoted_whatever_the_text() {
    let dot = nasty(PictureFormat::Dot, &style());
    assert!(
        dot.contains("tooltip=\"《A &amp; B <\\\"quoted\\\" ＼ 'C'> --\\n二》\""),
        "{dot}"
    );
    assert!(
        dot.contains("\"n1\" -> \"n2\" [id=\"e1\", label=\"废止\""),
        "{dot}"
    );
    assert!(
        dot.contains("\"n1\" -> \"n2\" [id=\"e2\", label=\"引用\""),
        "{dot}"
    );
    assert!(dot.contains(&format!("fontname=\"{FONTS}\"")) && dot.contains("charset=\"UTF-8\""));
    assert!(dot.contains("dashed") && dot.contains("label=\"乙发〔2020〕1号\""));
    let grouped = nasty(
        PictureFormat::Dot,
        &Style {
            by_issuer: true,
            ..style()
        },
    );
    assert!(
        grouped.contains("subgraph cluster_1 {\n    label=\"甲部\";"),
        "{grouped}"
    );
}

#[test]
fn a_quote_or_backslash_in_a_font_stays_inside_its_string() {
    let dot = nasty(
        PictureFormat::Dot,
        &Style {
            font: "A\"; bad=\"\\".to_owned(),
            ..style()
        },
    );
    assert!(dot.contains("fontname=\"A\\\"; bad=\\\"\\\\\"]"), "{dot}");
}

#[test]
fn both_formats_have_the_same_documents_and_links() {
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", "")],
        &[
            ("乙", "eli:based_on", "甲", "", ""),
            ("乙", "eli:cites", "甲", "", "art/1"),
            ("乙", "eli:cites", "丙", "", ""),
        ],
    );
    let network = Network::read(&store);
    let xml = file(
        &network,
        &Filter::default(),
        PictureFormat::Graphml,
        &style(),
    );
    let dot = file(&network, &Filter::default(), PictureFormat::Dot, &style());
    assert_eq!(
        (xml.matches("<node ").count(), xml.matches("<edge ").count()),
        (3, 3)
    );
    assert_eq!(
        (dot.matches(", URL=").count(), dot.matches(" -> ").count()),
        (3, 3)
    );
    assert!(
        xml.contains("<data key=\"edge_evidence\">syn/a.txt:2</data>")
            && xml.contains("<data key=\"edge_provisions\">第一条</data>")
    );
}

#[test]
fn filters_choose_and_say_what_they_chose() {
    let store = sample(
        &[
            ("甲", "2000-01-01"),
            ("乙", "2001-01-01"),
            ("丙", ""),
            ("丁", "2003-01-01"),
            ("戊", "2004-01-01"),
        ],
        &[
            ("乙", "eli:based_on", "甲", "", ""),
            ("乙", "eli:cites", "丙", "", ""),
            ("丁", "eli:based_on", "乙", "", ""),
        ],
    );
    let network = Network::read(&store);
    let node = |title: &str| {
        network
            .graph
            .node_indices()
            .find(|node| network.graph[*node].title == title)
            .unwrap()
    };
    let check = |filter: Filter, expected: (usize, usize), words: &str| {
        let projection = Projection::of(&network, &filter);
        assert_eq!(
            (projection.nodes.len(), projection.edges.len()),
            expected,
            "{words}"
        );
        assert!(
            projection.description.contains(words),
            "{}",
            projection.description
        );
        assert!(
            file(&network, &filter, PictureFormat::Dot, &style())
                .lines()
                .next()
                .unwrap()
                .contains(words)
        );
    };
    check(Filter::default(), (5, 3), "all documents");
    check(
        Filter {
            linked_only: true,
            ..Filter::default()
        },
        (4, 3),
        "no link",
    );
    check(
        Filter {
            without_stubs: true,
            ..Filter::default()
        },
        (4, 2),
        "outside the collection",
    );
    check(
        Filter {
            around: Some((node("甲"), 1)),
            ..Filter::default()
        },
        (2, 1),
        "within 1 links of 《甲》",
    );
    check(
        Filter {
            around: Some((node("甲"), 2)),
            ..Filter::default()
        },
        (4, 3),
        "within 2",
    );
    check(
        Filter {
            relations: vec![Relation::Cites],
            linked_only: true,
            ..Filter::default()
        },
        (2, 1),
        "cites",
    );
}

#[test]
fn formats_have_extensions() {
    for format in PictureFormat::ALL {
        let extension = match format {
            PictureFormat::Cytoscape => "cyjs",
            format => format.name(),
        };
        assert_eq!(
            PictureFormat::from_extension(extension),
            (!format.is_folder()).then_some(format)
        );
    }
    assert_eq!(
        PictureFormat::from_extension("GV"),
        Some(PictureFormat::Dot)
    );
    assert_eq!(PictureFormat::from_extension("svg"), None);
}

#[test]
fn documents_are_chosen_by_body_type_level_day_and_number_of_links() {
    let store = store(
        "<g> { <act/a> a zt:Document ; dcterms:title \"甲\"@zh ; eli:passed_by <agency/国务院办公厅> ; eli:type_document <type/通知> ; zt:authorityLevel <level/规范性文件> ;
            eli:date_document \"2020-01-01\"^^xsd:date ; zt:statedExpiry \"2022-12-31\"^^xsd:date ; eli:cites <act/b>, <act/c> .
        <act/b> a zt:Document ; dcterms:title \"乙\"@zh ; eli:passed_by <agency/财政部> ; eli:date_document \"2021-01-01\"^^xsd:date .
        <act/c> a zt:Document, zt:Stub ; dcterms:title \"丙\"@zh . }",
    );
    let network = Network::read(&store);
    let words = |words: &str| vec![words.to_owned()];
    let check = |filter: Filter, titles: &str, said: &str| {
        let projection = Projection::of(&network, &filter);
        assert_eq!(
            projection
                .nodes
                .iter()
                .map(|node| node.title())
                .collect::<String>(),
            titles,
            "{said}"
        );
        assert!(
            projection.description.contains(said),
            "{}",
            projection.description
        );
    };
    check(
        Filter {
            agencies: words("国务院"),
            ..Filter::default()
        },
        "甲",
        "bodies 国务院",
    );
    check(
        Filter {
            types: words("通知"),
            ..Filter::default()
        },
        "甲",
        "types 通知",
    );
    check(
        Filter {
            levels: words("规范性文件"),
            ..Filter::default()
        },
        "甲",
        "levels 规范性文件",
    );
    check(
        Filter {
            from: Day::parse("2020-06-01"),
            ..Filter::default()
        },
        "乙",
        "from 2020-06-01",
    );
    check(
        Filter {
            to: Day::parse("2020-06-01"),
            ..Filter::default()
        },
        "甲",
        "to 2020-06-01",
    );
    check(
        Filter {
            as_of: Day::parse("2022-12-31"),
            ..Filter::default()
        },
        "甲乙",
        "in force on 2022-12-31",
    );
    check(
        Filter {
            as_of: Day::parse("2023-01-01"),
            ..Filter::default()
        },
        "乙",
        "in force on 2023-01-01",
    );
    check(
        Filter {
            top: Some(2),
            ..Filter::default()
        },
        "甲乙",
        "the 2 with the most links",
    );
}

#[test]
fn gexf_is_well_formed_and_its_days_are_closed() {
    let xml = nasty(PictureFormat::Gexf, &style());
    check_well_formed(&xml);
    assert!(
        xml.contains("value=\"A &amp; B &lt;&quot;quoted&quot; \\ &apos;C&apos;&gt; --&#10;二\""),
        "{xml}"
    );
    let store = sample(
        &[("甲", "2000-01-01"), ("乙", "2010-05-01")],
        &[("乙", "eli:repeals", "甲", "2010-06-01", "")],
    );
    let xml = file(
        &Network::read(&store),
        &Filter::default(),
        PictureFormat::Gexf,
        &style(),
    );
    assert!(
        xml.contains("label=\"甲\" start=\"2000-01-01\" end=\"2010-05-31\""),
        "{xml}"
    );
    assert!(
        xml.contains("kind=\"repeals\" label=\"废止\" weight=\"1.0\" start=\"2010-06-01\">"),
        "{xml}"
    );
    assert!(!xml.contains("open"));
}

#[test]
fn yed_gets_shapes_lines_and_folders() {
    let xml = nasty(
        PictureFormat::Graphml,
        &Style {
            flavor: Flavor::Yed,
            by_issuer: true,
            ..style()
        },
    );
    check_well_formed(&xml);
    assert_eq!(
        (
            xml.matches("<y:ShapeNode>").count(),
            xml.matches("<y:PolyLineEdge>").count()
        ),
        (2, 2)
    );
    assert_eq!(xml.matches("yfiles.foldertype=\"group\"").count(), 1);
    assert!(xml.contains("modelPosition=\"t\">甲部</y:NodeLabel>"));
    assert!(!nasty(PictureFormat::Graphml, &style()).contains("y:"));
}

#[test]
fn json_has_all_attributes_and_cytoscape_only_scalars() {
    let network = nasty_network();
    let projection = Projection::of(&network, &Filter::default());
    let read =
        |format| serde_json::from_str::<serde_json::Value>(&nasty(format, &style())).unwrap();
    let link = read(PictureFormat::Json);
    assert_eq!(
        (link["directed"].as_bool(), link["multigraph"].as_bool()),
        (Some(true), Some(true))
    );
    let elements = read(PictureFormat::Cytoscape);
    for (n, node) in projection.nodes.iter().enumerate() {
        let data = &elements["elements"]["nodes"][n]["data"];
        assert_eq!(data["name"], node.label.as_str());
        for attribute in attributes::of_nodes(&projection) {
            let value = (attribute.value)(node);
            assert_eq!(
                link["nodes"][n][attribute.name],
                value.clone().map_or(serde_json::Value::Null, json::plain)
            );
            assert!(
                !data[attribute.name].is_array()
                    && data[attribute.name].is_null() == value.is_none()
            );
        }
    }
    for (n, edge) in projection.edges.iter().enumerate() {
        let data = &elements["elements"]["edges"][n]["data"];
        assert_eq!(
            [&data["source"], &data["target"], &data["id"]],
            [edge.source.as_str(), edge.target.as_str(), edge.id.as_str()]
        );
        assert_eq!(link["edges"][n]["interaction"], edge.tie.name());
    }
}

#[test]
fn tables_have_a_row_for_each_document_and_link() {
    let parts = folder(
        PictureFormat::Csv,
        &Style {
            bom: true,
            ..style()
        },
    );
    assert_eq!(
        parts.iter().map(|part| part.name).collect::<Vec<_>>(),
        ["nodes.csv", "edges.csv", "about.txt"]
    );
    assert!(
        parts[0].text.starts_with("\u{feff}id,label,title,")
            && parts[1].text.starts_with("\u{feff}id,source,target,label,")
    );
    assert!(
        parts[0]
            .text
            .contains("\"A & B <\"\"quoted\"\" \\ 'C'> --\n二\""),
        "{}",
        parts[0].text
    );
    assert_eq!(
        (
            parts[0].text.matches("\r\n").count(),
            parts[1].text.matches("\r\n").count()
        ),
        (3, 3)
    );
    assert!(
        !folder(PictureFormat::Csv, &style())[0]
            .text
            .contains('\u{feff}')
    );
    assert!(parts[2].text.contains("2 documents, 2 links"));
}

#[test]
fn neo4j_gets_typed_headers_labels_and_scripts() {
    let parts = folder(PictureFormat::Neo4j, &style());
    let lines: Vec<&str> = parts[0].text.split("\r\n").collect();
    assert!(
        lines[0].starts_with("id:ID,label,title,")
            && lines[0].contains(",date:date,")
            && lines[0].contains(",issuers:string[],stub:boolean,degree:int,")
    );
    assert!(
        lines[0].ends_with(",:LABEL")
            && lines[1].ends_with(",Document")
            && lines[2].ends_with(",Document;Stub"),
        "{lines:?}"
    );
    assert!(
        parts[1].text.starts_with(":START_ID,:END_ID,id,label,")
            && parts[1].text.contains(",REPEALS\r\n")
    );
    let script = parts.iter().find(|part| part.name == "import.sh").unwrap();
    assert!(
        script
            .text
            .contains("--nodes=nodes.csv --relationships=edges.csv")
    );
    assert!(
        parts.iter().any(|part| part.name == "import.cmd")
            && parts.iter().any(|part| part.name == "style.grass")
    );
}

#[test]
fn mermaid_is_quoted_whatever_the_text() {
    let network = Network::read(&store(
        "<g> { <act/a> a zt:Document ; dcterms:title \"\\\"]; <b>#x;\\n{}|`\"@zh ; eli:repeals <act/b> . <act/b> a zt:Document, zt:Stub . }",
    ));
    let chart = file(
        &network,
        &Filter::default(),
        PictureFormat::Mermaid,
        &style(),
    );
    assert!(
        chart.starts_with(
            "%% zhengtu: all documents and links; 2 documents, 1 links\nflowchart BT\n"
        ),
        "{chart}"
    );
    assert!(
        chart.contains("n1[\"#34;#93;#59; #60;b#62;#35;x#59; #123;#125;#124;#96;\"]:::level1"),
        "{chart}"
    );
    assert!(
        chart.contains("n1 -->|\"废止\"| n2") && chart.contains("class n2 stub"),
        "{chart}"
    );
}

/// Two documents with an issuer each, one link to a provision said twice, one partial repeal.
fn beside() -> Network {
    let issuers = "<g> { <act/乙> zt:leadIssuer <agency/甲部> ; eli:passed_by <agency/甲部>, <agency/丙部> . <act/甲> eli:passed_by <agency/丙部> . }";
    let mut text = crate::analyze::network::tests::sample_text(
        &[("甲", "2000-01-01"), ("乙", "2001-01-01"), ("丙", "")],
        &[
            ("乙", "eli:cites", "甲", "", "art/10 art/2"),
            ("乙", "eli:cites", "甲", "", "art/10 art/2"),
            ("乙", "eli:repeals", "甲", "2001-03-01", "art/2"),
            ("乙", "eli:cites", "丙", "", ""),
        ],
    );
    text.push_str(issuers);
    Network::read(&store(&text))
}

fn with(with: &[Overlay]) -> Filter {
    Filter {
        with: with.iter().copied().collect(),
        ..Filter::default()
    }
}

const ALL: &[Overlay] = &[Overlay::Provisions, Overlay::Agencies, Overlay::References];

/// The edges in words: source, name, target.
fn said(projection: &Projection) -> Vec<String> {
    let title = |place: usize| projection.nodes[place].title();
    projection
        .edges
        .iter()
        .map(|edge| {
            format!(
                "{} {} {}",
                title(edge.ends.0),
                edge.tie.name(),
                title(edge.ends.1)
            )
        })
        .collect()
}

#[test]
fn what_is_added_follows_documents_and_links_that_stay_as_they_were() {
    let network = beside();
    let (plain, full) = (
        Projection::of(&network, &Filter::default()),
        Projection::of(&network, &with(ALL)),
    );
    let ids = |nodes: &[Node]| {
        nodes
            .iter()
            .map(|node| (node.id.clone(), node.title()))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&plain.nodes), ids(&full.nodes[..3]));
    assert_eq!(said(&plain), said(&full)[..3]);
    let unique: std::collections::BTreeSet<&String> = full
        .nodes
        .iter()
        .map(|node| &node.id)
        .chain(full.edges.iter().map(|edge| &edge.id))
        .collect();
    assert_eq!(unique.len(), full.nodes.len() + full.edges.len());
    assert_eq!(
        full.nodes
            .iter()
            .map(|node| node.kind().name())
            .collect::<Vec<_>>()[3..],
        [
            "provision",
            "provision",
            "agency",
            "agency",
            "reference",
            "reference",
            "reference",
            "reference"
        ]
    );
    assert!(
        full.summary().ends_with(
            "all documents and links; with provisions, agencies, references; 3 documents, 3 links, 2 provisions, 2 agencies, 4 references; 11 nodes, 19 edges"
        ),
        "{}",
        full.summary()
    );
    assert_eq!(
        full.nodes.iter().map(|node| node.degree).sum::<usize>(),
        2 * full.edges.len()
    );
}

#[test]
fn a_provision_is_part_of_its_document_and_what_names_it_points_at_it() {
    let projection = Projection::of(&beside(), &with(&[Overlay::Provisions]));
    assert_eq!(
        said(&projection)[3..],
        [
            "《甲》第二条 part_of 甲",
            "《甲》第十条 part_of 甲",
            "乙 repeals 《甲》第二条",
            "乙 cites 《甲》第二条",
            "乙 cites 《甲》第十条"
        ]
    );
    assert!(
        projection.nodes[3]
            .iri()
            .is_some_and(|iri| iri.ends_with("act/甲/art/2"))
    );
    assert_eq!(
        projection.edges[5]
            .link
            .as_ref()
            .and_then(|link| link.date)
            .map(|day| day.to_string())
            .as_deref(),
        Some("2001-03-01")
    );
    assert!(projection.edges[5..].iter().all(|edge| {
        edge.link
            .as_ref()
            .is_some_and(|link| link.provisions.is_empty() && !link.evidence.is_empty())
    }));
}

#[test]
fn agencies_are_told_by_who_leads() {
    let projection = Projection::of(&beside(), &with(&[Overlay::Agencies]));
    assert_eq!(
        said(&projection)[3..],
        [
            "乙 issued_by 甲部",
            "乙 issued_by 丙部",
            "甲 issued_by 丙部"
        ]
    );
    assert_eq!(
        projection.edges[3..]
            .iter()
            .map(|edge| edge.leads)
            .collect::<Vec<_>>(),
        [true, false, false]
    );
    assert!(
        projection.nodes[4]
            .iri()
            .is_some_and(|iri| iri.ends_with("agency/甲部"))
    );
}

#[test]
fn a_reference_stands_between_the_documents_of_its_link() {
    let projection = Projection::of(&beside(), &with(&[Overlay::References]));
    assert_eq!(
        said(&projection)[3..5],
        ["乙 has_reference syn/a.txt:4", "syn/a.txt:4 refers_to 丙"]
    );
    let quotes: Vec<_> = projection.nodes[3..]
        .iter()
        .filter_map(Node::reference)
        .map(|it| format!("{} {}", it.relation.name(), it.evidence.quote))
        .collect();
    assert_eq!(
        quotes,
        [
            "cites 《丙》4",
            "repealsPartOf 《甲》3",
            "cites 《甲》1",
            "cites 《甲》2"
        ]
    );
    assert_eq!(projection.nodes[3].label, "a.txt:4");
}

#[test]
fn additions_follow_the_documents_that_a_filter_shows() {
    let network = beside();
    let projection = Projection::of(
        &network,
        &Filter {
            relations: vec![Relation::RepealsPartOf],
            linked_only: true,
            ..with(ALL)
        },
    );
    let counts = |kind: Kind| {
        projection
            .nodes
            .iter()
            .filter(|node| node.kind() == kind)
            .count()
    };
    assert_eq!(
        [
            Kind::Document,
            Kind::Provision,
            Kind::Agency,
            Kind::Reference
        ]
        .map(counts),
        [2, 1, 2, 1]
    );
    let projection = Projection::of(
        &network,
        &Filter {
            top: Some(1),
            ..with(ALL)
        },
    );
    assert_eq!(
        projection
            .nodes
            .iter()
            .map(|node| node.kind())
            .collect::<Vec<_>>(),
        [Kind::Document, Kind::Agency, Kind::Agency]
    );
}

#[test]
fn every_format_says_of_what_kind_a_node_is_only_when_there_are_several() {
    let network = beside();
    let all = |filter: &Filter| -> Vec<(PictureFormat, String)> {
        let text = |format| match export(&network, filter, format, &style()) {
            Export::File(text) => text,
            Export::Folder(parts) => parts.into_iter().map(|part| part.text).collect(),
        };
        PictureFormat::ALL
            .map(|format| (format, text(format)))
            .into()
    };
    for (format, text) in all(&Filter::default()) {
        let data = text.split("<script>").next().unwrap();
        assert!(
            !data.contains("has_reference")
                && !data.contains("quote\"/>")
                && !data.contains("Provision"),
            "{}",
            format.name()
        );
    }
    for (format, text) in all(&with(ALL)) {
        for words in [
            "甲部",
            "a.txt:4",
            "第十条",
            "发文机关",
            "with provisions, agencies, references",
        ] {
            // The page has file and line in columns of its own.
            let is_apart = format == PictureFormat::Html && words == "a.txt:4";
            assert!(
                is_apart || text.contains(words),
                "{} lacks {words}",
                format.name()
            );
        }
    }
    for flavor in [Flavor::Plain, Flavor::Yed] {
        check_well_formed(&file(
            &network,
            &with(ALL),
            PictureFormat::Graphml,
            &Style {
                flavor,
                by_issuer: true,
                ..style()
            },
        ));
    }
    check_well_formed(&file(&network, &with(ALL), PictureFormat::Gexf, &style()));
}
