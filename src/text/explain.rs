//! Why a line was read as it was: what was matched, by which rule, and which candidates lost.
//!
//! Owns: the report on one line of a source. Must not know: how rules work; it shows what
//! `segment`, `fields` and `extract` say of themselves.

use crate::model::span::TextRange;
use crate::text::extract;
use crate::text::records::Analysed;
use crate::text::segment;
use std::fmt::Write;

/// A report on line `line` (1-based) of `text`.
///
/// ```
/// use zhengtu::text::explain::explain;
/// use zhengtu::SourceFile;
/// use zhengtu::text::records::Analysed;
/// let text = "某条例\n（2020年1月2日某省人民代表大会常务委员会第三次会议通过）\n第一条 根据《中华人民共和国反垄断法》，制定本条例。\n";
/// let file = SourceFile::from_text("a.txt", text);
/// let report = explain(&Analysed::new(file), 3).unwrap();
/// assert!(report.contains("based_on") && report.contains("legal-basis"));
/// ```
pub fn explain(text: &Analysed, line: usize) -> Option<String> {
    let mut out = String::new();
    let source = text.file.text.lines().nth(line.checked_sub(1)?)?;
    put(
        &mut out,
        format_args!("{}:{line}: {}", text.file.path, source.trim()),
    );
    let Some(i) = text
        .clean
        .lines()
        .iter()
        .position(|l| (l.number as usize..=l.last as usize).contains(&line))
    else {
        put(
            &mut out,
            format_args!(
                "  the line carries no text of a document: it is blank, a page number, a running head, an address, a menu or a table of the page"
            ),
        );
        return Some(out);
    };
    let at = text.clean.lines()[i];
    put(
        &mut out,
        format_args!(
            "  clean: {}{}",
            text.clean.line(i),
            if at.joined {
                "  (goes on from the line before)"
            } else {
                ""
            }
        ),
    );
    let why = segment::why(&text.clean, i);
    put(&mut out, format_args!("  read as {}", why.label.name()));
    if let Some(margin) = why.margin {
        put(
            &mut out,
            format_args!("    a document begins here by {margin} over the best reading without it"),
        );
    }
    for (reason, weight) in why.reasons {
        put(&mut out, format_args!("    {weight:+5} {reason}"));
    }
    let Some(d) = text.documents.iter().position(|d| d.lines.contains(&i)) else {
        put(&mut out, format_args!("  belongs to no document"));
        return Some(out);
    };
    let document = &text.documents[d];
    let lines = text.clean.lines();
    put(
        &mut out,
        format_args!(
            "  in {} “{}”, lines {}–{}, found by {}",
            document.role.name(),
            document.title,
            lines[document.lines.start].number,
            lines[document.lines.end - 1].last,
            document.sign.rule()
        ),
    );
    let here = |range: TextRange| range.start < at.text.end && at.text.start < range.end;
    facts(text, d, &here, &mut out);
    for row in &text.extractions[d].rows {
        for evidence in row.evidence.iter().filter(|e| here(e.name)) {
            let target = if row.target.is_empty() {
                row.number.as_deref().unwrap_or("")
            } else {
                row.target.as_str()
            };
            put(
                &mut out,
                format_args!(
                    "  → {} {target} {}: rule {}, words “{}”",
                    row.relation.name(),
                    row.provisions.join("、"),
                    evidence.rule,
                    evidence.range.of(text.clean.text()).replace('\n', "")
                ),
            );
        }
    }
    for trace in extract::trace(&text.clean, &text.documents, d, &text.fields[d])
        .iter()
        .filter(|t| here(t.range))
    {
        mention(text, trace, &mut out);
    }
    Some(out)
}

fn mention(text: &Analysed, trace: &extract::Trace, out: &mut String) {
    put(
        out,
        format_args!(
            "  mention {} in zone {:?}",
            trace.range.of(text.clean.text()).replace('\n', ""),
            trace.zone
        ),
    );
    let tail: Vec<char> = trace.before.chars().rev().take(40).collect();
    put(
        out,
        format_args!(
            "    before: …{}",
            tail.into_iter().rev().collect::<String>()
        ),
    );
    put(
        out,
        format_args!(
            "    after:  {}…",
            trace.after.chars().take(40).collect::<String>()
        ),
    );
    if let Some(left_out) = trace.left_out {
        put(out, format_args!("    left out: {}", left_out.why()));
        return;
    }
    match trace.cues.split_first() {
        None => put(out, format_args!("    no cue fits: a passing mention")),
        Some((first, lost)) => {
            put(
                out,
                format_args!("    decided by {} ({})", first.id, first.relation.name()),
            );
            for cue in lost {
                put(
                    out,
                    format_args!("    lost: {} ({})", cue.id, cue.relation.name()),
                );
            }
        }
    }
}

fn facts(text: &Analysed, d: usize, here: &impl Fn(TextRange) -> bool, out: &mut String) {
    let (document, fields) = (&text.documents[d], &text.fields[d]);
    if document.title_range.is_some_and(here) {
        put(out, format_args!("  title: {}", document.title));
    }
    if let Some((number, _)) = document.number.as_ref().filter(|(_, range)| here(*range)) {
        put(out, format_args!("  number: {number}"));
    }
    for fact in fields.agencies.iter().filter(|f| here(f.range)) {
        put(
            out,
            format_args!("  issued by {}: rule {}", fact.value, fact.rule),
        );
    }
    for (name, fact) in [("signed", &fields.signed), ("adopted", &fields.adopted)] {
        if let Some(fact) = fact.as_ref().filter(|f| here(f.range)) {
            put(
                out,
                format_args!("  {name} {}: rule {}", fact.value, fact.rule),
            );
        }
    }
    for event in fields.history.iter().filter(|e| here(e.range)) {
        put(
            out,
            format_args!(
                "  {} {}: {}",
                event.kind.name(),
                event.when,
                event.bodies.join("、")
            ),
        );
    }
    if let Some(fact) = fields.effective.as_ref().filter(|f| here(f.range)) {
        put(
            out,
            format_args!("  effective {}: rule {}", fact.value, fact.rule),
        );
    }
    if let Some(fact) = fields.expires.as_ref().filter(|f| here(f.range)) {
        put(
            out,
            format_args!("  expires {}: rule {}", fact.value, fact.rule),
        );
    }
}

fn put(out: &mut String, line: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}
