//! What several tests need.

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zhengtu::SourceFile;
use zhengtu::parts::read;
use zhengtu::parts::text::Analysed;
use zhengtu::parts::text::Facts;

/// The root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the data outside the repository. Tests that ask for it are ignored unless they are
/// run with `--include-ignored`, and then it has to be there.
pub(crate) fn data(part: &str) -> PathBuf {
    let base = std::env::var_os("ZHENGTU_DATA").expect("ZHENGTU_DATA names the folder of the data");
    let path = root().join(base).join(part);
    assert!(path.exists(), "ZHENGTU_DATA has no {part}");
    path
}

/// All texts of a folder, analysed.
pub(crate) fn analysed(folder: &Path) -> Vec<Analysed> {
    let paths = read::find(&[folder.to_owned()]).expect("a folder with texts");
    paths
        .iter()
        .map(|p| Analysed::new(SourceFile::read(p).expect("a text")))
        .collect()
}

/// The facts of texts.
pub(crate) fn facts(texts: &[Analysed]) -> Vec<Facts> {
    texts.iter().map(Facts::of).collect()
}

/// The project's own texts.
pub(crate) fn corpus() -> Vec<Analysed> {
    analysed(&root().join("corpus"))
}

/// The made-up texts in which each relation occurs.
pub(crate) fn made_up() -> Vec<Analysed> {
    analysed(&root().join("tests/fixtures/texts"))
}

/// One text, analysed.
pub(crate) fn text_of(text: &str) -> Analysed {
    Analysed::new(SourceFile::from_text("text.txt", text))
}

/// What a run of the program has left: its exit code, standard output and standard error.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in `folder`, without input.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What the program writes in `folder`, where it succeeds.
pub(crate) fn written(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran.out
}

/// How often a law is tried. The values are the same in each run, so that a red run stays red;
/// `PROPTEST_RNG_SEED` and `PROPTEST_CASES` try others.
pub(crate) fn laws(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    let is_given = |name: &str| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if is_given("PROPTEST_CASES") {
            given.cases
        } else {
            cases
        },
        rng_seed: if is_given("PROPTEST_RNG_SEED") {
            given.rng_seed
        } else {
            RngSeed::Fixed(2026)
        },
        failure_persistence: None,
        ..given
    }
}
