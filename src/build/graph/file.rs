//! The graph of one file: documents, printings, references, provisions.
//!
//! Owns: which quads follow from what was read in a file. Must not know: other files' graphs, how
//! facts were found.

use super::form::Form;
use super::{fragment, selectors};
use crate::build::resolve::{
    Collection, How, Kind, NodeId, Outcome, Party, Printed, Reference, Target, parties,
};
use crate::model::doctype::{Class, noun};
use crate::model::jurisdiction::place_of_body;
use crate::model::level::Level;
use crate::model::provision::Provision;
use crate::model::relation::Relation;
use crate::model::source::Kind as FileKind;
use crate::model::span::{SourceSpan, TextRange};
use crate::model::title::version_mark;
use crate::model::vocab::{self, Term, term};
use crate::rdf::write::{Object, Writer};
use crate::text::extract::{Evidence, Row};
use crate::text::fields::{Effective, Expiry, Fact};
use crate::text::records::Analysed;
use crate::text::segment::Role;
use std::collections::{BTreeMap, BTreeSet};

/// The property by which a relation is characterised: what a press text interprets, it explains.
pub fn property(relation: Relation, role: Role) -> Term {
    match relation {
        Relation::Interprets if role == Role::Interpretation => term::EXPLAINS,
        // What a press text cites is not thereby cited by legislation (ELI: domain LegalResource).
        Relation::Cites if role == Role::Interpretation => term::REFERS_TO,
        _ => relation.property(),
    }
}

/// The graph of one file in the making.
pub(super) struct FileGraph<'a> {
    pub(super) analysed: &'a Analysed,
    pub(super) collection: &'a Collection,
    levels: &'a [Option<Level>],
    pub(super) file: usize,
    /// The source's IRI below the base.
    pub(super) source: String,
    pub(super) out: Writer<'a>,
    /// Whether spans also have the selectors of Web Annotation.
    selectors: bool,
    /// Agencies of the authority file that occur.
    named: BTreeSet<String>,
    spans: BTreeSet<(usize, usize)>,
    described: BTreeSet<NodeId>,
    pub(super) versions: BTreeSet<String>,
    provisions: BTreeSet<String>,
    locals: BTreeSet<String>,
    /// Names of places that are described.
    pub(super) areas: BTreeSet<String>,
    /// IRIs of statements and references, with how often each was wanted.
    taken: BTreeMap<String, usize>,
}

impl<'a> FileGraph<'a> {
    pub(super) fn new(
        files: &'a [Analysed],
        collection: &'a Collection,
        levels: &'a [Option<Level>],
        form: Form<'a>,
        file: usize,
    ) -> Self {
        let analysed = &files[file];
        let source = vocab::source_path(&analysed.file.sha256);
        Self {
            analysed,
            collection,
            levels,
            file,
            selectors: form.selectors,
            out: Writer::new(form.base, &source),
            source,
            named: BTreeSet::new(),
            spans: BTreeSet::new(),
            described: BTreeSet::new(),
            versions: BTreeSet::new(),
            provisions: BTreeSet::new(),
            locals: BTreeSet::new(),
            areas: BTreeSet::new(),
            taken: BTreeMap::new(),
        }
    }

    pub(super) fn write(mut self) -> (String, BTreeSet<String>) {
        let source = self.source.clone();
        let file = &self.analysed.file;
        self.out
            .add(&source, term::A, Object::Term(term::SOURCE_FILE_CLASS));
        self.out.add(&source, term::PATH, Object::Text(&file.path));
        self.out
            .add(&source, term::SHA256, Object::Text(&file.sha256));
        self.out
            .add(&source, term::ENCODING, Object::Text(file.encoding));
        if file.kind != FileKind::Text {
            let format = Object::Text(file.kind.media_type());
            self.out.add(&source, term::FORMAT, format);
        }
        if let Some(program) = &file.recognised_by {
            self.out
                .add(&source, term::RECOGNISED_BY, Object::Text(program));
        }
        for document in 0..self.analysed.documents.len() {
            if let Some(printed) = self.collection.documents[self.file][document] {
                self.document(document, printed);
            }
        }
        let references = &self.collection.references[self.file];
        for reference in references {
            self.reference(reference);
        }
        (self.out.finish(), self.named)
    }

    // ---- documents ----

