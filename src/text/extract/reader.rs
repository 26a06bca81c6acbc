//! A document while it is read for mentions: its own words, names and numbers.
//!
//! Owns: the mentions of a document in groups that share their verbs, the words around a group,
//! short names and what a document prints. Must not know: which words mean which relation.

use super::cues::Zone;
use super::filter::{LeftOut, Place, Whole, is_between_parties};
use super::gaps::{
    is_history_gap, is_list_gap, sentence_start, window_after, window_before, without_titles,
};
use super::listed::listed;
use super::mention::{self, Mention};
use super::names;
use super::numbers;
use super::targets::{about, same_folded};
use super::zones::{Notes, Zones};
use crate::model::doctype::{Class, noun, without_version};
use crate::model::number::DocumentNumber;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::fields::Fields;
use crate::text::rule::Pattern;
use crate::text::segment::{Document, Role, fold_title};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// After a decision that changed another document, or a number under which one was issued.
static ASIDE: Pattern = Pattern::new(
    "aside",
    r"^(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)|^文(?:件)?(?:印发|发布|公布|颁布|下发)",
    &["第一次修正的", "文件发布的", "修订"],
    &["的修改意见", "文件要求"],
);
/// Before a title that the document's own title issues.
pub(super) static TITLE_VERB: Pattern = Pattern::new(
    "title-verb",
    r"(?:印发|转发|公布|发布|下发|颁布|颁发)(?:国家|部门|有关|新修订的)?$",
    &["某部关于印发", "关于公布新修订的"],
    &["关于修改", "关于贯彻"],
);
/// The words around a group of mentions.
pub(super) struct Context<'t> {
    pub(super) zone: Zone,
    pub(super) before: Cow<'t, str>,
    pub(super) after: &'t str,
    pub(super) open: usize,
    pub(super) end: usize,
    /// The lines in which it stands.
    paragraph: Range<usize>,
}

/// The documents of a file, and which of them each prints as its attachments.
pub(super) struct Family<'a> {
    documents: &'a [Document],
    children: Vec<Vec<usize>>,
}

impl<'a> Family<'a> {
    pub(super) fn of(documents: &'a [Document]) -> Self {
        let mut children = vec![Vec::new(); documents.len()];
        for (i, document) in documents.iter().enumerate() {
            if let Some(siblings) = document.parent.and_then(|p| children.get_mut(p)) {
                siblings.push(i);
            }
        }
        Self {
            documents,
            children,
        }
    }

    fn children(&self, index: usize) -> impl Iterator<Item = &'a Document> {
        self.children[index].iter().map(|i| &self.documents[*i])
    }
}

/// A document while it is read.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    family: &'a Family<'a>,
    index: usize,
    pub(super) fields: &'a Fields,
    pub(super) text: &'a str,
    /// Where `text` begins in the clean text.
    pub(super) start: usize,
    line_ends: Vec<usize>,
    zones: Zones,
    /// Folded short name → full title.
    pub(super) aliases: HashMap<String, String>,
    /// Folded short names of forms and registers: no documents.
    papers: HashSet<String>,
    /// The numbers of the document and of what encloses it.
    own_numbers: Vec<DocumentNumber>,
    /// Folded titles of what the document prints, its attachments and what its own title issues, by
    /// what they are about.
    enclosed: HashMap<String, Vec<String>>,
    whole: Whole,
}

/// A document ready to be judged.
pub(super) struct Prepared<'a> {
    pub(super) reader: Reader<'a>,
    /// Its mentions in groups that share their verbs.
    pub(super) groups: Vec<Vec<Mention>>,
    /// The short names it defines, each with the full title.
    pub(super) aliases: Vec<(String, String)>,
}

impl<'a> Prepared<'a> {
    /// Document `index` with its mentions; none of front matter.
    pub(super) fn new(
        clean: &'a CleanText,
        family: &'a Family<'a>,
        index: usize,
        fields: &'a Fields,
    ) -> Option<Self> {
        if family.documents[index].role == Role::FrontMatter {
            return None;
        }
        let mut reader = Reader::new(clean, family, index, fields);
        let text = reader.text;
        let mut mentions = reader.marked();
        reader.note_papers(&mentions);
        reader.define_aliases(&mentions);
        let aliases = aliases(&mentions);
        mentions.extend(numbers::numbers(text, &mentions));
        mentions.extend(names::unmarked(text, &mentions, &reader.aliases));
        mentions.sort_by_key(|m| m.open);
        numbers::join_numbers(text, &mut mentions);
        let groups = reader.groups(mentions);
        Some(Self {
            reader,
            groups,
            aliases,
        })
    }
}

