//! How alike two titles are: the Sørensen–Dice coefficient over pairs of characters.
//!
//! Owns: the measure. Must not know: what a title is, and how alike two must be to count as one.

/// 1 for the same, 0 for nothing in common.
///
/// ```
/// use zhengtu::text::likeness::likeness;
/// assert_eq!(likeness("示例办法", "示例办法"), 1.0);
/// assert_eq!(likeness("示例办法", "条例"), 0.0);
/// ```
pub fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |s: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = s.chars().zip(s.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    if a.len() + b.len() == 0 {
        0.0
    } else {
        f64::from(2 * common) / (a.len() + b.len()) as f64
    }
}