    fn document(&mut self, document: usize, printed: Printed) {
        let node = &self.collection.nodes[printed.node];
        let record = &self.analysed.documents[document];
        let path = node.path.clone();
        self.describe(printed.node);
        self.printing(document, printed);
        self.life(document, printed);
        self.out
            .add(&path, term::ROLE, Object::Text(record.role.name()));
        if record.title.is_empty() {
            let name = self.analysed.file.name().to_owned();
            self.out.add(&path, term::TITLE, Object::Text(&name));
        } else {
            let place = record.title_range;
            // （2018年修正） at the end of a title names a version, not the work.
            let bare = version_mark(&record.title).0;
            let (predicate, title) = if bare == node.title.printed() {
                (term::TITLE, bare)
            } else {
                (term::ALTERNATIVE, record.title.as_str())
            };
            self.fact(
                &path,
                predicate,
                Object::Chinese(title),
                place,
                "title",
                record.sign.rule(),
            );
        }
        if let Some((number, place)) = &record.number {
            match printed.order {
                Some(order) => self.order(order, printed.node, number, *place, document),
                None => self.fact(
                    &path,
                    term::NUMBER,
                    Object::Text(number),
                    Some(*place),
                    "number",
                    self.analysed.number_rule(document),
                ),
            }
        }
        self.dates(document, printed);
        self.issuers(document, printed);
        self.jurisdiction(document, printed);
        self.notice(document, printed);
        if let Some(level) = self.levels[printed.node] {
            self.out.add(
                &path,
                term::AUTHORITY_LEVEL,
                Object::Data(&format!("level/{level}")),
            );
        }
        if let Some(parent) = record
            .parent
            .and_then(|p| self.collection.documents[self.file][p])
        {
            let cover = &self.collection.nodes[parent.node];
            if parent.node != printed.node {
                self.out
                    .add(&path, term::IS_ANNEX_OF, Object::Data(&cover.path));
                // What is enclosed for reference goes under a number of its own.
                if node.number.is_none() && node.under == cover.number {
                    self.out
                        .add(&path, term::PROMULGATED_BY, Object::Data(&cover.path));
                }
            }
        }
    }

    /// What is the same wherever a node is described: types, keys, and for stubs the title and
    /// number.
    fn describe(&mut self, id: NodeId) {
        if !self.described.insert(id) {
            return;
        }
        let node = &self.collection.nodes[id];
        let path = node.path.as_str();
        self.out.add(path, term::A, Object::Term(term::DOCUMENT));
        if node.role != Some(Role::Interpretation) {
            self.out
                .add(path, term::A, Object::Term(term::LEGAL_RESOURCE));
        }
        for key in &node.keys {
            self.out.add(path, term::KEY, Object::Text(key));
        }
        for other in &node.aliases {
            self.out.add(other, term::SAME_AS, Object::Data(path));
        }
        if let Some(number) = &node.learnt {
            self.out.add(path, term::CITED_NUMBER, Object::Text(number));
        }
        if let Some(under) = &node.under {
            self.out
                .add(path, term::PROMULGATED_UNDER, Object::Text(under));
        }
        match noun(node.title.printed()) {
            _ if node.kind == Kind::Order => {
                self.out
                    .add(path, term::TYPE_DOCUMENT, Object::Data("type/令"))
            }
            // News about a document bears the document's noun.
            Some((_, class))
                if node.role == Some(Role::Interpretation) && class != Class::Interpretation => {}
            Some((noun, class)) if class != Class::Paper => {
                let property = match node.role {
                    Some(Role::Interpretation) => term::WORK_TYPE,
                    _ => term::TYPE_DOCUMENT,
                };
                let kind = format!("type/{noun}");
                self.out.add(path, property, Object::Data(&kind));
            }
            _ => {}
        }
        if node.is_found() {
            return;
        }
        self.out.add(path, term::A, Object::Term(term::STUB));
        if let Some(number) = &node.number {
            self.out.add(path, term::NUMBER, Object::Text(number));
        }
        // A document known by its number alone is called by it.
        let title = if node.title.is_empty() {
            node.number.as_deref()
        } else {
            Some(node.title.printed())
        };
        if let Some(title) = title {
            self.out.add(path, term::TITLE, Object::Chinese(title));
        }
        if let Some(level) = self.levels[id] {
            self.out.add(
                path,
                term::AUTHORITY_LEVEL,
                Object::Data(&format!("level/{level}")),
            );
        }
    }

