//! Reading the CSV tables of `data/`: comments, headers by name, alternatives in a cell, line numbers in errors.

use crate::error::{Error, Result};

/// One row of a table, read by column name.
pub(crate) struct Row<'a> {
    file: &'a str,
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    /// The cell of a column, trimmed; an absent column reads as empty.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.header.iter().position(|h| h == column).and_then(|i| self.record.get(i)).unwrap_or("").trim()
    }

    /// The cell, or `None` when it is empty.
    pub(crate) fn opt(&self, column: &str) -> Option<&'a str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The alternatives of a cell, split at `|`.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The line of the row in its file, counted from one.
    pub(crate) fn line(&self) -> usize {
        self.record.position().map_or(0, |p| p.line() as usize)
    }

    /// An error that points at this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::data(self.file, self.line(), message)
    }
}

/// Calls `each` for every row of the CSV text `text`; `file` is its name in errors.
///
/// # Errors
/// A malformed row, a missing one of the `required` columns, or what `each` returns.
pub(crate) fn read(
    file: &str,
    text: &str,
    required: &[&str],
    mut each: impl FnMut(Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| Error::data(file, 1, e.to_string()))?.clone();
    for column in required {
        if !header.iter().any(|h| h == *column) {
            return Err(Error::data(
                file,
                1,
                format!("no column `{column}`; the header must name {}", required.join(", ")),
            ));
        }
    }
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|e| Error::data(file, e.position().map(|p| p.line() as usize), e.to_string()))?;
        if !more {
            return Ok(());
        }
        let row = Row { file, header: &header, record: &record };
        if record.len() != header.len() {
            return Err(row.error(format!("{} cells where the header names {} columns", record.len(), header.len())));
        }
        each(row)?;
    }
}
