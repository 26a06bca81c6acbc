//! A [`Document`]'s own facts: issuing bodies, dates of signature, adoption, entry into force,
//! expiry.
//!
//! Owns: reading signature blocks (in columns, letter-spaced, broken inside a name), notes of
//! adoption, clauses on force. Must not know: references to other documents; what an agency's name
//! stands for.

use crate::model::day::Day;
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::{date_prefix, find_date, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::segment::{Document, Role, Sign, is_date_line, regex};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A value with the place that states it and the rule that read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where, in the clean text.
    pub range: TextRange,
    /// By which rule it was found.
    pub rule: &'static str,
}

impl<T> Fact<T> {
    fn new(value: T, range: TextRange, rule: &'static str) -> Self {
        Self { value, range, rule }
    }
}

/// When a document enters into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effective {
    /// On a stated day.
    On(Day),
    /// 自公布之日起: on the day of publication, which the text need not state.
    OnPublication,
}

/// The last day of validity, as exactly as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// A day.
    On(Day),
    /// 实施期限至2025年: only the year is stated.
    InYear(u16),
}

/// What a document says of itself.
#[derive(Debug, Default)]
pub struct Fields {
    /// Issuing bodies as printed, in order.
    pub agencies: Vec<Fact<String>>,
    /// 成文日期.
    pub signed: Option<Fact<Day>>,
    /// The day it was passed at a meeting.
    pub adopted: Option<Fact<Day>>,
    /// Entry into force.
    pub effective: Option<Fact<Effective>>,
    /// Last day of validity.
    pub expires: Option<Fact<Expiry>>,
}

/// Read the facts of `document`; `source` is the text that `clean` was made from.
pub(crate) fn fields(source: &str, clean: &CleanText, document: &Document) -> Fields {
    let mut out = Fields::default();
    if document.role == Role::FrontMatter {
        return out;
    }
    let reader = Reader {
        source,
        clean,
        document,
    };
    if document.role == Role::Interpretation {
        return out;
    }
    reader.signature(&mut out);
    reader.decree(&mut out);
    reader.note(&mut out);
    if document.role == Role::Attachment && out.agencies.is_empty() {
        reader.issuer_under_title(&mut out);
    }
    if document.role == Role::Act {
        if out.signed.is_none() {
            out.signed = reader.stated_date();
        }
        if out.agencies.is_empty() {
            out.agencies = reader.issuers_of_title();
        }
        if out.signed.is_none() {
            out.signed = document
                .heading_date
                .map(|(date, range)| Fact::new(date, range, "signed-heading"));
        }
    }
    reader.force(&mut out);
    out
}

struct Reader<'a> {
    source: &'a str,
    clean: &'a CleanText,
    document: &'a Document,
}

/// 已经2024年8月30日国务院第40次常务会议通过
static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)[^。，；）　]{0,60}?(?:修订)?通过")
});
/// （2021年2月7日国务院反垄断委员会印发）
static NOTE_ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^（([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)([\p{Han}、]{0,60}?)(?:印发|公布|发布)")
});
/// （2023年12月11日中华人民共和国国务院令第769号公布
static NOTE_ORDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^（([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)[\p{Han}]{2,40}令(?:〔[12][0-9]{3}〕)?第[0-9]{1,4}号(?:公布|发布)",
    )
});
/// 2015年12月14日济南市第十五届人民代表大会常务委员会第二十五次会议通过, without brackets
static BARE_NOTE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日\p{Han}{4,60}通过"));
/// 通过，1月8日公布
static NOTE_PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"令.*通过，(?:现于|于)?(?:([12][0-9]{3})年)?([0-9]{1,2})月([0-9]{1,2})日(?:公布|发布)")
});
/// 本条例自2025年1月1日起施行
static FORCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(本[\p{Han}（）《》]{1,12}?)|(现予(?:公布|发布)，|(?:公布|发布|批准|通过|修订)[，；]?)|(第[一二三四五六七八九十百零]{1,6}条)|(?:^|[。；\n，、]))(?:正式)?(?:从|自|于)((?:[12][0-9]{3}|[一二〇○零三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)(?:零时)?(?:起|开始)?(?:正式|开始)?(?:施行|实施|执行|生效|实行)",
    )
});
/// 本办法自公布之日起施行
static ON_PUBLICATION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:本[\p{Han}（）]{1,12}|[。；\n，]|条)(?:从|自)(?:公布|发布|印发|颁布|下发|签发|通过|批准公布|批准)(?:之)?日起(?:正式)?(?:施行|实施|执行|生效|实行)",
    )
});
/// 执行期限为2021年1月1日至2022年12月31日; 有效期至2025年12月31日
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:执行期限|有效期限?|实施期限|执行期|政策期限|施行期限)(?:为|是|自|从|：)*((?:[12][0-9]{3})年[0-9]{1,2}月[0-9]{1,2}日)?(?:起)?(?:执行)?(?:，)?(?:有效期)?(?:延长)?(?:至|到|—|-|－)([12][0-9]{3})年(?:([0-9]{1,2})月([0-9]{1,2})日)?",
    )
});
/// 自2021年4月1日起施行，有效期至2025年12月31日 is TERM; 自2021年4月1日起至2022年12月31日止执行
static FORCE_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(本[\p{Han}]{1,8}|(?:^|\n)(?:[一二三四五六七八九十]{1,3}、)?)自([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(?:起)?至([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)",
    )
});
/// A top-level paragraph of an announcement that opens 自2021年4月1日起，
static POLICY_FROM: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:^|\n)(?:[一二三四五六七八九十]{1,3}、)?自([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)起")
});

