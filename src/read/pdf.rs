//! PDF reader: pages → placed characters, by hayro-interpret.
//!
//! Owns: the crate that interprets pages, and the reasons why a PDF is not read. Must not know: how
//! characters become lines, what they say.
//!
//! The crate is young, so nothing else names it, and a fault of its own loses one page, which is
//! told. A glyph without a character is counted: a font that hides its meaning is never read as if
//! it said something.

mod weight;

use super::glyphs::{self, Glyph, Page};
use super::limits::Limits;
use super::ocr::{self, Picture};
use super::reading::{Line, Reading, han};
use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use weight::{Scales, State};

/// Reads a PDF.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
    weight::look(bytes, limits.unpacked)?;
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec())));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err("needs a password".to_owned());
        }
        Ok(Err(LoadPdfError::Decryption(_))) => {
            return Err("encrypted in a way that is not understood".to_owned());
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err("a broken PDF".to_owned()),
    };
    let all = pdf.pages().len();
    if all == 0 {
        return Err("a broken PDF: no page is left".to_owned());
    }
    let measured = catch_unwind(AssertUnwindSafe(|| {
        Scales::new(&pdf, limits.unpacked, limits.ocr)
    }));
    let mut scales = measured.unwrap_or_else(|_| Err("a broken PDF".to_owned()))?;
    let mut found = Pages::default();
    let cache = InterpreterCache::new();
    for number in 0..all.min(limits.pages) {
        let read = catch_unwind(AssertUnwindSafe(|| page(&pdf, &cache, &mut scales, number)));
        let bare = found.take(number as u32 + 1, read.unwrap_or(Err(State::Lost)));
        if bare && limits.ocr && !scales.vast_picture {
            let read = catch_unwind(AssertUnwindSafe(|| picture(&pdf, &cache, number)));
            found.recognise(number as u32 + 1, read.ok().flatten());
        }
    }
    if scales.vast_picture {
        found
            .notes
            .push("its pictures are too large to be recognised".to_owned());
    }
    if all > limits.pages {
        found
            .notes
            .push(format!("only {} of {all} pages are read", limits.pages));
    }
    found.reading(all)
}

/// A page is bare if it has fewer characters than this, and is taken for a picture.
const BARE: usize = 8;
/// A page that a picture fills is bare if it has fewer Chinese characters than this: what a program
/// that takes pictures stamps on it.
const STAMP: usize = 16;
/// The share of a page that a picture fills.
const FILLED: f64 = 0.6;

/// What was found on the pages of a file.
#[derive(Debug, Default)]
struct Pages {
    pages: Vec<Page>,
    /// Numbers of pages without characters, of those that are lost, of those that ask for too much,
    /// of those whose letters have no meaning.
    bare: Vec<u32>,
    lost: Vec<u32>,
    heavy: Vec<u32>,
    mute: Vec<u32>,
    /// Of those of which a part is lost.
    part: Vec<u32>,
    /// Lines of pages that a machine read, and the machine.
    recognised: Vec<Line>,
    by: Option<String>,
    notes: Vec<String>,
}

impl Pages {
    /// Takes a page; whether nothing can be read of it as it is.
    fn take(&mut self, number: u32, page: Result<Seen, State>) -> bool {
        let seen = match page {
            Ok(seen) => seen,
            Err(State::Heavy) => {
                self.heavy.push(number);
                return false;
            }
            Err(_) => {
                self.lost.push(number);
                return false;
            }
        };
        let (known, unknown) = (seen.glyphs.len(), seen.unknown);
        let bare = known + unknown < BARE || seen.is_stamped_picture();
        if bare && seen.part {
            self.lost.push(number);
            return false;
        }
        if bare {
            self.bare.push(number);
        }
        if seen.part {
            self.part.push(number);
        }
        // A few signs of a font for formulas do not spoil a page.
        if unknown * 4 > known + unknown && unknown >= BARE {
            self.mute.push(number);
            return true;
        }
        if unknown > 0 {
            self.notes.push(format!(
                "page {number}: {unknown} signs without meaning are left out"
            ));
        }
        self.pages.push(upright(seen, number));
        bare
    }

    /// Has a machine read the picture of a page.
    fn recognise(&mut self, number: u32, picture: Option<Picture>) {
        let Some(picture) = picture else { return };
        let program = ocr::program();
        let read = program.and_then(|by| Ok((by, ocr::lines(&picture, number)?)));
        match read {
            Ok((by, lines)) if !lines.is_empty() => {
                self.by = Some(by.to_owned());
                self.recognised.extend(lines);
                self.pages.retain(|page| page.number != number);
                self.bare.retain(|page| *page != number);
                self.mute.retain(|page| *page != number);
            }
            Ok(_) => {}
            Err(reason) if self.notes.contains(&reason) => {}
            Err(reason) => self.notes.push(reason),
        }
    }

