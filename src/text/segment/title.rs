//! What a line or a title looks like by itself: document numbers, decrees, notes, items of lists,
//! tables of contents; the parts of a title.
//!
//! Owns: the patterns of [`segment`](super) and the judgements that need no neighbour lines. Must
//! not know: where in a text a line stands.

use crate::model::doctype::{Class, noun};
use crate::model::jurisdiction::COUNTRY;
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::date_prefix;
use crate::text::marks::{AnyOf, any_of};
use crate::text::rule::{Pattern, Words};
use crate::text::words::JOINTLY;

/// A number that is alone on its line: 国办发〔2024〕49号, 财政部税务总局公告2021年第11号,
/// （苏政办发〔2024〕10号）.
pub(super) static NUMBER_LINE: Pattern = Pattern::new(
    "number-line",
    r"^（?((?:[\p{Han}、]{1,80})?(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年|(?:公告|通告|令))第?[0-9]{1,5}[号號])）?$",
    &[
        "财政部税务总局公告2021年第11号",
        "（苏政办发〔2024〕10号）",
        "示發〔2020〕1號",
    ],
    &["联系电话010号", "按照示发〔2020〕1号文件"],
);
/// The first line of a decree, with the regulation's name or the number behind it or not.
pub(super) static DECREE_LINE: Pattern = Pattern::new(
    "decree-line",
    r"^(?:中华人民共和国)?((?:国务院|主席|[\p{Han}、]{2,}(?:部|委员会|委員會|总局|局|署|银行|会|院|办公室|人民政府|政府))令)(?:[《（]([^》）]{2,})[》）])?(?:(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零]{1,6})[号號])?(?:[《（](?:[^《》（）]|《[^《》]{2,}》|（[^（）]{1,12}）){2,}[》）])?$",
    &[
        "示例部令第1号",
        "中华人民共和国国务院令第790号",
        "示例委員會令",
        "示例银行令〔2020〕第2号（关于修改《示例办法》等规章的决定）",
    ],
    &["示例部公告2020年第1号", "根据示例部令第1号的规定"],
);
/// A decree or an announcement that has its number behind its name, and a subject in brackets or
/// not: 示例银行公告〔2023〕第4号（修订…）, 主席令（十届第41号）.
pub(super) static ORDER: Pattern = Pattern::new(
    "order",
    r"^(?:中华人民共和国)?([\p{Han}、]{2,}?(?:公告|通告|令))((?:(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年)?第?[0-9]{1,4}[号號]|（[一二三四五六七八九十]{1,3}届第[0-9]{1,3}[号號]）))?(?:（(?:[^（）]|（[^（）]{1,12}）){2,}）)?$",
    &[
        "示例银行公告〔2023〕第4号（修订示例规定）",
        "示例银行令〔2021〕第5号（示例监管规定（试行））",
        "主席令（十届第41号）",
    ],
    &["示例银行公告如下"],
);
/// The serial of a decree or an announcement alone on its line.
pub(super) static SERIAL: Pattern = Pattern::new(
    "serial",
    r"^(?:(?:〔[12][0-9]{3}〕|（[12][0-9]{3}）|[12][0-9]{3}年)第?[0-9]{1,4}[号號]|（?第(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,6})[号號]）?)$",
    &["第1号", "〔2020〕第1号", "第210號", "（第三十八号）"],
    &["示例部令第1号", "第1条"],
);
/// A number behind a title, in brackets of its own.
pub(super) static NUMBER_BEHIND: Pattern = Pattern::new(
    "number-behind",
    r"（((?:[\p{Han}、]{1,80})?(?:〔[12][0-9]{3}〕|[12][0-9]{3}年|(?:公告|通告|令))第?[0-9]{1,5}号令?)）$",
    &[
        "示例办法（示发〔2020〕1号）",
        "示例办法（示例银行〔2020〕5号令）",
    ],
    &["示例办法（试行）", "示例办法（示发〔2020〕1号）的通知"],
);
/// A date with who issued behind a title: （某部一九九七年一月二十日）
pub(super) static DATED_BEHIND: Pattern = Pattern::new(
    "dated-behind",
    r"（[^（）《》]{0,60}(?:[12][0-9]{3}|[一二][一二三四五六七八九〇○零]{3})年[^（）《》]{1,12}日[^（）《》]{0,40}）$",
    &[
        "示例办法（示例部一九九七年一月二十日）",
        "示例办法（2020年1月2日）",
    ],
    &["示例办法（2020年版）"],
);
pub(super) static DECREE_NUMBER: Pattern = Pattern::new(
    "decree-number",
    r"^（?(?:〔([12][0-9]{3})〕|([12][0-9]{3})年)?第?([0-9]{1,4}|[一二三四五六七八九十百零〇]{1,6})[号號]）?$",
    &["第790号", "〔2019〕第3号", "2019年第3号", "（第三十八号）"],
    &["第790号令", "第三条"],
);
static DECREE_BODY: Pattern = Pattern::new(
    "decree-body",
    r"(?:《((?:[^《》]|《[^《》]{2,60}》){2,80})》(?:，该\p{Han}{2,6})?(?:已经|已於|已于|经|于|业经|已由|已經|經|業經)|[现現](?:予以?|将)?(?:公布|发布|颁布)(?:修订后的|修改后的|修正后的)?《(.{2,80}?)》|《([^《》]{2,80})》，(?:已|业)?经[^。]{4,60}(?:通过|批准)，[现現](?:予以?|将)?(?:公布|发布|颁布))",
    &[
        "《示例条例》已经国务院第1次常务会议通过",
        "八部门发布《示例办法》，该办法已经示例部第1次部务会议通过",
        "现公布《示例办法》",
    ],
    &["根据《示例条例》制定"],
);
/// What a decree says of the regulation it promulgates: its title.
pub(super) fn promulgated(sentence: &str) -> Option<&str> {
    let found = DECREE_BODY.captures(sentence)?;
    let title = found.get(1).or(found.get(2)).or(found.get(3));
    Some(title?.as_str())
}
/// A decree told only in the note under the title:
/// （中华人民共和国民政部令第69号已经2024年1月4日民政部部务会议通过…
pub(super) static NOTE_NUMBER: Pattern = Pattern::new(
    "note-number",
    r"^（(?:[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)?(?:中华人民共和国)?([\p{Han}]{2,20}令(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)?第[0-9]{1,4}号)(?:已经|公布|发布|）)",
    &[
        "（2020年1月2日示例部令第1号公布）",
        "（2020年1月2日示例部令第1号）",
        "（中华人民共和国示例部令第69号已经2024年1月4日部务会议通过）",
    ],
    &["（2020年1月2日示例部公布）"],
);
/// A note of adoption or publication in brackets under a title.
pub(super) static NOTE: Pattern = Pattern::new(
    "note",
    r"^(?:（.{0,60}?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.{0,80}?(?:通过|公布|发布|印发|修订|修正|批准|令|施行)|[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日\p{Han}{4,50}(?:通过|批准|公布|人民代表大会(?:常务委员会)?$))",
    &[
        "（2020年1月2日示例部公布）",
        "2020年1月2日示例市人民代表大会常务委员会通过",
    ],
    &["2020年1月2日", "（试行）"],
);
/// An event of a note alone on its line.
pub(super) static EVENT_LINE: Pattern = Pattern::new(
    "event-line",
    r"^[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日[^。；，]{0,120}(?:通过|批准|公布|发布|施行|修正|修订)）?(?:根据)?$",
    &[
        "2020年1月2日施行",
        "2020年1月2日示例院审判委员会第1次会议、2020年2月3日示例院检察委员会第2次会议通过",
        "2020年1月2日《国务院关于修改部分行政法规的决定》第三次修订",
        "2020年1月2日《国务院关于修改部分行政法规的决定》第四次修订根据",
    ],
    &["2020年1月2日", "2020年1月2日，示例市公布"],
);
pub(super) static NEWS_LEAD: Pattern = Pattern::new(
    "news-lead",
    r"^(?:新华社|本报|人民日报|中新社|(?:近日|日前)，)",
    &["新华社北京1月2日电", "近日，示例部印发示例办法"],
    &["示例部近日，", "近日示例部"],
);
pub(super) static NEWS_TITLE: Pattern = Pattern::new(
    "news-title",
    r"^([\p{Han}、]{2,60}?)(?:联合)?(?:印发|发布|公布|出台)《(.{4,100})》$",
    &[
        "示例部印发《示例管理办法》",
        "示例部、示例局联合发布《示例管理办法》",
    ],
    &["示例部关于印发《示例管理办法》的通知"],
);
pub(super) static CONTENTS_LINE: Pattern = Pattern::new(
    "contents-line",
    r"(?:…{2,}|·{3,}|\.{4,}|．{3,}|-{5,}|_{5,})[0-9]*$",
    &["第一章总则……3", "第二章管理........12"],
    &["第一章总则", "示例…"],
);
static INTERPRETATION_MARK: Pattern = Pattern::new(
    "interpretation-mark",
    r"^(?:【[^】]{0,6}(?:解读|问答|图解)】|(?:政策解读)[：:])",
    &["【政策解读】示例办法", "政策解读：示例办法"],
    &["解读示例办法", "【示例】"],
);
pub(super) static ANNEX_HEAD: Pattern = Pattern::new(
    "annex-head",
    r"^附(?:件|录)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?(?:-[0-9])?[：:]?$",
    &["附件", "附件1", "附录一：", "附"],
    &["附件1示例办法", "附则"],
);
pub(super) static ANNEX_LABEL: Pattern = Pattern::new(
    "annex-label",
    r"^附件(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?[.．：:、]?",
    &["附件：示例办法", "附件1.示例办法"],
    &["附则", "见附件"],
);
pub(super) static ANNEX_ITEM: Pattern = Pattern::new(
    "annex-item",
    r"(?:^|[^0-9.])[0-9]{1,2}[.．、]",
    &["1.示例办法2.示例表", "、2、示例表"],
    &["2020年", "2020.1.2"],
);
/// What no document begins with: whom copies went to, who answers questions, a picture, an item.
pub(super) static NO_BEGINNING: Pattern = Pattern::new(
    "no-beginning",
    r"^(?:(?:主题词|抄送|抄报|分送|内部发送|联系人|联系电话)[：:]|!|（[一二三四五六七八九十]{1,3}）|第[二三四五六七八九十]{1,3}[章节]|[^。]{0,80}〕（(?:https?|javascript):)",
    &[
        "〔示例〕（https://example.cn）",
        "主题词：示例通知抄送：示例部",
        "第二章示例规则",
        "（二）示例承诺函",
        "![图]",
    ],
    &[
        "示例办法",
        "关于抄送示例文件的通知",
        "（试行）",
        "第一章总则",
    ],
);
/// Who wrote a report, under its headline.
pub(super) static BYLINE: Pattern = Pattern::new(
    "byline",
    r"^(?:(?:新华社|本报|本刊|人民日报)?(?:通讯员|记者)|作者[：:]|文/)[\p{Han}、：:/]{1,30}$",
    &["新华社记者某某", "作者：某某", "本报记者某某、某某某"],
    &["记者从示例部获悉，示例办法印发。", "示例部记者证管理办法"],
);
pub(super) static QUOTED: Pattern = Pattern::new(
    "quoted",
    r"《((?:[^《》]|《[^《》]*》)+)》",
    &["印发《示例办法》", "关于修改《〈示例〉办法》"],
    &["示例办法", "《示例办法"],
);

