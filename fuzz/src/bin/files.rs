//! Any bytes are read or refused: each line has its look, and each file left out its reason.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::parts::read::{Limits, read_bytes};
use zhengtu::parts::text::Analysed;

fn files(data: &[u8]) {
    let limits = Limits {
        unpacked: 32 << 20,
        pages: 200,
        ..Limits::default()
    };
    let found = read_bytes("fuzz.bin", data.to_vec(), &limits);
    assert!(found.skipped.iter().all(|left| !left.reason.is_empty()));
    for file in found.files {
        let lines = file.text.lines().count();
        assert!(file.looks.is_empty() || file.looks.len() == lines);
        let source: Vec<char> = file.text.chars().collect();
        for record in Analysed::new(file).records() {
            for row in &record.relations {
                let quoted: String = source[row.start..row.end].iter().collect();
                assert_eq!(quoted, row.quote, "{}", row.rule);
            }
        }
    }
}

zhengtu_fuzz::whole!(files);
