//! What the nodes and edges of a picture are.
//!
//! Owns: the kinds of nodes and what is known of each, the ties between them, their names in English and Chinese. Must not know: any format, which of them
//! are shown.

use super::projection::Edge;
use super::projection::Node;
use crate::network::Document;
use crate::network::Evidence;
use crate::network::Relation;
use crate::vocab::ELI;

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// 第3条.
    pub label: String,
    /// The title of its document.
    pub document: String,
    /// Its IRI, if the graph gives it one.
    pub iri: Option<String>,
}

/// A body that issues documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its full name.
    pub name: String,
    /// Its IRI, if the graph gives it one.
    pub iri: Option<String>,
}

/// A place where a link is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What the words say.
    pub relation: Relation,
    /// The words and where they stand. Several references may stand at one place: 根据《甲》、《乙》.
    pub evidence: Evidence,
}

/// The kinds of nodes; the order is that of legends.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
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

impl Tie {
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

    /// The property that says so in the graph. There the two halves of a reference hang on its own node, the other way round for what a text says of its
    /// own amendment.
    pub fn property(self) -> Option<String> {
        match self {
            Self::Relation(relation) => Some(relation.property().into_string()),
            Self::PartOf => Some(format!("{ELI}is_part_of")),
            Self::IssuedBy => Some(format!("{ELI}passed_by")),
            Self::HasReference | Self::RefersTo => None,
        }
    }
}

impl Node {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.thing {
            Thing::Document(_) => Kind::Document,
            Thing::Provision(_) => Kind::Provision,
            Thing::Agency(_) => Kind::Agency,
            Thing::Reference(_) => Kind::Reference,
        }
    }

    /// The document that it is.
    pub fn document(&self) -> Option<&Document> {
        if let Thing::Document(document) = &self.thing { Some(document) } else { None }
    }

    /// The reference that it is.
    pub fn reference(&self) -> Option<&Reference> {
        if let Thing::Reference(reference) = &self.thing { Some(reference) } else { None }
    }

    /// What it is called in full.
    pub(super) fn title(&self) -> String {
        match &self.thing {
            Thing::Document(document) => document.title.clone(),
            Thing::Provision(provision) => format!("《{}》{}", provision.document, provision.label),
            Thing::Agency(agency) => agency.name.clone(),
            Thing::Reference(reference) => reference.evidence.to_string(),
        }
    }

    /// What it is called in full, and what tells it from others of that name.
    pub(super) fn words(&self) -> String {
        match &self.thing {
            Thing::Document(document) => document.to_string(),
            Thing::Provision(_) | Thing::Agency(_) => self.title(),
            Thing::Reference(reference) => format!("{} {}", reference.evidence, reference.evidence.quote),
        }
    }

    /// Its IRI; that of a reference is the IRI of its words.
    pub(super) fn iri(&self) -> Option<&String> {
        match &self.thing {
            Thing::Document(document) => Some(&document.iri),
            Thing::Provision(provision) => provision.iri.as_ref(),
            Thing::Agency(agency) => agency.iri.as_ref(),
            Thing::Reference(reference) => Some(&reference.evidence.span),
        }
    }

    /// Whether it is only known from what others say of it.
    pub(super) fn is_stub(&self) -> bool {
        self.document().is_some_and(|document| document.stub)
    }

    /// The level of authority of a document.
    pub(super) fn level(&self) -> Option<&String> {
        self.document()?.level.as_ref()
    }

    /// The leading issuer of a document.
    pub(super) fn issuer(&self) -> Option<&String> {
        self.document()?.issuers.first()
    }
}

impl Edge {
    /// How often it is said.
    pub(super) fn mentions(&self) -> usize {
        self.link.as_ref().map_or(0, |link| link.evidence.len())
    }
}
