//! Mentions that are left out, and why: what only looks like the name of another document.
//!
//! Owns: forms and books, own annexes and own numbers, links of a page; what a sentence shows to be
//! a document though the noun of its title does not. Must not know: which relation a document gets.

use super::cues::Zone;
use super::deciding;
use super::mention::Mention;
use crate::model::doctype::{Class, noun};
use crate::model::jurisdiction::COUNTRY;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::span::floor;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::fold_title;
use crate::text::words::{ABOUT, STARTS_ABOUT};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How the title of an opinion ends that is filed, as 关于…意见书 is not.
static OPINION: Words = Words::tails(
    "opinion",
    &["意见书"],
    &["关于示例工作的意见书"],
    &["关于示例工作的意见", "意见书格式"],
);
/// How a document's own list of annexes begins; the first form goes before the second.
static ANNEX_LIST: Words = Words::new(
    "annex-list",
    &["附件：", "附件:"],
    &["附件：1.示例表", "附件:示例表"],
    &["见附件1"],
);

/// Why a mention is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// The document's own number, in its head or note.
    OwnNumber,
    /// A link of the page on which the document is printed.
    MenuLink,
    /// 《XX办法》, a form of words.
    Placeholder,
    /// A draft, a sample, a form.
    Draft,
    /// A form, certificate, report or book.
    Paper,
    /// A register that is the document's own annex.
    Annex,
    /// A paper that others are to write and hand in.
    HandedIn,
    /// Neither its noun nor its sentence shows a document.
    Unknown,
    /// 《办法》, which nothing in the document defines.
    BareNoun,
    /// The document itself.
    Itself,
}

impl LeftOut {
    /// The reason in words.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::OwnNumber => "the document's own number",
            Self::MenuLink => "a link of the page",
            Self::Placeholder => "a placeholder",
            Self::Draft => "a draft, sample or form",
            Self::Paper => "a form, certificate, report or book",
            Self::Annex => "the document's own annex",
            Self::HandedIn => "a paper that others are to write and hand in",
            Self::Unknown => "neither its noun nor its sentence shows a document",
            Self::BareNoun => "a kind of document, which no bracket makes the short name of one",
            Self::Itself => "the document itself",
        }
    }

    /// Whether it is a paper that a title in marks names.
    pub(super) fn is_titled(self) -> bool {
        !matches!(self, Self::OwnNumber | Self::MenuLink | Self::Itself)
    }
}

