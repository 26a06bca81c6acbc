//! Numbers and titles in normal form: what two mentions of one document have in common.
//!
//! Owns: 国办发〔2024〕49号 → 国办发/2024/49; the folded title; the part of a title from 关于 on,
//! which stands with or without issuers in front; which titles agree. Must not know: which
//! documents there are, and what an IRI looks like.

use crate::model::doctype::{Class, noun};
use crate::model::lexicon::lexicon;
use crate::model::numeral;
use crate::text::likeness::likeness;
use crate::text::segment::fold_title;
use std::collections::BTreeSet;

/// A document number in normal form: prefix, year and serial, or prefix and serial. All forms of
/// brackets are equal; 第, 年, 号, leading zeros, white space and 中华人民共和国 do not count.
/// `None` if it is no document number.
///
/// ```
/// use zhengtu::build::key::number_key;
/// assert_eq!(number_key("国办发〔2024〕49号").as_deref(), Some("国办发/2024/49"));
/// assert_eq!(number_key("国科火[2021] 031 号").as_deref(), Some("国科火/2021/31"));
/// assert_eq!(number_key("财政部 税务总局公告2021年第11号").as_deref(), Some("财政部税务总局公告/2021/11"));
/// assert_eq!(number_key("中华人民共和国国务院令第790号").as_deref(), Some("国务院令/790"));
/// assert_eq!(number_key("国务院令第七百九十号").as_deref(), Some("国务院令/790"));
/// assert_eq!(number_key("共青团青年发〔2020〕1号").as_deref(), Some("共青团青年发/2020/1"));
/// assert_eq!(number_key("某号"), None);
/// ```
pub fn number_key(printed: &str) -> Option<String> {
    let text: String = printed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(fold_digit)
        .collect();
    let text = text.replace("中华人民共和国", "");
    let head = &text[..text.rfind('号')?];
    let mark = |c: char| "〔〕[]［］【】﹝﹞（）()《》第".contains(c);
    let digits = |s: &str| s.len() - s.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let arabic = digits(head);
    let (rest, serial) = if arabic > 0 {
        let (rest, serial) = head.split_at(head.len() - arabic);
        (rest, serial.trim_start_matches('0').to_owned())
    } else {
        let (rest, words) = head.rsplit_once('第')?;
        (rest, numeral::number(words)?.to_string())
    };
    let rest = rest.trim_end_matches(mark);
    let rest = rest.strip_suffix('年').unwrap_or(rest);
    let year = Some(digits(rest))
        .filter(|n| *n == 4)
        .map(|n| &rest[rest.len() - n..])
        .filter(|y| y.starts_with(['1', '2']));
    let prefix = &rest[..rest.len() - year.map_or(0, str::len)];
    let prefix: String = prefix.chars().filter(|c| c.is_alphanumeric()).collect();
    if prefix.is_empty() || serial.is_empty() || serial.len() > 6 {
        return None;
    }
    Some(match year {
        Some(year) => format!("{prefix}/{year}/{serial}"),
        None => format!("{prefix}/{serial}"),
    })
}

fn fold_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    }
}

/// The year in a number in normal form.
pub fn number_year(key: &str) -> Option<u16> {
    let mut parts = key.rsplitn(3, '/');
    parts.next()?;
    let year = parts.next()?;
    parts.next()?;
    year.parse().ok()
}

/// The full title of the law or regulation that bears `title`, short names included, if it is a
/// known one.
pub fn official(title: &str) -> Option<&'static str> {
    let (len, full) = lexicon().act_prefix(title)?;
    full.filter(|_| len == title.len())
}

/// A title in normal form; short names of known laws stand for the full one.
///
/// ```
/// use zhengtu::build::key::title_key;
/// assert_eq!(title_key("中华人民共和国反垄断法"), "反垄断法");
/// assert_eq!(title_key("公平竞争审查制度实施细则（暂行）"), "公平竞争审查制度实施细则暂行");
/// ```
pub fn title_key(title: &str) -> String {
    fold_title(official(title).unwrap_or(title))
}

/// The normal form of a title from 关于 on, if nothing but issuers can stand before it; the same
/// for 财政部关于某事的通知 and 关于某事的通知.
pub fn about_key(title: &str) -> Option<String> {
    let head = head(title)?;
    Some(fold_title(&title[head.len()..]))
}

