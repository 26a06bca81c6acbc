//! Records against gold records: precision, recall and F1 for boundaries, fields, agencies,
//! relations and provisions.
//!
//! Owns: how a predicted record is paired with a gold one and when two titles, numbers or targets
//! count as the same. Must not know: how records were made. The figures are those of the
//! collection's own scorer, so that the repository can measure itself.
//!
//! A gold file says what it covers: from its first to its last record of each source; predicted
//! records of which half or more lies outside do not count. Records pair up by their lines (at
//! least half in common), the same title preferred; front matter is left out.

use crate::model::jurisdiction::COUNTRY;
use crate::text::record::{Record, RelationRow};
use crate::text::words::{ABOUT, STARTS_ABOUT};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// True positives, false positives and false negatives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and right.
    pub tp: usize,
    /// Found and wrong.
    pub fp: usize,
    /// Not found.
    pub fn_: usize,
}

impl Tally {
    /// Share of what was found that is right.
    pub fn precision(&self) -> f64 {
        ratio(self.tp, self.tp + self.fp)
    }

    /// Share of what is right that was found.
    pub fn recall(&self) -> f64 {
        ratio(self.tp, self.tp + self.fn_)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole > 0 {
        part as f64 / whole as f64
    } else {
        0.0
    }
}

/// All figures, in the order in which they are shown, and the errors behind them.
#[derive(Debug, Default)]
pub struct Report {
    /// Name and tally of each measure.
    pub rows: Vec<(String, Tally)>,
    /// Kind of error → one line for each.
    pub errors: BTreeMap<String, Vec<String>>,
}

impl Report {
    fn at(&mut self, name: &str) -> &mut Tally {
        let i = match self.rows.iter().position(|(n, _)| n == name) {
            Some(i) => i,
            None => {
                self.rows.push((name.to_owned(), Tally::default()));
                self.rows.len() - 1
            }
        };
        &mut self.rows[i].1
    }

    /// The tally of one measure; empty if nothing was measured.
    pub fn get(&self, name: &str) -> Tally {
        self.rows
            .iter()
            .find(|(n, _)| n == name)
            .map_or_else(Tally::default, |(_, t)| *t)
    }

    fn error(&mut self, kind: &str, line: String) {
        self.errors.entry(kind.to_owned()).or_default().push(line);
    }

    /// The three figures that sum a run up: documents, mean of five fields, relations with their
    /// type.
    pub fn headline(&self) -> (f64, f64, f64) {
        let fields = [
            "field title",
            "field number",
            "field signed",
            "field effective",
            "agencies",
        ];
        let mean = fields.iter().map(|n| self.get(n).f1()).sum::<f64>() / fields.len() as f64;
        (
            self.get("documents").f1(),
            mean,
            self.get("relations typed").f1(),
        )
    }
}

/// A figure to four places, from which the printed three are rounded, as the collection's scorer
/// does it: 0.98246 is shown as 0.983.
fn four(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, t) in &self.rows {
            writeln!(
                f,
                "{name:<42} P {:.3}  R {:.3}  F1 {:.3}   tp {} fp {} fn {}",
                four(t.precision()),
                four(t.recall()),
                four(t.f1()),
                t.tp,
                t.fp,
                t.fn_
            )?;
        }
        let (documents, fields, relations) = self.headline();
        write!(
            f,
            "\nHEADLINE documents F1 {documents:.3}  fields F1 {fields:.3}  relations F1 {relations:.3}"
        )
    }
}

/// Score `predicted` against the gold files in `gold`, one list of records each.
pub fn score(gold: &[Vec<Record>], predicted: &[Record]) -> Report {
    let ranges = covered_ranges(gold);
    let gold: Vec<&Record> = gold
        .iter()
        .flatten()
        .filter(|g| g.role != "frontmatter")
        .collect();
    let predicted: Vec<&Record> = predicted
        .iter()
        .filter(|p| p.role != "frontmatter" && is_covered(p, &ranges))
        .collect();
    let pairs = pair(&gold, &predicted);
    let mut report = Report::default();
    documents(&gold, &predicted, &pairs, &mut report);
    fields(&gold, &predicted, &pairs, &mut report);
    agencies(&gold, &predicted, &pairs, &mut report);
    relations(&gold, &predicted, &pairs, &mut report);
    report
}

