//! Text to sentences to tokens. Tokens are cut first, out of the stretches
//! between white space (`words`); then the gaps between tokens are judged
//! (`sentences`). Both decisions are learned (`train`) from treebanks.

mod sentences;
pub(crate) mod train;
mod words;

use crate::Span;
use crate::linear::Decision;
use rustc_hash::FxHashMap;

/// A trained tokenizer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tokenizer {
    /// Whether to cut between two characters.
    pub(crate) cut: Decision,
    /// Whether a sentence ends in a gap between two tokens.
    pub(crate) end: Decision,
    /// Stretches of letters that are more than one token, in lower case, with
    /// the bytes after which they are cut ("cannot": 3).
    pub(crate) exceptions: FxHashMap<String, Vec<u8>>,
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// Whether a sentence begins here.
    pub(crate) begins: bool,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// White space within a line.
    Space,
    /// One line break.
    Line,
    /// An empty line, or the beginning of the text.
    Paragraph,
}

/// No sentence is longer than this; a longer one is cut into pieces.
const LONGEST: usize = 160;

impl Tokenizer {
    /// The tokens of a text, in `words`, with the beginnings of sentences.
    pub(crate) fn run(&self, text: &str, words: &mut Vec<Word>) {
        words.clear();
        self.cut_words(text, words);
        self.mark_sentences(text, words);
        let mut length = 0;
        for word in words.iter_mut() {
            length = if word.begins { 1 } else { length + 1 };
            if length > LONGEST {
                word.begins = true;
                length = 1;
            }
        }
    }
}

/// Whether a character only separates tokens: white space, control and
/// zero-width characters.
fn separates(c: char) -> bool {
    match c {
        '!'..='~' => false,
        _ => {
            c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{202A}'
                        ..='\u{202E}'
                )
        }
    }
}
