//! Names of bodies by their grammar: place × kind, state organs, ministries past and present,
//! party organs, courts, rows of several, sessions inside the name.
//!
//! Owns: whether a phrase names a body and of which kind, where one name of a row ends and the next
//! begins, what of a phrase is a session and no part of the name. Must not know: which body is
//! meant (the authority file serves identity), documents, where a phrase stands.
//!
//! A name is read from its end: the last word tells the kind, what stands before it is a place, a
//! field of work, or both. So a body needs no entry in a list to be seen.

use crate::model::jurisdiction::{COUNTRY, full_name, province_prefix};
use crate::model::lexicon::{OFFICES, lexicon};

/// What sort of body a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 人民代表大会 or its standing committee.
    Congress,
    /// 人民政府, 国务院.
    Government,
    /// 法院, 检察院.
    Court,
    /// An organ of the party.
    Party,
    /// A ministry, bureau, commission, or another body that does one kind of work.
    Department,
}

/// What may stand before the word that ends a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// A place, 省 or 市 alone, or 全国.
    Place,
    /// A field of work, after a place or not: 江苏省财政厅, 化学工业部.
    Work,
    /// Anything at all, or nothing: 国务院.
    Any,
}

/// One word that ends names, with a name that it ends and a phrase that is none.
#[derive(Debug)]
pub(crate) struct Ending {
    /// The word.
    pub word: &'static str,
    /// What a name that ends so stands for.
    pub kind: Kind,
    /// What the rest of the name is.
    pub before: Before,
    /// A name that it ends.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub yes: &'static str,
    /// A phrase that it ends and that is no name.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub no: &'static str,
}

const fn ending(
    word: &'static str,
    kind: Kind,
    before: Before,
    yes: &'static str,
    no: &'static str,
) -> Ending {
    Ending {
        word,
        kind,
        before,
        yes,
        no,
    }
}

