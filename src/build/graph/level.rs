//! 效力层级: on which level of authority a document stands, where its makers, its number or its name
//! leave no doubt.
//!
//! Owns: the signs of each level. Must not know: quads.

use crate::build::resolve::{Collection, Kind, Node, Party, parties};
use crate::model::body;
use crate::model::day::Day;
use crate::model::doctype::noun;
use crate::model::jurisdiction::{COUNTRY, listed_place_of_title, place_of_body, place_of_title};
use crate::model::level::Level;
use crate::model::lexicon::LAWS_TTL;
use crate::model::number::DocumentNumber;
use crate::model::vocab::{BASE, local_name, term};
use crate::text::facts::{Heads, Keys};
use crate::text::fields::EventKind;
use crate::text::rule::Words;
use crate::text::segment::Role;
use crate::text::words::OF_PARTY;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The levels that are told apart, the most telling first.
const LEVELS: &[Level] = &[
    Level::Constitution,
    Level::Law,
    Level::AdministrativeRegulation,
    Level::JudicialInterpretation,
    Level::PartyRule,
    Level::AutonomousRegulation,
    Level::LocalRegulation,
    Level::DepartmentalRule,
    Level::LocalGovernmentRule,
    Level::NormativeDocument,
    Level::LocalNormativeDocument,
];

/// For each node its level, if it is certain.
pub(crate) fn levels(files: &[Keys], collection: &Collection) -> Vec<Option<Level>> {
    let level = |node: &Node| {
        if node.kind == Kind::Order || node.role == Some(Role::Interpretation) {
            return None;
        }
        let found = node
            .printings
            .iter()
            .filter_map(|p| told(&signs(&files[p.file], p.document, node)));
        let best = found.min_by_key(|l| LEVELS.iter().position(|x| x == l));
        by_name(node).or(best)
    };
    collection.nodes.iter().map(level).collect()
}

/// The level that title and number alone show.
fn by_name(node: &Node) -> Option<Level> {
    let title = node.title.full();
    if let Some(level) = known(title) {
        return Some(level);
    }
    let noun = noun(title).map_or("", |(n, _)| n);
    if title.starts_with(COUNTRY) && LAWS.stand_in(noun) {
        return Some(Level::Law);
    }
    if OF_PARTY.stand_in(title) && PARTY_RULES.stand_in(noun) {
        return Some(Level::PartyRule);
    }
    let number = node
        .under
        .as_deref()
        .or(node.number.as_deref())
        .and_then(DocumentNumber::read)?;
    let series = number.prefix();
    if STATE_COUNCIL_ORDERS.stand_in(series) {
        return Some(Level::AdministrativeRegulation);
    }
    let court = COURT_SERIES.stand_in(series);
    court.then_some(Level::JudicialInterpretation)
}

/// What one printing shows of its level.
#[derive(Debug, Default)]
struct Signs<'a> {
    title: &'a str,
    /// 条例: what the title ends with.
    noun: &'static str,
    /// Who issued it, or the notice that prints it.
    makers: Vec<Maker>,
    /// The people's congress that its note names: 全国 or another.
    congress: Option<&'a str>,
    /// The first of its numbers.
    number: Option<DocumentNumber>,
    /// Whether its note says that the State Council put it out.
    by_state_council: bool,
    /// The day on which the State Council approved it, as its note says.
    approved: Option<Day>,
    /// Whether its note says that the committee of a supreme court or procuratorate passed it.
    by_committee: bool,
    adopted: Option<Day>,
    /// Whether nothing tells if its title is that of rules that bind everyone.
    open: bool,
}

/// A body that issues, by its full name as far as known.
#[derive(Debug)]
struct Maker {
    name: String,
    kind: Option<body::Kind>,
    is_local: bool,
}

impl Maker {
    fn new(printed: &str, party: Party) -> Self {
        let (name, is_local) = match party {
            Party::Listed(name) => (name, false),
            Party::Local(name) => {
                let is_local = place_of_body(&name).is_some();
                (name, is_local)
            }
            Party::Unknown => (
                printed.to_owned(),
                printed.starts_with(['省', '市', '县', '区']),
            ),
        };
        Self {
            kind: body::kind(&name),
            name,
            is_local,
        }
    }
}

