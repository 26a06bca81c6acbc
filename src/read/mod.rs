//! Input files → [`SourceFile`]s: the one front door for files of any kind.
//!
//! Owns: opening a file, telling its kind by its bytes, handing it to the reader of the kind, and
//! the reason why a file is left out. Must not know: what is in a text, the graph.
//!
//! A reader is a function from bytes to lines with their looks; it knows nothing of files and
//! cannot fail but with a clause for the user. What is packed in an archive comes out as files of
//! its own, `a.zip!/b.txt`. Each reader stands in a file of its own:
//!
//! ```text
//!  walk      folders → paths                 kind      bytes → kind
//!  decode    bytes → text                    archive   ZIP → parts
//!  reading   lines → text and looks          limits    how much is too much
//!  html, mime, docx, doc, sheet, ofd, pdf    a reader each
//!  unpacked  packed bytes → their size         depth     HTML → without what is too deep
//!  meta, rows, numbering, glyphs, radicals   what several of them need
//! ```

#[cfg(feature = "files")]
mod archive;
mod decode;
#[cfg(feature = "files")]
mod depth;
#[cfg(feature = "files")]
mod doc;
#[cfg(feature = "files")]
mod docx;
#[cfg(any(feature = "files", feature = "pdf"))]
mod glyphs;
#[cfg(feature = "files")]
mod html;
mod kind;
pub(crate) mod limits;
#[cfg(feature = "files")]
mod main_text;
#[cfg(feature = "files")]
mod meta;
#[cfg(feature = "files")]
mod mime;
#[cfg(feature = "files")]
mod numbering;
#[cfg(feature = "pdf")]
mod ocr;
#[cfg(feature = "files")]
mod ofd;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "files", feature = "pdf"))]
mod radicals;
mod reading;
#[cfg(feature = "files")]
mod rows;
#[cfg(feature = "files")]
mod sheet;
#[cfg(feature = "pdf")]
mod unpacked;
mod walk;
#[cfg(feature = "files")]
mod xml;

pub use limits::Limits;
pub(crate) use walk::{CACHE_SIGNATURE, CACHE_TAG};
pub use walk::{find, names};

use crate::model::error::Skipped;
use crate::model::source::{Kind, SourceFile, checksum};
use kind::Sniffed;
use reading::{Reading, han};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// What one file holds: texts, and what is left out. Of most files it is one of either.
#[derive(Debug, Default)]
pub struct Found {
    /// The texts, in the order of their paths.
    pub files: Vec<SourceFile>,
    /// The files left out.
    pub skipped: Vec<Skipped>,
}

impl Found {
    /// All of them together, in order.
    pub fn all(found: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for one in found {
            all.files.extend(one.files);
            all.skipped.extend(one.skipped);
        }
        all
    }

    fn skip(&mut self, path: &str, reason: impl Into<String>) {
        let (path, reason) = (path.to_owned(), reason.into());
        self.skipped.push(Skipped { path, reason });
    }
}

impl SourceFile {
    /// The text of a file of any kind that is read, found by its bytes.
    ///
    /// # Errors
    /// [`Skipped`] with the reason when the file cannot be read, is empty or holds no text, or is
    /// an archive of several; [`SourceFile::read_all`] reads these.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Skipped> {
        let mut found = read(path.as_ref(), &Limits::default());
        match (found.files.len(), found.skipped.len()) {
            (1, 0) => Ok(found.files.remove(0)),
            (0, 1) => Err(found.skipped.remove(0)),
            _ => Err(Skipped {
                path: name_of(path.as_ref()),
                reason: "an archive of several files".to_owned(),
            }),
        }
    }

    /// The texts in a file, of which an archive has many, and what is left out of it.
    pub fn read_all(path: impl AsRef<Path>) -> (Vec<Self>, Vec<Skipped>) {
        let found = read(path.as_ref(), &Limits::default());
        (found.files, found.skipped)
    }

    /// The texts in bytes at hand, as if they were read from a file of that name.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> (Vec<Self>, Vec<Skipped>) {
        let found = read_bytes(&path.into(), bytes, &Limits::default());
        (found.files, found.skipped)
    }
}