/// The longest that fits counts.
pub(crate) const ENDINGS: &[Ending] = {
    use Before::{Any, Place, Work};
    use Kind::{Congress, Court, Department, Government, Party};
    &[
        ending(
            "人民代表大会常务委员会",
            Congress,
            Place,
            "示例县人民代表大会常务委员会",
            "审议人民代表大会常务委员会",
        ),
        ending(
            "人民代表大会",
            Congress,
            Place,
            "内蒙古自治区呼和浩特市人民代表大会",
            "召开人民代表大会",
        ),
        ending(
            "人大常委会",
            Congress,
            Place,
            "市人大常委会",
            "向人大常委会",
        ),
        ending("人大", Congress, Place, "省人大", "每年人大"),
        ending(
            "人民政府",
            Government,
            Place,
            "苏州市人民政府",
            "报人民政府",
        ),
        ending(
            "人民委员会",
            Government,
            Place,
            "江西省人民委员会",
            "原人民委员会",
        ),
        ending(
            "革命委员会",
            Government,
            Place,
            "示例县革命委员会",
            "工人革命委员会",
        ),
        ending("政府", Government, Place, "江苏省政府", "依法政府"),
        ending("国务院", Government, Any, "国务院", "报国务院的"),
        ending("政务院", Government, Any, "中央人民政府政务院", "政务院的"),
        ending(
            "中央军事委员会",
            Government,
            Any,
            "中央军事委员会",
            "军事委员会的",
        ),
        ending("中央军委", Government, Any, "中央军委", "中央军委的"),
        ending("主席", Government, Any, "中华人民共和国主席", "会议主席的"),
        ending("人民法院", Court, Place, "示例市中级人民法院", "由人民法院"),
        ending(
            "高级人民法院",
            Court,
            Place,
            "江苏省高级人民法院",
            "有关高级人民法院",
        ),
        ending(
            "中级人民法院",
            Court,
            Place,
            "苏州市中级人民法院",
            "有关中级人民法院",
        ),
        ending("最高人民法院", Court, Any, "最高人民法院", "最高人民法院的"),
        ending(
            "人民检察院",
            Court,
            Place,
            "示例县人民检察院",
            "由人民检察院",
        ),
        ending(
            "最高人民检察院",
            Court,
            Any,
            "最高人民检察院",
            "最高人民检察院的",
        ),
        ending(
            "监察委员会",
            Department,
            Work,
            "示例市监察委员会",
            "的监察委员会",
        ),
        ending("中共中央", Party, Any, "中共中央", "中共中央的"),
        ending("省委", Party, Place, "中共江苏省委", "各地省委"),
        ending("市委", Party, Place, "中共苏州市委", "有关市委"),
        ending("县委", Party, Place, "中共示例县委", "有关县委"),
        ending("区委", Party, Place, "中共示例区委", "有关区委"),
        ending("部", Department, Work, "化学工业部", "大部"),
        ending("委", Department, Work, "国家发展改革委", "的委"),
        ending("委员会", Department, Work, "国家经济委员会", "本委员会"),
        ending("管委会", Department, Work, "示例高新区管委会", "的管委会"),
        ending("局", Department, Work, "国家计量局", "本局"),
        ending("总局", Department, Work, "国家环境保护总局", "的总局"),
        ending("署", Department, Work, "国家版权署", "本署"),
        ending("总署", Department, Work, "新闻出版总署", "的总署"),
        ending("厅", Department, Work, "江苏省财政厅", "本厅"),
        ending("办公厅", Department, Work, "中共中央办公厅", "的办公厅"),
        ending(
            "办公室",
            Department,
            Work,
            "国务院台湾事务办公室",
            "的办公室",
        ),
        ending(
            "政治部",
            Department,
            Work,
            "中国人民解放军总政治部",
            "的政治部",
        ),
        ending(
            "后勤部",
            Department,
            Work,
            "中国人民解放军总后勤部",
            "的后勤部",
        ),
        ending("银行", Department, Work, "中国示例银行", "本银行"),
        ending("分行", Department, Work, "中国人民银行江苏省分行", "的分行"),
        ending("总公司", Department, Work, "中国示例总公司", "的总公司"),
        ending("协会", Department, Work, "中国示例协会", "的协会"),
        ending("学会", Department, Work, "中国示例学会", "的学会"),
        ending("联合会", Department, Work, "中国残疾人联合会", "的联合会"),
        ending("总工会", Department, Work, "江苏省总工会", "的总工会"),
        ending(
            "供销合作总社",
            Department,
            Work,
            "中华全国供销合作总社",
            "的供销合作总社",
        ),
        ending("交易所", Department, Work, "上海证券交易所", "的交易所"),
        ending("研究院", Department, Work, "中国示例研究院", "的研究院"),
        ending("科学院", Department, Work, "中国示例科学院", "的科学院"),
        ending(
            "理事会",
            Department,
            Work,
            "全国社会保障基金理事会",
            "的理事会",
        ),
        ending("总队", Department, Work, "示例省消防救援总队", "的总队"),
        ending("支队", Department, Work, "示例市消防救援支队", "的支队"),
        ending("中心", Department, Work, "江苏省疾病预防控制中心", "的中心"),
        ending(
            "联席会议",
            Department,
            Work,
            "国务院示例工作部际联席会议",
            "的联席会议",
        ),
    ]
};

/// Words that stand in prose and in no name of a body.
const PROSE: &[&str] = &[
    "的", "了", "关于", "应当", "可以", "各级", "有关", "本市", "本省", "报经", "通过", "批准",
    "公布", "发布", "全部", "内部", "外部", "干部", "大部", "根据", "依照", "按照", "已经", "制定",
    "负责", "以及", "或者", "下列", "其他", "上述", "向", "由", "被", "是", "在", "并经",
];

/// Organs in which a body meets; the body is what stands before them.
const INNER: &[&str] = &[
    "审判委员会",
    "检察委员会",
    "政治局常务委员会",
    "政治局常委会",
    "政治局",
    "主席团",
    "党组",
];

/// Meetings that are told without a number.
const MEETINGS: &[&str] = &[
    "全体会议",
    "常务会议",
    "部务会议",
    "委务会议",
    "委主任会议",
    "局务会议",
    "局长办公会议",
    "署务会议",
    "行务会议",
    "行长办公会议",
    "院务会议",
    "会务会议",
    "部长办公会议",
    "主任办公会议",
    "主席办公会议",
    "办公会议",
    "办公会",
    "会议",
];

/// The kind of body that `name`, without white space and without a session, stands for.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    let bare = name.strip_prefix(COUNTRY).unwrap_or(name);
    let listed = !lexicon().agencies_named(bare).is_empty();
    let office = OFFICES.iter().find_map(|o| bare.strip_suffix(o));
    let found = ENDINGS
        .iter()
        .filter(|e| bare.ends_with(e.word))
        .max_by_key(|e| e.word.len());
    if listed {
        return Some(found.map_or(Kind::Department, |e| e.kind));
    }
    let of = office
        .filter(|rest| rest.chars().count() >= 2)
        .and_then(kind);
    if of.is_some() {
        return of;
    }
    let ending = found?;
    let before = &bare[..bare.len() - ending.word.len()];
    let fits = match ending.before {
        Before::Any => before.is_empty() || before == "中央人民政府",
        Before::Place => {
            let before = before.strip_prefix("中共").unwrap_or(before);
            let before = ["省", "市", "县", "区"]
                .iter()
                .find(|k| ending.kind == Kind::Party && ending.word.starts_with(**k))
                .map_or(before.to_owned(), |k| format!("{before}{k}"));
            is_place(&before) || before == "全国"
        }
        Before::Work => is_work(before, ending.word),
    };
    fits.then_some(ending.kind)
}

