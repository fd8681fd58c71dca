//! `entente parse`: text to CoNLL-U.

use super::text_of;
use crate::Outcome;
use crate::args::{ParseArgs, ParseFormat};
use anyhow::Result;
use entente_nlp::{Pipeline, Scratch, conllu};
use std::io::Write;

pub(crate) fn run(args: ParseArgs) -> Result<Outcome> {
    let pipeline = Pipeline::english()?;
    let mut scratch = Scratch::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = 0;
    for input in &args.inputs {
        let text = match text_of(input) {
            Ok(t) => t,
            Err(e) => {
                eprintln!("entente: {e:#}");
                failed += 1;
                continue;
            }
        };
        match args.input_format {
            ParseFormat::Text => {
                let sentences = pipeline.analyze(&text, &mut scratch);
                out.write_all(conllu::write(&sentences, &text).as_bytes())?;
            }
            ParseFormat::Conllu => {
                for mut block in conllu::read(&text)? {
                    pipeline.analyze_tokens(&mut block.sentence, &mut scratch);
                    for comment in &block.comments {
                        writeln!(out, "{comment}")?;
                    }
                    let analysed = conllu::write(std::slice::from_ref(&block.sentence), &block.text);
                    for line in analysed.lines().filter(|l| !l.starts_with('#')) {
                        writeln!(out, "{line}")?;
                    }
                    if !analysed.ends_with("\n\n") {
                        writeln!(out)?;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Failed(failed) })
}
