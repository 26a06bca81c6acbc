//! Node and edge kinds of the property graph that is drawn.
//!
//! Owns: the kinds of nodes and what is known of each, the ties between them, their names in
//! English and Chinese. Must not know: any format, which of them are shown.

use crate::analyze::network::{Document, Evidence, Relation};
use crate::model::vocab::{Term, term};

/// What a node is.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeContent {
    /// A document.
    Document(Box<Document>),
    /// A provision of a document.
    Provision(Provision),
    /// A body that issues documents.
    Agency(Agency),
    /// A place where a text says something of a document.
    Reference(Reference),
}

/// A provision of a document.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// 第三条.
    pub label: String,
    /// The title of its document.
    pub document: String,
    /// Its IRI, if the graph gives it one.
    pub iri: Option<String>,
}

/// A body that issues documents.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its full name.
    pub name: String,
    /// Its IRI, if the graph gives it one.
    pub iri: Option<String>,
}

/// A place where a link is said.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What the words say.
    pub relation: Relation,
    /// The words and where they stand. Several references may stand at one place:
    /// 根据《甲》、《乙》.
    pub evidence: Evidence,
}

/// The kinds of nodes; the order is that of legends.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A document.
    Document,
    /// A provision.
    Provision,
    /// An issuing body.
    Agency,
    /// A place in a text.
    Reference,
}

impl Kind {
    /// Its name, as files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Provision => "provision",
            Self::Agency => "agency",
            Self::Reference => "reference",
        }
    }

    /// What a Chinese reader calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Document => "文件",
            Self::Provision => "条款",
            Self::Agency => "机关",
            Self::Reference => "引文",
        }
    }
}

/// What an edge says; the order is that of legends.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// What a document says of another, or of a provision of another.
    Relation(Relation),
    /// A provision is part of a document.
    PartOf,
    /// A document is issued by a body.
    IssuedBy,
    /// A document has its say at a place in a text.
    HasReference,
    /// The words at that place speak of a document.
    RefersTo,
}

impl EdgeKind {
    /// Its name, as files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relation(relation) => relation.name(),
            Self::PartOf => "part_of",
            Self::IssuedBy => "issued_by",
            Self::HasReference => "has_reference",
            Self::RefersTo => "refers_to",
        }
    }

    /// What a Chinese reader calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Relation(relation) => relation.label(),
            Self::PartOf => "属于",
            Self::IssuedBy => "发文机关",
            Self::HasReference => "见于",
            Self::RefersTo => "指向",
        }
    }

    /// The property that says so in the graph. There the two halves of a reference hang on its own
    /// node, the other way round for what a text says of its own amendment.
    pub fn property(self) -> Option<Term> {
        match self {
            Self::Relation(relation) => Some(relation.property()),
            Self::PartOf => Some(term::IS_PART_OF),
            Self::IssuedBy => Some(term::PASSED_BY),
            Self::HasReference | Self::RefersTo => None,
        }
    }
}

/// What a picture can show beside documents.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overlay {
    /// The provisions that links name: each is part of its document, and what names it points at it
    /// too
    Provisions,
    /// The bodies that issue the documents
    Agencies,
    /// Each place where a link is said, between the document that says it and the one it speaks of
    References,
}

impl Overlay {
    /// The kind of node that it adds.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Provisions => Kind::Provision,
            Self::Agencies => Kind::Agency,
            Self::References => Kind::Reference,
        }
    }

    /// Its name, as on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Provisions => "provisions",
            Self::Agencies => "agencies",
            Self::References => "references",
        }
    }
}
