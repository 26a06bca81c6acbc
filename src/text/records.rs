//! Stages' values → [`Record`]s.
//!
//! Owns: the translation into the form that others read, offsets counted in characters. Must not
//! know: how anything was found.

use crate::model::doctype::noun;
use crate::model::jurisdiction::listed_place_of_title;
use crate::model::script::simplified;
use crate::model::source::{Kind, Look, SourceFile};
use crate::model::span::{LineIndex, TextRange};
use crate::text::changes::{self, Instruction};
use crate::text::clean::{self, CleanText};
use crate::text::extract::{self, Evidence, Extraction, Form, Row};
use crate::text::fields::{self, Event, Fact, Fields, When};
use crate::text::look::LineLook;
use crate::text::printed::Printed;
use crate::text::record::{HistoryRow, Place, Record, RelationRow};
use crate::text::rule::Words;
use crate::text::segment::page::weights::Weights;
use crate::text::segment::{self, Document, Role};
use crate::text::words::{ABOUT, OF_PARTY};
use std::collections::BTreeMap;
use tracing::info_span;

/// How many characters a record quotes.
const LONGEST_QUOTE: usize = 50;

/// The clean text of a file, in simplified characters, by the looks of its lines where they are
/// known.
#[cfg(feature = "cli")]
pub(crate) fn clean(file: &SourceFile) -> CleanText {
    clean_words(file, &simplified(&file.text))
}

/// The same; `words` is the text of the file in simplified characters.
fn clean_words(file: &SourceFile, words: &str) -> CleanText {
    let looks: Vec<LineLook> = file.looks.iter().map(|l| seen(file.kind, l)).collect();
    clean::clean_page(words, &looks)
}

/// Words, and where they stand if that is known → the same as they are printed.
type AsPrinted<'a> = dyn Fn(&str, Option<TextRange>) -> String + 'a;

/// One file, analysed.
#[derive(Debug)]
pub struct Analysed {
    /// The file.
    pub file: SourceFile,
    /// Its clean text.
    pub clean: CleanText,
    /// Its lines.
    pub index: LineIndex,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Their own facts.
    pub fields: Vec<Fields>,
    /// What they say of others.
    pub extractions: Vec<Extraction>,
    /// What they tell to be changed in the words of others.
    pub changes: Vec<Vec<Instruction>>,
}

impl Analysed {
    /// Read `file` through all stages up to extraction.
    pub fn new(file: SourceFile) -> Self {
        Self::with(file, Weights::fitted())
    }

    /// The same by a model of the page with these weights.
    pub fn with(file: SourceFile, weights: &Weights) -> Self {
        let words = simplified(&file.text);
        let (clean, index) = info_span!("clean")
            .in_scope(|| (clean_words(&file, &words), LineIndex::new(&file.text)));
        let mut documents =
            info_span!("segment").in_scope(|| segment::segment_with(&clean, weights));
        let fields: Vec<Fields> = info_span!("fields").in_scope(|| {
            let fields = documents.iter();
            fields.map(|d| fields::fields(&words, &clean, d)).collect()
        });
        // A number that only the note or the head prints is the document's too; 〔2006〕第1号 alone
        // is the tail of one.
        for (document, fields) in documents.iter_mut().zip(&fields) {
            let Some(told) = &fields.number else { continue };
            let whole = |(n, _): &&(String, TextRange)| !n.starts_with(['〔', '（', '第']);
            if document.number.as_ref().filter(whole).is_none() {
                document.number = Some((told.value.clone(), told.range));
            }
        }
        let mut extractions: Vec<Extraction> =
            info_span!("extract").in_scope(|| extract::extract(&clean, &documents, &fields));
        let changes: Vec<Vec<Instruction>> = info_span!("changes").in_scope(|| {
            let all = documents.iter().zip(&extractions);
            all.map(|(document, found)| changes::instructions(&clean, document, found))
                .collect()
        });
        for (found, told) in extractions.iter_mut().zip(&changes) {
            changes::mark_parts(&mut found.rows, told);
        }
        Self {
            file,
            clean,
            index,
            documents,
            fields,
            extractions,
            changes,
        }
    }