/// The program that recognises letters in pictures, with its version, or why there is none.
pub(crate) fn recogniser() -> String {
    #[cfg(feature = "pdf")]
    return ocr::program().map_or_else(|missing| missing, str::to_owned);
    #[cfg(not(feature = "pdf"))]
    return String::new();
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Read what is in one file, under its path.
pub(crate) fn read(path: &Path, limits: &Limits) -> Found {
    read_as(&name_of(path), path, limits)
}

/// Read what is in one file, under another name.
pub(crate) fn read_as(name: &str, path: &Path, limits: &Limits) -> Found {
    match bytes(path, limits) {
        Ok(bytes) => read_bytes(name, bytes, limits),
        Err(reason) => {
            let mut found = Found::default();
            found.skip(name, reason);
            found
        }
    }
}

/// The bytes of a regular file. A pipe or a device may never end, so neither is opened.
///
/// # Errors
/// A clause that says why they cannot be had.
pub(crate) fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let failed = |e: std::io::Error| format!("cannot be read: {e}");
    let meta = fs::metadata(path).map_err(failed)?;
    if meta.is_dir() {
        return Err("a folder behind a link; name the folder itself".to_owned());
    }
    if !meta.is_file() {
        return Err("a pipe, a socket or a device, not a file".to_owned());
    }
    let most = limits.bytes.min(Limits::MOST_BYTES);
    let mut bytes = Vec::new();
    let length = usize::try_from(meta.len().min(most)).unwrap_or(0);
    let room = bytes.try_reserve_exact(length.saturating_add(1));
    room.map_err(|_| "cannot be read: there is not enough memory for it".to_owned())?;
    let file = File::open(path).map_err(failed)?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(format!("larger than {}; split it", limits::size(most)));
    }
    Ok(bytes)
}

/// Read what is in these bytes, under a name.
pub fn read_bytes(name: &str, bytes: Vec<u8>, limits: &Limits) -> Found {
    let mut found = Found::default();
    let mut door = Door {
        limits,
        depth: 0,
        left: limits.unpacked,
        found: &mut found,
    };
    door.enter(name, bytes);
    found
}

/// The way of one file through the door; of archives, that of each file in them.
struct Door<'a> {
    limits: &'a Limits,
    /// Archives around the file.
    depth: usize,
    /// Bytes that may still be unpacked.
    left: u64,
    found: &'a mut Found,
}

