//! Articles of a text (条, segmentation): the units by which two wordings are compared.
//!
//! Owns: where an article begins and ends, headings between articles, what stands before the first
//! and behind the last; what counts as a unit where a text has no articles. Must not know: another
//! text, files.
//!
//! A line opens an article if it begins with 第N条 and N follows on the one before, so that a line
//! that begins with a reference (第三条规定的…) opens none.

use crate::model::provision::{Provision, Step, Unit};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PassageKind {
    /// Title, history note and table of contents: what stands before the first article.
    Head,
    /// 第一章 总则.
    Heading,
    /// 第一条, or 一、 where a text has no articles.
    Article,
    /// A paragraph of a text that has neither.
    Paragraph,
    /// 附件, 附表: what stands behind the last article.
    Annex,
}

impl PassageKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Heading => "heading",
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Annex => "annex",
        }
    }
}

/// A unit of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// 第三条, 第二章, 一、; empty where nothing names it.
    pub label: String,
    /// Its number, if it has one that provisions are cited by.
    pub step: Option<Step>,
    /// Its words without the label; paragraphs stand on lines of their own.
    pub words: String,
}

impl Passage {
    /// The article as texts cite it.
    pub fn provision(&self) -> Option<Provision> {
        Provision::read(&self.label).filter(|_| self.kind == PassageKind::Article)
    }
}

/// The units of a text, one paragraph a line, in order.
pub fn passages(text: &str) -> Vec<Passage> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|it| !it.is_empty()).collect();
    let by_article = opened(&lines, &mut Articles::default());
    if count(&by_article) >= 2 {
        return gather(&lines, &by_article);
    }
    let by_item = opened(&lines, &mut Items::default());
    if count(&by_item) >= 2 {
        return gather(&lines, &by_item);
    }
    let paragraph = |line: &&str| Passage {
        kind: PassageKind::Paragraph,
        label: String::new(),
        step: None,
        words: (*line).to_owned(),
    };
    lines.iter().map(paragraph).collect()
}

/// A line that opens a unit: what it is, its number, how many bytes its label takes.
type Opening = Option<(PassageKind, Option<Step>, usize)>;

/// Tells which lines open units, when it is given them in order.
trait Opens {
    fn open(&mut self, line: &str) -> Opening;
}

fn opened(lines: &[&str], rule: &mut dyn Opens) -> Vec<Opening> {
    lines.iter().map(|line| rule.open(line)).collect()
}

fn count(openings: &[Opening]) -> usize {
    let articles = openings.iter().flatten();
    articles
        .filter(|(kind, ..)| *kind == PassageKind::Article)
        .count()
}

/// The last article that was opened.
#[derive(Default)]
struct Articles {
    last: Option<Step>,
}

/// How many numbers an article may skip: one that could not be read, some that were struck out.
const GAP: u32 = 5;

/// What follows on a number that is only referred to: 第三条规定的, 第三条、第四条. An article may begin
/// with 中国 or 修改.
const REFERRED: &[&str] = &[
    "规定",
    "所称",
    "所列",
    "和第",
    "或第",
    "或者第",
    "及第",
    "及其",
    "以及",
    "至第",
    "、",
    "，",
    "第",
    "的",
    "中的",
    "中“",
    "中所",
    "中有关",
    "中规定",
    "修改为",
    "改为",
    "之规定",
];

impl Opens for Articles {
    fn open(&mut self, line: &str) -> Opening {
        if self.last.is_some()
            && ["附件", "附表", "附录"]
                .iter()
                .any(|it| line.starts_with(it))
        {
            return is_short(line).then_some((PassageKind::Annex, None, 0));
        }
        let (step, len) = Step::read(line)?;
        let rest = line[len..].trim_start();
        if !line.starts_with('第') || REFERRED.iter().any(|it| rest.starts_with(it)) {
            return None;
        }
        match step.unit {
            Unit::Article if self.follows(step) => {
                self.last = Some(step);
                Some((PassageKind::Article, Some(step), len))
            }
            Unit::Part | Unit::Chapter | Unit::Section if is_short(line) => {
                Some((PassageKind::Heading, Some(step), len))
            }
            _ => None,
        }
    }
}

impl Articles {
    /// Whether an article may stand here: the next, one inserted, or the first of an annex.
    fn follows(&self, step: Step) -> bool {
        let Some(last) = self.last else {
            return step.number <= 1 + GAP;
        };
        let first = step.number == 1 && step.inserted == 0;
        let inserted = step.number == last.number && step.inserted > last.inserted;
        let gap = step.number.saturating_sub(last.number);
        first || inserted || (1..=GAP).contains(&gap)
    }
}

