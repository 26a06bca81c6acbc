//! Zhengtu 政图: Chinese laws, regulations and policy documents as a knowledge graph with evidence for every statement.
//!
//! # The flow
//!
//! ```text
//!  files, folders
//!       │ read ─────────── SourceFile { path, sha256, text }            walking, decoding, checksum
//!       │ clean ────────── CleanText { text, lines, map back }          page furniture, wrapped lines, forms of brackets
//!       │ segment ──────── [Document { role, lines, title, number }]    where a document begins, what encloses it
//!       │ fields ───────── Fields { agencies, dates }                   each with place and rule
//!       │ extract ──────── Extraction { rows, aliases }                 what it says of other documents
//!       │                  = Analysed, one per file, in parallel ───▶ records ─▶ Record (JSON Lines) ─▶ eval
//!  ═════╪═══ barrier: the whole collection is known ═══════════════════════════════════════════════════════
//!       │ resolve ──────── documents that are one, targets that are known, and why not
//!       │ graph ────────── quads, in one named graph for each file
//!       │ rdf ──────────── sorted bytes in one of six formats, with a manifest
//!       ▼
//!  graph.nq ── store ─┬─ query ─┬─ ask          SPARQL, canned questions
//!                     │         └─ check        rules and what breaks them
//!                     └─ network ─┬─ analyze   chains, trees, cycles (petgraph)
//!                                 ├─ export    DOT, GraphML, GEXF, JSON, CSV, Mermaid, a page
//!                                 └─ subset    the quads about some documents, written by rdf
//!                     all of them ── serve      the same over HTTP, for browsers and SPARQL clients
//! ```
//!
//! The right half reads nothing but a graph file, so that it works on any graph of the vocabulary in `ontology/`, and the left half knows nothing of it.
//! `lexicon` reads `ontology/agencies.ttl` and `laws.ttl`: the extractor and the graph use one truth.
//!
//! # What must stay true
//!
//! 1. A stage takes the value of the stage before and returns its own; no stage reaches back.
//! 2. Only `read`, `output`, `rdf`, `serve` and `cli` touch the world. In between nothing can fail: a text that says nothing yields nothing.
//! 3. Two coordinates, two types: [`span::TextRange`] in clean text, [`span::SourceSpan`] in the source; [`clean::CleanText::to_source`] is the only bridge.
//! 4. `extract` never resolves, `resolve` never reads text.
//! 5. Unknown is a value: a target that cannot be told stays open and says why; a date that is not printed is not there.
//! 6. Same files in, same bytes out: no clock, no chance, no order of hashing or of threads.
//! 7. Every statement of the graph carries file, line, characters, words and rule; the words are those of the source at those characters.
//!
//! `tests/tidy.rs` keeps the allowed dependencies between modules, `tests/evidence.rs` the seventh, the tests of `graph` the sixth.
//!
//! # Where to add what
//!
//! An agency: `ontology/agencies.ttl`. A law named without 《》: `ontology/laws.ttl`. A phrase that means a relation: a row of [`extract::cues::CUES`], with its sentences. A
//! sign that a document begins: [`segment::Sign`]. A noun that ends titles: [`doctype::NOUNS`]. A question: `ontology/questions/NAME.rq` and a row in [`ask::QUESTIONS`].
//! A rule: `ontology/checks/NAME.rq`, a row in [`check::RULES`], a shape of the same name in `ontology/shapes.ttl`, and a breach of it in `tests/fixtures/bad.trig`.

// what knows nothing
pub mod day;
pub mod doctype;
pub mod error;
pub mod numeral;
pub mod place;
pub mod span;
pub mod vocab;

// from files to what each of them says
pub mod clean;
pub mod extract;
pub mod fields;
pub mod lexicon;
pub mod read;
pub mod segment;

// from texts to one graph
pub mod graph;
pub mod key;
pub mod manifest;
pub mod pipeline;
pub mod rdf;
pub mod resolve;
pub mod sample;

// records
pub mod eval;
pub mod explain;
pub mod record;
pub mod records;

// from a graph file to answers
pub mod analyze;
pub mod ask;
pub mod check;
pub mod export;
pub mod network;
pub mod output;
pub mod query;
pub mod serve;
pub mod store;
pub mod subset;
pub mod table;

// the words of the user
pub mod cli;
