//! Every IRI the program reads or writes, in one place.
//!
//! Owns: the namespaces, the names of the terms (own ones and those of ELI, Dublin Core, CiTO, Web
//! Annotation, ORG, SKOS), and the prefixes that queries need not declare. Must not know:
//! documents, text, files, how a graph is built.
//!
//! `ontology/zhengtu.ttl` defines the own terms; a test holds the two together.

use sha2::{Digest, Sha256};
use std::fmt;

/// Units of provisions, with their names in the paths of IRIs.
pub const UNITS: &[(char, &str)] = &[
    ('编', "part"),
    ('章', "ch"),
    ('节', "sec"),
    ('条', "art"),
    ('款', "para"),
    ('项', "item"),
    ('目', "point"),
];

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
pub const DATA_PREFIXES: &[(&str, &str)] =
    &[("lvl", "level/"), ("typ", "type/"), ("agency", "agency/")];

/// A term of a vocabulary: its namespace and its name there. Its `Display` is the whole IRI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub &'static str, pub &'static str);

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        f.write_str(self.1)
    }
}

/// The terms that the graph uses, by name.
#[rustfmt::skip]
#[expect(missing_docs, reason = "ontology/zhengtu.ttl and the published vocabularies describe the terms")]
pub mod term {
    use super::{CITO, DCTERMS, ELI, OA, ORG, RDF, RDFS, SKOS, Term, ZT};

    pub const A: Term = Term(RDF, "type");
    pub const RDF_STATEMENT: Term = Term(RDF, "Statement");
    pub const RDF_SUBJECT: Term = Term(RDF, "subject");
    pub const RDF_PREDICATE: Term = Term(RDF, "predicate");
    pub const RDF_OBJECT: Term = Term(RDF, "object");
    pub const LABEL: Term = Term(RDFS, "label");
    pub const PREF_LABEL: Term = Term(SKOS, "prefLabel");

    pub const DOCUMENT: Term = Term(ZT, "Document");
    pub const STUB: Term = Term(ZT, "Stub");
    pub const PRINTING: Term = Term(ZT, "Printing");
    pub const SOURCE_FILE_CLASS: Term = Term(ZT, "SourceFile");
    pub const REFERENCE: Term = Term(ZT, "Reference");
    pub const AGENCY: Term = Term(ZT, "Agency");
    pub const ADMINISTRATIVE_AREA: Term = Term(ELI, "AdministrativeArea");
    pub const LEGAL_RESOURCE: Term = Term(ELI, "LegalResource");
    pub const SUBDIVISION: Term = Term(ELI, "LegalResourceSubdivision");

    pub const TITLE: Term = Term(DCTERMS, "title");
    pub const ALTERNATIVE: Term = Term(DCTERMS, "alternative");
    pub const KEY: Term = Term(ZT, "key");
    pub const NUMBER: Term = Term(ELI, "number");
    pub const PROMULGATED_UNDER: Term = Term(ZT, "promulgatedUnder");
    pub const ROLE: Term = Term(ZT, "role");
    pub const TYPE_DOCUMENT: Term = Term(ELI, "type_document");
    pub const AUTHORITY_LEVEL: Term = Term(ZT, "authorityLevel");
    pub const PASSED_BY: Term = Term(ELI, "passed_by");
    pub const LEAD_ISSUER: Term = Term(ZT, "leadIssuer");
    pub const PRINTED_ISSUER: Term = Term(ZT, "printedIssuer");
    pub const JURISDICTION: Term = Term(ELI, "jurisdiction");
    pub const DATE_SIGNED: Term = Term(ZT, "dateSigned");
    pub const DATE_ADOPTED: Term = Term(ZT, "dateAdopted");
    pub const DATE_DOCUMENT: Term = Term(ELI, "date_document");
    pub const IN_FORCE_FROM: Term = Term(ELI, "first_date_entry_in_force");
    pub const EFFECTIVE_ON_PUBLICATION: Term = Term(ZT, "effectiveOnPublication");
    pub const STATED_EXPIRY: Term = Term(ZT, "statedExpiry");
    pub const STATED_EXPIRY_TEXT: Term = Term(ZT, "statedExpiryText");
    pub const EXPIRY_RECKONED_FROM: Term = Term(ZT, "expiryReckonedFrom");
    pub const IS_ANNEX_OF: Term = Term(ELI, "is_annex_of");
    pub const PROMULGATED_BY: Term = Term(ZT, "promulgatedBy");
    pub const SOURCE_FILE: Term = Term(ZT, "sourceFile");

    pub const PRINTING_OF: Term = Term(ZT, "printingOf");
    pub const FIRST_LINE: Term = Term(ZT, "firstLine");
    pub const LAST_LINE: Term = Term(ZT, "lastLine");
    pub const PATH: Term = Term(ZT, "path");
    pub const SHA256: Term = Term(ZT, "sha256");
    pub const ENCODING: Term = Term(ZT, "encoding");

    pub const BASED_ON: Term = Term(ELI, "based_on");
    pub const IMPLEMENTS: Term = Term(ZT, "implements");
    pub const DETAILED_RULES_FOR: Term = Term(ZT, "detailedRulesFor");
    pub const AMENDS: Term = Term(ELI, "amends");
    pub const AMENDED_BY: Term = Term(ELI, "amended_by");
    pub const REPEALS: Term = Term(ELI, "repeals");
    pub const REPEALS_PART_OF: Term = Term(ZT, "repealsPartOf");
    pub const REPLACES: Term = Term(ZT, "replaces");
    pub const PROMULGATES: Term = Term(ZT, "promulgates");
    pub const EXPLAINS: Term = Term(ZT, "explains");
    pub const INTERPRETS: Term = Term(ZT, "interprets");
    pub const SUSPENDS: Term = Term(ZT, "suspends");
    pub const EXTENDS: Term = Term(ZT, "extends");
    pub const CITES: Term = Term(ELI, "cites");