/// What a paragraph has before a title that is a link to another page.
static MENU: Pattern = Pattern::new(
    "menu",
    r"^[\s>·•*-]*(?:(?:【[^】]{2,10}】|\[[^\]]{2,10}\])?(?:相关(?:链接|阅读|文件|政策|新闻|解读|附件|稿件|信息)|延伸阅读|推荐阅读|政策(?:解读|图解|原文)|(?:音频|视频|图文|文字|专家|媒体|一图)解读|一图读懂|图解|原文链接)[：:]|【[^】]{2,10}】|[上下]一[篇条][：:].*)[\s>·•*-]*$",
    &[
        "【音频解读】",
        "相关链接：",
        "下一篇：每周一学（2024年5月）",
        "政策图解：",
    ],
    &["一、相关文件要求，根据", "解读", "按照相关政策：落实"],
);
/// Paragraphs in which `#` is the document's own number.
static OWN_NUMBER: [Pattern; 6] = [
    Pattern::new(
        "number-alone",
        r"^[（(【]?#[）)】]?$",
        &["#", "（#）"],
        &["1.#", "落实#文件"],
    ),
    Pattern::new(
        "number-labelled",
        r"(?:发文字号|发文文号|文\s*号|文件编号|索\s*引\s*号|信息索引)[^。；《]{0,60}#",
        &["发文字号：#", "索引号：000-1 发文机关：某部 #"],
        &["按照#文件要求"],
    ),
    Pattern::new(
        "number-of-letterhead",
        r"^[\p{Han}、]{2,60}(?:文件|公报)#(?:签发人.*)?$",
        &["某省人民政府文件#", "某部文件#签发人：某某"],
        &["落实某部文件#要求"],
    ),
    Pattern::new(
        "number-after-title",
        r"^[^。；，]*(?:的|^)(?:通知|公告|通告|意见|复函|批复|函|通报|决定|请示|公示)[（(]?#[）)]?(?:$|[^。；]{0,120}[：:])",
        &[
            "关于做好示例工作的通知#",
            "关于示例的复函#某省、某市人民政府，国务院各部委：",
        ],
        &["根据关于示例的通知#要求，现将", "按照某部的意见#，"],
    ),
    Pattern::new(
        "number-of-note",
        r"^[（(][12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日[^。）)]*#(?:公布|发布|颁布|颁发|印发)",
        &["（2018年2月8日#公布自2018年2月8日起施行）"],
        &["（根据2018年2月8日#修改）"],
    ),
    Pattern::new(
        "number-of-sentence",
        r"^#《[^《》]{2,90}》(?:业?已)?(?:于|经)",
        &["#《示例管理办法》已经2025年10月11日示例部第14次部务会议审议通过，现予公布"],
        &[
            "#《示例管理办法》同时废止",
            "按照#《示例管理办法》已经明确的要求",
        ],
    ),
];
/// A head line: a title with its number in a bracket.
static TITLE_WITH_NUMBER: Pattern = Pattern::new(
    "title-with-number",
    r"^\p{Han}[^。；，]{3,80}[（(]#[）)]$",
    &["某银行公告（修改某些文件）（#）"],
    &["1.某办法（#）", "现将某办法（#）印发给你们"],
);
/// After a number in the note under the title: it is that of the document itself.
static PUT_OUT: Pattern = Pattern::new(
    "put-out",
    r"^(?:文(?:件)?)?(?:公布|发布|颁布|颁发|印发|通过)",
    &["公布　自2020年1月1日起施行", "文印发"],
    &["修改", "第一次修正"],
);
/// A title that marks itself as no finished document.
static DRAFT: Pattern = Pattern::new(
    "draft",
    r"（[^）]*(?:征求意见稿|建议稿|草案|样本|样式|格式|模板|讨论稿|送审稿)[^）]*）$",
    &["示例办法（征求意见稿）", "示例条例（修订草案）"],
    &["示例办法（试行）"],
);
static PLACEHOLDER: Pattern = Pattern::new(
    "placeholder",
    r"XX|××|xx|ＸＸ|\*\*|^.$",
    &["关于XX的通知", "法"],
    &["宪法"],
);
/// After the title of a standard.
static STANDARD: Pattern = Pattern::new(
    "standard",
    r"^(?:等)?(?:\p{Han}|、|（[^）]{0,40}）|[A-Z/0-9.—-]){0,12}(?:国家标准|行业标准)|^等?标准",
    &["等标准", "国家标准", "（GB/T1-2020）国家标准", "行业标准"],
    &["的规定执行"],
);
/// Before the title of the document's own annex.
static ANNEX_BEFORE: Pattern = Pattern::new(
    "annex-before",
    r"附[件表录]?[0-9一二三四五六七八九十]{0,2}[：:]?$",
    &["附件：", "见附件", "附件1"],
    &["附带"],
);
/// After it.
static ANNEX_AFTER: Pattern = Pattern::new(
    "annex-after",
    r"^（[^）]*附(?:件|\s*[0-9一二三四五六七八九]|）)[^）]*）?|^（[^）]*）(?:见附件|附后)|^(?:见附件|附后)",
    &[
        "（见附件2）",
        "（附 3）",
        "（见附）",
        "见附件",
        "（2020年版）附后",
    ],
    &["的附件"],
);
/// Before what others are to write and hand in.
static HANDED_IN: Pattern = Pattern::new(
    "handed-in",
    r"(?:填写|填报|填好|编写|撰写|递交|提交|报送|上传|下载|领取|出具|盖章的|签字的)(?:的|了|并提交|并报送)?$",
    &["申报时编写", "如实填写"],
    &["依法制定", "印发了"],
);
/// How letters are called that others send by a form.
static LETTER: Words = Words::tails(
    "letter",
    &[
        "联系函",
        "提示函",
        "告知函",
        "确认函",
        "询证函",
        "介绍信",
        "协查函",
    ],
    &["示例转移联系函", "示例监管提示函"],
    &["示例部关于示例问题的复函"],
);
/// How agreements are called.
static AGREEMENT: Words = Words::tails(
    "agreement",
    &["协议", "协议书", "意向书"],
    &["示例业务服务协议"],
    &["示例协定", "示例协议管理办法"],
);
/// … and those that are made between states and regions.
static BETWEEN_STATES: Words = Words::new(
    "between-states",
    &["框架", "经贸", "贸易", "合作", "两岸"],
    &["示例经济合作框架协议"],
    &["示例业务服务协议"],
);
/// Before an agreement that parties sign.
static SIGNED: Pattern = Pattern::new(
    "signed",
    r"(?:^|[^参])与[^。；，《》]{1,30}签(?:订|署)的?$|(?:签订|续签|填制|送达|出具)的?$",
    &["应与示例银行签署", "按照与示例银行签订的", "签订"],
    &["参与者开展业务应签署", "应签署示例协会发布的", "适用"],
);
/// A rate or an index, which a table gives.
static RATE: Words = Words::tails(
    "rate",
    &["率", "指数", "汇价", "牌价"],
    &["各种示例折算率", "示例价格指数"],
    &["示例率管理办法"],
);
/// Verbs whose object, if it bears a title, is a document.
static GOVERNED: Pattern = Pattern::new(
    "governed",
    r"(?:落实|贯彻|实施|执行|遵守|遵照|遵循|修订|修改|修正|废止|根据|依据|依照|按照|参照|违反|符合|适用|发布|印发|公布|颁布|出台|制定)(?:了|的|好|原)?$",
    &["组织实施", "按照", "国务院印发的"],
    &["阅读", "刊登于"],
);
/// After the title of a book, a programme or a work.
static WORK_AFTER: Pattern = Pattern::new(
    "work-after",
    r"^等?(?:的|多部|系列|一批)?(?:编纂|出版|编撰|整理|丛书|丛刊|杂志|栏目|(?:文化)?节目|专栏|展览|演出|图书|剧目|歌曲|微电影|短视频|(?:宣传|专题|纪录|动画|短)片)",
    &["编纂出版工作", "等整理出版项目", "等多部宣传片"],
    &["的规定", "发布后"],
);
/// Titles in marks that are documents by their last word, though nothing else is.
static ENDS_AS_DOCUMENT: Pattern = Pattern::new(
    "ends-as-document",
    r"(?:区划|宪章|布告|答复|复函|批示|命令|惯例|备忘录|框架|手续|序列)(?:（[^）]*）)?$",
    &[
        "某省示例功能区划",
        "联合示例宪章",
        "示例业务处理手续（试行）",
    ],
    &["示例日报", "示例证书"],
);

