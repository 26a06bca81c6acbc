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

use super::clauses::{
    NUMBER, approval, approved_change, clauses, ends_joint, kinds, merged, passed_change,
};
use super::event::{Event, EventKind, When};
use super::tokens::{CLOSED, PUBLICATION_DAY, Piece, Token, VERBS, gaps, pieces};
use crate::model::body;
use crate::model::day::Day;
use crate::model::jurisdiction::COUNTRY;
use crate::model::numeral::{date_prefix, find_date, number};
use crate::model::span::{TextRange, floor};
use crate::model::title::fold;
use crate::text::clean::CleanText;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::tidy_number;
use crate::text::words::{ABOUT, BY};
use std::borrow::Cow;
use std::ops::Range;

/// Before 修正: how often.
static ORDINAL: Pattern = Pattern::new(
    "note-ordinal",
    r"第([0-9]{1,2}|[一二三四五六七八九十]{1,3})次$",
    &["第三次", "第2次"],
    &["第三次会议", "三次"],
);

/// At the end of a note that is broken off.
static UNFINISHED: Words = Words::tails(
    "note-unfinished",
    &["根据"],
    &["2020年1月2日示例令第1号发布根据"],
    &["根据示例决定修订"],
);
/// At the end of a line: what was passed, and that it changed the text is not said again.
static PASSED: Pattern = Pattern::new(
    "note-passed",
    r"通过的《[^《》]{4,120}》$",
    &["1999年1月2日示例会议通过的《示例法修正案（二）》"],
    &["1999年1月2日示例会议通过《示例法》", "通过的《示例法》规定"],
);

/// The note at `place` of `clean` as events, in the order printed; `source` is the text that
/// `clean` was made from, where the gaps still stand, `title` that of the document.
pub(super) fn events(source: &str, clean: &CleanText, place: TextRange, title: &str) -> Vec<Event> {
    let text = &*unbroken(place.of(clean.text()));
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
        let known = events.len();
        read.events(shared.as_deref(), &mut events);
        // The approval of a revision that is told before it makes no other; alone it tells one.
        let told = known > 0 && events[known - 1].kind.is_change();
        if let (Some(change), false) = (approved_change(clause), told) {
            events[known..].iter_mut().for_each(|it| it.kind = change);
        }
        if let Some(act) = passed_change(text, clause) {
            pass_another(
                &mut events[known..],
                &text[act.clone()],
                place.start + act.end,
                title,
            );
        }
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

/// What a clause says was passed is an act that changes the text, unless it is the text itself;
/// its name ends at `end`.
fn pass_another(events: &mut [Event], act: &str, end: usize, title: &str) {
    let act = act.trim_start_matches('《').trim_end_matches('》');
    if fold(act) == fold(title) {
        return;
    }
    for event in events {
        event.kind = EventKind::Amended;
        event.decision = Some(act.to_owned());
        event.range.end = end;
    }
}

/// How the lines of a note begin that tell what comes next.
static NEXT_CLAUSE: Words = Words::heads(
    "next-clause",
    &["根据", "由", "经", "自", "《", "（", "于", "公布", "通过"],
    &["根据示例市人民代表大会的决定", "自公布之日起施行"],
    &["常务委员会第三次会议通过", "第三次会议通过"],
);

/// The words of a note with a blank where a line was broken within a name; every other offset
/// stays what it was.
fn unbroken(text: &str) -> Cow<'_, str> {
    let is_name = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let within = |at: usize| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        before.ends_with(is_name)
            && after.starts_with(is_name)
            && date_prefix(after).is_none()
            && !NEXT_CLAUSE.stand_in(after)
            && !CLOSED.stand_in(before)
            && !VERBS.iter().any(|v| before.ends_with(v.word))
    };
    let breaks: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    if !breaks.iter().any(|at| within(*at)) {
        return Cow::Borrowed(text);
    }
    let mut words = text.to_owned();
    for at in breaks.into_iter().filter(|at| within(*at)) {
        words.replace_range(at..=at, " ");
    }
    Cow::Owned(words)
}

