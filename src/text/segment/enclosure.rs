//! What an act says it encloses: 现将《…》印发给你们, 附件：1.…
//!
//! Owns: the announced titles and when a printed title is one of them. Must not know: where in a
//! text anything stands.

use super::title::{ANNEX_ITEM, ANNEX_LABEL, ENCLOSES, QUOTED, strip_label};
use crate::model::doctype::{Class, noun, without_version};
use crate::model::title::fold as fold_title;
use crate::text::rule::{Pattern, Words};
use crate::text::words::CALLED;
use std::collections::{HashMap, HashSet};
use std::{iter, mem};

/// What a title says is done with what it names without marks; the first counts.
static PUTS_OUT: Words = Words::new(
    "title-puts-out",
    &["印发", "转发", "批转", "公布", "发布"],
    &[
        "关于印发示例规划的通知",
        "示例院批转示例部示例规划的通知",
        "关于公布示例名单的公告",
    ],
    &["关于示例工作的通知"],
);
/// What agrees to a body, whose rules stand below.
static AGREES: Words = Words::new(
    "agrees",
    &["同意建立"],
    &["关于印发同意建立示例联席会议制度的函"],
    &["关于建立示例制度的通知"],
);
/// How a folded title of an act ends that lists of annexes print without it.
static ACT: Words = Words::tails(
    "folded-act",
    &["通知"],
    &["关于印发示例办法通知"],
    &["关于印发示例办法"],
);
/// The words before what is issued, of which lists of annexes print only the last two.
static ISSUING: Words = Words::new(
    "folded-issuing",
    &["关于印发"],
    &["关于印发示例办法通知"],
    &["印发示例办法"],
);
/// Nouns of rules and plans; what tables of indicators and standards are called is none.
static RULES: Words = Words::whole(
    "rules",
    &[
        "办法", "规定", "细则", "条例", "方案", "指南", "指引", "规则", "规程", "计划", "规划",
        "措施", "意见", "制度", "章程", "准则", "纲要", "规范", "通知", "公告",
    ],
    &["办法", "纲要"],
    &["标准", "目录", "示例办法"],
);

/// What a sentence issues that it names without marks.
static ISSUED: Pattern = Pattern::new(
    "issued-without-marks",
    concat!(
        r"现将([^，。；：《》、\n]{4,40}?)(?:予以?)?(?:印发|公布|发布|下发)(?:给|，|。)",
        r"|(?:制定|编制|拟定|修订)了([^，。；：《》、\n]{4,40})[，。]\s?现(?:将其)?(?:予以?)?(?:印发|公布|发布|下发)",
    ),
    &[
        "现将示例培育计划印发给你们，请结合实际执行。",
        "联合制定了示例培育计划。现印发给你们",
        "研究制定了示例管理办法，现予公布",
    ],
    &[
        "现将《示例办法》印发给你们",
        "现将有关事项通知如下",
        "制定了示例办法，并组织实施",
    ],
);

/// Characters by which titles of a series differ.
#[rustfmt::skip]
const NUMERALS: [char; 18] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '上', '中', '下', '甲', '乙', '丙', '丁',
];
/// How many characters an issuer in front of a title may have.
const LONGEST_ISSUER: usize = 14;
/// How many a title must have that may lack its issuer.
const SHORTEST: usize = 6;

/// What a title says it issues has so many characters at least, if no noun ends it.
pub(super) const SHORTEST_ISSUED: usize = 8;

/// Among how many titles of how many lists a miswritten one is looked for.
const MOST_LISTED: usize = 40;
const MOST_OPEN: usize = 4;

/// What an act has said it encloses.
#[derive(Debug, Default)]
pub(super) struct Enclosure {
    pub(super) document: usize,
    /// The announced titles that stand in a list of annexes.
    listed: HashSet<String>,
    /// Those that the act's own title names: 关于印发…清单的通知.
    issued: HashSet<String>,
}

impl Enclosure {
    pub(super) fn lists(&self, title: &str) -> bool {
        self.listed.contains(&fold_enclosed(title))
    }

