//! 效力层级: on which level of authority a document stands, where its makers, its number or its name
//! leave no doubt.
//!
//! Owns: the signs of each level. Must not know: quads.

use crate::build::resolve::{Collection, Kind, Node, Party, parties};
use crate::model::body;
use crate::model::day::Day;
use crate::model::doctype::noun;
use crate::model::jurisdiction::{listed_place_of_title, place_of_body, place_of_title};
use crate::model::level::Level;
use crate::model::lexicon::LAWS_TTL;
use crate::model::number::DocumentNumber;
use crate::model::vocab::{BASE, local_name, term};
use crate::text::fields::{EventKind, Fields};
use crate::text::records::Analysed;
use crate::text::segment::Role;
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
pub(super) fn levels(files: &[Analysed], collection: &Collection) -> Vec<Option<Level>> {
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
    if title.starts_with("中华人民共和国") && matches!(noun, "法" | "法典") {
        return Some(Level::Law);
    }
    if title.starts_with("中国共产党")
        && ["章程", "准则", "条例", "规则", "规定", "办法", "细则"].contains(&noun)
    {
        return Some(Level::PartyRule);
    }
    let number = node
        .under
        .as_deref()
        .or(node.number.as_deref())
        .and_then(DocumentNumber::read)?;
    match number.prefix() {
        "国务院令" => Some(Level::AdministrativeRegulation),
        "法释" | "高检发释" => Some(Level::JudicialInterpretation),
        _ => None,
    }
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

fn signs<'a>(analysed: &'a Analysed, document: usize, node: &Node) -> Signs<'a> {
    let (record, fields) = (&analysed.documents[document], &analysed.fields[document]);
    let mut signed = document;
    while let (true, Some(parent)) = (
        analysed.fields[signed].agencies.is_empty(),
        analysed.documents[signed].parent,
    ) {
        signed = parent;
    }
    let issuers = analysed.fields[signed].agencies.iter();
    let makers = issuers
        .zip(parties(analysed, signed))
        .map(|(issuer, party)| Maker::new(&issuer.value, party));
    let printed = node.under.as_deref().or(node.number.as_deref());
    // 文化部令第99号、林业部令第98号: each stands for itself.
    let first = printed.map(|p| p.split_inclusive('号').next().unwrap_or(p));
    Signs {
        title: &record.title,
        noun: noun(&record.title).map_or("", |(noun, _)| noun),
        makers: makers.collect(),
        congress: congress(analysed, fields),
        number: first.and_then(DocumentNumber::read),
        by_state_council: fields.history.iter().any(|event| {
            event.kind == EventKind::Published && event.bodies.iter().any(|b| b == STATE_COUNCIL)
        }),
        adopted: fields.adopted.as_ref().map(|fact| fact.value),
        open: rules_of_unknown_rank(record.role, node),
    }
}

const STATE_COUNCIL: &str = "国务院";
/// Who interprets law for all courts and procuratorates.
const COURTS: [&str; 2] = ["最高人民法院", "最高人民检察院"];
/// What rules are called.
const RULES: &[&str] = &[
    "条例",
    "规定",
    "若干规定",
    "办法",
    "细则",
    "规则",
    "决定",
    "决议",
];
/// What interpretations were called before they had a series of numbers of their own (法释, 1997).
const INTERPRETATIONS: &[&str] = &["解释", "批复"];
/// What they may be called now.
const INTERPRETING: &[&str] = &["解释", "批复", "规定", "若干规定", "规则", "决定"];

/// The level that the signs of a printing show: the first sign that fits decides.
fn told(signs: &Signs) -> Option<Level> {
    judicial(signs)
        .or_else(|| of_congress(signs))
        .or_else(|| of_order(signs))
        .or_else(|| of_state_council(signs))
        .or_else(|| local_by_title(signs))
        .or_else(|| normative(signs))
}

