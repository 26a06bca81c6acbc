//! 署名 and 成文日期: the signature block that closes a document.
//!
//! Owns: where the block stands, its bodies in columns, letter-spaced or broken inside a name, its
//! date. Must not know: what head, note and title tell.

use super::fact::Fact;
use super::reader::Reader;
use super::stated::Fields;
use crate::model::body;
use crate::model::day::Day;
use crate::model::jurisdiction::{COUNTRY, heads_cut_off};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::{date_prefix, find_date};
use crate::model::span::TextRange;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Role, Sign, is_date_line};
use std::borrow::Cow;
use std::ops::Range;

/// The longest line, in bytes, that is a row of bodies and a date.
const LONGEST_BLOCK: usize = 120;

/// What a signature tells.
struct Signed {
    date: Fact<Day>,
    names: Vec<Fact<String>>,
}

/// An element of 版记, which closes the page after the date: whoever it lists, the text has ended.
static COLOPHON: Pattern = Pattern::new(
    "colophon",
    concat!(
        r"^(?:主题词|抄送|分送|发送|抄报|主送|报送|内部发送|本行发送|打字|校对|承办|拟稿",
        r"|信息公开(?:选项|类别|属性|形式)|公开(?:方式|属性|选项|类别)|联系人|联系电话)[：:]",
        r"|^（?共印[0-9]{1,6}份）?$|^[\p{Han}]{2,30}[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日印(?:发|制)$",
    ),
    &[
        "主题词：示例管理通知",
        "抄送：示例省人民政府。",
        "示例部办公厅2011年7月4日印发",
        "（共印45份）",
    ],
    &["主题词表的编制", "联系人应当报送", "各单位抄送部门"],
);
/// The line of annexes of a document, or of whom to ask, onto which a page may print the signature.
static LAST_LINE: Pattern = Pattern::new(
    "last-line",
    r"^(?:附[件表录]?[0-9一二三四五六七八九十]{0,2}[：:]|[0-9]{1,2}[.．、]|联系(?:人|电话|方式))",
    &["附件：示例表", "2.示例申请表", "联系人：示例"],
    &["附件应当一并报送", "2021年"],
);
/// Who signs a decree or an announcement for his body.
static OFFICER: Pattern = Pattern::new(
    "officer",
    concat!(
        r"^(?:(?:\p{Han}{2,24})?(?:总理|主席|委员长|部长|主任|局长|署长|行长|省长|市长|州长|县长|区长",
        r"|院长|检察长|会长|审计长|秘书长|理事长)[：:]?(?:\p{Han}{2,4}|\p{Han}{1,6}·\p{Han}{1,8})?){1,8}$",
    ),
    &[
        "示例银行行长：周某某示例会主席：刘某某示例部部长：尚某",
        "总理某某",
        "行长：某某某",
        "示例部部长某某",
        "主任：",
        "主席某某提·某某某",
    ],
    &[
        "由部长签发。",
        "行长办公会议通过",
        "主任委员会的组成人员名单",
    ],
);
/// Before a date that is no end of a line but one of its words.
static RUNS_ON: Pattern = Pattern::new(
    "runs-on",
    r"(?:至|到|自|于|从|在|为|截至|截止|即|（|、|，|—|-|－)$",
    &["2020年1月1日至", "截至", "有效期为"],
    &["示例表", "中国人民银行"],
);

/// A signature of those who were sent to look, which is no body's.
static TEAM: Pattern = Pattern::new(
    "team",
    r"^\p{Han}{4,40}(?:组|调查团|考察团)$",
    &["示例县示例村示例情况调查专家组", "示例事故调查组"],
    &["示例组", "示例局"],
);
/// The name of a team has at most so many lines.
const TEAM_LINES: usize = 3;

