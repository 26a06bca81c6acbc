//! PDFs made to hurt: how much work a page asks for, before any of it is done.
//!
//! Owns: the size of each stream, the work of a page with the forms it calls. Must not know: what
//! a page says.
//!
//! The crate that interprets pages unpacks what it meets and follows each call, so all this is
//! counted first. The measure is a byte of a content stream that is run through, whatever the
//! machine: a page is lost or kept everywhere alike.

use super::super::limits::{Limits, size};
use super::super::unpacked::{self, Packing, Size};
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use memchr::memmem;
use std::collections::HashMap;

/// The work of a page is that of running through so many bytes. A full one has 200,000.
const PAGE: u64 = 32 << 20;
/// A byte of a shown string weighs so much: it becomes a character.
const SHOWN: u64 = 16;
/// What looks a thing up in the file weighs so much.
const LOOKED_UP: u64 = 256;
/// Forms within forms that are followed.
const DEEP: usize = 50;
/// What a picture may be unpacked.
const PICTURE: u64 = 256 << 20;

/// The streams of a file, by what they are unpacked, and the work that is left.
#[derive(Debug)]
pub(super) struct Scales {
    sizes: HashMap<ObjectIdentifier, Size>,
    /// The work of forms, by themselves and the names they look up.
    forms: HashMap<(ObjectIdentifier, usize), u64>,
    left: u64,
    /// Whether a picture is larger than any page needs.
    pub(super) vast_picture: bool,
}

/// What can be had of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// All of it.
    Whole,
    /// What stands before the place where it breaks.
    Part,
    /// Nothing: it is broken.
    Lost,
    /// Nothing: it asks for too much work.
    Heavy,
}

/// Bytes that the streams of a file make together.
struct Sum {
    bytes: u64,
    most: u64,
}

impl Sum {
    fn add(&mut self, packed: usize, bytes: u64) -> Result<(), String> {
        if is_bomb(packed, bytes) {
            let ratio = Limits::RATIO;
            return Err(format!(
                "a stream in it grows to more than {ratio} times its size"
            ));
        }
        self.bytes = self.bytes.saturating_add(bytes);
        match self.bytes > self.most {
            true => Err(format!("it unpacks to more than {}", size(self.most))),
            false => Ok(()),
        }
    }
}

fn is_bomb(packed: usize, bytes: u64) -> bool {
    bytes > Limits::SMALL && bytes / Limits::RATIO > packed as u64
}

/// Looks at the streams of a file before it is opened: opening it unpacks those that hold objects.
///
/// # Errors
/// A clause that says what is too large.
pub(super) fn look(bytes: &[u8], most: u64) -> Result<(), String> {
    let mut sum = Sum { bytes: 0, most };
    let ends: Vec<usize> = memmem::find_iter(bytes, b"endstream").collect();
    for at in memmem::find_iter(bytes, b"stream") {
        let after = &bytes[at + b"stream".len()..];
        let head = &bytes[at.saturating_sub(HEAD)..at];
        let start = match after {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => continue,
        };
        let head = &head[memmem::rfind(head, b"obj").unwrap_or(0)..];
        let chain = filters(head);
        if head.ends_with(b"end") || !chain.contains(&Packing::Flate) {
            continue;
        }
        // What is packed tells its own end; the word may stand within it. What breaks may be
        // encrypted, and is measured once the file is open.
        let found = unpacked::size(&after[start..], &chain, most);
        let end = ends.get(ends.partition_point(|end| *end < at + start));
        let packed = end.map_or(after.len(), |end| end - at);
        let picture = memmem::find(head, b"/Image").is_some();
        if found.whole && !picture {
            sum.add(packed, found.bytes)?;
        } else if found.whole && is_bomb(packed, found.bytes) {
            sum.add(usize::MAX, found.bytes)?;
        }
    }
    Ok(())
}

/// How far before a stream its dictionary begins.
const HEAD: usize = 2048;

/// The packings that a dictionary names.
fn filters(dictionary: &[u8]) -> Vec<Packing> {
    const NAMES: &[(&[u8], Packing)] = &[
        (b"FlateDecode", Packing::Flate),
        (b"Fl", Packing::Flate),
        (b"LZWDecode", Packing::Lzw),
        (b"ASCIIHexDecode", Packing::Hex),
        (b"ASCII85Decode", Packing::Base85),
        (b"DCTDecode", Packing::Picture),
        (b"JPXDecode", Packing::Picture),
        (b"JBIG2Decode", Packing::Picture),
        (b"CCITTFaxDecode", Packing::Picture),
    ];
    let names = dictionary.split(|b| *b == b'/').skip(1);
    let names = names.map(|n| {
        let end = n.iter().position(|b| !b.is_ascii_alphanumeric());
        &n[..end.unwrap_or(n.len())]
    });
    let chain = names.filter_map(|n| NAMES.iter().find(|(name, _)| n == *name).map(|(_, p)| *p));
    let chain: Vec<Packing> = chain.collect();
    match chain.is_empty() && memmem::find(dictionary, b"/F").is_some() {
        // Named elsewhere, or in another spelling.
        true => vec![Packing::Flate],
        false => chain,
    }
}

fn packing(filter: Filter) -> Option<Packing> {
    Some(match filter {
        Filter::FlateDecode => Packing::Flate,
        Filter::LzwDecode => Packing::Lzw,
        Filter::AsciiHexDecode => Packing::Hex,
        Filter::Ascii85Decode => Packing::Base85,
        Filter::RunLengthDecode => Packing::Runs,
        Filter::Crypt => return None,
        _ => Packing::Picture,
    })
}

