//! Mentions on which it was decided → one row for each relation and target.
//!
//! Owns: when two mentions are of one target, which relation wins, what a notice prints though no
//! sentence says so. Must not know: how a mention was decided, what titles are about.

use super::filter::LeftOut;
use super::gaps::{SENTENCE_END, window_after, window_before};
use super::judge::Decided;
use super::mention::{Mention, is_known_by_serial};
use super::reader::Reader;
use super::row::{Evidence, Form, Row};
use super::search::each_place;
use super::subjects::{QUALIFIERS, Subjects};
use super::targets::{
    Named, Stated, Target, Targets, backwards, ends_alike, merge_predecessors, merge_versions,
    same_target,
};
use crate::model::doctype::{Class, noun, without_version};
use crate::model::jurisdiction::COUNTRY;
use crate::model::number::DocumentNumber;
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::rule::{Pattern, Words};
use crate::text::segment::{Document, fold_title};
use crate::text::words::{changes_others, is_changing_decision};
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};

/// A title that names what it issues without marks.
static UNMARKED_TITLE: Pattern = Pattern::new(
    "unmarked-title",
    r"(?:印发|转发)([^《》]{4,100}?)的(?:通知|公告|函)$",
    &["关于印发示例管理办法的通知"],
    &["关于印发《示例管理办法》的通知", "关于做好示例工作的通知"],
);
/// Behind the number of what bore the title before: its time is up.
static RUNS_OUT: Pattern = Pattern::new(
    "runs-out",
    r"^(?:的?有效期)?(?:即将|将|已)?(?:经|于[^，。；]{2,16})?(?:到期|期满|届满|失效)",
    &["将于2025年7月23日到期。", "有效期已届满，", "已到期"],
    &["规定的期限到期后", "，示例协议到期的"],
);
/// What titles say that pass on what another body has issued under a number of its own.
static PASSED_ON: Words = Words::new(
    "passed-on",
    &["转发", "批转", "翻印"],
    &["示例市人民政府转发国务院关于示例工作的通知"],
    &["关于印发《示例办法》的通知"],
);
/// Before the title of the document that an interpretation explains.
static EXPLAINED: [Pattern; 2] = [
    Pattern::new(
        "asked-about",
        r"(?:就|解读|关于|围绕)(?:贯彻|落实|实施|出台|新修订的|修订后的|印发)*$",
        &["有关负责人就", "权威解读", "就贯彻落实"],
        &["根据", "落实"],
    ),
    Pattern::new(
        "put-out-lately",
        r"(?:印发|公布|发布|出台|施行|实施|解读|制定|修订|修订后的|颁布|下发|通过|审议通过)(?:了|实施|的)?$",
        &["近日，某部印发", "联合下发了", "国务院颁布"],
        &["按照"],
    ),
];
/// After it.
static EXPLAINED_AFTER: [Pattern; 2] = [
    Pattern::new(
        "explained-after",
        r"^[^。；，]{0,16}(?:答记者问|记者[^。]{0,10}采访|有关问题|有关情况|政策问答|解读|作了?说明|的说明|热点问答)",
        &["答记者问", "（以下简称《办法》）有关问题答记者问", "的解读"],
        &["规定的有关事项"],
    ),
    Pattern::new(
        "comes-out",
        r"^(?:（[^）]*）)?(?:已?于[^。；，]{2,20}|将于[^。；，]{2,20}|近日|日前|自[^。；，]{2,20}起|正式)*(?:印发|出台|施行|实施|发布|公布|出炉|颁布)",
        &[
            "（以下简称《条例》）正式施行",
            "出炉",
            "将于2024年1月1日起施行",
        ],
        &["规定，未经批准不得发布"],
    ),
];

/// After a title that is part of another: 某省实施《某法》办法.
static IN_TITLE: Pattern = Pattern::new(
    "in-another-title",
    r"^的?(?:若干|实施|补充)?(?:办法|细则|规定|条例|决定|意见)",
    &["办法", "若干规定", "的决定"],
    &["的实施情况", "，提出了三项办法"],
);

