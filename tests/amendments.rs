//! Amendments provision by provision on made-up histories: an older text, a decision, the newer
//! text.

use crate::util::written as run;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PASSED: &str = "2010年5月6日示例市第三届人民代表大会常务委员会第四次会议通过";
const AMENDED: &str = "　根据2021年3月4日示例市第五届人民代表大会常务委员会第六次会议《关于修改〈示例市停车管理条例〉的决定》修正";

const OLD: &[&str] = &[
    "为了规范停车管理，制定本条例。",
    "市公安机关负责本市停车管理工作。",
    "停车场分为公共停车场和专用停车场。\n鼓励单位开放专用停车场。",
    "设立公共停车场应当具备下列条件：\n（一）有固定场所；\n（二）有收费标准；\n（三）有管理人员。",
    "停车场经营者应当向市公安机关备案。",
    "禁止在盲道上停车。",
    "违反第六条规定的，处五十元罚款。",
    "本条例自公布之日起施行。",
];

/// What the decision makes of it.
const NEW: &[&str] = &[
    "为了规范停车管理，制定本条例。",
    "市城市管理部门负责本市停车管理工作。",
    "市人民政府应当编制停车场规划。",
    "停车场分为公共停车场和专用停车场。\n鼓励单位开放专用停车场，共享车位。\n新建居住区应当配建停车场。",
    "设立公共停车场应当具备下列条件：\n（一）有固定场所；\n（二）有管理人员；\n（三）有监控设备。",
    "禁止在盲道和消防通道上停车。",
    "违反本条例第六条规定的，处一百元罚款。",
    "本条例自公布之日起施行。",
];

const DECISION: &str = "示例市人民代表大会常务委员会关于修改《示例市停车管理条例》的决定\n\
    （2021年3月4日示例市第五届人民代表大会常务委员会第六次会议通过）\n\
    示例市第五届人民代表大会常务委员会第六次会议决定对《示例市停车管理条例》作如下修改：\n\
    一、将第二条中的“公安机关”修改为“城市管理部门”。\n\
    二、增加一条，作为第三条：“市人民政府应当编制停车场规划。”\n\
    三、第三条改为第四条，在第二款“停车场”后增加“，共享车位”，并增加一款，作为第三款：“新建居住区应当配建停车场。”\n\
    四、第四条改为第五条，删去第二项，增加一项，作为第三项：“有监控设备。”\n\
    五、删去第五条。\n\
    六、将第六条中的“盲道”修改为“盲道和消防通道”。\n\
    七、将第七条修改为：“违反本条例第六条规定的，处一百元罚款。”\n\
    本决定自2021年5月1日起施行。\n";

fn law(note: &str, articles: &[&str]) -> String {
    let line =
        |(words, n): (&&str, u32)| format!("第{}条　{words}\n", zhengtu::parts::model::chinese(n));
    let body: String = articles.iter().zip(1..).map(line).collect();
    format!("示例市停车管理条例\n（{note}）\n{body}")
}

/// The three texts, built; `new` is the newer one.
fn collection(new: &[&str]) -> TempDir {
    collection_by(DECISION, new)
}

fn collection_by(decision: &str, new: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("1.txt", law(PASSED, OLD)),
        ("2.txt", decision.to_owned()),
        ("3.txt", law(&format!("{PASSED}{AMENDED}"), new)),
    ];
    for (name, text) in texts {
        fs::write(folder.path().join(name), text).unwrap();
    }
    run(folder.path(), &["build", "-q", "1.txt", "2.txt", "3.txt"]);
    folder
}

fn amendments(folder: &Path, more: &[&str]) -> Vec<Value> {
    let asked = [
        "analyze",
        "amendments",
        "-g",
        "graph.nq",
        "--format",
        "json",
    ];
    let out = run(folder, &[&asked, more].concat());
    let Value::Array(sheets) = serde_json::from_str(&out).unwrap() else {
        panic!("{out}");
    };
    sheets
}

fn cells(sheet: &Value, columns: &[&str]) -> Vec<Vec<String>> {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let rows = sheet["rows"].as_array().unwrap().iter();
    rows.map(|row| columns.iter().map(|it| text(&row[*it])).collect())
        .collect()
}

/// The row of an article, and below it the decisions that changed it.
#[test]
fn the_status_of_an_article_names_what_changed_it() {
    let folder = collection(NEW);
    let status = |article: &str| {
        let name = format!("示例市停车管理条例#{article}");
        let asked = ["analyze", "status", "-g", "graph.nq", "--format", "json"];
        let out = run(folder.path(), &[&asked[..], &[&name]].concat());
        let sheets: Value = serde_json::from_str(&out).unwrap();
        let columns = ["document", "status", "since", "provisions", "notes"];
        cells(&sheets[0], &columns)
    };
    let act = "《示例市停车管理条例》 2010-05-06";
    let rows = status("第六条");
    assert_eq!(rows[0][0], format!("{act} 第六条"));
    // Which version had it first is not known.
    assert_eq!(rows[0][1..3], ["in force", ""]);
    assert_eq!(rows[1][0], act);
    assert_eq!(rows[1][2], "2021-05-01");
    assert_eq!(rows[1][4], "1 substitute");
    assert_eq!(status("第一条").len(), 1);
}

