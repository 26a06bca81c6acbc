//! Names of laws and rules that a text prints without 《》.
//!
//! Owns: finding names of the lexicon and short names that the document defined
//! (消费者权益保护法第五十五条), their implementing regulations (招标投标法及其实施条例), and names
//! that a text says are to be revised (修订企业标准化管理办法), which shows that they exist. Must
//! not know: what the mention means.

use super::gaps::{window_after, window_before};
use super::mention::Mention;
use super::provisions::provisions;
use super::search::each_place;
use crate::model::lexicon::lexicon;
use crate::model::span::floor;
use crate::text::marks::{AnyOf, Marks, any_of};
use crate::text::rule::{Pattern, Words};
use memchr::memmem::{self, Finder};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// Rules that are to be revised.
static REVISED: Pattern = Pattern::new(
    "revised",
    concat!(
        r"(?:修订|修改)(?:发布|完善|出台|印发)?",
        r"((?:[\p{Han}“”]{2,28}?(?:法|条例|办法|规定|规则|细则|规范)(?:、|和|及|以及)){0,6}",
        r"[\p{Han}“”]{2,28}?(?:法|条例|办法|规定|规则|细则|规范))",
        r"(?:等|，|。|；|、|工作|的|为契机|$)",
    ),
    &[
        "修订企业标准化管理办法，",
        "修订发布技术合同认定规则及科技成果登记办法。",
    ],
    &["制定企业标准化管理办法，"],
);
/// Before rules that are to be made as well as revised: they need not exist.
static MADE_TOO: Pattern = Pattern::new(
    "made-too",
    r"(?:制定|起草|建立|研究)(?:和|、|或|或者|及)(?:修订|修改)(?:发布|完善|出台|印发)?$",
    &["制定和修改", "制定、修订完善"],
    &["研究修订", "修订"],
);
/// A list of rules that are to be made or revised.
static REVISED_LIST: Pattern = Pattern::new(
    "revised-list",
    concat!(
        r"(?:做好|完成|抓紧|推进|加快|推动)",
        r"((?:[\p{Han}“”]{3,28}?(?:法|条例|办法|规定|规则|细则|规范)、){1,8}",
        r"[\p{Han}“”]{3,28}?(?:法|条例|办法|规定|规则|细则|规范))",
        r"等(?:法律|行政法规|法规|部门规章|规章|制度)[\p{Han}、]{0,10}?",
        r"的?(?:制定修订|制修订|修订|修改|立改废)",
    ),
    &["做好商标代理管理办法、地理标志产品保护规定等部门规章的制定修订工作"],
    &["做好商标代理管理工作"],
);
/// Plans, treaties and catalogues that are carried out or revised under their names. What is
/// carried out as 实施 is as often an action as a document, unless part of the name stands in
/// quotes.
static CARRIED_OUT: [Pattern; 4] = [
    Pattern::new(
        "treaty-or-plan",
        concat!(
            r"(?:落实|履行|加入|对接)(?:好)?([\p{Han}、]{4,26}?",
            r"(?:行动计划|行动方案|发展规划|规划纲要|战略纲要|协定|公约|议定书)(?:（[^）。，]{1,20}）)?)",
            r"(?:，|。|；|$)",
        ),
        &["落实某洲示例合作协定，", "履行某项国际公约。"],
        &["落实责任，制定行动计划", "落实协定，"],
    ),
    Pattern::new(
        "plan-in-quotes",
        concat!(
            r"(?:落实|实施|执行|推进)(“[^”，。]{1,16}”[\p{Han}、]{2,26}?",
            r"(?:行动计划|行动方案|工作方案|实施方案|规划|纲要)(?:（[^）。，]{1,20}）)?)(?:，|。|；|、|和|$)",
        ),
        &[
            "持续实施“百城百区”示例消费行动计划",
            "落实“示例”合作先行区工作方案，",
        ],
        &["实施示例产业行动计划，"],
    ),
    Pattern::new(
        "dated-plan",
        concat!(
            r"(?:贯彻实施|贯彻落实|组织实施|落实|实施|执行|推进)(?:好)?([\p{Han}“”]{6,30}?",
            r"(?:行动计划|行动方案|实施方案|规划|纲要)（[12][0-9]{3}[^）。，]{1,16}）)",
        ),
        &["贯彻实施某省数字经济发展规划（2021—2025年），"],
        &[
            "实施示例产业行动计划（详见附件），",
            "实施某省数字经济发展规划，",
        ],
    ),
    Pattern::new(
        "catalogue",
        concat!(
            r"(?:修订|执行)([\p{Han}、]{4,26}?(?:指导目录|导向目录|数据规范|产业目录)",
            r"(?:（[^）。，]{1,20}）)?)(?:，|。|；|为契机|$)",
        ),
        &[
            "修订示例产业发展导向目录，",
            "以修订示例平台系统数据规范为契机",
        ],
        &["修订目录，"],
    ),
];
/// Words of which each of these patterns has one: they are looked for first.
const CARRYING: [AnyOf; 4] = [
    any_of!["落实", "履行", "加入", "对接"],
    any_of!["“"],
    any_of!["落实", "实施", "执行", "推进"],
    any_of!["修订", "执行"],
];
/// The last words of such names.
#[rustfmt::skip]
static CARRIED_NOUNS: Words = Words::new(
    "carried-nouns",
    &[
        "行动计划", "行动方案", "工作方案", "实施方案", "规划", "纲要", "协定", "公约", "议定书",
        "目录", "数据规范",
    ],
    &["落实示例行动计划", "修订示例产业发展导向目录"],
    &["示例办法", "示例计划"],
);
/// Words of revision.
static REVISES: Words = Words::new(
    "revises",
    &["修订", "修改", "立改废"],
    &["修订技术合同认定规则", "做好规章立改废工作"],
    &["制定技术合同认定规则"],
);
/// What may be done besides with what is made and revised.
static DONE_TOO: Words = Words::tails(
    "done-too",
    &["发布", "完善", "出台", "印发"],
    &["制修订发布"],
    &["制修订"],
);
/// Rules that are made as well as revised.
static MADE_OR_REVISED: Words = Words::tails(
    "made-or-revised",
    &["制修订"],
    &["加快制修订"],
    &["加快修订", "制修订工作"],
);
/// The end of a name in such a list.
static NAME_END: Pattern = Pattern::new(
    "name-end",
    r"(?:法|条例|办法|规定|规则|细则|规范)(?:、|和|及其|以及|及|$)",
    &["技术合同认定规则及"],
    &["认定规则的"],
);
/// Beginnings and words that show a common noun and not a name.
static COMMON: Pattern = Pattern::new(
    "common",
    concat!(
        r"^(?:与|辖|各自|自身|内部|所属|相关|有关|配套|现行|本|该|其|一批|完善|相应|部门|地方|各|上述|具体|不合理|不适应|法律",
        r"|行政法规|规章|后的|行业|国家标准|过时|或|以及|和|及|废止|年度|专项|总体|好|一系列|新|整改|制定)",
        r"|的|或者|等|其他|相关|有关|制定|应当|按照|本(?:规定|办法|条例|细则)",
    ),
    &[
        "相关管理办法",
        "辖区内示例业务管理办法",
        "一批行业规定",
        "修订后的办法",
        "部门规章",
        "规范性文件应当按照本规定",
    ],
    &["技术合同认定规则", "“丝路电商”合作先行区工作方案"],
);
/// Names of plans that are no more than their kind: words that any plan may have before its noun.
static GENERAL: Pattern = Pattern::new(
    "general",
    r"^(?:工作|实施|专项|行动|具体|重点|应急|整治|建设|推进|任务|分工|改革|发展|总体|细化|试点|、|和)*(?:计划|方案|规划|纲要|协定|公约|目录|规范)+$",
    &["重点工作实施方案", "专项行动方案"],
    &["冰雪旅游发展行动计划"],
);
/// After 法, where it is not the end of a law's name: 法律, 法规, 法人.
static AFTER_LAW: Pattern = Pattern::new(
    "after-law",
    r"^[律规定人院治制典学庭官务益]",
    &["律责任", "院", "人登记"],
    &["第三条", "的规定"],
);
/// Before a name of two characters that is that of the act. 依照宪法和法律行使职权 says no more than
/// 依法.
static FOUNDED: Pattern = Pattern::new(
    "founded",
    r"(?:根据|依据)(?:《?中华人民共和国)?宪法$|(?:根据|依照|按照|违反)(?:《?中华人民共和国)?刑法$|(?:根据|依照|违反)(?:《?中华人民共和国)?水法$",
    &["根据宪法", "依照刑法", "违反水法"],
    &["依照宪法", "学习刑法"],
);
/// After a name that goes on: 某法实施办法, 某法修正案.
static LONGER: Pattern = Pattern::new(
    "longer",
    r"^(?:执行|修正案|草案|实施$|实施[^以])",
    &["实施办法", "修正案（草案）"],
    &["实施以来", "第三条"],
);

