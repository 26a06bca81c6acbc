//! Zhengtu 政图.

pub mod error;
pub mod vocab;
