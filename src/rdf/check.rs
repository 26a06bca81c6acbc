//! Validation: rules for a finished graph, and what breaks them.
//!
//! Owns: the rules in `ontology/checks`, the head that tells their severity, what a finding holds,
//! the forms of the report. Must not know: how a graph is built, which documents there are, where
//! the report goes.
//!
//! A rule is a file like a question of [`ask`]: a comment line that says what must hold or what
//! deserves a look, a line `# severity error`, `warn` or `info`, a line `# param date = : …` if it
//! needs a day, then SPARQL. Each row is a finding; the columns are `?subject` and `?message`,
//! where it fits `?path` (the property it is about) and `?value`, and `?where`: the reference,
//! statement, span or printing that shows the place in the source. Without it the subject's own
//! place is taken.

use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::{self, term};
use crate::rdf::ask;
use crate::rdf::query::{self, Answer, Functions, shorten_iri};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxigraph::store::Store;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// The embedded rules, sorted by name: file `ontology/checks/NAME.rq`. To add one, write the file
/// and a row here.
pub const RULES: &[(&str, &str)] = &[
    (
        "agency-name-shared",
        include_str!("../../ontology/checks/agency-name-shared.rq"),
    ),
    (
        "agency-without-label",
        include_str!("../../ontology/checks/agency-without-label.rq"),
    ),
    (
        "blank-node",
        include_str!("../../ontology/checks/blank-node.rq"),
    ),
    (
        "cited-after-repeal",
        include_str!("../../ontology/checks/cited-after-repeal.rq"),
    ),
    (
        "dead-basis-on-day",
        include_str!("../../ontology/checks/dead-basis-on-day.rq"),
    ),
    (
        "dead-legal-basis",
        include_str!("../../ontology/checks/dead-legal-basis.rq"),
    ),
    (
        "document-without-title",
        include_str!("../../ontology/checks/document-without-title.rq"),
    ),
    (
        "edge-without-reference",
        include_str!("../../ontology/checks/edge-without-reference.rq"),
    ),
    (
        "effective-before-signed",
        include_str!("../../ontology/checks/effective-before-signed.rq"),
    ),
    (
        "ends-whole-and-part",
        include_str!("../../ontology/checks/ends-whole-and-part.rq"),
    ),
    (
        "event-without-evidence",
        include_str!("../../ontology/checks/event-without-evidence.rq"),
    ),
    (
        "issued-after-dissolution",
        include_str!("../../ontology/checks/issued-after-dissolution.rq"),
    ),
    (
        "issued-before-foundation",
        include_str!("../../ontology/checks/issued-before-foundation.rq"),
    ),
    (
        "lapsed-without-a-word",
        include_str!("../../ontology/checks/lapsed-without-a-word.rq"),
    ),
    (
        "number-clash",
        include_str!("../../ontology/checks/number-clash.rq"),
    ),
    (
        "open-reference",
        include_str!("../../ontology/checks/open-reference.rq"),
    ),
    (
        "printed-yet-stub",
        include_str!("../../ontology/checks/printed-yet-stub.rq"),
    ),
    (
        "promulgated-text-missing",
        include_str!("../../ontology/checks/promulgated-text-missing.rq"),
    ),
    (
        "provision-of-another",
        include_str!("../../ontology/checks/provision-of-another.rq"),
    ),
    (
        "provision-without-parent",
        include_str!("../../ontology/checks/provision-without-parent.rq"),
    ),
    (
        "quote-of-wrong-length",
        include_str!("../../ontology/checks/quote-of-wrong-length.rq"),
    ),
    (
        "reference-of-two-minds",
        include_str!("../../ontology/checks/reference-of-two-minds.rq"),
    ),
    (
        "reference-to-itself",
        include_str!("../../ontology/checks/reference-to-itself.rq"),
    ),
    (
        "reference-without-edge",
        include_str!("../../ontology/checks/reference-without-edge.rq"),
    ),
    (
        "reference-without-evidence",
        include_str!("../../ontology/checks/reference-without-evidence.rq"),
    ),
    (
        "refers-to-later",
        include_str!("../../ontology/checks/refers-to-later.rq"),
    ),
    (
        "repealed-before-signing",
        include_str!("../../ontology/checks/repealed-before-signing.rq"),
    ),
    (
        "text-of-nothing",
        include_str!("../../ontology/checks/text-of-nothing.rq"),
    ),
    (
        "title-variant",
        include_str!("../../ontology/checks/title-variant.rq"),
    ),
    (
        "version-of-no-work",
        include_str!("../../ontology/checks/version-of-no-work.rq"),
    ),
];

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
    fn name(self) -> &'static str {
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

    fn shacl(self) -> vocab::Term {
        match self {
            Self::Info => term::SH_INFO,
            Self::Warn => term::SH_WARNING,
            Self::Error => term::SH_VIOLATION,
        }
    }
}

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

