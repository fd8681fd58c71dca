//! CoNLL-U: treebanks in, analysed sentences out.

mod read;
mod write;

pub use read::{Block, Piece, read, text_of};
pub use write::write;
