//! Spools (temporary storage): bytes that would take too much memory, set aside for a while.
//!
//! Owns: [`Spool`], where its bytes are. Must not know: what they are.
//!
//! A few bytes stay in memory; many go to a file without a name, which is gone when the program
//! ends, however it does.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::SpooledTempFile;

/// Bytes set aside.
#[derive(Debug)]
pub(crate) struct Spool(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    file: SpooledTempFile,
    length: u64,
}

/// How many bytes are read at a time.
const BLOCK: usize = 1 << 18;

impl Spool {
    /// One that keeps up to `most` bytes in memory, and more in a file in the folder of `beside`.
    pub(crate) fn beside(beside: &Path, most: usize) -> Self {
        Self(Mutex::new(Inner {
            file: SpooledTempFile::new_in(most, super::file::folder_of(beside)),
            length: 0,
        }))
    }

    /// The same with a file in the system's folder for temporary files.
    pub(crate) fn aside(most: usize) -> Self {
        Self(Mutex::new(Inner {
            file: SpooledTempFile::new(most),
            length: 0,
        }))
    }

    /// Sets bytes aside; where they begin.
    ///
    /// # Errors
    /// When the file cannot be made or written.
    pub(crate) fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut inner = self.inner();
        let at = inner.length;
        inner.file.seek(SeekFrom::Start(at))?;
        inner.file.write_all(bytes)?;
        inner.length += bytes.len() as u64;
        Ok(at)
    }

    /// The bytes at a place.
    ///
    /// # Errors
    /// When the file cannot be read, or there are none.
    pub(crate) fn read(&self, place: Range<u64>) -> io::Result<Vec<u8>> {
        let length = place.end.saturating_sub(place.start);
        let length = usize::try_from(length).map_err(io::Error::other)?;
        let mut bytes = vec![0; length];
        let mut inner = self.inner();
        inner.file.seek(SeekFrom::Start(place.start))?;
        inner.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The bytes at a place, a block at a time.
    pub(crate) fn reader(&self, place: Range<u64>) -> impl BufRead + '_ {
        BufReader::with_capacity(BLOCK, Reader { spool: self, place })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Reader<'s> {
    spool: &'s Spool,
    place: Range<u64>,
}

impl Read for Reader<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let left = self.place.end.saturating_sub(self.place.start);
        let length = usize::try_from(left).unwrap_or(to.len()).min(to.len());
        let mut inner = self.spool.inner();
        inner.file.seek(SeekFrom::Start(self.place.start))?;
        let read = inner.file.read(&mut to[..length])?;
        self.place.start += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_comes_back_from_memory_and_from_disk() {
        let folder = tempfile::tempdir().unwrap();
        for most in [0, 7, 1 << 20] {
            let spool = Spool::beside(&folder.path().join("a.nq"), most);
            let words = ["示例", "", "一二三四", "x"];
            let places: Vec<Range<u64>> = words
                .iter()
                .map(|it| {
                    let at = spool.append(it.as_bytes()).unwrap();
                    at..at + it.len() as u64
                })
                .collect();
            for (word, place) in words.iter().zip(&places).rev() {
                assert_eq!(spool.read(place.clone()).unwrap(), word.as_bytes());
            }
            let mut all = String::new();
            let mut reader = spool.reader(0..places[3].end);
            reader.read_to_string(&mut all).unwrap();
            assert_eq!(all, words.concat());
            assert!(spool.read(places[3].end..places[3].end + 1).is_err());
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
