//! The order of the stages: read → clean → segment → fields → extract → facts for each file by
//! itself, whose text then is dropped; resolve for all together; the graph.
//!
//! Owns: what runs in parallel and where all files meet. Must not know: arguments, messages,
//! clocks.

use crate::build::bundle::{self, Bundle};
use crate::build::cache::Cache;
use crate::build::given::{Given, in_order, paths};
use crate::build::graph::{self, Form};
use crate::build::intake::{Progress, all, analysed, taken};
use crate::build::manifest::Manifest;
pub use crate::build::options::Options;
use crate::build::resolve::{self, Collection};
use crate::model::error::{Error, ErrorKind, Skipped};
use crate::model::format::{GraphFormat, push_journal, without_packing};
use crate::output::file as output;
use crate::rdf::write as rdf;
use crate::text::facts::Facts;
use crate::text::records::Analysed;
use rayon::prelude::*;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use tracing::info_span;

/// What a build did; its `Display` is the report a person reads.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What went in and came out, as written beside the graph.
    pub manifest: Manifest,
}

impl Summary {
    /// Whether a file was left out, which the exit code should tell.
    pub fn any_skipped(&self) -> bool {
        !self.manifest.skipped.is_empty()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.manifest.fmt(f)
    }
}

/// Where the facts behind a graph are kept for the next build: foo.nq → foo.cache.
///
/// ```
/// use std::path::Path;
/// use zhengtu::build::pipeline::cache_beside;
/// assert_eq!(cache_beside(Path::new("out/foo.nq.gz")), Path::new("out/foo.cache"));
/// ```
pub fn cache_beside(graph: &Path) -> PathBuf {
    without_packing(graph).with_extension("cache")
}

/// Build the graph of all texts that `inputs` name or contain, and write it to `output` with its
/// manifest beside it.
///
/// # Errors
/// When an input does not exist, none holds a text, or the output cannot be written.
pub fn build(inputs: &[PathBuf], output: &Path, options: &Options) -> Result<Summary, Error> {
    let format = match options.format.or_else(|| GraphFormat::of_path(output)) {
        Some(format) => format,
        None => {
            let known: Vec<String> = GraphFormat::ALL
                .iter()
                .map(|f| format!(".{}", f.extension()))
                .collect();
            let message = format!(
                "{}: its ending names no format; use one of {}, or name the format",
                output.display(),
                known.join(" ")
            );
            return Err(Error::new(ErrorKind::Usage, message));
        }
    };
    rdf::check_base(&options.base)?;
    (options.source_base.iter()).try_for_each(|base| rdf::check_source_base(base))?;
    let beside = Manifest::path(output);
    let kept = push_journal(output);
    let paths = paths(inputs, &[output, &beside, &kept])?;
    let cache = (options.cache.as_deref()).and_then(|folder| Cache::open(folder, &options.limits));
    let bundles = with_threads(options.threads, || all(&paths, options, cache.as_ref()))?;
    let (files, skipped) = parts(bundles);
    if files.is_empty() {
        let reasons: Vec<String> = skipped.iter().map(ToString::to_string).collect();
        return Err(Error::new(
            ErrorKind::Read,
            format!("no file could be used:\n{}", reasons.join("\n")),
        ));
    }
    with_threads(options.threads, || {
        let form = Form {
            base: &options.base,
            source_base: options.source_base.as_deref(),
            selectors: options.selectors,
        };
        let (collection, quads) = assemble_as(&files, form)?;
        let manifest = Manifest::new(&files, &skipped, &collection, &options.base, quads.len());
        let told = manifest.to_json();
        info_span!("write").in_scope(|| {
            let write = |out: &mut (dyn Write + Send)| quads.write(format, &options.base, out);
            output::write_file_and(output, write, &beside, told.as_bytes())
        })?;
        if let Some(cache) = cache {
            cache.sweep();
        }
        Ok(Summary { manifest })
    })?
}

/// What is known of all `files` together, and its quads.
///
/// # Errors
/// When a vocabulary of the program's own does not parse.
pub fn assemble(files: &[Facts], base: &str) -> Result<(Collection, rdf::Quads), Error> {
    let form = Form {
        base,
        source_base: None,
        selectors: false,
    };
    assemble_as(files, form)
}

