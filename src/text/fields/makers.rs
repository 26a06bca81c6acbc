//! Issuers of a document whose signature, title and number tell them in part or not at all: those
//! who passed it, who stand before 令 in a broken head, or over the number of what another encloses.
//!
//! Owns: where such names stand. Must not know: the signature block, which of several tellings
//! counts.

use super::fact::Fact;
use super::reader::Reader;
use crate::model::body;
use crate::model::lexicon::lexicon;
use crate::model::span::TextRange;
use crate::text::rule::{Pattern, Words};

/// The sentence of a decree that tells who passed what it puts out, and no meeting.
static PASSED_BY: Pattern = Pattern::new(
    "passed-by",
    r"^《[^》]{2,80}》(?:已)?经([\p{Han}、]{3,80}?)(?:联合)?(?:审议|讨论)?通过，现予?以?(?:公布|发布)",
    &["《示例办法》经示例部、示例局审议通过，现予公布，自公布之日起施行。"],
    &["《示例办法》经2020年1月2日示例部第1次部务会议通过，现予公布。"],
);
/// What follows the body that a decree names in its head.
static ORDERS: Words = Words::heads(
    "orders",
    &["令"],
    &["令第1号", "令"],
    &["示例令", "第1号令"],
);
/// Within so many first lines the head of a decree stands, whatever was broken.
const BROKEN_HEAD: usize = 12;

impl Reader<'_> {
    /// Those who passed what a decree puts out, where it names no meetings.
    pub(super) fn told_to_have_passed(&self) -> Vec<Fact<String>> {
        let first = self.document.lines.start;
        let mut head = (first..self.document.lines.end).take(BROKEN_HEAD);
        let found = head.find_map(|i| {
            let words = self.clean.line(i);
            let told = words
                .starts_with('《')
                .then(|| PASSED_BY.captures(words))
                .flatten()?;
            let names = body::row(told.get(1)?.as_str(), &['、', '，'])?;
            let start = self.line_range(i).start;
            let place = |name: &str| {
                let at = start + (name.as_ptr() as usize - words.as_ptr() as usize);
                TextRange::new(at, at + name.len())
            };
            let facts = names
                .iter()
                .map(|n| Fact::new((*n).to_owned(), place(n), "issuer-passed"));
            Some(facts.collect())
        });
        found.unwrap_or_default()
    }

    /// Who stands before 令 in the head of a decree that was broken.
    pub(super) fn issuer_of_order(&self) -> Option<Fact<String>> {
        let first = self.document.lines.start;
        let mut head = (first..self.document.lines.end).take(BROKEN_HEAD);
        head.find_map(|i| {
            let words = self.clean.line(i);
            let end = lexicon().agency_prefix(words)?;
            let start = self.line_range(i).start;
            let place = TextRange::new(start, start + end);
            let order = ORDERS.stand_in(&words[end..]);
            order.then(|| Fact::new(words[..end].to_owned(), place, "issuer-order"))
        })
    }

    /// Those who stand alone over the number above the title of an attachment, as it was issued.
    pub(super) fn issuers_over_number(&self) -> Vec<Fact<String>> {
        let title = self
            .document
            .title_range
            .map(|t| self.clean.line_at(t.start));
        let number = self.document.number.as_ref();
        let number = number.map(|(_, range)| self.clean.line_at(range.start));
        match (number, title) {
            (Some(number), Some(title)) if number > 0 && number < title => {
                let bodies = self.clean.line(number - 1);
                let listed = lexicon().agencies_in(bodies, &['、', '，']).is_some();
                if listed {
                    self.names_in_lines(number - 1..number)
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn rows_hold_to_their_examples() {
        rule::check(&[&PASSED_BY]);
        rule::check_words(&[&ORDERS]);
    }
}
