//! An article by its paragraphs (款), items (项) and points (目), as changes reach into it.
//!
//! Owns: which lines a provision below the article means, what a change makes of them, the numbers
//! of items afterwards. Must not know: other articles, where the article stands.
//!
//! A paragraph begins with each line that has no label of an item; what follows with labels （一）
//! or 1. belongs to it.

use super::left_out::LeftOut;
use super::network::TextualChange;
use super::own_references::name_articles;
use crate::model::change::ChangeKind;
use crate::model::numeral::chinese;
use crate::model::provision::{Step, Unit};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// An article while changes are carried out on it.
#[derive(Debug)]
pub(super) struct Article {
    /// Its number in the older text; none of a new one.
    pub(super) step: Option<Step>,
    /// The number it is to have.
    pub(super) becomes: Option<Step>,
    pub(super) is_gone: bool,
    /// Whether all its words are new.
    is_new: bool,
    /// Whether a change brought words that name articles, by their numbers afterwards.
    names_articles: bool,
    /// Whether items came or went, so that they are numbered anew.
    moves_items: bool,
    lines: Vec<Line>,
}

/// A line of an article.
#[derive(Debug)]
struct Line {
    words: String,
    /// The numbers of its paragraph, item and point in the older text, 0 for none; nothing where
    /// the line is new.
    at: Option<[u32; 3]>,
}

/// What a line is by its label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Paragraph,
    Item,
    Point,
}

/// From this share of common characters on, a paragraph or item goes on from another.
const GOES_ON: f32 = 0.5;

/// Where the words `below` an article stand in its newer text, as far down as that can be told:
/// third paragraph, if the second is the third now.
pub(super) fn goes_on(old: &str, new: &str, below: &[Step]) -> Vec<Step> {
    let (old, new) = (Article::read(None, old), Article::read(None, new));
    let mut now: Vec<Step> = Vec::new();
    for depth in 1..=below.len() {
        let (Some(step), Some(was)) = (below.get(depth - 1), old.words_of(&below[..depth])) else {
            break;
        };
        let mut best: Option<(f32, Vec<Step>)> = None;
        for number in 1.. {
            let beside = Step { number, ..*step };
            let place: Vec<Step> = now.iter().copied().chain([beside]).collect();
            let Some(words) = new.words_of(&place) else {
                break;
            };
            let alike = likeness(&was, &words);
            if best.as_ref().is_none_or(|(most, _)| alike > *most) {
                best = Some((alike, place));
            }
        }
        match best {
            Some((alike, place)) if alike >= GOES_ON => now = place,
            _ => break,
        }
    }
    now
}

/// The share of characters that two wordings have in common, in their order.
fn likeness(a: &str, b: &str) -> f32 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = |op: &DiffOp| match op {
        DiffOp::Equal { len, .. } => *len,
        _ => 0,
    };
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    let same: usize = ops.iter().map(same).sum();
    2.0 * same as f32 / (a.len() + b.len()).max(1) as f32
}

impl Article {
    pub(super) fn read(step: Option<Step>, words: &str) -> Self {
        let mut at = [0; 3];
        let line = |words: &str| {
            match level(words) {
                Level::Paragraph => at = [at[0] + 1, 0, 0],
                Level::Item => at = [at[0].max(1), at[1] + 1, 0],
                Level::Point => at[2] += 1,
            }
            Line {
                words: words.to_owned(),
                at: Some(at),
            }
        };
        Self {
            step,
            becomes: None,
            is_gone: false,
            is_new: step.is_none(),
            names_articles: false,
            moves_items: false,
            lines: words.lines().map(line).collect(),
        }
    }

    /// Whether all its words are new.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Whether all its references to articles bear the numbers of the older text.
    pub(super) fn keeps_references(&self) -> bool {
        !self.is_new && !self.names_articles
    }

    /// Its words; where items came or went the others are numbered through, and the last alone
    /// ends the sentence if they are parts of one.
    pub(super) fn write(mut self) -> String {
        if self.moves_items {
            let is_item = |it: &Line| level(&it.words) != Level::Paragraph;
            self.lines
                .chunk_by_mut(|a, b| is_item(a) && is_item(b))
                .for_each(settle);
        }
        let lines: Vec<String> = self.lines.into_iter().map(|it| it.words).collect();
        lines.join("\n")
    }

