//! Tests of changes carried out on made-up articles.
//!
//! Owns: examples. Must not know: graphs.

use super::*;
use crate::analyze::compare::passages;

const OLD: &str = "第一条甲一。\n第二条甲二。\n乙二：\n（一）丙；\n（二）丁。\n戊二。\n第三条己。\n第三条之一庚。\n第四条甲四，甲五。";

fn read(text: &str) -> Option<Provision> {
    (!text.is_empty()).then(|| Provision::read(text).unwrap())
}

fn change(kind: ChangeKind, at: &str, to: &str, before: &str, after: &str) -> TextualChange {
    let words = |it: &str| (!it.is_empty()).then(|| it.to_owned());
    TextualChange {
        becomes: read(to),
        before: words(before),
        after: words(after),
        ..TextualChange::bare(kind, read(at))
    }
}

fn inserted(unit: Unit, at: &str, to: &str, after: &str) -> TextualChange {
    TextualChange {
        unit: Some(unit),
        ..change(ChangeKind::Insert, at, to, "", after)
    }
}

/// The articles on a line each, then why a change was left out.
fn told(changes: &[TextualChange]) -> Vec<String> {
    let changes: Vec<&TextualChange> = changes.iter().collect();
    let found = apply(&passages(OLD), &changes);
    let article = |it: &Passage| format!("{} {}", it.label, it.words.replace('\n', "/"));
    let left = found.left_out.iter();
    let left = left.map(|(place, why)| format!("{place}: {}", why.words()));
    found.articles.iter().map(article).chain(left).collect()
}

fn whole() -> Vec<String> {
    told(&[])
}

#[test]
fn nothing_changes_without_changes() {
    assert_eq!(
        whole(),
        [
            "第一条 甲一。",
            "第二条 甲二。/乙二：/（一）丙；/（二）丁。/戊二。",
            "第三条 己。",
            "第三条之一 庚。",
            "第四条 甲四，甲五。"
        ]
    );
}

#[test]
fn words_below_an_article_change_where_they_stand() {
    use ChangeKind::{Delete, Replace, Substitute};
    let second = |changes: &[TextualChange]| told(changes)[1].clone();
    for (changes, want) in [
        (
            vec![change(Replace, "第二条第一款", "", "", "新一")],
            "新一。/乙二：/（一）丙；/（二）丁。/戊二。",
        ),
        (
            vec![change(Replace, "第二条第二款第一项", "", "", "新丙")],
            "甲二。/乙二：/（一）新丙；/（二）丁。/戊二。",
        ),
        (
            vec![change(
                Replace,
                "第二条第二款",
                "",
                "",
                "新乙：\n（一）子；\n（二）丑；\n（三）寅。",
            )],
            "甲二。/新乙：/（一）子；/（二）丑；/（三）寅。/戊二。",
        ),
        (
            vec![
                change(Delete, "第二条第一款", "", "", ""),
                change(Replace, "第二条第三款", "", "", "新戊。"),
            ],
            "乙二：/（一）丙；/（二）丁。/新戊。",
        ),
        (
            vec![change(Delete, "第二条第一项", "", "", "")],
            "甲二。/乙二：/（一）丁。/戊二。",
        ),
        (
            vec![change(Delete, "第二条", "", "二", "")],
            "甲。/乙：/（一）丙；/（二）丁。/戊。",
        ),
        (
            vec![change(Substitute, "第二条第三款", "", "戊", "新戊")],
            "甲二。/乙二：/（一）丙；/（二）丁。/新戊二。",
        ),
        (
            vec![inserted(
                Unit::Paragraph,
                "第二条",
                "第二条第二款",
                "新二。",
            )],
            "甲二。/新二。/乙二：/（一）丙；/（二）丁。/戊二。",
        ),
        (
            vec![inserted(Unit::Paragraph, "第二条", "", "新末。")],
            "甲二。/乙二：/（一）丙；/（二）丁。/戊二。/新末。",
        ),
        (
            vec![inserted(
                Unit::Item,
                "第二条第二款",
                "第二条第二款第二项",
                "新项；",
            )],
            "甲二。/乙二：/（一）丙；/（二）新项；/（三）丁。/戊二。",
        ),
        (
            vec![inserted(Unit::Item, "第二条第二款", "", "新项。")],
            "甲二。/乙二：/（一）丙；/（二）丁；/（三）新项。/戊二。",
        ),
    ] {
        assert_eq!(second(&changes), format!("第二条 {want}"));
        assert_eq!(told(&changes).len(), 5, "{want}");
    }
}