/// Indices of a gold and a predicted record, and the share of lines they have in common.
struct Pair {
    gold: usize,
    predicted: usize,
    overlap: f64,
}

fn covered_ranges(gold: &[Vec<Record>]) -> Vec<(String, u32, u32)> {
    let mut ranges = Vec::new();
    for rows in gold {
        let sources: BTreeSet<&str> = rows.iter().map(|r| r.source.as_str()).collect();
        for source in sources {
            let mine: Vec<&Record> = rows.iter().filter(|r| r.source == source).collect();
            if let (Some(first), Some(last)) = (mine.first(), mine.last()) {
                ranges.push((
                    base_name(source).to_owned(),
                    first.first_line,
                    last.last_line,
                ));
            }
        }
    }
    ranges
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_covered(p: &Record, ranges: &[(String, u32, u32)]) -> bool {
    let lines = i64::from(p.last_line) - i64::from(p.first_line) + 1;
    ranges.iter().any(|(source, low, high)| {
        base_name(&p.source) == source
            && 2 * (i64::from(*high.min(&p.last_line)) - i64::from(*low.max(&p.first_line)) + 1)
                >= lines
    })
}

fn overlap(a: &Record, b: &Record) -> f64 {
    let both =
        i64::from(a.last_line.min(b.last_line)) - i64::from(a.first_line.max(b.first_line)) + 1;
    let either =
        i64::from(a.last_line.max(b.last_line)) - i64::from(a.first_line.min(b.first_line)) + 1;
    both.max(0) as f64 / either as f64
}

fn pair(gold: &[&Record], predicted: &[&Record]) -> Vec<Pair> {
    let mut by_source: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, p) in predicted.iter().enumerate() {
        by_source.entry(base_name(&p.source)).or_default().push(i);
    }
    let mut candidates = Vec::new();
    for (gi, g) in gold.iter().enumerate() {
        for pi in by_source.get(base_name(&g.source)).into_iter().flatten() {
            let common = overlap(g, predicted[*pi]);
            if common > 0.0 {
                let bonus = if same_title(&g.title, &predicted[*pi].title) {
                    0.25
                } else {
                    0.0
                };
                candidates.push((
                    common + bonus,
                    Pair {
                        gold: gi,
                        predicted: *pi,
                        overlap: common,
                    },
                ));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used_gold, mut used_predicted, mut pairs) =
        (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, candidate) in candidates {
        if candidate.overlap >= 0.5
            && !used_gold.contains(&candidate.gold)
            && !used_predicted.contains(&candidate.predicted)
        {
            used_gold.insert(candidate.gold);
            used_predicted.insert(candidate.predicted);
            pairs.push(candidate);
        }
    }
    pairs
}

fn unpaired(n: usize, paired: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let paired: BTreeSet<usize> = paired.collect();
    (0..n).filter(move |i| !paired.contains(i))
}

fn span(r: &Record) -> String {
    format!("({}, {})", r.first_line, r.last_line)
}

fn documents(gold: &[&Record], predicted: &[&Record], pairs: &[Pair], report: &mut Report) {
    let good = pairs
        .iter()
        .filter(|p| p.overlap >= 0.8 && gold[p.gold].role == predicted[p.predicted].role)
        .count();
    *report.at("documents") = Tally {
        tp: good,
        fp: predicted.len() - good,
        fn_: gold.len() - good,
    };
    for i in unpaired(gold.len(), pairs.iter().map(|p| p.gold)) {
        report.error(
            "document missed",
            format!(
                "{} {} {} {}",
                gold[i].id,
                gold[i].role,
                span(gold[i]),
                gold[i].title
            ),
        );
    }
    for i in unpaired(predicted.len(), pairs.iter().map(|p| p.predicted)) {
        report.error(
            "document spurious",
            format!(
                "{} {} {}",
                predicted[i].role,
                span(predicted[i]),
                predicted[i].title
            ),
        );
    }
    for p in pairs {
        let (g, q) = (gold[p.gold], predicted[p.predicted]);
        if p.overlap < 0.8 || g.role != q.role {
            report.error(
                "document off",
                format!(
                    "{} {}/{} {}/{} {}",
                    g.id,
                    g.role,
                    q.role,
                    span(g),
                    span(q),
                    g.title
                ),
            );
        }
    }
}

type Field = (
    &'static str,
    fn(&Record) -> Option<&str>,
    fn(&str, &str) -> bool,
);

fn fields(gold: &[&Record], predicted: &[&Record], pairs: &[Pair], report: &mut Report) {
    let same = |a: &str, b: &str| a == b;
    let table: [Field; 6] = [
        (
            "title",
            |r| Some(r.title.as_str()).filter(|t| !t.is_empty()),
            |a, b| norm(a) == norm(b),
        ),
        (
            "number",
            |r| r.number.as_deref(),
            |a, b| norm_number(a) == norm_number(b),
        ),
        ("signed", |r| r.signed.as_deref(), same),
        ("adopted", |r| r.adopted.as_deref(), same),
        ("effective", |r| r.effective.as_deref(), same),
        ("expires", |r| r.expires.as_deref(), same),
    ];
    for (name, get, equal) in table {
        let measure = format!("field {name}");
        report.at(&measure);
        for p in pairs {
            let (g, q) = (gold[p.gold], predicted[p.predicted]);
            let tally = report.at(&measure);
            match (get(g), get(q)) {
                (Some(a), Some(b)) if equal(a, b) => tally.tp += 1,
                (Some(_), Some(_)) => (tally.fp, tally.fn_) = (tally.fp + 1, tally.fn_ + 1),
                (Some(_), None) => tally.fn_ += 1,
                (None, Some(_)) => tally.fp += 1,
                (None, None) => continue,
            }
            if !matches!((get(g), get(q)), (Some(a), Some(b)) if equal(a, b)) {
                let shown = |v: Option<&str>| v.unwrap_or("nothing").to_owned();
                report.error(
                    &measure,
                    format!("{} gold {} got {}", g.id, shown(get(g)), shown(get(q))),
                );
            }
        }
        let missed = unpaired(gold.len(), pairs.iter().map(|p| p.gold))
            .filter(|i| get(gold[*i]).is_some())
            .count();
        report.at(&measure).fn_ += missed;
    }
}

fn agencies(gold: &[&Record], predicted: &[&Record], pairs: &[Pair], report: &mut Report) {
    let set = |r: &Record| {
        r.agencies
            .iter()
            .map(|a| norm(a))
            .collect::<BTreeSet<String>>()
    };
    report.at("agencies");
    for p in pairs {
        let (a, b) = (set(gold[p.gold]), set(predicted[p.predicted]));
        let tally = report.at("agencies");
        tally.tp += a.intersection(&b).count();
        tally.fp += b.difference(&a).count();
        tally.fn_ += a.difference(&b).count();
        if a != b {
            let line = format!(
                "{} missed {:?} spurious {:?}",
                gold[p.gold].id,
                a.difference(&b).collect::<Vec<_>>(),
                b.difference(&a).collect::<Vec<_>>()
            );
            report.error("agencies", line);
        }
    }
    for i in unpaired(gold.len(), pairs.iter().map(|p| p.gold)) {
        report.at("agencies").fn_ += set(gold[i]).len();
    }
}

const UNTYPED: &str = "relations untyped";
const TYPED: &str = "relations typed";
const EVERY: &str = "relations typed, unmarked mentions too";

fn relations(gold: &[&Record], predicted: &[&Record], pairs: &[Pair], report: &mut Report) {
    for name in [UNTYPED, TYPED, EVERY, "provisions"] {
        report.at(name);
    }
    let partner: HashMap<usize, usize> = pairs.iter().map(|p| (p.gold, p.predicted)).collect();
    for (gi, g) in gold.iter().enumerate() {
        let rows: &[RelationRow] = partner.get(&gi).map_or(&[], |p| &predicted[*p].relations);
        relations_of(g, rows, report);
    }
    for i in unpaired(predicted.len(), pairs.iter().map(|p| p.predicted)) {
        for row in &predicted[i].relations {
            let kind = format!("type {}", row.kind);
            for name in [UNTYPED, TYPED, EVERY, &kind] {
                report.at(name).fp += 1;
            }
        }
    }
}

fn relations_of(g: &Record, rows: &[RelationRow], report: &mut Report) {
    let (mut used, mut named) = (BTreeSet::new(), BTreeSet::new());
    let mut wanted: Vec<&RelationRow> = g.relations.iter().collect();
    wanted.sort_by_key(|r| r.kind == "repeals" || r.kind == "replaces");
    for r in wanted {
        let hit = (0..rows.len())
            .find(|i| !used.contains(i) && rows[*i].kind == r.kind && same_target(r, &rows[*i]));
        let loose = (0..rows.len()).find(|i| same_target(r, &rows[*i]));
        if let Some(i) = hit {
            used.insert(i);
            provisions_of(g, r, &rows[i], report);
        }
        named.extend(loose);
        count(report.at(EVERY), hit.is_some());
        if !r.marked.unwrap_or(true) {
            continue;
        }
        count(report.at(&format!("type {}", r.kind)), hit.is_some());
        count(report.at(TYPED), hit.is_some());
        count(report.at(UNTYPED), loose.is_some());
        if hit.is_none() {
            let got = loose.map_or("nothing", |i| rows[i].kind.as_str());
            report.error(
                "relation missed",
                format!(
                    "{} line {} {} → {} got {got} | {}",
                    g.id,
                    r.line,
                    r.kind,
                    shown(r),
                    r.quote
                ),
            );
        }
    }
    for (i, row) in rows.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        for name in [TYPED, EVERY, &format!("type {}", row.kind)] {
            report.at(name).fp += 1;
        }
        if !named.contains(&i) && !g.relations.iter().any(|r| same_target(r, row)) {
            report.at(UNTYPED).fp += 1;
        }
        report.error(
            "relation spurious",
            format!(
                "{} line {} {} → {} | {}",
                g.id,
                row.line,
                row.kind,
                shown(row),
                row.quote
            ),
        );
    }
}

fn count(tally: &mut Tally, found: bool) {
    if found {
        tally.tp += 1;
    } else {
        tally.fn_ += 1;
    }
}

fn shown(r: &RelationRow) -> &str {
    r.target
        .as_deref()
        .or(r.target_number.as_deref())
        .unwrap_or("")
}

fn provisions_of(g: &Record, r: &RelationRow, row: &RelationRow, report: &mut Report) {
    let set = |r: &RelationRow| {
        r.provisions
            .iter()
            .map(|p| norm(p))
            .collect::<BTreeSet<String>>()
    };
    let (a, b) = (set(r), set(row));
    let tally = report.at("provisions");
    tally.tp += a.intersection(&b).count();
    tally.fp += b.difference(&a).count();
    tally.fn_ += a.difference(&b).count();
    if a != b {
        report.error(
            "provisions",
            format!("{} line {} {} gold {a:?} got {b:?}", g.id, r.line, shown(r)),
        );
    }
}

/// White space removed; brackets, dashes, punctuation and quotes in one form each.
fn norm(text: &str) -> String {
    let fold = |c: char| match c {
        '〈' | '<' | '﹤' | '＜' | '《' => '〈',
        '〉' | '>' | '﹥' | '＞' | '》' => '〉',
        '—' | '－' | '–' | '―' | '‐' | '−' => '-',
        '（' => '(',
        '）' => ')',
        '【' | '﹝' | '［' => '[',
        '】' | '﹞' | '］' => ']',
        '：' => ':',
        '，' | '、' => ',',
        '；' => ';',
        '“' | '”' | '"' | '‘' | '’' => '\'',
        '•' | '・' => '·',
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(fold)
        .collect()
}

fn norm_number(text: &str) -> String {
    let text = norm(text)
        .replace('(', "[")
        .replace(')', "]")
        .replace(COUNTRY, "");
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    while i < chars.len() {
        let zeros = chars[i..].iter().take_while(|c| **c == '0').count();
        let digits = chars[i + zeros..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let leading = i > 0
            && !chars[i - 1].is_ascii_digit()
            && zeros > 0
            && digits > 0
            && chars.get(i + zeros + digits) == Some(&'号');
        if leading {
            i += zeros;
        }
        out.push(chars[i]);
        i += 1;
    }
    out
}

fn same_title(a: &str, b: &str) -> bool {
    let (a, b) = (norm(a), norm(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let bare = |t: &str| t.strip_prefix(COUNTRY).unwrap_or(t).to_owned();
    if a == b || bare(&a) == bare(&b) {
        return true;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let issuer_in_front = STARTS_ABOUT.stand_in(short)
        && long.ends_with(short.as_str())
        && !ABOUT.stand_in(&long[..long.len() - short.len()]);
    issuer_in_front || short.trim_matches(['〈', '〉']) == long.trim_matches(['〈', '〉'])
}

fn same_target(g: &RelationRow, p: &RelationRow) -> bool {
    let number = |r: &RelationRow| {
        r.target_number
            .as_deref()
            .map(norm_number)
            .filter(|n| !n.is_empty())
    };
    let same_number = matches!((number(g), number(p)), (Some(a), Some(b)) if a == b);
    same_number
        || same_title(
            g.target.as_deref().unwrap_or(""),
            p.target.as_deref().unwrap_or(""),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(kind: &str, target: &str) -> RelationRow {
        RelationRow {
            kind: kind.to_owned(),
            target: Some(target.to_owned()),
            ..RelationRow::default()
        }
    }

    fn record(first: u32, last: u32, title: &str, relations: Vec<RelationRow>) -> Record {
        Record {
            source: "a.txt".to_owned(),
            role: "act".to_owned(),
            first_line: first,
            last_line: last,
            title: title.to_owned(),
            relations,
            ..Record::default()
        }
    }

    #[test]
    fn the_gold_against_itself_is_perfect_and_a_wrong_type_costs_both_ways() {
        let gold = vec![record(1, 10, "甲办法", vec![relation("based_on", "乙法")])];
        let report = score(std::slice::from_ref(&gold), &gold);
        assert_eq!(report.headline().0, 1.0);
        assert_eq!(
            report.get(TYPED),
            Tally {
                tp: 1,
                fp: 0,
                fn_: 0
            }
        );
        let wrong = vec![record(
            1,
            10,
            "甲办法",
            vec![relation("cites", "中华人民共和国乙法")],
        )];
        let report = score(std::slice::from_ref(&gold), &wrong);
        assert_eq!(
            report.get(TYPED),
            Tally {
                tp: 0,
                fp: 1,
                fn_: 1
            }
        );
        assert_eq!(
            report.get(UNTYPED),
            Tally {
                tp: 1,
                fp: 0,
                fn_: 0
            }
        );
    }

    #[test]
    fn titles_and_numbers_are_compared_as_printed_variants_of_one() {
        assert!(same_title(
            "关于印发〈甲〉的通知",
            "财政部关于印发《甲》的通知"
        ));
        assert!(!same_title("关于甲的通知", "乙部关于转发关于甲的通知"));
        assert_eq!(
            norm_number("财税〔2019〕013 号"),
            norm_number("财税〔2019〕13号")
        );
        assert_eq!(
            norm_number("中华人民共和国国务院令第790号"),
            "国务院令第790号"
        );
    }

    #[test]
    fn what_lies_outside_the_gold_does_not_count() {
        let gold = vec![record(100, 200, "甲办法", Vec::new())];
        let report = score(
            std::slice::from_ref(&gold),
            &[record(1, 50, "丙办法", Vec::new()), gold[0].clone()],
        );
        assert_eq!(
            report.get("documents"),
            Tally {
                tp: 1,
                fp: 0,
                fn_: 0
            }
        );
    }
}
