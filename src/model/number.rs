//! 文号: document numbers in normal form.
//!
//! Owns: [`DocumentNumber`], the one reader of numbers as texts print them and people type them,
//! and the one key by which they are compared. Must not know: which documents there are, what an
//! IRI looks like.

use super::numeral;
use std::fmt;

/// A document number: prefix, year if it has one, and serial. All forms of brackets are equal; 第,
/// 年, 号, leading zeros, white space and 中华人民共和国 do not count. Its `Display` is its normal
/// form, by which numbers are compared: 国办发/2024/49.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    key: String,
    /// Where the prefix ends in it.
    prefix: usize,
    year: Option<u16>,
}

/// The orders that are counted on from 1988 to this day: a year printed with them tells nothing.
/// Those of ministries begin anew each year or do not, so there the year stays.
const COUNTS_ON: &str = "国务院令";

/// The longest serial, in digits.
const LONGEST_SERIAL: usize = 6;

impl DocumentNumber {
    /// Reads a number as a text prints it, 号 at its end; what follows 号 does not count.
    ///
    /// ```
    /// use zhengtu::model::number::DocumentNumber;
    /// let key = |printed| DocumentNumber::read(printed).map(|number| number.to_string());
    /// assert_eq!(key("国办发〔2024〕49号").as_deref(), Some("国办发/2024/49"));
    /// assert_eq!(key("国科火[2021] 031 号").as_deref(), Some("国科火/2021/31"));
    /// assert_eq!(key("财政部 税务总局公告2021年第11号").as_deref(), Some("财政部税务总局公告/2021/11"));
    /// assert_eq!(key("中华人民共和国国务院令第790号").as_deref(), Some("国务院令/790"));
    /// assert_eq!(key("国务院令第七百九十号").as_deref(), Some("国务院令/790"));
    /// assert_eq!(key("国务院令〔2004〕第412号").as_deref(), Some("国务院令/412"));
    /// assert_eq!(key("财政部令〔2004〕第12号").as_deref(), Some("财政部令/2004/12"));
    /// assert_eq!(key("共青团青年发〔2020〕1号").as_deref(), Some("共青团青年发/2020/1"));
    /// assert_eq!(key("某号"), None);
    /// ```
    pub fn read(printed: &str) -> Option<Self> {
        let text: String = printed
            .chars()
            .filter(|c| !is_invisible(*c))
            .map(half_width)
            .collect();
        let text = text.replace("中华人民共和国", "");
        Self::of_head(&text[..text.rfind('号')?])
    }