/// The end of a sentence that says why a notice is issued, in front of what it says.
pub(super) static FOLLOWS: Words = Words::tails(
    "follows",
    &["如下："],
    &["现就有关事项通知如下："],
    &["各市人民政府：", "通知如下"],
);
/// Words of readings.
pub(super) const READING: AnyOf = any_of![
    ["解读", "答记者问", "负责人就", "负责同志就", "一图读懂"],
    yes ["《示例办法》解读", "示例部有关负责人就《示例办法》答记者问"],
    no ["示例管理办法"],
];
/// Words of acts that issue.
pub(super) const ISSUES: AnyOf = any_of![
    ["印发", "转发", "公布", "发布", "现将", "现予"],
    yes ["关于印发《示例办法》的通知", "现将《示例办法》印发给你们"],
    no ["示例管理办法"],
];
/// Words of menus of the web.
#[rustfmt::skip]
pub(super) const MENU: AnyOf = any_of![
    [
        "首页", "导航", "打印", "分享", "收藏", "登录", "注册", "搜索", "下载", "网站", "栏目", "版权",
        "上一", "下一", "返回", "频道", "专栏",
    ],
    yes ["首页|政务公开", "上一篇：无"],
    no ["示例管理办法", "关于示例工作的通知"],
];
/// What of a title stands on a line of its own under it: （试行）, （2021—2023年）.
pub(super) static SUBTITLE: Pattern = Pattern::new(
    "subtitle",
    r"^（(?:试行|暂行|草案|征求意见稿|修订(?:稿|版)?|[12][0-9]{3}年?[—–－～~至-]{1,2}(?:[12][0-9]{3})年?|[12][0-9]{3}年?(?:版|修订|修正|修订版))）$",
    &["（试行）", "（2021—2023年）", "（2020年版）"],
    &[
        "示例办法（试行）",
        "（一）",
        "（2020年1月2日示例部公布）",
        "（2021年9月22日）",
    ],
);
/// The heading of a part of a compilation: 第二部分 示例政策.
pub(super) static PART: Pattern = Pattern::new(
    "part",
    r"^第[一二三四五六七八九十]{1,3}(?:部分|编|篇|辑|单元)[^。；，：]{0,20}$",
    &["第二部分示例政策", "第一编"],
    &[
        "第二章示例政策",
        "第一部分，示例",
        "第二部分应当做好示例工作。",
    ],
);
/// A line of the page that is in two languages, or written by the program that saved it.
pub(super) static SITE: Pattern = Pattern::new(
    "line-of-a-site",
    r"^(?:\p{Han}{2,8}[A-Z][a-z]+(?:[A-Z ][a-z]*){0,4}|(?:Title|URL ?Source|Markdown ?Content)[：:].*)$",
    &[
        "示例动态LocalNews",
        "简体繁體English",
        "Title：示例办法-示例网",
    ],
    &["示例App管理办法", "关于WTO的通知", "示例B", "示例办法"],
);

