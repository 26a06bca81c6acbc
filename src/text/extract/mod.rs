//! `Document` → [`Extraction`]: what a text says of other documents.
//!
//! Owns: which part of a document a mention stands in, which titles share a verb, short names and
//! their use, one row for each relation and target. Which words mean which relation is in [`cues`];
//! where titles stand is in [`mention`]. Must not know: other documents, whether a target exists.

pub mod cues;
pub mod mention;
pub(crate) mod names;
mod rows;
mod zones;

use crate::model::day::Day;
use crate::model::doctype::{Class, noun};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::model::numeral::{find_date, number};
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::fields::{Effective, Fields};
use crate::text::segment::{Document, Role, Sign, fold_title, regex};
use cues::Zone;
use mention::Mention;
use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
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
}

static SENTENCE_END: &[char] = &['。', '；', '\n', '！', '？'];
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| regex(r"第([一二三四五六七八九十]{1,3})次"));
static ISSUED_BY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:[、，]|等)?(?:和|及|与|或|以及|或者|并)?([\p{Han}、]{0,40}?)(?:联合)?(?:印发的?|发布的?|公布的?|制定的?|出台的?)?(?:的)?$",
    )
});
/// The history of the second of two titles: it begins with a day, and ends with it or with what was
/// done that day or later.
static HISTORY: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年";
    let done = "通过|公布|发布|颁布|颁发|批准|修正|修订|修改|印发|制定|施行|实施";
    regex(&format!(
        r"^(?:[、，]|和|及|与|以及|并)+(?:经|根据|由)?(\p{{Han}}{{0,25}}?){year}(?:(?:\d{{1,2}}月\d{{1,2}}日)?|[^。；\n]*(?:{done})(?:（[^）]*）)?的)$"
    ))
});
/// After a decision that changed another document, or a number under which one was issued.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)|^文(?:件)?(?:印发|发布|公布|颁布|下发)",
    )
});
static TITLE_VERB: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:印发|转发|公布|发布|下发|颁布|颁发)(?:国家|部门|有关|新修订的)?$"));
static EXTENDS_POLICY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"继续执行|继续实施|延续实施|延续执行|延长.{0,20}(?:期限|政策)"));
static BY_ITS_RULES: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:等)?(?:的)?(?:有关|相关)?规定(?:继续)?执行"));
static BOOK_BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"（[^）]*(?:征求意见稿|建议稿|草案|样本|样式|格式|模板|讨论稿|送审稿)[^）]*）$")
});
static SOME_RULES: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:等[^。；，]{0,14})?(?:的)?(?:有关|相关|部分)(?:规定|条款|内容|政策)")
});

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
    if let Some((at, Zone::RepealList)) = zones.table {
        let listed = mention::listed(text, at);
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
    /// Whether it was taken to name a document.
    pub is_document: bool,
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
                is_document: reader.is_document(
                    &mention,
                    &context.before,
                    context.after,
                    own_after,
                ),
                cues: found,
            });
        }
    }
    traces
}

/// How long, in bytes, the history of a listed document may be.
const LONGEST_HISTORY: usize = 900;
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
    /// Titles of what the document prints: its attachments, and what its own title issues.
    enclosed: Vec<String>,
}

