//! In which part of a document a mention stands: the note under the title, the opening, the aims, a
//! table, the rest.
//!
//! Owns: how the parts are told. Must not know: mentions, or what a part means for them; that is in
//! [`super::cues`].

use super::cues::Zone;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, Sign};
use crate::text::wording::Wording;
use std::ops::Range;

/// Where the first numbered part after the opening begins.
static NEXT_PART: Pattern = Pattern::new(
    "next-part",
    r"(?m)^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、]|第[一1][章编])|(?:通知|公告|通告|意见|批复|答复|函告|函复|决定)如下[：:。][^\n]",
    &[
        "各单位：\n一、加强管理",
        "（一）总则",
        "第一章 总则",
        "现就有关事项通知如下：一、加强",
    ],
    &["各单位：现将有关事项通知如下：\n", "2021年以来"],
);
/// The heading of a section of aims.
static AIMS: Pattern = Pattern::new(
    "aims",
    r"(?m)^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^\n。]{0,12}?(?:总体要求|指导思想|基本原则|工作目标|工作思路|总体思路|总体目标|主要目标|发展目标|工作原则|行动目标|目标定位)",
    &["一、总体要求", "（二）指导思想和基本原则", "二、发展目标"],
    &["一、重点任务", "总体要求"],
);
static NEXT_ARTICLE: Pattern = Pattern::new(
    "next-article",
    r"(?m)^第[一二三四五六七八九十百零]{1,6}[条條章]",
    &["目的。\n第二条 适用", "第二章 管理"],
    &["依照第二条的规定"],
);
/// A bare line of the note under a title.
static DATED: Pattern = Pattern::new(
    "dated-line",
    r"^(?:根据)?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.*(?:通过|批准|公布|发布|修订|修正|修改|施行)",
    &[
        "2020年1月2日某市人民代表大会常务委员会通过",
        "根据2021年3月4日某会议修正",
    ],
    &["2020年1月2日前，各地应当报告", "自2020年1月2日起施行"],
);
/// The heading of a table of rules set aside.
static SUSPENSION_TABLE: Pattern = Pattern::new(
    "suspension-table",
    r"(?m)^[^\n。《》]{0,40}暂时调整(?:适用|实施)[^\n。《》]{0,30}(?:目录|清单|情况表|一览表)$",
    &["国务院决定在某试验区暂时调整适用的行政法规规定目录"],
    &["国务院关于暂时调整适用某条例的决定"],
);
/// The article with which the text of an act begins.
static FIRST_ARTICLE: Words = Words::heads(
    "first-article",
    &["第一条", "第一條"],
    &["第一条 为了示例", "第一條 為了示例"],
    &["第二条 示例", "依照第一条"],
);
/// … on a line below.
static ARTICLE_BELOW: Words = Words::new(
    "article-below",
    &["\n第一条", "\n第一條"],
    &[
        "第一章 总则\n第一条 为了示例",
        "第一章 總則\n第一條 為了示例",
    ],
    &["第一条 为了示例", "依照第一条"],
);
/// What the heading of such a table says.
static SUSPENDS: Words = Words::new(
    "suspends",
    &["暂时调整"],
    &["暂时调整适用的行政法规规定目录"],
    &["调整适用的目录"],
);
/// What a heading may have in front, and what it may end in.
macro_rules! list_heading {
    ($words:literal) => {
        concat!(
            r"(?m)^(?:附件?[0-9一二三四五六七八九十]{0,2}[：:、.]?|[一二三四五六七八九十]{1,3}、",
            r"|（[一二三四五六七八九十]{1,3}）)?[^\n。；，《》]{0,20}(?:",
            $words,
            r")[^\n。；，《》]{0,16}(?:目录|清单|名单|一览表|规章|文件|规定|法规|办法|政策)",
            r"(?:（[^）\n]*）)?[：:]?$|(?m)^[^\n。《》]{0,80}(?:下列|以下)[^\n。，《》]{0,16}",
            r"(?:文件|规章|法规|办法|规定|通知|政策)[^\n。《》]{0,24}(?:",
            $words,
            r")[^\n。《》]{0,6}[：:]$|(?m)^[^\n。《》]{0,80}(?:",
            $words,
            r")(?:下列|以下)[^\n。，《》]{0,16}",
            r"(?:文件|规章|法规|办法|规定|通知|政策)[^\n。，《》]{0,8}[：:]$",
        )
    };
}
/// Headings of lists of documents: what is listed under them ends, stays or is changed. Each has
/// one of the words beside its pattern, which are looked for first.
static LISTS: [(Pattern, &[&str], Zone); 3] = [
    (
        Pattern::new(
            "repeal-list",
            list_heading!("废止|失效|停止执行|不再执行"),
            &[
                "废止的规章目录",
                "一、废止的文件（5件）",
                "下列规范性文件自公布之日起废止：",
                "示例部对截至2019年底印发的规范性文件进行了清理，决定废止以下规范性文件：",
            ],
            &[
                "行政法规的修改、废止程序",
                "有下列情形之一的，要约失效：",
                "失效日期：2029年3月3日",
            ],
        ),
        &["废止", "失效", "停止执行", "不再执行"],
        Zone::RepealList,
    ),
    (
        Pattern::new(
            "kept-list",
            list_heading!("继续有效|继续执行|现行有效|继续适用|予以保留"),
            &["某银行现行有效的规章目录", "二、继续有效的规范性文件"],
            &["文件状态  不限  现行有效  已失效", "版本：现行有效"],
        ),
        &["继续有效", "继续执行", "现行有效", "继续适用", "予以保留"],
        Zone::KeptList,
    ),
    (
        Pattern::new(
            "amend-list",
            list_heading!("予以修改|决定修改|修改"),
            &["附件2：予以修改的规章目录", "决定修改下列规章："],
            &["修改完善有关规定，加强管理", "修改内容"],
        ),
        &["修改"],
        Zone::AmendList,
    ),
];
/// What may stand before the name of a document that is an item of a list.
static ITEM_HEAD: Pattern = Pattern::new(
    "item-head",
    r"^(?:\|?（?[0-9]{1,4}[.．、）]?\|?|[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十]{1,3}）)?[\p{Han}、]{0,30}$",
    &["四、", "12.", "（三）某省人民政府", "", "|3|"],
    &["二、加强管理，落实", "第三条根据（一）"],
);
/// What may stand after it.
static ITEM_TAIL: Pattern = Pattern::new(
    "item-tail",
    r"^[^。；，\n]{0,60}[。；，、]?$",
    &["", "；", "（某发〔1997〕265号）"],
    &["中的有关规定，企业应当执行。"],
);