    fn reading(mut self, all: usize) -> Result<Reading, String> {
        let pages = if all == 1 {
            "1 page".to_owned()
        } else {
            format!("{all} pages")
        };
        if self.bare.len() == all {
            let why: String = self.notes.iter().map(|note| format!("; {note}")).collect();
            return Err(format!("a scan: no text layer, {pages}{why}"));
        }
        let lost = self.lost.len() + self.heavy.len();
        if self.mute.len() + self.bare.len() + lost >= all {
            return Err(match () {
                () if self.heavy.len() == all => format!("it asks for too much work, {pages}"),
                () if lost == all => format!("a broken PDF: none of {pages} can be read"),
                () if self.mute.is_empty() => {
                    format!(
                        "a scan: no text layer, {pages}; {}: broken",
                        numbers(&self.lost)
                    )
                }
                () => format!("its fonts do not say what their letters mean, {pages}"),
            });
        }
        for (list, what) in [
            (&self.bare, "no text layer"),
            (&self.mute, "fonts do not say what their letters mean"),
            (&self.lost, "broken and lost"),
            (&self.heavy, "lost, for it asks for too much work"),
            (&self.part, "broken, and a part of it is lost"),
        ] {
            if !list.is_empty() {
                self.notes.push(format!("{}: {what}", numbers(list)));
            }
        }
        let mut lines = glyphs::lines(self.pages);
        let machine = self.recognised.len();
        lines.extend(self.recognised);
        lines.sort_by_key(|line| line.look.page);
        let text: String = lines.iter().map(|l| l.text.as_str()).collect();
        if machine == 0 && han(&text, BARE) < BARE && !self.bare.is_empty() {
            return Err(format!("a scan: hardly a text layer, {pages}"));
        }
        Ok(Reading {
            lines,
            encoding: "Unicode",
            recognised_by: self.by,
            notes: self.notes,
        })
    }
}

/// `page 3`, `pages 3–5, 9`.
fn numbers(list: &[u32]) -> String {
    let runs = list.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    });
    let runs: Vec<String> = runs.collect();
    let word = if list.len() == 1 { "page" } else { "pages" };
    format!("{word} {}", runs.join(", "))
}

/// Dots to the point of a page that is drawn: 300 to the inch.
const SCALE: f64 = 300.0 / 72.0;
/// The most dots of a page.
const DOTS: f64 = 4e7;

/// The pictures of a page on one sheet.
struct Sheet {
    scale: f64,
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

fn picture<'a>(pdf: &'a Pdf, cache: &InterpreterCache<'a>, number: usize) -> Option<Picture> {
    let page = pdf.pages().get(number)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = SCALE.min((DOTS / (width * height).max(1.0)).sqrt());
    let dots = |length: f64| (length * scale).ceil().clamp(1.0, 20_000.0) as usize;
    let mut sheet = Sheet {
        scale,
        width: dots(width),
        height: dots(height),
        grey: vec![255; dots(width) * dots(height)],
    };
    let bounds = Rect::new(0.0, 0.0, width, height);
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings);
    interpret_page(page, &mut context, &mut sheet);
    let inked = sheet.grey.iter().any(|dot| *dot < 128);
    inked.then_some(Picture {
        width: sheet.width,
        height: sheet.height,
        grey: sheet.grey,
        scale: scale as f32,
    })
}

impl Sheet {
    /// Draws a picture of so many dots, each of a shade, where a transform puts it.
    fn draw(
        &mut self,
        size: (u32, u32),
        whole: (u32, u32),
        to: Affine,
        shade: impl Fn(usize) -> u8,
    ) {
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let fit = Affine::scale_non_uniform(
            f64::from(whole.0) / width.max(1.0),
            f64::from(whole.1) / height.max(1.0),
        );
        let to = Affine::scale(self.scale) * to * fit;
        let back = to.inverse();
        let around = to.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        if !(back.is_finite() && around.is_finite()) {
            return;
        }
        let clip = |at: f64, most: usize| at.clamp(0.0, most as f64) as usize;
        for y in clip(around.y0, self.height)..clip(around.y1.ceil(), self.height) {
            for x in clip(around.x0, self.width)..clip(around.x1.ceil(), self.width) {
                let at = back * Point::new(x as f64 + 0.5, y as f64 + 0.5);
                if at.x >= 0.0 && at.y >= 0.0 && at.x < width && at.y < height {
                    let place = at.y as usize * size.0 as usize + at.x as usize;
                    self.grey[y * self.width + x] = shade(place);
                }
            }
        }
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let whole = (image.width(), image.height());
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, _| match data {
                    ImageData::Luma(d) => {
                        let shade = |at: usize| d.data.get(at).copied().unwrap_or(255);
                        self.draw((d.width, d.height), whole, props.transform, shade);
                    }
                    ImageData::Rgb(d) => {
                        let shade = |at: usize| {
                            let dot = d.data.get(at * 3..at * 3 + 3).unwrap_or(&[255; 3]);
                            let sum: u32 = dot.iter().map(|c| u32::from(*c)).sum();
                            (sum / 3) as u8
                        };
                        self.draw((d.width, d.height), whole, props.transform, shade);
                    }
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |d, _| {
                    let shade = |at: usize| 255 - d.data.get(at).copied().unwrap_or(0);
                    self.draw((d.width, d.height), whole, props.transform, shade);
                },
                None,
            ),
        }
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// What stands on a page, as it is shown.
#[derive(Debug, Default)]
struct Seen {
    width: f64,
    height: f64,
    /// Characters, each with the direction in which its line runs.
    glyphs: Vec<(Glyph, Quarter)>,
    unknown: usize,
    /// The area that pictures fill, each by itself.
    pictures: f64,
    /// Whether a part of it is broken.
    part: bool,
}

/// The direction of a line in quarters of a turn, clockwise.
type Quarter = u8;

fn page<'a>(
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    scales: &mut Scales,
    number: usize,
) -> Result<Seen, State> {
    let page = pdf.pages().get(number).ok_or(State::Lost)?;
    let state = scales.page(page);
    if matches!(state, State::Heavy | State::Lost) {
        return Err(state);
    }
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, width, height);
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings);
    let mut seen = Seen {
        width,
        height,
        part: state == State::Part,
        ..Seen::default()
    };
    interpret_page(page, &mut context, &mut seen);
    Ok(seen)
}