    /// Where the record is printed. An order is printed above the title of its instrument.
    fn printing(&mut self, document: usize, printed: Printed) {
        let record = &self.analysed.documents[document];
        let line = |i: usize| self.analysed.clean.lines()[i].number as usize;
        let (first, last) = (record.lines.start, record.lines.end - 1);
        let title = record
            .title_range
            .map(|r| self.analysed.clean.line_at(r.start));
        let split = title.filter(|t| printed.order.is_some() && *t > first && *t <= last);
        let mut places = vec![(printed.node, line(split.unwrap_or(first)), line(last))];
        if let Some(order) = printed.order.filter(|o| self.is_printed_here(*o, document)) {
            places.push((order, line(first), line(split.map_or(last, |t| t - 1))));
        }
        for (id, first, last) in places {
            let place = format!("{}/doc/{first}-{last}", self.source);
            let path = self.collection.nodes[id].path.as_str();
            self.out
                .add(path, term::SOURCE_FILE, Object::Data(&self.source));
            self.out.add(&place, term::A, Object::Term(term::PRINTING));
            self.out.add(&place, term::PRINTING_OF, Object::Data(path));
            self.out
                .add(&place, term::HAS_SOURCE, Object::Data(&self.source));
            if let Some(version) = printed.version.filter(|_| id == printed.node) {
                let version = self.version(id, version);
                self.out
                    .add(&place, term::PRINTS_VERSION, Object::Data(&version));
            }
            self.expression(&place, id, printed, document);
            self.out
                .add(&place, term::FIRST_LINE, Object::Integer(first));
            self.out.add(&place, term::LAST_LINE, Object::Integer(last));
        }
    }

    fn is_printed_here(&self, node: NodeId, document: usize) -> bool {
        self.collection.nodes[node]
            .printings
            .iter()
            .any(|p| p.file == self.file && p.document == document)
    }

    /// The order that promulgates the instrument `node`: its own node, and the reference from it.
    fn order(
        &mut self,
        order: NodeId,
        node: NodeId,
        number: &str,
        place: TextRange,
        document: usize,
    ) {
        let (order_path, path) = (
            self.collection.nodes[order].path.clone(),
            self.collection.nodes[node].path.clone(),
        );
        self.describe(order);
        if self.collection.nodes[order].is_found() {
            self.out
                .add(&order_path, term::TITLE, Object::Chinese(number));
            self.out
                .add(&order_path, term::ROLE, Object::Text(Role::Act.name()));
        }
        self.fact(
            &order_path,
            term::NUMBER,
            Object::Text(number),
            Some(place),
            "number",
            "number-order",
        );
        self.fact(
            &path,
            term::PROMULGATED_UNDER,
            Object::Text(number),
            Some(place),
            "number",
            "number-order",
        );
        self.out
            .add(&path, term::PROMULGATED_BY, Object::Data(&order_path));
        let range = self.analysed.documents[document]
            .title_range
            .filter(|t| t.start > place.end);
        let evidence: Vec<(TextRange, &str)> = std::iter::once((place, "order-promulgates"))
            .chain(range.map(|r| (r, "order-promulgates")))
            .collect();
        let Some(reference) = self.new_reference(&evidence, "promulgates") else {
            return;
        };
        self.out
            .add(&reference, term::HAS_CITING, Object::Data(&order_path));
        self.out.add(
            &reference,
            term::CHARACTERIZATION,
            Object::Term(term::PROMULGATES),
        );
        self.out
            .add(&reference, term::SCOPE, Object::Term(term::WHOLE));
        self.out
            .add(&reference, term::RULE, Object::Text("order-promulgates"));
        let title = self.analysed.documents[document].title.clone();
        self.out
            .add(&reference, term::PRINTED_TITLE, Object::Text(&title));
        self.target(&reference, &Target::Known(node, How::Context));
        self.out
            .add(&order_path, term::PROMULGATES, Object::Data(&path));
    }

