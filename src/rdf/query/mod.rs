//! SPARQL 1.1 queries over a finished graph.
//!
//! Owns: which prefixes and which base a query need not declare, how an answer is written
//! ([`AnswerFormat`]), how a syntax error is shown. Must not know: which questions there are,
//! where the text came from, where the answer goes.
//!
//! The default graph of a query is the merge of all graphs (see `store`). Rows
//! of a query without ORDER BY are sorted, and so are the triples of a CONSTRUCT, so that the same
//! graph always gives the same bytes.

mod functions;
mod limits;
mod short;
mod syntax;

pub use functions::Functions;
pub use limits::Limits;
pub use short::is_short;

use crate::model::error::{Error, ErrorKind};
use crate::model::format::GraphFormat;
use crate::model::vocab::{DATA_PREFIXES, PREFIXES};
use crate::output::table::Table;
use crate::rdf::store::{Store, View};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{
    PreparedSparqlQuery, QueryEvaluationError, QueryResults, SparqlEvaluator, Variable,
};
use std::io;

/// The stack that a thread needs that parses and evaluates queries: room for the deepest that is
/// let in, as address space; only what is used costs memory.
#[cfg(target_pointer_width = "64")]
pub const ROOM: usize = 1 << 30;
/// The same where addresses are scarce.
#[cfg(not(target_pointer_width = "64"))]
pub const ROOM: usize = 64 << 20;

/// How many bytes of terms an answer with a limit may have.
const LARGEST: usize = 256 << 20;

/// What a query says.
#[non_exhaustive]
#[derive(Debug)]
pub enum Answer {
    /// SELECT: a value or nothing for each variable, row by row.
    Rows(Vec<Variable>, Vec<Vec<Option<Term>>>),
    /// ASK.
    Truth(bool),
    /// CONSTRUCT and DESCRIBE: sorted, without doubles.
    Triples(Vec<Triple>),
}

/// How an answer is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum), value(rename_all = "lower"))]
pub enum AnswerFormat {
    /// Aligned columns with short IRIs, for people.
    Table,
    /// SPARQL results as CSV.
    Csv,
    /// SPARQL results as TSV.
    Tsv,
    /// SPARQL results as JSON.
    Json,
    /// SPARQL results as XML.
    Xml,
    /// Triples as Turtle.
    Ttl,
    /// Triples as N-Triples.
    Nt,
    /// Triples as N-Quads.
    Nq,
    /// Triples as TriG.
    Trig,
    /// Triples as JSON-LD.
    Jsonld,
    /// Triples as RDF/XML.
    Rdf,
}

impl AnswerFormat {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Xml,
        Self::Ttl,
        Self::Nt,
        Self::Nq,
        Self::Trig,
        Self::Jsonld,
        Self::Rdf,
    ];

    /// The format that a file name ends in.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| *format != Self::Table && format.name() == extension)
    }

    /// The name of the format, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Ttl => "ttl",
            Self::Nt => "nt",
            Self::Nq => "nq",
            Self::Trig => "trig",
            Self::Jsonld => "jsonld",
            Self::Rdf => "rdf",
        }
    }

    fn for_results(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Table
            | Self::Ttl
            | Self::Nt
            | Self::Nq
            | Self::Trig
            | Self::Jsonld
            | Self::Rdf => None,
        }
    }

    fn for_triples(self) -> Option<GraphFormat> {
        match self {
            Self::Table | Self::Ttl => Some(GraphFormat::Turtle),
            Self::Nt => Some(GraphFormat::NTriples),
            Self::Nq => Some(GraphFormat::NQuads),
            Self::Trig => Some(GraphFormat::TriG),
            Self::Jsonld => Some(GraphFormat::JsonLd),
            Self::Rdf => Some(GraphFormat::RdfXml),
            Self::Csv | Self::Tsv | Self::Json | Self::Xml => None,
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$')))
}

/// Runs the query `text` with relative IRIs below `base`.
///
/// # Errors
/// When the query does not parse (the sentence shows the line and the place), or cannot be
/// evaluated.
pub fn run(store: &Store, text: &str, base: &str) -> Result<Answer, Error> {
    Query::parse(text, base, &Limits::default())?.run(store)
}

/// As [`run`], with functions that the query may call.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    store: &Store,
    text: &str,
    base: &str,
    functions: Functions,
) -> Result<Answer, Error> {
    let limits = Limits {
        functions,
        ..Limits::default()
    };
    Query::parse(text, base, &limits)?.run(store)
}

