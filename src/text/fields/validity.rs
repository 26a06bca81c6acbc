//! Terms of validity: when a document enters into force and the last day it gives itself.
//!
//! Owns: clauses on force (自…起施行, 自公布之日起), on expiry (至2021年底, 至2025年), and terms that
//! are reckoned from a stated start (有效期5年). Must not know: the note under the title, other
//! documents' terms, today's date.
//!
//! Only paragraphs with one of a few characters are looked at by patterns.

use super::fact::Fact;
use crate::model::day::Day;
use crate::model::doctype::noun;
use crate::model::numeral::{date_prefix, number, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::marks::{AnyOf, Marks, any_of};
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, Role};
use regex::{Captures, Match};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// When a document enters into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effective {
    /// On a stated day.
    On(Day),
    /// 自公布之日起: on the day of publication, which the text need not state.
    OnPublication,
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::OnPublication => f.write_str("on_publication"),
        }
    }
}

/// The last day of validity, as exactly as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expiry {
    /// A day; 至2021年底 is the last of the year.
    On(Day),
    /// A day that follows from a stated start and a stated length: 自2020年1月1日起施行，有效期5年.
    Reckoned(Day),
    /// 至2025年6月: only the month is stated.
    InMonth(u16, u8),
    /// 至2025年: only the year is stated; the whole of it is within.
    InYear(u16),
}

impl Expiry {
    /// How exactly it is known; the smaller, the more.
    pub fn vagueness(self) -> u8 {
        match self {
            Self::On(_) => 0,
            Self::Reckoned(_) => 1,
            Self::InMonth(..) => 2,
            Self::InYear(_) => 3,
        }
    }
}

/// `2022-12-31`, `2025-06` or `2025`.
impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) | Self::Reckoned(day) => day.fmt(f),
            Self::InMonth(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::InYear(year) => write!(f, "{year}"),
        }
    }
}