/// What Markdown puts around bold words.
const BOLD: &str = "**";
/// A gap between two names.
const GAP: char = '　';
/// The office of a body, which is none without it.
static OFFICE: Words = Words::heads(
    "office",
    &["办公厅", "办公室"],
    &["办公厅"],
    &["示例市人民政府办公厅"],
);
/// What stands behind a name where a seal is set.
static SEAL: Pattern = Pattern::new(
    "seal",
    r"[（(][ 　]?[代盖公][ 　]?章[ 　]?[）)]",
    &["示例镇招生领导小组办公室(代章)", "示例局（盖　章）"],
    &["代章", "示例局（公章管理）"],
);

impl Reader<'_> {
    /// Bodies and date at the end of the text, or in its middle when annexes follow, or after its
    /// attachments.
    pub(super) fn signature(&self, out: &mut Fields) {
        if self.document.sign == Sign::Decree {
            return;
        }
        let first = self.title_end().map_or(self.document.body, |i| i + 1);
        let blocks = [
            Some(first.min(self.document.body)..self.document.lines.end),
            self.document.late_signature.clone(),
        ];
        for block in blocks.into_iter().flatten() {
            for i in block.clone() {
                let Some(signed) = self.signed_at(i, &block) else {
                    continue;
                };
                if self.document.role == Role::Attachment && signed.names.is_empty() {
                    let team = self.team_above(i, first);
                    if team.is_some() {
                        out.signed = Some(signed.date);
                    }
                    out.agencies.extend(team);
                    continue;
                }
                out.signed = Some(signed.date);
                out.agencies = signed.names;
                return;
            }
        }
        if self.document.role == Role::Act {
            let end = (self.document.body..self.document.lines.end)
                .rev()
                .find(|i| !self.is_remark(*i));
            // Without a date, a name to be sealed stands on a form.
            if let Some(end) = end.filter(|i| !SEAL.is_match(self.clean.line(*i))) {
                out.agencies = self.names_above(end + 1, self.document.body);
            }
        }
    }

    /// The team that signs an attachment, on the lines without a stop between its text and the date
    /// on line `end`.
    fn team_above(&self, end: usize, first: usize) -> Option<Fact<String>> {
        let stops = |words: &str| words.contains(['。', '；', '：', '，', '、', '《']);
        let rows = (first..end).rev().take(TEAM_LINES);
        let rows = rows.take_while(|i| !stops(self.clean.line(*i))).count();
        let start = end - rows;
        let text = start.checked_sub(1).filter(|i| *i >= first)?;
        if rows == 0 || !self.clean.line(text).ends_with('。') {
            return None;
        }
        let place = self.clean.range(start, end - 1);
        let name = place.of(self.clean.text()).replace('\n', "");
        TEAM.is_match(&name)
            .then(|| Fact::new(name, place, "issuer-team"))
    }

    /// The signature that line `i` of `block` closes with its date: names stand above it, on the
    /// same line, or nowhere.
    fn signed_at(&self, i: usize, block: &Range<usize>) -> Option<Signed> {
        let words = self.clean.line(i);
        if !words.ends_with('日') && !words.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let at_end = || self.only_remarks(i + 1, block.end);
        if is_date_line(words) {
            let (date, _) = date_prefix(words)?;
            let names = self.names_above(i, block.start);
            let rule = if !names.is_empty() {
                "signed-block"
            } else if i > block.start && OFFICER.is_match(self.clean.line(i - 1)) {
                "signed-officer"
            } else if at_end() || i > block.start && self.closes(i, block) && self.ends_text(i - 1)
            {
                "signed-last-line"
            } else {
                return None;
            };
            let date = Fact::new(date, self.line_range(i), rule);
            return Some(Signed { date, names });
        }
        let (date, range) = last_date(words)?;
        let before = &words[..range.start];
        let start = self.line_range(i).start;
        let place = TextRange::new(start + range.start, start + range.end);
        let signed = |rule, names: Vec<&str>| {
            let names = names.into_iter().map(|n| {
                let at = start + (n.as_ptr() as usize - words.as_ptr() as usize);
                let place = TextRange::new(at, at + n.len());
                Fact::new(n.to_owned(), place, "issuer-signature")
            });
            let names = names.collect();
            let date = Fact::new(date, place, rule);
            Some(Signed { date, names })
        };
        if words.len() <= LONGEST_BLOCK
            && let Some(names) = body::row(before, &['、', '，'])
        {
            return signed("signed-block", names);
        }
        if OFFICER.is_match(before) {
            return signed("signed-officer", Vec::new());
        }
        let last = LAST_LINE.is_match(words) || at_end() && before.ends_with(['。', '；', '）']);
        let names = closing_names(before);
        let goes_on = RUNS_ON.is_match(before);
        if goes_on || !(last || at_end() && !names.is_empty()) || !self.closes(i, block) {
            return None;
        }
        signed("signed-glued", names)
    }

    fn is_remark(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        words.starts_with('（') && words.ends_with('）') && words.chars().count() <= 40
    }

    /// Whether from line `from` to `to` nothing follows but remarks and 版记, whose lists may run
    /// over several lines.
    fn only_remarks(&self, from: usize, to: usize) -> bool {
        let rest = (from..to).find(|i| !self.is_remark(*i));
        rest.is_none_or(|i| COLOPHON.is_match(self.clean.line(i)))
    }

    /// Whether line `i` can be the last of a text before its date: a sentence, or the line of its
    /// annexes.
    fn ends_text(&self, i: usize) -> bool {
        let words = self.clean.line(i);
        words.ends_with('。') || LAST_LINE.is_match(words)
    }

    /// Whether line `i` ends the text: nothing but remarks, 版记 or an annex follows.
    fn closes(&self, i: usize, block: &Range<usize>) -> bool {
        let next = (i + 1..block.end).find(|i| !self.is_remark(*i));
        next.is_none_or(|next| {
            let words = self.clean.line(next);
            COLOPHON.is_match(words) || words.starts_with('附') && words.chars().count() <= 8
        })
    }

    /// The row of bodies that ends just above line `end`.
    pub(super) fn names_above(&self, end: usize, first: usize) -> Vec<Fact<String>> {
        let (mut best, mut misses, mut row) = (None, 0, String::new());
        for k in (first.max(end.saturating_sub(45))..end).rev() {
            let words = self.clean.line(k);
            if words.ends_with(['。', '；', '：', '，']) || words.len() > 240 || misses > 2 {
                break;
            }
            row.insert_str(0, &SEAL.cut_from(words));
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
        let mut in_columns = false;
        for i in lines {
            let start = self.line_range(i).start;
            let gaps = self.gaps_between_names(i, in_columns);
            in_columns |= !gaps.is_empty();
            let words = self.clean.line(i);
            let seals: Vec<Range<usize>> = SEAL.find_iter(words).map(|m| m.range()).collect();
            for (offset, c) in words.char_indices() {
                if seals.iter().any(|seal| seal.contains(&offset)) {
                    continue;
                }
                if gaps.contains(&offset) {
                    places.push((row.len(), start + offset));
                    row.push(GAP);
                }
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

    /// Where in the clean line `i` a gap of the source parts two names that no list knows:
    /// 省教育厅　省公安厅. Where `in_columns`, a line above has such gaps, and this one begins anew.
    fn gaps_between_names(&self, i: usize, in_columns: bool) -> Vec<usize> {
        let words = self.clean.line(i);
        if lexicon().agencies_in(words, &['、', '，']).is_some() {
            return Vec::new();
        }
        let printed = self.printed(i);
        let parts = || printed.split_whitespace();
        let named = |part: &str| looks_like_body(part) && !OFFICE.stand_in(part);
        if parts().count() < 2 && !in_columns || !parts().all(named) {
            return Vec::new();
        }
        let mut at = 0;
        let mut gaps = Vec::new();
        for part in parts() {
            let Some(found) = words[at..].find(part) else {
                return Vec::new();
            };
            if at > 0 || in_columns {
                gaps.push(at + found);
            }
            at += found + part.len();
        }
        gaps
    }

    /// Line `i` as the source prints it, with its gaps, but for seals and the marks of bold type.
    fn printed(&self, i: usize) -> Cow<'_, str> {
        let printed = SEAL.cut_from(self.clean.lines()[i].source.of(self.source));
        match printed.contains(BOLD) {
            true => Cow::Owned(printed.replace(BOLD, "")),
            false => printed,
        }
    }

    /// Bodies that the authority file does not know, told by their shape and by the gaps between
    /// them: 江苏省财政厅　江苏省市场监督管理局.
    fn unlisted_names(&self, end: usize, first: usize) -> Vec<Fact<String>> {
        let mut found = Vec::new();
        // What the line below has the rest of.
        let mut taken = "";
        for k in (first.max(end.saturating_sub(15))..end).rev() {
            let line = self.clean.lines()[k];
            let printed = self.printed(k);
            let printed = printed.trim_end();
            let printed = printed.strip_suffix(taken).unwrap_or(printed);
            let mut names: Vec<String> = Vec::new();
            for part in printed.split_whitespace() {
                let office = OFFICE.strip(part) == Some("");
                match names.last_mut() {
                    Some(last)
                        if office
                            || part.chars().count() <= 2
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
            taken = match row.first_mut() {
                Some(name) if k > first => self.complete(name, k - 1),
                _ => "",
            };
            row.append(&mut found);
            found = row;
        }
        found
    }

    /// Gives a name that begins with the rest of a province what line `above` ends with, and tells
    /// what that is: 海, and 南省财政厅 on the next line.
    fn complete(&self, name: &mut Fact<String>, above: usize) -> &'static str {
        let printed = self.printed(above);
        let last = printed.split_whitespace().next_back();
        let heads = heads_cut_off(&name.value).into_iter();
        let Some(head) = heads.into_iter().find(|head| last == Some(head)) else {
            return "";
        };
        let start = self.line_range(above).end - head.len();
        name.value.insert_str(0, head);
        name.range.start = start;
        head
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

/// The date that ends `words`, and where it stands.
fn last_date(words: &str) -> Option<(Day, Range<usize>)> {
    let mut at = 0;
    while let Some((day, range)) = find_date(words, at) {
        if range.end == words.len() {
            return Some((day, range));
        }
        at = range.end;
    }
    None
}

/// The row of listed bodies that ends `words`, as long as it gets: onto the last line of a text a
/// page may print the signature without a gap.
fn closing_names(words: &str) -> Vec<&str> {
    /// How far back, in bytes, a row may begin.
    const REACH: usize = 300;
    let from = words.len().saturating_sub(REACH);
    let listed = |name: &str| {
        let bare = name.strip_prefix(COUNTRY).unwrap_or(name);
        !lexicon().agencies_named(bare).is_empty()
    };
    let starts = words.char_indices().map(|(i, _)| i).filter(|i| *i >= from);
    starts
        .filter_map(|i| body::row(&words[i..], &['、', '，']))
        .find(|row| row.iter().all(|name| listed(name)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::fields::fields;
    use crate::text::rule;
    use crate::text::segment::segment;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&COLOPHON, &LAST_LINE, &OFFICER, &RUNS_ON, &SEAL, &TEAM]);
        rule::check_words(&[&OFFICE]);
    }

    #[test]
    fn a_seal_is_no_part_of_a_name_and_a_form_has_no_signature() {
        let signed = |end: &str| {
            let text = format!("示例部关于示例工作的通知\n各省：\n请执行。\n{end}\n");
            let clean = clean(&text);
            let documents = segment(&clean);
            let fields = fields(&text, &clean, &documents[0]);
            let names = fields.agencies.iter().map(|f| f.value.clone());
            names.collect::<Vec<_>>().join(" ")
        };
        let date = "2020年3月4日";
        let both = "财政部 国家税务总局";
        assert_eq!(
            signed(&format!("财政部（代章）\n国家税务总局\n{date}")),
            both
        );
        assert_eq!(
            signed(&format!("某县示例局（盖　章）\n{date}")),
            "某县示例局"
        );
        assert_eq!(signed("某某村民委员会（盖章）"), "示例部");
    }
}
