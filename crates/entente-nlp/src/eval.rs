//! Scores against a treebank, after the CoNLL 2018 shared task: on gold tokens, and on raw text, where a word counts when its
//! bytes are those of a gold word. Relations are compared without subtypes unless said otherwise. All figures are per cent.

use crate::conllu::{Block, text_of};
use crate::{Entity, EntityKind, Pipeline, Scratch, Sentence, Token};
use std::collections::HashMap;

/// Scores on gold tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct GoldScores {
    /// Number of words.
    pub words: usize,
    /// Universal tags.
    pub upos: f64,
    /// Penn Treebank tags.
    pub xpos: f64,
    /// Lemmas.
    pub lemma: f64,
    /// Heads.
    pub uas: f64,
    /// Heads with relations.
    pub las: f64,
    /// Heads with relations and their subtypes.
    pub las_subtypes: f64,
    /// Precision, recall and F1 of named persons, organisations and places, where the treebank marks entities.
    pub entities: (f64, f64, f64),
}

/// F1 on raw text.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawScores {
    /// Words.
    pub words: f64,
    /// Sentences.
    pub sentences: f64,
    /// Universal tags.
    pub upos: f64,
    /// Lemmas.
    pub lemma: f64,
    /// Heads.
    pub uas: f64,
    /// Heads with relations.
    pub las: f64,
}

/// Predicts everything but the tokens and compares.
pub fn gold_tokens(pipeline: &Pipeline, blocks: &[Block]) -> GoldScores {
    let mut scratch = Scratch::default();
    let mut n = [0usize; 6];
    let mut words = 0;
    let (mut found, mut real, mut shared) = (0, 0, 0);
    for block in blocks {
        let mut sentence = block.sentence.clone();
        pipeline.analyze_tokens(&mut sentence, &mut scratch);
        for (t, g) in sentence.tokens.iter().zip(&block.sentence.tokens) {
            words += 1;
            let head = t.head == g.head;
            let marks = [
                t.upos == g.upos,
                t.xpos == g.xpos,
                t.lemma == g.lemma || g.lemma == "_",
                head,
                head && t.deprel.base == g.deprel.base,
                head && t.deprel == g.deprel,
            ];
            for (sum, ok) in n.iter_mut().zip(marks) {
                *sum += usize::from(ok);
            }
        }
        if block.has_entities {
            let core = |s: &Sentence| -> Vec<Entity> {
                s.entities.iter().copied().filter(|e| e.kind != EntityKind::Other).collect()
            };
            let (a, b) = (core(&sentence), core(&block.sentence));
            found += a.len();
            real += b.len();
            shared += a.iter().filter(|e| b.contains(e)).count();
        }
    }
    let share = |x: usize| 100.0 * x as f64 / words.max(1) as f64;
    GoldScores {
        words,
        upos: share(n[0]),
        xpos: share(n[1]),
        lemma: share(n[2]),
        uas: share(n[3]),
        las: share(n[4]),
        las_subtypes: share(n[5]),
        entities: (f1(shared, found, 0).0, f1(shared, 0, real).1, f1(shared, found, real).2),
    }
}

fn f1(shared: usize, found: usize, real: usize) -> (f64, f64, f64) {
    let ratio = |n: usize| if n == 0 { 0.0 } else { 100.0 * shared as f64 / n as f64 };
    let (p, r) = (ratio(found), ratio(real));
    (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

/// First byte of a word and the byte behind it.
type Bytes = (u32, u32);

/// Analyses the treebank's running text and compares.
pub fn raw_text(pipeline: &Pipeline, blocks: &[Block]) -> RawScores {
    let (text, spans) = text_of(blocks);
    let system = pipeline.analyze(&text, &mut Scratch::default());
    let mut gold: HashMap<Bytes, (&Token, Option<Bytes>)> = HashMap::new();
    let mut ends: HashMap<(u32, u32), ()> = HashMap::new();
    let mut gold_words = 0;
    for (block, span) in blocks.iter().zip(&spans) {
        let at = |t: &Token| (span.start + t.span.start, span.start + t.span.end);
        let tokens = &block.sentence.tokens;
        for t in tokens {
            let head = tokens.get(t.head as usize).map(at);
            gold.insert(at(t), (t, head));
            gold_words += 1;
        }
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            ends.insert((at(first).0, at(last).1), ());
        }
    }
    let (mut n, mut words, mut sentences) = ([0usize; 5], 0, 0);
    for s in &system {
        sentences += usize::from(ends.contains_key(&(s.span.start, s.span.end)));
        for t in &s.tokens {
            words += 1;
            let Some((g, gold_head)) = gold.get(&(t.span.start, t.span.end)) else { continue };
            let head = s.tokens.get(t.head as usize).map(|h| (h.span.start, h.span.end));
            let same = head == *gold_head;
            let marks = [
                true,
                t.upos == g.upos,
                t.lemma == g.lemma || g.lemma == "_",
                same,
                same && t.deprel.base == g.deprel.base,
            ];
            for (sum, ok) in n.iter_mut().zip(marks) {
                *sum += usize::from(ok);
            }
        }
    }
    let of = |x: usize| f1(x, words, gold_words).2;
    RawScores {
        words: of(n[0]),
        sentences: f1(sentences, system.len(), blocks.len()).2,
        upos: of(n[1]),
        lemma: of(n[2]),
        uas: of(n[3]),
        las: of(n[4]),
    }
}
