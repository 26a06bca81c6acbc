//! How each mention of a document was read, for who wants to know why.
//!
//! Owns: the trace of a mention: where it stands, the cues that fit, the filter that dropped it.
//! Must not know: how the trace is shown.

use super::cues::{self, Zone};
use super::deciding;
use super::filter::LeftOut;
use super::reader::{Context, Family, Prepared, Reader};
use crate::model::span::TextRange;
use crate::text::clean::CleanText;
use crate::text::fields::Fields;
use crate::text::segment::Document;
use std::collections::HashMap;

/// How one mention was read: where it stands, the words around it, every cue that fits them.
#[derive(Debug)]
pub(crate) struct Trace {
    /// The mention with its bracket and provisions, in the clean text.
    pub range: TextRange,
    /// The part of the document.
    pub zone: Zone,
    /// The words of the sentence before it, cited titles blotted out.
    pub before: String,
    /// The words after it.
    pub after: String,
    /// Why it was left out, if it was.
    pub left_out: Option<LeftOut>,
    /// The cues that fit; the first decides.
    pub cues: Vec<&'static cues::Cue>,
}

/// Every mention of document `index` with what was considered, for who wants to know why.
pub(crate) fn trace(
    clean: &CleanText,
    documents: &[Document],
    index: usize,
    fields: &Fields,
) -> Vec<Trace> {
    let family = Family::of(documents);
    let Some(prepared) = Prepared::new(clean, &family, index, fields) else {
        return Vec::new();
    };
    let reader = &prepared.reader;
    let dropped = dropped(&prepared);
    let mut traces = Vec::new();
    for group in &prepared.groups {
        let Some(context) = reader.context(group) else {
            continue;
        };
        for mention in group {
            let own_after = reader.own_after(mention, &context);
            let left_out = reader.left_out(mention, &context, own_after);
            let later = || dropped.get(&(mention.open, mention.close)).copied();
            traces.push(Trace {
                range: TextRange::new(reader.start + mention.open, reader.start + mention.end),
                zone: context.zone,
                before: context.before.to_string(),
                after: context.after.to_owned(),
                left_out: left_out.or_else(later),
                cues: fitting(&context, own_after),
            });
        }
    }
    traces
}

/// The cues that fit, those of the words right after the title first.
fn fitting(context: &Context, own_after: &str) -> Vec<&'static cues::Cue> {
    let annexed = |c: &&cues::Cue| c.id == "annexed";
    let own = deciding::fitting(context.zone, &context.before, own_after);
    let shared = deciding::fitting(context.zone, &context.before, context.after);
    let own = own.into_iter().filter(annexed);
    own.chain(shared.into_iter().filter(|c| !annexed(c)))
        .collect()
}

/// The mentions of which no row comes though they were judged, by where they stand.
fn dropped(prepared: &Prepared) -> HashMap<(usize, usize), LeftOut> {
    let reader: &Reader = &prepared.reader;
    let decided = reader.decide(prepared.groups.clone(), &mut Vec::new());
    let told = reader.told(&decided);
    // Titles in the document's own title have no place in its text.
    let in_text = decided.iter().filter(|d| d.mention.end > 0);
    let dropped = in_text.filter_map(|d| {
        let left_out = reader.meant(d, &told).err()?;
        Some(((d.mention.open, d.mention.close), left_out))
    });
    dropped.collect()
}