/// Entry into force on a stated day.
#[rustfmt::skip]
static FORCE: Pattern = Pattern::new(
    "effective",
    concat!(
        r"(?:(本[\p{Han}（）《》]{1,12}?)(?:正式)?(?:从|自|于)?|(?:((?:以上|上述)\p{Han}{1,8}?)",
        r"|(现予?以?(?:公布|发布)，|(?:公布|发布|批准|通过|修订)[，；]?)|第[一二三四五六七八九十百零]{1,6}条|^|[。；，、后])",
        r"(?:正式)?(?:从|自|于))",
        r"((?:[12][0-9]{3}|[一二〇○零三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)",
        r"(?:零时)?(?:起|开始)?(?:正式|开始)?(?:施行|实施|执行|生效|实行|试行)",
    ),
    &["本条例自2025年1月1日起施行。", "第九条自二〇二五年一月一日起施行。", "以上标准自2025年1月1日起执行。", "本办法从2025年1月1日起试行2年。", "本办法2025年1月1日起施行。"],
    &["《示例法》规定的期限自2025年1月1日起计算。", "本办法自公布之日起施行。"],
);
/// Entry into force on the day of publication.
#[rustfmt::skip]
static ON_PUBLICATION: Pattern = Pattern::new(
    "effective-on-publication",
    concat!(
        r"(?:本[\p{Han}（）]{1,12}|(?:以上|上述)\p{Han}{1,8}|^|[。；，]|条)(?:从|自)",
        r"(?:公布|发布|印发|颁布|下发|签发|通过|批准公布|批准)(?:之)?日(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|实行|试行)",
        r"|现(?:予以?)?(?:公布|发布|颁布)(?:施行|实施|执行)(?:[。，；]|$)",
    ),
    &["本办法自公布之日起施行。", "以上标准自印发之日起执行。", "本办法自发布之日开始实施。", "制定了《示例办法》，现予以发布施行。"],
    &["自收到通知之日起施行。", "自公布之日起三十日内申报。", "现予公布，自2020年1月1日起施行。"],
);
/// A term with its last day.
#[rustfmt::skip]
static UNTIL: Pattern = Pattern::new(
    "expires-term",
    concat!(
        r"(?:(?:执行期限|有效期限?|实施期限|执行期|政策期限|施行期限|试行期限?)(?:为|是|自|从|：|暂定)*",
        r"((?:[12][0-9]{3})年[0-9]{1,2}月[0-9]{1,2}日)?(?:起)?(?:施行|实施|执行)?，?(?:有效期)?(?:延长|延续)?",
        r"(?:截止(?:至|到|日期为|时间为)?|至|到|截至|—|-|－)|本\p{Han}{1,8}(?:执行|施行|有效)(?:至|到)",
        r"|本\p{Han}{1,8}自\p{Han}{2,4}之?日起(?:施行|实施|执行)，(?:有效期)?(?:至|到))",
    ),
    &["有效期至2025年12月31日。", "执行期限为2021年1月1日至2022年12月31日。", "实施期限至2021年底。", "试行期至2025年6月。", "有效期截止2024年12月31日。", "本通知执行至2022年12月31日。", "本公告自发布之日起施行，至2021年12月31日止。"],
    &["有效期5年。", "有效期满前三个月至六个月。"],
);
/// A policy from a day to a day.
static FROM_UNTIL: Pattern = Pattern::new(
    "expires-policy",
    concat!(
        r"(本[\p{Han}]{1,8}|^(?:[一二三四五六七八九十]{1,3}、)?)(?:自|从)",
        r"([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(?:起)?(?:施行|实施|执行)?，?(?:至|到)",
    ),
    &[
        "本公告自2021年4月1日起至2022年12月31日止执行。",
        "一、自2021年4月1日至2022年12月31日，免征示例税。",
    ],
    &["企业自2021年4月1日至2022年12月31日购置的设备。"],
);
/// A policy of an announcement from a day on.
static POLICY_FROM: Pattern = Pattern::new(
    "effective-policy",
    r"^(?:[一二三四五六七八九十]{1,3}、)?自([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)起",
    &[
        "自2021年4月1日起，提高示例扣除比例。",
        "一、自2021年4月1日起，免征示例税。",
    ],
    &["企业自2021年4月1日起可以申报。"],
);
/// A day on which a text ends itself.
static ENDS: Pattern = Pattern::new(
    "expires-stated",
    concat!(
        r"(?:(?:施行|实施|执行|生效|试行)，|本\p{Han}{1,8}?，?)(?:至|到|于|自)?",
        r"([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(起)?(?:自动|自行|即行)?(?:予以)?(?:废止|失效|终止执行|停止执行|终止)",
        r"(?:[。；，]|$)",
    ),
    &[
        "本办法自2020年1月1日起施行，2024年12月31日废止。",
        "本通知自2025年1月1日起自动失效。",
    ],
    &[
        "《示例办法》自2025年1月1日起废止。",
        "本办法自2025年1月1日起施行。",
    ],
);
/// A term of which only the length is stated.
#[rustfmt::skip]
static LENGTH: Pattern = Pattern::new(
    "expires-reckoned",
    concat!(
        r"(?:(?:本\p{Han}{1,10}(?:（[^）]{1,8}）)?的?|(?:施行|实施|执行|生效|实行|试行)[，；、]?)",
        r"(?:有效期限?|试行期限?|暂行期限?|施行期限|实施期限|执行期限)(?:为|是|暂定)*|试行|暂行)",
        r"([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)(?:。|，|；|$)",
        r"|(?:月[0-9]{1,2}日起|施行|实施|执行|生效)，?([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(年|个月)内有效",
    ),
    &["本办法自2020年1月1日起施行，有效期5年。", "本通知有效期为五年。", "本办法自2020年1月1日起试行2年。", "自2020年1月1日起试行，试行期两年。", "自2020年1月1日起施行，3年内有效。"],
    &["示范平台有效期三年。", "许可证有效期为5年。", "本人开户满3个月，", "自本通知实施之日起2年；", "自签发之日起6个月内有效，", "有效期至2025年。"],
);
/// The document as it calls itself in a clause on its term.
static ITSELF: Pattern = Pattern::new(
    "itself",
    r"本(?:办法|规定|细则|通知|意见|公告|通告|方案|措施|条例|政策|规则|决定|规程|指引|标准|实施\p{Han}{1,4})",
    &["本办法有效期延长至", "本实施细则"],
    &["本市", "《示例办法》有效期延长至"],
);

