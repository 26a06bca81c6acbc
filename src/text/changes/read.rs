//! From sentence to sentence: which act is spoken of, which article, and what is done to it.
//!
//! Owns: what a sentence leaves unsaid because one before said it. Must not know: how a form is
//! recognised.

use super::instruction::{Instruction, Side};
use super::quotes::Masked;
use super::rules::{
    AMENDMENT, Does, GOES_ON, HEADED, HEADING, LABEL, NAME_GAP, PART, PLAIN_GAP, REVISES,
};
use super::sentence::{Told, last_named, sentences, told};
use crate::model::change::ChangeKind;
use crate::model::provision::{Provision, Unit};
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::model::title::Title;
use crate::text::extract::Row;
use std::ops::Range;

/// The longest beginning of a sentence that is quoted with what it tells, in bytes.
const LONGEST_LEAD: usize = 300;

/// The instructions in `range` of the clean text, which bears `title`; `rows` tell where acts are
/// named.
pub(super) fn read(text: &str, range: TextRange, title: &str, rows: &[Row]) -> Vec<Instruction> {
    let masked = Masked::of(text, range);
    let (amended, others) = names(rows, &masked);
    let mut reading = Reading {
        text,
        masked: &masked,
        amended,
        others,
        act: of_title(title, rows),
        article: None,
        subject: None,
        is_open: false,
        found: Vec::new(),
    };
    for sentence in sentences(&masked.text) {
        reading.sentence(&sentence);
    }
    reading.found
}

/// The row of the act that the title of an amendment names: 示例法修正案（三）.
fn of_title(title: &str, rows: &[Row]) -> Option<usize> {
    let act = Title::new(title.get(..AMENDMENT.place(title)?.start)?);
    let is_it = |row: &Row| Title::new(row.target.as_str()).key() == act.key();
    rows.iter().position(is_it)
}

/// A name of an act, and the row that has it.
type Name = (TextRange, usize);

/// Where acts are named outside of quotations: those that are amended, and others.
fn names(rows: &[Row], masked: &Masked) -> (Vec<Name>, Vec<Name>) {
    let all = rows.iter().enumerate().flat_map(|(row, it)| {
        let places = it.evidence.iter().map(move |place| (place.name, row));
        places.filter(|(name, _)| !masked.quotes_at(name.start))
    });
    let mut all: Vec<Name> = all.collect();
    all.sort();
    all.into_iter()
        .partition(|(_, row)| rows[*row].relation == Relation::Amends)
}

struct Reading<'t> {
    text: &'t str,
    masked: &'t Masked,
    amended: Vec<Name>,
    others: Vec<Name>,
    /// The row of the act that is spoken of.
    act: Option<usize>,
    /// The provision that 第二款 alone belongs to.
    article: Option<Provision>,
    /// The provisions that the sentence speaks of; an empty list is the whole act.
    subject: Option<Vec<Provision>>,
    /// Whether the last sentence named provisions and told nothing of them.
    is_open: bool,
    found: Vec<Instruction>,
}

