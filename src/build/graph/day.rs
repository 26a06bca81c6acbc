//! The days of a document → quads: signed, adopted, in force, expired.
//!
//! Owns: which of the days that are printed is the node's, and which stays a statement. Must not
//! know: how days were read.

use super::file::FileGraph;
use crate::build::resolve::Printed;
use crate::model::vocab::term;
use crate::rdf::write::Object;
use crate::text::fields::{Effective, Expiry};

impl FileGraph<'_> {
    pub(super) fn dates(&mut self, document: usize, printed: Printed) {
        let fields = &self.facts.fields[document];
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
        self.order_day(document, printed);
        self.entry(document, printed);
        self.expiry(document, printed);
    }

    /// The day on which the order was signed that is printed with the document.
    fn order_day(&mut self, document: usize, printed: Printed) {
        let fields = &self.facts.fields[document];
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
    }

    /// When it comes into force.
    fn entry(&mut self, document: usize, printed: Printed) {
        let fields = &self.facts.fields[document];
        let node = &self.collection.nodes[printed.node];
        let path = node.path.as_str();
        if let Some(fact) = &fields.effective {
            let (predicate, object) = match fact.value {
                Effective::On(date) => (term::IN_FORCE_FROM, Object::Date(date)),
                Effective::OnPublication => (term::EFFECTIVE_ON_PUBLICATION, Object::Boolean(true)),
                Effective::OnEvent => (term::EFFECTIVE_ON_EVENT, Object::Boolean(true)),
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
    }

    /// When it says that it runs out, as exactly as it does.
    fn expiry(&mut self, document: usize, printed: Printed) {
        let (record, fields) = (
            &self.facts.documents[document],
            &self.facts.fields[document],
        );
        let node = &self.collection.nodes[printed.node];
        let path = node.path.as_str();
        if let Some(fact) = &fields.expires {
            let words = match fact.value {
                Expiry::InYear(year) => format!("{year}年"),
                Expiry::InMonth(year, month) => format!("{year}年{month}月"),
                Expiry::Reckoned(_) => record.reckoned.clone().unwrap_or_default(),
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
}