    /// The records of the file, in reading order.
    pub fn records(&self) -> Vec<Record> {
        let printed = Printed::of(&self.file.text, &self.clean);
        let all = 0..self.documents.len();
        all.map(|i| self.record(i, printed.as_ref())).collect()
    }

    fn record(&self, i: usize, script: Option<&Printed>) -> Record {
        let (document, fields, found) = (&self.documents[i], &self.fields[i], &self.extractions[i]);
        let lines = self.clean.lines();
        let as_printed = |words: &str, place: Option<TextRange>| {
            script.map_or_else(|| words.to_owned(), |script| script.words(words, place))
        };
        let alias =
            |(short, full): &(String, String)| (as_printed(short, None), as_printed(full, None));
        let agency = |f: &Fact<String>| as_printed(&f.value, Some(f.range));
        let papers = found
            .not_documents
            .iter()
            .map(|title| as_printed(title, None));
        Record {
            source: self.file.name().to_owned(),
            id: format!("d{}", i + 1),
            role: document.role.name().to_owned(),
            parent: document.parent.map(|p| format!("d{}", p + 1)),
            first_line: lines[document.lines.start].number,
            last_line: lines[document.lines.end - 1].last,
            title: as_printed(&document.title, document.title_range),
            number: document
                .number
                .as_ref()
                .map(|(n, r)| self.printed_number(n, *r)),
            agencies: fields.agencies.iter().map(agency).collect(),
            doctype: noun(&document.title)
                .filter(|_| document.role != Role::FrontMatter)
                .map(|(n, _)| n.to_owned()),
            signed: fields.signed.as_ref().map(|f| f.value.to_string()),
            adopted: fields.adopted.as_ref().map(|f| f.value.to_string()),
            effective: fields.stated_start().map(|f| f.value.to_string()),
            expires: fields.expires.as_ref().map(|f| f.value.to_string()),
            history: (fields.history.iter())
                .map(|e| self.event(e, &as_printed))
                .collect(),
            relations: (found.rows.iter())
                .map(|r| self.relation(r, &as_printed))
                .collect(),
            aliases: found.aliases.iter().map(alias).collect::<BTreeMap<_, _>>(),
            not_documents: papers.collect(),
            evidence: self.evidence(i),
        }
    }

    /// The places that show what is said of document `i` itself.
    fn evidence(&self, i: usize) -> BTreeMap<String, Place> {
        let (document, fields) = (&self.documents[i], &self.fields[i]);
        let number = document.number.as_ref().map(|(_, range)| *range);
        // A title of nothing but marks leaves no place.
        let title = document.title_range.filter(|r| r.start < r.end);
        let places = [
            ("title", title.map(|r| (r, document.sign.rule()))),
            ("number", number.map(|r| (r, self.number_rule(i)))),
            ("signed", place_of(fields.signed.as_ref())),
            ("adopted", place_of(fields.adopted.as_ref())),
            ("effective", place_of(fields.stated_start())),
            ("expires", place_of(fields.expires.as_ref())),
            ("agencies", place_of(fields.agencies.first())),
        ];
        let places = places.into_iter().filter_map(|(name, place)| {
            let (range, rule) = place?;
            Some((name.to_owned(), self.place(range, rule)))
        });
        places.collect()
    }

    fn relation(&self, row: &Row, as_printed: &AsPrinted) -> RelationRow {
        let evidence = &row.evidence[0];
        let there = |words: &str| as_printed(words, Some(evidence.name));
        let range = self.quotable(evidence);
        let place = self.place(range, evidence.rule);
        let quote = self.quote(range);
        let end = place.start + quote.chars().count();
        RelationRow {
            kind: row.relation.name().to_owned(),
            target: (!row.target.is_empty()).then(|| there(&row.target)),
            target_number: row.number.as_deref().map(there),
            target_date: row.version.map(|d| d.to_string()),
            target_kind: target_kind(&row.target, row.number.as_deref()).to_owned(),
            provisions: row.provisions.clone(),
            scope: if row.part { "part" } else { "whole" }.to_owned(),
            date: row.date.map(|d| d.to_string()),
            line: place.line,
            quote,
            marked: Some(row.form != Form::Unmarked),
            rule: place.rule,
            start: place.start,
            end,
            page: place.page,
        }
    }