impl Reading<'_> {
    fn sentence(&mut self, sentence: &Range<usize>) {
        let words = &self.masked.text[sentence.clone()];
        if !self.is_open && !GOES_ON.is_match(words) {
            self.subject = None;
        }
        self.heading(sentence);
        let all = told(&self.masked.text, sentence);
        self.is_open = false;
        if all.is_empty() {
            if let Some((named, _)) = last_named(words).filter(|_| REVISES.stand_in(words)) {
                self.speak_of(named);
                self.is_open = true;
            }
            return;
        }
        let start = self.masked.place(sentence.start, sentence.end).start;
        for it in &all {
            let named = self.name(start, it);
            if let Some(act) = self.act {
                self.tell(act, it, named);
            }
        }
    }

    /// A name that stands alone on its line is that of the act, whatever the row says of it.
    fn heading(&mut self, sentence: &Range<usize>) {
        let words = &self.masked.text[sentence.clone()];
        if !HEADING.is_match(words.trim_end()) {
            return;
        }
        let place = self.masked.place(sentence.start, sentence.end);
        let first = self
            .others
            .partition_point(|(name, _)| name.start < place.start);
        if let Some(name) = self
            .others
            .get(first)
            .filter(|(name, _)| name.start < place.end)
        {
            let at = self.amended.partition_point(|known| known < name);
            self.amended.insert(at, *name);
        }
    }

    /// Finds out which act is spoken of where `told` begins, and where its name ends.
    fn name(&mut self, sentence: usize, told: &Told) -> usize {
        let place = self.masked.place(told.spoken, told.place.end).start;
        let last = |names: &[Name]| {
            let upto = names.partition_point(|(name, _)| name.start < place);
            names[..upto].last().copied()
        };
        let amended = last(&self.amended);
        // A name right in front is that of the act, whatever else is said of it.
        let other = last(&self.others).filter(|(name, _)| {
            let gap = self.text.get(name.end..place);
            name.start >= sentence && gap.is_some_and(|gap| NAME_GAP.is_match(gap))
        });
        let Some((name, act)) = amended.max(other) else {
            return sentence;
        };
        if self.act != Some(act) {
            (self.act, self.article, self.subject) = (Some(act), None, None);
        }
        name.end
    }

    /// Remembers what is spoken of; the provisions in full.
    fn speak_of(&mut self, named: Vec<Provision>) -> Vec<Provision> {
        let full = |it: &Provision| match &self.article {
            Some(article) => it.within(article),
            None => it.clone(),
        };
        let named: Vec<Provision> = named.iter().map(full).collect();
        let is_article = |it: &&Provision| it.steps().iter().any(|s| s.unit == Unit::Article);
        if let Some(article) = named.iter().rfind(is_article) {
            self.article = Some(article.clone());
        }
        self.subject = Some(named.clone());
        named
    }

    fn tell(&mut self, act: usize, told: &Told, name: usize) {
        // In front of the name of the act stand labels (第三条 of an amendment), no provisions.
        let from = self.masked.masked(name).clamp(told.gap.start, told.gap.end);
        let gap = &self.masked.text[from..told.gap.end];
        if PART.is_match(gap) {
            return;
        }
        let named = last_named(gap);
        let is_named = named.is_some();
        let is_plain = PLAIN_GAP.is_match(named.as_ref().map_or(gap, |(_, tail)| tail));
        if let Some((named, _)) = named {
            self.speak_of(named);
        }
        let at = if told.is_whole && !is_named {
            self.subject = Some(Vec::new());
            Vec::new()
        } else if told.at.is_empty() {
            self.subject.clone().unwrap_or_default()
        } else {
            self.speak_of(told.at.clone())
        };
        // 第二款 alone of nothing, or a label run into a provision: 第一条第七条.
        let is_known = |it: &Provision| {
            let steps = it.steps();
            let first = steps.first().is_some_and(|step| step.unit <= Unit::Article);
            first && steps.windows(2).all(|pair| pair[0].unit < pair[1].unit)
        };
        if !at.iter().all(is_known) {
            return;
        }
        let say = Say {
            act,
            told,
            range: self.range(told),
            masked: self.masked,
        };
        match told.does {
            Does::Replace if at.is_empty() || told.at.is_empty() && !is_plain => {}
            Does::Replace => self.found.extend(say.replace(&at)),
            Does::Title => self.found.push(say.title()),
            Does::Merge => self.found.extend(say.merge(&at)),
            Does::Substitute => self.found.extend(say.substitute(&at)),
            Does::DeleteWords => self.found.extend(say.delete_words(&at)),
            Does::Delete => self.found.extend(say.delete(&at)),
            Does::InsertWords => self.found.extend(say.insert_words(&at)),
            Does::Insert => self.found.extend(say.insert(&at)),
            Does::Renumber => self.found.extend(say.renumber(&at)),
            Does::Order => self.found.push(say.one(ChangeKind::Renumber)),
        }
    }

    /// What is quoted: what the form fits, from the words that name the act and the provision on.
    fn range(&self, told: &Told) -> TextRange {
        let gap = &self.masked.text[told.gap.clone()];
        let label = LABEL.find(gap).map_or(0, |it| it.end());
        let lead = &gap[label..];
        let lead = lead.trim_start_matches(['，', '、', '；', '。', '\n']);
        let from = match lead.len() <= LONGEST_LEAD && !lead.contains('\n') {
            true => told.place.start - lead.len(),
            false => told.place.start,
        };
        let words = &self.masked.text[from..told.place.end];
        let end = from
            + words
                .trim_end_matches(['，', '。', '；', '并', '、', '\n'])
                .len();
        self.masked.place(from, end.max(from + 1))
    }
}

