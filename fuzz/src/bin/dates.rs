//! Any words are a day or none; a day prints as what reads as itself and has its neighbours. Where
//! a text has them as a date, its evidence stands in the text.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::SourceFile;
use zhengtu::model::day::Day;
use zhengtu::parts::text::Analysed;

fn dates(data: &[u8]) {
    let words = String::from_utf8_lossy(data);
    for word in words.split(['\n', '，', ' ']) {
        let Some(day) = Day::parse(word) else {
            continue;
        };
        assert_eq!(Day::parse_full(&day.to_string()), Some(day));
        assert!(day.next() == day || day.next().previous() == day, "{word}");
        assert!(day.previous() <= day && day <= day.plus_months(1), "{word}");
    }
    let line = words.lines().next().unwrap_or_default();
    let text = format!("示例办法\n（{line}公布 自{line}起施行）\n第一条 有效期至{line}。\n");
    let source: Vec<char> = text.chars().collect();
    for record in Analysed::new(SourceFile::from_text("a.txt", text)).records() {
        for place in record.evidence.values() {
            assert!(place.start < place.end && place.end <= source.len());
        }
        for event in &record.history {
            let quoted: String = source[event.start..event.end].iter().collect();
            assert_eq!(quoted, event.quote);
        }
    }
}

zhengtu_fuzz::target!(dates);
