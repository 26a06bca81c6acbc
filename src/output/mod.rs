//! Bytes that leave the program: files written atomically, packed or not, tables for a terminal.
//!
//! Owns: how output appears whole or not at all. Must not know: what is written.

pub(crate) mod file;
pub(crate) mod packing;
pub(crate) mod spool;
pub(crate) mod table;
