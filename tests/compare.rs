//! Versions beside each other, and articles followed through them, on a made-up history.

use crate::util::{self, written as run};
use std::fs;
use tempfile::TempDir;

const PASSED: &str = "2001年3月4日示例省第九届人民代表大会常务委员会第二次会议通过";
const REVISED: &str = "　2019年5月6日示例省第十三届人民代表大会常务委员会第八次会议修订";
const ARTICLES: &[&str] = &[
    "为了规范示例资源的登记，制定本条例。",
    "登记机关应当自受理之日起十日内作出决定，并书面告知申请人。",
    "申请人应当提交身份证明、权属证书和四至图。",
    "登记簿由登记机关保存，任何人可以查阅。",
    "伪造登记材料的，处一千元以上五千元以下罚款。",
];

fn law(note: &str, articles: &[&str]) -> String {
    let lines = articles.iter().zip(1..);
    let line =
        |(words, n): (&&str, u32)| format!("第{}条　{words}\n", zhengtu::parts::model::chinese(n));
    let body: String = lines.map(line).collect();
    format!("示例省资源登记条例\n（{note}）\n{body}")
}

/// A law of 2001 and its revision of 2019, which puts an article in front and strikes one out; a
/// measure that cites the older articles, and a notice that speaks of a law that is over.
fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut newer = ARTICLES.to_vec();
    newer.remove(3);
    newer[3] = "伪造登记材料的，处二千元以上五千元以下罚款。";
    newer.insert(1, "省人民政府建立全省统一的信息平台，互通数据。");
    let measures = "示例省资源登记收费办法\n（2005年6月7日示例省人民政府令第12号公布）\n\
        第一条　为了规范收费，制定本办法。\n\
        第二条　依照《示例省资源登记条例》第二条作出决定的，不收费。\n\
        第三条　依照《示例省资源登记条例》第四条查阅的，收费五元。\n";
    let over = "示例省资源转让办法\n（2003年1月2日示例省人民政府令第5号公布）\n第一条　为了规范转让，制定本办法。\n";
    let ending = "示例省资源交易办法\n（2010年1月2日示例省人民政府令第30号公布）\n第一条　为了规范交易，制定本办法。\n\
        第二条　本办法自2010年3月1日起施行。《示例省资源转让办法》同时废止。\n";
    let speaking = "示例省资源监督办法\n（2012年1月2日示例省人民政府令第40号公布）\n第一条　为了加强监督，制定本办法。\n\
        第二条　对原《示例省资源转让办法》规定的合同进行清理。\n";
    let stale = "示例省资源统计办法\n（2006年1月2日示例省人民政府令第20号公布）\n第一条　为了规范统计，制定本办法。\n\
        第二条　转让合同按照《示例省资源转让办法》备案。\n";
    let revised = format!("{PASSED}{REVISED}　自2019年9月1日起施行");
    for (name, text) in [
        ("1.txt", law(PASSED, ARTICLES).as_str()),
        ("2.txt", law(&revised, &newer).as_str()),
        ("3.txt", measures),
        ("4.txt", over),
        ("5.txt", ending),
        ("6.txt", speaking),
        ("7.txt", stale),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let texts: Vec<String> = (1..=7).map(|n| format!("{n}.txt")).collect();
    let texts = texts.iter().map(String::as_str);
    let words: Vec<&str> = ["build", "-q"].into_iter().chain(texts).collect();
    run(folder.path(), &words);
    folder
}

