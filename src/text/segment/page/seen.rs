//! A set of evidence as bits.
//!
//! Owns: the set of at most 64 names by their index. Must not know: the names.

/// A set of the evidence of one kind, one bit for each name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen(u64);

impl Seen {
    /// Add the name with this index.
    pub(super) fn put(&mut self, index: impl Into<u16>) {
        self.put_if(true, index);
    }

    /// Add the name with this index if it holds.
    pub(super) fn put_if(&mut self, holds: bool, index: impl Into<u16>) {
        self.0 |= u64::from(holds) << index.into();
    }

    /// Whether the name with this index is in the set.
    pub(super) fn has(self, index: impl Into<u16>) -> bool {
        self.0 >> index.into() & 1 == 1
    }

    /// How many names are in the set.
    pub(super) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Write the indices, counted from `base`, in order.
    pub(super) fn write(mut self, base: u16, out: &mut Vec<u16>) {
        while self.0 != 0 {
            out.push(base + self.0.trailing_zeros() as u16);
            self.0 &= self.0 - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_written_in_order_and_once() {
        let mut seen = Seen::default();
        for index in [63_u16, 5, 5, 0] {
            seen.put(index);
        }
        let mut out = Vec::new();
        seen.write(100, &mut out);
        assert_eq!(out, [100, 105, 163]);
        assert!(seen.has(5_u16) && !seen.has(6_u16) && seen.len() == 3);
    }
}
