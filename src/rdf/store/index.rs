//! The index beside a graph file: what reading it gave, for the next time.
//!
//! Owns: where it is kept, its form on disk, when it may be used. Must not know: how it is made,
//! what it is asked.
//!
//! An index goes by the length and the XXH3 of the bytes of its graph file, never by a name or a
//! time, so that one of another graph is never used; its own bytes are checked too. It appears
//! whole or not at all. Whoever deletes it loses time and nothing else. Numbers are little-endian:
//! the head (the mark, then length and hash of the graph, hash of the rest), then each list with
//! its length before it. In the same form a process gets a graph from another one of this program.

use super::held::{Data, Store};
use super::terms::Terms;
use super::triples::{Triple, Triples};
use crate::model::error::Error;
use crate::model::format::graph_index;
use crate::output::file as output;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use twox_hash::XxHash3_128;

/// What an index begins with; another form gets another.
const MARK: &[u8; 16] = b"zhengtu index 1\n";
const HEAD: usize = MARK.len() + 8 + 16 + 16;

/// Graph files that are smaller are read as fast as their index.
const LEAST: u64 = 8 << 20;

/// Which graph file an index is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Key {
    length: u64,
    hash: u128,
}

impl Key {
    /// That of a file with these bytes.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self {
            length: bytes.len() as u64,
            hash: XxHash3_128::oneshot(bytes),
        }
    }

    fn of_file(path: &Path) -> io::Result<Self> {
        let (mut file, mut hash) = (File::open(path)?, XxHash3_128::new());
        let (mut piece, mut length) = (vec![0; 1 << 20], 0);
        loop {
            let read = match file.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                Err(cause) => return Err(cause),
            };
            hash.write(piece.get(..read).unwrap_or_default());
            length += read as u64;
        }
        let hash = hash.finish_128();
        Ok(Self { length, hash })
    }
}

/// Whether a graph file is one that gets an index.
pub(super) fn is_worth(graph: &Path) -> bool {
    fs::metadata(graph).is_ok_and(|it| it.is_file() && it.len() >= LEAST)
}

/// The store of the graph file, if there is an index of it.
///
/// # Errors
/// When the graph file cannot be read.
pub(super) fn open(graph: &Path) -> Result<Option<Store>, Error> {
    let index = graph_index(graph);
    if !index.is_file() {
        return Ok(None);
    }
    let (key, held) = rayon::join(
        || Key::of_file(graph),
        || fs::read(&index).ok().and_then(|bytes| read(&bytes)),
    );
    let key = key.map_err(|cause| Error::read(graph, &cause))?;
    let held = held.filter(|(of, _)| *of == key);
    Ok(held.map(|(_, data)| Store(Arc::new(data))))
}

/// Keeps the index of a graph file, if it can be kept.
pub(super) fn keep(graph: &Path, key: Key, store: &Store) {
    // A folder that cannot be written to keeps none.
    let _ = output::put(&graph_index(graph), &written(key, &store.0));
}