/// What stands before 关于 in `title`, if it can be issuers.
fn head(title: &str) -> Option<&str> {
    let head = &title[..title.find("关于")?];
    let issuers = head.chars().count() <= 80
        && !head.contains(['《', '〈', '，', '。'])
        && !["印发", "转发", "修改", "实施", "贯彻"]
            .iter()
            .any(|w| head.contains(w));
    issuers.then_some(head)
}

/// The bodies before 关于 in `title`, by their full names as far as known.
pub fn issuers_of(title: &str) -> BTreeSet<String> {
    let head = head(title).unwrap_or_default().trim_end_matches("联合");
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

/// Whether a title is that of a document issued as such (通知, 意见, 关于…), not of an instrument
/// known by its title (法, 条例, 办法, 方案).
pub fn is_act_title(title: &str) -> bool {
    match noun(title) {
        Some((_, class)) => matches!(class, Class::Act | Class::Interpretation),
        None => title.contains("关于"),
    }
}

/// Whether a title is too general to name a document by itself: 通知, 实施方案, 管理办法.
pub fn is_general(title: &str) -> bool {
    if official(title).is_some() {
        return false;
    }
    let mut rest = fold_title(title);
    let Some((noun, _)) = noun(&rest).filter(|(n, _)| n.chars().count() < 6) else {
        return rest.chars().count() < 2;
    };
    rest.truncate(rest.len() - noun.len());
    for word in [
        "实施", "管理", "工作", "暂行", "试行", "若干", "指导", "行动", "专项", "具体", "总体",
        "有关", "相关", "上述", "本", "该", "原", "关于",
    ] {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// Whether two printed titles name one document as far as titles go: the same in normal form, the
/// same from 关于 on with issuers that do not differ, or nearly the same.
///
/// ```
/// use zhengtu::build::key::titles_agree;
/// assert!(titles_agree("财政部关于印发《甲办法》的通知", "关于印发〈甲办法〉的通知"));
/// assert!(!titles_agree("关于印发〈甲办法〉的通知", "甲办法"));
/// ```
pub fn titles_agree(a: &str, b: &str) -> bool {
    let (x, y) = (title_key(a), title_key(b));
    if x == y {
        return true;
    }
    if is_act_title(a) != is_act_title(b) {
        return false;
    }
    if let (Some(p), Some(q)) = (about_key(a), about_key(b)) {
        return likeness(&p, &q) >= 0.8 && !differ(&issuers_of(a), &issuers_of(b));
    }
    likeness(&x, &y) >= 0.8
}

/// Whether two sets of bodies have none in common though both name some.
pub fn differ(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_number_are_one() {
        for printed in [
            "财税﹝2019﹞13号",
            "财税[2019]13号",
            "财税〔2019〕013号",
            "财税 〔２０１９〕 13 号",
            "财税〔2019〕第13号",
        ] {
            assert_eq!(
                number_key(printed).as_deref(),
                Some("财税/2019/13"),
                "{printed}"
            );
        }
        assert_eq!(
            number_key("中国人民银行令〔2021〕第4号"),
            number_key("中国人民银行令2021年第4号")
        );
        assert_eq!(number_year("财税/2019/13"), Some(2019));
        assert_eq!(number_year("国务院令/790"), None);
        assert_eq!(number_key("〔2019〕13号"), None);
    }

    #[test]
    fn titles_agree_with_or_without_issuers_but_not_across_kinds() {
        let agree = [
            (
                "国家市场监督管理总局等15部门关于甲的指导意见",
                "关于甲的指导意见",
            ),
            ("中华人民共和国反垄断法", "反垄断法"),
            (
                "市场监管总局等六部门关于乙的通知",
                "国家市场监督管理总局公安部关于乙的通知",
            ),
        ];
        for (a, b) in agree {
            assert!(titles_agree(a, b), "{a} / {b}");
        }
        let differ = [
            ("甲省财政厅关于乙的通知", "丙省财政厅关于乙的通知"),
            ("甲管理办法", "甲管理办法（试行）2020年乙区修订"),
        ];
        for (a, b) in differ {
            assert!(!titles_agree(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn general_titles_name_nothing() {
        for title in ["通知", "实施方案", "管理办法", "《意见》"] {
            assert!(is_general(title), "{title}");
        }
        for title in ["宪法", "反垄断法", "价格管理办法", "政府工作报告"] {
            assert!(!is_general(title), "{title}");
        }
    }
}