/// The document that a purpose names by who issued it and what it is about.
static IN_PURPOSE: Pattern = Pattern::new(
    "in-purpose",
    concat!(
        r"为(?:了)?(?:深入|认真|进一步|全面|切实)?(?:贯彻落实|贯彻执行|贯彻|落实|执行)",
        r"((\p{Han}{2,24})关于[^，。；《》“”（）\n]{5,70}的(?:若干|指导|实施)?(?:意见|决定|通知|决议))",
        r"(?:精神|要求)?[，。]",
    ),
    &["为了贯彻示例部关于做好示例、示范工作的通知精神，"],
    &["为落实示例部关于示例的部署，", "关于示例的意见，"],
);
/// The second title of a list whose first is marked, with what the list is.
static BESIDE_MARKED: Pattern = Pattern::new(
    "beside-marked",
    r"^(?:、|和|及)(\p{Han}{10,45}?(?:办法|规定|条例|细则))等?(?:有关|相关)规定",
    &["、示例机构客户身份识别和资料保存管理办法等有关规定。"],
    &["、示例办法等有关规定", "的规定"],
);

/// Kinds of document that 该 points back to.
static KINDS: Words = Words::heads(
    "that-kind",
    &[
        "条例", "办法", "规定", "细则", "通知", "公告", "意见", "决定", "法",
    ],
    &["办法第三条", "法自公布之日起"],
    &["地区", "企业"],
);
/// What points back to it.
static THAT: Words = Words::heads("that", &["该"], &["该办法"], &["应该"]);
/// The kind that is also the beginning of other words.
static LAW: Words = Words::whole("that-law", &["法"], &["法"], &["办法"]);

