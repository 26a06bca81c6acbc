//! Compressed files: gzip (`.gz`) and Zstandard (`.zst`).
//!
//! Owns: packing what is written to a file that is called so, unpacking what begins as such files
//! do. Must not know: what the bytes mean.
//!
//! Graphs say the same things often: they are some twenty times smaller when packed by gzip, and
//! some eleven times by the quickest way of Zstandard, which is the one that is at hand in Rust.
//! The same bytes come out at each run: no time and no name is written.

use crate::model::error::Error;
use crate::model::format::Packing;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::encoding::{CompressionLevel, compress};
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Write};
use std::path::Path;

/// How files of each kind begin.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// What stands in a file whose bytes are `bytes`: themselves if it is not packed.
///
/// # Errors
/// When packed bytes are damaged or cut off.
pub(crate) fn unpack(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    if bytes.starts_with(GZIP) {
        MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut out)?;
    } else if bytes.starts_with(ZSTD) {
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let frame = StreamingDecoder::new(&mut rest);
            let mut frame = frame.map_err(|cause| io::Error::new(ErrorKind::InvalidData, cause))?;
            frame.read_to_end(&mut out)?;
        }
    } else {
        return Ok(bytes);
    }
    Ok(out)
}

/// What is read of `file`, unpacked by [`unpack`] if it begins as packed files do.
///
/// # Errors
/// As [`unpack`].
pub(crate) fn unpacked(file: impl Read + 'static) -> io::Result<Box<dyn Read>> {
    let mut file = BufReader::new(file);
    let begins = file.fill_buf()?;
    if !begins.starts_with(GZIP) && !begins.starts_with(ZSTD) {
        return Ok(Box::new(file));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Box::new(Cursor::new(unpack(bytes)?)))
}

/// Lets `write` write to `file`, packed if `path` is called so.
///
/// # Errors
/// When `write` fails, or the file cannot be written.
pub(super) fn write_packed(
    path: &Path,
    file: &mut (dyn Write + Send),
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::write(path, &cause);
    match Packing::of_path(path) {
        None => write(file),
        Some(Packing::Gzip) => {
            let mut packer = GzEncoder::new(file, Compression::default());
            write(&mut packer)?;
            packer.finish().map(drop).map_err(failed)
        }
        Some(Packing::Zstd) => {
            let mut whole = Vec::new();
            write(&mut whole)?;
            // The crate takes no answer from where it writes; a vector never fails.
            let mut packed = Vec::new();
            compress(whole.as_slice(), &mut packed, CompressionLevel::Fastest);
            file.write_all(&packed).map_err(failed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &str, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let write = |file: &mut (dyn Write + Send)| {
            file.write_all(text).unwrap();
            Ok(())
        };
        write_packed(Path::new(name), &mut out, write).unwrap();
        out
    }

    #[test]
    fn what_is_packed_is_smaller_the_same_each_time_and_unpacked_as_it_was() {
        let text = "<x:s> <x:p> \"字\" .\n".repeat(9_999);
        for (name, magic) in [("图.nq.gz", GZIP), ("图.NQ.ZST", ZSTD)] {
            let first = packed(name, text.as_bytes());
            assert!(first.starts_with(magic) && first.len() * 10 < text.len());
            assert_eq!(first, packed(name, text.as_bytes()));
            let twice = [first.as_slice(), first.as_slice()].concat();
            assert_eq!(unpack(twice).unwrap(), text.repeat(2).as_bytes());
            let mut read = String::new();
            let file = Cursor::new(first.clone());
            unpacked(file).unwrap().read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
            assert_eq!(unpack(first).unwrap(), text.as_bytes());
        }
        assert_eq!(packed("图.nq", b"plain"), b"plain");
        assert_eq!(unpack(b"plain".to_vec()).unwrap(), b"plain");
        assert_eq!(unpack(packed("a.zst", b"")).unwrap(), b"");
    }

    #[test]
    fn damaged_files_are_refused() {
        let text = "<x:s> <x:p> \"字\" .\n".repeat(999);
        for name in ["图.gz", "图.zst"] {
            let whole = packed(name, text.as_bytes());
            for cut in [4, 9, whole.len() / 2, whole.len() - 1] {
                assert!(unpack(whole[..cut].to_vec()).is_err(), "{name} {cut}");
            }
        }
    }
}
