//! Titles, normalised: what two printings or mentions of one document have in common.
//!
//! Owns: [`Title`], taken apart once and compared often: the normal form, the part from 关于 on,
//! which stands with or without issuers in front, the issuers, the noun; which titles agree. Must
//! not know: which documents there are, what an IRI looks like.

use super::doctype::{Class, noun};
use super::jurisdiction::COUNTRY;
use super::lexicon::lexicon;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;

/// A title as printed, with what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Title {
    printed: String,
    version: Option<u32>,
    official: Option<&'static str>,
    key: String,
    about: Option<String>,
    issuers: BTreeSet<String>,
    noun: Option<&'static str>,
    is_act: bool,
}

/// As printed: all else follows.
impl Serialize for Title {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.printed)
    }
}

impl<'de> Deserialize<'de> for Title {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

impl Title {
    /// Takes `printed` apart.
    ///
    /// ```
    /// use zhengtu::model::title::Title;
    /// assert_eq!(Title::new("中华人民共和国反垄断法").key(), "反垄断法");
    /// let title = Title::new("财政部、税务总局关于甲事项的通知");
    /// assert_eq!(title.about(), Some("关于甲事项通知"));
    /// assert!(title.issuers().contains("国家税务总局"));
    /// assert_eq!(title.noun(), Some("通知"));
    /// ```
    pub fn new(printed: impl Into<String>) -> Self {
        let printed = printed.into();
        let (bare, version) = version_mark(&printed);
        let official = official(bare);
        let noun = noun(bare);
        let head = head(bare);
        let is_act = is_act(bare, noun);
        Self {
            key: key_of(official.unwrap_or(bare), is_act),
            about: head.map(|head| fold(&bare[head.len()..])),
            issuers: head.map(issuers).unwrap_or_default(),
            noun: noun.map(|(noun, _)| noun),
            is_act,
            official,
            version,
            printed,
        }
    }

    /// The year of the version that a mark at its end names: （2018年修正）.
    pub fn version(&self) -> Option<u32> {
        self.version
    }

    /// As printed.
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }

    /// The full title of the law or regulation that bears it, short names included, if it is a
    /// known one.
    pub fn official(&self) -> Option<&'static str> {
        self.official
    }

    /// The full title of a known act, else the title as printed, without the mark of a version.
    pub fn full(&self) -> &str {
        self.official
            .unwrap_or_else(|| version_mark(&self.printed).0)
    }

    /// Whether it is a short name of a known act.
    pub fn is_short_name(&self) -> bool {
        self.official.is_some() && self.key != fold(&self.printed)
    }

    /// The normal form; short names of known acts stand for the full title.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The normal form from 关于 on, if nothing but issuers can stand before it; the same for
    /// 财政部关于某事的通知 and 关于某事的通知.
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// The bodies before 关于, by their full names as far as known.
    pub fn issuers(&self) -> &BTreeSet<String> {
        &self.issuers
    }

    /// The noun it ends with: 通知, 办法.
    pub fn noun(&self) -> Option<&'static str> {
        self.noun
    }

    /// Whether it is that of a document issued as such (通知, 意见, 关于…), not of an instrument
    /// known by its title (法, 条例, 办法, 方案).
    pub fn is_act(&self) -> bool {
        self.is_act
    }

    /// Whether it is too general to name a document by itself: 通知, 实施方案, 管理办法.
    pub fn is_general(&self) -> bool {
        if self.official.is_some() {
            return false;
        }
        let mut rest = fold(&self.printed);
        let Some((noun, _)) = noun(&rest).filter(|(n, _)| n.chars().count() < 6) else {
            return rest.chars().count() < 2;
        };
        rest.truncate(rest.len() - noun.len());
        for word in FILLERS {
            rest = rest.replace(word, "");
        }
        rest.is_empty()
    }

    /// Whether two printed titles name one document as far as titles go: the same in normal form,
    /// the same from 关于 on with issuers that do not differ, or nearly the same.
    ///
    /// ```
    /// use zhengtu::model::title::Title;
    /// let agree = |a, b| Title::new(a).agrees(&Title::new(b));
    /// assert!(agree("财政部关于印发《甲办法》的通知", "关于印发〈甲办法〉的通知"));
    /// assert!(!agree("关于印发〈甲办法〉的通知", "甲办法"));
    /// ```
    pub fn agrees(&self, other: &Self) -> bool {
        if self.key == other.key {
            return true;
        }
        if self.is_act != other.is_act {
            return false;
        }
        if let (Some(mine), Some(theirs)) = (&self.about, &other.about) {
            return likeness(mine, theirs) >= 0.8 && !differ(&self.issuers, &other.issuers);
        }
        likeness(&self.key, &other.key) >= 0.8
    }

    /// Whether two titles quote the same names: those of decisions that amend two laws on one day
    /// are nearly the same, and mean two decisions.
    pub fn quotes_as(&self, other: &Self) -> bool {
        quoted(&self.printed) == quoted(&other.printed)
    }

    /// How alike the words are that two titles print, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        likeness(&fold(&self.printed), &other.key)
    }
}

