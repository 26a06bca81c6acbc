//! Zhengtu 政图.

pub mod error;
pub mod store;
pub mod vocab;
