//! [`CleanText`] → [`Document`]s: where one begins and ends, what it is, which one encloses it.
//!
//! Owns: titles (split over lines, printed twice, under a compilation's own heading), numbers that
//! stand on a line of their own, decrees, news-style announcements, attachments and their covering
//! notice, interpretations, front matter. Must not know: dates and agencies of a document (that is
//! `fields`), references, other files.
//!
//! A title is recognised by two things together: its own shape (the noun that ends it, 关于…的…)
//! and what stands around it: a document number, the line of addressees, a note of adoption, a
//! first article, the date of the compilation's heading. Shape alone never opens a document, so
//! that a cited title or a heading of a section does not.

mod catalogue;
mod document;
mod enclosure;
mod follow;
mod letterhead;
mod number_lines;
pub(crate) mod page;
mod reading;
mod reprint;
mod retitle;
mod splitter;
mod starts;
mod title;
mod unnamed;

pub(crate) use crate::model::role::Role;
pub(crate) use crate::model::title::fold as fold_title;
pub(crate) use document::{Document, Sign};
pub use reading::page_evidence;
pub(crate) use reading::{segment_with, why};
pub(crate) use title::{is_date_line, tidy_number};

/// Split one text.
#[cfg(test)]
pub(crate) fn segment(clean: &crate::text::clean::CleanText) -> Vec<Document> {
    segment_with(clean, page::weights::Weights::fitted())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    /// Split `source`; each document as `role first-last title | number`.
    fn check(source: &str, want: &[&str]) {
        let clean = clean(source);
        let got: Vec<String> = segment(&clean)
            .iter()
            .map(|d| {
                let line = |i: usize| clean.lines()[i].number;
                let number = d
                    .number
                    .as_ref()
                    .map_or(String::new(), |(n, _)| format!(" | {n}"));
                format!(
                    "{} {}-{} {}{number}",
                    d.role.name(),
                    line(d.lines.start),
                    line(d.lines.end - 1),
                    d.title
                )
            })
            .collect();
        assert_eq!(got, want, "in\n{source}");
    }

    #[test]
    fn a_notice_and_the_instrument_it_prints_are_two() {
        check(
            "财政部关于印发《示例资金管理办法》的通知\n财示〔2021〕148号\n各省、自治区、直辖市财政厅（局）：\n为加强管理，我们修订了《示例资金管理办法》。现予印发，请遵照执行。\n附件：示例资金管理办法\n财  政  部\n2021年6月4日\n示例资金管理办法\n第一条 为加强资金管理，制定本办法。\n第二条 本办法自发布之日起施行。\n",
            &[
                "act 1-7 财政部关于印发《示例资金管理办法》的通知 | 财示〔2021〕148号",
                "attachment 8-10 示例资金管理办法",
            ],
        );
    }

    #[test]
    fn a_decree_and_its_regulation_are_one() {
        check(
            "中华人民共和国国务院令\n第 790 号\n《示例条例》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。\n总理  李强\n2024年9月24日\n示例条例\n第一章  总则\n第一条 为了示例，制定本条例。\n",
            &["act 1-8 示例条例 | 国务院令第790号"],
        );
    }

    #[test]
    fn a_cited_title_and_a_section_heading_open_nothing() {
        check(
            "示例部关于加强示例工作的通知\n示发〔2020〕1号\n各单位：\n按照有关要求，现就有关事项通知如下：\n一、工作措施\n（一）落实《关于示例的意见》\n保障措施\n各地要加强组织领导。\n示例部\n2020年1月2日\n",
            &["act 1-10 示例部关于加强示例工作的通知 | 示发〔2020〕1号"],
        );
    }

    #[test]
    fn a_local_regulation_is_known_by_its_note() {
        check(
            "\n\n某省示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n第一章  总则\n第一条 为了示例。\n",
            &["act 3-6 某省示例条例"],
        );
        check(
            "某省示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n某省 示例条例\n（2018年11月30日某省第十三届人民代表大会常务委员会第七次会议通过）\n第一章  总则\n第一条 为了示例。\n",
            &["act 1-6 某省示例条例"],
        );
        check(
            "某市示例条例\n2013年2月26日 某市第十五届人民代表大会常务委员会\n第九次会议通过\n第一章  总则\n第一条 为了示例。\n",
            &["act 1-5 某市示例条例"],
        );
    }
}
