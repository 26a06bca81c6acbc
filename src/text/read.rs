//! Files and folders → [`SourceFile`]s.
//!
//! Owns: walking (sorted, so that the order of a directory does not matter), decoding, the checksum
//! that names a file, and the reason why a file is left out. Must not know: what is in a file.

use crate::model::error::{Error, ErrorKind, Skipped};
use crate::text::look::LineLook;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// One text, decoded.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as given or found, with `/` between its parts.
    pub path: String,
    /// SHA-256 of the bytes on disk, in hexadecimal.
    pub sha256: String,
    /// Name of the encoding found: UTF-8, GB18030, UTF-16LE or UTF-16BE.
    pub encoding: &'static str,
    /// The text, without a byte order mark.
    pub text: String,
    /// How each line of the text looks on its page, as far as the reader knows: one for each line
    /// that ends in `\n` and for what stands after the last. None at all for a plain text.
    pub looks: Vec<LineLook>,
}

impl SourceFile {
    /// A text at hand under a name, as if it were read from a UTF-8 file of that name.
    ///
    /// ```
    /// let file = zhengtu::SourceFile::from_text("a/办法.txt", "示例办法\n");
    /// assert_eq!(file.name(), "办法.txt");
    /// assert_eq!(file.sha256.len(), 64);
    /// ```
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let sha256 = checksum(text.as_bytes());
        Self {
            path: path.into(),
            sha256,
            encoding: "UTF-8",
            text: text
                .strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
            looks: Vec::new(),
        }
    }

    /// The text in a file, decoded from UTF-8, GB18030 or UTF-16.
    ///
    /// # Errors
    /// [`Skipped`] with the reason when the file cannot be read, is empty or is not a text.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Skipped> {
        read(path.as_ref())
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The largest file that is read, in bytes; offsets are kept in 32 bits.
const MAX_BYTES: u64 = 1 << 30;

/// All `.txt` and `.md` files that `inputs` name or contain, sorted and each once. A file that is
/// named is taken whatever its extension; in folders, `README` files and hidden entries are left
/// out because they are about the collection, not of it.
///
/// # Errors
/// When an input does not exist, or no text is found at all.
pub fn find(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for input in inputs {
        let meta = fs::metadata(input).map_err(|e| Error::read(input, &e))?;
        if meta.is_dir() {
            walk(input, &mut found).map_err(|e| Error::read(input, &e))?;
        } else {
            found.push(input.clone());
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        let names: Vec<String> = inputs.iter().map(|p| p.display().to_string()).collect();
        return Err(Error::new(
            ErrorKind::Read,
            format!(
                "{}: no .txt or .md file in it; name a file or a folder that holds the texts",
                names.join(", ")
            ),
        ));
    }
    Ok(found)
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(dir)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&path, found)?;
        } else if is_text_name(&name) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_text_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    (lower.ends_with(".txt") || lower.ends_with(".md")) && !lower.starts_with("readme")
}

/// Read and decode one file.
///
/// # Errors
/// [`Skipped`] with the reason when the file cannot be read, is empty or is not a text.
pub fn read(path: &Path) -> Result<SourceFile, Skipped> {
    let name = path.to_string_lossy().replace('\\', "/");
    let skipped = |reason: String| Skipped {
        path: name.clone(),
        reason,
    };
    let size = fs::metadata(path)
        .map_err(|e| skipped(format!("cannot be read: {e}")))?
        .len();
    if size > MAX_BYTES {
        return Err(skipped("larger than 1 GiB; split it".to_owned()));
    }
    let bytes = fs::read(path).map_err(|e| skipped(format!("cannot be read: {e}")))?;
    let sha256 = checksum(&bytes);
    let (text, encoding) = decode(bytes).map_err(|reason| skipped(reason.to_owned()))?;
    Ok(SourceFile {
        path: name,
        sha256,
        encoding,
        text,
        looks: Vec::new(),
    })
}

fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// Bytes → text, by byte order mark, then UTF-8, then UTF-16 and GB18030 where the result looks
/// like a text.
fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), &'static str> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("the file is empty");
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_with_bom_removal(&bytes);
        return if broken {
            Err("its byte order mark promises an encoding that its bytes break; save it as UTF-8")
        } else {
            Ok((text.into_owned(), encoding.name()))
        };
    }
    let head = &bytes[..bytes.len().min(8192)];
    if head.contains(&0) {
        return [UTF_16LE, UTF_16BE]
            .into_iter()
            .find_map(|e| decode_as(e, &bytes))
            .ok_or("a binary file, not a text");
    }
    match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => Ok((text.to_owned(), "UTF-8")),
        Err(_) => decode_as(GB18030, &bytes)
            .ok_or("neither UTF-8 nor GB18030 nor UTF-16; save it as UTF-8"),
    }
}

/// The text in `encoding`, if it decodes without error and reads like Chinese or English prose
/// rather than noise.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static str)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (mut good, mut all) = (0, 0);
    for c in text.chars().take(4000).filter(|c| !c.is_whitespace()) {
        all += 1;
        let common = match c {
            '!'..='~' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fa5}' => true,
            '\u{ff00}'..='\u{ffef}' => true,
            _ => "—…“”‘’·".contains(c),
        };
        good += usize::from(common);
    }
    (good * 10 >= all * 9).then(|| (text.into_owned(), encoding.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条 为了规范管理，根据《中华人民共和国反垄断法》，制定本办法。\n";

    fn check(bytes: Vec<u8>, want: Result<&str, &str>) {
        assert_eq!(decode(bytes).map(|(_, encoding)| encoding), want);
    }

    #[test]
    fn encodings_are_told_apart() {
        check(TEXT.as_bytes().to_vec(), Ok("UTF-8"));
        check(GB18030.encode(TEXT).0.into_owned(), Ok("gb18030"));
        check(
            TEXT.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .chain(*b"\n\0")
                .collect(),
            Ok("UTF-16LE"),
        );
        check(
            TEXT.encode_utf16()
                .flat_map(u16::to_be_bytes)
                .chain(*b"\0\n")
                .collect(),
            Ok("UTF-16BE"),
        );
        check(
            [&b"\xef\xbb\xbf"[..], TEXT.as_bytes()].concat(),
            Ok("UTF-8"),
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        check(b" \n\t ".to_vec(), Err("the file is empty"));
        check(
            (0..=255).cycle().take(4096).collect(),
            Err("a binary file, not a text"),
        );
        check(
            b"\xff\x80\x81".repeat(300),
            Err("neither UTF-8 nor GB18030 nor UTF-16; save it as UTF-8"),
        );
    }
}
