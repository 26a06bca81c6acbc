//! Resource limits of reading.
//!
//! Owns: how large, how deep and how many, with the words for what is too much. Must not know:
//! formats of files.

/// How much a file may ask for before it is refused. A file that asks for more is named with its
/// reason; nothing of it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. Offsets are kept in 32 bits, so 1 GiB is the most there is.
    pub bytes: u64,
    /// Bytes that a packed file (ZIP, DOCX, XLSX, OFD) may have unpacked, all parts together.
    pub unpacked: u64,
    /// Pages of one PDF or OFD; those that follow are told as left out.
    pub pages: usize,
    /// Files in one archive.
    pub entries: usize,
    /// Archives within archives.
    pub depth: usize,
}

impl Limits {
    /// The largest file there can be, in bytes.
    pub const MOST_BYTES: u64 = 1 << 30;
    /// How many times its packed size a part may grow, once it is larger than [`Self::SMALL`].
    pub const RATIO: u64 = 300;
    /// Parts up to so many bytes may be packed as well as they like.
    pub const SMALL: u64 = 16 << 20;
    /// Elements within elements of XML.
    pub const NESTING: usize = 512;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: Self::MOST_BYTES,
            unpacked: 512 << 20,
            pages: 20_000,
            entries: 10_000,
            depth: 3,
        }
    }
}

/// A number of bytes for a person: `1 GiB`, `20 MiB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 30 && b % (1 << 30) == 0 => format!("{} GiB", b >> 30),
        b if b >= 1 << 20 => format!("{} MiB", b >> 20),
        b => format!("{} KiB", b.div_ceil(1 << 10)),
    }
}
