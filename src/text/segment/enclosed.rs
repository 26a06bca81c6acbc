//! Attachments that an act has announced, or that stand under 附件.
//!
//! Owns: whether one begins at a line, and which act encloses it. Must not know: other beginnings,
//! what an act announces.

use super::document::Sign;
use super::enclosure::{Enclosure, Enclosures, SHORTEST_ISSUED, is_rules};
use super::splitter::{Splitter, Start, addressees_end};
use super::title::{
    ANNEX_HEAD, ANNEX_LABEL, NOTE, NUMBER_LINE, PASSES_ON, balanced, begins_item, is_date_line,
    is_first_part, issuer_fits,
};
use crate::model::doctype::{Class, noun, without_extension};
use crate::model::role::Role;

/// A title is at most so many lines.
const TITLE_LINES: usize = 4;
/// Who made an attachment stands on so many lines at most under its title.
const MAKER_LINES: usize = 4;
/// A signature with its date on one line has so many characters at most.
const LONGEST_SIGNATURE: usize = 40;

impl Splitter<'_> {
    /// An attachment that the open act has announced, or that stands under 附件.
    pub(super) fn enclosed_at(&self, at: usize, enclosures: &Enclosures) -> Option<Start> {
        let outermost = enclosures.outermost()?;
        let n = self.clean.lines().len();
        let label = ANNEX_LABEL.find(self.clean.line(at)).map_or(0, |m| m.end());
        if label == self.clean.line(at).len() || label == 0 && begins_item(self.clean.line(at)) {
            return None;
        }
        let labelled = label > 0 || at > 0 && ANNEX_HEAD.is_match(self.clean.line(at - 1));
        let mut text = String::new();
        for i in at..(at + TITLE_LINES).min(n) {
            let words = self.clean.line(i);
            text.push_str(if i == at { &words[label..] } else { words });
            if words.ends_with(['。', '；', '：', '，'])
                || is_date_line(words)
                || i > at && (begins_item(words) || ANNEX_HEAD.is_match(words))
                || without_extension(words).len() < words.len()
            {
                return None;
            }
            let next = i + 1;
            // What the act's own title says it issues needs no noun, once the act is over; in its
            // midst 关于公布开学时间的通知 repeats the words as the heading of a part.
            let lacks_noun = text.chars().count() >= SHORTEST_ISSUED
                && noun(&text).is_none()
                && (labelled || self.is_over(at));
            let issuing = lacks_noun.then(|| enclosures.issuing(&text)).flatten();
            if next >= n
                || !balanced(&text)
                || !(self.title_ends(&text, next) || issuing.is_some())
                || !issuer_fits(&text)
            {
                continue;
            }
            let cover = issuing.or_else(|| self.cover(&text, next, enclosures));
            let is_annex = || labelled && is_rules(&text) && text.chars().count() >= 6;
            let parent = match cover {
                _ if !self.opens(next) => continue,
                // A table that is but an annex is none; a plan may be set as one.
                Some(cover)
                    if self.clean.line(next).starts_with('|')
                        && !cover.issued(&text)
                        && !is_rules(&text) =>
                {
                    continue;
                }
                Some(cover) if is_enclosed(&text, cover) => cover.document,
                None if is_annex() => outermost,
                _ => continue,
            };
            let (body, number) = self.number_after(next);
            // 附件：示例办法 is the list of annexes.
            let issued = label == 0 && cover.is_some_and(|it| it.issued(&text));
            return Some(Start {
                role: Role::Attachment,
                sign: if issued { Sign::Issued } else { Sign::Enclosed },
                title: at..next,
                text,
                body,
                number,
                heading_date: None,
                parent: Some(parent),
            });
        }
        None
    }

    /// Whether an act has ended above line `at`: with its date, its bodies, or a remark.
    fn is_over(&self, at: usize) -> bool {
        let Some(above) = at.checked_sub(1) else {
            return false;
        };
        let words = self.clean.line(above);
        let signed = || words.chars().count() <= LONGEST_SIGNATURE && words.ends_with('日');
        self.stands_under_text(above) || signed()
    }

    /// The act that has announced an attachment of this title, whose text begins at `next`.
    fn cover<'e>(&self, title: &str, next: usize, all: &'e Enclosures) -> Option<&'e Enclosure> {
        // What has a number of its own is an act beside the other, unless that passes it on.
        let own_act = noun(title).is_some_and(|(_, class)| class == Class::Act)
            && self.number_after(next).1.is_some();
        let passes_on = |e: &Enclosure| PASSES_ON.stand_in(&self.documents[e.document].title);
        all.naming(title)
            .find(|e| !own_act || e.lists(title) || passes_on(e))
            .map(|e| all.listing(e, title))
    }

    /// Whether a text begins at `next`: an article, its number, a note, prose or who is addressed.
    fn opens(&self, next: usize) -> bool {
        let words = self.clean.line(next);
        let makers = (next..self.clean.lines().len()).take(MAKER_LINES);
        let makers = makers.take_while(|i| self.is_signature(*i)).count();
        is_first_part(words)
            || self.is_prose(next + makers)
            || NOTE.is_match(words)
            || NUMBER_LINE.is_match(words)
            || addressees_end(self.clean, next).is_some()
    }
}

/// Whether a title is of what `cover` may enclose: rules, an act, a register that it issues, or
/// what its own title says it issues, whatever noun ends that: 关于印发示例审批工作程序的通知.
fn is_enclosed(title: &str, cover: &Enclosure) -> bool {
    noun(title).is_some_and(|(_, class)| match class {
        Class::Instrument | Class::Act => true,
        Class::Register => cover.issued(title),
        _ => false,
    }) || noun(title).is_none() && cover.issued(title)
}
