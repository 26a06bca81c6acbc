//! What the words around a mention make of it (relation classification).
//!
//! Owns: the relation of a mention, the words that show it, the day and the other circumstances
//! that are told with it. Must not know: which target is meant, rows.

use super::cues::Zone;
use super::deciding;
use super::gaps::{is_list_gap, window_before, without_titles};
use super::mention::{self, Mention};
use super::numbers::shared_number;
use super::provisions::provisions;
use super::reader::{Context, Reader, TITLE_VERB};
use super::targets::ListId;
use crate::model::day::Day;
use crate::model::numeral::{find_date, number};
use crate::model::relation::Relation;
use crate::text::fields::{Effective, last_day_stated};
use crate::text::rule::{Pattern, Words};
use crate::text::segment::Sign;
use crate::text::words::is_changing_decision;
use std::collections::HashSet;
use std::ops::Range;

/// A mention with what was decided about it.
pub(super) struct Decided {
    pub(super) mention: Mention,
    pub(super) relation: Relation,
    pub(super) rule: &'static str,
    /// The words that show it, as offsets into the text.
    pub(super) words: (usize, usize),
    pub(super) date: Option<Day>,
    pub(super) ordinal: Option<u32>,
    /// Whole words say 有关规定: part of the target.
    pub(super) some_rules: bool,
    /// The words say that it goes as the document comes: 同时废止.
    pub(super) at_once: bool,
    /// The day it was passed or issued, printed before its title.
    pub(super) version: Option<Day>,
    /// The day of the change that made the wording which is meant, printed before its title.
    pub(super) state: Option<Day>,
    /// The list in which it stands.
    pub(super) list: Option<ListId>,
}

/// What ends together with the entry into force of the text that says so.
static TOGETHER: Words = Words::new(
    "together",
    &["同时", "一并"],
    &["同时废止", "一并废止"],
    &["自2020年1月1日起废止"],
);
/// 第几次 an act was amended.
static ORDINAL: Pattern = Pattern::new(
    "ordinal",
    r"第([一二三四五六七八九十]{1,3})次",
    &["第二次修正"],
    &["第二条"],
);
/// Words that end an act on the day on which the document comes into force. 本办法自2025年起废止 says
/// when it ends itself.
static AT_ONCE: Pattern = Pattern::new(
    "at-once",
    r"同时|一并|即行|相应|随之|原",
    &["同时废止", "一并予以废止"],
    &["自2025年12月31日起废止", "失效"],
);
/// After a day from which something counts.
static FROM_THEN: Words = Words::heads(
    "from-then",
    &["起", "零时起"],
    &["起施行，", "零时起执行"],
    &["发布的", "前"],
);
/// After the day from which the act that is named next was in force.
static HELD_SINCE: Pattern = Pattern::new(
    "held-since",
    r"^(?:零时)?起(?:正式)?(?:施行|实施|执行|试行|生效)的",
    &["起施行的《示例条例》", "起正式实施的原《示例规定》"],
    &["起施行，《示例条例》", "起废止的", "起施行。"],
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
        state: None,
        list: None,
    }
}

/// Make one judgement of each title: what is no document in one place is none where it is but
/// cited, and one where something is done with it.
fn agree(decided: &mut Vec<Decided>, not_documents: &mut Vec<String>) {
    let passing = |d: &Decided| matches!(d.relation, Relation::Cites | Relation::Interprets);
    let done = decided.iter().filter(|d| !passing(d));
    let done: HashSet<&str> = done.map(|d| d.mention.title.as_str()).collect();
    not_documents.retain(|title| !done.contains(title.as_str()));
    let none: HashSet<&str> = not_documents.iter().map(String::as_str).collect();
    decided.retain(|d| d.mention.title.is_empty() || !none.contains(d.mention.title.as_str()));
}

/// Gives the number behind the last of several acts that go as a whole to those before it: what a
/// text ends it names with all that tells it, what it merely cites it may name by title alone.
fn share_number(text: &str, list: &mut [Decided]) {
    let mentions: Vec<&Mention> = list.iter().map(|d| &d.mention).collect();
    let Some((last, number)) = shared_number(text, &mentions) else {
        return;
    };
    let goes = |d: &Decided| d.relation == Relation::Repeals && !d.some_rules;
    if list[..=last].iter().all(goes) {
        for d in &mut list[..last] {
            d.mention.number = Some(number.clone());
        }
    }
}

