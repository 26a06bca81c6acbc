//! How fast texts become records, beside a plain scan for 《 over the same bytes in the same run.
//!
//! `cargo bench [-- FOLDER]`: FOLDER defaults to `$ZHENGTU_DATA/corpora/local-rules`, or to
//! `corpus` where that is not there. The files are read before the clock starts; each figure is the
//! best of five rounds. The ratio is what to compare between machines; the rate drifts.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints its figures and stops on a wrong folder"
)]

use rayon::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use zhengtu::SourceFile;
use zhengtu::parts::read;
use zhengtu::parts::text::Analysed;

const ROUNDS: usize = 5;

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|a| !a.starts_with("--"))
        .map_or_else(default_folder, PathBuf::from);
    let paths = read::find(std::slice::from_ref(&folder)).expect("a folder with texts");
    let files = || -> Vec<SourceFile> {
        paths
            .iter()
            .filter_map(|p| SourceFile::read(p).ok())
            .collect()
    };
    let bytes: usize = files().iter().map(|f| f.text.len()).sum();
    println!(
        "{}: {} files, {:.1} MB, {} threads",
        folder.display(),
        paths.len(),
        bytes as f64 / 1e6,
        rayon::current_num_threads()
    );

    let scan = best(files, |files| {
        files
            .par_iter()
            .map(|f| memchr::memmem::find_iter(f.text.as_bytes(), "《").count())
            .sum::<usize>();
    });
    let extract = best(files, |files| {
        files
            .into_par_iter()
            .map(|f| Analysed::new(f).records().len())
            .sum::<usize>();
    });
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "scan for 《   {:>9.1} MB/s   {:>8.1} ms",
        rate(scan),
        scan.as_secs_f64() * 1e3
    );
    println!(
        "extract      {:>9.1} MB/s   {:>8.1} ms",
        rate(extract),
        extract.as_secs_f64() * 1e3
    );
    println!(
        "ratio        {:>9.1}",
        extract.as_secs_f64() / scan.as_secs_f64()
    );
}

fn default_folder() -> PathBuf {
    let shared =
        std::env::var_os("ZHENGTU_DATA").map(|d| PathBuf::from(d).join("corpora/local-rules"));
    shared
        .filter(|p| p.is_dir())
        .unwrap_or_else(|| PathBuf::from("corpus"))
}

/// The shortest of several rounds; what each works on is made before its clock starts.
fn best<T>(make: impl Fn() -> T, run: impl Fn(T)) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let input = make();
            let start = Instant::now();
            run(input);
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}