impl Reader<'_> {
    /// What the title itself says: it prints, carries out, amends or explains the titles in it.
    fn title_mentions(&self) -> Vec<Decided> {
        let title = &self.document.title;
        if self.document.title_range.is_none() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let interpretation = self.document.role == Role::Interpretation;
        for mention in mention::marked(title) {
            let (before, after) = (&title[..mention.open], &title[mention.end..]);
            let decided = if interpretation {
                Some((Relation::Interprets, "title-explains"))
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
            let after = window_after(&self.text[mention.close..]);
            if self.is_document(mention, "", &self.text[mention.end..mention.end], after) {
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
            match current
                .and_then(|group| groups.get_mut(group))
                .filter(|_| gap.is_some_and(|gap| is_list_gap(gap) || is_history_gap(gap)))
            {
                Some(group) => group.push(mention),
                None => {
                    let is_aside = current.is_some()
                        && ASIDE.is_match(window_after(&self.text[mention.end..]));
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
        let sentence = self.text[..open].rfind(SENTENCE_END).map_or(0, |i| {
            i + self.text[i..].chars().next().map_or(1, char::len_utf8)
        });
        let paragraph_end = memchr::memchr(b'\n', &self.text.as_bytes()[end..])
            .map_or(self.text.len(), |i| end + i);
        let before = without_titles(window_before(&self.text[sentence..open]));
        let after = window_after(&self.text[end..paragraph_end]);
        Some(Context {
            zone: self.zones.of(open),
            before,
            after,
            open,
            end,
            paragraph_end,
        })
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
        for mention in group {
            if mention.title.is_empty()
                && mention.number == self.document.number.as_ref().map(|(n, _)| n.clone())
            {
                continue;
            }
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
            if !self.is_document(&mention, before, after, own_after) {
                not_documents.push(mention.title.clone());
                continue;
            }
            let judged = self.judge(&mention, &context, own_after);
            let (relation, rule, words) = (judged.relation, judged.rule, judged.words);
            let date = match relation {
                Relation::Repeals => self.repeal_date(before, judged.governing),
                Relation::AmendedBy => last_date(before),
                Relation::Extends => find_date(judged.governing, 0).map(|(d, _)| d),
                _ => None,
            };
            let ordinal = (relation == Relation::AmendedBy)
                .then(|| ORDINAL.captures(after).and_then(|c| number(&c[1])))
                .flatten();
            let some_rules = SOME_RULES.is_match(after);
            decided.push(Decided {
                mention,
                relation,
                rule,
                words,
                date,
                ordinal,
                some_rules,
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
        let annexed = cues::decide(zone, before, own_after).filter(|(c, ..)| c.id == "annexed");
        let (base, tail) = if annexed.is_some() {
            (mention.close, own_after)
        } else {
            (end, after)
        };
        let found = annexed.or_else(|| cues::decide(zone, before, after));
        let Some((cue, from, to)) = found else {
            let by_title = EXTENDS_POLICY.is_match(&self.document.title)
                && BY_ITS_RULES.is_match(after)
                && self.document.role != Role::Interpretation;
            let (relation, rule) = if by_title {
                (Relation::Extends, "extended-by-title")
            } else {
                (
                    Relation::Cites,
                    if self.document.role == Role::Interpretation {
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
            };
        };
        if self.document.role == Role::Interpretation {
            return Judged {
                relation: Relation::Cites,
                rule: "reported",
                words: plain,
                governing: "",
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

    /// Whether a marked title names a legal or policy document.
    fn is_document(&self, mention: &Mention, before: &str, after: &str, own_after: &str) -> bool {
        let title = mention.title.as_str();
        if title.is_empty() || mention.number.is_some() {
            return true;
        }
        let folded = fold_title(title);
        if self.aliases.contains_key(&folded) {
            return true;
        }
        if self.papers.contains(&folded) {
            return false;
        }
        if BOOK_BRACKET.is_match(title)
            || title.chars().count() < 2
            || ["XX", "××", "xx", "ＸＸ"].iter().any(|x| title.contains(x))
        {
            return false;
        }
        if self.encloses(title) {
            return true;
        }
        let standard = after.starts_with("等标准")
            || own_after.contains("国家标准") && own_after.find("国家标准").is_some_and(|i| i < 24)
            || own_after.starts_with("行业标准")
            || after.starts_with("标准");
        match noun(title) {
            Some((_, Class::Act | Class::Instrument | Class::Interpretation)) => true,
            Some((_, Class::Register)) => {
                let bracket = own_after
                    .strip_prefix('（')
                    .and_then(|t| t.split_once('）'));
                let annex = bracket.is_some_and(|(inside, rest)| {
                    inside.contains("附件")
                        || rest.starts_with("见附件")
                        || rest.starts_with("附后")
                }) || own_after.starts_with("见附件")
                    || own_after.starts_with("附后")
                    || before.ends_with("附件：")
                    || before.ends_with("填写");
                let own = self.listed_annex(title);
                !(annex || own)
            }
            Some((_, Class::Paper)) => {
                standard || title.contains("关于") && title.ends_with("意见书")
            }
            None => standard || title.starts_with("中华人民共和国") || title.starts_with("关于"),
        }
    }

    /// Whether `title` stands in the document's own list of annexes.
    fn listed_annex(&self, title: &str) -> bool {
        let Some(list) = self
            .text
            .rfind("附件：")
            .or_else(|| self.text.rfind("附件:"))
        else {
            return false;
        };
        let mut end = (list + 1200).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let list: String = self.text[list..end]
            .chars()
            .filter(|c| *c != '\n')
            .collect();
        list.contains(title)
    }
}

/// Whether nothing but list punctuation and issuers stands between two titles.
fn is_list_gap(gap: &str) -> bool {
    if gap.is_empty()
        || matches!(
            gap,
            "、" | "，" | "和" | "及" | "与" | "以及" | "或者" | "或"
        )
    {
        return true;
    }
    if gap.len() > 150 || gap.contains(SENTENCE_END) {
        return false;
    }
    let Some(found) = ISSUED_BY
        .captures(gap)
        .filter(|c| c.get(0).is_some_and(|m| m.start() == 0))
    else {
        return false;
    };
    are_bodies(&found[1])
}

/// Whether `text` is nothing, or the names of bodies.
fn are_bodies(text: &str) -> bool {
    text.is_empty()
        || lexicon().agencies_in(text, &['、']).is_some()
        || text.split('、').all(looks_like_body)
}

/// Whether between two titles stands when and by whom the second was passed, issued or changed:
/// 《甲》、1993年8月14日市人民政府发布的《乙》.
fn is_history_gap(gap: &str) -> bool {
    let history = without_titles(gap);
    let found = HISTORY
        .captures(&history)
        .filter(|_| gap.len() <= LONGEST_HISTORY);
    found.is_some_and(|found| are_bodies(&found[1]))
}

/// `text` with the words inside title marks blotted out, at the same offsets: a verb in a title
/// governs nothing.
fn without_titles(text: &str) -> Cow<'_, str> {
    if !text.contains('《') {
        return Cow::Borrowed(text);
    }
    let mut depth = 0;
    let blot = |c: char| match c.len_utf8() {
        1 => '0',
        2 => '·',
        3 => '□',
        _ => c,
    };
    let blotted = text.chars().map(|c| {
        depth += i32::from(c == '《') - i32::from(c == '》');
        if depth > 0 && c != '《' { blot(c) } else { c }
    });
    Cow::Owned(blotted.collect())
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

    #[test]
    fn the_history_of_a_document_does_not_part_a_list() {
        for gap in [
            "、1993年8月14日市人民政府发布的",
            "和1995年7月5日市人民政府发布的",
            "，1989年12月13日市人民政府第38号令发布、根据1997年12月31日市人民政府第12号令修改的",
            "和1988年9月2日北京市第九届人民代表大会常务委员会第四次会议审议通过、1997年4月15日北京市第十届人民代表大会常务委员会第三十六次会议修改的",
            "、根据2001年10月16日市人民代表大会常务委员会《关于修改〈某条例〉的决定》修正的",
            "以及一九八九年十一月二十日省人民政府颁布的",
            "和1995年",
            "和河南省人民政府1987年6月30日发布的",
            "，1995年8月30日省人民政府第62号令发布（1998年4月30日修订省人民政府第90号令发布）的",
        ] {
            assert!(is_history_gap(gap), "{gap}");
        }
        for gap in [
            "第一次修正、根据2015年7月23日市人民代表大会常务委员会第二十二次会议",
            "修正的",
            "自2001年1月1日起施行。1995年7月5日市人民政府发布的",
            "，2001年1月1日起按照市人民政府的规定执行，",
            "和2000年版",
            "，参照1999年市人民政府发布的",
            "，制定本条例。",
        ] {
            assert!(!is_history_gap(gap), "{gap}");
        }
    }
}
