//! 效力层级: on which level of authority a document stands, where its text or its name leaves no
//! doubt.
//!
//! Owns: the signs of each level. Must not know: quads.

use crate::build::resolve::{Collection, Kind, Node, Party, party};
use crate::model::doctype::noun;
use crate::model::level::Level;
use crate::model::lexicon::LAWS_TTL;
use crate::model::number::DocumentNumber;
use crate::model::vocab::{BASE, local_name, term};
use crate::text::fields::{Fact, Fields};
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
            .filter_map(|p| printed(&files[p.file], p.document, node));
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

/// The level that a printed text shows.
fn printed(analysed: &Analysed, document: usize, node: &Node) -> Option<Level> {
    let (record, fields) = (&analysed.documents[document], &analysed.fields[document]);
    let rules = matches!(
        noun(&record.title).map(|(n, _)| n),
        Some("条例" | "规定" | "办法" | "细则" | "规则" | "决定" | "若干规定")
    );
    if let Some(congress) = congress(analysed, fields).filter(|_| rules) {
        return match congress {
            _ if record.title.contains("自治条例") || record.title.contains("单行条例") => {
                Some(Level::AutonomousRegulation)
            }
            // A local title under a note of the national congress is a misprint.
            "全国" => (record.title.starts_with("中华人民共和国")
                || record.title.starts_with("全国"))
            .then_some(Level::Law),
            _ => Some(Level::LocalRegulation),
        };
    }
    let order = node
        .under
        .as_deref()
        .and_then(DocumentNumber::read)
        .and_then(|n| Some(n.prefix().strip_suffix('令')?.to_owned()));
    if let Some(issuer) = order.filter(|_| rules) {
        let local = issuer.ends_with("政府");
        let ministries = crate::model::lexicon::lexicon()
            .agencies_in(&issuer, &['、'])
            .is_some();
        return if local {
            Some(Level::LocalGovernmentRule)
        } else {
            ministries.then_some(Level::DepartmentalRule)
        };
    }
    let issuers = issuers(analysed, document);
    let issued = !issuers.is_empty() || node.number.is_some() || node.under.is_some();
    let by_party =
        issuers.first().is_some_and(|f| matches!(party(&f.value), Party::Listed(name) if name.starts_with("中共") || name.starts_with("中国共产党")));
    (issued && !by_party && !rules_of_unknown_rank(record.role, node))
        .then_some(Level::NormativeDocument)
}

/// The bodies that sign a text, or the notice that prints it.
fn issuers(analysed: &Analysed, mut document: usize) -> &[Fact<String>] {
    while let (true, Some(parent)) = (
        analysed.fields[document].agencies.is_empty(),
        analysed.documents[document].parent,
    ) {
        document = parent;
    }
    &analysed.fields[document].agencies
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
