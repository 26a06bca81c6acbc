//! Amendments provision by provision: what changed in article N of an act, by which decision, from
//! which words to which; and whether the older text so changed is the newer one.
//!
//! Owns: which changes are asked for, the older and the newer text of a decision, what is told of
//! articles that come out otherwise. Must not know: how a change is carried out (`apply`), how rows
//! are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::apply::apply;
use super::compare::{Passage, PassageKind, passages};
use super::lifecycle::Lifecycles;
use super::network::{Document, Network, TextualChange, Version};
use super::target::Target;
use super::texts::{Texts, wording};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::error::Error;
use crate::model::provision::{Provision, Step, Unit};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::sync::Arc;

const COLUMNS: &[&str] = &[
    "act",
    "provision",
    "change",
    "becomes",
    "words before",
    "words after",
    "beside",
    "by",
    "day",
    "in force from",
    "iri",
    "of iri",
];
const ARTICLES: &[&str] = &[
    "act", "article", "outcome", "reckoned", "printed", "older", "newer", "by", "iri", "of iri",
];
const LEFT_OUT: &[&str] = &[
    "act",
    "provision",
    "change",
    "why",
    "older",
    "by",
    "iri",
    "of iri",
];

/// What decisions told by the day to be changed in the words of an act, or of one of its
/// provisions; of all acts if none is asked for.
///
/// # Errors
/// When the provision cannot be read.
pub fn amendments<'a>(
    network: &'a Network,
    target: Option<&Target<'_>>,
    as_of: AsOf,
) -> Result<AnswerTable<'a>, Error> {
    let asked = Asked::of(network, target, as_of)?;
    let title = match target.and_then(|it| network.graph.node_weight(it.document)) {
        Some(document) => format!("amendments of {document}"),
        None => "amendments".to_owned(),
    };
    let mut sheet = AnswerTable::new(title, as_of, COLUMNS);
    sheet.notes.push(
        "provisions bear the numbers of the text before each decision; words as the decision prints them"
            .to_owned(),
    );
    for decision in asked.decisions() {
        sheet
            .rows
            .extend(decision.changes.iter().map(|it| asked.row(&decision, it)));
    }
    Ok(sheet)
}

/// Two sheets: articles that come out otherwise than the newer text has them when the changes are
/// carried out on the older one, and changes that could not be carried out; for each decision of
/// which the older text is held. The notes count.
///
/// # Errors
/// When the provision cannot be read.
pub fn carried_out<'a>(
    network: &'a Network,
    target: Option<&Target<'_>>,
    as_of: AsOf,
    texts: &dyn Texts,
) -> Result<Vec<AnswerTable<'a>>, Error> {
    let whole = target.map(|it| Target {
        document: it.document,
        provision: None,
    });
    let asked = Asked::of(network, whole.as_ref(), as_of)?;
    let mut unlike = AnswerTable::new("articles that come out otherwise", as_of, ARTICLES);
    let mut left = AnswerTable::new("changes not carried out", as_of, LEFT_OUT);
    let mut counts = Counts::default();
    for decision in asked.decisions() {
        let Some(texts) = asked.texts(&decision, texts) else {
            continue;
        };
        let applied = apply(&passages(&texts.older.1), &decision.changes);
        counts.changes += decision.changes.len();
        counts.left += applied.left_out.len();
        for (place, why) in &applied.left_out {
            let Some(change) = decision.changes.get(*place) else {
                continue;
            };
            let cells = vec![
                Cell::from(&decision.act),
                provision(change),
                Cell::Word(change.kind.name()),
                Cell::Word(why.words()),
                Cell::from(&texts.older.0),
                Cell::from(&decision.by),
                Cell::from(&change.by),
                Cell::from(&change.act),
            ];
            left.rows
                .push(Row::of(cells, change.evidence.iter().collect()));
        }
        let Some((newer, words)) = &texts.newer else {
            continue;
        };
        counts.pairs += 1;
        for (article, outcome, [reckoned, printed]) in compared(&applied.articles, &passages(words))
        {
            counts.articles += 1;
            if outcome == SAME {
                counts.same += 1;
                continue;
            }
            let iris = decision.changes.first();
            let cells = vec![
                Cell::from(&decision.act),
                Cell::from(article),
                Cell::Word(outcome),
                Cell::from(reckoned),
                Cell::from(printed),
                Cell::from(&texts.older.0),
                Cell::from(newer),
                Cell::from(&decision.by),
                Cell::from(iris.map(|it| &it.by)),
                Cell::from(iris.map(|it| &it.act)),
            ];
            unlike.rows.push(Row::of(cells, Vec::new()));
        }
    }
    unlike.notes.push(counts.articles());
    left.notes.push(counts.changes());
    Ok(vec![unlike, left])
}

