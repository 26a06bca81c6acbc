//! Amendments provision by provision: what changed in article N of an act, by which decision, from
//! which words to which; and whether the older text so changed is the newer one.
//!
//! Owns: which changes are asked for, the older and the newer text of a decision, what is told of
//! articles that come out otherwise. Must not know: how a change is carried out (`apply`), how rows
//! are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::apply::{Renumbered, apply};
use super::changed::{Decision, decisions};
use super::compare::{Passage, PassageKind, passages};
use super::left_out::LeftOut;
use super::lifecycle::Lifecycles;
use super::network::{Network, TextualChange, Version};
use super::target::Target;
use super::texts::{Texts, wording};
use crate::model::as_of::AsOf;
use crate::model::change::ChangeKind;
use crate::model::error::Error;
use crate::model::provision::{Provision, Step, Unit};
use std::collections::BTreeMap;

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
const RENUMBERED: &[&str] = &[
    "act", "article", "from", "to", "older", "by", "iri", "of iri",
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
            .extend(decision.changes.iter().map(|it| row(&decision, it)));
    }
    Ok(sheet)
}

/// Three sheets: articles that come out otherwise than the newer text has them when the changes
/// are carried out on the older one, changes that could not be carried out, and references of the
/// act to its own articles that were renumbered with these; for each decision of which the older
/// text is held. The notes count.
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
    let title = "references that followed their articles to other numbers";
    let mut renumbered = AnswerTable::new(title, as_of, RENUMBERED);
    let mut counts = Counts::default();
    for decision in asked.decisions() {
        let Some(texts) = asked.texts(&decision, texts) else {
            continue;
        };
        let applied = apply(&passages(&texts.older.1), &decision.changes);
        let older = &texts.older.0;
        counts.changes += decision.changes.len();
        counts.left += applied.left_out.len();
        let rows = applied.left_out.iter();
        left.rows
            .extend(rows.filter_map(|it| left_row(&decision, it, older)));
        let followed = applied.renumbered.iter();
        renumbered
            .rows
            .extend(followed.map(|it| followed_row(&decision, it, older)));
        let Some((newer, words)) = &texts.newer else {
            continue;
        };
        counts.pairs += 1;
        for article in compared(&applied.articles, &passages(words)) {
            counts.articles += 1;
            if article.1 == SAME {
                counts.same += 1;
            } else {
                unlike
                    .rows
                    .push(unlike_row(&decision, article, [older, newer]));
            }
        }
    }
    unlike.notes.push(counts.articles());
    left.notes.push(counts.changes());
    renumbered
        .notes
        .push("only where a decision says that the order of articles is adjusted".to_owned());
    Ok(vec![unlike, left, renumbered])
}

/// A row for a change that could not be carried out, and why.
fn left_row<'a>(
    decision: &Decision<'a>,
    (place, why): &(usize, LeftOut),
    older: &str,
) -> Option<Row<'a>> {
    let change = decision.changes.get(*place)?;
    let cells = vec![
        Cell::from(&decision.act),
        provision(change),
        Cell::Word(change.kind.name()),
        Cell::Word(why.words()),
        Cell::Text(older.into()),
        Cell::from(&decision.by),
        Cell::from(&change.by),
        Cell::from(&change.act),
    ];
    Some(Row::of(cells, change.evidence.iter().collect()))
}

/// A row for an article that comes out otherwise than the newer text has it.
fn unlike_row<'a>(
    decision: &Decision<'a>,
    (article, outcome, [reckoned, printed]): Compared,
    [older, newer]: [&str; 2],
) -> Row<'a> {
    let iris = decision.changes.first();
    let cells = vec![
        Cell::from(&decision.act),
        Cell::from(article),
        Cell::Word(outcome),
        Cell::from(reckoned),
        Cell::from(printed),
        Cell::Text(older.into()),
        Cell::Text(newer.into()),
        Cell::from(&decision.by),
        Cell::from(iris.map(|it| &it.by)),
        Cell::from(iris.map(|it| &it.act)),
    ];
    Row::of(cells, Vec::new())
}

/// A row for a reference that was given another number.
fn followed_row<'a>(decision: &Decision<'a>, it: &Renumbered, older: &str) -> Row<'a> {
    // Where the decision says that the order is adjusted.
    let adjusts =
        |it: &&&'a TextualChange| it.kind == ChangeKind::Renumber && it.provision.is_none();
    let says = decision.changes.iter().find(adjusts);
    let cells = vec![
        Cell::from(&decision.act),
        Cell::from(it.within.to_string()),
        Cell::from(it.from.to_string()),
        Cell::from(it.to.to_string()),
        Cell::Text(older.into()),
        Cell::from(&decision.by),
        Cell::from(says.map(|it| &it.by)),
        Cell::from(says.map(|it| &it.act)),
    ];
    let places = says.into_iter().flat_map(|it| &it.evidence);
    Row::of(cells, places.collect())
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

/// An article, what became of it, and both wordings where they differ.
type Compared = (String, &'static str, [Option<String>; 2]);

/// The articles of both texts by their numbers: what became of each, and the two wordings of those
/// that are not the same.
fn compared(reckoned: &[Passage], printed: &[Passage]) -> Vec<Compared> {
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

/// A row of [`amendments`].
fn row<'a>(decision: &Decision<'a>, it: &'a TextualChange) -> Row<'a> {
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

/// What is asked for.
struct Asked<'a> {
    network: &'a Network,
    lives: Lifecycles,
    /// The family of the act.
    act: Option<usize>,
    provision: Option<Provision>,
    as_of: AsOf,
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
        let provision = self.provision.as_ref();
        decisions(self.network, &self.lives, self.act, provision, self.as_of)
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
