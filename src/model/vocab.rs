//! Vocabulary: every IRI the program reads or writes, in one place.
//!
//! Owns: the namespaces, the names of the terms (own ones and those of ELI, Dublin Core, CiTO, Web
//! Annotation, ORG, SKOS), and the prefixes that queries need not declare. Must not know:
//! documents, text, files, how a graph is built.
//!
//! `ontology/zhengtu.ttl` defines the own terms; a test holds the two together.

use super::source::checksum;
use oxigraph::model::NamedNodeRef;
use std::fmt;

/// Default base of all data IRIs; `--base` replaces it.
pub const BASE: &str = "https://w3id.org/zhengtu/id/";

/// A term of a vocabulary, by its IRI, which is also its `Display`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(&'static str);

impl Term {
    /// The term with this IRI.
    pub const fn new(iri: &'static str) -> Self {
        Self(iri)
    }

    /// Its IRI.
    pub fn iri(self) -> &'static str {
        self.0
    }

    /// Its name in its vocabulary: `based_on`.
    pub fn name(self) -> &'static str {
        local_name(self.0)
    }

    /// The term as a node of a graph.
    pub fn node(self) -> NamedNodeRef<'static> {
        NamedNodeRef::new_unchecked(self.0)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What follows the last `/` or `#` of an IRI: the part that people read.
