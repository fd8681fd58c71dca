//! Contexts: why it happened, found by words that point to them (`data/ontology/contexts.toml`).

use crate::error::{Error, Result};
use crate::phrase::{self, Casing, Key, Phrases};
use compact_str::CompactString;
use entente_nlp::Sentence;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    covers: String,
    #[serde(default)]
    words: Vec<String>,
}

/// Finds contexts in sentences.
pub struct ContextMatcher {
    names: Vec<CompactString>,
    covers: Vec<String>,
    phrases: Phrases<u16>,
}

impl ContextMatcher {
    pub(super) fn read(file: &str, text: &str) -> Result<ContextMatcher> {
        let raw: BTreeMap<String, Raw> =
            toml::from_str(text).map_err(|e| Error::data(file, None, e.message().to_owned()))?;
        let mut matcher = ContextMatcher { names: Vec::new(), covers: Vec::new(), phrases: Phrases::default() };
        for (name, context) in raw {
            let at = matcher.names.len() as u16;
            for word in &context.words {
                matcher.phrases.insert(word, Casing::of(word), at);
                let plural = crate::actor::plural(word);
                if plural != *word {
                    matcher.phrases.insert(&plural, Casing::of(word), at);
                }
            }
            matcher.names.push(name.into());
            matcher.covers.push(context.covers);
        }
        Ok(matcher)
    }

    /// True for one of PLOVER's 37 contexts.
    pub fn is_context(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }

    /// The contexts with what each covers.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(CompactString::as_str).zip(self.covers.iter().map(String::as_str))
    }

    /// The contexts that the words of a sentence point to, with the token at which each was found.
    pub fn find(&self, sentence: &Sentence) -> Vec<(&str, usize)> {
        let mut keys: Vec<Key> = Vec::with_capacity(sentence.tokens.len());
        let mut owner = Vec::with_capacity(sentence.tokens.len());
        for (i, token) in sentence.tokens.iter().enumerate() {
            phrase::keys(&token.form, |k| {
                keys.push(k);
                owner.push(i);
            });
        }
        let mut found: Vec<(&str, usize)> = Vec::new();
        let mut at = 0;
        while at < keys.len() {
            match self.phrases.longest(&keys[at..]) {
                Some((length, names)) => {
                    for name in names.map(|n| self.names[n as usize].as_str()) {
                        if !found.iter().any(|(f, _)| *f == name) {
                            found.push((name, owner[at]));
                        }
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}
