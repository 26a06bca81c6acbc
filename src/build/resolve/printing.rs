//! Printings: one printing of a document with the facts that count for its identity.
//!
//! Owns: [`Found`], all printings of a collection in order, the number that an attachment goes
//! under. Must not know: which printings are one document, IRIs.

use super::life::{self, LifeEvent};
use super::party::issuers;
use super::place::{Kind, Printing};
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::Title;
use crate::text::fields::{Effective, EventKind, Expiry, Fields};
use crate::text::records::Analysed;
use crate::text::segment::{Role, Sign};
use std::collections::{BTreeSet, HashMap};

/// What a printing calls its document.
#[derive(Debug, Default, Clone)]
pub(super) struct Name {
    /// Its IRI below the base.
    pub(super) path: String,
    /// What all versions of the work have in common, if it is a work that may have versions.
    pub(super) family: Option<String>,
    /// How much the name says; the less, the better.
    pub(super) rank: u8,
}

/// One printing with the facts that count for identity.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) at: Printing,
    /// Index, among all, of the printing that encloses it.
    pub(super) parent: Option<usize>,
    pub(super) title: Title,
    /// Its own number: normal form and as printed.
    pub(super) number: Option<(DocumentNumber, String)>,
    /// The number it is promulgated under.
    pub(super) under: Option<(DocumentNumber, String)>,
    pub(super) role: Role,
    pub(super) issuers: BTreeSet<String>,
    pub(super) signed: Option<Day>,
    /// The date of signature is only that of the compilation's heading.
    pub(super) weak: bool,
    pub(super) adopted: Option<Day>,
    pub(super) amended: Option<Day>,
    pub(super) effective: Option<Effective>,
    pub(super) expires: Option<Expiry>,
    pub(super) day: Option<Day>,
    /// The events that its note or its own date tells, in order of their days.
    pub(super) told: Vec<LifeEvent>,
    /// The day of the first event that made its text, and of the last.
    pub(super) born: Option<Day>,
    pub(super) state: Option<Day>,
    /// Its own name, from the document alone.
    pub(super) name: Name,
    /// Orders printings by content.
    pub(super) order: (String, usize),
}

impl Found {
    /// When the work was first made, as far as this printing tells.
    pub(super) fn made(&self) -> Option<Day> {
        self.born.or(self.adopted).or(self.signed).or(self.day)
    }
}

/// All printings, those of one file together and in order.
pub(super) fn found(files: &[Analysed]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (file, analysed) in files.iter().enumerate() {
        let mut places: HashMap<usize, usize> = HashMap::new();
        for (document, record) in analysed.documents.iter().enumerate() {
            if record.role == Role::FrontMatter {
                continue;
            }
            let fields = &analysed.fields[document];
            let parent = record.parent.and_then(|p| places.get(&p)).copied();
            let printed = record
                .number
                .as_ref()
                .and_then(|(n, _)| Some((DocumentNumber::read(n)?, n.clone())));
            // A number that ends in 令 belongs to the order, not to the rules whose title the
            // record bears.
            let ordered = printed
                .as_ref()
                .is_some_and(|(number, _)| number.prefix().ends_with('令'))
                && !record.title.ends_with('令');
            let own = printed.clone().filter(|_| !ordered);
            let title = Title::new(record.title.as_str());
            let under = match parent.filter(|_| own.is_none() && record.role == Role::Attachment) {
                _ if ordered => printed.clone(),
                Some(parent) => enclosed_under(&all, analysed, parent, &title),
                None => None,
            };
            let at = Printing {
                file,
                document,
                kind: Kind::Document,
            };
            let told = told(at, fields, under.as_ref());
            let makings = life::makings(&told);
            let made = |i: Option<&usize>| i.map(|i| told[*i].day);
            let (born, state) = (made(makings.first()), made(makings.last()));
            let rows = &analysed.extractions[document].rows;
            let amended = rows
                .iter()
                .filter(|r| r.relation == Relation::AmendedBy)
                .filter_map(|r| r.date)
                .chain(state.filter(|_| makings.len() > 1))
                .max();
            let (signed, adopted) = (
                fields.signed.as_ref().map(|f| f.value),
                fields.adopted.as_ref().map(|f| f.value),
            );
            let mut names = issuers(fields.agencies.iter().map(|f| f.value.clone()));
            if names.is_empty() {
                names.clone_from(title.issuers());
            }
            let shared = Found {
                at,
                parent,
                title,
                number: own,
                under,
                role: record.role,
                issuers: names,
                signed,
                weak: fields
                    .signed
                    .as_ref()
                    .is_some_and(|f| f.rule == "signed-heading"),
                adopted,
                amended,
                effective: fields.effective.as_ref().map(|f| f.value),
                expires: fields.expires.as_ref().map(|f| f.value),
                day: amended
                    .or(signed)
                    .or(adopted)
                    .or(state)
                    .or_else(|| parent.and_then(|p| all[p].day)),
                told,
                born,
                state,
                name: Name::default(),
                order: (analysed.file.sha256.clone(), 2 * document),
            };
            if let Some(number) = printed.filter(|_| ordered && record.sign == Sign::Decree) {
                all.push(Found {
                    at: Printing {
                        file,
                        document,
                        kind: Kind::Order,
                    },
                    title: Title::default(),
                    number: Some(number),
                    under: None,
                    issuers: shared.issuers.clone(),
                    adopted: None,
                    amended: None,
                    effective: None,
                    expires: None,
                    day: signed,
                    told: Vec::new(),
                    born: None,
                    state: None,
                    name: Name::default(),
                    order: (analysed.file.sha256.clone(), 2 * document + 1),
                    ..shared
                });
            }
            all.push(shared);
            places.insert(document, all.len() - 1);
        }
    }
    all
}

/// The events that the note tells; of rules that an order puts out without a note, their own date.
fn told(at: Printing, fields: &Fields, under: Option<&(DocumentNumber, String)>) -> Vec<LifeEvent> {
    let told = life::told(at, fields);
    let order = under.filter(|(number, _)| number.prefix().ends_with('令'));
    let Some((_, order)) = order.filter(|_| life::makings(&told).is_empty()) else {
        return told;
    };
    let own = [
        (&fields.adopted, EventKind::Adopted),
        (&fields.signed, EventKind::Published),
    ];
    let own = own
        .iter()
        .find_map(|(fact, kind)| Some(((*fact).as_ref()?.value, *kind)));
    own.map(|(day, kind)| life::dated(at, kind, day, Some(order)))
        .into_iter()
        .chain(told)
        .collect()
}

/// The number that an attachment goes under: that of its covering notice, unless the notice says
/// that it was issued under another.
fn enclosed_under(
    all: &[Found],
    analysed: &Analysed,
    parent: usize,
    title: &Title,
) -> Option<(DocumentNumber, String)> {
    let cover = all[outermost(all, parent)].number.clone();
    let rows = &analysed.extractions[all[parent].at.document].rows;
    let printed = rows
        .iter()
        .filter(|r| !r.earlier && Title::new(r.target.as_str()).key() == title.key())
        .find_map(|r| r.number.clone());
    let stated = printed.and_then(|p| Some((DocumentNumber::read(&p)?, p)));
    stated.or(cover)
}

fn outermost(all: &[Found], mut i: usize) -> usize {
    while let Some(parent) = all[i].parent {
        i = parent;
    }
    i
}
