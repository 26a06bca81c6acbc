//! Pushing a graph to a store: what arrives, what is sent again, what happens when it is cut off.
//! The store is Oxigraph's, behind as much of the Graph Store Protocol as a client needs;
//! `interop/push.py` pushes to whole servers.

use crate::util::run;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use zhengtu::push::{Login, Options, Pushed, push};

/// A request as it came: method, address, header of authorization.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    method: String,
    address: String,
    login: Option<String>,
}

/// What is refused: after so many requests, so many, with this status.
#[derive(Debug, Clone, Copy)]
struct Refusal {
    after: usize,
    times: usize,
    status: u16,
}

/// A store behind an address of its own.
struct Server {
    address: String,
    store: Store,
    asked: Receiver<Asked>,
    refusal: Arc<Mutex<Option<Refusal>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/store", listener.local_addr().unwrap());
        let store = Store::new().unwrap();
        let (told, asked) = channel();
        let refusal = Arc::default();
        let (of_server, refuse) = (store.clone(), Arc::clone(&refusal));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(&stream, &of_server, &told, &refuse);
            }
        });
        Self {
            address,
            store,
            asked,
            refusal,
        }
    }

    fn refuse(&self, after: usize, times: usize, status: u16) {
        *self.refusal.lock().unwrap() = Some(Refusal {
            after,
            times,
            status,
        });
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.try_iter().collect()
    }

    /// The quads of the store as sorted N-Quads.
    fn quads(&self) -> String {
        let quads = self.store.iter().map(|it| format!("{} .\n", it.unwrap()));
        quads.collect::<BTreeSet<String>>().into_iter().collect()
    }
}

/// The status of a refusal that is due now.
fn due(refusal: &Mutex<Option<Refusal>>) -> Option<u16> {
    let mut refusal = refusal.lock().unwrap();
    let it = refusal.as_mut().filter(|it| it.times > 0)?;
    if it.after > 0 {
        it.after -= 1;
        return None;
    }
    it.times -= 1;
    Some(it.status)
}

/// Answers the requests of one connection until the client leaves.
fn serve(
    stream: &TcpStream,
    store: &Store,
    told: &Sender<Asked>,
    refusal: &Mutex<Option<Refusal>>,
) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.is_empty() {
            return;
        }
        let mut words = line.split(' ').map(str::to_owned);
        let (method, address) = (words.next().unwrap(), words.next().unwrap());
        let (mut length, mut login) = (0, None);
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let Some((name, value)) = header.trim_end().split_once(": ") else {
                break;
            };
            match name.to_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "authorization" => login = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let status = due(refusal).unwrap_or_else(|| {
            carry_out(store, &method, &address, &body);
            204
        });
        // Nobody listens any more when the test is over.
        let _ = told.send(Asked {
            method,
            address,
            login,
        });
        let answer = format!("HTTP/1.1 {status} Told\r\nContent-Length: 0\r\n\r\n");
        let mut writer = stream;
        writer.write_all(answer.as_bytes()).unwrap();
    }
}

fn carry_out(store: &Store, method: &str, address: &str, body: &[u8]) {
    let (_, query) = address.split_once('?').unwrap();
    let graph = match form_urlencoded::parse(query.as_bytes()).next().unwrap() {
        (name, iri) if name == "graph" => NamedNode::new(iri).unwrap().into(),
        _ => GraphName::DefaultGraph,
    };
    if matches!(method, "PUT" | "DELETE") {
        store.clear_graph(GraphNameRef::from(&graph)).unwrap();
    }
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(graph);
    store.load_from_slice(parser, body).unwrap();
}

/// Pushes in pieces of a few lines.
fn push_to(server: &Server, graph: &Path, all: bool) -> Result<Pushed, zhengtu::Error> {
    let options = Options {
        login: None,
        piece: 1 << 14,
        all,
        progress: &|_, _| {},
    };
    push(graph, &server.address, &options)
}

