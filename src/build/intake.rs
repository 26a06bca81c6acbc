//! Intake: from each file given to what is known of it.
//!
//! Owns: whether a file is read and analysed, was so before, or holds facts already. Must not know:
//! what files have to do with each other.

use super::bundle::{self, Bundle, Frames};
use super::cache::Cache;
use super::given::Given;
use super::options::Options;
use crate::model::error::{Error, ErrorKind, Skipped};
use crate::output::spool::Spool;
use crate::read::{self, Limits};
use crate::text::facts::Facts;
use crate::text::records::Analysed;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::info_span;

/// Tells how far the work is.
pub(super) struct Progress<'a> {
    told: Option<&'a (dyn Fn(usize, usize) + Sync)>,
    done: AtomicUsize,
    all: usize,
}

impl<'a> Progress<'a> {
    pub(super) fn new(options: &Options<'a>, all: usize) -> Self {
        Self {
            told: options.progress,
            done: AtomicUsize::new(0),
            all,
        }
    }

    /// One file more is done.
    pub(super) fn step(&self) {
        let n = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(told) = self.told {
            told(n, self.all);
        }
    }
}

/// What was made of the texts in a file, and what was left out of it.
pub(super) struct Texts<T> {
    pub(super) files: Vec<T>,
    pub(super) skipped: Vec<Skipped>,
}

/// Reads one file, and makes something of each text in it, which then is dropped.
pub(super) fn analysed<T>(
    given: &Given,
    options: &Options,
    make: impl Fn(Analysed) -> T,
) -> Texts<T> {
    let read = || read::read_as(&given.name, &given.path, &options.limits);
    made(info_span!("read").in_scope(read), make)
}

fn made<T>(found: read::Found, make: impl Fn(Analysed) -> T) -> Texts<T> {
    let files = found.files.into_iter();
    Texts {
        files: files.map(|file| make(Analysed::new(file))).collect(),
        skipped: found.skipped,
    }
}

/// Sets the bytes of a bundle aside; where they begin.
pub(super) type Keep<'k> = dyn FnMut(&[u8]) -> Result<u64, Error> + 'k;

/// What is known of all files, one after the other, its bytes being set aside in `spool`.
///
/// # Errors
/// When `spool` cannot hold more.
pub(super) fn all(
    paths: &[Given],
    options: &Options,
    cache: Option<&Cache>,
    spool: &Spool,
) -> Result<Vec<Bundle>, Error> {
    let progress = Progress::new(options, paths.len());
    let taken = paths.par_iter().map(|given| {
        let mut keep = |bytes: &[u8]| spool.append(bytes).map_err(spool_failed);
        taken(given, options, cache, &mut keep)
    });
    let taken = taken.inspect(|_| progress.step());
    let taken: Vec<Vec<Bundle>> = taken.collect::<Result<_, _>>()?;
    Ok(taken.into_iter().flatten().collect())
}

/// The error when facts cannot be set aside or read again.
pub(super) fn spool_failed(cause: io::Error) -> Error {
    let words = format!("facts cannot be set aside beside what is written: {cause}");
    Error::new(ErrorKind::Write, words)
}

/// Why a file gives nothing: it is left out with a reason, or the work cannot go on.
pub(super) enum Failed {
    LeftOut(String),
    Ended(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Ended(error)
    }
}

impl From<String> for Failed {
    fn from(reason: String) -> Self {
        Self::LeftOut(reason)
    }
}

/// What is known of one file, or of those whose facts it holds.
///
/// # Errors
/// When `keep` fails.
pub(super) fn taken(
    given: &Given,
    options: &Options,
    cache: Option<&Cache>,
    keep: &mut Keep,
) -> Result<Vec<Bundle>, Error> {
    let opened = if bundle::is_facts(&given.path) {
        info_span!("open").in_scope(|| {
            let failed = |cause: io::Error| format!("cannot be read: {cause}");
            told(
                BufReader::new(File::open(&given.path).map_err(failed)?),
                keep,
            )
        })
    } else {
        read_or_kept(given, options, cache, keep)
    };
    match opened {
        Ok(bundles) => Ok(bundles),
        Err(Failed::Ended(error)) => Err(error),
        Err(Failed::LeftOut(reason)) => {
            let left_out = Skipped {
                path: given.name.clone(),
                reason,
            };
            let (bundle, bytes) = Bundle::packed(&given.name, Vec::new(), vec![left_out]);
            Ok(vec![bundle.at(keep(&bytes)?)])
        }
    }
}

/// What a file of facts tells.
pub(super) fn told(file: impl Read, keep: &mut Keep) -> Result<Vec<Bundle>, Failed> {
    let mut bundles = Vec::new();
    for frame in Frames::open(file)? {
        let (sum, bytes) = frame?;
        let mut bundle = Bundle::read(&bytes)?.at(keep(&bytes)?);
        bundle.sum = sum;
        bundles.push(bundle);
    }
    Ok(bundles)
}

/// What is known of a file that is read, or was before.
fn read_or_kept(
    given: &Given,
    options: &Options,
    cache: Option<&Cache>,
    keep: &mut Keep,
) -> Result<Vec<Bundle>, Failed> {
    let opened = info_span!("open").in_scope(|| {
        let bytes = read::bytes(&given.path, &options.limits)?;
        let key = cache.map(|cache| (cache, cache.key(&bytes)));
        let kept = key.as_ref().and_then(|(cache, key)| cache.get(key));
        Ok::<_, Failed>((bytes, key, kept))
    });
    let (bytes, key, kept) = opened?;
    let (bundle, bytes) = match (kept, key) {
        (Some((bundle, own)), _) => (bundle.renamed(&given.name), own),
        (None, None) => known(&given.name, given, bytes, options),
        (None, Some((cache, key))) => {
            let (bundle, own) = known(&key, given, bytes, options);
            info_span!("keep").in_scope(|| cache.put(&key, &bundle, &own));
            (bundle.renamed(&given.name), own)
        }
    };
    Ok(vec![bundle.at(keep(&bytes)?)])
}

/// What is known of a file with these bytes, as if it were called `name`.
fn known(name: &str, given: &Given, bytes: Vec<u8>, options: &Options) -> (Bundle, Vec<u8>) {
    let Texts {
        mut files,
        mut skipped,
    } = facts(&given.name, bytes, &options.limits);
    if name != given.name {
        let renamed = |path: &str| Some(format!("{name}{}", path.strip_prefix(&given.name)?));
        for facts in &mut files {
            if let Some(path) = renamed(&facts.file.path) {
                facts.set_path(path);
            }
        }
        for left in &mut skipped {
            left.path = renamed(&left.path).unwrap_or_else(|| left.path.clone());
        }
    }
    Bundle::packed(name, files, skipped)
}

/// The facts of the texts in a file with these bytes.
pub(super) fn facts(name: &str, bytes: Vec<u8>, limits: &Limits) -> Texts<Facts> {
    let found = info_span!("read").in_scope(|| read::read_bytes(name, bytes, limits));
    made(found, |text| {
        info_span!("facts").in_scope(|| Facts::of(&text))
    })
}
