//! Zhengtu 政图.

pub mod ask;
pub mod error;
pub mod network;
pub mod query;
pub mod store;
pub mod table;
pub mod vocab;
