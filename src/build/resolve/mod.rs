//! All files together: which printings are one document, and which document a mention means.
//!
//! Owns: the identity of documents, works and their versions, the choice of an IRI for each,
//! documents known by mention only, the verdict on every mention: resolved, outside the collection,
//! ambiguous, unresolved. Must not know: text, offsets and evidence (it passes rows by index), RDF.
//!
//! Three things that law and libraries keep apart (ELI 1.5, FRBR) are kept apart here: the *work*,
//! which every mention by name means ([`Node`]); its *versions*, one for each state of its wording,
//! printed or not ([`Version`]); the *printings* of each ([`Printing`]). A document that never
//! changes, such as a notice, is a work without versions.
//!
//! A wrong merge is worse than two nodes for one document, so two printings are one only when their
//! numbers agree, or their titles together with a date or their covering notice, and nothing
//! contradicts. A mention that fits several documents stays open. The outcome depends on what the
//! files hold, not on their order: whatever is chosen among equals is chosen by content.

mod candidates;
mod collection;
mod gather;
mod identity;
mod life;
mod mention;
mod mentioned;
mod naming;
mod party;
mod place;
mod printing;
mod quoting;
mod references;
mod stubs;
mod works;

pub use collection::{Collection, Node, Outcome, Reference, Target};
pub(crate) use collection::{How, NodeId, Printed};
pub(crate) use life::{LifeEvent, stated_for};
pub use party::{Party, parties, party, party_on};
pub(crate) use place::Kind;
pub(crate) use references::{cited, put_out};

use crate::build::similarity::Words;
use crate::text::facts::{Facts, Keys};

/// Resolve a collection. `files` are in the order of their paths.
pub fn resolve(files: &[Facts]) -> Collection {
    let keys: Vec<Keys> = files.iter().map(Facts::keys).collect();
    by_keys(&keys, &files)
}

/// The same, of files of which no more is at hand than their keys, and their words when they are
/// asked for.
pub(crate) fn by_keys(files: &[Keys], words: &dyn Words) -> Collection {
    let mut found = printing::found(files);
    naming::name(files, &mut found);
    let texts = identity::clusters(words, &found);
    let works = works::works(&found, &texts);
    let clusters: Vec<Vec<usize>> = works
        .iter()
        .map(|work| work.iter().flat_map(|i| texts[*i].clone()).collect())
        .collect();
    let node = |(members, work): (&Vec<usize>, &Vec<usize>)| {
        let mut node = identity::node(&found, members);
        works::live(words, &mut node, &found, &texts, work);
        node
    };
    let mut collection = Collection {
        nodes: clusters.iter().zip(&works).map(node).collect(),
        documents: files
            .iter()
            .map(|f| vec![None; f.documents.len()])
            .collect(),
        references: Vec::new(),
        to_itself: 0,
    };
    for (node, members) in clusters.iter().enumerate() {
        for at in members.iter().map(|m| found[*m].at) {
            let slot = collection.documents[at.file][at.document].get_or_insert(Printed {
                node,
                order: None,
                version: None,
                nth: None,
            });
            match at.kind {
                Kind::Document => slot.node = node,
                Kind::Order => slot.order = Some(node),
            }
        }
    }
    (0..collection.nodes.len()).for_each(|node| collection.place_versions(node));
    mention::resolve(files, &found, &clusters, &mut collection);
    naming::finish(&mut collection.nodes);
    collection
}
