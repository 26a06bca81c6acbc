//! Lines that belong to the page and to no document: menus, crumbs, share links, the table of
//! 索引号 and 发文字号, posting dates, letterheads.
//!
//! Owns: which lines are set aside, and the facts that such a line states of the document under it.
//! Must not know: documents. A line is set aside by its own words alone; what needs the lines
//! around it is judged by [`segment`](super::segment).

use crate::model::lexicon::looks_like_body;
use crate::text::marks::{AnyOf, Marks, any_of};
use crate::text::pattern::regex;
use crate::text::rule::Pattern;
use crate::text::words::ABOUT;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a line that is set aside is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// 首页 > 政务公开, 【打印本页】, 分享到, …
    Menu,
    /// A row of 索引号, 发文字号, 成文日期 …, or a line of posting date, source and views.
    Table,
    /// ××文件, above the number.
    Letterhead,
}

/// A fact that the table of a page states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// 标题, 名称
    Title,
    /// 发文字号, 文号
    Number,
    /// 发文机关, 发布机构
    Body,
    /// 成文日期
    Date,
    /// 发布日期, 发布时间
    Posted,
    /// 实施日期, 生效日期
    Force,
    /// 失效日期
    End,
    /// 主题词: a few words, which may be those of a title
    Subject,
    /// 来源 and others that say nothing of the document
    Other,
}

#[rustfmt::skip]
const KEYS: &[(&str, Key, bool)] = &[
    ("公文种类", Key::Other, true), ("日期", Key::Other, false), ("时间", Key::Other, false), ("关键词", Key::Other, true), ("关键字", Key::Other, true), ("发文机构", Key::Body, true), ("索引号", Key::Other, true), ("信息索取号", Key::Other, true), ("发文字号", Key::Number, true),
    ("发布文号", Key::Number, true), ("发文文号", Key::Number, true),
    ("文件编号", Key::Number, true), ("统一编号", Key::Other, true), ("文件状态", Key::Other, true), ("文件性质", Key::Other, true), ("公报期号", Key::Other, true), ("文件名", Key::Title, false), ("实施时间", Key::Force, false), ("信息索引", Key::Other, true), ("签发日期", Key::Date, true), ("颁布日期", Key::Date, true), ("颁布单位", Key::Body, true), ("内容分类", Key::Other, true),
    ("录入时间", Key::Posted, true), ("更新时间", Key::Other, true), ("更新日期", Key::Other, true),
    ("上传时间", Key::Posted, true), ("添加时间", Key::Posted, true), ("发文时间", Key::Posted, true),
    ("法规标题", Key::Title, true), ("发布部门", Key::Body, true), ("法规类别", Key::Other, true),
    ("印发日期", Key::Other, true), ("文件类型", Key::Other, true), ("失效时间", Key::End, false),
    ("发布机关", Key::Body, true), ("制发机关", Key::Body, true), ("内容概述", Key::Other, true), ("文号", Key::Number, false), ("成文日期", Key::Date, true),
    ("发文日期", Key::Date, true), ("生成日期", Key::Date, true), ("发文机关", Key::Body, true),
    ("发文单位", Key::Body, true), ("发布机构", Key::Body, true), ("发布单位", Key::Body, true), ("标题", Key::Title, false),
    ("名称", Key::Title, false), ("信息名称", Key::Title, true), ("文件名称", Key::Title, true),
    ("发布日期", Key::Posted, true), ("发布时间", Key::Posted, true), ("发表时间", Key::Posted, true),
    ("公开日期", Key::Posted, true), ("主题分类", Key::Other, true), ("主题词", Key::Subject, false),
    ("分类", Key::Other, false), ("有效性", Key::Other, true), ("体裁分类", Key::Other, true),
    ("组配分类", Key::Other, true), ("公开方式", Key::Other, true), ("公开范围", Key::Other, true),
    ("信息来源", Key::Other, true), ("文章来源", Key::Other, true), ("稿件来源", Key::Other, true),
    ("来源", Key::Other, false), ("作者", Key::Other, false), ("责任编辑", Key::Other, true),
    ("浏览次数", Key::Other, true), ("浏览量", Key::Other, true), ("点击数", Key::Other, true),
    ("点击次数", Key::Other, true), ("访问次数", Key::Other, true), ("阅读次数", Key::Other, true),
    ("原文链接", Key::Other, true), ("检索时间", Key::Other, true), ("检索关键词", Key::Other, true),
    ("字号", Key::Other, true), ("字体", Key::Other, true), ("关联类型", Key::Other, true),
    ("生效日期", Key::Force, false), ("废止日期", Key::Other, false), ("实施日期", Key::Force, false),
    ("失效日期", Key::End, false),
    ("时效性", Key::Other, true), ("效力级别", Key::Other, true), ("公布日期", Key::Date, true), ("效力位阶", Key::Other, true), ("专题分类", Key::Other, true),
    ("施行日期", Key::Force, false), ("制定机关", Key::Body, true), ("发布人", Key::Other, true), ("编辑", Key::Other, false),
];

