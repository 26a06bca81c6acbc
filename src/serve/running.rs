//! The queries being evaluated, and the memory they take together.
//!
//! Owns: which queries run, stopping them when memory runs short or the server ends. Must not know:
//! what they ask, HTTP.

use oxigraph::sparql::CancellationToken;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tracing::warn;

/// How often memory is looked at.
const WATCH: Duration = Duration::from_millis(100);

/// The queries that are evaluated, by number.
#[derive(Default)]
pub(super) struct Running(Mutex<(u64, BTreeMap<u64, CancellationToken>)>);

impl Running {
    fn lock(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, CancellationToken>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, token: &CancellationToken) -> u64 {
        let mut all = self.lock();
        all.0 += 1;
        let number = all.0;
        all.1.insert(number, token.clone());
        number
    }

    pub(super) fn remove(&self, number: u64) {
        self.lock().1.remove(&number);
    }

    fn is_idle(&self) -> bool {
        self.lock().1.is_empty()
    }

    /// Stops all of them.
    pub(super) fn stop(&self) {
        self.lock().1.values().for_each(CancellationToken::cancel);
    }
}

/// Stops a query when the client that waits for it is told off or goes away.
pub(super) struct StopOnDrop(pub(super) CancellationToken);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Stops all queries when they take more memory than they may; without a word from the system on
/// that it does nothing.
pub(super) async fn watch_memory(running: Arc<Running>, most: u64) {
    let Some(mut idle) = resident() else { return };
    loop {
        tokio::time::sleep(WATCH).await;
        let Some(now) = resident() else { return };
        if running.is_idle() {
            // What was freed is not always given back to the system.
            idle = now;
        } else if now > idle.saturating_add(most) {
            warn!(bytes = now - idle, "queries stopped: too much memory");
            running.stop();
        }
    }
}

/// How many bytes of memory the process has, on Linux.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}
