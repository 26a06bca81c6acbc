//! The steps of a build over rows, for engines that hand rows about (`zhengtu.spark`).
//!
//! Owns: which calls of these steps cross the border. Must not know: which engine it is.

use crate::{raised, wrong};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;
use zhengtu::parts::build::Options;
use zhengtu::parts::build::memory::{self, Known, Named};
use zhengtu::parts::read::Limits;

/// Facts, their checksum, the words of the documents of each text, and what was left out and why.
type Facts<'py> = (
    Bound<'py, PyBytes>,
    String,
    Vec<Vec<Bound<'py, PyBytes>>>,
    Vec<(String, String)>,
);

/// An engine gives a task one core.
fn options(base: Option<String>) -> Options<'static> {
    let mut options = Options {
        threads: Some(1),
        ..Options::default()
    };
    if let Some(base) = base {
        options.base = base;
    }
    options
}

/// What is known of the file with these bytes; `reason` says why there are none.
#[pyfunction]
#[pyo3(signature = (name, data, reason=""))]
pub(crate) fn facts<'py>(
    py: Python<'py>,
    name: &str,
    data: Option<&[u8]>,
    reason: &str,
) -> Facts<'py> {
    let known: Known = py.detach(|| match data {
        Some(data) => memory::facts(name, data.to_vec(), &Limits::default()),
        None => memory::left_out(name, reason),
    });
    let words = known.words.iter();
    let words = words.map(|text| text.iter().map(|it| PyBytes::new(py, it)).collect());
    let skipped = known.skipped.into_iter().map(|it| (it.path, it.reason));
    (
        PyBytes::new(py, &known.facts),
        known.sum,
        words.collect(),
        skipped.collect(),
    )
}

/// A collection on its way in.
#[pyclass]
#[derive(Default)]
pub(crate) struct Resolver(memory::Resolver);

#[pymethods]
impl Resolver {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Takes facts.
    fn add(&mut self, py: Python<'_>, facts: &[u8]) -> PyResult<()> {
        py.detach(|| self.0.add(facts).map_err(raised))
    }

    /// Takes the words of a document.
    fn add_words(
        &mut self,
        sum: String,
        text: usize,
        document: usize,
        words: &[u8],
    ) -> PyResult<()> {
        self.0
            .add_words((sum, text, document), words)
            .map_err(raised)
    }

    /// Resolves all that was taken; nothing, and the words that are lacking, where some are.
    #[pyo3(signature = (base=None))]
    fn resolve(
        &mut self,
        py: Python<'_>,
        base: Option<String>,
    ) -> PyResult<(Option<Resolution>, Vec<Named>)> {
        let resolver = std::mem::take(&mut self.0);
        let resolved = py.detach(|| resolver.resolve(&options(base)).map_err(raised))?;
        Ok(match resolved {
            Ok(resolution) => (Some(Resolution(resolution)), Vec::new()),
            Err(lacking) => (None, lacking),
        })
    }
}

/// A row: what it is, the checksum of facts, the number of a document, the documents that a text
/// uses, the line.
type Row = (
    &'static str,
    Option<String>,
    Option<usize>,
    Vec<usize>,
    String,
);

/// What each reference of a collection means.
#[pyclass(frozen)]
pub(crate) struct Resolution(memory::Resolution);

#[pymethods]
impl Resolution {
    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.0.count()
    }

    /// Some of the rows.
    fn rows(&self, py: Python<'_>, start: usize, end: usize) -> Vec<Row> {
        let rows = py.detach(|| self.0.rows(start..end)).into_iter();
        rows.map(|it| (it.is, it.facts, it.id, it.uses, it.line))
            .collect()
    }
}

/// Lines as Arrow has them: how many there are, where they end, their bytes.
type Lines<'py> = (usize, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

fn lines<'py>(py: Python<'py>, text: &str) -> PyResult<Lines<'py>> {
    let (mut offsets, mut data) = (0_i32.to_le_bytes().to_vec(), Vec::with_capacity(text.len()));
    let mut count = 0;
    for line in text.lines() {
        data.extend_from_slice(line.as_bytes());
        let end = i32::try_from(data.len());
        let end = end.map_err(|_| wrong("the quads of one text take more than 2 GiB"))?;
        offsets.extend(end.to_le_bytes());
        count += 1;
    }
    Ok((count, PyBytes::new(py, &offsets), PyBytes::new(py, &data)))
}

/// The graph of some texts.
#[pyclass]
pub(crate) struct Part(memory::Part);

#[pymethods]
impl Part {
    #[new]
    fn new(
        py: Python<'_>,
        facts: Vec<PyBackedBytes>,
        told: Vec<PyBackedStr>,
        is_whole: bool,
        base: Option<String>,
        source_base: Option<String>,
        selectors: bool,
    ) -> PyResult<Self> {
        let options = Options {
            source_base,
            selectors,
            ..options(base)
        };
        py.detach(|| {
            let facts = facts.iter().map(|it| &**it);
            let told = told.iter().map(|it| &**it);
            let part = memory::Part::new(facts, told, is_whole, options);
            part.map(Self).map_err(raised)
        })
    }

    /// The sorted lines of the next texts; none when all are done.
    fn step<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Lines<'py>>> {
        let text = py.detach(|| self.0.step().map_err(raised))?;
        text.map(|text| lines(py, &text)).transpose()
    }
}

/// The lines that belong to no text.
#[pyfunction]
#[pyo3(signature = (head, base=None))]
pub(crate) fn common<'py>(
    py: Python<'py>,
    head: &str,
    base: Option<String>,
) -> PyResult<Lines<'py>> {
    let text = py.detach(|| memory::common(head, &options(base)).map_err(raised))?;
    lines(py, &text)
}

/// The manifest of a graph, as JSON.
#[pyfunction]
#[pyo3(signature = (line, quads, base=None))]
pub(crate) fn manifest(line: &str, quads: usize, base: Option<String>) -> PyResult<String> {
    let manifest = memory::manifest(line, quads, &options(base)).map_err(raised)?;
    Ok(manifest.to_json())
}