impl Reader<'_> {
    /// Decide on every mention of `groups`; the titles of what is no document go to
    /// `not_documents`.
    pub(super) fn decide(
        &self,
        groups: Vec<Vec<Mention>>,
        not_documents: &mut Vec<String>,
    ) -> Vec<Decided> {
        let mut decided = self.title_mentions();
        for group in groups {
            self.decide_group(group, &mut decided, not_documents);
        }
        agree(&mut decided, not_documents);
        decided.sort_by_key(|d| d.mention.open);
        decided
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
        let mut told_from = context.open - context.before.len();
        let list = match context.zone {
            Zone::RepealList | Zone::KeptList | Zone::AmendList => Some(None),
            _ => (group.len() > 1).then_some(Some(context.open)),
        };
        let first = decided.len();
        for mut mention in group {
            let told = &self.text[told_from.min(mention.open)..mention.open];
            told_from = mention.end;
            if context.zone == Zone::SuspensionTable {
                if mention.unmarked {
                    continue;
                }
                // the next column of the table
                if mention.provisions.is_empty() && self.text[mention.end..].starts_with('\n') {
                    (mention.provisions, mention.ranges, _) =
                        provisions(self.text, mention.end + 1);
                }
            }
            let own_after = self.own_after(&mention, &context);
            match self.left_out(&mention, &context, own_after) {
                Some(left_out) if left_out.is_titled() => not_documents.push(mention.title),
                Some(_) => {}
                None => {
                    let judged = self.judge(&mention, &context, own_after);
                    let found = self.decided(mention, &context, &judged, told);
                    decided.push(Decided { list, ..found });
                }
            }
        }
        share_number(self.text, &mut decided[first..]);
    }

    /// What was decided about a mention, with the day and the other circumstances that are told;
    /// `told` is what stands between the mention before it and this one.
    fn decided(&self, mention: Mention, context: &Context, judged: &Judged, told: &str) -> Decided {
        let (relation, before) = (judged.relation, &*context.before);
        let date = match relation {
            Relation::Repeals => self.repeal_date(before, judged.governing),
            Relation::AmendedBy => last_date(before),
            Relation::Extends => extended_to(judged.after),
            _ => None,
        };
        let ordinal = (relation == Relation::AmendedBy)
            .then(|| ORDINAL.captures(context.after).and_then(|c| number(&c[1])))
            .flatten();
        let repeals = relation == Relation::Repeals;
        let version = match is_changing_decision(&mention.title) {
            true => mention.dated.or_else(|| decided_on(told)),
            false => mention.dated.or_else(|| made(told)).filter(|_| repeals),
        };
        // The words that tell the day belong to the quote.
        let all = window_before(&self.text[..mention.open]);
        let state = changed(all);
        let (mut start, end) = judged.words;
        if let Some((_, at)) = state {
            start = start.min(mention.open - (all.len() - at));
        }
        Decided {
            mention,
            relation,
            rule: judged.rule,
            words: (start, end),
            date,
            ordinal,
            some_rules: SOME_RULES.is_match(context.after),
            at_once: repeals && AT_ONCE.is_match(judged.governing),
            version,
            state: state.map(|(day, _)| day),
            list: None,
        }
    }

    /// What the words around a mention make of it.
    fn judge<'t>(&self, mention: &Mention, context: &'t Context, own_after: &'t str) -> Judged<'t> {
        let (zone, before) = (context.zone, &*context.before);
        let annexed = Some(own_after)
            .filter(|after| after.starts_with(['（', '见']))
            .and_then(|after| deciding::decide(zone, before, after))
            .filter(|(c, ..)| c.id == "annexed");
        let (base, tail) = if annexed.is_some() {
            (mention.close, own_after)
        } else {
            (context.end, context.after)
        };
        let found = annexed.or_else(|| deciding::decide(zone, before, context.after));
        let passing = |relation, rule| Judged {
            relation,
            rule,
            words: (mention.open, mention.end),
            governing: "",
            after: "",
        };
        if self.explains() {
            return passing(Relation::Cites, "reported");
        }
        let Some((cue, from, to)) = found else {
            let by_title = EXTENDS_POLICY.is_match(&self.document.title)
                && BY_ITS_RULES.is_match(context.after);
            return if by_title {
                passing(Relation::Extends, "extended-by-title")
            } else {
                passing(Relation::Cites, "mention")
            };
        };
        // The quote reaches from the words that govern the title to those that follow it, unless a
        // long list stands between.
        let start = Some(context.open - (before.len() - from))
            .filter(|start| from < before.len() && mention.open - start <= LONGEST_QUOTE)
            .unwrap_or(mention.open);
        let stop = Some(base + to)
            .filter(|stop| to > 0 && stop.saturating_sub(mention.end) <= LONGEST_QUOTE)
            .unwrap_or(mention.end)
            .max(mention.end);
        let stop = self.text[..stop].trim_end_matches(['，', '。', '；', '、', '\n']);
        Judged {
            relation: cue.relation,
            rule: cue.id,
            words: (start, stop.len().max(mention.end)),
            governing: &tail[..to],
            after: tail,
        }
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
                deciding::decide(Zone::Note, before, after)
                    .filter(|(c, ..)| c.id.starts_with("title-"))
                    .map(|(c, ..)| (c.relation, c.id))
            };
            if let Some((relation, rule)) = decided {
                found.push(in_title(mention, relation, rule));
            }
        }
        found
    }

    /// The day a repeal takes effect: stated in its clause, or that of the document's own entry
    /// into force (同时废止).
    fn repeal_date(&self, before: &str, words: &str) -> Option<Day> {
        let clause = &before[before.rfind('。').map_or(0, |i| i)..];
        let stated = find_date(words, 0)
            .map(|(d, _)| d)
            .or_else(|| last_start(clause));
        let own = match &self.fields.effective {
            Some(fact) if TOGETHER.stand_in(words) => match fact.value {
                Effective::On(date) => Some(date),
                Effective::OnPublication | Effective::OnEvent => None,
            },
            _ => None,
        };
        stated.or(own)
    }
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

