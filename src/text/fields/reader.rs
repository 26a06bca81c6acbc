//! One fact of a document after the other: decree, note, byline, title, head and table.
//!
//! Owns: where each may stand, and which of them counts where several tell one thing. Must not
//! know: the signature block (that is `signature`), the terms of validity.

use super::event::{Event, EventKind, When};
use super::fact::Fact;
use super::head;
use super::issuers::{
    adopters, in_full, is_torn, issuers, leading_issuers, names_more, split_issuers,
};
use super::note;
use super::stated::Fields;
use super::validity::Effective;
use crate::model::body;
use crate::model::day::Day;
use crate::model::jurisdiction::{jurisdiction, place_of_title};
use crate::model::numeral::{date_prefix, find_date};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, Role, Sign, fold_title, is_date_line};

/// How many more lines under a title may hold those who wrote a text.
const MORE_NAMES: usize = 4;
/// How many lines after a title may stand before its note: a byline, the title once more.
const NOTE_LINES: usize = 5;
/// Among how many first paragraphs the sentence of a decree stands.
const DECREE_PARAGRAPHS: usize = 8;
/// The sentence by which a decree tells who passed what it publishes.
static DECREE: Pattern = Pattern::new(
    "decree",
    concat!(
        r"(?:已经|业经|已由|已于|[，。]经|^经[^济营])[^。]{0,80}(?:会议|[务公]会|批准|审议)[^。]{0,160}",
        r"(?:通过|批准)",
    ),
    &[
        "《示例办法》已经2024年1月4日示例部部务会议通过，现予公布",
        "制定了《示例办法》，经2002年9月17日第7次行务会议通过",
        "《示例办法》已经2002年6月17日示例银行第26次行长办公会通过",
    ],
    &["经济工作会议通过了决议", "会议通过"],
);
/// The sentence by which a text tells who made what it puts out.
static MAKER: Pattern = Pattern::new(
    "maker",
    concat!(
        r"(?:^|[，。；])([\p{Han}、]{3,80}?)(?:联合|共同|研究|重新|组织)*(?:制定|制订|修订|起草|拟定)(?:了)?",
        r"《[^。]*?[，。]现(?:予以?|正式)?(?:公布|发布|颁布|印发)",
    ),
    &[
        "根据有关规定，示例银行制定了《示例办法》，现予公布。",
        "示例部、示例局联合制定了《示例办法》。现印发给你们",
    ],
    &[
        "示例银行制定了有关规定，现予公布。",
        "依据示例银行制定的《示例办法》执行",
    ],
);
/// Labels of the day of a text among the lines under its title.
static DAY_LABELS: &[Words] = &[
    Words::new(
        "day-made",
        &["成文日期："],
        &["成文日期：2020年1月2日"],
        &["成文日期"],
    ),
    Words::new(
        "day-put-out",
        &["发布日期："],
        &["发布日期：2020-01-02"],
        &["发布时间："],
    ),
];
/// Whose decrees publish what others passed; who did stands in the note.
static HEAD_OF_STATE: Words = Words::whole(
    "head-of-state",
    &["主席", "中华人民共和国主席"],
    &["中华人民共和国主席"],
    &["示例委员会主席"],
);
/// What a number has that is no decree's.
static NO_DECREE: Words = Words::new(
    "no-decree",
    &["公告", "〔"],
    &["示例部公告", "示发〔2020〕"],
    &["示例部"],
);
/// What the sentence of a decree says besides that a meeting passed a text.
static PUTS_OUT: Words = Words::new(
    "puts-out",
    &["现予", "现将", "现发布", "现公布", "施行", "公布", "发布"],
    &["现予印发", "自2020年1月1日起施行"],
    &["已经示例部部务会议审议通过", "印发给你们"],
);
/// The word with which the next sentence of a decree begins.
static NOW: Words = Words::heads("now", &["现"], &["现予公布"], &["已经公布"]);
/// Where in a title the bodies at its head have ended.
static BEHIND_ISSUERS: Words = Words::new(
    "behind-issuers",
    &["关于", "印发", "转发", "批转", "发布", "《"],
    &[
        "示例部关于示例工作的通知",
        "示例部印发《示例办法》",
        "示例院批转示例部工作的意见",
    ],
    &["示例条例", "示例部通知"],
);
/// Where the body ends in the number of an announcement.
static ANNOUNCEMENT: Words = Words::new(
    "announcement",
    &["公告"],
    &["示例部公告2020年"],
    &["示例部令"],
);