fn size_of(stream: &Stream, most: u64) -> (usize, Size) {
    let packed = stream.raw_data();
    let chain: Vec<Packing> = stream.filters().into_iter().filter_map(packing).collect();
    (packed.len(), unpacked::size(&packed, &chain, most))
}

fn is_picture(stream: &Stream) -> bool {
    let kind = stream.dict().get::<Name>(b"Subtype");
    kind.is_some_and(|kind| kind.as_ref() == b"Image")
}

impl Scales {
    /// Measures the streams of an open file.
    ///
    /// # Errors
    /// A clause that says what is too large.
    pub(super) fn new(pdf: &Pdf, most: u64, pictures: bool) -> Result<Self, String> {
        let mut scales = Self {
            sizes: HashMap::new(),
            forms: HashMap::new(),
            left: most,
            vast_picture: false,
        };
        let mut sum = Sum { bytes: 0, most };
        for object in pdf.objects() {
            let Object::Stream(stream) = object else {
                continue;
            };
            if is_picture(&stream) {
                if pictures && !scales.vast_picture {
                    scales.vast_picture = size_of(&stream, PICTURE).1.bytes > PICTURE;
                }
                continue;
            }
            let (packed, found) = size_of(&stream, most);
            sum.add(packed, found.bytes)?;
            scales.sizes.insert(stream.obj_id(), found);
        }
        Ok(scales)
    }

    /// What can be had of a page.
    pub(super) fn page(&mut self, page: &Page) -> State {
        let contents = contents(page);
        let sizes: Vec<Size> = contents.iter().map(|stream| self.size(stream)).collect();
        let whole = sizes.iter().all(|size| size.whole);
        let sum = sizes
            .iter()
            .fold(0, |sum: u64, s| sum.saturating_add(s.bytes));
        if sum > PAGE {
            return if whole { State::Heavy } else { State::Lost };
        }
        let content = page.page_stream();
        let mut work = match content {
            Some(content) => self.content(content, page.resources(), 0),
            None => 0,
        };
        for annotation in annotations(page) {
            work = work.saturating_add(self.form(&annotation, page.resources(), 0));
            if work > PAGE {
                break;
            }
        }
        if work > self.left.min(PAGE) {
            return State::Heavy;
        }
        self.left -= work;
        match content.is_some() || contents.is_empty() {
            true if whole => State::Whole,
            true => State::Part,
            false => State::Lost,
        }
    }

    fn size(&self, stream: &Stream) -> Size {
        let known = self.sizes.get(&stream.obj_id()).copied();
        known.unwrap_or_else(|| size_of(stream, PAGE).1)
    }

    /// The work of a content stream; of one that is too much not all.
    fn content(&mut self, content: &[u8], resources: &Resources, depth: usize) -> u64 {
        let mut work = content.len() as u64;
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let more = match &instruction.operator[..] {
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    let shown = instruction.operands().map(|operand| match operand {
                        Object::String(shown) => shown.as_ref().len(),
                        Object::Array(parts) => parts.data().len(),
                        _ => 0,
                    });
                    SHOWN * shown.sum::<usize>() as u64
                }
                b"Do" => {
                    let named = instruction.operands().last();
                    let form = named.and_then(|n| resources.get_x_object(&n.clone().into_name()?));
                    let form = form.filter(|form| !is_picture(form));
                    let work = form.map_or(0, |form| self.form(&form, resources, depth + 1));
                    work.saturating_add(LOOKED_UP)
                }
                b"Tf" | b"gs" | b"sh" | b"cs" | b"CS" | b"scn" | b"SCN" => LOOKED_UP,
                _ => 0,
            };
            work = work.saturating_add(more);
            if work > PAGE {
                break;
            }
        }
        work
    }

    /// The work of a form. One that calls itself never ends.
    fn form(&mut self, form: &Stream, outer: &Resources, depth: usize) -> u64 {
        if depth > DEEP || self.size(form).bytes > PAGE {
            return u64::MAX;
        }
        let own = form.dict().get::<Dict>(b"Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(outer);
        let key = (form.obj_id(), resources.x_objects.data().as_ptr() as usize);
        if let Some(known) = self.forms.get(&key) {
            return *known;
        }
        self.forms.insert(key, u64::MAX);
        let decoded = form.decoded_data().unwrap_or_default();
        let work = self.content(&decoded, resources, depth);
        self.forms.insert(key, work);
        work
    }
}

/// The streams that a page is made of.
fn contents<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    match page.raw().get::<Object>(b"Contents") {
        Some(Object::Stream(one)) => vec![one],
        Some(Object::Array(several)) => several.iter::<Stream>().collect(),
        _ => Vec::new(),
    }
}

/// What the notes on a page look like.
fn annotations<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    let mut found = Vec::new();
    let notes = page.raw().get::<Array>(b"Annots");
    for note in notes.iter().flat_map(|notes| notes.iter::<Dict>()) {
        let looks = note
            .get::<Dict>(b"AP")
            .and_then(|looks| looks.get::<Object>(b"N"));
        match looks {
            Some(Object::Stream(one)) => found.push(one),
            Some(Object::Dict(states)) => {
                let states = states
                    .keys()
                    .filter_map(|state| states.get::<Stream>(state));
                found.extend(states);
            }
            _ => {}
        }
    }
    found
}