/// Whether `words` can be the field of a body's work, perhaps with its place before it.
fn is_work(words: &str, ending: &str) -> bool {
    let bare = &words[place_len(words)..];
    let n = words.chars().count();
    let least = if ending.chars().count() == 1 { 2 } else { 1 };
    n >= least
        && n <= 28
        && (!bare.is_empty() || ending.chars().count() > 1)
        && words.chars().all(is_han)
        && !PROSE.iter().any(|p| words.contains(p))
        && !words.starts_with(['本', '该', '各', '原', '一', '两'])
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Units of places, the longer first.
const UNITS: &[&str] = &[
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "特别行政区",
    "经济特区",
    "地区",
    "新区",
    "林区",
    "矿区",
    "街道",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "旗",
    "区",
    "镇",
    "乡",
];

/// Whether `text` is a place and nothing else: 宁波市, 内蒙古自治区呼和浩特市, 市.
pub(crate) fn is_place(text: &str) -> bool {
    !text.is_empty() && (UNITS.contains(&text) || place_len(text) == text.len())
}

/// How many bytes of `text` the place at its start takes: 0 if there is none.
pub(crate) fn place_len(text: &str) -> usize {
    let mut at = province_prefix(text).unwrap_or(0);
    while let Some(len) = unit_len(&text[at..]) {
        at += len;
    }
    at
}

/// The place of one unit, of two to ten characters with it, that `text` begins with.
fn unit_len(text: &str) -> Option<usize> {
    for (n, (i, c)) in text.char_indices().enumerate().take(10) {
        if !is_han(c) {
            return None;
        }
        let Some(unit) = UNITS.iter().find(|u| text[i..].starts_with(**u)) else {
            continue;
        };
        let (name, end) = (&text[..i], i + unit.len());
        // 市场监督管理局, 地区生产 and 城市管理局 have no place in them.
        let common = text[end..].starts_with(['场', '域', '划', '政', '容', '级'])
            || [
                "城", "地", "社", "园", "小", "灾", "校", "辖", "省", "全", "本", "山",
            ]
            .contains(&name)
            || text[end..].starts_with('市') && *unit == "州"
            || name.starts_with(['各', '本', '该', '报', '我'])
            || name.contains(['厅', '局', '部', '委', '院', '署', '会', '府'])
            || PROSE.iter().any(|p| name.contains(p));
        if n >= 1 && !common {
            return Some(end);
        }
    }
    None
}

/// The place that `title` begins with or names first whose unit is `unit`: 宁波市 for 市.
pub(crate) fn place_in(title: &str, unit: &str) -> Option<String> {
    // 2016年某区示例意见
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
    let province = province_prefix(title).unwrap_or(0);
    if title[..province].ends_with(unit) {
        return Some(title[..province].to_owned());
    }
    let mut at = province;
    while let Some(len) = unit_len(&title[at..]) {
        if title[at..at + len].ends_with(unit) {
            return Some(title[at..at + len].to_owned());
        }
        at += len;
    }
    None
}

/// `name` in full where it says its place by the unit alone and `places`, texts that name places,
/// tell one: 市人大常委会 under the title 宁波市示例条例 is
/// 宁波市人民代表大会常务委员会.
pub(crate) fn with_place<'t>(
    name: &str,
    mut places: impl Iterator<Item = &'t str>,
) -> Option<String> {
    let unit = UNITS.iter().find(|u| name.starts_with(**u))?;
    let rest = &name[unit.len()..];
    // 市场监督管理局 and 市政管理局 name a field of work.
    if rest.starts_with(['场', '政', '容', '域']) && !rest.starts_with("政府") {
        return None;
    }
    let whole = ENDINGS
        .iter()
        .any(|e| e.before != Before::Any && rest.ends_with(e.word));
    let place = places.find_map(|text| place_in(text, unit));
    Some(full_name(&format!("{}{rest}", place.filter(|_| whole)?)))
}

