//! Application of changes (consolidation): the articles that an older text and a decision give.
//!
//! Owns: [`apply`], which articles stand where afterwards and under which numbers, what could not
//! be carried out and why. Must not know: which versions there are, where texts come from.
//!
//! Numbers that a decision names are those of the older text, so the order of its changes does not
//! matter but for words that are replaced in the whole act: these leave alone what the decision
//! words anew. Articles are numbered through only where the decision moves one by its words: where
//! it adds one with a number of its own, renumbers one, or says that the order is adjusted. What is
//! not certain is not done: it is told. References of the act to its own articles follow these only
//! where the decision says that the order is adjusted (条文顺序作相应调整), in articles whose words it
//! leaves alone; each is told.

use super::article::Article;
use super::compare::{Passage, PassageKind};
use super::left_out::LeftOut;
use super::network::TextualChange;
use super::own_references;
use crate::model::change::ChangeKind;
use crate::model::provision::{Provision, Step, Unit};
use std::collections::BTreeMap;

/// What changes make of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// The articles in order, each under its number.
    pub articles: Vec<Passage>,
    /// The changes that were not carried out, by their place in the list, and why.
    pub left_out: Vec<(usize, LeftOut)>,
    /// The references to articles of the act itself that were given their new numbers, because the
    /// decision says that the order of articles is adjusted.
    pub renumbered: Vec<Renumbered>,
}

/// A reference that followed the article it means to its new number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renumbered {
    /// The article in which it stands, by its number afterwards.
    pub within: Step,
    /// The number it had.
    pub from: Step,
    /// The number it has.
    pub to: Step,
}

/// An article with those inserted behind it (之一), which move with it.
struct Slot {
    articles: Vec<Article>,
    /// The number it is to have.
    becomes: Option<u32>,
    /// What is added behind it, without a number of its own.
    behind: Vec<Article>,
}

/// Carries the changes out on the passages of a text. Headings and what stands in front of the
/// first article or behind the last are left out of the result.
///
/// ```
/// use zhengtu::analyze::{apply, passages};
/// use zhengtu::analyze::network::TextualChange;
/// use zhengtu::model::change::ChangeKind;
/// use zhengtu::model::provision::Provision;
///
/// let old = passages("第一条　甲乙由市人民政府负责。\n第二条　本办法自公布之日起施行。");
/// let mut change = TextualChange::bare(ChangeKind::Substitute, Provision::read("第一条"));
/// change.before = Some("市人民政府".to_owned());
/// change.after = Some("区人民政府".to_owned());
/// let new = apply(&old, &[&change]);
/// assert_eq!(new.articles[0].words, "甲乙由区人民政府负责。");
/// assert!(new.left_out.is_empty());
/// ```
pub fn apply(old: &[Passage], changes: &[&TextualChange]) -> Applied {
    let mut draft = Draft::of(old);
    let mut left_out = Vec::new();
    let mut order: Vec<(usize, &&TextualChange)> = changes.iter().enumerate().collect();
    order.sort_by_key(|(place, change)| (turn(change), *place));
    for (place, change) in order {
        if let Err(why) = draft.carry_out(change) {
            left_out.push((place, why));
        }
    }
    for (place, change) in changes.iter().enumerate() {
        if !draft.keeps_order(change) && !left_out.iter().any(|(it, _)| *it == place) {
            left_out.push((place, LeftOut::OtherPlace));
        }
    }
    let articles = draft.finish();
    for (place, change) in changes.iter().enumerate() {
        if !is_in_place(change, &articles) && !left_out.iter().any(|(it, _)| *it == place) {
            left_out.push((place, LeftOut::OtherPlace));
        }
    }
    left_out.sort_unstable_by_key(|(place, _)| *place);
    let mut articles = articles;
    let renumbered = renumber(&mut articles);
    Applied {
        articles: articles.into_iter().map(|it| it.passage).collect(),
        left_out,
        renumbered,
    }
}

/// Gives references to articles the numbers that these have now, where they are to follow.
fn renumber(articles: &mut [Placed]) -> Vec<Renumbered> {
    let moved = articles.iter().filter_map(|it| it.was.zip(it.passage.step));
    let moved: BTreeMap<Step, Step> = moved.filter(|(was, now)| was != now).collect();
    let mut told = Vec::new();
    for article in articles.iter_mut().filter(|it| it.follows) {
        let Some(within) = article.passage.step else {
            continue;
        };
        let to = |step: Step| moved.get(&step).copied();
        let (words, renumbered) = own_references::renumber(&article.passage.words, to);
        article.passage.words = words;
        let renumbered = renumbered.into_iter();
        told.extend(renumbered.map(|(from, to)| Renumbered { within, from, to }));
    }
    told
}