/// What may stand before the first key of a row: a date, a site, a few words.
static LEAD: Pattern = Pattern::new(
    "before-a-key",
    r"^(?:[-|·【〔（\s]*)(?:\p{Han}{2,14}网(?:站)?)?(?:www[a-z.]{4,30})?(?:(?:[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)(?:[0-9]{1,2}[:：时][0-9]{2}(?:[:：分][0-9]{2})?)?)?[\p{Han}0-9a-z.&]{0,24}$",
    &[
        "示例政府网站www.example.cn2016-07-1210:07",
        "2022-11-16",
        "2022年11月16日10:30示例市政府网",
        "示例网",
    ],
    &["根据示例，"],
);
/// The time at which a page was posted, before its first key: it tells what is no sentence.
static STAMPED: Pattern = Pattern::new(
    "stamped",
    r"[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[0-9]{1,2}[:：][0-9]{2}",
    &["2022-11-1610:30", "示例网2022年11月16日10:30"],
    &["2022-11-16", "10:30"],
);
/// A line of a menu, a crumb, a share link.
static MENU: Pattern = Pattern::new(
    "menu-line",
    r"^(?:(?:您?(?:现在|当前)?(?:所在)?的?(?:位置|在)|当前位置|您所在的位置|您当前所在的位置)[：:].*|首页(?:[〉>»/|].*)?|.{0,20}首页[〉>»].*|[【〔]?(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|收藏(?:本站|本页)?|加入收藏|网站导航|网站地图|设为首页|站内搜索|无障碍(?:阅读|浏览|版)?|长者(?:专区|助手|版)|上一篇|下一篇|上一条|下一条|相关(?:链接|阅读|文章|解读|附件|稿件|新闻|政策|文件|信息|内容|推荐)|分享(?:到)?|扫一扫.{0,16}|(?:原文|附件|全文)下载|微信|微博|繁体|简体|登录|注册|搜索|English|RSS)[】〕]?(?:[【〔|：:].*)?|[【〔]?(?:字体|字号)[：:]?.{0,20}|大中小|A[+-]?大?A?[+-]?中?A[+-]?小?|政策全文|听全文|(?:我要)?纠错|语音播报|政策解读[：:]?$|分享到[：:]?.{0,20}|.{0,10}扫一扫在手机.{0,10})$",
    &[
        "当前位置：首页〉政务公开",
        "首页",
        "分享到",
        "【打印本页】【关闭窗口】",
        "【原文下载】",
        "【字体：大中小】",
        "A+大A+中A+小",
    ],
    &["第一条为了示例", "打印机管理办法", "登录系统后填写申请表。"],
);
/// The time at which a page was posted.
static STAMP: Pattern = Pattern::new(
    "time-stamp",
    r"^[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[0-9]{1,2}[:：时][0-9]{2}(?:[:：分][0-9]{2}秒?)?分?(?:\p{Han}{2,8}(?:网|网络版|日报|晚报))?$",
    &[
        "2025-10-1709:00:00",
        "2025年10月17日9时30分",
        "2025-10-1709:00示例日报",
    ],
    &[
        "2025年10月17日",
        "2025-10-17",
        "2025年10月17日9时30分召开会议",
    ],
);
/// Where and when a report was sent, alone on its line.
static DATELINE: Pattern = Pattern::new(
    "dateline",
    r"^(?:新华社|中新社|人民网)\p{Han}{1,12}[0-9]{1,2}月[0-9]{1,2}日电(?:（记者[^（）]{2,30}）|记者\p{Han}{2,12})?$",
    &["新华社北京9月1日电", "新华社示例1月2日电（记者某某）"],
    &[
        "新华社北京1月2日电示例办法全文如下",
        "新华社北京1月2日电近日，示例部印发示例办法。",
    ],
);
/// A letterhead.
static HEAD: Pattern = Pattern::new(
    "letterhead",
    r"^[\p{Han}、]{2,60}(?:部|委|局|厅|署|院|会|办|行|府|室|中心|公司)文件(?:（[\p{Han}]{1,6}）)?$",
    &["中国示例银行文件", "示例市示例局文件（批复）"],
    &["关于印发某文件", "示例文件"],
);

