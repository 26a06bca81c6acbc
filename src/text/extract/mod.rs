//! `Document` → [`Extraction`]: what a text says of other documents.
//!
//! Owns: which part of a document a mention stands in, which titles share a verb, short names and
//! their use, one row for each relation and target. Which words mean which relation is in [`cues`];
//! where titles stand is in [`mention`]. Must not know: other documents, whether a target exists.

pub mod cues;
pub mod filter;
mod gaps;
pub mod mention;
pub(crate) mod names;
mod rows;
pub mod verbs;
mod zones;

use crate::model::day::Day;
use crate::model::doctype::{Class, noun};
use crate::model::number::DocumentNumber;
use crate::model::numeral::{find_date, number};
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::fields::{Effective, Fields, last_day_stated};
use crate::text::rule::Pattern;
use crate::text::segment::{Document, Role, Sign, fold_title};
use cues::Zone;
use filter::{LeftOut, Place};
use gaps::{SENTENCE_END, is_history_gap, is_list_gap, sentence_start, without_titles};
use mention::Mention;
use std::borrow::Cow;
use std::collections::HashMap;
use zones::Zones;

/// How a target is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Title and number.
    Full,
    /// Title only.
    Title,
    /// Number only.
    Number,
    /// A short name that the document defined.
    Short,
    /// A name without marks.
    Unmarked,
}

/// The evidence of one mention, in the clean text.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The words that show the relation: the title with the words that govern it.
    pub range: TextRange,
    /// The title or number alone.
    pub name: TextRange,
    /// The rule that decided.
    pub rule: &'static str,
}

/// What a document says of one target.
#[derive(Debug, Clone)]
pub struct Row {
    /// The relation.
    pub relation: Relation,
    /// Full title of the target; empty if only a number is printed.
    pub target: String,
    /// Its number, as printed anywhere in the document.
    pub number: Option<String>,
    /// How it is named where the relation is stated.
    pub form: Form,
    /// Provisions of the target that the document names.
    pub provisions: Vec<String>,
    /// Ranges among them: 第五条至第八条 has its ends in `provisions` and stands here as a pair.
    pub ranges: Vec<(String, String)>,
    /// Only those provisions, or some of its rules, are meant.
    pub part: bool,
    /// Date stated for the event.
    pub date: Option<Day>,
    /// 第几次修正.
    pub ordinal: Option<u32>,
    /// An earlier act of the document's own title, or of one that it encloses.
    pub earlier: bool,
    /// The day on which that act was passed or issued, if it is printed with it.
    pub version: Option<Day>,
    /// The deciding mention first, then all others in order.
    pub evidence: Vec<Evidence>,
}

/// What a document says of others.
#[derive(Debug, Default)]
pub struct Extraction {
    /// One row for each relation and target, in order of first mention.
    pub rows: Vec<Row>,
    /// Short names it defines → full titles.
    pub aliases: Vec<(String, String)>,
    /// Titles in marks that name no document.
    pub not_documents: Vec<String>,
}

/// A mention with what was decided about it.
struct Decided {
    mention: Mention,
    relation: Relation,
    rule: &'static str,
    /// The words that show it, as offsets into the text.
    words: (usize, usize),
    date: Option<Day>,
    ordinal: Option<u32>,
    /// Whole words say 有关规定: part of the target.
    some_rules: bool,
    /// The words say that it goes as the document comes: 同时废止.
    at_once: bool,
    /// The day it was passed or issued, printed before its title.
    version: Option<Day>,
}