impl Reader<'_> {
    fn place(&self, decided: &Decided) -> (TextRange, TextRange) {
        match self.document.title_range {
            Some(place) if decided.words == (0, 0) && decided.mention.end == 0 => (place, place),
            _ => (
                TextRange::new(
                    self.start + decided.words.0.min(decided.mention.open),
                    self.start + decided.words.1.max(decided.mention.end),
                ),
                TextRange::new(
                    self.start + decided.mention.open,
                    self.start + decided.mention.close,
                ),
            ),
        }
    }

    /// One row for each target; the strongest relation wins, provisions are collected from every
    /// mention.
    pub(super) fn rows(&self, decided: Vec<Decided>) -> Vec<Row> {
        let mut targets = Targets::default();
        let whole = self.told(&decided);
        for d in decided {
            if let Ok(meant) = self.meant(&d, &whole) {
                self.state(d, &meant, whole.explained.as_deref(), &mut targets);
            }
        }
        merge_versions(&mut targets);
        merge_predecessors(&mut targets);
        self.enclosed_rows(&mut targets);
        let mut rows = Vec::new();
        let own = LazyCell::new(|| {
            let printed = self.children().chain([self.document]);
            Subjects::of(printed.map(|it| it.title.as_str()))
        });
        for target in targets.all {
            self.push_rows(target, &mut rows, &|title| own.has_earlier(title));
        }
        rows
    }

    /// What the mentions tell together.
    pub(super) fn told(&self, decided: &[Decided]) -> Told {
        let issued = decided.iter().filter(|d| {
            let named = !d.mention.title.is_empty() && d.mention.number.is_none();
            named && d.relation == Relation::Promulgates
        });
        Told {
            issued: issued.map(|d| fold_title(&d.mention.title)).collect(),
            explained: self.explained(decided),
        }
    }

    /// What a mention means, or why no row comes of it.
    pub(super) fn meant(&self, d: &Decided, told: &Told) -> Result<Meant, LeftOut> {
        let explained = told.explained.as_deref();
        let mut title = self.full_title(&d.mention);
        if is_bare_noun(&title) {
            // 《条例》, which no bracket defines: the document explained, or none that could be told
            match explained.filter(|explained| explained.ends_with(title.as_str())) {
                Some(explained) => title = explained.to_owned(),
                None if d.mention.number.is_none() => return Err(LeftOut::BareNoun),
                None => {}
            }
        }
        match self.bearer(&title, d, told) {
            Bearer::Itself if d.relation != Relation::Amends => Err(LeftOut::Itself),
            bearer => Ok(Meant {
                title,
                earlier: bearer == Bearer::Earlier,
            }),
        }
    }

    /// Count a mention to its target.
    fn state(&self, d: Decided, meant: &Meant, explained: Option<&str>, targets: &mut Targets) {
        let Meant { title, earlier } = meant;
        let runs_out = || RUNS_OUT.is_match(window_after(&self.text[d.mention.end..]));
        let (relation, rule) = match explained {
            Some(name) if same_target(name, title) => (Relation::Interprets, d.rule),
            _ if d.relation == Relation::Amends && self.encloses(title) => {
                (Relation::Promulgates, d.rule)
            }
            // What bore the title before and runs out is replaced by what the document issues.
            _ if d.relation == Relation::Cites && *earlier && runs_out() => {
                (Relation::Replaces, "predecessor-runs-out")
            }
            _ => (d.relation, d.rule),
        };
        let (range, name) = self.place(&d);
        // Decisions of one title, of different years, that amended the text one after the other
        let dated = d
            .mention
            .dated
            .or(d
                .version
                .filter(|_| *earlier || is_changing_decision(title)))
            .or(d.date.filter(|_| relation == Relation::AmendedBy));
        let number = d.mention.number.as_deref();
        let target = targets.take(&Named {
            title,
            number,
            dated,
            earlier: *earlier,
            list: d.list,
        });
        target.dated = target.dated.or(dated);
        target.add_provisions(&d.mention.provisions, &d.mention.ranges);
        target.mentions.push(Stated {
            relation,
            form: form(&d.mention, title),
            evidence: Evidence { range, name, rule },
            date: d.date,
            state: d.state,
            ordinal: d.ordinal,
            provisions: d.mention.provisions,
            ranges: d.mention.ranges,
            some_rules: d.some_rules,
            list: d.list,
        });
    }

    /// The document that an interpretation explains: named in its title; or the one about which its
    /// opening says that somebody was asked or that it came out; or else the one that goes by a
    /// bare 《办法》 in it.
    fn explained(&self, decided: &[Decided]) -> Option<String> {
        /// How far the opening reaches, in bytes.
        const OPENING: usize = 1800;
        if !self.explains() {
            return None;
        }
        if let Some(named) = decided.iter().find(|d| d.relation == Relation::Interprets) {
            return Some(self.full_title(&named.mention));
        }
        let opening = || {
            let named = |m: &Mention| !m.title.is_empty() && !m.unmarked;
            let inside = move |d: &&Decided| d.mention.open < OPENING && named(&d.mention);
            decided.iter().filter(inside).map(|d| &d.mention)
        };
        let around = |m: &Mention| (&self.text[..m.open], &self.text[m.close..]);
        let asked = |m: &&Mention| {
            let (before, after) = around(m);
            EXPLAINED[0].is_match(sentence_tail(before))
                && EXPLAINED_AFTER[0].is_match(window_after(after))
        };
        let out = |m: &&Mention| {
            let (before, after) = around(m);
            !IN_TITLE.is_match(after)
                && (EXPLAINED[1].is_match(sentence_tail(before))
                    || EXPLAINED_AFTER[1].is_match(window_after(after)))
        };
        let by_kind = |m: &&Mention| m.alias.as_deref().is_some_and(is_bare_noun);
        opening()
            .find(asked)
            .or_else(|| opening().find(out))
            .or_else(|| opening().find(by_kind))
            .map(|m| self.full_title(m))
    }

    /// Which document bears `title` where it is mentioned. A text cannot end itself as it comes
    /// into force: what it then ends is an earlier act of the same title, which a number or a day
    /// printed with it tells apart.
    fn bearer(&self, title: &str, d: &Decided, told: &Told) -> Bearer {
        if title.is_empty() {
            return Bearer::Other;
        }
        let encloses = self.encloses(title);
        let own_title = names_same(title, &self.document.title);
        let own_number =
            |d: &Document| d.number.as_ref().and_then(|(n, _)| DocumentNumber::read(n));
        let cover = self.cover().and_then(own_number);
        let number = d.mention.number.as_deref().and_then(DocumentNumber::read);
        let numbered_otherwise =
            number.is_some() && number != own_number(self.document) && number != cover;
        let issued = || told.issued.contains(&fold_title(title));
        let ended = (encloses || own_title || issued())
            && d.relation == Relation::Repeals
            && !d.mention.unmarked
            && (numbered_otherwise || d.version.is_some() || d.at_once);
        let of_old = || encloses && numbered_otherwise && self.is_of_old(d, number.as_ref());
        if ended || of_old() {
            Bearer::Earlier
        } else if encloses || numbered_otherwise || !own_title {
            Bearer::Other
        } else {
            Bearer::Itself
        }
    }

    /// Whether a mention of what the document issues means what bore the title before: it has a
    /// number of an earlier year. What is passed on (转发) has its own number all along.
    fn is_of_old(&self, d: &Decided, number: Option<&DocumentNumber>) -> bool {
        let year = |d: &Document| DocumentNumber::read(&d.number.as_ref()?.0)?.year();
        let own = self
            .cover()
            .into_iter()
            .chain([self.document])
            .find_map(year);
        let signed = || Some(self.fields.signed.as_ref()?.value.year());
        let own = own.map(u32::from).or_else(signed);
        let before = |year: u16| own.is_some_and(|own| u32::from(year) < own);
        let number_of = |d: &Document| DocumentNumber::read(&d.number.as_ref()?.0);
        let enclosed = || self.children().any(|it| number_of(it).as_ref() == number);
        d.relation == Relation::Cites
            && !d.mention.unmarked
            && !enclosed()
            && !PASSED_ON.stand_in(&self.document.title)
            && number.and_then(DocumentNumber::year).is_some_and(before)
    }

    /// What the document prints though no sentence says so: the title names it without marks, or an
    /// attachment follows.
    fn enclosed_rows(&self, targets: &mut Targets) {
        if self.explains() {
            return;
        }
        let Some(place) = self.document.title_range else {
            return;
        };
        let all = self.printed_titles(place, targets);
        let listed = self.listed(all.iter().map(|printed| printed.title.as_str()));
        let issued = targets.all.iter().filter(|t| t.is_issued());
        let mut issued: BTreeSet<String> = issued.map(|t| backwards(&t.title)).collect();
        for (printed, listed) in all.into_iter().zip(listed) {
            let known = || targets.all.iter().any(Target::is_issued);
            if printed.rule != ENCLOSED && known() || ends_alike(&issued, &printed.title) {
                continue;
            }
            let target = match targets.find(&Named::title(&printed.title)) {
                Some(at) => &mut targets.all[at],
                None => targets.add(&printed.title, None, false),
            };
            if target
                .mentions
                .iter()
                .all(|m| m.relation == Relation::Cites)
            {
                issued.insert(backwards(&target.title));
                target.mentions.push(printed.stated(listed));
            }
        }
    }

    /// The attachments that no mention means by number, and what the title names without marks;
    /// what has no place of its own stands at `place`.
    fn printed_titles(&self, place: TextRange, targets: &Targets) -> Vec<PrintedTitle> {
        let known = |d: &&Document| {
            let number = d.number.as_ref().map(|(n, _)| n.as_str());
            number.is_some_and(|number| targets.by_number.contains_key(number))
        };
        let children = self.children().filter(|d| !known(d));
        let children = children.map(|d| PrintedTitle {
            title: d.title.clone(),
            range: d.title_range.unwrap_or(place),
            rule: ENCLOSED,
        });
        let is_act = |class| class == Class::Instrument || class == Class::Act;
        let named = UNMARKED_TITLE
            .captures(&self.document.title)
            .map(|c| c[1].to_owned())
            .filter(|t| noun(t).is_some_and(|(_, class)| is_act(class)))
            .map(|title| PrintedTitle {
                title,
                range: place,
                rule: "title-issues-unmarked",
            });
        children.chain(named).collect()
    }

    /// Where the document's own list of annexes names each of these, if it does.
    fn listed<'t>(&self, titles: impl Iterator<Item = &'t str>) -> Vec<Option<TextRange>> {
        let titles: Vec<&str> = titles.collect();
        let each: BTreeSet<&str> = titles.iter().copied().collect();
        let each: Vec<&str> = each.into_iter().collect();
        let mut last = vec![None; each.len()];
        // Texts are too long to be gone through for each title.
        each_place(self.text, &each, |title, at| {
            let start = self.start + at;
            last[title] = Some(TextRange::new(start, start + each[title].len()));
        });
        let place = |title| last[each.binary_search(title).ok()?];
        titles.iter().map(place).collect()
    }

    /// `is_earlier` tells whether a title is that of an earlier version of what the document
    /// prints.
    fn push_rows(&self, target: Target, rows: &mut Vec<Row>, is_earlier: &dyn Fn(&str) -> bool) {
        let stated = target.mentions.iter().map(|m| m.relation);
        let Some(strongest) = stated.min_by_key(|relation| relation.weakness()) else {
            return;
        };
        let Some(deciding) = target.mentions.iter().position(|m| m.relation == strongest) else {
            return;
        };
        let mut stated = target.mentions;
        let first = stated.remove(deciding);
        let ending = matches!(
            strongest,
            Relation::Repeals | Relation::Suspends | Relation::Extends
        );
        // Of what a notice issues or ends, articles count where that is said; others are those of a
        // later mention.
        let own = ending || strongest == Relation::Promulgates;
        let part = ending
            && (!first.provisions.is_empty()
                || first.some_rules && strongest != Relation::Repeals
                || first.evidence.rule == "extended-by-title");
        let mut evidence = vec![first.evidence];
        evidence.extend(stated.into_iter().map(|m| m.evidence));
        let is_dated = target.earlier || is_changing_decision(&target.title);
        let row = Row {
            relation: strongest,
            target: target.title,
            number: target.number,
            form: first.form,
            provisions: if own {
                first.provisions
            } else {
                target.provisions
            },
            ranges: if own { first.ranges } else { target.ranges },
            part,
            date: first.date,
            ordinal: first.ordinal,
            earlier: target.earlier,
            version: target.dated.filter(|_| is_dated),
            state: first.state,
            evidence,
        };
        let replaces = row.relation == Relation::Repeals
            && !row.part
            && !is_known_by_serial(&row.target)
            && !changes_others(&row.target)
            && (row.earlier || is_earlier(&row.target));
        if replaces {
            let mut earlier = row.clone();
            earlier.relation = Relation::Replaces;
            rows.push(row);
            rows.push(earlier);
        } else {
            rows.push(row);
        }
    }
}