/// Words of the foot of a page of the web.
#[rustfmt::skip]
pub(super) const PAGE_FOOT: AnyOf = any_of![
    ["ICP备", "版权所有", "主办单位", "技术支持", "网站标识码", "浏览次数", "点击", "公网安备"],
    yes ["版权所有：示例市人民政府", "示ICP备2020号"],
    no ["示例市人民政府", "示例备案"],
];

/// After the first of several issuers: how many others there are.
static OTHERS: Pattern = Pattern::new(
    "others",
    r"(?:等(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?个?(?:部门|部委|单位)?|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})部门)(?:办公厅|办公室|办公厅（室）)?$",
    &["示例部等9部门", "示例部等部门", "三部门办公厅"],
    &["示例部门户网站", "等待"],
);

/// Where in a title its subject begins, behind those who issue it.
pub(super) static SUBJECT: Words = Words::new(
    "subject",
    &["关于", "印发", "转发", "批转"],
    &[
        "示例部关于示例工作的通知",
        "转发示例部意见",
        "示例院批转示例部意见",
    ],
    &["示例部令", "示例条例"],
);
/// … where it begins at once.
pub(super) static SUBJECT_FIRST: Words = Words::heads(
    "subject-first",
    &["关于", "印发"],
    &["关于示例工作的通知", "印发示例办法的通知"],
    &["示例部关于示例工作的通知", "转发示例部意见"],
);
/// The word of a title that encloses what it names.
pub(super) static ENCLOSES: Words = Words::new(
    "encloses",
    &["印发"],
    &["关于印发《示例办法》的通知"],
    &["关于公布示例名单的通知"],
);
/// The word of a title that passes on what others issued.
pub(super) static PASSES_ON: Words = Words::new(
    "passes-on",
    &["转发", "批转"],
    &[
        "示例市人民政府办公室转发示例局关于示例工作的意见",
        "示例院批转示例部意见的通知",
    ],
    &["关于印发示例办法的通知"],
);
/// What ends the first of those who issue a title.
static AND_OTHERS: Words =
    Words::tails("and-others", &["等部门"], &["示例部等部门"], &["有关部门"]);