    pub(super) fn issued(&self, title: &str) -> bool {
        self.issued.contains(&fold_enclosed(title))
    }
}

/// What the acts that are open say they enclose, outermost first. Each attachment may announce more
/// and there may be thousands, so a title is looked up among all of them at once.
#[derive(Debug, Default)]
pub(super) struct Enclosures {
    all: Vec<Enclosure>,
    /// For each announced title, who announces it.
    titles: HashMap<String, Vec<usize>>,
    /// The same without what may be an issuer in front.
    bare: HashMap<String, Vec<usize>>,
    /// For each title in a list of annexes, whose lists name it.
    listers: HashMap<String, Vec<usize>>,
    /// For each title that the title of an act issues, whose, the latest.
    issuers: HashMap<String, usize>,
}

/// A title with so many characters at least is looked up.
const SHORTEST_TITLE: usize = 4;

/// Enters `who` under `key`, in order.
fn enter(map: &mut HashMap<String, Vec<usize>>, key: &str, who: usize) {
    let Some(known) = map.get_mut(key) else {
        map.insert(key.to_owned(), vec![who]);
        return;
    };
    if let Err(place) = known.binary_search(&who) {
        known.insert(place, who);
    }
}

impl Enclosures {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The document that encloses all others.
    pub(super) fn outermost(&self) -> Option<usize> {
        Some(self.all.first()?.document)
    }

    /// Makes `document` the one that announces, if it is not; says whether it is so only now.
    pub(super) fn begin(&mut self, document: usize) -> bool {
        let is_new = self.all.last().is_none_or(|e| e.document != document);
        if is_new {
            self.all.push(Enclosure {
                document,
                ..Enclosure::default()
            });
        }
        is_new
    }

    fn add(&mut self, title: &str) -> Option<&mut Enclosure> {
        let folded = fold_enclosed(title);
        let last = self.all.len().checked_sub(1)?;
        self.add_to(last, folded)
    }

    /// Enters the folded title as announced by `last`, which is one of all.
    fn add_to(&mut self, last: usize, folded: String) -> Option<&mut Enclosure> {
        if folded.chars().count() >= SHORTEST_TITLE {
            ends(&folded).for_each(|end| enter(&mut self.bare, end, last));
            enter(&mut self.titles, &folded, last);
        }
        self.all.get_mut(last)
    }

    /// Notes that a list of `at`, which is one of all, names the folded title.
    fn list(&mut self, at: usize, folded: String) {
        if folded.chars().count() >= SHORTEST_TITLE {
            enter(&mut self.listers, &folded, at);
        }
        if let Some(own) = self.all.get_mut(at) {
            own.listed.insert(folded);
        }
    }

    /// What the title of the document names.
    pub(super) fn add_title(&mut self, title: &str) {
        for found in QUOTED.captures_iter(title) {
            self.issue(&found[1]);
        }
        self.issue_unmarked(title);
    }

    fn issue(&mut self, title: &str) {
        let Some(last) = self.all.len().checked_sub(1) else {
            return;
        };
        let folded = fold_enclosed(title);
        self.issuers.insert(folded.clone(), last);
        if let Some(own) = self.add_to(last, folded.clone()) {
            own.issued.insert(folded);
        }
    }

    pub(super) fn add_quoted(&mut self, text: &str) {
        for found in QUOTED.captures_iter(text) {
            self.add(&found[1]);
        }
    }

    /// 制定了示例培育计划。现印发给你们 names what is printed below without marks.
    pub(super) fn add_named(&mut self, text: &str) {
        for found in ISSUED.captures_iter(text) {
            let named = found.get(1).or_else(|| found.get(2));
            let named = named.map_or("", |m| m.as_str());
            if matches!(noun(named), Some((_, Class::Act | Class::Instrument))) {
                self.add(named);
            }
        }
    }