    /// Carries a change out on the provision `below` the article; on all of it if that is empty.
    pub(super) fn carry_out(
        &mut self,
        change: &TextualChange,
        below: &[Step],
    ) -> Result<(), LeftOut> {
        let after = || change.after.as_deref().ok_or(LeftOut::NotPrinted);
        self.names_articles |= change.after.as_deref().is_some_and(name_articles);
        match change.kind {
            ChangeKind::Substitute => self.words(change, below),
            ChangeKind::Delete if change.before.is_some() => self.words(change, below),
            ChangeKind::Insert if change.unit.is_none() => self.words(change, below),
            // 增加一款作为第二款，将该条修改为：… prints all words with the article.
            ChangeKind::Insert if self.is_new && change.after.is_none() => Ok(()),
            ChangeKind::Insert => self.insert(change, below, after()?),
            ChangeKind::Renumber if below.is_empty() => Ok(()),
            ChangeKind::Renumber => self.lines(below).map(|_| ()),
            ChangeKind::Delete if below.is_empty() => {
                self.is_gone = true;
                Ok(())
            }
            ChangeKind::Delete => {
                let lines = self.lines(below)?;
                self.moves_items |= below.iter().any(|it| it.unit == Unit::Item);
                self.lines.drain(lines);
                Ok(())
            }
            ChangeKind::Replace if below.is_empty() => {
                let closed = closed_like(after()?, self.lines.last());
                self.lines = Self::read(None, &closed).lines;
                self.lines.iter_mut().for_each(|it| it.at = None);
                self.is_new = true;
                Ok(())
            }
            ChangeKind::Replace => self.replace(below, after()?),
        }
    }

    /// The words of a provision below the article.
    fn words_of(&self, below: &[Step]) -> Option<String> {
        let lines = self.lines.get(self.lines(below).ok()?)?;
        let words: Vec<&str> = lines.iter().map(|it| it.words.as_str()).collect();
        Some(words.join("\n"))
    }

    /// The lines that a provision of the older text means.
    fn lines(&self, below: &[Step]) -> Result<Range<usize>, LeftOut> {
        if below.is_empty() {
            return Ok(0..self.lines.len());
        }
        let number = |unit| below.iter().find(|it| it.unit == unit).map(|it| it.number);
        let wanted = [Unit::Paragraph, Unit::Item, Unit::Point].map(number);
        let fits = |line: &Line| {
            let Some(at) = line.at else { return false };
            at.iter()
                .zip(wanted)
                .all(|(at, wanted)| wanted.is_none_or(|it| it == *at))
        };
        let first = self
            .lines
            .iter()
            .position(fits)
            .ok_or(LeftOut::NoProvision)?;
        let run = self.lines[first..].iter().take_while(|it| fits(it)).count();
        let end = first + run;
        // 第三项 of an article that has two of them.
        let again = self.lines[end..].iter().any(fits);
        if again {
            Err(LeftOut::Ambiguous)
        } else {
            Ok(first..end)
        }
    }

    fn replace(&mut self, below: &[Step], words: &str) -> Result<(), LeftOut> {
        let place = self.lines(below)?;
        let was = &self.lines[place.start];
        let closed = closed_like(words, self.lines.get(place.end - 1));
        let label = label(&was.words).filter(|_| level(words) == Level::Paragraph);
        let labelled = format!("{}{closed}", label.unwrap_or_default());
        let at = was.at;
        let mut new: Vec<Line> = Self::read(None, &labelled).lines;
        new.iter_mut().for_each(|it| it.at = None);
        if let Some(first) = new.first_mut() {
            first.at = at;
        }
        self.lines.splice(place, new);
        Ok(())
    }

    fn insert(
        &mut self,
        change: &TextualChange,
        below: &[Step],
        words: &str,
    ) -> Result<(), LeftOut> {
        let unit = change.unit.ok_or(LeftOut::NoProvision)?;
        let level = match unit {
            Unit::Paragraph => Level::Paragraph,
            Unit::Item => Level::Item,
            _ => return Err(LeftOut::NoProvision),
        };
        let within = self.lines(below)?;
        let to = change.becomes.as_ref().and_then(|it| it.steps().last());
        let is_behind = below.last().is_some_and(|it| it.unit == unit);
        let place = match to.filter(|it| it.unit == unit) {
            Some(to) => self.place_of(level, to.number, &within, change, below)?,
            None if is_behind || below.is_empty() && level == Level::Paragraph => within.end,
            // A new item at the end of the items, in front of what closes the paragraph.
            None => self.last_item(&within).ok_or(LeftOut::NoProvision)?,
        };
        let label = (level == Level::Item && label(words).is_none()).then_some("（一）");
        self.moves_items |= level == Level::Item;
        let text = format!("{}{words}", label.unwrap_or_default());
        let new = text.lines().map(|it| Line {
            words: it.to_owned(),
            at: None,
        });
        let new: Vec<Line> = new.collect();
        self.lines.splice(place..place, new);
        Ok(())
    }

