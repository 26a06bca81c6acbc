//! 题注, the note under a title, as events: when, by whom and under which number a text was passed,
//! approved, published, put in force, amended, revised.
//!
//! Owns: one grammar for the note in brackets, the same as bare lines, and the paragraph of a
//! decree. Must not know: where in a document the note stands, who a body is.
//!
//! The words are cut into tokens: dates, verbs, marks (a title in 《》, or an unmarked 关于…的决定),
//! gaps, commas, and the words between. A clause runs up to a verb after which something new
//! begins: a date, a gap, a comma, 根据. So it needs no fixed separator, and no fixed order of its
//! parts.

use crate::model::body;
use crate::model::day::Day;
use crate::model::numeral::{date_prefix, find_date, number, stated_day};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::segment::{regex, tidy_number};
use regex::Regex;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// 通过
    Adopted,
    /// 批准
    Approved,
    /// 公布, 发布
    Published,
    /// 施行
    InForce,
    /// 修正, 修改
    Amended,
    /// 修订
    Revised,
    /// 废止
    Repealed,
}

impl EventKind {
    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::Revised => "revised",
            Self::Repealed => "repealed",
        }
    }
}

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a stated day.
    On(Day),
    /// 自公布之日起.
    OnPublication,
    /// The clause states no day.
    Unstated,
}

/// `2020-01-02`, `on_publication` or `unstated`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::OnPublication => f.write_str("on_publication"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}

impl When {
    /// The day, if one is stated.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::OnPublication | Self::Unstated => None,
        }
    }
}

/// One event of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub when: When,
    /// Who did it, without sessions, in full where the title tells the place.
    pub bodies: Vec<String>,
    /// The number of the decree or announcement.
    pub number: Option<String>,
    /// The title of the decision that amends.
    pub decision: Option<String>,
    /// 第几次.
    pub ordinal: Option<u32>,
    /// Whether a meeting did it: a session is named, or the verb is 通过.
    pub at_meeting: bool,
    /// Whether the next event shares its verb: 甲、乙通过 on two days.
    pub joint: bool,
    /// The clause in the clean text.
    pub range: TextRange,
    /// Where the date is printed.
    pub date_range: Option<TextRange>,
    /// Where the number is printed.
    pub number_range: Option<TextRange>,
    /// Where the bodies are printed.
    pub bodies_range: Option<TextRange>,
}

/// A verb of notes, with a clause in which it tells an event and one in which it does not.
#[derive(Debug)]
struct Verb {
    /// The verb.
    word: &'static str,
    /// What it tells.
    kind: EventKind,
    /// A clause of which it makes an event of this kind.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    yes: &'static str,
    /// A clause of which it makes none.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    no: &'static str,
}

const fn verb(word: &'static str, kind: EventKind, yes: &'static str, no: &'static str) -> Verb {
    Verb {
        word,
        kind,
        yes,
        no,
    }
}

/// The verbs of notes.
const VERBS: &[Verb] = {
    use EventKind::{Adopted, Amended, Approved, InForce, Published, Repealed, Revised};
    &[
        verb(
            "通过",
            Adopted,
            "2020年1月2日示例市人民代表大会通过",
            "《通过办法》",
        ),
        verb(
            "批准",
            Approved,
            "2020年1月2日国务院批准",
            "关于批准示例的决定",
        ),
        verb(
            "公布",
            Published,
            "2020年1月2日示例部令第1号公布",
            "自公布之日起",
        ),
        verb(
            "发布",
            Published,
            "2020年1月2日示例部令第1号发布",
            "自发布之日起",
        ),
        verb("颁布", Published, "2020年1月2日示例部颁布", "《颁布办法》"),
        verb("颁发", Published, "2020年1月2日示例部颁发", "《颁发办法》"),
        verb("印发", Published, "2020年1月2日示例部印发", "自印发之日起"),
        verb("下发", Published, "2020年1月2日示例部下发", "自下发之日起"),
        verb("施行", InForce, "自2020年1月2日起施行", "《施行办法》"),
        verb("实施", InForce, "自2020年1月2日起实施", "《实施办法》"),
        verb("执行", InForce, "自2020年1月2日起执行", "《执行办法》"),
        verb("生效", InForce, "自2020年1月2日起生效", "《生效办法》"),
        verb(
            "修正",
            Amended,
            "根据2020年1月2日示例市人民政府《决定》修正",
            "《修正案》",
        ),
        verb(
            "修改",
            Amended,
            "2020年1月2日示例市人民代表大会修改",
            "关于修改示例的决定",
        ),
        verb(
            "修订",
            Revised,
            "2020年1月2日示例市人民代表大会修订",
            "《修订办法》",
        ),
        verb(
            "废止",
            Repealed,
            "2020年1月2日示例市人民政府废止",
            "《废止办法》",
        ),
    ]
};

