//! The lexicon: words and tree shapes that name events. `format` reads `data/lexicon/*.toml`, `matcher` finds entries in a
//! parsed sentence.

mod format;
mod matcher;

pub use format::{Class, Condition, Effect, Entry, Example, Expected, Lexicon, Pos, Words};
pub use matcher::{Match, Matcher};
