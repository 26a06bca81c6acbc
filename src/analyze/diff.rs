//! Graph diff: what two graphs say differently.
//!
//! Owns: documents, links and statuses gained, lost and changed; text, Markdown and JSON of that.
//! Must not know: files.

use super::lifecycle::Lifecycles;
use super::status::{Status, statuses};
use crate::analyze::network::{Document, Link, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::error::{Error, ErrorKind};
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How a difference is written.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum DiffLayout {
    /// Lines with + for gained, - for lost, ~ for changed.
    Text,
    /// Headings and lists.
    Markdown,
    /// All of it, for programs.
    Json,
}

/// A line of a difference: what it is about, what is new or old about it, where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    what: String,
    how: Vec<String>,
    place: Option<String>,
}

/// Gained, lost, changed.
#[derive(Debug, Default)]
struct Part {
    gained: Vec<Change>,
    lost: Vec<Change>,
    changed: Vec<Change>,
}

/// The difference between two graphs.
#[derive(Debug)]
pub struct Diff {
    as_of: AsOf,
    documents: Part,
    links: Part,
    statuses: Part,
}

/// What `new` says that `old` does not, and the other way round.
pub fn diff(old: &Network, new: &Network, as_of: AsOf) -> Diff {
    Diff {
        as_of,
        documents: documents(old, new),
        links: links(old, new),
        statuses: diff_statuses(old, new, as_of),
    }
}

fn documents(old: &Network, new: &Network) -> Part {
    let of = |network: &'_ Network| -> BTreeMap<String, Document> {
        network
            .graph
            .node_weights()
            .map(|it| (it.iri.clone(), it.clone()))
            .collect()
    };
    let plain = |document: &Document| Change {
        what: name(document),
        how: Vec::new(),
        place: document
            .printed
            .as_ref()
            .map(|(path, line)| format!("{path}:{line}")),
    };
    compare(&of(old), &of(new), plain, |old, new| {
        let fields = |it: &Document| {
            vec![
                ("title", Some(it.title.clone())),
                (
                    "number",
                    it.number.clone().or_else(|| it.promulgated_under.clone()),
                ),
                ("type", it.kind.clone()),
                ("level", it.level.map(|level| level.to_string())),
                ("date", it.dated.map(|day| day.to_string())),
                ("in force from", it.effective.map(|day| day.to_string())),
                ("expires", it.expires.as_ref().map(ToString::to_string)),
                ("issuers", Some(it.issuers.join("、"))),
                (
                    "in the collection",
                    Some(if it.stub { "no" } else { "yes" }.to_owned()),
                ),
            ]
        };
        fields(old)
            .into_iter()
            .zip(fields(new))
            .filter(|(old, new)| old.1 != new.1)
            .map(|((field, old), (_, new))| turned(field, old, new))
            .collect()
    })
}

fn turned(field: &str, old: Option<String>, new: Option<String>) -> String {
    let show = |value: Option<String>| {
        value
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| "nothing".to_owned())
    };
    format!("{field}: {} → {}", show(old), show(new))
}

fn name(document: &Document) -> String {
    format!("{document} <{}>", document.iri)
}

/// From whom, what, of whom.
type Key = (String, Relation, String);
/// All that one document says of another by one relation.
type Said = BTreeMap<Key, (Key, Vec<Link>)>;

fn said(network: &Network) -> Said {
    let mut said = Said::new();
    let iri = |node| {
        network
            .graph
            .node_weight(node)
            .map(|document: &Document| document.iri.clone())
            .unwrap_or_default()
    };
    for edge in network.graph.edge_references() {
        let key = (
            iri(edge.source()),
            edge.weight().relation,
            iri(edge.target()),
        );
        said.entry(key.clone())
            .or_insert_with(|| (key, Vec::new()))
            .1
            .push(edge.weight().clone());
    }
    said
}

fn links(old: &Network, new: &Network) -> Part {
    let title = |iri: &str| {
        [new, old]
            .iter()
            .find_map(|network| {
                network
                    .node(iri)
                    .and_then(|node| network.graph.node_weight(node))
            })
            .map_or_else(String::new, ToString::to_string)
    };
    let (old, new) = (said(old), said(new));
    let plain = |((from, relation, to), links): &(Key, Vec<Link>)| Change {
        what: format!("{} {} {}", title(from), relation.name(), title(to)),
        how: Vec::new(),
        place: links.iter().find_map(Link::place),
    };
    compare(&old, &new, plain, |(_, old), (_, new)| {
        let facts = |links: &[Link]| -> BTreeSet<String> {
            let fact = |link: &Link| {
                let part = |word: &str, value: &Option<String>| {
                    value.as_ref().map(|value| format!("{word} {value}"))
                };
                let provisions = (!link.provisions.is_empty()).then(|| link.named());
                let parts = [
                    provisions,
                    part("from", &link.date.map(|day| day.to_string())),
                    part("until", &link.until.map(|day| day.to_string())),
                    part("time", &link.ordinal),
                ];
                let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
                if text.is_empty() {
                    "as a whole, no day".to_owned()
                } else {
                    text
                }
            };
            links.iter().map(fact).collect()
        };
        let (old, new) = (facts(old), facts(new));
        if old == new {
            return Vec::new();
        }
        let join =
            |facts: &BTreeSet<String>| Some(facts.iter().cloned().collect::<Vec<_>>().join("; "));
        vec![turned("says", join(&old), join(&new))]
    })
}

