//! `entente train`: the language model from treebanks.

use crate::Outcome;
use crate::args::{TrainArgs, TrainCommand};
use anyhow::{Context, Result};
use entente_nlp::conllu::{self, Block};
use entente_nlp::train::{Options, Sources, train};
use std::path::Path;
use std::time::Instant;

pub(crate) fn run(args: TrainArgs) -> Result<Outcome> {
    let TrainCommand::Language { ud, output, epochs, seed } = args.command;
    let (train_set, dev_set) = (load(&ud, "-train.conllu")?, load(&ud, "-dev.conllu")?);
    let mut options = Options { seed, ..Options::default() };
    options.epochs = epochs.unwrap_or(options.epochs);
    let begin = Instant::now();
    let sources = Sources { train: &train_set, dev: &dev_set };
    let bytes = train(&sources, options, &mut |line| eprintln!("{:6.0} s {line}", begin.elapsed().as_secs_f64()))?;
    std::fs::write(&output, &bytes).with_context(|| output.display().to_string())?;
    eprintln!("{} bytes in {}", bytes.len(), output.display());
    Ok(Outcome::Done)
}

/// The sentences of all files of a folder that end so, in the order of their names.
fn load(dir: &Path, ending: &str) -> Result<Vec<Block>> {
    let entries = std::fs::read_dir(dir).with_context(|| dir.display().to_string())?;
    let mut files: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.retain(|f| f.to_string_lossy().ends_with(ending));
    files.sort();
    let mut blocks = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        blocks.extend(conllu::read(&text).with_context(|| file.display().to_string())?);
    }
    anyhow::ensure!(!blocks.is_empty(), "{}: no file ends in `{ending}`", dir.display());
    Ok(blocks)
}