/// Tables stand in no name of a body, those who speak for others do.
static TABLE: Words = Words::new("table", &["表"], &["示例登记表", "示例代表"], &["示例办法"]);
static DELEGATES: Words = Words::new(
    "delegates",
    &["代表"],
    &["示例市人民代表大会"],
    &["示例登记表"],
);
/// How the first unit of a text begins: 第一条, 第一章, 第一部分.
static FIRST_UNIT: Pattern = Pattern::new(
    "first-unit",
    "^第[一1](?:[章条條编編节節]|部分)",
    &["第一条为了示例", "第1章总则", "第一部分"],
    &["第二条", "第一次", "见第一条"],
);
/// … or its first item.
pub(super) static FIRST_ITEM: Words = Words::heads(
    "first-item",
    &["一、"],
    &["一、总体要求"],
    &["二、主要任务", "十一、保障"],
);
/// … or a heading of its own.
static FIRST_HEADING: Words = Words::whole(
    "first-heading",
    &["总则", "目录", "前言", "序言", "引言"],
    &["总则", "目录"],
    &["示例目录", "附则"],
);

/// Words that stand in no name of a body.
static FOREIGN: Words = Words::new(
    "no-name",
    &["部门", "人员", "清单", "名单", "附件"],
    &["有关部门", "附件1"],
    &["示例市人民政府", "示例市人民代表大会"],
);

