//! The order of the stages: read → clean → segment → fields → extract → facts for each file by
//! itself, whose text then is dropped; resolve for all together; the graph.
//!
//! Owns: what runs in parallel and where all files meet; the order of files, which is that of their
//! paths. Must not know: arguments, messages, clocks.

use crate::build::graph::{self, Form};
use crate::build::manifest::Manifest;
use crate::build::resolve::{self, Collection};
use crate::model::error::{Error, ErrorKind, Skipped};
use crate::model::format::{GraphFormat, push_journal, without_packing};
use crate::model::vocab::BASE;
use crate::output::file as output;
use crate::rdf::write as rdf;
use crate::read::{self, Limits};
use crate::text::facts::Facts;
use crate::text::records::Analysed;
use rayon::prelude::*;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::info_span;

/// How to run.
pub struct Options<'a> {
    /// Base of all data IRIs.
    pub base: String,
    /// The format of the graph; that of the file's ending if none is given.
    pub format: Option<GraphFormat>,
    /// The address behind which the files lie by their paths; none makes no links of them.
    pub source_base: Option<String>,
    /// Whether spans also have the selectors of Web Annotation.
    pub selectors: bool,
    /// Number of threads; one for each core if none is given.
    pub threads: Option<usize>,
    /// How much a file may ask for.
    pub limits: Limits,
    /// Called after each file, with the number of files done and of all files. May be called from
    /// several threads.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            base: BASE.to_owned(),
            format: None,
            source_base: None,
            selectors: false,
            threads: None,
            limits: Limits::default(),
            progress: None,
        }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("base", &self.base)
            .field("format", &self.format)
            .field("source_base", &self.source_base)
            .field("selectors", &self.selectors)
            .field("threads", &self.threads)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

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

/// What was made of files, and the files left out, both in the order of their paths.
#[derive(Debug)]
struct Texts<T> {
    files: Vec<T>,
    skipped: Vec<Skipped>,
}

/// A file to be read, and the name under which it is.
struct Given {
    path: PathBuf,
    name: String,
}

/// The files to be read, without those that are written: a graph in the folder that it is made of
/// is no text of it.
fn paths(inputs: &[PathBuf], written: &[&Path]) -> Result<Vec<Given>, Error> {
    let written: Vec<PathBuf> = written
        .iter()
        .filter_map(|p| p.canonicalize().ok())
        .collect();
    let is_written = |path: &PathBuf| {
        let name = path.file_name();
        let alike = written.iter().any(|w| w.file_name() == name);
        alike
            && path
                .canonicalize()
                .is_ok_and(|path| written.contains(&path))
    };
    let mut paths = read::find(inputs)?;
    // What was written there before may be written over, a text may not.
    let was_written = |path: &Path| {
        let bare = without_packing(path);
        let extension = bare.extension().and_then(|it| it.to_str());
        GraphFormat::of_path(path).is_some() || matches!(extension, Some("json" | "jsonl"))
    };
    let named = inputs.iter().find(|path| is_written(path));
    let found = paths.iter().find(|p| !was_written(p) && is_written(p));
    if let Some(both) = named.or(found) {
        let message = format!(
            "{} would be read and written over; write to another file",
            both.display()
        );
        return Err(Error::new(ErrorKind::Usage, message));
    }
    paths.retain(|path| !is_written(path));
    let names = read::names(inputs, &paths);
    let given = paths.into_iter().zip(names);
    Ok(given.map(|(path, name)| Given { path, name }).collect())
}

/// The facts of all texts at these paths.
fn facts(paths: &[Given], options: &Options) -> Result<Texts<Facts>, Error> {
    with_threads(options.threads, || {
        let done = AtomicUsize::new(0);
        let results: Vec<Texts<Facts>> = paths
            .par_iter()
            .map(|path| analyse(path, options, (&done, paths.len()), |text| Facts::of(&text)))
            .collect();
        let (mut files, mut skipped) = (Vec::new(), Vec::new());
        for result in results {
            files.extend(result.files);
            skipped.extend(result.skipped);
        }
        Texts { files, skipped }
    })
}

/// Reads one file, and makes something of each text in it, which then is dropped.
fn analyse<T>(
    given: &Given,
    options: &Options,
    (done, all): (&AtomicUsize, usize),
    make: impl Fn(Analysed) -> T,
) -> Texts<T> {
    let read = || read::read_as(&given.name, &given.path, &options.limits);
    let found = info_span!("read").in_scope(read);
    let files = found.files.into_iter();
    let files = files.map(|file| make(Analysed::new(file))).collect();
    let n = done.fetch_add(1, Ordering::Relaxed) + 1;
    if let Some(progress) = options.progress {
        progress(n, all);
    }
    Texts {
        files,
        skipped: found.skipped,
    }
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
    let texts = facts(&paths(inputs, &[output, &beside, &kept])?, options)?;
    if texts.files.is_empty() {
        let reasons: Vec<String> = texts.skipped.iter().map(ToString::to_string).collect();
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
        let (collection, quads) = assemble_as(&texts.files, form)?;
        let manifest = Manifest::new(
            &texts.files,
            &texts.skipped,
            &collection,
            &options.base,
            quads.len(),
        );
        let told = manifest.to_json();
        info_span!("write").in_scope(|| {
            let write = |out: &mut (dyn Write + Send)| quads.write(format, &options.base, out);
            output::write_file_and(output, write, &beside, told.as_bytes())
        })?;
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

fn assemble_as(files: &[Facts], form: Form) -> Result<(Collection, rdf::Quads), Error> {
    let collection = info_span!("resolve").in_scope(|| resolve::resolve(files));
    let quads = info_span!("graph").in_scope(|| graph::quads(files, &collection, form))?;
    Ok((collection, quads))
}

/// How many files are in memory at a time while records are written.
const BATCH: usize = 64;

/// Write the records of all texts as JSON Lines, in the order of the files' paths; files that were
/// left out. `written` is the file behind `out`, if it is one.
///
/// # Errors
/// When an input does not exist or is what is written, none holds a text, or `out` fails.
pub fn extract(
    inputs: &[PathBuf],
    written: Option<&Path>,
    options: &Options,
    mut out: impl Write + Send,
) -> Result<Vec<Skipped>, Error> {
    let paths = paths(inputs, written.as_slice())?;
    with_threads(options.threads, || {
        let failed = |e: std::io::Error| {
            Error::new(ErrorKind::Write, format!("records cannot be written: {e}"))
        };
        let done = AtomicUsize::new(0);
        let mut left = Vec::new();
        for batch in paths.chunks(BATCH) {
            let results: Vec<(String, Vec<Skipped>)> = batch
                .par_iter()
                .map(|path| {
                    let texts = analyse(path, options, (&done, paths.len()), records_of);
                    (texts.files.concat(), texts.skipped)
                })
                .collect();
            for (lines, skipped) in results {
                out.write_all(lines.as_bytes()).map_err(failed)?;
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