/// After words that tell of a change, before the title of what was changed.
static CHANGED: Words = Words::tails(
    "changed-before-a-title",
    &["修正的", "修订的", "修改的"],
    &["2018年3月30日某市人民代表大会常务委员会第三次会议修正的"],
    &[
        "2018年3月30日某市人民代表大会常务委员会第三次会议通过的",
        "修正案",
    ],
);
/// Behind the day of a change, but for the titles between: words that tell of another event, whose
/// day is not told, or of the approval of a change.
static OTHER_EVENT: Pattern = Pattern::new(
    "another-event",
    r"[，、。；年]|批准|^起",
    &[
        "市人大常委会通过、2003年第二次修正的",
        "省人大常委会批准修改的",
        "起按修改的",
    ],
    &["某市人大常委会第三次会议通过的决定修正的"],
);

/// The day on which the wording that is named next was made by a change, and where the day stands,
/// if `told` ends in saying so: 1988年9月1日某会通过、2018年3月30日某会《…的决定》修正的.
fn changed(told: &str) -> Option<(Day, usize)> {
    if !CHANGED.stand_in(told) {
        return None;
    }
    let told = without_titles(told);
    let (day, range) = dates(&told).last()?;
    (!OTHER_EVENT.is_match(&told[range.end..])).then_some((day, range.start))
}

/// What stands before the decision by which something was changed.
static BASIS: Words = Words::new(
    "basis-of-a-change",
    &["根据"],
    &["某会通过，根据2016年11月25日某会《关于修改示例条例的决定》修正"],
    &["2016年11月25日某会《关于修改示例条例的决定》"],
);

/// The day on which the decision named next was passed, if the clause before it begins with one:
/// 2013年8月30日某市人民代表大会常务委员会第四次会议. What an earlier act did then is none of it, nor
/// is what stands before 根据.
fn decided_on(told: &str) -> Option<Day> {
    let clause = told.rsplit(['。', '；', '《', '》', '\n']).next()?;
    let mut clause = clause;
    while let Some(basis) = BASIS.place(clause) {
        clause = &clause[basis.end..];
    }
    let (day, range) = find_date(clause, 0)?;
    let rest = &clause[range.end..];
    let alone = !rest.starts_with('起') && find_date(rest, 0).is_none();
    alone.then_some(day)
}

