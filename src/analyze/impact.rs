//! Impact analysis: what is touched when a document, or a provision of it, changes or ends.
//!
//! Owns: direct and indirect dependents, documents told apart from occurrences, the provisions and
//! agencies concerned. Must not know: how rows are written.
//!
//! Directly touched is whatever speaks of the document and does not itself end or amend it;
//! indirectly, what rests on something touched. Who only cites something touched is not touched by
//! that.

use super::answer_table::{AnswerTable, Cell, Row, by_count};
use super::changed::{Decision, decisions};
use super::family::Families;
use super::lifecycle::{Lifecycles, State};
use super::renumbering::{Fate, Renumbering, cited, held_on};
use super::target::Target;
use super::texts::{NoTexts, Texts};
use crate::analyze::network::{
    Document, Evidence, Link, Network, Relation, TextualChange, Version,
};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::error::Error;
use crate::model::level::Level;
use crate::model::provision::Provision;
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENTS: &[&str] = &[
    "document",
    "depth",
    "relations",
    "provisions",
    "occurrences",
    "level",
    "status",
    "through",
    "iri",
];
const PROVISIONS: &[&str] = &["provision", "documents"];
const CHANGES: &[&str] = &[
    "change",
    "provision",
    "becomes",
    "by",
    "day",
    "in force from",
    "iri",
];
const AGENCIES: &[&str] = &["agency", "documents", "directly"];

/// How a document is touched.
#[derive(Debug, Default)]
struct Touched<'a> {
    depth: usize,
    through: Option<usize>,
    relations: BTreeSet<Relation>,
    provisions: Vec<Provision>,
    occurrences: u64,
    evidence: Vec<&'a Evidence>,
}

/// Documents, provisions and agencies that `target` touches: three sheets; and a fourth with what
/// decisions changed in it, if there are any.
///
/// # Errors
/// When the provision cannot be read.
pub fn impact<'a>(
    network: &'a Network,
    target: Target<'_>,
    as_of: AsOf,
) -> Result<Vec<AnswerTable<'a>>, Error> {
    impact_with(network, target, as_of, &NoTexts)
}

/// As [`impact`]; a provision is that of the version in force on the day, and what cites it by its
/// older number is found where the texts of both versions are at hand.
///
/// # Errors
/// When the provision cannot be read.
pub fn impact_with<'a>(
    network: &'a Network,
    target: Target<'_>,
    as_of: AsOf,
    texts: &dyn Texts,
) -> Result<Vec<AnswerTable<'a>>, Error> {
    let wanted = target.provision.map(Provision::parse).transpose()?;
    let lives = Lifecycles::of(network);
    let mut spread = Spread {
        network,
        families: &lives.families,
        start: lives.families.number(target.document),
        wanted,
        articles: Renumbering::of(texts),
        last: as_of.last(),
        followed: 0,
        touched: BTreeMap::new(),
        by_provision: BTreeMap::new(),
        whole: BTreeSet::new(),
    };
    spread.run();
    let (documents, agencies) = spread.documents(&lives, as_of);
    let mut sheets = vec![documents, spread.provisions(as_of), agencies.sheet(as_of)];
    let changes = spread.changes(&lives, as_of);
    sheets.extend((!changes.rows.is_empty()).then_some(changes));
    Ok(sheets)
}

/// A provision by its number now, and by the older number it is cited by.
type Named = (Provision, Option<Provision>);

/// What an event spreads to, level by level.
struct Spread<'a, 'l> {
    network: &'a Network,
    families: &'l Families,
    start: usize,
    wanted: Option<Provision>,
    /// Under which number an article stands now.
    articles: Renumbering<'l>,
    last: Day,
    /// How many citations of older numbers were followed.
    followed: usize,
    touched: BTreeMap<usize, Touched<'a>>,
    /// Who names a provision, and where.
    by_provision: BTreeMap<Named, (BTreeSet<usize>, Vec<&'a Evidence>)>,
    /// Who speaks of the document without naming the provision.
    whole: BTreeSet<usize>,
}

impl<'a> Spread<'a, '_> {
    fn run(&mut self) {
        let mut border = vec![self.start];
        let mut depth = 0;
        while !border.is_empty() {
            depth += 1;
            let mut next = BTreeSet::new();
            for upper in border {
                self.spread_from(upper, depth, &mut next);
            }
            for family in next.clone() {
                self.touch_instruments(family, depth, &mut next);
            }
            border = next.into_iter().collect();
        }
        self.whole
            .retain(|family| !self.touched.contains_key(family));
    }

