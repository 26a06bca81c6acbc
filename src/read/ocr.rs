//! Text recognition (OCR) of page pictures by tesseract, an external program.
//!
//! Owns: how the program is started and stopped, what its table says. Must not know: formats of
//! files, what the text says.
//!
//! The program is started without a shell, on one thread, and stopped when a page takes too long.
//! What it reads is marked as read by a machine, with its confidence.

use super::reading::Line;
use crate::model::source::{Look, Origin};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// The language of the letters.
const LANGUAGE: &str = "chi_sim";
/// How long a page may take.
const LONGEST: Duration = Duration::from_secs(120);
/// How often the program is asked whether it is done.
const STEP: Duration = Duration::from_millis(20);

/// The picture of a page: shades of grey, row by row, so many dots to the point.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) grey: Vec<u8>,
    pub(super) scale: f32,
}

/// The name of the program, its version and language: `tesseract 5.3.0, chi_sim`.
///
/// # Errors
/// A clause that says what is missing.
pub(super) fn program() -> Result<&'static str, String> {
    static FOUND: OnceLock<Option<String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let version = said(&["--version"])?;
        let languages = said(&["--list-langs"])?;
        let known = languages.lines().any(|line| line.trim() == LANGUAGE);
        let first = version.lines().next()?.trim().to_owned();
        known.then(|| format!("{first}, {LANGUAGE}"))
    });
    let missing = || format!("tesseract with the language {LANGUAGE} is not installed");
    found.as_deref().ok_or_else(missing)
}

fn said(words: &[&str]) -> Option<String> {
    let output = Command::new("tesseract")
        .args(words)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = [output.stdout, output.stderr].concat();
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&text).into_owned())
}

/// The lines in a picture.
///
/// # Errors
/// A clause that says why there are none.
pub(super) fn lines(picture: &Picture, page: u32) -> Result<Vec<Line>, String> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("tesseract cannot be started: {e}"))?;
    let table = talk(&mut child, picture)?;
    Ok(read(&table, picture.scale, page))
}

/// Hands the picture over and takes what comes back, for as long as it may take.
fn talk(child: &mut Child, picture: &Picture) -> Result<String, String> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let head = format!("P5\n{} {}\n255\n", picture.width, picture.height);
    thread::scope(|scope| {
        // A program that stops reading has an answer or none; either is seen below.
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = stdin
                    .write_all(head.as_bytes())
                    .and_then(|()| stdin.write_all(&picture.grey));
            }
        });
        let answer = scope.spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stdout) = stdout {
                let _ = stdout.read_to_end(&mut bytes);
            }
            bytes
        });
        let done = wait(child);
        let bytes = answer.join().unwrap_or_default();
        done.map(|()| String::from_utf8_lossy(&bytes).into_owned())
    })
}

fn wait(child: &mut Child) -> Result<(), String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(None) if start.elapsed() < LONGEST => thread::sleep(STEP),
            Ok(None) => {
                let _ = child.kill().and_then(|()| child.wait());
                return Err(format!("tesseract took more than {} s", LONGEST.as_secs()));
            }
            Ok(Some(status)) => return Err(format!("tesseract failed: {status}")),
            Err(e) => return Err(format!("tesseract cannot be waited for: {e}")),
        }
    }
}

/// Lines out of the table of words: level, page, block, paragraph, line, word, left, top, width,
/// height, confidence, text.
fn read(table: &str, scale: f32, page: u32) -> Vec<Line> {
    let mut lines: Vec<Growing> = Vec::new();
    let mut before = None;
    for row in table.lines().skip(1) {
        let Some((place, word)) = Word::read(row, scale) else {
            continue;
        };
        if Some(place) != before {
            before = Some(place);
            lines.push(Growing::new(page, &word));
        }
        if let Some(line) = lines.last_mut() {
            line.take(&word);
        }
    }
    lines.into_iter().map(Growing::finish).collect()
}

/// A word of a page.
struct Word<'t> {
    text: &'t str,
    /// Left, top, right and bottom, in points.
    area: [f32; 4],
    /// How sure the program is of it, in percent.
    sure: f32,
}

impl<'t> Word<'t> {
    /// The word of a row, and in which line it stands: block, paragraph, line.
    fn read(row: &'t str, scale: f32) -> Option<([&'t str; 3], Self)> {
        let cells: Vec<&str> = row.split('\t').collect();
        let [
            level,
            _,
            block,
            paragraph,
            line,
            _,
            left,
            top,
            width,
            height,
            sure,
            text,
        ] = cells[..]
        else {
            return None;
        };
        if level != "5" || text.trim().is_empty() {
            return None;
        }
        let number = |cell: &str| cell.parse::<f32>().unwrap_or(0.0);
        let [x, y, w, h] = [left, top, width, height].map(|cell| number(cell) / scale);
        let word = Self {
            text,
            area: [x, y, x + w, y + h],
            sure: number(sure),
        };
        Some(([block, paragraph, line], word))
    }
}

/// A line to which words are added.
struct Growing {
    line: Line,
    /// The sum of what its characters are sure to, and how many there are.
    sure: f32,
    chars: f32,
}

impl Growing {
    fn new(page: u32, first: &Word) -> Self {
        let look = Look {
            page,
            area: Some(first.area),
            from: Origin::Ocr,
            ..Look::default()
        };
        Self {
            line: Line {
                look,
                ..Line::default()
            },
            sure: 0.0,
            chars: 0.0,
        }
    }

    fn take(&mut self, word: &Word) {
        let text = &mut self.line.text;
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(text.chars().next_back()) && latin(word.text.chars().next()) {
            text.push(' ');
        }
        text.push_str(word.text);
        if let Some(area) = &mut self.line.look.area {
            let [left, top, right, bottom] = word.area;
            *area = [
                area[0].min(left),
                area[1].min(top),
                area[2].max(right),
                area[3].max(bottom),
            ];
        }
        let chars = word.text.chars().count() as f32;
        self.sure += word.sure * chars;
        self.chars += chars;
    }

    fn finish(mut self) -> Line {
        let mean = self.sure / self.chars.max(1.0);
        self.line.look.confidence = Some(mean.clamp(0.0, 100.0).round() as u8);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_are_joined_and_their_confidence_is_kept() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t100\t200\t400\t40\t-1\t\n\
            5\t1\t1\t1\t1\t1\t100\t200\t80\t40\t90.0\t示例\n\
            5\t1\t1\t1\t1\t2\t200\t200\t80\t40\t80.0\t办法\n\
            5\t1\t1\t1\t2\t1\t100\t260\t80\t40\t70.4\t第一条\n";
        let lines = read(table, 4.0, 3);
        assert_eq!(
            lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(),
            ["示例办法", "第一条"]
        );
        let look = lines[0].look;
        assert_eq!(
            (look.page, look.confidence, look.from),
            (3, Some(85), Origin::Ocr)
        );
        assert_eq!(look.area, Some([25.0, 50.0, 70.0, 60.0]));
        assert_eq!(lines[1].look.confidence, Some(70));
    }
}
