//! Known words: the number of each in the embedding table and its place in a
//! tree of word clusters. Kept as an open hash table that a model file holds
//! as it is, so that loading costs nothing.

use crate::hash::hash;
use rustc_hash::FxHashMap;

const SEED: u64 = 0x4C45_5849;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Number in the embedding table, 0 if it has none.
    pub(crate) word: u32,
    /// The path of the cluster as bits, the first branch lowest; 0 for none.
    pub(crate) cluster: u32,
    /// The number of the cluster, 0 for none.
    pub(crate) dense: u16,
}

/// The table of known words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lexicon {
    /// Slots of (check sum of the string, word, number of cluster); a check sum
    /// of 0 marks a free slot.
    pub(crate) slots: Vec<[u32; 2]>,
    /// The path of each cluster by its number.
    pub(crate) paths: Vec<u32>,
}

impl Lexicon {
    /// Builds the table from the numbered words (normal form, from 1 on) and
    /// the clusters of words (as written).
    pub(crate) fn build(words: &[String], clusters: &FxHashMap<String, u32>) -> Lexicon {
        let mut paths: Vec<u32> = clusters.values().copied().filter(|&c| c != 0).collect();
        paths.sort_unstable();
        paths.dedup();
        paths.insert(0, 0);
        let dense = |path: u32| paths.binary_search(&path).unwrap_or(0) as u32;
        let mut entries: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
        for (word, &path) in clusters {
            entries.entry(word).or_default().1 = dense(path);
        }
        for (i, word) in words.iter().enumerate() {
            entries.entry(word).or_default().0 = i as u32 + 1;
        }
        let mut keys: Vec<&str> = entries.keys().copied().collect();
        keys.sort_unstable();
        let size = (keys.len() * 4 / 3).next_power_of_two().max(2);
        let mut slots = vec![[0u32; 2]; size];
        for key in keys {
            let (word, cluster) = entries[key];
            let (check, mut at) = place(key, size);
            while slots[at][0] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = [check, word | cluster << 20];
        }
        Lexicon { slots, paths }
    }

    /// What is known of a word, given as written and in normal form.
    pub(crate) fn entry(&self, form: &str, normal: &str) -> Entry {
        let lower = self.find(normal).unwrap_or(0);
        let mut dense = lower >> 20;
        if form != normal && let Some(found) = self.find(form) && found >> 20 != 0 {
            dense = found >> 20;
        }
        Entry {
            word: lower & 0xF_FFFF,
            cluster: self.paths.get(dense as usize).copied().unwrap_or(0),
            dense: dense as u16,
        }
    }

    fn find(&self, key: &str) -> Option<u32> {
        let size = self.slots.len();
        if size == 0 {
            return None;
        }
        let (check, mut at) = place(key, size);
        for _ in 0..size {
            let [found, value] = self.slots[at];
            if found == check {
                return Some(value);
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & (size - 1);
        }
        None
    }
}

fn place(key: &str, size: usize) -> (u32, usize) {
    let hash = hash(key.as_bytes(), SEED);
    (((hash >> 32) as u32).max(1), hash as usize & (size - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_and_clusters() {
        let words = ["seoul".to_owned(), "said".to_owned()];
        let clusters = [("Seoul".to_owned(), 678u32), ("said".to_owned(), 116)]
            .into_iter()
            .collect();
        let lexicon = Lexicon::build(&words, &clusters);
        let seoul = lexicon.entry("Seoul", "seoul");
        assert_eq!((seoul.word, seoul.cluster), (1, 678));
        let said = lexicon.entry("said", "said");
        assert_eq!((said.word, said.cluster, said.dense), (2, 116, 1));
        assert_eq!(lexicon.entry("Unheard", "unheard"), Entry::default());
    }
}
