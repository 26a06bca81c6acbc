//! Any filter lets through documents of the network and no others; one that asks for nothing lets
//! through all.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::RdfFormat;
use std::sync::LazyLock;
use zhengtu::SourceFile;
use zhengtu::analyze::network::Network;
use zhengtu::export::Filter;
use zhengtu::model::day::Day;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline::assemble;
use zhengtu::parts::text::Facts;
use zhengtu::rdf::Store;

const TEXT: &str = "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省财政厅（局）：\n\
    根据《中华人民共和国预算法》，我们制定了《示例资金管理办法》。现予印发，请遵照执行。\n\
    附件：示例资金管理办法\n财政部\n2021年6月4日\n示例资金管理办法\n第一条 制定本办法。\n";

static NETWORK: LazyLock<Network> = LazyLock::new(|| {
    let file = Facts::from(SourceFile::from_text("a.txt", TEXT));
    let (_, quads) = assemble(&[file], BASE).expect("the vocabularies parse");
    let mut out = Vec::new();
    let written = quads.write(GraphFormat::NQuads, BASE, &mut out);
    written.expect("memory takes what is written");
    let facts = Store::of_bytes(&out, RdfFormat::NQuads);
    Network::read(&facts.expect("what is written reads"))
});

fn filters(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut words = text.lines();
    let mut next = || words.next().unwrap_or_default();
    let list = |line: &str| -> Vec<String> {
        let words = line.split('，').filter(|it| !it.is_empty());
        words.map(str::to_owned).collect()
    };
    let mut filter = Filter::default();
    (filter.from, filter.to) = (Day::parse(next()), Day::parse(next()));
    filter.as_of = Day::parse(next());
    (filter.agencies, filter.types) = (list(next()), list(next()));
    filter.levels = list(next());
    filter.top = next().parse().ok();
    filter.without_stubs = next().contains('1');
    filter.linked_only = next().contains('1');
    let all = Filter::default().documents(&NETWORK);
    let some = filter.documents(&NETWORK);
    assert!(some.is_subset(&all));
    assert!(filter.top.is_none_or(|top| some.len() <= top));
    assert!(!filter.is_open() || some == all);
}

zhengtu_fuzz::target!(filters);
