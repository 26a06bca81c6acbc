//! 版头 and 索引号 table: what letterhead and page furniture around a title tell of its document.
//!
//! Owns: the labels of such tables, numbers that stand alone in a head, the letterhead they belong
//! to. Must not know: the body of the document, where a document begins.
//!
//! Only lines next to the title are looked at: above it as far as labelled lines, numbers and
//! letterheads reach, below it the few lines before the text.

use super::fact::Fact;
use crate::model::body;
use crate::model::day::Day;
use crate::model::numeral::date_prefix;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::segment::{Document, Role, regex, tidy_number};
use regex::Regex;
use std::sync::LazyLock;

/// What a head tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// 发文字号.
    pub(super) number: Option<Fact<String>>,
    /// 成文日期; a posting date is none.
    pub(super) signed: Option<Fact<Day>>,
    /// 发文机关.
    pub(super) bodies: Vec<Fact<String>>,
}

/// What the value behind a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// The document's number.
    Number,
    /// Its issuers.
    Issuer,
    /// The date of the document.
    Signed,
    /// Nothing that a record has.
    Other,
}

/// A label of an index table, with a line that it opens and one that it does not.
#[derive(Debug)]
struct Label {
    /// The words before the colon.
    word: &'static str,
    /// What stands behind it.
    tells: Tells,
    /// A line in which it stands.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    yes: &'static str,
    /// A line in which it is no label.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    no: &'static str,
}

const fn label(word: &'static str, tells: Tells, yes: &'static str, no: &'static str) -> Label {
    Label {
        word,
        tells,
        yes,
        no,
    }
}

/// The labels of index tables and page heads.
const LABELS: &[Label] = {
    use Tells::{Issuer, Number, Other, Signed};
    &[
        label(
            "发文字号",
            Number,
            "发文字号：示发〔2020〕1号",
            "注明发文字号。",
        ),
        label(
            "发文文号",
            Number,
            "发文文号：示发〔2020〕1号",
            "注明发文文号。",
        ),
        label(
            "文件编号",
            Number,
            "文件编号：示发〔2020〕1号",
            "注明文件编号。",
        ),
        label("文号", Number, "文号：示发〔2020〕1号", "注明文号。"),
        label("发文机关", Issuer, "发文机关：财政部", "由发文机关解释。"),
        label("发文机构", Issuer, "发文机构：财政部", "由发文机构解释。"),
        label("发布机构", Issuer, "发布机构：财政部", "由发布机构解释。"),
        label("发布机关", Issuer, "发布机关：财政部", "由发布机关解释。"),
        label("制定机关", Issuer, "制定机关：财政部", "由制定机关解释。"),
        label("制发机关", Issuer, "制发机关：财政部", "由制发机关解释。"),
        label("发文单位", Issuer, "发文单位：财政部", "由发文单位解释。"),
        label(
            "成文日期",
            Signed,
            "成文日期：2020年1月2日",
            "以成文日期为准。",
        ),
        label(
            "发文日期",
            Signed,
            "发文日期：2020-01-02",
            "以发文日期为准。",
        ),
        label(
            "签发日期",
            Signed,
            "签发日期：2020-01-02",
            "以签发日期为准。",
        ),
        label(
            "颁布日期",
            Signed,
            "颁布日期：2020-01-02",
            "以颁布日期为准。",
        ),
        label("索引号", Other, "索引号：000-1", "填写索引号。"),
        label("主题分类", Other, "主题分类：示例", "按主题分类。"),
        label("主题词", Other, "主题词：示例", "填写主题词。"),
        label("标题", Other, "标题：关于示例的通知", "填写标题。"),
        label("名称", Other, "名称：关于示例的通知", "填写名称。"),
        label("内容概述", Other, "内容概述：示例", "填写内容概述。"),
        label(
            "发布日期",
            Other,
            "发布日期：2020-01-02",
            "以发布日期为准。",
        ),
        label(
            "发布时间",
            Other,
            "发布时间：2020-01-02",
            "以发布时间为准。",
        ),
        label(
            "生成日期",
            Other,
            "生成日期：2020-01-02",
            "以生成日期为准。",
        ),
        label(
            "公开日期",
            Other,
            "公开日期：2020-01-02",
            "以公开日期为准。",
        ),
        label(
            "实施日期",
            Other,
            "实施日期：2020-01-02",
            "以实施日期为准。",
        ),
        label("有效性", Other, "有效性：有效", "核对有效性。"),
        label("时效性", Other, "时效性：有效", "核对时效性。"),
        label("来源", Other, "来源：示例网", "资金来源。"),
        label("日期", Other, "日期：2020-01-02", "填写日期。"),
        label("信息来源", Other, "信息来源：示例网", "核对信息来源。"),
        label("浏览次数", Other, "浏览次数：8", "统计浏览次数。"),
    ]
};

