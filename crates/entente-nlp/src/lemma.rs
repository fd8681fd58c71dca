//! Lemmas: a rule per word ending and tag says what to take off a form and what to put on. Only rules that say something else
//! than the next shorter ending's are kept.

use crate::hash::hash;
use crate::{Token, Upos};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// The longest ending that a rule looks at; one longer stands for the whole word.
const LONGEST: usize = 6;

/// What turns a form into its lemma.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Script {
    /// Characters to take off the end.
    pub(crate) cut: u8,
    /// What to put on.
    pub(crate) add: String,
    /// Whether the form keeps its capitals.
    pub(crate) cased: bool,
}

/// The lemmatizer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lemmatizer {
    pub(crate) scripts: Vec<Script>,
    /// Hash of tag and ending → script.
    pub(crate) rules: FxHashMap<u64, u16>,
}

fn script(form: &str, lemma: &str) -> Script {
    let lower = form.to_lowercase();
    let cased = lemma.chars().any(char::is_uppercase) && form.chars().any(char::is_uppercase);
    let from = if cased { form } else { &lower };
    let common = from.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    Script {
        cut: u8::try_from(from.chars().count() - common).unwrap_or(u8::MAX),
        add: lemma.chars().skip(common).collect(),
        cased,
    }
}

/// The key of the last `length` characters of a form under a tag; beyond [`LONGEST`] that of the whole form.
fn key(form: &str, xpos: &str, length: usize) -> u64 {
    let tag = hash(xpos.as_bytes(), 77);
    if length > LONGEST {
        return hash(form.as_bytes(), tag ^ 1);
    }
    let start = form.char_indices().rev().nth(length.wrapping_sub(1)).map_or(0, |(i, _)| i);
    let ending = if length == 0 { "" } else { &form[start..] };
    hash(ending.as_bytes(), tag ^ (2 + length as u64))
}

impl Lemmatizer {
    /// Learns from tagged words.
    pub(crate) fn train<'t>(tokens: impl Iterator<Item = &'t Token>) -> Lemmatizer {
        let mut counts: FxHashMap<(String, &str, Script), u32> = FxHashMap::default();
        for t in tokens.filter(|t| t.lemma != "_") {
            let form = t.form.to_lowercase().to_string();
            *counts.entry((form, t.xpos.as_str(), script(&t.form, &t.lemma))).or_default() += 1;
        }
        let mut words: Vec<_> = counts.into_iter().collect();
        words.sort();
        let mut model = Lemmatizer::default();
        let mut numbers: FxHashMap<Script, u16> = FxHashMap::default();
        for length in 0..=LONGEST + 1 {
            let mut votes: FxHashMap<u64, FxHashMap<&Script, u32>> = FxHashMap::default();
            let mut at: FxHashMap<u64, (&str, &str)> = FxHashMap::default();
            for ((form, xpos, script), n) in &words {
                if form.chars().count() < length && length <= LONGEST {
                    continue;
                }
                let k = key(form, xpos, length);
                at.entry(k).or_insert((form, xpos));
                // Frequent words count for more, but not for all.
                *votes.entry(k).or_default().entry(script).or_default() +=
                    if length > LONGEST { *n } else { n.ilog2() + 1 };
            }
            let mut keys: Vec<u64> = votes.keys().copied().collect();
            keys.sort_unstable();
            for k in keys {
                let mut ranked: Vec<_> = votes[&k].iter().collect();
                ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
                let (best, n): (&Script, u32) = (ranked[0].0, *ranked[0].1);
                let (form, xpos) = at[&k];
                let shorter = model.script(form, xpos, length);
                if shorter == Some(best) || (length > 2 && length <= LONGEST && n < 2) {
                    continue;
                }
                let next = numbers.len() as u16;
                let number = *numbers.entry(Script::clone(best)).or_insert(next);
                if number == next {
                    model.scripts.push(Script::clone(best));
                }
                model.rules.insert(k, number);
            }
        }
        model
    }

    /// The script of the longest known ending shorter than `below`.
    fn script(&self, lower: &str, xpos: &str, below: usize) -> Option<&Script> {
        (0..below).rev().find_map(|n| self.rules.get(&key(lower, xpos, n))).map(|s| &self.scripts[*s as usize])
    }

    /// The lemma of a form.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, xpos: &str) -> CompactString {
        if matches!(upos, Upos::Punct | Upos::Sym) {
            return form.into();
        }
        let lower = CompactString::from(form).to_lowercase();
        let Some(script) = self.script(&lower, xpos, LONGEST + 2) else { return lower };
        let from = if script.cased { form } else { &lower };
        let count = from.chars().count();
        if usize::from(script.cut) > count || (usize::from(script.cut) == count && script.add.is_empty()) {
            return lower;
        }
        let end = from.char_indices().nth(count - usize::from(script.cut)).map_or(from.len(), |(i, _)| i);
        let mut lemma = CompactString::from(&from[..end]);
        lemma.push_str(&script.add);
        lemma
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    #[test]
    fn learns_endings() {
        let word = |form: &str, lemma: &str, xpos: &str| Token {
            lemma: lemma.into(),
            xpos: xpos.parse().expect("a Penn tag"),
            ..Token::new(Span::default(), form)
        };
        let words = [
            word("visited", "visit", "VBD"),
            word("lifted", "lift", "VBD"),
            word("went", "go", "VBD"),
            word("talks", "talk", "NNS"),
            word("Seoul", "Seoul", "NNP"),
        ];
        let model = Lemmatizer::train(words.iter());
        assert_eq!(model.lemma("drifted", Upos::Verb, "VBD"), "drift");
        assert_eq!(model.lemma("went", Upos::Verb, "VBD"), "go");
        assert_eq!(model.lemma("Drills", Upos::Noun, "NNS"), "drill");
        assert_eq!(model.lemma("Busan", Upos::Propn, "NNP"), "Busan");
    }
}
