//! The graph of one file, as it is written.
//!
//! Owns: what is kept while the quads of a file are put together, and the order of its parts:
//! documents, then references, then changes. Must not know: other files' graphs, how facts were
//! found.

use super::form::Resolved;
use crate::build::resolve::{Collection, NodeId};
use crate::model::level::Level;
use crate::model::source::Kind as FileKind;
use crate::model::vocab::{self, term};
use crate::rdf::write::{Object, Writer};
use crate::text::facts::Facts;
use std::collections::{BTreeMap, BTreeSet};

/// The graph of one file in the making.
pub(super) struct FileGraph<'a> {
    pub(super) facts: &'a Facts,
    pub(super) collection: &'a Collection,
    pub(super) levels: &'a [Option<Level>],
    pub(super) file: usize,
    /// The source's IRI below the base.
    pub(super) source: String,
    pub(super) out: Writer<'a>,
    source_base: Option<&'a str>,
    /// Whether spans also have the selectors of Web Annotation.
    pub(super) selectors: bool,
    pub(super) spans: BTreeSet<(usize, usize)>,
    pub(super) described: BTreeSet<NodeId>,
    pub(super) versions: BTreeSet<String>,
    /// Versions that a decision of the file puts in force.
    pub(super) begun: BTreeSet<String>,
    pub(super) provisions: BTreeSet<String>,
    pub(super) locals: BTreeSet<String>,
    /// Names of places that are described.
    pub(super) areas: BTreeSet<String>,
    /// IRIs of statements and changes, with how often each was wanted.
    pub(super) taken: BTreeMap<String, usize>,
}

impl<'a> FileGraph<'a> {
    pub(super) fn new(of: Resolved<'a>, facts: &'a Facts, file: usize) -> Self {
        let Resolved {
            collection,
            levels,
            form,
        } = of;
        let source = vocab::source_path(&facts.file.sha256);
        Self {
            facts,
            collection,
            levels,
            file,
            source_base: form.source_base,
            selectors: form.selectors,
            out: Writer::new(form.base, &source),
            source,
            spans: BTreeSet::new(),
            described: BTreeSet::new(),
            versions: BTreeSet::new(),
            begun: BTreeSet::new(),
            provisions: BTreeSet::new(),
            locals: BTreeSet::new(),
            areas: BTreeSet::new(),
            taken: BTreeMap::new(),
        }
    }

    pub(super) fn write(mut self) -> String {
        let source = self.source.clone();
        let file = &self.facts.file;
        self.out
            .add(&source, term::A, Object::Term(term::SOURCE_FILE_CLASS));
        self.out.add(&source, term::PATH, Object::Text(&file.path));
        if let Some(base) = self.source_base {
            let url = vocab::source_url(base, &file.path);
            self.out.add(&source, term::CONTENT_URL, Object::Iri(&url));
        }
        self.out
            .add(&source, term::SHA256, Object::Text(&file.sha256));
        self.out
            .add(&source, term::ENCODING, Object::Text(&file.encoding));
        if file.kind != FileKind::Text {
            let format = Object::Text(file.kind.media_type());
            self.out.add(&source, term::FORMAT, format);
        }
        if let Some(program) = &file.recognised_by {
            self.out
                .add(&source, term::RECOGNISED_BY, Object::Text(program));
        }
        for document in 0..self.facts.documents.len() {
            if let Some(printed) = self.collection.documents[self.file][document] {
                self.document(document, printed);
            }
        }
        let references = &self.collection.references[self.file];
        for reference in references {
            self.reference(reference);
        }
        self.changes();
        self.out.finish()
    }
}