/// A document in its text, whose facts are read.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) clean: &'a CleanText,
    pub(super) document: &'a Document,
}

impl Reader<'_> {
    pub(super) fn line_range(&self, i: usize) -> TextRange {
        self.clean.lines()[i].text
    }

    /// What title, sentence, head and table tell of an act, as far as signature, decree and note
    /// leave it open.
    pub(super) fn act(&self, out: &mut Fields, told: &mut head::Told) {
        out.signed = out.signed.take().or_else(|| self.stated_date());
        let titled = self.issuers_of_title();
        if out.agencies.is_empty() || names_more(&titled, &out.agencies) {
            out.agencies = titled;
        }
        if out.agencies.is_empty() {
            out.agencies = self.makers();
        }
        if out.agencies.is_empty() {
            out.agencies = self.told_to_have_passed();
        }
        if out.agencies.is_empty() {
            out.agencies.extend(self.issuer_of_order());
        }
        self.in_full(&mut out.agencies);
        out.signed = out.signed.take().or_else(|| self.date_under_sentence());
        // What head and table tell counts where the document itself prints nothing.
        out.number = out.number.take().or(told.number.take());
        self.labelled_date(out);
        out.signed = out.signed.take().or(told.signed.take());
        if out.agencies.is_empty() {
            out.agencies = std::mem::take(&mut told.bodies);
        }
        let heading = self.document.heading_date;
        let heading = heading.map(|(date, range)| Fact::new(date, range, "signed-heading"));
        out.signed = out.signed.take().or(heading);
        if out.signed.is_none() && self.document.dates.is_empty() {
            out.signed = told.posted.take();
        }
    }

    /// An attachment that prints its author on the line under its title.
    pub(super) fn issuer_under_title(&self, out: &mut Fields) {
        let body = self.document.body;
        if body + 1 < self.document.lines.end
            && !is_date_line(self.clean.line(body + 1))
            && body::row(self.clean.line(body), &['、', '，']).is_some()
        {
            let is_row = |i: &usize| body::row(self.clean.line(*i), &['、', '，']).is_some();
            let last = (body + 1..self.document.lines.end).take(MORE_NAMES);
            let more = last.take_while(is_row).count();
            out.agencies = self.names_in_lines(body..body + 1 + more);
        }
    }

    /// 发布日期：2021-09-06 among the lines under the title, where no signature states a date.
    fn stated_date(&self) -> Option<Fact<Day>> {
        let start = self.document.body;
        for i in start..(start + 4).min(self.document.lines.end) {
            let words = self.clean.line(i);
            for label in DAY_LABELS {
                let Some(at) = label.place(words).map(|at| at.end) else {
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
    pub(super) fn decree(&self, out: &mut Fields) {
        let order = self.document.number.as_ref().and_then(|(number, range)| {
            let (issuer, _) = number.split_once('令')?;
            let names = match HEAD_OF_STATE.stand_in(issuer) {
                true => Vec::new(),
                false => split_issuers(issuer),
            };
            let torn = names.len() == 1 && is_torn(&names[0]);
            let names = in_full(&self.document.title, names);
            let names = names.map(|n| Fact::new(n, *range, "issuer-order"));
            let met = Some(&out.history).filter(|_| torn).map(|it| adopters(it));
            let met = met.filter(|names| !names.is_empty());
            Some((issuer, met.unwrap_or_else(|| names.collect())))
        });
        if self.document.sign != Sign::Decree {
            let named =
                order.filter(|(issuer, _)| !issuer.is_empty() && !NO_DECREE.stand_in(issuer));
            if let Some((_, names)) = named.filter(|_| out.agencies.is_empty()) {
                out.agencies = names;
            }
            return;
        }
        let start = self.document.text_start(self.clean);
        let lines = start..self.document.lines.end.min(start + 25);
        if let Some(i) = lines.clone().find(|i| is_date_line(self.clean.line(*i))) {
            out.signed = date_prefix(self.clean.line(i))
                .map(|(date, _)| Fact::new(date, self.line_range(i), "signed-decree"));
        }
        out.agencies = order.map_or(Vec::new(), |(_, names)| names);
    }

    /// Who made what a decree without letterhead puts out.
    fn makers(&self) -> Vec<Fact<String>> {
        let Some((mut at, text)) = self.text_from(self.document.lines.start) else {
            return Vec::new();
        };
        for paragraph in text.split('\n').take(DECREE_PARAGRAPHS) {
            let may = paragraph.contains('现') && paragraph.contains('《');
            let told = may.then(|| MAKER.captures(paragraph)).flatten();
            if let Some(named) = told.and_then(|c| c.get(1))
                && let Some(names) = body::row(named.as_str(), &['、', '，'])
            {
                let place = TextRange::new(at + named.start(), at + named.end());
                let fact = |n: &str| Fact::new(n.to_owned(), place, "issuer-maker");
                return names.into_iter().map(fact).collect();
            }
            at += paragraph.len() + 1;
        }
        Vec::new()
    }

    /// 市公安局 in a signature is that of the place that the title names.
    fn in_full(&self, names: &mut [Fact<String>]) {
        for name in names {
            let full = body::with_place(&name.value, std::iter::once(&*self.document.title));
            if let Some(full) = full {
                name.value = full;
            }
        }
    }

    /// The date alone under the sentence that puts the text out.
    fn date_under_sentence(&self) -> Option<Fact<Day>> {
        let sentence = self.decree_sentence()?;
        let i = self.clean.line_at(sentence.end.saturating_sub(1)) + 1;
        let dated = (i..self.document.lines.end).take(2);
        let i = dated
            .into_iter()
            .find(|i| is_date_line(self.clean.line(*i)))?;
        let (day, _) = date_prefix(self.clean.line(i))?;
        Some(Fact::new(day, self.line_range(i), "signed-decree"))
    }

    /// The last line of the title.
    pub(super) fn title_end(&self) -> Option<usize> {
        let title = self.document.title_range?;
        let first = self.clean.line_at(title.start);
        // A title that was read off a note, or off the page's table, has no line of its own.
        let own = title.start == self.clean.lines()[first].text.start;
        own.then(|| self.clean.line_at(title.end.saturating_sub(1)))
    }

    /// The clean text from line `from` to the end of the document.
    fn text_from(&self, from: usize) -> Option<(usize, &str)> {
        (from < self.document.lines.end).then(|| {
            let range = self.clean.range(from, self.document.lines.end - 1);
            (range.start, range.of(self.clean.text()))
        })
    }

    /// The events of the notes under the title, and of the sentence of a decree; which notes tell
    /// of another act.
    pub(super) fn history(&self) -> (Vec<Event>, Vec<TextRange>) {
        let title = &self.document.title;
        let events = |place| note::events(self.source, self.clean, place, title);
        let mut notes: Vec<(TextRange, Vec<Event>)> = Vec::new();
        let mut found = self.decree_sentence().map_or(Vec::new(), events);
        found.retain(|e| e.when != When::Unstated);
        let top = self.document.lines.start;
        let mut line = self.title_end().map_or(top, |i| i + 1);
        let mut last = line + NOTE_LINES;
        let mut noted: Vec<&str> = Vec::new();
        while line < last {
            let Some((start, text)) = self.text_from(line) else {
                break;
            };
            let length = note::length(text);
            let words = &text[..length];
            line += 1;
            if length > 0 {
                // Printed again under the title's second printing, it tells nothing new.
                if !noted.contains(&words) {
                    let place = TextRange::new(start, start + length);
                    notes.push((place, events(place)));
                }
                noted.push(words);
                line = line.max(self.clean.line_at(start + length - 1) + 1);
                last = line + NOTE_LINES;
            }
        }
        let is_foreign = foreign(&notes, title);
        let (others, own): (Vec<_>, Vec<_>) = notes.into_iter().partition(|it| is_foreign(&it.1));
        // What the sentence of a decree tells and the note tells again is one event.
        let told = found.len();
        for event in own.into_iter().flat_map(|(_, events)| events) {
            match found[..told].iter_mut().find(|it| it.is_same(&event)) {
                Some(it) => it.merge(event),
                None => found.push(event),
            }
        }
        (found, others.into_iter().map(|(place, _)| place).collect())
    }

    /// 《X》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。
    fn decree_sentence(&self) -> Option<TextRange> {
        let from = self.document.text_start(self.clean).min(self.document.body);
        // The title may be read off the sentence itself.
        let named = self
            .document
            .title_range
            .map(|t| self.clean.line_at(t.start));
        let from = named.map_or(from, |title| title.min(from));
        let (start, text) = self.text_from(from)?;
        let mut at = start;
        for paragraph in text.split('\n').take(DECREE_PARAGRAPHS) {
            let passes = DECREE
                .find(paragraph)
                .filter(|_| paragraph.len() < 900 && PUTS_OUT.stand_in(paragraph));
            if let Some(found) = passes {
                let head = found.end() - found.as_str().trim_start_matches('。').len();
                let from = paragraph[..head]
                    .rfind('。')
                    .map_or(0, |i| i + '。'.len_utf8());
                let sentence = |from: usize| paragraph[from..].find('。').map(|i| from + i);
                let stop = sentence(found.end()).unwrap_or(paragraph.len());
                let next = stop + '。'.len_utf8();
                // …通过。现予公布，自…起施行。
                let goes_on = paragraph.get(next..).is_some_and(|p| NOW.stand_in(p));
                let to = if goes_on {
                    sentence(next).unwrap_or(paragraph.len())
                } else {
                    stop
                };
                // Another's title in front tells that another was passed.
                let named = paragraph[from..head].rsplit_once('》');
                let own = fold_title(&self.document.title);
                if named.is_none_or(|(names, _)| fold_title(names).ends_with(&own)) {
                    return Some(TextRange::new(at + from, at + to));
                }
            }
            at += paragraph.len() + 1;
        }
        None
    }

    /// （2021年9月22日） alone under the title.
    pub(super) fn bare_date(&self, out: &mut Fields) {
        let Some(first) = self.title_end().map(|i| i + 1) else {
            return;
        };
        for i in first..(first + 2).min(self.document.lines.end) {
            let words = self.clean.line(i);
            let bare = words.trim_start_matches('（').trim_end_matches('）');
            if out.signed.is_none() && bare.len() < words.len() && is_date_line(bare) {
                out.signed = date_prefix(bare)
                    .map(|(date, _)| Fact::new(date, self.line_range(i), "signed-note"));
            }
        }
    }

    /// （民政部　一九九七年一月二十八日） under the title: who wrote it, and when.
    pub(super) fn byline(&self, out: &mut Fields) {
        let Some(title) = self.title_end() else {
            return;
        };
        // The line may have been taken for the title's last.
        for i in title..(title + 3).min(self.document.lines.end) {
            let words = self.clean.line(i);
            let inner = words.strip_prefix('（').and_then(|w| w.strip_suffix('）'));
            let Some(inner) = inner.filter(|w| w.len() < 240) else {
                continue;
            };
            let dated = find_date(inner, 0).filter(|(_, range)| range.end == inner.len());
            let Some((day, range)) = dated else { continue };
            let Some(names) = body::row(&inner[..range.start], &['、', '，']) else {
                continue;
            };
            let start = self.line_range(i).start + '（'.len_utf8();
            let place = |from: usize, to: usize| TextRange::new(start + from, start + to);
            if out.signed.is_none() {
                out.signed = Some(Fact::new(
                    day,
                    place(range.start, range.end),
                    "signed-byline",
                ));
            }
            if out.agencies.is_empty() {
                let fact = |name: &str| {
                    let at = name.as_ptr() as usize - inner.as_ptr() as usize;
                    Fact::new(name.to_owned(), place(at, at + name.len()), "issuer-byline")
                };
                out.agencies = names.into_iter().map(fact).collect();
            }
        }
    }

    /// What follows from the events of the note, where signature and decree say nothing.
    pub(super) fn told_by_history(&self, out: &mut Fields) {
        let events = &out.history;
        let changed = events.iter().rposition(|e| e.kind.is_change());
        let dated = |e: &Event| Some((e.when.day()?, e.date_range?));
        let of = |kind: EventKind| events.iter().filter(move |e| e.kind == kind);
        if out.adopted.is_none() {
            // Later versions of rules keep the day on which the first was passed.
            let revised = || of(EventKind::Revised).rfind(|e| e.at_meeting);
            out.adopted = of(EventKind::Adopted)
                .find(|e| dated(e).is_some())
                .or_else(revised)
                .and_then(dated)
                .map(|(day, place)| Fact::new(day, place, "adopted-note"));
        }
        // What was published before the last change is another version's day.
        let version = events
            .iter()
            .skip(changed.unwrap_or(0))
            .rfind(|e| e.kind == EventKind::Published);
        if out.signed.is_none() {
            out.signed = version
                .and_then(dated)
                .map(|(day, place)| Fact::new(day, place, "signed-note"));
        }
        let numbered = version.or_else(|| of(EventKind::Published).next());
        out.number = numbered
            .and_then(|e| Some((e.number.clone()?, e.number_range?)))
            .map(|(number, place)| Fact::new(number, place, "number-note"));
        if out.agencies.is_empty() {
            out.agencies = issuers(events);
        }
        out.effective = of(EventKind::InForce).next_back().and_then(|e| {
            let value = match e.when {
                When::On(day) => Effective::On(day),
                When::OnPublication => Effective::OnPublication,
                When::Unstated => return None,
            };
            Some(Fact::new(value, e.date_range?, "effective-note"))
        });
    }

    /// Bodies named before 关于 or 印发 in the title, on lines above it, or in the number.
    fn issuers_of_title(&self) -> Vec<Fact<String>> {
        let first = self.document.lines.start;
        let Some(title_range) = self.document.title_range else {
            // Those who issue stand alone over the number.
            return match self.document.role {
                Role::Act => self.names_in_lines(first..first + 1),
                _ => Vec::new(),
            };
        };
        let last = self.clean.line_at(title_range.end - 1);
        let mut starts: Vec<usize> = vec![self.clean.line_at(title_range.start)];
        if !starts.contains(&first) {
            starts.push(first);
        }
        let title_line = starts[0];
        if first < title_line {
            let above = self.clean.range(first, title_line - 1);
            let row = above.of(self.clean.text()).replace('\n', "");
            let names = body::row(&row, &['、', '，']).unwrap_or_default();
            if !names.is_empty() {
                return names
                    .into_iter()
                    .map(|n| Fact::new(n.to_owned(), above, "issuer-above-title"))
                    .collect();
            }
            // Under them may stand the number and the sentence of a decree.
            let names = self.names_in_lines(first..first + 1);
            if !names.is_empty() {
                return names;
            }
        }
        let printed = starts.into_iter().map(|start| {
            let range = TextRange::new(
                self.clean.lines()[start].text.start,
                self.clean.lines()[last].text.end,
            );
            (range.of(self.clean.text()).replace('\n', ""), range)
        });
        // The title may be read off a sentence: 《示例部关于修改…的决定》已经…通过.
        let whole = (self.document.title.clone(), title_range);
        for (words, range) in printed.chain([whole]) {
            let head = BEHIND_ISSUERS.before(&words);
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
                let names = body::row(ANNOUNCEMENT.before(issuer), &['、']).unwrap_or_default();
                names
                    .into_iter()
                    .map(|n| Fact::new(n.to_owned(), *range, "issuer-number"))
                    .collect()
            }
            None => Vec::new(),
        }
    }
}

/// Tells a note of the law that a local act carries out, which a page prints over the act's own:
/// nobody but the place itself passes what bears its name.
fn foreign(notes: &[(TextRange, Vec<Event>)], title: &str) -> impl Fn(&[Event]) -> bool + use<> {
    let place = place_of_title(title).unwrap_or_default().to_owned();
    let own = move |of: &Option<String>| of.as_deref().is_some_and(|of| of.starts_with(&place));
    let passed = |note: &[Event]| -> Vec<Option<String>> {
        let passed = note.iter().filter(|e| e.kind == EventKind::Adopted);
        passed
            .flat_map(|e| e.bodies.iter().map(|b| jurisdiction(b)))
            .collect()
    };
    let told =
        place_of_title(title).is_some() && notes.iter().any(|it| passed(&it.1).iter().any(&own));
    move |note| {
        let by = passed(note);
        told && !by.is_empty() && by.iter().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        rule::check(&[&DECREE, &MAKER]);
        rule::check_words(&DAY_LABELS.iter().collect::<Vec<_>>());
        rule::check_words(&[&HEAD_OF_STATE, &NO_DECREE, &PUTS_OUT, &NOW]);
        rule::check_words(&[&BEHIND_ISSUERS, &ANNOUNCEMENT]);
    }
}