impl Seen {
    /// Whether a picture fills the page, and a stamp is all the text on it.
    fn is_stamped_picture(&self) -> bool {
        let text: String = self.glyphs.iter().map(|(glyph, _)| glyph.c).collect();
        self.pictures > FILLED * self.width * self.height && han(&text, STAMP) < STAMP
    }

    fn glyph(&mut self, shape: &Shape, transform: Affine) {
        let text = match shape.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        if text.is_empty() || text.chars().all(is_none) {
            self.unknown += 1;
            return;
        }
        let advance = match shape {
            Shape::Outline(glyph) => glyph.advance_width(),
            Shape::Type3(glyph) => glyph.advance_width(),
        };
        // A thousandth of a letter is the unit of a glyph.
        let at = transform * Point::ZERO;
        let along = across(transform, Vec2::new(1000.0, 0.0));
        let up = across(transform, Vec2::new(0.0, 1000.0));
        let (size, em) = (up.hypot(), along.hypot());
        if !(size.is_finite() && em > 0.0 && size > 0.0) {
            return;
        }
        let turn = along.atan2();
        let quarter = (turn / std::f64::consts::FRAC_PI_2).round();
        if (turn - quarter * std::f64::consts::FRAC_PI_2).abs() > 0.1 {
            // Slanting words are a watermark.
            return;
        }
        let width = em * f64::from(advance.unwrap_or(1000.0)).abs() / 1000.0;
        let chars = text.chars().count();
        let step = width / chars as f64;
        let along = along / em;
        for (i, c) in text.chars().enumerate() {
            let at = at + along * (step * i as f64);
            let glyph = Glyph {
                c,
                x: at.x as f32,
                y: at.y as f32,
                width: step as f32,
                size: size as f32,
                bold: false,
            };
            self.glyphs
                .push((glyph, quarter.rem_euclid(4.0) as Quarter));
        }
    }
}

/// A vector under a transform, without its shift.
fn across(transform: Affine, vector: Vec2) -> Vec2 {
    transform * vector.to_point() - transform * Point::ZERO
}

/// Whether a character stands for none: not assigned, private to a font, or a mark of failure.
fn is_none(c: char) -> bool {
    c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// A page turned so that most of its lines run to the right.
fn upright(seen: Seen, number: u32) -> Page {
    let mut counts = [0_usize; 4];
    seen.glyphs
        .iter()
        .for_each(|(_, quarter)| counts[usize::from(*quarter)] += 1);
    let most = (0..4).max_by_key(|q| (counts[*q], 4 - *q)).unwrap_or(0);
    let (width, height) = (seen.width as f32, seen.height as f32);
    let turned = seen
        .glyphs
        .into_iter()
        .filter(|(_, q)| usize::from(*q) == most);
    let glyphs = turned.map(|(g, _)| {
        let (x, y) = match most {
            1 => (g.y, width - g.x),
            2 => (width - g.x, height - g.y),
            3 => (height - g.y, g.x),
            _ => (g.x, g.y),
        };
        Glyph { x, y, ..g }
    });
    let glyphs = glyphs.collect();
    let (width, height) = if most % 2 == 1 {
        (height, width)
    } else {
        (width, height)
    };
    Page {
        number,
        width,
        height,
        glyphs,
    }
}

impl<'a> Device<'a> for Seen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let around = Rect::new(0.0, 0.0, width, height);
        let around = props.transform.transform_rect_bbox(around);
        let shown = around.intersect(Rect::new(0.0, 0.0, self.width, self.height));
        if shown.area().is_finite() {
            self.pictures += shown.area();
        }
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_their_numbers() {
        assert_eq!(numbers(&[3]), "page 3");
        assert_eq!(numbers(&[1, 2, 3, 7]), "pages 1–3, 7");
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(read(b"%PDF-1.4\n", &Limits::default()).is_err());
    }
}
