//! Known words: the number of each in the embedding table. Kept as an open hash table that a model file holds as it is, so
//! that loading costs nothing.

use crate::hash::hash;

const SEED: u64 = 0x4C45_5849;

/// The table of known words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lexicon {
    /// Slots of check sum of the string and number of the word; a check sum of 0 marks a free slot.
    pub(crate) slots: Vec<[u32; 2]>,
}

impl Lexicon {
    /// Builds the table from the words in normal form, which are numbered from 1 on.
    pub(crate) fn build(words: &[String]) -> Lexicon {
        let size = (words.len() * 4 / 3).next_power_of_two().max(2);
        let mut slots = vec![[0u32; 2]; size];
        for (i, word) in words.iter().enumerate() {
            let (check, mut at) = place(word, size);
            while slots[at][0] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = [check, i as u32 + 1];
        }
        Lexicon { slots }
    }

    /// The number of a word given in normal form, 0 if it has none.
    pub(crate) fn word(&self, normal: &str) -> u32 {
        let size = self.slots.len();
        if size == 0 {
            return 0;
        }
        let (check, mut at) = place(normal, size);
        for _ in 0..size {
            match self.slots[at] {
                [found, number] if found == check => return number,
                [0, _] => return 0,
                _ => at = (at + 1) & (size - 1),
            }
        }
        0
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
    fn finds_words() {
        let lexicon = Lexicon::build(&["seoul".to_owned(), "said".to_owned()]);
        assert_eq!((lexicon.word("seoul"), lexicon.word("said"), lexicon.word("unheard")), (1, 2, 0));
        assert_eq!(Lexicon::default().word("seoul"), 0);
    }
}