fn diff_statuses(old: &Network, new: &Network, as_of: AsOf) -> Part {
    let of = |network: &Network| -> BTreeMap<String, (String, Status)> {
        let lives = Lifecycles::of(network);
        let all = statuses(network, &lives, as_of)
            .into_iter()
            .filter_map(|status| {
                let iri = status.documents.first()?.clone();
                let title = network
                    .node(&iri)
                    .and_then(|node| network.graph.node_weight(node))
                    .map(name)?;
                Some((iri, (title, status)))
            });
        all.collect()
    };
    let words = |status: &Status| {
        let since = status
            .since
            .map(|day| format!(" since {day}"))
            .unwrap_or_default();
        format!("{}{since}", status.state.name())
    };
    let plain = |(title, status): &(String, Status)| Change {
        what: title.clone(),
        how: vec![words(status)],
        place: None,
    };
    compare(&of(old), &of(new), plain, |(_, old), (_, new)| {
        let (old, new) = (words(old), words(new));
        if old == new {
            Vec::new()
        } else {
            vec![turned("status", Some(old), Some(new))]
        }
    })
}

/// The keys of one side, of the other, and of both where `differences` finds any.
fn compare<K: Ord, V>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
    plain: impl Fn(&V) -> Change,
    differences: impl Fn(&V, &V) -> Vec<String>,
) -> Part {
    let only = |these: &BTreeMap<K, V>, those: &BTreeMap<K, V>| {
        these
            .iter()
            .filter(|(key, _)| !those.contains_key(key))
            .map(|(_, it)| plain(it))
            .collect()
    };
    let changed = new.iter().filter_map(|(key, new)| {
        let how = differences(old.get(key)?, new);
        (!how.is_empty()).then(|| Change { how, ..plain(new) })
    });
    Part {
        gained: only(new, old),
        lost: only(old, new),
        changed: changed.collect(),
    }
}

impl Diff {
    /// Whether the graphs say the same.
    pub fn is_empty(&self) -> bool {
        self.parts()
            .iter()
            .all(|(_, part)| part.lists().iter().all(|(_, _, list)| list.is_empty()))
    }

    /// The difference in a layout.
    ///
    /// # Errors
    /// Never in practice: only when JSON cannot be written to memory.
    pub fn write(&self, layout: DiffLayout) -> Result<String, Error> {
        match layout {
            DiffLayout::Text => Ok(self.text()),
            DiffLayout::Markdown => Ok(self.markdown()),
            DiffLayout::Json => {
                let wrong = |cause: serde_json::Error| {
                    Error::new(
                        ErrorKind::Write,
                        format!("the difference cannot be written as JSON: {cause}"),
                    )
                };
                serde_json::to_string_pretty(&self.record())
                    .map(|text| text + "\n")
                    .map_err(wrong)
            }
        }
    }

    fn parts(&self) -> [(&'static str, &Part); 3] {
        [
            ("documents", &self.documents),
            ("links", &self.links),
            ("statuses", &self.statuses),
        ]
    }

    fn text(&self) -> String {
        let mut text = format!("difference — {}\n", self.as_of);
        for (name, part) in self.parts() {
            text.push_str(&format!("{name}: {}\n", part.counts()));
            for (mark, _, changes) in part.lists() {
                for change in changes {
                    text.push_str(&format!("  {mark} {change}\n"));
                }
            }
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# What changed\n\nStatuses are {}.\n", self.as_of);
        for (name, part) in self.parts() {
            text.push_str(&format!(
                "\n## {}{}: {}\n",
                name[..1].to_uppercase(),
                &name[1..],
                part.counts()
            ));
            for (_, word, changes) in part
                .lists()
                .into_iter()
                .filter(|(_, _, changes)| !changes.is_empty())
            {
                text.push_str(&format!("\n### {word}\n\n"));
                changes.iter().for_each(|change| {
                    text.push_str(&format!(
                        "- {}\n",
                        change
                            .to_string()
                            .replace(['<', '>'], "`")
                            .replace('*', "\\*")
                    ))
                });
            }
        }
        text
    }

    fn record(&self) -> Value {
        let list = |changes: &[Change]| -> Value {
            changes
                .iter()
                .map(|it| json!({"what": it.what, "how": it.how, "evidence": it.place}))
                .collect()
        };
        let part = |part: &Part| json!({"gained": list(&part.gained), "lost": list(&part.lost), "changed": list(&part.changed)});
        json!({
            "as_of": self.as_of.day().map(|day| day.to_string()),
            "as_of_stated": self.as_of.to_string(),
            "documents": part(&self.documents),
            "links": part(&self.links),
            "statuses": part(&self.statuses),
        })
    }
}

impl Part {
    fn lists(&self) -> [(char, &'static str, &[Change]); 3] {
        [
            ('+', "Gained", &self.gained),
            ('-', "Lost", &self.lost),
            ('~', "Changed", &self.changed),
        ]
    }

    fn counts(&self) -> String {
        format!(
            "{} gained, {} lost, {} changed",
            self.gained.len(),
            self.lost.len(),
            self.changed.len()
        )
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        if !self.how.is_empty() {
            write!(f, " — {}", self.how.join("; "))?;
        }
        if let Some(place) = &self.place {
            write!(f, "  [{place}]")?;
        }
        Ok(())
    }
}
