//! The module `zhengtu._native`: the crate's façade for Python.
//!
//! Owns: which calls cross the border, and that the interpreter's lock is released while they work.
//! Values cross as JSON; the package turns them into classes. Must not know: how anything is done.

mod parts;

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use zhengtu::analyze::network::{Document, Evidence, Link};
use zhengtu::export::{Export, Filter, PictureFormat, Style};
use zhengtu::{
    AnswerFormat, AsOf, Day, GraphFormat, Layout, Options, Skipped, SourceFile, Status, find_texts,
    write_answer, write_reports, write_tables,
};

create_exception!(
    zhengtu,
    ZhengtuError,
    PyException,
    "What was asked cannot be done; the sentence says why and names the file and line."
);

fn raised(error: zhengtu::Error) -> PyErr {
    ZhengtuError::new_err(error.message)
}

fn wrong(message: impl Into<String>) -> PyErr {
    ZhengtuError::new_err(message.into())
}

fn text_of(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|cause| wrong(cause.to_string()))
}

fn day_of(day: Option<&str>) -> PyResult<AsOf> {
    let Some(text) = day else {
        return Ok(AsOf::default());
    };
    let day = Day::parse(text).ok_or_else(|| wrong(format!("{text}: a day is written 2024-06-30")));
    day.map(AsOf::from)
}

/// The documents in a text, as a JSON array of records.
#[pyfunction]
fn extract(py: Python<'_>, text: &str, name: &str) -> PyResult<String> {
    py.detach(|| text_of(&zhengtu::extract(text, &Options::default().name(name))))
}

/// The documents in a file, as a JSON array of records.
#[pyfunction]
fn extract_file(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    py.detach(|| {
        let file = SourceFile::read(&path).map_err(|skipped| wrong(skipped.to_string()))?;
        let options = Options::default().name(file.name());
        text_of(&zhengtu::extract(&file.text, &options))
    })
}

/// The texts that files and folders hold: their paths, sorted.
#[pyfunction]
fn find_files(py: Python<'_>, paths: Vec<PathBuf>) -> PyResult<Vec<PathBuf>> {
    py.detach(|| find_texts(&paths).map_err(raised))
}

/// A graph of documents, in memory.
#[pyclass(frozen)]
struct Graph(zhengtu::Graph);

/// Texts by name, paths to read, and what is called after each: `progress(done, all)`.
#[pyfunction]
#[pyo3(signature = (texts, paths, base=None, threads=None, progress=None))]
fn build(
    py: Python<'_>,
    texts: Vec<(String, String)>,
    paths: Vec<PathBuf>,
    base: Option<String>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Graph, Vec<(String, String)>)> {
    let mut options = Options::default();
    options.threads = threads;
    if let Some(base) = base {
        options.base = base;
    }
    py.detach(|| {
        let mut skipped: Vec<Skipped> = Vec::new();
        let mut sources: Vec<SourceFile> = texts
            .into_iter()
            .map(|(name, text)| SourceFile::from_text(name, text))
            .collect();
        for path in paths {
            match SourceFile::read(&path) {
                Ok(source) => sources.push(source),
                Err(reason) => skipped.push(reason),
            }
        }
        let graph = built(sources, &options, progress.as_ref())?;
        let skipped = skipped.into_iter().map(|it| (it.path, it.reason));
        Ok((Graph(graph), skipped.collect()))
    })
}

/// The graph; a failure of `progress` ends its calls and is raised when all is done.
fn built(
    sources: Vec<SourceFile>,
    options: &Options,
    progress: Option<&Py<PyAny>>,
) -> PyResult<zhengtu::Graph> {
    let all = sources.len();
    let done = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let failure = std::sync::Mutex::new(None);
    let on_file = || {
        let Some(progress) = progress else { return };
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if failed.load(Ordering::Relaxed) {
            return;
        }
        if let Err(cause) = Python::attach(|py| progress.call1(py, (done, all)).map(drop)) {
            failed.store(true, Ordering::Relaxed);
            if let Ok(mut failure) = failure.lock() {
                failure.get_or_insert(cause);
            }
        }
    };
    let graph = zhengtu::build_with(sources, options, on_file).map_err(raised)?;
    match failure.into_inner() {
        Ok(Some(cause)) => Err(cause),
        _ => Ok(graph),
    }
}

