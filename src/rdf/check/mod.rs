//! Validation: rules for a finished graph, and what breaks them.
//!
//! Owns: putting the rules to a graph; the rules, the findings and the report have a part each.
//! Must not know: how a graph is built, which documents there are, where the report goes.
//!
//! A rule is a file like a question of [`ask`]: a comment line that says what must hold or what
//! deserves a look, a line `# severity error`, `warn` or `info`, a line `# param date = : …` if it
//! needs a day, then SPARQL. Each row is a finding; the columns are `?subject` and `?message`,
//! where it fits `?path` (the property it is about) and `?value`, and `?where`: the reference,
//! statement, span or printing that shows the place in the source. Without it the subject's own
//! place is taken.

mod finding;
mod report;
mod rule;
mod shacl;

pub(crate) use report::{FailOn, Report};
pub(crate) use rule::texts;
pub use rule::{RULES, Severity, rules};

use crate::model::error::{Error, ErrorKind};
use crate::rdf::ask;
use crate::rdf::query::{self, Answer, Functions};
use crate::rdf::store::Store;
use finding::findings;
use rule::DAY;

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
                findings(store, &names, &rows)
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

impl Report {
    /// The bytes of the report.
    ///
    /// # Errors
    /// When a name in it cannot be written, as by a base that is no IRI.
    pub fn write(&self, layout: Layout) -> Result<Vec<u8>, Error> {
        match layout {
            Layout::Text => Ok(self.text().into_bytes()),
            Layout::Tsv => Ok(self.tsv().into_bytes()),
            Layout::Json => self.json(),
            Layout::Shacl => shacl::turtle(self),
        }
    }
}