/// After 该办法, when it is the document that is meant: a verb or a mark, no longer word (该规定动作,
/// 该意见书).
static AFTER_KIND: Pattern = Pattern::new(
    "after-kind",
    r"^[第，。；、的自同即废于已明对执施实继有（]",
    &["第三条", "自发布之日起", "同时废止"],
    &["动作", "书", "人选"],
);

/// Spans of mentions, by where they begin.
struct Spans(BTreeMap<usize, usize>);

impl Spans {
    /// No name is longer, in bytes.
    const LONGEST: usize = 4096;

    fn of(mentions: &[Mention]) -> Self {
        let mut spans = Self(BTreeMap::new());
        mentions.iter().for_each(|m| spans.add(m));
        spans
    }

    fn add(&mut self, mention: &Mention) {
        let close = self.0.entry(mention.open).or_default();
        *close = mention.close.max(*close);
    }

    /// Whether one of them shares something with `start..end`.
    fn touch(&self, start: usize, end: usize) -> bool {
        let near = self.0.range(start.saturating_sub(Self::LONGEST)..end);
        near.rev().any(|(_, close)| start < *close)
    }
}

/// Where each of `words` stands in `text`, one word after the other; of a word that overlaps with
/// itself, the first.
fn occurrences<'w>(text: &str, words: &[&'w str]) -> Vec<(usize, &'w str)> {
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
    each_place(text, words, |word, at| {
        let before = places[word].last();
        if before.is_none_or(|last| last + words[word].len() <= at) {
            places[word].push(at);
        }
    });
    let each = words.iter().zip(places);
    each.flat_map(|(word, places)| places.into_iter().map(|at| (at, *word)))
        .collect()
}