#[test]
fn what_changed_in_an_article_is_told_with_its_words() {
    let folder = collection(NEW);
    let sheets = amendments(folder.path(), &["示例市停车管理条例#第二条"]);
    let columns = ["provision", "change", "words before", "words after", "day"];
    assert_eq!(
        cells(&sheets[0], &columns),
        [[
            "第二条",
            "substitute",
            "公安机关",
            "城市管理部门",
            "2021-03-04"
        ]]
    );
    let evidence = &sheets[0]["rows"][0]["evidence"][0];
    assert_eq!(evidence["path"], "2.txt");
    assert_eq!(evidence["line"], 4);
    assert_eq!(
        evidence["quote"],
        "将第二条中的“公安机关”修改为“城市管理部门”"
    );
    // A number afterwards finds it too, and so does the question.
    let sheets = amendments(folder.path(), &["示例市停车管理条例#5"]);
    let kinds: Vec<String> = cells(&sheets[0], &["change"]).concat();
    assert_eq!(kinds, ["renumber", "delete"]);
    let asked = [
        "ask",
        "-g",
        "graph.nq",
        "amendments",
        "--param",
        "act=示例市停车管理条例",
    ];
    let out = run(
        folder.path(),
        &[&asked[..], &["--param", "provision=第二条"]].concat(),
    );
    assert!(
        out.contains("城市管理部门") && !out.contains("消防通道"),
        "{out}"
    );
}

#[test]
fn carried_out_on_the_older_text_they_give_the_newer() {
    let folder = collection(NEW);
    let [unlike, left, renumbered] = &amendments(folder.path(), &["--apply"])[..] else {
        panic!("three sheets");
    };
    // The decision says nothing of the order of articles.
    assert_eq!(renumbered["rows"], serde_json::json!([]));
    assert_eq!(
        cells(left, &["provision", "why"]),
        Vec::<Vec<String>>::new()
    );
    assert_eq!(
        cells(unlike, &["article", "outcome"]),
        Vec::<Vec<String>>::new()
    );
    let note = unlike["notes"][0].as_str().unwrap();
    assert!(
        note.starts_with("8 of 8 articles come out as the newer text has them"),
        "{note}"
    );
}

#[test]
fn what_comes_out_otherwise_is_listed() {
    let mut other = NEW.to_vec();
    other[5] = "禁止在盲道、消防通道上停车。";
    other[6] = "违反本条例第五条规定的，处一百元罚款。";
    let folder = collection(&other);
    let sheets = amendments(folder.path(), &["--apply"]);
    assert_eq!(
        cells(&sheets[0], &["article", "outcome"]),
        [
            ["第六条", "other words"],
            ["第七条", "only numbers of provisions differ"]
        ]
    );
}

#[test]
fn references_follow_their_articles_where_the_order_is_adjusted() {
    let adjusts = "二、增加一条，作为第三条：“违反第六条的，由城市管理部门处理。”\n\
                   本决定自2021年5月1日起施行。《示例市停车管理条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n";
    let head: String = DECISION.split_inclusive('\n').take(3).collect();
    let mut new = OLD.to_vec();
    // What the decision words anew bears numbers as it prints them.
    new.insert(2, "违反第六条的，由城市管理部门处理。");
    new[7] = "违反第七条规定的，处五十元罚款。";
    let folder = collection_by(&format!("{head}{adjusts}"), &new);
    let [unlike, left, renumbered] = &amendments(folder.path(), &["--apply"])[..] else {
        panic!("three sheets");
    };
    assert_eq!(cells(left, &["why"]), Vec::<Vec<String>>::new());
    assert_eq!(cells(unlike, &["outcome"]), Vec::<Vec<String>>::new());
    assert_eq!(
        cells(renumbered, &["article", "from", "to"]),
        [["第八条", "第六条", "第七条"]]
    );
    let evidence = &renumbered["rows"][0]["evidence"][0];
    assert!(
        evidence["quote"]
            .as_str()
            .unwrap()
            .contains("顺序作相应调整"),
        "{evidence}"
    );
}

#[test]
fn status_timeline_and_impact_show_what_decisions_changed() {
    let folder = collection(NEW);
    let said = |analysis: &str, more: &[&str]| {
        let asked = ["analyze", analysis, "-g", "graph.nq", "--format", "json"];
        let out = run(folder.path(), &[&asked, more].concat());
        let Value::Array(sheets) = serde_json::from_str(&out).unwrap() else {
            panic!("{out}");
        };
        sheets
    };
    let status = said("status", &["示例市停车管理条例"]);
    let row = status[0]["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(row["rule"], "provisions changed");
    assert_eq!(row["since"], "2021-05-01");
    let notes = "1 replace, 4 insert, 2 delete, 2 substitute, 2 renumber";
    assert!(row["notes"].to_string().contains(notes), "{row}");
    assert_eq!(row["evidence"][0]["line"], 4);
    // Before the decision was made there is nothing to tell.
    let before = said("status", &["示例市停车管理条例", "--as-of", "2020-01-01"]);
    let rules = cells(&before[0], &["rule"]).concat();
    assert!(!rules.contains(&"provisions changed".to_owned()));

    let timeline = said("timeline", &["示例市停车管理条例"]);
    let events = cells(&timeline[0], &["day", "event"]);
    let of = |kind: &str| events.iter().filter(|it| it[1] == kind).count();
    assert_eq!(
        ["replace", "insert", "delete", "substitute", "renumber"].map(of),
        [1, 4, 2, 2, 2]
    );
    assert!(events.contains(&vec!["2021-05-01".to_owned(), "replace".to_owned()]));

    // The article that is the fourth now was the third.
    let impact = said("impact", &["示例市停车管理条例#第四条"]);
    let sheet = impact.last().unwrap();
    let rows = cells(sheet, &["change", "provision", "becomes"]);
    assert_eq!(rows[0], ["renumber", "第三条", "第四条"]);
    assert!(
        rows.iter().all(|it| it[1].starts_with("第三条")),
        "{rows:?}"
    );
    assert!(!sheet["rows"][0]["evidence"].as_array().unwrap().is_empty());
}
