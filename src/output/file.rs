//! Atomic writes: where bytes go.
//!
//! Owns: files that appear whole or not at all, standard output whose reader may leave. Must not
//! know: what the bytes are, how they are packed.

use super::packing::write_packed;
use crate::model::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile};

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

/// The same for what is written in pieces by `write`; if that fails, the target stays as it was. A
/// device or a pipe is written to as it is. What is called `.gz` or `.zst` is packed.
///
/// # Errors
/// When the folder cannot be written, or `write` fails.
pub(crate) fn write_file_with(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Error>,
) -> Result<(), Error> {
    if fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let failed = |cause: io::Error| Error::write(path, &cause);
        let mut file = fs::OpenOptions::new().write(true).open(path);
        let file = file.as_mut().map_err(|cause| Error::write(path, cause))?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        write_packed(path, &mut file, write)?;
        return file.flush().map_err(failed);
    }
    let mut begun = Begun::new(path)?;
    write_packed(path, &mut begun.file, write)?;
    begun.finish()?.appear()
}

/// Writes a file in pieces, and beside it the bytes that `write` gives in the end. Whoever looks
/// finds both as they were, both new, or one of them without the other; never the one of one run
/// with the other of another.
///
/// # Errors
/// As [`write_file_with`]; both targets then are as they were, or the one beside is gone.
pub(crate) fn write_file_and(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<Vec<u8>, Error>,
    beside: &Path,
) -> Result<(), Error> {
    let mut file = Begun::new(path)?;
    let mut bytes = Vec::new();
    write_packed(path, &mut file.file, |out| {
        bytes = write(out)?;
        Ok(())
    })?;
    let mut other = Begun::new(beside)?;
    let failed = |cause: io::Error| Error::write(beside, &cause);
    other.file.write_all(&bytes).map_err(failed)?;
    let (file, other) = (file.finish()?, other.finish()?);
    let _alone = hold(folder_of(path));
    match fs::remove_file(beside) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(failed(cause)),
        _ => {}
    }
    file.appear()?;
    other.appear()
}

/// Writes a file whole or not at all, in a folder of the program's own that holds many: it is for
/// the caller to [`sweep`] it.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = begin(folder_of(path))?;
    let _open = Open::new(file.path());
    file.write_all(bytes)?;
    file.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Keeps other runs from putting files into a folder, as long as what it returns is there.
#[cfg(unix)]
fn hold(folder: &Path) -> Option<fs::File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = fs::File::open(folder).ok()?;
    // Where folders cannot be locked, two runs may still come between each other.
    flock(&folder, FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(unix))]
fn hold(_folder: &Path) -> Option<fs::File> {
    None
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A file that is being written, beside its target.
struct Begun<'p> {
    path: &'p Path,
    file: BufWriter<NamedTempFile>,
    open: Open,
}

/// One that is written whole.
struct Whole<'p> {
    path: &'p Path,
    file: NamedTempFile,
    _open: Open,
}

impl<'p> Begun<'p> {
    fn new(path: &'p Path) -> Result<Self, Error> {
        let folder = folder_of(path);
        sweep(folder);
        let file = begin(folder).map_err(|cause| Error::write(path, &cause))?;
        Ok(Self {
            path,
            open: Open::new(file.path()),
            file: BufWriter::with_capacity(1 << 16, file),
        })
    }

    fn finish(self) -> Result<Whole<'p>, Error> {
        let path = self.path;
        let failed = |cause: io::Error| Error::write(path, &cause);
        let file = self.file.into_inner();
        let file = file.map_err(|e| failed(e.into_error()))?;
        if let Ok(existing) = fs::metadata(path) {
            let permissions = existing.permissions();
            file.as_file()
                .set_permissions(permissions)
                .map_err(failed)?;
        }
        Ok(Whole {
            path,
            file,
            _open: self.open,
        })
    }
}

impl Whole<'_> {
    fn appear(self) -> Result<(), Error> {
        let done = self.file.persist(self.path).map(drop);
        done.map_err(|cause| Error::write(self.path, &cause.error))
    }
}

/// How the names of temporary files begin.
const PREFIX: &str = ".zhengtu-";

/// The temporary files being written.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn open() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the temporary files being written, when the program is told to stop.
pub(crate) fn discard() {
    for path in std::mem::take(&mut *open()) {
        // One that was renamed meanwhile is none any more.
        let _ = fs::remove_file(path);
    }
}

/// Keeps a path among those being written.
struct Open(PathBuf);

impl Open {
    fn new(path: &Path) -> Self {
        open().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        open().remove(&self.0);
    }
}

/// A temporary file that [`sweep`] leaves alone while it is open.
fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = builder().tempfile_in(folder)?;
        lock(file.as_file());
        // Another run may have swept it before it was locked.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes what runs that were killed have left in a folder.
pub(crate) fn sweep(folder: &Path) {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = names.filter(|it| it.file_name().to_string_lossy().starts_with(PREFIX));
    for path in ours.map(|it| it.path()) {
        if fs::File::open(&path).is_ok_and(|file| lock(&file)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Locks a file unless another run has; says whether it is locked.
#[cfg(unix)]
fn lock(file: &fs::File) -> bool {
    use rustix::fs::{FlockOperation, flock};
    flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}

/// Elsewhere nothing is known of other runs, and nothing is swept.
#[cfg(not(unix))]
fn lock(_file: &fs::File) -> bool {
    false
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
        .prefix(PREFIX)
        .permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
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
    fn what_is_being_written_can_be_discarded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.nq");
        let count = || fs::read_dir(folder.path()).unwrap().count();
        let failed = write_file_with(&path, |out| {
            out.write_all(b"half").unwrap();
            // Another run leaves it alone.
            sweep(folder.path());
            assert_eq!(count(), 1);
            let ours: Vec<PathBuf> = open().iter().cloned().collect();
            let ours = ours.iter().filter(|it| it.starts_with(folder.path()));
            ours.for_each(|it| fs::remove_file(it).unwrap());
            assert_eq!(count(), 0);
            Ok(())
        });
        assert!(failed.is_err() && !path.exists());
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write(Some(Path::new("no-such-folder/a.dot")), b"").unwrap_err();
        assert!(error.message.contains("no-such-folder"), "{error}");
    }
}
