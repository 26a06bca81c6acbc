//! Zhengtu 政图: Chinese laws, regulations and policy documents as a knowledge graph with evidence for every statement.
//!
//! pub mod lines below stand in reading order.

pub mod span;

pub mod doctype;
pub mod error;
pub mod numeral;
pub mod vocab;

pub mod clean;
pub mod lexicon;
pub mod read;
pub mod segment;

pub mod extract;
pub mod fields;
pub mod record;
pub mod records;

pub mod key;
pub mod resolve;

pub mod graph;
pub mod manifest;
pub mod pipeline;
pub mod rdf;

pub mod eval;
pub mod explain;

pub mod analyze;
pub mod ask;
pub mod cli;
pub mod export;
pub mod network;
pub mod output;
pub mod query;
pub mod store;
pub mod table;
