//! Where one printed line holds several elements of the page: a title and its number, a signature
//! and its date, 附件 and what follows.
//!
//! Owns: the table of breaks, each with texts that it cuts and texts that it leaves alone. Must not
//! know: what stands on the lines around, or what becomes of the parts.
//!
//! Text taken from a PDF or a crawled page loses line ends. A break is proposed only where the
//! words on both sides are elements by their own shape, so that running text stays whole. Offsets
//! are bytes of the clean line; nothing is changed, so a break can always be undone.

use crate::model::doctype::{Class, noun};
use crate::model::jurisdiction::COUNTRY;
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::date_prefix;
use crate::model::span::floor;
use crate::text::marks::{AnyOf, Marks, any_of};
use crate::text::pattern::Lazy;
use crate::text::rule::{Pattern, Words};
use crate::text::words::{STARTS_ABOUT, STARTS_ANNEX};
use regex::Captures;

use std::sync::LazyLock;

/// A break: its name, its pattern, where group 1, 2 … begin there is a cut.
struct Break {
    /// A line without the telltales of any of these, of each group, cannot match.
    hints: &'static [AnyOf],
    pattern: &'static str,
    #[cfg(test)]
    cut: &'static [(&'static str, &'static [&'static str])],
    #[cfg(test)]
    left: &'static [&'static str],
}

macro_rules! breaks {
    ($(&[$(&[$($hint:literal),*]),*], $pattern:expr, cut $cut:expr, left $left:expr;)*) => {
        &[$(Break {
            hints: &[$(any_of![$($hint),*]),*],
            pattern: $pattern,
            #[cfg(test)]
            cut: $cut,
            #[cfg(test)]
            left: $left,
        }),*]
    };
}

