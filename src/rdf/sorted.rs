//! Sorted lines of N-Quads (external sort, k-way merge) without all of them in memory.
//!
//! Owns: [`Sorter`], which takes lines in any order and gives them sorted, each once; [`merge`],
//! which does so for runs that are sorted. Must not know: what the lines say.
//!
//! Lines are held until they take too much room, sorted and set aside as a run; at the end the runs
//! are read together, a block of each at a time. So memory does not grow with the graph.

use super::write::{Quads, serialize_lines};
use crate::model::error::{Error, ErrorKind};
use crate::model::format::GraphFormat;
use crate::output::spool::Spool;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io::{self, BufRead, Write};
use std::ops::Range;
use std::path::Path;

/// How many bytes of lines are held before they are set aside.
const RUN: usize = 32 << 20;

/// Lines that are yet to be sorted.
pub(crate) struct Sorter {
    parts: Vec<String>,
    held: usize,
    most: usize,
    spool: Spool,
    runs: Vec<Range<u64>>,
}

impl Sorter {
    /// One that sets lines aside in the folder of `beside`.
    pub(crate) fn beside(beside: &Path) -> Self {
        Self::holding(RUN, beside)
    }

    fn holding(most: usize, beside: &Path) -> Self {
        Self {
            parts: Vec::new(),
            held: 0,
            most,
            spool: Spool::beside(beside, 0),
            runs: Vec::new(),
        }
    }

    /// Takes lines, each with its end.
    ///
    /// # Errors
    /// When what is held cannot be set aside.
    pub(crate) fn add(&mut self, lines: String) -> Result<(), Error> {
        self.held += lines.len();
        self.parts.push(lines);
        if self.held > self.most {
            self.set_aside()?;
        }
        Ok(())
    }

    fn set_aside(&mut self) -> Result<(), Error> {
        let quads = Quads::new(std::mem::take(&mut self.parts));
        self.held = 0;
        let mut block = Vec::with_capacity(1 << 20);
        let mut run: Option<Range<u64>> = None;
        let mut put = |block: &mut Vec<u8>| -> Result<(), Error> {
            let at = self.spool.append(block).map_err(set_aside_failed)?;
            let end = at + block.len() as u64;
            run = Some(run.take().map_or(at, |it| it.start)..end);
            block.clear();
            Ok(())
        };
        for line in quads.lines() {
            block.extend_from_slice(line.as_bytes());
            block.push(b'\n');
            if block.len() > 1 << 20 {
                put(&mut block)?;
            }
        }
        put(&mut block)?;
        self.runs.extend(run);
        Ok(())
    }

    /// All lines that were taken, sorted.
    ///
    /// # Errors
    /// When what is held cannot be set aside.
    pub(crate) fn finish(mut self) -> Result<Sorted, Error> {
        if self.runs.is_empty() {
            return Ok(Sorted::Held(Quads::new(self.parts)));
        }
        self.set_aside()?;
        Ok(Sorted::Aside(self.spool, self.runs))
    }
}

fn set_aside_failed(cause: io::Error) -> Error {
    let words = format!("quads cannot be set aside beside the graph: {cause}");
    Error::new(ErrorKind::Write, words)
}

/// Lines in order, each once.
pub(crate) enum Sorted {
    Held(Quads),
    Aside(Spool, Vec<Range<u64>>),
}

impl Sorted {
    /// Writes them to `out` in `format`; how many quads there are. Formats other than lines need
    /// room for all of them.
    ///
    /// # Errors
    /// When `out` fails, or what was set aside cannot be read.
    pub(crate) fn write(
        &self,
        format: GraphFormat,
        base: &str,
        out: impl Write,
    ) -> Result<usize, Error> {
        match self {
            Self::Held(quads) => {
                quads.write(format, base, out)?;
                Ok(quads.len())
            }
            Self::Aside(spool, runs) => {
                let readers = runs.iter().map(|run| spool.reader(run.clone()));
                let runs = readers.map(|it| Run::new(String::new(), it)).collect();
                write_merged(runs, format, base, out)
            }
        }
    }
}

/// Writes what `runs` hold together to `out` in `format`; how many quads there are.
///
/// # Errors
/// When `out` fails, or a run cannot be read or is not in order.
pub(crate) fn write_merged<R: BufRead>(
    runs: Vec<Run<R>>,
    format: GraphFormat,
    base: &str,
    mut out: impl Write,
) -> Result<usize, Error> {
    let failed = |cause: io::Error| {
        let words = format!("the graph cannot be written: {cause}");
        Error::new(ErrorKind::Write, words)
    };
    let mut last = Vec::new();
    let count = match format {
        GraphFormat::NQuads => merge(runs, |line| out.write_all(line).map_err(failed))?,
        GraphFormat::NTriples => merge(runs, |line| {
            let triple = without_graph(line);
            if triple == last {
                return Ok(());
            }
            last.clear();
            last.extend_from_slice(triple);
            let written = out.write_all(triple);
            written
                .and_then(|()| out.write_all(b" .\n"))
                .map_err(failed)
        })?,
        _ => {
            let mut all = Vec::new();
            let count = merge(runs, |line| {
                all.extend_from_slice(line);
                Ok(())
            })?;
            serialize_lines(&all, format, base, &mut out)?;
            count
        }
    };
    out.flush().map_err(failed)?;
    Ok(count)
}