/// What a form says of an act, as instructions.
struct Say<'t> {
    act: usize,
    told: &'t Told,
    range: TextRange,
    masked: &'t Masked,
}

impl Say<'_> {
    fn one(&self, kind: ChangeKind) -> Instruction {
        Instruction {
            kind,
            row: self.act,
            provision: None,
            becomes: None,
            unit: None,
            before: None,
            after: None,
            anchor: None,
            range: self.range,
            rule: self.told.rule,
        }
    }

    /// One for each provision; one for the whole act if there is none.
    fn each(&self, kind: ChangeKind, at: &[Provision]) -> Vec<Instruction> {
        if at.is_empty() {
            return vec![self.one(kind)];
        }
        let of = |it: &Provision| Instruction {
            provision: Some(it.clone()),
            ..self.one(kind)
        };
        at.iter().map(of).collect()
    }

    fn words(&self, place: Option<&Range<usize>>) -> Vec<String> {
        let words = place.map(|it| self.masked.words(it.start, it.end));
        words.into_iter().flatten().map(str::to_owned).collect()
    }

    fn new_words(&self) -> Option<String> {
        self.words(self.told.new.as_ref()).into_iter().next()
    }

    fn title(&self) -> Instruction {
        Instruction {
            before: self.words(self.told.old.as_ref()).into_iter().next(),
            after: self.new_words(),
            ..self.one(ChangeKind::Replace)
        }
    }

    /// 第三条修改为：“”. Of several articles each is quoted with its number.
    fn replace(&self, at: &[Provision]) -> Vec<Instruction> {
        let words = self.new_words().unwrap_or_default();
        let mut all = self.each(ChangeKind::Replace, at);
        match all.as_mut_slice() {
            [only] => only.after = Some(words),
            several => {
                for it in several {
                    it.after = it.provision.as_ref().and_then(|at| headed(&words, at));
                }
            }
        }
        all
    }

    /// 第七条、第八条合并为第七条: the first takes the words, the others go.
    fn merge(&self, at: &[Provision]) -> Vec<Instruction> {
        let Some((first, others)) = at.split_first() else {
            return Vec::new();
        };
        let whole = Instruction {
            provision: Some(first.clone()),
            becomes: self.told.becomes.first().map(|it| it.within(first)),
            after: self.new_words(),
            ..self.one(ChangeKind::Replace)
        };
        let mut all = vec![whole];
        if !others.is_empty() {
            all.extend(self.each(ChangeKind::Delete, others));
        }
        all
    }

    fn substitute(&self, at: &[Provision]) -> Vec<Instruction> {
        let (old, new) = (
            self.words(self.told.old.as_ref()),
            self.words(self.told.new.as_ref()),
        );
        // Paragraph by paragraph, of which there are then more or fewer.
        let is_text = old.iter().any(|it| it.ends_with('。')) && old.len() != new.len();
        let (old, new) = match is_text {
            true => (vec![old.join("\n")], vec![new.join("\n")]),
            false => (old, new),
        };
        let pairs: Vec<(String, String)> = match new.as_slice() {
            [one] => old.into_iter().map(|it| (it, one.clone())).collect(),
            several if several.len() == old.len() => old.into_iter().zip(new).collect(),
            _ => Vec::new(),
        };
        let of = |(before, after): &(String, String)| {
            let each = self.each(ChangeKind::Substitute, at).into_iter();
            let told = |it| Instruction {
                before: Some(before.clone()),
                after: Some(after.clone()),
                ..it
            };
            each.map(told).collect::<Vec<_>>()
        };
        pairs.iter().flat_map(of).collect()
    }

    fn delete_words(&self, at: &[Provision]) -> Vec<Instruction> {
        let of = |before: String| {
            let each = self.each(ChangeKind::Delete, at).into_iter();
            let told = |it| Instruction {
                before: Some(before.clone()),
                ..it
            };
            each.map(told).collect::<Vec<_>>()
        };
        let old = self.words(self.told.old.as_ref()).into_iter();
        old.flat_map(of).collect()
    }

    fn delete(&self, at: &[Provision]) -> Vec<Instruction> {
        self.each(ChangeKind::Delete, at)
    }

    fn insert_words(&self, at: &[Provision]) -> Vec<Instruction> {
        let side = match self.told.is_before_anchor {
            true => Side::Before,
            false => Side::Behind,
        };
        let anchor = self.words(self.told.anchor.as_ref()).into_iter().next();
        let mut all = self.each(ChangeKind::Insert, at);
        for it in &mut all {
            it.anchor = anchor.clone().map(|words| (side, words));
            it.after = self.new_words();
        }
        all
    }

    /// 在第三条后增加一条，作为第四条：“”.
    fn insert(&self, at: &[Provision]) -> Vec<Instruction> {
        let unit = self.told.unit;
        // What was spoken of before is where a smaller unit is added, not behind what.
        let above = |it: &Provision| unit.and_then(|unit| it.above(unit));
        let subject: Vec<Provision> = at.iter().filter_map(above).collect();
        let at = match self.told.at.is_empty() {
            true => subject.as_slice(),
            false => at,
        };
        let within = |it: &Provision| at.first().map_or_else(|| it.clone(), |at| it.within(at));
        let becomes: Vec<Provision> = self.told.becomes.iter().map(within).collect();
        let words = self.new_words();
        let added = |becomes: Option<Provision>, words: Option<String>| Instruction {
            provision: at.first().cloned(),
            becomes,
            unit,
            after: words,
            ..self.one(ChangeKind::Insert)
        };
        match becomes.as_slice() {
            [] => vec![added(None, words)],
            [one] => vec![added(Some(one.clone()), words)],
            several => {
                let parts = words.map(|it| parted(&it, several)).unwrap_or_default();
                let words = parts.into_iter().chain(std::iter::repeat(None));
                let each = several.iter().cloned().map(Some).zip(words);
                each.map(|(becomes, words)| added(becomes, words)).collect()
            }
        }
    }

    fn renumber(&self, at: &[Provision]) -> Vec<Instruction> {
        if at.len() != self.told.becomes.len() {
            return Vec::new();
        }
        let mut all = self.each(ChangeKind::Renumber, at);
        for (it, becomes) in all.iter_mut().zip(&self.told.becomes) {
            let within = it.provision.as_ref().map(|at| becomes.within(at));
            it.becomes = within;
        }
        all
    }
}

/// The words that stand behind the number of a provision.
fn headed(words: &str, provision: &Provision) -> Option<String> {
    let heads: Vec<(usize, usize)> = HEADED
        .captures_iter(words)
        .filter_map(|it| it.name("number"))
        .map(|it| (it.start(), it.end()))
        .collect();
    let number = |(from, to): &(usize, usize)| Provision::read(&words[*from..*to]);
    let i = heads
        .iter()
        .position(|it| number(it).as_ref() == Some(provision))?;
    let end = heads.get(i + 1).map_or(words.len(), |(from, _)| *from);
    Some(words[heads[i].1..end].trim().to_owned())
}

/// The words of each of several new provisions: behind its number, or on its line.
fn parted(words: &str, provisions: &[Provision]) -> Vec<Option<String>> {
    let by_number: Vec<Option<String>> = provisions.iter().map(|it| headed(words, it)).collect();
    if by_number.iter().all(Option::is_some) {
        return by_number;
    }
    let lines: Vec<&str> = words.lines().collect();
    match lines.len() == provisions.len() {
        true => lines.iter().map(|it| Some((*it).to_owned())).collect(),
        false => Vec::new(),
    }
}