/// Mentions without marks outside the mentions in `taken`, in order; `aliases` are the document's
/// own short names.
pub(crate) fn unmarked(
    text: &str,
    taken: &[Mention],
    aliases: &HashMap<String, String>,
) -> Vec<Mention> {
    let free = Free::beside(taken);
    let mut found: Vec<Mention> = Vec::new();
    for Range { start, end } in lexicon().acts_in(text) {
        if free.holds(start, end) && is_name(text, start, end) {
            let name = &text[start..end];
            found.push(mention(text, start, end, name));
            implementing(text, end, name, &mut found);
        }
    }
    for law in taken.iter().filter(|m| !m.title.is_empty()) {
        implementing(text, law.close, &law.title, &mut found);
    }
    for (start, end, title) in that_one(text, taken, &found) {
        if free.holds(start, end) {
            found.push(mention(text, start, end, &title));
        }
    }
    short_names(text, aliases, &free, &mut found);
    let carried = carried_out(text);
    let carried = carried.into_iter().filter(|(start, end)| {
        let name = &text[*start..*end];
        !COMMON.is_match(name) && !GENERAL.is_match(name)
    });
    let named = in_purpose(text)
        .into_iter()
        .chain(beside_marked(text, taken));
    let others = to_be_revised(text).into_iter().chain(carried).chain(named);
    for (start, end) in others {
        let new = !found.iter().any(|m| m.open < end && start < m.close);
        if new && free.holds(start, end) {
            found.push(mention(text, start, end, &text[start..end]));
        }
    }
    found.sort_by_key(|m| m.open);
    found
}

/// The places of what the purpose of a text names without marks; it stands in the opening.
fn in_purpose(text: &str) -> Vec<(usize, usize)> {
    /// How far the opening reaches, in bytes.
    const OPENING: usize = 4500;
    let opening = &text[..floor(text, OPENING)];
    let found = IN_PURPOSE.captures_iter(opening).filter_map(|found| {
        let (name, body) = (found.get(1)?, found.get(2)?);
        lexicon().agencies_in(body.as_str(), &['、'])?;
        Some((name.start(), name.end()))
    });
    found.collect()
}

/// The places of titles without marks that stand beside one with marks: 《甲法》、乙管理办法等有关规定.
fn beside_marked(text: &str, taken: &[Mention]) -> Vec<(usize, usize)> {
    let found = taken.iter().filter_map(|mention| {
        let rest = window_after(&text[mention.end..]);
        let name = BESIDE_MARKED.captures(rest)?.get(1)?;
        let proper = !mention.title.is_empty() && !COMMON.is_match(name.as_str());
        proper.then_some((mention.end + name.start(), mention.end + name.end()))
    });
    found.collect()
}

/// What of a text no mention covers.
struct Free(Vec<(usize, usize)>);

impl Free {
    fn beside(taken: &[Mention]) -> Self {
        let mut covered: Vec<(usize, usize)> = taken.iter().map(|m| (m.open, m.end)).collect();
        covered.sort_unstable();
        Self(covered)
    }

    fn holds(&self, from: usize, to: usize) -> bool {
        let next = self.0.partition_point(|(_, end)| *end <= from);
        self.0.get(next).is_none_or(|(open, _)| *open >= to)
    }
}

/// The short names that the document defined, where they stand without marks.
fn short_names(
    text: &str,
    aliases: &HashMap<String, String>,
    free: &Free,
    found: &mut Vec<Mention>,
) {
    let mut short: Vec<&str> = aliases
        .keys()
        .map(String::as_str)
        .filter(|a| a.chars().count() >= 4 && a.ends_with(['法', '例', '定']))
        .collect();
    short.sort();
    let mut spans = Spans::of(found);
    for (start, alias) in occurrences(text, &short) {
        let end = start + alias.len();
        let new = !spans.touch(start, end);
        if new && free.holds(start, end) && is_name(text, start, end) {
            let mention = mention(text, start, end, alias);
            spans.add(&mention);
            found.push(mention);
        }
    }
}

