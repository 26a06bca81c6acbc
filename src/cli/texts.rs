//! The texts behind a graph, for pages that let them be read and for analyses that read them.
//!
//! Owns: the option that names them, and which of them a graph was built from. Must not know: how
//! they are shown, what an analysis looks for.

use crate::analyze::Texts;
use crate::analyze::network::{Evidence, Network, Printing};
use crate::model::error::Error;
use crate::model::source::SourceFile;
use crate::read;
use crate::text::clean::CleanText;
use crate::text::records;
use clap::Args;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

/// Texts by the SHA-256 of their files, and the paths of those that are missing.
type Found = (BTreeMap<String, String>, Vec<String>);

#[derive(Debug, Args)]
pub(super) struct TextsArgs {
    /// The texts the graph was built from, files or folders, each checked against its hash;
    /// without it commands that read them look where the graph says they were
    #[arg(long, value_name = "PATH")]
    texts: Vec<PathBuf>,
}

impl TextsArgs {
    /// The texts given, by the SHA-256 of their files.
    pub(super) fn read(&self) -> Result<BTreeMap<String, String>, Error> {
        let paths = if self.texts.is_empty() {
            Vec::new()
        } else {
            read::find(&self.texts)?
        };
        Ok(texts(paths))
    }

    /// The texts given, else those that stand where the graph says they were read; and the paths of
    /// those that are not found or not the same.
    pub(super) fn read_for(&self, network: &Network) -> Result<Found, Error> {
        let found = if self.texts.is_empty() {
            texts(network.sources.values().map(|it| PathBuf::from(&it.path)))
        } else {
            self.read()?
        };
        let files = network.sources.values();
        let missing = files.filter(|file| !found.contains_key(&file.sha256));
        let missing = missing.map(|file| file.path.clone()).collect();
        Ok((found, missing))
    }
}

/// What cannot be read is told later, by the name the graph has for it.
fn texts(paths: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, String> {
    let files = paths.into_iter().flat_map(read_whole);
    files.map(|file| (file.sha256, file.text)).collect()
}

/// The files at a path: of a file in an archive the graph says `a.zip!/b.docx`.
fn read_whole(path: PathBuf) -> Vec<SourceFile> {
    let path = path.to_string_lossy().into_owned();
    let whole = path.split("!/").next().unwrap_or_default().to_owned();
    SourceFile::read_all(whole).0
}

/// The texts of a graph, each read when it is first asked for; of what was given all is read at
/// once.
pub(super) struct Held<'n> {
    network: &'n Network,
    /// By the SHA-256 of their files; none if none were given.
    given: Option<RefCell<BTreeMap<String, SourceFile>>>,
    /// Those that were asked for, by IRI.
    found: RefCell<BTreeMap<String, Option<Rc<Text>>>>,
}

/// A text with its clean form.
struct Text {
    clean: CleanText,
    source: String,
    /// Where every so many characters begin, in bytes.
    marks: Vec<usize>,
}

/// How many characters lie between two marks.
const STRIDE: usize = 256;

impl Text {
    fn new(file: SourceFile) -> Self {
        let letters = file.text.char_indices().step_by(STRIDE);
        Self {
            marks: letters.map(|(at, _)| at).collect(),
            clean: records::clean(&file),
            source: file.text,
        }
    }

    /// The byte at which a character begins.
    fn byte(&self, character: usize) -> Option<usize> {
        let mark = *self.marks.get(character / STRIDE)?;
        let rest = self.source.get(mark..)?;
        let within = rest.char_indices().nth(character % STRIDE);
        Some(mark + within.map_or(rest.len(), |(at, _)| at))
    }
}

impl TextsArgs {
    /// The texts given, else those that stand where the graph says they were read; only what has
    /// the hash that the graph knows.
    pub(super) fn held<'n>(&self, network: &'n Network) -> Result<Held<'n>, Error> {
        let given = if self.texts.is_empty() {
            None
        } else {
            let files = read::find(&self.texts)?.into_iter().flat_map(read_whole);
            let files = files.map(|file| (file.sha256.clone(), file));
            Some(RefCell::new(files.collect()))
        };
        Ok(Held {
            network,
            given,
            found: RefCell::default(),
        })
    }
}

impl Held<'_> {
    fn text(&self, iri: &str) -> Option<Rc<Text>> {
        if let Some(known) = self.found.borrow().get(iri) {
            return known.clone();
        }
        let text = self.read(iri).map(|file| Rc::new(Text::new(file)));
        self.found.borrow_mut().insert(iri.to_owned(), text.clone());
        text
    }

    fn read(&self, iri: &str) -> Option<SourceFile> {
        let file = self.network.sources.get(iri)?;
        if let Some(given) = &self.given {
            return given.borrow_mut().remove(&file.sha256);
        }
        let read = read_whole(PathBuf::from(&file.path)).into_iter();
        read.into_iter().find(|it| it.sha256 == file.sha256)
    }
}

impl Texts for Held<'_> {
    fn paragraphs(&self, printing: &Printing) -> Option<String> {
        let text = self.text(&printing.source)?;
        let lines = text.clean.lines();
        let at = |number: u64| lines.partition_point(|it| u64::from(it.number) < number);
        let (first, end) = (at(printing.first), at(printing.last + 1));
        let last = end.checked_sub(1).filter(|last| first <= *last)?;
        Some(
            text.clean
                .range(first, last)
                .of(text.clean.text())
                .to_owned(),
        )
    }

    fn around(&self, place: &Evidence, most: usize) -> Option<(String, String)> {
        let source = place.span.split("/span/").next()?;
        let text = self.text(source)?;
        let start = usize::try_from(place.start).ok()?;
        let (start, end) = (
            text.byte(start)?,
            text.byte(start + place.quote.chars().count())?,
        );
        let kept = |c: &char| !c.is_whitespace();
        let before = text
            .source
            .get(..start)?
            .chars()
            .rev()
            .filter(kept)
            .take(most);
        let before: Vec<char> = before.collect();
        let after = text.source.get(end..)?.chars().filter(kept).take(most);
        Some((before.into_iter().rev().collect(), after.collect()))
    }
}
