//! How alike two texts are, word for word: sets of word sequences, and a short signature from which their likeness can be told.
//!
//! A text is the set of its [sequences of three words](SHINGLE) in the normalised flow, lower case, without punctuation. Two texts are as
//! alike as the share of sequences that both have (Jaccard). [`Signature`] keeps the smallest hash of each of 64 bins of that set
//! (one-permutation `MinHash`, empty bins filled from others): as many of its lanes agree, on average, as the sets do.
//!
//! Signatures are stored, so they must be the same in every version and on every machine: hashes are BLAKE3, and nothing is drawn at random.
//!
//! Not handled: order of passages, numbers in words and figures, other wordings of one matter.

use super::Doc;
use super::fold::lower;

/// Words in a sequence. In Vietnamese each syllable is written as a word, so three are one word and a half.
pub const SHINGLE: usize = 3;
/// A text with fewer sequences is too short: letterhead and signature would make any two alike.
pub const LEAST: usize = 60;
/// Parts of a signature that are looked up on their own, four lanes each.
pub const BANDS: usize = 16;
const LANES: usize = 64;
const LANE_BITS: usize = 16;

/// The distinct word sequences of a text, as hashes in rising order.
///
/// ```
/// use vanthu::text::shingle::{likeness, shingles};
/// let a = shingles("Phấn đấu 90% hồ sơ được giải quyết đúng hạn");
/// let b = shingles("phấn đấu **90**% hồ sơ được giải quyết trước hạn");
/// assert_eq!((a.len(), b.len()), (8, 8));
/// assert!((likeness(&a, &b) - 6.0 / 10.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn shingles(text: &str) -> Vec<u64> {
    let flow = lower(Doc::new(text).text());
    let words: Vec<&str> = flow.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut out: Vec<u64> = words.windows(SHINGLE).map(hash).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(word.as_bytes()).update(b" ");
    }
    let [a, b, c, d, e, f, g, h, ..] = *hasher.finalize().as_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// The share of sequences that two texts have in common, 0 to 1; of two empty ones 0.
#[must_use]
pub fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// A text in 128 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u64; BANDS]);

impl Signature {
    /// The signature of a set of sequences; `None` where they are too few.
    ///
    /// ```
    /// use vanthu::text::shingle::{Signature, shingles};
    /// let text: String = (0..200).map(|n| format!("nhiệm vụ {n} ")).collect();
    /// let one = Signature::of(&shingles(&text)).unwrap();
    /// let other = Signature::of(&shingles(&text.replace("nhiệm vụ 7 ", "công việc 7 "))).unwrap();
    /// assert!(one.likeness(&other) > 0.8);
    /// assert_eq!(Signature::of(&shingles("Thông báo")), None);
    /// ```
    #[must_use]
    pub fn of(shingles: &[u64]) -> Option<Self> {
        if shingles.len() < LEAST {
            return None;
        }
        let mut bins: [Option<u64>; LANES] = [None; LANES];
        for hash in shingles {
            let bin = &mut bins[*hash as usize % LANES];
            *bin = Some(bin.map_or(hash / LANES as u64, |least| least.min(hash / LANES as u64)));
        }
        let mut bands = [0; BANDS];
        let per_band = LANES / BANDS;
        for lane in 0..LANES {
            // an empty bin takes the value of another, the same one in every text (Shrivastava 2017)
            let filled = (0_u64..).map(|attempt| if attempt == 0 { lane } else { other_bin(lane, attempt) }).find_map(|bin| bins[bin]);
            let value = filled.unwrap_or(0) & ((1 << LANE_BITS) - 1);
            bands[lane / per_band] |= value << (lane % per_band * LANE_BITS);
        }
        Some(Self(bands))
    }

    /// Back from the stored values.
    #[must_use]
    pub fn stored(values: impl IntoIterator<Item = u64>) -> Option<Self> {
        let values: Vec<u64> = values.into_iter().collect();
        values.try_into().ok().map(Self)
    }

    /// Its parts. Two texts that are alike share at least one with high probability: 1 - (1 - s⁴)¹⁶ where s is their likeness.
    #[must_use]
    pub const fn bands(&self) -> &[u64; BANDS] {
        &self.0
    }

    /// The estimated [`likeness`] of two texts; its standard error is at most 0.0625.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let mut same = 0_usize;
        for (a, b) in self.0.iter().zip(&other.0) {
            let differ = a ^ b;
            same += (0..LANES / BANDS).filter(|lane| (differ >> (lane * LANE_BITS)) & ((1 << LANE_BITS) - 1) == 0).count();
        }
        same as f64 / LANES as f64
    }
}

/// Where an empty bin looks: every attempt another bin, the same for all texts (the mixing function of `SplitMix64`).
fn other_bin(lane: usize, attempt: u64) -> usize {
    let mut x = (lane as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ attempt.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 30)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as usize % LANES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        use std::fmt::Write as _;
        (from..to).fold(String::new(), |mut out, n| {
            let _ = write!(out, "việc {n} ");
            out
        })
    }

    #[test]
    fn the_signature_tells_the_likeness() {
        for (a, b) in [((0, 400), (0, 400)), ((0, 400), (40, 440)), ((0, 400), (200, 600)), ((0, 400), (1000, 1400)), ((0, 40), (0, 38))] {
            let (a, b) = (shingles(&text(a.0, a.1)), shingles(&text(b.0, b.1)));
            let (exact, told) = (likeness(&a, &b), Signature::of(&a).unwrap().likeness(&Signature::of(&b).unwrap()));
            assert!((exact - told).abs() < 0.17, "{exact} {told}");
        }
    }

    #[test]
    fn spelling_of_signs_does_not_matter() {
        let plain = "Uỷ ban nhân dân quận Tây Hồ ban hành kế hoạch";
        let other: String =
            unicode_normalization::UnicodeNormalization::nfd("**Ủy** ban nhân dân\nquận Tây Hồ, ban hành Kế hoạch.").collect();
        assert_eq!(shingles(plain), shingles(&other));
    }

    #[test]
    fn stored_and_read_back() {
        let one = Signature::of(&shingles(&text(0, 100))).unwrap();
        assert_eq!(Signature::stored(one.bands().iter().copied()), Some(one));
        assert_eq!(Signature::stored([1, 2]), None);
        // stored in indexes: another value here asks for another INDEX_VERSION
        assert_eq!(
            hash(&["kế", "hoạch", "năm"]),
            u64::from_le_bytes(blake3::hash("kế hoạch năm ".as_bytes()).as_bytes()[..8].try_into().unwrap())
        );
    }
}