/// Cuts that the beginning of a line gives.
#[rustfmt::skip]
const HEADS: &[Break] = breaks![
    // decree and sentence
    &[&["号"], &["令", "公告"]],
    r"^(?:中华人民共和国)?[\p{Han}、]{2,}(?:令|公告)(?:〔[0-9]{4}〕|（[0-9]{4}）|[0-9]{4}年)?第[0-9]{1,5}号(《[^》]{2,}》(?:已|业|经).*|(?:关于|为|根据|现将|现就|经).{6,})$",
        cut &[("国务院令第999号《示例条例》已经2009年8月12日国务院第76次常务会议通过，现予公布。",
               &["国务院令第999号", "《示例条例》已经2009年8月12日国务院第76次常务会议通过，现予公布。"])],
        left &["国务院令第999号公布的《示例条例》已经废止。", "中国人民银行公告2009年第4号"];
    // decree, title and text
    &[&["令", "公告"], &["关于"]],
    r"^(?:中华人民共和国)?[\p{Han}、]{2,}(?:令|公告)(?:〔[0-9]{4}〕|（[0-9]{4}）|[0-9]{4}年)?第[0-9]{1,5}号([\p{Han}、]{2,}关于[^。；：，]{4,}的(?:决定|通知|公告))((?:为|根据|近年来|经)[^：]{24,}.*)$",
        cut &[("示例部令〔2017〕第3号示例部关于修改《示例办法》的决定为适应示例发展需要，进一步完善示例监管，现决定对《示例办法》作如下修改。",
               &["示例部令〔2017〕第3号", "示例部关于修改《示例办法》的决定", "为适应示例发展需要，进一步完善示例监管，现决定对《示例办法》作如下修改。"])],
        left &["示例部令第3号公布的示例部关于修改《示例办法》的决定已经施行。"];
    // title and number
    &[&["〔"], &["号"]],
    r"^[^。；，：]{6,}(?:通知|意见|决定|批复|复函|函|通报|公告|通告|办法|规定|条例|细则|方案|答复)(\p{Han}{2,12}〔[0-9]{4}〕第?[0-9]{1,4}号)$",
        cut &[("国务院办公厅关于优化示例环境的指导意见国办发〔2015〕94号",
               &["国务院办公厅关于优化示例环境的指导意见", "国办发〔2015〕94号"])],
        left &["按照国务院办公厅关于优化示例环境的指导意见（国办发〔2015〕94号）"];
    // title, number, addressees
    &[&["〔"], &["："]],
    r"^[^。；，：]{6,}(?:通知|意见|决定|批复|复函|函|通报|公告|通告|答复)(\p{Han}{2,12}〔[0-9]{4}〕第?[0-9]{1,4}号)([^。；《》]{2,}：)$",
        cut &[("示例部关于开展示例工作的通知示发〔2015〕9号各市人民政府：",
               &["示例部关于开展示例工作的通知", "示发〔2015〕9号", "各市人民政府："])],
        left &["示例部关于开展示例工作的通知：示发〔2015〕9号"];
    // title, number, addressees, text
    &[&["〔"], &["："]],
    r"^[^。；，：]{6,}(?:通知|意见|决定|批复|复函|函|通报|公告|通告|答复)(\p{Han}{2,12}〔[0-9]{4}〕第?[0-9]{1,4}号)([^。；：《》]{2,}：)(?<text>.+)$",
        cut &[("示例部关于开展示例工作的通知示发〔2015〕9号各市人民政府：近年来，各地区各部门不断加大示例工作力度，取得一定成效。",
               &["示例部关于开展示例工作的通知", "示发〔2015〕9号", "各市人民政府：", "近年来，各地区各部门不断加大示例工作力度，取得一定成效。"])],
        left &["示例部关于开展示例工作的通知：示发〔2015〕9号"];
    // serial of a decree and its sentence
    &[&["号《"]],
    r"^第[0-9]{1,4}号(《[^》]{2,}》(?:已|业|经).*)$",
        cut &[("第559号《示例条例》已经2009年8月12日国务院第76次常务会议通过，现予公布。",
               &["第559号", "《示例条例》已经2009年8月12日国务院第76次常务会议通过，现予公布。"])],
        left &["第559号《示例条例》同时废止。"];
    // title of a reading and its lead
    &[&["解读", "答记者问"]],
    r"^[^。；]{8,}(?:答记者问|解读)(?<text>(?:近日|日前|根据|为|《|[0-9]{4}年|问：|\p{Han}{2,12}(?:近日|日前)).+)$",
        cut &[("示例部有关负责人就《示例办法》答记者问近日，示例部印发了《示例办法》。有关负责人就此回答了记者提出的一些问题。",
               &["示例部有关负责人就《示例办法》答记者问", "近日，示例部印发了《示例办法》。有关负责人就此回答了记者提出的一些问题。"])],
        left &["关于《示例办法》的解读"];
    // a person addressed and text
    &[&["同志：", "代表：", "委员："]],
    r"^\p{Han}{2,12}(?:同志|代表|委员)：(?<text>[^“].+)$",
        cut &[("某某某同志：国务院领导同志对您的文章非常重视，有关部门对您的建议进行了认真研究，现答复如下。",
               &["某某某同志：", "国务院领导同志对您的文章非常重视，有关部门对您的建议进行了认真研究，现答复如下。"])],
        left &["某某某同志："];
    // number and addressees
    &[&["〔"], &["："]],
    r"^（?\p{Han}{1,12}〔[0-9]{4}〕第?[0-9]{1,4}号）?([\p{Han}、，（）]{3,}：)$",
        cut &[("国办发〔2015〕94号各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
               &["国办发〔2015〕94号", "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："])],
        left &["国办发〔2015〕94号文件规定，各地应当做到以下几点。"];
    // number and title
    &[&["〔"], &["关于", "印发", "转发"]],
    r"^\p{Han}{1,12}〔[0-9]{4}〕第?[0-9]{1,4}号([\p{Han}、]*(?:关于|印发|转发)[^。；，：]{4,}的(?:通知|意见|决定|批复|复函|函|通报|公告|通告))$",
        cut &[("示发〔2015〕9号示例部关于开展示例工作的通知",
               &["示发〔2015〕9号", "示例部关于开展示例工作的通知"])],
        left &["示发〔2015〕9号文件"];
    // title and addressees
    &[&["：", ":"], &["关于", "印发", "转发", "发布"]],
    r"^[\p{Han}、〇]*(?:关于|印发|转发|发布)[^。；：]{4,}的(?:若干|指导|实施)?(?:通知|意见|决定|批复|复函|函|通报|答复)((?:各|中国|国家|国务院|中共|[\p{Han}]{2,12}(?:省|市|区|县|州|部|委|局|厅|院|行|会|所|公司|中心))[^。：《》]*[：:])$",
        cut &[("中国人民银行关于示例有关事项的通知中国人民银行上海总部，各分行、营业管理部：",
               &["中国人民银行关于示例有关事项的通知", "中国人民银行上海总部，各分行、营业管理部："])],
        left &["根据示例有关事项的通知要求，现公告如下：", "示例部关于开展示例工作的通知如下："];
    // title and the first words of the addressees
    &[&["各省", "各市", "各区", "各县", "各有关", "各单位"], &["关于", "印发", "转发", "发布"]],
    r"^[\p{Han}、〇]*(?:关于|印发|转发|发布)[^。；：]{4,}的(?:若干|指导|实施)?(?:通知|意见|决定|批复|复函|函|通报|答复)((?:(?:中国|国家|国务院)\p{Han}{0,20})?各(?:省|市|区|县|有关|单位)[\p{Han}、，]{0,30})$",
        cut &[("关于印发《示例规定》的通知中国人民银行各省",
               &["关于印发《示例规定》的通知", "中国人民银行各省"]),
              ("示例部关于开展示例工作的通知各省、自治区",
               &["示例部关于开展示例工作的通知", "各省、自治区"])],
        left &["示例部关于开展示例工作的通知和各省示例办法", "根据示例有关事项的通知，各省"];
    // title, addressees, text
    &[&["："], &["关于", "印发", "转发", "发布"]],
    r"^[\p{Han}、〇]*(?:关于|印发|转发|发布)[^。；：，]{4,}的(?:通知|意见|决定|批复|复函|函|通报|答复)((?:各|中国|国家|国务院)[^。；：《》]*：)(?<text>.+)$",
        cut &[("示例部关于开展示例工作的通知各市人民政府：为加强示例工作，现将有关事项作如下安排，请认真执行，抓好落实。",
               &["示例部关于开展示例工作的通知", "各市人民政府：", "为加强示例工作，现将有关事项作如下安排，请认真执行，抓好落实。"])],
        left &["根据示例的通知，各市应当做到：一是示例。"];
    // title and text
    &[&["的通知", "的公告", "的决定", "意见为"]],
    r"^[\p{Han}、〇]*(?:关于|印发)[^。；：，]{4,}的(?:通知|公告|决定|(?:若干|指导|实施)?意见)(?<text>(?:为[^。；：]{2,}，|随着[^。；：]{4,}，|根据《|近年来，|近日，).+)$",
        cut &[("示例部关于建立示例机制的通知为提高示例工作效率，现就有关事项通知如下，请各单位认真贯彻执行，并及时报告情况。",
               &["示例部关于建立示例机制的通知", "为提高示例工作效率，现就有关事项通知如下，请各单位认真贯彻执行，并及时报告情况。"])],
        left &["示例部关于建立示例机制的意见为各地开展示例工作指明了方向", "按照关于建立示例机制的通知要求，近年来，示例部开展了一系列示例工作，取得了明显的成效，现予通报。"];
    // title of rules and text
    &[&["为"], &["制定本", "现就", "现提出", "提出以下", "提出如下"]],
    r"^[^。；，：]{6,}(?:办法|规定|条例|细则|规则|规程|准则|方案|规范|指引|指南|制度|意见)(为(?:了|深入|进一步|贯彻|加强|规范|落实|促进|推进|做好|切实|全面|提高|保障|完善|推动|建立|维护|有效|积极|加快|防范)[^。；：]{4,}，[^。]*(?:制定本|现就|现提出|提出以下|提出如下).*)$",
        cut &[("示例风险评估及客户分类管理指引为深入实践风险为本的方法，指导示例机构评估风险，根据《示例法》等法律制定本指引。",
               &["示例风险评估及客户分类管理指引", "为深入实践风险为本的方法，指导示例机构评估风险，根据《示例法》等法律制定本指引。"])],
        left &["按照示例管理办法为加强示例管理提供的依据，各地应当做好示例工作。"];
    // addressees and text
    &[&["："]],
    r"^各[^。；：《》]{2,}：((?:为|根据|现|经|按照|近|你|《|[0-9]{4}年)[^：]{24,}.*)$",
        cut &[("各省、自治区、直辖市人民政府：为加强示例工作，促进示例事业健康发展，现就有关事项作如下通知。",
               &["各省、自治区、直辖市人民政府：", "为加强示例工作，促进示例事业健康发展，现就有关事项作如下通知。"])],
        left &["各单位应当做到：一是示例。"];
    // label of an annex and its title
    &[&["附"]],
    r"^附件?[0-9一二三四五六七八九十]{0,2}[：:]?(关于印发[^。；，：]{4,}|[^。；，：、]{4,}(?:办法|规定|条例|细则|规则|章程|规程|准则|方案|意见|规范))(第一[章条].*)$",
        cut &[("附件某省示例管理办法第一章总则", &["附件", "某省示例管理办法", "第一章总则"])],
        left &["附件：某省示例管理办法"];
    // title and first article
    &[&["第一"]],
    r"^[^。；，：]{4,}(?:办法|规定|条例|细则|规则|章程|规程|准则|规范)(?:（[^）]{2,12}）)?(第一章\p{Han}{2,8}(?:第一条.*)?|第一条(?:为|根据|依据|本|【).*)$",
        cut &[("某省示例管理办法第一章总则", &["某省示例管理办法", "第一章总则"]),
              ("某省示例管理办法第一章总则第一条为加强示例管理，制定本办法。",
               &["某省示例管理办法", "第一章总则第一条为加强示例管理，制定本办法。"]),
              ("某省示例管理办法第一条为加强示例管理，制定本办法。",
               &["某省示例管理办法", "第一条为加强示例管理，制定本办法。"])],
        left &["根据某省示例管理办法第一条的规定，予以处罚。"];
];