    /// Where the paragraph or item with this number is to begin.
    fn place_of(
        &self,
        wanted: Level,
        number: u32,
        within: &Range<usize>,
        change: &TextualChange,
        below: &[Step],
    ) -> Result<usize, LeftOut> {
        // 第二款 is counted in the article, an item in its paragraph.
        let named = change.becomes.as_ref().map_or(&[][..], |it| it.steps());
        let paragraph = named
            .iter()
            .chain(below)
            .find(|it| it.unit == Unit::Paragraph);
        let range = match (wanted, paragraph) {
            (Level::Item, Some(it)) => self.lines(&[*it])?,
            (Level::Item, None) => within.clone(),
            _ => 0..self.lines.len(),
        };
        let heads: Vec<usize> = range
            .clone()
            .filter(|i| level(&self.lines[*i].words) == wanted)
            .collect();
        let n = number as usize;
        match heads.get(n.wrapping_sub(1)) {
            Some(head) => Ok(*head),
            None if n == heads.len() + 1 && wanted == Level::Paragraph => Ok(range.end),
            None if n == heads.len() + 1 => self.last_item(&range).ok_or(LeftOut::NoProvision),
            None => Err(LeftOut::OtherPlace),
        }
    }

    /// One past the last item in these lines, its points included.
    fn last_item(&self, within: &Range<usize>) -> Option<usize> {
        let mut lines = within.clone();
        let last = lines.rfind(|i| level(&self.lines[*i].words) != Level::Paragraph)?;
        Some(last + 1)
    }

    /// The number that a paragraph or item of the older text has now.
    pub(super) fn number_now(&self, below: &[Step]) -> Option<u32> {
        let place = self.lines(below).ok()?.start;
        let own = level(&self.lines[place].words);
        let before = self.lines[..=place].iter().rev();
        let same =
            before.take_while(|it| own == Level::Paragraph || level(&it.words) != Level::Paragraph);
        let count = same.filter(|it| level(&it.words) == own).count();
        u32::try_from(count).ok()
    }

    /// Replaces, strikes out or adds words in the provision.
    pub(super) fn words(&mut self, change: &TextualChange, below: &[Step]) -> Result<(), LeftOut> {
        let place = if below.is_empty() {
            0..self.lines.len()
        } else {
            self.lines(below)?
        };
        let (old, new) = exchange(change).ok_or(LeftOut::NotPrinted)?;
        let lines = &mut self.lines[place];
        let found = lines
            .iter()
            .map(|it| places(it.said(&old), &old, &new).len());
        match found.sum::<usize>() {
            0 => return Err(LeftOut::NoWords),
            // Beside which of them the new words stand is not told.
            2.. if change.kind == ChangeKind::Insert => return Err(LeftOut::Ambiguous),
            _ => {}
        }
        for line in lines {
            let said = line.said(&old);
            let kept = line.words.len() - said.len();
            line.words = format!("{}{}", &line.words[..kept], swap(said, &old, &new));
        }
        self.lines.retain(|it| !it.words.is_empty());
        Ok(())
    }
}

impl Line {
    /// Its words without the label, which 二 does not mean; with it where a label is looked for.
    fn said(&self, sought: &str) -> &str {
        match label(sought) {
            Some(_) => &self.words,
            None => unlabelled(&self.words),
        }
    }
}

/// Numbers the items of a run through, and closes them as a list.
fn settle(run: &mut [Line]) {
    let items: Vec<usize> = (0..run.len())
        .filter(|i| level(&run[*i].words) == Level::Item)
        .collect();
    let is_list = items.iter().any(|i| run[*i].words.ends_with('；'));
    for (number, i) in (1..).zip(&items) {
        let is_last = Some(i) == items.last();
        let words = unlabelled(&run[*i].words);
        let closed = match words.strip_suffix(['；', '。']).filter(|_| is_list) {
            Some(bare) if is_last => format!("{bare}。"),
            Some(bare) => format!("{bare}；"),
            None => words.to_owned(),
        };
        run[*i].words = format!("（{}）{closed}", chinese(number));
    }
}