#[test]
fn articles_are_numbered_through_where_the_decision_moves_them() {
    let labels = |changes: &[TextualChange]| {
        let told = told(changes).into_iter();
        let label = |it: String| it.split(' ').next().unwrap_or_default().to_owned();
        told.map(label).collect::<Vec<_>>().join(" ")
    };
    let gone = || change(ChangeKind::Delete, "第二条", "", "", "");
    // What is struck out leaves a gap unless the decision says otherwise.
    assert_eq!(labels(&[gone()]), "第一条 第三条 第三条之一 第四条");
    let order = TextualChange::bare(ChangeKind::Renumber, None);
    assert_eq!(labels(&[gone(), order]), "第一条 第二条 第二条之一 第三条");
    let added = inserted(Unit::Article, "", "第二条", "新。");
    assert_eq!(
        labels(&[added]),
        "第一条 第二条 第三条 第四条 第四条之一 第五条"
    );
    let behind = inserted(Unit::Article, "第二条", "", "新。");
    assert_eq!(
        labels(&[behind]),
        "第一条 第二条 第三条 第四条 第四条之一 第五条"
    );
    let one = inserted(Unit::Article, "第三条之一", "第三条之二", "新。");
    let two = inserted(Unit::Article, "第一条", "第一条之一", "新。");
    assert_eq!(
        labels(&[one, two]),
        "第一条 第一条之一 第二条 第三条 第三条之一 第三条之二 第四条"
    );
    let moved = change(ChangeKind::Renumber, "第四条", "第二条", "", "");
    assert_eq!(told(&[moved])[1], "第二条 甲四，甲五。");
}

#[test]
fn words_that_are_replaced_throughout_leave_new_words_alone() {
    use ChangeKind::{Replace, Substitute};
    let changes = [
        change(Substitute, "", "", "甲", "新甲"),
        change(Replace, "第一条", "", "", "甲也。"),
        change(Substitute, "第四条", "", "甲五", "新甲五"),
    ];
    let told = told(&changes);
    assert_eq!(told[0], "第一条 甲也。");
    assert_eq!(
        told[1],
        "第二条 新甲二。/乙二：/（一）丙；/（二）丁。/戊二。"
    );
    assert_eq!(told[4], "第四条 新甲四，新甲五。");
}

#[test]
fn a_number_is_no_part_of_a_longer_one() {
    let old = passages("第一条二十日内、十日内申请。\n第二条中国人民银行和人民银行。");
    let days = change(ChangeKind::Substitute, "第一条", "", "十日", "五日");
    let bank = change(ChangeKind::Substitute, "", "", "人民银行", "中国人民银行");
    let found = apply(&old, &[&days, &bank]);
    let words: Vec<&str> = found.articles.iter().map(|it| it.words.as_str()).collect();
    assert_eq!(
        words,
        ["二十日内、五日内申请。", "中国人民银行和中国人民银行。"]
    );
}

#[test]
fn what_is_not_certain_is_left_out_and_told() {
    use ChangeKind::{Insert, Renumber, Replace, Substitute};
    let beside = TextualChange {
        anchor: Some((false, "甲".to_owned())),
        ..change(Insert, "第四条", "", "", "新")
    };
    for (change, why) in [
        (
            change(Replace, "第九条", "", "", "新。"),
            LeftOut::NoProvision,
        ),
        (
            change(Replace, "第二条第七款", "", "", "新。"),
            LeftOut::NoProvision,
        ),
        (
            change(Substitute, "第一条", "", "癸", "新"),
            LeftOut::NoWords,
        ),
        (change(Replace, "第一条", "", "", ""), LeftOut::NotPrinted),
        (change(Replace, "第二章", "", "", "新"), LeftOut::NoArticle),
        (beside, LeftOut::Ambiguous),
        (
            inserted(Unit::Article, "", "第九条", "新。"),
            LeftOut::OtherPlace,
        ),
        (
            change(Renumber, "第二条第一款", "第二条第二款", "", ""),
            LeftOut::OtherPlace,
        ),
    ] {
        let found = apply(&passages(OLD), &[&change]);
        assert_eq!(found.left_out, [(0, why)], "{change:?}");
    }
}

#[test]
fn references_follow_articles_only_where_the_order_is_adjusted() {
    let old = passages("第一条甲。\n第二条违反第一条的。\n第三条依照第二条。");
    let gone = change(ChangeKind::Delete, "第一条", "", "", "");
    let words = change(
        ChangeKind::Substitute,
        "第三条",
        "",
        "依照第二条",
        "依照第一条",
    );
    let order = change(ChangeKind::Renumber, "", "", "", "");
    let done = |changes: &[&TextualChange]| {
        let found = apply(&old, changes);
        let words: Vec<String> = found.articles.into_iter().map(|it| it.words).collect();
        (words.join("/"), found.renumbered.len())
    };
    assert_eq!(
        done(&[&gone]),
        ("违反第一条的。/依照第二条。".to_owned(), 0)
    );
    assert_eq!(
        done(&[&gone, &order]),
        ("违反第一条的。/依照第一条。".to_owned(), 1)
    );
    // Words that the decision prints bear the new numbers already.
    assert_eq!(
        done(&[&gone, &words, &order]),
        ("违反第一条的。/依照第一条。".to_owned(), 0)
    );
}