/// Whether `text` parses, without running it.
///
/// # Errors
/// As [`run`].
pub fn check(text: &str, base: &str) -> Result<(), Error> {
    Query::parse(text, base, &Limits::default()).map(drop)
}

/// A query that has been parsed.
#[expect(missing_debug_implementations, reason = "the prepared query has none")]
pub struct Query {
    prepared: PreparedSparqlQuery,
    is_ordered: bool,
    rows: Option<usize>,
}

impl Query {
    /// Parses `text` with relative IRIs below `base`.
    ///
    /// # Errors
    /// When the query does not parse, or nests deeper than any query that a person writes.
    pub fn parse(text: &str, base: &str, limits: &Limits) -> Result<Self, Error> {
        let most = syntax::MOST;
        if syntax::shape(text).exceeds(most) {
            let limits = format!(
                "it may nest {} deep, join {} parts, have {} conditions and {} bytes beside the rows of VALUES",
                most.depth, most.parts, most.operators, most.size
            );
            return Err(Error::new(
                ErrorKind::Query,
                format!("the query is too large: {limits}; split it, or list values with VALUES"),
            ));
        }
        let evaluator = evaluator(base)?.with_cancellation_token(limits.token.clone());
        let evaluator = limits.functions.lend(evaluator);
        let complaint = |text: &str| {
            evaluator
                .clone()
                .parse_query(text)
                .err()
                .map(|cause| cause.to_string())
        };
        let prepared = evaluator
            .clone()
            .parse_query(text)
            .map_err(|_| Error::new(ErrorKind::Query, syntax::explain(text, complaint)))?;
        Ok(Self {
            prepared,
            is_ordered: words(text).any(|word| word.eq_ignore_ascii_case("order")),
            rows: limits.rows,
        })
    }

    /// Puts the query to these graphs instead of those it names itself, as the SPARQL protocol's
    /// parameters ask; nothing is changed when both are empty.
    #[must_use]
    pub fn over(mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) -> Self {
        if !default.is_empty() || !named.is_empty() {
            let dataset = self.prepared.dataset_mut();
            dataset.set_default_graph(default.into_iter().map(GraphName::NamedNode).collect());
            dataset.set_available_named_graphs(
                named.into_iter().map(NamedOrBlankNode::NamedNode).collect(),
            );
        }
        self
    }

    /// The answer of a store.
    ///
    /// # Errors
    /// When the query cannot be evaluated, was stopped, or has more rows than it may.
    pub fn run(self, store: &Store) -> Result<Answer, Error> {
        let (is_ordered, limit) = (self.is_ordered, self.rows);
        let mut prepared = self.prepared;
        let view = view(&mut prepared, store);
        match prepared
            .on_queryable_dataset(view)
            .execute()
            .map_err(|cause| failed(&cause))?
        {
            QueryResults::Boolean(truth) => Ok(Answer::Truth(truth)),
            QueryResults::Graph(triples) => {
                let mut triples = gather(triples, limit, |triple| {
                    triple.predicate.as_str().len() + size_of(&triple.object)
                })?;
                triples.sort_by_cached_key(triple_order);
                triples.dedup();
                Ok(Answer::Triples(triples))
            }
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let rows = solutions.map(|row| row.map(|row| row.values().to_vec()));
                let mut rows = gather(rows, limit, |row| row.iter().flatten().map(size_of).sum())?;
                if !is_ordered {
                    rows.sort_by_cached_key(|row| {
                        row.iter()
                            .map(|term| term.as_ref().map(Term::to_string))
                            .collect::<Vec<_>>()
                    });
                }
                Ok(Answer::Rows(variables, rows))
            }
        }
    }
}

/// The store with the default graph that the query asks for. Where it asks for several graphs, that
/// is their merge: of their union, a triple that two of them state would come twice.
fn view(prepared: &mut PreparedSparqlQuery, store: &Store) -> View {
    let several = prepared.dataset().default_graph_graphs();
    let Some(several) = several.filter(|graphs| graphs.len() > 1) else {
        return View::whole(store);
    };
    let view = View::over(store, several);
    let dataset = prepared.dataset_mut();
    dataset.set_default_graph(vec![GraphName::DefaultGraph]);
    view
}