/// What is known where a mention stands.
pub(super) struct Place<'a> {
    /// The document's text.
    pub(super) text: &'a str,
    /// The part of it.
    pub(super) zone: Zone,
    /// The words of the sentence before the mention, or before the list in which it stands.
    pub(super) before: &'a str,
    /// The words after the list.
    pub(super) after: &'a str,
    /// The words right after the title mark.
    pub(super) own_after: &'a str,
    /// The paragraph: the lines from that of the mention to that in which the list ends.
    pub(super) paragraph: Range<usize>,
    /// The numbers of the document and of what encloses it.
    pub(super) own_numbers: &'a [DocumentNumber],
    /// Whether the document prints what the mention names.
    pub(super) encloses: bool,
    /// Folded short names that the document defined.
    pub(super) aliases: &'a HashMap<String, String>,
    /// Folded short names of papers.
    pub(super) papers: &'a HashSet<String>,
    pub(super) whole: &'a Whole,
}

/// What is looked for in all of a document's text, once for all mentions.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// The words of its own list of annexes.
    annexes: OnceCell<String>,
    /// Where its first sentence ends.
    first_stop: OnceCell<usize>,
}

/// Whether `title` names a paper of two parties: a letter sent by a form, or an agreement that the
/// words before it say is signed.
pub(super) fn is_between_parties(title: &str, before: &str) -> bool {
    if ABOUT.stand_in(title) && !AGREEMENT.stand_in(title) {
        return false;
    }
    let agreement = AGREEMENT.stand_in(title) && !BETWEEN_STATES.stand_in(title);
    LETTER.stand_in(title) || agreement && SIGNED.is_match(before)
}

impl Whole {
    fn annexes(&self, text: &str) -> &str {
        /// How long the list is, in bytes.
        const REACH: usize = 1200;
        self.annexes.get_or_init(|| {
            let mut heads = ANNEX_LIST.words.iter();
            let Some(list) = heads.find_map(|head| text.rfind(head)) else {
                return String::new();
            };
            let list = &text[list..floor(text, list + REACH)];
            list.chars().filter(|c| *c != '\n').collect()
        })
    }

    fn first_stop(&self, text: &str) -> usize {
        let find = || text.find('。').unwrap_or(text.len());
        *self.first_stop.get_or_init(find)
    }
}

