//! Every IRI the program reads or writes, in one place.
//!
//! Owns: the namespaces, the names of the terms (own ones and those of ELI, Dublin Core, CiTO, Web Annotation, ORG, SKOS), and the prefixes that
//! queries need not declare. Must not know: documents, text, files, how a graph is built.
//!
//! `ontology/zhengtu.ttl` defines the own terms; a test holds the two together.

/// Namespace of the project's own terms.
pub const ZT: &str = "https://w3id.org/zhengtu/def#";
/// Default base of all data IRIs; `--base` replaces it.
pub const BASE: &str = "https://w3id.org/zhengtu/id/";
/// European Legislation Identifier ontology.
pub const ELI: &str = "http://data.europa.eu/eli/ontology#";
/// Dublin Core terms.
pub const DCTERMS: &str = "http://purl.org/dc/terms/";
/// Citation Typing Ontology.
pub const CITO: &str = "http://purl.org/spar/cito/";
/// Web Annotation.
pub const OA: &str = "http://www.w3.org/ns/oa#";
/// Organization ontology.
pub const ORG: &str = "http://www.w3.org/ns/org#";
/// Records in Contexts.
pub const RICO: &str = "https://www.ica.org/standards/RiC/ontology#";
/// Provenance.
pub const PROV: &str = "http://www.w3.org/ns/prov#";
/// SKOS.
pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// RDF.
pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// RDF Schema.
pub const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
/// OWL.
pub const OWL: &str = "http://www.w3.org/2002/07/owl#";
/// XML Schema datatypes.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
/// schema.org.
pub const SCHEMA: &str = "http://schema.org/";

/// Prefixes that a query may use without declaring them; the last three are below the data base.
pub const PREFIXES: &[(&str, &str)] = &[
    ("zt", ZT),
    ("eli", ELI),
    ("dcterms", DCTERMS),
    ("cito", CITO),
    ("oa", OA),
    ("org", ORG),
    ("rico", RICO),
    ("prov", PROV),
    ("skos", SKOS),
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("owl", OWL),
    ("xsd", XSD),
    ("schema", SCHEMA),
];
/// Prefixes of data namespaces, given relative to the base.
pub const DATA_PREFIXES: &[(&str, &str)] = &[("lvl", "level/"), ("typ", "type/"), ("agency", "agency/")];