/// An amending decision without marks.
static DECISION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"关于(?:[^　，。；《》]|《(?:[^《》]|《[^《》]*》)*》){2,120}?的?(?:决定|决议|修正案)(?:（[一二三四五六七八九十]{1,3}）)?》?",
    )
});
/// 自公布之日起, 公布之日
static PUBLICATION_DAY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:自|从)?(?:公布|发布|颁布|印发|批准|通过|签发|下发)(?:之)?日"));
/// 8月5日, of the year that was named last
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| regex(r"^([0-9]{1,2})月([0-9]{1,2})日"));
/// 公告第71号, 令〔2022〕第3号, 第6号令, 公告〔2013〕7号, 〔97〕汇政发字第10号
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(?:令|公告|通告|布告)（?(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)?(?:[一二三四五六七八九十]{1,3}届)?第?(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6})号）?|(?:[12][0-9]{3}年)?第(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6})号(?:令|公告)?|〔(?:[12][0-9]{3}|[0-9]{2})〕\p{Han}{0,8}第?[0-9]{1,5}号|\p{Han}{1,6}[发函字办规通文]〔(?:[12][0-9]{3}|[0-9]{2})〕第?[0-9]{1,5}号)",
    )
});
/// 第三次 before 修正
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"第([0-9]{1,2}|[一二三四五六七八九十]{1,3})次$"));

/// A piece of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Date(When),
    Mark,
    Verb(EventKind),
    Gap,
    Comma,
    Words,
}

struct Piece {
    token: Token,
    range: Range<usize>,
}

/// The note at `place` of `clean` as events, in the order printed; `source` is the text that
/// `clean` was made from, where the gaps still stand, `title` that of the document.
pub(super) fn events(source: &str, clean: &CleanText, place: TextRange, title: &str) -> Vec<Event> {
    let text = place.of(clean.text());
    let gaps = gaps(source, clean, place);
    let pieces = pieces(text, &gaps);
    let clauses = merged(text, clauses(text, &pieces));
    let mut events: Vec<Event> = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let read = Reader {
            text,
            place,
            pieces: clause,
        };
        let shared = clauses[i + 1..]
            .iter()
            .map(|next| kinds(text, next))
            .find(|kinds| !kinds.is_empty());
        read.events(shared.as_deref(), &mut events);
    }
    // 甲令第1号已经…通过，…公布: the number is that of the decree, not of the meeting.
    for i in 1..events.len() {
        let adopted = events[i - 1].kind == EventKind::Adopted && events[i - 1].number.is_some();
        if adopted && events[i].kind == EventKind::Published && events[i].number.is_none() {
            events[i].number = events[i - 1].number.take();
            events[i].number_range = events[i - 1].number_range.take();
            events[i].range.start = events[i - 1].range.start;
        }
    }
    name_in_full(&mut events, title);
    events
}

/// The offsets in the note before which the source has white space or a line break that the clean
/// text has not.
fn gaps(source: &str, clean: &CleanText, place: TextRange) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = None;
    for (i, c) in place.of(clean.text()).char_indices() {
        let at = place.start + i;
        let span = clean.to_source(TextRange::new(at, at + c.len_utf8()));
        let between = last.and_then(|end| source.get(end..span.start));
        if between.is_some_and(|gap: &str| gap.contains(['　', ' ', '\t', '\u{a0}'])) {
            found.push(i);
        }
        last = Some(span.end);
    }
    found
}

/// Where the mark that opens at the start of `text` closes, one past 》.
fn mark_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(i + c.len_utf8());
        }
    }
    None
}