/// 第几次 an act was amended.
static ORDINAL: Pattern = Pattern::new(
    "ordinal",
    r"第([一二三四五六七八九十]{1,3})次",
    &["第二次修正"],
    &["第二条"],
);
/// After a decision that changed another document, or a number under which one was issued.
static ASIDE: Pattern = Pattern::new(
    "aside",
    r"^(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)|^文(?:件)?(?:印发|发布|公布|颁布|下发)",
    &["第一次修正的", "文件发布的", "修订"],
    &["的修改意见", "文件要求"],
);
/// Words that end an act on the day on which the document comes into force. 本办法自2025年起废止 says
/// when it ends itself.
static AT_ONCE: Pattern = Pattern::new(
    "at-once",
    r"同时|一并|即行|相应|随之|原",
    &["同时废止", "一并予以废止"],
    &["自2025年12月31日起废止", "失效"],
);
/// Before a title that the document's own title issues.
static TITLE_VERB: Pattern = Pattern::new(
    "title-verb",
    r"(?:印发|转发|公布|发布|下发|颁布|颁发)(?:国家|部门|有关|新修订的)?$",
    &["某部关于印发", "关于公布新修订的"],
    &["关于修改", "关于贯彻"],
);
/// A title that keeps policies going.
static EXTENDS_POLICY: Pattern = Pattern::new(
    "extends-policy",
    r"继续执行|继续实施|延续实施|延续执行|延长.{0,20}(?:期限|政策)",
    &[
        "关于继续执行某政策的公告",
        "关于延长部分税收优惠政策执行期限的公告",
    ],
    &["关于执行某政策的公告"],
);
/// After a title whose rules such a document keeps going.
static BY_ITS_RULES: Pattern = Pattern::new(
    "by-its-rules",
    r"^(?:等)?(?:的)?(?:有关|相关)?规定(?:继续)?执行",
    &["规定执行", "的有关规定继续执行"],
    &["执行", "的规定，另行通知"],
);
/// After a title of which only some rules are meant.
static SOME_RULES: Pattern = Pattern::new(
    "some-rules",
    r"^(?:等[^。；，]{0,14})?(?:的)?(?:有关|相关|部分)(?:规定|条款|内容|政策)",
    &["有关规定同时废止", "等13部行政法规有关规定"],
    &["规定", "同时废止"],
);

/// Extract from document `index` of `documents`.
pub fn extract(
    clean: &CleanText,
    documents: &[Document],
    index: usize,
    fields: &Fields,
) -> Extraction {
    let Some((reader, groups, aliases)) = prepare(clean, documents, index, fields) else {
        return Extraction::default();
    };
    let mut not_documents = Vec::new();
    let mut decided = reader.title_mentions();
    for group in groups {
        reader.decide_group(group, &mut decided, &mut not_documents);
    }
    decided.sort_by_key(|d| d.mention.open);
    let mut out = reader.rows(decided);
    out.aliases = aliases;
    not_documents.sort();
    not_documents.dedup();
    out.not_documents = not_documents;
    out
}

/// The mentions of a document in groups that share their verbs, the reader that decides on them,
/// and the short names it defines.
#[expect(
    clippy::type_complexity,
    reason = "three parts that only two functions here take apart"
)]
fn prepare<'a>(
    clean: &'a CleanText,
    documents: &'a [Document],
    index: usize,
    fields: &'a Fields,
) -> Option<(Reader<'a>, Vec<Vec<Mention>>, Vec<(String, String)>)> {
    let document = &documents[index];
    if document.role == Role::FrontMatter {
        return None;
    }
    let start = clean.lines()[document.text_start(clean)].text.start;
    let end = clean.lines()[document.lines.end - 1].text.end;
    let text = &clean.text()[start..end];
    let base = clean.lines()[document.body.min(document.lines.end - 1)]
        .text
        .start
        .max(start)
        - start;
    let zones = Zones::new(document, text, base);
    let mut mentions = mention::marked(text);
    mention::unmarked_decisions(text, &mut mentions);
    for (from, to) in zones.lists() {
        let listed = mention::listed(text, from, to);
        mentions.retain(|m| !listed.iter().any(|l| l.open <= m.open && m.open < l.end));
        mentions.extend(listed);
        mentions.sort_by_key(|m| m.open);
    }
    let issued = mention::marked(&document.title)
        .into_iter()
        .filter(|m| TITLE_VERB.is_match(&document.title[..m.open]))
        .map(|m| m.title);
    let enclosed = documents
        .iter()
        .filter(|d| d.parent == Some(index))
        .map(|d| d.title.clone())
        .chain(issued)
        .collect();
    let mut reader = Reader {
        document,
        documents,
        index,
        fields,
        text,
        start,
        zones,
        aliases: HashMap::new(),
        papers: Vec::new(),
        own_numbers: [Some(document), document.parent.map(|p| &documents[p])]
            .into_iter()
            .flatten()
            .filter_map(|d| DocumentNumber::read(&d.number.as_ref()?.0))
            .collect(),
        enclosed,
    };
    reader.define_aliases(&mentions);
    let mut aliases: Vec<(String, String)> = Vec::new();
    for m in &mentions {
        let Some(alias) = m
            .alias
            .as_deref()
            .map(|a| a.trim_matches(['《', '》', '“', '”']))
        else {
            continue;
        };
        if !aliases.iter().any(|(a, _)| a == alias) {
            aliases.push((alias.to_owned(), m.title.clone()));
        }
    }
    let numbers = mention::numbers(text, &mentions);
    mentions.extend(numbers);
    let unmarked = names::unmarked(text, &mentions, &reader.aliases);
    mentions.extend(unmarked);
    mentions.sort_by_key(|m| m.open);
    let groups = reader.groups(mentions);
    Some((reader, groups, aliases))
}