/// The words of which one stands before a last day.
const UNTIL_WORDS: AnyOf = any_of!["期", "行至", "行到", "效至", "效到", "，至"];
/// The words of which one ends a text.
const END_WORDS: AnyOf = any_of!["止", "失效"];
/// The words of which one states a length.
const LENGTH_WORDS: AnyOf = any_of!["期", "行", "有效"];
/// The words of entry into force.
const ENTRY: AnyOf = any_of!["施行", "实施", "执行", "生效", "实行", "试行"];

/// How the title of an announcement ends, which speaks of its policy without 本公告.
static ANNOUNCEMENT: Words = Words::tails(
    "announcement",
    &["公告"],
    &["关于示例政策的公告"],
    &["公告管理办法"],
);
/// How a decree's sentence goes on when it speaks of the text that it puts out.
static PUT_OUT: Words = Words::heads(
    "put-out",
    &["现予"],
    &["现予公布，"],
    &["现公布，", "公布，"],
);
/// How a text calls itself: 本公告自….
static OWN: Words = Words::heads("own", &["本"], &["本公告"], &["一、", "基本目录"]);
/// The same within a sentence.
static OWN_WITHIN: Words = Words::new(
    "own-within",
    &["本"],
    &["自本通知印发之日起"],
    &["示范平台"],
);
/// Units of a term that are not months.
static YEARS: Words = Words::whole("years", &["年"], &["年"], &["个月"]);
/// What stands behind a year or a month whose last day is meant.
static END_OF: Words = Words::heads(
    "end-of",
    &["底", "末", "年底", "年末"],
    &["底前完成", "年末"],
    &["6月", "前"],
);
/// What is said of a term that was stated before, which may be another text's.
static PROLONGS: Words = Words::new(
    "prolongs",
    &["延长", "延续"],
    &["有效期延长至", "执行期限延续至"],
    &["有效期至"],
);
/// A term of validity without words on force in front of it.
static VALID: Words = Words::heads("valid", &["有效期"], &["有效期至"], &["执行期限至"]);
/// Words on force.
static IN_FORCE: Words = Words::new(
    "in-force",
    &["施行", "实施", "执行"],
    &["自2020年1月1日起施行"],
    &["示范平台"],
);
/// How a text may call itself besides the nouns that end titles.
static SELF_NOUNS: Words = Words::tails(
    "self-nouns",
    &["文件", "政策", "规定", "标准", "措施"],
    &["以上标准", "本政策"],
    &["本市", "本行政区域"],
);

/// One paragraph in which something on validity may stand.
struct Paragraph<'t> {
    /// Where it begins in the text.
    at: usize,
    words: &'t str,
    marks: Marks,
}

/// The terms of a document.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Entry into force.
    pub(super) effective: Option<Fact<Effective>>,
    /// Last day of validity.
    pub(super) expires: Option<Fact<Expiry>>,
}

