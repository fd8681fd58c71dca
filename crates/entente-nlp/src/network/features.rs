//! What the network sees of a word: its number, its beginning and
//! end, its shape; each is a row of one table of embeddings.

use crate::hash::hash;
use crate::lexicon::Lexicon;

/// Rows of the embedding table that one word adds up.
pub(crate) const PER_WORD: usize = 10;

/// The kinds of hashed feature and the number of rows of each.
const HASHED: [(u64, usize); 9] = [
    (1, 128),  // first letter
    (2, 1024), // two first letters
    (3, 4096), // three first letters
    (4, 256),  // last letter
    (5, 1024), // two last letters
    (6, 4096), // three last letters
    (7, 8192), // four last letters
    (8, 512),  // shape
    (9, 4096), // the form as it is written
];

/// Where each kind of feature has its rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Layout {
    /// Number of known words, the unknown word (row 0) included.
    pub(crate) words: usize,
}

impl Layout {
    /// The number of rows of the table.
    pub(crate) fn rows(self) -> usize {
        self.words + HASHED.iter().map(|(_, n)| n).sum::<usize>()
    }

    /// The rows of a word as it is written. The first is that of the word
    /// itself, which training hides now and then.
    pub(crate) fn rows_of(self, form: &str, lexicon: &Lexicon, lower: &mut String) -> [u32; PER_WORD] {
        lower.clear();
        normalise(form, lower);
        let mut rows = [0; PER_WORD];
        rows[0] = lexicon.word(lower).min(self.words as u32 - 1);
        let mut base = self.words;
        let bytes = lower.as_bytes();
        let count = bytes.len();
        let shape = shape(form);
        let views: [&[u8]; 9] = [
            &bytes[..count.min(1)],
            &bytes[..count.min(2)],
            &bytes[..count.min(3)],
            &bytes[count.saturating_sub(1)..],
            &bytes[count.saturating_sub(2)..],
            &bytes[count.saturating_sub(3)..],
            &bytes[count.saturating_sub(4)..],
            &shape.0[..shape.1],
            form.as_bytes(),
        ];
        for (k, (view, (seed, size))) in views.into_iter().zip(HASHED).enumerate() {
            rows[1 + k] = (base + (hash(view, seed) % size as u64) as usize) as u32;
            base += size;
        }
        rows
    }
}

/// Lower case, digits as 0, curly quotes and dashes as their plain forms.
fn normalise(form: &str, lower: &mut String) {
    for c in form.chars() {
        match c {
            '0'..='9' => lower.push('0'),
            'A'..='Z' => lower.push(c.to_ascii_lowercase()),
            '’' | '‘' | '`' | '´' => lower.push('\''),
            '“' | '”' | '„' => lower.push('"'),
            '–' | '—' | '−' => lower.push('-'),
            _ if c.is_ascii() => lower.push(c),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

/// The normal form by which words are looked up.
pub(crate) fn normal(form: &str) -> String {
    let mut lower = String::with_capacity(form.len());
    normalise(form, &mut lower);
    lower
}

/// The kinds of character of a word, runs cut after two: `Xxx`, `d-xx`.
fn shape(form: &str) -> ([u8; 12], usize) {
    let mut out = [0u8; 12];
    let (mut len, mut run, mut last) = (0, 0, 0u8);
    for c in form.chars() {
        let kind = if c.is_uppercase() {
            b'X'
        } else if c.is_alphabetic() {
            b'x'
        } else if c.is_numeric() {
            b'd'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run > 2 {
            continue;
        }
        if len == out.len() {
            break;
        }
        out[len] = kind;
        len += 1;
    }
    (out, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let text = |form: &str| {
            let (bytes, len) = shape(form);
            String::from_utf8(bytes[..len].to_vec()).unwrap()
        };
        assert_eq!(text("Seoul"), "Xxx");
        assert_eq!(text("NATO"), "XX");
        assert_eq!(text("2,019"), "d,dd");
    }

    #[test]
    fn rows_stay_inside_the_table() {
        let layout = Layout { words: 10 };
        let mut lower = String::new();
        for form in ["", "a", "Straße", "😀", "2019", "“"] {
            for row in layout.rows_of(form, &Lexicon::default(), &mut lower) {
                assert!((row as usize) < layout.rows());
            }
        }
    }
}
