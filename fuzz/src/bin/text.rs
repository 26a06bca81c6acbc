//! Any text becomes a graph that parses, in which each quote stands at its offsets.
#![cfg_attr(fuzzing, no_main)]

use oxigraph::io::{RdfFormat, RdfParser};
use zhengtu::SourceFile;
use zhengtu::model::format::GraphFormat;
use zhengtu::model::vocab::BASE;
use zhengtu::parts::build::pipeline::assemble;
use zhengtu::parts::text::Analysed;
use zhengtu::parts::text::Facts;

fn text(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let file = SourceFile::from_text("fuzz.txt", text);
    let source: Vec<char> = file.text.chars().collect();
    let analysed = Analysed::new(file);
    for record in analysed.records() {
        assert!(record.first_line <= record.last_line);
        for place in record.evidence.values() {
            assert!(place.start < place.end && place.end <= source.len());
        }
        for row in &record.relations {
            let quoted: String = source[row.start..row.end].iter().collect();
            assert_eq!(quoted, row.quote, "{}", row.rule);
        }
    }
    let (_, quads) = assemble(&[Facts::of(&analysed)], BASE).expect("the vocabularies parse");
    let mut out = Vec::new();
    quads
        .write(GraphFormat::NQuads, BASE, &mut out)
        .expect("memory takes what is written");
    let read = RdfParser::from_format(RdfFormat::NQuads).for_slice(&out);
    let read = read.filter(|quad| {
        assert!(quad.is_ok(), "{quad:?}");
        true
    });
    assert_eq!(read.count(), quads.len());
}

zhengtu_fuzz::target!(text);