/// Read the clauses on validity of `document`; `effective` is what the note has told, and stays.
pub(super) fn read(
    clean: &CleanText,
    document: &Document,
    effective: Option<Fact<Effective>>,
) -> Terms {
    let first = document.text_start(clean);
    let range = clean.range(first, document.lines.end - 1);
    let reader = Reader {
        clean,
        lines: first..document.lines.end,
        text: range.of(clean.text()),
        start: range.start,
        announcement: document.role == Role::Act && ANNOUNCEMENT.stand_in(&document.title),
    };
    let paragraphs = reader.paragraphs();
    let mut out = Terms {
        effective: effective.or_else(|| reader.effective(&paragraphs)),
        expires: None,
    };
    reader.until(&paragraphs, &mut out);
    reader.between(&paragraphs, &mut out);
    if out.expires.is_none() {
        out.expires = reader.ends(&paragraphs);
    }
    if reader.announcement && out.effective.is_none() {
        out.effective = reader.policy_from(&paragraphs);
    }
    if out.expires.is_none() {
        out.expires = reader.reckoned(&paragraphs, out.effective.as_ref());
    }
    out
}

struct Reader<'t> {
    clean: &'t CleanText,
    /// The lines of `text`.
    lines: Range<usize>,
    text: &'t str,
    /// Where it begins in the clean text.
    start: usize,
    /// Whether the document is an announcement, which speaks of its policy without 本公告.
    announcement: bool,
}

