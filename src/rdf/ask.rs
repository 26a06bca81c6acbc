//! Canned queries: questions that come with the program.
//!
//! Owns: the questions in `ontology/questions`, how their heads are read, how values go into them.
//! Must not know: how a query is run or printed.
//!
//! A question is a file: a comment line that says what it answers, a line `# param NAME = DEFAULT :
//! what it is` for each parameter (no default: it must be given), then SPARQL in which `{{NAME}}`
//! stands for the value. A value never goes into the text as it was typed: it becomes an IRI, a
//! date or a string literal first, so it cannot change the query.

use crate::model::day::Day;
use crate::model::error::{Error, ErrorKind};
use crate::rdf::store::{Store, the_document};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};
use std::collections::BTreeMap;

/// The embedded questions, sorted by name: file `ontology/questions/NAME.rq`. To add one, write the
/// file and a row here.
pub(crate) const QUESTIONS: &[(&str, &str)] = &[
    (
        "agencies",
        include_str!("../../ontology/questions/agencies.rq"),
    ),
    (
        "amendments",
        include_str!("../../ontology/questions/amendments.rq"),
    ),
    (
        "expiring",
        include_str!("../../ontology/questions/expiring.rq"),
    ),
    (
        "explained",
        include_str!("../../ontology/questions/explained.rq"),
    ),
    ("facts", include_str!("../../ontology/questions/facts.rq")),
    (
        "foundations",
        include_str!("../../ontology/questions/foundations.rq"),
    ),
    (
        "history",
        include_str!("../../ontology/questions/history.rq"),
    ),
    ("impact", include_str!("../../ontology/questions/impact.rq")),
    (
        "in-force-on",
        include_str!("../../ontology/questions/in-force-on.rq"),
    ),
    (
        "inherited-documents",
        include_str!("../../ontology/questions/inherited-documents.rq"),
    ),
    (
        "issued-by",
        include_str!("../../ontology/questions/issued-by.rq"),
    ),
    (
        "joint-issuers",
        include_str!("../../ontology/questions/joint-issuers.rq"),
    ),
    (
        "most-wanted",
        include_str!("../../ontology/questions/most-wanted.rq"),
    ),
    (
        "printed-twice",
        include_str!("../../ontology/questions/printed-twice.rq"),
    ),
    (
        "rests-on",
        include_str!("../../ontology/questions/rests-on.rq"),
    ),
    (
        "rests-on-repealed",
        include_str!("../../ontology/questions/rests-on-repealed.rq"),
    ),
    (
        "stale-references",
        include_str!("../../ontology/questions/stale-references.rq"),
    ),
    (
        "unresolved",
        include_str!("../../ontology/questions/unresolved.rq"),
    ),
    (
        "what-is-left",
        include_str!("../../ontology/questions/what-is-left.rq"),
    ),
    (
        "what-replaced",
        include_str!("../../ontology/questions/what-replaced.rq"),
    ),
    (
        "where-it-says-so",
        include_str!("../../ontology/questions/where-it-says-so.rq"),
    ),
];

/// A question with its head read.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is asked by.
    pub name: &'static str,
    /// One line on what it answers.
    pub description: &'static str,
    /// What it needs to know, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The SPARQL with its comments, with `{{NAME}}` where values go.
    pub text: &'static str,
}

/// Something a question needs to know.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name; what it begins with decides its [`Kind`].
    pub name: &'static str,
    /// What is taken when nothing is given.
    pub default: Option<&'static str>,
    /// What it is.
    pub description: &'static str,
}

/// What a value becomes.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The IRI of the document that was named in any way.
    Document,
    /// An `xsd:date`.
    Date,
    /// A string.
    Text,
}

impl Parameter {
    /// Decided by the beginning of the name: `doc…` and `act…`, `date…`, all others.
    pub fn kind(&self) -> Kind {
        match self.name {
            name if name.starts_with("doc") || name.starts_with("act") => Kind::Document,
            name if name.starts_with("date") => Kind::Date,
            _ => Kind::Text,
        }
    }
}

/// All questions, sorted by name.
pub fn questions() -> Vec<Question> {
    QUESTIONS
        .iter()
        .map(|(name, text)| read(name, text))
        .collect()
}