const SAME: &str = "same";

/// How many came out how.
#[derive(Default)]
struct Counts {
    changes: usize,
    left: usize,
    pairs: usize,
    articles: usize,
    same: usize,
}

impl Counts {
    fn articles(&self) -> String {
        format!(
            "{} of {} articles come out as the newer text has them, in {} texts of which the older, the decision and the newer are held",
            self.same, self.articles, self.pairs
        )
    }

    fn changes(&self) -> String {
        let done = self.changes - self.left;
        format!(
            "{done} of {} changes could be carried out on an older text that is held",
            self.changes
        )
    }
}

/// The articles of both texts by their numbers: what became of each, and the two wordings of those
/// that are not the same.
fn compared(
    reckoned: &[Passage],
    printed: &[Passage],
) -> Vec<(String, &'static str, [Option<String>; 2])> {
    type Both<'a> = [Option<&'a Passage>; 2];
    let mut both: BTreeMap<(usize, Step), Both<'_>> = BTreeMap::new();
    for (side, passages) in [reckoned, printed].into_iter().enumerate() {
        let mut seen: BTreeMap<Step, usize> = BTreeMap::new();
        for passage in passages.iter().filter(|it| it.kind == PassageKind::Article) {
            let Some(step) = passage.step else { continue };
            // An annex counts its articles anew.
            let again = seen.entry(step).or_default();
            let slot = both.entry((*again, step)).or_default();
            slot[side] = Some(passage);
            *again += 1;
        }
    }
    let told = |((_, step), both): ((usize, Step), Both<'_>)| {
        let words = both.map(|it| it.map(|it| it.words.clone()));
        let outcome = match &words {
            [Some(a), Some(b)] if a == b => SAME,
            [Some(a), Some(b)] if without_numbers(a) == without_numbers(b) => {
                "only numbers of provisions differ"
            }
            [Some(_), Some(_)] => "other words",
            [Some(_), None] => "not in the newer text",
            _ => "not reckoned",
        };
        (step.to_string(), outcome, words)
    };
    both.into_iter().map(told).collect()
}

/// The words without the numbers of articles that they refer to.
fn without_numbers(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('第') {
        out.push_str(&rest[..at]);
        let (step, len) = Step::read(&rest[at..]).unzip();
        let is_article = step.is_some_and(|it| it.unit == Unit::Article);
        let len = len.filter(|_| is_article).unwrap_or('第'.len_utf8());
        out.push_str(if is_article { "第条" } else { "第" });
        rest = &rest[at + len..];
    }
    out + rest
}

fn provision(change: &TextualChange) -> Cell {
    let named = change.provision.as_ref().or(change.becomes.as_ref());
    Cell::from(named.map(ToString::to_string))
}

/// What is asked for.
struct Asked<'a> {
    network: &'a Network,
    lives: Lifecycles,
    /// The family of the act.
    act: Option<usize>,
    provision: Option<Provision>,
    as_of: AsOf,
}

/// The changes that a decision makes in an act.
struct Decision<'a> {
    act: Arc<str>,
    by: Arc<str>,
    work: &'a Document,
    decision: &'a Document,
    day: Option<Day>,
    start: Option<Day>,
    changes: Vec<&'a TextualChange>,
}

/// The texts before and after a decision, with what they are called.
struct Held {
    older: (String, String),
    newer: Option<(String, String)>,
}

