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
}

impl LineIndex {
    /// Index `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![(0, 0)];
        let (mut from, mut chars) = (0, 0);
        for newline in memchr::memchr_iter(b'\n', text.as_bytes()) {
            chars += count_chars(&text.as_bytes()[from..=newline]);
            from = newline + 1;
            starts.push((from as u32, chars as u32));
        }
        Self { starts }
    }

    /// The 1-based line of the byte at `offset`.
    ///
    /// ```
    /// let index = zhengtu::model::span::LineIndex::new("第一条\n第二条");
    /// assert_eq!(index.line(9), 1);
    /// assert_eq!(index.line(10), 2);
    /// ```
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|(start, _)| *start as usize <= offset)
    }

    /// How many characters of `text` (the indexed text) stand before the byte at `offset`: the unit
    /// of Web Annotation's positions.
    pub fn chars(&self, text: &str, offset: usize) -> usize {
        let (start, chars) = self.starts[self.line(offset) - 1];
        chars as usize + count_chars(&text.as_bytes()[start as usize..offset])
    }
}

fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b as i8) >= -64).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_code_points() {
        let text = "甲a\n乙\n\n丙b";
        let index = LineIndex::new(text);
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars(text, offset), n, "at byte {offset}");
        }
        assert_eq!(index.line(text.len() - 1), 4);
    }
}