/// Whether what stands before 关于 in a title can be its issuers: nothing, known bodies,
/// 某部等9部门, or a body by its shape.
pub(super) fn issuer_fits(title: &str) -> bool {
    let Some(cut) = SUBJECT.find(title) else {
        return true;
    };
    if title[..cut].contains('《') {
        return false;
    }
    let head = JOINTLY.trim(&title[..cut]);
    let named = OTHERS.find(head).map_or(head, |m| &head[..m.start()]);
    let foreign = FOREIGN.stand_in(named) || TABLE.stand_in(named) && !DELEGATES.stand_in(named);
    named.is_empty()
        || lexicon().agencies_in(named, &['、', '，']).is_some()
        || !foreign
            && (looks_like_body(named) || named.len() < head.len() && named.chars().count() <= 24)
}

/// Whether a line is a date and nothing else.
pub(crate) fn is_date_line(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

pub(super) fn is_contents_line(words: &str) -> bool {
    words.len() > 12
        && words.ends_with(|c: char| matches!(c, '0'..='9' | '…' | '·' | '.' | '．' | '-' | '_'))
        && CONTENTS_LINE.is_match(words)
}

/// A title with 关于 or 印发 and an act's noun, or any title an issuing body stands in front of.
pub(super) fn is_act_title(text: &str) -> bool {
    let Some((_, class)) = noun(text) else {
        return false;
    };
    let subject = SUBJECT.place(text).map(|at| at.start);
    matches!(class, Class::Act | Class::Instrument)
        && subject.is_some_and(|i| {
            i == 0 || text[..i].chars().count() <= 80 && !text[..i].contains(['，', '。', '：'])
        })
        && (class == Class::Act
            || subject == Some(0)
            || subject.is_some_and(|i| {
                lexicon()
                    .agencies_in(AND_OTHERS.trim(&text[..i]), &['、', '，'])
                    .is_some()
            }))
}

/// Whether the title of an act begins with those who issue it, and says next what it is about.
pub(super) fn names_issuers(title: &str) -> bool {
    let Some(at) = SUBJECT.place(title) else {
        return false;
    };
    let named = &title[..at.start];
    let first = OTHERS.find(named).map_or(named, |m| &named[..m.start()]);
    let names = |names: &str| {
        looks_like_body(names) || lexicon().agencies_in(names, &['、', '，']).is_some()
    };
    !named.is_empty() && (first.is_empty() || names(first))
}

/// Whether a line is an item of a list or a part of a body: 一、 （一） 1. 第一条 ——
pub(super) fn begins_item(words: &str) -> bool {
    #[rustfmt::skip]
    let is_numeral =
        |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let is_digit = |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '百' | '零');
    let goes_on = |rest: Option<&str>, marks: &[char]| rest.is_some_and(|r| r.starts_with(marks));
    let rest = |lead: char| &words[lead.len_utf8()..];
    match words.chars().next() {
        Some('（') => {
            let is = |c: char| c.is_ascii_digit() || is_numeral(c);
            goes_on(after_run(rest('（'), is, 3), &['）'])
        }
        Some('第') => goes_on(
            after_run(rest('第'), is_digit, 5),
            &['条', '條', '章', '节', '節'],
        ),
        Some('-' | '0'..='9') => {
            let digits = words.strip_prefix('-').unwrap_or(words);
            let is = |c: char| c.is_ascii_digit();
            goes_on(after_run(digits, is, 3), &['.', '．', '、'])
        }
        Some('—') => rest('—').starts_with('—'),
        Some('①'..='⑳' | '●' | '■' | '◆' | '☆' | '★' | '※' | '•') => true,
        Some(c) if is_numeral(c) => goes_on(after_run(words, is_numeral, 3), &['、']),
        _ => false,
    }
}

