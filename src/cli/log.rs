//! The log (`tracing`): access lines of `serve`, times per stage of `build` and `extract`.
//!
//! Owns: that log lines go to standard error and nowhere else, how they look, how the times of a
//! stage are summed. Must not know: what is logged, and by whom.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tracing::span::Id;
use tracing::{Subscriber, subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

#[cfg(feature = "serve")]
/// Writes events of this level and above to standard error, each a line with its time.
pub(super) fn to_standard_error(level: tracing::level_filters::LevelFilter) {
    let lines = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        // When standard error is closed there is no one left to tell, and that is no reason to
        // stop.
        .log_internal_errors(false)
        .finish();
    // It fails only where a log is set up already, and one is enough.
    let _ = subscriber::set_global_default(lines);
}

/// How long each stage took and how often it ran.
#[derive(Debug, Clone, Default)]
pub(super) struct StageTimes(Arc<Mutex<Vec<Stage>>>);

#[derive(Debug)]
struct Stage {
    name: &'static str,
    runs: usize,
    busy: Duration,
}

impl StageTimes {
    /// Measures all stages from now on.
    pub(super) fn measure() -> Self {
        let times = Self::default();
        // It fails only where a log is set up already, and then no times are shown.
        let _ = subscriber::set_global_default(Registry::default().with(times.clone()));
        times
    }

    fn add(&self, name: &'static str, busy: Duration) {
        let mut stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match stages.iter_mut().find(|stage| stage.name == name) {
            Some(stage) => {
                stage.runs += 1;
                stage.busy += busy;
            }
            None => stages.push(Stage {
                name,
                runs: 1,
                busy,
            }),
        }
    }

    /// A line for each stage, in the order in which they first ended: its time on all threads
    /// together, in seconds, and how often it ran.
    pub(super) fn lines(&self) -> Vec<String> {
        let stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = |it: &Stage| {
            let seconds = it.busy.as_secs_f64();
            format!("{:<8} {seconds:>9.3} s  {:>6} ×", it.name, it.runs)
        };
        stages.iter().map(line).collect()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for StageTimes {
    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            span.extensions_mut().replace(Instant::now());
        }
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(start) = span.extensions_mut().remove::<Instant>() {
            self.add(span.name(), start.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_counted_each_time_it_runs() {
        let times = StageTimes::default();
        let log = Registry::default().with(times.clone());
        subscriber::with_default(log, || {
            for _ in 0..2 {
                tracing::info_span!("clean").in_scope(|| ());
                tracing::info_span!("segment").in_scope(|| ());
            }
        });
        let lines = times.lines();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with("clean ") && lines[0].ends_with(" 2 ×"),
            "{lines:?}"
        );
        assert!(lines[1].starts_with("segment "), "{lines:?}");
    }
}
