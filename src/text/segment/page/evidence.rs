//! The evidence of a line (features): its own shape, that of its neighbours, and what stands
//! further off.
//!
//! Owns: when each evidence from further off holds; every test is made once for a line. Must not
//! know: labels and weights.
//!
//! Shapes are told of the line itself, of the one before (`above: …`) and of the one after
//! (`below: …`); the rest is told of the line only.

use super::super::contents::Contents;
use super::super::title::{
    ANNEX_LABEL, QUOTED, balanced, begins_item, is_act_title, names_issuers, strip_label,
};
use super::names::{Far, SHAPES, Shape};
use super::seen::Seen;
use super::shape::{PAIRED, shapes};
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::title::{first_letter, fold as fold_title};
use crate::text::aside::{Aside, Key};
use crate::text::clean::{CleanText, SetAside};
use crate::text::rule::Words;
use std::collections::HashMap;

/// How many lines below a menu its traces may reach.
const MENU_NEAR: usize = 12;
/// How many items may follow the label of a list of annexes.
const ANNEX_ITEMS: usize = 12;
/// How many bytes a line may have that is looked for elsewhere.
const LONGEST_REPEATED: usize = 120;
/// What an act does with the titles that it quotes.
static ISSUING: Words = Words::new(
    "issuing",
    &["印发", "公布", "附件", "发布"],
    &["现将《示例办法》印发给你们", "附件：《示例表》"],
    &["根据《示例法》制定"],
);

/// What the chain of rules says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Hint {
    /// Nothing begins here.
    #[default]
    Nothing,
    /// A document begins here by the rule with this evidence.
    Begins(Far),
    /// The line is in the head of one that began above.
    Head,
}

/// The evidence of each line of `clean`; `hints` holds one for each line.
pub(in super::super) fn evidence(
    clean: &CleanText,
    contents: &Contents,
    hints: &[Hint],
) -> Vec<Vec<u16>> {
    let shapes = shapes(clean);
    let far = Surroundings::new(clean, contents, &shapes);
    let n = shapes.len();
    let block = SHAPES.len() as u16;
    (0..n)
        .map(|i| {
            let mut seen = far.of(i);
            seen.put(match hints.get(i).copied().unwrap_or_default() {
                Hint::Nothing => Far::RuleNone,
                Hint::Begins(rule) => rule,
                Hint::Head => Far::RuleHead,
            });
            let above = i.checked_sub(1).map_or(Seen::default(), |i| shapes[i]);
            let below = shapes.get(i + 1).copied().unwrap_or_default();
            let blocks = [shapes[i], above, below, seen];
            let count = blocks.iter().map(|b| b.len()).sum();
            let mut found = Vec::with_capacity(count);
            for (set, base) in blocks.into_iter().zip([0, block, 2 * block, 3 * block]) {
                set.write(base, &mut found);
            }
            found
        })
        .collect()
}

/// A line while its surroundings are looked at.
struct Own<'a> {
    i: usize,
    words: &'a str,
    /// How many characters it has, counted as far as a title goes.
    chars: usize,
    /// Whether it is no sentence.
    short: bool,
    /// Whether it ends as a title does.
    ends_in_noun: bool,
}

impl<'a> Own<'a> {
    fn new(all: &Surroundings<'a>, i: usize) -> Self {
        let words = all.clean.line(i);
        let chars = words.chars().take(101).count();
        let goes_on = [Shape::HasStop, Shape::EndsComma, Shape::EndsColon];
        let nouns = [
            Shape::ActTitle,
            Shape::NounRules,
            Shape::NounAct,
            Shape::NounReading,
        ];
        Self {
            i,
            words,
            chars,
            short: chars <= 100 && !goes_on.into_iter().any(|shape| all.is(i, shape)),
            ends_in_noun: nouns.into_iter().any(|shape| all.is(i, shape)),
        }
    }
}

/// What is known of the whole file before lines are looked at one by one.
struct Surroundings<'a> {
    clean: &'a CleanText,
    contents: &'a Contents,
    shapes: &'a [Seen],
    /// Folded titles in 《》, with the lines where they stand and whether 印发 stands there too.
    quoted: HashMap<String, Vec<(usize, bool)>>,
    /// Folded names after 附件, with the lines.
    annexed: HashMap<String, Vec<usize>>,
    /// Short lines, with the first, the last and how many.
    same: HashMap<&'a str, (usize, usize, usize)>,
    /// The first letters of the folded names above, in order: most lines begin with none.
    initials: Vec<Option<char>>,
    /// For each line the last line with a date up to it, and with closing words.
    last_date: Vec<Option<usize>>,
    last_close: Vec<Option<usize>>,
}

