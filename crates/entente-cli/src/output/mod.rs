//! Writing events: JSON lines, CSV, Parquet, POLECAT's columns, and a table for the eye.
//!
//! Files are written under a temporary name and renamed at the end, so that an interrupted run leaves no half file.

mod columns;
mod csv;
mod jsonl;
mod parquet;
mod polecat;
mod table;

use crate::args::OutputFormat;
use anyhow::{Context, Result};
use entente::{Coder, DATA_HASH, Event, VERSION};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What made the events: named in every file, so that a series can be repeated.
#[derive(Clone)]
pub(crate) struct Provenance {
    /// Version of the coder.
    pub(crate) coder: String,
    /// Identity of the language model.
    pub(crate) model: String,
    /// Hash of the knowledge files.
    pub(crate) data: String,
}

impl Provenance {
    pub(crate) fn of(coder: &Coder) -> Provenance {
        Provenance { coder: VERSION.into(), model: coder.pipeline.id().to_owned(), data: DATA_HASH.into() }
    }
}

/// Takes events one by one.
pub(crate) trait Writer {
    fn event(&mut self, event: &Event) -> Result<()>;
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Opens a writer of a format on a file or standard output.
pub(crate) fn open(
    format: OutputFormat,
    path: Option<&Path>,
    provenance: &Provenance,
    coder: &Coder,
) -> Result<Box<dyn Writer>> {
    let target = Target::open(path)?;
    Ok(match format {
        OutputFormat::Table => Box::new(table::Table::new(target)),
        OutputFormat::Jsonl => Box::new(jsonl::Jsonl::new(target, provenance)?),
        OutputFormat::Csv => Box::new(csv::Csv::new(target, provenance)?),
        OutputFormat::Parquet => Box::new(parquet::Parquet::new(target, provenance)?),
        OutputFormat::Polecat => Box::new(polecat::Polecat::new(target, provenance, coder)?),
    })
}

/// The table that is printed beside a file.
pub(crate) fn table() -> Box<dyn Writer> {
    Box::new(table::Table::new(Target::stdout()))
}

/// A file under a temporary name, or standard output.
pub(crate) struct Target {
    writer: BufWriter<Box<dyn Write + Send>>,
    paths: Option<(PathBuf, PathBuf)>,
}

impl Target {
    fn stdout() -> Target {
        Target { writer: BufWriter::new(Box::new(std::io::stdout())), paths: None }
    }

    fn open(path: Option<&Path>) -> Result<Target> {
        let Some(path) = path else { return Ok(Target::stdout()) };
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let file = File::create(&part).with_context(|| format!("{} cannot be written", part.display()))?;
        Ok(Target { writer: BufWriter::new(Box::new(file)), paths: Some((part, path.to_owned())) })
    }

    /// True when the output is a file.
    fn is_file(&self) -> bool {
        self.paths.is_some()
    }

    /// Writes out what is left and gives the file its name.
    fn close(mut self) -> Result<()> {
        self.writer.flush()?;
        if let Some((part, path)) = &self.paths {
            std::fs::rename(part, path).with_context(|| format!("{} cannot be written", path.display()))?;
            self.paths = None;
        }
        Ok(())
    }
}

impl Drop for Target {
    /// What was not closed is half a file and goes away.
    fn drop(&mut self) {
        if let Some((part, _)) = &self.paths {
            // Nothing can be done about a file that cannot be removed.
            let _ = std::fs::remove_file(part);
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}