/// What follows the run of characters that `text` begins with, if it has one to `most` of them.
fn after_run(text: &str, is: impl Fn(char) -> bool, most: usize) -> Option<&str> {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    let run = text[..end].chars().take(most + 1).count();
    (1..=most).contains(&run).then(|| &text[end..])
}

/// Whether a text's first part begins with this line: 第一条, 第一章, 一、, 总则.
pub(super) fn is_first_part(words: &str) -> bool {
    words.starts_with('第') && FIRST_UNIT.is_match(words)
        || FIRST_ITEM.stand_in(words)
        || FIRST_HEADING.stand_in(words)
}

/// Where the mark of a reading ends that `words` begin with: 【政策解读】
pub(super) fn interpretation_mark(words: &str) -> Option<usize> {
    let may = words.starts_with(['【', '政']);
    let found = may.then(|| INTERPRETATION_MARK.find(words)).flatten();
    found.map(|m| m.end())
}

/// Whether a mark of a pair is left open, and whether one closes that was not opened here.
pub(super) fn unpaired(text: &str) -> (bool, bool) {
    let (mut open, mut closes) = ([0u32; 3], false);
    for c in text.chars() {
        let (pair, opens) = match c {
            '《' => (0, true),
            '》' => (0, false),
            '（' => (1, true),
            '）' => (1, false),
            '“' => (2, true),
            '”' => (2, false),
            _ => continue,
        };
        if opens {
            open[pair] += 1;
        } else {
            closes |= open[pair] == 0;
            open[pair] = open[pair].saturating_sub(1);
        }
    }
    (open != [0; 3], closes)
}

/// Whether every mark of a pair has its other.
pub(super) fn balanced(text: &str) -> bool {
    unpaired(text) == (false, false)
}

pub(super) fn strip_label(text: &str) -> &str {
    let rest = &text[interpretation_mark(text).unwrap_or(0)..];
    rest.strip_prefix('《')
        .and_then(|r| r.strip_suffix('》'))
        .filter(|r| !r.contains('》'))
        .unwrap_or(rest)
}

/// 国务院令 + 790 → 国务院令第790号; with a year 中国人民银行令〔2019〕第3号.
pub(super) fn decree_number(
    order: &str,
    year: Option<regex::Match>,
    serial: Option<regex::Match>,
) -> Option<String> {
    let serial = serial?.as_str();
    Some(match year {
        Some(year) => format!("{order}〔{}〕第{serial}号", year.as_str()),
        None => format!("{order}第{serial}号"),
    })
}

/// The serial of an order in brackets.
static BRACKETED: Pattern = Pattern::new(
    "serial-in-brackets",
    r"（(第[0-9〇零一二三四五六七八九十百]{1,6}号)）$",
    &["国务院令（第285号）", "示例部令〔2020〕（第五号）"],
    &["主席令（十届第41号）", "（2008）第3号"],
);

