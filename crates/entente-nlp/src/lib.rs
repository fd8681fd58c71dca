//! From English text to sentences, tokens, tags, lemmas, dependency trees and
//! named entities, after Universal Dependencies. Knows nothing of politics.
//!
//! ```no_run
//! use entente_nlp::{Pipeline, Scratch};
//!
//! let pipeline = Pipeline::english()?;
//! let mut scratch = Scratch::default();
//! for sentence in pipeline.analyze("Troops entered the town.", &mut scratch) {
//!     for token in &sentence.tokens {
//!         println!("{} {} {}", token.form, token.upos, token.deprel);
//!     }
//! }
//! # Ok::<(), entente_nlp::Error>(())
//! ```
#![deny(unsafe_code)]
#![deny(missing_docs)]

pub mod conllu;
mod document;
mod error;
pub mod eval;
mod feats;
mod feats_table;
mod hash;
mod labels;
mod lemma;
mod lexicon;
mod linear;
mod model;
mod network;
mod pipeline;
mod span;
mod tokenizer;
pub mod train;

pub use document::{Entity, EntityKind, Sentence, Token};
pub use error::{Error, ErrorKind};
pub use feats::Feats;
pub use labels::{Deprel, Rel, Sub, Upos, Xpos};
pub use pipeline::{Pipeline, Scratch};
pub use span::Span;
