//! Which document a mention means, and which version, where days are not printed and numbers are
//! quoted in more than one way.

use std::collections::BTreeSet;
use zhengtu::parts::build::{Collection, Target, resolve};
use zhengtu::parts::text::Facts;
use zhengtu::{Day, Graph, Options, SourceFile, State};

fn sources<'t>(texts: &'t [&str]) -> impl Iterator<Item = SourceFile> + 't {
    let texts = texts.iter().enumerate();
    texts.map(|(i, text)| SourceFile::from_text(format!("{i}.txt"), *text))
}

fn graph(texts: &[&str]) -> Graph {
    zhengtu::build(sources(texts), &Options::default()).unwrap()
}

/// The collection, and what the row of the last text means that names `title`.
fn last(texts: &[&str], title: &str) -> (Collection, Target, Option<String>) {
    let files: Vec<Facts> = sources(texts).map(Facts::from).collect();
    let collection = resolve(&files);
    let rows = files.last().unwrap().extractions[0].rows.iter();
    let named: Vec<usize> = rows
        .enumerate()
        .filter(|(_, row)| row.target == title)
        .map(|(i, _)| i)
        .collect();
    let mut references = collection.references.last().unwrap().iter();
    let reference = references.find(|it| named.contains(&it.row)).unwrap();
    let target = reference.target.clone();
    let version = match &target {
        Target::Known(node, _) => reference
            .cited_version
            .map(|it| collection.nodes[*node].versions[it].day.to_string()),
        _ => None,
    };
    (collection, target, version)
}

/// The IRIs of what is meant, and whether it is held.
fn meant(texts: &[&str], title: &str) -> Vec<(String, bool)> {
    let (collection, target, _) = last(texts, title);
    let nodes = match target {
        Target::Known(node, _) => vec![node],
        Target::Ambiguous(nodes) => nodes,
        Target::Unresolved => Vec::new(),
    };
    let nodes = nodes.into_iter().map(|it| &collection.nodes[it]);
    nodes.map(|it| (it.path.clone(), it.is_found())).collect()
}

/// A notice without a day.
fn notice(number: &str, words: &str) -> String {
    format!("示例部关于办理有关事项的通知\n{number}\n各单位：\n{words}\n特此通知。\n")
}

const LAW: &str = "中华人民共和国示例水源法";

fn law() -> String {
    format!(
        "{LAW}\n（1993年12月29日第八届全国人民代表大会常务委员会第五次会议通过　\
         根据2018年10月26日第十三届全国人民代表大会常务委员会第六次会议\
         《关于修改〈中华人民共和国示例水源法〉的决定》修正）\n\
         第一条 为了示例，制定本法。\n第二条 本法自1994年7月1日起施行。\n"
    )
}

/// Of a text without a day the year of its number is known, and no more.
#[test]
fn a_text_without_a_day_cites_the_version_of_the_year_of_its_number() {
    for (year, expected) in [
        (1990, None),
        // In this year the law was passed, or amended.
        (1994, None),
        (2018, None),
        (1999, Some("1993-12-29")),
        (2019, Some("2018-10-26")),
    ] {
        let citing = notice(
            &format!("示发〔{year}〕6号"),
            &format!("根据《{LAW}》，现通知如下。"),
        );
        let (_, _, version) = last(&[&law(), &citing], LAW);
        assert_eq!(version.as_deref(), expected, "{year}");
    }
}

/// What a notice prints was written in the year of the notice's number.
#[test]
fn an_attachment_is_as_old_as_the_number_that_puts_it_out() {
    let rules = |order: &str, end: &str| {
        format!(
            "示例部令\n{order}\n《示例检查规定》已经部务会议通过，现予发布。\n部长　某某\n\
             示例检查规定\n第一条 为了示例，制定本规定。\n第二条 本规定自公布之日起施行。{end}\n"
        )
    };
    let old = rules("〔2010〕第1号", "").replace("部长", "2010年4月14日\n部长");
    let ends = "《示例检查规定》（示例部令〔2010〕第1号）同时废止。";
    let new = rules("〔2022〕第1号", ends).replace("部长", "2022年4月14日\n部长");
    let title = "示例检查规定";
    for (year, expected) in [(2013, "2010"), (2023, "2022")] {
        let citing = format!(
            "示例部关于印发《示例罚款办法》的通知\n示发〔{year}〕6号\n各单位：\n\
             现将《示例罚款办法》印发给你们，请遵照执行。\n附件\n示例罚款办法\n\
             第一条 根据《示例检查规定》，制定本办法。\n第二条 检查由示例局组织。\n"
        );
        let files: Vec<Facts> = sources(&[&old, &new, &citing]).map(Facts::from).collect();
        let collection = resolve(&files);
        let mut held = BTreeSet::new();
        for reference in &collection.references[2] {
            let row = &files[2].extractions[reference.document].rows[reference.row];
            if let (true, Target::Known(node, _)) = (row.target == title, &reference.target) {
                held.insert(
                    collection.nodes[*node]
                        .signed
                        .map(Day::year)
                        .unwrap()
                        .to_string(),
                );
            }
        }
        assert_eq!(held, BTreeSet::from([expected.to_owned()]), "{year}");
    }
}