fn signs<'a>(facts: &'a Heads, document: usize, node: &Node) -> Signs<'a> {
    let (record, fields) = (&facts.documents[document], &facts.fields[document]);
    let mut signed = document;
    while let (true, Some(parent)) = (
        facts.fields[signed].agencies.is_empty(),
        facts.documents[signed].parent,
    ) {
        signed = parent;
    }
    let issuers = facts.fields[signed].agencies.iter();
    let makers = issuers
        .zip(parties(facts, signed))
        .map(|(issuer, party)| Maker::new(&issuer.value, party));
    let printed = node.under.as_deref().or(node.number.as_deref());
    // 文化部令第99号、林业部令第98号: each stands for itself.
    let first = printed.map(|p| p.split_inclusive('号').next().unwrap_or(p));
    let done_by = |kind: EventKind, bodies: &'static Words| {
        let events = fields
            .history
            .iter()
            .filter(move |event| event.kind == kind);
        let own = events.filter(|event| event.bodies.iter().any(|it| bodies.stand_in(it)));
        own.filter_map(|event| event.when.day())
    };
    Signs {
        title: &record.title,
        noun: noun(&record.title).map_or("", |(noun, _)| noun),
        makers: makers.collect(),
        congress: record.adoption.as_deref().and_then(congress),
        number: first.and_then(DocumentNumber::read),
        by_state_council: done_by(EventKind::Published, &STATE_COUNCIL)
            .next()
            .is_some(),
        approved: done_by(EventKind::Approved, &STATE_COUNCIL).min(),
        by_committee: done_by(EventKind::Adopted, &COURTS).next().is_some(),
        adopted: fields.adopted.as_ref().map(|fact| fact.value),
        open: rules_of_unknown_rank(record.role, node),
    }
}

/// Who issues 行政法规: the State Council, and the one before 1954.
static STATE_COUNCIL: Words = Words::whole(
    "state-council",
    &["国务院", "政务院"],
    &["国务院", "政务院"],
    &["国务院办公厅", "示例部"],
);
/// Who signs those on national defence with it (立法法第七十七条).
static DEFENCE: Words = Words::whole(
    "defence",
    &["中央军事委员会", "中央军委"],
    &["中央军事委员会"],
    &["国防部", "国防科学技术工业委员会"],
);
/// The series of its orders, as numbers are compared.
static STATE_COUNCIL_ORDERS: Words = Words::whole(
    "state-council-orders",
    &["国务院令", "国务院中央军事委员会令", "国务院中央军委令"],
    &["国务院令", "国务院中央军事委员会令"],
    &["示例部令", "国发", "中央军事委员会令"],
);
/// The series of judicial interpretations.
static COURT_SERIES: Words = Words::whole(
    "court-series",
    &["法释", "高检发释"],
    &["法释"],
    &["法发", "高检发"],
);
/// What laws are called.
static LAWS: Words = Words::whole("laws", &["法", "法典"], &["法"], &["办法", "条例"]);
/// What else a national congress passes.
static AMENDMENTS: Words = Words::whole("amendments", &["修正案"], &["修正案"], &["草案", "法"]);
/// What these rules are called.
static PARTY_RULES: Words = Words::whole(
    "party-rules",
    &["章程", "准则", "条例", "规则", "规定", "办法", "细则"],
    &["准则"],
    &["决定", "通知"],
);
/// How the names of bodies of the Party begin.
static PARTY_BODIES: Words = Words::heads(
    "party-bodies",
    &["中共", "中国共产党"],
    &["中共示例市委", "中国共产党示例委员会"],
    &["示例市人民政府"],
);
/// Who interprets law for all courts and procuratorates.
static COURTS: Words = Words::whole(
    "courts",
    &["最高人民法院", "最高人民检察院"],
    &["最高人民法院"],
    &["示例省高级人民法院"],
);
/// What rules are called.
#[rustfmt::skip]
static RULES: Words = Words::whole(
    "level-rules",
    &["条例", "规定", "若干规定", "办法", "细则", "规则", "规范", "决定", "决议"],
    &["条例", "若干规定", "规范"],
    &["通知", "法"],
);
/// What interpretations were called before they had a series of numbers of their own (法释, 1997).
static INTERPRETATIONS: Words = Words::whole(
    "interpretations",
    &["解释", "批复"],
    &["解释"],
    &["规定", "解读"],
);
/// What they may be called now.
static INTERPRETING: Words = Words::whole(
    "interpreting",
    &["解释", "批复", "规定", "若干规定", "规则", "决定", "安排"],
    &["规定", "安排"],
    &["通知", "意见"],
);
/// How the name of a national congress begins, and what stands before it in a note.
static NATIONAL: Words = Words::whole(
    "national",
    &["全国"],
    &["全国"],
    &["示例省", "全国人民代表大会"],
);
/// The organ that a note says passed a text.
static CONGRESS: Words = Words::new(
    "note-congress",
    &["人民代表大会"],
    &["示例省第十届人民代表大会常务委员会"],
    &["示例省人民政府"],
);
/// What rules of autonomous places call themselves.
static AUTONOMOUS_RULES: Words = Words::new(
    "autonomous-rules",
    &["自治条例", "单行条例"],
    &["示例自治县自治条例"],
    &["示例自治县示例条例"],
);
/// Places whose congress makes rules of autonomy alone …
static AUTONOMOUS: Words = Words::tails(
    "autonomous-places",
    &["自治县", "自治旗"],
    &["示例自治县"],
    &["示例县", "示例自治州"],
);
/// … and places whose congress may make others since 2015.
static PREFECTURES: Words = Words::tails(
    "autonomous-prefectures",
    &["自治州"],
    &["示例自治州"],
    &["示例自治县", "示例州"],
);
/// How the names of governments end.
static GOVERNMENTS: Words = Words::tails(
    "governments",
    &["政府"],
    &["示例市人民政府"],
    &["示例部", "政府办公厅"],
);
/// Rules that only a congress or the State Council may call so.
static REGULATIONS: Words = Words::whole(
    "regulations",
    &["条例"],
    &["条例"],
    &["办法", "实施条例办法"],
);
/// What may be anything where nothing tells who promulgates it.
static OF_UNKNOWN_RANK: Words = Words::whole(
    "of-unknown-rank",
    &["条例", "法", "规定", "办法"],
    &["条例"],
    &["通知", "细则"],
);

