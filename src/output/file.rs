//! Atomic writes: where bytes go.
//!
//! Owns: files that appear whole or not at all, standard output whose reader may leave. Must not
//! know: what the bytes are.

use crate::model::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::Builder;

/// Writes `bytes` to the file `path`, or to standard output when there is none or it is `-`.
///
/// # Errors
/// When the file or standard output cannot be written; a reader that closed the pipe is no error.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Error> {
    match path {
        Some(path) if path.as_os_str() != "-" => write_file(path, bytes),
        _ => write_stdout(bytes),
    }
}

/// Writes a file next to its target first and renames it, so that the target is never half written.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_file_with(path, |file| {
        file.write_all(bytes)
            .map_err(|cause| Error::write(path, &cause))
    })
}

/// Writes files into a folder, which is made if it is not there; each of them appears whole or not
/// at all.
///
/// # Errors
/// When the folder cannot be made or written.
pub(crate) fn write_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|cause| Error::write(path, &cause))?;
    files
        .iter()
        .try_for_each(|(name, bytes)| write_file(&path.join(name), bytes))
}

/// The same for what is written in pieces by `write`; if that fails, the target stays as it was.
///
/// # Errors
/// When the folder cannot be written, or `write` fails.
pub(crate) fn write_file_with(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Error>,
) -> Result<(), Error> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = |cause: io::Error| Error::write(path, &cause);
    let mut file =
        BufWriter::with_capacity(1 << 16, builder().tempfile_in(folder).map_err(failed)?);
    write(&mut file)?;
    let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
    if let Ok(existing) = fs::metadata(path) {
        file.as_file()
            .set_permissions(existing.permissions())
            .map_err(failed)?;
    }
    file.persist(path)
        .map(drop)
        .map_err(|cause| failed(cause.error))
}

/// Standard output for what is written in pieces; a reader that closed the pipe is no error.
#[derive(Debug)]
pub(crate) struct Stdout {
    inner: BufWriter<io::Stdout>,
    gone: bool,
}

impl Stdout {
    /// Standard output, buffered.
    pub(crate) fn new() -> Self {
        Self {
            inner: BufWriter::new(io::stdout()),
            gone: false,
        }
    }

    fn forgive<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(instead)
            }
            other => other,
        }
    }
}

impl Default for Stdout {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.forgive(result, ())
    }
}

/// Temporary files are private by default; what is written here is as open as any file.
#[cfg(unix)]
fn builder() -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder
        .prefix(".zhengtu-")
        .permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".zhengtu-");
    builder
}

fn write_stdout(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::write("standard output", &cause))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("图.dot");
        write(Some(&path), b"one").unwrap();
        write(Some(&path), "二".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "二");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_made_with_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("表");
        write_folder(&path, &[("a.csv", b"1"), ("b.csv", b"2")]).unwrap();
        assert_eq!(
            (
                fs::read(path.join("a.csv")).unwrap(),
                fs::read(path.join("b.csv")).unwrap()
            ),
            (b"1".to_vec(), b"2".to_vec())
        );
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write(Some(Path::new("no-such-folder/a.dot")), b"").unwrap_err();
        assert!(error.message.contains("no-such-folder"), "{error}");
    }
}