/// How many bytes of a line are searched for the elements of a head.
const HEAD_BYTES: usize = 1200;
/// What stands before the first cut, in bytes, has no more.
const LONGEST_TITLE: usize = 600;
/// A group called `text` has so many characters at least: the first sentence of a document.
const SHORTEST_TEXT: usize = 25;

/// The cuts of one clean line whose telltales are `marks`, in order; offsets are bytes of `line`. A
/// line that goes on where the one before stopped (`joined`) is cut at its end only.
pub(crate) fn cuts(line: &str, marks: Marks, joined: bool) -> Vec<usize> {
    static HEAD: LazyLock<Vec<Lazy>> =
        LazyLock::new(|| HEADS.iter().map(|b| Lazy::new(b.pattern)).collect());
    let mut cuts = Vec::new();
    if line.len() < 18 {
        return cuts;
    }
    // A document printed as one line has its head in the first few hundred characters.
    let head = &line[..floor(line, HEAD_BYTES)];
    let heading = (!joined && !ITEM.is_match(head)).then(|| {
        HEADS
            .iter()
            .zip(HEAD.iter())
            .filter(|(b, _)| b.hints.iter().all(|any| any.may_stand(marks)))
            .find_map(|(_, pattern)| pattern.captures(head).filter(is_head))
    });
    if let Some(found) = heading.flatten() {
        for group in found.iter().skip(1).flatten() {
            if group.start() > 0 && balanced(&line[..group.start()]) {
                cuts.push(group.start());
            }
        }
    }
    if cuts.is_empty() && !joined && STARTS_ABOUT.stand_in(line) && line.len() > 90 {
        cuts.extend(authors(line));
    }
    labels(line, marks, &mut cuts);
    tail(line, marks, &mut cuts);
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Whether what a pattern of a head found is as long as such elements are.
fn is_head(found: &Captures) -> bool {
    let title = found
        .get(1)
        .is_some_and(|next| next.start() <= LONGEST_TITLE);
    let text = found.name("text");
    title && text.is_none_or(|text| text.as_str().chars().count() >= SHORTEST_TEXT)
}

/// The head of a row of a list or a table: what it holds is no head of a document.
static ITEM: Pattern = Pattern::new(
    "item-of-a-list",
    r"^(?:\||（?[一二三四五六七八九十]{1,4}[、）]|[0-9]{1,4}(?:[.．、《]|[^0-9年月日—－–.．、-]))",
    &[
        "三、关于示例的通知示发〔1999〕34号",
        "2示例管理办法示发〔2003〕17号",
        "|1|关于示例的通知|示发〔1999〕34号|",
    ],
    &[
        "2024年示例方案示发〔2024〕1号",
        "2024—2026年示例方案",
        "关于示例的通知示发〔1999〕34号",
    ],
);

/// How titles end under which their authors are printed.
static AUTHORED: Words = Words::new(
    "authored",
    &["的意见", "的办法", "的方案", "的请示", "的报告", "的建议"],
    &["关于加强示例工作的意见示例部"],
    &["关于示例工作的通知", "示例办法"],
);

/// Where the authors begin that are printed under a title 关于…的意见.
fn authors(line: &str) -> Option<usize> {
    AUTHORED
        .words
        .iter()
        .filter_map(|end| line.find(end).map(|i| i + end.len()))
        .filter(|at| balanced(&line[..*at]) && !line[..*at].contains(['。', '，', '：']))
        .find(|at| lexicon().agency_prefix(&line[*at..]).is_some())
}

/// The number of the page at the end of a line.
static PAGE: Pattern = Pattern::new(
    "page-at-the-end",
    r"[—–－-][0-9]{1,3}[—–－-]$",
    &["示例办法—1—", "-12-"],
    &["2019-2020", "示例办法1"],
);
/// A remark on the text, in brackets at the end of a line.
static REMARK: Pattern = Pattern::new(
    "remark-at-the-end",
    r"（(?:此件|此文|本文|联系人|信息公开|主动公开)[^（）。]{2,40}）$",
    &["特此通知。（此件公开发布）", "（联系人：某某）"],
    &["示例办法（试行）", "（此件）"],
);
/// Words of buttons that a page prints behind a title; they are no text.
static BUTTONS: Pattern = Pattern::new(
    "buttons-behind-a-title",
    r"(?:政策咨询|我要咨询|智能问答|语音播报|我要纠错|打印本页)+$",
    &["示例办法政策咨询", "示例计划（2025—2027年）政策咨询"],
    &["示例办法政策解读", "关于开展政策咨询的通知"],
);
/// A date at the end of a line.
static DATE: Pattern = Pattern::new(
    "date-at-the-end",
    r"(?:(?:19|20)[0-9]{2}|[一二][〇○零OoＯ0一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$",
    &["示例部2016年10月14日", "二〇一二年二月七日"],
    &["2016年10月14日起", "10月14日"],
);
/// Who signs for a body: 总理某某某, 示例部部长某某某.
static OFFICER: Pattern = Pattern::new(
    "officer",
    r"^\p{Han}{0,16}(?:总理|主席|部长|局长|行长|署长|主任|省长|市长|会长|院长)[：:]?\p{Han}{2,4}$",
    &["总理某某某", "行长：某某某", "示例部部长某某某"],
    &["示例部", "部长会议决定示例事项"],
);
/// 附件 behind the last sentence.
static ANNEX: Pattern = Pattern::new(
    "annex-behind-a-stop",
    r"[。！]附件?[0-9]{0,2}[：:]",
    &["特此通知。附件：示例办法", "。附1："],
    &["见附件：", "。附则"],
);
/// The label of the next annex at the end of a line: behind a date, a sentence or the list of
/// annexes.
static LABEL: Pattern = Pattern::new(
    "label-at-the-end",
    r"(?:[日。]|^附件?[0-9]{0,2}[：:].{2,80}[^及和与的见含、，。])(附件[0-9一二三四五六七八九十]{0,2}|附[0-9]{1,2})$",
    &["年月日附件2", "附件：示例管理办法附件", "特此通知。附件1"],
    &["见附件", "详见附件1", "附件1：申请表及附件", "2020年1月1日"],
);
/// A list of annexes behind the number of a telephone.
static BEHIND_CALL: Pattern = Pattern::new(
    "annex-behind-a-telephone",
    r"[0-9]{7,8}(附件[0-9]{0,2}[：:])",
    &[
        "联系人：某某联系电话：010－66190000附件：示例办法",
        "联系人及联系方式：某某，010-66190000、66190001附件：示例办法",
    ],
    &[
        "联系电话：010－66190000",
        "电话通知附件：",
        "第119号附件：示例办法",
    ],
);
/// What begins behind the day on which the page above was printed: 2020年1月2日印发示例办法.
static BEHIND_PRINTED: Pattern = Pattern::new(
    "behind-the-day-of-printing",
    r"^(?:(?:附件[：:][^。；《]{0,300})?(?:主题词|抄送|分送|内部发送)[^；《]{0,400}|[^。；《]{0,400})(?:(?:19|20)[0-9]{2}|[一二][〇○零OoＯ0一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日印发([^的给之后前。；，：][^。；，：]{1,80})$",
    &[
        "示例部办公厅2020年1月2日印发示例管理办法",
        "（共印45份）示例部办公厅二○○六年一月二日印发附件",
        "主题词：示例工作通知内部发送：办公厅。联系人：某某示例部办公厅2010年3月16日印发关于示例的实施意见",
        "附件：1.甲办法2.乙说明主题词：示例通知抄送：示例局。示例部办公厅2008年5月15日印发示例甲办法",
    ],
    &[
        "示例部办公厅2020年1月2日印发",
        "按照2020年1月2日印发的示例办法",
        "各单位应当做好示例工作。示例部2020年1月2日印发示例办法",
        "按照《示例通知》2020年1月2日印发示例办法",
        "附件：1.甲办法。示例部2008年5月15日印发示例甲办法",
    ],
);
/// Numerals of annexes.
const ANNEX_NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/// Marks after which a signature may begin.
const STOPS: [char; 6] = ['。', '；', '！', '）', '”', '：'];
/// Those of them that end a text.
const CLOSES: [char; 4] = ['。', '！', '）', '”'];
/// How long, in bytes, an officer's name with the office may be.
const LONGEST_OFFICER: usize = 90;
/// How long, in bytes, a line of an annex may be that has its signature behind it.
const LONGEST_ANNEX: usize = 400;

/// What [`BEHIND_CALL`] and [`BEHIND_PRINTED`] are found at.
const LISTED: AnyOf = any_of!["附件"];
const PRINTED: AnyOf = any_of!["日印发"];

/// The labels of annexes that stand behind what ends above them, and what stands behind the foot of
/// a page.
fn labels(line: &str, marks: Marks, cuts: &mut Vec<usize>) {
    let end = line.trim_end_matches(|c: char| c.is_ascii_digit() || ANNEX_NUMERALS.contains(&c));
    let behind = end.ends_with(['件', '附']).then(|| LABEL.captures(line));
    let call = LISTED.stands_in(line, marks) && line.len() <= LONGEST_ANNEX;
    let call = call.then(|| BEHIND_CALL.captures(line));
    let found = behind.into_iter().chain(call).flatten();
    cuts.extend(found.filter_map(|c| c.get(1)).map(|m| m.start()));
    let printed = PRINTED
        .stands_in(line, marks)
        .then(|| BEHIND_PRINTED.captures(line));
    let next = printed.flatten().and_then(|c| c.get(1));
    let begins = |words: &str| STARTS_ANNEX.stand_in(words) || titled(words);
    cuts.extend(next.filter(|m| begins(m.as_str())).map(|m| m.start()));
}

/// The end of a glued line: page number, remark in brackets, date, signature, 附件.
fn tail(line: &str, marks: Marks, cuts: &mut Vec<usize>) {
    let end = furniture(line, cuts);
    let rest = &line[..end];
    let date = rest.ends_with('日').then(|| DATE.find(rest)).flatten();
    let Some(date) = date.map(|m| m.start()) else {
        // 附件：示例办法中国人民银行
        if !rest.ends_with('日') && end == line.len() && is_annex(line) {
            cuts.extend(signature_after_noun(line));
        }
        return annex(rest, marks, cuts);
    };
    if date == 0 || date_prefix(&rest[date..]).is_none() {
        return;
    }
    let sentence = signed(&rest[..date], cuts);
    annex(&line[..sentence], marks, cuts);
}

/// Whether the words are buttons of a page and nothing else.
pub(crate) fn is_button(words: &str) -> bool {
    BUTTONS.find(words).is_some_and(|m| m.start() == 0)
}

/// Cut off page number, remark and buttons; where the line then ends.
fn furniture(line: &str, cuts: &mut Vec<usize>) -> usize {
    let mut end = line.len();
    let page = line.ends_with(['—', '–', '－', '-']);
    if let Some(page) = page.then(|| PAGE.find(line)).flatten() {
        end = page.start();
        cuts.push(end);
    }
    let rest = &line[..end];
    let remark = rest.ends_with('）').then(|| REMARK.find(rest)).flatten();
    if let Some(remark) = remark.filter(|m| m.start() > 0) {
        end = remark.start();
        cuts.push(end);
    }
    let rest = &line[..end];
    let button = rest.ends_with(['询', '答', '报', '错', '页']);
    let buttons = button.then(|| BUTTONS.find(rest)).flatten();
    if let Some(buttons) = buttons.filter(|m| titled(&rest[..m.start()])) {
        end = buttons.start();
        cuts.push(end);
    }
    end
}

/// Cut a signature and the date behind it from `before`, what stands before the date; where the
/// last sentence ends.
fn signed(before: &str, cuts: &mut Vec<usize>) -> usize {
    let date = before.len();
    let stop = before.rfind(STOPS);
    let sentence = stop.map_or(0, |i| {
        i + before[i..].chars().next().map_or(0, char::len_utf8)
    });
    let closed = before[..sentence].ends_with(CLOSES);
    let names = before[sentence..].trim_start_matches(['　', ' ']);
    // The name of an annex may go on behind a bracket: 附件：示例（试行）管理办法示例部2020年1月2日.
    let annexed = is_annex(before).then(|| signature(before)).flatten();
    if let Some(at) = annexed.filter(|at| *at > before.len() - names.len()) {
        cuts.extend([at, date]);
    } else if !names.is_empty() && is_signature(names) {
        if sentence == 0 || closed {
            cuts.extend((sentence > 0).then_some(sentence));
            cuts.push(date);
        }
    } else if names.is_empty() && closed && before.ends_with('。')
        || titled(before)
        || before.len() <= LONGEST_OFFICER && OFFICER.is_match(before)
    {
        cuts.push(date);
    } else if is_annex(before) {
        // 附件：示例备案表某某银行2015年10月20日
        cuts.push(date);
        cuts.extend(signature(before));
    }
    sentence
}

/// Whether words are a title and nothing else, over whose text a collection prints the date.
fn titled(words: &str) -> bool {
    let titled = noun(words).is_some_and(|(noun, class)| match class {
        Class::Act => true,
        Class::Instrument => words.len() > noun.len() && !words.starts_with('《'),
        _ => false,
    });
    titled && balanced(words) && !words.contains(['。', '；', '，', '：'])
}

/// Whether the words are bodies or somebody who signs for one.
fn is_signature(names: &str) -> bool {
    lexicon().agencies_in(names, &['、', '，']).is_some()
        || OFFICER.is_match(names)
        || names.chars().count() <= 40 && looks_like_body(names) && !names.starts_with('由')
}

/// Whether a line names an annex and is no sentence.
fn is_annex(line: &str) -> bool {
    STARTS_ANNEX.stand_in(line) && line.len() <= LONGEST_ANNEX && !line.contains('。')
}

/// Where the row of bodies begins with which the line of an annex ends.
fn signature(line: &str) -> Option<usize> {
    let row = |words: &str| lexicon().agencies_in(words, &['、', '，']).is_some();
    let bare = |words: &str| words.replace(COUNTRY, "");
    let formal = line.contains(COUNTRY);
    let ends = |i: &usize| row(&line[*i..]) || formal && row(&bare(&line[*i..]));
    let mut places = line.char_indices().skip(3).map(|(i, _)| i);
    places.find(ends)
}

fn signature_after_noun(line: &str) -> Option<usize> {
    line.char_indices().skip(6).map(|(i, _)| i).find(|i| {
        noun(&line[..*i]).is_some() && lexicon().agencies_in(&line[*i..], &['、', '，']).is_some()
    })
}

/// What [`ANNEX`] is found at.
const BEHIND_STOP: AnyOf = any_of!["。附"];

/// 特此通知。附件：1.… : 附件 begins a line of its own.
fn annex(line: &str, marks: Marks, cuts: &mut Vec<usize>) {
    if let Some(found) = BEHIND_STOP
        .stands_in(line, marks)
        .then(|| ANNEX.find_iter(line).last())
        .flatten()
    {
        cuts.push(found.start() + '。'.len_utf8());
    }
}

fn balanced(text: &str) -> bool {
    let count = |c| text.matches(c).count();
    count('《') == count('》') && count('（') == count('）')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &ITEM,
            &PAGE,
            &REMARK,
            &BUTTONS,
            &DATE,
            &OFFICER,
            &ANNEX,
            &LABEL,
            &BEHIND_CALL,
            &BEHIND_PRINTED,
        ]);
        rule::check_words(&[&AUTHORED]);
        rule::check_hints(&[
            (&BEHIND_STOP, &[&ANNEX]),
            (&LISTED, &[&BEHIND_CALL]),
            (&PRINTED, &[&BEHIND_PRINTED]),
        ]);
    }

    fn parts(line: &str) -> Vec<&str> {
        let mut at = 0;
        let mut parts = Vec::new();
        for cut in cuts(line, Marks::of(line), false)
            .into_iter()
            .chain([line.len()])
        {
            parts.push(&line[at..cut]);
            at = cut;
        }
        parts
    }

    #[test]
    fn each_break_cuts_its_examples_and_leaves_its_counter_examples() {
        for b in HEADS {
            for (line, want) in b.cut {
                assert_eq!(parts(line), *want, "{}", b.pattern);
            }
            for line in b.left {
                assert_eq!(parts(line), [*line], "{}", b.pattern);
            }
        }
    }

    #[test]
    fn signature_and_date_come_apart_at_the_end() {
        for (line, want) in [
            (
                "五、本公告自2016年11月1日起施行。国家税务总局财政部海关总署2016年10月14日",
                vec![
                    "五、本公告自2016年11月1日起施行。",
                    "国家税务总局财政部海关总署",
                    "2016年10月14日",
                ],
            ),
            ("财政部2016年10月14日", vec!["财政部", "2016年10月14日"]),
            (
                "示例部关于开展示例工作的通知2016年10月14日",
                vec!["示例部关于开展示例工作的通知", "2016年10月14日"],
            ),
            (
                "示例行动计划（2024—2026年）2024年4月26日",
                vec!["示例行动计划（2024—2026年）", "2024年4月26日"],
            ),
            (
                "《示例办法》2016年10月14日",
                vec!["《示例办法》2016年10月14日"],
            ),
            (
                "行长：某某某二〇〇九年三月二十六日",
                vec!["行长：某某某", "二〇〇九年三月二十六日"],
            ),
            (
                "按照要求，落实示例工作的通知2016年10月14日",
                vec!["按照要求，落实示例工作的通知2016年10月14日"],
            ),
            (
                "附件：某示例办法二〇一二年二月七日",
                vec!["附件：某示例办法", "二〇一二年二月七日"],
            ),
            (
                "附件：示例（北向）操作规程中国人民银行2020年1月2日",
                vec!["附件：示例（北向）操作规程", "中国人民银行", "2020年1月2日"],
            ),
            (
                "示例部办公厅2020年1月2日印发某示例办法（试行）",
                vec!["示例部办公厅2020年1月2日印发", "某示例办法（试行）"],
            ),
            (
                "示例部办公厅2020年1月2日印发的示例办法",
                vec!["示例部办公厅2020年1月2日印发的示例办法"],
            ),
            (
                "特此通知。附件：某示例办法—1—",
                vec!["特此通知。", "附件：某示例办法", "—1—"],
            ),
            (
                "某会议通过的决定自2016年10月14日",
                vec!["某会议通过的决定自2016年10月14日"],
            ),
            (
                "2011年3月2日国务院批准2011年3月20日",
                vec!["2011年3月2日国务院批准2011年3月20日"],
            ),
        ] {
            assert_eq!(parts(line), want);
        }
    }
}