/// The level that the signs of a printing show: the first sign that fits decides.
fn told(signs: &Signs) -> Option<Level> {
    judicial(signs)
        .or_else(|| of_congress(signs))
        .or_else(|| of_approval(signs))
        .or_else(|| of_order(signs))
        .or_else(|| of_state_council(signs))
        .or_else(|| local_by_title(signs))
        .or_else(|| normative(signs))
}

/// 司法解释: by maker and noun, unless its number is of another series.
fn judicial(signs: &Signs) -> Option<Level> {
    let by_court = signs.makers.iter().any(|m| COURTS.stand_in(&m.name));
    let series = signs.number.as_ref().map(DocumentNumber::prefix);
    let own = series.is_none_or(|prefix| prefix.contains('释'));
    // Interpretations, and nothing else but papers with other numbers, pass the committees.
    let passed = signs.by_committee || INTERPRETING.stand_in(signs.noun);
    (by_court && (INTERPRETATIONS.stand_in(signs.noun) || own && passed))
        .then_some(Level::JudicialInterpretation)
}

/// 法律, 地方性法规, 自治条例和单行条例: what a people's congress passed.
fn of_congress(signs: &Signs) -> Option<Level> {
    let rules = RULES.stand_in(signs.noun);
    let mut makers = signs.makers.iter();
    let maker = makers.find(|m| m.kind == Some(body::Kind::Congress));
    let name = maker.map(|m| m.name.as_str()).or(signs.congress)?;
    if name.starts_with(NATIONAL.words[0]) {
        // A local title under a note of the national congress is a misprint.
        let law = LAWS.stand_in(signs.noun) || AMENDMENTS.stand_in(signs.noun) || rules;
        let local = place_of_title(signs.title).is_some();
        return (law && !local).then_some(Level::Law);
    }
    if !rules {
        return None;
    }
    let named = AUTONOMOUS_RULES.stand_in(signs.title);
    let place = place_of_body(name).map(|place| place.name);
    let is_place = |ends: &Words| place.as_ref().is_some_and(|place| ends.stand_in(place));
    // Prefectures make local regulations too since the Legislation Law of 2015 allows it.
    let before = signs.adopted.zip(Day::new(2015, 3, 15));
    let early = before.is_some_and(|(adopted, allowed)| adopted < allowed);
    let alone = is_place(&AUTONOMOUS) || is_place(&PREFECTURES) && early;
    Some(match named || alone {
        true => Level::AutonomousRegulation,
        false if is_place(&PREFECTURES) && signs.adopted.is_none() => return None,
        false => Level::LocalRegulation,
    })
}