fn pieces(text: &str, gaps: &[usize]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut year = None;
    let (mut at, mut words) = (0, 0);
    let mut gaps = gaps.iter().copied().peekable();
    // Patterns are looked for once each; what was found waits until the pass arrives there.
    let mut decisions = DECISION.find_iter(text).map(|m| m.range()).peekable();
    let mut own_days = PUBLICATION_DAY
        .find_iter(text)
        .map(|m| m.range())
        .peekable();
    let mut date = find_date(text, 0);
    while at < text.len() {
        while gaps.peek().is_some_and(|g| *g < at) {
            gaps.next();
        }
        while decisions.peek().is_some_and(|d| d.start < at) {
            decisions.next();
        }
        while own_days.peek().is_some_and(|d| d.start < at) {
            own_days.next();
        }
        while date.as_ref().is_some_and(|(_, r)| r.start < at) {
            date = find_date(text, at);
        }
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or('\n');
        let mut found = None;
        if let Some((day, range)) = date.as_ref().filter(|(_, r)| r.start == at) {
            year = Some(day.year());
            found = Some((Token::Date(When::On(*day)), range.end));
        } else if let Some(range) = decisions.peek().filter(|d| d.start == at) {
            found = Some((Token::Mark, range.end));
        } else if c == '《' {
            found = mark_end(rest).map(|len| {
                // 《…的决定修正》: the verb has slipped inside the mark
                let inner = &rest[..len - '》'.len_utf8()];
                let slipped = ["修正", "修订"]
                    .iter()
                    .find(|v| inner.strip_suffix(**v).is_some_and(|i| i.ends_with("决定")));
                (
                    Token::Mark,
                    at + slipped.map_or(len, |v| inner.len() - v.len()),
                )
            });
        } else if let Some(range) = own_days.peek().filter(|d| d.start == at) {
            found = Some((Token::Date(When::OnPublication), range.end));
        } else if let Some(verb) = VERBS.iter().find(|v| rest.starts_with(v.word)) {
            found = Some((Token::Verb(verb.kind), at + verb.word.len()));
        } else if let (Some(year), true) = (year, c.is_ascii_digit())
            && !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '年')
            && let Some(m) = MONTH_DAY.captures(rest)
        {
            let part = |i: usize| m[i].parse().unwrap_or(0);
            found = stated_day(year, part(1), part(2))
                .map(|day| (Token::Date(When::On(day)), at + m[0].len()));
        } else if matches!(c, '，' | '；' | '。' | ',' | ';' | '（' | '）' | '\n') {
            found = Some((Token::Comma, at + c.len_utf8()));
        }
        // a gap inside a name parts nothing, one after 公告 does
        let name = &text[words..at];
        let whole = name.is_empty() || name.ends_with("公告") || name.ends_with('号');
        let gap = gaps.peek() == Some(&at) && whole && at > 0;
        if (gap || found.is_some()) && words < at {
            out.push(Piece {
                token: Token::Words,
                range: words..at,
            });
            words = at;
        }
        if gap {
            out.push(Piece {
                token: Token::Gap,
                range: at..at,
            });
        }
        match found {
            Some((token, end)) => {
                out.push(Piece {
                    token,
                    range: at..end,
                });
                (at, words) = (end, end);
            }
            None => at += c.len_utf8(),
        }
    }
    if words < text.len() {
        out.push(Piece {
            token: Token::Words,
            range: words..text.len(),
        });
    }
    out
}

/// What a meeting does before it passes something.
const DELIBERATES: &[&str] = &["一致", "审议", "审查", "讨论", "表决", "审定"];
/// Words that open a clause.
const OPENERS: &[&str] = &["根据", "自", "从", "现", "已经", "业经"];
/// Words after a verb by which its clause goes on.
const GOES_ON: &[&str] = &["的", "并经", "并由", "和", "之", "于"];

/// The pieces of each clause.
fn clauses<'p>(text: &str, pieces: &'p [Piece]) -> Vec<Vec<&'p Piece>> {
    let mut all: Vec<Vec<&Piece>> = vec![Vec::new()];
    // Whether the open clause has its verb, and nothing after it that ties it to what follows.
    let mut done = false;
    for (i, piece) in pieces.iter().enumerate() {
        let words = &text[piece.range.clone()];
        let next = pieces[i + 1..].iter().find(|p| p.token != Token::Gap);
        let tied = |w: &str| GOES_ON.iter().any(|g| w.starts_with(g));
        // 主席团公告 and a gap: done without a verb
        let open = all.last().map_or(&[][..], Vec::as_slice);
        let parts = matches!(piece.token, Token::Gap | Token::Comma);
        let done_so_far = done || parts && !kinds(text, open).is_empty();
        let close = match piece.token {
            // 甲、 and another date: who passed it on days of their own
            Token::Date(_) => done || open.len() > 1 && ends_joint(text, open),
            Token::Comma => done_so_far,
            Token::Gap => done_so_far && !next.is_some_and(|n| tied(&text[n.range.clone()])),
            Token::Words => done && OPENERS.iter().any(|o| words.starts_with(o)),
            Token::Mark | Token::Verb(_) => false,
        };
        if close {
            all.push(Vec::new());
            done = false;
        }
        match piece.token {
            Token::Verb(_) => done = true,
            Token::Words if done && tied(words) => done = false,
            _ => {}
        }
        if let Some(clause) = all.last_mut() {
            clause.push(piece);
        }
    }
    all.retain(|clause| {
        clause
            .iter()
            .any(|p| !matches!(p.token, Token::Gap | Token::Comma))
    });
    all
}