    fn dates(&mut self, document: usize, printed: Printed) {
        let fields = &self.analysed.fields[document];
        let node = &self.collection.nodes[printed.node];
        let path = node.path.as_str();
        // A date of another printing that differs stays a statement; the node has one of each.
        for (fact, chosen, predicate, name) in [
            (&fields.signed, node.signed, term::DATE_SIGNED, "signed"),
            (&fields.adopted, node.adopted, term::DATE_ADOPTED, "adopted"),
        ] {
            let Some(fact) = fact else { continue };
            self.stated(
                path,
                predicate,
                Object::Date(fact.value),
                Some(fact.value) == chosen,
                fact,
                name,
            );
        }
        let own = node.signed.or(node.adopted);
        let states_it = fields.signed.as_ref().map(|f| f.value) == own
            || node.signed.is_none() && fields.adopted.as_ref().map(|f| f.value) == own;
        if let Some(day) = own.filter(|_| states_it) {
            self.out.add(path, term::DATE_DOCUMENT, Object::Date(day));
        }
        if let Some(order) = printed.order.filter(|o| self.is_printed_here(*o, document)) {
            let order = &self.collection.nodes[order];
            if let Some(signed) = fields
                .signed
                .as_ref()
                .map(|f| f.value)
                .filter(|d| Some(*d) == order.signed)
            {
                self.out
                    .add(&order.path, term::DATE_SIGNED, Object::Date(signed));
                self.out
                    .add(&order.path, term::DATE_DOCUMENT, Object::Date(signed));
            }
        }
        if let Some(fact) = &fields.effective {
            let (predicate, object) = match fact.value {
                Effective::On(date) => (term::IN_FORCE_FROM, Object::Date(date)),
                Effective::OnPublication => (term::EFFECTIVE_ON_PUBLICATION, Object::Boolean(true)),
            };
            let version = self.version_stated(printed, fact.value);
            if let Some((version, true)) = version {
                let version = self.version(printed.node, version);
                self.out.add(&version, predicate, object);
            }
            // What later versions state is not the work's own first day.
            let is_first = node.versions.is_empty() || matches!(version, Some((0, _)));
            let chosen = is_first && Some(fact.value) == node.effective;
            self.stated(path, predicate, object, chosen, fact, "effective");
        }
        if let Some(fact) = &fields.expires {
            let words = match fact.value {
                Expiry::InYear(year) => format!("{year}年"),
                Expiry::InMonth(year, month) => format!("{year}年{month}月"),
                Expiry::Reckoned(_) => fact.range.of(self.analysed.clean.text()).to_owned(),
                Expiry::On(_) => String::new(),
            };
            let (predicate, object) = match fact.value {
                Expiry::On(date) | Expiry::Reckoned(date) => {
                    (term::STATED_EXPIRY, Object::Date(date))
                }
                Expiry::InYear(_) | Expiry::InMonth(..) => {
                    (term::STATED_EXPIRY_TEXT, Object::Text(&words))
                }
            };
            let chosen = Some(fact.value) == node.expires;
            if chosen && matches!(fact.value, Expiry::Reckoned(_)) {
                self.out
                    .add(path, term::EXPIRY_RECKONED_FROM, Object::Text(&words));
            }
            self.stated(path, predicate, object, chosen, fact, "expires");
        }
    }

    fn issuers(&mut self, document: usize, printed: Printed) {
        let agencies = &self.analysed.fields[document].agencies;
        let path = self.collection.nodes[printed.node].path.as_str();
        let order = printed
            .order
            .filter(|o| self.is_printed_here(*o, document))
            .map(|o| self.collection.nodes[o].path.as_str());
        let mut lead = None;
        for (n, (fact, party)) in agencies
            .iter()
            .zip(parties(self.analysed, document))
            .enumerate()
        {
            self.out
                .add(path, term::PRINTED_ISSUER, Object::Text(&fact.value));
            let agency = match party {
                Party::Listed(name) => {
                    let agency = vocab::agency_path(&name);
                    self.named.insert(name);
                    Some(agency)
                }
                Party::Local(name) => Some(self.local(&name)),
                Party::Unknown => None,
            };
            match &agency {
                Some(agency) => {
                    self.fact(
                        path,
                        term::PASSED_BY,
                        Object::Data(agency),
                        Some(fact.range),
                        "issuer",
                        fact.rule,
                    );
                    if let Some(order) = order {
                        self.out.add(order, term::PASSED_BY, Object::Data(agency));
                    }
                }
                None => self.fact(
                    path,
                    term::PRINTED_ISSUER,
                    Object::Text(&fact.value),
                    Some(fact.range),
                    "issuer",
                    fact.rule,
                ),
            }
            if n == 0 {
                lead = agency;
            }
        }
        if let Some(lead) = lead.filter(|_| agencies.len() > 1) {
            self.out.add(path, term::LEAD_ISSUER, Object::Data(&lead));
        }
    }

