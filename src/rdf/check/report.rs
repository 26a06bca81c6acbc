//! The report of a check, for people and for programs.
//!
//! Owns: what the rules found, its forms as text, as lines and as JSON. Must not know: how a rule
//! is put to a graph, RDF.

use super::finding::{Finding, Place, text_of};
use super::rule::{Rule, Severity};
use crate::model::error::{Error, ErrorKind};
use crate::rdf::query::shorten_iri;
use oxigraph::model::Term;
use serde::Serialize;

/// From which severity on findings make a check fail.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings too.
    Warn,
    /// Any finding.
    Info,
    /// Nothing.
    None,
}

impl FailOn {
    fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warn => severity >= Severity::Warn,
            Self::Info => true,
            Self::None => false,
        }
    }
}

/// What the rules found.
#[derive(Debug)]
pub struct Report {
    /// The day that rules about a day were put for.
    pub as_of: Option<String>,
    /// Each rule with its findings.
    pub checked: Vec<(Rule, Vec<Finding>)>,
    /// Rules that need a day when none was given.
    pub left_out: Vec<Rule>,
    pub(super) base: String,
}

impl Report {
    /// Whether there is a finding that matters as much as `fail_on` says.
    pub fn fails(&self, fail_on: FailOn) -> bool {
        self.checked
            .iter()
            .any(|(rule, findings)| fail_on.includes(rule.severity) && !findings.is_empty())
    }

    /// Every finding with its rule.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&Rule, &Finding)> {
        let checked = self.checked.iter();
        checked.flat_map(|(rule, findings)| findings.iter().map(move |finding| (rule, finding)))
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (rule, findings) in &self.checked {
            if findings.is_empty() {
                continue;
            }
            text.push_str(&format!(
                "{} {}: {} × {}\n",
                rule.severity.name(),
                rule.name(),
                findings.len(),
                rule.question.description
            ));
            for finding in findings {
                text.push_str(&self.line(finding));
            }
        }
        text.push_str(&self.summary());
        if !self.left_out.is_empty() {
            text.push_str(&format!("{}\n", self.left_out_sentence()));
        }
        text
    }

    /// One finding as a line for people.
    fn line(&self, finding: &Finding) -> String {
        let subject = match &finding.subject {
            Term::NamedNode(node) => shorten_iri(node.as_str(), &self.base),
            other => text_of(other),
        };
        let mut line = format!("  {subject}: {}", one_line(&finding.message));
        if let Some(Term::NamedNode(value)) = &finding.value {
            line.push_str(&format!(" → {}", shorten_iri(value.as_str(), &self.base)));
        }
        if let Some(place) = &finding.place {
            line.push_str(&format!("  [{}:{}]", place.file, place.line));
            if let Some(quote) = &place.quote {
                line.push_str(&format!(" “{}”", one_line(quote)));
            }
        }
        line + "\n"
    }

    /// How many rules were checked, and how much they found.
    fn summary(&self) -> String {
        let count = |severity: Severity| {
            let of = self
                .findings()
                .filter(|(rule, _)| rule.severity == severity);
            of.count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warn));
        let (notes, rules) = (count(Severity::Info), self.checked.len());
        let day = self.as_of.as_ref();
        let day = day.map_or_else(String::new, |day| format!(", as of {day}"));
        format!("{rules} rules{day}: {errors} errors, {warnings} warnings, {notes} notes\n")
    }

    pub(super) fn left_out_sentence(&self) -> String {
        let names: Vec<&str> = self.left_out.iter().map(Rule::name).collect();
        format!(
            "left out because they need a day (--as-of YYYY-MM-DD): {}",
            names.join(", ")
        )
    }

    /// Rules that were left out have a line too, with `left-out` for a severity.
    pub(super) fn tsv(&self) -> String {
        let mut text =
            "rule\tseverity\tsubject\tpath\tvalue\tfile\tline\tquote\tmessage\n".to_owned();
        let mut line = |cells: [String; 9]| {
            text.push_str(&format!(
                "{}\n",
                cells.map(|cell| one_line(&cell)).join("\t")
            ))
        };
        for (rule, findings) in &self.checked {
            for finding in findings {
                let written = |term: &Option<Term>| term.as_ref().map(text_of).unwrap_or_default();
                let (file, number, quote) = match &finding.place {
                    Some(place) => (
                        place.file.clone(),
                        place.line.to_string(),
                        place.quote.clone().unwrap_or_default(),
                    ),
                    None => Default::default(),
                };
                let head = [
                    rule.name().to_owned(),
                    rule.severity.name().to_owned(),
                    text_of(&finding.subject),
                ];
                let [name, severity, subject] = head;
                line([
                    name,
                    severity,
                    subject,
                    written(&finding.path),
                    written(&finding.value),
                    file,
                    number,
                    quote,
                    finding.message.clone(),
                ]);
            }
        }
        for rule in &self.left_out {
            let [a, b, c, d, e, f] = [const { String::new() }; 6];
            line([
                rule.name().to_owned(),
                "left-out".to_owned(),
                a,
                b,
                c,
                d,
                e,
                f,
                "needs a day: --as-of YYYY-MM-DD".to_owned(),
            ]);
        }
        text
    }

    pub(super) fn json(&self) -> Result<Vec<u8>, Error> {
        let rules = self.checked.iter();
        let page = Page {
            as_of: self.as_of.as_deref(),
            conforms: self.conforms(),
            rules: rules
                .map(|(rule, found)| Head::new(rule, found.len()))
                .collect(),
            left_out: self.left_out.iter().map(Rule::name).collect(),
            findings: self
                .findings()
                .map(|(rule, found)| Row::new(rule, found))
                .collect(),
        };
        let mut bytes = serde_json::to_vec_pretty(&page).map_err(|cause| {
            Error::new(
                ErrorKind::Write,
                format!("the report cannot be written: {cause}"),
            )
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// SHACL calls a graph conforming when there is no result of any severity.
    pub(super) fn conforms(&self) -> bool {
        self.checked.iter().all(|(_, findings)| findings.is_empty())
    }
}

/// The report as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    as_of: Option<&'a str>,
    conforms: bool,
    rules: Vec<Head<'a>>,
    left_out: Vec<&'a str>,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    rule: &'a str,
    severity: Severity,
    explanation: &'a str,
    findings: usize,
}

impl<'a> Head<'a> {
    fn new(rule: &'a Rule, findings: usize) -> Self {
        Self {
            rule: rule.name(),
            severity: rule.severity,
            explanation: rule.question.description,
            findings,
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: Severity,
    subject: String,
    path: Option<String>,
    value: Option<String>,
    message: &'a str,
    source: Option<&'a Place>,
}

impl<'a> Row<'a> {
    fn new(rule: &'a Rule, finding: &'a Finding) -> Self {
        Self {
            rule: rule.name(),
            severity: rule.severity,
            subject: text_of(&finding.subject),
            path: finding.path.as_ref().map(text_of),
            value: finding.value.as_ref().map(text_of),
            message: &finding.message,
            source: finding.place.as_ref(),
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