    fn event(&self, event: &Event, as_printed: &AsPrinted) -> HistoryRow {
        let there = |words: &String| as_printed(words, Some(event.range));
        let place = self.place(event.range, "");
        let quote = self.quote(event.range);
        HistoryRow {
            event: event.kind.name().to_owned(),
            date: (event.when != When::Unstated).then(|| event.when.to_string()),
            bodies: event.bodies.iter().map(there).collect(),
            number: event.number.as_ref().map(there),
            decision: event.decision.as_ref().map(there),
            ordinal: event.ordinal,
            line: place.line,
            end: place.start + quote.chars().count(),
            start: place.start,
            quote,
        }
    }

    /// The first characters of `range` as the source has them: where lines wrap or pages turn,
    /// these are more than the words.
    fn quote(&self, range: TextRange) -> String {
        let words = self.clean.to_source(range).of(&self.file.text);
        words.chars().take(LONGEST_QUOTE).collect()
    }

    /// At most fifty characters of the evidence: all of it, or what begins with the name.
    fn quotable(&self, evidence: &Evidence) -> TextRange {
        let text = self.clean.text();
        if evidence.range.of(text).chars().count() <= LONGEST_QUOTE {
            return evidence.range;
        }
        let rest = &text[evidence.name.start..evidence.range.end];
        let len = rest
            .char_indices()
            .nth(LONGEST_QUOTE)
            .map_or(rest.len(), |(i, _)| i);
        TextRange::new(evidence.name.start, evidence.name.start + len)
    }

    fn place(&self, range: TextRange, rule: &str) -> Place {
        let span = self.clean.to_source(range);
        let text = &self.file.text;
        let line = self.index.line(span.start);
        let look = self.file.look(line).filter(|look| look.page > 0);
        Place {
            line: line as u32,
            page: look.map(|look| look.page),
            start: self.index.chars(text, span.start),
            end: self.index.chars(text, span.end),
            rule: rule.to_owned(),
        }
    }

    /// The rule that read the number of document `i`.
    pub fn number_rule(&self, i: usize) -> &'static str {
        let printed = self.documents[i].number.as_ref().map(|(_, range)| *range);
        let told = self.fields[i].number.as_ref();
        told.filter(|f| Some(f.range) == printed)
            .map_or("number-line", |f| f.rule)
    }

    /// The number with the brackets that the source prints, and digits of one form.
    pub fn printed_number(&self, number: &str, range: TextRange) -> String {
        let printed: String = self
            .clean
            .to_source(range)
            .of(&self.file.text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        if printed.chars().count() == number.chars().count() {
            let form = |(printed, clean): (char, char)| match clean.is_ascii_alphanumeric() {
                true => clean,
                false => printed,
            };
            printed.chars().zip(number.chars()).map(form).collect()
        } else {
            number.to_owned()
        }
    }
}

/// Where a fact stands, and the rule that found it.
fn place_of<T>(fact: Option<&Fact<T>>) -> Option<(TextRange, &'static str)> {
    fact.map(|fact| (fact.range, fact.rule))
}

/// What of a look the rules of the page may use: what the reader of the kind knows for sure.
fn seen(kind: Kind, look: &Look) -> LineLook {
    // A page may centre a line, or make it bold, by a style sheet that is not at hand.
    let told = |says: bool| (says || !matches!(kind, Kind::Html | Kind::Mhtml)).then_some(says);
    let printed = look.size > 0.0;
    LineLook {
        page: (look.page > 0).then_some(look.page),
        size: printed.then_some(look.size),
        centred: told(look.centred).filter(|_| printed),
        bold: told(look.bold).filter(|_| printed),
    }
}

