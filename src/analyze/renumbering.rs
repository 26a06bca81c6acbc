//! Articles through versions: under which number an article of one version stands in another.
//!
//! Owns: [`Renumbering`], which compares two versions when it is asked first, and what became of a
//! provision ([`Fate`]). Must not know: what is asked for, how rows are written.
//!
//! A paragraph or item of an article that moved is followed by its words; where they do not tell,
//! the article alone is named.

use super::article::goes_on;
use super::compare::{Change, Comparison};
use super::network::{Document, Link, Version};
use super::texts::{Texts, wording};
use crate::model::day::Day;
use crate::model::provision::Provision;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What became of an article between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has its number still, whatever its words.
    Stays,
    /// It stands under another number.
    Moved(Provision),
    /// No article of the other version goes on from it.
    Gone,
}

/// The versions of works whose texts are at hand, compared as they are asked for.
pub(super) struct Renumbering<'t> {
    texts: &'t dyn Texts,
    compared: RefCell<BTreeMap<Pair, Option<Rc<Comparison>>>>,
}

/// The IRIs of two versions.
type Pair = (String, String);

impl<'t> Renumbering<'t> {
    pub(super) fn of(texts: &'t dyn Texts) -> Self {
        Self {
            texts,
            compared: RefCell::default(),
        }
    }

    /// What became of a provision of one version in another; nothing where a text is not at hand,
    /// or the first does not have such an article.
    pub(super) fn fate(&self, of: &Version, to: &Version, provision: &Provision) -> Option<Fate> {
        if of.iri == to.iri {
            return Some(Fate::Stays);
        }
        let comparison = self.compare(of, to)?;
        let line = comparison.of_article(provision)?;
        if line.change == Change::Gone {
            return Some(Fate::Gone);
        }
        let (was, new) = line.old.as_ref().zip(line.new.as_ref())?;
        let now = new.provision()?;
        Some(if now.covers(provision) {
            Fate::Stays
        } else {
            Fate::Moved(now.and(&goes_on(&was.words, &new.words, provision.below_article())))
        })
    }

    fn compare(&self, of: &Version, to: &Version) -> Option<Rc<Comparison>> {
        let key = (of.iri.clone(), to.iri.clone());
        if let Some(known) = self.compared.borrow().get(&key) {
            return known.clone();
        }
        let words = |it: &Version| wording(self.texts, &it.printings);
        let both = words(of).zip(words(to));
        let made = both.map(|(old, new)| Rc::new(Comparison::of(("", &old), ("", &new))));
        self.compared.borrow_mut().insert(key, made.clone());
        made
    }
}

/// The version of `work` whose articles a link cites: the last that its places name.
pub(super) fn cited<'a>(work: &'a Document, link: &Link) -> Option<&'a Version> {
    let mut versions = work.versions.iter();
    versions
        .rfind(|it| link.cited.contains(&it.iri))
        .or_else(|| {
            // A work of one version has no other articles.
            let [only] = work.versions.as_slice() else {
                return None;
            };
            Some(only)
        })
}

/// The last version that counts on a day, if its text is printed.
pub(super) fn held_on(work: &Document, day: Day) -> Option<&Version> {
    let version = work.versions.iter().rfind(|it| it.begins() <= day)?;
    (!version.printings.is_empty()).then_some(version)
}
