//! Zhengtu 政图: Chinese laws, regulations and policy documents as a knowledge graph with evidence for
//! every statement.
//!
//! # The flow
//!
//! Folders are the stages, and each uses only what stands above it here or is named beside it.
//!
//! ```text
//!  model    knows nothing: days, numerals, places, nouns, names, terms, places in a text
//!  output   files that appear whole or not at all, tables for a terminal
//!
//!  files, folders
//!    │ text     one file at a time, in parallel
//!    │   read ────── SourceFile { path, sha256, text }        walking, decoding, checksum
//!    │   clean ───── CleanText { text, lines, map back }      page furniture, wrapped lines
//!    │   segment ─── [Document { role, lines, title, number }]    where a document begins
//!    │   fields ──── Fields { agencies, dates, history }      each with place and rule
//!    │   extract ─── Extraction { rows, aliases }             what it says of other documents
//!    │               = Analysed ───▶ records ─▶ Record (JSON Lines) ─▶ eval
//!  ══╪══ barrier: the whole collection is known ═════════════════════════════════════════
//!    │ build    all files together (uses text, rdf)
//!    │   resolve ─── documents that are one, targets that are known, and why not
//!    │   graph ───── quads, in one named graph for each file; sorted bytes, a manifest
//!    ▼
//!  graph.nq
//!    │ rdf      store ── query, ask, check                    SPARQL, canned questions, rules
//!    │ analyze  network ── status, chains, trees, cycles      petgraph (uses rdf)
//!    │ export   DOT, GraphML, GEXF, JSON, CSV, Mermaid, a page, a part of the graph
//!    │ serve    the same over HTTP, for browsers and SPARQL clients
//!    ▼
//!  cli      the words of the user
//! ```
//!
//! `rdf`, `analyze`, `export` and `serve` read nothing but a graph file, so they work on any graph of
//! the vocabulary in `ontology/`, and `text` and `build` know nothing of them but the formats.
//! [`model::lexicon`] reads `ontology/agencies.ttl` and `laws.ttl`: the extractor and the graph use
//! one truth.
//!
//! # What must stay true
//!
//! 1. A stage takes the value of the stage before and returns its own; no stage reaches back.
//! 2. Only [`text::read`], [`output`], [`rdf::store`], [`rdf::write`], `serve` and `cli` touch the
//!    world. In between nothing can fail: a text that says nothing yields nothing.
//! 3. Two coordinates, two types: [`model::span::TextRange`] in clean text,
//!    [`model::span::SourceSpan`] in the source; [`text::clean::CleanText::to_source`] is the only
//!    bridge.
//! 4. `extract` never resolves, `resolve` never reads text.
//! 5. Unknown is a value: a target that cannot be told stays open and says why; a date that is not
//!    printed is not there.
//! 6. Same files in, same bytes out: no clock, no chance, no order of hashing or of threads.
//! 7. Every statement of the graph carries file, line, characters, words and rule; the words are
//!    those of the source at those characters.
//!
//! `tests/tidy.rs` keeps the allowed dependencies between the rooms, `tests/evidence.rs` the
//! seventh, the tests of `graph` the sixth.
//!
//! # Where to add what
//!
//! An agency: `ontology/agencies.ttl`. A law named without 《》: `ontology/laws.ttl`. A phrase that
//! means a relation: a row of [`text::extract::cues::CUES`], with its sentences. A sign that a
//! document begins: [`text::segment::Sign`]. A noun that ends titles: [`model::doctype::NOUNS`]. A
//! word that ends names of bodies: [`model::body::ENDINGS`]. A verb of the note under a title, a
//! label of an index table, a clause on validity: [`text::fields::VERBS`],
//! [`text::fields::LABELS`], [`text::fields::RULES`]. A question: `ontology/questions/NAME.rq` and
//! a row in [`rdf::ask::QUESTIONS`]. A rule:
//! `ontology/checks/NAME.rq`, a row in [`rdf::check::RULES`], a shape of the same name in
//! `ontology/shapes.ttl`, and a breach of it in `tests/fixtures/bad.trig`.

pub mod analyze;
pub mod build;
pub mod cli;
pub mod export;
pub mod model;
pub mod output;
pub mod rdf;
pub mod serve;
pub mod text;
