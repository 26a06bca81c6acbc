//! A [`Document`]'s own facts: issuing bodies, dates of signature, adoption, entry into force,
//! expiry, and its history as the note under its title tells it.
//!
//! Owns: reading signature blocks (in columns, letter-spaced, broken inside a name), clauses on
//! force, and what follows from the events of the note. Must not know: references to other
//! documents; what an agency's name stands for.

mod clauses;
mod event;
mod fact;
mod head;
mod issuers;
mod makers;
mod note;
mod notice;
mod reader;
mod signature;
mod stated;
mod tokens;
mod validity;

use crate::model::day::Day;
use crate::text::clean::CleanText;
use crate::text::segment::{Document, Role};
pub(crate) use event::{Event, EventKind, When};
pub(crate) use fact::Fact;
use reader::Reader;
pub(crate) use stated::Fields;
pub(crate) use validity::{Effective, Expiry, last_day_stated};

/// Read the facts of `document`; `source` is the text that `clean` was made from.
pub(crate) fn fields(source: &str, clean: &CleanText, document: &Document) -> Fields {
    let mut out = Fields::default();
    if document.role == Role::FrontMatter {
        return out;
    }
    let reader = Reader {
        source,
        clean,
        document,
    };
    if document.role == Role::Interpretation {
        return out;
    }
    (out.history, out.foreign) = reader.history();
    out.addressed = notice::addressed(clean, document);
    out.printed = notice::printed(clean, document);
    reader.signature(&mut out);
    reader.decree(&mut out);
    reader.bare_date(&mut out);
    reader.told_by_history(&mut out);
    let mut told = head::read(clean, document);
    reader.byline(&mut out);
    if document.role == Role::Attachment && out.agencies.is_empty() {
        reader.issuer_under_title(&mut out);
    }
    if document.role == Role::Attachment && out.agencies.is_empty() {
        out.agencies = reader.issuers_over_number();
    }
    if document.role == Role::Act {
        reader.act(&mut out, &mut told);
    }
    let terms = validity::read(
        clean,
        document,
        out.effective.take(),
        out.printed.as_ref().map(|f| f.value),
        (out.history.iter()).any(|e| e.kind == EventKind::Approved || e.approved.is_some()),
    );
    (out.effective, out.expires) = (terms.effective, terms.expires);
    if document.role == Role::Act {
        let on = |f: Fact<Day>| Fact::new(Effective::On(f.value), f.range, f.rule);
        out.effective = out.effective.or(told.force.map(on));
        let on = |f: Fact<Day>| Fact::new(Expiry::On(f.value), f.range, f.rule);
        // A day that the page states is surer than one that is reckoned.
        let stated = |f: &Fact<Expiry>| !matches!(f.value, Expiry::Reckoned(_));
        let reckoned = out.expires.take_if(|f| told.end.is_some() && !stated(f));
        out.expires = out.expires.or(told.end.map(on)).or(reckoned);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::segment::segment;

    /// The facts of the first act of `text` as one line: number, signed, adopted, effective,
    /// issuers.
    #[track_caller]
    fn check(text: &str, want: &str) {
        let clean = clean(text);
        let documents = segment(&clean);
        let act = documents.iter().find(|d| d.role == Role::Act);
        let got = fields(text, &clean, act.expect("an act"));
        let number = act.and_then(|d| d.number.as_ref()).map(|(n, _)| n.clone());
        let told = got.number.map(|f| f.value);
        let word = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let issuers: Vec<String> = got.agencies.into_iter().map(|f| f.value).collect();
        let line = [
            word(number.or(told)),
            word(got.signed.map(|f| f.value.to_string())),
            word(got.adopted.map(|f| f.value.to_string())),
            word(got.effective.map(|f| f.value.to_string())),
            issuers.join("、"),
        ];
        assert_eq!(line.join(" "), want, "{text}");
    }

    #[test]
    fn facts_are_read_off_the_note() {
        for (note, want) in [
            // who passes it issues it, who approves it does not; the last publication signs
            (
                "（2011年8月30日青岛市第十四届人民代表大会常务委员会第三十次会议通过　2011年9月29日山东省第十一届人民代表大会常务委员会第二十六次会议批准　2011年9月29日青岛市人民代表大会常务委员会公告第7号公布　自2011年11月1日起施行）",
                "青岛市人民代表大会常务委员会公告第7号 2011-09-29 2011-08-30 2011-11-01 青岛市人民代表大会常务委员会",
            ),
            (
                "（1988年2月3日国务院批准　1988年3月4日文化部令第99号、林业部令第98号发布）",
                "文化部令第99号、林业部令第98号 1988-03-04 - - 文化部、林业部",
            ),
            // a later version keeps the day on which the first was passed, not its publication
            (
                "（2003年5月6日国务院令第999号公布　2016年7月8日国务院第940次常务会议修订通过）",
                "国务院令第999号 - 2016-07-08 - 国务院",
            ),
            (
                "（2014年5月8日中共中央政治局常委会会议审议批准　2014年5月28日中共中央办公厅发布　2026年4月2日中共中央政治局常委会会议修订　2026年5月11日中共中央办公厅发布）",
                "- 2026-05-11 2026-04-02 - 中共中央办公厅",
            ),
        ] {
            check(
                &format!("青岛市示例条例\n{note}\n第一条 为了示例，制定本条例。\n"),
                want,
            );
        }
    }

    #[test]
    fn the_note_of_the_law_over_that_of_a_local_act_is_not_the_acts() {
        let law = "（2002年6月29日第九届全国人民代表大会常务委员会第二十八次会议通过）";
        let act = "（2010年7月30日青岛市第十四届人民代表大会常务委员会第十八次会议通过）";
        let article = "第一条 为了示例，制定本条例。\n";
        let council = "青岛市人民代表大会常务委员会";
        for notes in [format!("{law}\n{act}"), format!("{act}\n{law}")] {
            let text = format!("青岛市示例条例\n{notes}\n{article}");
            check(&text, &format!("- - 2010-07-30 - {council}"));
        }
        let text = format!("青岛市示例条例\n{law}\n{article}");
        check(&text, "- - 2002-06-29 - 全国人民代表大会常务委员会");
    }

    #[test]
    fn facts_are_read_off_decrees() {
        let articles = "第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。\n";
        for (head, want) in [
            // the title stands in the sentence that tells of its adoption
            (
                "示例银行令\n（2019）第4号\n《示例登记办法》已经2019年9月18日示例银行第1次行务会议审议通过,现予发布,自2020年1月1日起施行。\n行长 某某\n2019年11月22日\n示例登记办法\n",
                "示例银行令（2019）第4号 2019-11-22 2019-09-18 2020-01-01 示例银行",
            ),
            // the line is broken before the date
            (
                "示例银行令〔2010〕第1号\n为了示例，示例银行制定了《示例登记办法》，经\n2010年3月19日第4次行长办公会议通过，现予公布，自公布之日起施行。\n行长：某某\n2010年4月14日\n示例登记办法\n",
                "示例银行令〔2010〕第1号 2010-04-14 2010-03-19 on_publication 示例银行",
            ),
            (
                "《示例审理规定》已于2002年10月11日由最高人民法院审判委员会第1245次会议通过。现予公布，自2003年4月18日起施行。\n二○○三年四月十六日\n示例审理规定\n",
                "- 2003-04-16 2002-10-11 2003-04-18 最高人民法院",
            ),
        ] {
            check(&format!("{head}{articles}"), want);
        }
    }

    #[test]
    fn a_signature_closes_the_text_whatever_the_page_prints_after_it() {
        let notice = "示例市财政局关于示例工作的通知（示财〔2020〕7号）\n各区财政局：\n现就示例工作通知如下。\n一、加强示例管理。\n";
        let signed = "示财〔2020〕7号 2020-03-04 - - 示例市财政局";
        for end in [
            "示例市财政局\n2020年3月4日\n",
            "2020年3月4日\n主题词：示例 通知\n抄送：示例市人民政府，\n各区人民政府。\n",
            "二〇二〇年三月四日\n（此件公开发布）\n示例市财政局办公室 2020年3月9日印发\n",
            "附件：示例申请表2020年3月4日\n",
        ] {
            check(&format!("{notice}{end}"), signed);
        }
        for end in [
            "本通知所称年度，截至2020年3月4日\n二、其他事项。\n",
            "附件：示例表（截至2020年3月4日）\n",
        ] {
            check(
                &format!("{notice}{end}"),
                "示财〔2020〕7号 - - - 示例市财政局",
            );
        }
        // An office is no body without the one before it.
        check(
            "关于示例工作的通知\n各单位：\n现就示例工作通知如下。\n　　示例市人民政府 办公厅\n　　2020年3月4日\n",
            "- 2020-03-04 - - 示例市人民政府办公厅",
        );
        check(
            "关于示例工作的通知\n各单位：\n现就示例工作通知如下。\n　　示例镇招生领导小组办公室(代章)\n　　2020年3月4日\n",
            "- 2020-03-04 - - 示例镇招生领导小组办公室",
        );
        // A company that no list knows signs in bold type.
        check(
            "**关于示例支付服务的报告**\n\n**示例银行示例分行：**\n\n现将示例支付服务报告如下。\n\n\
             **示例支付科技有限公司**\n\n**2026 年 1 月 14 日**\n",
            "- 2026-01-14 - - 示例支付科技有限公司",
        );
        check(
            "关于示例账户的通知\n各分行：\n现就示例账户通知如下。\n附件：示例申请表中国人民银行中华人民共和国公安部2017年4月8日\n",
            "- 2017-04-08 - - 中国人民银行、中华人民共和国公安部",
        );
    }

    #[test]
    fn an_event_that_decree_and_note_tell_is_one() {
        let text = "中华人民共和国国务院令\n第9号\n《示例条例》已经2018年9月6日国务院第23次常务会议修订通过，现予公布，自2019年3月1日起施行。\n总理　某某某\n2018年11月6日\n示例条例\n（1991年3月4日国务院令第7号公布　2018年9月6日国务院第23次常务会议修订通过）\n第一条 为了示例，制定本条例。\n";
        let clean = clean(text);
        let documents = segment(&clean);
        let events = fields(text, &clean, &documents[0]).history;
        let told: Vec<String> = events
            .iter()
            .map(|e| format!("{} {}", e.kind.name(), e.when))
            .collect();
        assert_eq!(
            told,
            [
                "revised 2018-09-06",
                "in_force 2019-03-01",
                "published 1991-03-04"
            ]
        );
    }

    #[test]
    fn a_byline_tells_who_and_when() {
        check(
            "关于示例工作的意见\n（民政部　一九九七年一月二十八日）\n为了示例，提出如下意见：\n一、总体要求。\n",
            "- 1997-01-28 - - 民政部",
        );
    }
}
