//! Laws of values: what is printed reads back as itself, keys are keys of themselves, ranges keep
//! their order. Each is tried on values that shrink to the smallest that breaks it.

use crate::util::{laws, text_of};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term as RdfTerm;
use proptest::prelude::*;
use std::collections::BTreeSet;
use zhengtu::Day;
use zhengtu::model::number::DocumentNumber;
use zhengtu::model::provision::Provision;
use zhengtu::model::title::Title;
use zhengtu::model::vocab::{BASE, term};
use zhengtu::parts::analyze::Spans;
use zhengtu::parts::model::TextRange;
use zhengtu::parts::model::{chinese, date_prefix, number, stated_day};
use zhengtu::parts::rdf::{Object, Writer};

/// Text as it comes: Chinese, brackets, blanks, signs that need care.
const TEXT: &str = "[一-龥《》（）〔〕()\\[\\]“”：，。、0-9０-９a-zA-Z \u{3000}\u{a0}\t\n-]{0,80}";

/// A title of a document, with what may stand in it.
const TITLE: &str =
    "[一-龥]{2,6}(关于)?(印发)?[《〈]?[一-龥a-z0-9“”（）()—-]{1,16}[》〉]?的?(通知|办法|条例|意见)";

fn day() -> impl Strategy<Value = Day> {
    (1..=9999_u32, 1..=12_u32, 1..=31_u32)
        .prop_filter_map("no such day", |(y, m, d)| Day::new(y, m, d))
}

/// Stretches of days in one year, so that they meet.
fn spans() -> impl Strategy<Value = Spans> {
    let one =
        (1..=28_u32, 1..=28_u32, 1..=2_u32).prop_filter_map("no such days", |(from, to, month)| {
            Some(Spans::one(
                Day::new(2020, 1, from)?,
                Day::new(2020, month, to)?,
            ))
        });
    let union = |all: Vec<Spans>| all.iter().fold(Spans::default(), |all, one| all.union(one));
    prop::collection::vec(one, 0..5).prop_map(union)
}