/// How a report is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Layout {
    /// Rule by rule, for people.
    Text,
    /// A line for each finding.
    Tsv,
    /// All of it, for programs.
    Json,
    /// A validation report of SHACL, in Turtle.
    Shacl,
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
    fn name(&self) -> &'static str {
        self.question.name
    }

    fn needs_day(&self) -> bool {
        self.question
            .parameters
            .iter()
            .any(|parameter| parameter.name == DAY)
    }
}

/// The one parameter that rules may have.
const DAY: &str = "date";

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

/// A place in a source.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file as it was named when the graph was built.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The words, if it is more than a line.
    pub quote: Option<String>,
}

/// One breach of a rule.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What breaks it.
    pub subject: Term,
    /// How, in words.
    pub message: String,
    /// The property it is about.
    pub path: Option<Term>,
    /// The value at fault, or the other party.
    pub value: Option<Term>,
    /// Where it is printed.
    pub place: Option<Place>,
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
    base: String,
}

/// The queries of all rules, one after the other.
#[doc(hidden)]
pub fn texts() -> String {
    RULES.iter().map(|(_, text)| *text).collect()
}

/// Puts all rules to `store`, with the functions they may call, those about a day only if `as_of`
/// gives one.
///
/// # Errors
/// When a rule cannot be evaluated.
pub fn check(
    store: &Store,
    as_of: Option<&str>,
    base: &str,
    functions: &Functions,
) -> Result<Report, Error> {
    let mut report = Report {
        as_of: as_of.map(str::to_owned),
        checked: Vec::new(),
        left_out: Vec::new(),
        base: base.to_owned(),
    };
    for rule in rules()? {
        let given: Vec<(String, String)> = as_of
            .filter(|_| rule.needs_day())
            .map(|day| (DAY.to_owned(), day.to_owned()))
            .into_iter()
            .collect();
        if rule.needs_day() && given.is_empty() {
            report.left_out.push(rule);
            continue;
        }
        let text = ask::fill(&rule.question, &given, None)?;
        let findings = match query::run_with(store, &text, base, functions.clone())? {
            Answer::Rows(variables, rows) => {
                let names: Vec<&str> = variables.iter().map(|variable| variable.as_str()).collect();
                findings(store, &names, &rows)?
            }
            Answer::Truth(_) | Answer::Triples(_) => {
                return Err(Error::new(
                    ErrorKind::Query,
                    format!("the rule {} must be a SELECT", rule.name()),
                ));
            }
        };
        report.checked.push((rule, findings));
    }
    Ok(report)
}

/// Rows that differ only in their place are one finding, at the first of the places.
fn findings(
    store: &Store,
    names: &[&str],
    rows: &[Vec<Option<Term>>],
) -> Result<Vec<Finding>, Error> {
    let mut merged: BTreeMap<[Option<String>; 4], Finding> = BTreeMap::new();
    for row in rows {
        let column = |name: &str| {
            names
                .iter()
                .position(|known| *known == name)
                .and_then(|at| row.get(at)?.clone())
        };
        let Some(subject) = column("subject") else {
            continue;
        };
        let message = column("message")
            .map(|term| text_of(&term))
            .unwrap_or_default();
        let (path, value) = (column("path"), column("value"));
        let place = place(store, &column("where").unwrap_or_else(|| subject.clone()))?;
        let written = |term: &Option<Term>| term.as_ref().map(Term::to_string);
        let key = [
            Some(subject.to_string()),
            written(&path),
            written(&value),
            Some(message.clone()),
        ];
        let finding = Finding {
            subject,
            message,
            path,
            value,
            place,
        };
        let kept = merged.entry(key).or_insert_with(|| finding.clone());
        kept.place = [kept.place.take(), finding.place]
            .into_iter()
            .flatten()
            .min();
    }
    Ok(merged.into_values().collect())
}

/// Where the source shows `node`: by its evidence, or as a span or printing that it is itself, or
/// where it is printed.
fn place(store: &Store, node: &Term) -> Result<Option<Place>, Error> {
    let mut spans = objects(store, node, term::EVIDENCE)?;
    if spans.is_empty() {
        spans = vec![node.clone()];
        spans.extend(subjects(store, term::PRINTING_OF, node)?);
    }
    let mut places = Vec::new();
    for span in &spans {
        let source = objects(store, span, term::HAS_SOURCE)?.into_iter().next();
        let file = source
            .map(|source| objects(store, &source, term::PATH))
            .transpose()?
            .and_then(|paths| Some(text_of(paths.first()?)));
        let lines = [
            objects(store, span, term::LINE)?,
            objects(store, span, term::FIRST_LINE)?,
        ]
        .concat();
        let line = lines.first().and_then(|line| text_of(line).parse().ok());
        let quote = objects(store, span, term::QUOTE)?.first().map(text_of);
        places.extend(
            file.zip(line)
                .map(|(file, line)| Place { file, line, quote }),
        );
    }
    Ok(places.into_iter().min())
}

