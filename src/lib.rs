//! Zhengtu 政图.

pub mod analyze;
pub mod ask;
pub mod cli;
pub mod error;
pub mod export;
pub mod network;
pub mod output;
pub mod query;
pub mod store;
pub mod table;
pub mod vocab;