/// What stands behind a body in a clause: what it acts by, with whom, and what a meeting does
/// before it passes something. Each row is taken away once, in this order.
static BEHIND_BODY: &[Words] = &[
    Words::tails(
        "acts-by-announcement",
        &["公告"],
        &["示例省人民政府公告"],
        &["公告示例省"],
    ),
    Words::tails("acts-by-decree", &["令"], &["示例部令"], &["令示例部"]),
    Words::tails(
        "and-the-next",
        &["和"],
        &["示例部第1次部务会议和"],
        &["和示例部"],
    ),
    Words::tails("acts-jointly", &["联合"], &["示例部联合"], &["示例联合会"]),
    Words::tails("acts-on-a-day", &["于", "以"], &["示例部于"], &["于示例部"]),
    Words::tails("already", &["已"], &["示例会议已"], &["已示例会议"]),
    Words::tails("unanimous", &["一致"], &["示例会议一致"], &["一致示例"]),
    Words::tails("considers", &["审议"], &["示例会议审议"], &["审议会"]),
    Words::tails("examines", &["审查"], &["示例会议审查"], &["审查会"]),
    Words::tails("discusses", &["讨论"], &["示例会议讨论"], &["讨论会"]),
    Words::tails("votes", &["表决"], &["示例会议表决"], &["表决会"]),
    Words::tails("settles", &["审定"], &["示例会议审定"], &["审定会"]),
];
/// What stands before a body in a clause. Each row is taken away once, in this order.
static BEFORE_BODY: &[Words] = &[
    Words::heads("former", &["原"], &["原示例部"], &["中原区人民政府"]),
    Words::heads("state", &[COUNTRY], &["中华人民共和国示例部"], &["示例部"]),
];
/// What tells that a meeting acts.
static MEETS: Words = Words::new(
    "meets",
    &["会议"],
    &["示例市人民代表大会常务委员会第三次会议"],
    &["示例部令第1号"],
);
/// How words end that name a meeting without the word.
static MEETS_LAST: Words = Words::tails(
    "meets-last",
    &["次", "会"],
    &["示例市人民代表大会", "示例市人民政府第三次"],
    &["示例部令第1号", "会同示例部"],
);
/// Those who sign for a body: 示例部部长某某. A place before 市长 is no body.
static OFFICERS: Words = Words::new(
    "signs-for",
    &["部长", "主任", "局长", "省长", "市长", "行长", "署长"],
    &["示例部部长某某", "示例市市长某某"],
    &["示例部", "示例市人民政府"],
);
/// What a letterhead says behind its body, with the number of the document behind it.
static PAPER: Words = Words::new(
    "note-letterhead",
    &["文件"],
    &["示例市人民政府办公厅文件示政办发〔2010〕8号"],
    &["示例市人民政府令第1号"],
);
/// Words that open a clause before the body that acts in it.
static LEADS: Words = Words::heads(
    "note-leads",
    &[
        "根据", "已经", "业经", "已由", "已于", "由", "经", "已", "自", "于", "并", "后",
    ],
    &["根据示例部", "由示例市人民代表大会", "并经示例省"],
    &["示例部", "国务院"],
);
/// A place at the head of a name that begins as a clause may.
static SELF_GOVERNED: Words = Words::heads(
    "self-governed",
    &["自治"],
    &["自治区人民政府令第1号", "自治州人民政府"],
    &["自公布之日起", "示例自治区"],
);
/// What names of bodies hold; 人民代表 for misprints of 人民代表大会常务委员会.
static ORGANS: Words = Words::new(
    "organs",
    &["人民代表", "人大", "政府"],
    &["示例市人民代表大会常务委员", "示例市人民政府令"],
    &["示例条例", "第一条"],
);
/// How they end.
static ORGAN: Words = Words::tails(
    "organ",
    &["院", "部", "委", "局", "厅", "署", "行", "会"],
    &["示例部", "示例银行"],
    &["规范示例发行行为", "示例条例"],
);
/// Words of prose, which stand in no name of a body.
static PROSE: Words = Words::new(
    "note-prose",
    &["的", "起", "现予", "制定", "关于", "有关", "下列", "本"],
    &["本部", "有关部门", "示例部制定"],
    &["示例市人民代表大会", "示例部"],
);

/// One clause.
struct Reader<'t> {
    text: &'t str,
    place: TextRange,
    pieces: &'t [&'t Piece],
}

/// Who acts in a clause.
#[derive(Default)]
struct Who {
    bodies: Option<(Vec<String>, TextRange)>,
    number: Option<(String, TextRange)>,
    at_meeting: bool,
}

