//! The best reading of a page (rules as evidence, then Viterbi decoding), and why it is the best.
//!
//! Owns: how the rules' documents become evidence, the reading with some weights, the report on one
//! line. Must not know: what any rule or evidence is.

use super::contents::Contents;
use super::document::{Document, Sign};
use super::enclosure::is_rules;
use super::page::Label;
use super::page::evidence::{Hint, evidence};
use super::page::grammar::decode;
use super::page::names::{Far, NAMES};
use super::page::weights::Weights;
use super::reprint::join_reprints;
use super::splitter::{Splitter, addressees_end, foot};
use super::title::{EVENT_LINE, NUMBER_LINE, PART, SITE, is_date_line};
use crate::model::role::Role;
use crate::text::clean::CleanText;
use crate::text::words::ABOUT;

/// Split one text by a model of the page with these weights.
pub(crate) fn segment_with(clean: &CleanText, weights: &Weights) -> Vec<Document> {
    let contents = Contents::of(clean);
    let ruled = by_rules(clean, &contents);
    let evidence = evidence_of(clean, &contents, &ruled);
    let (mut labels, _) = decode(&evidence, weights, bars(clean, &contents));
    open_at_headings(clean, &ruled, &mut labels);
    open_at_heads(clean, &ruled, &mut labels);
    segment_labelled(clean, &contents, &labels)
}

/// So many headings make a habit.
const HABIT: usize = 3;

/// Documents begin at the headings with their dates that a compilation prints over their titles,
/// if it does so again and again. Over one title alone such lines are those of a web page.
fn open_at_headings(clean: &CleanText, ruled: &[Document], labels: &mut [Label]) {
    let headed = |d: &&Document| d.heading_date.is_some();
    if ruled.iter().filter(headed).count() < HABIT {
        return;
    }
    for document in ruled.iter().filter(headed) {
        open(clean, document, labels);
    }
}

/// A whole head under the end of another document's text begins its own: a decree with its number
/// and the sentence that puts its regulation out, without which no rule finds it; a title with its
/// number and its addressees under it; the title of what the title of the document above says it
/// issues.
fn open_at_heads(clean: &CleanText, ruled: &[Document], labels: &mut [Label]) {
    let whole = |d: &&Document| match d.sign {
        Sign::Decree => true,
        Sign::Number => addressees_end(clean, d.body).is_some(),
        Sign::Issued => true,
        _ => false,
    };
    for document in ruled.iter().filter(whole) {
        let start = document.lines.start;
        let ended = labels[..start].last().is_some_and(|above| match above {
            Label::Date | Label::Signature => true,
            Label::Body => clean.line(start - 1).ends_with(['。', '）']),
            _ => false,
        });
        let head = start..document.body.min(document.lines.end);
        if ended && !labels[head].iter().any(|label| label.begins()) {
            open(clean, document, labels);
        }
    }
}

/// Begin `document` where it begins by the rules, with its head.
fn open(clean: &CleanText, document: &Document, labels: &mut [Label]) {
    let start = document.lines.start;
    if !labels[start].begins() {
        labels[start] = Label::Title;
    }
    let body = document.body.min(document.lines.end);
    let head = labels.iter_mut().enumerate().take(body).skip(start + 1);
    for (i, label) in head {
        *label = match *label {
            Label::Title => Label::TitleMore,
            Label::Decree | Label::Lead => Label::Body,
            known @ (Label::Number | Label::TitleMore | Label::HeadDate) => known,
            _ if is_date_line(clean.line(i)) => Label::HeadDate,
            _ if NUMBER_LINE.is_match(clean.line(i)) => Label::Number,
            other => other,
        };
    }
}

/// The number of a section whose heading a line is, 11示例主体的管理要求; titles of documents may be
/// numbered, too.
fn section_number(words: &str) -> Option<u32> {
    let heading = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words[..words.len() - heading.len()].parse().ok()?;
    let named = heading.starts_with(|c: char| c.is_alphabetic() && !"年月日".contains(c));
    let section = named && !is_rules(heading) && !ABOUT.stand_in(heading);
    (section && words.len() <= LONGEST_SECTION).then_some(number)
}

/// How many bytes the heading of a section has at most.
const LONGEST_SECTION: usize = 90;

