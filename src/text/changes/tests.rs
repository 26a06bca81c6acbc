//! Tests of instructions on made-up decisions.
//!
//! Owns: examples. Must not know: real texts.

use super::*;
use crate::model::provision::Provision;
use crate::model::source::SourceFile;
use crate::text::records::Analysed;

/// What the first document of a text tells, in a line each.
fn told(text: &str) -> Vec<String> {
    let analysed = Analysed::new(SourceFile::from_text("决定.txt", text));
    let rows = &analysed.extractions[0].rows;
    let changes = analysed.changes[0].iter();
    let line = |it: &Instruction| {
        let text = |it: &Option<String>| it.clone().unwrap_or_default().replace('\n', "/");
        let provision = |it: &Option<Provision>| it.as_ref().map(ToString::to_string);
        let anchor = it
            .anchor
            .as_ref()
            .map(|(side, words)| format!("{}{words}", side.name()));
        let parts = [
            rows[it.row].target.clone(),
            it.kind.to_string(),
            provision(&it.provision).unwrap_or_default(),
            provision(&it.becomes).map_or_else(String::new, |to| format!("→{to}")),
            anchor.unwrap_or_default(),
            text(&it.before),
            text(&it.after),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join(" ")
    };
    changes.map(line).collect()
}

fn decision(body: &str) -> Vec<String> {
    let head = "示例市人民政府关于修改《示例市停车管理办法》的决定\n（2021年3月4日示例市人民政府令第8号公布）\n\
                示例市人民政府决定对《示例市停车管理办法》作如下修改：\n";
    let all = told(&format!("{head}{body}\n本决定自公布之日起施行。\n"));
    let bare = all.iter().map(|it| it.replace("示例市停车管理办法 ", ""));
    bare.collect()
}

#[test]
fn what_is_changed_point_by_point_is_amended_in_part() {
    let parts = |body: &str| {
        let text = format!(
            "示例市人民政府关于修改《示例市停车管理办法》的决定\n示例市人民政府决定：\n{body}\n"
        );
        let analysed = Analysed::new(SourceFile::from_text("决定.txt", text));
        let rows = &analysed.extractions[0].rows;
        let amended = rows.iter().filter(|it| it.relation == Relation::Amends);
        amended.map(|it| it.part).collect::<Vec<_>>()
    };
    let point = "将《示例市停车管理办法》第三条修改为：“停车场由区人民政府管理。”";
    assert_eq!(parts(point), [true]);
    assert_eq!(parts("修改《示例市停车管理办法》，重新公布。"), [false]);
}

#[test]
fn each_form_is_read() {
    for (body, want) in [
        (
            "一、将第三条修改为：“停车场由区人民政府管理。”",
            &["replace 第三条 停车场由区人民政府管理。"][..],
        ),
        (
            "一、第三条第二款修改为：“甲。\n“（一）乙；\n“（二）丙。”",
            &["replace 第三条第二款 甲。/（一）乙；/（二）丙。"],
        ),
        (
            "一、删去第十条。\n二、删去第七条第二款、第三款。",
            &[
                "delete 第十条",
                "delete 第七条第二款",
                "delete 第七条第三款",
            ],
        ),
        (
            "一、增加一条，作为第二十条：“丁。”",
            &["insert →第二十条 丁。"],
        ),
        (
            "一、在第五条后增加一条，作为第五条之一：“丁。”",
            &["insert 第五条 →第五条之一 丁。"],
        ),
        (
            "一、第五条增加一款，作为第二款：“丁。”",
            &["insert 第五条 →第五条第二款 丁。"],
        ),
        (
            "一、将第三条、第八条中的“公安机关”修改为“城市管理部门”。",
            &[
                "substitute 第三条 公安机关 城市管理部门",
                "substitute 第八条 公安机关 城市管理部门",
            ],
        ),
        (
            "一、将第三条中的“甲”修改为“乙”，“丙”修改为“丁”。",
            &["substitute 第三条 甲 乙", "substitute 第三条 丙 丁"],
        ),
        (
            "一、将全文中的“工商部门”统一修改为“市场监管部门”。",
            &["substitute 工商部门 市场监管部门"],
        ),
        (
            "一、删去第十一条第二款中的“具有资格的”。",
            &["delete 第十一条第二款 具有资格的"],
        ),
        (
            "一、在第六条“车辆”后增加“和船舶”。",
            &["insert 第六条 behind车辆 和船舶"],
        ),
        (
            "一、第七条改为第九条，修改为：“戊。”",
            &["renumber 第七条 →第九条", "replace 第七条 戊。"],
        ),
        (
            "一、第七条改为第九条，第一款修改为：“戊。”并删去第三款。",
            &[
                "renumber 第七条 →第九条",
                "replace 第七条第一款 戊。",
                "delete 第七条第三款",
            ],
        ),
        (
            "一、第七条、第八条合并为第七条，修改为：“己。”",
            &["replace 第七条 →第七条 己。", "delete 第八条"],
        ),
        (
            "一、增加二条，作为第二十条、第二十一条：\n“第二十条　庚。\n“第二十一条　辛。”",
            &["insert →第二十条 庚。", "insert →第二十一条 辛。"],
        ),
        (
            "一、在第九条中增加一款作为第二款，将该条修改为：“甲。\n“乙。”",
            &["insert 第九条 →第九条第二款", "replace 第九条 甲。/乙。"],
        ),
        (
            "一、删去第三条。\n此外，对条文顺序作相应调整。",
            &["delete 第三条", "renumber"],
        ),
        (
            "一、第十条至第十二条依次改为第十一条至第十三条。",
            &[
                "renumber 第十条 →第十一条",
                "renumber 第十一条 →第十二条",
                "renumber 第十二条 →第十三条",
            ],
        ),
    ] {
        assert_eq!(decision(body), want, "{body}");
    }
}

#[test]
fn what_cannot_be_told_is_left_out() {
    for body in [
        "一、将第十条中的罚款数额修改为“五百元”。",
        "一、删去第五条关于期限的规定。",
        "一、将附件2中的“甲”修改为“乙”。",
        "一、完善第三条的规定，增加透明度。",
        "一、第三条的条件改为由区人民政府规定。",
    ] {
        assert_eq!(decision(body), Vec::<String>::new(), "{body}");
    }
    let rules = "示例市停车管理办法\n第一条 为了规范停车管理，制定本办法。\n\
                 第二条 申请人要求将第一条修改为“甲”的，不予受理。\n";
    assert_eq!(told(rules), Vec::<String>::new());
}

#[test]
fn a_packaged_decision_tells_of_each_act_apart() {
    let text = "示例市人民政府关于修改部分规章的决定\n（2021年3月4日示例市人民政府令第8号公布）\n\
                示例市人民政府决定对2件规章作出修改：\n\
                一、对《示例市停车管理办法》作出修改\n（一）将第二条中的“甲”修改为“乙”。\n（二）删去第四条。\n\
                二、将《示例市供水办法》（示例市人民政府令第2号）第六条修改为：“依照《示例市停车管理办法》办理。\n“丙。”\n\
                删去第七条。\n三、《示例市供热办法》\n删去第八条。\n本决定自公布之日起施行。\n";
    assert_eq!(
        told(text),
        [
            "示例市停车管理办法 substitute 第二条 甲 乙",
            "示例市停车管理办法 delete 第四条",
            "示例市供水办法 replace 第六条 依照《示例市停车管理办法》办理。/丙。",
            "示例市供水办法 delete 第七条",
            "示例市供热办法 delete 第八条",
        ]
    );
}

#[test]
fn an_amendment_names_its_act_in_its_title() {
    let text = "中华人民共和国示例法修正案（二）\n（2021年3月4日第十三届全国人民代表大会第四次会议通过）\n\
                一、第七条后增加一条，作为第七条之一：“甲。”\n第二条 示例法第十条：“乙。”修改为：“丙。”\n\
                第三条 删去《中华人民共和国示例法》第十二条第二款。\n";
    let all = told(text);
    let bare: Vec<&str> = all
        .iter()
        .map(|it| it.split_once(' ').unwrap_or_default().1)
        .collect();
    assert_eq!(
        bare,
        [
            "insert 第七条 →第七条之一 甲。",
            "substitute 第十条 乙。 丙。",
            "delete 第十二条第二款",
        ]
    );
}

#[test]
fn the_words_quoted_are_those_that_tell() {
    let text = "示例市人民政府关于修改《示例市停车管理办法》的决定\n\
                示例市人民政府决定对《示例市停车管理办法》作如下修改：\n\
                一、将第三条 修改为：“甲。\n“乙。”\n二、删去第四条。\n";
    let analysed = Analysed::new(SourceFile::from_text("决定.txt", text));
    let words = |it: &Instruction| analysed.clean.to_source(it.range).of(text).to_owned();
    let words: Vec<String> = analysed.changes[0].iter().map(words).collect();
    assert_eq!(words, ["将第三条 修改为：“甲。\n“乙。”", "删去第四条"]);
}

#[test]
fn a_quotation_that_is_never_closed_ends_where_the_decision_speaks_again() {
    assert_eq!(
        decision("一、将第三条修改为：“甲。\n“乙。\n二、删去第四条。"),
        ["replace 第三条 甲。/乙。", "delete 第四条"]
    );
}