/// 行政法规 that a ministry put out with the approval of the State Council, before the Legislation
/// Law kept the name for those of the State Council itself (法〔2004〕96号，一).
fn of_approval(signs: &Signs) -> Option<Level> {
    let law = Day::new(2000, 7, 1);
    let before = signs.approved.zip(law).is_some_and(|(day, law)| day < law);
    let central = !signs.makers.is_empty() && signs.makers.iter().all(|maker| !maker.is_local);
    let rules = RULES.stand_in(signs.noun);
    (before && central && rules).then_some(Level::AdministrativeRegulation)
}

/// 部门规章, 地方政府规章: what an order of ministries or of a government puts out.
fn of_order(signs: &Signs) -> Option<Level> {
    let issuer = signs.number.as_ref()?.prefix().strip_suffix('令')?;
    if !RULES.stand_in(signs.noun) || STATE_COUNCIL.stand_in(issuer) {
        return None;
    }
    if GOVERNMENTS.stand_in(issuer) {
        return Some(Level::LocalGovernmentRule);
    }
    let bodies = body::row(issuer, &['、'])?;
    let central = |name: &&str| {
        body::kind(name) == Some(body::Kind::Department) && place_of_body(name).is_none()
    };
    bodies
        .iter()
        .all(central)
        .then_some(Level::DepartmentalRule)
}

/// 行政法规 of the time before they were put out by numbered orders.
fn of_state_council(signs: &Signs) -> Option<Level> {
    let makers = signs.makers.iter().map(|maker| maker.name.as_str());
    let (own, others): (Vec<&str>, Vec<&str>) = makers.partition(|it| STATE_COUNCIL.stand_in(it));
    let alone = !own.is_empty() && others.iter().all(|it| DEFENCE.stand_in(it));
    let numbered = signs.number.is_some();
    let own = signs.by_state_council && RULES.stand_in(signs.noun);
    let rules = REGULATIONS.stand_in(signs.noun) || own;
    (alone && !numbered && rules).then_some(Level::AdministrativeRegulation)
}

/// 条例 of a place: rules of its government must not be called so (规章制定程序条例).
fn local_by_title(signs: &Signs) -> Option<Level> {
    let place = listed_place_of_title(signs.title).filter(|_| REGULATIONS.stand_in(signs.noun))?;
    let issued = signs.approved.is_some()
        || signs.makers.iter().any(|m| !m.is_local)
        || PREFECTURES.stand_in(&place.name);
    (!issued && signs.number.is_none()).then_some(Level::LocalRegulation)
}

/// 规范性文件: what is issued and is nothing else.
fn normative(signs: &Signs) -> Option<Level> {
    let party = |m: &Maker| PARTY_BODIES.stand_in(&m.name);
    if signs.open
        || signs.makers.first().is_some_and(party)
        || signs.makers.is_empty() && signs.number.is_none()
    {
        return None;
    }
    let local = !signs.makers.is_empty() && signs.makers.iter().all(|m| m.is_local);
    Some(match local {
        true => Level::LocalNormativeDocument,
        false => Level::NormativeDocument,
    })
}

/// 条例 that no order and no congress is seen to promulgate may be anything.
fn rules_of_unknown_rank(role: Role, node: &Node) -> bool {
    role == Role::Act
        && node.number.is_none()
        && node
            .title
            .noun()
            .is_some_and(|noun| OF_UNKNOWN_RANK.stand_in(noun))
}

