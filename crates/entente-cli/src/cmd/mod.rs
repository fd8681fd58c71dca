//! One file per command.

pub(crate) mod bench;
pub(crate) mod code;
pub(crate) mod data;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod parse;
pub(crate) mod relate;
pub(crate) mod train;

use crate::args::Knowledge;
use anyhow::{Context, Result};
use entente::{Coder, Day, Resources, UserFile};
use std::path::PathBuf;

/// The coder with the user's own files.
pub(crate) fn coder(knowledge: &Knowledge) -> Result<Coder> {
    let read = |paths: &[PathBuf]| -> Result<Vec<UserFile>> {
        let one = |p: &PathBuf| {
            let text = std::fs::read_to_string(p).with_context(|| p.display().to_string())?;
            let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(UserFile { name, text })
        };
        paths.iter().map(one).collect()
    };
    Ok(Coder::new(Resources::with(&read(&knowledge.actors)?, &read(&knowledge.lexicon)?)?)?)
}

/// A day from the command line.
pub(crate) fn day(text: Option<&str>) -> Result<Option<Day>> {
    text.map(|t| t.parse().with_context(|| format!("--published {t}: write YYYY-MM-DD"))).transpose()
}

/// A whole file, or standard input for `-`.
pub(crate) fn text_of(path: &PathBuf) -> Result<String> {
    if path.as_os_str() == "-" {
        return std::io::read_to_string(std::io::stdin()).context("standard input");
    }
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