impl<'a> Surroundings<'a> {
    fn new(clean: &'a CleanText, contents: &'a Contents, shapes: &'a [Seen]) -> Self {
        let mut this = Self {
            clean,
            contents,
            shapes,
            quoted: HashMap::new(),
            annexed: HashMap::new(),
            same: HashMap::new(),
            initials: Vec::new(),
            last_date: Vec::with_capacity(shapes.len()),
            last_close: Vec::with_capacity(shapes.len()),
        };
        let (mut date, mut close, mut list) = (None, None, 0);
        for (i, own) in shapes.iter().enumerate() {
            let words = clean.line(i);
            this.last_date.push(date);
            this.last_close.push(close);
            if own.has(Shape::DateLine) {
                date = Some(i);
            }
            if own.has(Shape::Closes) {
                close = Some(i);
            }
            this.quote(i);
            if let Some(label) = ANNEX_LABEL.find(words) {
                list = ANNEX_ITEMS;
                this.annex(i, &words[label.end()..]);
            } else if list > 0 {
                list -= 1;
                if begins_item(words) {
                    this.annex(i, words);
                }
            }
            if words.len() <= LONGEST_REPEATED {
                let entry = this.same.entry(words).or_insert((i, i, 0));
                (entry.1, entry.2) = (i, entry.2 + 1);
            }
        }
        let names = this.quoted.keys().chain(this.annexed.keys());
        let names = names.chain(contents.titles());
        this.initials = names.map(|name| name.chars().next()).collect();
        this.initials.sort_unstable();
        this.initials.dedup();
        this
    }

    /// Note the titles in 《》 of the paragraph that begins with line `i`; one may be broken over
    /// lines, so the paragraph's words are read together.
    fn quote(&mut self, i: usize) {
        let (clean, n) = (self.clean, self.shapes.len());
        if !clean.line(i).contains('《') || i > 0 && clean.lines()[i].joined {
            return;
        }
        let end = (i + 1..(i + 12).min(n))
            .find(|j| !clean.lines()[*j].joined)
            .unwrap_or((i + 1).min(n));
        let text = clean.range(i, end - 1).of(clean.text());
        let issues = ISSUING.stand_in(text);
        for found in QUOTED.captures_iter(text).take(40) {
            let folded = fold_title(&found[1]);
            self.quoted.entry(folded).or_default().push((i, issues));
        }
    }

    fn annex(&mut self, i: usize, words: &str) {
        let name = words.trim_start_matches(|c: char| c.is_ascii_digit() || ".．、：:".contains(c));
        let folded = fold_title(strip_label(without_extension(name)));
        if folded.chars().count() >= 4 {
            self.annexed.entry(folded).or_default().push(i);
        }
    }

    fn is(&self, i: usize, shape: Shape) -> bool {
        self.shapes.get(i).is_some_and(|s| s.has(shape))
    }

    fn within(&self, i: usize, lines: usize, shape: Shape) -> bool {
        (i + 1..=i + lines).any(|j| self.is(j, shape))
    }

    /// Whether a title 关于… that begins on one of the three lines above ends with line `i`.
    fn ends_title(&self, i: usize) -> bool {
        use Shape as S;
        if !(self.is(i, S::NounAct) || self.is(i, S::NounRules)) {
            return false;
        }
        let open = |j: &usize| {
            !self.is(*j, S::HasStop) && !self.is(*j, S::EndsColon) && !self.is(*j, S::DateLine)
        };
        let mut above = (i.saturating_sub(3)..i).rev().take_while(open);
        above.any(|j| {
            let words = self.clean.range(j, i).of(self.clean.text());
            let begun = self.is(j, S::HasAbout) && !self.is(j, S::ActTitle);
            begun && words.chars().count() <= 160 && is_act_title(&words.replace('\n', ""))
        })
    }

    /// Whether the line ends as a title does: an entry of a list of links is one, too.
    fn titled(&self, i: usize) -> bool {
        use Shape as S;
        let any = [S::ActTitle, S::NounAct, S::NounRules, S::NounReading];
        !self.is(i, S::EndsStop) && any.into_iter().any(|s| self.is(i, s))
    }

    fn prose(&self, i: usize) -> bool {
        self.is(i, Shape::From45) || self.is(i, Shape::From120) || self.is(i, Shape::EndsStop)
    }