/// What the events of one clause share.
struct Clause<'c> {
    /// The clause up to its last verb.
    pieces: &'c [&'c Piece],
    when: When,
    approved: Option<Day>,
    who: &'c Who,
    decision: Option<&'c str>,
    joint: bool,
    range: TextRange,
    date_range: Option<TextRange>,
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
        let who = self.who(pieces);
        // Without day, body or number a verb tells of something else.
        if when == When::Unstated && (who.bodies.is_none() || who.number.is_none()) {
            return;
        }
        let first = pieces
            .iter()
            .find(|p| !matches!(p.token, Token::Gap | Token::Comma));
        let (Some(first), Some(end)) = (first, pieces.last()) else {
            return;
        };
        let range = self.part(&(first.range.start..end.range.end));
        let decision = self.decision(pieces, dates.first().map_or(0, |p| p.range.end));
        let clause = Clause {
            pieces,
            when,
            approved: approval(pieces),
            who: &who,
            decision,
            joint,
            range,
            date_range: dates.first().map(|p| self.part(&p.range)),
        };
        out.extend(kinds.into_iter().map(|kind| self.event(kind, &clause)));
    }

    /// The event of one kind that the clause tells.
    fn event(&self, kind: EventKind, clause: &Clause) -> Event {
        let changes = kind.is_change();
        let decision = clause.decision.filter(|_| changes);
        let decision = decision.map(|d| d.trim_end_matches('》'));
        let acting = clause.who.bodies.as_ref();
        let acting = acting.filter(|_| kind != EventKind::InForce);
        let mut bodies = acting.map_or(Vec::new(), |(names, _)| names.clone());
        let head = decision.and_then(|d| Some(&d[..ABOUT.find(d)?]));
        if let (true, Some(head)) = (bodies.is_empty(), head) {
            let named = body::row(head, &['、']);
            bodies.extend(named.into_iter().flatten().map(str::to_owned));
        }
        let words = clause.pieces.iter().rfind(|p| p.token == Token::Words);
        let ordinal = words
            .filter(|_| changes)
            .and_then(|p| ORDINAL.captures(&self.text[p.range.clone()]))
            .and_then(|m| number_of(&m[1]));
        let numbered = changes || matches!(kind, EventKind::Published | EventKind::Adopted);
        let number = clause.who.number.clone().filter(|_| numbered);
        Event {
            kind,
            when: clause.when,
            approved: clause.approved.filter(|_| changes),
            bodies,
            number_range: number.as_ref().map(|(_, range)| *range),
            number: number.map(|(number, _)| number),
            decision: decision.map(|d| d.replace(['\n', ' '], "")),
            ordinal,
            at_meeting: clause.who.at_meeting || kind == EventKind::Adopted,
            joint: clause.joint,
            range: clause.range,
            date_range: clause.date_range,
            bodies_range: acting.map(|(_, range)| *range),
        }
    }

    /// The act by which the clause changes the text; a title before the date, which ends at
    /// `dated`, is that of the text itself.
    fn decision(&self, pieces: &[&Piece], dated: usize) -> Option<&str> {
        let mut marks = pieces
            .iter()
            .filter(|p| p.token == Token::Mark && p.range.start >= dated);
        let words = &self.text[marks.next_back()?.range.clone()];
        let bare = words.strip_prefix('《').unwrap_or(words);
        let closed = bare.strip_suffix('》');
        closed.filter(|_| words.starts_with('《')).or(Some(bare))
    }

    /// Bodies and number: from the words after the first date, or, where these tell nothing, from
    /// those before it (由甲于D通过).
    fn who(&self, pieces: &[&Piece]) -> Who {
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
        let mut who = Who::default();
        for range in after.chain(before) {
            let words = &self.text[range.clone()];
            // 第二次修订 counts changes, 第二次会议 meetings.
            let meets = ORDINAL.find(words).map_or(words, |m| &words[..m.start()]);
            who.at_meeting |= MEETS.stand_in(meets) || MEETS_LAST.stand_in(meets);
            who.number = who.number.or_else(|| self.number(&range));
            who.bodies = who.bodies.or_else(|| self.bodies(&range));
        }
        who
    }

    /// 甲令第1号、乙令第2号, as printed, the name of the state left out.
    fn number(&self, range: &Range<usize>) -> Option<(String, TextRange)> {
        let words = &self.text[range.clone()];
        let last = NUMBER.find_iter(words).last()?;
        let paper = PAPER.place(&words[..last.end()]).map(|paper| paper.end);
        if let Some(start) = paper.filter(|start| *start < last.end()) {
            let place = self.part(&(range.start + start..range.start + last.end()));
            return Some((words[start..last.end()].to_owned(), place));
        }
        let start = words.len() - opened(words).len();
        let head = words[start..last.start()]
            .rfind(['，', '　'])
            .map_or(start, |i| i + 3);
        let printed = words[head..last.end()].trim_start_matches(COUNTRY);
        let body = &printed[..printed.len() - last.len()];
        // 某局〔97〕示政发字第10号: who published it stands before a number with letters of its own.
        let code = last
            .as_str()
            .split_once('〕')
            .filter(|_| last.as_str().starts_with('〔'));
        let letters = |c: char| c != '第' && !c.is_ascii_digit();
        if code.is_some_and(|(_, rest)| rest.starts_with(letters)) {
            let place = self.part(&(range.start + last.start()..range.start + last.end()));
            return Some((tidy_number(last.as_str()), place));
        }
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
            let stop = number.as_ref().map_or(part.len(), |m| m.start());
            let stop = PAPER.find(part).unwrap_or(stop);
            let phrase = &part[..stop];
            let rows = BEHIND_BODY.iter().chain(BEFORE_BODY);
            let phrase = rows.fold(phrase, |words, row| row.trim(words));
            let phrase = phrase.replace(' ', "");
            let name = body::without_session(&phrase);
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
    OFFICERS.before(name)
}