    fn local(&mut self, name: &str) -> String {
        let agency = vocab::agency_path(name);
        if self.locals.insert(name.to_owned()) {
            self.out.add(&agency, term::A, Object::Term(term::AGENCY));
            self.out
                .add(&agency, term::PREF_LABEL, Object::Chinese(name));
            if let Some(place) = place_of_body(name) {
                let place = self.place(&place);
                self.out
                    .add(&agency, term::AREA_SERVED, Object::Data(&place));
            }
        }
        agency
    }

    /// A fact with a place: the statement always, the direct quad if it is the one chosen for the
    /// node.
    fn stated<T>(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        chosen: bool,
        fact: &Fact<T>,
        name: &str,
    ) {
        if chosen {
            self.out.add(path, predicate, object);
        }
        self.statement(path, predicate, object, fact.range, name, fact.rule);
    }

    pub(super) fn fact(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        place: Option<TextRange>,
        name: &str,
        rule: &str,
    ) {
        self.out.add(path, predicate, object);
        if let Some(place) = place {
            self.statement(path, predicate, object, place, name, rule);
        }
    }

    fn statement(
        &mut self,
        path: &str,
        predicate: Term,
        object: Object,
        place: TextRange,
        name: &str,
        rule: &str,
    ) {
        let Some((span, start, end)) = self.span(place) else {
            return;
        };
        let iri = self.unused(format!("{}/fact/{start}-{end}/{name}", self.source), false);
        self.out
            .add(&iri, term::A, Object::Term(term::RDF_STATEMENT));
        self.out.add(&iri, term::RDF_SUBJECT, Object::Data(path));
        self.out
            .add(&iri, term::RDF_PREDICATE, Object::Term(predicate));
        self.out.add(&iri, term::RDF_OBJECT, object);
        self.out.add(&iri, term::EVIDENCE, Object::Data(&span));
        self.out.add(&iri, term::RULE, Object::Text(rule));
    }

    /// `iri`, with a serial number where it is wanted again, or always.
    fn unused(&mut self, iri: String, always: bool) -> String {
        let n = self.taken.entry(iri.clone()).or_default();
        *n += 1;
        if *n == 1 && !always {
            iri
        } else {
            format!("{iri}/{n}")
        }
    }

    /// The node of the words at `place`; its first and last character.
    pub(super) fn span(&mut self, place: TextRange) -> Option<(String, usize, usize)> {
        if place.start >= place.end || place.end > self.analysed.clean.text().len() {
            return None;
        }
        let bytes = self.analysed.clean.to_source(place);
        let text = self.analysed.file.text.as_str();
        let quote = text.get(bytes.start..bytes.end)?;
        let start = self.analysed.index.chars(text, bytes.start);
        let end = start + quote.chars().count();
        let path = format!("{}/span/{start}-{end}", self.source);
        if self.spans.insert((start, end)) {
            let source = Object::Data(&self.source);
            self.out.add(&path, term::HAS_SOURCE, source);
            let line = Object::Integer(self.analysed.index.line(bytes.start));
            self.out.add(&path, term::LINE, line);
            self.out
                .add(&path, term::CHAR_START, Object::Integer(start));
            self.out.add(&path, term::CHAR_END, Object::Integer(end));
            self.out.add(&path, term::QUOTE, Object::Text(quote));
            if self.selectors {
                selectors::add(&mut self.out, &path, quote, start..end);
            }
            self.page(&path, bytes);
        }
        Some((path, start, end))
    }

    /// Where on a page the words stand, for files that have pages, and how sure a machine was of
    /// them.
    fn page(&mut self, span: &str, bytes: SourceSpan) {
        let line = |at| self.analysed.index.line(at);
        let lines = line(bytes.start)..=line(bytes.end.saturating_sub(1));
        let file = &self.analysed.file;
        let sure = lines.clone().filter_map(|line| file.look(line)?.confidence);
        if let Some(percent) = sure.min() {
            let percent = Object::Integer(usize::from(percent));
            self.out.add(span, term::CONFIDENCE, percent);
        }
        let Some(fragment) = fragment::fragment(file, lines) else {
            return;
        };
        let page = format!("{span}#page");
        self.out.add(span, term::HAS_SELECTOR, Object::Data(&page));
        self.out.add(&page, term::A, Object::Term(term::FRAGMENT));
        self.out
            .add(&page, term::RDF_VALUE, Object::Text(&fragment));
        let standard = Object::Term(term::PDF_FRAGMENTS);
        self.out.add(&page, term::CONFORMS_TO, standard);
    }