    /// What is seen around line `i`.
    fn of(&self, i: usize) -> Seen {
        let mut found = Seen::default();
        let own = Own::new(self, i);
        self.place(i, &mut found);
        self.apart(i, &mut found);
        self.dates(i, &mut found);
        found.put_if(own.short, Far::Short);
        let title_like = self.joined(&own, &mut found) || own.ends_in_noun;
        self.repeated(&own, &mut found);
        self.below(i, &mut found);
        self.run(i, &mut found);
        if own.short && title_like {
            self.titles(i, &mut found);
        }
        self.leads(i, &mut found);
        found
    }

    /// How far from the ends of the file.
    fn place(&self, i: usize, found: &mut Seen) {
        found.put_if(i == 0, Far::First);
        found.put_if(i < 3, Far::First3);
        found.put_if((3..12).contains(&i), Far::First12);
        found.put_if(i + 1 == self.shapes.len(), Far::Last);
    }

    /// The lines that were set aside above.
    fn apart(&self, i: usize, found: &mut Seen) {
        let (above, here) = self.asides(i);
        for aside in here {
            found.put(match aside.kind {
                Aside::Menu => Far::MenuAbove,
                Aside::Table => Far::TableAbove,
                Aside::Letterhead => Far::LetterheadAbove,
            });
        }
        let near = above.iter().rev();
        let mut near = near.take_while(|a| a.before + MENU_NEAR >= i);
        found.put_if(near.any(|a| a.kind == Aside::Menu), Far::MenuNear);
    }

    /// The lines that were set aside before line `i`: further up, and just above it.
    fn asides(&self, i: usize) -> (&'a [SetAside], &'a [SetAside]) {
        let asides = self.clean.asides();
        let further = asides.partition_point(|a| a.before < i);
        (&asides[..further], self.clean.asides_above(i))
    }

    /// How far above the last date and the last closing words stand.
    fn dates(&self, i: usize, found: &mut Seen) {
        let date = match self.last_date[i].map(|d| i - d) {
            Some(1) => Some(Far::Date1),
            Some(2) => Some(Far::Date2),
            Some(3..=4) => Some(Far::Date4),
            Some(5..=9) => Some(Far::Date9),
            Some(..=40) => None,
            _ => Some(Far::NoDate),
        };
        if let Some(date) = date {
            found.put(date);
        }
        let closed = self.last_close[i].is_some_and(|c| i - c <= 2);
        found.put_if(closed, Far::Closed2);
    }

    /// What the line is with those after it, since a title may be broken; whether an act's title
    /// ends there.
    fn joined(&self, own: &Own, found: &mut Seen) -> bool {
        let i = own.i;
        found.put_if(own.short && i > 0 && self.ends_title(i), Far::JoinAbove);
        if !own.short || own.chars < 4 {
            return false;
        }
        let single = self.is(i, Shape::ActTitle) && names_issuers(own.words);
        found.put_if(single, Far::Issued);
        let (mut text, mut paired, mut act) = (String::new(), false, false);
        let ends = [Shape::HasStop, Shape::DateLine, Shape::EndsColon];
        for j in i..(i + 4).min(self.shapes.len()) {
            if j > i && ends.into_iter().any(|shape| self.is(j, shape)) {
                break;
            }
            text.push_str(self.clean.line(j));
            if text.chars().count() > 160 {
                break;
            }
            self.named(i, strip_label(&text), found);
            paired |= self.clean.marks(j).any(PAIRED);
            if j > i && (!paired || balanced(&text)) {
                let title = is_act_title(&text);
                act |= title;
                found.put_if(title, Far::JoinTitle);
                found.put_if(title && names_issuers(&text), Far::Issued);
                let class = noun(&text).map(|(_, class)| class);
                found.put_if(class.is_some_and(|c| c != Class::Paper), Far::JoinNoun);
                let reading = class == Some(Class::Interpretation);
                found.put_if(reading, Far::JoinReading);
            }
        }
        act
    }

    /// Where the same line stands.
    fn repeated(&self, own: &Own, found: &mut Seen) {
        if own.words.len() > LONGEST_REPEATED {
            return;
        }
        if let Some((first, last, count)) = self.same.get(own.words) {
            found.put_if(*first < own.i, Far::SameAbove);
            found.put_if(*last > own.i, Far::SameBelow);
            found.put_if(*count > 4, Far::SameOften);
        }
    }

    /// What follows within a few lines.
    fn below(&self, i: usize, found: &mut Seen) {
        let rows = [
            (4, Shape::NumberLine, Far::Number4),
            (7, Shape::AddressLine, Far::Address7),
            (5, Shape::FirstPart, Far::Article5),
            (3, Shape::NoteLine, Far::Note3),
            (4, Shape::DateLine, Far::Date4Below),
        ];
        for (lines, shape, far) in rows {
            found.put_if(self.within(i, lines, shape), far);
        }
        found.put_if((i + 1..i + 3).any(|j| self.prose(j)), Far::Prose2);
        found.put_if(!(i + 1..i + 6).any(|j| self.prose(j)), Far::NoProse);
        let article = self.is(i, Shape::NounRules) && self.within(i, 5, Shape::FirstPart);
        found.put_if(article, Far::NounArticle);
    }