#[pymethods]
impl Graph {
    /// The graph in a file that `zhengtu build` wrote.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(|| zhengtu::Graph::open(path).map(Self).map_err(raised))
    }

    /// The graph that bytes are in a format: nq, trig, ttl, nt, jsonld, rdf.
    #[staticmethod]
    fn read(py: Python<'_>, data: &[u8], format: &str) -> PyResult<Self> {
        let format = format_of(format)?;
        py.detach(|| zhengtu::Graph::read(data, format).map(Self).map_err(raised))
    }

    /// The bytes of the graph in a format.
    fn write<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Vec<u8>> {
        let format = format_of(format)?;
        py.detach(|| {
            let mut out = Vec::new();
            self.0.write(format, &mut out).map_err(raised)?;
            Ok(out)
        })
    }

    /// All documents, as a JSON array.
    fn documents(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| text_of(&self.0.documents().map(document).collect::<Vec<_>>()))
    }

    /// One document, as a JSON object.
    fn find(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        py.detach(|| text_of(&document(self.0.find(name).map_err(raised)?)))
    }

    /// What a document says of others and others of it, as a JSON array.
    fn links(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        py.detach(|| {
            let links = self.0.links(name).map_err(raised)?;
            text_of(
                &links
                    .map(|(from, link, to)| said(from, link, to))
                    .collect::<Vec<_>>(),
            )
        })
    }

    /// The status of one document, as a JSON object.
    #[pyo3(signature = (name, day=None))]
    fn status(&self, py: Python<'_>, name: &str, day: Option<&str>) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| text_of(&status(&self.0.status(name, day).map_err(raised)?)))
    }

    /// The statuses of all documents, as a JSON table.
    #[pyo3(signature = (day=None, stubs=false))]
    fn statuses(&self, py: Python<'_>, day: Option<&str>, stubs: bool) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| write_tables(&[self.0.statuses(day, stubs)], Layout::Json).map_err(raised))
    }

    /// A chain, as a JSON report.
    #[pyo3(signature = (name, day=None))]
    fn supersession(&self, py: Python<'_>, name: &str, day: Option<&str>) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| {
            let report = self.0.supersession(name, day).map_err(raised)?;
            write_reports(&[report], Layout::Json).map_err(raised)
        })
    }

    /// A tree, as a JSON report.
    #[pyo3(signature = (name, day=None))]
    fn implementation(&self, py: Python<'_>, name: &str, day: Option<&str>) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| {
            let report = self.0.implementation(name, day).map_err(raised)?;
            write_reports(&[report], Layout::Json).map_err(raised)
        })
    }

    /// What is touched, as JSON tables.
    #[pyo3(signature = (name, day=None))]
    fn impact(&self, py: Python<'_>, name: &str, day: Option<&str>) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| {
            let tables = self.0.impact(name, day).map_err(raised)?;
            write_tables(&tables, Layout::Json).map_err(raised)
        })
    }

    /// What rests on something that is over, as a JSON table.
    #[pyo3(signature = (day=None))]
    fn stale(&self, py: Python<'_>, day: Option<&str>) -> PyResult<String> {
        let day = day_of(day)?;
        py.detach(|| write_tables(&[self.0.stale(day)], Layout::Json).map_err(raised))
    }

    /// The answer to a SPARQL query: what it is (`rows`, `truth`, `triples`), and its bytes as
    /// SPARQL JSON or N-Triples.
    fn query(&self, py: Python<'_>, sparql: &str) -> PyResult<(&'static str, String)> {
        py.detach(|| {
            let answer = self.0.query(sparql).map_err(raised)?;
            let (kind, format) = match answer {
                zhengtu::Answer::Rows(..) => ("rows", AnswerFormat::Json),
                zhengtu::Answer::Truth(_) => ("truth", AnswerFormat::Json),
                _ => ("triples", AnswerFormat::Nt),
            };
            let bytes = write_answer(&answer, format, "").map_err(raised)?;
            let text = String::from_utf8(bytes).map_err(|cause| wrong(cause.to_string()))?;
            Ok((kind, text))
        })
    }

    /// The network of documents as node-link JSON.
    fn node_link(&self, py: Python<'_>) -> PyResult<String> {
        let all = Filter::default();
        py.detach(
            || match self.0.picture(&all, PictureFormat::Json, &Style::default()) {
                Export::File(text) => Ok(text),
                _ => Err(wrong("the network is not one file")),
            },
        )
    }
}

fn format_of(name: &str) -> PyResult<GraphFormat> {
    let path = format!("graph.{name}");
    GraphFormat::of_path(path.as_ref()).ok_or_else(|| {
        wrong(format!(
            "{name}: not a format of graphs; nq, trig, ttl, nt, jsonld or rdf"
        ))
    })
}

fn document(it: &Document) -> Value {
    json!({
        "iri": it.iri,
        "title": it.title,
        "number": it.number,
        "type": it.kind,
        "level": it.level.map(|level| level.to_string()),
        "role": it.role.map(|role| role.name()),
        "issuers": it.issuers,
        "date": it.date.map(|day| day.to_string()),
        "effective": it.effective.map(|day| day.to_string()),
        "expires": it.expires.as_ref().map(ToString::to_string),
        "in_collection": !it.stub,
        "printed": it.printed.as_ref().map(|(path, line)| json!({ "path": path, "line": line })),
    })
}

fn said(from: &Document, link: &Link, to: &Document) -> Value {
    json!({
        "source": from.iri,
        "relation": link.relation.name(),
        "target": to.iri,
        "date": link.date.map(|day| day.to_string()),
        "until": link.until.map(|day| day.to_string()),
        "provisions": link.provisions.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "evidence": link.evidence.iter().map(place).collect::<Vec<_>>(),
    })
}

fn place(it: &Evidence) -> Value {
    json!({
        "path": it.path,
        "line": it.line,
        "start": it.start,
        "quote": it.quote,
    })
}

fn status(it: &Status) -> Value {
    json!({
        "documents": it.documents,
        "state": it.state.name(),
        "rule": it.rule,
        "since": it.since.map(|day| day.to_string()),
        "in_force_from": it.in_force_from.map(|day| day.to_string()),
        "until": it.until.map(|day| day.to_string()),
        "by": it.by,
    })
}

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::parts::{Part, Resolution, Resolver, common, facts, manifest};
    #[pymodule_export]
    use super::{Graph, ZhengtuError, build, extract, extract_file, find_files};
}
