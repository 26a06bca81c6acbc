//! Bundles: what is known of files as bytes, to be kept or handed on (serialisation).
//!
//! Owns: [`Bundle`], the format of a file of facts. Must not know: how facts are made, where a file
//! stands.
//!
//! ```text
//! zhengtu facts ⏎ mark of the program ⏎
//! for each bundle: its length (8 bytes), its checksum (16 bytes), its bytes:
//!     its head; for each text: its facts, then the words of each of its documents
//! eight bytes of zero
//! ```
//!
//! Heads and facts are written as postcard has them, because it is compact and fast, and nobody but
//! the very program that made them is to read them: they bear its mark, and what bears another is
//! refused. Records (`extract`) are for people and other programs.

use crate::model::error::Skipped;
use crate::model::source::checksum;
use crate::text::facts::{Facts, Keys};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// How a file of facts begins.
const MAGIC: &[u8] = b"zhengtu facts\n";
/// What facts depend on beside the texts: a hash of the program's own sources.
pub(super) const MARK: &str = env!("ZHENGTU_MARK");
/// How many letters of a checksum are written.
const SUM: usize = 16;

/// What is known of one file: of its texts, of which an archive has many, and what was left out.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The name under which the file was read.
    pub(super) name: String,
    pub(super) files: Vec<Filed>,
    pub(super) skipped: Vec<Skipped>,
    /// Its checksum, where it was read from a file of facts.
    pub(super) sum: String,
}

/// What of a text is at hand, and where the rest lies.
#[derive(Debug)]
pub(super) struct Filed {
    pub(super) keys: Keys,
    pub(super) place: Place,
}

/// Where the facts of a text lie, and behind them the words of its documents.
#[derive(Debug)]
pub(super) struct Place {
    start: u64,
    /// Where the facts end, and then the words of each document, counted from the start.
    ends: Vec<u64>,
}

impl Place {
    /// The place of the facts.
    pub(super) fn facts(&self) -> Range<u64> {
        self.start..self.start + self.ends[0]
    }

    /// The place of the words of a document.
    pub(super) fn words(&self, document: usize) -> Range<u64> {
        self.start + self.ends[document]..self.start + self.ends[document + 1]
    }
}

/// What stands before the facts in a bundle.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    skipped: Vec<Skipped>,
    /// For each text, where its parts end.
    ends: Vec<Vec<u64>>,
}

impl Bundle {
    /// That of a file which is called so, and its bytes.
    pub(super) fn packed(name: &str, files: Vec<Facts>, skipped: Vec<Skipped>) -> (Self, Vec<u8>) {
        let mut parts = Vec::new();
        let ends = files.iter().map(|facts| write(facts, &mut parts)).collect();
        let head = Head {
            name: name.to_owned(),
            skipped,
            ends,
        };
        // What is made of strings, numbers and lists always serialises.
        let mut bytes = postcard::to_allocvec(&head).unwrap_or_default();
        let start = bytes.len() as u64;
        bytes.append(&mut parts);
        let keys = files.into_iter().map(Facts::into_keys);
        (Self::of(head, keys, start), bytes)
    }

    fn of(head: Head, keys: impl Iterator<Item = Keys>, mut start: u64) -> Self {
        let mut filed = |(keys, ends): (Keys, Vec<u64>)| {
            let place = Place { start, ends };
            start += place.ends.last().copied().unwrap_or_default();
            Filed { keys, place }
        };
        Self {
            name: head.name,
            files: keys.zip(head.ends).map(&mut filed).collect(),
            skipped: head.skipped,
            sum: String::new(),
        }
    }

    /// The same of a file that is called otherwise.
    pub(super) fn renamed(mut self, name: &str) -> Self {
        let paths = self.files.iter_mut().map(|it| it.keys.path_mut());
        for path in paths.chain(self.skipped.iter_mut().map(|it| &mut it.path)) {
            // What was packed in it is called after it.
            if let Some(rest) = path.strip_prefix(&self.name) {
                *path = format!("{name}{rest}");
            }
        }
        name.clone_into(&mut self.name);
        self
    }

