//! References of a document, whatever prints it: which are one, and what tells the others apart.
//!
//! Owns: what a reference calls the document that it cites, when two rows are one reference. Must
//! not know: how the cited document was found, evidence, RDF.
//!
//! A reference belongs to the document that makes it, or to the version whose text it is, never to
//! a file: its IRI is `<document>/ref/<relation>/<cited>`. What it calls the cited document comes
//! from the words alone: the number where one is printed (`国办发-2024-49`), else the key of the
//! title (`反垄断法`). So the IRI is the same whatever else a file or a collection holds.
//!
//! Rows of one name that say something else (other provisions, another day) have `/2`, `/3` behind
//! it, in order of the text. Printings that say the same share the reference, and each gives its
//! own evidence, and maybe its own rule and way in which the cited document was found. Where they
//! differ, in a day as in what is meant, each statement is a reference of its own: none has two
//! days or two statuses, and the graph of each file is whole without the others. Which of them is
//! the first follows from what they say, not from files.

use super::collection::{Collection, NodeId, Target};
use super::mentioned::Mention;
use super::printing::unquoted;
use crate::model::day::Day;
use crate::model::number::{DocumentNumber, half_width};
use crate::model::relation::Relation;
use crate::model::title;
use crate::text::facts::{Key, Keys};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What the IRI of a reference calls the document that is cited, by what is printed of it.
pub(crate) fn cited(number: Option<&str>, title: &str) -> String {
    match number.and_then(DocumentNumber::read) {
        Some(number) => called(number.key()).into_owned(),
        None => called(&title::key(title)).into_owned(),
    }
}

/// What the IRI of the reference from an order calls what it puts out, by the title of that.
pub(crate) fn put_out(title: &str) -> String {
    cited(None, unquoted(title))
}

/// The key of a number or of a title as one segment of an IRI. No title has the dash that every
/// number has.
fn called(key: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c != '/' && half_width(c) == c;
    match key {
        "" => Cow::Borrowed("_"),
        key if key.chars().all(is_plain) => Cow::Borrowed(key),
        key => Cow::Owned(key.replace('/', "-").chars().map(half_width).collect()),
    }
}

/// What a reference says, but for what its document and its name tell.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Said<'a> {
    relation: Relation,
    part: bool,
    date: Option<Day>,
    title: &'a str,
    number: Option<&'a str>,
    rest: u64,
    meant: Meant<'a>,
    cited_version: Option<usize>,
}

/// What a reference means, however that was found.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Meant<'a> {
    One(NodeId),
    OneOf(&'a [NodeId]),
    Nothing,
}

/// Where a reference is made.
#[derive(Clone, Copy)]
enum Place {
    /// In a row: the place among those of the file.
    Row(usize),
    /// By the order that puts the document out.
    Order,
}

/// One row of one printing.
struct Stated<'a> {
    name: (Relation, Cow<'a, str>),
    /// The file and the document in it.
    printing: (usize, usize),
    place: Place,
    said: Said<'a>,
}

/// What is to be noted of a row.
struct Mark {
    file: usize,
    document: usize,
    place: Place,
    nth: Option<u32>,
    again: bool,
}

/// A document, or one of its versions.
type Citing = (NodeId, Option<usize>);

/// Notes which references are one, and numbers those that are not though they have one name.
pub(super) fn tell_apart(files: &[Keys], mentions: &[Mention], collection: &mut Collection) {
    for mark in marks(files, mentions, collection) {
        match mark.place {
            Place::Row(at) => {
                let reference = &mut collection.references[mark.file][at];
                (reference.nth, reference.again) = (mark.nth, mark.again);
            }
            Place::Order => {
                let slot = collection.documents[mark.file][mark.document].as_mut();
                slot.into_iter().for_each(|it| it.nth = mark.nth);
            }
        }
    }
}

fn marks(files: &[Keys], mentions: &[Mention], collection: &Collection) -> Vec<Mark> {
    let citing = |m: &Mention| -> Citing {
        let printed = collection.documents[m.file][m.document];
        (m.citing, printed.and_then(|it| it.version))
    };
    let mut kept = kept(mentions, collection);
    kept.sort_by_key(|(mention, _)| citing(mention));
    let (mut orders, mut marks) = (orders(files, collection), Vec::new());
    for same in kept.chunk_by(|a, b| citing(a.0) == citing(b.0)) {
        let rows = same.iter().map(|(mention, at)| {
            let key = &files[mention.file].rows[mention.document][mention.row];
            stated(mention, key, *at, collection)
        });
        let mut all: Vec<Stated> = rows.collect();
        if let (node, None) = citing(same[0].0) {
            all.extend(orders.remove(&node).into_iter().flatten());
        }
        mark(all, &mut marks);
    }
    orders.into_values().for_each(|all| mark(all, &mut marks));
    marks
}

