//! Provisions: subdivisions of a legal text, as texts cite them, IRIs name them and people type
//! them.
//!
//! Owns: [`Provision`], with its one reader of words (第三条第二款, 第3条第（二）项), its one reader
//! of paths (`art/3/para/2`) and its one label; which provisions meet. Must not know: documents,
//! where in a text a provision stands.

use super::error::{Error, ErrorKind};
use super::numeral::{chinese, number};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// The units that provisions are counted in, from the largest.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// 编.
    Part,
    /// 章.
    Chapter,
    /// 节.
    Section,
    /// 条.
    Article,
    /// 款.
    Paragraph,
    /// 项.
    Item,
    /// 目.
    Point,
}

impl Unit {
    /// All of them, from the largest.
    pub const ALL: [Self; 7] = [
        Self::Part,
        Self::Chapter,
        Self::Section,
        Self::Article,
        Self::Paragraph,
        Self::Item,
        Self::Point,
    ];

    /// Its word, 条, and its name in the paths of IRIs, `art`.
    fn row(self) -> (char, &'static str) {
        match self {
            Self::Part => ('编', "part"),
            Self::Chapter => ('章', "ch"),
            Self::Section => ('节', "sec"),
            Self::Article => ('条', "art"),
            Self::Paragraph => ('款', "para"),
            Self::Item => ('项', "item"),
            Self::Point => ('目', "point"),
        }
    }

    /// 条.
    pub fn word(self) -> char {
        self.row().0
    }

    /// `art`.
    pub fn path(self) -> &'static str {
        self.row().1
    }

    /// The unit that `word` names.
    pub fn of(word: char) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    fn of_path(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.path() == name)
    }

    /// Whether something can be inserted behind one of them: 第十七条之一.
    fn takes_insertions(self) -> bool {
        self <= Self::Article
    }
}

/// One step down into a document: 第十七条之一.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// What is counted.
    pub unit: Unit,
    /// Which one.
    pub number: u32,
    /// Which of those inserted behind it; 0 for itself.
    pub inserted: u32,
}

/// The longest number of a provision, in characters: 一千二百六十.
const LONGEST_NUMBER: usize = 7;

/// The highest number of a provision; words for higher ones would not read back.
const HIGHEST_NUMBER: u32 = 9999;

impl Step {
    /// The step that `text` begins with, and how many bytes it takes. A number without 第 must
    /// stand in brackets.
    ///
    /// ```
    /// use zhengtu::model::provision::Step;
    /// let read = |text| Step::read(text).map(|(step, len)| (step.to_string(), &text[len..]));
    /// assert_eq!(read("第十七条之一的规定"), Some(("第十七条之一".to_owned(), "的规定")));
    /// assert_eq!(read("（二）项"), Some(("第二项".to_owned(), "")));
    /// assert_eq!(read("第1260条"), Some(("第一千二百六十条".to_owned(), "")));
    /// assert_eq!(read("三条路"), None);
    /// ```
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let after_mark = text.strip_prefix('第');
        let rest = after_mark.unwrap_or(text);
        let (digits, rest) = match rest.strip_prefix(['（', '(']) {
            // A bracket that is never closed would be looked through to the end of the text.
            Some(inner) => {
                let end = inner.char_indices().take(LONGEST_NUMBER + 1);
                let end = end.into_iter().find(|(_, c)| matches!(c, '）' | ')'))?;
                (&inner[..end.0], &inner[end.0 + end.1.len_utf8()..])
            }
            None => after_mark.map(split_digits)?,
        };
        if digits.chars().count() > LONGEST_NUMBER || !digits.chars().all(is_digit) {
            return None;
        }
        let unit = Unit::of(rest.chars().next()?)?;
        let mut step = Self {
            unit,
            number: number(digits).filter(|n| *n <= HIGHEST_NUMBER)?,
            inserted: 0,
        };
        let mut rest = &rest[unit.word().len_utf8()..];
        if let Some((digits, after)) = rest.strip_prefix('之').map(split_digits)
            && unit.takes_insertions()
            && let Some(inserted) = number(digits).filter(|n| (1..=HIGHEST_NUMBER).contains(n))
        {
            (step.inserted, rest) = (inserted, after);
        }
        Some((step, text.len() - rest.len()))
    }

    /// Reads `art/17-1`.
    fn of_path(unit: &str, number: &str) -> Option<Self> {
        let (number, inserted) = number.split_once('-').unwrap_or((number, "0"));
        let read = |digits: &str| digits.parse().ok().filter(|n| *n <= HIGHEST_NUMBER);
        let step = Self {
            unit: Unit::of_path(unit)?,
            number: read(number)?,
            inserted: read(inserted)?,
        };
        (step.inserted == 0 || step.unit.takes_insertions()).then_some(step)
    }

    /// Its number as paths write it: `17-1`.
    pub fn ordinal(self) -> String {
        match self.inserted {
            0 => self.number.to_string(),
            inserted => format!("{}-{inserted}", self.number),
        }
    }
}