    /// Touches all that speaks of `upper`; who was not touched before joins `next`.
    fn spread_from(&mut self, upper: usize, depth: usize, next: &mut BTreeSet<usize>) {
        let (network, families) = (self.network, self.families);
        for node in families.members(upper) {
            for edge in network.graph.edges_directed(*node, Direction::Incoming) {
                let (lower, link) = (families.number(edge.source()), edge.weight());
                let counts = spreads(link.relation, depth) && lower != upper;
                let work = network.graph.node_weight(*node);
                if !counts || lower == self.start || depth == 1 && !self.names(lower, link, work) {
                    continue;
                }
                if self.touch(lower, upper, depth, link) {
                    next.insert(lower);
                }
            }
        }
    }

    /// Whether a link to the document itself speaks of what was asked about; keeps the provisions
    /// it names.
    fn names(&mut self, lower: usize, link: &'a Link, work: Option<&Document>) -> bool {
        let named: Vec<Named> = link
            .provisions
            .iter()
            .filter_map(|it| self.now(it, link, work))
            .collect();
        let wanted = self.wanted.as_ref();
        let is_meant = |(now, _): &&Named| wanted.is_none_or(|wanted| wanted.meets(now));
        if wanted.is_some() && !named.iter().any(|it| is_meant(&it)) {
            self.whole.insert(lower);
            return false;
        }
        for named in named.iter().filter(is_meant) {
            self.followed += usize::from(named.1.is_some());
            let printed = named.1.as_ref().unwrap_or(&named.0);
            let (citing, evidence) = self.by_provision.entry(named.clone()).or_default();
            citing.insert(lower);
            evidence.extend(naming(&link.evidence, Some(printed)));
        }
        true
    }

    /// A provision that a link names, by its number now; nothing if it is gone since.
    fn now(&self, provision: &Provision, link: &Link, work: Option<&Document>) -> Option<Named> {
        let versions = work.and_then(|work| cited(work, link).zip(held_on(work, self.last)));
        let fate = versions.and_then(|(of, to)| self.articles.fate(of, to, provision));
        match fate {
            None | Some(Fate::Stays) => Some((provision.clone(), None)),
            Some(Fate::Moved(now)) => Some((now, Some(provision.clone()))),
            Some(Fate::Gone) => None,
        }
    }

    /// Touches `lower` by a link; whether that is new.
    fn touch(&mut self, lower: usize, upper: usize, depth: usize, link: &'a Link) -> bool {
        let is_new = !self.touched.contains_key(&lower);
        let entry = self.touched.entry(lower).or_insert_with(|| Touched {
            depth,
            through: (depth > 1).then_some(upper),
            ..Touched::default()
        });
        if entry.depth == depth {
            entry.relations.insert(link.relation);
            for provision in &link.provisions {
                if !entry.provisions.contains(provision) {
                    entry.provisions.push(provision.clone());
                }
            }
            let wanted = self.wanted.as_ref().filter(|_| depth == 1);
            let places = naming(&link.evidence, wanted);
            entry.occurrences += occurrences(places.len());
            entry.evidence.extend(places);
        }
        is_new
    }

    /// What an act that touches several instruments carries is touched with it.
    fn touch_instruments(&mut self, family: usize, depth: usize, next: &mut BTreeSet<usize>) {
        let touched = self.touched.get(&family);
        if !touched.is_some_and(|it| it.relations.iter().any(|relation| relation.rests())) {
            return;
        }
        let families = self.families;
        let covers = families.members(family).iter();
        for instrument in covers.flat_map(|cover| families.several_instruments(*cover)) {
            let instrument = families.number(*instrument);
            if instrument == self.start || self.touched.contains_key(&instrument) {
                continue;
            }
            let carried = Touched {
                depth,
                through: Some(family),
                relations: [Relation::Promulgates].into(),
                ..Touched::default()
            };
            self.touched.insert(instrument, carried);
            next.insert(instrument);
        }
    }

