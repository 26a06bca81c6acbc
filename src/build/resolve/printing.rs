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
use crate::model::title::{Title, fold};
use crate::text::facts::{Document, Keys};
use crate::text::fields::{Effective, EventKind, Expiry, Fact, Fields};
use crate::text::segment::{Role, Sign};
use std::collections::{BTreeSet, HashMap};

/// What a printing calls its document.
#[derive(Debug, Default, Clone)]
pub(super) struct Name {
    /// Its IRI below the base.
    pub(super) path: String,
    /// What all versions of the work have in common, if it is a work that may have versions.
    pub(super) family: Option<String>,
    /// Title, maker and day of the first adoption, by which versions find each other that go under
    /// other names: one of them prints a number, the next does not.
    pub(super) birth: Option<String>,
    /// How much the name says; the less, the better.
    pub(super) rank: u8,
    /// Whether the text ends an earlier act of its own title, so that its year is in its name.
    pub(super) again: bool,
}

/// One printing with the facts that count for identity.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) at: Printing,
    /// Index, among all, of the printing that encloses it.
    pub(super) parent: Option<usize>,
    /// Whether what encloses it is but its head: the order or the page that bears its title.
    pub(super) headed: bool,
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

/// How many lines the head of an instrument may have before its text: an order, a cover page.
const HEAD: u32 = 20;

/// The name that a title in marks of its own, 《示例办法》, stands for.
pub(super) fn unquoted(title: &str) -> &str {
    let inner = title
        .strip_prefix('《')
        .and_then(|it| it.strip_suffix('》'));
    inner
        .filter(|it| !it.contains(['《', '》']))
        .unwrap_or(title)
}

/// All printings, those of one file together and in order.
pub(super) fn found(files: &[Keys]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (file, facts) in files.iter().enumerate() {
        // Of each document of the file, its place among all.
        let mut places: HashMap<usize, usize> = HashMap::new();
        for (document, record) in facts.documents.iter().enumerate() {
            if record.role == Role::FrontMatter {
                continue;
            }
            let parent = record.parent.and_then(|p| places.get(&p)).copied();
            let read = Reading {
                all: &all,
                facts,
                record,
                at: Printing {
                    file,
                    document,
                    kind: Kind::Document,
                },
                parent,
            };
            let (order, own) = read.printings();
            all.extend(order);
            all.push(own);
            places.insert(document, all.len() - 1);
        }
    }
    all
}

/// One document of a file while its facts are gathered.
struct Reading<'a> {
    /// The printings before it.
    all: &'a [Found],
    facts: &'a Keys,
    record: &'a Document,
    at: Printing,
    /// Index, among all, of the printing that encloses it.
    parent: Option<usize>,
}

