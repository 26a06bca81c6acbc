//! Broken texts: cut anywhere, with lines lost, doubled or shuffled, nothing panics and no place
//! lies outside the text.

use crate::util::{data, root};
use std::fs;
use zhengtu::text::read::SourceFile;
use zhengtu::text::records::Analysed;

/// A small generator, so that each run breaks the same texts in the same way.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

fn broken(text: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = text.chars().collect();
    let start = dice.roll(chars.len());
    let len = 200 + dice.roll(6000);
    let mut out: Vec<char> = chars[start..(start + len).min(chars.len())].to_vec();
    for _ in 0..dice.roll(12) {
        let at = dice.roll(out.len());
        match dice.roll(4) {
            0 => drop(out.drain(at..(at + dice.roll(40)).min(out.len()))),
            1 => out.insert(
                at,
                [
                    '《', '》', '（', '〔', '\n', '\u{3000}', '号', '年', '𠀀', '\u{0}',
                ][dice.roll(10)],
            ),
            2 => out.splice(at..at, "\n\n31\n\n".chars()).for_each(drop),
            _ => {
                let copy: Vec<char> = out[at..(at + 30).min(out.len())].to_vec();
                out.splice(at..at, copy).for_each(drop);
            }
        }
        if out.is_empty() {
            break;
        }
    }
    out.into_iter().collect()
}

fn survives(text: String) {
    let file = SourceFile {
        path: "broken.txt".to_owned(),
        sha256: String::new(),
        encoding: "UTF-8",
        text,
    };
    let length = file.text.chars().count();
    let analysed = Analysed::new(file);
    for record in analysed.records() {
        assert!(record.first_line <= record.last_line);
        for place in record.evidence.values() {
            assert!(place.start < place.end && place.end <= length);
        }
        for row in &record.relations {
            assert!(row.start < row.end && row.end <= length && row.line >= 1);
        }
    }
}

#[test]
fn no_broken_text_breaks_the_program() {
    let mut dice = Dice(0x5eed_cafe);
    let mut folders = vec![root().join("corpus")];
    folders.extend(data("seeds"));
    for folder in folders {
        let paths = zhengtu::text::read::find(&[folder]).unwrap();
        for path in paths {
            let text = fs::read_to_string(path).unwrap();
            for _ in 0..150 {
                survives(broken(&text, &mut dice));
            }
        }
    }
}

#[test]
fn odd_texts_are_read_without_a_word() {
    for text in [
        "",
        "\n",
        "《",
        "》",
        "《》",
        "《《《",
        "〔2019〕13号",
        "第",
        "第条",
        "附件：",
        "1",
        "2021年3月1日",
        "（",
        "国务院令",
        "第1号",
        "中华人民共和国国务院令\n第1号",
        "【政策解读】",
        "关于的通知",
        "\u{feff}",
        "目录\n…… 1",
    ] {
        survives(text.to_owned());
        survives(text.repeat(3));
        survives(format!("{text}\n{text}\n"));
    }
}