/// The rule by which a document prints its attachments.
const ENCLOSED: &str = "enclosed";

/// A title of what the document prints.
struct PrintedTitle {
    title: String,
    range: TextRange,
    rule: &'static str,
}

impl PrintedTitle {
    /// What the document says of it; `listed` is where its list of annexes names it.
    fn stated(self, listed: Option<TextRange>) -> Stated {
        let range = listed.unwrap_or(self.range);
        Stated {
            relation: Relation::Promulgates,
            form: Form::Title,
            evidence: Evidence {
                range,
                name: range,
                rule: self.rule,
            },
            date: None,
            state: None,
            ordinal: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            some_rules: false,
            list: None,
        }
    }
}

/// How a mention names its target, whose full title is `title`.
fn form(mention: &Mention, title: &str) -> Form {
    match mention.number {
        _ if mention.title.is_empty() => Form::Number,
        _ if mention.unmarked => Form::Unmarked,
        _ if title != mention.title => Form::Short,
        Some(_) => Form::Full,
        None => Form::Title,
    }
}

/// What the mentions of a document tell together.
pub(super) struct Told {
    /// The document that it explains.
    explained: Option<String>,
    /// The folded titles of what its sentences issue.
    issued: HashSet<String>,
}

/// The target of a mention, by its full title.
pub(super) struct Meant {
    title: String,
    /// An earlier act of that title.
    earlier: bool,
}