    /// Reads a number as a person types it: as [`read`](Self::read), but 号 may be missing, marks
    /// may stand around it, and nothing else may follow it.
    ///
    /// ```
    /// use zhengtu::model::number::DocumentNumber;
    /// let key = |typed| DocumentNumber::typed(typed).map(|number| number.to_string());
    /// assert_eq!(key("（国办发 〔2024〕第 049 号）").as_deref(), Some("国办发/2024/49"));
    /// assert_eq!(key("国办发2024年第49").as_deref(), Some("国办发/2024/49"));
    /// assert_eq!(key("关于财税〔2019〕13号的解读"), None);
    /// ```
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c| is_invisible(c) || "（）()《》".contains(c));
        let is_serial = |c: char| half_width(c).is_ascii_digit();
        if text.ends_with('号') {
            Self::read(text)
        } else if text.ends_with(is_serial) {
            Self::read(&format!("{text}号"))
        } else {
            None
        }
    }

    /// Reads what stands before 号.
    fn of_head(head: &str) -> Option<Self> {
        let mark = |c: char| "〔〕[]［］【】﹝﹞（）()《》第".contains(c);
        let digits = |s: &str| s.len() - s.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let head = head.trim_end_matches(['〕', ']', '］', '】', '）', ')']);
        let arabic = digits(head);
        let (rest, serial) = if arabic > 0 {
            let (rest, serial) = head.split_at(head.len() - arabic);
            (rest, serial.trim_start_matches('0').to_owned())
        } else {
            let (rest, words) = head.rsplit_once('第')?;
            (rest, numeral::number(words)?.to_string())
        };
        let rest = rest.trim_end_matches(mark);
        let rest = rest.strip_suffix('年').unwrap_or(rest);
        let year = Some(digits(rest))
            .filter(|n| *n == 4)
            .map(|n| &rest[rest.len() - n..])
            .filter(|y| y.starts_with(['1', '2']));
        let prefix = &rest[..rest.len() - year.map_or(0, str::len)];
        let prefix: String = prefix.chars().filter(|c| c.is_alphanumeric()).collect();
        if prefix.is_empty() || serial.is_empty() || serial.len() > LONGEST_SERIAL {
            return None;
        }
        let year = year.filter(|_| prefix != COUNTS_ON);
        Some(Self {
            key: match year {
                Some(year) => format!("{prefix}/{year}/{serial}"),
                None => format!("{prefix}/{serial}"),
            },
            prefix: prefix.len(),
            year: year.and_then(|year| year.parse().ok()),
        })
    }

    /// What stands before year and serial: 国办发, 国务院令.
    pub fn prefix(&self) -> &str {
        &self.key[..self.prefix]
    }

    /// What stands behind the prefix: year and serial.
    pub(crate) fn tail(&self) -> &str {
        &self.key[self.prefix..]
    }

    /// Whether it is that of an order, or of the announcement by which a congress or its standing
    /// committee puts a regulation out: it is not the number of the rules themselves, whose next
    /// version is put out under another.
    ///
    /// ```
    /// use zhengtu::model::number::DocumentNumber;
    /// let puts_out = |printed| DocumentNumber::read(printed).is_some_and(|it| it.is_order());
    /// assert!(puts_out("国务院令第790号"));
    /// assert!(puts_out("示例市第十一届人民代表大会常务委员会公告第26号"));
    /// assert!(puts_out("示例市人大常委会公告〔2020〕第3号"));
    /// assert!(!puts_out("国家税务总局公告2021年第11号"));
    /// assert!(!puts_out("示例市人大常委会发〔2020〕3号"));
    /// ```
    pub fn is_order(&self) -> bool {
        let prefix = self.prefix();
        prefix.ends_with('令') || self.is_announcement()
    }

    /// Whether it is that of an announcement of a congress or its standing committee.
    pub(crate) fn is_announcement(&self) -> bool {
        let prefix = self.prefix();
        let law_makers = ["人民代表大会", "人大"];
        prefix.ends_with("公告") && law_makers.iter().any(|it| prefix.contains(it))
    }

    /// The year in it.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The normal form: 国办发/2024/49.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}

/// White space, and marks of no width that copied text may carry.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Letters and digits of full width as those of ASCII.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_number_are_one() {
        for printed in [
            "财税﹝2019﹞13号",
            "财税[2019]13号",
            "财税〔2019〕013号",
            "财税 〔２０１９〕 13 号",
            "财税〔2019〕第13号",
            "财税\u{200b}〔2019〕13号",
            "财税〔2019〕（13）号",
        ] {
            let number = DocumentNumber::read(printed).unwrap();
            assert_eq!(number.key(), "财税/2019/13", "{printed}");
            assert_eq!((number.prefix(), number.year()), ("财税", Some(2019)));
            assert_eq!(DocumentNumber::typed(printed), Some(number), "{printed}");
        }
        assert_eq!(
            DocumentNumber::read("中国人民银行令〔2021〕第4号"),
            DocumentNumber::read("中国人民银行令2021年第4号")
        );
        let order = DocumentNumber::read("国务院令（第790号）").unwrap();
        assert_eq!((order.key(), order.year()), ("国务院令/790", None));
        assert_eq!(DocumentNumber::read("〔2019〕13号"), None);
    }

    #[test]
    fn words_are_no_number() {
        for words in [
            "",
            "示例办法",
            "2018",
            "第7号",
            "关于2018年工作的通知",
            "示例办法2018年修订版",
            "甲部公告2021年第11号的解读",
        ] {
            assert_eq!(DocumentNumber::typed(words), None, "{words}");
        }
    }
}
