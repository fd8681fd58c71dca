//! Judges the gaps between tokens: where does a sentence end? An empty line
//! always ends one; a single line break is judged by the look of the lines;
//! all else is the learned decision.

use super::{Gap, Tokenizer, Word};
use crate::hash::{hash, mix};

impl Tokenizer {
    pub(super) fn mark_sentences(&self, text: &str, words: &mut [Word]) {
        let mut state = State::default();
        for i in 0..words.len() {
            let word = words[i];
            words[i].begins = match word.gap {
                _ if i == 0 => true,
                Gap::Paragraph => true,
                Gap::Line if breaks_line(text, words, i) => true,
                _ => is_candidate(text, words, i) && self.end.score(&features(text, words, i, &state)) > 0,
            };
            state.advance(text, words, i);
        }
    }
}

/// What is remembered from left to right.
#[derive(Default)]
pub(super) struct State {
    length: u64,
    /// Whether a quotation is open in this paragraph.
    quoted: bool,
    /// Whether a bracket is open in this sentence.
    bracket: bool,
    /// Words of this sentence that are not all capitals.
    lower: bool,
}

impl State {
    /// Takes in word `i`, whose beginning is already marked.
    pub(super) fn advance(&mut self, text: &str, words: &[Word], i: usize) {
        let word = words[i];
        if word.begins {
            self.length = 0;
            self.bracket = false;
            self.lower = false;
        }
        if word.gap == Gap::Paragraph {
            self.quoted = false;
        }
        self.length += 1;
        match word.span.slice(text) {
            "\"" => self.quoted = !self.quoted,
            "“" => self.quoted = true,
            "”" => self.quoted = false,
            "(" | "[" => self.bracket = true,
            ")" | "]" => self.bracket = false,
            form => self.lower |= form.starts_with(char::is_lowercase),
        }
    }
}

/// Whether a single line break before word `i` ends a sentence: not when the
/// line runs on in lower case or was wrapped at a common width.
fn breaks_line(text: &str, words: &[Word], i: usize) -> bool {
    let before = words[i - 1].span.slice(text);
    let after = words[i].span.slice(text);
    if after.starts_with(char::is_lowercase) || before.ends_with([',', '-', '–', '—']) {
        return false;
    }
    if ends(before) {
        return true;
    }
    let end = words[i - 1].span.end as usize;
    let line = text[..end].rfind('\n').map_or(end, |at| end - at);
    !(55..=110).contains(&line)
}

fn ends(form: &str) -> bool {
    form.ends_with(['.', '!', '?', '…', '"', '”', ')', ']', ':', ';', '\'', '’', '*', '>'])
}

/// Only after a mark, or before something that can begin a sentence.
pub(super) fn is_candidate(text: &str, words: &[Word], i: usize) -> bool {
    let before = words[i - 1].span.slice(text);
    let after = words[i].span.slice(text);
    ends(before) || !after.starts_with(|c: char| c.is_lowercase() || c == ',')
}

pub(super) fn features(text: &str, words: &[Word], i: usize, state: &State) -> [u64; 20] {
    let form =
        |k: isize| usize::try_from(i as isize + k).ok().and_then(|at| words.get(at)).map_or("", |w| w.span.slice(text));
    let (p3, p2, p1, n1, n2) = (form(-3), form(-2), form(-1), form(0), form(1));
    let id = |form: &str| hash(form.as_bytes(), 3);
    let spaced = match words[i].gap {
        Gap::None => 0,
        Gap::Space => 1,
        _ => 2,
    };
    let joined = mix(spaced, id(last_mark(p1)));
    let (s1, t1, t2) = (shape(p1), shape(n1), shape(n2));
    let length = match state.length {
        0..=4 => state.length,
        5..=8 => 5,
        9..=16 => 6,
        17..=32 => 7,
        _ => 8,
    };
    let open = u64::from(state.quoted) * 4 + u64::from(state.bracket) * 2 + u64::from(state.lower);
    let next_gap = words.get(i + 1).map_or(9, |w| w.gap as u64);
    [
        mix(joined, 1),
        mix(mix(joined, t1), 2),
        mix(mix(mix(joined, t1), s1), 3),
        mix(mix(joined, lower(p1)), 4),
        mix(mix(joined, lower(n1)), 5),
        mix(mix(mix(joined, id(n1)), s1), 6),
        mix(mix(id(p1), id(n1)), 7),
        mix(mix(mix(joined, shape(p2)), t1), 8),
        mix(mix(joined, lower(p2)), 9),
        mix(mix(mix(joined, t1), t2), 10),
        mix(mix(mix(joined, length), t1), 11),
        mix(mix(mix(joined, open), t1), 12),
        mix(mix(mix(id(p1), id(p2)), t1), 13),
        mix(mix(mix(id(n1), lower(n2)), joined), 14),
        mix(mix(mix(joined, p1.len().min(8) as u64), t1), 15),
        mix(mix(mix(joined, shape(p2)), mix(shape(p3), t1)), 16),
        mix(mix(mix(joined, next_gap), t1), 17),
        mix(mix(mix(joined, open), lower(n1)), 18),
        mix(mix(mix(joined, lower(p2)), lower(n1)), 19),
        mix(mix(mix(joined, length), mix(open, s1)), 20),
    ]
}

/// The mark at the end of a token, or nothing.
fn last_mark(form: &str) -> &str {
    let at = form.char_indices().next_back().filter(|(_, c)| !c.is_alphanumeric()).map_or(form.len(), |(at, _)| at);
    &form[at..]
}

fn lower(form: &str) -> u64 {
    if form.is_ascii() && form.len() <= 24 {
        let mut bytes = [0u8; 24];
        let bytes = &mut bytes[..form.len()];
        bytes.copy_from_slice(form.as_bytes());
        bytes.make_ascii_lowercase();
        return hash(bytes, 4);
    }
    hash(form.to_lowercase().as_bytes(), 4)
}

/// The kinds of the first three characters and of the last, and the length.
fn shape(form: &str) -> u64 {
    let kind = |c: char| match c {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ if c.is_ascii() => u64::from(c),
        _ if c.is_lowercase() => 1,
        _ if c.is_uppercase() => 2,
        _ => 4,
    };
    let mut state = form.len().min(4) as u64;
    for c in form.chars().take(3) {
        state = state << 8 | kind(c);
    }
    state << 8 | form.chars().next_back().map_or(0, kind)
}
