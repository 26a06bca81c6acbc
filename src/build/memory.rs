//! A build in parts over bytes at hand, for engines that hand rows about and know no files.
//!
//! Owns: what each step takes and gives: the facts of a file as bytes, a resolution as rows, the
//! quads of a part batch by batch. Must not know: which engine it is, how rows travel.
//!
//! The steps are those of `parts`, and so are the graphs. One thing differs: the words of documents
//! are most of what is known of a text, and few of them are ever compared. So they stand apart from
//! the facts, and [`Resolver`] tells which of them it needs.

use super::bundle::{self, Bundle};
use super::graph;
use super::held::{self, Collected};
use super::intake::{self, Failed, Texts, spool_failed};
use super::manifest::Manifest;
use super::options::Options;
use super::pipeline::{form, with_threads};
use super::quads;
pub use super::resolution::Row;
use super::resolution::{self, AT_HAND, Whole};
use super::resolve::{self, Collection};
use super::similarity::{Words, unlike};
use crate::model::error::{Error, ErrorKind, Skipped};
use crate::model::level::Level;
use crate::output::spool::Spool;
use crate::rdf::write::Quads;
use crate::read::Limits;
use crate::text::facts::{Facts, Wording};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::mem::take;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::vec::IntoIter;

/// What is known of one file.
#[derive(Debug)]
pub struct Known {
    /// A file of facts, without the words of documents.
    pub facts: Vec<u8>,
    /// Their checksum, by which a resolution names them.
    pub sum: String,
    /// For each text in the file, the words of each of its documents.
    pub words: Vec<Vec<Vec<u8>>>,
    /// What was left out of it.
    pub skipped: Vec<Skipped>,
}

/// Reads a file with these bytes, of any kind that is read. One that cannot be read is known, too:
/// by the reason.
pub fn facts(name: &str, bytes: Vec<u8>, limits: &Limits) -> Known {
    let Texts { mut files, skipped } = intake::facts(name, bytes, limits);
    let words = files.iter_mut().map(without_words).collect();
    packed(name, files, words, skipped)
}

/// What is known of a file that could not be had.
pub fn left_out(name: &str, reason: &str) -> Known {
    let (path, reason) = (name.to_owned(), reason.to_owned());
    packed(name, Vec::new(), Vec::new(), vec![Skipped { path, reason }])
}

fn without_words(facts: &mut Facts) -> Vec<Vec<u8>> {
    let words = facts.wordings.iter_mut().map(take);
    words.map(|it| it.to_bytes()).collect()
}

fn packed(name: &str, files: Vec<Facts>, words: Vec<Vec<Vec<u8>>>, skipped: Vec<Skipped>) -> Known {
    let (_, bytes) = Bundle::packed(name, files, skipped.clone());
    let framed = bundle::framed(&bytes);
    Known {
        sum: bundle::sum(&bytes),
        facts: [bundle::head(), framed, bundle::end().to_vec()].concat(),
        words,
        skipped,
    }
}

/// What such facts hold, its bytes being kept.
fn opened(facts: &[u8], keep: &mut intake::Keep) -> Result<Vec<Bundle>, Error> {
    intake::told(facts, keep).map_err(|failed| match failed {
        Failed::LeftOut(reason) => Error::new(ErrorKind::Read, reason),
        Failed::Ended(error) => error,
    })
}

/// A document by the checksum of its facts, its text among those of the facts, and its index there.
pub type Named = (String, usize, usize);

/// A collection on its way in.
#[derive(Debug)]
pub struct Resolver {
    bundles: Vec<Bundle>,
    words: Spool,
    places: BTreeMap<Named, Range<u64>>,
}

impl Default for Resolver {
    fn default() -> Self {
        Self {
            bundles: Vec::new(),
            words: Spool::aside(held::MOST),
            places: BTreeMap::new(),
        }
    }
}

impl Resolver {
    /// Takes facts, of which it holds the keys only.
    ///
    /// # Errors
    /// When they are none, or damaged, or of another version of the program.
    pub fn add(&mut self, facts: &[u8]) -> Result<(), Error> {
        self.bundles.extend(opened(facts, &mut |_| Ok(0))?);
        Ok(())
    }

    /// Takes the words of a document.
    ///
    /// # Errors
    /// When they cannot be set aside.
    pub fn add_words(&mut self, of: Named, words: &[u8]) -> Result<(), Error> {
        let start = self.words.append(words).map_err(spool_failed)?;
        self.places.insert(of, start..start + words.len() as u64);
        Ok(())
    }

    /// Resolves what was taken, or tells which words it lacks; with these it may lack others, that
    /// are compared only now. What it gives is the same, whatever else it was given.
    ///
    /// # Errors
    /// When what was set aside cannot be read, or a base is none.
    pub fn resolve(self, options: &Options) -> Result<Result<Resolution, Vec<Named>>, Error> {
        form(options)?;
        let mut all = Collected::of(self.bundles);
        let asked = Asked {
            all: &all,
            words: self.words,
            places: self.places,
            lacking: Mutex::default(),
            failed: Mutex::default(),
        };
        let collection = with_threads(options.threads, || resolve::by_keys(&all.keys, &asked))?;
        if let Some(cause) = locked(&asked.failed).take() {
            return Err(spool_failed(cause));
        }
        let lacking = take(&mut *locked(&asked.lacking));
        drop(asked);
        if !lacking.is_empty() {
            return Ok(Err(lacking.into_iter().collect()));
        }
        let resolution = Resolution {
            levels: graph::levels(&all.keys, &collection),
            agencies: graph::listed(&all.keys, &collection),
            manifest: Manifest::new(&all.keys, &all.skipped, &collection, &options.base, 0),
            collection,
            all: {
                all.let_go();
                all
            },
        };
        Ok(Ok(resolution))
    }
}