/// 银发〔2016〕94号, 中国人民银行公告〔2009〕第4号, （2008）第3号: a number and nothing else.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（?((?:[\p{Han}、]{0,60}?)(?:〔(?:19|20)[0-9]{2}〕|（(?:19|20)[0-9]{2}）|(?:19|20)[0-9]{2}年|令|公告|通告)第?[0-9]{1,5}号)）?$",
    )
});
/// The end of a letterhead: 中国人民银行文件, 中国人民银行公告.
static LETTERHEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^([\p{Han}、]{3,80}?)(文件|公告|通告|令)?$"));

/// How many lines above a title a head may have, and how many below it.
const ABOVE: usize = 14;
const BELOW: usize = 4;

/// Read the head of `document`.
pub(super) fn read(clean: &CleanText, document: &Document) -> Told {
    let mut told = Told::default();
    let Some(title) = document.title_range.filter(|_| document.role == Role::Act) else {
        return told;
    };
    let (first, last) = (
        clean.line_at(title.start),
        clean.line_at(title.end.saturating_sub(1)),
    );
    let reader = Reader { clean };
    // Above the title, upwards, as long as lines are those of a head.
    for i in (first.saturating_sub(ABOVE)..first).rev() {
        if !reader.line(i, &mut told) {
            break;
        }
    }
    for i in last + 1..(last + 1 + BELOW).min(document.lines.end) {
        reader.line(i, &mut told);
    }
    if told.number.is_none() && document.number.is_none() {
        // The title itself may end in its number: 示例办法（示例部令第69号）
        told.number = reader.number(last);
    }
    told
}

struct Reader<'c> {
    clean: &'c CleanText,
}

