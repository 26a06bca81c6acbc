//! A hash of short things (FNV-1a) that is the same on every machine and in every version.
//!
//! Owns: the hash. Must not know: what is hashed.

/// The hash of these numbers.
pub(super) fn hash(numbers: impl IntoIterator<Item: Into<u64>>) -> u64 {
    let numbers = numbers.into_iter();
    numbers.fold(0xcbf2_9ce4_8422_2325, |hash: u64, number| {
        (hash ^ number.into()).wrapping_mul(0x0100_0000_01b3)
    })
}