impl<'t> Reader<'t> {
    /// The paragraphs that can hold a clause on validity.
    fn paragraphs(&self) -> Vec<Paragraph<'t>> {
        const TERMS: Marks = Marks::telltales("起期至于行");
        const TIMES: Marks = Marks::telltales("年日");
        let mut found: Vec<Paragraph> = Vec::new();
        for line in &self.clean.lines()[self.lines.clone()] {
            match found.last_mut().filter(|_| line.joined) {
                Some(paragraph) => {
                    let start = self.start + paragraph.at;
                    paragraph.words = &self.clean.text()[start..line.text.end];
                    paragraph.marks = paragraph.marks.and(line.marks);
                }
                None => found.push(Paragraph {
                    at: line.text.start - self.start,
                    words: line.text.of(self.clean.text()),
                    marks: line.marks,
                }),
            }
        }
        found.retain(|p| p.marks.any(TERMS) && p.marks.any(TIMES));
        found
    }

    fn place(&self, paragraph: &Paragraph, m: Match) -> TextRange {
        let start = self.start + paragraph.at;
        TextRange::new(start + m.start(), start + m.end())
    }

    fn effective(&self, paragraphs: &[Paragraph]) -> Option<Fact<Effective>> {
        let mut loose = None;
        let mut on_publication = None;
        for paragraph in paragraphs
            .iter()
            .filter(|p| p.marks.may_have('日') && p.marks.any(const { Marks::telltales("行效施") }))
        {
            // Both patterns need a day, 日, and one of these words behind it.
            let words = &paragraph.words[paragraph.words.find('日').unwrap_or(0)..];
            if !ENTRY.stands_in(words, paragraph.marks) {
                continue;
            }
            for found in FORCE.captures_iter(paragraph.words) {
                let Some(m) = found.get(4) else { continue };
                let Some((date, _)) = date_prefix(m.as_str()) else {
                    continue;
                };
                let fact = |rule| Fact::new(Effective::On(date), self.place(paragraph, m), rule);
                // In a decree's sentence 公布，自…起施行 speaks of the text itself.
                let decree = found.get(3).is_some_and(|h| PUT_OUT.stand_in(h.as_str()));
                let named = found.get(1).or(found.get(2));
                if named.is_some_and(|s| is_self_name(s.as_str())) || decree {
                    return Some(fact("effective-own"));
                }
                let before = &paragraph.words[..found.get(0).map_or(0, |f| f.start())];
                let tail = (paragraph.at + m.start()) * 10 >= self.text.len() * 7;
                if tail && named.is_none() && !names_other(before) {
                    loose = Some(fact("effective-last-clause"));
                }
            }
            if let Some(m) = ON_PUBLICATION.find_iter(paragraph.words).last() {
                let place = self.place(paragraph, m);
                on_publication = Some(Fact::new(
                    Effective::OnPublication,
                    place,
                    "effective-on-publication",
                ));
            }
        }
        on_publication.or(loose)
    }

    /// 有效期至2025年12月31日
    fn until(&self, paragraphs: &[Paragraph], out: &mut Terms) {
        for paragraph in paragraphs
            .iter()
            .filter(|p| UNTIL_WORDS.stands_in(p.words, p.marks))
        {
            for found in UNTIL.captures_iter(paragraph.words) {
                let Some(lead) = found.get(0) else { continue };
                let Some((expiry, len)) = last_day(&paragraph.words[lead.end()..]) else {
                    continue;
                };
                if !own_term(&found, &paragraph.words[..lead.start()]) {
                    continue;
                }
                let from = found
                    .get(1)
                    .and_then(|m| Some((date_prefix(m.as_str())?.0, m)));
                if let (None, Some((day, m))) = (&out.effective, from) {
                    let place = self.place(paragraph, m);
                    out.effective = Some(Fact::new(Effective::On(day), place, "effective-term"));
                }
                let mut place = self.place(paragraph, lead);
                place.end += len;
                out.expires = Some(Fact::new(expiry, place, "expires-term"));
                return;
            }
        }
    }

    /// 本公告自2021年4月1日起至2022年12月31日止执行
    fn between(&self, paragraphs: &[Paragraph], out: &mut Terms) {
        let found = paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = words.contains(['自', '从']) && words.contains(['至', '到']);
            let found = may.then(|| FROM_UNTIL.captures(words)).flatten()?;
            let (lead, from) = (found.get(0)?, found.get(2)?);
            let (expiry, len) = last_day(&paragraph.words[lead.end()..])?;
            let (day, _) = date_prefix(from.as_str())?;
            let mut until = self.place(paragraph, lead);
            (until.start, until.end) = (until.end, until.end + len);
            let own = self.announcement || OWN.stand_in(&found[1]);
            own.then_some((day, self.place(paragraph, from), expiry, until))
        });
        let Some((day, from, expiry, until)) = found.filter(|_| out.expires.is_none()) else {
            return;
        };
        if out.effective.is_none() {
            out.effective = Some(Fact::new(Effective::On(day), from, "effective-policy"));
        }
        out.expires = Some(Fact::new(expiry, until, "expires-policy"));
    }

    /// 2024年12月31日废止: the day is the last; 自2025年1月1日起废止: the day before it is.
    fn ends(&self, paragraphs: &[Paragraph]) -> Option<Fact<Expiry>> {
        paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = END_WORDS.stands_in(words, paragraph.marks);
            let found = may.then(|| ENDS.captures(words)).flatten()?;
            if names_other(&words[..found.get(0)?.start()]) {
                return None;
            }
            let (day, _) = date_prefix(&found[1])?;
            let last = found.get(2).map_or(day, |_| day.previous());
            let place = self.place(paragraph, found.get(1)?);
            Some(Fact::new(Expiry::On(last), place, "expires-stated"))
        })
    }

    /// The one day on which all paragraphs of an announcement begin that begin with one.
    fn policy_from(&self, paragraphs: &[Paragraph]) -> Option<Fact<Effective>> {
        let mut days = paragraphs
            .iter()
            .filter_map(|p| Some((p, POLICY_FROM.captures(p.words)?.get(1)?)));
        let (paragraph, first) = days.next()?;
        let (day, _) = date_prefix(first.as_str())?;
        days.all(|(_, m)| m.as_str() == first.as_str()).then(|| {
            Fact::new(
                Effective::On(day),
                self.place(paragraph, first),
                "effective-policy",
            )
        })
    }

    /// 有效期5年 from a stated day; without one, nobody can tell.
    fn reckoned(
        &self,
        paragraphs: &[Paragraph],
        start: Option<&Fact<Effective>>,
    ) -> Option<Fact<Expiry>> {
        let Effective::On(start) = start?.value else {
            return None;
        };
        paragraphs.iter().find_map(|paragraph| {
            let words = paragraph.words;
            let may = LENGTH_WORDS.stands_in(words, paragraph.marks);
            let found = may.then(|| LENGTH.captures(words)).flatten()?;
            if names_other(&paragraph.words[..found.get(0)?.start()]) {
                return None;
            }
            let count = number(found.get(1).or(found.get(3))?.as_str())?;
            let months = match YEARS.stand_in(found.get(2).or(found.get(4))?.as_str()) {
                true => 12 * count,
                false => count,
            };
            let last = last_of_term(start, u16::try_from(months).ok()?);
            Some(Fact::new(
                Expiry::Reckoned(last),
                self.place(paragraph, found.get(0)?),
                "expires-reckoned",
            ))
        })
    }
}

