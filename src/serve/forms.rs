//! HTML forms: the box for SPARQL, the canned questions and what each needs.
//!
//! Owns: their fields. Must not know: how a form is read when it comes back, answers.

use crate::rdf::ask::{self, Question};
use maud::{Markup, html};

/// The box for a query, with `text` in it.
pub(super) fn query(text: &str) -> Markup {
    html! {
        form action="/sparql" method="get" {
            textarea name="query" aria-label="SPARQL" spellcheck="false" { (text) }
            p {
                button { "运行 Run" }
                " "
                span.soft { "前缀和基址不必声明 prefixes and base need no declaration" }
            }
        }
    }
}

/// All questions, each a link to its form.
pub(super) fn questions() -> Markup {
    html! {
        ul {
            @for question in ask::questions() {
                li {
                    a href={ "/questions/" (question.name) } { (question.name) }
                    " "
                    span.soft { (question.description) }
                }
            }
        }
    }
}

/// The form of a question with what was `given` filled in, else the defaults.
pub(super) fn question(question: &Question, given: &[(String, String)]) -> Markup {
    let value = |parameter: &ask::Parameter| {
        let given = given.iter().find(|(name, _)| name == parameter.name);
        let given = given.map(|(_, value)| value.as_str());
        given.or(parameter.default).unwrap_or_default().to_owned()
    };
    html! {
        p { (question.description) }
        form method="get" {
            @for parameter in &question.parameters {
                label {
                    (parameter.name) " " span.soft { (parameter.description) }
                    br;
                    input name=(parameter.name) value=(value(parameter));
                }
            }
            @if !question.parameters.is_empty() {
                button { "问 Ask" }
            }
        }
    }
}
