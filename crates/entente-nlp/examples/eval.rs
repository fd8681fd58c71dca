//! Scores the compiled-in language model, or the one given: `eval UD_DIR [MODEL]`.

use entente_nlp::conllu::{self, Block};
use entente_nlp::eval::{gold_tokens, raw_text};
use entente_nlp::{Pipeline, Scratch};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = args.first().ok_or("usage: eval UD_DIR [MODEL]")?;
    let start = Instant::now();
    let pipeline = match args.get(1) {
        Some(path) => Pipeline::from_bytes(&std::fs::read(path)?)?,
        None => Pipeline::english()?,
    };
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for name in ["en_ewt-dev", "en_gum-dev", "en_ewt-test", "en_gum-test", "en_pud-test"] {
        let blocks = conllu::read(&std::fs::read_to_string(format!("{dir}/{name}.conllu"))?)?;
        show(name, &pipeline, &blocks);
        let mut news = false;
        let news: Vec<Block> = blocks
            .iter()
            .filter(|b| {
                if let Some(id) = b.comment("newdoc id") {
                    news = id.contains("_news_");
                }
                news
            })
            .cloned()
            .collect();
        if !news.is_empty() {
            show(&format!("{name} news"), &pipeline, &news);
        }
        if name == "en_pud-test" {
            speed(&pipeline, &conllu::text_of(&blocks).0);
        }
    }
    Ok(())
}

fn show(title: &str, pipeline: &Pipeline, blocks: &[Block]) {
    println!("{title} gold tokens: {:?}", gold_tokens(pipeline, blocks));
    println!("{title} raw text:    {:?}", raw_text(pipeline, blocks));
}

/// Words a second over the same text five times, the first of them cold.
fn speed(pipeline: &Pipeline, text: &str) {
    let mut scratch = Scratch::default();
    let mut rates = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let words: usize = pipeline.analyze(text, &mut scratch).iter().map(|s| s.tokens.len()).sum();
        rates.push(words as f64 / start.elapsed().as_secs_f64());
    }
    println!("words a second, first to last pass: {rates:.0?}");
}