impl Reader<'_> {
    /// Read one line; whether it is one of a head.
    fn line(&self, i: usize, told: &mut Told) -> bool {
        let words = self.clean.line(i);
        let labels = labels(words);
        for (n, (tells, _, at)) in labels.iter().enumerate() {
            let end = labels.get(n + 1).map_or(words.len(), |(_, next, _)| *next);
            let end = words[..end].trim_end_matches('|').len().max(*at);
            self.value(*tells, i, *at, end, told);
        }
        if !labels.is_empty() {
            return true;
        }
        if let Some(number) = self.number(i) {
            told.number = told.number.take().or(Some(number));
            return true;
        }
        // 中国人民银行文件: furniture whose number stands under it
        words.chars().count() <= 60
            && LETTERHEAD.captures(words).is_some_and(|c| {
                c.get(2).is_some_and(|m| m.as_str() == "文件")
                    && body::row(&c[1], &['、']).is_some()
            })
    }

    fn place(&self, i: usize, from: usize, to: usize) -> TextRange {
        let start = self.clean.lines()[i].text.start;
        TextRange::new(start + from, start + to)
    }

    /// The number that line `i` is, completed by the head above it: 中国人民银行公告 ⏎ 〔2006〕第1号.
    fn number(&self, i: usize) -> Option<Fact<String>> {
        let words = self.clean.line(i);
        let found = NUMBER.captures(words)?.get(1)?;
        let place = self.place(i, found.start(), found.end());
        let tail = found.as_str().starts_with(['〔', '（', '第']);
        let head = i
            .checked_sub(1)
            .map(|above| self.clean.line(above))
            .filter(|_| tail);
        let head = head
            .and_then(|above| LETTERHEAD.captures(above))
            .filter(|c| {
                c.get(2).is_some_and(|m| m.as_str() != "文件")
                    && body::row(&c[1], &['、']).is_some()
            });
        let number = match head {
            Some(head) => format!("{}{}", &head[0], found.as_str()),
            None => found.as_str().to_owned(),
        };
        let place = match number.len() > found.len() {
            true => TextRange::new(self.clean.lines()[i - 1].text.start, place.end),
            false => place,
        };
        Some(Fact::new(tidy_number(&number), place, "number-head"))
    }

    fn value(&self, tells: Tells, i: usize, from: usize, to: usize, told: &mut Told) {
        let words = &self.clean.line(i)[from..to];
        match tells {
            Tells::Number if told.number.is_none() => {
                let number = NUMBER.captures(words).and_then(|c| c.get(1));
                told.number = number.map(|m| {
                    let place = self.place(i, from + m.start(), from + m.end());
                    Fact::new(tidy_number(m.as_str()), place, "number-table")
                });
            }
            Tells::Signed if told.signed.is_none() => {
                told.signed = date_prefix(words).map(|(day, len)| {
                    Fact::new(day, self.place(i, from, from + len), "signed-table")
                });
            }
            Tells::Issuer if told.bodies.is_empty() => {
                let names = body::row(words, &['、', '，', ';', '；', '/']).unwrap_or_default();
                let fact = |name: &str| {
                    let at = from + (name.as_ptr() as usize - words.as_ptr() as usize);
                    Fact::new(
                        name.to_owned(),
                        self.place(i, at, at + name.len()),
                        "issuer-table",
                    )
                };
                told.bodies = names.into_iter().map(fact).collect();
            }
            _ => {}
        }
    }
}

/// The labels of a line, each with the offsets where it and its value begin.
fn labels(words: &str) -> Vec<(Tells, usize, usize)> {
    let mut found = Vec::new();
    if words.chars().count() > 300 {
        return found;
    }
    for (i, c) in words.match_indices(['：', ':', '|']) {
        let before = words[..i].trim_end_matches(['|', '】', '〕']);
        let label = LABELS
            .iter()
            .filter(|l| before.ends_with(l.word))
            .max_by_key(|l| l.word.len());
        let Some(label) = label else { continue };
        found.push((label.tells, before.len() - label.word.len(), i + c.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::segment::segment;

    #[test]
    fn every_label_opens_its_line_and_no_sentence() {
        for l in LABELS {
            let found = labels(l.yes);
            assert!(
                found.iter().any(|(tells, ..)| *tells == l.tells),
                "{}",
                l.yes
            );
            assert_eq!(labels(l.no), [], "{}", l.no);
        }
    }

    #[test]
    fn letterhead_and_table_tell_what_the_document_does_not_print() {
        let text = "索引号：000-1\n发文机关：示例市财政局\n成文日期：2020年1月2日\n发文字号：示财〔2020〕1号发布日期：2020年2月3日\n示例市财政局关于示例工作的通知\n各区财政局：\n现就示例工作通知如下。\n";
        let clean = clean(text);
        let documents = segment(&clean);
        let document = documents.iter().find(|d| d.role == Role::Act).unwrap();
        let told = read(&clean, document);
        assert_eq!(told.number.unwrap().value, "示财〔2020〕1号");
        assert_eq!(told.signed.unwrap().value.to_string(), "2020-01-02");
        assert_eq!(told.bodies[0].value, "示例市财政局");
    }
}