/// Whether a clause ends in 、 or 和, so that the next one shares its verb.
fn ends_joint(text: &str, clause: &[&Piece]) -> bool {
    let tail = clause.last().map_or("", |p| &text[p.range.clone()]);
    tail.ends_with(['、', '和', '与'])
        && clause.iter().any(|p| matches!(p.token, Token::Date(_)))
        && !clause.iter().any(|p| matches!(p.token, Token::Verb(_)))
}

fn first_words<'t>(text: &'t str, clause: &[&Piece]) -> &'t str {
    clause
        .iter()
        .find(|p| !matches!(p.token, Token::Gap | Token::Comma))
        .map_or("", |p| &text[p.range.clone()])
}

fn has(clause: &[&Piece], token: Token) -> bool {
    clause.iter().any(|p| p.token == token)
}

/// 根据D1甲通过 D2乙批准的《X》修正 is one clause, though its first verb seems to end one.
fn merged<'p>(text: &str, clauses: Vec<Vec<&'p Piece>>) -> Vec<Vec<&'p Piece>> {
    let mut out: Vec<Vec<&Piece>> = Vec::new();
    for clause in clauses {
        let amends = (has(&clause, Token::Verb(EventKind::Amended))
            || has(&clause, Token::Verb(EventKind::Revised)))
            && has(&clause, Token::Verb(EventKind::Approved))
            && has(&clause, Token::Mark);
        match out.last_mut() {
            Some(last)
                if amends
                    && !first_words(text, &clause).starts_with("根据")
                    && first_words(text, last).starts_with("根据")
                    && !has(last, Token::Mark)
                    && kinds(text, last) == [EventKind::Adopted] =>
            {
                last.extend(clause);
            }
            _ => out.push(clause),
        }
    }
    out
}

/// What the verbs at the end of a clause say that happened: 修订通过 is one event, 通过并公布 two.
fn kinds(text: &str, clause: &[&Piece]) -> Vec<EventKind> {
    use EventKind::{Adopted, Amended, Approved, Published, Revised};
    let Some(last) = clause
        .iter()
        .rposition(|p| matches!(p.token, Token::Verb(_)))
    else {
        // 主席团公告, 公告第1号: published, without a verb
        let words = clause.iter().rfind(|p| p.token == Token::Words);
        let words = words.map_or("", |p| &text[p.range.clone()]);
        let announced = words.ends_with("公告") || words.ends_with('令') || {
            let number = NUMBER.find(words);
            number.is_some_and(|m| m.end() == words.len() && m.start() > 0)
        };
        let dated = clause.iter().any(|p| matches!(p.token, Token::Date(_)));
        return if announced && dated {
            vec![Published]
        } else {
            Vec::new()
        };
    };
    let mut run = Vec::new();
    for piece in clause[..=last].iter().rev() {
        match piece.token {
            Token::Verb(kind) => run.insert(0, kind),
            Token::Words if matches!(&text[piece.range.clone()], "并" | "后" | "并予") => {}
            _ => break,
        }
    }
    let changed = [Revised, Amended].into_iter().find(|k| run.contains(k));
    match changed {
        Some(_) if run[0] == Approved => vec![Approved],
        Some(kind) if run.contains(&Published) => vec![kind, Published],
        Some(kind) => vec![kind],
        None if run.contains(&Approved) && run.contains(&Adopted) => vec![Approved],
        None => {
            run.dedup();
            run
        }
    }
}

/// One clause.
struct Reader<'t> {
    text: &'t str,
    place: TextRange,
    pieces: &'t [&'t Piece],
}