/// The places of names that the text says are to be revised.
fn to_be_revised(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let lines = revising_lines(text);
    for pattern in [&REVISED, &REVISED_LIST] {
        for (at, line) in &lines {
            for list in pattern.captures_iter(line).filter_map(|c| c.get(1)) {
                let at = at + list.start();
                if is_draft(&text[..at]) {
                    continue;
                }
                let proper = |(start, end): &(usize, usize)| {
                    let name = &text[*start..*end];
                    name.chars().count() >= 5 && !COMMON.is_match(name)
                };
                found.extend(items(list.as_str(), at).into_iter().filter(proper));
            }
        }
    }
    found
}

/// Whether the words before a list say that its rules are to be made as well as revised.
fn is_draft(before: &str) -> bool {
    let verbs = DONE_TOO.words.iter();
    let bare = verbs.fold(before, |words, verb| words.trim_end_matches(verb));
    MADE_OR_REVISED.stand_in(bare) || MADE_TOO.is_match(window_before(before))
}

/// The lines of `text` that speak of revision, line ends included, with where they begin.
fn revising_lines(text: &str) -> Vec<(usize, &str)> {
    static WORDS: LazyLock<Vec<Finder>> = LazyLock::new(|| finders(&REVISES));
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for Range { start: at, .. } in places(&WORDS, text) {
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |i| i + 1);
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |i| at + i + 1);
        lines.push((start, &text[start..end]));
    }
    lines.dedup();
    lines
}

/// What finds each of the words.
fn finders(words: &Words) -> Vec<Finder<'static>> {
    words.words.iter().map(|word| Finder::new(*word)).collect()
}

/// Where words stand in `text`, in order.
fn places(words: &[Finder], text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words {
        let len = word.needle().len();
        found.extend(word.find_iter(text.as_bytes()).map(|at| at..at + len));
    }
    found.sort_unstable_by_key(|place| place.start);
    found
}

/// The names of plans, treaties and catalogues that are carried out, with their places.
fn carried_out(text: &str) -> Vec<(usize, usize)> {
    /// How far, in bytes, verb and name reach before the last word, and bracket and mark after it.
    const REACH: (usize, usize) = (150, 70);
    let mut found = Vec::new();
    static NOUNS: LazyLock<Vec<Finder>> = LazyLock::new(|| finders(&CARRIED_NOUNS));
    for Range { start, end } in places(&NOUNS, text) {
        let from = floor(text, start.saturating_sub(REACH.0));
        let to = floor(text, end + REACH.1);
        let line = text[from..start].rfind('\n').map_or(from, |i| from + i + 1);
        let around = &text[line..to];
        let marks = Marks::of(around);
        let rules = CARRIED_OUT.iter().zip(&CARRYING);
        let may = rules.filter(|(_, words)| words.stands_in(around, marks));
        let named = may.map(|(pattern, _)| pattern).find_map(|p| {
            let captures = p.captures_iter(around);
            let inside = |c: &regex::Match| (c.range()).contains(&(start - line));
            captures.filter_map(|c| c.get(1)).find(inside)
        });
        found.extend(named.map(|name| (line + name.start(), line + name.end())));
    }
    found
}

/// 该法, 该办法: the document of that kind that was named last before, with where it is mentioned.
/// Without one near enough the words stay open.
fn that_one(text: &str, taken: &[Mention], found: &[Mention]) -> Vec<(usize, usize, String)> {
    /// How far back, in bytes, the name may stand.
    const REACH: usize = 900;
    let mut out = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), THAT.words[0]) {
        let from = at + THAT.words[0].len();
        let mut kinds = KINDS.words.iter();
        let Some(kind) = kinds.find(|kind| text[from..].starts_with(**kind)) else {
            continue;
        };
        let end = from + kind.len();
        if LAW.stand_in(kind) && AFTER_LAW.is_match(&text[end..])
            || !AFTER_KIND.is_match(&text[end..])
        {
            continue;
        }
        let near = |m: &&Mention| m.end <= at && at - m.end <= REACH && !m.title.is_empty();
        let last = taken
            .iter()
            .chain(found)
            .filter(near)
            .filter(|m| {
                crate::model::doctype::noun(&m.title).is_some_and(|(noun, _)| noun == *kind)
            })
            .max_by_key(|m| m.end);
        out.extend(last.map(|m| (at, end, m.title.clone())));
    }
    out
}

