//! Names of laws and rules that a text prints without 《》.
//!
//! Owns: finding names of the lexicon and short names that the document defined
//! (消费者权益保护法第五十五条), their implementing regulations (招标投标法及其实施条例), and names
//! that a text says are to be revised (修订企业标准化管理办法), which shows that they exist. Must
//! not know: what the mention means.

use super::mention::{Mention, provisions};
use crate::model::lexicon::lexicon;
use crate::text::segment::regex;
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// All names of the lexicon's laws and regulations, the longest match first.
static KNOWN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(lexicon().act_names())
        .ok()
});

/// 修订企业标准化管理办法，; 修订发布技术合同认定规则及科技成果登记办法
static REVISED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:修订|修改)(?:发布|完善|出台|印发)?((?:[\p{Han}“”]{2,28}?(?:法|条例|办法|规定|规则|细则|规范)(?:、|和|及|以及)){0,6}[\p{Han}“”]{2,28}?(?:法|条例|办法|规定|规则|细则|规范))(?:等|，|。|；|、|工作|的|$)",
    )
});
/// 做好商标代理管理办法、地理标志产品保护规定等部门规章的制定修订工作
static REVISED_LIST: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:做好|完成|抓紧|推进|加快|推动)((?:[\p{Han}“”]{3,28}?(?:法|条例|办法|规定|规则|细则|规范)、){1,8}[\p{Han}“”]{3,28}?(?:法|条例|办法|规定|规则|细则|规范))等(?:法律|行政法规|法规|部门规章|规章|制度)[\p{Han}、]{0,10}?的?(?:制定修订|制修订|修订|修改|立改废)",
    )
});
static NAME_END: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:法|条例|办法|规定|规则|细则|规范)(?:、|和|及其|以及|及|$)"));

/// Beginnings that show a common noun and not a name.
const COMMON: &[&str] = &[
    "相关",
    "有关",
    "配套",
    "现行",
    "本",
    "该",
    "其",
    "一批",
    "完善",
    "相应",
    "部门",
    "地方",
    "各项",
    "上述",
    "具体",
    "不合理",
    "不适应",
    "法律",
    "行政法规",
    "规章",
    "后的",
    "行业",
    "国家标准",
    "过时",
    "或",
    "以及",
    "和",
    "及",
    "废止",
];

/// Characters that show that 法 is not the end of a law's name: 法律, 法规, 法人.
const AFTER_LAW: &[char] = &[
    '律', '规', '定', '人', '院', '治', '制', '典', '学', '庭', '官', '务', '益',
];

/// Verbs after which a name of two characters is that of the act. 依照宪法和法律行使职权 says no
/// more than 依法.
const FOUNDED: &[(&str, &str)] = &[
    ("根据", "宪法"),
    ("依据", "宪法"),
    ("根据", "刑法"),
    ("依照", "刑法"),
    ("按照", "刑法"),
    ("违反", "刑法"),
    ("根据", "水法"),
    ("依照", "水法"),
    ("违反", "水法"),
];

/// Kinds of document that 该 points back to.
const KINDS: &[&str] = &[
    "条例", "办法", "规定", "细则", "通知", "公告", "意见", "决定", "法",
];

/// What may follow 该办法 when it is the document that is meant: a verb or a mark, no longer word
/// (该规定动作, 该意见书).
const AFTER_KIND: &[char] = &[
    '，', '。', '；', '、', '的', '自', '同', '即', '废', '于', '已', '明', '对', '执', '施', '实',
    '继', '有', '（',
];

