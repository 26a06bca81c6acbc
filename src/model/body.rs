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
use crate::model::lexicon::lexicon;
pub(crate) use crate::model::words::Kind;
use crate::model::words::{Before, of_bodies};

/// The kind of body that `name`, without white space and without a session, stands for.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    let bare = name.strip_prefix(COUNTRY).unwrap_or(name);
    let listed = !lexicon().agencies_named(bare).is_empty();
    let office = of_bodies()
        .offices
        .iter()
        .find_map(|o| bare.strip_suffix(*o));
    let found = of_bodies()
        .endings
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
        && !of_bodies().prose.iter().any(|p| words.contains(p))
        && !words.starts_with(['本', '该', '各', '原', '一', '两'])
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether `text` is a place and nothing else: 宁波市, 内蒙古自治区呼和浩特市, 市.
pub(crate) fn is_place(text: &str) -> bool {
    !text.is_empty() && (of_bodies().units.contains(&text) || place_len(text) == text.len())
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
        let Some(unit) = of_bodies()
            .units
            .iter()
            .find(|u| text[i..].starts_with(**u))
        else {
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
            || of_bodies().prose.iter().any(|p| name.contains(p));
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
    let unit = of_bodies().units.iter().find(|u| name.starts_with(**u))?;
    let rest = &name[unit.len()..];
    // 市场监督管理局 and 市政管理局 name a field of work.
    if rest.starts_with(['场', '政', '容', '域']) && !rest.starts_with("政府") {
        return None;
    }
    let whole = of_bodies()
        .endings
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
    let words = of_bodies();
    loop {
        let cut = words
            .meetings
            .iter()
            .chain(&words.organs)
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
    use crate::model::words::Ending;

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
        let wrong = of_bodies()
            .endings
            .iter()
            .filter(|e| !right(e))
            .map(|e| (e.yes, e.no));
        assert_eq!(wrong.collect::<Vec<_>>(), []);
    }

    #[test]
    fn meetings_and_inner_organs_are_no_part_of_a_name() {
        for word in of_bodies().meetings.iter().chain(&of_bodies().organs) {
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
