//! PDF reader: pages → placed characters, by hayro-interpret.
//!
//! Owns: the crate that interprets pages, and the reasons why a PDF is not read. Must not know: how
//! characters become lines, what they say.
//!
//! The crate is young, so nothing else names it, and a fault of its own loses one page, which is
//! told. A glyph without a character is counted: a font that hides its meaning is never read as if
//! it said something.

use super::glyphs::{self, Glyph, Page};
use super::limits::Limits;
use super::reading::{Reading, han};
use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a PDF.
///
/// # Errors
/// A clause that says why there is nothing to read.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
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
    let mut found = Pages::default();
    let cache = InterpreterCache::new();
    for number in 0..all.min(limits.pages) {
        let read = catch_unwind(AssertUnwindSafe(|| page(&pdf, &cache, number)));
        found.take(number as u32 + 1, read.ok());
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

/// What was found on the pages of a file.
#[derive(Debug, Default)]
struct Pages {
    pages: Vec<Page>,
    /// Numbers of pages without characters, of those that are lost, of those whose letters have no
    /// meaning.
    bare: Vec<u32>,
    lost: Vec<u32>,
    mute: Vec<u32>,
    notes: Vec<String>,
}

impl Pages {
    fn take(&mut self, number: u32, page: Option<Seen>) {
        let Some(seen) = page else {
            self.lost.push(number);
            return;
        };
        let (known, unknown) = (seen.glyphs.len(), seen.unknown);
        if known + unknown < BARE {
            self.bare.push(number);
        }
        // A few signs of a font for formulas do not spoil a page.
        if unknown * 4 > known + unknown && unknown >= BARE {
            self.mute.push(number);
            return;
        }
        if unknown > 0 {
            self.notes.push(format!(
                "page {number}: {unknown} signs without meaning are left out"
            ));
        }
        self.pages.push(upright(seen, number));
    }

    fn reading(mut self, all: usize) -> Result<Reading, String> {
        let pages = if all == 1 {
            "1 page".to_owned()
        } else {
            format!("{all} pages")
        };
        if self.bare.len() == all {
            return Err(format!("a scan: no text layer, {pages}"));
        }
        if self.mute.len() + self.bare.len() + self.lost.len() >= all {
            return Err(match self.lost.len() == all {
                true => format!("a broken PDF: none of {pages} can be read"),
                false => format!("its fonts do not say what their letters mean, {pages}"),
            });
        }
        for (list, what) in [
            (&self.bare, "no text layer"),
            (&self.mute, "fonts do not say what their letters mean"),
            (&self.lost, "broken and lost"),
        ] {
            if !list.is_empty() {
                self.notes.push(format!("{}: {what}", numbers(list)));
            }
        }
        let lines = glyphs::lines(self.pages);
        let text: String = lines.iter().map(|l| l.text.as_str()).collect();
        if han(&text, BARE) < BARE && !self.bare.is_empty() {
            return Err(format!("a scan: hardly a text layer, {pages}"));
        }
        Ok(Reading {
            lines,
            encoding: "Unicode",
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

/// What stands on a page, as it is shown.
#[derive(Debug, Default)]
struct Seen {
    width: f64,
    height: f64,
    /// Characters, each with the direction in which its line runs.
    glyphs: Vec<(Glyph, Quarter)>,
    unknown: usize,
}

/// The direction of a line in quarters of a turn, clockwise.
type Quarter = u8;

fn page<'a>(pdf: &'a Pdf, cache: &InterpreterCache<'a>, number: usize) -> Seen {
    let Some(page) = pdf.pages().get(number) else {
        return Seen::default();
    };
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, width, height);
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings);
    let mut seen = Seen {
        width,
        height,
        ..Seen::default()
    };
    interpret_page(page, &mut context, &mut seen);
    seen
}

impl Seen {
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
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
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
