//! The engine as a whole: `lexicon` runs every example of the lexicon, `documents` codes short articles.

mod documents;
mod lexicon;
