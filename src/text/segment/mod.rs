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

mod annex;
mod catalogue;
mod contents;
mod document;
mod enclosed;
mod enclosure;
mod follow;
mod front;
mod letterhead;
mod number_lines;
pub(crate) mod page;
mod reading;
mod reprint;
mod retitle;
mod splitter;
mod starts;
mod title;
mod undocumented;
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
    fn links_to_readings_under_a_menu_are_no_text() {
        let act = "示例部关于加强示例工作的通知\n示发〔2020〕1号\n各单位：\n为加强示例工作，现就有关事项通知如下：\n一、加强示例管理。\n示例部\n2020年1月2日\n";
        let link = "【文字解读】《示例部关于加强示例工作的通知》政策解读2020-01-03\n";
        let want = "示例部关于加强示例工作的通知 | 示发〔2020〕1号";
        check(
            &format!("{act}【返回顶部】【关闭窗口】\n{link}"),
            &[&format!("act 1-7 {want}")],
        );
        check(&format!("{act}{link}"), &[&format!("act 1-8 {want}")]);
        check(
            &format!("{act}【原文下载】\n示例部关于加强示例工作的通知.pdf\n"),
            &[&format!("act 1-7 {want}")],
        );
    }

    #[test]
    fn kind_and_bodies_on_lines_of_their_own_are_one_name() {
        check(
            "财政部商务部\n公告\n2020年第16号\n为促进示例发展，现就示例工作有关事项公告如下：\n一、示例企业应当报送示例情况。\n二、本公告自公布之日起施行。\n财政部 商务部\n2020年1月2日\n",
            &["act 1-8 财政部商务部公告 | 财政部商务部公告2020年第16号"],
        );
        check(
            "财政部商务部\n令\n〔2020〕第5号\n《示例管理办法》已经2020年1月2日财政部部务会议审议通过，现予公布，自2020年3月1日起施行。\n2020年1月3日\n示例管理办法\n第一条 为了示例，制定本办法。\n第二条 示例应当公开。\n",
            &["act 1-8 示例管理办法 | 财政部商务部令〔2020〕第5号"],
        );
    }

    #[test]
    fn what_stands_behind_the_foot_of_a_page_begins_there() {
        check(
            "示例部办公厅关于印发《示例账户管理办法》的通知\n各示例单位：\n现将《示例账户管理办法》印发给你们，请遵照执行。\n附件：示例账户管理办法二〇〇六年十月十二日\n联系人：某某 联系电话：66194900（共印30份）\n示例部办公厅 2006年10月20日印发示例账户管理办法\n第一条 为加强示例账户管理，制定本办法。\n第二条 示例账户包括甲账户和乙账户。\n",
            &[
                "act 1-6 示例部办公厅关于印发《示例账户管理办法》的通知",
                "attachment 6-8 示例账户管理办法",
            ],
        );
    }

    #[test]
    fn rules_that_follow_their_notice_without_a_title_have_the_one_it_names() {
        let notice = "示例市示例局关于印发示例市示例管理办法的通知\n示局〔2020〕1号\n各区示例局：\n《示例市示例管理办法》已经同意，现印发给你们，请遵照执行。\n示例市示例局\n2020年1月2日\n";
        let rules = "第一条 为了示例，制定本办法。\n第二条 示例应当公开。\n第三条 本办法自发布之日起施行。\n";
        check(
            &format!("{notice}{rules}"),
            &[
                "act 1-6 示例市示例局关于印发示例市示例管理办法的通知 | 示局〔2020〕1号",
                "attachment 7-9 示例市示例管理办法",
            ],
        );
        check(
            &format!("{notice}示例市示例管理办法\n{rules}"),
            &[
                "act 1-6 示例市示例局关于印发示例市示例管理办法的通知 | 示局〔2020〕1号",
                "attachment 7-10 示例市示例管理办法",
            ],
        );
    }

    #[test]
    fn rules_under_the_word_annex_are_an_attachment_though_nothing_names_them() {
        let notice = "示例部关于加强示例工作的通知\n示发〔2020〕1号\n各单位：\n为加强示例工作，现就有关事项通知如下：\n一、加强示例管理。\n示例部\n2020年1月2日\n附件\n";
        let rules = "第一条 为了示例，制定本规程。\n第二条 示例应当公开。\n";
        check(
            &format!("{notice}示例操作规程\n{rules}"),
            &[
                "act 1-7 示例部关于加强示例工作的通知 | 示发〔2020〕1号",
                "attachment 9-11 示例操作规程",
            ],
        );
        // What else stands there is part of the notice.
        check(
            &format!(
                "{}附：\n示例报告编制要求\n一、示例情况。\n二、示例计划，包括示例措施。\n",
                notice.trim_end_matches("附件\n")
            ),
            &["act 1-11 示例部关于加强示例工作的通知 | 示发〔2020〕1号"],
        );
    }

    #[test]
    fn a_book_lists_what_it_prints_and_nothing_begins_in_its_contents() {
        let notice = "示例部关于加强示例工作的通知\n各单位：\n为加强示例工作，现就有关事项通知如下：\n一、加强示例管理。\n附件：示例情况表\n";
        let announcement = "财政部 商务部公告〔2020〕第16号\n为促进示例发展，现就示例工作有关事项公告如下：\n一、示例企业应当报送示例情况。\n二、本公告自公布之日起施行。\n财政部 商务部\n2020年1月2日\n";
        let news = "示例统一网关试点正式启动\n示例互联互通又往前迈了一步。示例银行近日启动示例试点，示例机构参加。\n";
        check(
            &format!(
                "示例政策汇编\n\n目　录\n\n一、示例部关于加强示例工作的通知……（1）\n二、财政部商务部公告……（4）\n三、示例统一网关试点正式启动……（7）\n\n第一部分　国家政策\n\n{notice}\n第二部分　地方政策\n\n{announcement}\n{news}"
            ),
            &[
                "frontmatter 1-9 ",
                "act 11-15 示例部关于加强示例工作的通知",
                "act 19-24 财政部商务部公告 | 财政部商务部公告〔2020〕第16号",
                "interpretation 26-27 示例统一网关试点正式启动",
            ],
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

    #[test]
    fn a_page_that_tells_a_title_is_a_document_and_a_form_is_none() {
        let documents = |text: &str| segment(&clean(text)).len();
        let rows =
            "索引号：A/1\n标题：示例市人民政府关于示例工作的通知\n发文字号：示政发〔2020〕1号\n";
        assert_eq!(documents(&format!("{rows}点击下载原文\n")), 1);
        assert_eq!(documents("购买方：某某\n金额：100\n开票人：某某\n"), 0);
    }
}
