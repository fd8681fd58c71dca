//! From treebank sentences to label sets, known words and examples.

use super::network::Example;
use crate::conllu::Block;
use crate::lexicon::Lexicon;
use crate::network::features::{Layout, normal};
use crate::network::shape::TagSet;
use crate::{EntityKind, Sentence, Token};
use rustc_hash::FxHashMap;

/// The label sets that a model holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Labels {
    pub(crate) tags: TagSet,
    pub(crate) relations: Vec<String>,
}

/// Number of marks of names: none, and first and further words of each kind.
pub(crate) const NAME_MARKS: usize = 1 + 2 * EntityKind::ALL.len();

/// Words seen at least this often have their own embedding.
const KNOWN: usize = 2;

impl Labels {
    /// All labels of a treebank, the more frequent first.
    pub(crate) fn collect(blocks: &[Block]) -> Labels {
        let mut pairs: FxHashMap<(String, String), usize> = FxHashMap::default();
        let mut sets: FxHashMap<String, usize> = FxHashMap::default();
        let mut joint: FxHashMap<(String, String, String), usize> = FxHashMap::default();
        let mut relations: FxHashMap<String, usize> = FxHashMap::default();
        for token in blocks.iter().flat_map(|b| &b.sentence.tokens) {
            let (upos, xpos) = (token.upos.to_string(), token.xpos.to_string());
            let set = token.feats.as_str().to_owned();
            *pairs.entry((upos.clone(), xpos.clone())).or_default() += 1;
            *sets.entry(set.clone()).or_default() += 1;
            *joint.entry((upos, xpos, set)).or_default() += 1;
            *relations.entry(token.deprel.to_string()).or_default() += 1;
        }
        let pairs = by_count(pairs);
        let sets = by_count(sets);
        let number: FxHashMap<&str, u16> = sets.iter().enumerate().map(|(i, s)| (s.as_str(), i as u16)).collect();
        let joint = by_count(joint);
        let sets_of = pairs
            .iter()
            .map(|(upos, xpos)| {
                joint
                    .iter()
                    .filter(|(u, x, _)| u == upos && x == xpos)
                    .map(|(_, _, set)| number[set.as_str()])
                    .collect()
            })
            .collect();
        Labels { tags: TagSet::new(pairs, sets, sets_of), relations: by_count(relations) }
    }
}

fn by_count<K: Ord + Clone>(counts: FxHashMap<K, usize>) -> Vec<K> {
    let mut keys: Vec<(K, usize)> = counts.into_iter().collect();
    keys.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    keys.into_iter().map(|(key, _)| key).collect()
}

/// The words with an embedding of their own, in normal form.
pub(crate) fn known_words(blocks: &[Block]) -> Vec<String> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for token in blocks.iter().flat_map(|b| &b.sentence.tokens) {
        *counts.entry(normal(&token.form)).or_default() += 1;
    }
    counts.retain(|_, count| *count >= KNOWN);
    by_count(counts)
}

/// Turns sentences into examples; sentences with labels that are unknown keep
/// the first label in their place.
pub(crate) fn examples(blocks: &[Block], labels: &Labels, lexicon: &Lexicon, layout: Layout) -> Vec<Example> {
    let pairs: FxHashMap<(&str, &str), u16> = labels
        .tags
        .pairs
        .iter()
        .enumerate()
        .map(|(i, (upos, xpos))| ((upos.as_str(), xpos.as_str()), i as u16))
        .collect();
    let number = |items: &[String], item: &str| items.iter().position(|x| x == item).unwrap_or(0) as u16;
    let mut lower = String::new();
    blocks
        .iter()
        .filter(|b| !b.sentence.tokens.is_empty())
        .map(|block| {
            let mut example = Example::default();
            for t in &block.sentence.tokens {
                let pair = pairs.get(&(t.upos.as_str(), t.xpos.as_str())).copied().unwrap_or(0);
                example.rows.push(layout.rows_of(&t.form, lexicon, &mut lower));
                example.heads.push(if t.head == Token::ROOT { 0 } else { t.head + 1 });
                example.relations.push(number(&labels.relations, t.deprel.as_str()));
                example.pairs.push(pair);
                example.sets.push(number(&labels.tags.sets, t.feats.as_str()));
            }
            if block.has_entities {
                example.names = marks(&block.sentence);
            }
            example
        })
        .collect()
}

/// The marks of names: 0 for none, `1 + 2 * kind` for a first word,
/// `2 + 2 * kind` for the others.
pub(crate) fn marks(sentence: &Sentence) -> Vec<u8> {
    let mut marks = vec![0; sentence.tokens.len()];
    for entity in &sentence.entities {
        let kind = EntityKind::ALL.iter().position(|k| *k == entity.kind).unwrap_or(0) as u8;
        for (i, mark) in marks.iter_mut().enumerate().take(entity.last + 1).skip(entity.first) {
            *mark = if i == entity.first { 1 } else { 2 } + 2 * kind;
        }
    }
    marks
}