/// 司法解释: by maker and noun, unless its number is of another series.
fn judicial(signs: &Signs) -> Option<Level> {
    let by_court = signs.makers.iter().any(|m| COURTS.contains(&&*m.name));
    let series = signs.number.as_ref().map(DocumentNumber::prefix);
    let own = series.is_none_or(|prefix| prefix.contains('释'));
    let named = INTERPRETATIONS.contains(&signs.noun) || own && INTERPRETING.contains(&signs.noun);
    (by_court && named).then_some(Level::JudicialInterpretation)
}

/// 法律, 地方性法规, 自治条例和单行条例: what a people's congress passed.
fn of_congress(signs: &Signs) -> Option<Level> {
    let rules = RULES.contains(&signs.noun);
    let mut makers = signs.makers.iter();
    let maker = makers.find(|m| m.kind == Some(body::Kind::Congress));
    let name = maker.map(|m| m.name.as_str()).or(signs.congress)?;
    if name.starts_with("全国") {
        // A local title under a note of the national congress is a misprint.
        let law = ["法", "法典", "修正案"].contains(&signs.noun) || rules;
        let local = place_of_title(signs.title).is_some();
        return (law && !local).then_some(Level::Law);
    }
    if !rules {
        return None;
    }
    let named = signs.title.contains("自治条例") || signs.title.contains("单行条例");
    let place = place_of_body(name).map(|place| place.name);
    let is_place = |end: &str| place.as_ref().is_some_and(|place| place.ends_with(end));
    // Prefectures make local regulations too since the Legislation Law of 2015 allows it.
    let before = signs.adopted.zip(Day::new(2015, 3, 15));
    let early = before.is_some_and(|(adopted, allowed)| adopted < allowed);
    let alone = is_place("自治县") || is_place("自治旗") || is_place("自治州") && early;
    Some(match named || alone {
        true => Level::AutonomousRegulation,
        false if is_place("自治州") && signs.adopted.is_none() => return None,
        false => Level::LocalRegulation,
    })
}

/// 部门规章, 地方政府规章: what an order of ministries or of a government puts out.
fn of_order(signs: &Signs) -> Option<Level> {
    let issuer = signs.number.as_ref()?.prefix().strip_suffix('令')?;
    if !RULES.contains(&signs.noun) || issuer == STATE_COUNCIL {
        return None;
    }
    if issuer.ends_with("政府") {
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
    let alone = matches!(&signs.makers[..], [one] if one.name == STATE_COUNCIL);
    let numbered = signs.number.is_some();
    let rules = signs.noun == "条例" || signs.by_state_council && RULES.contains(&signs.noun);
    (alone && !numbered && rules).then_some(Level::AdministrativeRegulation)
}

/// 条例 of a place: rules of its government must not be called so (规章制定程序条例).
fn local_by_title(signs: &Signs) -> Option<Level> {
    let place = listed_place_of_title(signs.title).filter(|_| signs.noun == "条例")?;
    let issued = signs.makers.iter().any(|m| !m.is_local) || place.name.ends_with("自治州");
    (!issued && signs.number.is_none()).then_some(Level::LocalRegulation)
}

/// 规范性文件: what is issued and is nothing else.
fn normative(signs: &Signs) -> Option<Level> {
    let party = |m: &Maker| m.name.starts_with("中共") || m.name.starts_with("中国共产党");
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
        && matches!(node.title.noun(), Some("条例" | "法" | "规定" | "办法"))
}

/// The people's congress that passed the text, as its note says: 全国 or another.
fn congress<'a>(analysed: &'a Analysed, fields: &Fields) -> Option<&'a str> {
    let place = fields.adopted.as_ref()?.range;
    let rest = analysed.clean.text().get(place.end..)?;
    let clause = &rest[..rest
        .find(['通', '。', '，', '；', '\n'])
        .unwrap_or(rest.len())];
    let at = clause.find("人民代表大会").filter(|i| *i < 120)?;
    Some(
        if clause[..at].ends_with("全国") || clause.contains("全国人民代表大会") {
            "全国"
        } else {
            &clause[..at]
        },
    )
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
