//! Decompression bombs: how large packed bytes are when unpacked, without keeping what comes out.
//!
//! Owns: the packings of PDF's streams, their sizes. Must not know: where the bytes stand.
//!
//! What follows a fault is taken for as large as a part of a packed file may grow: another program
//! may read on where this one gives up.

use super::limits::Limits;
use flate2::bufread::DeflateDecoder;
use std::borrow::Cow;
use std::io::{BufRead, ErrorKind, Read};

/// A way in which bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// DEFLATE, with the head of zlib or without.
    Flate,
    /// Lempel, Ziv and Welch.
    Lzw,
    /// Two digits to the byte.
    Hex,
    /// Five letters to four bytes.
    Base85,
    /// Lengths of runs.
    Runs,
    /// A picture's own; what it holds is another matter.
    Picture,
}

/// The size of unpacked bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// At most so many bytes come out.
    pub(super) bytes: u64,
    /// Whether they end where they should.
    pub(super) whole: bool,
}

const TOO_MUCH: Size = Size {
    bytes: u64::MAX,
    whole: true,
};

/// What is packed twice is as large as this between.
const BETWEEN: u64 = 16 << 20;

/// How many bytes come out of `packed`, of which somewhat more than `most` are counted.
pub(super) fn size(packed: &[u8], chain: &[Packing], most: u64) -> Size {
    let mut bytes = Cow::Borrowed(packed);
    for (at, packing) in chain.iter().enumerate() {
        let last = at + 1 == chain.len();
        bytes = match packing {
            Packing::Flate if last => return inflated(&bytes, most, &mut None),
            Packing::Flate => {
                let mut kept = Some(Vec::new());
                let size = inflated(&bytes, BETWEEN.min(most), &mut kept);
                if size.bytes > BETWEEN.min(most) {
                    return TOO_MUCH;
                }
                Cow::Owned(kept.unwrap_or_default())
            }
            Packing::Lzw if last => return plain(lzw(&bytes)),
            Packing::Lzw => return TOO_MUCH,
            Packing::Hex => Cow::Owned(hex(&bytes)),
            Packing::Base85 => Cow::Owned(base85(&bytes)),
            Packing::Runs if last => return plain(bytes.len() as u64 * 64),
            Packing::Runs => return TOO_MUCH,
            Packing::Picture => break,
        };
    }
    plain(bytes.len() as u64)
}

fn plain(bytes: u64) -> Size {
    Size { bytes, whole: true }
}

/// How far the size of bytes is counted before they end.
fn inflated(packed: &[u8], most: u64, kept: &mut Option<Vec<u8>>) -> Size {
    let headed = matches!(packed, [a, b, ..]
        if a & 0x0f == 8 && u16::from_be_bytes([*a, *b]) % 31 == 0 && b & 0x20 == 0);
    let mut rest = if headed { &packed[2..] } else { packed };
    let mut bytes = 0;
    let mut decoder = DeflateDecoder::new(&mut rest);
    let mut room = vec![0; 1 << 16];
    let whole = loop {
        match decoder.read(&mut room) {
            Ok(0) => break true,
            Ok(more) => {
                bytes += more as u64;
                if let Some(kept) = kept {
                    kept.extend_from_slice(&room[..more]);
                }
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(_) => break false,
        }
        if bytes > most {
            return Size { bytes, whole: true };
        }
    };
    if !whole {
        let left = decoder.get_mut().fill_buf().map_or(0, <[u8]>::len) as u64;
        bytes = bytes.saturating_add(left.saturating_mul(Limits::RATIO));
    }
    Size { bytes, whole }
}

/// The sum of the lengths that its codes stand for.
fn lzw(packed: &[u8]) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<u64> = vec![1; 258];
    let (mut sum, mut before, mut bits, mut held) = (0_u64, None::<u64>, 0_u32, 0_u32);
    let mut bytes = packed.iter();
    loop {
        let width = match lengths.len() + 1 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        while held < width {
            let Some(byte) = bytes.next() else { return sum };
            bits = bits << 8 | u32::from(*byte);
            held += 8;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        match code {
            CLEAR => {
                lengths.truncate(258);
                before = None;
            }
            END => return sum,
            _ => {
                let grown = before.map(|before| before + 1);
                let Some(length) = lengths.get(code).copied().or(grown) else {
                    return sum;
                };
                sum += length;
                if let Some(grown) = grown.filter(|_| lengths.len() < 4096) {
                    lengths.push(grown);
                }
                before = Some(length);
            }
        }
    }
}

fn hex(packed: &[u8]) -> Vec<u8> {
    let digits = packed.iter().take_while(|b| **b != b'>');
    let digits = digits.filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    let byte = |pair: &[u32]| (pair[0] * 16 + pair.get(1).unwrap_or(&0)) as u8;
    digits.chunks(2).map(byte).collect()
}

fn base85(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len());
    let (mut group, mut letters) = (0_u32, 0);
    for byte in packed.iter().take_while(|b| **b != b'~') {
        match byte {
            b'z' if letters == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                letters += 1;
            }
            _ => {}
        }
        if letters == 5 {
            out.extend(group.to_be_bytes());
            (group, letters) = (0, 0);
        }
    }
    if letters > 1 {
        let filled = (letters..5).fold(group, |g, _| g.wrapping_mul(85).wrapping_add(84));
        out.extend(&filled.to_be_bytes()[..letters - 1]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::ZlibEncoder;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = ZlibEncoder::new(bytes, Compression::best());
        encoder.read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn sizes_are_counted_up_to_the_most() {
        let once = packed(&vec![b'q'; 5_000_000]);
        let flate = [Packing::Flate];
        assert_eq!(size(&once, &flate, 1 << 30), plain(5_000_000));
        assert!(size(&once, &flate, 1 << 20).bytes < 2 << 20);
        let twice = [Packing::Flate, Packing::Flate];
        assert_eq!(size(&packed(&once), &twice, 1 << 30), plain(5_000_000));
        let large = packed(&packed(&vec![0; 100 << 20]));
        assert!(large.len() < 10_000 && size(&large, &twice, 1 << 20).bytes > 1 << 20);
        let broken = size(&once[..once.len() / 2], &flate, 1 << 30);
        assert!(!broken.whole && broken.bytes >= 2_000_000, "{broken:?}");
    }

    #[test]
    fn letters_stand_for_bytes() {
        assert_eq!(hex(b"41 4<4>2"), [0x41, 0x44]);
        assert_eq!(base85(b"87cURDZ~>"), b"Hello");
        let chain = [Packing::Base85, Packing::Picture];
        assert_eq!(size(b"zz~>", &chain, 100), plain(8));
        assert_eq!(size(&[250; 10], &[Packing::Runs], 100), plain(640));
        // -----A---B with the codes 45 258 258 65 259 66, between a clear and an end.
        let codes = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(size(&codes, &[Packing::Lzw], 100), plain(10));
    }
}