/// An article where it stands afterwards.
struct Placed {
    /// The number it had.
    was: Option<Step>,
    /// Whether its references to articles are to follow these.
    follows: bool,
    passage: Passage,
}

/// When a change is carried out: what goes, what changes, what comes, counted by numbers
/// afterwards, and last words that are replaced throughout, which leave alone what is worded anew.
fn turn(change: &TextualChange) -> u8 {
    let of_words = change.before.is_some() || change.anchor.is_some();
    match change.kind {
        _ if change.provision.is_none() && of_words => 3,
        ChangeKind::Delete if !of_words => 0,
        ChangeKind::Insert if !of_words => 2,
        _ => 1,
    }
}

/// Whether the article that is to have a number has it.
fn is_in_place(change: &TextualChange, articles: &[Placed]) -> bool {
    let Some([to]) = change.becomes.as_ref().map(Provision::steps) else {
        return true;
    };
    let from = change.provision.as_ref().map(Provision::steps);
    let mut named = articles.iter().filter(|it| it.passage.step == Some(*to));
    match (change.kind, from) {
        (ChangeKind::Renumber | ChangeKind::Replace, Some([from])) => {
            named.any(|it| it.was == Some(*from))
        }
        (ChangeKind::Insert, _) => named.any(|it| it.was.is_none()),
        _ => true,
    }
}

/// A text while changes are carried out on it.
struct Draft {
    slots: Vec<Slot>,
    /// New articles with the numbers they are to have.
    added: Vec<(u32, Article)>,
    /// Whether articles are numbered through.
    renumbers: bool,
    /// Whether the decision says so.
    adjusts: bool,
}

type Done = Result<(), LeftOut>;

impl Draft {
    fn of(old: &[Passage]) -> Self {
        let mut slots: Vec<Slot> = Vec::new();
        for passage in old.iter().filter(|it| it.kind == PassageKind::Article) {
            let Some(step) = passage.step else { continue };
            let article = Article::read(Some(step), &passage.words);
            match slots.last_mut().filter(|_| step.inserted > 0) {
                Some(slot) => slot.articles.push(article),
                None => slots.push(Slot {
                    articles: vec![article],
                    becomes: None,
                    behind: Vec::new(),
                }),
            }
        }
        Self {
            slots,
            added: Vec::new(),
            renumbers: false,
            adjusts: false,
        }
    }

    fn carry_out(&mut self, change: &TextualChange) -> Done {
        match (&change.provision, change.kind) {
            (None, ChangeKind::Renumber) => {
                self.renumbers = true;
                self.adjusts = true;
                Ok(())
            }
            (None, ChangeKind::Insert) if change.unit.is_some() => self.add_article(change),
            (None, ChangeKind::Replace) => Err(LeftOut::NoArticle),
            (None, _) => self.throughout(change),
            (Some(at), _) => self.at(at.steps(), change),
        }
    }

    /// Words that are replaced or struck out wherever they stand.
    fn throughout(&mut self, change: &TextualChange) -> Done {
        let mut found = false;
        for slot in &mut self.slots {
            let articles = slot.articles.iter_mut().filter(|it| !it.is_new());
            for article in articles {
                found |= article.words(change, &[]).is_ok();
            }
        }
        found.then_some(()).ok_or(LeftOut::NoWords)
    }

    fn at(&mut self, steps: &[Step], change: &TextualChange) -> Done {
        let [step, below @ ..] = steps else {
            return Err(LeftOut::NoProvision);
        };
        if step.unit != Unit::Article {
            // 第二章第三条 is the third article.
            let article = steps.iter().position(|it| it.unit == Unit::Article);
            let inner = article.and_then(|it| steps.get(it..)).unwrap_or_default();
            return match inner {
                [] => Err(LeftOut::NoArticle),
                inner => self.at(inner, change),
            };
        }
        if change.kind == ChangeKind::Insert && change.unit == Some(Unit::Article) {
            return self.add_article(change);
        }
        let to = change.becomes.as_ref().map(Provision::steps);
        let (slot, i) = self.find(*step).ok_or(LeftOut::NoProvision)?;
        if let (true, Some([to])) = (below.is_empty(), to) {
            if to.inserted == 0 && i == 0 {
                slot.becomes = Some(to.number);
            } else if let Some(article) = slot.articles.get_mut(i) {
                article.becomes = Some(*to);
            }
        }
        let article = slot.articles.get_mut(i).ok_or(LeftOut::NoProvision)?;
        let renumbers = below.is_empty() && change.becomes.is_some();
        let done = article.carry_out(change, below);
        self.renumbers |= renumbers && to.is_some_and(|to| to.iter().all(|it| it.inserted == 0));
        done
    }

