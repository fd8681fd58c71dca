//! What can go wrong: a model file that is not ours or is damaged, and text
//! that is not CoNLL-U.

use std::fmt;

/// The error of every fallible call in this crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The sort of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not a model of this crate.
    NotAModel,
    /// The model was written in a format that this version cannot read.
    Version,
    /// The model is cut short or its bytes were changed.
    Corrupt,
    /// A treebank or tagged text does not follow CoNLL-U.
    Conllu,
    /// A label outside the sets of Universal Dependencies English.
    Label,
    /// Training cannot start, for want of sentences.
    Training,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into() }
    }

    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
