//! Who issued a document → quads.
//!
//! Owns: the bodies that are printed, the leading one, bodies that no authority file lists. Must
//! not know: which body a name means.

use super::file::FileGraph;
use crate::build::resolve::{Collection, Party, Printed, parties};
use crate::model::jurisdiction::place_of_body;
use crate::model::vocab::{self, term};
use crate::rdf::write::Object;
use crate::text::facts::Keys;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The bodies of the authority file that issued what a collection prints.
pub(crate) fn listed(files: &[Keys], collection: &Collection) -> BTreeSet<String> {
    let files = files.par_iter().zip(&collection.documents);
    let all = files.flat_map_iter(|(keys, documents)| {
        let printed = documents.iter().enumerate().filter(|(_, it)| it.is_some());
        printed.flat_map(|(document, _)| parties(keys, document))
    });
    let listed = all.filter_map(|party| match party {
        Party::Listed(name) => Some(name),
        Party::Local(_) | Party::Unknown => None,
    });
    listed.collect()
}

impl FileGraph<'_> {
    pub(super) fn issuers(&mut self, document: usize, printed: Printed) {
        let agencies = &self.facts.fields[document].agencies;
        let path = self.collection.nodes[printed.node].path.as_str();
        let order = printed
            .order
            .filter(|o| self.is_printed_here(*o, document))
            .map(|o| self.collection.nodes[o].path.as_str());
        let mut lead = None;
        for (n, (fact, party)) in agencies
            .iter()
            .zip(parties(self.facts, document))
            .enumerate()
        {
            self.out
                .add(path, term::PRINTED_ISSUER, Object::Text(&fact.value));
            let agency = match party {
                Party::Listed(name) => Some(vocab::agency_path(&name)),
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
}
