//! The rules of validation: their table and what the head of each says.
//!
//! Owns: the rules in `ontology/checks`, the head that tells their severity. Must not know: how a
//! rule is put to a graph, findings.

use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::{self, term};
use crate::rdf::ask;
use serde::Serialize;

/// The embedded rules, sorted by name: file `ontology/checks/NAME.rq`. To add one, write the file
/// and a row here.
pub const RULES: &[(&str, &str)] = &[
    (
        "agency-name-shared",
        include_str!("../../../ontology/checks/agency-name-shared.rq"),
    ),
    (
        "agency-without-label",
        include_str!("../../../ontology/checks/agency-without-label.rq"),
    ),
    (
        "blank-node",
        include_str!("../../../ontology/checks/blank-node.rq"),
    ),
    (
        "change-of-another",
        include_str!("../../../ontology/checks/change-of-another.rq"),
    ),
    (
        "change-without-evidence",
        include_str!("../../../ontology/checks/change-without-evidence.rq"),
    ),
    (
        "cited-after-repeal",
        include_str!("../../../ontology/checks/cited-after-repeal.rq"),
    ),
    (
        "dead-basis-on-day",
        include_str!("../../../ontology/checks/dead-basis-on-day.rq"),
    ),
    (
        "dead-legal-basis",
        include_str!("../../../ontology/checks/dead-legal-basis.rq"),
    ),
    (
        "document-without-title",
        include_str!("../../../ontology/checks/document-without-title.rq"),
    ),
    (
        "edge-without-change",
        include_str!("../../../ontology/checks/edge-without-change.rq"),
    ),
    (
        "edge-without-reference",
        include_str!("../../../ontology/checks/edge-without-reference.rq"),
    ),
    (
        "effective-before-signed",
        include_str!("../../../ontology/checks/effective-before-signed.rq"),
    ),
    (
        "ends-whole-and-part",
        include_str!("../../../ontology/checks/ends-whole-and-part.rq"),
    ),
    (
        "event-without-evidence",
        include_str!("../../../ontology/checks/event-without-evidence.rq"),
    ),
    (
        "issued-after-dissolution",
        include_str!("../../../ontology/checks/issued-after-dissolution.rq"),
    ),
    (
        "issued-before-foundation",
        include_str!("../../../ontology/checks/issued-before-foundation.rq"),
    ),
    (
        "lapsed-without-a-word",
        include_str!("../../../ontology/checks/lapsed-without-a-word.rq"),
    ),
    (
        "number-clash",
        include_str!("../../../ontology/checks/number-clash.rq"),
    ),
    (
        "open-reference",
        include_str!("../../../ontology/checks/open-reference.rq"),
    ),
    (
        "printed-yet-stub",
        include_str!("../../../ontology/checks/printed-yet-stub.rq"),
    ),
    (
        "promulgated-text-missing",
        include_str!("../../../ontology/checks/promulgated-text-missing.rq"),
    ),
    (
        "provision-of-another",
        include_str!("../../../ontology/checks/provision-of-another.rq"),
    ),
    (
        "provision-without-parent",
        include_str!("../../../ontology/checks/provision-without-parent.rq"),
    ),
    (
        "quote-of-wrong-length",
        include_str!("../../../ontology/checks/quote-of-wrong-length.rq"),
    ),
    (
        "reference-of-two-minds",
        include_str!("../../../ontology/checks/reference-of-two-minds.rq"),
    ),
    (
        "reference-to-itself",
        include_str!("../../../ontology/checks/reference-to-itself.rq"),
    ),
    (
        "reference-without-edge",
        include_str!("../../../ontology/checks/reference-without-edge.rq"),
    ),
    (
        "reference-without-evidence",
        include_str!("../../../ontology/checks/reference-without-evidence.rq"),
    ),
    (
        "refers-to-later",
        include_str!("../../../ontology/checks/refers-to-later.rq"),
    ),
    (
        "repealed-before-signing",
        include_str!("../../../ontology/checks/repealed-before-signing.rq"),
    ),
    (
        "text-of-nothing",
        include_str!("../../../ontology/checks/text-of-nothing.rq"),
    ),
    (
        "title-variant",
        include_str!("../../../ontology/checks/title-variant.rq"),
    ),
    (
        "version-of-no-work",
        include_str!("../../../ontology/checks/version-of-no-work.rq"),
    ),
];

/// The queries of all rules, one after the other.
pub(crate) fn texts() -> String {
    RULES.iter().map(|(_, text)| *text).collect()
}

/// How much a finding matters.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Deserves a look: rare in good documents, common in misread ones.
    Warn,
    /// The graph breaks its own model.
    Error,
}

impl Severity {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    fn of(text: &str) -> Option<Self> {
        [Self::Info, Self::Warn, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == text)
    }

    pub(super) fn shacl(self) -> vocab::Term {
        match self {
            Self::Info => term::SH_INFO,
            Self::Warn => term::SH_WARNING,
            Self::Error => term::SH_VIOLATION,
        }
    }
}

/// A rule with its head read.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name, description, parameters and SPARQL.
    pub question: ask::Question,
    /// How much its findings matter.
    pub severity: Severity,
}

impl Rule {
    pub(super) fn name(&self) -> &'static str {
        self.question.name
    }

    pub(super) fn needs_day(&self) -> bool {
        self.question
            .parameters
            .iter()
            .any(|parameter| parameter.name == DAY)
    }
}

/// The one parameter that rules may have.
pub(super) const DAY: &str = "date";

/// All rules: errors first, then by name.
///
/// # Errors
/// When the head of a rule is wrong.
pub fn rules() -> Result<Vec<Rule>, Error> {
    let mut rules = RULES
        .iter()
        .map(|(name, text)| read(name, text))
        .collect::<Result<Vec<_>, _>>()?;
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.severity), rule.name()));
    Ok(rules)
}

fn read(name: &'static str, text: &'static str) -> Result<Rule, Error> {
    let mut heads = text
        .lines()
        .map_while(|line| line.strip_prefix("# "))
        .filter_map(|line| line.strip_prefix("severity "));
    let severity = heads.next().and_then(|text| Severity::of(text.trim()));
    let severity = severity.ok_or_else(|| {
        Error::new(
            ErrorKind::Query,
            format!("the rule {name} does not say its severity: error, warn or info"),
        )
    })?;
    Ok(Rule {
        question: ask::read(name, text),
        severity,
    })
}
