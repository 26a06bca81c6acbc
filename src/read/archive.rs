//! ZIP archives: the parts of a packed file.
//!
//! Owns: names of parts, unpacking within limits. Must not know: what a part is.

use super::decode;
use super::limits::{Limits, size};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An archive in memory.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of the files in it, with their places, sorted by name.
    names: Vec<(String, usize)>,
    /// How many bytes may still be unpacked.
    left: u64,
    limit: u64,
}

/// What its parts tell of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// A document of Word.
    Docx,
    /// A workbook of Excel.
    Xlsx,
    /// 版式文档.
    Ofd,
    /// Files of any kind.
    Files,
    /// What is not read, and why: a clause.
    Refused(&'static str),
}

impl<'a> Archive<'a> {
    /// Opens it. Of its parts together at most `limit` bytes are unpacked.
    ///
    /// # Errors
    /// A clause that says what is wrong with it.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits, limit: u64) -> Result<Self, String> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| told(&e))?;
        if zip.len() > limits.entries {
            let most = limits.entries;
            return Err(format!(
                "an archive of {} files; at most {most} are opened",
                zip.len()
            ));
        }
        let mut names = Vec::with_capacity(zip.len());
        for at in 0..zip.len() {
            let Ok(part) = zip.by_index_raw(at) else {
                continue;
            };
            if !part.is_dir() {
                let name = decode::label(part.name_raw()).replace('\\', "/");
                names.push((name, at));
            }
        }
        names.sort();
        Ok(Self {
            zip,
            names,
            left: limit,
            limit,
        })
    }

    /// What kind of packed file it is.
    pub(super) fn packed(&mut self) -> Packed {
        let has = |name: &str| self.names.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
        let within = |folder: &str| self.names.iter().any(|(n, _)| n.starts_with(folder));
        if has("[Content_Types].xml") {
            return match () {
                () if within("word/") => Packed::Docx,
                () if within("xl/") => Packed::Xlsx,
                () if within("ppt/") => {
                    Packed::Refused("slides (PPTX), which are not read; save them as PDF")
                }
                () => Packed::Refused("a packed document of an unknown kind"),
            };
        }
        if has("OFD.xml") {
            return Packed::Ofd;
        }
        let kind = if has("mimetype") {
            self.text("mimetype")
        } else {
            None
        };
        match kind.as_deref().map(str::trim) {
            Some(k) if k.contains("opendocument") => {
                Packed::Refused("OpenDocument, which is not read; save it as DOCX")
            }
            Some(k) if k.contains("epub") => {
                Packed::Refused("an e-book (EPUB), which is not read; save it as HTML")
            }
            _ => Packed::Files,
        }
    }

    /// Its files in the order of their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// The part of this name, unpacked; case and a leading `/` do not matter.
    ///
    /// # Errors
    /// A clause that says why there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let name = name.trim_start_matches('/');
        let found = self
            .names
            .binary_search_by(|(n, _)| n.as_str().cmp(name))
            .ok()
            .or_else(|| {
                self.names
                    .iter()
                    .position(|(n, _)| n.eq_ignore_ascii_case(name))
            });
        let at = found.ok_or_else(|| format!("its part {name} is missing"))?;
        self.unpack(self.names[at].1)
    }

    /// A part that is text.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let bytes = self.part(name).ok()?;
        Some(decode::page(&bytes, None).text)
    }

    fn unpack(&mut self, at: usize) -> Result<Vec<u8>, String> {
        let part = self.zip.by_index(at).map_err(|e| told(&e))?;
        let packed = part.compressed_size();
        let within = packed.saturating_mul(Limits::RATIO).max(Limits::SMALL);
        let most = within.min(self.left);
        let mut bytes = Vec::new();
        // What the archive says of its sizes may be a lie, so bytes are counted as they come.
        let mut part = part.take(most + 1);
        part.read_to_end(&mut bytes)
            .map_err(|e| format!("a broken archive: {e}"))?;
        if bytes.len() as u64 > most {
            return Err(match most == within {
                true => format!("a part grows to more than {} times its size", Limits::RATIO),
                false => format!("it unpacks to more than {}", size(self.limit)),
            });
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Unpacks all parts once, for a reader that unpacks them itself without limits.
    ///
    /// # Errors
    /// A clause that says what is too large.
    pub(super) fn fits(&mut self) -> Result<(), String> {
        let places: Vec<usize> = self.names.iter().map(|(_, at)| *at).collect();
        places
            .into_iter()
            .try_for_each(|at| self.unpack(at).map(drop))
    }

    /// How many bytes may still be unpacked.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Takes note of what was unpacked from one of its parts.
    pub(super) fn spend(&mut self, left: u64) {
        self.left = self.left.min(left);
    }
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("password") => {
            "needs a password".to_owned()
        }
        ZipError::InvalidPassword => "needs a password".to_owned(),
        other => format!("a broken archive: {other}"),
    }
}
