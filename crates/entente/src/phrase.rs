//! Finding known phrases in running text: one normaliser for tables and text, one trie over word hashes.
//!
//! A table's "Kim Jong-un" and a text's tokens `Kim`, `Jong`, `-`, `un` must meet, and so must `U.S.` and `US`. Both sides
//! are therefore cut into *keys*: runs of letters and digits, lower case, without accents, full stops dropped.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use unicode_normalization::UnicodeNormalization;

/// A normalised word: its hash and how it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// Hash of the folded letters.
    pub(crate) hash: u64,
    /// True when the first letter is a capital.
    pub(crate) capital: bool,
    /// True when every letter is a capital and there are at least two, or one with a full stop.
    pub(crate) shouted: bool,
}

/// Cuts `text` into keys and hands each to `each`.
pub(crate) fn keys(text: &str, mut each: impl FnMut(Key)) {
    let mut word = Word::default();
    if text.is_ascii() {
        for byte in text.bytes() {
            word.push(byte as char, &mut each);
        }
    } else {
        for c in text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
            match c {
                'ı' => word.push('i', &mut each),
                'ł' => word.push('l', &mut each),
                'Ł' => word.push('L', &mut each),
                'đ' | 'ð' => word.push('d', &mut each),
                'Đ' => word.push('D', &mut each),
                'ø' => word.push('o', &mut each),
                'Ø' => word.push('O', &mut each),
                'ß' => {
                    word.push('s', &mut each);
                    word.push('s', &mut each);
                }
                'æ' => {
                    word.push('a', &mut each);
                    word.push('e', &mut each);
                }
                _ => word.push(c, &mut each),
            }
        }
    }
    word.end(&mut each);
}

#[derive(Default)]
struct Word {
    hash: FxHasher,
    letters: u32,
    capitals: u32,
    first_capital: bool,
    dotted: bool,
}

impl Word {
    fn push(&mut self, c: char, each: &mut impl FnMut(Key)) {
        if c.is_alphanumeric() || c == '&' {
            let upper = c.is_uppercase();
            if self.letters == 0 {
                self.first_capital = upper;
            }
            self.letters += 1;
            self.capitals += u32::from(upper || c.is_numeric());
            for l in c.to_lowercase() {
                self.hash.write_u32(l as u32);
            }
        } else if c == '.' {
            self.dotted = true;
        } else {
            self.end(each);
        }
    }

    fn end(&mut self, each: &mut impl FnMut(Key)) {
        if self.letters > 0 {
            let word = std::mem::take(self);
            each(Key {
                hash: word.hash.finish(),
                capital: word.first_capital,
                shouted: word.capitals == word.letters && (word.letters > 1 || word.dotted),
            });
        }
    }
}

/// The hash of a text's keys taken together; for looking up whole names.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    keys(text, |k| hasher.write_u64(k.hash));
    hasher.finish()
}

/// How a phrase must be written in the text to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casing {
    /// Any way ("soldiers").
    Any,
    /// The first word with a capital ("Turkey").
    Capital,
    /// In capitals throughout ("US", "WHO").
    Shouted,
}

impl Casing {
    /// What the way a table writes a phrase asks of the text.
    pub(crate) fn of(phrase: &str) -> Casing {
        let mut first: Option<Key> = None;
        let mut all_shouted = true;
        keys(phrase, |k| {
            first.get_or_insert(k);
            all_shouted &= k.shouted;
        });
        match first {
            Some(_) if all_shouted => Casing::Shouted,
            Some(k) if k.capital => Casing::Capital,
            _ => Casing::Any,
        }
    }

    fn admits(self, first: Key, all_shouted: bool) -> bool {
        match self {
            Casing::Any => true,
            Casing::Capital => first.capital,
            Casing::Shouted => all_shouted,
        }
    }
}

/// Phrases and what they stand for. `V` is small and `Copy`; one phrase may stand for several things.
pub(crate) struct Phrases<V> {
    edges: FxHashMap<(u32, u64), u32>,
    values: Vec<Vec<(V, Casing)>>,
}

impl<V: Copy> Default for Phrases<V> {
    fn default() -> Self {
        Self { edges: FxHashMap::default(), values: vec![Vec::new()] }
    }
}

impl<V: Copy> Phrases<V> {
    /// Adds a phrase; an empty one is ignored.
    pub(crate) fn insert(&mut self, phrase: &str, casing: Casing, value: V) {
        let mut node = 0u32;
        keys(phrase, |key| {
            let next = self.values.len() as u32;
            node = *self.edges.entry((node, key.hash)).or_insert(next);
            if node == next {
                self.values.push(Vec::new());
            }
        });
        if node != 0 {
            self.values[node as usize].push((value, casing));
        }
    }

    /// The longest phrase that begins at `keys[0]`: the number of keys it takes and what it stands for.
    pub(crate) fn longest<'a>(&'a self, keys: &[Key]) -> Option<(usize, impl Iterator<Item = V> + use<'a, V>)> {
        let mut node = 0u32;
        let mut best = None;
        let mut all_shouted = true;
        for (i, key) in keys.iter().enumerate() {
            let Some(next) = self.edges.get(&(node, key.hash)) else { break };
            node = *next;
            all_shouted &= key.shouted;
            if self.values[node as usize].iter().any(|(_, c)| c.admits(keys[0], all_shouted)) {
                best = Some((i + 1, node, all_shouted));
            }
        }
        let (length, node, shouted) = best?;
        let first = keys[0];
        let found = self.values[node as usize].iter().filter(move |(_, c)| c.admits(first, shouted)).map(|(v, _)| *v);
        Some((length, found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Key> {
        let mut all = Vec::new();
        keys(text, |k| all.push(k));
        all
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(fingerprint("Kim Jong-un"), fingerprint("KIM JONG UN"));
        assert_eq!(fingerprint("U.S."), fingerprint("US"));
        assert_eq!(fingerprint("Élysée"), fingerprint("Elysee"));
        assert_ne!(fingerprint("North Korea"), fingerprint("South Korea"));
    }

    #[test]
    fn short_names_keep_their_capitals() {
        let mut phrases = Phrases::default();
        phrases.insert("US", Casing::of("US"), 1);
        phrases.insert("Turkey", Casing::of("Turkey"), 2);
        phrases.insert("Turkey hunter", Casing::Any, 3);
        assert!(phrases.longest(&of("us")).is_none());
        assert_eq!(phrases.longest(&of("U.S. troops")).map(|(n, v)| (n, v.collect())), Some((1, vec![1])));
        assert!(phrases.longest(&of("turkey")).is_none());
        assert_eq!(phrases.longest(&of("Turkey hunter said")).map(|(n, v)| (n, v.collect())), Some((2, vec![3])));
    }
}