/// Words that name no subject.
const FILLERS: [&str; 18] = [
    "实施", "管理", "工作", "暂行", "试行", "若干", "指导", "行动", "专项", "具体", "总体", "有关",
    "相关", "上述", "本", "该", "原", "关于",
];

/// Words before 关于 that are not issuers.
const DEEDS: [&str; 5] = ["印发", "转发", "修改", "实施", "贯彻"];

/// A title reduced to what two printings of it have in common: no marks, brackets, punctuation, 的,
/// 中华人民共和国 at its head.
///
/// ```
/// use zhengtu::model::title::fold;
/// assert_eq!(fold("公平竞争审查制度实施细则（暂行）"), "公平竞争审查制度实施细则暂行");
/// ```
pub fn fold(title: &str) -> String {
    words(title.strip_prefix(COUNTRY).unwrap_or(title))
}

/// The normal form of a printed title, as [`Title::key`] has it.
pub fn key(printed: &str) -> String {
    let (bare, _) = version_mark(printed);
    key_of(official(bare).unwrap_or(bare), is_act(bare, noun(bare)))
}

/// The same of a title without the mark of a version. Rules that carry out a law are the same with
/// its full name and without: 示例省实施《中华人民共和国示例法》办法, 示例省实施《示例法》办法.
fn key_of(title: &str, is_act: bool) -> String {
    let folded = fold(title);
    match folded.split_once("实施中华人民共和国") {
        Some((before, after)) if !is_act => format!("{before}实施{after}"),
        _ => folded,
    }
}

/// Whether a title that ends in this noun is that of a document issued as such.
fn is_act(bare: &str, noun: Option<(&str, Class)>) -> bool {
    match noun {
        Some((_, class)) => matches!(class, Class::Act | Class::Interpretation),
        None => bare.contains("关于"),
    }
}

/// The names that a title quotes, folded; not those within them.
fn quoted(title: &str) -> Vec<String> {
    let (mut depth, mut from, mut names) = (0_usize, 0, Vec::new());
    for (i, c) in title.char_indices() {
        match c {
            '《' | '〈' | '<' | '＜' => {
                depth += 1;
                if depth == 1 {
                    from = i + c.len_utf8();
                }
            }
            '》' | '〉' | '>' | '＞' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    names.push(fold(&title[from..i]));
                }
            }
            _ => {}
        }
    }
    names
}

/// The first letter of the folded `title`.
pub fn first_letter(title: &str) -> Option<char> {
    letters(title.strip_prefix(COUNTRY).unwrap_or(title)).next()
}

/// The letters of a title, 的 left out.
pub fn words(title: &str) -> String {
    letters(title).collect()
}

/// Whether a character is a letter or a digit; the first range saves a search in the tables of
/// Unicode.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

fn letters(title: &str) -> impl Iterator<Item = char> {
    title.chars().filter(move |c| is_letter(*c) && *c != '的')
}

/// A title without the mark of a version at its end, and the year that the mark names.
///
/// ```
/// use zhengtu::model::title::version_mark;
/// assert_eq!(version_mark("中华人民共和国公司法（2018年修正）"), ("中华人民共和国公司法", Some(2018)));
/// assert_eq!(version_mark("示例条例（2019修订版）"), ("示例条例", Some(2019)));
/// assert_eq!(version_mark("示例目录（2019年本）"), ("示例目录（2019年本）", None));
/// ```
pub fn version_mark(title: &str) -> (&str, Option<u32>) {
    let read = || {
        let bare = title.strip_suffix(['）', ')'])?;
        let open = bare.rfind(['（', '('])?;
        let mark = bare[open..].trim_start_matches(['（', '(']);
        let (year, rest) = mark.split_at_checked(4)?;
        let words = rest.strip_prefix('年').unwrap_or(rest);
        let words = words.trim_end_matches(['版', '本']);
        let named = ["修正", "修订", "修改"].contains(&words) || words.starts_with('第');
        let is_mark = named && ["修正", "修订", "修改"].iter().any(|w| words.ends_with(w));
        let year = year.parse().ok().filter(|y| (1949..2200).contains(y))?;
        is_mark.then(|| (&bare[..open], Some(year)))
    };
    read().unwrap_or((title, None))
}