/// The names in a list 甲办法、乙规定和丙规则, with their places.
fn items(list: &str, offset: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for hit in NAME_END.find_iter(list) {
        let noun = hit
            .as_str()
            .trim_end_matches(['、', '和', '及', '其', '以']);
        let end = hit.start() + noun.len();
        if start < end {
            found.push((offset + start, offset + end));
        }
        start = hit.end();
    }
    found
}

/// What an article of the short name of a law does: 宪法规定.
static PROVIDES: Words = Words::heads(
    "provides",
    &["规定"],
    &["规定公民应当"],
    &["第三条规定", "的规定"],
);

/// Whether the name at `start..end` stands for itself and is not the middle of a longer one.
fn is_name(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let rest = &text[end..];
    // 宪法, 刑法: a branch of law more often than the act, unless an article is named or something
    // is founded on it.
    let short = text[start..end].chars().count() <= 2;
    let bare = short && !rest.starts_with('第') && !FOUNDED.is_match(window_before(&text[..end]));
    let goes_on = text[..end].ends_with('法')
        && AFTER_LAW.is_match(rest)
        && !(short && PROVIDES.stand_in(rest));
    !LONGER.is_match(rest)
        && !bare
        && !goes_on
        && !before.is_some_and(|c| "省市区县州盟旗《〈".contains(c))
}

/// What may follow a name that has rules of its own to carry it out, and the kind of these.
static IMPLEMENTING: Words = Words::heads(
    "implementing",
    &["及其实施条例", "及其实施细则", "及实施条例", "及实施细则"],
    &["及其实施条例的规定"],
    &["及其他条例", "实施条例"],
);
/// What joins the two.
static AND_ITS: Words = Words::heads(
    "and-its",
    &["及其", "及"],
    &["及其实施条例", "及实施细则"],
    &["实施条例"],
);
/// The kind of such a name below a regulation.
static PROVISIONS: Words = Words::tails(
    "name-provisions",
    &["规定"],
    &["中央八项规定"],
    &["示例条例"],
);

/// 招标投标法及其实施条例 names two. Rules below a regulation that stand without marks are cited with
/// theirs as one.
fn implementing(text: &str, at: usize, printed: &str, found: &mut Vec<Mention>) {
    let mut forms = IMPLEMENTING.words.iter();
    let Some(words) = forms.find(|words| text[at..].starts_with(**words)) else {
        return;
    };
    let kind = AND_ITS.strip(words).unwrap_or(words);
    let last = found.last_mut().filter(|m| m.close == at && m.unmarked);
    if let Some(last) = last.filter(|m| PROVISIONS.stand_in(&m.title)) {
        last.title = format!("{printed}{words}");
        (last.close, last.end) = (at + words.len(), at + words.len());
        return;
    }
    let mut second = mention(text, at + words.len() - kind.len(), at + words.len(), kind);
    second.title = format!("{printed}{kind}");
    found.push(second);
}

