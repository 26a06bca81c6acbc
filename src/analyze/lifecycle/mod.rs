//! Legal lifecycle: when each document begins, what changes or ends it, its status on a day.
//!
//! Owns: the lives of all documents of a network ([`Lifecycles`]); in its files starts, acts,
//! terms, stretches of validity, and the rules by which a state is found. Must not know: rows,
//! files, the command line.
//!
//! This is the one engine for legal state: analyses, exports, pages and the canned questions all
//! ask it. A notice and its one instrument live one life. An annex, and an instrument issued
//! together with others, begin and end with what carries them, unless they say otherwise.

mod acts;
mod days;
mod lives;
mod rules;
mod starts;
mod state;
mod succession;
mod term;

pub(super) use acts::Act;
pub use lives::Lifecycles;
pub(super) use lives::fact;
pub(super) use rules::Standing;
pub use rules::{RULES, Rule};
pub use state::{Basis, State};

#[cfg(test)]
mod tests;