    pub const HAS_CITING: Term = Term(CITO, "hasCitingEntity");
    pub const HAS_CITED: Term = Term(CITO, "hasCitedEntity");
    pub const CHARACTERIZATION: Term = Term(CITO, "hasCitationCharacterization");
    pub const SCOPE: Term = Term(ZT, "scope");
    pub const WHOLE: Term = Term(ZT, "Whole");
    pub const PART: Term = Term(ZT, "Part");
    pub const PROVISION: Term = Term(ZT, "provision");
    pub const EFFECT_FROM: Term = Term(ZT, "effectFrom");
    pub const EFFECT_UNTIL: Term = Term(ZT, "effectUntil");
    pub const ORDINAL: Term = Term(ZT, "ordinal");
    pub const PRINTED_TITLE: Term = Term(ZT, "printedTitle");
    pub const PRINTED_NUMBER: Term = Term(ZT, "printedNumber");
    pub const PRINTED_PROVISION: Term = Term(ZT, "printedProvision");
    pub const RESOLUTION: Term = Term(ZT, "resolution");
    pub const STATUS: Term = Term(ZT, "status");
    pub const CANDIDATE: Term = Term(ZT, "candidate");
    pub const RULE: Term = Term(ZT, "rule");
    pub const EVIDENCE: Term = Term(ZT, "evidence");

    pub const SPECIFIC_RESOURCE: Term = Term(OA, "SpecificResource");
    pub const HAS_SOURCE: Term = Term(OA, "hasSource");
    pub const HAS_SELECTOR: Term = Term(OA, "hasSelector");
    pub const TEXT_QUOTE: Term = Term(OA, "TextQuoteSelector");
    pub const EXACT: Term = Term(OA, "exact");
    pub const TEXT_POSITION: Term = Term(OA, "TextPositionSelector");
    pub const START: Term = Term(OA, "start");
    pub const END: Term = Term(OA, "end");
    pub const LINE: Term = Term(ZT, "line");
    pub const BYTE_START: Term = Term(ZT, "byteStart");
    pub const BYTE_END: Term = Term(ZT, "byteEnd");

    pub const TYPE_SUBDIVISION: Term = Term(ELI, "type_subdivision");
    pub const IS_PART_OF: Term = Term(ELI, "is_part_of");
    pub const ORIGINAL_ORGANIZATION: Term = Term(ORG, "originalOrganization");
    pub const RESULTING_ORGANIZATION: Term = Term(ORG, "resultingOrganization");
}

/// Graph of the vocabulary and its schemes, below the base.
pub const ONTOLOGY_GRAPH: &str = "graph/ontology";
/// Graph of the authority file of agencies, below the base.
pub const AGENCIES_GRAPH: &str = "graph/agencies";

/// `text` as one segment of an IRI: literal Chinese; what an IRI or a path cannot hold is left out
/// or written full width.
///
/// ```
/// use zhengtu::model::vocab::segment;
/// assert_eq!(segment("实施《中华人民共和国水法》办法"), "实施《中华人民共和国水法》办法");
/// assert_eq!(segment("GB/T 9704 [样式] 50%?"), "GB／T_9704_样式_50％？");
/// ```
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '/' => out.push('／'),
            '?' => out.push('？'),
            '#' => out.push('＃'),
            '%' => out.push('％'),
            ' ' => out.push('_'),
            c if may_stand(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether `c` may stand in an IRI's path as it is: RFC 3987 without what `segment` writes
/// otherwise, and without invisible characters.
fn may_stand(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c),
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}'
        | '\u{feff}' => false,
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => {
            !c.is_whitespace()
        }
        '\u{10000}'..='\u{dffff}' => (c as u32) & 0xffff < 0xfffe,
        '\u{e1000}'..='\u{efffd}' => true,
        _ => false,
    }
}

/// Below the base: an instrument known by its title.
pub fn act_path(title: &str) -> String {
    format!("act/{}", segment(title))
}

/// Below the base: a numbered document, by its number in normal form (国办发/2024/49).
pub fn number_path(number: &str) -> String {
    let parts: Vec<String> = number.split('/').map(segment).collect();
    format!("doc/{}", parts.join("/"))
}

/// Below the base: a document that has neither, by 16 hexadecimal digits over what is known of it.
pub fn hash_path(known: &str) -> String {
    format!("doc/h/{}", hash(known, 16))
}

/// The first `digits` hexadecimal digits of the SHA-256 of `text`.
pub fn hash(text: &str, digits: usize) -> String {
    let hex: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    hex[..digits.min(hex.len())].to_owned()
}

/// Below the base: an agency.
pub fn agency_path(name: &str) -> String {
    format!("agency/{}", segment(name))
}

/// Below the base: the place that a local body is for.
pub fn place_path(name: &str) -> String {
    format!("place/{}", segment(name))
}

/// Below the base: a source file, which is also the graph that holds what was read in it.
pub fn source_path(sha256: &str) -> String {
    format!("src/{}", sha256.get(..16).unwrap_or(sha256))
}
