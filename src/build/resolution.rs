//! A resolution as a file: which documents there are, and what each reference means (JSON Lines).
//!
//! Owns: the format, what a part of a collection takes of it, what is wrong with a damaged one.
//! Must not know: how anything was resolved, how quads are made.
//!
//! ```text
//! {"is":"head", …}       the mark of the program, the bodies that issued anything
//! {"is":"file", …}       for each text: the documents it prints, the references it makes
//! {"is":"document", …}   each document once, as far as all texts together tell
//! {"is":"end", …}        the checksum of all lines above, the manifest
//! ```
//!
//! Texts stand before documents, so that whoever wants a few texts reads the file once and holds no
//! other documents than those that they print or mean. Lines are JSON because people want to see
//! what a reference was taken for, and other programs to count it.

use super::bundle::MARK;
use super::held::Collected;
use super::manifest::Manifest;
use super::resolve::{Collection, Node, NodeId, Printed, Reference, Target};
use crate::model::error::{Error, ErrorKind};
use crate::model::level::Level;
use crate::model::source::hex;
use crate::text::facts::Keys;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum Line<'a> {
    Head {
        mark: Cow<'a, str>,
        agencies: Cow<'a, BTreeSet<String>>,
    },
    File(Text<'a>),
    Document {
        id: NodeId,
        level: Option<Level>,
        #[serde(flatten)]
        node: Box<Cow<'a, Node>>,
    },
    End {
        sha256: Cow<'a, str>,
        manifest: Box<Cow<'a, Manifest>>,
    },
}

/// What is known of a text.
#[derive(Serialize, Deserialize)]
struct Text<'a> {
    path: Cow<'a, str>,
    /// The checksum of its facts and of those that came with it, and its place among them.
    facts: Cow<'a, str>,
    index: usize,
    documents: Cow<'a, [Option<Printed>]>,
    references: Cow<'a, [Reference]>,
}

/// All that was resolved.
pub(super) struct Whole<'a> {
    pub(super) all: &'a Collected,
    pub(super) collection: &'a Collection,
    pub(super) levels: &'a [Option<Level>],
    pub(super) agencies: &'a BTreeSet<String>,
    pub(super) manifest: &'a Manifest,
}

impl Whole<'_> {
    /// Writes it to `out`.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut out = Lines {
            out,
            sum: Sha256::new(),
        };
        out.put(&Line::Head {
            mark: MARK.into(),
            agencies: Cow::Borrowed(self.agencies),
        })?;
        for (i, (keys, (facts, index))) in self.all.keys.iter().zip(&self.all.origins).enumerate() {
            out.put(&Line::File(Text {
                path: keys.file.path.as_str().into(),
                facts: facts.as_str().into(),
                index: *index,
                documents: Cow::Borrowed(&self.collection.documents[i]),
                references: Cow::Borrowed(&self.collection.references[i]),
            }))?;
        }
        for (id, node) in self.collection.nodes.iter().enumerate() {
            out.put(&Line::Document {
                id,
                level: self.levels[id],
                node: Box::new(Cow::Borrowed(node)),
            })?;
        }
        let sha256 = hex(&out.sum.clone().finalize());
        out.put(&Line::End {
            sha256: sha256.into(),
            manifest: Box::new(Cow::Borrowed(self.manifest)),
        })?;
        out.out.flush()
    }
}

/// Lines on their way out, and their checksum.
struct Lines<W> {
    out: W,
    sum: Sha256,
}

impl<W: Write> Lines<W> {
    fn put(&mut self, line: &Line) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.sum.update(&bytes);
        self.out.write_all(&bytes)
    }
}

/// What a part of a collection takes of the resolution of the whole: the same, as if there were no
/// other texts.
#[derive(Default)]
pub(super) struct Part {
    pub(super) collection: Collection,
    pub(super) levels: Vec<Option<Level>>,
    /// The bodies that issued anything in the whole.
    pub(super) agencies: BTreeSet<String>,
}

/// Where nothing of the part is printed.
const ELSEWHERE: usize = usize::MAX;

/// Takes from the file what the texts of a part need.
///
/// # Errors
/// When the file cannot be read, is damaged or of another program, or knows not all of the texts.
pub(super) fn part(path: &Path, all: &Collected) -> Result<Part, Error> {
    let mut taking = Taking::of(all);
    each(path, |line| taking.take(line))?;
    taking.finish(path, all)
}

/// The manifest of the whole, in which the number of quads is yet to be told.
///
/// # Errors
/// When the file cannot be read, is damaged or of another program.
pub(super) fn manifest(path: &Path) -> Result<Manifest, Error> {
    each(path, |_| Ok(()))
}

fn wrong(path: &Path, what: &str) -> Error {
    let words = format!(
        "{}: {what}; make it again with `zhengtu resolve`",
        path.display()
    );
    Error::new(ErrorKind::Read, words)
}