/// The short names that mentions define, each once, with the full title.
fn aliases(mentions: &[Mention]) -> Vec<(String, String)> {
    let mut aliases: Vec<(String, String)> = Vec::new();
    let mut seen = HashSet::new();
    for m in mentions {
        let Some(alias) = m.alias.as_deref() else {
            continue;
        };
        let alias = alias.trim_matches(['《', '》', '“', '”']);
        if seen.insert(alias) {
            aliases.push((alias.to_owned(), m.title.clone()));
        }
    }
    aliases
}

/// Folded titles of what document `index` prints, its attachments and what its own title issues, by
/// what they are about.
fn enclosed(family: &Family, index: usize) -> HashMap<String, Vec<String>> {
    let title = &family.documents[index].title;
    let issued = mention::marked(title)
        .into_iter()
        .filter(|m| TITLE_VERB.is_match(&title[..m.open]))
        .map(|m| m.title);
    let children = family.children(index);
    let mut by_about: HashMap<String, Vec<String>> = HashMap::new();
    for title in children.map(|d| d.title.clone()).chain(issued) {
        let folded = fold_title(&title);
        let same = by_about.entry(about(&folded).to_owned());
        same.or_default().push(folded);
    }
    by_about
}

impl<'a> Reader<'a> {
    fn new(clean: &'a CleanText, family: &'a Family<'a>, index: usize, fields: &'a Fields) -> Self {
        let document = &family.documents[index];
        let last = document.lines.end - 1;
        let start = clean.lines()[document.text_start(clean)].text.start;
        let text = &clean.text()[start..clean.lines()[last].text.end];
        let body = clean.lines()[document.body.min(last)].text.start;
        let cover = document.parent.map(|p| &family.documents[p]);
        let number = |d: &Document| DocumentNumber::read(&d.number.as_ref()?.0);
        let decided = fields.history.iter().filter(|e| e.decision.is_some());
        let changed = decided.filter(|e| e.range.start >= start);
        let inside = |place: &TextRange| (place.start - start, place.end - start);
        let foreign = fields.foreign.iter().filter(|place| place.start >= start);
        let notes = Notes {
            changed: changed.map(|e| inside(&e.range)).collect(),
            foreign: foreign.map(inside).collect(),
        };
        Self {
            document,
            family,
            index,
            fields,
            text,
            start,
            line_ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(),
            zones: Zones::new(document, text, body.max(start) - start, notes),
            aliases: HashMap::new(),
            papers: HashSet::new(),
            own_numbers: [Some(document), cover]
                .into_iter()
                .flatten()
                .filter_map(number)
                .collect(),
            enclosed: enclosed(family, index),
            whole: Whole::default(),
        }
    }

    /// The titles that the text marks, and those that it lists.
    fn marked(&self) -> Vec<Mention> {
        let mut mentions = mention::marked(self.text);
        mention::unmarked_decisions(self.text, &mut mentions);
        let lists = self.zones.lists();
        let listed: Vec<Mention> = lists
            .flat_map(|(from, to)| listed(self.text, from, to))
            .collect();
        let in_lists = mention::Covered::by(&listed);
        mentions.retain(|m| !in_lists.holds(m.open));
        mentions.extend(listed);
        mentions.sort_by_key(|m| m.open);
        mentions
    }
}