#[test]
fn versions_stand_beside_each_other_by_article() {
    let folder = collection();
    let [older, newer] = ["资源登记条例@2001", "资源登记条例@2019-05-06"];
    let compare = |more: &[&str]| {
        run(
            folder.path(),
            &[&["compare", "-g", "graph.nq", older, newer], more].concat(),
        )
    };
    let text = compare(&[]);
    for line in [
        "《示例省资源登记条例》@2001-03-04 → 《示例省资源登记条例》@2019-05-06",
        "6 articles: 3 same, 1 changed, 1 added, 1 gone; 2 moved",
        "第二条  added",
        "第二条 → 第三条  moved",
        "第四条  gone",
        "  - 伪造登记材料的，处[-一-]千元以上五千元以下罚款。",
        "  + 伪造登记材料的，处{+二+}千元以上五千元以下罚款。",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
    let changes = compare(&["--changes"]);
    assert!(!changes.contains("第一条") && changes.contains("6 articles: 3 same"));
    compare(&["-o", "a.docx"]);
    let docx = fs::read(folder.path().join("a.docx")).unwrap();
    assert!(docx.starts_with(b"PK"));
    // Two texts, without a graph, give the same rows.
    let files = run(folder.path(), &["compare", "1.txt", "2.txt"]);
    assert_eq!(
        files.lines().skip(1).collect::<Vec<_>>(),
        text.lines().skip(1).collect::<Vec<_>>()
    );
}

#[test]
fn a_text_that_is_not_held_or_has_changed_is_not_compared() {
    let folder = collection();
    fs::write(folder.path().join("1.txt"), "别的文本\n").unwrap();
    let versions = ["资源登记条例@2001", "资源登记条例"];
    let arguments = [&["compare", "-g", "graph.nq"][..], &versions].concat();
    let message = util::run(folder.path(), &arguments).err;
    assert!(
        message.contains("1.txt is not there or has changed"),
        "{message}"
    );
}

#[test]
fn stale_tells_articles_that_moved_and_keeps_deliberate_mentions_apart() {
    let folder = collection();
    let json = run(
        folder.path(),
        &["analyze", "stale", "-g", "graph.nq", "--format", "json"],
    );
    let sheets: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = |sheet: usize, columns: &[&str]| -> Vec<String> {
        let rows = sheets[sheet]["rows"].as_array().unwrap().iter();
        let told = rows.map(|row| {
            columns
                .iter()
                .map(|it| row[*it].to_string())
                .collect::<Vec<_>>()
        });
        told.map(|it| it.join(" ").replace(['"', '[', ']'], ""))
            .collect()
    };
    assert_eq!(
        rows(0, &["document", "of"]),
        [
            "《示例省资源统计办法》（示例省人民政府令第20号） 2006-01-02 《示例省资源转让办法》（示例省人民政府令第5号） 2003-01-02"
        ]
    );
    assert_eq!(
        rows(1, &["provisions", "which is", "since", "instead"]),
        [
            "第二条 moved to another number 2019-09-01 第三条",
            "第四条 an article that is gone 2019-09-01 null"
        ]
    );
    assert_eq!(rows(2, &["notes"]), ["spoken of as the former one (原)"]);
    // Passed in May, the revision is not in force in June.
    let june = [
        "analyze",
        "stale",
        "-g",
        "graph.nq",
        "--as-of",
        "2019-06-01",
        "--format",
        "json",
    ];
    let sheets: serde_json::Value = serde_json::from_str(&run(folder.path(), &june)).unwrap();
    assert_eq!(sheets[1]["rows"].as_array().map(Vec::len), Some(0));
}

#[test]
fn impact_follows_an_article_through_its_older_number() {
    let folder = collection();
    let impact = |provision: &str| {
        let target = format!("资源登记条例#{provision}");
        run(
            folder.path(),
            &["analyze", "impact", &target, "-g", "graph.nq"],
        )
    };
    let now = impact("第三条");
    assert!(
        now.contains("示例省资源登记收费办法") && now.contains("第三条 (cited as 第二条)"),
        "{now}"
    );
    // The second article of today is another one.
    assert!(!impact("第二条").contains("示例省资源登记收费办法"));
}

#[test]
fn a_chain_shows_the_versions_in_order_of_time() {
    let folder = collection();
    let chain = run(
        folder.path(),
        &["analyze", "supersession", "资源登记条例", "-g", "graph.nq"],
    );
    let lines: Vec<&str> = chain.lines().collect();
    assert!(
        lines[1].starts_with("· 2001-03-04 adopted, text 1.txt:1"),
        "{chain}"
    );
    assert!(
        lines[2].starts_with("· 2019-05-06 revised, text 2.txt:1"),
        "{chain}"
    );
}
