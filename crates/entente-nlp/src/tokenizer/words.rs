//! Cuts stretches of text between white space into tokens, from left to right.
//! Between two letters nothing is cut but contractions ("do|n't") and the
//! listed exceptions; all other places are judged by the learned decision.

use super::{Gap, Tokenizer, Word, separates};
use crate::Span;
use crate::hash::{hash, mix};

impl Tokenizer {
    pub(super) fn cut_words(&self, text: &str, words: &mut Vec<Word>) {
        let mut cutter = Cutter::default();
        let mut chars = text.char_indices().peekable();
        let mut gap = Gap::Paragraph;
        let mut breaks = 0;
        while let Some(&(start, c)) = chars.peek() {
            if separates(c) {
                chars.next();
                breaks += usize::from(c == '\n' || c == '\u{2029}');
                let wider = match (c, breaks) {
                    ('\u{2029}', _) | (_, 2..) => Gap::Paragraph,
                    (_, 1) => Gap::Line,
                    _ => Gap::Space,
                };
                gap = gap.max(wider);
                continue;
            }
            let mut letters = true;
            let mut end = start;
            while let Some(&(at, c)) = chars.peek() {
                if separates(c) {
                    break;
                }
                letters &= c.is_ascii_alphabetic();
                end = at + c.len_utf8();
                chars.next();
            }
            let chunk = &text[start..end];
            let first = words.len();
            if letters && !self.may_be_exception(chunk) {
                words.push(word(start, end));
            } else if letters {
                self.cut_exception(chunk, start, words);
            } else {
                self.cut_chunk(chunk, start, &mut cutter, words);
            }
            if let Some(word) = words.get_mut(first) {
                word.gap = gap;
            }
            gap = Gap::None;
            breaks = 0;
        }
    }

    fn may_be_exception(&self, chunk: &str) -> bool {
        chunk.len() <= 8 && {
            let mut lower = [0u8; 8];
            let lower = &mut lower[..chunk.len()];
            lower.copy_from_slice(chunk.as_bytes());
            lower.make_ascii_lowercase();
            std::str::from_utf8(lower).is_ok_and(|l| self.exceptions.contains_key(l))
        }
    }

    fn cut_exception(&self, chunk: &str, start: usize, words: &mut Vec<Word>) {
        let cuts = self.exceptions.get(&chunk.to_ascii_lowercase());
        let mut from = 0;
        for &cut in cuts.into_iter().flatten() {
            words.push(word(start + from, start + cut as usize));
            from = cut as usize;
        }
        words.push(word(start + from, start + chunk.len()));
    }

    fn cut_chunk(&self, chunk: &str, start: usize, cutter: &mut Cutter, words: &mut Vec<Word>) {
        cutter.load(chunk);
        let mut from = 0;
        for i in 1..cutter.chars.len() {
            if !cutter.is_candidate(i) {
                continue;
            }
            if self.cut.score(&cutter.features(from, i)) > 0 {
                words.push(word(start + cutter.at[from], start + cutter.at[i]));
                from = i;
            }
        }
        words.push(word(start + cutter.at[from], start + chunk.len()));
    }
}

fn word(start: usize, end: usize) -> Word {
    Word { span: Span::new(start, end), gap: Gap::None, begins: false }
}

/// A stretch of text opened up for the decision.
#[derive(Default)]
pub(super) struct Cutter {
    /// The characters in lower case with quotes and dashes made plain.
    pub(super) chars: Vec<char>,
    kinds: Vec<u8>,
    /// The byte at which each character begins.
    pub(super) at: Vec<usize>,
    address: bool,
    whole: u64,
}

impl Cutter {
    pub(super) fn load(&mut self, chunk: &str) {
        self.chars.clear();
        self.kinds.clear();
        self.at.clear();
        for (at, c) in chunk.char_indices() {
            self.at.push(at);
            self.chars.push(plain(c));
            self.kinds.push(kind(c));
        }
        self.address = chunk.contains("://") || chunk.contains("www.") || chunk.contains('@');
        self.whole = hash(chunk.as_bytes(), 11);
    }

    pub(super) fn is_candidate(&self, i: usize) -> bool {
        let (left, right) = (self.kinds[i - 1], self.kinds[i]);
        let letter = |k: u8| k == b'x' || k == b'X';
        if letter(left) && letter(right) {
            return self.chars[i..].starts_with(&['n', '\'', 't'])
                && (i + 3 == self.chars.len() || !letter(self.kinds[i + 3]));
        }
        !(left == b'd' && right == b'd') && right != b'm'
    }

    /// The features of a cut before character `i`, the last one being at `from`.
    pub(super) fn features(&self, from: usize, i: usize) -> [u64; 14] {
        let c = |k: isize| {
            let at = i as isize + k;
            usize::try_from(at).ok().and_then(|at| self.chars.get(at).copied()).map_or(0, u64::from)
        };
        let t = |k: isize| {
            let at = i as isize + k;
            usize::try_from(at).ok().and_then(|at| self.kinds.get(at).copied()).map_or(0, u64::from)
        };
        let last = self.chars.len();
        let left = self.text(from.max(i.saturating_sub(12)), i);
        let right = self.text(i, last.min(i + 12));
        let runs_on = (i..last).take_while(|&k| matches!(self.kinds[k], b'x' | b'X')).count();
        let word = self.text(i, i + runs_on.min(12));
        let kinds = [t(-3), t(-2), t(-1), t(0), t(1), t(2)];
        let shape = kinds.iter().fold(0u64, |s, k| s << 8 | k);
        let pair = mix(c(-1), c(0));
        let address = u64::from(self.address);
        let place = (last - i).min(3) as u64 * 4 + (i - from).min(3) as u64;
        [
            mix(pair, 1),
            mix(mix(pair, c(-2)), 2),
            mix(mix(pair, c(1)), 3),
            mix(mix(mix(pair, c(-2)), c(1)), 4),
            mix(mix(left, c(0)), 5),
            mix(mix(right, c(-1)), 6),
            mix(mix(left, right), 7),
            mix(shape, 8),
            mix(mix(shape & 0xFFFF_FFFF, pair), 9),
            mix(mix(pair, place), 10),
            mix(mix(address, pair), 11),
            mix(mix(left, word), 12),
            mix(mix(self.whole, i as u64), 13),
            mix(mix(address, place), 14),
        ]
    }

    fn text(&self, from: usize, to: usize) -> u64 {
        self.chars[from..to].iter().fold(17, |state, &c| mix(state, u64::from(c)))
    }
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '0'..='9' => '0',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn kind(c: char) -> u8 {
    if c.is_ascii() {
        return match c {
            'a'..='z' => b'x',
            'A'..='Z' => b'X',
            '0'..='9' => b'd',
            _ => c as u8,
        };
    }
    match c {
        '’' | '‘' => b'\'',
        '“' | '”' | '„' => b'"',
        '–' | '—' => b'-',
        // Joined to what stands before: marks, joiners, variation selectors.
        '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' => b'm',
        _ if c.is_uppercase() => b'X',
        _ if c.is_alphabetic() => b'x',
        _ if c.is_numeric() => b'd',
        _ => b'?',
    }
}