/// A mention in the title; its offsets are those of the whole title, before the text.
fn in_title(mut mention: Mention, relation: Relation, rule: &'static str) -> Decided {
    (mention.open, mention.close, mention.end) = (0, 0, 0);
    Decided {
        mention,
        relation,
        rule,
        words: (0, 0),
        date: None,
        ordinal: None,
        some_rules: false,
        at_once: false,
        version: None,
    }
}

/// How one mention was read: where it stands, the words around it, every cue that fits them.
#[derive(Debug)]
pub struct Trace {
    /// The mention with its bracket and provisions, in the clean text.
    pub range: TextRange,
    /// The part of the document.
    pub zone: Zone,
    /// The words of the sentence before it, cited titles blotted out.
    pub before: String,
    /// The words after it.
    pub after: String,
    /// Why it was left out, if it was.
    pub left_out: Option<LeftOut>,
    /// The cues that fit; the first decides.
    pub cues: Vec<&'static cues::Cue>,
}

/// Every mention of document `index` with what was considered, for who wants to know why.
pub fn trace(
    clean: &CleanText,
    documents: &[Document],
    index: usize,
    fields: &Fields,
) -> Vec<Trace> {
    let Some((reader, groups, _)) = prepare(clean, documents, index, fields) else {
        return Vec::new();
    };
    let mut traces = Vec::new();
    for group in groups {
        let Some(context) = reader.context(&group) else {
            continue;
        };
        for mention in group {
            let own_after = reader.own_after(&mention, &context);
            let mut found = cues::fitting(context.zone, &context.before, own_after);
            found.retain(|c| c.id == "annexed");
            found.extend(
                cues::fitting(context.zone, &context.before, context.after)
                    .into_iter()
                    .filter(|c| c.id != "annexed"),
            );
            traces.push(Trace {
                range: TextRange::new(reader.start + mention.open, reader.start + mention.end),
                zone: context.zone,
                before: context.before.to_string(),
                after: context.after.to_owned(),
                left_out: reader.left_out(&mention, &context, own_after),
                cues: found,
            });
        }
    }
    traces
}

/// How far from a title, in bytes, its governing words may stand to be part of the quote.
const LONGEST_QUOTE: usize = 600;

/// What was decided about one mention.
struct Judged<'t> {
    relation: Relation,
    rule: &'static str,
    /// The words that show it, as offsets into the text.
    words: (usize, usize),
    /// The words after the title that decided.
    governing: &'t str,
    /// All words after it.
    after: &'t str,
}

/// The words around a group of mentions.
struct Context<'t> {
    zone: Zone,
    before: Cow<'t, str>,
    after: &'t str,
    open: usize,
    end: usize,
    paragraph_end: usize,
}

struct Reader<'a> {
    document: &'a Document,
    documents: &'a [Document],
    index: usize,
    fields: &'a Fields,
    text: &'a str,
    /// Where `text` begins in the clean text.
    start: usize,
    zones: Zones,
    /// Folded short name → full title.
    aliases: HashMap<String, String>,
    /// Folded short names of forms and registers: no documents.
    papers: Vec<String>,
    /// The numbers of the document and of what encloses it.
    own_numbers: Vec<DocumentNumber>,
    /// Titles of what the document prints: its attachments, and what its own title issues.
    enclosed: Vec<String>,
}

