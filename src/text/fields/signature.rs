//! 署名 and 成文日期: the signature block that closes a document.
//!
//! Owns: where the block stands, its bodies in columns, letter-spaced or broken inside a name, its
//! date. Must not know: what head, note and title tell.

use super::{Fact, Fields, Reader};
use crate::model::body;
use crate::model::day::Day;
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::{date_prefix, find_date};
use crate::model::span::TextRange;
use crate::text::segment::{Role, Sign, is_date_line};
use std::ops::Range;

impl Reader<'_> {
    /// Bodies and date at the end of the text, or in its middle when annexes follow, or after its
    /// attachments.
    pub(super) fn signature(&self, out: &mut Fields) {
        if self.document.sign == Sign::Decree {
            return;
        }
        let blocks = [
            Some(self.document.body..self.document.lines.end),
            self.document.late_signature.clone(),
        ];
        for block in blocks.into_iter().flatten() {
            for i in block.clone() {
                if let Some((date, names)) = self.signed_at(i, block.start) {
                    let rule = if names.is_empty() {
                        "signed-last-line"
                    } else {
                        "signed-block"
                    };
                    if names.is_empty() && i + 1 < block.end && !self.only_remarks(i + 1, block.end)
                    {
                        continue;
                    }
                    if self.document.role == Role::Attachment && names.is_empty() {
                        continue;
                    }
                    out.signed = Some(Fact::new(date, self.line_range(i), rule));
                    out.agencies = names;
                    return;
                }
            }
        }
        if self.document.role == Role::Act {
            let end = (self.document.body..self.document.lines.end)
                .rev()
                .find(|i| !self.is_remark(*i));
            if let Some(end) = end {
                out.agencies = self.names_above(end + 1, self.document.body);
            }
        }
    }

    /// A date that closes a signature at line `i`, with the names above it or on the same line.
    fn signed_at(&self, i: usize, first: usize) -> Option<(Day, Vec<Fact<String>>)> {
        let words = self.clean.line(i);
        if words.len() > 120
            || !words.ends_with('日') && !words.ends_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        if is_date_line(words) {
            let (date, _) = date_prefix(words)?;
            return Some((date, self.names_above(i, first)));
        }
        let (date, range) = find_date(words, 0).filter(|(_, r)| r.end == words.len())?;
        let names = body::row(&words[..range.start], &['、', '，'])?;
        let start = self.line_range(i).start;
        let facts = names.iter().map(|n| {
            let at = start + (n.as_ptr() as usize - words.as_ptr() as usize);
            Fact::new(
                (*n).to_owned(),
                TextRange::new(at, at + n.len()),
                "issuer-signature",
            )
        });
        Some((date, facts.collect()))
    }

    fn is_remark(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        words.starts_with('（') && words.ends_with('）') && words.chars().count() <= 40
    }

    fn only_remarks(&self, from: usize, to: usize) -> bool {
        (from..to).all(|i| self.is_remark(i))
    }

    /// The row of bodies that ends just above line `end`.
    pub(super) fn names_above(&self, end: usize, first: usize) -> Vec<Fact<String>> {
        let mut best = None;
        let mut misses = 0;
        for k in (first.max(end.saturating_sub(45))..end).rev() {
            let words = self.clean.line(k);
            if words.ends_with(['。', '；', '：', '，']) || words.len() > 240 || misses > 2 {
                break;
            }
            let row = self
                .clean
                .range(k, end - 1)
                .of(self.clean.text())
                .replace('\n', "");
            match lexicon().agencies_in(&row, &['、', '，', '　']) {
                Some(_) => (best, misses) = (Some(k), 0),
                None => misses += 1,
            }
        }
        match best {
            Some(k) => self.names_in_lines(k..end),
            None => self.unlisted_names(end, first),
        }
    }

    /// The names that lines `lines` hold, with the place of each; a name may run over a line break.
    pub(super) fn names_in_lines(&self, lines: Range<usize>) -> Vec<Fact<String>> {
        let (mut row, mut places) = (String::new(), Vec::new());
        for i in lines {
            let start = self.line_range(i).start;
            for (offset, c) in self.clean.line(i).char_indices() {
                places.push((row.len(), start + offset));
                row.push(c);
            }
        }
        let place = |byte: usize| {
            places
                .get(
                    places
                        .partition_point(|(b, _)| *b <= byte)
                        .saturating_sub(1),
                )
                .map_or(0, |(b, at)| at + (byte - b))
        };
        let known = lexicon().agencies_in(&row, &['、', '，', '　']);
        let names = known
            .or_else(|| body::row(&row, &['、', '，', '　']))
            .unwrap_or_default();
        names
            .into_iter()
            .map(|name| {
                let from = name.as_ptr() as usize - row.as_ptr() as usize;
                Fact::new(
                    name.to_owned(),
                    TextRange::new(place(from), place(from + name.len() - 1) + 1),
                    "issuer-signature",
                )
            })
            .collect()
    }

    /// Bodies that the authority file does not know, told by their shape and by the gaps between
    /// them: 江苏省财政厅　江苏省市场监督管理局.
    fn unlisted_names(&self, end: usize, first: usize) -> Vec<Fact<String>> {
        let mut found = Vec::new();
        for k in (first.max(end.saturating_sub(15))..end).rev() {
            let line = self.clean.lines()[k];
            let printed = line.source.of(self.source);
            let mut names: Vec<String> = Vec::new();
            for part in printed.split_whitespace() {
                match names.last_mut() {
                    Some(last)
                        if part.chars().count() <= 2
                            && (last.chars().count() <= 3 || !looks_like_body(last)) =>
                    {
                        last.push_str(part)
                    }
                    _ => names.push(part.to_owned()),
                }
            }
            let known = |n: &str| looks_like_body(n) || body::row(n, &['、', '，']).is_some();
            if names.is_empty() || self.clean.line(k).len() > 150 || !names.iter().all(|n| known(n))
            {
                break;
            }
            let words = self.clean.line(k);
            let mut row = Vec::new();
            for name in &names {
                let Some(at) = words.find(name.as_str()).map(|at| line.text.start + at) else {
                    continue;
                };
                let glued = body::row(name, &['、', '，']).unwrap_or_else(|| vec![name]);
                row.extend(glued.into_iter().map(|part| {
                    let start = at + (part.as_ptr() as usize - name.as_ptr() as usize);
                    let place = TextRange::new(start, start + part.len());
                    Fact::new(part.to_owned(), place, "issuer-signature-shape")
                }));
            }
            row.append(&mut found);
            found = row;
        }
        found
    }

    /// The date on a line that the model of the page reads as the date of signature.
    pub(super) fn labelled_date(&self, out: &mut Fields) {
        for i in self.document.dates.iter().rev() {
            let Some((date, _)) = date_prefix(self.clean.line(*i)).filter(|_| out.signed.is_none())
            else {
                continue;
            };
            out.signed = Some(Fact::new(date, self.line_range(*i), "signed-labelled"));
            if out.agencies.is_empty() {
                out.agencies = self.names_above(*i, self.document.body);
            }
        }
    }
}
