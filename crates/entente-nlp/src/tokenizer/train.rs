//! Learns where to cut from treebanks: the cases of both decisions are taken
//! from the running text of the sentences.

use super::sentences::{State, features, is_candidate};
use super::words::Cutter;
use super::{Gap, Tokenizer, Word, separates};
use crate::Span;
use crate::conllu::{Block, text_of};
use crate::linear::Decision;
use rustc_hash::{FxHashMap, FxHashSet};

const EPOCHS: usize = 8;

/// Trains a tokenizer on the sentences of treebanks.
pub(crate) fn train(blocks: &[Block], seed: u64) -> Tokenizer {
    let (text, spans) = text_of(blocks);
    let words = gold_words(blocks, &spans, &text);
    Tokenizer {
        cut: Decision::learn(&cut_cases(&text, &words), EPOCHS, seed),
        end: Decision::learn(&end_cases(&text, &words), EPOCHS, seed),
        exceptions: exceptions(&text, &words),
    }
}

/// The words of the treebank as places in the running text.
fn gold_words(blocks: &[Block], spans: &[Span], text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (block, span) in blocks.iter().zip(spans) {
        for (i, token) in block.sentence.tokens.iter().enumerate() {
            let start = (span.start + token.span.start) as usize;
            let end = (span.start + token.span.end) as usize;
            let last = words.last().map_or(0, |w| w.span.end as usize);
            if start < last {
                // A contraction whose words are not parts of its surface.
                continue;
            }
            let gap = match &text[last..start] {
                _ if words.is_empty() => Gap::Paragraph,
                "" => Gap::None,
                between if between.contains('\n') => Gap::Paragraph,
                _ => Gap::Space,
            };
            // A few tokens of the treebanks hold a space ("1 000").
            let mut from = start;
            for part in text[start..end].split(separates) {
                if part.is_empty() {
                    continue;
                }
                let at = from + text[from..end].find(part).unwrap_or(0);
                words.push(Word {
                    span: Span::new(at, at + part.len()),
                    gap: if at == start { gap } else { Gap::Space },
                    begins: i == 0 && at == start,
                });
                from = at + part.len();
            }
        }
    }
    words
}

/// The stretches between white space, each as a range of words.
fn chunks(words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..=words.len() {
        if i == words.len() || words[i].gap != Gap::None {
            out.push(start..i);
            start = i;
        }
    }
    out
}

fn cut_cases(text: &str, words: &[Word]) -> Vec<(Vec<u64>, bool)> {
    let mut cases = Vec::new();
    let mut cutter = Cutter::default();
    for range in chunks(words) {
        let start = words[range.start].span.start as usize;
        let end = words[range.end - 1].span.end as usize;
        let chunk = &text[start..end];
        if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            continue;
        }
        let cuts: FxHashSet<usize> =
            words[range.start + 1..range.end].iter().map(|w| w.span.start as usize - start).collect();
        cutter.load(chunk);
        let mut from = 0;
        for i in 1..cutter.chars.len() {
            let cut = cuts.contains(&cutter.at[i]);
            if cutter.is_candidate(i) {
                cases.push((cutter.features(from, i).to_vec(), cut));
            }
            if cut {
                from = i;
            }
        }
    }
    cases
}

fn end_cases(text: &str, words: &[Word]) -> Vec<(Vec<u64>, bool)> {
    let mut cases = Vec::new();
    let mut state = State::default();
    for i in 0..words.len() {
        let word = words[i];
        if i > 0 && word.gap < Gap::Line && is_candidate(text, words, i) {
            cases.push((features(text, words, i, &state).to_vec(), word.begins));
        }
        state.advance(text, words, i);
    }
    cases
}

/// Stretches of letters that are cut more often than not.
fn exceptions(text: &str, words: &[Word]) -> FxHashMap<String, Vec<u8>> {
    let mut counts: FxHashMap<String, (usize, usize, Vec<u8>)> = FxHashMap::default();
    for range in chunks(words) {
        let start = words[range.start].span.start as usize;
        let chunk = &text[start..words[range.end - 1].span.end as usize];
        if chunk.len() > 8 || !chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            continue;
        }
        let entry = counts.entry(chunk.to_ascii_lowercase()).or_default();
        if range.len() == 1 {
            entry.0 += 1;
        } else {
            entry.1 += 1;
            entry.2 = words[range.start + 1..range.end].iter().map(|w| (w.span.start as usize - start) as u8).collect();
        }
    }
    counts.into_iter().filter(|(_, (whole, cut, _))| cut > whole).map(|(chunk, (_, _, cuts))| (chunk, cuts)).collect()
}
