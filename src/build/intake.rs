//! Intake: from each file given to what is known of it.
//!
//! Owns: whether a file is read and analysed, was so before, or holds facts already. Must not know:
//! what files have to do with each other.

use super::bundle::{self, Bundle};
use super::cache::Cache;
use super::given::Given;
use super::options::Options;
use crate::model::error::Skipped;
use crate::read;
use crate::text::facts::Facts;
use crate::text::records::Analysed;
use rayon::prelude::*;
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

/// What is known of all files, one after the other.
pub(super) fn all(paths: &[Given], options: &Options, cache: Option<&Cache>) -> Vec<Bundle> {
    let progress = Progress::new(options, paths.len());
    let taken = paths.par_iter().map(|given| taken(given, options, cache));
    let taken: Vec<Vec<Bundle>> = taken.inspect(|_| progress.step()).collect();
    taken.into_iter().flatten().collect()
}

/// What is known of one file, or of those whose facts it holds.
pub(super) fn taken(given: &Given, options: &Options, cache: Option<&Cache>) -> Vec<Bundle> {
    match info_span!("open").in_scope(|| opened(given, options, cache)) {
        Opened::Known(bundles) => bundles,
        Opened::New(bytes, key) => {
            let bundle = known(given, bytes, options);
            vec![match cache.zip(key) {
                Some((cache, key)) => info_span!("keep").in_scope(|| cache.put(&key, bundle)),
                None => bundle,
            }]
        }
    }
}

/// A file that was opened.
enum Opened {
    /// What is known of it already, or why it cannot be read.
    Known(Vec<Bundle>),
    /// Its bytes, and the name under which the cache is to keep what they hold.
    New(Vec<u8>, Option<String>),
}

fn opened(given: &Given, options: &Options, cache: Option<&Cache>) -> Opened {
    let left_out = |reason| Opened::Known(vec![left_out(given, reason)]);
    let bytes = match read::bytes(&given.path, &options.limits) {
        Ok(bytes) => bytes,
        Err(reason) => return left_out(reason),
    };
    if bundle::is_facts(&bytes) {
        return bundle::read(&bytes).map_or_else(left_out, Opened::Known);
    }
    let key = cache.map(|cache| cache.key(&bytes));
    let kept = cache.zip(key.as_ref());
    match kept.and_then(|(cache, key)| cache.get(key, &given.name)) {
        Some(bundle) => Opened::Known(vec![bundle]),
        None => Opened::New(bytes, key),
    }
}

fn known(given: &Given, bytes: Vec<u8>, options: &Options) -> Bundle {
    let read = || read::read_bytes(&given.name, bytes, &options.limits);
    let found = info_span!("read").in_scope(read);
    let facts = |text: Analysed| info_span!("facts").in_scope(|| Facts::of(&text));
    let Texts { files, skipped } = made(found, facts);
    Bundle {
        name: given.name.clone(),
        files,
        skipped,
    }
}

fn left_out(given: &Given, reason: String) -> Bundle {
    Bundle {
        name: given.name.clone(),
        files: Vec::new(),
        skipped: vec![Skipped {
            path: given.name.clone(),
            reason,
        }],
    }
}
