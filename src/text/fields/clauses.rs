//! Clauses of a note: where one event ends and the next begins, and what its verbs say happened.
//!
//! Owns: the borders of clauses. Must not know: bodies, dates, places in a document.

use super::event::{EventKind, When};
use super::tokens::{Piece, Token};
use crate::model::day::Day;
use crate::text::rule::{Pattern, Words};
use crate::text::words::BY;
use std::ops::Range;

/// A number of a note, without its body or with the letters of one.
pub(super) static NUMBER: Pattern = Pattern::new(
    "note-number",
    concat!(
        r"(?:(?:令|公告|通告|布告)（?(?:〔[12][0-9]{3}〕|[12][0-9]{3}年)?(?:[一二三四五六七八九十]{1,3}届)?",
        r"第?(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6})号）?",
        r"|(?:[12][0-9]{3}年)?第(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6})号(?:令|公告)?",
        r"|〔(?:[12][0-9]{3}|[0-9]{2})〕\p{Han}{0,8}第?[0-9]{1,5}号",
        r"|\p{Han}{1,6}[发函字办规通文]〔(?:[12][0-9]{3}|[0-9]{2})〕第?[0-9]{1,5}号)",
    ),
    &[
        "公告第71号",
        "令〔2022〕第3号",
        "第6号令",
        "公告〔2013〕7号",
        "〔97〕示政发字第10号",
        "示政发〔2013〕7号",
    ],
    &["第三十次会议", "2013年7月", "公告公布"],
);

/// Words that open a clause.
static OPENERS: Words = Words::heads(
    "clause-opens",
    &["根据", "自", "从", "现", "已经", "业经"],
    &["根据2020年1月2日", "自2020年", "现予公布"],
    &["示例部令第1号", "公布自"],
);
/// Words after a verb by which its clause goes on.
static GOES_ON: Words = Words::heads(
    "clause-goes-on",
    &["的", "并经", "并由", "和", "之", "于"],
    &["的《示例条例》", "并经示例省人民代表大会", "于2020年"],
    &["根据2020年1月2日", "并公布"],
);
/// What something is put out as, without a verb: 主席团公告.
static ANNOUNCED: Words = Words::tails(
    "announced",
    &["公告", "令"],
    &["主席团公告", "示例部令"],
    &["公告第1号", "令第1号"],
);
/// How words end that name the meeting of one of those who pass a text together.
#[rustfmt::skip]
static MET: Words = Words::tails(
    "met",
    &[
        "次会议", "次部务会议", "次委务会议", "次局务会议", "次署务会议", "次行务会议", "次常务会议",
        "次委员会会议", "办公会", "办公会议", "行务会）",
    ],
    &["最高人民法院审判委员会第1745次会议", "示例银行第16次行长办公会"],
    &["第三次会议通过", "示例会议"],
);
/// Words between two verbs of one event.
static BETWEEN: Words = Words::whole(
    "between-verbs",
    &["并", "后", "并予"],
    &["并", "后"],
    &["并经", "并由示例部"],
);

/// Acts that change others: 刑法修正案（二）, 关于修改部分法律的决定.
static CHANGES: Pattern = Pattern::new(
    "changes-others",
    r"(?:修正案|决定|决议)(?:（[一二三四五六七八九十]{1,3}）)?》$",
    &["《示例法修正案（二）》", "《关于修改示例法的决定》"],
    &["《示例条例》", "《示例法修正案草案》"],
);

/// The pieces of each clause.
pub(super) fn clauses<'p>(text: &str, pieces: &'p [Piece]) -> Vec<Vec<&'p Piece>> {
    let mut all: Vec<Vec<&Piece>> = vec![Vec::new()];
    // Whether the open clause has its verb, and nothing after it that ties it to what follows.
    let mut done = false;
    for (i, piece) in pieces.iter().enumerate() {
        let words = &text[piece.range.clone()];
        let next = pieces[i + 1..].iter().find(|p| p.token != Token::Gap);
        let tied = |w: &str| GOES_ON.stand_in(w);
        // 主席团公告 and a gap: done without a verb
        let open = all.last().map_or(&[][..], Vec::as_slice);
        let parts = matches!(piece.token, Token::Gap | Token::Comma);
        let done_so_far = done || parts && !kinds(text, open).is_empty();
        let close = match piece.token {
            // 甲、 and another date: who passed it on days of their own
            Token::Date(_) => {
                let met = || MET.stand_in(tail(text, open));
                let joint = || !met() || passes_too(&pieces[i..]);
                done || open.len() > 1 && ends_joint(text, open) && joint()
            }
            Token::Comma => done_so_far,
            Token::Gap => done_so_far && !next.is_some_and(|n| tied(&text[n.range.clone()])),
            Token::Words => done && OPENERS.stand_in(words),
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

/// The last words of a clause, but for the comma or the gap behind them.
fn tail<'t>(text: &'t str, clause: &[&Piece]) -> &'t str {
    let words = |p: &&&Piece| !matches!(p.token, Token::Comma | Token::Gap);
    let last = clause.iter().rev().find(words);
    last.map_or("", |p| &text[p.range.clone()])
}

