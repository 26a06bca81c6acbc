//! The mentions of all files, each made ready for comparison.
//!
//! Owns: what a row says of its target beyond its own words: the number of the notice that prints
//! it, what tells amendments apart. Must not know: how the target is found.

use super::candidates::Candidates;
use super::mentioned::Mention;
use super::place::Kind;
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::title::Title;
use crate::text::facts::{Key, Keys};
use crate::text::fields::Effective;
use crate::text::words::{STARTS_ABOUT, is_changing_decision};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The mentions of all files, in order.
pub(super) fn mentions(printed: &Candidates, files: &[Keys]) -> Vec<Mention> {
    let mut all = Vec::new();
    let mut titles: HashMap<&str, Rc<Title>> = HashMap::new();
    let from: BTreeMap<(usize, usize), usize> = printed
        .found
        .iter()
        .enumerate()
        .filter(|(_, f)| f.at.kind == Kind::Document)
        .map(|(i, f)| ((f.at.file, f.at.document), i))
        .collect();
    for (file, facts) in files.iter().enumerate() {
        for (document, rows) in facts.rows.iter().enumerate() {
            let Some(from) = from.get(&(file, document)).copied() else {
                continue;
            };
            for (row, stated) in rows.iter().enumerate() {
                let title = titles.entry(&*stated.target);
                let title = title.or_insert_with_key(|it| Rc::new(Title::new(*it)));
                let at = (file, document, row);
                all.push(mention(printed, at, stated, Rc::clone(title), from));
            }
        }
    }
    all
}

/// The mention in one row of a document.
fn mention(
    printed: &Candidates,
    (file, document, row): (usize, usize, usize),
    stated: &Key,
    title: Rc<Title>,
    from: usize,
) -> Mention {
    let citing = &printed.found[from];
    let mut printed_number = stated.number.as_deref().map(str::to_owned);
    let mut number = stated.number.as_deref().and_then(DocumentNumber::read);
    let is_numbered = number.is_some();
    if stated.relation == Relation::Promulgates && number.is_none() && !title.is_act() {
        // What a notice prints goes under its number.
        if let Some((read, printed)) = &citing.number {
            (number, printed_number) = (Some(read.clone()), Some(printed.clone()));
        }
    }
    let told = is_changing_decision(title.printed()) && stated.version.is_some();
    let amending = stated.relation == Relation::AmendedBy || told;
    let apart = (amending && number.is_none() && title.is_act()).then(|| {
        let date = stated.date.or(stated.version);
        let date = date.map(|d| d.to_string()).unwrap_or_default();
        let place = if STARTS_ABOUT.stand_in(&stated.target) {
            place_of(citing.title.printed())
        } else {
            ""
        };
        format!("{date}@{place}")
    });
    let day = citing
        .day
        .or(printed.collection.nodes[printed.cluster_of[&from]].day);
    // What bears no day was written in the year of its number, or of that which puts it out.
    let number_of_text = citing.number.as_ref().or(citing.under.as_ref());
    let year = || Day::bounds(&number_of_text?.0.year()?.to_string());
    Mention {
        file,
        document,
        row,
        relation: stated.relation,
        part: stated.part,
        short: stated.is_short || title.is_short_name(),
        title,
        number,
        printed_number,
        is_numbered,
        apart,
        date: stated.date,
        earlier: stated.earlier,
        version: stated.version,
        state: stated.state,
        citing: printed.cluster_of[&from],
        from,
        written: day.map(|day| (day, day)).or_else(year),
        holds: citing.effective.and_then(Effective::day),
    }
}

/// The place in front of a local title: 上海市优化营商环境条例 → 上海市.
fn place_of(title: &str) -> &str {
    let end = title
        .char_indices()
        .take(10)
        .skip(1)
        .find(|(_, c)| "省市州区县盟旗".contains(*c))
        .map(|(i, c)| i + c.len_utf8());
    end.map_or("", |e| &title[..e])
}