    /// Whether a paragraph or item that is to have another number has it.
    fn keeps_order(&mut self, change: &TextualChange) -> bool {
        let at = change.provision.as_ref().map(Provision::steps);
        let to = change.becomes.as_ref().and_then(|it| it.steps().last());
        match (change.kind, at, to) {
            (ChangeKind::Renumber, Some([step, below @ ..]), Some(to)) if !below.is_empty() => {
                let article = self.find(*step).and_then(|(slot, i)| slot.articles.get(i));
                article.is_none_or(|it| it.number_now(below) == Some(to.number))
            }
            _ => true,
        }
    }

    fn find(&mut self, step: Step) -> Option<(&mut Slot, usize)> {
        let place = |slot: &Slot| slot.articles.iter().position(|it| it.step == Some(step));
        let mut slots = self.slots.iter_mut();
        slots.find_map(|slot| place(slot).map(|i| (slot, i)))
    }

    fn add_article(&mut self, change: &TextualChange) -> Done {
        if change.unit != Some(Unit::Article) {
            return Err(LeftOut::NoArticle);
        }
        let words = change.after.as_deref().ok_or(LeftOut::NotPrinted)?;
        let mut article = Article::read(None, words);
        let to = change.becomes.as_ref().map(Provision::steps);
        let at = change.provision.as_ref().map(Provision::steps);
        match (to, at) {
            // 第五条之一 stands behind 第五条, whatever number that has then.
            (Some([to]), at) if to.inserted > 0 => {
                let behind = Step { inserted: 0, ..*to };
                let old = at.and_then(|it| it.first()).copied().unwrap_or(behind);
                let (slot, i) = self.find(old).ok_or(LeftOut::NoProvision)?;
                article.becomes = Some(*to);
                let number = |it: &Article| it.becomes.or(it.step).map_or(0, |it| it.inserted);
                let after = slot
                    .articles
                    .iter()
                    .rposition(|it| number(it) < to.inserted);
                slot.articles.insert(after.unwrap_or(i) + 1, article);
            }
            (Some([to]), _) if to.unit == Unit::Article => {
                self.added.push((to.number, article));
                self.renumbers = true;
            }
            (None, Some([at])) => {
                let (slot, _) = self.find(*at).ok_or(LeftOut::NoProvision)?;
                slot.behind.push(article);
                self.renumbers = true;
            }
            _ => return Err(LeftOut::NoProvision),
        }
        Ok(())
    }

    /// The articles in their order.
    fn finish(self) -> Vec<Placed> {
        let first = self.slots.first().and_then(|it| it.articles.first()?.step);
        let first = first.map_or(1, |it| it.number);
        let (mut flow, mut pinned): (Vec<Slot>, Vec<(u32, Slot)>) = (Vec::new(), Vec::new());
        for mut slot in self.slots {
            slot.articles.retain(|it| !it.is_gone);
            let behind = std::mem::take(&mut slot.behind).into_iter().map(Slot::of);
            let behind: Vec<Slot> = behind.collect();
            match slot.becomes {
                _ if slot.articles.is_empty() => {}
                Some(number) => pinned.push((number, slot)),
                None => flow.push(slot),
            }
            flow.extend(behind);
        }
        let added = self.added.into_iter();
        pinned.extend(added.map(|(number, it)| (number, Slot::of(it))));
        pinned.sort_by_key(|(number, _)| *number);
        for (number, slot) in pinned {
            let place = number.saturating_sub(first) as usize;
            flow.insert(place.min(flow.len()), slot);
        }
        let numbered = flow.into_iter().zip(first..);
        let (renumbers, adjusts) = (self.renumbers, self.adjusts);
        numbered
            .flat_map(|(slot, number)| slot.placed(number, renumbers, adjusts))
            .collect()
    }
}

impl Slot {
    fn of(article: Article) -> Self {
        Self {
            articles: vec![article],
            becomes: None,
            behind: Vec::new(),
        }
    }

    /// Its articles under this number.
    fn placed(self, number: u32, renumbers: bool, adjusts: bool) -> Vec<Placed> {
        let numbered = |article: Article| {
            let follows = adjusts && article.keeps_references();
            let (was, own) = (article.step, article.becomes.or(article.step));
            let inserted = own.map_or(0, |it| it.inserted);
            let through = Step {
                unit: Unit::Article,
                number,
                inserted,
            };
            let step = own.filter(|_| !renumbers).unwrap_or(through);
            let passage = Passage {
                kind: PassageKind::Article,
                label: step.to_string(),
                step: Some(step),
                words: article.write(),
            };
            Placed {
                was,
                follows,
                passage,
            }
        };
        self.articles.into_iter().map(numbered).collect()
    }
}

#[cfg(test)]
mod tests;