impl Reader<'_> {
    /// Whether the document explains another: an interpretation, or what calls itself one.
    fn explains(&self) -> bool {
        self.document.role == Role::Interpretation
            || matches!(noun(&self.document.title), Some((_, Class::Interpretation)))
    }

    /// What the title itself says: it prints, carries out, amends or explains the titles in it.
    fn title_mentions(&self) -> Vec<Decided> {
        let title = &self.document.title;
        if self.document.title_range.is_none() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let interpretation = self.explains();
        let mut last: Option<usize> = None;
        for mention in mention::marked(title) {
            let (before, after) = (&title[..mention.open], &title[mention.end..]);
            let listed = last.is_none_or(|end| is_list_gap(&title[end..mention.open]));
            last = Some(mention.end);
            let decided = if interpretation {
                listed.then_some((Relation::Interprets, "title-explains"))
            } else if TITLE_VERB.is_match(before) && self.document.sign != Sign::News {
                Some((Relation::Promulgates, "title-issues"))
            } else {
                cues::decide(Zone::Note, before, after)
                    .filter(|(c, ..)| c.id.starts_with("title-"))
                    .map(|(c, ..)| (c.relation, c.id))
            };
            if let Some((relation, rule)) = decided {
                found.push(in_title(mention, relation, rule));
            }
        }
        found
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
                self.papers.push(fold_title(alias));
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

    /// The words around a group, up to the ends of its sentence and paragraph.
    fn context(&self, group: &[Mention]) -> Option<Context<'_>> {
        let (open, end) = (group.first()?.open, group.last()?.end);
        let sentence = sentence_start(self.text, open);
        let paragraph_end = memchr::memchr(b'\n', &self.text.as_bytes()[end..])
            .map_or(self.text.len(), |i| end + i);
        let before = without_titles(window_before(&self.text[sentence..open]));
        let after = window_after(&self.text[end..paragraph_end]);
        Some(Context {
            zone: self.zones.of(self.text, open, end),
            before,
            after,
            open,
            end,
            paragraph_end,
        })
    }

    /// Why `mention` is left out, if it is.
    fn left_out(&self, mention: &Mention, context: &Context, own_after: &str) -> Option<LeftOut> {
        let place = Place {
            text: self.text,
            zone: context.zone,
            before: &context.before,
            after: context.after,
            own_after,
            paragraph_end: context.paragraph_end,
            own_numbers: &self.own_numbers,
            encloses: self.encloses(&mention.title),
            aliases: &self.aliases,
            papers: &self.papers,
        };
        place.left_out(mention)
    }

    /// The words right after the title mark, its bracket included.
    fn own_after(&self, mention: &Mention, context: &Context) -> &str {
        window_after(&self.text[mention.close..context.paragraph_end.max(mention.close)])
    }

    fn decide_group(
        &self,
        group: Vec<Mention>,
        decided: &mut Vec<Decided>,
        not_documents: &mut Vec<String>,
    ) {
        let Some(context) = self.context(&group) else {
            return;
        };
        let Context { zone, after, .. } = context;
        let before = &*context.before;
        let mut told_from = context.open - before.len();
        for mention in group {
            let told = &self.text[told_from.min(mention.open)..mention.open];
            told_from = mention.end;
            let mut mention = mention;
            if zone == Zone::SuspensionTable {
                if mention.unmarked {
                    continue;
                }
                // the next column of the table
                if mention.provisions.is_empty() && self.text[mention.end..].starts_with('\n') {
                    (mention.provisions, mention.ranges, _) =
                        mention::provisions(self.text, mention.end + 1);
                }
            }
            let own_after = self.own_after(&mention, &context);
            if let Some(left_out) = self.left_out(&mention, &context, own_after) {
                if left_out.is_titled() {
                    not_documents.push(mention.title.clone());
                }
                continue;
            }
            let judged = self.judge(&mention, &context, own_after);
            let (relation, rule, words) = (judged.relation, judged.rule, judged.words);
            let date = match relation {
                Relation::Repeals => self.repeal_date(before, judged.governing),
                Relation::AmendedBy => last_date(before),
                Relation::Extends => extended_to(judged.after),
                _ => None,
            };
            let ordinal = (relation == Relation::AmendedBy)
                .then(|| ORDINAL.captures(after).and_then(|c| number(&c[1])))
                .flatten();
            let some_rules = SOME_RULES.is_match(after);
            let repeals = relation == Relation::Repeals;
            let version = mention.dated.or_else(|| made(told)).filter(|_| repeals);
            let at_once = repeals && AT_ONCE.is_match(judged.governing);
            decided.push(Decided {
                mention,
                relation,
                rule,
                words,
                date,
                ordinal,
                some_rules,
                at_once,
                version,
            });
        }
    }

    /// What the words around a mention make of it.
    fn judge<'t>(&self, mention: &Mention, context: &'t Context, own_after: &'t str) -> Judged<'t> {
        let Context {
            zone,
            after,
            open,
            end,
            ..
        } = *context;
        let before = &*context.before;
        let plain = (mention.open, mention.end);
        let annexed = Some(own_after)
            .filter(|after| after.starts_with(['（', '见']))
            .and_then(|after| cues::decide(zone, before, after))
            .filter(|(c, ..)| c.id == "annexed");
        let (base, tail) = if annexed.is_some() {
            (mention.close, own_after)
        } else {
            (end, after)
        };
        let found = annexed.or_else(|| cues::decide(zone, before, after));
        let Some((cue, from, to)) = found else {
            let by_title = EXTENDS_POLICY.is_match(&self.document.title)
                && BY_ITS_RULES.is_match(after)
                && !self.explains();
            let (relation, rule) = if by_title {
                (Relation::Extends, "extended-by-title")
            } else {
                (
                    Relation::Cites,
                    if self.explains() {
                        "reported"
                    } else {
                        "mention"
                    },
                )
            };
            return Judged {
                relation,
                rule,
                words: plain,
                governing: "",
                after: "",
            };
        };
        if self.explains() {
            return Judged {
                relation: Relation::Cites,
                rule: "reported",
                words: plain,
                governing: "",
                after: "",
            };
        }
        // The quote reaches from the words that govern the title to those that follow it, unless a
        // long list stands between.
        let start = Some(open - (before.len() - from))
            .filter(|start| from < before.len() && mention.open - start <= LONGEST_QUOTE)
            .unwrap_or(mention.open);
        let stop = Some(base + to)
            .filter(|stop| to > 0 && stop.saturating_sub(mention.end) <= LONGEST_QUOTE)
            .unwrap_or(mention.end)
            .max(mention.end);
        let stop = self.text[..stop]
            .trim_end_matches(['，', '。', '；', '、', '\n'])
            .len()
            .max(mention.end);
        Judged {
            relation: cue.relation,
            rule: cue.id,
            words: (start, stop),
            governing: &tail[..to],
            after: tail,
        }
    }

    /// The day a repeal takes effect: stated in its clause, or that of the document's own entry
    /// into force (同时废止).
    fn repeal_date(&self, before: &str, words: &str) -> Option<Day> {
        let clause = &before[before.rfind('。').map_or(0, |i| i)..];
        let stated = find_date(words, 0)
            .map(|(d, _)| d)
            .or_else(|| last_date(clause).filter(|_| clause.contains('起')));
        let own = match &self.fields.effective {
            Some(fact) if words.contains("同时") || words.contains("一并") => {
                match fact.value {
                    Effective::On(date) => Some(date),
                    Effective::OnPublication => None,
                }
            }
            _ => None,
        };
        stated.or(own)
    }
}