/// A heading is no sentence.
fn is_short(line: &str) -> bool {
    line.chars().count() <= 40 && !line.ends_with(['。', '；', '，', '：'])
}

/// 一、 二、 三、 in order.
#[derive(Default)]
struct Items {
    last: u32,
}

impl Opens for Items {
    fn open(&mut self, line: &str) -> Opening {
        let (digits, _) = line.split_once('、')?;
        let number = crate::model::numeral::number(digits)?;
        if number != self.last + 1 {
            return None;
        }
        self.last = number;
        Some((PassageKind::Article, None, digits.len() + '、'.len_utf8()))
    }
}

/// The units that these lines open; the last headings before the first article are headings, those
/// of a table of contents belong to the head.
fn gather(lines: &[&str], openings: &[Opening]) -> Vec<Passage> {
    let is_article = |it: &Opening| matches!(it, Some((PassageKind::Article, ..)));
    let first = openings.iter().position(is_article).unwrap_or(0);
    let before = openings[..first].iter().rev();
    let headings = first - before.take_while(|it| it.is_some()).count();
    // 第一章 stands in the table of contents, and again above the first article.
    let step = |it: &Opening| it.and_then(|(_, step, _)| step);
    let top = openings[headings..first].first().and_then(step);
    let again = openings[headings..first]
        .iter()
        .rposition(|it| step(it) == top);
    let body = headings + again.unwrap_or(0);
    let mut found: Vec<Passage> = Vec::new();
    for (at, (line, opening)) in lines.iter().zip(openings).enumerate() {
        let opening = opening.filter(|_| at >= body);
        let (kind, step, len) = match (opening, found.last_mut()) {
            (Some(opening), _) => opening,
            (None, Some(open)) => {
                open.words
                    .push_str(if open.words.is_empty() { "" } else { "\n" });
                open.words.push_str(line);
                continue;
            }
            (None, None) => (PassageKind::Head, None, 0),
        };
        found.push(Passage {
            kind,
            label: line[..len].to_owned(),
            step,
            words: line[len..].trim().to_owned(),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<(PassageKind, String)> {
        let found = passages(text).into_iter();
        found.map(|it| (it.kind, it.label)).collect()
    }

    #[test]
    fn articles_end_where_the_next_begins() {
        let text = "示例条例\n（2020年通过）\n目录\n第一章总则\n第二章附则\n第一章总则\n第一条甲。\n\
                    第三条规定的事项除外。\n第二条乙：\n（一）丙。\n第二条之一丁。\n第二章附则\n第三条戊。\n附件\n表一";
        let found = passages(text);
        let told: Vec<(PassageKind, &str, &str)> = found
            .iter()
            .map(|it| (it.kind, it.label.as_str(), it.words.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    PassageKind::Head,
                    "",
                    "示例条例\n（2020年通过）\n目录\n第一章总则\n第二章附则"
                ),
                (PassageKind::Heading, "第一章", "总则"),
                (
                    PassageKind::Article,
                    "第一条",
                    "甲。\n第三条规定的事项除外。"
                ),
                (PassageKind::Article, "第二条", "乙：\n（一）丙。"),
                (PassageKind::Article, "第二条之一", "丁。"),
                (PassageKind::Heading, "第二章", "附则"),
                (PassageKind::Article, "第三条", "戊。"),
                (PassageKind::Annex, "", "附件\n表一"),
            ]
        );
    }

    #[test]
    fn an_article_may_begin_with_a_word_that_a_reference_does() {
        let text = "第一条甲。\n第二条中华人民共和国境内的示例活动，适用本法。\n第三条修改示例的，应当备案。\n\
                    第二条中的示例，第三条和第一条规定的示例，除外。";
        let found = labels(text).into_iter().map(|(_, label)| label);
        assert_eq!(found.collect::<Vec<_>>(), ["第一条", "第二条", "第三条"]);
    }

    #[test]
    fn texts_without_articles_have_items_or_paragraphs() {
        let items = labels("示例通知\n各单位：\n一、甲。\n三、不是下一个。\n二、乙。");
        let item = |label: &str| (PassageKind::Article, label.to_owned());
        assert_eq!(
            items,
            [
                (PassageKind::Head, String::new()),
                item("一、"),
                item("二、")
            ]
        );
        let paragraphs = labels("示例公告\n甲。\n\n乙。");
        assert_eq!(paragraphs, vec![(PassageKind::Paragraph, String::new()); 3]);
        assert!(passages("").is_empty());
    }
}
