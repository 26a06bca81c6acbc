//! Whatever a document is called, it is found, listed or not known; what is listed is found by its
//! IRI.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use std::sync::LazyLock;
use zhengtu::SourceFile;
use zhengtu::analyze::network::predicates;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline::assemble;
use zhengtu::parts::rdf::{Facts, Found, facts_of_bytes, find_document};
use zhengtu::parts::text::Facts as TextFacts;

const TEXT: &str = "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省财政厅（局）：\n\
    根据《中华人民共和国预算法》，我们制定了《示例资金管理办法》。现予印发，请遵照执行。\n\
    附件：示例资金管理办法\n财政部\n2021年6月4日\n示例资金管理办法\n第一条 制定本办法。\n";

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let file = SourceFile::from_text("a.txt", TEXT);
    let (_, quads) = assemble(&[TextFacts::from(file)], BASE).expect("the vocabularies parse");
    let mut out = Vec::new();
    quads
        .write(GraphFormat::NQuads, BASE, &mut out)
        .expect("memory takes what is written");
    facts_of_bytes(&out, RdfFormat::NQuads, &predicates()).expect("what is written reads")
});

fn lookup(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for name in text.lines() {
        match find_document(&*FACTS, name) {
            Ok(Found::Many(listed)) => {
                for one in listed {
                    let found = find_document(&*FACTS, one.iri.as_str());
                    assert!(
                        matches!(found, Ok(Found::One(iri)) if iri == one.iri),
                        "{name}"
                    );
                }
            }
            Ok(_) => {}
            Err(refusal) => assert!(!refusal.message.is_empty()),
        }
    }
}

zhengtu_fuzz::target!(lookup);
