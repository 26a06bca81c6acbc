//! Whatever a document is called, it is found, listed or not known; what is listed is found by its
//! IRI.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use std::sync::LazyLock;
use zhengtu::SourceFile;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline::assemble;
use zhengtu::parts::rdf::{Found, find_document};
use zhengtu::parts::text::Facts;
use zhengtu::rdf::Store;

const TEXT: &str = "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省财政厅（局）：\n\
    根据《中华人民共和国预算法》，我们制定了《示例资金管理办法》。现予印发，请遵照执行。\n\
    附件：示例资金管理办法\n财政部\n2021年6月4日\n示例资金管理办法\n第一条 制定本办法。\n";

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let file = SourceFile::from_text("a.txt", TEXT);
    let (_, quads) = assemble(&[Facts::from(file)], BASE).expect("the vocabularies parse");
    let mut out = Vec::new();
    quads
        .write(GraphFormat::NQuads, BASE, &mut out)
        .expect("memory takes what is written");
    Store::of_bytes(&out, RdfFormat::NQuads).expect("what is written reads")
});

fn lookup(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for name in text.lines() {
        if let Found::Many(listed) = find_document(&STORE, name) {
            for one in listed {
                let found = find_document(&STORE, one.iri.as_str());
                assert!(matches!(found, Found::One(iri) if iri == one.iri), "{name}");
            }
        }
    }
}

zhengtu_fuzz::target!(lookup);
