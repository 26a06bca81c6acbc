//! `graph.manifest.json`: what went into a graph file and what came out, so that two builds can be
//! compared.
//!
//! Owns: the counts and their names. Must not know: how anything was found. No time and no host
//! stand in it: the same files give the same manifest.

use crate::build::resolve::{Collection, Kind as NodeKind, Node, Outcome, Party, parties};
use crate::model::error::Skipped;
use crate::model::format::without_packing;
use crate::model::relation::Relation;
use crate::model::source::Kind;
use crate::text::facts::Keys;
use crate::text::segment::Role;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a build read and wrote.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name of the program.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// The base of all data IRIs.
    pub base: String,
    /// The files read, in order.
    pub files: Vec<File>,
    /// The files left out.
    pub skipped: Vec<Skipped>,
    /// What was found.
    pub counts: Counts,
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its encoding.
    pub encoding: String,
    /// What kind of file it is; not said of plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// What there is to tell of it: bytes replaced, pages lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How many documents it prints.
    pub documents: usize,
}

/// Counts that add up: printings by role = printings, `nodes` = `documents` + `orders` + `stubs`,
/// references by relation and outcome = references, each counted once, whatever prints it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records printed in the files, front matter aside.
    pub printings: usize,
    /// Printings by role.
    pub by_role: BTreeMap<String, usize>,
    /// Printed documents by the noun that ends the title.
    pub by_type: BTreeMap<String, usize>,
    /// Different documents that are printed, orders aside.
    pub documents: usize,
    /// Decrees and orders that are printed with the instrument they promulgate.
    pub orders: usize,
    /// Documents and orders that are printed more than once.
    pub printed_again: usize,
    /// Documents that are only mentioned.
    pub stubs: usize,
    /// All documents.
    pub nodes: usize,
    /// Issuing bodies.
    pub agencies: usize,
    /// Issuers whose name does not tell which body is meant, each printed name once.
    pub unknown_issuers: usize,
    /// References by relation and by what became of them.
    pub references: BTreeMap<String, Outcomes>,
    /// Mentions left out because a document would refer to itself.
    pub to_itself: usize,
    /// Quads written.
    pub quads: usize,
}

/// What became of references.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// The target is printed in the collection.
    pub resolved: usize,
    /// The target is known by mention only.
    pub outside: usize,
    /// Several documents fit.
    pub ambiguous: usize,
    /// Nothing fits.
    pub unresolved: usize,
}

impl Outcomes {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Resolved => self.resolved += 1,
            Outcome::Outside => self.outside += 1,
            Outcome::Ambiguous => self.ambiguous += 1,
            Outcome::Unresolved => self.unresolved += 1,
        }
    }

    /// All together.
    pub fn total(&self) -> usize {
        self.resolved + self.outside + self.ambiguous + self.unresolved
    }
}

impl Manifest {
    /// The manifest of a build.
    pub fn new(
        files: &[Keys],
        skipped: &[Skipped],
        collection: &Collection,
        base: &str,
        quads: usize,
    ) -> Self {
        let file = |(i, a): (usize, &Keys)| File {
            path: a.file.path.clone(),
            sha256: a.file.sha256.clone(),
            encoding: a.file.encoding.clone(),
            kind: match a.file.kind {
                Kind::Text => String::new(),
                kind => kind.name().to_owned(),
            },
            notes: a.file.notes.clone(),
            documents: collection.documents[i].iter().flatten().count(),
        };
        Self {
            tool: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            base: base.to_owned(),
            files: files.iter().enumerate().map(file).collect(),
            skipped: skipped.to_vec(),
            counts: Counts::new(files, collection, quads),
        }
    }

    /// Where the manifest of a graph file stands: foo.nq → foo.manifest.json.
    ///
    /// ```
    /// use std::path::Path;
    /// use zhengtu::parts::build::Manifest;
    /// let beside = Manifest::path(Path::new("out/foo.nq"));
    /// assert_eq!(beside, Path::new("out/foo.manifest.json"));
    /// assert_eq!(Manifest::path(Path::new("out/foo.nq.gz")), beside);
    /// ```
    pub fn path(graph: &Path) -> PathBuf {
        without_packing(graph).with_extension("manifest.json")
    }