    /// What decisions changed in the document or the provision, under the numbers of their days.
    fn changes(&self, lives: &Lifecycles, as_of: AsOf) -> AnswerTable<'a> {
        let title = "impact: what decisions changed in it";
        let mut sheet = AnswerTable::new(title, as_of, CHANGES);
        for decision in decisions(self.network, lives, Some(self.start), None, as_of) {
            let touches = |it: &&&'a TextualChange| {
                let wanted = self.wanted.as_ref();
                wanted.is_none_or(|wanted| self.touches(&decision, it, wanted))
            };
            let changes = decision.changes.iter().filter(touches);
            sheet.rows.extend(changes.map(|it| changed(&decision, it)));
        }
        sheet
    }

    /// Whether a change touches a provision by its number now: as far as the versions on both sides
    /// of the decision and now are at hand, else by the numbers that the decision names.
    fn touches(&self, decision: &Decision<'a>, it: &TextualChange, wanted: &Provision) -> bool {
        let work = decision.work;
        let now = held_on(work, self.last);
        let made = decision
            .day
            .map(|day| work.versions.partition_point(|it| it.day < day));
        let before = made.and_then(|it| work.versions.get(it.checked_sub(1)?));
        let after = made.and_then(|it| work.versions.get(it));
        let after = after.filter(|it| Some(it.day) == decision.day);
        let fate = |of: Option<&Version>, provision: &Option<Provision>| {
            self.articles.fate(of?, now?, provision.as_ref()?)
        };
        // A place within an article that is renamed beside it goes by the older number.
        let article = |it: &Option<Provision>| it.as_ref().map(|it| it.steps().first().copied());
        let is_within = article(&it.provision) == article(&it.becomes);
        let becomes = if is_within { &None } else { &it.becomes };
        let sides = [(before, &it.provision), (after, becomes)];
        let named = sides.into_iter().filter(|(_, named)| named.is_some());
        let mut fates = named.map(|(of, named)| (fate(of, named), named)).peekable();
        // What names no provision touches the whole act.
        fates.peek().is_none()
            || fates.any(|(fate, named)| match fate {
                Some(Fate::Moved(now)) => now.meets(wanted),
                Some(Fate::Gone) => false,
                None | Some(Fate::Stays) => named.as_ref().is_some_and(|it| it.meets(wanted)),
            })
    }

    fn label(&self, family: usize) -> String {
        self.families.label(self.network, family)
    }

    /// The documents by depth, and whose they are.
    fn documents(&self, lives: &Lifecycles, as_of: AsOf) -> (AnswerTable<'a>, Agencies<'a>) {
        let provision = self.wanted.as_ref().map(|it| format!(" {it}"));
        let (start, provision) = (self.label(self.start), provision.unwrap_or_default());
        let title = format!("impact of {start}{provision}: documents");
        let mut sheet = AnswerTable::new(title, as_of, DOCUMENTS);
        let mut agencies = Agencies::default();
        let mut order: Vec<(&usize, &Touched<'a>)> = self.touched.iter().collect();
        order.sort_by_key(|(family, it)| (it.depth, **family));
        let mut over = 0;
        for (family, it) in order {
            let state = lives.standing(self.network, *family, as_of).state;
            over += usize::from(state.is_over());
            let head = self.families.head(self.network, *family);
            agencies.count(&head.issuers, it);
            sheet.rows.push(self.row(head, it, state));
        }
        sheet.notes = self.notes(over);
        (sheet, agencies)
    }

    fn row(&self, head: Document, it: &Touched<'a>, state: State) -> Row<'a> {
        let relations = it.relations.iter().map(|it| it.name().to_owned());
        let cells = vec![
            Cell::from(head.to_string()),
            Cell::from(it.depth),
            Cell::from(relations.collect::<Vec<_>>()),
            Cell::from(it.provisions.as_slice()),
            Cell::from(it.occurrences),
            Cell::from(head.level.map(Level::name)),
            state.name().into(),
            it.through.map(|family| self.label(family)).into(),
            Cell::from(head.iri),
        ];
        Row {
            depth: it.depth - 1,
            cells,
            evidence: it.evidence.clone(),
        }
    }

    fn notes(&self, over: usize) -> Vec<String> {
        let touched = || self.touched.values();
        let (all, direct) = (
            touched().count(),
            touched().filter(|it| it.depth == 1).count(),
        );
        let occurrences: u64 = touched().map(|it| it.occurrences).sum();
        let mut notes = vec![format!(
            "{all} documents: {direct} directly, {} through others; {occurrences} occurrences; \
             {over} of the documents are over already",
            all - direct
        )];
        if self.wanted.is_some() {
            notes.push(format!(
                "{} more speak of the document without naming this provision",
                self.whole.len()
            ));
        }
        if self.followed > 0 {
            notes.push(format!(
                "{} citations by an older number were followed through the versions",
                self.followed
            ));
        }
        notes
    }

    fn provisions(&self, as_of: AsOf) -> AnswerTable<'a> {
        let mut sheet = AnswerTable::new("impact: provisions that are named", as_of, PROVISIONS);
        for ((now, printed), (citing, evidence)) in &self.by_provision {
            let older = printed.as_ref().map(|it| format!(" (cited as {it})"));
            let label = format!("{now}{}", older.unwrap_or_default());
            let cells = vec![Cell::from(label), Cell::from(citing.len())];
            sheet.rows.push(Row::of(cells, evidence.clone()));
        }
        by_count(&mut sheet.rows, 1);
        sheet
    }
}