    /// The same where its bytes begin at `start`.
    pub(super) fn at(mut self, start: u64) -> Self {
        self.files.iter_mut().for_each(|it| it.place.start += start);
        self
    }

    /// Whether the other is of the very same file.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let files = |it: &Self| -> Vec<(String, String)> {
            let files = it.files.iter().map(|it| &it.keys.file);
            files
                .map(|it| (it.path.clone(), it.sha256.clone()))
                .collect()
        };
        self.name == other.name && files(self) == files(other) && self.skipped == other.skipped
    }

    /// The bundle that has these bytes.
    ///
    /// # Errors
    /// A clause that says what is wrong with them.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let head = postcard::take_from_bytes(bytes).map_err(|e| damaged(&e.to_string()))?;
        let (head, parts): (Head, &[u8]) = head;
        let start = bytes.len() - parts.len();
        let (mut rest, mut all) = (parts, Vec::new());
        for ends in &head.ends {
            let misplaced = || damaged("texts that are misplaced");
            let end = |end: Option<&u64>| usize::try_from(*end?).ok();
            let (first, last) = end(ends.first())
                .zip(end(ends.last()))
                .filter(|_| ends.is_sorted())
                .ok_or_else(misplaced)?;
            let (own, after) = rest.split_at_checked(last).ok_or_else(misplaced)?;
            let facts = facts_of(&own[..first])?;
            if facts.documents.len() + 1 != ends.len() {
                return Err(damaged("documents without their words"));
            }
            all.push(facts.into_keys());
            rest = after;
        }
        if !rest.is_empty() {
            return Err(damaged("facts of no text"));
        }
        Ok(Self::of(head, all.into_iter(), start as u64))
    }
}

/// Appends the facts and the words of their documents; where each part ends.
fn write(facts: &Facts, out: &mut Vec<u8>) -> Vec<u64> {
    let start = out.len();
    out.extend(postcard::to_allocvec(facts).unwrap_or_default());
    let mut ends = vec![(out.len() - start) as u64];
    for wording in &facts.wordings {
        out.extend(wording.to_bytes());
        ends.push((out.len() - start) as u64);
    }
    ends
}

/// The facts that have these bytes, without the words of their documents.
///
/// # Errors
/// A clause that says what is wrong with them.
pub(super) fn facts_of(bytes: &[u8]) -> Result<Facts, String> {
    let facts: Facts = postcard::from_bytes(bytes).map_err(|e| damaged(&e.to_string()))?;
    match facts.fault() {
        Some(fault) => Err(damaged(fault)),
        None => Ok(facts),
    }
}

fn damaged(what: &str) -> String {
    format!("damaged facts: {what}")
}

/// What stands before all bundles.
pub(super) fn head() -> Vec<u8> {
    [MAGIC, MARK.as_bytes(), b"\n"].concat()
}

/// What stands behind all bundles.
pub(super) fn end() -> [u8; 8] {
    [0; 8]
}

/// The bytes of a bundle as they stand in a file of facts.
pub(super) fn framed(bytes: &[u8]) -> Vec<u8> {
    let length = (bytes.len() as u64).to_le_bytes();
    [&length, sum(bytes).as_bytes(), bytes].concat()
}

/// The checksum by which the bytes of a bundle go.
pub(super) fn sum(bytes: &[u8]) -> String {
    let mut sum = checksum(bytes);
    sum.truncate(SUM);
    sum
}

/// Whether this is a file of facts. Only a regular file is opened: a pipe would be waited for.
pub(super) fn is_facts(path: &Path) -> bool {
    if !fs::metadata(path).is_ok_and(|it| it.is_file()) {
        return false;
    }
    let mut begins = [0; MAGIC.len()];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut begins));
    read.is_ok() && begins == MAGIC
}

/// A file of facts, bundle by bundle.
pub(super) struct Frames<R> {
    rest: R,
    is_done: bool,
}

