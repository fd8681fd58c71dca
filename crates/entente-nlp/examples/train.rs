//! Trains the language model: `train UD_DIR OUT [key=value …]`.

use entente_nlp::conllu::{self, Block};
use entente_nlp::train::{Options, Sources, train};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out, settings @ ..] = &args[..] else {
        return Err("usage: train UD_DIR OUT [key=value …]".into());
    };
    let mut options = Options::default();
    for setting in settings {
        let (key, value) = setting.split_once('=').ok_or("settings are key=value")?;
        match key {
            "seed" => options.seed = value.parse()?,
            "epochs" => options.epochs = value.parse()?,
            "embedding" => options.embedding = value.parse()?,
            "hidden" => options.hidden = value.parse()?,
            "layers" => options.layers = value.parse()?,
            "arc" => options.arc = value.parse()?,
            "label" => options.label = value.parse()?,
            "batch" => options.batch = value.parse()?,
            "rate" => options.rate = value.parse()?,
            "dropout" => options.dropout = value.parse()?,
            _ => return Err(format!("unknown setting {key}").into()),
        }
    }
    let load = |split: &str| -> Result<Vec<Block>, Box<dyn Error>> {
        let mut blocks = Vec::new();
        for treebank in ["en_ewt", "en_gum"] {
            let path = format!("{dir}/{treebank}-{split}.conllu");
            blocks.extend(conllu::read(&std::fs::read_to_string(path)?)?);
        }
        Ok(blocks)
    };
    let (train_blocks, dev_blocks) = (load("train")?, load("dev")?);
    let sources = Sources { train: &train_blocks, dev: &dev_blocks };
    let start = Instant::now();
    let bytes = train(&sources, options, &mut |line| {
        eprintln!("{:6.0} s {line}", start.elapsed().as_secs_f64());
    })?;
    std::fs::write(out, bytes)?;
    Ok(())
}
