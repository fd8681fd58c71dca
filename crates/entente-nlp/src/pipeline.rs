//! The main path: text to sentences, tokens, tags, lemmas, trees and names.

use crate::error::Error;
use crate::model::{self, Model};
use crate::network::run::Memory;
use crate::network::shape::TagSet;
use crate::network::tree::best_tree;
use crate::tokenizer::Word;
use crate::{Deprel, Entity, EntityKind, Feats, Rel, Sentence, Span, Token, Upos, Xpos};

/// Tokens that are sent through the network together.
const BATCH: usize = 192;

static ENGLISH: &[u8] = include_bytes!("../../../models/en.model");

/// A loaded language model. Immutable: share it between threads and give each
/// thread its own [`Scratch`].
pub struct Pipeline {
    model: Model,
    pairs: Vec<(Upos, Xpos)>,
    sets: Vec<Feats>,
    relations: Vec<Deprel>,
    id: String,
}

/// Working memory of one thread, kept between texts.
#[derive(Default)]
pub struct Scratch {
    words: Vec<Word>,
    memory: Memory,
    heads: Vec<u32>,
}

impl Pipeline {
    /// The English model that is compiled in.
    ///
    /// # Errors
    /// When the compiled-in model is not one of this version.
    pub fn english() -> Result<Pipeline, Error> {
        Pipeline::from_bytes(ENGLISH)
    }

    /// A model from the bytes of a model file.
    ///
    /// # Errors
    /// When the bytes are no model, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Pipeline, Error> {
        let model = model::read(bytes)?;
        let pairs =
            model.labels.tags.pairs.iter().map(|(u, x)| Ok((u.parse()?, x.parse()?))).collect::<Result<_, Error>>()?;
        let sets = model.labels.tags.sets.iter().map(|s| s.parse()).collect::<Result<_, Error>>()?;
        let relations = model.labels.relations.iter().map(|r| r.parse()).collect::<Result<_, Error>>()?;
        let id = format!("en-{:016x}", crate::hash::hash(bytes, 0));
        Ok(Pipeline { model, pairs, sets, relations, id })
    }

    /// The identity of the model: language and hash of its file.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The sentences of a text, analysed.
    pub fn analyze(&self, text: &str, scratch: &mut Scratch) -> Vec<Sentence> {
        let mut sentences = self.tokens(text, scratch);
        let mut from = 0;
        while from < sentences.len() {
            let mut to = from;
            let mut size = 0;
            while to < sentences.len() && (to == from || size + sentences[to].tokens.len() <= BATCH) {
                size += sentences[to].tokens.len();
                to += 1;
            }
            self.predict(&mut sentences[from..to], scratch);
            from = to;
        }
        sentences
    }

    /// Predicts everything but the tokens of a sentence anew.
    pub fn analyze_tokens(&self, sentence: &mut Sentence, scratch: &mut Scratch) {
        self.predict(std::slice::from_mut(sentence), scratch);
    }

    /// The sentences of a text as spans, not analysed.
    pub fn split(&self, text: &str) -> Vec<Span> {
        self.tokens(text, &mut Scratch::default()).into_iter().map(|s| s.span).collect()
    }

    /// Sentences and tokens without analysis.
    fn tokens(&self, text: &str, scratch: &mut Scratch) -> Vec<Sentence> {
        self.model.tokenizer.run(text, &mut scratch.words);
        let mut sentences: Vec<Sentence> = Vec::new();
        for word in &scratch.words {
            if word.begins || sentences.is_empty() {
                sentences.push(Sentence { span: word.span, ..Sentence::default() });
            }
            if let Some(sentence) = sentences.last_mut() {
                sentence.span.end = word.span.end;
                sentence.tokens.push(Token::new(word.span, word.span.slice(text)));
            }
        }
        sentences
    }

    fn predict(&self, sentences: &mut [Sentence], scratch: &mut Scratch) {
        let Model { runner, lexicon, .. } = &self.model;
        let lengths: Vec<usize> = sentences.iter().map(|s| s.tokens.len()).collect();
        let forms = sentences.iter().flat_map(|s| &s.tokens).map(|t| t.form.as_str());
        runner.encode(forms, &lengths, lexicon, &mut scratch.memory);
        let mut start = 0;
        for sentence in sentences {
            self.finish(sentence, start, scratch);
            start += sentence.tokens.len();
        }
    }

    /// Reads tags, tree, lemmas and names of one sentence off the outputs of the network.
    fn finish(&self, sentence: &mut Sentence, start: usize, scratch: &mut Scratch) {
        let n = sentence.tokens.len();
        if n == 0 {
            return;
        }
        let Model { runner, labels, lemmatizer, .. } = &self.model;
        let (at, width) = (runner.shape.heads(), runner.shape.heads()[6]);
        let Scratch { memory, heads, .. } = scratch;
        runner.arcs(start, n, memory);
        best_tree(&memory.arcs, n, heads);
        runner.relations(start, heads, memory);
        let tags = &labels.tags;
        let mut marks = Vec::with_capacity(n);
        for (i, token) in sentence.tokens.iter_mut().enumerate() {
            let raw = &memory.raw[(start + i) * width..(start + i + 1) * width];
            let scores = &raw[at[4]..at[5]];
            let pair = top(tags.pair_atoms.iter().map(|atoms| TagSet::score(atoms, scores)));
            let sets = &tags.sets_of[pair];
            let set = sets.get(top(sets.iter().map(|s| TagSet::score(&tags.set_atoms[*s as usize], scores)))).copied();
            (token.upos, token.xpos) = self.pairs[pair];
            token.feats = set.map_or(Feats::NONE, |s| self.sets[s as usize]);
            token.lemma = lemmatizer.lemma(&token.form, token.upos, token.xpos.as_str());
            token.head = heads[i].checked_sub(1).unwrap_or(Token::ROOT);
            let relations = &memory.relations[i * self.relations.len()..(i + 1) * self.relations.len()];
            token.deprel = self.relation(heads[i] == 0, relations);
            marks.push(top(raw[at[5]..at[6]].iter().copied()));
        }
        sentence.entities = entities(&marks);
    }

    /// The best relation; only the root is `root`.
    fn relation(&self, is_root: bool, scores: &[f32]) -> Deprel {
        if is_root {
            return Deprel::ROOT;
        }
        let fits = |i: usize| self.relations[i].base != Rel::Root;
        let best = top(scores.iter().enumerate().map(|(i, s)| if fits(i) { *s } else { f32::NEG_INFINITY }));
        self.relations[best]
    }
}

/// The number of the highest score.
fn top(scores: impl Iterator<Item = f32>) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (i, score) in scores.enumerate() {
        if score > best.0 {
            best = (score, i);
        }
    }
    best.1
}

/// Names from their marks: 0 none, odd numbers begin one, even ones go on.
fn entities(marks: &[usize]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    for (i, &mark) in marks.iter().enumerate().filter(|(_, m)| **m > 0) {
        let kind = EntityKind::ALL[(mark - 1) / 2];
        match found.last_mut() {
            Some(e) if mark % 2 == 0 && e.last + 1 == i && e.kind == kind => e.last = i,
            _ => found.push(Entity { first: i, last: i, kind }),
        }
    }
    found
}