impl Reader<'_> {
    fn part(&self, range: &Range<usize>) -> TextRange {
        TextRange::new(self.place.start + range.start, self.place.start + range.end)
    }

    /// The events of the clause, told by its verbs, or by those of the next one that has any.
    fn events(&self, shared: Option<&[EventKind]>, out: &mut Vec<Event>) {
        let dates: Vec<&&Piece> = self
            .pieces
            .iter()
            .filter(|p| matches!(p.token, Token::Date(_)))
            .collect();
        let own = kinds(self.text, self.pieces);
        let joint = ends_joint(self.text, self.pieces);
        let kinds = match shared {
            _ if !own.is_empty() => own,
            Some(shared) if joint => shared[..1].to_vec(),
            _ => return,
        };
        let when = dates.first().map_or(When::Unstated, |p| match p.token {
            Token::Date(when) => when,
            _ => When::Unstated,
        });
        let last = self
            .pieces
            .iter()
            .rposition(|p| matches!(p.token, Token::Verb(_)));
        let pieces = &self.pieces[..last.map_or(self.pieces.len(), |i| i + 1)];
        let (bodies, number, at_meeting) = self.who(pieces);
        // Without day, body or number a verb tells of something else.
        if when == When::Unstated && (bodies.is_none() || number.is_none()) {
            return;
        }
        let first = pieces
            .iter()
            .find(|p| !matches!(p.token, Token::Gap | Token::Comma));
        let (Some(first), Some(end)) = (first, pieces.last()) else {
            return;
        };
        let range = self.part(&(first.range.start..end.range.end));
        // A title before the date is that of the text itself.
        let dated = dates.first().map_or(0, |p| p.range.end);
        let mut marks = pieces
            .iter()
            .filter(|p| p.token == Token::Mark && p.range.start >= dated);
        let decision = marks.next_back().map(|p| {
            let words = &self.text[p.range.clone()];
            let bare = words.strip_prefix('《').unwrap_or(words);
            bare.strip_suffix('》')
                .filter(|_| words.starts_with('《'))
                .unwrap_or(bare)
        });
        for kind in kinds {
            let changes = matches!(kind, EventKind::Amended | EventKind::Revised);
            let decision = decision
                .filter(|_| changes)
                .map(|d| d.trim_end_matches('》'));
            let mut names = bodies.clone().map_or(Vec::new(), |(names, _)| names);
            let mut printed = bodies.as_ref().map(|(_, range)| *range);
            if kind == EventKind::InForce {
                (names, printed) = (Vec::new(), None);
            }
            if let (true, Some(head)) = (
                names.is_empty(),
                decision.and_then(|d| d.split_once("关于")),
            ) {
                names.extend(
                    body::row(head.0, &['、'])
                        .into_iter()
                        .flatten()
                        .map(str::to_owned),
                );
            }
            let ordinal = pieces
                .iter()
                .rfind(|p| p.token == Token::Words)
                .and_then(|p| ORDINAL.captures(&self.text[p.range.clone()]))
                .and_then(|m| number_of(&m[1]))
                .filter(|_| changes);
            let numbered = matches!(
                kind,
                EventKind::Published | EventKind::Adopted | EventKind::Revised | EventKind::Amended
            );
            let number = number.clone().filter(|_| numbered);
            out.push(Event {
                kind,
                when,
                bodies: names,
                number_range: number.as_ref().map(|(_, range)| *range),
                number: number.map(|(number, _)| number),
                decision: decision.map(str::to_owned),
                ordinal,
                at_meeting: at_meeting || kind == EventKind::Adopted,
                joint,
                range,
                date_range: dates.first().map(|p| self.part(&p.range)),
                bodies_range: printed,
            });
        }
    }

    /// Bodies and number: from the words after the first date, or, where these tell nothing, from
    /// those before it (由甲于D通过).
    #[expect(clippy::type_complexity, reason = "three findings of one pass")]
    fn who(
        &self,
        pieces: &[&Piece],
    ) -> (
        Option<(Vec<String>, TextRange)>,
        Option<(String, TextRange)>,
        bool,
    ) {
        let date = pieces
            .iter()
            .position(|p| matches!(p.token, Token::Date(_)));
        let words = |from: usize, to: usize| {
            pieces[from..to]
                .iter()
                .filter(|p| p.token == Token::Words)
                .map(|p| p.range.clone())
        };
        let from = date.map_or(0, |d| d + 1);
        // 经甲会签，乙令第1号公布: who acts stands nearest to the verb.
        let comma = pieces.iter().rposition(|p| p.token == Token::Comma);
        let near = comma.filter(|c| *c >= from).map_or(pieces.len(), |c| c + 1);
        let after = words(near, pieces.len()).chain(words(from, near));
        let before = words(0, date.unwrap_or(0));
        let (mut bodies, mut number, mut meeting) = (None, None, false);
        for range in after.chain(before) {
            let words = &self.text[range.clone()];
            meeting |= words.contains("会议") || words.ends_with('次') || words.ends_with('会');
            if number.is_none() {
                number = self.number(&range);
            }
            if bodies.is_none() {
                bodies = self.bodies(&range);
            }
        }
        (bodies, number, meeting)
    }

    /// 甲令第1号、乙令第2号, as printed, the name of the state left out.
    fn number(&self, range: &Range<usize>) -> Option<(String, TextRange)> {
        let words = &self.text[range.clone()];
        let last = NUMBER.find_iter(words).last()?;
        let start = words.len() - opened(words).len();
        let head = words[start..last.start()]
            .rfind(['，', '　'])
            .map_or(start, |i| i + 3);
        let printed = words[head..last.end()].trim_start_matches("中华人民共和国");
        let body = &printed[..printed.len() - last.len()];
        let printed = &format!("{}{}", without_officer(body), last.as_str());
        // 2019年第3号 of nobody, 第10号 alone
        (printed.len() > last.len() || !last.as_str().starts_with('第')).then(|| {
            (
                tidy_number(printed),
                self.part(&(range.start + head..range.start + last.end())),
            )
        })
    }

    /// The bodies that a phrase names, sessions and numbers left out.
    fn bodies(&self, range: &Range<usize>) -> Option<(Vec<String>, TextRange)> {
        let words = opened(&self.text[range.clone()]);
        let start = range.end - words.len();
        let mut names: Vec<String> = Vec::new();
        let mut end = start;
        for part in words.split('、').flat_map(parted) {
            let number = NUMBER.find(part);
            let phrase = &part[..number.as_ref().map_or(part.len(), |m| m.start())];
            let phrase = phrase
                .trim_end_matches("公告")
                .trim_end_matches('令')
                .trim_end_matches("联合")
                .trim_end_matches(['于', '以']);
            let phrase = DELIBERATES
                .iter()
                .fold(phrase, |p, w| p.trim_end_matches(w));
            let phrase = phrase
                .trim_start_matches('原')
                .trim_start_matches("中华人民共和国");
            let name = body::without_session(phrase);
            let name = without_officer(&name).to_owned();
            if !is_named(&name) {
                continue;
            }
            match body::row(&name, &[]) {
                Some(row) => names.extend(row.into_iter().map(str::to_owned)),
                None => names.push(name),
            }
            end = start + (part.as_ptr() as usize - words.as_ptr() as usize) + part.len();
        }
        (!names.is_empty()).then(|| (names, self.part(&(start..end))))
    }
}