/// The last words of `text`, enough for any cue.
fn window_before(text: &str) -> &str {
    let mut start = text.len().saturating_sub(480);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first words of `text`, enough for any cue.
fn window_after(text: &str) -> &str {
    let mut end = text.len().min(360);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The day on which the act named next was passed or issued, if `told` ends in saying so:
/// 2017年6月23日某市人民代表大会常务委员会通过的. A day from which something counts (自…起) is none.
fn made(told: &str) -> Option<Day> {
    if !told.ends_with('的') {
        return None;
    }
    let mut at = 0;
    while let Some((date, range)) = find_date(told, at) {
        if !told[range.end..].starts_with('起') {
            return Some(date);
        }
        at = range.end;
    }
    None
}

/// The day to which the clause that `after` begins with extends something: 期限延长至2021年底.
fn extended_to(after: &str) -> Option<Day> {
    let clause = after.split(['。', '；']).next()?;
    let until = clause.match_indices(['至', '到']);
    let mut stated = until.filter_map(|(i, c)| last_day_stated(&clause[i + c.len()..]));
    let stated = stated.next_back();
    stated.or_else(|| find_date(clause, 0).map(|(day, _)| day))
}

fn last_date(text: &str) -> Option<Day> {
    let mut at = 0;
    let mut last = None;
    while let Some((date, range)) = find_date(text, at) {
        (last, at) = (Some(date), range.end);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &ORDINAL,
            &ASIDE,
            &AT_ONCE,
            &TITLE_VERB,
            &EXTENDS_POLICY,
            &BY_ITS_RULES,
            &SOME_RULES,
        ]);
    }

    #[test]
    fn the_day_of_an_act_is_printed_before_its_title() {
        for (told, want) in [
            (
                "2017年6月23日某市人民代表大会常务委员会通过的",
                Some("2017-06-23"),
            ),
            (
                "自2022年1月1日起施行，2001年5月6日省人民政府发布的",
                Some("2001-05-06"),
            ),
            ("自2022年1月1日起施行。", None),
            ("2001年5月6日起，", None),
        ] {
            assert_eq!(made(told).map(|d| d.to_string()).as_deref(), want, "{told}");
        }
    }
}
