//! Any bytes are text in some encoding or refused; what was replaced is told, and what was read
//! reads as itself.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::SourceFile;
use zhengtu::parts::model::Kind;

fn decode(data: &[u8]) {
    let (files, _) = SourceFile::from_bytes("fuzz.txt", data.to_vec());
    for file in files.iter().filter(|file| file.kind == Kind::Text) {
        let replaced = file.text.matches(char::REPLACEMENT_CHARACTER).count();
        // Wrong bytes are few, or the file is left out; who writes the sign itself may.
        let own = data
            .windows(3)
            .filter(|it| *it == "\u{fffd}".as_bytes())
            .count();
        if file.encoding == "UTF-8" && file.notes.is_empty() {
            assert!(replaced <= own);
        }
        let (again, _) = SourceFile::from_bytes("fuzz.txt", file.text.clone().into_bytes());
        let again = again.first().filter(|it| it.kind == Kind::Text);
        if let Some(again) = again.filter(|_| !file.text.starts_with('\u{feff}')) {
            assert_eq!(again.text, file.text);
        }
    }
}

zhengtu_fuzz::target!(decode);
