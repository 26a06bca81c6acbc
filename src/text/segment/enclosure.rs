//! What an act says it encloses: 现将《…》印发给你们, 附件：1.…
//!
//! Owns: the announced titles and when a printed title is one of them. Must not know: where in a
//! text anything stands.

use super::fold_title;
use super::title::{ANNEX_ITEM, ANNEX_LABEL, QUOTED, strip_label};
use crate::model::doctype::{Class, noun, without_version};
use std::collections::{HashMap, HashSet};
use std::iter;

/// How many characters an issuer in front of a title may have.
const LONGEST_ISSUER: usize = 14;
/// How many a title must have that may lack its issuer.
const SHORTEST: usize = 6;

/// What an act has said it encloses.
#[derive(Debug, Default)]
pub(super) struct Enclosure {
    pub(super) document: usize,
    /// The announced titles that stand in a list of annexes.
    listed: HashSet<String>,
    /// Those that the act's own title names: 关于印发…清单的通知.
    issued: HashSet<String>,
}

impl Enclosure {
    pub(super) fn lists(&self, title: &str) -> bool {
        self.listed.contains(&fold_enclosed(title))
    }

    pub(super) fn issued(&self, title: &str) -> bool {
        self.issued.contains(&fold_enclosed(title))
    }
}

/// What the acts that are open say they enclose, outermost first. Each attachment may announce more
/// and there may be thousands, so a title is looked up among all of them at once.
#[derive(Debug, Default)]
pub(super) struct Enclosures {
    all: Vec<Enclosure>,
    /// For each announced title, who announces it.
    titles: HashMap<String, Vec<usize>>,
    /// The same without what may be an issuer in front.
    bare: HashMap<String, Vec<usize>>,
}

impl Enclosures {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The document that encloses all others.
    pub(super) fn outermost(&self) -> Option<usize> {
        Some(self.all.first()?.document)
    }

    /// Makes `document` the one that announces, if it is not; says whether it is so only now.
    pub(super) fn begin(&mut self, document: usize) -> bool {
        let is_new = self.all.last().is_none_or(|e| e.document != document);
        if is_new {
            self.all.push(Enclosure {
                document,
                ..Enclosure::default()
            });
        }
        is_new
    }

    fn add(&mut self, title: &str) -> Option<&mut Enclosure> {
        let folded = fold_enclosed(title);
        let last = self.all.len().checked_sub(1)?;
        let add = |map: &mut HashMap<String, Vec<usize>>, key: &str| match map.get_mut(key) {
            Some(who) if who.last() == Some(&last) => {}
            Some(who) => who.push(last),
            None => drop(map.insert(key.to_owned(), vec![last])),
        };
        if folded.chars().count() >= 4 {
            ends(&folded).for_each(|end| add(&mut self.bare, end));
            add(&mut self.titles, &folded);
        }
        self.all.last_mut()
    }

    /// What the title of the document names.
    pub(super) fn add_title(&mut self, title: &str) {
        for found in QUOTED.captures_iter(title) {
            self.issue(&found[1]);
        }
        self.issue_unmarked(title);
    }

    fn issue(&mut self, title: &str) {
        if let Some(own) = self.add(title) {
            own.issued.insert(fold_enclosed(title));
        }
    }

    pub(super) fn add_quoted(&mut self, text: &str) {
        for found in QUOTED.captures_iter(text) {
            self.add(&found[1]);
        }
    }

    /// 关于印发“十四五”就业促进规划的通知 names what it prints without marks.
    fn issue_unmarked(&mut self, title: &str) {
        let Some(verb) = ["印发", "转发", "公布", "发布"]
            .iter()
            .find_map(|v| title.find(v).map(|i| i + v.len()))
        else {
            return;
        };
        let rest = title[verb..]
            .trim_end_matches("的通知")
            .trim_end_matches("的公告");
        let is_named = !rest.contains('《') && noun(rest).is_some();
        if is_named || title.contains("同意建立") {
            self.issue(rest);
        }
    }

    pub(super) fn add_list(&mut self, list: &str) {
        let list = ANNEX_LABEL.cut_from(list);
        for item in ANNEX_ITEM.split(&list) {
            if let Some(own) = self.add(item.trim_matches(['《', '》'])) {
                own.listed.insert(fold_enclosed(item));
            }
        }
    }

    /// Who has announced `title`, the latest first: the same but for 的, marks and an issuer in
    /// front.
    pub(super) fn naming(&self, title: &str) -> impl Iterator<Item = &Enclosure> {
        let title = fold_enclosed(title);
        let ends = ends(&title).filter_map(|end| self.titles.get(end));
        let whole = [self.titles.get(&title), self.bare.get(&title)];
        let mut lists: Vec<&[usize]> = whole
            .into_iter()
            .flatten()
            .chain(ends)
            .map(Vec::as_slice)
            .collect();
        iter::from_fn(move || {
            let latest = *lists.iter().filter_map(|list| list.last()).max()?;
            for list in &mut lists {
                if let [before @ .., last] = *list
                    && *last == latest
                {
                    *list = before;
                }
            }
            self.all.get(latest)
        })
    }
}

/// The title without its first character, without its first two, and so on, as far as they may be
/// an issuer and enough is left.
fn ends(title: &str) -> impl Iterator<Item = &str> {
    let most = title.chars().count().saturating_sub(SHORTEST);
    let starts = title.char_indices().map(|(at, _)| at).skip(1);
    starts.take(most.min(LONGEST_ISSUER)).map(|at| &title[at..])
}

/// A title as lists of annexes print it: 印发《X》 for 关于印发《X》的通知.
pub(super) fn fold_enclosed(title: &str) -> String {
    let folded = fold_title(strip_label(without_version(title)));
    if folded.contains("印发") {
        folded
            .replace("关于印发", "印发")
            .trim_end_matches("通知")
            .to_owned()
    } else {
        folded
    }
}

/// Whether a title under 附件 names rules or a plan; tables of indicators and standards are
/// annexes.
pub(super) fn is_rules(title: &str) -> bool {
    const RULES: &[&str] = &[
        "办法", "规定", "细则", "条例", "方案", "指南", "指引", "规则", "规程", "计划", "规划",
        "措施", "意见", "制度", "章程", "准则", "纲要", "规范", "通知", "公告",
    ];
    noun(title).is_some_and(|(noun, class)| {
        matches!(class, Class::Instrument | Class::Act) && RULES.contains(&noun)
    })
}
