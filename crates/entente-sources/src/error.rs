//! What can be wrong with one input, and where.

use std::fmt;

/// A record that could not be read. `Display` is one line: file, line, reason and remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// File, or `-` for standard input.
    pub file: String,
    /// Line, from 1, where the format has lines.
    pub line: Option<usize>,
    /// What is wrong and what helps.
    pub reason: String,
}

impl SourceError {
    pub(crate) fn new(file: &str, line: impl Into<Option<usize>>, reason: impl Into<String>) -> SourceError {
        SourceError { file: file.into(), line: line.into(), reason: reason.into() }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for SourceError {}