impl<'a> Asked<'a> {
    fn of(network: &'a Network, target: Option<&Target<'_>>, as_of: AsOf) -> Result<Self, Error> {
        let lives = Lifecycles::of(network);
        let provision = target.and_then(|it| it.provision).map(Provision::parse);
        Ok(Self {
            network,
            act: target.map(|it| lives.families.number(it.document)),
            lives,
            provision: provision.transpose()?,
            as_of,
        })
    }

    /// The decisions whose changes are asked for, in order of acts and days.
    fn decisions(&self) -> Vec<Decision<'a>> {
        let changes = self
            .network
            .changes
            .chunk_by(|a, b| (&a.act, &a.by) == (&b.act, &b.by));
        let mut found: Vec<(&str, Decision<'a>)> = changes
            .filter_map(|it| Some((it.first()?.act.as_str(), self.decision(it)?)))
            .collect();
        found.sort_by(|(a, x), (b, y)| {
            let key = |day: Option<Day>| day.unwrap_or(Day::LAST);
            (a, key(x.day)).cmp(&(b, key(y.day)))
        });
        found.into_iter().map(|(_, it)| it).collect()
    }

    fn decision(&self, changes: &'a [TextualChange]) -> Option<Decision<'a>> {
        let first = changes.first()?;
        let (act, by) = (
            self.network.node(&first.act)?,
            self.network.node(&first.by)?,
        );
        let family = |node: NodeIndex| self.lives.families.number(node);
        if self.act.is_some_and(|asked| asked != family(act)) {
            return None;
        }
        let day = self.lives.issued(family(by));
        if self
            .as_of
            .day()
            .is_some_and(|last| day.is_some_and(|day| day > last))
        {
            return None;
        }
        let is_asked = |it: &&TextualChange| {
            self.provision
                .as_ref()
                .is_none_or(|asked| it.touches(asked))
        };
        let changes: Vec<&TextualChange> = changes.iter().filter(is_asked).collect();
        let (work, decision) = (
            self.network.graph.node_weight(act)?,
            self.network.graph.node_weight(by)?,
        );
        (!changes.is_empty()).then(|| Decision {
            act: work.to_string().into(),
            by: decision.to_string().into(),
            work,
            decision,
            day,
            start: self.lives.start(family(by)).0,
            changes,
        })
    }

    fn row(&self, decision: &Decision<'a>, it: &'a TextualChange) -> Row<'a> {
        let named = |it: &Option<Provision>| Cell::from(it.as_ref().map(ToString::to_string));
        let beside = it
            .anchor
            .as_ref()
            .map(|(is_before, words)| match is_before {
                true => format!("in front of “{words}”"),
                false => format!("behind “{words}”"),
            });
        let cells = vec![
            Cell::from(&decision.act),
            named(&it.provision),
            Cell::Word(it.kind.name()),
            named(&it.becomes),
            Cell::from(it.before.as_ref()),
            Cell::from(it.after.as_ref()),
            Cell::from(beside),
            Cell::from(&decision.by),
            Cell::from(decision.day),
            Cell::from(decision.start),
            Cell::from(&it.by),
            Cell::from(&it.act),
        ];
        Row::of(cells, it.evidence.iter().collect())
    }

    /// The text that a decision changed and the one that it made, if the first is held.
    fn texts(&self, decision: &Decision<'a>, texts: &dyn Texts) -> Option<Held> {
        let day = decision.day?;
        let label = |version: &Version| format!("《{}》@{}", decision.work.title, version.day);
        let words = |version: &Version| Some((label(version), wording(texts, &version.printings)?));
        let versions = decision.work.versions.as_slice();
        if versions.is_empty() {
            // A rule that the collection knows no change of: its one text, if that is older.
            let is_older = decision.work.date.is_some_and(|it| it < day);
            let words = wording(texts, &decision.work.printings).filter(|_| is_older)?;
            let older = (decision.work.to_string(), words);
            return Some(Held { older, newer: None });
        }
        let title = decision.decision.title.as_str();
        let made = |it: &Version| it.day == day || it.decision.as_deref() == Some(title);
        let newer = versions.iter().position(made);
        let until = newer.unwrap_or_else(|| versions.partition_point(|it| it.day < day));
        let older = words(versions[..until].last()?)?;
        let newer = newer.and_then(|it| words(&versions[it]));
        Some(Held { older, newer })
    }
}