/// The keys of a line with their values, as byte ranges of `line`; empty if it is no row of a
/// table. `marks` are the line's. `near` says whether a row stood just above: some keys are told
/// only in such company.
pub(crate) fn table(line: &str, marks: Marks, near: bool) -> Vec<(Key, Range<usize>)> {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        let keys: Vec<&str> = KEYS.iter().map(|(k, ..)| *k).collect();
        regex(&format!(
            r"(?:【({0})】[：:]?|(?:【|〔|\||\*)?({0})(?:】|〕)?[：:])",
            keys.join("|")
        ))
    });
    let bracket = line.starts_with('【');
    if line.len() > 600 || !bracket && (!marks.any(COLONS) || !line.contains(['：', ':'])) {
        return Vec::new();
    }
    let found: Vec<_> = PAIR
        .captures_iter(line)
        .filter_map(|c| Some((c.get(0)?, c.get(1).or(c.get(2))?)))
        .collect();
    let Some((first, _)) = found.first() else {
        return Vec::new();
    };
    let named = found.iter().any(|(_, k)| {
        KEYS.iter()
            .any(|(name, _, strong)| *name == k.as_str() && *strong)
    });
    let strong = named
        || first.start() == 0 && bracket
        || first.start() > 0 && STAMPED.is_match(&line[..first.start()]);
    if line[first.end()..].contains('。')
        || !(first.start() == 0 || strong && LEAD.is_match(&line[..first.start()]))
        || !(strong || near || found.len() > 1)
        || first.as_str().starts_with('（')
    {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    for (i, (whole, name)) in found.iter().enumerate() {
        let end = found
            .get(i + 1)
            .map_or(line.len(), |(next, _)| next.start());
        let key = KEYS
            .iter()
            .find(|(k, ..)| *k == name.as_str())
            .map_or(Key::Other, |k| k.1);
        pairs.push((key, whole.end()..end));
    }
    pairs
}

/// What stands before the rows of a table that is set as a list.
const BULLETS: [char; 6] = ['•', '·', '●', '▪', '*', ' '];

/// The key that stands alone on a line, its value under it.
pub(crate) fn key_alone(line: &str, near: bool) -> Option<Key> {
    let name = line.trim_start_matches(BULLETS).strip_suffix(['：', ':'])?;
    let found = KEYS.iter().find(|(key, ..)| *key == name)?;
    (near || found.2).then_some(found.1)
}

/// The key that a line is without a colon, where `next` has the shape of its value: cells of a
/// table, one to a line.
pub(crate) fn key_above(line: &str, next: &str) -> Option<Key> {
    /// No key is longer, in bytes.
    const LONGEST: usize = 15;
    if line.len() > LONGEST {
        return None;
    }
    let found = KEYS.iter().find(|(key, ..)| *key == line)?;
    let next: String = next.chars().filter(|c| !c.is_whitespace()).collect();
    is_shaped(found.1, &next).then_some(found.1)
}

/// Whether a line has the shape of the values of a key.
fn is_shaped(key: Key, line: &str) -> bool {
    let chars = line.chars().count();
    match key {
        Key::Number => line.ends_with('号') && chars <= 30,
        Key::Date | Key::Posted | Key::Force | Key::End => is_day(line),
        Key::Body => chars <= 30 && looks_like_body(line),
        Key::Title | Key::Subject | Key::Other => false,
    }
}

/// Whether a line is the value of the key that stands alone above it: by its shape, or because the
/// table goes on under it.
pub(crate) fn is_value(key: Key, line: &str, next: &str) -> bool {
    let chars = line.chars().count();
    let below = next;
    let next: String = next
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(8)
        .collect();
    let goes_on = KEYS.iter().any(|(key, ..)| {
        let rest = next.strip_prefix(key);
        rest.is_some_and(|r| r.starts_with(['：', ':']))
    });
    // Where no subject is stated, the title stands there, or who is addressed.
    let subject = key == Key::Subject
        && chars <= 40
        && !line.contains(['。', '；', '，', '：'])
        && !ABOUT.stand_in(line)
        && below.ends_with(['：', ':']);
    subject || is_shaped(key, line) || goes_on && chars <= 120 && !line.contains('。')
}

fn is_day(line: &str) -> bool {
    line.chars().count() <= 16
        && line.starts_with(['1', '2'])
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || "-/.年月日".contains(c))
}

const COLONS: Marks = Marks::telltales("：:");
/// Words of menu lines that begin otherwise than [`MENU_FIRST`] says.
const MENU_WORDS: AnyOf = any_of![
    ["首页", "扫一扫"],
    yes ["示例网首页〉政务公开", "用微信扫一扫"],
    no ["示例管理办法"],
];
/// What a letterhead says that a body has written.
const NAMED: AnyOf = any_of![["文件"], yes["中国示例银行文件"], no["中国示例银行公告"],];

/// The characters on which a menu line can begin, if it has no 首页 or 扫一扫 further on.
const MENU_FIRST: &str =
    "您现当所的位在【〔打关返收加网设站无长上下相分微繁简登注搜ER字大A政我纠语听";