/// 甲和乙 in two, where both are bodies; 和 stands inside names too (中华人民共和国, 人力资源和社会保障部).
fn parted(words: &str) -> Vec<&str> {
    let names = |part: &str| {
        let end = NUMBER.find(part).map_or(part.len(), |m| m.start());
        body::kind(&body::without_session(opened(
            part[..end].trim_end_matches('令'),
        )))
        .is_some()
    };
    let mut cuts = words.match_indices(['和', '与']);
    let cut = cuts.find(|(i, c)| names(&words[..*i]) && names(&words[i + c.len()..]));
    match cut {
        Some((i, c)) => vec![&words[..i], &words[i + c.len()..]],
        None => vec![words],
    }
}

fn number_of(words: &str) -> Option<u32> {
    number(words).filter(|n| (1..100).contains(n))
}

/// A body without the one who signs for it: 示例部部长某某.
fn without_officer(name: &str) -> &str {
    const OFFICES: &[&str] = &["部长", "主任", "局长", "省长", "市长", "行长", "署长"];
    let cut = OFFICES.iter().filter_map(|office| name.find(office)).min();
    // 市长某某 of a government: the place is no body
    cut.map_or(name, |cut| &name[..cut])
}

/// A phrase without the words that open its clause.
fn opened(words: &str) -> &str {
    const LEADS: &[&str] = &[
        "根据", "已经", "业经", "已由", "已于", "由", "经", "已", "自", "于", "并", "后",
    ];
    let mut rest = words.trim_start_matches(['、', '和']);
    while let Some(next) = LEADS.iter().find_map(|l| rest.strip_prefix(l)) {
        rest = next;
    }
    rest
}

/// Whether a phrase of a note, where only bodies act, can name one; misprints are let through
/// (人民代表大会常务委员), prose is not.
fn is_named(name: &str) -> bool {
    let n = name.chars().count();
    let organ = [
        "人民代表",
        "人大",
        "政府",
        "院",
        "部",
        "委",
        "局",
        "厅",
        "署",
        "行",
        "会",
    ];
    body::kind(name).is_some()
        || (3..=40).contains(&n)
            && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && organ.iter().any(|o| name.contains(o))
            && !["的", "起", "现予", "制定", "关于", "有关", "下列", "本"]
                .iter()
                .any(|p| name.contains(p))
}

/// 市人大常委会 by its place, where the title or another body of the note tells it.
fn name_in_full(events: &mut [Event], title: &str) {
    let named: Vec<String> = events
        .iter()
        .flat_map(|e| e.bodies.iter().cloned())
        .collect();
    for name in events.iter_mut().flat_map(|e| e.bodies.iter_mut()) {
        let places = std::iter::once(title).chain(named.iter().map(String::as_str));
        if let Some(full) = body::with_place(name, places) {
            *name = full;
        }
    }
}

