//! Queries under limits: the same command again in a process that can be ended.
//!
//! Owns: the options, ending the process at its time-out, what to say when it was ended. Must not
//! know: what it does.

use super::outcome::Outcome;
use crate::limits;
use crate::model::error::{Error, ErrorKind};
use clap::Args;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often to look whether the process has ended.
const WATCH: Duration = Duration::from_millis(10);

#[derive(Debug, Args)]
pub(super) struct LimitArgs {
    /// How long it may take, reading the graph included
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// How much memory it may take beside the graph, in MiB (on Linux)
    #[arg(long, value_name = "MIB")]
    max_memory: Option<u64>,
    /// How many rows or triples the answer may have
    #[arg(long, value_name = "N")]
    pub(super) max_rows: Option<usize>,
    /// This is the process that can be ended
    #[arg(long, hide = true)]
    limited: bool,
}

impl LimitArgs {
    /// Whether the command has to run in another process.
    pub(super) fn are_set(&self) -> bool {
        !self.limited && (self.timeout.is_some() || self.max_memory.is_some())
    }

    /// Limits this process, if it is the other one; call it once the graph is read.
    pub(super) fn set(&self) {
        if !self.limited {
            return;
        }
        if let Some(memory) = self.max_memory {
            limits::hold_memory(memory << 20);
        }
        if let Some(timeout) = self.timeout {
            limits::hold_processor(timeout);
        }
    }

    /// Runs the command as it was given in another process, and ends that when its time is over.
    pub(super) fn run(&self) -> Result<Outcome, Error> {
        let failed = |cause| Error::read("another process of this program", &cause);
        let mut words = std::env::args_os().skip(1);
        let mut process = Command::new(limits::this_program().map_err(failed)?)
            .args(words.next())
            .arg("--limited")
            .args(words)
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let said = process.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut said = Vec::new();
                // What cannot be read any more is left out.
                let _ = stderr.read_to_end(&mut said);
                said
            })
        });
        let Some(status) = wait(&mut process, self.timeout).map_err(failed)? else {
            let seconds = self.timeout.unwrap_or_default().as_secs_f64();
            let words = format!("this took longer than {seconds} s and was stopped (--timeout)");
            return Err(Error::new(ErrorKind::Limit, words));
        };
        let said = said.and_then(|it| it.join().ok()).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        self.tell(status, said.trim_end())
    }

    fn tell(&self, status: ExitStatus, said: &str) -> Result<Outcome, Error> {
        let said = said.strip_prefix("zhengtu: ").unwrap_or(said);
        match (status.code(), self.max_memory) {
            (Some(0), _) => Ok(Outcome::Done),
            (Some(_), _) => Err(Error::new(ErrorKind::Limit, said)),
            (None, Some(memory)) => Err(Error::new(
                ErrorKind::Limit,
                format!("this took more than {memory} MiB and was stopped (--max-memory)"),
            )),
            (None, None) => Err(Error::new(
                ErrorKind::Limit,
                format!("this was ended from outside ({status}) {said}"),
            )),
        }
    }
}

/// How the process ended; nothing when its time was over before.
fn wait(process: &mut Child, most: Option<Duration>) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = process.try_wait()? {
            return Ok(Some(status));
        }
        if most.is_some_and(|most| start.elapsed() >= most) {
            process.kill()?;
            process.wait()?;
            return Ok(None);
        }
        std::thread::sleep(WATCH);
    }
}

/// A span of time above zero.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("“{text}” is not a number of seconds above zero");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(wrong)
}