    // ---- references ----

    fn reference(&mut self, reference: &Reference) {
        let analysed = self.analysed;
        let row = &analysed.extractions[reference.document].rows[reference.row];
        let Some(printed) = self.collection.documents[self.file][reference.document] else {
            return;
        };
        let role = analysed.documents[reference.document].role;
        self.row(
            reference,
            row,
            printed.node,
            property(row.relation, role),
            row.relation.name(),
            None,
        );
        if let Target::Known(target, _) = reference.target
            && self.details(printed.node, target, row.relation)
        {
            self.row(
                reference,
                row,
                printed.node,
                term::DETAILED_RULES_FOR,
                "detailed_rules_for",
                Some("title-detailed-rules"),
            );
        }
    }

    /// Whether the citing title says that it fills in the target: X实施条例, X实施细则,
    /// 实施《X》办法.
    fn details(&self, citing: NodeId, target: NodeId, relation: Relation) -> bool {
        if !matches!(relation, Relation::BasedOn | Relation::Implements) {
            return false;
        }
        let (title, of) = (
            self.collection.nodes[citing].title.key(),
            self.collection.nodes[target].title.key(),
        );
        !of.is_empty()
            && (["实施条例", "实施细则", "实施办法"].iter().any(|e| {
                title
                    .strip_prefix(of)
                    .is_some_and(|rest| rest.starts_with(e))
            }) || title.split_once("实施").is_some_and(|(_, rest)| {
                rest.trim_start_matches("中华人民共和国")
                    .strip_prefix(of)
                    .is_some_and(|end| ["办法", "细则", "规定", "若干规定"].contains(&end))
            }))
    }

    fn row(
        &mut self,
        reference: &Reference,
        row: &Row,
        citing: NodeId,
        property: Term,
        name: &str,
        rule: Option<&str>,
    ) {
        let evidence: Vec<(TextRange, &str)> = row
            .evidence
            .iter()
            .map(|e: &Evidence| (e.range, e.rule))
            .collect();
        let Some(iri) = self.new_reference(&evidence, name) else {
            return;
        };
        let citing_path = self.collection.nodes[citing].path.clone();
        self.out
            .add(&iri, term::HAS_CITING, Object::Data(&citing_path));
        self.out
            .add(&iri, term::CHARACTERIZATION, Object::Term(property));
        self.out.add(
            &iri,
            term::SCOPE,
            Object::Term(if row.part { term::PART } else { term::WHOLE }),
        );
        self.out.add(
            &iri,
            term::RULE,
            Object::Text(rule.unwrap_or(evidence[0].1)),
        );
        if !row.target.is_empty() {
            self.out
                .add(&iri, term::PRINTED_TITLE, Object::Text(&row.target));
        }
        if let Some(number) = &row.number {
            self.out
                .add(&iri, term::PRINTED_NUMBER, Object::Text(number));
        }
        for provision in &row.provisions {
            self.out
                .add(&iri, term::PRINTED_PROVISION, Object::Text(provision));
        }
        if let Some(date) = row.date {
            // The day a decision was passed is not the day it took effect.
            let predicate = match row.relation {
                Relation::Extends => term::EFFECT_UNTIL,
                Relation::AmendedBy => term::DECIDED_ON,
                _ => term::EFFECT_FROM,
            };
            self.out.add(&iri, predicate, Object::Date(date));
        }
        if let Some(ordinal) = row.ordinal {
            self.out
                .add(&iri, term::ORDINAL, Object::Integer(ordinal as usize));
        }
        self.target(&iri, &reference.target);
        let printed = self.collection.documents[self.file][reference.document];
        if let Some(version) = printed.and_then(|p| p.version) {
            let version = self.version(citing, version);
            self.out
                .add(&iri, term::CITING_VERSION, Object::Data(&version));
        }
        let Target::Known(target, _) = reference.target else {
            return;
        };
        if let Some(version) = reference.cited_version {
            let version = self.version(target, version);
            self.out
                .add(&iri, term::CITED_VERSION, Object::Data(&version));
        }
        let target = self.collection.nodes[target].path.clone();
        let provisions: Vec<String> = row
            .provisions
            .iter()
            .filter_map(|p| self.provision(&target, p))
            .collect();
        for provision in &provisions {
            self.out.add(&iri, term::PROVISION, Object::Data(provision));
        }
        self.edges(&citing_path, &target, property, row.part, &provisions);
    }

