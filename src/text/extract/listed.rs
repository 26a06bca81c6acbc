//! Documents named in lists and tables without title marks: 四、某办法（某发〔1997〕265号文印发）, rows of
//! title and number, cells that stand on lines of their own.
//!
//! Owns: what an item or a row names. Must not know: which lines are a list, what it says of them.

use super::mention::{BRACKET_NUMBER, Mention};
use crate::model::doctype::{Class, noun};
use crate::model::numeral::find_date;
use crate::text::rule::Pattern;
use crate::text::segment::tidy_number;
use std::ops::Range;

/// The head of an item in a list of documents.
static ITEM: Pattern = Pattern::new(
    "item",
    r"^(?:（?[0-9]{1,4}[.．、）]?|[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十]{1,3}）)?[^。；\n]",
    &[
        "2.关于某事项的通知",
        "四十六、某办法（某发〔1997〕265号文印发）",
        "某办法（某令第3号）",
        "12某办法某发〔1997〕265号",
    ],
    &["。", ""],
);
static ITEM_NUMERAL: Pattern = Pattern::new(
    "item-numeral",
    r"^(?:（?[0-9]{1,4}[.．、）]|[0-9]{1,3}|[一二三四五六七八九十百]{1,5}、|（[一二三四五六七八九十]{1,3}）)",
    &["2.关于", "四十六、某办法", "（三）某办法", "12某办法"],
    &["某办法"],
);
/// A year, which is no numeral of an item.
static YEAR: Pattern = Pattern::new(
    "year-first",
    r"^[12][0-9]{3}[年—－–-]",
    &["2021年某办法", "2021—2025年某方案"],
    &["2某办法", "12.某办法"],
);
/// An item without number is a title only if it ends like one.
static NAMED_RULES: Pattern = Pattern::new(
    "named-rules",
    r"^[^，。；：]{4,}(?:法|条例|办法|规定|细则|规则|通知|公告|决定|意见|批复|规程|准则|解释)(?:（[^）]*）)?$",
    &["示例资金管理办法", "示例条例实施细则（试行）"],
    &["工作要求", "加强组织领导，落实规定"],
);
/// A title and its number in one row, and what else the row holds: day, body, remark.
static ROW: Pattern = Pattern::new(
    "row-of-title-and-number",
    concat!(
        r"^(.{3,110}(?:通知|意见|决定|批复|复函|函|通报|公告|通告|办法|规定|条例|细则|方案|规则|制度|措施|计划|规划",
        r"|纲要|规程|准则|标准|目录|要点|答复|解释|令)(?:（[^（）]{1,14}）)?)",
        r"((?:\p{Han}{2,14}〔[12][0-9]{3}〕第?[0-9]{1,5}|\p{Han}{2,20}令第?[0-9]{1,4}",
        r"|\p{Han}{2,20}(?:公告|通告|令)(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)第?[0-9]{1,5})号)(?:[^。；]{0,60})$",
    ),
    &[
        "关于加强示例管理的通知示府〔2001〕5号",
        "示例市管理办法示府办〔2003〕17号2003-04-05",
        "《示例市条例》实施细则（试行）示府令第12号",
    ],
    &[
        "关于加强示例管理的通知（示府〔2001〕5号）",
        "示府〔2001〕5号",
        "按照示府〔2001〕5号的通知执行。",
    ],
);
/// A number in a cell of its own.
static NUMBER_CELL: Pattern = Pattern::new(
    "number-cell",
    r"^（?(?:[\p{Han}--的]{1,20}〔[12][0-9]{3}〕第?[0-9]{1,5}|[\p{Han}、]{2,40}令第?[0-9]{1,4}|[\p{Han}、]{2,40}(?:公告|通告|令)(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)第?[0-9]{1,5})号）?$",
    &[
        "示府〔2001〕5号",
        "示府令第12号",
        "（示例部公告2020年第3号）",
    ],
    &["关于示例的通知示府〔2001〕5号", "第12号"],
);

/// How long a line may be that is an item, in bytes.
const LONGEST: usize = 480;

/// What a list names in one place: title, number, and what belongs to both.
struct Named {
    title: Range<usize>,
    number: Option<String>,
    /// The bracket or the cells behind the title.
    rest: Range<usize>,
}

/// The items of a list of documents without title marks in `from..to` of `text`:
/// 2.关于某事项的通知（财企〔2002〕12号）, 五、某办法, 3某办法某发〔2003〕1号, |3|某办法|某发〔2003〕1号|, or a title
/// and its number on lines of their own.
pub(crate) fn listed(text: &str, from: usize, to: usize) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = from;
    // The title that stands alone on the line before, and whether a numeral stands over it.
    let mut alone: Option<Range<usize>> = None;
    for line in text[from..to].split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '。', '；', '，', '、']);
        if let Some(title) = alone.take()
            && NUMBER_CELL.is_match(words)
        {
            let number = words.trim_matches(['（', '）']);
            found.push(Mention {
                number: Some(tidy_number(number)),
                end: at + words.len(),
                ..Mention::new(text[title.clone()].to_owned(), title)
            });
        } else if let Some(named) = row(words).or_else(|| item(words)) {
            let date = find_date(&words[named.rest.clone()], 0);
            let title = at + named.title.start..at + named.title.end;
            found.push(Mention {
                number: named.number,
                end: at + named.rest.end,
                dated: date.map(|(date, _)| date),
                ..Mention::new(text[title.clone()].to_owned(), title)
            });
        } else if is_title(words) {
            alone = Some(at..at + words.len());
        }
        at += line.len();
    }
    found
}