/// What a line is if its own words alone tell that it belongs to the page.
pub(crate) fn furniture(line: &str, marks: Marks) -> Option<Aside> {
    if line.len() > 300 {
        return None;
    }
    let stamp = line.starts_with(['1', '2']) && STAMP.is_match(line);
    if stamp || line.starts_with(['新', '中', '人']) && line.len() <= 150 && DATELINE.is_match(line)
    {
        return Some(Aside::Table);
    }
    let rule = line.len() >= 3 && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_'));
    // Hardly any line of text begins as a menu does.
    let menu = line.starts_with(|c| MENU_FIRST.contains(c)) || MENU_WORDS.stands_in(line, marks);
    if rule || line == "-" || menu && MENU.is_match(line) {
        return Some(Aside::Menu);
    }
    None
}

/// Whether the line is a letterhead, ××文件, when a number or a title stands under it.
pub(crate) fn letterhead(line: &str, marks: Marks) -> bool {
    line.len() <= 240
        && NAMED.stands_in(line, marks)
        && HEAD.is_match(line)
        && !ABOUT.stand_in(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    fn table(line: &str, near: bool) -> Vec<(Key, Range<usize>)> {
        super::table(line, Marks::of(line), near)
    }

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&LEAD, &STAMPED, &MENU, &STAMP, &DATELINE, &HEAD]);
        rule::check_any(&[&MENU_WORDS, &NAMED]);
    }

    #[test]
    fn each_key_is_told_at_the_start_of_its_row_and_not_within_a_sentence() {
        for (name, key, strong) in KEYS {
            let row = format!("{name}：示例");
            let found = table(&row, true);
            assert_eq!(found.first().map(|(k, _)| *k), Some(*key), "{row}");
            assert_eq!(table(&row, false).is_empty(), !strong, "{row}");
            let sentence = format!("按照{name}：某日的要求，各单位应当做到以下几点。");
            assert!(table(&sentence, true).is_empty(), "{sentence}");
        }
    }

    #[test]
    fn a_table_gives_its_facts() {
        let line = "发文机关：国务院办公厅成文日期：2005年07月14日";
        let found: Vec<_> = table(line, false)
            .into_iter()
            .map(|(k, r)| (k, &line[r]))
            .collect();
        assert_eq!(
            found,
            [(Key::Body, "国务院办公厅"), (Key::Date, "2005年07月14日")]
        );
        // A key that also stands in sentences opens its line or is none.
        assert!(table("2022-11-16来源：某市民政局", true).is_empty());
        assert!(table("2022-11-16来源：某市民政局", false).is_empty());
        assert!(
            !table(
                "文章来源：本站原创作者：佚名发布时间：2019年05月24日点击数：次",
                false
            )
            .is_empty()
        );
        assert!(!table("录入时间：2011-12-01", false).is_empty());
        let bracketed = "【发文字号】示例省政府令第203号";
        let found = table(bracketed, false);
        assert_eq!(
            (found[0].0, &bracketed[found[0].1.clone()]),
            (Key::Number, "示例省政府令第203号")
        );
        assert!(table("名称：示例公司", false).is_empty());
        assert!(table("按照发布时间：某日的要求，各单位应当做到以下几点。", false).is_empty());
    }

    #[test]
    fn a_key_alone_has_its_value_below() {
        assert_eq!(key_alone("发文字号：", true), Some(Key::Number));
        assert_eq!(key_alone("•发文字号:", false), Some(Key::Number));
        assert_eq!(key_alone("名称：", false), None);
        assert_eq!(key_above("实施日期", "2020-03-01"), Some(Key::Force));
        assert_eq!(key_above("实施日期", "由示例局另行规定"), None);
        assert!(is_value(Key::Subject, "示例 管理规定", "各示例单位："));
        assert!(!is_value(Key::Subject, "各示例单位：", "为了示例"));
        assert!(is_value(Key::Number, "示发〔2020〕1号", "正文"));
        assert!(is_value(Key::Other, "劳动\\监察", "发布机构: 某局"));
        assert!(!is_value(Key::Other, "某市人民政府令", "第707号"));
    }

    #[test]
    fn menus_are_told_from_text() {
        for menu in [
            "当前位置：首页〉政务公开",
            "首页",
            "分享到",
            "【打印本页】【关闭窗口】",
            "扫一扫在手机打开当前页",
            "---",
            "2025-10-1709:00:00",
            "【字体：大中小】",
        ] {
            assert!(furniture(menu, Marks::of(menu)).is_some(), "{menu}");
        }
        for text in [
            "第一条为了示例",
            "2025年10月17日",
            "打印机管理办法",
            "某市人民政府",
            "登录系统后填写申请表。",
        ] {
            assert!(furniture(text, Marks::of(text)).is_none(), "{text}");
        }
        let letterhead = |line| letterhead(line, Marks::of(line));
        assert!(letterhead("中国人民银行文件"));
        assert!(!letterhead("关于印发某文件"));
    }
}
