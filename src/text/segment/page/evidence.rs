//! What can be seen of a line: its own shape, that of its neighbours, and what stands further off.
//!
//! Owns: when each evidence holds; every test is made once for a line. Must not know: labels and
//! weights.
//!
//! Shapes are told of the line itself, of the one before (`above: …`) and of the one after
//! (`below: …`); the rest is told of the line only.

use super::super::title::{
    ANNEX_HEAD, ANNEX_LABEL, DECREE_LINE, ISSUES, MENU, NEWS_LEAD, NOTE, NUMBER_LINE, ORDER,
    PAGE_FOOT, QUOTED, READING, balanced, begins_item, is_act_title, is_contents_line,
    is_date_line, is_first_part, strip_label,
};
use super::names::{Far, SHAPES, Shape};
use super::seen::Seen;
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::title::{first_letter, fold as fold_title};
use crate::text::aside::{Aside, Key};
use crate::text::clean::CleanText;
use crate::text::look::{LineLook, usual_size};
use crate::text::marks::{AnyOf, Marks, any_of};
use std::collections::HashMap;

/// How many lines below a menu its traces may reach.
const MENU_NEAR: usize = 12;

/// What the chain of rules says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hint {
    /// Nothing begins here.
    #[default]
    Nothing,
    /// A document begins here by the rule with this evidence.
    Begins(Far),
    /// The line is in the head of one that began above.
    Head,
}