/// A graph in the form of an index; where it is of no file, under the key of none.
pub(super) fn written(key: Key, data: &Data) -> Vec<u8> {
    let Data { terms, triples } = data;
    let lists = triples.lists();
    let numbers: usize = lists.iter().map(|it| it.len() * 4 + 8).sum();
    let rows = triples.rows.len() * 12 + 8;
    let size = HEAD + 16 + terms.text.len() + terms.ends.len() * 8 + rows + numbers;
    let mut bytes = Vec::with_capacity(size);
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&key.length.to_le_bytes());
    bytes.extend_from_slice(&key.hash.to_le_bytes());
    bytes.extend_from_slice(&[0; 16]);
    let length = |bytes: &mut Vec<u8>, count: usize| {
        bytes.extend_from_slice(&(count as u64).to_le_bytes());
    };
    length(&mut bytes, terms.text.len());
    bytes.extend_from_slice(terms.text.as_bytes());
    length(&mut bytes, terms.ends.len());
    bytes.extend(terms.ends.iter().flat_map(|it| it.to_le_bytes()));
    length(&mut bytes, triples.rows.len());
    bytes.extend(
        triples
            .rows
            .iter()
            .flatten()
            .flat_map(|it| it.to_le_bytes()),
    );
    for list in lists {
        length(&mut bytes, list.len());
        bytes.extend(list.iter().flat_map(|it| it.to_le_bytes()));
    }
    let sum = XxHash3_128::oneshot(bytes.get(HEAD..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(HEAD - 16..HEAD) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

/// What an index holds, if it is whole, and of which graph file.
pub(super) fn read(bytes: &[u8]) -> Option<(Key, Data)> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let mut lists = Lists(head.strip_prefix(MARK)?);
    let of = Key {
        length: u64::from_le_bytes(lists.take()?),
        hash: u128::from_le_bytes(lists.take()?),
    };
    let sum = u128::from_le_bytes(lists.take()?);
    if XxHash3_128::oneshot(rest) != sum {
        return None;
    }
    let mut lists = Lists(rest);
    let text = lists.list(1)?.to_vec();
    let terms = Terms {
        text: String::from_utf8(text).ok()?,
        ends: lists.numbers(u64::from_le_bytes)?,
    };
    let rows = lists.rows()?;
    let mut numbers = || lists.numbers(u32::from_le_bytes);
    // In the order of `Triples::lists`.
    let triples = Triples {
        rows,
        by_subject: numbers()?,
        objects: numbers()?,
        by_object: numbers()?,
        predicates: numbers()?,
        graphs: numbers()?,
        by_row: numbers()?,
        stated: numbers()?,
    };
    let whole = lists.0.is_empty();
    whole.then_some((of, Data { terms, triples }))
}

/// Lists, one after the other.
struct Lists<'a>(&'a [u8]);

impl<'a> Lists<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    /// The bytes of a list whose items have so many.
    fn list(&mut self, size: usize) -> Option<&'a [u8]> {
        let count = usize::try_from(u64::from_le_bytes(self.take()?)).ok()?;
        let (list, rest) = self.0.split_at_checked(count.checked_mul(size)?)?;
        self.0 = rest;
        Some(list)
    }

    fn numbers<T, const N: usize>(&mut self, of: fn([u8; N]) -> T) -> Option<Vec<T>> {
        let (items, _) = self.list(N)?.as_chunks();
        Some(items.iter().map(|it| of(*it)).collect())
    }

    fn rows(&mut self) -> Option<Vec<Triple>> {
        let (rows, _) = self.list(12)?.as_chunks::<12>();
        let row = |it: &[u8; 12]| {
            let (numbers, _) = it.as_chunks::<4>();
            <[_; 3]>::try_from(numbers)
                .unwrap_or_default()
                .map(u32::from_le_bytes)
        };
        Some(rows.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

    const GRAPH: &[u8] = "<x:s> <x:p> \"字\" <x:g> .\n<x:s> <x:p> <x:s> .\n".as_bytes();

    #[test]
    fn an_index_gives_what_was_read_and_no_other_is_used() {
        let store = Store::of_bytes(GRAPH, RdfFormat::NQuads).unwrap();
        let key = Key::of_bytes(GRAPH);
        let bytes = written(key, &store.0);
        let (of, data) = read(&bytes).unwrap();
        assert_eq!((of, &data), (key, &*store.0));
        let is_used = |bytes: &[u8]| read(bytes).is_some_and(|(of, _)| of == key);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(!is_used(&damaged) && !is_used(&bytes[..at]), "{at}");
        }
    }

    #[test]
    fn a_graph_file_is_known_by_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("图.nq.gz");
        let bytes = b"any bytes ".repeat(200_000);
        fs::write(&path, &bytes).unwrap();
        assert_eq!(Key::of_file(&path).unwrap(), Key::of_bytes(&bytes));
        assert_eq!(graph_index(&path), folder.path().join("图.zti"));
        assert!(!is_worth(&path) && open(&path).unwrap().is_none());
        let store = Store::of_bytes(GRAPH, RdfFormat::NQuads).unwrap();
        keep(&path, Key::of_bytes(&bytes), &store);
        assert_eq!(open(&path).unwrap().unwrap().0, store.0);
        fs::write(&path, b"others").unwrap();
        assert!(open(&path).unwrap().is_none());
    }
}
