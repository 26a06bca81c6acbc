//! The library's façade: from texts in memory to records, a graph and its answers.
//!
//! Owns: the verbs [`extract`] and [`build`], their [`Options`], and [`Graph`] with what can be
//! asked of it. Must not know: how anything is done; the command line, the server.

mod graph;

pub use graph::Graph;

use crate::build::pipeline;
use crate::model::error::Error;
use crate::model::source::SourceFile;
use crate::model::vocab::BASE;
use crate::rdf::write as rdf;
use crate::text::facts::Facts;
use crate::text::record::Record;
use crate::text::records::Analysed;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// How texts are read and a graph is named.
///
/// ```
/// let options = zhengtu::Options::default().name("示例.txt").threads(2);
/// assert_eq!(options.name, "示例.txt");
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What [`extract`] calls the text it is given: the `source` of its records.
    pub name: String,
    /// The base of all IRIs of a graph's data; absolute, with `/`, `#` or `:` at its end.
    pub base: String,
    /// How many threads [`build`] uses; one for each core if none is said.
    pub threads: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "text".to_owned(),
            base: BASE.to_owned(),
            threads: None,
        }
    }
}

impl Options {
    /// With another name for the text.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// With another base of IRIs.
    #[must_use]
    pub fn base(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// With so many threads.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }
}

/// The documents in a text, in reading order: title, number, issuers, dates and relations of each,
/// with the places where they stand. A text that says nothing yields nothing.
///
/// ```
/// let text = "示例市场监督管理办法\n\n第一条 根据《中华人民共和国反垄断法》，制定本办法。\n";
/// let records = zhengtu::extract(text, &zhengtu::Options::default());
/// let basis = &records[0].relations[0];
/// assert_eq!(basis.kind, "based_on");
/// assert_eq!(basis.target.as_deref(), Some("中华人民共和国反垄断法"));
/// // The quote is what stands in the text between these characters.
/// let quote: String = text.chars().skip(basis.start).take(basis.end - basis.start).collect();
/// assert_eq!(quote, basis.quote);
/// ```
pub fn extract(text: &str, options: &Options) -> Vec<Record> {
    Analysed::new(SourceFile::from_text(&options.name, text)).records()
}

/// The graph of all `sources` together, in memory. The same sources give the same graph, in
/// whatever order and on however many threads.
///
/// ```
/// use zhengtu::{Options, SourceFile};
///
/// # fn main() -> Result<(), zhengtu::Error> {
/// let text = "示例市场监督管理办法\n\n第一条 根据《中华人民共和国反垄断法》，制定本办法。\n";
/// let graph = zhengtu::build([SourceFile::from_text("示例.txt", text)], &Options::default())?;
/// let tree = graph.implementation("反垄断法", None)?;
/// assert_eq!(tree.steps(), 1);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When the base of the options is none, or so many threads cannot be started.
pub fn build(
    sources: impl IntoIterator<Item = SourceFile>,
    options: &Options,
) -> Result<Graph, Error> {
    build_with(sources, options, || {})
}

/// As [`build`]; calls `on_file` whenever a text has been analysed, from any thread.
///
/// # Errors
/// As [`build`].
pub fn build_with(
    sources: impl IntoIterator<Item = SourceFile>,
    options: &Options,
    on_file: impl Fn() + Sync,
) -> Result<Graph, Error> {
    rdf::check_base(&options.base)?;
    let mut sources: Vec<SourceFile> = sources.into_iter().collect();
    sources.sort_by(|a, b| (&a.path, &a.sha256).cmp(&(&b.path, &b.sha256)));
    let quads = pipeline::with_threads(options.threads, || {
        let files: Vec<Facts> = sources
            .into_par_iter()
            .map(Facts::from)
            .inspect(|_| on_file())
            .collect();
        pipeline::assemble(&files, &options.base).map(|(_, quads)| quads)
    })??;
    Graph::of(&quads, &options.base)
}