/// The day to which the clause that `after` begins with extends something: 期限延长至2021年底.
fn extended_to(after: &str) -> Option<Day> {
    let clause = after.split(['。', '；']).next()?;
    let until = clause.match_indices(['至', '到']);
    let mut stated = until.filter_map(|(i, c)| last_day_stated(&clause[i + c.len()..]));
    let stated = stated.next_back();
    stated.or_else(|| find_date(clause, 0).map(|(day, _)| day))
}

/// The last day from which `clause` says that something counts: 自2020年1月1日起.
fn last_start(clause: &str) -> Option<Day> {
    let (mut at, mut last) = (0, None);
    while let Some((date, range)) = find_date(clause, at) {
        at = range.end;
        let rest = &clause[at..];
        if FROM_THEN.stand_in(rest) && !HELD_SINCE.is_match(rest) {
            last = Some(date);
        }
    }
    last
}

fn last_date(text: &str) -> Option<Day> {
    dates(text).last().map(|(day, _)| day)
}

/// The days that `text` prints, and where.
fn dates(text: &str) -> impl Iterator<Item = (Day, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (day, range) = find_date(text, at)?;
        at = range.end;
        Some((day, range))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[
            &ORDINAL,
            &AT_ONCE,
            &EXTENDS_POLICY,
            &BY_ITS_RULES,
            &SOME_RULES,
            &OTHER_EVENT,
            &HELD_SINCE,
        ]);
        rule::check_words(&[&TOGETHER, &FROM_THEN, &BASIS, &CHANGED]);
    }

    #[test]
    fn the_wording_that_is_meant_is_that_of_the_last_change() {
        let passed = "1988年9月1日示例市第九届人大常委会第四次会议通过";
        for (change, want) in [
            (
                "，2018年3月30日示例市人大常委会第三次会议修正的",
                Some("2018-03-30"),
            ),
            (
                "，根据1997年4月15日示例市人大常委会《关于修改〈示例办法〉的决定》修正，根据2018年3月\
                 30日示例市人大常委会第三次会议通过的《关于修改甲、乙的决定》第二次修正的",
                Some("2018-03-30"),
            ),
            ("、2003年第二次修正的", None),
            ("、2018年7月27日示例省人大常委会第四次会议批准修正的", None),
            ("的", None),
            ("，自2018年3月30日起按修改的", None),
        ] {
            let told = format!("{passed}{change}");
            let day = changed(&told).map(|(day, _)| day.to_string());
            assert_eq!(day.as_deref(), want, "{told}");
        }
    }

    #[test]
    fn a_repeal_counts_from_a_day_and_not_from_that_of_the_act_it_ends() {
        for (clause, want) in [
            ("本办法自2020年1月1日起施行，", Some("2020-01-01")),
            ("自本办法施行之日起，示例部于2005年1月19日发布的", None),
            ("2003年1月1日起施行的", None),
            ("自1997年2月5日起正式实施的", None),
            ("自2020年1月1日起，2003年1月1日起施行的", Some("2020-01-01")),
            (
                "自2020年1月1日起，示例部于2005年1月19日发布的",
                Some("2020-01-01"),
            ),
        ] {
            let day = last_start(clause).map(|d| d.to_string());
            assert_eq!(day.as_deref(), want, "{clause}");
        }
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

    #[test]
    fn the_day_of_a_decision_stands_behind_its_basis() {
        let passed = "1996年9月6日示例市人民代表大会常务委员会第三十次会议通过，";
        for (told, want) in [
            (
                format!("{passed}根据2016年11月25日示例市人大常委会第三十一次会议"),
                Some("2016-11-25"),
            ),
            (
                format!("{passed}2016年11月25日示例市人大常委会第三十一次会议"),
                None,
            ),
            (format!("{passed}根据"), None),
        ] {
            let day = decided_on(&told).map(|d| d.to_string());
            assert_eq!(day.as_deref(), want, "{told}");
        }
    }
}
