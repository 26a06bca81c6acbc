//! The server over real sockets: the protocol, the pages, and guests who do not behave.

use crate::util::root;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use tempfile::TempDir;

/// A title that would like to be script, in a graph of its own beside a real one.
const HOSTILE: &str = r#"</script><img src=x onerror=alert(1)>\"'&{{script}}"#;

pub(crate) struct Server {
    child: Child,
    address: String,
    /// The lines of its log, as they come.
    log: Mutex<Receiver<String>>,
    _folder: TempDir,
}

pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Server {
    pub(crate) fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let graph = folder.path().join("graph.nq");
        let build = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
            .args(["build", "--quiet", "corpus", "-o"])
            .arg(&graph)
            .current_dir(root())
            .status();
        assert!(build.unwrap().success());
        let mut text = std::fs::read_to_string(&graph).unwrap();
        let (id, def) = (
            "https://w3id.org/zhengtu/id/",
            "https://w3id.org/zhengtu/def#",
        );
        text.push_str(&format!("<{id}act/坏> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{def}Document> <{id}src/x> .\n"));
        text.push_str(&format!(
            "<{id}act/坏> <http://purl.org/dc/terms/title> \"{HOSTILE}\"@zh <{id}src/x> .\n"
        ));
        std::fs::write(&graph, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengtu"));
        command
            .args(["serve", "--bind", "127.0.0.1:0", "-g"])
            .arg(&graph)
            .args(
                ["--queries", "2"]
                    .iter()
                    .filter(|_| !options.contains(&"--queries")),
            )
            .args(options)
            .stderr(Stdio::piped())
            .stdin(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, log) = mpsc::channel();
        // A log that nobody reads would fill its pipe and stop the server.
        std::thread::spawn(move || {
            let mut lines = lines.map_while(Result::ok);
            lines.all(|line| sender.send(line).is_ok())
        });
        let addressed = |line: &String| {
            let rest = line.split("http://").nth(1)?;
            Some(rest.split('/').next()?.to_owned())
        };
        let address = log.iter().find_map(|line| addressed(&line)).unwrap();
        Self {
            child,
            address,
            log: Mutex::new(log),
            _folder: folder,
        }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }

    /// All lines of the log up to the one that has these words for the `times`-th time; waits for
    /// it, however long that takes.
    fn log_until(&self, words: &str, times: usize) -> Vec<String> {
        let (log, mut seen) = (self.log.lock().unwrap(), Vec::new());
        while seen
            .iter()
            .filter(|line: &&String| line.contains(words))
            .count()
            < times
        {
            seen.push(log.recv().unwrap());
        }
        seen
    }

    /// Asks and does not wait for the answer.
    fn begin(&self, query: &str) -> TcpStream {
        let mut stream = self.connect();
        let length = query.len();
        let head = format!(
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all((head + query).as_bytes()).unwrap();
        stream
    }

    /// Sends these bytes and reads until the server closes.
    pub(crate) fn raw(&self, request: &[u8]) -> Got {
        let mut stream = self.connect();
        // A server that refuses early may close before all is sent.
        let _ = stream.write_all(request);
        read(stream)
    }

    pub(crate) fn get(&self, path: &str, accept: &str) -> Got {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    pub(crate) fn ask(&self, query: &str, accept: &str) -> Got {
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.get(&format!("/sparql?query={encoded}"), accept)
    }

    fn post(&self, kind: &str, body: &str) -> Got {
        let length = body.len();
        let head = format!(
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.raw((head + body).as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut stream: TcpStream) -> Got {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    Got {
        status,
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

const COUNT: &str = "SELECT (COUNT(*) AS ?n) WHERE { ?d a zt:Document }";

#[test]
fn a_query_is_answered_in_all_three_forms_and_in_the_format_asked_for() {
    let server = Server::start(&[]);
    let json = server.ask(COUNT, "*/*");
    assert!(
        json.status == 200
            && json
                .head
                .contains("content-type: application/sparql-results+json"),
        "{}",
        json.head
    );
    let count = serde_json::from_str::<serde_json::Value>(&json.body).unwrap()["results"]["bindings"][0]["n"]["value"].as_str().unwrap().to_owned();
    let direct = server.post("application/sparql-query", COUNT);
    let form = server.post(
        "application/x-www-form-urlencoded; charset=UTF-8",
        "query=SELECT+(COUNT(*)+AS+%3Fn)+WHERE+%7B+%3Fd+a+zt:Document+%7D&format=csv",
    );
    assert!(
        direct.body == json.body && form.body == format!("n\r\n{count}\r\n"),
        "{} {}",
        direct.body,
        form.body
    );
    for (accept, media, part) in [
        (
            "application/sparql-results+xml",
            "application/sparql-results+xml",
            "<?xml",
        ),
        (
            "text/csv;q=0.9, image/png",
            "text/csv; charset=utf-8",
            "n\r\n",
        ),
        (
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
            "?n\n",
        ),
    ] {
        let got = server.ask(COUNT, accept);
        assert!(
            got.status == 200
                && got.head.contains(&format!("content-type: {media}\r\n"))
                && got.body.contains(part),
            "{accept}: {}\n{}",
            got.head,
            got.body
        );
    }
    for (accept, media) in [
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ] {
        let got = server.ask("CONSTRUCT WHERE { ?d a zt:Document }", accept);
        assert!(
            got.status == 200 && got.head.contains(&format!("content-type: {media}")),
            "{accept}: {}",
            got.head
        );
    }
    assert_eq!(server.ask(COUNT, "image/png").status, 406);
    assert!(server.ask("ASK { ?s ?p ?o }", "*/*").body.contains("true"));
    // A graph named in the address is the only one looked at.
    let none = server.get(
        "/sparql?default-graph-uri=urn%3Anone&query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
        "*/*",
    );
    assert!(none.body.contains("false"), "{}", none.body);
    let two = server.raw(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nAccept: image/png\r\nAccept: text/csv\r\nConnection: close\r\n\r\n");
    assert!(two.head.contains("text/csv"), "{}", two.head);
    assert!(
        server
            .get("/sparql?format=rdf", "*/*")
            .head
            .contains("application/rdf+xml")
    );
    let description = server.get("/sparql", "text/turtle");
    assert!(
        description.status == 200
            && description.body.contains("SPARQL11Query")
            && description.body.contains("/sparql>"),
        "{}",
        description.body
    );
}

#[test]
fn a_document_has_an_address_where_people_get_a_page_and_programs_rdf() {
    let server = Server::start(&[]);
    let path = "/id/act/%E4%B8%AD%E5%8D%8E%E4%BA%BA%E6%B0%91%E5%85%B1%E5%92%8C%E5%9B%BD%E5%8F%8D%E5%9E%84%E6%96%AD%E6%B3%95";
    let page = server.get(path, "text/html");
    let place = "location: /#/doc/https://w3id.org/zhengtu/id/act/%e4%b8%ad%e5%8d%8e";
    assert!(
        page.status == 303 && page.head.contains(place),
        "{}",
        page.head
    );
    let turtle = server.get(path, "text/turtle");
    assert!(
        turtle
            .body
            .contains("dcterms:title \"中华人民共和国反垄断法\"@zh")
            && turtle.body.contains("cito:hasCitedEntity"),
        "{}",
        turtle.body
    );
    assert!(
        server
            .get(&format!("{path}?format=jsonld"), "text/html")
            .head
            .contains("application/ld+json")
    );
    for iri in [
        "id/graph/agencies",
        "id/agency/%E8%B4%A2%E6%94%BF%E9%83%A8",
        "def%23Document",
        "id/type/%E9%80%9A%E7%9F%A5",
    ] {
        let got = server.get(
            &format!("/resource?iri=https%3A%2F%2Fw3id.org%2Fzhengtu%2F{iri}"),
            "text/html",
        );
        assert!(
            got.status == 303 && got.head.contains("location: /#/doc/https://w3id"),
            "{iri}: {}",
            got.head
        );
        let triples = server.get(
            &format!("/resource?iri=https%3A%2F%2Fw3id.org%2Fzhengtu%2F{iri}"),
            "application/n-triples",
        );
        assert!(triples.status == 200 && !triples.body.is_empty(), "{iri}");
    }
    assert_eq!(server.get("/id/act/nothing", "text/html").status, 404);
    assert_eq!(
        server
            .get("/resource?iri=not%20an%20iri", "text/html")
            .status,
        400
    );
    for (address, place) in [
        ("/questions", "/#/ask"),
        (
            "/questions/history?doc=%E6%97%A0%20%26",
            "/#/ask/history?p.doc=%e6%97%a0%20%26",
        ),
        ("/sparql", "/#/ask/sparql"),
        ("/sparql?query=ASK%7B%7D", "/#/ask/sparql?query=ask%7b%7d"),
    ] {
        let got = server.get(address, "text/html,*/*;q=0.8");
        let line = format!("location: {place}\r\n");
        assert!(
            got.status == 303 && got.head.contains(&line),
            "{address}: {}",
            got.head
        );
    }
    let missed = server.get("/questions/history?doc=%E6%97%A0%E6%AD%A4", "text/csv");
    assert!(missed.status == 400 && missed.body.contains("无此"));
    let csv = server.get(
        "/questions/rests-on?doc=%E5%8F%8D%E5%9E%84%E6%96%AD%E6%B3%95",
        "text/csv",
    );
    assert!(
        csv.status == 200 && csv.body.lines().count() > 1,
        "{}",
        csv.body
    );
    let home = server.get("/", "text/html");
    assert!(
        home.status == 200
            && home.body.contains("\"name\":\"rests-on\"")
            && home.body.contains("connect-src 'self'")
    );
}

#[test]
fn texts_are_shown_only_if_they_are_those_the_graph_was_built_from() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.txt");
    std::fs::write(&other, "别的文本\n").unwrap();
    let decrees = root().join("corpus/decrees.txt");
    let options = ["--texts", other.to_str().unwrap(), "--texts"];
    let server = Server::start(&[&options[..], &[decrees.to_str().unwrap()]].concat());
    let name =
        |path: &std::path::Path| zhengtu::SourceFile::read(path).unwrap().sha256[..16].to_owned();
    let got = server.get(&format!("/texts/{}", name(&decrees)), "*/*");
    assert_eq!(got.body, std::fs::read_to_string(&decrees).unwrap());
    assert!(got.head.contains("content-type: text/plain; charset=utf-8"));
    let wrong = server.get(&format!("/texts/{}", name(&other)), "*/*");
    assert_eq!(wrong.status, 404);
    assert_eq!(server.get("/texts/..%2FCargo.toml", "*/*").status, 404);
}

#[test]
fn nothing_in_a_text_or_an_address_becomes_script() {
    let server = Server::start(&[]);
    let is_inert = |page: &Got| {
        !page.body.contains("<img")
            && !page.body.contains("onerror=alert(1)>")
            && page.head.contains("content-security-policy")
    };
    for path in [
        "/id/act/%E5%9D%8F",
        "/resource?iri=https%3A%2F%2Fw3id.org%2Fzhengtu%2Fid%2Fact%2F%E5%9D%8F",
        "/questions/history?doc=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/questions/%3Cimg%20src%3Dx%3E",
        "/sparql?query=SELECT%20%3Ft%20WHERE%20%7B%20%3Fd%20dcterms%3Atitle%20%3Ft%20FILTER(CONTAINS(%3Ft%2C%20%22onerror%22))%20%7D",
        "/sparql?query=%3C%2Ftextarea%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/resource?iri=%22%3E%3Cimg%20src%3Dx%3E",
        "/%3Cimg%20src=x%3E",
    ] {
        let got = server.get(path, "text/html");
        let is_text = got.head.contains("content-type: text/plain") && got.head.contains("nosniff");
        assert!(!got.head.contains("<img"), "{path}: {}", got.head);
        assert!(
            is_text || is_inert(&got),
            "{path}: {}\n{}",
            got.head,
            got.body
        );
    }
    let home = server.get("/", "text/html");
    assert!(!home.body.contains("<img") && home.body.contains("\\u003c/script\\u003e"));
}

#[test]
fn requests_that_cannot_be_answered_are_told_why() {
    let server = Server::start(&["--max-rows", "50"]);
    let wrong = server.ask("SELECT * { nonsense", "*/*");
    assert!(
        wrong.status == 400 && wrong.body.contains("“nonsense” is not expected here"),
        "{}",
        wrong.body
    );
    let long = server.ask("SELECT * { ?s ?p ?o }", "*/*");
    assert!(
        long.status == 422 && long.body.contains("more than 50 rows"),
        "{}",
        long.body
    );
    let monster = format!("ASK {}{}", "{".repeat(3000), "}".repeat(3000));
    assert!(server.ask(&monster, "*/*").body.contains("too large"));
    // Whatever hides its depth from the look at its signs still has room on the stack.
    let tricks = [
        format!(
            "ASK {{ FILTER(1<{}2>1{}) }}",
            "(".repeat(20_000),
            ")".repeat(20_000)
        ),
        format!("ASK {{ FILTER({}true) }}", "!#\n".repeat(16_000)),
        format!("ASK {{ ?s ?p <x:\u{3000}#> . {} }}", "{".repeat(50_000)),
        format!(
            "SELECT {} {{}}",
            (0..4_500)
                .map(|n| format!("(1 AS ?a{n})"))
                .collect::<String>()
        ),
        format!("ASK {{ {} }}", "FILTER(1)".repeat(7_000)),
        format!(
            "SELECT ?s {{ }} GROUP BY ?s HAVING {}",
            "(1)".repeat(20_000)
        ),
        format!("ASK {{ FILTER(1{}) }}", "||1".repeat(20_000)),
        format!("ASK {{ {} }}", "?s zt:a ?b.".repeat(5_000)),
    ];
    for trick in &tricks {
        let got = server.post("application/sparql-query", trick);
        assert!(
            [200, 400, 503].contains(&got.status),
            "{} {} {}",
            trick.get(..40).unwrap(),
            got.status,
            got.body
        );
    }
    for (kind, body, status) in [
        (
            "application/x-www-form-urlencoded",
            "query=ASK%7B%7D%FF",
            400,
        ),
        ("application/sparql-update", "DROP ALL", 403),
        (
            "application/x-www-form-urlencoded",
            "update=DROP%20ALL",
            403,
        ),
        ("application/x-www-form-urlencoded", "nothing=1", 400),
        (
            "application/x-www-form-urlencoded",
            "query=ASK%7B%7D&query=ASK%7B%7D",
            400,
        ),
        (
            "application/sparql-query",
            "LOAD <http://example.org/>",
            400,
        ),
        (
            "application/sparql-query",
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            400,
        ),
        ("image/png", "x", 415),
    ] {
        let got = server.post(kind, body);
        assert!(
            got.status == status && !got.body.trim().is_empty(),
            "{kind} {body}: {} {}",
            got.status,
            got.body
        );
    }
    for (request, status) in [
        (
            "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            405,
        ),
        (
            "DELETE /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            405,
        ),
        (
            "GET / HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n",
            421,
        ),
        (
            "GET /%FF%FE HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            400,
        ),
        (
            "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            404,
        ),
        ("this is no HTTP\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        ("GET / HTTP/1.0\r\n\r\n", 200),
        (
            "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nConnection: close\r\n\r\n",
            403,
        ),
        (
            "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nConnection: close\r\n\r\n",
            200,
        ),
        (
            "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            404,
        ),
    ] {
        let got = server.raw(request.as_bytes());
        assert_eq!(got.status, status, "{request}: {} {}", got.head, got.body);
    }
    let huge = server.post("application/sparql-query", &"#".repeat(2 << 20));
    assert!(huge.status == 413 || huge.status == 0, "{}", huge.head);
    let said = server.raw(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999\r\n\r\n");
    assert!(
        said.status == 413 && said.body.contains("bytes"),
        "{} {}",
        said.head,
        said.body
    );
    let heads = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
        "X-Y: z\r\n".repeat(5000)
    );
    assert_eq!(server.raw(heads.as_bytes()).status, 431);
    assert_eq!(server.get("/", "*/*").status, 200);
}

#[test]
fn other_sites_may_ask_only_when_told_so() {
    let ask = b"OPTIONS /sparql HTTP/1.1\r\nHost: localhost\r\nOrigin: https://example.org\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n";
    let closed = Server::start(&[]).raw(ask);
    assert!(!closed.head.contains("access-control"), "{}", closed.head);
    let open = Server::start(&["--cors"]);
    let told = open.raw(ask);
    assert!(
        told.status == 200
            && told.head.contains("access-control-allow-origin: *")
            && told.head.contains("access-control-allow-headers"),
        "{}",
        told.head
    );
    assert!(
        open.ask(COUNT, "*/*")
            .head
            .contains("access-control-allow-origin: *")
    );
}

/// More rows than anybody lives to see, each looked up in the store, where a query that is stopped
/// finds out.
const ENDLESS: &str =
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . OPTIONAL { ?d ?b ?e OPTIONAL { ?f ?g ?e . ?h ?i ?f } } }";

/// A row for each way to take one of ten, seven times, without a look into the store.
fn product() -> String {
    let values = |n| format!("VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 {} }}", "1 ".repeat(90));
    let all: String = (0..7).map(values).collect();
    format!("SELECT (COUNT(*) AS ?n) {{ {all} }}")
}

/// The log, not a clock, tells what came before what.
#[test]
fn slow_queries_and_slow_clients_keep_nobody_waiting() {
    // Half of the places are for long queries.
    let server = Server::start(&["--verbose", "--timeout", "86400", "--queries", "6"]);
    // Many who send half a head and wait.
    let _half: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
            stream
        })
        .collect();
    let slow: Vec<TcpStream> = [ENDLESS, ENDLESS, &product()]
        .iter()
        .map(|query| server.begin(query))
        .collect();
    server.log_until("query begins", slow.len());
    // Pages and questions that are ours come while queries of others run.
    assert_eq!(server.get("/", "text/html").status, 200);
    assert_eq!(server.get("/questions/agencies", "text/csv").status, 200);
    assert_eq!(server.get("/id/act/%E5%9D%8F", "text/html").status, 303);
    let so_far = server.log_until("address=\"/id/act/%E5%9D%8F\" status=303", 1);
    assert!(
        so_far.iter().all(|line| !line.contains("query ended")),
        "{so_far:?}"
    );
    // So do other queries, as long as there are places.
    assert_eq!(server.ask(COUNT, "*/*").status, 200);
    server.log_until("query ended", 1);
    // Who goes away has stopped what he asked for.
    let gone = slow.len();
    drop(slow);
    server.log_until("query ended", gone);
}

#[test]
fn long_queries_leave_room_for_short_ones() {
    let server = Server::start(&["--verbose", "--timeout", "86400", "--queries", "2"]);
    let product = product();
    let long: Vec<TcpStream> = (0..4).map(|_| server.begin(&product)).collect();
    // One is kept in the place for long queries, the others try the other place in turn.
    server.log_until("query makes room", 2);
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
    drop(long);
}

/// Long queries fill all places and make all processes read the graph anew, again and again; the
/// counter is none of theirs.
#[test]
fn what_is_short_by_its_form_waits_for_its_like_alone() {
    let server = Server::start(&["--verbose", "--timeout", "86400", "--queries", "2"]);
    let product = product();
    let long: Vec<TcpStream> = (0..8).map(|_| server.begin(&product)).collect();
    server.log_until("query waits", 6);
    for query in ["ASK {}", COUNT] {
        assert_eq!(server.ask(query, "*/*").status, 200);
        let log = server.log_until("address=\"/sparql?query=", 1);
        let begins =
            |line: &&String| line.contains("query begins") && line.contains("counter=true");
        assert!(log.iter().find(begins).is_some(), "{log:?}");
        // None of the others is there before it or in its place.
        assert_eq!(log.iter().filter(begins).count(), 1, "{log:?}");
        assert!(log.iter().all(|it| !it.contains("status=503")), "{log:?}");
    }
    drop(long);
}

/// The processes of a server's queries.
#[cfg(target_os = "linux")]
fn answerers(server: &Server) -> Vec<String> {
    let id = server.child.id().to_string();
    let is_child = |pid: &String| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let mut fields = after_name.split_whitespace();
        fields.next().is_some_and(|state| state != "Z") && fields.next() == Some(&id)
    };
    let names = std::fs::read_dir("/proc").unwrap();
    names
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|pid| pid.bytes().all(|it| it.is_ascii_digit()) && is_child(pid))
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_that_dies_is_replaced_and_none_outlives_the_server() {
    let mut server = Server::start(&["--queries", "2", "--timeout", "86400"]);
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
    let dead = answerers(&server);
    for pid in &dead {
        Command::new("kill").args(["-KILL", pid]).status().unwrap();
    }
    // Whoever is given one that is just dying is told so, and it is replaced.
    let refused = (0..=dead.len()).filter(|_| server.ask("ASK {}", "*/*").status != 200);
    assert!(refused.count() <= dead.len());
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
    let left = answerers(&server);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    for pid in left {
        let folder = std::path::PathBuf::from(format!("/proc/{pid}"));
        while std::fs::read_to_string(folder.join("cmdline")).is_ok_and(|it| !it.is_empty()) {
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_query_that_takes_too_long_is_stopped_and_makes_room() {
    let server = Server::start(&["--verbose", "--timeout", "1"]);
    let mut log = Vec::new();
    let said = |log: &[String], words| log.iter().any(|line| line.contains(words));
    // On a busy machine the time may be over before a query begins; then another is asked.
    while !said(&log, "query begins") {
        let got = server.ask(ENDLESS, "*/*");
        assert!(
            got.status == 503 && got.body.contains("time-out") && got.head.contains("retry-after"),
            "{} {}",
            got.status,
            got.body
        );
        log.extend(server.log_until("answered", 1));
    }
    if !said(&log, "query ended") {
        server.log_until("query ended", 1);
    }
}

#[test]
fn each_answer_leaves_a_line_on_standard_error() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/nowhere?a=b", "*/*").status, 404);
    let line = server.log_until("answered", 1).pop().unwrap();
    for part in [
        "INFO",
        "method=GET",
        "address=\"/nowhere?a=b\"",
        "status=404",
        "bytes=",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let quiet = Server::start(&["--quiet", "--timeout", "1"]);
    assert_eq!(quiet.get("/nowhere", "*/*").status, 404);
    assert_eq!(quiet.ask(ENDLESS, "*/*").status, 503);
    let lines = quiet.log_until("answered", 1);
    assert!(lines.len() == 1 && lines[0].contains("WARN"), "{lines:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_query_that_takes_too_much_memory_ends_alone() {
    let options = [
        "--max-memory",
        "64",
        "--timeout",
        "86400",
        "--queries",
        "6",
        "--verbose",
    ];
    let server = Server::start(&options);
    let _other = server.begin(ENDLESS);
    server.log_until("query begins", 1);
    let doubled: String = (1..40)
        .map(|n| format!("BIND(CONCAT(?x{}, ?x{}) AS ?x{n}) ", n - 1, n - 1))
        .collect();
    for query in [
        "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a LIMIT 10",
        &format!("SELECT (STRLEN(?x39) AS ?n) {{ BIND(\"甲\" AS ?x0) {doubled} }}"),
    ] {
        let got = server.ask(query, "*/*");
        assert!(
            got.status == 422 && got.body.contains("memory"),
            "{} {}",
            got.status,
            got.body
        );
    }
    assert_eq!(server.ask(COUNT, "*/*").status, 200);
    let log = server.log_until("query ended", 3);
    assert!(
        !log.iter().any(|line| line.contains("query ended query=0")),
        "{log:?}"
    );
}

#[test]
fn many_clients_get_the_same_answer_at_once() {
    let server = Server::start(&[]);
    let expected = server.ask(COUNT, "text/csv").body;
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..24)
            .map(|_| {
                scope.spawn(|| {
                    (0..10)
                        .map(|_| server.ask(COUNT, "text/csv").body)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for bodies in all.into_iter().map(|it| it.join().unwrap()) {
            assert!(bodies.iter().all(|body| *body == expected));
        }
    });
}

#[cfg(unix)]
#[test]
fn the_server_stops_when_it_is_told_and_finishes_what_it_began() {
    let mut server = Server::start(&[]);
    assert!(
        Command::new("kill")
            .args(["-TERM", &server.child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    let status = server.child.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(TcpStream::connect(&server.address).is_err());
}

#[test]
fn an_address_in_use_is_named() {
    let server = Server::start(&[]);
    let second = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(["serve", "--bind", &server.address, "-g"])
        .arg(server._folder.path().join("graph.nq"))
        .output()
        .unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(
        second.status.code() == Some(2)
            && said.contains(&server.address)
            && said.contains("--bind"),
        "{said}"
    );
}

/// The command line has the same limits.
#[test]
fn a_query_of_the_command_line_ends_with_its_limits() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.nq");
    std::fs::write(&graph, "<x:s> <x:p> <x:o> .\n").unwrap();
    let ask = |query: &str, options: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
            .args(["query", "-g", graph.to_str().unwrap()])
            .args(options)
            .args(["--", query])
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        (
            run.status.code(),
            said,
            String::from_utf8(run.stdout).unwrap(),
        )
    };
    let (code, said, _) = ask(&product(), &["--timeout", "0.5"]);
    assert!(
        code == Some(2) && said.contains("longer than 0.5 s"),
        "{said}"
    );
    let (code, said, answer) = ask("ASK { ?s ?p ?o }", &["--timeout", "86400"]);
    assert!(
        code == Some(0) && answer == "true\n" && said.is_empty(),
        "{said}"
    );
    let (code, said, _) = ask("ASK { nonsense", &["--timeout", "86400"]);
    assert!(
        code == Some(2) && said.starts_with("zhengtu: the query does not parse"),
        "{said}"
    );
    let (code, said, _) = ask("SELECT * { VALUES ?x { 1 2 } }", &["--max-rows", "1"]);
    assert!(
        code == Some(2) && said.contains("more than 1 rows"),
        "{said}"
    );
    if cfg!(target_os = "linux") {
        let doubled: String = (1..40)
            .map(|n| format!("BIND(CONCAT(?x{}, ?x{}) AS ?x{n}) ", n - 1, n - 1))
            .collect();
        let bomb = format!("SELECT (STRLEN(?x39) AS ?n) {{ BIND(\"甲\" AS ?x0) {doubled} }}");
        let (code, said, _) = ask(&bomb, &["--max-memory", "64"]);
        assert!(
            code == Some(2) && said.contains("more than 64 MiB"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}
