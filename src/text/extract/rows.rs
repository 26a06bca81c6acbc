//! Mentions on which it was decided → one row for each relation and target.
//!
//! Owns: when two mentions are of one target, which relation wins, what a notice prints though no
//! sentence says so, earlier versions of a text. Must not know: how a mention was decided.

use super::mention::Mention;
use super::{Decided, Evidence, Extraction, Form, Reader, Row};
use crate::model::day::Day;
use crate::model::doctype::{Class, noun, without_version};
use crate::model::relation::Relation;
use crate::model::span::TextRange;
use crate::text::segment::{Document, Role, fold_title, regex};
use regex::Regex;
use std::sync::LazyLock;

static UNMARKED_TITLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:印发|转发)([^《》]{4,100}?)的(?:通知|公告|函)$"));
static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:印发|公布|发布|出台|施行|实施|解读|制定|修订后的|颁布)(?:了|实施)?$")
});

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
    pub(super) fn rows(&self, decided: Vec<Decided>) -> Extraction {
        let mut targets: Vec<Target> = Vec::new();
        let explained = self.explained(&decided);
        for d in decided {
            let title = match (self.full_title(&d.mention), &explained) {
                // 《条例》, which no bracket defines: the document explained, or none that could be
                // told
                (title, Some(explained))
                    if is_bare_noun(&title) && explained.ends_with(title.as_str()) =>
                {
                    explained.clone()
                }
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
            let relation = if relation == Relation::Amends && self.encloses(&title) {
                Relation::Promulgates
            } else {
                relation
            };
            let short = !d.mention.title.is_empty() && title != d.mention.title;
            let form = match (&d.mention.number, d.mention.title.is_empty()) {
                (_, true) => Form::Number,
                _ if d.mention.unmarked => Form::Unmarked,
                _ if short => Form::Short,
                (Some(_), false) => Form::Full,
                (None, false) => Form::Title,
            };
            let (range, name) = self.place(&d);
            let evidence = Evidence {
                range,
                name,
                rule: d.rule,
            };
            // Decisions of one title, of different years, that amended the text one after the other
            let dated = d
                .mention
                .dated
                .or(d.date.filter(|_| relation == Relation::AmendedBy));
            let at = targets
                .iter()
                .position(|t| t.is(&title, d.mention.number.as_deref(), dated));
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

    /// The document that an interpretation explains: named in its title, or the first of which its
    /// opening says that it was issued.
    fn explained(&self, decided: &[Decided]) -> Option<String> {
        if self.document.role != Role::Interpretation {
            return None;
        }
        if let Some(named) = decided.iter().find(|d| d.relation == Relation::Interprets) {
            return Some(self.full_title(&named.mention));
        }
        let opening = |d: &&Decided| d.mention.open < 1800;
        let issued = decided
            .iter()
            .filter(opening)
            .find(|d| EXPLAINED.is_match(&self.text[..d.mention.open]));
        issued.map(|d| self.full_title(&d.mention))
    }

    /// The full title of what is mentioned: short names that the document defined are filled in.
    pub(super) fn full_title(&self, mention: &Mention) -> String {
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
        let cover = self
            .document
            .parent
            .and_then(|p| own_number(&self.documents[p]));
        if mention.number.is_some()
            && mention.number != own_number(self.document)
            && mention.number != cover
        {
            return false;
        }
        let plain = |t: &str| {
            t.strip_prefix("中华人民共和国")
                .unwrap_or(t)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        let own = &self.document.title;
        plain(title) == plain(own)
            || same_target(title, own) && fold_title(title) != fold_title(own)
    }

    /// Whether an attachment of this document bears `title`.
    pub(super) fn encloses(&self, title: &str) -> bool {
        self.enclosed
            .iter()
            .any(|enclosed| same_target(enclosed, title))
    }

    /// What the document prints though no sentence says so: the title names it without marks, or an
    /// attachment follows.
    fn enclosed_rows(&self, targets: &mut Vec<Target>) {
        if self.document.role == Role::Interpretation {
            return;
        }
        let Some(place) = self.document.title_range else {
            return;
        };
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
            .filter(|t| {
                noun(t).is_some_and(|(_, class)| class == Class::Instrument || class == Class::Act)
            });
        let named = named
            .into_iter()
            .map(|t| (t, place, "title-issues-unmarked"));
        for (title, range, rule) in children.into_iter().chain(named) {
            let printed = targets.iter().any(|t| {
                t.mentions
                    .iter()
                    .any(|m| m.relation == Relation::Promulgates)
            });
            let issuer_in_front = |t: &Target| {
                t.mentions
                    .iter()
                    .any(|m| m.relation == Relation::Promulgates)
                    && {
                        let (a, b) = (
                            fold_title(without_version(&title)),
                            fold_title(without_version(&t.title)),
                        );
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
                evidence: Evidence {
                    range,
                    name: range,
                    rule,
                },
                date: None,
                ordinal: None,
                provisions: Vec::new(),
                ranges: Vec::new(),
                some_rules: false,
            };
            match targets.iter_mut().find(|t| t.is(&title, None, None)) {
                Some(t) if t.mentions.iter().all(|m| m.relation == Relation::Cites) => {
                    t.mentions.push(stated)
                }
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
        Some(TextRange::new(
            self.start + at,
            self.start + at + title.len(),
        ))
    }

    fn push_rows(&self, target: Target, rows: &mut Vec<Row>) {
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
        let part = ending
            && (!first.provisions.is_empty()
                || first.some_rules && strongest != Relation::Repeals
                || first.evidence.rule == "extended-by-title");
        let mut evidence = vec![first.evidence];
        evidence.extend(stated.into_iter().map(|m| m.evidence));
        let row = Row {
            relation: strongest,
            target: target.title,
            number: target.number,
            form: first.form,
            provisions: if ending {
                first.provisions
            } else {
                target.provisions
            },
            ranges: if ending { first.ranges } else { target.ranges },
            part,
            date: first.date,
            ordinal: first.ordinal,
            evidence,
        };
        let replaces =
            row.relation == Relation::Repeals && !row.part && self.is_earlier_version(&row.target);
        if replaces {
            let mut earlier = row.clone();
            earlier.relation = Relation::Replaces;
            rows.push(row);
            rows.push(earlier);
        } else {
            rows.push(row);
        }
    }

    /// Whether `title` names an earlier version of the same rules: the same subject, the kind of
    /// instrument and marks like 暂行 aside.
    fn is_earlier_version(&self, title: &str) -> bool {
        let about = subject(title);
        let own = |d: &Document| subject(&d.title) == about;
        about.chars().count() >= 3
            && (own(self.document)
                || self
                    .documents
                    .iter()
                    .any(|d| d.parent == Some(self.index) && own(d)))
    }
}

/// All that a document says of one target, in order.
struct Target {
    title: String,
    key: String,
    number: Option<String>,
    dated: Option<Day>,
    provisions: Vec<String>,
    ranges: Vec<(String, String)>,
    mentions: Vec<Stated>,
}

struct Stated {
    relation: Relation,
    form: Form,
    evidence: Evidence,
    date: Option<Day>,
    ordinal: Option<u32>,
    provisions: Vec<String>,
    ranges: Vec<(String, String)>,
    some_rules: bool,
}

impl Target {
    fn new(title: String) -> Self {
        let key = fold_title(&title);
        Self {
            title,
            key,
            number: None,
            dated: None,
            provisions: Vec::new(),
            ranges: Vec::new(),
            mentions: Vec::new(),
        }
    }

    fn is(&self, title: &str, number: Option<&str>, dated: Option<Day>) -> bool {
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

/// A notice whose title names 《某方案》 and whose text prints 《某方案（2024年）》 issues one
/// instrument.
fn merge_versions(targets: &mut Vec<Target>) {
    let issued = |t: &Target| {
        t.mentions
            .iter()
            .any(|m| m.relation == Relation::Promulgates)
    };
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

/// 条例, 暂行办法: a kind of document, not the name of one. Of 宪法 there is but one.
fn is_bare_noun(title: &str) -> bool {
    let bare = without_version(title);
    let bare = ["暂行", "试行", "实施"]
        .iter()
        .fold(bare, |t, w| t.strip_prefix(w).unwrap_or(t));
    bare.chars().count() <= 4 && bare != "宪法" && noun(bare).is_some_and(|(noun, _)| noun == bare)
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
    let (short, long) = if a.len() < b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    short.starts_with("关于")
        && long.ends_with(short.as_str())
        && !long[..long.len() - short.len()].contains("关于")
}

/// What rules are about: 关于印发〈市场监督管理信用修复管理办法〉的通知 → 市场监督管理信用修复管理.
fn subject(title: &str) -> String {
    static WRAPPED: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?:印发|公布|发布)[〈《](.+?)[〉》]的(?:通知|公告|令)"));
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| regex(r"（[^）]*）"));
    let inner = WRAPPED
        .captures(title)
        .map_or(title, |c| c.get(1).map_or(title, |m| m.as_str()));
    let bare = BRACKETS.replace_all(inner, "");
    let mut folded = fold_title(&bare);
    for word in ["暂行", "试行", "若干", "实施"] {
        folded = folded.replace(word, "");
    }
    let noun = noun(&folded).map_or("", |(n, _)| n);
    folded.trim_end_matches(noun).to_owned()
}
