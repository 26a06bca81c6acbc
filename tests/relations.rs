//! Relations that whole texts tell: a text of one kind for each rule of drafting.
//!
//! Owns: the texts, all made up, and what is to be read in them. Must not know: how it is read.

use zhengtu::{Options, RelationRow, extract};

/// `type target provisions date` of each relation of the first act of `text`.
#[track_caller]
fn check(text: &str, want: &[&str]) {
    let records = extract(text, &Options::default());
    let act = records.iter().find(|r| r.role == "act").expect("an act");
    let got: Vec<String> = act.relations.iter().map(line).collect();
    assert_eq!(got, want, "{text}");
}

fn line(row: &RelationRow) -> String {
    let word = |part: &Option<String>| part.clone().unwrap_or_default();
    let parts = [
        row.kind.clone(),
        word(&row.target),
        word(&row.target_number),
        row.provisions.join("、"),
        word(&row.date),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(" ")
}

/// A notice with `body`.
#[track_caller]
fn notice(body: &str, want: &[&str]) {
    let head = "示例部关于示例工作的通知\n各省示例厅：\n";
    check(&format!("{head}{body}\n示例部\n2020年1月2日\n"), want);
}

#[test]
fn an_earlier_act_of_the_own_title_is_the_predecessor() {
    check(
        "示例省示例管理条例\n（2022年5月26日示例省人民代表大会常务委员会第三次会议通过）\n第一条 为了示例，根据《中华人民共和国示例法》，制定本条例。\n第二条 本条例自2022年8月1日起施行。2001年3月2日示例省人民代表大会常务委员会通过的《示例省示例管理条例》同时废止。\n",
        &[
            "based_on 中华人民共和国示例法",
            "repeals 示例省示例管理条例 2022-08-01",
            "replaces 示例省示例管理条例 2022-08-01",
        ],
    );
}

#[test]
fn lists_end_what_they_name() {
    notice(
        "现就示例工作通知如下。\n一、加强管理。\n二、《示例甲办法》（示发〔2001〕3号）、《示例乙办法》均同时废止。《示例丙通知》（示发〔2003〕7号）不再执行。《示例丁规定》和《示例戊规定》都予以废止。",
        &[
            "repeals 示例甲办法 示发〔2001〕3号",
            "repeals 示例乙办法",
            "repeals 示例丙通知 示发〔2003〕7号",
            "repeals 示例丁规定",
            "repeals 示例戊规定",
        ],
    );
    notice(
        "现就示例工作通知如下。\n一、加强管理。\n二、原《示例甲办法》、《示例乙规程》和《示例丙手续》（示发〔2009〕8号文印发）同时废止。\n三、《示例丁办法》、《示例戊办法》（示例部令第9号发布）自即日起废止。\n四、《示例己通知》和《示例庚办法》（示发〔2010〕8号文印发）不再执行。\n五、继续按照《示例辛办法》和《示例壬办法》（示发〔2011〕8号文印发）执行。",
        &[
            "repeals 示例甲办法 示发〔2009〕8号",
            "repeals 示例乙规程 示发〔2009〕8号",
            "repeals 示例丙手续 示发〔2009〕8号",
            "repeals 示例丁办法",
            "repeals 示例戊办法 示例部令第9号",
            "repeals 示例己通知",
            "repeals 示例庚办法 示发〔2010〕8号",
            "cites 示例辛办法",
            "cites 示例壬办法 示发〔2011〕8号",
        ],
    );
    check(
        "示例银行公告\n〔2020〕第3号\n为了适应示例管理的需要，示例银行对截至2019年底印发的规范性文件进行了全面清理，决定废止以下规范性文件：\n一、关于示例票据的若干规定（示发〔1998〕12号）\n二、示例账户办法（示发〔1997〕265号文印发）\n三、示例细则（示发〔1999〕2号）\n示例银行\n2020年1月2日\n",
        &[
            "repeals 关于示例票据的若干规定 示发〔1998〕12号",
            "repeals 示例账户办法 示发〔1997〕265号",
            "repeals 示例细则 示发〔1999〕2号",
        ],
    );
}

#[test]
fn a_list_ends_whole_though_of_its_last_member_a_part_does() {
    notice(
        "现就示例工作通知如下。\n一、加强管理。\n二、《示例甲通知》（示发〔2000〕89号）、《示例乙通知》（示发〔2000〕90号），以及《示例丙通知》（示发〔2009〕374号）第一条第二项“填写示例单的要求”关于单据样式的规定同时废止。",
        &[
            "repeals 示例甲通知 示发〔2000〕89号",
            "repeals 示例乙通知 示发〔2000〕90号",
            "repeals 示例丙通知 示发〔2009〕374号 第一条第二项",
        ],
    );
}

#[test]
fn new_wording_speaks_for_the_text_that_is_changed() {
    check(
        "示例部关于修改《示例登记办法》的决定\n为适应示例发展需要，示例部决定对《示例登记办法》（示例部令〔2016〕第3号发布）作如下修改：\n一、第一条修改为：“根据《示例法》，制定本办法。”\n二、第九条修改为：“本办法自公布之日起施行。《示例甲规定》同时废止。”\n本决定自2020年1月1日起施行。\n",
        &[
            "amends 示例登记办法 示例部令〔2016〕第3号",
            "cites 示例法",
            "cites 示例甲规定",
        ],
    );
}

#[test]
fn a_list_names_each_though_one_number_put_out_several() {
    notice(
        "现就示例工作通知如下。\n一、加强管理。\n二、《示例甲办法》（示发〔1997〕265号文印发）和《示例乙手续》（示发〔1997〕265号文印发）同时废止。",
        &[
            "repeals 示例甲办法 示发〔1997〕265号",
            "repeals 示例乙手续 示发〔1997〕265号",
        ],
    );
}

#[test]
fn what_is_put_out_anew_ends_under_its_old_number() {
    notice(
        "现将修订后的《示例甲预案》印发给你们，请遵照执行。\n原《示例甲预案》（示发〔2009〕328号文印发）同时废止。",
        &[
            "promulgates 示例甲预案",
            "repeals 示例甲预案 示发〔2009〕328号",
            "replaces 示例甲预案 示发〔2009〕328号",
        ],
    );
    check(
        "示例部令\n〔2016〕第3号\n示例部对《示例登记办法》（示例部令〔2006〕第2号发布）进行了修订，现予发布，自2017年7月1日起施行。\n部长　某某某\n2016年12月28日\n示例登记办法\n第一条 为了示例，制定本办法。\n第二条 本办法自2017年7月1日起施行。《示例登记办法》（示例部令〔2006〕第2号）同时废止。\n",
        &[
            "repeals 示例登记办法 示例部令〔2006〕第2号 2017-07-01",
            "replaces 示例登记办法 示例部令〔2006〕第2号 2017-07-01",
        ],
    );
}

#[test]
fn what_stays_in_force_is_told_from_what_ends() {
    check(
        "示例银行关于公布规范性文件清理结果的公告\n示例银行对规范性文件进行了清理，现将结果公告如下。\n一、继续有效的规范性文件\n1.示例账户办法（示发〔1997〕265号文印发）\n2.关于示例票据的若干规定（示发〔1998〕12号）\n二、废止的规范性文件\n1.示例甲办法（示发〔1990〕5号）\n2.《示例乙办法》（示发〔1991〕5号）\n示例银行\n2020年1月2日\n",
        &[
            "extends 示例账户办法 示发〔1997〕265号",
            "extends 关于示例票据的若干规定 示发〔1998〕12号",
            "repeals 示例甲办法 示发〔1990〕5号",
            "repeals 示例乙办法 示发〔1991〕5号",
        ],
    );
    notice(
        "《示例甲办法》（示发〔2018〕3号）有效期延长至2025年12月31日。《示例乙办法》执行期限延长至2021年底。《示例丙规定》继续有效。《示例丁办法》第三条停止执行。",
        &[
            "extends 示例甲办法 示发〔2018〕3号 2025-12-31",
            "extends 示例乙办法 2021-12-31",
            "extends 示例丙规定",
            "repeals 示例丁办法 第三条",
        ],
    );
}

#[test]
fn a_packaged_decision_changes_each_item() {
    check(
        "示例市人民代表大会常务委员会关于修改部分地方性法规的决定\n（2020年5月1日示例市人民代表大会常务委员会第九次会议通过）\n示例市人民代表大会常务委员会第九次会议决定，根据《中华人民共和国立法法》，对下列地方性法规作出修改：\n一、修改《示例市示例甲条例》\n（一）将第三条修改为：“示例。”\n（二）删去第五条。\n二、《示例市示例乙条例》\n（一）第六条第一款修改为：“示例。”\n三、对《示例市示例丙条例》作出修改\n将第九条中的“工商”修改为“市场监督管理”。\n四、在《示例市示例丁条例》第十条中增加一款，作为第三款：“示例。”\n五、废止《示例市示例戊条例》。\n六、按照《示例市示例己条例》执行。\n本决定自公布之日起施行。\n",
        &[
            "based_on 中华人民共和国立法法",
            "amends 示例市示例甲条例",
            "amends 示例市示例乙条例",
            "amends 示例市示例丙条例",
            "amends 示例市示例丁条例 第十条",
            "repeals 示例市示例戊条例",
            "cites 示例市示例己条例",
        ],
    );
}

#[test]
fn a_decision_rests_on_what_it_names_and_not_on_what_it_approves() {
    check(
        "示例省人民代表大会常务委员会关于批准示例条例的决议\n示例省人民代表大会常务委员会第九次会议审议了《示例市示例条例》。会议决定，根据《中华人民共和国立法法》第七十二条的规定，批准《示例市示例条例》，由示例市人民代表大会常务委员会公布施行。\n",
        &[
            "cites 示例市示例条例",
            "based_on 中华人民共和国立法法 第七十二条",
        ],
    );
}

#[test]
fn clauses_of_a_purpose_have_each_their_verb() {
    check(
        "示例省示例办法\n第一条 为了贯彻落实《示例省示例规划》，规范示例行为，根据《中华人民共和国乙法》以及国务院《丙条例》的规定，参照《丁办法》，结合《戊意见》要求，制定本办法。\n第二条 违反本办法的，依照《中华人民共和国己法》处罚。本办法自2020年1月1日起施行。\n",
        &[
            "implements 示例省示例规划",
            "based_on 中华人民共和国乙法",
            "based_on 丙条例",
            "cites 丁办法",
            "cites 戊意见",
            "cites 中华人民共和国己法",
        ],
    );
    notice(
        "为落实国务院《示例规划》，我部会同有关部门修订了《示例甲办法》，并依据《示例乙法》对《示例丙规定》进行了清理。对于贯彻《示例丁法》具有重要意义。近年来，各地认真执行《示例戊条例》，取得了积极成效。现将今年违反《示例己规定》的问题通报如下：\n一、按照《示例庚标准》开展工作。",
        &[
            "implements 示例规划",
            "amends 示例甲办法",
            "based_on 示例乙法",
            "cites 示例丙规定",
            "cites 示例丁法",
            "cites 示例戊条例",
            "cites 示例己规定",
            "cites 示例庚标准",
        ],
    );
}

#[test]
fn a_basis_whose_list_is_broken_over_lines_stays_one() {
    notice(
        "为规范示例管理，根据《中华人民共和国示例法》、\n《示例市资金管理办法》（示府规\n〔2018〕12号）、《示例区资金管理办法（修订）》\n（示府办函〔2020〕11号）等规定，现通知如下：\n一、加强示例管理。",
        &[
            "based_on 中华人民共和国示例法",
            "based_on 示例市资金管理办法 示府规〔2018〕12号",
            "based_on 示例区资金管理办法（修订） 示府办函〔2020〕11号",
        ],
    );
}

#[test]
fn plans_treaties_and_catalogues_are_named_without_marks() {
    notice(
        "现提出如下意见。\n一、深入实施冰雪行动计划，落实示例区域合作框架协定，修订示例产业发展指导目录。\n二、贯彻实施示例省数字经济发展规划（2021—2025年），加快实施振兴战略规划，认真履行联合国示例公约。",
        &[
            "cites 示例区域合作框架协定",
            "cites 示例产业发展指导目录",
            "cites 示例省数字经济发展规划（2021—2025年）",
            "cites 联合国示例公约",
        ],
    );
}

#[test]
fn a_text_does_not_point_at_itself() {
    check(
        "示例市人民政府关于印发示例办法的通知\n示府〔2020〕5号\n各区人民政府：\n现将《示例办法》印发给你们（示府〔2020〕5号），请遵照执行。《示例市人民政府关于印发示例办法的通知》（示府〔2020〕5号）自印发之日起施行。\n示例市人民政府\n2020年1月2日\n相关链接：《示例方案》解读\n【政策原文】《示例规划》\n",
        &["promulgates 示例办法"],
    );
}

#[test]
fn an_answer_cites_the_question_and_rests_on_the_law() {
    check(
        "最高人民法院关于示例问题的批复\n示例省高级人民法院：\n你院《关于示例问题的请示》（示高法〔2002〕158号）收悉。经研究，答复如下：\n根据《中华人民共和国示例法》第三条的规定，示例。\n此复\n",
        &[
            "cites 关于示例问题的请示 示高法〔2002〕158号",
            "based_on 中华人民共和国示例法 第三条",
        ],
    );
}
