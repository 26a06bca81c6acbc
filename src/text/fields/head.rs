//! 版头 and 索引号 table: what letterhead and page furniture around a title tell of its document.
//!
//! Owns: numbers that stand alone in a head, the letterhead they belong to, what of the facts in
//! [`Document::stated`] a record takes. Must not know: the labels of tables, the body of the
//! document, where a document begins.
//!
//! Only lines next to the title are looked at: above it as far as numbers and letterheads reach,
//! below it the few lines before the text.

use super::fact::Fact;
use crate::model::body;
use crate::model::day::Day;
use crate::model::numeral::date_prefix;
use crate::model::span::TextRange;
use crate::text::aside::Key;
use crate::text::clean::CleanText;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, Role, tidy_number};

/// What a head tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// 发文字号.
    pub(super) number: Option<Fact<String>>,
    /// 成文日期; a posting date is none.
    pub(super) signed: Option<Fact<Day>>,
    /// 发文机关.
    pub(super) bodies: Vec<Fact<String>>,
    /// The day the page was posted, where the issuer stands beside it.
    pub(super) posted: Option<Fact<Day>>,
    /// 实施日期.
    pub(super) force: Option<Fact<Day>>,
    /// 失效日期: the last day.
    pub(super) end: Option<Fact<Day>>,
}

/// A number and nothing else.
static NUMBER: Pattern = Pattern::new(
    "number",
    concat!(
        r"^（?((?:[\p{Han}、]{0,60}?)(?:〔(?:19|20)[0-9]{2}〕|（(?:19|20)[0-9]{2}）",
        r"|(?:19|20)[0-9]{2}年|令|公告|通告)第?[0-9]{1,5}号令?)）?$",
    ),
    &[
        "示发〔2016〕94号",
        "示例银行公告〔2009〕第4号",
        "（2008）第3号",
        "（示例银行〔2020〕5号令）",
    ],
    &[
        "落实示发〔2016〕94号文件",
        "第3号",
        "关于示例工作的通知（示发〔2016〕94号）",
    ],
);
/// A title with its number in a bracket behind it.
static NUMBERED_TITLE: Pattern = Pattern::new(
    "numbered-title",
    concat!(
        r"[\p{Han}》）](（(?:[\p{Han}、]{1,60}?)(?:〔(?:19|20)[0-9]{2}〕|（(?:19|20)[0-9]{2}）",
        r"|(?:19|20)[0-9]{2}年|令|公告|通告)第?[0-9]{1,5}号令?）)$",
    ),
    &[
        "关于示例工作的通知（示发〔2016〕94号）",
        "示例规定（国务院令第285号）",
        "示例办法（示例银行〔2020〕5号令）",
    ],
    &[
        "示例办法（2016年修订）",
        "示发〔2016〕94号",
        "《示例办法》（示发〔2016〕94号）等规定",
    ],
);
/// A letterhead: a body, and what it puts out.
static LETTERHEAD: Pattern = Pattern::new(
    "letterhead",
    r"^([\p{Han}、]{3,80}?)(文件|公告|通告|令)?$",
    &["示例银行文件", "示例银行公告"],
    &["示例银行公告：", "令"],
);
/// What a letterhead is followed by that is no announcement or decree: its number stands below it.
static PAPER: Words = Words::tails(
    "paper",
    &["文件"],
    &["示例银行文件"],
    &["示例银行公告", "文件汇编"],
);

/// How many lines above a title a head may have, and how many below it.
const ABOVE: usize = 14;
const BELOW: usize = 4;
/// How many bytes may part an issuer from the posting date beside it.
const BESIDE: usize = 20;

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
    table(clean, document, &mut told);
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
    // A decree tells its number under a letterhead of its own, then the title of what it issues.
    let start = document.lines.start;
    for i in start..first.min(start + BELOW) {
        reader.line(i, &mut told);
    }
    if told.number.is_none() && document.number.is_none() {
        told.number = reader.number(last).or_else(|| reader.behind_title(last));
    }
    told
}

