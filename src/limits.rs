//! What this process may take of memory and processor time (rlimit), as far as the system holds a
//! process to it.
//!
//! Owns: the limits, reading what is taken already, signals to a process that has them. Must not
//! know: what it is taken for.
//!
//! A process that oversteps is ended by the system: it cannot ask for more memory and aborts, or is
//! told off by a signal. So only a process whose death harms nobody should set them. Memory is
//! limited on Linux, processor time on Unix.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// This program, to be started again; on Linux even when its file was replaced meanwhile.
///
/// # Errors
/// When the system does not tell.
pub(crate) fn this_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        Ok(PathBuf::from("/proc/self/exe"))
    } else {
        std::env::current_exe()
    }
}

/// From now on the process may map `more` bytes besides those it has, and leaves no memory image
/// behind when it is ended. Without effect where the system does not tell what it has.
#[cfg(unix)]
pub(crate) fn hold_memory(more: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let both = |most| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    // A limit that cannot be set leaves the time-out of who waits.
    let _ = setrlimit(Resource::Core, both(0));
    if let Some(now) = kilobytes("VmSize:") {
        let _ = setrlimit(Resource::As, both(now.saturating_add(more)));
    }
}

/// How many bytes the process may map, if that was limited from outside.
#[cfg(unix)]
pub(crate) fn memory() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::As).current
}

#[cfg(not(unix))]
pub(crate) fn memory() -> Option<u64> {
    None
}

/// Room for what the standard library takes when it starts a thread, and to say that something
/// failed.
#[cfg(feature = "cli")]
const FOR_A_THREAD: usize = 8 << 20;

/// Whether a thread with a stack of so many bytes can be started. One that finds no room for what
/// it needs besides its stack does not fail, it ends the process.
#[cfg(feature = "cli")]
pub(crate) fn room_for_thread(stack: usize) -> bool {
    let all = stack.saturating_add(FOR_A_THREAD);
    Vec::<u8>::new().try_reserve_exact(all).is_ok()
}

/// From now on the process may compute for `more` besides what it has computed, whole seconds.
#[cfg(unix)]
pub(crate) fn hold_processor(more: Duration) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let used = u64::try_from(used).unwrap_or_default();
    let most = used.saturating_add(more.as_secs()).saturating_add(2);
    let limit = Rlimit {
        current: Some(most),
        ..getrlimit(Resource::Cpu)
    };
    let _ = setrlimit(Resource::Cpu, limit);
}

/// What hands signals on to another process, by their numbers; one that has ended hears none.
#[cfg(all(unix, feature = "cli"))]
pub(crate) fn signals_to(process: &std::process::Child) -> impl Fn(i32) + Send + use<> {
    use rustix::process::{Pid, Signal, kill_process};
    let id = Pid::from_child(process);
    move |signal| {
        if let Some(signal) = Signal::from_named_raw(signal) {
            let _ = kill_process(id, signal);
        }
    }
}

/// Lets other processes go first.
#[cfg(unix)]
pub(crate) fn give_way() {
    let _ = rustix::process::nice(5);
}

#[cfg(not(unix))]
pub(crate) fn hold_memory(_more: u64) {}

#[cfg(not(unix))]
pub(crate) fn hold_processor(_more: Duration) {}

#[cfg(not(unix))]
pub(crate) fn give_way() {}

/// How many bytes of memory the process has in use, on Linux.
pub(crate) fn resident() -> Option<u64> {
    kilobytes("VmRSS:")
}

/// A row of the system's table about this process, in bytes.
fn kilobytes(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}
