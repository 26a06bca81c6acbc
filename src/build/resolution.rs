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
    /// Its place among all texts.
    place: usize,
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
        out.put(&self.head())?;
        (0..self.all.keys.len()).try_for_each(|place| out.put(&self.text(place)))?;
        (0..self.collection.nodes.len()).try_for_each(|id| out.put(&self.document(id)))?;
        let sha256 = hex(&out.sum.clone().finalize());
        out.put(&Line::End {
            sha256: sha256.into(),
            manifest: Box::new(Cow::Borrowed(self.manifest)),
        })?;
        out.out.flush()
    }

    fn head(&self) -> Line<'_> {
        Line::Head {
            mark: MARK.into(),
            agencies: Cow::Borrowed(self.agencies),
        }
    }

    fn text(&self, place: usize) -> Line<'_> {
        let (facts, index) = &self.all.origins[place];
        Line::File(Text {
            place,
            path: self.all.keys[place].file.path.as_str().into(),
            facts: facts.as_str().into(),
            index: *index,
            documents: Cow::Borrowed(&self.collection.documents[place]),
            references: Cow::Borrowed(&self.collection.references[place]),
        })
    }

    fn document(&self, id: NodeId) -> Line<'_> {
        Line::Document {
            id,
            level: self.levels[id],
            node: Box::new(Cow::Borrowed(&self.collection.nodes[id])),
        }
    }

    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        self.all.keys.len() + self.collection.nodes.len() + 2
    }

    /// One of the rows: the head, the texts, the documents, the manifest.
    pub(super) fn row(&self, n: usize) -> Option<Row> {
        let (texts, nodes) = (self.all.keys.len(), self.collection.nodes.len());
        let (is, line) = match n {
            0 => ("head", json(&self.head())),
            n if n <= texts => ("file", json(&self.text(n - 1))),
            n if n <= texts + nodes => ("document", json(&self.document(n - 1 - texts))),
            n if n == texts + nodes + 1 => ("manifest", json(self.manifest)),
            _ => return None,
        };
        let mut row = Row {
            is,
            line,
            ..Row::default()
        };
        match is {
            "file" => {
                row.facts = Some(self.all.origins[n - 1].0.clone());
                row.uses = self.used(n - 1);
            }
            "document" => row.id = Some(n - 1 - texts),
            _ => {}
        }
        Some(row)
    }

    /// The documents that a text prints or means, each once.
    fn used(&self, place: usize) -> Vec<NodeId> {
        let mut used = BTreeSet::new();
        for printed in self.collection.documents[place].iter().flatten() {
            used.insert(printed.node);
            used.extend(printed.order);
        }
        for reference in &self.collection.references[place] {
            match &reference.target {
                Target::Known(node, _) => drop(used.insert(*node)),
                Target::Ambiguous(nodes) => used.extend(nodes),
                Target::Unresolved => {}
            }
        }
        used.into_iter().collect()
    }
}

/// Strings, numbers and lists always serialise.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A line by itself, and where it is needed: a resolution as a table.
#[derive(Debug, Default)]
pub struct Row {
    /// What the line is: `head`, `file`, `document` or `manifest`.
    pub is: &'static str,
    /// Of a text, the checksum of its facts.
    pub facts: Option<String>,
    /// Of a document, its number.
    pub id: Option<usize>,
    /// Of a text, the documents that its graph needs.
    pub uses: Vec<usize>,
    /// The line, without its end.
    pub line: String,
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
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) collection: Collection,
    pub(super) levels: Vec<Option<Level>>,
    /// The bodies that issued anything in the whole.
    pub(super) agencies: BTreeSet<String>,
    /// A text of which there are no facts.
    pub(super) other: Option<String>,
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

/// The same, of lines at hand in any order: those of the part's texts, and of the documents that
/// these use.
///
/// # Errors
/// When a line is none, or one is missing.
pub(super) fn part_of<'l>(
    lines: impl IntoIterator<Item = &'l str>,
    all: &Collected,
) -> Result<Part, Error> {
    let path = Path::new(AT_HAND);
    let (mut taking, mut documents) = (Taking::of(all), Vec::new());
    let told = |text: &str, what: &str| {
        let begins: String = text.chars().take(60).collect();
        wrong(path, &format!("the line {begins}… {what}"))
    };
    for text in lines {
        match serde_json::from_str(text) {
            // Which documents are wanted the texts tell.
            Ok(line @ Line::Document { .. }) => documents.push((text, line)),
            Ok(line) => taking.take(line).map_err(|what| told(text, &what))?,
            Err(_) => return Err(told(text, "is none of a resolution")),
        }
    }
    for (text, line) in documents {
        taking.take(line).map_err(|what| told(text, &what))?;
    }
    taking.finish(path, all)
}

/// The bodies that issued anything in the whole, as the line of the head names them.
///
/// # Errors
/// When it is no such line, or one of another program.
pub(super) fn agencies(head: &str) -> Result<BTreeSet<String>, Error> {
    let path = Path::new(AT_HAND);
    match serde_json::from_str(head) {
        Ok(Line::Head { mark, agencies }) if mark == MARK => Ok(agencies.into_owned()),
        Ok(Line::Head { .. }) => Err(wrong(path, ANOTHER)),
        _ => Err(wrong(path, "its head is missing")),
    }
}

/// What a resolution is called that stands in no file.
pub(super) const AT_HAND: &str = "the resolution";
const ANOTHER: &str = "another version of this program made it";

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
                return Err(wrong(path, ANOTHER));
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
        let (place, path) = (text.place, text.path);
        let files = self.wanted.remove(&(text.facts.into_owned(), text.index));
        let (mut documents, mut references) =
            (text.documents.into_owned(), text.references.into_owned());
        if files.is_none() {
            self.part.other.get_or_insert_with(|| path.into_owned());
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
    /// # Errors
    /// When what was resolved are not these facts; it may have been made up.
    pub(super) fn check(&self, all: &Collected, path: &Path) -> Result<(), Error> {
        let mut keys = all.keys.iter().enumerate();
        match keys.find(|(file, keys)| !self.fits(*file, keys)) {
            Some((_, keys)) => {
                let what = format!("{} is another there", keys.file.path);
                Err(wrong(path, &what))
            }
            None => Ok(()),
        }
    }

    fn fits(&self, file: usize, keys: &Keys) -> bool {
        let references = &self.collection.references[file];
        let known = |it: &Reference| {
            let rows = keys.rows.get(it.document);
            rows.is_some_and(|rows| it.row < rows.len())
        };
        self.collection.documents[file].len() == keys.documents.len()
            && references.iter().all(known)
    }
}
