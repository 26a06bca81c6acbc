//! The order of the stages: read → clean → segment → fields → extract → facts for each file by
//! itself, whose text then is dropped; resolve for all together; the graph.
//!
//! Owns: what runs in parallel and where all files meet. Must not know: arguments, messages,
//! clocks.

use crate::build::bundle;
use crate::build::cache::Cache;
use crate::build::given::{self, Given, paths};
use crate::build::graph::{self, Form, Resolved};
use crate::build::held::{self, Collected};
use crate::build::intake::{Progress, all, analysed, taken};
use crate::build::manifest::Manifest;
pub use crate::build::options::Options;
use crate::build::quads::add_graphs;
use crate::build::resolve::{self, Collection};
use crate::model::error::{Error, ErrorKind, Skipped};
use crate::model::format::{GraphFormat, without_packing};
use crate::output::file as output;
use crate::output::spool::Spool;
use crate::rdf::sorted::Sorter;
use crate::rdf::write as rdf;
use crate::text::facts::{Facts, Keys};
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

/// Where the facts behind a graph are kept for the next build: foo.nq → foo.cache,
/// out/foo.nq.gz → out/foo.cache.
pub fn cache_beside(graph: &Path) -> PathBuf {
    without_packing(graph).with_extension("cache")
}

/// Build the graph of all texts that `inputs` name or contain, and write it to `output` with its
/// manifest beside it.
///
/// # Errors
/// When an input does not exist, none holds a text, or the output cannot be written.
pub fn build(inputs: &[PathBuf], output: &Path, options: &Options) -> Result<Summary, Error> {
    let format = format_of(output, options)?;
    let form = form(options)?;
    let paths = given::for_graph(inputs, output)?;
    let cache = (options.cache.as_deref()).and_then(|folder| Cache::open(folder, &options.limits));
    with_threads(options.threads, || {
        let spool = held::spool(output);
        let mut all = Collected::of(all(&paths, options, cache.as_ref(), &spool)?);
        check_some(&all)?;
        let (mut manifest, sorter) = sorted(&mut all, &spool, form, output)?;
        drop((all, spool));
        let sorted = info_span!("sort").in_scope(|| sorter.finish())?;
        info_span!("write").in_scope(|| {
            let write = |out: &mut (dyn Write + Send)| {
                manifest.counts.quads = sorted.write(format, &options.base, out)?;
                Ok(manifest.to_json().into_bytes())
            };
            output::write_file_and(output, write, &Manifest::path(output))
        })?;
        if let Some(cache) = cache {
            cache.sweep();
        }
        Ok(Summary { manifest })
    })?
}

/// The format of a graph that is written to `output`.
///
/// # Errors
/// When neither the options nor its ending name one.
pub(super) fn format_of(output: &Path, options: &Options) -> Result<GraphFormat, Error> {
    let format = options.format.or_else(|| GraphFormat::of_path(output));
    format.ok_or_else(|| {
        let known = GraphFormat::ALL.iter();
        let known: Vec<String> = known.map(|f| format!(".{}", f.extension())).collect();
        let message = format!(
            "{}: its ending names no format; use one of {}, or name the format",
            output.display(),
            known.join(" ")
        );
        Error::new(ErrorKind::Usage, message)
    })
}

/// The form that options ask for.
///
/// # Errors
/// When a base is none.
pub(super) fn form<'a>(options: &'a Options) -> Result<Form<'a>, Error> {
    let source_base = options.source_base.as_deref();
    rdf::check_base(&options.base)?;
    source_base.map_or(Ok(()), rdf::check_source_base)?;
    Ok(Form {
        base: &options.base,
        source_base,
        selectors: options.selectors,
    })
}

/// # Errors
/// When no file could be used.
pub(super) fn check_some(all: &Collected) -> Result<(), Error> {
    if !all.keys.is_empty() {
        return Ok(());
    }
    let reasons: Vec<String> = all.skipped.iter().map(ToString::to_string).collect();
    let words = format!("no file could be used:\n{}", reasons.join("\n"));
    Err(Error::new(ErrorKind::Read, words))
}

/// The quads of a collection, and its manifest, in which their number is yet to be told.
fn sorted(
    all: &mut Collected,
    spool: &Spool,
    form: Form,
    output: &Path,
) -> Result<(Manifest, Sorter), Error> {
    let (collection, levels) = info_span!("resolve").in_scope(|| {
        let held = all.held(spool);
        let collection = resolve::by_keys(&all.keys, &held);
        let levels = graph::levels(&all.keys, &collection);
        held.check().map(|()| (collection, levels))
    })?;
    let manifest = Manifest::new(&all.keys, &all.skipped, &collection, form.base, 0);
    let of = Resolved {
        collection: &collection,
        levels: &levels,
        form,
    };
    let mut sorter = Sorter::beside(output);
    sorter.add(graph::common(
        form.base,
        &graph::listed(&all.keys, &collection),
    )?)?;
    all.let_go();
    add_graphs(&mut sorter, of, all, &all.held(spool))?;
    Ok((manifest, sorter))
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
    let keys: Vec<Keys> = files.iter().map(Facts::keys).collect();
    let collection = resolve::by_keys(&keys, &files);
    let quads = graph::quads(files, &keys, &collection, form)?;
    Ok((collection, quads))
}