/// What it costs that a label begins a document at a line: nothing begins where an event of a note
/// stands, whatever it names, at the heading of the next section or part, in a table of contents,
/// or among the links at the foot of the page.
fn bars(clean: &CleanText, contents: &Contents) -> impl Fn(usize, Label) -> i32 + use<> {
    let n = clean.lines().len();
    let foot = foot(clean, 0, n);
    let mut section = 0;
    let mut is_next_section = |words: &str| {
        let Some(number) = section_number(words) else {
            return false;
        };
        let next = number > 1 && number == section + 1;
        if next || number == 1 {
            section = number;
        }
        next
    };
    let mut is_barred = |i: usize| {
        let words = clean.line(i);
        is_next_section(words)
            || i >= foot
            || EVENT_LINE.is_match(words)
            || contents.hold(i)
            || PART.is_match(words)
            || SITE.is_match(words)
    };
    let barred: Vec<bool> = (0..n).map(&mut is_barred).collect();
    move |line, label| match barred[line] && label.begins() {
        true => NEVER,
        false => 0,
    }
}

/// More than any evidence weighs.
const NEVER: i32 = i32::MIN / 4;

/// The documents of a text whose lines are labelled.
fn segment_labelled(clean: &CleanText, contents: &Contents, labels: &[Label]) -> Vec<Document> {
    let labels = join_reprints(clean, labels);
    let mut splitter = Splitter {
        clean,
        contents,
        documents: Vec::new(),
        labels: &labels,
    };
    splitter.follow();
    splitter.documents
}

/// The evidence of each line of `clean`, the rules' included: what the weights are fitted to.
pub fn page_evidence(clean: &CleanText) -> Vec<Vec<u16>> {
    let contents = Contents::of(clean);
    evidence_of(clean, &contents, &by_rules(clean, &contents))
}

/// `ruled` are the documents that the rules find.
fn evidence_of(clean: &CleanText, contents: &Contents, ruled: &[Document]) -> Vec<Vec<u16>> {
    evidence(clean, contents, &hints(clean, ruled))
}