fn objects(store: &Store, subject: &Term, predicate: vocab::Term) -> Result<Vec<Term>, Error> {
    let subject: NamedOrBlankNode = match subject {
        Term::NamedNode(node) => node.clone().into(),
        Term::BlankNode(node) => node.clone().into(),
        Term::Literal(_) => return Ok(Vec::new()),
    };
    let quads = store.quads_for_pattern(Some(subject.as_ref()), Some(predicate.node()), None, None);
    let mut objects = quads
        .map(|quad| quad.map(|quad| quad.object))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unread)?;
    objects.sort_by_cached_key(Term::to_string);
    Ok(objects)
}

fn subjects(store: &Store, predicate: vocab::Term, object: &Term) -> Result<Vec<Term>, Error> {
    let quads = store.quads_for_pattern(None, Some(predicate.node()), Some(object.as_ref()), None);
    quads
        .map(|quad| quad.map(|quad| quad.subject.into()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unread)
}

fn unread(cause: impl fmt::Display) -> Error {
    Error::new(
        ErrorKind::Graph,
        format!("the graph cannot be read: {cause}"),
    )
}

fn iri(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

/// A literal without its quotes, an IRI without its brackets.
fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// Where rules have their IRIs; `ontology/shapes.ttl` gives the same names to its shapes.
const SHAPES: &str = "https://w3id.org/zhengtu/shapes#";

impl Report {
    /// Whether there is a finding that matters as much as `fail_on` says.
    pub fn fails(&self, fail_on: FailOn) -> bool {
        self.checked
            .iter()
            .any(|(rule, findings)| fail_on.includes(rule.severity) && !findings.is_empty())
    }

    /// The bytes of the report.
    ///
    /// # Errors
    /// When a name in it cannot be written, as by a base that is no IRI.
    pub fn write(&self, layout: Layout) -> Result<Vec<u8>, Error> {
        match layout {
            Layout::Text => Ok(self.text().into_bytes()),
            Layout::Tsv => Ok(self.tsv().into_bytes()),
            Layout::Json => self.json(),
            Layout::Shacl => self.shacl(),
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let short = |term: &Term| {
            if let Term::NamedNode(node) = term {
                shorten_iri(node.as_str(), &self.base)
            } else {
                text_of(term)
            }
        };
        for (rule, findings) in self
            .checked
            .iter()
            .filter(|(_, findings)| !findings.is_empty())
        {
            text.push_str(&format!(
                "{} {}: {} × {}\n",
                rule.severity.name(),
                rule.name(),
                findings.len(),
                rule.question.description
            ));
            for finding in findings {
                text.push_str(&format!(
                    "  {}: {}",
                    short(&finding.subject),
                    one_line(&finding.message)
                ));
                if let Some(Term::NamedNode(value)) = &finding.value {
                    text.push_str(&format!(" → {}", shorten_iri(value.as_str(), &self.base)));
                }
                if let Some(place) = &finding.place {
                    text.push_str(&format!("  [{}:{}]", place.file, place.line));
                    if let Some(quote) = &place.quote {
                        text.push_str(&format!(" “{}”", one_line(quote)));
                    }
                }
                text.push('\n');
            }
        }
        let count = |severity: Severity| {
            self.checked
                .iter()
                .filter(|(rule, _)| rule.severity == severity)
                .map(|(_, findings)| findings.len())
                .sum::<usize>()
        };
        let (errors, warnings, notes) = (
            count(Severity::Error),
            count(Severity::Warn),
            count(Severity::Info),
        );
        let day = self
            .as_of
            .as_ref()
            .map(|day| format!(", as of {day}"))
            .unwrap_or_default();
        text.push_str(&format!(
            "{} rules{day}: {errors} errors, {warnings} warnings, {notes} notes\n",
            self.checked.len()
        ));
        if !self.left_out.is_empty() {
            text.push_str(&format!("{}\n", self.left_out_sentence()));
        }
        text
    }

    fn left_out_sentence(&self) -> String {
        let names: Vec<&str> = self.left_out.iter().map(Rule::name).collect();
        format!(
            "left out because they need a day (--as-of YYYY-MM-DD): {}",
            names.join(", ")
        )
    }

    /// Rules that were left out have a line too, with `left-out` for a severity.
    fn tsv(&self) -> String {
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

    fn json(&self) -> Result<Vec<u8>, Error> {
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
        let head = |rule: &'_ Rule, findings: usize| Head {
            rule: rule.question.name,
            severity: rule.severity,
            explanation: rule.question.description,
            findings,
        };
        let rows = self
            .checked
            .iter()
            .flat_map(|(rule, findings)| findings.iter().map(move |finding| (rule, finding)));
        let page = Page {
            as_of: self.as_of.as_deref(),
            conforms: self.conforms(),
            rules: self
                .checked
                .iter()
                .map(|(rule, findings)| head(rule, findings.len()))
                .collect(),
            left_out: self.left_out.iter().map(Rule::name).collect(),
            findings: rows
                .map(|(rule, finding)| Row {
                    rule: rule.name(),
                    severity: rule.severity,
                    subject: text_of(&finding.subject),
                    path: finding.path.as_ref().map(text_of),
                    value: finding.value.as_ref().map(text_of),
                    message: &finding.message,
                    source: finding.place.as_ref(),
                })
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
    fn conforms(&self) -> bool {
        self.checked.iter().all(|(_, findings)| findings.is_empty())
    }

    /// `sh:ValidationReport` without blank nodes; the report's IRI follows from what it says.
    fn shacl(&self) -> Result<Vec<u8>, Error> {
        let digest: String = Sha256::digest(self.tsv().as_bytes())
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let report = iri(&self.base, &format!("report/{digest}"));
        let mut triples = vec![
            Triple::new(report.clone(), rdf::TYPE, term::SH_REPORT.node()),
            Triple::new(
                report.clone(),
                term::SH_CONFORMS.node(),
                Literal::from(self.conforms()),
            ),
        ];
        if !self.left_out.is_empty() {
            triples.push(Triple::new(
                report.clone(),
                rdfs::COMMENT,
                Literal::new_language_tagged_literal_unchecked(self.left_out_sentence(), "en"),
            ));
        }
        let all = self
            .checked
            .iter()
            .flat_map(|(rule, findings)| findings.iter().map(move |finding| (rule, finding)));
        for (n, (rule, finding)) in all.enumerate() {
            let result = iri(report.as_str(), &format!("/{}", n + 1));
            let mut add = |predicate: NamedNodeRef<'_>, object: Term| {
                triples.push(Triple::new(result.clone(), predicate, object))
            };
            add(rdf::TYPE, term::SH_RESULT_CLASS.node().into());
            add(term::SH_FOCUS_NODE.node(), named(&finding.subject));
            add(
                term::SH_RESULT_SEVERITY.node(),
                rule.severity.shacl().node().into(),
            );
            add(
                term::SH_SOURCE_SHAPE.node(),
                iri(SHAPES, rule.name()).into(),
            );
            add(
                term::SH_SOURCE_COMPONENT.node(),
                term::SH_SPARQL_COMPONENT.node().into(),
            );
            add(
                term::SH_RESULT_MESSAGE.node(),
                Literal::from(finding.message.as_str()).into(),
            );
            if let Some(path @ Term::NamedNode(_)) = &finding.path {
                add(term::SH_RESULT_PATH.node(), path.clone());
            }
            if let Some(value) = &finding.value {
                add(term::SH_VALUE.node(), named(value));
            }
            if let Some(place) = &finding.place {
                add(
                    term::SOURCE.node(),
                    Literal::from(format!("{}:{}", place.file, place.line)).into(),
                );
                if let Some(quote) = &place.quote {
                    add(term::EXACT.node(), Literal::from(quote.as_str()).into());
                }
            }
            triples.push(Triple::new(report.clone(), term::SH_RESULT.node(), result));
        }
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        let own =
            [("sh", vocab::SH), ("shapes", SHAPES)].map(|(prefix, iri)| (prefix, iri.to_owned()));
        for (prefix, namespace) in query::prefixes(&self.base).chain(own) {
            serializer = serializer
                .with_prefix(prefix, &namespace)
                .map_err(|cause| {
                    Error::new(
                        ErrorKind::Usage,
                        format!("<{namespace}> is not an IRI: {cause}"),
                    )
                })?;
        }
        let unwritten = |cause: std::io::Error| {
            Error::new(
                ErrorKind::Write,
                format!("the report cannot be written: {cause}"),
            )
        };
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &triples {
            writer.serialize_triple(triple).map_err(unwritten)?;
        }
        writer.finish().map_err(unwritten)
    }
}

/// A blank node by an IRI that says what it is, since the report has none.
fn named(term: &Term) -> Term {
    match term {
        Term::BlankNode(node) => iri("urn:blank:", node.as_str()).into(),
        other => other.clone(),
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
