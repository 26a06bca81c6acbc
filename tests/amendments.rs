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
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("1.txt", law(PASSED, OLD)),
        ("2.txt", DECISION.to_owned()),
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
    let [unlike, left] = &amendments(folder.path(), &["--apply"])[..] else {
        panic!("two sheets");
    };
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