/// The full title of the act that the lexicon knows by exactly this name.
fn official(title: &str) -> Option<&'static str> {
    let (len, full) = lexicon().act_prefix(title)?;
    full.filter(|_| len == title.len())
}

/// What stands before 关于 in `title`, if it can be issuers.
fn head(title: &str) -> Option<&str> {
    let head = &title[..title.find("关于")?];
    let issuers = head.chars().count() <= 80
        && !head.contains(['《', '〈', '，', '。'])
        && !DEEDS.iter().any(|w| head.contains(w));
    issuers.then_some(head)
}

/// The bodies that the head of a title names.
fn issuers(head: &str) -> BTreeSet<String> {
    let head = head.trim_end_matches("联合");
    let named = head
        .rfind('等')
        .filter(|i| {
            head[*i..].chars().count() <= 12 && head.ends_with(['门', '位', '等', '委', '室', '厅'])
        })
        .map_or(head, |i| &head[..i]);
    if named.is_empty() {
        return BTreeSet::new();
    }
    match lexicon().agencies_in(named, &['、', '，', '和']) {
        Some(names) => names.into_iter().map(body).collect(),
        None => BTreeSet::from([named.to_owned()]),
    }
}

/// The full name of the body that bears `name`, if exactly one does; else `name`.
pub fn body(name: &str) -> String {
    match lexicon().agencies_named(name) {
        [one] => one.clone(),
        _ => name.to_owned(),
    }
}

/// Whether two sets of bodies have none in common though both name some.
pub fn differ(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// How alike two texts are, by pairs of characters (the Dice coefficient of their bigrams): 1 for
/// the same, 0 for nothing in common.
pub fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |s: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = s.chars().zip(s.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    if a.len() + b.len() == 0 {
        0.0
    } else {
        f64::from(2 * common) / (a.len() + b.len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_agree_with_or_without_issuers_but_not_across_kinds() {
        let agree = |(a, b): (&str, &str)| Title::new(a).agrees(&Title::new(b));
        for pair in [
            (
                "国家市场监督管理总局等15部门关于甲的指导意见",
                "关于甲的指导意见",
            ),
            ("中华人民共和国反垄断法", "反垄断法"),
            (
                "市场监管总局等六部门关于乙的通知",
                "国家市场监督管理总局公安部关于乙的通知",
            ),
        ] {
            assert!(agree(pair), "{pair:?}");
        }
        for pair in [
            ("甲省财政厅关于乙的通知", "丙省财政厅关于乙的通知"),
            ("甲管理办法", "甲管理办法（试行）2020年乙区修订"),
        ] {
            assert!(!agree(pair), "{pair:?}");
        }
    }

    #[test]
    fn decisions_on_two_laws_quote_two_names() {
        let same = |(a, b): (&str, &str)| Title::new(a).quotes_as(&Title::new(b));
        for pair in [
            ("关于修改《甲法》的决定", "某委员会关于修改〈甲法〉的决定"),
            (
                "关于修改〈甲省实施〈乙法〉办法〉的决定",
                "关于修改《甲省实施《乙法》办法》的决定",
            ),
            ("关于修改部分法规的决定", "关于修改本市部分法规的决定"),
        ] {
            assert!(same(pair), "{pair:?}");
        }
        for pair in [
            ("关于修改〈甲法〉的决定", "关于修改〈乙法〉的决定"),
            (
                "关于修改〈甲法〉等五部法律的决定",
                "关于修改〈甲法实施细则〉等五部法律的决定",
            ),
        ] {
            assert!(!same(pair), "{pair:?}");
        }
    }

    #[test]
    fn general_titles_name_nothing() {
        for title in ["通知", "实施方案", "管理办法", "《意见》"] {
            assert!(Title::new(title).is_general(), "{title}");
        }
        for title in ["宪法", "反垄断法", "价格管理办法", "政府工作报告"] {
            assert!(!Title::new(title).is_general(), "{title}");
        }
    }

    #[test]
    fn a_short_name_is_told_from_the_full_title() {
        let full = Title::new("中华人民共和国民法典");
        let short = Title::new("民法典");
        assert_eq!(full.key(), short.key());
        assert_eq!(short.full(), "中华人民共和国民法典");
        assert!(!full.is_short_name());
    }
}