///
/// ```
/// use zhengtu::model::vocab::{local_name, term};
/// assert_eq!(local_name("https://w3id.org/zhengtu/id/act/示例条例"), "示例条例");
/// assert_eq!(term::BASED_ON.name(), "based_on");
/// ```
pub fn local_name(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// Namespaces with the terms of each that the program reads or writes: a constant for each
/// namespace, and in [`term`] one for each term.
macro_rules! namespaces {
    ($($(#[$doc:meta])* $namespace:ident = $base:literal {
        $($term:ident = $name:literal,)*
    })*) => {
        $($(#[$doc])* pub const $namespace: &str = $base;)*

        /// The terms that the graph uses, by name.
        #[expect(
            missing_docs,
            reason = "ontology/zhengtu.ttl and the published vocabularies describe the terms"
        )]
        pub mod term {
            use crate::model::vocab::Term;
            $($(pub const $term: Term = Term::new(concat!($base, $name));)*)*

            /// All of them.
            #[cfg(test)]
            pub(super) const ALL: &[Term] = &[$($($term,)*)*];
        }
    };
}

namespaces! {
    /// Namespace of the project's own terms.
    ZT = "https://w3id.org/zhengtu/def#" {
        DOCUMENT = "Document",
        STUB = "Stub",
        PRINTING = "Printing",
        SOURCE_FILE_CLASS = "SourceFile",
        REFERENCE = "Reference",
        AGENCY = "Agency",
        VERSION = "Version",
        TEXT_HELD = "textHeld",
        PRINTS_VERSION = "printsVersion",
        CITING_VERSION = "citingVersion",
        CITED_VERSION = "citedVersion",
        CITED_NUMBER = "citedNumber",
        LIFE_EVENT = "LifeEvent",
        EVENT_OF = "eventOf",
        EVENT_KIND = "eventKind",
        EVENT_BODY = "eventBody",
        EVENT_DECISION = "eventDecision",
        EVENT_NUMBER = "eventNumber",
        TEXTUAL_CHANGE = "TextualChange",
        CHANGE_KIND = "changeKind",
        REPLACEMENT = "Replacement",
        INSERTION = "Insertion",
        DELETION = "Deletion",
        SUBSTITUTION = "Substitution",
        RENUMBERING = "Renumbering",
        CHANGING_ACT = "changingAct",
        CHANGED_ACT = "changedAct",
        CHANGED_PROVISION = "changedProvision",
        RESULTING_PROVISION = "resultingProvision",
        INSERTED_UNIT = "insertedUnit",
        WORDS_BEFORE = "wordsBefore",
        WORDS_AFTER = "wordsAfter",
        ANCHOR_WORDS = "anchorWords",
        ANCHOR_SIDE = "anchorSide",
        CHANGE_ORDER = "changeOrder",
        PRODUCES = "produces",
        DECIDED_ON = "decidedOn",
        KEY = "key",
        PROMULGATED_UNDER = "promulgatedUnder",
        ROLE = "role",
        AUTHORITY_LEVEL = "authorityLevel",
        DIVISION_CODE = "divisionCode",
        LEAD_ISSUER = "leadIssuer",
        PRINTED_ISSUER = "printedIssuer",
        ADDRESSED_TO = "addressedTo",
        DATE_PRINTED = "datePrinted",
        DATE_SIGNED = "dateSigned",
        DATE_ADOPTED = "dateAdopted",
        EFFECTIVE_ON_PUBLICATION = "effectiveOnPublication",
        EFFECTIVE_ON_EVENT = "effectiveOnEvent",
        STATED_EXPIRY = "statedExpiry",
        STATED_EXPIRY_TEXT = "statedExpiryText",
        EXPIRY_RECKONED_FROM = "expiryReckonedFrom",
        PROMULGATED_BY = "promulgatedBy",
        SOURCE_FILE = "sourceFile",
        PRINTING_OF = "printingOf",
        FIRST_LINE = "firstLine",
        LAST_LINE = "lastLine",
        PATH = "path",
        SHA256 = "sha256",
        ENCODING = "encoding",
        RECOGNISED_BY = "recognisedBy",
        CONFIDENCE = "confidence",
        IMPLEMENTS = "implements",
        DETAILED_RULES_FOR = "detailedRulesFor",
        REPEALS_PART_OF = "repealsPartOf",
        REPLACES = "replaces",
        PROMULGATES = "promulgates",
        EXPLAINS = "explains",
        INTERPRETS = "interprets",
        SUSPENDS = "suspends",
        EXTENDS = "extends",
        SCOPE = "scope",
        WHOLE = "Whole",
        PART = "Part",
        PROVISION = "provision",
        EFFECT_FROM = "effectFrom",
        EFFECT_UNTIL = "effectUntil",
        ORDINAL = "ordinal",
        PRINTED_TITLE = "printedTitle",
        PRINTED_NUMBER = "printedNumber",
        PRINTED_PROVISION = "printedProvision",
        RESOLUTION = "resolution",
        STATUS = "status",
        CANDIDATE = "candidate",
        RULE = "rule",
        EVIDENCE = "evidence",
        LINE = "line",
        QUOTE = "quote",
        CHAR_START = "charStart",
        CHAR_END = "charEnd",
        SUCCESSOR = "successor",
        PREDECESSOR = "predecessor",
        RANK = "rank",
        INVALIDATES = "invalidates",
        RESOLVED = "Resolved",
        OUTSIDE_COLLECTION = "OutsideCollection",
        AMBIGUOUS_TARGET = "AmbiguousTarget",
        UNRESOLVED_TARGET = "UnresolvedTarget",
        BY_NUMBER = "ByNumber",
        BY_TITLE = "ByTitle",
        BY_SHORT_NAME = "ByShortName",
        BY_CONTEXT = "ByContext",
        AMBIGUOUS = "Ambiguous",
        UNRESOLVED = "Unresolved",
        STATUS_ON_DAY = "StatusOnDay",
        STATUS_OF = "statusOf",
        LEGAL_STATUS = "legalStatus",
        STATUS_BASIS = "statusBasis",
        AS_OF = "asOf",
        STATUS_SINCE = "statusSince",
        STATUS_UNTIL = "statusUntil",
        STATUS_BY = "statusBy",
        STATE_NOT_YET_IN_FORCE = "NotYetInForce",
        STATE_IN_FORCE = "InForce",
        STATE_AMENDED = "Amended",
        STATE_PARTLY_REPEALED = "PartlyRepealed",
        STATE_SUSPENDED = "Suspended",
        STATE_SUSPENDED_IN_PART = "SuspendedInPart",
        STATE_EXPIRED = "Expired",
        STATE_EXTENDED_IN_PART = "ExtendedInPart",
        STATE_REPEALED = "Repealed",
        STATE_REPLACED = "Replaced",
        STATE_UNKNOWN = "StatusUnknown",
        FINDING = "Finding",
        ANALYSIS = "analysis",
        CONCERNS = "concerns",
        IN_RELATION_TO = "inRelationTo",
    }
    /// European Legislation Identifier ontology.
    ELI = "http://data.europa.eu/eli/ontology#" {
        ADMINISTRATIVE_AREA = "AdministrativeArea",
        LEGAL_RESOURCE = "LegalResource",
        SUBDIVISION = "LegalResourceSubdivision",
        NUMBER = "number",
        TYPE_DOCUMENT = "type_document",
        PASSED_BY = "passed_by",
        JURISDICTION = "jurisdiction",
        DATE_DOCUMENT = "date_document",
        IN_FORCE_FROM = "first_date_entry_in_force",
        IS_ANNEX_OF = "is_annex_of",
        BASED_ON = "based_on",
        AMENDS = "amends",
        CHANGES = "changes",
        AMENDED_BY = "amended_by",
        REPEALS = "repeals",
        CITES = "cites",
        REFERS_TO = "refers_to",
        WORK_TYPE = "work_type",
        LEGAL_EXPRESSION = "LegalExpression",
        EXPRESSION = "Expression",
        REALIZES = "realizes",
        EXPRESSION_TITLE = "title",
        LANGUAGE = "language",
        IS_EMBODIED_BY = "is_embodied_by",
        IN_FORCE = "in_force",
        FORCE_YES = "InForce-inForce",
        FORCE_PART = "InForce-partiallyInForce",
        FORCE_NO = "InForce-notInForce",
        TYPE_SUBDIVISION = "type_subdivision",
        IS_PART_OF = "is_part_of",
        IS_MEMBER_OF = "is_member_of",
        VERSION_DATE = "version_date",
        CORRECTS = "corrects",
        REPEALED_BY = "repealed_by",
        CORRECTED_BY = "corrected_by",
        BASIS_FOR = "basis_for",
        CITED_BY = "cited_by",
        NO_LONGER_IN_FORCE = "date_no_longer_in_force",
    }
    /// Dublin Core terms.
    DCTERMS = "http://purl.org/dc/terms/" {
        TITLE = "title",
        ALTERNATIVE = "alternative",
        SOURCE = "source",
        DATE_OF = "date",
        FORMAT = "format",
        CONFORMS_TO = "conformsTo",
    }
    /// Citation Typing Ontology.
    CITO = "http://purl.org/spar/cito/" {
        HAS_CITING = "hasCitingEntity",
        HAS_CITED = "hasCitedEntity",
        CHARACTERIZATION = "hasCitationCharacterization",
    }
    /// Languages, as the Publications Office of the EU names them.
    LANGUAGES = "http://publications.europa.eu/resource/authority/language/" {
        CHINESE = "ZHO",
    }
    /// Web Annotation.
    OA = "http://www.w3.org/ns/oa#" {
        SPECIFIC_RESOURCE = "SpecificResource",
        HAS_SOURCE = "hasSource",
        HAS_SELECTOR = "hasSelector",
        TEXT_QUOTE = "TextQuoteSelector",
        EXACT = "exact",
        TEXT_POSITION = "TextPositionSelector",
        START = "start",
        END = "end",
        FRAGMENT = "FragmentSelector",
        XPATH = "XPathSelector",
        REFINED_BY = "refinedBy",
    }
    /// Organization ontology.
    ORG = "http://www.w3.org/ns/org#" {
        ORIGINAL_ORGANIZATION = "originalOrganization",
        RESULTING_ORGANIZATION = "resultingOrganization",
    }
    /// Records in Contexts.
    RICO = "https://www.ica.org/standards/RiC/ontology#" {
        HAS_SUCCESSOR = "hasSuccessor",
    }
    /// Provenance.
    PROV = "http://www.w3.org/ns/prov#" {}
    /// SKOS.
    SKOS = "http://www.w3.org/2004/02/skos/core#" {
        PREF_LABEL = "prefLabel",
    }
    /// RDF.
    RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        A = "type",
        RDF_STATEMENT = "Statement",
        RDF_SUBJECT = "subject",
        RDF_PREDICATE = "predicate",
        RDF_OBJECT = "object",
        RDF_VALUE = "value",
    }
    /// RDF Schema.
    RDFS = "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL = "label",
    }
    /// OWL.
    OWL = "http://www.w3.org/2002/07/owl#" {
        SAME_AS = "sameAs",
    }
    /// XML Schema datatypes.
    XSD = "http://www.w3.org/2001/XMLSchema#" {
        DATE = "date",
        INTEGER = "integer",
        BOOLEAN = "boolean",
        DOUBLE = "double",
    }
    /// SHACL, for reports of checks.
    SH = "http://www.w3.org/ns/shacl#" {
        SH_REPORT = "ValidationReport",
        SH_CONFORMS = "conforms",
        SH_RESULT = "result",
        SH_RESULT_CLASS = "ValidationResult",
        SH_FOCUS_NODE = "focusNode",
        SH_RESULT_SEVERITY = "resultSeverity",
        SH_VIOLATION = "Violation",
        SH_WARNING = "Warning",
        SH_INFO = "Info",
        SH_SOURCE_SHAPE = "sourceShape",
        SH_SOURCE_COMPONENT = "sourceConstraintComponent",
        SH_SPARQL_COMPONENT = "SPARQLConstraintComponent",
        SH_RESULT_MESSAGE = "resultMessage",
        SH_RESULT_PATH = "resultPath",
        SH_VALUE = "value",
    }
    /// Standards of the Internet, which fragments name.
    RFC = "http://tools.ietf.org/rfc/" {
        PDF_FRAGMENTS = "rfc3778",
        TABLE_FRAGMENTS = "rfc7111",
    }
    /// schema.org.
    SCHEMA = "http://schema.org/" {
        AREA_SERVED = "areaServed",
        CONTENT_URL = "contentUrl",
        CONTAINED_IN = "containedInPlace",
    }
}

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

