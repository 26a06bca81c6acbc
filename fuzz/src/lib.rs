//! What the targets share: a program that feeds them on any toolchain, and a mutator.
//!
//! Owns: reading inputs, changing them by a seed so that a failing run can be had again, and saying
//! which input failed. Must not know: what a target does with its bytes.

use std::fs;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Makes `fn(&[u8])` a target: for libFuzzer under cargo-fuzz, else an ordinary program.
#[macro_export]
macro_rules! target {
    ($try:path) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $try(data));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::run($try)
        }
    };
}

/// The same for `fn(&[u8])` that wants whole files, only damaged: a piece of a PDF is none.
#[macro_export]
macro_rules! whole {
    ($try:path) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $try(data));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::run_whole($try)
        }
    };
}

/// What the words of the command line ask for.
#[derive(Debug, Default)]
struct Asked {
    runs: u64,
    seed: u64,
    inputs: Vec<PathBuf>,
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked {
        seed: 1,
        ..Asked::default()
    };
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let mut number = |name: &str| {
            let next = words.next().and_then(|n| n.to_str()?.parse().ok());
            next.ok_or_else(|| format!("{name} wants a number"))
        };
        match word.to_str() {
            Some("--runs") => asked.runs = number("--runs")?,
            Some("--seed") => asked.seed = number("--seed")?,
            Some(option) if option.starts_with("--") => {
                return Err(format!(
                    "{option} is not known: TARGET [--runs N] [--seed N] [FILE…]"
                ));
            }
            _ => asked.inputs.push(word.into()),
        }
    }
    Ok(asked)
}

/// The files of `path`, in the order of their names.
fn read(path: &Path, out: &mut Vec<Vec<u8>>) -> io::Result<()> {
    if !path.is_dir() {
        out.push(fs::read(path)?);
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| read(entry, out))
}

fn inputs(asked: &Asked) -> io::Result<Vec<Vec<u8>>> {
    let mut out = Vec::new();
    for path in &asked.inputs {
        read(path, &mut out)?;
    }
    if out.is_empty() {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        out.push(bytes);
    }
    Ok(out)
}

/// Tries the inputs as they are, then `--runs` changed ones. The first that fails is written to the
/// folder for temporary files and ends the run.
pub fn run(target: fn(&[u8])) -> ExitCode {
    try_all(target, Dice::changed)
}

/// The same with whole files in which some bytes are wrong.
pub fn run_whole(target: fn(&[u8])) -> ExitCode {
    try_all(target, Dice::damaged)
}

/// How an input is made of others.
type Change = fn(&mut Dice, &[Vec<u8>]) -> Vec<u8>;

fn try_all(target: fn(&[u8]), change: Change) -> ExitCode {
    let (asked, inputs) = match asked().and_then(|asked| {
        let inputs = inputs(&asked).map_err(|cause| format!("an input cannot be read: {cause}"))?;
        Ok((asked, inputs))
    }) {
        Ok(both) => both,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let mut dice = Dice::new(asked.seed);
    let changed = (0..asked.runs).map(|_| change(&mut dice, &inputs));
    let mut tried = 0_u64;
    for input in inputs.iter().cloned().chain(changed) {
        if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
            let path = std::env::temp_dir().join(format!("zhengtu-fuzz-{}-{tried}", asked.seed));
            match fs::write(&path, &input) {
                Ok(()) => eprintln!("input {tried} failed; it is {}", path.display()),
                Err(cause) => eprintln!("input {tried} failed and cannot be kept: {cause}"),
            }
            return ExitCode::FAILURE;
        }
        tried += 1;
    }
    println!("{tried} inputs, none failed");
    ExitCode::SUCCESS
}

/// Chance from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// One of the inputs with bits turned, bytes lost, doubled or made extreme.
    fn damaged(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        let mut out = inputs[self.below(inputs.len())].clone();
        for _ in 0..=self.below(20) {
            let at = self.below(out.len() + 1);
            let end = out.len().min(at + 1 + self.below(60));
            match self.below(6) {
                0 => drop(out.drain(at..end)),
                1 => {
                    let again = out[at..end].to_vec();
                    drop(out.splice(at..at, again));
                }
                2 => out[at..end.min(at + 4)].fill(0xff),
                3 => out[at..end.min(at + 4)].fill(0),
                4 if self.below(8) == 0 => out.truncate(at),
                _ if at < out.len() => out[at] ^= 1 << self.below(8),
                _ => {}
            }
        }
        out
    }

    /// A piece of one of the inputs with some faults; where it is UTF-8, mostly still so.
    fn changed(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        const LONGEST: usize = 8 << 10;
        let input = &inputs[self.below(inputs.len())];
        let start = if input.len() > LONGEST {
            self.below(input.len() - LONGEST / 2)
        } else {
            0
        };
        let mut out = self.piece(input, start, LONGEST).to_vec();
        for _ in 0..=self.below(8) {
            let (at, length) = (self.edge(&out), 1 + self.below(60));
            match self.below(6) {
                0 => drop(out.drain(at..self.end(&out, at + length))),
                1 => {
                    let again = out[at..self.end(&out, at + length)].to_vec();
                    drop(out.splice(at..at, again));
                }
                2 => {
                    let other = &inputs[self.below(inputs.len())];
                    let from = self.edge(other);
                    let piece = self.piece(other, from, length).to_vec();
                    drop(out.splice(at..at, piece));
                }
                3 => drop(out.splice(at..at, SIGNS[self.below(SIGNS.len())].bytes())),
                4 if !out.is_empty() => {
                    let at = self.below(out.len());
                    out[at] ^= 1 << self.below(8);
                }
                _ => out.truncate(self.end(&out, at + LONGEST / 4)),
            }
        }
        out
    }

    fn piece<'a>(&mut self, bytes: &'a [u8], from: usize, length: usize) -> &'a [u8] {
        let from = self.end(bytes, from);
        &bytes[from..self.end(bytes, from + length)]
    }

    /// A place in `bytes` where a character begins.
    fn edge(&mut self, bytes: &[u8]) -> usize {
        let at = self.below(bytes.len() + 1);
        self.end(bytes, at)
    }

    /// `at`, or where the character ends in the midst of which it is.
    fn end(&self, bytes: &[u8], at: usize) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let inside = rest.iter().take_while(|b| **b & 0xc0 == 0x80).count();
        at.min(bytes.len()) + inside
    }
}

/// What rules and grammars look for.
const SIGNS: &[&str] = &[
    "《",
    "》",
    "〈",
    "〉",
    "（",
    "）",
    "〔2021〕",
    "第",
    "条",
    "之一",
    "号",
    "年",
    "月",
    "日",
    "\n",
    "\r\n",
    "\u{3000}",
    "\u{0}",
    "\u{feff}",
    "附件：",
    "废止",
    "根据",
    "施行",
    "延长至",
    "有关规定",
    "\"",
    "\\",
    "\\u00",
    "<",
    ">",
    "_:",
    "@zh",
    "^^",
    "{",
    "}",
    "(",
    ")",
    "!",
    "*",
    "/",
    ";q=",
    ",",
    "#",
    "?x",
    "VALUES",
    "FILTER",
    "SELECT",
    "|",
    "&&",
    "-1",
    "99999999999999999999",
    "%",
    "𠀀",
    "é",
];
