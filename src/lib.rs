//! Zhengtu 政图: Chinese laws, regulations and policy documents as a knowledge graph with evidence
//! for every statement.
//!
//! # As a library
//!
//! The verbs stand at the root: [`extract`] tells what a text says, [`build`] makes a [`Graph`] of
//! several, [`Graph::open`] reads one that was made before. All of it works in memory, without a
//! network and without a clock.
//!
//! ```
//! use zhengtu::{Day, Options, SourceFile, State};
//!
//! # fn main() -> Result<(), zhengtu::Error> {
//! let old = "示例市停车管理办法\n（2015年3月2日示例市人民政府令第10号公布 自2015年5月1日起施行）\n\n\
//!            第一条 为了规范停车管理，制定本办法。\n";
//! let new = "示例市停车管理条例\n（2023年9月27日示例市人民代表大会常务委员会通过）\n\n\
//!            第一条 为了规范停车管理，制定本条例。\n\
//!            第二条 本条例自2024年1月1日起施行。《示例市停车管理办法》同时废止。\n";
//! let sources = [SourceFile::from_text("办法.txt", old), SourceFile::from_text("条例.txt", new)];
//! let graph = zhengtu::build(sources, &Options::default())?;
//!
//! let status = graph.status("示例市停车管理办法", Day::parse("2024-01-01"))?;
//! assert_eq!(status.state, State::Repealed);
//! assert_eq!(graph.find(&status.by[0])?.title, "示例市停车管理条例");
//! let chain = graph.supersession("示例市停车管理办法", None)?;
//! assert_eq!(chain.steps(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! `examples/` has three programs more. The features `cli` (the program), `serve` (the HTTP
//! server) and `push` (a client of stores) are on by default; without them
//! (`default-features = false`) neither clap nor hyper nor tokio nor ureq comes along. The log is
//! [`tracing`]'s: each stage is a span.
//!
//! What stands at the root, and what these pages show of [`analyze`], [`export`], [`model`],
//! [`rdf`] and `serve`, is for users. All else is private; what the program's own tests, benches
//! and fuzz targets use of it stands in `parts`, without a promise.
//!
//! # The flow
//!
//! Folders are the stages, and each uses only what stands above it here or is named beside it.
//!
//! ```text
//!  model    knows nothing: days, numerals, places, nouns, names, terms, places in a text
//!  output   files that appear whole or not at all, tables for a terminal
//!  limits   what a process may take of memory and time
//!
//!  files, folders, texts in memory
//!    │ read     one file at a time, in parallel: kind, charset, a reader for each kind
//!    │   = SourceFile { path, sha256, text, looks }           lines, and how they look
//!    │ text     one text at a time, in parallel
//!    │   clean ───── CleanText { text, lines, map back }      page furniture, wrapped lines
//!    │   segment ─── [Document { role, lines, title, number }]    where a document begins
//!    │   fields ──── Fields { agencies, dates, history }      each with place and rule
//!    │   extract ─── Extraction { rows, aliases }             what it says of other documents
//!    │   changes ─── [Instruction]                            what it does to words of theirs
//!    │     = Analysed ──▶ records ─▶ Record (JSON Lines) ─▶ eval
//!    │   facts ───── Facts { documents, fields, rows, changes, quotes }   the text is dropped
//!  ══╪══ barrier: the whole collection is known ═════════════════════════════════════════
//!    │ build    all files together (uses text, rdf); each step is a command of its own, too
//!    │   intake ──── facts made of texts, kept in a cache before, or written by `facts`
//!    │     = Keys of each file at hand; its facts and words set aside in a spool
//!    │   resolve ─── documents that are one, targets that are known, and why not
//!    │     = Collection                       as a file: resolution, for `graph` elsewhere
//!    │   graph ───── quads of some files at a time, in one named graph for each
//!    │   merge ───── sorted runs into sorted bytes, and a manifest
//!    ▼
//!  graph.nq
//!    │ rdf      store ── query, ask, check                    SPARQL, canned questions, rules
//!    │   = Store, kept in an index beside a large graph
//!    │ analyze  network ── status, chains, trees, cycles      petgraph (uses rdf)
//!    │ export   DOT, GraphML, GEXF, JSON, CSV, Mermaid, a page, a part of the graph
//!    │ push     the named graphs that a store has not yet
//!    │ serve    the same over HTTP, for browsers and SPARQL clients
//!    ▼
//!  cli      the words of the user
//!  api      the same for programs: what stands at the root of this crate
//! ```
//!
//! `rdf`, `analyze`, `export` and `serve` read nothing but a graph file, so they work on any graph
//! of the vocabulary in `ontology/`, and `text` and `build` know nothing of them but the formats.
//! `model::lexicon` reads `ontology/agencies.ttl` and `laws.ttl`: the extractor and the graph use
//! one truth.
//!
//! # What must stay true
//!
//! 1. A stage takes the value of the stage before and returns its own; no stage reaches back.
//! 2. Only `read`, `output`, `limits`, `rdf::store`, `rdf::write`, `api`, `push`, `serve` and
//!    `cli` touch the world. In between nothing can fail: a text that says nothing yields nothing.
//! 3. Two coordinates, two types: `model::span::TextRange` in clean text,
//!    `model::span::SourceSpan` in the source; `text::clean::CleanText::to_source` is the only
//!    bridge. Behind the barrier a range is but the name of a `text::facts::Quote`.
//! 4. `extract` never resolves; `resolve` and `graph` read facts, and cannot reach a text.
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
//! means a relation: a row of `text::extract::cues::CUES`, with its sentences. A sign that a
//! document begins: `text::segment::Sign`. A noun that ends titles: `ontology/nouns.tsv`. A
//! word that ends names of bodies: `ontology/bodies.tsv`. A verb of the note under a title:
//! `text::fields::tokens::VERBS`; a label of an index table: `text::aside::KEYS`; a pattern or a
//! word that decides anything else in a text: a row (`text::rule`) beside what reads it, with its
//! examples. A question: `ontology/questions/NAME.rq` and a row in
//! `rdf::ask::QUESTIONS`. A rule:
//! `ontology/checks/NAME.rq`, a row in `rdf::check::RULES`, a shape of the same name in
//! `ontology/shapes.ttl`, and a breach of it in `tests/fixtures/bad.trig`.

