//! Any words are read as a provision or not; what was read prints as what reads as the same.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::analyze::Provision;

fn provision(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for word in text.split(['\n', '，', '、', ' ']) {
        if let Ok(read) = Provision::parse(word) {
            let printed = read.to_string();
            let again = Provision::parse(&printed).expect("what is printed reads");
            assert_eq!(again.to_string(), printed, "{word}");
            assert!(read.covers(&printed) && read.meets(&printed), "{word}");
        }
    }
}

zhengtu_fuzz::target!(provision);