    /// What the three lines on each side are for the most part.
    fn run(&self, i: usize, found: &mut Seen) {
        let around = i.saturating_sub(3)..(i + 4).min(self.shapes.len());
        let brief = |j: &usize| self.is(*j, Shape::Upto4) || self.is(*j, Shape::Upto8);
        let short = around.clone().filter(brief).count() >= 5;
        found.put_if(short, Far::ShortRun);
        let titles = around.filter(|j| *j != i && self.titled(*j)).count();
        found.put_if(titles >= 3, Far::AmongTitles);
    }

    /// What stands around a line that may be a title.
    fn titles(&self, i: usize, found: &mut Seen) {
        let addressed = self.within(i, 7, Shape::AddressLine);
        found.put_if(addressed, Far::TitleAddress);
        let dated = self.last_date[i].is_some_and(|d| i - d <= 3);
        found.put_if(dated, Far::TitleDate);
        let ends = [
            Shape::EndsStop,
            Shape::DateLine,
            Shape::EndsBracket,
            Shape::AnnexAlone,
        ];
        let top = i == 0
            || ends.into_iter().any(|shape| self.is(i - 1, shape))
            || !self.asides(i).1.is_empty();
        found.put_if(top, Far::TitleTop);
    }

    /// Whether the line may lead a piece of news or a reading.
    fn leads(&self, i: usize, found: &mut Seen) {
        let prose = self.is(i, Shape::From45) || self.is(i, Shape::From120);
        found.put_if(prose && self.is(i, Shape::Gap), Far::LeadAfterGap);
        let reading = self.is(i, Shape::News) || self.is(i, Shape::Reading);
        found.put_if(prose && reading, Far::LeadReading);
    }

    /// What is said elsewhere of a title that begins at line `i`.
    fn named(&self, i: usize, title: &str, found: &mut Seen) {
        let asides = self.clean.asides();
        let from = asides.partition_point(|a| a.before + 6 < i);
        let near = asides.get(from).is_some_and(|a| a.before <= i);
        if !near && self.initials.binary_search(&first_letter(title)).is_err() {
            return;
        }
        let folded = fold_title(title);
        if let Some(places) = self.quoted.get(&folded) {
            let cut = places.partition_point(|(j, _)| *j < i);
            let above = || places[..cut].iter().rev().take_while(|(j, _)| i - j <= 60);
            found.put_if(above().next().is_some(), Far::Quoted);
            found.put_if(above().any(|p| p.1), Far::QuotedIssued);
            let below = places[cut..].iter().find(|(j, _)| *j > i);
            found.put_if(below.is_some_and(|(j, _)| j - i <= 20), Far::QuotedBelow);
        }
        let listed = self.contents.list(&folded) && !self.contents.hold(i);
        found.put_if(listed, Far::ListedTitle);
        if let Some(places) = self.annexed.get(&folded) {
            let cut = places.partition_point(|j| *j < i);
            found.put_if(
                places[..cut].last().is_some_and(|j| i - j <= 400),
                Far::Annexed,
            );
        }
        for aside in asides[from..].iter().take_while(|a| a.before <= i) {
            for (key, range) in &aside.facts {
                let stated = range.of(self.clean.text());
                found.put_if(
                    *key == Key::Title && fold_title(stated) == folded,
                    Far::TableTitle,
                );
                found.put_if(
                    *key == Key::Number && fold_title(stated) == folded,
                    Far::TableNumber,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::index;
    use super::*;
    use crate::text::clean::{clean, clean_page};
    use crate::text::look::LineLook;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&ISSUING]);
    }

    #[test]
    fn the_look_of_a_line_is_evidence_and_a_plain_text_has_none() {
        let text = "示例办法\n正文正文\n正文正文";
        let of = |size| LineLook {
            size: Some(size),
            centred: Some(size > 16.0),
            ..LineLook::UNKNOWN
        };
        let seen = |clean: &CleanText, name| {
            evidence(clean, &Contents::default(), &[])[0].contains(&index(name).unwrap())
        };
        let looks = clean_page(text, &[of(22.0), of(16.0), of(16.0)]);
        for name in ["much larger than the text", "centred"] {
            assert!(seen(&looks, name) && !seen(&clean(text), name), "{name}");
        }
        assert!(!seen(&looks, "bold"));
    }
}
