//! One test binary. What needs texts from outside the repository is ignored and says so; with
//! `ZHENGTU_DATA` set, `cargo test -- --include-ignored` runs it too.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and explains itself on stderr"
)]

mod agencies;
mod amendments;
mod answers;
mod cases;
mod checks;
mod cli;
mod compare;
mod evidence;
mod expected;
mod facts;
mod faults;
mod gold;
mod graph;
mod hard;
mod laws;
mod legal;
mod library;
mod meaning;
mod parts;
mod protocol;
mod push;
mod read;
mod readers;
mod readme;
mod references;
mod relations;
mod robust;
mod serve;
mod tidy;
mod util;
mod versions;
