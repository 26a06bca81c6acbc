//! 主送机关 and 印发日期: to whom a document is addressed, and the day its office printed it.
//!
//! Owns: the line that opens a letter or notice (GB/T 9704), and the last line of its 版记. Must not
//! know: who a body is, other dates.

use super::fact::Fact;
use crate::model::day::Day;
use crate::model::numeral::find_date;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, Role};

/// Those addressed, up to the colon.
static ADDRESSED: Pattern = Pattern::new(
    "addressed",
    concat!(
        r"^(各(?:省|市|区|县|州|设区|地|有关|部|分|会员|派出|银|单位|直属|相关|中央|大|高|政策)",
        r"[\p{Han}、，；（）\s]*",
        r"|[\p{Han}、，；（）\s]{2,}(?:人民政府|委员会|办公厅|办公室|部|委|局|厅|署|院|会|行|公司|集团|处|所|中心|单位|机构|部门|企业|高等学校))：$",
    ),
    &[
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        "各设区市财政局：",
        "示例市人民政府：",
        "示例证券交易所、示例结算公司：",
    ],
    &[
        "现就有关事项通知如下：",
        "一、各省、自治区、直辖市：",
        "各项工作要求如下：",
        "问：",
    ],
);
/// The line that tells when the office printed it.
static PRINTED: Pattern = Pattern::new(
    "printed",
    concat!(
        r"^[\p{Han}（）]{0,40}[\s　]*",
        r"((?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)[\s　]*印发$",
    ),
    &["示例市财政局办公室2020年3月9日印发", "2020年3月9日印发"],
    &["2020年3月9日印发的通知", "2020年3月印发"],
);
/// Words that no line of 版记 begins with.
static PROSE: Words = Words::heads(
    "printed-prose",
    &["根据", "按照", "依据", "自"],
    &["根据2020年3月9日印发", "自2020年3月9日印发"],
    &["2020年3月9日印发", "示例市财政局办公室2020年3月9日印发"],
);
/// How the line of 版记 ends.
static PRINTS: Words = Words::tails(
    "prints",
    &["印发"],
    &["2020年3月9日印发"],
    &["2020年3月9日印发的通知"],
);
/// On how many lines those addressed may stand.
const LINES: usize = 6;
/// How many lines after the signature 版记 may reach.
const TAIL: usize = 40;

/// Those to whom `document` is addressed, in its words.
pub(super) fn addressed(clean: &CleanText, document: &Document) -> Option<Fact<String>> {
    if document.role != Role::Act || document.body >= document.lines.end {
        return None;
    }
    let last = (document.body + LINES).min(document.lines.end);
    let end = (document.body..last).find(|i| clean.line(*i).contains('：'))?;
    let range = clean.range(document.body, end);
    let words = range.of(clean.text());
    let found = ADDRESSED.find(words)?;
    let place = TextRange::new(range.start, range.start + found.end() - '：'.len_utf8());
    let value = place.of(clean.text()).replace('\n', "");
    Some(Fact::new(value, place, "addressed"))
}

/// The day on which `document` was printed, as its 版记 states it.
pub(super) fn printed(clean: &CleanText, document: &Document) -> Option<Fact<Day>> {
    if document.role != Role::Act {
        return None;
    }
    let first = document.lines.end.saturating_sub(TAIL);
    for i in (first.max(document.body)..document.lines.end).rev() {
        let words = clean.line(i);
        if !PRINTS.stand_in(words) || PROSE.stand_in(words) {
            continue;
        }
        let Some(date) = PRINTED.captures(words).and_then(|c| c.get(1)) else {
            continue;
        };
        let (day, _) = find_date(date.as_str(), 0)?;
        let start = clean.lines()[i].text.start;
        let place = TextRange::new(start + date.start(), start + date.end());
        return Some(Fact::new(day, place, "printed"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&ADDRESSED, &PRINTED]);
        rule::check_words(&[&PROSE, &PRINTS]);
    }

    #[test]
    fn a_notice_tells_whom_it_is_for_and_when_it_was_printed() {
        let text = "示例市财政局关于示例工作的通知\n示财〔2020〕7号\n各区财政局，市直各单位：\n现就示例工作通知如下：\n一、加强示例管理。\n示例市财政局\n2020年3月4日\n示例市财政局办公室 2020年3月9日印发\n";
        let clean = clean(text);
        let documents = segment(&clean);
        let act = documents.iter().find(|d| d.role == Role::Act).unwrap();
        let to = addressed(&clean, act).unwrap();
        assert_eq!(to.value, "各区财政局，市直各单位");
        assert_eq!(to.range.of(clean.text()), to.value);
        let day = printed(&clean, act).unwrap();
        assert_eq!(day.value.to_string(), "2020-03-09");
        assert_eq!(day.range.of(clean.text()), "2020年3月9日");
    }
}