#[test]
fn the_year_of_a_number_tells_whether_a_law_had_died_before() {
    let old = "示例省示例条例\n（1996年5月1日示例省人民代表大会常务委员会通过）\n\
               第一条 为了示例，制定本条例。\n第二条 本条例自1996年6月1日起施行。\n";
    let end = "示例省人民代表大会常务委员会关于废止《示例省示例条例》的决定\n\
               （2015年5月1日示例省人民代表大会常务委员会通过）\n\
               废止《示例省示例条例》。\n本决定自公布之日起施行。\n";
    for (year, expected) in [
        (2010, "since it was signed"),
        (2015, "unknown whether before it was signed"),
        (2017, "before it was signed"),
    ] {
        let citing = notice(
            &format!("示发〔{year}〕6号"),
            "依照《示例省示例条例》的规定办理。",
        );
        let graph = graph(&[old, end, &citing]);
        let stale = graph.stale(Day::parse("2024-01-01"));
        let dead: Vec<String> = stale
            .rows
            .iter()
            .map(|row| row.cells[6].to_string())
            .collect();
        assert_eq!(dead, [expected], "{year}");
    }
}

/// The act of 2026 ends what the notice of 2016 put out under the same title.
#[test]
fn a_notice_puts_out_no_namesake_that_ends_what_it_put_out() {
    let title = "示例机构评级管理办法";
    let later = |day: &str| {
        format!(
            "{title}\n第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。\
             《示例机构评级管理办法》（示发〔2016〕6号印发）同时废止。\n示例部\n{day}\n"
        )
    };
    let puts_out = |number: &str| {
        format!(
            "示例部关于发布《{title}》的通知\n{number}\n各单位：\n\
             现发布《{title}》，请遵照执行。\n特此通知。\n"
        )
    };
    let path = format!("act/{title}/示发/2016/6");
    for day in ["2026年2月1日", ""] {
        let it = meant(&[&later(day), &puts_out("示发〔2016〕6号")], title);
        assert_eq!(it, [(path.clone(), false)], "{day}");
    }
    // The notice that puts the act itself out.
    let it = meant(
        &[&later("2026年2月1日"), &puts_out("示发〔2026〕6号")],
        title,
    );
    assert!(matches!(it.as_slice(), [(_, true)]), "{it:?}");
}

/// Rules that two ministries put out by a joint announcement.
fn joint() -> String {
    "财政部 国家税务总局公告\n〔2013〕9号\n现公布《示例票据管理办法》。\n\
     财政部 国家税务总局\n2013年7月5日\n示例票据管理办法\n\
     第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。\n"
        .to_owned()
}

#[test]
fn a_number_may_be_quoted_by_its_lead_maker_or_as_of_another_kind() {
    let title = "示例票据管理办法";
    let joint = joint();
    let cites = |number: &str| {
        notice(
            "示发〔2016〕6号",
            &format!("依照《{title}》（{number}）办理。"),
        )
    };
    for (number, held) in [
        ("财政部 国家税务总局公告〔2013〕9号", true),
        ("财政部公告〔2013〕9号", true),
        ("财政部、税务总局公告〔2013〕第9号", true),
        ("财政部令〔2013〕第9号", true),
        // Another year, serial or maker.
        ("财政部公告〔2012〕9号", false),
        ("财政部公告〔2013〕8号", false),
        ("商务部令〔2013〕第9号", false),
    ] {
        let it = meant(&[&joint, &cites(number)], title);
        let is_held = matches!(it.as_slice(), [(_, true)]);
        assert_eq!(is_held, held, "{number}: {it:?}");
    }
    // A number that another document bears is not misquoted.
    let other = "财政部令\n〔2013〕第9号\n《示例资产管理规定》已经通过，现予公布。\n2013年3月5日\n\
                 示例资产管理规定\n第一条 为了示例，制定本规定。\n第二条 本规定自公布之日起施行。\n";
    let it = meant(&[&joint, other, &cites("财政部令〔2013〕第9号")], title);
    assert!(!matches!(it.as_slice(), [(_, true)]), "{it:?}");
}