fn mention(text: &str, open: usize, close: usize, title: &str) -> Mention {
    let (provisions, ranges, end) = provisions(text, close);
    Mention {
        end,
        provisions,
        ranges,
        unmarked: true,
        ..Mention::new(title.to_owned(), open..close)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::extract::mention::marked;
    use crate::text::rule;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = unmarked(text, &marked(text), &HashMap::new())
            .into_iter()
            .map(|m| m.title)
            .collect();
        assert_eq!(got, want, "in {text}");
    }

    #[test]
    fn patterns_hold_to_their_examples() {
        let rows = [
            &REVISED,
            &REVISED_LIST,
            &MADE_TOO,
            &NAME_END,
            &COMMON,
            &GENERAL,
            &AFTER_LAW,
            &FOUNDED,
            &LONGER,
            &AFTER_KIND,
            &IN_PURPOSE,
            &BESIDE_MARKED,
        ];
        rule::check(&rows.into_iter().chain(&CARRIED_OUT).collect::<Vec<_>>());
        rule::check_words(&[
            &CARRIED_NOUNS,
            &REVISES,
            &DONE_TOO,
            &MADE_OR_REVISED,
            &KINDS,
        ]);
        rule::check_words(&[&THAT, &LAW, &IMPLEMENTING, &AND_ITS, &PROVISIONS, &PROVIDES]);
        for (words, pattern) in CARRYING.iter().zip(&CARRIED_OUT) {
            rule::check_hints(&[(words, &[pattern])]);
        }
        assert_eq!(CARRIED_OUT.len(), CARRYING.len());
        for (pattern, words) in CARRIED_OUT.iter().zip(&CARRYING) {
            for yes in pattern.yes {
                assert!(words.stands_in(yes, Marks::of(yes)), "{yes}");
            }
        }
    }

    #[test]
    fn plans_and_treaties_that_are_carried_out_are_named() {
        check(
            "落实某洲示例合作协定，实施“示例”产业行动计划，修订示例发展导向目录。",
            &["某洲示例合作协定", "“示例”产业行动计划", "示例发展导向目录"],
        );
        check("落实工作方案，实施专项行动计划，执行有关行动方案。", &[]);
    }

    #[test]
    fn a_purpose_names_what_a_body_issued() {
        check(
            "为落实国务院关于完善示例、示范监管机制的意见，现就有关事项通知如下。",
            &["国务院关于完善示例、示范监管机制的意见"],
        );
        check("为落实你们关于完善示例监管机制的意见，现通知如下。", &[]);
        check(
            "应符合《甲法》、示例机构客户身份识别和资料保存管理办法等有关规定。",
            &["示例机构客户身份识别和资料保存管理办法"],
        );
        check(
            "应符合《甲法》、有关法律法规和本行业的管理规定等有关规定。",
            &[],
        );
    }

    #[test]
    fn rules_below_a_regulation_are_cited_with_theirs_as_one() {
        check(
            "推动中央八项规定及其实施细则精神落地",
            &["中央八项规定及其实施细则"],
        );
    }

    #[test]
    fn names_of_laws_are_found_without_marks() {
        check(
            "落实《中华人民共和国招标投标法》及其实施条例",
            &["中华人民共和国招标投标法实施条例"],
        );
        check(
            "积极推进招标投标法及其实施条例、政府采购法修改工作",
            &["招标投标法", "招标投标法实施条例", "政府采购法"],
        );
        check(
            "依照《中华人民共和国招标投标法》和有关法律法规、企业法人登记",
            &[],
        );
    }

    #[test]
    fn the_constitution_is_an_act_where_something_is_founded_on_it() {
        check(
            "为了示例，根据宪法，制定本法。国家机关依照宪法和法律履行职责，维护宪法权威。",
            &["宪法"],
        );
        check(
            "根据宪法规定，根据宪法和有关法律，结合本市实际，制定本条例。",
            &["宪法", "宪法"],
        );
        check(
            "构成犯罪的，依照刑法有关规定追究刑事责任；学习刑法学和宪法学。",
            &["刑法"],
        );
    }

    #[test]
    fn that_law_is_the_one_named_last() {
        check(
            "《甲办法》和《乙法》自2021年9月1日起施行。该法第三十一条规定运营者的义务，该办法同时废止。",
            &["乙法", "甲办法"],
        );
        check(
            "该法第三十一条规定；该法院认为《乙法》不适用，该办法人选另定",
            &[],
        );
    }

    #[test]
    fn what_is_to_be_revised_exists() {
        check(
            "修订发布技术合同认定规则及科技成果登记办法。",
            &["技术合同认定规则", "科技成果登记办法"],
        );
        check(
            "做好商标代理管理办法、地理标志产品保护规定、官方标志保护办法等部门规章的制定修订工作",
            &[
                "商标代理管理办法",
                "地理标志产品保护规定",
                "官方标志保护办法",
            ],
        );
        check("修订相关管理办法，完善配套规定。", &[]);
    }
}