    /// 关于印发“十四五”就业促进规划的通知 names what it prints without marks.
    fn issue_unmarked(&mut self, title: &str) {
        let Some(verb) = PUTS_OUT.place(title) else {
            return;
        };
        let rest = CALLED.trim(&title[verb.end..]);
        let told = noun(rest).is_some() || rest.chars().count() >= SHORTEST_ISSUED;
        let is_named = !rest.contains('《') && told;
        if is_named || AGREES.stand_in(title) {
            self.issue(rest);
        }
    }

    pub(super) fn add_list(&mut self, list: &str) {
        let list = ANNEX_LABEL.cut_from(list);
        let Some(last) = self.all.len().checked_sub(1) else {
            return;
        };
        for item in items(&list) {
            self.add(item.trim_matches(['《', '》']));
            self.list(last, fold_enclosed(item));
        }
    }

    /// Takes what stands under 附件2 in an attachment. What no list names is, where the attachment
    /// is rules, or lists nothing and the notice that encloses all lists several, the next of the
    /// notice.
    pub(super) fn add_next(&mut self, list: &str, under_rules: bool) {
        let title = ANNEX_LABEL.cut_from(list);
        if self.listers(&title).next().is_some() {
            return;
        }
        let listed = |e: Option<&Enclosure>| e.map_or(0, |e| e.listed.len());
        let next = listed(self.all.last()) == 0 && listed(self.all.first()) > 1;
        if !under_rules && !next {
            self.add(&title);
            return;
        }
        let folded = fold_enclosed(&title);
        if self.add_to(0, folded.clone()).is_some() {
            self.list(0, folded);
        }
    }

    /// Who encloses `title`, which `found` has announced: an act around it, if that lists it and
    /// `found` only speaks of it.
    pub(super) fn listing<'e>(&'e self, found: &'e Enclosure, title: &str) -> &'e Enclosure {
        if found.lists(title) || found.issued(title) {
            return found;
        }
        let around = |e: &&Enclosure| e.document < found.document;
        self.listers(title).rfind(around).unwrap_or(found)
    }

    /// Whose title says that it issues `title`, the latest.
    pub(super) fn issuing(&self, title: &str) -> Option<&Enclosure> {
        self.all.get(*self.issuers.get(&fold_enclosed(title))?)
    }

    /// Those whose lists of annexes name `title`, outermost first.
    fn listers(&self, title: &str) -> impl DoubleEndedIterator<Item = &Enclosure> {
        let listers = self.listers.get(&fold_enclosed(title));
        let listers = listers.into_iter().flatten();
        listers.filter_map(|at| self.all.get(*at))
    }

    /// Whether `title` is announced to the letter, but for marks.
    pub(super) fn announces(&self, title: &str) -> bool {
        self.titles.contains_key(&fold_enclosed(title))
    }

    /// Who lists a title that differs from `title` in one character, numerals apart: lists of
    /// annexes miswrite names.
    pub(super) fn nearly(&self, title: &str) -> Option<&Enclosure> {
        let title = fold_enclosed(title);
        let named = |e: &&Enclosure| {
            e.listed.len() <= MOST_LISTED && e.listed.iter().any(|l| differs_by_one(l, &title))
        };
        self.all.iter().take(MOST_OPEN).find(named)
    }

    /// Who has announced `title`, the latest first: the same but for 的, marks and an issuer in
    /// front.
    pub(super) fn naming(&self, title: &str) -> impl Iterator<Item = &Enclosure> {
        let title = fold_enclosed(title);
        let ends = ends(&title).filter_map(|end| self.titles.get(end));
        let whole = [self.titles.get(&title), self.bare.get(&title)];
        let mut lists: Vec<&[usize]> = whole
            .into_iter()
            .flatten()
            .chain(ends)
            .map(Vec::as_slice)
            .collect();
        iter::from_fn(move || {
            let latest = *lists.iter().filter_map(|list| list.last()).max()?;
            for list in &mut lists {
                if let [before @ .., last] = *list
                    && *last == latest
                {
                    *list = before;
                }
            }
            self.all.get(latest)
        })
    }
}