/// What the notes under a title tell.
#[derive(Default)]
pub(super) struct Notes {
    /// Of decisions that changed the text, wherever its head prints that.
    pub(super) changed: Vec<(usize, usize)>,
    /// Of another act.
    pub(super) foreign: Vec<(usize, usize)>,
}

/// The zones of a document's text.
pub(super) struct Zones {
    note: (usize, usize),
    notes: Notes,
    opening_end: usize,
    aims: Vec<(usize, usize)>,
    /// Where a table of rules set aside begins.
    table: Option<usize>,
    /// Lists of documents, from the heading to the next.
    lists: Vec<(usize, usize, Zone)>,
    /// Whether a basis may be named in every part: in a decision or an answer.
    ruling: bool,
    /// The words that are put into other texts.
    wording: Wording,
}

/// How far the note under the title reaches in `text`: what says when and by whom the text was
/// passed, published and amended, in brackets or not.
fn note_length(document: &Document, text: &str) -> usize {
    let mut end = 0;
    if !(text.starts_with('（') || document.sign == Sign::Note || DATED.is_match(text)) {
        return 0;
    }
    for paragraph in text.split_inclusive('\n') {
        let inside = end > 0 && text.starts_with('（') && !text[..end].trim_end().ends_with('）');
        if !(paragraph.starts_with('（') || inside || DATED.is_match(paragraph))
            || end > 6000
            || paragraph.starts_with('第')
        {
            break;
        }
        end += paragraph.len();
    }
    end
}