mod api;

pub use analyze::network::{Document, Evidence, Link, Relation};
pub use analyze::{
    AnswerTable, AsOf, Basis, Day, Layout, Report, Row, State, Status, write as write_reports,
    write_sheets as write_tables,
};
pub use api::{Graph, Options, build, build_with, extract};
pub use model::error::{Error, ErrorKind, Skipped};
pub use model::format::GraphFormat;
pub use model::source::SourceFile;
pub use rdf::query::{Answer, AnswerFormat, render as write_answer};
pub use read::find as find_texts;
pub use text::record::{Place, Record, RelationRow};

/// The crate whose terms stand in an [`Answer`].
pub use oxigraph;

pub mod analyze;
mod build;
#[cfg(feature = "cli")]
mod cli;
pub mod export;
#[cfg_attr(
    not(all(feature = "cli", feature = "serve")),
    allow(dead_code, reason = "only programs that can be ended have limits")
)]
mod limits;
pub mod model;
#[cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        reason = "only the program writes to standard output and folders"
    )
)]
mod output;
#[cfg(feature = "push")]
pub mod push;
#[cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "only the program checks and copies graphs"
    )
)]
pub mod rdf;
#[cfg_attr(
    not(all(feature = "files", feature = "pdf")),
    allow(
        dead_code,
        unused_imports,
        reason = "readers that are left out need them"
    )
)]
mod read;
#[cfg(feature = "serve")]
pub mod serve;
mod text;

/// What the program itself, its tests, benches and fuzz targets, `examples/fit_page` and the Python
/// package use of the rooms that are not for users. It may change at any time.
#[doc(hidden)]
pub mod parts {
    /// The program.
    #[cfg(feature = "cli")]
    pub use crate::cli::main;

    #[cfg(feature = "serve")]
    pub use crate::serve::accept::choose;

    /// Of the room `analyze`.
    pub mod analyze {
        pub use crate::analyze::compact::Compact;
        pub use crate::analyze::interval::Spans;
    }

    /// Of the room `build`.
    pub mod build {
        pub use crate::build::manifest::Manifest;
        pub use crate::build::pipeline::{self, Options};
        pub use crate::build::resolve::{
            Collection, Node, Outcome, Party, Reference, Target, parties, party, party_on, resolve,
        };
        pub use crate::build::watch::{Changes, watch};
        pub use crate::build::{memory, parts};
    }

    /// Of the room `model`.
    pub mod model {
        pub use crate::model::jurisdiction::jurisdiction;
        pub use crate::model::numeral::{chinese, date_prefix, number, stated_day};
        pub use crate::model::source::{Kind, Origin, Spot};
        pub use crate::model::span::TextRange;
    }

    /// Of the room `rdf`.
    pub mod rdf {
        pub use crate::rdf::ask::{fill, key_value, question, questions};
        pub use crate::rdf::check::{RULES, Severity, check, rules};
        pub use crate::rdf::store::{Found, find_document, split_version, the_document};
        pub use crate::rdf::write::{Object, Writer};
    }

    /// Of the room `read`.
    pub mod read {
        pub use crate::read::{Found, Limits, find, names, read_bytes};
    }

    /// Of the room `text`.
    pub mod text {
        pub use crate::text::clean::{CleanText, clean};
        pub use crate::text::eval::{Report, Tally, score};
        pub use crate::text::explain::explain;
        pub use crate::text::extract::provisions::provisions;
        pub use crate::text::extract::verbs::{Verb, governing_verb};
        pub use crate::text::facts::Facts;
        pub use crate::text::records::Analysed;
        pub use crate::text::rule::Pattern;
        pub use crate::text::segment::page::Label;
        pub use crate::text::segment::page::grammar::{self, nodes};
        pub use crate::text::segment::page::names::NAMES;
        pub use crate::text::segment::page::weights::Weights;
        pub use crate::text::segment::page_evidence;
    }
}

/// The examples of the pages, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.zh-CN.md")]
mod pages {}
