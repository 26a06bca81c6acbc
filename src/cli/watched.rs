//! Commands under a limit of memory that the user set (`ulimit -v`): the same command again in a
//! process whose end can be told.
//!
//! Owns: starting it, handing signals on, what to say when memory did not suffice. Must not know:
//! what it does.
//!
//! A process that is refused memory aborts where it stands; nothing in it can tell why. Where no
//! limit is set, nobody refuses, and no other process is started. One that the system kills for
//! want of memory in the whole machine cannot be told apart from one that a user killed.

use crate::build::pipeline;
use crate::limits;
use crate::model::error::{Error, ErrorKind};
use std::process::{Child, Command, ExitCode, ExitStatus};

/// Says to the process that it is the other one.
const MARK: &str = "ZHENGTU_WATCHED";

/// Runs the command as it was given in another process, if this one may not take all the memory
/// there is; nothing where it has to be done here. The exit code is that of the other, which first
/// sees that it has its threads: later nobody could say that there was no room for them.
///
/// # Errors
/// When the other process was refused memory, or this is the other and has none for its threads.
pub(super) fn run() -> Option<Result<ExitCode, Error>> {
    let most = limits::memory()?;
    if std::env::var_os(MARK).is_some() {
        return pipeline::start_threads().err().map(Err);
    }
    if !limits::room_for_thread(0) {
        return Some(Err(too_little(
            "there was not enough memory to start",
            most,
        )));
    }
    let mut process = Command::new(limits::this_program().ok()?)
        .args(std::env::args_os().skip(1))
        .env(MARK, "1")
        // The words of an abort are long enough.
        .env("RUST_BACKTRACE", "0")
        .spawn()
        .ok()?;
    hand_on_signals(&process);
    let status = process.wait().ok()?;
    if let Some(signal) = told_to_stop(status) {
        return Some(Ok(ExitCode::from(128 + signal)));
    }
    let Some(code) = status.code() else {
        let what = format!("there was not enough memory ({status})");
        return Some(Err(too_little(&what, most)));
    };
    Some(Ok(ExitCode::from(u8::try_from(code).unwrap_or(2))))
}

/// The signal by which somebody told a process to stop; memory has no part in that.
#[cfg(unix)]
fn told_to_stop(status: ExitStatus) -> Option<u8> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use std::os::unix::process::ExitStatusExt;
    let signal = status.signal()?;
    let told = [SIGHUP, SIGINT, SIGTERM].contains(&signal);
    told.then(|| u8::try_from(signal).ok()).flatten()
}

#[cfg(not(unix))]
fn told_to_stop(_status: ExitStatus) -> Option<u8> {
    None
}

/// `what` happened under a limit of `most` bytes.
fn too_little(what: &str, most: u64) -> Error {
    let words = format!(
        "{what}: this process may take {} MiB (ulimit -v); let it take more, or give it less at a time",
        most >> 20
    );
    Error::new(ErrorKind::Limit, words)
}

/// Signals that come while the process works are its own.
#[cfg(unix)]
fn hand_on_signals(process: &Child) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let hand_on = limits::signals_to(process);
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        // Without such a thread the signals are heard here alone.
        let thread = std::thread::Builder::new();
        let _ = thread.spawn(move || signals.forever().for_each(hand_on));
    }
}

#[cfg(not(unix))]
fn hand_on_signals(_process: &Child) {}