/// The sections that state aims and principles.
fn aims(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let at = next;
        next += line.len();
        // Most lines are no headings, which their first character shows.
        let may = line.starts_with(|c| c == '（' || is_numeral(c));
        let Some(heading) = may.then(|| AIMS.captures(line)).flatten() else {
            continue;
        };
        let Some(whole) = heading.get(0).map(|m| at + m.start()..at + m.end()) else {
            continue;
        };
        let top = heading[1].ends_with('、');
        let rest = &text[whole.end..];
        let starts = memchr::memchr_iter(b'\n', rest.as_bytes()).map(|i| i + 1);
        let end = starts.into_iter().find(|at| {
            let next = &rest[*at..];
            let numeral = next
                .find(|c: char| !is_numeral(c))
                .filter(|i| *i > 0)
                .is_some_and(|i| next[i..].starts_with('、'));
            numeral || !top && next.starts_with('（') && next.chars().nth(1).is_some_and(is_numeral)
        });
        found.push((whole.start, whole.end + end.unwrap_or(rest.len())));
    }
    found
}

impl Zones {
    /// `base` is where the body begins in `text`: before it stands, in a decree, the sentence that
    /// promulgates. `notes` tells of decisions and of another act.
    pub(super) fn new(document: &Document, text: &str, base: usize, notes: Notes) -> Self {
        let note_end = base + note_length(document, &text[base..]);
        let body = &text[note_end..];
        let first_article = if FIRST_ARTICLE.stand_in(body) {
            Some(0)
        } else {
            let places = ARTICLE_BELOW.words.iter();
            let places = places.filter_map(|w| memchr::memmem::find(body.as_bytes(), w.as_bytes()));
            places.min().map(|i| i + 1)
        };
        let opening_end = match first_article {
            Some(at) => {
                let article = at + FIRST_ARTICLE.words[0].len();
                let rest = &body[article..];
                note_end
                    + NEXT_ARTICLE
                        .find(rest)
                        .map_or_else(|| body.len().min(at + 3000), |m| article + m.start())
            }
            None => {
                note_end
                    + NEXT_PART
                        .find_iter(body)
                        .find(|m| m.start() > 0)
                        .map_or(body.len().min(4500), |m| m.start())
            }
        };
        let aims = if first_article.is_none() {
            aims(text)
        } else {
            Vec::new()
        };
        let table = SUSPENDS
            .stand_in(text)
            .then(|| SUSPENSION_TABLE.find(text))
            .flatten()
            .map(|m| m.start());
        let ruling = RULING.is_match(&document.title);
        Self {
            note: (base, note_end),
            notes,
            opening_end,
            aims,
            table,
            lists: lists(text),
            ruling,
            wording: Wording::of(text),
        }
    }

    /// The part in which the mentions `at` stand; `paragraph` is the lines in which they do.
    pub(super) fn of(&self, text: &str, at: Range<usize>, paragraph: Range<usize>) -> Zone {
        let (open, end) = (at.start, at.end);
        let list = self.list_at(open);
        let is_item = || is_item(&text[paragraph.start..open], &text[end..paragraph.end]);
        let tells = |(from, to): &(usize, usize)| (*from..*to).contains(&open);
        if self.notes.foreign.iter().any(tells) {
            Zone::Body
        } else if tells(&self.note) || self.notes.changed.iter().any(tells) {
            Zone::Note
        } else if self.wording.holds(open) {
            Zone::Wording
        } else if self.table.is_some_and(|start| open > start) {
            Zone::SuspensionTable
        } else if let Some((.., zone)) = list.filter(|_| is_item()) {
            *zone
        } else if self.ruling && is_item() && is_changed_below(text, end) {
            Zone::AmendList
        } else if open < self.opening_end {
            Zone::Opening
        } else if self.aims.iter().any(|(a, b)| (*a..*b).contains(&open)) {
            Zone::Aims
        } else if self.ruling {
            Zone::Ruling
        } else {
            Zone::Body
        }
    }

    /// The list in which `at` stands; no two share a place.
    fn list_at(&self, at: usize) -> Option<&(usize, usize, Zone)> {
        let begun = self.lists.partition_point(|(start, ..)| *start <= at);
        let last = self.lists.get(begun.checked_sub(1)?)?;
        (at < last.1).then_some(last)
    }

    /// The lists of documents in the text.
    pub(super) fn lists(&self) -> impl Iterator<Item = (usize, usize)> {
        self.lists.iter().map(|(start, end, _)| (*start, *end))
    }
}

