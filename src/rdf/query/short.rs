//! Queries that cannot take long, by their words (static cost bound).
//!
//! Owns: which words and signs such a query is made of. Must not know: the parser, how large a
//! graph is, who answers.
//!
//! A query is short by its form if it looks through the graph at most once: one triple, at most
//! one list of values, and no word that joins, repeats or makes text longer. All of it reads the
//! store or is bounded by what it read, so it can be stopped as well. Most queries that are short
//! are not so by their form; of those that are long none is.

use super::syntax::{shape, token};

/// Longer queries are not looked at.
const LONGEST: usize = 4 << 10;
/// More conditions than this are not simple any more.
const MOST_OPERATORS: usize = 16;
/// The words it may have: none joins, none calls a function of ours, none makes text longer.
const WORDS: &[&str] = &[
    "a",
    "as",
    "asc",
    "ask",
    "avg",
    "base",
    "bound",
    "by",
    "construct",
    "contains",
    "count",
    "datatype",
    "desc",
    "distinct",
    "false",
    "filter",
    "group",
    "in",
    "isblank",
    "isiri",
    "isliteral",
    "isuri",
    "lang",
    "langmatches",
    "limit",
    "max",
    "min",
    "not",
    "offset",
    "order",
    "prefix",
    "reduced",
    "sample",
    "select",
    "str",
    "strends",
    "strlen",
    "strstarts",
    "sum",
    "true",
    "values",
    "where",
];

/// Whether the query `text` is short by its form. One that does not parse may be, too.
///
/// ```
/// use zhengtu::rdf::query::is_short;
/// assert!(is_short("ASK { ?s a zt:Document }"));
/// assert!(!is_short("ASK { ?s ?p ?o . ?q ?r ?t }"));
/// ```
pub fn is_short(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let (mut rest, mut before, mut lists, mut others) = (text, "", 0, 0);
    while !rest.is_empty() {
        let (now, after) = rest.split_at(token(rest));
        let plain = now.chars().all(|c| c.is_alphabetic() || c == '_');
        // A name may end in a word of the language: zt:first-line.
        let lower = if plain && !before.ends_with('-') {
            now.to_ascii_lowercase()
        } else {
            String::new()
        };
        // A function with a name of its own, nodes within nodes, the steps of a path.
        let is_call = now == "(" && (before.contains(':') || before.ends_with('>'));
        if is_call
            || matches!(now, "[" | "^" | "|" | "/")
            || !lower.is_empty() && !WORDS.contains(&lower.as_str())
        {
            return false;
        }
        lists += usize::from(lower == "values");
        // What else opens a part of a query without a triple to be looked for.
        others += usize::from(matches!(lower.as_str(), "filter" | "construct"));
        if !now.trim().is_empty() && !now.starts_with('#') {
            before = now;
        }
        rest = after;
    }
    let shape = shape(text);
    let triples = shape.parts.saturating_sub(lists + others);
    lists <= 1 && triples <= 1 && shape.operators <= MOST_OPERATORS
}

#[cfg(test)]
mod tests {
    use super::is_short;

    #[test]
    fn short_is_what_looks_through_the_graph_once() {
        for query in [
            "ASK {}",
            "ASK { ?s ?p ?o }",
            "SELECT (COUNT(*) AS ?n) WHERE { ?d a zt:Document }",
            "SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) LIMIT 10",
            "PREFIX x: <x:y/z#> SELECT * { <x:a> x:first-line ?o FILTER(?o > 3) }",
            "SELECT ?t { ?d dcterms:title ?t VALUES ?d { <x:a> <x:b> } } # UNION { ?s ?p ?o }",
            "CONSTRUCT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s ?p ?o }",
        ] {
            assert!(is_short(query), "{query}");
        }
    }

    #[test]
    fn long_is_never_short() {
        let long = format!("ASK {{}} #{}", "x".repeat(super::LONGEST));
        for query in [
            "SELECT * { VALUES ?a { 1 2 } VALUES ?b { 1 2 } }",
            "SELECT * { ?a ?b ?c . ?d ?e ?f }",
            "SELECT * { ?a ?b ?c ; ?d ?e }",
            "SELECT * { { ?a ?b ?c } { ?d ?e ?f } }",
            "SELECT * { ?a ?b [ ?c ?d ] }",
            "SELECT * { ?a (zt:x|^zt:x)* ?b }",
            "SELECT * { ?a zt:x+ ?b }",
            "SELECT * { { SELECT * { ?a ?b ?c } } { SELECT * { ?d ?e ?f } } }",
            "SELECT (CONCAT(?a, ?a) AS ?b) { VALUES ?a { 1 } }",
            "SELECT (ztf:status(?s) AS ?b) { ?s ?p ?o }",
            "SELECT (<x:f>(?s) AS ?b) { ?s ?p ?o }",
            "SELECT * { ?s ?p ?o FILTER EXISTS { ?a ?b ?c } }",
            "SELECT * FROM <x:a> FROM <x:b> { ?s ?p ?o }",
            &long,
        ] {
            assert!(!is_short(query), "{query}");
        }
    }
}