/// Below the base: an instrument known by its title. The marks of a title inside it are the same
/// whether it stands alone or in marks of its own: 实施《示例法》办法, 《实施〈示例法〉办法》; 的 behind
/// the act that it carries out is printed or not.
///
/// ```
/// use zhengtu::model::vocab::act_path;
/// assert_eq!(act_path("某市实施〈示例法〉的若干规定"), act_path("某市实施《示例法》若干规定"));
/// ```
pub fn act_path(title: &str) -> String {
    let outer = |c: char| match c {
        '〈' => '《',
        '〉' => '》',
        c => c,
    };
    let mut title: String = title.chars().map(outer).collect();
    if title.contains("实施《") {
        title = title.replace("》的", "》");
    }
    format!("act/{}", segment(&title))
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
    let mut hex = checksum(text.as_bytes());
    hex.truncate(digits);
    hex
}

/// Below the base: an agency.
pub fn agency_path(name: &str) -> String {
    format!("agency/{}", segment(name))
}

/// Below the base: the place that a local body is for.
pub fn place_path(name: &str) -> String {
    format!("place/{}", segment(name))
}

/// Where a source file can be fetched: its path in the collection behind `base`. A file in an
/// archive is fetched with the archive.
///
/// ```
/// use zhengtu::model::vocab::source_url;
/// let url = |path| source_url("https://example.org/laws/", path);
/// assert_eq!(url("市/停车 办法#2.txt"), "https://example.org/laws/市/停车%20办法%232.txt");
/// assert_eq!(url("全部.zip!/办法.doc"), "https://example.org/laws/全部.zip");
/// assert_eq!(source_url("https://example.org", "a.txt"), "https://example.org/a.txt");
/// assert_eq!(source_url("https://example.org/?f=", "a.txt"), "https://example.org/?f=a.txt");
/// ```
pub fn source_url(base: &str, path: &str) -> String {
    let mut url = base.to_owned();
    if !base.ends_with(['/', '=']) {
        url.push('/');
    }
    let path = path.split("!/").next().unwrap_or(path);
    for c in path.chars() {
        let is_plain = match c {
            '\0'..='\x7f' => c.is_ascii_alphanumeric() || "-._~/".contains(c),
            _ => may_stand(c),
        };
        if is_plain {
            url.push(c);
        } else {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            url.extend(bytes.map(|b| format!("%{b:02X}")));
        }
    }
    url
}

/// Below the base: a source file, which is also the graph that holds what was read in it.
pub fn source_path(sha256: &str) -> String {
    format!("src/{}", sha256.get(..16).unwrap_or(sha256))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn own_terms_are_defined_in_the_ontology() {
        let ontology = [
            include_str!("../../ontology/zhengtu.ttl"),
            include_str!("../../ontology/findings.ttl"),
        ];
        let own = term::ALL.iter().filter(|it| it.iri().starts_with(ZT));
        for term in own {
            let start = format!("\nzt:{} a ", term.name());
            assert!(ontology.iter().any(|ttl| ttl.contains(&start)), "{term}");
        }
    }

    #[test]
    fn no_term_has_two_names() {
        let terms: BTreeSet<Term> = term::ALL.iter().copied().collect();
        assert_eq!(terms.len(), term::ALL.len());
    }
}
