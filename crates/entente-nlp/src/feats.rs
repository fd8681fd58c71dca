//! Morphological features of a word, kept as the number of a known set so that
//! a token stays small; the sets themselves are in `feats_table.rs`.

use crate::error::{Error, ErrorKind};
use crate::feats_table::SETS;
use std::fmt;
use std::str::FromStr;

/// The morphological features of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feats(u16);

impl Feats {
    /// No features.
    pub const NONE: Feats = Feats(0);

    /// The features as in CoNLL-U, such as `Mood=Ind|Tense=Past`; empty for none.
    pub fn as_str(self) -> &'static str {
        SETS[self.0 as usize]
    }

    /// Whether the word has `value` for `name`, as in `has("Tense", "Past")`.
    pub fn has(self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|values| values.split(',').any(|v| v == value))
    }

    /// The value of a feature.
    pub fn get(self, name: &str) -> Option<&'static str> {
        self.as_str()
            .split('|')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }
}

impl FromStr for Feats {
    type Err = Error;

    fn from_str(text: &str) -> Result<Feats, Error> {
        let wanted = if text == "_" { "" } else { text };
        SETS.binary_search(&wanted)
            .map(|i| Feats(i as u16))
            .map_err(|_| Error::new(ErrorKind::Label, format!("unknown features: {text:?}")))
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 == 0 { "_" } else { self.as_str() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sorted_and_read_back() {
        assert!(SETS.is_sorted());
        for set in SETS {
            assert_eq!(set.parse::<Feats>().unwrap().as_str(), *set);
        }
    }

    #[test]
    fn answers_for_single_features() {
        let feats: Feats = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin".parse().unwrap();
        assert!(feats.has("Tense", "Past"));
        assert!(!feats.has("Tense", "Pres"));
        assert_eq!(feats.get("Person"), Some("3"));
        assert_eq!(Feats::NONE.to_string(), "_");
    }
}