/// Where the note that begins at the start of `text` ends: at the bracket that closes it, or, of
/// bare lines, at the end of the last that tells an event. 0 if none begins.
pub(super) fn length(text: &str) -> usize {
    /// No note is longer.
    const LONGEST: usize = 9000;
    let cut = text
        .char_indices()
        .map(|(i, _)| i)
        .take_while(|i| *i <= LONGEST)
        .last();
    let text = &text[..cut.filter(|_| text.len() > LONGEST).unwrap_or(text.len())];
    if text.starts_with('（') {
        let mut depth = 0;
        for (i, c) in text.char_indices() {
            depth += match c {
                '（' => 1,
                '）' => -1,
                _ => 0,
            };
            if depth == 0 {
                let inner = &text['（'.len_utf8()..i];
                return if tells(inner) { i + c.len_utf8() } else { 0 };
            }
        }
        return 0;
    }
    let (mut end, mut start, mut lines) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let opens = date_prefix(words.strip_prefix("根据").unwrap_or(words)).is_some();
        let whole = VERBS.iter().any(|v| words.ends_with(v.word));
        if lines == 0 && !opens || words.ends_with('。') || words.chars().count() > 400 {
            break;
        }
        (start, lines) = (start + line.len(), lines + 1);
        if whole {
            (end, lines) = (start - (line.len() - words.len()), 0);
        } else if lines >= 3 {
            break;
        }
    }
    if tells(&text[..end]) { end } else { 0 }
}

