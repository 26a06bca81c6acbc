//! Zhengtu 政图.

pub mod analyze;
pub mod ask;
pub mod error;
pub mod network;
pub mod query;
pub mod store;
pub mod table;
pub mod vocab;
