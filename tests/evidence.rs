//! No statement without evidence: the words at the offsets are the words quoted, in every text
//! there is.

use crate::util::{analysed, corpus, data};
use zhengtu::parts::model::TextRange;
use zhengtu::parts::text::Analysed;

/// Source words as a reader would copy them out of the page: without page numbers, running heads,
/// addresses and white space, brackets and digits in one form. This is a second opinion on
/// cleaning, so it shares no code with it.
fn copied(source: &str) -> String {
    let furniture = |line: &str| {
        let line = line.trim();
        let numeric = !line.is_empty()
            && line
                .chars()
                .all(|c| c.is_ascii_digit() || " -—–第页/·".contains(c))
            && line.chars().any(|c| c.is_ascii_digit());
        let address = ["http", "mailto:", "javascript:"]
            .iter()
            .any(|p| line.starts_with(p));
        numeric || address || ["CCAGM", "流通与消费政策汇编（2024）"].contains(&line)
    };
    let lines: Vec<&str> = source.split('\n').collect();
    let inner = |i: usize| i > 0 && i + 1 < lines.len();
    let kept = lines
        .iter()
        .enumerate()
        .filter(|(i, line)| !(inner(*i) && furniture(line)))
        .map(|(_, line)| *line);
    let fold = |c: char| match c {
        '(' => '（',
        ')' => '）',
        '[' | '﹝' | '［' => '〔',
        ']' | '﹞' | '］' => '〕',
        '<' | '﹤' | '＜' => '〈',
        '>' | '﹥' | '＞' => '〉',
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap(),
        _ => c,
    };
    kept.flat_map(|l| l.chars())
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .map(fold)
        .collect()
}

/// Each rule, over the project's own texts and over those of `ZHENGTU_DATA`.
const RULES: &[fn(&[Analysed])] = &[
    every_reference_and_fact_quotes_its_source,
    the_quote_of_a_record_is_the_source_at_its_offsets,
    a_signing_body_is_where_its_evidence_says,
];

#[test]
fn nothing_in_the_corpus_is_said_without_evidence() {
    let texts = corpus();
    RULES.iter().for_each(|rule| rule(&texts));
}

#[test]
#[ignore = "needs ZHENGTU_DATA: the seeds"]
fn nothing_in_the_seeds_is_said_without_evidence() {
    let texts = analysed(&data("seeds"));
    RULES.iter().for_each(|rule| rule(&texts));
}

fn check(text: &Analysed, range: TextRange, what: &str) {
    let span = text.clean.to_source(range);
    let quote: String = range
        .of(text.clean.text())
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let source = copied(span.of(&text.file.text));
    assert_eq!(
        source,
        quote,
        "{what} of {} at line {}",
        text.file.path,
        text.index.line(span.start)
    );
}

fn every_reference_and_fact_quotes_its_source(texts: &[Analysed]) {
    let mut count = 0;
    for text in texts {
        for (i, document) in text.documents.iter().enumerate() {
            if let Some(range) = document.title_range {
                check(text, range, "title");
            }
            for row in &text.extractions[i].rows {
                assert!(!row.evidence.is_empty(), "{} has no evidence", row.target);
                for evidence in &row.evidence {
                    check(text, evidence.range, evidence.rule);
                    check(text, evidence.name, "name");
                    assert!(
                        evidence.range.start <= evidence.name.start
                            && evidence.name.end <= evidence.range.end
                            || evidence.name == evidence.range,
                        "{}",
                        evidence.rule
                    );
                    count += 1;
                }
            }
            let fields = &text.fields[i];
            for fact in &fields.agencies {
                check(text, fact.range, fact.rule);
            }
            for event in &fields.history {
                check(text, event.range, event.kind.name());
                for place in [event.date_range, event.number_range, event.bodies_range] {
                    let inside = place
                        .is_none_or(|p| event.range.start <= p.start && p.end <= event.range.end);
                    assert!(inside, "{} of {}", event.kind.name(), text.file.path);
                }
            }
            let dates = [fields.signed.as_ref(), fields.adopted.as_ref()];
            for fact in dates.into_iter().flatten() {
                check(text, fact.range, fact.rule);
                let printed = fact.range.of(text.clean.text());
                assert!(
                    printed.contains('日') || printed.contains('-'),
                    "{} states no day",
                    printed
                );
            }
        }
    }
    assert!(count > 200, "only {count} references were found");
}

fn the_quote_of_a_record_is_the_source_at_its_offsets(texts: &[Analysed]) {
    let (mut count, mut events) = (0, 0);
    for text in texts {
        let source: Vec<char> = text.file.text.chars().collect();
        for row in text
            .records()
            .into_iter()
            .flat_map(|record| record.relations)
        {
            assert_eq!(
                source[row.start..row.end].iter().collect::<String>(),
                row.quote,
                "{} of {}",
                row.rule,
                text.file.path
            );
            assert!(row.quote.chars().count() <= 50);
            count += 1;
        }
        for row in text.records().into_iter().flat_map(|record| record.history) {
            let printed: String = source[row.start..row.end].iter().collect();
            assert_eq!(printed, row.quote, "{} of {}", row.event, text.file.path);
            events += 1;
        }
    }
    assert!(count > 200, "only {count} references were found");
    assert!(events > 10, "only {events} events were found");
}

fn a_signing_body_is_where_its_evidence_says(texts: &[Analysed]) {
    for text in texts {
        for fields in &text.fields {
            for fact in fields
                .agencies
                .iter()
                .filter(|f| f.rule == "issuer-signature")
            {
                let printed: String = fact
                    .range
                    .of(text.clean.text())
                    .chars()
                    .filter(|c| *c != '\n')
                    .collect();
                assert_eq!(printed, fact.value, "{}", text.file.path);
            }
        }
    }
}
