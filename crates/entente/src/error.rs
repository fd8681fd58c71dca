//! The one error type of the engine: what is wrong with a knowledge file or a gold file, and where.

use std::fmt;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A knowledge file (ontology, lexicon, actors, places) holds something that cannot be read.
    Data,
    /// The language model could not be loaded.
    Model,
    /// An input record lacks something that is needed.
    Input,
}

/// An error of the engine. `Display` names file, line and reason.
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    file: String,
    line: Option<usize>,
    message: String,
}

impl Error {
    /// A fault in a knowledge file; `line` counts from one.
    pub fn data(file: &str, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Data, file: file.into(), line: line.into(), message: message.into() }
    }

    /// A fault in an input record.
    pub fn input(file: &str, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Input, file: file.into(), line: line.into(), message: message.into() }
    }

    /// A language model that cannot be used.
    pub fn model(message: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::Model, file: String::new(), line: None, message: message.to_string() }
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            write!(f, " ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Shorthand used throughout the crate.
pub type Result<T> = std::result::Result<T, Error>;