/// The mentions of which references were made, and their places in the file.
fn kept<'m>(mentions: &'m [Mention], collection: &Collection) -> Vec<(&'m Mention, usize)> {
    let mut next = vec![0; collection.references.len()];
    let is_kept = |mention: &'m Mention| {
        let at = next[mention.file];
        let made = collection.references[mention.file].get(at)?;
        let is_own = (made.document, made.row) == (mention.document, mention.row);
        next[mention.file] += usize::from(is_own);
        is_own.then_some((mention, at))
    };
    mentions.iter().filter_map(is_kept).collect()
}

fn stated<'a>(mention: &'a Mention, key: &'a Key, at: usize, of: &'a Collection) -> Stated<'a> {
    let reference = &of.references[mention.file][at];
    let number = mention.number.as_ref().filter(|_| mention.is_numbered);
    let cited = number.map_or(mention.title.key(), DocumentNumber::key);
    // What a title fills in is beside both a reference of its own.
    let relation = match mention.relation {
        Relation::Implements => Relation::BasedOn,
        relation => relation,
    };
    Stated {
        name: (relation, called(cited)),
        printing: (mention.file, mention.document),
        place: Place::Row(at),
        said: Said {
            relation: mention.relation,
            part: key.part,
            date: key.date,
            title: &key.target,
            number: key.number.as_deref(),
            rest: key.rest,
            meant: match &reference.target {
                Target::Known(node, _) => Meant::One(*node),
                Target::Ambiguous(nodes) => Meant::OneOf(nodes),
                Target::Unresolved => Meant::Nothing,
            },
            cited_version: reference.cited_version,
        },
    }
}

/// What is told of each order by what it puts out.
fn orders<'a>(files: &'a [Keys], collection: &Collection) -> BTreeMap<NodeId, Vec<Stated<'a>>> {
    let mut orders: BTreeMap<NodeId, Vec<Stated>> = BTreeMap::new();
    for (file, documents) in collection.documents.iter().enumerate() {
        for (document, printed) in documents.iter().enumerate() {
            let Some((order, node)) = printed.and_then(|it| Some((it.order?, it.node))) else {
                continue;
            };
            let record = &files[file].documents[document];
            if record.number.is_some() {
                let cited = put_out(&record.title);
                orders.entry(order).or_default().push(Stated {
                    name: (Relation::Promulgates, Cow::Owned(cited)),
                    printing: (file, document),
                    place: Place::Order,
                    said: Said {
                        relation: Relation::Promulgates,
                        part: false,
                        date: None,
                        title: &record.title,
                        number: None,
                        rest: 0,
                        meant: Meant::One(node),
                        cited_version: None,
                    },
                });
            }
        }
    }
    orders
}

/// Looks for those of one name among all that a document says.
fn mark(mut all: Vec<Stated>, marks: &mut Vec<Mark>) {
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let groups = all.chunk_by(|a, b| a.name == b.name);
    groups
        .filter(|same| same.len() > 1)
        .for_each(|same| number(same, marks));
}

/// Numbers what references of one name say, each once: by its place among those of its printing,
/// and where printings differ by what it says.
fn number(same: &[Stated], marks: &mut Vec<Mark>) {
    let mut places: BTreeMap<&Said, usize> = BTreeMap::new();
    let mut before: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for it in same {
        let before = before.entry(it.printing).or_default();
        let place = places.entry(&it.said).or_insert(*before);
        *place = (*place).min(*before);
        *before += 1;
    }
    let mut order: Vec<(usize, &Said)> = places.into_iter().map(|(it, at)| (at, it)).collect();
    order.sort_unstable();
    let order: BTreeMap<&Said, u32> = (1..).zip(order).map(|(n, (_, it))| (it, n)).collect();
    let mut seen = BTreeSet::new();
    marks.extend(same.iter().map(|it| {
        let n = order[&it.said];
        Mark {
            file: it.printing.0,
            document: it.printing.1,
            place: it.place,
            nth: (n > 1).then_some(n),
            again: !seen.insert(n),
        }
    }));
}