/// The triple of a line: graphs are named by IRIs, in which no blank stands. What stands before a
/// graph's name sorts as the whole lines do, because a term ends where a blank is.
fn without_graph(line: &[u8]) -> &[u8] {
    let graph = memchr::memmem::rfind(line, b" <");
    graph.map_or(line, |graph| &line[..graph])
}

/// A source of lines that are in order.
pub(crate) struct Run<R> {
    /// What it is called in messages.
    name: String,
    reader: R,
    /// The line it is at, with its end.
    line: Vec<u8>,
    number: usize,
}

impl<R: BufRead> Run<R> {
    pub(crate) fn new(name: String, reader: R) -> Self {
        Self {
            name,
            reader,
            line: Vec::new(),
            number: 0,
        }
    }

    /// Goes to the next line, unless there is none.
    fn step(&mut self, before: &mut Vec<u8>) -> Result<bool, Error> {
        std::mem::swap(&mut self.line, before);
        self.line.clear();
        let unread = |cause: io::Error| {
            let words = match self.name.as_str() {
                "" => format!("quads that were set aside cannot be read: {cause}"),
                name => format!("{name}: cannot be read: {cause}"),
            };
            Error::new(ErrorKind::Read, words)
        };
        let read = self.reader.read_until(b'\n', &mut self.line);
        if read.map_err(unread)? == 0 {
            return Ok(false);
        }
        self.number += 1;
        if !self.line.ends_with(b" .\n") {
            return Err(self.wrong("is no whole quad; make the file again with `zhengtu graph`"));
        }
        if self.line < *before {
            let words = "comes before the line above it; sort the file (LC_ALL=C sort -u)";
            return Err(self.wrong(words));
        }
        Ok(true)
    }

    fn wrong(&self, what: &str) -> Error {
        let words = format!("{}: line {} {what}", self.name, self.number);
        Error::new(ErrorKind::Graph, words)
    }
}

/// Runs by the lines they are at, the least first.
struct Least<R>(Run<R>);

impl<R> Ord for Least<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.line.cmp(&self.0.line)
    }
}

impl<R> PartialOrd for Least<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> PartialEq for Least<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0.line == other.0.line
    }
}

impl<R> Eq for Least<R> {}

/// Hands the lines of all runs to `each`, in order and each once; how many there are.
fn merge<R: BufRead>(
    runs: Vec<Run<R>>,
    mut each: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut heap = BinaryHeap::with_capacity(runs.len());
    let mut spare = Vec::new();
    for mut run in runs {
        spare.clear();
        if run.step(&mut spare)? {
            heap.push(Least(run));
        }
    }
    let (mut last, mut count) = (Vec::new(), 0);
    while let Some(mut least) = heap.peek_mut() {
        if least.0.line != last {
            each(&least.0.line)?;
            last.clone_from(&least.0.line);
            count += 1;
        }
        if !least.0.step(&mut spare)? {
            PeekMut::pop(least);
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: usize) -> String {
        format!("<s{n:03}> <p> \"示例\" <g> .\n")
    }

    #[test]
    fn lines_are_sorted_alike_in_memory_and_aside() {
        let folder = tempfile::tempdir().unwrap();
        let sorted = |most: usize| {
            let mut sorter = Sorter::holding(most, &folder.path().join("a.nq"));
            for n in 0..200 {
                let lines = [line(n * 37 % 101), line(n % 7), line(300 - n)].concat();
                sorter.add(lines).unwrap();
            }
            let sorted = sorter.finish().unwrap();
            let aside = matches!(sorted, Sorted::Aside(..));
            let mut written = Vec::new();
            for format in [
                GraphFormat::NQuads,
                GraphFormat::NTriples,
                GraphFormat::TriG,
            ] {
                let base = "https://example.org/";
                let mut out = Vec::new();
                let count = sorted.write(format, base, &mut out).unwrap();
                written.push((count, String::from_utf8(out).unwrap()));
            }
            (aside, written)
        };
        let (aside, held) = sorted(RUN);
        assert!(!aside && held[0].0 == 301 && held[0].1.starts_with(&line(0)));
        for most in [1, 1000, 5000] {
            assert_eq!(sorted(most), (true, held.clone()));
        }
    }

    #[test]
    fn a_run_out_of_order_or_cut_short_is_named() {
        let merged = |text: &str| {
            let run = Run::new("a.nq".to_owned(), text.as_bytes());
            let out = Vec::new();
            write_merged(vec![run], GraphFormat::NQuads, "https://example.org/", out)
        };
        let (one, two) = (line(1), line(2));
        assert_eq!(merged(&format!("{one}{one}{two}")).unwrap(), 2);
        let told = |text: &str| merged(text).unwrap_err().to_string();
        let wrong = told(&format!("{two}{one}"));
        assert!(wrong.starts_with("a.nq: line 2 comes before"), "{wrong}");
        let cut = told(&format!("{one}{}", &two[..9]));
        assert!(cut.starts_with("a.nq: line 2 is no whole quad"), "{cut}");
    }
}