/// The question of this name.
///
/// # Errors
/// A sentence with all names when there is none.
pub fn question(name: &str) -> Result<Question, Error> {
    let known = || {
        QUESTIONS
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = QUESTIONS.iter().find(|(known, _)| *known == name);
    let (name, text) = found.ok_or_else(|| {
        usage(format!(
            "there is no question “{name}”; there are: {}",
            known()
        ))
    })?;
    Ok(read(name, text))
}

/// A question with the head of its file read.
pub(crate) fn read(name: &'static str, text: &'static str) -> Question {
    let comments = || {
        text.lines()
            .map_while(|line| line.strip_prefix('#'))
            .map(str::trim)
    };
    let parameters = comments()
        .filter_map(|line| line.strip_prefix("param "))
        .map(read_parameter)
        .collect();
    Question {
        name,
        description: comments().next().unwrap_or_default(),
        parameters,
        text,
    }
}

/// `NAME = DEFAULT : what it is`; a colon in the default must not stand between spaces.
fn read_parameter(line: &'static str) -> Parameter {
    let (head, description) = line
        .split_once(" : ")
        .or_else(|| line.split_once(": "))
        .unwrap_or((line, ""));
    let (name, default) = head.split_once('=').unwrap_or((head, ""));
    let default = Some(default.trim()).filter(|default| !default.is_empty());
    Parameter {
        name: name.trim(),
        default,
        description: description.trim(),
    }
}

/// The query with `given` values in it. `store` is where documents are looked up; without it,
/// questions about documents cannot be filled.
///
/// # Errors
/// When a value is missing, unknown, ambiguous, or not of its kind.
pub fn fill(
    question: &Question,
    given: &[(String, String)],
    store: Option<&Store>,
) -> Result<String, Error> {
    let mut values: BTreeMap<&str, &str> = question
        .parameters
        .iter()
        .filter_map(|it| Some((it.name, it.default?)))
        .collect();
    for (name, value) in given {
        let Some(parameter) = question
            .parameters
            .iter()
            .find(|parameter| parameter.name == name)
        else {
            return Err(usage(format!(
                "the question {} has no parameter “{name}”; it has: {}",
                question.name,
                names(question)
            )));
        };
        values.insert(parameter.name, value);
    }
    let mut terms = Vec::new();
    for parameter in &question.parameters {
        let value = values
            .get(parameter.name)
            .ok_or_else(|| missing(question, parameter))?;
        terms.push((
            format!("{{{{{}}}}}", parameter.name),
            term(parameter, value, store)?.to_string(),
        ));
    }
    Ok(substitute(question.text, &terms))
}

/// Replaces in one pass, so that a value that looks like a placeholder stays what it is.
fn substitute(text: &str, terms: &[(String, String)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let (before, after) = rest.split_at(start);
        filled.push_str(before);
        match terms
            .iter()
            .find_map(|(placeholder, term)| Some((term, after.strip_prefix(placeholder.as_str())?)))
        {
            Some((term, after)) => {
                filled.push_str(term);
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = after.strip_prefix("{{").unwrap_or_default();
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn term(parameter: &Parameter, value: &str, store: Option<&Store>) -> Result<Term, Error> {
    match parameter.kind() {
        Kind::Document => {
            let store =
                store.ok_or_else(|| usage(format!("--param {}={value} names a document; a graph is needed to find it: --graph FILE", parameter.name)))?;
            Ok(the_document(store, value)?.into())
        }
        Kind::Date if Day::parse_full(value).is_some() => {
            Ok(Literal::new_typed_literal(value, xsd::DATE).into())
        }
        Kind::Date => Err(usage(format!(
            "--param {}={value}: a date is written YYYY-MM-DD",
            parameter.name
        ))),
        Kind::Text => Ok(Literal::new_simple_literal(value).into()),
    }
}

fn missing(question: &Question, parameter: &Parameter) -> Error {
    usage(format!(
        "the question {} needs --param {}=… ({})",
        question.name, parameter.name, parameter.description
    ))
}

fn names(question: &Question) -> String {
    let names: Vec<&str> = question
        .parameters
        .iter()
        .map(|parameter| parameter.name)
        .collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn usage(message: String) -> Error {
    Error::new(ErrorKind::Usage, message)
}

/// `KEY=VALUE` as typed after `--param`.
///
/// # Errors
/// When there is no `=`.
pub fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or_else(|| format!("“{text}” has no =; write NAME=VALUE"))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocab::BASE;
    use crate::rdf::query;
    use oxigraph::io::RdfFormat;

    const DATA: &str = r#"
        @base <https://w3id.org/zhengtu/id/> . @prefix zt: <https://w3id.org/zhengtu/def#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <act/示例条例> a zt:Document ; dcterms:title "示例条例"@zh . <act/示例办法> a zt:Document ; dcterms:title "示例办法"@zh .
    "#;

    const TEXT: &str = "# What is it?\n# param doc = 示例条例 : the document\n# param date = 2024-01-01: the day\n# param word = : a word\n\
                        SELECT ?x WHERE { BIND({{doc}} AS ?x) FILTER({{date}} > \"2000-01-01\"^^xsd:date && STR({{word}}) != \"{{other}}\") }\n";

    fn filled(given: &[(&str, &str)]) -> Result<String, Error> {
        let store = Store::of_bytes(DATA.as_bytes(), RdfFormat::Turtle).unwrap();
        let given: Vec<(String, String)> = given
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        fill(&read("sample", TEXT), &given, Some(&store))
    }

    #[test]
    fn the_head_is_read() {
        let question = read("sample", TEXT);
        assert_eq!(question.description, "What is it?");
        let parameters: Vec<_> = question
            .parameters
            .iter()
            .map(|it| (it.name, it.default, it.description, it.kind()))
            .collect();
        assert_eq!(
            parameters,
            [
                ("doc", Some("示例条例"), "the document", Kind::Document),
                ("date", Some("2024-01-01"), "the day", Kind::Date),
                ("word", None, "a word", Kind::Text)
            ]
        );
    }

    #[test]
    fn values_become_terms() {
        let text = filled(&[
            ("word", "通知"),
            ("doc", "《示例办法》"),
            ("date", "2024-02-29"),
        ])
        .unwrap();
        assert!(
            text.contains("BIND(<https://w3id.org/zhengtu/id/act/示例办法> AS ?x)"),
            "{text}"
        );
        assert!(
            text.contains("\"2024-02-29\"^^<http://www.w3.org/2001/XMLSchema#date>")
                && text.contains("STR(\"通知\")"),
            "{text}"
        );
        assert!(text.contains("{{other}}"));
        query::check(&text, BASE).unwrap();
    }

    #[test]
    fn a_value_cannot_change_the_query() {
        for word in [
            "\") } DELETE",
            "x\" || \"\" = \"",
            "a\nb\\",
            "{{doc}}",
            "'''",
            "\\u0022",
        ] {
            let text = filled(&[("word", word)]).unwrap();
            query::check(&text, BASE).unwrap();
            assert_eq!(text.matches("BIND(").count(), 1);
            assert_eq!(text.lines().count(), TEXT.lines().count(), "{text}");
        }
        assert!(
            filled(&[("word", "{{doc}}")])
                .unwrap()
                .contains("STR(\"{{doc}}\")")
        );
        for iri in [
            "<x:y> . ?s ?p ?o",
            "https://w3id.org/zhengtu/id/act/示例条例> <x:",
            "act/示例条例> } #",
        ] {
            assert!(filled(&[("word", "a"), ("doc", iri)]).is_err(), "{iri}");
        }
    }

    #[test]
    fn a_text_arrives_as_it_was_typed() {
        let question = read(
            "echo",
            "# Echo\n# param word = : a word\nSELECT ?x WHERE { BIND({{word}} AS ?x) }",
        );
        for word in [
            "通知",
            "\"",
            "\\",
            "\\u0022",
            "\\\\u0022",
            "a\nb\t\r",
            "\u{7f}\u{1}",
            "'''",
            "{{word}}",
        ] {
            let text = fill(&question, &[("word".to_owned(), word.to_owned())], None).unwrap();
            let store = Store::default();
            let query::Answer::Rows(_, rows) = query::run(&store, &text, BASE).unwrap() else {
                panic!("rows")
            };
            assert_eq!(
                rows,
                [[Some(Literal::new_simple_literal(word).into())]],
                "{text}"
            );
        }
    }

    #[test]
    fn wrong_values_are_refused_with_a_reason() {
        let message = |given: &[(&str, &str)]| filled(given).unwrap_err().message;
        assert!(message(&[]).contains("--param word="));
        assert!(message(&[("wrod", "a")]).contains("doc, date, word"));
        assert!(message(&[("word", "a"), ("doc", "示例")]).contains("示例办法"));
        for date in [
            "2024",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-1",
            "２０２４-01-01",
            "2024-01-01\"^^xsd:date",
            "2024-01-32",
            "",
        ] {
            assert!(
                message(&[("word", "a"), ("date", date)]).contains("YYYY-MM-DD"),
                "{date}"
            );
        }
        assert!(
            question("nothing")
                .unwrap_err()
                .message
                .contains("most-wanted")
        );
    }

    #[test]
    fn the_embedded_questions_hold_together() {
        assert!(
            QUESTIONS.is_sorted_by_key(|(name, _)| *name),
            "sorted by name"
        );
        for question in questions() {
            let name = question.name;
            assert!(
                !question.description.is_empty() && !question.description.starts_with("param"),
                "{name}: first line says what it answers"
            );
            let mut terms = Vec::new();
            for parameter in &question.parameters {
                let placeholder = format!("{{{{{}}}}}", parameter.name);
                assert!(
                    question.text.contains(&placeholder),
                    "{name}: {placeholder} is used"
                );
                assert!(
                    !parameter.description.is_empty(),
                    "{name}: {placeholder} is described"
                );
                assert!(
                    parameter.kind() != Kind::Date
                        || parameter
                            .default
                            .is_none_or(|day| Day::parse_full(day).is_some()),
                    "{name}: default date"
                );
                let term = match parameter.kind() {
                    Kind::Document => "<act/x>",
                    Kind::Date => "\"2024-01-01\"^^xsd:date",
                    Kind::Text => "\"x\"",
                };
                terms.push((placeholder, term.to_owned()));
            }
            let text = substitute(question.text, &terms);
            assert!(
                !text.contains("{{"),
                "{name}: every placeholder is declared"
            );
            query::check(&text, BASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
