//! [`Document`] → [`Extraction`]: what a text says of other documents.
//!
//! Owns: which part of a document a mention stands in, which titles share a verb, short names and their use, one row for each relation and target. Which words mean
//! which relation is in [`cues`]; where titles stand is in [`mention`]. Must not know: other documents, whether a target exists.

pub mod cues;
pub mod mention;
pub mod names;
pub mod relation;

use crate::{
    clean::CleanText,
    doctype::{Class, noun, without_version},
    fields::{Effective, Fields},
    lexicon::{lexicon, looks_like_body},
    numeral::{Date, find_date, number},
    segment::{Document, Role, Sign, fold_title, regex},
    span::TextRange,
};
use cues::Zone;
use mention::Mention;
use regex::Regex;
use relation::Relation;
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

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
    pub date: Option<Date>,
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
    date: Option<Date>,
    ordinal: Option<u32>,
    /// Whole words say 有关规定: part of the target.
    some_rules: bool,
}

static SENTENCE_END: &[char] = &['。', '；', '\n', '！', '？'];
static NEXT_PART: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?m)^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、]|第[一1][章编])"));
static AIMS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^\n。]{0,12}?(?:总体要求|指导思想|基本原则|工作目标|工作思路|总体思路|总体目标|主要目标|工作原则|行动目标|目标定位)",
    )
});
static NEXT_ARTICLE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^第[一二三四五六七八九十百零]{1,6}[条章]"));
static SUSPENSION_TABLE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^[^\n。《》]{0,40}暂时调整(?:适用|实施)[^\n。《》]{0,30}(?:目录|清单|情况表|一览表)$"));
static REPEAL_LIST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?m)^[^\n。《》]{0,30}(?:废止|失效|停止执行)[^\n。《》]{0,24}(?:目录|清单|规章|文件|规定|法规)(?:（[^）\n]*）)?[：:]?$"));
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| regex(r"第([一二三四五六七八九十]{1,3})次"));
static ISSUED_BY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:[、，]|等)?(?:和|及|与|或|以及|或者|并)?([\p{Han}、]{0,40}?)(?:联合)?(?:印发的?|发布的?|公布的?|制定的?|出台的?)?(?:的)?$"));
static TITLE_VERB: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:印发|转发|公布|发布|下发|颁布|颁发)(?:国家|部门|有关|新修订的)?$"));
static UNMARKED_TITLE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:印发|转发)([^《》]{4,100}?)的(?:通知|公告|函)$"));
static EXTENDS_POLICY: LazyLock<Regex> = LazyLock::new(|| regex(r"继续执行|继续实施|延续实施|延续执行|延长.{0,20}(?:期限|政策)"));
static BY_ITS_RULES: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:等)?(?:的)?(?:有关|相关)?规定(?:继续)?执行"));
static BOOK_BRACKET: LazyLock<Regex> = LazyLock::new(|| regex(r"（[^）]*(?:征求意见稿|建议稿|草案|样本|样式|格式|模板|讨论稿|送审稿)[^）]*）$"));
static SOME_RULES: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:等[^。；，]{0,14})?(?:的)?(?:有关|相关|部分)(?:规定|条款|内容|政策)"));
static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:印发|公布|发布|出台|施行|实施|解读|制定|修订后的|颁布)(?:了|实施)?$"));