impl Door<'_> {
    fn enter(&mut self, name: &str, bytes: Vec<u8>) {
        let result = match kind::sniff(&bytes) {
            Sniffed::Text => self.plain(name, bytes),
            Sniffed::Html => self.html(name, &bytes),
            Sniffed::Mhtml => self.mhtml(name, &bytes),
            Sniffed::Pdf => self.pdf(name, &bytes),
            Sniffed::Zip => self.zip(name, &bytes),
            Sniffed::Cfb => self.container(name, &bytes),
            Sniffed::Refused(reason) => Err(reason.to_owned()),
        };
        if let Err(reason) = result {
            self.found.skip(name, reason);
        }
    }

    fn plain(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let sha256 = checksum(&bytes);
        let decoded = decode::plain(bytes)?;
        if han(&decoded.text, 1) == 0 {
            return Err("no document: there is no Chinese text in it".to_owned());
        }
        self.found.files.push(SourceFile {
            path: name.to_owned(),
            sha256,
            encoding: decoded.encoding,
            text: decoded.text,
            notes: decoded.note.into_iter().collect(),
            ..SourceFile::default()
        });
        Ok(())
    }

    /// What a reader made of a file, as a text.
    #[cfg(any(feature = "files", feature = "pdf"))]
    fn take(
        &mut self,
        name: &str,
        bytes: &[u8],
        kind: Kind,
        reading: Reading,
    ) -> Result<(), String> {
        let (encoding, notes) = (reading.encoding, reading.notes.clone());
        let recognised_by = reading.recognised_by.clone();
        let (text, looks, reaches) = reading.join();
        if han(&text, 1) == 0 {
            return Err("no document: there is no Chinese text in it".to_owned());
        }
        self.found.files.push(SourceFile {
            path: name.to_owned(),
            sha256: checksum(bytes),
            encoding,
            text,
            kind,
            looks,
            reaches,
            recognised_by,
            notes,
        });
        Ok(())
    }

    #[cfg(not(feature = "files"))]
    fn html(&mut self, _: &str, _: &[u8]) -> Result<(), String> {
        Err(without("a web page", "files"))
    }

    #[cfg(feature = "files")]
    fn html(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.take(name, bytes, Kind::Html, html::read(bytes, None)?)
    }

    #[cfg(not(feature = "files"))]
    fn mhtml(&mut self, _: &str, _: &[u8]) -> Result<(), String> {
        Err(without("a web page (MHTML)", "files"))
    }

    #[cfg(feature = "files")]
    fn mhtml(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let page = mime::page(bytes).ok_or("a message without a web page in it")?;
        let reading = html::read(&page.bytes, page.charset.as_deref())?;
        self.take(name, bytes, Kind::Mhtml, reading)
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&mut self, _: &str, _: &[u8]) -> Result<(), String> {
        Err(without("a PDF", "pdf"))
    }

    #[cfg(feature = "pdf")]
    fn pdf(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.take(name, bytes, Kind::Pdf, pdf::read(bytes, self.limits)?)
    }

    #[cfg(not(feature = "files"))]
    fn container(&mut self, _: &str, _: &[u8]) -> Result<(), String> {
        Err(without("Word or Excel before 2007", "files"))
    }

    #[cfg(feature = "files")]
    fn container(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let opened = cfb::CompoundFile::open(std::io::Cursor::new(bytes));
        let mut container = opened.map_err(|e| format!("a broken file of Word or Excel: {e}"))?;
        if container.exists("/WordDocument") {
            return self.take(name, bytes, Kind::Doc, doc::read(&mut container)?);
        }
        if container.exists("/Workbook") || container.exists("/Book") {
            return self.take(name, bytes, Kind::Xls, sheet::read(bytes, self.limits)?);
        }
        Err(match container.exists("/EncryptedPackage") {
            true => "needs a password".to_owned(),
            false => "neither Word nor Excel: slides, a mail or a program's own data".to_owned(),
        })
    }

    #[cfg(not(feature = "files"))]
    fn zip(&mut self, _: &str, _: &[u8]) -> Result<(), String> {
        Err(without("a packed file", "files"))
    }

    #[cfg(feature = "files")]
    fn zip(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        use archive::{Archive, Packed};
        let mut archive = Archive::open(bytes, self.limits, self.left)?;
        let limits = self.limits;
        match archive.packed() {
            Packed::Docx => self.take(name, bytes, Kind::Docx, docx::read(&mut archive)?),
            Packed::Xlsx => {
                archive.fits()?;
                self.take(name, bytes, Kind::Xlsx, sheet::read(bytes, limits)?)
            }
            Packed::Ofd => self.take(name, bytes, Kind::Ofd, ofd::read(&mut archive, limits)?),
            Packed::Refused(reason) => Err(reason.to_owned()),
            Packed::Files => self.unpack(name, &mut archive),
        }
    }

    /// Each file in an archive by itself.
    #[cfg(feature = "files")]
    fn unpack(&mut self, name: &str, archive: &mut archive::Archive) -> Result<(), String> {
        if self.depth >= self.limits.depth {
            return Err(format!("an archive within {} archives", self.depth));
        }
        let names: Vec<String> = archive.names().map(str::to_owned).collect();
        let kept = names.iter().filter(|n| !walk::is_aside(n));
        let mut any = false;
        for inner in kept {
            any = true;
            let path = format!("{name}!/{inner}");
            match archive.part(inner) {
                Ok(bytes) => {
                    (self.left, self.depth) = (archive.left(), self.depth + 1);
                    self.enter(&path, bytes);
                    self.depth -= 1;
                    archive.spend(self.left);
                }
                Err(reason) => self.found.skip(&path, reason),
            }
        }
        if any {
            Ok(())
        } else {
            Err("an archive without a file in it".to_owned())
        }
    }
}

/// Why a program that lacks a feature does not read a kind.
#[cfg(not(all(feature = "files", feature = "pdf")))]
fn without(kind: &str, feature: &str) -> String {
    format!("{kind}; this program was built without the feature `{feature}`")
}
