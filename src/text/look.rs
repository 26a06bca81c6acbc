//! The look of a line on its page (typography): its page, the size of its letters, centred, bold.
//!
//! Owns: what a reader that knows the page may say of a line. Must not know: which reader says it,
//! or what it means for the line.
//!
//! A plain text says nothing of the kind, and nothing is guessed: each part is known or it is not.

/// How one line of a source looks on its page, as far as the reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LineLook {
    /// The page on which it stands, counted from 1.
    pub page: Option<u32>,
    /// The size of most of its letters, in points.
    pub size: Option<f32>,
    /// Whether it stands in the middle between the margins, with room on both sides.
    pub centred: Option<bool>,
    /// Whether most of its letters are bold.
    pub bold: Option<bool>,
}

impl LineLook {
    /// A line of which nothing is known.
    pub const UNKNOWN: Self = Self {
        page: None,
        size: None,
        centred: None,
        bold: None,
    };

    /// The size beside that of the text, in percent.
    pub(crate) fn percent_of(self, text: Option<f32>) -> Option<u32> {
        let (size, text) = (self.size?, text?);
        (size > 0.0 && text > 0.0).then(|| (size / text * 100.0).round() as u32)
    }
}

/// How the line with this 1-based number looks; nothing is known of one that `looks` lacks.
pub(crate) fn of_line(looks: &[LineLook], number: u32) -> LineLook {
    let i = number as usize - 1;
    looks.get(i).copied().unwrap_or(LineLook::UNKNOWN)
}

/// The size of the text of a file: that of most of its lines.
pub(crate) fn usual_size(looks: impl Iterator<Item = LineLook>) -> Option<f32> {
    let mut sizes: Vec<f32> = looks.filter_map(|l| l.size).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(size: f32) -> LineLook {
        LineLook {
            size: Some(size),
            ..LineLook::UNKNOWN
        }
    }

    #[test]
    fn a_heading_is_measured_by_the_text() {
        let text = usual_size([22.0, 16.0, 16.0, 16.0, 12.0].map(of).into_iter());
        assert_eq!(of(22.0).percent_of(text), Some(138));
        assert_eq!(LineLook::UNKNOWN.percent_of(text), None);
        assert_eq!(of(22.0).percent_of(usual_size([].into_iter())), None);
    }
}
