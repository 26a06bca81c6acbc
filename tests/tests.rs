//! One test binary. What needs texts from outside the repository finds them through `ZHENGTU_DATA`
//! and says so where that is not set.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and explains itself on stderr"
)]

mod agencies;
mod answers;
mod checks;
mod cli;
mod evidence;
mod gold;
mod graph;
mod legal;
mod library;
mod readme;
mod robust;
mod serve;
mod tidy;
mod util;