/// What of a phrase names the body: 第十二届全国人民代表大会常务委员会第四次会议 →
/// 全国人民代表大会常务委员会.
pub(crate) fn without_session(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut at = 0;
    while at < phrase.len() {
        if let Some(len) = session_len(&phrase[at..]) {
            at += len;
            continue;
        }
        let Some(c) = phrase[at..].chars().next() else {
            break;
        };
        out.push(c);
        at += c.len_utf8();
    }
    loop {
        let cut = MEETINGS
            .iter()
            .chain(INNER)
            .filter_map(|m| out.strip_suffix(m))
            .map(str::len)
            .filter(|len| *len > 0)
            .min();
        match cut {
            // 部际联席会议 is a body's own name.
            Some(len) if !out.ends_with("联席会议") => out.truncate(len),
            _ => return out,
        }
    }
}

/// 第十二届, 第四次会议, 十六次会议, 2023年第2次委务会议 at the start of `text`.
fn session_len(text: &str) -> Option<usize> {
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇○".contains(c);
    let run = |s: &str| s.find(|c| !is_numeral(c)).unwrap_or(s.len());
    let ordinal = text.strip_prefix('第');
    let rest = ordinal.unwrap_or(text);
    let digits = run(rest);
    if digits == 0 {
        return None;
    }
    let after = &rest[digits..];
    let taken = text.len() - after.len();
    if ordinal.is_none() && digits == 4 && after.starts_with("年第") {
        return session_len(&after['年'.len_utf8()..]).map(|n| taken + '年'.len_utf8() + n);
    }
    if after.starts_with('届') {
        return Some(taken + '届'.len_utf8());
    }
    if after.starts_with("会议") {
        return Some(taken + "会议".len());
    }
    let meeting = after.strip_prefix('次')?;
    let words: usize = meeting.chars().take(9).map(char::len_utf8).sum();
    let end = meeting[..words].find("会议").map(|i| i + "会议".len());
    let short = meeting[..words].find("会").map(|i| i + "会".len());
    Some(taken + '次'.len_utf8() + end.or(short).unwrap_or(0))
}