/// Hands each line but the last to `take`; the manifest in the last.
fn each(path: &Path, mut take: impl FnMut(Line) -> Result<(), String>) -> Result<Manifest, Error> {
    let failed = |cause: io::Error| Error::read(path, &cause);
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(failed)?);
    let (mut bytes, mut number, mut sum) = (Vec::new(), 0, Sha256::new());
    loop {
        bytes.clear();
        if file.read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
            return Err(wrong(path, "its end is missing"));
        }
        number += 1;
        let told = |what: &str| wrong(path, &format!("line {number} {what}"));
        let line = serde_json::from_slice(&bytes).ok();
        let line: Line = line.ok_or_else(|| told("is none of a resolution"))?;
        match line {
            Line::Head { ref mark, .. } if mark != MARK => {
                return Err(wrong(path, "another version of this program made it"));
            }
            Line::End { sha256, manifest } => {
                let is_last = file.fill_buf().map_err(failed)?.is_empty();
                let is_whole = is_last && *sha256 == *hex(&sum.finalize());
                let damaged = || wrong(path, "it is damaged: its checksum is wrong");
                let manifest = is_whole.then(|| (*manifest).into_owned());
                return manifest.ok_or_else(damaged);
            }
            line if number == 1 && !matches!(line, Line::Head { .. }) => {
                return Err(told("is no head"));
            }
            line => take(line).map_err(|what| told(&what))?,
        }
        sum.update(&bytes);
    }
}

/// A part while its lines are read.
struct Taking {
    /// The texts of the part, by the checksum of their facts and their place there.
    wanted: BTreeMap<(String, usize), Vec<usize>>,
    part: Part,
    /// Text of the whole → text of the part.
    texts: BTreeMap<usize, usize>,
    seen: usize,
    /// Document of the whole → document of the part.
    ids: BTreeMap<NodeId, NodeId>,
    nodes: Vec<Option<(Node, Option<Level>)>>,
}

impl Taking {
    fn of(all: &Collected) -> Self {
        let mut wanted: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (file, origin) in all.origins.iter().enumerate() {
            wanted.entry(origin.clone()).or_default().push(file);
        }
        let mut part = Part::default();
        part.collection.documents = vec![Vec::new(); all.keys.len()];
        part.collection.references = vec![Vec::new(); all.keys.len()];
        Self {
            wanted,
            part,
            texts: BTreeMap::new(),
            seen: 0,
            ids: BTreeMap::new(),
            nodes: Vec::new(),
        }
    }

    fn take(&mut self, line: Line) -> Result<(), String> {
        match line {
            Line::Head { agencies, .. } => self.part.agencies = agencies.into_owned(),
            Line::File(text) => self.text(text),
            Line::Document { id, level, node } => {
                if let Some(own) = self.ids.get(&id) {
                    let node = (*node).into_owned();
                    let paths = node.aliases.iter().chain([&node.path]);
                    let versions = node.versions.iter().map(|it| &it.path);
                    if !paths.chain(versions).all(|path| is_path(path)) {
                        return Err("has a name that no IRI can have".to_owned());
                    }
                    self.nodes[*own] = Some((node, level));
                }
            }
            Line::End { .. } => {}
        }
        Ok(())
    }

    fn text(&mut self, text: Text) {
        let place = self.seen;
        self.seen += 1;
        let files = self.wanted.remove(&(text.facts.into_owned(), text.index));
        let (mut documents, mut references) =
            (text.documents.into_owned(), text.references.into_owned());
        if files.is_none() {
            return;
        }
        for printed in documents.iter_mut().flatten() {
            printed.node = self.id(printed.node);
            printed.order = printed.order.map(|order| self.id(order));
        }
        for reference in &mut references {
            match &mut reference.target {
                Target::Known(node, _) => *node = self.id(*node),
                Target::Ambiguous(nodes) => nodes.iter_mut().for_each(|it| *it = self.id(*it)),
                Target::Unresolved => {}
            }
        }
        for file in files.into_iter().flatten() {
            self.texts.insert(place, file);
            self.part.collection.documents[file].clone_from(&documents);
            self.part.collection.references[file].clone_from(&references);
        }
    }

    /// The document of the part that is this one of the whole.
    fn id(&mut self, whole: NodeId) -> NodeId {
        let nodes = &mut self.nodes;
        *self.ids.entry(whole).or_insert_with(|| {
            nodes.push(None);
            nodes.len() - 1
        })
    }

    fn finish(mut self, path: &Path, all: &Collected) -> Result<Part, Error> {
        if let Some(files) = self.wanted.values().next() {
            let name = &all.keys[files[0]].file.path;
            let words = format!(
                "{}: {name} is not in it; name all files of facts to `zhengtu resolve`",
                path.display()
            );
            return Err(Error::new(ErrorKind::Read, words));
        }
        for node in std::mem::take(&mut self.nodes) {
            let (mut node, level) = node.ok_or_else(|| wrong(path, "a document is missing"))?;
            let printings = node.printings.iter_mut();
            let versions = node.versions.iter_mut().flat_map(|it| &mut it.printings);
            let told = node.events.iter_mut().flat_map(|it| &mut it.told);
            let told = told.map(|(at, _)| at);
            for at in printings.chain(versions).chain(told) {
                at.file = self.texts.get(&at.file).copied().unwrap_or(ELSEWHERE);
            }
            self.part.collection.nodes.push(node);
            self.part.levels.push(level);
        }
        Ok(self.part)
    }
}

/// Whether a name can stand in an IRI.
fn is_path(path: &str) -> bool {
    let unfit = |c: char| c <= ' ' || "<>\"{}|^`\\".contains(c);
    !path.contains(unfit)
}

impl Part {
    /// Whether the resolution is one of these facts; it may have been made up.
    pub(super) fn fits(&self, file: usize, keys: &Keys) -> bool {
        let references = &self.collection.references[file];
        let known = |it: &Reference| {
            let rows = keys.rows.get(it.document);
            rows.is_some_and(|rows| it.row < rows.len())
        };
        self.collection.documents[file].len() == keys.documents.len()
            && references.iter().all(known)
    }
}