impl Reader<'_> {
    fn line_range(&self, i: usize) -> TextRange {
        self.clean.lines()[i].text
    }

    fn body_text(&self) -> (usize, &str) {
        let range = self.clean.range(
            self.document.text_start(self.clean),
            self.document.lines.end - 1,
        );
        (range.start, range.of(self.clean.text()))
    }

    /// Bodies and date at the end of the text, or in its middle when annexes follow, or after its
    /// attachments.
    fn signature(&self, out: &mut Fields) {
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
        let names = lexicon().agencies_in(&words[..range.start], &['、', '，'])?;
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
    fn names_above(&self, end: usize, first: usize) -> Vec<Fact<String>> {
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
    fn names_in_lines(&self, lines: Range<usize>) -> Vec<Fact<String>> {
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
        let names = lexicon()
            .agencies_in(&row, &['、', '，', '　'])
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
            let known = |n: &str| !lexicon().agencies_named(n).is_empty() || looks_like_body(n);
            if names.is_empty() || self.clean.line(k).len() > 150 || !names.iter().all(|n| known(n))
            {
                break;
            }
            let words = self.clean.line(k);
            let mut row = Vec::new();
            for name in names {
                if let Some(at) = words.find(name.as_str()) {
                    let start = line.text.start + at;
                    row.push(Fact::new(
                        name.clone(),
                        TextRange::new(start, start + name.len()),
                        "issuer-signature-shape",
                    ));
                }
            }
            row.append(&mut found);
            found = row;
        }
        found
    }

    /// An attachment that prints its author on the line under its title.
    fn issuer_under_title(&self, out: &mut Fields) {
        let body = self.document.body;
        if body + 1 < self.document.lines.end
            && !is_date_line(self.clean.line(body + 1))
            && lexicon()
                .agencies_in(self.clean.line(body), &['、', '，'])
                .is_some()
        {
            out.agencies = self.names_in_lines(body..body + 1);
        }
    }

    /// 发布日期：2021-09-06 among the lines under the title, where no signature states a date.
    fn stated_date(&self) -> Option<Fact<Day>> {
        let start = self.document.body;
        for i in start..(start + 4).min(self.document.lines.end) {
            let words = self.clean.line(i);
            for label in ["成文日期：", "发布日期："] {
                let Some(at) = words.find(label).map(|at| at + label.len()) else {
                    continue;
                };
                if let Some((date, len)) = date_prefix(&words[at..]) {
                    let from = self.line_range(i).start + at;
                    return Some(Fact::new(
                        date,
                        TextRange::new(from, from + len),
                        "signed-stated",
                    ));
                }
            }
        }
        None
    }

    /// A decree: signed under the premier's or minister's name, adopted at the meeting it names.
    fn decree(&self, out: &mut Fields) {
        if self.document.sign != Sign::Decree {
            if let Some((number, range)) = &self.document.number
                && let Some(order) = number.split_once('令').filter(|(issuer, _)| {
                    !issuer.is_empty()
                        && out.agencies.is_empty()
                        && !number.contains("公告")
                        && !issuer.contains('〔')
                })
            {
                out.agencies = split_issuers(order.0)
                    .into_iter()
                    .map(|n| Fact::new(n, *range, "issuer-order"))
                    .collect();
            }
            return;
        }
        let start = self.document.text_start(self.clean);
        let lines = start..self.document.lines.end.min(start + 25);
        let head = self.clean.range(lines.start, lines.end - 1);
        if let Some(found) = ADOPTED.captures(head.of(self.clean.text()))
            && let (Some((date, _)), Some(m)) = (date_prefix(&found[1]), found.get(1))
        {
            out.adopted = Some(Fact::new(
                date,
                TextRange::new(head.start + m.start(), head.start + m.end()),
                "adopted-decree",
            ));
        }
        if let Some(i) = lines.clone().find(|i| is_date_line(self.clean.line(*i))) {
            out.signed = date_prefix(self.clean.line(i))
                .map(|(date, _)| Fact::new(date, self.line_range(i), "signed-decree"));
        }
        if let Some((number, range)) = &self.document.number {
            let issuer = number.split('令').next().unwrap_or_default();
            let names = if issuer == "主席" {
                vec!["全国人民代表大会常务委员会".to_owned()]
            } else {
                split_issuers(issuer)
            };
            out.agencies = if issuer == "主席" {
                Vec::new()
            } else {
                names
                    .into_iter()
                    .map(|n| Fact::new(n, *range, "issuer-order"))
                    .collect()
            };
        }
    }

    /// The note in brackets under a title.
    fn note(&self, out: &mut Fields) {
        let Some(title_end) = self
            .document
            .title_range
            .map(|r| self.clean.line_at(r.end.saturating_sub(1)))
        else {
            return;
        };
        let near = title_end + 1..(title_end + 3).min(self.document.lines.end);
        let Some(first) = near
            .clone()
            .find(|i| self.clean.line(*i).starts_with('（'))
            .or_else(|| {
                near.clone()
                    .find(|i| BARE_NOTE.is_match(self.clean.line(*i)))
            })
        else {
            return;
        };
        let last = if self.clean.line(first).starts_with('（') {
            (first..(first + 30).min(self.document.lines.end))
                .find(|i| self.clean.line(*i).ends_with('）'))
                .unwrap_or(first)
        } else {
            first
        };
        let range = self.clean.range(first, last);
        let note = range.of(self.clean.text());
        let place =
            |m: regex::Match| TextRange::new(range.start + m.start(), range.start + m.end());
        if out.adopted.is_none()
            && let Some((date, m)) = ADOPTED
                .captures(note)
                .and_then(|c| Some((date_prefix(&c[1])?.0, c.get(1)?)))
        {
            out.adopted = Some(Fact::new(date, place(m), "adopted-note"));
        }
        let bare = note.trim_start_matches('（').trim_end_matches('）');
        if let (None, true) = (&out.signed, is_date_line(bare)) {
            out.signed = date_prefix(bare).map(|(date, _)| Fact::new(date, range, "signed-note"));
        }
        if let (None, Some(adopted), Some(found)) =
            (&out.signed, &out.adopted, NOTE_PUBLISHED.captures(note))
        {
            // 已经2024年1月4日…通过，1月8日公布: the year is that of the date before
            let year = found
                .get(1)
                .and_then(|y| y.as_str().parse().ok())
                .unwrap_or(adopted.value.year());
            let (month, day) = (found[2].parse().unwrap_or(0), found[3].parse().unwrap_or(0));
            out.signed = stated_day(year, month, day)
                .zip(found.get(0))
                .map(|(date, m)| Fact::new(date, place(m), "signed-note"));
        }
        let published = NOTE_ORDER
            .captures(note)
            .filter(|_| !note.contains("修订") && !note.contains("修正"));
        if let (None, Some((date, m))) = (
            &out.signed,
            published.and_then(|c| Some((date_prefix(&c[1])?.0, c.get(1)?))),
        ) {
            out.signed = Some(Fact::new(date, place(m), "signed-note"));
        }
        if let Some(found) = NOTE_ISSUED.captures(note) {
            if let (None, Some((date, _)), Some(m)) =
                (&out.signed, date_prefix(&found[1]), found.get(1))
            {
                out.signed = Some(Fact::new(date, place(m), "signed-note"));
            }
            if let (true, Some(m)) = (out.agencies.is_empty(), found.get(2)) {
                let names = lexicon()
                    .agencies_in(m.as_str(), &['、'])
                    .unwrap_or_default();
                out.agencies = names
                    .into_iter()
                    .map(|n| Fact::new(n.to_owned(), place(m), "issuer-note"))
                    .collect();
            }
        }
    }

    /// Bodies named before 关于 or 印发 in the title, on lines above it, or in the number.
    fn issuers_of_title(&self) -> Vec<Fact<String>> {
        let Some(title_range) = self.document.title_range else {
            return Vec::new();
        };
        let first = self.document.lines.start;
        let last = self.clean.line_at(title_range.end - 1);
        let mut starts: Vec<usize> = vec![self.clean.line_at(title_range.start)];
        if !starts.contains(&first) {
            starts.push(first);
        }
        let title_line = starts[0];
        if first < title_line {
            let above = self.clean.range(first, title_line - 1);
            let row = above.of(self.clean.text()).replace('\n', "");
            let names = lexicon()
                .agencies_in(&row, &['、', '，'])
                .unwrap_or_default();
            if !names.is_empty() {
                return names
                    .into_iter()
                    .map(|n| Fact::new(n.to_owned(), above, "issuer-above-title"))
                    .collect();
            }
        }
        for start in starts {
            let range = TextRange::new(
                self.clean.lines()[start].text.start,
                self.clean.lines()[last].text.end,
            );
            let words = range.of(self.clean.text()).replace('\n', "");
            let cut = ["关于", "印发", "转发", "发布", "《"]
                .iter()
                .filter_map(|w| words.find(w))
                .min();
            let head = cut.map_or(words.as_str(), |c| &words[..c]);
            let names = leading_issuers(head);
            if !names.is_empty() {
                return names
                    .into_iter()
                    .map(|n| Fact::new(n, range, "issuer-title"))
                    .collect();
            }
        }
        match &self.document.number {
            Some((number, range)) => {
                let issuer = number.split(['〔', '第']).next().unwrap_or_default();
                let issuer = issuer.split("公告").next().unwrap_or_default();
                let names = lexicon().agencies_in(issuer, &['、']).unwrap_or_default();
                names
                    .into_iter()
                    .map(|n| Fact::new(n.to_owned(), *range, "issuer-number"))
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// Clauses on entry into force and expiry.
    fn force(&self, out: &mut Fields) {
        let (start, text) = self.body_text();
        let place = |m: regex::Match| TextRange::new(start + m.start(), start + m.end());
        if !(text.contains('起') || text.contains('期') || text.contains('至')) {
            return;
        }
        let mut loose = None;
        for found in FORCE.captures_iter(text) {
            let Some(m) = found.get(4) else { continue };
            let Some((date, _)) = date_prefix(m.as_str()) else {
                continue;
            };
            // in a decree's sentence or the note under the title, 公布，自…起施行 speaks of the
            // text itself
            let in_note = |at: usize| {
                at < 3000 && text[..at].matches('（').count() > text[..at].matches('）').count()
            };
            let head = found
                .get(2)
                .is_some_and(|h| h.as_str().starts_with("现予") || in_note(h.start()));
            let own = found.get(1).is_some_and(|s| is_self_name(s.as_str())) || head;
            if own {
                out.effective = Some(Fact::new(Effective::On(date), place(m), "effective-own"));
                break;
            }
            let tail = m.start() * 10 >= text.len() * 7;
            if tail
                && found.get(1).is_none()
                && !names_other(text, found.get(0).map_or(0, |f| f.start()))
            {
                loose = Some(Fact::new(
                    Effective::On(date),
                    place(m),
                    "effective-last-clause",
                ));
            }
        }
        if out.effective.is_none() {
            out.effective = ON_PUBLICATION
                .find_iter(text)
                .last()
                .map(|m| {
                    Fact::new(
                        Effective::OnPublication,
                        place(m),
                        "effective-on-publication",
                    )
                })
                .or(loose);
        }
        let announcement = self.document.role == Role::Act && self.document.title.ends_with("公告");
        // 执行期限延长至 speaks of another policy's term
        let own_term = |f: &regex::Captures| {
            let at = f.get(0).map_or(0, |m| m.start());
            let sentence = &text[text[..at].rfind(['。', '\n', '；']).unwrap_or(0)..at];
            !f[0].contains("延长")
                && (!f[0].starts_with("有效期")
                    || sentence.contains('本')
                    || ["施行", "实施", "执行"]
                        .iter()
                        .any(|w| sentence.contains(w)))
        };
        if let Some(found) = TERM.captures_iter(text).find(own_term) {
            if out.effective.is_none()
                && let Some((date, m)) = found
                    .get(1)
                    .and_then(|m| Some((date_prefix(m.as_str())?.0, m)))
            {
                out.effective = Some(Fact::new(Effective::On(date), place(m), "effective-term"));
            }
            if let (Some(year), Some(whole)) = (found[2].parse().ok(), found.get(0)) {
                let day = found.get(3).zip(found.get(4)).and_then(|(m, d)| {
                    stated_day(
                        u32::from(year),
                        m.as_str().parse().ok()?,
                        d.as_str().parse().ok()?,
                    )
                });
                let expiry = day.map_or(Expiry::InYear(year), Expiry::On);
                out.expires = Some(Fact::new(expiry, place(whole), "expires-term"));
            }
        }
        if let Some(found) = FORCE_UNTIL
            .captures(text)
            .filter(|f| out.expires.is_none() && (announcement || f[1].starts_with('本')))
            && let (Some(from), Some(until)) = (found.get(2), found.get(3))
            && let (Some((a, _)), Some((b, _))) =
                (date_prefix(from.as_str()), date_prefix(until.as_str()))
        {
            if out.effective.is_none() {
                out.effective = Some(Fact::new(Effective::On(a), place(from), "effective-policy"));
            }
            out.expires = Some(Fact::new(Expiry::On(b), place(until), "expires-policy"));
        }
        if announcement && out.effective.is_none() {
            let days: Vec<regex::Captures> = POLICY_FROM.captures_iter(text).collect();
            let first = days.first().and_then(|c| c.get(1));
            if let Some(m) = first.filter(|m| days.iter().all(|c| &c[1] == m.as_str())) {
                out.effective = date_prefix(m.as_str())
                    .map(|(date, _)| Fact::new(Effective::On(date), place(m), "effective-policy"));
            }
        }
    }
}

/// 本条例, 本办法, 本公告 … but not 本市, 本行政区域.
fn is_self_name(words: &str) -> bool {
    crate::model::doctype::noun(words.trim_end_matches('》')).is_some()
        || words.ends_with("文件")
        || words.ends_with("政策")
        || words.ends_with("规定")
}

/// Whether the clause before `at` speaks of another document: 《某法》自…起施行.
fn names_other(text: &str, at: usize) -> bool {
    let sentence = text[..at].rfind(['。', '\n', '；']).map_or(0, |i| i);
    text[sentence..at].contains('》')
}

/// The bodies at the head of a title: 财政部税务总局, 商务部等9部门 (only the first is named),
/// 国家知识产权局、中国银保监会.
fn leading_issuers(head: &str) -> Vec<String> {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"等(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?(?:部门|部委|单位|部门办公厅（室）|部门办公厅|部门办公室)?(?:联合)?$",
        )
    });
    let head = head.trim_end_matches("联合");
    let named = OTHERS.find(head).map_or(head, |m| &head[..m.start()]);
    if let Some(names) = lexicon().agencies_in(named, &['、', '，']) {
        return names.into_iter().map(str::to_owned).collect();
    }
    if named.len() < head.len() || looks_like_body(named) && named.chars().count() >= 4 {
        return vec![named.to_owned()];
    }
    Vec::new()
}

/// The bodies in front of 令: 国务院, 中国银监会国家发展改革委.
fn split_issuers(text: &str) -> Vec<String> {
    match lexicon().agencies_in(text, &['、']) {
        Some(names) => names.into_iter().map(str::to_owned).collect(),
        None => vec![text.to_owned()],
    }
}
