//! Any words are read as a provision or not; what was read prints as what reads as the same.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::model::provision::Provision;

fn provision(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for word in text.split(['\n', '，', '、', ' ']) {
        if let Ok(read) = Provision::parse(word) {
            let printed = read.to_string();
            let again = Provision::parse(&printed).expect("what is printed reads");
            assert_eq!(again, read, "{word}");
            assert!(read.covers(&again) && read.meets(&again), "{word}");
        }
    }
}

zhengtu_fuzz::target!(provision);