/// Bundles in the order of their names, each once: parts of a collection may share some.
fn parts(mut bundles: Vec<Bundle>) -> (Vec<Facts>, Vec<Skipped>) {
    bundles.sort_by(|a, b| in_order(&a.name, &b.name));
    bundles.dedup_by(|a, b| a.is_same(b));
    let (mut files, mut skipped) = (Vec::new(), Vec::new());
    for bundle in bundles {
        files.extend(bundle.files);
        skipped.extend(bundle.skipped);
    }
    (files, skipped)
}

fn assemble_as(files: &[Facts], form: Form) -> Result<(Collection, rdf::Quads), Error> {
    let collection = info_span!("resolve").in_scope(|| resolve::resolve(files));
    let quads = info_span!("graph").in_scope(|| graph::quads(files, &collection, form))?;
    Ok((collection, quads))
}

/// How many files are in memory at a time while records or facts are written.
const BATCH: usize = 64;

/// Write the records of all texts as JSON Lines, in the order of the files' names; files that were
/// left out. `written` is the file behind `out`, if it is one.
///
/// # Errors
/// When an input does not exist or is what is written, none holds a text, or `out` fails.
pub fn extract(
    inputs: &[PathBuf],
    written: Option<&Path>,
    options: &Options,
    out: impl Write + Send,
) -> Result<Vec<Skipped>, Error> {
    let make = |given: &Given| {
        let texts = analysed(given, options, records_of);
        (texts.files.concat().into_bytes(), texts.skipped)
    };
    in_batches(&paths(inputs, written.as_slice())?, options, make, out)
}

/// Write what a build needs of all texts, for a build elsewhere or later; files that were left out.
/// `written` is the file behind `out`, if it is one.
///
/// # Errors
/// As [`extract`].
pub fn facts(
    inputs: &[PathBuf],
    written: Option<&Path>,
    options: &Options,
    mut out: impl Write + Send,
) -> Result<Vec<Skipped>, Error> {
    let make = |given: &Given| {
        let bundles = taken(given, options, None);
        let bytes = bundles.iter().flat_map(Bundle::to_bytes).collect();
        let skipped = bundles.into_iter().flat_map(|it| it.skipped);
        (bytes, skipped.collect())
    };
    let paths = paths(inputs, written.as_slice())?;
    out.write_all(&bundle::head()).map_err(failed)?;
    let left = in_batches(&paths, options, make, &mut out)?;
    out.write_all(&bundle::end()).map_err(failed)?;
    out.flush().map_err(failed)?;
    Ok(left)
}

fn failed(cause: std::io::Error) -> Error {
    let words = format!("what was read cannot be written: {cause}");
    Error::new(ErrorKind::Write, words)
}

/// Makes bytes of each file, many at a time, and writes them in the order of the files.
fn in_batches(
    paths: &[Given],
    options: &Options,
    make: impl Fn(&Given) -> (Vec<u8>, Vec<Skipped>) + Sync,
    mut out: impl Write + Send,
) -> Result<Vec<Skipped>, Error> {
    with_threads(options.threads, || {
        let progress = Progress::new(options, paths.len());
        let mut left = Vec::new();
        for batch in paths.chunks(BATCH) {
            let made = batch.par_iter().map(&make);
            let made: Vec<_> = made.inspect(|_| progress.step()).collect();
            for (bytes, skipped) in made {
                out.write_all(&bytes).map_err(failed)?;
                left.extend(skipped);
            }
        }
        out.flush().map_err(failed)?;
        Ok(left)
    })?
}

fn records_of(analysed: Analysed) -> String {
    let _stage = info_span!("records").entered();
    let mut lines = String::new();
    for record in analysed.records() {
        // Strings and counts always serialise.
        lines.push_str(&serde_json::to_string(&record).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

/// More threads than this only take memory.
const MOST_THREADS: usize = 256;

/// Starts the threads that work is shared by, one for each core.
///
/// # Errors
/// When the system refuses them.
#[cfg(feature = "cli")]
pub(crate) fn start_threads() -> Result<(), Error> {
    let started = rayon::ThreadPoolBuilder::new().build_global();
    started.map_err(|cause| {
        let words = format!("there was not enough memory to start threads: {cause}");
        Error::new(ErrorKind::Limit, words).because(cause)
    })
}

/// Does the work on so many threads; on one for each core if none is said.
pub(crate) fn with_threads<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Error> {
    let Some(n) = threads else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(n.clamp(1, MOST_THREADS))
        .build();
    let pool = pool.map_err(|e| {
        Error::new(
            ErrorKind::Usage,
            format!("{n} threads cannot be started: {e}"),
        )
    })?;
    Ok(pool.install(work))
}
