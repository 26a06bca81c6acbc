//! Text spans: places in a text, in two coordinates that cannot be mixed up.
//!
//! Owns: [`TextRange`] (bytes of the cleaned text), [`SourceSpan`] (bytes of the file as decoded)
//! and [`LineIndex`] (byte → line and character). Must not know: what stands at a place. The only
//! bridge between the two coordinates is [`crate::text::clean::CleanText::to_source`].

/// A half-open byte range in the cleaned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl TextRange {
    /// The range from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The words at this range of `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// A half-open byte range in the source text, as decoded to UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl SourceSpan {
    /// The words at this span of `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// Where lines begin, so that a byte offset becomes a line number and a character offset without
/// reading the file again.
#[derive(Debug)]
pub struct LineIndex {
    /// Byte offset of each line start, with the number of characters before it.
    starts: Vec<(u32, u32)>,
    /// The same of places within long lines.
    steps: Vec<(u32, u32)>,
}

/// How far from a place whose characters are counted any other may be, in bytes.
const STEP: usize = 4096;

impl LineIndex {
    /// Index `text`.
    pub fn new(text: &str) -> Self {
        let (mut starts, mut steps) = (vec![(0, 0)], Vec::new());
        let (mut from, mut chars) = (0, 0);
        let bytes = text.as_bytes();
        for newline in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            while newline - from > STEP {
                chars += count_chars(&bytes[from..from + STEP]);
                from += STEP;
                steps.push((from as u32, chars as u32));
            }
            let next = bytes.len().min(newline + 1);
            chars += count_chars(&bytes[from..next]);
            from = next;
            if newline < bytes.len() {
                starts.push((from as u32, chars as u32));
            }
        }
        Self { starts, steps }
    }

    /// The 1-based line of the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|(start, _)| *start as usize <= offset)
    }

    /// How many characters of `text` (the indexed text) stand before the byte at `offset`: the unit
    /// of Web Annotation's positions.
    pub fn chars(&self, text: &str, offset: usize) -> usize {
        let line = self.starts[self.line(offset) - 1];
        let steps = self.steps.partition_point(|(at, _)| *at as usize <= offset);
        let step = steps.checked_sub(1).map_or(line, |last| self.steps[last]);
        let (start, chars) = line.max(step);
        chars as usize + count_chars(&text.as_bytes()[start as usize..offset])
    }
}

/// The last place between two characters of `text` that is not beyond `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn count_chars(bytes: &[u8]) -> usize {
    // Bytes that continue a character are the only ones below -64. Sums of 255 fit a byte, so that
    // the compiler can add up as many at a time as a vector holds.
    let begins = |bytes: &[u8]| bytes.iter().map(|b| u8::from(*b as i8 >= -64)).sum::<u8>();
    bytes.chunks(255).map(|c| usize::from(begins(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_tells_its_line() {
        let index = LineIndex::new("第一条\n第二条");
        assert_eq!(index.line(9), 1);
        assert_eq!(index.line(10), 2);
    }

    #[test]
    fn characters_are_counted_as_code_points() {
        let long = "甲a".repeat(STEP);
        let text = &format!("甲a\n乙\n\n{long}\n丙b");
        let index = LineIndex::new(text);
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars(text, offset), n, "at byte {offset}");
        }
        assert_eq!(index.line(text.len() - 1), 5);
    }
}