/// How titles begin of what bodies of the Party issue …
static BY_PARTY: Words = Words::heads(
    "by-party",
    &["中共", "中央八项"],
    &["中共中央关于示例的决定"],
    &["示例市关于中共示例的通知"],
);
/// … and what others are about.
static ON_PARTY: Words = Words::new(
    "on-party",
    &["党建"],
    &["关于加强示例党建工作的意见"],
    &["关于加强示例建设的意见"],
);
/// The nouns of each kind of norm; the name of the row is that of the kind.
#[rustfmt::skip]
static KINDS: [Words; 5] = [
    Words::whole("law", &["法", "法典", "宪法", "修正案"], &["法"], &["办法"]),
    Words::whole("regulation", &["条例"], &["条例"], &["规定"]),
    Words::whole("treaty", &["协定", "公约", "议定书", "条约"], &["公约"], &["协议"]),
    Words::whole("standard", &["标准", "规范", "分类"], &["规范"], &["规定"]),
    Words::whole("rule", &["规定", "办法", "细则", "规则"], &["办法"], &["法", "通知"]),
];

/// How the numbers of regulations begin.
static OF_REGULATION: Words = Words::heads(
    "of-regulation",
    &["国务院令", "中华人民共和国国务院令"],
    &["国务院令第285号"],
    &["国务院办公厅令第1号", "示例部令第2号"],
);

/// How the codes of standards begin.
static OF_STANDARD: Words = Words::heads(
    "of-standard",
    &[
        "GB", "JR", "GM", "HJ", "DB", "GA", "MZ", "WS", "YD", "ISO", "IEC",
    ],
    &["GB/T26341-2010", "JR0052-2009"],
    &["示发〔2001〕5号", "HAF001/02"],
);

/// What kind of norm a title and a number name, as far as they show.
pub(crate) fn target_kind(title: &str, number: Option<&str>) -> &'static str {
    if number.is_some_and(|number| OF_REGULATION.stand_in(number)) {
        return "regulation";
    }
    if number.is_some_and(|number| OF_STANDARD.stand_in(number)) {
        return "standard";
    }
    let bare = crate::model::doctype::without_version(title);
    if [&OF_PARTY, &BY_PARTY, &ON_PARTY]
        .iter()
        .any(|row| row.stand_in(title))
    {
        return "party";
    }
    let Some((noun, _)) = noun(title) else {
        return "other";
    };
    let kind = KINDS.iter().find(|row| row.stand_in(noun));
    let is_local = || listed_place_of_title(title).is_some();
    // 关于示例规范的通知 is no standard, nor is 关于示例规范.
    match kind.map_or("policy", |row| row.name) {
        "regulation" | "rule" | "policy" if is_local() => "local",
        "standard" if ABOUT.stand_in(bare) => "policy",
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn a_title_tells_the_kind_of_its_norm() {
        rule::check_words(
            &KINDS
                .iter()
                .chain([&BY_PARTY, &ON_PARTY, &OF_REGULATION, &OF_STANDARD])
                .collect::<Vec<_>>(),
        );
        for (title, want) in [
            ("中共中央关于示例的决定", "party"),
            ("中国共产党示例条例", "party"),
            ("示例法", "law"),
            ("广东省示例条例", "local"),
            ("深圳市示例区示例资金管理办法", "local"),
            ("广州市人民政府办公厅关于示例工作的通知", "local"),
            ("自然保护区条例", "regulation"),
            ("示例规范", "standard"),
            ("关于示例规范", "policy"),
            ("示例管理办法（2020年修订）", "rule"),
            ("关于示例工作的通知", "policy"),
            ("示例", "other"),
        ] {
            assert_eq!(target_kind(title, None), want, "{title}");
        }
        let of = |number| target_kind("示例规定", Some(number));
        assert_eq!(of("国务院令第285号"), "regulation");
        assert_eq!(of("示例部令第2号"), "rule");
        assert_eq!(of("GB/T1-2020"), "standard");
    }
}
