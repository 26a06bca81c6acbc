//! Bundles: what is known of files as bytes, to be kept or handed on (serialisation).
//!
//! Owns: [`Bundle`], the format of a file of facts. Must not know: how facts are made, where a file
//! stands.
//!
//! ```text
//! zhengtu facts ⏎ mark of the program ⏎
//! for each bundle: its length (8 bytes), its checksum (16 bytes), its bytes
//! eight bytes of zero
//! ```
//!
//! Bundles are written as postcard has it, because it is compact and fast, and nobody but the very
//! program that made them is to read them: they bear its mark, and what bears another is refused.
//! Records (`extract`) are for people and other programs.

use crate::model::error::Skipped;
use crate::model::source::checksum;
use crate::text::facts::Facts;
use serde::{Deserialize, Serialize};

/// How a file of facts begins.
const MAGIC: &[u8] = b"zhengtu facts\n";
/// What facts depend on beside the texts: a hash of the program's own sources.
const MARK: &str = env!("ZHENGTU_MARK");
/// How many letters of a checksum are written.
const SUM: usize = 16;

/// What is known of one file: of its texts, of which an archive has many, and what was left out.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Bundle {
    /// The name under which the file was read.
    pub(super) name: String,
    pub(super) files: Vec<Facts>,
    pub(super) skipped: Vec<Skipped>,
}

impl Bundle {
    /// Its bytes, as they stand in a file of facts.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // What is made of strings, numbers and lists always serialises.
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        let length = (bytes.len() as u64).to_le_bytes();
        let sum = checksum(&bytes);
        [&length, &sum.as_bytes()[..SUM], &bytes].concat()
    }

    /// The same of a file that is called otherwise.
    pub(super) fn renamed(mut self, name: &str) -> Self {
        let paths = self.files.iter_mut().map(|it| &mut it.file.path);
        for path in paths.chain(self.skipped.iter_mut().map(|it| &mut it.path)) {
            // What was packed in it is called after it.
            if let Some(rest) = path.strip_prefix(&self.name) {
                *path = format!("{name}{rest}");
            }
        }
        name.clone_into(&mut self.name);
        self
    }

    /// Whether the other is of the very same file.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let files = |it: &Self| -> Vec<(String, String)> {
            let files = it.files.iter().map(|it| &it.file);
            files
                .map(|it| (it.path.clone(), it.sha256.clone()))
                .collect()
        };
        self.name == other.name && files(self) == files(other) && self.skipped == other.skipped
    }

    fn read(bytes: &[u8]) -> Result<Self, String> {
        let damaged = |what: &str| format!("damaged facts: {what}");
        let bundle: Self = postcard::from_bytes(bytes).map_err(|e| damaged(&e.to_string()))?;
        match bundle.files.iter().find_map(Facts::fault) {
            Some(fault) => Err(damaged(fault)),
            None => Ok(bundle),
        }
    }
}

/// What stands before all bundles.
pub(super) fn head() -> Vec<u8> {
    [MAGIC, MARK.as_bytes(), b"\n"].concat()
}

/// What stands behind all bundles.
pub(super) fn end() -> [u8; 8] {
    [0; 8]
}

/// Whether these are the bytes of a file of facts.
pub(super) fn is_facts(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The bundles in a file of facts.
///
/// # Errors
/// A clause that says what is wrong with it.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Bundle>, String> {
    let Some(mut rest) = bytes.strip_prefix(head().as_slice()) else {
        return Err("facts that another version of this program made; make them anew".to_owned());
    };
    let short = || "damaged facts: something is missing".to_owned();
    let mut bundles = Vec::new();
    loop {
        let (length, after) = rest.split_first_chunk::<8>().ok_or_else(short)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| short())?;
        if length == 0 {
            let whole = after.is_empty();
            return whole.then_some(bundles).ok_or_else(short);
        }
        let (sum, after) = after.split_at_checked(SUM).ok_or_else(short)?;
        let (own, after) = after.split_at_checked(length).ok_or_else(short)?;
        if &checksum(own).as_bytes()[..SUM] != sum {
            return Err("damaged facts: a checksum is wrong".to_owned());
        }
        bundles.push(Bundle::read(own)?);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;

    fn file() -> Vec<u8> {
        let text = "示例市示例条例\n（2010年3月1日示例市人民代表大会常务委员会通过）\n\
                    第一条 根据《中华人民共和国示例法》，制定本条例。\n";
        let bundle = Bundle {
            name: "a.txt".to_owned(),
            files: vec![SourceFile::from_text("a.txt", text).into()],
            skipped: Vec::new(),
        };
        [head(), bundle.to_bytes(), end().to_vec()].concat()
    }

    #[test]
    fn what_is_written_reads_back() {
        let bundles = read(&file()).unwrap();
        let again = [head(), bundles[0].to_bytes(), end().to_vec()].concat();
        assert_eq!(again, file());
        assert_eq!(bundles[0].files[0].documents[0].title, "示例市示例条例");
    }

    #[test]
    fn no_damage_goes_unseen() {
        let whole = file();
        assert!(is_facts(&whole));
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
        let whole = file();
        let from = head().len() + 8 + SUM;
        let own = &whole[from..whole.len() - 8];
        for at in 0..own.len() {
            for flip in [1, 0x80, 0xff] {
                let mut other = own.to_vec();
                other[at] ^= flip;
                if let Ok(bundle) = Bundle::read(&other) {
                    let _ = super::super::resolve::resolve(&bundle.files);
                }
            }
        }
    }
}
