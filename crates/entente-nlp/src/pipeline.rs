//! The main path: text to sentences, tokens, tags, lemmas, trees and names.

use crate::{Error, Sentence, Span};

/// A loaded language model. Immutable: share it between threads and give each
/// thread its own [`Scratch`].
pub struct Pipeline {}

/// Working memory of one thread, kept between texts.
#[derive(Default)]
pub struct Scratch {}

impl Pipeline {
    /// The English model that is compiled in.
    pub fn english() -> Result<Pipeline, Error> {
        Ok(Pipeline {})
    }

    /// A model from the bytes of a model file.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Pipeline, Error> {
        Ok(Pipeline {})
    }

    /// The sentences of a text, analysed.
    pub fn analyze(&self, _text: &str, _scratch: &mut Scratch) -> Vec<Sentence> {
        Vec::new()
    }

    /// Predicts everything but the tokens of a sentence anew.
    pub fn analyze_tokens(&self, _sentence: &mut Sentence, _scratch: &mut Scratch) {}

    /// The sentences of a text as spans, not analysed.
    pub fn split(&self, _text: &str) -> Vec<Span> {
        Vec::new()
    }
}