/// 第十七条之一, 第二项: as laws cite provisions, an item without its brackets too (立法技术规范).
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}{}", chinese(self.number), self.unit.word())?;
        match self.inserted {
            0 => Ok(()),
            inserted => write!(f, "之{}", chinese(inserted)),
        }
    }
}

/// The numeral characters that `text` begins with, and what follows.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_digit(c)).unwrap_or(text.len()))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百千零〇两".contains(c)
}

/// In its words, 第十七条之一.
impl Serialize for Provision {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Provision {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let words = String::deserialize(from)?;
        Self::read(&words).ok_or_else(|| de::Error::custom("these words are no provision"))
    }
}

/// A provision: its steps from the outermost. Its order is that of reading, as far as numbers tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision {
    steps: Vec<Step>,
    /// The end of a path that names something else than these units; else empty.
    unread: String,
}

impl Provision {
    /// Reads what a person types: 第三条, 第3条第2款, 第（二）项, `art/3/para/2`, or the number of an
    /// article alone, `3`, `17-1`.
    ///
    /// ```
    /// use zhengtu::model::provision::Provision;
    /// for typed in ["第三条", "第3条", "art/3", "3", "三"] {
    ///     assert_eq!(Provision::parse(typed).unwrap().to_string(), "第三条");
    /// }
    /// ```
    ///
    /// # Errors
    /// When the text is none of these.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let folded: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(half_width)
            .collect();
        let article = || {
            let (digits, inserted) = folded.split_once(['-', '之']).unwrap_or((&folded, "0"));
            let step = Step {
                unit: Unit::Article,
                number: number(digits).filter(|n| (1..=HIGHEST_NUMBER).contains(n))?,
                inserted: number(inserted).filter(|n| *n <= HIGHEST_NUMBER)?,
            };
            Some(Self::of(vec![step]))
        };
        let known = |it: Self| (it.unread.is_empty() && !it.steps.is_empty()).then_some(it);
        Self::read(&folded)
            .or_else(|| known(Self::of_path(&folded)))
            .or_else(article)
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::Usage,
                    format!(
                        "“{text}” is not a provision; write 第三条, 第3条第2款, 3 or art/3/para/2"
                    ),
                )
            })
    }

    /// Reads words that are one provision and nothing else, as a text prints them.
    ///
    /// ```
    /// use zhengtu::model::provision::Provision;
    /// assert!(Provision::read("第三条第一款（二）项").is_some());
    /// assert_eq!(Provision::read("第三条的规定"), None);
    /// assert_eq!(Provision::read("有关规定"), None);
    /// ```
    pub fn read(words: &str) -> Option<Self> {
        let (provision, len) = Self::read_prefix(words)?;
        (len == words.len()).then_some(provision)
    }

    /// The provision that `words` begin with, and how many bytes it takes.
    pub fn read_prefix(words: &str) -> Option<(Self, usize)> {
        let (mut steps, mut len) = (Vec::new(), 0);
        while let Some((step, taken)) = Step::read(&words[len..]) {
            steps.push(step);
            len += taken;
        }
        (!steps.is_empty()).then(|| (Self::of(steps), len))
    }

    /// Reads `art/3/para/2`. What is not of these units is kept as it is, so that nothing an IRI
    /// names is lost.
    ///
    /// ```
    /// use zhengtu::model::provision::Provision;
    /// assert_eq!(Provision::of_path("art/17-1/item/2").to_string(), "第十七条之一第二项");
    /// assert_eq!(Provision::of_path("annex/a").to_string(), "annex/a");
    /// ```
    pub fn of_path(path: &str) -> Self {
        let path = path.trim_matches('/');
        let (mut steps, mut rest) = (Vec::new(), path);
        while let Some((unit, after)) = rest.split_once('/') {
            let (number, after) = after.split_once('/').unwrap_or((after, ""));
            let Some(step) = Step::of_path(unit, number) else {
                break;
            };
            steps.push(step);
            rest = after;
        }
        Self {
            steps,
            unread: rest.to_owned(),
        }
    }

    fn of(steps: Vec<Step>) -> Self {
        Self {
            steps,
            unread: String::new(),
        }
    }

    /// Its steps, from the outermost.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// For each step its path and its label, down to there: `art/3` 第三条, `art/3/para/1`
    /// 第三条第一款.
    pub fn levels(&self) -> impl Iterator<Item = (Step, String, String)> + use<'_> {
        let (mut path, mut label) = (String::new(), String::new());
        self.steps.iter().map(move |step| {
            path.push_str(if path.is_empty() { "" } else { "/" });
            path.push_str(&format!("{}/{}", step.unit.path(), step.ordinal()));
            label.push_str(&step.to_string());
            (*step, path.clone(), label.clone())
        })
    }

    /// Whether what happens to one happens to the other, or to part of it: one contains the other.
    /// A chapter contains articles, but which is not known here.
    pub fn meets(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.article_on(), other.article_on());
        let known = !mine.is_empty() && !theirs.is_empty();
        let is_same = self.unread == other.unread;
        is_same && known && mine.iter().zip(theirs).all(|(a, b)| a == b)
    }

    /// Whether the other is this or lies in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.meets(other) && self.article_on().len() <= other.article_on().len()
    }

    /// What it names below its article: 第二款 of 第二十九条第二款; nothing if it names no article.
    pub fn below_article(&self) -> &[Step] {
        let below = self.article_on().split_first();
        let below = below.filter(|(first, _)| first.unit == Unit::Article);
        below.map_or(&[], |(_, below)| below)
    }

    /// A provision below this one.
    ///
    /// ```
    /// use zhengtu::model::provision::Provision;
    /// let read = |text| Provision::read(text).unwrap();
    /// let now = read("第三十六条").and(read("第二十九条第二款").below_article());
    /// assert_eq!(now.to_string(), "第三十六条第二款");
    /// ```
    #[must_use]
    pub fn and(&self, below: &[Step]) -> Self {
        Self {
            steps: self.steps.iter().chain(below).copied().collect(),
            unread: self.unread.clone(),
        }
    }

    /// What the words mean where another provision is spoken of: 第二款 of 第七条第一款 is 第七条第二款.
    /// What names an article, or something larger, means itself.
    ///
    /// ```
    /// use zhengtu::model::provision::Provision;
    /// let read = |text| Provision::read(text).unwrap();
    /// assert_eq!(read("第二款").within(&read("第七条第一款")), read("第七条第二款"));
    /// assert_eq!(read("第八条").within(&read("第七条")), read("第八条"));
    /// ```
    #[must_use]
    pub fn within(&self, outer: &Self) -> Self {
        let Some(first) = self.steps.first().filter(|it| it.unit > Unit::Article) else {
            return self.clone();
        };
        let above = outer.steps.iter().take_while(|it| it.unit < first.unit);
        Self {
            steps: above.chain(&self.steps).copied().collect(),
            unread: self.unread.clone(),
        }
    }

    /// The part of it that is larger than a unit: of 第七条第一款第二项 and a paragraph 第七条. Nothing
    /// if it has none.
    pub fn above(&self, unit: Unit) -> Option<Self> {
        let steps = self.steps.iter().take_while(|it| it.unit < unit);
        let steps: Vec<Step> = steps.copied().collect();
        (!steps.is_empty()).then(|| Self::of(steps))
    }

    /// The provisions from this to another of the same kind: 第七条 to 第九条 are 第七条, 第八条 and
    /// 第九条. Nothing if they are not of one kind or there are more than `most`.
    pub fn to(&self, last: &Self, most: u32) -> Option<Vec<Self>> {
        let (a, above) = self.steps.split_last()?;
        let (z, same) = last.steps.split_last()?;
        let alike = above == same && a.unit == z.unit && a.inserted == 0 && z.inserted == 0;
        if !alike || a.number > z.number || z.number - a.number >= most {
            return None;
        }
        let step = |number| Step { number, ..*a };
        let each = (a.number..=z.number).map(step);
        Some(
            each.map(|it| Self::of(above.iter().copied().chain([it]).collect()))
                .collect(),
        )
    }

    /// Whether the words of a place name it, behind the title if there is one.
    pub fn is_in(&self, quote: &str) -> bool {
        let words = quote.rsplit('》').next().unwrap_or(quote);
        words.match_indices('第').any(|(at, _)| {
            let found = Self::read_prefix(&words[at..]);
            found.is_some_and(|(provision, _)| self.meets(&provision))
        })
    }

    /// Articles are counted through a whole document: chapters in front of them say nothing more.
    fn article_on(&self) -> &[Step] {
        let is_article = |step: &Step| step.unit == Unit::Article;
        let article = self.steps.iter().position(is_article).unwrap_or(0);
        &self.steps[article..]
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// 第三条第二款.
impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| step.fmt(f))?;
        f.write_str(&self.unread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Provision {
        Provision::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn all_ways_to_write_a_provision_are_one() {
        for (text, expected) in [
            ("第三条", "第三条"),
            ("3", "第三条"),
            ("３", "第三条"),
            ("十七", "第十七条"),
            ("17-1", "第十七条之一"),
            ("十七之一", "第十七条之一"),
            ("第十七条之一", "第十七条之一"),
            ("第十七条之十一", "第十七条之十一"),
            ("第3条第2款", "第三条第二款"),
            ("第 3 条 第 2 款", "第三条第二款"),
            ("art/3/para/2", "第三条第二款"),
            ("art/17-1", "第十七条之一"),
            ("第二章第三条第（四）项", "第二章第三条第四项"),
            ("第三条第四项", "第三条第四项"),
            ("第三条(四)项", "第三条第四项"),
            ("第一千零七十九条", "第一千零七十九条"),
            ("第八章之一", "第八章之一"),
        ] {
            assert_eq!(parse(text).to_string(), expected, "{text}");
            assert_eq!(parse(expected), parse(text), "{text}");
        }
        for wrong in [
            "",
            "三条",
            "第条",
            "art",
            "art/x",
            "第三",
            "foo/3",
            "0",
            "附件",
            "第三条的",
            "-1",
            "3-",
            "第三款之一",
            "art/3/para/17-1",
            "第12345条",
            "art/12345",
        ] {
            assert!(Provision::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn labels_and_paths_read_back() {
        for unit in Unit::ALL {
            for number in [1, 2, 10, 17, 101, 1260] {
                let step = Step {
                    unit,
                    number,
                    inserted: number % 3 * u32::from(unit.takes_insertions()),
                };
                let provision = Provision::of(vec![step]);
                let (_, path, label) = provision.levels().next().unwrap();
                assert_eq!(Provision::of_path(&path), provision, "{path}");
                assert_eq!(Provision::read(&label).unwrap(), provision, "{label}");
            }
        }
    }

    #[test]
    fn a_path_of_other_units_is_kept() {
        let annex = Provision::of_path("annex/2");
        assert_eq!(annex.to_string(), "annex/2");
        assert!(!annex.meets(&parse("第二条")) && !parse("第二条").meets(&annex));
        let below = Provision::of_path("art/3/annex/2");
        assert_eq!(below.to_string(), "第三条annex/2");
        assert!(!parse("第三条").meets(&below));
    }

    #[test]
    fn a_place_names_a_provision_behind_the_title() {
        let article = parse("第十五条");
        for yes in [
            "《反垄断法》第十五条规定的",
            "《第一法》第十五条第二款",
            "第三条、第十五条",
        ] {
            assert!(article.is_in(yes), "{yes}");
        }
        for no in [
            "《反垄断法》",
            "《关于第十五条的通知》",
            "《反垄断法》第五十五条",
            "第十五章",
        ] {
            assert!(!article.is_in(no), "{no}");
        }
    }

    #[test]
    fn a_part_meets_its_whole() {
        let article = parse("第三条");
        for yes in ["第三条", "第3条第2款", "第二章第三条"] {
            assert!(article.meets(&parse(yes)), "{yes}");
        }
        for no in ["第十三条", "第三条之一", "第二章"] {
            assert!(!article.meets(&parse(no)), "{no}");
        }
        let paragraph = parse("第三条第二款");
        assert!(paragraph.meets(&article) && !paragraph.meets(&parse("第三条第一款")));
        assert!(article.covers(&paragraph) && !paragraph.covers(&article));
    }

    #[test]
    fn provisions_stand_in_reading_order() {
        let mut shuffled = ["第十条", "第三条第二款", "第三条", "第三条之一"].map(parse);
        shuffled.sort();
        let order = ["第三条", "第三条第二款", "第三条之一", "第十条"].map(parse);
        assert_eq!(shuffled, order);
    }
}
