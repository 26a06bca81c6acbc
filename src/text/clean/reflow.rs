//! Lines that were broken after a fixed number of characters (hard wrapping), told from lines that
//! a page breaks where its width is used up.
//!
//! Owns: the number of characters of each region of a file, and which line goes on with the next.
//! Must not know: words, paragraphs, what a line is.
//!
//! Who breaks lines by counting looks at nothing else: as many lines as can have exactly the
//! greatest length, hardly one comes close, and the next may begin with a comma. Such pieces are
//! put together before anything is read, so what reads pages sees the lines that were printed.

/// What is known of one line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printed {
    /// 1-based number in the source file.
    pub(crate) number: u32,
    /// How many characters it has, white space around it included.
    pub(crate) chars: u32,
    /// Whether it begins with white space.
    pub(crate) indented: bool,
    /// Whether it begins with a mark that stands at no line's beginning: ，。》.
    pub(crate) misplaced: bool,
    /// Whether a sentence ends with it.
    pub(crate) ends: bool,
}

/// The lines are looked at in blocks of so many, each with the one before and the one after.
const BLOCK: usize = 64;
/// The least number of characters after which lines are broken, and the greatest.
const WIDTHS: std::ops::RangeInclusive<u32> = 16..=120;
/// At least so many lines have exactly the greatest length …
const LEAST: usize = 5;
/// … or so many and nearly all long ones, where none begins with a mark that stands at no line's
/// beginning.
const SURE: usize = 8;

/// For each line, whether the next is the rest of it.
pub(crate) fn goes_on(lines: &[Printed]) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    for from in (0..lines.len()).step_by(BLOCK) {
        let region = from.saturating_sub(BLOCK)..(from + 2 * BLOCK).min(lines.len());
        let Some(width) = width(&lines[region]) else {
            continue;
        };
        let to = (from + BLOCK).min(lines.len().saturating_sub(1));
        for i in from..to {
            let (line, next) = (lines[i], lines[i + 1]);
            let ended = next.indented && (line.ends || line.indented);
            found[i] = line.chars == width && next.number == line.number + 1 && !ended;
        }
    }
    found
}

/// The number of characters after which the lines of a region are broken, if they are.
fn width(lines: &[Printed]) -> Option<u32> {
    let width = lines.iter().map(|l| l.chars).max()?;
    let full = |l: &&Printed| l.chars == width;
    let exact = lines.iter().filter(full).count();
    if !WIDTHS.contains(&width) || exact < LEAST || exact * 5 < lines.len() {
        return None;
    }
    let close = lines.iter().filter(|l| l.chars * 10 >= width * 9).count();
    let ends = lines.iter().filter(full).filter(|l| l.ends).count();
    let misplaced = lines
        .windows(2)
        .filter(|w| w[0].chars == width && w[1].misplaced)
        .count();
    let counted = misplaced > 0 && exact * 2 >= close || exact >= SURE && exact * 20 >= close * 19;
    (counted && ends * 3 <= exact).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(lines: &[&str]) -> Vec<Printed> {
        let line = |(i, words): (usize, &&str)| Printed {
            number: i as u32 + 1,
            chars: words.chars().count() as u32,
            indented: words.starts_with('　'),
            misplaced: words.starts_with(['，', '。']),
            ends: words.ends_with('。'),
        };
        lines.iter().enumerate().map(line).collect()
    }

    fn broken(text: &str, width: usize) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let pieces = letters.chunks(width);
        pieces.map(|piece| piece.iter().collect()).collect()
    }

    #[test]
    fn pieces_of_one_length_go_on_and_lines_of_their_own_do_not() {
        let text =
            "为了规范示例工作，根据有关法律，制定本办法。示例工作应当公开，并接受监督，不得收费。";
        let mut pieces = Vec::new();
        for _ in 0..4 {
            pieces.extend(broken(text, 18));
        }
        let lines: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let found = goes_on(&printed(&lines));
        let whole = lines.chunks(3).flat_map(|_| [true, true, false]);
        assert_eq!(found, whole.collect::<Vec<_>>());
        // A page keeps commas off the beginning of its lines, so their lengths differ by one.
        let page = [
            "为了规范示例工作根据法律制定本办法，",
            "根据有关法律和有关规定，制定本规定",
        ];
        let page = page.repeat(8);
        assert!(goes_on(&printed(&page)).iter().all(|on| !on));
    }
}