/// What the table of the page states.
fn table(clean: &CleanText, document: &Document, told: &mut Told) {
    for (n, (key, range)) in document.stated.iter().enumerate() {
        let words = range.of(clean.text());
        match key {
            Key::Body if told.bodies.is_empty() => {
                let names = body::row(words, &['、', '，', ';', '；', '/']).unwrap_or_default();
                let fact = |name: &str| {
                    let at = range.start + (name.as_ptr() as usize - words.as_ptr() as usize);
                    let place = TextRange::new(at, at + name.len());
                    Fact::new(name.to_owned(), place, "issuer-table")
                };
                told.bodies = names.into_iter().map(fact).collect();
            }
            Key::Date if told.signed.is_none() => told.signed = day(words, *range, "signed-table"),
            Key::Force if told.force.is_none() => {
                told.force = day(words, *range, "effective-table");
            }
            Key::End if told.end.is_none() => told.end = day(words, *range, "expires-table"),
            Key::Posted if told.posted.is_none() => {
                let beside = n
                    .checked_sub(1)
                    .and_then(|before| document.stated.get(before));
                let near = beside.is_some_and(|(key, before)| {
                    *key == Key::Body && range.start.saturating_sub(before.end) < BESIDE
                });
                told.posted = day(words, *range, "signed-posted").filter(|_| near);
            }
            _ => {}
        }
    }
}

fn day(words: &str, range: TextRange, rule: &'static str) -> Option<Fact<Day>> {
    let (day, len) = date_prefix(words)?;
    Some(Fact::new(
        day,
        TextRange::new(range.start, range.start + len),
        rule,
    ))
}

struct Reader<'c> {
    clean: &'c CleanText,
}

impl Reader<'_> {
    /// Read one line; whether it is one of a head.
    fn line(&self, i: usize, told: &mut Told) -> bool {
        let words = self.clean.line(i);
        if let Some(number) = self.number(i) {
            told.number = told.number.take().or(Some(number));
            return true;
        }
        // 中国人民银行文件: furniture whose number stands under it
        PAPER.stand_in(words)
            && words.chars().count() <= 60
            && LETTERHEAD.captures(words).is_some_and(|c| {
                c.get(2).is_some_and(|m| PAPER.stand_in(m.as_str()))
                    && body::row(&c[1], &['、']).is_some()
            })
    }

    /// The number in the bracket that ends line `i`, of a title.
    fn behind_title(&self, i: usize) -> Option<Fact<String>> {
        let words = self.clean.line(i);
        let may = words.ends_with('）') && words.contains('号');
        let found = may
            .then(|| NUMBERED_TITLE.captures(words))
            .flatten()?
            .get(1)?;
        let (open, close) = ('（'.len_utf8(), '）'.len_utf8());
        let place = self.place(i, found.start() + open, found.end() - close);
        let number = tidy_number(place.of(self.clean.text()));
        Some(Fact::new(number, place, "number-title"))
    }

    fn place(&self, i: usize, from: usize, to: usize) -> TextRange {
        let start = self.clean.lines()[i].text.start;
        TextRange::new(start + from, start + to)
    }

    /// The number that line `i` is, completed by the head above it: 中国人民银行公告 ⏎ 〔2006〕第1号.
    fn number(&self, i: usize) -> Option<Fact<String>> {
        let words = self.clean.line(i);
        let may = words.ends_with(['号', '）']) && words.contains('号');
        let found = may.then(|| NUMBER.captures(words)).flatten()?.get(1)?;
        let place = self.place(i, found.start(), found.end());
        let tail = found.as_str().starts_with(['〔', '（', '第']);
        let head = i
            .checked_sub(1)
            .map(|above| self.clean.line(above))
            .filter(|_| tail);
        let head = head
            .and_then(|above| LETTERHEAD.captures(above))
            .filter(|c| {
                c.get(2).is_some_and(|m| !PAPER.stand_in(m.as_str()))
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&NUMBER, &NUMBERED_TITLE, &LETTERHEAD]);
        rule::check_words(&[&PAPER]);
    }

    #[test]
    fn letterhead_and_table_tell_what_the_document_does_not_print() {
        let text = "索引号：000-1\n发文机关：示例市财政局\n成文日期：2020年1月2日\n发文字号：示财〔2020〕1号发布日期：2020年2月3日\n实施日期：2020年3月1日\n失效日期：2025年2月28日\n示例市财政局关于示例工作的通知\n各区财政局：\n现就示例工作通知如下。\n";
        let clean = clean(text);
        let documents = segment(&clean);
        let document = documents.iter().find(|d| d.role == Role::Act).unwrap();
        let told = read(&clean, document);
        assert_eq!(document.number.as_ref().unwrap().0, "示财〔2020〕1号");
        assert_eq!(told.signed.unwrap().value.to_string(), "2020-01-02");
        assert_eq!(told.bodies[0].value, "示例市财政局");
        assert_eq!(told.force.unwrap().value.to_string(), "2020-03-01");
        assert_eq!(told.end.unwrap().value.to_string(), "2025-02-28");
    }
}
