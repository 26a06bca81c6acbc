//! The SPARQL 1.1 protocol and result formats, case by case as their specifications have them: each
//! row is a request and what has to come back.

use crate::serve::{Got, Server};

/// The graph in which the server's graph says one thing alone of one document.
const GRAPH: &str = "https://w3id.org/zhengtu/id/src/x";
const TITLED: &str = "ASK { <act/坏> a zt:Document }";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Parameters of an address or a form.
fn form(parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}

/// A request with a body: method, address, headers.
fn send(server: &Server, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Got {
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for header in headers {
        request.push_str(header);
        request.push_str("\r\n");
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    server.raw(&[request.as_bytes(), body].concat())
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const QUERY: &str = "Content-Type: application/sparql-query";
const UPDATE: &str = "Content-Type: application/sparql-update";

#[test]
fn the_three_ways_to_ask_give_one_answer() {
    let server = Server::start(&[]);
    let parameters = form(&[("query", TITLED)]);
    let answers = [
        server.get(
            &format!("/sparql?{parameters}"),
            "application/sparql-results+json",
        ),
        send(&server, "POST", "/sparql", &[FORM], parameters.as_bytes()),
        send(&server, "POST", "/sparql", &[QUERY], TITLED.as_bytes()),
        send(
            &server,
            "POST",
            "/sparql",
            &["Content-Type: application/sparql-query; charset=UTF-8"],
            TITLED.as_bytes(),
        ),
    ];
    for got in &answers {
        assert_eq!(got.status, 200, "{}", got.body);
        assert!(
            got.head.contains("application/sparql-results+json"),
            "{}",
            got.head
        );
        let answer: serde_json::Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(answer["boolean"], true);
    }
}

/// What the protocol calls a bad request is refused with 4xx and says why.
#[test]
fn bad_requests_and_updates_are_refused() {
    let server = Server::start(&[]);
    let twice = form(&[("query", "ASK {}"), ("query", "SELECT * {}")]);
    let asks = form(&[("query", "ASK {}")]);
    let update = form(&[("update", "CLEAR ALL")]);
    let dataset = format!("/sparql?{}", form(&[("using-graph-uri", GRAPH)]));
    let utf16: Vec<u8> = "ASK {}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let plain = "Content-Type: text/plain";
    for (case, method, path, headers, body) in [
        ("method", "PUT", format!("/sparql?{asks}"), vec![], &b""[..]),
        ("method", "DELETE", format!("/sparql?{asks}"), vec![], b""),
        (
            "two queries, GET",
            "GET",
            format!("/sparql?{twice}"),
            vec![],
            b"",
        ),
        (
            "two queries, form",
            "POST",
            "/sparql".into(),
            vec![FORM],
            twice.as_bytes(),
        ),
        (
            "no query, form",
            "POST",
            "/sparql".into(),
            vec![FORM],
            b"a=b",
        ),
        (
            "media type",
            "POST",
            "/sparql".into(),
            vec![plain],
            b"ASK {}",
        ),
        (
            "form without a type",
            "POST",
            "/sparql".into(),
            vec![],
            asks.as_bytes(),
        ),
        (
            "query without a type",
            "POST",
            "/sparql".into(),
            vec![],
            b"ASK {}",
        ),
        ("UTF-16", "POST", "/sparql".into(), vec![QUERY], &utf16),
        (
            "not UTF-8",
            "POST",
            "/sparql".into(),
            vec![QUERY],
            b"ASK { ?s ?p \"\xff\" }",
        ),
        ("syntax", "POST", "/sparql".into(), vec![QUERY], b"ASK {"),
        ("empty", "POST", "/sparql".into(), vec![QUERY], b""),
        (
            "graph that is no IRI",
            "GET",
            format!("/sparql?{asks}&default-graph-uri=no%20iri"),
            vec![],
            b"",
        ),
        (
            "update, form",
            "POST",
            "/sparql".into(),
            vec![FORM],
            update.as_bytes(),
        ),
        (
            "update, direct",
            "POST",
            "/sparql".into(),
            vec![UPDATE],
            b"CLEAR ALL",
        ),
        (
            "update by GET",
            "GET",
            format!("/sparql?{update}"),
            vec![],
            b"",
        ),
        (
            "update with graphs",
            "POST",
            dataset,
            vec![UPDATE],
            b"CLEAR ALL",
        ),
        (
            "update as a query",
            "POST",
            "/sparql".into(),
            vec![QUERY],
            b"CLEAR ALL",
        ),
        (
            "query and update",
            "POST",
            "/sparql".into(),
            vec![FORM],
            b"query=ASK%7B%7D&update=CLEAR%20ALL",
        ),
    ] {
        let got = send(&server, method, &path, &headers, body);
        assert!(
            (400..500).contains(&got.status),
            "{case}: {} {}",
            got.status,
            got.body
        );
        assert!(!got.body.trim().is_empty(), "{case}");
    }
    // Nothing was changed.
    assert!(server.ask(TITLED, "*/*").body.contains("true"));
}

#[test]
fn a_request_may_name_the_graphs_that_are_asked() {
    let server = Server::start(&[]);
    let any = "ASK { ?s ?p ?o }";
    let in_graphs = "ASK { GRAPH ?g { ?s ?p ?o } }";
    let from = "ASK FROM <urn:none> { ?s ?p ?o }";
    let other = "https://w3id.org/zhengtu/id/graph/agencies";
    let both = "ASK { <act/坏> ?p ?o . ?b a org:Organization }";
    for (case, query, default, named, truth) in [
        ("none is named", any, &[][..], &[][..], true),
        ("one default graph", TITLED, &[GRAPH], &[], true),
        ("one that is not there", any, &["urn:none"], &[], false),
        (
            "several are merged",
            TITLED,
            &["urn:none", GRAPH],
            &[],
            true,
        ),
        ("the request wins over FROM", from, &[GRAPH], &[], true),
        ("FROM alone", from, &[], &[], false),
        ("a named graph", in_graphs, &[], &[GRAPH], true),
        (
            "a named graph is not the default one",
            any,
            &[],
            &[GRAPH],
            false,
        ),
        (
            "a default graph is not a named one",
            in_graphs,
            &[GRAPH],
            &[],
            false,
        ),
        ("both kinds", both, &[other], &[GRAPH], false),
        (
            "a named graph that is not there",
            in_graphs,
            &[],
            &["urn:none"],
            false,
        ),
    ] {
        let mut parameters = vec![("query", query)];
        parameters.extend(default.iter().map(|it| ("default-graph-uri", *it)));
        parameters.extend(named.iter().map(|it| ("named-graph-uri", *it)));
        let all = form(&parameters);
        let graphs = form(&parameters[1..]);
        for got in [
            server.get(&format!("/sparql?{all}"), "*/*"),
            send(&server, "POST", "/sparql", &[FORM], all.as_bytes()),
            send(
                &server,
                "POST",
                &format!("/sparql?{graphs}"),
                &[QUERY],
                query.as_bytes(),
            ),
        ] {
            assert_eq!(got.status, 200, "{case}: {}", got.body);
            assert!(
                got.body.contains(&truth.to_string()),
                "{case}: {}",
                got.body
            );
        }
    }
}

/// Each form of query has the media types of its form, the one preferred where nothing is said.
#[test]
fn answers_come_in_the_media_type_that_is_accepted() {
    let server = Server::start(&[]);
    let select = "SELECT ?t { <act/坏> dcterms:title ?t }";
    let construct = "CONSTRUCT WHERE { <act/坏> dcterms:title ?t }";
    let describe = "DESCRIBE <act/坏>";
    let json = "application/sparql-results+json";
    let xml = "application/sparql-results+xml";
    for (query, accept, media) in [
        (select, "*/*", json),
        (select, json, json),
        (select, "application/json", "application/json"),
        (select, xml, xml),
        (select, "text/csv", "text/csv"),
        (
            select,
            "text/tab-separated-values",
            "text/tab-separated-values",
        ),
        (select, "text/turtle, text/csv;q=0.1", "text/csv"),
        (select, &format!("{json};q=0.2, {xml};q=0.3"), xml),
        (TITLED, "*/*", json),
        (TITLED, xml, xml),
        (construct, "*/*", "text/turtle"),
        (construct, "application/rdf+xml", "application/rdf+xml"),
        (construct, "application/n-triples", "application/n-triples"),
        (construct, "application/ld+json", "application/ld+json"),
        (describe, "text/turtle", "text/turtle"),
        (describe, "application/n-triples", "application/n-triples"),
    ] {
        let got = server.ask(query, accept);
        assert_eq!(got.status, 200, "{query} {accept}: {}", got.body);
        let line = format!("content-type: {media}");
        assert!(got.head.contains(&line), "{query} {accept}: {}", got.head);
    }
    for (query, accept) in [(select, "text/turtle"), (construct, json)] {
        assert_eq!(server.ask(query, accept).status, 406, "{query} {accept}");
    }
}

/// One row of every kind of term, and a variable without a value.
const ROW: &str = "SELECT ?i ?s ?l ?d ?b ?u { VALUES (?i ?s ?l ?d) {
    (<urn:x> \"a,\\\"b\\\"\" \"字\"@zh \"2020-01-01\"^^xsd:date) } BIND(BNODE() AS ?b) }";

#[test]
fn results_are_written_as_their_formats_have_it() {
    let server = Server::start(&[]);
    let json = server.ask(ROW, "application/sparql-results+json").body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let vars: Vec<&str> = json["head"]["vars"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.as_str())
        .collect();
    assert_eq!(vars, ["i", "s", "l", "d", "b", "u"]);
    let row = &json["results"]["bindings"][0];
    assert_eq!(
        (&row["i"]["type"], &row["i"]["value"]),
        (&"uri".into(), &"urn:x".into())
    );
    assert_eq!(
        (&row["s"]["type"], &row["s"]["value"]),
        (&"literal".into(), &"a,\"b\"".into())
    );
    assert_eq!(
        (&row["l"]["xml:lang"], &row["l"]["value"]),
        (&"zh".into(), &"字".into())
    );
    assert_eq!(
        row["d"]["datatype"],
        "http://www.w3.org/2001/XMLSchema#date"
    );
    assert_eq!(row["b"]["type"], "bnode");
    assert!(row.get("u").is_none(), "{row}");

    let xml = server.ask(ROW, "application/sparql-results+xml").body;
    for part in [
        "http://www.w3.org/2005/sparql-results#",
        "<variable name=\"u\"/>",
        "<binding name=\"i\"><uri>urn:x</uri></binding>",
        "<literal xml:lang=\"zh\">字</literal>",
        "<literal datatype=\"http://www.w3.org/2001/XMLSchema#date\">2020-01-01</literal>",
        "<binding name=\"b\"><bnode>",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    assert!(!xml.contains("<binding name=\"u\">"), "{xml}");

    let csv = server.ask(ROW, "text/csv").body;
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines[0], "i,s,l,d,b,u");
    assert!(
        lines[1].starts_with("urn:x,\"a,\"\"b\"\"\",字,2020-01-01,_:"),
        "{csv}"
    );
    assert!(
        lines[1].ends_with(',') && lines[2].is_empty() && lines.len() == 3,
        "{csv}"
    );

    let tsv = server.ask(ROW, "text/tab-separated-values").body;
    let lines: Vec<&str> = tsv.split('\n').collect();
    assert_eq!(lines[0], "?i\t?s\t?l\t?d\t?b\t?u");
    let date = "\"2020-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>";
    let cells: Vec<&str> = lines[1].split('\t').collect();
    assert_eq!(
        cells[..4],
        ["<urn:x>", "\"a,\\\"b\\\"\"", "\"字\"@zh", date]
    );
    assert!(cells[4].starts_with("_:") && cells[5].is_empty(), "{tsv}");
}