/// The last of so many months from `start` on.
fn last_of_term(start: Day, months: u16) -> Day {
    let next = start.plus_months(months);
    // A month that is too short for the day ends the term with its own end.
    let short = next.civil().2 < start.civil().2;
    if short { next } else { next.previous() }
}

/// The day that `text` begins with, if it states one: 2021年底 is the last of the year.
pub(crate) fn last_day_stated(text: &str) -> Option<Day> {
    match last_day(text)? {
        (Expiry::On(day), _) => Some(day),
        _ => None,
    }
}

/// The day, month or year at the start of `text` until which something holds, and its length:
/// 2021年底, 2025年6月, 2025年12月31日.
fn last_day(text: &str) -> Option<(Expiry, usize)> {
    if let Some((day, len)) = date_prefix(text) {
        return Some((Expiry::On(day), len));
    }
    let is_digit = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let run = |s: &str| s.find(|c| !is_digit(c)).unwrap_or(s.len());
    let digits = run(text);
    let year = number(&text[..digits]).filter(|y| (1900..2200).contains(y))? as u16;
    let rest = text[digits..].strip_prefix('年')?;
    let end_of = |rest: &str| END_OF.strip(rest).map(|after| rest.len() - after.len());
    let taken = text.len() - rest.len();
    if let Some(len) = end_of(rest) {
        return Some((Expiry::On(stated_day(year.into(), 12, 31)?), taken + len));
    }
    let digits = run(rest);
    let month = number(&rest[..digits]).filter(|m| (1..=12).contains(m));
    let Some((month, after)) = month.zip(rest[digits..].strip_prefix('月')) else {
        return Some((Expiry::InYear(year), taken));
    };
    let taken = text.len() - after.len();
    Some(match end_of(after) {
        Some(len) => {
            let first = stated_day(year.into(), month, 1)?;
            (Expiry::On(last_of_term(first, 1)), taken + len)
        }
        None => (Expiry::InMonth(year, month as u8), taken),
    })
}

/// Whether a term is the document's own: 执行期限延长至 speaks of another policy's, unless the
/// sentence up to it names no other text than this one.
fn own_term(found: &Captures, before: &str) -> bool {
    let sentence = &before[before.rfind(['。', '；']).unwrap_or(0)..];
    if PROLONGS.stand_in(&found[0]) {
        return ITSELF.is_match(sentence) && !sentence.contains('》');
    }
    !VALID.stand_in(&found[0]) || OWN_WITHIN.stand_in(sentence) || IN_FORCE.stand_in(sentence)
}

/// 本条例, 本办法, 本公告, 以上标准 … but not 本市, 本行政区域.
fn is_self_name(words: &str) -> bool {
    let bare = words.trim_end_matches('》');
    noun(bare).is_some() || SELF_NOUNS.stand_in(bare)
}