/// All of an answer, or an error as soon as it is too long.
fn gather<T>(
    answer: impl Iterator<Item = Result<T, QueryEvaluationError>>,
    limits: Option<usize>,
    size: impl Fn(&T) -> usize,
) -> Result<Vec<T>, Error> {
    let (most, largest) = limits.map_or((usize::MAX, usize::MAX), |rows| (rows, LARGEST));
    let (mut all, mut bytes) = (Vec::new(), 0_usize);
    for item in answer {
        if all.len() == most {
            return Err(Error::new(
                ErrorKind::Limit,
                format!(
                    "the answer has more than {most} rows; add LIMIT and OFFSET, or ask for less"
                ),
            ));
        }
        let item = item.map_err(|cause| failed(&cause))?;
        bytes += size(&item);
        if bytes > largest {
            return Err(Error::new(
                ErrorKind::Limit,
                format!(
                    "the answer has more than {} MiB; add LIMIT and OFFSET, or ask for less",
                    LARGEST >> 20
                ),
            ));
        }
        all.push(item);
    }
    Ok(all)
}

fn size_of(term: &Term) -> usize {
    match term {
        Term::NamedNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
        Term::BlankNode(node) => node.as_str().len(),
    }
}

fn evaluator(base: &str) -> Result<SparqlEvaluator, Error> {
    let wrong = |cause| {
        Error::new(
            ErrorKind::Usage,
            format!("the base “{base}” is not an IRI: {cause}"),
        )
    };
    let mut evaluator = SparqlEvaluator::new().with_base_iri(base).map_err(wrong)?;
    for (prefix, iri) in prefixes(base) {
        evaluator = evaluator.with_prefix(prefix, iri).map_err(wrong)?;
    }
    Ok(evaluator)
}

/// All predeclared prefixes with their namespaces.
pub fn prefixes(base: &str) -> impl Iterator<Item = (&'static str, String)> {
    let fixed = PREFIXES
        .iter()
        .map(|(prefix, iri)| (*prefix, (*iri).to_owned()));
    fixed.chain(
        DATA_PREFIXES
            .iter()
            .map(move |(prefix, path)| (*prefix, format!("{base}{path}"))),
    )
}

/// The prologue that makes a query of the project run in any other SPARQL processor.
pub fn prologue(base: &str) -> String {
    let lines = prefixes(base).map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}>\n"));
    format!("BASE <{base}>\n{}", lines.collect::<String>())
}

fn failed(cause: &QueryEvaluationError) -> Error {
    match cause {
        QueryEvaluationError::Cancelled => Error::new(
            ErrorKind::Limit,
            "the query was stopped before it was done: it took too long or too much memory",
        ),
        cause => Error::new(ErrorKind::Query, format!("the query failed: {cause}")),
    }
}

/// Subject first; `rdf:type` before other predicates.
fn triple_order(triple: &Triple) -> (String, bool, String, String) {
    let is_type = triple.predicate.as_ref() == rdf::TYPE;
    (
        triple.subject.to_string(),
        !is_type,
        triple.predicate.as_str().to_owned(),
        triple.object.to_string(),
    )
}

/// The bytes of an answer in a format.
///
/// # Errors
/// When the format cannot hold this kind of answer.
pub fn render(answer: &Answer, format: AnswerFormat, base: &str) -> Result<Vec<u8>, Error> {
    match answer {
        Answer::Truth(truth) => render_truth(*truth, format),
        Answer::Rows(variables, rows) if format == AnswerFormat::Table => {
            Ok(render_table(variables, rows, base).into_bytes())
        }
        Answer::Rows(variables, rows) => {
            let results = format
                .for_results()
                .ok_or_else(|| misfit("SELECT", format, "table, csv, tsv, json or xml"))?;
            render_rows(variables, rows, results).map_err(|cause| unwritten(&cause))
        }
        Answer::Triples(triples) => {
            let rdf = format.for_triples().ok_or_else(|| {
                misfit(
                    "CONSTRUCT or DESCRIBE",
                    format,
                    "ttl, nt, nq, trig, jsonld or rdf",
                )
            })?;
            render_triples(triples, rdf.into(), base)
        }
    }
}

fn misfit(query: &str, format: AnswerFormat, fitting: &str) -> Error {
    Error::new(
        ErrorKind::Usage,
        format!(
            "the answer of a {query} query cannot be written as {}; it can be written as {fitting}",
            format.name()
        ),
    )
}

fn unwritten(cause: &io::Error) -> Error {
    Error::new(
        ErrorKind::Query,
        format!("the answer cannot be written: {cause}"),
    )
}

fn render_truth(truth: bool, format: AnswerFormat) -> Result<Vec<u8>, Error> {
    match format.for_results() {
        Some(results) => QueryResultsSerializer::from_format(results)
            .serialize_boolean_to_writer(Vec::new(), truth)
            .map_err(|cause| unwritten(&cause)),
        None if format == AnswerFormat::Table => Ok(format!("{truth}\n").into_bytes()),
        None => Err(misfit("ASK", format, "table, csv, tsv, json or xml")),
    }
}