impl Reader<'_> {
    /// Whether the document explains another: an interpretation, or what calls itself one.
    pub(super) fn explains(&self) -> bool {
        self.document.role == Role::Interpretation
            || matches!(noun(&self.document.title), Some((_, Class::Interpretation)))
    }

    /// The full title of what is mentioned: short names that the document defined are filled in.
    pub(super) fn full_title(&self, mention: &Mention) -> String {
        let title = &mention.title;
        if mention.alias.is_some() || title.is_empty() {
            return title.clone();
        }
        if let Some(full) = self.aliases.get(&fold_title(title)) {
            return full.clone();
        }
        // 《实施细则（暂行）》 where 《实施细则》 is defined: another version of the same
        let bare = without_version(title);
        match self.aliases.get(&fold_title(bare)) {
            Some(full) if bare.len() < title.len() => format!("{full}{}", &title[bare.len()..]),
            _ => title.clone(),
        }
    }

    /// Whether an attachment of this document bears `title`.
    pub(super) fn encloses(&self, title: &str) -> bool {
        let folded = fold_title(title);
        let enclosed = self.enclosed.get(about(&folded));
        enclosed
            .into_iter()
            .flatten()
            .any(|enclosed| same_folded(enclosed, &folded))
    }

    /// The papers between parties, which are such wherever they are named.
    fn note_papers(&mut self, mentions: &[Mention]) {
        for mention in mentions.iter().filter(|m| m.number.is_none()) {
            let before = window_before(&self.text[..mention.open]);
            let known = self.encloses(&mention.title);
            if !known && is_between_parties(&mention.title, before) {
                self.papers.insert(fold_title(&mention.title));
            }
        }
    }

    fn define_aliases(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let Some(alias) = &mention.alias else {
                continue;
            };
            let Some(context) = self.context(std::slice::from_ref(mention)) else {
                continue;
            };
            let own_after = self.own_after(mention, &context);
            if self.left_out(mention, &context, own_after).is_none() {
                self.aliases
                    .entry(fold_title(alias))
                    .or_insert_with(|| mention.title.clone());
            } else {
                self.papers.insert(fold_title(alias));
            }
        }
    }

    /// Mentions that share a verb: 《甲》、《乙》（…）和国务院办公厅印发的《丙》. What only tells
    /// how one of them came to be (根据《关于修改〈乙〉的决定》修正的《乙》) is in a group of its
    /// own and parts nothing.
    fn groups(&self, mentions: Vec<Mention>) -> Vec<Vec<Mention>> {
        let mut groups: Vec<Vec<Mention>> = Vec::new();
        let mut current = None;
        for mention in mentions {
            let last = current.and_then(|group: usize| groups.get(group)?.last());
            let gap = last
                .filter(|last| last.end <= mention.open)
                .map(|last| &self.text[last.end..mention.open]);
            let is_aside =
                current.is_some() && ASIDE.is_match(window_after(&self.text[mention.end..]));
            let goes_on = gap.is_some_and(|gap| is_list_gap(gap) || is_history_gap(gap));
            match current
                .and_then(|group| groups.get_mut(group))
                .filter(|_| goes_on && !is_aside)
            {
                Some(group) => group.push(mention),
                None => {
                    groups.push(vec![mention]);
                    if !is_aside {
                        current = Some(groups.len() - 1);
                    }
                }
            }
        }
        groups
    }

    /// The document that encloses this one.
    pub(super) fn cover(&self) -> Option<&Document> {
        self.document.parent.map(|p| &self.family.documents[p])
    }

    /// The attachments of the document.
    pub(super) fn children(&self) -> impl Iterator<Item = &Document> {
        self.family.children(self.index)
    }

    /// Where the line begins in which `at` stands.
    fn line_start(&self, at: usize) -> usize {
        let before = self.line_ends.partition_point(|end| *end < at);
        before.checked_sub(1).map_or(0, |i| self.line_ends[i] + 1)
    }

    /// Where the line ends in which `at` stands.
    fn line_end(&self, at: usize) -> usize {
        let next = self.line_ends.partition_point(|end| *end < at);
        self.line_ends.get(next).copied().unwrap_or(self.text.len())
    }

    /// The words around a group, up to the ends of its sentence and paragraph.
    pub(super) fn context(&self, group: &[Mention]) -> Option<Context<'_>> {
        let (open, end) = (group.first()?.open, group.last()?.end);
        // Sentences and lines may be as long as the text, and so many mentions stand in them.
        let far = open - window_before(&self.text[..open]).len();
        let far = self.text[..far]
            .char_indices()
            .rev()
            .nth(3)
            .map_or(0, |(i, _)| i);
        let sentence = far + sentence_start(&self.text[far..], open - far);
        let before = without_titles(window_before(&self.text[sentence..open]));
        let paragraph = self.line_start(open)..self.line_end(end);
        let after = window_after(&self.text[end..paragraph.end]);
        Some(Context {
            zone: (self.zones).of(self.text, open..end, paragraph.clone()),
            before,
            after,
            open,
            end,
            paragraph,
        })
    }

    /// Why `mention` is left out, if it is.
    pub(super) fn left_out(
        &self,
        mention: &Mention,
        context: &Context,
        own_after: &str,
    ) -> Option<LeftOut> {
        let place = Place {
            text: self.text,
            zone: context.zone,
            before: &context.before,
            after: context.after,
            own_after,
            paragraph: self.line_start(mention.open)..context.paragraph.end,
            own_numbers: &self.own_numbers,
            encloses: self.encloses(&mention.title),
            aliases: &self.aliases,
            papers: &self.papers,
            whole: &self.whole,
        };
        place.left_out(mention)
    }

    /// The words right after the title mark, its bracket included.
    pub(super) fn own_after(&self, mention: &Mention, context: &Context) -> &str {
        window_after(&self.text[mention.close..context.paragraph.end.max(mention.close)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&ASIDE, &TITLE_VERB]);
    }
}