/// Mentions without marks outside the mentions in `taken`, in order; `aliases` are the document's
/// own short names.
pub(crate) fn unmarked(
    text: &str,
    taken: &[Mention],
    aliases: &HashMap<String, String>,
) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut covered: Vec<(usize, usize)> = taken.iter().map(|m| (m.open, m.end)).collect();
    covered.sort_unstable();
    let free = |from: usize, to: usize, covered: &[(usize, usize)]| {
        let next = covered.partition_point(|(_, end)| *end <= from);
        covered.get(next).is_none_or(|(open, _)| *open >= to)
    };
    if let Some(matcher) = KNOWN.as_ref() {
        for hit in matcher.find_iter(text) {
            if free(hit.start(), hit.end(), &covered) && is_name(text, hit.start(), hit.end()) {
                let name = &text[hit.start()..hit.end()];
                found.push(mention(
                    text,
                    hit.start(),
                    hit.end(),
                    &text[hit.start()..hit.end()],
                ));
                implementing(text, hit.end(), name, &mut found);
            }
        }
    }
    for law in taken.iter().filter(|m| !m.title.is_empty()) {
        implementing(text, law.close, &law.title, &mut found);
    }
    for (start, end, title) in that_one(text, taken, &found) {
        if free(start, end, &covered) {
            found.push(mention(text, start, end, &title));
        }
    }
    let mut short: Vec<&String> = aliases
        .keys()
        .filter(|a| a.chars().count() >= 4 && a.ends_with(['法', '例', '定']))
        .collect();
    short.sort();
    for alias in short {
        for (start, _) in text.match_indices(alias.as_str()) {
            let end = start + alias.len();
            let new = !found.iter().any(|m| m.open < end && start < m.close);
            if new && free(start, end, &covered) && is_name(text, start, end) {
                found.push(mention(text, start, end, alias));
            }
        }
    }
    if text.contains("修订") || text.contains("修改") {
        for list in REVISED
            .captures_iter(text)
            .chain(REVISED_LIST.captures_iter(text))
            .filter_map(|c| c.get(1))
        {
            for (start, end) in items(list.as_str(), list.start()) {
                let name = &text[start..end];
                let new = !found.iter().any(|m| m.open < end && start < m.close);
                let draft = text[..list.start()]
                    .trim_end_matches("发布")
                    .trim_end_matches("完善")
                    .trim_end_matches("出台")
                    .trim_end_matches("印发")
                    .ends_with("制修订");
                let proper = name.chars().count() >= 5
                    && !COMMON.iter().any(|c| name.starts_with(c))
                    && !["的", "或者", "等", "其他", "相关", "有关"]
                        .iter()
                        .any(|w| name.contains(w))
                    && !draft;
                if new && proper && free(start, end, &covered) {
                    found.push(mention(text, start, end, name));
                }
            }
        }
    }
    found.sort_by_key(|m| m.open);
    found
}

/// 该法, 该办法: the document of that kind that was named last before, with where it is mentioned.
/// Without one near enough the words stay open.
fn that_one(text: &str, taken: &[Mention], found: &[Mention]) -> Vec<(usize, usize, String)> {
    /// How far back, in bytes, the name may stand.
    const REACH: usize = 900;
    let mut out = Vec::new();
    for (at, _) in text.match_indices('该') {
        let rest = &text[at + '该'.len_utf8()..];
        let Some(kind) = KINDS.iter().find(|k| rest.starts_with(**k)) else {
            continue;
        };
        let end = at + '该'.len_utf8() + kind.len();
        if *kind == "法" && text[end..].starts_with(AFTER_LAW)
            || !(text[end..].starts_with('第') || text[end..].starts_with(AFTER_KIND))
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

/// Whether the name at `start..end` stands for itself and is not the middle of a longer one.
fn is_name(text: &str, start: usize, end: usize) -> bool {
    let after = text[end..].chars().next();
    let before = text[..start].chars().next_back();
    let longer = ["实施", "执行", "修正案", "草案"]
        .iter()
        .any(|w| text[end..].starts_with(w))
        && !text[end..].starts_with("实施以来");
    // 宪法, 刑法: a branch of law more often than the act, unless an article is named or something
    // is founded on it.
    let short = text[start..end].chars().count() <= 2;
    let bare = short
        && !text[end..].starts_with('第')
        && !FOUNDED
            .iter()
            .any(|(verb, name)| text[..start].ends_with(verb) && text[start..end].contains(name));
    let goes_on = |c: char| AFTER_LAW.contains(&c) && !(short && text[end..].starts_with("规定"));
    !longer
        && !bare
        && !after.is_some_and(|c| text[..end].ends_with('法') && goes_on(c))
        && !before.is_some_and(|c| "省市区县州盟旗《〈".contains(c))
}

/// 招标投标法及其实施条例 names two.
fn implementing(text: &str, at: usize, printed: &str, found: &mut Vec<Mention>) {
    for (words, kind) in [
        ("及其实施条例", "实施条例"),
        ("及其实施细则", "实施细则"),
        ("及实施条例", "实施条例"),
    ] {
        if text[at..].starts_with(words) {
            if printed == "中央八项规定" {
                // cited as one, by usage
                if let Some(last) = found.last_mut() {
                    last.title = format!("{printed}{words}");
                    (last.close, last.end) = (at + words.len(), at + words.len());
                }
                return;
            }
            let mut second = mention(text, at + words.len() - kind.len(), at + words.len(), kind);
            second.title = format!("{printed}{kind}");
            found.push(second);
        }
    }
}

fn mention(text: &str, open: usize, close: usize, title: &str) -> Mention {
    let (provisions, ranges, end) = provisions(text, close);
    Mention {
        open,
        close,
        end,
        title: title.to_owned(),
        number: None,
        alias: None,
        provisions,
        ranges,
        dated: None,
        unmarked: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::extract::mention::marked;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = unmarked(text, &marked(text), &HashMap::new())
            .into_iter()
            .map(|m| m.title)
            .collect();
        assert_eq!(got, want, "in {text}");
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