fn render_rows(
    variables: &[Variable],
    rows: &[Vec<Option<Term>>],
    format: QueryResultsFormat,
) -> io::Result<Vec<u8>> {
    let mut serializer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(Vec::new(), variables.to_vec())?;
    for row in rows {
        serializer.serialize(
            variables
                .iter()
                .zip(row)
                .filter_map(|(variable, term)| Some((variable, term.as_ref()?))),
        )?;
    }
    serializer.finish()
}

fn render_triples(triples: &[Triple], format: RdfFormat, base: &str) -> Result<Vec<u8>, Error> {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in prefixes(base).filter(|(_, iri)| is_used(iri, triples)) {
        serializer = serializer.with_prefix(prefix, &iri).map_err(|cause| {
            Error::new(ErrorKind::Usage, format!("<{iri}> is not an IRI: {cause}"))
        })?;
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples {
        writer
            .serialize_triple(triple)
            .map_err(|cause| unwritten(&cause))?;
    }
    writer.finish().map_err(|cause| unwritten(&cause))
}

fn is_used(namespace: &str, triples: &[Triple]) -> bool {
    let below = |term: &str| term.trim_start_matches('<').starts_with(namespace);
    triples.iter().any(|triple| {
        let datatype = match &triple.object {
            Term::Literal(literal) => !is_plain(literal) && below(literal.datatype().as_str()),
            _ => false,
        };
        let predicate = triple.predicate.as_ref() != rdf::TYPE && below(triple.predicate.as_str());
        datatype
            || predicate
            || below(&triple.subject.to_string())
            || below(&triple.object.to_string())
    })
}

/// A literal whose datatype is not written.
fn is_plain(literal: &Literal) -> bool {
    literal.language().is_some() || literal.datatype() == xsd::STRING
}

fn render_table(variables: &[Variable], rows: &[Vec<Option<Term>>], base: &str) -> String {
    let mut table = Table::new(
        variables
            .iter()
            .map(|variable| variable.as_str().to_owned())
            .collect(),
    );
    for row in rows {
        table.push(
            row.iter()
                .map(|term| {
                    term.as_ref()
                        .map_or_else(String::new, |term| show(term, base))
                })
                .collect(),
        );
    }
    table.to_string()
}

/// A term as people read it: a literal without quotes, an IRI by its prefix or relative to the
/// base.
fn show(term: &Term, base: &str) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => shorten_iri(node.as_str(), base),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// `zt:Document`, `typ:通知`, `doc/甲发/2018/7`; any other IRI in full between `<` and `>`.
pub fn shorten_iri(iri: &str, base: &str) -> String {
    let by_prefix = prefixes(base).filter_map(|(prefix, namespace)| {
        Some((prefix, iri.strip_prefix(namespace.as_str())?.to_owned()))
    });
    let shortest = by_prefix
        .filter(|(_, rest)| !rest.is_empty() && !rest.contains(['/', '#']))
        .min_by_key(|(_, rest)| rest.len());
    match (shortest, iri.strip_prefix(base)) {
        (Some((prefix, rest)), _) => format!("{prefix}:{rest}"),
        (None, Some(relative)) if !relative.is_empty() => relative.to_owned(),
        (None, _) => format!("<{iri}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocab::BASE;

    const DATA: &str = r#"
        @base <https://w3id.org/zhengtu/id/> .
        @prefix zt: <https://w3id.org/zhengtu/def#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix typ: <https://w3id.org/zhengtu/id/type/> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> .
        <src/aaaa> { <doc/甲发/2018/7> a zt:Document ; dcterms:title "甲部关于虚构事项的通知"@zh ; eli:type_document typ:通知 . <act/b> dcterms:title "b"@zh . }
        <src/bbbb> { <doc/甲发/2018/7> a zt:Document . }
    "#;

    fn store() -> Store {
        Store::of_bytes(DATA.as_bytes(), RdfFormat::TriG).unwrap()
    }

    fn check_answer(query: &str, format: AnswerFormat, expected: &str) {
        let answer = run(&store(), query, BASE).unwrap();
        assert_eq!(
            String::from_utf8(render(&answer, format, BASE).unwrap()).unwrap(),
            expected
        );
    }

    #[test]
    fn a_triple_in_two_graphs_counts_once() {
        check_answer(
            "SELECT (COUNT(*) AS ?n) FROM <src/aaaa> FROM <src/bbbb> WHERE { ?d a zt:Document }",
            AnswerFormat::Csv,
            "n\r\n1\r\n",
        );
        check_answer(
            "SELECT (COUNT(*) AS ?n) FROM <src/aaaa> FROM <src/bbbb> FROM NAMED <src/aaaa> WHERE { GRAPH ?g { ?d ?p ?o } }",
            AnswerFormat::Csv,
            "n\r\n4\r\n",
        );
        check_answer(
            "SELECT (COUNT(*) AS ?n) WHERE { ?d a zt:Document }",
            AnswerFormat::Csv,
            "n\r\n1\r\n",
        );
        check_answer(
            "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?d a zt:Document } }",
            AnswerFormat::Csv,
            "n\r\n2\r\n",
        );
    }

    #[test]
    fn a_table_aligns_wide_characters_and_shortens_iris() {
        check_answer(
            "SELECT ?d ?title ?type WHERE { ?d dcterms:title ?title OPTIONAL { ?d eli:type_document ?type } }",
            AnswerFormat::Table,
            "d                title                   type\n\
             ───────────────  ──────────────────────  ────────\n\
             act/b            b\n\
             doc/甲发/2018/7  甲部关于虚构事项的通知  typ:通知\n",
        );
    }

    #[test]
    fn ask_says_true_or_false() {
        check_answer("ASK { <act/b> ?p ?o }", AnswerFormat::Table, "true\n");
        check_answer("ASK { <act/c> ?p ?o }", AnswerFormat::Csv, "false");
    }

    #[test]
    fn construct_is_sorted_turtle_with_the_prefixes_it_uses() {
        check_answer(
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            AnswerFormat::Ttl,
            "@prefix eli: <http://data.europa.eu/eli/ontology#> .\n@prefix typ: <https://w3id.org/zhengtu/id/type/> .\n\
             @prefix zt: <https://w3id.org/zhengtu/def#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n\
             <https://w3id.org/zhengtu/id/act/b> dcterms:title \"b\"@zh .\n\
             <https://w3id.org/zhengtu/id/doc/甲发/2018/7> a zt:Document ;\n\teli:type_document typ:通知 ;\n\tdcterms:title \"甲部关于虚构事项的通知\"@zh .\n",
        );
    }

    #[test]
    fn a_format_that_cannot_hold_the_answer_is_refused() {
        let store = store();
        let rows = run(&store, "SELECT * WHERE { ?s ?p ?o }", BASE).unwrap();
        assert!(
            render(&rows, AnswerFormat::Ttl, BASE)
                .unwrap_err()
                .message
                .contains("table, csv")
        );
        let triples = run(&store, "DESCRIBE <act/b>", BASE).unwrap();
        assert!(
            render(&triples, AnswerFormat::Csv, BASE)
                .unwrap_err()
                .message
                .contains("ttl")
        );
    }

    #[test]
    fn an_answer_can_be_limited_and_stopped_and_a_monster_is_not_tried() {
        let ask = |query: &str, limits: &Limits| {
            Query::parse(query, BASE, limits).and_then(|query| query.run(&store()))
        };
        let few = Limits {
            rows: Some(2),
            ..Limits::default()
        };
        assert!(
            matches!(ask("SELECT * WHERE { ?s ?p ?o } LIMIT 2", &few), Ok(Answer::Rows(_, rows)) if rows.len() == 2)
        );
        let error = ask("SELECT * WHERE { ?s ?p ?o }", &few).unwrap_err();
        assert!(
            error.kind == ErrorKind::Limit && error.message.contains("more than 2 rows"),
            "{error}"
        );
        let stopped = Limits::default();
        stopped.token.cancel();
        assert_eq!(
            ask("SELECT * WHERE { ?s ?p ?o }", &stopped)
                .unwrap_err()
                .kind,
            ErrorKind::Limit
        );
        for monster in [
            format!("ASK {}{}", "{".repeat(9999), "}".repeat(9999)),
            format!("ASK {{ ?s zt:a{} ?o }}", "/zt:a".repeat(9999)),
        ] {
            assert!(
                run(&store(), &monster, BASE)
                    .unwrap_err()
                    .message
                    .contains("too large")
            );
        }
    }

    #[test]
    fn the_prologue_makes_the_query_portable() {
        let prologue = prologue(BASE);
        assert!(
            prologue.starts_with("BASE <https://w3id.org/zhengtu/id/>\n")
                && prologue.contains("PREFIX typ: <https://w3id.org/zhengtu/id/type/>\n")
        );
    }

    #[test]
    fn every_format_has_a_name_that_leads_back_to_it() {
        for format in AnswerFormat::ALL {
            let expected = (format != AnswerFormat::Table).then_some(format);
            assert_eq!(AnswerFormat::from_extension(format.name()), expected);
        }
    }
}