/// One change that a decision made.
fn changed<'a>(decision: &Decision<'a>, it: &'a TextualChange) -> Row<'a> {
    let named = |it: &Option<Provision>| Cell::from(it.as_ref().map(ToString::to_string));
    let cells = vec![
        Cell::Word(it.kind.name()),
        named(&it.provision),
        named(&it.becomes),
        Cell::from(&decision.by),
        Cell::from(decision.day),
        Cell::from(decision.start),
        Cell::from(&it.by),
    ];
    Row::of(cells, it.evidence.iter().collect())
}

/// Who issued what is touched: documents, those touched directly, a place of each.
#[derive(Default)]
struct Agencies<'a>(BTreeMap<String, (u64, u64, Vec<&'a Evidence>)>);

impl<'a> Agencies<'a> {
    fn count(&mut self, issuers: &[String], touched: &Touched<'a>) {
        for agency in issuers {
            let (documents, directly, evidence) = self.0.entry(agency.clone()).or_default();
            *documents += 1;
            *directly += u64::from(touched.depth == 1);
            evidence.extend(touched.evidence.first().copied());
        }
    }

    fn sheet(self, as_of: AsOf) -> AnswerTable<'a> {
        let mut sheet = AnswerTable::new("impact: agencies", as_of, AGENCIES);
        for (agency, (documents, directly, evidence)) in self.0 {
            let counts = [documents, directly].map(Cell::from);
            let cells = [Cell::from(agency)].into_iter().chain(counts).collect();
            sheet.rows.push(Row::of(cells, evidence));
        }
        by_count(&mut sheet.rows, 1);
        sheet
    }
}

/// The places that name a provision. A link knows its provisions and its places, not which belongs
/// to which: where no place shows it, all of them.
fn naming<'a>(places: &'a [Evidence], provision: Option<&Provision>) -> Vec<&'a Evidence> {
    let naming: Vec<&'a Evidence> = places
        .iter()
        .filter(|place| provision.is_some_and(|it| it.is_in(&place.quote)))
        .collect();
    if naming.is_empty() {
        places.iter().collect()
    } else {
        naming
    }
}

/// Whether a change spreads over a link: to the document itself, over all that neither ends nor
/// amends it; further on, over what rests.
fn spreads(relation: Relation, depth: usize) -> bool {
    if depth == 1 {
        !relation.supersedes() && relation != Relation::Promulgates
    } else {
        relation.rests() || relation == Relation::AnnexOf
    }
}

/// A link without evidence was still said once.
fn occurrences(places: usize) -> u64 {
    places.max(1) as u64
}