impl Reading<'_> {
    fn fields(&self) -> &Fields {
        &self.facts.fields[self.at.document]
    }

    /// The number that is printed with it.
    fn printed(&self) -> Option<(DocumentNumber, String)> {
        let (number, _) = self.record.number.as_ref()?;
        Some((DocumentNumber::read(number)?, number.clone()))
    }

    /// The order that puts it out, if the record has it too, and the document.
    fn printings(&self) -> (Option<Found>, Found) {
        let printed = self.printed();
        // The number of an order is not that of the rules whose title the record bears.
        let title = Title::new(unquoted(&self.record.title));
        let is_order = |(number, _): &(DocumentNumber, String)| {
            number.is_order()
                && !(number.is_announcement() && title.is_act())
                && !names_order(number, &self.record.title)
        };
        let ordered = printed.as_ref().is_some_and(is_order);
        let own = self.document(title, printed.clone(), ordered);
        let with_order = ordered && self.record.sign == Sign::Decree;
        let order = printed.filter(|_| with_order);
        (order.map(|number| self.order(number, &own)), own)
    }

    fn document(
        &self,
        title: Title,
        printed: Option<(DocumentNumber, String)>,
        ordered: bool,
    ) -> Found {
        let (fields, record) = (self.fields(), self.record);
        let (number, under) = if ordered {
            (None, printed)
        } else {
            let enclosed = printed.is_none() && record.role == Role::Attachment;
            let parent = self.parent.filter(|_| enclosed);
            let under = parent.and_then(|p| enclosed_under(self.all, self.facts, p, &title));
            (printed, under)
        };
        let told = told(self.at, fields, under.as_ref());
        let makings = life::makings(&told);
        let made = |i: Option<&usize>| i.map(|i| told[*i].day);
        let (born, state) = (made(makings.first()), made(makings.last()));
        let amended = self.amended(state.filter(|_| makings.len() > 1));
        let signed = fields.signed.as_ref().map(|f| f.value);
        let adopted = fields.adopted.as_ref().map(|f| f.value);
        let day = amended.or(signed).or(adopted).or(state);
        let around = || self.parent.and_then(|p| self.all[p].day);
        let weak = |f: &Fact<Day>| f.rule == "signed-heading";
        Found {
            at: self.at,
            parent: self.parent,
            headed: self.is_headed(&title),
            issuers: self.issuers(&title),
            title,
            number,
            under,
            role: record.role,
            signed,
            weak: fields.signed.as_ref().is_some_and(weak),
            adopted,
            amended,
            effective: fields.effective.as_ref().map(|f| f.value),
            expires: fields.expires.as_ref().map(|f| f.value),
            day: day.or_else(around),
            told,
            born,
            state,
            name: Name::default(),
            order: (self.facts.file.sha256.clone(), 2 * self.at.document),
        }
    }

    /// Whether the printing around it is but the head of the same instrument: it bears the title,
    /// and has hardly a text of its own.
    fn is_headed(&self, title: &Title) -> bool {
        let Some(outer) = self.parent.and_then(|it| self.all.get(it)) else {
            return false;
        };
        let record = &self.facts.documents[outer.at.document];
        let own = self.record.lines.first.min(record.lines.last + 1);
        let is_short = own.saturating_sub(record.lines.first) <= HEAD;
        let names = !title.is_act() && !title.is_general() && !title.key().is_empty();
        is_short && names && outer.number.is_none() && outer.title.key() == title.key()
    }

    /// The day on which it was last amended: as its text says, or `state` as its note does.
    fn amended(&self, state: Option<Day>) -> Option<Day> {
        let rows = &self.facts.rows[self.at.document];
        let amending = rows.iter().filter(|r| r.relation == Relation::AmendedBy);
        amending.filter_map(|r| r.date).chain(state).max()
    }

    /// Who issued it: those it names, or those that its title does.
    fn issuers(&self, title: &Title) -> BTreeSet<String> {
        let named = self.fields().agencies.iter();
        let named = issuers(named.map(|f| f.value.clone()));
        if named.is_empty() {
            return title.issuers().clone();
        }
        named
    }

    /// The order with this number that puts out `own`.
    fn order(&self, number: (DocumentNumber, String), own: &Found) -> Found {
        Found {
            at: Printing {
                kind: Kind::Order,
                ..self.at
            },
            parent: own.parent,
            headed: false,
            title: Title::default(),
            number: Some(number),
            under: None,
            role: own.role,
            issuers: own.issuers.clone(),
            signed: own.signed,
            weak: own.weak,
            adopted: None,
            amended: None,
            effective: None,
            expires: None,
            day: own.signed,
            told: Vec::new(),
            born: None,
            state: None,
            name: Name::default(),
            order: (self.facts.file.sha256.clone(), 2 * self.at.document + 1),
        }
    }
}

/// Whether `title` is that of the order with this number itself: 示例部令, or 示例部令（清理结果）,
/// which says what the order is about and names no rules.
fn names_order(number: &DocumentNumber, title: &str) -> bool {
    let about = title.split_once('（').filter(|(head, _)| {
        number.is_order() && fold(head) == number.prefix() && title.ends_with('）')
    });
    let names_rules = |it: &str| {
        let it = Title::new(it.trim_end_matches('）'));
        it.noun().is_some() && !it.is_act()
    };
    title.ends_with('令') || about.is_some_and(|(_, it)| !names_rules(it))
}

/// The events that the note tells; of rules that an order puts out without a note, their own date.
fn told(at: Printing, fields: &Fields, under: Option<&(DocumentNumber, String)>) -> Vec<LifeEvent> {
    let told = life::told(at, fields);
    let order = under.filter(|(number, _)| number.is_order());
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
    facts: &Keys,
    parent: usize,
    title: &Title,
) -> Option<(DocumentNumber, String)> {
    let cover = all[outermost(all, parent)].number.clone();
    let rows = &facts.rows[all[parent].at.document];
    let printed = rows
        .iter()
        .filter(|r| !r.earlier && Title::new(&*r.target).key() == title.key())
        .find_map(|r| r.number.as_deref());
    let stated = printed.and_then(|p| Some((DocumentNumber::read(p)?, p.to_owned())));
    stated.or(cover)
}

fn outermost(all: &[Found], mut i: usize) -> usize {
    while let Some(parent) = all[i].parent {
        i = parent;
    }
    i
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(printed: &str) -> DocumentNumber {
        DocumentNumber::read(printed).unwrap()
    }

    #[test]
    fn an_order_may_say_what_it_is_about() {
        for (title, want) in [
            ("示例部令", true),
            ("示例部令（发布规章清理结果）", true),
            ("示例部令（示例管理办法）", false),
            ("示例管理办法（示例部令）", false),
            ("示例管理办法", false),
        ] {
            assert_eq!(
                names_order(&number("示例部令第3号"), title),
                want,
                "{title}"
            );
        }
    }
}