/// Whether the clause before speaks of another document: 《某法》自…起施行.
fn names_other(before: &str) -> bool {
    let sentence = before.rfind(['。', '；']).unwrap_or(0);
    before[sentence..].contains('》')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn every_rule_finds_its_clauses_and_no_others() {
        rule::check(&[
            &FORCE,
            &ON_PUBLICATION,
            &UNTIL,
            &FROM_UNTIL,
            &POLICY_FROM,
            &ENDS,
            &LENGTH,
            &ITSELF,
        ]);
        rule::check_words(&[&ANNOUNCEMENT, &PUT_OUT, &OWN, &OWN_WITHIN, &YEARS, &END_OF]);
        rule::check_words(&[&PROLONGS, &VALID, &IN_FORCE, &SELF_NOUNS]);
        rule::check_hints(&[
            (&UNTIL_WORDS, &[&UNTIL]),
            (&ENTRY, &[&FORCE, &ON_PUBLICATION]),
            (&END_WORDS, &[&ENDS]),
            (&LENGTH_WORDS, &[&LENGTH]),
        ]);
    }

    /// Entry into force, expiry and the rule of the latter of 示例办法 that ends with `clause`.
    fn told(clause: &str) -> String {
        let text = format!("示例办法\n第一条 为了示例，制定本办法。\n第二条 {clause}\n");
        let clean = clean(&text);
        let documents = segment(&clean);
        let out = read(&clean, &documents[0], None);
        let effective = out
            .effective
            .map_or("-".to_owned(), |f| f.value.to_string());
        let expires = out
            .expires
            .map_or("-".to_owned(), |f| format!("{} {}", f.value, f.rule));
        format!("{effective} {expires}")
    }

    #[test]
    fn terms_are_read_as_exactly_as_they_are_stated() {
        for (clause, want) in [
            (
                "本办法自2020年1月1日起施行，有效期至2021年底。",
                "2020-01-01 2021-12-31 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2025年。",
                "2020-01-01 2025 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2025年6月。",
                "2020-01-01 2025-06 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至2024年2月末。",
                "2020-01-01 2024-02-29 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期至二〇二五年十二月三十一日。",
                "2020-01-01 2025-12-31 expires-term",
            ),
            (
                "本办法自2020年1月1日起施行，有效期5年。",
                "2020-01-01 2024-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年2月29日起施行，有效期一年。",
                "2020-02-29 2021-02-28 expires-reckoned",
            ),
            (
                "本办法自2020年8月31日起施行，有效期6个月。",
                "2020-08-31 2021-02-28 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起试行2年。",
                "2020-01-01 2021-12-31 expires-reckoned",
            ),
            (
                "本办法自2020年1月1日起试行，试行期两年。",
                "2020-01-01 2021-12-31 expires-reckoned",
            ),
            ("本办法自印发之日起施行，有效期5年。", "on_publication -"),
            (
                "本办法自2020年1月1日起施行，有效期延长至2023年12月31日。",
                "2020-01-01 2023-12-31 expires-term",
            ),
            ("本办法有效期延长至2021年底。", "- 2021-12-31 expires-term"),
            ("《示例规定》有效期延长至2021年底。", "- -"),
            (
                "本意见自2020年1月1日起执行，有效期截止2024年12月31日。",
                "2020-01-01 2024-12-31 expires-term",
            ),
            (
                "本办法从2020年1月1日至2024年12月31日施行。",
                "2020-01-01 2024-12-31 expires-policy",
            ),
            (
                "本办法自2020年1月1日起施行，2024年12月31日失效。",
                "2020-01-01 2024-12-31 expires-stated",
            ),
            (
                "本办法自2020年1月1日起施行，自2025年1月1日起废止。",
                "2020-01-01 2024-12-31 expires-stated",
            ),
            (
                "本办法自2020年1月1日起施行，《示例规定》2020年1月1日起废止。",
                "2020-01-01 -",
            ),
            ("本通知执行至2022年12月31日。", "- 2022-12-31 expires-term"),
            (
                "本公告自发布之日起施行，至2021年12月31日止。",
                "on_publication 2021-12-31 expires-term",
            ),
            ("本办法2020年1月1日起施行。", "2020-01-01 -"),
            (
                "示范平台有效期三年。本办法自2020年1月1日起施行。",
                "2020-01-01 -",
            ),
            ("以上标准自2020年1月1日起执行。", "2020-01-01 -"),
        ] {
            assert_eq!(told(clause), want, "{clause}");
        }
    }
}
