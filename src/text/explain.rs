//! Why a line was read as it was: what was matched, by which rule, and which candidates lost.
//!
//! Owns: the report on one line of a source. Must not know: how rules work; it shows what
//! `segment`, `fields` and `extract` say of themselves.

use crate::model::span::TextRange;
use crate::text::clean::Line;
use crate::text::extract;
use crate::text::fields::{Fact, Fields};
use crate::text::records::Analysed;
use crate::text::segment;
use std::fmt::{Arguments, Display, Write};

/// A report on line `line` (1-based) of `text`.
///
/// ```
/// use zhengtu::parts::text::explain;
/// use zhengtu::SourceFile;
/// use zhengtu::parts::text::Analysed;
/// let text = "某条例\n（2020年1月2日某省人民代表大会常务委员会第三次会议通过）\n第一条 根据《中华人民共和国反垄断法》，制定本条例。\n";
/// let file = SourceFile::from_text("a.txt", text);
/// let report = explain(&Analysed::new(file), 3).unwrap();
/// assert!(report.contains("based_on") && report.contains("legal-basis"));
/// ```
pub fn explain(text: &Analysed, line: usize) -> Option<String> {
    let source = text.file.text.lines().nth(line.checked_sub(1)?)?;
    let mut out = String::new();
    put(
        &mut out,
        format_args!("{}:{line}: {}", text.file.path, source.trim()),
    );
    let lines = text.clean.lines();
    let here = |l: &Line| (l.number as usize..=l.last as usize).contains(&line);
    let Some(i) = lines.iter().position(here) else {
        put(
            &mut out,
            format_args!(
                "  the line carries no text of a document: it is blank, a page number, a running head, an address, a menu or a table of the page"
            ),
        );
        return Some(out);
    };
    let mut report = Report { text, i, out };
    report.reading();
    report.document();
    Some(report.out)
}

/// The report on one line that carries text.
struct Report<'a> {
    text: &'a Analysed,
    /// The line's index in the clean text.
    i: usize,
    out: String,
}