/// Extract from document `index` of `documents`.
pub fn extract(clean: &CleanText, documents: &[Document], index: usize, fields: &Fields) -> Extraction {
    let Some((reader, groups, aliases)) = prepare(clean, documents, index, fields) else { return Extraction::default() };
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

/// The mentions of a document in groups that share their verbs, the reader that decides on them, and the short names it defines.
#[expect(clippy::type_complexity, reason = "three parts that only two functions here take apart")]
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
    let base = clean.lines()[document.body.min(document.lines.end - 1)].text.start.max(start) - start;
    let zones = Zones::new(document, text, base);
    let mut mentions = mention::marked(text);
    if let Some((at, Zone::RepealList)) = zones.table {
        let listed = mention::listed(text, at);
        mentions.retain(|m| !listed.iter().any(|l| l.open <= m.open && m.open < l.end));
        mentions.extend(listed);
        mentions.sort_by_key(|m| m.open);
    }
    let mut reader = Reader { document, documents, index, fields, text, start, zones, aliases: HashMap::new(), papers: Vec::new() };
    reader.define_aliases(&mentions);
    let mut aliases: Vec<(String, String)> = Vec::new();
    for m in &mentions {
        let Some(alias) = m.alias.as_deref().map(|a| a.trim_matches(['《', '》', '“', '”'])) else { continue };
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
pub fn trace(clean: &CleanText, documents: &[Document], index: usize, fields: &Fields) -> Vec<Trace> {
    let Some((reader, groups, _)) = prepare(clean, documents, index, fields) else { return Vec::new() };
    let mut traces = Vec::new();
    for group in groups {
        let Some(context) = reader.context(&group) else { continue };
        for mention in group {
            let own_after = reader.own_after(&mention, &context);
            let mut found = cues::fitting(context.zone, &context.before, own_after);
            found.retain(|c| c.id == "annexed");
            found.extend(cues::fitting(context.zone, &context.before, context.after).into_iter().filter(|c| c.id != "annexed"));
            traces.push(Trace {
                range: TextRange::new(reader.start + mention.open, reader.start + mention.end),
                zone: context.zone,
                before: context.before.to_string(),
                after: context.after.to_owned(),
                is_document: reader.is_document(&mention, &context.before, context.after, own_after),
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

/// The zones of a document's text.
struct Zones {
    note: (usize, usize),
    opening_end: usize,
    aims: Vec<(usize, usize)>,
    /// Where a table of rules set aside, or a list of repealed ones, begins.
    table: Option<(usize, Zone)>,
}

/// How far the note under the title reaches in `text`: what says when and by whom the text was passed, published and amended, in brackets or not.
fn note_length(document: &Document, text: &str) -> usize {
    static DATED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:根据)?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.*(?:通过|批准|公布|发布|修订|修正|修改|施行)"));
    let mut end = 0;
    if !(text.starts_with('（') || document.sign == Sign::Note || DATED.is_match(text)) {
        return 0;
    }
    for paragraph in text.split_inclusive('\n') {
        let inside = end > 0 && text.starts_with('（') && !text[..end].trim_end().ends_with('）');
        if !(paragraph.starts_with('（') || inside || DATED.is_match(paragraph)) || end > 6000 || paragraph.starts_with('第') {
            break;
        }
        end += paragraph.len();
    }
    end
}

/// The sections that state aims and principles.
fn aims(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for heading in AIMS.captures_iter(text) {
        let Some(whole) = heading.get(0) else { continue };
        let top = heading[1].ends_with('、');
        let rest = &text[whole.end()..];
        let starts = memchr::memchr_iter(b'\n', rest.as_bytes()).map(|i| i + 1);
        let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
        let end = starts.into_iter().find(|at| {
            let next = &rest[*at..];
            let numeral = next.find(|c: char| !is_numeral(c)).filter(|i| *i > 0).is_some_and(|i| next[i..].starts_with('、'));
            numeral || !top && next.starts_with('（') && next.chars().nth(1).is_some_and(is_numeral)
        });
        found.push((whole.start(), whole.end() + end.unwrap_or(rest.len())));
    }
    found
}

impl Zones {
    /// `base` is where the body begins in `text`: before it stands, in a decree, the sentence that promulgates.
    fn new(document: &Document, text: &str, base: usize) -> Self {
        let note_end = base + note_length(document, &text[base..]);
        let body = &text[note_end..];
        let first_article =
            if body.starts_with("第一条") { Some(0) } else { memchr::memmem::find(body.as_bytes(), "\n第一条".as_bytes()).map(|i| i + 1) };
        let opening_end = match first_article {
            Some(at) => {
                let rest = &body[at + "第一条".len()..];
                note_end + NEXT_ARTICLE.find(rest).map_or_else(|| body.len().min(at + 3000), |m| at + "第一条".len() + m.start())
            }
            None => note_end + NEXT_PART.find_iter(body).find(|m| m.start() > 0).map_or(body.len().min(4500), |m| m.start()),
        };
        let aims = if first_article.is_none() { aims(text) } else { Vec::new() };
        let table = SUSPENSION_TABLE.find(text).map(|m| (m.start(), Zone::SuspensionTable));
        let ends = ["废止", "失效", "清理"].iter().any(|w| document.title.contains(w));
        let table = table.or_else(|| REPEAL_LIST.find(text).filter(|_| ends).map(|m| (m.start(), Zone::RepealList)));
        Self { note: (base, note_end), opening_end, aims, table }
    }

    fn of(&self, at: usize) -> Zone {
        if (self.note.0..self.note.1).contains(&at) {
            Zone::Note
        } else if let Some((_, zone)) = self.table.filter(|(start, _)| at > *start) {
            zone
        } else if at < self.opening_end {
            Zone::Opening
        } else if self.aims.iter().any(|(a, b)| (*a..*b).contains(&at)) {
            Zone::Aims
        } else {
            Zone::Body
        }
    }
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
}

impl Reader<'_> {
    /// What the title itself says: it prints, carries out, amends or explains the titles in it.
    fn title_mentions(&self) -> Vec<Decided> {
        let title = &self.document.title;
        let Some(place) = self.document.title_range else { return Vec::new() };
        let mut found = Vec::new();
        let interpretation = self.document.role == Role::Interpretation;
        for mention in mention::marked(title) {
            let (before, after) = (&title[..mention.open], &title[mention.end..]);
            let decided = if interpretation {
                Some((Relation::Interprets, "title-explains"))
            } else if TITLE_VERB.is_match(before) && self.document.sign != Sign::News {
                Some((Relation::Promulgates, "title-issues"))
            } else {
                cues::decide(Zone::Note, before, after).filter(|(c, ..)| c.id.starts_with("title-")).map(|(c, ..)| (c.relation, c.id))
            };
            if let Some((relation, rule)) = decided {
                found.push(self.in_title(mention, place, relation, rule));
            }
        }
        found
    }

    /// A mention in the title; its offsets are those of the whole title, before the text.
    fn in_title(&self, mut mention: Mention, place: TextRange, relation: Relation, rule: &'static str) -> Decided {
        (mention.open, mention.close, mention.end) = (0, 0, 0);
        let _ = place;
        Decided { mention, relation, rule, words: (0, 0), date: None, ordinal: None, some_rules: false }
    }

    fn define_aliases(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let Some(alias) = &mention.alias else { continue };
            let after = window_after(&self.text[mention.close..]);
            if self.is_document(mention, "", &self.text[mention.end..mention.end], after) {
                self.aliases.entry(fold_title(alias)).or_insert_with(|| mention.title.clone());
            } else {
                self.papers.push(fold_title(alias));
            }
        }
    }

    /// Mentions that share a verb: 《甲》、《乙》（…）和国务院办公厅印发的《丙》.
    fn groups(&self, mentions: Vec<Mention>) -> Vec<Vec<Mention>> {
        let mut groups: Vec<Vec<Mention>> = Vec::new();
        for mention in mentions {
            let joins = groups.last().and_then(|g| g.last()).is_some_and(|last| last.end <= mention.open && is_list_gap(&self.text[last.end..mention.open]));
            match groups.last_mut() {
                Some(group) if joins => group.push(mention),
                _ => groups.push(vec![mention]),
            }
        }
        groups
    }

    /// The words around a group, up to the ends of its sentence and paragraph.
    fn context(&self, group: &[Mention]) -> Option<Context<'_>> {
        let (open, end) = (group.first()?.open, group.last()?.end);
        let sentence = self.text[..open].rfind(SENTENCE_END).map_or(0, |i| i + self.text[i..].chars().next().map_or(1, char::len_utf8));
        let paragraph_end = memchr::memchr(b'\n', &self.text.as_bytes()[end..]).map_or(self.text.len(), |i| end + i);
        let before = without_titles(window_before(&self.text[sentence..open]));
        let after = window_after(&self.text[end..paragraph_end]);
        Some(Context { zone: self.zones.of(open), before, after, open, end, paragraph_end })
    }

    /// The words right after the title mark, its bracket included.
    fn own_after(&self, mention: &Mention, context: &Context) -> &str {
        window_after(&self.text[mention.close..context.paragraph_end.max(mention.close)])
    }

    fn decide_group(&self, group: Vec<Mention>, decided: &mut Vec<Decided>, not_documents: &mut Vec<String>) {
        let Some(context) = self.context(&group) else { return };
        let Context { zone, after, .. } = context;
        let before = &*context.before;
        for mention in group {
            if mention.title.is_empty() && mention.number == self.document.number.as_ref().map(|(n, _)| n.clone()) {
                continue;
            }
            let mut mention = mention;
            if zone == Zone::SuspensionTable {
                if mention.unmarked {
                    continue;
                }
                // the next column of the table
                if mention.provisions.is_empty() && self.text[mention.end..].starts_with('\n') {
                    (mention.provisions, mention.ranges, _) = mention::provisions(self.text, mention.end + 1);
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
            let ordinal = (relation == Relation::AmendedBy).then(|| ORDINAL.captures(after).and_then(|c| number(&c[1]))).flatten();
            let some_rules = SOME_RULES.is_match(after);
            decided.push(Decided { mention, relation, rule, words, date, ordinal, some_rules });
        }
    }

    /// What the words around a mention make of it.
    fn judge<'t>(&self, mention: &Mention, context: &'t Context, own_after: &'t str) -> Judged<'t> {
        let Context { zone, after, open, end, .. } = *context;
        let before = &*context.before;
        let plain = (mention.open, mention.end);
        let annexed = cues::decide(zone, before, own_after).filter(|(c, ..)| c.id == "annexed");
        let (base, tail) = if annexed.is_some() { (mention.close, own_after) } else { (end, after) };
        let found = annexed.or_else(|| cues::decide(zone, before, after));
        let Some((cue, from, to)) = found else {
            let by_title = EXTENDS_POLICY.is_match(&self.document.title) && BY_ITS_RULES.is_match(after) && self.document.role != Role::Interpretation;
            let (relation, rule) = if by_title {
                (Relation::Extends, "extended-by-title")
            } else {
                (Relation::Cites, if self.document.role == Role::Interpretation { "reported" } else { "mention" })
            };
            return Judged { relation, rule, words: plain, governing: "" };
        };
        if self.document.role == Role::Interpretation {
            return Judged { relation: Relation::Cites, rule: "reported", words: plain, governing: "" };
        }
        // The quote reaches from the words that govern the title to those that follow it, unless a long list stands between.
        let start = Some(open - (before.len() - from)).filter(|start| from < before.len() && mention.open - start <= LONGEST_QUOTE).unwrap_or(mention.open);
        let stop = Some(base + to).filter(|stop| to > 0 && stop.saturating_sub(mention.end) <= LONGEST_QUOTE).unwrap_or(mention.end).max(mention.end);
        let stop = self.text[..stop].trim_end_matches(['，', '。', '；', '、', '\n']).len().max(mention.end);
        Judged { relation: cue.relation, rule: cue.id, words: (start, stop), governing: &tail[..to] }
    }

    /// The day a repeal takes effect: stated in its clause, or that of the document's own entry into force (同时废止).
    fn repeal_date(&self, before: &str, words: &str) -> Option<Date> {
        let clause = &before[before.rfind('。').map_or(0, |i| i)..];
        let stated = find_date(words, 0).map(|(d, _)| d).or_else(|| last_date(clause).filter(|_| clause.contains('起')));
        let own = match &self.fields.effective {
            Some(fact) if words.contains("同时") || words.contains("一并") => match fact.value {
                Effective::On(date) => Some(date),
                Effective::OnPublication => None,
            },
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
        if self.aliases.contains_key(&fold_title(title)) {
            return true;
        }
        if self.papers.contains(&fold_title(title)) {
            return false;
        }
        if BOOK_BRACKET.is_match(title) || title.chars().count() < 2 || ["XX", "××", "xx", "ＸＸ"].iter().any(|x| title.contains(x)) {
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
                let bracket = own_after.strip_prefix('（').and_then(|t| t.split_once('）'));
                let annex = bracket.is_some_and(|(inside, rest)| inside.contains("附件") || rest.starts_with("见附件") || rest.starts_with("附后"))
                    || own_after.starts_with("见附件")
                    || own_after.starts_with("附后")
                    || before.ends_with("附件：")
                    || before.ends_with("填写");
                let own = self.listed_annex(title);
                !(annex || own)
            }
            Some((_, Class::Paper)) => standard || title.contains("关于") && title.ends_with("意见书"),
            None => standard || title.starts_with("中华人民共和国") || title.starts_with("关于"),
        }
    }

    /// Whether `title` stands in the document's own list of annexes.
    fn listed_annex(&self, title: &str) -> bool {
        let Some(list) = self.text.rfind("附件：").or_else(|| self.text.rfind("附件:")) else { return false };
        let mut end = (list + 1200).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let list: String = self.text[list..end].chars().filter(|c| *c != '\n').collect();
        list.contains(title)
    }

    fn place(&self, decided: &Decided) -> (TextRange, TextRange) {
        match self.document.title_range {
            Some(place) if decided.words == (0, 0) && decided.mention.end == 0 => (place, place),
            _ => (
                TextRange::new(self.start + decided.words.0.min(decided.mention.open), self.start + decided.words.1.max(decided.mention.end)),
                TextRange::new(self.start + decided.mention.open, self.start + decided.mention.close),
            ),
        }
    }

    /// One row for each target; the strongest relation wins, provisions are collected from every mention.
    fn rows(&self, decided: Vec<Decided>) -> Extraction {
        let mut targets: Vec<Target> = Vec::new();
        let explained = self.explained(&decided);
        for d in decided {
            let title = match (self.full_title(&d.mention), &explained) {
                // 《条例》, which no bracket defines: the document explained, or none that could be told
                (title, Some(explained)) if is_bare_noun(&title) && explained.ends_with(title.as_str()) => explained.clone(),
                (title, _) if is_bare_noun(&title) && d.mention.number.is_none() => continue,
                (title, _) => title,
            };
            if self.is_self(&title, &d.mention) && d.relation != Relation::Amends {
                continue;
            }
            let relation = match &explained {
                Some(name) if same_target(name, &title) => Relation::Interprets,
                _ => d.relation,
            };
            let relation = if relation == Relation::Amends && self.encloses(&title) { Relation::Promulgates } else { relation };
            let short = !d.mention.title.is_empty() && title != d.mention.title;
            let form = match (&d.mention.number, d.mention.title.is_empty()) {
                (_, true) => Form::Number,
                _ if d.mention.unmarked => Form::Unmarked,
                _ if short => Form::Short,
                (Some(_), false) => Form::Full,
                (None, false) => Form::Title,
            };
            let (range, name) = self.place(&d);
            let evidence = Evidence { range, name, rule: d.rule };
            // Decisions of one title, of different years, that amended the text one after the other
            let dated = d.mention.dated.or(d.date.filter(|_| relation == Relation::AmendedBy));
            let at = targets.iter().position(|t| t.is(&title, d.mention.number.as_deref(), dated));
            let target = match at {
                Some(i) => &mut targets[i],
                None => {
                    targets.push(Target::new(title.clone()));
                    let last = targets.len() - 1;
                    &mut targets[last]
                }
            };
            if target.title.is_empty() {
                target.title.clone_from(&title);
            }
            if target.number.is_none() {
                target.number.clone_from(&d.mention.number);
            }
            target.dated = target.dated.or(dated);
            for r in &d.mention.ranges {
                if !target.ranges.contains(r) {
                    target.ranges.push(r.clone());
                }
            }
            for p in &d.mention.provisions {
                if !target.provisions.contains(p) {
                    target.provisions.push(p.clone());
                }
            }
            target.mentions.push(Stated {
                relation,
                form,
                evidence,
                date: d.date,
                ordinal: d.ordinal,
                provisions: d.mention.provisions.clone(),
                ranges: d.mention.ranges.clone(),
                some_rules: d.some_rules,
            });
        }
        merge_versions(&mut targets);
        self.enclosed_rows(&mut targets);
        let mut out = Extraction::default();
        for target in targets {
            self.push_rows(target, &mut out.rows);
        }
        out
    }

    /// The document that an interpretation explains: named in its title, or the first of which its opening says that it was issued.
    fn explained(&self, decided: &[Decided]) -> Option<String> {
        if self.document.role != Role::Interpretation {
            return None;
        }
        if let Some(named) = decided.iter().find(|d| d.relation == Relation::Interprets) {
            return Some(self.full_title(&named.mention));
        }
        let opening = |d: &&Decided| d.mention.open < 1800;
        let issued = decided.iter().filter(opening).find(|d| EXPLAINED.is_match(&self.text[..d.mention.open]));
        issued.map(|d| self.full_title(&d.mention))
    }

    /// The full title of what is mentioned: short names that the document defined are filled in.
    fn full_title(&self, mention: &Mention) -> String {
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

    /// Whether a mention is of the document itself.
    fn is_self(&self, title: &str, mention: &Mention) -> bool {
        if title.is_empty() || self.encloses(title) {
            return false;
        }
        let own_number = |d: &Document| d.number.as_ref().map(|(n, _)| n.clone());
        let cover = self.document.parent.and_then(|p| own_number(&self.documents[p]));
        if mention.number.is_some() && mention.number != own_number(self.document) && mention.number != cover {
            return false;
        }
        let plain = |t: &str| t.strip_prefix("中华人民共和国").unwrap_or(t).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let own = &self.document.title;
        plain(title) == plain(own) || same_target(title, own) && fold_title(title) != fold_title(own)
    }

    /// Whether an attachment of this document bears `title`.
    fn encloses(&self, title: &str) -> bool {
        self.documents.iter().any(|d| d.parent == Some(self.index) && same_target(&d.title, title))
            || mention::marked(&self.document.title).iter().any(|m| TITLE_VERB.is_match(&self.document.title[..m.open]) && same_target(&m.title, title))
    }

    /// What the document prints though no sentence says so: the title names it without marks, or an attachment follows.
    fn enclosed_rows(&self, targets: &mut Vec<Target>) {
        if self.document.role == Role::Interpretation {
            return;
        }
        let Some(place) = self.document.title_range else { return };
        let known = |d: &&Document| {
            let number = d.number.as_ref().map(|(n, _)| n.as_str());
            number.is_some() && targets.iter().any(|t| t.number.as_deref() == number)
        };
        let children: Vec<(String, TextRange, &'static str)> = self
            .documents
            .iter()
            .filter(|d| d.parent == Some(self.index) && !known(d))
            .map(|d| (d.title.clone(), d.title_range.unwrap_or(place), "enclosed"))
            .collect();
        let named = UNMARKED_TITLE
            .captures(&self.document.title)
            .map(|c| c[1].to_owned())
            .filter(|t| noun(t).is_some_and(|(_, class)| class == Class::Instrument || class == Class::Act));
        let named = named.into_iter().map(|t| (t, place, "title-issues-unmarked"));
        for (title, range, rule) in children.into_iter().chain(named) {
            let printed = targets.iter().any(|t| t.mentions.iter().any(|m| m.relation == Relation::Promulgates));
            let issuer_in_front = |t: &Target| {
                t.mentions.iter().any(|m| m.relation == Relation::Promulgates) && {
                    let (a, b) = (fold_title(without_version(&title)), fold_title(without_version(&t.title)));
                    a.ends_with(&b) || b.ends_with(&a)
                }
            };
            if rule != "enclosed" && printed || targets.iter().any(issuer_in_front) {
                continue;
            }
            let range = self.listed(&title).unwrap_or(range);
            let stated = Stated {
                relation: Relation::Promulgates,
                form: Form::Title,
                evidence: Evidence { range, name: range, rule },
                date: None,
                ordinal: None,
                provisions: Vec::new(),
                ranges: Vec::new(),
                some_rules: false,
            };
            match targets.iter_mut().find(|t| t.is(&title, None, None)) {
                Some(t) if t.mentions.iter().all(|m| m.relation == Relation::Cites) => t.mentions.push(stated),
                Some(_) => {}
                None => {
                    let mut target = Target::new(title);
                    target.mentions.push(stated);
                    targets.push(target);
                }
            }
        }
    }

    /// Where the document's own list of annexes names `title`.
    fn listed(&self, title: &str) -> Option<TextRange> {
        let at = self.text.rfind(title)?;
        Some(TextRange::new(self.start + at, self.start + at + title.len()))
    }

    fn push_rows(&self, target: Target, rows: &mut Vec<Row>) {
        let Some(strongest) = target.mentions.iter().map(|m| m.relation).min() else { return };
        let Some(deciding) = target.mentions.iter().position(|m| m.relation == strongest) else { return };
        let mut stated = target.mentions;
        let first = stated.remove(deciding);
        let ending = matches!(strongest, Relation::Repeals | Relation::Suspends | Relation::Extends);
        let part = ending && (!first.provisions.is_empty() || first.some_rules && strongest != Relation::Repeals || first.evidence.rule == "extended-by-title");
        let mut evidence = vec![first.evidence];
        evidence.extend(stated.into_iter().map(|m| m.evidence));
        let row = Row {
            relation: strongest,
            target: target.title,
            number: target.number,
            form: first.form,
            provisions: if ending { first.provisions } else { target.provisions },
            ranges: if ending { first.ranges } else { target.ranges },
            part,
            date: first.date,
            ordinal: first.ordinal,
            evidence,
        };
        let replaces = row.relation == Relation::Repeals && !row.part && self.is_earlier_version(&row.target);
        if replaces {
            let mut earlier = row.clone();
            earlier.relation = Relation::Replaces;
            rows.push(row);
            rows.push(earlier);
        } else {
            rows.push(row);
        }
    }

    /// Whether `title` names an earlier version of the same rules: the same subject, the kind of instrument and marks like 暂行 aside.
    fn is_earlier_version(&self, title: &str) -> bool {
        let subject = subject(title);
        subject.chars().count() >= 3
            && (subject == crate::extract::subject(&self.document.title)
                || self.documents.iter().any(|d| d.parent == Some(self.index) && crate::extract::subject(&d.title) == subject))
    }
}

/// All that a document says of one target, in order.
struct Target {
    title: String,
    key: String,
    number: Option<String>,
    dated: Option<Date>,
    provisions: Vec<String>,
    ranges: Vec<(String, String)>,
    mentions: Vec<Stated>,
}

struct Stated {
    relation: Relation,
    form: Form,
    evidence: Evidence,
    date: Option<Date>,
    ordinal: Option<u32>,
    provisions: Vec<String>,
    ranges: Vec<(String, String)>,
    some_rules: bool,
}

impl Target {
    fn new(title: String) -> Self {
        let key = fold_title(&title);
        Self { title, key, number: None, dated: None, provisions: Vec::new(), ranges: Vec::new(), mentions: Vec::new() }
    }

    fn is(&self, title: &str, number: Option<&str>, dated: Option<Date>) -> bool {
        if dated.is_some() && self.dated.is_some() && dated != self.dated {
            return false;
        }
        let same_number = number.is_some() && self.number.as_deref() == number;
        same_number
            || !title.is_empty()
                && !self.title.is_empty()
                && (self.key == fold_title(title) || same_target(&self.title, title))
                && (number.is_none() || self.number.is_none())
    }
}

/// A notice whose title names 《某方案》 and whose text prints 《某方案（2024年）》 issues one instrument.
fn merge_versions(targets: &mut Vec<Target>) {
    let issued = |t: &Target| t.mentions.iter().any(|m| m.relation == Relation::Promulgates);
    let bare = |t: &Target| fold_title(without_version(&t.title));
    let mut i = 0;
    while i < targets.len() {
        let twin = (0..i).find(|j| {
            issued(&targets[*j])
                && issued(&targets[i])
                && bare(&targets[*j]) == bare(&targets[i])
                && (bare(&targets[*j]) == targets[*j].key || bare(&targets[i]) == targets[i].key)
        });
        match twin {
            Some(j) => {
                let second = targets.remove(i);
                targets[j].mentions.extend(second.mentions);
            }
            None => i += 1,
        }
    }
}

/// 条例, 暂行办法: a kind of document, not the name of one.
fn is_bare_noun(title: &str) -> bool {
    let bare = without_version(title);
    let bare = ["暂行", "试行", "实施"].iter().fold(bare, |t, w| t.strip_prefix(w).unwrap_or(t));
    bare.chars().count() <= 4 && noun(bare).is_some_and(|(noun, _)| noun == bare)
}

/// Whether two printed titles are the same: with or without the issuers in front.
fn same_target(a: &str, b: &str) -> bool {
    let (a, b) = (fold_title(a), fold_title(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    short.starts_with("关于") && long.ends_with(short.as_str()) && !long[..long.len() - short.len()].contains("关于")
}

/// What rules are about: 关于印发〈市场监督管理信用修复管理办法〉的通知 → 市场监督管理信用修复管理.
fn subject(title: &str) -> String {
    static WRAPPED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:印发|公布|发布)[〈《](.+?)[〉》]的(?:通知|公告|令)"));
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| regex(r"（[^）]*）"));
    let inner = WRAPPED.captures(title).map_or(title, |c| c.get(1).map_or(title, |m| m.as_str()));
    let bare = BRACKETS.replace_all(inner, "");
    let mut folded = fold_title(&bare);
    for word in ["暂行", "试行", "若干", "实施"] {
        folded = folded.replace(word, "");
    }
    let noun = noun(&folded).map_or("", |(n, _)| n);
    folded.trim_end_matches(noun).to_owned()
}

/// Whether nothing but list punctuation and issuers stands between two titles.
fn is_list_gap(gap: &str) -> bool {
    if gap.is_empty() || matches!(gap, "、" | "，" | "和" | "及" | "与" | "以及" | "或者" | "或") {
        return true;
    }
    if gap.len() > 150 || gap.contains(SENTENCE_END) {
        return false;
    }
    let Some(found) = ISSUED_BY.captures(gap).filter(|c| c.get(0).is_some_and(|m| m.start() == 0)) else { return false };
    let issuers = &found[1];
    issuers.is_empty() || lexicon().agencies_in(issuers, &['、']).is_some() || issuers.split('、').all(looks_like_body)
}

/// `text` with the words inside title marks blotted out, at the same offsets: a verb in a title governs nothing.
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

fn last_date(text: &str) -> Option<Date> {
    let mut at = 0;
    let mut last = None;
    while let Some((date, range)) = find_date(text, at) {
        (last, at) = (Some(date), range.end);
    }
    last
}