/// A folder with three texts, and where their graph stands.
fn texts() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲", "乙", "丙"] {
        let text = format!("示例{name}办法\n\n第一条 根据《示例法》，制定本办法。\n");
        fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
    }
    build(folder.path());
    let graph = folder.path().join("graph.nq");
    (folder, graph)
}

fn build(folder: &Path) {
    let ran = run(folder, &["build", "-q", ".", "-o", "graph.nq"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_store_has_what_the_file_has_and_only_what_changed_is_sent_again() {
    let (folder, graph) = texts();
    let server = Server::start();
    let first = push_to(&server, &graph, false).unwrap();
    assert_eq!(server.quads(), fs::read_to_string(&graph).unwrap());
    assert_eq!(first.triples, server.store.len().unwrap());
    let asked = server.asked();
    let puts = asked.iter().filter(|it| it.method == "PUT").count();
    assert_eq!(puts, first.sent);
    assert!(asked.len() > puts, "graphs are sent in pieces");

    let again = push_to(&server, &graph, false).unwrap();
    assert_eq!((again.sent, again.kept), (0, first.sent));
    assert_eq!(server.asked(), []);
    let all = push_to(&server, &graph, true).unwrap();
    assert_eq!((all.sent, all.kept), (first.sent, 0));

    fs::remove_file(folder.path().join("丙.txt")).unwrap();
    let text = "示例甲办法\n\n第一条 根据《示例条例》，制定本办法。\n";
    fs::write(folder.path().join("甲.txt"), text).unwrap();
    build(folder.path());
    server.asked();
    let changed = push_to(&server, &graph, false).unwrap();
    // A graph is named by what its text says: one that changed is another.
    assert_eq!(changed.deleted, 2);
    assert!(changed.sent > 0 && changed.kept > 0, "{changed}");
    assert_eq!(server.quads(), fs::read_to_string(&graph).unwrap());
    let deleted = server.asked();
    let deleted = deleted.iter().filter(|it| it.method == "DELETE");
    assert_eq!(deleted.count(), 2);
}

#[test]
fn a_push_that_was_cut_off_goes_on_and_no_half_graph_passes_for_whole() {
    let (folder, graph) = texts();
    let server = Server::start();
    push_to(&server, &graph, false).unwrap();
    let whole = server.asked();
    for step in 0..whole.len() {
        fs::remove_file(folder.path().join("graph.push.jsonl")).unwrap();
        let server = Server::start();
        server.refuse(step, 1, 400);
        push_to(&server, &graph, false).unwrap_err();
        assert_eq!(server.asked().len(), step + 1);
        push_to(&server, &graph, false).unwrap();
        assert_eq!(
            server.quads(),
            fs::read_to_string(&graph).unwrap(),
            "{step}"
        );
        // It goes on with the graph that was refused, and sends it from its beginning.
        let begins = |request: &Asked| request.method == "PUT";
        let begun = whole[..=step].iter().rposition(begins).unwrap();
        assert_eq!(server.asked(), whole[begun..], "{step}");
    }
}

#[test]
fn a_store_that_is_busy_is_asked_again_and_one_that_refuses_says_why() {
    let (_folder, graph) = texts();
    let server = Server::start();
    server.refuse(1, 1, 503);
    push_to(&server, &graph, false).unwrap();
    assert_eq!(server.quads(), fs::read_to_string(&graph).unwrap());

    server.refuse(0, 1, 401);
    let options = Options {
        login: Some(Login {
            user: "示例".to_owned(),
            password: "a:b".to_owned(),
        }),
        piece: 1,
        all: true,
        progress: &|_, _| {},
    };
    server.asked();
    let error = push(&graph, &server.address, &options).unwrap_err();
    let words = error.to_string();
    assert!(words.contains("401") && words.contains("--user"), "{words}");
    assert!(!words.contains("a:b") && !format!("{options:?}").contains("a:b"));
    let login = server.asked().pop().unwrap().login;
    assert_eq!(login.as_deref(), Some("Basic 56S65L6LOmE6Yg=="));
}
