//! Documents and printings → quads.
//!
//! Owns: what is said of a document wherever it is described, where it is printed, the order that
//! puts it out. Must not know: days, bodies and references, which have parts of their own.

use super::file::FileGraph;
use super::reference::Made;
use crate::build::resolve::{How, Kind, Node, NodeId, Printed, Target, put_out};
use crate::model::doctype::{Class, noun};
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::model::title::version_mark;
use crate::model::vocab::term;
use crate::rdf::write::Object;
use crate::text::facts::Lines;
use crate::text::segment::Role;

impl FileGraph<'_> {
    pub(super) fn document(&mut self, document: usize, printed: Printed) {
        let record = &self.facts.documents[document];
        let path = self.collection.nodes[printed.node].path.clone();
        self.describe(printed.node);
        self.printing(document, printed);
        self.life(document, printed);
        self.out
            .add(&path, term::ROLE, Object::Text(record.role.name()));
        self.title(document, printed, &path);
        self.number(document, printed, &path);
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
        self.enclosed(document, printed);
    }

    /// Its title, or the name of the file where it has none.
    fn title(&mut self, document: usize, printed: Printed, path: &str) {
        let node = &self.collection.nodes[printed.node];
        let record = &self.facts.documents[document];
        if record.title.is_empty() {
            let name = self.facts.file.name().to_owned();
            self.out.add(path, term::TITLE, Object::Text(&name));
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
                path,
                predicate,
                Object::Chinese(title),
                place,
                "title",
                record.sign.rule(),
            );
        }
    }

    /// Its number, or the order that bears it.
    fn number(&mut self, document: usize, printed: Printed, path: &str) {
        let record = &self.facts.documents[document];
        if let Some((number, place)) = &record.number {
            match printed.order {
                Some(order) => self.order(order, printed, number, *place, document),
                None => self.fact(
                    path,
                    term::NUMBER,
                    Object::Text(number),
                    Some(*place),
                    "number",
                    record.number_rule,
                ),
            }
        }
    }

    /// What encloses it.
    fn enclosed(&mut self, document: usize, printed: Printed) {
        let node = &self.collection.nodes[printed.node];
        let record = &self.facts.documents[document];
        let path = node.path.as_str();
        if let Some(parent) = record
            .parent
            .and_then(|p| self.collection.documents[self.file][p])
        {
            let cover = &self.collection.nodes[parent.node];
            if parent.node != printed.node {
                self.out
                    .add(path, term::IS_ANNEX_OF, Object::Data(&cover.path));
                // What is enclosed for reference goes under a number of its own.
                if node.number.is_none() && node.under == cover.number {
                    self.out
                        .add(path, term::PROMULGATED_BY, Object::Data(&cover.path));
                }
            }
        }
    }

    /// What is the same wherever a node is described: types, keys, and for stubs the title and
    /// number.
    pub(super) fn describe(&mut self, id: NodeId) {
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
        self.kind(node);
        if !node.is_found() {
            self.stub(id);
        }
    }

    /// The type of document that its title names.
    fn kind(&mut self, node: &Node) {
        let path = node.path.as_str();
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
    }

    /// What is known of a document that is only mentioned.
    fn stub(&mut self, id: NodeId) {
        let node = &self.collection.nodes[id];
        let path = node.path.as_str();
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
        let record = &self.facts.documents[document];
        let Lines { first, last, title } = record.lines;
        let split = title.filter(|_| printed.order.is_some());
        let mut places = vec![(printed.node, split.map_or(first, |(_, title)| title), last)];
        if let Some(order) = printed.order.filter(|o| self.is_printed_here(*o, document)) {
            places.push((order, first, split.map_or(last, |(above, _)| above)));
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
                .add(&place, term::FIRST_LINE, Object::Integer(first as usize));
            self.out
                .add(&place, term::LAST_LINE, Object::Integer(last as usize));
        }
    }

    pub(super) fn is_printed_here(&self, node: NodeId, document: usize) -> bool {
        self.collection.nodes[node]
            .printings
            .iter()
            .any(|p| p.file == self.file && p.document == document)
    }

    /// The order that promulgates what is `printed`: its own node, and the reference from it.
    fn order(
        &mut self,
        order: NodeId,
        printed: Printed,
        number: &str,
        place: TextRange,
        document: usize,
    ) {
        let (order_path, path) = (
            self.collection.nodes[order].path.clone(),
            self.collection.nodes[printed.node].path.clone(),
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
        self.promulgation(order, printed, place, document);
    }

    /// The reference from an order to its instrument: the number, and the title under it.
    fn promulgation(&mut self, order: NodeId, printed: Printed, place: TextRange, document: usize) {
        let order_path = self.collection.nodes[order].path.clone();
        let path = self.collection.nodes[printed.node].path.clone();
        let title = self.facts.documents[document].title.clone();
        let range = self.facts.documents[document]
            .title_range
            .filter(|t| t.start > place.end);
        let evidence: Vec<(TextRange, &str)> = std::iter::once((place, "order-promulgates"))
            .chain(range.map(|r| (r, "order-promulgates")))
            .collect();
        let made = Made {
            by: &order_path,
            name: Relation::Promulgates.name(),
            cited: &put_out(&title),
            nth: printed.nth,
        };
        let Some(reference) = self.new_reference(made, &evidence) else {
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
        self.out
            .add(&reference, term::PRINTED_TITLE, Object::Text(&title));
        self.target(&reference, &Target::Known(printed.node, How::Context));
        self.out
            .add(&order_path, term::PROMULGATES, Object::Data(&path));
    }
}