/// The people's congress that passed the text, as the clause of its adoption says: 全国 or another.
fn congress(clause: &str) -> Option<&str> {
    let at = CONGRESS.find(clause).filter(|i| *i < 120)?;
    let national = NATIONAL.words[0];
    // One of several that the clause names may be the national one.
    let mut named = clause.match_indices(CONGRESS.words[0]);
    let is_national = named.any(|(at, _)| clause[..at].ends_with(national));
    Some(if is_national { national } else { &clause[..at] })
}

/// The level that the list of known acts gives.
fn known(title: &str) -> Option<Level> {
    static KNOWN: LazyLock<HashMap<String, Level>> = LazyLock::new(|| {
        let predicate = format!("<{}>", term::AUTHORITY_LEVEL);
        let lines =
            crate::rdf::write::lines_of_turtle(LAWS_TTL, BASE, "graph/acts").unwrap_or_default();
        let read = |line: &String| {
            let mut terms = line.split(' ');
            let subject = terms
                .next()?
                .strip_prefix('<')?
                .strip_suffix('>')?
                .strip_prefix(BASE)?
                .strip_prefix("act/")?
                .to_owned();
            let level = terms
                .next()
                .filter(|p| *p == predicate)
                .and_then(|_| terms.next())?
                .strip_suffix('>')?;
            Some((subject, Level::of(local_name(level))?))
        };
        lines.iter().filter_map(read).collect()
    });
    KNOWN.get(&crate::model::vocab::segment(title)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn words_hold_to_their_examples() {
        rule::check_words(&[&STATE_COUNCIL, &STATE_COUNCIL_ORDERS, &DEFENCE]);
        rule::check_words(&[&COURT_SERIES, &LAWS]);
        rule::check_words(&[&AMENDMENTS, &PARTY_RULES, &PARTY_BODIES, &COURTS]);
        rule::check_words(&[
            &RULES,
            &INTERPRETATIONS,
            &INTERPRETING,
            &NATIONAL,
            &CONGRESS,
        ]);
        rule::check_words(&[&AUTONOMOUS_RULES, &AUTONOMOUS, &PREFECTURES, &GOVERNMENTS]);
        rule::check_words(&[&REGULATIONS, &OF_UNKNOWN_RANK]);
    }

    /// Title, issuer, number, day of adoption → level.
    #[test]
    fn makers_and_numbers_tell_the_level() {
        use Level::{
            AdministrativeRegulation as Regulation, AutonomousRegulation as Autonomous,
            DepartmentalRule, JudicialInterpretation as Judicial, Law, LocalGovernmentRule,
            LocalNormativeDocument as LocalPaper, LocalRegulation as Local,
            NormativeDocument as Paper,
        };
        type Case = (
            &'static str,
            &'static str,
            &'static str,
            &'static str,
            Option<Level>,
        );
        let cases: &[Case] = &[
            (
                "最高人民法院关于适用示例法若干问题的解释",
                "最高人民法院",
                "",
                "2003-01-02",
                Some(Judicial),
            ),
            (
                "最高人民法院关于示例的规定",
                "最高人民法院",
                "",
                "2003-01-02",
                Some(Judicial),
            ),
            (
                "最高人民检察院关于示例的批复",
                "最高人民检察院",
                "高检研发〔1996〕2号",
                "",
                Some(Judicial),
            ),
            // work rules of the court, in another series; and letters
            (
                "最高人民法院关于示例工作的规定",
                "最高人民法院",
                "法发〔2007〕12号",
                "",
                Some(Paper),
            ),
            (
                "最高人民法院关于示例的通知",
                "最高人民法院",
                "",
                "",
                Some(Paper),
            ),
            (
                "浙江省高级人民法院关于示例的解释",
                "浙江省高级人民法院",
                "",
                "",
                Some(LocalPaper),
            ),
            ("中华人民共和国示例法", "全国人大常委会", "", "", Some(Law)),
            (
                "全国人民代表大会常务委员会关于示例的决定",
                "全国人民代表大会常务委员会",
                "",
                "",
                Some(Law),
            ),
            ("浙江省示例条例", "全国人民代表大会常务委员会", "", "", None),
            ("浙江省示例条例", "浙江省人大常委会", "", "", Some(Local)),
            (
                "杭州市示例办法",
                "杭州市人民代表大会常务委员会",
                "",
                "",
                Some(Local),
            ),
            (
                "景宁畲族自治县示例条例",
                "景宁畲族自治县人民代表大会",
                "",
                "",
                Some(Autonomous),
            ),
            (
                "大理白族自治州示例条例",
                "大理白族自治州人民代表大会",
                "",
                "2004-01-15",
                Some(Autonomous),
            ),
            (
                "大理白族自治州示例条例",
                "大理白族自治州人民代表大会",
                "",
                "2018-01-15",
                Some(Local),
            ),
            (
                "大理白族自治州示例条例",
                "大理白族自治州人民代表大会",
                "",
                "",
                None,
            ),
            (
                "示例管理办法",
                "示例部",
                "文化部令第99号、林业部令第98号",
                "",
                Some(DepartmentalRule),
            ),
            (
                "示例管理办法",
                "化学工业部",
                "化学工业部令第9号",
                "",
                Some(DepartmentalRule),
            ),
            (
                "杭州市示例办法",
                "杭州市人民政府",
                "杭州市人民政府令第9号",
                "",
                Some(LocalGovernmentRule),
            ),
            (
                "关于示例的通知",
                "文化部",
                "文化部令第99号",
                "",
                Some(Paper),
            ),
            ("示例条例", "国务院", "", "", Some(Regulation)),
            (
                "国务院关于示例的决定",
                "国务院",
                "国发〔1985〕9号",
                "",
                Some(Paper),
            ),
            ("浙江省示例条例", "", "", "", Some(Local)),
            ("示例条例", "", "", "", None),
            ("示例劳动条例", "政务院", "", "", Some(Regulation)),
            (
                "最高人民法院关于示例的安排",
                "最高人民法院",
                "",
                "",
                Some(Judicial),
            ),
            (
                "示例质量管理规范（试行）",
                "化学工业部",
                "化学工业部令第27号",
                "",
                Some(DepartmentalRule),
            ),
            ("关于示例的通知", "杭州市财政局", "", "", Some(LocalPaper)),
            ("关于示例的通知", "中共浙江省委", "", "", None),
        ];
        for (title, issuer, number, adopted, level) in cases {
            let maker = Maker::new(issuer, crate::build::resolve::party(issuer));
            let first = number.split_inclusive('号').next();
            let signs = Signs {
                title,
                noun: noun(title).map_or("", |(noun, _)| noun),
                makers: (!issuer.is_empty()).then_some(maker).into_iter().collect(),
                number: first.and_then(DocumentNumber::read),
                adopted: Day::parse(adopted),
                open: number.is_empty()
                    && matches!(noun(title), Some(("条例" | "法" | "规定" | "办法", _))),
                ..Signs::default()
            };
            assert_eq!(told(&signs), *level, "{title} {issuer} {number}");
        }
    }

    #[test]
    fn what_the_state_council_approved_was_a_regulation_until_2000() {
        let signs = |approved: &str, maker: &str| Signs {
            title: "示例管理办法",
            noun: "办法",
            makers: vec![Maker::new(maker, crate::build::resolve::party(maker))],
            number: DocumentNumber::read("化学工业部令第9号"),
            approved: Day::parse(approved),
            ..Signs::default()
        };
        let level = |approved, maker| told(&signs(approved, maker));
        let regulation = Some(Level::AdministrativeRegulation);
        assert_eq!(level("1995-01-11", "化学工业部"), regulation);
        assert_eq!(
            level("2001-01-11", "化学工业部"),
            Some(Level::DepartmentalRule)
        );
        assert_ne!(level("1995-01-11", "杭州市人民政府"), regulation);
    }

    #[test]
    fn known_acts_have_their_levels() {
        assert_eq!(known("中华人民共和国宪法"), Some(Level::Constitution));
        assert_eq!(known("中华人民共和国反垄断法"), Some(Level::Law));
        assert_eq!(
            known("优化营商环境条例"),
            Some(Level::AdministrativeRegulation)
        );
        assert_eq!(known("某市示例条例"), None);
    }
}