/// Whether words can be a note: they have a date and a verb.
fn tells(words: &str) -> bool {
    find_date(words, 0).is_some() && VERBS.iter().any(|v| words.contains(v.word))
        || PUBLICATION_DAY.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    /// The events of a note under 宁波市示例条例, one a line: kind, date, bodies, the rest.
    fn told(note: &str) -> Vec<String> {
        let clean = clean(note);
        let place = TextRange::new(0, clean.text().len());
        let line = |e: &Event| {
            let mut line = format!("{} {} {}", e.kind.name(), e.when, e.bodies.join("+"));
            for part in [&e.number, &e.decision].into_iter().flatten() {
                line = line + " " + part;
            }
            line + &e.ordinal.map_or(String::new(), |n| format!(" #{n}"))
        };
        events(note, &clean, place, "宁波市示例条例")
            .iter()
            .map(line)
            .collect()
    }

    #[track_caller]
    fn check(note: &str, want: &[&str]) {
        assert_eq!(told(note), want, "{note}");
    }

    #[test]
    fn every_verb_tells_its_event_and_no_other() {
        for v in VERBS {
            let kinds = |note| {
                let clean = clean(note);
                let place = TextRange::new(0, clean.text().len());
                let events = events(note, &clean, place, "示例条例");
                events.iter().map(|e| e.kind).collect::<Vec<_>>()
            };
            assert_eq!(kinds(v.yes), [v.kind], "{}", v.yes);
            assert_eq!(kinds(v.no), [], "{}", v.no);
        }
    }

    #[test]
    fn events_are_told_apart_by_a_gap_a_blank_or_nothing() {
        let want = [
            "adopted 2011-08-30 青岛市人民代表大会常务委员会",
            "approved 2011-09-29 山东省人民代表大会常务委员会",
            "published 2011-09-29 青岛市人民代表大会常务委员会",
            "in_force 2011-11-01 ",
        ];
        for gap in ["　", " ", "", "，", "；", "\n"] {
            let parts = [
                "（2011年8月30日青岛市第十四届人民代表大会常务委员会第三十次会议通过",
                "2011年9月29日山东省第十一届人民代表大会常务委员会第二十六次会议批准",
                "2011年9月29日青岛市人民代表大会常务委员会公告公布",
                "自2011年11月1日起施行）",
            ];
            check(&parts.join(gap), &want);
        }
    }

    #[test]
    fn amendments_have_their_decision_and_ordinal() {
        check(
            "（2001年7月13日示例市第十一届人民代表大会常务委员会第二十九次会议通过　根据2011年11月17日示例市第十三届人民代表大会常务委员会第三十次会议《关于修改〈示例条例〉的决定》第一次修正　2012年1月2日示例市第十三届人民代表大会常务委员会第三十一次会议修订）",
            &[
                "adopted 2001-07-13 示例市人民代表大会常务委员会",
                "amended 2011-11-17 示例市人民代表大会常务委员会 关于修改〈示例条例〉的决定 #1",
                "revised 2012-01-02 示例市人民代表大会常务委员会",
            ],
        );
        check(
            "（根据2018年8月29日示例市人民代表大会常务委员会第十六次会议通过并经2018年9月21日山东省人民代表大会常务委员会第五次会议批准的《示例市人民代表大会常务委员会关于修改〈示例条例〉等三件地方性法规的决定》修正）",
            &[
                "amended 2018-08-29 示例市人民代表大会常务委员会 示例市人民代表大会常务委员会关于修改〈示例条例〉等三件地方性法规的决定",
            ],
        );
        check(
            "（1994年1月28日国务院令第998号发布　根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》修订）",
            &[
                "published 1994-01-28 国务院 国务院令第998号",
                "revised 2011-01-08 国务院 国务院关于废止和修改部分行政法规的决定",
            ],
        );
        check(
            "（2004年5月6日示例市人民代表大会常务委员会第三次会议通过关于修改《示例条例》的决定修正）",
            &["amended 2004-05-06 示例市人民代表大会常务委员会 关于修改《示例条例》的决定"],
        );
    }

    #[test]
    fn decrees_have_their_number_and_joint_ones_both() {
        check(
            "（1988年2月3日国务院批准　1988年3月4日文化部令第99号、林业部令第98号发布）",
            &[
                "approved 1988-02-03 国务院",
                "published 1988-03-04 文化部+林业部 文化部令第99号、林业部令第98号",
            ],
        );
        check(
            "（2022年4月14日中国人民银行令〔2022〕第3号公布 自2022年6月1日起施行）",
            &[
                "published 2022-04-14 中国人民银行 中国人民银行令〔2022〕第3号",
                "in_force 2022-06-01 ",
            ],
        );
        check(
            "（中华人民共和国示例部令第69号已经2024年1月4日示例部部务会议通过，1月8日公布，自公布之日起施行）",
            &[
                "adopted 2024-01-04 示例部",
                "published 2024-01-08  示例部令第69号",
                "in_force on_publication ",
            ],
        );
        check(
            "（1984年2月1日中国人民银行、海关总署颁布）",
            &["published 1984-02-01 中国人民银行+海关总署"],
        );
        check(
            "（2019年1月20日示例省第十三届人民代表大会第二次会议主席团公告　自2019年10月1日起施行）",
            &[
                "published 2019-01-20 示例省人民代表大会",
                "in_force 2019-10-01 ",
            ],
        );
    }

    #[test]
    fn who_and_when_stand_in_any_order() {
        check(
            "《示例法》已由第十届全国人民代表大会常务委员会第十八次会议于2005年10月25日通过，现予公布，自公布之日起施行。",
            &[
                "adopted 2005-10-25 全国人民代表大会常务委员会",
                "in_force on_publication ",
            ],
        );
        check(
            "（2016年11月7日最高人民法院审判委员会第1698次会议、2016年12月8日最高人民检察院第十二届检察委员会第58次会议通过，自2017年1月1日起施行）",
            &[
                "adopted 2016-11-07 最高人民法院",
                "adopted 2016-12-08 最高人民检察院",
                "in_force 2017-01-01 ",
            ],
        );
        check(
            "（2014年12月26日市十四届人大常委会第二十次会议通过　2015年3月27日省十二届人大常委会第十八次会议批准）",
            &[
                "adopted 2014-12-26 宁波市人民代表大会常务委员会",
                "approved 2015-03-27 省人大常委会",
            ],
        );
        check(
            "（2014年5月8日中共中央政治局常委会会议审议批准　2014年5月28日中共中央办公厅发布　2026年4月2日中共中央政治局常委会会议修订）",
            &[
                "approved 2014-05-08 中共中央",
                "published 2014-05-28 中共中央办公厅",
                "revised 2026-04-02 中共中央",
            ],
        );
    }

    #[test]
    fn several_events_in_one_breath() {
        check(
            "（2020年1月2日示例市人民政府第3次常务会议通过并公布）",
            &[
                "adopted 2020-01-02 示例市人民政府",
                "published 2020-01-02 示例市人民政府",
            ],
        );
        check(
            "（2011年5月25日示例市人民代表大会常务委员会第三十次会议修订通过）",
            &["revised 2011-05-25 示例市人民代表大会常务委员会"],
        );
        check(
            "（1997年12月13日示例市人民代表大会常务委员会公告公布施行）",
            &[
                "published 1997-12-13 示例市人民代表大会常务委员会",
                "in_force 1997-12-13 ",
            ],
        );
    }

    #[test]
    fn a_note_ends_where_its_bracket_closes_or_its_lines_stop_telling() {
        let taken = |text: &str| text[..length(text)].to_owned();
        let note = "（2020年1月2日示例市人民代表大会（第3次会议）通过）";
        assert_eq!(taken(&format!("{note}\n为了示例，制定本条例。")), note);
        let lines = "2020年1月2日示例市人民代表大会\n第三次会议通过\n2020年2月3日示例省人民代表大会常务委员会批准";
        assert_eq!(taken(&format!("{lines}\n第一条 为了示例。")), lines);
        for none in [
            "（以下简称示例）",
            "2020年1月2日，示例市召开会议。",
            "（2021年9月22日）",
            "第一条 为了示例",
        ] {
            assert_eq!(taken(none), "", "{none}");
        }
    }
}