/// The words that are at hand, and which others were asked for.
struct Asked<'a> {
    all: &'a Collected,
    words: Spool,
    places: BTreeMap<Named, Range<u64>>,
    lacking: Mutex<BTreeSet<Named>>,
    failed: Mutex<Option<io::Error>>,
}

impl Words for Asked<'_> {
    fn runs(&self, file: usize, document: usize) -> Vec<u64> {
        let (sum, text) = &self.all.origins[file];
        let named = (sum.clone(), *text, document);
        let Some(place) = self.places.get(&named) else {
            locked(&self.lacking).insert(named);
            return unlike((file, document));
        };
        match self.words.read(place.clone()) {
            Ok(bytes) => Wording::of_bytes(&bytes).runs(),
            Err(cause) => {
                locked(&self.failed).get_or_insert(cause);
                Vec::new()
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What each reference of a collection means, row by row.
#[derive(Debug)]
pub struct Resolution {
    all: Collected,
    collection: Collection,
    levels: Vec<Option<Level>>,
    agencies: BTreeSet<String>,
    manifest: Manifest,
}

impl Resolution {
    /// All rows, in order: the head, the texts, the documents, the manifest.
    pub fn rows(&self, range: Range<usize>) -> Vec<Row> {
        let whole = self.whole();
        range.map_while(|n| whole.row(n)).collect()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.whole().count()
    }

    fn whole(&self) -> Whole<'_> {
        Whole {
            all: &self.all,
            collection: &self.collection,
            levels: &self.levels,
            agencies: &self.agencies,
            manifest: &self.manifest,
        }
    }
}

/// The quads that belong to no text, as lines, given the line of the head.
///
/// # Errors
/// When it is no such line, or of another version of the program, or the base is none.
pub fn common(head: &str, options: &Options) -> Result<String, Error> {
    let agencies = resolution::agencies(head)?;
    graph::common(form(options)?.base, &agencies)
}

/// The manifest of a graph, given its line, and how many quads there are.
///
/// # Errors
/// When it is no such line.
pub fn manifest(line: &str, quads: usize, options: &Options) -> Result<Manifest, Error> {
    let manifest = serde_json::from_str(line);
    let mut manifest: Manifest = manifest
        .map_err(|cause| Error::new(ErrorKind::Read, format!("{AT_HAND}: no manifest: {cause}")))?;
    manifest.counts.quads = quads;
    options.base.clone_into(&mut manifest.base);
    Ok(manifest)
}

/// The graph of some texts, batch by batch.
#[derive(Debug)]
pub struct Part {
    all: Collected,
    spool: Spool,
    part: resolution::Part,
    options: Options<'static>,
    batches: IntoIter<Range<usize>>,
}

impl Part {
    /// Facts, and the lines of a resolution that are about their texts and the documents used by
    /// these. `is_whole`: whether there must be facts for each text among the lines.
    ///
    /// # Errors
    /// When facts are damaged, a line is missing or about other facts, or a base is none.
    pub fn new<'a>(
        facts: impl IntoIterator<Item = &'a [u8]>,
        lines: impl IntoIterator<Item = &'a str>,
        is_whole: bool,
        options: Options<'static>,
    ) -> Result<Self, Error> {
        form(&options)?;
        let spool = Spool::aside(held::MOST);
        let mut keep = |bytes: &[u8]| spool.append(bytes).map_err(spool_failed);
        let mut bundles = Vec::new();
        for facts in facts {
            bundles.extend(opened(facts, &mut keep)?);
        }
        let mut all = Collected::of(bundles);
        let part = resolution::part_of(lines, &all)?;
        part.check(&all, Path::new(AT_HAND))?;
        if let Some(other) = part.other.as_ref().filter(|_| is_whole) {
            let words = format!("{other}: was resolved, and its facts are missing");
            return Err(Error::new(ErrorKind::Read, words));
        }
        all.let_go();
        Ok(Self {
            batches: quads::batches(&all).into_iter(),
            all,
            spool,
            part,
            options,
        })
    }

    /// The sorted lines of the next texts, each with its end; none when all are done.
    ///
    /// # Errors
    /// When facts that were set aside cannot be read.
    pub fn step(&mut self) -> Result<Option<String>, Error> {
        let Some(batch) = self.batches.next() else {
            return Ok(None);
        };
        let of = graph::Resolved {
            collection: &self.part.collection,
            levels: &self.part.levels,
            form: form(&self.options)?,
        };
        let held = self.all.held(&self.spool);
        let lines = with_threads(self.options.threads, || quads::lines(of, batch, &held))??;
        let mut sorted = String::with_capacity(lines.iter().map(String::len).sum());
        for line in Quads::new(lines).lines() {
            sorted.push_str(line);
            sorted.push('\n');
        }
        Ok(Some(sorted))
    }
}