proptest! {
    #![proptest_config(laws(500))]

    #[test]
    fn a_number_in_chinese_reads_back(n in 0..10_000_u32) {
        prop_assert_eq!(number(&chinese(n)), Some(n));
        prop_assert_eq!(number(&n.to_string()), Some(n));
    }

    #[test]
    fn a_day_reads_back_and_has_neighbours(day in day()) {
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(Day::parse_full(&day.to_string()), Some(day));
        prop_assert_eq!(day.next().previous(), day);
        prop_assert!(day < day.next());
    }

    #[test]
    fn days_and_their_spelling_have_one_order(a in day(), b in day()) {
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn a_date_is_read_in_every_spelling(y in 1900..2200_u32, m in 1..=12_u32, d in 1..=31_u32) {
        let Some(date) = stated_day(y, m, d) else { return Ok(()) };
        let digits: String = y.to_string().chars().map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize).unwrap()).collect();
        for printed in [
            format!("{y}年{m}月{d}日"),
            format!("{digits}年{}月{}日", chinese(m), chinese(d)),
            format!("{y}.{m}.{d}"),
            date.to_string(),
        ] {
            prop_assert_eq!(date_prefix(&printed), Some((date, printed.len())), "{}", printed);
        }
        prop_assert_eq!(Day::parse(&date.to_string()), Some(date));
    }

    #[test]
    fn the_key_of_a_title_is_its_own_key(title in TITLE) {
        let title = Title::new(title);
        let again = Title::new(title.key());
        prop_assert_eq!(again.key(), title.key());
        let marked = Title::new(format!("《{}》", title.printed()));
        prop_assert_eq!(marked.key(), title.key(), "{}", marked.printed());
        prop_assert!(marked.agrees(&title) && title.agrees(&marked));
    }

    #[test]
    fn brackets_and_noughts_make_no_other_number(
        body in "[甲-鿋]{2,5}", year in 1950..2030_u32, n in 1..3000_u32
    ) {
        let printed = format!("{body}〔{year}〕{n}号");
        let read = DocumentNumber::read(&printed);
        let key = read.as_ref().map(DocumentNumber::key);
        let ending = format!("/{year}/{n}");
        prop_assert!(key.is_some_and(|key| key.ends_with(&ending)));
        for other in [format!("{body}[{year}]{n}号"), format!("{body}（{year}）{n}号"), format!("{body}〔{year}〕第{n}号"), format!("{body}〔{year}〕0{n}号")] {
            let again = DocumentNumber::read(&other);
            prop_assert_eq!(again.as_ref().map(DocumentNumber::key), key, "{}", other);
        }
    }

    #[test]
    fn the_label_of_a_provision_is_the_label_of_itself(
        article in 1..400_u32, paragraph in 0..20_u32, item in 0..20_u32
    ) {
        let mut printed = format!("第{}条", chinese(article));
        let mut path = format!("art/{article}");
        if paragraph > 0 {
            printed += &format!("第{}款", chinese(paragraph));
            path += &format!("/para/{paragraph}");
        }
        if item > 0 {
            printed += &format!("第（{}）项", chinese(item));
            path += &format!("/item/{item}");
        }
        let read = Provision::parse(&printed).unwrap();
        let again = Provision::parse(&read.to_string()).unwrap();
        prop_assert_eq!(&again, &read);
        prop_assert!(read.covers(&again) && read.meets(&again));
        prop_assert_eq!(Provision::of_path(&path), read, "{}", path);
        let whole = Provision::parse(&format!("第{article}条")).unwrap();
        prop_assert!(whole.covers(&again) && again.meets(&whole));
    }

    #[test]
    fn a_literal_is_read_as_it_was_written(text in any::<String>()) {
        let mut writer = Writer::new(BASE, "graph/test");
        writer.add("doc/a", term::TITLE, Object::Text(&text));
        let line = writer.finish();
        let quads: Vec<_> = RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(&line)
            .collect::<Result<_, _>>()
            .map_err(|cause| TestCaseError::fail(format!("{cause}: {line}")))?;
        prop_assert_eq!(quads.len(), 1);
        let RdfTerm::Literal(read) = &quads[0].object else { panic!("no literal: {line}") };
        prop_assert_eq!(read.value(), text);
    }

    #[test]
    fn stretches_of_days_are_sets(a in spans(), b in spans()) {
        let (union, minus, and) = (a.union(&b), a.minus(&b), a.and(&b));
        let days = (1..=31).flat_map(|d| [Day::new(2020, 1, d), Day::new(2020, 2, d)]).flatten();
        for day in days {
            let (in_a, in_b) = (a.contains(day), b.contains(day));
            prop_assert_eq!(union.contains(day), in_a || in_b);
            prop_assert_eq!(minus.contains(day), in_a && !in_b);
            prop_assert_eq!(and.contains(day), in_a && in_b);
        }
        for spans in [&union, &minus, &and] {
            prop_assert!(spans.stretches().iter().all(|(from, to)| from < to));
            prop_assert!(spans.stretches().is_sorted());
        }
        prop_assert_eq!(minus.union(&and), a);
    }

    #[test]
    fn the_map_back_to_the_source_keeps_order_and_words(text in TEXT) {
        let analysed = text_of(&text);
        let clean = analysed.clean.text();
        let starts = clean.char_indices().map(|(i, _)| i);
        let starts: Vec<usize> = starts.chain([clean.len()]).collect();
        // Lines of the page itself stand after those of the documents, in their own order.
        let apart: Vec<usize> = analysed.clean.asides().iter().map(|a| a.text.start).collect();
        let mut last = 0;
        for ends in starts.windows(2) {
            if apart.first() == Some(&ends[0]) {
                last = 0;
            }
            if clean[ends[0]..ends[1]] == *"\n" {
                continue;
            }
            let span = analysed.clean.to_source(TextRange::new(ends[0], ends[1]));
            prop_assert!(last <= span.start && span.start < span.end && span.end <= text.len());
            let source: BTreeSet<char> = text[span.start..span.end].chars().collect();
            prop_assert!(!source.is_empty());
            let c = clean[ends[0]..].chars().next().unwrap();
            // Brackets, digits and blanks are brought to one form, and so are letters that stand
            // for digits (2O19年l月); all else stays what it was.
            let latin = c.is_ascii_alphanumeric() && source.iter().all(char::is_ascii);
            if ('一'..='龥').contains(&c) || latin {
                let digit = matches!(c, '0' | '1') && source.iter().all(|l| "OoIl".contains(*l));
                prop_assert!(source.contains(&c) || digit, "{} from {:?}", c, source);
            }
            last = span.start;
        }
    }
}