impl Report<'_> {
    fn put(&mut self, line: Arguments) {
        put(&mut self.out, line);
    }

    /// Whether any of `range` stands on the line.
    fn here(&self, range: TextRange) -> bool {
        let line = self.text.clean.lines()[self.i].text;
        range.start < line.end && line.start < range.end
    }

    /// The words of `range` on one line.
    fn words(&self, range: TextRange) -> String {
        range.of(self.text.clean.text()).replace('\n', "")
    }

    /// Its clean words, what the model of the page took it for, and why.
    fn reading(&mut self) {
        let clean = &self.text.clean;
        let joined = clean.lines()[self.i].joined;
        let goes_on = if joined {
            "  (goes on from the line before)"
        } else {
            ""
        };
        self.put(format_args!("  clean: {}{goes_on}", clean.line(self.i)));
        let why = segment::why(clean, self.i);
        self.put(format_args!("  read as {}", why.label.name()));
        match why.margin {
            Some(margin) if why.label.begins() => self.put(format_args!(
                "    a document begins here by {margin} over the best reading without it"
            )),
            Some(margin) => self.put(format_args!(
                "    no document begins here by {margin} over the best reading in which one does"
            )),
            None => self.put(format_args!("    no document may begin here")),
        }
        for (reason, weight) in why.reasons {
            self.put(format_args!("    {weight:+5} {reason}"));
        }
    }

    /// The document in which it stands, and what it says for it.
    fn document(&mut self) {
        let text = self.text;
        let Some(d) = text
            .documents
            .iter()
            .position(|d| d.lines.contains(&self.i))
        else {
            self.put(format_args!("  belongs to no document"));
            return;
        };
        let document = &text.documents[d];
        let lines = text.clean.lines();
        self.put(format_args!(
            "  in {} “{}”, lines {}–{}, found by {}",
            document.role.name(),
            document.title,
            lines[document.lines.start].number,
            lines[document.lines.end - 1].last,
            document.sign.rule()
        ));
        self.facts(d);
        self.events(&text.fields[d]);
        self.rows(d);
        let traces = extract::trace(&text.clean, &text.documents, d, &text.fields[d]);
        for trace in &traces {
            if self.here(trace.range) {
                self.mention(trace);
            }
        }
    }

    /// Title, number, bodies and dates of document `d`.
    fn facts(&mut self, d: usize) {
        let (document, fields) = (&self.text.documents[d], &self.text.fields[d]);
        if document.title_range.is_some_and(|range| self.here(range)) {
            self.put(format_args!("  title: {}", document.title));
        }
        if let Some((number, range)) = &document.number
            && self.here(*range)
        {
            self.put(format_args!("  number: {number}"));
        }
        for fact in &fields.agencies {
            self.fact("issued by", Some(fact));
        }
        self.fact("signed", fields.signed.as_ref());
        self.fact("adopted", fields.adopted.as_ref());
    }

    /// The events of the note, and the days between which the document is in force.
    fn events(&mut self, fields: &Fields) {
        for event in &fields.history {
            if self.here(event.range) {
                let (kind, bodies) = (event.kind.name(), event.bodies.join("、"));
                self.put(format_args!("  {kind} {}: {bodies}", event.when));
            }
        }
        self.fact("effective", fields.effective.as_ref());
        self.fact("expires", fields.expires.as_ref());
    }

    fn fact<T: Display>(&mut self, name: &str, fact: Option<&Fact<T>>) {
        if let Some(fact) = fact.filter(|fact| self.here(fact.range)) {
            self.put(format_args!("  {name} {}: rule {}", fact.value, fact.rule));
        }
    }

    /// What document `d` says here of others.
    fn rows(&mut self, d: usize) {
        let text = self.text;
        for row in &text.extractions[d].rows {
            let target = if row.target.is_empty() {
                row.number.as_deref().unwrap_or("")
            } else {
                row.target.as_str()
            };
            let (relation, provisions) = (row.relation.name(), row.provisions.join("、"));
            for evidence in &row.evidence {
                if self.here(evidence.name) {
                    let (rule, words) = (evidence.rule, self.words(evidence.range));
                    self.put(format_args!(
                        "  → {relation} {target} {provisions}: rule {rule}, words “{words}”"
                    ));
                }
            }
        }
    }

    /// How a mention was read: the words around it, the filter that dropped it, the cues that fit.
    fn mention(&mut self, trace: &extract::Trace) {
        let words = self.words(trace.range);
        self.put(format_args!("  mention {words} in zone {:?}", trace.zone));
        let from = trace.before.char_indices().rev().nth(SHOWN - 1);
        let before = &trace.before[from.map_or(0, |(at, _)| at)..];
        self.put(format_args!("    before: …{before}"));
        let after: String = trace.after.chars().take(SHOWN).collect();
        self.put(format_args!("    after:  {after}…"));
        if let Some(left_out) = trace.left_out {
            self.put(format_args!("    left out: {}", left_out.why()));
            return;
        }
        let Some((first, lost)) = trace.cues.split_first() else {
            self.put(format_args!("    no cue fits: a passing mention"));
            return;
        };
        let relation = first.relation.name();
        self.put(format_args!("    decided by {} ({relation})", first.id));
        for cue in lost {
            self.put(format_args!(
                "    lost: {} ({})",
                cue.id,
                cue.relation.name()
            ));
        }
    }
}

/// How many characters around a mention are shown on each side.
const SHOWN: usize = 40;

fn put(out: &mut String, line: Arguments) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;

    #[test]
    fn a_mention_of_which_no_row_comes_names_the_filter() {
        let text = "示例管理办法\n（2020年1月2日示例部公布）\n\
                    第一条 为了规范示例管理，根据《条例》，制定本办法。\n\
                    第二条 违反《示例管理办法》的，由示例部处理。\n";
        let analysed = Analysed::new(SourceFile::from_text("a.txt", text));
        for (line, why) in [(3, "a kind of document"), (4, "the document itself")] {
            let report = explain(&analysed, line).unwrap();
            assert!(report.contains(&format!("left out: {why}")), "{report}");
        }
    }
}