/// `text`, which has no white space, as a row of names of bodies with nothing between them but
/// `separators`; nothing if any part is something else.
pub(crate) fn row<'t>(text: &'t str, separators: &[char]) -> Option<Vec<&'t str>> {
    if let Some(names) = lexicon().agencies_in(text, separators) {
        return Some(names);
    }
    let mut names = Vec::new();
    for part in text.split(separators).filter(|p| !p.is_empty()) {
        // The name of the state begins a name and is part of it.
        let mut starts: Vec<usize> = part.match_indices(COUNTRY).map(|(i, _)| i).collect();
        starts.insert(0, 0);
        starts.push(part.len());
        starts.dedup();
        for pair in starts.windows(2) {
            let words = &part[pair[0]..pair[1]];
            let bare = words.strip_prefix(COUNTRY).unwrap_or(words);
            let found = match lexicon().agencies_in(bare, &[]) {
                Some(known) => known,
                None => glued(bare)?,
            };
            let first = words.len() - bare.len() + found.first()?.len();
            names.push(&words[..first]);
            names.extend(&found[1..]);
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Names without anything between them: the next one begins anew with the place of the first, or
/// with a listed name.
fn glued(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = text;
    loop {
        let bare = rest.strip_prefix("中共").unwrap_or(rest);
        let place = &bare[..place_len(bare)];
        let next = rest.char_indices().skip(3).find(|(i, _)| {
            let (name, tail) = rest.split_at(*i);
            let anew = !place.is_empty() && tail.starts_with(place)
                || lexicon()
                    .agency_prefix(tail)
                    .is_some_and(|n| n == tail.len());
            anew && kind(name).is_some()
        });
        let Some((i, _)) = next else {
            match two_joined(rest) {
                Some((one, other)) => names.extend([one, other]),
                None => {
                    kind(rest)?;
                    names.push(rest);
                }
            }
            return Some(names);
        };
        names.push(&rest[..i]);
        rest = &rest[i..];
    }
}

/// Two listed names with 和 between them, which is part of many a name.
fn two_joined(text: &str) -> Option<(&str, &str)> {
    let listed = |name: &str| !lexicon().agencies_named(name).is_empty();
    if listed(text) {
        return None;
    }
    let mut places = text.match_indices('和').map(|(i, _)| i);
    let joined = places.find(|i| listed(&text[..*i]) && listed(&text[i + '和'.len_utf8()..]))?;
    Some((&text[..joined], &text[joined + '和'.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_listed_names_may_be_joined() {
        assert_eq!(
            row("中国人民银行和财政部", &['、']),
            Some(vec!["中国人民银行", "财政部"])
        );
        assert_eq!(
            row("住房和城乡建设部", &['、']),
            Some(vec!["住房和城乡建设部"])
        );
        assert_eq!(
            row("示例县卫生和计划生育局", &['、']),
            Some(vec!["示例县卫生和计划生育局"])
        );
    }

    #[test]
    fn a_name_tells_the_kind_of_its_body() {
        assert_eq!(kind("景宁畲族自治县人民代表大会"), Some(Kind::Congress));
        assert_eq!(kind("农牧渔业部"), Some(Kind::Department));
        assert_eq!(kind("加强组织领导"), None);
    }

    #[test]
    fn places_are_told_from_words_that_end_like_them() {
        assert!(is_place("彭水苗族土家族自治县") && is_place("省") && is_place("四川"));
        assert!(!is_place("市场") && !is_place("有关"));
    }

    #[test]
    fn a_title_names_its_place_down_to_a_unit() {
        assert_eq!(place_in("宁波市示例条例", "市").as_deref(), Some("宁波市"));
        assert_eq!(
            place_in("浙江省景宁畲族自治县自治条例", "县").as_deref(),
            Some("景宁畲族自治县")
        );
        assert_eq!(place_in("示例条例", "省"), None);
    }

    #[test]
    fn a_session_is_no_part_of_the_name() {
        assert_eq!(without_session("市十四届人大五次会议"), "市人大");
        assert_eq!(without_session("国务院第940次常务会议"), "国务院");
        assert_eq!(without_session("中共中央政治局常委会会议"), "中共中央");
        assert_eq!(
            without_session("三门峡市人民代表大会"),
            "三门峡市人民代表大会"
        );
    }

    #[test]
    fn bodies_in_a_row_are_told_apart() {
        assert_eq!(row("财政部税务总局", &[]), Some(vec!["财政部", "税务总局"]));
        assert_eq!(
            row("示例市财政局、示例市教育局", &['、']),
            Some(vec!["示例市财政局", "示例市教育局"])
        );
        assert_eq!(
            row("江苏省财政厅江苏省教育厅", &[]),
            Some(vec!["江苏省财政厅", "江苏省教育厅"])
        );
        assert_eq!(
            row("中国人民银行中华人民共和国公安部", &[]),
            Some(vec!["中国人民银行", "中华人民共和国公安部"])
        );
        assert_eq!(
            row("中共江苏省委江苏省人民政府", &[]),
            Some(vec!["中共江苏省委", "江苏省人民政府"])
        );
        assert_eq!(row("加强示例工作", &['、']), None);
    }

    #[test]
    fn every_ending_knows_its_name_and_its_phrase() {
        let right = |e: &&Ending| kind(e.yes).is_some() && kind(e.no).is_none();
        let wrong = ENDINGS.iter().filter(|e| !right(e)).map(|e| (e.yes, e.no));
        assert_eq!(wrong.collect::<Vec<_>>(), []);
    }

    #[test]
    fn meetings_and_inner_organs_are_no_part_of_a_name() {
        for word in MEETINGS.iter().chain(INNER) {
            let phrase = format!("示例部{word}");
            assert_eq!(without_session(&phrase), "示例部", "{word}");
        }
        for (phrase, body) in [
            (
                "浙江省第十一届人民代表大会常务委员会第二十九次会议",
                "浙江省人民代表大会常务委员会",
            ),
            (
                "最高人民检察院第十二届检察委员会第58次会议",
                "最高人民检察院",
            ),
            ("示例会2023年第2次委务会议", "示例会"),
            ("建设部第十一次部常务会议", "建设部"),
            (
                "示例市人民代表大会常务委员会十六次会议",
                "示例市人民代表大会常务委员会",
            ),
            ("国务院示例工作部际联席会议", "国务院示例工作部际联席会议"),
        ] {
            assert_eq!(without_session(phrase), body);
        }
    }

    #[test]
    fn a_place_alone_is_told_by_the_title() {
        let title = "宁波市示例条例";
        let full = |name| with_place(name, [title, "浙江省示例"].into_iter());
        assert_eq!(
            full("市人大常委会").as_deref(),
            Some("宁波市人民代表大会常务委员会")
        );
        assert_eq!(
            full("省人大常委会").as_deref(),
            Some("浙江省人民代表大会常务委员会")
        );
        assert_eq!(full("县人民代表大会"), None);
        assert_eq!(full("国务院"), None);
    }
}
