//! What several tests need.

use std::path::{Path, PathBuf};
use zhengtu::text::read;
use zhengtu::text::records::Analysed;

/// The root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the data outside the repository; [`None`], with a word on stderr, where there is
/// none.
pub(crate) fn data(part: &str) -> Option<PathBuf> {
    let Some(base) = std::env::var_os("ZHENGTU_DATA") else {
        eprintln!("skipped: ZHENGTU_DATA is not set");
        return None;
    };
    let base = PathBuf::from(base);
    let base = if base.is_absolute() {
        base
    } else {
        root().join(base)
    };
    let path = base.join(part);
    assert!(path.exists(), "ZHENGTU_DATA has no {part}");
    Some(path)
}

/// All texts of a folder, analysed.
pub(crate) fn analysed(folder: &Path) -> Vec<Analysed> {
    let paths = read::find(&[folder.to_owned()]).expect("a folder with texts");
    paths
        .iter()
        .map(|p| Analysed::new(read::read(p).expect("a text")))
        .collect()
}

/// The project's own texts, and those outside where they are at hand.
pub(crate) fn collections() -> Vec<Analysed> {
    let mut all = analysed(&root().join("corpus"));
    if let Some(seeds) = data("seeds") {
        all.extend(analysed(&seeds));
    }
    all
}