    /// As JSON, with a line end.
    pub fn to_json(&self) -> String {
        // Strings and counts always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Counts {
    fn new(files: &[Keys], collection: &Collection, quads: usize) -> Self {
        let mut counts = Self {
            nodes: collection.nodes.len(),
            quads,
            to_itself: collection.to_itself,
            ..Self::default()
        };
        let mut issuers = Issuers::default();
        for (file, facts) in files.iter().enumerate() {
            counts.add_printings(facts, &mut issuers);
            counts.add_references(file, facts, collection);
        }
        counts.add_orders(collection);
        for node in &collection.nodes {
            counts.add_node(node);
        }
        counts.agencies = issuers.known.len();
        counts.unknown_issuers = issuers.unknown.len();
        counts
    }

    fn add_printings(&mut self, facts: &Keys, issuers: &mut Issuers) {
        for (document, record) in facts.documents.iter().enumerate() {
            if record.role == Role::FrontMatter {
                continue;
            }
            self.printings += 1;
            *self
                .by_role
                .entry(record.role.name().to_owned())
                .or_default() += 1;
            let printed = &facts.fields[document].agencies;
            for (issuer, party) in printed.iter().zip(parties(facts, document)) {
                match party {
                    Party::Unknown => issuers.unknown.insert(issuer.value.clone()),
                    Party::Listed(name) | Party::Local(name) => issuers.known.insert(name),
                };
            }
        }
    }

    fn add_references(&mut self, file: usize, facts: &Keys, collection: &Collection) {
        let references = collection.references[file].iter();
        for reference in references.filter(|it| !it.again) {
            let row = &facts.rows[reference.document][reference.row];
            let outcome = collection.outcome(&reference.target);
            self.of(row.relation).count(outcome);
        }
    }

    /// The graph says of each order that it promulgates its instrument.
    fn add_orders(&mut self, collection: &Collection) {
        let printed = collection.documents.iter().flatten().flatten();
        let orders = printed.filter_map(|it| Some((it.order?, it.node, it.nth)));
        let orders = orders.collect::<BTreeSet<_>>().len();
        if orders > 0 {
            self.of(Relation::Promulgates).resolved += orders;
        }
    }

    fn of(&mut self, relation: Relation) -> &mut Outcomes {
        self.references
            .entry(relation.name().to_owned())
            .or_default()
    }

    fn add_node(&mut self, node: &Node) {
        match (node.is_found(), node.kind) {
            (false, _) => self.stubs += 1,
            (true, NodeKind::Order) => self.orders += 1,
            (true, NodeKind::Document) => {
                self.documents += 1;
                let name = node.title.noun().unwrap_or("other");
                *self.by_type.entry(name.to_owned()).or_default() += 1;
            }
        }
        self.printed_again += usize::from(node.printings.len() > 1);
    }
}

/// The bodies that issued what is printed, each once.
#[derive(Default)]
struct Issuers {
    known: BTreeSet<String>,
    /// As they are printed.
    unknown: BTreeSet<String>,
}

/// The report a person reads after a build. The time it took is for the caller to add.
impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.counts;
        let roles: Vec<String> = c
            .by_role
            .iter()
            .map(|(r, n)| format!("{n} {r}{}", if *n == 1 { "" } else { "s" }))
            .collect();
        writeln!(
            f,
            "{} files, {} texts in them: {}",
            self.files.len(),
            c.printings,
            roles.join(", ")
        )?;
        writeln!(
            f,
            "{} documents ({} printed more than once), {} orders, {} more known by mention only",
            c.documents, c.printed_again, c.orders, c.stubs
        )?;
        let mut types: Vec<(&String, &usize)> = c.by_type.iter().collect();
        types.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let shown: Vec<String> = types
            .iter()
            .take(12)
            .map(|(t, n)| format!("{t} {n}"))
            .collect();
        writeln!(
            f,
            "by type: {}{}",
            shown.join("  "),
            if types.len() > 12 { "  …" } else { "" }
        )?;
        writeln!(
            f,
            "{} agencies, {} issuers whose name leaves open which body is meant",
            c.agencies, c.unknown_issuers
        )?;
        writeln!(
            f,
            "{:<14}{:>10}{:>10}{:>10}{:>11}",
            "references", "resolved", "outside", "ambiguous", "unresolved"
        )?;
        let mut sum = Outcomes::default();
        for relation in Relation::STATED {
            let Some(o) = c.references.get(relation.name()) else {
                continue;
            };
            row(f, relation.name(), *o)?;
            sum = Outcomes {
                resolved: sum.resolved + o.resolved,
                outside: sum.outside + o.outside,
                ambiguous: sum.ambiguous + o.ambiguous,
                unresolved: sum.unresolved + o.unresolved,
            };
        }
        row(f, "all", sum)?;
        write!(f, "{} quads", c.quads)
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, o: Outcomes) -> fmt::Result {
    writeln!(
        f,
        "  {name:<12}{:>10}{:>10}{:>10}{:>11}",
        o.resolved, o.outside, o.ambiguous, o.unresolved
    )
}
