//! Facts set aside: what of a collection is at hand, and the rest where it can be read again.
//!
//! Owns: [`Held`], the way from a file's place in the collection to its facts and its words. Must
//! not know: how facts are made, what is done with them.

use super::bundle::{self, Bundle, Place};
use super::given::in_order;
use super::intake::spool_failed;
use super::similarity::Words;
use crate::model::error::{Error, Skipped};
use crate::output::spool::Spool;
use crate::text::facts::{Facts, Keys, Wording};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How many bytes of facts stay in memory.
pub(super) const MOST: usize = 16 << 20;

/// A place for facts, in the folder of what is written in the end.
pub(super) fn spool(written: &Path) -> Spool {
    Spool::beside(written, MOST)
}

/// All files of a collection: their keys at hand, the rest set aside.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) keys: Vec<Keys>,
    pub(super) skipped: Vec<Skipped>,
    /// For each file, the checksum of its bundle and its index there.
    pub(super) origins: Vec<(String, usize)>,
    places: Vec<Place>,
}

impl Collected {
    /// Bundles in the order of their names, each once: parts of a collection may share some.
    pub(super) fn of(mut bundles: Vec<Bundle>) -> Self {
        bundles.sort_by(|a, b| in_order(&a.name, &b.name).then_with(|| a.sum.cmp(&b.sum)));
        bundles.dedup_by(|a, b| a.is_same(b));
        let mut all = Self {
            keys: Vec::new(),
            skipped: Vec::new(),
            origins: Vec::new(),
            places: Vec::new(),
        };
        for bundle in bundles {
            all.skipped.extend(bundle.skipped);
            for (index, filed) in bundle.files.into_iter().enumerate() {
                all.origins.push((bundle.sum.clone(), index));
                all.keys.push(filed.keys);
                all.places.push(filed.place);
            }
        }
        all
    }

    /// Lets go of the keys, when everything is resolved.
    pub(super) fn let_go(&mut self) {
        self.keys.iter_mut().for_each(Keys::let_go);
    }

    /// What was set aside of them in `spool`.
    pub(super) fn held<'s>(&'s self, spool: &'s Spool) -> Held<'s> {
        Held {
            spool,
            all: self,
            failed: Mutex::default(),
        }
    }

    /// Files together whose facts take hardly more than `most` bytes, batch by batch.
    pub(super) fn batches(&self, most: u64) -> Vec<Range<usize>> {
        let (mut batches, mut start, mut held) = (Vec::new(), 0, 0);
        for (file, place) in self.places.iter().enumerate() {
            let facts = place.facts();
            held += facts.end - facts.start;
            if held > most {
                batches.push(start..file + 1);
                (start, held) = (file + 1, 0);
            }
        }
        batches.push(start..self.places.len());
        batches
    }
}

/// What was set aside of a collection.
pub(super) struct Held<'s> {
    spool: &'s Spool,
    all: &'s Collected,
    /// The first failure to read words.
    failed: Mutex<Option<io::Error>>,
}

impl Held<'_> {
    /// The facts of a file, without the words of its documents.
    ///
    /// # Errors
    /// When they cannot be read again.
    pub(super) fn facts(&self, file: usize) -> Result<Facts, Error> {
        let bytes = self.spool.read(self.all.places[file].facts());
        let facts = bundle::facts_of(&bytes.map_err(spool_failed)?);
        let mut facts = facts.map_err(|fault| spool_failed(io::Error::other(fault)))?;
        facts.set_path(self.all.keys[file].file.path.clone());
        Ok(facts)
    }

    /// # Errors
    /// When words were asked for that could not be read.
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed
            .take()
            .map_or(Ok(()), |cause| Err(spool_failed(cause)))
    }
}

impl Words for Held<'_> {
    fn runs(&self, file: usize, document: usize) -> Vec<u64> {
        match self.spool.read(self.all.places[file].words(document)) {
            Ok(bytes) => Wording::of_bytes(&bytes).runs(),
            Err(cause) => {
                let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(cause);
                Vec::new()
            }
        }
    }
}