/// Why the model reads a line as it does.
#[derive(Debug)]
pub(crate) struct Why {
    /// What it reads the line as.
    pub label: Label,
    /// By how much the best reading beats the best one in which nothing begins here, or, where
    /// nothing does, the best one in which a document begins here; none where none may. Hundredths
    /// of a natural logarithm of odds.
    pub margin: Option<i64>,
    /// The five weightiest reasons, against the reading as running text, or for running text
    /// against that as a title.
    pub reasons: Vec<(&'static str, i32)>,
}

/// Why line `i` of `clean` is read as it is.
pub(crate) fn why(clean: &CleanText, i: usize) -> Why {
    let weights = Weights::fitted();
    let contents = Contents::of(clean);
    let evidence = evidence_of(clean, &contents, &by_rules(clean, &contents));
    let bars = bars(clean, &contents);
    let (labels, best) = decode(&evidence, weights, &bars);
    let label = labels[i];
    let otherwise = |line: usize, other: Label| match line == i && other.begins() == label.begins()
    {
        true => NEVER,
        false => bars(line, other),
    };
    let margin = best - decode(&evidence, weights, otherwise).1;
    let margin = (margin < i64::from(NEVER.abs()) / 2).then_some(margin);
    let other = match label {
        Label::Body => Label::Title,
        _ => Label::Body,
    };
    let mut reasons: Vec<(&str, i32)> = evidence[i]
        .iter()
        .map(|e| {
            let by = weights.own(*e, label) - weights.own(*e, other);
            (NAMES[usize::from(*e)].as_str(), by)
        })
        .filter(|(_, by)| *by != 0)
        .collect();
    reasons.sort_by_key(|(name, by)| (-by.abs(), *name));
    reasons.truncate(5);
    Why {
        label,
        margin,
        reasons,
    }
}

/// The documents as the chain of rules finds them, without the model.
fn by_rules(clean: &CleanText, contents: &Contents) -> Vec<Document> {
    let mut splitter = Splitter {
        clean,
        contents,
        documents: Vec::new(),
        labels: &[],
    };
    splitter.run();
    splitter.documents
}

/// What the rules say of each line.
fn hints(clean: &CleanText, documents: &[Document]) -> Vec<Hint> {
    let mut hints = vec![Hint::Nothing; clean.lines().len()];
    for document in documents.iter().filter(|d| d.role != Role::FrontMatter) {
        let end = document.body.min(document.lines.end);
        for hint in &mut hints[document.lines.start..end] {
            *hint = Hint::Head;
        }
        hints[document.lines.start] = Hint::Begins(document.sign.evidence());
    }
    hints
}

impl Sign {
    /// The evidence that the model of the page takes it for.
    fn evidence(self) -> Far {
        match self {
            Self::Decree => Far::RuleDecree,
            Self::Number => Far::RuleNumber,
            Self::Heading => Far::RuleHeading,
            Self::Addressees => Far::RuleAddressees,
            Self::Note => Far::RuleNote,
            Self::Articles => Far::RuleArticles,
            Self::News => Far::RuleNews,
            Self::Enclosed | Self::Issued => Far::RuleEnclosed,
            Self::Interpretation => Far::RuleReading,
            Self::Opening => Far::RuleOpening,
            Self::Page | Self::Nothing => Far::RuleNothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    #[test]
    fn headings_of_sections_are_told_from_numbered_titles() {
        for (words, number) in [
            ("11示例主体的管理要求", Some(11)),
            ("2示例部关于示例工作的函", None),
            ("3示例管理办法", None),
            ("2024年示例工作要求", None),
            ("11.1组织", None),
            ("示例要求", None),
        ] {
            assert_eq!(section_number(words), number, "{words}");
        }
    }

    #[test]
    fn a_whole_head_under_the_end_of_a_text_begins_a_document() {
        let above = "示例部关于甲工作的通知\n示发〔2020〕1号\n各市：\n请做好甲工作。\n";
        let begins = |below: &str| {
            let clean = clean(&format!("{above}{below}"));
            let ruled = by_rules(&clean, &Contents::of(&clean));
            let mut labels = vec![Label::Body; clean.lines().len()];
            labels[0] = Label::Title;
            open_at_heads(&clean, &ruled, &mut labels);
            labels.iter().rposition(|label| label.begins())
        };
        let title = "示例部关于乙工作的通知\n示发〔2020〕2号\n";
        assert_eq!(begins(&format!("{title}各市：\n请做好乙工作。\n")), Some(4));
        assert_eq!(begins(&format!("{title}请做好乙工作。\n")), Some(0));
        let decree = "示例部令\n第3号\n";
        let sentence = "《示例办法》已经通过，现予公布。\n2020年1月2日\n示例办法\n";
        assert_eq!(begins(&format!("{decree}{sentence}")), Some(4));
        assert_eq!(begins(decree), Some(0));
    }

    #[test]
    fn what_a_title_says_it_issues_begins_under_the_end_of_the_notice() {
        let begins = |title: &str, below: &str| {
            let notice = format!("示例市政府关于印发{title}的通知\n各区：\n现印发给你们。\n");
            let clean = clean(&format!("{notice}示例市人民政府\n2020年1月2日\n{below}"));
            let ruled = by_rules(&clean, &Contents::of(&clean));
            let mut labels = vec![Label::Body; clean.lines().len()];
            (labels[0], labels[4]) = (Label::Title, Label::Date);
            open_at_heads(&clean, &ruled, &mut labels);
            labels.iter().rposition(|label| label.begins())
        };
        // No noun tells that it is rules.
        let text = "为规范示例审批，制定本程序。\n一、示例审批由示例局办理。\n";
        let title = "示例企业改制审批工作程序";
        assert_eq!(begins(title, &format!("{title}\n{text}")), Some(5));
        assert_eq!(
            begins(title, &format!("示例企业改制申请表\n{text}")),
            Some(0)
        );
        let contact = "联系人：示例局示例处某某某，联系电话：示例，传真：示例，请于月底前报送。";
        let listed = format!("附件：{title}\n{contact}\n");
        assert_eq!(begins(title, &listed), Some(0));
        // Before the notice is over such words head a part of it.
        let clean = clean(
            "示例局关于公布示例学校春季学期开学时间的通知\n各校：\n现将有关事项通知如下。\n\
             示例学校春季学期开学时间\n高三年级于3月2日开学，其他年级另行通知，望周知。\n\
             二、其他。\n示例局\n2020年1月2日\n",
        );
        assert_eq!(by_rules(&clean, &Contents::of(&clean)).len(), 1);
        // Who made it stands on lines of its own.
        let plan = "全国示例工作规划（2015—2020年）";
        let makers = "教育部公安部\n财政部民政部\n";
        assert_eq!(begins(plan, &format!("{plan}\n{makers}{text}")), Some(5));
    }
}