    /// The direct edges. A repeal of some provisions is one of these provisions, never of the
    /// document.
    fn edges(
        &mut self,
        citing: &str,
        target: &str,
        property: Term,
        part: bool,
        provisions: &[String],
    ) {
        if property == term::AMENDED_BY {
            self.out.add(target, term::AMENDS, Object::Data(citing));
        } else if property == term::REPEALS && part {
            self.out
                .add(citing, term::REPEALS_PART_OF, Object::Data(target));
            for provision in provisions {
                self.out.add(citing, term::REPEALS, Object::Data(provision));
            }
        } else {
            self.out.add(citing, property, Object::Data(target));
        }
    }

    /// A node for a reference, with its evidence; the first place governs.
    fn new_reference(&mut self, evidence: &[(TextRange, &str)], name: &str) -> Option<String> {
        let (_, start, end) = self.span(evidence.first()?.0)?;
        let iri = self.unused(format!("{}/ref/{start}-{end}/{name}", self.source), true);
        self.out.add(&iri, term::A, Object::Term(term::REFERENCE));
        for (place, _) in evidence {
            if let Some((span, ..)) = self.span(*place) {
                self.out.add(&iri, term::EVIDENCE, Object::Data(&span));
            }
        }
        Some(iri)
    }

    /// What the reference means, and how sure that is.
    fn target(&mut self, iri: &str, target: &Target) {
        let status = match self.collection.outcome(target) {
            Outcome::Resolved => term::RESOLVED,
            Outcome::Outside => term::OUTSIDE_COLLECTION,
            Outcome::Ambiguous => term::AMBIGUOUS_TARGET,
            Outcome::Unresolved => term::UNRESOLVED_TARGET,
        };
        let resolution = match target {
            Target::Known(_, How::Number) => term::BY_NUMBER,
            Target::Known(_, How::Title) => term::BY_TITLE,
            Target::Known(_, How::ShortName) => term::BY_SHORT_NAME,
            Target::Known(_, How::Context) => term::BY_CONTEXT,
            Target::Ambiguous(_) => term::AMBIGUOUS,
            Target::Unresolved => term::UNRESOLVED,
        };
        self.out.add(iri, term::STATUS, Object::Term(status));
        self.out
            .add(iri, term::RESOLUTION, Object::Term(resolution));
        match target {
            Target::Known(node, _) => {
                let path = self.collection.nodes[*node].path.clone();
                self.out.add(iri, term::HAS_CITED, Object::Data(&path));
                self.mentioned(*node);
            }
            Target::Ambiguous(nodes) => {
                for node in nodes {
                    let path = self.collection.nodes[*node].path.clone();
                    self.out.add(iri, term::CANDIDATE, Object::Data(&path));
                    self.mentioned(*node);
                }
            }
            Target::Unresolved => {}
        }
    }

    /// A document that is only mentioned is described where it is mentioned.
    fn mentioned(&mut self, node: NodeId) {
        if !self.collection.nodes[node].is_found() {
            self.describe(node);
        }
    }

    /// The node of a provision of `document`, with those it is part of.
    fn provision(&mut self, document: &str, printed: &str) -> Option<String> {
        let mut path = document.to_owned();
        for (step, below, label) in Provision::read(printed)?.levels() {
            let parent = std::mem::replace(&mut path, format!("{document}/{below}"));
            if self.provisions.insert(path.clone()) {
                self.out
                    .add(&path, term::A, Object::Term(term::SUBDIVISION));
                self.out
                    .add(&path, term::NUMBER, Object::Text(&step.ordinal()));
                self.out.add(
                    &path,
                    term::TYPE_SUBDIVISION,
                    Object::Data(&format!("type/{}", step.unit.word())),
                );
                self.out.add(&path, term::IS_PART_OF, Object::Data(&parent));
                self.out.add(&path, term::LABEL, Object::Chinese(&label));
            }
        }
        Some(path)
    }
}
