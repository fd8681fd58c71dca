//! A hash of strings that never changes, since hashes are kept in model files,
//! and the seeded random numbers of the trainers.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of `bytes` under a seed that keeps kinds of feature apart.
pub(crate) fn hash(bytes: &[u8], seed: u64) -> u64 {
    let mut state = seed.wrapping_mul(MULTIPLIER) ^ (bytes.len() as u64);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = step(state, u64::from_le_bytes(word));
    }
    let mut last = 0u64;
    for (i, &byte) in chunks.remainder().iter().enumerate() {
        last |= u64::from(byte) << (8 * i);
    }
    finish(step(state, last))
}

/// Joins a further number to a hash.
pub(crate) fn mix(state: u64, word: u64) -> u64 {
    finish(step(state, word))
}

fn step(state: u64, word: u64) -> u64 {
    (state ^ word).wrapping_mul(MULTIPLIER).rotate_left(29)
}

fn finish(mut x: u64) -> u64 {
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

/// Seeded random numbers (splitmix64).
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(MULTIPLIER);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..1`.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number in `-1..1`.
    pub(crate) fn symmetric(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_stable_and_separates() {
        // Hashes stand in model files: this number must never change.
        assert_eq!(hash(b"visit", 1), 7247445981106940938);
        assert_ne!(hash(b"visit", 1), hash(b"visit", 2));
        assert_ne!(hash(b"a", 1), hash(b"a\0", 1));
        assert_ne!(hash(b"government", 1), hash(b"governments", 1));
    }

    #[test]
    fn shuffles_by_seed() {
        let mut a: Vec<u32> = (0..50).collect();
        let mut b = a.clone();
        Random::new(7).shuffle(&mut a);
        Random::new(7).shuffle(&mut b);
        assert_eq!(a, b);
    }
}