/// The evidence of each line of `clean`; `hints` holds one for each line.
pub fn evidence(clean: &CleanText, hints: &[Hint]) -> Vec<Vec<u16>> {
    let shapes = shapes(clean);
    let far = Surroundings::new(clean, &shapes);
    let n = shapes.len();
    let block = SHAPES.len() as u16;
    (0..n)
        .map(|i| {
            let mut seen = far.of(i);
            seen.put(match hints.get(i).copied().unwrap_or_default() {
                Hint::Nothing => Far::RuleNone,
                Hint::Begins(rule) => rule,
                Hint::Head => Far::RuleHead,
            } as u16);
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

fn shapes(clean: &CleanText) -> Vec<Seen> {
    let lines = clean.lines();
    let mut gaps: Vec<u32> = lines
        .windows(2)
        .map(|w| w[1].number.saturating_sub(w[0].last))
        .collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
    let size = usual_size((0..lines.len()).map(|i| clean.look(i)));
    (0..lines.len())
        .map(|i| {
            let gap = i > 0 && lines[i].number.saturating_sub(lines[i - 1].last) > usual;
            let mut found = shape(clean, i, gap);
            look(clean.look(i), size, &mut found);
            found
        })
        .collect()
}

const ABOUT: AnyOf = any_of!["关于"];
const BELOW: AnyOf = any_of!["如下"];
const ENTRY: AnyOf = any_of!["施行", "执行", "实施", "生效"];
const PAIRED: Marks = Marks::telltales("《》（）“”");
/// What is seen of a line on its page, where the text is of `size`; nothing in a plain text.
fn look(look: LineLook, size: Option<f32>, found: &mut Seen) {
    let percent = look.percent_of(size);
    let rows = [
        (
            percent.is_some_and(|p| (110..130).contains(&p)),
            Shape::Larger,
        ),
        (percent.is_some_and(|p| p >= 130), Shape::Largest),
        (percent.is_some_and(|p| p <= 92), Shape::Smaller),
        (look.centred == Some(true), Shape::Centred),
        (look.bold == Some(true), Shape::Bold),
    ];
    for (_, shape) in rows.into_iter().filter(|(holds, _)| *holds) {
        found.put(shape as u16);
    }
}

fn shape(clean: &CleanText, i: usize, gap: bool) -> Seen {
    use Shape as S;
    let (line, words) = (clean.lines()[i], clean.line(i));
    let chars = words.chars().take(121).count();
    let marks = line.marks;
    let has = |c: char| marks.may_have(c) && words.contains(c);
    let mut found = Seen::default();
    let mut put = |holds: bool, shape: Shape| {
        if holds {
            found.put(shape as u16);
        }
    };
    put(chars <= 4, S::Upto4);
    put((5..=8).contains(&chars), S::Upto8);
    put((9..=18).contains(&chars), S::Upto18);
    put((45..120).contains(&chars), S::From45);
    put(chars >= 120, S::From120);
    put(line.full, S::Full);
    put(gap, S::Gap);
    put(line.glued, S::Glued);
    put(line.page_start, S::PageStart);
    put(line.joined, S::Joined);
    put(words.ends_with(['。', '；', '！', '？']), S::EndsStop);
    put(words.ends_with(['：', ':']), S::EndsColon);
    put(words.ends_with(['，', '、']), S::EndsComma);
    put(words.ends_with('）'), S::EndsBracket);
    put(words.ends_with('》'), S::EndsTitleMark);
    put(has('。'), S::HasStop);
    put(has('，') || has(','), S::HasComma);
    put(
        !words.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)),
        S::NoHan,
    );
    put(words.starts_with("关于"), S::StartsAbout);
    put(ABOUT.stands_in(words, marks), S::HasAbout);
    put(words.starts_with('《'), S::StartsQuote);
    put(marks.any(PAIRED) && !balanced(words), S::Unbalanced);
    let title = chars <= 100 && !has('。') && !words.ends_with(['；', '，', '：']);
    let class = title.then(|| noun(words)).flatten().map(|(_, class)| class);
    put(class == Some(Class::Act), S::NounAct);
    put(class == Some(Class::Instrument), S::NounRules);
    put(
        matches!(class, Some(Class::Register | Class::Paper)),
        S::NounOther,
    );
    put(class == Some(Class::Interpretation), S::NounReading);
    put(title && is_act_title(words), S::ActTitle);
    let numbered = has('号');
    put(
        numbered && chars <= 60 && NUMBER_LINE.is_match(words),
        S::NumberLine,
    );
    put(numbered && has('〔'), S::NumberWithin);
    put(
        has('令') && chars <= 90 && DECREE_LINE.is_match(words),
        S::DecreeLine,
    );
    let order = (has('令') || has('告')) && chars <= 60 && !words.contains("关于");
    put(order && ORDER.is_match(words), S::OrderName);
    put(chars <= 16 && is_date_line(words), S::DateLine);
    let inner = words.strip_prefix('（').and_then(|w| w.strip_suffix('）'));
    put(inner.is_some_and(is_date_line), S::DateBracket);
    put(
        words.starts_with(['（', '1', '2']) && has('年') && NOTE.is_match(words),
        S::NoteLine,
    );
    let address = words.ends_with(['：', ':'])
        && !has('。')
        && !BELOW.stands_in(words, marks)
        && !has('《')
        && (3..400).contains(&words.chars().count())
        && (words.starts_with('各')
            || [
                "府", "局", "部", "委", "厅", "院", "行", "司", "会", "位", "校", "县", "区", "市",
                "志", "员",
            ]
            .iter()
            .any(|e| words.trim_end_matches(['：', ':', '）']).ends_with(e)));
    put(address, S::AddressLine);
    let plain = chars <= 60 && !has('。') && !has('，') && !has('：');
    put(
        plain && lexicon().agencies_in(words, &['、']).is_some(),
        S::Listed,
    );
    put(plain && looks_like_body(words), S::BodyShape);
    let first = |set: &str| words.starts_with(|c| set.contains(c));
    put(is_first_part(words), S::FirstPart);
    put(begins_item(words), S::Item);
    let annex = words.starts_with('附');
    put(annex && ANNEX_HEAD.is_match(words), S::AnnexAlone);
    put(
        annex
            && ANNEX_LABEL
                .find(words)
                .is_some_and(|m| m.end() < words.len()),
        S::AnnexNamed,
    );
    put(
        words.starts_with(['*', '·', '▪', '›', '»', '>', '|']),
        S::Bullet,
    );
    put(is_contents_line(words), S::Contents);
    put(READING.stands_in(words, marks), S::Reading);
    let news = first("新本人中近日") && NEWS_LEAD.is_match(words)
        || ["近日", "日前", "为便于", "为帮助"]
            .iter()
            .any(|w| words.starts_with(w))
        || words.starts_with("记者");
    put(news, S::News);
    put(
        ["问：", "答：", "记者：", "问:", "答:"]
            .iter()
            .any(|w| words.starts_with(w)),
        S::Answer,
    );
    put(ISSUES.stands_in(words, marks), S::Issues);
    put(
        words.starts_with("特此")
            || words.starts_with("（此件")
            || words.starts_with("抄送")
            || words.ends_with('。') && has('起') && ENTRY.stands_in(words, marks),
        S::Closes,
    );
    put(inner.is_some(), S::Bracket);
    put(
        chars <= 12 && MENU.stands_in(words, marks) || PAGE_FOOT.stands_in(words, marks),
        S::Menu,
    );
    found
}

/// What is known of the whole file before lines are looked at one by one.
struct Surroundings<'a> {
    clean: &'a CleanText,
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
    fn new(clean: &'a CleanText, shapes: &'a [Seen]) -> Self {
        let mut this = Self {
            clean,
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
            if own.has(Shape::DateLine as u16) {
                date = Some(i);
            }
            if own.has(Shape::Closes as u16) {
                close = Some(i);
            }
            // A title may be broken over lines, so the paragraph's words are read together.
            if words.contains('《') && (i == 0 || !clean.lines()[i].joined) {
                let end = (i + 1..(i + 12).min(shapes.len()))
                    .find(|j| !clean.lines()[*j].joined)
                    .unwrap_or((i + 1).min(shapes.len()));
                let text = clean.range(i, end - 1).of(clean.text());
                let issues = text.contains("印发")
                    || text.contains("公布")
                    || text.contains("附件")
                    || text.contains("发布");
                for found in QUOTED.captures_iter(text).take(40) {
                    let folded = fold_title(&found[1]);
                    this.quoted.entry(folded).or_default().push((i, issues));
                }
            }
            if let Some(label) = ANNEX_LABEL.find(words) {
                list = 12;
                this.annex(i, &words[label.end()..]);
            } else if list > 0 {
                list -= 1;
                if begins_item(words) {
                    this.annex(i, words);
                }
            }
            if words.len() <= 120 {
                let entry = this.same.entry(words).or_insert((i, i, 0));
                (entry.1, entry.2) = (i, entry.2 + 1);
            }
        }
        let names = this.quoted.keys().chain(this.annexed.keys());
        this.initials = names.map(|name| name.chars().next()).collect();
        this.initials.sort_unstable();
        this.initials.dedup();
        this
    }

    fn annex(&mut self, i: usize, words: &str) {
        let name = words.trim_start_matches(|c: char| c.is_ascii_digit() || ".．、：:".contains(c));
        let folded = fold_title(strip_label(without_extension(name)));
        if folded.chars().count() >= 4 {
            self.annexed.entry(folded).or_default().push(i);
        }
    }

    fn is(&self, i: usize, shape: Shape) -> bool {
        self.shapes.get(i).is_some_and(|s| s.has(shape as u16))
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

    fn of(&self, i: usize) -> Seen {
        use Far as F;
        use Shape as S;
        let n = self.shapes.len();
        let words = self.clean.line(i);
        let is = |shape| self.is(i, shape);
        let mut found = Seen::default();
        let mut put = |holds: bool, far: Far| {
            if holds {
                found.put(far as u16);
            }
        };
        put(i == 0, F::First);
        put(i < 3, F::First3);
        put((3..12).contains(&i), F::First12);
        put(i + 1 == n, F::Last);
        let asides = self.clean.asides();
        let from = asides.partition_point(|a| a.before < i);
        let mut letterhead = false;
        for kind in asides[from..]
            .iter()
            .take_while(|a| a.before == i)
            .map(|a| a.kind)
        {
            match kind {
                Aside::Menu => put(true, F::MenuAbove),
                Aside::Table => put(true, F::TableAbove),
                Aside::Letterhead => letterhead = true,
            }
        }
        put(letterhead, F::LetterheadAbove);
        let near = asides[..from].iter().rev();
        let mut near = near.take_while(|a| a.before + MENU_NEAR >= i);
        put(near.any(|a| a.kind == Aside::Menu), F::MenuNear);
        match self.last_date[i].map(|d| i - d) {
            Some(1) => put(true, F::Date1),
            Some(2) => put(true, F::Date2),
            Some(3..=4) => put(true, F::Date4),
            Some(5..=9) => put(true, F::Date9),
            Some(..=40) => {}
            _ => put(true, F::NoDate),
        }
        put(self.last_close[i].is_some_and(|c| i - c <= 2), F::Closed2);
        let chars = words.chars().take(101).count();
        let short = chars <= 100 && !is(S::HasStop) && !is(S::EndsComma) && !is(S::EndsColon);
        put(short, F::Short);
        let top = i == 0
            || self.is(i - 1, S::EndsStop)
            || self.is(i - 1, S::DateLine)
            || self.is(i - 1, S::EndsBracket)
            || self.is(i - 1, S::AnnexAlone)
            || from < asides.len() && asides[from].before == i;
        let mut title_like =
            is(S::ActTitle) || is(S::NounRules) || is(S::NounAct) || is(S::NounReading);
        if short && chars >= 4 {
            let (mut text, mut paired) = (String::new(), false);
            for j in i..(i + 4).min(n) {
                if j > i
                    && (self.is(j, S::HasStop)
                        || self.is(j, S::DateLine)
                        || self.is(j, S::EndsColon))
                {
                    break;
                }
                text.push_str(self.clean.line(j));
                if text.chars().count() > 160 {
                    break;
                }
                self.named(i, strip_label(&text), &mut put);
                paired |= self.clean.marks(j).any(PAIRED);
                if j > i && (!paired || balanced(&text)) {
                    put(is_act_title(&text), F::JoinTitle);
                    put(
                        noun(&text).is_some_and(|(_, c)| c != Class::Paper),
                        F::JoinNoun,
                    );
                    title_like |= is_act_title(&text);
                }
            }
        }
        put(short && i > 0 && self.ends_title(i), F::JoinAbove);
        if words.len() <= 120
            && let Some((first, last, count)) = self.same.get(words)
        {
            put(*first < i, F::SameAbove);
            put(*last > i, F::SameBelow);
            put(*count > 4, F::SameOften);
        }
        put(self.within(i, 4, S::NumberLine), F::Number4);
        put(self.within(i, 7, S::AddressLine), F::Address7);
        put(self.within(i, 5, S::FirstPart), F::Article5);
        put(self.within(i, 3, S::NoteLine), F::Note3);
        put(self.within(i, 4, S::DateLine), F::Date4Below);
        put((i + 1..i + 3).any(|j| self.prose(j)), F::Prose2);
        put(!(i + 1..i + 6).any(|j| self.prose(j)), F::NoProse);
        let low = i.saturating_sub(3);
        let brief = |j: usize| self.is(j, S::Upto4) || self.is(j, S::Upto8);
        put(
            (low..(i + 4).min(n)).filter(|j| brief(*j)).count() >= 5,
            F::ShortRun,
        );
        put(
            short && title_like && self.within(i, 7, S::AddressLine),
            F::TitleAddress,
        );
        put(
            short && title_like && self.last_date[i].is_some_and(|d| i - d <= 3),
            F::TitleDate,
        );
        put(short && title_like && top, F::TitleTop);
        let titles = (i.saturating_sub(3)..(i + 4).min(n)).filter(|j| *j != i && self.titled(*j));
        put(titles.count() >= 3, F::AmongTitles);
        put(
            is(S::NounRules) && self.within(i, 5, S::FirstPart),
            F::NounArticle,
        );
        let prose = is(S::From45) || is(S::From120);
        put(prose && is(S::Gap), F::LeadAfterGap);
        put(prose && (is(S::News) || is(S::Reading)), F::LeadReading);
        found
    }

    /// What is said elsewhere of a title that begins at line `i`.
    fn named(&self, i: usize, title: &str, put: &mut impl FnMut(bool, Far)) {
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
            put(above().next().is_some(), Far::Quoted);
            put(above().any(|p| p.1), Far::QuotedIssued);
            let below = places[cut..].iter().find(|(j, _)| *j > i);
            put(below.is_some_and(|(j, _)| j - i <= 20), Far::QuotedBelow);
        }
        if let Some(places) = self.annexed.get(&folded) {
            let cut = places.partition_point(|j| *j < i);
            put(
                places[..cut].last().is_some_and(|j| i - j <= 400),
                Far::Annexed,
            );
        }
        for aside in asides[from..].iter().take_while(|a| a.before <= i) {
            for (key, range) in &aside.facts {
                let stated = range.of(self.clean.text());
                put(
                    *key == Key::Title && fold_title(stated) == folded,
                    Far::TableTitle,
                );
                put(
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

    #[test]
    fn the_look_of_a_line_is_evidence_and_a_plain_text_has_none() {
        let text = "示例办法\n正文正文\n正文正文";
        let of = |size| LineLook {
            size: Some(size),
            centred: Some(size > 16.0),
            ..LineLook::UNKNOWN
        };
        let seen =
            |clean: &CleanText, name| evidence(clean, &[])[0].contains(&index(name).unwrap());
        let looks = clean_page(text, &[of(22.0), of(16.0), of(16.0)]);
        for name in ["much larger than the text", "centred"] {
            assert!(seen(&looks, name) && !seen(&clean(text), name), "{name}");
        }
        assert!(!seen(&looks, "bold"));
    }
}