#[test]
fn an_act_that_is_not_held_is_one_however_its_number_is_quoted() {
    let title = "示例贸易管理办法";
    let one = notice(
        "示发〔2016〕6号",
        &format!("依照《{title}》（财政部公告〔2009〕10号）办理。"),
    );
    let two = notice(
        "示发〔2016〕7号",
        &format!("依照《{title}》（财政部 税务总局公告〔2009〕第10号）办理。"),
    );
    let three = notice(
        "示发〔2016〕8号",
        &format!("依照《{title}》（财政部 国家税务总局公告〔2009〕第10号）办理。"),
    );
    let plain = notice("示发〔2016〕9号", &format!("依照《{title}》办理。"));
    let path = format!("act/{title}/财政部国家税务总局公告/2009/10");
    let it = meant(&[&one, &two, &three, &plain], title);
    assert_eq!(it, [(path, false)]);
    // Two acts of the name stay two.
    let other = notice(
        "示发〔2016〕7号",
        &format!("依照《{title}》（商务部公告〔2009〕第10号）办理。"),
    );
    assert_eq!(meant(&[&one, &other, &plain], title).len(), 2);
}

/// One document may bear the number that its note says it was put out under.
#[test]
fn one_candidate_is_what_is_meant() {
    let held = "个人示例管理办法\n（1998年5月9日示例银行发布 银发〔1998〕190号）\n银发〔1998〕190号\n\
                第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。\n示例银行\n1998年5月9日\n";
    let title = "个人示例管理办法";
    let citing = notice(
        "示发〔2016〕6号",
        &format!("依照《{title}》（银发〔1998〕190号）办理。"),
    );
    assert!(matches!(
        meant(&[held, &citing], title).as_slice(),
        [(_, true)]
    ));
}

/// Rules without a day of force of their own are not in force for their notice's sake.
#[test]
fn what_begins_with_an_event_begins_on_no_day_that_is_known() {
    let issued = |clause: &str| {
        format!(
            "示例部关于印发《示例代码管理规定》的通知\n示发〔2007〕75号\n各单位：\n\
             现将《示例代码管理规定》印发给你们，请遵照执行。\n特此通知。\n示例部\n2007年4月6日\n\
             附件\n示例代码管理规定\n第一条 为了示例，制定本规定。\n第二条 {clause}\n"
        )
    };
    for (clause, state) in [
        ("本规定自示例系统运行之日起施行。", State::Unknown),
        ("本规定自批准之日起施行。", State::Unknown),
        ("本规定自发布之日起施行。", State::InForce),
        ("本规定自2007年5月1日起施行。", State::InForce),
        ("示例合同自登记之日起生效。", State::InForce),
    ] {
        let graph = graph(&[&issued(clause)]);
        let status = graph.status("示例代码管理规定", Day::parse("2010-01-01"));
        assert_eq!(status.unwrap().state, state, "{clause}");
    }
    // An approval that the note tells is a day.
    let note = "（2007年4月6日示例市人民代表大会常务委员会通过　\
                2007年5月8日示例省人民代表大会常务委员会批准）";
    let law = |note: &str| {
        format!(
            "示例市示例条例\n{note}\n第一条 为了示例，制定本条例。\n第二条 本条例自批准之日起施行。\n"
        )
    };
    let graph = graph(&[&law(note)]);
    let status = graph.status("示例市示例条例", Day::parse("2010-01-01"));
    assert_eq!(
        status.unwrap().since.map(|day| day.to_string()).as_deref(),
        Some("2007-05-08")
    );
}

/// What ends another when an event comes was issued on a day that is known.
#[test]
fn what_an_event_ended_had_not_ended_before_the_text_that_says_so() {
    let ends = "示例部关于印发《示例代码管理规定》的通知\n示发〔2007〕75号\n各单位：\n\
                现将《示例代码管理规定》印发给你们，请遵照执行。\n特此通知。\n示例部\n2007年4月6日\n\
                附件\n示例代码管理规定\n第一条 为了示例，制定本规定。\n\
                第二条 本规定自示例系统运行之日起施行。《示例账户处理办法》（示发〔2005〕13号）同时废止。\n";
    let cites = |day: &str| {
        let words = "依照《示例账户处理办法》（示发〔2005〕13号）办理。";
        let year = &day[..4];
        notice(&format!("示发〔{year}〕6号"), words) + &format!("示例部\n{day}\n")
    };
    for (day, expected) in [
        ("2006年3月8日", "since it was signed"),
        ("2008年3月8日", "unknown whether before it was signed"),
    ] {
        let graph = graph(&[ends, &cites(day)]);
        let stale = graph.stale(None::<Day>);
        let dead: Vec<String> = stale
            .rows
            .iter()
            .map(|row| row.cells[6].to_string())
            .collect();
        assert_eq!(dead, [expected], "{day}");
    }
}