/// A number without the name of the state before it, and without brackets around its serial:
/// 国务院令（第285号）.
pub(crate) fn tidy_number(number: &str) -> String {
    let inner = number.strip_prefix('（').and_then(|n| n.strip_suffix('）'));
    let number = inner.unwrap_or(number);
    let number = number.strip_prefix(COUNTRY).unwrap_or(number);
    match BRACKETED.captures(number).map(|c| c.extract()) {
        Some((whole, [serial])) => {
            format!("{}{serial}", &number[..number.len() - whole.len()])
        }
        None => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn marks_without_their_other_are_told() {
        for (words, found) in [
            ("关于印发《示例", (true, false)),
            ("办法》的通知", (false, true)),
            ("）甲（", (true, true)),
            ("关于《示例（试行）》", (false, false)),
        ] {
            assert_eq!(unpaired(words), found, "{words}");
        }
    }

    #[test]
    fn issuers_stand_before_what_an_act_is_about() {
        for (title, named) in [
            ("国务院关于示例工作的意见", true),
            ("示例市人民政府办公厅印发示例办法的通知", true),
            ("中共中央国务院关于示例工作的意见", true),
            ("八部门关于印发《示例规划》的通知", true),
            ("关于示例工作的意见", false),
            ("认真落实关于示例工作的意见", false),
        ] {
            assert_eq!(names_issuers(title), named, "{title}");
        }
    }

    #[test]
    fn numbers_lose_the_state_and_the_brackets_of_their_serial() {
        for (printed, tidy) in [
            ("中华人民共和国国务院令（第285号）", "国务院令第285号"),
            ("示例部令〔2020〕（第五号）", "示例部令〔2020〕第五号"),
            ("主席令（十届第41号）", "主席令（十届第41号）"),
            ("（2008）第3号", "（2008）第3号"),
        ] {
            assert_eq!(tidy_number(printed), tidy);
        }
    }

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &NUMBER_LINE,
            &DECREE_LINE,
            &ORDER,
            &SERIAL,
            &NUMBER_BEHIND,
            &DATED_BEHIND,
            &DECREE_NUMBER,
            &BRACKETED,
            &DECREE_BODY,
            &NOTE_NUMBER,
            &NOTE,
            &EVENT_LINE,
            &NEWS_LEAD,
            &NEWS_TITLE,
            &CONTENTS_LINE,
            &INTERPRETATION_MARK,
            &NO_BEGINNING,
            &BYLINE,
            &ANNEX_HEAD,
            &ANNEX_LABEL,
            &ANNEX_ITEM,
            &QUOTED,
            &OTHERS,
            &SUBTITLE,
            &PART,
            &SITE,
        ]);
        rule::check(&[&FIRST_UNIT]);
        rule::check_words(&[&FOREIGN, &SUBJECT, &SUBJECT_FIRST]);
        rule::check_words(&[&ENCLOSES, &PASSES_ON, &AND_OTHERS, &TABLE, &DELEGATES]);
        rule::check_words(&[&FIRST_ITEM, &FIRST_HEADING, &FOLLOWS]);
        rule::check_any(&[&READING, &ISSUES, &MENU, &PAGE_FOOT]);
    }

    #[test]
    fn the_instrument_of_a_decree_is_the_one_that_is_put_out() {
        let made = "制定了《示例办法》，经2002年12月3日第43次示例会议通过，现予公布，";
        assert_eq!(promulgated(made), Some("示例办法"));
        let revised =
            "修订《示例办法》。修订后的《示例办法（2017年修订）》已经会议通过，现予公布。";
        assert_eq!(promulgated(revised), Some("示例办法（2017年修订）"));
        let old = "《示例辦法》已經2023年2月17日會議審議通過，現予公布";
        assert_eq!(promulgated(old), Some("示例辦法"));
        let inner = "《示例部关于修改《示例办法》的决定》已经会议通过";
        assert_eq!(promulgated(inner), Some("示例部关于修改《示例办法》的决定"));
        let sent = "制定了《示例办法》，经批准，现印发给你们";
        assert_eq!(promulgated(sent), None);
    }
}