/// How many files are in memory at a time while records or facts are written.
const BATCH: usize = 64;

/// What is to be told of files that were read.
#[derive(Debug, Default)]
pub struct Told {
    /// Those that were left out.
    pub skipped: Vec<Skipped>,
    /// What was amiss with others, each with the file's name before it.
    pub notes: Vec<String>,
}

impl Told {
    fn note(&mut self, path: &str, notes: &[String], has_documents: bool) {
        self.notes.extend(noted(path, notes, has_documents));
    }
}

/// What is to be told of a file that was read, each with its name before it: what was amiss, and
/// that nothing in it is a document.
pub fn noted(path: &str, notes: &[String], has_documents: bool) -> impl Iterator<Item = String> {
    let nothing = (!has_documents).then_some("no document was found in it");
    let notes = notes.iter().map(String::as_str).chain(nothing);
    notes.map(move |note| format!("{path}: {note}"))
}

/// Write the records of all texts as JSON Lines, in the order of the files' names; what is to be
/// told of the files. `written` is the file behind `out`, if it is one.
///
/// # Errors
/// When an input does not exist or is what is written, none holds a text, or `out` fails.
pub fn extract(
    inputs: &[PathBuf],
    written: Option<&Path>,
    options: &Options,
    out: impl Write + Send,
) -> Result<Told, Error> {
    let make = |given: &Given| {
        let texts = analysed(given, options, |text| {
            let (path, notes) = (text.file.path.clone(), text.file.notes.clone());
            (path, notes, records_of(text))
        });
        let mut told = Told {
            skipped: texts.skipped,
            ..Told::default()
        };
        let mut lines = Vec::new();
        for (path, notes, records) in texts.files {
            told.note(&path, &notes, !records.is_empty());
            lines.extend(records.into_bytes());
        }
        Ok((lines, told))
    };
    in_batches(&paths(inputs, written.as_slice())?, options, make, out)
}

/// Write what a build needs of all texts, for a build elsewhere or later; what is to be told of the
/// files. `written` is the file behind `out`, if it is one.
///
/// # Errors
/// As [`extract`].
pub fn facts(
    inputs: &[PathBuf],
    written: Option<&Path>,
    options: &Options,
    mut out: impl Write + Send,
) -> Result<Told, Error> {
    let make = |given: &Given| {
        let mut kept = Vec::new();
        let mut keep = |bytes: &[u8]| {
            kept.push(bytes.to_vec());
            Ok(kept.len() as u64)
        };
        let bundles = taken(given, options, None, &mut keep)?;
        // What a damaged file told before it was found to be so is nothing.
        let own = kept.iter().skip(kept.len() - bundles.len());
        let bytes = own.flat_map(|bytes| bundle::framed(bytes)).collect();
        let mut told = Told::default();
        for bundle in bundles {
            for keys in bundle.files.iter().map(|it| &it.keys) {
                told.note(
                    &keys.file.path,
                    &keys.file.notes,
                    !keys.documents.is_empty(),
                );
            }
            told.skipped.extend(bundle.skipped);
        }
        Ok((bytes, told))
    };
    let paths = paths(inputs, written.as_slice())?;
    out.write_all(&bundle::head()).map_err(failed)?;
    let told = in_batches(&paths, options, make, &mut out)?;
    out.write_all(&bundle::end()).map_err(failed)?;
    out.flush().map_err(failed)?;
    Ok(told)
}

fn failed(cause: std::io::Error) -> Error {
    let words = format!("what was read cannot be written: {cause}");
    Error::new(ErrorKind::Write, words)
}

/// Makes bytes of each file, many at a time, and writes them in the order of the files.
fn in_batches(
    paths: &[Given],
    options: &Options,
    make: impl Fn(&Given) -> Result<(Vec<u8>, Told), Error> + Sync,
    mut out: impl Write + Send,
) -> Result<Told, Error> {
    with_threads(options.threads, || {
        let progress = Progress::new(options, paths.len());
        let mut all = Told::default();
        for batch in paths.chunks(BATCH) {
            let made = batch.par_iter().map(&make);
            let made: Vec<_> = made.inspect(|_| progress.step()).collect();
            for made in made {
                let (bytes, told) = made?;
                out.write_all(&bytes).map_err(failed)?;
                all.skipped.extend(told.skipped);
                all.notes.extend(told.notes);
            }
        }
        out.flush().map_err(failed)?;
        Ok(all)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_stands_beside_the_graph_whatever_its_packing() {
        for (graph, cache) in [("foo.nq", "foo.cache"), ("out/foo.nq.gz", "out/foo.cache")] {
            assert_eq!(cache_beside(Path::new(graph)), Path::new(cache));
        }
    }
}
