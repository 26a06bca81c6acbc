//! The texts behind a graph, as far as analyses look at words that the graph does not hold.
//!
//! Owns: [`Texts`], what an analysis may ask of them; the wording of a version. Must not know:
//! where texts come from, how a file is read.

use super::network::{Document, Evidence, Network, Printing, Version};
use super::status::version_named;
use crate::model::error::{Error, ErrorKind};
use petgraph::graph::NodeIndex;

/// The source texts of a graph, each of which may be at hand or not.
pub trait Texts {
    /// The words of a printing without page furniture, one paragraph a line.
    fn paragraphs(&self, printing: &Printing) -> Option<String>;

    /// The words in front of a place and behind it, up to `most` characters each, without white
    /// space.
    fn around(&self, place: &Evidence, most: usize) -> Option<(String, String)>;
}

/// No texts are at hand: what needs them is not found.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn paragraphs(&self, _: &Printing) -> Option<String> {
        None
    }

    fn around(&self, _: &Evidence, _: usize) -> Option<(String, String)> {
        None
    }
}

/// The words that are printed in these places, from the first that is at hand.
pub(super) fn wording(texts: &dyn Texts, printings: &[Printing]) -> Option<String> {
    printings.iter().find_map(|it| texts.paragraphs(it))
}

/// What a document is called and its words: those of the version that `spec` names; without one
/// those of the last that is printed.
///
/// # Errors
/// When there is no such version, it is printed nowhere, or its text is not at hand.
pub fn words_of(
    network: &Network,
    document: NodeIndex,
    spec: Option<&str>,
    texts: &dyn Texts,
) -> Result<(String, String), Error> {
    let usage = |message| Error::new(ErrorKind::Usage, message);
    let found = network.graph.node_weight(document);
    let work = found.ok_or_else(|| usage("no such document".to_owned()))?;
    let named = spec.map(|spec| version_named(network, document, spec));
    let named = named.transpose()?;
    let is_wanted = |it: &&Version| match &named {
        Some(iri) => it.iri == *iri,
        None => !it.printings.is_empty(),
    };
    let version = work.versions.iter().rfind(is_wanted);
    let (label, printings) = match version {
        Some(version) => (
            format!("《{}》@{}", work.title, version.day),
            &version.printings,
        ),
        None => (work.to_string(), &work.printings),
    };
    if printings.is_empty() {
        return Err(usage(format!("{label}: text not held; {}", held(work))));
    }
    let words = wording(texts, printings);
    let missing = || {
        let path = |it: &Printing| network.sources.get(&it.source).map(|it| it.path.clone());
        let paths: Vec<String> = printings.iter().filter_map(path).collect();
        usage(format!(
            "{label}: {} is not there or has changed; give the texts with --texts",
            paths.join(", ")
        ))
    };
    Ok((label.clone(), words.ok_or_else(missing)?))
}

/// Which texts of a work are held.
fn held(work: &Document) -> String {
    let held = work.versions.iter().filter(|it| !it.printings.is_empty());
    let days: Vec<String> = held.map(|it| it.day.to_string()).collect();
    match days.is_empty() {
        true => "the collection prints none".to_owned(),
        false => format!("held are {}", days.join(", ")),
    }
}
