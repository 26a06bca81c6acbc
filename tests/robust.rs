//! Broken texts: cut anywhere, with lines lost, doubled or shuffled, nothing panics, no place lies
//! outside the text, and each quote is the source at its offsets.

use crate::util::{laws, root};
use proptest::prelude::*;
use std::ops::Range;
use std::sync::LazyLock;
use zhengtu::SourceFile;
use zhengtu::parts::read::find;
use zhengtu::parts::text::Analysed;

/// The characters of the project's own texts.
static CORPUS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let paths = find(&[root().join("corpus")]).unwrap();
    let texts = paths
        .iter()
        .map(|path| SourceFile::read(path).unwrap().text);
    texts.collect::<String>().chars().collect()
});

/// What is done to a text, at a place given as a share of its length.
#[derive(Debug, Clone)]
enum Fault {
    Loses(f64, usize),
    Gains(f64, &'static str),
    Repeats(f64, usize),
}

impl Fault {
    fn apply(&self, text: &mut Vec<char>) {
        let at = |share: f64| (share * text.len() as f64) as usize;
        let run = |share: f64, n: usize| at(share)..(at(share) + n).min(text.len());
        match *self {
            Self::Loses(share, n) => drop(text.drain(run(share, n))),
            Self::Gains(share, words) => {
                let at = at(share);
                drop(text.splice(at..at, words.chars()));
            }
            Self::Repeats(share, n) => {
                let run: Range<usize> = run(share, n);
                let (start, again) = (run.start, text[run].to_vec());
                drop(text.splice(start..start, again));
            }
        }
    }
}

fn fault() -> impl Strategy<Value = Fault> {
    const ODD: [&str; 14] = [
        "《",
        "》",
        "（",
        "）",
        "〔",
        "\n",
        "\u{3000}",
        "号",
        "年",
        "第",
        "𠀀",
        "\u{0}",
        "\r",
        "\n\n31\n\n",
    ];
    prop_oneof![
        (0.0..1.0, 1..40_usize).prop_map(|(at, n)| Fault::Loses(at, n)),
        (0.0..1.0, prop::sample::select(&ODD[..])).prop_map(|(at, c)| Fault::Gains(at, c)),
        (0.0..1.0, 1..60_usize).prop_map(|(at, n)| Fault::Repeats(at, n)),
    ]
}

/// A piece of the corpus with faults; it shrinks to a shorter piece with fewer of them.
fn broken() -> impl Strategy<Value = String> {
    let piece = (0.0..1.0, 200..6200_usize);
    (piece, prop::collection::vec(fault(), 0..12)).prop_map(|((share, length), faults)| {
        let start = (share * CORPUS.len() as f64) as usize;
        let mut text = CORPUS[start..(start + length).min(CORPUS.len())].to_vec();
        for fault in faults {
            fault.apply(&mut text);
        }
        text.into_iter().collect()
    })
}

fn survives(text: String) {
    let file = SourceFile::from_text("broken.txt", text);
    let source: Vec<char> = file.text.chars().collect();
    for record in Analysed::new(file).records() {
        assert!(record.first_line <= record.last_line);
        for place in record.evidence.values() {
            assert!(place.start < place.end && place.end <= source.len());
        }
        for row in &record.relations {
            assert!(row.start < row.end && row.end <= source.len());
            let before = source[..row.start].iter().filter(|c| **c == '\n').count();
            assert_eq!(row.line as usize, before + 1, "{}", row.rule);
            let quoted: String = source[row.start..row.end].iter().collect();
            assert_eq!(quoted, row.quote, "{}", row.rule);
        }
    }
}

proptest! {
    #![proptest_config(laws(400))]

    #[test]
    fn no_broken_text_breaks_the_program(text in broken()) {
        survives(text);
    }

    #[test]
    fn no_chain_of_signs_breaks_the_program(
        text in "([《》〈〉（）〔〕第条章款项号年月日一二三0-9：、。\n 附件关于的通知办法令公告废止根据施行]{0,60}\n?){1,8}"
    ) {
        survives(text);
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