impl<R: Read> Frames<R> {
    /// # Errors
    /// A clause that says why this is no file of facts, or none for this program.
    pub(super) fn open(mut file: R) -> Result<Self, String> {
        let mut begins = vec![0; head().len()];
        let read = file.read_exact(&mut begins);
        if read.is_err() || begins != head() {
            let words = "facts that another version of this program made; make them anew";
            return Err(words.to_owned());
        }
        Ok(Self {
            rest: file,
            is_done: false,
        })
    }

    /// The checksum and the bytes of the next bundle; none behind the last.
    fn step(&mut self) -> Result<Option<(String, Vec<u8>)>, String> {
        let failed = |cause: io::Error| match cause.kind() {
            io::ErrorKind::UnexpectedEof => damaged("something is missing"),
            _ => format!("cannot be read: {cause}"),
        };
        let mut length = [0; 8];
        self.rest.read_exact(&mut length).map_err(failed)?;
        let length = u64::from_le_bytes(length);
        if length == 0 {
            let more = self.rest.read(&mut [0]).map_err(failed)?;
            let whole = more == 0;
            return match whole {
                true => Ok(None),
                false => Err(damaged("something stands behind them")),
            };
        }
        let mut sum = [0; SUM];
        self.rest.read_exact(&mut sum).map_err(failed)?;
        let mut bytes = Vec::new();
        let own = self.rest.by_ref().take(length);
        let read = { own }.read_to_end(&mut bytes).map_err(failed)?;
        if read as u64 != length {
            return Err(damaged("something is missing"));
        }
        let own = self::sum(&bytes);
        if own.as_bytes() != sum {
            return Err(damaged("a checksum is wrong"));
        }
        Ok(Some((own, bytes)))
    }
}

impl<R: Read> Iterator for Frames<R> {
    type Item = Result<(String, Vec<u8>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let next = self.step().transpose();
        self.is_done = !matches!(next, Some(Ok(_)));
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;

    fn facts() -> Facts {
        let text = "示例市示例条例\n（2010年3月1日示例市人民代表大会常务委员会通过）\n\
                    第一条 根据《中华人民共和国示例法》，制定本条例。\n";
        SourceFile::from_text("a.txt", text).into()
    }

    fn own() -> Vec<u8> {
        Bundle::packed("a.txt", vec![facts()], Vec::new()).1
    }

    fn file() -> Vec<u8> {
        [head(), framed(&own()), end().to_vec()].concat()
    }

    fn read(bytes: &[u8]) -> Result<Vec<Bundle>, String> {
        let frames = Frames::open(bytes)?;
        frames.map(|it| Bundle::read(&it?.1)).collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        let bundles = read(&file()).unwrap();
        let filed = &bundles[0].files[0];
        assert_eq!(filed.keys.documents[0].title, "示例市示例条例");
        let part = |place: Range<u64>| own()[place.start as usize..place.end as usize].to_vec();
        let mut again = facts_of(&part(filed.place.facts())).unwrap();
        again.wordings = facts().wordings;
        assert_eq!(Bundle::packed("a.txt", vec![again], Vec::new()).1, own());
        assert_eq!(part(filed.place.words(0)), facts().wordings[0].to_bytes());
    }

    #[test]
    fn no_damage_goes_unseen() {
        let whole = file();
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "the first {length} bytes");
        }
        assert!(read(&[whole.as_slice(), b"x"].concat()).is_err());
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            assert!(read(&other).is_err(), "another byte at {at}");
        }
    }

    /// A checksum says nothing against who made the bytes.
    #[test]
    fn what_was_made_up_is_refused_or_harmless() {
        let own = own();
        for at in 0..own.len() {
            for flip in [1, 0x80, 0xff] {
                let mut other = own.clone();
                other[at] ^= flip;
                let Ok(bundle) = Bundle::read(&other) else {
                    continue;
                };
                for filed in &bundle.files {
                    let documents = 0..filed.keys.documents.len();
                    let last = documents.map(|it| filed.place.words(it).end).max();
                    assert!(last.is_none_or(|last| last <= other.len() as u64));
                    let place = filed.place.facts();
                    let own = &other[place.start as usize..place.end as usize];
                    let _ = super::super::resolve::resolve(&[facts_of(own).unwrap()]);
                }
            }
        }
    }
}
