//! Byte order of many strings with long common heads (most significant digit first, a digit being
//! sixteen bytes).
//!
//! Owns: the order. Must not know: what the strings say, where they are kept.
//!
//! Comparing two lines of a graph looks at both, which lie far apart in memory, and reads on where
//! they are alike: half of every IRI. Here each line is looked at twice for each digit that is
//! needed to tell it from the others, once for what all lines of a run have in common, once for the
//! digit behind that; the digits themselves are numbers and lie side by side.

use rayon::prelude::*;

/// A string under its key: its next digit, as far as the order has come.
pub(super) type Keyed<T> = (u128, T);

/// How many bytes a digit has.
const DIGIT: usize = size_of::<u128>();
/// Runs of so many at most are compared as they are.
const FEW: usize = 12;
/// Runs of more are sorted by all threads, the others by one each.
const MANY: usize = 1 << 14;

/// Puts strings in byte order; `bytes` is the string that one stands for, which has no zero byte.
/// Equal strings come one after the other, under equal keys.
pub(super) fn sort<'s, T: Copy + Send + Sync>(
    strings: &mut [Keyed<T>],
    bytes: &(impl Fn(T) -> &'s [u8] + Sync),
) {
    // Runs that are still to be put in order, and in how many bytes each agrees: strings may agree
    // in more digits than the stack of a thread has room for calls.
    let mut open = vec![(strings, 0)];
    let mut small = Vec::new();
    while let Some((run, skip)) = open.pop() {
        if run.len() <= MANY {
            small.push((run, skip));
            continue;
        }
        let next = key(run, skip, bytes);
        run.par_sort_unstable_by_key(|(key, _)| *key);
        open.extend(alike(run).map(|run| (run, next)));
    }
    let small = small.into_par_iter();
    small.for_each(|(run, skip)| sort_run(run, skip, bytes));
}

/// The same on one thread for strings that agree in their first `skip` bytes.
fn sort_run<'s, T: Copy>(strings: &mut [Keyed<T>], skip: usize, bytes: &impl Fn(T) -> &'s [u8]) {
    let mut open = vec![(strings, skip)];
    while let Some((run, skip)) = open.pop() {
        if run.len() <= FEW {
            run.sort_unstable_by_key(|(_, it)| rest(bytes(*it), skip));
            run.iter_mut().for_each(|(key, _)| *key = 0);
            continue;
        }
        let next = key(run, skip, bytes);
        run.sort_unstable_by_key(|(key, _)| *key);
        open.extend(alike(run).map(|run| (run, next)));
    }
}

/// The runs under one key that their next digit has to tell apart, in a run ordered by keys.
fn alike<T>(run: &mut [Keyed<T>]) -> impl Iterator<Item = &mut [Keyed<T>]> {
    // A digit with a zero byte ends its string.
    let goes_on = |key: u128| key.to_be_bytes()[DIGIT - 1] != 0;
    run.chunk_by_mut(|(a, _), (b, _)| a == b)
        .filter(move |run| run.len() > 1 && goes_on(run[0].0))
}

/// Gives each string the first digit in which they may differ, and returns where that ends.
fn key<'s, T: Copy>(
    strings: &mut [Keyed<T>],
    skip: usize,
    bytes: &impl Fn(T) -> &'s [u8],
) -> usize {
    let Some(first) = strings.first().map(|(_, it)| rest(bytes(*it), skip)) else {
        return skip;
    };
    let mut alike = first.len();
    for (_, it) in strings.iter() {
        let pairs = first[..alike].iter().zip(rest(bytes(*it), skip));
        alike = pairs.take_while(|(a, b)| a == b).count();
    }
    let from = skip + alike;
    for (key, it) in strings {
        let mut digit = [0; DIGIT];
        let next = rest(bytes(*it), from);
        let len = next.len().min(DIGIT);
        digit[..len].copy_from_slice(&next[..len]);
        *key = u128::from_be_bytes(digit);
    }
    from + DIGIT
}

fn rest(bytes: &[u8], skip: usize) -> &[u8] {
    bytes.get(skip..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_in_byte_order() {
        // Words that differ late, early, by their length, and not at all; many under one head.
        let mut words: Vec<String> = vec!["".to_owned(), "甲".to_owned()];
        let head = "示例".repeat(9);
        words.extend((0..MANY * 2).map(|i| format!("{head}{}", i * 7919 % 30_011)));
        for i in 0..3000_usize {
            let head = "示例".repeat(i % 40);
            words.push(format!("{head}{}", i * 7919 % 1009));
            words.push(head);
        }
        let all: Vec<&[u8]> = words.iter().map(|it| it.as_bytes()).collect();
        let mut keyed: Vec<Keyed<usize>> = (0..all.len()).map(|i| (0, i)).collect();
        sort(&mut keyed, &|i| all[i]);
        let got: Vec<&[u8]> = keyed.iter().map(|(_, i)| all[*i]).collect();
        let mut want = all.clone();
        want.sort_unstable();
        assert_eq!(got, want);
        for pair in keyed.windows(2) {
            let same = all[pair[0].1] == all[pair[1].1];
            assert!(!same || pair[0].0 == pair[1].0, "{pair:?}");
        }
    }
}