/// Documents that change, end or answer: a basis may be named in every part of them.
static RULING: Pattern = Pattern::new(
    "ruling",
    r"(?:修改|修订|废止|清理)[^。]*(?:决定|公告|令|通知)|(?:公告|令)（[^）]*(?:修改|废止|清理)[^）]*）$|(?:决定|决议|批复|答复)(?:（[^）]*）)?$",
    &[
        "关于修改某条例的决定",
        "某银行公告（修改某些文件）",
        "关于示例问题的批复",
    ],
    &["关于做好示例工作的通知", "关于示例问题的复函"],
);

/// The lists of documents in `text`, each up to the heading of the next, or to prose.
fn lists(text: &str) -> Vec<(usize, usize, Zone)> {
    /// The longest heading, in bytes.
    const LONGEST: usize = 300;
    let mut found: Vec<(usize, usize, Zone)> = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let line = line.trim_end_matches('\n');
        let heads = line.len() <= LONGEST && (line.ends_with(LISTED_LAST) || line.ends_with('）'));
        let zone = LISTS.iter().find(|(heading, words, _)| {
            heads && words.iter().any(|w| line.contains(w)) && heading.is_match(line)
        });
        found.extend(zone.map(|(.., zone)| (start + line.len(), text.len(), *zone)));
    }
    for i in 0..found.len() {
        let next = found.get(i + 1).map_or(text.len(), |(start, ..)| *start);
        let start = found[i].0.min(next);
        found[i].1 = PROSE
            .find(&text[start..next])
            .map_or(next, |m| start + m.start());
    }
    found
}

/// The characters on which the heading of a list can end.
const LISTED_LAST: [char; 11] = [
    '录', '单', '表', '章', '件', '定', '规', '法', '策', '：', ':',
];

/// A paragraph of more than one sentence: no list goes on through it.
static PROSE: Pattern = Pattern::new(
    "prose",
    r"\n[^\n]*。[^\n]{8,}",
    &["\n一、加强管理。有关部门应当切实落实责任。"],
    &["\n一、示例办法。\n二、示例条例。"],
);

/// Whether a paragraph with these words before and after a mention names it and says no more.
fn is_item(before: &str, after: &str) -> bool {
    ITEM_HEAD.is_match(before) && ITEM_TAIL.is_match(after)
}

/// Under the title of what a decision changes: which provision, and how.
static CHANGED_BELOW: Pattern = Pattern::new(
    "changed-below",
    concat!(
        r"^[^\n]{0,80}\n(?:（[一二三四五六七八九十]{1,3}）|[0-9]{1,3}[.．、])?(?:将|把|删去|删除|增加|在)?",
        r"(?:一条|名称|题目|目录|第[一二三四五六七八九十百零]{1,6}[条章])[^\n]{0,120}",
        r"(?:修改为|改为|增加|删去|删除|[。；])",
    ),
    &[
        "\n（一）第六条第一款修改为：“示例。”",
        "\n删去第五条。",
        "作出修改\n1.将第三条中的“甲”改为“乙”。",
    ],
    &["\n第一条 为了示例，制定本办法", "\n二、其他事项。"],
);

/// Whether the paragraph after the one that ends beyond `end` changes a provision.
fn is_changed_below(text: &str, end: usize) -> bool {
    CHANGED_BELOW.is_match(&text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        for (heading, words, _) in &LISTS {
            for yes in heading.yes {
                assert!(words.iter().any(|w| yes.contains(w)), "{yes}");
            }
            assert!(words.iter().all(|w| heading.regex.contains(w)));
        }
        let headings = LISTS.iter().map(|(heading, ..)| heading);
        let rows = [
            &NEXT_PART,
            &AIMS,
            &NEXT_ARTICLE,
            &DATED,
            &SUSPENSION_TABLE,
            &ITEM_HEAD,
            &ITEM_TAIL,
            &RULING,
            &PROSE,
            &CHANGED_BELOW,
        ];
        rule::check(&rows.into_iter().chain(headings).collect::<Vec<_>>());
        rule::check_words(&[&FIRST_ARTICLE, &ARTICLE_BELOW, &SUSPENDS]);
        assert!(
            SUSPENSION_TABLE
                .yes
                .iter()
                .all(|yes| SUSPENDS.stand_in(yes))
        );
    }
}