/// Whether a clause ends in 、 or 和, or with a meeting, so that the next one shares its verb.
pub(super) fn ends_joint(text: &str, clause: &[&Piece]) -> bool {
    let tail = tail(text, clause);
    (tail.ends_with(['、', '和', '与']) || MET.stand_in(tail))
        && has_date(clause)
        && !clause.iter().any(|p| matches!(p.token, Token::Verb(_)))
}

fn has_date(clause: &[&Piece]) -> bool {
    clause.iter().any(|p| matches!(p.token, Token::Date(_)))
}

/// Whether what follows another meeting is a meeting that passed the text with it: 甲会议 D乙会议通过.
fn passes_too(following: &[Piece]) -> bool {
    let verb = |p: &Piece| matches!(p.token, Token::Verb(_) | Token::Mark);
    let first = following.iter().find(|p| verb(p));
    first.is_some_and(|p| p.token == Token::Verb(EventKind::Adopted))
}

/// 批准修订: the change that a clause says was approved.
pub(super) fn approved_change(clause: &[&Piece]) -> Option<EventKind> {
    let mut verbs = clause.iter().filter_map(|piece| match piece.token {
        Token::Verb(kind) => Some(kind),
        _ => None,
    });
    let approved = verbs.next() == Some(EventKind::Approved);
    let change = verbs.next().filter(|_| approved)?;
    let alone = !has(clause, Token::Mark) && verbs.next().is_none();
    (alone && change.is_change()).then_some(change)
}

/// D1通过并经D2批准的《示例决定》修正: the second day, where a clause tells that what was passed was
/// then approved.
pub(super) fn approval(clause: &[&Piece]) -> Option<Day> {
    let mut passed = false;
    let mut day = None;
    for piece in clause {
        match piece.token {
            Token::Verb(EventKind::Adopted) => passed = true,
            Token::Verb(EventKind::Approved) => return day,
            Token::Date(When::On(date)) if passed => day = Some(date),
            _ => {}
        }
    }
    None
}

/// 通过的《示例法修正案》: where a clause names the act that was passed, if it is one that changes
/// others.
pub(super) fn passed_change(text: &str, clause: &[&Piece]) -> Option<Range<usize>> {
    let [head @ .., passed, of, act] = clause else {
        return None;
    };
    let names = passed.token == Token::Verb(EventKind::Adopted)
        && GOES_ON.strip(&text[of.range.clone()]) == Some("")
        && act.token == Token::Mark;
    let changes = names && has_date(head) && CHANGES.is_match(&text[act.range.clone()]);
    changes.then(|| act.range.clone())
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

/// 根据D1甲通过 D2乙批准的《X》修正 and 根据D甲令第1号公布 自公布之日起施行的《X》修正 are one clause each,
/// though the first verb seems to end one: it tells of X.
pub(super) fn merged<'p>(text: &str, clauses: Vec<Vec<&'p Piece>>) -> Vec<Vec<&'p Piece>> {
    use EventKind::{Adopted, Amended, InForce, Published, Revised};
    let mut out: Vec<Vec<&Piece>> = Vec::new();
    for clause in clauses {
        let changes = [Amended, Revised].map(Token::Verb);
        let amends = changes.into_iter().any(|verb| has(&clause, verb))
            && has(&clause, Token::Mark)
            && !BY.stand_in(first_words(text, &clause));
        match out.last_mut() {
            Some(last)
                if amends
                    && BY.stand_in(first_words(text, last))
                    && !has(last, Token::Mark)
                    && matches!(kinds(text, last)[..], [Adopted | Published | InForce]) =>
            {
                last.extend(clause);
            }
            _ => out.push(clause),
        }
    }
    out
}

/// What the verbs at the end of a clause say that happened: 修订通过 is one event, 通过并公布 two.
pub(super) fn kinds(text: &str, clause: &[&Piece]) -> Vec<EventKind> {
    use EventKind::{Adopted, Amended, Approved, Published, Revised};
    let Some(last) = clause
        .iter()
        .rposition(|p| matches!(p.token, Token::Verb(_)))
    else {
        // 主席团公告, 公告第1号: published, without a verb
        let words = clause.iter().rfind(|p| p.token == Token::Words);
        let words = words.map_or("", |p| &text[p.range.clone()]);
        let announced = ANNOUNCED.stand_in(words) || {
            let number = NUMBER.find(words);
            number.is_some_and(|m| m.end() == words.len() && m.start() > 0)
        };
        let dated = has_date(clause);
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
            Token::Words if BETWEEN.stand_in(&text[piece.range.clone()]) => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&NUMBER, &CHANGES]);
        rule::check_words(&[&OPENERS, &GOES_ON, &ANNOUNCED, &MET, &BETWEEN]);
    }
}