/// The items of a list 1.…2.…, without their numerals; what stands in front is the first.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = ANNEX_ITEM.find_iter(list).map(|numeral| {
        // The pattern takes the character in front of the numeral along.
        let before = numeral.as_str().chars().next();
        let before = before.filter(|c| !c.is_ascii_digit());
        (
            numeral.start() + before.map_or(0, char::len_utf8),
            numeral.end(),
        )
    });
    ends.chain([(list.len(), list.len())])
        .map(move |(end, next)| &list[mem::replace(&mut from, next)..end])
        .map(|item| item.trim_end_matches(['、', '，', '；', ';']))
}

/// The title without its first character, without its first two, and so on, as far as they may be
/// an issuer and enough is left.
fn ends(title: &str) -> impl Iterator<Item = &str> {
    let most = title.chars().count().saturating_sub(SHORTEST);
    let starts = title.char_indices().map(|(at, _)| at).skip(1);
    starts.take(most.min(LONGEST_ISSUER)).map(|at| &title[at..])
}

/// A title as lists of annexes print it: 印发《X》 for 关于印发《X》的通知.
pub(super) fn fold_enclosed(title: &str) -> String {
    let folded = fold_title(strip_label(without_version(title)));
    if !ENCLOSES.stand_in(&folded) {
        return folded;
    }
    let short = ISSUING
        .words
        .iter()
        .fold(folded, |title, word| title.replace(word, ENCLOSES.words[0]));
    ACT.trim(&short).to_owned()
}

/// What the title of a notice issues: 示例办法 of 关于印发《示例办法》的通知.
pub(super) fn issued(title: &str) -> Option<&str> {
    let verb = PUTS_OUT.place(title)?;
    let rest = &title[verb.end..];
    let quoted = QUOTED.captures(rest).and_then(|c| c.get(1));
    let named = match quoted {
        Some(quoted) => quoted.as_str(),
        None => ACT.trim(CALLED.trim(rest)).trim_end_matches('的'),
    };
    let rules = noun(named).is_some_and(|(_, class)| class == Class::Instrument);
    rules.then_some(named)
}

/// Whether two folded titles are the same but for one character that is no numeral.
fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let least = a.len().min(b.len());
    if a.len().abs_diff(b.len()) > 1 || least < SHORTEST {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tails = a[head..].iter().rev().zip(b[head..].iter().rev());
    let tail = tails.take_while(|(x, y)| x == y).count();
    let rest = [&a[head..a.len() - tail], &b[head..b.len() - tail]];
    let numeral = |c: &char| c.is_ascii_digit() || NUMERALS.contains(c);
    rest.iter().all(|r| r.len() <= 1 && !r.iter().any(numeral))
}

/// Whether a title under 附件 names rules or a plan; tables of indicators and standards are
/// annexes.
pub(super) fn is_rules(title: &str) -> bool {
    noun(title).is_some_and(|(noun, class)| {
        matches!(class, Class::Instrument | Class::Act) && RULES.stand_in(noun)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn items_of_a_list_are_whole() {
        let all: Vec<&str> = items("1．示例标准2.示例表、3、示例程序").collect();
        assert_eq!(all, ["", "示例标准", "示例表", "示例程序"]);
    }

    #[test]
    fn a_miswritten_title_is_told_from_the_next_of_a_series() {
        let one = "示例信息系统流程和应急方案";
        for (other, same) in [
            ("示例信息系统流程及应急方案", true),
            ("示例信息系统流程应急方案", true),
            ("示例信息系统流程和运行方案", false),
            (one, true),
        ] {
            assert_eq!(differs_by_one(one, other), same, "{other}");
        }
        assert!(!differs_by_one("示例登记申请表一", "示例登记申请表二"));
        assert!(!differs_by_one("2023年示例计划", "2024年示例计划"));
    }

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&PUTS_OUT, &AGREES, &ACT, &ISSUING, &RULES]);
        rule::check(&[&ISSUED]);
    }
}