/// A phrase without the words that open its clause.
fn opened(words: &str) -> &str {
    let words = words.trim_start_matches(['、', '和']);
    match SELF_GOVERNED.stand_in(words) {
        true => words,
        false => LEADS.trim(words),
    }
}

/// Whether a phrase of a note, where only bodies act, can name one; misprints are let through
/// (人民代表大会常务委员), prose is not.
fn is_named(name: &str) -> bool {
    let n = name.chars().count();
    body::kind(name).is_some()
        || (3..=40).contains(&n)
            && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && (ORGANS.stand_in(name) || ORGAN.stand_in(name))
            && !PROSE.stand_in(name)
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
    let text = &text[..floor(text, LONGEST)];
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
        let opens = date_prefix(BY.strip(words).unwrap_or(words)).is_some();
        // A bracket that nothing opens is a misprint.
        let told = match words.contains('（') {
            true => words,
            false => words.trim_end_matches('）'),
        };
        // What follows on it is not printed.
        let told = UNFINISHED.strip(told).unwrap_or(told);
        let whole = VERBS.iter().any(|v| told.ends_with(v.word))
            || opens && lines == 0 && PASSED.is_match(told);
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

/// Whether words can be a note: they have a date, and a verb or at their end a decree's number.
fn tells(words: &str) -> bool {
    let decree = || {
        let last = NUMBER.find_iter(words).last();
        let last = last.filter(|m| m.end() == words.len()).map(|m| m.as_str());
        last.is_some_and(|it| it.starts_with(['令', '公']) || it.ends_with('令'))
    };
    find_date(words, 0).is_some() && (VERBS.iter().any(|v| words.contains(v.word)) || decree())
        || PUBLICATION_DAY.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    /// The events of a note under 宁波市示例条例, one a line: kind, date, bodies, the rest.
    fn told(note: &str) -> Vec<String> {
        let clean = clean(note);
        let place = TextRange::new(0, clean.text().len());
        let line = |e: &Event| {
            let mut line = format!("{} {} {}", e.kind.name(), e.when, e.bodies.join("+"));
            for part in [&e.number, &e.decision].into_iter().flatten() {
                line = line + " " + part;
            }
            let approved = e.approved.map(|day| format!(" approved {day}"));
            let ordinal = e.ordinal.map(|n| format!(" #{n}"));
            line + &ordinal.unwrap_or_default() + &approved.unwrap_or_default()
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
    fn patterns_hold_to_their_examples() {
        rule::check(&[&ORDINAL, &PASSED]);
        rule::check_words(&BEHIND_BODY.iter().chain(BEFORE_BODY).collect::<Vec<_>>());
        rule::check_words(&[&MEETS, &MEETS_LAST, &OFFICERS, &LEADS]);
        rule::check_words(&[&SELF_GOVERNED, &NEXT_CLAUSE, &PAPER]);
        rule::check_words(&[&ORGANS, &PROSE, &UNFINISHED]);
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
                "amended 2018-08-29 示例市人民代表大会常务委员会 示例市人民代表大会常务委员会关于修改〈示例条例〉等三件地方性法规的决定 approved 2018-09-21",
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
    fn bare_lines_may_name_what_was_passed_and_no_more() {
        let note = "1979年7月1日示例市人民代表大会通过\n\
                    1999年12月25日示例市人民代表大会常务委员会第十三次会议通过的《示例法修正案》\n";
        assert_eq!(length(&format!("{note}第一编　总则")), note.len() - 1);
    }

    #[test]
    fn acts_that_were_passed_to_change_a_text_amend_it() {
        check(
            "（2001年7月13日示例市人民代表大会通过　2004年3月14日示例市人民代表大会第二次会议通过的《宁波市示例条例修正案（二）》　2018年3月11日示例市人民代表大会第一次会议通过的《关于修改部分法规的决定》）",
            &[
                "adopted 2001-07-13 示例市人民代表大会",
                "amended 2004-03-14 示例市人民代表大会 宁波市示例条例修正案（二）",
                "amended 2018-03-11 示例市人民代表大会 关于修改部分法规的决定",
            ],
        );
        check(
            "（2001年7月13日示例市人民代表大会第三次会议通过的《宁波市示例条例》）",
            &["adopted 2001-07-13 示例市人民代表大会"],
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
            "（2017年1月2日中华人民共和国国务院令第999号）",
            &["published 2017-01-02 国务院 国务院令第999号"],
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
    fn a_letterhead_stands_before_its_number() {
        check(
            "（2010年4月29日国务院办公厅文件国办发〔2010〕98号发布）",
            &["published 2010-04-29 国务院办公厅 国办发〔2010〕98号"],
        );
    }

    #[test]
    fn the_conference_is_a_body() {
        check(
            "1949年10月18日中国人民政治协商会议第一届全国委员会常务委员会第一次会议通过",
            &["adopted 1949-10-18 中国人民政治协商会议全国委员会常务委员会"],
        );
    }

    #[test]
    fn a_name_may_be_broken_in_two_lines() {
        let want = ["adopted 2014-10-30 示例市人民代表大会常务委员会"];
        check(
            "（2014年10月30日示例市第五届人民代表大会\n\n常务委员会第三十二次会议通过）",
            &want,
        );
    }

    #[test]
    fn who_pass_a_text_together_may_be_parted_by_a_gap() {
        check(
            "（2018年7月30日最高人民法院审判委员会第1745次会议　2018年10月19日最高人民检察院第十三届检察委员会第七次会议通过　2018年12月1日施行）",
            &[
                "adopted 2018-07-30 最高人民法院",
                "adopted 2018-10-19 最高人民检察院",
                "in_force 2018-12-01 ",
            ],
        );
    }

    #[test]
    fn an_approved_revision_is_one_unless_it_is_told_before() {
        check(
            "（1983年4月20日交通部发布　1986年2月6日国务院批准修订　1986年3月1日交通部发布）",
            &[
                "published 1983-04-20 交通部",
                "revised 1986-02-06 国务院",
                "published 1986-03-01 交通部",
            ],
        );
        check(
            "（2014年8月26日示例市人民代表大会常务委员会第二十二次会议通过修订　2014年9月26日山东省人民代表大会常务委员会第十次会议批准修订）",
            &[
                "revised 2014-08-26 示例市人民代表大会常务委员会",
                "approved 2014-09-26 山东省人民代表大会常务委员会",
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
        let decree = "（2017年1月2日国务院令第999号）";
        assert_eq!(taken(decree), decree);
        let unopened = "2020年1月2日国务院令第1号公布\n2021年1月2日国务院令第2号修订）";
        assert_eq!(taken(&format!("{unopened}\n第一条 为了示例。")), unopened);
        for none in [
            "（以下简称示例）",
            "2020年1月2日，示例市召开会议。",
            "（2021年9月22日）",
            "（2021年9月22日示例发〔2021〕9号）",
            "第一条 为了示例",
        ] {
            assert_eq!(taken(none), "", "{none}");
        }
    }
}