/// The end of the sentence that `text` breaks off in.
fn sentence_tail(text: &str) -> &str {
    let tail = window_before(text);
    tail.rfind(SENTENCE_END).map_or(tail, |i| &tail[i..])
}

/// Which document a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearer {
    /// The document in which it stands.
    Itself,
    /// An earlier act of its title, or of the title of what it encloses.
    Earlier,
    /// Any other.
    Other,
}

/// Whether `title` is the document's own, `own`: the same but for marks and 中华人民共和国, or with
/// the issuers in front.
fn names_same(title: &str, own: &str) -> bool {
    let plain = |t: &str| {
        t.strip_prefix(COUNTRY)
            .unwrap_or(t)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    plain(title) == plain(own) || same_target(title, own) && fold_title(title) != fold_title(own)
}

/// The kind of document of which there is but one.
static ONLY_ONE: Words = Words::whole("only-one", &["宪法"], &["宪法"], &["法", "条例"]);

/// 条例, 暂行办法: a kind of document, not the name of one. Of 宪法 there is but one.
fn is_bare_noun(title: &str) -> bool {
    let bare = without_version(title);
    let words = QUALIFIERS.words.iter();
    let bare = words.fold(bare, |t, w| t.strip_prefix(w).unwrap_or(t));
    bare.chars().count() <= 4
        && !ONLY_ONE.stand_in(bare)
        && noun(bare).is_some_and(|(noun, _)| noun == bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn patterns_hold_to_their_examples() {
        let rows = [&UNMARKED_TITLE, &IN_TITLE];
        let explained = EXPLAINED.iter().chain(&EXPLAINED_AFTER);
        rule::check(&rows.into_iter().chain(explained).collect::<Vec<_>>());
        rule::check(&[&RUNS_OUT]);
        rule::check_words(&[&ONLY_ONE, &PASSED_ON]);
    }
}