/// Whether `words` are a title and nothing else.
fn is_title(words: &str) -> bool {
    let class = noun(words).map(|(_, class)| class);
    matches!(class, Some(Class::Act | Class::Instrument))
        && (6..=100).contains(&words.chars().count())
        && !words.contains(['。', '；', '：', '|'])
        && !words.starts_with('《')
}

/// How many bytes of `line` are the numeral of an item.
fn numeral(line: &str) -> usize {
    let found = ITEM_NUMERAL.find(line).filter(|_| !YEAR.is_match(line));
    found.map_or(0, |m| m.end())
}

/// The title and the number that stand in one row of a table.
fn row(line: &str) -> Option<Named> {
    if line.len() > LONGEST || !line.contains('号') || line.contains('。') {
        return None;
    }
    if line.starts_with('|') {
        return cells(line);
    }
    let head = numeral(line);
    let found = ROW.captures(&line[head..])?;
    let (title, number) = (found.get(1)?, found.get(2)?);
    let is_named = !title.as_str().starts_with('《') || !title.as_str().ends_with('》');
    is_named.then(|| Named {
        title: head + title.start()..head + title.end(),
        number: Some(tidy_number(number.as_str())),
        rest: head + title.end()..line.len(),
    })
}

/// The same of a row whose cells are parted by bars.
fn cells(line: &str) -> Option<Named> {
    let cells = line.split('|').map(|cell| {
        let start = cell.as_ptr() as usize - line.as_ptr() as usize;
        (start..start + cell.len(), cell)
    });
    let (mut title, mut number) = (None, None);
    for (place, cell) in cells {
        if title.is_none() && is_title(cell) {
            title = Some(place);
        } else if number.is_none() && NUMBER_CELL.is_match(cell) {
            number = Some(tidy_number(cell.trim_matches(['（', '）'])));
        }
    }
    let title = title.filter(|_| number.is_some())?;
    Some(Named {
        rest: title.end..line.len(),
        title,
        number,
    })
}

/// The title in a line that is an item of a list, and the bracket after it, if there is one.
fn item(line: &str) -> Option<Named> {
    if line.len() > LONGEST || line.contains('。') || !ITEM.is_match(line) {
        return None;
    }
    let numeral = numeral(line);
    let bracket = last_bracket(line).unwrap_or(line.len());
    let title = numeral..bracket;
    let says_number = line[bracket..].contains('号') || find_date(&line[bracket..], 0).is_some();
    let named = line.get(title.clone()).is_some_and(|title| {
        let class = noun(title).map(|(_, class)| class);
        let marked = title.starts_with('《') && title.ends_with('》');
        title.chars().count() >= 4
            && !marked
            && !title.ends_with('：')
            && matches!(class, Some(Class::Act | Class::Instrument))
            && (says_number || numeral > 0 && NAMED_RULES.is_match(title))
    });
    let number = BRACKET_NUMBER.find(&line[bracket..]);
    named.then(|| Named {
        number: number.map(|m| tidy_number(m.as_str().trim_start_matches('、'))),
        title,
        rest: bracket..line.len(),
    })
}

/// Where the bracket begins that ends `line`.
fn last_bracket(line: &str) -> Option<usize> {
    line.strip_suffix('）')?;
    let mut depth = 0;
    line.char_indices().rev().find_map(|(i, c)| {
        depth += match c {
            '）' => 1,
            '（' => -1,
            _ => 0,
        };
        (depth == 0).then_some(i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &ITEM,
            &ITEM_NUMERAL,
            &YEAR,
            &NAMED_RULES,
            &ROW,
            &NUMBER_CELL,
        ]);
    }

    #[test]
    fn items_of_a_list_are_titles_without_marks() {
        let text = "一、示例甲办法（（96）某字第211号文印发）\n二、乙规定（修正）（某发〔1994〕254号）\n三、加强管理\n关于执行《丙条例》的若干规定（某发〔1993〕7号）\n（一）示例丁项细则；\n戊办法\n四、工作要求\n";
        let got: Vec<String> = listed(text, 0, text.len())
            .iter()
            .map(|m| format!("{}|{}", m.title, m.number.as_deref().unwrap_or("")))
            .collect();
        let want = [
            "示例甲办法|（96）某字第211号",
            "乙规定（修正）|某发〔1994〕254号",
            "关于执行《丙条例》的若干规定|某发〔1993〕7号",
            "示例丁项细则|",
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn rows_of_tables_are_titles_and_numbers() {
        let text = "1关于加强示例甲管理的通知示府〔2001〕5号\n2《示例市丁条例》实施细则示府令第12号\n|3|关于示例戊工作的意见|示府〔2009〕8号|2009-03-04|\n4\n示例市辛管理办法\n示府办〔2013〕19号\n三、关于印发《示例丙规定》的通知示发〔1999〕34号\n附件名称\n";
        let got: Vec<String> = listed(text, 0, text.len())
            .iter()
            .map(|m| format!("{}|{}", m.title, m.number.as_deref().unwrap_or("")))
            .collect();
        let want = [
            "关于加强示例甲管理的通知|示府〔2001〕5号",
            "《示例市丁条例》实施细则|示府令第12号",
            "关于示例戊工作的意见|示府〔2009〕8号",
            "示例市辛管理办法|示府办〔2013〕19号",
            "关于印发《示例丙规定》的通知|示发〔1999〕34号",
        ];
        assert_eq!(got, want);
    }
}