/// The words that are looked for, and those that stand in their place then.
fn exchange(change: &TextualChange) -> Option<(String, String)> {
    let after = change.after.clone();
    match (change.kind, &change.before, &change.anchor) {
        (ChangeKind::Delete, Some(before), _) => Some((before.clone(), String::new())),
        (ChangeKind::Substitute, Some(before), _) => Some((before.clone(), after?)),
        (ChangeKind::Insert, _, Some((is_before, anchor))) => {
            let after = after?;
            let new = match is_before {
                true => format!("{after}{anchor}"),
                false => format!("{anchor}{after}"),
            };
            Some((anchor.clone(), new))
        }
        _ => None,
    }
}

/// Where `old` stands in the words: not as part of `new` already, as 人民银行 in 中国人民银行, nor of a
/// longer number, as 十日 in 二十日.
fn places(words: &str, old: &str, new: &str) -> Vec<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千".contains(c);
    let is_number = old.starts_with(is_digit);
    let stands = |at: &usize| {
        let goes_on = is_number && words[..*at].ends_with(is_digit);
        let offsets = new.match_indices(old).map(|(offset, _)| offset);
        let is_part = offsets
            .filter_map(|offset| at.checked_sub(offset))
            .any(|from| words.get(from..).is_some_and(|it| it.starts_with(new)));
        !goes_on && !is_part
    };
    words
        .match_indices(old)
        .map(|(at, _)| at)
        .filter(stands)
        .collect()
}

/// `words` with `new` where `old` stands.
fn swap(words: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut from = 0;
    for at in places(words, old, new) {
        out.push_str(&words[from..at]);
        out.push_str(new);
        from = at + old.len();
    }
    out.push_str(&words[from..]);
    out
}

/// New words with the mark that closed the old ones, which decisions print behind the quotation.
fn closed_like(words: &str, old: Option<&Line>) -> String {
    let mark = |it: &str| {
        it.chars()
            .next_back()
            .filter(|c| "。；：，！？".contains(*c))
    };
    let old = old.and_then(|it| mark(&it.words));
    match (mark(words), old) {
        (None, Some(mark)) => format!("{words}{mark}"),
        _ => words.to_owned(),
    }
}

/// The label that a line begins with: （一）, 1.
fn label(words: &str) -> Option<&str> {
    let numeral =
        |it: &str| !it.is_empty() && it.chars().all(|c| "一二三四五六七八九十百".contains(c));
    if let Some(inner) = words.strip_prefix('（') {
        let (number, _) = inner.split_once('）')?;
        let len = '（'.len_utf8() * 2 + number.len();
        return numeral(number).then(|| &words[..len]);
    }
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = words[digits..]
        .chars()
        .next()
        .filter(|c| ".．、".contains(*c))?;
    (digits > 0).then(|| &words[..digits + mark.len_utf8()])
}

fn unlabelled(words: &str) -> &str {
    &words[label(words).map_or(0, str::len)..]
}

fn level(words: &str) -> Level {
    match label(words) {
        Some(label) if label.starts_with('（') => Level::Item,
        Some(_) => Level::Point,
        None => Level::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::provision::Provision;

    #[test]
    fn a_paragraph_is_followed_by_its_words() {
        let old = "股东大会由全体股东组成。\n股东以书面形式一致同意的，可以不召开会议。\n前款的同意应当记载。";
        let new = "股东会由全体股东组成。\n股东会行使下列职权：\n（一）选举董事；\n（二）修改章程。\n\
                   股东以书面形式一致表示同意的，可以不召开会议。";
        let now = |below: &str| {
            let below = Provision::read(&format!("第三条{below}")).unwrap();
            let article = Provision::read("第五条").unwrap();
            let now = article.and(&goes_on(old, new, below.below_article()));
            now.to_string()
        };
        assert_eq!(now("第一款"), "第五条第一款");
        assert_eq!(now("第二款"), "第五条第三款");
        // No paragraph goes on from it: the article is all that can be said.
        assert_eq!(now("第三款"), "第五条");
        assert_eq!(now("第九款"), "第五条");
    }
}
