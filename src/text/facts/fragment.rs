//! Media fragments: where on a page of its file a quote stands.
//!
//! Owns: the words `page=3&xywh=60,88,410,24`, which browsers and viewers of annotations
//! understand. Must not know: how a file was read.

use crate::model::source::SourceFile;
use std::ops::RangeInclusive;

/// The place of these lines (from 1) as a fragment: the page of the first one, and the box around
/// those that stand on it, in points from the top left of the page. None where the file has no
/// pages.
pub(super) fn fragment(file: &SourceFile, lines: RangeInclusive<usize>) -> Option<String> {
    let first = file.look(*lines.start()).filter(|look| look.page > 0)?;
    let same = lines
        .filter_map(|line| file.look(line))
        .filter(|look| look.page == first.page);
    let boxes = same.filter_map(|look| look.area);
    let around = boxes.reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    });
    let place = around.map_or_else(String::new, |[left, top, right, bottom]| {
        let [x, y, w, h] = [left, top, right - left, bottom - top].map(f32::round);
        format!("&xywh={},{},{w},{h}", x.max(0.0), y.max(0.0))
    });
    Some(format!("page={}{place}", first.page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Look;

    #[test]
    fn a_quote_is_boxed_on_its_page() {
        let look = |page, area| Look {
            page,
            area,
            ..Look::default()
        };
        let file = SourceFile {
            looks: vec![
                look(3, Some([60.2, 88.0, 470.0, 100.0])),
                look(3, Some([50.0, 108.0, 400.0, 120.0])),
                look(4, Some([60.0, 70.0, 100.0, 80.0])),
                look(2, None),
                look(0, None),
            ],
            ..SourceFile::default()
        };
        assert_eq!(
            fragment(&file, 1..=3).as_deref(),
            Some("page=3&xywh=50,88,420,32")
        );
        assert_eq!(fragment(&file, 4..=4).as_deref(), Some("page=2"));
        assert_eq!(fragment(&file, 5..=5), None);
        assert_eq!(
            fragment(&SourceFile::from_text("a.txt", "示例"), 1..=1),
            None
        );
    }
}