impl Place<'_> {
    /// Why `mention` is left out, if it is.
    pub(super) fn left_out(&self, mention: &Mention) -> Option<LeftOut> {
        if mention.title.is_empty() {
            return self.is_own_number(mention).then_some(LeftOut::OwnNumber);
        }
        if mention.unmarked {
            return None;
        }
        if self.is_menu_link(mention) {
            return Some(LeftOut::MenuLink);
        }
        let title = mention.title.as_str();
        let folded = fold_title(title);
        if mention.number.is_some() || self.aliases.contains_key(&folded) {
            return None;
        }
        if self.papers.contains(&folded) {
            return Some(LeftOut::Paper);
        }
        if PLACEHOLDER.is_match(title) {
            return Some(LeftOut::Placeholder);
        }
        if DRAFT.is_match(title) && self.acted_on() != Some(Relation::Repeals) {
            return Some(LeftOut::Draft);
        }
        if self.encloses {
            return None;
        }
        self.no_document(title)
    }

    /// Whether the paragraph begins as a link of the page does; nothing more of it is looked at.
    fn is_menu_link(&self, mention: &Mention) -> bool {
        /// In bytes.
        const REACH: usize = 600;
        let start = self.paragraph.start;
        let end = floor(self.text, mention.open.min(start + REACH));
        MENU.is_match(&self.text[start..end])
    }

    /// Why a title by itself names no document, judged by its noun and its sentence.
    fn no_document(&self, title: &str) -> Option<LeftOut> {
        let class = noun(title).map(|(_, class)| class);
        if class != Some(Class::Act) && HANDED_IN.is_match(self.before) {
            return Some(LeftOut::HandedIn);
        }
        let annex = || ANNEX_BEFORE.is_match(self.before) || ANNEX_AFTER.is_match(self.own_after);
        match class {
            Some(Class::Act | Class::Instrument | Class::Interpretation) => None,
            Some(Class::Register) => {
                let annex = annex() || self.listed_annex(title);
                annex.then_some(LeftOut::Annex)
            }
            Some(Class::Paper) => {
                let opinion = ABOUT.stand_in(title) && OPINION.stand_in(title);
                (!opinion && !self.is_standard()).then_some(LeftOut::Paper)
            }
            None if annex() => Some(LeftOut::Annex),
            None if self.is_told(title) => None,
            None => Some(LeftOut::Unknown),
        }
    }

    /// Whether the sentence, or how it begins and ends, shows a title without a noun to be that of
    /// a document.
    fn is_told(&self, title: &str) -> bool {
        if RATE.stand_in(title) {
            return false;
        }
        let told = self.is_standard()
            || title.starts_with(COUNTRY)
            || STARTS_ABOUT.stand_in(title)
            || ENDS_AS_DOCUMENT.is_match(title)
            || GOVERNED.is_match(self.before)
            || self.acted_on().is_some();
        told && !WORK_AFTER.is_match(self.after)
    }

    fn is_standard(&self) -> bool {
        STANDARD.is_match(self.own_after) || STANDARD.is_match(self.after)
    }

    /// What the sentence does with the mention, if it does more than cite it.
    fn acted_on(&self) -> Option<Relation> {
        deciding::decide(self.zone, self.before, self.after)
            .map(|(cue, ..)| cue.relation)
            .filter(|relation| *relation != Relation::Cites)
    }

    /// Whether a number that stands alone is that of the document itself, or of what it encloses or
    /// is enclosed by: the same number, or one that stands where a head has its own.
    fn is_own_number(&self, mention: &Mention) -> bool {
        /// How much of a paragraph is looked at on each side, in bytes.
        const REACH: usize = 300;
        let Some(number) = mention.number.as_deref().and_then(DocumentNumber::read) else {
            return false;
        };
        if self.own_numbers.contains(&number) {
            return true;
        }
        let after = &self.text[mention.close..self.paragraph.end.max(mention.close)];
        match self.zone {
            Zone::Note => return PUT_OUT.is_match(after),
            Zone::RepealList | Zone::KeptList | Zone::AmendList | Zone::SuspensionTable => {
                return false;
            }
            _ => {}
        }
        let far = floor(self.text, mention.open.saturating_sub(REACH + 1));
        let near = self.text[far..mention.open].rfind('\n');
        let start = near.map_or(far, |at| far + at + 1);
        if mention.open - start > REACH {
            return false;
        }
        let end = floor(after, REACH);
        let shape = format!("{}#{}", &self.text[start..mention.open], &after[..end]);
        OWN_NUMBER.iter().any(|p| p.is_match(&shape))
            || TITLE_WITH_NUMBER.is_match(&shape) && start <= self.whole.first_stop(self.text)
    }

    /// Whether `title` stands in the document's own list of annexes.
    fn listed_annex(&self, title: &str) -> bool {
        self.whole.annexes(self.text).contains(title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        let rows = [
            &MENU,
            &TITLE_WITH_NUMBER,
            &PUT_OUT,
            &DRAFT,
            &PLACEHOLDER,
            &STANDARD,
            &ANNEX_BEFORE,
            &ANNEX_AFTER,
            &HANDED_IN,
            &GOVERNED,
            &WORK_AFTER,
            &ENDS_AS_DOCUMENT,
            &SIGNED,
        ];
        rule::check(&rows.into_iter().chain(&OWN_NUMBER).collect::<Vec<_>>());
        rule::check_words(&[&OPINION, &ANNEX_LIST]);
        rule::check_words(&[&LETTER, &AGREEMENT, &BETWEEN_STATES, &RATE]);
    }
}
